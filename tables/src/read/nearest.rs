//! Finds the known word that is nearest to a misspelled one.

/// Longer words (in bytes) are not compared: a cell may be as long as its file.
const LONGEST: usize = 64;

/// The candidate with the fewest edits from `word`, if they are few enough for a typing mistake.
///
/// ```
/// use errcode_tables::nearest;
/// assert_eq!(nearest("unavaliable", ["unavailable", "unknown"]), Some("unavailable"));
/// assert_eq!(nearest("xyz", ["unavailable", "unknown"]), None);
/// ```
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LONGEST {
        return None;
    }
    let word = word.to_lowercase();
    let length = word.chars().count();
    let allowed = (length / 3).max(1);
    let length_of = |candidate: &str| {
        if candidate.is_ascii() { candidate.len() } else { candidate.chars().flat_map(char::to_lowercase).count() }
    };
    let letters = letters(&word);
    candidates
        .into_iter()
        // Cheap checks first: each edit changes the length by at most one, and the set of letters by at most two.
        .filter(|candidate| length_of(candidate).abs_diff(length) <= allowed)
        .filter(|candidate| (self::letters(candidate) ^ letters).count_ones() as usize <= 2 * allowed)
        .map(|candidate| (strsim::osa_distance(&word, &candidate.to_lowercase()), candidate))
        .filter(|&(distance, _)| distance <= allowed)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

/// The set of ASCII characters in a word, one bit for each. Upper and lower case are the same.
fn letters(word: &str) -> u128 {
    let ascii = word.bytes().filter(u8::is_ascii);
    ascii.fold(0, |letters, byte| letters | 1 << byte.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn slips_are_found_and_other_words_are_not() {
        let known = ["kind", "recovery", "错误码", "Message", "translated"];
        for (word, wanted) in [
            ("knid", Some("kind")),
            ("Kind", Some("kind")),
            ("recovry", Some("recovery")),
            ("recvry", Some("recovery")),
            ("rcvry", None),
            ("错误嘛", Some("错误码")),
            ("massage", Some("Message")),
            // Three wrong letters: six letters are in one of the words only.
            ("tramckated", Some("translated")),
            ("status", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, known), wanted, "{word}");
        }
        let long = "x".repeat(super::LONGEST);
        assert_eq!(nearest(&long, [&*long]), Some(&*long));
        let longer = "x".repeat(super::LONGEST + 1);
        assert_eq!(nearest(&longer, [&*longer]), None);
        assert_eq!(nearest(&"x".repeat(1_000_000), known), None);
    }
}
