//! What is wrong, as a `compile_error!` at its place.

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};

use crate::Environment;

/// A mistake in a call, or in a table that the call names.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The token of the call that it is shown at.
    pub span: Span,
    /// What is wrong; further lines hold the place in a table and a way out.
    pub message: String,
}

impl Diagnostic {
    /// A mistake at `span`.
    pub fn new(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into() }
    }

    /// Adds a way out, in rustc's form.
    #[must_use]
    pub fn help(mut self, help: &str) -> Self {
        self.message.push_str("\n  = help: ");
        self.message.push_str(help);
        self
    }

    /// Appends `::core::compile_error! { "…" }`. Only with every token at the same span does rustc place its caret there
    /// alone, and say nothing of macros. In edition 2015 that path would be the crate's own `core`: there it is resolved
    /// as the macro's.
    pub fn to_tokens(&self, environment: &Environment, output: &mut TokenStream) {
        let colon = |spacing| TokenTree::from(Punct::new(':', spacing));
        let path = |name: &str| {
            [colon(Spacing::Joint), colon(Spacing::Alone), TokenTree::from(Ident::new(name, Span::call_site()))]
        };
        let at = |span: Span| {
            move |mut token: TokenTree| {
                token.set_span(span);
                token
            }
        };
        let message = [TokenTree::from(Literal::string(&self.message))];
        let message = message.into_iter().map(at(self.span)).collect();
        let path = path("core").into_iter().chain(path("compile_error"));
        let path_span = if environment.is_edition_2015 { Span::call_site().located_at(self.span) } else { self.span };
        output.extend(path.map(at(path_span)));
        let call =
            [TokenTree::from(Punct::new('!', Spacing::Alone)), TokenTree::from(Group::new(Delimiter::Brace, message))];
        output.extend(call.into_iter().map(at(self.span)));
    }
}

impl From<syn::Error> for Diagnostic {
    fn from(error: syn::Error) -> Self {
        Self::new(error.span(), error.to_string())
    }
}
