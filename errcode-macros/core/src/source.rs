//! Finds the tables that a call names.

use std::path::Path;

use errcode_tables::{Call, Endpoint, Entry, Format, Shipped, enum_name, is_table, quoted};
use proc_macro2::{Ident, Span};
use syn::LitStr;

use crate::Environment;
use crate::diagnostic::Diagnostic;
use crate::input::Source;
use crate::prepared::{self, Prepared};
pub(crate) use loaded::{Loaded, load};
use messages::{no_endpoint, no_such_table, unreadable};

mod loaded;
mod messages;

/// A table that was found, before it is parsed.
pub(crate) struct Opened {
    /// The literal that names it.
    literal: LitStr,
    /// The spans of [`Format::entries`], for messages.
    entries: Vec<Span>,
    content: Content,
    /// The part of a shipped table that the call needs, as a file; none if the whole table is read.
    excerpt: Option<String>,
    /// Whether the file after `with`, if there is one, could be read.
    pub(crate) is_whole: bool,
}

enum Content {
    Shipped(&'static Shipped),
    Endpoint(Box<Answers>),
    Own(Box<Own>),
}

/// The codes that an endpoint returns.
struct Answers {
    endpoint: Endpoint,
    /// Its name in messages.
    shown: String,
    /// The lines of its rows.
    text: String,
}

struct Own {
    file: File,
    /// The file after `with`.
    overlay: Option<File>,
    format: Format,
}

impl Answers {
    /// The table that the line at `offset` is from, and where that line begins in the table's file.
    fn origin(&self, offset: usize) -> Option<(&'static Shipped, usize)> {
        let (before, behind) = self.text.split_at_checked(offset)?;
        let begin = before.rfind('\n')?;
        let line = &self.text[begin..offset + behind.find('\n').unwrap_or(behind.len())];
        let mut tables = self.endpoint.tables().into_iter();
        tables.find_map(|shipped| Some((shipped, shipped.text().find(line)? + 1)))
    }
}

/// A user's file. Each call reads it again: an editor keeps the macro's process running while the file changes.
struct File {
    /// The literal that names it.
    span: Span,
    bytes: Vec<u8>,
    /// Its name in messages.
    shown: String,
    /// The path that the compiler has to watch: relative to the package, with a leading slash.
    track: Option<String>,
}

/// Finds the table that a call names. `enum_name` is the enum's name in the long form.
pub(crate) fn open(
    source: Source,
    enum_name: Option<&Ident>,
    environment: &Environment,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Opened> {
    let Source { is_endpoint, literal, entries, overlay } = source;
    let wanted = literal.value();
    if is_endpoint || !is_table(&wanted) {
        let (content, what) = if is_endpoint {
            let endpoint = Endpoint::find(&wanted).map_err(|error| diagnostics.push(no_endpoint(&literal, &error)));
            let endpoint = endpoint.ok()?;
            let answers = Answers { endpoint, shown: format!("endpoint {wanted}"), text: endpoint.text() };
            (Content::Endpoint(Box::new(answers)), "an endpoint")
        } else {
            let Some(shipped) = Shipped::find(&wanted) else {
                diagnostics.push(no_such_table(&literal, &wanted));
                return None;
            };
            (Content::Shipped(shipped), "a shipped table")
        };
        if let Some((_, span)) = entries.first() {
            diagnostics.push(Diagnostic::new(*span, format!("{what} takes no entries: remove the parentheses")));
        }
        if let Some(overlay) = &overlay {
            let message = format!("no file can be laid over {what}: remove `with`");
            diagnostics.push(Diagnostic::new(overlay.span(), message));
        }
        return Some(Opened { literal, entries: Vec::new(), content, excerpt: None, is_whole: true });
    }
    let file = File::open(&literal, environment).map_err(|diagnostic| diagnostics.push(diagnostic)).ok();
    let overlaid = overlay.as_ref().map(|overlay| {
        if overlay.value() == wanted {
            return Err(Diagnostic::new(overlay.span(), "this is the same file: name another file after `with`"));
        }
        File::open(overlay, environment)
    });
    let (overlaid, is_whole) = match overlaid.transpose() {
        Ok(overlaid) => (overlaid, true),
        Err(diagnostic) => {
            diagnostics.push(diagnostic);
            (None, false)
        }
    };
    let (entries, spans) = entries.into_iter().unzip();
    let call = Call {
        path: wanted,
        enum_name: enum_name.map(ToString::to_string),
        overlay: overlay.map(|overlay| overlay.value()),
    };
    let own = Own { file: file?, overlay: overlaid, format: Format { entries, call } };
    let content = Content::Own(Box::new(own));
    Some(Opened { literal, entries: spans, content, excerpt: None, is_whole })
}

impl Opened {
    fn format(&self) -> Format {
        match &self.content {
            Content::Shipped(shipped) => shipped.format(),
            Content::Endpoint(_) => Format::default(),
            Content::Own(own) => own.format.clone(),
        }
    }

    /// Where the call names a field.
    pub(crate) fn field_span(&self, name: &str) -> Span {
        let Content::Own(own) = &self.content else { return self.literal.span() };
        let is_it = |entry: &Entry| matches!(entry, Entry::Field(field, _) if field.name == name);
        let entry = own.format.entries.iter().position(is_it).and_then(|entry| self.entries.get(entry));
        entry.copied().unwrap_or_else(|| self.literal.span())
    }

    pub(crate) fn is_shipped(&self) -> bool {
        matches!(self.content, Content::Shipped(_))
    }

    /// Restricts a shipped table to the rows of these codes; `None` lifts the restriction.
    pub(crate) fn restrict(&mut self, codes: Option<&[i64]>) {
        self.excerpt = match &self.content {
            Content::Shipped(shipped) => codes.map(|codes| shipped.excerpt(codes)),
            Content::Endpoint(_) | Content::Own(_) => None,
        };
    }

    /// The prepared parts of the enum of the whole table, if there are any.
    pub(crate) fn prepared(&self) -> Option<&'static Prepared> {
        match &self.content {
            Content::Shipped(shipped) => prepared::find(shipped.table),
            Content::Endpoint(_) | Content::Own(_) => None,
        }
    }
}

impl File {
    /// Reads a file that a call names.
    fn open(literal: &LitStr, environment: &Environment) -> Result<Self, Diagnostic> {
        let (wanted, span) = (literal.value(), literal.span());
        if !is_table(&wanted) {
            let message = format!("expected a file whose name ends in .csv or .tsv, found {}", quoted(&wanted));
            return Err(Diagnostic::new(span, message));
        }
        if Path::new(&wanted).has_root() {
            let help = format!("{}, so that the package builds anywhere", environment.origin());
            return Err(Diagnostic::new(span, "this path is absolute").help(help));
        }
        match environment.read(&environment.file(&wanted)) {
            Ok(bytes) => {
                let track = environment.can_track().then(|| format!("/{wanted}"));
                Ok(Self { span, bytes, shown: environment.shown(&wanted), track })
            }
            Err(error) => Err(unreadable(literal, environment, &error)),
        }
    }

    fn track(&self) -> Option<&str> {
        self.track.as_deref()
    }
}

/// The name that the short form gives to the enum of a source. A file need not exist.
pub(crate) fn enum_name_of(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Option<Ident> {
    let literal = &source.literal;
    let wanted = literal.value();
    let name = if source.is_endpoint {
        Endpoint::find(&wanted).ok()?.enum_name()
    } else if is_table(&wanted) {
        let stem = Path::new(&wanted).file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let name = enum_name(stem);
        if name.is_none() {
            let diagnostic = Diagnostic::new(
                literal.span(),
                format!("expected a file name that an enum can be named after, found `{stem}`"),
            );
            let call = Call {
                path: wanted,
                enum_name: Some("PaymentError".to_owned()),
                overlay: source.overlay.as_ref().map(LitStr::value),
            };
            let entries = source.entries.iter().map(|(entry, _)| entry.clone()).collect();
            let source = Format { entries, call }.call_with(&[]);
            let call = format!("errcodes! {{ pub enum PaymentError from {source}; }}");
            diagnostics.push(diagnostic.help(format!("name it: {call}")));
        }
        name?
    } else {
        Shipped::find(&wanted)?.enum_name.clone().into_owned()
    };
    Some(Ident::new(&name, Span::call_site().located_at(literal.span())))
}

#[cfg(test)]
mod tests;
