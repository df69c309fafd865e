//! Checks the header row: its separator, and the columns that a table needs.

use super::column::{Column, Columns, Mapping, identify};
use super::problem::Problem;
use super::record::Record;

/// The problem of a header whose cells are not separated as expected, if it has one.
pub(super) fn separator(header: &Record<'_>, is_tsv: bool) -> Option<Problem> {
    let first = &header[0];
    let line = &first.value;
    let problem = |message: String| Problem::new(first.span.clone(), message);
    if line.starts_with("sep=") {
        return Some(
            problem("expected the header, found a `sep=` line, which is for Excel".to_owned())
                .help("save the file as \"CSV UTF-8\" with commas, and without a `sep=` line"),
        );
    }
    if header.len() > 1 {
        return None;
    }
    if line.contains(if is_tsv { '\t' } else { ',' }) {
        let problem = problem("the whole line is one cell in quotes".to_owned());
        return Some(problem.help("remove the quotes, or put each cell in quotes of its own"));
    }
    let (found, name) = [(';', "semicolons"), ('\t', "tabs"), ('|', "bars"), (',', "commas")]
        .into_iter()
        .find(|&(separator, _)| line.contains(separator))?;
    let expected = if is_tsv { "tabs, as the file name ends in .tsv" } else { "commas" };
    let problem = problem(format!("expected cells separated by {expected}, found {name}"));
    Some(problem.help(match (found, is_tsv) {
        ('\t', false) => "give the file the ending .tsv",
        (',', true) => "give the file the ending .csv",
        _ => "save it with commas",
    }))
}

/// Finds the columns. Mistakes in the header, and missing columns, are pushed to `problems`.
pub(crate) fn columns(
    header: &Record<'_>,
    rows: &[Record<'_>],
    mapping: &[Mapping],
    problems: &mut Vec<Problem>,
) -> Columns {
    let columns = identify(header, rows, mapping, problems);
    missing(header, &columns, mapping, problems);
    columns
}

/// Reports columns that a table needs and the header lacks, except those that are already reported as not found or misspelled.
fn missing(header: &Record<'_>, columns: &Columns, mapping: &[Mapping], problems: &mut Vec<Problem>) {
    let is_mapped = |column| mapping.iter().any(|entry| entry.column == column);
    let has = |column| columns.has(column) || is_mapped(column) || columns.may_be_misspelled(column);
    let line = header[0].span.start..header[header.len() - 1].span.end;
    let mut report = |message: &str, help: &str| problems.push(Problem::new(line.clone(), message).help(help));
    if !has(Column::Code) {
        report("expected a column of codes", "call it `code`, or name it in the call: (code = \"…\")");
    }
    if !has(Column::Message) && !has(Column::MessageZh) {
        report(
            "expected a column of texts",
            "call it `message` (English) or `message_zh` (Chinese), or name it in the call: (message = \"…\")",
        );
    }
    match (has(Column::Kind), has(Column::Recovery)) {
        (true, false) => {
            report("expected a column `recovery` beside `kind`", "add the column `recovery`, or remove `kind`");
        }
        (false, true) => {
            report("expected a column `kind` beside `recovery`", "add the column `kind`, or remove `recovery`");
        }
        (false, false) if has(Column::RetryAfter) => report(
            "expected the columns `kind` and `recovery` beside `retry_after`",
            "add both columns, or remove `retry_after`",
        ),
        _ => {}
    }
}
