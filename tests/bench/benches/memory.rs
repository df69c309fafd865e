//! The memory of `decode` must not grow faster than the body, whatever is in it:
//! `cargo bench --manifest-path tests/bench/Cargo.toml --bench memory`.
//!
//! It prints a line for each body and size, with tabs between: the body's name, its length, and the most bytes that were allocated
//! at a time beside it, for a type without content.

mod bodies;

use allocation_counter::measure;
use errcode_runtime::reply;
use errcode_runtime::wechat::CommonError;

/// 64 KiB, 1 and 16 MiB, and nearly all that is read of a reply.
const SIZES: [usize; 4] = [64 << 10, 1 << 20, 16 << 20, reply::MAX_LENGTH - (1 << 10)];

fn main() {
    macro_rules! peaks {
        ($($body:ident,)*) => { [$((stringify!($body), bodies::$body as fn(usize) -> Vec<u8>),)*] };
    }
    for (name, body) in bodies::each_body!(peaks) {
        for size in SIZES {
            let body = body(size);
            let used = measure(|| drop(reply::decode::<(), CommonError>(&body)));
            println!("{name}\t{}\t{}", body.len(), used.bytes_max);
        }
    }
}
