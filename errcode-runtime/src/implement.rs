//! What every generated enum has beside its variants.
//!
//! The macro generates the enum, its packed table, one match (variant to row) and one array (row to variant), and hands
//! them to `__implement!`. All else is written here, once: the functions for what they do, the macro for what makes them
//! methods of the enum.

use core::cmp::Ordering;
use core::fmt::{Formatter, Result as FmtResult};
use core::time::Duration;

use errcode_core::{Kind, Recovery};

use crate::lookup::Generated;
use crate::table::TableInfo;

macro_rules! accessors {
    ($($accessor:ident -> $Output:ty;)*) => {
        $(
            #[doc = concat!("`", stringify!($accessor), "` of a value.")]
            pub fn $accessor<E: Generated>(value: E) -> $Output {
                E::TABLE.$accessor(value.row())
            }
        )*
    };
}
accessors! {
    name -> &'static str;
    message -> &'static str;
    message_zh -> &'static str;
    solution_zh -> Option<&'static str>;
    note_zh -> Option<&'static str>;
    info -> Option<&'static TableInfo>;
    kind -> Kind;
    recovery -> Recovery;
}

/// `retry_after` of a value.
pub fn retry_after<E: Generated>(value: E) -> Option<Duration> {
    E::TABLE.retry_after(value.row()).map(|seconds| Duration::from_secs(u64::from(seconds)))
}

/// `is_known` of a value.
pub fn is_known<E: Generated>(value: E) -> bool {
    value.row() < E::TABLE.rows()
}

/// `is_success` of a value.
///
/// A row that no table gives a kind is of an unknown one, so without kinds only code 0 is a success.
pub fn is_success<E: Generated>(value: E) -> bool {
    value.number() == 0 || kind(value) == Kind::Ok
}

/// The order of two values: that of their codes.
#[inline]
pub fn compare<E: Generated>(left: E, right: E) -> Ordering {
    left.number().cmp(&right.number())
}

/// Code and texts in one line; with `#`, a line each for kind, recovery and solution, too.
///
/// # Errors
///
/// Those of the formatter.
pub fn display<E: Generated>(value: E, classified: bool, f: &mut Formatter<'_>) -> FmtResult {
    let (english, chinese) = (message(value), message_zh(value));
    write!(f, "{}: {english}", value.number())?;
    if english != chinese {
        write!(f, "（{chinese}）")?;
    }
    if !f.alternate() {
        return Ok(());
    }
    if classified {
        let recovery = recovery(value);
        write!(f, "\nkind: {}", kind(value))?;
        write!(f, "\nrecovery: {recovery}, {}（{}）", recovery.advice(), recovery.advice_zh())?;
    }
    if let Some(solution) = solution_zh(value) {
        write!(f, "\nsolution: {solution}")?;
    }
    Ok(())
}

/// The bare name; with the code where the value carries one.
///
/// # Errors
///
/// Those of the formatter.
pub fn debug<E: Generated>(value: E, f: &mut Formatter<'_>) -> FmtResult {
    let row = value.row();
    f.write_str(name(value))?;
    let carries = row >= E::TABLE.rows() || E::TABLE.is_range(row);
    if carries { write!(f, "({})", value.number()) } else { Ok(()) }
}

/// Makes an enum of the macro whole. Its input is the macro's own; see `errcode-codegen`, `emit.rs`.
///
/// A binding gives way to a `const` or `static` of its name that a user's module may have: hence the underscores. What
/// the docs show is called by what it is.
#[doc(hidden)]
#[macro_export]
macro_rules! __implement {
    (
        $Enum:ident, $classified:ident, [$($cfg:tt)*]
        texts $texts:literal
        length $length:literal
        numbers $numbers:literal
        sources [$(($title:literal $title_zh:literal $file:literal))*]
        track [$($track:literal)*]
        ranges [$($Range:ident $first:literal)*]
        rows [$($rows:tt)*]
        variants $count:literal $variants:tt
    ) => {
        $($cfg)*
        const _: () = {
            // The compiler builds this crate again when a table's file changes.
            $(const _: &[$crate::__private::u8] = $crate::__private::include_bytes!(
                $crate::__private::concat!($crate::__private::env!("CARGO_MANIFEST_DIR"), $track)
            );)*

            // An array, as its length is part of its type: who looks codes up in another crate sees no more of a static.
            static NUMBERS: [$crate::__private::u8; $length] = *$numbers;
            static TABLE: $crate::__private::Table = $crate::__private::Table::new(
                $texts,
                &NUMBERS,
                &[$($crate::TableInfo::new($title, $title_zh, $file)),*],
            );

            impl $crate::__private::Generated for $Enum {
                const TABLE: &'static $crate::__private::Table = &TABLE;
                // No static: that is evaluated, and each value in it validated, also where nobody looks a code up.
                const VARIANTS: &'static [Self] = &$variants;

                #[inline]
                fn find(__code: $crate::__private::i64) -> $crate::__private::Option<$crate::__private::usize> {
                    $crate::__private::find(&NUMBERS, const { &TABLE.layout() }, __code)
                }

                #[inline]
                fn row(self) -> $crate::__private::usize {
                    row(self)
                }

                #[inline]
                fn number(self) -> $crate::__private::i64 {
                    self.code()
                }

                #[inline]
                fn carry(__code: $crate::__private::Carried<Self>) -> Self {
                    match __code.range() {
                        $($crate::__private::Some($first) => Self::$Range(__code.in_range()),)*
                        _ => Self::Unknown(__code.unknown()),
                    }
                }
            }

            #[inline]
            const fn row(__value: $Enum) -> $crate::__private::usize {
                $(
                    let __row = {
                        #[inline]
                        const fn row(__value: $Enum) -> $crate::__private::usize {
                            match __value $rows
                        }
                        row(__value)
                    };
                    if __row < $count {
                        return __row;
                    }
                )*
                $count
            }

            impl $Enum {
                /// A value for each row, by code. A family or range stands here with its smallest code that no other
                /// row has.
                pub const ALL: &'static [Self] = <Self as $crate::__private::Generated>::VARIANTS;

                /// The number.
                #[inline]
                #[must_use]
                pub const fn code(self) -> $crate::__private::i64 {
                    match self {
                        Self::Unknown(__code) => __code.code(),
                        $(Self::$Range(__code) => __code.code(),)*
                        _ => TABLE.code(row(self)),
                    }
                }

                /// The variant's name; `Unknown` for a code that no row has.
                #[inline]
                #[must_use]
                pub fn name(self) -> &'static $crate::__private::str {
                    $crate::__private::name(self)
                }

                /// The English text; the Chinese one where the table has no other. Never empty.
                #[inline]
                #[must_use]
                pub fn message(self) -> &'static $crate::__private::str {
                    $crate::__private::message(self)
                }

                /// The Chinese text; the English one where the table has no other. Never empty.
                #[inline]
                #[must_use]
                pub fn message_zh(self) -> &'static $crate::__private::str {
                    $crate::__private::message_zh(self)
                }

                /// What to do about it, in Chinese, where the table says so.
                #[inline]
                #[must_use]
                pub fn solution_zh(self) -> $crate::__private::Option<&'static $crate::__private::str> {
                    $crate::__private::solution_zh(self)
                }

                /// A footnote or warning, in Chinese, where the table has one.
                #[inline]
                #[must_use]
                pub fn note_zh(self) -> $crate::__private::Option<&'static $crate::__private::str> {
                    $crate::__private::note_zh(self)
                }

                /// The table that the row is from; none for a code that no row has.
                #[inline]
                #[must_use]
                pub fn table(self) -> $crate::__private::Option<&'static $crate::TableInfo> {
                    $crate::__private::info(self)
                }

                /// Whether a row has this code.
                #[inline]
                #[must_use]
                pub fn is_known(self) -> $crate::__private::bool {
                    $crate::__private::is_known(self)
                }

                /// Whether this is no error: code 0, or a row of kind `ok`.
                #[inline]
                #[must_use]
                pub fn is_success(self) -> $crate::__private::bool {
                    $crate::__private::is_success(self)
                }

                /// `Ok` for a code that means success, else the error.
                ///
                /// # Errors
                ///
                /// The value of every other code, known or not.
                #[inline]
                pub fn check(
                    errcode: impl $crate::__private::Into<$crate::__private::i64>,
                ) -> $crate::__private::Result<(), Self> {
                    <Self as $crate::ErrorEnum>::check(errcode)
                }
            }

            $crate::__private::implement_class!($classified $Enum);
            $crate::__private::implement_serde!($Enum);

            impl $crate::ErrorCode for $Enum {
                #[inline]
                fn code(&self) -> $crate::__private::i64 {
                    (*self).code()
                }

                #[inline]
                fn name(&self) -> &'static $crate::__private::str {
                    $crate::__private::name(*self)
                }

                #[inline]
                fn message(&self) -> &'static $crate::__private::str {
                    $crate::__private::message(*self)
                }

                #[inline]
                fn message_zh(&self) -> &'static $crate::__private::str {
                    $crate::__private::message_zh(*self)
                }

                #[inline]
                fn solution_zh(&self) -> $crate::__private::Option<&'static $crate::__private::str> {
                    $crate::__private::solution_zh(*self)
                }

                #[inline]
                fn note_zh(&self) -> $crate::__private::Option<&'static $crate::__private::str> {
                    $crate::__private::note_zh(*self)
                }

                #[inline]
                fn table(&self) -> $crate::__private::Option<&'static $crate::TableInfo> {
                    $crate::__private::info(*self)
                }

                #[inline]
                fn is_known(&self) -> $crate::__private::bool {
                    $crate::__private::is_known(*self)
                }

                #[inline]
                fn is_success(&self) -> $crate::__private::bool {
                    $crate::__private::is_success(*self)
                }
            }

            impl $crate::ErrorEnum for $Enum {
                const ALL: &'static [Self] = <Self as $crate::__private::Generated>::VARIANTS;
            }

            impl $crate::__private::From<$crate::__private::i64> for $Enum {
                #[inline]
                fn from(errcode: $crate::__private::i64) -> Self {
                    $crate::__private::from_code(errcode)
                }
            }

            impl $crate::__private::From<$Enum> for $crate::__private::i64 {
                #[inline]
                fn from(__value: $Enum) -> Self {
                    __value.code()
                }
            }

            impl $crate::__private::FromStr for $Enum {
                type Err = $crate::__private::ParseIntError;

                #[inline]
                fn from_str(
                    __code: &$crate::__private::str,
                ) -> $crate::__private::Result<Self, $crate::__private::ParseIntError> {
                    match <$crate::__private::i64 as $crate::__private::FromStr>::from_str(__code) {
                        $crate::__private::Ok(__code) => $crate::__private::Ok($crate::__private::from_code(__code)),
                        $crate::__private::Err(__error) => $crate::__private::Err(__error),
                    }
                }
            }

            impl $crate::__private::Display for $Enum {
                #[inline]
                fn fmt(&self, __f: &mut $crate::__private::Formatter<'_>) -> $crate::__private::FmtResult {
                    $crate::__private::display(*self, $classified, __f)
                }
            }

            impl $crate::__private::Debug for $Enum {
                #[inline]
                fn fmt(&self, __f: &mut $crate::__private::Formatter<'_>) -> $crate::__private::FmtResult {
                    $crate::__private::debug(*self, __f)
                }
            }

            impl $crate::__private::Error for $Enum {}

            impl $crate::__private::Ord for $Enum {
                #[inline]
                fn cmp(&self, __other: &Self) -> $crate::__private::Ordering {
                    $crate::__private::compare(*self, *__other)
                }
            }

            impl $crate::__private::PartialOrd for $Enum {
                #[inline]
                fn partial_cmp(&self, __other: &Self) -> $crate::__private::Option<$crate::__private::Ordering> {
                    $crate::__private::Some($crate::__private::Ord::cmp(self, __other))
                }
            }
        };
    };
}

/// Kind and recovery: of a table that has them, and of one that does not.
#[doc(hidden)]
#[macro_export]
macro_rules! __implement_class {
    (true $Enum:ident) => {
        impl $Enum {
            /// What went wrong; `Kind::Unknown` for a code that no row has.
            #[inline]
            #[must_use]
            pub fn kind(self) -> $crate::Kind {
                $crate::__private::kind(self)
            }

            /// What the caller does next; `Recovery::Unknown` for a code that no row has.
            #[inline]
            #[must_use]
            pub fn recovery(self) -> $crate::Recovery {
                $crate::__private::recovery(self)
            }

            /// How long to wait before the call is sent again, where the table names a time.
            #[inline]
            #[must_use]
            pub fn retry_after(self) -> $crate::__private::Option<$crate::__private::Duration> {
                $crate::__private::retry_after(self)
            }

            /// Whether the same call may succeed when it is sent again, after a pause.
            #[inline]
            #[must_use]
            pub fn is_retryable(self) -> $crate::__private::bool {
                $crate::__private::recovery(self).is_retryable()
            }
        }

        impl $crate::Classify for $Enum {
            #[inline]
            fn kind(&self) -> $crate::Kind {
                $crate::__private::kind(*self)
            }

            #[inline]
            fn recovery(&self) -> $crate::Recovery {
                $crate::__private::recovery(*self)
            }

            #[inline]
            fn retry_after(&self) -> $crate::__private::Option<$crate::__private::Duration> {
                $crate::__private::retry_after(*self)
            }
        }
    };
    // The methods are there to say why they cannot be called: `for<'a>` puts the bound off until somebody does.
    (false $Enum:ident) => {
        impl $Enum {
            /// Not available: a table of this enum lacks the columns `kind` and `recovery`.
            #[inline]
            #[must_use]
            pub fn kind(self) -> $crate::Kind
            where
                for<'a> Self: $crate::Classify,
            {
                $crate::Classify::kind(&self)
            }

            /// Not available: a table of this enum lacks the columns `kind` and `recovery`.
            #[inline]
            #[must_use]
            pub fn recovery(self) -> $crate::Recovery
            where
                for<'a> Self: $crate::Classify,
            {
                $crate::Classify::recovery(&self)
            }

            /// Not available: a table of this enum lacks the columns `kind` and `recovery`.
            #[inline]
            #[must_use]
            pub fn retry_after(self) -> $crate::__private::Option<$crate::__private::Duration>
            where
                for<'a> Self: $crate::Classify,
            {
                $crate::Classify::retry_after(&self)
            }

            /// Not available: a table of this enum lacks the columns `kind` and `recovery`.
            #[inline]
            #[must_use]
            pub fn is_retryable(self) -> $crate::__private::bool
            where
                for<'a> Self: $crate::Classify,
            {
                $crate::Classify::is_retryable(&self)
            }
        }
    };
}

/// `serde`, where the feature is on.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! __implement_serde {
    ($Enum:ident) => {
        impl $crate::__private::serde_core::Serialize for $Enum {
            #[inline]
            fn serialize<S: $crate::__private::serde_core::Serializer>(
                &self,
                __serializer: S,
            ) -> $crate::__private::Result<S::Ok, S::Error> {
                $crate::__private::serialize(*self, __serializer)
            }
        }

        impl<'de> $crate::__private::serde_core::Deserialize<'de> for $Enum {
            #[inline]
            fn deserialize<D: $crate::__private::serde_core::Deserializer<'de>>(
                __deserializer: D,
            ) -> $crate::__private::Result<Self, D::Error> {
                $crate::__private::deserialize(__deserializer)
            }
        }
    };
}

/// `serde`, where the feature is off.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __implement_serde {
    ($Enum:ident) => {};
}
