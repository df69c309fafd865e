//! Error-code tables as typed enums.
//!
//! When a call fails, a vendor's API returns a code, and a table in the vendor's documentation says what it means. A program that compares
//! bare codes overlooks some of them, and has to guess which calls it may send again. [`errcodes!`] reads such a table at compile time:
//! a shipped table of WeChat or WeCom, or a CSV file of your own. It generates an enum with a documented variant for each row. If the
//! table has recoveries, a variant also says what to do next.
//!
//! The repository's README compares this with other ways to do it.
//!
//! 中文指南：[`guide_zh`]。
//!
//! # First use
//!
//! ```
//! use errcode_runtime::{errcodes, prelude::*};
//!
//! errcodes!("common"); // pub enum CommonError: every row of WeChat's table 公共错误码
//!
//! let error = CommonError::from(40001); // any i64: a code without a variant is kept as `Unknown`
//! assert_eq!(error, CommonError::InvalidCredential);
//! assert_eq!(error.recovery(), Recovery::RefreshToken);
//! assert_eq!(CommonError::check(0), Ok(())); // 0 is success, no error
//! assert_eq!(CommonError::from(123).to_string(), "123: unknown error code（未知错误码）");
//! ```
//!
//! In an editor, hovering over `InvalidCredential` shows its texts; in rustdoc, a search for `40001` finds it.
//! [`errcodes!`] lists what else an enum has.
//!
//! # What an enum is for
//!
//! - **A match that the compiler checks**, on the codes of one endpoint, on what to do next ([`Recovery`]), or on what went wrong
//!   ([`Kind`]): [`docs::matching`].
//! - **Decisions**: whether to get a new token, to wait, to try again, or to tell somebody: [`docs::handling`].
//! - **Replies**: with the feature `reply`, from the bytes of a reply to a value or a typed error: [`docs::replies`].
//! - **Messages**: [`Display`](core::fmt::Display) has the code and its texts in one line, `{:#}` adds what to do. Unknown codes are kept.
//!
//! ```
//! use errcode_runtime::{errcodes, prelude::*};
//!
//! errcodes! {
//!     /// The codes that one endpoint of WeChat can return, as listed on its page.
//!     pub enum LoginError from endpoint "code2Session" { 40029 as InvalidJsCode, .. }
//!
//!     /// A vendor's file, as it came; kinds and recoveries are in a file beside it.
//!     pub enum BrokerError from "examples/broker.csv" (strip = "BRK_") with "examples/broker.ours.csv";
//! }
//!
//! fn next(error: LoginError) -> &'static str {
//!     match error {
//!         LoginError::InvalidJsCode => "ask for a new code",
//!         LoginError::HighRiskUserLoginBanned => "refuse",
//!         LoginError::SystemBusy | LoginError::MinuteQuotaExceeded => "wait, then try again",
//!         LoginError::Unknown(_) => "log it: the code is kept",
//!     }
//! }
//!
//! assert_eq!(next(LoginError::from(40029)), "ask for a new code");
//! assert_eq!(BrokerError::from(1001).recovery(), Recovery::SlowDown);
//! ```
//!
//! # Where to read on
//!
//! - [`errcodes!`]: the grammar of a call, and everything that an enum has.
//! - [`docs::shipped`]: the shipped tables, endpoints, WeCom.
//! - [`docs::own_tables`]: tables of your own, codes that are texts.
//! - [`docs::matching`]: matching, selections.
//! - [`docs::handling`]: tokens, pauses, retries.
//! - [`docs::replies`]: from the bytes of a reply to a value or a typed error.
//! - [`docs::generic`]: generic code.
//! - [`docs::internals`]: how it works.
//! - [`docs::questions`]: questions and answers.
//!
//! The examples `client` (tokens, retries), `sdk` (an enum for each endpoint, one error type) and `web` (errors passed on) of the
//! repository are whole programs.
//!
//! # Features
//!
//! Only `alloc` is on by default.
//!
//! - `alloc`: enums whose codes are texts. On bare metal without an allocator turn it off with `default-features = false`;
//! - `serde`: `Serialize` as a number or a string, and `Deserialize` from it, for every enum. Self-describing formats such as JSON also
//!   read a number from a string, decimal or hexadecimal. [`Kind`] and [`Recovery`] are words. [`Code`] and the errors of replies have
//!   `Serialize` only;
//! - `reply`: `reply::decode`, which turns the bytes of a reply into a value or a typed error. It needs `alloc` and adds the dependency
//!   `serde_json`;
//! - `wechat`: every shipped table as a ready-made enum, in the module `wechat`, for libraries that need one shared type.
//!
//! The crate is `no_std`. Without features, the only crate linked with it is `errcode-core`, which has no dependencies.
#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![forbid(unsafe_code)]

#[cfg(feature = "alloc")]
extern crate alloc;

#[cfg(feature = "alloc")]
mod boxed;
mod code;
// Documentation only: these exist for rustdoc and its tests.
#[cfg(any(doc, doctest))]
pub mod docs;
#[cfg(any(doc, doctest))]
pub mod guide_zh;
mod implement;
mod lookup;
mod macros;
mod number;
mod payload;
#[cfg(feature = "reply")]
pub mod reply;
mod shipped;
mod show;
mod table;
mod traits;
#[cfg(any(feature = "serde", feature = "reply"))]
mod visitor;
#[cfg(feature = "wechat")]
pub mod wechat;
mod widen;

#[cfg(feature = "serde")]
mod serde;

pub use code::Code;
pub use errcode_core::{Kind, Recovery, Unspelled};
pub use payload::{RangeCode, UnknownCode, UnknownText};
pub use table::TableInfo;
pub use traits::{Classify, ErrorCode, ErrorEnum};

/// The traits, [`Kind`] and [`Recovery`].
///
/// ```
/// use errcode_runtime::{errcodes, prelude::*};
/// errcodes!("common");
/// let error: &dyn Classify = &CommonError::SystemBusy;
/// assert_eq!((error.kind(), error.recovery()), (Kind::Unavailable, Recovery::Retry));
/// ```
pub mod prelude {
    pub use crate::{Classify, ErrorCode, ErrorEnum, Kind, Recovery};
}

/// Items for the code that [`errcodes!`] generates. Not part of the public API.
#[doc(hidden)]
pub mod __private {
    pub use core::clone::Clone;
    pub use core::cmp::{Eq, Ord, Ordering, PartialEq, PartialOrd};
    pub use core::convert::{AsRef, From, Infallible, Into};
    pub use core::error::Error;
    pub use core::fmt::{Debug, Display, Formatter, Result as FmtResult};
    pub use core::hash::{Hash, Hasher};
    pub use core::marker::Copy;
    pub use core::num::ParseIntError;
    pub use core::option::Option::{self, Some};
    pub use core::primitive::{bool, f64, i8, i16, i32, i64, str, u8, u16, u32, u64, usize};
    pub use core::result::Result::{self, Ok};
    pub use core::str::FromStr;
    pub use core::time::Duration;
    pub use core::{compile_error, concat, env, include_bytes};

    pub use errcode_core::packed::{Counts, Layout};
    pub use errcode_macros::errcodes as expand;

    pub use crate::implement::{compare, debug, display, field};
    pub use crate::lookup::{
        Classified, Generated, Numbered, Numbers, Spelled, Texts, from_number, from_text, parse, unknown_text,
    };
    pub use crate::payload::Carried;
    pub use crate::table::{Table, find, find_text};
    pub use crate::traits::{implement_class, implement_methods};
    pub use crate::{
        __implement as implement, __implement_codes as implement_codes, __implement_row as implement_row,
        __implement_serde as implement_serde, __implement_texts as implement_texts,
    };
    pub use crate::{Kind, Recovery, TableInfo};

    /// Large tables. All crates that use the whole of one share it.
    pub mod shipped {
        pub use crate::shipped::{general, wecom};
    }

    #[cfg(feature = "serde")]
    pub use crate::serde::{deserialize_number, deserialize_text, serialize};
    #[cfg(feature = "serde")]
    pub use serde_core;
}
