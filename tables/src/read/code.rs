//! What a code cell stands for: one code, or a family or range of them.

use core::fmt;

/// The codes that a row is about: one, or all from `first` to `last`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Codes {
    /// The smallest.
    pub first: i64,
    /// The largest.
    pub last: i64,
}

/// Why a cell is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotACode {
    /// What would make it one, where that can be told.
    pub help: Option<&'static str>,
}

impl Codes {
    /// The single code `code`.
    pub const fn one(code: i64) -> Self {
        Self { first: code, last: code }
    }

    /// Whether this is one code, not a family or range.
    pub const fn is_one(self) -> bool {
        self.first == self.last
    }

    /// Whether `code` is one of them.
    pub const fn contains(self, code: i64) -> bool {
        self.first <= code && code <= self.last
    }

    /// Whether a code is in both.
    pub const fn overlaps(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// Reads a code: `40001`, a family `-40400x`, or a range `104-199` or `104..=199`.
    ///
    /// # Errors
    ///
    /// Everything else, with a way out where the cell shows what was meant.
    ///
    /// ```
    /// use errcode_tables::read::Codes;
    ///
    /// assert_eq!(Codes::parse("40001"), Ok(Codes::one(40001)));
    /// assert_eq!(Codes::parse("-40400x"), Ok(Codes { first: -404009, last: -404000 }));
    /// assert_eq!(Codes::parse("5xx"), Ok(Codes { first: 500, last: 599 }));
    /// assert_eq!(Codes::parse("104-199"), Codes::parse("104..=199"));
    /// assert!(Codes::parse("40001.0").is_err());
    /// ```
    pub fn parse(cell: &str) -> Result<Self, NotACode> {
        if let Some(code) = integer(cell) {
            return Ok(Self::one(code));
        }
        if let Some(family) = family(cell) {
            return Ok(family);
        }
        if let Some((first, last)) = range(cell) {
            if first > last {
                return Err(NotACode { help: Some("a range goes from its smallest code to its largest") });
            }
            return Ok(Self { first, last });
        }
        Err(NotACode { help: help(cell) })
    }
}

impl fmt::Display for Codes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_one() { write!(f, "{}", self.first) } else { write!(f, "{}..={}", self.first, self.last) }
    }
}

/// An i64 in ASCII digits, without a plus sign.
fn integer(cell: &str) -> Option<i64> {
    if cell.starts_with('+') { None } else { cell.parse().ok() }
}

/// `-40400x`: each trailing x stands for any digit.
fn family(cell: &str) -> Option<Codes> {
    let stem = cell.trim_end_matches(['x', 'X']);
    let digits = u32::try_from(cell.len() - stem.len()).ok()?;
    let width = 10_i64.checked_pow(digits)?;
    // `-0` would lose its sign, and `-0x` is nobody's family.
    let near = integer(stem).filter(|&stem| stem != 0)?.checked_mul(width)?;
    Some(if near < 0 {
        Codes { first: near.checked_sub(width - 1)?, last: near }
    } else {
        Codes { first: near, last: near.checked_add(width - 1)? }
    })
}

/// `104-199` or `104..=199`.
fn range(cell: &str) -> Option<(i64, i64)> {
    let (first, last) = match cell.split_once("..=") {
        Some(ends) => ends,
        // The first character may be a sign.
        None => {
            let dash = cell.get(1..)?.find('-')? + 1;
            (&cell[..dash], &cell[dash + 1..])
        }
    };
    Some((integer(first)?, integer(last)?))
}

/// A way out for a cell that is no code.
fn help(cell: &str) -> Option<&'static str> {
    let trimmed = cell.trim();
    if trimmed != cell && Codes::parse(trimmed).is_ok() {
        return Some("remove the spaces around it");
    }
    if cell.contains(['\u{2212}', '\u{2013}', '\u{2014}', '\u{FF0D}', '\u{FE63}']) {
        return Some("the minus or dash is not the ASCII `-`");
    }
    if cell.contains(|c| ('\u{FF10}'..='\u{FF19}').contains(&c)) {
        return Some("write the digits in ASCII, not full-width");
    }
    if cell.contains(['.', 'e', 'E']) && cell.parse::<f64>().is_ok() {
        return Some("write it as an integer; spreadsheets turn codes into decimals");
    }
    if cell.starts_with("0x") || cell.starts_with("0X") {
        return Some("write it in decimal");
    }
    if cell.starts_with('+') {
        return Some("leave out the plus sign");
    }
    if cell.contains([',', '_', '\'', ' ']) && cell.chars().any(|c| c.is_ascii_digit()) {
        return Some("leave out what separates the digits");
    }
    if !trimmed.is_empty() && trimmed.trim_start_matches('-').bytes().all(|byte| byte.is_ascii_digit()) {
        return Some("it does not fit an i64");
    }
    None
}

#[cfg(test)]
mod tests {

    use super::Codes;

    #[test]
    fn reads_what_design_names() {
        let range = |first, last| Ok(Codes { first, last });
        for (cell, wanted) in [
            ("0", range(0, 0)),
            ("-1", range(-1, -1)),
            ("9223372036854775807", range(i64::MAX, i64::MAX)),
            ("-9223372036854775808", range(i64::MIN, i64::MIN)),
            ("-40400x", range(-404_009, -404_000)),
            ("4xx", range(400, 499)),
            ("104-199", range(104, 199)),
            ("104..=199", range(104, 199)),
            ("-199--104", range(-199, -104)),
            ("-199..=-104", range(-199, -104)),
            ("7-7", range(7, 7)),
        ] {
            assert_eq!(Codes::parse(cell), wanted, "{cell}");
        }
    }

    #[test]
    fn refuses_the_rest_with_a_way_out() {
        for (cell, help) in [
            ("４０００１", "full-width"),
            ("40001.0", "integer"),
            ("4e4", "integer"),
            ("\u{2212}1", "ASCII `-`"),
            (" 40001", "spaces"),
            ("40 001", "separates"),
            ("40,001", "separates"),
            ("0x1F", "decimal"),
            ("+5", "plus"),
            ("99999999999999999999", "i64"),
            ("199-104", "smallest"),
        ] {
            let error = Codes::parse(cell).unwrap_err();
            assert!(error.help.is_some_and(|text| text.contains(help)), "{cell}: {error:?}");
        }
        for cell in ["", "x", "-x", "abc", "a b", "a1", "-", "--1", "1-", "0x", "99999999999999999xxx"] {
            assert!(Codes::parse(cell).is_err(), "{cell}");
        }
        for cell in ["abc", "a b", "a1"] {
            assert_eq!(Codes::parse(cell).unwrap_err().help, None, "{cell}");
        }
    }

    #[test]
    fn a_range_contains_its_ends() {
        let codes = Codes { first: -2, last: 3 };
        let contained: Vec<i64> = (-5..5).filter(|&code| codes.contains(code)).collect();
        assert_eq!(contained, [-2, -1, 0, 1, 2, 3]);
    }
}
