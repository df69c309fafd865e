//! Codes in hexadecimal.

use core::fmt;

/// A code as it is shown in a table of hexadecimal codes.
///
/// ```
/// use errcode_core::Hexadecimal;
/// let shown = |code, is_32_bit| Hexadecimal { code, is_32_bit }.to_string();
/// assert_eq!((shown(-0x7FF8_FFFB, true), shown(5, true)), ("0x80070005".into(), "0x00000005".into()));
/// assert_eq!((shown(0x8007_0005, true), shown(0x8007_0005, false)), ("2147942405".into(), "0x80070005".into()));
/// assert_eq!((shown(0xBEEF, false), shown(-5, false)), ("0xBEEF".into(), "-0x5".into()));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Hexadecimal {
    /// The code.
    pub code: i64,
    /// Whether it is shown as a two's complement of 32 bits. A code that does not fit into 32 bits is then shown in decimal.
    pub is_32_bit: bool,
}

impl fmt::Display for Hexadecimal {
    #[allow(clippy::cast_sign_loss, reason = "it is the two's complement that is shown")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match i32::try_from(self.code) {
            Ok(code) if self.is_32_bit => write!(f, "0x{:08X}", code as u32),
            // In hexadecimal it would look like another code.
            Err(_) if self.is_32_bit => self.code.fmt(f),
            _ => write!(f, "{}0x{:X}", if self.code < 0 { "-" } else { "" }, self.code.unsigned_abs()),
        }
    }
}
