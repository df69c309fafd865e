//! The entries in the parentheses after a file: `(code = "Value", severity: str = "Log level", skip = sections)`.

use std::collections::HashSet;

use errcode_tables::{
    CodeWord, Column, Entry, Field, FieldType, Header, Numbers, Repeated, check_field_name, field_name_for, nearest,
    quoted, vendor_name,
};
use proc_macro2::{Ident, Span, TokenTree};
use syn::ext::IdentExt as _;
use syn::parse::{ParseBuffer, ParseStream};
use syn::{Lit, LitStr, Token, bracketed, token};

use super::selector::{Code, code, range};
use super::width::in_32_bits;
use crate::diagnostic::{Diagnostic, Limited};

/// The names of entries that are options, not columns.
const OPTIONS: [&str; 4] = ["skip", "repeated", "strip", "success"];

/// Parses the entries. Bad ones are reported and skipped.
pub(super) fn entries(input: &ParseBuffer<'_>, mistakes: &mut Limited) -> syn::Result<Vec<(Entry, Span)>> {
    let mut entries = Entries::default();
    while !input.is_empty() {
        if let Err(diagnostic) = entries.entry(input, mistakes) {
            mistakes.push(diagnostic.span(), || diagnostic);
            skip_to_comma(input)?;
        }
        if !input.is_empty() && input.parse::<Option<Token![,]>>()?.is_none() {
            let span = input.span();
            let expected = "expected `,` before the next entry: (code = \"Value\", name = \"Name\")";
            mistakes.push(span, || Diagnostic::new(span, expected));
            skip_to_comma(input)?;
            input.parse::<Option<Token![,]>>()?;
        }
    }
    Ok(entries.finish(mistakes))
}

fn skip_to_comma(input: ParseStream<'_>) -> syn::Result<()> {
    while !input.is_empty() && !input.peek(Token![,]) {
        input.parse::<TokenTree>()?;
    }
    Ok(())
}

#[derive(Default)]
struct Entries {
    read: Vec<(Entry, Span)>,
    /// What the call has given so far, in the words of messages.
    given: HashSet<String>,
    has_numbers_of_32_bits: bool,
    /// The index of the entry `success`, and its codes.
    success: Option<(usize, Vec<Code>)>,
}

impl Entries {
    fn entry(&mut self, input: ParseStream<'_>, mistakes: &mut Limited) -> Result<(), Diagnostic> {
        let column = input
            .call(Ident::parse_any)
            .map_err(|error| Diagnostic::new(error.span(), "expected a column and its header: code = \"Value\""))?;
        let name = column.unraw().to_string();
        if input.parse::<Option<Token![:]>>()?.is_some() {
            return self.typed(&column, &name, input);
        }
        if input.parse::<Option<Token![=]>>()?.is_none() {
            let message = format!("expected `=` and a header, or `:` and a type, after `{name}`");
            let help = format!("write: ({name} = \"Header\") or ({name}: str = \"Header\")");
            return Err(Diagnostic::new(input.span(), message).help(match name.parse::<Column>() {
                Ok(_) => format!("write: ({name} = \"Header\")"),
                Err(_) => option_form(&name).map_or(help, |form| format!("write: ({form})")),
            }));
        }
        // At the end of the parentheses there is no token to point at.
        let option = CallOption { name: &column, value: if input.is_empty() { column.span() } else { input.span() } };
        match name.as_str() {
            "skip" => self.skip(&option, input, mistakes),
            "repeated" => self.repeated(&option, input),
            "strip" => self.strip(&option, input),
            "success" => self.success(&option, input, mistakes),
            _ => self.column(&column, &name, input),
        }
    }

    /// Rejects what the call gives a second time.
    fn once(&mut self, what: String, span: Span) -> Result<(), Diagnostic> {
        if self.given.contains(&what) {
            return Err(Diagnostic::new(span, format!("{what} is given twice")));
        }
        self.given.insert(what);
        Ok(())
    }

    /// `code = "Value"`
    fn column(&mut self, ident: &Ident, name: &str, input: ParseStream<'_>) -> Result<(), Diagnostic> {
        let Ok(column) = name.parse::<Column>() else { return Err(unknown_column(ident, name, input)) };
        let (header, span) = header(name, input)?;
        self.push_column(column, header, ident.span(), span)
    }

    fn push_column(&mut self, column: Column, header: Header, of: Span, span: Span) -> Result<(), Diagnostic> {
        let what = format!("the column `{column}`");
        if self.given.contains(&what) {
            return Err(Diagnostic::new(of, format!("{what} is named twice")));
        }
        self.given.insert(what);
        self.read.push((Entry::Column(column, header), span));
        Ok(())
    }

    /// `code: str`, `severity: str = "Log level"`
    fn typed(&mut self, ident: &Ident, name: &str, input: ParseStream<'_>) -> Result<(), Diagnostic> {
        let types = || if name == Column::Code.as_str() { words(CodeWord::ALL) } else { words(FieldType::ALL) };
        let found = input
            .call(Ident::parse_any)
            .map_err(|error| Diagnostic::new(error.span(), format!("expected a type: {}", types())))?;
        let header = match input.parse::<Option<Token![=]>>()? {
            Some(_) => Some(header(name, input)?),
            None => None,
        };
        let word = found.unraw().to_string();
        let Ok(column) = name.parse::<Column>() else { return self.field(ident, name, (&found, &word), header) };
        if column != Column::Code {
            let header = shown(header.as_ref().map(|(header, _)| header));
            let message = format!("the type of the column `{name}` is fixed");
            let help = format!(
                "write ({name} = {header}); a column of the vendor's own needs another name: ({}: {word} = {header})",
                vendor_name(name)
            );
            return Err(Diagnostic::new(ident.span(), message).help(help));
        }
        let Ok(code_word) = word.parse::<CodeWord>() else {
            return Err(Diagnostic::new(found.span(), format!("expected the type of the codes: {}", types())));
        };
        self.once("the type of the codes".to_owned(), found.span())?;
        self.has_numbers_of_32_bits |= code_word == CodeWord::I32;
        self.read.push((Entry::CodeWord(code_word), found.span()));
        match header {
            Some((header, span)) => self.push_column(column, header, ident.span(), span),
            None => Ok(()),
        }
    }

    fn field(
        &mut self,
        ident: &Ident,
        name: &str,
        (found, word): (&Ident, &str),
        header: Option<(Header, Span)>,
    ) -> Result<(), Diagnostic> {
        let span = ident.span();
        check_field_name(name).map_err(|reason| {
            let diagnostic = Diagnostic::new(span, reason.message(name));
            // Without a header, the name selects the column. A field with another name needs the header.
            let header = header.as_ref().map_or_else(|| Header::Text(name.to_owned()), |(header, _)| header.clone());
            match field_name_for(name) {
                Some(name) => {
                    diagnostic.help(format!("give it another name: ({name}: {word} = {})", shown(Some(&header))))
                }
                None => diagnostic,
            }
        })?;
        let Ok(field_type) = word.parse::<FieldType>() else {
            let diagnostic = Diagnostic::new(found.span(), format!("unknown type `{word}` of the field `{name}`"));
            return Err(diagnostic.help(format!("the types are: {}", words(FieldType::ALL))));
        };
        self.once(format!("the field `{name}`"), span)?;
        let field = Field { name: name.to_owned(), field_type };
        let (header, at) = header.map_or((None, span), |(header, at)| (Some(header), at));
        self.read.push((Entry::Field(field, header), at));
        Ok(())
    }

    /// `skip = ["other"]`, `skip = sections`
    fn skip(
        &mut self,
        option: &CallOption<'_>,
        input: ParseStream<'_>,
        mistakes: &mut Limited,
    ) -> Result<(), Diagnostic> {
        if input.peek(Ident::peek_any) {
            let word = input.call(Ident::parse_any)?;
            if word != "sections" {
                return Err(option.expected());
            }
            self.once("`skip = sections`".to_owned(), option.name.span())?;
            self.read.push((Entry::SkipSections, word.span()));
            return Ok(());
        }
        let cells = self.list("`skip = […]`", option, input, mistakes, |content| {
            let expected = "expected the code cell of the rows to skip, in quotes: skip = [\"other\"]";
            content.parse::<LitStr>().map_err(|error| Diagnostic::new(error.span(), expected))
        })?;
        if cells.is_empty() {
            return Err(option.expected());
        }
        let mut known = HashSet::new();
        for cell in cells {
            let (text, span) = (cell.value(), cell.span());
            if known.insert(text.trim().to_owned()) {
                self.read.push((Entry::Skip(text), span));
            } else {
                mistakes.push(span, || Diagnostic::new(span, format!("{} is given twice", quoted(&text))));
            }
        }
        Ok(())
    }

    /// `repeated = join`
    fn repeated(&mut self, option: &CallOption<'_>, input: ParseStream<'_>) -> Result<(), Diagnostic> {
        let word = input.call(Ident::parse_any).ok();
        let parsed = word.as_ref().and_then(|word| word.to_string().parse::<Repeated>().ok());
        let (Some(word), Some(repeated)) = (word, parsed) else { return Err(option.expected()) };
        self.once("`repeated`".to_owned(), option.name.span())?;
        self.read.push((Entry::Repeated(repeated), word.span()));
        Ok(())
    }

    /// `strip = "SQLITE_"`
    fn strip(&mut self, option: &CallOption<'_>, input: ParseStream<'_>) -> Result<(), Diagnostic> {
        let prefix = input.parse::<LitStr>().ok().filter(|prefix| !prefix.value().is_empty());
        let Some(prefix) = prefix else { return Err(option.expected()) };
        self.once("`strip`".to_owned(), option.name.span())?;
        self.read.push((Entry::Strip(prefix.value()), prefix.span()));
        Ok(())
    }

    /// `success = [200..=299]`
    fn success(
        &mut self,
        option: &CallOption<'_>,
        input: ParseStream<'_>,
        mistakes: &mut Limited,
    ) -> Result<(), Diagnostic> {
        let codes = self.list("`success`", option, input, mistakes, |content| {
            let first = code(content, "expected a code or a range of codes: success = [0, 200..=299]")?;
            if content.peek(Token![..=]) {
                let (range, spelling) = range(content, &first)?;
                return Ok(Code { codes: Numbers::from(range).into(), span: first.span, spelling });
            }
            Ok(first)
        })?;
        self.success = Some((self.read.len(), codes));
        self.read.push((Entry::Success(Vec::new()), option.name.span()));
        Ok(())
    }

    /// Parses the list of an option. Bad items are reported and skipped.
    fn list<T>(
        &mut self,
        what: &str,
        option: &CallOption<'_>,
        input: ParseStream<'_>,
        mistakes: &mut Limited,
        mut item: impl FnMut(ParseStream<'_>) -> Result<T, Diagnostic>,
    ) -> Result<Vec<T>, Diagnostic> {
        if !input.peek(token::Bracket) {
            return Err(option.expected());
        }
        let content = in_brackets(input)?;
        let mut items = Vec::new();
        while !content.is_empty() {
            match item(&content) {
                Ok(item) => items.push(item),
                Err(diagnostic) => {
                    mistakes.push(diagnostic.span(), || diagnostic);
                    skip_to_comma(&content)?;
                }
            }
            if !content.is_empty() && content.parse::<Option<Token![,]>>()?.is_none() {
                let span = content.span();
                mistakes.push(span, || Diagnostic::new(span, "expected `,`"));
                skip_to_comma(&content)?;
                content.parse::<Option<Token![,]>>()?;
            }
        }
        self.once(what.to_owned(), option.name.span())?;
        Ok(items)
    }

    fn finish(mut self, mistakes: &mut Limited) -> Vec<(Entry, Span)> {
        if let Some((place, mut codes)) = self.success {
            if self.has_numbers_of_32_bits {
                codes.retain_mut(|Code { codes, span, spelling }| {
                    in_32_bits(codes, spelling, *span).map_err(|wrong| mistakes.push(*span, || wrong)).is_ok()
                });
            }
            self.read[place].0 = Entry::Success(codes.into_iter().map(|code| code.codes).collect());
        }
        self.read
    }
}

fn in_brackets(input: ParseStream<'_>) -> syn::Result<ParseBuffer<'_>> {
    let content;
    bracketed!(content in input);
    Ok(content)
}

/// `"Log level"`, or the position of a column.
fn header(name: &str, input: ParseStream<'_>) -> Result<(Header, Span), Diagnostic> {
    let expected =
        || format!("expected a header in quotes, or the position of a column: {name} = \"Header\", {name} = 1");
    match input.parse::<Lit>() {
        Ok(Lit::Str(text)) => Ok((Header::Text(text.value()), text.span())),
        Ok(Lit::Int(position)) => match position.base10_parse::<usize>() {
            Ok(0) => {
                let message = "there is no column 0: positions are counted from 1";
                Err(Diagnostic::new(position.span(), message))
            }
            Ok(number) if position.suffix().is_empty() => Ok((Header::Position(number), position.span())),
            _ => Err(Diagnostic::new(position.span(), format!("invalid position `{position}`: {}", expected()))),
        },
        Ok(other) => Err(Diagnostic::new(other.span(), expected())),
        Err(error) => Err(Diagnostic::new(error.span(), expected())),
    }
}

/// A header as a call spells it; an example where the call has none.
fn shown(header: Option<&Header>) -> String {
    header.map_or_else(|| "\"Header\"".to_owned(), Header::to_string)
}

/// How an option is written.
fn option_form(option: &str) -> Option<&'static str> {
    Some(match option {
        "skip" => "skip = [\"other\"], or skip = sections",
        "repeated" => "repeated = join, or repeated = alias",
        "strip" => "strip = \"PREFIX_\"",
        "success" => "success = [0, 200..=299], or success = [\"SUCCESS\"]",
        _ => return None,
    })
}

/// An option, and the place of its value.
struct CallOption<'i> {
    name: &'i Ident,
    value: Span,
}

impl CallOption<'_> {
    fn expected(&self) -> Diagnostic {
        let form = option_form(&self.name.unraw().to_string()).unwrap_or_default();
        Diagnostic::new(self.value, format!("expected {form}"))
    }
}

fn unknown_column(ident: &Ident, name: &str, input: ParseStream<'_>) -> Diagnostic {
    let header = header(name, input).ok().map(|(header, _)| header);
    let known = Column::ALL.iter().map(|column| column.as_str()).chain(OPTIONS);
    let (near, a) = match nearest(name, known) {
        Some(near) => (format!("did you mean `{near}`? "), "A"),
        None => (String::new(), "a"),
    };
    let name_of_field = field_name_for(name).unwrap_or_else(|| "log_level".to_owned());
    let header = shown(header.as_ref());
    let help = format!("{near}{a} column of the vendor's own needs a type: ({name_of_field}: str = {header})");
    Diagnostic::new(ident.span(), format!("unknown column `{name}`")).help(help)
}

/// The words of a list, for a message.
fn words(list: &[impl ToString]) -> String {
    list.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests;
