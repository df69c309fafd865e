//! Lays a section of the page over a table.

use core::fmt;
use std::collections::BTreeMap;

use super::page::{Row, Section};
use crate::read::{Column, Problem, Text, Translated, imported, of_text, split};

/// A row of a table as it is in its file. It need not be valid.
pub type Cells = BTreeMap<Column, String>;

/// The columns whose texts are taken from the page.
const OFFICIAL: [Column; 3] = [Column::Message, Column::MessageZh, Column::SolutionZh];

/// The columns that the page never has. A table has them only if people added them.
const OURS: [Column; 2] = [Column::Solution, Column::Note];

/// Our own notes begin with this; the page's notes do not.
const OUR_NOTE: &str = "注：";

/// The changes that an update made to a table, or that it leaves to people: the code of a row, and the change.
pub type Changes = Vec<(String, Change)>;

/// What an update did to a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The page has it and the table did not. Holds its official texts.
    Added(Vec<String>),
    /// It was added, and another row has the same code.
    Doubled,
    /// A text or the note on the page differs from the table's.
    Reworded {
        /// The column of the text.
        column: Column,
        /// The old text.
        old: String,
        /// The new text.
        new: String,
    },
    /// The page no longer has a text in this column. The table keeps the old text.
    Kept(Column, String),
    /// The page has the row at another place: after this code, or first.
    Moved(Option<String>),
    /// Several rows have its code, and no text shows which of them it is.
    Guessed,
    /// The page no longer has it. Its row stays: servers may still send the code.
    Vanished,
    /// Empty cells that a person has to fill in.
    Due(Vec<Column>),
}

impl Change {
    /// Whether a person has to look at the row.
    pub fn is_for_a_person(&self) -> bool {
        !matches!(self, Self::Moved(_))
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Added(texts) => write!(f, "added: {texts:?}"),
            Self::Doubled => f.write_str(
                "another row has the same code: give both the same name, which joins their texts, or delete one",
            ),
            Self::Reworded { column, old, new } => write!(f, "{column} {old:?} → {new:?}"),
            Self::Kept(column, text) => write!(f, "the page has no {column}; the table keeps {text:?}"),
            Self::Moved(Some(after)) => write!(f, "moved, now after {after}"),
            Self::Moved(None) => f.write_str("moved, now first"),
            Self::Guessed => f.write_str(
                "one of several rows of this code; check that its name, kind, recovery and note match its text",
            ),
            Self::Vanished => {
                f.write_str("not on the page any more; its row stays, at the end of the table, until you delete it")
            }
            Self::Due(columns) => {
                let columns: Vec<_> = columns.iter().map(|column| column.as_str()).collect();
                write!(f, "to fill in: {}", columns.join(", "))
            }
        }
    }
}

/// The rows of a table's file.
///
/// # Errors
///
/// The problems of a file whose cells cannot be assigned to columns.
pub fn load(file: &str) -> Result<Vec<Cells>, Vec<Problem>> {
    let mut problems = Vec::new();
    let text = Text::from(file);
    let records = split(&text, b',', &mut problems);
    let Some(header) = records.header else {
        return if problems.is_empty() { Ok(Vec::new()) } else { Err(problems) };
    };
    let columns = imported(&header, &records.rows, &mut problems);
    problems.extend(
        records
            .rows
            .iter()
            .filter(|record| record.len() != header.len())
            .map(|record| Problem::new(record[0].span.clone(), "this row has more or fewer cells than the header")),
    );
    if !problems.is_empty() {
        return Err(problems);
    }
    let row = |record| {
        let cell = |&column: &Column| Some((column, columns.cell(record, column)?.value.to_string()));
        Column::ALL.iter().filter_map(cell).collect()
    };
    Ok(records.rows.iter().map(row).collect())
}

/// The file of these rows: the columns in the order of [`Column::ALL`], `solution` and `note` only if a row has them.
///
/// # Errors
///
/// Those of the CSV writer.
pub fn store(rows: &[Cells]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    let is_written = |column: &&Column| !OURS.contains(column) || rows.iter().any(|row| row.contains_key(column));
    let columns: Vec<&Column> = Column::ALL.iter().filter(is_written).collect();
    writer.write_record(columns.iter().map(|column| column.as_str()))?;
    for row in rows {
        writer.write_record(columns.iter().map(|column| row.get(column).map_or("", String::as_str)))?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

/// The table with the page's official texts, in the page's order, and with the cells that people curated.
pub fn update(known: Vec<Cells>, section: &Section) -> (Vec<Cells>, Changes) {
    let mut changes = Changes::new();
    let matches = matches(&known, &section.rows);
    let in_place = in_place(&matches);
    let mut known: Vec<Option<Cells>> = known.into_iter().map(Some).collect();
    let mut rows: Vec<Cells> = Vec::new();
    for (nth, (official, index)) in section.rows.iter().zip(&matches).enumerate() {
        let mut report = |change| changes.push((official.code.clone(), change));
        let found = index.and_then(|index| known[index].take());
        let has_twin = || known.iter().flatten().chain(&rows).any(|twin| is_of(twin, official));
        let row = match found {
            Some(mut row) => {
                if likeness(&row, official) == 0 && has_twin() {
                    report(Change::Guessed);
                }
                if !in_place[nth] {
                    report(Change::Moved(nth.checked_sub(1).map(|before| section.rows[before].code.clone())));
                }
                lay_over(&mut row, official, report);
                row
            }
            None => {
                let texts = OFFICIAL.iter().map(|&column| official.text(column)).filter(|text| !text.is_empty());
                report(Change::Added(texts.map(String::from).collect()));
                if has_twin() {
                    report(Change::Doubled);
                }
                let mut row = Cells::from([(Column::Code, official.code.clone())]);
                lay_over(&mut row, official, |_| {});
                row
            }
        };
        rows.push(row);
    }
    for row in known.into_iter().flatten() {
        changes.push((row.get(&Column::Code).cloned().unwrap_or_default(), Change::Vanished));
        rows.push(row);
    }
    propose_names(&mut rows);
    for row in &rows {
        let due = [Column::Name, Column::Kind, Column::Recovery, Column::Message, Column::MessageZh];
        let due: Vec<Column> = due.into_iter().filter(|column| row.get(column).is_none_or(String::is_empty)).collect();
        if !due.is_empty() {
            changes.push((row.get(&Column::Code).cloned().unwrap_or_default(), Change::Due(due)));
        }
    }
    (rows, changes)
}

/// Takes the official texts of a row from the page. Texts that the page lacks stay.
fn lay_over(row: &mut Cells, official: &Row, mut report: impl FnMut(Change)) {
    let ours = ours(row);
    let notes = note_with(row.get(&Column::NoteZh).map_or("", String::as_str), &official.note_zh);
    let texts = OFFICIAL.map(|column| (column, official.text(column)));
    for (column, text) in texts.into_iter().chain([(Column::NoteZh, &*notes)]) {
        let cell = row.entry(column).or_default();
        if !text.is_empty() && cell != text {
            let old = core::mem::replace(cell, text.to_string());
            report(Change::Reworded { column, old, new: text.to_string() });
            continue;
        }
        let is_official = match column {
            Column::NoteZh => official.note_zh.is_empty() && !cell.starts_with(OUR_NOTE),
            _ => text.is_empty() && !ours(column) && !repeats(official, cell),
        };
        if is_official && !cell.is_empty() {
            report(Change::Kept(column, cell.clone()));
        }
    }
    // The row has the page's texts now.
    let translated = translated(row, official).to_string();
    row.insert(Column::Translated, translated);
}

/// For each row of the page, whether it kept its place: whether it is in the longest sequence of rows that kept their order.
fn in_place(matches: &[Option<usize>]) -> Vec<bool> {
    // `ends`: for each length, the last row of a sequence of that length; of several such rows, the one that comes first in the table.
    // `before`: for each row, the row before it in its sequence.
    let mut ends: Vec<usize> = Vec::new();
    let mut before = vec![None; matches.len()];
    for nth in (0..matches.len()).filter(|&nth| matches[nth].is_some()) {
        let length = ends.partition_point(|&end| matches[end] < matches[nth]);
        before[nth] = length.checked_sub(1).map(|shorter| ends[shorter]);
        match ends.get_mut(length) {
            Some(end) => *end = nth,
            None => ends.push(nth),
        }
    }
    let mut in_place = vec![false; matches.len()];
    let mut at = ends.last().copied();
    while let Some(nth) = at {
        in_place[nth] = true;
        at = before[nth];
    }
    in_place
}

/// For each row of the page, the row of the table that it matches: one with the same code, and of these the most similar.
///
/// The most similar rows are matched first: a reworded row must not take the row that another one matches better.
fn matches(known: &[Cells], page: &[Row]) -> Vec<Option<usize>> {
    let mut found = vec![None; page.len()];
    let mut taken = vec![false; known.len()];
    for least in (0..=SAME).rev() {
        for (official, found) in page.iter().zip(&mut found).filter(|(_, found)| found.is_none()) {
            let fits = |row: &Cells| is_of(row, official) && likeness(row, official) >= least;
            *found = (0..known.len()).find(|&index| !taken[index] && fits(&known[index]));
            if let Some(index) = *found {
                taken[index] = true;
            }
        }
    }
    found
}

/// Whether a row of the table has the code of a row of the page.
fn is_of(row: &Cells, official: &Row) -> bool {
    row.get(&Column::Code) == Some(&official.code)
}

/// The [`likeness`] of a row whose official texts are exactly the page's.
const SAME: u8 = 3;

/// How similar a row of the table is to a row of the page, apart from the code.
fn likeness(row: &Cells, official: &Row) -> u8 {
    let cell = |column| row.get(&column).map_or("", String::as_str);
    let ours = ours(row);
    let same = |column| official.text(column) == if ours(column) { "" } else { cell(column) };
    if OFFICIAL.into_iter().all(same) {
        return SAME;
    }
    let given = || OFFICIAL.into_iter().filter(|&column| !official.text(column).is_empty());
    let is_there = |column| official.text(column) == cell(column);
    if given().all(is_there) { 2 } else { u8::from(given().any(is_there)) }
}

/// Whether the text of a row in a column is ours, as `translated` says.
fn ours(row: &Cells) -> impl Fn(Column) -> bool + use<> {
    let translated: Option<Translated> = row.get(&Column::Translated).and_then(|translated| translated.parse().ok());
    move |column| translated.is_some_and(|translated| translated.has(column))
}

/// Which texts are ours: those that are no official text of the row. An empty cell is not: the page has no text there either.
fn translated(row: &Cells, official: &Row) -> &'static str {
    let is_ours = |column| !repeats(official, row.get(&column).map_or("", String::as_str));
    match [Column::Message, Column::MessageZh].map(is_ours) {
        [true, true] => Translated::Both.as_str(),
        [true, false] => Translated::English.as_str(),
        [false, true] => Translated::Chinese.as_str(),
        [false, false] => "",
    }
}

/// Whether a text is an official one of the row.
fn repeats(official: &Row, text: &str) -> bool {
    OFFICIAL.into_iter().any(|column| official.text(column) == text)
}

/// The page's footnote, followed by the old note. The end of an old footnote is not known, so people have to remove outdated
/// parts.
fn note_with(note: &str, footnote: &str) -> String {
    let has_it = note.strip_prefix(footnote).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    match (note, footnote) {
        (note, "") => note.to_string(),
        ("", footnote) => footnote.to_string(),
        _ if has_it => note.to_string(),
        _ => format!("{footnote} {note}"),
    }
}

/// Gives a row without a name one that is made of its English text, unless another row has that name.
fn propose_names(rows: &mut [Cells]) {
    let mut taken: Vec<String> = rows.iter().filter_map(|row| row.get(&Column::Name).cloned()).collect();
    for row in rows {
        if row.get(&Column::Name).is_some_and(|name| !name.is_empty()) {
            continue;
        }
        if let Some(name) =
            row.get(&Column::Message).and_then(|text| of_text(text)).filter(|name| !taken.contains(name))
        {
            taken.push(name.clone());
            row.insert(Column::Name, name);
        }
    }
}

#[cfg(test)]
mod tests;
