//! The members that only some enums have: constants for other names of variants, and accessors of fields.

use errcode_tables::FieldType;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote_spanned;

use super::{is_alias, used};
use crate::attribute::cfg_of;
use crate::doc;
use crate::model::Enum;

/// `impl E { pub const …; pub fn … }`
pub(super) fn implement(
    model: &Enum<'_>,
    runtime: &TokenStream,
    allow: Option<&TokenStream>,
    span: Span,
) -> TokenStream {
    let name = used(&model.name);
    let cfg = cfg_of(&model.attributes);
    let (constants, fields) = (constants(model, span), fields(model, runtime, span));
    quote_spanned! {span=>
        #(#cfg)*
        #allow
        #[allow(non_upper_case_globals)]
        impl #name { #constants #fields }
    }
}

/// `pub const WouldWait: Self = Self::TryLater;`
fn constants(model: &Enum<'_>, span: Span) -> TokenStream {
    let constants = model.aliases.iter().map(|alias| {
        let (name, variant) = (&alias.name, &model.variants[alias.variant]);
        let doc = doc::of_alias(alias, model);
        let (spelled, variant) = (&*alias.alias.spelled_name, used(&variant.name));
        let search = (is_alias(spelled) && name != spelled).then(|| quote_spanned!(span=> #[doc(alias = #spelled)]));
        quote_spanned! {span=>
            #[doc = #doc]
            #search
            pub const #name: Self = Self::#variant;
        }
    });
    constants.collect()
}

/// `pub fn severity(&self) -> Option<&'static str> { … }`
fn fields(model: &Enum<'_>, runtime: &TokenStream, span: Span) -> TokenStream {
    let fields = (0..).zip(&model.fields).map(|(index, field)| {
        // Editors then lead from a use to the place in the call.
        let name = Ident::new(field.name, span.located_at(field.span));
        let doc = doc::of_field(field, model);
        let index = Literal::u32_unsuffixed(index);
        let word = Ident::new(field.value.as_str(), span);
        let value = match field.value {
            FieldType::Str => quote_spanned!(span=> &'static #runtime::__private::str),
            _ => quote_spanned!(span=> #runtime::__private::#word),
        };
        quote_spanned! {span=>
            #[doc = #doc]
            #[inline]
            #[must_use]
            pub fn #name(&self) -> #runtime::__private::Option<#value> {
                #runtime::__private::field(self, #index)
            }
        }
    });
    fields.collect()
}
