//! The records of a file: cells, each with its place.
//!
//! `csv_core` splits and unescapes. It accepts any bytes, though, and says neither where a cell was nor that a quote
//! went wrong, so each cell's raw bytes are looked at once more.

use core::ops::Range;
use std::borrow::Cow;

use csv_core::{ReadFieldResult, ReaderBuilder};

use super::Problem;
use super::text::Text;

/// A cell: its content, and the bytes it stands in, quotes included.
#[derive(Clone, Debug, Default)]
pub struct Cell<'a> {
    /// What the cell says.
    pub value: Cow<'a, str>,
    /// Where it stands.
    pub span: Range<usize>,
}

/// The cells between two line ends.
pub type Record<'a> = Vec<Cell<'a>>;

/// After so many bad quotes the rest of a file is given up.
const BAD_QUOTES: usize = 100;

/// All records that have a cell with content. A record with a bad quote is a problem and is left out; reading goes on at
/// the line after the one where that quote opened.
pub fn split<'a>(text: &Text<'a>, delimiter: u8, problems: &mut Vec<Problem>) -> Vec<Record<'a>> {
    let bytes = text.as_str().as_bytes();
    let mut reader = ReaderBuilder::new().delimiter(delimiter).build();
    let mut unescaped = vec![0; 4096];
    let mut records = Vec::new();
    let mut record = Record::new();
    let mut sound = true;
    let mut bad_quotes = 0;
    let mut at = 0;
    loop {
        let mut start = at;
        let mut written = 0;
        let (record_ends, terminated) = loop {
            let input = &bytes[at..];
            let (result, read, wrote) = reader.read_field(input, &mut unescaped[written..]);
            at += read;
            written += wrote;
            match result {
                ReadFieldResult::InputEmpty => {}
                ReadFieldResult::OutputFull => unescaped.resize(unescaped.len() * 2, 0),
                ReadFieldResult::Field { record_end } => break (record_end, !input.is_empty()),
                ReadFieldResult::End => return records,
            }
        };
        if record.is_empty() {
            // Blank lines before a record are part of what was read for its first cell.
            start += bytes[start..at].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        }
        let end = if terminated { at - 1 } else { at };
        let span = start.min(end)..end;
        match unquote(&bytes[span.clone()]) {
            Ok(content) => {
                let value = match content {
                    Content::Verbatim(inner) => Cow::Borrowed(text.slice(start + inner.start..start + inner.end)),
                    Content::Escaped => Cow::Owned(String::from_utf8_lossy(&unescaped[..written]).into_owned()),
                };
                record.push(Cell { value, span });
            }
            // The cell goes on where the text cannot be read, which has its problem already.
            Err(BadQuote::Unclosed) if text.breaks_off() => return records,
            Err(bad) => {
                let restart = bad.opens(start).map(|quote| next_line(bytes, quote));
                let mut problem = bad.problem(text, start);
                sound = false;
                bad_quotes += 1;
                if bad_quotes == BAD_QUOTES {
                    problem = problem.help("there are many more: the rest of this file was not read");
                    problems.push(problem);
                    return records;
                }
                problems.push(problem);
                if let Some(restart) = restart {
                    at = restart;
                    reader.reset();
                    record.clear();
                    sound = true;
                    continue;
                }
            }
        }
        if record_ends {
            let complete = core::mem::take(&mut record);
            if core::mem::replace(&mut sound, true) && complete.iter().any(|cell| !cell.value.trim().is_empty()) {
                records.push(complete);
            }
        }
    }
}

enum Content {
    /// The cell says what stands in these bytes of it.
    Verbatim(Range<usize>),
    /// The cell has doubled quotes.
    Escaped,
}

/// A quote that does not do what quotes do; where in the cell it stands.
enum BadQuote {
    /// Opens the cell, which no quote closes.
    Unclosed,
    /// Closes the cell, whose text goes on.
    Followed(usize),
    /// Stands in a cell that does not begin with one.
    Bare(usize),
}

impl BadQuote {
    /// The byte of the quote that may have swallowed other rows, in a cell that starts at `start`.
    fn opens(&self, start: usize) -> Option<usize> {
        match self {
            Self::Unclosed | Self::Followed(_) => Some(start),
            Self::Bare(_) => None,
        }
    }

    fn problem(&self, text: &Text<'_>, start: usize) -> Problem {
        match *self {
            Self::Unclosed => Problem::new(start..start + 1, "this quote is never closed")
                .label("the cell would take in the rest of the file")
                .help("close it, or write a quote that belongs to the text as `\"\"` inside a quoted cell"),
            Self::Followed(quote) => {
                let opened = text.position(start);
                Problem::new(start + quote..start + quote + 1, "text goes on after the quote that ends its cell")
                    .label(format!("the cell began at line {}, column {}", opened.line, opened.column))
                    .help("write a quote that belongs to the text as `\"\"`, or close the cell before")
            }
            Self::Bare(quote) => {
                Problem::new(start + quote..start + quote + 1, "a quote inside a cell that does not begin with one")
                    .help("put the whole cell in quotes, and write this one as `\"\"`")
            }
        }
    }
}

/// What a raw cell says.
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
            Some(_) => return Err(BadQuote::Followed(quote)),
            None if escaped => return Ok(Content::Escaped),
            None => return Ok(Content::Verbatim(1..quote)),
        }
    }
    Err(BadQuote::Unclosed)
}

fn next_line(bytes: &[u8], from: usize) -> usize {
    bytes[from..].iter().position(|byte| matches!(byte, b'\r' | b'\n')).map_or(bytes.len(), |end| from + end)
}

#[cfg(test)]
mod tests {

    use super::{Text, split};

    /// Each record as its cells joined by `|`, and each problem as `line:column message`.
    fn shown(file: &str) -> (Vec<String>, Vec<String>) {
        let mut problems = Vec::new();
        let text = Text::decode(file.as_bytes(), &mut problems);
        let records = split(&text, b',', &mut problems)
            .iter()
            .map(|record| record.iter().map(|cell| cell.value.as_ref()).collect::<Vec<_>>().join("|"))
            .collect();
        let problems = problems
            .iter()
            .map(|problem| {
                let place = text.position(problem.span.start);
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
        ["3:3 text goes on after the quote that ends its cell"]
    );
    splits_to!(
        text_after_a_quote,
        "a,b\n\"1\"x,2\n3,4\n",
        ["a|b", "3|4"],
        ["2:3 text goes on after the quote that ends its cell"]
    );
    splits_to!(
        bare_quote,
        "a,b\n1\"x,2\n3,4\n",
        ["a|b", "3|4"],
        ["2:2 a quote inside a cell that does not begin with one"]
    );

    /// What is underlined.
    #[test]
    fn a_problem_is_about_its_quote() {
        for file in ["a\n系,\"b", "系,\"a\"b\n", "系,a\"b\n"] {
            let mut problems = Vec::new();
            let text = Text::decode(file.as_bytes(), &mut problems);
            split(&text, b',', &mut problems);
            let [problem] = &problems[..] else { panic!("{file:?}: {problems:?}") };
            assert_eq!(text.slice(problem.span.clone()), "\"", "{file:?}");
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
