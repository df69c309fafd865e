//! The enum that a call asks for: its variants in order, merged from all sources.

use std::collections::HashMap;

use errcode_tables::{Claim, Class, CodeRange, Codes, Label, Row, claim};
use proc_macro2::{Ident, Span, TokenStream};
use syn::ext::IdentExt as _;

use crate::attribute::Attribute;
use crate::diagnostic::Diagnostic;
use crate::input::{Item, Selection};
use crate::select::{self, Missing, Picked};
use crate::source::{Loaded, MESSAGES, Opened};

/// An enum to generate.
pub(crate) struct Enum<'s> {
    /// Attributes that the call gives it.
    pub(crate) attributes: Vec<Attribute>,
    /// Its visibility.
    pub(crate) visibility: TokenStream,
    /// Its name.
    pub(crate) name: Ident,
    /// The tables that it is made from.
    pub(crate) sources: &'s [Loaded<'s>],
    /// Its variants, by [`Variant::key`].
    pub(crate) variants: Vec<Variant<'s>>,
    /// Whether the enum is classified: every source has kinds and recoveries.
    pub(crate) classified: bool,
}

/// A variant.
pub(crate) struct Variant<'s> {
    /// Its name.
    pub(crate) name: Ident,
    /// The codes that it stands for.
    pub(crate) codes: Codes,
    /// The code that it is looked up by: its only one, or the smallest that no row for a single code has.
    pub(crate) key: i64,
    /// The codes of a variant for several, without those whose own row was not selected. Rows for single codes win over them.
    pub(crate) ranges: Vec<CodeRange>,
    /// Its texts and classification.
    pub(crate) row: &'s Row<'s>,
    /// Which source that row is from.
    pub(crate) source: usize,
    /// Rows of other sources that are the same.
    pub(crate) also: Vec<(usize, &'s Row<'s>)>,
    /// Where the call names these codes, if it does.
    span: Option<Span>,
}

impl Variant<'_> {
    /// Kind and recovery: the row's, or where its source has none those of the same row in another.
    pub(crate) fn class(&self) -> Option<Class> {
        self.row.class.or_else(|| self.also.iter().find_map(|(_, row)| row.class))
    }

    /// Whether it stands for several codes, and carries the one that was received.
    pub(crate) fn is_range(&self) -> bool {
        self.codes.single().is_none()
    }
}

/// Builds the enum of an item; bad parts are reported and skipped.
pub(crate) fn resolve<'s>(
    item: Item,
    opened: &[Option<Opened>],
    sources: &'s [Loaded<'s>],
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Enum<'s>> {
    let name = item.name?;
    let classified = sources.iter().all(|source| source.table().classified);
    let mut missing = Missing::default();
    let picked = match &item.selection {
        Selection::All => select::all(sources),
        Selection::Only(selectors) => select::only(sources, selectors, &mut missing, diagnostics),
        Selection::Except(selectors) => select::except(sources, selectors, &mut missing, diagnostics),
    };
    // Report missing codes only if every source could be parsed: they may be in what could not.
    let all_parsed = opened.iter().all(Option::is_some) && sources.iter().all(|source| source.is_sound);
    if all_parsed {
        missing.report(sources, diagnostics);
    }
    let is_empty = picked.is_empty();
    let mut variants = merge(picked, sources, diagnostics);
    variants = own_codes(variants, sources, diagnostics);
    variants.sort_by_key(|variant| variant.key);
    if is_empty && all_parsed && diagnostics.is_empty() {
        diagnostics.push(Diagnostic::new(name.span(), format!("expected at least one row for `{name}`, none is left")));
    }
    Some(Enum { attributes: item.attributes, visibility: item.visibility, name, sources, variants, classified })
}

/// One variant for rows of one code and one name; of rows that clash in either, only the first.
fn merge<'s>(
    picked: Vec<Picked<'s>>,
    sources: &'s [Loaded<'s>],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Variant<'s>> {
    let mut of_codes: HashMap<Codes, usize> = HashMap::with_capacity(picked.len());
    let mut of_name: HashMap<String, usize> = HashMap::with_capacity(picked.len());
    let mut variants: Vec<Variant<'s>> = Vec::with_capacity(picked.len());
    let mut clashes = 0;
    let mut report = |diagnostic: &dyn Fn() -> Diagnostic| {
        clashes += 1;
        if clashes <= MESSAGES {
            diagnostics.push(diagnostic());
        }
    };
    for Picked { source, row, codes, rename, span } in picked {
        let place = span.unwrap_or(sources[source].span);
        // A clash of names is shown at the name that the call gives.
        let name_place = rename.as_ref().map_or(place, Ident::span);
        let spelled = rename.as_ref().map_or_else(|| row.name.to_string(), |name| name.unraw().to_string());
        let name = rename.unwrap_or_else(|| Ident::new(&row.name, Span::call_site().located_at(place)));
        if let Some(&index) = of_codes.get(&codes) {
            if variants[index].name.unraw() == spelled {
                variants[index].also.push((source, row));
            } else {
                report(&|| two_names(&variants[index], (source, row), sources));
            }
            continue;
        }
        if let Some(&index) = of_name.get(&spelled) {
            report(&|| two_codes(&variants[index], &codes, (source, row), name_place, sources));
            continue;
        }
        of_codes.insert(codes.clone(), variants.len());
        of_name.insert(spelled, variants.len());
        let key = codes.first();
        variants.push(Variant { name, codes, key, ranges: Vec::new(), row, source, also: Vec::new(), span });
    }
    if clashes > MESSAGES {
        let span = sources.last().map_or_else(Span::call_site, |source| source.span);
        diagnostics.push(Diagnostic::new(span, format!("these sources clash in {} more codes", clashes - MESSAGES)));
    }
    variants
}

/// Decides which codes each variant has for its own; variants that have none, or that overlap another, are left out.
///
/// A row that was not selected keeps its codes all the same: to leave it out makes them unknown, not another row's.
fn own_codes<'s>(
    variants: Vec<Variant<'s>>,
    sources: &'s [Loaded<'s>],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Variant<'s>> {
    if !variants.iter().any(Variant::is_range) {
        return variants;
    }
    let mut selected: Vec<i64> = variants.iter().filter_map(|variant| variant.codes.single()).collect();
    selected.sort_unstable();
    let of_sources = sources.iter().flat_map(|source| &source.table().rows).filter_map(|row| row.codes.single());
    let mut left_out: Vec<i64> = of_sources.filter(|code| selected.binary_search(code).is_err()).collect();
    left_out.sort_unstable();
    let claims = claim(variants.iter().map(|variant| &variant.codes), &left_out);
    let mut is_kept = Vec::with_capacity(variants.len());
    for (variant, claim) in variants.iter().zip(&claims) {
        is_kept.push(matches!(claim, Claim::Key(_)));
        match (claim, variant.span) {
            (Claim::Overlaps(other), _) => diagnostics.push(overlap(&variants[*other], variant, sources)),
            (Claim::Covered, Some(span)) => {
                let message = format!("every code of `{}` ({}) has a row of its own", variant.name, variant.codes);
                diagnostics.push(Diagnostic::new(span, message).help("select the rows of its codes instead"));
            }
            // Drop fully covered ranges unless the call selects them.
            (Claim::Covered, None) | (Claim::Key(_), _) => {}
        }
    }
    let kept = variants.into_iter().zip(claims).filter_map(|(mut variant, claim)| {
        let Claim::Key(key) = claim else { return None };
        variant.key = key;
        if variant.is_range() {
            variant.ranges = variant.codes.without(&left_out).iter().flat_map(Codes::ranges).collect();
        }
        Some(variant)
    });
    kept.collect()
}

fn two_names(known: &Variant<'_>, other: (usize, &Row<'_>), sources: &[Loaded<'_>]) -> Diagnostic {
    let (first, second, codes) = (&known.row.name, &other.1.name, &known.codes);
    let message = format!("code {codes} means `{first}` in one source and `{second}` in another");
    let help = format!("name it yourself, `{codes} as {first}`, leave it out with `except`, or make separate enums");
    let rows = [(known.source, known.row), other].map(|row| (row, format!("`{}`", row.1.name)));
    clash(message, sources[other.0].span, &rows, sources).help(help)
}

fn two_codes(
    known: &Variant<'_>,
    codes: &Codes,
    other: (usize, &Row<'_>),
    place: Span,
    sources: &[Loaded<'_>],
) -> Diagnostic {
    let message = format!("the name `{}` stands for code {} and for code {codes}", known.name, known.codes);
    let rows = [((known.source, known.row), format!("code {}", known.codes)), (other, format!("code {codes}"))];
    let help = format!("name one yourself, `{codes} as …`, or leave it out");
    clash(message, place, &rows, sources).help(help)
}

fn overlap(known: &Variant<'_>, variant: &Variant<'_>, sources: &[Loaded<'_>]) -> Diagnostic {
    let message = format!("`{}` ({}) overlaps `{}` ({})", variant.name, variant.codes, known.name, known.codes);
    let rows = [variant, known].map(|variant| ((variant.source, variant.row), format!("`{}`", variant.name)));
    clash(message, variant.span.unwrap_or(sources[variant.source].span), &rows, sources)
        .help("let no code be in two ranges: leave one of them out, or select other parts")
}

/// A row, by its source, and what to say of it.
type Labelled<'r, 's> = ((usize, &'r Row<'s>), String);

/// A message with the lines of two rows.
fn clash(message: String, span: Span, rows: &[Labelled<'_, '_>; 2], sources: &[Loaded<'_>]) -> Diagnostic {
    let [first, second] =
        rows.each_ref().map(|((source, row), text)| (*source, Label::new(row.code_span.clone(), text.as_str())));
    let diagnostic = Diagnostic::new(span, message);
    if first.0 == second.0 {
        return diagnostic.snippet(sources[first.0].snippet("-->", &[first.1, second.1]));
    }
    diagnostic
        .snippet(sources[first.0].snippet("-->", &[first.1]))
        .snippet(sources[second.0].snippet(":::", &[second.1]))
}
