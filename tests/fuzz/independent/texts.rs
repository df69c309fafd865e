//! Replies whose codes are texts, by the keys of `Envelope::WECHAT_PAY`.

use errcode_runtime::ErrorEnum;
use errcode_runtime::reply::{Envelope, ReplyError, decode_with};
use serde::de::IgnoredAny;

use super::json::{Json, parse};

/// Asserts that `decode_with` reads a body with `Envelope::WECHAT_PAY` as this reader does, if it is an object of valid JSON. Any other
/// body must not cause a panic, and is a success for `()` only if it is one for `IgnoredAny`.
pub(crate) fn assert_agrees<E: ErrorEnum + for<'c> From<&'c str>>(body: &[u8]) {
    let decoded = decode_with::<(), E>(Envelope::WECHAT_PAY, body);
    let ignored = decode_with::<IgnoredAny, E>(Envelope::WECHAT_PAY, body).map(drop);
    let shown = String::from_utf8_lossy(body);
    if let (Ok(()), Err(error)) = (&decoded, &ignored) {
        // For `()` nothing is escaped. For other types, the copy with escapes may be at most twice as long as the JSON. Here every
        // control character is counted as if it were inside a string.
        let json = body.trim_ascii_start();
        let json = json.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(json).trim_ascii();
        let escaped = |byte: &u8| match byte {
            8..=10 | 12 | 13 => "\\n".len(),
            0..b' ' => "\\u0001".len(),
            _ => 1,
        };
        let escaped: usize = json.iter().map(escaped).sum();
        assert!(matches!(error, ReplyError::Json(_)) && escaped > 2 * json.len(), "{error:?}: {shown}");
    } else {
        assert_eq!(decoded.is_ok(), ignored.is_ok(), "{shown}");
    }
    let Some(Json::Object(members)) = parse(body.trim_ascii()) else { return };
    let all = |key| members.iter().filter(move |(name, _)| name == key).map(|(_, value)| value);
    let failure = all("code").filter_map(Json::text).map(E::from).find(|code| !code.is_success());
    let is_invalid = all("code").any(|value| value.text().is_none());
    match (failure, decoded) {
        (Some(expected), Err(ReplyError::Api(error))) => {
            assert_eq!(error.code(), expected, "{shown}");
            // A message that is not a string is kept as it is in the body.
            let is_kept = all("message").any(|value| value.text().is_none_or(|text| text == error.errmsg()));
            assert!(error.errmsg().is_empty() || is_kept, "{:?} of {shown}", error.errmsg());
            assert_eq!(error.body(), body);
            assert!(!error.to_string().contains(char::is_control), "{shown}");
        }
        (None, Err(ReplyError::Code(error))) => assert!(is_invalid && error.key() == "code", "{shown}"),
        (None, Ok(())) => assert!(!is_invalid, "{shown}"),
        (failure, decoded) => panic!("{failure:?}, but {decoded:?}: {shown}"),
    }
}
