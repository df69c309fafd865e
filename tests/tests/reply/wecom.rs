//! Replies of WeCom (企业微信): the same keys, numbers of its own, and a tail with a hint, the caller's address and a link.

use errcode_runtime::prelude::*;
use errcode_runtime::reply::{self, ApiError, Envelope};
use errcode_runtime::wechat::{GeneralError, WecomError};
use serde_json::Value;

use Recovery::{FixRequest, FixSetup, Reauthorize, RefreshToken, Retry, SlowDown};

/// The link that WeCom appends for a code.
fn link(code: i64) -> String {
    format!("https://open.work.weixin.qq.com/devtool/query?e={code}")
}

/// A reply in WeCom's format; the wording is ours.
fn body(code: i64, message: &str, more: &str) -> String {
    let tail = format!("hint: [1702345678_75_0123456789abcdef], from ip: 203.0.113.9, more info at {}", link(code));
    format!(r#"{{"errcode":{code},"errmsg":"{message}, {tail}"{more}}}"#)
}

#[test]
fn replies_are_decoded_with_its_own_table() {
    for (code, message, more, name, recovery) in [
        (-1, "the server is busy", "", "SystemBusy", Retry),
        (40001, "the secret is wrong", "", "InvalidCorpSecret", FixSetup),
        (40014, "the token is wrong", "", "InvalidAccessToken", RefreshToken),
        (42001, "the token is out of date", "", "AccessTokenExpired", RefreshToken),
        (42009, "the token of the suite is out of date", "", "SuiteAccessTokenExpired", RefreshToken),
        (42007, "the code is out of date", "", "PreAuthCodeExpired", Reauthorize),
        (40029, "the code is wrong", "", "InvalidOauthCode", Reauthorize),
        (45009, "too many calls of this api", "", "ApiCallTooFrequent", SlowDown),
        (45033, "too many calls at once", "", "ApiConcurrencyExceeded", SlowDown),
        (48002, "this api is not for the app", "", "ApiNotPermitted", FixSetup),
        (60011, "no right to read these contacts", "", "MemberDepartmentOrTagNotPermitted", FixSetup),
        (60020, "no access from your ip", "", "IpNotTrusted", FixSetup),
        (60111, "no such user", "", "UserIdNotFound", FixRequest),
        (
            81013,
            "nobody can be reached",
            r#","invaliduser":"a|b","invalidparty":"","invalidtag":"""#,
            "AllRecipientsInvalid",
            FixRequest,
        ),
    ] {
        let body = body(code, message, more);
        for envelope in [Envelope::WECHAT, Envelope::WECHAT.and(&[("error-code", "error-msg")])] {
            let error = reply::decode_with::<Value, WecomError>(envelope, body.as_bytes()).unwrap_err();
            let error = error.api().unwrap();
            assert_eq!(
                (error.code().code(), error.code().name(), error.code().recovery()),
                (code, name, recovery),
                "{body}"
            );
            assert_eq!(error.message(), message, "{body}");
            assert_eq!(error.hint(), Some("1702345678_75_0123456789abcdef"), "{body}");
            assert_eq!((error.request_ip(), error.link()), (Some("203.0.113.9"), Some(&*link(code))), "{body}");
        }
    }
    let token =
        reply::decode::<Value, WecomError>(br#"{"errcode":0,"errmsg":"ok","access_token":"t","expires_in":7200}"#);
    assert_eq!(token.unwrap()["access_token"], "t");
}

/// A message that reached only some users is a success. The reply lists those whom it did not reach.
#[test]
fn a_partial_delivery_is_a_success() {
    let body = br#"{"errcode":0,"errmsg":"ok","invaliduser":"zhangsan","msgid":"m"}"#;
    assert_eq!(reply::decode::<Value, WecomError>(body).unwrap()["invaliduser"], "zhangsan");
}

/// If a download of a media file fails, the error is in the HTTP headers.
#[test]
fn a_download_is_refused_in_headers() {
    let error = ApiError::<WecomError>::new(40007.into(), "media_id is wrong, hint: [1_a]");
    assert_eq!(
        (error.code().name(), error.message(), error.hint()),
        ("InvalidMediaId", "media_id is wrong", Some("1_a"))
    );
}

/// Read with WeChat's table, the same reply says something else.
#[test]
fn wechats_tables_are_wrong_for_it() {
    let body = body(48002, "this api is not for the app", "");
    let wrong = reply::decode::<Value, GeneralError>(body.as_bytes()).unwrap_err();
    assert_eq!(wrong.code().unwrap().recovery(), Recovery::AskUser);
}
