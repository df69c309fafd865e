//! The words of a sentence, and the role of each.

/// A word of a sentence, in ASCII.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'t> {
    /// Letters, digits, and apostrophes between them.
    pub(super) text: &'t str,
    /// What separates it from the word before it.
    pub(super) gap: Gap,
    /// Whether there was an article before it.
    pub(super) has_article: bool,
}

/// What separates two words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// Blanks.
    Blank,
    /// Punctuation and blanks.
    Break,
    /// A slash without blanks.
    Slash,
    /// A colon without blanks.
    Colon,
    /// Other characters without blanks.
    Joint,
}

/// The role of a word in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Carries meaning.
    Content,
    /// A negation: `not`, `cannot`.
    Negation,
    /// A negation that begins a phrase: `without`.
    Without,
    /// Says what happens or is required.
    Verb,
    /// A form of `be` that links a subject to its description: `is`, `were`.
    Copula,
    /// `be`, `been` and `being`.
    Be,
    /// `could`, `does` and the like before a verb.
    Auxiliary,
    /// `has`, `have` and `had`.
    Have,
    /// Can be dropped before or after a noun: `specified`.
    Filler,
    /// `this`, `your`.
    Determiner,
    /// Begins a phrase: `of`, `in`.
    Preposition,
    /// `to`.
    To,
    /// Begins a clause with a verb of its own: `because`, `if`.
    Clause,
    /// Begins a clause about the noun before it: `that`, `which`.
    Relative,
    /// `and`.
    And,
    /// Begins an alternative: `or`.
    Or,
}

/// The words with a role, sorted: English ones, and the most common ones of Spanish, French and German.
const ROLES: &[(&str, Role)] = &[
    ("about", Role::Preposition),
    ("after", Role::Preposition),
    ("against", Role::Preposition),
    ("al", Role::Preposition),
    ("an", Role::Determiner),
    ("and", Role::And),
    ("are", Role::Copula),
    ("as", Role::Preposition),
    ("at", Role::Preposition),
    ("attempt", Role::Verb),
    ("auf", Role::Preposition),
    ("avec", Role::Preposition),
    ("be", Role::Be),
    ("because", Role::Clause),
    ("been", Role::Be),
    ("before", Role::Preposition),
    ("being", Role::Be),
    ("between", Role::Preposition),
    ("but", Role::Clause),
    ("by", Role::Preposition),
    ("can", Role::Verb),
    ("cannot", Role::Negation),
    ("cant", Role::Negation),
    ("coincide", Role::Verb),
    ("coinciden", Role::Verb),
    ("como", Role::Preposition),
    ("con", Role::Preposition),
    ("consignada", Role::Filler),
    ("consignado", Role::Filler),
    ("consignar", Role::Verb),
    ("contain", Role::Verb),
    ("contained", Role::Verb),
    ("contains", Role::Verb),
    ("contiene", Role::Verb),
    ("contienen", Role::Verb),
    ("corresponde", Role::Verb),
    ("corresponden", Role::Verb),
    ("correspondiente", Role::Filler),
    ("could", Role::Auxiliary),
    ("couldnt", Role::Negation),
    ("cuando", Role::Clause),
    ("cumple", Role::Verb),
    ("cumplen", Role::Verb),
    ("current", Role::Filler),
    ("currently", Role::Filler),
    ("dans", Role::Preposition),
    ("de", Role::Preposition),
    ("debe", Role::Verb),
    ("deben", Role::Verb),
    ("del", Role::Preposition),
    ("desde", Role::Preposition),
    ("did", Role::Auxiliary),
    ("didnt", Role::Negation),
    ("do", Role::Auxiliary),
    ("does", Role::Auxiliary),
    ("doesnt", Role::Negation),
    ("donde", Role::Clause),
    ("dont", Role::Negation),
    ("du", Role::Preposition),
    ("due", Role::Preposition),
    ("during", Role::Preposition),
    ("en", Role::Preposition),
    ("encountered", Role::Verb),
    ("entre", Role::Preposition),
    ("es", Role::Verb),
    ("est", Role::Verb),
    ("esta", Role::Verb),
    ("estan", Role::Verb),
    ("este", Role::Determiner),
    ("et", Role::And),
    ("exceeded", Role::Verb),
    ("exceeds", Role::Verb),
    ("exist", Role::Verb),
    ("existe", Role::Verb),
    ("existen", Role::Verb),
    ("exists", Role::Verb),
    ("failed", Role::Verb),
    ("fails", Role::Verb),
    ("falta", Role::Verb),
    ("for", Role::Preposition),
    ("from", Role::Preposition),
    ("fue", Role::Verb),
    ("fueron", Role::Verb),
    ("fur", Role::Preposition),
    ("given", Role::Filler),
    ("ha", Role::Verb),
    ("had", Role::Have),
    ("han", Role::Verb),
    ("has", Role::Have),
    ("hasnt", Role::Negation),
    ("hasta", Role::Preposition),
    ("hat", Role::Verb),
    ("have", Role::Have),
    ("havent", Role::Negation),
    ("if", Role::Clause),
    ("in", Role::Preposition),
    ("ingresada", Role::Filler),
    ("ingresado", Role::Filler),
    ("into", Role::Preposition),
    ("is", Role::Copula),
    ("isnt", Role::Negation),
    ("ist", Role::Verb),
    ("its", Role::Determiner),
    ("kann", Role::Verb),
    ("kein", Role::Negation),
    ("keine", Role::Negation),
    ("konnte", Role::Verb),
    ("konnten", Role::Verb),
    ("may", Role::Verb),
    ("might", Role::Verb),
    ("mit", Role::Preposition),
    ("muss", Role::Verb),
    ("must", Role::Verb),
    ("ne", Role::Negation),
    ("needs", Role::Verb),
    ("neither", Role::Negation),
    ("never", Role::Negation),
    ("ni", Role::Negation),
    ("nicht", Role::Negation),
    ("no", Role::Negation),
    ("non", Role::Negation),
    ("none", Role::Negation),
    ("nor", Role::Negation),
    ("not", Role::Negation),
    ("o", Role::Or),
    ("oder", Role::Or),
    ("of", Role::Preposition),
    ("ohne", Role::Without),
    ("on", Role::Preposition),
    ("onto", Role::Preposition),
    ("or", Role::Or),
    ("ou", Role::Or),
    ("par", Role::Preposition),
    ("para", Role::Preposition),
    ("pas", Role::Negation),
    ("per", Role::Preposition),
    ("pero", Role::Clause),
    ("por", Role::Preposition),
    ("porque", Role::Clause),
    ("pour", Role::Preposition),
    ("provided", Role::Filler),
    ("pudo", Role::Verb),
    ("puede", Role::Verb),
    ("pueden", Role::Verb),
    ("que", Role::Relative),
    ("realiza", Role::Verb),
    ("requested", Role::Filler),
    ("requires", Role::Verb),
    ("sans", Role::Without),
    ("segun", Role::Preposition),
    ("should", Role::Verb),
    ("si", Role::Clause),
    ("sin", Role::Without),
    ("since", Role::Clause),
    ("sind", Role::Verb),
    ("so", Role::Clause),
    ("sobre", Role::Preposition),
    ("son", Role::Verb),
    ("sont", Role::Verb),
    ("specified", Role::Filler),
    ("su", Role::Determiner),
    ("supplied", Role::Filler),
    ("supports", Role::Verb),
    ("sur", Role::Preposition),
    ("sus", Role::Determiner),
    ("than", Role::Preposition),
    ("that", Role::Relative),
    ("the", Role::Determiner),
    ("their", Role::Determiner),
    ("these", Role::Determiner),
    ("this", Role::Determiner),
    ("those", Role::Determiner),
    ("through", Role::Preposition),
    ("tiene", Role::Verb),
    ("tienen", Role::Verb),
    ("to", Role::To),
    ("unable", Role::Negation),
    ("und", Role::And),
    ("under", Role::Preposition),
    ("unless", Role::Clause),
    ("until", Role::Clause),
    ("via", Role::Preposition),
    ("von", Role::Preposition),
    ("was", Role::Copula),
    ("wasnt", Role::Negation),
    ("were", Role::Copula),
    ("when", Role::Clause),
    ("where", Role::Clause),
    ("which", Role::Relative),
    ("while", Role::Clause),
    ("who", Role::Relative),
    ("whose", Role::Relative),
    ("will", Role::Verb),
    ("with", Role::Preposition),
    ("within", Role::Preposition),
    ("without", Role::Without),
    ("wont", Role::Negation),
    ("would", Role::Auxiliary),
    ("wouldnt", Role::Negation),
    ("wurde", Role::Verb),
    ("wurden", Role::Verb),
    ("y", Role::And),
    ("your", Role::Determiner),
    ("zu", Role::Preposition),
];

impl Word<'_> {
    /// The number of characters that it adds to a name.
    pub(super) fn len(&self) -> usize {
        self.text.len() - self.text.bytes().filter(|&byte| byte == b'\'').count()
    }

    /// Whether it is this word, in any case.
    pub(super) fn is(&self, word: &str) -> bool {
        self.text.eq_ignore_ascii_case(word)
    }

    /// Its role in a sentence.
    pub(super) fn role(&self) -> Role {
        role(self.text)
    }
}

/// The role of a word in a sentence.
pub(super) fn role(word: &str) -> Role {
    let mut lower = word.to_ascii_lowercase();
    lower.retain(|c| c != '\'');
    match ROLES.binary_search_by(|(known, _)| (*known).cmp(lower.as_str())) {
        Ok(at) => ROLES.get(at).map_or(Role::Content, |(_, role)| *role),
        Err(_) => Role::Content,
    }
}

impl Role {
    /// Whether a name must not end with this word when the words after it are dropped.
    pub(super) fn is_open(self) -> bool {
        !matches!(self, Self::Content | Self::Negation | Self::Verb | Self::Filler)
    }

    /// Whether it is a part of the predicate of a sentence.
    pub(super) fn is_predicate(self) -> bool {
        self.is_negation() || matches!(self, Self::Verb | Self::Copula | Self::Auxiliary | Self::Have | Self::Be)
    }

    pub(super) fn is_negation(self) -> bool {
        matches!(self, Self::Negation | Self::Without)
    }

    /// Whether a phrase or a clause begins with it.
    pub(super) fn begins_phrase(self) -> bool {
        matches!(
            self,
            Self::Without | Self::Preposition | Self::To | Self::Clause | Self::Relative | Self::And | Self::Or
        )
    }
}

#[cfg(test)]
mod tests {
    use super::ROLES;

    #[test]
    fn words_are_in_order() {
        assert!(ROLES.is_sorted_by(|(left, _), (right, _)| left < right));
    }
}
