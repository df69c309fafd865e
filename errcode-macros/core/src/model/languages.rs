//! The languages that texts are in.

use crate::source::Loaded;

/// The languages that texts are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Languages {
    /// All in English.
    English,
    /// All in Chinese.
    Chinese,
    /// In English and in Chinese.
    Both,
}

impl Languages {
    /// The languages of all rows of these tables, selected or not.
    pub(super) fn of(sources: &[Loaded<'_>]) -> Self {
        // Every row of a shipped table has both texts, also those that an excerpt leaves out.
        if sources.iter().any(|source| source.api().is_some()) {
            return Self::Both;
        }
        let rows = || sources.iter().flat_map(|source| &source.table().rows);
        let has_english = rows().any(|row| !(row.message.is_empty() && row.solution.is_empty() && row.note.is_empty()));
        let has_chinese =
            rows().any(|row| !(row.message_zh.is_empty() && row.solution_zh.is_empty() && row.note_zh.is_empty()));
        match (has_english, has_chinese) {
            (true, false) => Self::English,
            (false, true) => Self::Chinese,
            _ => Self::Both,
        }
    }

    /// One of two texts: the first if any text is in Chinese.
    pub(crate) fn or<'t>(self, chinese: &'t str, english: &'t str) -> &'t str {
        if self == Self::English { english } else { chinese }
    }
}
