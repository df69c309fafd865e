//! The beginning of a body, for a line of a log.

use alloc::boxed::Box;
use alloc::string::{String, ToString};

use crate::show::Shown;

/// The beginning of a body: one line of at most `Shown::PART` characters.
pub(super) fn excerpt(body: &[u8]) -> Box<str> {
    // A character has at most four bytes, so a character that is cut here is not among those shown.
    let start = body.get(..Shown::PART * 4 + 4).unwrap_or(body);
    Shown::new(&String::from_utf8_lossy(start), Shown::PART).to_string().into_boxed_str()
}
