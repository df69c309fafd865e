//! Classes of characters: how wide they are shown, and which ones texts may have.

use core::cmp::Ordering;
use core::ops::RangeInclusive;

/// Characters that are drawn onto the one before them, or not at all. The list covers only the scripts and signs that tables use.
const NO_WIDTH: &[RangeInclusive<char>] = &[
    '\u{300}'..='\u{36F}',
    '\u{483}'..='\u{489}',
    '\u{591}'..='\u{5BD}',
    '\u{610}'..='\u{61A}',
    '\u{64B}'..='\u{65F}',
    '\u{E31}'..='\u{E31}',
    '\u{E34}'..='\u{E3A}',
    '\u{E47}'..='\u{E4E}',
    '\u{1AB0}'..='\u{1AFF}',
    '\u{1DC0}'..='\u{1DFF}',
    '\u{200B}'..='\u{200D}',
    '\u{2060}'..='\u{2064}',
    '\u{20D0}'..='\u{20FF}',
    '\u{302A}'..='\u{302D}',
    '\u{3099}'..='\u{309A}',
    '\u{FE00}'..='\u{FE0F}',
    '\u{FE20}'..='\u{FE2F}',
    '\u{FEFF}'..='\u{FEFF}',
    '\u{E0000}'..='\u{E01EF}',
];

/// Characters that take two columns in a terminal: Chinese, Japanese and Korean, full-width forms, and emoji.
const WIDE: &[RangeInclusive<char>] = &[
    '\u{1100}'..='\u{115F}',
    '\u{231A}'..='\u{231B}',
    '\u{2329}'..='\u{232A}',
    '\u{23E9}'..='\u{23EC}',
    '\u{23F0}'..='\u{23F0}',
    '\u{23F3}'..='\u{23F3}',
    '\u{25FD}'..='\u{25FE}',
    '\u{2614}'..='\u{2615}',
    '\u{2648}'..='\u{2653}',
    '\u{267F}'..='\u{267F}',
    '\u{2693}'..='\u{2693}',
    '\u{26A1}'..='\u{26A1}',
    '\u{26AA}'..='\u{26AB}',
    '\u{26BD}'..='\u{26BE}',
    '\u{26C4}'..='\u{26C5}',
    '\u{26CE}'..='\u{26CE}',
    '\u{26D4}'..='\u{26D4}',
    '\u{26EA}'..='\u{26EA}',
    '\u{26F2}'..='\u{26F3}',
    '\u{26F5}'..='\u{26F5}',
    '\u{26FA}'..='\u{26FA}',
    '\u{26FD}'..='\u{26FD}',
    '\u{2705}'..='\u{2705}',
    '\u{270A}'..='\u{270B}',
    '\u{2728}'..='\u{2728}',
    '\u{274C}'..='\u{274C}',
    '\u{274E}'..='\u{274E}',
    '\u{2753}'..='\u{2755}',
    '\u{2757}'..='\u{2757}',
    '\u{2795}'..='\u{2797}',
    '\u{27B0}'..='\u{27B0}',
    '\u{27BF}'..='\u{27BF}',
    '\u{2B1B}'..='\u{2B1C}',
    '\u{2B50}'..='\u{2B50}',
    '\u{2B55}'..='\u{2B55}',
    '\u{2E80}'..='\u{303E}',
    '\u{3041}'..='\u{A4CF}',
    '\u{A960}'..='\u{A97C}',
    '\u{AC00}'..='\u{D7A3}',
    '\u{F900}'..='\u{FAFF}',
    '\u{FE10}'..='\u{FE19}',
    '\u{FE30}'..='\u{FE6F}',
    '\u{FF00}'..='\u{FF60}',
    '\u{FFE0}'..='\u{FFE6}',
    '\u{1F004}'..='\u{1F004}',
    '\u{1F0CF}'..='\u{1F0CF}',
    '\u{1F18E}'..='\u{1F18E}',
    '\u{1F191}'..='\u{1F19A}',
    '\u{1F200}'..='\u{1F265}',
    '\u{1F300}'..='\u{1F64F}',
    '\u{1F680}'..='\u{1F6FF}',
    '\u{1F7E0}'..='\u{1F7EB}',
    '\u{1F900}'..='\u{1FAFF}',
    '\u{20000}'..='\u{3FFFD}',
];

fn is_in(ranges: &[RangeInclusive<char>], character: char) -> bool {
    let place = |range: &RangeInclusive<char>| match character {
        c if c < *range.start() => Ordering::Greater,
        c if c > *range.end() => Ordering::Less,
        _ => Ordering::Equal,
    };
    ranges.binary_search_by(place).is_ok()
}

/// How many columns this character takes in a terminal.
pub(super) fn width(character: char) -> usize {
    match character {
        ..='\u{2FF}' => 1,
        c if is_in(NO_WIDTH, c) => 0,
        c if is_in(WIDE, c) => 2,
        _ => 1,
    }
}

/// Whether a character is invisible.
pub(super) fn is_hidden(character: char) -> bool {
    matches!(character, '\u{AD}' | '\u{180E}' | '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2064}' | '\u{3164}' | '\u{FEFF}')
}

/// The name and number of the first character of a text that is invisible or looks like a plain blank.
pub(super) fn invisible(text: &str) -> Option<String> {
    let character = text
        .chars()
        .find(|&c| !c.is_ascii() && (is_hidden(c) || c.is_whitespace() && !matches!(c, '\u{2028}' | '\u{2029}')))?;
    let name = match character {
        '\u{A0}' => "no-break space",
        '\u{202F}' => "narrow no-break space",
        '\u{3000}' => "full-width space",
        '\u{200B}' => "zero-width space",
        '\u{200C}' => "zero-width non-joiner",
        '\u{200D}' => "zero-width joiner",
        '\u{2060}' => "word joiner",
        '\u{FEFF}' => "byte order mark",
        c if c.is_whitespace() => "unusual space",
        _ => "character without a width",
    };
    Some(format!("{name} (U+{:04X})", u32::from(character)))
}

/// Whether a character is Chinese (Han). Public for the checks of the shipped tables in `tests/`.
pub fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}')
}

/// Whether a cell must not have this character. Line breaks and tabs are allowed; other controls, also those for text direction, are not.
fn is_forbidden(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' => false,
        c => c.is_control() || errcode_core::is_bidi_control(c),
    }
}

/// Whether a byte is the first byte of a character that a cell must not have. Some other characters begin with these bytes, too.
static MAY_BE_FORBIDDEN: [bool; 256] = {
    let mut may_be = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        may_be[byte] = matches!(byte, 0..=8 | 11 | 12 | 14..=0x1F | 0x7F | 0xC2 | 0xD8 | 0xE2);
        byte += 1;
    }
    may_be
};

/// The first character that a cell must not have, and its offset.
pub(super) fn first_forbidden(text: &str) -> Option<(usize, char)> {
    let (bytes, mut at) = (text.as_bytes(), 0);
    // Most texts have none of these bytes. A plain loop is faster here, because macros are not optimised in debug builds.
    while !MAY_BE_FORBIDDEN[usize::from(*bytes.get(at)?)] {
        at += 1;
    }
    text[at..].char_indices().find(|&(_, character)| is_forbidden(character)).map(|(more, found)| (at + more, found))
}

#[cfg(test)]
mod tests {
    use super::{NO_WIDTH, WIDE, first_forbidden, is_forbidden, width};

    #[test]
    fn invisible_characters_are_named() {
        for (character, name) in [
            ('\u{A0}', "no-break space"),
            ('\u{202F}', "narrow no-break space"),
            ('\u{3000}', "full-width space"),
            ('\u{200B}', "zero-width space"),
            ('\u{200C}', "zero-width non-joiner"),
            ('\u{200D}', "zero-width joiner"),
            ('\u{2060}', "word joiner"),
            ('\u{FEFF}', "byte order mark"),
            ('\u{2003}', "unusual space"),
            ('\u{AD}', "character without a width"),
        ] {
            let wanted = format!("{name} (U+{:04X})", u32::from(character));
            assert_eq!(super::invisible(&format!("a{character}b")), Some(wanted));
        }
        for text in ["", "a b\t", "系统，", "\u{2028}\u{2029}"] {
            assert_eq!(super::invisible(text), None);
        }
    }

    #[test]
    fn ranges_are_in_order() {
        for ranges in [NO_WIDTH, WIDE] {
            assert!(ranges.is_sorted_by(|left, right| left.end() < right.start()));
            assert!(ranges.iter().all(|range| range.start() <= range.end()));
        }
    }

    #[test]
    fn widths_are_those_of_terminals() {
        for (characters, columns) in [
            ("a~é€─⚠☎\u{FFFD}", 1),
            ("系，　한✅❌⭐👍🚀🀄𠀀", 2),
            ("\u{300}\u{301}\u{200B}\u{200C}\u{200D}\u{2060}\u{FE0F}\u{FEFF}\u{3099}", 0),
        ] {
            for character in characters.chars() {
                assert_eq!(width(character), columns, "U+{:04X}", u32::from(character));
            }
        }
    }

    #[test]
    fn every_forbidden_character_is_found() {
        for character in '\0'..=char::MAX {
            let found = first_forbidden(&format!("a“系\u{A0}{character}b"));
            assert_eq!(found.map(|(_, found)| found), is_forbidden(character).then_some(character), "{character:?}");
        }
        assert_eq!(first_forbidden("系\u{7F}\u{1}"), Some((3, '\u{7F}')));
    }
}
