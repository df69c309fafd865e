//! An asynchronous client.

use core::time::Duration;

use errcode_runtime::prelude::*;
use errcode_runtime::reply::{self, ReplyError};
use errcode_tests_clients::{Answer, Server, hanging_up, nobody};
use reqwest::Client;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use serde::de::DeserializeOwned;

use crate::cases::cases;
use crate::{LoginError, Session};

/// Why a call failed.
#[derive(Debug)]
pub(crate) enum CallError<E> {
    /// No complete answer: there was no connection, or it broke. The call may have been carried out.
    Http(reqwest::Error),
    Reply {
        error: ReplyError<E>,
        /// The time that the server's `Retry-After` asks for.
        retry_after: Option<Duration>,
    },
}

impl<E: ErrorEnum + Classify> CallError<E> {
    /// How long to wait before the next retry, after `retries` of them. `None` if a retry does not help.
    pub(crate) fn pause(&self, retries: u32) -> Option<Duration> {
        match self {
            Self::Http(_) => None,
            Self::Reply { error, retry_after } => {
                error.pause(retries).map(|pause| pause.max(retry_after.unwrap_or_default()))
            }
        }
    }
}

/// The header as seconds. It may also be a date, which WeChat does not send.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    headers.get(RETRY_AFTER)?.to_str().ok()?.parse().ok().map(Duration::from_secs)
}

/// Reads a response. The body counts more than the status, because it says more. `error_for_status` would drop the body.
pub(crate) async fn read<T: DeserializeOwned, E: ErrorEnum>(response: reqwest::Response) -> Result<T, CallError<E>> {
    let status = response.status().as_u16();
    let retry_after = retry_after(response.headers());
    let body = response.bytes().await.map_err(CallError::Http)?;
    reply::decode_response(status, &body).map_err(|error| CallError::Reply { error, retry_after })
}

/// Loopback needs no proxy, even if the environment sets one.
pub(crate) fn client() -> Client {
    let client = Client::builder().no_proxy().timeout(Duration::from_secs(10));
    client.redirect(reqwest::redirect::Policy::none()).build().unwrap()
}

async fn login(client: &Client, url: &str) -> Result<Session, CallError<LoginError>> {
    let request = client.get(format!("{url}/sns/jscode2session")).query(&[("js_code", "c")]);
    read(request.send().await.map_err(CallError::Http)?).await
}

#[tokio::test]
async fn every_answer_is_understood() {
    let server = Server::answering(cases().into_iter().map(|case| case.answer)).unwrap();
    let client = client();
    for case in cases() {
        let result = login(&client, &server.url()).await;
        let pause = result.as_ref().err().and_then(|error| error.pause(0));
        let result = result.map_err(|error| match error {
            CallError::Reply { error, .. } => error,
            CallError::Http(error) => panic!("{error}"),
        });
        case.check(&result, pause);
    }
    assert!(server.requests().iter().all(|request| request.line == "GET /sns/jscode2session?js_code=c"));
}

#[tokio::test]
async fn a_server_that_is_not_there_is_no_reply() {
    let url = nobody().unwrap();
    let error = login(&client(), &url).await.unwrap_err();
    assert!(matches!(&error, CallError::Http(error) if error.is_connect()), "{error:?}");
    assert_eq!(error.pause(0), None);
}

/// Some calls return an image, and JSON only if they fail.
#[tokio::test]
async fn an_image_or_the_error_in_its_place() {
    const IMAGE: &[u8] = b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR";
    let answers = [Answer::new(200, "image/png", IMAGE), Answer::json(200, r#"{"errcode":45009,"errmsg":"quota"}"#)];
    let server = Server::answering(answers).unwrap();
    let client = client();
    let mut codes = Vec::new();
    for _ in 0..2 {
        let response = client.get(server.url()).send().await.unwrap();
        let status = response.status().as_u16();
        let body = response.bytes().await.unwrap();
        codes.push(match reply::decode_response::<(), LoginError>(status, &body) {
            Err(ReplyError::NotJson(other)) if other.format() == reply::Format::Image => None,
            other => Some(other.unwrap_err().code()),
        });
    }
    assert_eq!(codes, [None, Some(Some(LoginError::DailyQuotaExceeded))]);
}

/// The HTTP client detects a body that is shorter than announced. Without a length, only the JSON shows that something is missing.
#[tokio::test]
async fn half_a_reply_is_no_success() {
    let url = hanging_up(b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{\"openid\":\"oX7\"}").unwrap();
    let error = login(&client(), &url).await.unwrap_err();
    assert!(matches!(&error, CallError::Http(_)), "{error:?}");

    let url = hanging_up(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{\"openid\":\"oX7\"").unwrap();
    let error = login(&client(), &url).await.unwrap_err();
    assert!(matches!(&error, CallError::Reply { error: ReplyError::Json(error), .. } if error.is_eof()), "{error:?}");
    assert!(error.pause(0).is_some());
}
