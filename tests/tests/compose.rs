//! Several tables in one enum, selections, and conversions between enums.
#![allow(clippy::unwrap_used, reason = "a test that cannot continue should stop")]

use errcode_runtime::wechat::{CommonError, GeneralError};
use errcode_runtime::{Code, TableInfo, errcodes, prelude::*};

errcodes! {
    /// Every code of both tables: a row that is in both becomes one variant.
    pub enum WechatError from "common", "general";
    /// Error codes of `auth.code2Session`.
    pub enum LoginError from "common", "general" { -1, 40029 as InvalidJsCode, 45011 }
    /// A user's own table and a shipped one.
    pub enum PaymentError from "common", "tables/payment.csv" (code = "Value", message = "Description") { -1, 45009, 7001, 7xx }
    /// A part of a range, one code of the range with a name of its own, and a single row.
    pub enum PartError from "tables/http-status.csv" (code = "Value", message = "Description") { 110..=120, 150 as Special, 404 }
    /// Two parts of a range.
    pub enum TwoPartsError from "tables/http-status.csv" (code = "Value", message = "Description") { 110..=120, 130..=140 }
    /// Rows selected by their recovery or kind.
    pub enum AgainError from "common", "general", "cloudbase" { slow_down, unavailable, deadline_exceeded }
    /// A choice between the two meanings of a number.
    pub enum XiaoweiLed from "xiaowei", "general" { 20002 as MalformedJson, 40003 }
    /// One row under another name, and all other rows.
    pub enum Renamed from "gateway" { 104100 as Replayed, .. }
    /// Without success, and without some errors.
    pub enum Failure from "common" except { 0, slow_down, 40013..=41001 }
    /// A family, and codes that have rows of their own.
    pub enum CloudCall from "cloudbase", "cloudrun" { -40400x, -404001, -601001 }
}

#[test]
fn equal_rows_of_two_sources_are_one_variant() {
    let of = |title: &str| WechatError::ALL.iter().filter(|error| error.table().unwrap().title_zh == title).count();
    let (common, general) = (CommonError::ALL.len(), GeneralError::ALL.len());
    assert_eq!((of("公共错误码"), of("通用错误码")), (common, general));
    assert_eq!(WechatError::ALL.len(), common + general);
    errcodes! { enum Shops from "shop", "channels"; }
    assert_eq!(Shops::ALL.len(), 29, "every row of channels is also in shop");
    assert!(Shops::ALL.iter().all(|error| error.table().unwrap().title_zh == "微信小店"));
}

#[test]
fn a_selection_has_its_codes_and_no_other() {
    let codes: Vec<i64> = LoginError::ALL.iter().map(LoginError::code).collect();
    assert_eq!(codes, [-1, 40029, 45011]);
    assert!(!LoginError::from(40001).is_known());
    assert_eq!(LoginError::InvalidJsCode.name(), "InvalidJsCode");
    // Exhaustive without a wildcard.
    match LoginError::from(45011) {
        LoginError::SystemBusy | LoginError::InvalidJsCode | LoginError::Unknown(_) => unreachable!(),
        LoginError::MinuteQuotaExceeded => {}
    }
}

#[test]
fn own_tables_and_shipped_ones_mix() {
    assert_eq!(PaymentError::from(7001).message(), "card declined");
    assert_eq!(PaymentError::from(7001).message_zh(), "card declined", "the other language is used instead");
    assert_eq!(PaymentError::from(45009), PaymentError::DailyQuotaExceeded);
    assert_eq!(PaymentError::from(712).name(), "BankRefused");
    assert_eq!(PaymentError::from(7001).table().unwrap().file, "tables/payment.csv");
}

#[test]
fn parts_of_a_range_are_one_variant() {
    assert_eq!(TwoPartsError::ALL.len(), 1);
    for code in 100..200 {
        let value = TwoPartsError::from(code);
        let is_selected = (110..=120).contains(&code) || (130..=140).contains(&code);
        assert_eq!((value.is_known(), value.code()), (is_selected, code));
        assert_eq!(matches!(value, TwoPartsError::Unassigned104To199(_)), is_selected, "{code}");
    }
}

#[test]
fn a_part_of_a_range_is_that_part() {
    assert_eq!(PartError::from(115).name(), "Unassigned104To199");
    assert_eq!(PartError::from(150), PartError::Special);
    for code in [104, 109, 121, 199] {
        assert!(!PartError::from(code).is_known(), "{code}");
    }
    let codes: Vec<i64> = PartError::ALL.iter().map(PartError::code).collect();
    assert_eq!(codes, [110, 150, 404]);
}

#[test]
fn families_stand_beside_their_single_codes() {
    // Nine of the family's ten codes have rows of their own. The eight that were not selected do not fall back to the family.
    assert_eq!(CloudCall::from(-404_001).name(), "CloudFunctionResponseEmpty");
    for code in [-404_002, -404_009, -404_010] {
        assert!(!CloudCall::from(code).is_known(), "{code}");
    }
    let carried = match CloudCall::from(-404_000) {
        CloudCall::CallSdkCloudFunctionFailed(code) => code.code(),
        _ => 0,
    };
    assert_eq!(carried, -404_000);
    assert_eq!(CloudCall::ALL.iter().map(ErrorCode::code).collect::<Vec<_>>(), [-601_001, -404_001, -404_000]);
}

#[test]
fn kinds_and_recoveries_select_their_rows() {
    for error in AgainError::ALL {
        let by_kind = matches!(error.kind(), Kind::Unavailable | Kind::DeadlineExceeded);
        assert!(by_kind || error.recovery() == Recovery::SlowDown, "{error:?}");
    }
    let all = WechatError::ALL.iter().filter(|error| error.recovery() == Recovery::SlowDown);
    assert!(all.map(ErrorCode::code).all(|code| AgainError::from_code(code).is_some_and(|error| error.is_known())));
}

#[test]
fn a_number_with_two_meanings_takes_the_name_that_the_call_gives() {
    let error = XiaoweiLed::from(20002);
    assert_eq!(error, XiaoweiLed::MalformedJson);
    assert_eq!(error.table().unwrap().title_zh, "腾讯小微", "the first source takes precedence");
    assert_eq!(Renamed::from(104_100), Renamed::Replayed);
    assert_eq!(Renamed::ALL.len(), 10);
}

#[test]
fn what_is_left_out_is_unknown() {
    for code in [0, 45011, 40014, 41001] {
        assert!(!Failure::from(code).is_known(), "{code}");
    }
    assert!(Failure::from(40001).is_known());
    assert_eq!(Failure::check(0), Ok(()), "0 is a success even without a row");
}

#[test]
fn a_row_of_kind_ok_is_a_success_beside_a_table_without_kinds() {
    errcodes! { enum Mixed from "tables/done.csv", "tables/http-status.csv" (code = "Value", message = "Description") { 9000, 9001, 404 } }
    assert_eq!(Mixed::check(9000), Ok(()));
    assert_eq!(Mixed::check(9001), Err(Mixed::Full));
    assert_eq!(Mixed::check(404), Err(Mixed::NotFound));
    assert!(Mixed::AlreadyDone.is_success() && !Mixed::Full.is_success());
}

#[test]
fn a_row_may_be_selected_in_two_ways() {
    errcodes! {
        enum ByWord from "common" { 0 as Fine, none, 40001 as Token, 40000..=40001 }
        enum ByRange from "cloudbase" { -404009..=-404000, -40400x }
        enum Same from "common", { 40001..=40001, }
        enum Less from "common" except { 0, ok, 40001, 40000..=40001 }
    }
    assert_eq!(ByWord::ALL, [ByWord::Fine, ByWord::Token]);
    assert_eq!(ByRange::from(-404_000).name(), "CallSdkCloudFunctionFailed");
    assert_eq!(Same::ALL, [Same::InvalidCredential]);
    assert!(!Less::from(40001).is_known() && Less::from(40013).is_known());
}

#[test]
fn a_row_of_two_tables_has_the_kind_that_one_of_them_gives() {
    errcodes! { enum Mixed from "tables/http-status.csv" (code = "Value", message = "Description"), "tables/fine.csv" { 200 } }
    assert_eq!(Mixed::check(200), Ok(()));
    assert_eq!(Mixed::ALL[0].table().unwrap().file, "tables/http-status.csv");
}

#[test]
fn a_range_can_be_renamed() {
    errcodes! { enum Band from "tables/http-status.csv" (code = "Value", message = "Description") { 104..=199 as Informational } }
    assert_eq!((Band::ALL.len(), Band::from(150).name()), (1, "Informational"));
}

#[test]
fn enums_convert_without_a_number() {
    for &error in LoginError::ALL {
        let wide = WechatError::from(error.code());
        assert_eq!(wide.code(), error.code());
        assert_eq!(LoginError::try_from_code_of(wide), Ok(error));
    }
    let other = WechatError::InvalidOpenId;
    assert_eq!(LoginError::try_from_code_of(other), Err(other));
    let unknown = LoginError::from(1);
    assert_eq!(WechatError::try_from_code_of(unknown), Err(unknown));
    let boxed: Box<dyn Classify> = Box::new(LoginError::SystemBusy);
    assert_eq!(WechatError::from_code(boxed.code()), Some(WechatError::SystemBusy));
    assert_eq!(WechatError::from_code("PARAM_ERROR"), None);
}

/// The implementations for all generated enums do not prevent users from implementing the traits for their own types.
#[test]
fn a_type_of_ones_own_can_have_the_traits() {
    #[derive(Debug, PartialEq)]
    struct Timeout;

    impl core::fmt::Display for Timeout {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            f.write_str(self.message())
        }
    }

    impl core::error::Error for Timeout {}

    impl ErrorCode for Timeout {
        fn code(&self) -> Code<'_> {
            Code::Number(-2)
        }
        fn name(&self) -> &'static str {
            "Timeout"
        }
        fn message(&self) -> &'static str {
            "no reply"
        }
        fn message_zh(&self) -> &'static str {
            "没有响应"
        }
        fn solution_zh(&self) -> Option<&'static str> {
            None
        }
        fn note_zh(&self) -> Option<&'static str> {
            None
        }
        fn table(&self) -> Option<&'static TableInfo> {
            None
        }
        fn is_known(&self) -> bool {
            true
        }
        fn is_success(&self) -> bool {
            false
        }
    }

    impl Classify for Timeout {
        fn kind(&self) -> Kind {
            Kind::DeadlineExceeded
        }
        fn recovery(&self) -> Recovery {
            Recovery::Retry
        }
        fn retry_after(&self) -> Option<core::time::Duration> {
            None
        }
    }

    let errors: [&dyn Classify; 2] = [&Timeout, &LoginError::SystemBusy];
    assert!(errors.iter().all(|error| error.is_retryable()));
    assert_eq!(LoginError::try_from_code_of(Timeout), Err(Timeout));
}
