//! An application that only passes errors on, with `anyhow`.

use ::anyhow::{Context, Result};
use errcode_runtime::prelude::*;
use errcode_runtime::reply::{self, ReplyError};

use crate::{LoginError, SendError, Session};

fn greet(login: &str, sent: &str) -> Result<()> {
    let session: Session = reply::decode::<_, LoginError>(login.as_bytes()).context("log in")?;
    reply::decode::<(), SendError>(sent.as_bytes()).with_context(|| format!("greet {}", session.openid))?;
    Ok(())
}

const SESSION: &str = r#"{"openid":"oX7"}"#;

#[test]
fn the_code_is_found_under_the_context() {
    let error = greet(SESSION, r#"{"errcode":42001,"errmsg":"access_token expired rid: 65-ab-c4"}"#).unwrap_err();
    let reply = error.downcast_ref::<ReplyError<SendError>>();
    assert_eq!(reply.and_then(ReplyError::code), Some(SendError::AccessTokenExpired));
    assert_eq!(reply.map(ReplyError::recovery), Some(Recovery::RefreshToken));
    // The other endpoint's errors are another type.
    assert!(error.downcast_ref::<ReplyError<LoginError>>().is_none());

    let error = greet(r#"{"errcode":40029}"#, "").unwrap_err();
    let reply = error.downcast::<ReplyError<LoginError>>().unwrap();
    assert_eq!(reply.code(), Some(LoginError::InvalidJsCode));
}

#[test]
fn one_line_says_everything_once() {
    let error = greet(SESSION, r#"{"errcode":42001,"errmsg":"access_token expired rid: 65-ab-c4"}"#).unwrap_err();
    let line = format!("{error:#}");
    assert!(line.starts_with("greet oX7: 42001 AccessTokenExpired: "), "{line}");
    for part in ["42001", "65-ab-c4", "greet"] {
        assert_eq!(line.matches(part).count(), 1, "{line}");
    }
    assert_eq!(error.to_string(), "greet oX7");
    assert_eq!(error.chain().count(), 2);
}

/// An application with several endpoints asks for what they have in common.
#[test]
fn any_endpoints_error_is_asked_for_its_recovery() {
    fn recovery(error: &::anyhow::Error) -> Option<Recovery> {
        let login = error.downcast_ref::<ReplyError<LoginError>>().map(ReplyError::recovery);
        login.or_else(|| error.downcast_ref::<ReplyError<SendError>>().map(ReplyError::recovery))
    }
    for (login, sent, expected) in [
        (r#"{"errcode":40029}"#, "", Recovery::Reauthorize),
        (SESSION, r#"{"errcode":45009}"#, Recovery::WaitForQuota),
        (SESSION, "<html>502</html>", Recovery::Retry),
    ] {
        assert_eq!(recovery(&greet(login, sent).unwrap_err()), Some(expected));
    }
    assert_eq!(recovery(&::anyhow::anyhow!("something else")), None);
}
