//! The codes of a row.

use core::fmt;
use std::sync::Arc;

use super::character::width;
use super::format::{CodeWord, quoted};
use super::notation::{DASHES, Width, integer, is_full_width_digit, is_hexadecimal, may_be_thousands};
use super::numbers::Numbers;
use super::problem::beginning;

/// Whether the codes of a table are numbers or texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CodeType {
    /// Integers of 64 bits, families and ranges of them.
    #[default]
    Number,
    /// Texts, such as `PARAM_ERROR`, `42P01` or `00`.
    Text,
}

/// What the column of codes holds.
#[derive(Clone, Copy, Debug)]
pub(super) struct CodeColumn {
    /// Whether its codes are numbers or texts.
    pub(super) code_type: CodeType,
    /// How many bits its numbers have.
    pub(super) width: Width,
    /// Whether each cell has a number and a name: `0x00030200 STORAGE_CONVERTED`.
    pub(super) has_names: bool,
}

impl CodeColumn {
    /// The column with these cells, of the type that the call names.
    ///
    /// If the call names none, the codes are texts in two cases: a cell has a leading zero, which no JSON number has, or no cell is a
    /// number, not even one that a spreadsheet damaged.
    pub(super) fn of<'c>(cells: impl Iterator<Item = &'c str> + Clone, named: Option<CodeWord>) -> Self {
        let cells = cells.filter(|cell| !cell.is_empty());
        let mut has_names = true;
        let (mut has_words, mut has_numbers, mut has_leading_zeros) = (false, false, false);
        let mut has_dotted = None;
        for cell in cells.clone() {
            has_leading_zeros |= has_leading_zero(cell);
            // Most cells are plain integers; the rest of the loop is slow in an unoptimised build.
            if integer(cell).is_some() {
                (has_numbers, has_names) = (true, false);
                continue;
            }
            let has_dotted = *has_dotted.get_or_insert_with(|| cells.clone().any(is_dotted));
            let has_name = number_and_name(cell).is_some();
            let is_number = has_name || is_number_like(cell) && !(has_dotted && cell.contains('.'));
            has_words |= !is_number;
            has_numbers |= is_number;
            has_names &= has_name;
        }
        let is_text = has_leading_zeros || has_words && !has_numbers;
        let code_type = match named {
            Some(CodeWord::Str) => CodeType::Text,
            None if is_text => CodeType::Text,
            None | Some(CodeWord::I64 | CodeWord::I32) => CodeType::Number,
        };
        let width = if named == Some(CodeWord::I32) { Width::Bits32 } else { Width::Bits64 };
        Self { code_type, width, has_names: has_names && has_numbers && code_type == CodeType::Number }
    }
}

/// The number and the name of a cell that holds both: `404 Not Found`, `SQLITE_BUSY (5)`.
pub fn number_and_name<'c>(cell: &'c str) -> Option<(&'c str, &'c str)> {
    // The search below takes time that is quadratic in the length of the cell.
    if cell.len() > LONGEST {
        return None;
    }
    let is_number = |word: &str| Numbers::parse(word, Width::Bits64).is_ok();
    let begins_range = |text: &str| {
        let word = text.split_whitespace().next().unwrap_or_default();
        ["to", "through", "thru", "or", "and"].iter().any(|between| word.eq_ignore_ascii_case(between))
    };
    let is_name = |text: &str| text.starts_with(|c: char| c.is_alphabetic() || c == '_') && !begins_range(text);
    let blanks = cell.char_indices().rev().filter(|(_, c)| c.is_whitespace());
    let split = |(at, _): (usize, char)| (cell[..at].trim_end(), cell[at..].trim_start());
    // The longest number: `1 to 5 Reserved` has the name `Reserved`.
    let leading = || blanks.map(split).find(|(number, _)| is_number(number));
    let without_brackets = |(number, name): (&'c str, &'c str)| {
        (number, name.strip_prefix('(').and_then(|name| name.strip_suffix(')')).unwrap_or(name))
    };
    let in_brackets = || cell.strip_suffix(')')?.rsplit_once('(').map(|(name, number)| (number, name.trim_end()));
    let holds_both = |&(number, name): &(&str, &str)| is_number(number) && is_name(name);
    leading().map(without_brackets).filter(holds_both).or_else(|| in_brackets().filter(holds_both))
}

/// Whether a cell is a number, or one that a spreadsheet damaged.
pub(super) fn is_code_like(cell: &str) -> bool {
    integer(cell).is_some() || is_number_like(cell)
}

/// Whether a cell is a word with a leading zero, such as `00` or `0100C`, and not a literal such as `0x1F`.
fn has_leading_zero(cell: &str) -> bool {
    let is_word = cell.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_word && cell.len() > 1 && cell.starts_with('0') && !cell[1..].starts_with(['x', 'X'])
}

/// Whether a cell is digits with two dots or more, such as `5.1.1`: no damaged number has so many.
fn is_dotted(cell: &str) -> bool {
    cell.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && cell.matches('.').count() > 1
}

/// A longer cell (in bytes) is a text.
const LONGEST: usize = 256;

/// Whether a cell is a number, also in the forms that people and spreadsheets give it: `40001.0`, `4e4`, `40,001`, full-width digits,
/// `21/22`, `404 Not Found`.
fn is_number_like(cell: &str) -> bool {
    // No number begins with an ASCII letter, but most texts do. The rest of the function is slow in an unoptimised build.
    if cell.len() > LONGEST || cell.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return false;
    }
    let is_separator =
        |c: char| c.is_whitespace() || matches!(c, ',' | '，' | '。' | '_' | '\'' | '’') || width(c) == 0;
    // `2_2` is a word, `40_001` a number.
    if cell.contains('_') && !may_be_thousands(cell) {
        return false;
    }
    let plain: String = cell.chars().filter(|&c| !is_separator(c)).map(ascii).collect();
    let begins_as_one = plain.trim_start_matches(['-', '+']).starts_with(|c: char| c.is_ascii_digit());
    let is_sign = |c: char| matches!(c, '-' | '+' | '.' | '~' | '～' | '/' | '、' | '*' | '(' | ')' | '（' | '）');
    let has_digits_and_signs = plain.contains(char::is_numeric) && plain.chars().all(|c| c.is_numeric() || is_sign(c));
    let is_version_or_date =
        plain.matches('.').count() > 1 || plain.get(1..).is_some_and(|rest| rest.matches('-').count() > 1);
    let mut words = cell.split_whitespace();
    let begins_with_number = words.next().is_some_and(|word| integer(word).is_some()) && words.next().is_some();
    Numbers::parse(cell, Width::Bits64).is_ok()
        || Numbers::parse(&plain, Width::Bits64).is_ok()
        || begins_as_one && plain.parse::<f64>().is_ok()
        || is_hexadecimal(&plain)
        || has_digits_and_signs && !is_version_or_date
        || begins_with_number
}

/// A minus, a dash or a full-width digit as its ASCII character.
fn ascii(c: char) -> char {
    match c {
        c if DASHES.contains(&c) => '-',
        c if is_full_width_digit(c) => char::from_digit(u32::from(c) - 0xFF10, 10).unwrap_or(c),
        c => c,
    }
}

/// The codes that a row stands for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Codes {
    /// Numbers.
    Numbers(Numbers),
    /// One text.
    Text(Arc<str>),
}

impl From<Numbers> for Codes {
    fn from(numbers: Numbers) -> Self {
        Self::Numbers(numbers)
    }
}

impl From<&str> for Codes {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl Codes {
    /// The numbers, if they are numbers.
    pub const fn numbers(&self) -> Option<&Numbers> {
        if let Self::Numbers(numbers) = self { Some(numbers) } else { None }
    }

    /// The text, if it is one.
    pub fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// Whether there are several codes.
    pub fn are_several(&self) -> bool {
        self.numbers().is_some_and(|numbers| numbers.single().is_none())
    }

    /// As a message shows them: the beginning of a long text.
    pub fn shown(&self) -> String {
        match self {
            Self::Numbers(numbers) => numbers.to_string(),
            Self::Text(text) => quoted(&beginning(text)),
        }
    }

    /// Whether they are numbers or a text.
    pub const fn code_type(&self) -> CodeType {
        match self {
            Self::Numbers(_) => CodeType::Number,
            Self::Text(_) => CodeType::Text,
        }
    }
}

/// As a call spells them.
impl fmt::Display for Codes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Numbers(numbers) => numbers.fmt(f),
            Self::Text(text) => f.write_str(&quoted(text)),
        }
    }
}

/// The lookup key of a row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// Its only number, or the smallest of its numbers that has no row of its own.
    Number(i64),
    /// Its text.
    Text(Arc<str>),
}

#[cfg(test)]
mod tests {
    use super::{CodeColumn, CodeType, Codes, LONGEST, is_code_like, number_and_name};

    #[test]
    fn damaged_numbers_are_like_codes_but_versions_and_texts_are_not() {
        let longest = format!("1 {}", "a".repeat(LONGEST - 2));
        let numbers =
            ["0x１F", "０x１F", "１２", "５xx", "4e4", "40,001", "1,0x1F", "40001.0/2", "1/2-3", "10-9", "–1", "(7)"];
        for cell in numbers.into_iter().chain(["404 Not Found", &*longest]) {
            assert!(is_code_like(cell), "{cell}");
        }
        for cell in [
            "1.2.3.4",
            "1.2.3",
            "2025-01-02",
            "a1",
            "2_2",
            "40001_001",
            "",
            "系统",
            "1..2-3-4",
            &*format!("{longest}a"),
        ] {
            assert!(!is_code_like(cell), "{cell}");
        }
    }

    #[test]
    fn a_column_is_of_texts_if_no_cell_is_a_number_or_one_has_a_leading_zero() {
        for (cells, code_type) in [
            (&["1", "-2"][..], CodeType::Number),
            (&["5xx", "104-199"], CodeType::Number),
            (&[], CodeType::Number),
            (&["PARAM_ERROR", "isv.LIMIT"], CodeType::Text),
            (&["42P01", "P0A80", "5.1.1", "ORA-00001", "N7"], CodeType::Text),
            (&["PARAM_ERROR", ""], CodeType::Text),
            (&["系统繁忙"], CodeType::Text),
            (&["00", "10", "AA"], CodeType::Text),
            (&["23505", "42P01", "00000"], CodeType::Text),
            (&["10", "0100C"], CodeType::Text),
            (&["0", "1"], CodeType::Number),
            (&["0-9", "0.5", "0x1F"], CodeType::Number),
            // Some are numbers: the others are mistakes.
            (&["1", "PARAM_ERROR"], CodeType::Number),
            // Damaged numbers.
            (&["40001.0"], CodeType::Number),
            (&["4e4"], CodeType::Number),
            (&["40,001"], CodeType::Number),
            (&["\u{2212}1"], CodeType::Number),
            (&["４０００１", "x"], CodeType::Number),
            (&["+5"], CodeType::Number),
            (&["99999999999999999999"], CodeType::Number),
            (&["199-104"], CodeType::Number),
            (&["40\u{A0}001"], CodeType::Number),
            (&["40\u{202F}001"], CodeType::Number),
            (&["40’001"], CodeType::Number),
            (&["40，001"], CodeType::Number),
            (&["40001。"], CodeType::Number),
            (&["40001\u{200B}"], CodeType::Number),
            (&["٤٠٠٠١"], CodeType::Number),
            (&["(-2)", "21/22", "1003、1004", "500~599", "500～599", "3**"], CodeType::Number),
            (&["404 Not Found", "500 Internal Server Error"], CodeType::Number),
            (&["403.1", "403.14"], CodeType::Number),
            // Not damaged: a number has one dot at most.
            (&["5.1.1", "5.2", "4.0.0"], CodeType::Text),
            (&["2024-01-01"], CodeType::Text),
            (&["e4", "inf", "nan"], CodeType::Text),
        ] {
            assert_eq!(CodeColumn::of(cells.iter().copied(), None).code_type, code_type, "{cells:?}");
        }
    }

    #[test]
    fn a_text_is_one_code() {
        let text = Codes::from("b");
        assert_eq!((text.text(), text.numbers(), text.shown()), (Some("b"), None, "\"b\"".to_owned()));
        assert!(!text.are_several());
        let long = "x".repeat(100);
        for (text, literal) in [("a\"b\\", "\"a\\\"b\\\\\""), (&long, &format!("\"{long}\""))] {
            assert_eq!(Codes::from(text).to_string(), literal);
        }
        assert_eq!(Codes::from(&*long).shown(), format!("\"{}…\"", &long[..40]));
    }

    #[test]
    fn a_cell_may_hold_a_number_and_a_name() {
        for (cell, wanted) in [
            ("0x00030200 STORAGE_CONVERTED", Some(("0x00030200", "STORAGE_CONVERTED"))),
            ("0x1F\nSTORAGE_CONVERTED", Some(("0x1F", "STORAGE_CONVERTED"))),
            ("404 Not Found", Some(("404", "Not Found"))),
            ("200 (OK)", Some(("200", "OK"))),
            ("1 to 5 Reserved for us", Some(("1 to 5", "Reserved for us"))),
            ("6 or 7 Busy", None),
            ("GATE_BUSY (5)", Some(("5", "GATE_BUSY"))),
            ("404", None),
            ("1 2", None),
            ("a b", None),
        ] {
            assert_eq!(number_and_name(cell), wanted, "{cell}");
        }
        let longest = format!("404 {}", "a".repeat(LONGEST - 4));
        assert_eq!(number_and_name(&longest), Some(("404", &longest[4..])));
        assert_eq!(number_and_name(&format!("{longest}a")), None, "a text");
        let has_names = |cells: &[&str]| CodeColumn::of(cells.iter().copied(), None).has_names;
        assert!(
            has_names(&["1 A", "2 B", ""]) && !has_names(&["1 A", "2"]) && !has_names(&["A", "B"]) && !has_names(&[])
        );
    }
}
