//! Attributes and visibility, as tokens. `syn` has trees for them, at twice its compile time.

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use syn::Token;
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;

/// An attribute, `#[name]` or `#[name(arguments)]` or any other form.
pub(crate) struct Attribute {
    pound: Span,
    brackets: Group,
    /// The tokens inside the brackets.
    content: Vec<TokenTree>,
}

impl Attribute {
    /// Reads all attributes at the start of the input.
    ///
    /// # Errors
    ///
    /// A `#` without brackets.
    pub(crate) fn parse_outer(input: ParseStream<'_>) -> syn::Result<Vec<Self>> {
        let mut attributes = Vec::new();
        while input.peek(Token![#]) {
            let pound = input.parse::<Token![#]>()?.spans[0];
            let brackets: Group = input.parse()?;
            if brackets.delimiter() != Delimiter::Bracket {
                return Err(syn::Error::new(brackets.span(), "expected an attribute: #[…]"));
            }
            attributes.push(Self { pound, content: flat(brackets.stream()), brackets });
        }
        Ok(attributes)
    }

    /// Whether it is `#[name]`, with whatever arguments.
    pub(crate) fn is(&self, name: &str) -> bool {
        is_named(&self.content, name)
    }

    /// The arguments between its parentheses, split at the commas.
    pub(crate) fn arguments(&self) -> Vec<Vec<TokenTree>> {
        match self.content.get(1) {
            Some(TokenTree::Group(group)) => parts(&flat(group.stream())),
            _ => Vec::new(),
        }
    }

    /// As it was written.
    pub(crate) fn tokens(&self) -> TokenStream {
        self.with_brackets(self.brackets.clone())
    }

    /// The same attribute with other arguments.
    pub(crate) fn with_arguments<'a>(&self, arguments: impl IntoIterator<Item = &'a [TokenTree]>) -> TokenStream {
        let span = self.brackets.span();
        let mut within = TokenStream::new();
        for argument in arguments {
            within.extend(argument.iter().cloned().chain([Punct::new(',', Spacing::Alone).into()]));
        }
        let group = |delimiter, stream| {
            let mut group = Group::new(delimiter, stream);
            group.set_span(span);
            group
        };
        let name = self.content.iter().take(1).cloned();
        let round = TokenTree::from(group(Delimiter::Parenthesis, within));
        self.with_brackets(group(Delimiter::Bracket, name.chain([round]).collect()))
    }

    fn with_brackets(&self, brackets: Group) -> TokenStream {
        let mut pound = Punct::new('#', Spacing::Alone);
        pound.set_span(self.pound);
        TokenStream::from_iter([TokenTree::from(pound), brackets.into()])
    }
}

/// The attributes of an enum that every item of it gets, too: `cfg`, and of `cfg_attr` what is a `cfg`.
pub(crate) fn cfg_of(attributes: &[Attribute]) -> impl Iterator<Item = TokenStream> {
    attributes.iter().filter_map(|attribute| {
        if attribute.is("cfg") {
            return Some(attribute.tokens());
        }
        let arguments = if attribute.is("cfg_attr") { attribute.arguments() } else { Vec::new() };
        let (when, then) = arguments.split_first()?;
        let cfg: Vec<&[TokenTree]> = then.iter().map(Vec::as_slice).filter(|meta| is_named(meta, "cfg")).collect();
        (!cfg.is_empty()).then(|| attribute.with_arguments([when.as_slice()].into_iter().chain(cfg)))
    })
}

/// Reads a visibility, which may be empty.
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
pub(crate) fn last_name(path: &[TokenTree]) -> Option<&Ident> {
    path.iter().rev().find_map(|token| if let TokenTree::Ident(ident) = token { Some(ident) } else { None })
}

/// The tokens, without the invisible groups that a macro's parameters leave around them.
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
