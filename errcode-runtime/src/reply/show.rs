//! Texts from a server, made fit for one line of a log.

use core::fmt::{self, Write};

use alloc::boxed::Box;
use alloc::string::{String, ToString};

use errcode_core::is_unprintable;

/// The beginning of a text, in one line. A space stands for each character that a log must not hold, `…` for the rest.
pub(super) struct Shown<'t> {
    text: &'t str,
    characters: usize,
}

impl<'t> Shown<'t> {
    /// The server's message, of which this much is shown.
    pub(super) const MESSAGE: usize = 500;
    /// `rid` and the like.
    pub(super) const PART: usize = 200;

    pub(super) fn new(text: &'t str, characters: usize) -> Self {
        Self { text, characters }
    }
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = self.text.chars();
        for c in text.by_ref().take(self.characters) {
            f.write_char(if is_unprintable(c) { ' ' } else { c })?;
        }
        if text.next().is_some() { f.write_char('…') } else { Ok(()) }
    }
}

/// The beginning of a body in at most 200 characters, in one line.
pub(super) fn excerpt(body: &[u8]) -> Box<str> {
    const CHARACTERS: usize = 200;
    // No character has more than four bytes; one that is cut is beyond those shown.
    let start = body.get(..CHARACTERS * 4 + 4).unwrap_or(body);
    Shown::new(&String::from_utf8_lossy(start), CHARACTERS).to_string().into_boxed_str()
}
