//! Bytes that are nearly JSON.

use alloc::vec::Vec;

/// The body without a byte order mark and the white space around it.
pub(super) fn trimmed(body: &[u8]) -> &[u8] {
    body.trim_ascii_start().strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body).trim_ascii()
}

/// JSON whose strings have raw control characters (a line break in an article's title) escaped; none if there are none.
pub(super) fn repaired(json: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    // What is before this is in `out`.
    let mut copied = 0;
    let mut strings = Strings::default();
    for (at, &byte) in json.iter().enumerate() {
        if strings.is_inside(byte) && byte < 0x20 {
            out.extend_from_slice(&json[copied..at]);
            // A backslash before it would escape the escape.
            if json[..at].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1 {
                out.pop();
            }
            let digit = |value: u8| char::from_digit(u32::from(value), 16).map_or(b'0', |digit| digit as u8);
            out.extend_from_slice(&[b'\\', b'u', b'0', b'0', digit(byte >> 4), digit(byte & 15)]);
            copied = at + 1;
        }
    }
    if copied == 0 {
        return None;
    }
    out.extend_from_slice(&json[copied..]);
    Some(out)
}

/// How deep a reply may nest.
///
/// What a type reads is bounded much lower by `serde_json`; this is for what it skips.
pub(super) const DEPTH: usize = 2_048;

/// Whether the brackets of valid JSON nest deeper than [`DEPTH`].
pub(super) fn is_too_deep(json: &[u8]) -> bool {
    // Every bracket is closed again, so a short reply cannot be deep.
    if json.len() <= 2 * DEPTH || !may_be_deep(json) {
        return false;
    }
    let mut strings = Strings::default();
    let mut depth = 0_usize;
    for &byte in json {
        if strings.is_inside(byte) {
            continue;
        }
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEPTH {
            return true;
        }
    }
    false
}

/// Counts brackets by the block, those inside strings with the others; the compiler makes vector instructions of it.
///
/// A server that fills its strings with thousands of closing brackets can nest deeper unseen. That is harmless: values
/// that are skipped take no stack.
fn may_be_deep(json: &[u8]) -> bool {
    let mut depth = 0_isize;
    json.chunks(64).any(|block| {
        // `[` and `{` differ in one bit, as do their counterparts.
        let count = |bracket| block.iter().fold(0_u8, |count, byte| count + u8::from(byte | 0x20 == bracket));
        let opened = isize::from(count(b'{'));
        let peak = depth + opened;
        depth = peak - isize::from(count(b'}'));
        usize::try_from(peak).is_ok_and(|peak| peak > DEPTH)
    })
}

/// Tells the bytes of strings from the others.
#[derive(Default)]
struct Strings {
    open: bool,
    escaped: bool,
}

impl Strings {
    /// Whether the next byte is inside a string; its quotes are not.
    fn is_inside(&mut self, byte: u8) -> bool {
        let inside = self.open;
        match byte {
            _ if self.escaped => self.escaped = false,
            b'\\' => self.escaped = true,
            b'"' => {
                self.open = !self.open;
                return false;
            }
            _ => {}
        }
        inside
    }
}
