//! The packed form of a table: one byte string with every number, beside one string with every text.
//!
//! The macro writes it and the runtime reads it. Both take the offsets from this module, so that the layout is stated once. All numbers
//! are little-endian. The sections, in this order:
//!
//! | section | entries | each |
//! |---|---|---|
//! | `keys` | rows | ascending: the row's only code, or the smallest code of its range that has no row of its own, as `i32` or `i64`; for codes that are texts, offset and length of the code in the string, as `u32` each |
//! | `starts` | rows + 1 | 2, 3 or 4 bytes: where the row's texts begin in the string; the last entry is where those of the last row end |
//! | `lengths` | rows × (texts of a row − 1) | in bytes, the length of each [text](TEXTS) that some row has, except the last one, which takes the rest of the row's texts |
//! | `kinds` | rows, or none | `u8`: index into [`Kind::ALL`](crate::Kind::ALL); none where no source has kinds |
//! | `recoveries` | as many | `u8`: index into [`Recovery::ALL`](crate::Recovery::ALL) |
//! | `sources` | rows, or none | `u8`: which of the enum's sources the row is from; none where there is one source |
//! | `retries` | as counted | row as `u32`, seconds as `u32`; rows ascending |
//! | `ranges` | as counted | first and last code as `i64`, row as `u32`; ascending, without overlap; a row may have several |
//! | `pilots` | 2 ^ bucket bits, or none | `u16`, see [`hash`](crate::hash); none where the multiplier is 0 |
//! | `slots` | 2 ^ slot bits, or none | row as `u16` or `u32`; none where the multiplier is 0 |
//! | `columns` | as counted | the [`Column`]s, which only some tables have |
//!
//! A multiplier of 0 means that no hash without collisions was found. A code is then searched in the sorted
//! `keys`.
//!
//! The bytes do not contain the numbers of entries: the macro writes [`Counts`] beside them, as a literal that costs the compiler nothing
//! to read. Crates of one release are pinned to each other, so the layout may change with any release.

/// How many texts a row may have: `name` as the table spells it, `message`, `message_zh`, `solution_zh`, `note_zh`, in this order.
///
/// ```
/// # use errcode_core::packed::*;
/// assert_eq!(["name", "message", "message_zh", "solution_zh", "note_zh"].len(), TEXTS);
/// ```
pub const TEXTS: usize = 5;
/// Bytes of one entry of `retries`.
///
/// ```
/// # use errcode_core::packed::*;
/// assert_eq!(RETRY, size_of::<(u32, u32)>()); // row, seconds
/// ```
pub const RETRY: usize = 8;
/// Bytes of one entry of `ranges`.
///
/// ```
/// # use errcode_core::packed::*;
/// assert_eq!(RANGE, size_of::<[i64; 2]>() + size_of::<u32>()); // first and last code, row
/// ```
pub const RANGE: usize = 20;

const WORD: usize = 4;

/// The number of entries of each section, their widths, and the parameters of the hash.
///
/// ```
/// # use errcode_core::packed::*;
/// let counts = Counts {
///     rows: 2, classes: 0, sources: 0, retries: 0, ranges: 0, bucket_bits: 0, slot_bits: 1, multiplier: 1,
///     key_width: 8, start_width: 4, texts: 0b11111, length_width: 2, slot_width: 2, flags: 0, columns: 0,
/// };
/// assert_eq!(Layout::new(counts).counts, counts);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Rows of the table.
    pub rows: usize,
    /// Entries of `kinds` and of `recoveries`: as many as rows, or none.
    pub classes: usize,
    /// Entries of `sources`: as many as rows, or none.
    pub sources: usize,
    /// Rows with a time to wait.
    pub retries: usize,
    /// Runs of codes, of the rows that stand for several codes.
    pub ranges: usize,
    /// The logarithm of the number of buckets.
    pub bucket_bits: u32,
    /// The logarithm of the number of slots.
    pub slot_bits: u32,
    /// The multiplier of the hash.
    pub multiplier: u64,
    /// Bytes of an entry of `keys`: 4 or 8.
    pub key_width: usize,
    /// Bytes of an entry of `starts`: 2, 3 or 4.
    pub start_width: usize,
    /// Which texts rows have: bit 0 for the first of [`TEXTS`]. A text that no row has takes no byte.
    pub texts: u32,
    /// Bytes of an entry of `lengths`: 1, 2 or 4.
    pub length_width: usize,
    /// Bytes of an entry of `slots`: 2 or 4.
    pub slot_width: usize,
    /// What holds for the whole table, see [`flag`].
    pub flags: u32,
    /// Columns that only some tables have, see [`Column`].
    pub columns: usize,
}

/// What holds for a whole table: bits of [`Counts::flags`].
pub mod flag {
    /// Codes without a spelling of their own are shown in hexadecimal.
    pub const HEXADECIMAL: u32 = 1;
    /// Codes have 32 bits.
    pub const OF_32_BITS: u32 = 2;
    /// No text is in English.
    pub const NOT_ENGLISH: u32 = 4;
    /// No text is in Chinese.
    pub const NOT_CHINESE: u32 = 8;
}

/// What a [`Column`] holds.
pub mod role {
    /// What to do about it, in English: a text for each row.
    pub const SOLUTION: u32 = 0;
    /// A footnote, in English: a text for each row.
    pub const NOTE: u32 = 1;
    /// The name of the variant, where the table spells it differently: a text for each row.
    pub const VARIANT: u32 = 2;
    /// The code as the table spells it, where it would be shown differently without this: a text for each row.
    pub const SPELLING: u32 = 3;
    /// Other names of rows: offset, length and row as `u32` each.
    pub const NAMES: u32 = 4;
    /// The codes that are no errors, ascending: first and last code as `i64` each; for codes that are texts, as in `keys`.
    pub const SUCCESS: u32 = 5;
    /// The first field that the call names: for each row a text, a number, or a `bool` as 0 or 1. The next field has the next role.
    pub const FIELD: u32 = 16;
}

/// A column that only some tables have.
///
/// Rows with equal values share an entry: a column with few distinct values, such as a severity, takes one byte a row. A text is stored
/// as its offset and length in the string, as `u32` each.
///
/// ```
/// # use errcode_core::packed::*;
/// // Three rows. The first and the last have the entry 404, the second has none.
/// let column = Column { role: role::FIELD, index_width: 1, entry_width: 2, at: 16, count: 1 };
/// let mut numbers: Vec<u8> = column.words().iter().flat_map(|word| word.to_le_bytes()).collect();
/// numbers.extend([1, 0, 1]);
/// numbers.extend(404_u16.to_le_bytes());
/// assert_eq!(Column::read(&numbers, 0), column);
/// assert_eq!([0, 1, 2].map(|row| column.entry(&numbers, 3, row)), [Some(19), None, Some(19)]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// What it holds, see [`role`].
    pub role: u32,
    /// Bytes of the index that each row has: 1, 2 or 4. Index 0 means that the row has no entry, 1 the first entry. A column with a
    /// width of 0 has no indexes: it is a list of entries.
    pub index_width: u32,
    /// Bytes of an entry.
    pub entry_width: u32,
    /// Where it begins: first the indexes of the rows, then the entries.
    pub at: u32,
    /// How many entries there are.
    pub count: u32,
}

impl Column {
    /// Bytes of [`words`](Self::words).
    pub const SIZE: usize = 4 * WORD;

    /// The column as it is stored in the section `columns`.
    pub const fn words(&self) -> [u32; Self::SIZE / WORD] {
        [self.role, self.index_width | self.entry_width << 8, self.at, self.count]
    }

    /// The column whose words are at `at`.
    pub const fn read(numbers: &[u8], at: usize) -> Self {
        let widths = read_u32(numbers, at + WORD);
        Self {
            role: read_u32(numbers, at),
            index_width: widths & 0xFF,
            entry_width: widths >> 8,
            at: read_u32(numbers, at + 2 * WORD),
            count: read_u32(numbers, at + 3 * WORD),
        }
    }

    /// Where an entry of a list begins.
    pub const fn listed(&self, index: usize) -> usize {
        self.at as usize + index * self.entry_width as usize
    }

    /// Where the entry of `row` begins, in a table of `rows` rows.
    pub const fn entry(&self, numbers: &[u8], rows: usize, row: usize) -> Option<usize> {
        let width = self.index_width as usize;
        if row >= rows || width == 0 {
            return None;
        }
        let at = self.at as usize + row * width;
        let index = match width {
            1 => numbers[at] as usize,
            2 => read_u16(numbers, at) as usize,
            _ => read_u32(numbers, at) as usize,
        };
        match index.checked_sub(1) {
            Some(index) => Some(self.listed(index) + rows * width),
            None => None,
        }
    }
}

/// Where each section of a packed table begins.
///
/// ```
/// # use errcode_core::packed::*;
/// # const COUNTS: Counts = Counts {
/// #     rows: 2, classes: 0, sources: 0, retries: 0, ranges: 0, bucket_bits: 0, slot_bits: 1, multiplier: 1,
/// #     key_width: 8, start_width: 4, texts: 0b11111, length_width: 2, slot_width: 2, flags: 0, columns: 0,
/// # };
/// let layout = Layout::new(COUNTS);
/// assert_eq!(layout.starts - layout.keys, COUNTS.rows * COUNTS.key_width);
/// assert_eq!(layout.end - layout.slots, 2 << COUNTS.slot_bits);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the sections are described once, in the module's table")]
pub struct Layout {
    pub counts: Counts,
    /// For each of [`TEXTS`], how many texts of a row come before it; none if no row has it.
    pub places: [Option<u8>; TEXTS],
    /// How many texts of a row have a length of their own: all but the last.
    pub row_lengths: usize,
    pub keys: usize,
    pub starts: usize,
    pub lengths: usize,
    pub kinds: usize,
    pub recoveries: usize,
    pub sources: usize,
    pub retries: usize,
    pub ranges: usize,
    pub pilots: usize,
    pub slots: usize,
    pub columns: usize,
    /// Where the entries of the first column begin; the length of a table without columns.
    pub end: usize,
}

impl Layout {
    /// The layout of a table with these counts.
    ///
    /// ```
    /// # use errcode_core::packed::*;
    /// # const COUNTS: Counts = Counts {
    /// #     rows: 2, classes: 2, sources: 0, retries: 0, ranges: 0, bucket_bits: 0, slot_bits: 1, multiplier: 1,
    /// #     key_width: 8, start_width: 4, texts: 0b11111, length_width: 2, slot_width: 2, flags: 0, columns: 0,
    /// # };
    /// assert_eq!(Layout::new(COUNTS).kinds + COUNTS.classes, Layout::new(COUNTS).recoveries);
    /// ```
    pub const fn new(counts: Counts) -> Self {
        let row_lengths = counts.texts.count_ones().saturating_sub(1) as usize;
        let keys = 0;
        let starts = keys + counts.rows * counts.key_width;
        let lengths = starts + (counts.rows + 1) * counts.start_width;
        let kinds = lengths + counts.rows * row_lengths * counts.length_width;
        let recoveries = kinds + counts.classes;
        let sources = recoveries + counts.classes;
        let retries = sources + counts.sources;
        let ranges = retries + counts.retries * RETRY;
        let pilots = ranges + counts.ranges * RANGE;
        let is_hashed = counts.multiplier != 0;
        let slots = pilots + if is_hashed { 2 << counts.bucket_bits } else { 0 };
        let columns = slots + if is_hashed { counts.slot_width << counts.slot_bits } else { 0 };
        let end = columns + counts.columns * Column::SIZE;
        let mut places = [None; TEXTS];
        let (mut text, mut place) = (0, 0);
        while text < TEXTS {
            if counts.texts & 1 << text != 0 {
                places[text] = Some(place);
                place += 1;
            }
            text += 1;
        }
        Self {
            counts,
            places,
            row_lengths,
            keys,
            starts,
            lengths,
            kinds,
            recoveries,
            sources,
            retries,
            ranges,
            pilots,
            slots,
            columns,
            end,
        }
    }
}

/// The bytes at `at`. One bounds check for all N.
#[allow(clippy::panic, reason = "as indexing would: only a literal that the macro did not write gets there")]
#[inline]
const fn read<const N: usize>(numbers: &[u8], at: usize) -> [u8; N] {
    match numbers.split_at(at).1.first_chunk() {
        Some(bytes) => *bytes,
        None => panic!("the packed table is cut off"),
    }
}

/// The number of two to four bytes at `at`.
///
/// ```
/// # use errcode_core::packed::read_number;
/// assert_eq!([2, 3, 4].map(|width| read_number(&[1, 2, 3, 4], 0, width)), [0x0201, 0x03_0201, 0x0403_0201]);
/// ```
#[inline]
pub const fn read_number(numbers: &[u8], at: usize, width: usize) -> usize {
    match width {
        2 => read_u16(numbers, at) as usize,
        3 => read_u16(numbers, at) as usize | (numbers[at + 2] as usize) << 16,
        _ => read_u32(numbers, at) as usize,
    }
}

/// The `i32` at byte `at`.
///
/// ```
/// assert_eq!(errcode_core::packed::read_i32(&(-40001_i32).to_le_bytes(), 0), -40001);
/// ```
#[inline]
pub const fn read_i32(numbers: &[u8], at: usize) -> i32 {
    i32::from_le_bytes(read(numbers, at))
}

/// The `u16` at byte `at`.
///
/// ```
/// assert_eq!(errcode_core::packed::read_u16(&[9, 1, 2], 1), 0x0201);
/// ```
#[inline]
pub const fn read_u16(numbers: &[u8], at: usize) -> u16 {
    u16::from_le_bytes(read(numbers, at))
}

/// The `u32` at byte `at`.
///
/// ```
/// assert_eq!(errcode_core::packed::read_u32(&[1, 2, 0, 0], 0), 0x0201);
/// ```
#[inline]
pub const fn read_u32(numbers: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(read(numbers, at))
}

/// The `i64` at byte `at`.
///
/// ```
/// assert_eq!(errcode_core::packed::read_i64(&(-40001_i64).to_le_bytes(), 0), -40001);
/// ```
#[inline]
pub const fn read_i64(numbers: &[u8], at: usize) -> i64 {
    i64::from_le_bytes(read(numbers, at))
}

#[cfg(test)]
mod tests {
    use super::{Counts, Layout, read_i64};

    const COUNTS: Counts = Counts {
        rows: 1808,
        classes: 1807,
        sources: 1806,
        retries: 5,
        ranges: 6,
        bucket_bits: 10,
        slot_bits: 11,
        multiplier: 0x9E37_79B9_7F4A_7C15,
        key_width: 8,
        start_width: 3,
        texts: 0b1_0111,
        length_width: 2,
        slot_width: 4,
        flags: 3,
        columns: 7,
    };

    #[test]
    fn sections_follow_each_other() {
        let layout = Layout::new(COUNTS);
        assert_eq!((layout.keys, layout.starts, layout.lengths), (0, 1808 * 8, 1808 * 8 + 1809 * 3));
        assert_eq!((layout.kinds, layout.recoveries), (layout.lengths + 1808 * 3 * 2, layout.kinds + 1807));
        assert_eq!((layout.sources, layout.retries), (layout.recoveries + 1807, layout.sources + 1806));
        assert_eq!((layout.ranges, layout.pilots), (layout.retries + 5 * 8, layout.ranges + 6 * 20));
        assert_eq!((layout.slots, layout.columns), (layout.pilots + 1024 * 2, layout.slots + 2048 * 4));
        assert_eq!(layout.end, layout.columns + 7 * 16);
        let unhashed = Layout::new(Counts { multiplier: 0, ..COUNTS });
        assert_eq!((unhashed.slots, unhashed.columns), (unhashed.pilots, unhashed.pilots));
        assert_eq!((layout.places, layout.row_lengths), ([Some(0), Some(1), Some(2), None, Some(3)], 3));
        let nameless = Layout::new(Counts { texts: 0, ..COUNTS });
        assert_eq!(nameless.kinds, nameless.lengths);
    }

    #[test]
    fn i64_survives_both_halves() {
        for code in [i64::MIN, -1, 0, 1, i64::MAX, -404_000] {
            assert_eq!(read_i64(&code.to_le_bytes(), 0), code);
        }
    }
}
