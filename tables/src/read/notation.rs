//! Numbers as people write them in tables: decimal or hexadecimal, families, ranges and lists.

use super::character::invisible;
use super::numbers::{CodeRange, Numbers};

/// Why a cell is not a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotANumber {
    /// What to change, if the cell shows which number was meant.
    pub help: Option<String>,
}

/// How many bits a number has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Width {
    /// An i64.
    #[default]
    Bits64,
    /// An i32. A larger number that fits a u32 is read as two's complement: `0x80070005` is -2147024891.
    Bits32,
}

impl Width {
    /// The code that a number stands for.
    fn code(self, number: i128) -> Option<i64> {
        match self {
            Self::Bits64 => i64::try_from(number).ok(),
            Self::Bits32 => {
                let signed = i32::try_from(number).ok();
                let unsigned = || u32::try_from(number).ok().map(|number| i32::from_ne_bytes(number.to_ne_bytes()));
                signed.or_else(unsigned).map(i64::from)
            }
        }
    }

    /// The code that a number in a call stands for.
    ///
    /// ```
    /// use errcode_tables::Width;
    /// assert_eq!(Width::Bits32.wrapped(0x8007_0005), -0x7FF8_FFFB);
    /// assert_eq!(Width::Bits64.wrapped(0x8007_0005), 0x8007_0005);
    /// ```
    pub fn wrapped(self, code: i64) -> i64 {
        self.code(code.into()).unwrap_or(code)
    }
}

impl Numbers {
    /// Reads a code: `40001`, `0x1F`, a family `-40400x`, `4xx` or `3**`, a range `104-199`, `104..=199`, `-300 to -399`,
    /// `2~5` or `500–599`, or a list `21/22`, `1003、1004`.
    ///
    /// # Errors
    ///
    /// The cell has another form. The error has advice if the cell shows which number was meant.
    ///
    /// ```
    /// use errcode_tables::{CodeRange, Numbers, Width};
    ///
    /// let parse = |cell| Numbers::parse(cell, Width::Bits64);
    /// assert_eq!(parse("40001"), Ok(Numbers::one(40001)));
    /// assert_eq!(parse("-40400x"), Ok(CodeRange { first: -404009, last: -404000 }.into()));
    /// assert_eq!(parse("5xx"), Ok(CodeRange { first: 500, last: 599 }.into()));
    /// assert_eq!(parse("104-199"), parse("104 to 199"));
    /// assert_eq!(parse("0x15/22"), parse("21-22"));
    /// assert!(parse("40001.0").is_err());
    /// ```
    pub fn parse(cell: &str, width: Width) -> Result<Self, NotANumber> {
        // Most cells are plain integers; the rest of the function is slow in an unoptimised build.
        if let Some(code) = integer(cell).and_then(|number| width.code(number.into())) {
            return Ok(Self::one(code));
        }
        let parts = list(cell).into_iter().map(|part| term(part, width)).collect::<Option<Vec<_>>>();
        parts.and_then(Self::union).ok_or_else(|| NotANumber { help: help(cell, width) })
    }
}

/// The parts of a list. A comma between groups of three digits may separate thousands: such a cell is no list.
fn list(cell: &str) -> Vec<&str> {
    let is_separator = |c: char| matches!(c, '/' | '、' | ',' | '，' | ';' | '；');
    if !cell.contains(is_separator) || may_be_thousands(cell) {
        return vec![cell];
    }
    cell.split(is_separator).map(str::trim).collect()
}

/// Whether a cell has the form of `40,001`: at most three digits, then groups of three.
pub(super) fn may_be_thousands(cell: &str) -> bool {
    let digits = cell.trim_start_matches('-');
    let mut groups = digits.split([',', '，', '_']);
    let is_group = |group: &str, is_first: bool| {
        group.bytes().all(|byte| byte.is_ascii_digit())
            && (group.len() == 3 || is_first && (1..3).contains(&group.len()))
    };
    groups.next().is_some_and(|first| is_group(first, true))
        && groups.clone().next().is_some()
        && groups.all(|group| is_group(group, false))
}

/// A number, a family or a range, in brackets or not.
fn term(text: &str, width: Width) -> Option<CodeRange> {
    let text = text.trim();
    let brackets = [('(', ')'), ('（', '）'), ('[', ']')];
    let inner = brackets.iter().find_map(|&(open, close)| text.strip_prefix(open)?.strip_suffix(close));
    let text = inner.unwrap_or(text).trim();
    if let Some(code) = number(text) {
        return Some(CodeRange::one(width.code(code)?));
    }
    if let Some((first, last)) = range(text) {
        let (from, to) = (width.code(first)?, width.code(last)?);
        // 32-bit numbers on both sides of 0x80000000 are refused: their codes are no range, because the larger numbers are negative.
        let is_in_order = (from <= to) == (first <= last);
        return is_in_order.then(|| CodeRange { first: from.min(to), last: from.max(to) });
    }
    let family = family(text)?;
    (width.code(family.first.into()) == Some(family.first) && width.code(family.last.into()) == Some(family.last))
        .then_some(family)
}

/// An i64 in ASCII digits, without a plus sign.
pub(super) fn integer(text: &str) -> Option<i64> {
    if text.starts_with('+') { None } else { text.parse().ok() }
}

/// Whether a text is a number in hexadecimal, with its `0x`.
pub(super) fn is_hexadecimal(text: &str) -> bool {
    hexadecimal(text).is_some()
}

fn hexadecimal(text: &str) -> Option<u64> {
    let digits = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"))?;
    // `from_str_radix` accepts a plus sign.
    if digits.starts_with('+') { None } else { u64::from_str_radix(digits, 16).ok() }
}

/// A number, decimal or hexadecimal.
fn number(text: &str) -> Option<i128> {
    if let Some(number) = hexadecimal(text) {
        return Some(number.into());
    }
    if let Some(number) = text.strip_prefix('-').and_then(hexadecimal) {
        return Some(-i128::from(number));
    }
    if text.starts_with('+') { None } else { text.parse().ok() }
}

/// A family such as `-40400x` or `3**`: each x or asterisk at the end stands for any digit.
fn family(text: &str) -> Option<CodeRange> {
    let stem = text.trim_end_matches(['x', 'X', '*']);
    let digits = u32::try_from(text.len() - stem.len()).ok().filter(|&digits| digits > 0)?;
    let width = 10_i64.checked_pow(digits)?;
    // A family `-0x` is refused: the number `-0` has no sign, so it would be read as `0x`.
    let near = integer(stem).filter(|&stem| stem != 0)?.checked_mul(width)?;
    Some(if near < 0 {
        CodeRange { first: near.checked_sub(width - 1)?, last: near }
    } else {
        CodeRange { first: near, last: near.checked_add(width - 1)? }
    })
}

/// The separators between the ends of a range. Longer ones are tried first.
pub(super) const BETWEEN: [&str; 13] =
    ["..=", "...", "..", " through ", " thru ", " to ", "至", "到", "~", "～", "\u{2013}", "\u{2014}", "-"];

/// The ends of a range, in the order of the text.
///
/// The first may be the larger one only if both have the same number of digits: `2024-1` is not a range.
fn range(text: &str) -> Option<(i128, i128)> {
    let ends = |between: &&str| {
        // The first character may be a sign.
        let from = text.chars().next()?.len_utf8();
        let at = from + text.get(from..)?.find(*between)?;
        Some((number(text[..at].trim_end())?, number(text[at + between.len()..].trim_start())?))
    };
    let digits = |number: i128| number.unsigned_abs().checked_ilog10();
    BETWEEN.iter().find_map(ends).filter(|&(first, last)| first <= last || digits(first) == digits(last))
}

/// Characters that people and programs write for the ASCII `-`.
pub(super) const DASHES: [char; 5] = ['\u{2212}', '\u{2013}', '\u{2014}', '\u{FF0D}', '\u{FE63}'];

pub(super) fn is_full_width_digit(c: char) -> bool {
    ('\u{FF10}'..='\u{FF19}').contains(&c)
}

/// What to change in a cell that is not a number.
fn help(cell: &str, width: Width) -> Option<String> {
    let help = |help: &str| Some(help.to_owned());
    if cell.contains(char::is_numeric) {
        if let Some(name) = invisible(cell) {
            return Some(format!("it contains an invisible character, {name}: delete it"));
        }
    }
    if cell.starts_with(DASHES) {
        return help("write the minus or dash as the ASCII `-`");
    }
    if cell.contains(is_full_width_digit) {
        return help("write the digits in ASCII, not full-width");
    }
    if cell.contains(['.', 'e', 'E']) && cell.parse::<f64>().is_ok_and(f64::is_finite) {
        return help("write it as an integer; spreadsheets turn codes into decimals");
    }
    if cell.starts_with('+') && number(&cell[1..]).is_some() {
        return help("remove the plus sign");
    }
    let has_letters = cell.contains(char::is_alphabetic);
    if may_be_thousands(cell)
        || cell.contains(|c: char| c.is_whitespace() || ",'’，".contains(c))
            && cell.contains(char::is_numeric)
            && !has_letters
    {
        return help("remove the character that separates the digits, or write `/` between two codes");
    }
    let digits = cell.trim_end_matches(['x', 'X', '*']).trim_start_matches('-');
    let is_long = digits.len() > 1 && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_long
        || hexadecimal(cell).is_some()
        || cell.strip_prefix("0x").is_some_and(|it| !it.is_empty() && it.bytes().all(|b| b.is_ascii_hexdigit()))
    {
        return help(match width {
            Width::Bits64 => "it does not fit in an i64",
            Width::Bits32 => "it does not fit in 32 bits",
        });
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{CodeRange, Numbers, Width};

    fn range(first: i64, last: i64) -> Numbers {
        CodeRange { first, last }.into()
    }

    fn list(codes: &[i64]) -> Numbers {
        Numbers::union(codes.iter().copied().map(CodeRange::one)).unwrap()
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (cell, wanted) in [
            ("0", Numbers::one(0)),
            ("-1", Numbers::one(-1)),
            ("0010", Numbers::one(10)),
            ("9223372036854775807", Numbers::one(i64::MAX)),
            ("-9223372036854775808", Numbers::one(i64::MIN)),
            ("0x80070005", Numbers::one(0x8007_0005)),
            ("0X1f", Numbers::one(31)),
            ("-0x1F", Numbers::one(-31)),
            ("(-2)", Numbers::one(-2)),
            ("（7）", Numbers::one(7)),
            ("-40400x", range(-404_009, -404_000)),
            ("4xx", range(400, 499)),
            ("3**", range(300, 399)),
            ("104-199", range(104, 199)),
            ("104 - 199", range(104, 199)),
            ("104..=199", range(104, 199)),
            ("104..199", range(104, 199)),
            ("-199--104", range(-199, -104)),
            ("-199..=-104", range(-199, -104)),
            ("-300 to -399", range(-399, -300)),
            ("-32000 to -32099", range(-32_099, -32_000)),
            ("199-104", range(104, 199)),
            ("2~5", range(2, 5)),
            ("2～5", range(2, 5)),
            ("500\u{2013}599", range(500, 599)),
            ("500至599", range(500, 599)),
            ("0x0e-0xff", range(14, 255)),
            ("(100-199)", range(100, 199)),
            ("7-7", Numbers::one(7)),
            ("21/22", range(21, 22)),
            ("1003,1004", range(1003, 1004)),
            ("1003、1009", list(&[1003, 1009])),
            ("100, 200", list(&[100, 200])),
            ("0x10/20/-3", list(&[16, 20, -3])),
            ("4xx/7", Numbers::union([CodeRange { first: 400, last: 499 }, CodeRange::one(7)]).unwrap()),
        ] {
            assert_eq!(Numbers::parse(cell, Width::Bits64), Ok(wanted), "{cell}");
        }
    }

    #[test]
    fn numbers_of_32_bits_are_twos_complement() {
        for (cell, wanted) in [
            ("0x80070005", Some(Numbers::one(-2_147_024_891))),
            ("2147942405", Some(Numbers::one(-2_147_024_891))),
            ("-2147024891", Some(Numbers::one(-2_147_024_891))),
            ("0x7FFFFFFF", Some(Numbers::one(i32::MAX.into()))),
            ("0xFFFFFFFF", Some(Numbers::one(-1))),
            ("0xC0000001-0xC0000003", Some(range(-0x3FFF_FFFF, -0x3FFF_FFFD))),
            ("0x7FFFFFFE-0x80000001", None),
            ("0x100000000", None),
            ("-2147483649", None),
            ("214748364x", None),
        ] {
            assert_eq!(Numbers::parse(cell, Width::Bits32).ok(), wanted, "{cell}");
        }
        assert!(Numbers::parse("0x100000000", Width::Bits32).unwrap_err().help.unwrap().contains("32 bits"));
    }

    #[test]
    fn other_cells_are_refused_with_advice() {
        for (cell, help) in [
            ("４０００１", "full-width"),
            ("40001.0", "integer"),
            ("4e4", "integer"),
            ("\u{2212}1", "ASCII `-`"),
            ("40001\u{200B}", "zero-width space"),
            ("40\u{A0}001", "no-break space"),
            ("-922337203685477580x", "i64"),
            ("40 001", "separates"),
            ("40,001", "separates"),
            ("100,200", "separates"),
            ("+5", "plus"),
            ("99999999999999999999", "i64"),
            ("99999999999999999999x", "i64"),
            ("0xFFFFFFFFFFFFFFFF", "i64"),
            ("0x1FFFFFFFFFFFFFFFFF", "i64"),
        ] {
            let error = Numbers::parse(cell, Width::Bits64).unwrap_err();
            assert!(error.help.as_ref().is_some_and(|text| text.contains(help)), "{cell}: {error:?}");
        }
        let cells = [
            "",
            "x",
            "-x",
            "abc",
            "a b",
            "a1",
            "-",
            "--1",
            "1-",
            "0x",
            "0x+1",
            "2024-1",
            "1/",
            "1-2-3",
            "2024-01-01",
            "*",
        ];
        for cell in cells {
            assert!(Numbers::parse(cell, Width::Bits64).is_err(), "{cell}");
        }
        for cell in ["abc", "a b", "a1", "other", "", "0x", "0X", "-0x"] {
            assert_eq!(Numbers::parse(cell, Width::Bits64).unwrap_err().help, None, "{cell}");
        }
        assert!(Numbers::parse("99999999999999999xxx", Width::Bits64).is_err());
    }
}
