//! From the bytes of a CSV file to a checked table.
//!
//! [`read`] is the one way in: the macro, the importer and the tests all use it. It collects every problem of a file,
//! each with its place, and keeps every row that is sound.
//!
//! A cell's way, file by file: [`text`] (bytes are UTF-8, places are lines and columns) → [`record`] (cells with their
//! place) → [`mod@column`] (which column is which) → [`row`] (what a cell says) → [`table`] (what holds between rows).
//!
//! ```
//! use errcode_tables::read::{Format, read};
//!
//! let file = "code,name,message\n1,TooFast,slow down\nx,Broken,not a number\n";
//! let outcome = read(file.as_bytes(), &Format::default());
//! assert_eq!(outcome.table.rows[0].name, "TooFast");
//!
//! let problem = &outcome.problems[0];
//! assert_eq!(problem.message, "`x` is not a code");
//! let place = outcome.table.text.position(problem.span.start);
//! assert_eq!((place.line, place.column), (3, 1));
//! ```

pub mod code;
pub mod column;
pub mod name;
pub mod nearest;
pub mod problem;
pub mod record;
pub mod row;
pub mod table;
pub mod text;

pub use code::Codes;
pub use column::{Column, Mapping};
pub use problem::Problem;
pub use row::{Language, Row};
pub use table::Table;

/// How a file is written.
#[derive(Clone, Debug, Default)]
pub struct Format {
    /// Cells are separated by tabs, not by commas.
    pub tab_separated: bool,
    /// Columns whose header the caller named. If there is any, columns that are neither named here nor known are ignored.
    pub mapping: Vec<Mapping>,
}

impl Format {
    /// The format of a file with this name, which ends in `.csv` or `.tsv` if it is a table.
    ///
    /// ```
    /// use errcode_tables::read::Format;
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

/// A table, as far as it is sound, and everything that is wrong with its file.
#[derive(Clone, Debug)]
pub struct Outcome<'a> {
    /// The rows that are sound.
    pub table: Table<'a>,
    /// What is wrong, in the order of the file.
    pub problems: Vec<Problem>,
}

/// Reads a table from the bytes of its file.
pub fn read<'a>(bytes: &'a [u8], format: &Format) -> Outcome<'a> {
    let mut problems = Vec::new();
    let table = table::check(bytes, format, &mut problems);
    problems.sort_by_key(|problem| problem.span.start);
    Outcome { table, problems }
}
