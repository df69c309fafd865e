//! Follows the path of a code or a message through the objects of a reply.

use super::scan::Key;

/// How a key of an object matches a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step<'k> {
    /// The key is the last one of the path.
    Here,
    /// The path goes on inside the value of the key; this is the path up to and including the key.
    Inside(&'k str),
}

/// Matches a key of the object at `parent` against a path. `None` if the path does not lead through the key.
#[inline]
pub(super) fn step<'k>(path: &'k str, parent: &str, key: Key<'_>) -> Option<Step<'k>> {
    let rest = if parent.is_empty() { path } else { path.strip_prefix(parent)?.strip_prefix('.')? };
    let length = key.leads(rest)?;
    if parent.is_empty() && length == 0 && !rest.is_empty() {
        // The empty first key of `.code` would have the same path as the top itself.
        return None;
    }
    if length == rest.len() { Some(Step::Here) } else { Some(Step::Inside(&path[..path.len() - rest.len() + length])) }
}

/// The path of the object that holds the last key of a path.
pub(super) fn parent(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(parent, _)| parent)
}
