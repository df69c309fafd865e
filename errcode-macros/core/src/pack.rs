//! The two literals of an enum: every text in one, every number in the other. See [`errcode_core::packed`].

use errcode_core::hash;
use errcode_core::packed::{self, Counts, Layout};
use errcode_core::{Kind, Recovery};
use errcode_tables::read::Codes;

use crate::model::Enum;

/// The literals.
pub struct Packed {
    /// The texts, row by row.
    pub texts: String,
    /// The numbers, as [`packed`] lays them out.
    pub numbers: Vec<u8>,
}

/// Packs an enum's rows.
///
/// # Errors
///
/// A table of more than 4 GiB, or (never seen) one whose codes no hash keeps apart.
pub fn pack(model: &Enum<'_>) -> Result<Packed, &'static str> {
    const TOO_LARGE: &str = "the table is too large";
    let variants = &model.variants;
    let mut texts = String::new();
    let mut starts = Vec::with_capacity(variants.len() + 1);
    let mut lengths = Vec::with_capacity(variants.len() * packed::LENGTHS);
    for variant in variants {
        starts.push(texts.len());
        let row = variant.row;
        let name = variant.name.to_string();
        let name = name.strip_prefix("r#").unwrap_or(&name);
        let fields: [&str; packed::LENGTHS] = [name, &row.message, &row.message_zh, &row.solution_zh];
        for field in fields {
            lengths.push(field.len());
            texts.push_str(field);
        }
        texts.push_str(&row.note_zh);
    }
    starts.push(texts.len());

    let keys: Vec<i64> = variants.iter().map(|variant| variant.key).collect();
    let hash = PerfectHash::find(&keys).ok_or("no hash keeps these codes apart: please report this table")?;
    let retries = || (0..).zip(variants).filter_map(|(row, variant)| Some((row, variant.class()?.retry_after?)));
    let parts = (0..).zip(variants).flat_map(|(row, variant)| variant.parts.iter().map(move |&part| (part, row)));
    let mut ranges: Vec<(Codes, usize)> = parts.collect();
    ranges.sort_unstable();
    let is_classified = variants.iter().any(|variant| variant.class().is_some());
    let layout = Layout::new(Counts {
        rows: variants.len(),
        classes: if is_classified { variants.len() } else { 0 },
        sources: if model.sources.len() > 1 { variants.len() } else { 0 },
        retries: retries().count(),
        ranges: ranges.len(),
        bucket_bits: hash.bucket_bits,
        slot_bits: hash.slot_bits,
        multiplier: hash.multiplier,
        length_width: if lengths.iter().all(|&length| u16::try_from(length).is_ok()) { 2 } else { 4 },
        slot_width: if u16::try_from(variants.len()).is_ok() { 2 } else { 4 },
    });

    let mut numbers = Numbers(Vec::with_capacity(layout.end));
    for word in layout.header() {
        numbers.push(word, 4).ok_or(TOO_LARGE)?;
    }
    for key in keys {
        numbers.0.extend(key.to_le_bytes());
    }
    for start in starts {
        numbers.push(start, 4).ok_or(TOO_LARGE)?;
    }
    for length in lengths {
        numbers.push(length, layout.counts.length_width).ok_or(TOO_LARGE)?;
    }
    // Where a source lacks the columns, `Classify` is not there to read them, but a row of kind `ok` is a success still.
    let class = |index: usize| variants[index].class();
    let rows = 0..layout.counts.classes;
    numbers.0.extend(rows.clone().map(|row| class(row).map_or(Kind::Unknown, |class| class.kind) as u8));
    numbers.0.extend(rows.map(|row| class(row).map_or(Recovery::Unknown, |class| class.recovery) as u8));
    for variant in &variants[..layout.counts.sources] {
        numbers.push(variant.source, 1).ok_or("an enum has at most 256 sources")?;
    }
    for (row, seconds) in retries() {
        numbers.push(row, 4).ok_or(TOO_LARGE)?;
        numbers.0.extend(seconds.to_le_bytes());
    }
    for (codes, row) in ranges {
        numbers.0.extend(codes.first.to_le_bytes());
        numbers.0.extend(codes.last.to_le_bytes());
        numbers.push(row, 4).ok_or(TOO_LARGE)?;
    }
    for pilot in hash.pilots {
        numbers.0.extend(pilot.to_le_bytes());
    }
    for row in hash.slots {
        numbers.push(row, layout.counts.slot_width).ok_or(TOO_LARGE)?;
    }
    Ok(Packed { texts, numbers: numbers.0 })
}

struct Numbers(Vec<u8>);

impl Numbers {
    /// Appends the low `width` bytes of a number, if it fits them.
    fn push(&mut self, number: usize, width: usize) -> Option<()> {
        let bytes = u64::try_from(number).ok()?.to_le_bytes();
        self.0.extend(&bytes[..width]);
        bytes[width..].iter().all(|&byte| byte == 0).then_some(())
    }
}

/// A hash under which no two codes share a slot.
struct PerfectHash {
    multiplier: u64,
    bucket_bits: u32,
    slot_bits: u32,
    /// The pilot of each bucket.
    pilots: Vec<u16>,
    /// The row of each slot; of an empty one, row 0.
    slots: Vec<usize>,
}

impl PerfectHash {
    /// A pilot cannot part codes that agree in their bucket and in the bits that it displaces. Some such pair is likelier
    /// than none, and another multiplier has other pairs: a few are tried as a rule, and never all.
    fn find(codes: &[i64]) -> Option<Self> {
        let mut multiplier: u64 = 0x9E37_79B9_7F4A_7C15;
        (0..1000).find_map(|_| {
            let found = Self::with_multiplier(codes, multiplier);
            multiplier = multiplier.wrapping_mul(0xD134_2543_DE82_EF95) | 1;
            found
        })
    }

    fn with_multiplier(codes: &[i64], multiplier: u64) -> Option<Self> {
        // Two to four codes to a bucket, and a tenth to a half of the slots empty.
        let bucket_bits = (codes.len() / 2 + 1).ilog2();
        let slot_bits = (codes.len() + codes.len() / 8 + 1).next_power_of_two().ilog2();
        let hashes: Vec<u64> = codes.iter().map(|&code| hash::hash(code, multiplier)).collect();
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); 1 << bucket_bits];
        for (row, &hash) in hashes.iter().enumerate() {
            members[hash::bucket(hash, bucket_bits)].push(row);
        }
        // The fullest buckets first: they are the hardest to place.
        let mut order: Vec<usize> = (0..members.len()).collect();
        order.sort_by_key(|&bucket| core::cmp::Reverse(members[bucket].len()));

        let (mut pilots, mut slots) = (vec![0; members.len()], vec![0; 1 << slot_bits]);
        let mut taken = vec![false; slots.len()];
        let mut places = Vec::new();
        for bucket in order {
            let rows = &members[bucket];
            let undisplaced = |&row: &usize| hash::slot(hashes[row], 0, slot_bits);
            if rows
                .iter()
                .enumerate()
                .any(|(index, row)| rows[..index].iter().any(|other| undisplaced(row) == undisplaced(other)))
            {
                return None;
            }
            let displacements = u16::try_from(slots.len() - 1).unwrap_or(u16::MAX);
            pilots[bucket] = (0..=displacements).find(|&pilot| {
                places.clear();
                places.extend(rows.iter().map(|&row| hash::slot(hashes[row], pilot, slot_bits)));
                places.iter().all(|&slot: &usize| !taken[slot])
            })?;
            for (&row, &slot) in rows.iter().zip(&places) {
                taken[slot] = true;
                slots[slot] = row;
            }
        }
        Some(Self { multiplier, bucket_bits, slot_bits, pilots, slots })
    }
}

#[cfg(test)]
mod tests {
    use errcode_core::hash;

    use super::PerfectHash;

    fn finds_each(codes: &[i64]) {
        let hash = PerfectHash::find(codes).unwrap();
        for (row, &code) in codes.iter().enumerate() {
            let value = hash::hash(code, hash.multiplier);
            let pilot = hash.pilots[hash::bucket(value, hash.bucket_bits)];
            assert_eq!(hash.slots[hash::slot(value, pilot, hash.slot_bits)], row, "{code}");
        }
    }

    #[test]
    fn no_two_codes_share_a_slot() {
        finds_each(&[]);
        finds_each(&[7]);
        finds_each(&[i64::MIN, -1, 0, 1, i64::MAX]);
        finds_each(&(0..20_000).collect::<Vec<_>>());
        finds_each(&(0..5_000).map(|n| n << 40).collect::<Vec<_>>());
        finds_each(&(0..64).map(|n| i64::MIN >> n).collect::<Vec<_>>());
        finds_each(&(0..16).map(|n| n << 60).collect::<Vec<_>>());
        finds_each(&(0..1024).map(|n| n << 32 | n).collect::<Vec<_>>());
        // Codes whose products with the first multiplier are small: its inverse modulo 2^64, several times.
        let inverse = (0..6).fold(0x9E37_79B9_7F4A_7C15_u64, |x, _| {
            x.wrapping_mul(2_u64.wrapping_sub(x.wrapping_mul(0x9E37_79B9_7F4A_7C15)))
        });
        let unmixed = |hash: u64| (hash ^ (hash >> 32)).cast_signed();
        finds_each(&(0..1000).map(|n: u64| unmixed(n.wrapping_mul(inverse))).collect::<Vec<_>>());
        for rows in [2, 3, 7, 8, 9, 100, 1820, 1821, 2047, 2048, 100_000] {
            finds_each(
                &(0..rows)
                    .map(|n| n * n - 70 * n)
                    .collect::<std::collections::BTreeSet<_>>()
                    .into_iter()
                    .collect::<Vec<_>>(),
            );
        }
    }
}
