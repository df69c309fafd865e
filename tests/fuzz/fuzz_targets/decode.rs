//! Any bytes as a reply: never a panic, and never a success where a code says otherwise.
#![no_main]

use std::collections::HashMap;
use std::fmt;

use errcode_runtime::errcodes;
use errcode_runtime::reply::{ReplyError, Tail, decode};
use serde::Deserialize;
use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

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

/// An object as it stands, doubled keys included: a `Value` keeps only the last.
struct Entries(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct All;
        impl<'de> Visitor<'de> for All {
            type Value = Entries;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(All)
    }
}

/// What stands where a code should: a code, or something else.
fn code(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.parse().ok())
}

fn codes(entries: &[(String, Value)]) -> Vec<Option<i64>> {
    let mut codes = Vec::new();
    for (key, value) in entries {
        match (key.as_str(), value) {
            ("errcode" | "errCode", value) => codes.push(code(value)),
            ("base_resp", Value::Object(inside)) => {
                let inside = inside.iter().filter(|(key, _)| ["ret", "errcode", "errCode"].contains(&key.as_str()));
                codes.extend(inside.map(|(_, value)| code(value)));
            }
            ("base_resp", Value::Null) => {}
            ("base_resp", _) => codes.push(None),
            _ => {}
        }
    }
    codes
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let value = decode::<Value, CommonError>(bytes);
    let successes = [
        value.is_ok(),
        decode::<(), CommonError>(bytes).is_ok(),
        decode::<IgnoredAny, CommonError>(bytes).is_ok(),
        decode::<Optional, CommonError>(bytes).is_ok(),
        decode::<Single, CommonError>(bytes).is_ok(),
        decode::<Flat, CommonError>(bytes).is_ok(),
        decode::<HashMap<String, IgnoredAny>, CommonError>(bytes).is_ok(),
        decode::<Box<serde_json::value::RawValue>, CommonError>(bytes).is_ok(),
    ];
    if let Err(error) = &value {
        assert!(!error.to_string().contains('\n'));
        if let Some(error) = error.api() {
            let tail = Tail::of(error.errmsg());
            assert!(error.errmsg().contains(tail.message()));
            assert_eq!(Tail::of(tail.message()).message(), tail.message());
        }
    }
    let Ok(Entries(entries)) = serde_json::from_slice::<Entries>(bytes) else { return };
    let codes = codes(&entries);
    if codes.iter().flatten().any(|code| *code != 0) {
        assert_eq!(successes, [false; 8]);
        assert!(matches!(value, Err(ReplyError::Api(_))), "{value:?}");
    } else if codes.contains(&None) {
        assert_eq!(successes, [false; 8]);
        // A key that is doubled inside `base_resp` may hide a code from `Entries`.
        assert!(matches!(value, Err(ReplyError::Code(_) | ReplyError::Api(_))), "{value:?}");
    } else if let Ok(plain) = serde_json::from_slice::<Value>(bytes) {
        // A doubled key inside `base_resp` may hide a code from `Entries`; it must not be taken for another value.
        match value {
            Ok(value) => assert_eq!(value, plain),
            Err(error) => assert!(entries.iter().any(|(key, _)| key == "base_resp"), "{error}"),
        }
    }
});
