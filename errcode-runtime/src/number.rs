//! Codes that are numbers, read from texts.

/// Parses a number from the bytes of a text: decimal, as `str::parse` reads it, or hexadecimal, `0x80070005`. If codes have 32 bits, a
/// hexadecimal number whose highest bit is set is the negative code with these bits.
pub(crate) fn number(text: impl Iterator<Item = u8>, is_32_bit: bool) -> Option<i64> {
    let mut text = text.peekable();
    let sign = text.next_if(|byte| matches!(byte, b'+' | b'-'));
    let has_zero = text.next_if_eq(&b'0').is_some();
    if has_zero && text.next_if(|byte| matches!(byte, b'x' | b'X')).is_some() {
        text.peek()?;
        let number = sum(sign, text, 16)?;
        return Some(signed(number).filter(|_| is_32_bit).unwrap_or(number));
    }
    if !has_zero {
        text.peek()?;
    }
    sum(sign, text, 10)
}

/// `str::parse` for an iterator of bytes.
#[cfg(feature = "reply")]
pub(crate) fn decimal(text: impl Iterator<Item = u8>) -> Option<i64> {
    let mut text = text.peekable();
    let sign = text.next_if(|byte| matches!(byte, b'+' | b'-'));
    text.peek()?;
    sum(sign, text, 10)
}

/// The number that these digits spell.
fn sum(sign: Option<u8>, mut digits: impl Iterator<Item = u8>, radix: u32) -> Option<i64> {
    // Summed up as a negative number, because `i64::MIN` has no positive counterpart.
    let negated = digits.try_fold(0_i64, |number, digit| {
        let digit = char::from(digit).to_digit(radix)?;
        number.checked_mul(i64::from(radix))?.checked_sub(i64::from(digit))
    })?;
    if sign == Some(b'-') { Some(negated) } else { negated.checked_neg() }
}

/// The negative number with this 32-bit two's complement, if there is one.
pub(crate) fn signed(number: i64) -> Option<i64> {
    (0x8000_0000..=0xFFFF_FFFF).contains(&number).then(|| number - (1 << 32))
}

#[cfg(test)]
mod tests {
    use super::{number, signed};

    #[test]
    fn texts_are_numbers_in_both_notations() {
        for (text, wide, narrow) in [
            ("0", Some(0), Some(0)),
            ("007", Some(7), Some(7)),
            ("+7", Some(7), Some(7)),
            ("-0", Some(0), Some(0)),
            ("2147942405", Some(0x8007_0005), Some(0x8007_0005)),
            ("-9223372036854775808", Some(i64::MIN), Some(i64::MIN)),
            ("0x80070005", Some(0x8007_0005), Some(-0x7FF8_FFFB)),
            ("0X8007000e", Some(0x8007_000E), Some(-0x7FF8_FFF2)),
            ("0x0", Some(0), Some(0)),
            ("0x0000000A", Some(10), Some(10)),
            ("+0xA", Some(10), Some(10)),
            ("-0x1F", Some(-31), Some(-31)),
            ("-0x80070005", Some(-0x8007_0005), Some(-0x8007_0005)),
            ("0x7FFFFFFF", Some(0x7FFF_FFFF), Some(0x7FFF_FFFF)),
            ("0x80000000", Some(0x8000_0000), Some(i32::MIN.into())),
            ("0xFFFFFFFF", Some(0xFFFF_FFFF), Some(-1)),
            ("0x100000000", Some(0x1_0000_0000), Some(0x1_0000_0000)),
            ("0x7FFFFFFFFFFFFFFF", Some(i64::MAX), Some(i64::MAX)),
            ("-0x8000000000000000", Some(i64::MIN), Some(i64::MIN)),
        ] {
            assert_eq!((number(text.bytes(), false), number(text.bytes(), true)), (wide, narrow), "{text}");
        }
    }

    #[test]
    fn other_texts_are_none() {
        for text in [
            "",
            "+",
            "-",
            "x",
            "x1",
            "0x",
            "0X",
            "-0x",
            "00x1",
            "0x0x1",
            "0x-1",
            "0x+1",
            "--0x1",
            "0x1g",
            "0x 1",
            "0x1 ",
            "A",
            "0A",
            "1x",
            "0x8007_0005",
            "0x8000000000000000",
            "-0x8000000000000001",
            "9223372036854775808",
            "0x１",
        ] {
            assert_eq!((number(text.bytes(), false), number(text.bytes(), true)), (None, None), "{text}");
        }
    }

    #[test]
    fn numbers_of_32_bits_with_the_highest_set_are_negative() {
        for (number, wanted) in [
            (0x7FFF_FFFF, None),
            (0x8000_0000, Some(i32::MIN.into())),
            (0xFFFF_FFFF, Some(-1)),
            (0x1_0000_0000, None),
            (-1, None),
            (i64::MIN, None),
        ] {
            assert_eq!(signed(number), wanted, "{number}");
        }
    }
}
