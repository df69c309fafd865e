//! Limits on the size of an expansion, so that it does not grow unnoticed. They are counts, because times depend on the machine.
#![allow(clippy::unwrap_used, reason = "a test that cannot continue should stop")]

use errcode_codegen::{Environment, expand};
use errcode_tables::Shipped;
use proc_macro2::{TokenStream, TokenTree};
use syn::LitByteStr;

/// The expansion of `general` as a user's own file. As a shipped table, its literals would be in the runtime.
fn expansion() -> TokenStream {
    let file = Shipped::find("general").unwrap().text();
    let environment = Environment::in_memory([("general.csv", file.as_bytes())]);
    expand("[::errcode_runtime] \"general.csv\"".parse().unwrap(), &environment)
}

/// The number of its rows.
fn rows() -> usize {
    Shipped::find("general").unwrap().rows
}

fn count(tokens: TokenStream) -> usize {
    tokens.into_iter().fold(0, |sum, token| match token {
        TokenTree::Group(group) => sum + 2 + count(group.stream()),
        _ => sum + 1,
    })
}

#[test]
fn tokens_of_a_row() {
    let per_row = count(expansion()) / rows();
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
    let per_row = numbers(expansion()).unwrap() / rows();
    assert!(per_row <= 15, "{per_row} bytes a row beside its texts");
    // With the array of values, of 16 bytes each, this stays below half the size of the texts.
    let general = &Shipped::find("general").unwrap().outcome().table;
    let texts = general.rows.iter().map(|row| row.name.len() + row.message.len() + row.message_zh.len()).sum();
    assert!(2 * (per_row + 16) * rows() <= texts, "{per_row} bytes a row");
}
