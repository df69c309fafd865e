//! A deserializer that notes the codes of a reply while a type reads it.
//!
//! It stands between `serde_json` and the type. Of an object at the top it sees every key; the value of a key that the
//! envelope names is read here first, and then handed on. So the type decides how it reads, the bytes are read once, and
//! the codes are seen whatever the type makes of them.
//!
//! Some types read in ways that hide keys (raw JSON, enums, maps with keys that are no strings). Then the watch is
//! not conclusive, and the codes have to be looked for in a pass of their own.

use core::fmt;

use alloc::string::String;

use serde_core::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::envelope::{Envelope, Level, Role};

/// What has been seen of a reply.
pub(super) struct Watch<'e> {
    envelope: &'e Envelope<'e>,
    is_success: fn(i64) -> bool,
    ended: bool,
    blind: bool,
    failed: bool,
}

impl<'e> Watch<'e> {
    pub(super) fn new(envelope: &'e Envelope<'e>, is_success: fn(i64) -> bool) -> Self {
        Self { envelope, is_success, ended: false, blind: false, failed: false }
    }

    /// Whether every key was seen, and every code among them means success.
    pub(super) fn is_success(&self) -> bool {
        self.ended && !self.blind && !self.failed
    }

    fn note(&mut self, value: &Value) {
        self.failed |= !number(value).is_some_and(self.is_success);
    }
}

/// A code as it stands in a reply: a number, or a numeric string.
pub(super) fn number(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

/// The deserializer of an object that may hold codes.
pub(super) struct Watched<'w, 'e, D> {
    pub(super) inner: D,
    pub(super) watch: &'w mut Watch<'e>,
    pub(super) level: Level,
}

macro_rules! forward_blindly {
    ($($method:ident($($argument:ident: $Type:ty),*);)*) => {
        $(fn $method<V: Visitor<'de>>(self, $($argument: $Type,)* visitor: V) -> Result<V::Value, D::Error> {
            self.watch.blind = true;
            self.inner.$method($($argument,)* visitor)
        })*
    };
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Watched<'_, '_, D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.inner.deserialize_any(ObjectVisitor { visitor, watch: self.watch, level: self.level })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.deserialize_any(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.deserialize_any(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.deserialize_any(visitor)
    }

    /// A type without content takes any object.
    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.deserialize_any(IgnoredAny)?;
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _name: &'static str, visitor: V) -> Result<V::Value, D::Error> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.inner.deserialize_option(ObjectVisitor { visitor, watch: self.watch, level: self.level })
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, D::Error> {
        // `serde_json` gives names of this form a meaning of their own: its raw values.
        if name.starts_with('$') {
            self.watch.blind = true;
            return self.inner.deserialize_newtype_struct(name, visitor);
        }
        visitor.visit_newtype_struct(self)
    }

    forward_blindly! {
        deserialize_bool();
        deserialize_i8();
        deserialize_i16();
        deserialize_i32();
        deserialize_i64();
        deserialize_i128();
        deserialize_u8();
        deserialize_u16();
        deserialize_u32();
        deserialize_u64();
        deserialize_u128();
        deserialize_f32();
        deserialize_f64();
        deserialize_char();
        deserialize_str();
        deserialize_string();
        deserialize_bytes();
        deserialize_byte_buf();
        deserialize_seq();
        deserialize_tuple(length: usize);
        deserialize_tuple_struct(name: &'static str, length: usize);
        deserialize_enum(name: &'static str, variants: &'static [&'static str]);
        deserialize_identifier();
    }
}

/// The type's own visitor, but its map is watched.
struct ObjectVisitor<'w, 'e, V> {
    visitor: V,
    watch: &'w mut Watch<'e>,
    level: Level,
}

macro_rules! forward_no_object {
    ($($method:ident($Value:ty);)*) => {
        $(fn $method<E: de::Error>(self, value: $Value) -> Result<V::Value, E> {
            self.watch.failed = true;
            self.visitor.$method(value)
        })*
    };
}

impl<'de, V: Visitor<'de>> Visitor<'de> for ObjectVisitor<'_, '_, V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(f)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_map(Map { inner: map, watch: self.watch, level: self.level, role: Role::Other })
    }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<V::Value, D::Error> {
        self.visitor.visit_some(Watched { inner, watch: self.watch, level: self.level })
    }

    // No object at all, `null`, is as good as no key.
    fn visit_none<E: de::Error>(self) -> Result<V::Value, E> {
        self.visitor.visit_none()
    }

    fn visit_unit<E: de::Error>(self) -> Result<V::Value, E> {
        self.visitor.visit_unit()
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<V::Value, A::Error> {
        self.watch.failed = true;
        self.visitor.visit_seq(seq)
    }

    forward_no_object! {
        visit_bool(bool);
        visit_i64(i64);
        visit_u64(u64);
        visit_f64(f64);
        visit_borrowed_str(&'de str);
        visit_str(&str);
    }
}

struct Map<'w, 'e, A> {
    inner: A,
    watch: &'w mut Watch<'e>,
    level: Level,
    /// Of the key whose value comes next.
    role: Role,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Map<'_, '_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        let mut role = None;
        let watched = Key { inner: seed, envelope: self.watch.envelope, level: self.level, role: &mut role };
        let key = self.inner.next_key_seed(watched)?;
        match (&key, role) {
            (None, _) => self.watch.ended |= self.level == Level::Top,
            (Some(_), None) => self.watch.blind = true,
            (Some(_), Some(_)) => {}
        }
        self.role = role.unwrap_or(Role::Other);
        Ok(key)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        match self.role {
            Role::Code(_) => {
                let value: Value = self.inner.next_value()?;
                self.watch.note(&value);
                seed.deserialize(value).map_err(de::Error::custom)
            }
            Role::Object => self.inner.next_value_seed(Inside { inner: seed, watch: self.watch }),
            Role::Message(_) | Role::Other => self.inner.next_value_seed(seed),
        }
    }
}

/// The object in which more codes stand.
struct Inside<'w, 'e, S> {
    inner: S,
    watch: &'w mut Watch<'e>,
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Inside<'_, '_, S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        self.inner.deserialize(Watched { inner: deserializer, watch: self.watch, level: Level::Inside })
    }
}

/// A key: first the seed of the type, then its deserializer, then its visitor, so that no copy of the key is made.
struct Key<'r, 'e, T> {
    inner: T,
    envelope: &'e Envelope<'e>,
    level: Level,
    role: &'r mut Option<Role>,
}

impl<'r, 'e, T> Key<'r, 'e, T> {
    fn around<U>(self, inner: U) -> (T, Key<'r, 'e, U>) {
        (self.inner, Key { inner, envelope: self.envelope, level: self.level, role: self.role })
    }

    fn note(&mut self, key: &str) {
        // With `arbitrary_precision` a number is a map whose key is of this form.
        if !key.starts_with('$') {
            *self.role = Some(self.envelope.role(self.level, key));
        }
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Key<'_, '_, S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        let (seed, deserializer) = self.around(deserializer);
        seed.deserialize(deserializer)
    }
}

macro_rules! forward_key {
    ($($method:ident($($argument:ident: $Type:ty),*);)*) => {
        $(fn $method<V: Visitor<'de>>(self, $($argument: $Type,)* visitor: V) -> Result<V::Value, D::Error> {
            self.inner.$method($($argument,)* visitor)
        })*
    };
}

macro_rules! watch_key {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
            let (deserializer, visitor) = self.around(visitor);
            deserializer.$method(visitor)
        })*
    };
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Key<'_, '_, D> {
    type Error = D::Error;

    watch_key! {
        deserialize_any deserialize_str deserialize_string deserialize_identifier
    }

    /// A type that ignores its keys is still asked for a string.
    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        visitor.visit_newtype_struct(self)
    }

    // What reads a key so leaves its role unknown, and the watch is told.
    forward_key! {
        deserialize_bool();
        deserialize_i8();
        deserialize_i16();
        deserialize_i32();
        deserialize_i64();
        deserialize_i128();
        deserialize_u8();
        deserialize_u16();
        deserialize_u32();
        deserialize_u64();
        deserialize_u128();
        deserialize_f32();
        deserialize_f64();
        deserialize_char();
        deserialize_bytes();
        deserialize_byte_buf();
        deserialize_unit();
        deserialize_unit_struct(name: &'static str);
        deserialize_seq();
        deserialize_tuple(length: usize);
        deserialize_tuple_struct(name: &'static str, length: usize);
        deserialize_map();
        deserialize_struct(name: &'static str, fields: &'static [&'static str]);
        deserialize_enum(name: &'static str, variants: &'static [&'static str]);
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Key<'_, '_, V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.expecting(f)
    }

    fn visit_str<E: de::Error>(mut self, key: &str) -> Result<V::Value, E> {
        self.note(key);
        self.inner.visit_str(key)
    }

    fn visit_borrowed_str<E: de::Error>(mut self, key: &'de str) -> Result<V::Value, E> {
        self.note(key);
        self.inner.visit_borrowed_str(key)
    }

    fn visit_string<E: de::Error>(mut self, key: String) -> Result<V::Value, E> {
        self.note(&key);
        self.inner.visit_string(key)
    }
}
