//! The traits of generated enums: identity and texts, classification, enumeration.
//!
//! Every enum also has these methods as its own, so that a caller needs no import. The traits and these methods are made from the list
//! below, in which each method is declared and documented once.

use core::error::Error;
use core::fmt::{Formatter, Result as FmtResult};
use core::hash::Hash;
use core::time::Duration;

use crate::{Code, Kind, Recovery, TableInfo};

/// Emits the traits as they are written, and two macros for `__implement!`: `__implement_methods!` gives an enum the methods
/// of `ErrorCode` and `ErrorEnum` as its own, `__implement_class!` those of `Classify`.
///
/// The enum's own method gets only the first line of the documentation: an example would become a test of the user's crate.
/// Paths that users compile are absolute (`$crate::…`), so types are matched in parts. `$d` is the `$` of the inner macros.
/// `$none` and `$nothing` match nothing; they are there because a repetition needs a variable.
macro_rules! traits {
    (
        $d:tt
        $(#[$error_code:meta])*
        pub trait ErrorCode: $($ErrorCode:ident $(+)?)+ {
            #[doc = $code:literal]
            $(#[$of_code:meta])*
            fn code(&self) -> Code<'_>;
            $(
                #[doc = $sentence:literal]
                $(#[$of_method:meta])*
                fn $method:ident(&$self:ident) -> $(&$life:lifetime)? $Output:ident $(<$(&$inner_life:lifetime)? $Inner:ident>)?
                    $({ $($provided:tt)* })? $(; $($nothing:ident)?)?
            )*
        }
        $(#[$classify:meta])*
        pub trait Classify: $($Classify:ident $(+)?)+ {
            $(
                #[doc = $class_sentence:literal]
                $(#[$of_class:meta])*
                fn $class:ident(&$this:ident) -> $Class:ident $(<$InnerClass:ident>)? $({ $($default:tt)* })? $(; $($none:ident)?)?
            )*
        }
        $(#[$error_enum:meta])*
        pub trait ErrorEnum: $($ErrorEnum:ident $(<$Of:ident>)? +)+ 'static {
            #[doc = $all:literal]
            $(#[$of_all:meta])*
            const ALL: &'static [Self];
            #[doc = $from_name:literal]
            $(#[$of_from_name:meta])*
            fn from_name(name: &str) -> Option<Self>;
            #[doc = $check:literal]
            $(#[$of_check:meta])*
            fn check $($rest:tt)*
        }
    ) => {
        $(#[$error_code])*
        pub trait ErrorCode: $($ErrorCode +)+ {
            #[doc = $code]
            $(#[$of_code])*
            fn code(&self) -> Code<'_>;
            $(
                #[doc = $sentence]
                $(#[$of_method])*
                fn $method(&$self) -> $(&$life)? $Output $(<$(&$inner_life)? $Inner>)?
                    $({ $($provided)* })? $(; $($nothing)?)?
            )*
        }

        $(#[$classify])*
        pub trait Classify: $($Classify +)+ {
            $(
                #[doc = $class_sentence]
                $(#[$of_class])*
                fn $class(&$this) -> $Class $(<$InnerClass>)? $({ $($default)* })? $(; $($none)?)?
            )*
        }

        $(#[$error_enum])*
        pub trait ErrorEnum: $($ErrorEnum $(<$Of>)? +)+ 'static {
            #[doc = $all]
            $(#[$of_all])*
            const ALL: &'static [Self];
            #[doc = $from_name]
            $(#[$of_from_name])*
            fn from_name(name: &str) -> Option<Self>;
            #[doc = $check]
            $(#[$of_check])*
            fn check $($rest)*
        }

        /// The methods that every enum has. Its `code` and `check` depend on the kind of its codes, so they come from `__implement_codes!`.
        #[doc(hidden)]
        #[macro_export]
        macro_rules! __implement_methods {
            ($d Enum:ident [$d($d code:tt)*] [$d($d check:tt)*]) => {
                impl $d Enum {
                    #[doc = $all]
                    pub const ALL: &'static [Self] = <Self as __p::Generated>::VARIANTS;

                    #[doc = $code]
                    #[inline]
                    #[must_use]
                    $d($d code)*

                    $(
                        #[doc = $sentence]
                        #[inline]
                        #[must_use]
                        pub fn $method(
                            &self,
                        ) -> $(&$life)? __p::$Output $(<$(&$inner_life)? __p::$Inner>)? {
                            $crate::ErrorCode::$method(self)
                        }
                    )*

                    #[doc = $from_name]
                    #[inline]
                    #[must_use]
                    pub fn from_name(name: &__p::str) -> __p::Option<Self> {
                        <Self as $crate::ErrorEnum>::from_name(name)
                    }

                    #[doc = $check]
                    #[inline]
                    $d($d check)*
                }
            };
        }

        /// The methods of `Classify`: `true` for an enum that is classified.
        #[doc(hidden)]
        #[macro_export]
        macro_rules! __implement_class {
            (true $d Enum:ident) => {
                impl $d Enum {
                    $(
                        #[doc = $class_sentence]
                        #[inline]
                        #[must_use]
                        pub fn $class(&self) -> __p::$Class $(<__p::$InnerClass>)? {
                            $crate::Classify::$class(self)
                        }
                    )*
                }

                impl __p::Classified for $d Enum {}
            };
            // These methods exist so that calling one gives an error with the reason: `for<'a>` delays the check of the bound until then.
            (false $d Enum:ident) => {
                impl $d Enum {
                    $(
                        /// Not available: a table of this enum lacks the columns `kind` and `recovery`, or some of its rows lack them.
                        #[inline]
                        #[must_use]
                        pub fn $class(&self) -> __p::$Class $(<__p::$InnerClass>)?
                        where
                            for<'a> Self: $crate::Classify,
                        {
                            $crate::Classify::$class(self)
                        }
                    )*
                }
            };
        }
    };
}

traits! {
    $
    /// An error with a code, described by a table.
    ///
    /// Every enum of [`errcodes!`](crate::errcodes) implements it, and also has inherent methods with the same names. The trait is for
    /// code that is generic over these enums. It can be a trait object.
    ///
    /// ```
    /// use errcode_runtime::{errcodes, prelude::*};
    /// errcodes!("common");
    /// errcodes!("gateway");
    ///
    /// fn log(error: &dyn ErrorCode) -> String {
    ///     format!("{} {} {}", error.code(), error.name(), error.message_zh())
    /// }
    ///
    /// assert_eq!(log(&CommonError::PostMethodRequired), "43002 PostMethodRequired 需要 POST 请求");
    /// assert_eq!(log(&GatewayError::from(9)), "9 Unknown 未知错误码");
    /// ```
    pub trait ErrorCode: Error + Send + Sync {
        /// The code.
        ///
        /// ```
        /// # use errcode_runtime::{errcodes, prelude::*};
        /// # errcodes!("common");
        /// assert_eq!(CommonError::SystemBusy.code(), -1);
        /// let error: &dyn ErrorCode = &CommonError::SystemBusy;
        /// assert_eq!(error.code().number(), Some(-1));
        /// ```
        fn code(&self) -> Code<'_>;

        /// The name as the table spells it, or as the call does; `Unknown` for a code without a variant.
        ///
        /// For a row named `NOT_FOUND`, the variant is `NotFound`, and the name is `NOT_FOUND`. If the call renames a variant, the name is
        /// the new one. [`from_name`](ErrorEnum::from_name) finds a value by its name.
        ///
        /// ```
        /// # use errcode_runtime::{errcodes, prelude::*};
        /// # errcodes!("common");
        /// assert_eq!(CommonError::from(-1).name(), "SystemBusy");
        /// ```
        fn name(&self) -> &'static str;

        /// The English text; the Chinese one where the table has no other. Never empty.
        ///
        /// ```
        /// # use errcode_runtime::{errcodes, prelude::*};
        /// # errcodes!("common");
        /// assert_eq!(CommonError::SystemBusy.message(), "system error");
        /// ```
        fn message(&self) -> &'static str;

        /// The Chinese text; the English one where the table has no other. Never empty.
        ///
        /// ```
        /// # use errcode_runtime::{errcodes, prelude::*};
        /// # errcodes!("common");
        /// assert_eq!(CommonError::SystemBusy.message_zh(), "系统繁忙，此时请开发者稍候再试");
        /// ```
        fn message_zh(&self) -> &'static str;

        /// What to do about it, in English, where the table says so.
        ///
        /// ```
        /// # use errcode_runtime::{errcodes, prelude::*};
        /// # errcodes!("common");
        /// assert_eq!(CommonError::SystemBusy.solution(), None); // the tables of WeChat have solutions in Chinese
        /// ```
        fn solution(&self) -> Option<&'static str> {
            None
        }

        /// What to do about it, in Chinese, where the table says so.
        ///
        /// ```
        /// # use errcode_runtime::{errcodes, prelude::*};
        /// # errcodes!("shop");
        /// assert_eq!(ShopError::MinuteQuotaExceeded.solution_zh(), Some("命中每分钟的频率限制"));
        /// ```
        fn solution_zh(&self) -> Option<&'static str>;

        /// A footnote or warning, in English, where the table has one.
        ///
        /// ```
        /// # use errcode_runtime::{errcodes, prelude::*};
        /// # errcodes!("common");
        /// assert_eq!(CommonError::DailyQuotaExceeded.note(), None); // the tables of WeChat have notes in Chinese
        /// ```
        fn note(&self) -> Option<&'static str> {
            None
        }

        /// A footnote or warning, in Chinese, where the table has one.
        ///
        /// ```
        /// # use errcode_runtime::{errcodes, prelude::*};
        /// # errcodes!("common");
        /// assert!(CommonError::DailyQuotaExceeded.note_zh().is_some_and(|note| note.contains("次日零点恢复")));
        /// ```
        fn note_zh(&self) -> Option<&'static str>;

        /// The table of the row; `None` for a code without a variant.
        ///
        /// ```
        /// # use errcode_runtime::{errcodes, prelude::*};
        /// # errcodes!("common");
        /// assert_eq!(CommonError::SystemBusy.table().map(|table| table.title_zh), Some("公共错误码"));
        /// assert_eq!(CommonError::from(123).table(), None);
        /// ```
        fn table(&self) -> Option<&'static TableInfo>;

        /// Whether a row has this code.
        ///
        /// ```
        /// # use errcode_runtime::{errcodes, prelude::*};
        /// # errcodes!("common");
        /// assert!(CommonError::from(-1).is_known() && !CommonError::from(123).is_known());
        /// ```
        fn is_known(&self) -> bool;

        /// Whether this means success: a row of kind `ok`, a code in the call's list of success codes, or 0 if there is no such list.
        ///
        /// `(success = [200..=299])` after a file lists the codes of that file that are no errors. They need no row. If an enum has several
        /// tables and only some have a list, 0 means success, too. A table of texts needs a list or a row of kind `ok`.
        ///
        /// ```
        /// # use errcode_runtime::{errcodes, prelude::*};
        /// # errcodes!("common");
        /// assert!(CommonError::Success.is_success());
        /// ```
        fn is_success(&self) -> bool;
    }

    /// An error whose table says what went wrong and what the caller does next.
    ///
    /// An enum implements it if all its sources have the columns `kind` and `recovery`, or if each of its variants has both.
    ///
    /// ```
    /// use errcode_runtime::{errcodes, prelude::*};
    /// errcodes!("common");
    ///
    /// fn worth_a_retry(error: &dyn Classify) -> bool {
    ///     error.is_retryable()
    /// }
    ///
    /// assert!(worth_a_retry(&CommonError::MinuteQuotaExceeded));
    /// assert!(!worth_a_retry(&CommonError::DailyQuotaExceeded));
    /// ```
    #[diagnostic::on_unimplemented(
        message = "`{Self}` has no kinds and recoveries",
        label = "a table of this enum lacks the columns `kind` and `recovery`, or some of its rows lack them",
        note = "add both columns to each table, or put them into a file of your own: \"vendor.csv\" with \"ours.csv\""
    )]
    pub trait Classify: ErrorCode {
        /// What went wrong; `Kind::Unknown` for a code without a variant.
        ///
        /// ```
        /// # use errcode_runtime::{errcodes, prelude::*};
        /// # errcodes!("common");
        /// assert_eq!(CommonError::InvalidCredential.kind(), Kind::Unauthenticated);
        /// ```
        fn kind(&self) -> Kind;

        /// What the caller does next; `Recovery::Unknown` for a code without a variant.
        ///
        /// ```
        /// # use errcode_runtime::{errcodes, prelude::*};
        /// # errcodes!("common");
        /// assert_eq!(CommonError::InvalidCredential.recovery(), Recovery::RefreshToken);
        /// assert_eq!(CommonError::from(123).recovery(), Recovery::Unknown);
        /// ```
        fn recovery(&self) -> Recovery;

        /// How long to wait before the call is sent again, where the table names a time.
        ///
        /// ```
        /// # use errcode_runtime::{errcodes, prelude::*};
        /// # errcodes!("common");
        /// let pause = CommonError::MinuteQuotaExceeded.retry_after();
        /// assert_eq!(pause, Some(core::time::Duration::from_secs(60)));
        /// assert_eq!(CommonError::SystemBusy.retry_after(), None); // worth a retry; when is up to the caller
        /// ```
        fn retry_after(&self) -> Option<Duration>;

        /// Whether the same call may succeed when it is sent again, after a pause.
        ///
        /// ```
        /// # use errcode_runtime::{errcodes, prelude::*};
        /// # errcodes!("common");
        /// assert!(CommonError::SystemBusy.is_retryable());
        /// assert!(!CommonError::InvalidCredential.is_retryable()); // not the same call: with a new token
        /// ```
        fn is_retryable(&self) -> bool {
            self.recovery().is_retryable()
        }
    }

    /// An enum of [`errcodes!`](crate::errcodes), whether its codes are numbers or texts.
    ///
    /// Code for only one of these adds a bound: `From<i64>` and `Copy` where codes are numbers, `for<'c> From<&'c str>` where they are
    /// texts.
    ///
    /// ```
    /// use errcode_runtime::{errcodes, prelude::*};
    /// errcodes!("common");
    /// errcodes!("examples/wechat-pay.csv");
    ///
    /// fn codes<E: ErrorEnum>() -> Vec<String> {
    ///     E::ALL.iter().map(|error| error.code().to_string()).collect()
    /// }
    ///
    /// assert_eq!(codes::<CommonError>()[..2], ["-1", "0"]);
    /// assert!(codes::<WechatPayError>().contains(&"PARAM_ERROR".to_owned()));
    /// ```
    pub trait ErrorEnum: ErrorCode + Clone + Eq + Ord + Hash + 'static {
        /// A value for each row, ordered by code. The value of a family or range has its smallest code without a row of its own.
        ///
        /// ```
        /// # use errcode_runtime::{errcodes, prelude::*};
        /// # errcodes!("common");
        /// assert_eq!(CommonError::ALL.len(), 25);
        /// ```
        const ALL: &'static [Self];

        /// The value with this name: the table's spelling, the name of its variant, or an alias of the code.
        ///
        /// If the table gives several rows this name, it is the one with the smallest code; the names of their variants differ.
        ///
        /// It compares the names one by one: for thousands of lookups, make a map of [`ALL`](ErrorEnum::ALL). `FromStr` reads codes, not
        /// names.
        ///
        /// ```
        /// # use errcode_runtime::{errcodes, prelude::*};
        /// # errcodes!("common");
        /// assert_eq!(CommonError::from_name("SystemBusy"), Some(CommonError::SystemBusy));
        /// assert_eq!(CommonError::from_name("system_busy"), None);
        /// ```
        fn from_name(name: &str) -> Option<Self>;

        /// `Ok` for a code that means success; for any other, known or not, its value as the error.
        ///
        /// ```
        /// # use errcode_runtime::{errcodes, prelude::*};
        /// # errcodes!("common");
        /// assert_eq!(CommonError::check(0), Ok(()));
        /// assert_eq!(CommonError::check(-1_i8), Err(CommonError::SystemBusy));
        ///
        /// fn check<E: ErrorEnum + From<i64>>(errcode: i64) -> Result<(), E> {
        ///     E::check(errcode)
        /// }
        /// assert_eq!(check(-1), Err(CommonError::SystemBusy));
        /// ```
        ///
        /// # Errors
        ///
        /// The value of a code that does not mean success, [known](ErrorCode::is_known) or not.
        fn check<C>(code: C) -> Result<(), Self>
        where
            Self: From<C>,
        {
            let value = Self::from(code);
            if value.is_success() { Ok(()) } else { Err(value) }
        }

        /// The value of a code. `None` if the code is a number and the codes of this enum are texts, or the reverse.
        ///
        /// It converts an error of a selection into the enum of a whole API, for example. A code that this enum has no row for becomes its
        /// `Unknown`. Convert only between enums of one API: in another vendor's table the same number means something else.
        ///
        /// ```
        /// use errcode_runtime::{errcodes, prelude::*};
        /// errcodes! {
        ///     pub enum WechatError from "common", "general";
        ///     pub enum LoginError from "common", "general" { -1, 40029 as InvalidJsCode, 45011 }
        /// }
        ///
        /// let error = WechatError::from_code(LoginError::InvalidJsCode.code());
        /// assert_eq!(error, Some(WechatError::InvalidOauthCode));
        /// assert_eq!(WechatError::from_code("PARAM_ERROR"), None);
        /// ```
        fn from_code<'c>(code: impl Into<Code<'c>>) -> Option<Self>;

        /// The value of another error's code, if this enum has a row for it.
        ///
        /// It converts an error of a whole API's enum into a selection.
        ///
        /// # Errors
        ///
        /// The other error, unchanged, if this enum has no row for its code.
        ///
        /// ```
        /// # use errcode_runtime::{errcodes, prelude::*};
        /// # errcodes! {
        /// #     pub enum WechatError from "common", "general";
        /// #     pub enum LoginError from "common", "general" { -1, 40029 as InvalidJsCode, 45011 }
        /// # }
        /// assert_eq!(LoginError::try_from_code_of(WechatError::SystemBusy), Ok(LoginError::SystemBusy));
        /// assert_eq!(LoginError::try_from_code_of(WechatError::InvalidOpenId), Err(WechatError::InvalidOpenId));
        /// ```
        fn try_from_code_of<E: ErrorCode>(error: E) -> Result<Self, E> {
            Self::from_code(error.code()).filter(Self::is_known).ok_or(error)
        }

        /// Whether the codes of this enum are texts: for `reply::decode`.
        #[doc(hidden)]
        const IS_TEXT: bool;

        /// Whether the codes of this enum have 32 bits: for `reply::decode`.
        #[doc(hidden)]
        const IS_32_BIT: bool;

        /// Kind and recovery, if every variant has them: for `reply`.
        #[doc(hidden)]
        fn class_of(&self) -> Option<(Kind, Recovery)>;

        /// Writes the code as the table spells it: for `reply`.
        #[doc(hidden)]
        fn fmt_code(&self, f: &mut Formatter<'_>) -> FmtResult;
    }
}

pub use {__implement_class as implement_class, __implement_methods as implement_methods};
