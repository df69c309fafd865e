//! The rows by their codes, for selectors of codes that no row has exactly.

use errcode_tables::{CodeRange, Codes, Row};

use super::selectors::Unused;
use crate::source::Loaded;

/// The rows by their codes.
pub(super) struct Index<'s> {
    sources: Vec<ByCode<'s>>,
}

/// The rows of a source, ascending by their codes.
struct ByCode<'s> {
    /// The rows for several codes. No code is in two of them.
    ranges: Vec<(CodeRange, &'s Row<'s>)>,
    /// The rows for a single code; empty unless a selector has several codes.
    singles: Vec<(CodeRange, &'s Row<'s>)>,
}

impl<'s> Index<'s> {
    /// The index for these selectors.
    pub(super) fn new(sources: &'s [Loaded<'s>], unused: &[Unused<'_>]) -> Self {
        // A selector of a single code without a row of its own can overlap only rows for several codes.
        let with_singles = unused.iter().any(|unused| unused.codes.are_several());
        let sources = if unused.is_empty() { &[] } else { sources };
        let by_code = |loaded: &'s Loaded<'s>| {
            let (mut ranges, mut singles) = (Vec::new(), Vec::new());
            for row in &loaded.table().rows {
                match row.codes.numbers() {
                    Some(own) if own.single().is_none() => ranges.extend(own.ranges().map(|range| (range, row))),
                    Some(own) if with_singles => singles.push((CodeRange::one(own.first()), row)),
                    _ => {}
                }
            }
            ranges.sort_unstable_by_key(|(range, _)| *range);
            singles.sort_unstable_by_key(|(range, _)| *range);
            ByCode { ranges, singles }
        };
        Self { sources: sources.iter().map(by_code).collect() }
    }

    /// For each source, the first row for several codes that has one of these codes.
    pub(super) fn ranges(&self, codes: &Codes) -> impl Iterator<Item = (usize, &'s Row<'s>)> {
        let sources = self.sources.iter().enumerate();
        sources.filter_map(|(source, by_code)| Some((source, first_overlapping(&by_code.ranges, codes)?)))
    }

    /// A row that has one of these codes.
    pub(super) fn overlapping(&self, codes: &Codes) -> Option<&'s Row<'s>> {
        let singles = || self.sources.iter().find_map(|by_code| first_overlapping(&by_code.singles, codes));
        self.ranges(codes).map(|(_, row)| row).next().or_else(singles)
    }
}

fn first_overlapping<'s>(rows: &[(CodeRange, &'s Row<'s>)], codes: &Codes) -> Option<&'s Row<'s>> {
    codes.numbers()?.ranges().find_map(|wanted| {
        let (range, row) = rows.get(rows.partition_point(|(range, _)| range.last < wanted.first))?;
        (range.first <= wanted.last).then_some(*row)
    })
}
