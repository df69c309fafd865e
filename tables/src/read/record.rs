//! The records of a file: cells, each with its place.
//!
//! `reader` reads the cells.

use core::ops::Range;
use std::borrow::Cow;

use super::Problem;
use super::text::Text;

use reader::{BadQuote, RawCell, Reader, trimmed};

mod reader;

/// A cell. Blanks around its content and around its bytes are not part of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cell<'a> {
    /// Its content.
    pub value: Cow<'a, str>,
    /// Its bytes in the file, with the quotes.
    pub span: Range<usize>,
}

/// The cells of one record of a file.
pub(crate) type Record<'a> = Vec<Cell<'a>>;

/// The bytes from the first to the last cell of a record.
pub(super) fn record_span(record: &Record<'_>) -> Range<usize> {
    match &record[..] {
        [] => 0..0,
        [first, .., last] => first.span.start..last.span.end,
        [only] => only.span.clone(),
    }
}

/// Stop reading after this many bad quotes.
const BAD_QUOTES: usize = 100;

/// The records of a file that have a cell with content.
#[derive(Debug, Default)]
pub(crate) struct Records<'a> {
    /// The first one. None if the file has no records, or if the first one has a malformed quote.
    pub header: Option<Record<'a>>,
    /// The others.
    pub rows: Vec<Record<'a>>,
    /// Whether the first one was read, malformed or not.
    header_is_read: bool,
    /// How many cells the widest record has.
    width: usize,
    /// The last bad quote, as long as lines may still belong to its cell. A record that is as wide as the widest ends this.
    broken_at: Option<usize>,
}

impl<'a> Records<'a> {
    /// Adds a record that was read to its end. Of a malformed one, only the problems are kept.
    ///
    /// After a bad quote the lines of its cell are read as records. Those with fewer or more cells than the widest record are
    /// skipped, so that one bad quote is reported once, unless a record that is as wide begins with it.
    fn add(&mut self, record: Record<'a>, bad_quotes: Vec<Problem>, problems: &mut Vec<Problem>) {
        let is_malformed = !bad_quotes.is_empty();
        if !is_malformed && record.iter().all(|cell| cell.value.is_empty()) {
            return;
        }
        let is_header = !core::mem::replace(&mut self.header_is_read, true);
        let is_as_wide = self.width == 0 || self.width == record.len();
        if let Some(quote) = self.broken_at {
            if !is_as_wide {
                return;
            }
            if record[0].span.start >= quote {
                self.broken_at = None;
            }
            problems.extend(bad_quotes.into_iter().filter(|problem| problem.start() > quote));
        } else {
            problems.extend(bad_quotes);
        }
        if is_malformed {
            return;
        }
        self.width = self.width.max(record.len());
        if is_header {
            self.header = Some(record);
        } else {
            self.rows.push(record);
        }
    }

    /// Drops a record at a bad quote. Reading then continues inside the cell, at the next line.
    fn break_off(&mut self, bad_quotes: Vec<Problem>, problems: &mut Vec<Problem>) {
        self.header_is_read = true;
        for problem in bad_quotes {
            let quote = problem.start();
            if self.broken_at.is_none_or(|known| known < quote) {
                self.broken_at = Some(quote);
                problems.push(problem);
            }
        }
    }
}

/// Splits a text into records. A record with a malformed quote is reported and skipped: reading continues at the line after the one
/// where the cell begins.
pub(crate) fn split<'a>(text: &Text<'a>, delimiter: u8, problems: &mut Vec<Problem>) -> Records<'a> {
    split_from(text, delimiter, 0, usize::MAX, problems)
}

/// Splits the text from the byte `from` on into records: the first one, and at most `most` rows after it.
pub(super) fn split_from<'a>(
    text: &Text<'a>,
    delimiter: u8,
    from: usize,
    most: usize,
    problems: &mut Vec<Problem>,
) -> Records<'a> {
    records(Reader::new(text, delimiter, from), text, most, problems)
}

fn records<'a>(mut reader: Reader<'_, 'a>, text: &Text<'a>, most: usize, problems: &mut Vec<Problem>) -> Records<'a> {
    let mut records = Records::default();
    let mut record = Record::new();
    let mut bad_quotes = Vec::new();
    let mut count = 0;
    loop {
        let begins_record = record.is_empty();
        let (cell, ends_record) = if let Some(well_formed) = reader.well_formed_cell(begins_record) {
            well_formed
        } else {
            let Some(RawCell { span, ends_record }) = reader.next_cell(begins_record) else { break };
            let start = span.start;
            let value = match reader.value(span.clone()).map(trimmed) {
                Ok(value) => value,
                // The cell continues in bytes that could not be decoded, which are already reported.
                Err(BadQuote::Unclosed) if text.breaks_off() => break,
                Err(bad) => {
                    let mut problem = bad.problem(start);
                    count += 1;
                    let is_last = count == BAD_QUOTES;
                    if is_last {
                        problem = problem.help("there are many more: the rest of this file was not read");
                    }
                    bad_quotes.push(problem);
                    if is_last {
                        break;
                    }
                    if bad.may_take_in_rows() {
                        reader.go_to_next_line(start);
                        record.clear();
                        records.break_off(core::mem::take(&mut bad_quotes), problems);
                        continue;
                    }
                    Cow::default()
                }
            };
            (Cell { value, span: reader.trimmed(span) }, ends_record)
        };
        record.push(cell);
        if ends_record {
            let next = Record::with_capacity(record.len());
            records.add(core::mem::replace(&mut record, next), core::mem::take(&mut bad_quotes), problems);
            if records.rows.len() >= most {
                break;
            }
        }
    }
    // The bad quotes of a record that was not read to its end.
    problems.append(&mut bad_quotes);
    records
}

#[cfg(test)]
mod tests;
