//! The macros that implement [`Generated`](super::Generated) and the traits of other crates for an enum.

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
