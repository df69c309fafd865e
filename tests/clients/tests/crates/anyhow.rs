//! An application that only passes errors on, with `anyhow`.

use ::anyhow::{Context, Result};
use errcode_runtime::prelude::*;
use errcode_runtime::reply::{self, ReplyError};
use errcode_tests_clients::{Answer, Server, nobody};

use crate::ureq::get;
use crate::{LoginError, SendError, Session};

fn greet(url: &str) -> Result<()> {
    let (status, body) = get(&format!("{url}/sns/jscode2session"))?;
    let session: Session = reply::decode_response::<_, LoginError>(status, &body).context("log in")?;
    let (status, body) = get(&format!("{url}/cgi-bin/message/subscribe/send"))?;
    reply::decode_response::<(), SendError>(status, &body).with_context(|| format!("greet {}", session.openid))?;
    Ok(())
}

/// The error that these answers cause. There is one answer for each call.
fn error(answers: &[Answer]) -> ::anyhow::Error {
    let server = Server::answering(answers.to_vec()).unwrap();
    greet(&server.url()).unwrap_err()
}

fn ok(reply: &str) -> Answer {
    Answer::json(200, reply)
}

fn session() -> Answer {
    ok(r#"{"openid":"oX7"}"#)
}

#[test]
fn the_code_is_found_under_the_context() {
    let error = error(&[session(), ok(r#"{"errcode":42001,"errmsg":"access_token expired rid: 65-ab-c4"}"#)]);
    let reply = error.downcast_ref::<ReplyError<SendError>>();
    assert_eq!(reply.and_then(ReplyError::code), Some(SendError::AccessTokenExpired));
    assert_eq!(reply.map(ReplyError::recovery), Some(Recovery::RefreshToken));
    // The other endpoint's errors are another type.
    assert!(error.downcast_ref::<ReplyError<LoginError>>().is_none());

    let error = self::error(&[ok(r#"{"errcode":40029}"#)]);
    let reply = error.downcast::<ReplyError<LoginError>>().unwrap();
    assert_eq!(reply.code(), Some(LoginError::InvalidJsCode));
}

#[test]
fn one_line_says_everything_once() {
    let error = error(&[session(), ok(r#"{"errcode":42001,"errmsg":"access_token expired rid: 65-ab-c4"}"#)]);
    let line = format!("{error:#}");
    assert!(line.starts_with("greet oX7: 42001 AccessTokenExpired: "), "{line}");
    for part in ["42001", "65-ab-c4", "greet"] {
        assert_eq!(line.matches(part).count(), 1, "{line}");
    }
    assert_eq!(error.to_string(), "greet oX7");
    assert_eq!(error.chain().count(), 2);
}

/// An application with several endpoints can ask for the recovery of any of their errors.
#[test]
fn any_endpoints_error_is_asked_for_its_recovery() {
    fn recovery(error: &::anyhow::Error) -> Option<Recovery> {
        let login = error.downcast_ref::<ReplyError<LoginError>>().map(ReplyError::recovery);
        login.or_else(|| error.downcast_ref::<ReplyError<SendError>>().map(ReplyError::recovery))
    }
    for (answers, expected) in [
        (&[ok(r#"{"errcode":40029}"#)][..], Recovery::Reauthorize),
        (&[session(), ok(r#"{"errcode":45009}"#)], Recovery::WaitForQuota),
        (&[session(), Answer::page(502, "<html>502</html>")], Recovery::Retry),
    ] {
        assert_eq!(recovery(&error(answers)), Some(expected));
    }
    assert_eq!(recovery(&greet(&nobody().unwrap()).unwrap_err()), None, "no reply");
}
