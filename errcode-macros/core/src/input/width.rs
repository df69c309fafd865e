//! Converts the numbers of a call whose codes have 32 bits.

use errcode_tables::{CodeRange, Codes, Numbers, Width};
use proc_macro2::Span;

use crate::diagnostic::Diagnostic;

/// Converts numbers without a sign from two's complement: `0x8007_0005` becomes negative. `spelling` and `span` are those of the call.
pub(crate) fn in_32_bits(codes: &mut Codes, spelling: &str, span: Span) -> Result<(), Diagnostic> {
    let Codes::Numbers(numbers) = codes else { return Ok(()) };
    let ranges: Result<Vec<CodeRange>, Diagnostic> =
        numbers.ranges().map(|range| range_in_32_bits(range, spelling, span)).collect();
    if let Some(converted) = Numbers::union(ranges?) {
        *numbers = converted;
    }
    Ok(())
}

/// As [`in_32_bits`], for one range.
pub(crate) fn range_in_32_bits(range: CodeRange, spelling: &str, span: Span) -> Result<CodeRange, Diagnostic> {
    let [first, last] = [range.first, range.last].map(|code| Width::Bits32.wrapped(code));
    if first > last {
        let message = format!("the range {spelling} has numbers of both signs: the codes have 32 bits");
        let help = "write two ranges: one up to 0x7FFFFFFF, and one from 0x80000000";
        return Err(Diagnostic::new(span, message).help(help));
    }
    Ok(CodeRange { first, last })
}

#[cfg(test)]
mod tests {
    use errcode_tables::{CodeRange, Codes, Numbers};
    use proc_macro2::Span;

    use super::in_32_bits;

    #[test]
    fn numbers_of_32_bits_have_a_sign() {
        for (first, last, with_sign) in [
            (0, 0, Some((0, 0))),
            (0x7FFF_FFFF, 0x7FFF_FFFF, Some((0x7FFF_FFFF, 0x7FFF_FFFF))),
            (0x8000_0000, 0xFFFF_FFFF, Some((-0x8000_0000, -1))),
            (0x1_0000_0000, 0x1_0000_0000, Some((0x1_0000_0000, 0x1_0000_0000))),
            (-1, 1, Some((-1, 1))),
            (0x7FFF_FFFF, 0x8000_0001, None),
        ] {
            let mut codes: Codes = Numbers::from(CodeRange { first, last }).into();
            let converted = in_32_bits(&mut codes, "0x1", Span::call_site()).ok().map(|()| codes);
            let wanted = with_sign.map(|(first, last)| Numbers::from(CodeRange { first, last }).into());
            assert_eq!(converted, wanted, "{first}..={last}");
        }
    }
}
