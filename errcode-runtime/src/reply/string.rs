//! Reads JSON strings from their raw bytes.

use alloc::borrow::{Cow, ToOwned};
use alloc::string::String;
use alloc::vec::Vec;

use crate::number::{decimal, number};

const EACH: u64 = u64::from_le_bytes([1; 8]);
const HIGH: u64 = EACH << 7;

/// The offset of the first quote, backslash or control character among eight bytes of a string.
#[inline]
pub(super) fn first_special(word: u64) -> Option<usize> {
    // Sets the highest bit of each byte that is below `limit`. Bytes above the first such byte can be wrong.
    let below = |word: u64, limit: u64| word.wrapping_sub(EACH * limit) & !word & HIGH;
    let is = |byte: u8| below(word ^ (EACH * u64::from(byte)), 1);
    let found = is(b'"') | is(b'\\') | below(word, 0x20);
    (found != 0).then(|| (found.trailing_zeros() / 8) as usize)
}

/// Decodes a string, given the text between its quotes. The bytes are UTF-8 if that text is and no surrogate is lone.
pub(super) fn unescaped(raw: &[u8]) -> Unescaped<'_> {
    Unescaped { raw, pending: [0; 4].into_iter().take(0) }
}

#[derive(Clone)]
pub(super) struct Unescaped<'j> {
    raw: &'j [u8],
    /// The bytes of an escaped character that were not returned yet.
    pending: core::iter::Take<core::array::IntoIter<u8, 4>>,
}

impl Iterator for Unescaped<'_> {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        if let Some(byte) = self.pending.next() {
            return Some(byte);
        }
        match self.raw {
            [b'\\', b'u', digits @ ..] => {
                let (unit, rest) = unit(digits)?;
                self.raw = rest;
                self.pending = self.encoded(unit);
                self.pending.next()
            }
            [b'\\', escape, rest @ ..] => {
                self.raw = rest;
                Some(match escape {
                    b'b' => 8,
                    b'f' => 12,
                    b'n' => b'\n',
                    b'r' => b'\r',
                    b't' => b'\t',
                    other => *other,
                })
            }
            [byte, rest @ ..] => {
                self.raw = rest;
                Some(*byte)
            }
            [] => None,
        }
    }
}

impl Unescaped<'_> {
    /// The UTF-8 of an escaped character whose first UTF-16 unit was read. A lone surrogate is encoded in the same way.
    fn encoded(&mut self, first: u32) -> core::iter::Take<core::array::IntoIter<u8, 4>> {
        let mut code = first;
        if let (0xD800..0xDC00, [b'\\', b'u', digits @ ..]) = (first, self.raw) {
            if let Some((second @ 0xDC00..0xE000, rest)) = unit(digits) {
                code = 0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00);
                self.raw = rest;
            }
        }
        let mut bytes = [0; 4];
        let length = match char::from_u32(code) {
            Some(character) => character.encode_utf8(&mut bytes).len(),
            None => {
                // All surrogates, 0xD800 to 0xDFFF, have the same first byte.
                let low_six = |code: u32| 0x80 | (code & 0x3F) as u8;
                bytes = [0xED, low_six(code >> 6), low_six(code), 0];
                3
            }
        };
        bytes.into_iter().take(length)
    }
}

/// Reads a UTF-16 unit of four hexadecimal digits. Returns it and the rest.
fn unit(digits: &[u8]) -> Option<(u32, &[u8])> {
    let (four, rest) = digits.split_at_checked(4)?;
    let unit = four.iter().try_fold(0, |unit, digit| Some(unit << 4 | char::from(*digit).to_digit(16)?))?;
    Some((unit, rest))
}

/// Parses a numeric code: an integer in the range of `i64`, or a string that holds one, decimal or hexadecimal.
pub(super) fn code(value: &[u8], is_32_bit: bool) -> Option<i64> {
    match value {
        [b'"', text @ .., b'"'] => number(unescaped(text), is_32_bit),
        // `serde_json` does not read this as an integer.
        b"-0" => None,
        _ => decimal(value.iter().copied()),
    }
}

/// The text of a JSON string. `None` for other values, and for a string that is not valid Unicode: a copy with replacement characters
/// could be three times as long as the reply. Most strings have no escape and are borrowed.
pub(super) fn text_code(value: &[u8]) -> Option<Cow<'_, str>> {
    let [b'"', raw @ .., b'"'] = value else { return None };
    if !raw.contains(&b'\\') {
        return core::str::from_utf8(raw).ok().map(Cow::Borrowed);
    }
    String::from_utf8(unescaped_bytes(raw)).ok().map(Cow::Owned)
}

/// Whether a message is `null` or only white space. Stops at the first other character.
pub(super) fn is_blank(value: &[u8]) -> bool {
    let [b'"', raw @ .., b'"'] = value else { return value == b"null" };
    characters(unescaped(raw)).all(char::is_whitespace)
}

/// The characters of these bytes, with a replacement character for each part that is not UTF-8.
pub(super) fn characters(bytes: impl Iterator<Item = u8>) -> impl Iterator<Item = char> {
    let mut bytes = bytes.peekable();
    core::iter::from_fn(move || {
        let first = bytes.next()?;
        let width = match first {
            0x00..0xC0 => 1,
            0xC0..0xE0 => 2,
            0xE0..0xF0 => 3,
            _ => 4,
        };
        let mut character = [first, 0, 0, 0];
        let mut length = 1;
        while let Some(byte) = bytes.next_if(|byte| length < width && matches!(byte, 0x80..0xC0)) {
            character[length] = byte;
            length += 1;
        }
        let character = core::str::from_utf8(&character[..length]).ok().and_then(|text| text.chars().next());
        Some(character.unwrap_or(char::REPLACEMENT_CHARACTER))
    })
}

/// The text of a JSON string; other values unchanged.
pub(super) fn text(value: &[u8]) -> String {
    match value {
        [b'"', raw @ .., b'"'] if raw.contains(&b'\\') => {
            String::from_utf8(unescaped_bytes(raw)).unwrap_or_else(|error| lossy(error.as_bytes()))
        }
        [b'"', raw @ .., b'"'] => lossy(raw),
        _ => lossy(value),
    }
}

/// The text of a message; empty if there is none.
pub(super) fn message(raw: Option<&[u8]>) -> String {
    raw.map_or_else(String::new, text)
}

/// `unescaped`, collected in one allocation.
fn unescaped_bytes(raw: &[u8]) -> Vec<u8> {
    // No escape is shorter than what it stands for.
    let mut bytes = Vec::with_capacity(raw.len());
    bytes.extend(unescaped(raw));
    bytes
}

/// `String::from_utf8_lossy`, but in one allocation: the text can be three times as long as the bytes.
fn lossy(bytes: &[u8]) -> String {
    if let Ok(text) = core::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let replacement = |invalid: &[u8]| if invalid.is_empty() { "" } else { "\u{FFFD}" };
    let length = bytes.utf8_chunks().map(|chunk| chunk.valid().len() + replacement(chunk.invalid()).len()).sum();
    let mut text = String::with_capacity(length);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.push_str(replacement(chunk.invalid()));
    }
    text
}
