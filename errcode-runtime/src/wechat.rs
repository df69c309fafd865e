//! The nine tables of WeChat as ready-made enums.
//!
//! They are for libraries: two that return the same type can be used together. A program declares enums of its own, with
//! just the codes that each endpoint can return: see [`errcodes!`](crate::errcodes).
//!
//! ```
//! use errcode_runtime::{prelude::*, wechat::CommonError};
//! assert_eq!(CommonError::from(45009).recovery(), Recovery::WaitForQuota);
//! ```
//!
//! The methods of an enum are those of [`ErrorCode`](crate::ErrorCode), [`Classify`](crate::Classify) and
//! [`ErrorEnum`](crate::ErrorEnum), which have the examples.

#![allow(clippy::missing_errors_doc, reason = "the only such method is `check`, whose sentence says it")]

/// Makes the enums, and `for_each_table!`, through which tests and the example `explain` reach all of them.
macro_rules! tables {
    ($($(#[$doc:meta])* pub enum $Enum:ident from $table:literal;)*) => {
        crate::errcodes! {
            $($(#[$doc])* pub enum $Enum from $table;)*
        }

        /// `for_each_table!(f)` is `[f::<CommonError>("common"), …]`, in the order of `tables/index.csv`.
        #[doc(hidden)]
        #[macro_export]
        macro_rules! __for_each_table {
            ($function:ident) => {
                [$($function::<$crate::wechat::$Enum>($table)),*]
            };
        }
    };
}

tables! {
    /// Codes that any endpoint can return.
    ///
    /// ```
    /// use errcode_runtime::wechat::CommonError;
    /// assert_eq!(CommonError::from(40001), CommonError::InvalidCredential);
    /// ```
    pub enum CommonError from "common";

    /// Official accounts, mini programs and third-party platforms: nearly all codes.
    ///
    /// ```
    /// use errcode_runtime::wechat::GeneralError;
    /// assert_eq!(GeneralError::from(40029), GeneralError::InvalidOauthCode);
    /// ```
    pub enum GeneralError from "general";

    /// The shops of WeChat.
    ///
    /// ```
    /// use errcode_runtime::wechat::ShopError;
    /// assert_eq!(ShopError::InvalidOpenId.solution_zh(), Some("请检查 openid 的正确性"));
    /// ```
    pub enum ShopError from "shop";

    /// Channels, WeChat's videos.
    ///
    /// ```
    /// use errcode_runtime::wechat::ChannelsError;
    /// assert!(ChannelsError::from(-1).is_retryable());
    /// ```
    pub enum ChannelsError from "channels";

    /// The voice assistant. Its replies say `code` and `desc`, see `reply::Envelope::CODE_DESC`.
    ///
    /// ```
    /// use errcode_runtime::wechat::XiaoweiError;
    /// assert_eq!(XiaoweiError::from(20002), XiaoweiError::InvalidXiaoweiRequestFormat);
    /// ```
    pub enum XiaoweiError from "xiaowei";

    /// 商业能力, business capabilities.
    ///
    /// ```
    /// use errcode_runtime::wechat::BusinessError;
    /// assert!(BusinessError::ALL.iter().all(|error| error.is_known()));
    /// ```
    pub enum BusinessError from "business";

    /// CloudBase. Its -1 does not mean that the system is busy, and one of its rows is a family of codes.
    ///
    /// ```
    /// use errcode_runtime::wechat::CloudBaseError;
    /// assert!(!CloudBaseError::from(-1).is_retryable());
    /// assert!(matches!(CloudBaseError::from(-404000), CloudBaseError::CloudFunctionSdkCallFailed(_)));
    /// ```
    pub enum CloudBaseError from "cloudbase";

    /// Cloud Run.
    ///
    /// ```
    /// use errcode_runtime::wechat::CloudRunError;
    /// assert!(CloudRunError::CloudBackendRequestTimeout.is_retryable());
    /// ```
    pub enum CloudRunError from "cloudrun";

    /// The gateway before a program's own servers.
    ///
    /// ```
    /// use errcode_runtime::wechat::GatewayError;
    /// assert_eq!(GatewayError::from(104100), GatewayError::GatewayRequestReplayBlocked);
    /// ```
    pub enum GatewayError from "gateway";
}

#[doc(hidden)]
pub use __for_each_table as for_each_table;
