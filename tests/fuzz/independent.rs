//! What a reply means, in plain words, on the parser of another crate. It shares no code with the runtime, none with `serde_json` and
//! none with `reference.rs`, which also knows about broken JSON. The fuzz targets and the tests of replies compare `decode` with it.

use errcode_runtime::ErrorEnum;
use errcode_runtime::reply::{ReplyError, decode};
use json_event_parser::{JsonEvent, SliceJsonParser};
use serde_json::Value;

/// A value of JSON. A number is its text; an object has its members in their order, each as often as it stands there.
#[derive(Clone, Debug, PartialEq)]
enum Json {
    Null,
    Bool,
    Number(String),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// How deep a body may nest here: no stack overflows when it is dropped.
const DEPTH: usize = 100;

/// A list or an object that is not closed, with the key that it will stand under.
struct Open {
    value: Json,
    key: String,
}

/// The value of a body. `None` if it is no JSON, or nests deeper than is compared.
fn parse(body: &[u8]) -> Option<Json> {
    let mut parser = SliceJsonParser::new(body);
    let mut open: Vec<Open> = Vec::new();
    let mut key = String::new();
    let mut whole = None;
    loop {
        let value = match parser.parse_next().ok()? {
            JsonEvent::Eof => return whole,
            JsonEvent::ObjectKey(text) => {
                key = text.into_owned();
                continue;
            }
            event @ (JsonEvent::StartObject | JsonEvent::StartArray) => {
                let value =
                    if event == JsonEvent::StartObject { Json::Object(Vec::new()) } else { Json::List(Vec::new()) };
                open.push(Open { value, key: core::mem::take(&mut key) });
                if open.len() > DEPTH {
                    return None;
                }
                continue;
            }
            JsonEvent::EndObject | JsonEvent::EndArray => {
                let closed = open.pop()?;
                key = closed.key;
                closed.value
            }
            JsonEvent::Null => Json::Null,
            JsonEvent::Boolean(_) => Json::Bool,
            JsonEvent::Number(text) => Json::Number(text.into_owned()),
            JsonEvent::String(text) => Json::Text(text.into_owned()),
        };
        match open.last_mut().map(|open| &mut open.value) {
            None => whole = Some(value),
            Some(Json::List(items)) => items.push(value),
            Some(Json::Object(members)) => members.push((core::mem::take(&mut key), value)),
            Some(_) => return None,
        }
    }
}

/// What a reply says.
#[derive(Debug, PartialEq)]
enum Outcome {
    Success,
    /// The first code that is no success.
    Error(i64),
    /// The first key that holds no code.
    Invalid(&'static str),
}

/// The keys of a code and of its message. A path leads into an object.
const PAIRS: &[(&str, &str)] = &[
    ("errcode", "errmsg"),
    ("errCode", "errMsg"),
    ("base_resp.ret", "base_resp.err_msg"),
    ("base_resp.errcode", "base_resp.errmsg"),
    ("base_resp.errCode", "base_resp.errMsg"),
];

/// The members of a reply in their order, and in place of `base_resp` the members of its objects.
fn leaves(members: &[(String, Json)]) -> Vec<(String, &Json)> {
    let mut leaves = Vec::new();
    for (key, value) in members {
        match value {
            Json::Object(inner) if key == "base_resp" => {
                leaves.extend(inner.iter().map(|(name, value)| (format!("base_resp.{name}"), value)));
            }
            // A key with a dot in it is no path.
            _ => leaves.push((key.replace('.', "\0"), value)),
        }
    }
    leaves
}

/// An integer, or a text of one, decimal or hexadecimal.
fn code(value: &Json) -> Option<i64> {
    match value {
        Json::Number(text) if text != "-0" => text.parse().ok(),
        Json::Text(text) => {
            let (sign, digits) = text.split_at(text.len() - text.trim_start_matches(['+', '-']).len());
            match digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X")) {
                Some(digits) if sign.len() < 2 && !digits.starts_with(['+', '-']) => {
                    i64::from_str_radix(&format!("{sign}{digits}"), 16).ok()
                }
                Some(_) => None,
                None => text.parse().ok(),
            }
        }
        _ => None,
    }
}

fn outcome(leaves: &[(String, &Json)], is_success: fn(i64) -> bool) -> Outcome {
    let mut outcome = Outcome::Success;
    for (key, value) in leaves {
        let invalid = if let Some((path, _)) = PAIRS.iter().find(|(path, _)| path == key) {
            match code(value) {
                Some(code) if is_success(code) => continue,
                Some(code) => return Outcome::Error(code),
                None => path.rsplit('.').next().unwrap_or(path),
            }
        } else if key == "base_resp" && **value != Json::Null {
            "base_resp"
        } else {
            continue;
        };
        if outcome == Outcome::Success {
            outcome = Outcome::Invalid(invalid);
        }
    }
    outcome
}

/// The text of a message. What is no text has another spelling here than in the body.
fn message(value: &Json) -> Option<&str> {
    if let Json::Text(text) = value { Some(text) } else { None }
}

/// Asserts that `decode` reads a body as this does, if it is an object of valid JSON.
pub(crate) fn assert_agrees<E: ErrorEnum + From<i64>>(body: &[u8]) {
    let shown = String::from_utf8_lossy(body);
    let parsed = parse(body.trim_ascii());
    let Some(Json::Object(members)) = &parsed else {
        let is_repaired = || body.iter().any(|byte| *byte < b' ');
        assert!(parsed.is_none() || decode::<(), E>(body).is_err(), "not an object, but a success: {shown}");
        let value = decode::<Value, E>(body);
        assert!(parsed.is_some() || value.is_err() || is_repaired(), "no JSON, but {value:?}: {shown}");
        return;
    };
    let leaves = leaves(members);
    let expected = outcome(&leaves, |code| code == 0 || E::from(code).is_success());
    match (&expected, decode::<(), E>(body)) {
        (Outcome::Success, Ok(())) => {}
        (Outcome::Error(code), Err(ReplyError::Api(error))) => {
            assert_eq!(error.code().code().number(), Some(*code), "{shown}");
            let is_message = |key: &str| PAIRS.iter().any(|(_, message)| *message == key);
            let mut messages = leaves.iter().filter(|(key, _)| is_message(key));
            let is_kept = |value: &Json| message(value).is_none_or(|text| text == error.errmsg());
            assert!(error.errmsg().is_empty() || messages.any(|(_, value)| is_kept(value)), "{error:?}: {shown}");
        }
        (Outcome::Invalid(key), Err(ReplyError::Code(error))) => assert_eq!(error.key(), *key, "{shown}"),
        (expected, decoded) => panic!("{expected:?}, but {decoded:?}: {shown}"),
    }
}
