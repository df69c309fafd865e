//! Which message belongs to the error, and the other fields of its reply.

use errcode_runtime::reply::{self, ReplyError};
use errcode_runtime::wechat::GeneralError;
use serde::Deserialize;

use crate::{Session, Swallowing, Unit, api};

#[test]
fn a_message_is_that_of_the_error() {
    for (body, errmsg) in [
        (r#"{"errcode":40001,"errmsg":"own","errMsg":"other"}"#, "own"),
        (r#"{"errMsg":"other","errmsg":"own","errcode":40001}"#, "own"),
        (r#"{"errcode":40001,"errmsg":"","errmsg":"own"}"#, "own"),
        // The message may have the other spelling. One in the same object is preferred.
        (r#"{"errcode":40001,"errMsg":"busy"}"#, "busy"),
        (r#"{"errcode":40001,"errmsg":"","errMsg":"busy"}"#, "busy"),
        (r#"{"base_resp":{"err_msg":"inside"},"errcode":40001,"errMsg":"busy"}"#, "busy"),
        (r#"{"errcode":40001,"base_resp":{"err_msg":"inside"}}"#, "inside"),
        (r#"{"errmsg":"outside","base_resp":{"ret":40001}}"#, "outside"),
        // But a message of a code that is a success does not count.
        (r#"{"errcode":0,"errmsg":"ok","base_resp":{"ret":40001,"errmsg":"bad"}}"#, "bad"),
        (r#"{"errcode":0,"errmsg":"ok","base_resp":{"ret":40001}}"#, ""),
        (r#"{"errcode":40001,"errmsg":"","errCode":0,"errMsg":"document.get:ok"}"#, ""),
        (r#"{"errcode":40001,"resultcode":0,"resultmsg":"fine"}"#, ""),
        (r#"{"errcode":40001,"resultcode":{},"resultmsg":"bad"}"#, "bad"),
        (r#"{"errmsg":"of both","errcode":0,"errcode":40001}"#, "of both"),
        // If a code is repeated, the message after the failing one counts, else the one before it.
        (r#"{"errcode":0,"errmsg":"ok","errcode":40001,"errmsg":"bad"}"#, "bad"),
        (r#"{"errcode":40001,"errmsg":"bad","errcode":0,"errmsg":"ok"}"#, "bad"),
        (r#"{"errmsg":"bad","errcode":40001,"errcode":0}"#, "bad"),
        (r#"{"errmsg":"bad","errcode":40001,"errmsg":" "}"#, "bad"),
        (r#"{"errMsg":"a","errcode":40001,"errMsg":"b"}"#, "b"),
        (r#"{"errmsg":"a","errmsg":"b","errcode":40001}"#, "a"),
        (r#"{"errcode":40001,"errmsg":"a","errmsg":"b"}"#, "a"),
        (r#"{"errcode":40001,"errmsg":"a","errcode":-1,"errmsg":"b"}"#, "a"),
        // If all codes of an object are successes, none of its messages belongs to an error elsewhere.
        (r#"{"errcode":0,"errMsg":"request:ok","base_resp":{"ret":40001}}"#, ""),
        (r#"{"errcode":40001,"base_resp":{"ret":0,"errmsg":"ok"}}"#, ""),
        (r#"{"errcode":40001,"base_resp":{"ret":-1,"errCode":0,"errmsg":"bad"}}"#, "bad"),
        (r#"{"errcode":40001,"base_resp":{"ret":-1,"errCode":0,"errMsg":"ok"}}"#, ""),
        // A blank message does not count.
        (r#"{"errmsg":" ","errcode":40001,"errMsg":"real"}"#, "real"),
        (r#"{"errcode":40001,"errmsg":"\t\u0020\u3000 　\u00a0","errMsg":"real"}"#, "real"),
        (r#"{"errcode":40001,"errmsg":"\u200b","errMsg":"real"}"#, "\u{200b}"),
        (r#"{"errcode":40001,"errmsg":" \u3001","errMsg":"real"}"#, " 、"),
        (r#"{"errcode":40001,"errmsg":" "}"#, ""),
        // A message that is not a string is kept as it is.
        (r#"{"errcode":40001,"errmsg":{"a": 1.0}}"#, r#"{"a": 1.0}"#),
        (r#"{"errcode":40001,"errmsg":null,"errMsg":7}"#, "7"),
        (r#"{"errcode":40001,"errmsg":"a\ud800b"}"#, "a\u{FFFD}\u{FFFD}\u{FFFD}b"),
        (r#"{"errcode":40001,"errmsg":"\ud800\udc00 \udbff\udfff"}"#, "\u{10000} \u{10FFFF}"),
        (r#"{"errcode":40001,"errmsg":"\ud83d\ude00"}"#, "😀"),
    ] {
        assert_eq!(api::<()>(body.as_bytes()).unwrap().errmsg(), errmsg, "{body}");
    }
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
    error.read::<()>().unwrap();
    error.read::<Unit>().unwrap();
}

#[test]
fn the_last_field_of_a_name_is_given() {
    let error = api::<()>(r#"{"x":1,"errcode":-1,"x":[2],"\ud800\udc00":3,"y":4}"#.as_bytes()).unwrap();
    assert_eq!(error.field("x").unwrap()[0], 2);
    assert_eq!(error.field("\u{10000}").unwrap(), 3);
    let error = api::<()>(br#"{"\u0078":1,"errcode":-1,"x":2,"\u0078":3}"#).unwrap();
    assert_eq!(error.field("x").unwrap(), 3);
}

#[test]
fn a_type_that_ignores_errors_reads_what_was_repaired() {
    let error = api::<()>(b"{\"errcode\":-1,\"openid\":\"a\nb\"}").unwrap();
    assert_eq!(error.read::<Swallowing<Session>>().unwrap().0.unwrap().openid, "a\nb");
}

#[test]
fn a_foreign_message_is_not_that_of_a_success() {
    for (body, key, errmsg) in [
        // Another party's error, beside a success of the enum.
        (r#"{"errcode":0,"errmsg":"ok","errno":600001,"errMsg":"request:fail"}"#, "errno", "request:fail"),
        (r#"{"errcode":0,"errmsg":"ok","errno":600001}"#, "errno", ""),
        // Another party's error, beside a success of a third party.
        (r#"{"ret":0,"code":"INVALID_HOST","msg":"Invalid host"}"#, "code", "Invalid host"),
        (r#"{"ret":7,"code":0,"msg":"no session"}"#, "ret", "no session"),
        // The first of two messages is not a string.
        (r#"{"message":{},"message":"Invalid host","code":"INVALID_HOST"}"#, "code", "{}"),
    ] {
        let error = reply::decode::<(), GeneralError>(body.as_bytes()).unwrap_err();
        let ReplyError::Foreign(error) = error else { panic!("{error}") };
        assert_eq!((error.key(), error.errmsg()), (key, errmsg), "{body}");
    }
}
