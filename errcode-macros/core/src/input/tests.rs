use super::{Diagnostic, Entry, Item, Selection, Selector, Target, parse};

/// The items of a call, each in one line, and the messages.
fn parsed(call: &str) -> (Vec<String>, Vec<String>) {
    let mut diagnostics = Vec::new();
    let input = parse(format!("[::errcode_runtime] {call}").parse().unwrap(), &mut diagnostics);
    let mut items = Vec::new();
    for (item, of_item) in input.items {
        items.push(shown(&item));
        diagnostics.extend(of_item);
        item.mistakes.finish(&mut diagnostics, super::more_selectors);
    }
    (items, diagnostics.iter().map(Diagnostic::text).collect())
}

fn shown(item: &Item) -> String {
    let name = item.name.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string);
    let sources = item.sources.iter().map(|source| {
        let entries = source.entries.iter().map(|(entry, _)| match entry {
            Entry::Column(column, header) => format!(" {column}={header:?}"),
            entry => format!(" {entry:?}"),
        });
        let overlay = source.overlay.as_ref().map(|overlay| format!(" with {}", overlay.value()));
        let word = if source.is_endpoint { "endpoint " } else { "" };
        word.to_owned() + &source.literal.value() + &entries.collect::<String>() + &overlay.unwrap_or_default()
    });
    let entry = |selector: &Selector| {
        let target = match &selector.target {
            Target::Codes(codes) => format!("codes {codes}"),
            Target::Range(range) => format!("range {range}"),
            Target::Word(word) => format!("word {word}"),
            Target::Rest => "rest".to_owned(),
        };
        selector.rename.as_ref().map_or_else(|| target.clone(), |name| format!("{target} as {name}"))
    };
    let list = |selectors: &[Selector]| selectors.iter().map(entry).collect::<Vec<_>>().join(", ");
    let selection = match &item.selection {
        Selection::All => "all".to_owned(),
        Selection::Only(selectors) => format!("only {}", list(selectors)),
        Selection::Except(selectors) => format!("except {}", list(selectors)),
    };
    let sources = sources.collect::<Vec<_>>().join(" + ");
    format!("{}{} {name}: {sources}: {selection}", item.attributes.len(), item.visibility)
}

#[test]
fn every_form_is_parsed() {
    for (call, item) in [
        ("\"common\"", "0pub -: common: all"),
        ("\"common\";", "0pub -: common: all"),
        (
            "\"a.csv\" (code = \"Value\", message = \"Text\",)",
            "0pub -: a.csv code=Text(\"Value\") message=Text(\"Text\"): all",
        ),
        ("enum E from \"a\"", "0 E: a: all"),
        ("#[x] #[doc = \"y\"] pub enum E from \"a\", \"b\",;", "2pub E: a + b: all"),
        (
            "enum E from \"a\" { -1, 40029 as Bad, 40x, 1..=5, ok, .. }",
            "0 E: a: only codes -1, codes 40029 as Bad, codes 400..=409, range 1..=5, word ok, rest",
        ),
        ("enum E from \"a\" { -5..=-1 as Low, 7..=7 }", "0 E: a: only codes -5..=-1 as Low, codes 7"),
        ("enum E from \"a\", except { 0, stop }", "0 E: a: except codes 0, word stop"),
        ("enum E from \"a\" { 0x10 }", "0 E: a: only codes 16"),
        (
            "enum E from \"a\" { Busy as Low, r#type, 0x8007_0005 }",
            "0 E: a: only word Busy as Low, word type, codes 2147942405",
        ),
        ("\"a.csv\" with \"b.csv\"", "0pub -: a.csv with b.csv: all"),
        (
            "enum E from \"a.csv\" (code = 1) with \"b.csv\", \"c\" except { 0 }",
            "0 E: a.csv code=Position(1) with b.csv + c: except codes 0",
        ),
        ("\"a.csv\" (code: str)", "0pub -: a.csv CodeWord(Str): all"),
        (
            "\"a.csv\" (code: i64 = \"Value\", name = \"N\")",
            "0pub -: a.csv CodeWord(I64) code=Text(\"Value\") name=Text(\"N\"): all",
        ),
        (
            "enum E from \"a\" { \"PARAM_ERROR\" as Bad, \"a\\\"b\", .. }",
            "0 E: a: only codes \"PARAM_ERROR\" as Bad, codes \"a\\\"b\", rest",
        ),
    ] {
        let (items, messages) = parsed(call);
        assert_eq!((items.join("; "), messages), (item.to_owned(), Vec::<String>::new()), "{call}");
    }
}

#[test]
fn a_mistake_says_what_was_expected() {
    for (call, message) in [
        ("", "expected a table, as in errcodes!(\"common\"), or an enum: enum NAME from \"common\""),
        (
            "\"a\", \"b\"",
            "the short form takes one table or endpoint; for more, or for some of the codes, write: enum NAME from \"…\", \"…\" { … }",
        ),
        ("enum from \"a\"", "expected: enum from from \"table\""),
        (
            "enum E from { 1 }",
            "expected a shipped table's name, an endpoint or a path: \"common\", endpoint \"code2Session\", \"errors/payment.csv\"",
        ),
        ("enum E from \"a\" except 0", "expected the rows to leave out, in braces: except { 0, 40029 }"),
        (
            "enum E from \"a\" except {}",
            "expected the rows to leave out, as in except { 0 }; without `except` the enum has all rows",
        ),
        (
            "enum E from \"a\" {}",
            "expected codes in the braces, as in { -1, 40029 }; without braces the enum has all rows",
        ),
        ("enum E from \"a\" { 1 2 }", "expected `,` before the next code"),
        ("enum E from \"a\" { 1..2 }", "expected `..=`: a range includes its last code"),
        ("enum E from \"a\" { 2..=1 }", "empty range: 2 is larger than 1"),
        ("enum E from \"a\" { 4..=\"5\" }", "expected a code on both sides of `..=`: 85001..=85102"),
        (
            "enum E from \"a\" { -\"5\" }",
            "expected a code, a name, `code as NewName`, `code..=code`, a kind or recovery, or `..`",
        ),
        (
            "enum E from \"a\" { 1.5 }",
            "expected a code, a name, `code as NewName`, `code..=code`, a kind or recovery, or `..`",
        ),
        ("enum E from \"a\" { 4x..=50 }", "expected a code on both sides of `..=`: 85001..=85102"),
        ("enum E from \"a\" { 1u8 }", "invalid code `1u8`: expected an i64 without a type suffix"),
        (
            "enum E from \"a\" { 99999999999999999999 }",
            "invalid code `99999999999999999999`: it does not fit in an i64",
        ),
        (
            "enum E from \"a\" { -9999999999999999999x }",
            "invalid code `-9999999999999999999x`: it does not fit in an i64",
        ),
        ("enum E from \"a\" { 1 as ALL }", "the name `ALL` is reserved: every generated enum already uses it"),
        ("enum E from \"a\" { 1 as low }", "expected a variant's name, which begins with a capital letter"),
        ("enum E from \"a\" { stop as Low }", "`as` renames one row; a kind or a recovery selects several"),
        (
            "enum E from \"a\" { 0x1Fx }",
            "invalid code `0x1Fx`: a family has decimal digits only: write a range, such as 0x1F0..=0x1FF",
        ),
        ("enum E from \"a\" { 0x1u8 }", "invalid code `0x1u8`: expected an i64 without a type suffix"),
        ("enum E from \"a\" { 0x20..=0x1F }", "empty range: 0x20 is larger than 0x1F"),
        ("enum E from \"a\" { Busy as low }", "expected a variant's name, which begins with a capital letter"),
        ("\"a.csv\" with 5", "expected a second file in quotes: with \"errors/payment.ours.csv\""),
        (
            "enum E from \"a.csv\" with \"b.csv\" (code = 1);",
            "write the parentheses after the first file: \"…\" (…) with \"…\"",
        ),
        ("\"a.csv\" with \"b.csv\" with \"c.csv\"", "expected only one `with`"),
    ] {
        assert_eq!(parsed(call).1, [message], "{call}");
    }
}
