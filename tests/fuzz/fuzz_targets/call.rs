//! Any tokens as a call: items that parse, or errors; never a panic.
#![no_main]

use errcode_codegen::{Environment, expand};
use proc_macro2::TokenStream;

const TABLE: &[u8] = b"code,name,kind,recovery,message\n1,One,internal,retry,one\n4xx,Four,not_found,stop,four\n-9--5,Low,internal,retry,low\n";
/// Codes that are texts.
const TEXTS: &[u8] = b"code,kind,recovery,message\nPARAM_ERROR,internal,retry,one\nisv.LIMIT,not_found,stop,four\n\"a\"\"b\",internal,retry,low\n00,ok,none,fine\n";

libfuzzer_sys::fuzz_target!(|call: &str| {
    let Ok(call) = format!("[::errcode_runtime] {call}").parse::<TokenStream>() else { return };
    let tokens = expand(call, &Environment::in_memory([("t.csv", TABLE), ("x.csv", TEXTS)]));
    assert!(syn::parse2::<syn::File>(tokens.clone()).is_ok(), "{tokens}");
    let tokens = tokens.to_string();
    assert!(!tokens.contains("this is a bug in errcode"), "{tokens}");
});
