//! How an error is displayed, alone and in a chain of errors.

use core::error::Error;
use core::fmt::{self, Write};

use errcode_runtime::errcodes;
use errcode_runtime::reply::{self, ApiError, ReplyError};
use errcode_runtime::wechat::CommonError;

use crate::{Session, api};

errcodes!("fixtures/reply/long.csv");

#[test]
fn an_error_says_all_that_is_known() {
    let display = |errmsg: &str, code: i64| {
        let body = format!(r#"{{"errcode":{code},"errmsg":"{errmsg}"}}"#);
        api::<()>(body.as_bytes()).unwrap().to_string()
    };
    let (english, chinese) = (CommonError::InvalidCredential.message(), CommonError::InvalidCredential.message_zh());
    assert_eq!(
        display("Invalid credential, access_token is invalid or not latest rid: 1-2-3", 40001),
        format!("40001 InvalidCredential: {english}（{chinese}）; rid: 1-2-3")
    );
    assert_eq!(
        display("token of app wx7 was revoked", 40001),
        format!("40001 InvalidCredential: {english}（{chinese}）; server（服务器）: token of app wx7 was revoked")
    );
    assert_eq!(
        display("no such thing", 7),
        "7 Unknown: unknown error code（未知错误码）; server（服务器）: no such thing"
    );
    // A text of the table is not repeated, even if it has 2,000 bytes.
    let long = LongError::Long.message();
    let body = format!(r#"{{"errcode":1,"errmsg":"{long}"}}"#);
    let error = reply::decode::<(), LongError>(body.as_bytes()).unwrap_err();
    assert_eq!((long.len(), error.to_string()), (2_000, format!("1 Long: {long}")));
    let error = api::<()>(b"{\"errcode\":40001,\"errmsg\":\"a\",\n\"x\":1}").unwrap();
    let shown =
        r#"ApiError { code: InvalidCredential, errmsg: "a", body: "{\"errcode\":40001,\"errmsg\":\"a\", \"x\":1}" }"#;
    assert_eq!(format!("{error:?}"), shown);
    assert_eq!(display("\\u202Eevil\\u001b[0m", 7).chars().filter(|c| c.is_control() || *c == '\u{202E}').count(), 0);
}

/// A buffer of a fixed size, as embedded programs have it.
struct Buffer {
    left: usize,
}

impl Write for Buffer {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.left = self.left.checked_sub(text.len()).ok_or(fmt::Error)?;
        Ok(())
    }
}

#[test]
fn what_does_not_fit_into_a_buffer_fails() {
    let long = "x".repeat(1_000);
    for body in [
        r#"{"errcode":40001,"errmsg":"gone rid: 1-2-3"}"#.to_owned(),
        format!(r#"{{"errcode":7,"errmsg":"{long}"}}"#),
        r#"{"errcode":"x"}"#.to_owned(),
        "<html>".to_owned(),
    ] {
        let error = reply::decode::<(), CommonError>(body.as_bytes()).unwrap_err();
        let length = error.to_string().len();
        for left in 0..length {
            assert!(write!(Buffer { left }, "{error}").is_err(), "{left}: {error}");
        }
        assert!(write!(Buffer { left: length }, "{error}").is_ok(), "{error}");
    }
}

#[derive(Debug, thiserror::Error)]
enum AppError {
    #[error(transparent)]
    Login(#[from] ReplyError<CommonError>),
    #[error("login")]
    Context(#[source] ApiError<CommonError>),
}

#[test]
fn errors_pass_through_thiserror_and_anyhow() {
    const BODY: &[u8] = br#"{"errcode":45009,"errmsg":"reach max api daily quota limit"}"#;
    fn typed() -> Result<Session, AppError> {
        Ok(reply::decode(BODY)?)
    }
    fn erased() -> anyhow::Result<Session> {
        use anyhow::Context;
        reply::decode::<_, CommonError>(BODY).context("login")
    }
    let typed = typed().unwrap_err();
    let AppError::Login(error) = &typed else { panic!("{typed}") };
    assert_eq!(error.code(), Some(CommonError::DailyQuotaExceeded));
    assert_eq!(typed.to_string(), error.to_string());
    let context = AppError::Context(error.api().unwrap().clone());
    assert_eq!(context.source().unwrap().to_string(), error.to_string());
    let erased = erased().unwrap_err();
    let found = erased.downcast_ref::<ReplyError<CommonError>>().unwrap();
    assert_eq!(found.code(), Some(CommonError::DailyQuotaExceeded));
    // The chain repeats nothing.
    assert_eq!(format!("{erased:#}").matches("45009").count(), 1);
}

#[test]
fn debug_shows_what_the_server_sent() {
    let error = reply::decode_response::<(), CommonError>(502, b"<html>down</html>").unwrap_err();
    let ReplyError::Status(error) = error else { panic!("{error:?}") };
    assert_eq!(format!("{error:?}"), r#"StatusError { status: 502, errmsg: "", body: "<html>down</html>" }"#);

    let error = reply::decode::<(), CommonError>(b"{\"errcode\":0,").unwrap_err();
    let ReplyError::Json(error) = error else { panic!("{error:?}") };
    let cause = error.source().unwrap();
    assert!(!cause.to_string().is_empty());
    assert_eq!(format!("{cause:?}"), cause.to_string());
    assert_eq!(format!("{error:?}"), format!(r#"JsonError {{ cause: {cause}, excerpt: "{{\"errcode\":0," }}"#));
}

#[test]
fn an_error_says_whether_it_is_utf8_and_retryable() {
    let error = api::<()>(b"{\"errcode\":40001,\"errmsg\":\"no\"}").unwrap();
    assert!(error.is_utf8() && !error.is_retryable());
    let error = api::<()>(b"{\"errcode\":-1,\"errmsg\":\"\xB7\xB1\xC3\xA6\"}").unwrap();
    assert!(!error.is_utf8() && error.is_retryable());
}
