//! Names of variants: made from the name cells of a table or, without these, from its texts and codes.

mod fold;
mod part;
mod path;
mod sentence;
mod shorten;
mod word;

use super::notation::BETWEEN;
use super::{Codes, Numbers};

/// The maximum length of a name that is derived from a text, in characters.
const LONGEST: usize = 60;
/// The maximum length of a name that is made from a name cell or a code. Such names often differ only at their end.
const LONGEST_OF_CELL: usize = 100;
/// The maximum length of the numbers in a name, in characters. Longer ones are replaced by a hash.
const LONGEST_OF_NUMBERS: usize = 50;

/// The name of the variant for a name cell in any form: `NotFound` stays, and `NOT_FOUND`, `not found`, `error.not-found` are
/// turned into `UpperCamelCase`. None for a cell that has Han characters or no word.
pub(super) fn of_cell(cell: &str) -> Option<String> {
    let cell = cell.trim();
    let bytes = cell.as_bytes();
    let is_camel = bytes.len() <= LONGEST_OF_CELL
        && bytes.first()?.is_ascii_uppercase()
        && bytes.iter().all(u8::is_ascii_alphanumeric)
        && (bytes.len() == 1 || bytes.iter().any(u8::is_ascii_lowercase));
    if is_camel {
        return Some(free(cell.into()));
    }
    let cell = fold::fold(cell)?;
    let mut name = Name::new(LONGEST_OF_CELL);
    for word in cell.split(|c: char| !c.is_ascii_alphanumeric() && c != '\'') {
        let word = word.trim_matches('\'');
        // `kInvalidArg`: the `k` only says that it is a constant.
        let constant = word.strip_prefix('k').filter(|rest| {
            name.text.is_empty()
                && rest.starts_with(|c: char| c.is_ascii_uppercase())
                && rest.bytes().any(|byte| byte.is_ascii_lowercase())
        });
        if !name.push(constant.unwrap_or(word)) {
            break;
        }
    }
    name.finish()
}

/// The cell without the prefix. None if it does not begin with the prefix, or if the rest has no letter or digit.
pub(super) fn strip<'c>(cell: &'c str, prefix: &str) -> Option<&'c str> {
    cell.strip_prefix(prefix).filter(|rest| rest.contains(char::is_alphanumeric))
}

/// A name made from a text in English or another language in Latin letters: its first sentence, without articles and brackets.
///
/// A sentence that is too long keeps its subject, its verb and its negations. None for a text that has Han characters, or no
/// letter.
pub(crate) fn of_text(text: &str) -> Option<String> {
    let text = fold::fold(text)?;
    let mut words = sentence::words(&text);
    // Underscores between numbers need room, too.
    let joints = words.windows(2).filter(|pair| needs_joint(pair[0].text, pair[1].text)).count();
    let most = LONGEST.saturating_sub(joints + spelled_out(&words));
    if words.iter().map(word::Word::len).sum::<usize>() > most {
        shorten::shorten(&mut words, most);
    }
    if words.iter().all(|word| word.text.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    let mut name = Name::new(LONGEST);
    for word in &words {
        if !name.push(word.text) {
            break;
        }
    }
    name.finish()
}

/// How many characters the first word grows by in a name: `7` becomes `Seven`.
fn spelled_out(words: &[word::Word<'_>]) -> usize {
    let Some(first) = words.first().filter(|word| word.text.starts_with(|c: char| c.is_ascii_digit())) else {
        return 0;
    };
    let mut name = Name::new(LONGEST);
    name.push(first.text);
    name.text.len().saturating_sub(first.len())
}

/// Whether the name is reserved: a keyword, or an item of every enum.
pub fn is_taken(name: &str) -> bool {
    matches!(name, "Self" | "Unknown" | "ALL")
}

/// The name, with `Error` after it if it is reserved.
fn free(name: String) -> String {
    if is_taken(&name) { name + "Error" } else { name }
}

/// Appends the code as the table spells it, dropping words to fit.
pub(super) fn with_code(name: &str, codes: &Codes, spelling: &str) -> String {
    let code = match codes {
        Codes::Numbers(numbers) => number(numbers, spelling),
        // This name already has the words of the code.
        Codes::Text(text) if of_words(text).as_deref() == Some(name) => return with_hash(name, text),
        Codes::Text(text) => match of_code(text) {
            Some(code) => code,
            None => return with_hash(name, text),
        },
    };
    let longest = if name.len() > LONGEST { LONGEST_OF_CELL } else { LONGEST };
    let mut words = humps(name);
    let mut len = name.len() + code.len();
    while len > longest && words.len() > 1 {
        let dropped = words.pop().unwrap_or_default();
        len -= dropped.len();
        // Without the negation after it, `may` would say the opposite.
        let is_denied = word::role(dropped).is_negation();
        let leaves = |role: word::Role| role.is_open() || is_denied && role.is_predicate();
        while words.len() > 1 && words.last().is_some_and(|word| leaves(word::role(word))) {
            len -= words.pop().map_or(0, str::len);
        }
    }
    let mut stem = words.concat();
    push_apart(&mut stem, &code);
    stem
}

/// A name made from the code alone, if nothing else gives one: `Code70001`, `CodeMinus1`, `Code0x1F`, `CodeP0A80`.
pub(super) fn code_only(codes: &Codes, spelling: &str) -> String {
    match codes {
        Codes::Numbers(numbers) => format!("Code{}", number(numbers, spelling)),
        Codes::Text(text) => of_code(text).unwrap_or_else(|| with_hash("Code", text)),
    }
}

/// The numbers as part of a name: `7`, `Minus7`, `10To12`, `3And5`, and `0x1F` where the table spells them so.
fn number(numbers: &Numbers, spelling: &str) -> String {
    let one = |code: i64| if code < 0 { format!("Minus{}", code.unsigned_abs()) } else { format!("{code}") };
    let mut text = match hexadecimal(spelling) {
        Some(text) => text,
        None => {
            let mut text = String::new();
            for range in numbers.ranges() {
                if text.len() > LONGEST_OF_NUMBERS {
                    break;
                }
                if !text.is_empty() {
                    text.push_str("And");
                }
                text.push_str(&one(range.first));
                if range.first != range.last {
                    text.push_str("To");
                    text.push_str(&one(range.last));
                }
            }
            text
        }
    };
    if text.len() > LONGEST_OF_NUMBERS {
        text = with_hash("", spelling);
    }
    text
}

/// The codes of a cell, as it spells them, if it has hexadecimal ones. Of codes that are too long for a name, only the first ones.
fn hexadecimal(spelling: &str) -> Option<String> {
    if !spelling.contains("0x") && !spelling.contains("0X") {
        return None;
    }
    let mut text = String::new();
    let mut rest = spelling;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (gap, from) = rest.split_at(start);
        let end = from.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(from.len());
        let (code, behind) = from.split_at(end);
        let mut sign = gap.trim_start();
        if !text.is_empty() {
            let behind_range = BETWEEN.iter().find_map(|between| sign.strip_prefix(between.trim()));
            text.push_str(if behind_range.is_some() { "To" } else { "And" });
            sign = behind_range.unwrap_or(sign);
        }
        if sign.contains('-') {
            text.push_str("Minus");
        }
        match code.strip_prefix("0X") {
            Some(digits) => text.extend(["0x", digits]),
            None => text.push_str(code),
        }
        if text.len() > LONGEST_OF_NUMBERS {
            break;
        }
        rest = behind;
    }
    Some(text)
}

/// Whether the digits of two parts would become one number.
fn needs_joint(before: &str, behind: &str) -> bool {
    before.ends_with(|c: char| c.is_ascii_digit()) && behind.starts_with(|c: char| c.is_ascii_digit())
}

/// Appends a part, with an underscore before it if two numbers would become one.
fn push_apart(name: &mut String, part: &str) {
    if needs_joint(name, part) {
        name.push('_');
    }
    name.push_str(part);
}

/// Appends a hash of the code in hexadecimal. Codes that differ only in case or punctuation get different names this way.
pub(super) fn with_hash(name: &str, code: &str) -> String {
    // FNV-1a of 32 bits.
    let hash = code.bytes().fold(0x811C_9DC5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    format!("{name}X{hash:08X}")
}

/// A name made from a code that reads as words: it has a word of three letters or more, and no word begins with a digit.
pub(super) fn of_words(code: &str) -> Option<String> {
    let words = code.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let reads_as_words =
        words.clone().any(|word| word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_alphabetic()))
            && words.clone().all(|word| !word.starts_with(|c: char| c.is_ascii_digit()));
    if !reads_as_words || !code.is_ascii() {
        return None;
    }
    let mut name = Name::new(LONGEST_OF_CELL);
    for word in words {
        if !name.push(word) {
            break;
        }
    }
    name.finish()
}

/// A name made from any code with an ASCII letter or digit: `P0A80` is `CodeP0A80`, `5.1.1` is `Code5_1_1`.
pub(super) fn of_code(code: &str) -> Option<String> {
    let mut words = code.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    let mut name = String::from("Code");
    // `code=10001` already begins with this word.
    let says_code =
        words.peek().is_some_and(|word| word.eq_ignore_ascii_case("code")) && words.clone().nth(1).is_some();
    for word in words.skip(usize::from(says_code)) {
        let joint = usize::from(needs_joint(&name, word));
        if name.len() + joint + word.len() > LONGEST_OF_CELL {
            break;
        }
        let mut letters = word.chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        // An underscore between two digits keeps `5.11` and `51.1` apart.
        push_apart(&mut name, first.map(String::from).as_deref().unwrap_or_default());
        name.push_str(letters.as_str());
    }
    (name.len() > "Code".len()).then_some(name)
}

/// All words of a text as one `UpperCamelCase` identifier, if it can be one.
///
/// ```
/// use errcode_tables::camel;
/// assert_eq!(camel("payment_errors").as_deref(), Some("PaymentErrors"));
/// assert_eq!(camel("错误码"), None);
/// ```
pub fn camel(text: &str) -> Option<String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric()).flat_map(humps);
    let name: String = words.map(capitalised).collect();
    let is_identifier = name.starts_with(|c: char| c.is_ascii_uppercase()) && text.is_ascii();
    is_identifier.then_some(name)
}

/// The name of the enum that the short form derives from a file's name without its ending.
///
/// None for a name such as `error_codes`, which does not say whose errors they are.
///
/// ```
/// use errcode_tables::enum_name;
/// assert_eq!(enum_name("payment_errors").as_deref(), Some("PaymentError"));
/// assert_eq!(enum_name("error_codes"), None);
/// ```
pub fn enum_name(stem: &str) -> Option<String> {
    let camel = camel(stem)?;
    let stem = ["Errors", "Error"].iter().find_map(|end| camel.strip_suffix(end)).unwrap_or(&camel);
    let plain = stem.to_ascii_lowercase();
    let of_errors = ["error", "err"].iter().find_map(|start| plain.strip_prefix(start));
    let says_nothing = plain.is_empty() || of_errors.is_some_and(|rest| matches!(rest, "" | "s" | "code" | "codes"));
    (!says_nothing).then(|| format!("{stem}Error"))
}

/// A name in `UpperCamelCase` that is built word by word.
struct Name {
    text: String,
    longest: usize,
}

impl Name {
    fn new(longest: usize) -> Self {
        Self { text: String::with_capacity(longest.min(LONGEST)), longest }
    }

    /// Appends a word of ASCII letters, digits and apostrophes. False if the name is full: the end of the word may be missing.
    fn push(&mut self, word: &str) -> bool {
        if self.text.is_empty() {
            return self.push_first(word);
        }
        let fits = self.text.len() + word.len() < self.longest;
        if fits {
            return self.push_letters(word);
        }
        // Apostrophes take no room, so the word may still fit. If it does not, its first humps may.
        humps(word).into_iter().all(|hump| self.push_hump(hump))
    }

    /// No identifier begins with a digit: `2FA` becomes `TwoFa`, `3rd` becomes `Third`, `404` becomes `N404`.
    fn push_first(&mut self, word: &str) -> bool {
        const ORDINALS: [(&str, &str); 3] = [("1st", "First"), ("2nd", "Second"), ("3rd", "Third")];
        const DIGITS: [&str; 10] = ["Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"];
        let bytes = word.as_bytes();
        let Some(&first) = bytes.first() else { return true };
        if first.is_ascii_digit() {
            if let Some((_, name)) = ORDINALS.iter().find(|(ordinal, _)| ordinal.eq_ignore_ascii_case(word)) {
                self.text.push_str(name);
                return true;
            }
            if bytes.get(1).is_some_and(u8::is_ascii_digit) {
                self.text.push('N');
            } else {
                self.text.push_str(DIGITS.get(usize::from(first - b'0')).copied().unwrap_or_default());
                return self.push(word.get(1..).unwrap_or_default());
            }
        }
        humps(word).into_iter().all(|hump| self.push_hump(hump))
    }

    fn push_hump(&mut self, hump: &str) -> bool {
        let letters = hump.bytes().filter(u8::is_ascii_alphanumeric).count();
        let joint = usize::from(needs_joint(&self.text, hump));
        let room = self.longest - self.text.len().min(self.longest);
        if letters + joint <= room {
            return self.push_letters(hump);
        }
        // A first word that is too long by itself is cut.
        if self.text.len() < 2 {
            self.push_letters(hump.get(..room).unwrap_or_default());
        }
        false
    }

    fn push_letters(&mut self, word: &str) -> bool {
        if needs_joint(&self.text, word) {
            self.text.push('_');
        }
        let bytes = word.as_bytes();
        let mut begins = true;
        for (at, &byte) in bytes.iter().enumerate() {
            if byte == b'\'' {
                continue;
            }
            let begins_hump = begins || begins_hump(bytes, at);
            begins = false;
            self.text.push(char::from(if begins_hump { byte.to_ascii_uppercase() } else { byte.to_ascii_lowercase() }));
        }
        true
    }

    fn finish(self) -> Option<String> {
        (!self.text.is_empty()).then(|| free(self.text))
    }
}

/// Whether a hump begins at `at`, as `Token` and `ID` do in `accessTokenID`. `at` is not the first byte.
fn begins_hump(bytes: &[u8], at: usize) -> bool {
    let (before, byte) = (bytes[at - 1], bytes[at]);
    if !byte.is_ascii_uppercase() || before.is_ascii_digit() || before == b'\'' {
        return false;
    }
    !before.is_ascii_uppercase() || bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase)
}

/// Splits a word into its humps: `accessTokenID` into access, Token, ID.
fn humps(word: &str) -> Vec<&str> {
    let bytes = word.as_bytes();
    let mut humps = Vec::new();
    let mut start = 0;
    for at in 1..bytes.len() {
        if begins_hump(bytes, at) {
            humps.push(&word[start..at]);
            start = at;
        }
    }
    humps.push(&word[start..]);
    humps
}

fn capitalised(word: &str) -> String {
    let mut word = word.to_ascii_lowercase();
    if let Some(first) = word.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    word
}

#[cfg(test)]
mod tests;
