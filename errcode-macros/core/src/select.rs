//! The rows that a selection picks.

use std::collections::HashMap;

use errcode_core::{Kind, Recovery};
use errcode_tables::read::nearest::nearest;
use errcode_tables::read::row::recoveries;
use errcode_tables::read::{Codes, Row};
use proc_macro2::{Ident, Span};

use crate::Diagnostic;
use crate::input::{Select, What};
use crate::source::{Loaded, SHOWN};

/// A row that is to be a variant.
pub struct Picked<'s> {
    /// The source it is from.
    pub source: usize,
    /// The row.
    pub row: &'s Row<'s>,
    /// The codes it is picked for: its own, or of a range a part.
    pub codes: Codes,
    /// The variant's name instead of the row's.
    pub rename: Option<Ident>,
    /// Where the call names its code; none where it comes with others.
    pub span: Option<Span>,
}

impl<'s> Picked<'s> {
    fn whole((source, row): (usize, &'s Row<'s>)) -> Self {
        Self { source, row, codes: row.codes, rename: None, span: None }
    }
}

fn rows<'s>(sources: &'s [Loaded<'s>]) -> impl Iterator<Item = (usize, &'s Row<'s>)> {
    sources.iter().enumerate().flat_map(|(source, loaded)| loaded.table().rows.iter().map(move |row| (source, row)))
}

/// All rows of all sources.
pub fn all<'s>(sources: &'s [Loaded<'s>]) -> Vec<Picked<'s>> {
    rows(sources).map(Picked::whole).collect()
}

/// What a selection names and no row has: a mistake, unless the row is one that could not be read.
#[derive(Default)]
pub struct Missing(Vec<(Option<Codes>, Diagnostic)>);

impl Missing {
    fn codes(&mut self, codes: Codes, span: Span) {
        let code = if codes.is_one() { "the code" } else { "a code in" };
        let message = format!("no source of this enum has {code} {codes}");
        self.0.push((Some(codes), Diagnostic::new(span, message)));
    }

    /// Says so, with the nearest codes.
    pub fn report(self, sources: &[Loaded<'_>], diagnostics: &mut Vec<Diagnostic>) {
        let more = self.0.get(SHOWN).map(|(_, diagnostic)| (self.0.len() - SHOWN, diagnostic.span));
        for (codes, diagnostic) in self.0.into_iter().take(SHOWN) {
            let near = codes.map(|codes| nearest_codes(sources, codes)).filter(|near| !near.is_empty());
            diagnostics.push(match near {
                Some(near) => diagnostic.help(&format!("the nearest are {}", near.join(" and "))),
                None => diagnostic,
            });
        }
        if let Some((more, span)) = more {
            diagnostics.push(Diagnostic::new(span, format!("{more} more of this selection are in no source")));
        }
    }
}

/// The rows that the entries name.
pub fn only<'s>(
    sources: &'s [Loaded<'s>],
    entries: &[Select],
    missing: &mut Missing,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Picked<'s>> {
    let mut entries = Entries::new(sources, entries, missing, diagnostics);
    let mut picked = Vec::new();
    for (source, row) in rows(sources) {
        // Both find a row, whichever then picks it.
        let group = entries.group(row);
        if let Some(entry) = entries.code(row.codes) {
            picked.push(Picked { source, row, codes: row.codes, rename: entry.rename.clone(), span: Some(entry.span) });
        } else if let Some(codes) = group {
            if codes != row.codes {
                entries.refuse_parts(row, diagnostics);
            }
            picked.push(Picked { source, row, codes, rename: None, span: None });
        }
    }
    // A code without a row may be in a family or range: that variant then stands for this code alone.
    for entry in entries.codes_without_row() {
        let before = picked.len();
        if let What::Code(code) = entry.what {
            let within = rows(sources).filter(|(_, row)| code.is_one() && row.codes.contains(code.first));
            picked.extend(within.map(|(source, row)| Picked {
                source,
                row,
                codes: code,
                rename: entry.rename.clone(),
                span: Some(entry.span),
            }));
            if picked.len() == before {
                match rows(sources).find(|(_, row)| row.codes.overlaps(code)) {
                    Some((_, row)) => {
                        let message = format!("no row stands for {code}, and `as` names the variant of one row");
                        let help = format!("there is `{}` ({})", row.name, row.spelling);
                        diagnostics.push(Diagnostic::new(entry.span, message).help(&help));
                    }
                    None => missing.codes(code, entry.span),
                }
            }
        }
    }
    entries.groups_without_row(missing);
    picked
}

/// The rows that no entry names.
pub fn except<'s>(
    sources: &'s [Loaded<'s>],
    entries: &[Select],
    missing: &mut Missing,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Picked<'s>> {
    for entry in entries {
        if let Some(name) = &entry.rename {
            diagnostics.push(Diagnostic::new(name.span(), "what is left out needs no name"));
        }
        if matches!(entry.what, What::Rest) {
            diagnostics.push(Diagnostic::new(entry.span, "`..` would leave everything out"));
        }
    }
    let mut entries = Entries::new(sources, entries, missing, diagnostics);
    entries.rest = false;
    let mut picked = Vec::new();
    for (source, row) in rows(sources) {
        let group = entries.group(row);
        if entries.code(row.codes).is_some() {
            continue;
        }
        match group {
            None => picked.push(Picked::whole((source, row))),
            Some(codes) if codes == row.codes => {}
            Some(_) => {
                let message = format!("`{}` ({}) cannot be left out in part", row.name, row.spelling);
                let span = entries.range_over(row.codes).unwrap_or(sources[source].span);
                diagnostics.push(Diagnostic::new(span, message).help("leave the whole of it out, or none of it"));
                picked.push(Picked::whole((source, row)));
            }
        }
    }
    for entry in entries.codes_without_row() {
        let What::Code(code) = entry.what else { continue };
        match rows(sources).find(|(_, row)| row.codes.overlaps(code)) {
            Some((_, row)) => {
                let message =
                    format!("{code} is a part of `{}` ({}), which cannot be left out in part", row.name, row.spelling);
                diagnostics.push(Diagnostic::new(entry.span, message));
            }
            None => missing.codes(code, entry.span),
        }
    }
    entries.groups_without_row(missing);
    picked
}

/// The entries of a selection, by what they select.
struct Entries<'e> {
    codes: HashMap<Codes, (&'e Select, bool)>,
    /// The codes in the order of the call.
    order: Vec<Codes>,
    ranges: Vec<(Codes, &'e Select, bool)>,
    words: Vec<(Word, &'e Select, bool)>,
    rest: bool,
}

/// A kind or a recovery.
#[derive(Clone, Copy, PartialEq)]
enum Word {
    Kind(Kind),
    Recovery(Recovery),
}

impl<'e> Entries<'e> {
    fn new(
        sources: &[Loaded<'_>],
        entries: &'e [Select],
        missing: &mut Missing,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut sorted =
            Self { codes: HashMap::new(), order: Vec::new(), ranges: Vec::new(), words: Vec::new(), rest: false };
        for entry in entries {
            match &entry.what {
                What::Code(codes) => {
                    if sorted.codes.contains_key(codes) {
                        diagnostics.push(Diagnostic::new(entry.span, format!("code {codes} is selected twice")));
                    } else {
                        sorted.codes.insert(*codes, (entry, false));
                        sorted.order.push(*codes);
                    }
                }
                What::Range(codes) => {
                    if let Some((other, ..)) = sorted.ranges.iter().find(|(other, ..)| other.overlaps(*codes)) {
                        let message = format!("{codes} overlaps {other}, which is selected, too");
                        diagnostics.push(Diagnostic::new(entry.span, message));
                    } else {
                        sorted.ranges.push((*codes, entry, false));
                    }
                }
                What::Word(word) => match parse_word(word) {
                    Some(_) if sources.iter().all(|source| !source.table().classified) => {
                        let message =
                            format!("no source of this enum has kinds and recoveries, so `{word}` selects nothing");
                        let help = "add the columns `kind` and `recovery` to the table, or select by code";
                        missing.0.push((None, Diagnostic::new(entry.span, message).help(help)));
                    }
                    Some(parsed) if sorted.words.iter().any(|(known, ..)| *known == parsed) => {
                        diagnostics.push(Diagnostic::new(entry.span, format!("`{word}` is selected twice")));
                    }
                    Some(word) => sorted.words.push((word, entry, false)),
                    None => diagnostics.push(no_such_word(word, entry.span)),
                },
                What::Rest if sorted.rest => {
                    diagnostics.push(Diagnostic::new(entry.span, "`..` stands here twice"));
                }
                What::Rest => sorted.rest = true,
            }
        }
        sorted
    }

    /// The entry for exactly these codes.
    fn code(&mut self, codes: Codes) -> Option<&'e Select> {
        let (entry, found) = self.codes.get_mut(&codes)?;
        *found = true;
        Some(entry)
    }

    /// The codes of a row that a range, a kind, a recovery or `..` selects.
    fn group(&mut self, row: &Row<'_>) -> Option<Codes> {
        let mut selected: Option<Codes> = None;
        for (range, _, found) in &mut self.ranges {
            if range.overlaps(row.codes) {
                *found = true;
                selected = selected.or(Some(part(*range, row)));
            }
        }
        for (word, _, found) in &mut self.words {
            let is_so = row.class.is_some_and(|class| match *word {
                Word::Kind(kind) => class.kind == kind,
                Word::Recovery(recovery) => class.recovery == recovery,
            });
            if is_so {
                *found = true;
                selected = Some(row.codes);
            }
        }
        if self.rest { Some(row.codes) } else { selected }
    }

    /// Refuses what ranges select of a row beside the first part.
    fn refuse_parts(&self, row: &Row<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let overlapping = self.ranges.iter().filter(|(range, ..)| range.overlaps(row.codes));
        let mut parts = overlapping.map(|(range, entry, _)| (part(*range, row), entry.span));
        let Some((first, _)) = parts.next() else { return };
        for (part, span) in parts {
            let message = format!("`{}` ({}) is selected in two parts, {first} and {part}", row.name, row.spelling);
            let help = "a variant stands for one range of codes: select them as one, or all";
            diagnostics.push(Diagnostic::new(span, message).help(help));
        }
    }

    /// Where a range stands that has some of these codes.
    fn range_over(&self, codes: Codes) -> Option<Span> {
        self.ranges.iter().find(|(range, ..)| range.overlaps(codes)).map(|(_, entry, _)| entry.span)
    }

    fn codes_without_row(&self) -> impl Iterator<Item = &'e Select> {
        let entries = self.order.iter().filter_map(|codes| self.codes.get(codes));
        entries.filter(|(_, found)| !found).map(|&(entry, _)| entry)
    }

    fn groups_without_row(&self, missing: &mut Missing) {
        for (codes, entry, found) in &self.ranges {
            if !found {
                missing.codes(*codes, entry.span);
            }
        }
        for (word, entry, found) in &self.words {
            if !found {
                let word = match word {
                    Word::Kind(kind) => format!("kind `{kind}`"),
                    Word::Recovery(recovery) => format!("recovery `{recovery}`"),
                };
                missing.0.push((None, Diagnostic::new(entry.span, format!("no row is of {word}"))));
            }
        }
    }
}

/// The codes of a row that are in a range, which overlaps it.
fn part(range: Codes, row: &Row<'_>) -> Codes {
    Codes { first: range.first.max(row.codes.first), last: range.last.min(row.codes.last) }
}

fn parse_word(word: &str) -> Option<Word> {
    if let Ok(kind) = word.parse() {
        return Some(Word::Kind(kind));
    }
    recoveries().find(|recovery| recovery.as_str() == word).map(Word::Recovery)
}

fn no_such_word(word: &str, span: Span) -> Diagnostic {
    let kinds = Kind::ALL.iter().map(|kind| kind.as_str());
    let recoveries = recoveries().map(Recovery::as_str);
    let diagnostic = Diagnostic::new(span, format!("`{word}` is no kind and no recovery"));
    match nearest(word, kinds.clone().chain(recoveries.clone())) {
        Some(near) => diagnostic.help(&format!("did you mean `{near}`?")),
        None => {
            let (kinds, recoveries) = (kinds.collect::<Vec<_>>(), recoveries.collect::<Vec<_>>());
            diagnostic.help(&format!(
                "the kinds are {}; the recoveries are {}",
                kinds.join(", "),
                recoveries.join(", ")
            ))
        }
    }
}

/// The codes below and above.
fn nearest_codes(sources: &[Loaded<'_>], codes: Codes) -> Vec<String> {
    let below = rows(sources).filter(|(_, row)| row.codes.last < codes.first).max_by_key(|(_, row)| row.codes.last);
    let above = rows(sources).filter(|(_, row)| row.codes.first > codes.last).min_by_key(|(_, row)| row.codes.first);
    below.into_iter().chain(above).map(|(_, row)| format!("{} ({})", row.spelling, row.name)).collect()
}
