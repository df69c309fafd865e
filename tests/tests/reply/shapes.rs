//! Bodies that are not replies, or are too large.

use core::error::Error;

use errcode_runtime::prelude::*;
use errcode_runtime::reply::{self, Format, MAX_LENGTH, NotJson, ReplyError, StatusError};
use errcode_runtime::wechat::CommonError;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::{Careless, Optional, Swallowing};

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
        assert!(error.is_eof() && error.source().is_some() && body.starts_with(error.excerpt().trim_end_matches('…')));
    }
    let body = r#"{"errcode":-1.5e+7,"x":[-0.1E-2,{"n":2E7},true,null,"a\u00e9\n"],"y":{"z":-10,"é":0.5}}"#.as_bytes();
    for end in 1..body.len() {
        let ReplyError::Json(error) = decode(&body[..end]) else { panic!("{end}") };
        assert!(error.is_eof(), "{error}");
        assert_eq!(ReplyError::<CommonError>::Json(error).recovery(), Recovery::Retry);
    }
    for body in
        ["{\"a\":1.}", "{\"a\":-", "{\"a\":1.x", "{\"a\":01", "{\"a\":-x", "{\"a\":1ex", "{\"a\":tx", "{\"a\":\"\\x"]
    {
        let ReplyError::Json(error) = decode(body.as_bytes()) else { panic!("{body}") };
        assert_eq!(error.is_eof(), body.ends_with('-'), "{body}: {error}");
    }
    for body in ["{}}", "{'errcode':0}", "{errcode:0}", "{\"errcode\":0,}", "{{page}}"] {
        let ReplyError::Json(error) = decode(body.as_bytes()) else { panic!("{body}") };
        assert!(
            error.is_syntax() && error.to_string().starts_with("the reply is not valid JSON（响应不是有效的 JSON）: ")
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
        // An audio file, and bodies that begin with the letters of an image.
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
    // White space and a byte order mark before a body are no part of it, whoever looks at it.
    for (body, format) in formats {
        for before in [" \n".repeat(1_000), " \u{FEFF}\r\n".to_owned()] {
            let body = [before.as_bytes(), body].concat();
            let ReplyError::NotJson(error) = decode(&body) else { panic!("{body:?}") };
            let status = StatusError::new(502, &*body);
            let all = [error.format(), NotJson::new(&body).format(), Format::of(&body), status.format().unwrap()];
            assert_eq!(all, [*format; 4], "{body:?}");
        }
    }
    // Only the beginning is looked at, and its end may fall inside a character.
    for before in ["", "a", "ab"] {
        let ReplyError::NotJson(error) = decode(format!("{before}{}", "忙".repeat(10_000)).as_bytes()) else {
            panic!()
        };
        assert_eq!(error.format(), Format::Text, "{before:?}");
    }
    let long = format!("<html>{}", "长".repeat(10_000));
    let ReplyError::NotJson(error) = decode(long.as_bytes()) else { panic!("a page") };
    assert_eq!((error.format(), error.excerpt().chars().count()), (Format::Html, 201));
    for (characters, shown) in [(199, 199), (200, 200), (201, 201), (10_000, 201)] {
        let ReplyError::NotJson(error) = decode("𠮷".repeat(characters).as_bytes()) else { panic!("a text") };
        assert_eq!((error.excerpt().chars().count(), error.excerpt().ends_with('…')), (shown, shown == 201));
    }
}

/// A type that never asks the deserializer for anything.
#[derive(Debug)]
struct Absent;

impl<'de> Deserialize<'de> for Absent {
    fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Ok(Self)
    }
}

/// A truncated reply is no success for a type that ignores the errors of `serde_json`.
#[test]
fn a_type_that_ignores_errors_does_not_hide_a_cut() {
    let body = r#"{"openid":"o","list":[{"a":"b"}],"errcode":40001}"#;
    for end in 1..body.len() {
        let error = reply::decode::<Careless, CommonError>(&body.as_bytes()[..end]).unwrap_err();
        assert!(matches!(error, ReplyError::Json(_)), "{error:?}: {}", &body[..end]);
    }
    assert!(matches!(reply::decode::<Absent, CommonError>(b"{}"), Err(ReplyError::Json(_))));
    assert!(matches!(reply::decode::<(), CommonError>(b"{}}"), Err(ReplyError::Json(_))));
}

/// After an error, the position of `serde_json` may be at the end of a valid object.
#[test]
fn a_type_that_ignores_errors_does_not_hide_broken_json() {
    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct Inside {
        #[serde(default)]
        a: Option<u8>,
        #[serde(default)]
        inside: Option<Swallowing<Optional>>,
    }
    let values = [
        "tru",
        "nul",
        "-",
        "+1",
        "01",
        "-01",
        "1.",
        ".1",
        "1.e1",
        "1e",
        "1e+",
        "0x1",
        "1 1",
        "\"\\x\"",
        "\"\\u12g4\"",
        "[1,]",
        "[,1]",
        "[1 1]",
        "[1,,1]",
        "{\"b\":1,}",
        "{,\"b\":1}",
        "{\"b\"}",
        "{\"b\":}",
        "{\"b\",1}",
        "{1:1}",
        "{\"b\":1 \"c\":1}",
        "[1}",
        "{\"b\":1]",
        "[\"b\":1]",
        "[{]}",
        "tru\u{1}",
        "{\"b\"::1}",
        ":1",
        "nan",
        "\u{c}1",
    ];
    let mut bodies =
        vec!["{\"\":-1,}".to_owned(), "{,\"a\":1}".to_owned(), "{\"a\" 1}".to_owned(), "{\"a\":1 \"b\":1}".to_owned()];
    for value in values {
        bodies.push(format!("{{\"a\":{value}}}"));
        bodies.push(format!("{{\"errcode\":0,\"x\":[{value}],\"a\":1}}"));
        bodies.push(format!("{{\"inside\":{{\"openid\":{value}}},\"errcode\":0}}"));
        bodies.push(format!("{{\"x\":{}{value}{}}}", "[".repeat(100), "]".repeat(100)));
    }
    bodies.push("{\"inside\":{\"openid\":\"o\",},\"errcode\":0}".to_owned());
    bodies.push("{\"a\":1} x".to_owned());
    // Control characters that the runtime does not escape, because the copy would be more than twice as long.
    bodies.push("{\"a\":\"\u{1}\u{2}\u{3}\u{4}\u{5}\u{6}\"}".to_owned());
    for body in &bodies {
        let body = body.as_bytes();
        let shown = String::from_utf8_lossy(body);
        let reads = [
            reply::decode::<Swallowing<Inside>, CommonError>(body).map(drop),
            reply::decode::<Swallowing<u8>, CommonError>(body).map(drop),
            reply::decode::<Option<Swallowing<Inside>>, CommonError>(body).map(drop),
            reply::decode::<Inside, CommonError>(body).map(drop),
            reply::decode::<Careless, CommonError>(body).map(drop),
        ];
        for read in reads {
            assert!(matches!(read, Err(ReplyError::Json(_))), "{shown}: {read:?}");
        }
    }
    // Valid JSON stays a success, in all spellings.
    let values = [
        "0",
        "-0",
        "-0.0e-1",
        "10.25E+07",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\uFfA0\"",
        "[ ]",
        "{ }",
        "[ 1 , { \"b\" : [ ] } ]",
    ];
    for value in values {
        let body = format!("{{ \"x\" : {value} , \"y\" : [{value}]\r\n\t}}");
        assert!(reply::decode::<Swallowing<Inside>, CommonError>(body.as_bytes()).is_ok(), "{body}");
    }
}

/// The broken part may be nested deeper than the scan checks the grammar.
#[test]
fn a_type_that_ignores_errors_does_not_hide_deep_broken_json() {
    /// Continues after each error.
    #[derive(Debug)]
    struct Deep;

    impl<'de> Deserialize<'de> for Deep {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            drop(Vec::<Self>::deserialize(deserializer));
            Ok(Self)
        }
    }

    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct Reply {
        x: Deep,
    }

    for depth in [1, 10, 63, 64, 65, 66, 100] {
        let decode = |value: &str| {
            let body = format!(r#"{{"x":{}{value}{}}}"#, "[".repeat(depth), "]".repeat(depth));
            reply::decode::<Reply, CommonError>(body.as_bytes())
        };
        assert!(decode("0").is_ok(), "{depth}");
        assert!(matches!(decode("[0,]"), Err(ReplyError::Json(_))), "{depth}");
    }
}

/// Decoding `()` needs no copy in which control characters are escaped.
#[test]
fn a_unit_is_read_beside_many_control_characters() {
    let body = format!("{{\"errcode\":0,\"x\":\"{}\\\u{1}\"}}", "\u{1}".repeat(1_000));
    reply::decode::<(), CommonError>(body.as_bytes()).unwrap();
    reply::decode::<Option<()>, CommonError>(body.as_bytes()).unwrap();
    let error = reply::decode::<Value, CommonError>(body.as_bytes()).unwrap_err();
    assert!(matches!(error, ReplyError::Json(error) if error.is_syntax()));
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
    for cut in [format!(r#"{{"errcode":0,"x":{}"#, "[".repeat(10_000)), r#"{"x":"#.repeat(2_049)] {
        for error in [
            reply::decode::<(), CommonError>(cut.as_bytes()).unwrap_err(),
            reply::decode::<Value, CommonError>(cut.as_bytes()).unwrap_err(),
        ] {
            assert!(matches!(error, ReplyError::TooDeep { limit: 2_048 }), "{error:?}");
        }
    }
    let cut = r#"{"x":"#.repeat(2_048);
    assert!(matches!(reply::decode::<(), CommonError>(cut.as_bytes()), Err(ReplyError::Json(_))));
    // The object itself counts as one of the 2,048 levels.
    assert!(reply::decode::<(), CommonError>(nested(2_047).as_bytes()).is_ok());
    // Other brackets beside the nested ones add no depth.
    let beside = format!(r#"{{"x":{}{}[]{}}}"#, "[".repeat(2_046), "[],".repeat(20), "]".repeat(2_046));
    assert!(reply::decode::<(), CommonError>(beside.as_bytes()).is_ok());
    // Many brackets side by side are not deep, and brackets inside strings do not count.
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
    for too_long in [MAX_LENGTH + 1, MAX_LENGTH + 2] {
        let error = list(too_long).unwrap_err();
        assert!(
            matches!(error, ReplyError::TooLarge { length } if length == too_long),
            "a list that is too long is not parsed"
        );
        assert!(!error.is_retryable(), "it would be as long again");
    }
}
