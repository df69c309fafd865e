//! `decode` compared with a simple reader that is built on another crate's parser.

use errcode_runtime::wechat::CommonError;
use proptest::prelude::*;

use crate::independent::pieces::{KEYS, VALUES};
use crate::independent::{assert_agrees, assert_agrees_on_paths};

const BODIES: &[&str] = &[
    r#"{"openid":"o","errcode":0,"errmsg":"ok","list":[{"a":[1,2.5e-3,6E+7,true,null]},{}],"base_resp":{"ret":"0"}}"#,
    r#"{"errcode":40001,"errmsg":"busy","resultcode":1202,"resultmsg":"too fast","base_resp":{"ret":-1,"err_msg":"b"}}"#,
    r#"{"errcode":0,"errmsg":"ok","resultcode":1202,"resultmsg":"too fast","fee":0}"#,
    r#"{"errorCode":1,"errorMessage":"user code exception","requestId":"r"}"#,
    r#"{"ret":-3,"errmsg":"no session"}"#,
    r#"{"errno":600001,"errMsg":"request:fail"}"#,
    r#"{"errcode":0,"errmsg":"ok","errno":600001,"errMsg":"request:fail"}"#,
    r#"{"code":"INVALID_HOST","message":"Invalid host","requestId":"r"}"#,
    // The first of two messages is not a string.
    r#"{"message":{"a":1},"message":"Invalid host","code":"INVALID_HOST"}"#,
    r#"{"code":"0815abc","errcode":0,"errmsg":"ok"}"#,
    r#"{"code":"0815abc","msg":"hello","x":{"a":1}}"#,
];

#[test]
fn bodies_with_any_byte_changed() {
    for body in BODIES {
        assert_agrees::<CommonError>(body.as_bytes());
        for at in 0..body.len() {
            assert_agrees::<CommonError>(&body.as_bytes()[..at]);
            for byte in *b"\"\\{]:0\xFF" {
                let mut changed = body.as_bytes().to_vec();
                changed[at] = byte;
                assert_agrees::<CommonError>(&changed);
                changed.insert(at, byte);
                assert_agrees::<CommonError>(&changed);
            }
        }
    }
}

/// A key with a meaning, in any of its spellings, or a key of data.
fn key() -> impl Strategy<Value = String> {
    prop::sample::select(KEYS).prop_map(|key| format!("\"{key}\""))
}

fn leaf() -> impl Strategy<Value = String> {
    // Most replies have a 0 somewhere.
    let zero = prop::sample::select(&["0", "\"0\""][..]);
    prop_oneof![1 => zero, 9 => prop::sample::select(VALUES)].prop_map(str::to_owned)
}

fn object(value: impl Strategy<Value = String>, most: usize) -> impl Strategy<Value = String> {
    let member = (key(), value).prop_map(|(key, value)| format!("{key}:{value}"));
    prop::collection::vec(member, 0..most).prop_map(|members| format!("{{{}}}", members.join(",")))
}

/// Items that may have codes of their own, some of them in lists inside lists.
fn list() -> impl Strategy<Value = String> {
    let list = |item| prop::collection::vec(item, 0..4).prop_map(|items| format!("[{}]", items.join(",")));
    let item = prop_oneof![1 => leaf().boxed(), 3 => object(leaf(), 4).boxed()].boxed();
    let inner = list(item.clone());
    list(prop_oneof![4 => item, 1 => inner.clone(), 1 => object(inner, 2)].boxed())
}

/// A reply for an envelope with paths.
fn nested() -> impl Strategy<Value = String> {
    const KEYS: &[&str] = &[
        "status",
        "reason",
        "error",
        "code",
        "message",
        "carrier",
        "reply",
        "text",
        "extra",
        "error.code",
        "c\\u006fde",
    ];
    let object = |value: BoxedStrategy<String>| {
        let member = (prop::sample::select(KEYS), value).prop_map(|(key, value)| format!("\"{key}\":{value}"));
        prop::collection::vec(member, 0..5).prop_map(|members| format!("{{{}}}", members.join(",")))
    };
    let leaf = prop_oneof![leaf(), Just("\"OK\"".to_owned()), Just("\"200\"".to_owned())].boxed();
    let inner = object(prop_oneof![2 => leaf.clone(), 1 => object(leaf.clone())].boxed());
    object(prop_oneof![1 => leaf, 1 => inner].boxed())
}

proptest! {
    // More cases than by default: there are many keys, and each reply is short. `PROPTEST_CASES` still decides.
    #![proptest_config(ProptestConfig::with_cases(4_096))]

    #[test]
    fn any_reply_means_what_it_says(body in object(prop_oneof![8 => leaf(), 2 => object(leaf(), 4), 1 => list()], 6)) {
        assert_agrees::<CommonError>(body.as_bytes());
    }

    #[test]
    fn any_reply_is_read_by_paths(body in nested()) {
        assert_agrees_on_paths::<CommonError>(body.as_bytes());
    }
}
