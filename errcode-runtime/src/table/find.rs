//! Looks up the row of a code.

use errcode_core::hash;
use errcode_core::packed::{Layout, read_i32, read_i64, read_u16, read_u32};

/// The row of a code. A code that only a range contains is not found here.
///
/// Inlined where the length of `numbers` and the layout are constants, it needs no bounds checks.
#[inline]
pub fn find(numbers: &[u8], layout: &Layout, code: i64) -> Option<usize> {
    // A constant where the layout is one.
    if layout.counts.multiplier == 0 {
        return search(numbers, layout, code);
    }
    let row = candidate(numbers, layout, hash::hash(code, layout.counts.multiplier));
    // An empty slot names row 0, whose key differs; a table may have no rows.
    let found = row < layout.counts.rows && number_key(numbers, layout, row) == code;
    found.then_some(row)
}

/// [`find`] in a table without a perfect hash.
#[cold]
fn search(numbers: &[u8], layout: &Layout, code: i64) -> Option<usize> {
    let key = |row: usize| number_key(numbers, layout, row);
    let row = partition_point(layout.counts.rows, |row| key(row) < code);
    (row < layout.counts.rows && key(row) == code).then_some(row)
}

/// The row of a code that is a text.
#[allow(clippy::inline_always, reason = "a call would have to read the layout: lookups would take half as long again")]
#[inline(always)]
pub fn find_text(texts: &str, numbers: &[u8], layout: &Layout, code: &str) -> Option<usize> {
    if layout.counts.multiplier == 0 {
        return search_text(texts, numbers, layout, code);
    }
    let row = candidate(numbers, layout, hash::hash_text(code.as_bytes(), layout.counts.multiplier));
    if row >= layout.counts.rows {
        return None;
    }
    let (offset, length) = text_key(numbers, layout, row);
    let is_found = length == code.len() && texts.as_bytes()[offset..].starts_with(code.as_bytes());
    is_found.then_some(row)
}

/// [`find_text`] in a table without a perfect hash.
#[cold]
fn search_text(texts: &str, numbers: &[u8], layout: &Layout, code: &str) -> Option<usize> {
    let key = |row: usize| {
        let (offset, length) = text_key(numbers, layout, row);
        &texts[offset..offset + length]
    };
    let row = partition_point(layout.counts.rows, |row| key(row) < code);
    (row < layout.counts.rows && key(row) == code).then_some(row)
}

/// The row that the slot of a hash names.
#[allow(clippy::inline_always, reason = "as above")]
#[inline(always)]
fn candidate(numbers: &[u8], layout: &Layout, hash: u64) -> usize {
    let pilot = read_u16(numbers, layout.pilots + hash::bucket(hash, layout.counts.bucket_bits) * 2);
    let slot = hash::slot(hash, pilot, layout.counts.slot_bits);
    if layout.counts.slot_width == 2 {
        usize::from(read_u16(numbers, layout.slots + slot * 2))
    } else {
        read_u32(numbers, layout.slots + slot * 4) as usize
    }
}

/// The key of a row that is a number.
#[inline]
pub(super) const fn number_key(numbers: &[u8], layout: &Layout, row: usize) -> i64 {
    if layout.counts.key_width == 4 {
        read_i32(numbers, layout.keys + row * 4) as i64
    } else {
        read_i64(numbers, layout.keys + row * 8)
    }
}

/// Offset and length of the code of a row.
#[inline]
pub(super) fn text_key(numbers: &[u8], layout: &Layout, row: usize) -> (usize, usize) {
    let at = layout.keys + row * 8;
    (read_u32(numbers, at) as usize, read_u32(numbers, at + 4) as usize)
}

/// The index of the first of `count` sorted entries for which `is_before` is false, as in `slice::partition_point`.
pub(super) fn partition_point(count: usize, is_before: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = usize::midpoint(low, high);
        if is_before(middle) { low = middle + 1 } else { high = middle }
    }
    low
}

#[cfg(test)]
mod tests {
    extern crate std;
    use std::vec::Vec;

    use errcode_core::packed::Counts;

    use super::*;

    /// Four rows that are searched, not hashed.
    const COUNTS: Counts = Counts {
        rows: 4,
        classes: 0,
        sources: 0,
        retries: 0,
        ranges: 0,
        bucket_bits: 0,
        slot_bits: 0,
        multiplier: 0,
        key_width: 8,
        start_width: 4,
        texts: 0,
        length_width: 2,
        slot_width: 2,
        flags: 0,
        columns: 0,
    };

    #[test]
    fn texts_without_a_perfect_hash_are_searched() {
        let texts = "aabbbc";
        let keys: [(u32, u32); 4] = [(0, 0), (0, 1), (2, 3), (5, 1)];
        let numbers: Vec<u8> = keys.iter().flat_map(|&(at, length)| [at, length]).flat_map(u32::to_le_bytes).collect();
        let layout = Layout::new(COUNTS);
        for (code, row) in
            [("", Some(0)), ("a", Some(1)), ("bbb", Some(2)), ("c", Some(3)), ("aa", None), ("bb", None), ("d", None)]
        {
            assert_eq!(find_text(texts, &numbers, &layout, code), row, "{code}");
        }
    }

    #[test]
    fn the_search_is_that_of_slices() {
        for count in 0..20 {
            let entries: Vec<usize> = (0..count).collect();
            for wanted in 0..=count {
                let is_before = |entry: usize| entry < wanted;
                let expected = entries.partition_point(|&entry| is_before(entry));
                assert_eq!(partition_point(count, is_before), expected, "{wanted} of {count}");
            }
        }
    }
}
