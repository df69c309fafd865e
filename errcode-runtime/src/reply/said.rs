//! What a server said: its message, the body and the HTTP status.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::{self, Write};

use serde_core::de::DeserializeOwned;
use serde_json::Value;

use super::decode::read;
use super::plain::Plain;
use super::repair::trimmed;
use super::scan::Scan;
use super::tail::Tail;
use crate::show::Shown;

/// What a server said. Errors keep it in a box, so that a `Result` stays small.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) errmsg: String,
    pub(super) body: Vec<u8>,
    pub(super) status: Option<u16>,
    /// Whether the body is not UTF-8. Computed once, so that displaying an error takes the same time whatever the body is.
    pub(super) is_no_utf8: bool,
}

/// For errors that keep nothing of the reply.
pub(super) static NOTHING: Said = Said { errmsg: String::new(), body: Vec::new(), status: None, is_no_utf8: false };

impl Said {
    pub(super) fn new(errmsg: String, body: &[u8]) -> Self {
        let mut said = Self { errmsg, ..Self::default() };
        said.set_body(body.to_owned());
        said
    }

    pub(super) fn set_body(&mut self, body: Vec<u8>) {
        self.is_no_utf8 = core::str::from_utf8(&body).is_err();
        self.body = body;
    }

    /// Whether an error that `decode_with` returned keeps nothing of the reply. All others keep the body, which has at least a code.
    pub(super) fn is_empty(&self) -> bool {
        self.body.is_empty()
    }

    pub(super) fn tail(&self) -> Tail<'_> {
        Tail::of(&self.errmsg)
    }

    pub(super) fn read<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        let mut fields = Scan::of(trimmed(&self.body));
        fields.by_ref().for_each(drop);
        // Bytes after the object are ignored, as they were when its code was read.
        read(fields.json, fields.has_control)
    }

    pub(super) fn field(&self, key: &str) -> Option<Value> {
        let mut fields = Scan::of(trimmed(&self.body));
        let (_, value) = fields.by_ref().filter(|(field, _)| field.is(key)).last()?;
        read(value, fields.has_control).ok().map(|Plain(value)| value)
    }

    /// Writes what an operator needs besides the code: `message`, if given; the parts that the server appended to it; an HTTP status
    /// other than 2xx; and whether the reply is not UTF-8.
    pub(super) fn fmt(&self, message: Option<&str>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(message) = message {
            write!(f, "; server（服务器）: {}", Shown::new(message, Shown::MESSAGE))?;
        }
        self.fmt_tail(message, f)?;
        if let Some(status) = self.status.filter(|status| !is_2xx(*status)) {
            write!(f, "; HTTP {status}")?;
        }
        self.fmt_encoding(f)
    }

    /// Writes whether the reply is not UTF-8.
    pub(super) fn fmt_encoding(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_no_utf8 { f.write_str("; the reply is not UTF-8（响应不是 UTF-8 编码）") } else { Ok(()) }
    }

    /// Writes the parts that the server appended to its message.
    pub(super) fn fmt_tail(&self, message: Option<&str>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tail = self.tail();
        let part = |name: &str, part: Option<&str>, f: &mut fmt::Formatter<'_>| match part {
            Some(part) => write!(f, "; {name}: {}", Shown::new(part, Shown::PART)),
            None => Ok(()),
        };
        part("hint", tail.hint(), f)?;
        // The message may contain the address already.
        let is_shown = |ip: &&str| !message.is_some_and(|message| starts(message, Shown::MESSAGE).contains(*ip));
        part("ip", tail.request_ip().filter(is_shown), f)?;
        part("link", tail.link(), f)?;
        part("rid", tail.rid(), f)
    }
}

/// The first characters of a text.
fn starts(text: &str, characters: usize) -> &str {
    text.char_indices().nth(characters).map_or(text, |(at, _)| &text[..at])
}

pub(super) fn is_2xx(status: u16) -> bool {
    (200..300).contains(&status)
}

/// A writer that drops the first `skip` bytes and passes on the rest.
pub(super) struct After<'w, W> {
    pub(super) out: &'w mut W,
    pub(super) skip: usize,
}

impl<W: Write> Write for After<'_, W> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let rest = text.get(self.skip..).unwrap_or_default();
        self.skip = self.skip.saturating_sub(text.len());
        self.out.write_str(rest)
    }
}

pub(super) struct Length(pub(super) usize);

impl Write for Length {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 += text.len();
        Ok(())
    }
}

/// Implements the accessors of an error type that has a method `said()`. `$error` is the example code that makes `error` from `body`,
/// whose message is that of the examples below.
macro_rules! accessors {
    ([$($generics:tt)*] $Type:ty, $error:literal) => {
        impl<$($generics)*> $Type {
            $crate::reply::said::accessors! { @ $error;
                /// The server's message, raw; empty if there was none.
                "assert_eq!(error.errmsg(), \"busy hint: [q1], from ip: 203.0.113.9, more info at https://a.example/q rid: 65-ab-c0\");"
                pub fn errmsg(&self) -> &str { |said| &said.errmsg }

                /// The server's message without the parts that the server appended; see [`Tail::message`](crate::reply::Tail::message).
                "assert_eq!(error.message(), \"busy\");"
                pub fn message(&self) -> &str { |said| said.tail().message() }

                /// The ID of the request; see [`Tail::rid`](crate::reply::Tail::rid).
                "assert_eq!(error.rid(), Some(\"65-ab-c0\"));"
                pub fn rid(&self) -> Option<&str> { |said| said.tail().rid() }

                /// The hint for the vendor's support; see [`Tail::hint`](crate::reply::Tail::hint).
                "assert_eq!(error.hint(), Some(\"q1\"));"
                pub fn hint(&self) -> Option<&str> { |said| said.tail().hint() }

                /// The IP address that the server received the request from; see [`Tail::request_ip`](crate::reply::Tail::request_ip).
                "assert_eq!(error.request_ip(), Some(\"203.0.113.9\"));"
                pub fn request_ip(&self) -> Option<&str> { |said| said.tail().request_ip() }

                /// The link to more information; see [`Tail::link`](crate::reply::Tail::link).
                "assert_eq!(error.link(), Some(\"https://a.example/q\"));"
                pub fn link(&self) -> Option<&str> { |said| said.tail().link() }

                /// The whole reply, unchanged. Empty for an error that was made by hand or that keeps at most an excerpt.
                "assert_eq!(error.body(), body);"
                pub fn body(&self) -> &[u8] { |said| &said.body }

                /// The HTTP status, if it was given, for example to [`decode_response`](crate::reply::decode_response). For a reply
                /// without a code, the status is kept only if it is not 2xx.
                "assert_eq!(error.status(), None);"
                pub fn status(&self) -> Option<u16> { |said| said.status }
            }
        }
    };
    (@ $error:literal; $(
        $(#[doc = $doc:literal])+ $example:literal pub fn $method:ident(&self) -> $Out:ty { |$said:ident| $value:expr }
    )*) => {
        $(
            $(#[doc = $doc])+
            ///
            /// ```
            #[doc = $error]
            #[doc = $example]
            /// ```
            pub fn $method(&self) -> $Out {
                let $said = self.said();
                $value
            }
        )*
    };
}
pub(super) use accessors;
