//! Why a reply could not be decoded.

use core::error::Error;
use core::fmt;
use core::time::Duration;

use super::api_error::ApiError;
use super::foreign::ForeignError;
use super::format::Format;
use super::invalid_code::InvalidCode;
use super::json_error::JsonError;
use super::not_json::NotJson;
use super::retry;
use super::said::{NOTHING, Said, accessors, is_2xx};
use super::status::StatusError;
use crate::{Classify, ErrorEnum, Kind, Recovery};

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
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReplyError<E> {
    /// The server reports an error with a code of the enum.
    Api(ApiError<E>),
    /// The server reports an error with a code of another party, which the enum does not know.
    Foreign(ForeignError),
    /// The HTTP status is not 2xx, and the body has no error code. Only [`decode_response`](super::decode_response) and
    /// [`decode_response_with`](super::decode_response_with) return it.
    Status(StatusError),
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
    /// The JSON is nested deeper than the limit.
    TooDeep {
        /// How many levels of lists and objects are allowed.
        limit: usize,
    },
}

impl<E> ReplyError<E> {
    /// The server's error, if its code belongs to the enum.
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

    /// The server's error, if its code is another party's.
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, reply};
    /// # errcodes!("common");
    /// let error = reply::decode::<(), CommonError>(br#"{"resultcode":1202,"resultmsg":"too fast"}"#).unwrap_err();
    /// assert_eq!(error.foreign().map(|error| error.key()), Some("resultcode"));
    /// ```
    pub fn foreign(&self) -> Option<&ForeignError> {
        if let Self::Foreign(error) = self { Some(error) } else { None }
    }

    /// The same error with its code mapped to another type, as `Result::map_err` maps an error.
    ///
    /// ```
    /// use errcode_runtime::{errcodes, reply};
    /// errcodes!("common");
    /// let error = reply::decode::<(), CommonError>(br#"{"errcode":-1}"#).map_err(|error| error.map(|code| code.code()));
    /// assert_eq!(error.unwrap_err().code(), Some(-1));
    /// ```
    pub fn map<F>(self, code: impl FnOnce(E) -> F) -> ReplyError<F> {
        match self {
            Self::Api(error) => ReplyError::Api(error.map(code)),
            Self::Foreign(error) => ReplyError::Foreign(error),
            Self::Status(error) => ReplyError::Status(error),
            Self::Json(error) => ReplyError::Json(error),
            Self::NotJson(body) => ReplyError::NotJson(body),
            Self::NotObject(body) => ReplyError::NotObject(body),
            Self::Code(error) => ReplyError::Code(error),
            Self::Empty => ReplyError::Empty,
            Self::TooLarge { length } => ReplyError::TooLarge { length },
            Self::TooDeep { limit } => ReplyError::TooDeep { limit },
        }
    }

    /// The same error with the code of another enum, for example that of a whole API. [`widen!`](crate::widen) implements the conversion
    /// between the enums.
    ///
    /// An SDK with an enum for each endpoint and a single error type needs one `From`, and `?` does the rest:
    ///
    /// ```
    /// use errcode_runtime::{errcodes, prelude::*, reply::{self, ReplyError}, widen};
    ///
    /// errcodes! {
    ///     pub enum WechatError from "common", "general";
    ///     pub enum LoginError from "common", "general" { -1, 40029 as InvalidJsCode, 45011 }
    ///     pub enum SendError from "common", "general" { -1, 40003, 45015 }
    /// }
    /// widen!(WechatError from LoginError, SendError);
    ///
    /// /// The one error of the SDK.
    /// #[derive(Debug)]
    /// pub struct Error(ReplyError<WechatError>);
    ///
    /// impl<E> From<ReplyError<E>> for Error
    /// where
    ///     WechatError: From<E>,
    /// {
    ///     fn from(error: ReplyError<E>) -> Self {
    ///         Self(error.convert())
    ///     }
    /// }
    ///
    /// fn welcome(login: &[u8], send: &[u8]) -> Result<(), Error> {
    ///     reply::decode::<(), LoginError>(login)?;
    ///     reply::decode::<(), SendError>(send)?;
    ///     Ok(())
    /// }
    ///
    /// let Err(Error(error)) = welcome(br#"{"errcode":0}"#, br#"{"errcode":40003}"#) else { unreachable!() };
    /// assert_eq!(error.code(), Some(WechatError::InvalidOpenId));
    /// ```
    ///
    /// If a function returns `ReplyError<WechatError>` itself, write `.map_err(ReplyError::convert)?`.
    pub fn convert<F: From<E>>(self) -> ReplyError<F> {
        self.map(F::from)
    }

    /// What the server said; `NOTHING` for errors that do not keep it.
    pub(super) fn said(&self) -> &Said {
        match self {
            Self::Api(error) => error.said(),
            Self::Foreign(error) => error.said(),
            Self::Status(error) => error.said(),
            Self::Code(error) => error.said(),
            _ => &NOTHING,
        }
    }

    /// Adds an HTTP status to an error with a code or an invalid code; other errors stay as they are.
    pub(super) fn with_status(self, status: u16) -> Self {
        match self {
            Self::Api(error) => Self::Api(error.with_status(status)),
            Self::Foreign(error) => Self::Foreign(error.with_status(status)),
            Self::Code(error) => Self::Code(error.with_status(status)),
            other => other,
        }
    }

    /// Kind and recovery of an error without a code of the enum.
    pub(super) fn own_class(&self) -> Option<(Kind, Recovery)> {
        let again = (Kind::Unavailable, Recovery::Retry);
        Some(match self {
            Self::Api(_) => return None,
            Self::Foreign(_) | Self::Code(_) => match self.status() {
                Some(status) if !is_2xx(status) => retry::of_status(status),
                _ => (Kind::Unknown, Recovery::Unknown),
            },
            Self::Status(error) => retry::of_status(error.status()),
            Self::Json(error) if error.is_eof() => again,
            Self::NotJson(body) if matches!(body.format(), Format::Html | Format::Xml | Format::Text) => again,
            Self::Empty => again,
            // The reply is not what the caller expects, and a retry would not change that.
            Self::Json(_) | Self::NotJson(_) | Self::NotObject(_) | Self::TooLarge { .. } | Self::TooDeep { .. } => {
                (Kind::Internal, Recovery::FixRequest)
            }
        })
    }
}

accessors! { [E] ReplyError<E>,
    r##"# errcode_runtime::errcodes!("common");
# let body = br#"{"errcode":-1,"errmsg":"busy hint: [q1], from ip: 203.0.113.9, more info at https://a.example/q rid: 65-ab-c0"}"#;
let error = errcode_runtime::reply::decode::<(), CommonError>(body).unwrap_err();"##
}

impl<E: Classify> ReplyError<E> {
    /// What went wrong: according to the table if the code belongs to the enum; otherwise according to the HTTP status, or to the
    /// body that came in place of a reply.
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, prelude::*, reply};
    /// # errcodes!("common");
    /// let kind = |body| reply::decode::<(), CommonError>(body).unwrap_err().kind();
    /// assert_eq!(kind(br#"{"errcode":40001}"#), Kind::Unauthenticated);
    /// assert_eq!(kind(b"<html>"), Kind::Unavailable);
    /// ```
    pub fn kind(&self) -> Kind {
        match self {
            Self::Api(error) => error.kind(),
            other => other.own_class().map_or(Kind::Unknown, |(kind, _)| kind),
        }
    }

    /// What the caller does next.
    ///
    /// | the reply is | recovery |
    /// |---|---|
    /// | an error with a code of the enum | the table's |
    /// | an error with another party's code, or with a value that is not a code; the HTTP status is 2xx or was not given | [`Unknown`](Recovery::Unknown) |
    /// | empty, truncated, or a page, XML or text in place of JSON; the HTTP status is 2xx or was not given | [`Retry`](Recovery::Retry) |
    /// | without a code of the enum, with HTTP status 408, 425, 500, 502 to 504, 506 to 599 | [`Retry`](Recovery::Retry) |
    /// | … with 429 | [`SlowDown`](Recovery::SlowDown) |
    /// | … with 401 | [`RefreshToken`](Recovery::RefreshToken) |
    /// | … with 403 or 407 | [`FixSetup`](Recovery::FixSetup) |
    /// | … with another status | [`FixRequest`](Recovery::FixRequest) |
    /// | broken JSON, JSON that does not fit the type, a list, an image, too large; the HTTP status is 2xx or was not given | [`FixRequest`](Recovery::FixRequest) |
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, prelude::*, reply};
    /// # errcodes!("common");
    /// let recovery = |body| reply::decode::<(), CommonError>(body).unwrap_err().recovery();
    /// assert_eq!(recovery(br#"{"errcode":40001}"#), Recovery::RefreshToken);
    /// assert_eq!(recovery(br#"{"errcode":0,"#), Recovery::Retry);
    /// ```
    pub fn recovery(&self) -> Recovery {
        match self {
            Self::Api(error) => error.recovery(),
            other => other.own_class().map_or(Recovery::Unknown, |(_, recovery)| recovery),
        }
    }

    /// Whether the same call may succeed when it is sent again, after a [`pause`](Self::pause).
    ///
    /// A call that orders, pays or sends a message may have taken effect despite the error: query the result before sending it again.
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, prelude::*, reply};
    /// # errcodes!("common");
    /// assert!(reply::decode::<(), CommonError>(b"").unwrap_err().is_retryable());
    /// assert!(!reply::decode::<u8, CommonError>(b"{}").unwrap_err().is_retryable());
    /// ```
    pub fn is_retryable(&self) -> bool {
        self.recovery().is_retryable()
    }

    /// How long to wait before the call is sent again, if the table gives a time.
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, prelude::*, reply};
    /// # errcodes!("common");
    /// let error = reply::decode::<(), CommonError>(br#"{"errcode":45011}"#).unwrap_err();
    /// assert_eq!(error.retry_after(), Some(core::time::Duration::from_secs(60)));
    /// ```
    pub fn retry_after(&self) -> Option<Duration> {
        self.api().and_then(ApiError::retry_after)
    }

    /// How long to wait before the next retry, given the number of retries so far: `pause(0)` after the first call, `pause(1)` after the
    /// first retry.
    ///
    /// `None` if a retry is of no use, and after five retries. The pauses are 0.5, 1, 2, 4 and 8 seconds, but never shorter than
    /// [`retry_after`](Self::retry_after). For calls that come too fast ([`SlowDown`](Recovery::SlowDown)) they are at least a minute,
    /// unless the table gives a time.
    ///
    /// The same error always has the same pause, since this crate has no source of random numbers. If many clients may fail at once, add
    /// a random time between zero and the pause. If the response has a header `Retry-After`, wait at least that long:
    ///
    /// ```
    /// use core::time::Duration;
    /// use errcode_runtime::{errcodes, prelude::*, reply::{self, ReplyError}};
    /// errcodes!("common");
    ///
    /// fn call(mut send: impl FnMut() -> (u16, Option<Duration>, &'static str)) -> (Result<(), ReplyError<CommonError>>, Duration) {
    ///     let mut waited = Duration::ZERO;
    ///     for retries in 0.. {
    ///         let (status, retry_after, body) = send();
    ///         let error = match reply::decode_response(status, body.as_bytes()) {
    ///             Ok(()) => break,
    ///             Err(error) => error,
    ///         };
    ///         let Some(pause) = error.pause(retries) else { return (Err(error), waited) };
    ///         waited += pause.max(retry_after.unwrap_or_default()); // a real program sleeps
    ///     }
    ///     (Ok(()), waited)
    /// }
    ///
    /// let mut replies = [
    ///     (200, None, r#"{"errcode":-1,"errmsg":"system error"}"#),
    ///     (503, Some(Duration::from_secs(20)), "no healthy upstream"),
    ///     (200, None, r#"{"errcode":0,"errmsg":"ok"}"#),
    /// ]
    /// .into_iter();
    /// let (result, waited) = call(|| replies.next().unwrap());
    /// assert_eq!((result, waited), (Ok(()), Duration::from_millis(20_500)));
    ///
    /// let (result, waited) = call(|| (200, None, r#"{"errcode":40164}"#));
    /// assert_eq!((result.is_err(), waited), (true, Duration::ZERO));
    /// ```
    pub fn pause(&self, retries: u32) -> Option<Duration> {
        retry::pause(self.recovery(), self.retry_after(), retries)
    }
}

impl<E: Clone> ReplyError<E> {
    /// The server's code, if it belongs to the enum.
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
}

/// One line. `{:#}` adds a line each for kind, recovery and, if the table has one, the solution.
impl<E: ErrorEnum> fmt::Display for ReplyError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.line(f)?;
        match self.own_class() {
            Some((kind, recovery)) if f.alternate() => {
                write!(f, "\nkind: {kind}\nrecovery: {recovery}, {}（{}）", recovery.advice(), recovery.advice_zh())
            }
            _ => Ok(()),
        }
    }
}

impl<E: ErrorEnum> ReplyError<E> {
    fn line(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(error) => fmt::Display::fmt(error, f),
            Self::Foreign(error) => fmt::Display::fmt(error, f),
            Self::Status(error) => fmt::Display::fmt(error, f),
            Self::Json(error) => fmt::Display::fmt(error, f),
            Self::NotJson(body) => {
                write!(f, "{} in place of JSON（响应不是 JSON）: {}", body.format(), body.excerpt())
            }
            Self::NotObject(body) => {
                write!(f, "the reply is JSON, but not an object（响应不是 JSON 对象）: {}", body.excerpt())
            }
            Self::Code(error) => fmt::Display::fmt(error, f),
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

impl<E> From<ForeignError> for ReplyError<E> {
    fn from(error: ForeignError) -> Self {
        Self::Foreign(error)
    }
}

impl<E> From<StatusError> for ReplyError<E> {
    fn from(error: StatusError) -> Self {
        Self::Status(error)
    }
}

impl<E> From<ApiError<E>> for ReplyError<E> {
    fn from(error: ApiError<E>) -> Self {
        Self::Api(error)
    }
}
