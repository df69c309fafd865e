//! Any bytes as a reply: nothing panics, and no reply with an error's code is a success.
#![no_main]

#[path = "../reference/mod.rs"]
mod reference;

use std::collections::HashMap;

use errcode_runtime::errcodes;
use errcode_runtime::reply::{ReplyError, Tail, decode};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use reference::assert_agrees;

errcodes!("common");

#[derive(Deserialize)]
struct Optional {
    #[allow(dead_code)]
    errcode: Option<IgnoredAny>,
    #[allow(dead_code)]
    data: Option<IgnoredAny>,
}

#[derive(Deserialize)]
enum Single {
    #[serde(rename = "errcode")]
    Code(IgnoredAny),
    #[serde(rename = "base_resp")]
    Object(IgnoredAny),
}

#[derive(Deserialize)]
struct Flat {
    #[serde(flatten)]
    _rest: HashMap<String, Value>,
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    assert_agrees::<CommonError>(bytes);
    let value = decode::<Value, CommonError>(bytes);
    let successes = [
        value.is_ok(),
        decode::<(), CommonError>(bytes).is_ok(),
        decode::<Optional, CommonError>(bytes).is_ok(),
        decode::<Single, CommonError>(bytes).is_ok(),
        decode::<Flat, CommonError>(bytes).is_ok(),
        decode::<HashMap<String, IgnoredAny>, CommonError>(bytes).is_ok(),
        decode::<Box<serde_json::value::RawValue>, CommonError>(bytes).is_ok(),
    ];
    let Err(error) = &value else { return };
    assert!(!error.to_string().contains(char::is_control));
    if matches!(error, ReplyError::Api(_) | ReplyError::Foreign(_) | ReplyError::Code(_)) {
        assert_eq!(successes, [false; 7]);
    }
    if let Some(error) = error.api() {
        let tail = Tail::of(error.errmsg());
        assert!(error.errmsg().contains(tail.message()));
        // Only the end of a longer message is parsed.
        if error.errmsg().len() <= 4 << 10 {
            assert_eq!(Tail::of(tail.message()).message(), tail.message());
        }
    }
});
