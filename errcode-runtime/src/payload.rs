//! The payloads of the variants for unknown codes and for ranges: the code that was received.

use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::marker::PhantomData;

/// A code that no row of the enum `E` has.
///
/// Every enum of [`errcodes!`](crate::errcodes) whose codes are numbers ends with the variant `Unknown(UnknownCode<E>)`. Only
/// a conversion from a number makes one, so `Unknown` never holds a code that has a variant, and each code has one value.
///
/// ```
/// use errcode_runtime::{errcodes, prelude::*};
/// errcodes!("common");
///
/// match CommonError::from(123) {
///     CommonError::Unknown(unknown) => assert_eq!(unknown.code(), 123),
///     _ => unreachable!(),
/// }
/// ```
///
/// ```compile_fail,E0451
/// # errcode_runtime::errcodes!("common");
/// let forged = CommonError::Unknown(errcode_runtime::UnknownCode { code: 40001, _of: Default::default() });
/// ```
pub struct UnknownCode<E> {
    code: i64,
    _of: Of<E>,
}

/// A code that a family or range of the enum `E` contains.
///
/// The row `-40400x` of a table is the variant `CallCloudFunctionFailed(RangeCode<…>)`, which carries the code that was
/// received. `KEY` tells the ranges of an enum apart: it is the smallest code of the range that has no row of its own.
///
/// ```
/// use errcode_runtime::{errcodes, prelude::*};
/// errcodes!("cloudbase");
///
/// let error = CloudBaseError::from(-404000);
/// assert_eq!((error.code(), error.is_known()), (-404000, true));
/// ```
pub struct RangeCode<E, const KEY: i64> {
    code: i64,
    of: PhantomData<fn() -> E>,
}

impl<E, const KEY: i64> RangeCode<E, KEY> {
    /// The payload in [`ErrorEnum::ALL`](crate::ErrorEnum::ALL).
    #[doc(hidden)]
    pub const KEY: Self = Self { code: KEY, of: PhantomData };
}

/// Which enum the payload of `Unknown` belongs to, in four bytes that have only one valid value.
///
/// The compiler encodes the other variants of the enum as the invalid values of these bytes, and computes from them which variant a
/// constant is. Without these bytes it would search the list of all variants for each constant that it checks, and `ALL` has a constant
/// for each variant.
struct Of<E> {
    _niche: Niche,
    _of: PhantomData<fn() -> E>,
}

#[derive(Clone, Copy)]
#[repr(u32)]
enum Niche {
    Only,
}

impl<E> Clone for Of<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for Of<E> {}

impl<E> Default for Of<E> {
    #[inline]
    fn default() -> Self {
        Self { _niche: Niche::Only, _of: PhantomData }
    }
}

/// Payloads are compared and hashed by their code.
macro_rules! as_code {
    ([$($generics:tt)*] $Code:ty) => {
        impl<$($generics)*> PartialEq for $Code {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.code == other.code
            }
        }

        impl<$($generics)*> Eq for $Code {}

        impl<$($generics)*> PartialOrd for $Code {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }

        impl<$($generics)*> Ord for $Code {
            fn cmp(&self, other: &Self) -> Ordering {
                self.code.cmp(&other.code)
            }
        }

        impl<$($generics)*> Hash for $Code {
            fn hash<H: Hasher>(&self, state: &mut H) {
                self.code.hash(state);
            }
        }

    };
}

macro_rules! carried_code {
    ($(#[$example:meta])* [$($generics:tt)*] $Code:ty) => {
        impl<$($generics)*> $Code {
            /// The code that was received.
            ///
            $(#[$example])*
            #[inline]
            pub const fn code(&self) -> i64 {
                self.code
            }
        }

        impl<$($generics)*> Clone for $Code {
            #[inline]
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<$($generics)*> Copy for $Code {}

        as_code!([$($generics)*] $Code);

        impl<$($generics)*> fmt::Debug for $Code {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.code, f)
            }
        }

        impl<$($generics)*> fmt::Display for $Code {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.code, f)
            }
        }
    };
}

carried_code! {
    /// ```
    /// # errcode_runtime::errcodes!("common");
    /// assert!(matches!(CommonError::from(123), CommonError::Unknown(unknown) if unknown.code() == 123));
    /// ```
    [E] UnknownCode<E>
}
carried_code! {
    /// ```
    /// # errcode_runtime::errcodes!("examples/payment.csv");
    /// assert!(matches!(PaymentError::from(2099), PaymentError::BankRefused(code) if code.code() == 2099));
    /// ```
    [E, const KEY: i64] RangeCode<E, KEY>
}

/// A text that no row of the enum `E` has as its code.
///
/// It is what `Unknown` carries in an enum whose codes are texts. Only a conversion from a text makes one, so `Unknown` never
/// holds a code that has a variant.
///
/// ```
/// use errcode_runtime::{errcodes, prelude::*};
/// errcodes!("examples/wechat-pay.csv");
///
/// match WechatPayError::from("NEW_ERROR") {
///     WechatPayError::Unknown(unknown) => assert_eq!(unknown.code(), "NEW_ERROR"),
///     _ => unreachable!(),
/// }
/// ```
pub struct UnknownText<E> {
    code: Text,
    _of: Of<E>,
}

/// The text of an unknown code.
#[cfg(feature = "alloc")]
type Text = alloc::boxed::Box<str>;
/// Without an allocator an enum whose codes are texts does not compile. This type replaces the text, so that there is no other error.
#[cfg(not(feature = "alloc"))]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Text;

#[cfg(not(feature = "alloc"))]
impl From<&str> for Text {
    fn from(_: &str) -> Self {
        Self
    }
}

#[cfg(not(feature = "alloc"))]
impl core::ops::Deref for Text {
    type Target = str;

    fn deref(&self) -> &'static str {
        ""
    }
}

impl<E> UnknownText<E> {
    /// A text that was looked up and has no row.
    pub(crate) fn new(code: &str) -> Self {
        Self { code: code.into(), _of: Of::default() }
    }

    /// The code that was received.
    ///
    /// ```
    /// # errcode_runtime::errcodes!("examples/wechat-pay.csv");
    /// assert!(matches!(WechatPayError::from("X"), WechatPayError::Unknown(unknown) if unknown.code() == "X"));
    /// ```
    pub fn code(&self) -> &str {
        &self.code
    }
}

impl<E> Clone for UnknownText<E> {
    fn clone(&self) -> Self {
        Self { code: self.code.clone(), _of: Of::default() }
    }
}

as_code!([E] UnknownText<E>);

#[cfg(feature = "alloc")]
impl<E> fmt::Debug for UnknownText<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::show::quoted(&self.code, f)
    }
}

/// Shows the code for a log. A long code is cut, and a space replaces each character that a log must not show.
/// [`code`](UnknownText::code) returns the code as it was received.
impl<E> fmt::Display for UnknownText<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::show::code(&self.code, f)
    }
}

/// A code that was looked up in the table of `E` and has no row of its own. Only a lookup makes one, so that a payload
/// never holds the code of another variant.
pub struct Carried<E> {
    code: i64,
    /// The key of the range that contains the code.
    key: Option<i64>,
    of: PhantomData<fn() -> E>,
}

impl<E> Carried<E> {
    /// A code, and the key of the range that contains it.
    pub(crate) const fn new(code: i64, key: Option<i64>) -> Self {
        Self { code, key, of: PhantomData }
    }

    /// The key of the range that contains this code.
    #[inline]
    pub fn key(&self) -> Option<i64> {
        self.key
    }

    /// The payload of a range's variant.
    #[inline]
    pub fn in_range<const KEY: i64>(self) -> RangeCode<E, KEY> {
        RangeCode { code: self.code, of: PhantomData }
    }

    /// The payload of `Unknown`.
    #[inline]
    pub fn unknown(self) -> UnknownCode<E> {
        UnknownCode { code: self.code, _of: Of::default() }
    }
}

#[cfg(test)]
mod tests {
    extern crate std;
    use std::collections::HashSet;
    use std::format;

    use super::{Carried, RangeCode, UnknownCode};

    enum Table {}

    fn unknown(code: i64) -> UnknownCode<Table> {
        Carried::new(code, None).unknown()
    }

    fn in_range(code: i64) -> RangeCode<Table, 100> {
        Carried::new(code, Some(100)).in_range()
    }

    #[test]
    fn a_payload_has_the_code_that_came() {
        assert_eq!((unknown(-7).code(), in_range(150).code()), (-7, 150));
        assert_eq!(
            (Carried::<Table>::new(7, None).key(), Carried::<Table>::new(150, Some(100)).key()),
            (None, Some(100))
        );
    }

    #[test]
    fn the_payload_in_all_has_the_key() {
        assert_eq!(RangeCode::<Table, 100>::KEY.code(), 100);
    }

    #[test]
    #[allow(clippy::clone_on_copy, reason = "it is what is tested")]
    fn payloads_are_compared_by_code() {
        assert!(unknown(1) == unknown(1).clone() && unknown(1) != unknown(2));
        assert!(unknown(-1) < unknown(1) && in_range(150) > in_range(149));
        assert_eq!(unknown(3).partial_cmp(&unknown(3)), Some(core::cmp::Ordering::Equal));
        let distinct: HashSet<_> = [150, 151, 150].into_iter().map(in_range).collect();
        assert_eq!(distinct.len(), 2);
    }

    #[test]
    fn hashes_are_those_of_the_code() {
        use core::hash::BuildHasher as _;
        let state = std::hash::RandomState::new();
        assert_eq!(state.hash_one(unknown(7)), state.hash_one(7_i64));
        assert_ne!(state.hash_one(in_range(150)), state.hash_one(in_range(151)));
    }

    #[test]
    fn payloads_are_shown_as_their_code() {
        assert_eq!(format!("{} {:?} {:>4}", unknown(-7), unknown(-7), in_range(150)), "-7 -7  150");
    }
}
