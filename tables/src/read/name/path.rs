//! Shortens paths in a sentence, such as the path of an element in a document.

use super::word::{Gap, Word};

/// Keeps only the last segment of a path such as `ext:Item/cbc:Price/cbc:Amount`, without its namespace.
pub(super) fn drop_paths(words: &mut Vec<Word<'_>>) {
    let mut kept = vec![true; words.len()];
    let mut start = 0;
    while start < words.len() {
        let mut end = start + 1;
        let (mut slashes, mut joints, mut last) = (usize::from(words[start].gap == Gap::Slash), 0, start);
        while end < words.len() && matches!(words[end].gap, Gap::Slash | Gap::Joint | Gap::Colon) {
            if words[end].gap == Gap::Slash {
                slashes += 1;
                last = end;
            } else {
                joints += 1;
            }
            end += 1;
        }
        // "read/write" is no path.
        if slashes > 1 || slashes == 1 && joints > 0 {
            kept[start..last].fill(false);
        } else {
            last = start;
        }
        if words.get(last + 1).is_some_and(|next| next.gap == Gap::Colon) && words[last].text.len() < 5 {
            kept[last] = false;
            last += 1;
        }
        words[last].gap = if words[start].gap == Gap::Break { Gap::Break } else { Gap::Blank };
        start = end;
    }
    let mut kept = kept.into_iter();
    words.retain(|_| kept.next() == Some(true));
}
