//! The values of fields.

use std::borrow::Cow;

use super::format::{Field, FieldType};
use super::problem::{Problem, Recurring, shortened};
use super::record::Cell;

/// The value of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// A text, never empty.
    Str(Cow<'a, str>),
    /// Yes or no.
    Bool(bool),
    /// A number of an unsigned type.
    Unsigned(u64),
    /// A number of a signed type.
    Signed(i64),
    /// A decimal number.
    Float(f64),
}

impl<'a> Value<'a> {
    /// The value of a cell that is not empty, if it fits the type.
    pub(super) fn parse(cell: &Cow<'a, str>, field_type: FieldType) -> Option<Self> {
        let unsigned = |most: u64| cell.parse().ok().filter(|&number| number <= most).map(Self::Unsigned);
        let signed =
            |least: i64| cell.parse().ok().filter(|number| (least..=!least).contains(number)).map(Self::Signed);
        match field_type {
            FieldType::Str => Some(Self::Str(cell.clone())),
            FieldType::Bool => truth(cell).map(Self::Bool),
            FieldType::U8 => unsigned(u8::MAX.into()),
            FieldType::U16 => unsigned(u16::MAX.into()),
            FieldType::U32 => unsigned(u32::MAX.into()),
            FieldType::U64 => unsigned(u64::MAX),
            FieldType::I8 => signed(i8::MIN.into()),
            FieldType::I16 => signed(i16::MIN.into()),
            FieldType::I32 => signed(i32::MIN.into()),
            FieldType::I64 => signed(i64::MIN),
            FieldType::F64 => cell.parse().ok().filter(|&number| is_kept(cell, number)).map(Self::Float),
        }
    }
}

/// Whether a decimal number fits its type: it was not turned into infinity, or into zero by being too small.
fn is_kept(cell: &str, number: f64) -> bool {
    let digits = cell.split(['e', 'E']).next().unwrap_or_default();
    number.is_finite() && (number != 0.0 || !digits.contains(|c: char| c.is_ascii_digit() && c != '0'))
}

fn truth(cell: &str) -> Option<bool> {
    let is_one_of = |words: &[&str]| words.iter().any(|word| cell.eq_ignore_ascii_case(word));
    if is_one_of(&["true", "yes", "y", "1", "是"]) {
        Some(true)
    } else if is_one_of(&["false", "no", "n", "0", "否"]) {
        Some(false)
    } else {
        None
    }
}

/// The problem of a cell that does not fit its field.
pub(super) fn misfit(cell: &Cell<'_>, field: &Field) -> Problem {
    let expected = match field.field_type {
        FieldType::Bool => "expected one of true, yes, y, 1, 是, false, no, n, 0, 否".to_owned(),
        FieldType::F64 => "expected a decimal number".to_owned(),
        _ => format!("expected a number of type {}", field.field_type),
    };
    let message = format!("`{}` does not fit `{}: {}`", shortened(&cell.value), field.name, field.field_type);
    let recurring = Recurring::Misfit { cell: cell.value.to_string(), field: field.clone() };
    Problem::new(cell.span.clone(), message).label(expected).recurring(recurring)
}

#[cfg(test)]
mod tests {
    use super::{FieldType, Value};
    use crate::read::testing::format;
    use crate::read::{Entry, Field, read};

    #[test]
    fn a_cell_is_read_as_its_type() {
        let text = |text: &'static str| Some(Value::Str(text.into()));
        for (cell, field_type, value) in [
            ("ERROR", FieldType::Str, text("ERROR")),
            ("Yes", FieldType::Bool, Some(Value::Bool(true))),
            ("是", FieldType::Bool, Some(Value::Bool(true))),
            ("N", FieldType::Bool, Some(Value::Bool(false))),
            ("0", FieldType::Bool, Some(Value::Bool(false))),
            ("maybe", FieldType::Bool, None),
            ("255", FieldType::U8, Some(Value::Unsigned(255))),
            ("256", FieldType::U8, None),
            ("-1", FieldType::U16, None),
            ("65535", FieldType::U16, Some(Value::Unsigned(65535))),
            ("65536", FieldType::U16, None),
            ("4294967295", FieldType::U32, Some(Value::Unsigned(u32::MAX.into()))),
            ("4294967296", FieldType::U32, None),
            ("18446744073709551615", FieldType::U64, Some(Value::Unsigned(u64::MAX))),
            ("-128", FieldType::I8, Some(Value::Signed(-128))),
            ("127", FieldType::I8, Some(Value::Signed(127))),
            ("128", FieldType::I8, None),
            ("-129", FieldType::I8, None),
            ("-32768", FieldType::I16, Some(Value::Signed(-32768))),
            ("32768", FieldType::I16, None),
            ("2147483648", FieldType::I32, None),
            ("-2147483648", FieldType::I32, Some(Value::Signed(i32::MIN.into()))),
            ("-9223372036854775808", FieldType::I64, Some(Value::Signed(i64::MIN))),
            ("9223372036854775808", FieldType::I64, None),
            ("0.5", FieldType::F64, Some(Value::Float(0.5))),
            ("inf", FieldType::F64, None),
            ("1,5", FieldType::F64, None),
            ("1e-400", FieldType::F64, None),
            ("0.0e5", FieldType::F64, Some(Value::Float(0.0))),
        ] {
            assert_eq!(Value::parse(&cell.into(), field_type), value, "{cell} as {field_type}");
        }
    }

    #[test]
    fn what_fits_is_said_beside_the_cell() {
        for (field_type, expected) in [
            (FieldType::Bool, "expected one of true, yes, y, 1, 是, false, no, n, 0, 否"),
            (FieldType::F64, "expected a decimal number"),
            (FieldType::U8, "expected a number of type u8"),
        ] {
            let format = format([Entry::Field(Field { name: "x".to_owned(), field_type }, None)]);
            let outcome = read(b"code,name,x\n1,A,maybe\n", None, &format);
            let said = outcome.problems[0].render("t.csv", &outcome.table.text);
            assert!(said.ends_with(&format!("^^^^^ {expected}")), "{said}");
        }
    }
}
