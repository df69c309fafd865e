//! Tables shaped like those of vendors and registries.

use errcode_runtime::errcodes;

table! {
    short "fixtures/foreign/iana-registry.csv" => IanaRegistryError {
        100 GateOpen, "Gate open";
        101 GateMoving, "Gate moving";
        102 Unassigned102To109, "Unassigned";
        110 _, "(Unused)";
        111 GateJammed, "Gate jammed";
        112 Unassigned112To199, "Unassigned";
    } + within { 109 => Unassigned102To109; 150 => Unassigned112To199; 199 => Unassigned112To199; }

    short "fixtures/foreign/http-status.csv" => HttpStatusError {
        200 Baked, "Baked";
        404 NoSuchOven, "No Such Oven";
        503 OvenTooHot, "Oven Too Hot";
    }

    short "fixtures/foreign/alipay-like.csv" => AlipayLikeError {
        "ACQ.SYSTEM_DOWN" AcqSystemDown, "系统错误";
        "isv.ORDER_MISSING" IsvOrderMissing, "订单不存在";
        "isv.PUMP_BUSY" IsvPumpBusy, "泵正忙";
        "sys.door-error" SysDoorError, "门服务暂不可用";
    } + each { solution_zh: [Some("联系门店"), Some("请核对订单号"), Some("稍后重试"), Some("稍后重试")]; }
    + success {}

    short "fixtures/foreign/wecom-like.csv" => WecomLikeError {
        -1 CodeMinus1, "系统繁忙";
        0 Code0, "请求成功";
        40001 Code40001, "门店密钥不合法";
        60011 Code60011, "没有开门的权限";
    } + each { solution_zh: [Some("稍候再试，最多三次"), None, Some("在管理后台查看密钥"), Some("请店长授权")]; }
    + success { 0 }

    short "fixtures/foreign/dingtalk-like.csv" => DingtalkLikeError {
        0 Code0, "请求成功";
        33001 Code33001, "无效的门店ID";
        41030 MissingParameterGateId, "Missing parameter gateId";
        88001 Code88001, "调用频率过高";
    } + each { solution_zh: [None, Some("确认门店ID是否正确"), Some("补充参数gateId"), Some("降低频率")]; }

    short "fixtures/foreign/feishu-like.csv" => FeishuLikeError {
        99_001_400 RequestTriggerFrequencyLimit, "request trigger frequency limit";
        99_001_663 GateTokenInvalid, "gate token invalid";
        99_001_672 Code99001672, "无开门权限";
    }

    call "fixtures/foreign/jpush-like.csv" (skip = [""], http: u16 = "HTTP Status Code") => JpushLikeError {
        1001 OnlyDoorsCanBePushed, "Only doors can be pushed";
        1004 KeyMismatch, "Key mismatch";
        1012 PushingIsLimited, "Pushing is limited";
    } + each { http: [Some(400_u16), Some(401), Some(403)]; }

    call "fixtures/foreign/twilio-like.csv" (severity: str = "log_level", docs: str) => TwilioLikeError {
        11100 InvalidPumpAddress, "Invalid pump address";
        11200 PumpTimeout, "Pump timeout";
        11205 PumpRefused, "Pump refused";
    } + each {
        severity: [Some("ERROR"), Some("WARNING"), None];
        docs: [Some("https://pumps.example/11100"), Some("https://pumps.example/11200"), Some("https://pumps.example/11205")];
    }

    short "fixtures/foreign/stripe-like.csv" => StripeLikeError {
        "hose_mismatch" HoseMismatch, "Hose and pump do not fit.";
        "pump_declined" PumpDeclined, "The pump has declined the order.";
        "pump_expired" PumpExpired, "The pump is too old.";
    }

    short "fixtures/foreign/discord-like.csv" => DiscordLikeError {
        0 GeneralError, "General error (such as a hose that is not there)";
        10001 UnknownPump, "Unknown pump";
        10003 UnknownHose, "Unknown hose";
        50035 InvalidNozzle, "Invalid nozzle";
    }

    call "fixtures/foreign/kafka-like.csv" (retriable: bool) => KafkaLikeError {
        -1 UnknownPumpError = "UNKNOWN_PUMP_ERROR", "The pump did something odd.";
        0 None = "NONE", "NONE";
        1 HoseOutOfRange = "HOSE_OUT_OF_RANGE", "The hose is too short.";
        6 PumpMoved = "PUMP_MOVED", "Another pump serves this garden.";
    } + each { retriable: [Some(false), Some(false), Some(false), Some(true)]; }
    + success { 0 }

    call "fixtures/foreign/mqtt-like.csv" (code = "Hex") => MqttLikeError {
        0 DoorOpened = "Door opened", "Door opened";
        16 NobodyWaiting = "Nobody waiting", "Nobody waiting";
        128 UnspecifiedDoorFault = "Unspecified door fault", "Unspecified door fault";
        135 NotAuthorized = "Not authorized", "Not authorized";
    } + shown { 128 => "0x80: Unspecified door fault"; 0 => "0x00: Door opened"; }

    call "fixtures/foreign/mysql-like.csv" (sqlstate: str) => MysqlLikeError {
        1002 ErNoOven = "ER_NO_OVEN", "Oven '%-.192s' is missing";
        1005 ErCantBake = "ER_CANT_BAKE", "Can't bake '%-.192s'";
        1022 ErDupTray = "ER_DUP_TRAY", "Can't write; duplicate tray '%-.192s'";
    } + each { sqlstate: [Some("HY000"), Some("42S01"), Some("23000")]; }

    call "fixtures/foreign/sqlite-like.csv" (strip = "OVN_") => SqliteLikeError {
        0 Ok = _, "Successful bake";
        5 Busy = _, "The oven is in use";
        14 CantOpen = _, "Unable to open the oven door";
    } + success { 0 }

    call "fixtures/foreign/vulkan-like.csv" (strip = "GDN_", success = [0, 1]) => VulkanLikeError {
        -4 ErrorHoseLost = _, "The hose has been lost";
        -1 ErrorOutOfWater = _, "The tank is empty";
        0 Success = _, "Everything is watered";
        1 NotReady = _, "The hose is still filling";
    } + success { 0, 1 }

    short "fixtures/foreign/cuda-like.csv" => CudaLikeError {
        0 PumpSuccess = "pumpSuccess", "The pump did its work.";
        2 PumpErrorDry = "pumpErrorDry", "There was no water.";
        600 PumpErrorNotReady = "pumpErrorNotReady", "pumpErrorNotReady";
    }

    call "fixtures/foreign/postgresql-sections.csv" (skip = sections, success = ["00000"]) => PostgresqlSectionsError {
        "00000" SuccessfulBaking = "successful_baking", "all fine";
        "42601" RecipeSyntax = "recipe_syntax", "recipe_syntax";
        "42P01" UndefinedRecipe = "undefined_recipe", "no such recipe";
    } + success { "00000" }

    call "fixtures/foreign/hresult-like.csv" (code: i32) => HresultLikeError {
        -0x7FEF_FFFF EPumpStall = "E_PUMP_STALL", "The pump stalled.";
        -0x7FEF_FFFE EPumpDry = "E_PUMP_DRY", "The pump ran dry.";
        0 SBaked = "S_BAKED", "The bread is ready.";
    } + shown { -0x7FEF_FFFF => "0x80100001: The pump stalled."; }
    + success { 0 }

    short "fixtures/foreign/ntstatus-like.csv" => NtstatusLikeError {
        0xC000_00BB GateUpsideDown, "Gate upside down";
        0xC000_0101 GateLocked, "Gate locked";
        0xC000_0102 GateBroken, "Gate broken";
    } + shown { 0xC000_0101 => "0xC0000101: Gate locked"; }

    short "fixtures/foreign/obd-like.csv" => ObdLikeError {
        "B10FF" DoorSensorStuck, "Door sensor stuck";
        "P0A80" ReplacePumpBattery, "Replace the pump battery";
        "U0100" _, "Lost contact with the oven";
    }

    short "fixtures/foreign/sunat-like.csv" => SunatLikeError {
        "0100" BombaRota, "Bomba rota";
        "0101" ValvulaDanada, "Válvula dañada";
        "1033" PuertaYaAbierta, "Puerta ya abierta";
    }

    short "fixtures/foreign/smtp-enhanced.csv" => SmtpEnhancedError {
        "4.2.2" GardenFull, "Garden full";
        "5.1.1" GardenUnknown, "Garden unknown";
        "X.1.1" BadGardenAddress, "Bad garden address";
    }

    short "fixtures/foreign/oracle-like.csv" => OracleLikeError {
        "OVN-00001" TrayConstraintViolated, "tray constraint violated";
        "OVN-00018" MaximumNumberOfBakersExceeded, "maximum number of bakers exceeded";
        "OVN-12541" NoOvenListens, "no oven listens";
    }

    short "fixtures/foreign/dns-like.csv" => DnsLikeError {
        0 NoError, "No Error";
        1 FormErr, "Format Error";
        3 NXGarden, "Non-Existent Garden";
    }

    call "fixtures/foreign/bike-like.csv" (severity: str) => BikeLikeError {
        "ID000" ColdOutside, "Cold outside";
        "ID0F2" TankNearlyEmpty, "Tank nearly empty";
        "IDABS" _, "Brake check not done";
    } + each {
        severity: [Some("low"), None, Some("high")];
        solution: [Some("Ride slowly"), Some("Fill the tank"), Some("Ride a few metres, then stop")];
    }

    call "fixtures/foreign/leancloud-like.csv" (message = "消息", message_zh = "说明") => LeancloudLikeError {
        0 Code0, "连接正常关闭";
        1006 Code1006, "连接非正常关闭";
        4100 AppNotOpen, "APP_NOT_OPEN" / "应用未开门";
        4102 SignFailed, "SIGN_FAILED" / "签名错误";
    }

    short "fixtures/foreign/websocket-close.csv" => WebsocketCloseError {
        1000 NormalClosing, "Normal closing";
        1001 GoingAway, "Going away";
        4000 ReservedForGardens, "Reserved for gardens";
    } + within { 4000 => ReservedForGardens; 4999 => ReservedForGardens; }

    call "fixtures/foreign/exchange-like.csv" (name = "Error_ID", segment: str) => ExchangeLikeError {
        16000 ErrMarketNotOpen = "ERR_MARKET_NOT_OPEN", "The vegetable market is closed.";
        16006 ErrInvalidBasket = "ERR_INVALID_BASKET", "Invalid basket.";
        16007 ErrNoMoney = "ERR_NO_MONEY", "ERR_NO_MONEY";
    } + each { segment: [Some("CM"), Some("FO"), Some("CM")]; }

    short "fixtures/foreign/http-status-before-error-code.csv" => HttpStatusBeforeErrorCodeError {
        1001 NameMissing, "Name missing";
        1002 DoorUnknown, "Door unknown";
        1011 Code1011, "门正忙";
    }

    call "fixtures/foreign/constants-beside-codes.csv" (code: i32 = "Code", name = "错误码") => ConstantsBesideCodesError {
        -1 PumpFail = "PUMP_FAIL", "失败";
        0 PumpOk = "PUMP_OK", "成功";
        17 PumpDry = "PUMP_DRY", "没有水";
    } + shown { -1 => "0xFFFFFFFF: 失败"; }

    call "fixtures/foreign/unsigned-numbers.csv" (code: i32) => UnsignedNumbersError {
        -2 PumpStuck, "the pump is stuck";
        17 PumpDry, "no water";
    } + shown { -2 => "4294967294: the pump is stuck"; }

    short "fixtures/foreign/sms-like.csv" => SmsLikeError {
        "000" Delivered, "Delivered";
        "0dc" GardenerAway, "Gardener away";
        "21b" GardenFull, "Garden full";
    }

    call "fixtures/foreign/errno-of-systems.csv" (code = "Linux", skip = [""], repeated = alias) => ErrnoOfSystemsError {
        11 Eagain = "EAGAIN", "Try again";
        40 Enodoor = "ENODOOR", "No such door";
    } + alias { Ewouldblock = Eagain; }

    call "fixtures/foreign/cyrillic.csv" (code = "Номер", message = "Значение") => CyrillicError {
        -1 CodeMinus1, "Неизвестная ошибка";
        10000 Code10000, "Внутренняя ошибка";
    }

    short "fixtures/foreign/key-value-list.csv" => KeyValueListError {
        "gate.lost" GateLost, "gate.lost";
        "pump.dry" PumpDry, "Fill the tank";
        "pump.hot" PumpHot, "Wait for a while";
    }
}
