//! What a reply says about the call, read from all of its keys and nothing else.

use core::fmt;
use core::mem;

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use serde_core::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::envelope::{Envelope, Level, Place, Role};
use super::watch::number;

/// The codes and messages of a reply.
pub(super) struct Report {
    /// The first code that is no success.
    failure: Option<(i64, Place)>,
    successes: Vec<Place>,
    /// What stands where a code should: the key and the value, as JSON.
    pub(super) unreadable: Option<(String, String)>,
    messages: Vec<(Place, String)>,
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
        let mut report = Self { failure: None, successes: Vec::new(), unreadable: None, messages: Vec::new() };
        let object = Object { report: &mut report, envelope, is_success, level: Level::Top };
        object.deserialize(&mut serde_json::Deserializer::from_str(&json))?;
        Ok(report)
    }

    /// The code of an error, with its message.
    pub(super) fn take_failure(&mut self) -> Option<(i64, String)> {
        let (code, place) = self.failure?;
        let (successes, messages) = (mem::take(&mut self.successes), mem::take(&mut self.messages));
        // Some servers mix the spellings of the two keys. But what is said of a success says nothing of the error.
        let message = messages
            .into_iter()
            .filter(|(of, text)| !text.is_empty() && (*of == place || !successes.contains(of)))
            .min_by_key(|(of, _)| (*of != place, of.level != place.level));
        Some((code, message.map_or_else(String::new, |(_, text)| text)))
    }
}

/// Reads an object value by value, each as it stands, so that none which serde could not read hides another.
struct Object<'r, 'e> {
    report: &'r mut Report,
    envelope: &'e Envelope<'e>,
    is_success: fn(i64) -> bool,
    level: Level,
}

impl<'de> DeserializeSeed<'de> for Object<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Object<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { report, envelope, is_success, level } = self;
        while let Some(key) = map.next_key_seed(Text)? {
            let role = envelope.role(level, &key);
            if role == Role::Other {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            let value = map.next_value::<&RawValue>()?.get();
            match role {
                Role::Code(place) => match serde_json::from_str(value).ok().as_ref().and_then(number) {
                    Some(code) if is_success(code) => report.successes.push(place),
                    Some(code) => {
                        report.failure.get_or_insert((code, place));
                    }
                    None => {
                        report.unreadable.get_or_insert_with(|| (key, value.to_owned()));
                    }
                },
                Role::Message(place) => report.messages.push((place, message(value))),
                Role::Object if value.starts_with('{') => {
                    let object = Object { report: &mut *report, envelope, is_success, level: Level::Inside };
                    object.deserialize(&mut serde_json::Deserializer::from_str(value)).map_err(de::Error::custom)?;
                }
                Role::Object if value == "null" => {}
                Role::Object => {
                    report.unreadable.get_or_insert_with(|| (key, value.to_owned()));
                }
                Role::Other => {}
            }
        }
        Ok(())
    }
}

/// The text of a JSON string; other values as they stand.
fn message(value: &str) -> String {
    match value {
        "null" => String::new(),
        _ => Text.deserialize(&mut serde_json::Deserializer::from_str(value)).unwrap_or_else(|_| value.to_owned()),
    }
}

/// Reads a string, also one with a lone surrogate, which is no `str`.
struct Text;

impl<'de> DeserializeSeed<'de> for Text {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_bytes(self)
    }
}

impl Visitor<'_> for Text {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_bytes<E: de::Error>(self, text: &[u8]) -> Result<String, E> {
        Ok(String::from_utf8_lossy(text).into_owned())
    }
}
