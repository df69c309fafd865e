//! The parts of a vendor's table beside codes and texts: fields, other names, its own spelling of names and codes, success codes.
#![allow(clippy::unwrap_used, reason = "a test that cannot continue should stop")]

use core::fmt::Debug;

use errcode_runtime::{errcodes, prelude::*};

errcodes! {
    /// Fields of every type.
    pub enum QueueError from "fixtures/vendor/queue.csv" (
        severity: str = "Log level", http: u16, is_fatal: bool = "Fatal", weight: f64 = "Weight", owner: i32 = "Owner"
    );
    /// Fields of a selection of rows.
    pub enum PartError from "fixtures/vendor/queue.csv" (http: u16, severity: str = "Log level") { 1002 as NoTopic, 2000..=2049 }
    /// The fields of two tables.
    pub enum BothError from "fixtures/vendor/queue.csv" (http: u16, owner: i64 = "Owner"),
        "fixtures/vendor/queue-more.csv" (severity: str = "Severity") except { 1001 }

    pub enum HandleError from "fixtures/vendor/handles.csv" (code: i32);
    pub enum SocketError from "fixtures/vendor/sockets.csv" (repeated = alias);
    pub enum WordError from "fixtures/vendor/words.csv" (repeated = alias, level: i8 = "Level", success = ["fine", "OK"]);
    pub enum ChineseError from "fixtures/vendor/chinese.csv";
    pub enum EnglishError from "fixtures/vendor/english.csv";
    /// Two rows with the same name.
    pub enum TwiceError from "fixtures/vendor/twice.csv";
}

#[test]
fn fields_have_the_values_of_their_cells() {
    use QueueError::{BadTopic, QueueFull, TooLong};
    let broker = QueueError::from(2050);
    let unknown = QueueError::from(7);
    let all = [QueueFull, BadTopic, TooLong, broker, unknown];
    let some = |text| Some(text);
    assert_eq!(all.map(|e| e.severity()), [some("WARN"), some("ERROR"), some("ERROR"), some("FATAL"), None]);
    assert_eq!(all.map(|e| e.http()), [Some(429_u16), Some(404), None, Some(503), None]);
    assert_eq!(all.map(|e| e.is_fatal()), [Some(false), Some(true), Some(true), None, None]);
    assert_eq!(all.map(|e| e.weight()), [Some(0.5), None, Some(-2.25), Some(1000.0), None]);
    assert_eq!(all.map(|e| e.owner()), [Some(-7_i32), None, Some(300), None, None]);
}

#[test]
fn fields_go_through_selections_and_several_sources() {
    assert_eq!((PartError::NoTopic.http(), PartError::NoTopic.severity()), (Some(404), Some("ERROR")));
    assert_eq!((PartError::from(2049).http(), PartError::from(2050).http()), (Some(503), None));

    let of = |error: BothError| (error.http(), error.owner(), error.severity());
    // A row of both tables has the fields of both.
    assert_eq!(of(BothError::BadTopic), (Some(404), None, Some("LOW")));
    assert_eq!(of(BothError::NoAccess), (None, None, Some("HIGH")));
    assert_eq!(of(BothError::TooLong), (None, Some(300), None));
    assert_eq!(of(BothError::from(1001)), (None, None, None), "the row is not selected");
}

#[test]
fn solutions_and_notes_are_in_both_languages() {
    let error = QueueError::QueueFull;
    assert_eq!((error.solution(), error.note()), (Some("send less"), Some("counted by minute")));
    assert_eq!((error.solution_zh(), error.note_zh()), (None, None));
    assert_eq!((QueueError::BadTopic.solution(), QueueError::BadTopic.note()), (None, None));
    assert_eq!((QueueError::from(7).solution(), QueueError::from(7).note()), (None, None));
    let error: &dyn ErrorCode = &error;
    assert_eq!((error.solution(), error.note()), (Some("send less"), Some("counted by minute")));
    assert_eq!(format!("{error:#}"), "1001: the queue is full\nsolution: send less");
}

#[test]
fn names_are_those_of_the_table() {
    assert_eq!((QueueError::BadTopic.name(), format!("{:?}", QueueError::BadTopic)), ("BAD_TOPIC", "BAD_TOPIC".into()));
    assert_eq!(format!("{:?}", QueueError::from(2050)), "BROKER(2050)");
    assert_eq!(PartError::NoTopic.name(), "NoTopic", "the name in the call takes precedence");
    assert_eq!(PartError::from(2001).name(), "BROKER");
}

#[test]
fn a_name_finds_its_value() {
    fn find<E: ErrorEnum>(name: &str) -> Option<E> {
        E::from_name(name)
    }
    fn each_by_its_name<E: ErrorEnum + Debug>() {
        for value in E::ALL {
            assert_eq!(E::from_name(value.name()).as_ref(), Some(value));
        }
    }
    for name in ["BadTopic", "BAD_TOPIC"] {
        assert_eq!(QueueError::from_name(name), Some(QueueError::BadTopic), "{name}");
        assert_eq!(find(name), Some(QueueError::BadTopic), "{name}");
    }
    for name in ["", "badtopic", "BAD_TOPI", "Unknown", "1002", "the queue is full"] {
        assert_eq!(QueueError::from_name(name), None, "{name}");
    }
    for name in ["NoTopic", "BAD_TOPIC"] {
        assert_eq!(PartError::from_name(name), Some(PartError::NoTopic), "{name}");
    }
    assert_eq!(PartError::from_name("QUEUE_FULL"), None, "the row is not selected");
    assert_eq!(
        PartError::from_name("Broker"),
        Some(PartError::from(2000)),
        "the name of a range gives its smallest code"
    );
    for name in ["TryLater", "TRY_LATER", "WouldWait", "WOULD_WAIT", "Wait", "WAIT"] {
        assert_eq!(SocketError::from_name(name), Some(SocketError::TryLater), "{name}");
    }
    for name in ["BusyNow", "Overloaded", "OVERLOADED"] {
        assert_eq!(WordError::from_name(name), Some(WordError::BusyNow), "{name}");
    }
    // The smaller code has the name, wherever its row is.
    assert_eq!(TwiceError::from_name("PUMP_BUSY"), Some(TwiceError::from(1)));
    assert_eq!(TwiceError::from_name("PumpBusy2"), Some(TwiceError::from(2)));
    each_by_its_name::<QueueError>();
    each_by_its_name::<HandleError>();
    each_by_its_name::<WordError>();
    each_by_its_name::<errcode_runtime::wechat::CommonError>();
    // `parse` reads a text as a code, never as a name.
    assert!("BadTopic".parse::<QueueError>().is_err());
}

#[test]
fn another_name_of_a_code_is_a_constant() {
    const WAITS: SocketError = SocketError::WouldWait;
    assert_eq!((WAITS, SocketError::Wait), (SocketError::TryLater, SocketError::TryLater));
    assert_eq!((SocketError::ALL.len(), WAITS.code(), WAITS.name()), (2, 11, "TRY_LATER"));
    let is_wait = |error: &SocketError| match *error {
        SocketError::WouldWait => true,
        SocketError::Denied | SocketError::Unknown(_) => false,
    };
    assert!(is_wait(&SocketError::from(11)) && !is_wait(&SocketError::from(13)) && !is_wait(&SocketError::from(12)));
    let is_busy = |error: &WordError| match *error {
        WordError::Overloaded => true,
        WordError::Gone | WordError::Fine | WordError::Unknown(_) => false,
    };
    assert!(is_busy(&WordError::from("busy.now")) && !is_busy(&WordError::from("x")));
    assert_eq!(
        [WordError::Overloaded.level(), WordError::Gone.level(), WordError::Fine.level()],
        [Some(2), Some(-1), None]
    );
}

#[test]
fn a_variant_of_another_table_wins_over_another_name() {
    errcodes! {
        enum Both from "fixtures/vendor/sockets.csv" (repeated = alias), "fixtures/vendor/sockets-more.csv";
    }
    assert_eq!((Both::WouldWait.code(), Both::Wait.code(), Both::TryLater.code()), (12, 11, 11));
    for name in ["WouldWait", "WOULD_WAIT"] {
        assert_eq!(Both::from_name(name), Some(Both::WouldWait), "{name}");
    }
}

#[test]
fn codes_are_spelled_as_their_table_does() {
    assert_eq!(HandleError::EDenied.code(), -0x7FF8_FFFB);
    for (error, shown) in [
        (HandleError::EDenied, "0x80070005: access denied"),
        (HandleError::EMemory, "0x8007000e: out of memory"),
        (HandleError::from(0), "0x00000000: done"),
        (HandleError::from(-0x7FFB_FFFF), "0x80040001: of an interface"),
        (HandleError::from(-0x7FF8_FFF0), "0x80070010: unknown error code"),
        (HandleError::from(5), "0x00000005: unknown error code"),
        (HandleError::from(i64::MAX), "9223372036854775807: unknown error code"),
        (HandleError::from(0x8007_0010), "0x80070010: unknown error code"),
        (HandleError::from(0x1_0000_0000), "4294967296: unknown error code"),
    ] {
        assert_eq!((error.to_string(), format!("{error:#}")), (shown.to_owned(), shown.to_owned()));
    }
    assert_eq!(format!("{:?}", HandleError::from(-0x7FFB_FFFF)), "E_FAMILY(0x80040001)");
    assert_eq!(format!("{:?}", HandleError::from(-0x7FF8_FFF0)), "Unknown(0x80070010)");
    let reply = br#"{"errcode":-2147024891,"errmsg":""}"#;
    let error = errcode_runtime::reply::decode::<(), HandleError>(reply).unwrap_err();
    assert!(error.to_string().contains("0x80070005 E_DENIED: access denied"), "{error}");
    errcodes! { enum Zeros from "tables/zeros-numbers.csv" (code: i64, name = "name"); }
    assert!(Zeros::from(5).to_string().starts_with("05: ") && Zeros::from(6).to_string().starts_with("6: "));
    assert_eq!("-2147024891".parse(), Ok(HandleError::EDenied), "`FromStr` reads numbers");
}

#[test]
fn numbers_of_32_bits_may_come_without_a_sign() {
    use errcode_runtime::reply::decode;
    errcodes! {
        enum HexError from "fixtures/vendor/hex.csv";
        enum MixedError from "fixtures/vendor/handles.csv" (code: i32, success = [0x8000_0001..=0x8000_0003]),
            "fixtures/vendor/small.csv" { 0x8007_0005, 0x1F, 12 }
    }
    for (came, value, code) in [
        (0x8007_0005_i64, HandleError::EDenied, -0x7FF8_FFFB),
        (-0x7FF8_FFFB, HandleError::EDenied, -0x7FF8_FFFB),
        (0x8004_0001, HandleError::from(-0x7FFB_FFFF), -0x7FFB_FFFF),
        // No row has these codes, but the two spellings of a code still give the same value.
        (0x8007_0010, HandleError::from(-0x7FF8_FFF0), -0x7FF8_FFF0),
        (-0x7FF8_FFF0, HandleError::from(-0x7FF8_FFF0), -0x7FF8_FFF0),
        (0x1_8007_0005, HandleError::from(0x1_8007_0005), 0x1_8007_0005),
    ] {
        let found = HandleError::from(came);
        assert_eq!((found, found.code(), found.is_known()), (value, code, value.is_known()), "{came}");
        assert_eq!(HandleError::check(came), Err(value), "{came}");
        assert_eq!(<HandleError as ErrorEnum>::from_code(came), Some(value), "{came}");
        assert_eq!(came.to_string().parse(), Ok(value), "{came}");
        for json in [format!("{came}"), format!("\"{came}\"")] {
            assert_eq!(serde_json::from_str::<HandleError>(&json).unwrap(), value, "{json}");
            let reply = format!("{{\"errcode\":{json}}}");
            assert_eq!(decode::<(), HandleError>(reply.as_bytes()).unwrap_err().code(), Some(value), "{json}");
        }
    }
    assert!(matches!(HandleError::from(0x8004_0001), HandleError::EFamily(_)));

    // Without `code: i32`, the unsigned number and the negative number are different codes.
    assert_eq!((HexError::from(0x8007_0005), HexError::from(-0x7FF8_FFFB).is_known()), (HexError::Denied, false));

    let mixed = [0x8007_0005, -0x7FF8_FFFB, 31, 12, 0x8007_000E].map(|code| MixedError::from(code).to_string());
    let denied = "0x80070005: access denied";
    assert_eq!(mixed, [denied, denied, "0x1F: small", "12: decimal", "-2147024882: unknown error code"]);
    let success =
        [0x8000_0001, -0x7FFF_FFFF, 0x8000_0004, -0x7FFF_FFFC].map(|code: i64| MixedError::check(code).is_ok());
    assert_eq!(success, [true, true, false, false]);
    assert!(decode::<(), MixedError>(br#"{"errcode":"0x80000002"}"#).is_ok());
}

#[test]
fn a_code_is_read_as_it_is_shown() {
    use errcode_runtime::reply::decode;
    fn check<E: ErrorEnum + From<i64> + Debug + core::str::FromStr + serde::de::DeserializeOwned>(codes: &[i64]) {
        for value in codes.iter().map(|&code| E::from(code)).chain(E::ALL.iter().cloned()) {
            let shown = value.to_string();
            let code = shown.split(": ").next().unwrap();
            assert_eq!(code.parse().ok(), Some(value.clone()), "{code}");
            assert_eq!(serde_json::from_str::<E>(&format!("{code:?}")).unwrap(), value, "{code}");
            let reply = decode::<(), E>(format!("{{\"errcode\":{code:?}}}").as_bytes());
            assert_eq!(
                reply.err().and_then(|error| error.code()),
                Some(value.clone()).filter(|e| !e.is_success()),
                "{code}"
            );
        }
    }
    errcodes! { enum HexError from "fixtures/vendor/hex.csv"; }
    let unknown = [7, -7, 0x8007_0010, -0x7FF8_FFF0, 0x1_0000_0000, i64::MAX, i64::MIN];
    check::<HandleError>(&unknown);
    check::<HexError>(&unknown);
    check::<QueueError>(&unknown);
    assert_eq!("0X8007000E".parse(), Ok(HandleError::EMemory));
    assert_eq!(("0x3E9".parse(), "-0x1".parse()), (Ok(QueueError::QueueFull), Ok(QueueError::from(-1))));
    let reply = decode::<(), HandleError>(br#"{"errcode":"\u0030x8007000e","errmsg":""}"#);
    assert_eq!(reply.unwrap_err().code(), Some(HandleError::EMemory));
    for text in ["0x", "0x8007000G", "0x-1", "0x8000000000000000", "x1"] {
        let wanted = text.parse::<i64>().unwrap_err();
        assert_eq!(text.parse::<HandleError>(), Err(wanted), "{text}");
        assert!(serde_json::from_str::<HandleError>(&format!("{text:?}")).is_err(), "{text}");
        let reply = decode::<(), HandleError>(format!("{{\"errcode\":{text:?}}}").as_bytes());
        assert!(matches!(reply, Err(errcode_runtime::reply::ReplyError::Code(_))), "{text}");
    }
    // JSON has no hexadecimal numbers.
    assert!(serde_json::from_str::<HandleError>("0x8007000E").is_err());
    let reply = decode::<(), HandleError>(br#"{"errcode":0x8007000E}"#);
    assert!(matches!(reply, Err(errcode_runtime::reply::ReplyError::Json(_))), "{reply:?}");
}

#[test]
fn success_is_what_the_call_says() {
    let is_success = |word: &str| (WordError::from(word).is_success(), WordError::check(word).is_ok());
    assert_eq!(
        [is_success("fine"), is_success("OK"), is_success("gone")],
        [(true, true), (true, true), (false, false)]
    );

    errcodes! {
        enum Http from "fixtures/vendor/queue.csv" (success = [200..=299, 1001]) { 1002 }
        enum Never from "fixtures/vendor/queue.csv" (success = []);
        enum Union from "fixtures/vendor/queue.csv" (success = [1]), "fixtures/vendor/queue-more.csv";
        enum Kinds from "fixtures/vendor/english.csv" (success = [5]);
    }
    // A listed code is a success even if it has no row, or its row is not selected.
    let http = [199, 200, 250, 299, 300, 0, 1001, 1002].map(|code| Http::check(code).is_ok());
    assert_eq!(http, [false, true, true, true, false, false, true, false]);
    assert!(!Never::from(0).is_success() && !Never::from(200).is_success());
    let union = [0, 1, 2].map(|code| Union::from(code).is_success());
    assert_eq!(union, [true, true, false], "a table without a list has 0 as its success");
    // A row of kind `ok` stays success.
    assert_eq!([200, 5, 0, 7].map(|code| Kinds::from(code).is_success()), [true, true, false, false]);
}

#[test]
fn texts_are_in_the_languages_of_the_table() {
    let unknown = ChineseError::from(9);
    assert_eq!((unknown.message(), unknown.message_zh()), ("未知错误码", "未知错误码"));
    assert_eq!(unknown.to_string(), "9: 未知错误码");
    assert_eq!(
        format!("{:#}", ChineseError::Busy),
        format!("7: 系统忙\nkind: unavailable\nrecovery: retry, {}\n解决方法：稍后再试", Recovery::Retry.advice_zh())
    );
    let unknown = EnglishError::from(9);
    assert_eq!((unknown.message(), unknown.message_zh()), ("unknown error code", "unknown error code"));
    assert_eq!(unknown.to_string(), "9: unknown error code");
    assert_eq!(
        format!("{:#}", EnglishError::Busy),
        format!("7: busy\nkind: unavailable\nrecovery: retry, {}\nsolution: try later", Recovery::Retry.advice())
    );
}
