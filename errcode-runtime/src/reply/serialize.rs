//! Serializes errors as objects, for logs and for services that pass them on.

use alloc::string::ToString;

use serde_core::ser::{Serialize, SerializeMap, Serializer};

use super::api_error::ApiError;
use super::error::ReplyError;
use super::foreign::ForeignError;
use crate::ErrorEnum;

/// An object with `code`, `name`, `message`, `message_zh`, `kind`, `recovery` and `rid`. The last three are left out if the error has
/// none. The messages are the table's. The server's own message is left out, since it may contain addresses and accounts.
///
/// ```
/// use errcode_runtime::{errcodes, reply::ApiError};
/// errcodes!("common");
///
/// let error = ApiError::new(CommonError::SystemBusy, "busy rid: 65-ab-c0");
/// assert_eq!(serde_json::to_value(&error)?, serde_json::json!({
///     "code": -1,
///     "name": "SystemBusy",
///     "message": "system error",
///     "message_zh": "系统繁忙，此时请开发者稍候再试",
///     "kind": "unavailable",
///     "recovery": "retry",
///     "rid": "65-ab-c0",
/// }));
/// # Ok::<(), serde_json::Error>(())
/// ```
impl<E: ErrorEnum> Serialize for ApiError<E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let code = self.code();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("code", &code.code())?;
        map.serialize_entry("name", code.name())?;
        map.serialize_entry("message", code.message())?;
        map.serialize_entry("message_zh", code.message_zh())?;
        if let Some((kind, recovery)) = code.class_of() {
            map.serialize_entry("kind", &kind)?;
            map.serialize_entry("recovery", &recovery)?;
        }
        if let Some(rid) = self.rid() {
            map.serialize_entry("rid", rid)?;
        }
        map.end()
    }
}

/// An object with `key`, `code` and, if the server sent one, `rid`.
///
/// ```
/// use errcode_runtime::reply::ForeignError;
/// let error = ForeignError::new("resultcode", 1202, "too fast");
/// assert_eq!(serde_json::to_string(&error)?, r#"{"key":"resultcode","code":1202}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
impl Serialize for ForeignError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("key", self.key())?;
        map.serialize_entry("code", &self.code())?;
        if let Some(rid) = self.rid() {
            map.serialize_entry("rid", rid)?;
        }
        map.end()
    }
}

/// An [`ApiError`] and a [`ForeignError`] are serialized as on their own. All other variants become an object with `error` (a line of
/// text), `kind`, `recovery`, and the HTTP `status` if it is known.
///
/// The text in `error` is for logs: it quotes what the server sent in place of a code. Do not pass it on to a visitor.
///
/// ```
/// use errcode_runtime::{errcodes, reply::{self, ReplyError}};
/// errcodes!("common");
///
/// let error = reply::decode::<(), CommonError>(b"").unwrap_err();
/// assert_eq!(serde_json::to_value(&error)?, serde_json::json!({
///     "error": "the reply is empty（响应为空）",
///     "kind": "unavailable",
///     "recovery": "retry",
/// }));
/// # Ok::<(), serde_json::Error>(())
/// ```
impl<E: ErrorEnum> Serialize for ReplyError<E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Api(error) => return error.serialize(serializer),
            Self::Foreign(error) => return error.serialize(serializer),
            _ => {}
        }
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("error", &self.to_string())?;
        if let Some((kind, recovery)) = self.own_class() {
            map.serialize_entry("kind", &kind)?;
            map.serialize_entry("recovery", &recovery)?;
        }
        if let Some(status) = self.status() {
            map.serialize_entry("status", &status)?;
        }
        map.end()
    }
}
