//! An error type of the program's own, with `thiserror`.

use core::error::Error;

use ::thiserror::Error;
use errcode_runtime::reply::{self, ReplyError};
use errcode_tests_clients::{Answer, Server, nobody};

use crate::ureq::get;
use crate::{LoginError, SendError, Session};

/// Why an order was not confirmed.
#[derive(Debug, Error)]
enum OrderError {
    /// Shows only the server's error.
    #[error(transparent)]
    Login(#[from] ReplyError<LoginError>),
    /// Shows the step that failed; the server's error is the source.
    #[error("the receipt was not sent to {openid}")]
    Receipt { openid: String, source: ReplyError<SendError> },
    #[error("no answer")]
    Http(#[from] ureq::Error),
}

fn confirm(url: &str) -> Result<(), OrderError> {
    let (status, body) = get(&format!("{url}/sns/jscode2session"))?;
    let Session { openid } = reply::decode_response::<_, LoginError>(status, &body)?;
    let (status, body) = get(&format!("{url}/cgi-bin/message/subscribe/send"))?;
    reply::decode_response(status, &body).map_err(|source| OrderError::Receipt { openid, source })
}

/// The result of these replies, one for each call.
fn outcome(replies: &[&str]) -> Result<(), OrderError> {
    let server = Server::answering(replies.iter().map(|reply| Answer::json(200, *reply))).unwrap();
    confirm(&server.url())
}

const SESSION: &str = r#"{"openid":"oX7"}"#;

/// An error and its sources, as a log shows them.
fn chain(error: &dyn Error) -> Vec<String> {
    core::iter::successors(Some(error), |&error| error.source()).map(ToString::to_string).collect()
}

#[test]
fn codes_are_matched_through_the_programs_own_error() {
    let error = outcome(&[r#"{"errcode":40029,"errmsg":"invalid code"}"#]).unwrap_err();
    assert!(matches!(&error, OrderError::Login(error) if error.code() == Some(LoginError::InvalidJsCode)), "{error:?}");
    let error = outcome(&[SESSION, r#"{"errcode":43101,"errmsg":"refused"}"#]).unwrap_err();
    assert!(
        matches!(&error, OrderError::Receipt { source, .. } if source.code() == Some(SendError::UserRefusedMessage)),
        "{error:?}"
    );
    // The server has no more answers and returns 404.
    let error = outcome(&[SESSION]).unwrap_err();
    assert!(matches!(&error, OrderError::Receipt { source, .. } if source.status() == Some(404)), "{error:?}");
    assert!(matches!(confirm(&nobody().unwrap()), Err(OrderError::Http(_))));
    assert!(outcome(&[SESSION, r#"{"errcode":0}"#]).is_ok());
}

#[test]
fn each_part_of_the_chain_is_said_once() {
    let error = outcome(&[SESSION, r#"{"errcode":43101,"errmsg":"user refuse rid: 65-ab-c0"}"#]).unwrap_err();
    let chain = chain(&error);
    assert_eq!(chain.len(), 2, "{chain:?}");
    assert_eq!(chain[0], "the receipt was not sent to oX7");
    assert!(chain[1].starts_with("43101 UserRefusedMessage: ") && chain[1].contains("65-ab-c0"), "{chain:?}");
    // The message of `serde_json` is in the source.
    let error = outcome(&[r#"{"openid":7}"#]).unwrap_err();
    let chain = self::chain(&error);
    assert_eq!(chain.len(), 2, "{chain:?}");
    assert!(chain[1].contains("invalid type: integer `7`"), "{chain:?}");
}

/// Code that knows none of the program's types finds the reply in the chain.
#[test]
fn the_reply_is_found_as_a_source() {
    let error = outcome(&[SESSION, r#"{"errcode":43101}"#]).unwrap_err();
    let source = error.source().and_then(|source| source.downcast_ref::<ReplyError<SendError>>());
    assert_eq!(source.and_then(ReplyError::code), Some(SendError::UserRefusedMessage));
}
