//! Shortens a sentence. The least important words are dropped first; the subject, the verb and the negation stay.

use super::part::{Part, has_owner, is_phrase};
use super::path::drop_paths;
use super::word::{Gap, Role, Word};

/// A sentence, and which of its words are kept.
struct Sentence<'w, 't> {
    words: &'w [Word<'t>],
    roles: Vec<Role>,
    kept: Vec<bool>,
}

/// Drops words until the others have at most `most` characters, or no more can be dropped.
pub(super) fn shorten(words: &mut Vec<Word<'_>>, most: usize) {
    drop_paths(words);
    let kept = {
        let mut sentence =
            Sentence { words, roles: words.iter().map(Word::role).collect(), kept: vec![true; words.len()] };
        sentence.shorten(most);
        sentence.kept
    };
    let mut kept = kept.into_iter();
    words.retain(|_| kept.next() == Some(true));
}

impl Sentence<'_, '_> {
    fn shorten(&mut self, most: usize) {
        if self.len() <= most {
            return;
        }
        self.drop_fillers();
        if self.len() <= most {
            return;
        }
        self.drop_concession();
        if self.len() <= most {
            return;
        }
        let auxiliaries = self.drop_auxiliaries();
        if self.len() > most {
            self.keep_parts(most);
        }
        self.thin(most);
        self.close();
        self.restore(&auxiliaries, most);
    }

    /// The number of characters of the words that are kept.
    fn len(&self) -> usize {
        self.words.iter().zip(&self.kept).filter(|(_, kept)| **kept).map(|(word, _)| word.len()).sum()
    }

    /// The index of the first word after this one that is kept.
    fn next(&self, at: usize) -> Option<usize> {
        (at + 1..self.words.len()).find(|&next| self.kept[next])
    }

    fn before(&self, at: usize) -> Option<usize> {
        (0..at).rev().find(|&before| self.kept[before])
    }

    /// Drops words such as `specified` and `this`, unless they are the statement: `no door was specified`.
    fn drop_fillers(&mut self) {
        for at in 0..self.words.len() {
            let before = self.before(at).map(|before| self.roles[before]);
            let is_said = before.is_some_and(|before| before.is_predicate() || before.begins_phrase());
            let is_dropped = match self.roles[at] {
                Role::Filler => !is_said || before == Some(Role::Preposition) && self.is_noun(at + 1),
                Role::Determiner => at + 1 < self.words.len(),
                _ => false,
            };
            self.kept[at] = !is_dropped;
        }
    }

    /// Keeps only the words after `but` in a sentence such as "they tried this, but that is full".
    fn drop_concession(&mut self) {
        let Some(but) = self.words.iter().position(|word| word.is("but") || word.is("pero")) else { return };
        let (before, behind) = self.roles.split_at(but);
        let is_denied = before.iter().any(|role| role.is_negation());
        let has_verb = behind.iter().any(|role| role.is_predicate());
        let is_pronoun = self.words.get(but + 1).is_none_or(|next| {
            ["it", "they", "this", "that", "even", "you", "we", "is", "not", "no"].iter().any(|word| next.is(word))
        });
        if is_denied || is_pronoun || !has_verb {
            return;
        }
        let starts = |at: usize, words: &[&str]| {
            self.words.get(but + at).is_some_and(|word| words.iter().any(|known| word.is(known)))
        };
        let says_there_is = starts(1, &["there"]) && starts(2, &["is", "are", "was", "were"]);
        let last = if says_there_is { but + 2 } else { but };
        self.kept[..=last].fill(false);
    }

    fn is_noun(&self, at: usize) -> bool {
        self.roles.get(at) == Some(&Role::Content)
    }

    /// `could not be opened` becomes `not opened`, `has been lost` becomes `lost`. Returns the dropped words.
    fn drop_auxiliaries(&mut self) -> Vec<usize> {
        let mut dropped = Vec::new();
        for at in 0..self.words.len() {
            let Some(next) = self.next(at) else { break };
            let role = self.roles[next];
            let has_article = self.words[next].has_article;
            let is_participle = self.words[next].text.ends_with("ed") && !has_article;
            let is_dropped = self.kept[at]
                && match self.roles[at] {
                    Role::Auxiliary => role.is_negation(),
                    Role::Have => role.is_negation() || role == Role::Be || role == Role::Verb || is_participle,
                    Role::Copula => !role.begins_phrase() && !has_article,
                    // Soon after one that is dropped: `could not be`, `has been`.
                    Role::Be => dropped.last().is_some_and(|&last| at - last <= 3),
                    _ => false,
                };
            if is_dropped {
                dropped.push(at);
                // The next word becomes the verb of its clause.
                if role == Role::Content {
                    self.roles[next] = Role::Verb;
                }
            }
        }
        for &at in &dropped {
            self.kept[at] = false;
        }
        dropped
    }

    /// Restores auxiliaries if there is room for them.
    fn restore(&mut self, auxiliaries: &[usize], most: usize) {
        let mut room = most.saturating_sub(self.len());
        // `could` and `be` of `could not be opened` belong together.
        for group in auxiliaries.chunk_by(|left, right| right - left <= 3) {
            let len: usize = group.iter().map(|&at| self.words[at].len()).sum();
            let has_verb = group.last().is_some_and(|&last| self.kept.get(last + 1) == Some(&true))
                && group.first().is_some_and(|&first| first == 0 || self.before(first).is_some());
            if has_verb && len <= room {
                room -= len;
                for &at in group {
                    self.kept[at] = true;
                }
            }
        }
    }

    /// Keeps the most important parts: first subject, verb and negation, then clauses, then phrases after a part that is kept.
    fn keep_parts(&mut self, most: usize) {
        let mut parts = self.parts();
        let is_main = |part: &Part| part.has_verb && !matches!(part.opener, Role::Relative | Role::Clause);
        let core = parts
            .iter()
            .position(|part| is_main(part) || part.negations > 0 && part.opener != Role::Relative)
            .or_else(|| parts.iter().position(|part| part.has_verb))
            .unwrap_or(0);
        let is_head = |part: &Part| part.opener == Role::Content || part.is_apart && !part.opener.is_predicate();
        let subject = (0..core).rev().find(|&at| is_head(&parts[at])).unwrap_or(0);
        let mut room = most;
        let mut keep = |part: &mut Part, always: bool| {
            if !part.kept && (always || part.len <= room) {
                part.kept = true;
                room = room.saturating_sub(part.len);
            }
        };
        keep(&mut parts[core], true);
        keep(&mut parts[subject], true);
        for rank in 0..5 {
            for at in 0..parts.len() {
                let is_alternative = |at: usize| parts[at].opener == Role::Or && at > core;
                // In "There is no X, or it does not exist, of Y", `of Y` follows `no X`.
                let is_denial = |at: usize| {
                    is_alternative(at)
                        && self.roles.get(parts[at].start + 1) == Some(&Role::Negation)
                        && parts[at - 1].kept
                };
                let follows = at > 0 && (parts[at - 1].kept || is_denial(at - 1));
                let (says, says_not) = (parts[at].has_verb, parts[at].negations > 0);
                let has_owner = has_owner(&parts, at);
                let is_wanted = match rank {
                    _ if is_alternative(at) => rank == 4 && follows,
                    // The part that completes the verb.
                    0 => at == core + 1 && !says,
                    1 => at > core && says_not && has_owner,
                    2 => at > core && says && has_owner,
                    _ => (follows || at == 0) && has_owner,
                };
                if is_wanted {
                    keep(&mut parts[at], false);
                }
            }
        }
        if let Some(dropped) = parts[subject..core].iter_mut().find(|part| !part.kept) {
            if is_phrase(dropped) && self.has_noun_first(dropped) {
                self.cut(dropped, room);
            }
        }
        // Drop a clause whose verb was dropped, and everything after it.
        let is_lost = |at: usize| {
            let part = &parts[at];
            let verb = || (at + 1..parts.len()).find(|&at| !is_phrase(&parts[at]));
            part.kept
                && !part.has_verb
                && matches!(part.opener, Role::Clause | Role::Relative | Role::And | Role::Or)
                && verb().is_some_and(|verb| parts[verb].opener.is_predicate() && !parts[verb].kept)
        };
        if let Some(lost) = (core..parts.len()).find(|&at| is_lost(at)) {
            parts.iter_mut().skip(lost).for_each(|part| part.kept = false);
        }
        // Drop a clause of two words at the end.
        if let Some(last) = parts.iter_mut().rfind(|part| part.kept) {
            if last.opener == Role::Clause && !last.has_verb && last.end - last.start < 3 && last.end < self.words.len()
            {
                last.kept = false;
            }
        }
        let mut kept = vec![false; self.words.len()];
        for part in parts.iter().filter(|part| part.kept) {
            kept[part.start..part.end].fill(true);
        }
        self.fill(&parts, &mut kept, most);
        for (old, new) in self.kept.iter_mut().zip(kept) {
            *old &= new;
        }
    }

    /// Whether the noun of a phrase comes before the words that describe it, as in Spanish and French.
    fn has_noun_first(&self, part: &Part) -> bool {
        ["de", "del", "en", "con", "como", "para", "por", "al", "du", "dans"]
            .iter()
            .any(|word| self.words[part.start].is(word))
    }

    /// Keeps the first words of a phrase up to the last noun that there is room for.
    fn cut(&self, part: &mut Part, mut room: usize) {
        let fits = |&at: &usize| {
            let fits = !self.kept[at] || self.words[at].len() <= room;
            room = room.saturating_sub(if self.kept[at] { self.words[at].len() } else { 0 });
            fits
        };
        let noun = (part.start..part.end).take_while(fits).filter(|&at| self.roles[at] == Role::Content).last();
        if let Some(noun) = noun {
            part.kept = true;
            part.end = noun + 1;
            part.len = (part.start..part.end).filter(|&at| self.kept[at]).map(|at| self.words[at].len()).sum();
        }
    }

    /// Keeps the first words of the part after the kept ones, if the name would be short without them.
    fn fill(&self, parts: &[Part], kept: &mut [bool], most: usize) {
        let mut room = most.saturating_sub(parts.iter().filter(|part| part.kept).map(|part| part.len).sum());
        let is_short = room > most / 2;
        let start = parts.iter().rposition(|part| part.kept).map_or(0, |last| last + 1);
        let Some(first) = parts.get(start) else { return };
        let is_gerund = self.words.get(first.start + 1).is_some_and(|word| word.text.ends_with("ing"));
        let is_wanted = match first.opener {
            Role::Relative => false,
            Role::Clause => is_gerund,
            Role::And | Role::Or => is_short,
            _ => is_short || first.is_apart,
        };
        let mut filled = Vec::new();
        for part in parts.iter().skip(start).take_while(|part| is_wanted && !part.has_verb) {
            for at in (part.start..part.end).filter(|&at| self.kept[at]) {
                let len = self.words[at].len();
                if len > room {
                    room = 0;
                    break;
                }
                room -= len;
                filled.push(at);
            }
        }
        while filled.last().is_some_and(|&last| self.roles[last] != Role::Content) {
            filled.pop();
        }
        for at in filled {
            kept[at] = true;
        }
    }

    /// Splits the sentence before prepositions, conjunctions, and verbs that follow a phrase, and at punctuation.
    fn parts(&self) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        let mut before: Option<usize> = None;
        let mut is_apart = false;
        for (at, word) in self.words.iter().enumerate() {
            is_apart |= word.gap == Gap::Break;
            if !self.kept[at] {
                continue;
            }
            let role = self.roles[at];
            let opens = match (before, parts.last()) {
                (Some(before), Some(part)) => is_apart || self.opens(at, before, part),
                _ => true,
            };
            if opens {
                let (start, opener) = (at, role);
                let part =
                    Part { start, end: at, len: 0, opener, is_apart, has_verb: false, negations: 0, kept: false };
                parts.push(part);
            }
            is_apart = false;
            if let Some(part) = parts.last_mut() {
                part.end = at + 1;
                part.len += word.len();
                part.has_verb |= role.is_predicate();
                part.negations += usize::from(role.is_negation());
            }
            before = Some(at);
        }
        parts
    }

    fn opens(&self, at: usize, before: usize, part: &Part) -> bool {
        let (role, role_before) = (self.roles[at], self.roles[before]);
        if role.is_predicate() && role != Role::Without {
            let is_phrase = !matches!(part.opener, Role::Clause | Role::Relative) && part.opener.begins_phrase();
            return is_phrase && !part.has_verb && before > part.start;
        }
        let counts = matches!(role, Role::Or | Role::And)
            && self.words.get(at + 1).is_some_and(|next| ["more", "less", "fewer"].iter().any(|word| next.is(word)));
        let is_infinitive = role == Role::To && takes_infinitive(&self.words[before]);
        let is_bound = role_before.is_predicate() && role_before != Role::Verb || role_before.begins_phrase();
        // In "all of them", the noun comes after the preposition.
        let is_quantity = ["all", "one", "any", "some", "each"].iter().any(|word| self.words[before].is(word));
        role.begins_phrase() && !counts && !is_infinitive && !is_bound && !is_quantity
    }

    /// Drops single words: first those before the noun of the subject, then those at the end.
    fn thin(&mut self, most: usize) {
        let mut over = self.len().saturating_sub(most);
        let verb = (0..self.words.len()).find(|&at| self.kept[at] && self.roles[at].is_predicate()).unwrap_or(0);
        let noun = self.before(verb).unwrap_or(0);
        for at in (1..noun).chain((verb + 1..self.words.len()).rev()) {
            if over > 0 && self.kept[at] && !self.roles[at].is_negation() && self.before(at).is_some() {
                self.kept[at] = false;
                over = over.saturating_sub(self.words[at].len());
            }
        }
        // A name that is too long still is cut at its end. Without its negation, `may` would say the opposite.
        let is_denied = (verb + 1..self.words.len()).any(|at| self.kept[at] && self.roles[at].is_negation());
        if over > 0 && is_denied && !self.roles[verb].is_negation() && self.before(verb).is_some() {
            self.kept[verb] = false;
        }
    }

    /// Drops words at the end that need another word after them.
    fn close(&mut self) {
        while let Some(last) = self.kept.iter().rposition(|kept| *kept) {
            let is_cut = self.next(last).is_none() && last + 1 < self.words.len();
            if !is_cut || !self.roles[last].is_open() || self.before(last).is_none() {
                break;
            }
            self.kept[last] = false;
        }
    }
}

/// Whether this word can take `to` and a verb: `attempt to open`.
fn takes_infinitive(word: &Word<'_>) -> bool {
    [
        "unable",
        "failed",
        "fails",
        "failure",
        "attempt",
        "attempted",
        "tried",
        "trying",
        "able",
        "ready",
        "used",
        "allowed",
        "required",
        "due",
        "request",
        "needs",
        "has",
        "have",
    ]
    .iter()
    .any(|known| word.is(known))
}
