use errcode_tables::{Codes, Column, FieldType, NotAField, check_field_name};

use super::{Diagnostic, Entry, OPTIONS, option_form};
use crate::input::parse;

/// The entries of these parentheses, each in one line, and the messages.
fn parsed(entries: &str) -> (String, Vec<String>) {
    let mut diagnostics = Vec::new();
    let call = format!("[::errcode_runtime] \"a.csv\" ({entries})");
    let mut items = parse(call.parse().unwrap(), &mut diagnostics).items;
    let (mut item, of_item) = items.remove(0);
    diagnostics.extend(of_item);
    let shown = item.sources.remove(0).entries.into_iter().map(|(entry, _)| match entry {
        Entry::Column(column, header) => format!("{column}={header:?}"),
        Entry::CodeWord(code_word) => format!("code:{code_word}"),
        Entry::Field(field, header) => format!("{}:{}={header:?}", field.name, field.field_type),
        Entry::Skip(text) => format!("skip {text:?}"),
        Entry::SkipSections => "sections".to_owned(),
        Entry::Repeated(repeated) => repeated.to_string(),
        Entry::Strip(prefix) => format!("strip {prefix}"),
        Entry::Success(codes) => {
            format!("success {}", codes.iter().map(Codes::to_string).collect::<Vec<_>>().join(" "))
        }
    });
    (shown.collect::<Vec<_>>().join("; "), diagnostics.iter().map(Diagnostic::text).collect())
}

#[test]
fn every_form_is_parsed() {
    for (entries, shown) in [
        ("", ""),
        ("code = \"Value\", name = 2,", "code=Text(\"Value\"); name=Position(2)"),
        ("code: i32 = \"V\"", "code:i32; code=Text(\"V\")"),
        ("code: str", "code:str"),
        ("severity: str = \"Log level\"", "severity:str=Some(Text(\"Log level\"))"),
        ("http: u16, fatal: bool = 7", "http:u16=None; fatal:bool=Some(Position(7))"),
        ("skip = [\"other\", \"\"], skip = sections", "skip \"other\"; skip \"\"; sections"),
        ("repeated = join", "join"),
        ("repeated = alias, strip = \"VK_\"", "alias; strip VK_"),
        ("success = []", "success "),
        ("success = [0, 200..=299, \"OK\", 3xx]", "success 0 200..=299 \"OK\" 300..=399"),
        // Options are not columns, so fields may have their names.
        ("skip: str, success: u8, r#strip: f64", "skip:str=None; success:u8=None; strip:f64=None"),
        ("success = [0x8000_0001], code: i32", "success -2147483647; code:i32"),
        ("success = [0x8000_0001]", "success 2147483649"),
    ] {
        assert_eq!(parsed(entries), (shown.to_owned(), Vec::new()), "{entries}");
    }
    for field_type in FieldType::ALL {
        assert_eq!(parsed(&format!("x: {field_type}")).1, [""; 0]);
    }
}

#[test]
fn a_mistake_says_what_was_expected() {
    let types = "the types are: str, bool, u8, u16, u32, u64, i8, i16, i32, i64, f64";
    for (entries, message) in [
        (
            "cod = \"V\"",
            "unknown column `cod`; \
             help: did you mean `code`? A column of the vendor's own needs a type: (cod: str = \"V\")"
                .to_owned(),
        ),
        (
            "severity = \"Log level\"",
            "unknown column `severity`; help: a column of the vendor's own needs a type: (severity: str = \"Log level\")"
                .into(),
        ),
        (
            "source = 3",
            "unknown column `source`; help: a column of the vendor's own needs a type: (vendor_source: str = 3)".into(),
        ),
        (
            "repeat = join",
            "unknown column `repeat`; \
             help: did you mean `repeated`? A column of the vendor's own needs a type: (repeat: str = \"Header\")"
                .into(),
        ),
        ("code = \"V\", code = \"W\"", "the column `code` is named twice".into()),
        ("code: str = \"V\", code = \"W\"", "the column `code` is named twice".into()),
        ("code: str, code: i64", "the type of the codes is given twice".into()),
        ("a: str, a: u8", "the field `a` is given twice".into()),
        ("skip = sections, skip = sections", "`skip = sections` is given twice".into()),
        ("skip = [\"a\"], skip = [\"b\"]", "`skip = […]` is given twice".into()),
        ("skip = [\"a\", \" a\"]", "\" a\" is given twice".into()),
        ("strip = \"A_\", strip = \"B_\"", "`strip` is given twice".into()),
        ("repeated = join, repeated = alias", "`repeated` is given twice".into()),
        ("success = [1], success = [2]", "`success` is given twice".into()),
        ("code = V", "expected a header in quotes, or the position of a column: code = \"Header\", code = 1".into()),
        ("code = 0", "there is no column 0: positions are counted from 1".into()),
        (
            "code = 1u8",
            "invalid position `1u8`: \
             expected a header in quotes, or the position of a column: code = \"Header\", code = 1"
                .into(),
        ),
        ("code: \"V\"", "expected a type: str, i64, i32".into()),
        ("x: 5", format!("expected a type: {}", types.trim_start_matches("the types are: "))),
        ("code: u8", "expected the type of the codes: str, i64, i32".into()),
        ("x: String", format!("unknown type `String` of the field `x`; help: {types}")),
        (
            "message: str = \"Text\"",
            "the type of the column `message` is fixed; help: write (message = \"Text\"); \
             a column of the vendor's own needs another name: (vendor_message: str = \"Text\")"
                .into(),
        ),
        ("skip = \"other\"", "expected skip = [\"other\"], or skip = sections".into()),
        ("skip = section", "expected skip = [\"other\"], or skip = sections".into()),
        ("skip = []", "expected skip = [\"other\"], or skip = sections".into()),
        ("skip = [5]", "expected the code cell of the rows to skip, in quotes: skip = [\"other\"]".into()),
        ("repeated = first", "expected repeated = join, or repeated = alias".into()),
        ("strip = VK", "expected strip = \"PREFIX_\"".into()),
        ("strip = \"\"", "expected strip = \"PREFIX_\"".into()),
        ("success = 200", "expected success = [0, 200..=299], or success = [\"SUCCESS\"]".into()),
        ("success = [x]", "expected a code or a range of codes: success = [0, 200..=299]".into()),
        ("success = [1..3]", "expected `,`".into()),
        (
            "success = [5, 0x7FFF_FFFF..=0x8000_0001], code: i32",
            "the range 0x7FFF_FFFF..=0x8000_0001 has numbers of both signs: the codes have 32 bits; \
             help: write two ranges: one up to 0x7FFFFFFF, and one from 0x80000000"
                .into(),
        ),
        (
            "success",
            "expected `=` and a header, or `:` and a type, after `success`; \
                     help: write: (success = [0, 200..=299], or success = [\"SUCCESS\"])"
                .into(),
        ),
        (
            "x",
            "expected `=` and a header, or `:` and a type, after `x`; \
               help: write: (x = \"Header\") or (x: str = \"Header\")"
                .into(),
        ),
        (
            "code",
            "expected `=` and a header, or `:` and a type, after `code`; help: write: (code = \"Header\")".into(),
        ),
        ("5", "expected a column and its header: code = \"Value\"".into()),
        ("code = 1 name = 2", "expected `,` before the next entry: (code = \"Value\", name = \"Name\")".into()),
    ] {
        let messages = parsed(entries).1;
        // `skip = [5]` gets a second message: without the bad cell, its list is empty.
        assert_eq!(messages[..1.min(messages.len())], [message], "{entries}");
        assert!(messages.len() == 1 || entries.contains("skip = [5]"), "{entries}: {messages:?}");
    }
}

#[test]
fn a_name_that_no_field_can_have_is_replaced() {
    let not_a_field = "a field cannot be called";
    for (entry, message) in [
        (
            "source: str = 4",
            format!(
                "{not_a_field} `source`: every enum or every error has an item of this name; \
                 help: give it another name: (vendor_source: str = 4)"
            ),
        ),
        (
            "source: str",
            format!(
                "{not_a_field} `source`: every enum or every error has an item of this name; \
                 help: give it another name: (vendor_source: str = \"source\")"
            ),
        ),
        (
            "type: u8",
            format!("{not_a_field} `type`: it is a keyword; help: give it another name: (vendor_type: u8 = \"type\")"),
        ),
        (
            "type: u8 = \"the \\\"kind\\\" of error that is written in its last column\"",
            format!(
                "{not_a_field} `type`: it is a keyword; help: give it another name: \
                 (vendor_type: u8 = \"the \\\"kind\\\" of error that is written in its last column\")"
            ),
        ),
        (
            "logLevel: str",
            "expected a name in lower snake case, such as `log_level`, found `logLevel`; \
             help: give it another name: (log_level: str = \"logLevel\")"
                .into(),
        ),
        (
            "Source: str",
            "expected a name in lower snake case, such as `log_level`, found `Source`; \
             help: give it another name: (vendor_source: str = \"Source\")"
                .into(),
        ),
        ("级别: str", "expected a name in lower snake case, such as `log_level`, found `级别`".into()),
    ] {
        assert_eq!(parsed(entry).1, [message], "{entry}");
    }
}

#[test]
fn entries_beside_a_mistake_are_kept() {
    for (entries, shown) in [
        ("code = 1 name = 2, message = 3", "code=Position(1); message=Position(3)"),
        ("x: String, code = 1", "code=Position(1)"),
        ("success = [x, 5], code = 1", "success 5; code=Position(1)"),
        ("skip = [\"a\" \"b\", \"c\"], code = 1", "skip \"a\"; skip \"c\"; code=Position(1)"),
    ] {
        let (kept, messages) = parsed(entries);
        assert_eq!((&*kept, messages.len()), (shown, 1), "{entries}: {messages:?}");
    }
}

#[test]
fn many_mistakes_are_so_many_messages_and_a_count() {
    for entry in ["x: String, ", "code = 1, ", "5, ", "success = [x], "] {
        let messages = parsed(&entry.repeat(5_000)).1;
        assert_eq!(messages.len(), crate::diagnostic::MESSAGES + 1, "{entry}");
        assert!(messages.last().unwrap().ends_with("more entries in these parentheses are wrong"), "{messages:?}");
    }
    let messages = parsed(&format!("skip = [{}]", "5, ".repeat(5_000))).1;
    assert_eq!(messages.len(), crate::diagnostic::MESSAGES + 1);
}

#[test]
fn every_option_shows_its_form_and_is_no_column() {
    for option in OPTIONS {
        assert!(option_form(option).is_some_and(|form| form.starts_with(option)), "{option}");
        assert!(option.parse::<Column>().is_err(), "{option}");
    }
}

/// The words that are rejected as keywords cannot be identifiers.
#[test]
fn keywords_are_keywords() {
    let list = include_str!("../../../../../tables/src/read/field_name.rs");
    let words = list.split('"').filter(|word| check_field_name(word) == Err(NotAField::Keyword));
    let keywords: Vec<&str> = words.filter(|word| *word != "gen").collect();
    assert!(keywords.len() > 40, "{keywords:?}");
    for keyword in keywords {
        assert!(syn::parse_str::<syn::Ident>(keyword).is_err(), "{keyword}");
    }
}
