//! Error-code tables as typed enums.
//!
//! A vendor's API answers a failed call with a number, and a table says what the numbers mean. [`errcodes!`] reads such a
//! table when your crate is compiled, one of WeChat's nine or a CSV file of your own, and generates an enum with a
//! documented variant for each row.
//!
//! ```
//! use errcode_runtime::{errcodes, prelude::*};
//!
//! errcodes!("common"); // pub enum CommonError: every row of WeChat's table 公共错误码
//!
//! let error = CommonError::from(40001);
//! assert_eq!(error, CommonError::InvalidCredential);
//! assert_eq!(error.recovery(), Recovery::RefreshToken);
//! assert_eq!(CommonError::check(0), Ok(()));
//! assert_eq!(CommonError::from(123).to_string(), "123: unknown error code（未知错误码）");
//! ```
//!
//! # Matching, on three levels
//!
//! Nobody writes a match with 1,808 arms. Each of these is complete without `_`, so that the compiler says what a later
//! change leaves out.
//!
//! **By what one endpoint answers with**: a selection, usually five codes out of two tables.
//!
//! ```
//! use errcode_runtime::{errcodes, prelude::*};
//!
//! errcodes! {
//!     /// What `auth.code2Session` can answer with.
//!     pub enum LoginError from "common", "general" { -1, 40029 as InvalidJsCode, 40163, 45011 }
//! }
//!
//! fn next(error: LoginError) -> &'static str {
//!     match error {
//!         LoginError::InvalidJsCode | LoginError::OauthCodeAlreadyUsed => "ask for a new code",
//!         LoginError::SystemBusy => "again in a second",
//!         LoginError::MinuteQuotaExceeded => "again in a minute",
//!         LoginError::Unknown(_) => "log it",
//!     }
//! }
//! # assert_eq!(next(LoginError::from(40163)), "ask for a new code");
//! ```
//!
//! **By what to do next**: [`Recovery`], twelve values that mean the same for every table.
//!
//! ```
//! use errcode_runtime::prelude::*;
//!
//! fn next(error: &dyn Classify) -> &'static str {
//!     match error.recovery() {
//!         Recovery::None => "success",
//!         Recovery::RefreshToken => "get a new access token, replay once",
//!         Recovery::Reauthorize => "send the user through the login again",
//!         Recovery::SlowDown => "wait for error.retry_after(), or a minute",
//!         Recovery::WaitForQuota => "tomorrow",
//!         Recovery::Retry => "again, with a bounded backoff",
//!         Recovery::Appeal => "tell the operators: blocked",
//!         Recovery::AskUser => "show error.message_zh() to the user",
//!         Recovery::FixSetup => "tell the operators: misconfigured",
//!         Recovery::Stop => "done, one way or the other",
//!         Recovery::FixRequest => "a bug of ours",
//!         Recovery::Unknown => "a code of no table: log it",
//!     }
//! }
//! # errcode_runtime::errcodes!("common");
//! # assert_eq!(next(&CommonError::DailyQuotaExceeded), "tomorrow");
//! ```
//!
//! **By what went wrong**: [`Kind`], the 17 canonical statuses of gRPC, for who passes the error on.
//!
//! ```
//! use errcode_runtime::prelude::*;
//!
//! fn is_our_fault(error: &dyn Classify) -> bool {
//!     match error.kind() {
//!         Kind::InvalidArgument | Kind::OutOfRange | Kind::Unimplemented => true,
//!         Kind::NotFound | Kind::AlreadyExists | Kind::FailedPrecondition | Kind::Aborted => true,
//!         Kind::Unauthenticated | Kind::PermissionDenied | Kind::ResourceExhausted => true,
//!         Kind::Unavailable | Kind::DeadlineExceeded | Kind::Internal | Kind::DataLoss | Kind::Unknown => false,
//!         Kind::Ok | Kind::Cancelled => false,
//!     }
//! }
//! # errcode_runtime::errcodes!("common");
//! # assert!(!is_our_fault(&CommonError::SystemBusy) && is_our_fault(&CommonError::InvalidAppId));
//! ```
//!
//! # Code for any table
//!
//! [`ErrorEnum`] is every enum of the macro; [`ErrorCode`] and [`Classify`] are also trait objects.
//!
//! ```
//! use errcode_runtime::{errcodes, prelude::*};
//!
//! errcodes!("common");
//! errcodes!("gateway");
//!
//! /// A table as text, a row a line.
//! fn print<E: ErrorEnum + Classify>() -> String {
//!     E::ALL.iter().map(|row| format!("{}\t{:?}\t{}\n", row.code(), row, row.recovery())).collect()
//! }
//! assert!(print::<GatewayError>().contains("102003\t"));
//!
//! // Errors of several enums, and what is worth another try.
//! let errors: [&dyn Classify; 3] = [&CommonError::SystemBusy, &GatewayError::from(102_003), &CommonError::ApiForbidden];
//! let again: Vec<i64> = errors.iter().filter(|error| error.is_retryable()).map(|error| error.code()).collect();
//! assert_eq!(again, [-1, 102_003]);
//! ```
//!
//! Between enums of one API, [`ErrorEnum::from_code_of`] widens and [`ErrorEnum::try_from_code_of`] narrows.
//!
//! # Features
//!
//! - `serde`: `Serialize` as a number, `Deserialize` from a number or a numeric string, for every enum;
//! - `reply`: `reply::decode`, from the bytes of a reply to a value or a typed error;
//! - `wechat`: the nine tables as ready-made enums, in the module `wechat`.
//!
//! The crate is `no_std`, and nothing but `errcode-tables` (without dependencies) is linked with it.
#![no_std]
#![forbid(unsafe_code)]

#[cfg(feature = "reply")]
extern crate alloc;

mod code;
mod implement;
mod lookup;
mod macros;
#[cfg(feature = "reply")]
pub mod reply;
mod table;
#[cfg(feature = "wechat")]
pub mod wechat;

#[cfg(feature = "serde")]
mod serde;

pub use code::{Classify, ErrorCode, ErrorEnum};
pub use errcode_tables::{Kind, Recovery, Unspelled};
pub use lookup::{RangeCode, UnknownCode};
pub use table::TableInfo;

/// The traits, [`Kind`] and [`Recovery`].
pub mod prelude {
    pub use crate::{Classify, ErrorCode, ErrorEnum, Kind, Recovery};
}

/// What the code that [`errcodes!`] generates refers to. No part of the public API.
#[doc(hidden)]
pub mod __private {
    pub use core::clone::Clone;
    pub use core::cmp::{Eq, Ord, Ordering, PartialEq, PartialOrd};
    pub use core::convert::{From, Into};
    pub use core::error::Error;
    pub use core::fmt::{Debug, Display, Formatter, Result as FmtResult};
    pub use core::hash::Hash;
    pub use core::marker::Copy;
    pub use core::num::ParseIntError;
    pub use core::option::Option::{self, None, Some};
    pub use core::primitive::{bool, i64, str, u8, usize};
    pub use core::result::Result::{self, Err, Ok};
    pub use core::str::FromStr;
    pub use core::time::Duration;
    pub use core::{compile_error, concat, env, include_bytes};

    pub use errcode_macros::errcodes as expand;

    pub use crate::implement::*;
    pub use crate::lookup::{Carried, Generated, from_code};
    pub use crate::table::Table;
    pub use crate::{
        __implement as implement, __implement_class as implement_class, __implement_serde as implement_serde,
    };

    #[cfg(feature = "serde")]
    pub use crate::serde::{deserialize, serialize};
    #[cfg(feature = "serde")]
    pub use serde_core;
}
