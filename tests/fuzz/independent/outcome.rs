//! The outcome of a reply, by the keys of `Envelope::WECHAT`.

use super::json::Json;

/// The outcome of a reply.
#[derive(Debug, PartialEq)]
pub(super) enum Outcome {
    Success,
    /// The first code that is no success, and its key.
    Error(i64, &'static str),
    /// The first key with a code of another party that is an error.
    Foreign(&'static str),
    /// The first key that holds no code.
    Invalid(&'static str),
    /// The outcome depends on a key whose meaning is not known here.
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

/// Codes of another party. A number is an error; a word is an error only beside a message.
const LIKELY: &[(&str, &[&str])] = &[
    ("resultcode", &["resultmsg"]),
    ("delivery_resultcode", &["delivery_resultmsg"]),
    ("errorCode", &["errorMessage"]),
    ("errno", &["errMsg", "errmsg"]),
];

/// An error if it is negative or beside a message. Data if a code of the enum is a success.
const RET: (&str, &[&str]) = ("ret", &["errmsg", "err_msg", "errMsg", "msg"]);

/// An error beside a message and without data. Data if a code of the enum is a success.
const CODE: (&str, &[&str]) = ("code", &["message", "msg"]);

/// Every key of a code or a message.
fn all_keys() -> impl Iterator<Item = &'static str> {
    let own = OWN.iter().flat_map(|(code, message)| [*code, *message]);
    let others = LIKELY.iter().chain([&RET, &CODE]);
    own.chain(others.flat_map(|(code, messages)| messages.iter().copied().chain([*code])))
}

/// The members of a reply in their order. Objects under `base_resp` are replaced by their members.
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

/// An integer, or a string that holds one, decimal or hexadecimal.
pub(super) fn code(value: &Json) -> Option<i64> {
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

/// The members of a reply.
pub(super) struct Reply<'j> {
    leaves: Vec<(String, &'j Json)>,
    is_success: fn(i64) -> bool,
}

/// A code of another party that is no success.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Failure {
    Negative,
    Positive,
    Word,
}

/// `None` for a success and for data: a list, an object, `true`, `null`.
pub(super) fn failure(value: &Json) -> Option<Failure> {
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
        (None, Json::Text(text)) => (!text.trim().is_empty() && !is_word_for_success(text)).then_some(Failure::Word),
        _ => None,
    }
}

/// Whether a code is a word for success.
fn is_word_for_success(text: &str) -> bool {
    let words = ["ok", "success", "succeed", "succeeded", "successful", "成功", "操作成功", "请求成功"];
    words.contains(&&*text.to_ascii_lowercase())
}

/// Whether a message says that the call succeeded.
fn says_success(text: &str) -> bool {
    let end = text.trim_end_matches(|c: char| c.is_whitespace() || "!！.。".contains(c));
    let clause = end.rsplit(|c| ",;，；。".contains(c)).next().unwrap_or_default();
    let is_denied = ["不", "未", "没", "无法", "难以", "否", "部分"].iter().any(|denial| clause.contains(denial));
    is_word_for_success(text) || end.ends_with(":ok") || clause.ends_with("成功") && !is_denied
}

impl<'j> Reply<'j> {
    pub(super) fn new(members: &'j [(String, Json)], is_success: fn(i64) -> bool) -> Self {
        Self { leaves: leaves(members), is_success }
    }

    fn all<'s>(&'s self, path: &'s str) -> impl Iterator<Item = &'j Json> + 's {
        self.leaves.iter().filter(move |(key, _)| key == path).map(|(_, value)| *value)
    }

    /// Whether a code of the enum is a success.
    fn has_own_success(&self) -> bool {
        let mut codes = OWN.iter().flat_map(|(path, _)| self.all(path)).filter_map(code);
        codes.any(self.is_success)
    }

    /// Whether the messages under a key belong to a code of the enum that is a success.
    fn belongs_to_a_success(&self, key: &str) -> bool {
        let owner = OWN.iter().find(|(_, message)| *message == key);
        owner.is_some_and(|(owner, _)| self.all(owner).filter_map(code).any(self.is_success))
    }

    /// Whether one of the keys has a message that neither says success nor belongs to a code of the enum that is a success.
    fn has_message(&self, keys: &[&str]) -> bool {
        let is_message = |value: &Json| value.text().is_some_and(|text| !text.trim().is_empty() && !says_success(text));
        keys.iter().any(|key| !self.belongs_to_a_success(key) && self.all(key).any(is_message))
    }

    /// Whether there is data: here, a value under `x`. `None` if that depends on a key that is not known here.
    fn has_data(&self) -> Option<bool> {
        let known: Vec<&str> = ["base_resp", "requestId"].into_iter().chain(all_keys()).collect();
        let is_empty = |value: &Json| match value {
            Json::Null | Json::Bool => true,
            Json::Number(text) => text == "0",
            Json::Text(text) => text.trim().is_empty(),
            Json::List(items) => items.is_empty(),
            Json::Object(members) => members.is_empty(),
        };
        let is_other = |key: &str| !known.contains(&key) && !key.starts_with("base_resp.");
        let mut others = self.leaves.iter().filter(|(key, _)| is_other(key)).peekable();
        if others.peek().is_none() {
            return Some(false);
        }
        others.any(|(key, value)| key == "x" && !is_empty(value)).then_some(true)
    }

    /// Whether a message is one of the reply's. Always true if one of those is not a string, as its spelling here differs from the body's.
    pub(super) fn has(&self, errmsg: &str) -> bool {
        all_keys().any(|key| self.all(key).any(|value| value.text().is_none_or(|text| text == errmsg)))
    }

    /// The message of a code that is an error, if only one can be meant. The error must have it.
    pub(super) fn message_of(&self, code: &str) -> Option<&str> {
        let own: Vec<&str> = OWN.iter().filter(|(key, _)| *key == code).map(|(_, message)| *message).collect();
        let others = LIKELY.iter().chain([&RET, &CODE]).filter(|(key, _)| *key == code);
        let others = others.flat_map(|(_, messages)| *messages).filter(|key| !self.belongs_to_a_success(key));
        let is_blank = |value: &Json| *value == Json::Null || value.text().is_some_and(|text| text.trim().is_empty());
        let messages = own.iter().chain(others).flat_map(|key| self.all(key)).filter(|value| !is_blank(value));
        let messages: Vec<&Json> = messages.collect();
        if let [message] = &*messages { message.text() } else { None }
    }

    pub(super) fn outcome(&self) -> Outcome {
        let mut invalid = None;
        for (key, value) in &self.leaves {
            let not_a_code = if let Some((path, _)) = OWN.iter().find(|(path, _)| path == key) {
                match code(value) {
                    Some(code) if (self.is_success)(code) => continue,
                    Some(code) => return Outcome::Error(code, path),
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

    /// The outcome if the HTTP status is an error. Then a code of another party needs no message, and may be beside data.
    pub(super) fn outcome_of_failure(&self) -> Outcome {
        let outcome = self.outcome();
        if outcome != Outcome::Success {
            return outcome;
        }
        let keys = || LIKELY.iter().chain([&RET, &CODE]).map(|(key, _)| *key);
        let may_be_data = |key: &str| (key == RET.0 || key == CODE.0) && self.has_own_success();
        let is_error = |key: &str, value| failure(value).is_some() && !(key == CODE.0 && is_success_of_code(value));
        let codes = self.leaves.iter().filter_map(|(path, value)| Some((keys().find(|key| key == path)?, *value)));
        let mut errors = codes.filter(|(key, value)| is_error(key, value) && !may_be_data(key));
        errors.next().map_or(Outcome::Success, |(key, _)| Outcome::Foreign(key))
    }
}

/// Whether the value of `code` is a success. The success statuses of HTTP are successes, too.
fn is_success_of_code(value: &Json) -> bool {
    let is_http = code(value).is_some_and(|code| (200..300).contains(&code));
    is_http || !matches!(value, Json::List(_) | Json::Object(_) | Json::Null | Json::Bool) && failure(value).is_none()
}
