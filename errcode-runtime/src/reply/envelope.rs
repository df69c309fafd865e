//! The keys that say whether the call succeeded.

use super::scan::Key;
use crate::Code;

/// The keys under which a reply carries its code and its message.
///
/// The default is [`WECHAT`](Self::WECHAT). For another server, name its keys; a dot leads into an object. [`and`](Self::and) adds pairs
/// to an existing envelope. An envelope is `Copy` and can be a constant.
///
/// ```
/// use errcode_runtime::{Code, errcodes, prelude::*, reply::{self, Envelope, ReplyError}};
/// errcodes!("xiaowei");
///
/// /// The keys of WeChat, those of our gateway, and the code of the bank behind it, which is not one of ours.
/// const GATEWAY: Envelope<'_> = Envelope::WECHAT
///     .and(&[("status", "reason"), ("head.code", "head.text")])
///     .success(&[Code::Number(0), Code::Number(200)])
///     .and(&[("bank.code", "bank.text")])
///     .foreign();
///
/// for body in [r#"{"status":20002,"reason":"bad"}"#, r#"{"head":{"code":20002}}"#, r#"{"errcode":20002}"#] {
///     let reply = reply::decode_with::<(), XiaoweiError>(GATEWAY, body.as_bytes());
///     assert_eq!(reply.unwrap_err().code().map(i64::from), Some(20002));
/// }
/// assert!(reply::decode_with::<(), XiaoweiError>(GATEWAY, br#"{"status":200}"#).is_ok());
///
/// let reply = reply::decode_with::<(), XiaoweiError>(GATEWAY, br#"{"status":200,"bank":{"code":51,"text":"no funds"}}"#);
/// let Err(ReplyError::Foreign(error)) = reply else { unreachable!() };
/// assert_eq!((error.key(), error.code(), error.errmsg()), ("bank.code", Code::Number(51), "no funds"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Envelope<'k> {
    pairs: &'k [Pair<'k>],
    whose: Whose,
    success: Option<&'k [Code<'k>]>,
    base: Option<&'k Envelope<'k>>,
    /// The keys of codes, and of objects with codes in them, at the top of the reply: those of the last list.
    keys: Keys,
    /// The keys of all lists.
    all_keys: Keys,
    /// Those of `all_keys` that are keys of objects.
    objects: Keys,
    /// Whether a list names the codes that mean success, so that 0 may be an error.
    lists_success: bool,
}

/// The path of the code and the path of its message.
pub(super) type Pair<'k> = (&'k str, &'k str);

/// Whose codes a list of pairs names, and when such a code is an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Whose {
    /// Codes of `E`. A value that is not a code is an error, too.
    Own,
    /// Another party's, as declared by the caller: a number or a word is an error.
    Foreign,
    /// Another party's: a number is an error, a word only beside a message.
    Likely,
    /// The key may be data: a negative number is an error, any other code only beside a message.
    Ret,
    /// The key is often data: a code is an error only beside a message and without data. If the codes of `E` are texts, a word is one of
    /// them.
    Word,
}

/// A set of keys, by length and first byte. A key that is not in it is not one of the envelope; a key that is in it may be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Keys(u64);

impl Keys {
    pub(super) const NONE: Self = Self(0);

    /// Longer keys count as keys of this length.
    const LONGEST: usize = 63;

    const fn bit(length: usize, first: u8) -> u64 {
        1 << ((length ^ first as usize) % 64)
    }

    #[inline]
    pub(super) fn may_have(self, key: Key<'_>) -> bool {
        let (length, first) = key.hint(Self::LONGEST);
        self.0 & Self::bit(length, first) != 0
    }

    /// Adds the first key of a path.
    pub(super) const fn with_first_of(self, path: &str) -> Self {
        let path = path.as_bytes();
        let length = length_of_first(path);
        let hashed = if length > Self::LONGEST { Self::LONGEST } else { length };
        Self(self.0 | Self::bit(hashed, if length == 0 { 0 } else { path[0] }))
    }

    /// Adds the first keys of these paths; if `only_objects`, only those of paths that lead into an object.
    const fn with(mut self, pairs: &[Pair<'_>], only_objects: bool) -> Self {
        let mut index = 0;
        while index < pairs.len() {
            let path = pairs[index].0;
            if !only_objects || length_of_first(path.as_bytes()) < path.len() {
                self = self.with_first_of(path);
            }
            index += 1;
        }
        self
    }
}

const fn length_of_first(path: &[u8]) -> usize {
    let mut length = 0;
    while length < path.len() && path[length] != b'.' {
        length += 1;
    }
    length
}

/// A pair of an envelope, with the settings of its list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule<'k> {
    pub(super) code: &'k str,
    pub(super) message: &'k str,
    pub(super) whose: Whose,
    pub(super) success: Option<&'k [Code<'k>]>,
}

impl Envelope<'static> {
    /// The keys that WeChat's servers send; the default.
    ///
    /// | key | message | whose code it is, and when it is an error |
    /// |---|---|---|
    /// | `errcode`, `errCode` | `errmsg`, `errMsg` | the enum's: an error unless it means success |
    /// | `base_resp.ret`, `.errcode`, `.errCode` | `base_resp.err_msg`, … | the enum's |
    /// | `resultcode`, `delivery_resultcode` | `resultmsg`, `delivery_resultmsg` | the delivery company's: a number other than 0, or a word beside its message. Also beside `errcode` 0 |
    /// | `errorCode` | `errorMessage` | the caller's own cloud function's, in the same way |
    /// | `errno` | `errMsg`, `errmsg` | the front end's or a plug-in's, in the same way |
    /// | `ret` | `errmsg`, `err_msg`, `errMsg`, `msg` | an old CGI's, with its own numbers: a number below 0, or any code beside a message. Not beside `errcode` 0 |
    /// | `code` | `message`, `msg` | a gateway's: a word or a number, beside a message and without data. Not beside `errcode` 0. If the enum's codes are texts, a word is one of them |
    ///
    /// Another party's code is [`ReplyError::Foreign`](super::ReplyError::Foreign), even if a value of the enum has the same number: a
    /// carrier's 40029 is not `InvalidOauthCode`. Under the keys of other parties, 0, `"0"`, an empty string, words such as `SUCCESS`,
    /// `true`, `null`, objects and lists are not errors, nor is a `code` from 200 to 299. A message such as `ok` or `查询成功` does not count
    /// as the message of an error.
    ///
    /// WeCom (企业微信) uses the same keys, but its own numbers: 48002, 40058 and 40070, among others, mean something else there than
    /// in WeChat's tables. Read WeCom's replies with an enum of the table `wecom`.
    ///
    /// ```
    /// use errcode_runtime::{Code, errcodes, reply::{self, Envelope, ReplyError}};
    /// errcodes!("common");
    ///
    /// for body in [r#"{"errcode":-1}"#, r#"{"errCode":"-1"}"#, r#"{"base_resp":{"ret":-1}}"#] {
    ///     let reply = reply::decode_with::<(), CommonError>(Envelope::WECHAT, body.as_bytes());
    ///     assert_eq!(reply.unwrap_err().code(), Some(CommonError::SystemBusy));
    /// }
    ///
    /// let reply = reply::decode::<(), CommonError>(br#"{"errcode":0,"resultcode":1202,"resultmsg":"too fast","fee":0}"#);
    /// let Err(ReplyError::Foreign(error)) = reply else { unreachable!() };
    /// assert_eq!((error.key(), error.code()), ("resultcode", Code::Number(1202)));
    ///
    /// for data in [r#"{"code":"0815abc","errcode":0}"#, r#"{"ret":{"a":1}}"#, r#"{"resultcode":0,"fee":5}"#] {
    ///     assert!(reply::decode::<(), CommonError>(data.as_bytes()).is_ok());
    /// }
    /// ```
    pub const WECHAT: Self = Self::OF_OTHERS.and(&[
        ("errcode", "errmsg"),
        ("errCode", "errMsg"),
        ("base_resp.ret", "base_resp.err_msg"),
        ("base_resp.errcode", "base_resp.errmsg"),
        ("base_resp.errCode", "base_resp.errMsg"),
    ]);

    /// The keys of other parties, whose codes WeChat's servers pass on.
    const OF_OTHERS: Self = Self::WITH_RET
        .and(&[
            ("resultcode", "resultmsg"),
            ("delivery_resultcode", "delivery_resultmsg"),
            ("errorCode", "errorMessage"),
            ("errno", "errMsg"),
            ("errno", "errmsg"),
        ])
        .read_as(Whose::Likely);

    const WITH_RET: Self = Self::WITH_CODE
        .and(&[("ret", "errmsg"), ("ret", "err_msg"), ("ret", "errMsg"), ("ret", "msg")])
        .read_as(Whose::Ret);

    const WITH_CODE: Self = Self::new(&[("code", "message"), ("code", "msg")]).read_as(Whose::Word);

    /// The keys that 腾讯小微 sends: `code` with `desc`, and all those of [`WECHAT`](Self::WECHAT).
    ///
    /// It is not part of the default because other APIs also use `code` for data.
    ///
    /// ```
    /// use errcode_runtime::{errcodes, reply::{self, Envelope}};
    /// errcodes!("xiaowei");
    ///
    /// let body = r#"{"code":20002,"desc":"parse json body failed"}"#;
    /// let reply = reply::decode_with::<(), XiaoweiError>(Envelope::CODE_DESC, body.as_bytes());
    /// assert_eq!(reply.unwrap_err().code().map(i64::from), Some(20002));
    /// ```
    pub const CODE_DESC: Self = Self::WECHAT.and(&[("code", "desc")]);

    /// The keys that WeChat Pay (API v3) sends with an HTTP status of 4xx or 5xx: `code`, a text, and `message`.
    ///
    /// ```
    /// use errcode_runtime::{errcodes, reply::{self, Envelope}};
    /// errcodes!("examples/wechat-pay.csv");
    ///
    /// let body = r#"{"code":"PARAM_ERROR","message":"参数错误","detail":{"field":"/amount/currency"}}"#;
    /// let reply = reply::decode_with::<(), WechatPayError>(Envelope::WECHAT_PAY, body.as_bytes());
    /// assert_eq!(reply.unwrap_err().code(), Some(WechatPayError::ParamError));
    /// ```
    ///
    /// Pass the HTTP status, too: a success with status 204 has no body, and the body of a 404 may be `{}`.
    ///
    /// ```
    /// use errcode_runtime::{errcodes, reply::{self, Envelope, ReplyError}};
    /// errcodes!("examples/wechat-pay.csv");
    ///
    /// let decode = |status, body: &str| {
    ///     reply::decode_response_with::<(), WechatPayError>(Envelope::WECHAT_PAY, status, body.as_bytes())
    /// };
    /// assert!(decode(204, "").is_ok() && decode(200, "{}").is_ok());
    /// assert!(matches!(decode(404, "{}"), Err(ReplyError::Status(error)) if error.status() == 404));
    /// let error = decode(404, r#"{"code":"ORDER_NOT_EXIST"}"#).unwrap_err();
    /// assert_eq!((error.code(), error.status()), (Some(WechatPayError::OrderNotExist), Some(404)));
    /// ```
    ///
    /// A text is a success only if the table has a row of kind `ok` for it, or if [`success`](Self::success) lists it: otherwise
    /// `{"code":"OK"}` and `{"code":"SUCCESS"}` are errors, whatever the status is.
    pub const WECHAT_PAY: Self = Self::new(&[("code", "message")]);
}

impl<'k> Envelope<'k> {
    /// An envelope of pairs: the key of a code and the key of its message. Give several pairs where servers differ.
    ///
    /// A dot leads into an object: `error.code`. A key that contains a dot cannot be named, nor can an empty key before a dot. If a path
    /// leads into a value that is neither an object nor `null`, the reply is [`ReplyError::Code`](super::ReplyError::Code).
    ///
    /// ```
    /// use errcode_runtime::reply::Envelope;
    /// const PAYMENT: Envelope<'_> = Envelope::new(&[("retcode", "retmsg"), ("error.code", "error.message")]);
    /// # assert_ne!(PAYMENT, Envelope::default());
    /// ```
    pub const fn new(pairs: &'k [(&'k str, &'k str)]) -> Self {
        const NONE: Envelope<'_> = Envelope {
            pairs: &[],
            whose: Whose::Own,
            success: None,
            base: None,
            keys: Keys::NONE,
            all_keys: Keys::NONE,
            objects: Keys::NONE,
            lists_success: false,
        };
        Self { base: None, ..NONE.and(pairs) }
    }

    /// Adds pairs to this envelope.
    ///
    /// The new envelope borrows this one, so adding pairs needs no allocation and has no limit. Constants can be chained. In a `let`,
    /// give all pairs in one list, or bind each envelope to a name.
    ///
    /// ```
    /// use errcode_runtime::{errcodes, reply::{self, Envelope}};
    /// errcodes!("common");
    ///
    /// let envelope = Envelope::WECHAT.and(&[("status", "reason"), ("error.code", "error.message")]);
    /// for body in [r#"{"errcode":-1}"#, r#"{"status":-1}"#, r#"{"error":{"code":-1}}"#] {
    ///     let reply = reply::decode_with::<(), CommonError>(envelope, body.as_bytes());
    ///     assert_eq!(reply.unwrap_err().code(), Some(CommonError::SystemBusy));
    /// }
    /// ```
    #[must_use]
    pub const fn and(&'k self, pairs: &'k [(&'k str, &'k str)]) -> Self {
        Self {
            pairs,
            whose: Whose::Own,
            success: None,
            base: Some(self),
            keys: Keys::NONE.with(pairs, false),
            all_keys: self.all_keys.with(pairs, false),
            objects: self.objects.with(pairs, true),
            lists_success: self.lists_success,
        }
    }

    /// Declares the codes of the last list as another party's: their errors are [`ReplyError::Foreign`](super::ReplyError::Foreign).
    ///
    /// A number other than 0 is an error, and so is a word other than `ok`, `success` and the like. With [`success`](Self::success),
    /// every number or word that is not listed is an error. Other values, such as `null` or an object, are not errors.
    ///
    /// ```
    /// use errcode_runtime::{Code, errcodes, reply::{self, Envelope, ReplyError}};
    /// errcodes!("common");
    ///
    /// let envelope = Envelope::WECHAT.and(&[("carrier.code", "carrier.text")]).foreign();
    /// let body = br#"{"errcode":0,"carrier":{"code":"E17","text":"no courier near"}}"#;
    /// let Err(ReplyError::Foreign(error)) = reply::decode_with::<(), CommonError>(envelope, body) else { unreachable!() };
    /// assert_eq!((error.code(), error.errmsg()), (Code::Text("E17"), "no courier near"));
    /// ```
    #[must_use]
    pub const fn foreign(self) -> Self {
        self.read_as(Whose::Foreign)
    }

    /// Sets the codes that mean success under the pairs of the last list. They replace those of the enum, usually only 0: list 0, too,
    /// if it still means success. The last list of [`WECHAT`](Self::WECHAT) is the one with `errcode`.
    ///
    /// Numbers and texts may be mixed: some servers send the number 0 for a success and a word for an error.
    ///
    /// ```
    /// use errcode_runtime::{Code, errcodes, reply::{self, Envelope}};
    /// errcodes!("examples/wechat-pay.csv");
    ///
    /// let envelope = Envelope::new(&[("code", "msg")]).success(&[Code::Number(0), Code::Text("OK")]);
    /// for (body, is_success) in [(r#"{"code":0}"#, true), (r#"{"code":"OK"}"#, true), (r#"{"code":"PARAM_ERROR"}"#, false)] {
    ///     assert_eq!(reply::decode_with::<(), WechatPayError>(envelope, body.as_bytes()).is_ok(), is_success);
    /// }
    /// ```
    #[must_use]
    pub const fn success(mut self, codes: &'k [Code<'k>]) -> Self {
        self.success = Some(codes);
        self.lists_success = true;
        self
    }

    const fn read_as(mut self, whose: Whose) -> Self {
        self.whose = whose;
        self
    }

    /// Whether a key at the top of a reply may be the key of a code, or of an object with codes in it.
    #[inline]
    pub(super) fn any_may_have(&self, key: Key<'_>) -> bool {
        self.all_keys.may_have(key)
    }

    /// Whether the number 0 under this key at the top is a success, given that it is one in the enum.
    #[inline]
    pub(super) fn is_plain(&self, key: Key<'_>) -> bool {
        !self.lists_success && !self.objects.may_have(key)
    }

    /// The same as `any_may_have`, for the last list alone.
    #[inline]
    pub(super) fn may_have(&self, key: Key<'_>) -> bool {
        self.keys.may_have(key)
    }

    /// This envelope, its base, the base's base, and so on.
    #[inline]
    pub(super) fn lists(&self) -> impl Iterator<Item = &Self> {
        core::iter::successors(Some(self), |envelope| envelope.base)
    }

    /// The last list.
    #[inline]
    pub(super) fn pairs(&self) -> &'k [Pair<'k>] {
        self.pairs
    }

    /// Whose codes the last list names.
    #[inline]
    pub(super) fn whose(&self) -> Whose {
        self.whose
    }

    /// The codes that mean success in the last list, if it names them.
    #[inline]
    pub(super) fn listed_success(&self) -> Option<&'k [Code<'k>]> {
        self.success
    }

    fn own_rules(&self) -> impl Iterator<Item = Rule<'k>> + use<'k> {
        let Self { pairs, whose, success, .. } = *self;
        pairs.iter().map(move |&(code, message)| Rule { code, message, whose, success })
    }

    /// Every pair: those of the last list first, those of the base last.
    pub(super) fn rules(&self) -> impl Iterator<Item = Rule<'k>> {
        self.lists().flat_map(Self::own_rules)
    }

    /// The pairs whose codes may be under this key at the top of a reply, or in the object under it.
    pub(super) fn rules_of<'e>(&'e self, key: Key<'e>) -> impl Iterator<Item = Rule<'k>> {
        self.lists().filter(move |envelope| envelope.may_have(key)).flat_map(Self::own_rules)
    }
}

impl Default for Envelope<'static> {
    fn default() -> Self {
        Self::WECHAT
    }
}
