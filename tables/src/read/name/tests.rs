//! Tests of the names that are made from cells, texts and codes.

mod codes;
mod sentences;

use super::{LONGEST, LONGEST_OF_CELL, is_taken, of_cell, of_text, strip};

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
    assert_eq!(of_cell(&format!("ab {}", "x".repeat(100))).as_deref(), Some("Ab"));
    // One digit more would fit, but not with the underscore before it.
    let full = format!("A{}1", "b".repeat(97));
    assert_eq!(of_cell(&format!("{full} 2")), Some(full));
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
        ("Door (A valve is open", "DoorValveIsOpen"),
        ("Door, (old) A valve is open", "DoorValveIsOpen"),
        ("{Door Open}", "DoorOpen"),
        ("door(s) open", "DoorOpen"),
        ("Door %1!s! of {0} and %hs, <name>, is open", "DoorOfAndIsOpen"),
        ("90% of the quota is used", "OfQuotaIsUsed"),
        ("See https://example.com/a?b=c for help", "SeeForHelp"),
        ("The row:2/3 is bad", "Row2_3IsBad"),
        ("-> Door: value < 5", "DoorValue5"),
        // Words that say nothing.
        ("Error: the door is open", "DoorIsOpen"),
        ("Error. The door is open.", "DoorIsOpen"),
        ("There are no more doors.", "NoMoreDoors"),
        ("This is bad luck", "BadLuck"),
        ("An attempt was made to open the door.", "AttemptToOpenDoor"),
        ("An attempt was made to {0}", "AttemptWasMadeTo"),
        ("An error occurred internally", "ErrorOccurredInternally"),
        ("Error has occurred internally", "ErrorHasOccurredInternally"),
        ("It is {0}", "ItIs"),
        ("This status indicates that the door is open", "DoorIsOpen"),
        ("This status indicates that doors open", "DoorsOpen"),
        ("This status indicates that {0} failed", "ThisStatusIndicatesThatFailed"),
        ("The specified door is open", "DoorIsOpen"),
        ("The given-name is missing", "GivenNameIsMissing"),
        ("The given & family names differ", "GivenFamilyNamesDiffer"),
        ("No door was specified", "NoDoorWasSpecified"),
        ("Please close the door", "CloseDoor"),
        ("Door open, please close it", "DoorOpen"),
        ("vitamin A is missing", "VitaminAIsMissing"),
        // Apostrophes and other scripts.
        ("can't delete", "CantDelete"),
        ("Door 7's lock is open", "Door7sLockIsOpen"),
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
        // A namespace has at most four letters.
        (
            "valve:Garden/valve:Pressure - the pressure of the northern greenhouse is too high today",
            "ValvePressurePressureOfNorthernGreenhouseIsTooHighToday",
        ),
        (
            "Gardeners of northern greenhouses have no right to change any size of this",
            "GardenersOfNorthernGreenhousesNoRightToChangeAnySizeOfThis",
        ),
        (
            "All gates of the northern greenhouse could be closed, but windows are not closed there",
            "WindowsAreNotClosedThere",
        ),
        (
            "Is northern greenhouse ventilation configuration not accepted by the gardener today",
            "IsNorthernGreenhouseVentilationConfigurationNotAccepted",
        ),
        // Without the auxiliary it has just the maximum length, so that nothing more is dropped.
        (
            "The northern greenhouse irrigation controller could not be updated because valve supplied",
            "NorthernGreenhouseIrrigationControllerNotUpdatedBecauseValve",
        ),
        // There is no room for both the verb and its negation: a verb alone would say the opposite.
        (
            "GreenhouseVentilationConfigurationManagerServiceInstances may not be opened",
            "GreenhouseVentilationConfigurationManagerServiceInstancesNot",
        ),
        (
            "GreenhouseVentilationConfigurationManagerServiceInstance must never be opened",
            "GreenhouseVentilationConfigurationManagerServiceInstance",
        ),
        (
            "7 GreenhouseVentilationConfigurationManagerServicesOld may not be opened",
            "SevenGreenhouseVentilationConfigurationManagerServicesOldNot",
        ),
        // The subject stays, also where it is taken for the verb.
        (
            "Is GreenhouseVentilationConfigurationManagerServiceInstanceId not accepted",
            "GreenhouseVentilationConfigurationManagerServiceInstanceId",
        ),
        // There is no room for the whole verb.
        (
            "The greenhouseVentilationConfigurationManagerService is outdatedSinceYesterday",
            "GreenhouseVentilationConfigurationManagerServiceOutdated",
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
    assert_eq!(of_text(&"x ".repeat(60)), Some("X".repeat(48)), "only the first words are read");
    for from in 0..sentence.len() {
        let text = sentence.repeat(2);
        let name = of_text(&text[from..]).unwrap_or_default();
        assert!(name.len() <= LONGEST && is_upper_camel(&name), "{name}");
    }
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
