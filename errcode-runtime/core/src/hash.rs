//! The perfect hash of a packed table.
//!
//! Codes are found by hash and displace: the [hash] of a code selects a bucket, the bucket's pilot and the hash select a slot,
//! and the slot names a row. The code of that row then shows whether it is the right one. The macro searches for the pilots
//! when it expands, so that no two codes of a table share a slot; the runtime needs no probing.
//!
//! Codes can be made to collide under every multiplier. The macro then gives up after some tries, and the runtime searches the keys,
//! see [`packed`](crate::packed).
//!
//! [`hash`], [`hash_text`], [`bucket`] and [`slot`] must change together with the search of pilots in `errcode-codegen`.

/// The hash of a code, from which [`bucket`] and [`slot`] are computed. `multiplier` is odd.
///
/// ```
/// # use errcode_core::hash::*;
/// // An odd multiplier keeps codes apart.
/// assert_ne!(hash(40001, 0x9E37_79B9_7F4A_7C15), hash(40002, 0x9E37_79B9_7F4A_7C15));
/// ```
#[allow(clippy::cast_sign_loss, reason = "only the bits matter")]
#[inline]
pub const fn hash(code: i64, multiplier: u64) -> u64 {
    let code = code as u64;
    // A low bit of a product does not depend on the higher bits of its factors: mix in the upper half first.
    (code ^ (code >> 32)).wrapping_mul(multiplier)
}

/// The hash of a code that is a text. `multiplier` is odd.
///
/// ```
/// # use errcode_core::hash::*;
/// let hash = |code: &str| hash_text(code.as_bytes(), 0x9E37_79B9_7F4A_7C15);
/// assert_ne!(hash("42P01"), hash("42P02"));
/// assert_ne!(hash(""), hash("\0"));
/// ```
#[inline]
pub fn hash_text(text: &[u8], multiplier: u64) -> u64 {
    // The multiplier is in both factors: if one of them is zero, another multiplier helps.
    let step = |state, (low, high)| fold(state ^ low, high ^ multiplier);
    let mut state = text.len() as u64 ^ multiplier.rotate_left(32);
    let mut rest = text;
    while let (true, Some((block, behind))) = (rest.len() > 16, rest.split_first_chunk()) {
        state = step(state, halves(block));
        rest = behind;
    }
    step(state, end(text))
}

/// The last 16 bytes of a text, in two words.
///
/// They overlap bytes that were read before, and each other. To read each byte once would need branches that depend on the length, which
/// a processor often mispredicts: lookups of codes of 13 to 45 bytes then took one and a half times as long.
#[inline]
fn end(text: &[u8]) -> (u64, u64) {
    if let Some(last) = text.last_chunk() {
        halves(last)
    } else if let (Some(first), Some(last)) = (text.first_chunk::<8>(), text.last_chunk::<8>()) {
        (u64::from_le_bytes(*first), u64::from_le_bytes(*last))
    } else if let (Some(first), Some(last)) = (text.first_chunk::<4>(), text.last_chunk::<4>()) {
        (u32::from_le_bytes(*first).into(), u32::from_le_bytes(*last).into())
    } else {
        text.iter().fold((0, 0), |(low, high), &byte| (low << 8 | u64::from(byte), high))
    }
}

#[allow(clippy::cast_possible_truncation, reason = "a half of the number")]
#[inline]
fn halves(block: &[u8; 16]) -> (u64, u64) {
    let number = u128::from_le_bytes(*block);
    (number as u64, (number >> 64) as u64)
}

/// Multiplies, and mixes the upper half of the product into the lower.
#[allow(clippy::cast_possible_truncation, reason = "a half of the product")]
#[inline]
fn fold(left: u64, right: u64) -> u64 {
    let product = u128::from(left) * u128::from(right);
    product as u64 ^ (product >> 64) as u64
}

/// The bucket of a hash, out of `1 << bits` buckets.
///
/// ```
/// # use errcode_core::hash::*;
/// assert_eq!(bucket(u64::MAX, 4), 15);
/// assert_eq!(bucket(u64::MAX, 0), 0); // one bucket for all
/// ```
#[allow(clippy::cast_possible_truncation, reason = "the result has so many bits")]
#[inline]
pub const fn bucket(hash: u64, bits: u32) -> usize {
    // Two shifts: one shift by all 64 bits, for `bits` 0, would overflow.
    (hash >> 1 >> (63 - bits)) as usize
}

/// The slot of a hash whose bucket has this pilot, out of `1 << bits` slots.
///
/// ```
/// # use errcode_core::hash::*;
/// // Another pilot moves a whole bucket to other slots.
/// assert_eq!((slot(40001, 0, 4), slot(40001, 1, 4)), (1, 0));
/// ```
#[allow(clippy::cast_possible_truncation, reason = "the result has so many bits")]
#[inline]
pub const fn slot(hash: u64, pilot: u16, bits: u32) -> usize {
    ((hash ^ (hash >> 32)) as usize ^ pilot as usize) & ((1 << bits) - 1)
}

#[cfg(test)]
mod tests {
    use super::hash_text;

    const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

    fn distinct(values: &mut [u64]) -> usize {
        values.sort_unstable();
        values.chunk_by(u64::eq).count()
    }

    #[test]
    fn each_byte_of_a_text_changes_both_ends_of_its_hash() {
        // The function reads texts of 4, 8, 16 and more bytes in different ways.
        let lengths: &[usize] = if cfg!(miri) { &[3, 17] } else { &[1, 3, 4, 7, 8, 15, 16, 17, 32, 33] };
        for &length in lengths {
            for at in 0..length {
                let (mut text, mut hashes) = ([b'A'; 33], [0; 256]);
                for (hash, byte) in hashes.iter_mut().zip(0..=u8::MAX) {
                    text[at] = byte;
                    *hash = hash_text(&text[..length], MULTIPLIER);
                }
                let (upper, lower) = (hashes.map(|hash| hash >> 48), hashes.map(|hash| hash & 0xFFFF));
                // A hash that ignores the byte, or mixes it badly, has few values at one end.
                for mut end in [upper, lower] {
                    let count = distinct(&mut end);
                    assert!(count > 100, "byte {at} of {length}: {count}");
                }
            }
        }
    }

    #[test]
    fn the_length_of_a_text_changes_its_hash() {
        let text = [0; 64];
        let mut hashes: [u64; 65] = core::array::from_fn(|length| hash_text(&text[..length], MULTIPLIER));
        assert_eq!(distinct(&mut hashes), 65);
    }
}
