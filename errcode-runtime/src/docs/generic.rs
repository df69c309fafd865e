//! Code that is generic over all enums.
//!
//! Three traits cover enums of numbers and enums of texts. [`ErrorCode`] and [`Classify`] can be trait objects.
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
//! /// A table as text, with a line for each row.
//! fn print<E: ErrorEnum + Classify>() -> String {
//!     E::ALL.iter().map(|row| format!("{}\t{:?}\t{}\n", row.code(), row, row.recovery())).collect()
//! }
//! assert!(print::<GatewayError>().contains("102003\t"));
//!
//! // Errors of several enums, and the codes of those that may be sent again.
//! let (busy, forbidden, fast) = (CommonError::SystemBusy, CommonError::ApiBanned, GatewayError::from(102_003));
//! let errors: [&dyn Classify; 4] = [&busy, &forbidden, &fast, &WechatPayError::SystemError];
//! let again: Vec<Code<'_>> = errors.iter().filter(|error| error.is_retryable()).map(|error| error.code()).collect();
//! assert_eq!(again, [Code::Number(-1), Code::Number(102_003), Code::Text("SYSTEM_ERROR")]);
//! ```
//!
//! [`ErrorCode`]: crate::ErrorCode
//! [`Classify`]: crate::Classify
//! [`Code`]: crate::Code
//! [`ErrorCode::code`]: crate::ErrorCode::code
