//! Shortens a sentence: what says least is dropped first. Its subject, its verb and its negation stay.

use super::word::{Gap, Role, Word};

/// A sentence of which some words are dropped.
struct Sentence<'w, 't> {
    words: &'w [Word<'t>],
    roles: Vec<Role>,
    kept: Vec<bool>,
}

/// A phrase or clause of a sentence, or a verb with what follows it.
struct Part {
    start: usize,
    end: usize,
    /// The number of characters that it adds to a name.
    len: usize,
    /// What its first word does.
    opener: Role,
    /// Whether punctuation stands before it.
    is_apart: bool,
    has_verb: bool,
    has_negation: bool,
    kept: bool,
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
        let auxiliaries = self.drop_auxiliaries();
        if self.len() > most {
            self.keep_parts(most);
        }
        if self.len() > most {
            self.thin(most);
        }
        self.close();
        self.restore(&auxiliaries, most);
    }

    /// The number of characters of the words that are kept.
    fn len(&self) -> usize {
        self.words.iter().zip(&self.kept).filter(|(_, kept)| **kept).map(|(word, _)| word.len()).sum()
    }

    /// The place of the word behind this one, if there is one that is kept.
    fn next(&self, at: usize) -> Option<usize> {
        (at + 1..self.words.len()).find(|&next| self.kept[next])
    }

    fn before(&self, at: usize) -> Option<usize> {
        (0..at).rev().find(|&before| self.kept[before])
    }

    /// Drops `specified` and `this`, unless it is what the sentence says.
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

    fn is_noun(&self, at: usize) -> bool {
        self.roles.get(at) == Some(&Role::Content)
    }

    /// `could not be opened` becomes `not opened`, `has been lost` becomes `lost`. Gives the dropped words.
    fn drop_auxiliaries(&mut self) -> Vec<usize> {
        let mut dropped = Vec::new();
        for at in 0..self.words.len() {
            let Some(next) = self.next(at) else { break };
            let role = self.roles[next];
            let is_participle = self.words[next].text.ends_with("ed");
            let is_dropped = self.kept[at]
                && match self.roles[at] {
                    Role::Auxiliary => role.is_negation(),
                    Role::Have => role.is_negation() || role == Role::Be || role == Role::Verb || is_participle,
                    Role::Copula => !role.begins_phrase(),
                    // Behind one that is dropped: `could not be`, `has been`.
                    Role::Be => dropped.last().is_some_and(|&last| at - last <= 2),
                    _ => false,
                };
            if is_dropped {
                dropped.push(at);
                // What is said goes on to be the verb of its clause.
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

    /// Takes auxiliaries back where there is room for them.
    fn restore(&mut self, auxiliaries: &[usize], most: usize) {
        let mut room = most.saturating_sub(self.len());
        // `could` and `be` of `could not be opened` belong together.
        for group in auxiliaries.chunk_by(|left, right| right - left <= 2) {
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

    /// Keeps the parts that matter most, in their order: subject, verb and negation, then clauses, then phrases behind a part
    /// that is kept.
    fn keep_parts(&mut self, most: usize) {
        let mut parts = self.parts();
        let is_main = |part: &Part| part.has_verb && !matches!(part.opener, Role::Relative | Role::Clause);
        let core = parts
            .iter()
            .position(|part| is_main(part) || part.has_negation && part.opener != Role::Relative)
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
                let follows = at > 0 && (parts[at - 1].kept || at > 1 && is_alternative(at - 1) && parts[at - 2].kept);
                let (says, says_not) = (parts[at].has_verb || parts[at].has_negation, parts[at].has_negation);
                let is_wanted = match rank {
                    _ if is_alternative(at) => rank == 4 && follows,
                    // What completes the verb.
                    0 => at == core + 1 && !says,
                    1 => at > core && says_not,
                    2 => at > core && says && at > 0,
                    _ => follows || at == 0,
                };
                if is_wanted {
                    keep(&mut parts[at], false);
                }
            }
        }
        // A clause that lost its verb says nothing.
        let mut ends = None;
        for at in (0..parts.len()).rev() {
            let is_clause = matches!(parts[at].opener, Role::Clause | Role::Relative);
            if parts[at].kept
                && is_clause
                && !parts[at].has_verb
                && !parts.get(at + 1).is_some_and(|next| next.kept && next.has_verb)
            {
                ends = Some(at);
            }
        }
        if let Some(ends) = ends.filter(|&ends| ends > core) {
            parts.iter_mut().skip(ends).for_each(|part| part.kept = false);
        }
        let mut kept = vec![false; self.words.len()];
        for part in parts.iter().filter(|part| part.kept) {
            kept[part.start..part.end].fill(true);
        }
        // A short name has room for the first words of the part behind it.
        let mut room = most.saturating_sub(parts.iter().filter(|part| part.kept).map(|part| part.len).sum());
        if room > most / 2 {
            let last = parts.iter().rposition(|part| part.kept).unwrap_or(0);
            if let Some(next) = parts.get(last + 1).filter(|next| !matches!(next.opener, Role::Clause | Role::Relative))
            {
                for at in next.start..next.end {
                    if self.words[at].len() > room {
                        break;
                    }
                    room -= self.words[at].len();
                    kept[at] = true;
                }
            }
        }
        for (old, new) in self.kept.iter_mut().zip(kept) {
            *old &= new;
        }
    }

    /// Splits the sentence in front of prepositions, conjunctions, and verbs behind a phrase, and at punctuation.
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
                let part = Part {
                    start,
                    end: at,
                    len: 0,
                    opener,
                    is_apart,
                    has_verb: false,
                    has_negation: false,
                    kept: false,
                };
                parts.push(part);
            }
            is_apart = false;
            if let Some(part) = parts.last_mut() {
                part.end = at + 1;
                part.len += word.len();
                part.has_verb |= role.is_predicate();
                part.has_negation |= role.is_negation();
            }
            before = Some(at);
        }
        parts
    }

    fn opens(&self, at: usize, before: usize, part: &Part) -> bool {
        let (role, role_before) = (self.roles[at], self.roles[before]);
        if role.is_predicate() && role != Role::Without {
            let is_behind_phrase = part.opener.begins_phrase() && !part.has_verb && before > part.start;
            return is_behind_phrase && !matches!(part.opener, Role::Clause | Role::Relative | Role::To);
        }
        let counts = matches!(role, Role::Or | Role::And)
            && self.words.get(at + 1).is_some_and(|next| ["more", "less", "fewer"].iter().any(|word| next.is(word)));
        let is_infinitive = role == Role::To && takes_infinitive(&self.words[before]);
        let is_bound = role_before.is_predicate() && role_before != Role::Verb || role_before.begins_phrase();
        role.begins_phrase() && !counts && !is_infinitive && !is_bound
    }

    /// Drops single words: those in front of the noun before the first verb, then those at the end.
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
    }

    /// Drops words at the end that need another one behind them.
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

/// Whether a verb with `to` belongs to this word: `attempt to open`.
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
        "needs",
        "has",
        "have",
    ]
    .iter()
    .any(|known| word.is(known))
}

/// Of a path such as `ext:Item/cbc:Price/cbc:Amount` keeps the last segment, without its namespace.
fn drop_paths(words: &mut Vec<Word<'_>>) {
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
        if words.get(last + 1).is_some_and(|next| last + 1 < end && next.gap == Gap::Colon)
            && words[last].text.len() < 5
        {
            kept[last] = false;
            last += 1;
        }
        words[last].gap = if words[start].gap == Gap::Break { Gap::Break } else { Gap::Blank };
        start = end;
    }
    let mut kept = kept.into_iter();
    words.retain(|_| kept.next() == Some(true));
}
