//! Lays a section of the page over a table.

use std::collections::BTreeMap;
use std::string::{String, ToString as _};
use std::vec::Vec;

use super::page::{Row, Section};
use crate::read::column::{self, Column};
use crate::read::text::Text;
use crate::read::{Problem, name, record};

/// A row of a table as it stands in its file, checked or not.
pub type Cells = BTreeMap<Column, String>;

/// The columns whose texts are the page's.
const OFFICIAL: [Column; 3] = [Column::Message, Column::MessageZh, Column::SolutionZh];

/// How our own notes begin; the page's do not.
const OUR_NOTE: &str = "注：";

/// What an update did to a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Codes that the page has and the table had not.
    pub added: Vec<String>,
    /// Official texts that differ: the code, the column, the old text.
    pub reworded: Vec<(String, Column, String)>,
    /// Codes that the table has and the page has no more. Their rows stay: servers may still send them.
    pub vanished: Vec<String>,
    /// Codes with a cell that a person has yet to fill.
    pub to_curate: Vec<String>,
}

/// The rows of a table's file.
///
/// # Errors
///
/// The problems of a file whose cells cannot be told apart.
pub fn load(file: &str) -> Result<Vec<Cells>, Vec<Problem>> {
    let mut problems = Vec::new();
    let text = Text::decode(file.as_bytes(), &mut problems);
    let mut records = record::split(&text, b',', &mut problems);
    if records.is_empty() {
        return if problems.is_empty() { Ok(Vec::new()) } else { Err(problems) };
    }
    let header = records.remove(0);
    let columns = column::identify(&text, &header, &records, &[], &mut problems);
    problems.extend(
        records
            .iter()
            .filter(|record| record.len() != columns.len())
            .map(|record| Problem::new(record[0].span.clone(), "this row has another number of cells than the header")),
    );
    if !problems.is_empty() {
        return Err(problems);
    }
    let row = |record| {
        let cell = |&column: &Column| Some((column, columns.cell(record, column)?.value.to_string()));
        Column::ALL.iter().filter_map(cell).collect()
    };
    Ok(records.iter().map(row).collect())
}

/// The file of these rows: every column, in the order of [`Column::ALL`].
///
/// # Errors
///
/// Those of the CSV writer.
pub fn store(rows: &[Cells]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    writer.write_record(Column::ALL.iter().map(|column| column.as_str()))?;
    for row in rows {
        writer.write_record(Column::ALL.iter().map(|column| row.get(column).map_or("", String::as_str)))?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

/// The table with the page's official texts, in the page's order, and what people curated.
pub fn update(known: Vec<Cells>, section: &Section) -> (Vec<Cells>, Changes) {
    let mut changes = Changes::default();
    let matches = matches(&known, &section.rows);
    let mut known: Vec<Option<Cells>> = known.into_iter().map(Some).collect();
    let mut rows: Vec<Cells> = Vec::new();
    for (official, index) in section.rows.iter().zip(matches) {
        let mut row = index.and_then(|index| known[index].take()).unwrap_or_else(|| {
            changes.added.push(official.code.clone());
            Cells::from([(Column::Code, official.code.clone())])
        });
        let is_new = row.len() == 1;
        for column in OFFICIAL {
            let cell = row.entry(column).or_default();
            let text = official.text(column);
            let ours = cell.as_str() != text && (text.is_empty() && column != Column::SolutionZh);
            if !ours && cell != text {
                let old = core::mem::replace(cell, text.to_string());
                if !is_new {
                    changes.reworded.push((official.code.clone(), column, old));
                }
            }
        }
        let note = row.entry(Column::NoteZh).or_default();
        *note = note_with(note, &official.note_zh);
        let translated = translated(&row, official);
        row.insert(Column::Translated, translated.to_string());
        rows.push(row);
    }
    for row in known.into_iter().flatten() {
        changes.vanished.push(row.get(&Column::Code).cloned().unwrap_or_default());
        rows.push(row);
    }
    propose_names(&mut rows);
    let due = [Column::Name, Column::Kind, Column::Recovery, Column::Message, Column::MessageZh];
    for row in &rows {
        if due.iter().any(|column| row.get(column).is_none_or(String::is_empty)) {
            changes.to_curate.push(row.get(&Column::Code).cloned().unwrap_or_default());
        }
    }
    (rows, changes)
}

/// For each row of the page the row of the table that it is: of the same code, and of those the most alike.
///
/// The most alike are found for all rows first: a reworded row must not take the row that another one matches.
fn matches(known: &[Cells], page: &[Row]) -> Vec<Option<usize>> {
    let mut found = std::vec![None; page.len()];
    let mut taken = std::vec![false; known.len()];
    for least in (0..=SAME).rev() {
        for (official, found) in page.iter().zip(&mut found).filter(|(_, found)| found.is_none()) {
            let fits = |row: &Cells| row.get(&Column::Code) == Some(&official.code) && likeness(row, official) >= least;
            *found = (0..known.len()).find(|&index| !taken[index] && fits(&known[index]));
            if let Some(index) = *found {
                taken[index] = true;
            }
        }
    }
    found
}

/// What [`likeness`] says of a row whose official texts are exactly the page's.
const SAME: u8 = 3;

/// How much a row of the table is like a row of the page, beside the code.
fn likeness(row: &Cells, official: &Row) -> u8 {
    let cell = |column| row.get(&column).map_or("", String::as_str);
    let ours = language(cell(Column::Translated));
    let same = |column| official.text(column) == if ours == Some(column) { "" } else { cell(column) };
    if OFFICIAL.into_iter().all(same) {
        return SAME;
    }
    let given = || OFFICIAL.into_iter().filter(|&column| !official.text(column).is_empty());
    let is_there = |column| official.text(column) == cell(column);
    if given().all(is_there) { 2 } else { u8::from(given().any(is_there)) }
}

/// The text that is ours where `translated` says so.
fn language(translated: &str) -> Option<Column> {
    match translated {
        "en" => Some(Column::Message),
        "zh" => Some(Column::MessageZh),
        _ => None,
    }
}

/// Which text is ours: the one that the page lacks, unless it repeats an official text of the row.
fn translated(row: &Cells, official: &Row) -> &'static str {
    for (column, language) in [(Column::Message, "en"), (Column::MessageZh, "zh")] {
        let cell = row.get(&column).map_or("", String::as_str);
        let repeats =
            [&official.message, &official.message_zh, &official.solution_zh].into_iter().any(|text| text == cell);
        if !cell.is_empty() && official.text(column).is_empty() && !repeats {
            return language;
        }
    }
    ""
}

/// The page's footnote, and after it the note that is ours.
fn note_with(note: &str, footnote: &str) -> String {
    match note.find(OUR_NOTE) {
        Some(ours) if footnote.is_empty() => note[ours..].to_string(),
        Some(ours) => std::format!("{footnote} {}", &note[ours..]),
        None => footnote.to_string(),
    }
}

/// Gives rows without a name one that is made of their English text, where nobody else has it.
fn propose_names(rows: &mut [Cells]) {
    let mut taken: Vec<String> = rows.iter().filter_map(|row| row.get(&Column::Name).cloned()).collect();
    for row in rows {
        if row.get(&Column::Name).is_some_and(|name| !name.is_empty()) {
            continue;
        }
        if let Some(name) =
            row.get(&Column::Message).and_then(|text| name::derive(text)).filter(|name| !taken.contains(name))
        {
            taken.push(name.clone());
            row.insert(Column::Name, name);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::string::{String, ToString as _};
    use std::vec::Vec;

    use super::super::page::{Row, Section};
    use super::{Changes, load, store, update};
    use crate::read::Column;

    fn official(code: &str, message: &str, message_zh: &str) -> Row {
        Row { code: code.into(), message: message.into(), message_zh: message_zh.into(), ..Row::default() }
    }

    fn updated(file: &str, rows: Vec<Row>) -> (String, Changes) {
        let section = Section { rows, ..Section::default() };
        let (rows, changes) = update(load(file).unwrap(), &section);
        (String::from_utf8(store(&rows).unwrap()).unwrap(), changes)
    }

    const HEADER: &str = "code,name,kind,recovery,retry_after,message,message_zh,translated,solution_zh,note_zh\n";
    const CURATED: &str = "7,NoPear,not_found,fix_request,60,no pear,没有梨,zh,,注：也可能是苹果\n";

    #[test]
    fn a_page_without_news_changes_nothing() {
        let file = [HEADER, CURATED].concat();
        let (after, changes) = updated(&file, Vec::from([official("7", "no pear", "")]));
        assert_eq!((after, changes), (file, Changes::default()));
    }

    #[test]
    fn official_texts_are_taken_and_curated_cells_kept() {
        let file = [HEADER, CURATED].concat();
        let (after, changes) = updated(&file, Vec::from([official("7", "no pear!", "没有这个梨")]));
        assert_eq!(
            after,
            [HEADER, "7,NoPear,not_found,fix_request,60,no pear!,没有这个梨,,,注：也可能是苹果\n"].concat()
        );
        let texts = changes.reworded.iter().map(|(code, column, old)| (code.as_str(), *column, old.as_str()));
        assert_eq!(texts.collect::<Vec<_>>(), [("7", Column::Message, "no pear"), ("7", Column::MessageZh, "没有梨")]);
    }

    #[test]
    fn new_rows_come_in_and_vanished_rows_stay() {
        let file = [HEADER, CURATED].concat();
        let (after, changes) = updated(&file, Vec::from([official("8", "invalid plum", "")]));
        assert_eq!(after, [HEADER, "8,InvalidPlum,,,,invalid plum,,,,\n", CURATED].concat());
        assert_eq!(
            (changes.added, changes.vanished, changes.to_curate),
            (Vec::from(["8".to_string()]), Vec::from(["7".to_string()]), Vec::from(["8".to_string()]))
        );
    }

    #[test]
    fn rows_of_one_code_keep_their_cells() {
        let rows = "7,NoPear,not_found,fix_request,,,没有梨,,,\n7,NoPear,not_found,fix_request,,,没有苹果,,,注：二\n";
        let file = [HEADER, rows].concat();
        let (after, _) = updated(&file, Vec::from([official("7", "", "没有苹果"), official("7", "", "没有梨")]));
        let swapped =
            "7,NoPear,not_found,fix_request,,,没有苹果,,,注：二\n7,NoPear,not_found,fix_request,,,没有梨,,,\n";
        assert_eq!(after, [HEADER, swapped].concat());
    }

    #[test]
    fn a_reworded_row_takes_no_row_that_another_matches() {
        let a = "7,A,not_found,stop,1,a,甲,zh,,\n";
        let b = "7,B,internal,retry,2,b,乙,,,注：二\n";
        for (first, second) in [(a, b), (b, a)] {
            let file = [HEADER, first, second].concat();
            // The reworded row stands first, and has nothing in common with either.
            let page = Vec::from([official("7", "new", ""), official("7", "b", "乙")]);
            let (after, _) = updated(&file, page);
            assert_eq!(after, [HEADER, "7,A,not_found,stop,1,new,甲,zh,,\n", b].concat());
            // Two reworded rows: a text they kept tells them apart.
            let page = Vec::from([official("7", "b", "乙乙"), official("7", "a", "甲甲")]);
            let (after, _) = updated(&file, page);
            let wanted = "7,B,internal,retry,2,b,乙乙,,,注：二\n7,A,not_found,stop,1,a,甲甲,,,\n";
            assert_eq!(after, [HEADER, wanted].concat());
        }
    }

    #[test]
    fn a_row_without_a_text_takes_no_row_that_another_matches() {
        let rows = "7,B,internal,retry,,a,乙,,,\n7,A,not_found,stop,,a,甲,zh,,\n";
        let page = Vec::from([official("7", "a", ""), official("7", "a", "乙")]);
        let (after, _) = updated(&[HEADER, rows].concat(), page);
        assert_eq!(after, [HEADER, "7,A,not_found,stop,,a,甲,zh,,\n7,B,internal,retry,,a,乙,,,\n"].concat());
    }

    #[test]
    fn our_text_that_repeats_an_official_one_is_not_marked() {
        let row = Row { solution_zh: "请重试".into(), ..official("9", "busy", "") };
        let file = [HEADER, "9,Busy,unavailable,retry,,busy,请重试,,请重试,\n"].concat();
        assert_eq!(updated(&file, Vec::from([row])).0, file);
    }

    #[test]
    fn a_footnote_stands_before_our_note() {
        let row = Row { note_zh: "常见原因：断网。".into(), ..official("7", "no pear", "") };
        let (after, _) = updated(&[HEADER, CURATED].concat(), Vec::from([row]));
        assert!(after.ends_with("常见原因：断网。 注：也可能是苹果\n"), "{after}");
    }
}
