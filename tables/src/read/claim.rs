//! Decides which codes each row stands for.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::code::{Codes, Key};
use super::numbers::{CodeRange, Numbers};

/// The codes that a row stands for, given the other rows of its table or enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// The row has codes of its own.
    Own {
        /// Its lookup key.
        key: Key,
        /// The codes of a row for several codes, ascending; empty for a single code or a text. A row for a single code takes
        /// precedence over these ranges.
        ranges: Vec<CodeRange>,
    },
    /// Each code of the row has a row of its own.
    Covered,
    /// The row at this index shares a code with this row, and both have several codes.
    Overlaps(usize),
}

/// Decides for each row which codes it stands for.
///
/// A row for a single code takes precedence over ranges. Of overlapping ranges, the first is kept. `others` are single codes that have a
/// row elsewhere: ranges do not include them, unless one of these rows is for that single code.
///
/// The time is that of sorting the codes.
pub fn claim<'c>(rows: impl Iterator<Item = &'c Codes> + Clone, others: &[i64]) -> Vec<Claim> {
    let mut singles = Vec::new();
    let mut left_out = Vec::new();
    if rows.clone().any(Codes::are_several) {
        singles.extend(rows.clone().filter_map(|codes| codes.numbers()?.single()));
        singles.sort_unstable();
        left_out.extend(others.iter().copied().filter(|code| singles.binary_search(code).is_err()));
        singles.extend(&left_out);
    }
    let (taken, left_out) = (runs(singles), runs(left_out));
    // The ranges that are kept, each with the index of its row, by the last code.
    let mut kept: BTreeMap<i64, (CodeRange, usize)> = BTreeMap::new();
    let claim = |(index, codes): (usize, &Codes)| {
        let numbers = match codes {
            Codes::Text(text) => return Claim::Own { key: Key::Text(Arc::clone(text)), ranges: Vec::new() },
            Codes::Numbers(numbers) => numbers,
        };
        if let Some(code) = numbers.single() {
            return Claim::Own { key: Key::Number(code), ranges: Vec::new() };
        }
        let overlaps = |range: CodeRange| {
            let (_, &(other, index)) = kept.range(range.first..).next()?;
            other.intersection(range).map(|_| index)
        };
        if let Some(other) = numbers.ranges().find_map(overlaps) {
            return Claim::Overlaps(other);
        }
        let Some(key) = numbers.ranges().find_map(|range| first_free(range, &taken)) else { return Claim::Covered };
        kept.extend(numbers.ranges().map(|range| (range.last, (range, index))));
        Claim::Own {
            key: Key::Number(key),
            ranges: numbers.ranges().flat_map(|range| without(range, &left_out)).collect(),
        }
    };
    rows.enumerate().map(claim).collect()
}

/// Merges codes into ascending ranges that neither overlap nor touch.
fn runs(codes: Vec<i64>) -> Vec<CodeRange> {
    let runs = Numbers::union(codes.into_iter().map(CodeRange::one));
    runs.iter().flat_map(Numbers::ranges).collect()
}

/// The runs that end in a range or after it.
fn runs_from(range: CodeRange, runs: &[CodeRange]) -> &[CodeRange] {
    &runs[runs.partition_point(|run| run.last < range.first)..]
}

/// The smallest code of a range that is in no run.
fn first_free(range: CodeRange, runs: &[CodeRange]) -> Option<i64> {
    match runs_from(range, runs).first() {
        Some(run) if run.contains(range.first) => run.last.checked_add(1).filter(|&code| code <= range.last),
        _ => Some(range.first),
    }
}

/// The codes of a range that are in no run.
fn without(range: CodeRange, runs: &[CodeRange]) -> Vec<CodeRange> {
    let mut free = Vec::new();
    // The smallest code that is not checked yet.
    let mut first = range.first;
    for run in runs_from(range, runs).iter().take_while(|run| run.first <= range.last) {
        if first < run.first {
            free.push(CodeRange { first, last: run.first - 1 });
        }
        if run.last >= range.last {
            return free;
        }
        first = run.last + 1;
    }
    free.push(CodeRange { first, last: range.last });
    free
}

#[cfg(test)]
mod tests {
    use super::{Claim, claim, first_free, runs, without};
    use crate::read::{CodeRange, Codes, Key, Numbers};

    fn range(first: i64, last: i64) -> Numbers {
        CodeRange { first, last }.into()
    }

    #[test]
    fn a_range_keeps_the_codes_that_are_not_taken() {
        let left = |first, last, taken: &[i64]| {
            let (range, taken) = (CodeRange { first, last }, runs(taken.to_vec()));
            let left = without(range, &taken);
            assert_eq!(first_free(range, &taken), left.first().map(|range| range.first), "{range} {taken:?}");
            left.iter().map(CodeRange::to_string).collect::<Vec<_>>().join(", ")
        };
        assert_eq!(left(5, 9, &[]), "5..=9");
        assert_eq!(left(5, 9, &[1, 4, 10]), "5..=9");
        assert_eq!(left(5, 9, &[7, 5, 9, 7]), "6, 8");
        assert_eq!(left(5, 9, &[6, 7, 12]), "5, 8..=9");
        assert_eq!(left(5, 9, &[3, 4, 5, 6]), "7..=9");
        assert_eq!(left(5, 9, &[8, 9, 10]), "5..=7");
        assert_eq!(left(5, 8, &[5, 6, 7, 8]), "");
        assert_eq!(left(i64::MAX - 1, i64::MAX, &[i64::MAX - 1, i64::MAX]), "");
        let all_but_ends = format!("{}..={}", i64::MIN + 1, i64::MAX - 1);
        assert_eq!(left(i64::MIN, i64::MAX, &[i64::MIN, i64::MAX]), all_but_ends);
    }

    fn claims(rows: &[Numbers], others: &[i64]) -> Vec<Claim> {
        let rows: Vec<Codes> = rows.iter().cloned().map(Codes::Numbers).collect();
        claim(rows.iter(), others)
    }

    /// The claim of a row that is looked up by `key` and keeps these ranges.
    fn own(key: i64, ranges: &[(i64, i64)]) -> Claim {
        let ranges = ranges.iter().map(|&(first, last)| CodeRange { first, last }).collect();
        Claim::Own { key: Key::Number(key), ranges }
    }

    #[test]
    fn single_codes_win_over_ranges_and_the_first_range_over_others() {
        let one = Numbers::one;
        let single = |code| own(code, &[]);
        assert_eq!(claims(&[one(2), one(1)], &[]), [single(2), single(1)]);
        // The row for a single code wins at lookup, so the range is kept whole.
        assert_eq!(claims(&[range(1, 3), one(1)], &[]), [own(2, &[(1, 3)]), single(1)]);
        assert_eq!(claims(&[range(1, 3), one(1)], &[2, 1]), [own(3, &[(1, 1), (3, 3)]), single(1)]);
        assert_eq!(claims(&[range(1, 3), one(1)], &[3, 2]), [Claim::Covered, single(1)]);
        assert_eq!(claims(&[range(1, 2)], &[1, 2]), [Claim::Covered]);
        // A range that is refused or covered takes no codes from later ranges.
        let rows = [range(1, 5), range(5, 9), range(8, 10), range(3, 4)];
        assert_eq!(claims(&rows, &[]), [own(1, &[(1, 5)]), Claim::Overlaps(0), own(8, &[(8, 10)]), Claim::Overlaps(0)]);
        assert_eq!(claims(&[range(1, 100), range(2, 3)], &[]), [own(1, &[(1, 100)]), Claim::Overlaps(0)]);
        let list = Numbers::union([CodeRange::one(401), CodeRange::one(407)]).unwrap();
        let rows = [list, one(401), range(402, 406), range(407, 409)];
        let wanted = [own(407, &[(401, 401), (407, 407)]), single(401), own(402, &[(402, 406)]), Claim::Overlaps(0)];
        assert_eq!(claims(&rows, &[]), wanted);
    }

    #[test]
    fn a_text_is_its_own_key() {
        let texts = ["b", "a"].map(Codes::from);
        let own = |text: &str| Claim::Own { key: Key::Text(text.into()), ranges: Vec::new() };
        assert_eq!(claim(texts.iter(), &[]), [own("b"), own("a")]);
    }
}
