//! Decoding: from bytes to a value or an error.

use alloc::borrow::ToOwned;

use serde_core::de::{DeserializeOwned, IgnoredAny};

use super::codes::{Outcome, Refusal};
use super::envelope::Envelope;
use super::error::{ApiError, InvalidCode, JsonError, NotJson, ReplyError};
use super::repair::{blanked, repaired, trimmed};
use super::string;
use super::unit::unit;
use crate::ErrorEnum;

/// How many bytes of JSON are read: 64 MiB. Replies of an API are far smaller; a download in place of one may be larger.
///
/// ```
/// use errcode_runtime::{errcodes, reply::{self, MAX_LENGTH, ReplyError}};
/// errcodes!("common");
///
/// let mut body = vec![b' '; MAX_LENGTH + 1];
/// (body[0], body[MAX_LENGTH]) = (b'{', b'}');
/// let reply = reply::decode::<(), CommonError>(&body);
/// assert!(matches!(reply, Err(ReplyError::TooLarge { length }) if length == MAX_LENGTH + 1));
/// ```
pub const MAX_LENGTH: usize = 64 << 20;

/// How deep a reply may nest.
///
/// `serde_json` stops at 128 levels for what it reads; this limits what it skips.
const DEPTH: usize = 2_048;

/// Reads a reply: the value that a successful call returns, or the error that the server reports.
///
/// The keys are those of [`Envelope::WECHAT`]. `T` is any type of serde; `()` takes every successful object. A key of the
/// envelope may also be a field of `T`.
///
/// ```
/// use errcode_runtime::{errcodes, reply::{self, ReplyError}};
/// use serde::Deserialize;
///
/// errcodes! { pub enum LoginError from "common", "general" { -1, 40029 as InvalidJsCode, 45011 } }
///
/// #[derive(Deserialize)]
/// struct Session {
///     openid: String,
/// }
///
/// let session: Session = reply::decode::<_, LoginError>(br#"{"openid":"oX7","session_key":"k"}"#)?;
/// assert_eq!(session.openid, "oX7");
///
/// let body = br#"{"errcode":40029,"errmsg":"invalid code, rid: 60882f1f-676dc618-710dc5ca"}"#;
/// match reply::decode::<Session, LoginError>(body) {
///     Err(ReplyError::Api(error)) => {
///         assert_eq!(error.code(), LoginError::InvalidJsCode);
///         assert_eq!(error.rid(), Some("60882f1f-676dc618-710dc5ca"));
///     }
///     _ => unreachable!(),
/// }
/// # Ok::<(), ReplyError<LoginError>>(())
/// ```
///
/// # Errors
///
/// [`ReplyError::Api`] if a key of the envelope holds a code that is no success, whatever `T` is and whatever the other
/// keys hold; the other variants where the reply cannot be read.
pub fn decode<T: DeserializeOwned, E: ErrorEnum>(body: &[u8]) -> Result<T, ReplyError<E>> {
    decode_with(Envelope::WECHAT, body)
}

/// [`decode`] with the keys that the server uses.
///
/// ```
/// use errcode_runtime::{errcodes, reply::{self, Envelope}};
/// errcodes!("xiaowei");
///
/// let reply = reply::decode_with::<(), XiaoweiError>(Envelope::CODE_DESC, br#"{"code":0,"desc":"ok"}"#);
/// assert!(reply.is_ok());
/// ```
///
/// # Errors
///
/// Those of [`decode`].
pub fn decode_with<T: DeserializeOwned, E: ErrorEnum>(envelope: Envelope<'_>, body: &[u8]) -> Result<T, ReplyError<E>> {
    let json = trimmed(body);
    if json.is_empty() {
        return Err(ReplyError::Empty);
    }
    if json[0] != b'{' {
        return Err(no_object(json));
    }
    if json.len() > MAX_LENGTH {
        return Err(ReplyError::TooLarge { length: json.len() });
    }
    let Outcome { members: scan, is_success } = Outcome::of(&envelope, is_success::<E>, json);
    let is_too_deep = scan.depth > DEPTH;
    // `serde_json` takes three times the memory of an object of brackets that does not end.
    if is_too_deep && !scan.is_complete {
        return Err(ReplyError::TooDeep { limit: DEPTH });
    }
    let json_error = |error| ReplyError::Json(JsonError::new(error, json));
    if !(scan.is_complete && scan.is_checked) {
        check(scan.json, scan.has_control).map_err(json_error)?;
    }
    if !is_success {
        // Only the object has to be valid: proxies append comments.
        refuse(&envelope, body, scan.json)?;
    }
    if scan.json.len() < json.len() {
        check(json, scan.has_control).map_err(json_error)?;
    }
    let value = read(json, scan.has_control).map_err(json_error)?;
    if is_too_deep { Err(ReplyError::TooDeep { limit: DEPTH }) } else { Ok(value) }
}

/// The code that a value is: for `E` over numbers an integer or a numeric string, decimal or hexadecimal, for `E` over texts a string.
fn code<E: ErrorEnum>(value: &[u8]) -> Option<E> {
    if E::IS_TEXT {
        // Only a string: a number means that the caller chose the wrong `E`.
        string::text_code(value).and_then(|text| E::from_code(&*text))
    } else {
        string::code(value, E::IS_32_BIT).and_then(E::from_code)
    }
}

fn is_success<E: ErrorEnum>(value: &[u8]) -> Option<bool> {
    if !E::IS_TEXT && value == b"0" {
        return Some(true);
    }
    code::<E>(value).map(|code| code.is_success())
}

/// Fails where the grammar of JSON is broken. Raw control characters inside strings are accepted.
#[cold]
fn check(json: &[u8], has_control: bool) -> Result<(), serde_json::Error> {
    let checked = if has_control { serde_json::from_slice(&blanked(json)) } else { serde_json::from_slice(json) };
    checked.map(|IgnoredAny| ())
}

/// Reads JSON whose grammar is known to be right: a type that ignores errors would read broken JSON, too.
pub(super) fn read<T: DeserializeOwned>(json: &[u8], has_control: bool) -> Result<T, serde_json::Error> {
    if let Some(value) = unit() {
        return Ok(value);
    }
    if !has_control {
        return serde_json::from_slice(json);
    }
    match repaired(json) {
        Some(repaired) => serde_json::from_slice(&repaired),
        // The copy would be too long: the control characters are an error, even for a type that ignores errors.
        None => serde_json::from_slice(json).and_then(|IgnoredAny| serde_json::from_slice(json)),
    }
}

/// The error of a reply that has a failing code, or a key of the envelope whose value is not a code.
#[cold]
fn refuse<E: ErrorEnum>(envelope: &Envelope<'_>, body: &[u8], object: &[u8]) -> Result<(), ReplyError<E>> {
    let refusal = Refusal::read(envelope, is_success::<E>, object);
    if let Some((code, errmsg)) = refusal.failure().and_then(|(value, errmsg)| Some((self::code(value)?, errmsg))) {
        return Err(ReplyError::Api(ApiError::new(code, errmsg, body.to_owned())));
    }
    let invalid = |(key, value)| Err(ReplyError::Code(InvalidCode::new(key, value, E::IS_TEXT)));
    refusal.invalid.map_or(Ok(()), invalid)
}

/// The error of a body that does not begin with `{`.
#[cold]
fn no_object<E>(json: &[u8]) -> ReplyError<E> {
    // A body above the limit is not parsed here either: its first bytes are shown.
    let read = if json.len() > MAX_LENGTH { None } else { Some(serde_json::from_slice::<IgnoredAny>(json)) };
    match read {
        Some(Ok(_)) => ReplyError::NotObject(NotJson::new(json)),
        Some(Err(error)) if json[0] == b'[' && error.is_eof() => ReplyError::Json(JsonError::new(error, json)),
        _ => ReplyError::NotJson(NotJson::new(json)),
    }
}
