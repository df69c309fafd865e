//! Decides whether a reply is an error, and which one, by the keys of an envelope.

use alloc::vec::Vec;

use super::codes::{Failure, IsSuccess};
use super::envelope::{Envelope, Keys, Rule, Whose};
use super::path::{Step, parent, step};
use super::scan::{Key, Scan};
use super::string;
use super::success::says_success;

/// What the reply reports. Paths are those of the envelope; values and messages are raw JSON.
#[derive(Clone, Copy)]
pub(super) enum Verdict<'e, 'j> {
    /// No error: a value that looked like a code is data.
    Success,
    /// The first code of the enum that does not mean success. If the enum's codes are texts, a gateway's word is one of them.
    Own { path: &'e str, value: &'j [u8], message: Option<&'j [u8]> },
    /// The first code of another party that is an error.
    Foreign { path: &'e str, value: &'j [u8], message: Option<&'j [u8]> },
    /// The first key for the enum's codes whose value is not a code.
    Invalid { path: &'e str, value: &'j [u8], message: Option<&'j [u8]> },
}

impl<'e, 'j> Verdict<'e, 'j> {
    pub(super) fn of(envelope: &Envelope<'e>, is_success: IsSuccess, json: &'j [u8]) -> Self {
        Self::of_plain(envelope, is_success, json).unwrap_or_else(|| Reading::of(envelope, is_success, json).verdict())
    }

    /// The usual error: a code at the top, and after it its own message. `None` leaves all other replies to `Reading`.
    fn of_plain(envelope: &Envelope<'e>, is_success: IsSuccess, json: &'j [u8]) -> Option<Self> {
        let mut failure: Option<(Rule<'e>, &'j [u8])> = None;
        let is_zero_fine = is_success(b"0", None) == Some(true);
        for (key, value) in Scan::of(json) {
            if failure.is_none() && value == b"0" && is_zero_fine && envelope.is_plain(key) {
                continue;
            }
            let mut rules = envelope.rules_of(key).filter(|rule| step(rule.code, "", key).is_some());
            match (failure, rules.next()) {
                (Some((Rule { code: path, message, .. }, code)), None)
                    if key.is(message) && !string::is_blank(value) =>
                {
                    // The path of another message may lead into an object.
                    let is_plain = !value.starts_with(b"{");
                    return is_plain.then_some(Self::Own { path, value: code, message: Some(value) });
                }
                // Rules that share a key each name another message, and a path with a dot leads into an object. Both are left to
                // `Reading`.
                (None, Some(rule))
                    if rules.next().is_some() || rule.code.contains('.') || rule.message.contains('.') =>
                {
                    return None;
                }
                (None, Some(rule)) if rule.whose == Whose::Own && is_success(value, rule.success) == Some(false) => {
                    failure = Some((rule, value));
                }
                _ => {}
            }
        }
        None
    }
}

/// Collects why a reply is not a success. Its size depends only on the envelope.
pub(super) struct Reading<'e, 'j> {
    is_success: IsSuccess,
    rules: Vec<Rule<'e>>,
    /// The keys at the top that the rules name.
    keys: Keys,
    codes: Vec<CodeKey<'e, 'j>>,
    messages: Vec<MessageKey<'e, 'j>>,
    /// The first code of the enum that does not mean success.
    own: Option<(Rule<'e>, &'j [u8])>,
    /// The first key for the enum's codes whose value is not a code: its path, a rule whose path leads to or through it, and the value.
    invalid: Option<(&'e str, Rule<'e>, &'j [u8])>,
    /// Whether some code of another party may be an error.
    has_foreign: bool,
    /// Whether the reply has data: a key that no rule names, that is not in `WITH_AN_ERROR`, and whose value is not empty.
    has_data: bool,
    /// Whether the HTTP status says that the call failed.
    has_http_error: bool,
    /// How many codes and messages were seen.
    seen: usize,
}

/// The codes that were found under one path.
struct CodeKey<'e, 'j> {
    /// The first of the rules with this path.
    rule: Rule<'e>,
    has_succeeded: bool,
    has_failed: bool,
    /// For another party's path: the first error of each `Failure`, and how many codes and messages were seen before it.
    failures: [Option<(usize, &'j [u8])>; 3],
}

/// The messages that were found under one path.
struct MessageKey<'e, 'j> {
    path: &'e str,
    /// The path of the code in the first rule that names this message.
    owner: &'e str,
    /// Before and after the first code of the enum that does not mean success.
    own: Sides<'j>,
    /// Before and after the first code of another party that may be an error.
    foreign: Sides<'j>,
    /// Whether one of its messages is a text that does not report success.
    tells_of_an_error: bool,
}

/// The first nonblank message before a code, and the first one after it.
#[derive(Clone, Copy, Default)]
struct Sides<'j> {
    before: Option<Message<'j>>,
    after: Option<Message<'j>>,
}

#[derive(Clone, Copy)]
struct Message<'j> {
    /// How many codes and messages were seen before it.
    index: usize,
    value: &'j [u8],
}

impl<'j> Sides<'j> {
    fn note(&mut self, is_after: bool, message: Message<'j>) {
        if is_after { &mut self.after } else { &mut self.before }.get_or_insert(message);
    }
}

impl<'e, 'j> Reading<'e, 'j> {
    #[cold]
    pub(super) fn of(envelope: &Envelope<'e>, is_success: IsSuccess, json: &'j [u8]) -> Self {
        let mut rules: Vec<Rule<'e>> = Vec::with_capacity(24);
        rules.extend(envelope.rules());
        // If several rules have the same path, the first one wins: the enum's come first, then those of later lists.
        rules.sort_by_key(|rule| rule.whose != Whose::Own);
        let mut codes: Vec<CodeKey<'e, 'j>> = Vec::with_capacity(rules.len());
        let mut messages: Vec<MessageKey<'e, 'j>> = Vec::with_capacity(rules.len());
        let mut keys = Keys::NONE;
        for &rule in &rules {
            let Rule { code, message, .. } = rule;
            keys = keys.with_first_of(code).with_first_of(message);
            if !codes.iter().any(|key| key.rule.code == code) {
                codes.push(CodeKey { rule, has_succeeded: false, has_failed: false, failures: [None; 3] });
            }
            if !messages.iter().any(|key| key.path == message) {
                messages.push(MessageKey {
                    path: message,
                    owner: code,
                    own: Sides::default(),
                    foreign: Sides::default(),
                    tells_of_an_error: false,
                });
            }
        }
        let mut reading = Self {
            is_success,
            rules,
            keys,
            codes,
            messages,
            own: None,
            invalid: None,
            has_foreign: false,
            has_data: false,
            has_http_error: false,
            seen: 0,
        };
        reading.read("", json);
        reading
    }

    /// Reads the object at a path. The recursion is at most as deep as a path of the envelope has dots.
    fn read(&mut self, at: &str, json: &'j [u8]) {
        for (key, value) in Scan::of(json) {
            // Searching all rules for every key of data would take most of the time.
            if at.is_empty() && !self.keys.may_have(key) {
                self.note_other(key, value);
                continue;
            }
            let steps = |path| step(path, at, key);
            let inside = |path| match steps(path)? {
                Step::Inside(path) => Some(path),
                Step::Here => None,
            };
            let mut paths = self.rules.iter().flat_map(|rule| [rule.code, rule.message]);
            let object = if value.starts_with(b"{") { paths.find_map(inside) } else { None };
            let code = self.codes.iter().position(|code| steps(code.rule.code) == Some(Step::Here));
            if let Some(path) = object {
                // If only messages are inside, the object is in the place of a code.
                let has_codes = self.codes.iter().any(|code| inside(code.rule.code).is_some());
                if let Some(index) = code.filter(|_| !has_codes) {
                    self.note_code(index, value);
                }
                self.read(path, value);
            } else if let Some(index) = code {
                // A key that is both a code and a message is read as the code.
                self.note_code(index, value);
            } else if let Some(index) = self.messages.iter().position(|slot| steps(slot.path) == Some(Step::Here)) {
                self.note_message(index, value);
            } else if let Some((rule, path)) =
                self.rules.iter().find_map(|rule| inside(rule.code).map(|path| (rule, path)))
            {
                if rule.whose == Whose::Own && value != b"null" {
                    self.invalid.get_or_insert((path, *rule, value));
                }
            } else if at.is_empty() {
                self.note_other(key, value);
            }
        }
    }

    /// Notes a key at the top that no rule names.
    fn note_other(&mut self, key: Key<'_>, value: &[u8]) {
        if !self.has_data {
            self.has_data = !is_empty(value) && !WITH_AN_ERROR.iter().any(|word| key.folds_to(word));
        }
    }

    fn note_code(&mut self, index: usize, value: &'j [u8]) {
        let seen = self.seen;
        self.seen += 1;
        let rule = self.codes[index].rule;
        let word = self.word_of_the_enum(&rule, value);
        let key = &mut self.codes[index];
        if rule.whose == Whose::Own {
            match (self.is_success)(value, rule.success) {
                Some(true) => key.has_succeeded = true,
                Some(false) => {
                    key.has_failed = true;
                    self.own.get_or_insert((rule, value));
                }
                None => {
                    self.invalid.get_or_insert((rule.code, rule, value));
                }
            }
            return;
        }
        match Failure::of(value, rule.whose, rule.success) {
            Some(_) if word == Some(true) => key.has_succeeded = true,
            Some(failure) => {
                key.has_failed = true;
                key.failures[failure as usize].get_or_insert((seen, value));
                self.has_foreign = true;
            }
            // Data reports neither success nor failure.
            None => key.has_succeeded |= !matches!(value.first(), Some(b'{' | b'[' | b'n' | b't' | b'f')),
        }
    }

    /// Whether a gateway's value is a code that means success, in an enum whose codes are texts. `None` if it is not one of its codes.
    fn word_of_the_enum(&self, rule: &Rule<'e>, value: &[u8]) -> Option<bool> {
        // The number 0 is a code of every enum of numbers, and of no enum of texts.
        let may_be_own = rule.whose == Whose::Word && (self.is_success)(b"0", None).is_none();
        if may_be_own { (self.is_success)(value, rule.success) } else { None }
    }

    fn note_message(&mut self, index: usize, value: &'j [u8]) {
        if !string::is_blank(value) {
            let message = Message { index: self.seen, value };
            self.seen += 1;
            let (has_own, has_foreign) = (self.own.is_some(), self.has_foreign);
            let slot = &mut self.messages[index];
            slot.own.note(has_own, message);
            slot.foreign.note(has_foreign, message);
            if let ([b'"', raw @ .., b'"'], false) = (value, slot.tells_of_an_error) {
                slot.tells_of_an_error = !says_success(string::unescaped(raw));
            }
        }
    }

    fn has_succeeded(&self, path: &str) -> bool {
        self.codes.iter().any(|code| code.rule.code == path && code.has_succeeded)
    }

    /// Whether a message belongs to a successful code of the enum, such as `errcode` 0. A successful code of another party does not
    /// count: the message beside it may be a third party's.
    fn is_of_a_success(&self, key: &MessageKey<'e, 'j>) -> bool {
        let mut codes = self.codes.iter().filter(|code| code.rule.code == key.owner);
        codes.any(|code| code.rule.whose == Whose::Own && code.has_succeeded)
    }

    /// Whether the object at a path, or for `None` the whole reply, has codes of the enum and all of them succeed.
    fn all_succeed(&self, at: Option<&str>) -> bool {
        let codes = || {
            self.codes
                .iter()
                .filter(move |code| code.rule.whose == Whose::Own && at.is_none_or(|at| parent(code.rule.code) == at))
        };
        codes().any(|code| code.has_succeeded) && !codes().any(|code| code.has_failed)
    }

    /// The message of a code.
    ///
    /// Some servers mix the spellings of the two keys, so a message under another rule's key is accepted, too. But the message of a
    /// success does not describe the error.
    fn message(&self, code: &Rule<'e>, sides: impl Fn(&MessageKey<'e, 'j>) -> Sides<'j>) -> Option<&'j [u8]> {
        let ranked = self.messages.iter().filter_map(|key| {
            let is_own = self.rules.iter().any(|rule| rule.code == code.code && rule.message == key.path);
            let is_candidate = if is_own {
                code.whose == Whose::Own || !self.is_of_a_success(key)
            } else {
                !self.has_succeeded(key.owner) && !self.all_succeed(Some(parent(key.path)))
            };
            let Message { index, value } = sides(key).after.or(sides(key).before).filter(|_| is_candidate)?;
            Some(((!is_own, parent(key.path) != parent(code.code), index), value))
        });
        ranked.min_by_key(|(rank, _)| *rank).map(|(_, value)| value)
    }

    /// The first message of the reply, whichever code it belongs to.
    pub(super) fn any_message(&self) -> Option<&'j [u8]> {
        let messages = self.messages.iter().filter_map(|key| key.foreign.before.or(key.foreign.after));
        messages.min_by_key(|message| message.index).map(|message| message.value)
    }

    /// Whether a code has a message of its own that reports an error and does not belong to a success.
    fn has_message(&self, code: &CodeKey<'e, 'j>) -> bool {
        self.messages.iter().any(|key| {
            let is_of_it = self.rules.iter().any(|rule| rule.code == code.rule.code && rule.message == key.path);
            is_of_it && key.tells_of_an_error && !self.is_of_a_success(key)
        })
    }

    /// The first code under a key that is an error, with its rank among those of all keys. A word of the enum ranks before other codes.
    fn failure(&self, code: &CodeKey<'e, 'j>) -> Option<((bool, usize), &'j [u8])> {
        let [negative, number, word] = code.failures;
        let all = [negative, number, word];
        let (always, beside_a_message): (&[_], &[_]) = match code.rule.whose {
            Whose::Own => return None,
            // The enum's own keys say that the call succeeded: then this is data.
            Whose::Ret | Whose::Word if self.all_succeed(None) => return None,
            _ if self.has_http_error => (&all, &[]),
            Whose::Foreign => (&all, &[]),
            Whose::Likely => (&all[..2], &all[2..]),
            Whose::Ret => (&all[..1], &all[1..]),
            Whose::Word if self.has_data => return None,
            Whose::Word => (&[], &all),
        };
        let beside_a_message = if self.has_message(code) { beside_a_message } else { &[] };
        let failures = always.iter().chain(beside_a_message).flatten();
        let ranked = failures.map(|&(seen, value)| ((self.word_of_the_enum(&code.rule, value).is_none(), seen), value));
        ranked.min_by_key(|(rank, _)| *rank)
    }

    pub(super) fn verdict(&self) -> Verdict<'e, 'j> {
        if let Some((rule, value)) = self.own {
            return Verdict::Own { path: rule.code, value, message: self.message(&rule, |key| key.own) };
        }
        let foreign = self.codes.iter().filter_map(|code| Some((self.failure(code)?, code)));
        if let Some((((is_foreign, _), value), code)) = foreign.min_by_key(|((rank, _), _)| *rank) {
            let (path, message) = (code.rule.code, self.message(&code.rule, |key| key.foreign));
            return if is_foreign {
                Verdict::Foreign { path, value, message }
            } else {
                Verdict::Own { path, value, message }
            };
        }
        match self.invalid {
            Some((path, rule, value)) => Verdict::Invalid { path, value, message: self.message(&rule, |key| key.own) },
            None => Verdict::Success,
        }
    }

    /// The verdict for an HTTP status that reports a failure. Every code of another party that does not mean success is an error then;
    /// only beside a success of the enum, `ret` and `code` stay data.
    pub(super) fn verdict_on_failure(mut self) -> Verdict<'e, 'j> {
        self.has_http_error = true;
        self.verdict()
    }
}

/// Keys that often accompany the code and message of an error, in lower case without underscores and hyphens. All other keys are data.
const WITH_AN_ERROR: [&str; 30] = [
    "requestid",
    "reqid",
    "rid",
    "traceid",
    "hostid",
    "logid",
    "timestamp",
    "time",
    "datetime",
    "status",
    "statuscode",
    "httpstatus",
    "httpcode",
    "error",
    "errors",
    "err",
    "errormsg",
    "detail",
    "details",
    "path",
    "success",
    "ok",
    "hint",
    "help",
    "recommend",
    "stack",
    "subcode",
    "submsg",
    "type",
    "version",
];

/// Whether a value carries no data.
fn is_empty(value: &[u8]) -> bool {
    match value {
        [b'{' | b'[', inner @ .., _] => inner.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')),
        b"null" | b"false" | b"0" => true,
        _ => value.starts_with(b"\"") && string::is_blank(value),
    }
}
