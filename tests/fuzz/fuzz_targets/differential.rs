//! Replies made of meaningful keys and values, read by `decode` and by a reader that shares no code with it.
#![no_main]

#[path = "../independent/mod.rs"]
mod independent;

use errcode_runtime::errcodes;

use independent::pieces::{KEYS, VALUES};
use independent::{assert_agrees, assert_agrees_on_paths, assert_agrees_on_texts};

errcodes!("common");
errcodes! { enum PayError from "../tables/pay.csv"; }

/// Other pieces that a byte may stand for. Most bodies made of such pieces are broken JSON, but nearly valid.
const MARKS: &[&str] = &["{", "}", "[", "]", ",", ":", "\"", "\\u0030", " ", "\n", "微"];

fn pick<'l>(list: &[&'l str], byte: u8) -> &'l str {
    list[usize::from(byte) % list.len()]
}

/// A member for each two bytes.
fn members(bytes: &[u8]) -> String {
    let member = |pair: &[u8]| format!("\"{}\":{}", pick(KEYS, pair[0]), pick(VALUES, pair[1]));
    bytes.chunks_exact(2).map(member).collect::<Vec<_>>().join(",")
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    assert_agrees::<CommonError>(bytes);
    assert_agrees_on_texts::<PayError>(bytes);

    let piece = |byte: &u8| match byte % 4 {
        0 => format!("\"{}\":", pick(KEYS, byte / 4)),
        1 => pick(VALUES, byte / 4).to_owned(),
        _ => pick(MARKS, byte / 4).to_owned(),
    };
    assert_agrees::<CommonError>(bytes.iter().map(piece).collect::<String>().as_bytes());

    let body = format!("{{{}}}", members(bytes));
    assert_agrees::<CommonError>(body.as_bytes());
    assert_agrees_on_texts::<PayError>(body.as_bytes());
    let (outer, inner) = bytes.split_at(bytes.len() / 4 * 2);
    let (error, reply) = inner.split_at(inner.len() / 4 * 2);
    let body = format!(
        "{{{},\"error\":{{{}}},\"carrier\":{{\"reply\":{{{}}}}}}}",
        members(outer),
        members(error),
        members(reply)
    );
    assert_agrees_on_paths::<CommonError>(body.as_bytes());
    let body = format!("{{{},\"base_resp\":{{{}}}}}", members(outer), members(inner));
    assert_agrees::<CommonError>(body.as_bytes());
});
