//! Questions and answers.
//!
//! **I edited a CSV file, and hovering still shows the old text.** rust-analyzer caches an expansion until the call
//! itself is edited: make any edit there, such as adding a space, or restart the server. `cargo check` tracks the file by
//! itself.
//!
//! **WeChat returns a code that no table has.** It becomes `Unknown`, which keeps the number and converts back into it, and is
//! compared, hashed, printed and serialized by it. To get a variant, write a row for the code into a file of your own, and add that file
//! as one more source:
//!
//! ```
//! # use errcode_runtime::errcodes;
//! errcodes! { pub enum ApiError from "common", "general", "examples/unlisted.csv"; }
//!
//! assert_eq!(ApiError::from(99_000_001), ApiError::MessagePoolFull); // ours, from unlisted.csv
//! assert_eq!(ApiError::from(99_999_999).code(), 99_999_999);
//! ```
//!
//! **What does an upgrade break?** When a table gains a row, its enum gains a variant, and a match that names every variant of the whole
//! table stops compiling: this is intended. A `_` arm avoids it. So does a selection of single codes, which gains a variant only when
//! you add one; `..`, ranges, kinds and recoveries follow the table. A library puts `#[non_exhaustive]` on its enum, so that it can add
//! codes without breaking its users. Names do not change.
//!
//! **Why is there no `From<i32>`?** With two conversions, a bare literal would be an `i32`, and one that does not fit, such as
//! `0x8007_0005`, would no longer compile. The enum's own `check` takes any type that converts into an `i64`. [`ErrorEnum::check`], for
//! generic code, takes any type that the enum has a `From` for.
//!
//! ```
//! # use errcode_runtime::{errcodes, prelude::*};
//! # errcodes!("common");
//! let errcode: i32 = 40001;
//! assert_eq!(CommonError::check(errcode), Err(CommonError::InvalidCredential));
//! assert_eq!(CommonError::from(i64::from(errcode)), CommonError::InvalidCredential);
//! ```
//!
//! **Why is 45009 not retryable?** It is the daily quota: it does not come back within seconds, and a retry loop only hides the cause. Its
//! recovery is [`WaitForQuota`](crate::Recovery::WaitForQuota). 45011 is the limit per minute, and retryable after its `retry_after()` of 60
//! seconds.
//!
//! **Two tables disagree on a code.** 20002 means a missing product in 通用错误码 and malformed JSON in 腾讯小微. A number with two meanings
//! is never merged silently:
//!
//! ```compile_fail
//! # use errcode_runtime::errcodes;
//! errcodes! { pub enum BothError from "general", "xiaowei"; } // error: code 20002 means …
//! ```
//!
//! Declare two enums, leave the code out, or give it a name of your own that fits both meanings:
//!
//! ```
//! # use errcode_runtime::errcodes;
//! errcodes! {
//!     pub enum BothError from "general", "xiaowei" { 20002 as ProductMissingOrBadJson, .. }
//!     pub enum NeitherError from "general", "xiaowei" except { 20002 }
//! }
//! assert_eq!(BothError::from(20002), BothError::ProductMissingOrBadJson);
//! assert!(!NeitherError::from(20002).is_known());
//! ```
//!
//! **The same row is in several enums.** Then it is a value of a different type in each. `From<i64>` converts a selection's error into the
//! enum of a whole API ([`ErrorEnum::from_code`] in generic code). [`ErrorEnum::try_from_code_of`] converts back, or returns the error if
//! the selection does not have its code:
//!
//! ```
//! use errcode_runtime::{errcodes, prelude::*};
//!
//! errcodes! {
//!     pub enum WechatError from "common", "general";
//!     pub enum LoginError from "common", "general" { -1, 40029 as InvalidJsCode, 45011 }
//! }
//!
//! assert_eq!(WechatError::from(LoginError::InvalidJsCode.code()), WechatError::InvalidOauthCode);
//! assert_eq!(LoginError::try_from_code_of(WechatError::InvalidOpenId), Err(WechatError::InvalidOpenId));
//! ```
//!
//! [`widen!`] implements `From` for several such enums, so that `?` works in an SDK with an enum for each endpoint. `?` also converts any
//! classified error into a `Box<dyn Classify>`.
//!
//! **Excel saved my table, and the macro says that it is not UTF-8.** On a Chinese Windows, Excel saves CSV as GBK.
//! Save it as “CSV UTF-8”, or convert it: `iconv -f GB18030 -t UTF-8 old.csv > new.csv`. A byte order mark is fine.
//!
//! **Why can `.kind()` not be called on my enum?** One of its variants has no `kind` and `recovery`. An enum has these methods only if all
//! its variants have both: if half of the rows were guesses, nobody could rely on any. A file of your own, named after `with`, adds them
//! to a vendor's table; see [your own tables](super::own_tables).
//!
//! **Does it fit my crate?** It works in every edition and in `no_std` (see [Features](crate#features)), has no `unsafe`, and
//! causes no warnings under `#![deny(warnings, missing_docs, clippy::pedantic)]`.
//!
//! [`widen!`]: crate::widen
//! [`ErrorEnum::check`]: crate::ErrorEnum::check
//! [`ErrorEnum::from_code`]: crate::ErrorEnum::from_code
//! [`ErrorEnum::try_from_code_of`]: crate::ErrorEnum::try_from_code_of
