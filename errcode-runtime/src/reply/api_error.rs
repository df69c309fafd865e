//! An error that a server reports with a code of the enum.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::error::Error;
use core::fmt::{self, Write};
use core::time::Duration;

use serde_core::de::DeserializeOwned;
use serde_json::Value;

use super::excerpt::excerpt;
use super::retry;
use super::said::{After, Length, Said, accessors};
use crate::implement::ShownCode;
use crate::show::Shown;
use crate::{Classify, ErrorEnum, Kind, Recovery};

/// The error that a server reports.
///
/// `Display` shows in one line the code, its name, both texts of the table, the server's message if it says more, and the parts that the
/// server appended to it. `{:#}` adds kind, recovery and solution. There is no `source`: the text contains the code already, and
/// [`code`](Self::code) returns it as a value.
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
/// Its parts can be fields of a log line. Neither logging nor an HTTP status needs a feature of this crate. A web service passes on only
/// errors that its visitor can act on: if the token of the *service* has expired, the visitor should not get a 401.
///
/// ```
/// # use errcode_runtime::{errcodes, prelude::*, reply::{self, ApiError, ReplyError}};
/// # errcodes!("common");
/// fn log(error: &ApiError<CommonError>) {
///     tracing::warn!(
///         errcode = error.code().code(),
///         name = error.code().name(),
///         recovery = error.recovery().as_str(),
///         rid = error.rid(),
///         "{error}"
///     );
/// }
///
/// /// The HTTP status of our answer to a visitor.
/// fn status(error: &ReplyError<CommonError>) -> u16 {
///     match error.recovery() {
///         // The visitor logs in again, waits, or does what the text says.
///         Recovery::Reauthorize | Recovery::SlowDown | Recovery::Retry | Recovery::AskUser | Recovery::Stop => {
///             error.kind().http_status()
///         }
///         // Only we can fix these: token, secret, quota, setup, a bug.
///         _ => 502,
///     }
/// }
///
/// /// `?` converts it into the error type of the caller.
/// fn call(body: &[u8]) -> eyre::Result<()> {
///     reply::decode::<(), CommonError>(body)?;
///     Ok(())
/// }
///
/// for (body, expected) in [(r#"{"errcode":45011,"errmsg":"too fast"}"#, 429), (r#"{"errcode":42001,"errmsg":"expired"}"#, 502)] {
///     let report = call(body.as_bytes()).unwrap_err();
///     let error = report.downcast_ref::<ReplyError<CommonError>>().unwrap();
///     log(error.api().unwrap());
///     assert_eq!(status(error), expected);
/// }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct ApiError<E> {
    code: E,
    /// Boxed, so that a `Result` with this error stays small.
    said: Box<Said>,
}

impl<E> ApiError<E> {
    /// An error made by hand: for tests and mocks, and for servers that send a code outside of the body.
    ///
    /// For example, WeCom (企业微信) answers a request for a media file with the file, or with the headers `error-code` and `error-msg`:
    ///
    /// ```
    /// use errcode_runtime::{errcodes, prelude::*, reply::{ApiError, ReplyError}};
    /// use http::HeaderMap;
    /// errcodes!("common");
    ///
    /// fn check(headers: &HeaderMap) -> Result<(), ReplyError<CommonError>> {
    ///     let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    ///     let Some(code) = text("error-code") else { return Ok(()) };
    ///     // A value that is not a number must not be a success: -2 is in no table.
    ///     let code = CommonError::from(code.parse().unwrap_or(-2));
    ///     if code.is_success() { Ok(()) } else { Err(ApiError::new(code, text("error-msg").unwrap_or_default()).into()) }
    /// }
    ///
    /// let headers = HeaderMap::from_iter([("error-code", "-1"), ("error-msg", "system error")].map(|(name, value)| {
    ///     (http::HeaderName::from_static(name), http::HeaderValue::from_static(value))
    /// }));
    /// let error = check(&headers).unwrap_err();
    /// assert_eq!((error.code(), error.errmsg()), (Some(CommonError::SystemBusy), "system error"));
    /// ```
    pub fn new(code: E, errmsg: impl Into<String>) -> Self {
        Self { code, said: Box::new(Said { errmsg: errmsg.into(), ..Said::default() }) }
    }

    /// The same error with a body.
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, reply::ApiError};
    /// # errcodes!("common");
    /// let error = ApiError::new(CommonError::SystemBusy, "busy").with_body(r#"{"errcode":-1,"errmsg":"busy","ticket":"t"}"#);
    /// assert_eq!(error.field("ticket"), Some("t".into()));
    /// ```
    #[must_use]
    pub fn with_body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.said.set_body(body.into());
        self
    }

    /// The same error with an HTTP status.
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, reply::ApiError};
    /// # errcodes!("common");
    /// let error = ApiError::new(CommonError::SystemBusy, "busy").with_status(503);
    /// assert_eq!(error.status(), Some(503));
    /// assert!(error.to_string().ends_with("; HTTP 503"));
    /// ```
    #[must_use]
    pub fn with_status(mut self, status: u16) -> Self {
        self.said.status = Some(status);
        self
    }

    pub(super) fn of(code: E, errmsg: String, body: &[u8]) -> Self {
        Self { code, said: Box::new(Said::new(errmsg, body)) }
    }

    pub(super) fn said(&self) -> &Said {
        &self.said
    }

    /// Whether the body is valid UTF-8, as JSON has to be. If not, the server's texts have replacement characters, but the code and `rid`
    /// are still right.
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, reply};
    /// # errcodes!("common");
    /// let body = b"{\"errcode\":-1,\"errmsg\":\"\xCF\xB5\xCD\xB3\xB7\xB1\xC3\xA6 rid: 65-ab-c0\"}"; // GBK
    /// let error = reply::decode::<(), CommonError>(body).unwrap_err();
    /// let error = error.api().unwrap();
    /// assert!(!error.is_utf8());
    /// assert_eq!((error.code(), error.rid()), (CommonError::SystemBusy, Some("65-ab-c0")));
    /// assert!(error.to_string().ends_with("the reply is not UTF-8（响应不是 UTF-8 编码）"));
    /// ```
    pub fn is_utf8(&self) -> bool {
        !self.said.is_no_utf8
    }

    /// Reads the reply into a type of yours, for errors that carry more than a code.
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
        self.said.read()
    }

    /// One field of the reply's object, if it is there; the last one, if the name appears twice.
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
        self.said.field(key)
    }

    /// The server's message, raw, without a copy.
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, reply::ApiError};
    /// # errcodes!("common");
    /// assert_eq!(ApiError::new(CommonError::SystemBusy, "busy").into_errmsg(), "busy");
    /// ```
    pub fn into_errmsg(self) -> String {
        self.said.errmsg
    }

    /// The whole reply, without a copy.
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, reply::ApiError};
    /// # errcodes!("common");
    /// assert_eq!(ApiError::new(CommonError::SystemBusy, "busy").with_body("{}").into_body(), b"{}");
    /// ```
    pub fn into_body(self) -> Vec<u8> {
        self.said.body
    }

    /// Code, message and body, without a copy.
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, reply::ApiError};
    /// # errcodes!("common");
    /// let (code, errmsg, body) = ApiError::new(CommonError::SystemBusy, "busy").into_parts();
    /// assert_eq!((code, &*errmsg, &*body), (CommonError::SystemBusy, "busy", &b""[..]));
    /// ```
    pub fn into_parts(self) -> (E, String, Vec<u8>) {
        (self.code, self.said.errmsg, self.said.body)
    }

    /// The same error with its code mapped to another type, as `Result::map_err` maps an error.
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, reply::ApiError};
    /// # errcodes!("common");
    /// let error = ApiError::new(CommonError::SystemBusy, "busy").map(|code| code.code());
    /// assert_eq!(error, ApiError::new(-1, "busy"));
    /// ```
    pub fn map<F>(self, code: impl FnOnce(E) -> F) -> ApiError<F> {
        ApiError { code: code(self.code), said: self.said }
    }

    /// The same error with the code of another enum, for example that of a whole API. [`widen!`](crate::widen) implements the conversion.
    ///
    /// ```
    /// use errcode_runtime::{errcodes, reply::ApiError, widen};
    /// errcodes! {
    ///     pub enum WechatError from "common", "general";
    ///     pub enum LoginError from "common", "general" { -1, 40029 as InvalidJsCode, 45011 }
    /// }
    /// widen!(WechatError from LoginError);
    ///
    /// let error: ApiError<WechatError> = ApiError::new(LoginError::InvalidJsCode, "invalid code").convert();
    /// assert_eq!(error.code(), WechatError::InvalidOauthCode);
    /// ```
    pub fn convert<F: From<E>>(self) -> ApiError<F> {
        self.map(F::from)
    }
}

impl<E: Clone> ApiError<E> {
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
}

accessors! { [E] ApiError<E>,
    r##"# errcode_runtime::errcodes!("common");
# let body = br#"{"errcode":-1,"errmsg":"busy hint: [q1], from ip: 203.0.113.9, more info at https://a.example/q rid: 65-ab-c0"}"#;
let error = errcode_runtime::reply::decode::<(), CommonError>(body).unwrap_err();
let error = error.api().unwrap();"##
}

impl<E: Classify> ApiError<E> {
    /// What went wrong, according to the table.
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, prelude::*, reply::ApiError};
    /// # errcodes!("common");
    /// assert_eq!(ApiError::new(CommonError::SystemBusy, "busy").kind(), Kind::Unavailable);
    /// ```
    pub fn kind(&self) -> Kind {
        self.code.kind()
    }

    /// What the caller does next, according to the table.
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, prelude::*, reply::ApiError};
    /// # errcodes!("common");
    /// assert_eq!(ApiError::new(CommonError::SystemBusy, "busy").recovery(), Recovery::Retry);
    /// ```
    pub fn recovery(&self) -> Recovery {
        self.code.recovery()
    }

    /// Whether the same call may succeed when it is sent again, after a [`pause`](Self::pause).
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, prelude::*, reply::ApiError};
    /// # errcodes!("common");
    /// assert!(ApiError::new(CommonError::SystemBusy, "busy").is_retryable());
    /// ```
    pub fn is_retryable(&self) -> bool {
        self.code.is_retryable()
    }

    /// How long to wait before the call is sent again, if the table gives a time.
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, prelude::*, reply::ApiError};
    /// # errcodes!("common");
    /// let error = ApiError::new(CommonError::MinuteQuotaExceeded, "too fast");
    /// assert_eq!(error.retry_after(), Some(core::time::Duration::from_secs(60)));
    /// ```
    pub fn retry_after(&self) -> Option<Duration> {
        self.code.retry_after()
    }

    /// How long to wait before the next retry, given the number of retries so far. `None` if a retry is of no use, and after five. See
    /// [`ReplyError::pause`](super::ReplyError::pause).
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, prelude::*, reply::ApiError};
    /// # errcodes!("common");
    /// let pause = ApiError::new(CommonError::SystemBusy, "busy").pause(1);
    /// assert_eq!(pause, Some(core::time::Duration::from_secs(1)));
    /// ```
    pub fn pause(&self, retries: u32) -> Option<Duration> {
        retry::pause(self.recovery(), self.retry_after(), retries)
    }
}

impl<E: ErrorEnum> ApiError<E> {
    /// The server's message, if the table's texts do not say the same.
    fn says_more(&self) -> Option<&str> {
        let message = self.message();
        // No text of a table is this long, and a copy of the message could be large.
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

/// One line: code, name and both texts of the table, the server's message if it says more, and the parts that the server appended to it.
/// `{:#}` adds a line each for kind, recovery and, if the table has one, the solution.
impl<E: ErrorEnum> fmt::Display for ApiError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (english, chinese) = (self.code.message(), self.code.message_zh());
        write!(f, "{} {}: {english}", ShownCode(&self.code), self.code.name())?;
        if english != chinese {
            write!(f, "（{chinese}）")?;
        }
        self.said.fmt(self.says_more(), f)?;
        if f.alternate() {
            // The enum writes these lines after its own first line, which is skipped.
            let mut line = Length(0);
            write!(line, "{}", self.code)?;
            write!(After { out: f, skip: line.0 }, "{:#}", self.code)?;
        }
        Ok(())
    }
}

impl<E: fmt::Debug> fmt::Debug for ApiError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("ApiError");
        shown.field("code", &self.code).field("errmsg", &excerpt(self.said.errmsg.as_bytes()));
        if let Some(status) = &self.said.status {
            shown.field("status", status);
        }
        shown.field("body", &excerpt(&self.said.body)).finish()
    }
}

impl<E: ErrorEnum> Error for ApiError<E> {}
