//! What a server said: its message, the body, the HTTP status.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::{self, Write};

use serde_core::de::DeserializeOwned;
use serde_json::Value;

use super::decode::read;
use super::plain::Plain;
use super::repair::trimmed;
use super::scan::Members;
use super::tail::Tail;
use crate::show::Shown;

/// What a server said. Boxed where it stands in an error, so that a `Result` with the error stays small.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) errmsg: String,
    pub(super) body: Vec<u8>,
    pub(super) status: Option<u16>,
    /// Whether the body is not UTF-8. Kept, so that to show an error takes as long whatever the body is.
    pub(super) is_no_utf8: bool,
}

/// Where there is nothing.
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

    /// Whether this is of an error that keeps nothing: the body of all others has at least a code.
    pub(super) fn is_empty(&self) -> bool {
        self.body.is_empty()
    }

    pub(super) fn tail(&self) -> Tail<'_> {
        Tail::of(&self.errmsg)
    }

    pub(super) fn read<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        let mut fields = Members::of(trimmed(&self.body));
        fields.by_ref().for_each(drop);
        // Bytes behind the object are ignored, as when its code was read.
        read(fields.json, fields.has_control)
    }

    pub(super) fn field(&self, key: &str) -> Option<Value> {
        let mut fields = Members::of(trimmed(&self.body));
        let (_, value) = fields.by_ref().filter(|(field, _)| field.is(key)).last()?;
        read(value, fields.has_control).ok().map(|Plain(value)| value)
    }

    /// What an operator needs beside the code: `message` if it says more than the table, and all that came with it.
    pub(super) fn fmt(&self, message: Option<&str>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(message) = message {
            write!(f, "; server（服务器）: {}", Shown::new(message, Shown::MESSAGE))?;
        }
        self.fmt_tail(message, f)?;
        if let Some(status) = self.status.filter(|status| !is_2xx(*status)) {
            write!(f, "; HTTP {status}")?;
        }
        if self.is_no_utf8 {
            f.write_str("; the reply is not UTF-8（响应不是 UTF-8 编码）")?;
        }
        Ok(())
    }

    /// What the server appended to its message.
    pub(super) fn fmt_tail(&self, message: Option<&str>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tail = self.tail();
        let part = |name: &str, part: Option<&str>, f: &mut fmt::Formatter<'_>| match part {
            Some(part) => write!(f, "; {name}: {}", Shown::new(part, Shown::PART)),
            None => Ok(()),
        };
        part("hint", tail.hint(), f)?;
        // The message may name it already.
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

/// Whether an HTTP status says that the request succeeded.
pub(super) fn is_2xx(status: u16) -> bool {
    (200..300).contains(&status)
}

/// Passes on what follows the first bytes, so many of them.
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

/// Counts the bytes of a text.
pub(super) struct Length(pub(super) usize);

impl Write for Length {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 += text.len();
        Ok(())
    }
}

/// The accessors of an error that a server reports; `said()` of the type gives it. `$error` is the Rust that makes an `error` of a
/// `body` with the message of the examples.
macro_rules! accessors {
    ([$($generics:tt)*] $Type:ty, $error:literal) => {
        impl<$($generics)*> $Type {
            $crate::reply::said::accessors! { @ $error;
                /// The server's message, raw; empty if there was none.
                "assert_eq!(error.errmsg(), \"busy hint: [q1], from ip: 203.0.113.9, more info at https://a.example/q rid: 65-ab-c0\");"
                pub fn errmsg(&self) -> &str { |said| &said.errmsg }

                /// The server's message without what it appends; see [`Tail::message`](crate::reply::Tail::message).
                "assert_eq!(error.message(), \"busy\");"
                pub fn message(&self) -> &str { |said| said.tail().message() }

                /// The number of the request; see [`Tail::rid`](crate::reply::Tail::rid).
                "assert_eq!(error.rid(), Some(\"65-ab-c0\"));"
                pub fn rid(&self) -> Option<&str> { |said| said.tail().rid() }

                /// The hint for the vendor's support; see [`Tail::hint`](crate::reply::Tail::hint).
                "assert_eq!(error.hint(), Some(\"q1\"));"
                pub fn hint(&self) -> Option<&str> { |said| said.tail().hint() }

                /// The address that the server saw the request come from; see [`Tail::request_ip`](crate::reply::Tail::request_ip).
                "assert_eq!(error.request_ip(), Some(\"203.0.113.9\"));"
                pub fn request_ip(&self) -> Option<&str> { |said| said.tail().request_ip() }

                /// Where the server says that more can be read; see [`Tail::link`](crate::reply::Tail::link).
                "assert_eq!(error.link(), Some(\"https://a.example/q\"));"
                pub fn link(&self) -> Option<&str> { |said| said.tail().link() }

                /// The whole reply, as it came. Empty for an error that was made by hand, and where only an excerpt is kept.
                "assert_eq!(error.body(), body);"
                pub fn body(&self) -> &[u8] { |said| &said.body }

                /// The HTTP status, if it was given, for example to [`decode_response`](crate::reply::decode_response). A reply without
                /// a code keeps the status only if that is no success.
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
