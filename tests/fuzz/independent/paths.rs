//! Replies read with a custom envelope: paths, listed successes, and another party's codes.

use errcode_runtime::reply::{Envelope, ReplyError, decode_with};
use errcode_runtime::{Code, ErrorEnum};

use super::json::{Json, parse};
use super::outcome::{code, failure};

const ENVELOPE: Envelope<'_> = Envelope::new(&[("status", "reason"), ("error.code", "error.message")])
    .success(&[Code::Number(0), Code::Number(200), Code::Text("OK")])
    .and(&[("carrier.reply.code", "carrier.reply.text"), ("extra", "text")])
    .foreign();

const OWN: [&str; 2] = ["status", "error.code"];
const FOREIGN: [&str; 2] = ["carrier.reply.code", "extra"];
/// The objects that paths lead into.
const OBJECTS: [&str; 3] = ["error", "carrier", "carrier.reply"];

/// Collects the members with their paths, in their order.
fn flatten<'j>(at: &str, members: &'j [(String, Json)], leaves: &mut Vec<(String, &'j Json)>) {
    for (key, value) in members {
        // A key with a dot in it is no path.
        let path = format!("{at}{}", key.replace('.', "\0"));
        match value {
            Json::Object(inner) if OBJECTS.contains(&&*path) => flatten(&format!("{path}."), inner, leaves),
            _ => leaves.push((path, value)),
        }
    }
}

/// Asserts that `decode_with` reads a body with this envelope as this reader does, if it is an object of valid JSON.
pub(crate) fn assert_agrees<E: ErrorEnum + From<i64>>(body: &[u8]) {
    let Some(Json::Object(members)) = parse(body.trim_ascii()) else { return };
    let shown = String::from_utf8_lossy(body);
    let mut leaves = Vec::new();
    flatten("", &members, &mut leaves);
    let is_success = |value: &Json| matches!(code(value), Some(0 | 200)) || value.text() == Some("OK");
    let own = || leaves.iter().filter(|(path, value)| OWN.contains(&&**path) && !is_success(value));
    let error = own().find_map(|(_, value)| code(value));
    let foreign = leaves.iter().find(|(path, value)| FOREIGN.contains(&&**path) && failure(value).is_some());
    let invalid = leaves.iter().find(|(path, value)| match &**path {
        "status" | "error.code" => !is_success(value) && code(value).is_none(),
        "error" => **value != Json::Null,
        _ => false,
    });
    match (error, foreign, invalid, decode_with::<(), E>(ENVELOPE, body)) {
        (Some(code), _, _, Err(ReplyError::Api(error))) => {
            assert_eq!(error.code().code().number(), Some(code), "{shown}");
        }
        (None, Some((path, _)), _, Err(ReplyError::Foreign(error))) => assert_eq!(error.key(), path, "{shown}"),
        (None, None, Some((path, _)), Err(ReplyError::Code(error))) => assert_eq!(error.key(), path, "{shown}"),
        (None, None, None, Ok(())) => {}
        (error, foreign, invalid, decoded) => panic!("{error:?} {foreign:?} {invalid:?}, but {decoded:?}: {shown}"),
    }
}
