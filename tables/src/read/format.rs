//! The entries of a call, which say how its file is read.

use core::fmt;
use std::borrow::Cow;

use super::character::is_hidden;
use super::code::Codes;
use super::column::Column;

/// How to read a file, as its call states it: `(code = "Value", severity: str = "Log level", skip = sections)`.
#[derive(Clone, Debug, Default)]
pub struct Format {
    /// The entries in the parentheses, in the order of the call.
    pub entries: Vec<Entry>,
    /// The call itself, for messages that show how it should be written.
    pub call: Call,
}

/// An entry in the parentheses of a call.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// `code = "Value"`: the header of one of our columns.
    Column(Column, Header),
    /// `code: str`: the type of the codes.
    CodeWord(CodeWord),
    /// `severity: str = "Log level"`: a vendor's own column. Without a header, its name is looked up, ignoring case and signs.
    Field(Field, Option<Header>),
    /// `skip = ["other"]`: rows with this code cell are skipped. Each string is an entry of its own.
    Skip(String),
    /// `skip = sections`: rows with only their first cell are skipped.
    SkipSections,
    /// `repeated = join`: how rows with the same code are treated.
    Repeated(Repeated),
    /// `strip = "SQLITE_"`: this prefix is removed from names.
    Strip(String),
    /// `success = [200..=299]`: the codes that are not errors; empty if all codes are errors.
    Success(Vec<Codes>),
}

/// A column of a file, as a call names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Header {
    /// By the text of its header.
    Text(String),
    /// By its position, counted from 1.
    Position(usize),
}

errcode_core::spelled! {
    /// The type of codes, as a call spells it.
    pub enum CodeWord, a "type of codes" {
        /// Texts.
        Str = "str",
        /// Numbers of 64 bits.
        I64 = "i64",
        /// Numbers of 32 bits: `0x80070005` is negative.
        I32 = "i32",
    }
}

errcode_core::spelled! {
    /// How rows with the same code are treated.
    pub enum Repeated, a "way to treat repeated codes" {
        /// They become one row. Their texts are joined.
        Join = "join",
        /// The first one is the row. The others become further names of it.
        Alias = "alias",
    }
}

/// A vendor's own column, which becomes an accessor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The name of the accessor.
    pub name: String,
    /// The type of its values.
    pub field_type: FieldType,
}

errcode_core::spelled! {
    /// The type of a field's values.
    pub enum FieldType, a "type of a field" {
        /// A text.
        Str = "str",
        /// `true`, `yes`, `y`, `1`, `是`; or `false`, `no`, `n`, `0`, `否`.
        Bool = "bool",
        /// A number, without a sign.
        U8 = "u8",
        /// A number, without a sign.
        U16 = "u16",
        /// A number, without a sign.
        U32 = "u32",
        /// A number, without a sign.
        U64 = "u64",
        /// A number.
        I8 = "i8",
        /// A number.
        I16 = "i16",
        /// A number.
        I32 = "i32",
        /// A number.
        I64 = "i64",
        /// A decimal number.
        F64 = "f64",
    }
}

/// The parts of a call that messages spell.
#[derive(Clone, Debug, Default)]
pub struct Call {
    /// The path of the file in the call.
    pub path: String,
    /// The enum of the long form; none in the short form.
    pub enum_name: Option<String>,
    /// The path of the file after `with`.
    pub overlay: Option<String>,
}

impl Format {
    /// The type of the codes, if the call says it.
    pub(super) fn code_word(&self) -> Option<CodeWord> {
        self.entries.iter().find_map(|entry| if let Entry::CodeWord(word) = entry { Some(*word) } else { None })
    }

    /// How rows with the same code are treated, if the call says it.
    pub(super) fn repeated(&self) -> Option<Repeated> {
        self.entries.iter().find_map(|entry| if let Entry::Repeated(repeated) = entry { Some(*repeated) } else { None })
    }

    /// The codes that are not errors, if the call lists them.
    pub(super) fn success(&self) -> Option<&Vec<Codes>> {
        self.entries.iter().find_map(|entry| if let Entry::Success(codes) = entry { Some(codes) } else { None })
    }

    /// The headers that the call names.
    pub(super) fn headers(&self) -> impl Iterator<Item = &Header> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Column(_, header) | Entry::Field(_, Some(header)) => Some(header),
            _ => None,
        })
    }

    /// Whether the call names this header.
    pub(super) fn names(&self, cell: &str) -> bool {
        self.headers().any(|header| matches!(header, Header::Text(text) if text.trim() == cell))
    }

    /// The call with more entries, for a message: `errcodes!("a.csv" (code = "Value", skip = sections))`.
    ///
    /// For the long form, it is the source alone. A new entry replaces an entry of the call for the same column, field or option.
    pub fn call_with(&self, more: &[Entry]) -> String {
        let is_replaced = |entry: &&Entry| !more.iter().any(|new| new.replaces(entry));
        let entries = self.entries.iter().filter(is_replaced).chain(more);
        let mut parts: Vec<String> = Vec::new();
        let mut skip: Vec<String> = Vec::new();
        for entry in entries {
            match entry {
                Entry::Skip(cell) => skip.push(quoted(cell)),
                entry => parts.push(entry.to_string()),
            }
        }
        if !skip.is_empty() {
            parts.push(format!("skip = [{}]", skip.join(", ")));
        }
        let Call { path, enum_name, overlay } = &self.call;
        let entries = if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) };
        let overlay = overlay.as_ref().map(|path| format!(" with {}", quoted(path))).unwrap_or_default();
        let source = format!("{}{entries}{overlay}", quoted(path));
        match enum_name {
            Some(_) => source,
            None => format!("errcodes!({source})"),
        }
    }
}

impl Entry {
    /// Whether this new entry replaces an entry of the call.
    fn replaces(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Column(new, _), Self::Column(old, _)) => new == old,
            (Self::Field(new, _), Self::Field(old, _)) => new.name == old.name,
            (Self::Skip(_), _) => false,
            (new, old) => core::mem::discriminant(new) == core::mem::discriminant(old),
        }
    }
}

/// As a call spells it.
impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Column(column, header) => write!(f, "{column} = {header}"),
            Self::CodeWord(word) => write!(f, "code: {word}"),
            Self::Field(field, header) => {
                write!(f, "{}: {}", field.name, field.field_type)?;
                header.as_ref().map_or(Ok(()), |header| write!(f, " = {header}"))
            }
            Self::Skip(cell) => write!(f, "skip = [{}]", quoted(cell)),
            Self::SkipSections => f.write_str("skip = sections"),
            Self::Repeated(repeated) => write!(f, "repeated = {repeated}"),
            Self::Strip(prefix) => write!(f, "strip = {}", quoted(prefix)),
            Self::Success(codes) => {
                let codes: Vec<String> = codes.iter().map(Codes::to_string).collect();
                write!(f, "success = [{}]", codes.join(", "))
            }
        }
    }
}

impl Header {
    /// The text, or `column 3` for a position.
    pub fn title(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => text.into(),
            Self::Position(position) => format!("column {position}").into(),
        }
    }
}

/// As a call spells it.
impl fmt::Display for Header {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(&quoted(text)),
            Self::Position(position) => write!(f, "{position}"),
        }
    }
}

/// The text as a Rust string literal. Characters that a reader cannot see are escaped.
///
/// ```
/// use errcode_tables::quoted;
/// assert_eq!(quoted("a \"b\"\u{200B}"), "\"a \\\"b\\\"\\u{200b}\"");
/// ```
pub fn quoted(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => literal.extend(['\\', c]),
            c if errcode_core::is_unprintable(c) || is_hidden(c) => literal.extend(c.escape_default()),
            c => literal.push(c),
        }
    }
    literal.push('"');
    literal
}

#[cfg(test)]
mod tests {
    use super::{Call, CodeWord, Entry, Field, FieldType, Format, Header, Repeated};
    use crate::read::{CodeRange, Column, Numbers};

    #[test]
    fn a_call_is_spelled_so_that_it_can_be_pasted() {
        let header = |text: &str| Header::Text(text.to_owned());
        let entries = vec![
            Entry::Column(Column::Code, header("Va\"lue")),
            Entry::Skip("other".to_owned()),
            Entry::Field(Field { name: "http".to_owned(), field_type: FieldType::U16 }, None),
            Entry::Success(vec![Numbers::from(CodeRange { first: 200, last: 299 }).into(), "OK".into()]),
        ];
        let call = Call { path: "a.csv".to_owned(), ..Call::default() };
        let mut format = Format { entries, call };
        let more = [
            Entry::Column(Column::Code, Header::Position(2)),
            Entry::Skip(String::new()),
            Entry::Repeated(Repeated::Join),
        ];
        let wanted = "errcodes!(\"a.csv\" (http: u16, success = [200..=299, \"OK\"], code = 2, repeated = join, \
            skip = [\"other\", \"\"]))";
        assert_eq!(format.call_with(&more), wanted);
        format.entries.clear();
        format.call.enum_name = Some("E".to_owned());
        format.call.overlay = Some("b.csv".to_owned());
        let long = format.call_with(&[Entry::CodeWord(CodeWord::Str), Entry::SkipSections]);
        assert_eq!(long, "\"a.csv\" (code: str, skip = sections) with \"b.csv\"");
        format.entries.push(Entry::Column(Column::Name, header("N\nx")));
        let strip = format.call_with(&[Entry::Strip("E_".to_owned())]);
        assert_eq!(strip, "\"a.csv\" (name = \"N\\nx\", strip = \"E_\") with \"b.csv\"");
        assert_eq!(
            format!("{}", Entry::Field(Field { name: "a".to_owned(), field_type: FieldType::Str }, Some(header("A")))),
            "a: str = \"A\""
        );
    }
}
