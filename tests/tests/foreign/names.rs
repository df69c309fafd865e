//! Names in every form, languages, fields, and columns that compete.

use core::time::Duration;

use errcode_runtime::{Kind, Recovery, errcodes};

table! {
    short "fixtures/foreign/names-as-phrases.csv" => NamesAsPhrasesError {
        31 DoorOpen = "Door open", "The door is open.";
        32 OvenTooHot = "Oven too hot", "Wait ten minutes.";
        33 DoorLatch = "door.latch", "Latch broken.";
        34 ENoKey = "E_NO_KEY", "No key.";
        35 GateLost = "gateLost", "Gate lost.";
        36 HttpTimeout = "http-timeout", "Timed out.";
    }

    short "fixtures/foreign/reserved-names.csv" => ReservedNamesError {
        0 Ok = "OK", "fine";
        2 UnknownError = "UNKNOWN", "no idea";
        3 SelfError = "Self", "it was me";
        5 NotFound = "NOT_FOUND", "no such room";
    }

    short "fixtures/foreign/chinese-only.csv" => ChineseOnlyError {
        -3 CodeMinus3, "骑手未接单";
        70001 Code70001, "库存不足";
        70002 Code70002, "门店已打烊";
    } + each { solution_zh: [Some("请稍候"), Some("请补货"), Some("请明天再试")]; }

    short "fixtures/foreign/chinese-short-words.csv" => ChineseShortWordsError {
        -1 CodeMinus1, "失败";
        0 Code0, "成功";
        7 Code7, "超时";
    }

    short "fixtures/foreign/mixed-languages.csv" => MixedLanguagesError {
        301 Code301, "签名错误";
        302 TokenExpired, "Token expired";
        303 Code303, "余额不足";
    }

    short "fixtures/foreign/two-languages-in-a-cell.csv" => TwoLanguagesInACellError {
        20001 Code20001, "Refer to the shop 联系门店";
        20002 Code20002, "发卡机构拒绝";
        20003 ShopClosed, "Shop closed";
    }

    short "fixtures/foreign/two-columns-of-languages.csv" => TwoColumnsOfLanguagesError {
        1 LadderShort, "Ladder short" / "梯子太短";
        2 LadderLong, "Ladder long" / "梯子太长";
        3 Code3, "梯子丢失";
    }

    short "fixtures/foreign/names-in-chinese.csv" => NamesInChineseError {
        11 _, "The system is busy";
        12 PumpDry = "PUMP_DRY", "泵没水了";
    }

    short "fixtures/foreign/two-texts-of-one-language.csv" => TwoTextsOfOneLanguageError {
        1 SpoonBent, "Spoon bent";
        2 SpoonLost, "Spoon lost";
    }

    short "fixtures/foreign/header-nearly-known.csv" => HeaderNearlyKnownError {
        1 SpoonBent, "Spoon bent";
        2 SpoonLost, "Spoon lost";
    }

    short "fixtures/foreign/http-beside-code.csv" => HttpBesideCodeError {
        9001 SlowDown, "slow down";
        9002 KitchenClosed, "kitchen closed";
    }

    short "fixtures/foreign/weak-words-and-a-strong-one.csv" => WeakWordsAndAStrongOneError {
        7001 SpadeBent, "Spade bent";
        7002 SpadeLost, "Spade lost";
    }

    short "fixtures/foreign/id-beside-code.csv" => IdBesideCodeError {
        403 KeyMissing, "Key missing";
        404 DoorLost, "Door lost";
        500 OvenBroken, "Oven broken";
    }

    call "fixtures/foreign/fields.csv" (
        severity: str = "Log level", http: u16 = "HTTP status", fatal: bool, weight: f64, delta: i8,
    ) => FieldsError {
        1 PumpDry, "no water";
        2 PumpHot, "too hot";
        3 PumpLost, "gone";
    } + each {
        severity: [Some("ERROR"), None, Some("ERROR")];
        http: [Some(503_u16), Some(429), None];
        fatal: [Some(true), Some(false), None];
        weight: [Some(0.5_f64), None, Some(-2.25)];
        delta: [Some(-3_i8), None, Some(127)];
    }

    call "fixtures/foreign/fields-in-chinese.csv" (again: bool = "是否重试", level: str = "级别") => FieldsInChineseError {
        1 Code1, "泵没水了";
        2 Code2, "泵太热";
        3 Code3, "泵丢了";
    } + each { again: [Some(true), Some(false), None]; level: [Some("高"), None, Some("低")]; }

    short "fixtures/foreign/advice-in-english.csv" => AdviceInEnglishError {
        1 OvenCold, "Oven cold";
        2 OvenLost, "Oven lost";
    } + each { solution: [Some("Light the fire"), None]; }

    short "fixtures/foreign/advice-in-both.csv" => AdviceInBothError {
        1 OvenCold, "Oven cold" / "烤箱太冷";
        2 OvenLost, "Oven lost" / "烤箱丢失";
    } + each {
        solution: [Some("light the fire"), None];
        solution_zh: [Some("点火"), Some("找一找")];
        note: [Some("at night only"), None];
        note_zh: [Some("仅夜间"), None];
    }

    long "fixtures/foreign/vendor.csv" (param: str) with "fixtures/foreign/ours/vendor.csv" => VendorError {
        1 NoHose, "Hose lost" / "水管丢失";
        2 HoseCold, "Hose cold";
        3 HoseFull, "Hose full";
    } + each {
        param: [Some("hose"), None, Some("hose")];
        kind: [Kind::NotFound, Kind::Unavailable, Kind::Ok];
        recovery: [Recovery::FixRequest, Recovery::SlowDown, Recovery::None];
        retry_after: [None, Some(Duration::from_secs(30)), None];
    }
    + success { 3 }
}
