//! What must not grow unseen. Counts, not times: they do not depend on the machine's mood.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::BTreeSet;

use errcode_codegen::{Environment, expand};
use errcode_tables::Shipped;
use errcode_tests::cargo::{Project, succeed};
use proc_macro2::{TokenStream, TokenTree};
use syn::LitByteStr;

fn expansion() -> TokenStream {
    expand("[::errcode_runtime] \"general\"".parse().unwrap(), &Environment::of_process())
}

fn count(tokens: TokenStream) -> usize {
    tokens.into_iter().fold(0, |sum, token| match token {
        TokenTree::Group(group) => sum + 2 + count(group.stream()),
        _ => sum + 1,
    })
}

#[test]
fn tokens_of_a_row() {
    let per_row = count(expansion()) / 1_808;
    assert!(per_row <= 30, "{per_row} tokens a row: the compiler reads, resolves and checks each");
}

#[test]
fn bytes_of_a_row() {
    fn numbers(tokens: TokenStream) -> Option<usize> {
        let mut is_next = false;
        for token in tokens {
            match token {
                TokenTree::Group(group) => {
                    if let Some(found) = numbers(group.stream()) {
                        return Some(found);
                    }
                }
                TokenTree::Literal(literal) if is_next => {
                    return Some(syn::parse_str::<LitByteStr>(&literal.to_string()).ok()?.value().len());
                }
                TokenTree::Ident(word) => is_next = word == "numbers",
                _ => is_next = false,
            }
        }
        None
    }
    let per_row = numbers(expansion()).unwrap() / 1_808;
    assert!(per_row <= 25, "{per_row} bytes a row beside its texts");
    // With the array of values, 16 bytes each, this stays below half of what the texts take themselves.
    let general = &Shipped::find("general").unwrap().outcome().table;
    let texts = general.rows.iter().map(|row| row.name.len() + row.message.len() + row.message_zh.len()).sum();
    assert!(2 * (per_row + 16) * 1_808 <= texts, "{per_row} bytes a row");
}

/// The packages that `cargo tree` lists for a user of the runtime.
fn packages(arguments: &[&str]) -> BTreeSet<String> {
    let project = Project::scratch("tree", "");
    project.write("src/lib.rs", "");
    let mut command = std::process::Command::new(env!("CARGO"));
    command.current_dir(&project.root).args(["tree", "--prefix", "none", "--format", "{p}"]).args(arguments);
    let output = succeed(command);
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

#[test]
fn what_a_user_links_and_compiles() {
    let linked = packages(&["--edges", "normal,no-proc-macro"]);
    let expected = ["errcode-core", "errcode-runtime", "tree"];
    assert_eq!(linked, expected.map(str::to_owned).into(), "the runtime links nothing but errcode-core");

    let all = packages(&["--edges", "normal,build"]);
    let mut expected: BTreeSet<String> = expected.map(str::to_owned).into();
    let macro_side = [
        "csv-core",
        "errcode-codegen",
        "errcode-macros",
        "errcode-tables",
        "memchr",
        "proc-macro2",
        "quote",
        "strsim",
        "syn",
        "unicode-ident",
    ];
    expected.extend(macro_side.map(str::to_owned));
    assert_eq!(all, expected, "a dependency of the macro is compiled by every user");
}
