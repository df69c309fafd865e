//! Names of variants: what a cell may say, and what a text gives where no cell does.

use super::Codes;

/// The maximum length of a derived name, in characters.
const LONGEST: usize = 40;

/// Why a cell is not a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NotAName {
    /// What is wrong with it.
    pub(super) label: &'static str,
    /// A valid name made of its words, if there is one.
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
        let instead = camel(cell).filter(|name| !is_taken(name)).or_else(|| derive(cell));
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

/// Whether the name is reserved, by the language or for what every enum has.
pub fn is_taken(name: &str) -> bool {
    matches!(name, "Self" | "Unknown" | "ALL")
}

/// Appends the code, dropping words to fit.
pub(super) fn with_code(name: &str, codes: &Codes) -> String {
    let one = |code: i64| if code < 0 { format!("Minus{}", code.unsigned_abs()) } else { format!("{code}") };
    let ranges = codes.ranges().map(|range| {
        if range.first == range.last { one(range.first) } else { format!("{}To{}", one(range.first), one(range.last)) }
    });
    let code = ranges.collect::<Vec<_>>().join("And");
    let mut stem = String::new();
    for word in humps(name) {
        if stem.len() + word.len() + code.len() > LONGEST && !stem.is_empty() {
            break;
        }
        stem.push_str(word);
    }
    stem + &code
}

/// A name made of the words of an English text, if it has a word.
///
/// Articles are dropped, acronyms are words, a leading number is dropped unless it is part of a word, and words that do not
/// fit 40 characters are dropped.
pub(crate) fn derive(text: &str) -> Option<String> {
    let mut words = Vec::new();
    // An apostrophe is part of its word: "can't" is `Cant`.
    let text: String = text.chars().filter(|c| !matches!(c, '\'' | '’')).collect();
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
    use super::{Codes, LONGEST, check, derive, with_code};
    use crate::read::CodeRange;

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
        for (name, codes, wanted) in [
            ("BadId", Codes::one(0), "BadId0"),
            ("BadId", Codes::one(-7), "BadIdMinus7"),
            ("BadId", CodeRange { first: -7, last: 12 }.into(), "BadIdMinus7To12"),
            ("ThisTextIsJustAsLongAsNameMayEver", Codes::one(1_234_567), "ThisTextIsJustAsLongAsNameMayEver1234567"),
            ("ThisTextIsJustAsLongAsNameMayEver", Codes::one(12_345_678), "ThisTextIsJustAsLongAsNameMay12345678"),
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
        ] {
            assert_eq!(check(cell).unwrap_err().instead.as_deref(), instead, "{cell}");
        }
    }
}
