use errcode_tables::{Alias, CodeRange, Concern, Numbers, Problem, Shipped, Table};

use super::{Diagnostic, Picked, pick, prepare};
use crate::Environment;
use crate::input::parse;
use crate::source::{load, open};

const A: &str = "code,name,kind,recovery,message\n\
    0,Fine,ok,none,fine\n1,One,internal,retry,one\n2,Two,internal,stop,two\n40x,Band,not_found,stop,band\n";
const B: &str = "code,name,message\n1,One,one\n405,Five,five\n305-314,Wide,wide\n500,A,a\n501,B,b\n";

/// The rows that a selection picks from both tables, as `name=codes`, and the messages.
fn picked(selection: &str) -> (String, Vec<String>) {
    picked_of([A, B], selection, |_, _| {})
}

/// The same for other tables. `change` edits the first table after it was parsed.
fn picked_of(
    tables: [&str; 2],
    selection: &str,
    change: impl Fn(&mut Table<'_>, &mut [Problem]),
) -> (String, Vec<String>) {
    let mut diagnostics = Vec::new();
    let call = format!("[::errcode_runtime] enum E from \"a.csv\", \"b.csv\" {selection}");
    let mut input = parse(call.parse().unwrap(), &mut diagnostics);
    let (mut item, _) = input.items.remove(0);
    let [a, b] = tables.map(str::as_bytes);
    let environment = Environment::in_memory([("a.csv", a), ("b.csv", b)]);
    let named = core::mem::take(&mut item.sources).into_iter();
    let opened: Vec<_> = named.map(|source| open(source, None, &environment, &mut diagnostics)).collect();
    let mut sources = load(&opened);
    let (table, problems) = sources[0].parts_mut().unwrap();
    change(table, problems);
    prepare(&mut item, &sources, &mut diagnostics);
    let picked = pick(&mut item, &sources, true, &mut diagnostics);
    let shown = |picked: &Picked<'_>| {
        let name = picked.rename.as_ref().map_or_else(|| picked.row.name.to_string(), ToString::to_string);
        format!("{name}={}", picked.codes)
    };
    let shown = picked.iter().map(shown).collect::<Vec<_>>().join(" ");
    (shown, diagnostics.iter().map(Diagnostic::text).collect())
}

#[test]
fn rows_are_picked() {
    for (selection, rows) in [
        ("", "Fine=0 One=1 Two=2 Band=400..=409 One=1 Five=405 Wide=305..=314 A=500 B=501"),
        ("{ 1, 2 as Deux }", "One=1 Deux=2 One=1"),
        ("{ 1..=401 }", "One=1 Two=2 Band=400..=401 One=1 Wide=305..=314"),
        ("{ 400..=402, 408..=409 }", "Band=400..=402, 408..=409"),
        (
            "{ 408..=409, 0..=1, 400..=402, 405..=406 }",
            "Fine=0 One=1 Band=400..=402, 405..=406, 408..=409 One=1 Five=405",
        ),
        ("{ 404..=499, 300..=306, 309..=312 }", "Band=404..=409 Five=405 Wide=305..=306, 309..=312"),
        ("{ 305, 314, 402 as Two }", "Wide=305 Wide=314 Two=402"),
        ("{ 305..=314 as Whole, 307 }", "Whole=305..=314 Wide=307"),
        ("{ 403 as Three }", "Three=403"),
        ("{ 400..=409 as All }", "All=400..=409"),
        ("{ 405 }", "Five=405"),
        ("{ stop }", "Two=2 Band=400..=409"),
        ("{ not_found, 400..=401 }", "Band=400..=409"),
        ("{ 2 as Deux, .. }", "Fine=0 One=1 Deux=2 Band=400..=409 One=1 Five=405 Wide=305..=314 A=500 B=501"),
        ("except { 0, stop }", "One=1 One=1 Five=405 Wide=305..=314 A=500 B=501"),
        ("except { 40x, 1..=2 }", "Fine=0 Five=405 Wide=305..=314 A=500 B=501"),
        ("{ One, Band as Group, Wide, 0x2 as Deux }", "One=1 Deux=2 Group=400..=409 One=1 Wide=305..=314"),
        ("{ A as Alpha, .. }", "Fine=0 One=1 Two=2 Band=400..=409 One=1 Five=405 Wide=305..=314 Alpha=500 B=501"),
        ("except { One, Wide, Band, stop }", "Fine=0 Five=405 A=500 B=501"),
        ("{ Two, stop, 1..=2, 0x195..=0x196 }", "One=1 Two=2 Band=400..=409 One=1 Five=405"),
    ] {
        assert_eq!(picked(selection), (rows.to_owned(), Vec::new()), "{selection}");
    }
}

#[test]
fn selectors_without_a_row_are_reported() {
    for (selection, message) in [
        ("{ 7 }", "no source of this enum has the code 7; help: the nearest are 2 (Two) and 305-314 (Wide)"),
        ("{ -9..=-5 }", "no source of this enum has a code in -9..=-5; help: the nearest is 0 (Fine)"),
        ("{ aborted }", "no row has the kind `aborted`"),
        ("{ appeal }", "no row has the recovery `appeal`"),
        ("{ interal }", "unknown name, kind or recovery `interal`; help: did you mean `internal`?"),
        ("{ Fvie }", "unknown name, kind or recovery `Fvie`; help: did you mean `Five`?"),
        // A word with a capital letter is compared with names first, then with kinds and recoveries.
        ("{ Interna }", "unknown name, kind or recovery `Interna`; help: did you mean `internal`?"),
        ("{ Fvie as Cinq }", "unknown name, kind or recovery `Fvie`; help: did you mean `Five`?"),
        (
            "except { NoSuchName }",
            "unknown name, kind or recovery `NoSuchName`; \
             help: a row is selected by its code, or by the name of its variant",
        ),
        ("{ One, One }", "`One` is selected twice"),
        ("{ 1, One }", "the row `One` (1) is selected twice"),
        ("{ One as Un, 0x1 }", "the row `One` (1) is selected twice"),
        ("except { Band, 40x }", "the row `Band` (40x) is selected twice"),
        ("{ 0x7 }", "no source of this enum has the code 0x7; help: the nearest are 2 (Two) and 305-314 (Wide)"),
        ("{ 0x1, 0x1 }", "code 0x1 is selected twice"),
        ("{ 0x1..=0x2, 2..=3 }", "2..=3 overlaps 0x1..=0x2, which is also selected"),
        ("{ 1, 1 }", "code 1 is selected twice"),
        ("{ .., .. }", "`..` is selected twice"),
        ("{ 1..=2, 2..=3 }", "2..=3 overlaps 1..=2, which is also selected"),
        (
            "{ 401..=402 as X }",
            "no row has exactly the codes 401..=402, and `as` renames one row; help: there is `Band` (40x)",
        ),
        ("{ 50x }", "no row has exactly the codes 50x; help: write `500..=509` to select every row in it"),
        ("{ 30x as X }", "no row has exactly the codes 30x, and `as` renames one row; help: there is `Wide` (305-314)"),
        (
            "{ 30x }",
            "no row has exactly the codes 30x; help: write `300..=309` to select this part of `Wide` (305-314)",
        ),
        ("except { 50x }", "no row has exactly the codes 50x; help: write `500..=509` to leave out every row in it"),
        (
            "except { 305, 307..=309, 314 }",
            "`except` cannot leave out a part of `Wide` (305-314); help: leave out the whole row, or keep it",
        ),
        ("{ 40x, 40x }", "the row of the codes 40x is selected twice"),
        ("{ 1..=2, 305..=306, 0..=20 }", "0..=20 overlaps 1..=2, which is also selected"),
        ("{ 1..=1, 1 }", "code 1 is selected twice"),
        ("except { 1 as X }", "`as` has no effect in `except`"),
        ("except { .. }", "`..` in `except` would leave out every row"),
        (
            "except { 401 }",
            "`except` cannot leave out a part of `Band` (40x); help: leave out the whole row, or keep it",
        ),
        (
            "except { 400..=405 }",
            "`except` cannot leave out a part of `Band` (40x); help: leave out the whole row, or keep it",
        ),
    ] {
        assert_eq!(picked(selection).1, [message], "{selection}");
    }
}

#[test]
fn the_nearer_of_a_name_and_a_kind_is_suggested() {
    let table = "code,name,kind,recovery,message\n1,Interval,internal,retry,one\n";
    for (word, near) in [("interna", "internal"), ("interva", "Interval"), ("Interna", "Interval")] {
        let messages = picked_of([table, B], &format!("{{ {word} }}"), |_, _| {}).1;
        assert_eq!(messages, [format!("unknown name, kind or recovery `{word}`; help: did you mean `{near}`?")]);
    }
}

#[test]
fn names_are_those_of_variants_and_of_the_table() {
    let table = "code,name,message\n1,NOT_FOUND,a\n2,door_open,b\n";
    // Set the names as the table spells them, and an alias, as the reader would.
    let change = |table: &mut Table<'_>, _: &mut [Problem]| {
        for (row, spelled) in table.rows.iter_mut().zip(["NOT_FOUND", "aborted"]) {
            row.spelled_name = spelled.into();
        }
        table.rows[1].aliases.push(Alias {
            name: "Ajar".into(),
            spelled_name: "AJAR".into(),
            message: "".into(),
            message_zh: "".into(),
        });
    };
    let picked = |selection| picked_of([table, "code,name,message\n9,Nine,c\n"], selection, change);
    for (selection, rows, messages) in [
        ("{ NotFound }", "NotFound=1", &[][..]),
        ("{ NOT_FOUND as Missing }", "Missing=1", &[]),
        ("{ DoorOpen }", "DoorOpen=2", &[]),
        ("{ Ajar }", "DoorOpen=2", &[]),
        ("{ AJAR as Open }", "Open=2", &[]),
        ("{ DoorOpen as First, Ajar as Second }", "First=2", &["the row `DoorOpen` (2) is selected twice"]),
        ("{ NotFound as First, 1 as Second }", "First=1", &["the row `NotFound` (1) is selected twice"]),
        ("{ NOT_FOUND, NotFound }", "NotFound=1", &["the row `NotFound` (1) is selected twice"]),
        ("{ Nine, DoorOpne }", "Nine=9", &["unknown name `DoorOpne`; help: did you mean `DoorOpen`?"]),
        (
            "{ Nine, aborted }",
            "Nine=9",
            &["no source of this enum has kinds and recoveries, so `aborted` selects nothing; \
               help: to select the row of this name, write `DoorOpen`"],
        ),
    ] {
        let messages: Vec<String> = messages.iter().map(ToString::to_string).collect();
        assert_eq!(picked(selection), (rows.to_owned(), messages), "{selection}");
    }
}

#[test]
fn lists_are_picked_by_range_by_name_and_by_each_code() {
    let table = "code,name,message\n401,List,a\n404,Other,b\n";
    let as_list = |table: &mut Table<'_>, _: &mut [Problem]| {
        let codes = Numbers::union([401, 407].map(CodeRange::one));
        table.rows[0].codes = codes.unwrap().into();
        table.rows[0].spelling = "401/407".into();
    };
    let part = "`except` cannot leave out a part of `List` (401/407); help: leave out the whole row, or keep it";
    let between = "no source of this enum has a code in 405..=406; help: the nearest is 404 (Other)";
    for (selection, rows, message) in [
        ("{ 401 }", "List=401", None),
        ("{ 407 as Seven, 404 }", "Other=404 Seven=407", None),
        ("{ 400..=409 }", "List=401, 407 Other=404", None),
        ("{ 400..=405 }", "List=401 Other=404", None),
        ("{ List as Both }", "Both=401, 407", None),
        ("{ 401..=402, 405..=406 }", "List=401", Some(between)),
        ("except { List }", "Other=404 Nine=9", None),
        ("except { 401..=407 }", "Nine=9", None),
        ("except { 401 }", "List=401, 407 Other=404 Nine=9", Some(part)),
    ] {
        let messages: Vec<String> = message.into_iter().map(str::to_owned).collect();
        let picked = picked_of([table, "code,name,message\n9,Nine,c\n"], selection, as_list);
        assert_eq!(picked, (rows.to_owned(), messages), "{selection}");
    }
}

#[test]
fn numbers_of_32_bits_may_be_written_without_a_sign() {
    let table = "code,name,message\n-2147024891,Denied,a\n-1,All,b\n5,Five,c\n";
    let nine = "code,name,message\n9,Nine,d\n";
    let as_32_bits = |table: &mut Table<'_>, _: &mut [Problem]| table.is_32_bit = true;
    for (selection, rows, message) in [
        ("{ 0x80070005 }", "Denied=-2147024891", None),
        ("{ 2147942405, 0xFFFF_FFFF as Ones }", "Denied=-2147024891 Ones=-1", None),
        ("{ -2147024891, 5 }", "Denied=-2147024891 Five=5", None),
        ("{ 0x80000000..=0xFFFFFFFF }", "Denied=-2147024891 All=-1", None),
        ("except { 0x80000000..=0xFFFFFFFF, 9 }", "Five=5", None),
        (
            "{ 0..=0xFFFFFFFF, Five }",
            "Five=5",
            Some(
                "the range 0..=0xFFFFFFFF has numbers of both signs: the codes have 32 bits; \
                 help: write two ranges: one up to 0x7FFFFFFF, and one from 0x80000000",
            ),
        ),
        (
            "{ Five, 0x8007_0006 }",
            "Five=5",
            Some(
                "no source of this enum has the code 0x8007_0006; \
                 help: the nearest are -2147024891 (Denied) and -1 (All)",
            ),
        ),
    ] {
        let messages: Vec<String> = message.into_iter().map(str::to_owned).collect();
        assert_eq!(picked_of([table, nine], selection, as_32_bits), (rows.to_owned(), messages), "{selection}");
    }
    let (_, messages) = picked_of([table, nine], "{ 0x80070005 }", |_, _| {});
    assert!(messages[0].starts_with("no source of this enum has the code 0x80070005"), "{messages:?}");
}

/// What is known about a row with a mistake decides whether a selection means it.
#[test]
fn mistakes_in_rows_that_nobody_wants_are_not_reported() {
    let table = "code,name,kind,recovery,message\n1,One,internal,retry,one\n\
        2,Two,intrenal,retry,two\nx,Three,unavailable,retry,three\n5-9,Four,intenral,retry,four\n";
    let unavailable = Shipped::find("common").unwrap().outcome().table.rows[0].class;
    let concern = |codes: Option<CodeRange>, name: &str| Concern {
        codes: codes.map(|range| Numbers::from(range).into()),
        name: Some(name.to_owned()),
        class: unavailable.filter(|_| codes.is_none()),
    };
    let change = |_: &mut Table<'_>, problems: &mut [Problem]| {
        problems[0].concern = Some(Box::new(concern(Some(CodeRange::one(2)), "Two")));
        problems[1].concern = Some(Box::new(concern(None, "Three")));
        problems[2].concern = Some(Box::new(concern(Some(CodeRange { first: 5, last: 9 }), "Four")));
    };
    let (two, three, four) = ("unknown kind `intrenal`", "invalid code `x`", "unknown kind `intenral`");
    let unreadable = "a.csv has 1 row whose code cannot be read";
    for (selection, rows, messages) in [
        ("", "One=1 Nine=9", &[two, three, four][..]),
        ("{ .. }", "One=1 Nine=9", &[two, three, four]),
        ("{ 1 }", "One=1", &[]),
        // For a selected row with a mistake, only that mistake is reported.
        ("{ 1, 2 }", "One=1", &[two]),
        ("{ 1, 2..=3 }", "One=1", &[two]),
        ("{ 1, Two }", "One=1", &[two]),
        ("{ 1, TWO }", "One=1", &[two]),
        ("{ 1, Three as Drei }", "One=1", &[three]),
        ("{ 1, unavailable }", "One=1", &[three]),
        ("{ 1, 7 }", "One=1", &[four]),
        ("{ 1, 3 }", "One=1", &[unreadable]),
        ("{ 1, Five }", "One=1", &["unknown name, kind or recovery `Five`"]),
        ("except { 1 }", "Nine=9", &[two, three, four]),
        ("except { 2, Four }", "One=1 Nine=9", &[three]),
        ("except { 2..=5, Three }", "One=1 Nine=9", &[four]),
        ("except { 2, 5..=9, Three }", "One=1", &[]),
        ("except { Two, unavailable, 5..=8 }", "One=1 Nine=9", &[four]),
        ("except { retry, Three }", "Nine=9", &[two, four]),
        ("except { 2, .. }", "One=1 Nine=9", &[three, four, "would leave out every row"]),
    ] {
        let (picked, found) = picked_of([table, "code,name,message\n9,Nine,d\n"], selection, change);
        assert_eq!(picked, rows, "{selection}");
        assert_eq!(found.len(), messages.len(), "{selection}: {found:?}");
        let all_there = messages.iter().all(|message| found.iter().any(|found| found.contains(message)));
        assert!(all_there, "{selection}: {found:?}");
    }
}

#[test]
fn a_name_may_be_that_of_a_row_whose_name_is_not_known() {
    let table = "code,name,message\n1,One,one\nx,Two,two\n";
    let change = |_: &mut Table<'_>, problems: &mut [Problem]| {
        problems[0].concern = Some(Box::new(Concern { codes: None, name: None, class: None }));
    };
    let (_, found) = picked_of([table, "code,name,message\n9,Nine,d\n"], "{ 1, Second, Onee }", change);
    let wanted = [
        "unknown name `Second`; help: a.csv has 1 row whose name cannot be read",
        "unknown name `Onee`; help: did you mean `One`?",
    ];
    assert_eq!(found, wanted);
}

/// If a mistake does not belong to a single row, a missing row may be in the part that could not be read.
#[test]
fn nothing_is_missing_in_a_table_that_cannot_be_read() {
    let table = "code,name,kind,recovery,message\n1,One,internal,retry,one\n2,Two,intrenal,retry,two\n";
    let change = |_: &mut Table<'_>, problems: &mut [Problem]| problems[0].concern = None;
    for selection in ["{ 1, 7 }", "{ 1, Seven }", "{ 1, aborted }", "{ 1, \"seven\" }", "except { 7 }"] {
        let (_, found) = picked_of([table, "code,name,message\n9,Nine,d\n"], selection, change);
        let expected = if selection.contains('"') { 2 } else { 1 };
        assert!(found[0].contains("unknown kind `intrenal`") && found.len() == expected, "{selection}: {found:?}");
    }
}

#[test]
fn many_bad_selectors_are_so_many_messages_and_a_count() {
    let numbers = (0..20_000).map(|number| number.to_string());
    let numbers: Vec<String> = numbers.collect();
    let list =
        |entry: &dyn Fn(&str) -> String| numbers.iter().map(|number| entry(number)).collect::<Vec<_>>().join(", ");
    for (entry, braces) in [
        (&(|_: &str| "1.5".to_owned()) as &dyn Fn(&str) -> String, "{"),
        (&|_| "1 1".to_owned(), "{"),
        (&|_| "7u8".to_owned(), "{"),
        (&|_| "1 as low".to_owned(), "{"),
        (&|_| "1".to_owned(), "{"),
        (&|number| format!("Name{number}"), "{"),
        (&|number| format!("name{number}"), "{"),
        (&|_| "One".to_owned(), "{"),
        (&|number| format!("\"{number}\""), "{"),
        (&|number| format!("1{number}0000000"), "{"),
        (&|number| format!("0..={number}"), "{"),
        (&|_| "..".to_owned(), "{"),
        (&|number| format!("{number} as N{number}"), "except {"),
        (&|_| "..".to_owned(), "except {"),
        (&|number| format!("1{number}x"), "except {"),
    ] {
        let (_, messages) = picked(&format!("{braces} {} }}", list(entry)));
        assert_eq!(messages.len(), crate::diagnostic::MESSAGES + 1, "{}", entry("1"));
        let count = messages.last().unwrap();
        assert!(count.contains(" more ") && count.ends_with("wrong"), "{count}");
    }
}

#[test]
fn texts_are_picked_by_their_spelling() {
    let table = "code,name,kind,recovery,message\nPARAM_ERROR,Param,invalid_argument,fix_request,a\n\
        isv.LIMIT,Limit,resource_exhausted,slow_down,b\n";
    let select = |selection: &str| {
        let environment = Environment::in_memory([("a.csv", table.as_bytes())]);
        let call = format!("[::errcode_runtime] enum E from \"a.csv\" {selection}");
        let tokens = crate::expand(call.parse().unwrap(), &environment).to_string();
        let messages = tokens.split("compile_error !").skip(1).map(|rest| rest.split('"').nth(1).unwrap_or_default());
        let names = ["Param ,", "Limit ,", "Bad ,"].map(|name| tokens.contains(&format!("] {name}")));
        (names, messages.map(str::to_owned).collect::<Vec<_>>().join("; "))
    };
    for (selection, names, message) in [
        ("{ \"PARAM_ERROR\" as Bad, .. }", [false, true, true], ""),
        ("{ \"isv.LIMIT\" }", [false, true, false], ""),
        ("{ slow_down }", [false, true, false], ""),
        ("except { \"isv.LIMIT\" }", [true, false, false], ""),
        ("{ \"isv.LIMIT\", \"PARAM_EROR\" }", [false, true, false], "no source of this enum has the code \\"),
        (
            "{ \"isv.LIMIT\", 7 }",
            [false, true, false],
            "expected a text, as the codes of this enum are, found a number\\n   = help: write it in quotes: \\",
        ),
        (
            "{ \"isv.LIMIT\", 1..=7 }",
            [false, true, false],
            "expected a text, as the codes of this enum are, found a number",
        ),
        ("{ \"isv.LIMIT\", \"isv.LIMIT\" }", [false, true, false], "code \\"),
    ] {
        assert_eq!(select(selection), (names, message.to_owned()), "{selection}");
    }
}

#[test]
fn a_text_code_without_quotes_is_shown_with_them() {
    let table = "code,name,message\nPARAM_ERROR,BadParam,a\nBUSY_NOW,Internal,b\n";
    let message = |selection| picked_of([table, table], selection, |_, _| {}).1.remove(0);
    assert_eq!(
        message("{ PARAM_ERROR }"),
        "unknown name `PARAM_ERROR`; help: write the code in quotes: \"PARAM_ERROR\""
    );
    let classified = "code,name,kind,recovery,message\n1,Internal,aborted,stop,a\n";
    let message = picked_of([classified, classified], "{ Interna }", |_, _| {}).1.remove(0);
    assert_eq!(message, "unknown name, kind or recovery `Interna`; help: did you mean `Internal`?");
}
