//! What an enum has because its tables, or what a call says of them, have more than codes and texts.

use std::collections::HashSet;

use errcode_tables::{Alias, CodeType, Codes, FieldType, Numbers};
use proc_macro2::{Ident, Span};
use syn::ext::IdentExt as _;

use super::Variant;
use crate::diagnostic::Diagnostic;
use crate::source::{Loaded, Opened};

/// A column of the vendor's own that a call names.
pub(crate) struct Field<'s> {
    /// The name of the accessor.
    pub(crate) name: &'s str,
    /// The type of its values.
    pub(crate) value: FieldType,
    /// Where the call names it.
    pub(crate) span: Span,
    /// The sources that have it: which source, its place among the fields of a row, and its header.
    pub(crate) columns: Vec<(usize, usize, &'s str)>,
}

impl<'s> Field<'s> {
    /// Its header, in the first source that has it.
    pub(crate) fn header(&self) -> &'s str {
        self.columns.first().map_or(self.name, |&(.., header)| header)
    }
}

/// The fields of all sources. Of fields of one name and different types, only the first is kept.
pub(super) fn fields<'s>(
    opened: &[Option<Opened>],
    sources: &'s [Loaded<'_>],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Field<'s>> {
    let mut fields: Vec<Field<'s>> = Vec::new();
    for (source, (loaded, opened)) in sources.iter().zip(opened.iter().flatten()).enumerate() {
        for (column, of_table) in loaded.table().fields.iter().enumerate() {
            let (name, value) = (&*of_table.field.name, of_table.field.field_type);
            let span = opened.field_span(name);
            let place = (source, column, &*of_table.header);
            let Some(known) = fields.iter_mut().find(|known| known.name == name) else {
                fields.push(Field { name, value, span, columns: vec![place] });
                continue;
            };
            if known.value == value {
                known.columns.push(place);
                continue;
            }
            let first = known.columns.first().map_or("", |&(source, ..)| sources[source].shown);
            let message = format!(
                "the field `{name}` is `{name}: {}` of {first} and `{name}: {value}` of {}",
                known.value, loaded.shown
            );
            let help = "give it the same type in both, or another name in one of them";
            diagnostics.push(Diagnostic::new(span, message).help(help));
        }
    }
    fields
}

/// Another name of a variant.
pub(crate) struct NamedAlias<'s> {
    /// The name of the constant.
    pub(crate) name: Ident,
    /// Which variant it is.
    pub(crate) variant: usize,
    /// Its texts.
    pub(crate) alias: &'s Alias<'s>,
}

/// The other names of variants. A name that a variant has, or another alias, is left out: of another source it may stand for another
/// code.
pub(super) fn aliases<'s>(variants: &[Variant<'s>]) -> Vec<NamedAlias<'s>> {
    let all = || {
        let of_variant = |(index, variant): (usize, &Variant<'s>)| {
            let aliases: Vec<_> = variant.rows().flat_map(|(_, row)| &row.aliases).collect();
            let span = variant.name.span();
            aliases.into_iter().map(move |alias| (index, alias, span))
        };
        // A range has none.
        variants.iter().enumerate().filter(|(_, variant)| !variant.is_range()).flat_map(of_variant)
    };
    if all().next().is_none() {
        return Vec::new();
    }
    let mut taken: HashSet<String> = variants.iter().map(|variant| variant.name.unraw().to_string()).collect();
    let free = all().filter(|(_, alias, _)| taken.insert(alias.name.to_string()));
    free.map(|(variant, alias, span)| NamedAlias { name: Ident::new(&alias.name, span), variant, alias }).collect()
}

/// The codes that are no errors, if a source lists them. A source without a list has the number 0.
pub(super) fn success(sources: &[Loaded<'_>], code_type: CodeType) -> Option<Vec<Codes>> {
    let lists = || sources.iter().map(|source| source.table().success.as_ref());
    lists().flatten().next()?;
    let by_default = match code_type {
        CodeType::Number => vec![Numbers::one(0).into()],
        CodeType::Text => Vec::new(),
    };
    let mut codes: Vec<Codes> = lists().flat_map(|list| list.unwrap_or(&by_default)).cloned().collect();
    codes.retain(|codes| codes.code_type() == code_type);
    codes.sort_unstable();
    codes.dedup();
    Some(codes)
}

/// The languages that texts are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Languages {
    /// All in English.
    English,
    /// All in Chinese.
    Chinese,
    /// In English and in Chinese.
    Both,
}

impl Languages {
    /// The languages of all rows of these tables, selected or not.
    fn of_rows(sources: &[Loaded<'_>]) -> (bool, bool) {
        let rows = || sources.iter().flat_map(|source| &source.table().rows);
        let has_english = rows().any(|row| !(row.message.is_empty() && row.solution.is_empty() && row.note.is_empty()));
        let has_chinese =
            rows().any(|row| !(row.message_zh.is_empty() && row.solution_zh.is_empty() && row.note_zh.is_empty()));
        (has_english, has_chinese)
    }

    pub(super) fn of(sources: &[Loaded<'_>]) -> Self {
        match Self::of_rows(sources) {
            (true, false) => Self::English,
            (false, true) => Self::Chinese,
            _ => Self::Both,
        }
    }

    /// One of two texts: the first if any text is in Chinese.
    pub(crate) fn or<'t>(self, chinese: &'t str, english: &'t str) -> &'t str {
        if self == Self::English { english } else { chinese }
    }
}
