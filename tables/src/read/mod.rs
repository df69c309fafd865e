//! Reads the bytes of a CSV file into a checked table.
//!
//! The steps, by file: `text` (decodes UTF-8, maps offsets to lines and columns) → `separator` and `record` (split the text into cells with
//! their places) → `header`, `columns` and `search`, with `words` and `shape` (identify the columns) → `skip` (drops the rows that the call
//! skips) → `row`, with `code`, `notation`, `numbers`, `class`, `name` and `field` (parse each cell) → `join`, `overlay` and `unique`, with
//! `claim` (check rows against each other). `table` calls them in this order. `format` and `field_name` hold the entries of the call,
//! `column` our columns. Each step pushes its `problem`s; `report` decides which are shown, and `snippet` shows their lines. `character` and
//! `nearest` serve several steps.

mod character;
mod claim;
mod class;
mod code;
mod column;
mod columns;
mod field;
mod field_name;
mod format;
mod header;
mod join;
mod name;
mod nearest;
mod notation;
mod numbers;
mod overlay;
mod problem;
mod record;
mod report;
mod row;
mod search;
mod separator;
mod shape;
mod skip;
mod snippet;
mod table;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod text;
mod unique;
mod words;

pub use character::is_han;
pub use claim::{Claim, claim};
pub use class::{Class, recoveries};
pub use code::{CodeType, Codes, Key, number_and_name};
pub use column::Column;
pub use field::Value;
pub use field_name::{NotAField, check_field_name, field_name_for, vendor_name};
pub use format::{Call, CodeWord, Entry, Field, FieldType, Format, Header, Repeated, quoted};
pub use name::{camel, enum_name, is_taken};
pub use nearest::nearest;
pub use notation::Width;
pub use numbers::{CodeRange, Numbers};
pub use problem::{Concern, Problem};
pub use report::report;
pub use row::{Alias, Row, Translated};
pub use snippet::{Label, Snippet, full_message};
pub use table::Table;
pub use text::Text;

#[cfg(feature = "cli")]
pub(crate) use {columns::Columns, columns::imported, columns::is_code, name::of_text, record::Cell, record::Record};

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
    /// The text of the file after `with`. Problems with [`Problem::is_in_overlay`] have their places in it.
    pub overlay: Option<Text<'a>>,
    /// The mistakes in the order of the file, then those in the file after `with`.
    pub problems: Vec<Problem>,
}

/// Reads a table from the bytes of its file, and of the file after `with`.
///
/// Collects every mistake, and keeps every row without one.
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
    let (table, overlay) = table::check(bytes, overlay, format, &mut problems);
    problems.sort_by_key(|problem| (problem.in_overlay, problem.start()));
    Outcome { table, overlay, problems }
}
