//! Unit types, such as `()`, which can be read from any object.

use core::cell::Cell;
use core::error::Error;
use core::fmt;

use serde_core::de::{self, DeserializeOwned, Deserializer, Visitor};
use serde_core::forward_to_deserialize_any;

/// The value of a unit type, also inside an `Option` or a newtype. `serde_json` reads such types only from `null`.
pub(super) fn unit<T: DeserializeOwned>() -> Option<T> {
    let is_unit = Cell::new(false);
    let value = T::deserialize(Probe { is_unit: &is_unit });
    // A type that ignores errors returns a value, too, but without having asked for a unit.
    value.ok().filter(|_| is_unit.get())
}

/// A deserializer that can give a unit and nothing else.
struct Probe<'c> {
    is_unit: &'c Cell<bool>,
}

impl<'de> Deserializer<'de> for Probe<'_> {
    type Error = NoUnit;

    fn deserialize_any<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value, NoUnit> {
        Err(NoUnit)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NoUnit> {
        self.is_unit.set(true);
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _name: &'static str, visitor: V) -> Result<V::Value, NoUnit> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NoUnit> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _name: &'static str, visitor: V) -> Result<V::Value, NoUnit> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf seq tuple tuple_struct map
        struct enum identifier ignored_any
    }
}

/// Zero-sized: failing here allocates nothing.
#[derive(Debug)]
struct NoUnit;

impl fmt::Display for NoUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the type is no unit")
    }
}

impl Error for NoUnit {}

impl de::Error for NoUnit {
    fn custom<M: fmt::Display>(_message: M) -> Self {
        Self
    }
}
