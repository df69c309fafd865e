//! Lays a section of the page over a table.

use core::fmt;
use std::collections::BTreeMap;

use super::page::{Row, Section};
use crate::read::{Column, Problem, Text, Translated, columns, of_text, split};

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
    let columns = columns(&header, &records.rows, &mut problems);
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

/// Which texts are ours: those that the page lacks, unless they repeat an official text of the row.
fn translated(row: &Cells, official: &Row) -> &'static str {
    let is_ours = |column| {
        let cell = row.get(&column).map_or("", String::as_str);
        !cell.is_empty() && official.text(column).is_empty() && !repeats(official, cell)
    };
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
mod tests {

    use super::super::page::{Row, Section};
    use super::{Change, Changes, Column, load, store, update};

    fn official(code: &str, message: &str, message_zh: &str) -> Row {
        Row { code: code.into(), message: message.into(), message_zh: message_zh.into(), ..Row::default() }
    }

    fn updated(file: &str, rows: Vec<Row>) -> (String, Changes) {
        let section = Section { rows, ..Section::default() };
        let (rows, changes) = update(load(file).unwrap(), &section);
        (String::from_utf8(store(&rows).unwrap()).unwrap(), changes)
    }

    fn lines(changes: &Changes) -> Vec<String> {
        changes.iter().map(|(code, change)| format!("{code}: {change}")).collect()
    }

    const HEADER: &str = "code,name,kind,recovery,retry_after,message,message_zh,translated,solution_zh,note_zh\n";
    const CURATED: &str = "7,NoPear,not_found,fix_request,60,no pear,没有梨,zh,,注：也可能是苹果\n";

    #[test]
    fn columns_that_people_added_are_kept() {
        let cells = |cells: &[(Column, &str)]| cells.iter().map(|&(column, text)| (column, text.to_string())).collect();
        let rows = [cells(&[(Column::Code, "7"), (Column::Note, "ripe")]), cells(&[(Column::Code, "8")])];
        let wanted = "code,name,kind,recovery,retry_after,message,message_zh,translated,solution_zh,note_zh,note\n\
            7,,,,,,,,,,ripe\n8,,,,,,,,,,\n";
        assert_eq!(String::from_utf8(store(&rows).unwrap()).unwrap(), wanted);
    }

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
        let said = ["7: message \"no pear\" → \"no pear!\"", "7: message_zh \"没有梨\" → \"没有这个梨\""];
        assert_eq!(lines(&changes), said);
    }

    #[test]
    fn new_rows_come_in_and_vanished_rows_stay() {
        let file = [HEADER, CURATED].concat();
        let (after, changes) = updated(&file, Vec::from([official("8", "invalid plum", "")]));
        assert_eq!(after, [HEADER, "8,InvalidPlum,,,,invalid plum,,,,\n", CURATED].concat());
        assert_eq!(
            lines(&changes),
            [
                "8: added: [\"invalid plum\"]",
                "7: not on the page any more; its row stays, at the end of the table, until you delete it",
                "8: to fill in: kind, recovery, message_zh",
            ]
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
        let (after, changes) = updated(&[HEADER, CURATED].concat(), Vec::from([row]));
        let said = "7: note_zh \"注：也可能是苹果\" → \"常见原因：断网。 注：也可能是苹果\"";
        assert_eq!(lines(&changes), [said]);
        assert!(after.ends_with("常见原因：断网。 注：也可能是苹果\n"), "{after}");
    }

    /// The note of a row that had `note`, after an update from a page with `footnote`.
    fn note(note: &str, footnote: &str) -> String {
        let row = Row { note_zh: footnote.into(), ..official("7", "no pear", "") };
        let file = format!("{HEADER}7,NoPear,not_found,stop,,no pear,没有梨,zh,,{note}\n");
        let (after, _) = updated(&file, Vec::from([row]));
        after.trim_end_matches('\n').rsplit(',').next().unwrap().to_string()
    }

    #[test]
    fn no_note_is_lost() {
        for (before, footnote, after) in [
            ("注：也", "", "注：也"),
            ("也", "", "也"),
            ("备注：也 注：梨", "", "备注：也 注：梨"),
            ("断网。", "断网。", "断网。"),
            ("断网。 注：也", "断网。", "断网。 注：也"),
            ("断网。 注：也", "", "断网。 注：也"),
            ("断网。 注：也", "超时。", "超时。 断网。 注：也"),
            ("注：断网。", "断网。", "断网。 注：断网。"),
            ("断网。多次。", "断网。", "断网。 断网。多次。"),
            ("", "见备注：断网。", "见备注：断网。"),
            ("", "断网。", "断网。"),
            ("见备注：断网。", "见备注：断网。", "见备注：断网。"),
        ] {
            assert_eq!(note(before, footnote), after, "{before} with {footnote}");
            assert_eq!(note(after, footnote), after, "a second time: {before} with {footnote}");
        }
    }

    #[test]
    fn a_solution_that_the_page_lacks_is_kept() {
        let file = [HEADER, "7,NoPear,not_found,stop,,no pear,没有梨,zh,买一个,\n"].concat();
        let (after, changes) = updated(&file, Vec::from([official("7", "no pear", "")]));
        assert_eq!(after, file);
        assert_eq!(lines(&changes), ["7: the page has no solution_zh; the table keeps \"买一个\""]);
    }

    #[test]
    fn a_text_that_the_page_has_no_more_is_kept_and_said() {
        let file = [HEADER, "7,NoPear,not_found,stop,,no pear,没有梨,,,断网。\n"].concat();
        let (after, changes) = updated(&file, Vec::from([official("7", "", "没有梨")]));
        assert_eq!(after, [HEADER, "7,NoPear,not_found,stop,,no pear,没有梨,en,,断网。\n"].concat());
        let said = |column, text| format!("7: the page has no {column}; the table keeps \"{text}\"");
        assert_eq!(lines(&changes), [said("message", "no pear"), said("note_zh", "断网。")]);
    }

    #[test]
    fn rows_that_moved_are_few() {
        let codes = |codes: &str| codes.split(' ').map(|code| official(code, "a", "甲")).collect::<Vec<_>>();
        let file = |codes: &str| {
            codes.split(' ').fold(HEADER.to_string(), |file, code| format!("{file}{code},A,ok,none,,a,甲,,,\n"))
        };
        for (before, page, said) in [
            ("1 2 3 4", "1 2 3 4", &[][..]),
            ("1 2 3 4", "4 1 2 3", &["4: moved, now first"]),
            ("1 2 3 4", "2 3 1 4", &["1: moved, now after 3"]),
            ("4 3 2 1", "1 2 4", &["1: moved, now first", "2: moved, now after 1"]),
        ] {
            let (after, changes) = updated(&file(before), codes(page));
            assert!(after.starts_with(&file(page)), "{before} to {page}");
            let moved: Vec<_> = changes.into_iter().filter(|(_, change)| !change.is_for_a_person()).collect();
            assert_eq!(lines(&moved), said, "{before} to {page}");
        }
    }

    #[test]
    fn a_new_row_with_a_known_code_is_said() {
        let page = || Vec::from([official("7", "worm", "虫"), official("7", "no pear", "")]);
        let (_, changes) = updated(&[HEADER, CURATED].concat(), page());
        let said = "7: another row has the same code: give both the same name, which joins their texts, or delete one";
        assert_eq!(lines(&changes)[1], said);
        let (_, changes) = updated(HEADER, page());
        assert_eq!(lines(&changes).iter().filter(|line| *line == said).count(), 1, "{changes:?}");
    }

    #[test]
    fn a_guess_is_said() {
        let rows = "7,A,not_found,stop,,a,甲,,,\n7,B,internal,retry,,b,乙,,,\n";
        let page = Vec::from([official("7", "c", "丙"), official("7", "b", "乙")]);
        let (_, changes) = updated(&[HEADER, rows].concat(), page);
        assert_eq!(changes.iter().filter(|(_, change)| *change == Change::Guessed).count(), 1, "{changes:?}");
        assert_eq!(changes[0].1, Change::Guessed, "the first row's, whose texts are new: {changes:?}");
        let (_, changes) = updated(&[HEADER, CURATED].concat(), Vec::from([official("7", "c", "丙")]));
        assert!(changes.iter().all(|(_, change)| *change != Change::Guessed), "{changes:?}");
    }
}
