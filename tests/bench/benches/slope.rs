//! The time of `decode` per byte must not grow with the body, whatever is in it:
//! `cargo bench --manifest-path tests/bench/Cargo.toml --bench slope`.
#![allow(missing_docs, reason = "a measurement has no readers of its docs")]

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

fn filled(size: usize, begin: &str, repeated: &str, end: &str) -> String {
    format!("{begin}{}{end}", repeated.repeat(size / repeated.len()))
}

fn users(size: usize) -> String {
    let user = r#"{"openid":"otvxTs4dckWG7imySrJd6jSi0CWE","nickname":"微信用户","sex":1,"tags":[128,2]},"#;
    filled(size, r#"{"errcode":0,"errmsg":"ok","user_list":["#, user, r#"{"openid":"","nickname":"","sex":0}]}"#)
}

fn measure<T: DeserializeOwned>(bencher: Bencher<'_, '_>, body: &str) {
    let bencher = bencher.counter(BytesCount::of_str(body));
    bencher.bench_local(|| reply::decode::<T, CommonError>(black_box(body.as_bytes())).is_ok());
}

#[divan::bench(args = SIZES)]
fn success(bencher: Bencher<'_, '_>, size: usize) {
    measure::<Users>(bencher, &users(size));
}

#[divan::bench(args = SIZES)]
fn success_as_unit(bencher: Bencher<'_, '_>, size: usize) {
    measure::<()>(bencher, &users(size));
}

#[divan::bench(args = SIZES)]
fn error_with_a_long_message(bencher: Bencher<'_, '_>, size: usize) {
    measure::<()>(bencher, &filled(size, r#"{"errcode":40001,"errmsg":""#, "invalid credential ", "\"}"));
}

#[divan::bench(args = SIZES)]
fn error_beside_users(bencher: Bencher<'_, '_>, size: usize) {
    measure::<()>(bencher, &users(size).replace(":0,", ":40001,"));
}

/// Took a hundred times its size.
#[divan::bench(args = SIZES)]
fn list_for_a_code(bencher: Bencher<'_, '_>, size: usize) {
    measure::<()>(bencher, &filled(size, r#"{"errcode":["#, r#"{"":0},"#, "0]}"));
}

/// Took 8 s for 4 MB.
#[divan::bench(args = SIZES)]
fn successes_beside_messages(bencher: Bencher<'_, '_>, size: usize) {
    let messages = filled(size / 2, r#"{"err_msg":"a""#, r#","err_msg":"a""#, "}");
    let body = filled(size / 2, "{", r#""errcode":0,"#, &format!(r#""base_resp":{messages},"errCode":1}}"#));
    measure::<()>(bencher, &body);
}

#[divan::bench(args = SIZES)]
fn nesting(bencher: Bencher<'_, '_>, size: usize) {
    let half = size / 2;
    let body = format!(r#"{{"errcode":40001,"x":{}{}}}"#, "[".repeat(half), "]".repeat(half));
    measure::<()>(bencher, &body);
}

#[divan::bench(args = SIZES)]
fn escapes(bencher: Bencher<'_, '_>, size: usize) {
    measure::<()>(bencher, &filled(size, r#"{"errcode":40001,"errmsg":""#, "\\u4f60", "\"}"));
}

#[divan::bench(args = SIZES)]
fn control_characters(bencher: Bencher<'_, '_>, size: usize) {
    measure::<()>(bencher, &filled(size, r#"{"errcode":40001,"errmsg":""#, "a\n", "\"}"));
}

/// Took 1.9 s for 63 MiB.
#[divan::bench(args = SIZES)]
fn showing_an_error(bencher: Bencher<'_, '_>, size: usize) {
    let body = filled(size, r#"{"errcode":40001,"errmsg":""#, "rid: a ", "\"}");
    let error = reply::decode::<(), CommonError>(body.as_bytes());
    bencher
        .counter(BytesCount::of_str(&body))
        .bench_local(|| black_box(&error).as_ref().map_err(ToString::to_string).is_err());
}
