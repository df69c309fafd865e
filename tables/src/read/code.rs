//! The codes of a row, and which of them are its own beside the other rows'.

use core::fmt;
use std::collections::BTreeMap;

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

/// The codes that a row stands for: a set that is never empty.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Codes {
    first: CodeRange,
    /// The ranges after the first, ascending. Between two ranges there is a code that is in neither.
    more: Vec<CodeRange>,
}

/// Why a cell is not a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotACode {
    /// What would make it one, where that can be told.
    pub help: Option<&'static str>,
}

impl From<CodeRange> for Codes {
    fn from(range: CodeRange) -> Self {
        Self { first: range, more: Vec::new() }
    }
}

impl Codes {
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
    /// use errcode_tables::{CodeRange, Codes};
    ///
    /// assert_eq!(Codes::parse("40001"), Ok(Codes::one(40001)));
    /// assert_eq!(Codes::parse("-40400x"), Ok(CodeRange { first: -404009, last: -404000 }.into()));
    /// assert_eq!(Codes::parse("5xx"), Ok(CodeRange { first: 500, last: 599 }.into()));
    /// assert_eq!(Codes::parse("104-199"), Codes::parse("104..=199"));
    /// assert!(Codes::parse("40001.0").is_err());
    /// ```
    pub fn parse(cell: &str) -> Result<Self, NotACode> {
        if let Some(code) = integer(cell) {
            return Ok(Self::one(code));
        }
        if let Some(family) = family(cell) {
            return Ok(family.into());
        }
        if let Some((first, last)) = range(cell) {
            if first > last {
                return Err(NotACode { help: Some("write the smaller code of the range first") });
            }
            return Ok(CodeRange { first, last }.into());
        }
        Err(NotACode { help: help(cell) })
    }
}

impl fmt::Display for Codes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.first.fmt(f)?;
        self.more.iter().try_for_each(|range| write!(f, ", {range}"))
    }
}

/// What a row stands for, beside the other rows of its table or enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// The row has codes of its own: this is the smallest, the key that it is looked up by.
    Key(i64),
    /// Each code of the row has another row for itself alone.
    Covered,
    /// The row at this index stands for a code of this one, too, and neither is for that code alone.
    Overlaps(usize),
}

/// Decides for each row which codes it stands for: a row for one code wins over ranges, and of ranges that overlap the first
/// is kept. `others` are single codes, in order, that have a row elsewhere.
///
/// The time is that of sorting the rows.
pub fn claim<'c>(rows: impl Iterator<Item = &'c Codes> + Clone, others: &[i64]) -> Vec<Claim> {
    if others.is_empty() && rows.clone().all(|codes| codes.single().is_some()) {
        return rows.map(|codes| Claim::Key(codes.first())).collect();
    }
    let mut singles: Vec<i64> = rows.clone().filter_map(Codes::single).chain(others.iter().copied()).collect();
    singles.sort_unstable();
    // The rows that keep their ranges, by the last code of each range.
    let mut kept: BTreeMap<i64, (CodeRange, usize)> = BTreeMap::new();
    let claim = |(index, codes): (usize, &Codes)| {
        if let Some(code) = codes.single() {
            return Claim::Key(code);
        }
        let overlaps = |range: CodeRange| {
            let (_, &(other, index)) = kept.range(range.first..).next()?;
            other.intersection(range).map(|_| index)
        };
        if let Some(other) = codes.ranges().find_map(overlaps) {
            return Claim::Overlaps(other);
        }
        let Some(own) = codes.without(&singles) else { return Claim::Covered };
        kept.extend(codes.ranges().map(|range| (range.last, (range, index))));
        Claim::Key(own.first())
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
    if trimmed != cell && Codes::parse(trimmed).is_ok() {
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
    use super::{Claim, CodeRange, Codes, claim};

    fn range(first: i64, last: i64) -> Codes {
        CodeRange { first, last }.into()
    }

    #[test]
    fn codes_families_and_ranges_are_parsed() {
        for (cell, wanted) in [
            ("0", Codes::one(0)),
            ("-1", Codes::one(-1)),
            ("9223372036854775807", Codes::one(i64::MAX)),
            ("-9223372036854775808", Codes::one(i64::MIN)),
            ("-40400x", range(-404_009, -404_000)),
            ("4xx", range(400, 499)),
            ("104-199", range(104, 199)),
            ("104..=199", range(104, 199)),
            ("-199--104", range(-199, -104)),
            ("-199..=-104", range(-199, -104)),
            ("7-7", Codes::one(7)),
        ] {
            assert_eq!(Codes::parse(cell), Ok(wanted), "{cell}");
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
            let error = Codes::parse(cell).unwrap_err();
            assert!(error.help.is_some_and(|text| text.contains(help)), "{cell}: {error:?}");
        }
        for cell in ["", "x", "-x", "abc", "a b", "a1", "-", "--1", "1-", "0x", "99999999999999999xxx"] {
            assert!(Codes::parse(cell).is_err(), "{cell}");
        }
        for cell in ["abc", "a b", "a1"] {
            assert_eq!(Codes::parse(cell).unwrap_err().help, None, "{cell}");
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
            Codes::union(ranges.iter().map(|&(first, last)| CodeRange { first, last })).map(|codes| codes.to_string())
        };
        assert_eq!(union(&[]), None);
        assert_eq!(union(&[(407, 407), (401, 401)]).as_deref(), Some("401, 407"));
        assert_eq!(union(&[(5, 9), (1, 4), (20, 30), (22, 25)]).as_deref(), Some("1..=9, 20..=30"));
        assert_eq!(union(&[(i64::MAX, i64::MAX), (0, i64::MAX)]), Some(format!("0..={}", i64::MAX)));
        let both = |left: &Codes, right: &Codes| left.intersection(right).map(|codes| codes.to_string());
        let list = Codes::union([CodeRange::one(401), CodeRange { first: 405, last: 409 }]).unwrap();
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
        let list = Codes::union([CodeRange::one(401), CodeRange::one(407)]).unwrap();
        assert_eq!(list.without(&[401]), Some(Codes::one(407)));
    }

    #[test]
    fn single_codes_win_over_ranges_and_the_first_range_over_others() {
        let claims = |rows: &[Codes], others: &[i64]| claim(rows.iter(), others);
        let one = Codes::one;
        assert_eq!(claims(&[one(2), one(1)], &[]), [Claim::Key(2), Claim::Key(1)]);
        assert_eq!(claims(&[range(1, 3), one(1)], &[]), [Claim::Key(2), Claim::Key(1)]);
        assert_eq!(claims(&[range(1, 3), one(1)], &[2]), [Claim::Key(3), Claim::Key(1)]);
        assert_eq!(claims(&[range(1, 3), one(1)], &[2, 3]), [Claim::Covered, Claim::Key(1)]);
        assert_eq!(claims(&[range(1, 2)], &[1, 2]), [Claim::Covered]);
        // A range that is refused or covered takes nothing from those behind it.
        let rows = [range(1, 5), range(5, 9), range(8, 10), range(3, 4)];
        assert_eq!(claims(&rows, &[]), [Claim::Key(1), Claim::Overlaps(0), Claim::Key(8), Claim::Overlaps(0)]);
        assert_eq!(claims(&[range(1, 100), range(2, 3)], &[]), [Claim::Key(1), Claim::Overlaps(0)]);
        let list = Codes::union([CodeRange::one(401), CodeRange::one(407)]).unwrap();
        let rows = [list, one(401), range(402, 406), range(407, 409)];
        assert_eq!(claims(&rows, &[]), [Claim::Key(407), Claim::Key(401), Claim::Key(402), Claim::Overlaps(0)]);
    }
}
