//! Enums as numbers on the wire.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::BTreeMap;

use errcode_runtime::wechat::CommonError;
use serde::{Deserialize, Serialize};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Reply {
    errcode: CommonError,
}

#[test]
fn a_number_goes_out() {
    let reply = Reply { errcode: CommonError::InvalidCredential };
    assert_eq!(serde_json::to_string(&reply).unwrap(), r#"{"errcode":40001}"#);
    assert_eq!(serde_json::to_string(&CommonError::from(-7)).unwrap(), "-7");
}

#[test]
fn a_number_or_a_numeric_string_comes_in() {
    for text in [r#"{"errcode":40001}"#, r#"{"errcode":"40001"}"#] {
        let reply: Reply = serde_json::from_str(text).unwrap();
        assert_eq!(reply.errcode, CommonError::InvalidCredential);
    }
    let unknown: CommonError = serde_json::from_str("-9223372036854775808").unwrap();
    assert_eq!(unknown.code(), i64::MIN);
}

#[test]
fn anything_else_is_an_error() {
    for text in ["40001.0", "1e3", "\"x\"", "\"\"", "null", "true", "[]", "{}", "9223372036854775808"] {
        let error = serde_json::from_str::<CommonError>(text).unwrap_err().to_string();
        assert!(error.contains("an error code, as a number or a numeric string"), "{text}: {error}");
    }
}

#[test]
fn keys_of_a_map_may_be_codes() {
    let counts = BTreeMap::from([(CommonError::SystemBusy, 3)]);
    let text = serde_json::to_string(&counts).unwrap();
    assert_eq!(text, r#"{"-1":3}"#);
    assert_eq!(serde_json::from_str::<BTreeMap<CommonError, i32>>(&text).unwrap(), counts);
}

#[test]
fn formats_for_machines_carry_the_number() {
    let bytes = postcard::to_allocvec(&CommonError::SystemBusy).unwrap();
    assert_eq!(bytes, postcard::to_allocvec(&-1_i64).unwrap());
    assert_eq!(postcard::from_bytes::<CommonError>(&bytes).unwrap(), CommonError::SystemBusy);
}
