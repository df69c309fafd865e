//! A second reader of replies, which shares no code with the runtime and none with `serde_json`'s `Value`. It favours
//! plain lists over speed. The fuzz target and the property tests compare `decode` with it.

use std::collections::HashMap;

use errcode_runtime::ErrorEnum;
use errcode_runtime::reply::{ReplyError, decode};
use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// What a reply that begins as an object must be read as.
#[derive(Debug, PartialEq)]
pub(crate) enum Expected {
    Error {
        code: i64,
        message: String,
    },
    /// The key that holds no code, and its value.
    InvalidCode(String, Vec<u8>),
    /// The whole body is one valid object without an error.
    Success,
    /// There is no valid object, or more after one without an error.
    Broken,
}

const DEPTH: usize = 2_048;

/// Reads JSON, except that strings may hold raw control characters.
struct Parser<'j> {
    json: &'j [u8],
    at: usize,
    depth: usize,
    /// How many bytes longer the JSON is when its control characters are escaped.
    growth: usize,
}

type Member<'j> = (Vec<u8>, &'j [u8]);

impl<'j> Parser<'j> {
    fn new(json: &'j [u8]) -> Self {
        Self { json, at: 0, depth: 0, growth: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.json.get(self.at).copied()
    }

    fn eat(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// A string's bytes. Three invalid bytes stand for a lone surrogate.
    fn string(&mut self) -> Option<Vec<u8>> {
        self.eat(b'"')?;
        let mut text = Vec::new();
        loop {
            let byte = self.peek()?;
            self.at += 1;
            match byte {
                b'"' => return Some(text),
                b'\\' => self.escape(&mut text)?,
                _ => {
                    self.growth += growth(byte);
                    text.push(byte);
                }
            }
        }
    }

    fn escape(&mut self, text: &mut Vec<u8>) -> Option<()> {
        let byte = self.peek()?;
        self.at += 1;
        match byte {
            b'"' | b'\\' | b'/' => text.push(byte),
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'n' => text.push(10),
            b'r' => text.push(13),
            b't' => text.push(9),
            b'u' => {
                let unit = self.unit()?;
                let pair = [unit, self.low_surrogate().unwrap_or_default()];
                match char::decode_utf16(pair).next()? {
                    Ok(character) => {
                        // Only a pair of surrogates needs the second unit.
                        if character.len_utf16() == 2 {
                            self.at += 6;
                        }
                        text.extend(character.to_string().bytes());
                    }
                    Err(_) => text.extend([0xFF; 3]),
                }
            }
            0..32 => {
                // The repair drops the backslash.
                self.growth += growth(byte) - 1;
                text.push(byte);
            }
            _ => return None,
        }
        Some(())
    }

    fn unit(&mut self) -> Option<u16> {
        let digits = core::str::from_utf8(self.json.get(self.at..self.at + 4)?).ok()?;
        self.at += 4;
        digits.bytes().all(|digit| digit.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok())?
    }

    /// The unit of the escape that comes next, if it is the second half of a pair. Nothing is consumed.
    fn low_surrogate(&self) -> Option<u16> {
        let rest = self.json.get(self.at..)?.strip_prefix(b"\\u")?;
        let unit = Parser::new(rest).unit()?;
        (0xDC00..0xE000).contains(&unit).then_some(unit)
    }

    fn scalar(&mut self) -> Option<()> {
        let word = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
        let length = self.json[self.at..].iter().take_while(|byte| word(byte)).count();
        let text = core::str::from_utf8(&self.json[self.at..self.at + length]).ok()?;
        self.at += length;
        (["true", "false", "null"].contains(&text) || is_number(text)).then_some(())
    }

    fn key(&mut self) -> Option<Vec<u8>> {
        self.blanks();
        let key = self.string()?;
        self.blanks();
        self.eat(b':')?;
        Some(key)
    }

    /// Any value. Brackets are kept in a list, so that depth needs no stack.
    fn value(&mut self) -> Option<()> {
        let mut open = Vec::new();
        loop {
            self.blanks();
            let mut is_empty = false;
            match self.peek()? {
                bracket @ (b'{' | b'[') => {
                    self.at += 1;
                    open.push(bracket + 2);
                    self.depth = self.depth.max(open.len());
                    self.blanks();
                    is_empty = self.peek() == open.last().copied();
                    if !is_empty && bracket == b'{' {
                        self.key()?;
                    }
                    if !is_empty {
                        continue;
                    }
                }
                b'"' => drop(self.string()?),
                _ => self.scalar()?,
            }
            loop {
                let Some(&close) = open.last() else { return Some(()) };
                self.blanks();
                if !is_empty && self.eat(b',').is_some() {
                    if close == b'}' {
                        self.key()?;
                    }
                    break;
                }
                self.eat(close)?;
                open.pop();
                is_empty = false;
            }
        }
    }

    fn members(&mut self) -> Option<Vec<Member<'j>>> {
        let mut members = Vec::new();
        self.eat(b'{')?;
        self.blanks();
        if self.eat(b'}').is_some() {
            return Some(members);
        }
        loop {
            let key = self.key()?;
            self.blanks();
            let start = self.at;
            self.value()?;
            members.push((key, &self.json[start..self.at]));
            self.blanks();
            if self.eat(b',').is_none() {
                return self.eat(b'}').map(|()| members);
            }
        }
    }
}

fn growth(byte: u8) -> usize {
    match byte {
        8 | 9 | 10 | 12 | 13 => 1,
        0..32 => 5,
        _ => 0,
    }
}

fn is_number(text: &str) -> bool {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let whole = whole.strip_prefix('-').unwrap_or(whole);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    digits(whole) && (whole == "0" || !whole.starts_with('0')) && digits(fraction) && digits(exponent)
}

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

const TOP: &[(&str, &str)] = &[("errcode", "errmsg"), ("errCode", "errMsg")];
const INSIDE: &[(&str, &str)] = &[("ret", "err_msg"), ("errcode", "errmsg"), ("errCode", "errMsg")];

/// A pair of keys: whether it is one of the top, and its codes' key.
type Pair = (bool, &'static str);

#[derive(Default)]
struct Found {
    errors: Vec<(i64, Pair)>,
    successes: Vec<Pair>,
    messages: Vec<Message>,
    invalid: Vec<(String, Vec<u8>)>,
}

struct Message {
    pair: Pair,
    text: String,
    /// Whether it follows an error.
    is_after: bool,
}

impl Found {
    fn read(&mut self, members: &[Member<'_>], is_top: bool, is_success: fn(i64) -> bool) {
        for (key, value) in members {
            let pairs = if is_top { TOP } else { INSIDE };
            for (code_key, message_key) in pairs {
                let pair = (is_top, *code_key);
                if key == code_key.as_bytes() {
                    match code(value) {
                        Some(code) if is_success(code) => self.successes.push(pair),
                        Some(code) => self.errors.push((code, pair)),
                        None => self.invalid.push(((*code_key).to_owned(), value.to_vec())),
                    }
                } else if key == message_key.as_bytes() {
                    self.messages.push(Message { pair, text: message(value), is_after: !self.errors.is_empty() });
                }
            }
            if is_top && key == b"base_resp" && *value != b"null" {
                match Parser::new(value).members() {
                    Some(members) => self.read(&members, false, is_success),
                    None => self.invalid.push(("base_resp".to_owned(), value.to_vec())),
                }
            }
        }
    }

    /// The message that a pair offers: the first after the first error, else the first before it.
    fn offer(&self, pair: Pair) -> Option<(usize, &str)> {
        let offers = |after: bool| {
            let mut messages = self.messages.iter().enumerate();
            let fits = |message: &Message| {
                message.pair == pair && message.is_after == after && !message.text.trim().is_empty()
            };
            messages.find_map(|(at, message)| fits(message).then_some((at, message.text.as_str())))
        };
        offers(true).or_else(|| offers(false))
    }

    /// The first error, with its own message, or else one of its object, or else any; never one of a success.
    fn error(&self) -> Option<Expected> {
        let &(code, pair) = self.errors.first()?;
        let all_succeed = |is_top: bool| {
            self.successes.iter().any(|of| of.0 == is_top) && !self.errors.iter().any(|(_, of)| of.0 == is_top)
        };
        let is_free = |of: &Pair| !self.successes.contains(of) && !all_succeed(of.0);
        let pairs = TOP.iter().map(|(key, _)| (true, *key)).chain(INSIDE.iter().map(|(key, _)| (false, *key)));
        let free: Vec<Pair> = pairs.filter(is_free).collect();
        let earliest = |is_wanted: &dyn Fn(&Pair) -> bool| {
            free.iter().filter(|of| is_wanted(of)).filter_map(|of| self.offer(*of)).min()
        };
        let message = self.offer(pair).or_else(|| earliest(&|of| of.0 == pair.0)).or_else(|| earliest(&|_| true));
        Some(Expected::Error { code, message: message.map(|(_, text)| text.to_owned()).unwrap_or_default() })
    }
}

/// What is expected of a body.
pub(crate) struct Judgement {
    pub(crate) expected: Expected,
    /// Whether it nests too deeply for a success.
    pub(crate) is_too_deep: bool,
    /// Whether it has more control characters than are escaped for a type.
    pub(crate) has_many_controls: bool,
}

/// What is expected of a body. `None` if it begins with something other than an object.
pub(crate) fn judge(body: &[u8], is_success: fn(i64) -> bool) -> Option<Judgement> {
    let trimmed = body.trim_ascii_start();
    let json = trimmed.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(body).trim_ascii();
    if json.first() != Some(&b'{') {
        return None;
    }
    let mut parser = Parser::new(json);
    let members = parser.members();
    let is_too_deep = parser.depth + 1 > DEPTH;
    // The copy may be twice as long.
    let has_many_controls = parser.growth > json.len();
    let expected = members.map_or(Expected::Broken, |members| {
        let mut found = Found::default();
        found.read(&members, true, is_success);
        let invalid = found.invalid.first().map(|(key, value)| Expected::InvalidCode(key.clone(), value.clone()));
        let end = if parser.at == json.len() { Expected::Success } else { Expected::Broken };
        found.error().or(invalid).unwrap_or(end)
    });
    Some(Judgement { expected, is_too_deep, has_many_controls })
}

/// Asserts that `decode` reads a body as the reference does.
pub(crate) fn assert_agrees<E: ErrorEnum + From<i64>>(body: &[u8]) {
    let Some(judgement) = judge(body, |code| code == 0 || E::from(code).is_success()) else { return };
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
            (Expected::InvalidCode(key, _), Err(ReplyError::Code(error))) => assert_eq!(key, error.key(), "{shown}"),
            (Expected::Broken, Err(ReplyError::Json(_))) => {}
            (Expected::Success | Expected::Broken, Err(ReplyError::TooDeep { .. })) => assert!(is_too_deep, "{shown}"),
            (expected, decoded) => panic!("{expected:?}, but {decoded:?}: {shown}"),
        }
    }
    // A type that ignores errors is no success of broken JSON either.
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

/// Ignores what `serde_json` says about a map.
#[derive(Debug)]
struct Swallowing;

impl<'de> Deserialize<'de> for Swallowing {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        drop(HashMap::<String, u8>::deserialize(deserializer));
        Ok(Self)
    }
}
