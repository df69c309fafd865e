//! Any bytes as a table: the output is items that parse, or errors, and nothing panics.
#![no_main]

use errcode_codegen::{Environment, expand};

/// The file to overlay on the table.
const OURS: &[u8] =
    b"code,name,kind,recovery,message,message_zh\n1,One,internal,retry,one,\nA_B,Two,ok,none,,\xE4\xBA\x8C\n";

/// Possible arguments after the file's name.
const ENTRIES: [&str; 9] = [
    "",
    "(code: str)",
    "(code: i64)",
    "(code: i32, success = [0, 0x8000_0000..=0x8000_00FF])",
    "(code = 1, name = 2, message = 3)",
    "(repeated = join, skip = sections)",
    "(repeated = alias, strip = \"E_\")",
    "(level: str = 2, http: u16 = 3, fatal: bool = 4)",
    "with \"ours.csv\"",
];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    // The fuzzer's bytes are the table, the file laid over it, or both.
    let sound: &[u8] = b"code,name,message\n1,ONE,one\n2,TWO,two\n";
    let calls = ENTRIES.iter().map(|entries| ("t.csv", *entries, bytes, OURS));
    let others = [
        ("t.tsv", "", bytes, OURS),
        ("t.csv", "with \"ours.csv\"", sound, bytes),
        ("t.csv", "(code: str) with \"ours.csv\"", bytes, bytes),
    ];
    for (name, entries, table, ours) in calls.chain(others) {
        let environment = Environment::in_memory([(name, table), ("ours.csv", ours)]);
        let call = format!("[::errcode_runtime] pub enum E from {name:?} {entries};");
        let tokens = expand(call.parse().expect("a call"), &environment);
        assert!(syn::parse2::<syn::File>(tokens.clone()).is_ok(), "{tokens}");
        let tokens = tokens.to_string();
        // `expand` turns a panic into this error; here it is a finding.
        assert!(!tokens.contains("this is a bug in errcode"), "{tokens}");
    }
});
