//! `errcode check --annotate`: a file to lay over a table, whose kinds and recoveries are still empty.

use std::collections::{HashMap, HashSet};
use std::io::{self, Write as _};

use errcode_tables::{
    CodeType, Codes, Column, Format, Header, Numbers, Outcome, Row, Table, Width, number_and_name, read,
};

use super::input::Input;
use crate::Error;
use crate::output::Output;

/// Prints the file to lay over the table: the existing file, if there is one, and a row for each code that it lacks. Prints
/// problems to standard error, and returns their number.
pub(super) fn annotate(input: &Input, output: &mut Output) -> Result<usize, Error> {
    let outcome = input.read();
    let problems = input.problems(&outcome);
    for problem in &problems {
        // If standard error is closed, only the exit status reports the problems.
        let _ = writeln!(io::stderr(), "{problem}");
    }
    if let Some(skeleton) = skeleton(input, &outcome)? {
        output.bytes(&skeleton);
    }
    Ok(problems.len())
}

/// The file to lay over the table; none if the existing file cannot be extended, or if the table has no rows.
fn skeleton(input: &Input, outcome: &Outcome<'_>) -> Result<Option<Vec<u8>>, Error> {
    let table = &outcome.table;
    let layout = match &input.overlay {
        Some((_, bytes)) => Layout::of(bytes, table),
        None if table.rows.is_empty() => None,
        None => Some(Layout::new(table)),
    };
    let Some(layout) = layout else { return Ok(None) };
    let new: Vec<&Row<'_>> = table.rows.iter().filter(|row| !layout.codes.contains(&row.codes)).collect();
    let skeleton = layout.write(&new, &HashMap::new())?;
    // A cell that would change the table stays empty. Such a cell is, for example, a name with a prefix that the call strips:
    // `with` does not strip it.
    let laid = read(&input.bytes, Some(&skeleton), &input.format).table;
    let laid: HashMap<&Codes, &Row<'_>> = laid.rows.iter().map(|row| (&row.codes, row)).collect();
    let blank = new.iter().filter_map(|row| {
        let blank = laid.get(&row.codes).map_or(Blank::ALL, |laid| Blank::between(row, laid));
        (blank != Blank::NONE).then_some((&row.codes, blank))
    });
    let blank: HashMap<&Codes, Blank> = blank.collect();
    if blank.is_empty() { Ok(Some(skeleton)) } else { layout.write(&new, &blank).map(Some) }
}

/// Which cells of a row stay empty.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Blank {
    name: bool,
    texts: bool,
}

impl Blank {
    const NONE: Self = Self { name: false, texts: false };
    const ALL: Self = Self { name: true, texts: true };

    /// The cells that make `laid` differ from `row`.
    fn between(row: &Row<'_>, laid: &Row<'_>) -> Self {
        Self {
            name: row.name != laid.name || row.spelled_name != laid.spelled_name,
            texts: row.message != laid.message || row.message_zh != laid.message_zh,
        }
    }
}

/// The format of the file to lay over the table.
struct Layout<'f> {
    /// The content before the new rows: an existing file, or nothing.
    begin: &'f [u8],
    separator: u8,
    line_end: csv::Terminator,
    /// Its columns; none for a column that is not one of ours.
    columns: Vec<Option<Column>>,
    /// The codes that it has.
    codes: HashSet<Codes>,
}

impl<'f> Layout<'f> {
    /// A new file.
    fn new(table: &Table<'_>) -> Self {
        let has = |text: fn(&Row<'_>) -> bool| !table.rows.iter().all(text);
        let texts = [
            (Column::Message, has(|row| row.message.is_empty())),
            (Column::MessageZh, has(|row| row.message_zh.is_empty())),
        ];
        let texts = texts.into_iter().filter(|(_, is_there)| *is_there).map(|(column, _)| column);
        let columns = [Column::Code, Column::Name].into_iter().chain(texts).chain([Column::Kind, Column::Recovery]);
        let columns = columns.map(Some).collect();
        let line_end = csv::Terminator::Any(b'\n');
        Self { begin: b"", separator: b',', line_end, columns, codes: HashSet::new() }
    }

    /// The format of an existing file. None if its columns cannot be identified.
    fn of(bytes: &'f [u8], table: &Table<'_>) -> Option<Self> {
        let known = read(bytes, None, &Format::default()).table;
        let text = core::str::from_utf8(bytes).ok()?;
        let separator = known.separator;
        let reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .trim(csv::Trim::All)
            .from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
        let mut records = reader.into_records().map_while(Result::ok);
        let of_header = |cell: &str| {
            let is_it = |header: &Header| matches!(header, Header::Text(text) if text == cell);
            known.columns.iter().find(|(_, header)| is_it(header))?.0.parse::<Column>().ok()
        };
        let columns: Vec<Option<Column>> = records
            .by_ref()
            .map(|record| record.iter().map(of_header).collect::<Vec<_>>())
            .find(|columns| columns.iter().flatten().count() == known.columns.len())?;
        let code = columns.iter().position(|column| *column == Some(Column::Code))?;
        let width = if table.is_32_bit { Width::Bits32 } else { Width::Bits64 };
        let codes = records.filter_map(|record| {
            let cell = record.get(code)?;
            match table.code_type {
                CodeType::Text => Some(Codes::from(cell)),
                CodeType::Number => {
                    let number = number_and_name(cell).map_or(cell, |(number, _)| number);
                    Numbers::parse(number, width).map(Codes::Numbers).ok()
                }
            }
        });
        let codes = codes.collect();
        let line_end = if text.contains("\r\n") { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
        Some(Self { begin: bytes, separator, line_end, columns, codes })
    }

    /// The file with these rows, some of whose cells stay empty.
    fn write(&self, rows: &[&Row<'_>], blank: &HashMap<&Codes, Blank>) -> Result<Vec<u8>, Error> {
        let mut content = self.begin.to_vec();
        let mut writer = csv::WriterBuilder::new()
            .delimiter(self.separator)
            .terminator(self.line_end)
            .flexible(true)
            .from_writer(Vec::new());
        if content.is_empty() {
            writer.write_record(self.columns.iter().flatten().map(|column| column.as_str()))?;
        } else if !rows.is_empty() && !content.ends_with(b"\n") {
            content.extend_from_slice(if let csv::Terminator::CRLF = self.line_end { b"\r\n" } else { b"\n" });
        }
        let has_chinese = self.columns.contains(&Some(Column::MessageZh));
        for row in rows {
            let blank = blank.get(&row.codes).copied().unwrap_or(Blank::NONE);
            writer.write_record(self.columns.iter().map(|column| match column {
                Some(Column::Code) => &*row.spelling,
                Some(Column::Name) if !blank.name => &row.spelled_name,
                _ if blank.texts => "",
                Some(Column::Message) if row.message.is_empty() && !has_chinese => &row.message_zh,
                Some(Column::Message) => &row.message,
                Some(Column::MessageZh) => &row.message_zh,
                _ => "",
            }))?;
        }
        content.extend(writer.into_inner().map_err(csv::IntoInnerError::into_error)?);
        Ok(content)
    }
}
