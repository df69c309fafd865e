//! Replies that are built of the keys and values that mean something, read by `decode` and by an independent reader.
#![no_main]

#[path = "../independent.rs"]
mod independent;

use errcode_runtime::errcodes;

errcodes!("common");

/// What a byte of the input stands for: the pieces of which a reply is made, whole, so that most of what is tried is valid JSON.
const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"errcode\":",
    "\"errmsg\":",
    "\"errCode\":",
    "\"errMsg\":",
    "\"base_resp\":",
    "\"ret\":",
    "\"err_msg\":",
    "\"err\\u0063ode\":",
    "\"x\":",
    "\"errcode",
    "\":",
    "0",
    "40001",
    "-1",
    "-0",
    "1.0",
    "4e4",
    "\"0\"",
    "\"40001\"",
    "\"0x9C41\"",
    "\"-0X1\"",
    "\"+7\"",
    "\"a\"",
    "\"ok\"",
    "\"\"",
    "null",
    "true",
    "false",
    " ",
    "\n",
    "9223372036854775808",
    "\\u0030",
    "\"",
    "微",
];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    independent::assert_agrees::<CommonError>(bytes);
    let pieces = bytes.iter().map(|byte| PIECES[usize::from(*byte) % PIECES.len()]);
    independent::assert_agrees::<CommonError>(pieces.collect::<String>().as_bytes());
    // As the members of an object, which random pieces seldom are: a key, then a value.
    let keys: Vec<&str> =
        PIECES.iter().copied().filter(|piece| piece.ends_with(':') && piece.starts_with('"')).collect();
    let values: Vec<&str> =
        PIECES.iter().copied().filter(|piece| serde_json::from_str::<serde::de::IgnoredAny>(piece).is_ok()).collect();
    let members = |bytes: &[u8]| {
        let member = |pair: &[u8]| {
            format!("{}{}", keys[usize::from(pair[0]) % keys.len()], values[usize::from(pair[1]) % values.len()])
        };
        bytes.chunks_exact(2).map(member).collect::<Vec<_>>().join(",")
    };
    let (inner, outer) = bytes.split_at(bytes.len() / 3);
    let body = format!("{{{},\"base_resp\":{{{}}}}}", members(outer), members(inner));
    independent::assert_agrees::<CommonError>(body.as_bytes());
});
