//! `errcodes!` itself.

/// Turns tables of error codes into enums.
///
/// ```
/// use errcode_runtime::{errcodes, prelude::*};
///
/// errcodes!("common"); // a table that is shipped: pub enum CommonError
///
/// errcodes! {
///     /// The codes of one endpoint.
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
/// The shipped tables are those of Tencent's page of error codes: `common` (公共错误码), `general` (通用错误码), `shop` (微信小店),
/// `channels` (视频号), `xiaowei` (腾讯小微), `business` (商业能力), `cloudbase` (微信云开发), `cloudrun` (微信云托管) and
/// `gateway` (微信网关). The table `wecom` (企业微信) is for another API. Each further table is for one or more products. It has the codes that
/// their endpoints return beyond `common` and `general`, or with another meaning: `access_token` (接口调用凭证),
/// `platform` (平台接口与第三方平台), `official_account` (公众号与服务号), `mini_program_user` (小程序用户：登录、信息、身份、安全),
/// `mini_program_link` (小程序码与小程序链接), `message` (消息与客服), `live_broadcast` (小程序直播), `mini_drama` (短剧), `novel` (小说),
/// `virtual_payment` (虚拟支付), `b2b` (B2b 门店助手), `trade` (交易：订单、售后、保障), `express` (物流、即时配送与退货),
/// `cloudbase_server` (云开发服务端接口), `recognition` (图像处理与文字识别), `city_and_search` (城市服务、搜一搜与附近的小程序) and
/// `device` (硬件设备).
///
/// Paths are relative to the package's `Cargo.toml`. A number may be hexadecimal, `0x80070005`, or a family, `40x`.
///
/// Calls work wherever items do, in modules and functions, any number of times.
///
/// ## An endpoint
///
/// `endpoint "getPhoneNumber"` selects the codes on the page of that endpoint, with their meaning there. For example, 40013 means in
/// `generateScheme` that links may no longer be generated, and in `getPhoneNumber` that the code belongs to another mini program. The name
/// is the one on the page. Its path is accepted, too, with or without the method. If several pages have the same name, write the path.
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
/// If the call also names tables or files of your own, a row of the page replaces their row of the same code. Two endpoints that give one
/// code different meanings are an error, just as two tables are. A server can also send codes that its page does not list. They are
/// `Unknown`, unless you add a table, such as `"common"`. The documentation of the enum has title, method, path and page. If a page lists
/// no code, the enum has only `Unknown`.
///
/// ## A file of your own
///
/// The short form names the enum after the file: `payment.csv`, `payment_errors.csv` and `PaymentError.csv` all make
/// `PaymentError`. `errors.csv` and `error_codes.csv` give no name: write the long form.
///
/// ```
/// # use errcode_runtime::{errcodes, prelude::*};
/// errcodes!("examples/payment.csv"); // pub enum PaymentError
/// assert_eq!(PaymentError::from(1001).kind(), Kind::NotFound);
/// ```
///
/// A vendor's file stays unchanged, so that it can be downloaded again. This is `examples/broker.csv`:
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
/// The macro recognizes all of this without an entry in the call:
///
/// - cells separated by commas, semicolons, tabs or vertical bars, whatever the extension of the file; padded cells; title rows and blank
///   rows above the header; empty columns, and missing cells at the end of a row;
/// - the headers that vendors use, as listed in `tables/README.md` of the repository. Other columns are ignored, and the documentation of
///   the enum lists them;
/// - numbers, decimal or hexadecimal; ranges and lists as people write them: `104-199`, `-300 to -399`, `3**`, `21/22`. Each range or list
///   is one variant, which carries the code that was received. Codes are texts if none of them is a number, or if one has a leading zero,
///   such as `00`;
/// - texts in English, in Chinese or in both, even mixed in one column: a cell with a Chinese character is Chinese. If a row has no text,
///   its name is used as its text, or else its code;
/// - names that are constants, phrases or paths. If a row has no name, its variant is named after the code if that reads as words, else
///   after the English text, else after the number: `Code70001`. If several codes have the same name, the code is appended to the names
///   of their variants. `name()` and `Debug` return the name as the table spells it, and `from_name` finds a value by it. If several rows
///   have the name, it finds the one with the smallest code.
///
/// Everything else is a compile error that shows the call to write. `errcode check FILE`, of the crate `errcode-tables`, reports how a
/// file is read, without compiling anything. A file of more than 64 MiB is an error.
///
/// ### What the call can say
///
/// | in the parentheses | what it does |
/// |---|---|
/// | `message = "When"`, `code = 2` | [names a column](#columns), by its header or its position |
/// | `code: str`, `code: i64`, `code: i32` | sets [the type of the codes](#the-type-of-the-codes) |
/// | `severity: str = "Log level"` | adds an [accessor](#columns-of-the-vendors-own) for a column of the vendor's own |
/// | `skip = ["other"]`, `skip = sections` | skips [rows that are no codes](#rows-that-are-no-codes) |
/// | `repeated = join`, `repeated = alias` | says what to do with [a code on several rows](#a-code-on-several-rows) |
/// | `strip = "BRK_"` | removes a [prefix](#prefixes) from every name |
/// | `success = [200..=299]` | lists the codes that [mean success](#success) |
///
/// After the parentheses, [`with "file.csv"`](#a-file-of-yours-beside-the-vendors) adds what the vendor's file lacks. If the file does not
/// have a header, a row to skip or a prefix that the call names, that is an error: the entry is out of date.
///
/// ### Columns
///
/// If a header is not recognized, the call says which column it is: `code`, `name`, `kind`, `recovery`, `retry_after`,
/// `message`, `message_zh`, `translated`, `solution_zh`, `note_zh`, `solution` and `note`.
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
/// If a file has no header row, name its columns by position. `examples/lanes.csv` has the row `0010,LANE_FULL,the lane is full`:
///
/// ```
/// # use errcode_runtime::errcodes;
/// errcodes! { enum LaneError from "examples/lanes.csv" (code = 1, name = 2, message = 3); }
/// assert_eq!(LaneError::from("0010"), LaneError::LaneFull);
/// ```
///
/// ### The type of the codes
///
/// `code: str` reads a column of numbers and words as texts. `code: i64` reads codes with leading zeros as numbers. `code: i32` reads
/// `0x80070005` as a negative number, as in an `HRESULT`; selections may use either spelling. Each can also name the column:
/// `code: i64 = "Number"`.
///
/// If a source has `code: i32`, the enum also accepts the code without its sign, 2147942405, and converts it into the negative number.
/// `FromStr`, serde and `reply::decode` also read numbers from hexadecimal texts, such as `0x80070005`.
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
/// An entry with a name and a type adds an accessor. Without `=`, it reads the column whose header matches the name. The accessor returns
/// `None` for an empty cell and for an unknown code. A `bool` is `true`, `yes`, `y`, `1`, `是`, or `false`, `no`, `n`, `0`, `否`.
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
/// `skip = ["other", ""]` skips the rows whose cell in the column of codes is one of these. `skip = sections` skips the rows in which only
/// the first cell has content. `examples/gates.csv` has a row `Entrances,` and a row `other,ask the porter`:
///
/// ```
/// # use errcode_runtime::errcodes;
/// errcodes! { enum GateError from "examples/gates.csv" (skip = sections, skip = ["other"]); }
/// assert_eq!(GateError::ALL.iter().map(|error| error.code()).collect::<Vec<_>>(), [101, 102, 201]);
/// ```
///
/// ### A code on several rows
///
/// Rows with the same code and the same name are one variant. If the names differ, `repeated = join` makes one variant with the name of
/// the first row and the texts of all. `repeated = alias` makes a constant of each further name. Such a constant can be used in a pattern,
/// but `use ErrnoError::*` does not import it, and a reference has to be dereferenced: `match *error`.
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
/// A row of kind `ok` means success. The number 0 does, too, unless the call has a list; then the codes of the list do, and they need no
/// row. In a table of texts, only the list and the kind `ok` mean success.
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
/// Vendors' files have no kinds and recoveries. Write them into a file of your own, which no download overwrites. This is
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
/// Each row changes the vendor's row of the same code: a cell with content replaces the vendor's cell. Besides `code`, the file may have
/// any of the [columns](#columns). A code that the vendor's file lacks is an error. If every code has a kind and a recovery, the enum is
/// [classified](crate::Classify). `errcode check --annotate FILE` prints such a file, for you to fill in.
///
/// ```
/// # use errcode_runtime::{errcodes, prelude::*};
/// errcodes!("examples/broker.csv" (strip = "BRK_") with "examples/broker.ours.csv");
/// assert_eq!(BrokerError::QueueFull.recovery(), Recovery::SlowDown);
/// assert_eq!(BrokerError::QueueFull.message_zh(), "队列已满");
/// ```
///
/// Without kinds and recoveries, the methods of `Classify` are not available, and the compiler says why:
///
/// ```compile_fail,E0277
/// # use errcode_runtime::errcodes;
/// # errcodes! { enum ExitError from "examples/sysexits.tsv" (message = "When"); }
/// ExitError::ExUsage.recovery(); // error: `ExitError` has no kinds and recoveries
/// ```
///
/// ## Every row, of one source or several
///
/// Without a selection the enum has every row of its sources. If several sources have a code with the same name, it is one variant. Its
/// texts are those of the first source; its kind, recovery and fields are those of the first source that has them.
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
/// A row can also be selected by its name: the name of its variant, or the name as the table spells it.
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
/// `85001..=85102` selects each row with a code in this range. A family is selected as its table spells it, a range or list of the table
/// by a range. Each is one variant that carries the code that was received. A single code of it may be selected, too. If one of its codes
/// has a row of its own that is not selected, this code is unknown: a selection never gives a code the meaning of another row. A range with
/// `as` renames the variant of exactly that range.
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
/// `..` selects all other rows, so that single rows can be renamed. `except` removes rows; it takes the same entries as a selection.
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
/// Attributes and docs are put on the enum. `cfg` also applies to everything that is generated with it.
///
/// ```
/// # use errcode_runtime::errcodes;
/// errcodes! {
///     /// The errors that the mobile apps can receive.
///     #[cfg(any(target_os = "android", target_os = "ios"))]
///     pub enum AppError from "gateway";
///
///     /// The errors that a server can receive.
///     #[cfg(not(any(target_os = "android", target_os = "ios")))]
///     pub enum AppError from "common", "general";
///
///     /// A library can add codes to this enum without breaking its users.
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
///   `Clone`, `Eq`, `Ord` by code, `Hash`; `Copy` and a conversion into `i64` where codes are numbers; with the feature `serde`,
///   `Serialize` and `Deserialize`.
///
/// # Rebuilds
///
/// The compiler treats a table's file, and the file named after `with`, as source files: if one is changed, renamed or deleted, the crate
/// is built again, once. No absolute path gets into the crate. So with path remapping, builds in two folders give identical artifacts, and
/// a shared build cache works: with `sccache` a clean rebuild has only hits, and an edited table is a miss for its crate alone. If
/// `CARGO_MANIFEST_DIR` is not an absolute path, as under Bazel, paths are relative to the folder that the compiler runs in, and the build
/// tool's own inputs decide when to build again.
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
