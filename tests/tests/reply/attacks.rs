//! Replies made to crash, slow down or mislead a client. Each of them once did.

use core::error::Error as _;
use core::fmt::Write as _;
use core::hint::black_box;
use std::thread;

use allocation_counter::{AllocationInfo, measure};
use errcode_runtime::reply::{self, ReplyError};
use errcode_runtime::wechat::CommonError;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::{Value, json};

use crate::{Careless, Optional, Session, api, error_for_every_type};

fn decode<T: DeserializeOwned>(body: &str) -> Result<T, ReplyError<CommonError>> {
    reply::decode(body.as_bytes())
}

/// The key whose value is not a code, if there is one.
fn invalid_code(body: &str) -> Option<String> {
    let invalid = |error| if let ReplyError::Code(error) = error { Some(error.key().to_owned()) } else { None };
    let keys = [
        decode::<()>(body).err().and_then(invalid),
        decode::<Value>(body).err().and_then(invalid),
        decode::<Session>(body).err().and_then(invalid),
        decode::<Careless>(body).err().and_then(invalid),
        decode::<Optional>(body).err().and_then(invalid),
    ];
    assert!(keys.iter().all(|key| *key == keys[0]), "{keys:?}");
    keys[0].clone()
}

/// Nested raw values of `serde_json`, which parses each with a new depth limit.
fn nested_raw_values() -> String {
    let mut nested = String::from("0");
    for _ in 0..11 {
        let raw = serde_json::to_string(&nested).unwrap();
        let (open, close) = ("[".repeat(120), "]".repeat(120));
        nested = format!(r#"{open}{{"$serde_json::private::RawValue":{raw}}}{close}"#);
    }
    nested
}

#[test]
fn nested_raw_values_do_not_overflow_the_stack() {
    let nested = nested_raw_values();
    for key in ["errcode", "errCode", "base_resp", "errmsg"] {
        let body = format!(r#"{{"{key}":{nested},"base_resp":{{"ret":{nested}}}}}"#);
        let small = thread::Builder::new().stack_size(2 << 20);
        let key = small.spawn(move || invalid_code(&body)).unwrap().join().unwrap();
        assert!(key.is_some());
    }
}

/// `field` once interpreted raw values if another crate of the program had enabled `raw_value`.
#[test]
fn a_field_gives_private_keys_no_meaning() {
    let field = |value: &str| {
        let error = api::<()>(format!(r#"{{"errcode":40001,"x":{value}}}"#).as_bytes()).unwrap();
        let small = thread::Builder::new().stack_size(2 << 20);
        small.spawn(move || error.field("x")).unwrap().join().unwrap()
    };
    let mut value = &field(&nested_raw_values()).unwrap();
    for _ in 0..120 {
        value = &value[0];
    }
    assert!(value["$serde_json::private::RawValue"].is_string(), "{value}");
    for key in ["$serde_json::private::RawValue", "$serde_json::private::Number"] {
        for value in
            [json!({ key: "1" }), json!({ key: "1", "a": 2 }), json!({ "a": { key: [1] } }), json!({ key: "x\"" })]
        {
            assert_eq!(field(&value.to_string()).unwrap(), value);
        }
    }
    // With `arbitrary_precision`, numbers are private objects.
    for json in [
        "[0,-1,1.5,18446744073709551615,-9223372036854775808,1e300]",
        r#"{"a":true,"b":[null,true,false,"\u00e9"],"a":{}}"#,
    ] {
        assert_eq!(field(json).unwrap(), serde_json::from_str::<Value>(json).unwrap());
    }
    assert_eq!(field(&format!("{}{}", "[".repeat(200), "]".repeat(200))), None, "`serde_json` reads 128 levels");
}

/// `serde_json` gives these keys a meaning of its own when it reads a `Value`.
#[test]
fn private_keys_of_serde_json_are_no_codes() {
    for private in ["RawValue", "Number"] {
        for code in ["0", "40001", "-1"] {
            let value = format!(r#"{{"$serde_json::private::{private}":"{code}"}}"#);
            for key in ["errcode", "errCode"] {
                assert_eq!(invalid_code(&format!(r#"{{"{key}":{value}}}"#)).unwrap(), key);
                let inside = invalid_code(&format!(r#"{{"base_resp":{{"{key}":{value}}}}}"#)).unwrap();
                assert_eq!(inside, format!("base_resp.{key}"));
            }
            assert_eq!(invalid_code(&format!(r#"{{"base_resp":{{"ret":{value}}}}}"#)).unwrap(), "base_resp.ret");
        }
    }
    for body in [r#"{"errcode":-0}"#, r#"{"base_resp":{"ret":-0}}"#] {
        assert!(invalid_code(body).is_some(), "{body}");
    }
    let body = r#"{"$serde_json::private::RawValue":"{}","errcode":40001}"#;
    assert_eq!(error_for_every_type(body.as_bytes()), Some(40001));
    let body = r#"{"base_resp":{"$serde_json::private::Number":"0","ret":40001}}"#;
    assert_eq!(error_for_every_type(body.as_bytes()), Some(40001));
}

/// The runtime enables no feature of `serde_json` that changes the meaning of a user's own `Value`. `.ci/full` skips this
/// test where it enables `raw_value` itself.
#[test]
fn a_value_of_the_user_means_what_it_did() {
    let value: Value = serde_json::from_str(r#"{"$serde_json::private::RawValue":"[1]"}"#).unwrap();
    assert!(value.is_object(), "{value}");
}

/// Large enough that code with quadratic running time would not end.
const SIZE: usize = 1 << 18;

fn filled(begin: &str, repeated: &str, end: &str) -> String {
    format!("{begin}{}{end}", repeated.repeat(SIZE / repeated.len()))
}

fn hostile() -> Vec<String> {
    let deep = |begin: &str, end: &str| format!("{begin}{}{}{end}", "[".repeat(SIZE / 2), "]".repeat(SIZE / 2));
    vec![
        filled(r#"{"errcode":["#, r#"{"":0},"#, "0]}"),
        filled(r#"{"errcode":40001,"errCode":["#, r#"{"":0},"#, "0]}"),
        filled(r#"{"errcode":{"#, r#""":0,"#, r#""":0}}"#),
        filled(r#"{"errcode":40001,"errmsg":["#, "0,", "0]}"),
        filled(r#"{"errcode":40001,"x":["#, "0,", "0]}"),
        filled(r#"{"base_resp":{"ret":["#, "[],", "0]}}"),
        filled(r#"{"base_resp":["#, "[],", "0]}"),
        filled("{", r#""errcode":0,"#, r#""errcode":40001}"#),
        filled("{", r#""errcode":0,"#, r#""errcode":0}"#),
        filled("{", r#""errmsg":"a","#, r#""errcode":40001}"#),
        filled("{", r#""errcode":"x","#, r#""errcode":40001}"#),
        filled("{", r#""base_resp":{"ret":0,"err_msg":"a"},"#, r#""errcode":40001}"#),
        // Texts that grow when they are decoded or repaired.
        filled(r#"{"errcode":40001,"errmsg":""#, "\\ud800", "\"}"),
        filled(r#"{"errcode":40001,"errmsg":""#, "\\ud800\n", "\"}"),
        filled(r#"{"errcode":40001,"errmsg":""#, "\\u0041", "\"}"),
        filled(r#"{"errcode":40001,"errmsg":""#, "\n", "\"}"),
        filled(r#"{"errcode":40001,"errmsg":""#, "\\\n", "\"}"),
        filled(r#"{"errcode":40001,"errmsg":""#, "\u{1}1234", "\"}"),
        filled(r#"{"errcode":40001,"errmsg":""#, "\u{1}123", "\"}"),
        filled(r#"{"errcode":0,"errmsg":""#, "\u{1}1234", "\"}"),
        filled(r#"{"errcode":0,"errmsg":""#, "\u{1}", "\"}"),
        filled(r#"{"errcode":"40"#, "\\u0030", "\"}"),
        filled(r#"{"errcode":""#, "0", "\"}"),
        filled(r#"{"errcode":"#, "9", "}"),
        filled(r#"{"errcode":0,"#, "\\u0065", r#"":0}"#),
        filled(r#"{"errcode":0,""#, "\\u0065", r#"":0}"#),
        filled(r#"{"errcode":40001,""#, "e", r#"":0}"#),
        // Codes of other parties, which may be data.
        filled("{", r#""code":"X","#, r#""message":"m"}"#),
        filled("{", r#""message":"m","#, r#""code":"X"}"#),
        filled(r#"{"code":"X","message":"m""#, r#","request_id":0"#, "}"),
        filled("{", r#""ret":7,"#, r#""errmsg":"m"}"#),
        filled("{", r#""errno":{},"#, r#""errno":7}"#),
        filled(r#"{"resultcode":7,"resultmsg":""#, "\\ud800\n", "\"}"),
        filled(r#"{"resultmsg":"m","resultcode":""#, "\\ud800\n", "\"}"),
        filled(r#"{"resultmsg":"m","resultcode":""#, "\\u0053", "\"}"),
        filled(r#"{"resultcode":"#, "9", "}"),
        // Nesting, complete and cut.
        deep(r#"{"errcode":40001,"x":"#, "}"),
        deep(r#"{"errcode":"#, "}"),
        deep(r#"{"errcode":0,"x":"#, "}"),
        deep("{\"errcode\":40001,\"x\":[\"\n\",", "0]}"),
        filled(r#"{"errcode":40001,"x":"#, "[", ""),
        filled(r#"{"errcode":0,"x":"#, "[", ""),
        filled("{\"x\":[\"\n\",", "[", ""),
        filled(r#"{"x":"#, r#"{"x":"#, ""),
        filled("", "[", ""),
        filled("<html>", "x", ""),
    ]
}

/// Besides `T` itself, memory is at most four times the body.
#[test]
fn memory_is_bounded_by_the_body() {
    let check = |what: &str, body: &[u8], used: AllocationInfo| {
        let start = String::from_utf8_lossy(&body[..body.len().min(60)]);
        let most = 4 * body.len() as u64 + 4096;
        assert!(used.bytes_max <= most, "{what}: {} bytes of {} for {start:?}", used.bytes_max, body.len());
    };
    let mut bodies: Vec<Vec<u8>> = hostile().into_iter().map(String::into_bytes).collect();
    // Each byte of invalid UTF-8 becomes a character of three bytes.
    let begin = br#"{"errcode":40001,"errmsg":""#.as_slice();
    for invalid in [b"\xFF".repeat(SIZE), b"\xC6\xBE\xD6".repeat(SIZE / 3)] {
        bodies.push([begin, &invalid, b"\"}"].concat());
        bodies.push([begin, b"\\n", &invalid, b"\"}"].concat());
        bodies.push([br#"{"errcode":""#, &*invalid, b"\"}"].concat());
        bodies.push([br#"{"resultcode":1,"resultmsg":""#, &*invalid, b"\"}"].concat());
        bodies.push([br#"{"resultmsg":"m","resultcode":""#, &*invalid, b"\"}"].concat());
        bodies.push([br#"{"message":""#, &*invalid, b"\"}"].concat());
        bodies.push(invalid);
    }
    for body in bodies {
        check("()", &body, measure(|| drop(reply::decode::<(), CommonError>(&body))));
        check("IgnoredAny", &body, measure(|| drop(reply::decode::<IgnoredAny, CommonError>(&body))));
        check("Session", &body, measure(|| drop(reply::decode::<Session, CommonError>(&body))));
        check("status", &body, measure(|| drop(reply::decode_response::<(), CommonError>(500, &body))));
        let Err(error) = reply::decode::<(), CommonError>(&body) else { continue };
        let used = measure(|| assert!(error.to_string().len() < 4096 && format!("{error:?}").len() < 4096));
        assert!(used.bytes_max < 20_000, "{used:?}");
        let Some(error) = error.api() else { continue };
        let shown = |used: AllocationInfo| assert!(used.bytes_max < 8_000, "{used:?}");
        shown(measure(|| assert!(error.to_string().len() < 4096 && format!("{error:?}").len() < 4096)));
        shown(measure(|| drop((error.field("x y"), error.rid(), error.link(), error.hint(), error.request_ip()))));
    }
}

/// Decoding a success allocates only what the type needs.
#[test]
fn a_success_allocates_for_its_type_only() {
    let body = br#"{"errcode":0,"errmsg":"ok","base_resp":{"ret":"0"},"err\u0063ode":0,"x":[{"a":"b"}]}"#;
    let used = measure(|| {
        #[derive(serde::Deserialize)]
        struct Number {
            errcode: u8,
        }
        #[derive(serde::Deserialize)]
        struct Nothing {}
        assert!(reply::decode::<Number, CommonError>(br#"{"errcode":0,"x":1}"#).is_ok_and(|reply| reply.errcode == 0));
        let zeros =
            br#"{"resultcode":0,"errno":"0","code":200,"ret":{"a":1},"errorCode":"","delivery_resultcode":null}"#;
        assert!(reply::decode::<Nothing, CommonError>(zeros).is_ok());
        assert!(reply::decode::<Nothing, CommonError>(br#"{"base_resp":{"ret":"\u0030"}}"#).is_ok());
        assert!(reply::decode::<(), CommonError>(body).is_ok());
    });
    assert_eq!(used.count_total, 0, "{used:?}");
}

/// An earlier version searched all successes for each message: 4 MB took 8 s, and minutes in a test build.
#[test]
fn many_messages_beside_many_successes_end() {
    let times = 250_000;
    let successes = r#""errcode":0,"#.repeat(times);
    let messages = r#""err_msg":"a","#.repeat(times);
    let body = format!(r#"{{{successes}"base_resp":{{{messages}"err_msg":"b"}},"errCode":40001}}"#);
    assert_eq!(api::<()>(body.as_bytes()).unwrap().errmsg(), "a");
    let inside = r#""base_resp":{"ret":0,"err_msg":"a","errmsg":"b"},"#.repeat(times / 4);
    let body = format!(r#"{{{inside}"errCode":40001}}"#);
    assert_eq!(api::<()>(body.as_bytes()).unwrap().errmsg(), "", "all codes beside these messages succeed");
}

/// Everything that can be asked of a hostile reply takes linear time, so that this ends in a test build, too.
#[test]
fn hostile_replies_end() {
    let parts = [
        "rid: ",
        "rid:1 ",
        "hint: [x] ",
        "hint: [",
        "[",
        "]",
        ": ",
        "http://a ",
        "see http://a ",
        "ip ",
        "from ip: 1 ",
        "ip: 1.2.3.4:",
        "request_id: 1 ",
        "，",
        " ",
        ".",
        "1:",
        "ip:1:",
        "req_id: 1, ",
    ];
    let mut bodies: Vec<String> = hostile();
    bodies.extend(parts.iter().map(|part| filled(r#"{"errcode":40001,"errmsg":""#, part, "\"}")));
    bodies.extend(parts.iter().map(|part| filled(r#"{"errcode":40001,"errmsg":"a "#, part, "b\"}")));
    for body in bodies {
        drop((decode::<()>(&body), decode::<Optional>(&body)));
        if let Err(error) = reply::decode_response::<(), CommonError>(500, body.as_bytes()) {
            black_box((error.message(), error.rid(), error.to_string()));
        }
        black_box(reply::items::<CommonError>(body.as_bytes()).count());
        if let Some(error) = api::<Value>(body.as_bytes()) {
            black_box((error.message(), error.rid(), error.hint(), error.link(), error.request_ip()));
            assert_eq!(error.field("absent"), None);
        }
    }
}

/// Characters that end a line, move the cursor or reorder the text.
const FORBIDDEN: &str = "\u{0}\u{7}\n\r\u{1B}\u{7F}\u{85}\u{9B}\u{61C}\u{200E}\u{200F}\u{2028}\u{2029}\u{202A}\u{202B}\u{202C}\
                         \u{202D}\u{202E}\u{2066}\u{2067}\u{2068}\u{2069}";

fn assert_printable<T: core::fmt::Display + ?Sized>(shown: &T) {
    let shown = shown.to_string();
    assert!(!shown.contains(|c| FORBIDDEN.contains(c)), "{shown:?}");
    assert!(shown.chars().count() <= 800, "{} characters", shown.chars().count());
}

/// A `serde_json::Error` quotes the server's texts, which may be long and unprintable.
#[test]
fn the_cause_of_broken_json_is_short_and_printable() {
    #[derive(Debug, Deserialize)]
    enum Color {}
    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code)]
    struct Strict {
        #[serde(default)]
        color: Option<Color>,
        #[serde(default)]
        number: u8,
        #[serde(default)]
        code: Option<CommonError>,
    }
    let long = format!("{FORBIDDEN}{}", "x\u{202E}".repeat(1 << 18));
    for text in [FORBIDDEN, &long] {
        let text = serde_json::to_string(text).unwrap();
        for body in [
            format!(r#"{{"color":{text}}}"#),
            format!(r#"{{"number":{text}}}"#),
            format!(r#"{{"code":{text}}}"#),
            format!("{{{text}:1}}"),
        ] {
            let error = decode::<Strict>(&body).unwrap_err();
            assert_printable(&format!("{error:?}"));
            let ReplyError::Json(error) = error else { panic!("{error:?}") };
            assert_printable(&error);
            assert_printable(&format!("{error:?}"));
            let source = error.source().unwrap();
            assert_printable(source);
            assert_printable(&format!("{source:?}"));
        }
    }
}

#[test]
fn what_is_shown_is_short_and_printable() {
    let mut text = String::new();
    for c in FORBIDDEN.chars() {
        write!(text, "x{c}\\u{:04x}", u32::from(c)).unwrap();
    }
    let long = text.repeat(20_000);
    for text in [&*text, &*long, &"rid: x".repeat(200_000), &format!("rid: {}", "x".repeat(1 << 20))] {
        let error = api::<()>(format!(r#"{{"errcode":7,"errmsg":"{text}"}}"#).as_bytes()).unwrap();
        assert_printable(&error);
        assert!(format!("{error:?}").chars().count() < 1_000);
        assert_printable(&ReplyError::from(error));
        for body in [
            text.to_owned(),
            format!(r#"{{"errcode":"{text}"}}"#),
            format!(r#"{{"errcode":"X","errmsg":"{text}"}}"#),
            format!(r#"{{"resultcode":"{text}","resultmsg":"{text}"}}"#),
            format!(r#"{{"base_resp":"{text}"}}"#),
            format!(r#"{{"openid":["{text}"]}}"#),
            format!(r#"{{"openid":"{text}"#),
            format!(r#"["{text}"]"#),
            format!("\"{text}\""),
            format!("<html>{text}"),
        ] {
            assert_printable(&decode::<Session>(&body).unwrap_err());
        }
    }
    let error = api::<()>(r#"{"errcode":7,"errmsg":"a\u202Eb\u061Cc\u2069"}"#.as_bytes()).unwrap();
    assert!(error.to_string().ends_with("server（服务器）: a b c "), "{error}");
    assert_eq!(error.errmsg(), "a\u{202E}b\u{61C}c\u{2069}", "programs get the server's text unchanged");
    for (characters, shown) in [(499, 499), (500, 500), (501, 501), (100_000, 501)] {
        let message = "长".repeat(characters);
        let error = api::<()>(format!(r#"{{"errcode":7,"errmsg":"{message}"}}"#).as_bytes()).unwrap();
        let line = error.to_string();
        let (_, message) = line.split_once("server（服务器）: ").unwrap();
        assert_eq!((message.chars().count(), message.ends_with('…')), (shown, shown > 500));
    }
    for (characters, shown) in [(199, 199), (200, 200), (201, 201), (2_000, 201)] {
        let message = format!("a rid: {}", "x".repeat(characters));
        let error = api::<()>(format!(r#"{{"errcode":7,"errmsg":"{message}"}}"#).as_bytes()).unwrap();
        let line = error.to_string();
        let (_, rid) = line.split_once("; rid: ").unwrap();
        assert_eq!((rid.chars().count(), rid.ends_with('…')), (shown, shown > 200));
        assert_eq!(error.rid().map(str::len), Some(characters), "programs get the whole text");
    }
}
