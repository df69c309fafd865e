//! Repairs bodies that are almost JSON.

use alloc::vec::Vec;

/// The body without its byte order mark and the white space around it.
pub(super) fn trimmed(body: &[u8]) -> &[u8] {
    body.trim_ascii_start().strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body).trim_ascii()
}

/// Escapes raw control characters inside strings, such as a line break in an article's title.
///
/// `None` if there are none, or so many that the result would be more than twice as long.
#[cold]
pub(super) fn repaired(json: &[u8]) -> Option<Vec<u8>> {
    let mut length = json.len();
    for control in controls(json) {
        length = length + control.escape().0 - 1 - usize::from(control.is_escaped);
    }
    if controls(json).next().is_none() || length > 2 * json.len() {
        return None;
    }
    let mut out = Vec::with_capacity(length);
    // The bytes before this offset are in `out`.
    let mut copied = 0;
    for control in controls(json) {
        // A backslash before the character is dropped: it would escape the backslash of the new escape.
        out.extend_from_slice(&json[copied..control.at - usize::from(control.is_escaped)]);
        let (length, escape) = control.escape();
        out.extend_from_slice(&escape[..length]);
        copied = control.at + 1;
    }
    out.extend_from_slice(&json[copied..]);
    Some(out)
}

/// Replaces the control characters. The result is as long as the original, and valid if the repaired JSON is.
#[cold]
pub(super) fn blanked(json: &[u8]) -> Vec<u8> {
    let mut out = json.to_vec();
    for control in controls(json) {
        out[control.at] = if control.is_escaped { b'n' } else { b' ' };
    }
    out
}

/// A raw control character inside a string.
struct Control {
    at: usize,
    byte: u8,
    /// Whether a backslash is before it.
    is_escaped: bool,
}

impl Control {
    /// The shortest escape, and its length.
    fn escape(&self) -> (usize, [u8; 6]) {
        let digit = |value: u8| b"0123456789abcdef"[usize::from(value & 15)];
        let short = |letter: u8| (2, [b'\\', letter, 0, 0, 0, 0]);
        match self.byte {
            8 => short(b'b'),
            b'\t' => short(b't'),
            b'\n' => short(b'n'),
            12 => short(b'f'),
            b'\r' => short(b'r'),
            byte => (6, [b'\\', b'u', b'0', b'0', digit(byte >> 4), digit(byte)]),
        }
    }
}

fn controls(json: &[u8]) -> impl Iterator<Item = Control> + '_ {
    let mut is_inside = false;
    let mut is_escaped = false;
    json.iter().enumerate().filter_map(move |(at, &byte)| {
        let was_escaped = core::mem::take(&mut is_escaped);
        match byte {
            b'"' if !was_escaped => is_inside = !is_inside,
            b'\\' if is_inside => is_escaped = !was_escaped,
            0..b' ' if is_inside => return Some(Control { at, byte, is_escaped: was_escaped }),
            _ => {}
        }
        None
    })
}
