//! Shows the lines of files that a message is about, in the style of rustc.

use core::fmt::Write as _;
use core::ops::Range;

use super::character::width;
use super::text::{Position, Text};

/// Some bytes of a file, and a text to show beside them, which may be empty.
///
/// Its line and column are computed only if it is shown: this takes time in proportion to the file, and there may be as many
/// problems as lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The bytes.
    pub span: Range<usize>,
    /// The text beside them.
    pub text: String,
}

impl Label {
    /// A label with a text.
    pub fn new(span: Range<usize>, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }
}

/// The lines of a file that a message shows. [`full_message`] aligns the lines of all files of the message.
#[derive(Clone, Debug)]
pub struct Snippet {
    /// `--> errors/payment.csv:17:1`
    heading: String,
    lines: Vec<Line>,
}

#[derive(Clone, Debug)]
enum Line {
    /// A line of the file, with its number.
    Code(usize, String),
    /// The marks under the line above, and their text.
    Mark(String),
    /// Lines that are left out.
    Gap,
}

impl Snippet {
    /// The lines of the labels; `arrow` is `-->`, or `:::` for a further file of the same message.
    pub fn new(arrow: &str, path: &str, text: &Text<'_>, labels: &[Label]) -> Self {
        let mut excerpts: Vec<(usize, &Label, Excerpt)> = labels
            .iter()
            .enumerate()
            .map(|(index, label)| (index, label, Excerpt::new(text, label.span.clone())))
            .collect();
        let heading = excerpts.first().map_or_else(String::new, |(.., first)| {
            format!("{arrow} {path}:{}:{}", first.position.line, first.position.column)
        });
        excerpts.sort_by_key(|(_, label, excerpt)| (excerpt.position.line, label.span.start));
        let mut lines = Vec::new();
        let mut before: Option<&Excerpt> = None;
        for (index, label, excerpt) in &excerpts {
            let number = excerpt.position.line;
            if before.is_some_and(|before| number > before.position.line + 1) {
                lines.push(Line::Gap);
            }
            if before.is_none_or(|before| before.position.line != number || before.line != excerpt.line) {
                lines.push(Line::Code(number, excerpt.line.clone()));
            }
            let mark = if *index == 0 { "^" } else { "-" };
            let mark = format!("{}{} {}", excerpt.padding, mark.repeat(excerpt.underlined), label.text);
            lines.push(Line::Mark(mark.trim_end_matches(' ').to_owned()));
            before = Some(excerpt);
        }
        Self { heading, lines }
    }

    /// The largest line number.
    fn last_line(&self) -> usize {
        let number = |line: &Line| if let Line::Code(number, _) = line { *number } else { 0 };
        self.lines.iter().map(number).max().unwrap_or(0)
    }

    fn write(&self, width: usize, out: &mut String) {
        // Writing to a String cannot fail.
        let _ = write!(out, "\n{:width$}{}\n{:width$} |", "", self.heading, "");
        for line in &self.lines {
            let _ = match line {
                Line::Code(number, line) => write!(out, "\n{number:width$} | {line}"),
                Line::Mark(mark) => write!(out, "\n{:width$} | {mark}", ""),
                Line::Gap => write!(out, "\n..."),
            };
        }
    }
}

/// A message with the lines that it is about and its advice, in the style of rustc.
///
/// ```text
/// code 40013 is defined twice
///   --> errors/payment.csv:17:1
///    |
///  9 | 40013,InvalidAppId,invalid appid
///    | ----- first defined here
/// ...
/// 17 | 40013,BadAppId,bad appid
///    | ^^^^^ defined again here
///    = help: delete one
/// ```
pub fn full_message(message: &str, snippets: &[Snippet], help: Option<&str>) -> String {
    let mut full = message.to_owned();
    let last_line = snippets.iter().map(Snippet::last_line).max().unwrap_or(0);
    // At least as wide as two digits, so that messages about short files look alike.
    let width = last_line.to_string().len().max(2);
    for snippet in snippets {
        snippet.write(width, &mut full);
    }
    if let Some(help) = help {
        let _ = write!(full, "\n{:width$} = help: {help}", "");
    }
    full
}

/// One line around a span, ready to be shown.
struct Excerpt {
    position: Position,
    /// The line. A long one is cut on both sides of the span.
    line: String,
    /// Blanks as wide as the line up to the span.
    padding: String,
    /// How many columns of the line the span takes.
    underlined: usize,
}

/// Show at most this many characters of a line before the start of the span, and as many after it.
const CHARACTERS: usize = 60;

impl Excerpt {
    fn new(text: &Text<'_>, span: Range<usize>) -> Self {
        let position = text.position(span.start);
        let (before, after) = text.line_around(span.start);
        let hidden = position.column.saturating_sub(1 + CHARACTERS);
        let mut line = String::new();
        let mut padding = String::new();
        if hidden > 0 {
            line.push('…');
            padding.push(' ');
        }
        for character in before.chars().skip(hidden).map(printable) {
            line.push(character);
            match width(character) {
                0 => {}
                1 => padding.push(' '),
                _ => padding.push('\u{3000}'),
            }
        }
        let mut underlined = 0;
        for (index, (at, character)) in after.char_indices().enumerate() {
            if index == CHARACTERS {
                line.push('…');
                break;
            }
            let character = printable(character);
            line.push(character);
            if at < span.len() {
                underlined += width(character);
            }
        }
        Self { position, line, padding, underlined: underlined.max(1) }
    }
}

/// A character as it can be shown: controls, and those that reorder a line, are replaced.
fn printable(character: char) -> char {
    match character {
        '\t' => ' ',
        c if errcode_core::is_unprintable(c) => '\u{FFFD}',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::{Excerpt, Label, Snippet, Text, full_message};

    fn shown(file: &str, labels: &[(&str, &str)]) -> String {
        let text = Text::from(file);
        let labels: Vec<Label> = labels
            .iter()
            .map(|&(what, label)| {
                let at = file.find(what).unwrap();
                Label::new(at..at + what.len(), label)
            })
            .collect();
        let message = full_message("", &[Snippet::new("-->", "a.csv", &text, &labels)], None);
        message.trim_start_matches('\n').to_owned()
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
            "    --> a.csv:1000:1\n     |\n   1 | a\n     | - first\n...\n1000 | z\n     | ^ last"
        );
    }

    #[test]
    fn files_of_one_message_are_aligned() {
        let long = "b\n".repeat(100);
        let [short, long] = ["z\n", &*(long + "z\n")].map(|file| {
            let at = file.find('z').unwrap();
            let arrow = if at == 0 { "-->" } else { ":::" };
            Snippet::new(arrow, "a.csv", &Text::from(file), &[Label::new(at..at + 1, "here")])
        });
        assert_eq!(
            full_message("no", &[short.clone(), long], Some("yes")),
            "no\n   --> a.csv:1:1\n    |\n  1 | z\n    | ^ here\n   ::: a.csv:101:1\n    |\n101 | z\n    | ^ here\n    = help: yes"
        );
        assert_eq!(
            full_message("no", &[short], Some("yes")),
            "no\n  --> a.csv:1:1\n   |\n 1 | z\n   | ^ here\n   = help: yes"
        );
        assert_eq!(full_message("no", &[], Some("yes")), "no\n   = help: yes");
    }

    /// The line as it is shown, and the marks under it.
    fn underlined(file: &str, needle: &str) -> [String; 2] {
        let at = file.find(needle).unwrap();
        let excerpt = Excerpt::new(&Text::from(file), at..at + needle.len());
        [excerpt.line, excerpt.padding + &"^".repeat(excerpt.underlined)]
    }

    #[test]
    fn a_line_is_shown_with_what_is_underlined() {
        assert_eq!(underlined("a\n1,bad,c\nd", "bad"), ["1,bad,c", "  ^^^"]);
        assert_eq!(underlined("1,系统,bad", "bad"), ["1,系统,bad", "  \u{3000}\u{3000} ^^^"]);
        assert_eq!(underlined("1,系统,a", "系统"), ["1,系统,a", "  ^^^^"]);
        assert_eq!(underlined("1,a\tb\u{202E}c\u{7},d", "d"), ["1,a b\u{FFFD}c\u{FFFD},d", "         ^"]);
        for (narrow, wide, no_width) in [
            ("", "✅", ""),
            ("", "👍", ""),
            ("e", "", "\u{301}"),
            ("ab", "", "\u{200B}"),
            ("", "👩👧", "\u{200D}"),
            ("⚠", "", "\u{FE0F}"),
        ] {
            let blanks = |what: &str, blank: &str| blank.repeat(what.chars().count());
            let cell = format!("{narrow}{wide}{no_width}");
            let [line, under] = underlined(&format!("{cell},bad"), "bad");
            assert_eq!(line, format!("{cell},bad"));
            assert_eq!(under, format!("{}{} ^^^", blanks(narrow, " "), blanks(wide, "\u{3000}")), "{cell}");
            let [_, under] = underlined(&cell, &cell);
            assert_eq!(under, blanks(narrow, "^") + &blanks(wide, "^^"), "{cell}");
        }
        assert_eq!(underlined("a\nbc\nd", "c\nd"), ["bc", " ^"], "to the end of its line");
        assert_eq!(underlined("a\nb", "\nb"), ["a", " ^"], "what ends a line");
    }

    #[test]
    fn a_long_line_is_cut_on_both_sides() {
        let long = |before: usize, after: usize| "x".repeat(before) + "!" + &"y".repeat(after);
        for (before, after, dots_before, dots_after) in
            [(60, 59, false, false), (61, 59, true, false), (60, 60, false, true), (1_000, 1_000, true, true)]
        {
            let [line, under] = underlined(&long(before, after), "!");
            assert_eq!((line.starts_with('…'), line.ends_with('…')), (dots_before, dots_after), "{line}");
            let kept = line.trim_matches('…');
            assert_eq!(kept, long(before.min(60), after.min(59)));
            assert_eq!(line.find('!').map(|_| line.chars().position(|c| c == '!')), Some(under.find('^')), "{line}");
        }
        let [line, under] = underlined(&"x".repeat(100), &"x".repeat(100));
        assert_eq!((line.as_str(), under.as_str()), (&*("x".repeat(60) + "…"), &*"^".repeat(60)));
    }
}
