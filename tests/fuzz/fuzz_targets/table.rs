//! Any bytes as a table: items that parse, or errors; never a panic.
#![no_main]

use errcode_codegen::{Environment, expand};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for (name, code) in [("t.csv", ""), ("t.tsv", ""), ("t.csv", "(code: str)"), ("t.csv", "(code: i64)")] {
        let environment = Environment::in_memory([(name, bytes)]);
        let call = format!("[::errcode_runtime] pub enum E from {name:?} {code};");
        let tokens = expand(call.parse().expect("a call"), &environment);
        assert!(syn::parse2::<syn::File>(tokens.clone()).is_ok(), "{tokens}");
        let tokens = tokens.to_string();
        // The shell turns a panic into an error; here it is a finding.
        assert!(!tokens.contains("this is a bug in errcode"), "{tokens}");
    }
});
