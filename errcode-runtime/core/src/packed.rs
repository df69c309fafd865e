//! The packed form of a table: one byte string with every number, beside one string with every text.
//!
//! The macro writes it and the runtime reads it. Both take the offsets from this module, so that the layout is stated once. All numbers are little-endian. After a [header](Layout::header) come these sections, in this order:
//!
//! | section | entries | each |
//! |---|---|---|
//! | `keys` | rows | 8 bytes, ascending: the row's only code, or the smallest code of its range that no single row has, as `i64`; where codes are texts, offset and length of the code in the string, as `u32` each |
//! | `starts` | rows + 1 | `u32`: where the row's texts begin in the string; the last entry is the string's length |
//! | `lengths` | rows × 4 | `name`, `message`, `message_zh`, `solution_zh` in bytes; `note_zh` takes the rest of the row's texts |
//! | `kinds` | rows, or none | `u8`: index into [`Kind::ALL`](crate::Kind::ALL); none where no source has kinds |
//! | `recoveries` | as many | `u8`: index into [`Recovery::ALL`](crate::Recovery::ALL) |
//! | `sources` | rows, or none | `u8`: which of the enum's sources the row is from; none where there is one source |
//! | `retries` | as counted | row as `u32`, seconds as `u32`; rows ascending |
//! | `ranges` | as counted | first and last code as `i64`, row as `u32`; ascending, without overlap; a row may have several |
//! | `pilots` | 2 ^ bucket bits | `u16`, see [`hash`](crate::hash) |
//! | `slots` | 2 ^ slot bits | row as `u16` or `u32` |
//!
//! # To the next editor
//!
//! [`Layout::new`], [`Layout::header`] and [`Layout::read`] must change together. Crates of one release are pinned to each
//! other, so the layout may change with any release.

/// How many texts of a row have a length of their own.
///
/// ```
/// # use errcode_core::packed::*;
/// let texts = ["name", "message", "message_zh", "solution_zh", "note_zh"];
/// assert_eq!(LENGTHS, texts.len() - 1); // the last one takes the rest
/// ```
pub const LENGTHS: usize = 4;
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
const HEADER: usize = 11 * WORD;

/// How many entries there are of each sort.
///
/// ```
/// # use errcode_core::packed::*;
/// let counts = Counts {
///     rows: 2, classes: 0, sources: 0, retries: 0, ranges: 0, bucket_bits: 0, slot_bits: 1, multiplier: 1, length_width: 2, slot_width: 2,
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
    /// Runs of codes that rows for a family or range stand for.
    pub ranges: usize,
    /// The logarithm of the number of buckets.
    pub bucket_bits: u32,
    /// The logarithm of the number of slots.
    pub slot_bits: u32,
    /// The multiplier of the hash.
    pub multiplier: u64,
    /// Bytes of an entry of `lengths`: 2 or 4.
    pub length_width: usize,
    /// Bytes of an entry of `slots`: 2 or 4.
    pub slot_width: usize,
}

/// Where each section of a packed table begins.
///
/// ```
/// # use errcode_core::packed::*;
/// # const COUNTS: Counts = Counts {
/// #     rows: 2, classes: 0, sources: 0, retries: 0, ranges: 0, bucket_bits: 0, slot_bits: 1, multiplier: 1, length_width: 2, slot_width: 2,
/// # };
/// let layout = Layout::new(COUNTS);
/// assert_eq!(layout.starts - layout.keys, COUNTS.rows * 8);
/// assert_eq!(layout.end - layout.slots, 2 << COUNTS.slot_bits);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the sections are described once, in the module's table")]
pub struct Layout {
    pub counts: Counts,
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
    /// The length of the whole.
    pub end: usize,
}

impl Layout {
    /// The layout of a table with so many entries.
    ///
    /// ```
    /// # use errcode_core::packed::*;
    /// # const COUNTS: Counts = Counts {
    /// #     rows: 2, classes: 2, sources: 0, retries: 0, ranges: 0, bucket_bits: 0, slot_bits: 1, multiplier: 1, length_width: 2, slot_width: 2,
    /// # };
    /// assert_eq!(Layout::new(COUNTS).kinds + COUNTS.classes, Layout::new(COUNTS).recoveries);
    /// ```
    pub const fn new(counts: Counts) -> Self {
        let keys = HEADER;
        let starts = keys + counts.rows * 8;
        let lengths = starts + (counts.rows + 1) * 4;
        let kinds = lengths + counts.rows * LENGTHS * counts.length_width;
        let recoveries = kinds + counts.classes;
        let sources = recoveries + counts.classes;
        let retries = sources + counts.sources;
        let ranges = retries + counts.retries * RETRY;
        let pilots = ranges + counts.ranges * RANGE;
        let slots = pilots + (2 << counts.bucket_bits);
        let end = slots + (counts.slot_width << counts.slot_bits);
        Self { counts, keys, starts, lengths, kinds, recoveries, sources, retries, ranges, pilots, slots, end }
    }

    /// The words at the head of a packed table, from which [`read`](Self::read) finds the layout again.
    ///
    /// ```
    /// # use errcode_core::packed::*;
    /// # const COUNTS: Counts = Counts {
    /// #     rows: 2, classes: 0, sources: 0, retries: 0, ranges: 0, bucket_bits: 0, slot_bits: 1, multiplier: 1, length_width: 2, slot_width: 2,
    /// # };
    /// assert_eq!(Layout::new(COUNTS).header()[0], COUNTS.rows);
    /// ```
    #[allow(clippy::cast_possible_truncation, reason = "the multiplier is cut in two")]
    pub const fn header(&self) -> [usize; HEADER / WORD] {
        let c = &self.counts;
        let (low, high) = (c.multiplier as u32 as usize, (c.multiplier >> 32) as usize);
        let bits = (c.bucket_bits as usize, c.slot_bits as usize);
        let widths = (c.length_width, c.slot_width);
        [c.rows, c.retries, c.ranges, bits.0, bits.1, low, high, widths.0, widths.1, c.classes, c.sources]
    }

    /// The layout of a packed table.
    ///
    /// ```
    /// # use errcode_core::packed::*;
    /// # const COUNTS: Counts = Counts {
    /// #     rows: 2, classes: 0, sources: 0, retries: 0, ranges: 0, bucket_bits: 0, slot_bits: 1, multiplier: 1, length_width: 2, slot_width: 2,
    /// # };
    /// let layout = Layout::new(COUNTS);
    /// let numbers: Vec<u8> = layout.header().iter().flat_map(|&word| (word as u32).to_le_bytes()).collect();
    /// assert_eq!(Layout::read(&numbers), layout);
    /// ```
    pub const fn read(numbers: &[u8]) -> Self {
        Self::new(Counts {
            rows: word(numbers, 0),
            retries: word(numbers, 1),
            ranges: word(numbers, 2),
            bucket_bits: read_u32(numbers, 3 * WORD),
            slot_bits: read_u32(numbers, 4 * WORD),
            multiplier: read_u32(numbers, 5 * WORD) as u64 | (read_u32(numbers, 6 * WORD) as u64) << 32,
            length_width: word(numbers, 7),
            slot_width: word(numbers, 8),
            classes: word(numbers, 9),
            sources: word(numbers, 10),
        })
    }
}

const fn word(numbers: &[u8], index: usize) -> usize {
    read_u32(numbers, index * WORD) as usize
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

    #[test]
    fn header_gives_the_layout_back() {
        extern crate std;
        let counts = Counts {
            // Each number once: fields that are exchanged make another layout.
            rows: 1808,
            classes: 1807,
            sources: 1806,
            retries: 5,
            ranges: 6,
            bucket_bits: 10,
            slot_bits: 11,
            multiplier: 0x9E37_79B9_7F4A_7C15,
            length_width: 2,
            slot_width: 4,
        };
        let layout = Layout::new(counts);
        let numbers: std::vec::Vec<u8> =
            layout.header().iter().flat_map(|&word| u32::try_from(word).unwrap_or(0).to_le_bytes()).collect();
        assert_eq!(Layout::read(&numbers), layout);
        assert_eq!(layout.end, layout.slots + 2048 * 4);
    }

    #[test]
    fn i64_survives_both_halves() {
        for code in [i64::MIN, -1, 0, 1, i64::MAX, -404_000] {
            assert_eq!(read_i64(&code.to_le_bytes(), 0), code);
        }
    }
}
