//! The tokens of an enum.
//!
//! What depends on the rows is emitted here: the variants, one match from variant to row, one array from row to
//! variant, two literals. The rest is `__implement!` in the runtime (`implement.rs`), which gets these as its input.
//!
//! Trees are pushed by hand: macros run unoptimised in debug builds, and for thousands of rows `quote!` costs half as
//! much again.

use errcode_tables::CodeType;
use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::quote_spanned;

use crate::attribute::{cfg_of, last_name};
use crate::diagnostic::Diagnostic;
use crate::doc;
use crate::model::Enum;
use crate::pack::{Literals, pack};

mod members;

/// Traits that we implement; deriving them would conflict.
const PROVIDED: [&str; 12] =
    ["Clone", "Copy", "Debug", "Display", "Eq", "Error", "FromStr", "Hash", "Ord", "PartialEq", "PartialOrd", "From"];

/// Appends the enum to `output`.
pub(crate) fn emit(
    model: &Enum<'_>,
    runtime: &TokenStream,
    output: &mut TokenStream,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let packed = match pack(model) {
        Ok(packed) => packed,
        Err(message) => return diagnostics.push(Diagnostic::new(model.name.span(), message)),
    };
    // The span of the call, resolved as the macro's: lints and editors then do not treat this as the user's own code.
    let span = Span::call_site().located_at(model.name.span());
    // `deprecated` is for users of the enum; the generated code that names it must not warn.
    let deprecated = model.attributes.iter().any(|attribute| attribute.is("deprecated"));
    let allow = deprecated.then(|| quote_spanned!(span=> #[allow(deprecated)]));
    let attributes = attributes(model, diagnostics);
    output.extend(item(model, runtime, &attributes, allow.as_ref(), span));
    output.extend(implement(model, &packed, runtime, allow.as_ref(), span));
    if !(model.aliases.is_empty() && model.fields.is_empty()) {
        output.extend(members::implement(model, runtime, allow.as_ref(), span));
    }
}

/// `pub enum E { … }`
fn item(
    model: &Enum<'_>,
    runtime: &TokenStream,
    attributes: &[TokenStream],
    allow: Option<&TokenStream>,
    span: Span,
) -> TokenStream {
    let (name, visibility) = (&model.name, &model.visibility);
    let doc = doc::of_enum(model);
    let doc = if model.attributes.iter().any(|attribute| attribute.is("doc")) { format!("\n{doc}") } else { doc };
    let variants = variants(model, runtime, span);
    // An unknown text is kept in a box, so an enum of texts cannot be `Copy`.
    let copy = (model.code_type == CodeType::Number).then(|| quote_spanned!(span=> #runtime::__private::Copy,));
    quote_spanned! {span=>
        #(#attributes)*
        #allow
        #[doc = #doc]
        #[derive(
            #runtime::__private::Clone,
            #copy
            #runtime::__private::PartialEq,
            #runtime::__private::Eq,
            #runtime::__private::Hash
        )]
        #visibility enum #name { #variants }
    }
}

/// A name where it is used, not declared. An editor that hovers over a name in the call shows the documentation of each token with
/// its span, so only the declaration has it.
fn used(name: &Ident) -> Ident {
    let mut name = name.clone();
    name.set_span(Span::call_site());
    name
}

/// The call of the runtime's `__implement!`: what every enum has.
fn implement(
    model: &Enum<'_>,
    packed: &Literals,
    runtime: &TokenStream,
    allow: Option<&TokenStream>,
    span: Span,
) -> TokenStream {
    let (name, texts) = (&used(&model.name), &packed.texts);
    let cfg = cfg_of(&model.attributes);
    let classified = Ident::new(if model.classified { "true" } else { "false" }, span);
    let length = Literal::usize_unsuffixed(packed.numbers.len());
    let numbers = Literal::byte_string(&packed.numbers);
    let sources = model.sources.iter().map(|source| {
        let (title, title_zh, file) = (source.title, source.title_zh, &source.file);
        quote_spanned!(span=> (#title #title_zh #file))
    });
    let track = model.sources.iter().flat_map(|source| &source.track);
    let ranges = model.variants.iter().filter_map(|variant| {
        let (name, key) = (used(&variant.name), Literal::i64_unsuffixed(variant.range_key()?));
        Some(quote_spanned!(span=> #name #key))
    });
    let implement = codes(model, "implement", "implement_texts", span);
    let code_type = codes(model, "number", "text", span);
    let count = Literal::usize_unsuffixed(model.variants.len());
    let (rows, values) = (rows(model), values(model, runtime));
    quote_spanned! {span=>
        #runtime::__private::#implement! {
            #name, #classified, #code_type, [#(#cfg)* #allow]
            texts #texts
            length #length
            numbers #numbers
            sources [#(#sources)*]
            track [#(#track)*]
            ranges [#(#ranges)*]
            rows [#rows]
            variants #count #values
        }
    }
}

/// The enum's own attributes, without derives that we provide.
fn attributes(model: &Enum<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<TokenStream> {
    let mut kept = Vec::new();
    for attribute in &model.attributes {
        if !attribute.is("derive") {
            kept.push(attribute.tokens());
            continue;
        }
        let derives = attribute.arguments();
        let wanted = derives.iter().map(Vec::as_slice).filter(|path| {
            let is_text = model.code_type == CodeType::Text;
            let is_provided = |name: &&Ident| {
                PROVIDED.iter().any(|provided| *name == provided)
                    || is_text && (*name == "AsRef" || *name == "AsRefStr")
            };
            let provided = last_name(path).filter(is_provided);
            if let Some(name) = provided {
                let message = if is_text && name == "Copy" {
                    "an enum whose codes are texts cannot be `Copy`: it keeps unknown texts".to_owned()
                } else {
                    format!("`errcodes!` gives every enum `{name}`")
                };
                diagnostics.push(Diagnostic::new(name.span(), message).help("remove it from the derive"));
            }
            provided.is_none()
        });
        kept.push(attribute.with_arguments(wanted));
    }
    kept
}

/// `#[doc = "…"] #[doc(alias = "40001")] InvalidCredential,` for each row, and last `Unknown`.
fn variants(model: &Enum<'_>, runtime: &TokenStream, span: Span) -> TokenStream {
    let mut output = Vec::with_capacity(model.variants.len() * 6 + 8);
    let tokens = Tokens { span };
    let mut alias = String::new();
    let aliases = doc::Aliases::of(model);
    for (index, variant) in model.variants.iter().enumerate() {
        let doc = doc::of_variant(variant, model, aliases.of_variant(index));
        tokens.attribute(&mut output, [tokens.ident("doc"), tokens.punct('='), tokens.string(&doc)]);
        alias.clear();
        doc::push_code(&mut alias, variant);
        // Numbers need no check.
        if model.code_type == CodeType::Number || is_alias(&alias) && variant.name != alias {
            tokens.doc_alias(&mut output, &alias);
        }
        let spelled = &*variant.row.spelled_name;
        // For most rows, equal to the name of the row: the cheapest comparison is the first.
        if spelled != variant.row.name && spelled != alias && is_alias(spelled) && variant.name != spelled {
            tokens.doc_alias(&mut output, spelled);
        }
        if let Some(number) = doc::other_spelling(variant, &alias).filter(|number| spelled != number) {
            tokens.doc_alias(&mut output, &number);
        }
        output.push(variant.name.clone().into());
        if let Some(key) = variant.range_key() {
            let (name, key) = (used(&model.name), Literal::i64_unsuffixed(key));
            let payload = quote_spanned!(span=> #runtime::RangeCode<#name, #key>);
            output.push(tokens.group(Delimiter::Parenthesis, payload));
        }
        output.push(tokens.punct(','));
    }
    tokens.attribute(
        &mut output,
        [tokens.ident("doc"), tokens.punct('='), tokens.string(doc::of_unknown(model.languages))],
    );
    let (name, unknown) = (used(&model.name), codes(model, "UnknownCode", "UnknownText", span));
    output.extend(quote_spanned!(span=> Unknown(#runtime::#unknown<#name>)));
    output.into_iter().collect()
}

/// Whether rustdoc accepts a text as an alias.
fn is_alias(text: &str) -> bool {
    let is_refused = |c: char| matches!(c, '"' | '\'') || c.is_whitespace() && c != ' ';
    !text.is_empty() && text.trim() == text && !text.contains(is_refused)
}

/// One word for an enum whose codes are numbers, another for one whose codes are texts.
fn codes(model: &Enum<'_>, number: &str, text: &str, span: Span) -> Ident {
    Ident::new(if model.code_type == CodeType::Number { number } else { text }, span)
}

/// At most this many arms in one match: rustc's time for a match grows with the square of its arms.
const ARMS: usize = 512;

/// `{ E::A => 0, E::B(..) => 1, _ => 2 } { … }`: a value that this match does not have, and `Unknown`, give the number of rows.
fn rows(model: &Enum<'_>) -> TokenStream {
    let (tokens, name) = (Tokens { span: Span::call_site() }, used(&model.name));
    let any = || tokens.group(Delimiter::Parenthesis, [tokens.joint('.'), tokens.punct('.')]);
    let arm = |row: usize| [tokens.joint('='), tokens.punct('>'), tokens.number(row), tokens.punct(',')];
    let mut row = 0;
    let matches = model.variants.chunks(ARMS).map(|variants| {
        let mut output = Vec::with_capacity(variants.len() * 8 + 8);
        for variant in variants {
            tokens.path(&mut output, &name, &variant.name);
            if variant.is_range() {
                output.push(any());
            }
            output.extend(arm(row));
            row += 1;
        }
        output.push(tokens.ident("_"));
        output.extend(arm(model.variants.len()));
        tokens.group(Delimiter::Brace, output)
    });
    matches.collect()
}

/// `[E::A, E::B(…)]`
fn values(model: &Enum<'_>, runtime: &TokenStream) -> TokenTree {
    let (span, name) = (Span::call_site(), used(&model.name));
    let mut output = Vec::with_capacity(model.variants.len() * 6);
    let tokens = Tokens { span };
    for variant in &model.variants {
        tokens.path(&mut output, &name, &variant.name);
        if variant.is_range() {
            output.push(tokens.group(Delimiter::Parenthesis, quote_spanned!(span=> #runtime::RangeCode::KEY)));
        }
        output.push(tokens.punct(','));
    }
    tokens.group(Delimiter::Bracket, output)
}

/// Makes tokens at one span.
#[derive(Clone, Copy)]
struct Tokens {
    span: Span,
}

impl Tokens {
    fn at_span(self, mut token: TokenTree) -> TokenTree {
        token.set_span(self.span);
        token
    }

    fn punct(self, character: char) -> TokenTree {
        self.at_span(Punct::new(character, Spacing::Alone).into())
    }

    fn joint(self, character: char) -> TokenTree {
        self.at_span(Punct::new(character, Spacing::Joint).into())
    }

    fn ident(self, name: &str) -> TokenTree {
        Ident::new(name, self.span).into()
    }

    fn string(self, text: &str) -> TokenTree {
        self.at_span(Literal::string(text).into())
    }

    fn number(self, number: usize) -> TokenTree {
        self.at_span(Literal::usize_unsuffixed(number).into())
    }

    fn group<I>(self, delimiter: Delimiter, content: I) -> TokenTree
    where
        I: IntoIterator<Item = TokenTree>,
    {
        self.at_span(Group::new(delimiter, content.into_iter().collect()).into())
    }

    fn attribute<const N: usize>(self, output: &mut Vec<TokenTree>, content: [TokenTree; N]) {
        output.extend([self.punct('#'), self.group(Delimiter::Bracket, content)]);
    }

    /// `#[doc(alias = "…")]`
    fn doc_alias(self, output: &mut Vec<TokenTree>, alias: &str) {
        let alias = [self.ident("alias"), self.punct('='), self.string(alias)];
        self.attribute(output, [self.ident("doc"), self.group(Delimiter::Parenthesis, alias)]);
    }

    /// `first::second`, where the first name has this span.
    fn path(self, output: &mut Vec<TokenTree>, first: &Ident, second: &Ident) {
        let mut second = second.clone();
        second.set_span(self.span);
        output.extend([first.clone().into(), self.joint(':'), self.punct(':'), second.into()]);
    }
}

#[cfg(test)]
mod tests {
    use super::ARMS;
    use crate::{Environment, expand};

    /// The expansion of a call with the table `t.csv`, without blanks.
    fn expanded(call: &str, table: &str) -> String {
        let environment = Environment::in_memory([("t.csv", table.as_bytes())]);
        expand(format!("[::rt] {call}").parse().unwrap(), &environment).to_string().replace(' ', "")
    }

    const TABLE: &str = "code,name,message\n1,One,one\n5x,Fifty,fifty\n";

    #[test]
    fn an_enum_has_a_variant_for_each_row_and_unknown() {
        let tokens = expanded("pub enum E from \"t.csv\";", TABLE);
        assert!(tokens.contains("pubenumE{"), "{tokens}");
        assert!(tokens.contains(r#"#[doc(alias="1")]One,"#), "{tokens}");
        assert!(tokens.contains(r#"#[doc(alias="5x")]Fifty(::rt::RangeCode<E,50>),"#), "{tokens}");
        assert!(tokens.contains("Unknown(::rt::UnknownCode<E>)}"), "{tokens}");
        assert!(tokens.contains("rows[{E::One=>0,E::Fifty(..)=>1,_=>2,}]"), "{tokens}");
    }

    #[test]
    fn attributes_go_where_they_belong() {
        let cfg = expanded("#[cfg(unix)] #[deprecated] enum E from \"t.csv\";", TABLE);
        assert_eq!((cfg.matches("#[cfg(unix)]").count(), cfg.matches("#[allow(deprecated)]").count()), (2, 2), "{cfg}");
        let partly = expanded("#[cfg_attr(test, cfg(unix), must_use)] enum E from \"t.csv\";", TABLE);
        assert!(partly.contains("[#[cfg_attr(test,cfg(unix),)]]"), "{partly}");
        let derives = expanded("#[derive(Copy, other::Extra)] enum E from \"t.csv\";", TABLE);
        assert!(derives.contains("#[derive(other::Extra,)]"), "{derives}");
        assert!(derives.contains("`errcodes!`giveseveryenum`Copy`"), "{derives}");
        let texts = expanded("#[derive(Copy, AsRef)] enum E from \"t.csv\";", "code,message\nTOO_FAST,too fast\n");
        assert!(texts.contains("cannotbe`Copy`:itkeepsunknowntexts"), "{texts}");
        assert!(texts.contains("giveseveryenum`AsRef`"), "{texts}");
    }

    #[test]
    fn a_match_has_a_bounded_number_of_arms() {
        for (rows, matches) in [(ARMS, 1), (ARMS + 1, 2)] {
            let rows = (0..rows).fold(String::from("code,name,message\n"), |file, n| file + &format!("{n},N{n},n\n"));
            let tokens = expanded("enum E from \"t.csv\";", &rows);
            assert_eq!(tokens.matches("_=>").count(), matches);
        }
    }
}
