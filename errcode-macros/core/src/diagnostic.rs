//! A mistake, as a `compile_error!` at its place in the call.

use errcode_tables::{Snippet, full_message};
use proc_macro2::{Literal, Span, TokenStream};
use quote::quote_spanned;

use crate::Environment;

/// A mistake in a call, or in a table that the call names.
#[derive(Clone, Debug)]
pub(crate) struct Diagnostic {
    /// The token of the call that it is shown at.
    span: Span,
    /// What is wrong, in one line.
    message: String,
    /// The lines of tables that it is about, a snippet for each file.
    snippets: Vec<Snippet>,
    /// What to do about it.
    help: Option<String>,
}

impl Diagnostic {
    /// A mistake at `span`.
    pub(crate) fn new(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), snippets: Vec::new(), help: None }
    }

    pub(crate) fn span(&self) -> Span {
        self.span
    }

    /// The message and the help.
    #[cfg(test)]
    pub(crate) fn text(&self) -> String {
        full_message(&self.message, &[], self.help.as_deref()).replace("\n   = help", "; help")
    }

    /// Adds lines of a table.
    #[must_use]
    pub(crate) fn snippet(mut self, snippet: Snippet) -> Self {
        self.snippets.push(snippet);
        self
    }

    /// Adds advice on what to do.
    #[must_use]
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Appends `::core::compile_error! { "…" }`.
    ///
    /// Every token has the same span: only then does rustc point at that place alone, and not mention the macro. In edition 2015,
    /// `::core` would mean the crate's own `core`, so the path is resolved as the macro's.
    pub(crate) fn to_tokens(&self, environment: &Environment, output: &mut TokenStream) {
        let mut message = Literal::string(&full_message(&self.message, &self.snippets, self.help.as_deref()));
        message.set_span(self.span);
        let path_span = if environment.is_edition_2015 { Span::call_site().located_at(self.span) } else { self.span };
        let path = quote_spanned!(path_span=> ::core::compile_error);
        output.extend(quote_spanned!(self.span=> #path! { #message }));
    }
}

/// The help for a bug in errcode itself.
pub(crate) const REPORT: &str = "please report it, with this call and its table";

/// At most this many errors of one kind for a file or an enum, then a count.
pub(crate) const MESSAGES: usize = 20;

/// Mistakes of one kind: the first [`MESSAGES`] are reported, then how many more there are.
#[derive(Clone, Default)]
pub(crate) struct Limited {
    shown: Vec<Diagnostic>,
    count: usize,
    /// The place of the first one that is only counted.
    next: Option<Span>,
}

impl Limited {
    /// Adds a mistake. `diagnostic` is called only if the mistake is reported.
    pub(crate) fn push(&mut self, span: Span, diagnostic: impl FnOnce() -> Diagnostic) {
        self.count += 1;
        if self.count <= MESSAGES {
            self.shown.push(diagnostic());
        } else {
            self.next.get_or_insert(span);
        }
    }

    #[cfg(test)]
    pub(crate) fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Reports the mistakes. `more` makes the message with the number of those that are not shown.
    pub(crate) fn finish(self, diagnostics: &mut Vec<Diagnostic>, more: impl FnOnce(usize) -> String) {
        let hidden = self.count - self.shown.len();
        diagnostics.extend(self.shown);
        diagnostics.extend(self.next.map(|span| Diagnostic::new(span, more(hidden))));
    }
}

impl From<syn::Error> for Diagnostic {
    fn from(error: syn::Error) -> Self {
        Self::new(error.span(), error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use errcode_tables::{Label, Text};

    use super::{Diagnostic, Limited, MESSAGES, Snippet, Span, TokenStream};
    use crate::Environment;

    #[test]
    fn so_many_mistakes_are_reported_then_their_count() {
        for (count, reported) in [(0, 0), (MESSAGES, MESSAGES), (MESSAGES + 1, MESSAGES + 1), (1_000, MESSAGES + 1)] {
            let (mut limited, mut made, mut diagnostics) = (Limited::default(), 0, Vec::new());
            for _ in 0..count {
                limited.push(Span::call_site(), || {
                    made += 1;
                    Diagnostic::new(Span::call_site(), "no")
                });
            }
            assert_eq!((limited.is_empty(), made), (count == 0, count.min(MESSAGES)));
            limited.finish(&mut diagnostics, |more| format!("{more} more"));
            assert_eq!(diagnostics.len(), reported);
            let last = diagnostics.last().map(Diagnostic::text);
            let more = (count > MESSAGES).then(|| format!("{} more", count - MESSAGES));
            assert_eq!(last.filter(|last| last.ends_with("more")), more);
        }
    }

    #[test]
    fn a_message_its_lines_and_its_help_are_one_error() {
        let snippet = Snippet::new("-->", "a.csv", &Text::from("a"), &[Label::new(0..1, "")]);
        let diagnostic = Diagnostic::new(Span::call_site(), "no").help("yes").snippet(snippet);
        let mut tokens = TokenStream::new();
        diagnostic.to_tokens(&Environment::default(), &mut tokens);
        let shown = tokens.to_string().replace(' ', "");
        assert_eq!(shown, r#"::core::compile_error!{"no\n-->a.csv:1:1\n|\n1|a\n|^\n=help:yes"}"#);
    }
}
