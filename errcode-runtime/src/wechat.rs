//! The nine tables of WeChat as ready-made enums.
//!
//! A library that returns these types agrees with every other that does. A program of your own has better ones: it
//! declares what each endpoint answers with, see [`errcodes!`](crate::errcodes).
//!
//! ```
//! use errcode_runtime::{prelude::*, wechat::CommonError};
//! assert_eq!(CommonError::from(45009).recovery(), Recovery::WaitForQuota);
//! ```

crate::errcodes!("common");
crate::errcodes!("general");
crate::errcodes!("shop");
crate::errcodes!("channels");
crate::errcodes!("xiaowei");
crate::errcodes!("business");
crate::errcodes!("cloudbase");
crate::errcodes!("cloudrun");
crate::errcodes!("gateway");
