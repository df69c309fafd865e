//! The records of a file: cells, each with its place.
//!
//! `csv_core` splits and unescapes. It accepts malformed quotes, and does not report where a cell is, so the raw bytes of each cell
//! are checked again.

use core::ops::Range;
use std::borrow::Cow;

use csv_core::{ReadFieldResult, ReaderBuilder};

use super::Problem;
use super::text::Text;

/// A cell: its content, and the bytes it stands in, quotes included. Blanks around either are not part of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cell<'a> {
    /// Its content.
    pub value: Cow<'a, str>,
    /// Its bytes in the file, with the quotes.
    pub span: Range<usize>,
}

/// The cells between two line ends.
pub(crate) type Record<'a> = Vec<Cell<'a>>;

/// Stop reading after this many bad quotes.
const BAD_QUOTES: usize = 100;

/// The records of a file that have a cell with content.
#[derive(Debug, Default)]
pub(crate) struct Records<'a> {
    /// The first one; none if the file has none, or if a quote of it is malformed.
    pub header: Option<Record<'a>>,
    /// The others.
    pub rows: Vec<Record<'a>>,
    /// Whether the first one was read, be it malformed or not.
    header_is_read: bool,
    /// How many cells the widest record has.
    width: usize,
    /// The last bad quote, if the lines after it may still belong to its cell: until a record is as wide as the widest.
    broken_at: Option<usize>,
}

impl<'a> Records<'a> {
    /// Adds a record that was read to its end. Of a malformed one, only the problems are kept.
    ///
    /// After a bad quote the lines of its cell are read as records. Those with fewer or more cells than the widest record are
    /// skipped, so that one bad quote is reported once.
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
            if record[0].span.start > quote {
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

    /// Drops a record at a bad quote, after which reading continues in the middle of the cell.
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

/// Splits what follows the byte `from` into records, at most so many rows behind the first.
pub(super) fn split_from<'a>(
    text: &Text<'a>,
    delimiter: u8,
    from: usize,
    most: usize,
    problems: &mut Vec<Problem>,
) -> Records<'a> {
    let mut reader = Reader::new(text, delimiter, from);
    let mut records = Records::default();
    let mut record = Record::new();
    let mut bad_quotes = Vec::new();
    let mut count = 0;
    loop {
        if let Some((cell, ends_record)) = reader.sound_cell(record.is_empty()) {
            record.push(cell);
            if ends_record {
                let width = record.len();
                records.add(
                    core::mem::replace(&mut record, Vec::with_capacity(width)),
                    core::mem::take(&mut bad_quotes),
                    problems,
                );
                if records.rows.len() >= most {
                    break;
                }
            }
            continue;
        }
        let Some(RawCell { span, length, ends_record }) = reader.next_cell(record.is_empty()) else { break };
        let start = span.start;
        let value = match reader.value(span.clone(), length).map(trimmed) {
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
        record.push(Cell { value, span: reader.trimmed(span) });
        if ends_record {
            records.add(core::mem::take(&mut record), core::mem::take(&mut bad_quotes), problems);
            if records.rows.len() >= most {
                break;
            }
        }
    }
    // Those of a record that was not read to its end.
    problems.append(&mut bad_quotes);
    records
}

/// Reads cells one after the other.
struct Reader<'t, 'a> {
    text: &'t Text<'a>,
    /// Made for the first cell that is not sound: it builds its tables, which takes as long as a small file does.
    csv: Option<Box<csv_core::Reader>>,
    delimiter: u8,
    /// The number of bytes read so far.
    at: usize,
    /// The content of the last cell.
    unescaped: Vec<u8>,
}

/// A cell that was read; its quotes are not checked yet.
struct RawCell {
    span: Range<usize>,
    /// How many bytes of the buffer its content takes.
    length: usize,
    ends_record: bool,
}

impl<'t, 'a> Reader<'t, 'a> {
    fn new(text: &'t Text<'a>, delimiter: u8, from: usize) -> Self {
        Self { text, csv: None, delimiter, at: from, unescaped: Vec::new() }
    }

    fn bytes(&self) -> &'a [u8] {
        self.text.as_str().as_bytes()
    }

    /// The next cell, if it is sound and not the last of the file: the same as by [`next_cell`](Self::next_cell) and
    /// [`value`](Self::value), in loops over bytes, as macros are not optimised in debug builds.
    fn sound_cell(&mut self, begins_record: bool) -> Option<(Cell<'a>, bool)> {
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
                // Most bytes are larger than each of these.
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
        self.reset();
        let value = trimmed(value);
        let is_quoted = bytes[start] == b'"';
        let span = if is_quoted || value.len() == end - start { start..end } else { self.trimmed(start..end) };
        Some((Cell { value, span }, ends_record))
    }

    /// The next cell; none at the end of the file. Blank lines in front of a record's first cell are not part of it.
    fn next_cell(&mut self, begins_record: bool) -> Option<RawCell> {
        let bytes = self.bytes();
        if begins_record && self.at == bytes.len() {
            return None;
        }
        let mut start = self.at;
        let mut length = 0;
        let (ends_record, is_terminated) = loop {
            let input = &bytes[self.at..];
            let csv = self.csv.get_or_insert_with(|| Box::new(ReaderBuilder::new().delimiter(self.delimiter).build()));
            let (result, read, written) = csv.read_field(input, &mut self.unescaped[length..]);
            self.at += read;
            length += written;
            match result {
                ReadFieldResult::InputEmpty => {}
                ReadFieldResult::OutputFull => self.unescaped.resize((self.unescaped.len() * 2).max(4096), 0),
                ReadFieldResult::Field { record_end } => break (record_end, !input.is_empty()),
                // Behind the last separator of a file there is an empty cell.
                ReadFieldResult::End if !begins_record => break (true, false),
                ReadFieldResult::End => return None,
            }
        };
        if begins_record {
            start += bytes[start..self.at].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        }
        let end = if is_terminated { self.at - 1 } else { self.at };
        Some(RawCell { span: start.min(end)..end, length, ends_record })
    }

    /// Begins a record, as far as `csv_core` is concerned.
    fn reset(&mut self) {
        if let Some(csv) = &mut self.csv {
            csv.reset();
        }
    }

    /// The bytes of a cell without the blanks around it.
    fn trimmed(&self, span: Range<usize>) -> Range<usize> {
        let raw = self.text.slice(span.clone());
        let start = span.start + (raw.len() - raw.trim_start().len());
        start..start + raw.trim().len()
    }

    /// The content of the last cell, which takes `length` bytes of the buffer.
    fn value(&self, span: Range<usize>, length: usize) -> Result<Cow<'a, str>, BadQuote> {
        let raw = &self.bytes()[span.clone()];
        if raw.starts_with(b"\"") || !raw.contains(&b'"') {
            return self.content(span, length);
        }
        // Blanks before an opening quote: to csv_core the cell has no quotes that mean anything.
        let trimmed = self.trimmed(span.clone());
        let quoted = self.bytes()[trimmed.clone()].starts_with(b"\"");
        match unquote(&self.bytes()[trimmed.clone()]) {
            Ok(Content::Verbatim(inner)) if quoted => {
                Ok(Cow::Borrowed(self.text.slice(trimmed.start + inner.start..trimmed.start + inner.end)))
            }
            Ok(Content::Escaped) => {
                let inner = self.text.slice(trimmed.start + 1..trimmed.end - 1);
                Ok(Cow::Owned(inner.replace("\"\"", "\"")))
            }
            _ => self.content(span, length),
        }
    }

    fn content(&self, span: Range<usize>, length: usize) -> Result<Cow<'a, str>, BadQuote> {
        let start = span.start;
        Ok(match unquote(&self.bytes()[span])? {
            Content::Verbatim(inner) => Cow::Borrowed(self.text.slice(start + inner.start..start + inner.end)),
            Content::Escaped => Cow::Owned(String::from_utf8_lossy(&self.unescaped[..length]).into_owned()),
        })
    }

    /// Continues at the end of the line that has the byte `from`.
    fn go_to_next_line(&mut self, from: usize) {
        let bytes = self.bytes();
        let line_end = bytes[from..].iter().position(|byte| matches!(byte, b'\r' | b'\n'));
        self.at = line_end.map_or(bytes.len(), |end| from + end);
        self.reset();
    }
}

/// A text without the blanks around it.
fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    let content = text.trim();
    if content.len() == text.len() {
        return text;
    }
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}

enum Content {
    /// The content is these bytes of the cell.
    Verbatim(Range<usize>),
    /// The cell has doubled quotes.
    Escaped,
}

/// A malformed quote, with its offset in the cell.
enum BadQuote {
    /// The cell's opening quote, if no quote closes the cell.
    Unclosed,
    /// A closing quote with text after it.
    Followed(usize),
    /// A quote in a cell that does not begin with one.
    Bare(usize),
}

impl BadQuote {
    /// Whether the cell may include rows that follow it by mistake.
    fn may_take_in_rows(&self) -> bool {
        matches!(self, Self::Unclosed | Self::Followed(_))
    }

    fn problem(&self, start: usize) -> Problem {
        match *self {
            Self::Unclosed => Problem::new(start..start + 1, "this quote is never closed")
                .label("the cell would take in the rest of the file")
                .help("close it, or write a quote that belongs to the text as `\"\"` inside a quoted cell"),
            Self::Followed(quote) => {
                Problem::new(start + quote..start + quote + 1, "expected the end of the cell after its closing quote")
                    .label("this quote closes the cell")
                    .and(start..start + 1, "the cell begins here")
                    .help("write a quote that belongs to the text as `\"\"`, or close the cell before")
            }
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
    if raw.first() != Some(&b'"') {
        return find(0).map_or(Ok(Content::Verbatim(0..raw.len())), |quote| Err(BadQuote::Bare(quote)));
    }
    let mut escaped = false;
    let mut from = 1;
    while let Some(quote) = find(from) {
        match raw.get(quote + 1) {
            Some(b'"') => (escaped, from) = (true, quote + 2),
            Some(_) if !raw[quote + 1..].iter().all(|byte| matches!(byte, b' ' | b'\t')) => {
                return Err(BadQuote::Followed(quote));
            }
            // csv_core keeps blanks behind the closing quote; they are trimmed as those before the opening one.
            _ if escaped => return Ok(Content::Escaped),
            _ => return Ok(Content::Verbatim(1..quote)),
        }
    }
    Err(BadQuote::Unclosed)
}

#[cfg(test)]
mod tests {

    use super::{Text, split};

    /// Each record as its cells joined by `|`, and each problem as `line:column message`.
    fn shown(file: &str) -> (Vec<String>, Vec<String>) {
        let mut problems = Vec::new();
        let text = Text::from(file);
        let records = split(&text, b',', &mut problems);
        let records = records
            .header
            .iter()
            .chain(&records.rows)
            .map(|record| record.iter().map(|cell| cell.value.as_ref()).collect::<Vec<_>>().join("|"))
            .collect();
        let problems = problems
            .iter()
            .map(|problem| {
                let place = text.position(problem.start());
                format!("{}:{} {}", place.line, place.column, problem.message)
            })
            .collect();
        (records, problems)
    }

    macro_rules! splits_to {
        ($name:ident, $file:expr, $records:expr, $problems:expr) => {
            #[test]
            fn $name() {
                let (records, problems) = shown($file);
                let (wanted, said): (&[&str], &[&str]) = (&$records, &$problems);
                assert_eq!(records, wanted);
                assert_eq!(problems, said);
            }
        };
    }

    const UNCLOSED: &str = "this quote is never closed";

    splits_to!(plain, "a,b\n1,2\n", ["a|b", "1|2"], []);
    splits_to!(no_final_newline, "a,b\n1,2", ["a|b", "1|2"], []);
    splits_to!(crlf, "a,b\r\n1,2\r\n", ["a|b", "1|2"], []);
    splits_to!(blank_lines, "\n\r\na,b\n\n\n1,2\n\r\n", ["a|b", "1|2"], []);
    splits_to!(padded, " a\t, b \n 1 ,\" 2 \"\n", ["a|b", "1|2"], []);
    splits_to!(padded_quotes, "a,b\n1, \"x \"\"y\"\"\" \n\"1\" ,2\n", ["a|b", "1|x \"y\"", "1|2"], []);
    splits_to!(
        a_separator_in_padded_quotes,
        "a,b\n1, \"x, y\"\n2,z\n",
        ["a|b", "2|z"],
        [
            "2:4 a quote inside a cell that does not begin with one",
            "2:9 a quote inside a cell that does not begin with one"
        ]
    );
    splits_to!(rows_of_empty_cells, "a,b\n,\n1,2\n , \n", ["a|b", "1|2"], []);
    splits_to!(empty_last_cell, "a,\n,b\n", ["a|", "|b"], []);
    splits_to!(quoted, "\"a\",\"b \"\"c\"\"\"\n", ["a|b \"c\""], []);
    splits_to!(quoted_comma_and_tab, "\"a,\tb\",c\n", ["a,\tb|c"], []);
    splits_to!(several_lines, "\"a\nb\r\nc\",d\n1,2\n", ["a\nb\r\nc|d", "1|2"], []);
    splits_to!(empty_quoted, "\"\",a\n", ["|a"], []);
    splits_to!(empty_file, "", [], []);
    splits_to!(chinese, "错误码,说明\n1,\"系统繁忙，请稍候\"\n", ["错误码|说明", "1|系统繁忙，请稍候"], []);
    splits_to!(
        unclosed_keeps_the_other_rows,
        "a,b\n1,\"2\n3,4\n5,6\n",
        ["a|b", "3|4", "5|6"],
        [&*format!("2:3 {UNCLOSED}")]
    );
    splits_to!(
        unclosed_after_blank_lines_and_crlf,
        "a,b\r\n\r\n错,\"2\r\n3,4\r\n",
        ["a|b", "3|4"],
        [&*format!("3:3 {UNCLOSED}")]
    );
    splits_to!(
        unclosed_that_meets_another_quote,
        "a,b\n1,\"2\n3,\"4\"\n5,6\n",
        ["a|b", "3|4", "5|6"],
        ["3:3 expected the end of the cell after its closing quote"]
    );
    splits_to!(
        text_after_a_quote,
        "a,b\n\"1\"x,2\n3,4\n",
        ["a|b", "3|4"],
        ["2:3 expected the end of the cell after its closing quote"]
    );
    splits_to!(
        bare_quote,
        "a,b\n1\"x,2\n3,4\n",
        ["a|b", "3|4"],
        ["2:2 a quote inside a cell that does not begin with one"]
    );

    const FOLLOWED: &str = "expected the end of the cell after its closing quote";

    splits_to!(
        a_bad_quote_at_the_end_of_several_lines,
        "a,b\n1,\"2\ntwo\nthree\"x\n3,4\n",
        ["a|b", "3|4"],
        [&*format!("4:6 {FOLLOWED}")]
    );
    splits_to!(
        a_bad_quote_in_the_middle_of_several_lines,
        "a,b\n1,\"2\ntwo \"two\" two\nthree\"\n3,4\n",
        ["a|b", "3|4"],
        [&*format!("3:5 {FOLLOWED}")]
    );
    splits_to!(
        rows_between_bad_quotes_are_kept,
        "a,b\n1,\"2\n3,4\n5,\"6\"x\n7\n8,9\"\n",
        ["a|b", "3|4"],
        [
            &*format!("4:3 {FOLLOWED}"),
            &*format!("4:5 {FOLLOWED}"),
            "6:4 a quote inside a cell that does not begin with one"
        ]
    );
    splits_to!(
        bad_quotes_of_one_line,
        "a,b\n1\",\"2\"x\n3,4\n",
        ["a|b", "3|4"],
        ["2:2 a quote inside a cell that does not begin with one", &*format!("2:6 {FOLLOWED}")]
    );
    splits_to!(
        an_unclosed_quote_of_several_lines,
        "a,b\n1,\"2\ntwo\n3,4\n5\n",
        ["a|b", "3|4", "5"],
        [&*format!("2:3 {UNCLOSED}")]
    );

    #[test]
    fn the_quoting_rules_hold_for_every_separator() {
        for separator in [b',', b';', b'\t', b'|'] {
            let with = |file: &str| file.replace(';', &char::from(separator).to_string());
            for (file, records, said) in [
                ("a;b\n1;\"x;\"\"y\"\"\"\n", &["a/b", "1/x;\"y\""][..], &[][..]),
                ("a;b\n1;\"2\n3;4\n", &["a/b", "3/4"], &["2:3 this quote is never closed"]),
                (
                    "a;b\n\"1\"x;2\n3;4\n",
                    &["a/b", "3/4"],
                    &["2:3 expected the end of the cell after its closing quote"],
                ),
                ("a;b\n1\"x;2\n3;4\n", &["a/b", "3/4"], &["2:2 a quote inside a cell that does not begin with one"]),
            ] {
                let (file, mut problems) = (with(file), Vec::new());
                let text = Text::from(&*file);
                let split = split(&text, separator, &mut problems);
                let shown: Vec<String> = split
                    .header
                    .iter()
                    .chain(&split.rows)
                    .map(|record| record.iter().map(|cell| &*cell.value).collect::<Vec<_>>().join("/"))
                    .collect();
                assert_eq!(shown, records.iter().map(|record| with(record)).collect::<Vec<_>>(), "{file:?}");
                let shown: Vec<String> = problems
                    .iter()
                    .map(|problem| {
                        let place = text.position(problem.start());
                        format!("{}:{} {}", place.line, place.column, problem.message)
                    })
                    .collect();
                assert_eq!(shown, said, "{file:?}");
            }
        }
    }

    /// What is underlined.
    #[test]
    fn a_problem_is_about_its_quote() {
        for file in ["a\n系,\"b", "系,\"a\"b\n", "系,a\"b\n"] {
            let mut problems = Vec::new();
            let text = Text::from(file);
            split(&text, b',', &mut problems);
            let [problem] = &problems[..] else { panic!("{file:?}: {problems:?}") };
            assert_eq!(text.slice(problem.start()..problem.start() + 1), "\"", "{file:?}");
        }
    }

    #[test]
    fn a_header_with_a_malformed_quote_is_not_another_row() {
        for (file, header) in [("a,\"b\n1,2\n", None), ("a,b\"\n1,2\n", None), ("\n,\na,b\n1,2\n", Some("a"))] {
            let records = split(&Text::from(file), b',', &mut Vec::new());
            assert_eq!(records.header.map(|header| header[0].value.clone()).as_deref(), header, "{file:?}");
            assert_eq!(records.rows.len(), 1, "{file:?}");
        }
    }

    #[test]
    fn a_cell_may_be_long() {
        let long = "系".repeat(100_000);
        let (records, problems) = shown(&format!("a\n\"{long}\"\"\"\n"));
        assert_eq!(records[1], format!("{long}\""));
        assert!(problems.is_empty());
    }

    #[test]
    fn many_bad_quotes_stay_linear() {
        let (_, problems) = shown(&"\"x\"y\n".repeat(100_000));
        assert_eq!(problems.len(), super::BAD_QUOTES);
    }
}
