//! The rules of `tables/README.md` for the shipped tables, as far as a program can check them.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot continue should stop")]

use core::fmt::Write as _;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::sync::LazyLock;

use errcode_core::{Kind, Recovery};
use errcode_tables::{Column, Format, Numbers, Row, Shipped, Translated, is_han, read};
use errcode_tests::cargo::workspace;
use wordnik_list::word_exists;

/// Every row, with its table. Rows with the same code are separate here, although they are one variant of the table.
fn rows() -> impl Iterator<Item = (&'static Shipped, &'static Row<'static>)> {
    static ROWS: LazyLock<Vec<(&Shipped, Row<'static>)>> = LazyLock::new(|| {
        let of_table = |shipped: &'static Shipped| {
            let mut lines = shipped.text().split_inclusive('\n');
            let header = lines.next().unwrap_or_default();
            lines.flat_map(move |line| {
                let text: &'static str = Box::leak((header.to_owned() + line).into_boxed_str());
                let outcome = read(text.as_bytes(), None, &Format::default());
                assert!(outcome.problems.is_empty() && outcome.table.rows.len() == 1, "{}: {line}", shipped.table);
                outcome.table.rows.into_iter().map(move |row| (shipped, row))
            })
        };
        Shipped::all().iter().flat_map(of_table).collect()
    });
    ROWS.iter().map(|(shipped, row)| (*shipped, row))
}

/// Fails if there is a complaint about a row, with one line for each such row.
fn all_hold(complaint: impl Fn(&Row<'_>) -> Option<String>) {
    let found: Vec<String> = rows()
        .filter_map(|(shipped, row)| Some(format!("{} {}: {}", shipped.table, row.spelling, complaint(row)?)))
        .collect();
    assert!(found.is_empty(), "{} rows:\n{}", found.len(), found.join("\n"));
}

/// Codes whose meaning in this table differs from that in the other official tables.
const TWO_MEANINGS: [(&str, &str); 2] = [("-1", "cloudbase"), ("20002", "xiaowei")];

#[test]
fn a_name_stands_for_one_code() {
    let mut codes: HashMap<(&str, &str), BTreeSet<&str>> = HashMap::new();
    for (shipped, row) in rows() {
        codes.entry((shipped.api(), &row.name)).or_default().insert(&row.spelling);
    }
    let shared: Vec<_> = codes.iter().filter(|(_, codes)| codes.len() > 1).collect();
    assert!(shared.is_empty(), "{shared:?}");
}

#[test]
fn a_code_has_one_name_and_one_class() {
    let mut seen: HashMap<(&str, &str), Vec<(&Shipped, &Row<'_>)>> = HashMap::new();
    for (shipped, row) in rows() {
        if !TWO_MEANINGS.contains(&(&row.spelling, shipped.table)) {
            seen.entry((shipped.api(), &row.spelling)).or_default().push((shipped, row));
        }
    }
    let mut differ = Vec::new();
    for ((_, code), rows) in seen {
        for (nth, (table, row)) in rows.iter().enumerate() {
            for (other_table, other) in &rows[..nth] {
                // A product's table repeats a code of the official tables only if it means something else there, under another name.
                let of_products = [table.is_of_product(), other_table.is_of_product()];
                let is_right = match (of_products, row.name == other.name) {
                    ([true, true], false) => true,
                    ([true, false] | [false, true], is_same) => !is_same,
                    (_, is_same) => is_same && row.class == other.class,
                };
                if !is_right {
                    differ
                        .push(format!("{code}: {} {} and {} {}", other_table.table, other.name, table.table, row.name));
                }
            }
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
    for (code, table) in TWO_MEANINGS {
        let official = rows().filter(|(shipped, row)| row.spelling == code && !shipped.is_of_product());
        let names: BTreeSet<&str> =
            official.filter(|(shipped, _)| shipped.api() == "WeChat").map(|(_, row)| &*row.name).collect();
        assert_eq!(names.len(), 2, "{code} in {table} has a meaning of its own");
    }
}

/// The words of a name: `GetLimitTooLarge` is get, limit, too, large.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut chars = name.chars().peekable();
    while let Some(c) = chars.next() {
        let next_is_lower = chars.peek().is_some_and(char::is_ascii_lowercase);
        let starts = match words.last().and_then(|word| word.chars().last()) {
            None => true,
            Some(before) => c.is_ascii_uppercase() && (!before.is_ascii_uppercase() || next_is_lower),
        };
        if starts {
            words.push(String::new());
        }
        words.last_mut().unwrap().push(c);
    }
    words
}

#[test]
fn names_are_well_formed() {
    const AT_MOST: usize = 40;
    all_hold(|row| {
        let name = &row.name;
        let longest_number = name.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or_default();
        let complaint = if name.len() > AT_MOST {
            "is too long"
        } else if !name.chars().all(|c| c.is_ascii_alphanumeric())
            || !name.starts_with(|c: char| c.is_ascii_uppercase())
        {
            "is not in UpperCamelCase"
        } else if name.ends_with("Error") || name.ends_with("Err") {
            "ends with a filler"
        } else if longest_number > 3 {
            "has a code in it"
        } else if ["Ok", "Err", "Some", "None", "String", "Self", "Unknown"].contains(&&**name) {
            "shadows the prelude"
        } else if words(name).iter().any(|word| word.len() > 2 && word.chars().all(|c| c.is_ascii_uppercase())) {
            "has an acronym that is not written as a word"
        } else {
            return None;
        };
        Some(format!("{name} {complaint}"))
    });
}

#[test]
fn names_are_made_of_words() {
    let path = workspace().join("tables/words.txt");
    let file = fs::read_to_string(&path).unwrap();
    let terms: BTreeSet<&str> =
        file.lines().filter_map(|line| line.split('#').next()).map(str::trim).filter(|term| !term.is_empty()).collect();
    let mut used = BTreeSet::new();
    let mut unknown = BTreeMap::new();
    for (_, row) in rows() {
        for word in words(&row.name) {
            let lower = word.to_lowercase();
            if terms.contains(&*lower) {
                used.insert(lower);
            } else if !word_exists(&lower) {
                unknown.insert(lower, row.name.clone());
            }
        }
    }
    assert!(unknown.is_empty(), "misspelt words, or terms missing from tables/words.txt: {unknown:#?}");
    let unused: Vec<_> = terms.iter().filter(|term| !used.contains(**term)).collect();
    assert!(unused.is_empty(), "no name uses these terms of tables/words.txt: {unused:?}");
    let needless: Vec<_> = terms.iter().filter(|term| word_exists(term)).collect();
    assert!(needless.is_empty(), "these terms are English words, so tables/words.txt does not need them: {needless:?}");
}

/// Names are API: a rename must be made twice, in `names.txt` and in the table.
///
/// `ERRCODE_BLESS=1 cargo test -p errcode-tests --test tables` rewrites `names.txt`.
#[test]
fn names_do_not_change_unseen() {
    let path = workspace().join("tables/names.txt");
    let mut names =
        String::from("# Every name that was given. A name is API: see tables/README.md before you change one.\n");
    for (shipped, row) in rows() {
        // Writing to a String cannot fail.
        let _ = writeln!(names, "{} {} {}", shipped.table, row.spelling, row.name);
    }
    if std::env::var_os("ERRCODE_BLESS").is_some() {
        fs::write(&path, &names).unwrap();
    }
    let known = fs::read_to_string(&path).unwrap_or_default();
    let (known, now): (BTreeSet<_>, BTreeSet<_>) = (known.lines().collect(), names.lines().collect());
    let changes: Vec<String> = known
        .difference(&now)
        .map(|line| format!("- {line}"))
        .chain(now.difference(&known).map(|line| format!("+ {line}")))
        .collect();
    assert!(changes.is_empty(), "tables/names.txt differs:\n{}", changes.join("\n"));
}

#[test]
fn no_cell_is_empty() {
    all_hold(|row| {
        let cells = [&row.name, &row.message, &row.message_zh];
        (row.class.is_none() || cells.iter().any(|cell| cell.trim().is_empty())).then(|| "a cell is empty".to_owned())
    });
}

#[test]
fn translations_are_in_their_language() {
    let has_han = |text: &str| text.chars().any(is_han);
    let ours = |row: &Row<'_>, column| row.translated.is_some_and(|translated| translated.has(column));
    all_hold(|row| {
        (ours(row, Column::Message) && has_han(&row.message)).then(|| "our English text contains Chinese".to_owned())
    });
    all_hold(|row| {
        (ours(row, Column::MessageZh) && !has_han(&row.message_zh))
            .then(|| "our Chinese text contains no Chinese".to_owned())
    });
    all_hold(|row| {
        let (english, chinese) = (&row.solution, &row.solution_zh);
        let is_wrong =
            has_han(english) || row.translated == Some(Translated::Both) && english.is_empty() != chinese.is_empty();
        is_wrong.then(|| format!("our advice must be in both languages: {english:?}, {chinese:?}"))
    });
    // Our texts have no full stop and no needless blanks, like the official ones.
    let is_tidy = |text: &str| text.trim() == text && !text.ends_with(['.', '。']) && !text.contains("  ");
    all_hold(|row| {
        (ours(row, Column::Message) && !is_tidy(&row.message))
            .then(|| format!("a full stop or a needless blank: {:?}", row.message))
    });
    all_hold(|row| {
        (ours(row, Column::MessageZh) && !is_tidy(&row.message_zh))
            .then(|| format!("a full stop or a needless blank: {:?}", row.message_zh))
    });
}

/// A text of ours begins in lower case, unless its first word is a name: `SDK`, `WeChat`, `JavaScript`.
#[test]
fn our_english_begins_in_lower_case() {
    all_hold(|row| {
        let first = row.message.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let has_one_capital = first.starts_with(|c: char| c.is_ascii_uppercase())
            && !first[1..].contains(|c: char| c.is_ascii_uppercase());
        let is_ours = row.translated.is_some_and(|translated| translated.has(Column::Message));
        let is_name = first.len() == 1 || !word_exists(&first.to_lowercase());
        (is_ours && has_one_capital && !is_name).then(|| row.message.to_string())
    });
}

/// An official row has at least one text of its page. Both texts of a row in another table are ours.
#[test]
fn texts_of_ours_are_marked() {
    let wrong: Vec<String> = rows()
        .filter(|(shipped, row)| {
            (row.translated == Some(Translated::Both)) != (shipped.is_of_product() || shipped.api() == "WeCom")
        })
        .map(|(shipped, row)| format!("{} {}", shipped.table, row.spelling))
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn notes_of_ours_are_marked() {
    const PAGE: [&str; 1] = ["常见原因："];
    all_hold(|row| {
        let note = &row.note_zh;
        let marked = note.is_empty() || note.starts_with("注：") || PAGE.iter().any(|mark| note.starts_with(mark));
        (!marked).then(|| format!("the note has no mark that says whose it is: {note}"))
    });
}

/// The recoveries that a kind may have: anything else contradicts the definition of one of the two.
fn may_have(kind: Kind) -> &'static [Recovery] {
    use Recovery::{
        Appeal, AskUser, FixRequest, FixSetup, Reauthorize, RefreshToken, Retry, SlowDown, Stop, WaitForQuota,
    };
    match kind {
        Kind::Ok => &[Recovery::None],
        Kind::Cancelled => &[AskUser],
        Kind::Unknown | Kind::OutOfRange => &[FixRequest],
        Kind::InvalidArgument => &[FixRequest, FixSetup, AskUser],
        Kind::DeadlineExceeded | Kind::Internal => &[Retry],
        Kind::NotFound => &[FixRequest, Stop, FixSetup],
        Kind::AlreadyExists => &[Stop, FixRequest],
        Kind::PermissionDenied => &[FixSetup, Reauthorize, AskUser, Appeal, FixRequest, Stop, RefreshToken],
        Kind::ResourceExhausted => &[SlowDown, WaitForQuota, FixSetup, AskUser, Stop],
        Kind::FailedPrecondition => &[FixRequest, FixSetup, Stop, AskUser, Reauthorize, RefreshToken, Retry, Appeal],
        Kind::Aborted | Kind::Unavailable => &[Retry, SlowDown],
        Kind::Unimplemented => &[Stop, FixRequest, FixSetup],
        Kind::DataLoss => &[Stop, Retry],
        Kind::Unauthenticated => &[RefreshToken, Reauthorize, FixSetup, FixRequest],
    }
}

#[test]
fn kinds_and_recoveries_agree() {
    all_hold(|row| {
        let class = row.class?;
        let allowed = may_have(class.kind).contains(&class.recovery);
        (!allowed).then(|| format!("{} with {}", class.kind, class.recovery))
    });
    all_hold(|row| {
        let is_ok = row.class?.kind == Kind::Ok;
        (is_ok != (row.codes.numbers().and_then(Numbers::single) == Some(0)))
            .then(|| "0 is success, and nothing else is".to_owned())
    });
    // A row contradicts itself if it has a time to wait before a retry, but a recovery for which waiting does not help.
    let useless = [Recovery::None, Recovery::FixRequest, Recovery::Stop, Recovery::Appeal, Recovery::FixSetup];
    all_hold(|row| {
        let class = row.class?;
        let contradicts = class.retry_after.is_some() && useless.contains(&class.recovery);
        contradicts.then(|| format!("a time to wait, and {} as what to do", class.recovery))
    });
}

#[test]
fn words_of_a_name_are_told_apart() {
    assert_eq!(words("GetLimitTooLarge"), ["Get", "Limit", "Too", "Large"]);
    assert_eq!(words("Utf8IsDue"), ["Utf8", "Is", "Due"]);
    assert_eq!(words("NotB2bMessage"), ["Not", "B2b", "Message"]);
    assert_eq!(words("TwoDCode"), ["Two", "D", "Code"]);
}
