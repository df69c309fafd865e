//! The errors of `decode`.

use core::error::Error;
use core::fmt;

use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use serde_core::de::DeserializeOwned;
use serde_json::Value;

use super::decode::read;
use super::excerpt::excerpt;
use super::format::Format;
use super::plain::Plain;
use super::repair::trimmed;
use super::scan::Members;
use super::tail::Tail;
use crate::ErrorEnum;
use crate::implement::ShownCode;
use crate::show::Shown;

/// The error that a server reports.
///
/// `Display` shows code, name, both texts of the table, the server's own text where that says more, and the `rid`, in
/// one line. There is no `source`: the code is part of the text already, and [`code`](Self::code) has it as a value.
///
/// ```
/// use errcode_runtime::{errcodes, prelude::*, reply::{self, ReplyError}};
/// errcodes!("common");
///
/// let body = r#"{"errcode":40164,"errmsg":"invalid ip 1.2.3.4 ipv6 ::ffff:1.2.3.4, not in whitelist rid: 65-ab-c0"}"#;
/// let Err(ReplyError::Api(error)) = reply::decode::<(), CommonError>(body.as_bytes()) else { unreachable!() };
/// assert_eq!(error.code(), CommonError::IpNotInWhitelist);
/// assert_eq!(error.code().recovery(), Recovery::FixSetup);
/// assert_eq!(error.message(), "invalid ip 1.2.3.4 ipv6 ::ffff:1.2.3.4, not in whitelist");
/// assert_eq!((error.request_ip(), error.rid()), (Some("1.2.3.4"), Some("65-ab-c0")));
/// assert!(error.to_string().starts_with("40164 IpNotInWhitelist: "));
/// ```
///
/// Its parts can be fields of a log line, and its kind the status of a web service that passes it on; neither needs a feature:
///
/// ```
/// # use errcode_runtime::{errcodes, prelude::*, reply::{self, ApiError, ReplyError}};
/// # errcodes!("common");
/// fn log(error: &ApiError<CommonError>) {
///     let code = error.code();
///     tracing::warn!(
///         errcode = code.code(),
///         name = code.name(),
///         recovery = code.recovery().as_str(),
///         rid = error.rid(),
///         "{error}"
///     );
/// }
///
/// fn status(error: &ApiError<CommonError>) -> http::StatusCode {
///     http::StatusCode::from_u16(error.code().kind().http_status()).unwrap_or(http::StatusCode::BAD_GATEWAY)
/// }
///
/// /// `?` converts it into the error type of the caller.
/// fn call() -> eyre::Result<()> {
///     reply::decode::<(), CommonError>(br#"{"errcode":45011,"errmsg":"api minute-quota reach limit"}"#)?;
///     Ok(())
/// }
///
/// let report = call().unwrap_err();
/// let Some(ReplyError::Api(error)) = report.downcast_ref::<ReplyError<CommonError>>() else { unreachable!() };
/// log(error);
/// assert_eq!(status(error), http::StatusCode::TOO_MANY_REQUESTS);
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct ApiError<E> {
    code: E,
    /// Boxed, so that a `Result` with this error stays small.
    reply: Box<Reply>,
}

#[derive(Clone, PartialEq, Eq)]
struct Reply {
    errmsg: String,
    body: Vec<u8>,
}

impl<E: Clone> ApiError<E> {
    pub(super) fn new(code: E, errmsg: String, body: Vec<u8>) -> Self {
        Self { code, reply: Box::new(Reply { errmsg, body }) }
    }

    /// The code, for programs to match on.
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, prelude::*, reply::{self, ReplyError}};
    /// # errcodes!("common");
    /// let error = reply::decode::<(), CommonError>(br#"{"errcode":-1,"errmsg":"system error"}"#).unwrap_err();
    /// let error = error.api().unwrap();
    /// assert_eq!(error.code(), CommonError::SystemBusy);
    /// ```
    pub fn code(&self) -> E {
        self.code.clone()
    }

    /// The server's message, raw; empty if there was none.
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, prelude::*, reply::{self, ReplyError}};
    /// # errcodes!("common");
    /// let error = reply::decode::<(), CommonError>(br#"{"errcode":-1,"errmsg":"system error rid: 65-ab-c0"}"#).unwrap_err();
    /// let error = error.api().unwrap();
    /// assert_eq!(error.errmsg(), "system error rid: 65-ab-c0");
    /// ```
    pub fn errmsg(&self) -> &str {
        &self.reply.errmsg
    }

    /// The server's message without what it appends; see [`Tail::message`].
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, prelude::*, reply::{self, ReplyError}};
    /// # errcodes!("common");
    /// let error = reply::decode::<(), CommonError>(br#"{"errcode":-1,"errmsg":"system error rid: 65-ab-c0"}"#).unwrap_err();
    /// let error = error.api().unwrap();
    /// assert_eq!(error.message(), "system error");
    /// ```
    pub fn message(&self) -> &str {
        self.tail().message()
    }

    /// The number of the request; see [`Tail::rid`].
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, prelude::*, reply::{self, ReplyError}};
    /// # errcodes!("common");
    /// let error = reply::decode::<(), CommonError>(br#"{"errcode":-1,"errmsg":"system error rid: 65-ab-c0"}"#).unwrap_err();
    /// let error = error.api().unwrap();
    /// assert_eq!(error.rid(), Some("65-ab-c0"));
    /// ```
    pub fn rid(&self) -> Option<&str> {
        self.tail().rid()
    }

    /// The hint for the vendor's support; see [`Tail::hint`].
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, prelude::*, reply::{self, ReplyError}};
    /// # errcodes!("common");
    /// let error = reply::decode::<(), CommonError>(br#"{"errcode":40001,"errmsg":"invalid credential hint: [TRv.oA0422sha2]"}"#).unwrap_err();
    /// let error = error.api().unwrap();
    /// assert_eq!(error.hint(), Some("TRv.oA0422sha2"));
    /// ```
    pub fn hint(&self) -> Option<&str> {
        self.tail().hint()
    }

    /// The address that the server saw the request come from; see [`Tail::request_ip`].
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, prelude::*, reply::{self, ReplyError}};
    /// # errcodes!("common");
    /// let error = reply::decode::<(), CommonError>(br#"{"errcode":40164,"errmsg":"invalid ip 1.2.3.4, not in whitelist"}"#).unwrap_err();
    /// let error = error.api().unwrap();
    /// assert_eq!(error.request_ip(), Some("1.2.3.4"));
    /// ```
    pub fn request_ip(&self) -> Option<&str> {
        self.tail().request_ip()
    }

    /// Where the server says that more can be read; see [`Tail::link`].
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, prelude::*, reply::{self, ReplyError}};
    /// # errcodes!("common");
    /// let error = reply::decode::<(), CommonError>(br#"{"errcode":40001,"errmsg":"invalid credential, more details at https://a.example/q"}"#).unwrap_err();
    /// let error = error.api().unwrap();
    /// assert_eq!(error.link(), Some("https://a.example/q"));
    /// ```
    pub fn link(&self) -> Option<&str> {
        self.tail().link()
    }

    fn tail(&self) -> Tail<'_> {
        Tail::of(self.errmsg())
    }

    /// The whole reply, as it came.
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, prelude::*, reply::{self, ReplyError}};
    /// # errcodes!("common");
    /// let error = reply::decode::<(), CommonError>(br#"{"errcode":-1}"#).unwrap_err();
    /// let error = error.api().unwrap();
    /// assert_eq!(error.body(), br#"{"errcode":-1}"#);
    /// ```
    pub fn body(&self) -> &[u8] {
        &self.reply.body
    }

    /// The reply as a type of yours, for errors that carry more than a code.
    ///
    /// ```
    /// use errcode_runtime::{errcodes, reply::{self, ReplyError}};
    /// use serde::Deserialize;
    /// errcodes!("general");
    ///
    /// #[derive(Deserialize)]
    /// struct Refusal {
    ///     qrcode_url: String,
    /// }
    ///
    /// let body = br#"{"errcode":89503,"errmsg":"wait for the admin","qrcode_url":"https://a.example/q"}"#;
    /// let Err(ReplyError::Api(error)) = reply::decode::<(), GeneralError>(body) else { unreachable!() };
    /// assert_eq!(error.read::<Refusal>()?.qrcode_url, "https://a.example/q");
    /// assert_eq!(error.field("qrcode_url"), Some("https://a.example/q".into()));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The reply does not fit the type.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        let mut fields = Members::of(trimmed(self.body()));
        fields.by_ref().for_each(drop);
        // Bytes behind the object are ignored, as when its code was read.
        read(fields.json, fields.has_control)
    }

    /// One field of the reply's object, if it is there; the last one of that name.
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, prelude::*, reply::{self, ReplyError}};
    /// # errcodes!("common");
    /// let error = reply::decode::<(), CommonError>(br#"{"errcode":-1,"ticket":"t"}"#).unwrap_err();
    /// let error = error.api().unwrap();
    /// assert_eq!(error.field("ticket"), Some("t".into()));
    /// assert_eq!(error.field("sign"), None);
    /// ```
    pub fn field(&self, key: &str) -> Option<Value> {
        let mut fields = Members::of(trimmed(self.body()));
        let (_, value) = fields.by_ref().filter(|(field, _)| field.is(key)).last()?;
        read(value, fields.has_control).ok().map(|Plain(value)| value)
    }
}

impl<E: ErrorEnum> ApiError<E> {
    /// The server's message, if the table's texts do not say the same.
    fn says_more(&self) -> Option<&str> {
        let message = self.message();
        // No text of a table is so long; a copy of the message could be large.
        if message.len() > 4 * Shown::MESSAGE {
            return Some(message);
        }
        let lower = message.to_lowercase();
        // Servers and tables differ in capitals and in the full stop.
        let own = lower.trim_end_matches(['.', '。', '!']);
        let texts = [self.code.message(), self.code.message_zh()];
        (!own.is_empty() && !texts.iter().any(|text| text.to_lowercase().contains(own))).then_some(message)
    }
}

impl<E: ErrorEnum> fmt::Display for ApiError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (english, chinese) = (self.code.message(), self.code.message_zh());
        write!(f, "{} {}: {english}", ShownCode(&self.code), self.code.name())?;
        if english != chinese {
            write!(f, "（{chinese}）")?;
        }
        if let Some(message) = self.says_more() {
            write!(f, "; server（服务器）: {}", Shown::new(message, Shown::MESSAGE))?;
        }
        if let Some(rid) = self.rid() {
            write!(f, "; rid: {}", Shown::new(rid, Shown::PART))?;
        }
        Ok(())
    }
}

impl<E: fmt::Debug> fmt::Debug for ApiError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("code", &self.code)
            .field("errmsg", &excerpt(self.reply.errmsg.as_bytes()))
            .field("body", &excerpt(&self.reply.body))
            .finish()
    }
}

impl<E: ErrorEnum> Error for ApiError<E> {}

/// Why a reply could not be decoded.
///
/// ```
/// use errcode_runtime::{errcodes, reply::{self, Format, ReplyError}};
/// errcodes!("common");
///
/// let reply = reply::decode::<(), CommonError>(b"<html><h1>502 Bad Gateway</h1></html>");
/// let Err(ReplyError::NotJson(page)) = reply else { unreachable!() };
/// assert_eq!(page.format(), Format::Html);
/// assert_eq!(page.excerpt(), "<html><h1>502 Bad Gateway</h1></html>");
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum ReplyError<E> {
    /// The server reports an error.
    Api(ApiError<E>),
    /// The JSON is broken, or does not fit the type; the cause is the [`source`](Error::source).
    Json(JsonError),
    /// Not JSON: a page, an image, a text.
    NotJson(NotJson),
    /// JSON, but not an object: a list, a string, `null`.
    NotObject(NotJson),
    /// A key of the envelope holds something other than a code: `40001.0`, `"abc"`, `null`.
    Code(InvalidCode),
    /// The body has nothing but white space.
    Empty,
    /// The body is longer than [`MAX_LENGTH`](super::MAX_LENGTH).
    TooLarge {
        /// The length of the body, in bytes.
        length: usize,
    },
    /// Nested deeper than the limit.
    TooDeep {
        /// How many lists and objects may be open inside one another.
        limit: usize,
    },
}

impl<E: Clone> ReplyError<E> {
    /// The server's code, if the server reports an error.
    ///
    /// ```
    /// use errcode_runtime::{errcodes, reply};
    /// errcodes!("common");
    /// let error = reply::decode::<(), CommonError>(br#"{"errcode":-1}"#).unwrap_err();
    /// assert_eq!(error.code(), Some(CommonError::SystemBusy));
    /// ```
    pub fn code(&self) -> Option<E> {
        self.api().map(ApiError::code)
    }

    /// The server's error, if the server reports one.
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, prelude::*, reply::{self, ReplyError}};
    /// # errcodes!("common");
    /// let error = reply::decode::<(), CommonError>(br#"{"errcode":-1,"errmsg":"busy"}"#).unwrap_err();
    /// assert_eq!(error.api().map(|error| error.message()), Some("busy"));
    /// assert!(reply::decode::<(), CommonError>(b"<html>").unwrap_err().api().is_none());
    /// ```
    pub fn api(&self) -> Option<&ApiError<E>> {
        if let Self::Api(error) = self { Some(error) } else { None }
    }
}

impl<E: ErrorEnum> fmt::Display for ReplyError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(error) => error.fmt(f),
            Self::Json(error) => error.fmt(f),
            Self::NotJson(body) => {
                write!(f, "{} in place of JSON（响应不是 JSON）: {}", body.format, body.excerpt)
            }
            Self::NotObject(body) => {
                write!(f, "the reply is JSON, but not an object（响应不是 JSON 对象）: {}", body.excerpt)
            }
            Self::Code(error) => error.fmt(f),
            Self::Empty => f.write_str("the reply is empty（响应为空）"),
            Self::TooLarge { length } => {
                write!(f, "the reply is too large（响应过大）: {length} bytes of at most {}", super::MAX_LENGTH)
            }
            Self::TooDeep { limit } => {
                write!(f, "the reply nests too deeply（响应嵌套过深）: more than {limit} lists and objects")
            }
        }
    }
}

impl<E: ErrorEnum> Error for ReplyError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            // `Display` shows the inner error, so `source` skips it.
            Self::Json(error) => error.source(),
            _ => None,
        }
    }
}

impl<E> From<ApiError<E>> for ReplyError<E> {
    fn from(error: ApiError<E>) -> Self {
        Self::Api(error)
    }
}

/// JSON that is broken or does not fit the type.
///
/// Its [`source`](Error::source) says what [`cause`](Self::cause) says, fit for a line of a log.
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
/// ```
pub struct JsonError {
    cause: Cause,
    excerpt: Box<str>,
}

/// An error of `serde_json`, which may quote a text of the server, in one line and cut.
struct Cause(serde_json::Error);

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Shown::new(&self.0, Shown::MESSAGE).fmt(f)
    }
}

impl fmt::Debug for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for Cause {}

impl JsonError {
    pub(super) fn new(cause: serde_json::Error, json: &[u8]) -> Self {
        Self { cause: Cause(cause), excerpt: excerpt(json) }
    }

    /// What `serde_json` says: whether the JSON [is broken](serde_json::Error::is_syntax), [is cut
    /// off](serde_json::Error::is_eof), or [does not fit the type](serde_json::Error::is_data).
    ///
    /// Its `Display` and `Debug` are not fit for a log: they may quote a text of the server, uncut and with its control characters.
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, prelude::*, reply::{self, ReplyError}};
    /// # errcodes!("common");
    /// let reply = reply::decode::<(), CommonError>(br#"{"errcode":0,"#);
    /// let Err(ReplyError::Json(error)) = reply else { unreachable!() };
    /// assert!(error.cause().is_eof());
    /// ```
    pub fn cause(&self) -> &serde_json::Error {
        &self.cause.0
    }

    /// The beginning of the reply, fit for a line of a log.
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, prelude::*, reply::{self, ReplyError}};
    /// # errcodes!("common");
    /// let reply = reply::decode::<(), CommonError>(b"{\"errcode\":\n");
    /// let Err(ReplyError::Json(error)) = reply else { unreachable!() };
    /// assert_eq!(error.excerpt(), r#"{"errcode":"#);
    /// ```
    pub fn excerpt(&self) -> &str {
        &self.excerpt
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.cause.0.classify() {
            serde_json::error::Category::Data => "the reply does not have the expected fields（响应的字段不符）: ",
            serde_json::error::Category::Eof => "the reply is cut off（响应不完整）: ",
            _ => "the reply is broken JSON（响应的 JSON 有错）: ",
        })?;
        f.write_str(&self.excerpt)
    }
}

impl fmt::Debug for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonError").field("cause", &self.cause).field("excerpt", &self.excerpt).finish()
    }
}

impl Error for JsonError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.cause)
    }
}

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
    pub(super) fn new(body: &[u8]) -> Self {
        // Formats are known by their first bytes. A text is cut between characters.
        let start = body.get(..1024).unwrap_or(body);
        let start = match core::str::from_utf8(start) {
            Err(error) if error.error_len().is_none() => &start[..error.valid_up_to()],
            _ => start,
        };
        Self { format: Format::of(start), excerpt: excerpt(body) }
    }

    /// The format, by its first bytes.
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

    /// The beginning of the body, fit for a line of a log.
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

/// A key of the envelope whose value is not a code.
///
/// ```
/// # use errcode_runtime::{errcodes, prelude::*, reply::{self, ReplyError}};
/// # errcodes!("common");
/// let Err(ReplyError::Code(found)) = reply::decode::<(), CommonError>(br#"{"errcode":40001.5}"#) else { unreachable!() };
/// assert_eq!(found.to_string(), "`errcode` of the reply is not an error code（不是错误码）: 40001.5");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidCode {
    key: String,
    value: Box<str>,
    /// Whether the codes of the enum are texts.
    is_text: bool,
}

impl InvalidCode {
    pub(super) fn new(key: &str, value: &[u8], is_text: bool) -> Self {
        Self { key: key.to_owned(), value: excerpt(value), is_text }
    }

    /// The key.
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, prelude::*, reply::{self, ReplyError}};
    /// # errcodes!("common");
    /// let Err(ReplyError::Code(found)) = reply::decode::<(), CommonError>(br#"{"errCode":null}"#) else { unreachable!() };
    /// assert_eq!(found.key(), "errCode");
    /// ```
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The value, as JSON; its beginning, if it is long.
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, prelude::*, reply::{self, ReplyError}};
    /// # errcodes!("common");
    /// let Err(ReplyError::Code(found)) = reply::decode::<(), CommonError>(br#"{"errcode":"abc"}"#) else { unreachable!() };
    /// assert_eq!(found.value(), r#""abc""#);
    /// ```
    pub fn value(&self) -> &str {
        &self.value
    }
}

impl fmt::Display for InvalidCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = Shown::new(&self.key, Shown::PART);
        let is_string = self.value.starts_with('"');
        let expected = match (self.is_text, is_string) {
            (true, _) => ", which is a text here（这里的错误码是文本）",
            (false, true) => ", which is a number here（这里的错误码是数字）",
            (false, false) => "",
        };
        write!(f, "`{key}` of the reply is not an error code（不是错误码）{expected}: {}", self.value)
    }
}
