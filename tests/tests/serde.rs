//! Enums as numbers and as strings on the wire.
#![allow(clippy::unwrap_used, reason = "a test that cannot continue should stop")]

use std::collections::BTreeMap;

use errcode_runtime::wechat::CommonError;
use errcode_runtime::{Code, ErrorCode, errcodes};
use serde::{Deserialize, Serialize};

errcodes! {
    enum PayError from "tables/pay.csv" { "PARAM_ERROR", "isv.LIMIT" }
    enum OddError from "fixtures/texts/odd.csv";
}

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
    let error = serde_json::from_str::<CommonError>("18446744073709551615").unwrap_err().to_string();
    assert!(error.contains("integer `18446744073709551615`, expected an error code"), "{error}");
    // A long text from a server is cut and kept to one line.
    let long = "\u{202E}\\n\\u001B".repeat(100);
    let error = serde_json::from_str::<CommonError>(&format!("\"{long}\"")).unwrap_err().to_string();
    assert!(error.starts_with(&format!("invalid value: string \"{}…\", expected", " ".repeat(200))), "{error:?}");
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

#[test]
fn a_text_goes_out_and_comes_in() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Reply {
        code: PayError,
    }

    let reply = Reply { code: PayError::ParamError };
    assert_eq!(serde_json::to_string(&reply).unwrap(), r#"{"code":"PARAM_ERROR"}"#);
    assert_eq!(serde_json::from_str::<Reply>(r#"{"code":"PARAM_ERROR"}"#).unwrap(), reply);
    let escaped: Reply = serde_json::from_str(r#"{"code":"PARAM\u005fERROR"}"#).unwrap();
    assert_eq!(escaped, reply);
    // From a reader nothing can be borrowed.
    let read: Reply = serde_json::from_reader(br#"{"code":"isv.LIMIT"}"#.as_slice()).unwrap();
    assert_eq!(read.code, PayError::IsvLimit);
    let value = serde_json::to_value(PayError::IsvLimit).unwrap();
    assert_eq!(serde_json::from_value::<PayError>(value).unwrap(), PayError::IsvLimit);

    for code in ["", "NEW", "40001", "a\"b\\c\n\u{0}\u{202E}", "👩\u{200D}👧"] {
        let json = serde_json::to_string(&PayError::from(code)).unwrap();
        assert_eq!(json, serde_json::to_string(code).unwrap());
        assert_eq!(serde_json::from_str::<PayError>(&json).unwrap().code(), code);
    }
    for error in OddError::ALL {
        let json = serde_json::to_string(error).unwrap();
        assert_eq!(serde_json::from_str::<OddError>(&json).unwrap(), *error);
    }
}

#[test]
fn texts_may_be_keys_and_pass_through_formats_for_machines() {
    let counts = BTreeMap::from([(PayError::ParamError, 3), (PayError::from("NEW"), 1)]);
    let text = serde_json::to_string(&counts).unwrap();
    assert_eq!(text, r#"{"NEW":1,"PARAM_ERROR":3}"#);
    assert_eq!(serde_json::from_str::<BTreeMap<PayError, i32>>(&text).unwrap(), counts);

    for code in ["PARAM_ERROR", "NEW", "", "系统"] {
        let bytes = postcard::to_allocvec(&PayError::from(code)).unwrap();
        assert_eq!(bytes, postcard::to_allocvec(code).unwrap());
        assert_eq!(postcard::from_bytes::<PayError>(&bytes).unwrap(), PayError::from(code));
    }
}

#[test]
fn the_other_kind_of_code_is_an_error_that_says_so() {
    for (json, found) in [
        ("40001", "integer `40001`"),
        ("-1", "integer `-1`"),
        ("1.5", "floating point `1.5`"),
        ("null", "null"),
        ("true", "boolean `true`"),
        ("[\"PARAM_ERROR\"]", "sequence"),
        ("{\"PARAM_ERROR\":1}", "map"),
    ] {
        let error = serde_json::from_str::<PayError>(json).unwrap_err().to_string();
        assert!(error.contains(&format!("invalid type: {found}, expected an error code, as a string")), "{error}");
    }
    let error = serde_json::from_str::<CommonError>(r#""PARAM_ERROR""#).unwrap_err().to_string();
    let expected = "invalid value: string \"PARAM_ERROR\", expected an error code, as a number or a numeric string";
    assert!(error.contains(expected), "{error}");
}

#[test]
fn a_code_of_either_kind_goes_out_as_it_is() {
    let codes = [CommonError::SystemBusy.code().into(), ErrorCode::code(&PayError::IsvLimit), Code::from("7")];
    assert_eq!(serde_json::to_string(&codes).unwrap(), r#"[-1,"isv.LIMIT","7"]"#);
}
