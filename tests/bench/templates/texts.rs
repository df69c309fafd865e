//! Lookups of texts in several ways, measured by divan. `COUNT` lookups a run, so that a figure is well above the clock's own.

use std::hint::black_box;

use divan::Bencher;

const COUNT: usize = 1 << 16;

fn main() {
    divan::main();
}

/// Numbers that look random and are the same every time.
fn random(seed: u64) -> impl Iterator<Item = usize> {
    let mut state = seed;
    std::iter::repeat_with(move || {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 33) as usize
    })
}

/// Codes in random order, each a copy of its own, as if read from replies.
fn hits(all: &[&str]) -> Vec<String> {
    random(1).take(COUNT).map(|n| all[n % all.len()].to_owned()).collect()
}

/// Codes of the same lengths that no table has: one character differs.
fn misses(all: &[&str]) -> Vec<String> {
    hits(all).into_iter().zip(random(2)).map(|(mut code, n)| {
        let at = n % code.len();
        code.replace_range(at..=at, "~");
        code
    }).collect()
}

/// Looks each code up. A result is used where it lies: who copied it would wait until it was written.
fn run<T>(bencher: Bencher, codes: Vec<String>, lookup: impl Fn(&str) -> T + Sync) {
    // Next to each other, as the buffer of a reply is in the cache by the time that a code is looked up.
    let buffer = codes.concat();
    let mut rest = &*buffer;
    let codes: Vec<&str> = codes.iter().map(|code| { let (code, behind) = rest.split_at(code.len()); rest = behind; code }).collect();
    bencher.bench(|| for code in black_box(&codes) { black_box(&lookup(code)); });
}

macro_rules! lookups {
    ($($table:ident: $($codes:ident)*;)*) => {$(
        mod $table {$(
            mod $codes {
                use std::collections::HashMap;

                use divan::Bencher;
                use texts::$table::{ALL, CODES, TableError, by_match};

                fn codes() -> Vec<String> {
                    let all: Vec<&str> = ALL.iter().map(|(code, _)| *code).collect();
                    crate::$codes(&all)
                }

                #[divan::bench]
                fn errcodes(bencher: Bencher) {
                    crate::run(bencher, codes(), |code| TableError::from(code));
                }

                #[divan::bench]
                fn hash_map_foldhash(bencher: Bencher) {
                    let map: HashMap<&str, _, foldhash::fast::RandomState> = ALL.iter().copied().collect();
                    crate::run(bencher, codes(), |code| map.get(code).copied());
                }

                #[divan::bench]
                fn phf(bencher: Bencher) {
                    crate::run(bencher, codes(), |code| CODES.get(code).copied());
                }

                #[divan::bench]
                fn match_by_str(bencher: Bencher) {
                    crate::run(bencher, codes(), by_match);
                }
            }
        )*}
    )*};
}
lookups! {
    sqlstate: hits misses;
    made: hits misses;
}
