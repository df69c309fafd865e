//! Which message is that of the error, and what else its reply holds.

use errcode_runtime::reply::{self, ReplyError};
use errcode_runtime::wechat::GeneralError;
use serde::Deserialize;

use crate::{Session, api};

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
