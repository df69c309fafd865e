//! A second reader of replies whose codes are texts. The fuzz target and the property tests compare `decode` with it.

use core::fmt;

use errcode_runtime::ErrorEnum;
use errcode_runtime::reply::{Envelope, ReplyError, decode_with};
use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// The members of an object in their order, each as often as it stands there.
struct Members(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Each;

        impl<'de> Visitor<'de> for Each {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(Each)
    }
}

/// Asserts that `decode` reads a body with `Envelope::WECHAT_PAY` as this reads it. Bodies that `serde_json` refuses are passed
/// over, as what the runtime repairs is compared where codes are numbers; only a panic is a finding then.
pub(crate) fn assert_agrees<E: ErrorEnum + for<'c> From<&'c str>>(body: &[u8]) {
    let decoded = decode_with::<(), E>(Envelope::WECHAT_PAY, body);
    let ignored = decode_with::<IgnoredAny, E>(Envelope::WECHAT_PAY, body).map(drop);
    let shown = String::from_utf8_lossy(body);
    assert_eq!(decoded.is_ok(), ignored.is_ok(), "{shown}");
    // `serde_json` gives such keys a meaning of its own.
    if shown.contains("$serde_json") {
        return;
    }
    let json = body.trim_ascii();
    let Ok(Members(members)) = serde_json::from_slice(json) else { return };
    let codes = || members.iter().filter(|(key, _)| key == "code").map(|(_, value)| value);
    let failure = codes().filter_map(Value::as_str).map(E::from).find(|code| !code.is_success());
    let is_invalid = codes().any(|value| !value.is_string());
    match (failure, decoded) {
        (Some(expected), Err(ReplyError::Api(error))) => {
            assert_eq!(error.code(), expected, "{shown}");
            let is_message =
                |(key, value): &(String, Value)| key == "message" && value.as_str() == Some(error.errmsg());
            let is_text = |(key, value): &(String, Value)| key == "message" && !value.is_string() && !value.is_null();
            // A message that is no string is kept as it stands.
            let is_known =
                error.errmsg().is_empty() || members.iter().any(|member| is_message(member) || is_text(member));
            assert!(is_known, "{:?} of {shown}", error.errmsg());
            assert_eq!(error.body(), body);
            assert!(!error.to_string().contains(char::is_control), "{shown}");
        }
        (None, Err(ReplyError::Code(error))) => assert!(is_invalid && error.key() == "code", "{shown}"),
        (None, Ok(())) => assert!(!is_invalid, "{shown}"),
        (failure, decoded) => panic!("{failure:?}, but {decoded:?}: {shown}"),
    }
}
