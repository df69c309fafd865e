//! 中文指南：五分钟学会整个库。
//!
//! 接口调用失败时，服务器只返回一个错误码，含义要去厂商的页面上查。直接比较错误码的程序，会漏掉没想到的错误码，也只能猜哪些调用可以重试。
//! [`errcodes!`](crate::errcodes) 在编译时读取这样的表（微信、企业微信的表，或你自己的 CSV 文件）并生成枚举：每行一个带文档的变体；
//! 表里有 recovery 时，变体还说明下一步该做什么。与其他做法的比较见仓库的 README.zh-CN.md。
//!
//! # 第一次使用
//!
//! ```
//! use errcode_runtime::{errcodes, prelude::*};
//!
//! errcodes!("common"); // pub enum CommonError：公共错误码的每一行
//!
//! let error = CommonError::from(40001); // 任意 i64；表里没有的错误码保留在 `Unknown` 里
//! assert_eq!(error, CommonError::InvalidCredential);
//! assert_eq!(error.recovery(), Recovery::RefreshToken);
//! assert_eq!(CommonError::check(0), Ok(())); // 0 是成功，不是错误
//! assert_eq!(CommonError::from(123).to_string(), "123: unknown error code（未知错误码）");
//! ```
//!
//! 在编辑器里，鼠标停在 `InvalidCredential` 上就能看到中英文说明；在 rustdoc 里搜 `40001` 也能找到它。枚举的全部方法见
//! [`ErrorCode`]、[`Classify`] 和 [`ErrorEnum`]。
//!
//! # 三个层次的匹配
//!
//! 没有人会为一张大表的每一行写一个分支。下面三种写法都不需要 `_`；以后枚举增加了变体，编译器会指出漏掉的分支。
//!
//! **按接口可能返回的错误码**：接口页面列出的，或自己选出的几个。
//!
//! ```
//! use errcode_runtime::{errcodes, prelude::*};
//!
//! errcodes! {
//!     /// `subscribeMessage.send` 可能返回的错误。
//!     pub enum SendError from endpoint "sendMessage", "common", "general" { -1, 40003, 43101 as Refused, 45011 }
//! }
//!
//! fn next(error: SendError) -> &'static str {
//!     match error {
//!         SendError::InvalidOpenId | SendError::Refused => "不再给这个用户发送",
//!         SendError::SystemBusy => "一秒后再试",
//!         SendError::MinuteQuotaExceeded => "一分钟后再试",
//!         SendError::Unknown(_) => "记日志",
//!     }
//! }
//! # assert_eq!(next(SendError::from(43101)), "不再给这个用户发送");
//! ```
//!
//! **按下一步该做什么**：[`Recovery`] 共十二个值，对所有的表含义都相同。
//!
//! ```
//! use errcode_runtime::prelude::*;
//!
//! fn next(error: &dyn Classify) -> &'static str {
//!     match error.recovery() {
//!         Recovery::None => "成功",
//!         Recovery::RefreshToken => "重新获取 access_token，再请求一次",
//!         Recovery::Reauthorize => "让用户重新登录或授权",
//!         Recovery::SlowDown => "等 error.retry_after()，没有就等一分钟，并放慢调用",
//!         Recovery::WaitForQuota => "明天再说",
//!         Recovery::Retry => "退避后重试，次数要有上限",
//!         Recovery::Appeal => "被封禁，通知运维去申诉",
//!         Recovery::AskUser => "把 error.message_zh() 给用户看",
//!         Recovery::FixSetup => "配置有误，通知运维",
//!         Recovery::Stop => "到此为止",
//!         Recovery::FixRequest => "我们的请求有错",
//!         Recovery::Unknown => "不在任何表里，记日志",
//!     }
//! }
//! # errcode_runtime::errcodes!("common");
//! # assert_eq!(next(&CommonError::DailyQuotaExceeded), "明天再说");
//! ```
//!
//! **按出了什么错**：[`Kind`]，gRPC 的 17 种标准状态。把错误转给自己的调用方时用它，`http_status()` 给出 HTTP 状态码。
//!
//! ```
//! use errcode_runtime::{errcodes, prelude::*};
//! errcodes!("common");
//!
//! assert_eq!(CommonError::SystemBusy.kind(), Kind::Unavailable);
//! assert_eq!(CommonError::SystemBusy.kind().http_status(), 503);
//! assert_eq!(CommonError::MinuteQuotaExceeded.kind().http_status(), 429);
//! ```
//!
//! # 出错之后
//!
//! 程序自己能处理的只有三种：换一次 token、等一会儿、再试几次。其余都交给调用方。
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
//!             // 只换一次：40001 也可能是 AppSecret 错误，换 token 没有用。
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
//! ```
//!
//! 下单、付款、发消息这类调用，即使报了错也可能已经生效：重发之前先查询。
//!
//! 显示给人看时，`{}` 输出一行错误码和说明，`{:#}` 还会列出 kind、recovery 和解决方法。仓库里的示例 `client`（token 与重试）、
//! `sdk`（每个接口一个枚举，共用一个错误类型）和 `web`（把错误返回给使用者）是完整的程序。
//!
//! # 自己的表
//!
//! 任何厂商的表都可以，存成包里的 `.csv` 或 `.tsv` 文件即可，不必改动；有了 kind 和 recovery，枚举就能[分类](crate::Classify)。
//! `examples/payment.csv` 是这样的：
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
//! errcodes!("examples/payment.csv"); // pub enum PaymentError；路径相对于 Cargo.toml 所在的文件夹
//!
//! assert_eq!(PaymentError::from(1002).message_zh(), "订单已支付");
//!
//! // `20xx` 是一族错误码：一个变体，带着实际收到的错误码。单独成行的错误码优先。
//! assert!(matches!(PaymentError::from(2099), PaymentError::BankRefused(code) if code.code() == 2099));
//! assert_eq!(PaymentError::from(2051), PaymentError::BalanceShort);
//! ```
//!
//! 厂商给的表通常没有这么整齐。`examples/broker.csv` 的表头上面有标题，用分号分隔，名字都带前缀，有几列是厂商自己的，也没有 kind：
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
//! `errcodes!("examples/broker.csv")` 就能读取它，不需要其他参数：
//!
//! - 分隔符（逗号、分号、制表符、竖线）、单元格两边的空格、标题行和空行都会自动处理；
//! - 表头可以用厂商自己的叫法，如 `错误码`、`返回码`、`errmsg`、`说明`、`解决方法`；不认识的列会被忽略，并列在枚举的文档里；
//! - 错误码可以是十六进制，也可以是范围或列表：`2001-2099`、`3**`、`21/22`、`1003、1004`；
//! - 中英文可以分列，也可以混在一列里：单元格里有汉字，就算中文；
//! - 没有名字的行，变体名依次取自单词形式的错误码（如 `PARAM_ERROR`）、英文说明、错误码本身（如 `Code70001`），可以用 `70001 as StockEmpty` 改名。
//!   `name()` 返回表中原来的写法，`from_name` 按名字查找；多行同名时，返回按错误码排序的第一行。
//!
//! 无法自动处理时，编译会报错，并给出正确的写法。括号里可以写：
//!
//! | 写法 | 作用 |
//! |---|---|
//! | `message = "When"`、`code = 2` | 指定哪一列是说明、哪一列是错误码：写表头；没有表头时，写第几列 |
//! | `code: str`、`code: i64`、`code: i32` | 错误码是文本、数字，或 32 位有符号数（`0x80070005` 是负数） |
//! | `severity: str = "Log level"` | 厂商自己的列，生成方法 `severity()`，返回 `Option` |
//! | `skip = ["其他", ""]` | 错误码这一列的内容在列表中时，跳过该行 |
//! | `skip = sections` | 跳过只有第一格有内容的行，也就是分节标题 |
//! | `repeated = join` | 同一个错误码有几行：合为一个变体，说明连在一起 |
//! | `repeated = alias` | 同一个错误码有几行：第一行是变体，其余的名字成为常量，可以用在 match 里 |
//! | `strip = "BRK_"` | 去掉名字的前缀 |
//! | `success = [200..=299]`、`success = ["SUCCESS"]` | 哪些错误码表示成功 |
//!
//! 厂商的表里没有 kind 和 recovery。把它们写在自己的文件里，用 `with` 叠加上去；厂商的文件更新时，重新下载即可。
//! `examples/broker.ours.csv`：
//!
//! ```text
//! code,kind,recovery,retry_after,message_zh
//! 0,ok,none,,正常
//! 1001,resource_exhausted,slow_down,30,队列已满
//! 1002,not_found,fix_setup,,没有这个主题
//! 2001-2099,unavailable,retry,,节点没有响应
//! ```
//!
//! ```
//! use errcode_runtime::{errcodes, prelude::*};
//!
//! errcodes! {
//!     /// 消息服务可能返回的错误。
//!     pub enum BrokerError from "examples/broker.csv" (strip = "BRK_", severity: str = "Log level", http: u16 = "HTTP status")
//!         with "examples/broker.ours.csv";
//! }
//!
//! let error = BrokerError::from(1001);
//! assert_eq!((error, error.name()), (BrokerError::QueueFull, "BRK_QUEUE_FULL"));
//! assert_eq!((error.severity(), error.http()), (Some("WARN"), Some(429)));
//! assert_eq!((error.recovery(), error.message_zh()), (Recovery::SlowDown, "队列已满"));
//! assert_eq!(BrokerError::from_name("BRK_QUEUE_FULL"), Some(error));
//! ```
//!
//! 自己的文件按错误码与厂商的行对应，有内容的单元格替换厂商的内容；错误码不在厂商的表里时，编译会报错。
//!
//! `repeated = alias` 生成的是常量：`use ErrnoError::*` 不会引入它，匹配引用时要写 `match *error`。
//!
//! ```
//! use errcode_runtime::errcodes;
//!
//! errcodes!("examples/errno.csv" (repeated = alias)); // EAGAIN 和 EWOULDBLOCK 都是 11
//!
//! fn again(error: &ErrnoError) -> bool {
//!     matches!(*error, ErrnoError::Ewouldblock)
//! }
//! assert!(again(&ErrnoError::from(11)) && !again(&ErrnoError::from(28)));
//! ```
//!
//! 表中有错时，编译报错并指出文件、行、列，其余的行照常生成变体。不编译也可以检查：`errcode check broker.csv` 列出每一列的含义、生成的变体名、
//! 表中的错误，以及该写的宏调用；`errcode check --annotate broker.csv` 输出一份供 `with` 使用的文件，填好即可。所有的列、表头和用法见仓库的
//! `tables/README.md`。
//!
//! # 只选需要的错误码
//!
//! 枚举可以包含来源的每一行，也可以只包含选出的行；各种写法可以混用，[`errcodes!`](crate::errcodes) 的文档里每种都有例子。
//!
//! | 写法 | 枚举包含 |
//! |---|---|
//! | `from "common"` | 每一行 |
//! | `from endpoint "code2Session"` | 接口页面列出的错误码，含义以该页面为准 |
//! | `from "common", "general", "my.csv"` | 几张表的行；错误码和名字都相同的合为一个变体 |
//! | `{ -1, 40029 as InvalidJsCode }` | 这些错误码，其中一个用自己的名字 |
//! | `{ SystemBusy, InvalidCredential as BadToken }` | 按名字选出的行 |
//! | `{ 85001..=85102 }` | 一个范围内的错误码 |
//! | `{ "PARAM_ERROR" as BadParam }` | 一个文本错误码，用自己的名字 |
//! | `{ -40400x }` | 一族错误码，写法与表中相同 |
//! | `{ unavailable, slow_down }` | 某种 kind 或 recovery 的行 |
//! | `{ 20002 as BadJson, .. }` | 每一行，其中一个改名 |
//! | `except { 0 }` | 除列出的行以外的每一行 |
//!
//! 接口名以文档页面为准；几个页面同名时写路径，可带请求方法。与其他来源重复的错误码以接口页面为准；两个接口对同一错误码的含义不同时，编译报错。
//! 页面没有列出错误码的接口，枚举里只有 `Unknown`。
//!
//! ```
//! use errcode_runtime::{errcodes, prelude::*};
//!
//! errcodes! {
//!     pub enum AuditError from "common", "general" { 85001..=85102, slow_down }
//!     enum CallError from "cloudbase" { -40400x as SdkCallFailed, -404001 }
//!
//!     /// 属性和文档加在枚举上；`cfg` 同时作用于为它生成的全部代码。
//!     #[cfg(not(target_os = "android"))]
//!     enum Failure from "common", "examples/payment.csv" except { 0 }
//! }
//! assert!(AuditError::from(45011).is_retryable());
//! assert!(matches!(CallError::from(-404000), CallError::SdkCallFailed(_)));
//! # #[cfg(not(target_os = "android"))]
//! assert!(!Failure::from(0).is_known());
//! ```
//!
//! # 解析响应
//!
//! 打开 feature `reply` 后，无论服务器把错误码放在哪里，`reply::decode` 都能把响应解析成你的类型，或带类型的错误。
//! 无论目标是什么类型，错误都不会被当成成功。`reply::decode_response` 还会检查 HTTP 状态码：网关返回的 503 即使是合法的 JSON，也是错误。
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
//! let error = error.api().expect("服务器报告的错误");
//! assert_eq!(error.code(), CommonError::IpNotInWhitelist);
//! assert_eq!((error.request_ip(), error.rid()), (Some("1.2.3.4"), Some("65-ab-c0")));
//! # Ok(()) }
//! # #[cfg(not(feature = "reply"))] fn main() {}
//! ```
//!
//! - `resultcode`、`delivery_resultcode`（配送公司）、`errorCode`（云函数自己的错误）、`errno`、`ret` 以及网关的 `code` 都不是微信的错误码，
//!   会解析成 `ReplyError::Foreign`：配送公司的 40029 不会变成 `InvalidOauthCode`。哪些键算错误、哪些算数据，见 `Envelope::WECHAT` 的文档；
//! - 其他服务器的键用 `Envelope::WECHAT.and(&[("status", "reason"), ("error.code", "error.message")])` 指定，点号表示进入内层对象，
//!   `.success(…)` 指定哪些错误码表示成功，`.foreign()` 标明这些键的错误码属于其他系统；
//! - 列表里每一项自带的错误码不算整个响应的错误，用 `reply::items` 逐个取出；
//! - `error.recovery()` 说明下一步该做什么，空响应、网关页面、不完整的 JSON 也不例外；`error.pause(retries)` 给出重试前的等待时间，
//!   不该重试或已重试五次时为 `None`；`{:#}` 另外显示 kind、recovery 和解决方法；
//! - 目标类型要拥有文本：字段用 `String`，借用响应的 `&str` 无法通过编译；
//! - 每个接口一个枚举、整个 SDK 一种错误：`widen!(WechatError from LoginError, SendError);` 之后，`error.convert()` 和 `?` 就能转换。
//!
//! 企业微信的响应也能这样解析，用 `wecom` 的枚举。企业微信是另一套接口，字段名相同，但与微信重复的错误码大多含义不同：48002 在企业微信是应用无权调用该接口，
//! 在通用错误码里是粉丝拒收消息。在同一个调用里写这两张表会报错，要各建一个枚举：
//!
//! ```
//! use errcode_runtime::{errcodes, prelude::*};
//!
//! errcodes!("general");
//! errcodes!("wecom"); // pub enum WecomError
//!
//! assert_eq!(WecomError::from(48002).recovery(), Recovery::FixSetup);
//! assert_eq!(GeneralError::from(48002).recovery(), Recovery::AskUser);
//! ```
//!
//! # 文本错误码
//!
//! 很多厂商不用数字：微信支付返回 `PARAM_ERROR`，PostgreSQL 返回 `42P01`。这样的表生成同样的枚举，只是用 `From<&str>` 代替 `From<i64>`：
//!
//! ```
//! use errcode_runtime::{errcodes, prelude::*};
//!
//! errcodes!("common"); // 数字
//! errcodes!("examples/wechat-pay.csv"); // 文本：pub enum WechatPayError
//! errcodes! { pub enum OrderError from "examples/wechat-pay.csv" { "PARAM_ERROR" as BadParam, retry } }
//!
//! assert_eq!(CommonError::from(-1), CommonError::SystemBusy);
//! assert_eq!(WechatPayError::from("PARAM_ERROR"), WechatPayError::ParamError);
//! assert_eq!((CommonError::SystemBusy.code(), WechatPayError::ParamError.code()), (-1, "PARAM_ERROR"));
//! // 表里没有的错误码原样保留。
//! assert_eq!(WechatPayError::from("NEW_ERROR").code(), "NEW_ERROR");
//! // 选择时，文本错误码写在引号里。
//! assert_eq!(OrderError::from("PARAM_ERROR"), OrderError::BadParam);
//! ```
//!
//! | | 数字错误码 | 文本错误码 |
//! |---|---|---|
//! | 由错误码转换 | `From<i64>`、`FromStr` | `From<&str>`、`FromStr` |
//! | `code()` | `const fn`，`i64` | `&str` |
//! | `Unknown` 保存的是 | [`UnknownCode`](crate::UnknownCode)，一个 `i64` | [`UnknownText`](crate::UnknownText)，未知错误码保存在 `Box` 里（需要 `alloc`） |
//! | 枚举的值 | `Copy`，16 字节 | `Clone`，24 字节；只有未知错误码才分配内存 |
//! | 排序、哈希、`serde` | 按数字，写成数字 | 按文本，写成字符串 |
//! | 成功 | kind 是 `ok` 的行；此外是数字 0，调用处写了 `success` 时以列出的为准 | kind 是 `ok` 的行；调用处用 `success` 列出的 |
//! | 一族错误码、范围 | [`RangeCode`](crate::RangeCode) | 没有 |
//! | 选择时 | `{ 40029 as InvalidJsCode, 85001..=85102 }` | `{ "PARAM_ERROR" as BadParam }` |
//!
//! 类型由错误码这一列决定：整列都不是数字，或有带前导零的值（如 `00`），就按文本处理。一个带前导零的值，就会让整列都成为文本。
//! 数字和文本混在一列时，在调用处写明：`("codes.csv" (code: str))`；`(code: i64)` 则把带前导零的错误码当作数字，`(code: i32)` 把
//! `0x80070005` 读成实际收到的负数；收到的若是不带符号的 2147942405，也能找到同一行。
//!
//! # 适用于任何表的代码
//!
//! 三个 trait 覆盖两种枚举；[`ErrorCode`] 和 [`Classify`] 还可以用作 trait 对象。[`ErrorCode::code`](crate::ErrorCode::code) 返回
//! [`Code`](crate::Code)，数字或文本；枚举自己的 `code` 方法返回 `i64` 或 `&str`。
//!
//! ```
//! use errcode_runtime::{Code, errcodes, prelude::*};
//!
//! errcodes!("common");
//! errcodes!("gateway");
//!
//! /// 把一张表写成文本，每行一个错误码。
//! fn print<E: ErrorEnum>() -> String {
//!     E::ALL.iter().map(|row| format!("{}\t{}\n", row.code(), row.message_zh())).collect()
//! }
//! assert!(print::<GatewayError>().contains("102006\t非法请求"));
//!
//! let errors: [&dyn Classify; 2] = [&CommonError::SystemBusy, &GatewayError::from(104_100)];
//! let again: Vec<Code<'_>> = errors.iter().filter(|error| error.is_retryable()).map(|error| error.code()).collect();
//! assert_eq!(again, [-1]);
//! ```
//!
//! # Feature
//!
//! 默认只开 `alloc`。
//!
//! - `alloc`：错误码是文本的枚举。裸机上没有分配器时用 `default-features = false` 关掉；
//! - `serde`：每个枚举都可以 `Serialize` 成数字或字符串，也能 `Deserialize` 回来；JSON 这类自描述格式里，数字也可以写成数字字符串，十进制或 `0x9C41` 这样的十六进制；
//! - `reply`：`reply::decode`，从响应的字节得到值或带类型的错误；需要 `alloc`，引入 `serde_json`；
//! - `wechat`：模块 `wechat` 里有所有自带的表的现成枚举，给需要共享同一个类型的库用。
//!
//! 整个 crate 是 `no_std`。不开任何 feature 时，只会链接 `errcode-core`，它没有任何依赖。
//!
//! # 原理
//!
//! 1. 宏读表，检查每个单元格，选出行，并让编译器把该文件当作源文件跟踪。
//! 2. 宏生成：带文档的枚举，一个包含全部文字的字符串字面量，一个包含全部数字的字节串字面量，每 512 行一个 match（变体到行），一个数组（行到变体）。
//!    错误码是数字时，只有这些 match、这个数组和派生的 `PartialEq` 列出每个变体，所以大表编译得也快。自带的大表的字面量在本 crate 里。
//! 3. 字节串里还有编译时找好的完美哈希：`From<i64>` 和 `From<&str>` 只需算一次哈希、比较一次；找不到这种哈希时，在有序的错误码里二分查找。
//!    除了未知的文本错误码，转换和所有访问方法都不分配内存。
//! 4. 只有部分表才有的列（例如厂商自己的列）也放在这两个字面量里：每行一个编号，相同的值只存一份。没有这些列的表不会多出任何数据。
//! 5. 访问方法在本 crate 里只写一遍，供所有枚举共用；只有厂商自己的列，访问方法由各个枚举生成，它们也调用本 crate 的代码。
//!
//! # 常见问题
//!
//! **改了 CSV，悬停显示的还是旧文字。** 只要宏调用本身没有改动，rust-analyzer 就会沿用缓存的展开结果：在调用处随便改一下（比如加个空格），
//! 或重启语言服务器。`cargo check` 会自动跟踪这个文件。
//!
//! **微信返回了表里没有的错误码。** 它成为 `Unknown`，数字还在，可以转回 i64，比较、哈希、打印、序列化都按这个数字。可以在自己的文件里给它写一行，
//! 再把文件加为一个来源：
//!
//! ```
//! # use errcode_runtime::errcodes;
//! errcodes! { pub enum ApiError from "common", "general", "examples/unlisted.csv"; }
//!
//! assert_eq!(ApiError::from(99_000_001), ApiError::MessagePoolFull); // 来自自己的 unlisted.csv
//! assert_eq!(ApiError::from(99_999_999).code(), 99_999_999);
//! ```
//!
//! **该用哪张表？** 调用微信（`api.weixin.qq.com`）的公众号、小程序、第三方平台接口，写接口名，或 `common` 和 `general`。`shop`、`channels`、`xiaowei`、
//! `business` 是微信小店、视频号、腾讯小微和商业能力的接口；`cloudbase` 是云开发 SDK 报告的错误，`cloudrun` 和 `gateway` 是云托管和微信网关。调用企业微信
//! （`qyapi.weixin.qq.com`）用 `wecom`。微信支付的错误码是文本，没有自带的表，可以在 `examples/wechat-pay.csv` 的基础上修改。
//!
//! **升级会带来哪些不兼容？** 表多了一行，整张表的枚举就多一个变体，列出全部变体的 match 将无法通过编译：这正是穷尽匹配的意义。写 `_` 分支，或只选单个错误码，
//! 就不受影响；用 `..`、范围、kind 和 recovery 选出的行会随表变化。库可以给枚举加上 `#[non_exhaustive]`，以后增加错误码就不会影响用户。名字不会改。
//!
//! **为什么没有 `From<i32>`？** 有了两个转换，整数字面量会被推断为 `i32`，超出 `i32` 范围的（如 `0x8007_0005`）就无法编译。枚举自己的 `check` 接受一切能转成 i64 的数；
//! 泛型代码里的 [`ErrorEnum::check`](crate::ErrorEnum::check) 接受的类型与 `From` 相同。
//!
//! ```
//! # use errcode_runtime::{errcodes, prelude::*};
//! # errcodes!("common");
//! let errcode: i32 = 40001;
//! assert_eq!(CommonError::check(errcode), Err(CommonError::InvalidCredential));
//! assert_eq!(CommonError::from(i64::from(errcode)), CommonError::InvalidCredential);
//! ```
//!
//! **为什么 45009 不可重试？** 它是每日额度，等几秒不会恢复，循环重试只会掩盖原因，所以它的 recovery 是
//! [`WaitForQuota`](crate::Recovery::WaitForQuota)。每分钟的频率限制是 45011，等 `retry_after()` 给出的 60 秒后可以重试。
//!
//! **两张表对同一个错误码说法不同。** 20002 在通用错误码里是商品不存在，在腾讯小微里是 JSON 有误。一个数字有两种含义时，绝不会悄悄合并：
//!
//! ```compile_fail
//! # use errcode_runtime::errcodes;
//! errcodes! { pub enum BothError from "general", "xiaowei"; } // error: code 20002 means …
//! ```
//!
//! 可以分成两个枚举，用 `except` 去掉它，或者自己起一个对两种含义都成立的名字：
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
//! **同一行在几个枚举里，怎样转换？** 它们的变体类型不同。从选出几行的枚举转换成整个 API 的枚举，用 `From<i64>`（泛型代码用
//! [`ErrorEnum::from_code`](crate::ErrorEnum::from_code)）；
//! 反过来用 [`ErrorEnum::try_from_code_of`](crate::ErrorEnum::try_from_code_of)，目标枚举没有这个错误码时，返回原来的错误：
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
//! **Excel 存的表，宏说不是 UTF-8。** 中文 Windows 上，Excel 把 CSV 存成 GBK。另存为“CSV UTF-8（逗号分隔）”，或转换：
//! `iconv -f GB18030 -t UTF-8 old.csv > new.csv`。有 BOM 也没关系。
//!
//! **为什么我的枚举不能调用 `.kind()`？** 它的某个变体没有 `kind` 和 `recovery`。两者要一起有，而且每个变体都要有：若有一半靠猜，分类就不可信了。
//! 厂商的表可以用 `with` 叠加一份自己的文件来补上，见[自己的表](#自己的表)。
//!
//! **能用在我的 crate 里吗？** 任何 edition 都可以，也支持 `no_std`（见 [Feature](#feature)）；没有 `unsafe`，在
//! `#![deny(warnings, missing_docs, clippy::pedantic)]` 下也不会产生警告。
//!
//! [`ErrorCode`]: crate::ErrorCode
//! [`Classify`]: crate::Classify
//! [`ErrorEnum`]: crate::ErrorEnum
//! [`Kind`]: crate::Kind
//! [`Recovery`]: crate::Recovery
