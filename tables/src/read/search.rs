//! Finds columns by their headers, and by their cells where the headers do not decide.

use std::collections::HashSet;

use errcode_core::{Kind, Recovery};

use super::column::Column;
use super::columns::{Columns, Whose, unknown_column};
use super::format::{Entry, Format, Header};
use super::header::COLUMNS;
use super::problem::{HELPED, Problem};
use super::record::{Cell, Record};
use super::row::Translated;
use super::shape::{CANDIDATES, Shape, is_chinese};
use super::words::{self, Meaning, Open};

/// A search for the columns of a file.
pub(super) struct Search<'s, 'a> {
    header: &'s Record<'a>,
    rows: &'s [Record<'a>],
    columns: Columns,
    whose: Whose,
    /// Which columns of the file are taken.
    is_used: Vec<bool>,
    /// The meanings of the headers that are known, with the index of each column.
    meanings: Vec<(usize, Strength, Meaning)>,
    problems: &'s mut Vec<Problem>,
}

/// Headers of numbers that are the codes if the column with a stronger word has constants. Row numbers and severities are not codes.
const DISPLACING: [&str; 9] = ["value", "number", "num", "statuscode", "dec", "decimal", "hex", "状态码", "值"];

/// How clear the meaning of a header is. A known word is clearer than a phrase that contains one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Strength {
    Word,
    Phrase,
}

/// The meanings of the headers, words before phrases.
fn meanings(header: &Record<'_>) -> Vec<(usize, Strength, Meaning)> {
    let (mut words, mut phrases) = (Vec::new(), Vec::new());
    for (index, cell) in header.iter().enumerate().take(COLUMNS) {
        if let Some(meaning) = words::meaning(&cell.value) {
            words.push((index, Strength::Word, meaning));
        } else if let Some(meaning) = words::phrase(&cell.value) {
            phrases.push((index, Strength::Phrase, meaning));
        }
    }
    words.append(&mut phrases);
    words
}

impl<'s, 'a> Search<'s, 'a> {
    /// A search for the columns that the call does not name. `is_used` says which columns of the file are taken.
    pub(super) fn new(
        header: &'s Record<'a>,
        rows: &'s [Record<'a>],
        columns: Columns,
        whose: Whose,
        is_used: Vec<bool>,
        problems: &'s mut Vec<Problem>,
    ) -> Self {
        Self { header, rows, columns, whose, is_used, meanings: meanings(header), problems }
    }

    /// The columns, with those that the call names.
    pub(super) fn find(mut self, format: &Format) -> Columns {
        self.code(format);
        for index in self.columns.field_indexes() {
            self.is_used[index] = true;
        }
        self.own();
        self.names();
        self.texts();
        if self.whose == Whose::Vendors {
            self.drop_foreign();
        }
        self.rest(format);
        self.columns
    }

    /// The columns that are not taken and whose header has a wanted meaning, words before phrases.
    fn candidates<T>(&self, wanted: impl Fn(Meaning) -> Option<T>) -> Vec<(usize, Strength, T)> {
        let free = self.meanings.iter().filter(|&&(index, ..)| !self.is_used[index]);
        let wanted = free.filter_map(|&(index, strength, meaning)| Some((index, strength, wanted(meaning)?)));
        wanted.take(CANDIDATES).collect()
    }

    fn take(&mut self, column: Column, index: usize) {
        self.columns.cells[column as usize] = Some(index);
        self.is_used[index] = true;
    }

    fn lacks(&self, column: Column) -> bool {
        self.columns.cells[column as usize].is_none()
    }

    /// Takes the column of codes. If one column has constants and another has their numbers, the constants are the names.
    fn code(&mut self, format: &Format) {
        let is_named = format.entries.iter().any(|entry| matches!(entry, Entry::Column(Column::Code, _)));
        if is_named {
            return;
        }
        let is_strong = |meaning| if meaning == Meaning::Is(Column::Code) { Some(()) } else { None };
        let strong = self.candidates(is_strong);
        let strongest = strong.first().map(|(_, strength, ())| *strength);
        let (strong, weaker): (Vec<_>, Vec<_>) =
            strong.into_iter().partition(|(_, strength, ())| Some(*strength) == strongest);
        let indexes =
            |found: Vec<(usize, Strength, ())>| found.into_iter().map(|(index, ..)| index).collect::<Vec<_>>();
        let (strong, weaker, weak) = (indexes(strong), indexes(weaker), self.weak_codes());
        let shape = |index| Shape::of(self.rows, index);
        match strong[..] {
            [] => {}
            [only] => {
                let may_displace = |index: &&usize| DISPLACING.contains(&&*words::fold(&self.header[**index].value));
                let mut others = weaker.iter().chain(weak.iter().filter(may_displace)).peekable();
                let constants = others.peek().and_then(|_| Some(shape(only)).filter(|only| only.are_constants()));
                let number = constants.and_then(|constants| {
                    others.find(|&&index| shape(index).are_unique_numbers() && shape(index).is_as_full_as(constants))
                });
                return match number {
                    Some(&number) => self.take_code_and_name(number, only),
                    None => self.take(Column::Code, only),
                };
            }
            _ => return self.choose(&strong, format),
        }
        let names = self.candidates(|meaning| match meaning {
            Meaning::Is(Column::Name) | Meaning::Cause => Some(()),
            _ => None,
        });
        let name = names.into_iter().map(|(index, ..)| index).find(|&index| shape(index).are_unique_codes());
        match weak[..] {
            [] => {
                if let Some(name) = name {
                    self.take_code_and_name(name, name);
                }
            }
            [only] => match name {
                // Beside unique names, a column such as `Status` holds the codes only if its cells are unique numbers.
                Some(name) if !shape(only).are_unique_numbers() => self.take_code_and_name(name, name),
                _ if shape(only).has_only_texts() => {}
                _ => self.take(Column::Code, only),
            },
            _ => self.choose(&weak, format),
        }
    }

    /// The columns that hold the codes if there is no better one: those with a word or, without these, those with a phrase. An `Error`
    /// column is included only if its cells are not texts.
    fn weak_codes(&self) -> Vec<usize> {
        let weak = self.candidates(|meaning| match meaning {
            Meaning::WeakCode => Some(false),
            Meaning::Error => Some(true),
            _ => None,
        });
        if weak.is_empty() {
            let http = self.candidates(|meaning| if meaning == Meaning::HttpStatus { Some(()) } else { None });
            return http.into_iter().map(|(index, ..)| index).collect();
        }
        let strongest = weak.first().map(|(_, strength, _)| *strength);
        let is_code = |&(index, strength, is_error): &(usize, Strength, bool)| {
            Some(strength) == strongest && !(is_error && Shape::of(self.rows, index).has_others())
        };
        weak.into_iter().filter(is_code).map(|(index, ..)| index).collect()
    }

    /// Chooses between several columns that could hold the codes.
    fn choose(&mut self, candidates: &[usize], format: &Format) {
        let shapes: Vec<(usize, Shape)> =
            candidates.iter().map(|&index| (index, Shape::of(self.rows, index))).collect();
        let with = |is: fn(Shape) -> bool| -> Vec<usize> {
            shapes.iter().filter(|(_, shape)| is(*shape)).map(|(index, _)| *index).collect()
        };
        let (numbers, constants) = (with(Shape::are_unique_numbers), with(Shape::are_constants));
        match (&numbers[..], &constants[..]) {
            (&[number], &[name, ..]) => self.take_code_and_name(number, name),
            ([], &[code]) if with(Shape::are_unique_codes).contains(&code) => self.take(Column::Code, code),
            (&[first, ref others @ ..], _) if others.iter().all(|&other| self.have_same_codes(first, other)) => {
                self.take(Column::Code, first);
            }
            _ => {
                let call = |index: usize| {
                    let header = Header::Text(self.header[index].value.to_string());
                    format.call_with(&[Entry::Column(Column::Code, header)])
                };
                let [first, second] = [candidates[0], candidates[1]];
                let problem = Problem::new(self.header[first].span.clone(), "two columns could hold the codes")
                    .and(self.header[second].span.clone(), "or this one");
                self.problems.push(match self.whose {
                    Whose::Vendors => problem.help(format!("choose one: {}, or {}", call(first), call(second))),
                    Whose::Ours => problem.help("keep only the one that holds the codes"),
                });
                self.columns.is_ambiguous = true;
            }
        }
    }

    /// Whether two columns have the same number in each row, such as one in decimal and one in hexadecimal.
    fn have_same_codes(&self, first: usize, second: usize) -> bool {
        let codes = |index: usize| {
            self.rows.iter().map(move |row| {
                row.get(index).and_then(|cell| super::Numbers::parse(&cell.value, super::Width::Bits64).ok())
            })
        };
        codes(first).eq(codes(second))
    }

    fn take_code_and_name(&mut self, code: usize, name: usize) {
        self.take(Column::Code, code);
        if self.lacks(Column::Name) {
            self.take(Column::Name, name);
        }
    }

    /// Takes the columns whose headers have only one meaning.
    fn own(&mut self) {
        let own = self.candidates(|meaning| match meaning {
            Meaning::Is(column) if column != Column::Code => Some(column),
            _ => None,
        });
        for (index, strength, column) in own {
            // A phrase is clear enough for a text, but not for a kind.
            let is_ours = strength == Strength::Word
                || !matches!(column, Column::Kind | Column::Recovery | Column::RetryAfter | Column::Translated);
            if is_ours && self.lacks(column) {
                self.take(column, index);
            }
        }
    }

    /// Takes an `Error` column as the names, if another column has the codes.
    fn names(&mut self) {
        let errors = self.candidates(|meaning| if meaning == Meaning::Error { Some(()) } else { None });
        for (index, ..) in errors {
            if self.lacks(Column::Name) && Shape::of(self.rows, index).are_constants() {
                self.take(Column::Name, index);
            }
        }
    }

    /// Takes the columns of texts whose cells decide the language.
    fn texts(&mut self) {
        for open in Open::ALL {
            let is_open = |meaning| match meaning {
                Meaning::Open(own) if own == open => Some(false),
                // Used only if there is no other text.
                Meaning::Error if open == Open::Text => Some(true),
                Meaning::Cause if matches!(open, Open::Text | Open::Note) => Some(true),
                _ => None,
            };
            let (weak, strong): (Vec<_>, Vec<_>) =
                self.candidates(is_open).into_iter().partition(|(.., is_weak)| *is_weak);
            let has_text = !strong.is_empty() || open.columns().iter().any(|&column| !self.lacks(column));
            let usable = if has_text { strong } else { weak };
            let usable: Vec<usize> = usable.into_iter().map(|(index, ..)| index).collect();
            self.take_texts(open, &usable);
        }
    }

    /// Takes the first column of each language. If there is only one column, each of its cells decides its own language.
    fn take_texts(&mut self, open: Open, usable: &[usize]) {
        let [english, chinese] = open.columns();
        match (self.columns.cells[english as usize], self.columns.cells[chinese as usize]) {
            (Some(_), Some(_)) => {}
            (None, None) => {
                let Some((&first, others)) = usable.split_first() else { return };
                let language = if others.is_empty() { None } else { Some(is_chinese(self.rows, first)) };
                let other = others.iter().find(|&&other| Some(is_chinese(self.rows, other)) != language);
                for index in core::iter::once(first).chain(other.copied()) {
                    self.columns.open[open as usize].push(index);
                    self.is_used[index] = true;
                }
            }
            (Some(taken), None) | (None, Some(taken)) => {
                let is_english = self.lacks(chinese);
                // Beside a column whose header says Chinese, `message` is the English one.
                let is_other = |index: &&usize| {
                    let is_own_word = words::fold(&self.header[**index].value) == english.as_str();
                    !is_english && is_own_word || is_chinese(self.rows, **index) == is_english
                };
                match usable.iter().find(is_other) {
                    Some(&other) => self.take(if is_english { chinese } else { english }, other),
                    // This is the only column of texts: its cells decide, unless its header says Chinese.
                    None if is_english => {
                        self.columns.cells[english as usize] = None;
                        self.columns.open[open as usize].push(taken);
                    }
                    None => {}
                }
            }
        }
    }

    /// Drops columns that have the name of one of ours, but are probably the vendor's own.
    ///
    /// These are `kind` or `recovery` without the other, unless all its cells are words of ours; `retry_after` without both of them; and
    /// `translated` if it has cells, and none is a word of ours.
    fn drop_foreign(&mut self) {
        fn are_ours<W: core::str::FromStr>(rows: &[Record<'_>], index: usize) -> bool {
            let mut cells = rows.iter().filter_map(|row| row.get(index)).filter(|cell| !cell.value.is_empty());
            cells.all(|cell| cell.value.parse::<W>().is_ok())
        }
        // One word of ours is enough: the other words are then mistakes.
        fn is_any_ours(rows: &[Record<'_>], index: usize) -> bool {
            let mut cells =
                rows.iter().filter_map(|row| row.get(index)).filter(|cell| !cell.value.is_empty()).peekable();
            cells.peek().is_none() || cells.any(|cell| cell.value.parse::<Translated>().is_ok())
        }
        let at = |column: Column| self.columns.cells[column as usize];
        let (kind, recovery) = (at(Column::Kind), at(Column::Recovery));
        let is_foreign = |column: Column, index: usize| match column {
            Column::Kind => recovery.is_none() && !are_ours::<Kind>(self.rows, index),
            Column::Recovery => kind.is_none() && !are_ours::<Recovery>(self.rows, index),
            Column::RetryAfter => kind.is_none() && recovery.is_none(),
            Column::Translated => !is_any_ours(self.rows, index),
            _ => false,
        };
        let columns = [Column::Kind, Column::Recovery, Column::RetryAfter, Column::Translated];
        let foreign: Vec<(Column, usize)> = columns
            .into_iter()
            .filter_map(|column| Some((column, at(column)?)))
            .filter(|&(column, index)| is_foreign(column, index))
            .collect();
        for (column, index) in foreign {
            self.columns.cells[column as usize] = None;
            self.is_used[index] = false;
        }
    }

    /// Ignores the columns that are neither named nor known, and reports those with a misspelled header.
    fn rest(&mut self, format: &Format) {
        let free = (0..self.header.len()).filter(|&index| !self.is_used[index]).collect::<Vec<_>>();
        let with_content = self.columns_with_content();
        let mut helped = 0;
        for index in free {
            let cell = &self.header[index];
            if cell.value.is_empty() {
                if with_content.contains(&index) {
                    self.columns.ignored.push(index);
                }
                continue;
            }
            let is_unknown = helped < HELPED && !self.meanings.iter().any(|(known, ..)| *known == index);
            let near = if is_unknown { words::misspelled(&cell.value) } else { None };
            helped += usize::from(is_unknown);
            match near.filter(|(_, meaning)| self.is_missed(*meaning)) {
                Some((near, meaning)) => {
                    self.columns.misspelled.push(meaning);
                    self.problems.push(misspelled(cell, near, meaning, format, self.whose));
                }
                None => self.columns.ignored.push(index),
            }
        }
    }

    /// The columns that have a cell with content; none if every column has a header.
    fn columns_with_content(&self) -> HashSet<usize> {
        if self.header.iter().all(|cell| !cell.value.is_empty()) {
            return HashSet::new();
        }
        let cells = self.rows.iter().flat_map(|row| row.iter().enumerate());
        cells.filter(|(_, cell)| !cell.value.is_empty()).map(|(index, _)| index).collect()
    }

    /// Whether a column with this meaning is missing.
    fn is_missed(&self, meaning: Meaning) -> bool {
        let lacks = |column| !self.columns.has(column) && !self.columns.may_be_misspelled(column);
        match meaning {
            Meaning::Is(Column::Kind) => lacks(Column::Kind) && !lacks(Column::Recovery),
            Meaning::Is(Column::Recovery) => lacks(Column::Recovery) && !lacks(Column::Kind),
            Meaning::Is(column @ (Column::RetryAfter | Column::Translated)) => lacks(column) && !lacks(Column::Kind),
            Meaning::Is(column) => lacks(column),
            Meaning::Open(open) => open.columns().iter().all(|&column| lacks(column)),
            _ => false,
        }
    }
}

fn misspelled(cell: &Cell<'_>, near: &str, meaning: Meaning, format: &Format, whose: Whose) -> Problem {
    let problem = unknown_column(cell);
    if whose == Whose::Ours {
        // No call can name the columns of this file.
        return problem.help(format!("did you mean `{near}`?"));
    }
    let column = match meaning {
        Meaning::Open(open) => open.columns()[0],
        Meaning::Is(column) => column,
        _ => Column::Message,
    };
    let named = format.call_with(&[Entry::Column(column, Header::Text(cell.value.to_string()))]);
    problem.help(format!("did you mean `{near}`? Rename it, or name it in the call: {named}"))
}

#[cfg(test)]
mod tests;
