//! Enums as numbers on the wire.

use core::fmt;

use serde_core::de::{self, Deserializer, Visitor};
use serde_core::ser::Serializer;

use crate::lookup::{Generated, from_code};

/// Writes the code.
///
/// # Errors
///
/// Errors of the serializer.
pub fn serialize<E: Generated, S: Serializer>(value: &E, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_i64(value.number())
}

/// Reads a code: a number, or in self-describing formats such as JSON also a numeric string.
///
/// # Errors
///
/// The value is neither.
pub fn deserialize<'de, E: Generated, D: Deserializer<'de>>(deserializer: D) -> Result<E, D::Error> {
    let code = if deserializer.is_human_readable() {
        deserializer.deserialize_any(Code)
    } else {
        deserializer.deserialize_i64(Code)
    };
    code.map(from_code)
}

struct Code;

impl Visitor<'_> for Code {
    type Value = i64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an error code, as a number or a numeric string")
    }

    fn visit_i64<E: de::Error>(self, code: i64) -> Result<i64, E> {
        Ok(code)
    }

    fn visit_u64<E: de::Error>(self, code: u64) -> Result<i64, E> {
        i64::try_from(code).map_err(|_| E::invalid_value(de::Unexpected::Unsigned(code), &self))
    }

    fn visit_str<E: de::Error>(self, code: &str) -> Result<i64, E> {
        code.parse().map_err(|_| E::invalid_value(de::Unexpected::Str(code), &self))
    }
}
