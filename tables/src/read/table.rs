//! A table, and the steps from its bytes to its rows.

use super::character::first_forbidden;
use super::code::{CodeColumn, CodeType, Codes};
use super::column::Column;
use super::columns::{Columns, Whose, identify};
use super::format::{Entry, Field, Format, Header};
use super::header::{self, HeaderAndRows};
use super::join::join;
use super::notation::Width;
use super::overlay::Overlay;
use super::problem::{Concern, Problem, Recurring};
use super::record::{self, Record, record_span};
use super::row::{Reading, Row};
use super::separator::Separator;
use super::skip::Skip;
use super::text::Text;
use super::unique::{disjoint, uniquely_named};

/// A table: its valid rows.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Table<'a> {
    /// The text of the file. Spans are ranges of its bytes.
    pub text: Text<'a>,
    /// The rows, in the order of the file. Rows with the same code and name are joined into one.
    pub rows: Vec<Row<'a>>,
    /// Whether the table is classified: each row has a kind and a recovery.
    pub classified: bool,
    /// Whether its codes are numbers or texts.
    pub code_type: CodeType,
    /// Whether its numbers have 32 bits. If so, a call may write a negative one as `0x80070005`.
    pub is_32_bit: bool,
    /// Whether all codes are spelled in hexadecimal.
    pub is_hexadecimal: bool,
    /// The byte that separates its cells.
    pub separator: u8,
    /// The meaning and the header of each column that is read, in the order of the file.
    pub columns: Vec<(String, Header)>,
    /// The vendor's own columns that the call names. Each row has as many [`fields`](Row::fields).
    pub fields: Vec<FieldColumn>,
    /// The headers of the columns that are not read, because they are neither named nor known.
    pub ignored: Vec<Header>,
    /// The codes that are not errors, if the call lists them.
    pub success: Option<Vec<Codes>>,
}

/// A vendor's own column that the call names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldColumn {
    /// The accessor.
    pub field: Field,
    /// The header in the file; `column 3` where it has none.
    pub header: String,
}

impl<'a> Table<'a> {
    /// The same table with these rows.
    #[must_use]
    pub fn with_rows(&self, rows: Vec<Row<'a>>) -> Self {
        Self {
            rows,
            columns: self.columns.clone(),
            fields: self.fields.clone(),
            ignored: self.ignored.clone(),
            success: self.success.clone(),
            ..*self
        }
    }
}

pub(super) fn check<'a>(
    bytes: &'a [u8],
    overlay: Option<&'a [u8]>,
    format: &Format,
    problems: &mut Vec<Problem>,
) -> (Table<'a>, Option<Text<'a>>) {
    let (text, wrong) = Text::decode(bytes);
    problems.extend(wrong.map(Problem::from));
    let separator = Separator::find(&text, format);
    let mut table = Table { text, separator: separator.byte, ..Table::default() };
    let overlay = overlay.map(|bytes| Overlay::parse(bytes, problems));
    let overlay_text = overlay.as_ref().map(|overlay| overlay.text);
    let Some((header, records)) = records(&text, separator, format, problems) else { return (table, overlay_text) };
    if let Some(header) = &header {
        problems.extend(forbidden(&text, header));
    }
    let columns = identify(header.as_ref(), &records, format, Whose::Vendors, problems);
    match &header {
        Some(header) => {
            header::missing(header, &records, &columns, format, problems);
            table.ignored = columns.ignored(header);
        }
        None if !columns.has(Column::Code) && problems.is_empty() => {
            problems.push(Problem::new(0..0, "the call does not say which column has the codes").help("add: code = 1"));
        }
        None => {}
    }
    table.columns = columns.taken_for(header.as_ref());
    table.fields = columns.field_columns();
    if records.is_empty() && problems.is_empty() {
        let place = header.as_ref().map_or(0..0, |header| header[0].span.clone());
        problems.push(Problem::new(place, "this table has no rows").help("add a row below the header"));
    }
    let is_empty = records.is_empty();
    if !columns.has(Column::Code) {
        // Without the column of codes, every row would be reported, too.
        return (table, overlay_text);
    }
    let width = header.as_ref().map_or_else(|| records.iter().map(Vec::len).max().unwrap_or(0), Vec::len);
    let mut skip = Skip::new(format);
    // A repeated header, such as after a page break, is not a row.
    let is_header = |record: &Record<'a>| {
        let is_same = |header: &Record<'a>| {
            header.len() == record.len() && header.iter().zip(record).all(|(cell, other)| cell.value == other.value)
        };
        header.as_ref().is_some_and(is_same)
    };
    let records: Vec<Record<'a>> = records
        .into_iter()
        .filter(|record| {
            !skip.skips(&columns.any_cell(record, Column::Code).value, record, width) && !is_header(record)
        })
        .collect();
    skip.report(problems);
    if records.is_empty() && !is_empty && problems.is_empty() {
        problems.push(Problem::new(0..0, "the call skips every row of this file"));
    }
    let reading = reading(&columns, &records, width, format, problems);
    table.code_type = reading.code_column.code_type;
    table.is_32_bit = reading.code_column.width == Width::Bits32;
    table.success = success(format, reading.code_column, problems);
    let rows = rows(&text, &records, &reading, problems);
    let mut rows = join(&text, rows, &table.fields, format.repeated(), problems);
    table.is_hexadecimal = !rows.is_empty() && rows.iter().all(Row::is_hexadecimal);
    let has_classes = columns.has(Column::Kind) && columns.has(Column::Recovery);
    if let Some(overlay) = overlay {
        overlay.lay_over(&mut rows, &reading, problems);
    }
    table.classified = if rows.is_empty() { has_classes } else { rows.iter().all(|row| row.class.is_some()) };
    table.rows = uniquely_named(disjoint(rows, problems), problems);
    (table, overlay_text)
}

/// Splits a file into its header and its other records. None if it cannot be read further.
fn records<'a>(
    text: &Text<'a>,
    separator: Separator,
    format: &Format,
    problems: &mut Vec<Problem>,
) -> Option<HeaderAndRows<'a>> {
    let records = record::split_from(text, separator.byte, separator.start, usize::MAX, problems);
    let Some(first) = &records.header else {
        if problems.is_empty() {
            let problem = Problem::new(0..0, "this file is empty");
            problems.push(problem.help("begin it with a row that names the columns: code,name,message"));
        }
        return None;
    };
    if let Some(problem) = header::in_quotes(first, separator.byte) {
        problems.push(problem);
        return None;
    }
    header::find(records, format).map_err(|problem| problems.push(problem)).ok()
}

/// Decides how the rows are read.
fn reading<'t>(
    columns: &'t Columns,
    records: &[Record<'_>],
    width: usize,
    format: &'t Format,
    problems: &mut Vec<Problem>,
) -> Reading<'t> {
    let cells = || records.iter().filter_map(|record| columns.cell(record, Column::Code)).map(|cell| &*cell.value);
    let code_column = CodeColumn::of(cells(), format.code_word());
    let mut reading =
        Reading { columns, code_column, width, strip: None, sections_have_blanks: false, has_bare_codes: false };
    if code_column.code_type == CodeType::Text {
        let is_row = |record: &&Record<'_>| !reading.is_section(record);
        let codes = records.iter().filter(is_row).filter_map(|record| columns.cell(record, Column::Code));
        reading.sections_have_blanks = !codes.map(|cell| &*cell.value).any(|code| code.contains(char::is_whitespace));
        let mut sections = records.iter().filter(|record| reading.is_section(record));
        reading.has_bare_codes =
            sections.any(|record| reading.codes(&columns.any_cell(record, Column::Code), record).is_ok());
    }
    for (entry, said) in format.entries.iter().enumerate() {
        if let Entry::Strip(prefix) = said {
            let names = records.iter().filter_map(|record| columns.cell(record, Column::Name));
            let is_there = names.map(|cell| &*cell.value).chain(cells()).any(|name| name.starts_with(&**prefix));
            if !is_there {
                problems.push(Problem::of_entry(entry, format!("no name of this file begins with `{prefix}`")));
            }
            reading.strip = Some(prefix);
        }
    }
    reading
}

/// The success codes of the call that are of the same type as the codes of the table. Others are reported.
fn success(format: &Format, codes: CodeColumn, problems: &mut Vec<Problem>) -> Option<Vec<Codes>> {
    let success = format.success()?;
    let entry = format.entries.iter().position(|entry| matches!(entry, Entry::Success(_))).unwrap_or(0);
    let of_type = success.iter().filter_map(|code| match code {
        code if code.code_type() == codes.code_type => Some(code.clone()),
        other => {
            let (are, instead) = match codes.code_type {
                CodeType::Number => ("numbers", "write it without quotes".to_owned()),
                CodeType::Text => ("texts", format!("write it in quotes: \"{other}\"")),
            };
            problems
                .push(Problem::of_entry(entry, format!("the codes of this file are {are}, not {other}")).help(instead));
            None
        }
    });
    Some(of_type.collect())
}

fn rows<'a>(
    text: &Text<'a>,
    records: &[Record<'a>],
    reading: &Reading<'_>,
    problems: &mut Vec<Problem>,
) -> Vec<Row<'a>> {
    let mut rows = Vec::with_capacity(records.len());
    for record in records {
        if let Some(problem) = surplus(text, record, reading).or_else(|| forbidden(text, record)) {
            let codes = reading.codes(&reading.code_cell(record).0, record).ok();
            problems.push(problem.concern(Concern { codes, ..Concern::default() }));
            continue;
        }
        rows.extend(reading.row(record, problems));
    }
    rows
}

/// The problem of a row with more cells than the header, unless the surplus cells are empty.
pub(super) fn surplus(text: &Text<'_>, record: &Record<'_>, reading: &Reading<'_>) -> Option<Problem> {
    let more = record.get(reading.width..).filter(|more| more.iter().any(|cell| !cell.value.is_empty()))?;
    let (first, last) = (more.first()?, more.last()?);
    let text = text.slice(record[reading.width - 1].span.start..last.span.end);
    let cells = if reading.width == 1 { "1 cell".to_owned() } else { format!("{} cells", reading.width) };
    let message = format!("expected {cells}, as in the header, found {}", record.len());
    let problem = Problem::new(first.span.start..last.span.end, message);
    Some(problem.label("is this a part of the text before it?").recurring(Recurring::Surplus(text.to_owned())))
}

pub(super) fn forbidden(text: &Text<'_>, record: &Record<'_>) -> Option<Problem> {
    let span = record_span(record);
    let (at, character) = first_forbidden(text.slice(span.clone()))?;
    let at = span.start + at;
    let number = u32::from(character);
    let what = "forbidden characters";
    let problem = |message| {
        Problem::new(at..at + character.len_utf8(), message).help("delete it").recurring(Recurring::Like(what))
    };
    Some(if character.is_control() {
        problem(format!("unexpected control character U+{number:04X}"))
    } else {
        problem(format!("unexpected character U+{number:04X}, which changes the direction of text"))
            .label("it makes the text look different from what is stored")
    })
}
