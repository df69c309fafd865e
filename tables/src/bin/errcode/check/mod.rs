//! `errcode check`: says how errcodes! reads a table, without building anything.
//!
//! The status is 0 if the tables have no problem, 1 if one has or cannot be read, 2 for wrong usage.

mod annotate;
mod describe;
mod entries;
mod input;

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use errcode_tables::Entry;

use crate::Error;
use crate::output::{Output, counted};
use input::Input;

/// The status for wrong usage, the same as clap's.
const WRONG_USAGE: u8 = 2;

/// Say how errcodes! reads a table: its columns, its names, its problems, and the call.
///
/// The status is 0 if the tables have no problem, 1 if one has a problem or cannot be read.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The tables
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The entries in the parentheses of the call: '(code = "Value", skip = sections)'
    #[arg(long, value_name = "ENTRIES", value_parser = call)]
    call: Option<Entries>,
    /// The file of your own that is laid over the table
    #[arg(long, value_name = "FILE")]
    with: Option<PathBuf>,
    /// List all names, not only the first ten
    #[arg(long)]
    names: bool,
    /// Print a file to lay over the table, with a row for each code: fill in kinds and recoveries, and name it after `with`.
    /// With --with FILE, print FILE and a row for each code that it lacks
    #[arg(long, conflicts_with = "names")]
    annotate: bool,
}

/// The entries of a call. A type of its own, because clap treats a `Vec` as an option with several values.
#[derive(Clone)]
struct Entries(Vec<Entry>);

fn call(text: &str) -> Result<Entries, String> {
    entries::parse(text).map(Entries)
}

/// Checks the tables, and returns the status.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    let Arguments { files, call, with, .. } = arguments;
    let entries = call.as_ref().map_or(&[][..], |entries| &entries.0);
    let single = if with.is_some() { Some("--with") } else { arguments.annotate.then_some("--annotate") };
    if let (Some(option), [_, _, ..]) = (single, &files[..]) {
        let _ = writeln!(io::stderr(), "error: {option} is for one file, and {} are given", files.len());
        return Ok(ExitCode::from(WRONG_USAGE));
    }
    let mut output = Output::stdout();
    let open = |file| Input::open(file, with.as_deref(), entries);
    let (mut bad_files, mut problems) = (0, 0);
    for (index, file) in files.iter().enumerate() {
        let found = match open(file) {
            Ok(input) if arguments.annotate => annotate::annotate(&input, &mut output)?,
            Ok(input) => {
                if index > 0 {
                    output.line("");
                }
                describe::describe(&input, arguments.names, &mut output)
            }
            Err(error) => {
                // The other files are still checked.
                let _ = writeln!(io::stderr(), "errcode: {error}");
                1
            }
        };
        bad_files += usize::from(found > 0);
        problems += found;
    }
    if files.len() > 1 {
        output.line(&format!("\n{} files, {bad_files} with problems: {}", files.len(), counted(problems, "problem")));
    }
    output.finish()?;
    Ok(if problems == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A text in one line, without characters that move a terminal's cursor or reorder the line.
fn printable(text: &str) -> String {
    text.replace(errcode_core::is_unprintable, "\u{FFFD}")
}
