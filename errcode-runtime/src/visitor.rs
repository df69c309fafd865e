//! How serde reads codes that are numbers.

use core::fmt;

use serde_core::de::{Error, Unexpected, Visitor};

use crate::number::number;
use crate::show::Shown;

/// Reads a number, or a string that holds one.
pub(crate) struct NumberVisitor {
    /// Whether the codes have 32 bits.
    pub(crate) is_32_bit: bool,
    /// What is expected, for the message of an error.
    pub(crate) expected: &'static str,
}

impl Visitor<'_> for NumberVisitor {
    type Value = i64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<i64, E> {
        Ok(number)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<i64, E> {
        i64::try_from(number).map_err(|_| E::invalid_value(Unexpected::Unsigned(number), &self))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<i64, E> {
        number(text.bytes(), self.is_32_bit).ok_or_else(|| {
            // The text is from a server, and the error may be logged: it is cut and kept to one line.
            let shown = Shown::new(text, Shown::PART);
            E::custom(format_args!("invalid value: string \"{shown}\", expected {}", self.expected))
        })
    }
}
