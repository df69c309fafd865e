//! Other names of variants.

use std::collections::HashSet;

use errcode_tables::Alias;
use proc_macro2::{Ident, Span};

use super::{Name, Variant};
use crate::source::Loaded;

/// Another name of a variant.
pub(crate) struct NamedAlias<'s> {
    /// The name of the constant.
    pub(crate) name: Ident,
    /// The index of the variant.
    pub(crate) variant: usize,
    /// Its texts.
    pub(crate) alias: &'s Alias<'s>,
}

/// The other names of variants. A name that a variant or another alias already has is left out: in another source it may stand for
/// another code.
pub(super) fn aliases<'s>(variants: &[Variant<'s>], sources: &[Loaded<'_>]) -> Vec<NamedAlias<'s>> {
    let all = || {
        let of_variant = |(index, variant): (usize, &Variant<'s>)| {
            let aliases: Vec<_> = variant.rows().flat_map(|(_, row)| &row.aliases).collect();
            let span = match &variant.name {
                Name::OfRow(_) => Span::call_site().located_at(sources[variant.source].span),
                Name::InCall(name) => name.span(),
            };
            aliases.into_iter().map(move |alias| (index, alias, span))
        };
        // Only a row of a single code has further names: a variant for several codes carries the received one, so no constant can
        // stand for it.
        variants.iter().enumerate().flat_map(of_variant)
    };
    if all().next().is_none() {
        return Vec::new();
    }
    let mut taken: HashSet<String> = variants.iter().map(|variant| variant.name.unraw().into_owned()).collect();
    let free = all().filter(|(_, alias, _)| taken.insert(alias.name.to_string()));
    free.map(|(variant, alias, span)| NamedAlias { name: Ident::new(&alias.name, span), variant, alias }).collect()
}
