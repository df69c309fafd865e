//! From bytes to a result.

use alloc::borrow::ToOwned;

use serde_core::de::{DeserializeOwned, IgnoredAny};

use super::envelope::{Envelope, Level};
use super::error::{ApiError, InvalidCode, JsonError, NotJson, ReplyError};
use super::repair::{DEPTH, is_too_deep, repaired, trimmed};
use super::report::Report;
use super::watch::{Watch, Watched};
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
    let first = match read::<T, E>(&envelope, json) {
        Read::Success(value) => return finish(json, value),
        read => read,
    };
    // Rare enough to be looked for only now.
    let repaired = repaired(json);
    match &repaired {
        Some(repaired) => explain(&envelope, body, repaired, read::<T, E>(&envelope, repaired)),
        None => explain(&envelope, body, json, first),
    }
}

/// What came of one attempt.
enum Read<T> {
    Success(T),
    /// `T` was read, but the codes were not all seen, or one is an error.
    Unsure(T),
    Failed(serde_json::Error),
}

fn read<T: DeserializeOwned, E: ErrorEnum>(envelope: &Envelope<'_>, json: &[u8]) -> Read<T> {
    let mut watch = Watch::new(envelope, is_success::<E>);
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    let watched = Watched { inner: &mut deserializer, watch: &mut watch, level: Level::Top };
    match T::deserialize(watched).and_then(|value| deserializer.end().map(|()| value)) {
        Ok(value) if watch.is_success() => Read::Success(value),
        Ok(value) => Read::Unsure(value),
        Err(error) => Read::Failed(error),
    }
}

fn is_success<E: ErrorEnum>(code: i64) -> bool {
    code == 0 || E::from(code).is_success()
}

/// A reply that is no plain success.
#[cold]
fn explain<T, E: ErrorEnum>(
    envelope: &Envelope<'_>,
    body: &[u8],
    json: &[u8],
    read: Read<T>,
) -> Result<T, ReplyError<E>> {
    let mut report = match Report::read(envelope, is_success::<E>, json) {
        Ok(report) => report,
        // The type's own complaint comes first: it knows which field it was.
        Err(error) => {
            let error = if let Read::Failed(error) = read { error } else { error };
            return Err(ReplyError::Json(JsonError::new(error, json)));
        }
    };
    if let Some((code, errmsg)) = report.take_failure() {
        return Err(ReplyError::Api(ApiError::new(E::from(code), errmsg, body.to_owned())));
    }
    if let Some((key, value)) = report.unreadable {
        return Err(ReplyError::Code(InvalidCode::new(key, &value)));
    }
    match read {
        Read::Success(value) | Read::Unsure(value) => finish(json, value),
        Read::Failed(error) => Err(ReplyError::Json(JsonError::new(error, json))),
    }
}

fn finish<T, E>(json: &[u8], value: T) -> Result<T, ReplyError<E>> {
    if is_too_deep(json) { Err(ReplyError::TooDeep { limit: DEPTH }) } else { Ok(value) }
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
