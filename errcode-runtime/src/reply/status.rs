//! A failure that only the HTTP status reports.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::error::Error;
use core::fmt;

use super::excerpt::excerpt;
use super::format::Format;
use super::not_json::format_of;
use super::said::Said;
use super::string;
use crate::show::Shown;

/// An HTTP status other than 2xx, with a body that has no error code: a gateway's page, `{"message":"no healthy upstream"}`, nothing.
///
/// ```
/// use errcode_runtime::{errcodes, prelude::*, reply::{self, ReplyError}};
/// errcodes!("common");
///
/// let reply = reply::decode_response::<(), CommonError>(503, br#"{"message":"no healthy upstream"}"#);
/// let error = reply.unwrap_err();
/// assert_eq!((error.status(), error.recovery()), (Some(503), Recovery::Retry));
/// assert_eq!(error.to_string(), "HTTP 503, and no error code in the reply（响应中没有错误码）: no healthy upstream");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct StatusError {
    status: u16,
    excerpt: Box<str>,
    /// Boxed, so that a `Result` with this error stays small.
    said: Box<Said>,
}

impl StatusError {
    /// An error with this status and body.
    ///
    /// ```
    /// use errcode_runtime::reply::{Format, StatusError};
    /// let error = StatusError::new(502, "<html><h1>Bad Gateway</h1></html>");
    /// assert_eq!(error.format(), Some(Format::Html));
    /// assert_eq!(error.to_string(), "HTTP 502, and no error code in the reply（响应中没有错误码）: <html><h1>Bad Gateway</h1></html>");
    /// ```
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        let body = body.into();
        Self::with(status, excerpt(&body), String::new(), body)
    }

    /// An error of a response. `message` is the raw JSON of its message.
    pub(super) fn of(status: u16, message: Option<&[u8]>, body: &[u8]) -> Self {
        // In this order, temporary memory is freed before the body is copied.
        Self::with(status, excerpt(body), string::message(message), body.to_vec())
    }

    fn with(status: u16, excerpt: Box<str>, errmsg: String, body: Vec<u8>) -> Self {
        let mut said = Said { errmsg, status: Some(status), ..Said::default() };
        said.set_body(body);
        Self { status, excerpt, said: Box::new(said) }
    }

    pub(super) fn said(&self) -> &Said {
        &self.said
    }

    /// The HTTP status.
    ///
    /// ```
    /// # use errcode_runtime::reply::StatusError;
    /// assert_eq!(StatusError::new(504, "").status(), 504);
    /// ```
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The body, unchanged; only the first 4 KiB, if it is longer than [`MAX_LENGTH`](super::MAX_LENGTH).
    ///
    /// ```
    /// # use errcode_runtime::reply::StatusError;
    /// assert_eq!(StatusError::new(503, "busy").body(), b"busy");
    /// ```
    pub fn body(&self) -> &[u8] {
        &self.said.body
    }

    /// The body, without a copy.
    ///
    /// ```
    /// # use errcode_runtime::reply::StatusError;
    /// assert_eq!(StatusError::new(503, "busy").into_body(), b"busy");
    /// ```
    pub fn into_body(self) -> Vec<u8> {
        self.said.body
    }

    /// The format of the body, recognized by its first bytes. JSON is [`Text`](Format::Text). `None` if the body is empty.
    ///
    /// ```
    /// # use errcode_runtime::reply::StatusError;
    /// assert_eq!(StatusError::new(504, "").format(), None);
    /// ```
    pub fn format(&self) -> Option<Format> {
        (!self.said.body.is_empty()).then(|| format_of(&self.said.body))
    }

    /// The beginning of the body, in one line for a log.
    ///
    /// ```
    /// # use errcode_runtime::reply::StatusError;
    /// assert_eq!(StatusError::new(503, "no\nhealthy\nupstream").excerpt(), "no healthy upstream");
    /// ```
    pub fn excerpt(&self) -> &str {
        &self.excerpt
    }
}

impl fmt::Display for StatusError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HTTP {}, and no error code in the reply（响应中没有错误码）", self.status)?;
        let message = self.said.tail().message();
        match (message, &*self.said.body) {
            ("", []) => f.write_str(": the reply is empty（响应为空）"),
            ("", _) => write!(f, ": {}", self.excerpt),
            (message, _) => {
                write!(f, ": {}", Shown::new(message, Shown::MESSAGE))?;
                self.said.fmt_tail(Some(message), f)?;
                self.said.fmt_encoding(f)
            }
        }
    }
}

impl fmt::Debug for StatusError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("StatusError");
        shown.field("status", &self.status).field("errmsg", &excerpt(self.said.errmsg.as_bytes()));
        shown.field("body", &self.excerpt).finish()
    }
}

impl Error for StatusError {}
