//! Rows that cannot be in one enum: one code with two names, one name with two codes, and ranges that overlap.

use errcode_tables::{Codes, Label, Row};
use proc_macro2::{Ident, Span};

use crate::diagnostic::{Diagnostic, Limited};
use crate::input::Selection;
use crate::model::Merged;
use crate::select::Picked;
use crate::source::Loaded;

/// The clashes of an enum.
pub(crate) struct Clashes<'c> {
    sources: &'c [Loaded<'c>],
    selection: &'c Selection,
    mistakes: Limited,
}

impl<'c> Clashes<'c> {
    pub(crate) fn new(sources: &'c [Loaded<'c>], selection: &'c Selection) -> Self {
        Self { sources, selection, mistakes: Limited::default() }
    }

    /// Reports two rows with the same codes and different names.
    pub(crate) fn two_names(&mut self, known: &Merged<'_>, other: &Picked<'_>) {
        self.report(|clashes| {
            let (first, second) = (&known.picked.row.name, &other.row.name);
            let are_several = known.picked.codes.are_several();
            let (mean, them) = if are_several { ("mean", "them") } else { ("means", "it") };
            let codes = shown(&known.picked);
            let message = format!("{codes} {mean} `{first}` in one source and `{second}` in another");
            let can_be_named = can_rename(&known.picked) || can_rename(other);
            let name = || format!("name {them} yourself, `{} as {first}`", in_call(&known.picked));
            let help = match clashes.selection {
                Selection::All if can_be_named => {
                    format!("{}, leave {them} out with `except`, or make separate enums", name())
                }
                Selection::All => format!("leave {them} out with `except`, or make separate enums"),
                Selection::Only(_) if can_be_named => format!("{}, or make separate enums", name()),
                Selection::Only(_) => format!("remove {them} from the selection, or make separate enums"),
                Selection::Except(_) => format!("leave {them} out, too, or make separate enums"),
            };
            let rows = [&known.picked, other];
            clashes.diagnostic(message, rows, rows.map(|picked| format!("`{}`", picked.row.name))).help(help)
        });
    }

    /// Reports two rows with the same name and different codes.
    pub(crate) fn two_codes(&mut self, known: &Merged<'_>, other: &Picked<'_>) {
        self.report(|clashes| {
            let rows = [&known.picked, other];
            let [first, second] = rows.map(shown);
            let message = format!("the name `{}` stands for {first} and for {second}", known.name);
            let can_be_named = [other, &known.picked].into_iter().find(|picked| can_rename(picked));
            let help = match (clashes.selection, can_be_named) {
                _ if rows.iter().any(|picked| picked.rename.is_some()) => "give one of them another name".to_owned(),
                (Selection::All | Selection::Only(_), Some(picked)) => {
                    format!("name one yourself, `{} as …`, or leave it out", in_call(picked))
                }
                _ => "leave one of them out".to_owned(),
            };
            clashes.diagnostic(message, rows, [first, second]).help(help)
        });
    }

    /// Reports two ranges that have a code in common.
    pub(crate) fn overlap(&mut self, known: &Merged<'_>, other: &Merged<'_>) {
        self.report(|clashes| {
            let with_codes = |merged: &Merged<'_>| format!("`{}` ({})", merged.name, spelled(&merged.picked));
            let message = format!("{} overlaps {}", with_codes(other), with_codes(known));
            let labels = [other, known].map(|merged| format!("`{}`", merged.name));
            clashes
                .diagnostic(message, [&other.picked, &known.picked], labels)
                .help("a code can be in only one range: leave out one of the two, or select parts that do not overlap")
        });
    }

    /// Reports a range that the call names, if every code in it has a row of its own.
    pub(crate) fn covered(&mut self, range: &Merged<'_>) {
        self.report(|clashes| {
            let span = range.picked.span.unwrap_or(clashes.sources[range.picked.source].span);
            let message = format!("every code of `{}` ({}) has a row of its own", range.name, spelled(&range.picked));
            Diagnostic::new(span, message).help("select the rows of its codes instead")
        });
    }

    pub(crate) fn finish(self, diagnostics: &mut Vec<Diagnostic>) {
        self.mistakes.finish(diagnostics, |more| {
            format!("these sources clash in {more} more {}", if more == 1 { "code" } else { "codes" })
        });
    }

    fn report(&mut self, diagnostic: impl FnOnce(&Self) -> Diagnostic) {
        // Clashes that are only counted are shown at the last source.
        let span = self.sources.last().map_or_else(Span::call_site, |source| source.span);
        let mut mistakes = core::mem::take(&mut self.mistakes);
        mistakes.push(span, || diagnostic(self));
        self.mistakes = mistakes;
    }

    /// A message with the lines of two rows, each with a label.
    fn diagnostic(&self, message: String, rows: [&Picked<'_>; 2], labels: [String; 2]) -> Diagnostic {
        let [first, second] = rows;
        let [of_first, of_second] = labels;
        let label = |row: &Row<'_>, text: &str| Label::new(row.code_span.clone(), text);
        let (of_first, of_second) = (label(first.row, &of_first), label(second.row, &of_second));
        let (first, second) = (first.source, second.source);
        let snippets = if first == second {
            self.sources[first].snippets("-->", vec![of_first, of_second])
        } else {
            let of_second = self.sources[second].snippets(":::", vec![of_second]);
            self.sources[first].snippets("-->", vec![of_first]).into_iter().chain(of_second).collect()
        };
        snippets.into_iter().fold(Diagnostic::new(self.place(rows), message), Diagnostic::snippet)
    }

    /// Where a clash of two rows is shown: at a name that the call gives, else at a selector, else at the later source.
    fn place(&self, rows: [&Picked<'_>; 2]) -> Span {
        let [first, second] = rows;
        let later = if first.source > second.source { [first, second] } else { [second, first] };
        let renamed = later.iter().find_map(|picked| picked.rename.as_ref().map(Ident::span));
        let span = renamed.or_else(|| later.iter().find_map(|picked| picked.span));
        span.unwrap_or(self.sources[later[0].source].span)
    }
}

/// The codes of a row in messages, such as `code 7` or `codes 40x`.
fn shown(picked: &Picked<'_>) -> String {
    format!("{} {}", if picked.codes.are_several() { "codes" } else { "code" }, spelled(picked))
}

/// Codes as their file spells them; a part of a row's codes as the call does.
fn spelled(picked: &Picked<'_>) -> String {
    match (&picked.codes, &picked.spelling) {
        (Codes::Numbers(_), _) if picked.is_whole() => picked.row.spelling.to_string(),
        (Codes::Numbers(_), Some(spelling)) => spelling.clone(),
        (codes, _) => codes.shown(),
    }
}

/// Codes in the syntax of a call. A hexadecimal number stays as its file spells it.
fn in_call(picked: &Picked<'_>) -> String {
    let is_single = picked.codes.numbers().is_some_and(|numbers| numbers.single().is_some());
    match &picked.spelling {
        Some(spelling) => spelling.clone(),
        None if is_single && picked.is_whole() && picked.row.spelling.starts_with("0x") => {
            picked.row.spelling.to_string()
        }
        None => picked.codes.to_string(),
    }
}

/// Whether `as` can name the codes: a single code, or one range that is all of a row.
fn can_rename(picked: &Picked<'_>) -> bool {
    let is_one_range = picked.codes.numbers().is_none_or(|numbers| numbers.ranges().nth(1).is_none());
    !picked.codes.are_several() || picked.is_whole() && is_one_range
}

#[cfg(test)]
mod tests {
    use crate::{Environment, expand};

    /// The messages for an enum of these two tables, as `message; help`.
    fn messages(rows: [&str; 2], selection: &str) -> Vec<String> {
        let files = rows.map(|rows| format!("code,name,message\n{}\n", rows.replace(' ', ",text\n") + ",text"));
        let environment = Environment::in_memory([("a.csv", files[0].as_bytes()), ("b.csv", files[1].as_bytes())]);
        let call = format!("[::rt] enum E from \"a.csv\", \"b.csv\" {selection}");
        let tokens = expand(call.parse().unwrap(), &environment).to_string();
        let messages = tokens.split("compile_error ! {").skip(1).map(|rest| {
            let literal = rest.trim().trim_start_matches('"');
            let text = &literal[..literal.find("\" }").unwrap_or(literal.len())];
            let help = text.split_once("= help: ").map(|(_, help)| format!("; {help}")).unwrap_or_default();
            text.split("\\n").next().unwrap_or_default().to_owned() + &help
        });
        messages.collect()
    }

    fn check(cases: &[([&str; 2], &str, &str)]) {
        for &(rows, selection, message) in cases {
            assert_eq!(messages(rows, selection), [message], "{rows:?} {selection}");
        }
    }

    #[test]
    fn advice_on_two_names_of_a_code_works_for_the_call() {
        check(&[
            (
                ["7,A", "7,B"],
                "",
                "code 7 means `A` in one source and `B` in another; \
                 name it yourself, `7 as A`, leave it out with `except`, or make separate enums",
            ),
            (
                ["7,A", "7,B"],
                "{ 7 }",
                "code 7 means `A` in one source and `B` in another; name it yourself, `7 as A`, or make separate enums",
            ),
            (
                ["7,A 8,C", "7,B"],
                "except { 8 }",
                "code 7 means `A` in one source and `B` in another; leave it out, too, or make separate enums",
            ),
            (
                ["1-5,A", "1..=5,B"],
                "",
                "codes 1-5 mean `A` in one source and `B` in another; \
                 name them yourself, `1..=5 as A`, leave them out with `except`, or make separate enums",
            ),
            (
                ["1-5,A", "1-5,B"],
                "{ 1..=3 }",
                "codes 1..=3 mean `A` in one source and `B` in another; \
                 remove them from the selection, or make separate enums",
            ),
            (
                ["1-5,A", "1-3,B"],
                "{ 1..=3 }",
                "codes 1..=3 mean `A` in one source and `B` in another; \
                 name them yourself, `1..=3 as A`, or make separate enums",
            ),
            (
                ["2-5,A", "2,B"],
                "{ 1..=2 }",
                "code 2 means `A` in one source and `B` in another; \
                 name it yourself, `2 as A`, or make separate enums",
            ),
            (
                ["401/407,A", "401/407,B"],
                "",
                "codes 401/407 mean `A` in one source and `B` in another; \
                 leave them out with `except`, or make separate enums",
            ),
            (
                ["0xFF,A", "255,B"],
                "",
                "code 0xFF means `A` in one source and `B` in another; \
                 name it yourself, `0xFF as A`, leave it out with `except`, or make separate enums",
            ),
            (
                ["0x10-0x1F,A", "16-31,B"],
                "",
                "codes 0x10-0x1F mean `A` in one source and `B` in another; \
                 name them yourself, `16..=31 as A`, leave them out with `except`, or make separate enums",
            ),
        ]);
    }

    #[test]
    fn advice_on_two_codes_of_a_name_works_for_the_call() {
        check(&[
            (
                ["2,A", "3,A"],
                "",
                "the name `A` stands for code 2 and for code 3; name one yourself, `3 as …`, or leave it out",
            ),
            (
                ["2-4,A", "5,A"],
                "{ 2..=3, 5 }",
                "the name `A` stands for codes 2..=3 and for code 5; name one yourself, `5 as …`, or leave it out",
            ),
            (
                ["2-4,A", "5-9,A"],
                "{ 2..=3, 5..=8 }",
                "the name `A` stands for codes 2..=3 and for codes 5..=8; leave one of them out",
            ),
            (
                ["2,A", "3,B"],
                "{ 2 as X, 3 as X }",
                "the name `X` stands for code 2 and for code 3; give one of them another name",
            ),
            (
                ["2,A", "3,A"],
                "{ 2, 0x3 }",
                "the name `A` stands for code 2 and for code 3; name one yourself, `0x3 as …`, or leave it out",
            ),
            (
                ["2-99,A", "100,A"],
                "{ 0x10, 100 }",
                "the name `A` stands for code 100 and for code 0x10; name one yourself, `0x10 as …`, or leave it out",
            ),
            (
                ["2,A 9,C", "3,A"],
                "except { 9 }",
                "the name `A` stands for code 2 and for code 3; leave one of them out",
            ),
        ]);
    }

    #[test]
    fn a_text_code_is_shown_so_that_it_can_be_pasted() {
        let long = "E_".repeat(30);
        let message = messages([&format!("{long},A"), &format!("{long},B")], "").remove(0);
        let cut = "E_".repeat(20);
        assert!(message.starts_with(&format!("code \\\"{cut}…\\\" means `A`")), "{message}");
        assert!(message.contains(&format!("name it yourself, `\\\"{long}\\\" as A`")), "{message}");
    }

    #[test]
    fn codes_without_a_variant_of_their_own_are_reported() {
        check(&[
            (
                ["40x,A", "405-412,B"],
                "",
                "`B` (405-412) overlaps `A` (40x); \
                 a code can be in only one range: leave out one of the two, or select parts that do not overlap",
            ),
            (["1-2,R", "1,A 2,B"], "except { 1, 2 }", "`E` has no row left: an enum needs at least one"),
            (
                ["1-2,R", "1,A 2,B"],
                "{ 1..=2 as X }",
                "every code of `X` (1-2) has a row of its own; select the rows of its codes instead",
            ),
        ]);
    }
}
