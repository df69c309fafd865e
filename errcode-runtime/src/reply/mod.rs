//! Decodes the bytes of a reply into a value or a typed error.
//!
//! A server reports the result of a call inside its JSON, but not always under the keys that its documentation names. [`decode`] finds
//! the codes in all these places, so that no client has to compare an `errcode` by hand:
//!
//! ```
//! use errcode_runtime::{errcodes, prelude::*, reply::{self, ReplyError}};
//! use serde::Deserialize;
//!
//! errcodes!("common");
//!
//! #[derive(Deserialize)]
//! struct Token {
//!     access_token: String,
//! }
//!
//! fn token(body: &[u8]) -> Result<String, ReplyError<CommonError>> {
//!     let token: Token = reply::decode(body)?;
//!     Ok(token.access_token)
//! }
//!
//! assert_eq!(token(br#"{"access_token":"t","expires_in":7200}"#).unwrap(), "t");
//!
//! let error = token(br#"{"errcode":45009,"errmsg":"reach max api daily quota limit rid: 65-ab-c0"}"#).unwrap_err();
//! match &error {
//!     ReplyError::Api(error) => {
//!         assert_eq!(error.code().recovery(), Recovery::WaitForQuota);
//!         assert_eq!(error.rid(), Some("65-ab-c0"));
//!     }
//!     other => panic!("{other}"),
//! }
//! ```
//!
//! # What counts as an error
//!
//! [`decode`] checks every key of the [`Envelope`], in any order, even if a key appears twice. A single code that does not mean success
//! makes the reply an error, whatever the type is: `()`, a struct of `Option`s, a map or `serde_json::Value`. A reply without a code is a
//! success. So is one with `errcode` 0 beside its data, if 0 means success in the enum. A code is a number or a numeric string, such as
//! `"40001"` or `"0x9C41"`; for an enum of text codes, it is a string. Any other value in its place is [`ReplyError::Code`].
//!
//! Some keys hold codes of another party: a delivery company, a gateway or your own cloud function. Such an error is
//! [`ReplyError::Foreign`], since the same number means something else in your enum. [`Envelope::WECHAT`] lists these keys and says when
//! their values are data. A code inside an item of a list does not make the reply an error; [`items`] finds such codes.
//!
//! The body is read twice. A scan checks the grammar and finds the codes without allocating; then `serde_json` deserializes the type as
//! usual. Besides the value and the text of a `serde_json` error, this takes at most four times the memory of the body. If a successful
//! reply has raw control characters inside strings, they are escaped in a copy first, except for `()` and other unit types. If the copy
//! would be more than twice as long as the JSON, the result is [`ReplyError::Json`]. The copy does not outlive the call, so a type that
//! borrows from the body does not compile: use `String` instead of `&str`.
//!
//! ```compile_fail
//! # use errcode_runtime::{errcodes, reply::{self, ReplyError}};
//! # errcodes!("common");
//! #[derive(serde::Deserialize)]
//! struct Token<'body> {
//!     access_token: &'body str,
//! }
//!
//! fn token(body: &[u8]) -> Result<Token<'_>, ReplyError<CommonError>> {
//!     reply::decode(body)
//! }
//! ```
//!
//! # HTTP status and retries
//!
//! WeChat's servers report errors with status 200. Gateways and proxies in front of them use other statuses, and their replies have no
//! code: [`decode`] takes `{"message":"no healthy upstream"}` with status 503 for a success. If you have the status, pass it, too:
//!
//! ```
//! use errcode_runtime::{errcodes, prelude::*, reply::{self, ReplyError}};
//! errcodes!("common");
//!
//! let body = br#"{"message":"no healthy upstream"}"#;
//! let error = reply::decode_response::<(), CommonError>(503, body).unwrap_err();
//! assert_eq!((error.status(), error.recovery()), (Some(503), Recovery::Retry));
//! assert_eq!(error.pause(0), Some(core::time::Duration::from_millis(500)));
//! ```
//!
//! For every failure, [`ReplyError::recovery`] says what the caller does next, and [`ReplyError::pause`] how long to wait before a retry.
//! For an error with a code of the enum, both follow the table. An empty body, a page and a truncated reply are worth a few retries; a
//! reply that does not fit the type is worth none.
//!
//! # Calls that return no JSON
//!
//! Some calls return an image, and JSON only if they fail. For such a call [`ReplyError::NotJson`] with an image is the
//! expected result; `Ok` means that no image came:
//!
//! ```
//! use errcode_runtime::{errcodes, reply::{self, Format, ReplyError}};
//! errcodes!("common");
//!
//! fn image(body: Vec<u8>) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
//!     match reply::decode::<(), CommonError>(&body) {
//!         Err(ReplyError::NotJson(other)) if other.format() == Format::Image => Ok(body),
//!         Err(error) => Err(error.into()),
//!         Ok(()) => Err("the call succeeded, but returned no image".into()),
//!     }
//! }
//!
//! assert!(image(b"\xFF\xD8\xFF\xE0".to_vec()).is_ok());
//! for body in [r#"{"errcode":-1}"#, r#"{"errcode":0}"#, "<html>502 Bad Gateway</html>"] {
//!     assert!(image(body.into()).is_err());
//! }
//! ```
//!
//! WeCom (企业微信) answers such a call with the file or with the headers `error-code` and `error-msg`: [`ApiError::new`] has an example.
mod api_error;
mod codes;
mod decode;
mod envelope;
mod error;
mod excerpt;
mod foreign;
mod format;
mod invalid_code;
mod items;
mod json_error;
mod not_json;
mod number;
mod path;
mod plain;
mod repair;
mod retry;
mod said;
mod scan;
#[cfg(feature = "serde")]
mod serialize;
mod status;
mod string;
mod success;
mod tail;
mod unit;
mod verdict;

pub use api_error::ApiError;
pub use decode::{MAX_LENGTH, decode, decode_response, decode_response_with, decode_with};
pub use envelope::Envelope;
pub use error::ReplyError;
pub use foreign::ForeignError;
pub use format::Format;
pub use invalid_code::InvalidCode;
pub use items::{Item, items, items_with};
pub use json_error::JsonError;
pub use not_json::NotJson;
pub use number::number_or_string;
pub use status::StatusError;
pub use tail::Tail;
