//! The packed table, from which every accessor of every generated enum reads.

use errcode_core::packed::{Column, Layout, RANGE, RETRY, flag, read_i64, read_number, read_u16, read_u32, role};
use errcode_core::{Kind, Recovery};

use crate::code::Code;
use crate::number;

mod find;
mod value;

pub use find::{find, find_text};
use find::{number_key, partition_point, text_key};
pub(crate) use value::FieldValue;

/// The table that a code is from.
///
/// ```
/// errcode_runtime::errcodes!("common");
/// let table = CommonError::SystemBusy.table().unwrap();
/// assert_eq!((table.title, table.title_zh), ("Common error codes", "公共错误码"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct TableInfo {
    /// The title in English; of a user's own file, its name.
    pub title: &'static str,
    /// The title in Chinese; of a user's own file, its name.
    pub title_zh: &'static str,
    /// The file that holds the table.
    pub file: &'static str,
}

impl TableInfo {
    /// Called by generated code.
    #[doc(hidden)]
    pub const fn new(title: &'static str, title_zh: &'static str, file: &'static str) -> Self {
        Self { title, title_zh, file }
    }
}

/// A packed table. Rows are counted from 0; the row after the last stands for unknown codes.
#[derive(Debug)]
pub struct Table {
    texts: &'static str,
    numbers: &'static [u8],
    sources: &'static [TableInfo],
    layout: Layout,
}

/// The texts of a row, in the order in which they are packed.
#[derive(Clone, Copy)]
enum Field {
    /// As the table spells it.
    Name,
    Message,
    MessageZh,
    SolutionZh,
    NoteZh,
}

impl Table {
    /// The table in these literals, as `errcode-codegen` packs them.
    pub const fn new(
        texts: &'static str,
        numbers: &'static [u8],
        layout: Layout,
        sources: &'static [TableInfo],
    ) -> Self {
        Self { texts, numbers, sources, layout }
    }

    /// Every text, as `errcode-codegen` packs them.
    #[inline]
    pub const fn texts(&self) -> &'static str {
        self.texts
    }

    /// Where each section of the numbers begins. It is a copy, so that other crates can have it as a constant.
    pub const fn layout(&self) -> Layout {
        self.layout
    }

    /// How many rows there are.
    pub const fn rows(&self) -> usize {
        self.layout.counts.rows
    }

    /// The key of a row: its only code, or the smallest code of its range that no single row has.
    #[inline]
    pub const fn key(&self, row: usize) -> i64 {
        number_key(self.numbers, &self.layout, row)
    }

    /// The code of a row, where codes are texts.
    #[inline]
    pub fn text_key(&self, row: usize) -> &'static str {
        let (offset, length) = text_key(self.numbers, &self.layout, row);
        &self.texts[offset..offset + length]
    }

    /// The row of the range that contains a code.
    pub fn find_range(&self, code: i64) -> Option<usize> {
        let at = |index: usize| self.layout.ranges + index * RANGE;
        let ranges = self.layout.counts.ranges;
        let index = partition_point(ranges, |index| read_i64(self.numbers, at(index) + 8) < code);
        let found = index < ranges && read_i64(self.numbers, at(index)) <= code;
        found.then(|| read_u32(self.numbers, at(index) + 16) as usize)
    }

    /// Whether a row stands for a range of codes.
    pub fn is_range(&self, row: usize) -> bool {
        row < self.rows() && self.find_range(self.key(row)) == Some(row)
    }

    /// A text of a row, which has to be in the table.
    #[inline]
    fn text(&self, layout: &Layout, row: usize, field: Field) -> &'static str {
        let Some(place) = layout.places[field as usize] else { return "" };
        let width = layout.counts.start_width;
        let start = |row: usize| read_number(self.numbers, layout.starts + row * width, width);
        // One loop for each width, without calls in it, because a text is read each time that an error is shown.
        let (before, own) = match layout.counts.length_width {
            1 => self.lengths::<1>(layout, row, place),
            2 => self.lengths::<2>(layout, row, place),
            _ => self.lengths::<4>(layout, row, place),
        };
        let from = start(row) + before;
        let to = own.map_or_else(|| start(row + 1), |own| from + own);
        &self.texts[from..to]
    }

    /// The length of all texts before one in its row, and its own length: `None` for the last text, which takes the rest.
    #[inline]
    fn lengths<const WIDTH: usize>(&self, layout: &Layout, row: usize, place: u8) -> (usize, Option<usize>) {
        let at = layout.lengths + row * layout.row_lengths * WIDTH;
        let length = |index: u8| {
            let at = at + usize::from(index) * WIDTH;
            match WIDTH {
                1 => usize::from(self.numbers[at]),
                2 => usize::from(read_u16(self.numbers, at)),
                _ => read_u32(self.numbers, at) as usize,
            }
        };
        let before = (0..place).map(length).sum();
        (before, (usize::from(place) < layout.row_lengths).then(|| length(place)))
    }

    const fn is_known(&self, row: usize) -> bool {
        row < self.rows()
    }

    /// The name of a row, as the table or the call spells it.
    #[inline]
    pub fn name(&self, layout: &Layout, row: usize) -> &'static str {
        if self.is_known(row) { self.text(layout, row, Field::Name) } else { "Unknown" }
    }

    /// The row with this name: that of its variant, the name as the table spells it, or a further name of the row.
    pub fn find_name(&self, name: &str) -> Option<usize> {
        let rows = 0..self.rows();
        let variants = self.column(role::VARIANT);
        // The name of a variant wins over another row's spelling.
        let is_variant = |row: usize| match variants.and_then(|column| self.text_entry(column, row)) {
            Some(variant) => variant == name,
            None => self.text(&self.layout, row, Field::Name) == name,
        };
        let row = rows.clone().find(|&row| is_variant(row));
        // If all variants have the names that the table spells, these have been compared already.
        let row = row.or_else(|| {
            variants.and_then(|_| rows.clone().find(|&row| self.text(&self.layout, row, Field::Name) == name))
        });
        row.or_else(|| {
            let names = self.column(role::NAMES)?;
            let at = (0..names.count as usize).map(|index| names.listed(index)).find(|&at| self.text_at(at) == name)?;
            Some(read_u32(self.numbers, at + 8) as usize).filter(|&row| row < self.rows())
        })
    }

    /// The code of a row as the table spells it, if that differs from how the code is shown by default.
    pub fn spelling(&self, row: usize) -> Option<&'static str> {
        self.text_entry(self.column(role::SPELLING)?, row)
    }

    /// Whether a bit of [`flag`] is set.
    pub const fn has(&self, flag: u32) -> bool {
        self.layout.counts.flags & flag != 0
    }

    /// The English text, or the Chinese one where the table has no other.
    #[inline]
    pub fn message(&self, layout: &Layout, row: usize) -> &'static str {
        if !self.is_known(row) {
            return if self.has(flag::NOT_ENGLISH) { UNKNOWN_ZH } else { UNKNOWN };
        }
        match self.text(layout, row, Field::Message) {
            "" => self.text(layout, row, Field::MessageZh),
            text => text,
        }
    }

    /// The Chinese text, or the English one where the table has no other.
    #[inline]
    pub fn message_zh(&self, layout: &Layout, row: usize) -> &'static str {
        if !self.is_known(row) {
            return if self.has(flag::NOT_CHINESE) { UNKNOWN } else { UNKNOWN_ZH };
        }
        match self.text(layout, row, Field::MessageZh) {
            "" => self.text(layout, row, Field::Message),
            text => text,
        }
    }

    /// The English solution, if the row has one.
    pub fn solution(&self, row: usize) -> Option<&'static str> {
        self.text_entry(self.column(role::SOLUTION)?, row)
    }

    /// The English note, if the row has one.
    pub fn note(&self, row: usize) -> Option<&'static str> {
        self.text_entry(self.column(role::NOTE)?, row)
    }

    /// The value of a field in a row. Fields are counted from 0.
    pub fn field<T: FieldValue>(&self, row: usize, field: u32) -> Option<T> {
        let column = self.column(role::FIELD + field)?;
        T::read(self, column.entry(self.numbers, self.rows(), row)?)
    }

    /// Whether the code is in a list of success codes; `None` if no source has such a list.
    pub fn is_listed_success(&self, code: Code<'_>) -> Option<bool> {
        let list = self.column(role::SUCCESS)?;
        let entries = || (0..list.count as usize).map(|index| list.listed(index));
        Some(match code {
            Code::Number(code) => {
                let is_listed = |code| {
                    entries().any(|at| read_i64(self.numbers, at) <= code && code <= read_i64(self.numbers, at + 8))
                };
                is_listed(code) || self.has(flag::OF_32_BITS) && number::signed(code).is_some_and(is_listed)
            }
            Code::Text(code) => entries().any(|at| self.text_at(at) == code),
        })
    }

    fn column(&self, role: u32) -> Option<Column> {
        let columns = 0..self.layout.counts.columns;
        let mut columns = columns.map(|index| Column::read(self.numbers, self.layout.columns + index * Column::SIZE));
        columns.find(|column| column.role == role)
    }

    fn text_entry(&self, column: Column, row: usize) -> Option<&'static str> {
        Some(self.text_at(column.entry(self.numbers, self.rows(), row)?))
    }

    /// The text whose offset and length are at `at`.
    fn text_at(&self, at: usize) -> &'static str {
        let (offset, length) = (read_u32(self.numbers, at) as usize, read_u32(self.numbers, at + 4) as usize);
        &self.texts[offset..offset + length]
    }

    /// The Chinese solution, if the row has one.
    #[inline]
    pub fn solution_zh(&self, layout: &Layout, row: usize) -> Option<&'static str> {
        self.optional(layout, row, Field::SolutionZh)
    }

    /// The Chinese note, if the row has one.
    #[inline]
    pub fn note_zh(&self, layout: &Layout, row: usize) -> Option<&'static str> {
        self.optional(layout, row, Field::NoteZh)
    }

    #[inline]
    fn optional(&self, layout: &Layout, row: usize, field: Field) -> Option<&'static str> {
        if !self.is_known(row) {
            return None;
        }
        Some(self.text(layout, row, field)).filter(|text| !text.is_empty())
    }

    /// The table that a row is from.
    pub fn info(&self, row: usize) -> Option<&'static TableInfo> {
        if !self.is_known(row) {
            return None;
        }
        let source = if self.layout.counts.sources == 0 { 0 } else { self.numbers[self.layout.sources + row] };
        self.sources.get(usize::from(source))
    }

    /// Whether every row has a kind and a recovery.
    pub fn has_classes(&self) -> bool {
        self.layout.counts.classes == self.rows()
    }

    /// The kind of a row.
    pub fn kind(&self, row: usize) -> Kind {
        self.class(row, self.layout.kinds).and_then(Kind::from_index).unwrap_or(Kind::Unknown)
    }

    /// The recovery of a row.
    pub fn recovery(&self, row: usize) -> Recovery {
        self.class(row, self.layout.recoveries).and_then(Recovery::from_index).unwrap_or(Recovery::Unknown)
    }

    /// The entry of a row in the section of kinds or of recoveries, if it has one.
    fn class(&self, row: usize, section: usize) -> Option<u8> {
        if row < self.layout.counts.classes { Some(self.numbers[section + row]) } else { None }
    }

    /// Seconds to wait before the call is sent again.
    pub fn retry_after(&self, row: usize) -> Option<u32> {
        let at = |index: usize| self.layout.retries + index * RETRY;
        let retries = self.layout.counts.retries;
        let index = partition_point(retries, |index| (read_u32(self.numbers, at(index)) as usize) < row);
        let found = index < retries && read_u32(self.numbers, at(index)) as usize == row;
        found.then(|| read_u32(self.numbers, at(index) + 4))
    }
}

const UNKNOWN: &str = "unknown error code";
const UNKNOWN_ZH: &str = "未知错误码";

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot continue should stop")]
mod tests {
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
                assert_eq!(
                    table.message_zh(&table.layout, row),
                    if message_zh.is_empty() { message } else { message_zh }
                );
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
}
