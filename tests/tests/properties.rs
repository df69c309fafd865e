//! Properties of all tables: the enum returns everything that was written into its table.
#![allow(clippy::unwrap_used, reason = "a test that cannot continue should stop")]

use std::collections::{BTreeMap, BTreeSet};

use errcode_codegen::{Environment, expand};
use errcode_runtime::__private::{Counts, Layout, Table, find, find_text};
use errcode_runtime::{Kind, Recovery};
use proc_macro2::{TokenStream, TokenTree};
use proptest::prelude::*;

/// The cells of a row, except its codes and its name.
#[derive(Clone, Debug)]
struct Texts {
    message: String,
    message_zh: String,
    solution_zh: String,
    note_zh: String,
    kind: Kind,
    recovery: Recovery,
    retry_after: Option<u32>,
    /// If set, the row is repeated with this text. Both rows become one, with both texts.
    again: Option<String>,
}

impl Texts {
    fn message(&self) -> String {
        match &self.again {
            Some(again) if *again != self.message && !self.message.is_empty() => format!("{} / {again}", self.message),
            Some(again) => again.clone(),
            None => self.message.clone(),
        }
    }
}

/// Any text that a table may hold, often with characters that are special in CSV, Rust or Markdown.
fn text() -> impl Strategy<Value = String> {
    let special = prop_oneof!["[\"',;\t\r\n\\\\{}#*/`<>&$ ]{1,8}", Just("*/".to_owned()), Just("```\n".to_owned())];
    let text = prop_oneof![3 => "\\PC{0,40}", 2 => special, 1 => "[\u{4E00}-\u{9FFF}，。：]{1,20}"];
    // Blanks around a cell are not part of it.
    let text = text.prop_map(|text| text.trim().to_owned());
    text.prop_filter("a character that tables must not contain", |text| {
        let refused = |c: char| {
            c.is_control() && !matches!(c, '\t' | '\n' | '\r')
                || matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        };
        !text.contains(refused)
    })
}

fn texts() -> impl Strategy<Value = Texts> {
    let kind = prop::sample::select(Kind::ALL);
    let recovery = prop::sample::select(&Recovery::ALL[..Recovery::ALL.len() - 1]);
    let again = prop::option::weighted(0.1, text().prop_filter("an empty text adds nothing", |text| !text.is_empty()));
    (text(), text(), text(), text(), kind, recovery, any::<Option<u32>>(), again).prop_map(
        |(message, message_zh, solution_zh, note_zh, kind, recovery, retry_after, again)| Texts {
            message: if message.is_empty() && message_zh.is_empty() { "text".to_owned() } else { message },
            message_zh,
            solution_zh,
            note_zh,
            kind,
            recovery,
            retry_after,
            again,
        },
    )
}

/// Rows by their first and last codes: no range overlaps another, and single codes may be in one.
fn rows() -> impl Strategy<Value = BTreeMap<(i64, i64), Texts>> {
    let code = prop_oneof![any::<i64>(), -100_000..100_000_i64, Just(i64::MIN), Just(i64::MAX)];
    let singles = prop::collection::btree_map(code.prop_map(|code| (code, code)), texts(), 1..40);
    // Ranges one after the other, most of them with a single code inside.
    let ranges = prop::collection::vec((1..300_i64, 1..300_i64, -2..300_i64, texts(), texts()), 0..10);
    (singles, -2000..2000_i64, ranges).prop_map(|(mut rows, mut end, ranges)| {
        for (gap, width, single, range, of_single) in ranges {
            let first = end + gap;
            end = first + width;
            rows.insert((first, end), range);
            rows.entry((first + single, first + single)).or_insert(of_single);
        }
        // Ranges that single codes cover completely are refused.
        let singles: Vec<i64> = rows.keys().filter(|codes| codes.0 == codes.1).map(|codes| codes.0).collect();
        rows.retain(|&(first, last), _| first == last || (first..=last).any(|code| !singles.contains(&code)));
        rows
    })
}

fn write(rows: &BTreeMap<(i64, i64), Texts>, crlf: bool, tabs: bool) -> Vec<u8> {
    let terminator = if crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
    let delimiter = if tabs { b'\t' } else { b',' };
    let mut writer = csv::WriterBuilder::new().terminator(terminator).delimiter(delimiter).from_writer(Vec::new());
    let header = "code name kind recovery retry_after message message_zh solution_zh note_zh";
    writer.write_record(header.split(' ')).unwrap();
    for (index, (&(first, last), texts)) in rows.iter().enumerate() {
        let code = if first == last { first.to_string() } else { format!("{first}..={last}") };
        let retry_after = texts.retry_after.map(|seconds| seconds.to_string()).unwrap_or_default();
        let class = [texts.kind.as_str(), texts.recovery.as_str(), &retry_after];
        let name = format!("Row{index}");
        let mut write = |message: &str, message_zh: &str| {
            let [kind, recovery, retry_after] = class;
            let cells = [&*code, &*name, kind, recovery, retry_after, message, message_zh];
            writer.write_record(cells.into_iter().chain([&*texts.solution_zh, &*texts.note_zh])).unwrap();
        };
        write(&texts.message, &texts.message_zh);
        if let Some(again) = &texts.again {
            write(again, &texts.message_zh);
        }
    }
    writer.into_inner().unwrap()
}

/// The two literals of an expansion, after the words `texts` and `numbers`, and the layout of the second.
fn literals(tokens: TokenStream) -> (String, Vec<u8>, Layout) {
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
    let layout = layout(tokens.clone());
    let (mut texts, mut numbers) = (String::new(), Vec::new());
    find(tokens, &mut texts, &mut numbers);
    (texts, numbers, layout)
}

/// The layout in an expansion: the content of the braces after `layout`.
fn layout(tokens: TokenStream) -> Layout {
    fn find(tokens: TokenStream) -> Option<TokenStream> {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let here = tokens.windows(2).find_map(|pair| match pair {
            [TokenTree::Ident(word), TokenTree::Group(counts)] if word == "layout" => Some(counts.stream()),
            _ => None,
        });
        here.or_else(|| {
            let inner = tokens.iter().filter_map(|token| match token {
                TokenTree::Group(group) => Some(group.stream()),
                _ => None,
            });
            inner.into_iter().find_map(find)
        })
    }
    let counts = find(tokens).unwrap().to_string().replace(' ', "");
    let counts: BTreeMap<&str, u64> =
        counts.split(',').filter_map(|pair| pair.split_once(':')).map(|(name, n)| (name, n.parse().unwrap())).collect();
    let count = |name: &str| usize::try_from(counts[name]).unwrap();
    let bits = |name: &str| u32::try_from(counts[name]).unwrap();
    Layout::new(Counts {
        rows: count("rows"),
        classes: count("classes"),
        sources: count("sources"),
        retries: count("retries"),
        ranges: count("ranges"),
        bucket_bits: bits("bucket_bits"),
        slot_bits: bits("slot_bits"),
        multiplier: counts["multiplier"],
        key_width: count("key_width"),
        start_width: count("start_width"),
        texts: bits("texts"),
        length_width: count("length_width"),
        slot_width: count("slot_width"),
        flags: bits("flags"),
        columns: count("columns"),
    })
}

/// Text codes that a table may hold: none is blank.
fn codes() -> impl Strategy<Value = BTreeSet<String>> {
    let word = prop::sample::select(
        &[
            "PARAM_ERROR",
            "param_error",
            "isv.LIMIT",
            "42P01",
            "00",
            "5.1.1",
            "1001",
            "-1",
            "4xx",
            "1-5",
            "40001.0",
            "a",
            "A",
            "\u{E9}",
            "e\u{301}",
            "a  a",
            "\"",
            "\"\"",
            "\u{FEFF}",
            "\u{200B}",
            "👩\u{200D}👧",
            "Unknown",
            "Self",
        ][..],
    );
    let alike = "[aA]{8,20}";
    let code = prop_oneof![4 => text(), 3 => word.prop_map(str::to_owned), 2 => alike, 1 => "[\\x20-\\x7E]{1,40}"];
    let code = code.prop_map(|code| code.trim().to_owned());
    // An invisible character in an ASCII code is refused as a mistake.
    let hides = |c: char| {
        matches!(c, '\u{A0}' | '\u{202F}' | '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
            || !c.is_ascii() && c.is_whitespace()
    };
    let code = code.prop_filter("a blank code, or a character that codes must not contain", move |code| {
        !code.is_empty() && (code.chars().count() == 1 || !code.contains(hides) || code.contains('👩'))
    });
    prop::collection::btree_set(code, 1..60)
}

/// The packed table of a file whose codes are texts, and a function that finds the row of a code.
fn packed(name: &str, file: &[u8]) -> (Table, impl Fn(&str) -> Option<usize>) {
    let environment = Environment::in_memory([(name, file)]);
    let call = format!("[::errcode_runtime] pub enum E from {name:?} (code: str);").parse().unwrap();
    let tokens = expand(call, &environment);
    assert!(!tokens.to_string().contains("compile_error"), "{tokens}");
    assert!(syn::parse2::<syn::File>(tokens.clone()).is_ok());
    let (texts, numbers, layout) = literals(tokens);
    let (texts, numbers) = (&*texts.leak(), &*numbers.leak());
    let table = Table::new(texts, numbers, layout, &[]);
    (table, move |code| find_text(texts, numbers, &layout, code))
}

/// A table of these codes, each with a name of its own.
fn table_of_codes<'c>(codes: impl Iterator<Item = &'c str>, crlf: bool, tabs: bool) -> Vec<u8> {
    let terminator = if crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
    let delimiter = if tabs { b'\t' } else { b',' };
    let mut writer = csv::WriterBuilder::new().terminator(terminator).delimiter(delimiter).from_writer(Vec::new());
    writer.write_record(["code", "name", "message"]).unwrap();
    for (row, code) in codes.enumerate() {
        writer.write_record([code, &format!("Row{row}"), "text"]).unwrap();
    }
    writer.into_inner().unwrap()
}

/// Texts that are nearly the code: with characters added, removed or changed.
fn nearly(code: &str) -> Vec<String> {
    let mut near = vec![
        format!("{code} "),
        format!(" {code}"),
        format!("{code}\0"),
        format!("{code}{code}"),
        code.to_uppercase(),
        code.to_lowercase(),
        code.trim().to_owned(),
        code.replace('\n', "\r\n"),
        code.replace('"', "\"\""),
    ];
    let mut characters = code.chars();
    characters.next_back();
    near.push(characters.as_str().to_owned());
    characters = code.chars();
    characters.next();
    near.push(characters.as_str().to_owned());
    near
}

proptest! {
    #[test]
    fn any_text_is_found_as_it_was_written(codes in codes(), others in codes(), crlf: bool, tabs: bool) {
        let file = table_of_codes(codes.iter().map(|code| &**code), crlf, tabs);
        let (table, find) = packed(if tabs { "t.tsv" } else { "t.csv" }, &file);
        prop_assert_eq!(table.rows(), codes.len());
        // Rows are sorted by text, like the set.
        for (row, code) in codes.iter().enumerate() {
            prop_assert_eq!((find(code), table.text_key(row)), (Some(row), &**code));
            prop_assert_eq!((table.name(&table.layout(), row), table.message(&table.layout(), row)), (&*format!("Row{row}"), "text"));
        }
        let near = codes.iter().flat_map(|code| nearly(code));
        for code in near.chain(others).chain([String::new(), "\0".repeat(16), "x".repeat(1000)]) {
            prop_assert_eq!(find(&code).is_some(), codes.contains(&code), "{:?}", code);
        }
    }

    /// The cells decide that the column holds texts. Each code is kept or refused; none is lost, cut or joined.
    #[test]
    fn a_column_of_texts_needs_no_word(codes in codes()) {
        let file = table_of_codes(["PARAM_ERROR", "00"].into_iter().chain(codes.iter().map(|code| &**code)), false, false);
        let outcome = errcode_tables::read(&file, None, &errcode_tables::Format::default());
        let mut all: BTreeSet<&str> = codes.iter().map(|code| &**code).collect();
        let doubled = ["PARAM_ERROR", "00"].into_iter().filter(|code| !all.insert(code)).count();
        prop_assert_eq!(outcome.problems.len(), doubled, "{:?}", outcome.problems);
        let read: BTreeSet<&str> = outcome.table.rows.iter().filter_map(|row| row.codes.text()).collect();
        prop_assert_eq!(read, all);
    }

    #[test]
    fn what_is_written_comes_back(rows in rows(), crlf: bool, tabs: bool) {
        let name = if tabs { "t.tsv" } else { "t.csv" };
        let file = write(&rows, crlf, tabs);
        let environment = Environment::in_memory([(name, &file)]);
        let call = format!("[::errcode_runtime] pub enum E from {name:?};").parse().unwrap();
        let tokens = expand(call, &environment);
        prop_assert!(!tokens.to_string().contains("compile_error"), "{tokens}");
        prop_assert!(syn::parse2::<syn::File>(tokens.clone()).is_ok());

        let (texts, numbers, layout) = literals(tokens);
        let numbers = &*numbers.leak();
        let table = Table::new(texts.leak(), numbers, layout, &[]);
        let find = |code| find(numbers, &table.layout(), code);
        prop_assert_eq!(table.rows(), rows.len());
        let is_single = |code: i64| rows.contains_key(&(code, code));
        for (index, (&(first, last), texts)) in rows.iter().enumerate() {
            let name = format!("Row{index}");
            let row = (0..table.rows()).find(|&row| table.name(&table.layout(), row) == name).unwrap();
            if first == last {
                prop_assert_eq!((find(first), table.key(row)), (Some(row), first));
            } else {
                for code in [first, last, i64::midpoint(first, last), table.key(row)].into_iter().filter(|&code| !is_single(code)) {
                    prop_assert_eq!((table.find_range(code), table.is_range(row)), (Some(row), true));
                }
                prop_assert!((first..=last).contains(&table.key(row)) && !is_single(table.key(row)));
            }
            let message = texts.message();
            let or = |text: &String, other: &String| if text.is_empty() { other.clone() } else { text.clone() };
            prop_assert_eq!(table.message(&table.layout(), row), or(&message, &texts.message_zh));
            prop_assert_eq!(table.message_zh(&table.layout(), row), or(&texts.message_zh, &message));
            prop_assert_eq!(table.solution_zh(&table.layout(), row).unwrap_or_default(), &texts.solution_zh);
            prop_assert_eq!(table.note_zh(&table.layout(), row).unwrap_or_default(), &texts.note_zh);
            prop_assert_eq!((table.kind(row), table.recovery(row)), (texts.kind, texts.recovery));
            prop_assert_eq!(table.retry_after(row), texts.retry_after);
        }
        for code in [0, 1, -1, i64::MIN, i64::MAX, 40_001] {
            let of_range = rows.keys().any(|&(first, last)| first < last && (first..=last).contains(&code));
            prop_assert_eq!(find(code).is_some_and(|row| !table.is_range(row)), is_single(code));
            prop_assert_eq!(table.find_range(code).is_some(), of_range);
        }
    }

    #[test]
    fn any_bytes_give_items_or_errors(bytes in prop_oneof![any::<Vec<u8>>(), pieces().prop_map(String::into_bytes)]) {
        let environment = Environment::in_memory([("t.csv", &bytes)]);
        let tokens = expand("[::errcode_runtime] pub enum E from \"t.csv\";".parse().unwrap(), &environment);
        prop_assert!(!tokens.to_string().contains("this is a bug in errcode"), "{tokens}");
        prop_assert!(syn::parse2::<syn::File>(tokens.clone()).is_ok(), "{tokens}");
    }
}

/// Texts that are nearly tables.
fn pieces() -> impl Strategy<Value = String> {
    let header = prop::sample::subsequence(&["code", "name", "kind", "recovery", "message", "message_zh"][..], 1..=6);
    let piece = prop::sample::select(
        &[
            ",", ",", "\n", "\n", "\"", "\"\"", "\r\n", "\t", ";", "1", "2", "1-5", "40x", "-1", "A", "B", "Unknown",
            "ok", "none", "internal", "retry", "text", "bad id", "错误", "\u{FEFF}", "\u{202E}", "code", "sep=;",
        ][..],
    );
    (header, prop::collection::vec(piece, 0..40))
        .prop_map(|(header, pieces)| format!("{}\n{}", header.join(","), pieces.concat()))
}

/// More rows, and a longer text, than 16-bit numbers can count.
#[test]
fn wide_numbers_come_back() {
    let long = "长".repeat(30_000);
    let text = |n| if n == 9 { &long } else { "text" };
    let header = "code,name,message\n".to_owned();
    let file = (1..70_000).fold(header, |file, n: i64| file + &format!("{},Row{n},{}\n", n * n, text(n)));
    let environment = Environment::in_memory([("t.csv", file.as_bytes())]);
    let tokens = expand("[::errcode_runtime] pub enum E from \"t.csv\";".parse().unwrap(), &environment);
    let (texts, numbers, layout) = literals(tokens);
    let numbers = &*numbers.leak();
    let table = Table::new(texts.leak(), numbers, layout, &[]);
    assert_eq!(table.rows(), 69_999);
    for n in 1..70_000 {
        let row = find(numbers, &table.layout(), n * n).unwrap();
        assert_eq!((table.key(row), table.name(&table.layout(), row)), (n * n, &*format!("Row{n}")));
        assert_eq!(table.message(&table.layout(), row), text(n));
        assert_eq!(find(numbers, &table.layout(), n * n + 1), None);
    }
}

/// More texts than a 16-bit number can count. Some have a hundred kilobytes and differ in one byte only.
#[test]
fn many_and_long_texts_come_back() {
    let long = |last: &str| "长".repeat(34_000) + last;
    let mut codes: Vec<String> = (0..70_000).map(|n| format!("ERROR.{n:05}")).collect();
    codes.extend(["a", "b", "\u{E9}", "e\u{301}"].map(long));
    let file = table_of_codes(codes.iter().map(|code| &**code), false, false);
    let (table, find) = packed("t.csv", &file);
    assert_eq!(table.rows(), codes.len());
    for code in &codes {
        let row = find(code).unwrap();
        assert_eq!(table.text_key(row), code);
    }
    for code in ["ERROR.70000", "ERROR.0000", "ERROR.000000", "error.00000", &long(""), &long("c"), &long("ab")] {
        assert_eq!(find(code), None);
    }
}

/// Only a broken table makes such an enum, and then the crate does not compile.
#[test]
fn an_enum_without_a_variant_knows_no_code() {
    let environment = Environment::in_memory([("none.csv", b"code,message\n".as_slice())]);
    let tokens = expand("[::errcode_runtime] enum E from \"none.csv\";".parse().unwrap(), &environment);
    assert!(tokens.to_string().contains("this table has no rows"));
    let (texts, numbers, layout) = literals(tokens);
    let numbers = &*numbers.leak();
    let table = Table::new(texts.leak(), numbers, layout, &[]);
    for code in [0, 1, -1, i64::from_le_bytes([1, 0, 0, 0, 0, 0, 0, 0]), i64::MIN] {
        assert_eq!((find(numbers, &table.layout(), code), table.find_range(code), table.rows()), (None, None, 0));
    }
    let call = "[::errcode_runtime] enum E from \"none.csv\" (code: str);";
    let (texts, numbers, layout) = literals(expand(call.parse().unwrap(), &environment));
    let numbers = &*numbers.leak();
    let table = Table::new(texts.leak(), numbers, layout, &[]);
    for code in ["", "a", "PARAM_ERROR", "\0\0\0\0\0\0\0\0"] {
        assert_eq!((find_text("", numbers, &table.layout(), code), table.rows()), (None, 0));
    }
}
