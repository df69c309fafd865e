//! The search for a perfect hash. See [`errcode_core::hash`].

use errcode_core::hash;

/// A hash under which no two codes share a slot. The default has the multiplier 0: the runtime then searches the keys instead.
#[derive(Default)]
pub(crate) struct PerfectHash {
    /// The multiplier of the hash.
    pub(crate) multiplier: u64,
    /// The logarithm of the number of buckets.
    pub(crate) bucket_bits: u32,
    /// The logarithm of the number of slots.
    pub(crate) slot_bits: u32,
    /// The pilot of each bucket.
    pub(crate) pilots: Vec<u16>,
    /// The row of each slot; row 0 for an empty slot.
    pub(crate) slots: Vec<usize>,
}

/// At most this many multipliers are tried.
const TRIES: usize = 100;

impl PerfectHash {
    /// Searches for the pilots of these keys.
    ///
    /// Codes that agree in bucket and slot bits collide under every pilot: another multiplier is then tried. A few tries are usually
    /// enough. If the codes of a table differ in only a few bits, every multiplier may fail: the result is then `None`, after [`TRIES`].
    pub(crate) fn find<K>(keys: &[K], hash: impl Fn(&K, u64) -> u64) -> Option<Self> {
        const START: u64 = 0x9E37_79B9_7F4A_7C15;
        let of_keys =
            keys.iter().fold(START, |seed, key| seed.rotate_left(7).wrapping_mul(START) ^ hash(key, seed | 1));
        let mut multiplier = of_keys | 1;
        (0..TRIES).find_map(|_| {
            let found =
                Self::with_multiplier(&keys.iter().map(|key| hash(key, multiplier)).collect::<Vec<_>>(), multiplier);
            multiplier = multiplier.wrapping_mul(0xD134_2543_DE82_EF95) | 1;
            found
        })
    }

    fn with_multiplier(hashes: &[u64], multiplier: u64) -> Option<Self> {
        // This gives two to four codes per bucket, and leaves a tenth to a half of the slots empty.
        let bucket_bits = (hashes.len() / 2 + 1).ilog2();
        let slot_bits = (hashes.len() + hashes.len() / 8 + 1).next_power_of_two().ilog2();
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); 1 << bucket_bits];
        for (row, &hash) in hashes.iter().enumerate() {
            members[hash::bucket(hash, bucket_bits)].push(row);
        }
        // Place the fullest buckets first: they are the hardest.
        let mut order: Vec<usize> = (0..members.len()).collect();
        order.sort_by_key(|&bucket| core::cmp::Reverse(members[bucket].len()));

        let (mut pilots, mut slots) = (vec![0; members.len()], vec![0; 1 << slot_bits]);
        let mut is_taken = vec![false; slots.len()];
        for bucket in order {
            let rows = &members[bucket];
            let (pilot, places) = place(rows, hashes, slot_bits, &is_taken)?;
            pilots[bucket] = pilot;
            for (&row, slot) in rows.iter().zip(places) {
                is_taken[slot] = true;
                slots[slot] = row;
            }
        }
        Some(Self { multiplier, bucket_bits, slot_bits, pilots, slots })
    }
}

/// A pilot that moves the rows of a bucket to free slots, and these slots.
fn place(rows: &[usize], hashes: &[u64], slot_bits: u32, is_taken: &[bool]) -> Option<(u16, Vec<usize>)> {
    let slots = |pilot| rows.iter().map(move |&row| hash::slot(hashes[row], pilot, slot_bits));
    let mut undisplaced: Vec<usize> = slots(0).collect();
    undisplaced.sort_unstable();
    if undisplaced.windows(2).any(|pair| pair[0] == pair[1]) {
        return None;
    }
    let largest = u16::try_from(is_taken.len() - 1).unwrap_or(u16::MAX);
    let pilot = (0..=largest).find(|&pilot| slots(pilot).all(|slot| !is_taken[slot]))?;
    Some((pilot, slots(pilot).collect()))
}

#[cfg(test)]
mod tests {
    use errcode_core::hash;

    use super::PerfectHash;

    fn finds_each(codes: &[i64]) {
        let hash = PerfectHash::find(codes, |&code, multiplier| hash::hash(code, multiplier)).unwrap();
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

    #[test]
    fn some_codes_collide_under_every_multiplier() {
        let codes: Vec<i64> = (0..2000).map(|n| n << 52 ^ n << 20).collect();
        assert!(PerfectHash::find(&codes, |&code, multiplier| hash::hash(code, multiplier)).is_none());
    }

    #[test]
    fn multipliers_depend_on_the_keys() {
        let multiplier = |codes: &[i64]| {
            PerfectHash::find(codes, |&code, multiplier| hash::hash(code, multiplier)).map(|hash| hash.multiplier)
        };
        assert_ne!(multiplier(&[1, 2]), multiplier(&[1, 3]));
        assert_eq!(multiplier(&[1, 2]), multiplier(&[1, 2]));
    }
}
