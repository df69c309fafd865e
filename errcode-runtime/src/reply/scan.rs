//! Finds the members of a JSON object without parsing their values.
//!
//! One forward pass, no recursion, no allocation. It does not validate: `serde_json` does. On an object that `serde_json`
//! accepts it sees every key and every value; on broken JSON it may stop early.

use super::string;

/// The members of an object, in document order, and what else was seen on the way.
pub(super) struct Members<'j> {
    /// Once the closing bracket is reached, the object without what follows it.
    pub(super) json: &'j [u8],
    at: usize,
    /// Whether the string that was skipped last has an escape.
    has_escape: bool,
    /// Whether the closing bracket of the object was reached.
    pub(super) is_complete: bool,
    /// Whether a string holds a raw control character, which JSON forbids.
    pub(super) has_control: bool,
    /// How many lists and objects are open at the deepest place, the object itself included.
    pub(super) depth: usize,
}

/// A key, as it is spelled between its quotes.
#[derive(Clone, Copy)]
pub(super) struct Key<'j> {
    raw: &'j [u8],
    has_escape: bool,
}

impl Key<'_> {
    #[inline]
    pub(super) fn is(self, key: &str) -> bool {
        if self.has_escape { string::unescaped(self.raw).eq(key.bytes()) } else { self.raw == key.as_bytes() }
    }
}

impl<'j> Members<'j> {
    /// Anything but an object has no members.
    #[inline]
    pub(super) fn of(json: &'j [u8]) -> Self {
        let at = if json.first() == Some(&b'{') { 1 } else { json.len() };
        Self { json, at, has_escape: false, is_complete: false, has_control: false, depth: 1 }
    }

    #[inline]
    fn peek(&self) -> Option<u8> {
        self.json.get(self.at).copied()
    }

    #[inline]
    fn skip_blanks(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    /// Skips one punctuation mark and the blanks around it, if it is there.
    #[inline]
    fn skip_mark(&mut self, mark: u8) -> bool {
        self.skip_blanks();
        let found = self.peek() == Some(mark);
        if found {
            self.at += 1;
            self.skip_blanks();
        }
        found
    }

    /// The key, from its opening quote.
    #[inline]
    fn key(&mut self) -> Option<Key<'j>> {
        let start = self.at + 1;
        self.has_escape = false;
        self.skip_string()?;
        Some(Key { raw: &self.json[start..self.at - 1], has_escape: self.has_escape })
    }

    #[inline]
    fn value(&mut self) -> Option<&'j [u8]> {
        let start = self.at;
        match class(self.peek()?) {
            Class::Quote => self.skip_string()?,
            Class::Open => self.skip_nested()?,
            Class::Other => self.skip_literal(),
            Class::Close | Class::Between => return None,
        }
        Some(&self.json[start..self.at])
    }

    /// Skips a number, `true`, `false` or `null`.
    fn skip_literal(&mut self) {
        while self.peek().is_some_and(|byte| class(byte) == Class::Other) {
            self.at += 1;
        }
    }

    /// Skips a string, from its opening quote. `None` if it does not end.
    #[inline]
    fn skip_string(&mut self) -> Option<()> {
        let mut at = self.at + 1;
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
                    self.has_escape = true;
                    self.has_control |= *self.json.get(at + 1)? < b' ';
                    at += 2;
                }
                byte => {
                    self.has_control |= byte < b' ';
                    at += 1;
                }
            }
        }
        self.at = at + 1;
        Some(())
    }

    /// Skips a list or an object, from its opening bracket. `None` if it does not end.
    fn skip_nested(&mut self) -> Option<()> {
        // The object itself is open, too.
        let mut open = 1;
        loop {
            match class(self.peek()?) {
                Class::Quote => {
                    self.skip_string()?;
                    continue;
                }
                Class::Open => {
                    open += 1;
                    self.depth = self.depth.max(open);
                }
                Class::Close => open -= 1,
                Class::Between | Class::Other => {}
            }
            self.at += 1;
            if open == 1 {
                return Some(());
            }
        }
    }
}

impl<'j> Iterator for Members<'j> {
    type Item = (Key<'j>, &'j [u8]);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        self.skip_mark(b',');
        match self.peek()? {
            b'"' => {}
            b'}' => {
                self.at += 1;
                self.is_complete = true;
                self.json = &self.json[..self.at];
                return None;
            }
            _ => return None,
        }
        let key = self.key()?;
        if !self.skip_mark(b':') {
            return None;
        }
        Some((key, self.value()?))
    }
}

/// What a byte is outside strings.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Quote,
    Open,
    Close,
    /// Blanks, commas and colons.
    Between,
    Other,
}

fn class(byte: u8) -> Class {
    CLASSES[usize::from(byte)]
}

static CLASSES: [Class; 256] = {
    let mut classes = [Class::Other; 256];
    let marks: [(&[u8], Class); 4] =
        [(b"\"", Class::Quote), (b"[{", Class::Open), (b"]}", Class::Close), (b" \n\r\t,:", Class::Between)];
    let mut mark = 0;
    while mark < marks.len() {
        let (bytes, class) = marks[mark];
        let mut byte = 0;
        while byte < bytes.len() {
            classes[bytes[byte] as usize] = class;
            byte += 1;
        }
        mark += 1;
    }
    classes
};
