//! The packed table, from which every accessor of every generated enum reads.

use errcode_core::hash;
use errcode_core::packed::{LENGTHS, Layout, RANGE, RETRY, read_i64, read_u16, read_u32};
use errcode_core::{Kind, Recovery};

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
    /// For generated code.
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
    Name,
    Message,
    MessageZh,
    SolutionZh,
    NoteZh,
}

/// The row of a code. A code that only a range contains is not found here.
///
/// Where length and layout are known when it is compiled, so are all bounds.
#[inline]
pub fn find(numbers: &[u8], layout: &Layout, code: i64) -> Option<usize> {
    let hash = hash::hash(code, layout.counts.multiplier);
    let pilot = read_u16(numbers, layout.pilots + hash::bucket(hash, layout.counts.bucket_bits) * 2);
    let slot = hash::slot(hash, pilot, layout.counts.slot_bits);
    let row = if layout.counts.slot_width == 2 {
        usize::from(read_u16(numbers, layout.slots + slot * 2))
    } else {
        read_u32(numbers, layout.slots + slot * 4) as usize
    };
    // An empty slot names row 0, whose code then differs; a table may have no row at all.
    let found = row < layout.counts.rows && read_i64(numbers, layout.keys + row * 8) == code;
    found.then_some(row)
}

impl Table {
    /// The table in these literals, which `errcode-codegen` packed.
    pub const fn new(texts: &'static str, numbers: &'static [u8], sources: &'static [TableInfo]) -> Self {
        Self { texts, numbers, sources, layout: Layout::read(numbers) }
    }

    /// How many rows there are.
    pub const fn rows(&self) -> usize {
        self.layout.counts.rows
    }

    /// The key of a row: its only code, or the smallest code of its range that no single row has.
    #[inline]
    pub const fn key(&self, row: usize) -> i64 {
        read_i64(self.numbers, self.layout.keys + row * 8)
    }

    /// Where everything is.
    pub const fn layout(&self) -> Layout {
        self.layout
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

    fn text(&self, row: usize, field: Field) -> &'static str {
        let start = |row: usize| read_u32(self.numbers, self.layout.starts + row * 4) as usize;
        let mut from = start(row);
        let mut length = 0;
        for index in 0..=field as usize {
            from += length;
            length = if index < LENGTHS { self.length(row, index) } else { start(row + 1) - from };
        }
        &self.texts[from..from + length]
    }

    fn length(&self, row: usize, index: usize) -> usize {
        let entry = row * LENGTHS + index;
        if self.layout.counts.length_width == 2 {
            usize::from(read_u16(self.numbers, self.layout.lengths + entry * 2))
        } else {
            read_u32(self.numbers, self.layout.lengths + entry * 4) as usize
        }
    }

    const fn is_known(&self, row: usize) -> bool {
        row < self.rows()
    }

    /// The name of a row.
    pub fn name(&self, row: usize) -> &'static str {
        if self.is_known(row) { self.text(row, Field::Name) } else { "Unknown" }
    }

    /// The English text, or the Chinese one where the table has no other.
    pub fn message(&self, row: usize) -> &'static str {
        if !self.is_known(row) {
            return "unknown error code";
        }
        match self.text(row, Field::Message) {
            "" => self.text(row, Field::MessageZh),
            text => text,
        }
    }

    /// The Chinese text, or the English one where the table has no other.
    pub fn message_zh(&self, row: usize) -> &'static str {
        if !self.is_known(row) {
            return "未知错误码";
        }
        match self.text(row, Field::MessageZh) {
            "" => self.text(row, Field::Message),
            text => text,
        }
    }

    /// The solution, if the row has one.
    pub fn solution_zh(&self, row: usize) -> Option<&'static str> {
        self.optional(row, Field::SolutionZh)
    }

    /// The note, if the row has one.
    pub fn note_zh(&self, row: usize) -> Option<&'static str> {
        self.optional(row, Field::NoteZh)
    }

    fn optional(&self, row: usize, field: Field) -> Option<&'static str> {
        if !self.is_known(row) {
            return None;
        }
        Some(self.text(row, field)).filter(|text| !text.is_empty())
    }

    /// The table that a row is from.
    pub fn info(&self, row: usize) -> Option<&'static TableInfo> {
        if !self.is_known(row) {
            return None;
        }
        let source = if self.layout.counts.sources == 0 { 0 } else { self.numbers[self.layout.sources + row] };
        self.sources.get(usize::from(source))
    }

    /// The kind of a row.
    pub fn kind(&self, row: usize) -> Kind {
        self.class(row, self.layout.kinds).and_then(Kind::from_index).unwrap_or(Kind::Unknown)
    }

    /// The recovery of a row.
    pub fn recovery(&self, row: usize) -> Recovery {
        self.class(row, self.layout.recoveries).and_then(Recovery::from_index).unwrap_or(Recovery::Unknown)
    }

    /// A row's entry in one of the two classifications, if it has one.
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

/// The first of `count` sorted entries that is not before what is looked for, as in `slice::partition_point`.
fn partition_point(count: usize, is_before: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = usize::midpoint(low, high);
        if is_before(middle) { low = middle + 1 } else { high = middle }
    }
    low
}
