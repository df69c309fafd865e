//! The file of the user's own beside the vendor's: kinds, recoveries, names and texts, laid over the vendor's rows by code.

use std::borrow::Cow;
use std::collections::HashMap;

use super::code::Codes;
use super::column::{Column, Columns, identify};
use super::format::{Call, Format};
use super::header;
use super::name;
use super::nearest::nearest;
use super::problem::{Concern, Problem, shortened};
use super::record::{Record, split_from};
use super::row::{self, Reading, Row};
use super::separator::Separator;
use super::table::forbidden;
use super::text::Text;
use super::words::Open;

/// The file behind `with`, before its codes are read: the vendor's file says what they are.
pub(super) struct Overlay<'a> {
    pub(super) text: Text<'a>,
    records: Vec<Record<'a>>,
    columns: Columns,
    width: usize,
}

impl<'a> Overlay<'a> {
    /// Reads the file as far as it does not depend on the vendor's.
    pub(super) fn parse(bytes: &'a [u8], format: &Format, problems: &mut Vec<Problem>) -> Self {
        let known = problems.len();
        let (text, wrong) = Text::decode(bytes);
        problems.extend(wrong.map(Problem::from));
        let path = format.call.overlay.clone().unwrap_or_default();
        let format = Format { entries: Vec::new(), call: Call { path, ..Call::default() } };
        let mut overlay = Self { text, records: Vec::new(), columns: Columns::default(), width: 0 };
        overlay.read(&format, problems);
        for problem in &mut problems[known..] {
            problem.in_overlay = true;
        }
        overlay
    }

    fn read(&mut self, format: &Format, problems: &mut Vec<Problem>) {
        let known = problems.len();
        let separator = Separator::find(&self.text, format);
        let records = split_from(&self.text, separator.byte, separator.start, usize::MAX, problems);
        let Some(first) = &records.header else {
            if problems.len() == known {
                let problem = Problem::new(0..0, "this file is empty");
                problems.push(problem.help("begin it with a row that names the columns: code,kind,recovery"));
            }
            return;
        };
        let first = first[0].span.clone();
        let Ok((Some(header), records)) = header::find(records, format) else {
            let problem = Problem::new(first, "this file has no header row");
            problems.push(problem.help("begin it with a row that names the columns: code,kind,recovery"));
            return;
        };
        problems.extend(forbidden(&self.text, &header));
        let columns = identify(Some(&header), &records, format, problems);
        for cell in columns.ignored_cells(&header) {
            let words = Column::ALL.iter().map(|column| column.as_str());
            let problem = Problem::new(cell.span.clone(), format!("unknown column `{}`", shortened(&cell.value)));
            problems.push(match nearest(&cell.value, words.clone()) {
                Some(near) => problem.help(format!("did you mean `{near}`?")),
                None => problem.help(format!("the columns are: {}", words.collect::<Vec<_>>().join(", "))),
            });
        }
        header::missing(&header, &records, &columns, format, problems);
        self.width = header.len();
        (self.columns, self.records) = (columns, records);
    }

    /// Lays the rows over those of the vendor's file. Only cells with content replace one of the vendor's.
    pub(super) fn lay_over(self, rows: &mut [Row<'a>], vendors: &Reading<'_>, problems: &mut Vec<Problem>) {
        if !self.columns.has(Column::Code) {
            return;
        }
        let known = problems.len();
        // A code that the vendor's file seems to lack may stand in a row with a problem.
        let is_complete = known == 0;
        let reading = Reading { columns: &self.columns, width: self.width, strip: None, ..*vendors };
        let mut of_codes: HashMap<Codes, (usize, Option<core::ops::Range<usize>>)> =
            rows.iter().enumerate().map(|(index, row)| (row.codes.clone(), (index, None))).collect();
        for record in &self.records {
            if let Some(problem) = forbidden(&self.text, record) {
                problems.push(problem);
                continue;
            }
            let cell = self.columns.any_cell(record, Column::Code);
            let codes = match reading.codes(&cell, record) {
                Ok(codes) => codes,
                Err(mut problem) => {
                    problem.sort = None;
                    problems.push(problem);
                    continue;
                }
            };
            let concern = || Concern { codes: Some(codes.clone()), ..Concern::default() };
            match of_codes.get_mut(&codes) {
                None if is_complete => problems.push(lacks(rows, &codes, &cell, concern())),
                None => {}
                Some((_, Some(first))) => problems.push(
                    Problem::new(cell.span, format!("code {} has two rows in this file", shortened(&cell.value)))
                        .and(first.clone(), "the first one")
                        .help("delete one")
                        .concern(concern()),
                ),
                Some((index, place)) => {
                    *place = Some(cell.span);
                    let before = problems.len();
                    self.lay_row(record, &mut rows[*index], problems);
                    for problem in &mut problems[before..] {
                        problem.concern = Some(Box::new(concern()));
                    }
                }
            }
        }
        for problem in &mut problems[known..] {
            problem.in_overlay = true;
        }
    }

    fn lay_row(&self, record: &Record<'a>, row: &mut Row<'a>, problems: &mut Vec<Problem>) {
        let is_there = |column| self.columns.cell(record, column).is_some();
        if [Column::Kind, Column::Recovery, Column::RetryAfter].into_iter().any(is_there) {
            row.class = row::class(record, &self.columns, problems).or(row.class);
        }
        if let Some(cell) = self.columns.cell(record, Column::Name) {
            match name::of_cell(&cell.value) {
                Some(name) => {
                    row.name = name.into();
                    row.spelled_name.clone_from(&cell.value);
                    row.name_given = true;
                }
                None => {
                    let problem = Problem::new(cell.span.clone(), format!("invalid name `{}`", shortened(&cell.value)));
                    problems.push(problem.help("write the name in English, such as `TooFast`"));
                }
            }
        }
        let lay = |of_row: &mut Cow<'a, str>, text: Cow<'a, str>| {
            if !text.is_empty() {
                *of_row = text;
            }
        };
        let [message, message_zh] = self.columns.texts(record, Open::Text);
        let [solution, solution_zh] = self.columns.texts(record, Open::Solution);
        let [note, note_zh] = self.columns.texts(record, Open::Note);
        lay(&mut row.message, message);
        lay(&mut row.message_zh, message_zh);
        lay(&mut row.solution, solution);
        lay(&mut row.solution_zh, solution_zh);
        lay(&mut row.note, note);
        lay(&mut row.note_zh, note_zh);
        if let Some(cell) = self.columns.cell(record, Column::Translated) {
            row.translated = row::language(cell, problems).or(row.translated);
        }
    }
}

/// The vendor's file lacks a code.
fn lacks(rows: &[Row<'_>], codes: &Codes, cell: &super::record::Cell<'_>, concern: Concern) -> Problem {
    let message = format!("the vendor's file has no code {}", shortened(&cell.value));
    let problem = Problem::new(cell.span.clone(), message).concern(concern);
    let near = match codes.numbers() {
        None => nearest(&cell.value, rows.iter().map(|row| &*row.spelling)),
        Some(numbers) => {
            let distance = |row: &&Row<'_>| row.codes.numbers().map(|own| own.first().abs_diff(numbers.first()));
            rows.iter().min_by_key(distance).map(|row| &*row.spelling)
        }
    };
    match near {
        Some(near) => problem.help(format!("the nearest is {}", shortened(near))),
        None => problem.help("delete this row"),
    }
}

#[cfg(test)]
mod tests {
    use errcode_core::{Kind, Recovery};

    use crate::read::{Call, Format, read, report};

    const VENDORS: &str = "Code,Message\n1,x y\n2,gate shut\n5-9,band\n0x1F,hex\n";

    /// The rows as `name code kind recovery retry_after message/message_zh solution`, and the problems as `line message; help`.
    fn laid(overlay: &str) -> (Vec<String>, Vec<String>, bool) {
        let call = Call { path: "v.csv".into(), overlay: Some("o.csv".into()), ..Call::default() };
        let format = Format { entries: Vec::new(), call };
        let outcome = read(VENDORS.as_bytes(), Some(overlay.as_bytes()), &format);
        let rows = outcome.table.rows.iter().map(|row| {
            let class = row.class.map_or_else(
                || "-".to_owned(),
                |class| format!("{} {} {:?}", class.kind, class.recovery, class.retry_after),
            );
            format!("{} {} {class} {}/{} {}", row.name, row.codes, row.message, row.message_zh, row.solution)
        });
        let text = outcome.overlay.unwrap();
        let problems = report(&outcome.problems, &format, |_| true).into_iter().map(|problem| {
            assert!(problem.is_in_overlay(), "{problem:?}");
            let help = problem.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
            format!("{} {}{help}", text.position(problem.start()).line, problem.message)
        });
        (rows.collect(), problems.collect(), outcome.table.classified)
    }

    #[test]
    fn cells_with_content_replace_the_vendors() {
        let (rows, problems, classified) = laid(
            "code,name,kind,recovery,retry_after,message,message_zh,solution\n\
             2,GATE_SHUT,unavailable,retry,30,,门关了,wait\n5-9,,internal,stop,,,,\n31,Hexed,internal,stop,,hexed,,\n",
        );
        assert_eq!(problems, [""; 0]);
        assert_eq!(
            rows,
            [
                "XY 1 - x y/ ",
                "GateShut 2 unavailable retry Some(30) gate shut/门关了 wait",
                "Band 5..=9 internal stop None band/ ",
                "Hexed 31 internal stop None hexed/ ",
            ]
        );
        assert!(!classified);
    }

    #[test]
    fn kinds_for_every_row_classify_the_table() {
        let all =
            "code,kind,recovery\n1,internal,stop\n2,internal,stop\n5-9,internal,stop\n0x1F,not_found,fix_request\n";
        assert!(laid(all).2);
        let (rows, problems, classified) = laid("code,kind,recovery\n1,,\n2,not_found,fix_request\n");
        assert_eq!((problems.len(), classified, &*rows[0]), (0, false, "XY 1 - x y/ "));
        let _ = (Kind::Ok, Recovery::None);
    }

    #[test]
    fn mistakes_are_in_the_file_that_has_them() {
        for (overlay, said) in [
            ("", "1 this file is empty; begin it with a row that names the columns: code,kind,recovery"),
            ("1,2\n", "1 this file has no header row; begin it with a row that names the columns: code,kind,recovery"),
            ("code,name\n3,X\n", "2 the vendor's file has no code 3; the nearest is 2"),
            ("code,name\n1,X\n1,Y\n", "3 code 1 has two rows in this file; delete one"),
            ("code,name\nx,X\n", "2 invalid code `x`"),
            ("code,name\n1,坏\n", "2 invalid name `坏`; write the name in English, such as `TooFast`"),
            ("code,kind,recovery\n1,internal,stopp\n", "2 unknown recovery `stopp`; did you mean `stop`?"),
            (
                "code,name,owner\n1,X,y\n",
                "1 unknown column `owner`; the columns are: code, name, kind, recovery, retry_after, message, message_zh, translated, solution, solution_zh, note, note_zh",
            ),
        ] {
            assert_eq!(laid(overlay).1, [said], "{overlay:?}");
        }
        assert_eq!(laid("name,message\nX y,z\n").1.len(), 1);
    }

    #[test]
    fn texts_and_unselected_rows() {
        let format = Format::default();
        let read = |overlay: &str| {
            let outcome = read(b"code,message\nGATE_SHUT,x y\n", Some(overlay.as_bytes()), &format);
            (
                outcome.table.rows[0].name.to_string(),
                report(&outcome.problems, &format, |_| false).len(),
                outcome.problems,
            )
        };
        assert_eq!(read("code,name\nGATE_SHUT,Shut\n"), ("Shut".into(), 0, vec![]));
        let (_, wanted, problems) = read("code,name\nGATE_SHUTT,Shut\n");
        assert_eq!((wanted, problems[0].help.as_deref()), (0, Some("the nearest is GATE_SHUT")));
    }
}
