//! Files that must stay errors, with messages whose calls work when they are pasted.

use std::path::Path;

use errcode_codegen::{Environment, expand};
use proc_macro2::{TokenStream, TokenTree};

struct Wrong {
    file: &'static str,
    /// What stands behind the path in the call.
    entries: &'static str,
    /// What the messages say.
    says: &'static [&'static str],
    /// How many calls they offer, at least.
    calls: usize,
}

const fn wrong(file: &'static str, entries: &'static str, says: &'static [&'static str], calls: usize) -> Wrong {
    Wrong { file, entries, says, calls }
}

#[rustfmt::skip]
const ALL: &[Wrong] = &[
    wrong("near-miss-text.csv", "", &["`mesage`", "`message`", ":1:6"], 0),
    wrong("near-miss-code.csv", "", &["`cdoe`", "`code`", ":1:1"], 0),
    wrong("surplus-cells.csv", "", &[":3:", "quotes"], 0),
    wrong("padded-quotes.csv", "", &["quote", ":2:"], 0),
    wrong("no-header.csv", "", &["header", ":1:1"], 1),
    wrong("no-header-with-known-words.csv", "", &["header", ":1:1"], 1),
    wrong("two-weak-codes.csv", "", &["code = \"Value\"", "code = \"Number\""], 2),
    wrong("two-strong-codes.csv", "", &["code = \"错误码\"", "code = \"Code\""], 2),
    wrong("invisible.csv", "", &["200B", ":3:1"], 0),
    wrong("no-code.csv", "", &["Garden", "code"], 1),
    wrong("sections.csv", "", &["Kitchen", "skip = sections"], 1),
    wrong("other-row.csv", "", &["other", "skip"], 1),
    wrong("blank-code.csv", "", &["code", ":3:1", "skip"], 1),
    wrong("repeated-code.csv", "", &["400", "repeated = join", "repeated = alias"], 2),
    wrong("repeated-code-in-chinese.csv", "", &["400", "repeated = join"], 1),
    wrong("weak-code-repeats.csv", "", &["500"], 1),
    wrong("words-and-numbers.csv", "", &["SUCCESS", "code: str"], 1),
    wrong("damaged-numbers.csv", "", &["40001.0"], 0),
    wrong("error_codes.csv", "", &["error_codes", "enum"], 1),
    wrong("field-of-another-type.csv", "(http: u16)", &["4xx", "u16", ":3:"], 0),
    wrong("out-of-date-skip.csv", "(skip = [\"other\"])", &["other"], 0),
    wrong("not-utf-8.csv", "", &["UTF-8", ":2:"], 0),
    wrong("header-only.csv", "", &["row"], 0),
];

/// The texts of all `compile_error!` in the tokens.
fn messages(tokens: TokenStream, found: &mut Vec<String>) {
    let mut is_error = false;
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => is_error = ident == "compile_error",
            TokenTree::Group(group) if is_error => {
                let text = group.stream().into_iter().next().unwrap();
                found.push(syn::parse_str::<syn::LitStr>(&text.to_string()).unwrap().value());
            }
            TokenTree::Group(group) => messages(group.stream(), found),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// What stands between the brackets of each whole call of `errcodes!` in the message.
fn calls(message: &str) -> impl Iterator<Item = &str> {
    message.split("errcodes!").skip(1).filter_map(|rest| {
        let rest = rest.trim_start();
        let (mut depth, mut in_text) = (0, false);
        for (at, c) in rest.char_indices() {
            match c {
                '"' => in_text = !in_text,
                '(' | '{' | '[' if !in_text => depth += 1,
                ')' | '}' | ']' if !in_text => {
                    depth -= 1;
                    if depth == 0 {
                        return rest.get(1..at);
                    }
                }
                _ => {}
            }
        }
        None
    })
}

/// The messages for a call, and one if its enum has no row.
fn expanded(call: &str, environment: &Environment) -> Vec<String> {
    let mut found = Vec::new();
    let tokens = expand(format!("[::errcode_runtime] {call}").parse().unwrap(), environment);
    messages(tokens.clone(), &mut found);
    let items = syn::parse2::<syn::File>(tokens).unwrap().items;
    let is_empty = |item: &syn::Item| matches!(item, syn::Item::Enum(item) if item.variants.len() < 2);
    if found.is_empty() && items.iter().any(is_empty) {
        found.push(String::from("an enum without rows"));
    }
    found
}

#[test]
fn each_message_leads_out() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/foreign/wrong");
    let mut differences = Vec::new();
    for Wrong { file, entries, says, calls: offered } in ALL {
        let bytes = std::fs::read(folder.join(file)).unwrap();
        let environment = Environment::in_memory([(*file, &*bytes)]);
        let found = expanded(&format!("{file:?} {entries}"), &environment);
        let said = found.join("\n");
        if found.is_empty() {
            differences.push(format!("{file}: expected an error"));
        }
        for text in says.iter().filter(|text| !said.contains(**text)) {
            differences.push(format!("{file}: expected {text:?} in:\n{said}"));
        }
        let mut count = 0;
        for call in found.iter().flat_map(|message| calls(message)) {
            count += 1;
            for message in expanded(call, &environment) {
                differences.push(format!("{file}: the call {call} of the message fails:\n{message}"));
            }
        }
        if count < *offered {
            differences.push(format!("{file}: expected {offered} calls, found {count} in:\n{said}"));
        }
    }
    assert!(differences.is_empty(), "{} differences:\n{}", differences.len(), differences.join("\n"));
    assert_eq!(ALL.len(), std::fs::read_dir(folder).unwrap().count(), "a file without an entry");
}
