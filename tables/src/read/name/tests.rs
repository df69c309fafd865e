//! Tests of the names that are made from cells, texts and codes.

mod sentences;

use super::{
    LONGEST, LONGEST_OF_CELL, camel, code_only, is_taken, of_cell, of_code, of_text, of_words, strip, with_code,
};
use crate::read::{CodeRange, Codes, Numbers};

/// Whether rustc accepts it as `UpperCamelCase`: underscores only between two digits.
fn is_upper_camel(name: &str) -> bool {
    let bytes = name.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    bytes.first().is_some_and(u8::is_ascii_uppercase)
        && !is_taken(name)
        && bytes.iter().enumerate().all(|(at, byte)| match byte {
            b'_' => at > 0 && is_digit(at - 1) && is_digit(at + 1),
            byte => byte.is_ascii_alphanumeric(),
        })
}

#[test]
fn cells_are_names() {
    for (cell, name) in [
        ("NotFound", "NotFound"),
        ("HTTPError", "HTTPError"),
        (" NotFound ", "NotFound"),
        ("E", "E"),
        ("OK", "Ok"),
        ("ENOENT", "Enoent"),
        ("NOT_FOUND", "NotFound"),
        ("not_found", "NotFound"),
        ("not-found", "NotFound"),
        ("notFound", "NotFound"),
        ("Door open", "DoorOpen"),
        ("Oven too hot", "OvenTooHot"),
        ("door.latch", "DoorLatch"),
        ("ErrorCode.X", "ErrorCodeX"),
        ("std::errc::no_lock", "StdErrcNoLock"),
        ("E_ACCESSDENIED", "EAccessdenied"),
        ("kInvalidArg", "InvalidArg"),
        ("kOk", "Ok"),
        ("kind", "Kind"),
        ("type", "Type"),
        ("r#type", "RType"),
        ("E2BIG", "E2big"),
        ("2FA_REQUIRED", "TwoFaRequired"),
        ("3rd_party", "ThirdParty"),
        ("3D_SECURE", "ThreeDSecure"),
        ("404_PAGE", "N404Page"),
        ("404", "N404"),
        ("'404'", "N404"),
        ("A_1_2", "A1_2"),
        ("A_12", "A12"),
        ("Self", "SelfError"),
        ("self", "SelfError"),
        ("Unknown", "UnknownError"),
        ("UNKNOWN", "UnknownError"),
        ("All", "All"),
        ("Größe ungültig", "GrosseUngultig"),
        ("CAN'T_OPEN", "CantOpen"),
        ("a\u{200B}b", "Ab"),
    ] {
        assert_eq!(of_cell(cell).as_deref(), Some(name), "{cell}");
        assert!(is_upper_camel(name), "{name}");
    }
    for cell in ["", " ", "_", "--", "名称", "ERR_名称", "Ошибка"] {
        assert_eq!(of_cell(cell), None, "{cell}");
    }
}

#[test]
fn long_cells_are_cut_between_words() {
    assert_eq!(of_cell(&"limit_reached.".repeat(10_000)), Some("LimitReached".repeat(8)));
    for cell in ["x".repeat(100_000), "X".repeat(101), format!("A{}", "b".repeat(200)), "7x".repeat(100)] {
        assert!(of_cell(&cell).is_some_and(|name| name.len() <= LONGEST_OF_CELL && is_upper_camel(&name)), "{cell}");
    }
}

#[test]
fn texts_make_names() {
    for (text, name) in [
        ("invalid openid", "InvalidOpenid"),
        ("invalid grant_type", "InvalidGrantType"),
        ("Invalid appID, check it", "InvalidAppIdCheckIt"),
        ("SQLState is bad", "SqlStateIsBad"),
        ("A user of the API", "UserOfApi"),
        // Reserved names and short texts.
        ("self", "SelfError"),
        ("unknown", "UnknownError"),
        ("type", "Type"),
        ("n", "N"),
        ("the", "The"),
        // Numbers.
        ("404 Page not found", "PageNotFound"),
        ("3. Page not found", "PageNotFound"),
        ("3 doors are open", "ThreeDoorsAreOpen"),
        ("3rd party", "ThirdParty"),
        ("2FA required", "TwoFaRequired"),
        ("v2Api is gone", "V2apiIsGone"),
        ("error 500", "Error500"),
        ("only 1 2 allowed", "Only1_2Allowed"),
        // The first sentence, without brackets, addresses and placeholders.
        ("Invalid token. Check that the token you sent has not expired yet.", "InvalidToken"),
        ("invalid token; log in", "InvalidToken"),
        ("Invalid token\nLog in", "InvalidToken"),
        ("invalid\ntoken", "InvalidToken"),
        ("No. of doors is wrong", "NoOfDoorsIsWrong"),
        ("v1.2 is gone. Upgrade", "V1_2IsGone"),
        ("Daily limit reached (default: 100)", "DailyLimitReached"),
        ("[auth] Door (left [or right]) is open", "DoorIsOpen"),
        ("Door (left is open", "DoorLeftIsOpen"),
        ("{Door Open}", "DoorOpen"),
        ("door(s) open", "DoorOpen"),
        ("Door %1!s! of {0} and %hs, <name>, is open", "DoorOfAndIsOpen"),
        ("90% of the quota is used", "OfQuotaIsUsed"),
        ("See https://example.com/a?b=c for help", "SeeForHelp"),
        ("-> Door: value < 5", "DoorValue5"),
        // Words that say nothing.
        ("Error: the door is open", "DoorIsOpen"),
        ("Error. The door is open.", "DoorIsOpen"),
        ("There are no more doors.", "NoMoreDoors"),
        ("This is bad luck", "BadLuck"),
        ("An attempt was made to open the door.", "AttemptToOpenDoor"),
        ("This status indicates that the door is open", "DoorIsOpen"),
        ("The specified door is open", "DoorIsOpen"),
        ("No door was specified", "NoDoorWasSpecified"),
        ("Please close the door", "CloseDoor"),
        ("Door open, please close it", "DoorOpen"),
        ("vitamin A is missing", "VitaminAIsMissing"),
        // Apostrophes and other scripts.
        ("can't delete", "CantDelete"),
        ("'Door' isn’t open", "DoorIsntOpen"),
        ("Größe ungültig", "GrosseUngultig"),
        ("L’été précédé", "EtePrecede"),
        ("La puerta no está cerrada", "PuertaNoEstaCerrada"),
        ("Không tìm thấy", "KhongTimThay"),
        ("bad re\u{200B}quest", "BadRequest"),
    ] {
        assert_eq!(of_text(text).as_deref(), Some(name), "{text}");
        assert!(is_upper_camel(name), "{name}");
    }
    for text in ["", "404", "...", "系统繁忙", "错误 error", "%1", "Ошибка HTTP", "1 2 3"] {
        assert_eq!(of_text(text), None, "{text}");
    }
}

#[test]
fn long_texts_keep_verb_and_negation() {
    for (text, name) in [
        (
            "The sprinkler controller service was called by the scheduler incorrectly.",
            "SprinklerControllerServiceWasCalledBySchedulerIncorrectly",
        ),
        (
            "Valve controller firmware update for zone group configuration is not allowed.",
            "ValveControllerFirmwareUpdateIsNotAllowed",
        ),
        (
            "The firmware of the sprinkler controller could not be updated because its battery is low.",
            "FirmwareOfSprinklerControllerNotUpdatedBecauseBatteryIsLow",
        ),
        (
            "Configuration of the northern greenhouse ventilation system failed during the calibration of its sensors",
            "ConfigurationFailedDuringCalibrationOfSensors",
        ),
        (
            "An attempt was made to water the greenhouse from the main tank, but the tank does not hold enough water.",
            "TankDoesNotHoldEnoughWater",
        ),
        (
            "Two or more sprinklers connected directly or indirectly to the controller have the same address.",
            "TwoOrMoreSprinklersConnectedDirectlyHaveSameAddress",
        ),
        (
            "El documento no contiene la etiqueta o no existe información de la fecha de riego del invernadero",
            "DocumentoNoContieneEtiquetaDeFechaDeRiegoDelInvernadero",
        ),
        (
            "The pressure of the northern greenhouse valve must be 0.25 for tomatoes",
            "PressureOfNorthernGreenhouseValveMustBe0_25ForTomatoes",
        ),
        (
            "The pressure of northern greenhouse valves has to equal 0.25 for artichokes",
            "PressureHasToEqual0_25ForArtichokes",
        ),
        (
            "gh:Garden/gh:Zone/gh:Valve/gh:OpeningPressure - El valor ingresado no cumple con el formato",
            "OpeningPressureValorIngresadoNoCumpleConFormato",
        ),
    ] {
        assert_eq!(of_text(text).as_deref(), Some(name), "{text}");
    }
}

#[test]
fn long_texts_are_short_names() {
    let sentence = "the valve of the controller that is not in the zone cannot be opened or closed because ";
    for text in [
        "x".repeat(100),
        "7x".repeat(100),
        "word ".repeat(100_000),
        "not ".repeat(1000),
        "of ".repeat(1000),
        "a/b:c/".repeat(1000),
        "(".repeat(100_000),
        "[ door ".repeat(50_000),
        "is being had been ".repeat(20),
        sentence.repeat(10),
    ] {
        let name = of_text(&text);
        assert!(name.is_none_or(|name| name.len() <= LONGEST && is_upper_camel(&name)), "{text:.40}");
    }
    for from in 0..sentence.len() {
        let text = sentence.repeat(2);
        let name = of_text(&text[from..]).unwrap_or_default();
        assert!(name.len() <= LONGEST && is_upper_camel(&name), "{name}");
    }
}

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
fn prefixes_are_stripped() {
    for (cell, prefix, rest) in [
        ("SQLITE_BUSY", "SQLITE_", Some("BUSY")),
        ("BUSY", "SQLITE_", None),
        ("SQLITE_", "SQLITE_", None),
        ("SQLITE__", "SQLITE_", None),
        ("BUSY", "", Some("BUSY")),
        ("VK_4X", "VK_", Some("4X")),
    ] {
        assert_eq!(strip(cell, prefix), rest, "{cell}");
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
    assert_eq!(camel("v2_1"), Some("V21".into()));
}
