//! The shipped tables, and the endpoints of WeChat.
//!
//! # Which table do I need?
//!
//! For a server that calls WeChat (`api.weixin.qq.com`) for an official account, a mini program or a third-party
//! platform, name the endpoint, or `common` and `general`. `shop`, `channels`, `xiaowei` and `business` are for the APIs of WeChat Shop,
//! Channels, Xiaowei and business capabilities. `cloudbase` has the codes that the CloudBase SDK reports. `cloudrun` and `gateway` are
//! for Cloud Run and for the gateway in front of your own servers. For a server that calls WeCom (`qyapi.weixin.qq.com`), take `wecom`.
//! The codes of WeChat Pay are texts, and no shipped table has them: start with `examples/wechat-pay.csv`.
//!
//! [`errcodes!`] lists all of them. With the feature `wechat`, each is a ready-made enum of the module `wechat`.
//!
//! # Endpoints
//!
//! The caller of one endpoint needs to know which codes this call can return, and what they mean there. Tencent documents the codes
//! endpoint by endpoint, and the same number can mean different things on different pages:
//!
//! ```
//! use errcode_runtime::{errcodes, prelude::*};
//!
//! errcodes! {
//!     pub enum SchemeError from endpoint "generateScheme";
//!     pub enum PhoneError from endpoint "/wxa/business/getuserphonenumber"; // by path
//!     pub enum TokenError from endpoint "getAccessToken";
//! }
//!
//! // The mini program is banned from generating links; the code belongs to another mini program; the appid is mistyped.
//! assert_eq!(SchemeError::from(40013).recovery(), Recovery::Appeal);
//! assert_eq!(PhoneError::from(40013).recovery(), Recovery::FixSetup);
//! assert_eq!(TokenError::from(40013).recovery(), Recovery::FixRequest);
//! ```
//!
//! The page of an endpoint wins over tables and files in the same call. A page does not list every code that the server can send: a
//! code that it leaves out becomes `Unknown` (see [`UnknownCode`]), unless the call adds it from another source.
//!
//! ```
//! use errcode_runtime::{errcodes, prelude::*};
//!
//! errcodes! {
//!     // All codes of the page, one of them renamed.
//!     pub enum LoginError from endpoint "code2Session" { 40029 as InvalidJsCode, .. }
//!     // Some codes of the page, and some that any endpoint can return.
//!     pub enum SendError from endpoint "sendMessage", "common", "general" { -1, 40001, 43101, 45009 }
//! }
//!
//! assert_eq!(LoginError::from(40029), LoginError::InvalidJsCode);
//! assert_eq!(SendError::from(45009).recovery(), Recovery::WaitForQuota);
//! ```
//!
//! # WeCom
//!
//! WeCom (企业微信) is another API. Its replies have the same keys, so `reply::decode` reads them, too, with an enum of `wecom`: see
//! [`docs::replies`](super::replies). But most numbers that both APIs have mean different things. In WeCom, 48002 means that the app may
//! not call this API; in 通用错误码, it means that a follower has blocked messages. An enum of both is a compile error.
//!
//! ```
//! use errcode_runtime::{errcodes, prelude::*};
//!
//! errcodes!("general");
//! errcodes!("wecom"); // pub enum WecomError
//!
//! assert_eq!(WecomError::from(48002).recovery(), Recovery::FixSetup);
//! assert_eq!(GeneralError::from(48002).recovery(), Recovery::AskUser);
//! // 60020: the IP is not trusted by the app. A hint, the IP and a link follow the message; `reply` separates them.
//! assert_eq!(WecomError::from(60020).recovery(), Recovery::FixSetup);
//! ```
//!
//! [`errcodes!`]: crate::errcodes
//! [`UnknownCode`]: crate::UnknownCode
