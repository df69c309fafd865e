//! A JSON parser that accepts the same extension of the grammar as the runtime: raw control characters inside strings.

/// Reads JSON, except that strings may hold raw control characters.
pub(super) struct Parser<'j> {
    json: &'j [u8],
    pub(super) at: usize,
    pub(super) depth: usize,
    /// How many bytes longer the JSON is when its control characters are escaped.
    pub(super) growth: usize,
}

pub(super) type Member<'j> = (Vec<u8>, &'j [u8]);

impl<'j> Parser<'j> {
    pub(super) fn new(json: &'j [u8]) -> Self {
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
    pub(super) fn string(&mut self) -> Option<Vec<u8>> {
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

    /// Any value. Open brackets are kept in a list, so that depth does not use the stack.
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

    pub(super) fn members(&mut self) -> Option<Vec<Member<'j>>> {
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
