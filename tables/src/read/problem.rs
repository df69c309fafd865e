//! Something that is wrong with a file, and how it is shown.

use core::fmt::Write as _;
use core::ops::Range;

use super::text::Text;

/// Something that is wrong at a place of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The bytes it is about.
    pub span: Range<usize>,
    /// What is wrong, in one line.
    pub message: String,
    /// What to say beside the underlined place; may be empty.
    pub label: String,
    /// Another place that it is about: the label ends with its line. Found only when it is shown, as finding a line takes
    /// time in proportion to the file, and there may be as many problems as lines.
    pub other: Option<usize>,
    /// A way out, where there is one.
    pub help: Option<String>,
    /// It is about this entry of [`Format::mapping`](super::Format::mapping), not about a place of the file.
    pub mapping: Option<usize>,
}

impl Problem {
    /// A problem at `span`.
    pub fn new(span: Range<usize>, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), label: String::new(), other: None, help: None, mapping: None }
    }

    /// Says something beside the underlined place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Says something beside the underlined place that ends with the line of another.
    #[must_use]
    pub fn label_with_line(mut self, label: impl Into<String>, other: usize) -> Self {
        self.other = Some(other);
        self.label(label)
    }

    /// Adds a way out.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The whole message in rustc's form, with the line of the file that it is about:
    ///
    /// ```text
    /// code 40013 stands twice in this table
    ///   --> errors/payment.csv:17:1
    ///    |
    /// 17 | 40013,invalid appid,…
    ///    | ^^^^^ first at line 9
    ///    = help: delete one, or give both rows the same `name` to join their texts
    /// ```
    pub fn render(&self, path: &str, text: &Text<'_>) -> String {
        let excerpt = text.excerpt(self.span.clone());
        // As for any line number of two digits, so that the second line always begins with `  --> `.
        let number = format!("{:>2}", excerpt.position.line);
        let margin = " ".repeat(number.len());
        let mut out = self.message.clone();
        let mut line = |arguments: core::fmt::Arguments<'_>| {
            out.push('\n');
            // Writing to a String cannot fail.
            let _ = out.write_fmt(arguments);
        };
        line(format_args!("  --> {path}:{}:{}", excerpt.position.line, excerpt.position.column));
        line(format_args!("{margin} |"));
        line(format_args!("{number} | {}", excerpt.line));
        let mut label = self.label.clone();
        if let Some(other) = self.other {
            label = format!("{label} {}", text.position(other).line);
        }
        if !label.is_empty() {
            label.insert(0, ' ');
        }
        line(format_args!("{margin} | {}{}{label}", excerpt.padding, excerpt.underline));
        if let Some(help) = &self.help {
            line(format_args!("{margin} = help: {help}"));
        }
        out
    }
}

#[cfg(test)]
mod tests {

    use super::{Problem, Text};

    #[test]
    fn a_problem_is_shown_with_its_line() {
        let text = Text::decode("code,说明\n1,坏了\n1,断了\n".as_bytes(), &mut Vec::new());
        let problem = Problem::new(23..29, "stands twice").label_with_line("first at line", 14).help("delete one");
        let wanted = "\
stands twice
  --> a.csv:3:3
   |
 3 | 1,断了
   |   ^^^^ first at line 2
   = help: delete one";
        assert_eq!(problem.render("a.csv", &text), wanted);
        let bare = Problem::new(0..4, "unknown").render("a.csv", &text);
        assert_eq!(bare, "unknown\n  --> a.csv:1:1\n   |\n 1 | code,说明\n   | ^^^^");
    }
}
