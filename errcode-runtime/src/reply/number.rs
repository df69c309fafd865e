//! A number that some servers send as a string.

use serde_core::de::Deserializer;

use crate::visitor::NumberVisitor;

/// Reads an integer, or a string that holds one in decimal or hexadecimal: some servers send `errcode` as `0`, others as `"0"`.
///
/// A type needs no field for the code, since [`decode`](super::decode()) checks it. If you want one that is an integer:
///
/// ```
/// use errcode_runtime::{errcodes, reply};
/// use serde::Deserialize;
/// errcodes!("common");
///
/// #[derive(Deserialize)]
/// struct Token {
///     #[serde(default, deserialize_with = "reply::number_or_string")]
///     errcode: i64,
///     access_token: String,
/// }
///
/// for body in [r#"{"errcode":0,"access_token":"t"}"#, r#"{"errcode":"0","access_token":"t"}"#, r#"{"access_token":"t"}"#] {
///     let token: Token = reply::decode::<_, CommonError>(body.as_bytes())?;
///     assert_eq!((token.errcode, &*token.access_token), (0, "t"));
/// }
/// # Ok::<(), reply::ReplyError<CommonError>>(())
/// ```
///
/// With feature `serde`, a field whose type is an enum reads both, too.
///
/// # Errors
///
/// The value is neither, or does not fit an `i64`.
pub fn number_or_string<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    deserializer.deserialize_any(NumberVisitor { is_32_bit: false, expected: "an integer, or a string of one" })
}
