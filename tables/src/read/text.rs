//! The text of a file: that it is UTF-8, and which line and column a byte is at.

use core::ops::Range;

use super::Problem;

/// A place in a file, as editors count: both from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line; `\n`, `\r\n` and a lone `\r` each end one.
    pub line: usize,
    /// The character in the line.
    pub column: usize,
}

/// The text of a file, without its byte order mark.
///
/// Spans are byte ranges of the text. Their [`position`](Self::position)s are computed only for display.
#[derive(Clone, Copy, Debug, Default)]
pub struct Text<'a> {
    decoded: &'a str,
    /// The length of its complete lines: less than all of it if a line breaks off in bytes that are not UTF-8.
    whole: usize,
    /// Whether the file has more bytes, which are not UTF-8.
    cut: bool,
}

/// One line around a span, ready to be shown.
pub(super) struct Excerpt {
    pub(super) position: Position,
    /// The line, cut around the span where it is long.
    pub(super) line: String,
    /// Blanks as wide as the line up to the span.
    pub(super) padding: String,
    /// How many columns of the line the span takes.
    pub(super) underlined: usize,
}

/// How many characters of a line are shown at most, before and after the start of the span.
const CHARACTERS: usize = 60;

impl<'a> Text<'a> {
    /// Decodes a file. If it is not UTF-8, a problem is pushed, and the text before the wrong byte is kept.
    pub fn decode(bytes: &'a [u8], problems: &mut Vec<Problem>) -> Self {
        if let Some(encoding) = utf16(bytes) {
            problems.push(
                Problem::new(0..0, format!("this file is {encoding}, not UTF-8"))
                    .help("save it as \"CSV UTF-8\", or convert it: iconv -f UTF-16 -t UTF-8 OLD.csv > NEW.csv"),
            );
            return Self::default();
        }
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        match core::str::from_utf8(bytes) {
            Ok(text) => Self { decoded: text, whole: text.len(), cut: false },
            Err(error) => {
                // The first characters of a GBK file may be valid UTF-8 by chance: report the first byte that is not ASCII.
                let first = if is_gb18030(bytes) { bytes.iter().position(|byte| !byte.is_ascii()) } else { None };
                let at = first.unwrap_or(error.valid_up_to());
                problems.push(not_utf8(bytes[at], at, first.is_some()));
                let text = core::str::from_utf8(&bytes[..at]).unwrap_or_default();
                // Keep only the lines before the broken one, which would be misread.
                Self { decoded: text, whole: text.rfind(['\n', '\r']).map_or(0, |newline| newline + 1), cut: true }
            }
        }
    }

    /// The complete lines that could be decoded.
    pub fn as_str(&self) -> &'a str {
        &self.decoded[..self.whole]
    }

    /// Whether lines are missing at the end because they are not UTF-8.
    pub fn breaks_off(&self) -> bool {
        self.cut
    }

    /// The text in `span`.
    pub fn slice(&self, span: Range<usize>) -> &'a str {
        self.decoded.get(span).unwrap_or_default()
    }

    /// The line and column of the character at byte `offset`.
    pub fn position(&self, offset: usize) -> Position {
        let before = self.before(offset);
        let line_start = before.rfind(['\n', '\r']).map_or(0, |newline| newline + 1);
        let crlf = before.matches("\r\n").count();
        let line = 1 + before.bytes().filter(|byte| matches!(byte, b'\n' | b'\r')).count() - crlf;
        Position { line, column: 1 + before[line_start..].chars().count() }
    }

    fn before(&self, offset: usize) -> &'a str {
        let mut end = offset.min(self.decoded.len());
        while !self.decoded.is_char_boundary(end) {
            end -= 1;
        }
        &self.decoded[..end]
    }

    pub(super) fn excerpt(&self, span: Range<usize>) -> Excerpt {
        let position = self.position(span.start);
        let before = self.before(span.start);
        let line_start = before.rfind(['\n', '\r']).map_or(0, |newline| newline + 1);
        let rest = &self.decoded[before.len()..];
        let line_end = rest.find(['\n', '\r']).unwrap_or(rest.len());

        let prefix = &before[line_start..];
        let hidden = position.column.saturating_sub(1 + CHARACTERS);
        let mut line = String::new();
        let mut padding = String::new();
        if hidden > 0 {
            line.push('…');
            padding.push(' ');
        }
        for character in prefix.chars().skip(hidden) {
            line.push(printable(character));
            padding.push(if is_wide(character) { '\u{3000}' } else { ' ' });
        }
        let under = span.len().min(line_end);
        let mut underlined = 0;
        for (index, (at, character)) in rest[..line_end].char_indices().enumerate() {
            if index == CHARACTERS {
                line.push('…');
                break;
            }
            line.push(printable(character));
            if at < under {
                underlined += if is_wide(character) { 2 } else { 1 };
            }
        }
        Excerpt { position, line, padding, underlined: underlined.max(1) }
    }
}

/// A character as it can be shown: controls, and those that reorder a line, are replaced.
fn printable(character: char) -> char {
    match character {
        '\t' => ' ',
        c if errcode_core::is_unprintable(c) => '\u{FFFD}',
        c => c,
    }
}

/// Whether terminals give this character two columns. Close enough to place a caret under Chinese text.
fn is_wide(character: char) -> bool {
    matches!(character, '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE6F}' | '\u{FF00}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}'
        | '\u{1F300}'..='\u{1FAFF}' | '\u{20000}'..='\u{3FFFD}')
}

/// Whether a character is Chinese (Han).
pub fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}')
}

/// Whether a cell must not have this character: line breaks and tabs are part of texts, other controls are not.
pub(super) fn is_forbidden(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' => false,
        c => c.is_control() || errcode_core::is_bidi_control(c),
    }
}

/// The form of UTF-16 that the bytes are in, by the byte order mark or, without one, by the zero bytes.
fn utf16(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xFF, 0xFE, ..] => Some("UTF-16 (little-endian)"),
        [0xFE, 0xFF, ..] => Some("UTF-16 (big-endian)"),
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => Some("UTF-16 (little-endian)"),
        [0, first, 0, second, ..] if *first != 0 && *second != 0 => Some("UTF-16 (big-endian)"),
        _ => None,
    }
}

fn not_utf8(byte: u8, at: usize, is_gb18030: bool) -> Problem {
    let (label, help) = if is_gb18030 {
        (
            "it looks like GBK (GB18030), as Excel saves CSV on a Chinese Windows",
            "save it as \"CSV UTF-8\", or convert it: iconv -f GB18030 -t UTF-8 OLD.csv > NEW.csv",
        )
    } else {
        ("this byte is not valid UTF-8", "save it as UTF-8")
    };
    Problem::new(at..at, format!("this file is not UTF-8: byte 0x{byte:02X}")).label(label).help(help)
}

/// Whether a file is well-formed GB18030 (which contains GBK and GB2312), and most of its characters are in GB2312. Latin-1 may
/// be well-formed GB18030 by chance, but then of rare characters.
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

    use super::{Position, Text, is_gb18030};

    fn position(text: &str, needle: &str) -> Position {
        Text { decoded: text, ..Text::default() }.position(text.find(needle).unwrap())
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
        let mut problems = Vec::new();
        let text = Text::decode(b"\xEF\xBB\xBFcode", &mut problems);
        assert_eq!((text.as_str(), problems.len()), ("code", 0));
    }

    /// What is shown of a line: the line, and under it what is underlined.
    fn shown(file: &str, needle: &str) -> [String; 2] {
        let text = Text { decoded: file, ..Text::default() };
        let at = file.find(needle).unwrap();
        let excerpt = text.excerpt(at..at + needle.len());
        [excerpt.line, excerpt.padding + &"^".repeat(excerpt.underlined)]
    }

    #[test]
    fn a_line_is_shown_with_what_is_underlined() {
        assert_eq!(shown("a\n1,bad,c\nd", "bad"), ["1,bad,c", "  ^^^"]);
        assert_eq!(shown("1,系统,bad", "bad"), ["1,系统,bad", "  \u{3000}\u{3000} ^^^"]);
        assert_eq!(shown("1,系统,a", "系统"), ["1,系统,a", "  ^^^^"]);
        assert_eq!(shown("1,a\tb\u{202E}c\u{7},d", "d"), ["1,a b\u{FFFD}c\u{FFFD},d", "         ^"]);
        assert_eq!(shown("a\nbc\nd", "c\nd"), ["bc", " ^"], "to the end of its line");
        assert_eq!(shown("a\nb", "\nb"), ["a", " ^"], "what ends a line");
    }

    #[test]
    fn a_long_line_is_cut_on_both_sides() {
        let long = |before: usize, after: usize| "x".repeat(before) + "!" + &"y".repeat(after);
        for (before, after, dots_before, dots_after) in
            [(60, 59, false, false), (61, 59, true, false), (60, 60, false, true), (1_000, 1_000, true, true)]
        {
            let [line, under] = shown(&long(before, after), "!");
            assert_eq!((line.starts_with('…'), line.ends_with('…')), (dots_before, dots_after), "{line}");
            let kept = line.trim_matches('…');
            assert_eq!(kept, long(before.min(60), after.min(59)));
            assert_eq!(line.find('!').map(|_| line.chars().position(|c| c == '!')), Some(under.find('^')), "{line}");
        }
        let [line, under] = shown(&"x".repeat(100), &"x".repeat(100));
        assert_eq!((line.as_str(), under.as_str()), (&*("x".repeat(60) + "…"), &*"^".repeat(60)));
    }

    /// The text that is kept of a file, and its one problem: where it is, and what.
    fn undecodable(bytes: &[u8]) -> (&str, Position, String) {
        let mut problems = Vec::new();
        let text = Text::decode(bytes, &mut problems);
        let [problem] = &problems[..] else { panic!("{problems:?}") };
        (text.as_str(), text.position(problem.start()), problem.message.clone())
    }

    #[test]
    fn whole_lines_are_kept_before_what_is_no_utf8() {
        let at = |line, column| Position { line, column };
        let wrong = |byte: &str| format!("this file is not UTF-8: byte 0x{byte}");
        assert_eq!(undecodable(b"a,b\n1,2\n3,\xFF\n"), ("a,b\n1,2\n", at(3, 3), wrong("FF")));
        assert_eq!(undecodable(b"a\xFF"), ("", at(1, 2), wrong("FF")));
        // GBK whose first character could be UTF-8 of two bytes.
        assert_eq!(undecodable(b"a\n1,\xC4\xA3\xB4\xED\n"), ("a\n", at(2, 3), wrong("C4")));
        // UTF-8 that breaks off.
        assert_eq!(undecodable(b"a\n1,\xE7\xB3\xBB\xE7\xBB"), ("a\n", at(2, 4), wrong("E7")));
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
        let text = Text { decoded: "系统", ..Text::default() };
        assert_eq!([3, 4, 5, 6, 7].map(|at| text.position(at).column), [2, 2, 2, 3, 3]);
    }

    #[test]
    fn gbk_is_recognised() {
        // 错误码 in GBK.
        assert!(is_gb18030(b"\xB4\xED\xCE\xF3\xC2\xEB,1\n"));
        assert!(!is_gb18030(b"\xFF\xFF"));
        assert!(!is_gb18030(b"plain"));
        // "Überprüfung der Münze" in Latin-1: each byte above ASCII has a letter behind it.
        assert!(!is_gb18030(b"1,\xDCberpr\xFCfung der M\xFCnze\n"));
        // A character of four bytes, and one of GBK alone, beside those that are common.
        assert!(is_gb18030(b"\x81\x30\x81\x30\xB4\xED\x81\x40\xCE\xF3\xC2\xEB"));
        assert!(!is_gb18030(b"\x81\x30\x81\x30\xB4\xED"));
        assert!(!is_gb18030(b"\x81\x40\xB4\xED"));
    }
}
