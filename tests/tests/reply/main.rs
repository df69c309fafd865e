//! Replies: every shape in which a server says how a call went, and the ways in which it can be misread.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on should stop")]
#![allow(clippy::zero_sized_map_values, reason = "types that skip their values are part of what is tested")]

mod attacks;

use core::error::Error;
use core::net::IpAddr;
use std::collections::{BTreeMap, HashMap};

use errcode_runtime::errcodes;
use errcode_runtime::reply::{self, ApiError, Envelope, Format, MAX_LENGTH, ReplyError, Tail};
use errcode_runtime::wechat::{CommonError, GeneralError, XiaoweiError};
use proptest::prelude::*;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;

#[derive(Debug, Deserialize, PartialEq)]
struct Session {
    openid: String,
}

#[derive(Debug, Deserialize)]
struct Optional {
    errcode: Option<Value>,
    openid: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Nothing {}

#[derive(Debug, Deserialize)]
struct Unit;

#[derive(Debug, Deserialize)]
struct Wrapped(Optional);

#[derive(Debug, Deserialize)]
struct Flat {
    #[serde(flatten)]
    rest: HashMap<String, Value>,
}

/// An object with one key, read as the name of a variant: the key never passes through a map.
#[derive(Debug, Deserialize)]
enum Single {
    #[serde(rename = "errcode")]
    Code(Value),
    #[serde(rename = "errCode")]
    Camel(Value),
    #[serde(rename = "base_resp")]
    Object(Value),
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Untagged {
    Session(Session),
    Any(IgnoredAny),
}

#[derive(Debug, Default)]
struct Careless;

impl<'de> Deserialize<'de> for Careless {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Session::deserialize(deserializer).map(|_| Self).unwrap_or_default())
    }
}

#[derive(Debug, Deserialize, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Key {
    #[serde(rename = "errcode")]
    Code,
    #[serde(other)]
    Other,
}

fn api<T: DeserializeOwned>(body: &[u8]) -> Option<ApiError<CommonError>> {
    match reply::decode::<T, CommonError>(body) {
        Err(ReplyError::Api(error)) => Some(error),
        _ => None,
    }
}

/// The number of an error reply, which every type has to see, however it reads.
fn error_for_every_type(body: &[u8]) -> Option<i64> {
    let codes = [
        api::<()>(body),
        api::<Session>(body),
        api::<Optional>(body),
        api::<Option<Optional>>(body),
        api::<Nothing>(body),
        api::<Unit>(body),
        api::<Wrapped>(body),
        api::<Flat>(body),
        api::<Single>(body),
        api::<Untagged>(body),
        api::<Careless>(body),
        api::<Value>(body),
        api::<IgnoredAny>(body),
        api::<HashMap<String, Value>>(body),
        api::<HashMap<String, IgnoredAny>>(body),
        api::<BTreeMap<Key, IgnoredAny>>(body),
        api::<Vec<Value>>(body),
        api::<String>(body),
        api::<i64>(body),
    ]
    .map(|error| error.map(|error| error.code().code()));
    assert!(codes.iter().all(|code| *code == codes[0]), "{codes:?}");
    codes[0]
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
        // Keys that stand twice, and keys that disagree.
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
        // Spellings of JSON that are the same key.
        (r#"{"err\u0063ode":40001}"#, 40001),
        ("\u{FEFF}{\"errcode\":40001}", 40001),
        ("\r\n {\"errcode\" : 40001 }\n", 40001),
        // Nothing about the rest of the reply hides the code.
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
    for key in ["errmsg", "errCode", "base_resp"] {
        let body = deep.replace("\"x\"", &format!("\"{key}\""));
        assert_eq!(error_for_every_type(body.as_bytes()), Some(40001), "{key}");
    }
}

#[test]
fn a_message_is_that_of_the_error() {
    for (body, errmsg) in [
        (r#"{"errcode":40001,"errmsg":"own","errMsg":"other"}"#, "own"),
        (r#"{"errMsg":"other","errmsg":"own","errcode":40001}"#, "own"),
        (r#"{"errcode":40001,"errmsg":"","errmsg":"own"}"#, "own"),
        // Under the other spelling, rather of the same object.
        (r#"{"errcode":40001,"errMsg":"busy"}"#, "busy"),
        (r#"{"errcode":40001,"errmsg":"","errMsg":"busy"}"#, "busy"),
        (r#"{"base_resp":{"err_msg":"inside"},"errcode":40001,"errMsg":"busy"}"#, "busy"),
        (r#"{"errcode":40001,"base_resp":{"err_msg":"inside"}}"#, "inside"),
        (r#"{"errmsg":"outside","base_resp":{"ret":40001}}"#, "outside"),
        // But not of a code that is a success.
        (r#"{"errcode":0,"errmsg":"ok","base_resp":{"ret":40001,"errmsg":"bad"}}"#, "bad"),
        (r#"{"errcode":0,"errmsg":"ok","base_resp":{"ret":40001}}"#, ""),
        (r#"{"errcode":40001,"errmsg":"","errCode":0,"errMsg":"document.get:ok"}"#, ""),
        (r#"{"errmsg":"of both","errcode":0,"errcode":40001}"#, "of both"),
        // What is no text stands as it came.
        (r#"{"errcode":40001,"errmsg":{"a": 1.0}}"#, r#"{"a": 1.0}"#),
        (r#"{"errcode":40001,"errmsg":null,"errMsg":7}"#, "7"),
        (r#"{"errcode":40001,"errmsg":"a\ud800b"}"#, "a\u{FFFD}\u{FFFD}\u{FFFD}b"),
    ] {
        assert_eq!(api::<()>(body.as_bytes()).unwrap().errmsg(), errmsg, "{body}");
    }
}

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
    for value in ["5", "-5", "5.5", "true", "[]", "[{\"ret\":0}]", "\"x\"", "\"\\n\""] {
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
fn what_is_no_reply_is_an_error_of_its_own() {
    let decode = |body: &[u8]| {
        let error = reply::decode::<Value, CommonError>(body).unwrap_err();
        assert_eq!(reply::decode::<(), CommonError>(body).unwrap_err().to_string(), error.to_string());
        assert!(!error.to_string().contains('\n'), "{error}");
        error
    };
    for body in ["", " \r\n", "\u{FEFF}"] {
        assert!(matches!(decode(body.as_bytes()), ReplyError::Empty));
    }
    for body in ["[]", "[{\"errcode\":40001}]", "null", "true", "0", "\"errcode\""] {
        let ReplyError::NotObject(error) = decode(body.as_bytes()) else { panic!("{body}") };
        assert_eq!(error.excerpt(), body);
    }
    for body in ["{", "{\"errcode\":40001,\"errmsg\":\"inv", "{\"errcode\":0", "[1,2", &"[".repeat(10_000)] {
        let ReplyError::Json(error) = decode(body.as_bytes()) else { panic!("{body}") };
        assert!(error.to_string().starts_with("the reply is cut off（响应不完整）: "), "{error}");
        assert!(
            error.cause().is_eof()
                && error.source().is_some()
                && body.starts_with(error.excerpt().trim_end_matches('…'))
        );
    }
    for body in ["{}}", "{'errcode':0}", "{errcode:0}", "{\"errcode\":0,}", "{{page}}"] {
        let ReplyError::Json(error) = decode(body.as_bytes()) else { panic!("{body}") };
        assert!(
            error.cause().is_syntax()
                && error.to_string().starts_with("the reply is broken JSON（响应的 JSON 有错）: ")
        );
    }
    let formats: &[(&[u8], Format)] = &[
        (b"<!DOCTYPE html>\n<title>502 Bad Gateway</title>", Format::Html),
        (b"<HTML>", Format::Html),
        (b"<xml><return_code>FAIL</return_code></xml>", Format::Xml),
        (b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", Format::Image),
        (b"\xFF\xD8\xFF\xE0\0\x10JFIF", Format::Image),
        (b"GIF89a\x01\0", Format::Image),
        (b"RIFF\x24\0\0\0WEBPVP8 ", Format::Image),
        (b"BM\x46\0\0\0\0\0\0\0\x36\0", Format::Image),
        // A sound, and what begins with the letters of an image.
        (b"RIFF\x24\0\0\0WAVEfmt ", Format::Binary),
        (b"BM\xFF\xFE\0\x01\x02\x03\x04\x05", Format::Binary),
        (b"BMW of the user", Format::Text),
        (b"RIFF", Format::Text),
        (b"\x1F\x8B\x08\0\0", Format::Gzip),
        (b"\xFE\xFF\0{", Format::Binary),
        (b"callback({\"errcode\":0})", Format::Text),
        (b"[1,}", Format::Text),
        (b"\"errcode", Format::Text),
        ("服务器繁忙".as_bytes(), Format::Text),
    ];
    for (body, format) in formats {
        let ReplyError::NotJson(error) = decode(body) else { panic!("{body:?}") };
        assert_eq!(error.format(), *format, "{body:?}");
        assert!(!error.excerpt().is_empty() && !error.excerpt().contains(char::is_control));
    }
    let long = format!("<html>{}", "长".repeat(10_000));
    let ReplyError::NotJson(error) = decode(long.as_bytes()) else { panic!("a page") };
    assert_eq!((error.format(), error.excerpt().chars().count()), (Format::Html, 201));
    for (characters, shown) in [(199, 199), (200, 200), (201, 201), (10_000, 201)] {
        let ReplyError::NotJson(error) = decode("𠮷".repeat(characters).as_bytes()) else { panic!("a text") };
        assert_eq!((error.excerpt().chars().count(), error.excerpt().ends_with('…')), (shown, shown == 201));
    }
}

#[test]
fn a_type_that_does_not_fit_says_which_field() {
    let error = reply::decode::<Session, CommonError>(br#"{"errcode":0,"unionid":"u"}"#).unwrap_err();
    assert!(matches!(&error, ReplyError::Json(error) if error.cause().is_data()));
    assert!(error.source().unwrap().to_string().starts_with("missing field `openid`"));
    assert!(error.to_string().contains("响应的字段不符") && error.to_string().contains("unionid"));
}

#[test]
fn size_and_depth_are_bounded() {
    let nested = |depth: usize| format!(r#"{{"errcode":0,"x":{}{}}}"#, "[".repeat(depth), "]".repeat(depth));
    let objects = format!(r#"{{"x":{}1{}}}"#, r#"{"x":"#.repeat(10_000), "}".repeat(10_000));
    for body in [nested(10_000), nested(2_048), objects] {
        assert!(matches!(reply::decode::<(), CommonError>(body.as_bytes()), Err(ReplyError::TooDeep { .. })));
        assert!(matches!(reply::decode::<Optional, CommonError>(body.as_bytes()), Err(ReplyError::TooDeep { .. })));
        assert!(matches!(reply::decode::<Value, CommonError>(body.as_bytes()), Err(ReplyError::Json(_))));
    }
    // The object itself is one of the 2,048.
    assert!(reply::decode::<(), CommonError>(nested(2_047).as_bytes()).is_ok());
    // Nor are they more for having others beside them.
    let beside = format!(r#"{{"x":{}{}[]{}}}"#, "[".repeat(2_046), "[],".repeat(20), "]".repeat(2_046));
    assert!(reply::decode::<(), CommonError>(beside.as_bytes()).is_ok());
    // Many brackets are not deep, nor are those inside strings.
    let wide = format!(r#"{{"x":[{}[]],"y":"{}\"{}"}}"#, "{},".repeat(5_000), "[".repeat(5_000), "{".repeat(5_000));
    assert!(reply::decode::<Value, CommonError>(wide.as_bytes()).is_ok());

    let mut body = br#"{"errcode":0,"x":""#.to_vec();
    body.resize(100_000_000, b'x');
    body.extend_from_slice(br#""}"#);
    let error = reply::decode::<(), CommonError>(&body).unwrap_err();
    assert!(matches!(error, ReplyError::TooLarge { length: 100_000_002 }) && MAX_LENGTH < body.len());
    body[0] = b'x';
    assert!(matches!(reply::decode::<(), CommonError>(&body), Err(ReplyError::NotJson(_))));

    let padded = |begin: &[u8], end: &[u8], length: usize| {
        let mut body = begin.to_vec();
        body.resize(length - end.len(), b' ');
        [body.as_slice(), end].concat()
    };
    let object = |length| reply::decode::<(), CommonError>(&padded(b"{", b"}", length));
    assert!(object(MAX_LENGTH).is_ok());
    assert!(matches!(object(MAX_LENGTH + 1), Err(ReplyError::TooLarge { .. })));
    let list = |length| reply::decode::<(), CommonError>(&padded(b"[", b"]", length));
    assert!(matches!(list(MAX_LENGTH), Err(ReplyError::NotObject(_))));
    for length in [MAX_LENGTH + 1, MAX_LENGTH + 2] {
        assert!(matches!(list(length), Err(ReplyError::NotJson(_))), "what is too long is not parsed");
    }
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
    assert!(!error.to_string().contains('\n'), "an error is one line of a log");
    let error = api::<Value>(b"{\"errcode\":40001,\"x\":\"\t\"}<!-- proxy -->").unwrap();
    assert_eq!(error.field("x").unwrap(), "\t");
}

#[test]
fn envelopes_are_chosen_by_the_caller() {
    let body = br#"{"code":20002,"desc":"parse json body failed"}"#;
    assert!(reply::decode::<(), XiaoweiError>(body).is_ok(), "`code` is data unless asked for");
    let error = reply::decode_with::<Value, XiaoweiError>(Envelope::CODE_DESC, body).unwrap_err();
    assert_eq!(error.api().unwrap().errmsg(), "parse json body failed");
    assert!(reply::decode_with::<(), XiaoweiError>(Envelope::CODE_DESC, br#"{"code":0,"desc":"ok"}"#).is_ok());
    assert!(reply::decode_with::<(), XiaoweiError>(Envelope::CODE_DESC, br#"{"errcode":40001}"#).is_err());

    let own = Envelope::new(&[("status", "reason")]).inside("head", &[("status", "text")]);
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

#[test]
fn the_rest_of_an_error_reply_can_be_read() {
    #[derive(Deserialize)]
    struct Refusal {
        qrcode_url: String,
        failed: Vec<String>,
    }
    let body = "\u{FEFF}{\"errcode\":89503,\"qrcode_url\":\"https://a.example\",\"failed\":[\"x\",\"y\"]}";
    let Err(ReplyError::Api(error)) = reply::decode::<(), GeneralError>(body.as_bytes()) else { panic!("{body}") };
    let refusal: Refusal = error.read().unwrap();
    assert_eq!((refusal.qrcode_url.as_str(), refusal.failed.len()), ("https://a.example", 2));
    assert_eq!(error.field("failed").unwrap()[1], "y");
    assert_eq!((error.field("absent"), error.errmsg(), error.body()), (None, "", body.as_bytes()));
    assert!(error.read::<Session>().is_err());
    // A message under the other spelling is better than none.
    assert_eq!(api::<()>(br#"{"errcode":-1,"errMsg":"busy"}"#).unwrap().errmsg(), "busy");
}

#[test]
fn an_error_says_all_that_is_known() {
    let display = |errmsg: &str, code: i64| {
        let body = format!(r#"{{"errcode":{code},"errmsg":"{errmsg}"}}"#);
        api::<()>(body.as_bytes()).unwrap().to_string()
    };
    let (english, chinese) = (CommonError::InvalidCredential.message(), CommonError::InvalidCredential.message_zh());
    assert_eq!(
        display("Invalid credential, access_token is invalid or not latest rid: 1-2-3", 40001),
        format!("40001 InvalidCredential: {english}（{chinese}）; rid: 1-2-3")
    );
    assert_eq!(
        display("token of app wx7 was revoked", 40001),
        format!("40001 InvalidCredential: {english}（{chinese}）; server（服务器）: token of app wx7 was revoked")
    );
    assert_eq!(
        display("no such thing", 7),
        "7 Unknown: unknown error code（未知错误码）; server（服务器）: no such thing"
    );
    let error = api::<()>(b"{\"errcode\":40001,\"errmsg\":\"a\",\n\"x\":1}").unwrap();
    let shown =
        r#"ApiError { code: InvalidCredential, errmsg: "a", body: "{\"errcode\":40001,\"errmsg\":\"a\", \"x\":1}" }"#;
    assert_eq!(format!("{error:?}"), shown);
    assert_eq!(display("\\u202Eevil\\u001b[0m", 7).chars().filter(|c| c.is_control() || *c == '\u{202E}').count(), 0);
}

#[derive(Debug, thiserror::Error)]
enum AppError {
    #[error(transparent)]
    Login(#[from] ReplyError<CommonError>),
    #[error("login")]
    Context(#[source] ApiError<CommonError>),
}

#[test]
fn errors_pass_through_thiserror_and_anyhow() {
    const BODY: &[u8] = br#"{"errcode":45009,"errmsg":"reach max api daily quota limit"}"#;
    fn typed() -> Result<Session, AppError> {
        Ok(reply::decode(BODY)?)
    }
    fn erased() -> anyhow::Result<Session> {
        use anyhow::Context;
        reply::decode::<_, CommonError>(BODY).context("login")
    }
    let typed = typed().unwrap_err();
    let AppError::Login(error) = &typed else { panic!("{typed}") };
    assert_eq!(error.code(), Some(CommonError::DailyQuotaExceeded));
    assert_eq!(typed.to_string(), error.to_string());
    let context = AppError::Context(error.api().unwrap().clone());
    assert_eq!(context.source().unwrap().to_string(), error.to_string());
    let erased = erased().unwrap_err();
    let found = erased.downcast_ref::<ReplyError<CommonError>>().unwrap();
    assert_eq!(found.code(), Some(CommonError::DailyQuotaExceeded));
    // Nothing is said twice along the chain.
    assert_eq!(format!("{erased:#}").matches("45009").count(), 1);
    assert!(size_of::<Result<(), ReplyError<CommonError>>>() <= 64);
}

#[test]
fn tails_of_real_replies() {
    /// A message, then what is in it: text, rid, hint, address, link.
    type Case = (
        &'static str,
        &'static str,
        Option<&'static str>,
        Option<&'static str>,
        Option<&'static str>,
        Option<&'static str>,
    );
    const RID: Option<&str> = Some("60882f1f-676dc618-710dc5ca");
    const IP: Option<&str> = Some("1.2.3.4");
    let cases: &[Case] = &[
        ("invalid code", "invalid code", None, None, None, None),
        ("invalid code rid: 60882f1f-676dc618-710dc5ca", "invalid code", RID, None, None, None),
        ("invalid code, rid: 60882f1f-676dc618-710dc5ca", "invalid code", RID, None, None, None),
        ("invalid code,rid:60882f1f-676dc618-710dc5ca", "invalid code", RID, None, None, None),
        ("rid: 60882f1f-676dc618-710dc5ca", "", RID, None, None, None),
        ("不合法的参数，rid：60882f1f-676dc618-710dc5ca。", "不合法的参数", RID, None, None, None),
        ("invalid code, rid: 60882f1f-676dc618-710dc5ca.", "invalid code", RID, None, None, None),
        ("invalid code, rid: 60882f1f-676dc618-710dc5ca , ", "invalid code", RID, None, None, None),
        ("busy. See https://a.example/q.", "busy", None, None, None, Some("https://a.example/q")),
        ("busy hint: [x].", "busy", None, Some("x"), None, None),
        ("busy.", "busy.", None, None, None, None),
        ("不合法的参数，rid：60882f1f-676dc618-710dc5ca", "不合法的参数", RID, None, None, None),
        ("invalid code hint: [TRv.oA0422sha2]", "invalid code", None, Some("TRv.oA0422sha2"), None, None),
        ("not latest hint: [Ri7P_a0770rsz7!]", "not latest", None, Some("Ri7P_a0770rsz7!"), None, None),
        ("invalid code, hints: [ req_id: Cf0a-b1 ]", "invalid code", None, Some("Cf0a-b1"), None, None),
        ("invalid code, req_id: Cf0a-b1", "invalid code", None, Some("Cf0a-b1"), None, None),
        ("req_id: Cf0a-b1", "", None, Some("Cf0a-b1"), None, None),
        ("invalid request_id: abc", "invalid request_id: abc", None, None, None, None),
        ("busy hint: [x] rid: 60882f1f-676dc618-710dc5ca", "busy", RID, Some("x"), None, None),
        ("busy rid: 60882f1f-676dc618-710dc5ca hints: [ req_id: x ]", "busy", RID, Some("x"), None, None),
        ("no permission, requestIP: 1.2.3.4", "no permission", None, None, IP, None),
        ("no permission requestIP:::1", "no permission", None, None, Some("::1"), None),
        (
            "bad ip, hint: [1_2], from ip: 1.2.3.4, more info at https://a.example/?e=6",
            "bad ip",
            None,
            Some("1_2"),
            IP,
            Some("https://a.example/?e=6"),
        ),
        (
            "get it, more details at https://mmbizurl.cn/s/J rid: 60882f1f-676dc618-710dc5ca",
            "get it",
            RID,
            None,
            None,
            Some("https://mmbizurl.cn/s/J"),
        ),
        (
            "invalid ip 1.2.3.4 ipv6 ::ffff:1.2.3.4, not in whitelist rid: 60882f1f-676dc618-710dc5ca",
            "invalid ip 1.2.3.4 ipv6 ::ffff:1.2.3.4, not in whitelist",
            RID,
            None,
            IP,
            None,
        ),
        ("client IP:1.2.3.4 is refused", "client IP:1.2.3.4 is refused", None, None, IP, None),
        // No tails: words that only look so, and links that are the matter itself.
        ("invalid url https://a.example", "invalid url https://a.example", None, None, None, None),
        ("bad grid: 5", "bad grid: 5", None, None, None, None),
        ("missing rid:", "missing rid:", None, None, None, None),
        ("bad hint: []", "bad hint: []", None, None, None, None),
        ("wrong ids [1,2]", "wrong ids [1,2]", None, None, None, None),
        ("requestIP: 1.2.3", "requestIP: 1.2.3", None, None, None, None),
        ("ip 300.1.1.1 refused.", "ip 300.1.1.1 refused.", None, None, None, None),
        ("errcode 40001", "errcode 40001", None, None, None, None),
        ("bad x-rid: 5", "bad x-rid: 5", None, None, None, None),
        ("bad x_rid: 5", "bad x_rid: 5", None, None, None, None),
        ("bad req_id: <x>", "bad req_id: <x>", None, None, None, None),
        ("busy hint: [a: b]", "busy", None, Some("a: b"), None, None),
        ("]", "]", None, None, None, None),
        ("", "", None, None, None, None),
    ];
    for (errmsg, message, rid, hint, ip, link) in cases {
        let tail = Tail::of(errmsg);
        let found = (tail.message(), tail.rid(), tail.hint(), tail.request_ip(), tail.link());
        assert_eq!(found, (*message, *rid, *hint, *ip, *link), "{errmsg}");
    }
    // The number is never read out of a text.
    let error = api::<()>(br#"{"errcode":-1,"errmsg":"errcode: 40001 rid: 1-2-3"}"#).unwrap();
    assert_eq!(
        (error.code(), error.errmsg(), error.rid()),
        (CommonError::SystemBusy, "errcode: 40001 rid: 1-2-3", Some("1-2-3"))
    );
}

/// A part of a tail, and what it says.
fn part() -> impl Strategy<Value = (usize, String)> {
    prop_oneof![
        "[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}".prop_map(|rid| (0, rid)),
        "[A-Za-z0-9._!]{1,16}".prop_map(|hint| (1, hint)),
        any::<IpAddr>().prop_map(|ip| (2, ip.to_string())),
        "https://[a-z]{1,9}[.]example/[a-z0-9?=]{0,9}".prop_map(|link| (3, link)),
    ]
}

proptest! {
    #[test]
    fn any_message_is_taken_apart_without_loss(errmsg in "(\\PC{0,20}| rid: | hint: \\[|\\]|, |：|requestIP: |1.2.3.4|see http://a){0,8}") {
        let tail = Tail::of(&errmsg);
        prop_assert!(errmsg.trim_start().starts_with(tail.message()));
        for part in [tail.rid(), tail.hint(), tail.request_ip(), tail.link()].into_iter().flatten() {
            prop_assert!(!part.is_empty() && errmsg.contains(part));
        }
        let again = Tail::of(tail.message());
        prop_assert_eq!(again.message(), tail.message());
        prop_assert_eq!((again.rid(), again.hint(), again.link()), (None, None, None));
    }

    #[test]
    fn whatever_is_appended_is_found(
        message in "[a-z]{1,8}( [a-z一-龥]{1,8}){0,4}",
        parts in prop::collection::vec(part(), 0..5),
        comma: bool,
    ) {
        let mut expected: [Option<&str>; 4] = [None; 4];
        let mut errmsg = message.clone();
        for (kind, value) in &parts {
            let between = if comma { ", " } else { " " };
            let text = match kind {
                0 => format!("rid: {value}"),
                1 => format!("hint: [{value}]"),
                2 => format!("requestIP: {value}"),
                _ => format!("more details at {value}"),
            };
            errmsg = format!("{errmsg}{between}{text}");
            expected[*kind] = Some(value);
        }
        let tail = Tail::of(&errmsg);
        prop_assert_eq!(tail.message(), message);
        prop_assert_eq!([tail.rid(), tail.hint(), tail.request_ip(), tail.link()], expected);
    }

    #[test]
    fn any_bytes_are_no_panic(bytes: Vec<u8>) {
        let reply = reply::decode::<Value, CommonError>(&bytes);
        prop_assert!(reply.is_err() || serde_json::from_slice::<Value>(bytes.trim_ascii()).is_ok());
    }
}
