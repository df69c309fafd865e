//! Keys that the caller chooses.

use errcode_runtime::Code;
use errcode_runtime::reply::{self, Envelope, ReplyError};
use errcode_runtime::wechat::{CommonError, XiaoweiError};
use serde_json::Value;

#[test]
fn envelopes_are_chosen_by_the_caller() {
    let body = br#"{"code":20002,"desc":"parse json body failed"}"#;
    assert!(reply::decode::<(), XiaoweiError>(body).is_ok(), "`code` is data unless the envelope lists it");
    let error = reply::decode_with::<Value, XiaoweiError>(Envelope::CODE_DESC, body).unwrap_err();
    assert_eq!(error.api().unwrap().errmsg(), "parse json body failed");
    assert!(reply::decode_with::<(), XiaoweiError>(Envelope::CODE_DESC, br#"{"code":0,"desc":"ok"}"#).is_ok());
    assert!(reply::decode_with::<(), XiaoweiError>(Envelope::CODE_DESC, br#"{"errcode":40001}"#).is_err());

    let own = Envelope::new(&[("status", "reason"), ("head.status", "head.text")]);
    for (body, errmsg) in [
        (r#"{"reason":"a","status":7}"#, "a"),
        (r#"{"head":{"status":"7","text":"b"}}"#, "b"),
        (r#"{"status":0,"reason":"ok","head":{"text":"c","status":7}}"#, "c"),
    ] {
        let error = reply::decode_with::<Value, CommonError>(own, body.as_bytes()).unwrap_err();
        assert_eq!((error.code().unwrap().code(), error.api().unwrap().errmsg()), (7, errmsg));
    }
    assert!(reply::decode_with::<(), CommonError>(own, br#"{"errcode":40001,"text":{"status":7}}"#).is_ok());
    assert_eq!(Envelope::default(), Envelope::WECHAT);
}

/// One envelope with four objects, paths, listed successes and another party's codes.
const MANY: Envelope<'_> = Envelope::WECHAT
    .and(&[
        ("status", "reason"),
        ("head.code", "head.text"),
        ("error.code", "error.message"),
        ("error.code", "error.msg"),
        ("a.b.c.code", "a.b.text"),
    ])
    .success(&[Code::Number(200), Code::Text("OK")])
    .and(&[("bank.code", "bank.text"), ("carrier", "carrier_text")])
    .foreign()
    .and(&[("state", "text")])
    .foreign()
    .success(&[Code::Text("DONE")]);

#[test]
fn envelopes_are_built_from_one_another() {
    for (body, outcome) in [
        // The keys of the base still count.
        (r#"{"errcode":40001,"errmsg":"x"}"#, "api 40001 x"),
        (r#"{"errcode":0,"resultcode":7,"resultmsg":"x"}"#, "foreign resultcode 7 x"),
        (r#"{"errcode":200}"#, "api 200 "),
        // For the keys of a list with `success`, exactly these codes are successes.
        (r#"{"status":200}"#, "ok"),
        (r#"{"status":"200"}"#, "ok"),
        (r#"{"status":"OK"}"#, "ok"),
        (r#"{"status":0,"reason":"x"}"#, "api 0 x"),
        (r#"{"status":"ok"}"#, "code status"),
        (r#"{"status":null}"#, "code status"),
        // Paths.
        (r#"{"head":{"code":7,"text":"x"}}"#, "api 7 x"),
        (r#"{"head":{"code":200,"text":"x"}}"#, "ok"),
        (r#"{"head":{}}"#, "ok"),
        (r#"{"head":null}"#, "ok"),
        (r#"{"head":7}"#, "code head"),
        (r#"{"error":{"code":7,"message":"x"}}"#, "api 7 x"),
        (r#"{"error":{"code":7,"msg":"x"}}"#, "api 7 x"),
        (r#"{"error":{"code":7,"msg":"y","message":"x"}}"#, "api 7 y"),
        (r#"{"error":{"code":{"code":7}}}"#, "code error.code"),
        (r#"{"error":"boom","reason":"x"}"#, "code error"),
        (r#"{"a":{"b":{"c":{"code":7},"text":"x"}}}"#, "api 7 x"),
        (r#"{"a":{"b":{"c":7}}}"#, "code a.b.c"),
        (r#"{"a":{"b":{"c":{"code":200}}}}"#, "ok"),
        (r#"{"\u0061":{"b":{"\u0063":{"co\u0064e":7}}}}"#, "api 7 "),
        // A key with a dot is no path.
        (r#"{"error.code":7}"#, "ok"),
        (r#"{"error\u002ecode":7}"#, "ok"),
        (r#"{"code":7,"head":[{"code":7}],"x":1}"#, "code head"),
        // Another party's codes.
        (r#"{"bank":{"code":7,"text":"x"}}"#, "foreign bank.code 7 x"),
        (r#"{"bank":{"code":"E7","text":"x"}}"#, "foreign bank.code E7 x"),
        (r#"{"bank":{"code":"E7"}}"#, "foreign bank.code E7 "),
        (r#"{"bank":{"code":0}}"#, "ok"),
        (r#"{"bank":{"code":"Success"}}"#, "ok"),
        (r#"{"bank":{"code":null}}"#, "ok"),
        (r#"{"bank":"a name"}"#, "ok"),
        (r#"{"carrier":7,"carrier_text":"x"}"#, "foreign carrier 7 x"),
        (r#"{"state":"DONE"}"#, "ok"),
        (r#"{"state":"OK","text":"x"}"#, "foreign state OK x"),
        (r#"{"state":0}"#, "foreign state 0 "),
        (r#"{"state":0.0}"#, "foreign state 0.0 "),
        (r#"{"state":{}}"#, "ok"),
        // A code of the enum takes precedence, wherever it is.
        (r#"{"state":7,"errcode":40001}"#, "api 40001 "),
        (r#"{"state":7,"carrier":8}"#, "foreign state 7 "),
        (r#"{"state":7,"head":7}"#, "foreign state 7 "),
        // The message of a success is never that of an error.
        (r#"{"status":200,"reason":"fine","carrier":7}"#, "foreign carrier 7 "),
        (r#"{"errcode":0,"errmsg":"ok","status":7}"#, "api 7 "),
        (r#"{"errcode":40001,"reason":"x"}"#, "api 40001 x"),
    ] {
        let found = match reply::decode_with::<Value, CommonError>(MANY, body.as_bytes()) {
            Ok(_) => "ok".to_owned(),
            Err(ReplyError::Api(error)) => format!("api {} {}", error.code().code(), error.errmsg()),
            Err(ReplyError::Foreign(error)) => format!("foreign {} {} {}", error.key(), error.code(), error.errmsg()),
            Err(ReplyError::Code(error)) => format!("code {}", error.key()),
            Err(other) => panic!("{body}: {other}"),
        };
        assert_eq!(found, outcome, "{body}");
        let unit = reply::decode_with::<(), CommonError>(MANY, body.as_bytes());
        assert_eq!(unit.is_ok(), outcome == "ok", "{body}");
    }
}

#[test]
fn a_key_may_be_long() {
    for length in [62, 63, 64, 65, 300] {
        let key = "k".repeat(length);
        let pairs = [(&*key, "text")];
        let body = format!(r#"{{"{key}":7}}"#);
        let error = reply::decode_with::<(), CommonError>(Envelope::new(&pairs), body.as_bytes()).unwrap_err();
        assert_eq!(error.code().map(|code| code.code()), Some(7), "{length}");
    }
}

/// A key may name both a code and an object, both a code and a message, or be in two lists.
#[test]
fn keys_with_two_roles_are_read_as_codes() {
    let both = Envelope::new(&[("error", "text"), ("error.code", "error.text"), ("text", "error")]);
    for (body, code) in [
        (r#"{"error":7}"#, Some(7)),
        (r#"{"error":{"code":7}}"#, Some(7)),
        (r#"{"error":0,"text":0}"#, None),
        (r#"{"error":0,"text":7}"#, Some(7)),
        (r#"{"error":{"code":0}}"#, None),
    ] {
        let reply = reply::decode_with::<(), CommonError>(both, body.as_bytes());
        assert_eq!(reply.is_ok(), code.is_none(), "{body}");
        assert_eq!(reply.err().and_then(|error| error.code()).map(|code| code.code()), code, "{body}");
    }
    // Only a message is inside: the object is in the place of a code.
    let message_inside = Envelope::new(&[("error", "msg"), ("status", "error.text")]);
    for (body, expected) in [
        (r#"{"error":{"text":"boom"}}"#, Err(None)),
        (r#"{"error":{}}"#, Err(None)),
        (r#"{"error":{"text":"boom"},"status":0}"#, Err(None)),
        (r#"{"error":{"text":"boom"},"status":7}"#, Err(Some((7, "boom".to_owned())))),
        (r#"{"error":0,"status":0}"#, Ok(())),
    ] {
        let reply = reply::decode_with::<(), CommonError>(message_inside, body.as_bytes());
        let found = reply.map_err(|error| match error {
            ReplyError::Code(error) if error.key() == "error" => None,
            error => Some((error.code().unwrap().code(), error.errmsg().to_owned())),
        });
        assert_eq!(found, expected, "{body}");
    }
    // An empty key must not lead from an object to itself, because a reply could nest that without end.
    let odd = Envelope::new(&[(".code", ""), ("a..code", "a."), ("", ".x")]);
    let deep = format!("{}0{}", "{\"\":".repeat(100_000), "}".repeat(100_000));
    let (alone, reply) = (Envelope::new(&[(".code", "")]), deep.as_bytes());
    assert!(matches!(reply::decode_with::<(), CommonError>(alone, reply), Err(ReplyError::TooDeep { .. })));
    assert!(
        matches!(reply::decode_with::<(), CommonError>(odd, reply), Err(ReplyError::Code(error)) if error.key().is_empty())
    );
    for (body, code) in [
        (r#"{"a":{"":{"code":7}}}"#, Some(7)),
        (r#"{"":7}"#, Some(7)),
        (r#"{"":{"code":7}}"#, None),
        (r#"{"a":{"code":7}}"#, None),
    ] {
        let reply = reply::decode_with::<(), CommonError>(odd, body.as_bytes());
        assert_eq!(reply.err().and_then(|error| error.code()).map(|code| code.code()), code, "{body}");
    }
    // The enum's list decides, whichever list comes first.
    let own_first = Envelope::new(&[("code", "a")]);
    let own_first = own_first.and(&[("code", "b")]).foreign();
    let own_last = Envelope::new(&[("code", "b")]).foreign();
    let own_last = own_last.and(&[("code", "a")]);
    for envelope in [own_first, own_last] {
        let reply = reply::decode_with::<(), CommonError>(envelope, br#"{"code":7,"b":"x"}"#);
        assert!(matches!(reply, Err(ReplyError::Api(error)) if error.errmsg() == "x"));
    }
}

/// A message that several codes share belongs to the one that fails.
#[test]
fn codes_share_a_message() {
    let envelope = Envelope::new(&[("a", "text"), ("b", "text"), ("c.d", "text")]);
    for body in [
        r#"{"a":0,"b":7,"text":"x"}"#,
        r#"{"text":"x","a":0,"b":7}"#,
        r#"{"a":7,"b":0,"text":"x"}"#,
        r#"{"a":0,"text":"x","c":{"d":7}}"#,
    ] {
        let error = reply::decode_with::<(), CommonError>(envelope, body.as_bytes()).unwrap_err();
        assert_eq!((error.code().map(|code| code.code()), error.errmsg()), (Some(7), "x"), "{body}");
    }
}

/// Of two codes of another party, the first in the reply counts, wherever they stand in the envelope.
#[test]
fn the_first_of_two_codes_counts() {
    let envelope = Envelope::new(&[("a", "text"), ("b", "message")]).foreign();
    for (body, key) in [(r#"{"b":5,"a":7}"#, "b"), (r#"{"a":7,"b":5}"#, "a")] {
        let error = reply::decode_with::<(), CommonError>(envelope, body.as_bytes()).unwrap_err();
        assert!(matches!(&error, ReplyError::Foreign(error) if error.key() == key), "{body} {error}");
    }
}

/// If a code has two messages, the first in the reply counts.
#[test]
fn a_code_has_two_messages() {
    let envelope = Envelope::new(&[("code", "message"), ("code", "msg")]);
    for body in [r#"{"code":7,"msg":"x","message":"y"}"#, r#"{"code":7,"message":"x","msg":"y"}"#] {
        let error = reply::decode_with::<(), CommonError>(envelope, body.as_bytes()).unwrap_err();
        assert_eq!(error.errmsg(), "x", "{body}");
    }
}

/// The path of one message may lead through the key of another.
#[test]
fn a_message_inside_another_is_found_in_any_order() {
    let envelope = Envelope::new(&[("code", "error"), ("status", "error.text")]);
    for body in [
        r#"{"code":7,"error":{"text":"x"}}"#,
        r#"{"error":{"text":"x"},"code":7}"#,
        r#"{"code":7,"error":"x"}"#,
        r#"{"error":"x","code":7}"#,
    ] {
        let error = reply::decode_with::<(), CommonError>(envelope, body.as_bytes()).unwrap_err();
        assert_eq!((error.code().map(|code| code.code()), error.errmsg()), (Some(7), "x"), "{body}");
    }
}

/// A 32-bit code has a signed and an unsigned spelling, and so has a listed one.
#[test]
fn a_listed_code_is_known_by_either_spelling() {
    errcode_runtime::errcodes! { enum HandleError from "fixtures/vendor/handles.csv" (code: i32); }
    for listed in [-2_147_024_891, 2_147_942_405] {
        let listed = [Code::Number(listed)];
        let envelope = Envelope::new(&[("code", "text")]).success(&listed);
        for code in ["-2147024891", "2147942405", "\"0x80070005\""] {
            let body = format!(r#"{{"code":{code}}}"#);
            reply::decode_with::<(), HandleError>(envelope, body.as_bytes()).unwrap();
        }
        reply::decode_with::<(), HandleError>(envelope, br#"{"code":0}"#).unwrap_err();
    }
}

#[test]
fn two_kinds_of_codes_in_one_reply() {
    errcode_runtime::errcodes!("tables/pay.csv");
    let envelope = Envelope::new(&[("code", "msg")]).success(&[Code::Number(0)]);
    let decode = |body: &str| reply::decode_with::<(), PayError>(envelope, body.as_bytes());
    decode(r#"{"code":0}"#).unwrap();
    assert_eq!(decode(r#"{"code":"PARAM_ERROR"}"#).unwrap_err().code(), Some(PayError::ParamError));
    // A row of kind `ok` is an error if the list does not have its code.
    assert_eq!(decode(r#"{"code":"SUCCESS"}"#).unwrap_err().code(), Some(PayError::Success));
    assert!(matches!(decode(r#"{"code":7}"#), Err(ReplyError::Code(_))));
}
