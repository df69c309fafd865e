//! Tests of the names that are made from codes, or have one at their end.

use super::is_upper_camel;
use crate::read::name::{LONGEST, LONGEST_OF_CELL, camel, code_only, of_code, of_words, with_code, with_hash};
use crate::read::{CodeRange, Codes, Numbers};

#[test]
fn a_code_takes_the_place_of_words() {
    let one = |code| Codes::Numbers(Numbers::one(code));
    let range = |first, last| Codes::Numbers(CodeRange { first, last }.into());
    let both = Codes::Numbers(Numbers::union([16, -3].map(CodeRange::one)).unwrap());
    let long = "ThisTextIsJustAsLongAsTheNameOfAnyOneVariantMayEverBecome";
    for (name, codes, spelling, wanted) in [
        ("BadId", one(0), "0", "BadId0"),
        ("BadId", one(-7), "-7", "BadIdMinus7"),
        ("BadId", range(10, 12), "10-12", "BadId10To12"),
        ("BadId", range(-7, 12), "-7..=12", "BadIdMinus7To12"),
        ("Error5", one(7), "7", "Error5_7"),
        ("Error5", one(-7), "-7", "Error5Minus7"),
        ("Error5", one(31), "0x1F", "Error5_0x1F"),
        ("BadId", one(31), "0X1F", "BadId0x1F"),
        ("BadId", one(-2_147_024_891), "0x80070005", "BadId0x80070005"),
        ("BadId", range(14, 255), "0x0e-0xff", "BadId0x0eTo0xff"),
        ("BadId", range(14, 15), "0x0e, 0x0f", "BadId0x0eAnd0x0f"),
        ("BadId", one(-31), "-0x1F", "BadIdMinus0x1F"),
        ("BadId", range(16, 31), "0x10至0x1F", "BadId0x10To0x1F"),
        ("BadId", range(16, 31), "0x10 thru 0x1F", "BadId0x10To0x1F"),
        ("BadId", range(16, 31), "0x10..=0x1F", "BadId0x10To0x1F"),
        ("BadId", range(-16, 31), "-0x10 - 0x1F", "BadIdMinus0x10To0x1F"),
        ("BadId", range(-31, -16), "-0x1F..=-0x10", "BadIdMinus0x1FToMinus0x10"),
        ("BadId", both, "0x10/-3", "BadId0x10AndMinus3"),
        (long, one(123), "123", "ThisTextIsJustAsLongAsTheNameOfAnyOneVariantMayEverBecome123"),
        (long, one(1234), "1234", "ThisTextIsJustAsLongAsTheNameOfAnyOneVariantMayEver1234"),
        ("BadId", "P0-A80".into(), "P0-A80", "BadIdCodeP0A80"),
        ("BadId", "系统".into(), "系统", "BadIdX40A192C3"),
        ("BadId", "bad-id".into(), "bad-id", "BadIdX15D91F02"),
    ] {
        let with_code = with_code(name, &codes, spelling);
        assert_eq!(with_code, wanted);
        assert!(with_code.len() <= LONGEST && is_upper_camel(&with_code), "{with_code}");
    }
}

#[test]
fn words_that_leave_for_a_code_leave_with_those_before_them_that_need_them() {
    let named = |name: &str| with_code(name, &Codes::Numbers(Numbers::one(1)), "1");
    let stem = "ThisTextIsJustAsLongAsTheNameOfAnyOneVariantMayEverBecome";
    assert_eq!(named(&format!("{stem}Now")), format!("{stem}1"));
    // A longer name comes from a cell, and may have more characters.
    assert_eq!(named(&format!("{stem}Nows")), format!("{stem}Nows1"));
    assert_eq!(
        named("ThisTextIsJustAsLongAsTheNameOfAnyVariantMayEverBecomeByThen"),
        "ThisTextIsJustAsLongAsTheNameOfAnyVariantMayEverBecome1"
    );
    assert_eq!(named(&"Word".repeat(25)), "Word".repeat(24) + "1");
    // A word begins the name in any case.
    let word = format!("W{}", "o".repeat(59));
    assert_eq!(named(&word), format!("{word}1"));
    let named = |name: &str| with_code(name, &Codes::Numbers(Numbers::one(-2_147_483_648)), "-2147483648");
    assert_eq!(named(&format!("OfW{}", "o".repeat(50))), "OfMinus2147483648");
    // With its negation leaves the verb, which would say the opposite.
    assert_eq!(
        named("NorthernVentilationConfigurationControllerMayNotBeOpened"),
        "NorthernVentilationConfigurationControllerMinus2147483648"
    );
    assert_eq!(
        named("VentilationConfigurationControllerMayNotBeOpened"),
        "VentilationConfigurationControllerMayNotMinus2147483648"
    );
    // Just enough words leave, of those that need another word after them, too.
    assert_eq!(
        named("DoorIsOpenBecauseHandleHadBeenLeftInPositionOfBadReasonsOfOf"),
        "DoorIsOpenBecauseHandleHadBeenLeftInPositionMinus2147483648"
    );
    assert_eq!(
        named("DoorOfGarageThatIsBehindHouseOnHillIsOpenBecauseOfByWind"),
        "DoorOfGarageThatIsBehindHouseOnHillIsOpenMinus2147483648"
    );
}

#[test]
fn a_code_alone_is_a_name() {
    let one = |code| Codes::Numbers(Numbers::one(code));
    for (codes, spelling, wanted) in [
        (one(70001), "70001", "Code70001"),
        (one(-1), "-1", "CodeMinus1"),
        (Codes::Numbers(CodeRange { first: 100, last: 199 }.into()), "1xx", "Code100To199"),
        (one(-2_147_024_891), "0x80070005", "Code0x80070005"),
        ("P0A80".into(), "P0A80", "CodeP0A80"),
        ("5.1.1".into(), "5.1.1", "Code5_1_1"),
        ("系统".into(), "系统", "CodeX40A192C3"),
    ] {
        assert_eq!(code_only(&codes, spelling), wanted);
        assert!(is_upper_camel(wanted), "{wanted}");
    }
    let many = Numbers::union((0..1000).map(|code| CodeRange::one(code * 2))).map(Codes::Numbers);
    let name = many.map(|codes| code_only(&codes, "0, 2, 4")).unwrap_or_default();
    assert!(name.len() < 20 && is_upper_camel(&name), "{name}");
}

#[test]
fn more_numbers_than_a_name_has_room_for_are_a_hash() {
    for (spelling, name) in [
        ("10,100,200,300,400,500,600,700,800", Some("Code10And100And200And300And400And500And600And700And800")),
        ("100,200,300,400,500,600,700,800,900", None),
        ("10,100,200,300,400,500,600,700,800,900", None),
        ("0x100,0x1000,0x2000,0x3000,0x4000,0x5000", Some("Code0x100And0x1000And0x2000And0x3000And0x4000And0x5000")),
        ("0x1000,0x2000,0x3000,0x4000,0x5000,0x6000", None),
        ("0x100,0x1000,0x2000,0x3000,0x4000,0x5000,0x6000", None),
    ] {
        let code = |text: &str| match text.strip_prefix("0x") {
            Some(digits) => i64::from_str_radix(digits, 16),
            None => text.parse(),
        };
        let codes: Vec<_> = spelling.split(',').map(|text| CodeRange::one(code(text).unwrap())).collect();
        let name = name.map_or_else(|| with_hash("Code", spelling), Into::into);
        assert_eq!(code_only(&Codes::Numbers(Numbers::union(codes).unwrap()), spelling), name);
    }
}

#[test]
fn codes_that_read_as_words_are_names() {
    for (code, name) in [
        ("PARAM_ERROR", Some("ParamError")),
        ("isv.BUSINESS_LIMIT_CONTROL", Some("IsvBusinessLimitControl")),
        ("InvalidParameter.NotFound", Some("InvalidParameterNotFound")),
        ("invalid_auth", Some("InvalidAuth")),
        ("UNKNOWN", Some("UnknownError")),
        ("rate_limit_v2", Some("RateLimitV2")),
        ("UnsupportedOperation.InstanceStateEnterRescueMode", Some("UnsupportedOperationInstanceStateEnterRescueMode")),
        ("42P01", None),
        ("ORA-00001", None),
        ("5.1.1", None),
        ("P0A80", None),
        ("N7", None),
        ("系统繁忙", None),
        ("", None),
    ] {
        assert_eq!(of_words(code).as_deref(), name, "{code}");
    }
    assert_eq!(of_words(&"limit_reached.".repeat(10_000)), Some("LimitReached".repeat(8)));
    assert_eq!(of_words(&"x".repeat(100_000)).map(|name| name.len()), Some(LONGEST_OF_CELL));
    for (code, name) in [
        ("42P01", Some("Code42P01")),
        ("5.1.1", Some("Code5_1_1")),
        ("ORA-00001", Some("CodeORA00001")),
        ("code=10001", Some("Code10001")),
        ("code", Some("CodeCode")),
        ("00", Some("Code00")),
        ("系统", None),
        ("", None),
    ] {
        assert_eq!(of_code(code).as_deref(), name, "{code}");
    }
    // At most 100 characters, with the underscores.
    for (code, name) in [
        ("x".repeat(96), Some(format!("CodeX{}", "x".repeat(95)))),
        ("x".repeat(97), None),
        (format!("{}-{}", "x".repeat(50), "y".repeat(50)), Some(format!("CodeX{}", "x".repeat(49)))),
        ("1.".repeat(100), Some(format!("Code1{}", "_1".repeat(47)))),
    ] {
        assert_eq!(of_code(&code), name, "{code}");
    }
    assert_eq!(["v2_1", "2v", "v错"].map(camel), [Some("V21".into()), None, None]);
}
