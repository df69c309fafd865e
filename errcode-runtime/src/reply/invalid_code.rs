//! Values that are not codes, under a key for codes.

use alloc::boxed::Box;
use core::error::Error;
use core::fmt;

use super::excerpt::excerpt;
use super::said::{Said, accessors};
use crate::show::Shown;

/// A key of the envelope whose value is not a code.
///
/// ```
/// # use errcode_runtime::{errcodes, prelude::*, reply::{self, ReplyError}};
/// # errcodes!("common");
/// let Err(ReplyError::Code(found)) = reply::decode::<(), CommonError>(br#"{"errcode":40001.5}"#) else { unreachable!() };
/// assert_eq!(found.to_string(), "`errcode` of the reply is not an error code（不是错误码）: 40001.5");
/// ```
///
/// The server's message is kept:
///
/// ```
/// # use errcode_runtime::{errcodes, prelude::*, reply::{self, ReplyError}};
/// # errcodes!("common");
/// let reply = reply::decode::<(), CommonError>(br#"{"errcode":"SYSTEM_BUSY","errmsg":"try again, rid: 65-ab-c0"}"#);
/// let Err(ReplyError::Code(found)) = reply else { unreachable!() };
/// assert_eq!((found.value(), found.message(), found.rid()), (r#""SYSTEM_BUSY""#, "try again", Some("65-ab-c0")));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct InvalidCode {
    inner: Box<Inner>,
}

/// Boxed, so that a `Result` with this error stays small.
#[derive(Clone, PartialEq, Eq)]
struct Inner {
    key: Box<str>,
    value: Box<str>,
    /// Whether the codes of the enum are texts.
    is_text: bool,
    said: Said,
}

impl InvalidCode {
    pub(super) fn new(key: &str, value: &[u8], is_text: bool, said: Said) -> Self {
        Self { inner: Box::new(Inner { key: key.into(), value: excerpt(value), is_text, said }) }
    }

    pub(super) fn said(&self) -> &Said {
        &self.inner.said
    }

    pub(super) fn with_status(mut self, status: u16) -> Self {
        self.inner.said.status = Some(status);
        self
    }

    /// The key, or its path if it is inside an object: `base_resp.ret`.
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, prelude::*, reply::{self, ReplyError}};
    /// # errcodes!("common");
    /// let Err(ReplyError::Code(found)) = reply::decode::<(), CommonError>(br#"{"errCode":null}"#) else { unreachable!() };
    /// assert_eq!(found.key(), "errCode");
    /// ```
    pub fn key(&self) -> &str {
        &self.inner.key
    }

    /// The value, as JSON; only its beginning, if it is long.
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, prelude::*, reply::{self, ReplyError}};
    /// # errcodes!("common");
    /// let Err(ReplyError::Code(found)) = reply::decode::<(), CommonError>(br#"{"errcode":"abc"}"#) else { unreachable!() };
    /// assert_eq!(found.value(), r#""abc""#);
    /// ```
    pub fn value(&self) -> &str {
        &self.inner.value
    }
}

impl fmt::Display for InvalidCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { key, value, is_text, said } = &*self.inner;
        let key = Shown::new(&**key, Shown::PART);
        let is_string = value.starts_with('"');
        let expected = match (is_text, is_string) {
            (true, _) => ", which is a text here（这里的错误码是文本）",
            (false, true) => ", which is a number here（这里的错误码是数字）",
            (false, false) => "",
        };
        write!(f, "`{key}` of the reply is not an error code（不是错误码）{expected}: {value}")?;
        said.fmt(Some(said.tail().message()).filter(|message| !message.is_empty()), f)
    }
}

accessors! { [] InvalidCode,
    r##"# use errcode_runtime::reply::{self, ReplyError};
# errcode_runtime::errcodes!("common");
# let body = br#"{"errcode":"X","errmsg":"busy hint: [q1], from ip: 203.0.113.9, more info at https://a.example/q rid: 65-ab-c0"}"#;
let Err(ReplyError::Code(error)) = reply::decode::<(), CommonError>(body) else { unreachable!() };"##
}

impl fmt::Debug for InvalidCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { key, value, said, .. } = &*self.inner;
        let mut shown = f.debug_struct("InvalidCode");
        shown.field("key", &excerpt(key.as_bytes())).field("value", value);
        shown.field("errmsg", &excerpt(said.errmsg.as_bytes()));
        if let Some(status) = &said.status {
            shown.field("status", status);
        }
        shown.field("body", &excerpt(&said.body)).finish()
    }
}

impl Error for InvalidCode {}
