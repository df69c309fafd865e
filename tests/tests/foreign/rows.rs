//! Rows that define no code, rows that share a code or a name, and rows that lack a name, a text or everything but the code.

use errcode_runtime::errcodes;

table! {
    call "fixtures/foreign/sections.csv" (skip = sections) => SectionsError {
        101 PanMissing, "pan missing";
        201 HoseMissing, "hose missing";
        202 RakeMissing, "rake missing";
    }

    call "fixtures/foreign/other-rows.csv" (skip = ["其他", "other", ""]) => OtherRowsError {
        1 Code1, "缺少铲子";
        2 Code2, "缺少水管";
    }

    call "fixtures/foreign/repeated-joined.csv" (repeated = join) => RepeatedJoinedError {
        400 _, "the room does not exist / the room is full";
        409 _, "the room is in use";
    }

    call "fixtures/foreign/repeated-with-other-names.csv" (repeated = alias) => RepeatedWithOtherNamesError {
        11 TryLater = "TRY_LATER", "try later";
        12 NoSpoon = "NO_SPOON", "no spoon";
    } + alias { WouldWait = TryLater; }

    short "fixtures/foreign/same-row-twice.csv" => SameRowTwiceError {
        1 PumpDry, "no water";
        2 PumpHot, "too hot";
    }

    short "fixtures/foreign/one-name-on-several-codes.csv" => OneNameOnSeveralCodesError {
        7 Busy7 = _, "the baker is busy";
        8 Busy8 = _, "the oven is busy";
        9 Free = "FREE", "nothing to do";
    }

    short "fixtures/foreign/blank-names.csv" => BlankNamesError {
        1 PumpDry = "PUMP_DRY", "no water";
        2 HoseLost, "Hose lost";
        3 GateOpen = "GATE_OPEN", "gate open";
    }

    short "fixtures/foreign/blank-texts.csv" => BlankTextsError {
        257 DbErrCollate = "DB_ERR_COLLATE", "DB_ERR_COLLATE";
        258 DbErrRetry = "DB_ERR_RETRY", "try again";
        259 DbErrOther = "DB_ERR_OTHER", "DB_ERR_OTHER";
    }

    short "fixtures/foreign/no-text-column.csv" => NoTextColumnError {
        1 DoorOpen = "DOOR_OPEN", "DOOR_OPEN";
        2 DoorShut = "DOOR_SHUT", "DOOR_SHUT";
    }

    short "fixtures/foreign/codes-only.csv" => CodesOnlyError {
        -7 CodeMinus7, "-7";
        101 Code101, "101";
    }

    short "fixtures/foreign/text-codes-only.csv" => TextCodesOnlyError {
        "DOOR_OPEN" DoorOpen, "DOOR_OPEN";
        "OVEN_HOT" OvenHot, "OVEN_HOT";
    }

    short "fixtures/foreign/names-as-codes.csv" => NamesAsCodesError {
        "GATE_JAMMED" GateJammed = _, "The gate is jammed.";
        "GATE_LOST" GateLost = _, "The gate has been lost.";
        "NO_GATE" NoGate = _, "NO_GATE";
    }

    call "fixtures/foreign/blank-codes.csv" (skip = [""]) => BlankCodesError {
        257 DbErrCollate = "DB_ERR_COLLATE", "bad order";
        258 DbErrRetry = "DB_ERR_RETRY", "try again";
    }
}
