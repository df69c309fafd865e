//! Any tokens as a call: the output is items that parse, or errors, and nothing panics.
#![no_main]

use errcode_codegen::{Environment, expand};
use proc_macro2::TokenStream;

const TABLE: &[u8] = b"code,name,kind,recovery,message\n1,One,internal,retry,one\n4xx,Four,not_found,stop,four\n-9--5,Low,internal,retry,low\n";
/// Codes that are texts.
const TEXTS: &[u8] = b"code,kind,recovery,message\nPARAM_ERROR,internal,retry,one\nisv.LIMIT,not_found,stop,four\n\"a\"\"b\",internal,retry,low\n00,ok,none,fine\n";
/// A file to overlay on the first.
const OURS: &[u8] = b"code,name,kind,recovery,retry_after,message_zh\n1,First,unavailable,retry,60,\xE4\xB8\x80\n4xx,Fourth,internal,stop,,\n";
/// A vendor's table: rows that share a code, a section, columns of its own, codes in hexadecimal.
const VENDOR: &[u8] =
    b"Value;Name;Text;Level;HTTP\n0x80070005;E_ONE;one;high;404\n0x80070005;E_TWO;two;low;\nGroup;;;;\n0x1;E_THREE;three;;500\n";

libfuzzer_sys::fuzz_target!(|call: &str| {
    let Ok(call) = format!("[::errcode_runtime] {call}").parse::<TokenStream>() else { return };
    let files = [("t.csv", TABLE), ("x.csv", TEXTS), ("o.csv", OURS), ("v.csv", VENDOR)];
    let tokens = expand(call, &Environment::in_memory(files));
    assert!(syn::parse2::<syn::File>(tokens.clone()).is_ok(), "{tokens}");
    let tokens = tokens.to_string();
    assert!(!tokens.contains("this is a bug in errcode"), "{tokens}");
});
