//! Converts the enums of endpoints into that of a whole API.

/// Implements `From` for an enum that has all the codes of several others, by code.
///
/// An SDK has an enum for each endpoint, and one for the whole API. With these conversions all its functions can return the same error
/// type, and `?` converts into it. `ReplyError::convert` of the module `reply` uses them, too.
///
/// A code that the wider enum has no row for becomes its `Unknown`. Name only enums of one API: in another vendor's table the same
/// number means something else. An enum of numbers cannot be converted into one of texts, nor the reverse.
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
