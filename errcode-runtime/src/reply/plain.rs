//! JSON values in which no key has a private meaning for `serde_json`.

use core::fmt;

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use serde_core::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// A [`Value`] that is safe to read from any reply.
///
/// If a program enables the feature `raw_value` of `serde_json`, a `Value` parses the text under a private key with a fresh depth limit:
/// a few thousand bytes can then overflow the stack.
pub(super) struct Plain(pub(super) Value);

impl<'de> Deserialize<'de> for Plain {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PlainVisitor).map(Self)
    }
}

struct PlainVisitor;

impl<'de> Visitor<'de> for PlainVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(Plain(value)) = list.next_element()? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        let mut fields = Map::new();
        while let Some(key) = object.next_key()? {
            match key {
                Key::Name(name) => {
                    let Plain(value) = object.next_value()?;
                    fields.insert(name, value);
                }
                Key::Number => {
                    let number: Number =
                        serde_json::from_str(&object.next_value::<String>()?).map_err(Error::custom)?;
                    return Ok(Value::Number(number));
                }
            }
        }
        Ok(Value::Object(fields))
    }
}

enum Key {
    Name(String),
    /// Not a key of the JSON: if a program enables `arbitrary_precision`, a number comes as an object that holds the number's text.
    Number,
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // If bytes are asked for, a key of the JSON comes as bytes, while the private key of a number still comes as text.
        deserializer.deserialize_bytes(KeyVisitor)
    }
}

struct KeyVisitor;

impl Visitor<'_> for KeyVisitor {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_bytes<E: Error>(self, key: &[u8]) -> Result<Key, E> {
        let name = core::str::from_utf8(key).map_err(E::custom)?;
        Ok(Key::Name(name.to_owned()))
    }

    fn visit_str<E>(self, _key: &str) -> Result<Key, E> {
        Ok(Key::Number)
    }
}
