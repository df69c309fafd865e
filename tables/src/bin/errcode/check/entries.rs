//! The text of `--call`: what stands in the parentheses of a call.
//!
//! errcode-codegen parses the tokens of a call, and depends on this package, so that its parser is not at hand here.

use errcode_tables::{CodeRange, CodeWord, Codes, Column, Entry, Field, Header, Numbers, Repeated, Width};

/// Parses `(code = "Value", skip = sections)`, with the parentheses or without.
pub(super) fn parse(text: &str) -> Result<Vec<Entry>, String> {
    let mut parser = Parser { rest: text, entries: Vec::new(), given: Vec::new() };
    let is_in_brackets = parser.eat("(");
    while !parser.rest.trim_start().is_empty() && !parser.rest.trim_start().starts_with(')') {
        parser.entry()?;
        if !parser.eat(",") {
            break;
        }
    }
    if is_in_brackets {
        parser.expect(")")?;
    }
    if parser.rest.trim().is_empty() { Ok(parser.entries) } else { Err(parser.expected("`,`")) }
}

struct Parser<'t> {
    rest: &'t str,
    entries: Vec<Entry>,
    /// What the text has said already, as messages call it.
    given: Vec<String>,
}

impl<'t> Parser<'t> {
    fn expected(&self, what: &str) -> String {
        match self.rest.trim() {
            "" => format!("expected {what} at the end"),
            rest => format!("expected {what} before `{rest}`"),
        }
    }

    fn eat(&mut self, token: &str) -> bool {
        self.rest = self.rest.trim_start();
        self.rest.strip_prefix(token).map(|rest| self.rest = rest).is_some()
    }

    fn expect(&mut self, token: &str) -> Result<(), String> {
        if self.eat(token) { Ok(()) } else { Err(self.expected(&format!("`{token}`"))) }
    }

    /// A word or a number without its sign.
    fn word(&mut self) -> Option<&'t str> {
        self.rest = self.rest.trim_start();
        let end = self.rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        Some(word).filter(|word| !word.is_empty())
    }

    /// Refuses what the text says a second time.
    fn once(&mut self, what: String) -> Result<(), String> {
        if self.given.contains(&what) {
            return Err(format!("{what} is given twice"));
        }
        self.given.push(what);
        Ok(())
    }

    fn entry(&mut self) -> Result<(), String> {
        let name = self.word().ok_or_else(|| self.expected("a column and its header, such as code = \"Value\","))?;
        if self.eat(":") {
            return self.typed(name);
        }
        self.expect("=")?;
        match name {
            "skip" | "repeated" | "strip" | "success" => self.option(name),
            _ => {
                let unknown = |_| {
                    format!("unknown column `{name}`; a column of your own needs a type: ({name}: str = \"Header\")")
                };
                let column = name.parse::<Column>().map_err(unknown)?;
                let header = self.header()?;
                self.column(column, header)
            }
        }
    }

    fn column(&mut self, column: Column, header: Header) -> Result<(), String> {
        self.once(format!("the column `{column}`"))?;
        self.entries.push(Entry::Column(column, header));
        Ok(())
    }

    /// `code: str`, `severity: str = "Log level"`
    fn typed(&mut self, name: &str) -> Result<(), String> {
        let word = self.word().ok_or_else(|| self.expected("a type"))?;
        let header = if self.eat("=") { Some(self.header()?) } else { None };
        match name.parse::<Column>() {
            Ok(Column::Code) => {
                let code_type = word.parse::<CodeWord>().map_err(|_| listed("the type of the codes", CodeWord::ALL))?;
                self.once("the type of the codes".to_owned())?;
                self.entries.push(Entry::CodeType(code_type));
                header.map_or(Ok(()), |header| self.column(Column::Code, header))
            }
            Ok(column) => Err(format!("the type of the column `{column}` is fixed: write ({column} = \"Header\")")),
            Err(_) if !name.starts_with(|first: char| first.is_ascii_lowercase()) || name != name.to_lowercase() => {
                Err(format!("expected a name in lower snake case, such as `log_level`, found `{name}`"))
            }
            Err(_) => {
                let field_type =
                    word.parse().map_err(|_| listed("the type of a field", errcode_tables::FieldType::ALL))?;
                self.once(format!("the field `{name}`"))?;
                self.entries.push(Entry::Field(Field { name: name.to_owned(), field_type }, header));
                Ok(())
            }
        }
    }

    fn option(&mut self, name: &str) -> Result<(), String> {
        if name == "skip" && !self.rest.trim_start().starts_with('[') {
            self.once("`skip = sections`".to_owned())?;
            let is_sections = self.word() == Some("sections");
            self.entries.push(Entry::SkipSections);
            return if is_sections { Ok(()) } else { Err(self.expected("skip = [\"other\"] or skip = sections")) };
        }
        self.once(format!("`{name}`"))?;
        match name {
            "skip" => {
                let cells = self.list(Self::string)?;
                self.entries.extend(cells.into_iter().map(Entry::Skip));
            }
            "success" => {
                let codes = self.list(Self::codes)?;
                self.entries.push(Entry::Success(codes));
            }
            "repeated" => {
                let repeated = self.word().unwrap_or_default().parse();
                self.entries.push(Entry::Repeated(repeated.map_err(|_| listed("`repeated`", Repeated::ALL))?));
            }
            _ => {
                let prefix = self.string()?;
                self.entries.push(Entry::Strip(prefix));
            }
        }
        Ok(())
    }

    fn list<T>(&mut self, item: impl Fn(&mut Self) -> Result<T, String>) -> Result<Vec<T>, String> {
        self.expect("[")?;
        let mut items = Vec::new();
        while !self.eat("]") {
            items.push(item(self)?);
            if !self.eat(",") {
                self.expect("]")?;
                break;
            }
        }
        Ok(items)
    }

    /// A text, a number, or a range of numbers.
    fn codes(&mut self) -> Result<Codes, String> {
        if self.rest.trim_start().starts_with('"') {
            return Ok(Codes::from(&*self.string()?));
        }
        let first = self.numbers()?;
        if !self.eat("..=") {
            return Ok(first.into());
        }
        let range = CodeRange { first: first.first(), last: self.numbers()?.last() };
        if range.first > range.last { Err(format!("empty range: {range}")) } else { Ok(Numbers::from(range).into()) }
    }

    fn numbers(&mut self) -> Result<Numbers, String> {
        let sign = if self.eat("-") { "-" } else { "" };
        let digits = self.word().unwrap_or_default().replace('_', "");
        Numbers::parse(&format!("{sign}{digits}"), Width::Bits64).map_err(|_| self.expected("a code"))
    }

    fn header(&mut self) -> Result<Header, String> {
        if self.rest.trim_start().starts_with('"') {
            return Ok(Header::Text(self.string()?));
        }
        let position = self.word().and_then(|word| word.parse().ok()).filter(|&position| position > 0);
        position.map(Header::Position).ok_or_else(|| self.expected("a header in quotes, or a position counted from 1,"))
    }

    /// A string literal of Rust.
    fn string(&mut self) -> Result<String, String> {
        self.expect("\"")?;
        let mut text = String::new();
        let mut chars = self.rest.chars();
        while let Some(c) = chars.next() {
            match c {
                '"' => {
                    self.rest = chars.as_str();
                    return Ok(text);
                }
                '\\' => match chars.next() {
                    Some('n') => text.push('\n'),
                    Some('r') => text.push('\r'),
                    Some('t') => text.push('\t'),
                    Some('0') => text.push('\0'),
                    Some(same @ ('"' | '\\' | '\'')) => text.push(same),
                    Some('u') => {
                        let digits = chars.as_str().strip_prefix('{').and_then(|rest| rest.split_once('}'));
                        let (digits, rest) = digits.ok_or("expected digits in braces behind `\\u`")?;
                        let code = u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
                        text.push(code.ok_or_else(|| format!("there is no character U+{digits}"))?);
                        chars = rest.chars();
                    }
                    _ => return Err("expected one of \\\" \\\\ \\n \\r \\t \\0 \\u{…} behind a backslash".to_owned()),
                },
                c => text.push(c),
            }
        }
        Err("expected `\"` at the end of a text".to_owned())
    }
}

fn listed(what: &str, words: &[impl ToString]) -> String {
    let words: Vec<String> = words.iter().map(ToString::to_string).collect();
    format!("expected {what}: {}", words.join(", "))
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
            Entry::CodeType(CodeWord::I32),
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
        // A call lists them last.
        entries.extend(["other", "", "a\"]"].map(|cell| Entry::Skip(cell.to_owned())));
        entries
    }

    #[test]
    fn a_call_is_parsed_as_it_is_spelled() {
        let entries = every_form();
        let call = Call { path: "a.csv".to_owned(), ..Call::default() };
        let spelled = Format { entries: Vec::new(), call }.call_with(&entries);
        let inner = spelled.strip_prefix("errcodes!(\"a.csv\" ").and_then(|rest| rest.strip_suffix(')')).unwrap();
        assert_eq!(parse(&inner).as_ref(), Ok(&entries), "{inner}");
        for entry in &entries {
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
        ] {
            assert!(parse(text).is_ok() && parse(text) == parse(like), "{text}: {:?}", parse(text));
        }
    }

    #[test]
    fn a_mistake_says_what_was_expected() {
        for (text, said) in [
            ("(code = 1", "expected `)` at the end"),
            ("code = 1)", "expected `,` before `)`"),
            ("code = 1 name = 2", "expected `,` before `name = 2`"),
            ("= 1", "expected a column and its header, such as code = \"Value\", before `= 1`"),
            ("code", "expected `=` at the end"),
            ("code = 0", "expected a header in quotes, or a position counted from 1, at the end"),
            ("code = \"a", "expected `\"` at the end of a text"),
            ("code = \"\\q\"", "expected one of \\\" \\\\ \\n \\r \\t \\0 \\u{…} behind a backslash"),
            ("code = \"\\u{D800}\"", "there is no character U+D800"),
            ("code = \"\\u9\"", "expected digits in braces behind `\\u`"),
            ("level = 1", "unknown column `level`; a column of your own needs a type: (level: str = \"Header\")"),
            ("code:", "expected a type at the end"),
            ("code: u8", "expected the type of the codes: str, i64, i32"),
            ("x: String", "expected the type of a field: str, bool, u8, u16, u32, u64, i8, i16, i32, i64, f64"),
            ("name: str", "the type of the column `name` is fixed: write (name = \"Header\")"),
            ("logLevel: str", "expected a name in lower snake case, such as `log_level`, found `logLevel`"),
            ("skip = other", "expected skip = [\"other\"] or skip = sections at the end"),
            ("skip = [1]", "expected `\"` before `1]`"),
            ("repeated = twice", "expected `repeated`: join, alias"),
            ("strip = 1", "expected `\"` before `1`"),
            ("success = 200", "expected `[` before `200`"),
            ("success = [200..299]", "expected `]` before `..299]`"),
            ("success = [OK]", "expected a code before `]`"),
            ("success = [3..=1]", "empty range: 3..=1"),
            ("code = 1, code = 2", "the column `code` is given twice"),
            ("a: u8, a: i8", "the field `a` is given twice"),
            ("skip = [\"a\"], skip = [\"b\"]", "`skip` is given twice"),
        ] {
            assert_eq!(parse(text), Err(said.to_owned()), "{text}");
        }
    }
}
