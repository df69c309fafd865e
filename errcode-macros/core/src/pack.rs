//! The two literals of an enum: every text in one, every number in the other. See [`errcode_core::packed`].

use std::borrow::Cow;

use errcode_core::hash;
use errcode_core::packed::{Counts, Layout, TEXTS, flag};
use errcode_core::{Kind, Recovery};
use errcode_tables::{CodeRange, Key};

use crate::hash::PerfectHash;
use crate::model::{Enum, Languages, Variant};

mod column;

pub(crate) use column::is_decimal;

pub(crate) struct Literals {
    /// The texts, row by row.
    pub(crate) texts: String,
    /// The numbers, as [`errcode_core::packed`] lays them out.
    pub(crate) numbers: Vec<u8>,
    /// How many entries the numbers have of each sort.
    pub(crate) counts: Counts,
}

const TOO_LARGE: &str = "the table is too large";

/// Packs an enum's rows.
///
/// # Errors
///
/// The table is larger than 4 GiB, or the enum has more than 256 sources.
pub(crate) fn pack(model: &Enum<'_>) -> Result<Literals, &'static str> {
    let variants = &model.variants;
    let RowTexts { joined: mut texts, keys, starts, lengths, present } = RowTexts::of(variants);
    let columns = column::columns(model, &mut texts);
    u32::try_from(texts.len()).map_err(|_| TOO_LARGE)?;
    let hash = PerfectHash::find(variants, hash_of).unwrap_or_default();
    let ranges = ranges(variants);
    let retries = retries(variants);
    // Also if one source lacks the columns: the enum then has no `Classify`, but a row of kind `ok` still counts as success.
    let has_classes = variants.iter().any(|variant| variant.class().is_some());
    let layout = Layout::new(Counts {
        rows: variants.len(),
        classes: if has_classes { variants.len() } else { 0 },
        sources: if model.sources.len() > 1 { variants.len() } else { 0 },
        retries: retries.len(),
        ranges: ranges.len(),
        bucket_bits: hash.bucket_bits,
        slot_bits: hash.slot_bits,
        multiplier: hash.multiplier,
        key_width: if keys.iter().all(PackedKey::is_short) { 4 } else { 8 },
        start_width: width_of(texts.len()).max(2),
        texts: present,
        length_width: width_of(lengths.iter().max().copied().unwrap_or_default()).next_power_of_two(),
        slot_width: if u16::try_from(variants.len()).is_ok() { 2 } else { 4 },
        flags: flags(model),
        columns: columns.len(),
    });

    let mut numbers = Bytes(Vec::with_capacity(layout.end));
    for key in keys {
        match key {
            PackedKey::Number(code) => numbers.0.extend(&code.to_le_bytes()[..layout.counts.key_width]),
            PackedKey::Text { offset, length } => numbers.extend([offset, length], 4).ok_or(TOO_LARGE)?,
        }
    }
    numbers.extend(starts, layout.counts.start_width).ok_or(TOO_LARGE)?;
    numbers.extend(lengths, layout.counts.length_width).ok_or(TOO_LARGE)?;
    let classes = &variants[..layout.counts.classes];
    numbers.0.extend(classes.iter().map(|variant| variant.class().map_or(Kind::Unknown, |class| class.kind) as u8));
    let recoveries = classes.iter().map(|variant| variant.class().map_or(Recovery::Unknown, |class| class.recovery));
    numbers.0.extend(recoveries.map(|recovery| recovery as u8));
    let sources = variants[..layout.counts.sources].iter().map(|variant| variant.source);
    numbers.extend(sources, 1).ok_or("an enum has at most 256 sources")?;
    for (row, seconds) in retries {
        numbers.push(row, 4).ok_or(TOO_LARGE)?;
        numbers.0.extend(seconds.to_le_bytes());
    }
    for (range, row) in ranges {
        numbers.0.extend(range.first.to_le_bytes());
        numbers.0.extend(range.last.to_le_bytes());
        numbers.push(row, 4).ok_or(TOO_LARGE)?;
    }
    numbers.0.extend(hash.pilots.into_iter().flat_map(u16::to_le_bytes));
    numbers.extend(hash.slots, layout.counts.slot_width).ok_or(TOO_LARGE)?;
    let mut entries = Vec::new();
    for column in columns {
        let (words, bytes) = column.at(layout.end + entries.len()).ok_or(TOO_LARGE)?;
        numbers.0.extend(words.into_iter().flat_map(u32::to_le_bytes));
        entries.extend(bytes);
    }
    numbers.0.extend(entries);
    Ok(Literals { texts, numbers: numbers.0, counts: layout.counts })
}

/// The bytes that a number needs.
fn width_of(number: usize) -> usize {
    match number {
        0x100_0000.. => 4,
        0x1_0000.. => 3,
        0x100.. => 2,
        _ => 1,
    }
}

fn flags(model: &Enum<'_>) -> u32 {
    let languages = match model.languages {
        Languages::English => flag::NOT_CHINESE,
        Languages::Chinese => flag::NOT_ENGLISH,
        Languages::Both => 0,
    };
    let of_32_bits = if model.is_32_bit { flag::OF_32_BITS } else { 0 };
    languages | of_32_bits | if model.is_hexadecimal { flag::HEXADECIMAL } else { 0 }
}

fn hash_of(variant: &Variant<'_>, multiplier: u64) -> u64 {
    match &variant.key {
        Key::Number(code) => hash::hash(*code, multiplier),
        Key::Text(text) => hash::hash_text(text.as_bytes(), multiplier),
    }
}

/// A key as it is packed. A text is stored in the string of texts.
enum PackedKey {
    Number(i64),
    Text { offset: usize, length: usize },
}

impl PackedKey {
    /// Whether it is a number that fits an `i32`.
    fn is_short(&self) -> bool {
        matches!(self, Self::Number(code) if i32::try_from(*code).is_ok())
    }
}

/// All texts joined, the start of each row's texts, and the length of each text. Keys that are texts come first, next to each other.
struct RowTexts {
    joined: String,
    keys: Vec<PackedKey>,
    starts: Vec<usize>,
    lengths: Vec<usize>,
    /// Which texts some row has, as in [`Counts::texts`].
    present: u32,
}

impl RowTexts {
    fn of<'s>(variants: &'s [Variant<'s>]) -> Self {
        let mut joined = String::new();
        let keys = variants.iter().map(|variant| match &variant.key {
            Key::Number(code) => PackedKey::Number(*code),
            Key::Text(text) => {
                let offset = joined.len();
                joined.push_str(text);
                PackedKey::Text { offset, length: text.len() }
            }
        });
        let keys = keys.collect();
        let texts_of = |variant: &'s Variant<'s>| -> [Cow<'s, str>; TEXTS] {
            let row = variant.row;
            let [message, message_zh, solution_zh, note_zh] =
                [&row.message, &row.message_zh, &row.solution_zh, &row.note_zh].map(|text| Cow::Borrowed(&**text));
            [variant.shown_name(), message, message_zh, solution_zh, note_zh]
        };
        let mut present = 0;
        for variant in variants {
            for (bit, text) in texts_of(variant).iter().enumerate() {
                present |= u32::from(!text.is_empty()) << bit;
            }
        }
        let last = present.checked_ilog2();
        let mut starts = Vec::with_capacity(variants.len() + 1);
        let mut lengths = Vec::with_capacity(variants.len() * TEXTS);
        for variant in variants {
            starts.push(joined.len());
            for (bit, text) in (0..).zip(texts_of(variant)) {
                if present & 1 << bit != 0 && last != Some(bit) {
                    lengths.push(text.len());
                }
                joined.push_str(&text);
            }
        }
        starts.push(joined.len());
        Self { joined, keys, starts, lengths, present }
    }
}

/// The rows with a time to wait, each with the seconds.
fn retries(variants: &[Variant<'_>]) -> Vec<(usize, u32)> {
    (0..).zip(variants).filter_map(|(row, variant)| Some((row, variant.class()?.retry_after?))).collect()
}

/// The ranges of all variants, ascending, each with its row.
fn ranges(variants: &[Variant<'_>]) -> Vec<(CodeRange, usize)> {
    let ranges = (0..).zip(variants).flat_map(|(row, variant)| variant.ranges.iter().map(move |&range| (range, row)));
    let mut ranges: Vec<_> = ranges.collect();
    ranges.sort_unstable();
    ranges
}

struct Bytes(Vec<u8>);

impl Bytes {
    /// Appends the low `width` bytes of a number. `None` if it does not fit them.
    fn push(&mut self, number: usize, width: usize) -> Option<()> {
        let bytes = u64::try_from(number).ok()?.to_le_bytes();
        self.0.extend(&bytes[..width]);
        bytes[width..].iter().all(|&byte| byte == 0).then_some(())
    }

    /// Appends each number as [`push`](Self::push) does.
    fn extend(&mut self, numbers: impl IntoIterator<Item = usize>, width: usize) -> Option<()> {
        numbers.into_iter().try_for_each(|number| self.push(number, width))
    }
}

#[cfg(test)]
mod tests {
    use super::width_of;
    use crate::{Environment, expand};

    #[test]
    fn a_number_has_the_bytes_that_it_needs() {
        let widths = [0, 0xFF, 0x100, 0xFFFF, 0x1_0000, 0xFF_FFFF, 0x100_0000, 0xFFFF_FFFF].map(width_of);
        assert_eq!(widths, [1, 1, 2, 2, 3, 3, 4, 4]);
    }

    #[test]
    fn long_texts_have_wide_lengths() {
        for (length, widths) in [
            (0xFF, ["start_width : 2", "length_width : 1"]),
            (0x100, ["start_width : 2", "length_width : 2"]),
            (0xFFFF, ["start_width : 3", "length_width : 2"]),
            (0x1_0000, ["start_width : 3", "length_width : 4"]),
        ] {
            let table = format!("code,name,message,message_zh\n1,One,{},长\n", "x".repeat(length));
            let environment = Environment::in_memory([("t.csv", table.as_bytes())]);
            let tokens = expand("[::rt] enum E from \"t.csv\";".parse().unwrap(), &environment).to_string();
            assert!(widths.iter().all(|width| tokens.contains(width)), "{length}");
        }
    }
}
