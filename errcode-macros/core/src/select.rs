//! The rows that a selection picks.

use core::fmt;
use std::collections::{BTreeMap, HashSet};

use errcode_core::{Kind, Recovery};
use errcode_tables::{CodeRange, CodeType, Codes, Numbers, Row, nearest, recoveries};
use proc_macro2::{Ident, Span};

use crate::diagnostic::Diagnostic;
use crate::input::{Selector, Target};
use crate::source::{Loaded, MESSAGES};

/// A row that is to be a variant.
pub(crate) struct Picked<'s> {
    /// The source it is from.
    pub(crate) source: usize,
    /// The row.
    pub(crate) row: &'s Row<'s>,
    /// The codes it is picked for: its own, or a part of them.
    pub(crate) codes: Codes,
    /// The variant's name instead of the row's.
    pub(crate) rename: Option<Ident>,
    /// The selector of a code or a range that picks it, if there is one.
    pub(crate) span: Option<Span>,
    /// Whether the call names exactly these codes.
    pub(crate) is_exact: bool,
}

impl<'s> Picked<'s> {
    fn whole(source: usize, row: &'s Row<'s>) -> Self {
        Self { source, row, codes: row.codes.clone(), rename: None, span: None, is_exact: false }
    }

    fn by(selector: &Selector, codes: &Codes, source: usize, row: &'s Row<'s>) -> Self {
        let (rename, span) = (selector.rename.clone(), Some(selector.span));
        Self { source, row, codes: codes.clone(), rename, span, is_exact: true }
    }

    /// Whether it is picked for all codes of its row.
    pub(crate) fn is_whole(&self) -> bool {
        self.codes == self.row.codes
    }
}

/// The type of the codes of all sources: that of the first one that has a row.
pub(crate) fn code_type(sources: &[Loaded<'_>]) -> CodeType {
    let table = sources.iter().map(Loaded::table).find(|table| !table.rows.is_empty());
    table.map_or(CodeType::Number, |table| table.code_type)
}

/// All rows of all sources.
pub(crate) fn all<'s>(sources: &'s [Loaded<'s>]) -> Vec<Picked<'s>> {
    let rows = |(source, loaded): (usize, &'s Loaded<'s>)| {
        loaded.table().rows.iter().map(move |row| Picked::whole(source, row))
    };
    sources.iter().enumerate().flat_map(rows).collect()
}

/// Selectors that pick no row: a mistake, unless the row is one that could not be parsed.
#[derive(Default)]
pub(crate) struct Missing(Vec<(Option<Codes>, Diagnostic)>);

impl Missing {
    fn add_codes(&mut self, codes: &Codes, span: Span) {
        let code = if codes.are_several() { "a code in" } else { "the code" };
        let message = format!("no source of this enum has {code} {codes}");
        self.0.push((Some(codes.clone()), Diagnostic::new(span, message)));
    }

    fn add_group(&mut self, diagnostic: Diagnostic) {
        self.0.push((None, diagnostic));
    }

    /// Reports them, with the nearest codes.
    pub(crate) fn report(self, sources: &[Loaded<'_>], diagnostics: &mut Vec<Diagnostic>) {
        let more = self.0.get(MESSAGES).map(|(_, diagnostic)| (self.0.len() - MESSAGES, diagnostic.span()));
        for (codes, diagnostic) in self.0.into_iter().take(MESSAGES) {
            let near = codes.map(|codes| nearest_codes(sources, &codes)).filter(|near| !near.is_empty());
            diagnostics.push(match near.as_deref() {
                Some([near]) => diagnostic.help(format!("the nearest is {near}")),
                Some(near) => diagnostic.help(format!("the nearest are {}", near.join(" and "))),
                None => diagnostic,
            });
        }
        if let Some((more, span)) = more {
            let entries = if more == 1 { "entry of this selection has" } else { "entries of this selection have" };
            diagnostics.push(Diagnostic::new(span, format!("{more} more {entries} no row")));
        }
    }
}

/// The rows that a selector picks.
pub(crate) fn only<'s>(
    sources: &'s [Loaded<'s>],
    selectors: &[Selector],
    missing: &mut Missing,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Picked<'s>> {
    let mut selectors = Selectors::new(sources, selectors, missing, diagnostics);
    let mut picked = Vec::new();
    for (source, loaded) in sources.iter().enumerate() {
        for row in &loaded.table().rows {
            // Call both: each marks its selectors as used.
            let share = selectors.share(row);
            if let Some(selector) = selectors.exact(&row.codes) {
                picked.push(Picked::by(selector, &row.codes, source, row));
                continue;
            }
            if let Some(Share { part, span }) = share {
                let codes = part.unwrap_or_else(|| row.codes.clone());
                picked.push(Picked { source, row, codes, rename: None, span, is_exact: false });
            }
        }
    }
    let unused = selectors.unused_codes();
    let index = Index::new(sources, &unused);
    for Unused { codes, selector } in unused {
        let before = picked.len();
        if !codes.are_several() {
            // A code without a row may be in a family or range: that variant then stands for this code alone.
            picked.extend(index.ranges(codes).map(|(source, row)| Picked::by(selector, codes, source, row)));
        }
        if picked.len() == before {
            match index.overlapping(codes) {
                Some(row) => diagnostics.push(not_exact(selector, codes, row)),
                None => missing.add_codes(codes, selector.span),
            }
        }
    }
    selectors.report_unused(missing);
    picked
}

/// The rows that no selector picks.
pub(crate) fn except<'s>(
    sources: &'s [Loaded<'s>],
    selectors: &[Selector],
    missing: &mut Missing,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Picked<'s>> {
    for selector in selectors {
        if let Some(name) = &selector.rename {
            diagnostics.push(Diagnostic::new(name.span(), "`as` has no effect in `except`"));
        }
        if matches!(selector.target, Target::Rest) {
            diagnostics.push(Diagnostic::new(selector.span, "`..` in `except` would leave out every row"));
        }
    }
    let mut selectors = Selectors::new(sources, selectors, missing, diagnostics);
    selectors.rest = false;
    // One message for a row, however many selectors name a part of it.
    let mut reported: HashSet<*const Row<'s>> = HashSet::new();
    let mut report_part = |row: &'s Row<'s>, span| {
        if reported.insert(row) {
            let message = format!("`except` cannot leave out a part of `{}` ({})", row.name, row.spelling);
            diagnostics.push(Diagnostic::new(span, message).help("leave out the whole row, or none of it"));
        }
    };
    let mut picked = Vec::new();
    for (source, loaded) in sources.iter().enumerate() {
        for row in &loaded.table().rows {
            let share = selectors.share(row);
            if selectors.exact(&row.codes).is_some() {
                continue;
            }
            match share {
                None => picked.push(Picked::whole(source, row)),
                Some(Share { part: None, .. }) => {}
                Some(Share { part: Some(_), span }) => {
                    report_part(row, span.unwrap_or(loaded.span));
                    picked.push(Picked::whole(source, row));
                }
            }
        }
    }
    let unused = selectors.unused_codes();
    let index = Index::new(sources, &unused);
    let mut not_exact_codes = Vec::new();
    for Unused { codes, selector } in unused {
        match index.overlapping(codes) {
            Some(row) if is_within(row, codes) => not_exact_codes.push((codes, selector)),
            Some(row) => report_part(row, selector.span),
            None => missing.add_codes(codes, selector.span),
        }
    }
    diagnostics.extend(not_exact_codes.into_iter().map(|(codes, selector)| {
        let message = format!("no row has exactly the codes {codes}");
        Diagnostic::new(selector.span, message).help(format!("write `{codes}` to leave out every row in it"))
    }));
    selectors.report_unused(missing);
    picked
}

/// Whether all codes of a row are among these.
fn is_within(row: &Row<'_>, codes: &Codes) -> bool {
    matches!((codes, &row.codes), (Codes::Numbers(codes), Codes::Numbers(own)) if codes.include(own))
}

/// A selector of several codes that no row has exactly; `row` has some of them.
fn not_exact(selector: &Selector, codes: &Codes, row: &Row<'_>) -> Diagnostic {
    let message = format!("no row has exactly the codes {codes}");
    if selector.rename.is_some() {
        let diagnostic = Diagnostic::new(selector.span, message + ", and `as` renames one row");
        return diagnostic.help(format!("there is `{}` ({})", row.name, row.spelling));
    }
    let help = if is_within(row, codes) {
        format!("write `{codes}` to select every row in it")
    } else {
        format!("write `{codes}` to select this part of `{}` ({})", row.name, row.spelling)
    };
    Diagnostic::new(selector.span, message).help(help)
}

/// The rows by their codes, for selectors of codes that no row has exactly.
struct Index<'s> {
    sources: Vec<ByCode<'s>>,
}

/// The rows of a source, ascending by their codes.
struct ByCode<'s> {
    /// Those for several codes. No code is in two of them.
    ranges: Vec<(CodeRange, &'s Row<'s>)>,
    /// Those for a single code, if they are asked for.
    singles: Vec<(CodeRange, &'s Row<'s>)>,
}

impl<'s> Index<'s> {
    /// The index for these selectors.
    fn new(sources: &'s [Loaded<'s>], unused: &[Unused<'_>]) -> Self {
        // A row for a single code can overlap only several codes: it has no part.
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

    /// Of each source the first row for several codes that has one of these.
    fn ranges(&self, codes: &Codes) -> impl Iterator<Item = (usize, &'s Row<'s>)> {
        let sources = self.sources.iter().enumerate();
        sources.filter_map(|(source, by_code)| Some((source, first_overlapping(&by_code.ranges, codes)?)))
    }

    /// A row that has one of these codes.
    fn overlapping(&self, codes: &Codes) -> Option<&'s Row<'s>> {
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

/// Selectors, by what they pick.
struct Selectors<'e> {
    /// Ascending by [`first_code`], then by the codes.
    codes: Vec<ByCodes<'e>>,
    /// The [`bit`] of each of them. Most rows have none of these bits, and need no search.
    bits: u64,
    /// Ascending. No two of them overlap.
    ranges: Vec<Entry<'e, CodeRange>>,
    groups: Vec<Entry<'e, Group>>,
    rest: bool,
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
    /// The [`first_code`]: to compare it first is cheap.
    first: i64,
    /// The place among the selectors of the call.
    position: usize,
    entry: Entry<'e, &'e Codes>,
}

/// The smallest code; of a text 0.
fn first_code(codes: &Codes) -> i64 {
    codes.numbers().map_or(0, Numbers::first)
}

/// A bit for the low six bits of a code.
fn bit(code: i64) -> u64 {
    1 << (code & 63)
}

/// A selector of codes that no row has exactly.
struct Unused<'e> {
    codes: &'e Codes,
    selector: &'e Selector,
}

/// What selectors other than exact codes pick of a row.
struct Share {
    /// The codes that they pick, unless it is the whole row.
    part: Option<Codes>,
    /// The first range that has some of them, if there is one.
    span: Option<Span>,
}

/// A kind or a recovery: it selects a group of rows.
#[derive(Clone, Copy, PartialEq)]
enum Group {
    Kind(Kind),
    Recovery(Recovery),
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kind(kind) => write!(f, "kind `{kind}`"),
            Self::Recovery(recovery) => write!(f, "recovery `{recovery}`"),
        }
    }
}

fn twice(what: &str, selector: &Selector) -> Diagnostic {
    Diagnostic::new(selector.span, format!("{what} is selected twice"))
}

impl<'e> Selectors<'e> {
    fn new(
        sources: &[Loaded<'_>],
        selectors: &'e [Selector],
        missing: &mut Missing,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut sorted = Self { codes: Vec::new(), bits: 0, ranges: Vec::new(), groups: Vec::new(), rest: false };
        // The ranges that overlap no earlier one, by their last code.
        let mut ranges: BTreeMap<i64, Entry<'e, CodeRange>> = BTreeMap::new();
        let code_type = code_type(sources);
        let has_rows = sources.iter().any(|source| source.is_sound && !source.table().rows.is_empty());
        for (position, selector) in selectors.iter().enumerate() {
            // A table without a valid row does not say what its codes are.
            if let Some(diagnostic) = other_type(selector, code_type).filter(|_| has_rows) {
                diagnostics.push(diagnostic);
                continue;
            }
            match &selector.target {
                Target::Codes(codes) => {
                    let (first, entry) = (first_code(codes), Entry::new(codes, selector));
                    sorted.codes.push(ByCodes { first, position, entry });
                    sorted.bits |= bit(first);
                }
                Target::Range(range) => {
                    let next = ranges.range(range.first..).next().map(|(_, entry)| entry.target);
                    if let Some(other) = next.filter(|next| next.first <= range.last) {
                        let message = format!("{range} overlaps {other}, which is also selected");
                        diagnostics.push(Diagnostic::new(selector.span, message));
                    } else {
                        ranges.insert(range.last, Entry::new(*range, selector));
                    }
                }
                Target::Group(word) => sorted.add_group(word, selector, sources, missing, diagnostics),
                Target::Rest if sorted.rest => diagnostics.push(twice("`..`", selector)),
                Target::Rest => sorted.rest = true,
            }
        }
        sorted.ranges = ranges.into_values().collect();
        sorted.sort_codes(diagnostics);
        sorted
    }

    fn add_group(
        &mut self,
        word: &str,
        selector: &'e Selector,
        sources: &[Loaded<'_>],
        missing: &mut Missing,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        match parse_group(word) {
            Some(_) if sources.iter().all(|source| !source.table().classified) => {
                let message = format!("no source of this enum has kinds and recoveries, so `{word}` selects nothing");
                let help = "add the columns `kind` and `recovery` to the table, or select by code";
                missing.add_group(Diagnostic::new(selector.span, message).help(help));
            }
            Some(group) if self.groups.iter().any(|known| known.target == group) => {
                diagnostics.push(twice(&format!("`{word}`"), selector));
            }
            Some(group) => self.groups.push(Entry::new(group, selector)),
            None => diagnostics.push(unknown_group(word, selector.span)),
        }
    }

    /// Sorts the selectors of exact codes. Of those of the same codes, the first stays.
    fn sort_codes(&mut self, diagnostics: &mut Vec<Diagnostic>) {
        let key = |entry: &ByCodes<'e>| (entry.first, entry.entry.target, entry.position);
        self.codes.sort_unstable_by(|left, right| key(left).cmp(&key(right)));
        let mut again = Vec::new();
        self.codes.dedup_by(|next, known| {
            let is_same = next.entry.target == known.entry.target;
            if is_same {
                again.push((next.position, next.entry.selector, known.entry.target));
            }
            is_same
        });
        again.sort_unstable_by_key(|(position, ..)| *position);
        diagnostics.extend(again.into_iter().map(|(_, selector, codes)| {
            let code = if codes.are_several() { "the row of the codes" } else { "code" };
            twice(&format!("{code} {codes}"), selector)
        }));
    }

    /// The selector of exactly these codes.
    fn exact(&mut self, codes: &Codes) -> Option<&'e Selector> {
        let first = first_code(codes);
        if self.bits & bit(first) == 0 {
            return None;
        }
        let compared = |known: &ByCodes<'e>| known.first.cmp(&first).then_with(|| known.entry.target.cmp(codes));
        let index = self.codes.binary_search_by(compared).ok()?;
        let entry = &mut self.codes[index].entry;
        entry.is_used = true;
        Some(entry.selector)
    }

    /// What ranges, kinds, recoveries and `..` pick of a row.
    fn share(&mut self, row: &Row<'_>) -> Option<Share> {
        let mut is_whole = self.rest;
        for entry in &mut self.groups {
            let is_of_group = row.class.is_some_and(|class| match entry.target {
                Group::Kind(kind) => class.kind == kind,
                Group::Recovery(recovery) => class.recovery == recovery,
            });
            entry.is_used |= is_of_group;
            is_whole |= is_of_group;
        }
        let in_ranges = if self.ranges.is_empty() { None } else { self.in_ranges(&row.codes) };
        if is_whole { Some(Share { part: None, span: in_ranges.and_then(|share| share.span) }) } else { in_ranges }
    }

    /// What ranges pick of a row with these codes.
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
    fn unused_codes(&self) -> Vec<Unused<'e>> {
        let mut unused: Vec<_> = self.codes.iter().filter(|codes| !codes.entry.is_used).collect();
        unused.sort_unstable_by_key(|codes| codes.position);
        let unused = unused.into_iter().map(|ByCodes { entry, .. }| entry);
        unused.map(|entry| Unused { codes: entry.target, selector: entry.selector }).collect()
    }

    /// Reports the other selectors that picked nothing.
    fn report_unused(&self, missing: &mut Missing) {
        for entry in self.ranges.iter().filter(|entry| !entry.is_used) {
            missing.add_codes(&Numbers::from(entry.target).into(), entry.selector.span);
        }
        for entry in self.groups.iter().filter(|entry| !entry.is_used) {
            missing.add_group(Diagnostic::new(entry.selector.span, format!("no row has the {}", entry.target)));
        }
    }
}

fn parse_group(word: &str) -> Option<Group> {
    if let Ok(kind) = word.parse() {
        return Some(Group::Kind(kind));
    }
    recoveries().find(|recovery| recovery.as_str() == word).map(Group::Recovery)
}

fn unknown_group(word: &str, span: Span) -> Diagnostic {
    let kinds = Kind::ALL.iter().map(|kind| kind.as_str());
    let recoveries = recoveries().map(Recovery::as_str);
    let diagnostic = Diagnostic::new(span, format!("unknown kind or recovery `{word}`"));
    match nearest(word, kinds.clone().chain(recoveries.clone())) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => {
            let (kinds, recoveries) = (kinds.collect::<Vec<_>>(), recoveries.collect::<Vec<_>>());
            diagnostic.help(format!("the kinds are {}; the recoveries are {}", kinds.join(", "), recoveries.join(", ")))
        }
    }
}

/// A selector of a number where all codes are texts, or the reverse.
fn other_type(selector: &Selector, of_sources: CodeType) -> Option<Diagnostic> {
    let (wanted, text) = match &selector.target {
        Target::Codes(codes) => (codes.code_type(), codes.text()),
        Target::Range(_) => (CodeType::Number, None),
        Target::Group(_) | Target::Rest => return None,
    };
    if wanted == of_sources {
        return None;
    }
    let (expected, found) = match of_sources {
        CodeType::Text => ("a text", "a number"),
        CodeType::Number => ("a number", "a text"),
    };
    let message = format!("expected {expected}, as the codes of this enum are, found {found}");
    let diagnostic = Diagnostic::new(selector.span, message);
    Some(match (&selector.target, text) {
        (Target::Codes(Codes::Numbers(numbers)), _) if numbers.single().is_some() => {
            // `00` is the number 0, and another text. The compiler knows how the call spells it, tests do not.
            let sign = if numbers.first() < 0 { "-" } else { "" };
            let spelled = selector.span.source_text().map(|digits| format!("{sign}{digits}"));
            diagnostic.help(format!("write it in quotes: \"{}\"", spelled.unwrap_or_else(|| numbers.to_string())))
        }
        _ => match text.and_then(|text| text.parse::<i64>().ok()) {
            Some(number) => diagnostic.help(format!("write it without quotes: {number}")),
            None => diagnostic,
        },
    })
}

/// The rows with the nearest smaller and the nearest larger number, or with the text that is spelled most alike.
fn nearest_codes(sources: &[Loaded<'_>], codes: &Codes) -> Vec<String> {
    let rows = || sources.iter().flat_map(|loaded| &loaded.table().rows);
    match codes {
        Codes::Numbers(numbers) => {
            let numbered = || rows().filter_map(|row| Some((row, row.codes.numbers()?)));
            let below = numbered().filter(|(_, own)| own.last() < numbers.first()).max_by_key(|(_, own)| own.last());
            let above = numbered().filter(|(_, own)| own.first() > numbers.last()).min_by_key(|(_, own)| own.first());
            below.into_iter().chain(above).map(|(row, _)| format!("{} ({})", row.spelling, row.name)).collect()
        }
        Codes::Text(text) => {
            let near = nearest(text, rows().filter_map(|row| row.codes.text()));
            near.map(|near| format!("{}", Codes::from(near))).into_iter().collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Diagnostic, Missing, Picked, except, only};
    use crate::Environment;
    use crate::input::{Selection, parse};
    use crate::source::{load, open};

    const A: &str = "code,name,kind,recovery,message\n\
        0,Fine,ok,none,fine\n1,One,internal,retry,one\n2,Two,internal,stop,two\n40x,Band,not_found,stop,band\n";
    const B: &str = "code,name,message\n1,One,one\n405,Five,five\n305-314,Wide,wide\n500,A,a\n501,B,b\n";

    /// The rows that a selection picks of both tables, as `name=codes`, and the messages.
    fn picked(selection: &str) -> (String, Vec<String>) {
        let mut diagnostics = Vec::new();
        let call = format!("[::errcode_runtime] enum E from \"a.csv\", \"b.csv\" {selection}");
        let mut input = parse(call.parse().unwrap(), &mut diagnostics);
        let (item, _) = input.items.remove(0);
        let environment = Environment::in_memory([("a.csv", A.as_bytes()), ("b.csv", B.as_bytes())]);
        let opened: Vec<_> =
            item.sources.into_iter().map(|source| open(source, &environment, &mut diagnostics)).collect();
        let sources = load(&opened, &mut diagnostics);
        let mut missing = Missing::default();
        let picked = match &item.selection {
            Selection::Only(selectors) => only(&sources, selectors, &mut missing, &mut diagnostics),
            Selection::Except(selectors) => except(&sources, selectors, &mut missing, &mut diagnostics),
            Selection::All => super::all(&sources),
        };
        missing.report(&sources, &mut diagnostics);
        let shown = |picked: &Picked<'_>| {
            let name = picked.rename.as_ref().map_or_else(|| picked.row.name.to_string(), ToString::to_string);
            format!("{name}={}", picked.codes)
        };
        let shown = picked.iter().map(shown).collect::<Vec<_>>().join(" ");
        (shown, diagnostics.iter().map(Diagnostic::text).collect())
    }

    #[test]
    fn rows_are_picked() {
        for (selection, rows) in [
            ("", "Fine=0 One=1 Two=2 Band=400..=409 One=1 Five=405 Wide=305..=314 A=500 B=501"),
            ("{ 1, 2 as Deux }", "One=1 Deux=2 One=1"),
            ("{ 1..=401 }", "One=1 Two=2 Band=400..=401 One=1 Wide=305..=314"),
            ("{ 400..=402, 408..=409 }", "Band=400..=402, 408..=409"),
            (
                "{ 408..=409, 0..=1, 400..=402, 405..=406 }",
                "Fine=0 One=1 Band=400..=402, 405..=406, 408..=409 One=1 Five=405",
            ),
            ("{ 404..=499, 300..=306, 309..=312 }", "Band=404..=409 Five=405 Wide=305..=306, 309..=312"),
            ("{ 305, 314, 402 as Two }", "Wide=305 Wide=314 Two=402"),
            ("{ 305..=314 as Whole, 307 }", "Whole=305..=314 Wide=307"),
            ("{ 403 as Three }", "Three=403"),
            ("{ 400..=409 as All }", "All=400..=409"),
            ("{ 405 }", "Five=405"),
            ("{ stop }", "Two=2 Band=400..=409"),
            ("{ not_found, 400..=401 }", "Band=400..=409"),
            ("{ 2 as Deux, .. }", "Fine=0 One=1 Deux=2 Band=400..=409 One=1 Five=405 Wide=305..=314 A=500 B=501"),
            ("except { 0, stop }", "One=1 One=1 Five=405 Wide=305..=314 A=500 B=501"),
            ("except { 40x, 1..=2 }", "Fine=0 Five=405 Wide=305..=314 A=500 B=501"),
        ] {
            assert_eq!(picked(selection), (rows.to_owned(), Vec::new()), "{selection}");
        }
    }

    #[test]
    fn selectors_without_a_row_are_reported() {
        for (selection, message) in [
            ("{ 7 }", "no source of this enum has the code 7; help: the nearest are 2 (Two) and 305-314 (Wide)"),
            ("{ -9..=-5 }", "no source of this enum has a code in -9..=-5; help: the nearest is 0 (Fine)"),
            ("{ aborted }", "no row has the kind `aborted`"),
            ("{ appeal }", "no row has the recovery `appeal`"),
            ("{ interal }", "unknown kind or recovery `interal`; help: did you mean `internal`?"),
            ("{ 1, 1 }", "code 1 is selected twice"),
            ("{ .., .. }", "`..` is selected twice"),
            ("{ 1..=2, 2..=3 }", "2..=3 overlaps 1..=2, which is also selected"),
            (
                "{ 401..=402 as X }",
                "no row has exactly the codes 401..=402, and `as` renames one row; help: there is `Band` (40x)",
            ),
            ("{ 50x }", "no row has exactly the codes 500..=509; help: write `500..=509` to select every row in it"),
            (
                "{ 30x as X }",
                "no row has exactly the codes 300..=309, and `as` renames one row; help: there is `Wide` (305-314)",
            ),
            (
                "{ 30x }",
                "no row has exactly the codes 300..=309; help: write `300..=309` to select this part of `Wide` (305-314)",
            ),
            (
                "except { 50x }",
                "no row has exactly the codes 500..=509; help: write `500..=509` to leave out every row in it",
            ),
            (
                "except { 305, 307..=309, 314 }",
                "`except` cannot leave out a part of `Wide` (305-314); help: leave out the whole row, or none of it",
            ),
            ("{ 40x, 40x }", "the row of the codes 400..=409 is selected twice"),
            ("{ 1..=1, 2..=2, 0..=20 }", "0..=20 overlaps 1, which is also selected"),
            ("except { 1 as X }", "`as` has no effect in `except`"),
            ("except { .. }", "`..` in `except` would leave out every row"),
            (
                "except { 401 }",
                "`except` cannot leave out a part of `Band` (40x); help: leave out the whole row, or none of it",
            ),
            (
                "except { 400..=405 }",
                "`except` cannot leave out a part of `Band` (40x); help: leave out the whole row, or none of it",
            ),
        ] {
            assert_eq!(picked(selection).1, [message], "{selection}");
        }
    }

    #[test]
    fn texts_are_picked_by_their_spelling() {
        let table = "code,name,kind,recovery,message\nPARAM_ERROR,Param,invalid_argument,fix_request,a\n\
            isv.LIMIT,Limit,resource_exhausted,slow_down,b\n";
        let select = |selection: &str| {
            let environment = Environment::in_memory([("a.csv", table.as_bytes())]);
            let call = format!("[::errcode_runtime] enum E from \"a.csv\" {selection}");
            let tokens = crate::expand(call.parse().unwrap(), &environment).to_string();
            let messages =
                tokens.split("compile_error !").skip(1).map(|rest| rest.split('"').nth(1).unwrap_or_default());
            let names = ["Param ,", "Limit ,", "Bad ,"].map(|name| tokens.contains(&format!("] {name}")));
            (names, messages.map(str::to_owned).collect::<Vec<_>>().join("; "))
        };
        for (selection, names, message) in [
            ("{ \"PARAM_ERROR\" as Bad, .. }", [false, true, true], ""),
            ("{ \"isv.LIMIT\" }", [false, true, false], ""),
            ("{ slow_down }", [false, true, false], ""),
            ("except { \"isv.LIMIT\" }", [true, false, false], ""),
            ("{ \"isv.LIMIT\", \"PARAM_EROR\" }", [false, true, false], "no source of this enum has the code \\"),
            (
                "{ \"isv.LIMIT\", 7 }",
                [false, true, false],
                "expected a text, as the codes of this enum are, found a number\\n   = help: write it in quotes: \\",
            ),
            (
                "{ \"isv.LIMIT\", 1..=7 }",
                [false, true, false],
                "expected a text, as the codes of this enum are, found a number",
            ),
            ("{ \"isv.LIMIT\", \"isv.LIMIT\" }", [false, true, false], "code \\"),
        ] {
            assert_eq!(select(selection), (names, message.to_owned()), "{selection}");
        }
    }
}
