//! Tables in general: whatever is written into one comes out of the enum that is made from it.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::BTreeMap;

use errcode_codegen::{Environment, expand};
use errcode_runtime::__private::Table;
use proc_macro2::{TokenStream, TokenTree};
use proptest::prelude::*;

/// What a row says beside its code and its name.
#[derive(Clone, Debug)]
struct Texts {
    message: String,
    message_zh: String,
    solution_zh: String,
    note_zh: String,
}

/// Any text that a table may hold, with a taste for what is special in CSV, Rust and Markdown.
fn text() -> impl Strategy<Value = String> {
    let special = prop_oneof!["[\"',;\t\n\\\\{}#*/`<>&$ ]{1,8}", Just("*/".to_owned()), Just("```\n".to_owned())];
    prop_oneof![3 => "\\PC{0,40}", 2 => special, 1 => "[\u{4E00}-\u{9FFF}，。：]{1,20}"].prop_filter("refused on purpose", |text| {
        let refused = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r')
            || matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        !text.contains(refused)
    })
}

fn rows() -> impl Strategy<Value = BTreeMap<i64, Texts>> {
    let texts = (text(), text(), text(), text()).prop_map(|(message, message_zh, solution_zh, note_zh)| Texts {
        message: if message.is_empty() && message_zh.is_empty() { "text".to_owned() } else { message },
        message_zh,
        solution_zh,
        note_zh,
    });
    let code = prop_oneof![any::<i64>(), -100_000..100_000_i64, Just(i64::MIN), Just(i64::MAX)];
    prop::collection::btree_map(code, texts, 1..40)
}

fn write(rows: &BTreeMap<i64, Texts>, crlf: bool, tabs: bool) -> Vec<u8> {
    let terminator = if crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
    let delimiter = if tabs { b'\t' } else { b',' };
    let mut writer = csv::WriterBuilder::new().terminator(terminator).delimiter(delimiter).from_writer(Vec::new());
    writer.write_record(["code", "name", "message", "message_zh", "solution_zh", "note_zh"]).unwrap();
    for (index, (code, texts)) in rows.iter().enumerate() {
        let (code, name) = (code.to_string(), format!("Row{index}"));
        writer
            .write_record([&code, &name, &texts.message, &texts.message_zh, &texts.solution_zh, &texts.note_zh])
            .unwrap();
    }
    writer.into_inner().unwrap()
}

/// The two literals of an expansion, behind the words `texts` and `numbers`.
fn literals(tokens: TokenStream) -> (String, Vec<u8>) {
    fn find(tokens: TokenStream, texts: &mut String, numbers: &mut Vec<u8>) {
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match (token, tokens.peek()) {
                (TokenTree::Group(group), _) => find(group.stream(), texts, numbers),
                (TokenTree::Ident(word), Some(TokenTree::Literal(literal))) if word == "texts" => {
                    *texts = syn::parse_str::<syn::LitStr>(&literal.to_string()).unwrap().value();
                }
                (TokenTree::Ident(word), Some(TokenTree::Literal(literal))) if word == "numbers" => {
                    *numbers = syn::parse_str::<syn::LitByteStr>(&literal.to_string()).unwrap().value();
                }
                _ => {}
            }
        }
    }
    let (mut texts, mut numbers) = (String::new(), Vec::new());
    find(tokens, &mut texts, &mut numbers);
    (texts, numbers)
}

proptest! {
    #[test]
    fn what_is_written_comes_back(rows in rows(), crlf: bool, tabs: bool) {
        let name = if tabs { "t.tsv" } else { "t.csv" };
        let file = write(&rows, crlf, tabs);
        let environment = Environment::in_memory([(name, &file)]);
        let call = format!("[::errcode_runtime] pub enum E from {name:?};").parse().unwrap();
        let tokens = expand(call, &environment);
        prop_assert!(!tokens.to_string().contains("compile_error"), "{tokens}");
        prop_assert!(syn::parse2::<syn::File>(tokens.clone()).is_ok());

        let (texts, numbers) = literals(tokens);
        let table = Table::new(texts.leak(), numbers.leak(), &[]);
        prop_assert_eq!(table.rows(), rows.len());
        for (index, (&code, texts)) in rows.iter().enumerate() {
            let row = table.find(code);
            prop_assert_eq!(row, Some(index));
            prop_assert_eq!(table.code(index), code);
            prop_assert_eq!(table.name(index), format!("Row{index}"));
            let or = |text: &String, other: &String| if text.is_empty() { other.clone() } else { text.clone() };
            prop_assert_eq!(table.message(index), or(&texts.message, &texts.message_zh));
            prop_assert_eq!(table.message_zh(index), or(&texts.message_zh, &texts.message));
            prop_assert_eq!(table.solution_zh(index).unwrap_or_default(), &texts.solution_zh);
            prop_assert_eq!(table.note_zh(index).unwrap_or_default(), &texts.note_zh);
        }
        for code in [0, 1, -1, i64::MIN, i64::MAX, 40_001] {
            prop_assert_eq!(table.find(code).is_some(), rows.contains_key(&code));
        }
    }

    #[test]
    fn any_bytes_give_items_or_errors(bytes: Vec<u8>) {
        let environment = Environment::in_memory([("t.csv", &bytes)]);
        let tokens = expand("[::errcode_runtime] pub enum E from \"t.csv\";".parse().unwrap(), &environment);
        prop_assert!(syn::parse2::<syn::File>(tokens.clone()).is_ok(), "{tokens}");
    }
}

/// A table of so many lines.
fn numbered(lines: usize, line: impl Fn(usize) -> String) -> String {
    (1..lines).fold(String::from("code,name,message\n"), |table, number| table + &line(number))
}

/// Linear, or this would not end: 20 MB in one line or cell, and problems by the ten thousand.
#[test]
fn large_inputs_end() {
    const SIZE: usize = 20_000_000;
    let header = "code,name,message\n1,Sound,sound\n";
    let files = [
        ("one cell", format!("{header}2,Long,{}\n", "长".repeat(SIZE / 3))),
        ("one quoted cell over lines", format!("{header}2,Long,\"{}\"\n", "a\n".repeat(SIZE / 2))),
        ("cells", format!("{header}{}\n", "x,".repeat(SIZE / 2))),
        ("quotes", format!("{header}{}\n", "\"".repeat(SIZE))),
        ("quotes that never close", format!("{header}{}", "\"a\n".repeat(SIZE / 3))),
        ("one header", "x".repeat(SIZE)),
        ("lines without end", "\n".repeat(SIZE)),
        ("a header of many columns", "x,".repeat(SIZE / 20)),
        ("doubled codes", format!("{header}{}", "2,Same,text\n2,Other,text\n".repeat(SIZE / 100))),
        ("doubled names", numbered(SIZE / 100, |n| format!("{n},Same,text\n"))),
        ("ranges that overlap", numbered(SIZE / 1000, |n| format!("{n}-{},Range{n},text\n", n + 5000))),
        ("no codes", format!("{header}{}", "x,Name,text\n".repeat(SIZE / 50))),
    ];
    for (what, file) in files {
        let environment = Environment::in_memory([("t.csv", file.as_bytes())]);
        let tokens =
            expand("[::errcode_runtime] pub enum E from \"t.csv\";".parse().unwrap(), &environment).to_string();
        assert!(!tokens.contains("this is a bug in errcode"), "{what}");
        let is_sound = what == "one cell" || what == "one quoted cell over lines";
        assert_eq!(tokens.contains("compile_error"), !is_sound, "{what}");
    }
}
