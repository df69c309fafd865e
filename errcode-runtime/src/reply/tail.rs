//! What servers append to a message: `rid`, hints, addresses, links.

use core::net::IpAddr;

/// A server's message, and the parts appended to it, which the vendor's support asks for.
///
/// Every part is a slice of the text, unchanged.
///
/// ```
/// use errcode_runtime::reply::Tail;
///
/// let tail = Tail::of("invalid code, hints: [ req_id: x7Kq ], rid: 60882f1f-676dc618-710dc5ca");
/// assert_eq!(tail.message(), "invalid code");
/// assert_eq!((tail.hint(), tail.rid()), (Some("x7Kq"), Some("60882f1f-676dc618-710dc5ca")));
///
/// let tail = Tail::of("not allow to access from your ip, from ip: 1.2.3.4, more info at https://open.work.weixin.qq.com/x");
/// assert_eq!(tail.message(), "not allow to access from your ip");
/// assert_eq!((tail.request_ip(), tail.link()), (Some("1.2.3.4"), Some("https://open.work.weixin.qq.com/x")));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Tail<'m> {
    message: &'m str,
    rid: Option<&'m str>,
    hint: Option<&'m str>,
    request_ip: Option<&'m str>,
    link: Option<&'m str>,
}

impl<'m> Tail<'m> {
    /// Splits a message into its parts. It looks for parts only in the last 4 KiB, and for leading commas and blanks only in the first
    /// 4 KiB. The rest stays in the message.
    ///
    /// ```
    /// # use errcode_runtime::reply::Tail;
    /// let tail = Tail::of("system error, rid: 65-ab-c0");
    /// assert_eq!((tail.message(), tail.rid(), tail.hint()), ("system error", Some("65-ab-c0"), None));
    /// ```
    pub fn of(errmsg: &'m str) -> Self {
        let near = last_words(errmsg);
        let whole = near.trim_end();
        let mut tail = Self { message: whole, ..Self::default() };
        while let Some(before) = tail.take_last(without_stops(tail.message)) {
            // A full stop before a part belongs to the message.
            tail.message = without_commas(before);
        }
        if tail.request_ip.is_none() {
            tail.request_ip = ip_amid(tail.message);
        }
        let message = &errmsg[..errmsg.len() - near.len() + tail.message.len()];
        // The text before `near` may also end with commas.
        let is_cut = tail.message.len() < whole.len();
        let end = last_bytes(message);
        let kept = if is_cut { without_commas(end) } else { end.trim_end() };
        let message = &message[..message.len() - (end.len() - kept.len())];
        // Some servers put their own message before that of another server. If theirs is empty, the text begins with a comma.
        let start = first_bytes(message);
        tail.message = &message[start.len() - start.trim_start_matches(is_comma).len()..];
        tail
    }

    /// The message without the appended parts.
    ///
    /// ```
    /// # use errcode_runtime::reply::Tail;
    /// assert_eq!(Tail::of("invalid code, rid: 65-ab-c0").message(), "invalid code");
    /// ```
    pub fn message(&self) -> &'m str {
        self.message
    }

    /// The ID of the request, from `rid: …`. Some servers mask its beginning: `*******61a9`.
    ///
    /// ```
    /// # use errcode_runtime::reply::Tail;
    /// assert_eq!(Tail::of("invalid code rid: 65-ab-c0").rid(), Some("65-ab-c0"));
    /// ```
    pub fn rid(&self) -> Option<&'m str> {
        self.rid
    }

    /// The hint, from `hint: […]`, `hints: [ req_id: … ]` or `req_id: …`.
    ///
    /// ```
    /// # use errcode_runtime::reply::Tail;
    /// assert_eq!(Tail::of("invalid code hint: [TRv.oA0422sha2]").hint(), Some("TRv.oA0422sha2"));
    /// assert_eq!(Tail::of("invalid code, hints: [ req_id: x7Kq ]").hint(), Some("x7Kq"));
    /// ```
    pub fn hint(&self) -> Option<&'m str> {
        self.hint
    }

    /// The IP address that the server received the request from: `requestIP: …`, `from ip: …`, or inside a text such as
    /// `invalid ip 1.2.3.4 …`, where it stays part of the message. `None` if the server masks it: `from ip: ****`.
    ///
    /// ```
    /// # use errcode_runtime::reply::Tail;
    /// assert_eq!(Tail::of("access denied requestIP: 1.2.3.4").request_ip(), Some("1.2.3.4"));
    /// assert_eq!(Tail::of("invalid ip 1.2.3.4, not in whitelist").message(), "invalid ip 1.2.3.4, not in whitelist");
    /// ```
    pub fn request_ip(&self) -> Option<&'m str> {
        self.request_ip
    }

    /// The link to more information, from `more details at https://…` and the like.
    ///
    /// ```
    /// # use errcode_runtime::reply::Tail;
    /// assert_eq!(Tail::of("invalid credential, more details at https://a.example/q").link(), Some("https://a.example/q"));
    /// ```
    pub fn link(&self) -> Option<&'m str> {
        self.link
    }

    /// Removes the last part of a text, if it is of a known kind. Returns the text before it.
    fn take_last(&mut self, text: &'m str) -> Option<&'m str> {
        if let Some(before) = text.strip_suffix(']') {
            return self.take_hint(before);
        }
        let from = text
            .rfind(char::is_whitespace)
            .map_or(0, |blank| blank + text[blank..].chars().next().map_or(0, char::len_utf8));
        let (before, word) = text.split_at(from);
        if word.starts_with("https://") || word.starts_with("http://") {
            return self.take_link(before, word);
        }
        // `rid:x` is one word, and the colons of an IPv6 address are inside a word.
        let labelled = match word.split_once([':', '：']) {
            Some((label, _)) if label_of(label).is_some() => &text[..from + label.len()],
            // `from ip :` without a value.
            Some((_, "")) => &text[..text.len() - word.chars().next_back().map_or(0, char::len_utf8)],
            _ => before.trim_end().strip_suffix([':', '：'])?,
        };
        // Skips one colon only: the next one may begin an IPv6 address.
        let value = text[labelled.len()..].trim_start();
        let value = value.strip_prefix([':', '：']).unwrap_or(value).trim_start();
        let (label, message) = label_of(labelled)?;
        let part = match label {
            // Without a value, it is a part only if a clause ends before it: `missing rid:` is about a parameter of the caller.
            Label::Rid | Label::Hint if value.is_empty() && is_over(message) => return Some(message),
            Label::Rid if is_token(value) => &mut self.rid,
            // `invalid request_id: 5` is about a parameter, too.
            Label::RequestId if is_token(value) && is_over(message) => &mut self.hint,
            Label::RequestIp if value.parse::<IpAddr>().is_ok() => &mut self.request_ip,
            Label::RequestIp if is_no_address(value) => return Some(message),
            Label::Ip if value.parse::<IpAddr>().is_ok() && is_over(message) => &mut self.request_ip,
            _ => return None,
        };
        // If there are two, the last is the server's own, and the first belongs to a text that it passes on.
        part.get_or_insert(value);
        Some(message)
    }

    /// Takes `hint: […]` or `hint: […][time]`. `before` is the text before the last bracket.
    fn take_hint(&mut self, before: &'m str) -> Option<&'m str> {
        let (label, inner) = before.rsplit_once('[')?;
        // After a hint, a second pair of brackets holds the time.
        let (label, inner) = match label.trim_end().strip_suffix(']').and_then(|hint| hint.rsplit_once('[')) {
            Some((earlier, hint)) if hint_label(earlier).is_some() => (earlier, hint),
            _ => (label, inner),
        };
        let message = hint_label(label)?;
        let inner = inner.trim();
        let value = match inner.split_once([':', '：']) {
            Some((label, value)) if matches!(label_of(label), Some((Label::RequestId, ""))) => value.trim_start(),
            _ => inner,
        };
        // An empty hint is not kept, but it is not part of the message either.
        if !value.is_empty() {
            self.hint.get_or_insert(value);
        }
        Some(message)
    }

    /// Takes a link only if it comes after words such as `see`; otherwise the message is about the link.
    fn take_link(&mut self, before: &'m str, link: &'m str) -> Option<&'m str> {
        let before = before.trim_end().trim_end_matches([':', '：']);
        let words = [
            "for more details see",
            "more details at",
            "more info at",
            "more information at",
            "more details",
            "more info",
            "please see",
            "see",
            "please refer to",
            "refer to",
            "详见",
            "请参考",
            "参考",
        ];
        let message = words.iter().find_map(|words| without_word(before, words))?;
        self.link.get_or_insert(link);
        Some(message)
    }
}

/// How many bytes of a message are searched for parts. Real tails have a few hundred; a hostile server may send millions.
const LOOKED_AT: usize = 4 << 10;

/// The words that begin in the last `LOOKED_AT` bytes of a text, or the whole text if it is no longer than that.
fn last_words(text: &str) -> &str {
    if text.len() <= LOOKED_AT {
        return text;
    }
    let end = last_bytes(text);
    // Starts at a blank: the rest of a word that was cut may look like a label.
    end.find(char::is_whitespace).map_or("", |blank| &end[blank..])
}

/// The start of a text, at most `LOOKED_AT` bytes long.
fn first_bytes(text: &str) -> &str {
    (0..=LOOKED_AT.min(text.len())).rev().find_map(|at| text.get(..at)).unwrap_or_default()
}

/// The end of a text, at most `LOOKED_AT` bytes long.
fn last_bytes(text: &str) -> &str {
    (text.len().saturating_sub(LOOKED_AT)..).find_map(|at| text.get(at..)).unwrap_or_default()
}

/// Punctuation before, between and after the parts of a tail.
const STOPS: [char; 8] = [',', ';', '，', '；', '、', '.', '。', '|'];

/// Whether a character may separate the message from a part, or two parts.
fn is_comma(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | ';' | '，' | '；' | '、' | '|')
}

fn without_commas(text: &str) -> &str {
    text.trim_end_matches(is_comma)
}

fn without_stops(text: &str) -> &str {
    text.trim_end_matches(|c: char| c.is_whitespace() || STOPS.contains(&c))
}

/// Whether a text ends a clause.
fn is_over(text: &str) -> bool {
    let text = text.trim_end();
    text.is_empty() || text.ends_with(STOPS)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label {
    Rid,
    Hint,
    RequestId,
    RequestIp,
    /// `ip` alone, without a word that says whose address it is.
    Ip,
}

/// The label at the end of a text, and the text before it.
fn label_of(text: &str) -> Option<(Label, &str)> {
    let labels = [
        ("rid", Label::Rid),
        ("hints", Label::Hint),
        ("hint", Label::Hint),
        ("req_id", Label::RequestId),
        ("reqid", Label::RequestId),
        ("request_id", Label::RequestId),
        ("requestid", Label::RequestId),
        ("requestip", Label::RequestIp),
        ("request_ip", Label::RequestIp),
        ("request ip", Label::RequestIp),
        ("from ip", Label::RequestIp),
        ("ip", Label::Ip),
    ];
    let text = text.trim_end();
    labels.iter().find_map(|(word, label)| Some((*label, without_word(text, word)?)))
}

/// The text before the word at its end. The word must be whole: `grid` does not end with `rid`.
fn without_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let at = text.len().checked_sub(word.len())?;
    let (before, end) = (text.get(..at)?, text.get(at..)?);
    let is_word = !before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    (is_word && end.eq_ignore_ascii_case(word)).then_some(before)
}

/// The text before a hint label, if it ends with one.
fn hint_label(text: &str) -> Option<&str> {
    let text = text.trim_end();
    let text = text.strip_suffix([':', '：']).unwrap_or(text);
    label_of(text).and_then(|(label, message)| (label == Label::Hint).then_some(message))
}

/// Whether a value is a token. Servers mask characters with asterisks.
fn is_token(value: &str) -> bool {
    let is_of_it = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'*');
    !value.is_empty() && value.bytes().all(is_of_it)
}

/// Whether a value stands in place of an address that the server does not know, masks or cuts off.
fn is_no_address(value: &str) -> bool {
    let words = ["unknown", "null", "none", "undefined", "-"];
    words.iter().any(|word| value.eq_ignore_ascii_case(word))
        || value.bytes().all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b'*' | b'.' | b':'))
}

/// The address after the word `ip`, as in `invalid ip 1.2.3.4 ipv6 ::ffff:1.2.3.4, not in whitelist`.
fn ip_amid(message: &str) -> Option<&str> {
    let mut words =
        message.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '，' | '；' | '[' | ']' | '(' | ')'));
    let mut after_ip = false;
    words.find_map(|word| {
        let glued = word.get(..3).filter(|start| start.eq_ignore_ascii_case("ip:")).and_then(|_| word.get(3..));
        let address = match glued {
            Some("") => None,
            Some(address) => Some(address),
            None => after_ip.then_some(word),
        };
        if !word.is_empty() {
            after_ip = word.trim_end_matches([':', '：']).eq_ignore_ascii_case("ip");
        }
        address.filter(|address| address.parse::<IpAddr>().is_ok())
    })
}
