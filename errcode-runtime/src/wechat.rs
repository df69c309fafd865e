//! The nine tables of WeChat as ready-made enums.
//!
//! A library that returns these types agrees with every other that does. A program of your own has better ones: it
//! declares what each endpoint answers with, see [`errcodes!`](crate::errcodes).
//!
//! ```
//! use errcode_runtime::{prelude::*, wechat::CommonError};
//! assert_eq!(CommonError::from(45009).recovery(), Recovery::WaitForQuota);
//! ```
//!
//! The methods of an enum are those of [`ErrorCode`](crate::ErrorCode), [`Classify`](crate::Classify) and
//! [`ErrorEnum`](crate::ErrorEnum), which have the examples.

crate::errcodes! {
    /// What any interface may answer with.
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

    /// The interfaces of 商业能力, business capabilities.
    ///
    /// ```
    /// use errcode_runtime::wechat::BusinessError;
    /// assert!(BusinessError::ALL.iter().all(|error| error.is_known()));
    /// ```
    pub enum BusinessError from "business";

    /// CloudBase. Its -1 is no busy system, and it has a family of codes.
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
