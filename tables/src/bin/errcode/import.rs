//! `errcode import`: brings the tables up to date with Tencent's page.
//!
//! The page is a file: text copied from a browser, or HTML. Prints a line for each change; UPDATING.md of this package explains
//! the lines. The status is 0 if nothing is left to do, 3 if a person has to read the report, 1 if the import failed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use errcode_tables::import::INDEX_COLUMNS;
use errcode_tables::import::html;
use errcode_tables::import::page::{self, Section};
use errcode_tables::import::update::{self, Cells};
use errcode_tables::{Column, Text};

use crate::Error;
use crate::file::text;
use crate::output::{Output, counted};
use crate::replace::{remove_leftovers, replace};

/// The status when a person has to read the report.
const FOR_A_PERSON: u8 = 3;

/// Bring the tables up to date with Tencent's page of error codes.
///
/// The status is 0 if nothing is left to do, 3 if a person has to read the report, 1 if the import failed.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The page: text copied from a browser, or HTML
    page: PathBuf,
    /// The folder of the tables
    #[arg(long, default_value = "tables")]
    tables: PathBuf,
    /// The day of the page, for the index (YYYY-MM-DD)
    #[arg(long, value_parser = day)]
    date: Option<String>,
    /// Say what would change, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// A line of the index, by column.
type Entry = BTreeMap<&'static str, String>;

/// The printed report, a line for each change.
struct Report {
    output: Output,
    /// How many of the lines are for a person.
    for_a_person: usize,
}

impl Report {
    fn line(&mut self, is_for_a_person: bool, line: &str) {
        self.output.line(line);
        self.for_a_person += usize::from(is_for_a_person);
    }
}

/// Imports the page, and returns the status.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    let page = text(&arguments.page)?;
    let page = if html::is_html(&page) { html::text(&page) } else { page };
    let sections = page::parse(&page);
    if sections.iter().all(|section| section.rows.is_empty()) {
        let path = arguments.page.display();
        return Err(
            format!("{path}: no table with a header row; copy the page from a browser, or save it as HTML").into()
        );
    }
    let index_path = arguments.tables.join("index.csv");
    let mut index = index(&index_path)?;
    let mut report = Report { output: Output::stdout(), for_a_person: 0 };
    // Tables that the page lacks, with their rows: the codes show whether a new section is such a table under another title.
    let mut missing: Vec<(String, Vec<Cells>)> = Vec::new();
    let mut files = Vec::new();
    let of_page = of_page(&index);
    for entry in index.iter_mut().filter(|entry| of_page.contains(&entry["table"])) {
        let (table, title) = (entry["table"].clone(), &entry["title_zh"]);
        let path = arguments.tables.join(format!("{table}.csv"));
        let under_title: Vec<&Section> = sections.iter().filter(|section| section.title == *title).collect();
        if let [section] = under_title[..] {
            if let Some(rows) = updated(entry, load(&path)?, section, arguments, &mut report) {
                files.push((path, update::store(&rows)?));
            }
        } else {
            let count = under_title.len();
            report.line(true, &format!("{table}: the page has {count} tables under the title {title}; left as it is"));
            if count == 0 {
                missing.push((table, load(&path)?));
            }
        }
    }
    for section in &sections {
        if index.iter().all(|entry| entry["title_zh"] != section.title || !of_page.contains(&entry["table"])) {
            tell_of_new(section, &missing, &mut report);
        }
    }
    // The index is written last: until then, the next import still finds what is left to do.
    files.push((index_path, written(&index)?));
    files.retain(|(path, content)| fs::read(path).ok().as_ref() != Some(content));
    let Report { mut output, for_a_person } = report;
    // Print the report before anything is written: the next import would not report these differences again.
    output.finish()?;
    if !arguments.dry_run {
        remove_leftovers(&arguments.tables)?;
        replace(&files)?;
    }
    let (differ, done) = (counted(files.len(), "file"), if arguments.dry_run { "would change" } else { "changed" });
    output.line(&format!("{differ} {done}; lines above that need a decision: {for_a_person}"));
    output.finish()?;
    Ok(if for_a_person == 0 { ExitCode::SUCCESS } else { ExitCode::from(FOR_A_PERSON) })
}

/// The tables of the page: those with the source of the first table. The others are maintained by hand.
fn of_page(index: &[Entry]) -> BTreeSet<String> {
    let source = index.first().map(|entry| &entry["source"]);
    let is_of_page = |entry: &&Entry| Some(&entry["source"]) == source;
    index.iter().filter(is_of_page).map(|entry| entry["table"].clone()).collect()
}

/// The rows of a table, updated from its section. Also updates the table's line of the index.
fn updated(
    entry: &mut Entry,
    known: Vec<Cells>,
    section: &Section,
    arguments: &Arguments,
    report: &mut Report,
) -> Option<Vec<Cells>> {
    let table = entry["table"].clone();
    if !section.remarks.is_empty() {
        report.line(
            true,
            &format!("{table}: left unchanged; correct the page, or extend the importer, for each of these:"),
        );
        section.remarks.iter().for_each(|remark| report.line(true, &format!("{table}: {remark}")));
        return None;
    }
    let (rows, changes) = update::update(known, section);
    let on_page = counted(section.rows.len(), "row");
    report.line(false, &format!("{table}: {on_page} on the page, {} in the table", rows.len()));
    for (code, change) in &changes {
        report.line(change.is_for_a_person(), &format!("{table} {code}: {change}"));
    }
    if section.note != entry["note_zh"] {
        let (old, new) = (&entry["note_zh"], &section.note);
        let outcome = if new.is_empty() { "index.csv keeps it" } else { "taken" };
        report.line(true, &format!("{table}: note on the whole table {old:?} → {new:?}; {outcome}"));
    }
    if !section.note.is_empty() {
        entry.insert("note_zh", section.note.clone());
    }
    if let Some(date) = &arguments.date {
        entry.insert("date", date.clone());
    }
    entry.insert("rows", rows.len().to_string());
    Some(rows)
}

/// Reports a section that belongs to no table: it is new, or it is a missing table under another title.
fn tell_of_new(section: &Section, missing: &[(String, Vec<Cells>)], report: &mut Report) {
    let (title, count) = (&section.title, section.rows.len());
    report.line(
        true,
        &format!("new section {title:?}: {}; no table of this page has this title_zh", counted(count, "row")),
    );
    section.remarks.iter().for_each(|remark| report.line(true, &format!("new section {title:?}: {remark}")));
    for (table, rows) in missing {
        let is_known = |code| rows.iter().any(|row| row.get(&Column::Code) == Some(code));
        let shared = section.rows.iter().filter(|row| is_known(&row.code)).count();
        if shared * 2 >= count.max(1) {
            let line = format!("new section {title:?}: {shared} of its codes are in {table}: was that table renamed?");
            report.line(true, &line);
        }
    }
}

/// A day in the form of the index: YYYY-MM-DD.
fn day(text: &str) -> Result<String, &'static str> {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |part: &str, length, most: u32| {
        part.len() == length && part.parse().is_ok_and(|number: u32| (1..=most).contains(&number))
    };
    match parts[..] {
        [year, month, day] if number(year, 4, 9999) && number(month, 2, 12) && number(day, 2, 31) => {
            Ok(text.to_owned())
        }
        _ => Err("expected a date: YYYY-MM-DD"),
    }
}

/// The rows of a table's file. A new table has none yet.
fn load(path: &Path) -> Result<Vec<Cells>, Error> {
    // Not `exists`: it also returns false for a symbolic link that leads nowhere.
    let is_new = fs::symlink_metadata(path).is_err_and(|error| error.kind() == ErrorKind::NotFound);
    let file = if is_new { String::new() } else { text(path)? };
    update::load(&file).map_err(|problems| {
        let text = Text::from(file.as_str());
        let shown: Vec<_> = problems.iter().map(|problem| problem.render(&path.to_string_lossy(), &text)).collect();
        shown.join("\n").into()
    })
}

fn index(path: &Path) -> Result<Vec<Entry>, Error> {
    let file = text(path)?;
    let mut reader = csv::Reader::from_reader(file.as_bytes());
    if reader.headers()? != INDEX_COLUMNS.as_slice() {
        return Err(format!("{}: its columns have to be {}", path.display(), INDEX_COLUMNS.join(",")).into());
    }
    let entry = |record: csv::StringRecord| INDEX_COLUMNS.into_iter().zip(record.iter().map(String::from)).collect();
    reader
        .into_records()
        .map(|record| Ok(entry(record.map_err(|error| format!("{}: {error}", path.display()))?)))
        .collect()
}

fn written(index: &[Entry]) -> Result<Vec<u8>, Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    writer.write_record(INDEX_COLUMNS)?;
    for entry in index {
        writer.write_record(INDEX_COLUMNS.map(|column| &entry[column]))?;
    }
    Ok(writer.into_inner().map_err(csv::IntoInnerError::into_error)?)
}
