//! Error-code tables as typed enums.
//!
//! A vendor's API answers a failed call with a code, and a table on some page says what the codes mean. A program that
//! compares bare codes misses those that nobody thought of, and guesses which calls may be sent again. [`errcodes!`]
//! reads such a table when your crate is compiled, one of WeChat's or WeCom's or a CSV file of your own, and makes an enum of it: a
//! documented variant for each row, with what to do next.
//!
//! The repository's README compares this with other ways to do it.
//!
//! 中文指南：[`guide_zh`]。
//!
//! # First use
//!
//! ```
//! use errcode_runtime::{errcodes, prelude::*};
//!
//! errcodes!("common"); // pub enum CommonError: every row of WeChat's table 公共错误码
//!
//! let error = CommonError::from(40001); // any i64: a code that no row has is kept as `Unknown`
//! assert_eq!(error, CommonError::InvalidCredential);
//! assert_eq!(error.recovery(), Recovery::RefreshToken);
//! assert_eq!(CommonError::check(0), Ok(())); // 0 is success, no error
//! assert_eq!(CommonError::from(123).to_string(), "123: unknown error code（未知错误码）");
//! ```
//!
//! In an editor, hovering over `InvalidCredential` shows its texts; in rustdoc, a search for `40001` finds it.
//! [`errcodes!`] lists what else an enum has.
//!
//! # Matching, on three levels
//!
//! Nobody writes a match with an arm for every row of a large table. Each of these is complete without `_`, so that the
//! compiler reports what a later change leaves out.
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
//! # What to do on errors
//!
//! A program can handle three recoveries itself: get a new token, once; wait; try again, a few times. It returns all others
//! to the caller.
//!
//! ```
//! use core::time::Duration;
//! use errcode_runtime::{errcodes, prelude::*};
//!
//! fn call<T, E: ErrorEnum + Classify>(
//!     mut send: impl FnMut() -> Result<T, E>,
//!     mut refresh_token: impl FnMut(),
//!     mut pause: impl FnMut(Duration),
//! ) -> Result<T, E> {
//!     let mut refreshed = false;
//!     let mut pauses = 0;
//!     loop {
//!         let error = match send() {
//!             Ok(value) => return Ok(value),
//!             Err(error) => error,
//!         };
//!         match error.recovery() {
//!             // Once: 40001 may also stand for a wrong secret, which no new token mends.
//!             Recovery::RefreshToken if !refreshed => {
//!                 refreshed = true;
//!                 refresh_token();
//!             }
//!             Recovery::Retry if pauses < 3 => {
//!                 pause(Duration::from_millis(500 << pauses));
//!                 pauses += 1;
//!             }
//!             Recovery::SlowDown if pauses < 3 => {
//!                 pause(error.retry_after().unwrap_or(Duration::from_secs(60)));
//!                 pauses += 1;
//!             }
//!             _ => return Err(error),
//!         }
//!     }
//! }
//!
//! errcodes!("common");
//!
//! let mut answers = [40001, -1, 45011, 0].into_iter();
//! let (mut tokens, mut waited) = (0, Duration::ZERO);
//! let result = call(|| CommonError::check(answers.next().unwrap()), || tokens += 1, |pause| waited += pause);
//! assert_eq!((result, tokens, waited), (Ok(()), 1, Duration::from_millis(60_500)));
//!
//! let result = call(|| CommonError::check(45009), || (), |_| unreachable!("a daily quota is not back in seconds"));
//! assert_eq!(result, Err(CommonError::DailyQuotaExceeded));
//! ```
//!
//! A call that orders, pays or sends a message may have taken effect in spite of the error: query before sending it again.
//!
//! For people, [`Display`](core::fmt::Display) has code and texts in one line, and `{:#}` adds kind, recovery and
//! solution. The examples `client` (tokens, retries), `sdk` (an enum for each endpoint, one error type) and `web` (errors passed on) of the
//! repository are whole programs.
//!
//! # Your own tables
//!
//! Any vendor's table will do, as a `.csv` or `.tsv` file in your package, as it came. With kinds and recoveries the enum can
//! also be [classified](Classify). This is `examples/payment.csv`:
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
//! // `20xx` is a family: one variant, which carries the code that came. A row of its own wins over it.
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
//! `errcodes!("examples/broker.csv")` reads it. What the file does not say is said in the call, or in a file of your own beside it,
//! here kinds, recoveries and texts in Chinese; so the vendor's file can be downloaded again.
//!
//! ```
//! use errcode_runtime::{errcodes, prelude::*};
//!
//! errcodes! {
//!     /// What the broker can answer with.
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
//! [`errcodes!`] says what needs no word, and has an example of everything that a call can say. `errcode check`, of the crate
//! `errcode-tables`, says how a file is read, and prints the call.
//!
//! A mistake in a table is a compile error with file, line and column; valid rows still become variants.
//! `tables/README.md` of the repository lists columns, headers and the rules by which WeChat's rows were named and
//! classified.
//!
//! # Codes that are texts
//!
//! Many vendors number nothing: WeChat Pay answers with `PARAM_ERROR`, PostgreSQL with `42P01`, SMTP with `5.1.1`. A table whose
//! codes are texts makes the same kind of enum, with `From<&str>` in place of `From<i64>`:
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
//! // A code that no row has is kept, whatever it is.
//! assert_eq!(WechatPayError::from("NEW_ERROR").code(), "NEW_ERROR");
//! ```
//!
//! | | codes are numbers | codes are texts |
//! |---|---|---|
//! | from a code | `From<i64>`; `FromStr`, also of `0x80070005` | `From<&str>`, `FromStr` |
//! | `code()` | `const fn`, `i64` | `&str` |
//! | `Unknown` holds | [`UnknownCode`], an `i64` | [`UnknownText`], in a box (feature `alloc`) |
//! | a value is | `Copy`, 16 bytes | `Clone`, 24 bytes; only an unknown code is allocated |
//! | order, hash, `serde` | by number, as a number | by text, as a string |
//! | success is | the number 0, or what the call lists; a row of kind `ok` | what the call lists; a row of kind `ok` |
//! | families and ranges | [`RangeCode`] | none |
//! | in a selection | `{ 40029 as InvalidJsCode, 85001..=85102 }` | `{ "PARAM_ERROR" as BadParam }` |
//!
//! The cells decide. The codes of a column are texts if none of them is a number, or if one has a leading zero, such as `00`:
//! one such cell turns the whole column into texts. Where some cells are numbers and some are words, the call says what they
//! are: `("codes.csv" (code: str))`; `(code: i64)` makes numbers of codes with leading zeros, and `(code: i32)` reads `0x80070005` as
//! the negative number that arrives; one that arrives without its sign, 2147942405, is found, too.
//!
//! # Selections
//!
//! An enum has every row of its sources, or those that a selection picks; the forms can be mixed, and [`errcodes!`] has
//! an example of each.
//!
//! | in the call | the enum has |
//! |---|---|
//! | `from "common"` | every row |
//! | `from endpoint "code2Session"` | the codes on the page of an endpoint, in their meaning there |
//! | `from "common", "general", "my.csv"` | the rows of several tables; one code with one name is one variant |
//! | `{ -1, 40029 as InvalidJsCode }` | these codes, one under a name of yours |
//! | `{ SystemBusy, InvalidCredential as BadToken }` | the rows of these names |
//! | `{ 85001..=85102 }` | the rows of a range of codes |
//! | `{ "PARAM_ERROR" as BadParam }` | a code that is a text, under a name of yours |
//! | `{ -40400x }` | a family, as its table spells it |
//! | `{ unavailable, slow_down }` | the rows of a kind or recovery |
//! | `{ 20002 as BadJson, .. }` | all rows, one of them renamed |
//! | `except { 0 }` | all rows but these |
//!
//! # Replies
//!
//! With the feature `reply`, `reply::decode` turns the bytes of a reply into your type or a typed error, wherever the
//! server put the code. An error never reads as a success, whatever the type is. `reply::decode_response` takes the HTTP status, too.
//! The error says what to do next (`recovery()`) and how long to wait before a retry (`pause(retries)`), also for a gateway's page or an
//! empty body.
//!
//! ```
//! # #[cfg(feature = "reply")] fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use errcode_runtime::{errcodes, prelude::*, reply};
//! use serde::Deserialize;
//!
//! errcodes!("common");
//!
//! #[derive(Deserialize)]
//! struct Token {
//!     access_token: String,
//! }
//!
//! let token: Token = reply::decode::<_, CommonError>(br#"{"access_token":"t","expires_in":7200}"#)?;
//! assert_eq!(token.access_token, "t");
//!
//! let body = br#"{"errcode":40164,"errmsg":"invalid ip 1.2.3.4, not in whitelist rid: 65-ab-c0"}"#;
//! let error = reply::decode::<Token, CommonError>(body).err().unwrap();
//! let error = error.api().expect("the server reports an error");
//! assert_eq!(error.code(), CommonError::IpNotInWhitelist);
//! assert_eq!((error.request_ip(), error.rid()), (Some("1.2.3.4"), Some("65-ab-c0")));
//! # Ok(()) }
//! # #[cfg(not(feature = "reply"))] fn main() {}
//! ```
//!
//! - the codes of other parties, such as a delivery company's `resultcode`, a cloud function's `errorCode`, `errno`, `ret` or a gateway's `code`,
//!   are `ReplyError::Foreign`: a carrier's 40029 is never `InvalidOauthCode`. `Envelope::WECHAT` says when such a key is an error;
//! - other keys are named in an envelope: `Envelope::WECHAT.and(&[("status", "reason"), ("error.code", "error.message")])`, where a dot
//!   leads into an object. `.success(…)` says which codes mean success, `.foreign()` that they are another party's;
//! - `reply::items` finds the items of a list that carry an error of their own, which are no errors of the whole reply;
//! - the type owns its texts: a field `String` compiles, `&str` does not;
//! - in an SDK with an enum for each endpoint and one error type, `widen!(WechatError from LoginError, SendError);` makes the conversions
//!   that `error.convert()` and `?` use.
//!
//! # Code for any table
//!
//! Three traits cover both kinds of enum; [`ErrorCode`] and [`Classify`] are also trait objects.
//!
//! ```text
//! ErrorCode        code() → Code, name(), message(), …, is_known(), is_success()
//! ├── Classify     kind(), recovery(), retry_after(), is_retryable()            tables with kinds and recoveries
//! └── ErrorEnum    ALL, check(), from_code(), from_name(), try_from_code_of()   every enum of the macro
//!                  + Copy, From<i64>, Into<i64>                                 where codes are numbers
//!                  + for<'c> From<&'c str>, AsRef<str>                          where codes are texts
//! ```
//!
//! [`ErrorCode::code`] returns a [`Code`], a number or a text. An enum's own method `code` returns `i64` or `&str`.
//!
//! ```
//! use errcode_runtime::{Code, errcodes, prelude::*};
//!
//! errcodes!("common");
//! errcodes!("gateway");
//! errcodes!("examples/wechat-pay.csv");
//!
//! /// A table as text, a row a line.
//! fn print<E: ErrorEnum + Classify>() -> String {
//!     E::ALL.iter().map(|row| format!("{}\t{:?}\t{}\n", row.code(), row, row.recovery())).collect()
//! }
//! assert!(print::<GatewayError>().contains("102003\t"));
//!
//! // Errors of several enums, and what is worth another try.
//! let (busy, forbidden, fast) = (CommonError::SystemBusy, CommonError::ApiBanned, GatewayError::from(102_003));
//! let errors: [&dyn Classify; 4] = [&busy, &forbidden, &fast, &WechatPayError::SystemError];
//! let again: Vec<Code<'_>> = errors.iter().filter(|error| error.is_retryable()).map(|error| error.code()).collect();
//! assert_eq!(again, [Code::Number(-1), Code::Number(102_003), Code::Text("SYSTEM_ERROR")]);
//! ```
//!
//! # Features
//!
//! Only `alloc` is on by default.
//!
//! - `alloc`: enums whose codes are texts. On bare metal without an allocator turn it off with `default-features = false`;
//! - `serde`: `Serialize` as a number or a string, `Deserialize` from the same, in self-describing formats such as JSON a
//!   number also from a string of it, decimal or hexadecimal, for every enum; [`Kind`] and [`Recovery`] as words; `Serialize` for [`Code`]
//!   and for the errors of replies;
//! - `reply`: `reply::decode`, from the bytes of a reply to a value or a typed error; needs `alloc`, brings
//!   `serde_json`;
//! - `wechat`: every shipped table as a ready-made enum, in the module `wechat`, for libraries that need one shared type.
//!
//! The crate is `no_std`. Without features nothing but `errcode-core`, which has no dependency, is linked with it.
//!
//! # How it works
//!
//! 1. The macro reads the table, checks each cell, picks the rows, and names the file to the compiler as a source file.
//! 2. It emits the enum with its docs, one string literal with all texts, one byte string with all numbers, a match from variant to row
//!    for each 512 rows, and one array from row to variant. Beside the derived `PartialEq` nothing else names every variant, where
//!    codes are numbers: that keeps large tables cheap to compile. The literals of a large shipped table are in this crate.
//! 3. The byte string also holds a perfect hash, searched while compiling: `From<i64>` and `From<&str>` hash the code and
//!    compare once. Codes for which no such hash is found are sorted, and searched. Neither these conversions nor any accessor
//!    allocates, but for an unknown text.
//! 4. The columns that only some tables have, such as fields, are in both literals, too: a number for each row, and each value
//!    once. A table without them has none of this.
//! 5. The accessors are written once, in this crate, for all enums; only the methods of fields, which call it, are the enum's.
//!
//! # Questions
//!
//! **I edited a CSV file, and hovering still shows the old text.** rust-analyzer caches an expansion until the call
//! itself is edited: make any edit there, such as adding a space, or restart the server. `cargo check` tracks the file by
//! itself.
//!
//! **WeChat answers with a code that no table has.** It becomes `Unknown`, which keeps the number, converts back into
//! it, and compares, hashes, prints and serializes as it. Write a row for it into a file of yours and name that as one
//! more source:
//!
//! ```
//! # use errcode_runtime::errcodes;
//! errcodes! { pub enum ApiError from "common", "general", "examples/unlisted.csv"; }
//!
//! assert_eq!(ApiError::from(99_000_001), ApiError::MessagePoolFull); // ours, from unlisted.csv
//! assert_eq!(ApiError::from(99_999_999).code(), 99_999_999);
//! ```
//!
//! **What does an upgrade break?** When a table gains a row, its enum gains a variant, and a match that names every
//! variant of the whole table stops compiling: that is its purpose. A `_` arm opts out, and so does a selection of
//! single codes, which gains a variant only when you write one; `..`, ranges, kinds and recoveries follow the table. A
//! library puts `#[non_exhaustive]` on its enum, so that it can add codes without breaking its users. Names do not
//! change.
//!
//! **Why is there no `From<i32>`?** With two conversions, the literal in `CommonError::from(40001)` could be either,
//! and would no longer compile. The enum's own `check` takes whatever converts into an `i64`; [`ErrorEnum::check`], in
//! generic code, takes what `From` takes.
//!
//! ```
//! # use errcode_runtime::{errcodes, prelude::*};
//! # errcodes!("common");
//! let errcode: i32 = 40001;
//! assert_eq!(CommonError::check(errcode), Err(CommonError::InvalidCredential));
//! assert_eq!(CommonError::from(i64::from(errcode)), CommonError::InvalidCredential);
//! ```
//!
//! **Why is 45009 not retryable?** It is the daily quota: no pause of seconds brings it back, and a loop only hides the
//! cause. Its recovery is [`WaitForQuota`](Recovery::WaitForQuota). 45011 is the limit per minute, and retryable after
//! its `retry_after()` of 60 seconds.
//!
//! **Which table is for whom?** A server that calls WeChat (`api.weixin.qq.com`) for an official account, a mini program or a third-party platform
//! names the endpoint, or `common` and `general`. `shop`, `channels`, `xiaowei` and `business` are for the APIs of WeChat Shop, Channels, Xiaowei and business
//! capabilities; `cloudbase` is what the CloudBase SDK reports; `cloudrun` and `gateway` are for Cloud Run and the gateway before one's own servers. A server that calls WeCom (`qyapi.weixin.qq.com`)
//! takes `wecom`. WeChat Pay has texts for codes, and no table here: `examples/wechat-pay.csv` is a start.
//!
//! **Does it read WeCom's replies?** Yes, with an enum of `wecom`. WeCom (企业微信) is another API: it uses the same keys, and most of the numbers that
//! it shares with WeChat mean something else. 48002 there means that the app may not call this API; in 通用错误码 it is a follower who has
//! blocked messages. An enum of both is an error.
//!
//! ```
//! use errcode_runtime::{errcodes, prelude::*};
//!
//! errcodes!("general");
//! errcodes!("wecom"); // pub enum WecomError
//!
//! assert_eq!(WecomError::from(48002).recovery(), Recovery::FixSetup);
//! assert_eq!(GeneralError::from(48002).recovery(), Recovery::AskUser);
//! // 60020: the IP is not trusted by the app. Its message is followed by a hint, the IP and a link, which `reply` takes apart.
//! assert_eq!(WecomError::from(60020).recovery(), Recovery::FixSetup);
//! ```
//!
//! **Two tables disagree on a code.** 20002 is a missing product in 通用错误码 and malformed JSON in 腾讯小微. One number with
//! two meanings is never merged silently:
//!
//! ```compile_fail
//! # use errcode_runtime::errcodes;
//! errcodes! { pub enum BothError from "general", "xiaowei"; } // error: code 20002 means …
//! ```
//!
//! Make two enums, leave it out, or give it a name of yours that is true of both:
//!
//! ```
//! # use errcode_runtime::errcodes;
//! errcodes! {
//!     pub enum BothError from "general", "xiaowei" { 20002 as ProductMissingOrBadJson, .. }
//!     pub enum NeitherError from "general", "xiaowei" except { 20002 }
//! }
//! assert_eq!(BothError::from(20002), BothError::ProductMissingOrBadJson);
//! assert!(!NeitherError::from(20002).is_known());
//! ```
//!
//! **The same row is in several enums.** Then its variants are values of different types. `From<i64>` widens a
//! selection to the enum of a whole API ([`ErrorEnum::from_code`] in generic code), and [`ErrorEnum::try_from_code_of`] narrows,
//! or gives the error back:
//!
//! ```
//! use errcode_runtime::{errcodes, prelude::*};
//!
//! errcodes! {
//!     pub enum WechatError from "common", "general";
//!     pub enum LoginError from "common", "general" { -1, 40029 as InvalidJsCode, 45011 }
//! }
//!
//! assert_eq!(WechatError::from(LoginError::InvalidJsCode.code()), WechatError::InvalidOauthCode);
//! assert_eq!(LoginError::try_from_code_of(WechatError::InvalidOpenId), Err(WechatError::InvalidOpenId));
//! ```
//!
//! [`widen!`] makes `From` of several such enums, so that `?` works in an SDK with an enum for each endpoint; `?` also converts any
//! classified error into a `Box<dyn Classify>`.
//!
//! **Excel saved my table, and the macro says that it is not UTF-8.** On a Chinese Windows, Excel saves CSV as GBK.
//! Save it as “CSV UTF-8”, or convert it: `iconv -f GB18030 -t UTF-8 old.csv > new.csv`. A byte order mark is fine.
//!
//! **Why can `.kind()` not be called on my enum?** A variant of it has no `kind` and `recovery`. The two go together, for the whole
//! enum: if half of the rows were guesses, nobody could rely on any. A file of your own behind `with` adds them to a vendor's table;
//! see [your own tables](#your-own-tables).
//!
//! **Does it fit my crate?** It works in every edition and in `no_std` (see [Features](#features)), has no `unsafe`, and
//! causes no warnings under `#![deny(warnings, missing_docs, clippy::pedantic)]`.
#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![forbid(unsafe_code)]

#[cfg(feature = "alloc")]
extern crate alloc;

#[cfg(feature = "alloc")]
mod boxed;
mod code;
// Documentation only: it exists for rustdoc and its tests.
#[cfg(any(doc, doctest))]
pub mod guide_zh;
mod implement;
mod lookup;
mod macros;
mod number;
mod payload;
#[cfg(feature = "reply")]
pub mod reply;
mod shipped;
mod show;
mod table;
mod traits;
#[cfg(feature = "wechat")]
pub mod wechat;
mod widen;

#[cfg(feature = "serde")]
mod serde;

pub use code::Code;
pub use errcode_core::{Kind, Recovery, Unspelled};
pub use payload::{RangeCode, UnknownCode, UnknownText};
pub use table::TableInfo;
pub use traits::{Classify, ErrorCode, ErrorEnum};

/// The traits, [`Kind`] and [`Recovery`].
///
/// ```
/// use errcode_runtime::{errcodes, prelude::*};
/// errcodes!("common");
/// let error: &dyn Classify = &CommonError::SystemBusy;
/// assert_eq!((error.kind(), error.recovery()), (Kind::Unavailable, Recovery::Retry));
/// ```
pub mod prelude {
    pub use crate::{Classify, ErrorCode, ErrorEnum, Kind, Recovery};
}

/// What the code that [`errcodes!`] generates refers to. Not part of the public API.
#[doc(hidden)]
pub mod __private {
    pub use core::clone::Clone;
    pub use core::cmp::{Eq, Ord, Ordering, PartialEq, PartialOrd};
    pub use core::convert::{AsRef, From, Infallible, Into};
    pub use core::error::Error;
    pub use core::fmt::{Debug, Display, Formatter, Result as FmtResult};
    pub use core::hash::{Hash, Hasher};
    pub use core::marker::Copy;
    pub use core::num::ParseIntError;
    pub use core::option::Option::{self, None, Some};
    pub use core::primitive::{bool, f64, i8, i16, i32, i64, str, u8, u16, u32, u64, usize};
    pub use core::result::Result::{self, Err, Ok};
    pub use core::str::FromStr;
    pub use core::time::Duration;
    pub use core::{compile_error, concat, env, include_bytes};

    pub use errcode_core::packed::{Counts, Layout};
    pub use errcode_macros::errcodes as expand;

    pub use crate::implement::{compare, debug, display, field};
    pub use crate::lookup::{
        Classified, Generated, Numbered, Numbers, Spelled, Texts, from_number, from_text, parse, unknown_text,
    };
    pub use crate::payload::Carried;
    pub use crate::table::{Table, find, find_text};
    pub use crate::traits::{implement_class, implement_methods};
    pub use crate::{
        __implement as implement, __implement_codes as implement_codes, __implement_row as implement_row,
        __implement_serde as implement_serde, __implement_texts as implement_texts,
    };
    pub use crate::{Kind, Recovery, TableInfo};

    /// What is shared by all crates that use a whole large table.
    pub mod shipped {
        pub use crate::shipped::{general, wecom};
    }

    #[cfg(feature = "serde")]
    pub use crate::serde::{deserialize_number, deserialize_text, serialize};
    #[cfg(feature = "serde")]
    pub use serde_core;
}
