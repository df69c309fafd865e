//! Matching on an error, and which codes an enum has.
//!
//! # Three levels
//!
//! A match with an arm for each row of a large table is not practical. Each match below is exhaustive without `_`: when the enum
//! changes, the compiler reports the arms that are missing.
//!
//! **By what one endpoint returns**: the codes on its page, or a selection of codes.
//!
//! ```
//! use errcode_runtime::{errcodes, prelude::*};
//!
//! errcodes! {
//!     pub enum LoginError from endpoint "code2Session", "general" { -1, 40029 as InvalidJsCode, 40163, 40226, 45011 }
//! }
//!
//! fn next(error: LoginError) -> &'static str {
//!     match error {
//!         LoginError::InvalidJsCode | LoginError::OauthCodeAlreadyUsed => "ask for a new code",
//!         LoginError::HighRiskUserLoginBanned => "refuse",
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
//! **By what went wrong**: [`Kind`], the 17 canonical statuses of gRPC, for code that passes the error on.
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
//! # Selections
//!
//! An enum has every row of its sources, or only the rows that a selection picks. The forms can be mixed, and [`errcodes!`] has an
//! example of each.
//!
//! | in the call | the enum has |
//! |---|---|
//! | `from "common"` | every row |
//! | `from endpoint "code2Session"` | the codes on the page of an endpoint, with their meaning there |
//! | `from "common", "general", "my.csv"` | the rows of several tables; rows with the same code and name are one variant |
//! | `{ -1, 40029 as InvalidJsCode }` | these codes, one of them under a name of your own |
//! | `{ SystemBusy, InvalidCredential as BadToken }` | the rows with these names |
//! | `{ 85001..=85102 }` | the rows of a range of codes |
//! | `{ "PARAM_ERROR" as BadParam }` | a code that is a text, under a name of your own |
//! | `{ -40400x }` | a family, as its table spells it |
//! | `{ unavailable, slow_down }` | the rows of a kind or recovery |
//! | `{ 20002 as BadJson, .. }` | all rows, one of them renamed |
//! | `except { 0 }` | all rows but these |
//!
//! [`errcodes!`]: crate::errcodes
//! [`Recovery`]: crate::Recovery
//! [`Kind`]: crate::Kind
