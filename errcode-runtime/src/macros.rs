//! `errcodes!` itself.

/// Turns tables of error codes into enums.
///
/// ```
/// use errcode_runtime::{errcodes, prelude::*};
///
/// errcodes!("common"); // a table that is shipped: pub enum CommonError
///
/// errcodes! {
///     /// What `auth.code2Session` can answer with.
///     pub enum LoginError from "common", "general" { -1, 40029 as InvalidJsCode, 45011 }
/// }
///
/// let error = LoginError::from(40029);
/// assert_eq!(error, LoginError::InvalidJsCode);
/// assert_eq!(error.recovery(), Recovery::Reauthorize);
/// ```
///
/// # Forms
///
/// ```text
/// errcodes!("common");                one shipped table                 → pub enum CommonError
/// errcodes!("errors/payment.csv");    a .csv or .tsv of this package    → pub enum PaymentError
/// errcodes! { ITEM… }
///
/// ITEM   := attribute* visibility? enum NAME from SOURCE (, SOURCE)*
///           ( { SELECT (, SELECT)* } | except { SELECT (, SELECT)* } )? ;?
/// SOURCE := "table" | "path.csv" | "path.csv" ( column = "Header", … )
/// SELECT := code | code as NewName | code..=code | kind or recovery | ..
/// ```
///
/// The shipped tables are `common` (公共错误码), `general` (通用错误码), `shop` (微信小店), `channels` (视频号),
/// `xiaowei` (腾讯小微), `business` (商业能力), `cloudbase` (微信云开发), `cloudrun` (微信云托管) and `gateway` (微信网关).
/// Paths are relative to the package's `Cargo.toml`.
///
/// Without a selection the enum has every row of its sources:
///
/// ```
/// # use errcode_runtime::errcodes;
/// errcodes! { pub enum CloudError from "cloudbase", "cloudrun"; }
/// assert_eq!(CloudError::from(102006).message_zh(), "非法请求");
/// ```
///
/// `..` stands for all the rest, so that one row can be renamed; `except` leaves rows out:
///
/// ```
/// # use errcode_runtime::errcodes;
/// errcodes! {
///     enum Renamed from "xiaowei" { 20002 as BadJson, .. }
///     enum Failure from "common" except { 0 }
/// }
/// assert_eq!(format!("{:?}", Renamed::from(20002)), "BadJson");
/// assert!(!Failure::from(0).is_known());
/// ```
///
/// Ranges, kinds and recoveries select what they contain:
///
/// ```
/// # use errcode_runtime::errcodes;
/// errcodes! { enum Again from "common", "general" { 85001..=85102, unavailable, slow_down } }
/// assert!(Again::from(-1).is_retryable());
/// ```
///
/// # What an enum has
///
/// - a variant for each row, with its texts as documentation, and last `Unknown(`[`UnknownCode`](crate::UnknownCode)`)`;
/// - `ALL`, `check`, and the methods of [`ErrorCode`](crate::ErrorCode) and [`Classify`](crate::Classify) as its own;
/// - [`ErrorEnum`](crate::ErrorEnum), `From<i64>`, `FromStr`, `Display`, `Debug`, [`Error`](core::error::Error), `Copy`, `Eq`,
///   `Ord` by code, `Hash`; into `i64`; with the feature `serde`, `Serialize` and `Deserialize`.
///
/// # Rebuilds
///
/// A table's file is a source file to the compiler: changing, renaming or deleting it builds the crate again, once. No
/// absolute path gets into the crate, so with path remapping two folders give identical artifacts, and a shared build cache
/// works: with `sccache` a clean rebuild is all hits, and an edited table is a miss for its crate alone. Where
/// `CARGO_MANIFEST_DIR` is not an absolute path, as under Bazel, paths are relative to the folder that the compiler runs in,
/// and the build tool's own inputs say when to build again.
///
/// # Errors
///
/// A problem in a table or in the call is a compile error with its place, and the sound rows are generated all the same.
#[macro_export]
macro_rules! errcodes {
    ($($input:tt)*) => {
        $crate::__private::expand! { [$crate] $($input)* }
    };
}
