//! What a call says: its grammar.
//!
//! ```text
//! ITEM   := attribute* visibility? enum NAME from SOURCE (, SOURCE)*
//!           ( { SELECT (, SELECT)* } | except { SELECT (, SELECT)* } )? ;?
//! SOURCE := "table" | "path.csv" | "path.csv" ( ENTRY, … )
//! ENTRY  := column = "Header" | code: TYPE | code: TYPE = "Header"      TYPE := str | i64
//! SELECT := (number | "text") (as NewName)? | number..=number (as NewName)? | kind or recovery | ..
//! ```

use errcode_tables::{CodeRange, CodeWord, Codes, Column, Entry, Header, Numbers, is_taken, nearest};
use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use syn::buffer::Cursor;
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream, Parser as _};
use syn::{Lit, LitStr, Token, braced, parenthesized, token};

use crate::attribute::{Attribute, visibility};
use crate::diagnostic::Diagnostic;

/// A call.
pub(crate) struct Input {
    /// The path of the runtime crate, with the spans that make it work from anywhere.
    pub(crate) runtime: TokenStream,
    /// The enums to generate, each with the mistakes in it that do not prevent it from being parsed.
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
    /// What stands in the parentheses, each with the token that messages point at.
    pub(crate) entries: Vec<(Entry, Span)>,
    /// The path behind `with`.
    pub(crate) overlay: Option<LitStr>,
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
    Group(String),
    /// Each row.
    Rest,
}

mod keyword {
    syn::custom_keyword!(from);
    syn::custom_keyword!(except);
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
        if input.is_empty() || input.peek(Token![;]) || input.peek(token::Brace) || input.peek(keyword::except) {
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
    let mut source = Source { literal, entries: Vec::new(), overlay: None };
    if input.peek(token::Paren) {
        let content;
        parenthesized!(content in input);
        let entries = mapping_entries(&content).inspect_err(|_| {
            // Drain it, or syn reports the leftovers.
            while content.parse::<TokenTree>().is_ok() {}
        })?;
        for entry in entries {
            if let Err(diagnostic) = source.add(entry) {
                diagnostics.push(diagnostic);
            }
        }
    }
    Ok(source)
}

impl Source {
    fn add(&mut self, MappingEntry { column, code_type, header }: MappingEntry) -> Result<(), Diagnostic> {
        let word = column.unraw().to_string();
        let Ok(known) = word.parse::<Column>() else {
            let words = Column::ALL.iter().map(|column| column.as_str());
            let help = match nearest(&word, words.clone()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the columns are: {}", words.collect::<Vec<_>>().join(", ")),
            };
            return Err(Diagnostic::new(column.span(), format!("unknown column `{word}`")).help(help));
        };
        if let Some(code_type) = code_type {
            if known != Column::Code {
                let message = format!("`{word}` has no type to choose: only `code` can be `str` or `i64`");
                return Err(Diagnostic::new(column.span(), message));
            }
            self.entries.push((Entry::CodeType(code_type), column.span()));
        }
        let Some(header) = header else { return Ok(()) };
        if self.entries.iter().any(|(entry, _)| matches!(entry, Entry::Column(column, _) if *column == known)) {
            return Err(Diagnostic::new(column.span(), format!("the column `{word}` is named twice")));
        }
        self.entries.push((Entry::Column(known, Header::Text(header.value())), header.span()));
        Ok(())
    }
}

struct MappingEntry {
    column: Ident,
    code_type: Option<CodeWord>,
    /// None where only the type is named.
    header: Option<LitStr>,
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
        let mut code_type = None;
        if input.parse::<Option<Token![:]>>()?.is_some() {
            let of_type = "expected the type of the codes: (code: str) or (code: i64)";
            let word = input.call(Ident::parse_any).map_err(|error| syn::Error::new(error.span(), of_type))?;
            code_type = Some(match word.unraw().to_string().as_str() {
                "str" => CodeWord::Str,
                "i64" => CodeWord::I64,
                _ => return Err(syn::Error::new(word.span(), of_type)),
            });
            if !input.peek(Token![=]) {
                return Ok(Self { column, code_type, header: None });
            }
        }
        input.parse::<Token![=]>().map_err(form)?;
        let header = input.parse::<LitStr>().map_err(form)?;
        Ok(Self { column, code_type, header: Some(header) })
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
        return Ok(Selector { target: Target::Group(word.unraw().to_string()), span, rename: None });
    }
    let (first, span) = codes(input)?;
    let Codes::Numbers(first) = first else {
        return Ok(Selector { target: Target::Codes(first), span, rename: rename(input)? });
    };
    if input.peek(Token![..=]) {
        input.parse::<Token![..=]>()?;
        let (last, _) = codes(input)?;
        let (Some(first), Some(last)) = (first.single(), last.numbers().and_then(Numbers::single)) else {
            return Err(syn::Error::new(span, "expected a code on both sides of `..=`: 85001..=85102"));
        };
        if first > last {
            return Err(syn::Error::new(span, format!("empty range: {first} is larger than {last}")));
        }
        let range = CodeRange { first, last };
        // A range with a new name is the range of one row.
        let rename = rename(input)?;
        let target = if rename.is_some() { Target::Codes(Numbers::from(range).into()) } else { Target::Range(range) };
        return Ok(Selector { target, span, rename });
    }
    if input.peek(Token![..]) {
        return Err(input.error("expected `..=`: a range includes its last code"));
    }
    Ok(Selector { target: Target::Codes(first.into()), span, rename: rename(input)? })
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
        // The name could be that of a method, and the compiler would warn about its case.
        return Err(syn::Error::new(name.span(), "expected a variant's name, which begins with a capital letter"));
    }
    Ok(Some(name))
}

/// A number, a family such as `-40400x`, or a text.
fn codes(input: ParseStream<'_>) -> syn::Result<(Codes, Span)> {
    let expected = "expected a code, `code as NewName`, `code..=code`, a kind or recovery, or `..`";
    let minus = input.parse::<Option<Token![-]>>()?;
    // As `Lit`, which is parsed once: to peek at a `LitStr` parses the literal, too.
    let literal = match input.parse::<Lit>().map_err(|error| syn::Error::new(error.span(), expected))? {
        Lit::Int(literal) => literal,
        Lit::Str(text) if minus.is_none() => return Ok((Codes::from(&*text.value()), text.span())),
        other => return Err(syn::Error::new(other.span(), expected)),
    };
    let cell = format!("{}{}{}", if minus.is_some() { "-" } else { "" }, literal.base10_digits(), literal.suffix());
    match Numbers::parse(&cell) {
        Ok(numbers) => Ok((numbers.into(), literal.span())),
        Err(error) => {
            let help = error.help.unwrap_or("expected an i64 without a type suffix");
            Err(syn::Error::new(literal.span(), format!("invalid code `{cell}`: {help}")))
        }
    }
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
            source.literal.value() + &entries.collect::<String>()
        });
        let entry = |selector: &Selector| {
            let target = match &selector.target {
                Target::Codes(codes) => format!("codes {codes}"),
                Target::Range(range) => format!("range {range}"),
                Target::Group(word) => format!("group {word}"),
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
                "0 E: a: only codes -1, codes 40029 as Bad, codes 400..=409, range 1..=5, group ok, rest",
            ),
            ("enum E from \"a\" { -5..=-1 as Low, 7..=7 }", "0 E: a: only codes -5..=-1 as Low, range 7"),
            ("enum E from \"a\", except { 0, stop }", "0 E: a: except codes 0, group stop"),
            ("enum E from \"a\" { 0x10 }", "0 E: a: only codes 16"),
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
            ("\"a\", \"b\"", "the short form takes one table; for more, write: enum NAME from \"…\", \"…\""),
            ("enum from \"a\"", "expected: enum from from \"table\""),
            (
                "enum E from { 1 }",
                "expected a shipped table's name or a path in quotes: \"common\", \"errors/payment.csv\"",
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
                "expected a code, `code as NewName`, `code..=code`, a kind or recovery, or `..`",
            ),
            (
                "enum E from \"a\" { 1.5 }",
                "expected a code, `code as NewName`, `code..=code`, a kind or recovery, or `..`",
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
            ("enum E from \"a\" { 1 as ALL }", "the name `ALL` is reserved: every enum uses it itself"),
            ("enum E from \"a\" { 1 as low }", "expected a variant's name, which begins with a capital letter"),
            ("enum E from \"a\" { stop as Low }", "`as` renames one row; a kind or a recovery selects several"),
            ("\"a.csv\" (cod = \"V\")", "unknown column `cod`; help: did you mean `code`?"),
            ("\"a.csv\" (code = \"V\", code = \"W\")", "the column `code` is named twice"),
            ("\"a.csv\" (code = V)", "expected a column and its header: code = \"Value\""),
            ("\"a.csv\" (code: \"V\")", "expected the type of the codes: (code: str) or (code: i64)"),
            ("\"a.csv\" (code: u8)", "expected the type of the codes: (code: str) or (code: i64)"),
            ("\"a.csv\" (name: str)", "`name` has no type to choose: only `code` can be `str` or `i64`"),
        ] {
            assert_eq!(parsed(call).1, [message], "{call}");
        }
    }
}
