//! The time of `decode` per byte must not grow with the body, whatever is in it:
//! `cargo bench --manifest-path tests/bench/Cargo.toml --bench slope`.
#![allow(missing_docs, reason = "a measurement has no readers of its docs")]

mod bodies;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use errcode_runtime::reply;
use errcode_runtime::wechat::CommonError;
use serde::Deserialize;
use serde::de::DeserializeOwned;

fn main() {
    divan::main();
}

#[derive(Deserialize)]
struct Users {
    #[expect(dead_code, reason = "read, as a client would")]
    user_list: Vec<User>,
}

#[derive(Deserialize)]
struct User {
    #[expect(dead_code, reason = "read, as a client would")]
    openid: String,
    #[expect(dead_code, reason = "read, as a client would")]
    nickname: String,
    #[expect(dead_code, reason = "read, as a client would")]
    sex: u8,
}

/// Of a body, in bytes: 1, 4, 16 and 64 KiB, 1 and 16 MiB.
const SIZES: [usize; 6] = [1 << 10, 4 << 10, 16 << 10, 64 << 10, 1 << 20, 16 << 20];

/// Of each size, in seconds: a body of 16 MiB may take half of one.
const MAX_TIME: u64 = 2;

fn measure<T: DeserializeOwned>(bencher: Bencher<'_, '_>, body: &[u8]) {
    let bencher = bencher.counter(BytesCount::of_slice(body));
    bencher.bench_local(|| reply::decode::<T, CommonError>(black_box(body)).is_ok());
}

macro_rules! slopes {
    ($($body:ident,)*) => {
        $(
            #[divan::bench(args = SIZES, max_time = MAX_TIME)]
            fn $body(bencher: Bencher<'_, '_>, size: usize) {
                measure::<()>(bencher, &bodies::$body(size));
            }
        )*
    };
}

bodies::each_body!(slopes);

/// With a type that takes most of the body.
#[divan::bench(args = SIZES, max_time = MAX_TIME)]
fn success_as_users(bencher: Bencher<'_, '_>, size: usize) {
    measure::<Users>(bencher, &bodies::success(size));
}

/// An item is read once more for each item that it is in, in at most eight lists.
#[divan::bench(args = SIZES, max_time = MAX_TIME)]
fn items_in_eight_lists(bencher: Bencher<'_, '_>, size: usize) {
    let item = r#"{"errcode":40003,"errmsg":"invalid openid"},"#;
    let (open, close) = (r#"{"list":["#.repeat(8), "]}".repeat(8));
    let body = bodies::filled(size, &open, item, &format!("0{close}"));
    let bencher = bencher.counter(BytesCount::of_slice(&body));
    bencher.bench_local(|| reply::items::<CommonError>(black_box(&body)).count());
}

/// Took 1.9 s for 63 MiB.
#[divan::bench(args = SIZES, max_time = MAX_TIME)]
fn showing_an_error(bencher: Bencher<'_, '_>, size: usize) {
    show(bencher, &bodies::filled(size, r#"{"errcode":40001,"errmsg":""#, "rid: a ", "\"}"));
}

/// Took as long as all blanks.
#[divan::bench(args = SIZES, max_time = MAX_TIME)]
fn showing_blanks(bencher: Bencher<'_, '_>, size: usize) {
    show(bencher, &bodies::filled(size, r#"{"errcode":40001,"errmsg":"a"#, " ", "\"}"));
}

fn show(bencher: Bencher<'_, '_>, body: &[u8]) {
    let error = reply::decode::<(), CommonError>(body);
    bencher
        .counter(BytesCount::of_slice(body))
        .bench_local(|| black_box(&error).as_ref().map_err(ToString::to_string).is_err());
}
