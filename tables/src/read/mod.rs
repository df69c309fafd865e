//! From the bytes of a CSV file to a checked table.
//!
//! The steps, file by file: `text` (bytes are UTF-8, offsets are lines and columns) → `record` (cells with their place) →
//! `header` and `column` (the columns) → `row` with `code` and `name` (the meaning of each cell) → `table` with `claim`
//! (checks between rows). Each pushes its `problem`s, which a `snippet` shows with their lines. `character` and `nearest`
//! serve several steps.

mod character;
mod claim;
mod code;
mod column;
mod format;
mod header;
mod name;
mod nearest;
mod problem;
mod record;
mod row;
mod snippet;
mod table;
mod text;

pub use character::is_han;
pub use claim::{Claim, claim};
pub use code::{CodeRange, CodeType, Codes, Key, NotANumber, Numbers};
pub use column::Column;
pub use format::{Call, CodeWord, Entry, Field, FieldType, Format, Header, Repeated};
pub use name::{camel, is_taken};
pub use nearest::nearest;
pub use problem::{Concern, Problem};
pub use row::{Alias, Class, Language, Row, Value, recoveries};
pub use snippet::{Label, Snippet, full_message};
pub use table::{FieldColumn, Table};
pub use text::Text;

#[cfg(feature = "cli")]
pub(crate) use {column::Columns, column::is_code, header::columns, name::derive, record::Cell, record::Record};

pub(crate) use record::split;

/// Whether a file with this name is a table: it ends in `.csv` or `.tsv`.
///
/// ```
/// use errcode_tables::is_table;
/// assert!(is_table("errors/payment.TSV") && !is_table("errors/payment.xlsx"));
/// ```
pub fn is_table(path: &str) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, ending)| ["csv", "tsv"].iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// The valid rows of a file, and its mistakes.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Outcome<'a> {
    /// The valid rows.
    pub table: Table<'a>,
    /// The text of the file behind `with`, in which [`Problem::is_in_overlay`] has its places.
    pub overlay: Option<Text<'a>>,
    /// The mistakes, in the order of the file.
    pub problems: Vec<Problem>,
}

/// Reads a table from the bytes of its file, and of the file behind `with`. Collects every mistake, and keeps every row
/// without one.
///
/// ```
/// use errcode_tables::{Format, read};
///
/// let file = "code,name,message\n1,TooFast,slow down\nx,Broken,not a number\n";
/// let outcome = read(file.as_bytes(), None, &Format::default());
/// assert_eq!(outcome.table.rows[0].name, "TooFast");
///
/// let problem = &outcome.problems[0];
/// assert_eq!(problem.message, "invalid code `x`");
/// assert!(problem.render("errors.csv", &outcome.table.text).contains("--> errors.csv:3:1"));
/// ```
pub fn read<'a>(bytes: &'a [u8], overlay: Option<&'a [u8]>, format: &Format) -> Outcome<'a> {
    let mut problems = Vec::new();
    let table = table::check(bytes, format, &mut problems);
    problems.sort_by_key(Problem::start);
    Outcome { table, overlay: overlay.map(|bytes| Text::decode(bytes).0), problems }
}
