//! A reader of replies with a parser of its own, which also knows broken JSON and says which message belongs to a code. It shares no code
//! with the runtime and none with `serde_json`'s `Value`, and favours plain lists over speed. The fuzz target `decode` and
//! `tests/tests/reply/agreement.rs` compare `decode` with it.

mod parser;

use std::collections::HashMap;

use errcode_runtime::ErrorEnum;
use errcode_runtime::reply::{ReplyError, decode};
use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use parser::{Member, Parser};

/// The expected result for a body that begins as an object.
#[derive(Debug, PartialEq)]
enum Expected {
    Error {
        code: i64,
        message: String,
    },
    /// The key of another party's code, the code as text, and the message.
    Foreign {
        key: String,
        code: String,
        message: String,
    },
    /// A key whose value is not a code.
    InvalidCode(String),
    /// The whole body is one valid object without an error.
    Success,
    /// There is no valid object, or something follows an object without an error.
    Broken,
}

const DEPTH: usize = 2_048;

fn code(value: &[u8]) -> Option<i64> {
    if value.starts_with(b"\"") {
        let text = String::from_utf8(Parser::new(value).string()?).ok()?;
        let (sign, digits) = text.split_at(usize::from(text.starts_with(['+', '-'])));
        let Some(digits) = digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X")) else {
            return text.parse().ok();
        };
        if digits.starts_with(['+', '-']) {
            return None;
        }
        return i64::from_str_radix(&format!("{sign}{digits}"), 16).ok();
    }
    core::str::from_utf8(value).ok().filter(|text| *text != "-0")?.parse().ok()
}

fn message(value: &[u8]) -> String {
    match Parser::new(value).string() {
        Some(text) => String::from_utf8_lossy(&text).into_owned(),
        None if value == b"null" => String::new(),
        None => String::from_utf8_lossy(value).into_owned(),
    }
}

/// When a code of another party is an error.
#[derive(Clone, Copy, PartialEq)]
enum When {
    /// A number, or a word beside a message.
    Likely,
    /// A negative number, or any code beside a message, unless a code of the enum is a success.
    Ret,
    /// Any code beside a message and without data, unless a code of the enum is a success.
    Word,
}

/// The key of a code: its object, its name, whose code it is (`None` for the enum's), and the keys of its messages.
///
/// A message belongs to the first entry that names it.
type Key = (&'static str, &'static str, Option<When>, &'static [&'static str]);

const KEYS: &[Key] = &[
    ("", "errcode", None, &["errmsg"]),
    ("", "errCode", None, &["errMsg"]),
    ("base_resp", "ret", None, &["err_msg"]),
    ("base_resp", "errcode", None, &["errmsg"]),
    ("base_resp", "errCode", None, &["errMsg"]),
    ("", "resultcode", Some(When::Likely), &["resultmsg"]),
    ("", "delivery_resultcode", Some(When::Likely), &["delivery_resultmsg"]),
    ("", "errorCode", Some(When::Likely), &["errorMessage"]),
    ("", "errno", Some(When::Likely), &["errMsg", "errmsg"]),
    ("", "ret", Some(When::Ret), &["errmsg", "err_msg", "errMsg", "msg"]),
    ("", "code", Some(When::Word), &["message", "msg"]),
];

const SUCCESS: &[&str] = &["ok", "success", "succeed", "succeeded", "successful", "成功", "操作成功", "请求成功"];

#[derive(Default)]
struct Found {
    /// Every code that may be an error, in order: its key, its text, and its number.
    errors: Vec<(usize, String, Option<i64>)>,
    successes: Vec<usize>,
    messages: Vec<Message>,
    /// The keys whose values are not codes.
    invalid: Vec<String>,
    /// The top-level members that are not keys of the envelope.
    others: Vec<(String, Vec<u8>)>,
}

struct Message {
    object: &'static str,
    key: &'static str,
    /// The index in `KEYS` of the code that it belongs to.
    owner: usize,
    text: String,
    is_string: bool,
    /// Whether it follows an error of the enum, and whether it follows one of another party.
    is_after: [bool; 2],
}

fn path(key: &Key) -> String {
    if key.0.is_empty() { key.1.to_owned() } else { format!("{}.{}", key.0, key.1) }
}

/// The text and number of another party's code that is an error. `Err` is `true` for a success, and `false` for data.
fn foreign(value: &[u8], when: When) -> Result<(String, Option<i64>), bool> {
    let number = code(value);
    let text = if number.is_some() { String::new() } else { message(value) };
    let is_number = value.first().is_some_and(|first| first.is_ascii_digit() || *first == b'-');
    match number {
        Some(0) => Err(true),
        Some(200..=299) if when == When::Word => Err(true),
        Some(number) => Ok((number.to_string(), Some(number))),
        None if value.starts_with(b"\"") => {
            let is_success = SUCCESS.contains(&&*text.to_ascii_lowercase()) || text.trim().is_empty();
            if is_success { Err(true) } else { Ok((text, None)) }
        }
        None if is_number => {
            let mantissa = text.split(['e', 'E']).next().unwrap_or_default();
            let is_zero = mantissa.chars().all(|c| matches!(c, '0' | '-' | '.'));
            let number = if text.starts_with('-') { -1 } else { 1 };
            if is_zero { Err(true) } else { Ok((text, Some(number))) }
        }
        None => Err(false),
    }
}

impl Found {
    fn read(&mut self, members: &[Member<'_>], object: &'static str, is_success: fn(i64) -> bool) {
        for (key, value) in members {
            let code_key = KEYS.iter().position(|of| of.0 == object && key == of.1.as_bytes());
            let message_key = KEYS.iter().enumerate().find_map(|(owner, of)| {
                let key = of.3.iter().find(|message| of.0 == object && key == message.as_bytes())?;
                Some((owner, *key))
            });
            if let Some(index) = code_key {
                match KEYS[index].2 {
                    None => match code(value) {
                        Some(code) if is_success(code) => self.successes.push(index),
                        Some(code) => self.errors.push((index, code.to_string(), Some(code))),
                        None => self.invalid.push(path(&KEYS[index])),
                    },
                    Some(when) => match foreign(value, when) {
                        Ok((text, number)) => self.errors.push((index, text, number)),
                        Err(true) => self.successes.push(index),
                        Err(false) => {}
                    },
                }
            } else if let Some((owner, key)) = message_key {
                let has = |own: bool| self.errors.iter().any(|error| KEYS[error.0].2.is_none() == own);
                let is_after = [has(true), has(false)];
                let is_string = value.starts_with(b"\"");
                self.messages.push(Message { object, key, owner, text: message(value), is_string, is_after });
            } else if object.is_empty() && key == b"base_resp" {
                match Parser::new(value).members() {
                    Some(members) => self.read(&members, "base_resp", is_success),
                    None if *value == b"null" => {}
                    None => self.invalid.push("base_resp".to_owned()),
                }
            } else if object.is_empty() {
                self.others.push((String::from_utf8_lossy(key).into_owned(), value.to_vec()));
            }
        }
    }

    /// Whether there are codes of the enum in an object (`None`: in any), and all of them are successes.
    fn all_succeed(&self, object: Option<&str>) -> bool {
        let is_there = |index: usize| KEYS[index].2.is_none() && object.is_none_or(|object| KEYS[index].0 == object);
        self.successes.iter().any(|index| is_there(*index)) && !self.errors.iter().any(|error| is_there(error.0))
    }

    /// The best message for the code at `index`.
    ///
    /// For each key of messages, the first after an error counts, else the first before one.
    fn message(&self, index: usize) -> String {
        let (object, _, _, own) = KEYS[index];
        let side = usize::from(KEYS[index].2.is_some());
        let mut offers: Vec<(bool, bool, usize, &str)> = Vec::new();
        let mut keys: Vec<(&str, &str)> = self.messages.iter().map(|message| (message.object, message.key)).collect();
        keys.sort_unstable();
        keys.dedup();
        for (of, key) in keys {
            let of_key = || {
                let messages = self.messages.iter().enumerate();
                messages.filter(move |(_, message)| {
                    (message.object, message.key) == (of, key) && !message.text.trim().is_empty()
                })
            };
            let first = |after: bool| of_key().find(|(_, message)| message.is_after[side] == after);
            let Some((at, message)) = first(true).or_else(|| first(false)) else { continue };
            let is_own = of == object && own.contains(&key);
            let is_free = !self.successes.contains(&message.owner) && (is_own || !self.all_succeed(Some(of)));
            if message.owner == index || is_free {
                offers.push((!is_own, of != object, at, &message.text));
            }
        }
        offers.into_iter().min().map_or_else(String::new, |(.., text)| text.to_owned())
    }

    /// Whether the code at `index` has a message that does not belong to a success.
    fn has_message(&self, index: usize) -> bool {
        let (object, _, _, own) = KEYS[index];
        self.messages.iter().any(|message| {
            let text = &message.text;
            let is_of_a_success = KEYS[message.owner].2.is_none() && self.successes.contains(&message.owner);
            let is_own = message.object == object && own.contains(&message.key) && !is_of_a_success;
            let end = text.trim_end_matches(|c: char| c.is_whitespace() || "!！.。".contains(c));
            let clause = end.rsplit(|c| ",;，；。".contains(c)).next().unwrap_or_default();
            let denied = ["不", "未", "没", "无法", "难以", "否", "部分"];
            let says_success = SUCCESS.contains(&&*text.to_ascii_lowercase())
                || end.ends_with(":ok")
                || end.ends_with("成功") && !denied.iter().any(|denial| clause.contains(denial));
            is_own && message.is_string && !text.trim().is_empty() && !says_success
        })
    }

    fn has_data(&self) -> bool {
        const NO_DATA: &str = " requestid reqid rid traceid hostid logid timestamp time datetime status statuscode httpstatus \
                               httpcode error errors err errormsg detail details path success ok hint help recommend stack \
                               subcode submsg type version ";
        self.others.iter().any(|(key, value)| {
            let key = key.replace(['_', '-'], "").to_ascii_lowercase();
            let text: String = String::from_utf8_lossy(value).split([' ', '\t', '\r', '\n']).collect();
            let is_empty = ["null", "false", "0", "{}", "[]"].contains(&&*text)
                || value.starts_with(b"\"") && message(value).trim().is_empty();
            !is_empty && !NO_DATA.contains(&format!(" {key} "))
        })
    }

    fn is_error(&self, index: usize, number: Option<i64>) -> bool {
        let is_negative = number.is_some_and(|number| number < 0);
        match KEYS[index].2 {
            None => false,
            Some(When::Likely) => number.is_some() || self.has_message(index),
            Some(_) if self.all_succeed(None) => false,
            Some(When::Ret) => is_negative || self.has_message(index),
            Some(When::Word) => !self.has_data() && self.has_message(index),
        }
    }

    fn error(&self) -> Option<Expected> {
        if let Some((index, code, _)) = self.errors.iter().find(|error| KEYS[error.0].2.is_none()) {
            let code = code.parse().unwrap_or_default();
            return Some(Expected::Error { code, message: self.message(*index) });
        }
        let (index, code, _) = self.errors.iter().find(|(index, _, number)| self.is_error(*index, *number))?;
        let key = path(&KEYS[*index]);
        Some(Expected::Foreign { key, code: code.clone(), message: self.message(*index) })
    }
}

/// What is expected of a body.
struct Judgement {
    expected: Expected,
    /// Whether it nests too deep for a success.
    is_too_deep: bool,
    /// Whether it has more control characters than the runtime escapes for a type.
    has_many_controls: bool,
}

/// What is expected of a body. `None` if it begins with something other than an object.
fn judge(body: &[u8], is_success: fn(i64) -> bool) -> Option<Judgement> {
    let trimmed = body.trim_ascii_start();
    let json = trimmed.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(body).trim_ascii();
    if json.first() != Some(&b'{') {
        return None;
    }
    let mut parser = Parser::new(json);
    let members = parser.members();
    let is_too_deep = parser.depth + 1 > DEPTH;
    // The runtime's copy with escapes may be at most twice as long as the JSON.
    let has_many_controls = parser.growth > json.len();
    let expected = members.map_or(Expected::Broken, |members| {
        let mut found = Found::default();
        found.read(&members, "", is_success);
        let invalid = found.invalid.first().cloned().map(Expected::InvalidCode);
        let end = if parser.at == json.len() { Expected::Success } else { Expected::Broken };
        found.error().or(invalid).unwrap_or(end)
    });
    Some(Judgement { expected, is_too_deep, has_many_controls })
}

/// Asserts that `decode` reads a body as the reference does.
pub(crate) fn assert_agrees<E: ErrorEnum + From<i64>>(body: &[u8]) {
    let Some(judgement) = judge(body, |code| E::from(code).is_success()) else { return };
    let Judgement { expected, is_too_deep, has_many_controls } = judgement;
    let shown = String::from_utf8_lossy(body);
    let decoded = [(decode::<(), E>(body), true), (decode::<IgnoredAny, E>(body).map(drop), !has_many_controls)];
    for (decoded, is_readable) in decoded {
        match (&expected, decoded) {
            (Expected::Success, Ok(())) => assert!(!is_too_deep && is_readable, "{shown}"),
            (Expected::Success, Err(ReplyError::Json(_))) => assert!(!is_readable, "{shown}"),
            (Expected::Error { code, message }, Err(ReplyError::Api(error))) => {
                assert_eq!((error.code().code().number(), error.errmsg()), (Some(*code), message.as_str()), "{shown}");
            }
            (Expected::Foreign { key, code, message }, Err(ReplyError::Foreign(error))) => {
                let found = match error.code() {
                    errcode_runtime::Code::Text(text) => text.to_owned(),
                    errcode_runtime::Code::Number(number) => number.to_string(),
                };
                assert_eq!((error.key(), &found, error.errmsg()), (key.as_str(), code, message.as_str()), "{shown}");
            }
            (Expected::InvalidCode(key), Err(ReplyError::Code(error))) => assert_eq!(key, error.key(), "{shown}"),
            (Expected::Broken, Err(ReplyError::Json(_))) => {}
            (Expected::Success | Expected::Broken, Err(ReplyError::TooDeep { .. })) => assert!(is_too_deep, "{shown}"),
            (expected, decoded) => panic!("{expected:?}, but {decoded:?}: {shown}"),
        }
    }
    // Broken JSON is no success for a type that ignores errors either.
    let swallowed = decode::<Swallowing, E>(body);
    assert!(expected == Expected::Success || swallowed.is_err(), "{swallowed:?}: {shown}");
    if expected == Expected::Success && !is_too_deep && !has_many_controls {
        if let Ok(plain) = serde_json::from_slice::<Value>(body.trim_ascii()) {
            assert_eq!(decode::<Value, E>(body).ok(), Some(plain), "{shown}");
        }
    } else {
        assert!(decode::<Value, E>(body).is_err(), "{shown}");
    }
}

/// Ignores the errors of `serde_json` about a map.
#[derive(Debug)]
struct Swallowing;

impl<'de> Deserialize<'de> for Swallowing {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        drop(HashMap::<String, u8>::deserialize(deserializer));
        Ok(Self)
    }
}
