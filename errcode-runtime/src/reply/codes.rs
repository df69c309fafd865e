//! Finds in one pass, without an allocation, whether a reply is a success.

use super::envelope::{Envelope, Whose};
use super::path::{Step, step};
use super::scan::{Key, Scan};
use super::string;
use super::success::is_word_for_success;
use crate::Code;

/// Whether a value is a code that means success, given the codes that the envelope lists as such. `None` if it is not a code.
pub(super) type IsSuccess = fn(&[u8], Option<&[Code<'_>]>) -> Option<bool>;

/// The result of one pass over a reply.
pub(super) struct Outcome<'j> {
    /// The scan, in the state where it stopped.
    pub(super) scan: Scan<'j>,
    /// Whether nothing under the envelope's keys can be an error. If not, [`Verdict`](super::verdict::Verdict) decides.
    pub(super) is_success: bool,
}

impl<'j> Outcome<'j> {
    pub(super) fn of(envelope: &Envelope<'_>, is_success: IsSuccess, json: &'j [u8]) -> Self {
        let mut scan = Scan::of(json);
        let mut all_succeed = true;
        let is_zero_fine = is_success(b"0", None) == Some(true);
        for (key, value) in &mut scan {
            // The usual success, `"errcode":0`, needs no closer look.
            if envelope.any_may_have(key) && !(value == b"0" && is_zero_fine && envelope.is_plain(key)) {
                all_succeed &= is_harmless(envelope, is_success, "", key, value);
            }
        }
        Self { scan, is_success: all_succeed }
    }
}

/// Whether a member of the object at `parent` reports no error. The recursion is at most as deep as a path of the envelope has dots.
fn is_harmless(envelope: &Envelope<'_>, is_success: IsSuccess, parent: &str, key: Key<'_>, value: &[u8]) -> bool {
    let is_object = value.starts_with(b"{");
    let mut inside = None;
    for list in envelope.lists() {
        if parent.is_empty() && !list.may_have(key) {
            continue;
        }
        for &(code, _) in list.pairs() {
            let Some(step) = step(code, parent, key) else { continue };
            let (whose, success) = (list.whose(), list.listed_success());
            let is_harmless = match step {
                Step::Here if whose == Whose::Own => is_success(value, success) == Some(true),
                Step::Here => value == b"0" && success.is_none() || Failure::of(value, whose, success).is_none(),
                Step::Inside(path) if is_object => {
                    inside = Some(path);
                    true
                }
                Step::Inside(_) => whose != Whose::Own || value == b"null",
            };
            if !is_harmless {
                return false;
            }
        }
    }
    let Some(path) = inside else { return true };
    Scan::of(value).all(|(key, value)| self::is_harmless(envelope, is_success, path, key, value))
}

/// The class of another party's code that does not mean success.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// A number below 0.
    Negative,
    Number,
    Word,
}

impl Failure {
    /// `None` for a success and for data.
    pub(super) fn of(value: &[u8], whose: Whose, success: Option<&[Code<'_>]>) -> Option<Self> {
        let number = string::code(value, false);
        if let Some(listed) = success {
            if listed.iter().any(|code| is_listed(*code, number, value)) {
                return None;
            }
        }
        let is_default = success.is_none();
        match (number, value) {
            (Some(0), _) if is_default => None,
            // HTTP statuses that mean success.
            (Some(200..=299), _) if is_default && whose == Whose::Word => None,
            (Some(..0), _) => Some(Self::Negative),
            (Some(_), _) => Some(Self::Number),
            (None, [b'"', raw @ .., b'"']) => {
                let is_success = is_default && is_word_for_success(string::unescaped(raw));
                (!is_success && !string::is_blank(value)).then_some(Self::Word)
            }
            // A number with a fraction or an exponent, or with more digits than an `i64` holds.
            (None, [b'-' | b'0'..=b'9', ..]) => {
                let mantissa = value.split(|byte| matches!(byte, b'e' | b'E')).next().unwrap_or_default();
                let is_zero = !mantissa.iter().any(|digit| matches!(digit, b'1'..=b'9'));
                let failure = if value[0] == b'-' { Self::Negative } else { Self::Number };
                (!is_zero || !is_default).then_some(failure)
            }
            _ => None,
        }
    }
}

/// Whether a value is this code: the same number, or a string with exactly this text.
pub(super) fn is_listed(code: Code<'_>, number: Option<i64>, value: &[u8]) -> bool {
    match (code, value) {
        (Code::Number(listed), _) => number == Some(listed),
        (Code::Text(listed), [b'"', raw @ .., b'"']) => string::unescaped(raw).eq(listed.bytes()),
        (Code::Text(_), _) => false,
    }
}
