//! Functions that the tests of this module share.

use super::{Call, Column, Entry, Format, Header, Outcome, read, report};

/// The format of a call with these entries, for the file `t.csv`.
pub(super) fn format(entries: impl Into<Vec<Entry>>) -> Format {
    Format { entries: entries.into(), call: Call { path: "t.csv".to_owned(), ..Call::default() } }
}

/// The entry `column = "header"`.
pub(super) fn named(column: Column, header: &str) -> Entry {
    Entry::Column(column, Header::Text(header.to_owned()))
}

/// The rows as `name=codes`, the shown problems as `line:column message`.
pub(super) fn shown(file: impl AsRef<[u8]>, entries: impl Into<Vec<Entry>>) -> (Vec<String>, Vec<String>) {
    let format = format(entries);
    let outcome = read(file.as_ref(), None, &format);
    let rows = outcome.table.rows.iter().map(|row| format!("{}={}", row.name, row.codes)).collect();
    let problems = report(&outcome.problems, &format, |_| true);
    let problems = problems.iter().map(|problem| {
        let place = outcome.table.text.position(problem.start());
        match problem.entry() {
            Some(entry) => format!("entry {entry}: {}", problem.message),
            None => format!("{}:{} {}", place.line, place.column, problem.message),
        }
    });
    (rows, problems.collect())
}

/// The shown problems of a file, each as `message; help`.
pub(super) fn helps(outcome: &Outcome<'_>, format: &Format) -> Vec<String> {
    let problems = report(&outcome.problems, format, |_| true).into_iter();
    problems
        .map(|problem| problem.message + &problem.help.map(|help| format!("; {help}")).unwrap_or_default())
        .collect()
}
