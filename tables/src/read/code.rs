//! The codes of a row.

use core::fmt;
use core::hash::{Hash, Hasher};
use std::sync::Arc;

use super::character::width;
use super::problem::shortened;

/// All codes from `first` to `last`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodeRange {
    /// The smallest.
    pub first: i64,
    /// The largest.
    pub last: i64,
}

impl CodeRange {
    /// The range that holds `code` alone.
    pub const fn one(code: i64) -> Self {
        Self { first: code, last: code }
    }

    /// Whether `code` is in the range.
    pub const fn contains(self, code: i64) -> bool {
        self.first <= code && code <= self.last
    }

    /// The codes that are in both ranges.
    pub fn intersection(self, other: Self) -> Option<Self> {
        let (first, last) = (self.first.max(other.first), self.last.min(other.last));
        (first <= last).then_some(Self { first, last })
    }
}

impl fmt::Display for CodeRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last { write!(f, "{}", self.first) } else { write!(f, "{}..={}", self.first, self.last) }
    }
}

/// A set of numbers that is never empty.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Numbers {
    first: CodeRange,
    /// The ranges after the first, ascending. Between two ranges there is a code that is in neither.
    more: Vec<CodeRange>,
}

/// Why a cell is not a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotANumber {
    /// What to change, where the cell shows what was meant.
    pub help: Option<&'static str>,
}

impl From<CodeRange> for Numbers {
    fn from(range: CodeRange) -> Self {
        Self { first: range, more: Vec::new() }
    }
}

/// By the smallest and the largest code alone: a table is hashed row by row, and macros run unoptimised in debug builds.
impl Hash for Numbers {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_i64(self.first.first);
        if self.single().is_none() {
            state.write_i64(self.last());
        }
    }
}

impl Numbers {
    /// The single code `code`.
    pub const fn one(code: i64) -> Self {
        Self { first: CodeRange::one(code), more: Vec::new() }
    }

    /// The union of these ranges; none of no range.
    pub fn union(ranges: impl IntoIterator<Item = CodeRange>) -> Option<Self> {
        let mut sorted: Vec<CodeRange> = ranges.into_iter().collect();
        sorted.sort_unstable();
        let mut merged: Vec<CodeRange> = Vec::with_capacity(sorted.len());
        for range in sorted {
            match merged.last_mut() {
                Some(last) if range.first <= last.last.saturating_add(1) => last.last = last.last.max(range.last),
                _ => merged.push(range),
            }
        }
        let mut ranges = merged.into_iter();
        Some(Self { first: ranges.next()?, more: ranges.collect() })
    }

    /// The ranges of the set, ascending.
    pub fn ranges(&self) -> impl Iterator<Item = CodeRange> + Clone + '_ {
        core::iter::once(self.first).chain(self.more.iter().copied())
    }

    /// The code, if there is only one.
    pub fn single(&self) -> Option<i64> {
        (self.more.is_empty() && self.first.first == self.first.last).then_some(self.first.first)
    }

    /// The smallest code.
    pub const fn first(&self) -> i64 {
        self.first.first
    }

    /// The largest code.
    pub fn last(&self) -> i64 {
        self.more.last().unwrap_or(&self.first).last
    }

    /// Whether `code` is one of them.
    pub fn contains(&self, code: i64) -> bool {
        self.ranges().any(|range| range.contains(code))
    }

    /// Whether each code of `other` is one of these, too.
    pub fn include(&self, other: &Self) -> bool {
        let is_included =
            |range: CodeRange| self.ranges().any(|own| own.contains(range.first) && own.contains(range.last));
        other.ranges().all(is_included)
    }

    /// Reads a code: `40001`, a family `-40400x`, or a range `104-199` or `104..=199`.
    ///
    /// # Errors
    ///
    /// Everything else, with advice where the cell shows what was meant.
    ///
    /// ```
    /// use errcode_tables::{CodeRange, Numbers};
    ///
    /// assert_eq!(Numbers::parse("40001"), Ok(Numbers::one(40001)));
    /// assert_eq!(Numbers::parse("-40400x"), Ok(CodeRange { first: -404009, last: -404000 }.into()));
    /// assert_eq!(Numbers::parse("5xx"), Ok(CodeRange { first: 500, last: 599 }.into()));
    /// assert_eq!(Numbers::parse("104-199"), Numbers::parse("104..=199"));
    /// assert!(Numbers::parse("40001.0").is_err());
    /// ```
    pub fn parse(cell: &str) -> Result<Self, NotANumber> {
        if let Some(code) = integer(cell) {
            return Ok(Self::one(code));
        }
        if let Some(family) = family(cell) {
            return Ok(family.into());
        }
        if let Some((first, last)) = range(cell) {
            if first > last {
                return Err(NotANumber { help: Some("write the smaller code of the range first") });
            }
            return Ok(CodeRange { first, last }.into());
        }
        Err(NotANumber { help: help(cell) })
    }
}

impl fmt::Display for Numbers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.first.fmt(f)?;
        self.more.iter().try_for_each(|range| write!(f, ", {range}"))
    }
}

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
    /// Whether a cell is a word: then the codes may be texts although some look like numbers.
    pub(super) has_words: bool,
}

impl CodeColumn {
    /// The column with these cells, of the type that the call names. Otherwise it holds texts if a cell has a leading zero, as no
    /// number of JSON has, or if no cell is a number, not even one that a spreadsheet damaged.
    pub(super) fn of<'c>(cells: impl Iterator<Item = &'c str> + Clone, named: Option<CodeType>) -> Self {
        let cells = cells.filter(|cell| !cell.trim().is_empty());
        let has_dotted = cells.clone().any(is_dotted);
        let (mut has_words, mut has_numbers, mut has_leading_zeros) = (false, false, false);
        for cell in cells {
            let is_number = is_number_like(cell) && !(has_dotted && cell.contains('.'));
            has_words |= !is_number;
            has_numbers |= is_number;
            has_leading_zeros |= has_leading_zero(cell);
        }
        let is_text = has_leading_zeros || has_words && !has_numbers;
        let code_type = named.unwrap_or(if is_text { CodeType::Text } else { CodeType::Number });
        Self { code_type, has_words }
    }
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

/// Whether a cell is a number, or what people and spreadsheets make of numbers: `40001.0`, `4e4`, `40,001`, full-width digits,
/// `21/22`, `404 Not Found`.
fn is_number_like(cell: &str) -> bool {
    let is_separator =
        |c: char| c.is_whitespace() || matches!(c, ',' | '，' | '。' | '_' | '\'' | '’') || width(c) == 0;
    let plain: String = cell.chars().filter(|&c| !is_separator(c)).map(ascii).collect();
    let begins_as_one = plain.trim_start_matches(['-', '+']).starts_with(|c: char| c.is_ascii_digit());
    let is_hexadecimal = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let hexadecimal = plain.strip_prefix("0x").or_else(|| plain.strip_prefix("0X"));
    let is_sign = |c: char| matches!(c, '-' | '+' | '.' | '~' | '～' | '/' | '、' | '*' | '(' | ')' | '（' | '）');
    let has_digits_and_signs = plain.contains(char::is_numeric) && plain.chars().all(|c| c.is_numeric() || is_sign(c));
    let is_version_or_date =
        plain.matches('.').count() > 1 || plain.get(1..).is_some_and(|rest| rest.matches('-').count() > 1);
    let mut words = cell.split_whitespace();
    let begins_with_number = words.next().is_some_and(|word| integer(word).is_some()) && words.next().is_some();
    Numbers::parse(&plain).is_ok()
        || range(&plain).is_some()
        || begins_as_one && plain.parse::<f64>().is_ok()
        || hexadecimal.is_some_and(is_hexadecimal)
        || has_digits_and_signs && !is_version_or_date
        || begins_with_number
}

/// A minus, a dash or a full-width digit as its ASCII character.
fn ascii(c: char) -> char {
    match c {
        '\u{2212}' | '\u{2013}' | '\u{2014}' | '\u{FF0D}' | '\u{FE63}' => '-',
        '\u{FF10}'..='\u{FF19}' => char::from_digit(u32::from(c) - 0xFF10, 10).unwrap_or(c),
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
            Self::Text(text) => write!(f, "\"{}\"", shortened(text)),
        }
    }
}

/// What a row is looked up by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// Its only number, or the smallest number that no row for a single one has.
    Number(i64),
    /// Its text.
    Text(Arc<str>),
}

/// An i64 in ASCII digits, without a plus sign.
fn integer(cell: &str) -> Option<i64> {
    if cell.starts_with('+') { None } else { cell.parse().ok() }
}

/// `-40400x`: each trailing x stands for any digit.
fn family(cell: &str) -> Option<CodeRange> {
    let stem = cell.trim_end_matches(['x', 'X']);
    let digits = u32::try_from(cell.len() - stem.len()).ok()?;
    let width = 10_i64.checked_pow(digits)?;
    // A family `-0x` is refused: the number `-0` has no sign, so it would be read as `0x`.
    let near = integer(stem).filter(|&stem| stem != 0)?.checked_mul(width)?;
    Some(if near < 0 {
        CodeRange { first: near.checked_sub(width - 1)?, last: near }
    } else {
        CodeRange { first: near, last: near.checked_add(width - 1)? }
    })
}

/// `104-199` or `104..=199`.
fn range(cell: &str) -> Option<(i64, i64)> {
    let (first, last) = match cell.split_once("..=") {
        Some(ends) => ends,
        // The first character may be a sign.
        None => {
            let dash = cell.get(1..)?.find('-')? + 1;
            (&cell[..dash], &cell[dash + 1..])
        }
    };
    Some((integer(first)?, integer(last)?))
}

/// What to change in a cell that is not a number.
fn help(cell: &str) -> Option<&'static str> {
    let trimmed = cell.trim();
    if trimmed != cell && Numbers::parse(trimmed).is_ok() {
        let is_line_break = |c| matches!(c, '\n' | '\r');
        return Some(if cell.contains(is_line_break) {
            "remove the line break"
        } else {
            "remove the spaces around it"
        });
    }
    if cell.contains(['\u{2212}', '\u{2013}', '\u{2014}', '\u{FF0D}', '\u{FE63}']) {
        return Some("the minus or dash is not the ASCII `-`");
    }
    if cell.contains(|c| ('\u{FF10}'..='\u{FF19}').contains(&c)) {
        return Some("write the digits in ASCII, not full-width");
    }
    if cell.contains(['.', 'e', 'E']) && cell.parse::<f64>().is_ok() {
        return Some("write it as an integer; spreadsheets turn codes into decimals");
    }
    if cell.starts_with("0x") || cell.starts_with("0X") {
        return Some("write it in decimal");
    }
    if cell.starts_with('+') {
        return Some("leave out the plus sign");
    }
    let without_blanks: String = cell.split_whitespace().collect();
    if without_blanks != cell && range(&without_blanks).is_some() {
        return Some("write a range without spaces: 100-199");
    }
    let has_letters = cell.contains(char::is_alphabetic);
    if cell.contains(|c: char| c.is_whitespace() || ",_'’，".contains(c))
        && cell.contains(char::is_numeric)
        && !has_letters
    {
        return Some("leave out what separates the digits");
    }
    let digits = trimmed.trim_end_matches(['x', 'X']).trim_start_matches('-');
    if digits.len() > 1 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some("it does not fit an i64");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{CodeColumn, CodeRange, CodeType, Codes, Numbers};

    fn range(first: i64, last: i64) -> Numbers {
        CodeRange { first, last }.into()
    }

    #[test]
    fn codes_families_and_ranges_are_parsed() {
        for (cell, wanted) in [
            ("0", Numbers::one(0)),
            ("-1", Numbers::one(-1)),
            ("9223372036854775807", Numbers::one(i64::MAX)),
            ("-9223372036854775808", Numbers::one(i64::MIN)),
            ("-40400x", range(-404_009, -404_000)),
            ("4xx", range(400, 499)),
            ("104-199", range(104, 199)),
            ("104..=199", range(104, 199)),
            ("-199--104", range(-199, -104)),
            ("-199..=-104", range(-199, -104)),
            ("7-7", Numbers::one(7)),
        ] {
            assert_eq!(Numbers::parse(cell), Ok(wanted), "{cell}");
        }
    }

    #[test]
    fn other_cells_are_refused_with_advice() {
        for (cell, help) in [
            ("４０００１", "full-width"),
            ("40001.0", "integer"),
            ("4e4", "integer"),
            ("\u{2212}1", "ASCII `-`"),
            (" 40001", "spaces"),
            ("40001\n", "line break"),
            ("-922337203685477580x", "i64"),
            ("40 001", "separates"),
            ("40,001", "separates"),
            ("0x1F", "decimal"),
            ("+5", "plus"),
            ("99999999999999999999", "i64"),
            ("99999999999999999999x", "i64"),
            ("199-104", "smaller code"),
            ("100 - 199", "100-199"),
        ] {
            let error = Numbers::parse(cell).unwrap_err();
            assert!(error.help.is_some_and(|text| text.contains(help)), "{cell}: {error:?}");
        }
        for cell in ["", "x", "-x", "abc", "a b", "a1", "-", "--1", "1-", "0x", "99999999999999999xxx"] {
            assert!(Numbers::parse(cell).is_err(), "{cell}");
        }
        for cell in ["abc", "a b", "a1"] {
            assert_eq!(Numbers::parse(cell).unwrap_err().help, None, "{cell}");
        }
    }

    #[test]
    fn a_range_contains_its_ends() {
        let codes = range(-2, 3);
        let contained: Vec<i64> = (-5..5).filter(|&code| codes.contains(code)).collect();
        assert_eq!(contained, [-2, -1, 0, 1, 2, 3]);
        assert_eq!((codes.first(), codes.last(), codes.single()), (-2, 3, None));
    }

    #[test]
    fn a_set_is_its_ranges_in_order() {
        let union = |ranges: &[(i64, i64)]| {
            Numbers::union(ranges.iter().map(|&(first, last)| CodeRange { first, last })).map(|codes| codes.to_string())
        };
        assert_eq!(union(&[]), None);
        assert_eq!(union(&[(407, 407), (401, 401)]).as_deref(), Some("401, 407"));
        assert_eq!(union(&[(5, 9), (1, 4), (20, 30), (22, 25)]).as_deref(), Some("1..=9, 20..=30"));
        assert_eq!(union(&[(i64::MAX, i64::MAX), (0, i64::MAX)]), Some(format!("0..={}", i64::MAX)));
        let list = Numbers::union([CodeRange::one(401), CodeRange { first: 405, last: 409 }]).unwrap();
        for (codes, are_included) in
            [(range(405, 406), true), (Numbers::one(401), true), (range(404, 405), false), (range(401, 405), false)]
        {
            assert_eq!(list.include(&codes), are_included, "{codes}");
        }
        assert!(list.include(&list) && !range(405, 409).include(&list) && range(400, 410).include(&list));
        assert_eq!((list.single(), list.first(), list.last()), (None, 401, 409));
    }

    #[test]
    fn a_column_is_of_texts_if_no_cell_is_a_number_or_one_has_a_leading_zero() {
        for (cells, code_type) in [
            (&["1", "-2"][..], CodeType::Number),
            (&["5xx", "104-199"], CodeType::Number),
            (&[], CodeType::Number),
            (&["", " "], CodeType::Number),
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
            (&[" 7 "], CodeType::Number),
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
        assert_eq!((text.text(), text.numbers(), text.to_string()), (Some("b"), None, "\"b\"".to_owned()));
        assert!(!text.are_several());
    }
}
