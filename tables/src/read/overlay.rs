//! Applies the file after `with`: its kinds, recoveries, names and texts replace those of the vendor's rows with the same codes.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::class::{self, Class};
use super::code::Codes;
use super::column::Column;
use super::columns::{Columns, Whose, identify, unknown_column};
use super::format::Format;
use super::header;
use super::name;
use super::nearest::nearest;
use super::problem::{Concern, Problem, Recurring, shortened};
use super::record::{Cell, Record, split_from};
use super::row::{self, Reading, Row};
use super::separator::Separator;
use super::table::{forbidden, surplus};
use super::text::Text;
use super::words::Open;

/// The file after `with`, before its codes are parsed. The vendor's file decides their type.
pub(super) struct Overlay<'a> {
    pub(super) text: Text<'a>,
    records: Vec<Record<'a>>,
    columns: Columns,
    width: usize,
}

impl<'a> Overlay<'a> {
    /// Reads everything in the file that does not depend on the vendor's file.
    pub(super) fn parse(bytes: &'a [u8], problems: &mut Vec<Problem>) -> Self {
        let known = problems.len();
        let (text, wrong) = Text::decode(bytes);
        problems.extend(wrong.map(Problem::from));
        let mut overlay = Self { text, records: Vec::new(), columns: Columns::default(), width: 0 };
        overlay.read(&Format::default(), problems);
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
        let columns = identify(Some(&header), &records, format, Whose::Ours, problems);
        // If two columns could hold the codes, that is reported already, and both are known.
        for cell in columns.ignored_cells(&header).filter(|_| !columns.is_ambiguous) {
            let words = Column::ALL.iter().map(|column| column.as_str());
            let problem = unknown_column(cell);
            problems.push(match nearest(&cell.value, words.clone()) {
                Some(near) => problem.help(format!("did you mean `{near}`?")),
                None => problem.help(format!("the columns are: {}", words.collect::<Vec<_>>().join(", "))),
            });
        }
        if !columns.has(Column::Code) && !columns.may_be_misspelled(Column::Code) {
            let problem = Problem::new(header[0].span.clone(), "expected a column `code`");
            problems.push(problem.help("the codes say which rows of the vendor's file these are"));
        }
        self.width = header.len();
        (self.columns, self.records) = (columns, records);
    }

    /// Applies the rows to those of the vendor's file. Only cells with content replace the vendor's cells.
    pub(super) fn lay_over(self, rows: &mut [Row<'a>], vendors: &Reading<'_>, problems: &mut Vec<Problem>) {
        if !self.columns.has(Column::Code) {
            return;
        }
        let known = problems.len();
        let hidden = Hidden::of(problems);
        let mut names: Given = HashMap::new();
        let mut has_lacking = false;
        let reading = Reading { columns: &self.columns, width: self.width, ..*vendors };
        let mut of_codes: HashMap<Codes, (usize, Option<core::ops::Range<usize>>)> =
            rows.iter().enumerate().map(|(index, row)| (row.codes.clone(), (index, None))).collect();
        for record in &self.records {
            if let Some(problem) = surplus(&self.text, record, &reading).or_else(|| forbidden(&self.text, record)) {
                problems.push(problem);
                continue;
            }
            let (cell, _) = reading.code_cell(record);
            let codes = match reading.codes(&cell, record) {
                Ok(codes) => codes,
                Err(mut problem) => {
                    // Do not advise skipping the row: only rows of the vendor's file can be skipped.
                    if let Some(Recurring::Damaged { help, .. }) = problem.recurring.as_deref() {
                        problem.help = Some(help.clone());
                    }
                    problems.push(problem.recurring(Recurring::Like("invalid codes")));
                    continue;
                }
            };
            let concern = || Concern { codes: Some(codes.clone()), ..Concern::default() };
            match of_codes.get_mut(&codes) {
                None if hidden.may_have(&codes) => {}
                None => {
                    // Only the help of the first is shown, and finding the nearest code takes long.
                    let is_first = !core::mem::replace(&mut has_lacking, true);
                    problems.push(lacks(rows, &codes, &cell, is_first));
                }
                Some((_, Some(first))) => problems.push(
                    Problem::new(cell.span, format!("code {} has two rows in this file", shortened(&cell.value)))
                        .and(first.clone(), "the first one")
                        .help("delete one")
                        .recurring(Recurring::Like("such rows"))
                        .concern(concern()),
                ),
                Some((index, place)) => {
                    *place = Some(cell.span);
                    let before = problems.len();
                    let vendors = rows[*index].spelled_name.clone();
                    self.lay_row(record, &mut rows[*index], problems);
                    for problem in &mut problems[before..] {
                        problem.concern = Some(Box::new(concern()));
                    }
                    rows[*index].name_is_ours = rows[*index].spelled_name != vendors;
                    let given = self.given_twice(record, rows[*index].name_is_ours, &mut names);
                    problems.extend(given.map(|problem| problem.concern(concern())));
                }
            }
        }
        for problem in &mut problems[known..] {
            problem.in_overlay = true;
        }
    }

    /// The problem of a name that this file gives to two codes, unless both have it in the vendor's file.
    fn given_twice(&self, record: &Record<'_>, is_new: bool, names: &mut Given) -> Option<Problem> {
        let cell = self.columns.cell(record, Column::Name)?;
        let (first, first_is_new) =
            names.entry(name::of_cell(&cell.value)?).or_insert_with(|| (cell.span.clone(), is_new));
        (*first != cell.span && (is_new || *first_is_new)).then(|| {
            Problem::new(cell.span.clone(), format!("the name `{}` is given to two codes", shortened(&cell.value)))
                .and(first.clone(), "first given here")
                .help("give each code a name of its own")
                .recurring(Recurring::Like("such names"))
        })
    }

    /// Replaces the kind, the recovery and the seconds of the row, each one if its cell has content.
    fn lay_class(&self, record: &Record<'_>, row: &mut Row<'_>, problems: &mut Vec<Problem>) {
        let cell = |column| self.columns.cell(record, column);
        let cells = [Column::Kind, Column::Recovery, Column::RetryAfter].map(cell);
        let Some(first) = cells.into_iter().flatten().next() else { return };
        let known = problems.len();
        let [kind, recovery, retry_after] = cells;
        let kind = kind.map_or(row.class.map(|class| class.kind), |cell| class::kind(cell, problems));
        let recovery = recovery.map_or(row.class.map(|class| class.recovery), |cell| class::recovery(cell, problems));
        let seconds = |cell| class::seconds(cell, problems);
        let retry_after = retry_after.map_or(row.class.and_then(|class| class.retry_after), seconds);
        match (kind, recovery) {
            (Some(kind), Some(recovery)) => row.class = Some(Class { kind, recovery, retry_after }),
            _ if problems.len() > known => {}
            _ => {
                let problem = Problem::new(first.span.clone(), "expected both a kind and a recovery");
                let problem = problem.help("fill in both: the vendor's file has neither for this code");
                problems.push(problem.recurring(Recurring::Like("such rows")));
            }
        }
    }

    fn lay_row(&self, record: &Record<'a>, row: &mut Row<'a>, problems: &mut Vec<Problem>) {
        self.lay_class(record, row, problems);
        if let Some(cell) = self.columns.cell(record, Column::Name) {
            match name::of_cell(&cell.value) {
                Some(name) => {
                    row.name = name.into();
                    row.spelled_name.clone_from(&cell.value);
                    row.name_given = true;
                    let name = &row.name;
                    row.aliases.retain(|alias| alias.name != *name);
                }
                None => {
                    let problem = Problem::new(cell.span.clone(), format!("invalid name `{}`", shortened(&cell.value)));
                    let problem = problem.help("write the name in English, such as `TooFast`");
                    problems.push(problem.recurring(Recurring::Like("invalid names")));
                }
            }
        }
        let lay = |of_row: &mut Cow<'a, str>, text: Cow<'a, str>| {
            if !text.is_empty() {
                *of_row = text;
            }
        };
        let [message, message_zh] = self.columns.texts(record, Open::Text);
        // Without a name of its own, a row is named after its English text.
        let is_named = row.name_given || row.codes.text().is_some_and(|code| name::of_words(code).is_some());
        if let Some(name) = Some(&message).filter(|_| !is_named).and_then(|message| name::of_text(message)) {
            row.name = name.into();
            row.spelled_name = row.name.clone();
        }
        let gives_text = !message.is_empty() || !message_zh.is_empty();
        if gives_text && !row.has_text {
            // The name or the code was used as the text.
            (row.message, row.message_zh) = (Cow::default(), Cow::default());
        }
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

/// The names that this file gives, each with its place, and whether it differs from the vendor's name.
type Given = HashMap<String, (core::ops::Range<usize>, bool)>;

/// The known codes of the vendor's rows that have a problem.
struct Hidden {
    codes: HashSet<Codes>,
    /// Whether a part of the vendor's file could not be read: it may contain any code.
    is_anything: bool,
}

impl Hidden {
    fn of(problems: &[Problem]) -> Self {
        let mut hidden = Self { codes: HashSet::new(), is_anything: false };
        for problem in problems.iter().filter(|problem| !problem.in_overlay) {
            match problem.concern.as_deref() {
                Some(Concern { codes: Some(codes), .. }) => {
                    hidden.codes.insert(codes.clone());
                }
                // A row without a valid code matches no code of this file.
                Some(Concern { codes: None, .. }) => {}
                None => hidden.is_anything |= problem.entry().is_none(),
            }
        }
        hidden
    }

    fn may_have(&self, codes: &Codes) -> bool {
        self.is_anything || self.codes.contains(codes)
    }
}

/// The problem of a code that the vendor's file lacks: this file is out of date, no matter which rows the call selects.
fn lacks(rows: &[Row<'_>], codes: &Codes, cell: &Cell<'_>, is_helped: bool) -> Problem {
    let problem = Problem::new(cell.span.clone(), format!("the vendor's file has no code {}", shortened(&cell.value)))
        .recurring(Recurring::Lacking(cell.value.to_string()));
    if !is_helped {
        return problem;
    }
    let near = match codes.numbers() {
        None => {
            let padded = rows.iter().find(|row| row.spelling.trim_start_matches('0') == cell.value);
            padded.map(|row| &*row.spelling).or_else(|| nearest(&cell.value, rows.iter().map(|row| &*row.spelling)))
        }
        Some(numbers) => {
            let has_it = |row: &&Row<'_>| row.codes.numbers().is_some_and(|own| own.include(numbers));
            if let Some(row) = rows.iter().find(has_it) {
                return problem.help(format!("write `{}`, as in the vendor's file", shortened(&row.spelling)));
            }
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
mod tests;
