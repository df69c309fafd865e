//! The grammar of a call.
//!
//! ```text
//! ITEM     := attribute* visibility? enum NAME from SOURCE (, SOURCE)*
//!             ( { SELECT (, SELECT)* } | except { SELECT (, SELECT)* } )? ;?
//! SOURCE   := "table" | endpoint "name or path" | "path.csv" ( ( ENTRY (, ENTRY)* ) )? ( with "path.csv" )?
//! ENTRY    := column = HEADER | code : CODES ( = HEADER )? | field : TYPE ( = HEADER )? | OPTION
//! HEADER   := "Header" | position, counted from 1
//! CODES    := str | i64 | i32
//! TYPE     := str | bool | u8 | u16 | u32 | u64 | i8 | i16 | i32 | i64 | f64
//! OPTION   := skip = ["cell", …] | skip = sections | repeated = join | repeated = alias | strip = "PREFIX"
//!             | success = [code or code..=code or "text", …]
//! SELECT   := (number | "text" | Name) (as NewName)? | number..=number (as NewName)? | kind or recovery | ..
//! ```
//!
//! A number may be a family, such as `40x`, or hexadecimal. A name is the name of a row's variant, or the table's own spelling of it.

mod entry;
mod selector;
mod width;

use errcode_tables::{Entry, Width};
use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use syn::buffer::Cursor;
use syn::parse::{ParseStream, Parser as _};
use syn::{LitStr, Token, parenthesized, token};

use crate::attribute::{Attribute, visibility};
use crate::diagnostic::{Diagnostic, Limited};
use selector::selectors;
pub(crate) use selector::{Group, Selector, Target};
pub(crate) use width::{in_32_bits, range_in_32_bits};

/// A call.
pub(crate) struct Input {
    /// The path of the runtime crate, with the spans that make it work from anywhere.
    pub(crate) runtime: TokenStream,
    /// The enums to generate, each with the mistakes in it that do not prevent it from being parsed.
    pub(crate) items: Vec<(Item, Vec<Diagnostic>)>,
}

/// An enum to generate.
pub(crate) struct Item {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: TokenStream,
    /// Its name; the short form has none yet.
    pub(crate) name: Option<Ident>,
    /// The tables that it is made from.
    pub(crate) sources: Vec<Source>,
    /// The rows that it has.
    pub(crate) selection: Selection,
    /// The mistakes in its selection.
    pub(crate) mistakes: Limited,
}

/// A table or an endpoint, as a call names it.
pub(crate) struct Source {
    /// Whether it is an endpoint, not a table.
    pub(crate) is_endpoint: bool,
    /// A shipped table's name, a path, or an endpoint's name or path.
    pub(crate) literal: LitStr,
    /// The entries in the parentheses, each with the span that messages point at.
    pub(crate) entries: Vec<(Entry, Span)>,
    /// The path after `with`.
    pub(crate) overlay: Option<LitStr>,
}

/// The rows that an enum has.
#[derive(Clone)]
pub(crate) enum Selection {
    /// All of its sources' rows.
    All,
    /// Those that a selector picks.
    Only(Vec<Selector>),
    /// Those that no selector picks.
    Except(Vec<Selector>),
}

impl Selection {
    /// The codes, if it names only single codes. If a code has another value in 32 bits, that value is included, too.
    pub(crate) fn codes(&self) -> Option<Vec<i64>> {
        let Self::Only(selectors) = self else { return None };
        let code = |selector: &Selector| match &selector.target {
            Target::Codes(codes) => codes.numbers()?.single(),
            Target::Range(_) | Target::Word(_) | Target::Rest => None,
        };
        let codes: Vec<i64> = selectors.iter().map(code).collect::<Option<_>>()?;
        let wrapped = codes.iter().map(|&code| (code, Width::Bits32.wrapped(code)));
        let wrapped: Vec<i64> = wrapped.filter(|(code, wrapped)| code != wrapped).map(|(_, wrapped)| wrapped).collect();
        Some(codes.into_iter().chain(wrapped).collect())
    }
}

mod keyword {
    syn::custom_keyword!(from);
    syn::custom_keyword!(except);
    syn::custom_keyword!(with);
    syn::custom_keyword!(endpoint);
}

/// Parses `[runtime] INPUT`. An item that cannot be parsed is skipped.
pub(crate) fn parse(input: TokenStream, diagnostics: &mut Vec<Diagnostic>) -> Input {
    let mut tokens = input.into_iter();
    let runtime = match tokens.next() {
        Some(TokenTree::Group(group)) => group.stream(),
        _ => TokenStream::new(),
    };
    let mut items = Vec::new();
    let parser = |input: ParseStream<'_>| {
        if input.is_empty() {
            let message = "expected a table, as in errcodes!(\"common\"), or an enum: enum NAME from \"common\"";
            return Err(syn::Error::new(Span::call_site(), message));
        }
        while !input.is_empty() {
            let (mut of_item, mut mistakes) = (Vec::new(), Limited::default());
            let begin = input.cursor();
            match item(input, &mut of_item, &mut mistakes) {
                Ok(item) => items.push((Item { mistakes, ..item }, of_item)),
                Err(error) => {
                    diagnostics.append(&mut of_item);
                    mistakes.finish(diagnostics, more_selectors);
                    diagnostics.push(error.into());
                    skip_item(input, begin);
                }
            }
        }
        Ok(())
    };
    if let Err(error) = parser.parse2(tokens.collect()) {
        diagnostics.push(error.into());
    }
    Input { runtime, items }
}

/// Skips to the next item.
fn skip_item(input: ParseStream<'_>, begin: Cursor<'_>) {
    let next_begins = || input.peek(Token![enum]) || input.peek(Token![pub]) || input.peek(Token![#]);
    while input.cursor() == begin || !next_begins() {
        let Ok(token) = input.parse::<TokenTree>() else { return };
        let ends = match token {
            TokenTree::Punct(punct) => punct.as_char() == ';',
            TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
            _ => false,
        };
        if ends {
            let _ = input.parse::<Option<Token![;]>>();
            return;
        }
    }
}

/// The message with the number of mistakes in a selection that are not shown.
pub(crate) fn more_selectors(more: usize) -> String {
    let entries = if more == 1 { "entry of this selection is" } else { "entries of this selection are" };
    format!("{more} more {entries} wrong")
}

fn item(input: ParseStream<'_>, diagnostics: &mut Vec<Diagnostic>, mistakes: &mut Limited) -> syn::Result<Item> {
    let is_short = input.peek(LitStr) || input.peek(keyword::endpoint);
    if is_short { short_item(input, diagnostics) } else { long_item(input, diagnostics, mistakes) }
}

/// `"table"`, `endpoint "name"`: all rows of one table, in an enum that is named after it.
fn short_item(input: ParseStream<'_>, diagnostics: &mut Vec<Diagnostic>) -> syn::Result<Item> {
    let source = source(input, diagnostics)?;
    if !input.is_empty() {
        input.parse::<Token![;]>().map_err(|error| {
            syn::Error::new(
                error.span(),
                "the short form takes one table or endpoint; for more, or for some of the codes, write: enum NAME from \"…\", \"…\" { … }",
            )
        })?;
    }
    Ok(Item {
        attributes: Vec::new(),
        visibility: TokenTree::from(Ident::new("pub", source.literal.span())).into(),
        name: None,
        sources: vec![source],
        selection: Selection::All,
        mistakes: Limited::default(),
    })
}

fn long_item(input: ParseStream<'_>, diagnostics: &mut Vec<Diagnostic>, mistakes: &mut Limited) -> syn::Result<Item> {
    let attributes = Attribute::parse_all(input, diagnostics)?;
    let visibility = visibility(input)?;
    input.parse::<Token![enum]>().map_err(|error| {
        syn::Error::new(error.span(), "expected a table's name in quotes, or: enum NAME from \"table\"")
    })?;
    let name = input.parse::<Ident>().map_err(|error| {
        syn::Error::new(error.span(), "expected the enum's name: enum PaymentError from \"errors/payment.csv\"")
    })?;
    input
        .parse::<keyword::from>()
        .map_err(|error| syn::Error::new(error.span(), format!("expected: enum {name} from \"table\"")))?;
    let sources = sources(input, diagnostics)?;
    let selection = selection(input, mistakes)?;
    let next_is_item = input.is_empty()
        || input.peek(Token![;])
        || input.peek(Token![#])
        || input.peek(Token![pub])
        || input.peek(Token![enum]);
    if !next_is_item {
        return Err(input.error("expected `,` and another source, `{ … }`, `except { … }`, `;` or the next enum"));
    }
    input.parse::<Option<Token![;]>>()?;
    Ok(Item { attributes, visibility, name: Some(name), sources, selection, mistakes: Limited::default() })
}

fn sources(input: ParseStream<'_>, diagnostics: &mut Vec<Diagnostic>) -> syn::Result<Vec<Source>> {
    let mut sources = vec![source(input, diagnostics)?];
    while input.parse::<Option<Token![,]>>()?.is_some() {
        if input.is_empty() || input.peek(Token![;]) || input.peek(token::Brace) || input.peek(keyword::except) {
            break;
        }
        sources.push(source(input, diagnostics)?);
    }
    Ok(sources)
}

fn selection(input: ParseStream<'_>, mistakes: &mut Limited) -> syn::Result<Selection> {
    if input.peek(keyword::except) {
        input.parse::<keyword::except>()?;
        if !input.peek(token::Brace) {
            return Err(input.error("expected the rows to leave out, in braces: except { 0, 40029 }"));
        }
        let empty = "expected the rows to leave out, as in except { 0 }; without `except` the enum has all rows";
        Ok(Selection::Except(selectors(input, empty, mistakes)?))
    } else if input.peek(token::Brace) {
        let empty = "expected codes in the braces, as in { -1, 40029 }; without braces the enum has all rows";
        Ok(Selection::Only(selectors(input, empty, mistakes)?))
    } else {
        Ok(Selection::All)
    }
}

fn source(input: ParseStream<'_>, diagnostics: &mut Vec<Diagnostic>) -> syn::Result<Source> {
    let is_endpoint = input.parse::<Option<keyword::endpoint>>()?.is_some();
    let literal = input.parse::<LitStr>().map_err(|error| {
        let expected = if is_endpoint {
            "expected an endpoint's name or path in quotes: endpoint \"code2Session\", endpoint \"/sns/jscode2session\""
        } else {
            "expected a shipped table's name, an endpoint or a path: \"common\", endpoint \"code2Session\", \"errors/payment.csv\""
        };
        syn::Error::new(error.span(), expected)
    })?;
    let mut source = Source { is_endpoint, literal, entries: Vec::new(), overlay: None };
    if input.peek(token::Paren) {
        let content;
        parenthesized!(content in input);
        let mut mistakes = Limited::default();
        source.entries = entry::entries(&content, &mut mistakes)?;
        mistakes.finish(diagnostics, |more| {
            let entries = if more == 1 { "entry in these parentheses is" } else { "entries in these parentheses are" };
            format!("{more} more {entries} wrong")
        });
    }
    if input.peek(keyword::with) {
        input.parse::<keyword::with>()?;
        let expected = "expected a second file in quotes: with \"errors/payment.ours.csv\"";
        let overlay = input.parse::<LitStr>().map_err(|error| syn::Error::new(error.span(), expected))?;
        source.overlay = Some(overlay);
        if input.peek(token::Paren) {
            return Err(input.error("write the parentheses after the first file: \"…\" (…) with \"…\""));
        }
        if input.peek(keyword::with) {
            return Err(input.error("expected only one `with`"));
        }
    }
    Ok(source)
}

#[cfg(test)]
mod tests;
