//! Characters that a text must not show.

/// Whether a character can change the order in which a text is displayed ("Trojan Source").
///
/// ```
/// assert!(errcode_core::is_bidi_control('\u{202E}') && !errcode_core::is_bidi_control('\n'));
/// ```
pub const fn is_bidi_control(character: char) -> bool {
    matches!(character, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character must not reach a line of a log or a terminal: it ends the line, moves the cursor or reorders the text.
///
/// ```
/// assert!(['\n', '\u{1B}', '\u{85}', '\u{2028}', '\u{061C}'].into_iter().all(errcode_core::is_unprintable));
/// assert!(!errcode_core::is_unprintable('系'));
/// ```
pub fn is_unprintable(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}' | '\u{2029}') || is_bidi_control(character)
}
