//! Replies: from the bytes of a response to a value or a typed error.
//!
//! With the feature `reply`, `reply::decode` turns the bytes of a reply into your type or a typed error, wherever the server put the
//! code. It never decodes an error as a success, whatever your type is. `reply::decode_response` takes the HTTP status, too. The error
//! says what to do next (`recovery()`) and how long to wait before a retry (`pause(retries)`), even if the body is empty or a gateway's
//! page.
//!
//! ```
//! # #[cfg(feature = "reply")] fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use errcode_runtime::{errcodes, prelude::*, reply};
//! use serde::Deserialize;
//!
//! errcodes!("common");
//!
//! #[derive(Deserialize)]
//! struct Token {
//!     access_token: String,
//! }
//!
//! let token: Token = reply::decode::<_, CommonError>(br#"{"access_token":"t","expires_in":7200}"#)?;
//! assert_eq!(token.access_token, "t");
//!
//! let body = br#"{"errcode":40164,"errmsg":"invalid ip 1.2.3.4, not in whitelist rid: 65-ab-c0"}"#;
//! let error = reply::decode::<Token, CommonError>(body).err().unwrap();
//! let error = error.api().expect("the server reports an error");
//! assert_eq!(error.code(), CommonError::IpNotInWhitelist);
//! assert_eq!((error.request_ip(), error.rid()), (Some("1.2.3.4"), Some("65-ab-c0")));
//! # Ok(()) }
//! # #[cfg(not(feature = "reply"))] fn main() {}
//! ```
//!
//! - **Codes of another party** become `ReplyError::Foreign`, so a carrier's 40029 is never `InvalidOauthCode`. Such codes are a delivery
//!   company's `resultcode`, a cloud function's `errorCode`, `errno`, `ret` and a gateway's `code`. `Envelope::WECHAT` says when such a
//!   key is an error.
//! - **Other keys** are named by an envelope: `Envelope::WECHAT.and(&[("status", "reason"), ("error.code", "error.message")])`, where a dot
//!   separates an object's key from a key inside it. `.success(…)` lists the codes that mean success, `.foreign()` marks codes as
//!   another party's.
//! - **Lists**: `reply::items` finds the items of a list that have an error of their own. Such an error is not an error of the whole
//!   reply.
//! - **Texts**: your type has to own them: a `String` field compiles, a `&str` field does not.
//! - **An SDK** has an enum for each endpoint and one error type: `widen!(WechatError from LoginError, SendError);` makes the conversions
//!   that `error.convert()` and `?` use.
