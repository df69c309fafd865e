//! Finds the separator of a file's cells: the one that splits the file best.

use super::format::Format;
use super::header::{COLUMNS, LOOKED_AT};
use super::record::{Records, split_from};
use super::text::Text;
use super::words;

/// The separators that are tried. Of those that fit equally well, the first one is taken.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// How the cells of a file are separated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Separator {
    /// The separator.
    pub(super) byte: u8,
    /// Where the first record begins: after a first line such as `sep=;`, if there is one.
    pub(super) start: usize,
}

impl Separator {
    /// Finds the separator: the one that a first line such as `sep=;` names, else the one with the best [`fit`].
    pub(super) fn find(text: &Text<'_>, format: &Format) -> Self {
        if let Some(named) = Self::named(text.as_str()) {
            return named;
        }
        let is_there = |byte: &u8| *byte == SEPARATORS[0] || first_lines(text.as_str()).as_bytes().contains(byte);
        let mut candidates = SEPARATORS.into_iter().filter(is_there);
        let mut best = Self { byte: SEPARATORS[0], start: 0 };
        candidates.next();
        // Most files have only commas.
        let Some(next) = candidates.next() else { return best };
        let mut best_fit = fit(text, best.byte, format);
        for byte in core::iter::once(next).chain(candidates) {
            let fit = fit(text, byte, format);
            if fit > best_fit {
                (best.byte, best_fit) = (byte, fit);
            }
        }
        best
    }

    /// The separator that a first line such as `sep=;` names. Excel writes such lines.
    fn named(text: &str) -> Option<Self> {
        let line = text.lines().next()?;
        let start = text.find(['\n', '\r']).map_or(text.len(), |end| end + 1);
        let separator = line.trim_matches('"').strip_prefix("sep=")?;
        match separator.as_bytes() {
            &[byte] if byte.is_ascii_punctuation() || byte == b'\t' => Some(Self { byte, start }),
            _ => None,
        }
    }
}

/// The first lines, in which separators are looked for. They may hold fewer records than lines, because a cell may contain line ends.
fn first_lines(text: &str) -> &str {
    let end = text.match_indices('\n').nth(LOOKED_AT).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

/// How well a separator fits, by two numbers. The first counts headers that are known or that the call names, in the record that has the
/// most of them. The second counts the records that have the most common width.
fn fit(text: &Text<'_>, byte: u8, format: &Format) -> (usize, usize) {
    let Records { header, rows, .. } = split_from(text, byte, 0, LOOKED_AT, &mut Vec::new());
    let records = || header.iter().chain(&rows);
    let headers = records().map(|record| {
        let known = |value: &&str| format.names(value) || words::meaning(value).is_some();
        record.iter().take(COLUMNS).map(|cell| &*cell.value).filter(known).count()
    });
    let widths = || records().map(Vec::len).filter(|&width| width > 1);
    let as_wide = widths().map(|width| widths().filter(|&other| other == width).count()).max();
    (headers.max().unwrap_or(0), as_wide.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::{Format, Separator, Text};
    use crate::read::Column;
    use crate::read::testing::{format, named};

    #[test]
    fn the_separator_is_the_one_that_fits_best() {
        for (file, byte, start) in [
            ("", b',', 0),
            ("code\n1\n", b',', 0),
            ("code,message\n1,a;b;c\n", b',', 0),
            ("code;message\n1;a, b, c\n", b';', 0),
            ("Code;Text\n11;\"Valve \"\"A\"\" stuck\"\n", b';', 0),
            ("code\tmessage\n1\ta, b\n", b'\t', 0),
            ("code|message\n1|a, b\n", b'|', 0),
            ("Orders;;\n\ncode;name;message\n1;A;a\n", b';', 0),
            ("E_OPEN;101;door is open\nE_HOT;102;oven is hot\n", b';', 0),
            ("1,a;b\n2,c\n", b',', 0),
            ("sep=;\ncode;message\n", b';', 6),
            ("sep=\t\r\ncode\tmessage\n", b'\t', 6),
            ("\"sep=|\"\ncode|message\n", b'|', 8),
            ("sep=\ncode,message\n", b',', 0),
            ("sep=a\ncode,message\n", b',', 0),
            // As many rows have the width of the header with `,` as with `;`, but the headers are between `;`.
            ("code;message;note\n1;a, b\n2;c, d\n", b';', 0),
            // Both fit equally well.
            ("a,b;c\n1,2;3\n", b',', 0),
        ] {
            assert_eq!(Separator::find(&Text::from(file), &Format::default()), Separator { byte, start }, "{file:?}");
        }
        // Headers that only the call names.
        let file = Text::from("Wert;Was;Wo\n1;a, b\n2;c, d\n");
        assert_eq!(Separator::find(&file, &Format::default()).byte, b',');
        assert_eq!(Separator::find(&file, &format([named(Column::Code, "Wert")])).byte, b';');
    }
}
