//! The tables that a call names.

use std::path::Path;

use errcode_tables::{
    Call, Entry, Format, Label, Outcome, Problem, Shipped, Snippet, Table, camel, is_table, nearest, read,
};
use proc_macro2::{Ident, Span};
use syn::LitStr;

use crate::Environment;
use crate::diagnostic::Diagnostic;
use crate::input::Source;

/// At most this many errors of one kind for a file or an enum, then a count.
pub(crate) const MESSAGES: usize = 20;

/// A table that was found, before it is parsed.
pub(crate) struct Opened {
    /// The literal that names it.
    literal: LitStr,
    /// The tokens of [`Format::entries`].
    entries: Vec<Span>,
    content: Content,
}

enum Content {
    Shipped(&'static Shipped),
    /// A user's file. It is read anew for each call: an editor keeps the macro's process, and the file changes under it.
    Own {
        bytes: Vec<u8>,
        format: Format,
        shown: String,
        track: Option<String>,
    },
}

/// A table that was read: its valid rows.
pub(crate) struct Loaded<'f> {
    /// The literal that names it.
    pub(crate) span: Span,
    /// Its title in English; of a user's own file, the file's name.
    pub(crate) title: &'f str,
    /// Its title in Chinese; of a user's own file, the file's name.
    pub(crate) title_zh: &'f str,
    /// What is said of the whole table.
    pub(crate) note_zh: &'f str,
    /// Its file: as the package of the tables calls it, or as the call does.
    pub(crate) file: String,
    /// Its file, as messages call it.
    pub(crate) shown: &'f str,
    /// What the compiler is to watch: the path below the package, with a leading slash.
    pub(crate) track: Option<&'f str>,
    /// Whether it has no mistake.
    pub(crate) is_sound: bool,
    table: Loan<'f>,
}

enum Loan<'f> {
    Shipped(&'static Table<'static>),
    Own(Table<'f>),
}

impl<'f> Loaded<'f> {
    /// The table.
    pub(crate) fn table(&self) -> &Table<'f> {
        match &self.table {
            Loan::Shipped(table) => table,
            Loan::Own(table) => table,
        }
    }

    /// Lines of its file, for a message.
    pub(crate) fn snippet(&self, arrow: &str, labels: &[Label]) -> Snippet {
        Snippet::new(arrow, self.shown, &self.table().text, labels)
    }
}

/// Finds the table that a call names.
pub(crate) fn open(source: Source, environment: &Environment, diagnostics: &mut Vec<Diagnostic>) -> Option<Opened> {
    let Source { literal, entries, overlay } = source;
    let wanted = literal.value();
    if !is_table(&wanted) {
        let Some(shipped) = Shipped::find(&wanted) else {
            diagnostics.push(no_such_table(&literal, &wanted));
            return None;
        };
        if let Some((_, span)) = entries.first() {
            diagnostics.push(Diagnostic::new(*span, "a shipped table is read as it is: remove the parentheses"));
        }
        return Some(Opened { literal, entries: Vec::new(), content: Content::Shipped(shipped) });
    }
    if Path::new(&wanted).has_root() {
        let diagnostic = Diagnostic::new(literal.span(), "this path is absolute");
        diagnostics.push(
            diagnostic.help("a path is relative to the folder of Cargo.toml, so that the package builds anywhere"),
        );
        return None;
    }
    let path = environment.file(&wanted);
    let shown = environment.shown(&wanted);
    match environment.read(&path) {
        Ok(bytes) => {
            let (entries, spans) = entries.into_iter().unzip();
            let overlay = overlay.map(|overlay| overlay.value());
            let format = Format { entries, call: Call { path: wanted.clone(), enum_name: None, overlay } };
            let track = environment.can_track().then(|| format!("/{wanted}"));
            Some(Opened { literal, entries: spans, content: Content::Own { bytes, format, shown, track } })
        }
        Err(error) => {
            diagnostics.push(unreadable(&literal, environment, &error));
            None
        }
    }
}

/// Parses the tables that were found.
pub(crate) fn load<'f>(opened: &'f [Option<Opened>], diagnostics: &mut Vec<Diagnostic>) -> Vec<Loaded<'f>> {
    opened.iter().flatten().map(|opened| opened.load(diagnostics)).collect()
}

impl Opened {
    /// Where the call names a field.
    pub(crate) fn field_span(&self, name: &str) -> Span {
        let Content::Own { format, .. } = &self.content else { return self.literal.span() };
        let is_it = |entry: &Entry| matches!(entry, Entry::Field(field, _) if field.name == name);
        let entry = format.entries.iter().position(is_it).and_then(|entry| self.entries.get(entry));
        entry.copied().unwrap_or_else(|| self.literal.span())
    }

    fn load(&self, diagnostics: &mut Vec<Diagnostic>) -> Loaded<'_> {
        let span = self.literal.span();
        match &self.content {
            Content::Shipped(shipped) => {
                let outcome = shipped.outcome();
                self.report(&outcome.problems, &outcome.table, shipped.file, diagnostics);
                Loaded {
                    span,
                    title: &shipped.title,
                    title_zh: &shipped.title_zh,
                    note_zh: &shipped.note_zh,
                    file: shipped.file.to_owned(),
                    shown: shipped.file,
                    track: None,
                    is_sound: outcome.problems.is_empty(),
                    table: Loan::Shipped(&outcome.table),
                }
            }
            Content::Own { bytes, format, shown, track } => {
                let Outcome { table, problems, .. } = read(bytes, None, format);
                self.report(&problems, &table, shown, diagnostics);
                let title = shown.rsplit('/').next().unwrap_or(shown);
                Loaded {
                    span,
                    title,
                    title_zh: title,
                    note_zh: "",
                    file: self.literal.value(),
                    shown,
                    track: track.as_deref(),
                    is_sound: problems.is_empty(),
                    table: Loan::Own(table),
                }
            }
        }
    }

    fn report(&self, problems: &[Problem], table: &Table<'_>, shown: &str, diagnostics: &mut Vec<Diagnostic>) {
        for problem in problems.iter().take(MESSAGES) {
            let entry = problem.entry().and_then(|entry| self.entries.get(entry)).copied();
            let mut diagnostic = Diagnostic::new(entry.unwrap_or_else(|| self.literal.span()), &problem.message);
            if let Some(snippet) = problem.snippet(shown, &table.text) {
                diagnostic = diagnostic.snippet(snippet);
            }
            if let Some(help) = &problem.help {
                diagnostic = diagnostic.help(help);
            }
            diagnostics.push(diagnostic);
        }
        if problems.len() > MESSAGES {
            let more = problems.len() - MESSAGES;
            let noun = if more == 1 { "problem" } else { "problems" };
            diagnostics.push(Diagnostic::new(self.literal.span(), format!("{shown} has {more} more {noun}")));
        }
    }
}

/// The name of the enum that the short form makes of a table, be it there or not.
pub(crate) fn enum_name_of(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Option<Ident> {
    let literal = &source.literal;
    let wanted = literal.value();
    let name = if is_table(&wanted) {
        let stem = Path::new(&wanted).file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let name = enum_name(stem);
        if name.is_none() {
            let diagnostic = Diagnostic::new(
                literal.span(),
                format!("expected a file name that an enum can be named after, found `{stem}`"),
            );
            diagnostics
                .push(diagnostic.help(format!("name it: errcodes! {{ pub enum PaymentError from \"{wanted}\"; }}")));
        }
        name?
    } else {
        Shipped::find(&wanted)?.enum_name.clone().into_owned()
    };
    Some(Ident::new(&name, Span::call_site().located_at(literal.span())))
}

/// `payment_errors` is `PaymentError`.
fn enum_name(stem: &str) -> Option<String> {
    let camel = camel(stem)?;
    let stem = ["Errors", "Error"].iter().find_map(|end| camel.strip_suffix(end)).unwrap_or(&camel);
    Some(format!("{stem}Error"))
}

fn no_such_table(literal: &LitStr, wanted: &str) -> Diagnostic {
    let diagnostic = Diagnostic::new(literal.span(), format!("there is no table `{wanted}`"));
    let near = nearest(wanted, Shipped::all().iter().map(|shipped| shipped.table));
    let near = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
    let names = Shipped::names();
    diagnostic.help(format!("{near}the shipped tables are {names}; a path to one of yours ends in .csv or .tsv"))
}

fn unreadable(literal: &LitStr, environment: &Environment, error: &std::io::Error) -> Diagnostic {
    let wanted = literal.value();
    let (path, shown) = (environment.file(&wanted), environment.shown(&wanted));
    if error.kind() != std::io::ErrorKind::NotFound {
        return Diagnostic::new(literal.span(), format!("{shown} cannot be read: {error}"));
    }
    let diagnostic = Diagnostic::new(literal.span(), format!("there is no file {shown}"));
    if let Some(shipped) = wanted.rsplit_once('.').and_then(|(stem, _)| Shipped::find(stem)) {
        let help = format!("the shipped table is called `{}`, without an ending", shipped.table);
        return diagnostic.help(help);
    }
    let relative = "a path is relative to the folder of Cargo.toml";
    let mut tables = path.parent().map(|folder| environment.names_in(folder)).unwrap_or_default();
    tables.retain(|name| is_table(name));
    let file = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    match nearest(file, tables.iter().map(String::as_str)) {
        Some(near) => diagnostic.help(format!("{relative}; there is `{near}` in the same folder")),
        None if tables.is_empty() => diagnostic.help(format!("{relative}; that folder holds no table")),
        None => diagnostic.help(format!("{relative}; the same folder holds {}", tables.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::enum_name;

    #[test]
    fn enums_are_named_after_files() {
        for (stem, name) in [
            ("payment", Some("PaymentError")),
            ("payment_errors", Some("PaymentError")),
            ("payment-error", Some("PaymentError")),
            ("PaymentErrors", Some("PaymentError")),
            ("errors", Some("Error")),
            ("http status", Some("HttpStatusError")),
            ("v2.payment", Some("V2PaymentError")),
            ("错误码", None),
            ("2024", None),
            ("", None),
        ] {
            assert_eq!(enum_name(stem).as_deref(), name, "{stem}");
        }
    }
}
