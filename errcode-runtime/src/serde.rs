//! Enums are serialized as their codes.

use core::fmt;
use core::marker::PhantomData;

use serde_core::de::{self, Deserializer, Expected, Visitor};
use serde_core::ser::{Serialize, Serializer};

use crate::ErrorEnum;
use crate::code::Code;
use crate::lookup::{Generated, Numbered, from_number};
use crate::lookup::{Spelled, from_text};
use crate::number::number;
use crate::show::Shown;

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
    let number = Number { is_32_bit: E::IS_32_BIT };
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

struct Number {
    /// Whether the codes of the enum have 32 bits.
    is_32_bit: bool,
}

impl Visitor<'_> for Number {
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
        // The text is from a server, and the error may be logged: cut and clean it.
        let shown = || Shown::new(code, Shown::PART);
        number(code.bytes(), self.is_32_bit).ok_or_else(|| {
            E::custom(format_args!("invalid value: string \"{}\", expected {}", shown(), &self as &dyn Expected))
        })
    }
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

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot continue should stop")]
#[allow(unreachable_pub, dead_code, reason = "what the macro makes for a user's crate")]
mod tests {
    extern crate std;
    use std::string::ToString as _;

    use serde_core::de::value::Error;
    use serde_core::de::{Deserialize as _, Deserializer, Error as _, Visitor};

    crate::errcodes!("examples/payment.csv");

    /// A format such as postcard, which does not say what type a value has: it reads the type that it is asked for.
    struct Binary(i64);

    impl<'de> Deserializer<'de> for Binary {
        type Error = Error;

        fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
            Err(Error::custom("a binary format does not say what a value is"))
        }

        fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            visitor.visit_i64(self.0)
        }

        fn is_human_readable(&self) -> bool {
            false
        }

        serde_core::forward_to_deserialize_any! {
            bool i8 i16 i32 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct newtype_struct seq
            tuple tuple_struct map struct enum identifier ignored_any
        }
    }

    #[test]
    fn a_value_is_written_as_its_code() {
        for code in [1001, 2050, -7] {
            assert_eq!(serde_json::to_string(&PaymentError::from(code)).unwrap(), code.to_string());
        }
    }

    #[test]
    fn numbers_and_numeric_strings_are_read() {
        for json in ["1001", "\"1001\""] {
            assert_eq!(serde_json::from_str::<PaymentError>(json).unwrap(), PaymentError::OrderNotFound);
        }
        assert_eq!(serde_json::from_str::<PaymentError>("-7").unwrap().code(), -7);
        assert_eq!(PaymentError::deserialize(Binary(1001)), Ok(PaymentError::OrderNotFound));
    }

    #[test]
    fn nothing_else_is_read() {
        for (json, message) in [
            ("18446744073709551615", "integer `18446744073709551615`, expected an error code"),
            ("\"x\"", "string \"x\", expected an error code, as a number or a numeric string"),
            ("1.5", "floating point `1.5`, expected an error code"),
            ("null", "null, expected an error code"),
        ] {
            let error = serde_json::from_str::<PaymentError>(json).unwrap_err().to_string();
            assert!(error.contains(message), "{error}");
        }
        let long = "\u{202E}\\n\\u001B".repeat(100);
        let error = serde_json::from_str::<PaymentError>(&std::format!("\"{long}\"")).unwrap_err().to_string();
        assert!(
            error.starts_with(&std::format!("invalid value: string \"{}…\", expected", " ".repeat(200))),
            "{error:?}"
        );
    }
}
