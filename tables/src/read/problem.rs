//! A mistake in a file, and how it is shown.

use core::ops::Range;
use std::borrow::Cow;

use super::character::is_hidden;
use super::class::Class;
use super::code::Codes;
use super::format::Field;
use super::snippet::{Label, Snippet, full_message};
use super::text::{NotUtf8, Text};

/// A mistake in a file, or in the entries of the call for the file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// What is wrong, in one line.
    pub message: String,
    /// Where it is.
    pub(super) place: Place,
    /// What to do about it, if there is advice.
    pub help: Option<String>,
    /// The row that it makes unusable. If that row is not selected, the problem is not reported.
    pub concern: Option<Box<Concern>>,
    /// Whether it is in the file after `with`.
    pub(super) in_overlay: bool,
    /// Set if many rows may have this problem: such problems are shown as one.
    pub(super) recurring: Option<Box<Recurring>>,
}

/// What is known about a row that has a problem.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Concern {
    /// Its codes, if they could be parsed.
    pub codes: Option<Codes>,
    /// The name of its variant, if it has one.
    pub name: Option<String>,
    /// Its classification, if it could be parsed.
    pub class: Option<Class>,
}

/// A problem that many rows may have, with the cell that shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Recurring {
    /// The row has no valid code.
    NoCode {
        /// The cell.
        cell: String,
        /// Whether the row is a section, and `skip = sections` would skip no row with a code.
        is_section: bool,
    },
    /// The cell is a code that a person or a program damaged.
    Damaged {
        /// The cell.
        cell: String,
        /// What to change.
        help: String,
    },
    /// An earlier row has the same code.
    Repeated(String),
    /// The row has more cells than the header. The text is that of the surplus cells and the one before them.
    Surplus(String),
    /// The vendor's file lacks a code of the file after `with`.
    Lacking(String),
    /// One of several mistakes of this kind. If they are few, they are shown one by one.
    Like(&'static str),
    /// The cell does not fit the type of a field.
    Misfit {
        /// The cell.
        cell: String,
        /// The field.
        field: Field,
    },
}

impl Recurring {
    /// The cell that shows the problem; empty for [`Like`](Self::Like).
    pub(super) fn cell(&self) -> &str {
        match self {
            Self::NoCode { cell, .. }
            | Self::Damaged { cell, .. }
            | Self::Misfit { cell, .. }
            | Self::Repeated(cell)
            | Self::Surplus(cell)
            | Self::Lacking(cell) => cell,
            Self::Like(_) => "",
        }
    }
}

/// Where a problem is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In the file. The first label shows the mistake; the others explain it.
    File(Vec<Label>),
    /// In the call: this entry of [`Format::entries`](super::Format::entries).
    Entry(usize),
}

impl Problem {
    fn at(place: Place, message: impl Into<String>) -> Self {
        Self { message: message.into(), place, help: None, concern: None, in_overlay: false, recurring: None }
    }

    /// A problem at `span` of the file.
    pub(crate) fn new(span: Range<usize>, message: impl Into<String>) -> Self {
        Self::at(Place::File(vec![Label::new(span, "")]), message)
    }

    /// A problem of an entry of the call.
    pub(crate) fn of_entry(entry: usize, message: impl Into<String>) -> Self {
        Self::at(Place::Entry(entry), message)
    }

    /// Adds a text beside the place.
    #[must_use]
    pub(crate) fn label(mut self, text: impl Into<String>) -> Self {
        if let Place::File(labels) = &mut self.place {
            labels[0].text = text.into();
        }
        self
    }

    /// Adds another place in the file, with its text.
    #[must_use]
    pub(crate) fn and(mut self, span: Range<usize>, text: impl Into<String>) -> Self {
        if let Place::File(labels) = &mut self.place {
            labels.push(Label::new(span, text));
        }
        self
    }

    /// Adds advice.
    #[must_use]
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Marks the problem as one that many rows may have.
    #[must_use]
    pub(super) fn recurring(mut self, recurring: Recurring) -> Self {
        self.recurring = Some(Box::new(recurring));
        self
    }

    /// Sets the row that it makes unusable.
    #[must_use]
    pub(super) fn concern(mut self, concern: Concern) -> Self {
        self.concern = Some(Box::new(concern));
        self
    }

    /// Whether its places are in the file after `with`.
    pub fn is_in_overlay(&self) -> bool {
        self.in_overlay
    }

    /// The entry of [`Format::entries`](super::Format::entries) that it is about, if it is in the call.
    pub fn entry(&self) -> Option<usize> {
        match self.place {
            Place::File(_) => None,
            Place::Entry(entry) => Some(entry),
        }
    }

    /// The lines that it is about, if it is in the file. `path` is the name of the file.
    pub fn snippet(&self, path: &str, text: &Text<'_>) -> Option<Snippet> {
        match &self.place {
            Place::File(labels) => Some(Snippet::new("-->", path, text, labels)),
            Place::Entry(_) => None,
        }
    }

    /// The whole message. `path` is the name of the file.
    pub fn render(&self, path: &str, text: &Text<'_>) -> String {
        full_message(&self.message, self.snippet(path, text).as_slice(), self.help.as_deref())
    }

    /// Where it begins in its file; 0 if it is in the call.
    pub(super) fn start(&self) -> usize {
        match &self.place {
            Place::File(labels) => labels.first().map_or(0, |label| label.span.start),
            Place::Entry(_) => 0,
        }
    }
}

impl From<NotUtf8> for Problem {
    fn from(wrong: NotUtf8) -> Self {
        let at = wrong.at()..wrong.at();
        let not_utf8 = |byte| format!("this file is not UTF-8: byte 0x{byte:02X}");
        match wrong {
            NotUtf8::Utf16(encoding) => Self::new(at, format!("this file is {encoding}, not UTF-8"))
                .help("save it as \"CSV UTF-8\", or convert it: iconv -f UTF-16 -t UTF-8 OLD.csv > NEW.csv"),
            NotUtf8::Gb18030(_, byte) => Self::new(at, not_utf8(byte))
                .label("it looks like GBK (GB18030), as Excel saves CSV on a Chinese Windows")
                .help("save it as \"CSV UTF-8\", or convert it: iconv -f GB18030 -t UTF-8 OLD.csv > NEW.csv"),
            NotUtf8::CutOff(_) => Self::new(at, "this file ends inside a character: it may be incomplete")
                .help("save it again, or download it again"),
            NotUtf8::Other(_, byte) => {
                Self::new(at, not_utf8(byte)).label("this byte is not valid UTF-8").help("save it as UTF-8")
            }
        }
    }
}

/// Find suggestions for at most this many problems. No message lists more, and finding a suggestion takes time.
pub(super) const HELPED: usize = 100;

/// The beginning of a text, with `…` after it if there is more.
pub(super) fn beginning(text: &str) -> Cow<'_, str> {
    const CHARACTERS: usize = 40;
    match text.char_indices().nth(CHARACTERS) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    }
}

/// The beginning of a cell, as a message quotes it. Unprintable characters are replaced, and invisible ones are escaped.
pub(super) fn shortened(cell: &str) -> String {
    let mut shown = String::new();
    for character in beginning(cell).chars() {
        match character {
            c if errcode_core::is_unprintable(c) => shown.push('\u{FFFD}'),
            c if is_hidden(c) => shown.extend(c.escape_unicode()),
            c => shown.push(c),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::{Problem, Text, shortened};

    #[test]
    fn a_problem_is_shown_with_its_line_and_a_way_out() {
        let text = Text::from("a\n1\n");
        let problem = Problem::new(2..3, "invalid code `1`").help("delete it");
        let wanted = "invalid code `1`\n  --> a.csv:2:1\n   |\n 2 | 1\n   | ^\n   = help: delete it";
        assert_eq!(problem.render("a.csv", &text), wanted);
        let problem = Problem::of_entry(0, "no such header");
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
