//! WeChat's error-code tables and endpoints, and the reader of such tables: from the bytes of a CSV file to checked rows ([`read`]).
//!
//! The API of this crate is promised to nobody: it exists because Cargo needs it, and may change in any release. Depend on
//! `errcode-runtime`.
#![forbid(unsafe_code)]

mod endpoint;
mod file;
#[cfg(feature = "cli")]
pub mod import;
mod read;
mod shipped;

pub use endpoint::{Endpoint, NoEndpoint};
pub use file::{LARGEST_FILE, Unreadable, read_file};
pub use read::{
    Alias, Call, Claim, Class, CodeRange, CodeType, CodeWord, Codes, Column, Concern, Entry, Field, FieldType, Format,
    Header, Key, Label, NotAField, Numbers, Outcome, Problem, Repeated, Row, Snippet, Table, Text, Translated, Value,
    Width, camel, check_field_name, claim, enum_name, field_name_for, full_message, is_han, is_table, is_taken,
    nearest, number_and_name, quoted, read, recoveries, report, vendor_name,
};
pub use shipped::Shipped;
