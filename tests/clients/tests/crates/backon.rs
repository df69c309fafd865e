//! Retries. `backon` repeats the call; the error says whether a retry helps, and how long to wait before it.

use core::cell::{Cell, RefCell};
use core::future::ready;
use core::time::Duration;
use std::rc::Rc;

use ::backon::{BlockingRetryable, ExponentialBuilder, Retryable};
use errcode_runtime::prelude::*;
use errcode_tests_clients::{Answer, Server};

use crate::{SendError, reqwest, ureq};

/// The result: the code of the error, the waits in milliseconds, and how many requests were sent.
type Outcome = (Option<SendError>, Vec<u128>, usize);

/// A call that may be repeated. A call that sends or pays may not: it can have taken effect although there was an error.
async fn with_retries(answers: &[Answer]) -> Outcome {
    let server = Server::answering(answers.to_vec()).unwrap();
    let client = reqwest::client();
    let send = async || {
        let response = client.get(server.url()).send().await.map_err(reqwest::CallError::Http)?;
        reqwest::read::<(), SendError>(response).await
    };
    let retries = Cell::new(0);
    // A program would sleep here; the test records the waits.
    let waits = Rc::new(RefCell::new(Vec::new()));
    let noted = Rc::clone(&waits);
    let result = send
        .retry(ExponentialBuilder::default().with_max_times(10))
        .sleep(move |wait: Duration| {
            noted.borrow_mut().push(wait.as_millis());
            ready(())
        })
        // Without a pause, the error is final.
        .adjust(|error, _| error.pause(retries.replace(retries.get() + 1)))
        .await;
    let code = result.err().and_then(|error| match error {
        reqwest::CallError::Reply { error, .. } => error.code(),
        reqwest::CallError::Http(error) => panic!("{error}"),
    });
    let waits = waits.borrow().clone();
    (code, waits, server.requests().len())
}

fn error(code: i64) -> Answer {
    Answer::json(200, format!(r#"{{"errcode":{code},"errmsg":"x"}}"#))
}

#[tokio::test]
async fn the_error_says_whether_and_when_to_try_again() {
    let ok = || Answer::json(200, r#"{"errcode":0,"errmsg":"ok"}"#);
    let page = || Answer::page(503, "<html>503</html>");
    let cases: [(&[Answer], Outcome); 9] = [
        (&[ok()], (None, vec![], 1)),
        (&[error(-1), error(-1), ok()], (None, vec![500, 1_000], 3)),
        // A gateway's page, half a reply, an empty reply.
        (
            &[page(), Answer::json(200, r#"{"errcode":"#), Answer::json(200, ""), ok()],
            (None, vec![500, 1_000, 2_000], 4),
        ),
        // The limit of a minute: the wait is the table's time, or the server's if that is longer.
        (&[error(45011), ok()], (None, vec![60_000], 2)),
        (&[error(45011).with_header("retry-after", "90"), ok()], (None, vec![90_000], 2)),
        (&[page().with_header("retry-after", "3"), ok()], (None, vec![3_000], 2)),
        // A few seconds do not help against a used-up quota, an expired token or a user who refuses.
        (&[error(45009), ok()], (Some(SendError::DailyQuotaExceeded), vec![], 1)),
        (&[error(42001), ok()], (Some(SendError::AccessTokenExpired), vec![], 1)),
        (&[error(43101), ok()], (Some(SendError::UserRefusedMessage), vec![], 1)),
    ];
    for (answers, expected) in cases {
        assert_eq!(with_retries(answers).await, expected, "{answers:?}");
    }
}

#[tokio::test]
async fn retries_are_bounded() {
    let busy = vec![error(-1); 50];
    let (code, waits, requests) = with_retries(&busy).await;
    assert_eq!((code, requests), (Some(SendError::SystemBusy), 6));
    assert_eq!(waits, [500, 1_000, 2_000, 4_000, 8_000]);
}

/// A blocking call has no `adjust`: the error decides whether to repeat it, and `backon` how long to wait.
#[test]
fn a_blocking_call_is_repeated_as_long_as_its_recovery_says_so() {
    let is_busy = |error: &ureq::CallError<SendError>| match error {
        ureq::CallError::Reply { error, .. } => error.recovery() == Recovery::Retry,
        ureq::CallError::Http(_) => false,
    };
    for (answers, code, requests) in [
        (&[error(-1), error(-1), error(0)][..], None, 3),
        (&[error(45009), error(0)], Some(SendError::DailyQuotaExceeded), 1),
        (&[error(-1), error(42001), error(0)], Some(SendError::AccessTokenExpired), 2),
    ] {
        let server = Server::answering(answers.to_vec()).unwrap();
        let agent = ureq::agent();
        let send = || ureq::read::<(), SendError>(agent.get(server.url()).call().map_err(ureq::CallError::Http)?);
        let result = send.retry(ExponentialBuilder::default()).sleep(|_| ()).when(is_busy).call();
        let found = result.err().and_then(|error| match error {
            ureq::CallError::Reply { error, .. } => error.code(),
            ureq::CallError::Http(error) => panic!("{error}"),
        });
        assert_eq!((found, server.requests().len()), (code, requests));
    }
}
