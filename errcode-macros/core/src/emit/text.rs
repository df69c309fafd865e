//! Source text that becomes tokens.
//!
//! The compiler's lexer makes tokens of a text many times faster than a macro makes them one by one: macros are not optimised in debug
//! builds, and each token that a macro makes is a call of the compiler.

use core::fmt::Write as _;

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};

use crate::Environment;

/// Source text, with tokens of the call in it.
pub(crate) struct Source<'e> {
    environment: &'e Environment,
    /// Where an editor finds the names in the text.
    span: Span,
    /// What follows the tokens.
    text: String,
    tokens: TokenStream,
}

impl<'e> Source<'e> {
    /// Nothing yet.
    pub(crate) fn new(environment: &'e Environment, span: Span) -> Self {
        Self { environment, span, text: String::new(), tokens: TokenStream::new() }
    }

    /// Appends text.
    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// Appends a number.
    pub(crate) fn number(&mut self, number: usize) -> &mut Self {
        // Writing to a `String` cannot fail.
        let _ = write!(self.text, "{number}");
        self
    }

    /// Appends tokens as they are.
    pub(crate) fn tokens(&mut self, tokens: impl IntoIterator<Item = TokenTree>) -> &mut Self {
        self.lex();
        self.tokens.extend(tokens);
        self
    }

    /// Appends delimiters with what `content` writes. Text between tokens has its delimiters in pairs.
    pub(crate) fn group(&mut self, delimiter: Delimiter, content: impl FnOnce(&mut Self)) -> &mut Self {
        self.group_at(self.span, delimiter, content)
    }

    /// The same, with names that an editor finds at a span.
    pub(crate) fn group_at(&mut self, span: Span, delimiter: Delimiter, content: impl FnOnce(&mut Self)) -> &mut Self {
        let mut within = Self::new(self.environment, span);
        content(&mut within);
        let mut group = Group::new(delimiter, within.finish());
        group.set_span(span);
        self.tokens([group.into()])
    }

    /// Appends a string literal.
    pub(crate) fn string(&mut self, text: &str) -> &mut Self {
        self.text.push('"');
        // One character at a time: macros are not optimised in debug builds, and the standard library is.
        if text.contains('"') || text.contains('\\') || text.contains('\r') {
            self.text.push_str(&text.replace('\\', "\\\\").replace('"', "\\\"").replace('\r', "\\r"));
        } else {
            self.text.push_str(text);
        }
        self.text.push('"');
        self
    }

    /// Appends documentation.
    pub(crate) fn doc(&mut self, doc: &str) -> &mut Self {
        // A comment costs the compiler less than an attribute with a literal.
        let has_ends = doc.contains('/') && (doc.ends_with('/') || doc.contains("*/") || doc.contains("/*"));
        let is_comment = !(doc.is_empty() || doc.starts_with(['*', '/']) || has_ends || doc.contains('\r'));
        if is_comment { self.text("/**").text(doc).text("*/") } else { self.text("#[doc=").string(doc).text("]") }
    }

    /// Appends `#[doc(alias = "…")]`.
    pub(crate) fn doc_alias(&mut self, alias: &str) -> &mut Self {
        self.text("#[doc(alias=").string(alias).text(")]")
    }

    /// The tokens of everything.
    pub(crate) fn finish(mut self) -> TokenStream {
        self.lex();
        self.tokens
    }

    /// What was written, if no tokens were.
    #[cfg(test)]
    pub(crate) fn into_text(self) -> String {
        self.text
    }

    fn lex(&mut self) {
        if !self.text.is_empty() {
            // As a stream: token by token, each literal would be written and read again.
            self.tokens.extend([self.environment.lex(&self.text, self.span)]);
            self.text.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::{Span, TokenTree};
    use proptest::prelude::*;
    use syn::LitStr;

    use super::Source;
    use crate::Environment;

    proptest! {
        /// Whatever a text has in it, its literal is that text.
        #[test]
        fn literals_and_documentation_keep_the_text(text in "[*/\"\\\\\r\n\t '#a{错\u{0}\u{FEFF}]{0,8}") {
            let environment = Environment::default();
            let mut source = Source::new(&environment, Span::call_site());
            source.doc(&text).string(&text).doc_alias("x");
            let tokens: Vec<TokenTree> = source.finish().into_iter().collect();
            let literal = |token: TokenTree| syn::parse2::<LitStr>(token.into()).map(|literal| literal.value());
            let TokenTree::Group(doc) = &tokens[1] else { panic!("{tokens:?}") };
            let doc = doc.stream().into_iter().nth(2).map(literal);
            prop_assert_eq!((doc.unwrap().unwrap(), literal(tokens[2].clone()).unwrap()), (text.clone(), text));
        }
    }
}
