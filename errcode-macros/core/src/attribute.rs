//! Attributes and visibility, as tokens. `syn` can parse them into trees, but that doubles its compile time.

use errcode_tables::CodeType;
use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use syn::Token;
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;

use crate::diagnostic::Diagnostic;

/// Traits that we implement; deriving them would conflict.
const PROVIDED: [&str; 12] =
    ["Clone", "Copy", "Debug", "Display", "Eq", "Error", "FromStr", "Hash", "Ord", "PartialEq", "PartialOrd", "From"];

/// An attribute in any form, or one of the attributes inside a `cfg_attr`.
#[derive(Clone)]
pub(crate) struct Attribute {
    pound: Span,
    brackets: Group,
    /// The conditions of the `cfg_attr`s around it, outermost first.
    conditions: Vec<Condition>,
    /// The tokens inside the brackets, or of the attribute inside a `cfg_attr`.
    content: Vec<TokenTree>,
}

/// `cfg_attr`, its parentheses and its condition.
#[derive(Clone)]
struct Condition {
    cfg_attr: TokenTree,
    parentheses: Span,
    predicate: Vec<TokenTree>,
}

impl Attribute {
    /// Parses all attributes at the start of the input. Each attribute inside a `cfg_attr` becomes a separate one, so that a `derive` or
    /// `deprecated` is found there, too.
    ///
    /// # Errors
    ///
    /// A `#` without brackets.
    pub(crate) fn parse_all(input: ParseStream<'_>, diagnostics: &mut Vec<Diagnostic>) -> syn::Result<Vec<Self>> {
        let mut attributes = Vec::new();
        while input.peek(Token![#]) {
            let pound = input.parse::<Token![#]>()?.spans[0];
            if let Some(inner) = input.parse::<Option<Token![!]>>()? {
                // Treat it as an attribute of the enum, which was most likely meant.
                let message = "expected an attribute of the enum: #[…], or a comment with `///`, not `#![…]` or `//!`";
                diagnostics.push(Diagnostic::new(inner.span, message));
            }
            let brackets: Group = input.parse()?;
            if brackets.delimiter() != Delimiter::Bracket {
                return Err(syn::Error::new(brackets.span(), "expected an attribute: #[…]"));
            }
            let content = flat(brackets.stream());
            let attribute = Self { pound, brackets, conditions: Vec::new(), content };
            attribute.split(&mut attributes);
        }
        Ok(attributes)
    }

    /// Appends the attributes inside a `cfg_attr`, or any other attribute as it is.
    fn split(self, attributes: &mut Vec<Self>) {
        // A stack: the next attribute to split is the last one.
        let mut waiting = vec![self];
        while let Some(attribute) = waiting.pop() {
            let parts = if is_named(&attribute.content, "cfg_attr") { attribute.arguments() } else { Vec::new() };
            let (Some(cfg_attr), [predicate, held @ ..]) = (attribute.content.first(), &parts[..]) else {
                attributes.push(attribute);
                continue;
            };
            if held.is_empty() {
                attributes.push(attribute);
                continue;
            }
            let parentheses = attribute.content.get(1).map_or_else(|| attribute.brackets.span(), TokenTree::span);
            let condition = Condition { cfg_attr: cfg_attr.clone(), parentheses, predicate: predicate.clone() };
            waiting.extend(held.iter().rev().map(|content| Self {
                conditions: attribute.conditions.iter().cloned().chain([condition.clone()]).collect(),
                content: content.clone(),
                pound: attribute.pound,
                brackets: attribute.brackets.clone(),
            }));
        }
    }

    /// Whether it is `#[name]`, with any arguments or none.
    pub(crate) fn is(&self, name: &str) -> bool {
        is_named(&self.content, name)
    }

    /// The arguments between its parentheses, split at the commas.
    fn arguments(&self) -> Vec<Vec<TokenTree>> {
        match self.content.get(1) {
            Some(TokenTree::Group(group)) => parts(&flat(group.stream())),
            _ => Vec::new(),
        }
    }

    /// As it was written.
    pub(crate) fn tokens(&self) -> TokenStream {
        if self.conditions.is_empty() {
            return self.with_brackets(self.brackets.clone().into());
        }
        self.with_content(self.content.iter().cloned().collect())
    }

    /// The same attribute with other arguments.
    fn with_arguments<'a>(&self, arguments: impl IntoIterator<Item = &'a [TokenTree]>) -> TokenStream {
        let mut within = TokenStream::new();
        for argument in arguments {
            within.extend(argument.iter().cloned().chain([Punct::new(',', Spacing::Alone).into()]));
        }
        let name = self.content.iter().take(1).cloned();
        let round = group(Delimiter::Parenthesis, within, self.brackets.span());
        self.with_content(name.chain([round]).collect())
    }

    /// The attribute with this content between its brackets, or in its `cfg_attr`.
    fn with_content(&self, mut content: TokenStream) -> TokenStream {
        for Condition { cfg_attr, parentheses, predicate } in self.conditions.iter().rev() {
            let comma = || TokenTree::from(Punct::new(',', Spacing::Alone));
            let within = predicate.iter().cloned().chain([comma()]).chain(content).chain([comma()]).collect();
            content = TokenStream::from_iter([cfg_attr.clone(), group(Delimiter::Parenthesis, within, *parentheses)]);
        }
        self.with_brackets(group(Delimiter::Bracket, content, self.brackets.span()))
    }

    fn with_brackets(&self, brackets: TokenTree) -> TokenStream {
        let mut pound = Punct::new('#', Spacing::Alone);
        pound.set_span(self.pound);
        TokenStream::from_iter([TokenTree::from(pound), brackets])
    }
}

fn group(delimiter: Delimiter, content: TokenStream, span: Span) -> TokenTree {
    let mut group = Group::new(delimiter, content);
    group.set_span(span);
    group.into()
}

/// The `cfg` attributes of an enum, also those in a `cfg_attr`. Every generated item gets them, too.
pub(crate) fn cfg_of(attributes: &[Attribute]) -> impl Iterator<Item = TokenStream> {
    attributes.iter().filter(|attribute| attribute.is("cfg")).map(Attribute::tokens)
}

/// The enum's own attributes, without derives that we provide.
pub(crate) fn kept(
    attributes: &[Attribute],
    code_type: CodeType,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<TokenStream> {
    let mut kept = Vec::new();
    for attribute in attributes {
        if !attribute.is("derive") {
            kept.push(attribute.tokens());
            continue;
        }
        let derives = attribute.arguments();
        let wanted = derives.iter().map(Vec::as_slice).filter(|path| {
            let is_text = code_type == CodeType::Text;
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

/// Parses a visibility, which may be empty.
///
/// # Errors
///
/// Never: other tokens stay unread.
pub(crate) fn visibility(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let mut tokens = TokenStream::new();
    if input.peek(Token![pub]) {
        tokens.extend([TokenTree::from(input.call(Ident::parse_any)?)]);
        if input.peek(syn::token::Paren) {
            tokens.extend([TokenTree::from(input.parse::<Group>()?)]);
        }
    }
    Ok(tokens)
}

/// Whether tokens begin with this name, alone or before arguments or a value.
fn is_named(tokens: &[TokenTree], name: &str) -> bool {
    let is_path = matches!(tokens.get(1), Some(TokenTree::Punct(colon)) if colon.as_char() == ':');
    matches!(tokens.first(), Some(TokenTree::Ident(ident)) if !is_path && *ident == name)
}

/// The last name of a path.
fn last_name(path: &[TokenTree]) -> Option<&Ident> {
    path.iter().rev().find_map(|token| if let TokenTree::Ident(ident) = token { Some(ident) } else { None })
}

/// The tokens, without the invisible groups that macro parameters put around them.
fn flat(tokens: TokenStream) -> Vec<TokenTree> {
    let each = tokens.into_iter().flat_map(|token| match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::None => flat(group.stream()),
        token => vec![token],
    });
    each.collect()
}

fn parts(tokens: &[TokenTree]) -> Vec<Vec<TokenTree>> {
    let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',');
    tokens.split(is_comma).filter(|part| !part.is_empty()).map(<[TokenTree]>::to_vec).collect()
}

#[cfg(test)]
mod tests {
    use proc_macro2::{Delimiter, Group, Punct, Spacing, TokenStream, TokenTree};
    use syn::parse::{ParseStream, Parser as _};

    use super::{Attribute, Diagnostic};

    #[test]
    fn attributes_of_a_cfg_attr_are_attributes() {
        let split = |source: &str| {
            let mut diagnostics = Vec::new();
            let parser = |input: ParseStream<'_>| Attribute::parse_all(input, &mut diagnostics);
            let attributes = parser.parse2(source.parse::<TokenStream>().unwrap()).unwrap();
            let shown = |attribute: &Attribute| attribute.tokens().to_string().replace(' ', "");
            let is_derive = attributes.iter().filter(|attribute| attribute.is("derive")).count();
            (attributes.iter().map(shown).collect::<String>(), is_derive, diagnostics.len())
        };
        for (source, shown, derives, mistakes) in [
            ("#[a] #[derive(B)]", "#[a]#[derive(B)]", 1, 0),
            ("#[cfg_attr(x, derive(B), c = \"d\",)]", "#[cfg_attr(x,derive(B),)]#[cfg_attr(x,c=\"d\",)]", 1, 0),
            ("#[cfg_attr(x, cfg_attr(y, derive(B)))]", "#[cfg_attr(x,cfg_attr(y,derive(B),),)]", 1, 0),
            ("#[cfg_attr(x)] #[cfg_attr] #[cfg_attr()]", "#[cfg_attr(x)]#[cfg_attr]#[cfg_attr()]", 0, 0),
            ("#![a] #[derive(B)]", "#[a]#[derive(B)]", 1, 1),
            ("#[other::derive(B)]", "#[other::derive(B)]", 0, 0),
        ] {
            assert_eq!(split(source), (shown.to_owned(), derives, mistakes), "{source}");
        }
    }

    /// A macro passes its `$meta` in such a group.
    #[test]
    fn the_content_of_an_attribute_may_come_in_a_group() {
        let meta = Group::new(Delimiter::None, "derive(Debug, Extra)".parse().unwrap());
        let brackets = Group::new(Delimiter::Bracket, TokenTree::from(meta).into());
        let attribute = TokenStream::from_iter([Punct::new('#', Spacing::Alone).into(), TokenTree::from(brackets)]);
        let mut call: TokenStream = "[::errcode_runtime]".parse().unwrap();
        call.extend(attribute);
        call.extend("enum E from \"gateway\"".parse::<TokenStream>());
        let shown = crate::expand(call, &crate::Environment::default()).to_string().replace(' ', "");
        assert!(shown.contains("#[derive(Extra,)]") && shown.contains("giveseveryenum`Debug`"), "{shown}");
    }

    #[test]
    fn a_comment_of_a_module_is_a_mistake_of_its_own() {
        let call = "[::errcode_runtime] #![doc = \"A\"] enum E from \"gateway\"";
        let mut diagnostics = Vec::new();
        let input = crate::input::parse(call.parse().unwrap(), &mut diagnostics);
        let messages: Vec<_> =
            input.items.iter().flat_map(|(_, diagnostics)| diagnostics).map(Diagnostic::text).collect();
        assert_eq!(
            messages,
            ["expected an attribute of the enum: #[…], or a comment with `///`, not `#![…]` or `//!`"]
        );
    }
}
