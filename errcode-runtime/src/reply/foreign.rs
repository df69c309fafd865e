//! An error that a server reports with a code of another party.

use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::error::Error;
use core::fmt;

use super::excerpt::excerpt;
use super::said::{Said, accessors};
use super::string;
use crate::show::Shown;
use crate::{Code, ErrorEnum};

/// An error with a code of another party: a delivery company, a gateway, the caller's own cloud function.
///
/// Its code is not one of the enum's, even if the enum has the same number. [`Envelope::WECHAT`](super::Envelope::WECHAT) says which keys
/// hold such codes. To read the code, define an enum from a table of the other party's codes:
///
/// ```
/// use errcode_runtime::{Code, errcodes, prelude::*, reply::{self, ReplyError}};
/// errcodes!("common");
/// errcodes!("examples/payment.csv"); // for this example, the numbers of the delivery company
///
/// let body = br#"{"errcode":0,"errmsg":"ok","resultcode":1003,"resultmsg":"too many orders today"}"#;
/// let Err(ReplyError::Foreign(error)) = reply::decode::<(), CommonError>(body) else { unreachable!() };
/// assert_eq!((error.key(), error.code()), ("resultcode", Code::Number(1003)));
/// assert_eq!(error.code_as(), Some(PaymentError::TooManyOrders));
/// assert_eq!(
///     error.to_string(),
///     "`resultcode` is 1003, another party's code（其他系统的错误码）; server（服务器）: too many orders today"
/// );
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct ForeignError {
    inner: Box<Inner>,
}

/// Boxed, so that a `Result` with this error stays small.
#[derive(Clone, PartialEq, Eq)]
struct Inner {
    key: Box<str>,
    code: OwnedCode,
    said: Said,
}

#[derive(Clone, PartialEq, Eq)]
enum OwnedCode {
    Number(i64),
    Text(String),
}

impl ForeignError {
    /// An error made by hand, for tests and mocks: with the path of the key, the code and the server's message.
    ///
    /// ```
    /// use errcode_runtime::{Code, reply::ForeignError};
    /// let error = ForeignError::new("resultcode", Code::Number(1202), "too fast");
    /// assert_eq!((error.code(), error.message()), (Code::Number(1202), "too fast"));
    /// ```
    pub fn new<'c>(key: &str, code: impl Into<Code<'c>>, errmsg: impl Into<String>) -> Self {
        let code = match code.into() {
            Code::Number(number) => OwnedCode::Number(number),
            Code::Text(text) => OwnedCode::Text(text.to_owned()),
        };
        let said = Said { errmsg: errmsg.into(), ..Said::default() };
        Self { inner: Box::new(Inner { key: key.into(), code, said }) }
    }

    /// The same error with a body.
    ///
    /// ```
    /// # use errcode_runtime::{Code, reply::ForeignError};
    /// let error = ForeignError::new("errno", 5, "").with_body(r#"{"errno":5}"#);
    /// assert_eq!(error.body(), br#"{"errno":5}"#);
    /// ```
    #[must_use]
    pub fn with_body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.inner.said.set_body(body.into());
        self
    }

    /// The same error with an HTTP status.
    ///
    /// ```
    /// # use errcode_runtime::{Code, reply::ForeignError};
    /// assert_eq!(ForeignError::new("errno", 5, "").with_status(400).status(), Some(400));
    /// ```
    #[must_use]
    pub fn with_status(mut self, status: u16) -> Self {
        self.inner.said.status = Some(status);
        self
    }

    /// An error of a reply. `value` is the raw JSON of its code.
    pub(super) fn of(key: &str, value: &[u8], errmsg: String, body: &[u8]) -> Self {
        let code = match string::code(value, false) {
            Some(number) => OwnedCode::Number(number),
            None => OwnedCode::Text(string::text(value)),
        };
        Self { inner: Box::new(Inner { key: key.into(), code, said: Said::new(errmsg, body) }) }
    }

    pub(super) fn said(&self) -> &Said {
        &self.inner.said
    }

    /// The key of the code, or its path if it is inside an object: `error.code`.
    ///
    /// ```
    /// # use errcode_runtime::{Code, reply::ForeignError};
    /// assert_eq!(ForeignError::new("errno", 5, "").key(), "errno");
    /// ```
    pub fn key(&self) -> &str {
        &self.inner.key
    }

    /// The code: a number or a text. A number that has a fraction, or does not fit an `i64`, is a text.
    ///
    /// ```
    /// # use errcode_runtime::{Code, reply::ForeignError};
    /// assert_eq!(ForeignError::new("code", "INVALID_HOST", "").code(), Code::Text("INVALID_HOST"));
    /// ```
    pub fn code(&self) -> Code<'_> {
        match &self.inner.code {
            OwnedCode::Number(number) => Code::Number(*number),
            OwnedCode::Text(text) => Code::Text(text),
        }
    }

    /// The code as a value of the other party's enum, whether or not its table has the code. `None` if the code is a number and that enum
    /// has text codes, or the reverse.
    ///
    /// ```
    /// # use errcode_runtime::{Code, errcodes, reply::ForeignError};
    /// errcodes!("examples/payment.csv");
    /// errcodes!("examples/wechat-pay.csv");
    /// let error = ForeignError::new("resultcode", 1003, "");
    /// assert_eq!(error.code_as(), Some(PaymentError::TooManyOrders));
    /// assert_eq!(error.code_as::<WechatPayError>(), None);
    /// ```
    pub fn code_as<F: ErrorEnum>(&self) -> Option<F> {
        F::from_code(self.code())
    }

    /// The server's message, raw, without a copy.
    ///
    /// ```
    /// # use errcode_runtime::{Code, reply::ForeignError};
    /// assert_eq!(ForeignError::new("errno", 5, "no").into_errmsg(), "no");
    /// ```
    pub fn into_errmsg(self) -> String {
        self.inner.said.errmsg
    }

    /// The whole reply, without a copy.
    ///
    /// ```
    /// # use errcode_runtime::{Code, reply::ForeignError};
    /// assert!(ForeignError::new("errno", 5, "no").into_body().is_empty());
    /// ```
    pub fn into_body(self) -> Vec<u8> {
        self.inner.said.body
    }
}

accessors! { [] ForeignError,
    r##"# errcode_runtime::errcodes!("common");
# let body = br#"{"errno":5,"errmsg":"busy hint: [q1], from ip: 203.0.113.9, more info at https://a.example/q rid: 65-ab-c0"}"#;
let error = errcode_runtime::reply::decode::<(), CommonError>(body).unwrap_err();
let error = error.foreign().unwrap();"##
}

impl fmt::Display for ForeignError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = Shown::new(self.key(), Shown::PART);
        write!(f, "`{key}` is {}, another party's code（其他系统的错误码）", self.code())?;
        self.said().fmt(Some(self.message()).filter(|message| !message.is_empty()), f)
    }
}

impl fmt::Debug for ForeignError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { key, said, .. } = &*self.inner;
        let mut shown = f.debug_struct("ForeignError");
        shown.field("key", &excerpt(key.as_bytes())).field("code", &self.code());
        shown.field("errmsg", &excerpt(said.errmsg.as_bytes()));
        if let Some(status) = &said.status {
            shown.field("status", status);
        }
        shown.field("body", &excerpt(&said.body)).finish()
    }
}

impl Error for ForeignError {}
