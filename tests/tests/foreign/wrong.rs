//! Files that must stay errors, with messages whose calls work when they are pasted.

use std::path::Path;

use errcode_codegen::{Environment, expand};
use proc_macro2::{TokenStream, TokenTree};

struct Wrong {
    file: &'static str,
    /// The arguments after the path in the call.
    entries: &'static str,
    /// Texts that the messages contain.
    says: &'static [&'static str],
    /// How many calls the messages suggest.
    calls: usize,
}

const fn wrong(file: &'static str, entries: &'static str, says: &'static [&'static str], calls: usize) -> Wrong {
    Wrong { file, entries, says, calls }
}

#[rustfmt::skip]
const ALL: &[Wrong] = &[
    wrong("near-miss-text.csv", "", &["unknown column `mesage`", "did you mean `message`", ":1:6"], 1),
    wrong("near-miss-code.csv", "", &["unknown column `cdoe`", "did you mean `code`", ":1:1"], 1),
    wrong("surplus-cells.csv", "", &["2 rows have more cells than the header", ":3:15", "quotes: \"spoon lost, or stolen\""], 0),
    wrong("padded-quotes.csv", "", &["a quote inside a cell that does not begin with one", ":2:13", ":2:30"], 0),
    wrong("no-header.csv", "", &["this file has no header row", ":1:1"], 1),
    wrong("no-header-with-known-words.csv", "", &["this file has no header row", ":1:1"], 2),
    wrong("two-weak-codes.csv", "", &["two columns could hold the codes", "code = \"Value\"", "code = \"Number\""], 2),
    wrong("two-strong-codes.csv", "", &["two columns could hold the codes", "code = \"错误码\"", "code = \"Code\""], 2),
    wrong("invisible.csv", "", &["invisible character, zero-width space (U+200B)", ":3:1"], 0),
    wrong("no-code.csv", "", &["expected a column of codes", ":1:1"], 1),
    wrong("sections.csv", "", &["2 rows have no valid code: `Kitchen`, `Garden`", "skip = sections"], 1),
    wrong("other-row.csv", "", &["invalid code `other`", ":4:1", "skip = [\"other\"]", "code: str"], 2),
    wrong("blank-code.csv", "", &["this row has no code", ":3:1", "skip = [\"\"]"], 1),
    wrong("repeated-code.csv", "", &["code 400 is defined twice", "repeated = join", "repeated = alias"], 2),
    wrong("repeated-code-in-chinese.csv", "", &["code 400 is defined twice", "repeated = join", "repeated = alias"], 2),
    wrong("weak-code-repeats.csv", "", &["code 500 is defined twice", ":3:25"], 2),
    wrong("words-and-numbers.csv", "", &["invalid code `SUCCESS`", ":3:1", "skip = [\"SUCCESS\"]", "code: str"], 2),
    wrong("damaged-numbers.csv", "", &["2 codes are invalid: `40001.0`, `40002.0`", "write it as an integer"], 1),
    wrong("error_codes.csv", "", &["a file name that an enum can be named after, found `error_codes`"], 1),
    wrong("field-of-another-type.csv", "(http: u16)", &["`4xx` does not fit `http: u16`", ":3:14", "http: str"], 1),
    wrong("out-of-date-skip.csv", "(skip = [\"other\"])", &["no row of this file has `other` in its code cell", "remove it from `skip`"], 0),
    wrong("not-utf-8.csv", "", &["this file is not UTF-8: byte 0xF6", ":2:4", "save it as UTF-8"], 0),
    wrong("header-only.csv", "", &["this table has no rows", "add a row below the header"], 0),
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

/// The text inside the brackets of each complete call of `errcodes!` in the message.
fn calls(message: &str) -> impl Iterator<Item = &str> {
    message.split("errcodes!").skip(1).filter_map(|rest| {
        let rest = rest.trim_start();
        rest.get(1..bracketed(rest)? - 1)
    })
}

/// Each source for the long form in the message: the file with its arguments.
fn sources<'m>(message: &'m str, file: &str) -> impl Iterator<Item = &'m str> {
    let name = format!("{file:?}");
    message.match_indices(&name).map(|(at, _)| at).collect::<Vec<_>>().into_iter().map(move |at| {
        let behind = &message[at + name.len()..];
        let entries = if behind.starts_with(" (") { bracketed(&behind[1..]).map_or(0, |length| length + 1) } else { 0 };
        &message[at..at + name.len() + entries]
    })
}

/// The length from the bracket at the beginning of the text to its closing bracket, both included.
fn bracketed(text: &str) -> Option<usize> {
    let (mut depth, mut in_text) = (0, false);
    for (at, c) in text.char_indices() {
        match c {
            '"' => in_text = !in_text,
            '(' | '{' | '[' if !in_text => depth += 1,
            ')' | '}' | ']' if !in_text => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

/// The messages for a call. An enum without rows adds one.
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
        let short = expanded(&format!("{file:?} {entries}"), &environment);
        let said = short.join("\n");
        if short.is_empty() {
            differences.push(format!("{file}: expected an error"));
        }
        for text in says.iter().filter(|text| !said.contains(**text)) {
            differences.push(format!("{file}: expected {text:?} in:\n{said}"));
        }
        let mut check = |message: String, count: usize| {
            if count != *offered {
                differences.push(format!("{file}: expected {offered} suggested calls, found {count} in:\n{message}"));
            }
        };
        let calls: Vec<String> = short.iter().flat_map(|message| calls(message)).map(str::to_owned).collect();
        check(said.clone(), calls.len());
        // A call in the long form names its enum, and its messages only suggest the source.
        let is_named = !said.contains("errcodes! {");
        let mut of_sources = Vec::new();
        if is_named {
            let long = expanded(&format!("enum E from {file:?} {entries};"), &environment);
            of_sources.extend(
                long.iter().flat_map(|message| sources(message, file)).map(|source| format!("enum E from {source};")),
            );
            check(long.join("\n"), of_sources.len());
        }
        for call in calls.iter().chain(&of_sources) {
            for message in expanded(call, &environment) {
                differences.push(format!("{file}: the suggested call {call} fails:\n{message}"));
            }
        }
    }
    assert!(differences.is_empty(), "{} differences:\n{}", differences.len(), differences.join("\n"));
    assert_eq!(ALL.len(), std::fs::read_dir(folder).unwrap().count(), "a file without an entry");
}
