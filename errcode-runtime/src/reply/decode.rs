//! Decodes bytes into a value or an error.

use serde_core::de::{DeserializeOwned, IgnoredAny};

use super::api_error::ApiError;
use super::codes::{Outcome, is_listed};
use super::envelope::Envelope;
use super::error::ReplyError;
use super::foreign::ForeignError;
use super::invalid_code::InvalidCode;
use super::json_error::JsonError;
use super::not_json::NotJson;
use super::repair::{blanked, repaired, trimmed};
use super::said::{Said, is_2xx};
use super::scan::Scan;
use super::status::StatusError;
use super::string;
use super::unit::unit;
use super::verdict::{Reading, Verdict};
use crate::{Code, ErrorEnum};

/// The longest JSON that is read, in bytes: 64 MiB. API replies are far shorter; a file that arrives in place of a reply may be longer.
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
/// `serde_json` stops at 128 levels in values that it deserializes; this limits values that it skips.
pub(super) const DEPTH: usize = 2_048;

/// Reads a reply: the value that a successful call returns, or the error that the server reports.
///
/// The keys are those of [`Envelope::WECHAT`]. `T` is any serde type that owns its texts, with `String` rather than `&str`; `()` accepts
/// every successful object. A key of the envelope may also be a field of `T`.
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
/// [`ReplyError::Api`] if a key of the envelope holds a code of the enum that does not mean success, whatever `T` is and whatever the
/// other keys hold; [`ReplyError::Foreign`] if a key holds such a code of another party; the other variants if the reply cannot be read.
pub fn decode<T: DeserializeOwned, E: ErrorEnum>(body: &[u8]) -> Result<T, ReplyError<E>> {
    decode_with(Envelope::WECHAT, body)
}

/// Like [`decode`], with the keys of this envelope.
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
    let Outcome { scan, is_success } = Outcome::of(&envelope, is_success::<E>, json);
    let is_too_deep = scan.depth > DEPTH;
    // For nested brackets that are never closed, `serde_json` takes three times their memory.
    if is_too_deep && !scan.is_complete {
        return Err(ReplyError::TooDeep { limit: DEPTH });
    }
    let json_error = |error| ReplyError::Json(JsonError::new(&error, json).cut_if(scan.is_cut()));
    if !(scan.is_complete && scan.is_checked) {
        check(scan.json, scan.has_control).map_err(json_error)?;
    }
    if !is_success {
        // For an error, only the object has to be valid: proxies append comments to it.
        refuse(&envelope, body, scan.json)?;
    }
    if scan.json.len() < json.len() {
        check(json, scan.has_control).map_err(json_error)?;
    }
    let value = read(json, scan.has_control).map_err(|error| {
        let error = JsonError::new(&error, json);
        // If control characters were escaped, the position is one in the copy.
        ReplyError::Json(if scan.has_control { error } else { error.with_field(&envelope, json) })
    })?;
    if is_too_deep { Err(ReplyError::TooDeep { limit: DEPTH }) } else { Ok(value) }
}

/// Like [`decode`], with the HTTP status: it checks the body first, then the status.
///
/// A status outside 200 to 299 is never a success: if the body has neither an error code nor an invalid code, the result is
/// [`ReplyError::Status`], whatever else the body is. Errors that have a code or an invalid code keep the status, too. With such a
/// status, another party's code is an error even without a message or beside data; but beside `errcode` 0, `ret` and `code` stay data.
/// Responses with status 204 or 205 have no body: an empty body is then a success for `()` and other unit types.
///
/// The header `Retry-After` is not read here; [`ReplyError::pause`] shows how to use it.
///
/// ```
/// use errcode_runtime::{errcodes, reply::{self, ReplyError}};
/// errcodes!("common");
///
/// let decode = |status, body: &str| reply::decode_response::<(), CommonError>(status, body.as_bytes());
/// assert!(decode(200, r#"{"errcode":0}"#).is_ok() && decode(204, "").is_ok());
///
/// // A proxy answers with JSON that has no code.
/// let error = decode(503, r#"{"message":"no healthy upstream"}"#).unwrap_err();
/// assert!(matches!(&error, ReplyError::Status(_)) && error.is_retryable());
/// assert_eq!((error.status(), error.errmsg()), (Some(503), "no healthy upstream"));
///
/// let error = decode(400, r#"{"errcode":40001}"#).unwrap_err();
/// assert_eq!((error.code(), error.status()), (Some(CommonError::InvalidCredential), Some(400)));
/// ```
///
/// # Errors
///
/// Those of [`decode`], and [`ReplyError::Status`].
pub fn decode_response<T: DeserializeOwned, E: ErrorEnum>(status: u16, body: &[u8]) -> Result<T, ReplyError<E>> {
    decode_response_with(Envelope::WECHAT, status, body)
}

/// Like [`decode_response`], with the keys of this envelope.
///
/// ```
/// use errcode_runtime::{errcodes, reply::{self, Envelope}};
/// errcodes!("examples/wechat-pay.csv");
///
/// let reply = reply::decode_response_with::<(), WechatPayError>(Envelope::WECHAT_PAY, 429, br#"{"code":"FREQUENCY_LIMITED"}"#);
/// assert_eq!(reply.unwrap_err().status(), Some(429));
/// ```
///
/// # Errors
///
/// Those of [`decode_response`].
pub fn decode_response_with<T: DeserializeOwned, E: ErrorEnum>(
    envelope: Envelope<'_>,
    status: u16,
    body: &[u8],
) -> Result<T, ReplyError<E>> {
    match decode_with(envelope, body) {
        Ok(value) if is_2xx(status) => Ok(value),
        Err(ReplyError::Empty) if matches!(status, 204 | 205) => unit().ok_or(ReplyError::Empty),
        Err(error) if is_2xx(status) || !error.said().is_empty() => Err(error.with_status(status)),
        _ => Err(failed(&envelope, status, body)),
    }
}

/// The error for an HTTP status outside 2xx, if the body alone is not an error with a code.
#[cold]
fn failed<E: ErrorEnum>(envelope: &Envelope<'_>, status: u16, body: &[u8]) -> ReplyError<E> {
    let json = trimmed(body);
    if json.len() > MAX_LENGTH {
        return ReplyError::Status(StatusError::of(status, None, body.get(..MAX_EXCERPT).unwrap_or(body)));
    }
    let reading = Reading::of(envelope, is_success::<E>, json);
    let message = reading.any_message();
    // A broken object has no code. Whether the caller's type can be read from it does not matter, nor what a proxy has appended.
    let verdict = if is_sound(json) { reading.verdict_on_failure() } else { Verdict::Success };
    match error_of::<E>(verdict, body) {
        Some(error) => error.with_status(status),
        None => ReplyError::Status(StatusError::of(status, message, body)),
    }
}

/// Whether the text begins with an object whose grammar is right.
fn is_sound(json: &[u8]) -> bool {
    let mut scan = Scan::of(json);
    scan.by_ref().for_each(drop);
    scan.is_complete && (scan.is_checked || check(scan.json, scan.has_control).is_ok())
}

/// How many bytes are kept of a body that is too large.
const MAX_EXCERPT: usize = 4 << 10;

/// Parses a code: for an enum of numbers an integer or a numeric string, decimal or hexadecimal; for an enum of texts a string.
pub(super) fn code<E: ErrorEnum>(value: &[u8]) -> Option<E> {
    if E::IS_TEXT {
        // Only a string: a number means that the caller chose the wrong `E`.
        string::text_code(value).and_then(|text| E::from_code(&*text))
    } else {
        string::code(value, E::IS_32_BIT).and_then(E::from_code)
    }
}

pub(super) fn is_success<E: ErrorEnum>(value: &[u8], listed: Option<&[Code<'_>]>) -> Option<bool> {
    let Some(listed) = listed else { return code::<E>(value).map(|code| code.is_success()) };
    let number = string::code(value, E::IS_32_BIT);
    if listed.iter().any(|code| is_listed(*code, number, value)) {
        return Some(true);
    }
    // One code may be spelled in two ways, such as -2147024891 and 2147942405.
    let code = code::<E>(value)?;
    Some(listed.iter().any(|listed| E::from_code(*listed).as_ref() == Some(&code)))
}

/// Fails if the grammar of the JSON is broken. Raw control characters inside strings are accepted.
#[cold]
fn check(json: &[u8], has_control: bool) -> Result<(), serde_json::Error> {
    let checked = if has_control { serde_json::from_slice(&blanked(json)) } else { serde_json::from_slice(json) };
    checked.map(|IgnoredAny| ())
}

/// Deserializes JSON whose grammar was checked: a type that ignores errors would accept broken JSON, too.
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

/// Fails for a reply that has a failing code, or a key of the envelope whose value is not a code.
#[cold]
fn refuse<E: ErrorEnum>(envelope: &Envelope<'_>, body: &[u8], object: &[u8]) -> Result<(), ReplyError<E>> {
    // `Verdict::of` has freed its memory before anything is copied.
    let verdict = Verdict::of(envelope, is_success::<E>, object);
    error_of(verdict, body).map_or(Ok(()), Err)
}

fn error_of<E: ErrorEnum>(verdict: Verdict<'_, '_>, body: &[u8]) -> Option<ReplyError<E>> {
    Some(match verdict {
        Verdict::Success => return None,
        Verdict::Own { path, value, message } => match code(value) {
            Some(code) => ReplyError::Api(ApiError::of(code, string::message(message), body)),
            None => invalid_code::<E>(path, value, message, body),
        },
        Verdict::Foreign { path, value, message } => {
            ReplyError::Foreign(ForeignError::of(path, value, string::message(message), body))
        }
        Verdict::Invalid { path, value, message } => invalid_code::<E>(path, value, message, body),
    })
}

fn invalid_code<E: ErrorEnum>(path: &str, value: &[u8], message: Option<&[u8]>, body: &[u8]) -> ReplyError<E> {
    ReplyError::Code(InvalidCode::new(path, value, E::IS_TEXT, Said::new(string::message(message), body)))
}

/// The error of a body that does not begin with `{`.
#[cold]
fn no_object<E>(json: &[u8]) -> ReplyError<E> {
    if json[0] == b'[' && json.len() > MAX_LENGTH {
        return ReplyError::TooLarge { length: json.len() };
    }
    // Another body above the limit is not parsed either; the error shows its first bytes.
    let read = if json.len() > MAX_LENGTH { None } else { Some(serde_json::from_slice::<IgnoredAny>(json)) };
    match read {
        Some(Ok(_)) => ReplyError::NotObject(NotJson::new(json)),
        Some(Err(error)) if json[0] == b'[' && error.is_eof() => ReplyError::Json(JsonError::new(&error, json)),
        _ => ReplyError::NotJson(NotJson::new(json)),
    }
}
