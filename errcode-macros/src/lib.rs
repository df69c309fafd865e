//! The procedural macro behind `errcode_runtime::errcodes!`.
//!
//! The API of this crate is promised to nobody: it exists because Cargo needs it, and may change in any release. Depend on
//! `errcode-runtime`.
#![forbid(unsafe_code)]

use errcode_codegen::{Environment, Lexer};
use proc_macro::{Group, Literal, Span, TokenStream, TokenTree};

/// Expands `[$crate] INPUT`. Only for `errcode_runtime::errcodes!`, which passes the path of the runtime.
#[doc(hidden)]
#[proc_macro]
pub fn errcodes(input: TokenStream) -> TokenStream {
    let is_compiler = std::env::args_os().any(|argument| argument == "--crate-name");
    let lexer: Lexer = if is_compiler { lex } else { lex_for_editor };
    errcode_codegen::expand(input.into(), &Environment::of_process().with_lexer(lexer)).into()
}

/// Lexes a text with the compiler: every token gets the span of this macro's call. `proc_macro2` would first check the text itself.
fn lex(text: &str, _: proc_macro2::Span) -> Option<proc_macro2::TokenStream> {
    text.parse().ok().map(TokenStream::into)
}

/// The same, but every token gets the span `span`: rust-analyzer gives a token its range in the text, which is no place in a file.
fn lex_for_editor(text: &str, span: proc_macro2::Span) -> Option<proc_macro2::TokenStream> {
    // rust-analyzer, until July 2026, takes `/*` for all that comes before the text of `/**text*/`
    // (https://github.com/rust-lang/rust-analyzer/issues/22731).
    let keeps_star = "/**text*/".parse().is_ok_and(|doc: TokenStream| doc.to_string().contains("\"*text\""));
    text.parse().ok().map(|tokens| moved(tokens, span.unwrap(), keeps_star).into())
}

fn moved(tokens: TokenStream, span: Span, keeps_star: bool) -> TokenStream {
    // Whether the last identifier, and nothing but `=` after it, is `doc`.
    let mut is_doc = false;
    let moved = tokens.into_iter().map(|token| {
        let mut token = match token {
            TokenTree::Group(group) => Group::new(group.delimiter(), moved(group.stream(), span, keeps_star)).into(),
            TokenTree::Literal(literal) if keeps_star && is_doc => without_star(literal).into(),
            token => token,
        };
        is_doc = match &token {
            TokenTree::Ident(name) => name.to_string() == "doc",
            TokenTree::Punct(_) => is_doc,
            _ => false,
        };
        token.set_span(span);
        token
    });
    moved.collect()
}

/// The literal of a documentation, without the first character if that is a `*`.
fn without_star(literal: Literal) -> Literal {
    let text = literal.to_string();
    text.strip_prefix("\"*").and_then(|rest| format!("\"{rest}").parse().ok()).unwrap_or(literal)
}
