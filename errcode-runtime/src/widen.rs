//! From the enums of endpoints to that of a whole API.

/// Implements `From` of several enums for one that has all their codes, by code.
///
/// An SDK has an enum for each endpoint, and one for the whole API: with these conversions its functions return one type of errors, and
/// `?` does the rest. `ReplyError::convert` of the module `reply` uses them, too.
///
/// A code that the wider enum has no row for becomes its `Unknown`. Name enums of one API only: in another vendor's table the same
/// number means something else. Enums of numbers do not widen into one of texts, nor the reverse.
///
/// ```
/// use errcode_runtime::{errcodes, widen};
///
/// errcodes! {
///     pub enum WechatError from "common", "general";
///     pub enum LoginError from "common", "general" { -1, 40029 as InvalidJsCode, 45011 }
///     pub enum SendError from "common", "general" { -1, 40003, 45015 }
/// }
/// widen!(WechatError from LoginError, SendError);
///
/// fn login() -> Result<(), LoginError> {
///     LoginError::check(40029)
/// }
///
/// fn welcome() -> Result<(), WechatError> {
///     login()?;
///     Ok(())
/// }
///
/// assert_eq!(welcome(), Err(WechatError::InvalidOauthCode));
/// ```
///
/// ```compile_fail
/// # use errcode_runtime::{errcodes, widen};
/// errcodes!("common");
/// errcodes!("examples/wechat-pay.csv");
/// widen!(WechatPayError from CommonError); // numbers are no texts
/// ```
#[macro_export]
macro_rules! widen {
    ($($Wide:ident)::+ from $($Enum:ty),+ $(,)?) => {
        $crate::widen!(@ $($Wide)::+ => $($Enum),+);
    };
    (@ $Wide:ty => $($Enum:ty),+) => {
        $(
            impl $crate::__private::From<$Enum> for $Wide {
                fn from(error: $Enum) -> Self {
                    <Self as $crate::__private::From<_>>::from(error.code())
                }
            }
        )+
    };
}
