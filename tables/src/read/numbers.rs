//! Sets of numbers.

use core::fmt;
use core::hash::{Hash, Hasher};

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
    /// The ranges after the first, ascending. Ranges neither overlap nor touch.
    more: Vec<CodeRange>,
}

impl From<CodeRange> for Numbers {
    fn from(range: CodeRange) -> Self {
        Self { first: range, more: Vec::new() }
    }
}

/// Hashes only the smallest and the largest code, because every row is hashed, and macros run unoptimised in debug builds.
impl Hash for Numbers {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_i64(self.first.first);
        if self.single().is_none() {
            state.write_i64(self.last());
        }
    }
}

impl Numbers {
    /// The set that holds `code` alone.
    pub const fn one(code: i64) -> Self {
        Self { first: CodeRange::one(code), more: Vec::new() }
    }

    /// The union of these ranges. None if there are no ranges.
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
}

impl fmt::Display for Numbers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.first.fmt(f)?;
        self.more.iter().try_for_each(|range| write!(f, ", {range}"))
    }
}

#[cfg(test)]
mod tests {
    use super::{CodeRange, Numbers};

    fn range(first: i64, last: i64) -> Numbers {
        CodeRange { first, last }.into()
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
}
