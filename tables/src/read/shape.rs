//! Classifies the cells of a column, for files whose headers do not identify the columns.

use std::collections::HashSet;

use super::character::is_han;
use super::code::is_code_like;
use super::record::Record;

/// Compare the cells of at most this many columns to identify one, so that the time is linear in the size of the file.
pub(super) const CANDIDATES: usize = 16;

/// The number of cells of each sort in a column. Empty cells are not counted, nor are rows with only their first cell.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shape {
    /// Numbers, ranges and the like.
    numbers: usize,
    /// Identifiers: `E_BUSY`, `isv.LIMIT`.
    constants: usize,
    /// All others.
    others: usize,
    /// Whether no two are the same.
    is_unique: bool,
}

impl Shape {
    /// The shape of the column at `index`.
    pub(super) fn of(rows: &[Record<'_>], index: usize) -> Self {
        let mut shape = Self { is_unique: true, ..Self::default() };
        let mut seen = HashSet::new();
        let has_one_column = rows.iter().all(|record| record.len() == 1);
        for record in rows {
            let is_row = has_one_column || !is_section(record);
            let Some(cell) = record.get(index).filter(|cell| !cell.value.is_empty() && is_row) else {
                continue;
            };
            shape.is_unique &= seen.insert(&*cell.value);
            if is_code_like(&cell.value) {
                shape.numbers += 1;
            } else if is_constant(&cell.value) {
                shape.constants += 1;
            } else {
                shape.others += 1;
            }
        }
        shape
    }

    /// Whether all cells are numbers, without duplicates.
    pub(super) fn are_unique_numbers(self) -> bool {
        self.numbers > 0 && self.constants + self.others == 0 && self.is_unique
    }

    /// Whether all cells are identifiers.
    pub(super) fn are_constants(self) -> bool {
        self.constants > 0 && self.numbers + self.others == 0
    }

    /// Whether all cells are numbers or identifiers, without duplicates.
    pub(super) fn are_unique_codes(self) -> bool {
        self.numbers + self.constants > 0 && self.others == 0 && self.is_unique
    }

    /// Whether all cells are numbers, duplicates allowed.
    pub(super) fn are_numbers(self) -> bool {
        self.numbers > 0 && self.constants + self.others == 0
    }

    /// Whether two columns have the same number of cells with content.
    pub(super) fn is_as_full_as(self, other: Self) -> bool {
        self.numbers + self.constants + self.others == other.numbers + other.constants + other.others
    }

    /// Whether no cell is a number or an identifier.
    pub(super) fn has_only_texts(self) -> bool {
        self.others > 0 && self.numbers + self.constants == 0
    }

    /// Whether some cells are neither numbers nor identifiers.
    pub(super) fn has_others(self) -> bool {
        self.others > 0
    }
}

/// Whether only the first cell of a row has content.
pub(super) fn is_section(record: &Record<'_>) -> bool {
    record.first().is_some_and(|first| !first.value.is_empty()) && record[1..].iter().all(|cell| cell.value.is_empty())
}

/// Whether a cell is an identifier, or several with dots, colons or dashes between them.
pub(super) fn is_constant(cell: &str) -> bool {
    cell.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && cell.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b':' | b'-'))
}

/// Whether a cell could be a code that is a text: one word of letters, digits and signs.
pub(super) fn is_word(cell: &str) -> bool {
    cell.bytes().any(|byte| byte.is_ascii_alphanumeric()) && cell.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Whether most cells of a column are Chinese.
pub(super) fn is_chinese(rows: &[Record<'_>], index: usize) -> bool {
    let (mut chinese, mut other) = (0, 0);
    for cell in rows.iter().filter_map(|row| row.get(index)).filter(|cell| !cell.value.is_empty()) {
        if cell.value.contains(is_han) {
            chinese += 1;
        } else {
            other += 1;
        }
    }
    chinese > other
}

#[cfg(test)]
mod tests {
    use super::{Shape, is_chinese, is_constant};
    use crate::read::Text;
    use crate::read::record::split;

    #[test]
    fn shapes_are_what_their_numbers_of_cells_say() {
        for cells in 0..3_usize.pow(3) {
            let (numbers, constants, others) = (cells % 3, cells / 3 % 3, cells / 9);
            for is_unique in [true, false] {
                let shape = Shape { numbers, constants, others, is_unique };
                let has = |count: usize| count != 0;
                let only_numbers = has(numbers) && !has(constants) && !has(others);
                assert_eq!(shape.are_numbers(), only_numbers, "{shape:?}");
                assert_eq!(shape.are_unique_numbers(), only_numbers && is_unique, "{shape:?}");
                assert_eq!(shape.are_constants(), has(constants) && !has(numbers) && !has(others), "{shape:?}");
                let only_codes = (has(numbers) || has(constants)) && !has(others);
                assert_eq!(shape.are_unique_codes(), only_codes && is_unique, "{shape:?}");
                assert_eq!(shape.has_only_texts(), has(others) && !has(numbers) && !has(constants), "{shape:?}");
                assert_eq!(shape.has_others(), has(others), "{shape:?}");
                let as_full = |numbers| Shape { numbers, ..Shape::default() };
                for (other, is_as_full) in
                    [(as_full(numbers + constants + others), true), (as_full(numbers + constants + others + 1), false)]
                {
                    assert_eq!(shape.is_as_full_as(other), is_as_full, "{shape:?}");
                    assert_eq!(other.is_as_full_as(shape), is_as_full, "{shape:?}");
                }
            }
        }
    }

    #[test]
    fn empty_cells_and_sections_are_not_counted() {
        let text = Text::from("code,message\nKitchen,\n1,no door\n,door open\n2,\nE_A,系统\n");
        let records = split(&text, b',', &mut Vec::new());
        let shape = Shape::of(&records.rows, 0);
        // The row with `2` has no other cell, so that it is like a section.
        assert_eq!((shape.numbers, shape.constants, shape.others, shape.is_unique), (1, 1, 0, true));
        let shape = Shape::of(&records.rows, 1);
        assert_eq!((shape.numbers, shape.constants, shape.others, shape.is_unique), (0, 0, 3, true));
        assert!(!is_chinese(&records.rows, 1));
        // As many Chinese cells as others.
        let text = Text::from("a\n系统\nb\n");
        assert!(!is_chinese(&split(&text, b',', &mut Vec::new()).rows, 0));
    }

    #[test]
    fn an_identifier_begins_with_a_letter_or_an_underscore() {
        assert!(["_x", "x", "E_BUSY", "isv.LIMIT", "a::b", "A-1"].into_iter().all(is_constant));
        assert!(!["", "?x", "1x", ".x", "a b", "a/b", "系统"].into_iter().any(is_constant));
    }
}
