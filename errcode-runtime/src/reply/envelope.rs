//! The keys that say whether the call succeeded.

use super::scan::Key;

/// The keys under which a reply carries its code and its message.
///
/// The default understands what WeChat's servers send: `errcode` with `errmsg`, `errCode` with `errMsg`, and either of
/// them, or `ret` with `err_msg`, inside an object `base_resp`.
///
/// ```
/// use errcode_runtime::{errcodes, prelude::*, reply::{self, Envelope}};
/// errcodes!("xiaowei");
///
/// let envelope = Envelope::new(&[("status", "reason")]).inside("head", &[("code", "text")]);
/// for body in [r#"{"status":20002,"reason":"bad"}"#, r#"{"head":{"code":20002}}"#] {
///     let reply = reply::decode_with::<(), XiaoweiError>(envelope, body.as_bytes());
///     assert_eq!(reply.unwrap_err().code().map(i64::from), Some(20002));
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Envelope<'k> {
    top: &'k [Pair<'k>],
    object: Option<(&'k str, &'k [Pair<'k>])>,
}

/// The key of the code and the key of its message.
type Pair<'k> = (&'k str, &'k str);

/// The role of a key in an envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role<'k> {
    /// A code, by its key.
    Code(&'k str, Place),
    Message(Place),
    /// The object with more codes in it, by its key.
    Object(&'k str),
    Other,
}

/// A pair of keys, by its index in the list of its level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) level: Level,
    pub(super) index: usize,
}

/// Which object a key stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    Top,
    Inside,
}

impl Envelope<'static> {
    /// What WeChat's servers send; the default.
    ///
    /// ```
    /// use errcode_runtime::{errcodes, reply::{self, Envelope}};
    /// errcodes!("common");
    ///
    /// for body in [r#"{"errcode":-1}"#, r#"{"errCode":"-1"}"#, r#"{"base_resp":{"ret":-1}}"#] {
    ///     let reply = reply::decode_with::<(), CommonError>(Envelope::WECHAT, body.as_bytes());
    ///     assert_eq!(reply.unwrap_err().code(), Some(CommonError::SystemBusy));
    /// }
    /// ```
    pub const WECHAT: Self = Self::new(&[("errcode", "errmsg"), ("errCode", "errMsg")])
        .inside("base_resp", &[("ret", "err_msg"), ("errcode", "errmsg"), ("errCode", "errMsg")]);

    /// What 腾讯小微 sends: `code` with `desc`, beside what every WeChat server sends when its gateway refuses the call.
    ///
    /// It is not part of the default because elsewhere `code` is also data.
    ///
    /// ```
    /// use errcode_runtime::{errcodes, reply::{self, Envelope}};
    /// errcodes!("xiaowei");
    ///
    /// let body = r#"{"code":20002,"desc":"parse json body failed"}"#;
    /// let reply = reply::decode_with::<(), XiaoweiError>(Envelope::CODE_DESC, body.as_bytes());
    /// assert_eq!(reply.unwrap_err().code().map(i64::from), Some(20002));
    /// ```
    pub const CODE_DESC: Self = Self::new(&[("code", "desc"), ("errcode", "errmsg"), ("errCode", "errMsg")]);

    /// What WeChat Pay (API v3) sends with an HTTP status of 4xx or 5xx: `code`, a text, and `message`.
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
    /// The HTTP status is yours to check, because no body says it: [`decode_with`](super::decode_with) returns `Ok` for the body
    /// `{}` of a 404, and [`ReplyError::Empty`](super::ReplyError::Empty) for a success with status 204, which has no body.
    ///
    /// ```
    /// use errcode_runtime::{errcodes, reply::{self, Envelope, ReplyError}};
    /// errcodes!("examples/wechat-pay.csv");
    ///
    /// fn decode(status: u16, body: &[u8]) -> Result<(), ReplyError<WechatPayError>> {
    ///     let reply = if status == 204 { Ok(()) } else { reply::decode_with(Envelope::WECHAT_PAY, body) };
    ///     if (200..300).contains(&status) { reply } else { reply.and(Err(ReplyError::Empty)) }
    /// }
    ///
    /// assert!(decode(204, b"").is_ok() && decode(200, b"{}").is_ok());
    /// assert!(matches!(decode(404, b"{}"), Err(ReplyError::Empty)));
    /// let error = decode(404, br#"{"code":"ORDER_NOT_EXIST"}"#).unwrap_err();
    /// assert_eq!(error.code(), Some(WechatPayError::OrderNotExist));
    ///
    /// // Without the check:
    /// assert!(reply::decode_with::<(), WechatPayError>(Envelope::WECHAT_PAY, b"{}").is_ok());
    /// let reply = reply::decode_with::<(), WechatPayError>(Envelope::WECHAT_PAY, b"");
    /// assert!(matches!(reply, Err(ReplyError::Empty)));
    /// ```
    ///
    /// A text is a success only if the table has a row of kind `ok` for it: without one, `{"code":"OK"}` and
    /// `{"code":"SUCCESS"}` are errors, whatever the status is.
    pub const WECHAT_PAY: Self = Self::new(&[("code", "message")]);
}

impl<'k> Envelope<'k> {
    /// Pairs of keys at the top of the reply: that of the code and that of its message. Several where servers differ.
    ///
    /// ```
    /// use errcode_runtime::reply::Envelope;
    /// const PAYMENT: Envelope<'_> = Envelope::new(&[("retcode", "retmsg")]);
    /// # assert_ne!(PAYMENT, Envelope::default());
    /// ```
    pub const fn new(pairs: &'k [(&'k str, &'k str)]) -> Self {
        Self { top: pairs, object: None }
    }

    /// Adds pairs inside the object under `key`.
    ///
    /// ```
    /// use errcode_runtime::reply::Envelope;
    /// const CLOUD: Envelope<'_> = Envelope::new(&[]).inside("head", &[("code", "message")]);
    /// # assert_ne!(CLOUD, Envelope::default());
    /// ```
    #[must_use]
    pub const fn inside(self, key: &'k str, pairs: &'k [(&'k str, &'k str)]) -> Self {
        Self { top: self.top, object: Some((key, pairs)) }
    }

    fn pairs(&self, level: Level) -> &'k [Pair<'k>] {
        match (level, self.object) {
            (Level::Top, _) => self.top,
            (Level::Inside, Some((_, pairs))) => pairs,
            (Level::Inside, None) => &[],
        }
    }

    /// The role of a key that can make a reply an error.
    ///
    /// A key that is both a code and a message is read as the code: an error that loses its text is still an error.
    #[inline]
    pub(super) fn deciding_role(&self, level: Level, key: Key<'_>) -> Option<Role<'k>> {
        let pairs = self.pairs(level);
        if let Some(index) = pairs.iter().position(|(code, _)| key.is(code)) {
            return Some(Role::Code(pairs[index].0, Place { level, index }));
        }
        match (level, self.object) {
            (Level::Top, Some((object, _))) if key.is(object) => Some(Role::Object(object)),
            _ => None,
        }
    }

    pub(super) fn role(&self, level: Level, key: Key<'_>) -> Role<'k> {
        self.deciding_role(level, key).unwrap_or_else(|| {
            match self.pairs(level).iter().position(|(_, message)| key.is(message)) {
                Some(index) => Role::Message(Place { level, index }),
                None => Role::Other,
            }
        })
    }

    /// Every pair of the envelope.
    pub(super) fn places(&self) -> impl Iterator<Item = Place> {
        let places = |level| (0..self.pairs(level).len()).map(move |index| Place { level, index });
        places(Level::Top).chain(places(Level::Inside))
    }
}

impl Default for Envelope<'static> {
    fn default() -> Self {
        Self::WECHAT
    }
}
