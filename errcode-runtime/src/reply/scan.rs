//! Finds the members of a JSON object and checks their grammar.
//!
//! One forward pass, no recursion, no allocation. It stops where the JSON is broken. Raw control characters inside strings are accepted,
//! but noted. Values nested too deep for the check are also accepted and noted; `serde_json` has to check their grammar.

use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::string;
use crate::show::Shown;

/// A cursor over JSON, which collects facts about what it reads. As an iterator it yields the members of an object in document order.
pub(super) struct Scan<'j> {
    /// The text that is read; once the closing bracket is reached, only the object.
    pub(super) json: &'j [u8],
    at: usize,
    /// Whether the closing bracket of the object was reached.
    pub(super) is_complete: bool,
    /// Whether the grammar of everything that was read is known to be right.
    pub(super) is_checked: bool,
    /// Whether a string holds a raw control character, which JSON forbids.
    pub(super) has_control: bool,
    /// The depth of the deepest list or object seen; the object itself has depth 1.
    pub(super) depth: usize,
}

/// A key: the text between its quotes, with its escapes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Key<'j> {
    raw: &'j [u8],
    has_escape: bool,
}

impl<'j> Key<'j> {
    #[inline]
    pub(super) fn is(self, key: &str) -> bool {
        if self.has_escape { string::unescaped(self.raw).eq(key.bytes()) } else { self.raw == key.as_bytes() }
    }

    /// The length of the first key of a path, if it equals this key. Dots separate the keys of a path.
    #[inline]
    pub(super) fn leads(self, path: &str) -> Option<usize> {
        if self.has_escape {
            let length = path.find('.').unwrap_or(path.len());
            return self.is(&path[..length]).then_some(length);
        }
        let length = self.raw.len();
        // Checked first: most keys of an envelope differ in length.
        let is_whole = path.len() == length || path.as_bytes().get(length) == Some(&b'.');
        (is_whole && path.as_bytes().starts_with(self.raw) && !self.raw.contains(&b'.')).then_some(length)
    }

    /// The length, at most `longest`, and the first byte.
    #[inline]
    pub(super) fn hint(self, longest: usize) -> (usize, u8) {
        if self.has_escape {
            let mut bytes = string::unescaped(self.raw).take(longest);
            let first = bytes.next();
            return (usize::from(first.is_some()) + bytes.count(), first.unwrap_or_default());
        }
        (self.raw.len().min(longest), self.raw.first().copied().unwrap_or_default())
    }

    /// The text of the key, with replacement characters for invalid Unicode.
    pub(super) fn text(self) -> Cow<'j, str> {
        if self.has_escape {
            let bytes: Vec<u8> = string::unescaped(self.raw).collect();
            Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())
        } else {
            String::from_utf8_lossy(self.raw)
        }
    }

    /// The beginning of the key, in one line for a log.
    pub(super) fn shown(self) -> String {
        let start: Vec<u8> = string::unescaped(self.raw).take(4 * Shown::PART + 4).collect();
        Shown::new(&*String::from_utf8_lossy(&start), Shown::PART).to_string()
    }

    /// Whether the key is this word, ignoring case, underscores and hyphens.
    pub(super) fn folds_to(self, word: &str) -> bool {
        let letters = string::unescaped(self.raw).filter(|byte| !matches!(byte, b'_' | b'-'));
        letters.map(|byte| byte.to_ascii_lowercase()).eq(word.bytes())
    }
}

/// The deepest nesting whose grammar is checked: one bit per level tells a list from an object.
const CHECKED_DEPTH: u32 = u64::BITS;

impl<'j> Scan<'j> {
    /// A value that is not an object has no members.
    #[inline]
    pub(super) fn of(json: &'j [u8]) -> Self {
        let at = if json.first() == Some(&b'{') { 1 } else { json.len() };
        Self { json, at, is_complete: false, is_checked: true, has_control: false, depth: 1 }
    }

    /// A cursor before the first value.
    pub(super) fn at_value(json: &'j [u8]) -> Self {
        Self { at: 0, ..Self::of(json) }
    }

    /// Returns the next byte and moves past it.
    pub(super) fn bump(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    /// Whether the JSON ends before its grammar is broken, such as inside a number. A string or a word that is cut off does not count,
    /// as the scan stops before it, nor does JSON that nests too deep for the check.
    pub(super) fn is_cut(&self) -> bool {
        !self.is_complete && self.is_checked && self.at == self.json.len()
    }

    /// The offset of the next byte.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    #[inline]
    pub(super) fn peek(&self) -> Option<u8> {
        self.json.get(self.at).copied()
    }

    #[inline]
    pub(super) fn skip_blanks(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    /// Reads a key from its opening quote, and skips the colon after it and the blanks around the colon.
    #[inline]
    pub(super) fn key(&mut self) -> Option<Key<'j>> {
        if self.peek()? != b'"' {
            return None;
        }
        let start = self.at + 1;
        let has_escape = self.skip_string()?;
        let key = Key { raw: &self.json[start..self.at - 1], has_escape };
        self.skip_blanks();
        if self.peek()? != b':' {
            return None;
        }
        self.at += 1;
        self.skip_blanks();
        Some(key)
    }

    #[inline]
    fn value(&mut self) -> Option<&'j [u8]> {
        let start = self.at;
        match self.peek()? {
            b'"' => drop(self.skip_string()?),
            b'{' | b'[' => self.skip_nested()?,
            _ => self.skip_literal()?,
        }
        Some(&self.json[start..self.at])
    }

    /// Skips a number, `true`, `false` or `null`. `None` for anything else.
    #[inline]
    pub(super) fn skip_literal(&mut self) -> Option<()> {
        let word: &[u8] = match self.peek()? {
            b't' => b"true",
            b'f' => b"false",
            b'n' => b"null",
            _ => return self.skip_number(),
        };
        self.at += self.json[self.at..].starts_with(word).then_some(word.len())?;
        Some(())
    }

    #[inline]
    fn skip_number(&mut self) -> Option<()> {
        if self.peek()? == b'-' {
            self.at += 1;
        }
        match self.peek()? {
            // A digit after a leading 0 is found where a comma or a bracket is expected.
            b'0' => self.at += 1,
            _ => self.skip_digits()?,
        }
        if let Some(b'.' | b'e' | b'E') = self.peek() { self.skip_fraction() } else { Some(()) }
    }

    /// Skips the fraction and the exponent of a number, if it has them.
    fn skip_fraction(&mut self) -> Option<()> {
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.skip_digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            self.skip_digits()?;
        }
        Some(())
    }

    /// Skips one digit or more.
    #[inline]
    fn skip_digits(&mut self) -> Option<()> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        (self.at > start).then_some(())
    }

    /// Skips a string, from its opening quote. Returns whether it has an escape, or `None` if it does not end or an escape is broken.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "100 users take a tenth longer where it is called")]
    pub(super) fn skip_string(&mut self) -> Option<bool> {
        let mut at = self.at + 1;
        let mut has_escape = false;
        loop {
            if let Some(word) = self.json.get(at..).and_then(<[u8]>::first_chunk) {
                match string::first_special(u64::from_le_bytes(*word)) {
                    None => {
                        at += 8;
                        continue;
                    }
                    Some(offset) => at += offset,
                }
            }
            match *self.json.get(at)? {
                b'"' => break,
                b'\\' => {
                    has_escape = true;
                    at += self.escape(at + 1)?;
                }
                byte => {
                    self.has_control |= byte < b' ';
                    at += 1;
                }
            }
        }
        self.at = at + 1;
        Some(has_escape)
    }

    /// The length of an escape whose backslash is before `at`. A control character is accepted, as it can be repaired.
    fn escape(&mut self, at: usize) -> Option<usize> {
        match *self.json.get(at)? {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(2),
            b'u' => {
                let digits = self.json.get(at + 1..at + 5)?;
                digits.iter().all(u8::is_ascii_hexdigit).then_some(6)
            }
            0..b' ' => {
                self.has_control = true;
                Some(2)
            }
            _ => None,
        }
    }

    /// Skips a list or an object, from its opening bracket. `None` if it does not end or is broken.
    fn skip_nested(&mut self) -> Option<()> {
        // One bit for each open list or object, the innermost lowest: 1 for an object.
        let mut objects = 0_u64;
        let mut open = 0;
        loop {
            match self.peek()? {
                b'"' => drop(self.skip_string()?),
                bracket @ (b'{' | b'[') => {
                    if open == CHECKED_DEPTH {
                        self.is_checked = false;
                        return self.skip_unchecked(open as usize);
                    }
                    open += 1;
                    objects = objects << 1 | u64::from(bracket == b'{');
                    self.note_depth(open as usize);
                    self.at += 1;
                    self.skip_blanks();
                    // In ASCII, a closing bracket is two after its opening bracket.
                    if self.peek()? != bracket + 2 {
                        if bracket == b'{' {
                            self.key()?;
                        }
                        continue;
                    }
                }
                _ => self.skip_literal()?,
            }
            // After a value come a comma or closing brackets. An empty list or object is closed here, too.
            loop {
                if open == 0 {
                    return Some(());
                }
                self.skip_blanks();
                let is_object = objects & 1 == 1;
                match self.peek()? {
                    b',' => {
                        self.at += 1;
                        self.skip_blanks();
                        if is_object {
                            self.key()?;
                        }
                        break;
                    }
                    b'}' if is_object => {}
                    b']' if !is_object => {}
                    _ => return None,
                }
                self.at += 1;
                objects >>= 1;
                open -= 1;
            }
        }
    }

    /// Skips until `open` lists and objects are closed. It skips strings and counts brackets, and does not check the rest.
    #[cold]
    fn skip_unchecked(&mut self, mut open: usize) -> Option<()> {
        loop {
            match class(self.peek()?) {
                Class::Quote => {
                    self.skip_string()?;
                    continue;
                }
                Class::Open => {
                    open += 1;
                    self.note_depth(open);
                }
                Class::Close => open -= 1,
                Class::Other => {}
            }
            self.at += 1;
            if open == 0 {
                return Some(());
            }
        }
    }

    #[inline]
    fn note_depth(&mut self, open: usize) {
        // The object itself is open, too.
        self.depth = self.depth.max(open + 1);
    }
}

impl<'j> Iterator for Scan<'j> {
    type Item = (Key<'j>, &'j [u8]);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        // Only the opening bracket was read.
        let is_first = self.at == 1;
        self.skip_blanks();
        match self.peek()? {
            b'}' => {
                self.at += 1;
                self.is_complete = true;
                self.json = &self.json[..self.at];
                return None;
            }
            b',' if !is_first => {
                self.at += 1;
                self.skip_blanks();
            }
            _ if is_first => {}
            _ => return None,
        }
        let key = self.key()?;
        Some((key, self.value()?))
    }
}

/// The meaning of a byte outside strings.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Quote,
    Open,
    Close,
    Other,
}

fn class(byte: u8) -> Class {
    match byte {
        b'"' => Class::Quote,
        b'[' | b'{' => Class::Open,
        b']' | b'}' => Class::Close,
        _ => Class::Other,
    }
}
