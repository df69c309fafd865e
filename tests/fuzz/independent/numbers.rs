//! Replies whose codes are numbers: `decode` with `Envelope::WECHAT`.

use errcode_runtime::ErrorEnum;
use errcode_runtime::reply::{ReplyError, decode, decode_response, items};
use serde_json::Value;

use super::json::{Json, parse};
use super::outcome::{Outcome, Reply};

/// The list items that report an error, in the order in which they end: the key of the list, the index, the code.
fn failed_items<'j>(
    value: &'j Json,
    key: &'j str,
    lists: usize,
    is_success: fn(i64) -> bool,
    found: &mut Vec<(&'j str, usize, i64)>,
) {
    match value {
        Json::List(items) => {
            for (index, item) in items.iter().enumerate() {
                failed_items(item, "", lists + 1, is_success, found);
                let Json::Object(members) = item else { continue };
                if let (Outcome::Error(code, _), true) = (Reply::new(members, is_success).outcome(), lists < LISTS) {
                    found.push((key, index, code));
                }
            }
        }
        Json::Object(members) => {
            for (key, value) in members {
                failed_items(value, key, lists, is_success, found);
            }
        }
        _ => {}
    }
}

/// How deep lists may nest: items in deeper lists are not found.
const LISTS: usize = 8;

/// Asserts that a status outside 200 to 299 is never a success, and that it hides no code.
fn assert_status_counts<E: ErrorEnum>(reply: &Reply<'_>, body: &[u8], shown: &str) {
    let succeeds = decode::<(), E>(body).is_ok();
    assert_eq!(decode_response::<(), E>(200, body).is_ok(), succeeds, "{shown}");
    for status in [404, 503] {
        let error = decode_response::<(), E>(status, body).unwrap_err();
        assert_eq!(decode_response::<Value, E>(status, body).as_ref(), Err(&error), "{shown}");
        match (reply.outcome_of_failure(), &error) {
            (Outcome::Success, ReplyError::Status(_))
            | (Outcome::Error(..), ReplyError::Api(_))
            | (Outcome::Unclear, _) => {}
            (Outcome::Foreign(key), ReplyError::Foreign(error)) => assert_eq!(error.key(), key, "{shown}"),
            (Outcome::Invalid(key), ReplyError::Code(error)) => assert_eq!(error.key(), key, "{shown}"),
            (expected, error) => panic!("{expected:?}, but {error:?}: {shown}"),
        }
        assert_eq!(error.status(), Some(status), "{shown}");
        assert!(!error.to_string().contains(char::is_control), "{shown}");
    }
}

/// Asserts that an error's message is one of the reply's, and if only one can belong to its key, that one.
fn assert_message(reply: &Reply<'_>, key: &str, errmsg: &str, shown: &str) {
    assert!(errmsg.is_empty() || reply.has(errmsg), "{errmsg:?} of {shown}");
    if let Some(message) = reply.message_of(key) {
        assert_eq!(errmsg, message, "{shown}");
    }
}

/// Asserts that `decode` reads a body as this reader does, if it is an object of valid JSON.
pub(crate) fn assert_agrees<E: ErrorEnum + From<i64>>(body: &[u8]) {
    let shown = String::from_utf8_lossy(body);
    let parsed = parse(body.trim_ascii());
    assert!(decode_response::<(), E>(404, body).is_err(), "a success with an error's status: {shown}");
    let Some(parsed @ Json::Object(members)) = &parsed else {
        let is_repaired = || body.iter().any(|byte| *byte < b' ');
        assert!(parsed.is_none() || decode::<(), E>(body).is_err(), "not an object, but a success: {shown}");
        let value = decode::<Value, E>(body);
        assert!(parsed.is_some() || value.is_err() || is_repaired(), "no JSON, but {value:?}: {shown}");
        return;
    };
    let is_success = |code| E::from(code).is_success();
    let mut expected = Vec::new();
    failed_items(parsed, "", 0, is_success, &mut expected);
    let found: Vec<_> = items::<E>(body).collect();
    let found = found.iter().map(|item| (item.list(), item.index(), item.code().code().number()));
    let expected = expected.into_iter().map(|(list, index, code)| (list.into(), index, Some(code)));
    assert_eq!(found.collect::<Vec<_>>(), expected.collect::<Vec<_>>(), "{shown}");

    let reply = Reply::new(members, is_success);
    let expected = reply.outcome();
    assert_status_counts::<E>(&reply, body, &shown);
    match (&expected, decode::<(), E>(body)) {
        (Outcome::Success | Outcome::Unclear, Ok(()))
        | (Outcome::Unclear, Err(ReplyError::Foreign(_) | ReplyError::Code(_))) => {}
        (Outcome::Error(code, key), Err(ReplyError::Api(error))) => {
            assert_eq!(error.code().code().number(), Some(*code), "{shown}");
            assert_message(&reply, key, error.errmsg(), &shown);
        }
        (Outcome::Foreign(key), Err(ReplyError::Foreign(error))) => {
            assert_eq!(error.key(), *key, "{shown}");
            assert_message(&reply, key, error.errmsg(), &shown);
        }
        (Outcome::Invalid(key), Err(ReplyError::Code(error))) => assert_eq!(error.key(), *key, "{shown}"),
        (expected, decoded) => panic!("{expected:?}, but {decoded:?}: {shown}"),
    }
}
