//! Replies whose codes are texts, and replies whose codes are of another type than the enum's.

use allocation_counter::measure;
use errcode_runtime::errcodes;
use errcode_runtime::reply::{self, Envelope, ReplyError};
use errcode_runtime::wechat::CommonError;
use proptest::prelude::*;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;

use crate::independent::assert_agrees_on_texts;
use crate::{Careless, Flat, Session, Untagged};

errcodes!("tables/pay.csv");
errcodes! { enum OddError from "fixtures/texts/odd.csv"; }
errcodes! { enum AcceptError from "tables/pay.csv" (success = ["ACCEPTED"]); }
errcodes! { enum PortError from "fixtures/vendor/queue.csv" (success = [7]); }

fn decode<T: DeserializeOwned>(body: impl AsRef<[u8]>) -> Result<T, ReplyError<PayError>> {
    reply::decode_with(Envelope::WECHAT_PAY, body.as_ref())
}

/// The code of an error reply. Every type must get this error.
fn code(body: &str) -> Option<String> {
    let codes = [
        decode::<()>(body).err(),
        decode::<Value>(body).err(),
        decode::<IgnoredAny>(body).err(),
        decode::<Session>(body).err(),
        decode::<Careless>(body).err(),
        decode::<Flat>(body).err(),
        decode::<Untagged>(body).err(),
    ]
    .map(|error| error.and_then(|error| error.code()).map(|error| error.code().to_owned()));
    assert!(codes.iter().all(|code| *code == codes[0]), "{body}: {codes:?}");
    codes[0].clone()
}

#[test]
fn a_text_is_an_error_whatever_the_type_is() {
    for (body, expected) in [
        (r#"{"code":"PARAM_ERROR","message":"参数错误"}"#, "PARAM_ERROR"),
        (r#"{"message":"x","detail":{"field":"/amount"},"code":"isv.LIMIT"}"#, "isv.LIMIT"),
        (r#"{"openid":"o","code":"PARAM_ERROR"}"#, "PARAM_ERROR"),
        // Escapes, of the key and of the code.
        (r#"{"code":"PARAM\u005fERROR"}"#, "PARAM_ERROR"),
        (r#"{"c\u006fde":"isv\u002eLIMIT"}"#, "isv.LIMIT"),
        (r#"{"code":"\u0050\u0041RAM_ERROR"}"#, "PARAM_ERROR"),
        // A code without a row is kept.
        (r#"{"code":"NEW_ERROR"}"#, "NEW_ERROR"),
        (r#"{"code":""}"#, ""),
        (r#"{"code":"40001"}"#, "40001"),
        (r#"{"code":"0"}"#, "0"),
        (r#"{"code":"success"}"#, "success"),
        (r#"{"code":"a\"b\\c\/d\n\u4e00\ud83d\ude00"}"#, "a\"b\\c/d\n一😀"),
        (r#"{"code":"系统"}"#, "系统"),
        // Repeated codes, beside a success or a value that is not a code.
        (r#"{"code":"SUCCESS","code":"PARAM_ERROR"}"#, "PARAM_ERROR"),
        (r#"{"code":"PARAM_ERROR","code":"SUCCESS"}"#, "PARAM_ERROR"),
        (r#"{"code":7,"code":"PARAM_ERROR"}"#, "PARAM_ERROR"),
        (r#"{"code":"PARAM_ERROR"}<!-- proxy -->"#, "PARAM_ERROR"),
        ("\u{FEFF} {\"code\" : \"PARAM_ERROR\" }\n", "PARAM_ERROR"),
        ("{\"code\":\"PARAM_ERROR\",\"message\":\"a\nb\"}", "PARAM_ERROR"),
    ] {
        assert_eq!(code(body).as_deref(), Some(expected), "{body}");
        let error = decode::<()>(body).unwrap_err();
        let error = error.api().unwrap();
        assert_eq!(error.code(), PayError::from(expected));
        assert_eq!(error.body(), body.as_bytes());
    }
    for error in OddError::ALL {
        let body = serde_json::json!({ "code": error.code(), "message": "m" }).to_string();
        let decoded = reply::decode_with::<(), OddError>(Envelope::WECHAT_PAY, body.as_bytes());
        assert_eq!(decoded.unwrap_err().code().as_ref(), Some(error));
    }
}

#[derive(Deserialize)]
struct Coded {
    code: String,
}

#[test]
fn a_row_of_kind_ok_and_no_code_at_all_are_successes() {
    for body in [
        r#"{"code":"SUCCESS","openid":"o"}"#,
        r#"{"code":"SUC\u0043ESS","openid":"o"}"#,
        r#"{"openid":"o"}"#,
        r#"{"message":"PARAM_ERROR","openid":"o","data":{"code":"PARAM_ERROR"}}"#,
    ] {
        assert_eq!(decode::<Session>(body).unwrap(), Session { openid: "o".into() }, "{body}");
        decode::<()>(body).unwrap();
    }
    // A code may be a field of the type.
    assert_eq!(decode::<Coded>(r#"{"code":"SUCCESS"}"#).unwrap().code, "SUCCESS");
    // If nothing defines success, every code is an error.
    errcodes! { enum CardError from "tables/zeros.csv"; }
    let reply = reply::decode_with::<(), CardError>(Envelope::WECHAT_PAY, br#"{"code":"00"}"#);
    assert_eq!(reply.unwrap_err().code(), Some(CardError::Approved));
}

#[test]
fn the_other_kind_of_code_is_said_in_words_of_its_own() {
    for value in ["40001", "0", "-1", "1.5", "null", "true", "[]", "{}", r#"["PARAM_ERROR"]"#] {
        for body in [format!(r#"{{"code":{value}}}"#), format!(r#"{{"code":"SUCCESS","code":{value},"openid":"o"}}"#)] {
            for error in [
                decode::<()>(&body).unwrap_err(),
                decode::<Value>(&body).unwrap_err(),
                decode::<Session>(&body).map(drop).unwrap_err(),
                decode::<Careless>(&body).map(drop).unwrap_err(),
            ] {
                let ReplyError::Code(invalid) = &error else { panic!("{body}: {error:?}") };
                assert_eq!((invalid.key(), invalid.value()), ("code", value));
                let shown = format!(
                    "`code` of the reply is not an error code（不是错误码）, which is a text here（这里的错误码是文本）: {value}"
                );
                assert_eq!((error.to_string(), error.code()), (shown, None));
            }
        }
    }
    let reply = reply::decode_with::<(), CommonError>(Envelope::WECHAT_PAY, br#"{"code":"PARAM_ERROR"}"#);
    let error = reply.unwrap_err();
    assert!(matches!(&error, ReplyError::Code(invalid) if invalid.value() == "\"PARAM_ERROR\""));
    assert_eq!(
        error.to_string(),
        "`code` of the reply is not an error code（不是错误码）, which is a number here（这里的错误码是数字）: \"PARAM_ERROR\""
    );
    // WeChat's own envelope with texts: the gateway's number is no success, and no code of this enum.
    let reply = reply::decode::<(), PayError>(br#"{"errcode":40001,"errmsg":"invalid credential"}"#);
    assert!(matches!(reply, Err(ReplyError::Code(invalid)) if invalid.key() == "errcode"));
    let reply = reply::decode::<(), PayError>(br#"{"errcode":"isv.LIMIT","base_resp":{"ret":"SUCCESS"}}"#);
    assert_eq!(reply.unwrap_err().code(), Some(PayError::IsvLimit));
}

/// Such a reply is always an error, but its code is not known.
#[test]
fn what_is_no_unicode_is_no_code() {
    for code in
        [b"\xFF".as_slice(), b"PARAM_ERROR\xFF", b"\xB4\xED\xCE\xF3", br"\ud800", br"PARAM_ERROR\udc00", b"SUCCESS\xC3"]
    {
        let body = [br#"{"code":""#, code, br#""}"#].concat();
        let error = decode::<()>(&body).unwrap_err();
        assert!(matches!(&error, ReplyError::Code(invalid) if invalid.key() == "code"), "{error:?}");
        let body = [br#"{"code":""#, code, br#"","code":"PARAM_ERROR"}"#].concat();
        assert_eq!(decode::<()>(&body).unwrap_err().code(), Some(PayError::ParamError));
    }
}

#[test]
fn the_servers_message_is_kept_and_shown_where_it_says_more() {
    for (body, errmsg, shown) in [
        (
            r#"{"code":"PARAM_ERROR","message":"/amount/total 缺失"}"#,
            "/amount/total 缺失",
            "PARAM_ERROR ParamError: bad parameter（参数错误）; server（服务器）: /amount/total 缺失",
        ),
        (
            r#"{"code":"PARAM_ERROR","message":"参数错误"}"#,
            "参数错误",
            "PARAM_ERROR ParamError: bad parameter（参数错误）",
        ),
        (r#"{"code":"isv.LIMIT"}"#, "", "isv.LIMIT IsvLimit: too many calls（调用过于频繁）"),
        (
            r#"{"message":"unheard of","code":"NEW\nERROR"}"#,
            "unheard of",
            "NEW ERROR Unknown: unknown error code（未知错误码）; server（服务器）: unheard of",
        ),
        // A message of `null` does not count.
        (r#"{"code":"SIGN_ERROR","message":null}"#, "", "SIGN_ERROR SignError: wrong signature（签名错误）"),
    ] {
        let error = decode::<()>(body).unwrap_err();
        assert_eq!((error.api().unwrap().errmsg(), error.to_string()), (errmsg, shown.to_owned()), "{body}");
    }
    let error = decode::<()>(r#"{"code":"PARAM_ERROR","message":"m","detail":{"field":"/amount"}}"#).unwrap_err();
    let error = error.api().unwrap();
    assert_eq!(error.field("detail").unwrap()["field"], "/amount");
    assert_eq!(error.clone(), *error);
}

/// Large enough that code with quadratic running time would not end.
const SIZE: usize = 1 << 18;

/// Long codes: plain, escaped, and in invalid UTF-8.
fn hostile() -> Vec<Vec<u8>> {
    let units: [&[u8]; 12] = [
        b"x",
        "长".as_bytes(),
        br"\u0041",
        br"\n",
        br"\ud800",
        br"\ud83d\ude00",
        b"\n",
        b"\x01",
        b"\\\n",
        b"\xFF",
        b"\xC6\xBE\xD6",
        "\u{202E}".as_bytes(),
    ];
    let repeated = |unit: &[u8], before: &[u8], after: &[u8]| [before, &unit.repeat(SIZE / unit.len()), after].concat();
    let mut bodies = Vec::new();
    for unit in units {
        bodies.push(repeated(unit, br#"{"code":""#, br#"","message":"m"}"#));
        bodies.push(repeated(unit, br#"{"code":"SUCCESS","code":""#, br#""}"#));
        bodies.push(repeated(unit, br#"{"code":""#, b""));
        bodies.push(repeated(unit, br#"{"code":["#, b"]}"));
        bodies.push(repeated(unit, br#"{"code":"PARAM_ERROR","message":""#, br#""}"#));
    }
    bodies.push(repeated(br#""code":"SUCCESS","#, b"{", br#""code":"PARAM_ERROR"}"#));
    bodies.push(repeated(br#""code":"NEW","#, b"{", br#""code":"SUCCESS"}"#));
    bodies.push(repeated(br#""code":7,"#, b"{", br#""code":"NEW"}"#));
    bodies
}

/// Besides `T` itself, memory is at most four times the body, as where codes are numbers.
#[test]
fn memory_is_bounded_by_the_body() {
    for body in hostile() {
        let start = String::from_utf8_lossy(&body[..60]).into_owned();
        let check = |used: allocation_counter::AllocationInfo| {
            let most = 4 * body.len() as u64 + 4096;
            assert!(used.bytes_max <= most, "{} bytes of {} for {start:?}", used.bytes_max, body.len());
        };
        check(measure(|| drop(decode::<()>(&body))));
        check(measure(|| drop(decode::<Session>(&body))));
        let Err(error) = decode::<()>(&body) else { panic!("a success: {start:?}") };
        let used = measure(|| {
            for shown in [error.to_string(), format!("{error:?}")] {
                assert!(shown.chars().count() < 4096, "{start:?}");
            }
        });
        assert!(used.bytes_max < 20_000, "{used:?} for {start:?}");
        assert!(!error.to_string().contains(errcode_core::is_unprintable), "{start:?}");
    }
}

/// Decoding a success allocates only what the type needs.
#[test]
fn a_success_does_not_allocate() {
    let used = measure(|| {
        assert!(decode::<()>(br#"{"code":"SUCCESS","message":"ok","x":1}"#).is_ok());
        assert!(decode::<()>(br#"{"message":"ok"}"#).is_ok());
    });
    assert_eq!(used.count_total, 0, "{used:?}");
}

#[test]
fn what_is_shown_of_a_code_is_cut() {
    for (characters, shown) in [(199, 199), (200, 200), (201, 201), (1 << 20, 201)] {
        let code = "长".repeat(characters);
        let error = decode::<()>(format!(r#"{{"code":"{code}"}}"#)).unwrap_err();
        assert_eq!(error.code().unwrap().code(), code, "programs get all of it");
        let line = error.to_string();
        let (begin, _) = line.split_once(" Unknown: ").unwrap();
        assert_eq!((begin.chars().count(), begin.ends_with('…')), (shown, characters > 200));
    }
}

fn member() -> impl Strategy<Value = String> {
    const KEYS: &[&str] = &["code", "code", "code", r"c\u006fde", "message", "message", "Code", "errcode", "data", ""];
    const VALUES: &[&str] = &[
        r#""SUCCESS""#,
        r#""SUCCESS""#,
        r#""PARAM_ERROR""#,
        r#""PARAM\u005fERROR""#,
        r#""NEW""#,
        r#""""#,
        r#""\ud800""#,
        r#""a\nb""#,
        r#""系统""#,
        "0",
        "40001",
        "null",
        "true",
        "[]",
        r#"{"code":"PARAM_ERROR"}"#,
        r#"["PARAM_ERROR"]"#,
    ];
    (prop::sample::select(KEYS), prop::sample::select(VALUES)).prop_map(|(key, value)| format!(r#""{key}":{value}"#))
}

proptest! {
    #[test]
    fn any_reply_is_read_as_the_reference_reads_it(members in prop::collection::vec(member(), 0..6)) {
        assert_agrees_on_texts::<PayError>(format!("{{{}}}", members.join(",")).as_bytes());
    }

    #[test]
    fn any_text_is_a_code(code: String, message: String) {
        let body = serde_json::json!({ "code": code, "message": message }).to_string();
        assert_agrees_on_texts::<PayError>(body.as_bytes());
        let error = decode::<()>(&body).unwrap_err().code().unwrap();
        prop_assert_eq!(error.code(), code);
    }
}

#[test]
fn a_word_under_the_key_of_a_gateway_is_a_code_of_the_enum() {
    let decode = |body: &str| reply::decode::<(), AcceptError>(body.as_bytes());
    let accepted = r#"{"code":"ACCEPTED","message":"queued"}"#;
    decode(accepted).unwrap();
    let error = reply::decode_response::<(), AcceptError>(500, accepted.as_bytes()).unwrap_err();
    assert!(matches!(error, ReplyError::Status(_)), "{error}");
    // The code of another party is not hidden by a success.
    let error = decode(r#"{"code":"ACCEPTED","message":"queued","resultcode":1202}"#).unwrap_err();
    assert!(matches!(&error, ReplyError::Foreign(error) if error.key() == "resultcode"), "{error}");
    let failed = r#"{"code":"SYSTEM_ERROR","message":"wrong"}"#;
    assert_eq!(decode(failed).unwrap_err().code(), Some(AcceptError::SystemError));
    // Beside another party's code, the enum's wins in any order.
    for other in [r#""resultcode":1202"#, r#""errno":5"#, r#""ret":-1"#, r#""code":7"#] {
        let own = r#""code":"SYSTEM_ERROR","message":"wrong""#;
        for body in [format!("{{{own},{other}}}"), format!("{{{other},{own}}}")] {
            assert_eq!(decode(&body).unwrap_err().code(), Some(AcceptError::SystemError), "{body}");
            assert_eq!(reply::items::<AcceptError>(format!("[{body}]").as_bytes()).count(), 1, "{body}");
        }
    }
    // A number is not a code of this enum, but the gateway's.
    assert!(matches!(decode(r#"{"code":7,"message":"wrong"}"#), Err(ReplyError::Foreign(_))));

    let list = format!(r#"{{"list":[{accepted},{failed},{{"code":7,"message":"wrong"}},{{"code":"DATA"}}]}}"#);
    let items = reply::items::<AcceptError>(list.as_bytes());
    let items: Vec<_> = items.map(|item| (item.index(), item.code(), item.errmsg().to_owned())).collect();
    assert_eq!(items, [(1, AcceptError::SystemError, "wrong".to_owned())]);
    // For an enum of numbers, a number under this key is the gateway's even if the enum has it as a success.
    assert!(matches!(
        reply::decode::<(), PortError>(br#"{"code":7,"message":"wrong"}"#),
        Err(ReplyError::Foreign(error)) if error.key() == "code"
    ));
}

#[test]
fn control_characters_do_not_change_what_a_reply_means() {
    for controls in (0..12).map(|count| "\u{16}".repeat(count)) {
        let bodies = [
            (format!("{{\"a{controls}\":0}}"), None),
            (format!("{{\"code\":\"SUCCESS\",\"a\":\"{controls}\"}}"), None),
            (format!("{{\"code\":\"PARAM_ERROR\",\"message\":\"{controls}\"}}"), Some("PARAM_ERROR")),
            (format!("{{\"code\":\"{controls}\"}}"), Some(&*controls)),
        ];
        for (json, expected) in bodies {
            for begin in ["", " \n", "\u{FEFF}", " \u{FEFF} \n "] {
                let body = format!("{begin}{json}");
                assert_agrees_on_texts::<PayError>(body.as_bytes());
                let code = decode::<()>(&body).err().map(|error| error.code().unwrap().code().to_owned());
                assert_eq!(code.as_deref(), expected, "{body:?}");
            }
        }
    }
}

#[test]
fn an_unknown_code_is_shown_in_one_line() {
    let PayError::Unknown(unknown) = PayError::from("NEW\nERROR") else { panic!("no row has this code") };
    assert_eq!((format!("{unknown}"), format!("{unknown:?}")), ("NEW ERROR".to_owned(), r#""NEW\nERROR""#.to_owned()));
}
