//! The rows that a selection picks.

mod index;
mod missing;
mod page;
mod reach;
mod selectors;

use std::collections::HashSet;

use errcode_tables::{CodeType, Codes, Row};
use proc_macro2::{Ident, Span};

use crate::diagnostic::{Diagnostic, Limited};
use crate::input::{Item, Selection, Selector, Target, in_32_bits, more_selectors, range_in_32_bits};
use crate::source::Loaded;
use index::Index;
use missing::Missing;
use reach::Reach;
use selectors::{Selectors, Share, Unused};

/// A row that becomes a variant.
pub(crate) struct Picked<'s> {
    /// The index of its source.
    pub(crate) source: usize,
    pub(crate) row: &'s Row<'s>,
    /// The codes it is picked for: all of its codes, or a part of them.
    pub(crate) codes: Codes,
    /// The name of the variant, if the call renames the row.
    pub(crate) rename: Option<Ident>,
    /// The place of the code, name or range in the call that picks it, if there is one.
    pub(crate) span: Option<Span>,
    /// How the call spells the codes, if it does so in hexadecimal.
    pub(crate) spelling: Option<String>,
    /// Whether the call names exactly these codes, or the row.
    pub(crate) is_exact: bool,
}

impl<'s> Picked<'s> {
    fn whole(source: usize, row: &'s Row<'s>) -> Self {
        Self { source, row, codes: row.codes.clone(), rename: None, span: None, spelling: None, is_exact: false }
    }

    fn by(selector: &Selector, codes: &Codes, source: usize, row: &'s Row<'s>) -> Self {
        let (rename, span) = (selector.rename.clone(), Some(selector.span));
        let spelling = Some(&selector.spelling).filter(|spelling| spelling.contains("0x")).cloned();
        Self { source, row, codes: codes.clone(), rename, span, spelling, is_exact: true }
    }

    /// Whether it is picked for all codes of its row.
    pub(crate) fn is_whole(&self) -> bool {
        self.codes == self.row.codes
    }
}

/// The type of the codes of all sources, taken from the first source that has a row.
pub(crate) fn code_type(sources: &[Loaded<'_>]) -> CodeType {
    let table = sources.iter().map(Loaded::table).find(|table| !table.rows.is_empty());
    table.map_or(CodeType::Number, |table| table.code_type)
}

/// Whether the codes of an enum have 32 bits: one source with such codes is enough.
pub(crate) fn are_32_bit(sources: &[Loaded<'_>]) -> bool {
    sources.iter().any(|source| source.table().is_32_bit)
}

/// Converts the numbers of a selection to the width of its sources, and reports the mistakes in the rows that it may mean.
pub(crate) fn prepare(item: &mut Item, sources: &[Loaded<'_>], diagnostics: &mut Vec<Diagnostic>) {
    if let Selection::Only(selectors) | Selection::Except(selectors) = &mut item.selection {
        if are_32_bit(sources) {
            selectors.retain_mut(|selector| convert(selector, &mut item.mistakes));
        }
    }
    report_rows(&item.selection, sources, diagnostics);
}

/// The rows that an item selects. Reports the mistakes in its selection.
pub(crate) fn pick<'s>(
    item: &mut Item,
    sources: &'s [Loaded<'s>],
    all_found: bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Picked<'s>> {
    let mut mistakes = core::mem::take(&mut item.mistakes);
    let mut missing = Missing::default();
    let picked = match &item.selection {
        Selection::All => all(sources),
        Selection::Only(selectors) => only(sources, selectors, &mut missing, &mut mistakes),
        Selection::Except(selectors) => except(sources, selectors, &mut missing, &mut mistakes),
    };
    // Otherwise, a missing row may be in a source that could not be read.
    if all_found && sources.iter().all(Loaded::is_readable) {
        missing.report(sources, &item.selection, &mut mistakes);
    }
    mistakes.finish(diagnostics, more_selectors);
    picked
}

/// Converts the numbers of a selector to 32 bits. Returns whether that succeeds, and reports a range that cannot be converted.
fn convert(selector: &mut Selector, mistakes: &mut Limited) -> bool {
    let (span, spelling) = (selector.span, &selector.spelling);
    let converted = match &mut selector.target {
        Target::Codes(codes) => in_32_bits(codes, spelling, span),
        Target::Range(range) => range_in_32_bits(*range, spelling, span).map(|converted| *range = converted),
        Target::Word(_) | Target::Rest => Ok(()),
    };
    converted.map_err(|wrong| mistakes.push(span, || wrong)).is_ok()
}

/// Reports the mistakes in the sources, except those in rows that cannot be in the enum.
fn report_rows(selection: &Selection, sources: &[Loaded<'_>], diagnostics: &mut Vec<Diagnostic>) {
    // Most tables have no mistakes in single rows: the selection does not matter then.
    if sources.iter().all(|source| source.concerns().next().is_none()) {
        for source in sources {
            source.report(|_| true, diagnostics);
        }
        return;
    }
    let reach = match selection {
        Selection::All => None,
        Selection::Only(selectors) | Selection::Except(selectors) => Some(Reach::of_selectors(selectors)),
    };
    for source in sources {
        source.report(
            |concern| match (&reach, selection) {
                (Some(reach), Selection::Only(_)) => reach.may_pick(concern),
                (Some(reach), _) => !reach.picks(concern),
                (None, _) => true,
            },
            diagnostics,
        );
    }
}

/// All rows of all sources.
fn all<'s>(sources: &'s [Loaded<'s>]) -> Vec<Picked<'s>> {
    let rows = |(source, loaded): (usize, &'s Loaded<'s>)| {
        loaded.table().rows.iter().map(move |row| Picked::whole(source, row))
    };
    sources.iter().enumerate().flat_map(rows).collect()
}

/// The rows that a selector picks.
fn only<'s>(
    sources: &'s [Loaded<'s>],
    selectors: &[Selector],
    missing: &mut Missing,
    mistakes: &mut Limited,
) -> Vec<Picked<'s>> {
    let mut selectors = Selectors::new(sources, selectors, missing, mistakes);
    let mut picked = Vec::new();
    for (source, loaded) in sources.iter().enumerate() {
        for row in &loaded.table().rows {
            // Call both: each marks its selectors as used.
            let share = selectors.share(row);
            if let Some(selector) = selectors.exact(row, mistakes) {
                picked.push(Picked::by(selector, &row.codes, source, row));
                continue;
            }
            if let Some(Share { part, span }) = share {
                let codes = part.unwrap_or_else(|| row.codes.clone());
                picked.push(Picked { source, row, codes, rename: None, span, spelling: None, is_exact: false });
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
                Some(row) => mistakes.push(selector.span, || not_exact(selector, codes, row)),
                None => missing.add_codes(codes, selector),
            }
        }
    }
    selectors.report_unused(missing);
    picked
}

/// The rows that no selector picks.
fn except<'s>(
    sources: &'s [Loaded<'s>],
    selectors: &[Selector],
    missing: &mut Missing,
    mistakes: &mut Limited,
) -> Vec<Picked<'s>> {
    for selector in selectors {
        if let Some(name) = &selector.rename {
            mistakes.push(name.span(), || Diagnostic::new(name.span(), "`as` has no effect in `except`"));
        }
        if matches!(selector.target, Target::Rest) {
            let message = "`..` in `except` would leave out every row";
            mistakes.push(selector.span, || Diagnostic::new(selector.span, message));
        }
    }
    let mut selectors = Selectors::new(sources, selectors, missing, mistakes);
    selectors.rest = false;
    // One message for a row, however many selectors name a part of it.
    let mut reported: HashSet<*const Row<'s>> = HashSet::new();
    let mut report_part = |row: &'s Row<'s>, span, mistakes: &mut Limited| {
        if reported.insert(row) {
            mistakes.push(span, || {
                let message = format!("`except` cannot leave out a part of `{}` ({})", row.name, row.spelling);
                Diagnostic::new(span, message).help("leave out the whole row, or keep it")
            });
        }
    };
    let mut picked = Vec::new();
    for (source, loaded) in sources.iter().enumerate() {
        for row in &loaded.table().rows {
            let share = selectors.share(row);
            if selectors.exact(row, mistakes).is_some() {
                continue;
            }
            match share {
                None => picked.push(Picked::whole(source, row)),
                Some(Share { part: None, .. }) => {}
                Some(Share { part: Some(_), span }) => {
                    report_part(row, span.unwrap_or(loaded.span), mistakes);
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
            Some(row) => report_part(row, selector.span, mistakes),
            None => missing.add_codes(codes, selector),
        }
    }
    for (codes, selector) in not_exact_codes {
        mistakes.push(selector.span, || {
            let message = format!("no row has exactly the codes {}", selector.spelled());
            Diagnostic::new(selector.span, message)
                .help(format!("write `{}` to leave out every row in it", selector.as_range(codes)))
        });
    }
    selectors.report_unused(missing);
    picked
}

/// Whether all codes of a row are among these.
fn is_within(row: &Row<'_>, codes: &Codes) -> bool {
    matches!((codes, &row.codes), (Codes::Numbers(codes), Codes::Numbers(own)) if codes.include(own))
}

/// The error for a selector of several codes that no row has exactly; `row` has some of them.
fn not_exact(selector: &Selector, codes: &Codes, row: &Row<'_>) -> Diagnostic {
    let message = format!("no row has exactly the codes {}", selector.spelled());
    if selector.rename.is_some() {
        let diagnostic = Diagnostic::new(selector.span, message + ", and `as` renames one row");
        return diagnostic.help(format!("there is `{}` ({})", row.name, row.spelling));
    }
    let range = selector.as_range(codes);
    let help = if is_within(row, codes) {
        format!("write `{range}` to select every row in it")
    } else {
        format!("write `{range}` to select this part of `{}` ({})", row.name, row.spelling)
    };
    Diagnostic::new(selector.span, message).help(help)
}

#[cfg(test)]
mod tests;
