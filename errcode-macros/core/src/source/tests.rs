use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::path::PathBuf;

use errcode_tables::Unreadable;
use proc_macro2::Span;
use syn::LitStr;

use super::messages::unreadable;
use super::{Content, enum_name, enum_name_of, load, open};
use crate::diagnostic::Diagnostic;
use crate::input::parse;
use crate::{Environment, expand};

/// A package with two tables.
fn package() -> Environment {
    let table = b"code,name,message\n1,One,one\n".to_vec();
    // An absolute path, which on Windows begins with a drive.
    let package = PathBuf::from(if cfg!(windows) { "C:/package" } else { "/package" });
    let files = ["a.csv", "own.csv"].map(|name| (package.join(name), table.clone()));
    Environment { package: Some(package), memory: Some(BTreeMap::from(files)), ..Environment::default() }
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
    // Without an absolute path of the package, the path would depend on where the compiler runs.
    let environment = Environment::in_memory([("a.csv", b"code,name,message\n1,One,one\n")]);
    let tokens = expand("[::rt] \"a.csv\"".parse().unwrap(), &environment).to_string();
    assert!(tokens.contains("track []"), "{tokens}");
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

/// The page of an endpoint wins over other sources. A row that says the same is merged with the page's row.
#[test]
fn a_page_wins_over_other_sources() {
    let files = [
        ("same.csv", "code,name,message,level\n40013,UrlSchemeOrUrlLinkBanned,mine,5\n7,Seven,seven,6\n"),
        ("broken.csv", "code,name,message,level\n40013,UrlSchemeOrUrlLinkBanned,mine,x\n7,Seven,seven,6\n"),
        ("over.csv", "code,name,kind,recovery,message\n40013,UrlSchemeOrUrlLinkBanned,internal,retry,mine\n"),
        ("other.csv", "code,name,message,level\n40013,MyBanned,mine,5\n7,Seven,seven,6\n"),
        (
            "bad.csv",
            "code,name,kind,recovery,message\n40013,Bad,no_such_kind,stop,mine\n7,Seven,internal,retry,seven\n",
        ),
    ];
    let environment = Environment::in_memory(files.map(|(name, file)| (name, file.as_bytes())));
    let expanded = |call: &str| {
        let tokens = expand(format!("[::rt] enum E from {call};").parse().unwrap(), &environment).to_string();
        let message = tokens.split_once("compile_error ! {").and_then(|(_, rest)| rest.split('"').nth(1));
        (tokens.clone(), message.unwrap_or_default().replace("\\n   = ", "; "))
    };
    let of_page = |call: &str| {
        let (tokens, message) = expanded(call);
        assert_eq!(message, "", "{call}");
        assert!(tokens.contains("UrlSchemeOrUrlLinkBanned ,") && !tokens.contains("MyBanned"), "{call}: {tokens}");
        tokens
    };
    for sources in [
        "endpoint \"generateScheme\", \"same.csv\" (level: u8)",
        "\"same.csv\" (level: u8), endpoint \"generateScheme\"",
    ] {
        // The row of the user's file says the same: its field is kept, and its text comes second.
        let tokens = of_page(sources);
        let (page, own) = (tokens.find("banned from generating links"), tokens.find("mine"));
        assert!(page.is_some() && page < own && tokens.contains("level: 5"), "{sources}: {tokens}");
    }
    of_page("endpoint \"generateScheme\", \"other.csv\"");
    of_page("endpoint \"generateScheme\", \"other.csv\", \"common\", \"general\" { 40013, 7, 40001 }");
    assert!(of_page("\"over.csv\", endpoint \"generateScheme\" { 40013 }").contains("`appeal`"));
    // A mistake is ignored in a row that the page replaces, and reported in a row that says the same as the page.
    let (_, message) = expanded("endpoint \"generateScheme\", \"broken.csv\" (level: u8)");
    assert!(message.starts_with("`x` does not fit"), "{message}");
    of_page("endpoint \"generateScheme\", \"bad.csv\"");
    for (call, message) in [
        (
            "endpoint \"generateScheme\", \"common\" { InvalidAppId }",
            "on the page of generateScheme, 40013 is not `InvalidAppId`; help: it is `UrlSchemeOrUrlLinkBanned` there: \
             this mini program is banned from generating links",
        ),
        (
            "endpoint \"generateScheme\" { ApiUnauthorized }",
            "no source of this enum has the name `ApiUnauthorized`; help: the page of generateScheme does not list it, but \
             `common` has it: write `, ",
        ),
        (
            "endpoint \"generateScheme\" { InvalidAppId }",
            "on the page of generateScheme, 40013 is not `InvalidAppId`; help: it is `UrlSchemeOrUrlLinkBanned` there: \
             this mini program is banned from generating links",
        ),
        (
            "endpoint \"generateScheme\", \"other.csv\" { MyBanned }",
            "on the page of generateScheme, 40013 is not `MyBanned`; help: it is `UrlSchemeOrUrlLinkBanned` there: \
             this mini program is banned from generating links",
        ),
        (
            "endpoint \"code2Session\" { DailyQuotaExceeded }",
            "no source of this enum has the name `DailyQuotaExceeded`; help: the page of code2Session does not list it, but \
             `common` has it: write `, ",
        ),
        (
            "endpoint \"addProfitSharingAccount\" { NoB2bProfitSharingAccountAvailable }",
            "no source of this enum has the name `NoB2bProfitSharingAccountAvailable`; help: the page of \
             addProfitSharingAccount does not list it, but `b2b` has it: write `, ",
        ),
        (
            "endpoint \"generateScheme\" { fix_setup, 48001 }",
            "no source of this enum has the code 48001; help: the nearest are 44993 (DailyCallQuotaExceeded) and 85079 \
             (MiniProgramReleasedVersionMissing)",
        ),
        (
            "endpoint \"code2Session\" { 40013, .. }",
            "no source of this enum has the code 40013; help: the nearest are -1 (SystemBusy) and 40029 (InvalidOauthCode)",
        ),
        (
            "endpoint \"code2Session\" except { 40013 }",
            "no source of this enum has the code 40013; help: the nearest are -1 (SystemBusy) and 40029 (InvalidOauthCode)",
        ),
    ] {
        assert_eq!(expanded(call).1.trim_end_matches('\\'), message, "{call}");
    }
}

/// Even if the excerpt of a shipped table has no rows, the enum's texts are in both languages.
#[test]
fn a_shipped_table_is_in_both_languages() {
    let environment = Environment::in_memory([("en.csv", "code,name,message\n7,Seven,seven\n".as_bytes())]);
    let docs = |selection: &str| {
        let call = format!("[::rt] enum E from \"common\", \"en.csv\" {{ {selection} }};");
        let tokens = expand(call.parse().unwrap(), &environment).to_string();
        assert!(tokens.contains("未知错误码"), "{selection}: {tokens}");
    };
    docs("7");
    docs("6..=8");
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

#[test]
fn a_file_that_cannot_be_read_is_reported_with_the_reason() {
    let literal = LitStr::new("a.csv", Span::call_site());
    for (error, message) in [
        (ErrorKind::PermissionDenied.into(), "a.csv cannot be read: permission denied"),
        (
            ErrorKind::NotADirectory.into(),
            "there is no file a.csv: the part before the last `/` is a file, not a folder",
        ),
    ]
    .map(|(error, message): (io::Error, _)| (Unreadable::Io(error), message))
    .into_iter()
    .chain([
        (Unreadable::Dangling("b.csv".into()), "a.csv is a symbolic link to b.csv, which does not exist"),
        (
            Unreadable::Dangling(std::env::current_dir().unwrap()),
            "a.csv is a symbolic link to a file that does not exist",
        ),
    ]) {
        assert_eq!(unreadable(&literal, &Environment::default(), &error).text(), message);
    }
}

#[test]
fn the_tables_beside_a_missing_file_are_listed() {
    let names = |count| (10..10 + count).map(|n| format!("table{n}.csv")).collect::<Vec<_>>();
    let shown = names(20).join(", ");
    for (count, more) in [(20, ""), (21, ", … (1 more)")] {
        let memory = names(count).into_iter().map(|name| (PathBuf::from(name), Vec::new())).collect();
        let environment = Environment { memory: Some(memory), ..Environment::default() };
        let tokens = expand("[::rt] \"x.csv\"".parse().unwrap(), &environment).to_string();
        assert!(tokens.contains(&format!("the same folder holds {shown}{more}\"")), "{tokens}");
    }
}
