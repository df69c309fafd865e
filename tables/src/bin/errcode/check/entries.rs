//! Parses the text of `--call`: the entries in the parentheses of a call.
//!
//! errcode-codegen has a parser for the tokens of a call, but it depends on this package, so its parser cannot be used here.

use core::fmt::Display;
use core::str::FromStr;
use std::collections::HashSet;

use errcode_tables::{CodeRange, Codes, Column, Entry, Field, Header, Numbers, Width, check_field_name};

/// Parses `(code = "Value", skip = sections)`, with the parentheses or without.
pub(super) fn parse(text: &str) -> Result<Vec<Entry>, String> {
    let text = text.trim();
    let inner = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or(text);
    let mut parser = Parser { rest: inner.trim(), entries: Vec::new() };
    parser.items(Parser::entry, "")?;
    let mut given = HashSet::new();
    for entry in parser.entries.iter().filter(|entry| !matches!(entry, Entry::Skip(_))) {
        // `code = "Value"` and `code: str` do not conflict: one names the column, the other its type.
        let spelled = entry.to_string();
        let end = spelled.find([':', '=']).unwrap_or(0);
        if !given.insert(spelled[..=end].to_owned()) {
            return Err(format!("`{}` is given twice", spelled[..end].trim_end()));
        }
    }
    Ok(parser.entries)
}

const SKIP: &str = "expected skip = [\"other\"] or skip = sections";

struct Parser<'t> {
    rest: &'t str,
    entries: Vec<Entry>,
}

impl<'t> Parser<'t> {
    fn expected(&self, what: &str) -> String {
        let place = if self.rest.is_empty() { "at the end".to_owned() } else { format!("before `{}`", self.rest) };
        format!("expected {what} {place}")
    }

    /// Takes a token and the blanks after it.
    fn eat(&mut self, token: &str) -> bool {
        self.rest.strip_prefix(token).map(|rest| self.rest = rest.trim_start()).is_some()
    }

    fn expect(&mut self, token: &str) -> Result<(), String> {
        if self.eat(token) { Ok(()) } else { Err(self.expected(&format!("`{token}`"))) }
    }

    /// A word, or a number without its sign.
    fn word(&mut self) -> &'t str {
        let end = self.rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest.trim_start();
        word
    }

    /// One of the words of a list.
    fn one_of<T: FromStr<Err: Display>>(&mut self) -> Result<T, String> {
        let word = self.word();
        word.parse().map_err(|error| format!("{error}: `{word}`"))
    }

    /// Items with commas between them, up to `end`.
    fn items(&mut self, item: impl Fn(&mut Self) -> Result<(), String>, end: &str) -> Result<(), String> {
        let is_at_end = |parser: &mut Self| if end.is_empty() { parser.rest.is_empty() } else { parser.eat(end) };
        while !is_at_end(self) {
            item(self)?;
            if !self.eat(",") {
                return if is_at_end(self) { Ok(()) } else { Err(self.expected("`,`")) };
            }
        }
        Ok(())
    }

    fn entry(&mut self) -> Result<(), String> {
        let name = self.word();
        let entry = if self.eat(":") {
            match name.parse::<Column>() {
                Ok(Column::Code) => {
                    let code_word = Entry::CodeWord(self.one_of()?);
                    self.entries.push(code_word);
                    if !self.eat("=") {
                        return Ok(());
                    }
                    Entry::Column(Column::Code, self.header()?)
                }
                Ok(column) => return Err(format!("the type of the column `{column}` is fixed: {column} = \"Header\"")),
                Err(_) => {
                    check_field_name(name).map_err(|reason| reason.message(name))?;
                    let field = Field { name: name.to_owned(), field_type: self.one_of()? };
                    Entry::Field(field, if self.eat("=") { Some(self.header()?) } else { None })
                }
            }
        } else if name.is_empty() || !self.eat("=") {
            return Err(self.expected("a column and its header, code = \"Value\","));
        } else if name == "skip" && self.eat("[") {
            let before = self.entries.len();
            self.items(|parser| parser.string().map(|cell| parser.entries.push(Entry::Skip(cell))), "]")?;
            return if self.entries.len() > before { Ok(()) } else { Err(SKIP.to_owned()) };
        } else if name == "success" {
            self.expect("[")?;
            self.entries.push(Entry::Success(Vec::new()));
            return self.items(Self::success, "]");
        } else {
            match (name, name.parse::<Column>()) {
                (_, Ok(column)) => Entry::Column(column, self.header()?),
                ("repeated", _) => Entry::Repeated(self.one_of()?),
                ("strip", _) => Entry::Strip(self.string()?),
                ("skip", _) if self.word() == "sections" => Entry::SkipSections,
                ("skip", _) => return Err(SKIP.to_owned()),
                _ => {
                    return Err(format!(
                        "unknown column `{name}`; a column of the vendor's own needs a type: {name}: str = \"Header\""
                    ));
                }
            }
        };
        self.entries.push(entry);
        Ok(())
    }

    /// A text, a number, or a range of numbers.
    fn success(&mut self) -> Result<(), String> {
        let item: Codes = if self.rest.starts_with('"') {
            self.string()?.as_str().into()
        } else {
            let first = self.numbers()?;
            let last = if self.eat("..=") { self.numbers()?.last() } else { first.last() };
            let range = CodeRange { first: first.first(), last };
            if range.first > range.last {
                return Err(format!("empty range: {range}"));
            }
            Numbers::from(range).into()
        };
        if let Some(Entry::Success(codes)) = self.entries.last_mut() {
            codes.push(item);
        }
        Ok(())
    }

    fn numbers(&mut self) -> Result<Numbers, String> {
        let sign = if self.eat("-") { "-" } else { "" };
        let number = format!("{sign}{}", self.word().replace('_', ""));
        Numbers::parse(&number, Width::Bits64).map_err(|_| self.expected("a code"))
    }

    fn header(&mut self) -> Result<Header, String> {
        if self.rest.starts_with('"') {
            return self.string().map(Header::Text);
        }
        let position = self.word().parse().ok().filter(|&position| position > 0);
        position.map(Header::Position).ok_or_else(|| self.expected("a header in quotes, or a position counted from 1,"))
    }

    /// A string literal of Rust.
    fn string(&mut self) -> Result<String, String> {
        let mut chars = self.rest.strip_prefix('"').ok_or_else(|| self.expected("a text in quotes"))?.chars();
        let mut text = String::new();
        loop {
            match chars.next().ok_or("expected `\"` at the end of a text")? {
                '"' => break,
                '\\' => {
                    text.push(escaped(&mut chars).ok_or("expected \\\" \\\\ \\n \\r \\t or \\u{…} for a character")?);
                }
                c => text.push(c),
            }
        }
        self.rest = chars.as_str().trim_start();
        Ok(text)
    }
}

/// The character that an escape sequence stands for; `chars` begins after the backslash.
fn escaped(chars: &mut core::str::Chars<'_>) -> Option<char> {
    match chars.next()? {
        'n' => Some('\n'),
        'r' => Some('\r'),
        't' => Some('\t'),
        c @ ('"' | '\\') => Some(c),
        'u' => {
            let (digits, rest) = chars.as_str().strip_prefix('{')?.split_once('}')?;
            *chars = rest.chars();
            char::from_u32(u32::from_str_radix(digits, 16).ok()?)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use errcode_tables::{
        Call, CodeRange, CodeWord, Column, Entry, Field, FieldType, Format, Header, Numbers, Repeated,
    };

    use super::parse;

    fn every_form() -> Vec<Entry> {
        let text = |text: &str| Header::Text(text.to_owned());
        let field = |name: &str, field_type| Field { name: name.to_owned(), field_type };
        let range = |first, last| Numbers::from(CodeRange { first, last }).into();
        let mut entries = vec![
            Entry::CodeWord(CodeWord::I32),
            Entry::Column(Column::Code, text("Va\"l\\ue, (x) ]\n\u{202E}\t错误码")),
            Entry::Column(Column::Message, Header::Position(3)),
            Entry::Field(field("http", FieldType::U16), None),
            Entry::Field(field("log_level", FieldType::Str), Some(text(""))),
            Entry::Field(field("skip", FieldType::Bool), Some(Header::Position(7))),
            Entry::SkipSections,
            Entry::Repeated(Repeated::Alias),
            Entry::Strip("SQLITE_".to_owned()),
            Entry::Success(vec![range(-3, -3), range(200, 299), range(i64::MIN, i64::MAX), "O\"K".into()]),
        ];
        // `call_with` writes `skip` last.
        entries.extend(["other", "", "a\"]"].map(|cell| Entry::Skip(cell.to_owned())));
        entries
    }

    #[test]
    fn a_call_is_parsed_as_it_is_spelled() {
        let entries = every_form();
        let call = Call { path: "a.csv".to_owned(), ..Call::default() };
        let spelled = Format { entries: Vec::new(), call }.call_with(&entries);
        let inner = spelled.strip_prefix("errcodes!(\"a.csv\" ").and_then(|rest| rest.strip_suffix(')')).unwrap();
        assert_eq!(parse(inner).as_ref(), Ok(&entries), "{inner}");
        for entry in entries {
            assert_eq!(parse(&entry.to_string()), Ok(vec![entry.clone()]), "{entry}");
        }
    }

    #[test]
    fn forms_that_a_call_may_have() {
        for (text, like) in [
            ("", ""),
            (" ( ) ", ""),
            ("(code=\"V\",)", "code = \"V\""),
            ("code : i32 = \"V\"", "code: i32, code = \"V\""),
            ("success = [0x1_F, 3xx, -1]", "success = [31, 300..=399, -1]"),
            ("success = []", "success = [ ]"),
            ("skip = [\"\\u{9519}\",], skip = sections", "skip = [\"错\"], skip = sections"),
            ("code = \"a\\n\\r\\tb\"", "code = \"a\n\r\tb\""),
        ] {
            assert!(parse(text).is_ok() && parse(text) == parse(like), "{text}: {:?}", parse(text));
        }
    }

    #[test]
    fn a_mistake_says_what_was_expected() {
        let escape = "expected \\\" \\\\ \\n \\r \\t or \\u{…} for a character";
        for (text, said) in [
            ("(code = 1", "expected a column and its header, code = \"Value\", before `(code = 1`"),
            ("code = 1)", "expected `,` before `)`"),
            ("code = 1 name = 2", "expected `,` before `name = 2`"),
            ("= 1", "expected a column and its header, code = \"Value\", before `= 1`"),
            ("code", "expected a column and its header, code = \"Value\", at the end"),
            ("code = 0", "expected a header in quotes, or a position counted from 1, at the end"),
            ("code = \"a", "expected `\"` at the end of a text"),
            ("code = \"\\q\"", escape),
            ("code = \"\\u{D800}\"", escape),
            ("code = \"\\u9\"", escape),
            ("level = 1", "unknown column `level`; a column of the vendor's own needs a type: level: str = \"Header\""),
            ("code:", "no such type of codes: ``"),
            ("x: String", "no such type of a field: `String`"),
            ("name: str", "the type of the column `name` is fixed: name = \"Header\""),
            ("skip = other", "expected skip = [\"other\"] or skip = sections"),
            ("skip = []", "expected skip = [\"other\"] or skip = sections"),
            ("source: str", "a field cannot be called `source`: every enum or every error has an item of this name"),
            ("type: str", "a field cannot be called `type`: it is a keyword"),
            ("logLevel: str", "expected a name in lower snake case, such as `log_level`, found `logLevel`"),
            ("skip = [1]", "expected a text in quotes before `1]`"),
            ("repeated = twice", "no such way to treat repeated codes: `twice`"),
            ("strip = 1", "expected a text in quotes before `1`"),
            ("success = 200", "expected `[` before `200`"),
            ("success = [200..299]", "expected `,` before `..299]`"),
            ("success = [OK]", "expected a code before `]`"),
            ("success = [3..=1]", "empty range: 3..=1"),
            ("code = 1, code = 2", "`code` is given twice"),
            ("a: u8, a: i8", "`a` is given twice"),
            ("success = [], success = []", "`success` is given twice"),
        ] {
            assert_eq!(parse(text), Err(said.to_owned()), "{text}");
        }
    }
}
