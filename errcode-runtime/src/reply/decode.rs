//! From bytes to a result.

use alloc::borrow::ToOwned;

use serde_core::Deserialize;
use serde_core::de::{DeserializeOwned, IgnoredAny};

use super::codes::{Outcome, Refusal};
use super::envelope::Envelope;
use super::error::{ApiError, InvalidCode, JsonError, NotJson, ReplyError};
use super::repair::{blanked, repaired, trimmed};
use super::unit::unit;
use crate::ErrorEnum;

/// How many bytes of JSON are read: 64 MiB. No reply of an API is near it; a download in its place may be.
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
/// What a type reads is bounded much lower by `serde_json`; this is for what it skips.
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

/// [`decode`] for servers that use other keys.
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
    let outcome = Outcome::of(&envelope, is_success::<E>, json);
    let is_too_deep = outcome.depth > DEPTH;
    // `serde_json` takes three times the memory of an object of brackets that does not end.
    if is_too_deep && !outcome.is_complete {
        return Err(ReplyError::TooDeep { limit: DEPTH });
    }
    if !outcome.is_success {
        refuse(&envelope, body, &outcome)?;
    }
    let repaired = if outcome.has_control { repaired(json) } else { None };
    let value = read(repaired.as_deref().unwrap_or(json), outcome.is_complete);
    let value = value.map_err(|error| ReplyError::Json(JsonError::new(error, json)))?;
    if is_too_deep { Err(ReplyError::TooDeep { limit: DEPTH }) } else { Ok(value) }
}

fn is_success<E: ErrorEnum>(code: i64) -> bool {
    code == 0 || E::from(code).is_success()
}

/// The value of a reply that reports no error.
fn read<T: DeserializeOwned>(json: &[u8], is_complete: bool) -> Result<T, serde_json::Error> {
    if !is_complete {
        // There may be types that ignore the error.
        serde_json::from_slice::<IgnoredAny>(json)?;
    }
    match unit() {
        Some(value) => serde_json::from_slice::<IgnoredAny>(json).map(|_| value),
        None => serde_json::from_slice(json),
    }
}

/// The error of a reply with a code that is no success, or with something else in the place of a code.
#[cold]
fn refuse<E: ErrorEnum>(envelope: &Envelope<'_>, body: &[u8], outcome: &Outcome<'_>) -> Result<(), ReplyError<E>> {
    // Only the object has to be valid: proxies append comments.
    let object = outcome.object;
    let valid = |json: &[u8]| IgnoredAny::deserialize(&mut serde_json::Deserializer::from_slice(json));
    let valid = if outcome.has_control { valid(&blanked(object)) } else { valid(object) };
    valid.map_err(|error| ReplyError::Json(JsonError::new(error, object)))?;
    let refusal = Refusal::read(envelope, is_success::<E>, object);
    if let Some((code, errmsg)) = refusal.failure() {
        return Err(ReplyError::Api(ApiError::new(E::from(code), errmsg, body.to_owned())));
    }
    refusal.invalid.map_or(Ok(()), |(key, value)| Err(ReplyError::Code(InvalidCode::new(key, value))))
}

/// A body that does not begin as an object does.
#[cold]
fn no_object<E>(json: &[u8]) -> ReplyError<E> {
    // A download in place of JSON need not be parsed to the end to know what it is.
    let read = if json.len() > MAX_LENGTH { None } else { Some(serde_json::from_slice::<IgnoredAny>(json)) };
    match read {
        Some(Ok(_)) => ReplyError::NotObject(NotJson::new(json)),
        Some(Err(error)) if json[0] == b'[' && error.is_eof() => ReplyError::Json(JsonError::new(error, json)),
        _ => ReplyError::NotJson(NotJson::new(json)),
    }
}
