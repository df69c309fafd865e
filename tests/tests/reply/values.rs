//! How types read a success.

use core::cell::RefCell;
use core::error::Error;
use core::marker::PhantomData;
use std::collections::{BTreeMap, HashMap};

use errcode_runtime::reply::{self, ReplyError};
use errcode_runtime::wechat::CommonError;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::{Flat, Key, Nothing, Optional, Session, Single, Unit, Untagged, Wrapped, api};

#[derive(Debug, Deserialize)]
struct NewUnit(());

#[test]
fn successes_are_values() {
    let bodies = [
        r#"{"openid":"o"}"#,
        r#"{"errcode":0,"errmsg":"ok","openid":"o"}"#,
        r#"{"openid":"o","errcode":"0"}"#,
        r#"{"errCode":0,"errMsg":"document.get:ok","openid":"o"}"#,
        r#"{"base_resp":{"ret":0,"err_msg":"ok"},"openid":"o"}"#,
        r#"{"base_resp":{},"openid":"o"}"#,
        r#"{"errcode":0,"base_resp":null,"openid":"o"}"#,
        // Data, not codes of this envelope.
        r#"{"openid":"o","code":40001,"ret":5,"data":{"errcode":40001},"list":[{"errcode":40001}]}"#,
        // `ret` is a code only beside a message of its own.
        r#"{"openid":"o","ret":5,"message":"x"}"#,
        "\u{FEFF} {\"openid\":\"o\"} ",
    ];
    for body in bodies {
        let body = body.as_bytes();
        assert_eq!(reply::decode::<Session, CommonError>(body).unwrap(), Session { openid: "o".to_owned() });
        assert_eq!(reply::decode::<Optional, CommonError>(body).unwrap().openid.unwrap(), "o");
        assert_eq!(reply::decode::<Wrapped, CommonError>(body).unwrap().0.openid.unwrap(), "o");
        assert_eq!(reply::decode::<Flat, CommonError>(body).unwrap().rest["openid"], "o");
        assert_eq!(reply::decode::<Value, CommonError>(body).unwrap()["openid"], "o");
        let untagged = reply::decode::<Untagged, CommonError>(body).unwrap();
        assert!(matches!(untagged, Untagged::Session(session) if session.openid == "o"));
        assert!(reply::decode::<BTreeMap<Key, IgnoredAny>, CommonError>(body).unwrap().contains_key(&Key::Other));
        reply::decode::<(), CommonError>(body).unwrap();
        reply::decode::<Unit, CommonError>(body).unwrap();
        reply::decode::<Nothing, CommonError>(body).unwrap();
        reply::decode::<NewUnit, CommonError>(body).unwrap();
        reply::decode::<PhantomData<u8>, CommonError>(body).unwrap();
        assert!(reply::decode::<Option<()>, CommonError>(body).unwrap().is_some());
    }
    // A code stays a field for a type that has it, in the form in which it came.
    let kept = |body: &str| reply::decode::<Optional, CommonError>(body.as_bytes()).unwrap().errcode;
    assert_eq!(kept(r#"{"errcode":0}"#), Some(Value::from(0)));
    assert_eq!(kept(r#"{"errcode":"0"}"#), Some(Value::from("0")));
    assert_eq!(kept("{}"), None);
    let single = |body: &str| reply::decode::<Single, CommonError>(body.as_bytes()).unwrap();
    assert!(matches!(single(r#"{"errcode":0}"#), Single::Code(code) if code == 0));
    assert!(matches!(single(r#"{"errCode":0}"#), Single::Camel(code) if code == 0));
    assert!(matches!(single(r#"{"base_resp":{"ret":0}}"#), Single::Object(object) if object["ret"] == 0));
    let numbers = reply::decode::<HashMap<i64, bool>, CommonError>(br#"{"7":true}"#).unwrap();
    assert!(numbers[&7]);
}

thread_local! {
    static SEEN: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// A type that logs why it cannot be read.
#[derive(Debug)]
struct Logging;

impl<'de> Deserialize<'de> for Logging {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = u8::deserialize(deserializer).map(|_| Self);
        read.inspect_err(|error| SEEN.with_borrow_mut(|seen| seen.push(error.to_string())))
    }
}

/// Before it is read from the JSON, a type is asked whether it is a unit.
#[test]
fn a_type_sees_that_it_is_no_unit() {
    let error = reply::decode::<Logging, CommonError>(b"{}").unwrap_err();
    let seen = SEEN.take();
    assert_eq!(seen[0], "the type is no unit");
    assert!(error.source().unwrap().to_string().starts_with(&seen[1]) && seen.len() == 2, "{seen:?}");
}

#[test]
fn an_object_inside_can_be_a_field() {
    #[derive(Debug, Deserialize, PartialEq)]
    struct Inside {
        ret: i64,
    }
    #[derive(Debug, Deserialize, PartialEq)]
    struct Outside<T> {
        base_resp: T,
    }
    fn decode<T: DeserializeOwned>(body: &str) -> Result<T, ReplyError<CommonError>> {
        reply::decode::<Outside<T>, _>(body.as_bytes()).map(|reply| reply.base_resp)
    }
    let (there, null) = (r#"{"base_resp":{"ret":0}}"#, r#"{"base_resp":null}"#);
    assert_eq!(decode::<Inside>(there).unwrap(), Inside { ret: 0 });
    assert_eq!(decode::<Option<Inside>>(there).unwrap(), Some(Inside { ret: 0 }));
    assert_eq!(decode::<Option<Inside>>(null).unwrap(), None);
    assert_eq!(decode::<Option<Inside>>("{}").unwrap(), None);
    assert_eq!(decode::<Value>(null).unwrap(), Value::Null);
    decode::<IgnoredAny>(there).unwrap();
    let error = decode::<Inside>(null).unwrap_err();
    assert!(error.source().unwrap().to_string().starts_with("invalid type: null, expected struct Inside"), "{error:?}");
    for body in [r#"{"base_resp":{"ret":40001}}"#, r#"{"base_resp":5,"errcode":40001}"#] {
        for error in [
            decode::<Inside>(body).unwrap_err(),
            decode::<Option<Inside>>(body).unwrap_err(),
            decode::<Value>(body).unwrap_err(),
        ] {
            assert_eq!(error.code(), Some(CommonError::InvalidCredential));
        }
    }
}

#[test]
fn a_type_that_does_not_fit_says_which_field() {
    let error = reply::decode::<Session, CommonError>(br#"{"errcode":0,"unionid":"u"}"#).unwrap_err();
    assert!(matches!(&error, ReplyError::Json(error) if error.is_data()));
    assert!(error.source().unwrap().to_string().starts_with("missing field `openid`"));
    assert!(error.to_string().contains("响应的字段与预期不符") && error.to_string().contains("unionid"));
}

#[test]
fn control_characters_inside_strings_are_kept() {
    let decode = |body: &str| reply::decode::<Session, CommonError>(body.as_bytes()).unwrap().openid;
    assert_eq!(decode("{\n\t\"openid\":\"a\nb\tc\r\u{0}\u{1F}\"}"), "a\nb\tc\r\u{0}\u{1F}");
    assert_eq!(decode("{\"openid\":\"\\\\\n\\\"\n\"}"), "\\\n\"\n");
    assert_eq!(decode("{\"openid\":\"a\\\nb\"}"), "a\nb");
    assert_eq!(decode("{\"errmsg\":\"o\nk\",\"errcode\":0,\"openid\":\"o\"}"), "o");
    let error = api::<Value>(b"{\"errcode\":40001,\"errmsg\":\"a\nb\",\"x\":\"\t\"}").unwrap();
    assert_eq!((error.errmsg(), error.field("x").unwrap()), ("a\nb", Value::from("\t")));
    assert!(!error.to_string().contains('\n'), "an error must be one line in a log");
    let error = api::<Value>(b"{\"errcode\":40001,\"x\":\"\t\"}<!-- proxy -->").unwrap();
    assert_eq!(error.field("x").unwrap(), "\t");
}

#[test]
fn a_body_that_is_not_utf8_says_so() {
    let success = b"{\"errcode\":0,\"openid\":\"\xB7\xB1\"}";
    // `()` does not read the text.
    reply::decode::<(), CommonError>(success).unwrap();
    let error = reply::decode::<Session, CommonError>(success).unwrap_err();
    let line = "the reply is not UTF-8（响应不是 UTF-8 编码）; the reply is not valid JSON";
    assert!(error.to_string().starts_with(line), "{error}");
    let failure = b"{\"errcode\":40001,\"errmsg\":\"\xB7\xB1 rid: 1-2\"}";
    let error = reply::decode::<Session, CommonError>(failure).unwrap_err();
    assert_eq!((error.code(), error.rid()), (Some(CommonError::InvalidCredential), Some("1-2")));
    assert!(error.to_string().ends_with("; rid: 1-2; the reply is not UTF-8（响应不是 UTF-8 编码）"), "{error}");
    for body in [b"{\"errcode\":\"\xB7\"}".as_slice(), b"{\"resultcode\":7,\"resultmsg\":\"\xB7\"}"] {
        let error = reply::decode::<Session, CommonError>(body).unwrap_err();
        assert!(error.to_string().ends_with("不是 UTF-8 编码）"), "{error}");
    }
    let failure = b"{\"message\":\"\xB7\xB1 rid: 1-2\"}";
    let error = reply::decode_response::<(), CommonError>(503, failure).unwrap_err();
    assert!(error.to_string().ends_with("; rid: 1-2; the reply is not UTF-8（响应不是 UTF-8 编码）"), "{error}");
    let error = reply::decode_response::<(), CommonError>(503, b"{\"message\":\"a\"}").unwrap_err();
    assert!(error.to_string().ends_with(": a"), "{error}");
}

/// `errcode` is `0` from one server and `"0"` from another.
#[test]
fn a_code_in_the_callers_own_type_says_what_to_do() {
    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct Own<T> {
        errcode: T,
    }
    #[derive(Debug, Deserialize)]
    struct Lenient {
        #[serde(default, deserialize_with = "reply::number_or_string")]
        errcode: i64,
    }
    for body in [r#"{"errcode":"0"}"#, "{\n \"x\":1,\n \"errcode\" : \"0\", \"y\":2}"] {
        let error = reply::decode::<Own<i64>, CommonError>(body.as_bytes()).unwrap_err();
        let ReplyError::Json(error) = error else { panic!("{error}") };
        assert_eq!((error.field(), error.is_data()), (Some("errcode"), true));
        for part in ["`errcode` may be a number or a string", "leave it out", "number_or_string", "可能是数字"] {
            assert!(error.to_string().contains(part), "{error}");
        }
        assert_eq!(reply::decode::<Lenient, CommonError>(body.as_bytes()).unwrap().errcode, 0);
        assert!(reply::decode::<Own<CommonError>, CommonError>(body.as_bytes()).is_ok());
    }
    // The type has a string, but the reply has a number. After that, fields that are not codes.
    let error = reply::decode::<Own<String>, CommonError>(br#"{"errcode":0}"#).unwrap_err();
    assert!(matches!(&error, ReplyError::Json(error) if error.field() == Some("errcode")), "{error}");
    let error = reply::decode::<Session, CommonError>(br#"{"a":1,"openid":7}"#).unwrap_err();
    let shown = "the reply does not have the expected fields（响应的字段与预期不符）: `openid`: {\"a\":1,\"openid\":7}";
    assert_eq!(error.to_string(), shown);
    for body in [
        br#"{"openid":7,"a":1}"#.as_slice(),
        br#"{"openid":7,"a":" "}"#,
        br#"{"a":1,"openid":"\ud800"}"#,
        b"{\"openid\":\"\xFF\"}",
    ] {
        let error = reply::decode::<Session, CommonError>(body).unwrap_err();
        assert!(matches!(&error, ReplyError::Json(error) if error.field() == Some("openid")), "{error}");
    }
    // No field is named if one is missing, or if the position is in a copy with escapes.
    for body in [br#"{"a":1}"#.as_slice(), b"{\"a\":\"\n\n\n\n\n\n\",\"openid\":7,\"b\":1}"] {
        let error = reply::decode::<Session, CommonError>(body).unwrap_err();
        assert!(matches!(&error, ReplyError::Json(error) if error.field().is_none()), "{error}");
    }
}

#[test]
fn the_field_is_found_on_any_line() {
    for body in [
        "{\"errcode\":0,\n\"openid\":7,\n\"unionid\":\"u\"}",
        "{\n\n  \"unionid\": \"u\",\n  \"openid\": 7\n}\n",
        "{\"a\":1,\r\n\"b\":[1,\r\n2],\"openid\":\r\n7}",
    ] {
        let error = reply::decode::<Session, CommonError>(body.as_bytes()).unwrap_err();
        assert!(matches!(&error, ReplyError::Json(error) if error.field() == Some("openid")), "{body}: {error}");
    }
}

#[test]
fn raw_line_ends_in_a_text_are_repaired_up_to_twice_the_length() {
    for text in ["\n".repeat(100), "\\\n".repeat(100), format!("{}{}", "\u{1}".repeat(100), "x".repeat(500))] {
        let body = format!("{{\"openid\":\"{text}\"}}");
        let session = reply::decode::<Session, CommonError>(body.as_bytes()).unwrap();
        assert_eq!(session.openid, text.replace('\\', ""));
    }
    for (text, is_read) in [
        ("\u{1}".repeat(100), false),
        // Of 20 bytes, 40 would be made; of 19 bytes, 39.
        ("\u{1}\u{1}\u{1}\u{1}xxx".to_owned(), true),
        ("\u{1}\u{1}\u{1}\u{1}xx".to_owned(), false),
        // The backslash before a character is not kept.
        ("\\\u{1}".repeat(5), true),
    ] {
        let body = format!("{{\"openid\":\"{text}\"}}");
        assert_eq!(reply::decode::<Session, CommonError>(body.as_bytes()).is_ok(), is_read, "{body:?}");
    }
}
