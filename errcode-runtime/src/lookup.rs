//! From a code to a value of an enum.

use core::error::Error;
use core::hash::Hash;
use core::num::ParseIntError;

use crate::ErrorEnum;
use crate::code::Code;
use crate::number;
use crate::payload::{Carried, UnknownText};
use crate::table::{Table, find, find_text};

/// What the macro generates for an enum. The runtime's traits are implemented for every type that has this.
pub trait Generated: Clone + Eq + Ord + Hash + Error + Send + Sync + 'static {
    /// The packed table.
    const TABLE: &'static Table;
    /// An array: other crates see its length in the type, so their lookups need no bounds checks.
    type Numbers: AsRef<[u8]> + 'static;
    /// The numbers of the table.
    const NUMBERS: &'static Self::Numbers;
    /// The value of each row.
    const VARIANTS: &'static [Self];
    /// [`Numbers`] or [`Texts`].
    type Codes: CodesOf<Self>;

    /// The row of this value; the number of rows for `Unknown`.
    fn row(&self) -> usize;

    /// The code of this value.
    fn code_of(&self) -> Code<'_>;
}

/// The lookup of an enum's codes, which are numbers or texts.
pub trait CodesOf<E> {
    /// Whether they are texts.
    const IS_TEXT: bool;

    /// The value of a code. `None` if the code is a number and the codes of the enum are texts, or the reverse.
    fn of_code(code: Code<'_>) -> Option<E>;
}

/// The codes are numbers.
#[derive(Debug)]
pub struct Numbers;

/// The codes are texts.
#[derive(Debug)]
pub struct Texts;

impl<E: Numbered> CodesOf<E> for Numbers {
    const IS_TEXT: bool = false;

    #[inline]
    fn of_code(code: Code<'_>) -> Option<E> {
        code.number().map(from_number)
    }
}

impl<E: Spelled> CodesOf<E> for Texts {
    const IS_TEXT: bool = true;

    #[inline]
    fn of_code(code: Code<'_>) -> Option<E> {
        code.text().map(from_text)
    }
}

/// A generated enum whose codes are numbers.
pub trait Numbered: Generated + Copy {
    /// The value that carries this code: the variant of a range, or `Unknown`.
    fn carry(code: Carried<Self>) -> Self;
}

/// A generated enum whose codes are texts.
pub trait Spelled: Generated {
    /// The value of a row.
    fn of_row(row: usize) -> Self;

    /// The value that carries a code without a row.
    fn unknown(code: UnknownText<Self>) -> Self;
}

/// A generated enum that is classified: all its sources, or all its variants, have kinds and recoveries.
pub trait Classified: Generated {}

/// The value of a number.
#[inline]
pub fn from_number<E: Numbered>(code: i64) -> E {
    match find(E::NUMBERS.as_ref(), const { &E::TABLE.layout() }, code) {
        Some(row) => E::VARIANTS[row],
        None => carry(code),
    }
}

#[cold]
fn carry<E: Numbered>(code: i64) -> E {
    if E::IS_32_BIT {
        // Use the negative number, whether it has a row or not, so that each code has one value.
        if let Some(signed) = number::signed(code) {
            return from_number::<E>(signed);
        }
    }
    let key = E::TABLE.find_range(code).map(|row| E::TABLE.key(row));
    E::carry(Carried::new(code, key))
}

/// The value of a number in a text, decimal or hexadecimal.
///
/// # Errors
///
/// The text is neither, or does not fit an `i64`.
pub fn parse<E: Numbered>(text: &str) -> Result<E, ParseIntError> {
    let code = text.parse().or_else(|error| number::number(text.bytes(), E::IS_32_BIT).ok_or(error));
    code.map(from_number)
}

/// The value of a text. Only an unknown text needs an allocation.
#[inline]
pub fn from_text<E: Spelled>(code: &str) -> E {
    match find_text(E::TABLE.texts(), E::NUMBERS.as_ref(), const { &E::TABLE.layout() }, code) {
        Some(row) => E::of_row(row),
        None => unknown_text(code),
    }
}

/// The value of a text that has no row.
#[cold]
pub fn unknown_text<E: Spelled>(code: &str) -> E {
    E::unknown(UnknownText::new(code))
}

#[cfg(test)]
#[allow(unreachable_pub, dead_code, reason = "what the macro makes for a user's crate")]
mod tests {
    use super::from_number;

    crate::errcodes!("examples/payment.csv");

    #[test]
    fn a_code_is_a_row_or_is_carried() {
        assert_eq!(from_number::<PaymentError>(1002), PaymentError::OrderAlreadyPaid);
        assert_eq!(
            from_number::<PaymentError>(2051),
            PaymentError::BalanceShort,
            "its own row, although 20xx contains it"
        );
        for code in [2000, 2050, 2052, 2099] {
            assert!(
                matches!(from_number(code), PaymentError::BankRefused(carried) if carried.code() == code),
                "{code}"
            );
        }
        for code in [0, 1000, 1999, 2100, i64::MIN, i64::MAX] {
            assert!(matches!(from_number(code), PaymentError::Unknown(carried) if carried.code() == code), "{code}");
        }
    }
}
