//! Parses the tables that a call names.

use std::borrow::Cow;
use std::collections::HashMap;

use errcode_tables::{
    Codes, Concern, Endpoint, Format, Label, Outcome, Problem, Row, Snippet, Table, Text, read, report,
};
use proc_macro2::Span;

use super::{Answers, Content, File, Opened, Own};
use crate::diagnostic::{Diagnostic, Limited};

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
