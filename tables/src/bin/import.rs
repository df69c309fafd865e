//! Brings the tables up to date with Tencent's page.
//!
//! ```text
//! cargo run -p errcode-tables --features import --bin import -- PAGE.txt
//! ```
//!
//! PAGE.txt is the page as copied from a browser. Prints what changed, and what a person has to do next.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use errcode_tables::import::page::{self, Section};
use errcode_tables::import::update::{self, Changes};
use errcode_tables::shipped::{self, INDEX_COLUMNS, Shipped};

/// Bring the tables up to date with Tencent's page of error codes.
#[derive(Parser)]
struct Arguments {
    /// The page, as text copied from a browser
    page: PathBuf,
    /// The folder of the tables
    #[arg(long, default_value = "tables")]
    tables: PathBuf,
    /// The day of the page, for the index (YYYY-MM-DD)
    #[arg(long)]
    date: Option<String>,
    /// Say what would change, and write nothing
    #[arg(long)]
    dry_run: bool,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("import: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), Box<dyn core::error::Error>> {
    let page = fs::read_to_string(&arguments.page).map_err(|error| format!("{}: {error}", arguments.page.display()))?;
    let sections = page::parse(&page);
    for shipped in shipped::all() {
        let Some(section) = sections.iter().find(|section| section.title == shipped.title_zh) else {
            println!("{}: the page has no table under the title {}", shipped.table, shipped.title_zh);
            continue;
        };
        let path = arguments.tables.join(shipped.file);
        let changes = import(&path, section, arguments.dry_run)?;
        print(shipped, section, &changes);
    }
    for section in &sections {
        if shipped::all().iter().all(|shipped| shipped.title_zh != section.title) {
            println!("new section {}: {} rows; give it a row in index.csv", section.title, section.rows.len());
        }
    }
    if !arguments.dry_run {
        fs::write(arguments.tables.join("index.csv"), index(&sections, arguments.date.as_deref())?)?;
    }
    Ok(())
}

fn import(path: &Path, section: &Section, dry_run: bool) -> Result<Changes, Box<dyn core::error::Error>> {
    let file = if path.exists() { fs::read_to_string(path)? } else { String::new() };
    let known = update::load(&file).map_err(|problems| {
        let text = errcode_tables::read::text::Text::decode(file.as_bytes(), &mut Vec::new());
        let shown: Vec<_> = problems.iter().map(|problem| problem.render(&path.to_string_lossy(), &text)).collect();
        shown.join("\n")
    })?;
    let (rows, changes) = update::update(known, section);
    if !dry_run {
        fs::write(path, update::store(&rows)?)?;
    }
    Ok(changes)
}

fn print(shipped: &Shipped, section: &Section, changes: &Changes) {
    println!("{}: {} rows on the page", shipped.table, section.rows.len());
    for remark in &section.remarks {
        println!("  look at: {remark}");
    }
    for (code, change) in changes {
        println!("  {code}: {change}");
    }
}

/// The index with the page's remarks on whole tables, and its day.
fn index(sections: &[Section], date: Option<&str>) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    writer.write_record(INDEX_COLUMNS)?;
    for shipped in shipped::all() {
        let section = sections.iter().find(|section| section.title == shipped.title_zh);
        let note = section.map_or(&*shipped.note_zh, |section| section.note.as_str());
        let date = if section.is_some() { date } else { None }.unwrap_or(&shipped.date);
        let Shipped { table, enum_name, title, title_zh, source, .. } = shipped;
        writer.write_record([*table, &**enum_name, &**title, &**title_zh, note, &**source, date])?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}
