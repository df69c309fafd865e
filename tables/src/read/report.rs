//! Which problems are shown: those of rows that are wanted, and those of one sort as one.

use std::collections::HashSet;

use super::format::{CodeWord, Entry, Field, FieldType, Format, Repeated};
use super::problem::{Concern, Place, Problem, Sort, shortened};
use super::shape::is_constant;

/// At most this many cells or places are shown of problems of one sort.
const SHOWN: usize = 3;
/// At most this many cells are listed in a call that passes over their rows.
const SKIPPED: usize = 20;

/// The problems as they are shown: without those of rows that nobody wants, and those that many rows have as one, with the call
/// that mends it.
pub(super) fn report(problems: &[Problem], format: &Format, is_wanted: impl Fn(&Concern) -> bool) -> Vec<Problem> {
    let wanted = problems.iter().filter(|problem| problem.concern.as_ref().is_none_or(&is_wanted));
    let mut shown: Vec<Problem> = Vec::new();
    let mut groups: Vec<Group<'_>> = Vec::new();
    for problem in wanted {
        let Some(sort) = &problem.sort else {
            shown.push(problem.clone());
            continue;
        };
        match groups.iter_mut().find(|group| group.is_of(sort)) {
            Some(group) => group.problems.push((problem, sort)),
            None => groups.push(Group { problems: vec![(problem, sort)] }),
        }
    }
    shown.extend(groups.iter().map(|group| group.problem(format)));
    shown.sort_by_key(|problem| (problem.in_overlay, problem.start()));
    shown
}

/// Problems of one sort.
struct Group<'p> {
    problems: Vec<(&'p Problem, &'p Sort)>,
}

impl Group<'_> {
    fn is_of(&self, sort: &Sort) -> bool {
        match (self.problems[0].1, sort) {
            (Sort::Damaged { help, .. }, Sort::Damaged { help: other, .. }) => help == other,
            (Sort::Misfit { field, .. }, Sort::Misfit { field: other, .. }) => field == other,
            (first, other) => core::mem::discriminant(first) == core::mem::discriminant(other),
        }
    }

    /// The distinct cells, in their order.
    fn cells(&self) -> Vec<&str> {
        let mut seen = HashSet::new();
        self.problems.iter().map(|(_, sort)| sort.cell()).filter(|cell| seen.insert(*cell)).collect()
    }

    /// The problem that stands for all of them.
    fn problem(&self, format: &Format) -> Problem {
        let (first, sort) = self.problems[0];
        let count = self.problems.len();
        let mut problem = first.clone();
        if count > 1 {
            let cells = self.cells();
            let quoted: Vec<String> = cells.iter().take(SHOWN).map(|cell| format!("`{}`", shortened(cell))).collect();
            let list = quoted.join(", ") + if cells.len() > SHOWN { ", …" } else { "" };
            problem.message = match sort {
                Sort::NoCode { .. } if cells == [""] => format!("{count} rows have no code"),
                Sort::NoCode { .. } => format!("{count} rows have no valid code: {list}"),
                Sort::Damaged { .. } => format!("{count} codes are invalid: {list}"),
                Sort::Repeated(_) if cells.len() == 1 => format!("code {} is defined on {} rows", shortened(cells[0]), count + 1),
                Sort::Repeated(_) => format!("{} codes are defined on several rows: {list}", cells.len()),
                Sort::Surplus(_) => format!("{count} rows have more cells than the header"),
                Sort::Misfit { field, .. } => {
                    format!("{count} cells of `{}` do not fit {}: {list}", field.name, field.field_type)
                }
            };
            if let Place::File(labels) = &mut problem.place {
                let more = self.problems[1..].iter().filter_map(|(problem, _)| match &problem.place {
                    Place::File(labels) => labels.first(),
                    Place::Entry(_) => None,
                });
                labels.extend(more.take(SHOWN - 1).cloned());
            }
        }
        problem.help = Some(self.help(sort, format));
        problem
    }

    fn help(&self, sort: &Sort, format: &Format) -> String {
        match sort {
            Sort::NoCode { .. } => self.help_without_code(format),
            Sort::Damaged { help, .. } => help.clone(),
            Sort::Repeated(_) => format!(
                "for one variant with all texts: {}; for a variant with the first text, and the others as further names of it: {}",
                format.call_with(&[Entry::Repeated(Repeated::Join)]),
                format.call_with(&[Entry::Repeated(Repeated::Alias)])
            ),
            Sort::Surplus(cells) => {
                format!("put a text that contains the separator in quotes: \"{}\"", shortened(cells).replace('"', "\"\""))
            }
            Sort::Misfit { field, .. } => {
                let as_text = Field { field_type: FieldType::Str, ..field.clone() };
                let header = format.entries.iter().find_map(|entry| match entry {
                    Entry::Field(own, header) if own == field => Some(header.clone()),
                    _ => None,
                });
                let mut changed = format.clone();
                changed.entries.retain(|entry| !matches!(entry, Entry::Field(own, _) if own == field));
                format!("take it as a text: {}", changed.call_with(&[Entry::Field(as_text, header.flatten())]))
            }
        }
    }

    /// How to pass over rows without a code, or to take their cells as texts.
    fn help_without_code(&self, format: &Format) -> String {
        let mut seen = HashSet::new();
        let mut skip: Vec<Entry> = Vec::new();
        let mut has_sections = false;
        for (_, sort) in &self.problems {
            if let Sort::NoCode { cell, is_section } = sort {
                has_sections |= *is_section;
                if !is_section && seen.insert(cell) {
                    skip.push(Entry::Skip(cell.clone()));
                }
            }
        }
        let constants = seen.iter().filter(|cell| is_constant(cell)).count();
        let distinct = skip.len();
        if has_sections {
            skip.insert(0, Entry::SkipSections);
        }
        let rows = if self.problems.len() == 1 { "this row" } else { "these rows" };
        let pass_over = format!("to pass over {rows}: {}", format.call_with(&skip));
        let as_texts = || format!("if the codes are texts: {}", format.call_with(&[Entry::CodeType(CodeWord::Str)]));
        let can_be_texts = format.code_word().is_none() && constants > 0;
        match (can_be_texts, distinct > SKIPPED) {
            (true, true) => as_texts(),
            (true, false) if constants > SHOWN => format!("{}; {pass_over}", as_texts()),
            (true, false) => format!("{pass_over}; {}", as_texts()),
            (false, true) => "give each row a code, or delete these rows".to_owned(),
            (false, false) => pass_over,
        }
    }
}
