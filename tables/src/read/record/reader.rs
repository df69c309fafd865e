//! Reads the cells of a file, one after the other.
//!
//! A well-formed cell is split here, and `csv_core` splits the others. It accepts malformed quotes and does not report where a cell is,
//! so the raw bytes of these cells are checked again.

use core::ops::Range;
use std::borrow::Cow;

use csv_core::{ReadFieldResult, ReaderBuilder};

use super::Cell;
use crate::read::Problem;
use crate::read::text::Text;

/// Reads cells one after the other.
pub(super) struct Reader<'t, 'a> {
    text: &'t Text<'a>,
    /// Created for the first cell that is not well-formed: building its tables takes as long as reading a small file.
    csv: Option<Box<csv_core::Reader>>,
    /// Whether `csv` has to be reset before the next cell, because it did not read the cells before it.
    csv_is_behind: bool,
    delimiter: u8,
    /// The number of bytes read so far.
    at: usize,
    /// Whether `csv_core` splits every cell.
    #[cfg(test)]
    pub(super) uses_csv_core_only: bool,
}

/// A cell that was read; its quotes are not checked yet.
pub(super) struct RawCell {
    pub(super) span: Range<usize>,
    pub(super) ends_record: bool,
}

impl<'t, 'a> Reader<'t, 'a> {
    pub(super) fn new(text: &'t Text<'a>, delimiter: u8, from: usize) -> Self {
        Self {
            text,
            csv: None,
            csv_is_behind: true,
            delimiter,
            at: from,
            #[cfg(test)]
            uses_csv_core_only: false,
        }
    }

    fn bytes(&self) -> &'a [u8] {
        self.text.as_str().as_bytes()
    }

    /// The next cell, if it is well-formed and something follows it.
    ///
    /// Gives the same as [`next_cell`](Self::next_cell) and [`value`](Self::value), but in plain loops over bytes, because macros are not
    /// optimised in debug builds.
    pub(super) fn well_formed_cell(&mut self, begins_record: bool) -> Option<(Cell<'a>, bool)> {
        #[cfg(test)]
        if self.uses_csv_core_only {
            return None;
        }
        let bytes = self.bytes();
        let mut start = self.at;
        while begins_record && matches!(bytes.get(start)?, b'\r' | b'\n') {
            start += 1;
        }
        let mut end = start;
        let value = if *bytes.get(start)? == b'"' {
            let mut has_quotes = false;
            loop {
                end += 1;
                while *bytes.get(end)? != b'"' {
                    end += 1;
                }
                if *bytes.get(end + 1)? != b'"' {
                    break;
                }
                has_quotes = true;
                end += 1;
            }
            let content = self.text.slice(start + 1..end);
            end += 1;
            if has_quotes { Cow::Owned(content.replace("\"\"", "\"")) } else { Cow::Borrowed(content) }
        } else {
            loop {
                let byte = *bytes.get(end)?;
                // For most bytes, this comparison rules out quotes and line ends.
                if byte <= b',' || byte == self.delimiter {
                    if byte == self.delimiter || matches!(byte, b'\n' | b'\r') {
                        break;
                    }
                    if byte == b'"' {
                        return None;
                    }
                }
                end += 1;
            }
            Cow::Borrowed(self.text.slice(start..end))
        };
        let terminator = *bytes.get(end)?;
        let ends_record = matches!(terminator, b'\n' | b'\r');
        if !(ends_record || terminator == self.delimiter) {
            return None;
        }
        self.at = end + 1;
        self.csv_is_behind = true;
        let value = trimmed(value);
        let is_quoted = bytes[start] == b'"';
        let span = if is_quoted || value.len() == end - start { start..end } else { self.trimmed(start..end) };
        Some((Cell { value, span }, ends_record))
    }

    /// The next cell; none at the end of the file. Blank lines in front of a record's first cell are not part of it.
    pub(super) fn next_cell(&mut self, begins_record: bool) -> Option<RawCell> {
        let bytes = self.bytes();
        if begins_record && self.at == bytes.len() {
            return None;
        }
        let mut start = self.at;
        // Only the end of the cell matters here: `value` takes its content from the text.
        let mut content = [0; 1024];
        let (ends_record, is_terminated) = loop {
            let input = &bytes[self.at..];
            let csv = self.csv.get_or_insert_with(|| Box::new(ReaderBuilder::new().delimiter(self.delimiter).build()));
            if core::mem::take(&mut self.csv_is_behind) {
                csv.reset();
                // After a first read, it treats a byte order mark as text, not as the start of a file.
                let _ = csv.read_field(b"\n", &mut []);
            }
            let (result, read, _) = csv.read_field(input, &mut content);
            self.at += read;
            match result {
                ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
                ReadFieldResult::Field { record_end } => break (record_end, !input.is_empty()),
                // A separator at the end of a file has an empty cell after it.
                ReadFieldResult::End if !begins_record => break (true, false),
                ReadFieldResult::End => return None,
            }
        };
        if begins_record {
            start += bytes[start..self.at].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        }
        let end = if is_terminated { self.at - 1 } else { self.at };
        Some(RawCell { span: start.min(end)..end, ends_record })
    }

    /// The bytes of a cell without the blanks around it.
    pub(super) fn trimmed(&self, span: Range<usize>) -> Range<usize> {
        let raw = self.text.slice(span.clone());
        let start = span.start + (raw.len() - raw.trim_start().len());
        start..start + raw.trim().len()
    }

    /// The content of a cell.
    pub(super) fn value(&self, span: Range<usize>) -> Result<Cow<'a, str>, BadQuote> {
        let content = |span: Range<usize>| unquote(&self.bytes()[span.clone()]).map(|content| (span.start, content));
        let (start, Content { inner, has_doubled_quotes }) = match content(span.clone()) {
            // For csv_core, a cell with blanks before its opening quote is not quoted.
            Err(bad @ BadQuote::Bare(_)) => content(self.trimmed(span)).map_err(|_| bad)?,
            content => content?,
        };
        let text = self.text.slice(start + inner.start..start + inner.end);
        Ok(if has_doubled_quotes { Cow::Owned(text.replace("\"\"", "\"")) } else { Cow::Borrowed(text) })
    }

    /// Continues at the end of the line that has the byte `from`.
    pub(super) fn go_to_next_line(&mut self, from: usize) {
        let bytes = self.bytes();
        let line_end = bytes[from..].iter().position(|byte| matches!(byte, b'\r' | b'\n'));
        self.at = line_end.map_or(bytes.len(), |end| from + end);
        self.csv_is_behind = true;
    }
}

/// A text without the blanks around it.
pub(super) fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    let content = text.trim();
    if content.len() == text.len() {
        return text;
    }
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}

/// The content of a raw cell.
struct Content {
    /// Its bytes in the cell.
    inner: Range<usize>,
    /// Whether each quote in it is doubled.
    has_doubled_quotes: bool,
}

/// A malformed quote, with its offset in the cell.
pub(super) enum BadQuote {
    /// The cell's opening quote, if no quote closes the cell.
    Unclosed,
    /// A closing quote with text after it.
    Followed(usize),
    /// A quote in a cell that does not begin with one.
    Bare(usize),
}

impl BadQuote {
    /// Whether the cell may wrongly include the rows after it.
    pub(super) fn may_take_in_rows(&self) -> bool {
        matches!(self, Self::Unclosed | Self::Followed(_))
    }

    pub(super) fn problem(&self, start: usize) -> Problem {
        match *self {
            Self::Unclosed => Problem::new(start..start + 1, "this quote is never closed")
                .label("the cell would include the rest of the file")
                .help("close it, or write a quote that belongs to the text as `\"\"` inside a quoted cell"),
            Self::Followed(quote) => Problem::new(
                start + quote..start + quote + 1,
                "expected the end of the cell after its closing quote",
            )
            .label("this quote closes the cell")
            .and(start..start + 1, "the cell begins here")
            .help("write a quote that belongs to the text as `\"\"`, or remove the quote that ends the cell early"),
            Self::Bare(quote) => {
                Problem::new(start + quote..start + quote + 1, "a quote inside a cell that does not begin with one")
                    .help("put the whole cell in quotes, and write this one as `\"\"`")
            }
        }
    }
}

/// The content of a raw cell.
fn unquote(raw: &[u8]) -> Result<Content, BadQuote> {
    let find = |from: usize| raw[from..].iter().position(|&byte| byte == b'"').map(|at| from + at);
    let content = |inner, has_doubled_quotes| Ok(Content { inner, has_doubled_quotes });
    if raw.first() != Some(&b'"') {
        return find(0).map_or_else(|| content(0..raw.len(), false), |quote| Err(BadQuote::Bare(quote)));
    }
    let (mut has_doubled_quotes, mut from) = (false, 1);
    while let Some(quote) = find(from) {
        match raw.get(quote + 1) {
            Some(b'"') => (has_doubled_quotes, from) = (true, quote + 2),
            Some(_) if !raw[quote + 1..].iter().all(|byte| matches!(byte, b' ' | b'\t')) => {
                return Err(BadQuote::Followed(quote));
            }
            _ => return content(1..quote, has_doubled_quotes),
        }
    }
    Err(BadQuote::Unclosed)
}
