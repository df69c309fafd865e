//! The selectors of rows, in the braces.

use core::fmt;

use errcode_core::{Kind, Recovery};
use errcode_tables::{Class, CodeRange, Codes, Numbers, Width, is_taken, recoveries};
use proc_macro2::{Ident, Span, TokenTree};
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::{Lit, LitInt, Token, braced};

use crate::diagnostic::{Diagnostic, Limited};

/// An entry of a selection.
#[derive(Clone)]
pub(crate) struct Selector {
    /// The rows that it picks.
    pub(crate) target: Target,
    /// Its place in the call.
    pub(crate) span: Span,
    /// How the call spells its numbers; empty where it has none.
    pub(crate) spelling: String,
    /// The new name of the variant, after `as`.
    pub(crate) rename: Option<Ident>,
}

/// The rows that a selector picks.
#[derive(Clone)]
pub(crate) enum Target {
    /// The row of exactly these codes: a code, or a family as the table spells it.
    Codes(Codes),
    /// Each row with a code in this range.
    Range(CodeRange),
    /// Each row of the kind or recovery with this name, or the row with this name.
    Word(String),
    /// Every row.
    Rest,
}

impl Selector {
    /// As the call spells it; of a long text, the beginning.
    pub(crate) fn spelled(&self) -> String {
        match &self.target {
            Target::Codes(codes @ Codes::Text(_)) => codes.shown(),
            Target::Codes(_) | Target::Range(_) => self.spelling.clone(),
            Target::Word(word) => word.clone(),
            Target::Rest => "..".to_owned(),
        }
    }

    /// Its codes as a range, in the call's own spelling if that is a range.
    pub(crate) fn as_range(&self, codes: &Codes) -> String {
        if self.spelling.contains("..=") { self.spelling.clone() } else { codes.to_string() }
    }
}

/// A kind or a recovery: it selects a group of rows.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Group {
    Kind(Kind),
    Recovery(Recovery),
}

impl Group {
    /// The kind or recovery that this word names.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        if let Ok(kind) = word.parse() {
            return Some(Self::Kind(kind));
        }
        recoveries().find(|recovery| recovery.as_str() == word).map(Self::Recovery)
    }

    /// Whether a classification belongs to this group.
    pub(crate) fn has(self, class: Class) -> bool {
        match self {
            Self::Kind(kind) => class.kind == kind,
            Self::Recovery(recovery) => class.recovery == recovery,
        }
    }
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kind(kind) => write!(f, "kind `{kind}`"),
            Self::Recovery(recovery) => write!(f, "recovery `{recovery}`"),
        }
    }
}

/// Parses the selectors in braces. Bad ones are reported and skipped.
pub(super) fn selectors(input: ParseStream<'_>, empty: &str, mistakes: &mut Limited) -> syn::Result<Vec<Selector>> {
    let content;
    let brace = braced!(content in input);
    let mut selectors = Vec::new();
    if content.is_empty() {
        let span = brace.span.join();
        mistakes.push(span, || Diagnostic::new(span, empty));
    }
    while !content.is_empty() {
        match selector(&content) {
            Ok(selector) => selectors.push(selector),
            Err(error) => {
                mistakes.push(error.span(), || error.into());
                while !content.is_empty() && !content.peek(Token![,]) {
                    content.parse::<TokenTree>()?;
                }
            }
        }
        if !content.is_empty() {
            if let Err(error) = content.parse::<Token![,]>() {
                mistakes.push(error.span(), || Diagnostic::new(error.span(), "expected `,` before the next code"));
                while !content.is_empty() && content.parse::<Option<Token![,]>>()?.is_none() {
                    content.parse::<TokenTree>()?;
                }
            }
        }
    }
    Ok(selectors)
}

fn selector(input: ParseStream<'_>) -> syn::Result<Selector> {
    if input.peek(Token![..]) && !input.peek(Token![..=]) {
        let dots = input.parse::<Token![..]>()?;
        return Ok(Selector { target: Target::Rest, span: dots.spans[0], spelling: String::new(), rename: None });
    }
    if input.peek(syn::Ident::peek_any) {
        let ident = input.call(Ident::parse_any)?;
        let word = ident.unraw().to_string();
        if input.peek(Token![as]) && Group::parse(&word).is_some() {
            return Err(input.error("`as` renames one row; a kind or a recovery selects several"));
        }
        let (target, span) = (Target::Word(word), ident.span());
        return Ok(Selector { target, span, spelling: String::new(), rename: rename(input)? });
    }
    let first = code(input, "expected a code, a name, `code as NewName`, `code..=code`, a kind or recovery, or `..`")?;
    let span = first.span;
    if input.peek(Token![..=]) && first.codes.numbers().is_some() {
        let (range, spelling) = range(input, &first)?;
        // A range with a new name is the range of one row; a range of one code is that code.
        let rename = rename(input)?;
        let is_one_row = rename.is_some() || range.first == range.last;
        let target = if is_one_row { Target::Codes(Numbers::from(range).into()) } else { Target::Range(range) };
        return Ok(Selector { target, span, spelling, rename });
    }
    if input.peek(Token![..]) && first.codes.numbers().is_some() {
        return Err(input.error("expected `..=`: a range includes its last code"));
    }
    let Code { codes, spelling, .. } = first;
    Ok(Selector { target: Target::Codes(codes), span, spelling, rename: rename(input)? })
}

/// `as NewName`, if it is there.
fn rename(input: ParseStream<'_>) -> syn::Result<Option<Ident>> {
    if input.parse::<Option<Token![as]>>()?.is_none() {
        return Ok(None);
    }
    let name = input
        .parse::<Ident>()
        .map_err(|error| syn::Error::new(error.span(), "expected the variant's new name: 40029 as InvalidJsCode"))?;
    let unraw = name.unraw().to_string();
    if is_taken(&unraw) {
        let message = format!("the name `{unraw}` is reserved: every generated enum already uses it");
        return Err(syn::Error::new(name.span(), message));
    }
    if unraw.starts_with(|first: char| first.is_ascii_lowercase() || first == '_') {
        // It could be the name of a method, and the compiler would warn about its case.
        return Err(syn::Error::new(name.span(), "expected a variant's name, which begins with a capital letter"));
    }
    Ok(Some(name))
}

/// A code in a call.
pub(super) struct Code {
    /// A number, a family such as `-40400x`, or a text.
    pub(super) codes: Codes,
    pub(super) span: Span,
    /// How the call spells a number.
    pub(super) spelling: String,
}

/// Parses a code. `expected` is the message if there is none.
pub(super) fn code(input: ParseStream<'_>, expected: &str) -> syn::Result<Code> {
    let minus = input.parse::<Option<Token![-]>>()?;
    // Parse a `Lit` once: peeking at a `LitStr` would parse the literal, too.
    match input.parse::<Lit>().map_err(|error| syn::Error::new(error.span(), expected))? {
        Lit::Int(literal) => number(&literal, minus.is_some()),
        Lit::Str(text) if minus.is_none() => {
            Ok(Code { codes: Codes::from(&*text.value()), span: text.span(), spelling: String::new() })
        }
        other => Err(syn::Error::new(other.span(), expected)),
    }
}

fn number(literal: &LitInt, is_negative: bool) -> syn::Result<Code> {
    let sign = if is_negative { "-" } else { "" };
    let (spelling, span) = (format!("{sign}{literal}"), literal.span());
    let invalid = |why: &str| syn::Error::new(span, format!("invalid code `{spelling}`: {why}"));
    let suffix = literal.suffix();
    let decimal = format!("{sign}{}{suffix}", literal.base10_digits());
    let codes = if suffix.is_empty() {
        Numbers::one(decimal.parse().map_err(|_| invalid("it does not fit in an i64"))?)
    } else if suffix.bytes().any(|byte| !matches!(byte, b'x' | b'X')) {
        return Err(invalid("expected an i64 without a type suffix"));
    } else if spelling.trim_start_matches('-').starts_with("0x") {
        return Err(invalid("a family has decimal digits only: write a range, such as 0x1F0..=0x1FF"));
    } else {
        Numbers::parse(&decimal, Width::Bits64)
            .map_err(|error| invalid(error.help.as_deref().unwrap_or("expected an i64 without a type suffix")))?
    };
    Ok(Code { codes: codes.into(), span, spelling })
}

/// Parses `..=code` after the first code of a range.
pub(super) fn range(input: ParseStream<'_>, first: &Code) -> syn::Result<(CodeRange, String)> {
    let both_sides = "expected a code on both sides of `..=`: 85001..=85102";
    input.parse::<Token![..=]>()?;
    let last = code(input, both_sides)?;
    let single = |code: &Code| code.codes.numbers().and_then(Numbers::single);
    let (Some(from), Some(to)) = (single(first), single(&last)) else {
        return Err(syn::Error::new(first.span, both_sides));
    };
    if from > to {
        let message = format!("empty range: {} is larger than {}", first.spelling, last.spelling);
        return Err(syn::Error::new(first.span, message));
    }
    Ok((CodeRange { first: from, last: to }, format!("{}..={}", first.spelling, last.spelling)))
}
