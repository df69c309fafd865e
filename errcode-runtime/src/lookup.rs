//! From a code to a value of an enum.

use core::error::Error;
use core::hash::Hash;

use crate::payload::Carried;
use crate::table::Table;

/// What the macro generates for an enum. The runtime's traits are implemented for every type that has this.
pub trait Generated: Copy + Eq + Ord + Hash + From<i64> + Error + Send + Sync + 'static {
    /// The packed table.
    const TABLE: &'static Table;
    /// The value of each row.
    const VARIANTS: &'static [Self];

    /// The row of a code, if it has one of its own: [`find`](crate::table::find) in the packed numbers.
    fn find(code: i64) -> Option<usize>;

    /// The row of this value; the number of rows for `Unknown`.
    fn row(&self) -> usize;

    /// The code of this value.
    fn number(&self) -> i64;

    /// The value that carries this code: of a range, or `Unknown`.
    fn carry(code: Carried<Self>) -> Self;
}

/// A generated enum whose sources all have the columns `kind` and `recovery`.
pub trait Classified: Generated {}

/// The value of a code.
#[inline]
pub fn from_code<E: Generated>(code: i64) -> E {
    match E::find(code) {
        Some(row) => E::VARIANTS[row],
        None => carry(code),
    }
}

#[cold]
fn carry<E: Generated>(code: i64) -> E {
    let key = E::TABLE.find_range(code).map(|row| E::TABLE.key(row));
    E::carry(Carried::new(code, key))
}

#[cfg(test)]
#[allow(unreachable_pub, dead_code, reason = "what the macro makes for a user's crate")]
mod tests {
    use super::from_code;

    crate::errcodes!("examples/payment.csv");

    #[test]
    fn a_code_is_a_row_or_is_carried() {
        assert_eq!(from_code::<PaymentError>(1002), PaymentError::OrderAlreadyPaid);
        assert_eq!(
            from_code::<PaymentError>(2051),
            PaymentError::BalanceShort,
            "its own row, although 20xx contains it"
        );
        for code in [2000, 2050, 2052, 2099] {
            assert!(matches!(from_code(code), PaymentError::BankRefused(carried) if carried.code() == code), "{code}");
        }
        for code in [0, 1000, 1999, 2100, i64::MIN, i64::MAX] {
            assert!(matches!(from_code(code), PaymentError::Unknown(carried) if carried.code() == code), "{code}");
        }
    }
}
