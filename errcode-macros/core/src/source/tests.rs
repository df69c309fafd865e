use std::collections::BTreeMap;
use std::path::PathBuf;

use super::{Content, enum_name, enum_name_of, load, open};
use crate::diagnostic::Diagnostic;
use crate::input::parse;
use crate::{Environment, expand};

/// A package with two tables.
fn package() -> Environment {
    let table = b"code,name,message\n1,One,one\n".to_vec();
    let files = ["/package/a.csv", "/package/own.csv"].map(|path| (PathBuf::from(path), table.clone()));
    let package = Some(PathBuf::from("/package"));
    Environment { package, memory: Some(BTreeMap::from(files)), ..Environment::default() }
}

#[test]
fn both_files_are_watched() {
    for (call, track) in [
        ("\"a.csv\"", "track [\"/a.csv\"]"),
        ("\"a.csv\" with \"own.csv\"", "track [\"/a.csv\" \"/own.csv\"]"),
        ("\"a.csv\" with \"nowhere.csv\"", "track [\"/a.csv\"]"),
    ] {
        let tokens = expand(format!("[::rt] {call}").parse().unwrap(), &package()).to_string();
        assert!(tokens.contains(track), "{call}: {tokens}");
    }
}

#[test]
fn the_reader_knows_the_call() {
    for (call, path, enum_name, overlay) in [
        ("\"a.csv\"", "a.csv", None, None),
        ("\"a.csv\" (code = 1) with \"own.csv\"", "a.csv", None, Some("own.csv")),
        ("enum E from \"a.csv\" with \"nowhere.csv\"", "a.csv", Some("E"), Some("nowhere.csv")),
    ] {
        let mut items = parse(format!("[::rt] {call}").parse().unwrap(), &mut Vec::new()).items;
        let (mut item, _) = items.remove(0);
        let opened = open(item.sources.remove(0), item.name.as_ref(), &package(), &mut Vec::new()).unwrap();
        let opened = [Some(opened)];
        assert_eq!(load(&opened)[0].table().rows.len(), 1);
        let [Some(opened)] = &opened else { unreachable!() };
        assert_eq!(opened.is_whole, overlay != Some("nowhere.csv"));
        let Content::Own(own) = &opened.content else { unreachable!() };
        let known = &own.format.call;
        assert_eq!((&*known.path, known.enum_name.as_deref(), known.overlay.as_deref()), (path, enum_name, overlay));
    }
}

#[test]
fn a_file_that_names_no_enum_shows_the_whole_call() {
    for (call, shown) in [
        ("\"errors.csv\"", "errcodes! { pub enum PaymentError from \"errors.csv\"; }"),
        (
            "\"errors.csv\" (code = \"Value\", http: u16, skip = [\"a\", \"b\"]) with \"own.csv\"",
            "errcodes! { pub enum PaymentError from \"errors.csv\" \
             (code = \"Value\", http: u16, skip = [\"a\", \"b\"]) with \"own.csv\"; }",
        ),
    ] {
        let mut items = parse(format!("[::rt] {call}").parse().unwrap(), &mut Vec::new()).items;
        let mut diagnostics = Vec::new();
        let name = enum_name_of(&items.remove(0).0.sources[0], &mut diagnostics);
        let said: Vec<String> = diagnostics.iter().map(Diagnostic::text).collect();
        let wanted = "expected a file name that an enum can be named after, found `errors`; help: name it: ".to_owned();
        assert_eq!((name, said), (None, vec![wanted + shown]), "{call}");
    }
}

#[test]
fn enums_are_named_after_files() {
    for (stem, name) in [
        ("payment", Some("PaymentError")),
        ("payment_errors", Some("PaymentError")),
        ("payment-error", Some("PaymentError")),
        ("PaymentErrors", Some("PaymentError")),
        ("errors", None),
        ("error_codes", None),
        ("errcode", None),
        ("ErrorCodes", None),
        ("codes", Some("CodesError")),
        ("error_codes_v2", Some("ErrorCodesV2Error")),
        ("http status", Some("HttpStatusError")),
        ("v2.payment", Some("V2PaymentError")),
        ("错误码", None),
        ("2024", None),
        ("", None),
    ] {
        assert_eq!(enum_name(stem).as_deref(), name, "{stem}");
    }
}
