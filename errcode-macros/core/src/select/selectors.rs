//! The selectors of a selection, by what they pick.

use std::collections::{BTreeMap, HashMap, HashSet};

use errcode_tables::{CodeRange, CodeType, Codes, Numbers, Row};
use proc_macro2::Span;

use super::code_type;
use super::missing::Missing;
use crate::diagnostic::{Diagnostic, Limited};
use crate::input::{Group, Selector, Target};
use crate::source::Loaded;

/// Selectors, by what they pick.
pub(super) struct Selectors<'e> {
    /// Ascending by [`first_code`], then by the codes.
    codes: Vec<ByCodes<'e>>,
    /// The [`bit`] of each of them. Most rows have a bit that is not set here, and need no search.
    bits: u64,
    /// Ascending. No two of them overlap.
    ranges: Vec<Entry<'e, CodeRange>>,
    groups: Vec<Entry<'e, Group>>,
    /// Selectors of names, by name.
    names: HashMap<&'e str, ByName<'e>>,
    /// The positions of selectors that were reported because an earlier one picks the same row.
    again: HashSet<usize>,
    pub(super) rest: bool,
}

/// A selector, and whether it picked a row.
struct Entry<'e, T> {
    target: T,
    selector: &'e Selector,
    is_used: bool,
}

impl<'e, T> Entry<'e, T> {
    fn new(target: T, selector: &'e Selector) -> Self {
        Self { target, selector, is_used: false }
    }
}

/// A selector of exact codes.
struct ByCodes<'e> {
    /// The [`first_code`]. Comparing it first is cheap.
    first: i64,
    /// The position among the selectors of the call.
    position: usize,
    entry: Entry<'e, &'e Codes>,
}

/// A selector of a name.
struct ByName<'e> {
    /// The position among the selectors of the call.
    position: usize,
    selector: &'e Selector,
    is_used: bool,
}

/// The smallest code; 0 for a text.
fn first_code(codes: &Codes) -> i64 {
    codes.numbers().map_or(0, Numbers::first)
}

/// The bit whose index is the low six bits of a code.
fn bit(code: i64) -> u64 {
    1 << (code & 63)
}

/// A selector of codes that no row has exactly.
pub(super) struct Unused<'e> {
    pub(super) codes: &'e Codes,
    pub(super) selector: &'e Selector,
}

/// The part of a row that ranges, kinds, recoveries and `..` pick.
pub(super) struct Share {
    /// The codes that they pick; `None` for the whole row.
    pub(super) part: Option<Codes>,
    /// The place of the first range that picks some of them, if there is one.
    pub(super) span: Option<Span>,
}

impl<'e> Selectors<'e> {
    pub(super) fn new(
        sources: &[Loaded<'_>],
        selectors: &'e [Selector],
        missing: &mut Missing,
        mistakes: &mut Limited,
    ) -> Self {
        let mut sorted = Self {
            codes: Vec::new(),
            bits: 0,
            ranges: Vec::new(),
            groups: Vec::new(),
            names: HashMap::new(),
            again: HashSet::new(),
            rest: false,
        };
        // The ranges that overlap no earlier one, by their last code.
        let mut ranges: BTreeMap<i64, Entry<'e, CodeRange>> = BTreeMap::new();
        let code_type = code_type(sources);
        // A table without valid rows does not show the type of its codes.
        let has_rows = sources.iter().any(|source| source.is_readable() && !source.table().rows.is_empty());
        for (position, selector) in selectors.iter().enumerate() {
            if has_rows && is_of_other_type(selector, code_type) {
                mistakes.push(selector.span, || other_type(selector, code_type, sources));
                continue;
            }
            match &selector.target {
                Target::Codes(codes) => {
                    let (first, entry) = (first_code(codes), Entry::new(codes, selector));
                    sorted.codes.push(ByCodes { first, position, entry });
                    sorted.bits |= bit(first);
                }
                Target::Range(range) => {
                    let next = ranges.range(range.first..).next().map(|(_, entry)| entry);
                    if let Some(other) = next.filter(|next| next.target.first <= range.last) {
                        mistakes.push(selector.span, || {
                            let (range, other) = (selector.spelled(), other.selector.spelled());
                            let message = format!("{range} overlaps {other}, which is also selected");
                            Diagnostic::new(selector.span, message)
                        });
                    } else {
                        ranges.insert(range.last, Entry::new(*range, selector));
                    }
                }
                Target::Word(word) => sorted.add_word(word, (position, selector), sources, missing, mistakes),
                Target::Rest if sorted.rest => mistakes.push(selector.span, || twice("`..`", selector)),
                Target::Rest => sorted.rest = true,
            }
        }
        sorted.ranges = ranges.into_values().collect();
        sorted.sort_codes(mistakes);
        sorted
    }

    fn add_word(
        &mut self,
        word: &'e str,
        (position, selector): (usize, &'e Selector),
        sources: &[Loaded<'_>],
        missing: &mut Missing,
        mistakes: &mut Limited,
    ) {
        let Some(group) = Group::parse(word) else {
            if self.names.contains_key(word) {
                mistakes.push(selector.span, || twice(&format!("`{word}`"), selector));
            } else {
                self.names.insert(word, ByName { position, selector, is_used: false });
            }
            return;
        };
        if self.groups.iter().any(|known| known.target == group) {
            mistakes.push(selector.span, || twice(&format!("`{word}`"), selector));
        } else if sources.iter().any(|source| source.table().classified) {
            self.groups.push(Entry::new(group, selector));
        } else {
            missing.add_unclassified(word, selector);
        }
    }

    /// Sorts the selectors of exact codes. If several have the same codes, the first is kept, and the others are reported.
    fn sort_codes(&mut self, mistakes: &mut Limited) {
        let key = |entry: &ByCodes<'e>| (entry.first, entry.entry.target, entry.position);
        self.codes.sort_unstable_by(|left, right| key(left).cmp(&key(right)));
        let mut again = Vec::new();
        self.codes.dedup_by(|next, known| {
            let is_same = next.entry.target == known.entry.target;
            if is_same {
                again.push((next.position, next.entry.selector));
            }
            is_same
        });
        again.sort_unstable_by_key(|(position, _)| *position);
        for (_, selector) in again {
            mistakes.push(selector.span, || code_twice(selector));
        }
    }

    /// The selector of exactly a row's codes, or of one of its names. Reports a row that two selectors name.
    pub(super) fn exact(&mut self, row: &Row<'_>, mistakes: &mut Limited) -> Option<&'e Selector> {
        let by_codes = self.by_codes(&row.codes);
        if self.names.is_empty() {
            return by_codes.map(|(_, selector)| selector);
        }
        let mut found: Vec<(usize, &'e Selector)> = by_codes.into_iter().collect();
        for name in names(row) {
            if let Some(by_name) = self.names.get_mut(name) {
                by_name.is_used = true;
                if found.iter().all(|(position, _)| *position != by_name.position) {
                    found.push((by_name.position, by_name.selector));
                }
            }
        }
        found.sort_unstable_by_key(|(position, _)| *position);
        for (position, selector) in found.iter().skip(1) {
            // Report a selector once, even if several sources have the row.
            if self.again.insert(*position) {
                mistakes.push(selector.span, || {
                    let what = format!("the row `{}` ({})", row.name, row.spelling);
                    twice(&what, selector)
                });
            }
        }
        found.first().map(|(_, selector)| *selector)
    }

    /// The selector of exactly these codes, with its position.
    fn by_codes(&mut self, codes: &Codes) -> Option<(usize, &'e Selector)> {
        let first = first_code(codes);
        if self.bits & bit(first) == 0 {
            return None;
        }
        let compared = |known: &ByCodes<'e>| known.first.cmp(&first).then_with(|| known.entry.target.cmp(codes));
        let index = self.codes.binary_search_by(compared).ok()?;
        let ByCodes { position, entry, .. } = &mut self.codes[index];
        entry.is_used = true;
        Some((*position, entry.selector))
    }

    /// The part of a row that ranges, kinds, recoveries and `..` pick. Marks these selectors as used.
    pub(super) fn share(&mut self, row: &Row<'_>) -> Option<Share> {
        let mut is_whole = self.rest;
        for entry in &mut self.groups {
            let is_of_group = row.class.is_some_and(|class| entry.target.has(class));
            entry.is_used |= is_of_group;
            is_whole |= is_of_group;
        }
        let in_ranges = if self.ranges.is_empty() { None } else { self.in_ranges(&row.codes) };
        if is_whole { Some(Share { part: None, span: in_ranges.and_then(|share| share.span) }) } else { in_ranges }
    }

    /// The part of a row with these codes that ranges pick.
    fn in_ranges(&mut self, codes: &Codes) -> Option<Share> {
        let numbers = codes.numbers()?;
        let (first, last) = (numbers.first(), numbers.last());
        let from = self.ranges.partition_point(|entry| entry.target.last < first);
        let nearest = self.ranges.get_mut(from).filter(|entry| entry.target.first <= last)?;
        if nearest.target.first <= first && last <= nearest.target.last {
            nearest.is_used = true;
            return Some(Share { part: None, span: Some(nearest.selector.span) });
        }
        let (mut parts, mut span) = (Vec::new(), None);
        for entry in self.ranges[from..].iter_mut().take_while(|entry| entry.target.first <= last) {
            let before = parts.len();
            parts.extend(numbers.ranges().filter_map(|own| own.intersection(entry.target)));
            if parts.len() > before {
                entry.is_used = true;
                span = span.or(Some(entry.selector.span));
            }
        }
        let part = Numbers::union(parts)?;
        Some(Share { part: (part != *numbers).then(|| part.into()), span })
    }

    /// The selectors of codes that no row has exactly, in the order of the call.
    pub(super) fn unused_codes(&self) -> Vec<Unused<'e>> {
        let mut unused: Vec<_> = self.codes.iter().filter(|codes| !codes.entry.is_used).collect();
        unused.sort_unstable_by_key(|codes| codes.position);
        let unused = unused.into_iter().map(|ByCodes { entry, .. }| entry);
        unused.map(|entry| Unused { codes: entry.target, selector: entry.selector }).collect()
    }

    /// Reports the other selectors that picked nothing.
    pub(super) fn report_unused(&self, missing: &mut Missing) {
        for entry in self.ranges.iter().filter(|entry| !entry.is_used) {
            missing.add_codes(&Numbers::from(entry.target).into(), entry.selector);
        }
        for entry in self.groups.iter().filter(|entry| !entry.is_used) {
            missing.add_group(entry.target, entry.selector);
        }
        let mut unused: Vec<_> = self.names.iter().filter(|(_, by_name)| !by_name.is_used).collect();
        unused.sort_unstable_by_key(|(_, by_name)| by_name.position);
        for (name, by_name) in unused {
            missing.add_name(name, by_name.selector);
        }
    }
}

/// The names that select a row: its variant's name, the table's spelling of it, and the names of its aliases.
pub(super) fn names<'r>(row: &'r Row<'_>) -> impl Iterator<Item = &'r str> {
    let aliases = row.aliases.iter().flat_map(|alias| [&*alias.name, &*alias.spelled_name]);
    [&*row.name, &*row.spelled_name].into_iter().chain(aliases)
}

fn twice(what: &str, selector: &Selector) -> Diagnostic {
    Diagnostic::new(selector.span, format!("{what} is selected twice"))
}

fn code_twice(selector: &Selector) -> Diagnostic {
    let are_several = matches!(&selector.target, Target::Codes(codes) if codes.are_several());
    let code = if are_several { "the row of the codes" } else { "code" };
    twice(&format!("{code} {}", selector.spelled()), selector)
}

/// Whether a selector is a number where all codes are texts, or the reverse.
fn is_of_other_type(selector: &Selector, of_sources: CodeType) -> bool {
    match &selector.target {
        Target::Codes(codes) => codes.code_type() != of_sources,
        Target::Range(_) => of_sources == CodeType::Text,
        Target::Word(_) | Target::Rest => false,
    }
}

/// The error for a selector of a number where all codes are texts, or the reverse.
fn other_type(selector: &Selector, of_sources: CodeType, sources: &[Loaded<'_>]) -> Diagnostic {
    let (expected, found) = match of_sources {
        CodeType::Text => ("a text", "a number"),
        CodeType::Number => ("a number", "a text"),
    };
    let message = format!("expected {expected}, as the codes of this enum are, found {found}");
    let diagnostic = Diagnostic::new(selector.span, message);
    match &selector.target {
        // Keep the call's spelling: as a text, `00` differs from `0`.
        Target::Codes(Codes::Numbers(numbers)) if numbers.single().is_some() => {
            diagnostic.help(format!("write it in quotes: \"{}\"", selector.spelling))
        }
        Target::Codes(Codes::Text(text)) => match text.parse::<i64>() {
            Ok(number) => diagnostic.help(format!("write it without quotes: {number}")),
            Err(_) => match sources.iter().find(|source| source.is_own()) {
                Some(own) => {
                    diagnostic.help(format!("if the codes of {} are texts, say so in the call: (code: str)", own.shown))
                }
                None => diagnostic,
            },
        },
        _ => diagnostic,
    }
}
