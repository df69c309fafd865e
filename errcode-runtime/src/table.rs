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
mod tests;
