//! Texts from a server, made fit for one line of a log.

use core::fmt::{self, Write};

use errcode_core::is_unprintable;

/// The beginning of a text, in one line. A space stands for each character that a log must not hold, `…` for the rest.
pub(crate) struct Shown<'t> {
    text: &'t str,
    characters: usize,
}

impl<'t> Shown<'t> {
    /// How much is shown of a server's message.
    #[cfg(feature = "reply")]
    pub(crate) const MESSAGE: usize = 500;
    /// How much is shown of a code, of `rid` and the like.
    pub(crate) const PART: usize = 200;

    pub(crate) fn new(text: &'t str, characters: usize) -> Self {
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
