//! A number that some servers send as a string.

use core::fmt;

use serde_core::de::{Deserializer, Error, Unexpected, Visitor};

use crate::number::number;
use crate::show::Shown;

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
    deserializer.deserialize_any(Number)
}

struct Number;

impl Visitor<'_> for Number {
    type Value = i64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer, or a string of one")
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<i64, E> {
        Ok(number)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<i64, E> {
        i64::try_from(number).map_err(|_| E::invalid_value(Unexpected::Unsigned(number), &self))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<i64, E> {
        number(text.bytes(), false).ok_or_else(|| {
            // The text comes from a server: it is cut and kept to one line for logs.
            let shown = Shown::new(text, Shown::PART);
            E::custom(format_args!("invalid value: string \"{shown}\", expected an integer, or a string of one"))
        })
    }
}
