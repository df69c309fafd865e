//! `errcodes!` itself.

/// Turns tables of error codes into enums.
///
/// ```
/// use errcode_runtime::{errcodes, prelude::*};
///
/// errcodes!("common"); // a table that is shipped: pub enum CommonError
///
/// errcodes! {
///     /// What one endpoint can answer.
///     pub enum LoginError from endpoint "code2Session" { 40029 as InvalidJsCode, .. }
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
/// errcodes!(endpoint "code2Session"); one endpoint of WeChat            → pub enum Code2SessionError
/// errcodes!("errors/payment.csv");    a .csv or .tsv of this package    → pub enum PaymentError
/// errcodes! { ITEM… }
///
/// ITEM   := attribute* visibility? enum NAME from SOURCE (, SOURCE)*
///           ( { SELECT (, SELECT)* } | except { SELECT (, SELECT)* } )? ;?
/// SOURCE := "table" | endpoint "name or path" | "path.csv" ( ( ENTRY (, ENTRY)* ) )? ( with "path.csv" )?
/// ENTRY  := column = HEADER | code: CODES ( = HEADER )? | field: TYPE ( = HEADER )? | OPTION
/// HEADER := "Header" | position, counted from 1
/// CODES  := str | i64 | i32
/// TYPE   := str | bool | u8 | u16 | u32 | u64 | i8 | i16 | i32 | i64 | f64
/// OPTION := skip = ["cell", …] | skip = sections | repeated = join | repeated = alias
///           | strip = "PREFIX" | success = [ CODE or number..=number, … ]
/// SELECT := ( CODE | Name | number..=number ) ( as NewName )? | kind or recovery | ..
/// CODE   := number | "text"
/// ```
///
/// The shipped tables are those of Tencent's page: `common` (公共错误码), `general` (通用错误码), `shop` (微信小店), `channels` (视频号),
/// `xiaowei` (腾讯小微), `business` (商业能力), `cloudbase` (微信云开发), `cloudrun` (微信云托管) and `gateway` (微信网关); `wecom` (企业微信), an API
/// of its own; and those of products: what their endpoints answer with beyond `common` and `general`, or in another meaning: `access_token` (接口调用凭证), `platform` (平台接口与第三方平台),
/// `official_account` (公众号与服务号), `mini_program_user` (小程序用户：登录、信息、身份、安全), `mini_program_link` (小程序码与小程序链接),
/// `message` (消息与客服), `live_broadcast` (小程序直播), `mini_drama` (短剧), `novel` (小说), `virtual_payment` (虚拟支付),
/// `b2b` (B2b 门店助手), `trade` (交易：订单、售后、保障), `express` (物流、即时配送与退货), `cloudbase_server` (云开发服务端接口),
/// `recognition` (图像处理与文字识别), `city_and_search` (城市服务、搜一搜与附近的小程序) and `device` (硬件设备).
///
/// Paths are relative to the package's `Cargo.toml`. A number may be hexadecimal, `0x80070005`, or a family, `40x`.
///
/// Calls work wherever items do, in modules and functions, any number of times.
///
/// ## An endpoint
///
/// `endpoint "getPhoneNumber"` stands for the codes on the page of that endpoint, each in the meaning that it has there: 40013 is a ban on
/// generating links in `generateScheme`, and in `getPhoneNumber` a code that belongs to another mini program. The name is that on the page. The path works,
/// too, with or without the method; where several pages have the name, write the path.
///
/// ```
/// # use errcode_runtime::{errcodes, prelude::*};
/// errcodes!(endpoint "getPhoneNumber"); // pub enum GetPhoneNumberError
/// errcodes! {
///     enum SchemeError from endpoint "POST /wxa/generatescheme", "common" { 40001, 40013, 85406 as VisitQuotaExceeded }
///     enum OrderError from endpoint "/wxa/sec/order/get_order" except { -1 }
/// }
/// assert_eq!(SchemeError::from(40013).recovery(), Recovery::Appeal);
/// assert_eq!(GetPhoneNumberError::from(40013).name(), "PhoneCodeAppIdMismatch");
/// ```
///
/// In a call that names tables, too, a file of your own included, the page wins over their rows of the same code. Two endpoints that give a code two meanings are an error, as
/// two tables are. The list is what the page has, not all that a server can send: what else comes is `Unknown`, or add `"common"`. The
/// documentation of the enum names title, method, path and page. An endpoint whose page lists no code has `Unknown` alone.
///
/// ## A file of your own
///
/// The short form names the enum after the file: `payment.csv`, `payment_errors.csv` and `PaymentError.csv` all make
/// `PaymentError`. `errors.csv` and `error_codes.csv` name no enum: write the long form.
///
/// ```
/// # use errcode_runtime::{errcodes, prelude::*};
/// errcodes!("examples/payment.csv"); // pub enum PaymentError
/// assert_eq!(PaymentError::from(1001).kind(), Kind::NotFound);
/// ```
///
/// A vendor's file stays as it came, so that it can be downloaded again. This is `examples/broker.csv`:
///
/// ```text
/// Message broker 4.2;;;;;
/// Code;Constant;Explanation;Log level;HTTP status;Fatal
/// 0;BRK_OK;Fine;;200;no
/// 1001;BRK_QUEUE_FULL;The queue is full;WARN;429;no
/// 1002;BRK_NO_TOPIC;There is no such topic;ERROR;404;yes
/// 2001-2099;BRK_NODE_DOWN;A node does not answer;ERROR;503;no
/// ```
///
/// ```
/// # use errcode_runtime::{errcodes, prelude::*};
/// errcodes!("examples/broker.csv"); // pub enum BrokerError
/// assert_eq!(BrokerError::from(1001), BrokerError::BrkQueueFull);
/// assert_eq!(BrokerError::BrkQueueFull.name(), "BRK_QUEUE_FULL");
/// assert_eq!(BrokerError::from_name("BRK_QUEUE_FULL"), Some(BrokerError::BrkQueueFull));
/// assert!(matches!(BrokerError::from(2050), BrokerError::BrkNodeDown(code) if code.code() == 2050));
/// ```
///
/// All this needs no word in the call:
///
/// - cells between commas, semicolons, tabs or bars, whatever the file's name ends in; padded cells; title rows and blank rows
///   above the header; empty columns, and cells that are missing at the end of a row;
/// - headers in the vendors' words, which `tables/README.md` of the repository lists. Columns that nobody knows are ignored, and
///   the documentation of the enum lists them;
/// - numbers, decimal or hexadecimal; ranges and lists as people write them: `104-199`, `-300 to -399`, `3**`, `21/22`. Each is
///   one variant, which carries the code that came. Codes are texts if none of them is a number, or if one has a leading zero,
///   such as `00`;
/// - texts in English, in Chinese or in both, also mixed from cell to cell: a cell with a Chinese character is Chinese. Where a row
///   has no text, its name is the text, or else its code;
/// - names that are constants, phrases or paths. Without a name, the variant is named after a code that reads as words, else
///   after the English text, else after the code: `Code70001`. Where several codes have one name, the variants get the code at
///   their end. `name()` and `Debug` give the name as the table spells it, and `from_name` finds a value by it: of several rows
///   with one name, the first by code.
///
/// Everything else is a compile error that shows the call to write. `errcode check FILE`, of the crate `errcode-tables`, says
/// how a file is read, and compiles nothing. A file of more than 64 MiB is not read.
///
/// ### What the call can say
///
/// | in the parentheses | what it does |
/// |---|---|
/// | `message = "When"`, `code = 2` | [names a column](#columns), by its header or its position |
/// | `code: str`, `code: i64`, `code: i32` | says [what the codes are](#the-type-of-the-codes) |
/// | `severity: str = "Log level"` | makes an [accessor](#columns-of-the-vendors-own) of a column of the vendor's own |
/// | `skip = ["other"]`, `skip = sections` | skips [rows that are no codes](#rows-that-are-no-codes) |
/// | `repeated = join`, `repeated = alias` | says what becomes of [a code on several rows](#a-code-on-several-rows) |
/// | `strip = "BRK_"` | takes a [prefix](#prefixes) off every name |
/// | `success = [200..=299]` | lists the codes that [mean success](#success) |
///
/// Behind the parentheses, [`with "file.csv"`](#a-file-of-yours-beside-the-vendors) adds what the vendor does not say. A header, a row to
/// skip or a prefix that the file does not have is an error: the entry is out of date.
///
/// ### Columns
///
/// Headers that nobody can guess are named by the columns `code`, `name`, `kind`, `recovery`, `retry_after`, `message`,
/// `message_zh`, `translated`, `solution_zh`, `note_zh`, `solution` and `note`.
///
/// ```
/// # use errcode_runtime::{errcodes, prelude::*};
/// errcodes! { pub enum ExitError from "examples/sysexits.tsv" (message = "When"); }
/// assert_eq!(ExitError::ExTempfail.message(), "try again later");
///
/// errcodes!("examples/sysexits.tsv" (message = "When")); // pub enum SysexitsError
/// assert_eq!(SysexitsError::from(75), SysexitsError::ExTempfail);
/// ```
///
/// A file without a header row has its columns named by position. `examples/lanes.csv` has the row `0010,LANE_FULL,the lane is full`:
///
/// ```
/// # use errcode_runtime::errcodes;
/// errcodes! { enum LaneError from "examples/lanes.csv" (code = 1, name = 2, message = 3); }
/// assert_eq!(LaneError::from("0010"), LaneError::LaneFull);
/// ```
///
/// ### The type of the codes
///
/// `code: str` makes texts of a column with numbers and words. `code: i64` makes numbers of codes with leading zeros.
/// `code: i32` reads `0x80070005` as the negative number that a HRESULT of this spelling is; selections spell it either way. Each
/// can also name the column: `code: i64 = "Number"`.
///
/// An enum with a source of `code: i32` takes a code that comes without its sign, 2147942405, as the negative number. `FromStr`, serde and `reply::decode` read numbers in texts also in hexadecimal, `0x80070005`.
///
/// ```
/// # use errcode_runtime::errcodes;
/// errcodes! { enum LaneError from "examples/lanes.csv" (code: i64 = 1, name = 2, message = 3); }
/// assert_eq!(LaneError::from(10).to_string(), "0010: the lane is full"); // as the table spells it
///
/// errcodes! { enum AccessError from "examples/handles.csv" (code: i32) { 0x80070005 } }
/// assert_eq!(AccessError::from(-2_147_024_891), AccessError::EAccessdenied);
/// assert_eq!(AccessError::from(0x8007_0005), AccessError::EAccessdenied);
/// assert_eq!("0x80070005".parse(), Ok(AccessError::EAccessdenied));
///
/// errcodes! { enum GateError from "examples/gates.csv" (code: str, skip = sections); }
/// assert_eq!((GateError::from("101").code(), GateError::from("other").code()), ("101", "other"));
/// ```
///
/// ### Columns of the vendor's own
///
/// A name with a type becomes an accessor. Without `=`, the column is the one whose header reads like the name. The accessor returns
/// `None` where the cell is empty and for an unknown code. A `bool` is `true`, `yes`, `y`, `1`, `是`, or `false`, `no`, `n`, `0`, `否`.
///
/// ```
/// # use errcode_runtime::errcodes;
/// errcodes!("examples/broker.csv" (severity: str = "Log level", http: u16 = "HTTP status", fatal: bool));
///
/// let error = BrokerError::from(1002);
/// assert_eq!((error.severity(), error.http(), error.fatal()), (Some("ERROR"), Some(404), Some(true)));
/// assert_eq!(BrokerError::BrkOk.severity(), None);
/// ```
///
/// ### Rows that are no codes
///
/// `skip = ["other", ""]` skips the rows with one of these cells in the column of codes, `skip = sections` those with nothing but
/// their first cell. `examples/gates.csv` has a row `Entrances,` and a row `other,ask the porter`:
///
/// ```
/// # use errcode_runtime::errcodes;
/// errcodes! { enum GateError from "examples/gates.csv" (skip = sections, skip = ["other"]); }
/// assert_eq!(GateError::ALL.iter().map(|error| error.code()).collect::<Vec<_>>(), [101, 102, 201]);
/// ```
///
/// ### A code on several rows
///
/// Rows with one code and one name are one variant. Where the names differ, `repeated = join` makes one variant with the name of
/// the first row and all texts. `repeated = alias` makes a constant of each further name. It can stand in a pattern, but
/// `use ErrnoError::*` does not import it, and a reference has to be dereferenced: `match *error`.
///
/// ```
/// # use errcode_runtime::errcodes;
/// errcodes! {
///     enum JoinedError from "examples/errno.csv" (repeated = join);
///     enum ErrnoError from "examples/errno.csv" (repeated = alias);
/// }
/// assert_eq!(JoinedError::Eagain.message(), "try again / the call would wait");
///
/// fn is_full(error: &ErrnoError) -> bool {
///     match *error {
///         ErrnoError::Ewouldblock => false, // the same value as `Eagain`
///         ErrnoError::Enospc => true,
///         ErrnoError::Unknown(_) => false,
///     }
/// }
/// assert!(!is_full(&ErrnoError::from(11)) && is_full(&ErrnoError::from(28)));
/// assert_eq!(ErrnoError::from_name("EWOULDBLOCK"), Some(ErrnoError::Eagain));
/// ```
///
/// ### Prefixes
///
/// ```
/// # use errcode_runtime::errcodes;
/// errcodes! { enum BrokerError from "examples/broker.csv" (strip = "BRK_"); }
/// assert_eq!(BrokerError::from(1001), BrokerError::QueueFull);
/// assert_eq!(BrokerError::QueueFull.name(), "BRK_QUEUE_FULL");
/// ```
///
/// ### Success
///
/// A row of kind `ok` is success. Of other rows the number 0 is, unless the call has a list. The codes of the list need no row. In a
/// table of texts only the list and `ok` say what success is.
///
/// ```
/// # use errcode_runtime::errcodes;
/// errcodes! {
///     enum BrokerError from "examples/broker.csv" (success = [200..=299]);
///     enum PayError from "examples/wechat-pay.csv" (success = ["SUCCESS"]);
/// }
/// assert!(BrokerError::check(204).is_ok() && BrokerError::check(0).is_err());
/// assert!(PayError::check("SUCCESS").is_ok());
/// ```
///
/// ### A file of yours beside the vendor's
///
/// No vendor's file has kinds and recoveries. Write them into a file of your own, which no download overwrites. This is
/// `examples/broker.ours.csv`:
///
/// ```text
/// code,kind,recovery,retry_after,message_zh
/// 0,ok,none,,正常
/// 1001,resource_exhausted,slow_down,30,队列已满
/// 1002,not_found,fix_setup,,没有这个主题
/// 2001-2099,unavailable,retry,,节点没有响应
/// ```
///
/// Each row changes the vendor's row of this code: a cell with content replaces the vendor's. Beside `code` it may have any column
/// of the list above. A code that the vendor's file lacks is an error. With a kind and a recovery for every code, the
/// enum is [classified](crate::Classify). `errcode check --annotate FILE` prints such a file to fill in.
///
/// ```
/// # use errcode_runtime::{errcodes, prelude::*};
/// errcodes!("examples/broker.csv" (strip = "BRK_") with "examples/broker.ours.csv");
/// assert_eq!(BrokerError::QueueFull.recovery(), Recovery::SlowDown);
/// assert_eq!(BrokerError::QueueFull.message_zh(), "队列已满");
/// ```
///
/// Without kinds and recoveries there is nothing to classify by, and the compiler says so:
///
/// ```compile_fail,E0277
/// # use errcode_runtime::errcodes;
/// # errcodes! { enum ExitError from "examples/sysexits.tsv" (message = "When"); }
/// ExitError::ExUsage.recovery(); // error: `ExitError` has no kinds and recoveries
/// ```
///
/// ## Every row, of one source or several
///
/// Without a selection the enum has every row of its sources. A code that stands in several with the same name is one
/// variant; the first source's texts, kind, recovery and fields lead.
///
/// ```
/// # use errcode_runtime::errcodes;
/// errcodes! { pub enum CloudError from "cloudbase", "cloudrun"; }
/// assert_eq!(CloudError::from(102006).message_zh(), "非法请求");
///
/// errcodes! { pub enum ShopError from "shop", "examples/payment.csv", "examples/unlisted.csv"; }
/// assert_eq!(ShopError::from(1002), ShopError::OrderAlreadyPaid);
/// ```
///
/// A code with different names, or a name with different codes, is an error that shows both.
///
/// ## Codes and names
///
/// ```
/// # use errcode_runtime::errcodes;
/// errcodes! { enum LoginError from "common", "general" { -1, 40029 as InvalidJsCode, 45011 } }
/// assert_eq!(LoginError::ALL, [LoginError::SystemBusy, LoginError::InvalidJsCode, LoginError::MinuteQuotaExceeded]);
/// assert!(!LoginError::from(40001).is_known());
/// ```
///
/// A row can also be selected by its name: that of its variant, or the table's own spelling of it.
///
/// ```
/// # use errcode_runtime::errcodes;
/// errcodes! {
///     enum TokenError from "common" { SystemBusy, InvalidCredential as BadToken }
///     enum FullError from "examples/broker.csv" { BRK_QUEUE_FULL, BrkNodeDown }
/// }
/// assert_eq!(TokenError::from(40001), TokenError::BadToken);
/// assert_eq!(FullError::from(1001), FullError::BrkQueueFull);
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
/// `85001..=85102` selects each row with a code in it. A family of the table is selected as the table spells it, a range or list by a
/// range, and is one variant that carries the code that came; a single code of it may be selected, too. A code of it whose
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
/// assert_eq!(AuditError::from(85009), AuditError::VersionUnderAudit);
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
/// - `ALL`, `check`, `from_name`, and the methods of [`ErrorCode`](crate::ErrorCode) and [`Classify`](crate::Classify) as its own;
/// - an accessor for each column of the vendor's own that the call names, and a constant for each further name of a code;
/// - [`ErrorEnum`](crate::ErrorEnum), `From<i64>` or `From<&str>`, `FromStr`, `Display`, `Debug`, [`Error`](core::error::Error),
///   `Clone`, `Eq`, `Ord` by code, `Hash`; `Copy` and into `i64` where codes are numbers; with the feature `serde`, `Serialize` and `Deserialize`.
///
/// # Rebuilds
///
/// A table's file, and the one behind `with`, are source files to the compiler: changing, renaming or deleting one builds the
/// crate again, once. No absolute path gets into the crate, so with path remapping two folders give identical artifacts, and a shared build
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
