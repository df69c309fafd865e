//! Source text that becomes tokens.
//!
//! The compiler's lexer turns text into tokens many times faster than a macro creates them one by one: macros are not optimised in debug
//! builds, and each token that a macro creates is a call to the compiler.

use core::fmt::Write as _;

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};

use crate::Environment;

/// Source text, with tokens of the call in it.
pub(crate) struct Source<'e> {
    environment: &'e Environment,
    /// The span of the tokens of the text, in editors.
    span: Span,
    /// The text after the tokens, which is not lexed yet.
    text: String,
    tokens: TokenStream,
}

impl<'e> Source<'e> {
    pub(crate) fn new(environment: &'e Environment, span: Span) -> Self {
        Self { environment, span, text: String::new(), tokens: TokenStream::new() }
    }

    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

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

    /// Appends a group with what `content` writes. The text between two calls that append tokens must have its delimiters in pairs.
    pub(crate) fn group(&mut self, delimiter: Delimiter, content: impl FnOnce(&mut Self)) -> &mut Self {
        self.group_at(self.span, delimiter, content)
    }

    /// The same, with this span for the group and for its text.
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
        // Several passes of the standard library, which is optimised in debug builds. A loop here would not be.
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

    /// The tokens of all that was appended.
    pub(crate) fn finish(mut self) -> TokenStream {
        self.lex();
        self.tokens
    }

    /// The text, if no tokens were appended.
    #[cfg(test)]
    pub(crate) fn into_text(self) -> String {
        self.text
    }

    fn lex(&mut self) {
        if !self.text.is_empty() {
            // Extend by the stream: token by token, each literal would be written and parsed again.
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
        /// The literal of a text has that text as its value, whatever characters are in it.
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
