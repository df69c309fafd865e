//! Finds the header row of a file.

use std::collections::HashSet;

use super::code::is_code_like;
use super::column::Column;
use super::columns::Columns;
use super::field_name::vendor_name;
use super::format::{Entry, Field, FieldType, Format, Header};
use super::problem::{Problem, shortened};
use super::record::{Record, Records, record_span};
use super::shape::{CANDIDATES, Shape, is_constant, is_word};
use super::words::{self, Meaning};

/// The header is one of the first records: look for it in at most this many.
pub(super) const LOOKED_AT: usize = 10;
/// Look at the headers of at most this many columns. A later column is read only if the call names it.
pub(super) const COLUMNS: usize = 500;

/// The header row, if there is one, and the rows below it.
pub(super) type HeaderAndRows<'a> = (Option<Record<'a>>, Vec<Record<'a>>);

/// Finds the header row.
///
/// # Errors
///
/// The file has no header row, and the call does not name its columns by their positions.
pub(super) fn find<'a>(records: Records<'a>, format: &Format) -> Result<HeaderAndRows<'a>, Problem> {
    let Records { header: first, rows, .. } = records;
    let mut records: Vec<Record<'a>> = first.into_iter().chain(rows).collect();
    let names_texts = format.headers().any(|header| matches!(header, Header::Text(_)));
    if !names_texts && format.headers().next().is_some() {
        return Ok((None, records));
    }
    let Some(index) = position(&records, format, names_texts) else { return Err(no_header(&records, format)) };
    let rows = records.split_off(index + 1);
    Ok((records.pop(), rows))
}

/// The index of the header: the record with the most headers that the call names or that are known, else the first record.
/// None if no record can be the header.
fn position(records: &[Record<'_>], format: &Format, names_texts: bool) -> Option<usize> {
    let looked_at = &records[..records.len().min(LOOKED_AT)];
    let best = |count: &dyn Fn(&str) -> bool| {
        let counted = looked_at.iter().enumerate().map(|(index, record)| {
            (index, record.iter().take(COLUMNS).filter(|cell| !cell.value.is_empty() && count(&cell.value)).count())
        });
        // `max_by_key` returns the last maximum: `rev` makes this the first record with the most.
        counted.filter(|(_, count)| *count > 0).rev().max_by_key(|(_, count)| *count).map(|(index, _)| index)
    };
    if names_texts {
        // A header that the call names may also be further below.
        let below = || records.iter().position(|record| record.iter().any(|cell| format.names(&cell.value)));
        return Some(best(&|cell| format.names(cell)).or_else(below).unwrap_or(0));
    }
    let could_be = |&index: &usize| {
        !has_code(&records[index]) && records[..index].iter().all(|above| is_title(above, &records[index]))
    };
    // A record with a word for codes and another known word is the header, unless a record above it has a code in the column of
    // codes.
    let is_sure = |index: &usize| {
        let meanings = || records[*index].iter().take(COLUMNS).map(|cell| words::meaning(&cell.value));
        let code = meanings().position(|meaning| meaning == Some(Meaning::Is(Column::Code)));
        let is_code = |record: &Record<'_>, code: usize| record.get(code).is_some_and(|cell| is_code_like(&cell.value));
        meanings().flatten().count() > 1
            && code.is_some_and(|code| {
                let header = &records[*index];
                !is_code(header, code)
                    && records[..*index].iter().all(|above| {
                        // A word above the word for codes may be a code.
                        let may_be_code = above.get(code).is_some_and(|cell| is_word(&cell.value));
                        !is_code(above, code) && (!may_be_code || is_title(above, header))
                    })
            })
    };
    if let Some(sure) = (0..looked_at.len()).find(is_sure) {
        return Some(sure);
    }
    if let Some(known) = best(&|cell| words::meaning(cell).is_some()).filter(could_be) {
        return Some(known);
    }
    // A phrase may be a text of the table, too: `GATE_ERROR`, `Unknown error`.
    let phrase = best(&|cell| words::phrase(cell).is_some()).or(Some(0)).filter(could_be);
    phrase.filter(|&index| !has_constant_as_below(looked_at, index))
}

/// Whether a record has an identifier with `_`, `.` or `-` in a column where every record below has one, too.
fn has_constant_as_below(records: &[Record<'_>], index: usize) -> bool {
    let is_identifier = |cell: &str| is_constant(cell) && cell.contains(['_', '.', '-']);
    let below = &records[index + 1..];
    !below.is_empty()
        && records[index].iter().enumerate().any(|(column, cell)| {
            is_identifier(&cell.value)
                && below.iter().all(|row| row.get(column).is_some_and(|cell| is_identifier(&cell.value)))
        })
}

/// Whether a cell of a record is a number. If so, the record is not a header.
fn has_code(record: &Record<'_>) -> bool {
    record.iter().any(|cell| is_code_like(&cell.value))
}

/// Whether a record above the header is a title, not a row of the table: it has fewer cells with content.
fn is_title(record: &Record<'_>, header: &Record<'_>) -> bool {
    let cells = |record: &Record<'_>| record.iter().filter(|cell| !cell.value.is_empty()).count();
    cells(record) < cells(header)
}

/// The problem of a file whose first record is a row. The help guesses from the cells which column is which.
fn no_header(records: &[Record<'_>], format: &Format) -> Problem {
    let line = &records[0];
    let span = record_span(line);
    let width = records.iter().map(Vec::len).max().unwrap_or(0).min(CANDIDATES);
    let shapes: Vec<Shape> = (0..width).map(|index| Shape::of(records, index)).collect();
    let code = likely_codes(&shapes);
    let others = || (0..width).filter(|&index| index != code);
    let name = others().find(|&index| shapes[index].are_constants() && shapes[index].are_unique_codes());
    // The column of texts with the most distinct cells; of several, the first.
    let different = |index: &usize| {
        let cells = records.iter().filter_map(|record| record.get(*index)).map(|cell| &*cell.value);
        cells.filter(|cell| !cell.is_empty()).collect::<HashSet<_>>().len()
    };
    let texts = || others().filter(|&index| shapes[index].has_others());
    let text = texts().rev().max_by_key(different).or_else(|| others().find(|&index| Some(index) != name));
    let columns = [(Column::Code, Some(code)), (Column::Name, name), (Column::Message, text)];
    let call = |header: &dyn Fn(usize) -> Header| {
        let entries = columns.into_iter().filter_map(|(column, index)| Some(Entry::Column(column, header(index?))));
        format.call_with(&entries.collect::<Vec<_>>())
    };
    let of_positions =
        format!("name the columns by their positions, for example: {}", call(&|index| Header::Position(index + 1)));
    let problem = Problem::new(span, "this file has no header row: the first row looks like the others");
    if has_code(line) {
        return problem.help(of_positions);
    }
    let text = |index: usize| line.get(index).map(|cell| cell.value.to_string()).unwrap_or_default();
    let of_texts = call(&|index| Header::Text(text(index)));
    problem.help(format!("{of_positions}; if the first row is the header: {of_texts}"))
}

/// The column that most likely holds the codes: unique numbers, else unique numbers and identifiers, else numbers with duplicates.
fn likely_codes(shapes: &[Shape]) -> usize {
    let find = |is: fn(Shape) -> bool| shapes.iter().position(|&shape| is(shape));
    let found =
        find(Shape::are_unique_numbers).or_else(|| find(Shape::are_unique_codes)).or_else(|| find(Shape::are_numbers));
    found.unwrap_or(0)
}

/// Reports columns that a table needs and the header lacks, except those that are already reported as not found or misspelled.
pub(super) fn missing(
    header: &Record<'_>,
    rows: &[Record<'_>],
    columns: &Columns,
    format: &Format,
    problems: &mut Vec<Problem>,
) {
    let line = record_span(header);
    let is_named =
        |column| format.entries.iter().any(|entry| matches!(entry, Entry::Column(named, _) if *named == column));
    let has = |column| columns.has(column) || is_named(column) || columns.may_be_misspelled(column);
    if !has(Column::Code) {
        problems.push(no_code(header, rows, format, line.clone()));
    }
    let alone = match (has(Column::Kind), has(Column::Recovery)) {
        (true, false) => Some((Column::Kind, "recovery")),
        (false, true) => Some((Column::Recovery, "kind")),
        _ => None,
    };
    if let Some((column, other)) = alone {
        let field = Field { name: vendor_name(column.as_str()), field_type: FieldType::Str };
        let own = format.call_with(&[Entry::Field(field, columns.header_of(column, header))]);
        let problem = Problem::new(line, format!("expected a column `{other}` beside `{column}`"));
        problems.push(problem.help(format!("add the column `{other}`; or, if it is the vendor's own: {own}")));
    }
}

/// The problem of a header that has no word for codes.
fn no_code(header: &Record<'_>, rows: &[Record<'_>], format: &Format, line: core::ops::Range<usize>) -> Problem {
    let problem = Problem::new(line, "expected a column of codes");
    let shapes: Vec<Shape> = (0..header.len().min(CANDIDATES)).map(|index| Shape::of(rows, index)).collect();
    let guess = likely_codes(&shapes);
    let call = |header| format.call_with(&[Entry::Column(Column::Code, header)]);
    let of_position = || {
        let text = if header.len() > 1 { Some(Entry::Column(Column::Message, Header::Position(2))) } else { None };
        let entries: Vec<Entry> = [Entry::Column(Column::Code, Header::Position(1))].into_iter().chain(text).collect();
        format!("if the first row is not a header: {}", format.call_with(&entries))
    };
    match &*header[guess].value {
        "" => problem.help(of_position()),
        word if word.len() > words::LONGEST => problem.help(of_position()),
        // A header is a word or a phrase; this looks like a code.
        word if is_word(word) && word.contains(|c: char| c.is_ascii_digit() || matches!(c, '_' | '.' | '-')) => {
            problem.help(of_position())
        }
        word => problem.help(format!("name it in the call: {}", call(Header::Text(word.to_owned())))),
    }
}

/// The problem of a header whose only cell contains the separator.
pub(super) fn in_quotes(header: &Record<'_>, separator: u8) -> Option<Problem> {
    let [cell] = &header[..] else { return None };
    let holds = cell.value.as_bytes().contains(&separator);
    holds.then(|| {
        Problem::new(cell.span.clone(), format!("the whole line is one cell in quotes: {}", shortened(&cell.value)))
            .help("remove the quotes, or put each cell in quotes of its own")
    })
}

#[cfg(test)]
mod tests {
    use crate::read::testing::{format, helps, shown};
    use crate::read::words::LONGEST;
    use crate::read::{Column, Entry, Header, read};

    #[test]
    fn the_header_is_below_titles() {
        for (file, rows) in [
            ("code,name\n1,A\n", &["A=1"][..]),
            ("Orders,\n,\ncode,name\n1,A\n", &["A=1"]),
            ("Orders\ncode,name\n1,A\n", &["A=1"]),
            ("Errors of X, version 2, 2020\ncode,name\n1,A\n", &["A=1"]),
            ("Code,Name,\nSTATUS,Value,Reason\nE_A,A,x\n", &["Value=\"STATUS\"", "A=\"E_A\""]),
            (
                "Codes of orders,,\nas of today,,\n错误码,错误名,说明\n1001,OrderNotFound,订单不存在\n",
                &["OrderNotFound=1001"],
            ),
            // The word above `code` may be a code, and the first row is no title, because it has as many cells: no header is found.
            ("x,y\ncode,name\n1,A\n", &[]),
            ("SUCCESS,All fine\ncode,message\nE_B,x y\n", &[]),
            // Neither `id` nor `no` is a sure word for codes, and the first row is no title: no header is found.
            ("x,y\nid,no\n1,2\n", &[]),
        ] {
            assert_eq!(shown(file, []).0, rows, "{file:?}");
        }
    }

    #[test]
    fn a_long_cell_is_no_header_of_codes() {
        for (length, advice) in
            [(LONGEST, "name it in the call: errcodes!"), (LONGEST + 1, "if the first row is not a header: errcodes!")]
        {
            let file = format!("{},message\n1,a b\n2,c d\n", "x".repeat(length));
            let format = format([]);
            let said = helps(&read(file.as_bytes(), None, &format), &format);
            assert!(said[0].starts_with(&format!("expected a column of codes; {advice}")), "{said:?}");
        }
    }

    #[test]
    fn a_file_without_a_header_shows_the_call_and_the_call_works() {
        for (file, wanted, rows) in [
            (
                "E_OPEN,101,door is open\nE_HOT,102,oven is hot\n",
                "(code = 2, name = 1, message = 3)",
                &["EOpen=101", "EHot=102"][..],
            ),
            ("1,door is open\n2,oven is hot\n", "(code = 1, message = 2)", &["DoorIsOpen=1", "OvenIsHot=2"]),
            ("7\n8\n", "(code = 1)", &["Code7=7", "Code8=8"]),
        ] {
            let format = format([]);
            let outcome = read(file.as_bytes(), None, &format);
            let said = helps(&outcome, &format);
            let call = format!("example: errcodes!(\"t.csv\" {wanted})");
            assert!(said.len() == 1 && said[0].ends_with(&call), "{said:?}");
            let columns = [Column::Code, Column::Name, Column::Message];
            let entries = columns.into_iter().filter_map(|column| {
                let (_, rest) = wanted.split_once(&format!("{column} = "))?;
                Some(Entry::Column(column, Header::Position(rest[..1].parse().ok()?)))
            });
            assert_eq!(
                shown(file, entries.collect::<Vec<_>>()),
                (rows.iter().map(|row| (*row).to_owned()).collect(), vec![])
            );
        }
        let format = format([]);
        let outcome = read(b"E_OPEN,door is open\nE_HOT,oven is hot\n", None, &format);
        let said = helps(&outcome, &format);
        let calls = "example: errcodes!(\"t.csv\" (code = 1, message = 2)); if the first row is the header: \
            errcodes!(\"t.csv\" (code = \"E_OPEN\", message = \"door is open\"))";
        assert!(said[0].ends_with(calls), "{said:?}");
    }
}
