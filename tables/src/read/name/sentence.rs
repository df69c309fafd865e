//! The words of the first sentence of a text, without articles, placeholders, addresses and text in brackets.

use core::ops::Range;

use super::word::{Gap, Word};

/// At most this many words of a sentence are read: a name has room for fewer.
const MOST: usize = 48;

/// Reads words from a text in ASCII.
struct Reader<'t> {
    text: &'t str,
    at: usize,
    words: Vec<Word<'t>>,
    /// What separates the next word from the one before it.
    gap: Gap,
    /// Whether an article was dropped in front of the next word.
    after_article: bool,
    /// For each kind of bracket, whether one was found that is never closed.
    unclosed: [bool; 4],
}

/// A sentence does not continue after more blanks than this.
const INDENT: usize = 80;

/// The words of the first sentence, or of the text in brackets if there is nothing else.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = read(text, [false; 4]);
    if words.is_empty() {
        words = read(text, [true; 4]);
    }
    without_introduction(&mut words);
    words
}

fn read(text: &str, unclosed: [bool; 4]) -> Vec<Word<'_>> {
    let mut reader =
        Reader { text, at: 0, words: Vec::with_capacity(16), gap: Gap::Blank, after_article: false, unclosed };
    while reader.words.len() < MOST {
        let Some(&byte) = text.as_bytes().get(reader.at) else { break };
        let goes_on = if byte.is_ascii_alphanumeric() { reader.word() } else { reader.mark(byte) };
        if !goes_on {
            break;
        }
    }
    reader.words
}

impl Reader<'_> {
    /// The byte at `at`. After the end of the text, a line break.
    fn byte(&self, at: usize) -> u8 {
        self.text.as_bytes().get(at).copied().unwrap_or(b'\n')
    }

    /// The end of the letters and digits from `at` on.
    fn end_of_word(&self, mut at: usize) -> usize {
        while self.byte(at).is_ascii_alphanumeric() {
            at += 1;
        }
        at
    }

    fn end_of_address(&self, mut at: usize) -> usize {
        while !self.byte(at).is_ascii_whitespace() {
            at += 1;
        }
        at
    }

    /// Reads a character that is no letter or digit. False at the end of the sentence.
    fn mark(&mut self, byte: u8) -> bool {
        let next = self.byte(self.at + 1);
        match byte {
            b'(' | b'[' | b'{' | b'<' => {
                let end = self.closing(byte, next);
                self.at = end.unwrap_or(self.at);
                self.gap = if end.is_none() || self.gap == Gap::Break { Gap::Break } else { Gap::Blank };
            }
            b'%' if next.is_ascii_alphanumeric() && !self.is_behind_digit() => {
                self.at = self.end_of_word(self.at + 1);
                // The format of a placeholder, as in `%1!s!`.
                if self.byte(self.at) == b'!' && self.byte(self.at + 1).is_ascii_lowercase() {
                    let end = self.end_of_word(self.at + 1);
                    self.at = if self.byte(end) == b'!' { end + 1 } else { self.at };
                }
                return true;
            }
            b'.' | b'!' | b'?' | b';' | b'\n' => {
                if self.ends_sentence(byte) {
                    return false;
                }
                let joins = byte == b'.' && next.is_ascii_alphanumeric() && self.gap == Gap::Joint;
                self.gap = if joins { Gap::Joint } else { Gap::Break };
            }
            b',' | b':' | b'-' | b'|' if !next.is_ascii_alphanumeric() || self.gap != Gap::Joint => {
                self.gap = Gap::Break;
            }
            b':' => self.gap = Gap::Colon,
            b'/' if self.gap == Gap::Joint || self.words.is_empty() => self.gap = Gap::Slash,
            b' ' | b'\t' | b'\r' if self.gap != Gap::Break => self.gap = Gap::Blank,
            _ => {}
        }
        self.at += 1;
        true
    }

    /// Where the bracket that opens here is closed. None if it never is, or if its content is a part of the sentence.
    fn closing(&mut self, open: u8, next: u8) -> Option<usize> {
        let (kind, close) = match open {
            b'(' => (0, b')'),
            b'[' => (1, b']'),
            b'{' => (2, b'}'),
            _ => (3, b'>'),
        };
        if *self.unclosed.get(kind)? || open == b'<' && !self.is_tag(next) {
            return None;
        }
        let mut depth = 0_usize;
        for (offset, byte) in self.text.as_bytes().get(self.at..)?.iter().enumerate() {
            if *byte == open {
                depth += 1;
            } else if *byte == close {
                depth -= 1;
                if depth == 0 {
                    return Some(self.at + offset);
                }
            }
        }
        // Not searched for again, so that the time stays linear.
        if let Some(unclosed) = self.unclosed.get_mut(kind) {
            *unclosed = true;
        }
        None
    }

    /// Whether it is a placeholder such as `<name>`, and not the name of an element such as `<Dial>`.
    fn is_tag(&self, next: u8) -> bool {
        let is_element = next.is_ascii_uppercase() && self.byte(self.at + 2).is_ascii_lowercase();
        (next.is_ascii_alphabetic() || next == b'/') && !is_element
    }

    fn is_behind_digit(&self) -> bool {
        self.at > 0 && self.byte(self.at - 1).is_ascii_digit()
    }

    /// Whether the sentence ends at this mark. It does not in `Nro. de serie` and `v1.2`, and after a first word such as `Error`.
    fn ends_sentence(&self, mark: u8) -> bool {
        let Some(last) = self.words.last() else { return false };
        let is_number = || last.text.bytes().all(|byte| byte.is_ascii_digit());
        if self.words.len() == 1 && (is_introduction(last) || is_number()) {
            return false;
        }
        if mark == b';' {
            return true;
        }
        if mark != b'\n' && !self.byte(self.at + 1).is_ascii_whitespace() {
            return false;
        }
        // Look ahead no further than a paragraph is indented: there may be many line breaks.
        let blanks = self.text.as_bytes().iter().skip(self.at + 1).take(INDENT);
        let next = self.at + 1 + blanks.take_while(|byte| byte.is_ascii_whitespace()).count();
        let goes_on = self.byte(next).is_ascii_lowercase();
        !goes_on || mark != b'\n' && last.text.len() > 4
    }

    /// Reads a word. False if the sentence ends before it.
    fn word(&mut self) -> bool {
        let start = self.at;
        let mut end = self.end_of_word(start);
        if self.byte(end) == b'\'' && self.byte(end + 1).is_ascii_alphabetic() {
            let tail = self.end_of_word(end + 1);
            // "L'article" is two words, "can't" is one.
            if end - start > 1 || tail - end == 2 {
                end = tail;
            }
        }
        self.at = end;
        if self.is_address(start, end) {
            self.at = self.end_of_address(end);
            self.gap = Gap::Blank;
            return true;
        }
        let text = self.text.get(start..end).unwrap_or_default();
        let gap = self.gap;
        self.gap = Gap::Joint;
        let is_article = end - start <= 5 && self.is_article(text, end, gap);
        if is_article {
            self.gap = if gap == Gap::Break { Gap::Break } else { Gap::Blank };
            self.after_article = true;
            return true;
        }
        let has_article = core::mem::take(&mut self.after_article);
        let attributive = has_article || self.words.is_empty();
        if end - start == 6 && text.eq_ignore_ascii_case("please") {
            return self.words.len() < 2;
        }
        // In "the specified file", `specified` adds nothing.
        let has_noun = self.byte(end) == b' ' && self.byte(end + 1).is_ascii_alphanumeric();
        if attributive && has_noun && matches!(end - start, 5..=9) && is_attribute(text) {
            self.gap = if gap == Gap::Break { Gap::Break } else { Gap::Blank };
            self.after_article = has_article;
            return true;
        }
        self.words.push(Word { text, gap, has_article });
        true
    }

    fn is_address(&self, start: usize, end: usize) -> bool {
        let has_scheme = self.byte(end) == b':' && self.byte(end + 1) == b'/' && self.byte(end + 2) == b'/';
        let is_web = end - start == 3 && self.byte(end) == b'.' && {
            let text = self.text.get(start..end).unwrap_or_default();
            text.eq_ignore_ascii_case("www")
        };
        has_scheme || is_web
    }

    /// Whether it is an article before another word, in English, Spanish, French or German.
    fn is_article(&self, text: &str, end: usize, gap: Gap) -> bool {
        if self.byte(end) == b'\'' {
            return matches!(text, "l" | "L" | "d" | "D");
        }
        if self.byte(end) != b' ' {
            return false;
        }
        let bytes = text.as_bytes();
        let first = self.words.is_empty() || gap == Gap::Break;
        let is_counted = || self.words.last().is_some_and(|word| word.is("de"));
        match bytes.len() {
            // In "record A", the `A` is not an article; in "EXPECTED A NUMBER", it is.
            1 => {
                bytes == b"a"
                    || bytes == b"A"
                        && (first
                            || self
                                .words
                                .last()
                                .is_some_and(|word| !word.text.ends_with(|c: char| c.is_ascii_lowercase())))
            }
            2 => {
                text.eq_ignore_ascii_case("an")
                    || ["el", "la", "le"].iter().any(|article| is_small(text, article))
                    // In "más de un", `un` is a number.
                    || is_small(text, "un") && !is_counted()
            }
            3 => {
                text.eq_ignore_ascii_case("the")
                    || ["los", "las", "les", "une", "der", "das", "ein"].iter().any(|article| is_small(text, article))
                    || is_small(text, "una") && !is_counted()
            }
            4 => is_small(text, "eine"),
            _ => false,
        }
    }
}

fn is_attribute(text: &str) -> bool {
    ["given", "provided", "requested", "specified", "supplied"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Whether it is this word. Only the first letter may be a capital, because `LA` and `DER` may be acronyms.
fn is_small(text: &str, word: &str) -> bool {
    text.as_bytes().get(1..) == word.as_bytes().get(1..) && text.eq_ignore_ascii_case(word)
}

/// Whether this word says nothing as a sentence of its own.
fn is_introduction(word: &Word<'_>) -> bool {
    matches!(word.text.len(), 4..=7)
        && ["error", "warning", "sorry", "oops", "failed", "failure"].iter().any(|introduction| word.is(introduction))
}

/// Removes words that say nothing at the start: `Error:`, `There is`, `404 -`; `An attempt was made to` becomes `attempt to`.
fn without_introduction(words: &mut Vec<Word<'_>>) {
    // Drop everything up to `that` in "This status indicates that …".
    let that = words.iter().take(8).position(|word| word.is("that"));
    if let Some(that) = that.filter(|&that| that > 0 && that + 2 < words.len() && words[that - 1].is("indicates")) {
        words.drain(..=that);
    }
    while let Some(dropped) = introduction(words) {
        words.drain(dropped);
    }
}

/// The words at the start that say nothing, if there are any.
fn introduction(words: &[Word<'_>]) -> Option<Range<usize>> {
    let are = |expected: &[&str]| {
        words.len() > expected.len() && expected.iter().zip(words).all(|(expected, word)| word.is(expected))
    };
    let (first, second) = (words.first()?, words.get(1)?);
    if is_introduction(first) && second.gap == Gap::Break && !first.is("failed") {
        return Some(0..1);
    }
    if first.text.bytes().all(|byte| byte.is_ascii_digit()) {
        // In "2 factors" the number is a count, which stays. In "404 Not found" and "2. Not found" it is dropped.
        return (first.text.len() > 1 || second.gap != Gap::Blank).then_some(0..1);
    }
    match first.text.len() {
        2 | 4 | 5 => {
            let is_pronoun = ["there", "this", "it"].iter().any(|word| first.is(word));
            let has_verb = ["is", "are", "was", "were"].iter().any(|word| second.is(word));
            if are(&["error", "occurred"]) && words.len() > 3 {
                return Some(1..2);
            }
            if are(&["error", "has", "occurred"]) && words.len() > 4 {
                return Some(1..3);
            }
            (is_pronoun && has_verb && words.len() > 2).then_some(0..2)
        }
        7 => are(&["attempt", "was", "made", "to"]).then_some(1..3),
        _ => None,
    }
}
