//! Enums are serialized as their codes.

use core::fmt;
use core::marker::PhantomData;

use serde_core::de::{self, Deserializer, Visitor};
use serde_core::ser::{Serialize, Serializer};

use crate::ErrorEnum;
use crate::code::Code;
use crate::lookup::{Generated, Numbered, from_number};
use crate::lookup::{Spelled, from_text};
use crate::visitor::NumberVisitor;

impl Serialize for Code<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Self::Number(number) => serializer.serialize_i64(number),
            Self::Text(text) => serializer.serialize_str(text),
        }
    }
}

/// Writes the code: a number or a string.
///
/// # Errors
///
/// Errors of the serializer.
pub fn serialize<E: Generated, S: Serializer>(value: &E, serializer: S) -> Result<S::Ok, S::Error> {
    value.code_of().serialize(serializer)
}

/// Reads a code: a number, or in self-describing formats such as JSON also a numeric string, decimal or hexadecimal.
///
/// # Errors
///
/// The value is neither.
pub fn deserialize_number<'de, E: Numbered, D: Deserializer<'de>>(deserializer: D) -> Result<E, D::Error> {
    let number = NumberVisitor { is_32_bit: E::IS_32_BIT, expected: "an error code, as a number or a numeric string" };
    let code = if deserializer.is_human_readable() {
        deserializer.deserialize_any(number)
    } else {
        deserializer.deserialize_i64(number)
    };
    code.map(from_number)
}

/// Reads a code that is a string.
///
/// # Errors
///
/// The value is no string.
pub fn deserialize_text<'de, E: Spelled, D: Deserializer<'de>>(deserializer: D) -> Result<E, D::Error> {
    deserializer.deserialize_str(Text(PhantomData))
}

struct Text<T>(PhantomData<T>);

impl<T: Spelled> Visitor<'_> for Text<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an error code, as a string")
    }

    fn visit_str<E: de::Error>(self, code: &str) -> Result<T, E> {
        Ok(from_text(code))
    }
}
