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
    assert_eq!(after, [HEADER, "7,NoPear,not_found,fix_request,60,no pear!,没有这个梨,,,注：也可能是苹果\n"].concat());
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
    let swapped = "7,NoPear,not_found,fix_request,,,没有苹果,,,注：二\n7,NoPear,not_found,fix_request,,,没有梨,,,\n";
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
