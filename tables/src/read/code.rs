//! The codes of a row, and which of them are its own beside the other rows'.

use core::fmt;
use std::collections::BTreeMap;
use std::sync::Arc;

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
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Numbers {
    first: CodeRange,
    /// The ranges after the first, ascending. Between two ranges there is a code that is in neither.
    more: Vec<CodeRange>,
}

/// Why a cell is not a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotANumber {
    /// What would make it one, where that can be told.
    pub help: Option<&'static str>,
}

impl From<CodeRange> for Numbers {
    fn from(range: CodeRange) -> Self {
        Self { first: range, more: Vec::new() }
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

    /// The codes that are in both sets.
    pub fn intersection(&self, other: &Self) -> Option<Self> {
        Self::union(self.ranges().flat_map(|own| other.ranges().filter_map(move |other| own.intersection(other))))
    }

    /// The codes that are not among `singles`, which are in order.
    pub fn without(&self, singles: &[i64]) -> Option<Self> {
        let mut left = Vec::new();
        for range in self.ranges() {
            // The first code that is not decided yet; none behind the largest i64.
            let mut from = Some(range.first);
            for &single in &singles[singles.partition_point(|&single| single < range.first)..] {
                let Some(first) = from.filter(|_| single <= range.last) else { break };
                if first < single {
                    left.push(CodeRange { first, last: single - 1 });
                }
                from = single.checked_add(1);
            }
            left.extend(from.filter(|&first| first <= range.last).map(|first| CodeRange { first, last: range.last }));
        }
        Self::union(left)
    }

    /// Reads a code: `40001`, a family `-40400x`, or a range `104-199` or `104..=199`.
    ///
    /// # Errors
    ///
    /// Everything else, with a way out where the cell shows what was meant.
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

impl CodeType {
    /// The type of a column with these cells: texts if one of them begins with a zero, as no number of JSON does, or if none of
    /// them is a number, not even one that a spreadsheet damaged.
    pub(super) fn of<'c>(cells: impl Iterator<Item = &'c str>) -> Self {
        let mut has_text = false;
        let mut has_number = false;
        for cell in cells.filter(|cell| !cell.trim().is_empty()) {
            if has_leading_zero(cell) {
                return Self::Text;
            }
            let is_number = is_number_like(cell);
            has_number |= is_number;
            has_text |= !is_number;
        }
        if has_text && !has_number { Self::Text } else { Self::Number }
    }
}

/// Whether a cell is a word that begins with a zero, such as `00` or `0100C`, and no literal such as `0x1F`.
fn has_leading_zero(cell: &str) -> bool {
    let is_word = cell.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_word && cell.len() > 1 && cell.starts_with('0') && !cell[1..].starts_with(['x', 'X'])
}

/// Whether a cell is a number, or what people and spreadsheets make of one: `40001.0`, `4e4`, `40,001`, full-width digits.
fn is_number_like(cell: &str) -> bool {
    let plain = cell.trim().chars().filter(|c| !matches!(c, ',' | '_' | '\'' | ' ')).map(|c| match c {
        '\u{2212}' | '\u{2013}' | '\u{2014}' | '\u{FF0D}' | '\u{FE63}' => '-',
        c @ '\u{FF10}'..='\u{FF19}' => char::from_digit(u32::from(c) - 0xFF10, 10).unwrap_or(c),
        c => c,
    });
    let plain: String = plain.collect();
    let begins_as_one = plain.trim_start_matches(['-', '+']).starts_with(|c: char| c.is_ascii_digit());
    let is_hexadecimal = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let hexadecimal = plain.strip_prefix("0x").or_else(|| plain.strip_prefix("0X"));
    Numbers::parse(&plain).is_ok()
        || range(&plain).is_some()
        || begins_as_one && plain.parse::<f64>().is_ok()
        || hexadecimal.is_some_and(is_hexadecimal)
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

    /// The codes that are in both.
    pub fn intersection(&self, other: &Self) -> Option<Self> {
        match (self, other) {
            (Self::Numbers(left), Self::Numbers(right)) => left.intersection(right).map(Self::Numbers),
            _ => (self == other).then(|| self.clone()),
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

/// What a row stands for, beside the other rows of its table or enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// The row has codes of its own.
    Key(Key),
    /// Each code of the row has another row for itself alone.
    Covered,
    /// The row at this index stands for a code of this one, too, and neither is for that code alone.
    Overlaps(usize),
}

/// Decides for each row which codes it stands for: a row for one code wins over ranges, and of ranges that overlap the first
/// is kept. `others` are single numbers, in order, that have a row elsewhere.
///
/// The time is that of sorting the rows.
pub fn claim<'c>(rows: impl Iterator<Item = &'c Codes> + Clone, others: &[i64]) -> Vec<Claim> {
    let has_ranges = rows.clone().any(Codes::are_several);
    let of_rows = rows.clone().filter_map(|codes| codes.numbers()?.single());
    let mut singles: Vec<i64> = if has_ranges { of_rows.chain(others.iter().copied()).collect() } else { Vec::new() };
    singles.sort_unstable();
    // The rows that keep their ranges, by the last code of each range.
    let mut kept: BTreeMap<i64, (CodeRange, usize)> = BTreeMap::new();
    let claim = |(index, codes): (usize, &Codes)| {
        let numbers = match codes {
            Codes::Text(text) => return Claim::Key(Key::Text(Arc::clone(text))),
            Codes::Numbers(numbers) => numbers,
        };
        if let Some(code) = numbers.single() {
            return Claim::Key(Key::Number(code));
        }
        let overlaps = |range: CodeRange| {
            let (_, &(other, index)) = kept.range(range.first..).next()?;
            other.intersection(range).map(|_| index)
        };
        if let Some(other) = numbers.ranges().find_map(overlaps) {
            return Claim::Overlaps(other);
        }
        let Some(own) = numbers.without(&singles) else { return Claim::Covered };
        kept.extend(numbers.ranges().map(|range| (range.last, (range, index))));
        Claim::Key(Key::Number(own.first()))
    };
    rows.enumerate().map(claim).collect()
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
    // `-0` would lose its sign, and `-0x` is nobody's family.
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

/// A way out for a cell that is no code.
fn help(cell: &str) -> Option<&'static str> {
    let trimmed = cell.trim();
    if trimmed != cell && Numbers::parse(trimmed).is_ok() {
        return Some("remove the spaces around it");
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
    if cell.contains([',', '_', '\'', ' ']) && cell.chars().any(|c| c.is_ascii_digit()) {
        return Some("leave out what separates the digits");
    }
    if !trimmed.is_empty() && trimmed.trim_start_matches('-').bytes().all(|byte| byte.is_ascii_digit()) {
        return Some("it does not fit an i64");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Claim, CodeRange, CodeType, Codes, Key, Numbers, claim};

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
    fn other_cells_are_refused_with_a_way_out() {
        for (cell, help) in [
            ("４０００１", "full-width"),
            ("40001.0", "integer"),
            ("4e4", "integer"),
            ("\u{2212}1", "ASCII `-`"),
            (" 40001", "spaces"),
            ("40 001", "separates"),
            ("40,001", "separates"),
            ("0x1F", "decimal"),
            ("+5", "plus"),
            ("99999999999999999999", "i64"),
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
        let both = |left: &Numbers, right: &Numbers| left.intersection(right).map(|codes| codes.to_string());
        let list = Numbers::union([CodeRange::one(401), CodeRange { first: 405, last: 409 }]).unwrap();
        assert_eq!(both(&list, &range(400, 406)).as_deref(), Some("401, 405..=406"));
        assert_eq!(both(&list, &range(402, 404)), None);
        assert_eq!((list.single(), list.first(), list.last()), (None, 401, 409));
    }

    #[test]
    fn a_range_without_single_codes_is_what_is_left_of_it() {
        let left = |first, last, singles: &[i64]| range(first, last).without(singles).map(|codes| codes.to_string());
        assert_eq!(left(5, 9, &[]).as_deref(), Some("5..=9"));
        assert_eq!(left(5, 9, &[1, 4, 10]).as_deref(), Some("5..=9"));
        assert_eq!(left(5, 9, &[5, 7, 7, 9]).as_deref(), Some("6, 8"));
        assert_eq!(left(5, 9, &[6, 7, 12]).as_deref(), Some("5, 8..=9"));
        assert_eq!(left(5, 8, &[5, 6, 7, 8]), None);
        assert_eq!(left(i64::MAX - 1, i64::MAX, &[i64::MAX - 1, i64::MAX]), None);
        let all_but_ends = format!("{}..={}", i64::MIN + 1, i64::MAX - 1);
        assert_eq!(left(i64::MIN, i64::MAX, &[i64::MIN, i64::MAX]), Some(all_but_ends));
        let list = Numbers::union([CodeRange::one(401), CodeRange::one(407)]).unwrap();
        assert_eq!(list.without(&[401]), Some(Numbers::one(407)));
    }

    #[test]
    fn single_codes_win_over_ranges_and_the_first_range_over_others() {
        let claims = |rows: &[Numbers], others: &[i64]| {
            let rows: Vec<Codes> = rows.iter().cloned().map(Codes::Numbers).collect();
            claim(rows.iter(), others)
        };
        let one = Numbers::one;
        let key = |code| Claim::Key(Key::Number(code));
        assert_eq!(claims(&[one(2), one(1)], &[]), [key(2), key(1)]);
        assert_eq!(claims(&[range(1, 3), one(1)], &[]), [key(2), key(1)]);
        assert_eq!(claims(&[range(1, 3), one(1)], &[2]), [key(3), key(1)]);
        assert_eq!(claims(&[range(1, 3), one(1)], &[2, 3]), [Claim::Covered, key(1)]);
        assert_eq!(claims(&[range(1, 2)], &[1, 2]), [Claim::Covered]);
        // A range that is refused or covered takes nothing from those behind it.
        let rows = [range(1, 5), range(5, 9), range(8, 10), range(3, 4)];
        assert_eq!(claims(&rows, &[]), [key(1), Claim::Overlaps(0), key(8), Claim::Overlaps(0)]);
        assert_eq!(claims(&[range(1, 100), range(2, 3)], &[]), [key(1), Claim::Overlaps(0)]);
        let list = Numbers::union([CodeRange::one(401), CodeRange::one(407)]).unwrap();
        let rows = [list, one(401), range(402, 406), range(407, 409)];
        assert_eq!(claims(&rows, &[]), [key(407), key(401), key(402), Claim::Overlaps(0)]);
    }

    #[test]
    fn a_column_is_of_texts_if_no_cell_is_a_number_or_one_begins_with_a_zero() {
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
            (&["e4", "inf", "nan"], CodeType::Text),
        ] {
            assert_eq!(CodeType::of(cells.iter().copied()), code_type, "{cells:?}");
        }
    }

    #[test]
    fn a_text_is_its_own_key() {
        let texts = ["b", "a"].map(Codes::from);
        let key = |text: &str| Claim::Key(Key::Text(text.into()));
        assert_eq!(claim(texts.iter(), &[]), [key("b"), key("a")]);
        assert_eq!((texts[0].text(), texts[0].numbers(), texts[0].to_string()), (Some("b"), None, "\"b\"".to_owned()));
        assert_eq!((texts[0].intersection(&texts[0]), texts[0].intersection(&texts[1])), (Some("b".into()), None));
    }
}
