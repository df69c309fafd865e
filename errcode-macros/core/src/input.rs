//! What a call says: its grammar.
//!
//! ```text
//! ITEM   := attribute* visibility? enum NAME from SOURCE (, SOURCE)*
//!           ( { SELECT (, SELECT)* } | except { SELECT (, SELECT)* } )? ;?
//! SOURCE := "table" | "path.csv" | "path.csv" ( column = "Header", … )
//! SELECT := code (as NewName)? | code..=code (as NewName)? | kind or recovery | ..
//! ```

use errcode_tables::{CodeRange, Codes, Column, Mapping, is_taken, nearest};
use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use syn::buffer::Cursor;
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream, Parser as _};
use syn::{LitInt, LitStr, Token, braced, parenthesized, token};

use crate::attribute::{Attribute, visibility};
use crate::diagnostic::Diagnostic;

/// A call.
pub(crate) struct Input {
    /// The path of the runtime crate, with the spans that make it work from anywhere.
    pub(crate) runtime: TokenStream,
    /// The enums to generate, each with the mistakes in its text that leave the rest of it readable.
    pub(crate) items: Vec<(Item, Vec<Diagnostic>)>,
}

/// An enum to generate.
pub(crate) struct Item {
    /// Attributes of the enum.
    pub(crate) attributes: Vec<Attribute>,
    /// Its visibility.
    pub(crate) visibility: TokenStream,
    /// Its name; the short form has none yet.
    pub(crate) name: Option<Ident>,
    /// The tables that it is made from.
    pub(crate) sources: Vec<Source>,
    /// The rows that it has.
    pub(crate) selection: Selection,
}

/// A table, as a call names it.
pub(crate) struct Source {
    /// A shipped table's name, or a path.
    pub(crate) literal: LitStr,
    /// The columns whose headers the call names, and the literals that do.
    pub(crate) mapping: Vec<(Mapping, LitStr)>,
}

/// The rows that an enum has.
pub(crate) enum Selection {
    /// All of its sources' rows.
    All,
    /// Those that a selector picks.
    Only(Vec<Selector>),
    /// Those that no selector picks.
    Except(Vec<Selector>),
}

/// An entry of a selection.
pub(crate) struct Selector {
    /// The rows that it picks.
    pub(crate) target: Target,
    /// Where it stands.
    pub(crate) span: Span,
    /// The variant's name instead of the table's.
    pub(crate) rename: Option<Ident>,
}

/// The rows that a selector picks.
pub(crate) enum Target {
    /// The row of exactly these codes: a code, or a family as the table spells it.
    Codes(Codes),
    /// Each row with a code in this range.
    Range(CodeRange),
    /// Each row of a kind or a recovery, by its word.
    Class(String),
    /// Each row.
    Rest,
}

mod keyword {
    syn::custom_keyword!(from);
    syn::custom_keyword!(except);
}

/// Reads `[runtime] INPUT`. An item with a mistake is left out, and reading goes on behind it.
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
            let mut of_item = Vec::new();
            let begin = input.cursor();
            match item(input, &mut of_item) {
                Ok(item) => items.push((item, of_item)),
                Err(error) => {
                    diagnostics.append(&mut of_item);
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

/// Goes on to the next item, behind where this one begins.
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

fn item(input: ParseStream<'_>, diagnostics: &mut Vec<Diagnostic>) -> syn::Result<Item> {
    if input.peek(LitStr) { short_item(input, diagnostics) } else { long_item(input, diagnostics) }
}

/// `"table"`: all rows of one table, in an enum that is named after it.
fn short_item(input: ParseStream<'_>, diagnostics: &mut Vec<Diagnostic>) -> syn::Result<Item> {
    let source = source(input, diagnostics)?;
    if !input.is_empty() {
        input.parse::<Token![;]>().map_err(|error| {
            syn::Error::new(
                error.span(),
                "the short form takes one table; for more, write: enum NAME from \"…\", \"…\"",
            )
        })?;
    }
    Ok(Item {
        attributes: Vec::new(),
        visibility: TokenTree::from(Ident::new("pub", source.literal.span())).into(),
        name: None,
        sources: vec![source],
        selection: Selection::All,
    })
}

fn long_item(input: ParseStream<'_>, diagnostics: &mut Vec<Diagnostic>) -> syn::Result<Item> {
    let attributes = input.call(Attribute::parse_outer)?;
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
    let selection = selection(input, diagnostics)?;
    let next_is_item = input.is_empty()
        || input.peek(Token![;])
        || input.peek(Token![#])
        || input.peek(Token![pub])
        || input.peek(Token![enum]);
    if !next_is_item {
        return Err(input.error("expected `,` and another source, `{ … }`, `except { … }`, `;` or the next enum"));
    }
    input.parse::<Option<Token![;]>>()?;
    Ok(Item { attributes, visibility, name: Some(name), sources, selection })
}

fn sources(input: ParseStream<'_>, diagnostics: &mut Vec<Diagnostic>) -> syn::Result<Vec<Source>> {
    let mut sources = vec![source(input, diagnostics)?];
    while input.parse::<Option<Token![,]>>()?.is_some() {
        if input.is_empty() || input.peek(Token![;]) || input.peek(token::Brace) {
            break;
        }
        sources.push(source(input, diagnostics)?);
    }
    Ok(sources)
}

fn selection(input: ParseStream<'_>, diagnostics: &mut Vec<Diagnostic>) -> syn::Result<Selection> {
    if input.peek(keyword::except) {
        input.parse::<keyword::except>()?;
        if !input.peek(token::Brace) {
            return Err(input.error("expected the rows to leave out, in braces: except { 0, 40029 }"));
        }
        let empty = "expected the rows to leave out, as in except { 0 }; without `except` the enum has all rows";
        Ok(Selection::Except(selectors(input, empty, diagnostics)?))
    } else if input.peek(token::Brace) {
        let empty = "expected codes in the braces, as in { -1, 40029 }; without braces the enum has all rows";
        Ok(Selection::Only(selectors(input, empty, diagnostics)?))
    } else {
        Ok(Selection::All)
    }
}

fn source(input: ParseStream<'_>, diagnostics: &mut Vec<Diagnostic>) -> syn::Result<Source> {
    let literal = input.parse::<LitStr>().map_err(|error| {
        syn::Error::new(
            error.span(),
            "expected a shipped table's name or a path in quotes: \"common\", \"errors/payment.csv\"",
        )
    })?;
    let mut mapping: Vec<(Mapping, LitStr)> = Vec::new();
    if input.peek(token::Paren) {
        let content;
        parenthesized!(content in input);
        let entries = mapping_entries(&content).inspect_err(|_| {
            // Drain it, or syn reports the leftovers.
            while content.parse::<TokenTree>().is_ok() {}
        })?;
        for MappingEntry { column, header } in entries {
            let word = column.unraw().to_string();
            let Ok(known) = word.parse::<Column>() else {
                let words = Column::ALL.iter().map(|column| column.as_str());
                let help = match nearest(&word, words.clone()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("the columns are: {}", words.collect::<Vec<_>>().join(", ")),
                };
                diagnostics.push(Diagnostic::new(column.span(), format!("unknown column `{word}`")).help(help));
                continue;
            };
            if mapping.iter().any(|(entry, _)| entry.column == known) {
                diagnostics.push(Diagnostic::new(column.span(), format!("the column `{word}` is named twice")));
                continue;
            }
            mapping.push((Mapping { column: known, header: header.value() }, header));
        }
    }
    Ok(Source { literal, mapping })
}

struct MappingEntry {
    column: Ident,
    header: LitStr,
}

fn mapping_entries(input: ParseStream<'_>) -> syn::Result<Vec<MappingEntry>> {
    let mut entries = Vec::new();
    while !input.is_empty() {
        entries.push(input.parse()?);
        if !input.is_empty() {
            input.parse::<Token![,]>().map_err(|error| {
                syn::Error::new(
                    error.span(),
                    "expected `,` before the next column: (code = \"Value\", name = \"Name\")",
                )
            })?;
        }
    }
    Ok(entries)
}

impl Parse for MappingEntry {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let form =
            |error: syn::Error| syn::Error::new(error.span(), "expected a column and its header: code = \"Value\"");
        let column = input.call(Ident::parse_any).map_err(form)?;
        input.parse::<Token![=]>().map_err(form)?;
        let header = input.parse::<LitStr>().map_err(form)?;
        Ok(Self { column, header })
    }
}

fn selectors(input: ParseStream<'_>, empty: &str, diagnostics: &mut Vec<Diagnostic>) -> syn::Result<Vec<Selector>> {
    let content;
    let brace = braced!(content in input);
    let mut selectors = Vec::new();
    if content.is_empty() {
        diagnostics.push(Diagnostic::new(brace.span.join(), empty));
    }
    while !content.is_empty() {
        match selector(&content) {
            Ok(selector) => selectors.push(selector),
            Err(error) => {
                diagnostics.push(error.into());
                while !content.is_empty() && !content.peek(Token![,]) {
                    content.parse::<TokenTree>()?;
                }
            }
        }
        if !content.is_empty() {
            if let Err(error) = content.parse::<Token![,]>() {
                diagnostics.push(Diagnostic::new(error.span(), "expected `,` before the next code"));
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
        return Ok(Selector { target: Target::Rest, span: dots.spans[0], rename: None });
    }
    if input.peek(syn::Ident::peek_any) {
        let word = input.call(Ident::parse_any)?;
        let span = word.span();
        if input.peek(Token![as]) {
            return Err(input.error("`as` renames one row; a kind or a recovery selects several"));
        }
        return Ok(Selector { target: Target::Class(word.unraw().to_string()), span, rename: None });
    }
    let (first, span) = codes(input)?;
    if input.peek(Token![..=]) {
        input.parse::<Token![..=]>()?;
        let (last, _) = codes(input)?;
        let (Some(first), Some(last)) = (first.single(), last.single()) else {
            return Err(syn::Error::new(span, "expected a code on both sides of `..=`: 85001..=85102"));
        };
        if first > last {
            return Err(syn::Error::new(span, format!("empty range: {first} is larger than {last}")));
        }
        let range = CodeRange { first, last };
        // A range with a name is that of a row.
        let rename = rename(input)?;
        let target = if rename.is_some() { Target::Codes(range.into()) } else { Target::Range(range) };
        return Ok(Selector { target, span, rename });
    }
    if input.peek(Token![..]) {
        return Err(input.error("expected `..=`: a range includes its last code"));
    }
    Ok(Selector { target: Target::Codes(first), span, rename: rename(input)? })
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
        let message = format!("the name `{unraw}` is reserved: every enum uses it itself");
        return Err(syn::Error::new(name.span(), message));
    }
    if unraw.starts_with(|first: char| first.is_ascii_lowercase() || first == '_') {
        // It could be the name of a method, and the compiler would warn of it.
        return Err(syn::Error::new(name.span(), "expected a variant's name, which begins with a capital letter"));
    }
    Ok(Some(name))
}

/// A code or a family, `-40400x`.
fn codes(input: ParseStream<'_>) -> syn::Result<(Codes, Span)> {
    let minus = input.parse::<Option<Token![-]>>()?;
    let literal = input.parse::<LitInt>().map_err(|error| {
        syn::Error::new(error.span(), "expected a code, `code as NewName`, `code..=code`, a kind or recovery, or `..`")
    })?;
    let cell = format!("{}{}{}", if minus.is_some() { "-" } else { "" }, literal.base10_digits(), literal.suffix());
    match Codes::parse(&cell) {
        Ok(codes) => Ok((codes, literal.span())),
        Err(_) => {
            let message = format!("invalid code `{cell}`: expected an i64 without a type suffix");
            Err(syn::Error::new(literal.span(), message))
        }
    }
}
