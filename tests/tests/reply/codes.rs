//! Where codes are found, and which values are not codes.

use errcode_runtime::errcodes;
use errcode_runtime::reply::{self, ReplyError};
use errcode_runtime::wechat::CommonError;
use serde_json::Value;

use crate::{Careless, Optional, Session, error_for_every_type};

errcodes! { enum QueueError from "fixtures/vendor/queue.csv" (success = [200..=299]); }

#[test]
fn zero_is_an_error_if_a_list_of_successes_lacks_it() {
    for body in [r#"{"errcode":0}"#, r#"{"errcode":"0"}"#, r#"{"errCode":0,"x":1}"#, r#"{"base_resp":{"ret":0}}"#] {
        let code = |error: ReplyError<QueueError>| error.code().map(|code| code.code());
        assert_eq!(reply::decode::<(), QueueError>(body.as_bytes()).map_err(code), Err(Some(0)), "{body}");
        assert_eq!(reply::decode::<Value, QueueError>(body.as_bytes()).map_err(code), Err(Some(0)), "{body}");
        let list = format!("{{\"errcode\":200,\"list\":[{body}]}}");
        reply::decode::<(), QueueError>(list.as_bytes()).unwrap();
        assert_eq!(reply::items::<QueueError>(list.as_bytes()).count(), 1, "{body}");
    }
}

#[test]
fn errors_are_errors_whatever_the_type_is() {
    let cases: &[(&str, i64)] = &[
        (r#"{"errcode":40001,"errmsg":"invalid credential"}"#, 40001),
        (r#"{"errmsg":"invalid credential","errcode":40001}"#, 40001),
        (r#"{"openid":"o","errcode":-1,"data":{"errcode":0}}"#, -1),
        (r#"{"errcode":"40001"}"#, 40001),
        (r#"{"errcode":"-1"}"#, -1),
        (r#"{"errcode":123456789}"#, 123_456_789),
        (r#"{"errcode":9223372036854775807}"#, i64::MAX),
        (r#"{"errcode":-9223372036854775808}"#, i64::MIN),
        (r#"{"errCode":-604102,"errMsg":"timeout"}"#, -604_102),
        (r#"{"base_resp":{"ret":-1,"err_msg":"system error"}}"#, -1),
        (r#"{"openid":"o","base_resp":{"errcode":"40001","errmsg":"x"}}"#, 40001),
        (r#"{"base_resp":{"errMsg":"x","errCode":40001}}"#, 40001),
        // Duplicate keys, and keys that disagree.
        (r#"{"errcode":40001,"errcode":0}"#, 40001),
        (r#"{"errcode":0,"errcode":40001}"#, 40001),
        (r#"{"errcode":0,"errCode":40001}"#, 40001),
        (r#"{"errCode":40001,"base_resp":{"ret":0}}"#, 40001),
        (r#"{"base_resp":{"ret":40001,"ret":0}}"#, 40001),
        (r#"{"base_resp":{"ret":40001},"base_resp":{"ret":0},"errcode":0}"#, 40001),
        (r#"{"errcode":null,"errCode":40001}"#, 40001),
        (r#"{"errcode":40001,"base_resp":null}"#, 40001),
        (r#"{"base_resp":"x","errcode":40001}"#, 40001),
        (r#"{"base_resp":[{"ret":0}],"errcode":40001}"#, 40001),
        (r#"{"base_resp":null,"base_resp":{"ret":40001}}"#, 40001),
        // Different JSON spellings of the same key.
        (r#"{"err\u0063ode":40001}"#, 40001),
        (r#"{"\ud800\udc00":0,"errcode":40001,"\uD83D\uDE00":"\udbff\udfff"}"#, 40001),
        ("\u{FEFF}{\"errcode\":40001}", 40001),
        ("\r\n {\"errcode\" : 40001 }\n", 40001),
        // Nothing in the rest of the reply hides the code.
        ("{\"errcode\":40001,\"errmsg\":\"a\nb\tc\"}", 40001),
        (r#"{"errcode":40001,"errmsg":null}"#, 40001),
        (r#"{"errcode":40001,"errmsg":{"a":[1]}}"#, 40001),
        (r#"{"errcode":40001,"errmsg":"\ud800"}"#, 40001),
        (r#"{"nickname":"\ud83d","errcode":40001}"#, 40001),
        (r#"{"\ud83d":1,"errcode":40001}"#, 40001),
        (r#"{"errcode":"\ud83d","errCode":40001}"#, 40001),
        (r#"{"errcode":1e999,"errCode":40001}"#, 40001),
        (r#"{"errcode":40001,"size":1e999}"#, 40001),
        (r#"{"errcode":40001}<!-- proxy -->"#, 40001),
    ];
    for (body, code) in cases {
        assert_eq!(error_for_every_type(body.as_bytes()), Some(*code), "{body}");
    }
    let gbk = [br#"{"errmsg":""#.as_slice(), b"\xC6\xBE\xD6\xA4", br#"","errcode":40001}"#].concat();
    assert_eq!(error_for_every_type(&gbk), Some(40001));
    let deep = format!(r#"{{"x":{}{},"errcode":40001}}"#, "[".repeat(10_000), "]".repeat(10_000));
    assert_eq!(error_for_every_type(deep.as_bytes()), Some(40001));
    // Around the depth at which the scan no longer tells lists from objects.
    for depth in 60..70 {
        for (open, close) in [("[", "]"), (r#"{"y":"#, "}"), (r#"[0,{"y":"#, r#","z":0}]"#), (r#"{"y":["#, "]}")] {
            let body = format!(r#"{{"x":{}0{},"errcode":40001}}"#, open.repeat(depth), close.repeat(depth));
            assert_eq!(error_for_every_type(body.as_bytes()), Some(40001), "{body}");
        }
    }
    // Brackets in a text open and close nothing, however deep it is.
    for depth in [1, 60, 70] {
        for text in ["[", "]", "{", "}"] {
            let body = format!(r#"{{"x":{}"{text}"{},"errcode":40001}}"#, "[".repeat(depth), "]".repeat(depth));
            assert_eq!(error_for_every_type(body.as_bytes()), Some(40001), "{body}");
        }
    }
    for key in ["errmsg", "errCode", "base_resp"] {
        let body = deep.replace("\"x\"", &format!("\"{key}\""));
        assert_eq!(error_for_every_type(body.as_bytes()), Some(40001), "{key}");
    }
}

#[test]
fn a_row_of_kind_ok_is_a_success() {
    errcodes!("fixtures/reply/fine.csv");
    assert!(reply::decode::<(), FineError>(br#"{"errcode":200}"#).is_ok());
    assert!(reply::decode::<(), FineError>(br#"{"errcode":0}"#).is_ok());
    assert_eq!(reply::decode::<(), FineError>(br#"{"errcode":500}"#).unwrap_err().code(), Some(FineError::Broken));
    assert!(reply::decode::<(), FineError>(br#"{"errcode":404}"#).unwrap_err().code().is_some());
}

#[test]
fn what_is_no_code_is_said() {
    for value in
        ["40001.0", "0.0", "1e9", "\"abc\"", "\"\"", "\" 0\"", "null", "true", "12345678901234567890", "[0]", "{}"]
    {
        for body in [format!(r#"{{"errcode":{value}}}"#), format!(r#"{{"errcode":0,"errcode":{value},"openid":"o"}}"#)]
        {
            let body = body.as_bytes();
            for error in [
                reply::decode::<(), CommonError>(body).unwrap_err(),
                reply::decode::<Value, CommonError>(body).map(drop).unwrap_err(),
                reply::decode::<Session, CommonError>(body).map(drop).unwrap_err(),
                reply::decode::<Careless, CommonError>(body).map(drop).unwrap_err(),
            ] {
                let ReplyError::Code(error) = error else { panic!("{value}: {error:?}") };
                assert_eq!((error.key(), error.value()), ("errcode", value));
                assert!(error.to_string().contains("不是错误码"));
            }
        }
    }
    for value in ["0", "5", "-5", "5.5", "true", "[]", "[{\"ret\":0}]", "\"x\"", "\"\\n\""] {
        let body = format!(r#"{{"errcode":0,"base_resp":{value}}}"#);
        let error = |result: Result<(), ReplyError<CommonError>>| match result.unwrap_err() {
            ReplyError::Code(error) => error,
            other => panic!("{value}: {other:?}"),
        };
        for error in [
            error(reply::decode(body.as_bytes())),
            error(reply::decode::<Value, _>(body.as_bytes()).map(drop)),
            error(reply::decode::<Optional, _>(body.as_bytes()).map(drop)),
        ] {
            assert_eq!((error.key(), error.value()), ("base_resp", value));
        }
    }
}
