//! The values of fields.

use super::Table;

/// The type of a field's values.
pub trait FieldValue: Sized {
    /// The value at `at` of the packed numbers.
    fn read(table: &Table, at: usize) -> Option<Self>;
}

impl FieldValue for &'static str {
    fn read(table: &Table, at: usize) -> Option<Self> {
        Some(table.text_at(at))
    }
}

impl FieldValue for bool {
    fn read(table: &Table, at: usize) -> Option<Self> {
        Some(table.numbers[at] != 0)
    }
}

macro_rules! numbers {
    ($($Number:ty)*) => {
        $(impl FieldValue for $Number {
            fn read(table: &Table, at: usize) -> Option<Self> {
                table.numbers.get(at..)?.first_chunk().map(|bytes| Self::from_le_bytes(*bytes))
            }
        })*
    };
}

numbers!(u8 u16 u32 u64 i8 i16 i32 i64 f64);
