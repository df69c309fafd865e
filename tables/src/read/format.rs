//! What a call says of a file.

use super::code::Codes;
use super::column::Column;

/// What a call says of a file: `(code = "Value", severity: str = "Log level", skip = sections)`.
#[derive(Clone, Debug, Default)]
pub struct Format {
    /// What stands in the parentheses, in the order of the call.
    pub entries: Vec<Entry>,
    /// The call itself, for messages that show how it should be written.
    pub call: Call,
}

/// An entry in the parentheses of a call.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// `code = "Value"`: the header of one of our columns.
    Column(Column, Header),
    /// `code: str`: what the codes are.
    CodeType(CodeWord),
    /// `severity: str = "Log level"`: a column of the vendor's own. Without a header, it is the one that folds to the name.
    Field(Field, Option<Header>),
    /// `skip = ["other"]`: rows with this code cell are no rows. An entry for each string.
    Skip(String),
    /// `skip = sections`: rows with nothing but their first cell are no rows.
    SkipSections,
    /// `repeated = join`: what becomes of a code on several rows.
    Repeated(Repeated),
    /// `strip = "SQLITE_"`: names lose this prefix.
    Strip(String),
    /// `success = [200..=299]`: the codes that are no errors; empty if none is.
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
    /// What a call says that codes are.
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
    /// What becomes of the rows of one code.
    pub enum Repeated, a "way to treat repeated codes" {
        /// They are one row. Their texts are joined.
        Join = "join",
        /// The first one is the row. The others are other names of it.
        Alias = "alias",
    }
}

/// A column of the vendor's own, which becomes an accessor.
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

/// How messages spell a call.
#[derive(Clone, Debug, Default)]
pub struct Call {
    /// The path of the file in the call.
    pub path: String,
    /// The enum of the long form; none in the short form.
    pub enum_name: Option<String>,
    /// The path of the file behind `with`.
    pub overlay: Option<String>,
}
