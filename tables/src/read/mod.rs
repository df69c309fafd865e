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
pub use column::{Column, Mapping};
pub use name::{camel, is_taken};
pub use nearest::nearest;
pub use problem::Problem;
pub use row::{Class, Language, Row, recoveries};
pub use snippet::{Label, Snippet, full_message};
pub use table::Table;
pub use text::Text;

#[cfg(feature = "import")]
pub(crate) use {column::Columns, column::is_code, header::columns, name::derive, record::Cell, record::Record};

pub(crate) use record::split;

/// How a file is written.
#[derive(Clone, Debug, Default)]
pub struct Format {
    /// Cells are separated by tabs, not by commas.
    pub tab_separated: bool,
    /// Columns whose header the caller named. If there is any, columns that are neither named here nor known are ignored.
    pub mapping: Vec<Mapping>,
    /// Whether codes are numbers or texts, if the caller says so; otherwise the cells decide.
    pub code_type: Option<CodeType>,
}

impl Format {
    /// The format of a file with this name, which ends in `.csv` or `.tsv` if it is a table.
    ///
    /// ```
    /// use errcode_tables::Format;
    /// assert!(Format::of("errors/payment.TSV").is_some_and(|format| format.tab_separated));
    /// assert!(Format::of("errors/payment.csv").is_some_and(|format| !format.tab_separated));
    /// assert!(Format::of("errors/payment.xlsx").is_none());
    /// ```
    pub fn of(path: &str) -> Option<Self> {
        let (_, ending) = path.rsplit_once('.')?;
        let tab_separated = ending.eq_ignore_ascii_case("tsv");
        (tab_separated || ending.eq_ignore_ascii_case("csv")).then(|| Self { tab_separated, ..Self::default() })
    }
}

/// The valid rows of a file, and its mistakes.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Outcome<'a> {
    /// The valid rows.
    pub table: Table<'a>,
    /// The mistakes, in the order of the file.
    pub problems: Vec<Problem>,
}

/// Reads a table from the bytes of its file. Collects every mistake, and keeps every row without one.
///
/// ```
/// use errcode_tables::{Format, read};
///
/// let file = "code,name,message\n1,TooFast,slow down\nx,Broken,not a number\n";
/// let outcome = read(file.as_bytes(), &Format::default());
/// assert_eq!(outcome.table.rows[0].name, "TooFast");
///
/// let problem = &outcome.problems[0];
/// assert_eq!(problem.message, "invalid code `x`");
/// assert!(problem.render("errors.csv", &outcome.table.text).contains("--> errors.csv:3:1"));
/// ```
pub fn read<'a>(bytes: &'a [u8], format: &Format) -> Outcome<'a> {
    let mut problems = Vec::new();
    let table = table::check(bytes, format, &mut problems);
    problems.sort_by_key(Problem::start);
    Outcome { table, problems }
}
