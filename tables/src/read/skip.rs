//! The rows that the call skips.

use super::code::is_code_like;
use super::format::{Entry, Format};
use super::notation::Width;
use super::numbers::Numbers;
use super::problem::{Problem, shortened};
use super::record::Record;
use super::shape::is_section;

/// The entries of the call that skip rows, and whether the file has such rows.
pub(super) struct Skip<'f> {
    /// The code cells to skip, each with the index of its entry, and whether a row has it.
    cells: Vec<(&'f str, usize, bool)>,
    /// The index of the entry that skips rows with only their first cell, and whether there is such a row.
    sections: Option<(usize, bool)>,
}

impl<'f> Skip<'f> {
    pub(super) fn new(format: &'f Format) -> Self {
        let mut skip = Self { cells: Vec::new(), sections: None };
        for (entry, said) in format.entries.iter().enumerate() {
            match said {
                Entry::Skip(cell) => skip.cells.push((cell.trim(), entry, false)),
                Entry::SkipSections => skip.sections = Some((entry, false)),
                _ => {}
            }
        }
        skip
    }

    /// Whether a row with this code is skipped.
    pub(super) fn skips(&mut self, code: &str, record: &Record<'_>, width: usize) -> bool {
        if let Some((.., is_used)) = self.cells.iter_mut().find(|(cell, ..)| *cell == code) {
            *is_used = true;
            return true;
        }
        // A row with only a number is not a section. This holds for a damaged number, too, so that it is reported.
        match &mut self.sections {
            Some((_, is_used)) if width > 1 && is_section(record) && !is_bare_code(record, code) => {
                *is_used = true;
                true
            }
            _ => false,
        }
    }

    /// Reports the entries that skip nothing: they are out of date.
    pub(super) fn report(self, problems: &mut Vec<Problem>) {
        for (cell, entry, _) in self.cells.iter().filter(|(.., is_used)| !is_used) {
            let message = format!("no row of this file has `{}` in its code cell", shortened(cell));
            problems.push(Problem::of_entry(*entry, message).help("remove it from `skip`"));
        }
        if let Some((entry, false)) = self.sections {
            let message =
                "no row of this file is a section title, that is, a row with only a first cell that is not a code";
            problems.push(Problem::of_entry(entry, message).help("remove `skip = sections`"));
        }
    }
}

/// Whether the first cell of a section is its code cell, and a number or a damaged number.
fn is_bare_code(record: &Record<'_>, code: &str) -> bool {
    let is_number = || Numbers::parse(code, Width::Bits64).is_ok();
    record[0].value == code && (is_number() || !code.contains(char::is_whitespace) && is_code_like(code))
}
