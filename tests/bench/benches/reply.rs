//! `decode` beside `serde_json` alone, on successes and on errors:
//! `cargo bench --manifest-path tests/bench/Cargo.toml --bench reply`.
#![allow(clippy::unwrap_used, missing_docs, reason = "a measurement that cannot go on should stop")]

use divan::{Bencher, black_box};
use errcode_runtime::reply::{self, ReplyError};
use errcode_runtime::wechat::CommonError;
use serde::Deserialize;

fn main() {
    divan::main();
}

#[derive(Deserialize)]
struct Token {
    #[expect(dead_code, reason = "read, as a client would")]
    access_token: String,
    #[expect(dead_code, reason = "read, as a client would")]
    expires_in: u32,
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

/// What a client reads without `decode`: the error first.
#[derive(Deserialize)]
struct Plain {
    errcode: i64,
    #[expect(dead_code, reason = "read, as a client would")]
    errmsg: String,
}

fn token() -> String {
    format!(r#"{{"access_token":"{}","expires_in":7200}}"#, "57_aBcD".repeat(20))
}

fn with_code() -> String {
    format!(r#"{{"errcode":0,"errmsg":"ok","access_token":"{}","expires_in":7200}}"#, "57_aBcD".repeat(20))
}

fn users(count: usize) -> String {
    let user =
        r#"{"subscribe":1,"openid":"otvxTs4dckWG7imySrJd6jSi0CWE","nickname":"微信用户","sex":1,"tags":[128,2]}"#;
    format!(r#"{{"errcode":0,"errmsg":"ok","user_list":[{}]}}"#, vec![user; count].join(","))
}

const ERROR: &str = r#"{"errcode":40001,"errmsg":"invalid credential, access_token is invalid or not latest, could get access_token by getStableAccessToken, more details at https://mmbizurl.cn/s/JtxxFh33r rid: 6465d38b-7c92cbd3-6b53fb15"}"#;

/// One program for both sides of each pair.
macro_rules! pair {
    ($name:ident, $Type:ty, $body:expr $(, $option:ident = $value:expr)?) => {
        mod $name {
            use super::*;

            #[divan::bench($($option = $value)?)]
            fn serde_json_alone(bencher: Bencher<'_, '_>) {
                let body = $body;
                bencher.bench_local(|| serde_json::from_slice::<$Type>(black_box(body.as_bytes())).unwrap());
            }

            #[divan::bench($($option = $value)?)]
            fn decode(bencher: Bencher<'_, '_>) {
                let body = $body;
                bencher.bench_local(|| reply::decode::<$Type, CommonError>(black_box(body.as_bytes())).unwrap());
            }
        }
    };
}

pair!(success_without_code, Token, token());
pair!(success_with_code, Token, with_code());
pair!(success_as_value, serde_json::Value, with_code());
pair!(success_of_100_users, Users, users(100));
pair!(success_of_10_000_users, Users, users(10_000));
pair!(success_of_64_mebibytes, Users, users(639_000), max_time = 10);

mod error {
    use super::{CommonError, ERROR, Plain, ReplyError, Token, black_box, reply};

    /// The type that knows what comes, and nothing is kept but its two fields.
    #[divan::bench]
    fn serde_json_alone() -> i64 {
        serde_json::from_slice::<Plain>(black_box(ERROR.as_bytes())).unwrap().errcode
    }

    #[divan::bench]
    fn decode() -> ReplyError<CommonError> {
        reply::decode::<Token, CommonError>(black_box(ERROR.as_bytes())).err().unwrap()
    }

    #[divan::bench]
    fn decode_as_unit() -> ReplyError<CommonError> {
        reply::decode::<(), CommonError>(black_box(ERROR.as_bytes())).err().unwrap()
    }
}
