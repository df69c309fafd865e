//! The parts of a sentence that are kept or dropped as a whole.

use super::word::Role;

/// A phrase or clause of a sentence, or a verb with what follows it.
pub(super) struct Part {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The number of characters that it adds to a name.
    pub(super) len: usize,
    /// The role of its first word.
    pub(super) opener: Role,
    /// Whether punctuation stands before it.
    pub(super) is_apart: bool,
    pub(super) has_verb: bool,
    pub(super) negations: usize,
    pub(super) kept: bool,
}

/// Whether a part only completes the one before it.
pub(super) fn is_phrase(part: &Part) -> bool {
    matches!(part.opener, Role::Preposition | Role::To | Role::Without) && !part.has_verb
}

/// Whether the part that this one belongs to is kept. A verb belongs to a subject, a clause to a noun or to another clause.
pub(super) fn has_owner(parts: &[Part], at: usize) -> bool {
    let part = &parts[at];
    let skips_relatives = part.opener == Role::Clause;
    let is_bound = match part.opener {
        Role::Relative | Role::Clause => true,
        Role::And | Role::Preposition | Role::To | Role::Without => part.has_verb,
        opener => opener.is_predicate() && !part.is_apart,
    };
    let is_owner = |part: &Part| !(is_phrase(part) || skips_relatives && part.opener == Role::Relative);
    !is_bound || parts[..at].iter().rev().find(|part| is_owner(part)).is_none_or(|owner| owner.kept)
}
