//! What every peer can do, measured by divan. `COUNT` lookups a run, so that a figure is well above the clock's own.

use std::collections::HashMap;
use std::fmt::Write;
use std::hint::black_box;

use divan::{AllocProfiler, Bencher};
use lookup::{by_match, derives, errcodes, phf_map};

#[global_allocator]
static ALLOC: AllocProfiler = AllocProfiler::system();

const COUNT: usize = 1 << 16;

fn main() {
    divan::main();
}

/// Numbers that look random and are the same every time.
fn random(seed: u64) -> impl Iterator<Item = u64> {
    let mut state = seed;
    std::iter::repeat_with(move || {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        state >> 33
    })
}

fn all() -> Vec<i64> {
    errcodes::TableError::ALL.iter().map(|value| value.code()).collect()
}

fn hits() -> Vec<i64> {
    let all = all();
    random(1).take(COUNT).map(|n| all[n as usize % all.len()]).collect()
}

fn misses() -> Vec<i64> {
    random(2).map(|n| (n % 10_000_000) as i64).filter(|&code| !errcodes::TableError::from(code).is_known()).take(COUNT).collect()
}

fn sequential() -> Vec<i64> {
    (40_000..).take(COUNT).collect()
}

macro_rules! lookups {
    ($($codes:ident)*) => {$(
        mod $codes {
            use super::*;

            fn run<T>(bencher: Bencher, lookup: impl Fn(i64) -> T + Sync) {
                let codes = super::$codes();
                bencher.bench(|| for &code in black_box(&codes) { black_box(lookup(code)); });
            }

            #[divan::bench]
            fn errcodes(bencher: Bencher) {
                run(bencher, errcodes::TableError::from);
            }

            #[divan::bench]
            fn match_by_hand(bencher: Bencher) {
                run(bencher, by_match::TableError::from_code);
            }

            #[divan::bench]
            fn num_enum(bencher: Bencher) {
                run(bencher, |code| derives::TableError::try_from(code).ok());
            }

            #[divan::bench]
            fn phf(bencher: Bencher) {
                run(bencher, phf_map::TableError::from_code);
            }

            #[divan::bench]
            fn hash_map_std(bencher: Bencher) {
                let map: HashMap<i64, errcodes::TableError> = all().into_iter().map(|code| (code, code.into())).collect();
                run(bencher, |code| map.get(&code).copied());
            }

            #[divan::bench]
            fn hash_map_rustc_hash(bencher: Bencher) {
                let map: rustc_hash::FxHashMap<i64, errcodes::TableError> =
                    all().into_iter().map(|code| (code, code.into())).collect();
                run(bencher, |code| map.get(&code).copied());
            }

            #[divan::bench]
            fn binary_search(bencher: Bencher) {
                let all = all();
                run(bencher, |code| all.binary_search(&code).ok().map(|row| errcodes::TableError::ALL[row]));
            }
        }
    )*};
}
lookups! { hits misses sequential }

/// From a value to what the table says of it.
mod accessors {
    use super::*;

    fn run<V: Copy + Sync, T>(bencher: Bencher, values: Vec<V>, get: impl Fn(V) -> T + Sync) {
        bencher.bench(|| for &value in black_box(&values) { black_box(get(value)); });
    }

    fn ours() -> Vec<errcodes::TableError> {
        hits().into_iter().map(errcodes::TableError::from).collect()
    }

    fn theirs() -> Vec<by_match::TableError> {
        hits().into_iter().filter_map(by_match::TableError::from_code).collect()
    }

    #[divan::bench]
    fn code_errcodes(bencher: Bencher) {
        run(bencher, ours(), |value| value.code());
    }

    #[divan::bench]
    fn code_match(bencher: Bencher) {
        run(bencher, theirs(), |value| value.code());
    }

    #[divan::bench]
    fn name_errcodes(bencher: Bencher) {
        run(bencher, ours(), |value| value.name());
    }

    #[divan::bench]
    fn message_zh_errcodes(bencher: Bencher) {
        run(bencher, ours(), |value| value.message_zh());
    }

    #[divan::bench]
    fn message_zh_match(bencher: Bencher) {
        run(bencher, theirs(), |value| value.message_zh());
    }

    #[divan::bench]
    fn display_errcodes(bencher: Bencher) {
        let (values, mut buffer) = (ours(), String::with_capacity(1 << 20));
        bencher.bench_local(|| { buffer.clear(); for value in black_box(&values) { write!(buffer, "{value}").unwrap(); } });
    }

    #[divan::bench]
    fn display_match(bencher: Bencher) {
        let (values, mut buffer) = (theirs(), String::with_capacity(1 << 20));
        bencher.bench_local(|| { buffer.clear(); for value in black_box(&values) { write!(buffer, "{value}").unwrap(); } });
    }
}
