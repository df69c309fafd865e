//! Messages for codes and names that the page of the call's endpoint does not list, or lists with another meaning.

use errcode_tables::{Codes, Endpoint, Row, Shipped};
use proc_macro2::Span;

use super::selectors::names;
use crate::diagnostic::Diagnostic;
use crate::input::{Group, Selection, Target};
use crate::source::Loaded;

/// The help for a code that the page does not list.
pub(super) fn code(sources: &[Loaded<'_>], codes: &Codes, selection: &Selection) -> Option<String> {
    let endpoint = sources.iter().find_map(Loaded::endpoint).filter(|_| can_add(selection))?;
    let code = codes.numbers()?.single()?;
    Some(add(endpoint, endpoint.tables().into_iter().find(|shipped| shipped.has(code))?))
}

/// The message for a name that is not on the page: its code means something else there, or is not listed.
pub(super) fn name(sources: &[Loaded<'_>], word: &str, selection: &Selection, span: Span) -> Option<Diagnostic> {
    let endpoint = sources.iter().find_map(Loaded::endpoint)?;
    let is_it = |row: &&Row<'_>| names(row).any(|name| name == word);
    if let Some(removed) = sources.iter().flat_map(Loaded::removed).find(is_it) {
        return otherwise(sources, word, &removed.codes, span);
    }
    let in_table = |shipped: &'static Shipped| Some((shipped, shipped.outcome().table.rows.iter().find(is_it)?));
    let (shipped, row) = endpoint.tables().into_iter().find_map(in_table)?;
    let otherwise = otherwise(sources, word, &row.codes, span);
    otherwise.or_else(|| {
        let message = format!("no source of this enum has the name `{word}`");
        can_add(selection).then(|| Diagnostic::new(span, message).help(add(endpoint, shipped)))
    })
}

/// The message for a name whose code means something else on a page.
fn otherwise(sources: &[Loaded<'_>], word: &str, codes: &Codes, span: Span) -> Option<Diagnostic> {
    let (endpoint, row) = sources.iter().find_map(|source| {
        let endpoint = source.endpoint()?;
        Some((endpoint, source.table().rows.iter().find(|row| row.codes == *codes)?))
    })?;
    let message = format!("on the page of {}, {} is not `{word}`", endpoint.name, row.spelling);
    Some(Diagnostic::new(span, message).help(format!("it is `{}` there: {}", row.name, row.message)))
}

/// Whether another source would add only the missing row. This holds if every selector names a single row.
fn can_add(selection: &Selection) -> bool {
    let Selection::Only(selectors) = selection else { return false };
    selectors.iter().all(|selector| match &selector.target {
        Target::Codes(_) => true,
        Target::Word(word) => Group::parse(word).is_none(),
        Target::Range(_) | Target::Rest => false,
    })
}

fn add(endpoint: Endpoint, shipped: &Shipped) -> String {
    let (name, table) = (endpoint.name, shipped.table);
    format!("the page of {name} does not list it, but `{table}` has it: write `, \"{table}\"` after the endpoint")
}
