//! Error-code tables as typed enums.
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
#![no_std]
#![forbid(unsafe_code)]

mod code;
mod implement;
mod lookup;
mod macros;
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
