//! The members that only some enums have: constants for other names of variants, and accessors of fields.

use errcode_tables::FieldType;
use proc_macro2::{Delimiter, Ident};

use super::text::Source;
use super::{Emitter, is_alias};
use crate::attribute::cfg_of;
use crate::doc;
use crate::model::Enum;

impl Emitter<'_> {
    /// `impl E { pub const …; pub fn … }`
    pub(super) fn members(&self, model: &Enum<'_>, source: &mut Source<'_>) {
        source.tokens(cfg_of(&self.declaration.attributes).flatten()).text(self.allow());
        source.text(&format!("#[allow(non_upper_case_globals)] impl {}", self.name)).group(
            Delimiter::Brace,
            |source| {
                constants(model, source);
                self.fields(model, source);
            },
        );
    }

    /// `pub fn severity(&self) -> Option<&'static str> { … }`
    fn fields(&self, model: &Enum<'_>, source: &mut Source<'_>) {
        for (index, field) in model.fields.iter().enumerate() {
            source.doc(&doc::of_field(field, model)).text("#[inline] #[must_use] pub fn");
            // With this span, editors jump from a use to the place in the call.
            source.tokens([Ident::new(field.name, self.span.located_at(field.span)).into()]).text("(&self) -> ");
            self.path(source, "__private::Option<");
            if field.value == FieldType::Str {
                source.text("&'static ");
            }
            self.path(source, "__private::").text(field.value.as_str()).text(">");
            source.group(Delimiter::Brace, |source| {
                self.path(source, &format!("__private::field(self, {index})"));
            });
        }
    }
}

/// `pub const WouldWait: Self = Self::TryLater;`
fn constants(model: &Enum<'_>, source: &mut Source<'_>) {
    for alias in &model.aliases {
        let (name, spelled) = (&alias.name, &*alias.alias.spelled_name);
        source.doc(&doc::of_alias(alias, model));
        if is_alias(spelled) && name != spelled {
            source.doc_alias(spelled);
        }
        source.text("pub const").tokens([name.clone().into()]);
        source.text(&format!(": Self = Self::{};", model.variants[alias.variant].name));
    }
}
