//! Where the path of a code or a message leads from an object of the reply.

use super::scan::Key;

/// What a path says about a key of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step<'k> {
    /// The key is the path's last.
    Here,
    /// The path goes on inside the object under the key; this is the path up to it.
    Inside(&'k str),
}

/// Where a path goes from the object at `parent`, if it leads through this key of the object.
#[inline]
pub(super) fn step<'k>(path: &'k str, parent: &str, key: Key<'_>) -> Option<Step<'k>> {
    let rest = if parent.is_empty() { path } else { path.strip_prefix(parent)?.strip_prefix('.')? };
    let length = key.leads(rest)?;
    if parent.is_empty() && length == 0 && !rest.is_empty() {
        // `.code` would lead from the top to the top.
        return None;
    }
    if length == rest.len() { Some(Step::Here) } else { Some(Step::Inside(&path[..path.len() - rest.len() + length])) }
}

/// The path of the object that the last key of a path stands in.
pub(super) fn parent(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(parent, _)| parent)
}
