//! Each endpoint makes an enum, and each code on its page is a variant of it. The test compiles the enums and runs their lookups.
#![allow(clippy::unwrap_used, reason = "a test that cannot continue should stop")]

use core::fmt::Write as _;

use errcode_runtime::{errcodes, prelude::*};
use errcode_tables::{Endpoint, Format, read};
use errcode_tests::cargo::Project;

errcodes! {
    enum LoginError from endpoint "code2Session" { 40029 as InvalidJsCode, .. }
    enum SchemeError from endpoint "generateScheme", "common";
    enum PhoneError from endpoint "getPhoneNumber";
    enum LinkError from endpoint "/wxa/generate_urllink" except { -1 };
    enum PickedError from "common", endpoint "POST /wxa/generatescheme" { 40013, 40001 }
    enum OrdinaryError from endpoint "code2Session", "common" { 40013 }
    enum WordsError from endpoint "generateScheme", "general" { appeal }
    enum TwoPagesError from endpoint "code2Session", endpoint "getPluginOpenPId";
    enum NoCodesError from endpoint "getAppKey";
    enum NoCodesAndCommonError from endpoint "getAppKey", "common" { 40001 }
    #[cfg(any())]
    enum Removed from endpoint "no such endpoint";
}
errcodes!(endpoint "checkEncryptedData");

#[test]
fn what_a_page_says_wins_over_the_tables() {
    // The same number, three meanings.
    assert_eq!(SchemeError::from(40013).name(), "UrlSchemeOrUrlLinkBanned");
    assert_eq!(PickedError::from(40013), PickedError::UrlSchemeOrUrlLinkBanned);
    assert_eq!(PickedError::from(40001), PickedError::InvalidCredential);
    assert_eq!(SchemeError::from(40001), SchemeError::InvalidCredential);
    assert_eq!(SchemeError::from(40013).recovery(), Recovery::Appeal);
    assert_eq!(PhoneError::from(40013).name(), "PhoneCodeAppIdMismatch");
    assert_eq!(OrdinaryError::ALL, [OrdinaryError::InvalidAppId]);
    assert!(WordsError::ALL.contains(&WordsError::UrlSchemeOrUrlLinkBanned));
    assert!(WordsError::ALL.iter().all(|error| error.recovery() == Recovery::Appeal));
    // The row is the product's own, although most of the product's endpoints use another row for this code.
    assert_eq!(CheckEncryptedDataError::from(40097).name(), "InvalidArguments");
}

#[test]
fn the_rest_of_the_grammar_composes() {
    assert_eq!(LoginError::from(40029), LoginError::InvalidJsCode);
    assert_eq!(LoginError::from(40226), LoginError::HighRiskUserLoginBanned);
    assert!(LinkError::ALL.iter().all(|error| error.code() != -1) && !LinkError::from(-1).is_known());
    assert_eq!(TwoPagesError::from(1007), TwoPagesError::PluginOpenPidNotFound);
    let info = LoginError::InvalidJsCode.table().unwrap();
    assert_eq!((info.title_zh, info.file), ("小程序登录凭证校验", "endpoints.csv"));
}

#[test]
fn a_page_without_codes_leaves_unknown() {
    let error = NoCodesError::from(40001);
    assert!(NoCodesError::ALL.is_empty() && !error.is_known() && NoCodesError::from(0).is_success());
    assert_eq!((error.code(), error.message(), error.recovery()), (40001, "unknown error code", Recovery::Unknown));
    assert_eq!(NoCodesError::check(0), Ok(()));
    assert_eq!(NoCodesAndCommonError::ALL, [NoCodesAndCommonError::InvalidCredential]);
}

/// One crate has an enum for each endpoint, and looks up each code of the endpoint's page.
#[test]
fn each_endpoint_makes_an_enum() {
    let mut main = String::from("#![deny(warnings)]\n#[allow(unused_imports)]\nuse errcode_runtime::prelude::*;\n");
    let mut body = String::new();
    for (nth, endpoint) in Endpoint::all().enumerate() {
        // By path, because some names are on several pages.
        writeln!(main, "errcode_runtime::errcodes! {{ pub enum E{nth} from endpoint \"{}\"; }}", endpoint.path)
            .unwrap();
        let text = endpoint.text();
        let read = read(text.as_bytes(), None, &Format::default());
        writeln!(body, "    assert_eq!(E{nth}::ALL.len(), {});", read.table.rows.len()).unwrap();
        assert_eq!(endpoint.codes().count(), read.table.rows.len(), "{endpoint}");
        for ((code, _), row) in endpoint.codes().zip(&read.table.rows) {
            writeln!(
                body,
                "    assert_eq!((E{nth}::from({code}), E{nth}::{0}.code()), (E{nth}::{0}, {code}));",
                row.name
            )
            .unwrap();
        }
    }
    let project = Project::scratch("endpoints", "");
    project.write("src/main.rs", format!("{main}fn main() {{\n{body}}}\n"));
    project.succeed(&["run", "--quiet"]);
}
