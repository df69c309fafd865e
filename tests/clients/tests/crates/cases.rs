//! Possible answers of a server, and how a client must understand them, with any HTTP client.

use core::time::Duration;

use errcode_runtime::reply::ReplyError;
use errcode_tests_clients::Answer;

use crate::{LoginError, Session};

/// An answer, and the expected result.
pub(crate) struct Case {
    pub(crate) answer: Answer,
    /// How the displayed error begins. `None` for a success.
    shown: Option<&'static str>,
    code: Option<LoginError>,
    /// The status, if only the status makes the reply an error.
    status: Option<u16>,
    /// How long to wait before the first retry, the server's `Retry-After` included. `None` if a retry does not help.
    pause: Option<Duration>,
}

impl Case {
    /// Fails if a client understood the answer differently.
    pub(crate) fn check(&self, result: &Result<Session, ReplyError<LoginError>>, pause: Option<Duration>) {
        let answer = &self.answer;
        match (result, self.shown) {
            (Ok(session), None) => assert_eq!(session.openid, "oX7", "{answer:?}"),
            (Err(error), Some(shown)) => {
                assert!(error.to_string().starts_with(shown), "{error}, of {answer:?}");
                assert_eq!(error.code(), self.code, "{answer:?}");
                let status = if let ReplyError::Status(error) = error { Some(error.status()) } else { None };
                assert_eq!(status, self.status, "{answer:?}");
                assert_eq!((pause, error.is_retryable()), (self.pause, self.pause.is_some()), "{answer:?}");
            }
            _ => panic!("{result:?} of {answer:?}"),
        }
    }
}

const SESSION: &str = r#"{"openid":"oX7","session_key":"k"}"#;
const TOO_FAST: &str = r#"{"errcode":45011,"errmsg":"api minute-quota reach limit rid: 65-ab-c1"}"#;
const HALF_A_SECOND: Duration = Duration::from_millis(500);
const MINUTE: Duration = Duration::from_secs(60);

pub(crate) fn cases() -> Vec<Case> {
    let success = Case { answer: Answer::json(200, SESSION), shown: None, code: None, status: None, pause: None };
    let error = |answer, shown| Case { answer, shown: Some(shown), code: None, status: None, pause: None };
    vec![
        success,
        // 200 with an error in the body, which is how WeChat reports most of them.
        Case {
            code: Some(LoginError::InvalidJsCode),
            ..error(
                Answer::json(200, r#"{"errcode":40029,"errmsg":"invalid code, rid: 60882f1f-676dc618-710dc5ca"}"#),
                "40029 InvalidJsCode",
            )
        },
        Case {
            code: Some(LoginError::SystemBusy),
            pause: Some(HALF_A_SECOND),
            ..error(Answer::json(200, r#"{"errcode":-1,"errmsg":"system error"}"#), "-1 SystemBusy")
        },
        // A retry helps tomorrow, not in seconds.
        Case {
            code: Some(LoginError::DailyQuotaExceeded),
            ..error(Answer::json(200, r#"{"errcode":45009,"errmsg":"reach max api daily quota limit"}"#), "45009 ")
        },
        // 429: the table's time, or the server's if that is longer.
        Case {
            code: Some(LoginError::MinuteQuotaExceeded),
            pause: Some(MINUTE),
            ..error(Answer::json(429, TOO_FAST).with_header("retry-after", "7"), "45011 ")
        },
        Case {
            code: Some(LoginError::MinuteQuotaExceeded),
            pause: Some(2 * MINUTE),
            ..error(Answer::json(429, TOO_FAST).with_header("retry-after", "120"), "45011 ")
        },
        // 429 of a gateway, which knows no codes.
        Case {
            status: Some(429),
            pause: Some(2 * MINUTE),
            ..error(Answer::page(429, "slow down").with_header("retry-after", "120"), "")
        },
        // A code counts more than the status.
        Case {
            code: Some(LoginError::OauthCodeAlreadyUsed),
            ..error(Answer::json(503, r#"{"errcode":40163,"errmsg":"code been used"}"#), "40163 ")
        },
        // 503 of a gateway: a page, JSON without a code, nothing at all.
        Case {
            status: Some(503),
            pause: Some(HALF_A_SECOND),
            ..error(Answer::page(503, "<html><title>503 Service Temporarily Unavailable</title></html>"), "")
        },
        Case {
            status: Some(503),
            pause: Some(HALF_A_SECOND),
            ..error(Answer::json(503, r#"{"message":"no healthy upstream"}"#), "")
        },
        Case { status: Some(502), pause: Some(HALF_A_SECOND), ..error(Answer::new(502, "text/plain", ""), "") },
        // Bodies without an error, with a status that is no success.
        Case { status: Some(500), pause: Some(HALF_A_SECOND), ..error(Answer::json(500, SESSION), "") },
        Case { status: Some(404), ..error(Answer::json(404, "{}"), "") },
        Case { status: Some(302), ..error(Answer::page(302, "moved"), "") },
        // 200, but no valid reply: a page of a proxy, an empty body, half a reply, a list.
        Case {
            pause: Some(HALF_A_SECOND),
            ..error(Answer::page(200, "<html>log in to the network</html>"), "an HTML page")
        },
        Case { pause: Some(HALF_A_SECOND), ..error(Answer::json(200, ""), "the reply is empty") },
        Case { pause: Some(HALF_A_SECOND), ..error(Answer::json(200, r#"{"openid":"oX7","#), "the reply is cut off") },
        error(Answer::json(200, r#"["oX7"]"#), "the reply is JSON, but not an object"),
        // Compressed, though the client has not asked for it.
        error(Answer::json(200, b"\x1F\x8B\x08\0\0").with_header("content-encoding", "gzip"), "gzip data"),
        // A retry would bring the same reply.
        error(Answer::json(200, r#"{"openid":7}"#), "the reply does not have the expected fields"),
    ]
}
