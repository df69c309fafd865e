//! Replies whose codes are numbers, by the keys of `Envelope::WECHAT`.

use errcode_runtime::ErrorEnum;
use errcode_runtime::reply::{ReplyError, decode, decode_response, items};
use serde_json::Value;

use super::json::{Json, parse};

/// What a reply says.
#[derive(Debug, PartialEq)]
enum Outcome {
    Success,
    /// The first code that is no success.
    Error(i64),
    /// The first key with a code of another party that is an error.
    Foreign(&'static str),
    /// The first key that holds no code.
    Invalid(&'static str),
    /// It depends on what a key means that is not known here.
    Unclear,
}

/// The keys of the enum's codes and of their messages. A path leads into an object.
const OWN: &[(&str, &str)] = &[
    ("errcode", "errmsg"),
    ("errCode", "errMsg"),
    ("base_resp.ret", "base_resp.err_msg"),
    ("base_resp.errcode", "base_resp.errmsg"),
    ("base_resp.errCode", "base_resp.errMsg"),
];

/// Codes of another party: a number is an error, a word is one beside a message.
const LIKELY: &[(&str, &[&str])] = &[
    ("resultcode", &["resultmsg"]),
    ("delivery_resultcode", &["delivery_resultmsg"]),
    ("errorCode", &["errorMessage"]),
    ("errno", &["errMsg", "errmsg"]),
];

/// An error if it is below 0, else beside a message. Data beside a success of the enum's own.
const RET: (&str, &[&str]) = ("ret", &["errmsg", "err_msg", "errMsg", "msg"]);

/// An error beside a message and without data. Data beside a success of the enum's own.
const CODE: (&str, &[&str]) = ("code", &["message", "msg"]);

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

/// A reply, taken apart.
struct Reply<'j> {
    leaves: Vec<(String, &'j Json)>,
    is_success: fn(i64) -> bool,
}

/// A code of another party that is no success.
#[derive(Clone, Copy, PartialEq)]
enum Failure {
    Negative,
    Positive,
    Word,
}

/// `None` for a success and for data: a list, an object, `true`, `null`.
fn failure(value: &Json) -> Option<Failure> {
    match (code(value), value) {
        (Some(0), _) => None,
        (Some(code), _) => Some(if code < 0 { Failure::Negative } else { Failure::Positive }),
        // A fraction, or more digits than a code has.
        (None, Json::Number(text)) => {
            let mantissa = text.split(['e', 'E']).next()?;
            let is_zero = !mantissa.contains(|c| ('1'..='9').contains(&c));
            let failure = if text.starts_with('-') { Failure::Negative } else { Failure::Positive };
            (!is_zero).then_some(failure)
        }
        (None, Json::Text(text)) => (!text.trim().is_empty() && !says_success(text)).then_some(Failure::Word),
        _ => None,
    }
}

fn says_success(text: &str) -> bool {
    let words = ["ok", "success", "succeed", "succeeded", "successful", "成功", "操作成功", "请求成功"];
    words.contains(&&*text.to_ascii_lowercase())
}

impl<'j> Reply<'j> {
    fn all<'s>(&'s self, path: &'s str) -> impl Iterator<Item = &'j Json> + 's {
        self.leaves.iter().filter(move |(key, _)| key == path).map(|(_, value)| *value)
    }

    /// Whether a code of the enum's own is a success.
    fn has_own_success(&self) -> bool {
        let mut codes = OWN.iter().flat_map(|(path, _)| self.all(path)).filter_map(code);
        codes.any(self.is_success)
    }

    /// Whether there is a message under one of the keys that does not say success, nor belongs to a code that does.
    fn has_message(&self, keys: &[&str]) -> bool {
        let belongs_to_a_success = |key: &str| {
            let owner = OWN.iter().find(|(_, message)| *message == key);
            owner.is_some_and(|(owner, _)| self.all(owner).filter_map(code).any(self.is_success))
                // `msg` is first of all the message of `code`.
                || key == "msg" && keys != CODE.1 && self.all("code").any(is_success_of_code)
        };
        let is_message = |value| match value {
            &Json::Text(ref text) => !text.trim().is_empty() && !says_success(text),
            _ => false,
        };
        keys.iter().any(|key| !belongs_to_a_success(key) && self.all(key).any(is_message))
    }

    /// Whether there is data, as far as its keys are known here.
    fn has_data(&self) -> Option<bool> {
        let is_known = |key: &str| {
            let codes = LIKELY.iter().chain([&RET, &CODE]).flat_map(|(code, messages)| messages.iter().chain([code]));
            let own = OWN.iter().flat_map(|(code, message)| [code, message]);
            key == "base_resp"
                || key.starts_with("base_resp.")
                || codes.chain(own).any(|known| *known == key)
                || key == "requestId"
        };
        let mut others = self.leaves.iter().filter(|(key, _)| !is_known(key));
        let is_empty = |value: &Json| match value {
            Json::Null | Json::Bool => true,
            Json::Number(text) => text == "0",
            Json::Text(text) => text.trim().is_empty(),
            Json::List(items) => items.is_empty(),
            Json::Object(members) => members.is_empty(),
        };
        let others: Vec<_> = others.by_ref().collect();
        if others.iter().any(|(key, value)| key == "x" && **value != Json::Bool && !is_empty(value)) {
            return Some(true);
        }
        others.is_empty().then_some(false)
    }

    fn outcome(&self) -> Outcome {
        let mut invalid = None;
        for (key, value) in &self.leaves {
            let not_a_code = if let Some((path, _)) = OWN.iter().find(|(path, _)| path == key) {
                match code(value) {
                    Some(code) if (self.is_success)(code) => continue,
                    Some(code) => return Outcome::Error(code),
                    None => path,
                }
            } else if key == "base_resp" && **value != Json::Null {
                "base_resp"
            } else {
                continue;
            };
            invalid = invalid.or(Some(Outcome::Invalid(not_a_code)));
        }
        for (key, value) in &self.leaves {
            let Some(failure) = failure(value) else { continue };
            if let Some((path, messages)) = LIKELY.iter().find(|(path, _)| path == key) {
                if failure != Failure::Word || self.has_message(messages) {
                    return Outcome::Foreign(path);
                }
            } else if key == RET.0 && !self.has_own_success() {
                if failure == Failure::Negative || self.has_message(RET.1) {
                    return Outcome::Foreign(RET.0);
                }
            } else if key == CODE.0 && !self.has_own_success() && !is_success_of_code(value) && self.has_message(CODE.1)
            {
                match self.has_data() {
                    None => return Outcome::Unclear,
                    Some(true) => {}
                    Some(false) => return Outcome::Foreign(CODE.0),
                }
            }
        }
        invalid.unwrap_or(Outcome::Success)
    }
}

/// Under `code`, the numbers of HTTP's successes are successes, too.
fn is_success_of_code(value: &Json) -> bool {
    let is_http = code(value).is_some_and(|code| (200..300).contains(&code));
    is_http || !matches!(value, Json::List(_) | Json::Object(_) | Json::Null | Json::Bool) && failure(value).is_none()
}

/// Asserts that a message is one of the reply's.
fn assert_message(reply: &Reply<'_>, errmsg: &str, shown: &str) {
    let own = OWN.iter().map(|(_, message)| message);
    let keys: Vec<&&str> = own.chain(LIKELY.iter().chain([&RET, &CODE]).flat_map(|(_, messages)| *messages)).collect();
    // What is no text has another spelling here than in the body.
    let is_it = |value: &Json| if let Json::Text(text) = value { text == errmsg } else { true };
    let is_kept = keys.into_iter().any(|key| reply.all(key).any(is_it));
    assert!(errmsg.is_empty() || is_kept, "{errmsg:?} of {shown}");
}

/// The items of lists that have an error of their own, in the order in which they end: the key of the list, the index, the code.
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
                if let Json::Object(members) = item {
                    let outcome = Reply { leaves: leaves(members), is_success }.outcome();
                    if let (Outcome::Error(code), true) = (outcome, lists < LISTS) {
                        found.push((key, index, code));
                    }
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

/// In how many lists inside one another items are looked for.
const LISTS: usize = 8;

/// Asserts that a status other than 200 to 299 is no success, and that it hides no code.
fn assert_status_counts<E: ErrorEnum>(body: &[u8], is_success: bool, shown: &str) {
    for status in [200, 404, 503] {
        let decoded = decode_response::<(), E>(status, body);
        assert_eq!(decoded.is_ok(), is_success && status < 300, "{status}: {shown}");
        let Err(error) = decoded else { continue };
        match decode::<(), E>(body) {
            Err(ReplyError::Api(_) | ReplyError::Foreign(_) | ReplyError::Code(_)) => {
                assert!(
                    !matches!(error, ReplyError::Status(_)) && error.status() == Some(status),
                    "{error:?}: {shown}"
                );
            }
            _ => assert_eq!(matches!(error, ReplyError::Status(_)), status >= 300, "{error:?}: {shown}"),
        }
        assert!(!error.to_string().contains(char::is_control), "{shown}");
    }
}

/// Asserts that `decode` reads a body as this does, if it is an object of valid JSON.
pub(crate) fn assert_agrees<E: ErrorEnum + From<i64>>(body: &[u8]) {
    let shown = String::from_utf8_lossy(body);
    let parsed = parse(body.trim_ascii());
    let Some(parsed @ Json::Object(members)) = &parsed else {
        let is_repaired = || body.iter().any(|byte| *byte < b' ');
        assert!(parsed.is_none() || decode::<(), E>(body).is_err(), "not an object, but a success: {shown}");
        let value = decode::<Value, E>(body);
        assert!(parsed.is_some() || value.is_err() || is_repaired(), "no JSON, but {value:?}: {shown}");
        return;
    };
    let is_success = |code| code == 0 || E::from(code).is_success();
    let mut expected = Vec::new();
    failed_items(parsed, "", 0, is_success, &mut expected);
    let found: Vec<_> = items::<E>(body).collect();
    let found = found.iter().map(|item| (item.list(), item.index(), item.code().code().number()));
    let expected = expected.into_iter().map(|(list, index, code)| (list.into(), index, Some(code)));
    assert_eq!(found.collect::<Vec<_>>(), expected.collect::<Vec<_>>(), "{shown}");

    let reply = Reply { leaves: leaves(members), is_success };
    let expected = reply.outcome();
    assert_status_counts::<E>(body, decode::<(), E>(body).is_ok(), &shown);
    match (&expected, decode::<(), E>(body)) {
        (Outcome::Success, Ok(())) => {}
        (Outcome::Error(code), Err(ReplyError::Api(error))) => {
            assert_eq!(error.code().code().number(), Some(*code), "{shown}");
            assert_message(&reply, error.errmsg(), &shown);
        }
        (Outcome::Foreign(key), Err(ReplyError::Foreign(error))) => {
            assert_eq!(error.key(), *key, "{shown}");
            assert_message(&reply, error.errmsg(), &shown);
        }
        (Outcome::Unclear, Ok(()) | Err(ReplyError::Foreign(_) | ReplyError::Code(_))) => {}
        (Outcome::Invalid(key), Err(ReplyError::Code(error))) => assert_eq!(error.key(), *key, "{shown}"),
        (expected, decoded) => panic!("{expected:?}, but {decoded:?}: {shown}"),
    }
}
