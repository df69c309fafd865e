//! Keys that the caller chooses.

use errcode_runtime::reply::{self, Envelope};
use errcode_runtime::wechat::{CommonError, XiaoweiError};
use serde_json::Value;

#[test]
fn envelopes_are_chosen_by_the_caller() {
    let body = br#"{"code":20002,"desc":"parse json body failed"}"#;
    assert!(reply::decode::<(), XiaoweiError>(body).is_ok(), "`code` is data unless asked for");
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
