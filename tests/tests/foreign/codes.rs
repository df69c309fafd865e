//! Codes as people write them: leading zeros, hexadecimal numbers, ranges, lists, words, and codes for success.

use errcode_runtime::errcodes;

table! {
    short "fixtures/foreign/leading-zeros.csv" => LeadingZerosError {
        "00000" Fine, "fine";
        "0010" QueueFull, "queue full";
        "0105" QueueClosed, "queue closed";
    } + success {}

    call "fixtures/foreign/leading-zeros-as-numbers.csv" (code: i64) => LeadingZerosAsNumbersError {
        0 Fine, "fine";
        10 QueueFull, "queue full";
        105 QueueClosed, "queue closed";
    } + shown { 10 => "0010: queue full"; 0 => "00000: fine"; }
    + success { 0 }

    short "fixtures/foreign/codes-with-words.csv" => CodesWithWordsError {
        200 Ok = "OK", "The door is open.";
        404 NotFound = "NOT FOUND", "There is no door.";
        500 OvenTrouble = "OVEN TROUBLE", "The oven is too hot.";
    } + within { 599 => OvenTrouble; }

    short "fixtures/foreign/ranges-and-lists.csv" => RangesAndListsError {
        -32099 Garden, "garden trouble";
        -399 Shed, "shed trouble";
        -2 Roof, "roof trouble";
        2 Hose, "hose trouble";
        21 Lamp, "lamp trouble";
        100 Door, "door trouble";
        300 Pump, "pump trouble";
        404 Well, "well trouble";
        500 Oven, "oven trouble";
        600 Gate, "gate trouble";
        1003 Sink, "sink trouble";
        1007 Tray, "tray trouble";
    } + within {
        -32000 => Garden; -300 => Shed; -2 => Roof; 5 => Hose; 22 => Lamp; 199 => Door; 399 => Pump; 499 => Well;
        599 => Oven; 699 => Gate; 1004 => Sink; 1008 => Tray;
    }

    short "fixtures/foreign/hex-ranges.csv" => HexRangesError {
        0 Fine, "fine";
        1 Late, "late";
        0x0E Reserved, "reserved for gates";
    } + within { 0x20 => Reserved; 0xFF => Reserved; }
    + shown { 0x20 => "0x20: reserved for gates"; 1 => "0x01: late"; }

    short "fixtures/foreign/bands-around-rows.csv" => BandsAroundRowsError {
        7000 SpadeTrouble, "spade trouble";
        7001 SpadeBroken, "spade broken";
        7050 SpadeLost, "spade lost";
    } + within { 7002 => SpadeTrouble; 7099 => SpadeTrouble; }

    call "fixtures/foreign/mixed-words-and-numbers.csv" (code: str) => MixedWordsAndNumbersError {
        "007" AgentBusy, "agent busy";
        "1001" OrderGone, "order gone";
        "SUCCESS" Success, "all fine";
    }

    call "fixtures/foreign/success-ok.csv" (success = [200..=299]) => SuccessOkError {
        200 GateOpen, "gate open";
        204 GateOpenAlready, "gate open already";
        409 GateInUse, "gate in use";
        503 GateFrozen, "gate frozen";
    } + success { 200, 204 }

    call "fixtures/foreign/success-word.csv" (success = ["SUCCESS"]) => SuccessWordError {
        "NO_STOCK" NoStock, "nothing left" / "没有库存";
        "SHOP_CLOSED" ShopClosed, "the shop is closed" / "商店已打烊";
        "SUCCESS" Success, "fine" / "成功";
    } + success { "SUCCESS" }

    call "fixtures/foreign/success-zeros.csv" (success = ["00000"]) => SuccessZerosError {
        "00000" Code00000, "一切正常";
        "A0001" CodeA0001, "用户端错误";
        "B0100" CodeB0100, "系统执行超时";
    } + success { "00000" }

    short "fixtures/foreign/alphanumeric.csv" => AlphanumericError {
        "N12" CodeN12, "大门已锁";
        "N7" CodeN7, "无法打开大门";
    }

    short "fixtures/foreign/hex-as-text.csv" => HexAsTextError {
        "3FFF0002h" GateEventEnabled, "gate event enabled";
        "BFFF0000h" GateError, "gate error";
        "BFFF000Eh" GateReferenceInvalid, "gate reference invalid";
    }

    short "fixtures/foreign/big-numbers.csv" => BigNumbersError {
        -9_223_372_036_854_775_808 CodeMinus9223372036854775808, "最小";
        4_294_967_296 Code4294967296, "三十二位之外";
        9_223_372_036_854_775_807 Code9223372036854775807, "最大";
    }

    call "fixtures/foreign/families-around-rows.csv" (message = "response", message_zh = "zh-cn") => FamiliesAroundRowsError {
        100 DoorOpens, "Door opens" / "门开了";
        101 DoorNews, "Door news" / "门的消息";
        200 DoorFine, "Door fine" / "门正常";
    } + within { 101 => DoorNews; 199 => DoorNews; 299 => DoorFine; }

    call "fixtures/foreign/letters-among-numbers.csv" (code: str) => LettersAmongNumbersError {
        "20001" Code20001, "Ask the shop 联系门店";
        "2005C" ShopClosed, "Shop closed";
        "2006P" PurseEmpty, "Purse empty";
    }
}
