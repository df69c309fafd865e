//! What the keys of an envelope say of a reply.

use alloc::string::String;
use alloc::vec::Vec;

use super::envelope::{Envelope, Level, Place, Role};
use super::scan::Members;
use super::string;

/// Whether a code means success.
pub(super) type IsSuccess = fn(i64) -> bool;

/// What one pass over a reply tells.
pub(super) struct Outcome<'j> {
    /// The object without what follows it; all bytes if it does not end.
    pub(super) object: &'j [u8],
    /// Whether each code means success, and nothing else stands where a code should.
    pub(super) is_success: bool,
    pub(super) is_complete: bool,
    pub(super) has_control: bool,
    pub(super) depth: usize,
}

impl<'j> Outcome<'j> {
    pub(super) fn of(envelope: &Envelope<'_>, is_success: IsSuccess, json: &'j [u8]) -> Self {
        let mut members = Members::of(json);
        let mut all_succeed = true;
        for (key, value) in &mut members {
            all_succeed &= match envelope.deciding_role(Level::Top, key) {
                Some(Role::Code(..)) => string::code(value).is_some_and(is_success),
                Some(Role::Object(_)) if value.starts_with(b"{") => Members::of(value).all(|(key, value)| {
                    envelope.deciding_role(Level::Inside, key).is_none() || string::code(value).is_some_and(is_success)
                }),
                Some(Role::Object(_)) => value == b"null",
                _ => true,
            };
        }
        let Members { json: object, is_complete, has_control, depth, .. } = members;
        Self { object, is_success: all_succeed, is_complete, has_control, depth }
    }
}

/// Why a reply is no success. Its size does not depend on the reply.
pub(super) struct Refusal<'e, 'j> {
    /// The first code that is no success.
    failure: Option<(i64, Place)>,
    /// The first key that holds something other than a code, and what it holds.
    pub(super) invalid: Option<(&'e str, &'j [u8])>,
    pairs: Vec<Pair<'j>>,
    messages: usize,
}

/// What was seen of a pair of keys.
#[derive(Clone)]
struct Pair<'j> {
    place: Place,
    has_succeeded: bool,
    /// The first message with a text, and how many messages precede it.
    message: Option<(usize, &'j [u8])>,
}

impl<'e, 'j> Refusal<'e, 'j> {
    #[cold]
    pub(super) fn read(envelope: &Envelope<'e>, is_success: IsSuccess, json: &'j [u8]) -> Self {
        let pairs = envelope.places().map(|place| Pair { place, has_succeeded: false, message: None }).collect();
        let mut refusal = Self { failure: None, invalid: None, pairs, messages: 0 };
        for (key, value) in Members::of(json) {
            match envelope.role(Level::Top, key) {
                Role::Object(_) if value.starts_with(b"{") => {
                    for (key, value) in Members::of(value) {
                        let role = envelope.role(Level::Inside, key);
                        refusal.note(is_success, role, value);
                    }
                }
                role => refusal.note(is_success, role, value),
            }
        }
        refusal
    }

    fn note(&mut self, is_success: IsSuccess, role: Role<'e>, value: &'j [u8]) {
        match role {
            Role::Code(key, place) => match string::code(value) {
                Some(code) if is_success(code) => {
                    if let Some(pair) = self.pair(place) {
                        pair.has_succeeded = true;
                    }
                }
                Some(code) => {
                    self.failure.get_or_insert((code, place));
                }
                None => {
                    self.invalid.get_or_insert((key, value));
                }
            },
            Role::Message(place) if !string::is_blank(value) => {
                let count = self.messages;
                self.messages += 1;
                if let Some(pair) = self.pair(place) {
                    pair.message.get_or_insert((count, value));
                }
            }
            Role::Object(key) if value != b"null" => {
                self.invalid.get_or_insert((key, value));
            }
            Role::Message(_) | Role::Object(_) | Role::Other => {}
        }
    }

    fn pair(&mut self, place: Place) -> Option<&mut Pair<'j>> {
        self.pairs.iter_mut().find(|pair| pair.place == place)
    }

    /// The code of an error, with its message.
    pub(super) fn failure(&self) -> Option<(i64, String)> {
        let (code, place) = self.failure?;
        // Some servers mix the spellings of the two keys. But the message of a success does not describe the error.
        let candidates = self.pairs.iter().filter(|pair| pair.place == place || !pair.has_succeeded);
        let ranked = candidates.filter_map(|pair| {
            let (count, value) = pair.message?;
            Some(((pair.place != place, pair.place.level != place.level, count), value))
        });
        let message = ranked.min_by_key(|(rank, _)| *rank);
        Some((code, message.map_or_else(String::new, |(_, value)| string::text(value))))
    }
}
