extern crate std;
use std::boxed::Box;
use std::string::String;
use std::vec::Vec;

use errcode_core::hash;
use errcode_core::packed::{Counts, TEXTS};

use super::*;

/// A row: key, texts in their order, kind and recovery, source, seconds to wait.
type Row = (i64, [&'static str; 5], (Kind, Recovery), u8, Option<u32>);

const ROWS: [Row; 4] = [
    (-7, ["Busy", "busy", "忙", "稍候", "注"], (Kind::Unavailable, Recovery::Retry), 1, None),
    (0, ["Fine", "ok", "", "", ""], (Kind::Ok, Recovery::None), 0, None),
    (101, ["Band", "", "范围", "", "注意"], (Kind::Internal, Recovery::Stop), 0, Some(5)),
    (404, ["Lost", "lost", "没有", "", ""], (Kind::NotFound, Recovery::FixRequest), 1, Some(60)),
];
/// The ranges of row 2: 101 to 199 without 150, which a selection left out.
const RANGES: [(i64, i64, u32); 2] = [(101, 149, 2), (151, 199, 2)];
const SOURCES: [TableInfo; 2] = [TableInfo::new("A", "甲", "a.csv"), TableInfo::new("B", "乙", "b.csv")];
const UNKNOWN: usize = ROWS.len();

/// The sections that a table may lack, and how wide its entries are.
#[derive(Clone, Copy)]
struct Shape {
    has_classes: bool,
    has_sources: bool,
    key_width: usize,
    start_width: usize,
    length_width: usize,
    slot_width: usize,
}

const FULL: Shape =
    Shape { has_classes: true, has_sources: true, key_width: 8, start_width: 3, length_width: 2, slot_width: 2 };
const BARE: Shape =
    Shape { has_classes: false, has_sources: false, key_width: 4, start_width: 4, length_width: 4, slot_width: 4 };
const SHORT: Shape = Shape { start_width: 2, length_width: 1, ..BARE };

const PILOTS: [u16; 2] = [5, 3];

/// Packs rows as `errcode-codegen` does, but with fixed pilots: it searches for a multiplier that fits them.
fn table(rows: &[Row], shape: Shape) -> Table {
    let slots_under = |multiplier| {
        let mut slots = [None; 8];
        let is_free = |(row, &(key, ..)): (usize, &Row)| {
            let hash = hash::hash(key, multiplier);
            slots[hash::slot(hash, PILOTS[hash::bucket(hash, 1)], 3)].replace(row).is_none()
        };
        rows.iter().enumerate().all(is_free).then_some((multiplier, slots))
    };
    let mut multipliers = (0_u64..).map(|n| 0x9E37_79B9_7F4A_7C15_u64.wrapping_add(n << 17));
    let (multiplier, slots) = multipliers.find_map(slots_under).unwrap();
    let retries = || rows.iter().enumerate().filter_map(|(row, &(.., seconds))| Some((row, seconds?)));
    let layout = Layout::new(Counts {
        rows: rows.len(),
        classes: if shape.has_classes { rows.len() } else { 0 },
        sources: if shape.has_sources { rows.len() } else { 0 },
        retries: retries().count(),
        ranges: RANGES.len(),
        bucket_bits: 1,
        slot_bits: 3,
        multiplier,
        key_width: shape.key_width,
        start_width: shape.start_width,
        texts: 0b1_1111,
        length_width: shape.length_width,
        slot_width: shape.slot_width,
        flags: 0,
        columns: 0,
    });
    let mut texts = String::new();
    let mut numbers = Vec::new();
    let push = |numbers: &mut Vec<u8>, number: usize, width| numbers.extend(&number.to_le_bytes()[..width]);
    for (key, ..) in rows {
        numbers.extend(&key.to_le_bytes()[..shape.key_width]);
    }
    for (_, fields, ..) in rows {
        push(&mut numbers, texts.len(), shape.start_width);
        texts.extend(*fields);
    }
    push(&mut numbers, texts.len(), shape.start_width);
    for text in rows.iter().flat_map(|(_, fields, ..)| &fields[..TEXTS - 1]) {
        push(&mut numbers, text.len(), shape.length_width);
    }
    let classified = &rows[..layout.counts.classes];
    numbers.extend(classified.iter().map(|(.., (kind, _), _, _)| *kind as u8));
    numbers.extend(classified.iter().map(|(.., (_, recovery), _, _)| *recovery as u8));
    numbers.extend(rows[..layout.counts.sources].iter().map(|(.., source, _)| *source));
    for (row, seconds) in retries() {
        push(&mut numbers, row, 4);
        numbers.extend(seconds.to_le_bytes());
    }
    for (first, last, row) in RANGES {
        numbers.extend(first.to_le_bytes());
        numbers.extend(last.to_le_bytes());
        numbers.extend(row.to_le_bytes());
    }
    numbers.extend(PILOTS.map(u16::to_le_bytes).as_flattened());
    for slot in slots {
        push(&mut numbers, slot.unwrap_or(0), shape.slot_width);
    }
    assert_eq!(numbers.len(), layout.end);
    Table::new(Box::leak(texts.into()), Box::leak(numbers.into()), layout, &SOURCES)
}

#[test]
fn a_code_has_the_row_of_its_key() {
    for shape in [FULL, BARE, SHORT] {
        let table = table(&ROWS, shape);
        assert_eq!((table.rows(), table.layout.counts.rows), (4, 4));
        for (row, (key, ..)) in ROWS.iter().enumerate() {
            assert_eq!(find(table.numbers, &table.layout, *key), Some(row));
            assert_eq!(table.key(row), *key);
        }
        for code in (-1000..1000).chain([i64::MIN, i64::MAX]) {
            let row = ROWS.iter().position(|(key, ..)| *key == code);
            assert_eq!(find(table.numbers, &table.layout, code), row, "{code}");
        }
    }
}

#[test]
fn codes_that_no_hash_keeps_apart_are_searched() {
    for rows in [&ROWS[..], &ROWS[..1], &[]] {
        let hashed = table(rows, BARE);
        // The same table, without its hash.
        let layout = Layout::new(Counts { multiplier: 0, ..hashed.layout.counts });
        for code in (-1000..1000).chain([i64::MIN, i64::MAX]) {
            let row = rows.iter().position(|(key, ..)| *key == code);
            assert_eq!(find(hashed.numbers, &layout, code), row, "{code}");
        }
    }
}

#[test]
fn a_table_without_rows_has_no_row_for_a_code() {
    let table = table(&[], BARE);
    let layout = table.layout;
    // An empty slot names row 0. A table without rows has no keys: the bytes in their place belong to the next section.
    let not_a_key = i64::from(errcode_core::packed::read_i32(table.numbers, layout.keys));
    assert_eq!([0, not_a_key].map(|code| find(table.numbers, &layout, code)), [None; 2]);
    assert_eq!(table.rows(), 0);
}

#[test]
fn a_range_contains_its_codes() {
    let table = table(&ROWS, FULL);
    for (code, row) in [
        (100, None),
        (101, Some(2)),
        (149, Some(2)),
        (150, None),
        (151, Some(2)),
        (199, Some(2)),
        (200, None),
        (i64::MIN, None),
        (i64::MAX, None),
    ] {
        assert_eq!(table.find_range(code), row, "{code}");
    }
    assert_eq!([0, 1, 2, 3, UNKNOWN].map(|row| table.is_range(row)), [false, false, true, false, false]);
}

#[test]
fn a_row_has_its_texts() {
    for shape in [FULL, BARE, SHORT] {
        let table = table(&ROWS, shape);
        for (row, (_, [name, message, message_zh, solution_zh, note_zh], ..)) in ROWS.into_iter().enumerate() {
            assert_eq!(table.name(&table.layout, row), name);
            // If one language is missing, the text is in the other one.
            assert_eq!(table.message(&table.layout, row), if message.is_empty() { message_zh } else { message });
            assert_eq!(table.message_zh(&table.layout, row), if message_zh.is_empty() { message } else { message_zh });
            assert_eq!(table.solution_zh(&table.layout, row).unwrap_or_default(), solution_zh);
            assert_eq!(table.note_zh(&table.layout, row).unwrap_or_default(), note_zh);
        }
        assert_eq!(
            (table.solution_zh(&table.layout, 1), table.note_zh(&table.layout, 1)),
            (None, None),
            "a blank text is none"
        );
    }
}

#[test]
fn texts_that_no_row_has_take_no_byte() {
    for texts in 1..1_u32 << TEXTS {
        let own = |bit: usize| texts & 1 << bit != 0;
        let rows: [[&'static str; TEXTS]; 2] = [["a", "bb", "ccc", "dddd", "eeeee"], ["f", "", "gg", "", "h"]]
            .map(|row| core::array::from_fn(|bit| if own(bit) { row[bit] } else { "" }));
        let counts = table(&[], FULL).layout.counts;
        let layout = Layout::new(Counts { rows: 2, texts, start_width: 4, length_width: 1, ranges: 0, ..counts });
        let mut numbers = std::vec![0; layout.starts];
        let all = rows.map(|row| row.concat());
        for start in [0, all[0].len(), all.concat().len()] {
            numbers.extend(u32::try_from(start).unwrap().to_le_bytes());
        }
        for row in rows {
            let lengths = (0..TEXTS).filter(|&bit| own(bit)).map(|bit| u8::try_from(row[bit].len()).unwrap());
            numbers.extend(lengths.take(layout.row_lengths));
        }
        let table = Table::new(Box::leak(all.concat().into()), Box::leak(numbers.into()), layout, &SOURCES);
        for (row, texts) in rows.into_iter().enumerate() {
            let fields = [Field::Name, Field::Message, Field::MessageZh, Field::SolutionZh, Field::NoteZh];
            assert_eq!(fields.map(|field| table.text(&table.layout, row, field)), texts);
        }
    }
}

#[test]
fn an_unknown_code_has_texts_of_its_own() {
    let table = table(&ROWS, FULL);
    assert_eq!(table.name(&table.layout, UNKNOWN), "Unknown");
    assert_eq!(
        (table.message(&table.layout, UNKNOWN), table.message_zh(&table.layout, UNKNOWN)),
        ("unknown error code", "未知错误码")
    );
    assert_eq!((table.solution_zh(&table.layout, UNKNOWN), table.note_zh(&table.layout, UNKNOWN)), (None, None));
}

#[test]
fn a_row_is_from_a_source() {
    let (several, one) = (table(&ROWS, FULL), table(&ROWS, BARE));
    for (row, (.., source, _)) in ROWS.iter().enumerate() {
        assert_eq!(several.info(row), Some(&SOURCES[usize::from(*source)]));
        assert_eq!(one.info(row), Some(&SOURCES[0]), "without the section, all are from the one source");
    }
    assert_eq!((several.info(UNKNOWN), one.info(UNKNOWN)), (None, None));
}

#[test]
fn a_row_has_kind_and_recovery_where_its_table_has_them() {
    let (classified, bare) = (table(&ROWS, FULL), table(&ROWS, BARE));
    for (row, (.., class, _, _)) in ROWS.iter().enumerate() {
        assert_eq!((classified.kind(row), classified.recovery(row)), *class);
        assert_eq!((bare.kind(row), bare.recovery(row)), (Kind::Unknown, Recovery::Unknown));
    }
    assert_eq!((classified.kind(UNKNOWN), classified.recovery(UNKNOWN)), (Kind::Unknown, Recovery::Unknown));
}

#[test]
fn a_row_may_have_a_time_to_wait() {
    let table = table(&ROWS, FULL);
    assert_eq!([0, 1, 2, 3, UNKNOWN].map(|row| table.retry_after(row)), [None, None, Some(5), Some(60), None]);
}
