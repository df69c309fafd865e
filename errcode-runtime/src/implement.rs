//! What every generated enum has beside its variants.
//!
//! The procedural macro generates the enum, its packed table, matches from variant to row and one array from row to variant, and
//! passes them to `__implement!`, which implements [`Generated`] and the traits of other crates. The runtime's own traits are
//! implemented here for every [`Generated`] type, so that they cost the user's compiler nothing.

use core::cmp::Ordering;
use core::fmt::{Display, Formatter, Result as FmtResult};
use core::time::Duration;

use errcode_core::packed::flag;
use errcode_core::{Hexadecimal, Kind, Recovery};

use crate::code::Code;
use crate::lookup::{Classified, CodesOf, Generated};
use crate::show;
use crate::table::{FieldValue, TableInfo};
use crate::traits::{Classify, ErrorCode, ErrorEnum};

#[diagnostic::do_not_recommend]
impl<E: Generated> ErrorCode for E {
    fn code(&self) -> Code<'_> {
        self.code_of()
    }

    fn name(&self) -> &'static str {
        E::TABLE.name(const { &E::TABLE.layout() }, self.row())
    }

    fn message(&self) -> &'static str {
        E::TABLE.message(const { &E::TABLE.layout() }, self.row())
    }

    fn message_zh(&self) -> &'static str {
        E::TABLE.message_zh(const { &E::TABLE.layout() }, self.row())
    }

    fn solution(&self) -> Option<&'static str> {
        E::TABLE.solution(self.row())
    }

    fn solution_zh(&self) -> Option<&'static str> {
        E::TABLE.solution_zh(const { &E::TABLE.layout() }, self.row())
    }

    fn note(&self) -> Option<&'static str> {
        E::TABLE.note(self.row())
    }

    fn note_zh(&self) -> Option<&'static str> {
        E::TABLE.note_zh(const { &E::TABLE.layout() }, self.row())
    }

    fn table(&self) -> Option<&'static TableInfo> {
        E::TABLE.info(self.row())
    }

    fn is_known(&self) -> bool {
        self.row() < E::TABLE.rows()
    }

    fn is_success(&self) -> bool {
        let code = self.code_of();
        // Without a list and without kinds, only the number 0 is success.
        let is_listed = E::TABLE.is_listed_success(code).unwrap_or(code == Code::Number(0));
        is_listed || E::TABLE.kind(self.row()) == Kind::Ok
    }
}

#[diagnostic::do_not_recommend]
impl<E: Classified> Classify for E {
    fn kind(&self) -> Kind {
        E::TABLE.kind(self.row())
    }

    fn recovery(&self) -> Recovery {
        E::TABLE.recovery(self.row())
    }

    fn retry_after(&self) -> Option<Duration> {
        E::TABLE.retry_after(self.row()).map(|seconds| Duration::from_secs(u64::from(seconds)))
    }
}

#[diagnostic::do_not_recommend]
impl<E: Generated> ErrorEnum for E {
    const ALL: &'static [Self] = E::VARIANTS;
    const IS_TEXT: bool = <E::Codes as CodesOf<E>>::IS_TEXT;
    const IS_32_BIT: bool = E::TABLE.has(flag::OF_32_BITS);

    fn from_code<'c>(code: impl Into<Code<'c>>) -> Option<Self> {
        E::Codes::of_code(code.into())
    }

    fn from_name(name: &str) -> Option<Self> {
        E::TABLE.find_name(name).and_then(|row| E::VARIANTS.get(row).cloned())
    }

    fn class_of(&self) -> Option<(Kind, Recovery)> {
        E::TABLE.has_classes().then(|| (E::TABLE.kind(self.row()), E::TABLE.recovery(self.row())))
    }

    fn fmt_code(&self, f: &mut Formatter<'_>) -> FmtResult {
        if let Some(spelling) = E::TABLE.spelling(self.row()) {
            return show::code(spelling, f);
        }
        match self.code_of() {
            Code::Number(code) if E::TABLE.has(flag::HEXADECIMAL) => {
                let is_32_bit = E::TABLE.has(flag::OF_32_BITS);
                Hexadecimal { code, is_32_bit }.fmt(f)
            }
            code => code.fmt(f),
        }
    }
}

/// Compares two values by their codes.
#[inline]
pub fn compare<E: Generated>(left: &E, right: &E) -> Ordering {
    left.code_of().cmp(&right.code_of())
}

/// The value of a field in the row of a value. Fields are counted from 0.
#[inline]
pub fn field<E: Generated, T: FieldValue>(value: &E, field: u32) -> Option<T> {
    E::TABLE.field(value.row(), field)
}

/// The code of a value, as its table spells it.
pub(crate) struct ShownCode<'v, E>(pub(crate) &'v E);

impl<E: ErrorEnum> Display for ShownCode<'_, E> {
    fn fmt(&self, f: &mut Formatter<'_>) -> FmtResult {
        self.0.fmt_code(f)
    }
}

/// Writes a text in both languages, or in the only one that it has.
fn both(english: Option<&str>, chinese: Option<&str>, f: &mut Formatter<'_>) -> FmtResult {
    match (english, chinese) {
        (Some(english), Some(chinese)) if english != chinese => write!(f, "{english}（{chinese}）"),
        (Some(text), _) | (None, Some(text)) => f.write_str(text),
        (None, None) => Ok(()),
    }
}

/// Writes code and texts in one line; with `#`, also a line each for kind, recovery and solution.
///
/// # Errors
///
/// Errors of the formatter.
pub fn display<E: Generated>(value: &E, classified: bool, f: &mut Formatter<'_>) -> FmtResult {
    let (table, layout, row) = (E::TABLE, const { &E::TABLE.layout() }, value.row());
    write!(f, "{}: ", ShownCode(value))?;
    both(Some(table.message(layout, row)), Some(table.message_zh(layout, row)), f)?;
    if !f.alternate() {
        return Ok(());
    }
    if classified {
        let (kind, recovery) = (table.kind(row), table.recovery(row));
        write!(f, "\nkind: {kind}\nrecovery: {recovery}, ")?;
        let english = (!table.has(flag::NOT_ENGLISH)).then(|| recovery.advice());
        let chinese = (!table.has(flag::NOT_CHINESE)).then(|| recovery.advice_zh());
        both(english, chinese, f)?;
    }
    let (english, chinese) = (table.solution(row), table.solution_zh(layout, row));
    if english.is_some() || chinese.is_some() {
        f.write_str(if table.has(flag::NOT_ENGLISH) { "\n解决方法：" } else { "\nsolution: " })?;
        both(english, chinese, f)?;
    }
    Ok(())
}

/// Writes the name, followed by the code if the value carries one.
///
/// # Errors
///
/// Errors of the formatter.
pub fn debug<E: Generated>(value: &E, f: &mut Formatter<'_>) -> FmtResult {
    let row = value.row();
    f.write_str(value.name())?;
    let is_unknown = row >= E::TABLE.rows();
    match value.code_of() {
        Code::Number(_) if is_unknown || E::TABLE.is_range(row) => {
            write!(f, "({})", ShownCode(value))
        }
        Code::Text(code) if is_unknown => {
            f.write_str("(")?;
            show::quoted(code, f)?;
            f.write_str(")")
        }
        _ => Ok(()),
    }
}

/// Implements everything for an enum. Its input comes from `emit.rs` of `errcode-codegen`.
///
/// Bindings begin with `__`: such names cannot collide with a user's `const` or `static`. Parameters that the docs show have
/// plain names.
#[doc(hidden)]
#[macro_export]
macro_rules! __implement {
    (
        $Enum:ident, $classified:ident, $codes:ident, [$($cfg:tt)*]
        $(shipped $shipped:ident)?
        $(texts $texts:literal
        length $length:literal
        numbers $numbers:literal
        layout $counts:tt
        sources [$(($title:literal $title_zh:literal $file:literal))*]
        track [$($track:literal)*])?
        ranges $ranges:tt
        rows [$($rows:tt)*]
        variants $variants:tt
        by_row $by_row:tt
    ) => {
        $($cfg)*
        const _: () = {
            // Short paths, because the compiler resolves them again after each edit.
            use $crate::__private as __p;
            // The values of ranges are built with it.
            #[allow(unused_imports)]
            use $crate::RangeCode as __RangeCode;

            // All crates that use the whole table share it.
            $(use $crate::__private::shipped::$shipped::{NUMBERS, TABLE};)?

            $(
                // So that the compiler builds this crate again when a table's file changes.
                $(const _: &[__p::u8] = __p::include_bytes!(
                    __p::concat!(__p::env!("CARGO_MANIFEST_DIR"), $track)
                );)*

                static NUMBERS: [__p::u8; $length] = *$numbers;
                static TABLE: __p::Table = __p::Table::new(
                    $texts,
                    &NUMBERS,
                    __p::Layout::new(__p::Counts $counts),
                    &[$($crate::TableInfo::new($title, $title_zh, $file)),*],
                );
            )?

            $crate::__private::implement_row!($Enum row $($rows)*);

            $crate::__private::implement_codes!($codes $Enum $variants $by_row $ranges NUMBERS TABLE row);
            $crate::__private::implement_class!($classified $Enum);

            impl __p::Display for $Enum {
                #[inline]
                fn fmt(&self, __f: &mut __p::Formatter<'_>) -> __p::FmtResult {
                    __p::display(self, $classified, __f)
                }
            }

            impl __p::Debug for $Enum {
                #[inline]
                fn fmt(&self, __f: &mut __p::Formatter<'_>) -> __p::FmtResult {
                    __p::debug(self, __f)
                }
            }

            impl __p::Error for $Enum {}

            impl __p::Eq for $Enum {}

            impl __p::Hash for $Enum {
                #[inline]
                fn hash<H: __p::Hasher>(&self, __state: &mut H) {
                    __p::Hash::hash(&self.code(), __state);
                }
            }

            impl __p::Ord for $Enum {
                #[inline]
                fn cmp(&self, __other: &Self) -> __p::Ordering {
                    __p::compare(self, __other)
                }
            }

            impl __p::PartialOrd for $Enum {
                #[inline]
                fn partial_cmp(&self, __other: &Self) -> __p::Option<__p::Ordering> {
                    __p::Some(__p::Ord::cmp(self, __other))
                }
            }
        };
    };
}

/// The function from a value to its row.
#[doc(hidden)]
#[macro_export]
macro_rules! __implement_row {
    ($Enum:ident $row:ident $rows:tt) => {
        #[inline]
        const fn $row(__value: &$Enum) -> __p::usize {
            match __value $rows
        }
    };
    // rustc's time for a match grows with the square of its arms, so each match has only some of the rows, and gives 0 for the others.
    // Adding the results needs no branch, which the CPU would mispredict for random values.
    ($Enum:ident $row:ident $($rows:tt)+) => {
        #[inline]
        const fn $row(__value: &$Enum) -> __p::usize {
            0 $(+ {
                #[inline]
                const fn row(__value: &$Enum) -> __p::usize {
                    match __value $rows
                }
                row(__value)
            })+
        }
    };
}

/// What differs between codes that are numbers and codes that are texts. The last three arguments are names of items in `__implement!`.
#[doc(hidden)]
#[macro_export]
macro_rules! __implement_codes {
    (number $Enum:ident $variants:tt [] [$($Range:ident $key:literal)*] $NUMBERS:ident $TABLE:ident $row:ident) => {
        impl __p::Generated for $Enum {
            const TABLE: &'static __p::Table = &$TABLE;
            type Numbers = [__p::u8; $NUMBERS.len()];
            const NUMBERS: &'static Self::Numbers = &$NUMBERS;
            const VARIANTS: &'static [Self] = &$variants;
            type Codes = __p::Numbers;

            #[inline]
            fn row(&self) -> __p::usize {
                $row(self)
            }

            #[inline]
            fn code_of(&self) -> $crate::Code<'_> {
                $crate::Code::Number(self.code())
            }
        }

        impl __p::Numbered for $Enum {
            #[inline]
            fn carry(__code: __p::Carried<Self>) -> Self {
                match __code.key() {
                    $(__p::Some($key) => Self::$Range(__code.in_range()),)*
                    _ => Self::Unknown(__code.unknown()),
                }
            }
        }

        // Derived impls would cost compile time for each variant.
        #[allow(clippy::expl_impl_clone_on_copy)]
        impl __p::Clone for $Enum {
            #[inline]
            fn clone(&self) -> Self {
                *self
            }
        }

        impl __p::Copy for $Enum {}

        $crate::__private::implement_methods! {
            $Enum
            [pub const fn code(&self) -> __p::i64 {
                match self {
                    Self::Unknown(__code) => __code.code(),
                    $(Self::$Range(__code) => __code.code(),)*
                    _ => $TABLE.key($row(self)),
                }
            }]
            [pub fn check(
                errcode: impl __p::Into<__p::i64>,
            ) -> __p::Result<(), Self> {
                <Self as $crate::ErrorEnum>::check(__p::Into::<__p::i64>::into(errcode))
            }]
        }

        impl __p::From<__p::i64> for $Enum {
            #[inline]
            fn from(errcode: __p::i64) -> Self {
                __p::from_number(errcode)
            }
        }

        impl __p::From<$Enum> for __p::i64 {
            #[inline]
            fn from(__value: $Enum) -> Self {
                __value.code()
            }
        }

        impl __p::FromStr for $Enum {
            type Err = __p::ParseIntError;

            #[inline]
            fn from_str(
                __code: &__p::str,
            ) -> __p::Result<Self, __p::ParseIntError> {
                __p::parse(__code)
            }
        }

        $crate::__private::implement_serde!($Enum deserialize_number);
    };
    (text $Enum:ident $variants:tt [$($end:literal $values:tt)*] [] $NUMBERS:ident $TABLE:ident $row:ident) => {
        #[inline]
        fn __value(__row: __p::usize) -> $Enum {
            $(
                if __row < $end {
                    #[inline]
                    fn __value(__row: __p::usize) -> $Enum {
                        match __row $values
                    }
                    return __value(__row);
                }
            )*
            // There is no such row.
            __p::unknown_text("")
        }

        impl __p::Generated for $Enum {
            const TABLE: &'static __p::Table = &$TABLE;
            type Numbers = [__p::u8; $NUMBERS.len()];
            const NUMBERS: &'static Self::Numbers = &$NUMBERS;
            const VARIANTS: &'static [Self] = &$variants;
            type Codes = __p::Texts;

            #[inline]
            fn row(&self) -> __p::usize {
                $row(self)
            }

            #[inline]
            fn code_of(&self) -> $crate::Code<'_> {
                $crate::Code::Text(self.code())
            }
        }

        impl __p::Spelled for $Enum {
            #[inline]
            fn of_row(__row: __p::usize) -> Self {
                __value(__row)
            }

            #[inline]
            fn unknown(__code: $crate::UnknownText<Self>) -> Self {
                Self::Unknown(__code)
            }
        }

        impl __p::Clone for $Enum {
            #[inline]
            fn clone(&self) -> Self {
                match self {
                    Self::Unknown(__code) => Self::Unknown(__p::Clone::clone(__code)),
                    _ => __value($row(self)),
                }
            }
        }

        $crate::__private::implement_methods! {
            $Enum
            [pub fn code(&self) -> &__p::str {
                match self {
                    Self::Unknown(__code) => __code.code(),
                    _ => $TABLE.text_key($row(self)),
                }
            }]
            [pub fn check(
                errcode: impl __p::AsRef<__p::str>,
            ) -> __p::Result<(), Self> {
                <Self as $crate::ErrorEnum>::check(__p::AsRef::<__p::str>::as_ref(&errcode))
            }]
        }

        impl __p::From<&__p::str> for $Enum {
            #[inline]
            fn from(errcode: &__p::str) -> Self {
                __p::from_text(errcode)
            }
        }

        impl __p::AsRef<__p::str> for $Enum {
            #[inline]
            fn as_ref(&self) -> &__p::str {
                self.code()
            }
        }

        impl __p::FromStr for $Enum {
            type Err = __p::Infallible;

            #[inline]
            fn from_str(
                __code: &__p::str,
            ) -> __p::Result<Self, __p::Infallible> {
                __p::Ok(__p::from_text(__code))
            }
        }

        $crate::__private::implement_serde!($Enum deserialize_text);
    };
}

/// `__implement!` for an enum whose codes are texts.
#[cfg(feature = "alloc")]
#[doc(hidden)]
#[macro_export]
macro_rules! __implement_texts {
    ($($enum:tt)*) => {
        $crate::__private::implement! { $($enum)* }
    };
}

/// Without an allocator an unknown text cannot be kept. The enum is emitted all the same, so that this is the only error.
#[cfg(not(feature = "alloc"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __implement_texts {
    ($($enum:tt)*) => {
        $crate::__private::compile_error! {
            "the codes of this enum are texts: turn on the feature `alloc` of errcode-runtime"
        }
        $crate::__private::implement! { $($enum)* }
    };
}

/// `serde`, where the feature is on.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! __implement_serde {
    ($Enum:ident $deserialize:ident) => {
        impl __p::serde_core::Serialize for $Enum {
            #[inline]
            fn serialize<S: __p::serde_core::Serializer>(&self, __serializer: S) -> __p::Result<S::Ok, S::Error> {
                __p::serialize(self, __serializer)
            }
        }

        impl<'de> __p::serde_core::Deserialize<'de> for $Enum {
            #[inline]
            fn deserialize<D: __p::serde_core::Deserializer<'de>>(__deserializer: D) -> __p::Result<Self, D::Error> {
                __p::$deserialize(__deserializer)
            }
        }
    };
}

/// `serde`, where the feature is off.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __implement_serde {
    ($Enum:ident $deserialize:ident) => {};
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot continue should stop")]
#[allow(unreachable_pub, dead_code, reason = "what the macro makes for a user's crate")]
mod tests {
    extern crate std;
    use core::cmp::Ordering;
    use core::fmt;
    use core::time::Duration;
    use std::format;

    use super::{compare, display};
    use crate::code::Code;
    use crate::lookup::{CodesOf, Generated};
    use crate::prelude::*;
    use crate::table::Table;

    crate::errcodes! {
        enum PaymentError from "examples/payment.csv";
        enum ExitError from "examples/sysexits.tsv" (code = "Value", name = "Constant", message = "When");
        enum ShopError from "shop" { -1, 0, 45011 }
        enum CallError from "common" { 48001 }
    }

    /// Calls the blanket implementations, as generic code does, not the methods of the enum.
    fn texts(error: &dyn ErrorCode) -> (Option<i64>, &'static str, &'static str, &'static str) {
        (error.code().number(), error.name(), error.message(), error.message_zh())
    }

    #[test]
    fn the_traits_read_the_table() {
        assert_eq!(texts(&PaymentError::OrderNotFound), (Some(1001), "OrderNotFound", "order not found", "订单不存在"));
        assert_eq!(texts(&PaymentError::from(2050)), (Some(2050), "BankRefused", "the bank refused", "银行拒绝付款"));
        assert_eq!(texts(&PaymentError::from(7)), (Some(7), "Unknown", "unknown error code", "未知错误码"));
        let quota = ShopError::MinuteQuotaExceeded;
        assert_eq!(ErrorCode::solution_zh(&quota), Some("命中每分钟的频率限制"));
        assert_eq!(ErrorCode::solution_zh(&PaymentError::OrderNotFound), None);
        assert!(ErrorCode::note_zh(&CallError::ApiUnauthorized).unwrap().starts_with("注："));
        assert_eq!(ErrorCode::note_zh(&quota), None);
        assert_eq!(ErrorCode::table(&quota).unwrap().title_zh, "微信小店");
        assert!(ErrorCode::table(&ShopError::from(7)).is_none());
    }

    #[test]
    fn rows_and_ranges_are_known() {
        assert!(ErrorCode::is_known(&PaymentError::OrderNotFound) && ErrorCode::is_known(&PaymentError::from(2050)));
        assert!(!ErrorCode::is_known(&PaymentError::from(7)));
    }

    /// A value with the row of `ShopError::Success` but the code 200, as in an API whose success is 200.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    struct Fine;

    impl fmt::Display for Fine {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            display(self, true, f)
        }
    }

    impl core::error::Error for Fine {}

    impl Generated for Fine {
        const TABLE: &'static Table = ShopError::TABLE;
        type Numbers = <ShopError as Generated>::Numbers;
        const NUMBERS: &'static Self::Numbers = ShopError::NUMBERS;
        const VARIANTS: &'static [Self] = &[];
        type Codes = Other;

        fn row(&self) -> usize {
            ShopError::Success.row()
        }

        fn code_of(&self) -> Code<'_> {
            Code::Number(200)
        }
    }

    /// `Generated` needs a type for the codes. No test uses it.
    struct Other;

    impl CodesOf<Fine> for Other {
        const IS_TEXT: bool = false;

        fn of_code(_: Code<'_>) -> Option<Fine> {
            Some(Fine)
        }
    }

    #[test]
    fn success_is_0_or_of_kind_ok() {
        assert!(PaymentError::from(0).is_success(), "without a row, too");
        assert!(ShopError::Success.is_success() && !ShopError::SystemBusy.is_success());
        assert!(!PaymentError::OrderNotFound.is_success() && !PaymentError::from(7).is_success());
        assert_eq!((ExitError::check(0), ExitError::check(64)), (Ok(()), Err(ExitError::ExUsage)), "without kinds");
        assert_eq!(Fine::check(Fine), Ok(()));
    }

    #[test]
    fn classified_enums_say_what_to_do() {
        let error: &dyn Classify = &PaymentError::TooManyOrders;
        assert_eq!((error.kind(), error.recovery()), (Kind::ResourceExhausted, Recovery::SlowDown));
        assert_eq!((error.retry_after(), error.is_retryable()), (Some(Duration::from_secs(30)), true));
        let error: &dyn Classify = &PaymentError::OrderNotFound;
        assert_eq!((error.recovery(), error.retry_after(), error.is_retryable()), (Recovery::FixRequest, None, false));
    }

    #[test]
    fn all_has_a_value_for_each_row() {
        let codes: std::vec::Vec<i64> = PaymentError::ALL.iter().map(PaymentError::code).collect();
        assert_eq!(codes, [1001, 1002, 1003, 2000, 2051]);
        assert_eq!(<PaymentError as ErrorEnum>::ALL, PaymentError::ALL);
    }

    #[test]
    fn values_are_ordered_by_code() {
        let (row, carried) = (PaymentError::BalanceShort, PaymentError::from(2099));
        assert_eq!(compare(&row, &carried), Ordering::Less);
        assert_eq!(carried.cmp(&row), Ordering::Greater);
        assert_eq!(row.partial_cmp(&row), Some(Ordering::Equal));
    }

    #[test]
    fn a_line_has_the_code_and_both_texts() {
        assert_eq!(format!("{}", PaymentError::OrderNotFound), "1001: order not found（订单不存在）");
        assert_eq!(format!("{}", PaymentError::from(2050)), "2050: the bank refused（银行拒绝付款）");
        assert_eq!(format!("{}", ExitError::ExUsage), "64: the command line is wrong", "one language stands once");
    }

    #[test]
    fn more_lines_say_what_to_do() {
        assert_eq!(
            format!("{:#}", ShopError::MinuteQuotaExceeded),
            "45011: api minute-quota reach limit must slower retry next minute\
             （接口调用达到每分钟的频率限制，请放慢速度，下一分钟再试）\n\
             kind: resource_exhausted\n\
             recovery: slow_down, wait for a short time, then send more slowly（稍等片刻，并降低调用频率）\n\
             solution: 命中每分钟的频率限制"
        );
        assert_eq!(
            format!("{:#}", ExitError::ExUsage),
            "64: the command line is wrong",
            "without kinds, none are shown"
        );
    }

    #[test]
    fn debug_is_the_name_and_a_carried_code() {
        let values = [PaymentError::OrderNotFound, PaymentError::from(2050), PaymentError::from(7)];
        assert_eq!(format!("{values:?}"), "[OrderNotFound, BankRefused(2050), Unknown(7)]");
    }

    #[test]
    fn numbers_and_texts_convert() {
        assert_eq!(i64::from(PaymentError::from(2050)), 2050);
        assert_eq!("1001".parse(), Ok(PaymentError::OrderNotFound));
        assert!("1001.0".parse::<PaymentError>().is_err());
    }
}
