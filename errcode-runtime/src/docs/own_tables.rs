//! Tables of your own: any vendor's file, as it came.
//!
//! Any vendor's table works: put it unchanged into your package, as a `.csv` or `.tsv` file. If it has kinds and recoveries, the enum
//! is also [classified](crate::Classify). This is `examples/payment.csv`:
//!
//! ```text
//! code,name,kind,recovery,retry_after,message,message_zh
//! 1001,OrderNotFound,not_found,fix_request,,order not found,订单不存在
//! 1002,OrderAlreadyPaid,already_exists,stop,,order already paid,订单已支付
//! 1003,TooManyOrders,resource_exhausted,slow_down,30,too many orders,下单过于频繁
//! 20xx,BankRefused,permission_denied,ask_user,,the bank refused,银行拒绝付款
//! 2051,BalanceShort,failed_precondition,ask_user,,the balance is short,余额不足
//! ```
//!
//! ```
//! use errcode_runtime::{errcodes, prelude::*};
//!
//! errcodes!("examples/payment.csv"); // pub enum PaymentError; the path is relative to Cargo.toml
//!
//! assert_eq!(PaymentError::from(1002), PaymentError::OrderAlreadyPaid);
//! assert_eq!(PaymentError::TooManyOrders.retry_after(), Some(core::time::Duration::from_secs(30)));
//!
//! // `20xx` is a family: one variant, which carries the code that was received. A row for a single code takes precedence.
//! assert!(matches!(PaymentError::from(2099), PaymentError::BankRefused(code) if code.code() == 2099));
//! assert_eq!(PaymentError::from(2051), PaymentError::BalanceShort);
//! ```
//!
//! A vendor's table looks different. `examples/broker.csv` has a title above the header, semicolons between its cells, a prefix on
//! every name, columns that only this vendor has, and no kinds:
//!
//! ```text
//! Message broker 4.2;;;;;
//! Code;Constant;Explanation;Log level;HTTP status;Fatal
//! 0;BRK_OK;Fine;;200;no
//! 1001;BRK_QUEUE_FULL;The queue is full;WARN;429;no
//! 1002;BRK_NO_TOPIC;There is no such topic;ERROR;404;yes
//! 2001-2099;BRK_NODE_DOWN;A node does not answer;ERROR;503;no
//! ```
//!
//! `errcodes!("examples/broker.csv")` reads it. Add what the file does not say in the call, or in a file of your own beside it: here
//! kinds, recoveries and Chinese texts. The vendor's file stays unchanged, so you can download it again.
//!
//! ```
//! use errcode_runtime::{errcodes, prelude::*};
//!
//! errcodes! {
//!     /// The errors that the broker returns.
//!     pub enum BrokerError from "examples/broker.csv" (strip = "BRK_", severity: str = "Log level", http: u16 = "HTTP status")
//!         with "examples/broker.ours.csv";
//! }
//!
//! let error = BrokerError::from(1001);
//! assert_eq!((error, error.name()), (BrokerError::QueueFull, "BRK_QUEUE_FULL"));
//! assert_eq!((error.severity(), error.http()), (Some("WARN"), Some(429)));
//! assert_eq!((error.recovery(), error.message_zh()), (Recovery::SlowDown, "队列已满"));
//! ```
//!
//! [`errcodes!`] lists what the macro recognizes by itself, and has an example of every entry of a call. `errcode check`, of the crate
//! `errcode-tables`, reports how a file is read, and prints the call.
//!
//! A mistake in a table is a compile error with file, line and column; valid rows still become variants.
//! `tables/README.md` of the repository lists columns, headers and the rules by which WeChat's rows were named and
//! classified.
//!
//! # Codes that are texts
//!
//! Many vendors use texts instead of numbers: WeChat Pay returns `PARAM_ERROR`, PostgreSQL `42P01`, SMTP `5.1.1`. A table whose codes
//! are texts makes the same kind of enum, with `From<&str>` in place of `From<i64>`:
//!
//! ```
//! use errcode_runtime::{errcodes, prelude::*};
//!
//! errcodes!("common"); // numbers
//! errcodes!("examples/wechat-pay.csv"); // texts: pub enum WechatPayError
//!
//! assert_eq!(CommonError::from(-1), CommonError::SystemBusy);
//! assert_eq!(WechatPayError::from("PARAM_ERROR"), WechatPayError::ParamError);
//! assert_eq!((CommonError::SystemBusy.code(), WechatPayError::ParamError.code()), (-1, "PARAM_ERROR"));
//! // A code without a variant is kept, whatever it is.
//! assert_eq!(WechatPayError::from("NEW_ERROR").code(), "NEW_ERROR");
//! ```
//!
//! | | codes are numbers | codes are texts |
//! |---|---|---|
//! | from a code | `From<i64>`; `FromStr`, which also reads `0x80070005` | `From<&str>`, `FromStr` |
//! | `code()` | `const fn`, `i64` | `&str` |
//! | `Unknown` holds | [`UnknownCode`], an `i64` | [`UnknownText`], in a box (feature `alloc`) |
//! | a value is | `Copy`, 16 bytes | `Clone`, 24 bytes; only an unknown code is allocated |
//! | order, hash, `serde` | by number, as a number | by text, as a string |
//! | success is | the number 0, or what the call lists; a row of kind `ok` | what the call lists; a row of kind `ok` |
//! | families and ranges | [`RangeCode`] | none |
//! | in a selection | `{ 40029 as InvalidJsCode, 85001..=85102 }` | `{ "PARAM_ERROR" as BadParam }` |
//!
//! The cells decide. The codes of a column are texts if none of them is a number, or if one has a leading zero, such as `00`: one such
//! cell turns the whole column into texts. If some cells are numbers and some are words, write the type in the call:
//! `("codes.csv" (code: str))`. `(code: i64)` reads codes with leading zeros as numbers. `(code: i32)` reads `0x80070005` as the negative
//! number that a program receives; the same code without its sign, 2147942405, is found, too.
//!
//! [`errcodes!`]: crate::errcodes
//! [`UnknownCode`]: crate::UnknownCode
//! [`UnknownText`]: crate::UnknownText
//! [`RangeCode`]: crate::RangeCode
