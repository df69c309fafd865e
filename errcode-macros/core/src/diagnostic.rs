//! What is wrong, as a `compile_error!` at its place.

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};

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
    /// alone.
    pub fn to_tokens(&self, output: &mut TokenStream) {
        let colon = |spacing| TokenTree::from(Punct::new(':', spacing));
        let path = |name: &str| {
            [colon(Spacing::Joint), colon(Spacing::Alone), TokenTree::from(Ident::new(name, Span::call_site()))]
        };
        let message = TokenStream::from(TokenTree::from(Literal::string(&self.message)));
        let respanned = |mut token: TokenTree| {
            token.set_span(self.span);
            token
        };
        let message = message.into_iter().map(respanned).collect();
        let tokens = path("core").into_iter().chain(path("compile_error")).chain([
            TokenTree::from(Punct::new('!', Spacing::Alone)),
            TokenTree::from(Group::new(Delimiter::Brace, message)),
        ]);
        output.extend(tokens.map(respanned));
    }
}

impl From<syn::Error> for Diagnostic {
    fn from(error: syn::Error) -> Self {
        Self::new(error.span(), error.to_string())
    }
}
