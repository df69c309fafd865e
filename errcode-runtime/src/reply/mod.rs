//! From the bytes of a reply to a value or a typed error.
//!
//! A server reports the result of a call inside its JSON, less regularly than its documentation says. [`decode`] finds the
//! codes in all these places, so that no client compares an `errcode` by hand:
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
//! Every key of the [`Envelope`] is looked at, in any order, even if it appears twice. One code that is no success makes
//! the reply an error, and no type hides it: neither `()` nor a struct of `Option`s, a map or `serde_json::Value`. A reply
//! without a code is a success, as is one with `errcode` 0 beside its data. A code is a number or a numeric string,
//! `"40001"` or `"0x9C41"`; where the codes of the enum are texts, a code is a string. Anything else in its place is
//! [`ReplyError::Code`].
//!
//! Some keys have codes of another party: of a delivery company, a gateway, your own cloud function. Such an error is
//! [`ReplyError::Foreign`], since the number means something else in your enum. [`Envelope::WECHAT`] lists these keys, and when what
//! is there counts as data. Codes of the items of a list are no errors of the reply; [`items`] finds them.
//!
//! The bytes are read twice: a scan checks the grammar and finds the codes, without allocating, then `serde_json` reads the
//! type, as it does on its own. Besides the value, memory is at most four times the body. A success with raw control
//! characters inside strings is repaired first, in a copy; if that copy would be more than twice as long, it is
//! [`ReplyError::Json`]. As the copy does not outlive the call, a type that borrows its texts from the body, with a field `&str`, does
//! not compile: it has a `String` in its place.
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
//! WeChat's servers answer errors with status 200, but gateways and proxies before them do not, and their replies have no code:
//! `{"message":"no healthy upstream"}` with status 503 is a success for [`decode`]. Give the status, too, where you have it:
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
//! An error with a code follows its table. An empty body, a page and a reply that is cut off are worth a few retries; a type that does
//! not fit is worth none.
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
