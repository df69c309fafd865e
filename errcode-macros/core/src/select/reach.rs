//! Tells which of the rows with mistakes a selection may mean.

use std::collections::HashSet;

use errcode_tables::{CodeRange, Codes, Concern, Numbers, camel};

use crate::input::{Group, Selector, Target};

/// Sets of codes, names and groups: those of selectors, or those of rows with a mistake. Lookups stay fast in large sets.
#[derive(Default)]
pub(super) struct Reach {
    is_everything: bool,
    /// Ascending. Adjacent ranges are merged.
    ranges: Vec<CodeRange>,
    texts: HashSet<String>,
    names: HashSet<String>,
    groups: Vec<Group>,
}

impl Reach {
    /// What these selectors pick.
    pub(super) fn of_selectors(selectors: &[Selector]) -> Self {
        let mut reach = Self::default();
        let mut ranges = Vec::new();
        for selector in selectors {
            match &selector.target {
                Target::Codes(codes) => reach.add_codes(codes, &mut ranges),
                Target::Range(range) => ranges.push(*range),
                Target::Word(word) => match Group::parse(word) {
                    Some(group) if reach.groups.contains(&group) => {}
                    Some(group) => reach.groups.push(group),
                    None => reach.add_name(word),
                },
                Target::Rest => reach.is_everything = true,
            }
        }
        reach.with(ranges)
    }

    /// The codes and names of these rows.
    pub(super) fn of_concerns<'c>(concerns: impl Iterator<Item = &'c Concern>) -> Self {
        let mut reach = Self::default();
        let mut ranges = Vec::new();
        for concern in concerns {
            if let Some(codes) = &concern.codes {
                reach.add_codes(codes, &mut ranges);
            }
            if let Some(name) = &concern.name {
                reach.add_name(name);
            }
        }
        reach.with(ranges)
    }

    fn add_codes(&mut self, codes: &Codes, ranges: &mut Vec<CodeRange>) {
        match codes {
            Codes::Numbers(numbers) => ranges.extend(numbers.ranges()),
            Codes::Text(text) => {
                self.texts.insert(text.to_string());
            }
        }
    }

    /// Adds a name as it is spelled, and as the name of a variant.
    fn add_name(&mut self, name: &str) {
        self.names.extend(camel(name));
        self.names.insert(name.to_owned());
    }

    fn with(self, ranges: Vec<CodeRange>) -> Self {
        let ranges = Numbers::union(ranges).map(|union| union.ranges().collect()).unwrap_or_default();
        Self { ranges, ..self }
    }

    /// Whether it contains one of these codes.
    pub(super) fn touches(&self, codes: &Codes) -> bool {
        match codes {
            Codes::Text(text) => self.texts.contains(&**text),
            Codes::Numbers(numbers) => {
                numbers.ranges().any(|range| self.at(range.first).is_some_and(|own| own.first <= range.last))
            }
        }
    }

    /// Whether it contains all of these codes.
    fn includes(&self, codes: &Codes) -> bool {
        match codes {
            Codes::Text(text) => self.texts.contains(&**text),
            Codes::Numbers(numbers) => numbers.ranges().all(|range| {
                self.at(range.first).is_some_and(|own| own.contains(range.first) && range.last <= own.last)
            }),
        }
    }

    /// The first range that ends at this code or after it.
    fn at(&self, code: i64) -> Option<CodeRange> {
        self.ranges.get(self.ranges.partition_point(|own| own.last < code)).copied()
    }

    /// Whether it contains this name.
    pub(super) fn is_name(&self, name: &str) -> bool {
        self.names.contains(name) || camel(name).is_some_and(|name| self.names.contains(&name))
    }

    /// Whether selectors pick this row or a part of it, as far as it is known.
    pub(super) fn may_pick(&self, concern: &Concern) -> bool {
        self.is_everything || concern.codes.as_ref().is_some_and(|codes| self.touches(codes)) || self.has(concern)
    }

    /// Whether selectors pick this whole row. `..` is ignored: it is a mistake in `except`.
    pub(super) fn picks(&self, concern: &Concern) -> bool {
        concern.codes.as_ref().is_some_and(|codes| self.includes(codes)) || self.has(concern)
    }

    fn has(&self, concern: &Concern) -> bool {
        concern.name.as_ref().is_some_and(|name| self.is_name(name))
            || concern.class.is_some_and(|class| self.groups.iter().any(|group| group.has(class)))
    }
}
