//! The columns of a table.

errcode_core::spelled! {
    /// A column of a table.
    pub enum Column, a "column" {
        /// The code: an i64, a family, range or list of them, or a text.
        Code = "code",
        /// The variant's name.
        Name = "name",
        /// The [`Kind`](errcode_core::Kind).
        Kind = "kind",
        /// The [`Recovery`](errcode_core::Recovery).
        Recovery = "recovery",
        /// Seconds to wait before the call is sent again.
        RetryAfter = "retry_after",
        /// The English text.
        Message = "message",
        /// The Chinese text.
        MessageZh = "message_zh",
        /// Which of the two texts is ours, not the vendor's: `en`, `zh` or `both`.
        Translated = "translated",
        /// What to do about it, in Chinese.
        SolutionZh = "solution_zh",
        /// A footnote, in Chinese.
        NoteZh = "note_zh",
        // These are last because most tables lack them: rows of such a table can then be read under the header of a table that has them.
        /// What to do about it, in English.
        Solution = "solution",
        /// A footnote, in English.
        Note = "note",
    }
}
