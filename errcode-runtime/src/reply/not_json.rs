//! Bodies that are not a JSON object.

use alloc::boxed::Box;

use super::excerpt::excerpt;
use super::format::Format;
use super::repair::trimmed;

/// A body that is not a JSON object.
///
/// ```
/// # use errcode_runtime::{errcodes, prelude::*, reply::{self, ReplyError}};
/// # errcodes!("common");
/// let Err(ReplyError::NotObject(body)) = reply::decode::<(), CommonError>(b"[1, 2]") else { unreachable!() };
/// assert_eq!(body.excerpt(), "[1, 2]");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotJson {
    format: Format,
    excerpt: Box<str>,
}

impl NotJson {
    /// The format and the beginning of this body, for tests and mocks.
    ///
    /// ```
    /// use errcode_runtime::reply::{Format, NotJson};
    /// assert_eq!(NotJson::new(b"<html>").format(), Format::Html);
    /// ```
    pub fn new(body: &[u8]) -> Self {
        Self { format: format_of(body), excerpt: excerpt(body) }
    }

    /// The format, recognized by the first bytes.
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, prelude::*, reply::{self, ReplyError}};
    /// # errcodes!("common");
    /// # use errcode_runtime::reply::Format;
    /// let Err(ReplyError::NotJson(body)) = reply::decode::<(), CommonError>(b"\x89PNG\r\n") else { unreachable!() };
    /// assert_eq!(body.format(), Format::Image);
    /// ```
    pub fn format(&self) -> Format {
        self.format
    }

    /// The beginning of the body, in one line for a log.
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, prelude::*, reply::{self, ReplyError}};
    /// # errcodes!("common");
    /// let Err(ReplyError::NotJson(body)) = reply::decode::<(), CommonError>(b"no\nhealthy\nupstream") else { unreachable!() };
    /// assert_eq!(body.excerpt(), "no healthy upstream");
    /// ```
    pub fn excerpt(&self) -> &str {
        &self.excerpt
    }
}

/// The format of a body of any length.
pub(super) fn format_of(body: &[u8]) -> Format {
    let body = trimmed(body);
    // The first bytes are enough to recognize a format. The cut must not fall inside a character, or a text would not be UTF-8.
    let start = body.get(..1024).unwrap_or(body);
    Format::of(match core::str::from_utf8(start) {
        Err(error) if error.error_len().is_none() => &start[..error.valid_up_to()],
        _ => start,
    })
}
