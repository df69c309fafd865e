//! Files in every shape in which teams keep them: separators, padding, titles, missing and empty cells.

use errcode_runtime::errcodes;

table! {
    short "fixtures/foreign/semicolons.csv" => SemicolonsError {
        11 ValveAStuck, "Valve \"A\" stuck";
        12 ValveJammed, "Valve jammed";
    }

    short "fixtures/foreign/semicolons-and-commas.csv" => SemicolonsAndCommasError {
        11 PumpDry, "Pump dry, refill";
        12 HoseLost, "Hose lost, bent, or stolen";
        13 GateOpen, "Gate open";
    }

    short "fixtures/foreign/tabs-in-csv.csv" => TabsInCsvError {
        1 DoorOpen = "DOOR_OPEN", "The door is open, alas";
        2 DoorStuck = "DOOR_STUCK", "The door is stuck";
    }

    short "fixtures/foreign/tabs.tsv" => TabsError {
        1 Enodoor = "ENODOOR", "no such door";
        2 Enokey = "ENOKEY", "no key";
    }

    short "fixtures/foreign/sep-line.csv" => SepLineError {
        21 OvenCold, "The oven, alas, is cold";
        22 OvenHot, "The oven is hot";
    }

    short "fixtures/foreign/padded.csv" => PaddedError {
        -7 OvenOff, "oven off";
        100 DoorOpen, "door open";
        101 OvenHot, "oven hot";
    }

    short "fixtures/foreign/title-row.csv" => TitleRowError {
        1001 OrderNotFound, "订单不存在";
        1002 OrderClosed = "ORDER_CLOSED", "订单已关闭";
    }

    short "fixtures/foreign/blank-rows.csv" => BlankRowsError {
        1 DoorOpen, "door open";
        2 DoorShut, "door shut";
    }

    short "fixtures/foreign/empty-columns.csv" => EmptyColumnsError {
        1 PumpDry, "pump dry";
        2 PumpWet, "pump wet";
        3 PumpLost, "pump lost";
    }

    short "fixtures/foreign/missing-cells.csv" => MissingCellsError {
        1 PumpDry, "pump dry";
        2 PumpWet, "pump wet";
        3 PumpLost, "PumpLost";
    } + each { solution: [Some("fill the tank"), None, None]; }

    short "fixtures/foreign/bom-crlf.csv" => BomCrlfError {
        1 GateLocked = "GATE_LOCKED", "门已锁,请开锁";
        2 GateOpen = "GATE_OPEN", "门开着";
    }

    call "fixtures/foreign/no-header.csv" (code = 2, name = 1, message = 3) => NoHeaderError {
        101 EOpen = "E_OPEN", "door is open";
        102 EHot = "E_HOT", "oven is hot";
        103 EOff = "E_OFF", "oven is off";
    }

    call "fixtures/foreign/no-header-tabs.tsv" (code = 2, message = 3, page: str = 1) => NoHeaderTabsError {
        404 NothingHere, "nothing here";
        503 ComeAgain, "come again";
    } + each { page: [Some("index.html"), Some("later.html")]; }

    call "fixtures/foreign/title-as-data.csv" (code = "Nr", message = "What") => TitleAsDataError {
        7 SpoonMissing, "Spoon missing";
        8 ForkMissing, "Fork missing";
    }

    short "fixtures/foreign/quoted-everything.csv" => QuotedEverythingError {
        7 LadderShort, "Ladder short";
        8 LadderTooLong, "Ladder \"too\" long";
    }

    long "fixtures/foreign/error_codes.csv" => ServerError {
        "E001" LowMemory, "Low memory";
        "E002" NetworkTimeout, "Network timeout";
    }

    call "fixtures/foreign/no-header-known-word.csv" (code = 1, message = 2, device: u16 = 3) => NoHeaderKnownWordError {
        -430 QueryStuck, "Query stuck";
        -420 QueryLost, "Query lost";
        0 NoTrouble, "No trouble";
    } + each { device: [Some(7301_u16), Some(7301), None]; }

    call "fixtures/foreign/header-twice.csv" (skip = ["CODE"], http: u16 = "HTTP CODE") => HeaderTwiceError {
        50000 Success, "success" / "请求成功";
        50001 DoorMissing, "door missing" / "缺少门";
    } + each { http: [Some(200_u16), Some(400)]; }
}
