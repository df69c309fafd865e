//! Errors of several enums in one type.

use alloc::boxed::Box;

use crate::Classify;
use crate::lookup::Classified;

/// Any classified error, so that `?` passes on errors of several enums.
///
/// ```
/// use errcode_runtime::{errcodes, prelude::*};
/// errcodes!("common");
/// errcodes!("examples/wechat-pay.csv");
///
/// fn order(login: i64, pay: &str) -> Result<(), Box<dyn Classify>> {
///     CommonError::check(login)?;
///     WechatPayError::check(pay)?;
///     Ok(())
/// }
///
/// assert_eq!(order(45009, "").unwrap_err().recovery(), Recovery::WaitForQuota);
/// assert_eq!(order(0, "SYSTEM_ERROR").unwrap_err().code(), "SYSTEM_ERROR");
/// ```
impl<E: Classified> From<E> for Box<dyn Classify> {
    fn from(error: E) -> Self {
        Box::new(error)
    }
}
