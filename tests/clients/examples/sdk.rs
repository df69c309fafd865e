//! An SDK with three endpoints, built on `errcode`: an enum of codes for each endpoint, one error type for all, retries, logs, and
//! mock errors for tests.
//!
//! ```text
//! cargo run --example sdk
//! ```
//!
//! Copy the errors from `sdk/error.rs` and the calls from `sdk/client.rs`. This file is an application that uses them. A server on
//! loopback stands in for WeChat. Waits are only logged.

#[path = "sdk/client.rs"]
mod client;
#[path = "sdk/error.rs"]
mod error;

use errcode_runtime::prelude::*;
use errcode_tests_clients::{Answer, Server};

use client::Client;
use error::{CallError, Error, SendError};

/// Logs a new user in, gets their phone number, and sends a greeting: three endpoints, and `?` after each.
async fn welcome(client: &Client, js_code: &str, phone_code: &str) -> Result<String, Error> {
    let session = client.login(js_code).await?;
    let phone = client.phone(phone_code).await?;
    client.send(&session.openid, "welcome").await?;
    Ok(format!("{} at {}", session.openid, phone.pure_phone_number))
}

/// The text for the user. One `match` serves all endpoints.
fn told(error: &Error) -> &'static str {
    let Error::Reply(error) = error else { return "不知道结果，请稍后查看" };
    match error.recovery() {
        Recovery::Retry | Recovery::SlowDown => "请稍后再试",
        Recovery::Reauthorize => "请重新登录",
        // The table's text for such a code is suitable for users.
        Recovery::AskUser => error.code().map_or("请联系客服", |code| code.message_zh()),
        _ => "请联系客服",
    }
}

/// The part of the SDK that `remind` needs, so that a test can replace the client with a mock.
trait Messages {
    async fn send(&self, openid: &str, text: &str) -> Result<(), CallError<SendError>>;
}

impl Messages for Client {
    async fn send(&self, openid: &str, text: &str) -> Result<(), CallError<SendError>> {
        Client::send(self, openid, text).await
    }
}

#[derive(Debug, PartialEq)]
enum Reminder {
    Sent,
    /// The user refuses reminders.
    Unsubscribe,
    /// Not before tomorrow.
    Tomorrow,
    Failed,
}

/// Matches every code of one endpoint: if the next release adds a code, this no longer compiles.
async fn remind(messages: &impl Messages, openid: &str) -> Reminder {
    let Err(error) = messages.send(openid, "your parcel has arrived").await else { return Reminder::Sent };
    match error.code() {
        Some(SendError::UserRefusedMessage) => Reminder::Unsubscribe,
        Some(SendError::DailyQuotaExceeded) => Reminder::Tomorrow,
        Some(
            SendError::SystemBusy
            | SendError::MinuteQuotaExceeded
            | SendError::InvalidCredential
            | SendError::AccessTokenExpired
            | SendError::InvalidOpenId
            | SendError::InvalidTemplateId
            | SendError::Unknown(_),
        )
        | None => Reminder::Failed,
    }
}

fn ok(body: &str) -> Answer {
    Answer::json(200, body)
}

fn session() -> Answer {
    ok(r#"{"openid":"oX7","session_key":"k"}"#)
}

fn phone() -> Answer {
    ok(r#"{"errcode":0,"errmsg":"ok","phone_info":{"purePhoneNumber":"105555","countryCode":"86"}}"#)
}

fn sent() -> Answer {
    ok(r#"{"errcode":0,"errmsg":"ok"}"#)
}

fn error(code: i64, errmsg: &str) -> Answer {
    ok(&format!(r#"{{"errcode":{code},"errmsg":"{errmsg} rid: 65-ab-c0"}}"#))
}

fn gateway() -> Answer {
    Answer::page(503, "<html><title>503 Service Unavailable</title></html>")
}

/// A title for each story, and the server's answers in order.
fn stories() -> Vec<(&'static str, Vec<Answer>)> {
    vec![
        ("a good day", vec![session(), phone(), sent()]),
        ("a busy server and a gateway", vec![error(-1, "system error"), session(), gateway(), phone(), sent()]),
        ("the limit of a minute", vec![session(), phone(), error(45011, "api minute-quota reach limit"), sent()]),
        ("a login code that is used up", vec![error(40163, "code been used")]),
        ("a phone code that is none", vec![session(), error(40029, "invalid code")]),
        ("a user who refuses messages", vec![session(), phone(), error(43101, "user refuse to accept the msg")]),
        ("a busy server: the message may have been sent", vec![session(), phone(), error(-1, "system error"), sent()]),
        ("an access token that has expired", vec![session(), error(42001, "access_token expired")]),
        ("JSON of a gateway that has no server", vec![Answer::json(503, r#"{"message":"no healthy upstream"}"#); 6]),
    ]
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn core::error::Error>> {
    tracing_subscriber::fmt().without_time().with_target(false).init();
    for (title, answers) in stories() {
        println!("{title}");
        let server = Server::answering(answers)?;
        let client = Client::new(&server.url(), "t", Box::new(|_| Box::pin(async {})))?;
        match welcome(&client, "js", "phone").await {
            Ok(user) => println!("    welcome, {user}"),
            Err(error) => println!("    {}", told(&error)),
        }
    }
    let server = Server::answering([error(43101, "user refuse to accept the msg")])?;
    let client = Client::new(&server.url(), "t", Box::new(|pause| Box::pin(tokio::time::sleep(pause))))?;
    println!("a reminder: {:?}", remind(&client, "oX7").await);
    Ok(())
}

#[cfg(test)]
mod tests {
    use core::error::Error as _;
    use core::time::Duration;
    use std::sync::{Arc, Mutex};

    use errcode_runtime::reply::{ApiError, ReplyError};

    use super::*;
    use crate::error::WechatError;

    type Outcome = Result<(), Box<dyn core::error::Error>>;

    type Sleeps = Arc<Mutex<Vec<Duration>>>;

    /// A client that records its sleeps instead of sleeping.
    fn client(url: &str) -> reqwest::Result<(Client, Sleeps)> {
        let sleeps = Arc::new(Mutex::new(Vec::new()));
        let noted = Arc::clone(&sleeps);
        let sleep = move |pause| {
            noted.lock().unwrap().push(pause);
            Box::pin(async {}) as _
        };
        Ok((Client::new(url, "t", Box::new(sleep))?, sleeps))
    }

    #[tokio::test]
    async fn every_story_ends_as_it_should() -> Outcome {
        let half = Duration::from_millis(500);
        let expected: [(Result<&str, &str>, &[Duration], usize); 9] = [
            (Ok("oX7 at 105555"), &[], 3),
            (Ok("oX7 at 105555"), &[half, half], 5),
            (Ok("oX7 at 105555"), &[Duration::from_secs(60)], 4),
            (Err("请重新登录"), &[], 1),
            (Err("请重新登录"), &[], 2),
            (Err(SendError::UserRefusedMessage.message_zh()), &[], 3),
            (Err("请稍后再试"), &[], 3),
            (Err("请联系客服"), &[], 2),
            (Err("请稍后再试"), &[half, 2 * half, 4 * half, 8 * half, 16 * half], 6),
        ];
        assert_eq!(stories().len(), expected.len());
        for ((title, answers), (outcome, pauses, requests)) in stories().into_iter().zip(expected) {
            let server = Server::answering(answers)?;
            let (client, sleeps) = client(&server.url())?;
            let result = welcome(&client, "js", "phone").await;
            assert_eq!(result.as_deref().map_err(told), outcome, "{title}");
            assert_eq!(*sleeps.lock().unwrap(), pauses, "{title}");
            assert_eq!(server.requests().len(), requests, "{title}");
        }
        Ok(())
    }

    #[tokio::test]
    async fn an_endpoints_error_becomes_the_sdks_and_loses_nothing() -> Outcome {
        let server = Server::answering([error(40163, "code been used")])?;
        let error = welcome(&client(&server.url())?.0, "js", "phone").await.err().ok_or("a user")?;
        let Error::Reply(reply) = &error else { return Err("no answer".into()) };
        assert_eq!(reply.code(), Some(WechatError::OauthCodeAlreadyUsed));
        assert_eq!((reply.rid(), reply.message()), (Some("65-ab-c0"), "code been used"));
        assert!(error.to_string().starts_with("40163 OauthCodeAlreadyUsed: "), "{error}");
        assert!(error.source().is_none(), "the text says it all");
        Ok(())
    }

    #[tokio::test]
    async fn no_answer_is_an_error_of_its_own_and_shows_no_token() -> Outcome {
        let (client, sleeps) = client(&errcode_tests_clients::nobody()?)?;
        let error = client.send("oX7", "hello").await.err().ok_or("sent")?;
        let shown = format!("{error}: {}", error.source().ok_or("no source")?);
        assert!(shown.starts_with("no answer: ") && !shown.contains("access_token"), "{shown}");
        assert!(matches!(Error::from(error), Error::Http(_)));
        assert!(sleeps.lock().unwrap().is_empty(), "nobody knows whether the message was sent");
        Ok(())
    }

    /// An application's test needs no server: `ApiError::new` makes the error that a server would report.
    #[tokio::test]
    async fn a_mock_answers_with_any_error() {
        struct Mock(fn() -> Result<(), CallError<SendError>>);

        impl Messages for Mock {
            async fn send(&self, _openid: &str, _text: &str) -> Result<(), CallError<SendError>> {
                (self.0)()
            }
        }

        fn refused(code: SendError) -> CallError<SendError> {
            CallError::Reply(ApiError::new(code, "refused rid: 1-2-3").into())
        }

        let cases: [(Mock, Reminder); 5] = [
            (Mock(|| Ok(())), Reminder::Sent),
            (Mock(|| Err(refused(SendError::UserRefusedMessage))), Reminder::Unsubscribe),
            (Mock(|| Err(refused(SendError::DailyQuotaExceeded))), Reminder::Tomorrow),
            (Mock(|| Err(refused(SendError::from(99_999)))), Reminder::Failed),
            (Mock(|| Err(CallError::Reply(ReplyError::Empty))), Reminder::Failed),
        ];
        for (mock, expected) in cases {
            assert_eq!(remind(&mock, "oX7").await, expected);
        }
    }
}
