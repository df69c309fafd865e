//! Every shipped table as a ready-made enum: WeChat's nine official ones, WeCom's, and those of products.
//!
//! They are for libraries: a program can use two libraries together if both return the same type. A program declares enums of its own,
//! with only the codes that each endpoint can return, `enum LoginError from endpoint "code2Session"`: see [`errcodes!`](crate::errcodes).
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

    /// WeChat Shop (微信小店).
    ///
    /// ```
    /// use errcode_runtime::wechat::ShopError;
    /// assert_eq!(ShopError::InvalidOpenId.solution_zh(), Some("请检查 openid 的正确性"));
    /// ```
    pub enum ShopError from "shop";

    /// WeChat Channels (视频号), a platform for videos.
    ///
    /// ```
    /// use errcode_runtime::wechat::ChannelsError;
    /// assert!(ChannelsError::from(-1).is_retryable());
    /// ```
    pub enum ChannelsError from "channels";

    /// Tencent Xiaowei (腾讯小微), the voice assistant. Its replies have the keys `code` and `desc`, see `reply::Envelope::CODE_DESC`.
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
    /// assert!(matches!(CloudBaseError::from(-404000), CloudBaseError::CallSdkCloudFunctionFailed(_)));
    /// ```
    pub enum CloudBaseError from "cloudbase";

    /// Cloud Run.
    ///
    /// ```
    /// use errcode_runtime::wechat::CloudRunError;
    /// assert!(CloudRunError::CloudBackendRequestTimeout.is_retryable());
    /// ```
    pub enum CloudRunError from "cloudrun";

    /// The gateway in front of a program's own servers.
    ///
    /// ```
    /// use errcode_runtime::wechat::GatewayError;
    /// assert_eq!(GatewayError::from(104100), GatewayError::GatewayRequestReplayed);
    /// ```
    pub enum GatewayError from "gateway";

    /// WeCom (企业微信), an API of its own: most of the numbers that it and WeChat both have mean something else here.
    ///
    /// ```
    /// use errcode_runtime::{prelude::*, wechat::{GeneralError, WecomError}};
    /// assert_eq!(WecomError::from(60020).recovery(), Recovery::FixSetup);
    /// assert_ne!(WecomError::from(48002).name(), GeneralError::from(48002).name());
    /// ```
    pub enum WecomError from "wecom";

    /// Getting an access token. Its 40001 does not mean that a token has expired.
    ///
    /// ```
    /// use errcode_runtime::{prelude::*, wechat::{AccessTokenError, CommonError}};
    /// assert_eq!(AccessTokenError::from(40001).recovery(), Recovery::FixSetup);
    /// assert_eq!(CommonError::from(40001).recovery(), Recovery::RefreshToken);
    /// ```
    pub enum AccessTokenError from "access_token";

    /// The platform itself: third-party platforms, quotas, operations.
    ///
    /// ```
    /// use errcode_runtime::wechat::PlatformError;
    /// assert_eq!(PlatformError::from(76001), PlatformError::RidNotFound);
    /// ```
    pub enum PlatformError from "platform";

    /// Official and service accounts: menus, drafts, tags, QR code rules.
    ///
    /// ```
    /// use errcode_runtime::wechat::OfficialAccountError;
    /// assert_eq!(OfficialAccountError::from(44990), OfficialAccountError::CallsPerSecondTooFrequent);
    /// ```
    pub enum OfficialAccountError from "official_account";

    /// Users of mini programs: login, phone number, identity, security checks.
    ///
    /// ```
    /// use errcode_runtime::{prelude::*, wechat::MiniProgramUserError};
    /// assert_eq!(MiniProgramUserError::from(40226).recovery(), Recovery::Appeal);
    /// ```
    pub enum MiniProgramUserError from "mini_program_user";

    /// Mini program codes (小程序码) and links. Its 40013 does not mean that the appid is invalid.
    ///
    /// ```
    /// use errcode_runtime::wechat::MiniProgramLinkError;
    /// assert_eq!(MiniProgramLinkError::from(40013), MiniProgramLinkError::UrlSchemeOrUrlLinkBanned);
    /// ```
    pub enum MiniProgramLinkError from "mini_program_link";

    /// Messages to users, customer service, red packet covers.
    ///
    /// ```
    /// use errcode_runtime::{Kind, prelude::*, wechat::MessageError};
    /// assert_eq!(MessageError::from(43107).kind(), Kind::PermissionDenied);
    /// ```
    pub enum MessageError from "message";

    /// Live rooms of mini programs.
    ///
    /// ```
    /// use errcode_runtime::{Kind, prelude::*, wechat::LiveBroadcastError};
    /// assert_eq!(LiveBroadcastError::from(300037).kind(), Kind::InvalidArgument);
    /// ```
    pub enum LiveBroadcastError from "live_broadcast";

    /// Mini dramas: media, audits, authorizations, the player.
    ///
    /// ```
    /// use errcode_runtime::{prelude::*, wechat::MiniDramaError};
    /// assert!(MiniDramaError::from(-2).is_retryable());
    /// ```
    pub enum MiniDramaError from "mini_drama";

    /// Novels: works, chapters, authorizations.
    ///
    /// ```
    /// use errcode_runtime::{prelude::*, wechat::NovelError};
    /// assert_eq!(NovelError::from(10141003).recovery(), Recovery::Stop);
    /// ```
    pub enum NovelError from "novel";

    /// Payment for virtual goods.
    ///
    /// ```
    /// use errcode_runtime::{Kind, prelude::*, wechat::VirtualPaymentError};
    /// assert_eq!(VirtualPaymentError::from(-15007).kind(), Kind::Unauthenticated);
    /// ```
    pub enum VirtualPaymentError from "virtual_payment";

    /// The B2B store assistant: payment, profit sharing, stores.
    ///
    /// ```
    /// use errcode_runtime::wechat::B2bError;
    /// assert_eq!(B2bError::from(210003), B2bError::B2bProfitSharingAccountDeleted);
    /// ```
    pub enum B2bError from "b2b";

    /// Orders, shipping, after-sales, complaints and reviews.
    ///
    /// ```
    /// use errcode_runtime::{Kind, prelude::*, wechat::TradeError};
    /// assert_eq!(TradeError::from(10060001).kind(), Kind::NotFound);
    /// ```
    pub enum TradeError from "trade";

    /// Waybills, intra-city delivery and returns.
    ///
    /// ```
    /// use errcode_runtime::{Kind, prelude::*, wechat::ExpressError};
    /// assert_eq!(ExpressError::from(934020).kind(), Kind::InvalidArgument);
    /// ```
    pub enum ExpressError from "express";

    /// CloudBase, called from a server. What its SDK reports is in [`CloudBaseError`].
    ///
    /// ```
    /// use errcode_runtime::{Kind, prelude::*, wechat::CloudBaseServerError};
    /// assert_eq!(CloudBaseServerError::from(-501000).kind(), Kind::Unknown);
    /// ```
    pub enum CloudBaseServerError from "cloudbase_server";

    /// Text recognition and image processing.
    ///
    /// ```
    /// use errcode_runtime::{prelude::*, wechat::RecognitionError};
    /// assert_eq!(RecognitionError::from(101003).recovery(), Recovery::FixSetup);
    /// ```
    pub enum RecognitionError from "recognition";

    /// City services, search, nearby mini programs.
    ///
    /// ```
    /// use errcode_runtime::{prelude::*, wechat::CityAndSearchError};
    /// assert!(CityAndSearchError::from(108001).is_retryable());
    /// ```
    pub enum CityAndSearchError from "city_and_search";

    /// Devices.
    ///
    /// ```
    /// use errcode_runtime::wechat::DeviceError;
    /// assert_eq!(DeviceError::from(9800003), DeviceError::InvalidDeviceModelId);
    /// ```
    pub enum DeviceError from "device";
}

#[doc(hidden)]
pub use __for_each_table as for_each_table;
