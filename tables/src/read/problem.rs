//! A mistake in a file, and how it is shown.

use core::fmt::Write as _;
use core::ops::Range;

use super::text::{Excerpt, Text};

/// A mistake in a file, or in what the call says of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// What is wrong, in one line.
    pub message: String,
    /// Where it is.
    pub place: Place,
    /// What to do about it, where that can be said.
    pub help: Option<String>,
}

/// Where a problem is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the file: first what is wrong, then what explains it.
    File(Vec<Label>),
    /// In the call: the header that this entry of [`Format::mapping`](super::Format::mapping) names.
    Mapping(usize),
}

/// Some bytes of a file, and what to say of them; nothing where the text is empty.
///
/// Lines and columns are computed only for a label that is shown: that takes time in proportion to the file, and there may be
/// as many problems as lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The bytes.
    pub span: Range<usize>,
    /// What to say beside them.
    pub text: String,
}

impl Label {
    /// A label with a text.
    pub fn new(span: Range<usize>, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }
}

impl Problem {
    /// A problem at `span` of the file.
    pub(crate) fn new(span: Range<usize>, message: impl Into<String>) -> Self {
        Self { message: message.into(), place: Place::File(vec![Label::new(span, "")]), help: None }
    }

    /// A problem of an entry of the mapping.
    pub(crate) fn of_mapping(entry: usize, message: impl Into<String>) -> Self {
        Self { message: message.into(), place: Place::Mapping(entry), help: None }
    }

    /// Says something beside the place.
    #[must_use]
    pub(crate) fn label(mut self, text: impl Into<String>) -> Self {
        if let Place::File(labels) = &mut self.place {
            labels[0].text = text.into();
        }
        self
    }

    /// Shows another place of the file, too.
    #[must_use]
    pub(crate) fn and(mut self, span: Range<usize>, text: impl Into<String>) -> Self {
        if let Place::File(labels) = &mut self.place {
            labels.push(Label::new(span, text));
        }
        self
    }

    /// Adds a way out.
    #[must_use]
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The whole message, for a file that is called `path`.
    pub fn render(&self, path: &str, text: &Text<'_>) -> String {
        let snippets = match &self.place {
            Place::File(labels) => vec![snippet("-->", path, text, labels)],
            Place::Mapping(_) => Vec::new(),
        };
        full_message(&self.message, &snippets, self.help.as_deref())
    }

    /// Where it begins in the file: 0 for one of the mapping.
    pub fn start(&self) -> usize {
        match &self.place {
            Place::File(labels) => labels.first().map_or(0, |label| label.span.start),
            Place::Mapping(_) => 0,
        }
    }
}

/// A message with the lines that it is about and a way out, in rustc's form.
pub fn full_message(message: &str, snippets: &[String], help: Option<&str>) -> String {
    let mut full = message.to_owned();
    for snippet in snippets {
        full.push('\n');
        full.push_str(snippet);
    }
    if let Some(help) = help {
        full.push_str("\n   = help: ");
        full.push_str(help);
    }
    full
}

/// The lines of the labels in rustc's form; `arrow` is `-->`, or `:::` for a further file of the same message.
///
/// ```text
///   --> errors/payment.csv:17:1
///    |
///  9 | 40013,InvalidAppId,invalid appid
///    | ----- first defined here
/// ...
/// 17 | 40013,BadAppId,bad appid
///    | ^^^^^ defined again
/// ```
pub fn snippet(arrow: &str, path: &str, text: &Text<'_>, labels: &[Label]) -> String {
    let mut excerpts: Vec<(usize, &Label, Excerpt)> =
        labels.iter().enumerate().map(|(index, label)| (index, label, text.excerpt(label.span.clone()))).collect();
    let Some((_, _, first)) = excerpts.first() else { return String::new() };
    // Writing to a String cannot fail.
    let mut out = String::new();
    let _ = write!(out, "  {arrow} {path}:{}:{}", first.position.line, first.position.column);
    excerpts.sort_by_key(|(_, label, excerpt)| (excerpt.position.line, label.span.start));
    // As wide as a number of two digits at least, so that the arrow always stands in the same column.
    let width = excerpts.last().map_or(2, |(.., last)| last.position.line.to_string().len().max(2));
    let mut before: Option<&Excerpt> = None;
    for (index, label, excerpt) in &excerpts {
        let line = excerpt.position.line;
        match before {
            None => _ = write!(out, "\n{:width$} |", ""),
            Some(before) if line > before.position.line + 1 => out.push_str("\n..."),
            Some(_) => {}
        }
        if before.is_none_or(|before| before.position.line != line || before.line != excerpt.line) {
            let _ = write!(out, "\n{line:width$} | {}", excerpt.line);
        }
        let mark = if *index == 0 { "^" } else { "-" };
        let _ = write!(out, "\n{:width$} | {}{}", "", excerpt.padding, mark.repeat(excerpt.underlined));
        if !label.text.is_empty() {
            let _ = write!(out, " {}", label.text);
        }
        before = Some(excerpt);
    }
    out
}

/// A cell as a message quotes it: its beginning, without characters that must not be shown.
pub fn shortened(cell: &str) -> String {
    const CHARACTERS: usize = 40;
    match cell.char_indices().nth(CHARACTERS) {
        Some((end, _)) => format!("{}…", &cell[..end]),
        None => cell.into(),
    }
    .replace(errcode_core::is_unprintable, "\u{FFFD}")
}

#[cfg(test)]
mod tests {
    use super::{Label, Problem, Text, shortened, snippet};

    fn shown(file: &str, labels: &[(&str, &str)]) -> String {
        let text = Text::decode(file.as_bytes(), &mut Vec::new());
        let labels: Vec<Label> = labels
            .iter()
            .map(|&(what, label)| {
                let at = file.find(what).unwrap();
                Label::new(at..at + what.len(), label)
            })
            .collect();
        snippet("-->", "a.csv", &text, &labels)
    }

    #[test]
    fn a_line_is_shown_with_what_is_wrong_in_it() {
        let wanted = "  --> a.csv:3:3\n   |\n 3 | 1,断了\n   |   ^^^^ broken";
        assert_eq!(shown("code,说明\n1,坏了\n1,断了\n", &[("断了", "broken")]), wanted);
        let bare = "  --> a.csv:1:1\n   |\n 1 | code,说明\n   | ^^^^";
        assert_eq!(shown("code,说明\n", &[("code", "")]), bare);
    }

    #[test]
    fn the_first_label_is_the_place_and_others_explain_it() {
        let file = "code,name\n1,A\n2,B\n3,C\n4,D\n";
        assert_eq!(
            shown(file, &[("2", "again"), ("1", "first")]),
            "  --> a.csv:3:1\n   |\n 2 | 1,A\n   | - first\n 3 | 2,B\n   | ^ again"
        );
        assert_eq!(
            shown(file, &[("1", "here"), ("D", "there")]),
            "  --> a.csv:2:1\n   |\n 2 | 1,A\n   | ^ here\n...\n 5 | 4,D\n   |   - there"
        );
        assert_eq!(
            shown(file, &[("D", "wrong"), ("4", "as of this")]),
            "  --> a.csv:5:3\n   |\n 5 | 4,D\n   | - as of this\n   |   ^ wrong"
        );
    }

    #[test]
    fn line_numbers_of_any_width_are_aligned() {
        let file = format!("a\n{}z\n", "b\n".repeat(998));
        assert_eq!(
            shown(&file, &[("z", "last"), ("a", "first")]),
            "  --> a.csv:1000:1\n     |\n   1 | a\n     | - first\n...\n1000 | z\n     | ^ last"
        );
    }

    #[test]
    fn a_problem_is_shown_with_its_line_and_a_way_out() {
        let text = Text::decode(b"a\n1\n", &mut Vec::new());
        let problem = Problem::new(2..3, "invalid code `1`").help("delete it");
        let wanted = "invalid code `1`\n  --> a.csv:2:1\n   |\n 2 | 1\n   | ^\n   = help: delete it";
        assert_eq!(problem.render("a.csv", &text), wanted);
        let problem = Problem::of_mapping(0, "no such header");
        assert_eq!((problem.render("a.csv", &text), problem.start()), ("no such header".to_owned(), 0));
    }

    #[test]
    fn a_cell_is_quoted_by_its_beginning() {
        assert_eq!(shortened("系统"), "系统");
        assert_eq!(shortened("a\u{202E}b\n"), "a\u{FFFD}b\u{FFFD}");
        assert_eq!(shortened(&"系".repeat(40)), "系".repeat(40));
        assert_eq!(shortened(&"系".repeat(41)), "系".repeat(40) + "…");
    }
}
