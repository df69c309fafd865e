//! A second reader of replies, which shares no code with the runtime and none with `serde_json`'s `Value`. It favours
//! plain lists over speed. The fuzz target and the property tests compare `decode` with it.

use errcode_runtime::ErrorEnum;
use errcode_runtime::reply::{ReplyError, decode};
use serde::de::IgnoredAny;
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
        return String::from_utf8(Parser::new(value).string()?).ok()?.parse().ok();
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
    messages: Vec<(Pair, String)>,
    invalid: Vec<(String, Vec<u8>)>,
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
                    self.messages.push((pair, message(value)));
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

    /// The first error, with its own message, or else one of its object, or else any; never one of a success.
    fn error(&self) -> Option<Expected> {
        let &(code, pair) = self.errors.first()?;
        let of = |wanted: &dyn Fn(&Pair) -> bool| {
            let is_free = |of: &Pair| *of == pair || !self.successes.contains(of);
            self.messages.iter().find(|(of, text)| wanted(of) && is_free(of) && !text.is_empty())
        };
        let message = of(&|of| *of == pair).or_else(|| of(&|of| of.0 == pair.0)).or_else(|| of(&|_| true));
        Some(Expected::Error { code, message: message.map(|(_, text)| text.clone()).unwrap_or_default() })
    }
}

/// What is expected of a body, and whether it nests too deeply for a success. `None` if it begins with something other
/// than an object.
pub(crate) fn judge(body: &[u8], is_success: fn(i64) -> bool) -> Option<(Expected, bool)> {
    let trimmed = body.trim_ascii_start();
    let json = trimmed.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(body).trim_ascii();
    if json.first() != Some(&b'{') {
        return None;
    }
    let mut parser = Parser::new(json);
    let members = parser.members();
    let is_too_deep = parser.depth + 1 > DEPTH;
    let Some(members) = members else { return Some((Expected::Broken, is_too_deep)) };
    let mut found = Found::default();
    found.read(&members, true, is_success);
    let invalid = || found.invalid.first().map(|(key, value)| Expected::InvalidCode(key.clone(), value.clone()));
    // Control characters are escaped only where the copy is at most twice as long.
    let is_readable = parser.at == json.len() && parser.growth <= json.len();
    let end = if is_readable { Expected::Success } else { Expected::Broken };
    Some((found.error().or_else(invalid).unwrap_or(end), is_too_deep))
}

/// Asserts that `decode` reads a body as the reference does.
pub(crate) fn assert_agrees<E: ErrorEnum>(body: &[u8]) {
    let Some((expected, is_too_deep)) = judge(body, |code| code == 0 || E::from(code).is_success()) else { return };
    let shown = String::from_utf8_lossy(body);
    let decoded = [decode::<(), E>(body), decode::<IgnoredAny, E>(body).map(drop)];
    for decoded in decoded {
        match (&expected, decoded) {
            (Expected::Success, Ok(())) => assert!(!is_too_deep, "{shown}"),
            (Expected::Error { code, message }, Err(ReplyError::Api(error))) => {
                assert_eq!((error.code().code(), error.errmsg()), (*code, message.as_str()), "{shown}");
            }
            (Expected::InvalidCode(key, _), Err(ReplyError::Code(error))) => assert_eq!(key, error.key(), "{shown}"),
            (Expected::Broken, Err(ReplyError::Json(_))) => {}
            (Expected::Success | Expected::Broken, Err(ReplyError::TooDeep { .. })) => assert!(is_too_deep, "{shown}"),
            (expected, decoded) => panic!("{expected:?}, but {decoded:?}: {shown}"),
        }
    }
    if expected == Expected::Success && !is_too_deep {
        if let Ok(plain) = serde_json::from_slice::<Value>(body.trim_ascii()) {
            assert_eq!(decode::<Value, E>(body).ok(), Some(plain), "{shown}");
        }
    } else {
        assert!(decode::<Value, E>(body).is_err(), "{shown}");
    }
}
