//! Prints how a table is read, line by line.

use errcode_tables::{CodeType, Header, Row, Table};

use super::input::Input;
use super::printable;
use crate::output::{Output, counted};

/// At most this many names are shown without `--names`.
const NAMES: usize = 10;

/// Prints how the file is read, its problems and the call. Returns the number of problems.
pub(super) fn describe(input: &Input, all_names: bool, output: &mut Output) -> usize {
    let outcome = input.read();
    let problems = input.problems(&outcome);
    output.line(&input.shown);
    if !outcome.table.columns.is_empty() {
        columns(&outcome.table, output);
        rows(&outcome.table, all_names, output);
    }
    for problem in &problems {
        output.line(problem);
    }
    match problems.len() {
        0 => {
            output.line("  no problems");
            output.line(&format!("  call: {}", input.call()));
        }
        count => output.line(&format!("  {}", counted(count, "problem"))),
    }
    problems.len()
}

fn columns(table: &Table<'_>, output: &mut Output) {
    output.line(&format!("  cells: separated by {}", separator(table.separator)));
    let columns: Vec<String> =
        table.columns.iter().map(|(what, header)| format!("{} = {header}", shown(what, table))).collect();
    output.line(&format!("  columns: {}", columns.join(", ")));
    let ignored: Vec<String> = table.ignored.iter().map(Header::to_string).collect();
    let ignored = if ignored.is_empty() { "none".to_owned() } else { ignored.join(", ") };
    output.line(&format!("  ignored columns: {ignored}"));
}

/// The column to show for `what`: `message_zh` instead of `message` if all texts are Chinese; `solution` and `note` likewise.
fn shown<'c>(what: &'c str, table: &Table<'_>) -> &'c str {
    let (chinese, texts): (&str, for<'r> fn(&'r Row<'_>) -> [&'r str; 2]) = match what {
        "message" => ("message_zh", |row| [&row.message, &row.message_zh]),
        "solution" => ("solution_zh", |row| [&row.solution, &row.solution_zh]),
        "note" => ("note_zh", |row| [&row.note, &row.note_zh]),
        _ => return what,
    };
    let has = |language: usize| table.rows.iter().any(|row| !texts(row)[language].is_empty());
    let has_own_column = table.columns.iter().any(|(other, _)| other == chinese);
    if has(1) && !has(0) && !has_own_column { chinese } else { what }
}

fn rows(table: &Table<'_>, all_names: bool, output: &mut Output) {
    let rows = &table.rows;
    let noun = if table.code_type == CodeType::Text { "text" } else { "number" };
    let mut codes = counted(rows.len(), noun);
    if table.is_32_bit {
        codes += " of 32 bits";
    }
    if table.is_hexadecimal {
        codes += " in hexadecimal";
    }
    let several = rows.iter().filter(|row| row.codes.are_several()).count();
    if several > 0 {
        codes = format!("{codes}; ranges or lists: {several}");
    }
    output.line(&format!("  codes: {codes}"));
    let classes = match rows.iter().filter(|row| row.class.is_some()).count() {
        0 => "in no row".to_owned(),
        count if count == rows.len() => "in every row".to_owned(),
        count => format!("in {count} of {} rows", rows.len()),
    };
    output.line(&format!("  kind and recovery: {classes}"));
    let names: Vec<(&str, &str)> = rows
        .iter()
        .flat_map(|row| {
            let aliases = row.aliases.iter().map(|alias| &*alias.name);
            core::iter::once(&*row.name).chain(aliases).map(|name| (name, &*row.spelling))
        })
        .collect();
    output.line(&format!("  names: {}", names.len()));
    let shown = if all_names { &names[..] } else { &names[..names.len().min(NAMES)] };
    let width = shown.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    for (name, code) in shown {
        output.line(&format!("    {name:width$}  {}", printable(code)));
    }
    if shown.len() < names.len() {
        output.line(&format!("    … and {} more: --names lists all", names.len() - shown.len()));
    }
}

fn separator(byte: u8) -> String {
    match byte {
        b',' => "commas".to_owned(),
        b';' => "semicolons".to_owned(),
        b'\t' => "tabs".to_owned(),
        b'|' => "bars".to_owned(),
        byte => format!("`{}`", char::from(byte)),
    }
}
