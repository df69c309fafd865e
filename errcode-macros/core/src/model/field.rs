//! The vendor's own columns that a call names.

use errcode_tables::FieldType;
use proc_macro2::Span;

use crate::diagnostic::Diagnostic;
use crate::source::{Loaded, Opened};

/// A vendor's own column that a call names.
pub(crate) struct Field<'s> {
    /// The name of the accessor.
    pub(crate) name: &'s str,
    /// The type of its values.
    pub(crate) value: FieldType,
    /// Where the call names it.
    pub(crate) span: Span,
    /// The sources that have it: the index of the source, the index among the fields of a row, and the header.
    pub(crate) columns: Vec<(usize, usize, &'s str)>,
}

impl<'s> Field<'s> {
    /// Its header, in the first source that has it.
    pub(crate) fn header(&self) -> &'s str {
        self.columns.first().map_or(self.name, |&(.., header)| header)
    }
}

/// The fields of all sources. If two fields have the same name but different types, only the first is kept.
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
