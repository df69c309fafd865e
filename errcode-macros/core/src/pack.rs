//! The two literals of an enum: every text in one, every number in the other. See [`errcode_tables::packed`].

use errcode_tables::packed::{self, Counts, Layout};
use errcode_tables::{Kind, Recovery};

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

    let codes: Vec<i64> = variants.iter().map(|variant| variant.key).collect();
    let hash = PerfectHash::find(&codes).ok_or("no hash keeps these codes apart: please report this table")?;
    let retries = || (0..).zip(variants).filter_map(|(row, variant)| Some((row, variant.row.class?.retry_after?)));
    let ranges = || (0..).zip(variants).filter(|(_, variant)| !variant.codes.is_one());
    let layout = Layout::new(Counts {
        rows: variants.len(),
        retries: retries().count(),
        ranges: ranges().count(),
        buckets: hash.pilots.len(),
        slots: hash.slots.len(),
        seed: hash.seed,
        length_width: if lengths.iter().all(|&length| u16::try_from(length).is_ok()) { 2 } else { 4 },
        slot_width: if u16::try_from(variants.len()).is_ok() { 2 } else { 4 },
    });

    let mut numbers = Numbers(Vec::with_capacity(layout.end));
    for word in layout.header() {
        numbers.push(word, 4).ok_or(TOO_LARGE)?;
    }
    for code in codes {
        numbers.0.extend(code.to_le_bytes());
    }
    for start in starts {
        numbers.push(start, 4).ok_or(TOO_LARGE)?;
    }
    for length in lengths {
        numbers.push(length, layout.counts.length_width).ok_or(TOO_LARGE)?;
    }
    let class = |index: usize| variants[index].row.class.filter(|_| model.classified);
    let rows = 0..variants.len();
    numbers.0.extend(rows.clone().map(|row| class(row).map_or(Kind::Unknown, |class| class.kind) as u8));
    numbers.0.extend(rows.map(|row| class(row).map_or(Recovery::Unknown, |class| class.recovery) as u8));
    for variant in variants {
        numbers.push(variant.source, 1).ok_or("an enum has at most 256 sources")?;
    }
    for (row, seconds) in retries() {
        numbers.push(row, 4).ok_or(TOO_LARGE)?;
        numbers.0.extend(seconds.to_le_bytes());
    }
    for (row, variant) in ranges() {
        numbers.0.extend(variant.codes.first.to_le_bytes());
        numbers.0.extend(variant.codes.last.to_le_bytes());
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
    seed: u32,
    pilots: Vec<u16>,
    /// The row of each slot; of an empty one, row 0.
    slots: Vec<usize>,
}

impl PerfectHash {
    /// Codes are distinct integers, so some pilot parts any few of them; seeds are tried all the same.
    fn find(codes: &[i64]) -> Option<Self> {
        (0..64).find_map(|seed| Self::with_seed(codes, seed))
    }

    fn with_seed(codes: &[i64], seed: u32) -> Option<Self> {
        // A few codes to a bucket, and a fifth of the slots empty: pilots are then found in a handful of tries.
        let buckets = codes.len() / 3 + 1;
        let slots = codes.len() + codes.len() / 4 + 1;
        let hashes: Vec<u64> = codes.iter().map(|&code| packed::hash(code, seed)).collect();
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); buckets];
        for (row, &hash) in hashes.iter().enumerate() {
            members[packed::bucket(hash, buckets)].push(row);
        }
        // The fullest buckets first: they are the hardest to place.
        let mut order: Vec<usize> = (0..buckets).collect();
        order.sort_by_key(|&bucket| core::cmp::Reverse(members[bucket].len()));

        let mut found = Self { seed, pilots: vec![0; buckets], slots: vec![0; slots] };
        let mut taken = vec![false; slots];
        let mut places = Vec::new();
        for bucket in order {
            let rows = &members[bucket];
            found.pilots[bucket] = (0..=u16::MAX).find(|&pilot| {
                places.clear();
                rows.iter().all(|&row| {
                    let slot = packed::slot(hashes[row], pilot, slots);
                    let free = !taken[slot] && !places.contains(&slot);
                    places.push(slot);
                    free
                })
            })?;
            for (&row, &slot) in rows.iter().zip(&places) {
                taken[slot] = true;
                found.slots[slot] = row;
            }
        }
        Some(found)
    }
}

#[cfg(test)]
mod tests {
    use errcode_tables::packed;

    use super::PerfectHash;

    fn finds_each(codes: &[i64]) {
        let hash = PerfectHash::find(codes).unwrap();
        for (row, &code) in codes.iter().enumerate() {
            let value = packed::hash(code, hash.seed);
            let pilot = hash.pilots[packed::bucket(value, hash.pilots.len())];
            assert_eq!(hash.slots[packed::slot(value, pilot, hash.slots.len())], row, "{code}");
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
    }
}
