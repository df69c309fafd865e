//! What a reply says about the call, read from all of its keys and nothing else.

use core::fmt;

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde_core::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

use super::envelope::{Envelope, Level, Place, Role};
use super::watch::number;

/// The codes and messages of a reply.
pub(super) struct Report {
    /// The first code that is no success.
    failure: Option<(i64, Place)>,
    /// What stands where a code should: the key and the value.
    pub(super) unreadable: Option<(String, Value)>,
    messages: Vec<(Place, String)>,
}

/// How messages are read. A reply whose message cannot be read is still an error, so there are ways to fall back on.
#[derive(Clone, Copy)]
enum Messages {
    /// As bytes: a string, also one with a lone surrogate.
    Bytes,
    /// As anything that JSON has.
    Values,
    Skipped,
}

impl Report {
    /// # Errors
    ///
    /// What is no JSON object. Bytes behind the object are not looked at.
    pub(super) fn read(
        envelope: &Envelope<'_>,
        is_success: fn(i64) -> bool,
        json: &[u8],
    ) -> Result<Self, serde_json::Error> {
        // Keys have to be UTF-8 to be compared; whatever else is in another encoding must not hide a code.
        let json = String::from_utf8_lossy(json);
        let read = |messages| {
            let mut report = Self { failure: None, unreadable: None, messages: Vec::new() };
            let seed = Object { report: &mut report, envelope, is_success, level: Level::Top, messages };
            seed.deserialize(&mut serde_json::Deserializer::from_str(&json)).map(|()| report)
        };
        read(Messages::Bytes).or_else(|_| read(Messages::Values)).or_else(|_| read(Messages::Skipped))
    }

    /// The code of an error, with its message.
    pub(super) fn take_failure(&mut self) -> Option<(i64, String)> {
        let (code, place) = self.failure?;
        let own = self.messages.iter().position(|(of, _)| *of == place);
        // Some servers mix the spellings of the two keys.
        let index = own.or_else(|| self.messages.iter().position(|(_, text)| !text.is_empty()));
        Some((code, index.map_or_else(String::new, |index| self.messages.swap_remove(index).1)))
    }
}

struct Object<'r, 'e> {
    report: &'r mut Report,
    envelope: &'e Envelope<'e>,
    is_success: fn(i64) -> bool,
    level: Level,
    messages: Messages,
}

impl<'de> DeserializeSeed<'de> for Object<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Object<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match self.envelope.role(self.level, &key) {
                Role::Code(place) => {
                    let value: Value = map.next_value()?;
                    match number(&value) {
                        Some(code) if (self.is_success)(code) => {}
                        Some(code) => {
                            self.report.failure.get_or_insert((code, place));
                        }
                        None => {
                            self.report.unreadable.get_or_insert((key, value));
                        }
                    }
                }
                Role::Message(place) => {
                    let message = map.next_value_seed(self.messages)?;
                    self.report.messages.push((place, message));
                }
                Role::Object => map.next_value_seed(Object {
                    report: &mut *self.report,
                    envelope: self.envelope,
                    is_success: self.is_success,
                    level: Level::Inside,
                    messages: self.messages,
                })?,
                Role::Other => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Messages {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        match self {
            Self::Bytes => deserializer.deserialize_bytes(Text),
            Self::Values => Ok(match de::Deserialize::deserialize(deserializer)? {
                Value::Null => String::new(),
                Value::String(text) => text,
                value => value.to_string(),
            }),
            Self::Skipped => {
                deserializer.deserialize_ignored_any(IgnoredAny)?;
                Ok(String::new())
            }
        }
    }
}

struct Text;

impl Visitor<'_> for Text {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_bytes<E: de::Error>(self, text: &[u8]) -> Result<String, E> {
        Ok(String::from_utf8_lossy(text).into_owned())
    }
}
