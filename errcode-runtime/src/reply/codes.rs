//! What the keys of an envelope say about a reply.

use alloc::string::String;
use alloc::vec::Vec;

use super::envelope::{Envelope, Level, Place, Role};
use super::scan::Members;
use super::string;

/// Whether a value is a code that means success. `None` if it is not a code.
pub(super) type IsSuccess = fn(&[u8]) -> Option<bool>;

/// The result of one pass over a reply.
pub(super) struct Outcome<'j> {
    /// The scan, at its end.
    pub(super) members: Members<'j>,
    /// Whether each code means success, and nothing else stands where a code should.
    pub(super) is_success: bool,
}

impl<'j> Outcome<'j> {
    pub(super) fn of(envelope: &Envelope<'_>, is_success: IsSuccess, json: &'j [u8]) -> Self {
        let mut members = Members::of(json);
        let mut all_succeed = true;
        for (key, value) in &mut members {
            all_succeed &= match envelope.deciding_role(Level::Top, key) {
                Some(Role::Code(..)) => is_success(value) == Some(true),
                Some(Role::Object(_)) if value.starts_with(b"{") => Members::of(value).all(|(key, value)| {
                    envelope.deciding_role(Level::Inside, key).is_none() || is_success(value) == Some(true)
                }),
                Some(Role::Object(_)) => value == b"null",
                _ => true,
            };
        }
        Self { members, is_success: all_succeed }
    }
}

/// What is needed to say why a reply is not a success. Its size does not depend on the reply.
pub(super) struct Refusal<'e, 'j> {
    /// The first code that is no success.
    failure: Option<(&'j [u8], Place)>,
    /// The first key that holds something other than a code, and what it holds.
    pub(super) invalid: Option<(&'e str, &'j [u8])>,
    pairs: Vec<Pair<'j>>,
    messages: usize,
}

/// What the reply holds under a pair of keys.
struct Pair<'j> {
    place: Place,
    has_succeeded: bool,
    has_failed: bool,
    /// The first message before the first code that is no success.
    before: Option<Message<'j>>,
    /// The first one after it.
    after: Option<Message<'j>>,
}

/// A message that is not blank.
#[derive(Clone, Copy)]
struct Message<'j> {
    /// How many messages precede it.
    index: usize,
    value: &'j [u8],
}

impl<'e, 'j> Refusal<'e, 'j> {
    #[cold]
    pub(super) fn read(envelope: &Envelope<'e>, is_success: IsSuccess, json: &'j [u8]) -> Self {
        let pair = |place| Pair { place, has_succeeded: false, has_failed: false, before: None, after: None };
        let mut refusal =
            Self { failure: None, invalid: None, pairs: envelope.places().map(pair).collect(), messages: 0 };
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
            Role::Code(key, place) => match is_success(value) {
                Some(is_success) => {
                    if !is_success {
                        self.failure.get_or_insert((value, place));
                    }
                    if let Some(pair) = self.pair(place) {
                        pair.has_succeeded |= is_success;
                        pair.has_failed |= !is_success;
                    }
                }
                None => {
                    self.invalid.get_or_insert((key, value));
                }
            },
            Role::Message(place) if !string::is_blank(value) => {
                let message = Message { index: self.messages, value };
                self.messages += 1;
                let is_after = self.failure.is_some();
                if let Some(pair) = self.pair(place) {
                    if is_after { &mut pair.after } else { &mut pair.before }.get_or_insert(message);
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

    /// Whether there are codes at a level and all of them succeed.
    fn has_succeeded(&self, level: Level) -> bool {
        let pairs = || self.pairs.iter().filter(|pair| pair.place.level == level);
        pairs().any(|pair| pair.has_succeeded) && !pairs().any(|pair| pair.has_failed)
    }

    /// The code of an error, with its message.
    pub(super) fn failure(&self) -> Option<(&'j [u8], String)> {
        let (code, place) = self.failure?;
        // Some servers mix the spellings of the two keys. But the message of a success does not describe the error.
        let is_candidate =
            |pair: &&Pair<'_>| pair.place == place || !pair.has_succeeded && !self.has_succeeded(pair.place.level);
        let ranked = self.pairs.iter().filter(is_candidate).filter_map(|pair| {
            let Message { index, value } = pair.after.or(pair.before)?;
            Some(((pair.place != place, pair.place.level != place.level, index), value))
        });
        let message = ranked.min_by_key(|(rank, _)| *rank);
        Some((code, message.map_or_else(String::new, |(_, value)| string::text(value))))
    }
}
