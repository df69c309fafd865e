//! The text of a file: decodes UTF-8, and finds the line and column of a byte.

use core::ops::Range;

/// A place in a file, counted as in editors: from 1, and columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Position {
    /// The line; `\n`, `\r\n` and a lone `\r` each end one.
    pub(super) line: usize,
    /// The character in the line.
    pub(super) column: usize,
}

/// The text of a file, without its byte order mark.
///
/// Spans are byte ranges of the text. Their positions are computed only for display.
#[derive(Clone, Copy, Debug, Default)]
pub struct Text<'a> {
    decoded: &'a str,
    /// The length of its complete lines. If the last line breaks off at a byte that is not UTF-8, that line is not included.
    whole: usize,
    /// Whether the file has more bytes, which are not UTF-8.
    cut: bool,
}

/// Why a file, or the rest of it, is not read, with the offset of the first wrong byte in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotUtf8 {
    /// It is UTF-16, in this byte order.
    Utf16(&'static str),
    /// It is GB18030. This is the first byte that is not ASCII.
    Gb18030(usize, u8),
    /// It ends inside a character.
    CutOff(usize),
    /// It has this byte, and no known encoding fits.
    Other(usize, u8),
}

impl<'a> From<&'a str> for Text<'a> {
    fn from(text: &'a str) -> Self {
        let decoded = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        Self { decoded, whole: decoded.len(), cut: false }
    }
}

impl<'a> Text<'a> {
    /// Decodes a file. If it is not UTF-8, the text before the wrong byte is kept.
    pub(super) fn decode(bytes: &'a [u8]) -> (Self, Option<NotUtf8>) {
        if let Some(encoding) = utf16(bytes) {
            return (Self::default(), Some(NotUtf8::Utf16(encoding)));
        }
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let error = match core::str::from_utf8(bytes) {
            Ok(text) => return (Self::from(text), None),
            Err(error) => error,
        };
        let (before, after) = bytes.split_at(error.valid_up_to());
        // Half a UTF-8 character may be a whole GBK character. If there are UTF-8 characters before it, the file is cut off.
        let is_cut_off = error.error_len().is_none();
        let wrong = if is_gb18030(bytes) && (before.is_ascii() || !is_cut_off) {
            // The first characters of a GBK file may be valid UTF-8 by chance: report the first byte that is not ASCII.
            let at = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(before.len());
            NotUtf8::Gb18030(at, bytes[at])
        } else if is_cut_off {
            NotUtf8::CutOff(before.len())
        } else {
            NotUtf8::Other(before.len(), after[0])
        };
        let decoded = core::str::from_utf8(&bytes[..wrong.at()]).unwrap_or_default();
        // Keep only the lines before the broken one, which would be misread.
        let whole = decoded.rfind(['\n', '\r']).map_or(0, |newline| newline + 1);
        (Self { decoded, whole, cut: true }, Some(wrong))
    }

    /// The complete lines that could be decoded.
    pub(super) fn as_str(&self) -> &'a str {
        &self.decoded[..self.whole]
    }

    /// Whether lines are missing at the end because they are not UTF-8.
    pub(super) fn breaks_off(&self) -> bool {
        self.cut
    }

    /// The text in `span`.
    pub(super) fn slice(&self, span: Range<usize>) -> &'a str {
        self.decoded.get(span).unwrap_or_default()
    }

    /// The line and column of the character at byte `offset`.
    pub(super) fn position(&self, offset: usize) -> Position {
        let before = &self.decoded[..self.boundary(offset)];
        let crlf = before.matches("\r\n").count();
        let line = 1 + before.bytes().filter(|byte| matches!(byte, b'\n' | b'\r')).count() - crlf;
        let (prefix, _) = self.line_around(offset);
        Position { line, column: 1 + prefix.chars().count() }
    }

    /// The line that has the character at byte `offset`: the part before that character, and the rest.
    pub(super) fn line_around(&self, offset: usize) -> (&'a str, &'a str) {
        let (before, after) = self.decoded.split_at(self.boundary(offset));
        let start = before.rfind(['\n', '\r']).map_or(0, |newline| newline + 1);
        let end = after.find(['\n', '\r']).unwrap_or(after.len());
        (&before[start..], &after[..end])
    }

    /// The start of the character that has the byte at `offset`.
    fn boundary(&self, offset: usize) -> usize {
        let mut start = offset.min(self.decoded.len());
        while !self.decoded.is_char_boundary(start) {
            start -= 1;
        }
        start
    }
}

impl NotUtf8 {
    /// The offset at which the decoded text ends.
    pub(super) fn at(self) -> usize {
        match self {
            Self::Utf16(_) => 0,
            Self::Gb18030(at, _) | Self::CutOff(at) | Self::Other(at, _) => at,
        }
    }
}

/// The kind of UTF-16 that a file is in, if any: found by its byte order mark or, without one, by its zero bytes.
fn utf16(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xFF, 0xFE, ..] => Some("UTF-16 (little-endian)"),
        [0xFE, 0xFF, ..] => Some("UTF-16 (big-endian)"),
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => Some("UTF-16 (little-endian)"),
        [0, first, 0, second, ..] if *first != 0 && *second != 0 => Some("UTF-16 (big-endian)"),
        _ => None,
    }
}

/// Whether a file is well-formed GB18030 (which contains GBK and GB2312), and most of its characters are in GB2312.
///
/// Latin-1 may be well-formed GB18030 by chance, but then most of its characters are rare.
fn is_gb18030(mut bytes: &[u8]) -> bool {
    let (mut common, mut rare) = (0, 0);
    loop {
        bytes = match bytes {
            [] => return common > rare,
            [0x00..=0x7F, rest @ ..] => rest,
            [0xA1..=0xA3 | 0xB0..=0xF7, 0xA1..=0xFE, rest @ ..] => {
                common += 1;
                rest
            }
            [0x81..=0xFE, 0x30..=0x39, 0x81..=0xFE, 0x30..=0x39, rest @ ..]
            | [0x81..=0xFE, 0x40..=0x7E | 0x80..=0xFE, rest @ ..] => {
                rare += 1;
                rest
            }
            _ => return false,
        };
    }
}

#[cfg(test)]
mod tests {

    use super::{NotUtf8, Position, Text, is_gb18030};

    fn position(text: &str, needle: &str) -> Position {
        Text::from(text).position(text.find(needle).unwrap())
    }

    #[test]
    fn lines_end_as_editors_say() {
        let at = |line, column| Position { line, column };
        assert_eq!(position("a\nb\nx", "x"), at(3, 1));
        assert_eq!(position("a\r\nb\r\n\r\nx", "x"), at(4, 1));
        assert_eq!(position("a\rb\rx", "x"), at(3, 1));
        assert_eq!(position("错误，x", "x"), at(1, 4));
        assert_eq!(position("\n\n错误x", "误"), at(3, 2));
    }

    #[test]
    fn a_mark_is_no_character() {
        let (text, wrong) = Text::decode(b"\xEF\xBB\xBFcode");
        assert_eq!((text.as_str(), wrong), ("code", None));
        assert_eq!(Text::from("\u{FEFF}code").as_str(), "code");
    }

    #[test]
    fn whole_lines_are_kept_before_what_is_no_utf8() {
        for (bytes, kept, wrong, (line, column)) in [
            (&b"a,b\n1,2\n3,\xFF\n"[..], "a,b\n1,2\n", NotUtf8::Other(10, 0xFF), (3, 3)),
            (b"a\xFF", "", NotUtf8::Other(1, 0xFF), (1, 2)),
            // GBK whose first character could be UTF-8 of two bytes.
            (b"a\n1,\xC4\xA3\xB4\xED\n", "a\n", NotUtf8::Gb18030(4, 0xC4), (2, 3)),
            // UTF-8 that is cut off.
            (b"a\n1,\xE7\xB3\xBB\xE7\xBB", "a\n", NotUtf8::CutOff(7), (2, 4)),
            (b"a\n1,\xE7", "a\n", NotUtf8::CutOff(4), (2, 3)),
            // It could be GBK, but the complete characters before it are UTF-8.
            (&"a\n1,系统繁忙".as_bytes()[..14], "a\n", NotUtf8::CutOff(13), (2, 6)),
            // It is GBK: no character before it is UTF-8.
            (b"a\n1,\xE4\xB8", "a\n", NotUtf8::Gb18030(4, 0xE4), (2, 3)),
        ] {
            let (text, found) = Text::decode(bytes);
            assert_eq!((text.as_str(), found), (kept, Some(wrong)), "{bytes:?}");
            assert!(text.breaks_off());
            assert_eq!(text.position(wrong.at()), Position { line, column }, "{bytes:?}");
        }
    }

    #[test]
    fn utf16_is_recognised() {
        let [little, big] = ["UTF-16 (little-endian)", "UTF-16 (big-endian)"];
        for (bytes, encoding) in [
            (&b"\xFF\xFEa\0"[..], Some(little)),
            (b"\xFE\xFF\0a", Some(big)),
            (b"a\0b\0", Some(little)),
            (b"\0a\0b", Some(big)),
            (b"a\0\0\0", None),
            (b"\0\0b\0", None),
            (b"\0\0\0b", None),
            (b"\0a\0\0", None),
            (b"code", None),
        ] {
            assert_eq!(super::utf16(bytes), encoding, "{bytes:?}");
        }
    }

    #[test]
    fn a_place_inside_a_character_is_that_characters() {
        let text = Text::from("系统");
        assert_eq!([3, 4, 5, 6, 7].map(|at| text.position(at).column), [2, 2, 2, 3, 3]);
    }

    #[test]
    fn gbk_is_recognised() {
        // 错误码 in GBK.
        assert!(is_gb18030(b"\xB4\xED\xCE\xF3\xC2\xEB,1\n"));
        assert!(!is_gb18030(b"\xFF\xFF"));
        assert!(!is_gb18030(b"plain"));
        // "Überprüfung der Münze" in Latin-1: each byte above ASCII has a letter after it.
        assert!(!is_gb18030(b"1,\xDCberpr\xFCfung der M\xFCnze\n"));
        // A character of four bytes, and one that is in GBK but not in GB2312, among common ones.
        assert!(is_gb18030(b"\x81\x30\x81\x30\xB4\xED\x81\x40\xCE\xF3\xC2\xEB"));
        assert!(!is_gb18030(b"\x81\x30\x81\x30\xB4\xED"));
        assert!(!is_gb18030(b"\x81\x40\xB4\xED"));
    }
}
