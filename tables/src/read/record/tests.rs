use proptest::prelude::*;

use super::{Reader, Record, Text, records, split};
use crate::read::problem::Place;
use csv_core::ReadRecordResult;

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

proptest! {
    /// Cells that are split here are the same as those that `csv_core` splits.
    #[test]
    fn well_formed_cells_are_those_of_csv_core(file in "[a系,\"\"\r\n ;\u{FEFF}]{0,24}") {
        let text = Text::from(&*file);
        let read = |with_csv_core: bool| {
            let mut reader = Reader::new(&text, b',', 0);
            reader.uses_csv_core_only = with_csv_core;
            let mut problems = Vec::new();
            let records = records(reader, &text, usize::MAX, &mut problems);
            let cells = |record: &Record<'_>| record.iter().map(|cell| (cell.value.to_string(), cell.span.clone())).collect::<Vec<_>>();
            let problems: Vec<_> = problems.iter().map(|problem| (problem.start(), problem.message.clone())).collect();
            (records.header.as_ref().map(cells), records.rows.iter().map(cells).collect::<Vec<_>>(), problems)
        };
        prop_assert_eq!(read(false), read(true), "{:?}", file);
    }
}

proptest! {
    /// Without malformed quotes, and without blanks before a quote, cells have the content that `csv_core` gives them.
    #[test]
    fn cells_have_the_content_that_csv_core_gives_them(file in "[a系,\"\"\r\n;]{0,24}") {
        let text = Text::from(&*file);
        let mut problems = Vec::new();
        let records = split(&text, b',', &mut problems);
        let ours = records.header.iter().chain(&records.rows);
        let ours: Vec<Vec<&str>> = ours.map(|record| record.iter().map(|cell| &*cell.value).collect()).collect();
        // With a line end, the last record ends, too.
        let file = file.clone() + "\n";
        let (mut csv, mut output, mut ends) = (csv_core::Reader::new(), [0; 100], [0; 100]);
        let (mut at, mut theirs) = (0, Vec::new());
        while let (ReadRecordResult::Record, read, _, count) = csv.read_record(&file.as_bytes()[at..], &mut output, &mut ends) {
            at += read;
            let starts = core::iter::once(0).chain(ends);
            let cell = |(start, end): (usize, &usize)| core::str::from_utf8(&output[start..*end]).unwrap().trim().to_owned();
            theirs.push(starts.zip(&ends[..count]).map(cell).collect::<Vec<_>>());
        }
        theirs.retain(|record| record.iter().any(|cell| !cell.is_empty()));
        if problems.is_empty() {
            prop_assert_eq!(ours, theirs, "{:?}", file);
        }
    }
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
    a_bad_quote_is_reported_once,
    "a,b\n1,\"2\ntwo \"two\" two,x\n3,4\n",
    ["a|b", "3|4"],
    [&*format!("3:5 {FOLLOWED}")]
);
splits_to!(
    an_unclosed_quote_is_reported_once,
    "a,b\n1,\"2\n3,\"4\n5,6\n",
    ["a|b", "5|6"],
    [&*format!("3:3 {FOLLOWED}")]
);
// From the line with the bad quote on, nothing belongs to its cell: the line `5` is a row.
splits_to!(
    a_row_that_begins_with_the_bad_quote,
    "a,b\n1,\"2\n\"x,y\",z\n5\n",
    ["a|b", "x,y|z", "5"],
    [&*format!("3:1 {FOLLOWED}")]
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
            ("a;b\n\"1\"x;2\n3;4\n", &["a/b", "3/4"], &["2:3 expected the end of the cell after its closing quote"]),
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

#[test]
fn a_problem_is_about_its_quote() {
    for file in ["a\n系,\"b", "系,\"a\"b\n", "系,a\"b\n"] {
        let mut problems = Vec::new();
        let text = Text::from(file);
        split(&text, b',', &mut problems);
        let [problem] = &problems[..] else { panic!("{file:?}: {problems:?}") };
        let Place::File(labels) = &problem.place else { panic!("{problem:?}") };
        assert!(labels.iter().all(|label| text.slice(label.span.clone()) == "\""), "{file:?}: {labels:?}");
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

#[test]
fn a_wrong_quote_is_underlined_alone() {
    for (file, wanted) in [
        ("a,b\n1,ab\"c\n", " 2 | 1,ab\"c\n   |     ^\n"),
        (
            "a,b\n1,\"ab\"c,d\n",
            " 2 | 1,\"ab\"c,d\n   |   - the cell begins here\n   |      ^ this quote closes the cell\n",
        ),
        ("a,b\n1,\"ab\n", " 2 | 1,\"ab\n   |   ^ the cell would include the rest of the file\n"),
    ] {
        let text = Text::from(file);
        let mut problems = Vec::new();
        split(&text, b',', &mut problems);
        let shown = problems[0].render("t.csv", &text);
        assert!(problems.len() == 1 && shown.contains(wanted), "{shown}");
    }
}
