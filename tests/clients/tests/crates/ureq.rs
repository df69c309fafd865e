//! A blocking client.

use core::time::Duration;

use errcode_runtime::prelude::*;
use errcode_runtime::reply::{self, ReplyError};
use errcode_tests_clients::{Server, hanging_up, nobody};
use serde::de::DeserializeOwned;
use ureq::Agent;
use ureq::http::Response;
use ureq::http::header::RETRY_AFTER;

use crate::cases::cases;
use crate::{LoginError, Session};

/// The largest reply that is read.
const MAX_REPLY: u64 = 10 << 20;

#[derive(Debug)]
pub(crate) enum CallError<E> {
    /// No complete answer: there was no connection, or it broke. The call may have been carried out.
    Http(ureq::Error),
    Reply {
        error: ReplyError<E>,
        /// The time that the server's `Retry-After` asks for.
        retry_after: Option<Duration>,
    },
}

impl<E: ErrorEnum + Classify> CallError<E> {
    pub(crate) fn pause(&self, retries: u32) -> Option<Duration> {
        match self {
            Self::Http(_) => None,
            Self::Reply { error, retry_after } => {
                error.pause(retries).map(|pause| pause.max(retry_after.unwrap_or_default()))
            }
        }
    }
}

/// An agent that does not turn a 4xx or 5xx status into an error: the body says more.
pub(crate) fn agent() -> Agent {
    let config = Agent::config_builder().http_status_as_error(false).max_redirects(0).proxy(None);
    config.timeout_global(Some(Duration::from_secs(10))).build().new_agent()
}

/// Reads a response. The body counts more than the status, because it says more.
pub(crate) fn read<T: DeserializeOwned, E: ErrorEnum>(mut response: Response<ureq::Body>) -> Result<T, CallError<E>> {
    let status = response.status().as_u16();
    let retry_after = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse().ok());
    let retry_after = retry_after.map(Duration::from_secs);
    let body = response.body_mut().with_config().limit(MAX_REPLY).read_to_vec().map_err(CallError::Http)?;
    reply::decode_response(status, &body).map_err(|error| CallError::Reply { error, retry_after })
}

/// The status and the body of a call, for the modules that only handle the error.
pub(crate) fn get(url: &str) -> Result<(u16, Vec<u8>), ureq::Error> {
    let mut response = agent().get(url).call()?;
    let body = response.body_mut().with_config().limit(MAX_REPLY).read_to_vec()?;
    Ok((response.status().as_u16(), body))
}

fn login(agent: &Agent, url: &str) -> Result<Session, CallError<LoginError>> {
    let request = agent.get(format!("{url}/sns/jscode2session")).query("js_code", "c");
    read(request.call().map_err(CallError::Http)?)
}

#[test]
fn every_answer_is_understood() {
    let server = Server::answering(cases().into_iter().map(|case| case.answer)).unwrap();
    let agent = agent();
    for case in cases() {
        let result = login(&agent, &server.url());
        let pause = result.as_ref().err().and_then(|error| error.pause(0));
        let result = result.map_err(|error| match error {
            CallError::Reply { error, .. } => error,
            CallError::Http(error) => panic!("{error}"),
        });
        case.check(&result, pause);
    }
    assert!(server.requests().iter().all(|request| request.line == "GET /sns/jscode2session?js_code=c"));
}

#[test]
fn a_server_that_is_not_there_is_no_reply() {
    let url = nobody().unwrap();
    let error = login(&agent(), &url).unwrap_err();
    assert!(matches!(&error, CallError::Http(_)), "{error:?}");
    assert_eq!(error.pause(0), None);
}

/// The HTTP client detects a body that is shorter than announced. Without a length, only the JSON shows that something is missing.
#[test]
fn half_a_reply_is_no_success() {
    let url = hanging_up(b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{\"openid\":\"oX7\"}").unwrap();
    let error = login(&agent(), &url).unwrap_err();
    assert!(matches!(&error, CallError::Http(_)), "{error:?}");

    let url = hanging_up(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{\"openid\":\"oX7\"").unwrap();
    let error = login(&agent(), &url).unwrap_err();
    assert!(matches!(&error, CallError::Reply { error: ReplyError::Json(error), .. } if error.is_eof()), "{error:?}");
    assert!(error.pause(0).is_some());
}
