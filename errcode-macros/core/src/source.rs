//! The tables that a call names.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::Path;

use errcode_tables::{
    Call, Codes, Concern, Endpoint, Entry, Format, Label, Outcome, Problem, Row, Shipped, Snippet, Table, Text,
    enum_name, is_table, read, report,
};
use proc_macro2::{Ident, Span};
use syn::LitStr;

use crate::Environment;
use crate::diagnostic::{Diagnostic, Limited};
use crate::input::Source;
use crate::prepared::{self, Prepared};
use messages::{no_endpoint, no_such_table, unreadable};

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

/// A table that was parsed: its valid rows and its mistakes.
pub(crate) struct Loaded<'f> {
    /// The literal that names it.
    pub(crate) span: Span,
    /// Its title in English; of a user's own file, the file's name.
    pub(crate) title: &'f str,
    /// Its title in Chinese; of a user's own file, the file's name.
    pub(crate) title_zh: &'f str,
    /// A note on the whole table, in Chinese.
    pub(crate) note_zh: &'f str,
    /// Its file: the name in the package of the tables, or the path in the call.
    pub(crate) file: String,
    /// The name of its file in messages.
    pub(crate) shown: &'f str,
    /// The paths that the compiler has to watch: relative to the package, with a leading slash.
    pub(crate) track: Vec<&'f str>,
    opened: &'f Opened,
    /// The mistakes in it, or in its entries in the call.
    problems: Cow<'f, [Problem]>,
    /// The file after `with`.
    overlay: Option<(&'f File, Text<'f>)>,
    table: Loan<'f>,
    /// The rows that were removed: on the page of an endpoint in the call, their codes mean something else.
    removed: Vec<Row<'f>>,
}

enum Loan<'f> {
    Shipped(&'static Table<'static>),
    Own(Table<'f>),
}

impl<'f> Loaded<'f> {
    pub(crate) fn table(&self) -> &Table<'f> {
        match &self.table {
            Loan::Shipped(table) => table,
            Loan::Own(table) => table,
        }
    }

    /// Lines of its file, for a message. The rows of an endpoint are shown in the files of their tables.
    pub(crate) fn snippets(&self, arrow: &str, labels: Vec<Label>) -> Vec<Snippet> {
        let Content::Endpoint(answers) = &self.opened.content else {
            return vec![Snippet::new(arrow, self.shown, &self.table().text, &labels)];
        };
        let in_table = |(nth, Label { span, text }): (usize, Label)| {
            let (shipped, start) = answers.origin(span.start)?;
            let label = Label::new(start..start + span.len(), text);
            let arrow = if nth == 0 { arrow } else { ":::" };
            Some(Snippet::new(arrow, shipped.file, &Text::from(shipped.text()), &[label]))
        };
        labels.into_iter().enumerate().filter_map(in_table).collect()
    }

    /// Whether every mistake in it concerns a single row, so that all other rows were parsed.
    pub(crate) fn is_readable(&self) -> bool {
        self.problems.iter().all(|problem| problem.concern.is_some())
    }

    /// What is known of the rows that have a mistake.
    pub(crate) fn concerns(&self) -> impl Iterator<Item = &Concern> {
        self.problems.iter().filter_map(|problem| problem.concern.as_deref())
    }

    /// The file after `with`, as the call names it.
    pub(crate) fn overlay_file(&self) -> Option<&str> {
        match &self.opened.content {
            Content::Shipped(_) | Content::Endpoint(_) => None,
            Content::Own(own) => own.overlay.as_ref().and(own.format.call.overlay.as_deref()),
        }
    }

    /// The API that the codes of a shipped table or an endpoint belong to.
    pub(crate) fn api(&self) -> Option<&'static str> {
        match &self.opened.content {
            Content::Shipped(shipped) => Some(shipped.api()),
            Content::Endpoint(_) => Some(Endpoint::API),
            Content::Own(_) => None,
        }
    }

    /// The endpoint, if it is one.
    pub(crate) fn endpoint(&self) -> Option<Endpoint> {
        match &self.opened.content {
            Content::Endpoint(answers) => Some(answers.endpoint),
            Content::Shipped(_) | Content::Own(_) => None,
        }
    }

    /// Removes the rows whose codes mean something else on the page of an endpoint, and the mistakes in such rows.
    fn remove(&mut self, pages: &HashMap<&Codes, Vec<&str>>) {
        let is_other = |row: &Row<'_>| pages.get(&row.codes).is_some_and(|names| !names.contains(&&*row.name));
        if self.problems.iter().any(|problem| is_replaced(problem, pages)) {
            self.problems.to_mut().retain(|problem| !is_replaced(problem, pages));
        }
        if !self.table().rows.iter().any(is_other) {
            return;
        }
        let (others, rows): (Vec<_>, Vec<_>) = match &mut self.table {
            Loan::Own(table) => core::mem::take(&mut table.rows).into_iter().partition(is_other),
            Loan::Shipped(table) => table.rows.iter().cloned().partition(is_other),
        };
        self.removed = others;
        self.table = Loan::Own(self.table().with_rows(rows));
    }

    /// The rows that were removed because a page gives their codes another meaning.
    pub(crate) fn removed(&self) -> &[Row<'f>] {
        &self.removed
    }

    /// Whether it is a file of the user's own.
    pub(crate) fn is_own(&self) -> bool {
        matches!(self.opened.content, Content::Own(_))
    }

    /// Reports its mistakes, except those in rows for which `is_wanted` is false.
    pub(crate) fn report(&self, is_wanted: impl Fn(&Concern) -> bool, diagnostics: &mut Vec<Diagnostic>) {
        let (mut own, mut of_overlay) = (Limited::default(), Limited::default());
        if self.problems.is_empty() {
            return;
        }
        for problem in &report(&self.problems, &self.opened.format(), is_wanted) {
            let overlay = self.overlay.as_ref().filter(|_| problem.is_in_overlay());
            let (mistakes, place, path, text) = match overlay {
                Some((file, text)) => (&mut of_overlay, file.span, &*file.shown, text),
                None => (&mut own, self.span, self.shown, &self.table().text),
            };
            let entry = problem.entry().and_then(|entry| self.opened.entries.get(entry)).copied();
            mistakes.push(place, || {
                let mut diagnostic = Diagnostic::new(entry.unwrap_or(place), &problem.message);
                if let Some(snippet) = problem.snippet(path, text) {
                    diagnostic = diagnostic.snippet(snippet);
                }
                match &problem.help {
                    Some(help) => diagnostic.help(help),
                    None => diagnostic,
                }
            });
        }
        let more = |path: &str, more: usize| {
            let noun = if more == 1 { "problem" } else { "problems" };
            format!("{path} has {more} more {noun}")
        };
        own.finish(diagnostics, |count| more(self.shown, count));
        of_overlay.finish(diagnostics, |count| {
            more(self.overlay.as_ref().map_or(self.shown, |(file, _)| &file.shown), count)
        });
    }

    /// Its table and its mistakes, for a test that changes them.
    #[cfg(test)]
    pub(crate) fn parts_mut(&mut self) -> Option<(&mut Table<'f>, &mut [Problem])> {
        match &mut self.table {
            Loan::Shipped(_) => None,
            Loan::Own(table) => Some((table, self.problems.to_mut())),
        }
    }
}

/// Whether the problem is in a row whose code means something else on a page.
fn is_replaced(problem: &Problem, pages: &HashMap<&Codes, Vec<&str>>) -> bool {
    let Some(concern) = &problem.concern else { return false };
    let names = concern.codes.as_ref().and_then(|codes| pages.get(codes));
    names.is_some_and(|names| concern.name.as_deref().is_none_or(|name| !names.contains(&name)))
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

/// Parses the tables that were found. For a code on the page of an endpoint, the page wins over other sources.
pub(crate) fn load(opened: &[Option<Opened>]) -> Vec<Loaded<'_>> {
    let mut loaded: Vec<_> = opened.iter().flatten().map(Opened::load).collect();
    if loaded.iter().any(|source| source.endpoint().is_some()) {
        let (endpoints, others): (Vec<_>, Vec<_>) = loaded.iter_mut().partition(|source| source.endpoint().is_some());
        let mut pages: HashMap<&Codes, Vec<&str>> = HashMap::new();
        for row in endpoints.iter().flat_map(|source| &source.table().rows) {
            pages.entry(&row.codes).or_default().push(&row.name);
        }
        for source in others {
            source.remove(&pages);
        }
    }
    loaded
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

    fn load(&self) -> Loaded<'_> {
        let span = self.literal.span();
        match &self.content {
            Content::Shipped(shipped) => {
                let (problems, table) = match &self.excerpt {
                    Some(excerpt) => {
                        let Outcome { problems, table, .. } = read(excerpt.as_bytes(), None, &shipped.format());
                        // It is a mistake if the whole table has no rows, but not if an excerpt has none.
                        (if table.rows.is_empty() { Vec::new() } else { problems }.into(), Loan::Own(table))
                    }
                    None => {
                        let Outcome { problems, table, .. } = shipped.outcome();
                        (Cow::Borrowed(&**problems), Loan::Shipped(table))
                    }
                };
                Loaded {
                    span,
                    title: &shipped.title,
                    title_zh: &shipped.title_zh,
                    note_zh: &shipped.note_zh,
                    file: shipped.file.to_owned(),
                    shown: shipped.file,
                    track: Vec::new(),
                    opened: self,
                    problems,
                    overlay: None,
                    table,
                    removed: Vec::new(),
                }
            }
            Content::Endpoint(answers) => {
                let Answers { endpoint, shown, text } = &**answers;
                let Outcome { problems, table, .. } = read(text.as_bytes(), None, &Format::default());
                Loaded {
                    span,
                    title: endpoint.title,
                    title_zh: endpoint.title_zh,
                    note_zh: "",
                    file: Endpoint::FILE.to_owned(),
                    shown,
                    track: Vec::new(),
                    opened: self,
                    // A page may list no codes.
                    problems: if table.rows.is_empty() { Vec::new() } else { problems }.into(),
                    overlay: None,
                    table: Loan::Own(table),
                    removed: Vec::new(),
                }
            }
            Content::Own(own) => {
                let Own { file, overlay, format } = &**own;
                let outcome = read(&file.bytes, overlay.as_ref().map(|overlay| &*overlay.bytes), format);
                let Outcome { table, problems, overlay: text, .. } = outcome;
                let title = file.shown.rsplit('/').next().unwrap_or(&file.shown);
                Loaded {
                    span,
                    title,
                    title_zh: title,
                    note_zh: "",
                    file: self.literal.value(),
                    shown: &file.shown,
                    track: [Some(file), overlay.as_ref()].into_iter().flatten().filter_map(File::track).collect(),
                    opened: self,
                    problems: problems.into(),
                    overlay: overlay.as_ref().zip(text),
                    table: Loan::Own(table),
                    removed: Vec::new(),
                }
            }
        }
    }
}

impl File {
    /// Reads a file that a call names.
    fn open(literal: &LitStr, environment: &Environment) -> Result<Self, Diagnostic> {
        let (wanted, span) = (literal.value(), literal.span());
        if !is_table(&wanted) {
            let message = format!("expected a file whose name ends in .csv or .tsv, found {}", Codes::from(&*wanted));
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
