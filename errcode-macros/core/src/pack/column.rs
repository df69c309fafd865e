//! Columns that only some tables have. See [`errcode_core::packed::Column`].

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use errcode_core::Hexadecimal;
use errcode_core::packed::{Column, role};
use errcode_tables::{Codes, FieldType, Numbers, Value};

use super::width_of;
use crate::model::{Enum, NamedAlias, Variant};

/// A column whose offset is not known yet.
pub(super) struct PackedColumn {
    role: u32,
    entry_width: u32,
    /// The entry of each row: 1 for the first entry, 0 for none. Empty for a list.
    rows: Vec<u32>,
    entries: Vec<u8>,
    count: u32,
}

impl PackedColumn {
    /// Its words, if its bytes begin at offset `at`, and these bytes.
    pub(super) fn at(self, at: usize) -> Option<([u32; Column::SIZE / 4], Vec<u8>)> {
        let Self { role, entry_width, count, .. } = self;
        let index = if self.rows.is_empty() { 0 } else { width_of(usize::try_from(count).ok()?).next_power_of_two() };
        let column = Column { role, index_width: width(index), entry_width, at: u32::try_from(at).ok()?, count };
        let mut bytes = Vec::with_capacity(self.rows.len() * index + self.entries.len());
        for row in self.rows {
            bytes.extend(&row.to_le_bytes()[..index]);
        }
        bytes.extend(self.entries);
        Some((column.words(), bytes))
    }

    /// A column with a cell for each row; `None` if all are empty. Equal cells share one entry.
    fn of_rows(role: u32, entry_width: usize, cells: impl Iterator<Item = Option<u64>>) -> Option<Self> {
        let mut packed =
            Self { role, entry_width: width(entry_width), rows: Vec::new(), entries: Vec::new(), count: 0 };
        let mut known: HashMap<u64, u32> = HashMap::new();
        for cell in cells {
            let Some(cell) = cell else {
                packed.rows.push(0);
                continue;
            };
            let number = match known.entry(cell) {
                Entry::Occupied(known) => *known.get(),
                Entry::Vacant(free) => {
                    packed.entries.extend(&cell.to_le_bytes()[..entry_width]);
                    packed.count += 1;
                    *free.insert(packed.count)
                }
            };
            packed.rows.push(number);
        }
        (packed.count > 0).then_some(packed)
    }

    /// A list of entries.
    fn list<const N: usize>(role: u32, entries: impl Iterator<Item = [u8; N]>) -> Self {
        let mut packed = Self { role, entry_width: width(N), rows: Vec::new(), entries: Vec::new(), count: 0 };
        for entry in entries {
            packed.entries.extend(entry);
            packed.count += 1;
        }
        packed
    }
}

#[allow(clippy::cast_possible_truncation, reason = "at most 16")]
fn width(bytes: usize) -> u32 {
    bytes as u32
}

/// The columns that an enum has. Their texts are appended to `joined`.
pub(super) fn columns(model: &Enum<'_>, joined: &mut String) -> Vec<PackedColumn> {
    let variants = &model.variants;
    let mut texts = SharedTexts { joined, places: HashMap::new() };
    let mut columns = Vec::new();
    // Look before packing: most tables have none of these.
    let (mut has_solution, mut has_note, mut has_other_name, mut has_spelling) = (false, false, false, false);
    for variant in variants {
        has_solution |= !variant.row.solution.is_empty();
        has_note |= !variant.row.note.is_empty();
        has_other_name |= is_spelled_otherwise(variant);
        has_spelling |= spelling(variant, model).is_some();
    }
    if has_solution {
        columns.extend(texts.column(role::SOLUTION, variants, |variant| &variant.row.solution));
    }
    if has_note {
        columns.extend(texts.column(role::NOTE, variants, |variant| &variant.row.note));
    }
    if has_other_name {
        let name = |variant| if is_spelled_otherwise(variant) { &*variant.row.name } else { "" };
        columns.extend(texts.column(role::VARIANT, variants, name));
    }
    if has_spelling {
        let spelling = |variant| spelling(variant, model).unwrap_or_default();
        columns.extend(texts.column(role::SPELLING, variants, spelling));
    }
    for (index, field) in (0..).zip(&model.fields) {
        let cells = variants.iter().map(|variant| texts.value(variant.value(field)?));
        columns.extend(PackedColumn::of_rows(role::FIELD + index, size_of_value(field.value), cells));
    }
    let names = names(model, &mut texts);
    if !names.is_empty() {
        columns.push(PackedColumn::list(role::NAMES, names.into_iter()));
    }
    columns.extend(model.success.as_deref().map(|codes| success(codes, &mut texts)));
    columns
}

/// Whether the table spells the name of a variant differently.
fn is_spelled_otherwise(variant: &Variant<'_>) -> bool {
    !variant.is_renamed && variant.row.name != variant.row.spelled_name
}

/// The spelling of a single number, if the runtime would show the number differently.
fn spelling<'s>(variant: &Variant<'s>, model: &Enum<'_>) -> Option<&'s str> {
    let spelling = &*variant.row.spelling;
    if is_decimal(spelling) {
        return None;
    }
    let code = variant.codes.numbers()?.single().filter(|_| variant.is_whole())?;
    let is_shown = if model.is_hexadecimal {
        Hexadecimal { code, is_32_bit: model.is_32_bit }.to_string() == spelling
    } else {
        code.to_string() == spelling
    };
    (!is_shown).then_some(spelling)
}

/// Whether a code is a single number that is certainly spelled as the runtime shows it. It is quick, because it runs for every row. In a
/// table of 32 bits, a larger number stands for a negative one.
pub(crate) fn is_decimal(spelling: &str) -> bool {
    let is_usual = matches!(spelling.as_bytes(), [b'1'..=b'9', ..] | [b'-', b'1'..=b'9', ..] | [b'0']);
    is_usual && spelling.parse::<i32>().is_ok()
}

/// Texts in the string of an enum, each stored once.
struct SharedTexts<'t> {
    joined: &'t mut String,
    places: HashMap<String, u64>,
}

impl SharedTexts<'_> {
    /// Offset and length of a text, as they are packed; `None` for an empty text.
    fn place(&mut self, text: &str) -> Option<u64> {
        if text.is_empty() {
            return None;
        }
        if let Some(&place) = self.places.get(text) {
            return Some(place);
        }
        // `pack` rejects more than 4 GiB, once all texts are known.
        let place = (self.joined.len() as u64) & LOW | (text.len() as u64) << 32;
        self.joined.push_str(text);
        self.places.insert(text.to_owned(), place);
        Some(place)
    }

    fn column<'v, 's>(
        &mut self,
        role: u32,
        variants: &'v [Variant<'s>],
        text: impl Fn(&'v Variant<'s>) -> &'v str,
    ) -> Option<PackedColumn> {
        PackedColumn::of_rows(role, 8, variants.iter().map(|variant| self.place(text(variant))))
    }

    /// The value of a field. Its low bytes are packed.
    #[allow(clippy::cast_sign_loss, reason = "the bytes stay the same")]
    fn value(&mut self, value: &Value<'_>) -> Option<u64> {
        match value {
            Value::Str(text) => self.place(text),
            Value::Bool(value) => Some(u64::from(*value)),
            Value::Unsigned(number) => Some(*number),
            Value::Signed(number) => Some(*number as u64),
            Value::Float(number) => Some(number.to_bits()),
        }
    }
}

const LOW: u64 = u32::MAX as u64;

/// The size of a packed value, in bytes.
const fn size_of_value(field_type: FieldType) -> usize {
    match field_type {
        FieldType::Bool | FieldType::U8 | FieldType::I8 => 1,
        FieldType::U16 | FieldType::I16 => 2,
        FieldType::U32 | FieldType::I32 => 4,
        FieldType::Str | FieldType::U64 | FieldType::I64 | FieldType::F64 => 8,
    }
}

/// The other names of variants, each with its row: the names of constants, and tables' spellings that differ from the variant's name
/// because the call or another table named it.
fn names(model: &Enum<'_>, texts: &mut SharedTexts<'_>) -> Vec<[u8; 12]> {
    let (mut names, mut known) = (Vec::new(), HashSet::new());
    let mut add = |row: usize, name: &str| {
        if let (Some(place), Ok(row)) = (texts.place(name), u32::try_from(row)) {
            let mut entry = [0; 12];
            entry[..8].copy_from_slice(&place.to_le_bytes());
            entry[8..].copy_from_slice(&row.to_le_bytes());
            if known.insert(entry) {
                names.push(entry);
            }
        }
    };
    for (index, variant) in model.variants.iter().enumerate() {
        if variant.is_renamed {
            add(index, &variant.row.spelled_name);
        }
        for (_, row) in variant.also.iter().filter(|(_, row)| row.spelled_name != variant.row.spelled_name) {
            add(index, &row.spelled_name);
        }
    }
    for NamedAlias { name, variant, alias } in &model.aliases {
        add(*variant, &name.to_string());
        add(*variant, &alias.spelled_name);
    }
    names
}

/// The codes that are not errors.
fn success(codes: &[Codes], texts: &mut SharedTexts<'_>) -> PackedColumn {
    let numbers = codes.iter().filter_map(Codes::numbers).flat_map(Numbers::ranges);
    if let Some(numbers) = Numbers::union(numbers) {
        let ranges = numbers.ranges().map(|range| {
            let mut entry = [0; 16];
            entry[..8].copy_from_slice(&range.first.to_le_bytes());
            entry[8..].copy_from_slice(&range.last.to_le_bytes());
            entry
        });
        return PackedColumn::list(role::SUCCESS, ranges);
    }
    let places = codes.iter().filter_map(|codes| texts.place(codes.text()?));
    PackedColumn::list(role::SUCCESS, places.map(u64::to_le_bytes))
}

#[cfg(test)]
mod tests {
    use errcode_core::packed::Column;

    use super::PackedColumn;

    /// The column as the runtime reads it, and its bytes.
    fn read(column: PackedColumn) -> (Column, Vec<u8>) {
        let (words, bytes) = column.at(100).unwrap();
        (Column::read(&words.map(u32::to_le_bytes).concat(), 0), bytes)
    }

    #[test]
    fn a_list_has_no_index() {
        let (column, bytes) = read(PackedColumn::list(5, [[1, 2], [3, 4]].into_iter()));
        let read = (column.role, column.index_width, column.entry_width, column.at, column.count);
        assert_eq!((read, bytes), ((5, 0, 2, 100, 2), vec![1, 2, 3, 4]));
    }

    #[test]
    fn the_index_of_a_column_has_the_bytes_that_it_needs() {
        for (count, width) in [(0xFF, 1), (0x100, 2), (0xFFFF, 2), (0x1_0000, 4)] {
            let (column, bytes) = read(PackedColumn::of_rows(5, 8, (0..count).map(Some)).unwrap());
            assert_eq!((column.index_width, bytes.len() as u64), (width, count * u64::from(width + 8)), "{count}");
        }
    }
}
