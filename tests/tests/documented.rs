//! The documentation of enums whose tables have more than codes and texts.
#![allow(clippy::unwrap_used, reason = "a test that cannot continue should stop")]

use std::path::Path;

use errcode_codegen::{Environment, expand};
use proc_macro2::TokenStream;
use syn::{Attribute, Expr, ExprLit, File, ImplItem, Item, Lit, Meta};

/// The documentation of each item, by its name, and the aliases by which it is searched.
fn documented<const N: usize>(call: &str, files: [(&str, &str); N]) -> Vec<(String, String, Vec<String>)> {
    let environment = Environment::in_memory(files.map(|(name, file)| (name, file.as_bytes())));
    let tokens: TokenStream = expand(format!("[::errcode_runtime] {call}").parse().unwrap(), &environment);
    let file: File = syn::parse2(tokens).unwrap();
    let mut items = Vec::new();
    let mut push = |name: &syn::Ident, attributes: &[Attribute]| {
        let doc = attributes.iter().filter_map(doc).collect::<Vec<_>>().join("\n");
        items.push((name.to_string(), doc, attributes.iter().filter_map(alias).collect()));
    };
    for item in file.items {
        match item {
            Item::Enum(item) => {
                push(&item.ident, &item.attrs);
                item.variants.iter().for_each(|variant| push(&variant.ident, &variant.attrs));
            }
            Item::Impl(item) => item.items.iter().for_each(|item| match item {
                ImplItem::Const(item) => push(&item.ident, &item.attrs),
                ImplItem::Fn(item) => push(&item.sig.ident, &item.attrs),
                _ => {}
            }),
            _ => {}
        }
    }
    items
}

/// The same for one of the vendors' files. `entries` follow the file's name in the call.
fn of_vendor(file: &str, entries: &str) -> Vec<(String, String, Vec<String>)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/vendor").join(file);
    let table = std::fs::read_to_string(path).unwrap();
    documented(&format!("enum E from {file:?} {entries};"), [(file, &table)])
}

fn doc(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(meta) = &attribute.meta else { return None };
    let Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) = &meta.value else { return None };
    attribute.path().is_ident("doc").then(|| text.value())
}

fn alias(attribute: &Attribute) -> Option<String> {
    let Meta::List(list) = &attribute.meta else { return None };
    let shown = list.tokens.to_string();
    Some(shown.strip_prefix("alias = \"")?.strip_suffix('"')?.to_owned())
}

fn of<'d>(items: &'d [(String, String, Vec<String>)], name: &str) -> (&'d str, Vec<&'d str>) {
    let (_, doc, aliases) = items.iter().find(|(item, ..)| item == name).unwrap();
    (doc, aliases.iter().map(String::as_str).collect())
}

const QUEUE: &str = include_str!("../fixtures/vendor/queue.csv");
const MORE: &str = include_str!("../fixtures/vendor/queue-more.csv");

#[test]
fn fields_are_documented_with_their_header() {
    let items = documented(
        "enum E from \"queue.csv\" (severity: str = \"Log level\", http: u16, weight: f64 = \"Weight\"), \
         \"more.csv\" (severity: str = \"Severity\");",
        [("queue.csv", QUEUE), ("more.csv", MORE)],
    );
    assert_eq!(
        of(&items, "severity").0,
        "The column \"Log level\" of `queue.csv`, and the column \"Severity\" of `more.csv`; `None` where its cell is empty, \
         and for a code without a variant."
    );
    assert_eq!(
        of(&items, "QueueFull"),
        (
            "`1001` queue.csv: the queue is full\n\nSolution: send less\n\ncounted by minute\n\n\
             Log level: WARN\\\nhttp: 429\\\nWeight: 0.5",
            vec!["1001", "QUEUE_FULL"]
        )
    );
    // A cell's text is not markup.
    assert!(of(&items, "TooLong").0.starts_with("`1003` queue.csv: the message is \\*too\\* long"));
    assert!(of(&items, "NoAccess").0.ends_with("\n\nLog level: HIGH"));
}

#[test]
fn columns_that_are_not_read_are_listed() {
    let columns = |count: usize| (0..count).fold(String::new(), |header, n| header + &format!(",Ignored {n} `x`"));
    let table =
        |count: usize| format!("code,name,message,Log{}\n1,One,one,high{}\n", columns(count), ",x".repeat(count));
    let shown = |count| {
        let table = table(count);
        let items = documented("enum E from \"a.csv\" (level: str = \"Log\");", [("a.csv", &table)]);
        of(&items, "E").0.to_owned()
    };
    assert!(!shown(0).contains("Not read"), "{}", shown(0));
    assert!(shown(2).contains("Not read: \"Ignored 0 \\`x\\`\", \"Ignored 1 \\`x\\`\". Name one"), "{}", shown(2));
    assert!(!shown(20).contains("more") && shown(20).contains("Ignored 19"), "{}", shown(20));
    assert!(shown(23).contains(" and 3 more. Name") && !shown(23).contains("Ignored 20"), "{}", shown(23));
}

#[test]
fn a_code_is_searched_by_its_spelling_and_its_number() {
    let items = of_vendor("handles.csv", "(code: i32)");
    let (doc, aliases) = of(&items, "EDenied");
    assert!(doc.starts_with("`0x80070005` handles.csv: access denied"), "{doc}");
    assert_eq!(aliases, ["0x80070005", "E_DENIED", "-2147024891"]);
    assert_eq!(of(&items, "EFamily").1, ["0x80040000-0x8004000F", "E_FAMILY"]);
}

#[test]
fn another_name_is_documented_as_a_constant() {
    let items = of_vendor("sockets.csv", "(repeated = alias)");
    let (doc, aliases) = of(&items, "WouldWait");
    assert!(doc.starts_with("`11` Another name of [`TryLater`](Self::TryLater): the call would wait\n\n"), "{doc}");
    assert_eq!(aliases, ["WOULD_WAIT"]);
    assert_eq!(
        of(&items, "TryLater").0,
        "`11` sockets.csv: try again later\n\nAlso `WouldWait`: the call would wait\n\nAlso `Wait`: the old name of it"
    );
}

#[test]
fn documentation_is_in_the_languages_of_the_table() {
    let chinese = of_vendor("chinese.csv", "");
    let english = of_vendor("english.csv", "");
    let has_han = |text: &str| text.contains(|c| matches!(c, '\u{3000}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}'));
    let has_words =
        |text: &str| text.split('`').step_by(2).any(|part| part.contains(|c: char| c.is_ascii_alphabetic()));
    for (name, doc, _) in &english {
        assert!(!has_han(doc), "{name}: {doc}");
    }
    for (name, doc, _) in &chinese {
        assert!(!has_words(&doc.replace("chinese.csv", "")), "{name}: {doc}");
    }
    let (doc, _) = of(&english, "Busy");
    let advice = errcode_core::Recovery::Retry.advice();
    assert_eq!(
        doc,
        format!("`7` english.csv: busy\n\n`unavailable` · `retry`: {advice} (30 s)\n\nSolution: try later")
    );
}

#[test]
fn rows_without_a_kind_are_counted() {
    let (kinds, none) = ("code,name,message,kind,recovery\n1,A,a,internal,stop\n", "code,name,message\n2,B,b\n3,C,c\n");
    let of_enum = |selection: &str| {
        let call = format!("enum E from \"a.csv\", \"b.csv\" {selection}");
        let items = documented(&call, [("a.csv", kinds), ("b.csv", none)]);
        of(&items, "E").0.to_owned()
    };
    assert!(of_enum("").contains("2 of 3 codes have no kind and recovery"), "{}", of_enum(""));
    assert!(!of_enum("{ 1 }").contains("have no kind"), "{}", of_enum("{ 1 }"));
    assert!(!of_enum("{ 2 }").contains("have no kind"), "{}", of_enum("{ 2 }"));
}

#[test]
fn a_field_has_one_type() {
    let (a, b) = ("code,name,message,Level\n1,A,a,1\n", "code,name,message,Level\n2,B,b,2\n");
    let environment = Environment::in_memory([("a.csv", a.as_bytes()), ("b.csv", b.as_bytes())]);
    let call = "[::rt] enum E from \"a.csv\" (level: u8 = \"Level\"), \"b.csv\" (level: str = \"Level\");";
    let tokens = expand(call.parse().unwrap(), &environment).to_string();
    assert_eq!(tokens.matches("compile_error !").count(), 1, "{tokens}");
    assert!(tokens.contains("the field `level` is `level: u8` of a.csv and `level: str` of b.csv"), "{tokens}");
}
