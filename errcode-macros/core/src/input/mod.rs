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
pub(crate) use selector::{Selector, Target};
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
mod tests {
    use super::{Diagnostic, Entry, Item, Selection, Selector, Target, parse};

    /// The items of a call, each in one line, and the messages.
    fn parsed(call: &str) -> (Vec<String>, Vec<String>) {
        let mut diagnostics = Vec::new();
        let input = parse(format!("[::errcode_runtime] {call}").parse().unwrap(), &mut diagnostics);
        let mut items = Vec::new();
        for (item, of_item) in input.items {
            items.push(shown(&item));
            diagnostics.extend(of_item);
            item.mistakes.finish(&mut diagnostics, super::more_selectors);
        }
        (items, diagnostics.iter().map(Diagnostic::text).collect())
    }

    fn shown(item: &Item) -> String {
        let name = item.name.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string);
        let sources = item.sources.iter().map(|source| {
            let entries = source.entries.iter().map(|(entry, _)| match entry {
                Entry::Column(column, header) => format!(" {column}={header:?}"),
                entry => format!(" {entry:?}"),
            });
            let overlay = source.overlay.as_ref().map(|overlay| format!(" with {}", overlay.value()));
            let word = if source.is_endpoint { "endpoint " } else { "" };
            word.to_owned() + &source.literal.value() + &entries.collect::<String>() + &overlay.unwrap_or_default()
        });
        let entry = |selector: &Selector| {
            let target = match &selector.target {
                Target::Codes(codes) => format!("codes {codes}"),
                Target::Range(range) => format!("range {range}"),
                Target::Word(word) => format!("word {word}"),
                Target::Rest => "rest".to_owned(),
            };
            selector.rename.as_ref().map_or_else(|| target.clone(), |name| format!("{target} as {name}"))
        };
        let list = |selectors: &[Selector]| selectors.iter().map(entry).collect::<Vec<_>>().join(", ");
        let selection = match &item.selection {
            Selection::All => "all".to_owned(),
            Selection::Only(selectors) => format!("only {}", list(selectors)),
            Selection::Except(selectors) => format!("except {}", list(selectors)),
        };
        let sources = sources.collect::<Vec<_>>().join(" + ");
        format!("{}{} {name}: {sources}: {selection}", item.attributes.len(), item.visibility)
    }

    #[test]
    fn every_form_is_parsed() {
        for (call, item) in [
            ("\"common\"", "0pub -: common: all"),
            ("\"common\";", "0pub -: common: all"),
            (
                "\"a.csv\" (code = \"Value\", message = \"Text\",)",
                "0pub -: a.csv code=Text(\"Value\") message=Text(\"Text\"): all",
            ),
            ("enum E from \"a\"", "0 E: a: all"),
            ("#[x] #[doc = \"y\"] pub enum E from \"a\", \"b\",;", "2pub E: a + b: all"),
            (
                "enum E from \"a\" { -1, 40029 as Bad, 40x, 1..=5, ok, .. }",
                "0 E: a: only codes -1, codes 40029 as Bad, codes 400..=409, range 1..=5, word ok, rest",
            ),
            ("enum E from \"a\" { -5..=-1 as Low, 7..=7 }", "0 E: a: only codes -5..=-1 as Low, codes 7"),
            ("enum E from \"a\", except { 0, stop }", "0 E: a: except codes 0, word stop"),
            ("enum E from \"a\" { 0x10 }", "0 E: a: only codes 16"),
            (
                "enum E from \"a\" { Busy as Low, r#type, 0x8007_0005 }",
                "0 E: a: only word Busy as Low, word type, codes 2147942405",
            ),
            ("\"a.csv\" with \"b.csv\"", "0pub -: a.csv with b.csv: all"),
            (
                "enum E from \"a.csv\" (code = 1) with \"b.csv\", \"c\" except { 0 }",
                "0 E: a.csv code=Position(1) with b.csv + c: except codes 0",
            ),
            ("\"a.csv\" (code: str)", "0pub -: a.csv CodeType(Str): all"),
            (
                "\"a.csv\" (code: i64 = \"Value\", name = \"N\")",
                "0pub -: a.csv CodeType(I64) code=Text(\"Value\") name=Text(\"N\"): all",
            ),
            (
                "enum E from \"a\" { \"PARAM_ERROR\" as Bad, \"a\\\"b\", .. }",
                "0 E: a: only codes \"PARAM_ERROR\" as Bad, codes \"a\"b\", rest",
            ),
        ] {
            let (items, messages) = parsed(call);
            assert_eq!((items.join("; "), messages), (item.to_owned(), Vec::<String>::new()), "{call}");
        }
    }

    #[test]
    fn a_mistake_says_what_was_expected() {
        for (call, message) in [
            ("", "expected a table, as in errcodes!(\"common\"), or an enum: enum NAME from \"common\""),
            (
                "\"a\", \"b\"",
                "the short form takes one table or endpoint; for more, or for some of the codes, write: enum NAME from \"…\", \"…\" { … }",
            ),
            ("enum from \"a\"", "expected: enum from from \"table\""),
            (
                "enum E from { 1 }",
                "expected a shipped table's name, an endpoint or a path: \"common\", endpoint \"code2Session\", \"errors/payment.csv\"",
            ),
            ("enum E from \"a\" except 0", "expected the rows to leave out, in braces: except { 0, 40029 }"),
            (
                "enum E from \"a\" except {}",
                "expected the rows to leave out, as in except { 0 }; without `except` the enum has all rows",
            ),
            (
                "enum E from \"a\" {}",
                "expected codes in the braces, as in { -1, 40029 }; without braces the enum has all rows",
            ),
            ("enum E from \"a\" { 1 2 }", "expected `,` before the next code"),
            ("enum E from \"a\" { 1..2 }", "expected `..=`: a range includes its last code"),
            ("enum E from \"a\" { 2..=1 }", "empty range: 2 is larger than 1"),
            ("enum E from \"a\" { 4..=\"5\" }", "expected a code on both sides of `..=`: 85001..=85102"),
            (
                "enum E from \"a\" { -\"5\" }",
                "expected a code, a name, `code as NewName`, `code..=code`, a kind or recovery, or `..`",
            ),
            (
                "enum E from \"a\" { 1.5 }",
                "expected a code, a name, `code as NewName`, `code..=code`, a kind or recovery, or `..`",
            ),
            ("enum E from \"a\" { 4x..=50 }", "expected a code on both sides of `..=`: 85001..=85102"),
            ("enum E from \"a\" { 1u8 }", "invalid code `1u8`: expected an i64 without a type suffix"),
            (
                "enum E from \"a\" { 99999999999999999999 }",
                "invalid code `99999999999999999999`: it does not fit an i64",
            ),
            (
                "enum E from \"a\" { -9999999999999999999x }",
                "invalid code `-9999999999999999999x`: it does not fit an i64",
            ),
            ("enum E from \"a\" { 1 as ALL }", "the name `ALL` is reserved: every generated enum already uses it"),
            ("enum E from \"a\" { 1 as low }", "expected a variant's name, which begins with a capital letter"),
            ("enum E from \"a\" { stop as Low }", "`as` renames one row; a kind or a recovery selects several"),
            (
                "enum E from \"a\" { 0x1Fx }",
                "invalid code `0x1Fx`: a family has decimal digits only: write a range, such as 0x1F0..=0x1FF",
            ),
            ("enum E from \"a\" { 0x1u8 }", "invalid code `0x1u8`: expected an i64 without a type suffix"),
            ("enum E from \"a\" { 0x20..=0x1F }", "empty range: 0x20 is larger than 0x1F"),
            ("enum E from \"a\" { Busy as low }", "expected a variant's name, which begins with a capital letter"),
            ("\"a.csv\" with 5", "expected a second file in quotes: with \"errors/payment.ours.csv\""),
            (
                "enum E from \"a.csv\" with \"b.csv\" (code = 1);",
                "write the parentheses after the first file: \"…\" (…) with \"…\"",
            ),
            ("\"a.csv\" with \"b.csv\" with \"c.csv\"", "expected only one `with`"),
        ] {
            assert_eq!(parsed(call).1, [message], "{call}");
        }
    }
}
