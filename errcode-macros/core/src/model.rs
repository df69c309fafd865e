//! The enum that a call asks for: its variants in order, merged from all sources.

use std::collections::HashMap;

use errcode_tables::read::row::{Class, shortened};
use errcode_tables::read::table::smallest_left;
use errcode_tables::read::{Codes, Row};
use proc_macro2::{Ident, Span, TokenStream};
use syn::ext::IdentExt as _;

use crate::Diagnostic;
use crate::attribute::Attribute;
use crate::input::{Item, Selection};
use crate::select::{self, Missing, Picked};
use crate::source::{Loaded, Opened, SHOWN};

/// An enum to generate.
pub struct Enum<'s> {
    /// Attributes that the call gives it.
    pub attributes: Vec<Attribute>,
    /// Its visibility.
    pub visibility: TokenStream,
    /// Its name.
    pub name: Ident,
    /// The tables that it is made from.
    pub sources: &'s [Loaded<'s>],
    /// Its variants, by [`Variant::key`].
    pub variants: Vec<Variant<'s>>,
    /// Whether every source has kinds and recoveries.
    pub classified: bool,
}

/// A variant.
pub struct Variant<'s> {
    /// Its name.
    pub name: Ident,
    /// The codes that it stands for.
    pub codes: Codes,
    /// The code that stands for it in the table: its only one, or of a range the smallest that no single row has.
    pub key: i64,
    /// Of a range, the codes that are its own: those that no row has which was left out. Single rows win over them.
    pub parts: Vec<Codes>,
    /// Its texts and classification.
    pub row: &'s Row<'s>,
    /// Which source that row is from.
    pub source: usize,
    /// Rows of other sources that are the same.
    pub also: Vec<(usize, &'s Row<'s>)>,
    /// Where the call names these codes, if it does.
    span: Option<Span>,
}

impl Variant<'_> {
    /// Kind and recovery: the row's, or where its source has none those of the same row in another.
    pub fn class(&self) -> Option<Class> {
        self.row.class.or_else(|| self.also.iter().find_map(|(_, row)| row.class))
    }
}

/// The enum of an item. Whatever in it is wrong becomes a diagnostic, and the rest of it the enum.
pub fn resolve<'s>(
    item: Item,
    opened: &[Option<Opened>],
    sources: &'s [Loaded<'s>],
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Enum<'s>> {
    let name = item.name?;
    let classified = sources.iter().all(|source| source.table().classified);
    // What a selection misses may be in a table or row that could not be read: one mistake is one message.
    let all_read = opened.iter().all(Option::is_some) && sources.iter().all(|source| source.is_sound);
    let mut missing = Missing::default();
    let picked = match &item.selection {
        Selection::All => select::all(sources),
        Selection::Only(entries) => select::only(sources, entries, &mut missing, diagnostics),
        Selection::Except(entries) => select::except(sources, entries, &mut missing, diagnostics),
    };
    if all_read {
        missing.report(sources, diagnostics);
    }
    let nothing_left = picked.is_empty();
    let variants = merge(picked, sources, diagnostics);
    if nothing_left && all_read && diagnostics.is_empty() {
        diagnostics.push(Diagnostic::new(name.span(), format!("nothing is left for `{name}`: it has no variant")));
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
    for Picked { source, row, codes, rename, span } in picked {
        let renamed = rename.is_some();
        let spelled = rename.as_ref().map_or_else(|| row.name.to_string(), |name| name.unraw().to_string());
        let name = rename.unwrap_or_else(|| {
            Ident::new(&row.name, Span::call_site().located_at(span.unwrap_or(sources[source].span)))
        });
        if let Some(&index) = of_codes.get(&codes) {
            let known = &mut variants[index];
            if known.name.unraw() == spelled {
                known.also.push((source, row));
            } else {
                clashes += 1;
                if clashes <= SHOWN {
                    diagnostics.push(two_names(known, (source, row), sources));
                }
            }
            continue;
        }
        if let Some(&index) = of_name.get(&spelled) {
            let at = if renamed { name.span() } else { span.unwrap_or(sources[source].span) };
            clashes += 1;
            if clashes <= SHOWN {
                diagnostics.push(two_codes(&variants[index], codes, (source, row), at, sources));
            }
            continue;
        }
        of_codes.insert(codes, variants.len());
        of_name.insert(spelled, variants.len());
        let (key, parts, also) = (codes.first, Vec::new(), Vec::new());
        variants.push(Variant { name, codes, key, parts, row, source, also, span });
    }
    if clashes > SHOWN {
        let span = sources.last().map_or_else(Span::call_site, |source| source.span);
        diagnostics.push(Diagnostic::new(span, format!("these sources clash in {} more codes", clashes - SHOWN)));
    }
    disjoint(variants, sources, diagnostics)
}

/// Gives each range the codes that no single row has, and puts all in order.
///
/// A row that was not selected keeps its codes all the same: to leave it out makes them unknown, not another row's.
fn disjoint<'s>(
    mut variants: Vec<Variant<'s>>,
    sources: &'s [Loaded<'s>],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Variant<'s>> {
    variants.sort_by_key(|variant| variant.key);
    if variants.iter().all(|variant| variant.codes.is_one()) {
        return variants;
    }
    let single = |codes: &Codes| codes.is_one().then_some(codes.first);
    let selected: Vec<i64> = variants.iter().filter_map(|variant| single(&variant.codes)).collect();
    let of_sources = sources.iter().flat_map(|source| &source.table().rows).filter_map(|row| single(&row.codes));
    let mut left_out: Vec<i64> = of_sources.filter(|code| selected.binary_search(code).is_err()).collect();
    left_out.sort_unstable();
    let mut singles = [selected, left_out.clone()].concat();
    singles.sort_unstable();
    singles.dedup();
    let mut kept: Vec<Variant<'s>> = Vec::with_capacity(variants.len());
    // The last range so far: as they are in order and disjoint, only it can overlap the next.
    let mut last: Option<usize> = None;
    for mut variant in variants {
        if variant.codes.is_one() {
            kept.push(variant);
            continue;
        }
        if let Some(before) = last.map(|index| &kept[index]).filter(|before| before.codes.overlaps(variant.codes)) {
            let message =
                format!("`{}` ({}) overlaps `{}` ({})", variant.name, variant.codes, before.name, before.codes);
            let places = [(before.source, before.row), (variant.source, variant.row)];
            diagnostics.push(clash(message, sources[variant.source].span, &places, sources));
        } else if let Some(left) = smallest_left(variant.codes, &singles) {
            variant.key = left;
            variant.parts = parts(variant.codes, &left_out);
            last = Some(kept.len());
            kept.push(variant);
        } else if let Some(span) = variant.span {
            let message = format!("single rows leave no code to `{}` ({})", variant.name, variant.codes);
            diagnostics.push(Diagnostic::new(span, message).help("select the rows of its codes instead"));
        }
        // A range that nobody asked for, and that other sources' single codes leave nothing of, needs no variant.
    }
    kept.sort_by_key(|variant| variant.key);
    kept
}

/// What of `codes` is left between those that are left out, which are in order.
fn parts(codes: Codes, left_out: &[i64]) -> Vec<Codes> {
    let mut parts = Vec::new();
    let mut first = Some(codes.first);
    for &code in &left_out[left_out.partition_point(|&code| code < codes.first)..] {
        let Some(from) = first.filter(|_| code <= codes.last) else { break };
        if from < code {
            parts.push(Codes { first: from, last: code - 1 });
        }
        first = code.checked_add(1);
    }
    parts.extend(first.filter(|&first| first <= codes.last).map(|first| Codes { first, last: codes.last }));
    parts
}

fn two_names(known: &Variant<'_>, other: (usize, &Row<'_>), sources: &[Loaded<'_>]) -> Diagnostic {
    let (first, second) = (&known.row.name, &other.1.name);
    let message = format!("code {} means `{first}` in one source and `{second}` in another", known.codes);
    let help =
        format!("name it yourself, `{} as {first}`, leave it out with `except`, or make separate enums", known.codes);
    clash(message, sources[other.0].span, &[(known.source, known.row), other], sources).help(&help)
}

fn two_codes(
    known: &Variant<'_>,
    codes: Codes,
    other: (usize, &Row<'_>),
    at: Span,
    sources: &[Loaded<'_>],
) -> Diagnostic {
    let message = format!("the name `{}` stands for code {} and for code {codes}", known.name, known.codes);
    let help = format!("name one yourself, `{codes} as …`, or leave it out");
    clash(message, at, &[(known.source, known.row), other], sources).help(&help)
}

/// A message with the lines of the rows that it is about.
fn clash(message: String, span: Span, rows: &[(usize, &Row<'_>)], sources: &[Loaded<'_>]) -> Diagnostic {
    let mut message = message;
    for (source, row) in rows {
        let source = &sources[*source];
        let text = if row.message.is_empty() { &row.message_zh } else { &row.message };
        let (place, text) = (source.place(row.code_span.start), shortened(text));
        let line = format!("\n  --> {place}: {} `{}`, {text}", row.spelling, row.name);
        message.push_str(&line);
    }
    Diagnostic::new(span, message)
}

#[cfg(test)]
mod tests {
    use errcode_tables::read::Codes;

    use super::parts;

    #[test]
    fn a_range_is_what_is_left_of_it() {
        let left = |first, last, out: &[i64]| {
            let parts = parts(Codes { first, last }, out);
            parts.into_iter().map(|codes| (codes.first, codes.last)).collect::<Vec<_>>()
        };
        assert_eq!(left(5, 9, &[]), [(5, 9)]);
        assert_eq!(left(5, 9, &[1, 4, 10]), [(5, 9)]);
        assert_eq!(left(5, 9, &[5, 7, 7, 9]), [(6, 6), (8, 8)]);
        assert_eq!(left(5, 9, &[6, 7, 12]), [(5, 5), (8, 9)]);
        assert_eq!(left(i64::MIN, i64::MAX, &[i64::MIN, i64::MAX]), [(i64::MIN + 1, i64::MAX - 1)]);
    }
}
