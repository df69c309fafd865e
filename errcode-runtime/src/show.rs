//! Shows texts from a server in one line of a log.

use core::fmt::{self, Write};

use errcode_core::is_unprintable;

/// Writes a code. A short one without unprintable characters is written unchanged, with the formatter's padding; others are cut and
/// cleaned.
pub(crate) fn code(code: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if code.chars().nth(Shown::PART).is_none() && !code.contains(is_unprintable) {
        f.pad(code)
    } else {
        fmt::Display::fmt(&Shown::new(code, Shown::PART), f)
    }
}

/// Writes a code in quotes, escaped, with at most `Shown::PART` of its characters.
pub(crate) fn quoted(code: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_char('"')?;
    let mut characters = code.chars();
    for c in characters.by_ref().take(Shown::PART) {
        match c {
            '"' | '\\' => write!(f, "\\{c}")?,
            c if is_unprintable(c) => write!(f, "{}", c.escape_default())?,
            c => f.write_char(c)?,
        }
    }
    f.write_str(if characters.next().is_some() { "…\"" } else { "\"" })
}

/// The beginning of a text, in one line. A space replaces each character that a log must not show, and `…` the rest of the text.
pub(crate) struct Shown<'t, T: ?Sized> {
    text: &'t T,
    characters: usize,
}

impl Shown<'_, str> {
    /// How many characters of a server's message are shown.
    #[cfg(feature = "reply")]
    pub(crate) const MESSAGE: usize = 500;
    /// How many characters of a code, of `rid` and the like are shown.
    pub(crate) const PART: usize = 200;
}

impl<'t, T: fmt::Display + ?Sized> Shown<'t, T> {
    pub(crate) fn new(text: &'t T, characters: usize) -> Self {
        Self { text, characters }
    }
}

impl<T: fmt::Display + ?Sized> fmt::Display for Shown<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = Line { out: f, left: self.characters, is_cut: false };
        match write!(line, "{}", self.text) {
            Err(fmt::Error) if line.is_cut => Ok(()),
            written => written,
        }
    }
}

/// Fails where it cuts, so that the rest of the text is not formatted.
struct Line<'l, 'f> {
    out: &'l mut fmt::Formatter<'f>,
    left: usize,
    is_cut: bool,
}

impl fmt::Write for Line<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for c in text.chars() {
            let Some(left) = self.left.checked_sub(1) else {
                self.out.write_char('…')?;
                // Not before: that `…` could not be written is an error.
                self.is_cut = true;
                return Err(fmt::Error);
            };
            self.left = left;
            self.out.write_char(if is_unprintable(c) { ' ' } else { c })?;
        }
        Ok(())
    }
}
