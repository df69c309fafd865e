//! The rows that a selection picks.

use std::collections::HashMap;

use errcode_core::{Kind, Recovery};
use errcode_tables::{CodeRange, Codes, Row, nearest, recoveries};
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
    /// Where the call names its code; none where it comes with others.
    pub(crate) span: Option<Span>,
}

impl<'s> Picked<'s> {
    fn whole((source, row): (usize, &'s Row<'s>)) -> Self {
        Self { source, row, codes: row.codes.clone(), rename: None, span: None }
    }

    fn by(selector: &Selector, codes: &Codes, (source, row): (usize, &'s Row<'s>)) -> Self {
        Self { source, row, codes: codes.clone(), rename: selector.rename.clone(), span: Some(selector.span) }
    }
}

fn rows<'s>(sources: &'s [Loaded<'s>]) -> impl Iterator<Item = (usize, &'s Row<'s>)> {
    sources.iter().enumerate().flat_map(|(source, loaded)| loaded.table().rows.iter().map(move |row| (source, row)))
}

/// All rows of all sources.
pub(crate) fn all<'s>(sources: &'s [Loaded<'s>]) -> Vec<Picked<'s>> {
    rows(sources).map(Picked::whole).collect()
}

/// Selectors that pick no row: a mistake, unless the row is one that could not be parsed.
#[derive(Default)]
pub(crate) struct Missing(Vec<(Option<Codes>, Diagnostic)>);

impl Missing {
    fn codes(&mut self, codes: &Codes, span: Span) {
        let code = if codes.single().is_some() { "the code" } else { "a code in" };
        let message = format!("no source of this enum has {code} {codes}");
        self.0.push((Some(codes.clone()), Diagnostic::new(span, message)));
    }

    fn class(&mut self, diagnostic: Diagnostic) {
        self.0.push((None, diagnostic));
    }

    /// Reports them, with the nearest codes.
    pub(crate) fn report(self, sources: &[Loaded<'_>], diagnostics: &mut Vec<Diagnostic>) {
        let more = self.0.get(MESSAGES).map(|(_, diagnostic)| (self.0.len() - MESSAGES, diagnostic.span()));
        for (codes, diagnostic) in self.0.into_iter().take(MESSAGES) {
            let near = codes.map(|codes| nearest_codes(sources, &codes)).filter(|near| !near.is_empty());
            diagnostics.push(match near {
                Some(near) => diagnostic.help(format!("the nearest are {}", near.join(" and "))),
                None => diagnostic,
            });
        }
        if let Some((more, span)) = more {
            diagnostics.push(Diagnostic::new(span, format!("{more} more entries of this selection have no row")));
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
    for (source, row) in rows(sources) {
        // Call both: each marks its selectors as used.
        let broad = selectors.broad(row);
        if let Some(selector) = selectors.exact(&row.codes) {
            picked.push(Picked::by(selector, &row.codes, (source, row)));
        } else if let Some(codes) = broad {
            picked.push(Picked { codes, ..Picked::whole((source, row)) });
        }
    }
    // A code without a row may be in a family or range: that variant then stands for this code alone.
    for (codes, selector) in selectors.unused_codes() {
        let before = picked.len();
        if let Some(code) = codes.single() {
            let within = rows(sources).filter(|(_, row)| row.codes.contains(code));
            picked.extend(within.map(|found| Picked::by(selector, codes, found)));
        }
        if picked.len() == before {
            match overlapping(sources, codes) {
                Some(row) => {
                    let message = format!("no row has exactly the codes {codes}, and `as` renames one row");
                    let help = format!("there is `{}` ({})", row.name, row.spelling);
                    diagnostics.push(Diagnostic::new(selector.span, message).help(help));
                }
                None => missing.codes(codes, selector.span),
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
    let part = |row: &Row<'_>, span| {
        let message = format!("`except` cannot leave out a part of `{}` ({})", row.name, row.spelling);
        Diagnostic::new(span, message).help("leave out the whole row, or none of it")
    };
    let mut selectors = Selectors::new(sources, selectors, missing, diagnostics);
    selectors.rest = false;
    let mut picked = Vec::new();
    for (source, row) in rows(sources) {
        let broad = selectors.broad(row);
        if selectors.exact(&row.codes).is_some() {
            continue;
        }
        match broad {
            None => picked.push(Picked::whole((source, row))),
            Some(codes) if codes == row.codes => {}
            Some(_) => {
                let span = selectors.range_span(&row.codes).unwrap_or(sources[source].span);
                diagnostics.push(part(row, span));
                picked.push(Picked::whole((source, row)));
            }
        }
    }
    for (codes, selector) in selectors.unused_codes() {
        match overlapping(sources, codes) {
            Some(row) => diagnostics.push(part(row, selector.span)),
            None => missing.codes(codes, selector.span),
        }
    }
    selectors.report_unused(missing);
    picked
}

/// The first row that stands for one of these codes.
fn overlapping<'s>(sources: &'s [Loaded<'s>], codes: &Codes) -> Option<&'s Row<'s>> {
    rows(sources).map(|(_, row)| row).find(|row| row.codes.intersection(codes).is_some())
}

/// Selectors, by what they pick, each with whether it picked a row.
struct Selectors<'e> {
    codes: HashMap<&'e Codes, (&'e Selector, bool)>,
    /// The codes in the order of the call.
    order: Vec<&'e Codes>,
    ranges: Vec<(CodeRange, &'e Selector, bool)>,
    classes: Vec<(Class, &'e Selector, bool)>,
    rest: bool,
}

/// A kind or a recovery.
#[derive(Clone, Copy, PartialEq)]
enum Class {
    Kind(Kind),
    Recovery(Recovery),
}

impl<'e> Selectors<'e> {
    fn new(
        sources: &[Loaded<'_>],
        selectors: &'e [Selector],
        missing: &mut Missing,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut sorted =
            Self { codes: HashMap::new(), order: Vec::new(), ranges: Vec::new(), classes: Vec::new(), rest: false };
        for selector in selectors {
            let twice = |what: &str| Diagnostic::new(selector.span, format!("{what} is selected twice"));
            match &selector.target {
                Target::Codes(codes) if sorted.codes.contains_key(codes) => {
                    diagnostics.push(twice(&format!("code {codes}")));
                }
                Target::Codes(codes) => {
                    sorted.codes.insert(codes, (selector, false));
                    sorted.order.push(codes);
                }
                Target::Range(range) => {
                    let mut ranges = sorted.ranges.iter();
                    if let Some((other, ..)) = ranges.find(|(other, ..)| other.intersection(*range).is_some()) {
                        let message = format!("{range} overlaps {other}, which is also selected");
                        diagnostics.push(Diagnostic::new(selector.span, message));
                    } else {
                        sorted.ranges.push((*range, selector, false));
                    }
                }
                Target::Class(word) => match parse_class(word) {
                    Some(_) if sources.iter().all(|source| !source.table().classified) => {
                        let message =
                            format!("no source of this enum has kinds and recoveries, so `{word}` selects nothing");
                        let help = "add the columns `kind` and `recovery` to the table, or select by code";
                        missing.class(Diagnostic::new(selector.span, message).help(help));
                    }
                    Some(class) if sorted.classes.iter().any(|(known, ..)| *known == class) => {
                        diagnostics.push(twice(&format!("`{word}`")));
                    }
                    Some(class) => sorted.classes.push((class, selector, false)),
                    None => diagnostics.push(unknown_class(word, selector.span)),
                },
                Target::Rest if sorted.rest => diagnostics.push(twice("`..`")),
                Target::Rest => sorted.rest = true,
            }
        }
        sorted
    }

    /// The selector of exactly these codes.
    fn exact(&mut self, codes: &Codes) -> Option<&'e Selector> {
        let (selector, is_used) = self.codes.get_mut(codes)?;
        *is_used = true;
        Some(selector)
    }

    /// The codes of a row that ranges, a kind, a recovery or `..` pick.
    fn broad(&mut self, row: &Row<'_>) -> Option<Codes> {
        let mut parts: Vec<CodeRange> = Vec::new();
        for (range, _, is_used) in &mut self.ranges {
            if let Some(part) = row.codes.intersection(&(*range).into()) {
                *is_used = true;
                parts.extend(part.ranges());
            }
        }
        let mut whole = self.rest;
        for (wanted, _, is_used) in &mut self.classes {
            let is_so = row.class.is_some_and(|class| match *wanted {
                Class::Kind(kind) => class.kind == kind,
                Class::Recovery(recovery) => class.recovery == recovery,
            });
            *is_used |= is_so;
            whole |= is_so;
        }
        if whole { Some(row.codes.clone()) } else { Codes::union(parts) }
    }

    /// Where a range stands that has some of these codes.
    fn range_span(&self, codes: &Codes) -> Option<Span> {
        let mut ranges = self.ranges.iter();
        let (_, selector, _) = ranges.find(|(range, ..)| codes.intersection(&(*range).into()).is_some())?;
        Some(selector.span)
    }

    /// The selectors of codes that no row has exactly.
    fn unused_codes(&self) -> impl Iterator<Item = (&'e Codes, &'e Selector)> {
        let selectors = self.order.iter().filter_map(|&codes| Some((codes, self.codes.get(codes)?)));
        selectors.filter(|(_, (_, is_used))| !is_used).map(|(codes, &(selector, _))| (codes, selector))
    }

    /// Reports the other selectors that picked nothing.
    fn report_unused(&self, missing: &mut Missing) {
        for (range, selector, is_used) in &self.ranges {
            if !is_used {
                missing.codes(&(*range).into(), selector.span);
            }
        }
        for (class, selector, is_used) in &self.classes {
            if !is_used {
                let class = match class {
                    Class::Kind(kind) => format!("kind `{kind}`"),
                    Class::Recovery(recovery) => format!("recovery `{recovery}`"),
                };
                missing.class(Diagnostic::new(selector.span, format!("no row has the {class}")));
            }
        }
    }
}

fn parse_class(word: &str) -> Option<Class> {
    if let Ok(kind) = word.parse() {
        return Some(Class::Kind(kind));
    }
    recoveries().find(|recovery| recovery.as_str() == word).map(Class::Recovery)
}

fn unknown_class(word: &str, span: Span) -> Diagnostic {
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

/// The rows with the nearest smaller and the nearest larger code.
fn nearest_codes(sources: &[Loaded<'_>], codes: &Codes) -> Vec<String> {
    let rows = || rows(sources).map(|(_, row)| row);
    let below = rows().filter(|row| row.codes.last() < codes.first()).max_by_key(|row| row.codes.last());
    let above = rows().filter(|row| row.codes.first() > codes.last()).min_by_key(|row| row.codes.first());
    below.into_iter().chain(above).map(|row| format!("{} ({})", row.spelling, row.name)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Diagnostic, Missing, Picked, except, only};
    use crate::Environment;
    use crate::input::{Selection, parse};
    use crate::source::{load, open};

    const A: &str = "code,name,kind,recovery,message\n\
        0,Fine,ok,none,fine\n1,One,internal,retry,one\n2,Two,internal,stop,two\n40x,Band,not_found,stop,band\n";
    const B: &str = "code,name,message\n1,One,one\n405,Five,five\n";

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
            ("", "Fine=0 One=1 Two=2 Band=400..=409 One=1 Five=405"),
            ("{ 1, 2 as Deux }", "One=1 Deux=2 One=1"),
            ("{ 1..=401 }", "One=1 Two=2 Band=400..=401 One=1"),
            ("{ 400..=402, 408..=500 }", "Band=400..=402, 408..=409"),
            ("{ 403 as Three }", "Three=403"),
            ("{ 400..=409 as All }", "All=400..=409"),
            ("{ 405 }", "Five=405"),
            ("{ stop }", "Two=2 Band=400..=409"),
            ("{ not_found, 400..=401 }", "Band=400..=409"),
            ("{ 2 as Deux, .. }", "Fine=0 One=1 Deux=2 Band=400..=409 One=1 Five=405"),
            ("except { 0, stop }", "One=1 One=1 Five=405"),
            ("except { 40x, 1..=2 }", "Fine=0 Five=405"),
        ] {
            assert_eq!(picked(selection), (rows.to_owned(), Vec::new()), "{selection}");
        }
    }

    #[test]
    fn selectors_without_a_row_are_reported() {
        for (selection, message) in [
            ("{ 7 }", "no source of this enum has the code 7; help: the nearest are 2 (Two) and 40x (Band)"),
            ("{ -9..=-5 }", "no source of this enum has a code in -9..=-5; help: the nearest are 0 (Fine)"),
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
}
