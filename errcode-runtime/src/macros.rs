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
/// SOURCE := "table" | "path.csv" | "path.csv" ( ENTRY (, ENTRY)* )
/// ENTRY  := column = "Header" | code: TYPE | code: TYPE = "Header"         TYPE := str | i64
/// SELECT := CODE ( as NewName )? | number..=number ( as NewName )? | kind or recovery | ..
/// CODE   := number | "text"
/// ```
///
/// The shipped tables are `common` (公共错误码), `general` (通用错误码), `shop` (微信小店), `channels` (视频号),
/// `xiaowei` (腾讯小微), `business` (商业能力), `cloudbase` (微信云开发), `cloudrun` (微信云托管) and `gateway` (微信网关).
/// Paths are relative to the package's `Cargo.toml`.
///
/// Calls work wherever items do, in modules and functions, any number of times.
///
/// ## A file of your own
///
/// The short form names the enum after the file: `payment.csv`, `payment_errors.csv` and `PaymentError.csv` all make
/// `PaymentError`.
///
/// ```
/// # use errcode_runtime::{errcodes, prelude::*};
/// errcodes!("examples/payment.csv"); // pub enum PaymentError
/// assert_eq!(PaymentError::from(1001).kind(), Kind::NotFound);
/// ```
///
/// A file whose name ends in `.tsv` has tabs between its cells. Headers that nobody can guess are named in parentheses,
/// by the columns `code`, `name`, `kind`, `recovery`, `retry_after`, `message`, `message_zh`, `translated`,
/// `solution_zh` and `note_zh`; columns that are then neither named nor known are ignored.
///
/// ```
/// # use errcode_runtime::errcodes;
/// errcodes! {
///     pub enum ExitError from "examples/sysexits.tsv" (code = "Value", name = "Constant", message = "When");
/// }
/// assert_eq!(ExitError::from(64), ExitError::ExUsage);
///
/// // `Constant` is one of the words that are understood as `name`.
/// errcodes!("examples/sysexits.tsv" (code = "Value", message = "When")); // pub enum SysexitsError
/// assert_eq!(SysexitsError::from(75), SysexitsError::ExTempfail);
/// ```
///
/// The codes of a file are numbers or texts. The cells decide: they are texts if none of them is a number, or if one has a
/// leading zero, such as `00`; one such cell turns the whole column into texts. Where a column has both numbers and words,
/// the call says what its codes are:
///
/// ```
/// # use errcode_runtime::errcodes;
/// errcodes! { pub enum PayError from "examples/wechat-pay.csv" (code: str); }
/// assert_eq!(PayError::from("PARAM_ERROR").code(), "PARAM_ERROR");
/// ```
///
/// Without the columns `kind` and `recovery` there is nothing to classify by, and the compiler says so:
///
/// ```compile_fail,E0277
/// # use errcode_runtime::errcodes;
/// # errcodes! { enum ExitError from "examples/sysexits.tsv" (code = "Value", name = "Constant", message = "When"); }
/// ExitError::ExUsage.recovery(); // error: `ExitError` has no kinds and recoveries
/// ```
///
/// ## Every row, of one source or several
///
/// Without a selection the enum has every row of its sources. A code that stands in several with the same name is one
/// variant; the first source's texts, kind and recovery lead.
///
/// ```
/// # use errcode_runtime::errcodes;
/// errcodes! { pub enum CloudError from "cloudbase", "cloudrun"; }
/// assert_eq!(CloudError::from(102006).message_zh(), "非法请求");
///
/// errcodes! { pub enum ShopError from "shop", "examples/payment.csv", "examples/endpoints.csv"; }
/// assert_eq!(ShopError::from(1002), ShopError::OrderAlreadyPaid);
/// ```
///
/// A code with different names, or a name with different codes, is an error that shows both.
///
/// ## Codes, renamed or not
///
/// ```
/// # use errcode_runtime::errcodes;
/// errcodes! { enum LoginError from "common", "general" { -1, 40029 as InvalidJsCode, 45011 } }
/// assert_eq!(LoginError::ALL, [LoginError::SystemBusy, LoginError::InvalidJsCode, LoginError::MinuteQuotaExceeded]);
/// assert!(!LoginError::from(40001).is_known());
/// ```
///
/// Codes that are texts are selected in quotes. One enum has either numbers or texts.
///
/// ```
/// # use errcode_runtime::errcodes;
/// errcodes! { enum OrderError from "examples/wechat-pay.csv" { "PARAM_ERROR" as BadParam, retry } }
/// assert_eq!(OrderError::from("PARAM_ERROR"), OrderError::BadParam);
/// ```
///
/// ## Ranges and families
///
/// `85001..=85102` selects each row with a code in it. A family or range of the table is selected as the table spells
/// it, and is one variant that carries the code that came; a single code of it may be selected, too. A code of it whose
/// own row is not selected is unknown: a selection restricts, and gives no code another row's meaning. A range with `as`
/// renames the variant of just that range.
///
/// ```
/// # use errcode_runtime::errcodes;
/// errcodes! {
///     enum AuditError from "general" { 85001..=85102 }
///     enum CallError from "cloudbase" { -40400x as SdkCallFailed, -404001 }
///     enum CardError from "examples/payment.csv" { 2051, 2054 as CardExpired }
/// }
/// assert_eq!(AuditError::from(85009), AuditError::AuditInProgress);
/// assert!(matches!(CallError::from(-404000), CallError::SdkCallFailed(code) if code.code() == -404000));
/// assert!(!CallError::from(-404002).is_known());
/// assert_eq!(CardError::from(2054), CardError::CardExpired);
/// ```
///
/// ## Kinds and recoveries
///
/// ```
/// # use errcode_runtime::{errcodes, prelude::*};
/// errcodes! { enum AgainError from "common", "general" { unavailable, slow_down } }
/// assert!(AgainError::ALL.iter().all(|e| e.kind() == Kind::Unavailable || e.recovery() == Recovery::SlowDown));
/// ```
///
/// ## The rest, and all but some
///
/// `..` stands for all the rest, so that single rows can be renamed; `except` takes what a selection takes, and leaves
/// it out.
///
/// ```
/// # use errcode_runtime::errcodes;
/// errcodes! {
///     enum XiaoweiError from "xiaowei" { 20002 as BadJson, .. }
///     enum Failure from "common" except { 0, unavailable }
/// }
/// assert_eq!(format!("{:?}", XiaoweiError::from(20002)), "BadJson");
/// assert!(!Failure::from(0).is_known());
/// ```
///
/// ## Attributes and visibility
///
/// Attributes and docs go on the enum; `cfg` also goes on all that belongs to it.
///
/// ```
/// # use errcode_runtime::errcodes;
/// errcodes! {
///     /// What the mobile apps can meet.
///     #[cfg(any(target_os = "android", target_os = "ios"))]
///     pub enum AppError from "gateway";
///
///     /// What a server can meet.
///     #[cfg(not(any(target_os = "android", target_os = "ios")))]
///     pub enum AppError from "common", "general";
///
///     /// A library adds codes to this without breaking its users.
///     #[non_exhaustive]
///     pub(crate) enum TokenError from "common" { 40001, 40013, 40164 }
/// }
/// # let _ = (AppError::ALL, TokenError::ALL);
/// ```
///
/// # What an enum has
///
/// - a variant for each row, with its texts as documentation, and last
///   `Unknown(`[`UnknownCode`](crate::UnknownCode)`)`, or `Unknown(`[`UnknownText`](crate::UnknownText)`)` where codes are texts;
/// - `ALL`, `check`, and the methods of [`ErrorCode`](crate::ErrorCode) and [`Classify`](crate::Classify) as its own;
/// - [`ErrorEnum`](crate::ErrorEnum), `From<i64>` or `From<&str>`, `FromStr`, `Display`, `Debug`, [`Error`](core::error::Error),
///   `Clone`, `Eq`, `Ord` by code, `Hash`; `Copy` and into `i64` where codes are numbers; with the feature `serde`, `Serialize` and `Deserialize`.
///
/// # Rebuilds
///
/// A table's file is a source file to the compiler: changing, renaming or deleting it builds the crate again, once. No
/// absolute path gets into the crate, so with path remapping two folders give identical artifacts, and a shared build
/// cache works: with `sccache` a clean rebuild is all hits, and an edited table is a miss for its crate alone. Where
/// `CARGO_MANIFEST_DIR` is not an absolute path, as under Bazel, paths are relative to the folder that the compiler
/// runs in, and the build tool's own inputs say when to build again.
///
/// # Errors
///
/// A mistake in a table or in the call is a compile error with its place; valid rows are still generated.
#[macro_export]
macro_rules! errcodes {
    ($($input:tt)*) => {
        $crate::__private::expand! { [$crate] $($input)* }
    };
}
