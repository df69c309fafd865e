//! JSON that is broken or does not fit the type.

use alloc::boxed::Box;
use alloc::string::ToString;
use core::error::Error;
use core::fmt;

use serde_json::error::Category;

use super::envelope::Envelope;
use super::excerpt::excerpt;
use super::path::{Step, step};
use super::scan::{Key, Scan};
use crate::show::Shown;

/// JSON that is broken or does not fit the type.
///
/// Its [`source`](Error::source) is the message of `serde_json`, cut and kept to one line for logs.
///
/// ```
/// # use errcode_runtime::{errcodes, prelude::*, reply::{self, ReplyError}};
/// # errcodes!("common");
/// # use serde::Deserialize;
/// #[derive(Debug, Deserialize)]
/// struct Token {
///     access_token: String,
/// }
///
/// let Err(ReplyError::Json(error)) = reply::decode::<Token, CommonError>(br#"{"token":"t"}"#) else { unreachable!() };
/// assert!(error.to_string().starts_with("the reply does not have the expected fields"));
/// assert!(std::error::Error::source(&error).unwrap().to_string().starts_with("missing field `access_token`"));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct JsonError {
    inner: Box<Inner>,
}

/// Boxed, so that a `Result` with this error stays small.
#[derive(Clone, PartialEq, Eq)]
struct Inner {
    category: Category,
    line: usize,
    column: usize,
    cause: Cause,
    excerpt: Box<str>,
    field: Option<Box<str>>,
    /// Whether the field is one of the envelope's keys for a code.
    is_code: bool,
    is_utf8: bool,
}

/// The message of `serde_json`. It may quote the server, so it is cut and kept to one line.
#[derive(Clone, PartialEq, Eq)]
struct Cause(Box<str>);

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for Cause {}

impl JsonError {
    #[cold]
    pub(super) fn new(error: &serde_json::Error, json: &[u8]) -> Self {
        let (category, line, column) = (error.classify(), error.line(), error.column());
        let cause = Cause(Shown::new(error, Shown::MESSAGE).to_string().into());
        let is_utf8 = core::str::from_utf8(json).is_ok();
        let (field, is_code) = (None, false);
        Self {
            inner: Box::new(Inner { category, line, column, cause, excerpt: excerpt(json), field, is_code, is_utf8 }),
        }
    }

    /// Counts the JSON as cut off. `serde_json` takes a number that is cut off, such as `1.`, for a syntax error.
    #[cold]
    pub(super) fn cut_if(mut self, is_cut: bool) -> Self {
        if is_cut {
            self.inner.category = Category::Eof;
        }
        self
    }

    /// Adds the field that the error is about. `json` is the text that `serde_json` read.
    #[cold]
    pub(super) fn with_field(mut self, envelope: &Envelope<'_>, json: &[u8]) -> Self {
        if let Some(key) = member(json, self.line(), self.column()) {
            self.inner.field = Some(key.shown().into());
            let is_code = envelope.rules().any(|rule| step(rule.code, "", key) == Some(Step::Here));
            self.inner.is_code = is_code && self.is_data();
        }
        self
    }

    /// Whether the JSON is cut off.
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, prelude::*, reply::{self, ReplyError}};
    /// # errcodes!("common");
    /// let reply = reply::decode::<(), CommonError>(br#"{"errcode":0,"#);
    /// assert!(matches!(reply, Err(ReplyError::Json(error)) if error.is_eof()));
    /// ```
    pub fn is_eof(&self) -> bool {
        self.inner.category == Category::Eof
    }

    /// Whether the JSON has a syntax error.
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, prelude::*, reply::{self, ReplyError}};
    /// # errcodes!("common");
    /// let reply = reply::decode::<(), CommonError>(br#"{"errcode":0,}"#);
    /// assert!(matches!(reply, Err(ReplyError::Json(error)) if error.is_syntax()));
    /// ```
    pub fn is_syntax(&self) -> bool {
        self.inner.category == Category::Syntax
    }

    /// Whether it is JSON, but does not fit the type.
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, prelude::*, reply::{self, ReplyError}};
    /// # errcodes!("common");
    /// let reply = reply::decode::<Vec<u8>, CommonError>(b"{}");
    /// assert!(matches!(reply, Err(ReplyError::Json(error)) if error.is_data()));
    /// ```
    pub fn is_data(&self) -> bool {
        self.inner.category == Category::Data
    }

    /// The line of the error, counted from 1 as `serde_json` does; 0 if it is not known.
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, prelude::*, reply::{self, ReplyError}};
    /// # errcodes!("common");
    /// let Err(ReplyError::Json(error)) = reply::decode::<(), CommonError>(b"{\n\"a\":,}") else { unreachable!() };
    /// assert_eq!((error.line(), error.column()), (2, 5));
    /// ```
    pub fn line(&self) -> usize {
        self.inner.line
    }

    /// The column, in bytes, from 1.
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, prelude::*, reply::{self, ReplyError}};
    /// # errcodes!("common");
    /// let Err(ReplyError::Json(error)) = reply::decode::<(), CommonError>(b"{]") else { unreachable!() };
    /// assert_eq!(error.column(), 2);
    /// ```
    pub fn column(&self) -> usize {
        self.inner.column
    }

    /// The field of the reply's object whose value does not fit the type, or holds a string that is not valid Unicode.
    ///
    /// If the type itself parses JSON inside a string, `serde_json` gives the position in that string, so the field can be another one.
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, prelude::*, reply::{self, ReplyError}};
    /// # errcodes!("common");
    /// # use serde::Deserialize;
    /// #[derive(Debug, Deserialize)]
    /// struct Token {
    ///     expires_in: u32,
    /// }
    ///
    /// let reply = reply::decode::<Token, CommonError>(br#"{"access_token":"t","expires_in":"7200"}"#);
    /// let Err(ReplyError::Json(error)) = reply else { unreachable!() };
    /// assert_eq!(error.field(), Some("expires_in"));
    /// ```
    pub fn field(&self) -> Option<&str> {
        self.inner.field.as_deref()
    }

    /// The beginning of the reply, in one line for a log.
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, prelude::*, reply::{self, ReplyError}};
    /// # errcodes!("common");
    /// let reply = reply::decode::<(), CommonError>(b"{\"errcode\":\n");
    /// let Err(ReplyError::Json(error)) = reply else { unreachable!() };
    /// assert_eq!(error.excerpt(), r#"{"errcode":"#);
    /// ```
    pub fn excerpt(&self) -> &str {
        &self.inner.excerpt
    }
}

/// The key of the member that contains a position reported by `serde_json`.
fn member(json: &[u8], line: usize, column: usize) -> Option<Key<'_>> {
    let lines = json.split_inclusive(|byte| *byte == b'\n');
    let before: usize = lines.take(line.checked_sub(1)?).map(<[u8]>::len).sum();
    let mut members = Scan::of(json);
    while let Some((key, _)) = members.next() {
        // If a value does not fit, the position is at most one byte after it.
        if members.at() >= before + column {
            return Some(key);
        }
    }
    None
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { category, excerpt, field, is_code, is_utf8, .. } = &*self.inner;
        if !is_utf8 {
            f.write_str("the reply is not UTF-8（响应不是 UTF-8 编码）; ")?;
        }
        f.write_str(match category {
            Category::Data => "the reply does not have the expected fields（响应的字段与预期不符）: ",
            Category::Eof => "the reply is cut off（响应不完整）: ",
            _ => "the reply is not valid JSON（响应不是有效的 JSON）: ",
        })?;
        match field {
            Some(field) if *is_code => write!(
                f,
                "`{field}` may be a number or a string（可能是数字，也可能是字符串）; leave it out of the type, since the code is checked \
                 anyway, or read it with `number_or_string`（不必放进结构体，解码时已检查；或用 number_or_string 读取）: "
            )?,
            Some(field) => write!(f, "`{field}`: ")?,
            None => {}
        }
        f.write_str(excerpt)
    }
}

impl fmt::Debug for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { cause, excerpt, .. } = &*self.inner;
        f.debug_struct("JsonError").field("cause", cause).field("excerpt", excerpt).finish()
    }
}

impl Error for JsonError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.inner.cause)
    }
}
