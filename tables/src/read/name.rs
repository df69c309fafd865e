//! Names of variants: checked if the table has them, otherwise derived from texts or codes.

use super::Codes;
use super::character::width;

/// The maximum length of a name that is derived from a text, in characters.
const LONGEST: usize = 40;
/// The maximum length of a name that is made of a code. Codes are names already, and those of one API often differ at their end.
const LONGEST_OF_CODE: usize = 100;

/// Why a cell is no valid name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NotAName {
    /// What is wrong with it.
    pub(super) label: &'static str,
    /// A valid name made of its words, if it has any.
    pub(super) instead: Option<String>,
}

/// The variant that a `name` cell asks for: the cell itself if it is in `UpperCamelCase`, and `NOT_FOUND` or
/// `not_found` turned into it.
///
/// # Errors
///
/// A cell that cannot be the name of a variant.
pub(super) fn check(cell: &str) -> Result<String, NotAName> {
    let not = |label| {
        let visible = visible(cell);
        let instead = camel(&visible).filter(|name| !is_taken(name)).or_else(|| derive(&visible));
        Err(NotAName { label, instead })
    };
    let Some(first) = cell.chars().next() else {
        return not("expected a name");
    };
    if !cell.is_ascii() {
        return not("expected ASCII letters and digits");
    }
    if first.is_ascii_digit() {
        return not("a name cannot begin with a digit");
    }
    if !cell.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        return not("expected one word of ASCII letters and digits");
    }
    let is_camel =
        first.is_ascii_uppercase() && !cell.contains('_') && cell.bytes().any(|byte| byte.is_ascii_lowercase());
    let name = if is_camel || cell.len() == 1 && first.is_ascii_uppercase() {
        cell.into()
    } else {
        camel(cell).unwrap_or_default()
    };
    if name.is_empty() {
        return not("expected at least one letter");
    }
    if is_taken(&name) {
        return not("this name is reserved: every enum uses it itself");
    }
    Ok(name)
}

/// Whether the name is reserved: a keyword, or an item of every enum.
pub fn is_taken(name: &str) -> bool {
    matches!(name, "Self" | "Unknown" | "ALL")
}

/// Appends the code, dropping words to fit.
pub(super) fn with_code(name: &str, codes: &Codes) -> String {
    let one = |code: i64| if code < 0 { format!("Minus{}", code.unsigned_abs()) } else { format!("{code}") };
    let code = match codes {
        Codes::Numbers(numbers) => {
            let ranges = numbers.ranges().map(|range| {
                if range.first == range.last {
                    one(range.first)
                } else {
                    format!("{}To{}", one(range.first), one(range.last))
                }
            });
            ranges.collect::<Vec<_>>().join("And")
        }
        // Such a name has the words of the code already.
        Codes::Text(text) if of_words(text).as_deref() == Some(name) => return with_hash(name, text),
        Codes::Text(text) => of_code(text).unwrap_or_default(),
    };
    let mut stem = String::new();
    for word in humps(name) {
        if stem.len() + word.len() + code.len() > LONGEST && !stem.is_empty() {
            break;
        }
        stem.push_str(word);
    }
    stem + &code
}

/// Appends eight hexadecimal digits that depend on the code: they tell apart codes that differ only in case or punctuation.
pub(super) fn with_hash(name: &str, code: &str) -> String {
    // FNV-1a of 32 bits.
    let hash = code.bytes().fold(0x811C_9DC5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    format!("{name}X{hash:08X}")
}

/// A name made of the words of an English text, if it has a word.
///
/// Articles and a leading number are dropped, and so are words after the 40th character. An acronym is one word.
pub(crate) fn derive(text: &str) -> Option<String> {
    let mut words = Vec::new();
    // An apostrophe is part of its word: "can't" is `Cant`.
    let text = visible(text).replace(['\'', '’'], "");
    for word in text.split(|c: char| !c.is_ascii_alphanumeric()) {
        let article = ["a", "an", "the"].iter().any(|article| word.eq_ignore_ascii_case(article));
        let leading_number = words.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
        if !word.is_empty() && !article && !leading_number {
            words.extend(humps(word));
        }
    }
    let mut name = String::new();
    for word in words {
        let mut word = capitalised(word);
        if name.is_empty() {
            if word.starts_with(|c: char| c.is_ascii_digit()) {
                word.insert(0, 'N');
            }
            word.truncate(LONGEST);
        }
        if name.len() + word.len() > LONGEST {
            break;
        }
        name.push_str(&word);
    }
    if name.is_empty() {
        return None;
    }
    if is_taken(&name) {
        name.push_str("Value");
    }
    Some(name)
}

/// A text without characters that have no width: they do not separate words.
fn visible(text: &str) -> String {
    text.chars().filter(|&c| width(c) > 0).collect()
}

/// A name made of a code that reads as words: it has a word of three letters or more, and no word begins with a digit.
pub(super) fn of_words(code: &str) -> Option<String> {
    let words = code.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let reads_as_words =
        words.clone().any(|word| word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_alphabetic()))
            && words.clone().all(|word| !word.starts_with(|c: char| c.is_ascii_digit()));
    if !reads_as_words || !code.is_ascii() {
        return None;
    }
    let mut name = String::new();
    for word in words.flat_map(humps).map(capitalised) {
        if name.len() + word.len() > LONGEST_OF_CODE && !name.is_empty() {
            break;
        }
        name.extend(word.chars().take(LONGEST_OF_CODE));
    }
    Some(if is_taken(&name) { name + "Error" } else { name })
}

/// A name made of any code with an ASCII letter or digit: `P0A80` is `CodeP0A80`, `5.1.1` is `Code5_1_1`.
pub(super) fn of_code(code: &str) -> Option<String> {
    let words = code.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut name = String::from("Code");
    for word in words {
        // An underscore between two digits keeps `5.11` and `51.1` apart.
        if name.ends_with(|c: char| c.is_ascii_digit()) && word.starts_with(|c: char| c.is_ascii_digit()) {
            name.push('_');
        }
        if name.len() + word.len() > LONGEST_OF_CODE {
            break;
        }
        let mut letters = word.chars();
        name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
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

/// The words of `accessTokenID`: access, Token, ID.
fn humps(word: &str) -> Vec<&str> {
    let bytes = word.as_bytes();
    let mut humps = Vec::new();
    let mut start = 0;
    for at in 1..bytes.len() {
        let rises = bytes[at].is_ascii_uppercase() && !bytes[at - 1].is_ascii_uppercase();
        let acronym_ends = bytes[at - 1].is_ascii_uppercase()
            && bytes[at].is_ascii_uppercase()
            && bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase);
        if rises && !bytes[at - 1].is_ascii_digit() || acronym_ends {
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
mod tests {
    use super::{Codes, LONGEST, check, derive, of_code, of_words, with_code};
    use crate::read::{CodeRange, Numbers};

    #[test]
    fn names_are_derived() {
        for (text, name) in [
            ("invalid openid", "InvalidOpenid"),
            ("invalid grant_type", "InvalidGrantType"),
            ("Invalid appID, check it", "InvalidAppIdCheckIt"),
            ("SQLState is bad", "SqlStateIsBad"),
            ("can't delete", "CantDelete"),
            ("A user of the API", "UserOfApi"),
            ("self", "SelfValue"),
            ("unknown", "UnknownValue"),
            ("type", "Type"),
            ("n", "N"),
            ("24 hours have passed", "HoursHavePassed"),
            ("3rd party", "N3rdParty"),
            ("the HTTP version is not supported", "HttpVersionIsNotSupported"),
            ("2FA required", "N2faRequired"),
            ("v2Api is gone", "V2apiIsGone"),
            ("error 500", "Error500"),
            ("bad re\u{200B}quest", "BadRequest"),
            (
                "data format error, do NOT use json unicode encode (\\uxxxx\\uxxxx)",
                "DataFormatErrorDoNotUseJsonUnicodeEncode",
            ),
        ] {
            let derived = derive(text);
            assert_eq!(derived.as_deref(), Some(name), "{text}");
            assert!(derived.is_none_or(|name| name.len() <= LONGEST));
        }
        assert_eq!(derive(&"x".repeat(100)).map(|name| name.len()), Some(LONGEST));
        assert_eq!(derive(&"7x".repeat(100)).map(|name| name.len()), Some(LONGEST));
        for text in ["", "404", "...", "系统繁忙", "the"] {
            assert_eq!(derive(text), None, "{text}");
        }
    }

    #[test]
    fn a_code_takes_the_place_of_words() {
        let one = |code| Codes::Numbers(Numbers::one(code));
        for (name, codes, wanted) in [
            ("BadId", one(0), "BadId0"),
            ("BadId", one(-7), "BadIdMinus7"),
            ("BadId", Codes::Numbers(CodeRange { first: -7, last: 12 }.into()), "BadIdMinus7To12"),
            ("ThisTextIsJustAsLongAsNameMayEver", one(1_234_567), "ThisTextIsJustAsLongAsNameMayEver1234567"),
            ("ThisTextIsJustAsLongAsNameMayEver", one(12_345_678), "ThisTextIsJustAsLongAsNameMay12345678"),
            ("BadId", "P0-A80".into(), "BadIdCodeP0A80"),
        ] {
            let with_code = with_code(name, &codes);
            assert_eq!(with_code, wanted);
            assert!(with_code.len() <= LONGEST);
        }
    }

    #[test]
    fn cells_are_checked() {
        for (cell, name) in [
            ("NotFound", "NotFound"),
            ("HTTPError", "HTTPError"),
            ("E", "E"),
            ("ENOENT", "Enoent"),
            ("ERROR_FILE_NOT_FOUND", "ErrorFileNotFound"),
            ("not_found", "NotFound"),
            ("notFound", "NotFound"),
            ("type", "Type"),
            ("E2BIG", "E2big"),
        ] {
            assert_eq!(check(cell).as_deref(), Ok(name), "{cell}");
        }
        for (cell, instead) in [
            ("9abc", Some("N9abc")),
            ("A B", Some("AB")),
            ("Self", Some("SelfValue")),
            ("UNKNOWN", Some("UnknownValue")),
            ("名称", None),
            ("", None),
            ("_", None),
            ("r#type", Some("RType")),
            ("a\u{200B}b", Some("Ab")),
        ] {
            assert_eq!(check(cell).unwrap_err().instead.as_deref(), instead, "{cell}");
        }
    }

    #[test]
    fn a_long_code_makes_a_name_of_its_first_words() {
        let name = of_words(&"limit_reached.".repeat(10_000)).unwrap();
        assert_eq!(name, "LimitReached".repeat(8));
        assert_eq!(of_words(&"x".repeat(100_000)).map(|name| name.len()), Some(super::LONGEST_OF_CODE));
        let name = of_words("UnsupportedOperation.InstanceStateEnterRescueMode");
        assert_eq!(name.as_deref(), Some("UnsupportedOperationInstanceStateEnterRescueMode"));
    }

    #[test]
    fn codes_that_read_as_words_are_names() {
        for (code, name) in [
            ("PARAM_ERROR", Some("ParamError")),
            ("isv.BUSINESS_LIMIT_CONTROL", Some("IsvBusinessLimitControl")),
            ("InvalidParameter.NotFound", Some("InvalidParameterNotFound")),
            ("invalid_auth", Some("InvalidAuth")),
            ("UNKNOWN", Some("UnknownError")),
            ("rate_limit_v2", Some("RateLimitV2")),
            ("42P01", None),
            ("ORA-00001", None),
            ("5.1.1", None),
            ("P0A80", None),
            ("N7", None),
            ("系统繁忙", None),
            ("", None),
        ] {
            assert_eq!(of_words(code).as_deref(), name, "{code}");
        }
        for (code, name) in [
            ("42P01", Some("Code42P01")),
            ("5.1.1", Some("Code5_1_1")),
            ("ORA-00001", Some("CodeORA00001")),
            ("00", Some("Code00")),
            ("系统", None),
            ("", None),
        ] {
            assert_eq!(of_code(code).as_deref(), name, "{code}");
        }
    }
}
