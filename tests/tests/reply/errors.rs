//! How a client uses an error: it retries, converts it, keeps parts of it, displays and serializes it.

use core::time::Duration;

use errcode_runtime::reply::{self, ApiError, ForeignError, Format, MAX_LENGTH, NotJson, ReplyError, StatusError};
use errcode_runtime::wechat::{CommonError, GeneralError, ShopError};
use errcode_runtime::{Code, errcodes, prelude::*, widen};
use serde_json::{Value, json};

use crate::{Nothing, Session};

errcodes! {
    enum WechatError from "common", "general";
    enum LoginError from "common", "general" { -1, 40029 as InvalidJsCode, 45011 }
    enum SendError from "common", "general" { -1, 40003, 45015 }
}
errcodes!("tables/pay.csv");
errcodes! { enum CardError from "tables/zeros.csv"; }
widen!(WechatError from LoginError, SendError,);
widen!(self::WechatError from errcode_runtime::wechat::ShopError);

fn error<T: serde::de::DeserializeOwned>(body: &[u8]) -> ReplyError<CommonError> {
    match reply::decode::<T, CommonError>(body) {
        Err(error) => error,
        Ok(_) => panic!("a success"),
    }
}

fn response(status: u16, body: &str) -> ReplyError<CommonError> {
    reply::decode_response::<(), CommonError>(status, body.as_bytes()).unwrap_err()
}

fn status(status: u16) -> ReplyError<CommonError> {
    StatusError::new(status, "").into()
}

#[test]
fn every_failure_says_whether_a_retry_is_of_use() {
    use Recovery::{FixRequest, FixSetup, RefreshToken, Retry, SlowDown, Unknown, WaitForQuota};
    let cases = [
        (error::<()>(br#"{"errcode":-1}"#), Kind::Unavailable, Retry),
        (error::<()>(br#"{"errcode":40001}"#), Kind::Unauthenticated, RefreshToken),
        (error::<()>(br#"{"errcode":45011}"#), Kind::ResourceExhausted, SlowDown),
        (error::<()>(br#"{"errcode":45009}"#), Kind::ResourceExhausted, WaitForQuota),
        (error::<()>(br#"{"errcode":987654}"#), Kind::Unknown, Unknown),
        (error::<()>(br#"{"resultcode":45011}"#), Kind::Unknown, Unknown),
        (error::<()>(br#"{"errcode":"x"}"#), Kind::Unknown, Unknown),
        // A gateway's code is in no table: its HTTP status says more.
        (response(200, r#"{"code":"BUSY","message":"m"}"#), Kind::Unknown, Unknown),
        (response(503, r#"{"code":"BUSY","message":"m"}"#), Kind::Unavailable, Retry),
        (response(429, r#"{"resultcode":45011}"#), Kind::ResourceExhausted, SlowDown),
        (response(401, r#"{"errcode":"x"}"#), Kind::Unauthenticated, RefreshToken),
        (response(503, r#"{"errcode":40001}"#), Kind::Unauthenticated, RefreshToken),
        (error::<()>(b""), Kind::Unavailable, Retry),
        (error::<()>(br#"{"errcode":0"#), Kind::Unavailable, Retry),
        (error::<()>(b"<html></html>"), Kind::Unavailable, Retry),
        (error::<()>(b"<xml></xml>"), Kind::Unavailable, Retry),
        (error::<()>(b"upstream timed out"), Kind::Unavailable, Retry),
        (error::<()>(b"\x89PNG\r\n"), Kind::Internal, FixRequest),
        (error::<()>(b"\x1F\x8B\x08"), Kind::Internal, FixRequest),
        (error::<()>(b"\x00\x01"), Kind::Internal, FixRequest),
        (error::<()>(b"{]"), Kind::Internal, FixRequest),
        (error::<Session>(b"{}"), Kind::Internal, FixRequest),
        (error::<()>(b"[]"), Kind::Internal, FixRequest),
        (error::<()>(br#"{"x":"#.repeat(3_000).as_slice()), Kind::Internal, FixRequest),
        (status(301), Kind::Unknown, FixRequest),
        (status(400), Kind::InvalidArgument, FixRequest),
        (status(401), Kind::Unauthenticated, RefreshToken),
        (status(403), Kind::PermissionDenied, FixSetup),
        (status(404), Kind::NotFound, FixRequest),
        (status(407), Kind::Unauthenticated, FixSetup),
        (status(408), Kind::DeadlineExceeded, Retry),
        (status(409), Kind::Aborted, FixRequest),
        (status(410), Kind::NotFound, FixRequest),
        (status(418), Kind::InvalidArgument, FixRequest),
        (status(425), Kind::Unavailable, Retry),
        (status(429), Kind::ResourceExhausted, SlowDown),
        (status(499), Kind::Cancelled, FixRequest),
        (status(500), Kind::Internal, Retry),
        (status(501), Kind::Unimplemented, FixRequest),
        (status(502), Kind::Unavailable, Retry),
        (status(503), Kind::Unavailable, Retry),
        (status(504), Kind::DeadlineExceeded, Retry),
        (status(505), Kind::Unimplemented, FixRequest),
        (status(507), Kind::Unavailable, Retry),
        (status(524), Kind::DeadlineExceeded, Retry),
        (status(522), Kind::Unavailable, Retry),
        (status(999), Kind::Unknown, FixRequest),
    ];
    for (error, kind, recovery) in &cases {
        assert_eq!((error.kind(), error.recovery()), (*kind, *recovery), "{error:?}");
        assert_eq!(error.is_retryable(), matches!(recovery, Retry | SlowDown), "{error:?}");
        let pauses = [0, 4, 5].map(|retries| error.pause(retries).map(|pause| pause.as_millis()));
        let expected = match recovery {
            Retry => [Some(500), Some(8_000), None],
            SlowDown => [Some(60_000), Some(60_000), None],
            _ => [None; 3],
        };
        assert_eq!(pauses, expected, "{error:?}");
        let line = format!("\nkind: {kind}\nrecovery: {recovery}, {}（{}）", recovery.advice(), recovery.advice_zh());
        let shown = format!("{error:#}");
        assert!(shown.starts_with(&error.to_string()) && shown.contains(&line), "{shown}");
    }
    assert_eq!(error::<()>(br#"{"errcode":45011}"#).retry_after(), Some(Duration::from_mins(1)));
    // 15 codes ask for slower calls and name no time.
    let rows = || GeneralError::ALL.iter().filter(|row| row.recovery() == SlowDown && row.retry_after().is_none());
    assert!(rows().count() > 5);
    for row in rows() {
        assert_eq!(ApiError::new(*row, "").pause(0), Some(Duration::from_mins(1)), "{row:?}");
    }
}

#[test]
fn more_lines_show_the_solution_too() {
    let shown = format!("{:#}", ApiError::new(CommonError::SystemBusy, "see you rid: 1-2"));
    let expected = "-1 SystemBusy: system error（系统繁忙，此时请开发者稍候再试）; server（服务器）: see you; rid: 1-2\n\
                    kind: unavailable\n\
                    recovery: retry, send it again with a bounded backoff（退避后重试，次数要有上限）";
    assert!(shown.starts_with(expected), "{shown}");
    let solved = ShopError::ALL.iter().find(|row| row.solution_zh().is_some()).unwrap();
    let shown = format!("{:#}", ReplyError::from(ApiError::new(*solved, "")));
    assert!(shown.contains("\nsolution: ") && shown.contains(solved.solution_zh().unwrap()), "{shown}");
    // An enum without kinds.
    let shown = format!("{:#}", ApiError::new(CardError::Approved, ""));
    assert!(!shown.contains("recovery"), "{shown}");
}

#[test]
fn endpoints_share_the_error_of_their_api() {
    #[derive(Debug)]
    struct SdkError(ReplyError<WechatError>);
    impl<E> From<ReplyError<E>> for SdkError
    where
        WechatError: From<E>,
    {
        fn from(error: ReplyError<E>) -> Self {
            Self(error.convert())
        }
    }
    fn call(login: &[u8], send: &[u8], other: &[u8]) -> Result<(), SdkError> {
        let session: Session = reply::decode::<_, LoginError>(login)?;
        assert_eq!(session.openid, "o");
        reply::decode::<(), SendError>(send)?;
        reply::decode::<(), WechatError>(other)?;
        Ok(())
    }
    const OK: &[u8] = br#"{"openid":"o"}"#;
    call(OK, OK, OK).unwrap();
    let failed = [
        (br#"{"errcode":40029,"errmsg":"x rid: 1-2"}"#.as_slice(), OK, OK),
        (OK, br#"{"errcode":40029,"errmsg":"x rid: 1-2"}"#, OK),
        (OK, OK, br#"{"errcode":40029,"errmsg":"x rid: 1-2"}"#),
    ];
    for (login, send, other) in failed {
        let SdkError(error) = call(login, send, other).unwrap_err();
        assert_eq!((error.code(), error.rid()), (Some(WechatError::InvalidOauthCode), Some("1-2")));
        assert_eq!(error.recovery(), WechatError::InvalidOauthCode.recovery());
        assert!(!error.body().is_empty());
    }
    for body in [b"".as_slice(), b"<html>", b"{", b"[]", br#"{"errcode":"x"}"#, br#"{"resultcode":7}"#] {
        let SdkError(error) = call(body, OK, OK).unwrap_err();
        let expected = reply::decode::<Session, LoginError>(body).unwrap_err();
        assert_eq!((error.code(), error.to_string()), (None, expected.to_string()));
    }
    assert_eq!(WechatError::from(LoginError::from(987_654)).code(), 987_654);
}

#[test]
fn errors_are_cloned_and_compared() {
    let bodies: [&[u8]; 8] = [
        br#"{"errcode":40001,"errmsg":"a"}"#,
        br#"{"errcode":40001,"errmsg":"b"}"#,
        br#"{"resultcode":7}"#,
        br#"{"errcode":"x"}"#,
        br#"{"openid":7}"#,
        b"",
        b"<html>",
        b"[]",
    ];
    let errors: Vec<_> = bodies.iter().map(|body| error::<Session>(body)).collect();
    for (index, error) in errors.iter().enumerate() {
        for (other, of_other) in errors.iter().enumerate() {
            assert_eq!(error.clone() == of_other.clone(), index == other, "{error:?} {of_other:?}");
        }
    }
    let small = size_of::<Result<(), ReplyError<CommonError>>>();
    assert!(small <= 64, "{small}");
}

#[test]
fn errors_are_made_and_taken_apart() {
    let made = ApiError::new(CommonError::SystemBusy, "busy rid: 1-2").with_body(r#"{"x":1}"#).with_status(500);
    assert_eq!((made.message(), made.rid(), made.status()), ("busy", Some("1-2"), Some(500)));
    assert_eq!(made.field("x"), Some(1.into()));
    assert_eq!(made.clone().into_errmsg(), "busy rid: 1-2");
    assert_eq!(made.clone().into_body(), br#"{"x":1}"#);
    let (code, errmsg, body) = made.clone().into_parts();
    assert_eq!((code, &*errmsg, &*body), (CommonError::SystemBusy, "busy rid: 1-2", br#"{"x":1}"#.as_slice()));
    assert_eq!(made.map(|code| code.code()).code(), -1);
    // A mock equals the error that `decode` returns.
    let body = br#"{"errcode":-1,"errmsg":"busy"}"#;
    let mock = ReplyError::from(ApiError::new(CommonError::SystemBusy, "busy").with_body(*body));
    assert_eq!(mock, error::<()>(body));
    let body = br#"{"errno":600001,"errMsg":"request:fail"}"#;
    let mock = ReplyError::from(ForeignError::new("errno", 600_001, "request:fail").with_body(*body));
    assert_eq!(mock, error::<()>(body));
    assert_eq!(ReplyError::NotJson(NotJson::new(b"<html>")), error::<()>(b"<html>"));
    let body = br#"{"message":"no"}"#;
    let found = reply::decode_response::<(), CommonError>(500, body).unwrap_err();
    assert_eq!((found.errmsg(), found.body(), found.status()), ("no", body.as_slice(), Some(500)));
    let ReplyError::Status(found) = found else { panic!("{found}") };
    assert_eq!((found.format(), found.excerpt()), (Some(Format::Text), r#"{"message":"no"}"#));
    assert_eq!(found.into_body(), body);
}

/// Some types cannot be read from sound JSON, such as a `Value` from texts in another encoding.
#[test]
fn the_error_of_a_status_is_the_same_for_every_type() {
    fn error<T: serde::de::DeserializeOwned>(body: &[u8]) -> ReplyError<CommonError> {
        reply::decode_response::<T, CommonError>(500, body).map(drop).unwrap_err()
    }
    let deep = "[".repeat(200) + &"]".repeat(200);
    let controls = format!("\"{}\"", "\u{1}".repeat(40));
    let unclosed = "[".repeat(3_000);
    let values: [(&[u8], Option<&str>); 9] = [
        (b"\"o\"", Some("ret")),
        (deep.as_bytes(), Some("ret")),
        (controls.as_bytes(), Some("ret")),
        (b"\"\n\"", Some("ret")),
        (b"1e999", Some("ret")),
        (br#""\ud800""#, Some("ret")),
        // A word in GBK.
        (b"\"\xB7\xB1\"", Some("ret")),
        // Broken JSON has no code.
        (b"\"o", None),
        (unclosed.as_bytes(), None),
    ];
    for (value, expected) in values {
        for (code, expected) in [(r#""ret":7,"#, expected), ("", None)] {
            // A proxy may append a comment.
            for end in [b"}".as_slice(), b"}<!-- cache 7 -->"] {
                let body = [b"{", code.as_bytes(), b"\"openid\":", value, end].concat();
                let found = error::<()>(&body);
                let key = match &found {
                    ReplyError::Foreign(error) => Some(error.key()),
                    ReplyError::Status(_) => None,
                    other => panic!("{other:?}"),
                };
                assert_eq!(key, expected, "{found:?}");
                for other in [error::<Value>(&body), error::<Session>(&body), error::<Nothing>(&body)] {
                    assert_eq!(other, found);
                }
            }
        }
    }
}

/// HTTP responses with these statuses have no body.
#[test]
fn a_success_may_have_no_body() {
    for status in [204, 205] {
        reply::decode_response::<(), CommonError>(status, b"").unwrap();
        reply::decode_response::<Option<()>, CommonError>(status, b" \n").unwrap();
        let error = reply::decode_response::<Session, CommonError>(status, b"").unwrap_err();
        assert_eq!(error, ReplyError::Empty);
        let error = reply::decode_response::<(), CommonError>(status, br#"{"errcode":-1}"#).unwrap_err();
        assert_eq!((error.code(), error.status()), (Some(CommonError::SystemBusy), Some(status)));
    }
    for status in [200, 201, 206, 299] {
        assert_eq!(reply::decode_response::<(), CommonError>(status, b""), Err(ReplyError::Empty));
    }
    for status in [0, 100, 199, 300, 304, 400, 500, 600, u16::MAX] {
        for body in [b"".as_slice(), b"{}", br#"{"errcode":0}"#] {
            let error = reply::decode_response::<(), CommonError>(status, body).unwrap_err();
            assert_eq!(error.status(), Some(status));
        }
    }
}

#[test]
fn only_the_beginning_of_a_body_that_is_too_large_is_kept() {
    for (length, errmsg, kept) in [(MAX_LENGTH, "no", MAX_LENGTH), (MAX_LENGTH + 1, "", 4096)] {
        let mut large = br#"{"message":"no""#.to_vec();
        large.resize(length - 1, b' ');
        large.push(b'}');
        let error = reply::decode_response::<(), CommonError>(500, &large).unwrap_err();
        assert_eq!((error.status(), error.errmsg(), error.body().len()), (Some(500), errmsg, kept));
    }
}

#[test]
fn another_partys_code_is_read_as_that_partys() {
    let body = br#"{"errcode":0,"resultcode":40029,"resultmsg":"no such street"}"#;
    let ReplyError::Foreign(error) = error::<()>(body) else { panic!("another party's") };
    assert_eq!((error.code(), error.code_as::<PayError>()), (Code::Number(40029), None));
    assert_eq!(
        error.code_as::<GeneralError>(),
        Some(GeneralError::InvalidOauthCode),
        "only if the caller asks for that enum"
    );
    let body = br#"{"code":"SIGN_ERROR","message":"wrong"}"#;
    let ReplyError::Foreign(error) = self::error::<()>(body) else { panic!("another party's") };
    assert_eq!((error.code_as(), error.code_as::<CommonError>()), (Some(PayError::SignError), None));
    // Where the enum's codes are texts, a word is one of them.
    let reply = reply::decode::<(), PayError>(body).unwrap_err();
    assert_eq!((reply.code(), reply.errmsg()), (Some(PayError::SignError), "wrong"));
    let reply = reply::decode::<(), PayError>(br#"{"code":500,"message":"wrong"}"#).unwrap_err();
    assert!(matches!(reply, ReplyError::Foreign(error) if error.code() == Code::Number(500)));
}

#[test]
fn the_line_shows_what_an_operator_needs() {
    for (body, parts) in [
        (
            r#"{"errcode":61004,"errmsg":"access clientip is not registered requestIP: 203.0.113.9"}"#,
            &["; ip: 203.0.113.9"][..],
        ),
        (r#"{"errcode":1,"errmsg":" hint: [q1]"}"#, &["1 Unknown", "; hint: q1"]),
        (
            r#"{"errcode":1,"errmsg":"not today, hint: [q1], from ip: 203.0.113.9, more info at https://a.example/q rid: 1-2"}"#,
            &["server（服务器）: not today; hint: q1; ip: 203.0.113.9; link: https://a.example/q; rid: 1-2"],
        ),
        (
            r#"{"errcode":0,"resultcode":7,"resultmsg":"no hint: [q1]"}"#,
            &["`resultcode` is 7, another party's code（其他系统的错误码）; server（服务器）: no; hint: q1"],
        ),
        (r#"{"errcode":"X","errmsg":"no hint: [q1]"}"#, &["\"X\"; server（服务器）: no; hint: q1"]),
    ] {
        let line = error::<()>(body.as_bytes()).to_string();
        for part in parts {
            assert!(line.contains(part), "{line}");
        }
    }
    // A success status is not shown.
    for (status, is_shown) in [(200, false), (299, false), (300, true), (500, true)] {
        for body in [r#"{"errcode":-1}"#, r#"{"errno":7}"#, r#"{"errcode":"x"}"#] {
            let error = reply::decode_response::<(), CommonError>(status, body.as_bytes()).unwrap_err();
            assert_eq!(error.to_string().ends_with(&format!("; HTTP {status}")), is_shown, "{error}");
            assert!(format!("{error:?}").contains(&format!("status: {status}")), "{error:?}");
            assert!(!error.to_string().contains("服务器"), "{error}");
        }
    }
    // An address in the message is not repeated.
    let line = error::<()>(br#"{"errcode":40164,"errmsg":"invalid ip 203.0.113.9, add it"}"#).to_string();
    assert_eq!(line.matches("203.0.113.9").count(), 1, "{line}");
}

#[test]
fn errors_are_serialized() {
    let value = |error: &ReplyError<CommonError>| serde_json::to_value(error).unwrap();
    let found = value(&error::<()>(br#"{"errcode":45011,"errmsg":"secret address 203.0.113.9 rid: 1-2"}"#));
    assert_eq!(
        found,
        json!({
            "code": 45011,
            "name": "MinuteQuotaExceeded",
            "message": CommonError::MinuteQuotaExceeded.message(),
            "message_zh": CommonError::MinuteQuotaExceeded.message_zh(),
            "kind": "resource_exhausted",
            "recovery": "slow_down",
            "rid": "1-2",
        })
    );
    assert_eq!(
        value(&error::<()>(br#"{"resultcode":7,"resultmsg":"rid: 1-2"}"#)),
        json!({ "key": "resultcode", "code": 7, "rid": "1-2" })
    );
    let found = value(&reply::decode_response::<(), CommonError>(503, b"no").unwrap_err());
    assert_eq!(
        (&found["status"], &found["kind"], &found["recovery"]),
        (&503.into(), &"unavailable".into(), &"retry".into())
    );
    // A table of texts without kinds.
    let found = serde_json::to_value(ApiError::new(CardError::Approved, "")).unwrap();
    assert_eq!((&found["code"], found.get("kind"), found.get("rid")), (&Value::from("00"), None, None));
    for kind in Kind::ALL {
        assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        assert_eq!(serde_json::from_value::<Kind>(kind.as_str().into()).unwrap(), *kind);
    }
    for recovery in Recovery::ALL {
        assert_eq!(serde_json::from_value::<Recovery>(serde_json::to_value(recovery).unwrap()).unwrap(), *recovery);
    }
    let refused = serde_json::from_str::<Kind>("\"not found\"").unwrap_err().to_string();
    assert!(refused.starts_with("invalid value: string \"not found\", expected a kind, as its word"), "{refused}");
}
