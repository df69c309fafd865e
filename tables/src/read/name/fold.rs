//! Converts texts to ASCII: letters lose their accents, and punctuation of other scripts becomes its ASCII counterpart.

use std::borrow::Cow;

use crate::read::character::{is_han, width};

/// The ASCII letter of each character from `À` (U+00C0) to `ſ` (U+017F). A blank stands for a character that is not one letter.
const LATIN: &[u8; 192] = b"\
    AAAAAA CEEEEIIIIDNOOOOO OUUUUY  aaaaaa ceeeeiiiidnooooo ouuuuy y\
    AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIi  JjKkkLlLlLlL\
    lLlNnNnNnnNnOoOoOo  RrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";

/// The text in ASCII. None if it has Han characters, or more letters of other scripts than Latin letters.
pub(super) fn fold(text: &str) -> Option<Cow<'_, str>> {
    if text.is_ascii() {
        return Some(Cow::Borrowed(text));
    }
    let mut folded = String::with_capacity(text.len());
    let mut foreign = 0;
    for character in text.chars() {
        match character {
            c if c.is_ascii() => folded.push(c),
            c if is_han(c) => return None,
            c => match letter(c).or_else(|| punctuation(c)) {
                Some(c) => folded.push(c),
                None => match two_letters(c) {
                    Some(letters) => folded.push_str(letters),
                    // Characters without a width do not separate words: marks on a letter, zero-width spaces.
                    None if width(c) == 0 => {}
                    None => {
                        foreign += usize::from(c.is_alphabetic());
                        folded.push(' ');
                    }
                },
            },
        }
    }
    let latin = || folded.bytes().filter(u8::is_ascii_alphabetic).count();
    (foreign == 0 || foreign <= latin()).then_some(Cow::Owned(folded))
}

/// The two ASCII letters for one letter outside ASCII.
fn two_letters(character: char) -> Option<&'static str> {
    Some(match character {
        'Æ' => "Ae",
        'æ' => "ae",
        'Þ' => "Th",
        'þ' => "th",
        'ß' => "ss",
        'ẞ' => "SS",
        'Ĳ' => "Ij",
        'ĳ' => "ij",
        'Œ' => "Oe",
        'œ' => "oe",
        _ => return None,
    })
}

/// The ASCII letter or digit for one outside ASCII.
fn letter(character: char) -> Option<char> {
    let byte = match character {
        'À'..='ſ' => *LATIN.get(u32::from(character) as usize - 0xC0)?,
        // Vietnamese and Romanian.
        'Ơ' => b'O',
        'ơ' => b'o',
        'Ư' => b'U',
        'ư' => b'u',
        'Ș' => b'S',
        'ș' => b's',
        'Ț' => b'T',
        'ț' => b't',
        'Ạ'..='ỹ' => {
            let capital = match character {
                'Ạ'..='ặ' => b'A',
                'Ẹ'..='ệ' => b'E',
                'Ỉ'..='ị' => b'I',
                'Ọ'..='ợ' => b'O',
                'Ụ'..='ự' => b'U',
                _ => b'Y',
            };
            // In this block capitals are even and small letters odd.
            if u32::from(character) % 2 == 0 { capital } else { capital.to_ascii_lowercase() }
        }
        // Full-width letters and digits.
        'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '０'..='９' => u8::try_from(u32::from(character) - 0xFEE0).ok()?,
        _ => return None,
    };
    (byte != b' ').then_some(char::from(byte))
}

/// The ASCII counterpart of a punctuation mark.
fn punctuation(character: char) -> Option<char> {
    Some(match character {
        '’' | '‘' | 'ʼ' => '\'',
        '–' | '—' | '−' => '-',
        '。' => '.',
        '（' => '(',
        '）' => ')',
        '，' | '、' => ',',
        '；' => ';',
        '：' => ':',
        '！' => '!',
        '？' => '?',
        '【' => '[',
        '】' => ']',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn each_letter_and_mark_is_folded() {
        for (characters, folded) in [
            ("ÆæÞþßẞĲĳŒœ", "AeaeThthssSSIjijOeoe"),
            ("ÀÿƠơƯưȘșȚț", "AyOoUuSsTt"),
            ("ẠạẶặẸẹỆệỈỉỊịỌọỢợỤụỰựỲỳỸỹ", "AaAaEeEeIiIiOoOoUuUuYyYy"),
            ("ＡＺａｚ０９", "AZaz09"),
            ("’‘ʼ–—−。（），、；：！？【】", "'''---.(),,;:!?[]"),
        ] {
            assert_eq!(fold(characters).as_deref(), Some(folded));
        }
        // One letter of another script for each Latin letter.
        for (text, folded) in [("aЖ", Some("a ")), ("aЖЖ", None), ("1Ж", None), ("Ж", None), ("№№ a", Some("   a"))]
        {
            assert_eq!(fold(text).as_deref(), folded, "{text}");
        }
    }

    #[test]
    fn texts_are_folded() {
        for (text, folded) in [
            ("Größe ungültig", Some("Grosse ungultig")),
            ("L’été précédé", Some("L'ete precede")),
            ("Œuvre n° 3 à Łódź", Some("Oeuvre n  3 a Lodz")),
            ("Không đủ số dư, TÀI KHOẢN", Some("Khong du so du, TAI KHOAN")),
            ("e\u{301}te\u{301} re\u{200B}quest", Some("ete request")),
            ("ＦＵＬＬ：１", Some("FULL:1")),
            ("Žluťoučký kůň, Ő ű İ ı ſ ĸ Ŀ ŋ Ÿ Ș ț", Some("Zlutoucky kun, O u I i s k L n Y S t")),
            ("× ÷", Some("   ")),
            ("Ошибка HTTP", None),
            ("error 系统", None),
        ] {
            assert_eq!(fold(text).as_deref(), folded, "{text}");
        }
    }
}
