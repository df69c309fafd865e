//! The procedural macro behind `errcode_runtime::errcodes!`.
//!
//! The API of this crate is promised to nobody: it exists because Cargo needs it, and may change in any release. Depend on
//! `errcode-runtime`.
#![forbid(unsafe_code)]

use errcode_codegen::{Environment, Lexer};
use proc_macro::{Group, Span, TokenStream, TokenTree};

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
    text.parse().ok().map(|tokens| moved(tokens, span.unwrap()).into())
}

fn moved(tokens: TokenStream, span: Span) -> TokenStream {
    let moved = tokens.into_iter().map(|token| {
        let mut token = match token {
            TokenTree::Group(group) => Group::new(group.delimiter(), moved(group.stream(), span)).into(),
            token => token,
        };
        token.set_span(span);
        token
    });
    moved.collect()
}
