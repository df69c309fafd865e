use crate::read::{Call, CodeRange, Codes, Entry, Format, Numbers, Problem, Repeated, read, report};

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
    let all = "code,kind,recovery\n1,internal,stop\n2,internal,stop\n5-9,internal,stop\n0x1F,not_found,fix_request\n";
    assert!(laid(all).2);
    let (rows, problems, classified) = laid("code,kind,recovery\n1,,\n2,not_found,fix_request\n");
    assert_eq!((problems.len(), classified, &*rows[0]), (0, false, "XY 1 - x y/ "));
}

#[test]
fn mistakes_are_in_the_file_that_has_them() {
    for (overlay, said) in [
        ("", "1 this file is empty; begin it with a row that names the columns: code,kind,recovery"),
        ("1,2\n", "1 this file has no header row; begin it with a row that names the columns: code,kind,recovery"),
        ("code,name\n3,X\n", "2 the vendor's file has no code 3; the nearest is 2"),
        ("code,mesage\n1,x\n", "1 unknown column `mesage`; did you mean `message`?"),
        ("code,name\n1,X\n1,Y\n", "3 code 1 has two rows in this file; delete one"),
        ("code,name\nx,X\n", "2 invalid code `x`"),
        ("code,name\n1,坏\n", "2 invalid name `坏`; write the name in English, such as `TooFast`"),
        ("code,kind,recovery\n1,internal,stopp\n", "2 unknown recovery `stopp`; did you mean `stop`?"),
        (
            "code,name,owner\n1,X,y\n",
            "1 unknown column `owner`; the columns are: code, name, kind, recovery, retry_after, message, message_zh, translated, solution_zh, note_zh, solution, note",
        ),
    ] {
        assert_eq!(laid(overlay).1, [said], "{overlay:?}");
    }
    assert_eq!(laid("name,message\nX y,z\n").1.len(), 1);
    let said = "1 two columns could hold the codes; keep only the one that holds the codes";
    for header in ["id,number", "code,Code", "code,错误码"] {
        assert_eq!(laid(&format!("{header},message\n1,2,x\n2,3,y\n")).1, [said], "{header}");
    }
    let outcome = read(b"code,name\n1,A,x\n2,B\n", Some(b"code,name\n2,\n2,\n"), &Format::default());
    assert_eq!(outcome.problems.iter().map(Problem::is_in_overlay).collect::<Vec<_>>(), [false, true]);
}

#[test]
fn kind_recovery_and_seconds_are_laid_each_for_itself() {
    let vendors = "code,name,kind,recovery,retry_after\n1,A,internal,retry,5\n2,B,internal,stop,\n";
    let laid = |overlay: &str| {
        let outcome = read(vendors.as_bytes(), Some(overlay.as_bytes()), &Format::default());
        let classes = outcome.table.rows.iter().filter_map(|row| row.class);
        let classes = classes.map(|class| format!("{} {} {:?}", class.kind, class.recovery, class.retry_after));
        (classes.collect::<Vec<_>>(), outcome.problems.len())
    };
    let (classes, problems) = laid("code,kind,recovery,retry_after\n1,,stop,\n2,not_found,,30\n");
    assert_eq!(problems, 0);
    assert_eq!(classes, ["internal stop Some(5)", "not_found stop Some(30)"]);
    let alone = |overlay: &str| {
        let outcome = read(b"code,name\n1,A\n", Some(overlay.as_bytes()), &Format::default());
        outcome.problems.into_iter().map(|problem| problem.message).collect::<Vec<_>>()
    };
    let one = "expected both a kind and a recovery";
    assert_eq!(alone("code,kind,recovery\n1,internal,\n"), [one]);
    assert_eq!(alone("code,kind,recovery,retry_after\n1,,,30\n"), [one]);
}

#[test]
fn names_of_the_overlay_are_each_given_once() {
    let format = Format { entries: vec![Entry::Repeated(Repeated::Alias)], ..Format::default() };
    let read = |overlay: &str| {
        let outcome = read(b"code,name\n1,A\n1,B\n2,C\n3,D\n", Some(overlay.as_bytes()), &format);
        let names = outcome.table.rows.iter().map(|row| format!("{} {}", row.name, row.aliases.len()));
        (names.collect::<Vec<_>>(), outcome.problems.into_iter().map(|problem| problem.message).collect::<Vec<_>>())
    };
    // An alias that equals the new name is dropped.
    assert_eq!(read("code,name\n1,B\n"), (vec!["B 0".into(), "C 0".into(), "D 0".into()], vec![]));
    assert_eq!(read("code,name\n2,X\n3,X\n").1, ["the name `X` is given to two codes"]);
    // The code of a vendor's row that has a problem is not reported as missing.
    let rows = "code,name,message\n1,A,x\n2,B,y,z\n";
    let outcome = super::super::read(rows.as_bytes(), Some(b"code,name\n2,X\n3,Y\n"), &Format::default());
    let said: Vec<&str> = outcome.problems.iter().map(|problem| &*problem.message).collect();
    assert_eq!(said, ["expected 3 cells, as in the header, found 4", "the vendor's file has no code 3"]);
    // A part that could not be read may have any code.
    let outcome = super::super::read(b"code,name\n1,A\n2,\"B\n", Some(b"code,name\n3,Y\n"), &Format::default());
    let said: Vec<&str> = outcome.problems.iter().map(|problem| &*problem.message).collect();
    assert_eq!(said, ["this quote is never closed"]);
}

#[test]
fn nothing_of_the_overlay_is_lost_or_changed() {
    let read = |vendors: &str, overlay: &str| {
        let outcome = read(vendors.as_bytes(), Some(overlay.as_bytes()), &Format::default());
        let rows = outcome.table.rows.iter().map(|row| format!("{} {}/{}", row.name, row.message, row.message_zh));
        (rows.collect::<Vec<_>>(), outcome.problems.into_iter().map(|problem| problem.message).collect::<Vec<_>>())
    };
    // A text with commas that is not in quotes.
    let said = read("code,name,message\n1,A,x\n", "code,name,message\n1,B,slow down, please\n").1;
    assert_eq!(said, ["expected 3 cells, as in the header, found 4"]);
    // The user's name stays, and the code is appended to the vendor's.
    let rows = read("code,name,message\n1,TOO_FAST,x\n2,OTHER,y\n", "code,name\n2,TooFast\n").0;
    assert_eq!(rows, ["TooFast1 x/", "TooFast y/"]);
    let said = read("code,name\n1,A\n2,B\n", "code,name\n1,A\n2,A\n").1;
    assert_eq!(said, ["the name `A` is given to two codes"]);
    // The name or the code is used as the text only if there is no text.
    assert_eq!(read("code,name\n1,STOCK\n", "code,message_zh\n1,库存不足\n").0, ["Stock /库存不足"]);
    assert_eq!(read("code,name\n1,STOCK\n", "code,solution\n1,wait\n").0, ["Stock STOCK/"]);
    assert_eq!(read("code\n库存不足\n", "code,message\n库存不足,out of stock\n").0, ["OutOfStock out of stock/"]);
    // The columns of this file are never taken for the vendor's own, whatever their cells are.
    let said = read("code,name,kind,recovery\n1,A,internal,stop\n", "code,kind\n1,intrenal\n").1;
    assert_eq!(said, ["unknown kind `intrenal`"]);
    assert_eq!(read("code,name,kind,recovery\n1,A,internal,stop\n", "code,retry_after\n1,30\n").1, [""; 0]);
}

#[test]
fn many_wrong_codes_are_one_problem() {
    let rows = |letter: char| (0..300).fold("code,name\n".to_owned(), |file, n| file + &format!("{letter}_{n},N{n}\n"));
    let (vendors, ours) = (rows('A'), rows('B'));
    let outcome = read(vendors.as_bytes(), Some(ours.as_bytes()), &Format::default());
    let [problem] = &report(&outcome.problems, &Format::default(), |_| true)[..] else { panic!("{outcome:?}") };
    assert_eq!(problem.message, "the vendor's file lacks 300 codes of this file: `B_0`, `B_1`, `B_2`, …");
    assert_eq!(problem.help.as_deref(), Some("for the first of them: the nearest is A_0"));
}

#[test]
fn texts_and_unselected_rows() {
    let format = Format::default();
    let read = |overlay: &str| {
        let outcome = read(b"code,message\nGATE_SHUT,x y\n", Some(overlay.as_bytes()), &format);
        (outcome.table.rows[0].name.to_string(), report(&outcome.problems, &format, |_| false).len(), outcome.problems)
    };
    assert_eq!(read("code,name\nGATE_SHUT,Shut\n"), ("Shut".into(), 0, vec![]));
    let (_, wanted, problems) = read("code,name\nGATE_SHUTT,Shut\n");
    // The file is out of date, no matter which rows the call selects.
    assert_eq!((wanted, problems[0].help.as_deref()), (1, Some("the nearest is GATE_SHUT")));
    // A spreadsheet removed the zeros.
    let outcome = super::super::read(b"code,name\n00404,A\n00405,B\n", Some(b"code,name\n405,X\n"), &format);
    assert_eq!(outcome.problems[0].help.as_deref(), Some("the nearest is 00405"));
    // A mistake in a row of this file matters to those who select its code.
    let kinds = b"code,kind,recovery\n1,internl,stop\n2,internal,stopp\n";
    let outcome = super::super::read(b"code,name\n1,A\n2,B\n", Some(kinds), &format);
    let of = |code: i64| Some(Codes::from(Numbers::from(CodeRange::one(code))));
    let shown = report(&outcome.problems, &format, |concern| concern.codes == of(2));
    assert_eq!(shown.iter().map(|problem| &*problem.message).collect::<Vec<_>>(), ["unknown recovery `stopp`"]);
}
