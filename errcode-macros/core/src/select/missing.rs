//! Selectors that pick no row.

use errcode_core::{Kind, Recovery};
use errcode_tables::{Class, Codes, Concern, Row, nearest, quoted, recoveries};
use proc_macro2::Span;

use super::page;
use super::reach::Reach;
use super::selectors::names;
use crate::diagnostic::{Diagnostic, Limited};
use crate::input::{Group, Selection, Selector};
use crate::source::Loaded;

/// Selectors that pick no row. This is a mistake, unless the row is one that could not be parsed.
#[derive(Default)]
pub(super) struct Missing(Vec<Selected>);

/// A selector that picks no row.
struct Selected {
    what: What,
    /// How the call spells it.
    spelling: String,
    span: Span,
}

enum What {
    Codes(Codes),
    Group(Group),
    /// A kind or a recovery, if no source has kinds and recoveries.
    Unclassified,
    Name,
}

impl Missing {
    pub(super) fn add_codes(&mut self, codes: &Codes, selector: &Selector) {
        self.add(What::Codes(codes.clone()), selector.spelled(), selector);
    }

    pub(super) fn add_group(&mut self, group: Group, selector: &Selector) {
        self.add(What::Group(group), String::new(), selector);
    }

    pub(super) fn add_unclassified(&mut self, word: &str, selector: &Selector) {
        self.add(What::Unclassified, word.to_owned(), selector);
    }

    pub(super) fn add_name(&mut self, name: &str, selector: &Selector) {
        self.add(What::Name, name.to_owned(), selector);
    }

    fn add(&mut self, what: What, spelling: String, selector: &Selector) {
        self.0.push(Selected { what, spelling, span: selector.span });
    }

    /// Reports them with the nearest codes or names, except those that may mean a row with a mistake.
    pub(super) fn report(self, sources: &[Loaded<'_>], selection: &Selection, mistakes: &mut Limited) {
        if self.0.is_empty() {
            return;
        }
        let broken = Reach::of_concerns(sources.iter().flat_map(Loaded::concerns));
        let classes: Vec<Class> =
            sources.iter().flat_map(Loaded::concerns).filter_map(|concern| concern.class).collect();
        for selected in self.0 {
            let is_broken = match &selected.what {
                What::Codes(codes) => broken.touches(codes),
                What::Group(group) => classes.iter().any(|class| group.has(*class)),
                What::Unclassified => false,
                What::Name => broken.is_name(&selected.spelling),
            };
            if !is_broken {
                mistakes.push(selected.span, || selected.diagnostic(sources, selection));
            }
        }
    }
}

impl Selected {
    fn diagnostic(&self, sources: &[Loaded<'_>], selection: &Selection) -> Diagnostic {
        let spelling = &self.spelling;
        match &self.what {
            What::Codes(codes) => {
                let code = if codes.are_several() { "a code in" } else { "the code" };
                let diagnostic = Diagnostic::new(self.span, format!("no source of this enum has {code} {spelling}"));
                let near = nearest_codes(sources, codes);
                let near = match &near[..] {
                    [] => None,
                    [near] => Some(format!("the nearest is {near}")),
                    near => Some(format!("the nearest are {}", near.join(" and "))),
                };
                let unread = unread(sources, "code", |concern| concern.codes.is_none());
                let help: Vec<String> =
                    near.into_iter().chain(unread).chain(page::code(sources, codes, selection)).collect();
                if help.is_empty() { diagnostic } else { diagnostic.help(help.join("; ")) }
            }
            What::Group(group) => Diagnostic::new(self.span, format!("no row has the {group}")),
            What::Unclassified => self.unclassified(sources),
            What::Name => self.unknown_name(sources, selection),
        }
    }

    fn unclassified(&self, sources: &[Loaded<'_>]) -> Diagnostic {
        let word = &self.spelling;
        let message = format!("no source of this enum has kinds and recoveries, so `{word}` selects nothing");
        let mut rows = sources.iter().flat_map(|loaded| &loaded.table().rows);
        let help = match rows.find(|row| row.spelled_name == **word) {
            Some(row) => format!("to select the row of this name, write `{}`", row.name),
            None => "add the columns `kind` and `recovery` to the table, or select by code or by name".to_owned(),
        };
        Diagnostic::new(self.span, message).help(help)
    }

    fn unknown_name(&self, sources: &[Loaded<'_>], selection: &Selection) -> Diagnostic {
        let word = &self.spelling;
        if let Some(diagnostic) = page::name(sources, word, selection, self.span) {
            return diagnostic;
        }
        let is_classified = sources.iter().any(|source| source.table().classified);
        let kinds = Kind::ALL.iter().map(|kind| kind.as_str());
        let recoveries = recoveries().map(Recovery::as_str);
        let groups = kinds.clone().chain(recoveries.clone()).filter(|_| is_classified);
        let names = sources.iter().flat_map(|loaded| &loaded.table().rows).flat_map(names);
        // The name of a variant begins with a capital letter; a kind or a recovery does not.
        let is_name = word.starts_with(|first: char| first.is_ascii_uppercase());
        let (near_group, near_name) = (nearest(word, groups), nearest(word, names));
        let near = match (near_name, near_group) {
            (Some(name), _) if is_name => Some(name),
            (name, group) => nearest(word, [group, name].into_iter().flatten()),
        };
        let what = if is_classified { "name, kind or recovery" } else { "name" };
        let diagnostic = Diagnostic::new(self.span, format!("unknown {what} `{word}`"));
        if let Some(near) = near {
            return diagnostic.help(format!("did you mean `{near}`?"));
        }
        if let Some(unread) = unread(sources, "name", |concern| concern.name.is_none()) {
            return diagnostic.help(unread);
        }
        if is_classified && word.starts_with(|first: char| first.is_ascii_lowercase()) {
            let (kinds, recoveries) = (kinds.collect::<Vec<_>>(), recoveries.collect::<Vec<_>>());
            return diagnostic.help(format!(
                "the kinds are {}; the recoveries are {}",
                kinds.join(", "),
                recoveries.join(", ")
            ));
        }
        let is_code = |row: &Row<'_>| row.codes.text() == Some(word);
        if sources.iter().flat_map(|loaded| &loaded.table().rows).any(is_code) {
            return diagnostic.help(format!("write the code in quotes: \"{word}\""));
        }
        diagnostic.help("a row is selected by its code, or by the name of its variant")
    }
}

/// The help about rows whose code or name (`what`) cannot be read: the missing row may be one of them.
fn unread(sources: &[Loaded<'_>], what: &str, is_unknown: impl Fn(&Concern) -> bool) -> Option<String> {
    let counted =
        sources.iter().map(|source| (source.concerns().filter(|concern| is_unknown(concern)).count(), source));
    let (count, source) = counted.into_iter().find(|(count, _)| *count > 0)?;
    let rows = if count == 1 { "row" } else { "rows" };
    Some(format!("{} has {count} {rows} whose {what} cannot be read", source.shown))
}

/// The rows with the next smaller and the next larger number, or the most similar text.
fn nearest_codes(sources: &[Loaded<'_>], codes: &Codes) -> Vec<String> {
    let rows = || sources.iter().flat_map(|loaded| &loaded.table().rows);
    match codes {
        Codes::Numbers(numbers) => {
            let numbered = || rows().filter_map(|row| Some((row, row.codes.numbers()?)));
            let below = numbered().filter(|(_, own)| own.last() < numbers.first()).max_by_key(|(_, own)| own.last());
            let above = numbered().filter(|(_, own)| own.first() > numbers.last()).min_by_key(|(_, own)| own.first());
            below.into_iter().chain(above).map(|(row, _)| format!("{} ({})", row.spelling, row.name)).collect()
        }
        Codes::Text(text) => {
            let near = nearest(text, rows().filter_map(|row| row.codes.text()));
            near.map(quoted).into_iter().collect()
        }
    }
}
