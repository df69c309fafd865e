//! The packed form of a table: one byte string with every number, beside one string with every text.
//!
//! The macro writes it and the runtime reads it; both ask this module where things are, so that the layout is
//! stated once. All numbers are little-endian. After a [header](Layout::header) come these sections, in this order:
//!
//! | section | entries | each |
//! |---|---|---|
//! | `codes` | rows | the row's code as `i64`, ascending; of a range, its smallest code that no single row has |
//! | `starts` | rows + 1 | `u32`: where the row's texts begin in the string; the last entry is the string's length |
//! | `lengths` | rows × 4 | `name`, `message`, `message_zh`, `solution_zh` in bytes; `note_zh` takes the rest of the row's texts |
//! | `kinds` | rows | `u8`: index into [`Kind::ALL`](crate::Kind::ALL) |
//! | `recoveries` | rows | `u8`: index into [`Recovery::ALL`](crate::Recovery::ALL) |
//! | `sources` | rows | `u8`: which of the enum's sources the row is from |
//! | `retries` | as counted | row as `u32`, seconds as `u32`; rows ascending |
//! | `ranges` | as counted | first and last code as `i64`, row as `u32`; ascending, without overlap |
//! | `pilots` | buckets | `u16`, see below |
//! | `slots` | slots | row as `u16` or `u32` |
//!
//! # The perfect hash
//!
//! Codes are found by hash and displace: a code's [hash] chooses a bucket, the bucket's pilot and the hash choose a
//! slot, the slot names a row, and the row's code says whether it was the one. The pilots are searched when the macro
//! expands, so that no two codes of a table share a slot; there is nothing to probe at run time.
//!
//! # To the next editor
//!
//! [`Layout::new`], [`Layout::header`] and [`Layout::read`] must change together; so must [`hash`], [`bucket`] and
//! [`slot`] and whoever searches pilots with them. Crates of one release are pinned to each other, so the layout may
//! change with any release.

/// How many texts of a row have a length of their own.
pub const LENGTHS: usize = 4;
/// Bytes of one entry of `retries`.
pub const RETRY: usize = 8;
/// Bytes of one entry of `ranges`.
pub const RANGE: usize = 20;

const WORD: usize = 4;
const HEADER: usize = 8 * WORD;

/// How many entries there are of each sort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Rows of the table.
    pub rows: usize,
    /// Rows with a time to wait.
    pub retries: usize,
    /// Rows that stand for a family or a range of codes.
    pub ranges: usize,
    /// Buckets of the hash.
    pub buckets: usize,
    /// Slots of the hash.
    pub slots: usize,
    /// Seed of the hash.
    pub seed: u32,
    /// Bytes of an entry of `lengths`: 2 or 4.
    pub length_width: usize,
    /// Bytes of an entry of `slots`: 2 or 4.
    pub slot_width: usize,
}

/// Where each section of a packed table begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the sections are described once, in the module's table")]
pub struct Layout {
    pub counts: Counts,
    pub codes: usize,
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
    pub const fn new(counts: Counts) -> Self {
        let codes = HEADER;
        let starts = codes + counts.rows * 8;
        let lengths = starts + (counts.rows + 1) * 4;
        let kinds = lengths + counts.rows * LENGTHS * counts.length_width;
        let recoveries = kinds + counts.rows;
        let sources = recoveries + counts.rows;
        let retries = sources + counts.rows;
        let ranges = retries + counts.retries * RETRY;
        let pilots = ranges + counts.ranges * RANGE;
        let slots = pilots + counts.buckets * 2;
        let end = slots + counts.slots * counts.slot_width;
        Self { counts, codes, starts, lengths, kinds, recoveries, sources, retries, ranges, pilots, slots, end }
    }

    /// The words at the head of a packed table, from which [`read`](Self::read) finds the layout again.
    pub const fn header(&self) -> [usize; HEADER / WORD] {
        let c = &self.counts;
        [c.rows, c.retries, c.ranges, c.buckets, c.slots, c.seed as usize, c.length_width, c.slot_width]
    }

    /// The layout of a packed table.
    pub const fn read(numbers: &[u8]) -> Self {
        Self::new(Counts {
            rows: word(numbers, 0),
            retries: word(numbers, 1),
            ranges: word(numbers, 2),
            buckets: word(numbers, 3),
            slots: word(numbers, 4),
            seed: read_u32(numbers, 5 * WORD),
            length_width: word(numbers, 6),
            slot_width: word(numbers, 7),
        })
    }
}

const fn word(numbers: &[u8], index: usize) -> usize {
    read_u32(numbers, index * WORD) as usize
}

/// The `u16` at byte `at`.
#[inline]
pub const fn read_u16(numbers: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([numbers[at], numbers[at + 1]])
}

/// The `u32` at byte `at`.
#[inline]
pub const fn read_u32(numbers: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([numbers[at], numbers[at + 1], numbers[at + 2], numbers[at + 3]])
}

/// The `i64` at byte `at`.
#[inline]
pub const fn read_i64(numbers: &[u8], at: usize) -> i64 {
    i64::from_le_bytes([
        numbers[at],
        numbers[at + 1],
        numbers[at + 2],
        numbers[at + 3],
        numbers[at + 4],
        numbers[at + 5],
        numbers[at + 6],
        numbers[at + 7],
    ])
}

/// The hash of a code, from which [`bucket`] and [`slot`] are drawn.
#[allow(clippy::cast_sign_loss, reason = "only the bits matter")]
#[inline]
pub const fn hash(code: i64, seed: u32) -> u64 {
    let mixed = (code as u64 ^ seed as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed ^ (mixed >> 32)
}

/// The bucket of a hash.
#[inline]
pub const fn bucket(hash: u64, buckets: usize) -> usize {
    reduce(hash, buckets)
}

/// The slot of a hash whose bucket has this pilot.
#[inline]
pub const fn slot(hash: u64, pilot: u16, slots: usize) -> usize {
    let displaced = hash ^ (pilot as u64).wrapping_mul(0xC2B2_AE3D_27D4_EB4F);
    reduce(displaced.wrapping_mul(0xFF51_AFD7_ED55_8CCD), slots)
}

/// Maps the upper half of `hash` evenly to `0..n`, without a division.
#[allow(clippy::cast_possible_truncation, reason = "the result is below `n`")]
#[inline]
const fn reduce(hash: u64, n: usize) -> usize {
    (((hash >> 32) * n as u64) >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::{Counts, Layout, read_i64};

    #[test]
    fn header_gives_the_layout_back() {
        extern crate std;
        let counts = Counts {
            rows: 1808,
            retries: 5,
            ranges: 2,
            buckets: 603,
            slots: 2260,
            seed: 77,
            length_width: 2,
            slot_width: 4,
        };
        let layout = Layout::new(counts);
        let numbers: std::vec::Vec<u8> =
            layout.header().iter().flat_map(|&word| u32::try_from(word).unwrap_or(0).to_le_bytes()).collect();
        assert_eq!(Layout::read(&numbers), layout);
        assert_eq!(layout.end, layout.slots + 2260 * 4);
    }

    #[test]
    fn i64_survives_both_halves() {
        for code in [i64::MIN, -1, 0, 1, i64::MAX, -404_000] {
            assert_eq!(read_i64(&code.to_le_bytes(), 0), code);
        }
    }
}
