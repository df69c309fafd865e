//! What every generated enum has beside its variants.
//!
//! The procedural macro generates the enum, its packed table, one match (variant to row) and one array (row to variant), and
//! passes them to `__implement!`, which implements [`Generated`] and the traits of other crates. The runtime's own traits are
//! implemented here for every [`Generated`] type, so that they cost the user's compiler nothing.

use core::cmp::Ordering;
use core::fmt::{Formatter, Result as FmtResult};
use core::time::Duration;

use errcode_core::{Kind, Recovery};

use crate::lookup::{Classified, Generated};
use crate::table::TableInfo;
use crate::traits::{Classify, ErrorCode, ErrorEnum};

impl<E: Generated> ErrorCode for E {
    fn code(&self) -> i64 {
        self.number()
    }

    fn name(&self) -> &'static str {
        E::TABLE.name(self.row())
    }

    fn message(&self) -> &'static str {
        E::TABLE.message(self.row())
    }

    fn message_zh(&self) -> &'static str {
        E::TABLE.message_zh(self.row())
    }

    fn solution_zh(&self) -> Option<&'static str> {
        E::TABLE.solution_zh(self.row())
    }

    fn note_zh(&self) -> Option<&'static str> {
        E::TABLE.note_zh(self.row())
    }

    fn table(&self) -> Option<&'static TableInfo> {
        E::TABLE.info(self.row())
    }

    fn is_known(&self) -> bool {
        self.row() < E::TABLE.rows()
    }

    fn is_success(&self) -> bool {
        // Without kinds, only 0 is success.
        self.number() == 0 || E::TABLE.kind(self.row()) == Kind::Ok
    }
}

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

impl<E: Generated> ErrorEnum for E {
    const ALL: &'static [Self] = E::VARIANTS;
}

/// The order of two values: that of their codes.
#[inline]
pub fn compare<E: Generated>(left: &E, right: &E) -> Ordering {
    left.number().cmp(&right.number())
}

/// Code and texts in one line; with `#`, a line each for kind, recovery and solution, too.
///
/// # Errors
///
/// Errors of the formatter.
pub fn display<E: Generated>(value: &E, classified: bool, f: &mut Formatter<'_>) -> FmtResult {
    let (english, chinese) = (value.message(), value.message_zh());
    write!(f, "{}: {english}", value.number())?;
    if english != chinese {
        write!(f, "（{chinese}）")?;
    }
    if !f.alternate() {
        return Ok(());
    }
    if classified {
        let (kind, recovery) = (E::TABLE.kind(value.row()), E::TABLE.recovery(value.row()));
        write!(f, "\nkind: {kind}")?;
        write!(f, "\nrecovery: {recovery}, {}（{}）", recovery.advice(), recovery.advice_zh())?;
    }
    if let Some(solution) = value.solution_zh() {
        write!(f, "\nsolution: {solution}")?;
    }
    Ok(())
}

/// The bare name; with the code where the value carries one.
///
/// # Errors
///
/// Errors of the formatter.
pub fn debug<E: Generated>(value: &E, f: &mut Formatter<'_>) -> FmtResult {
    let row = value.row();
    f.write_str(value.name())?;
    let carries = row >= E::TABLE.rows() || E::TABLE.is_range(row);
    if carries { write!(f, "({})", value.number()) } else { Ok(()) }
}

/// Implements everything for an enum. Its input comes from `emit.rs` of `errcode-codegen`.
///
/// Bindings begin with `__`: such names cannot collide with a user's `const` or `static`. Parameters that the docs show have
/// plain names.
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
        ranges [$($Range:ident $key:literal)*]
        rows [$($rows:tt)*]
        variants $count:literal $variants:tt
    ) => {
        $($cfg)*
        const _: () = {
            // The compiler builds this crate again when a table's file changes.
            $(const _: &[$crate::__private::u8] = $crate::__private::include_bytes!(
                $crate::__private::concat!($crate::__private::env!("CARGO_MANIFEST_DIR"), $track)
            );)*

            // An array: its length lets other crates elide bounds checks.
            static NUMBERS: [$crate::__private::u8; $length] = *$numbers;
            static TABLE: $crate::__private::Table = $crate::__private::Table::new(
                $texts,
                &NUMBERS,
                &[$($crate::TableInfo::new($title, $title_zh, $file)),*],
            );

            impl $crate::__private::Generated for $Enum {
                const TABLE: &'static $crate::__private::Table = &TABLE;
                // Not a static: the compiler would evaluate it, and validate each value, even where nobody looks a code up.
                const VARIANTS: &'static [Self] = &$variants;

                #[inline]
                fn find(__code: $crate::__private::i64) -> $crate::__private::Option<$crate::__private::usize> {
                    $crate::__private::find(&NUMBERS, const { &TABLE.layout() }, __code)
                }

                #[inline]
                fn row(&self) -> $crate::__private::usize {
                    row(*self)
                }

                #[inline]
                fn number(&self) -> $crate::__private::i64 {
                    (*self).code()
                }

                #[inline]
                fn carry(__code: $crate::__private::Carried<Self>) -> Self {
                    match __code.key() {
                        $($crate::__private::Some($key) => Self::$Range(__code.in_range()),)*
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

            $crate::__private::implement_methods! {
                $Enum
                pub const fn code(self) -> $crate::__private::i64 {
                    match self {
                        Self::Unknown(__code) => __code.code(),
                        $(Self::$Range(__code) => __code.code(),)*
                        _ => TABLE.key(row(self)),
                    }
                }
            }
            $crate::__private::implement_class!($classified $Enum);
            $crate::__private::implement_serde!($Enum);

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
                    $crate::__private::display(self, $classified, __f)
                }
            }

            impl $crate::__private::Debug for $Enum {
                #[inline]
                fn fmt(&self, __f: &mut $crate::__private::Formatter<'_>) -> $crate::__private::FmtResult {
                    $crate::__private::debug(self, __f)
                }
            }

            impl $crate::__private::Error for $Enum {}

            impl $crate::__private::Ord for $Enum {
                #[inline]
                fn cmp(&self, __other: &Self) -> $crate::__private::Ordering {
                    $crate::__private::compare(self, __other)
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
                $crate::__private::serialize(self, __serializer)
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
