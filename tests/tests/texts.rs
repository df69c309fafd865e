//! Enums whose codes are texts have everything that enums over numbers have, as far as the type allows.
#![allow(clippy::unwrap_used, reason = "a test that cannot continue should stop")]

use core::convert::Infallible;
use core::marker::PhantomData;
use core::time::Duration;
use std::collections::{BTreeSet, HashMap, HashSet};

use errcode_runtime::wechat::CommonError;
use errcode_runtime::{Code, UnknownText, errcodes, prelude::*};

errcodes!("tables/pay.csv");
errcodes! {
    /// Codes with all kinds of characters that a text may hold.
    pub enum OddError from "fixtures/texts/odd.csv";
    /// Without kinds.
    pub enum CardError from "tables/zeros.csv";
    /// A selection under other names.
    pub enum OrderError from "tables/pay.csv" { "PARAM_ERROR" as BadParam, "isv.LIMIT", unavailable }
}

/// Tells at compile time whether a type has a trait: the type's own constant takes precedence over the trait's.
struct Has<T>(PhantomData<T>);

trait HasNot {
    const COPY: bool = false;
    const FROM_NUMBER: bool = false;
    const FROM_TEXT: bool = false;
    const INTO_NUMBER: bool = false;
}

impl<T> HasNot for Has<T> {}

impl<T: Copy> Has<T> {
    const COPY: bool = true;
}

impl<T: From<i64>> Has<T> {
    const FROM_NUMBER: bool = true;
}

impl<T: for<'c> From<&'c str>> Has<T> {
    const FROM_TEXT: bool = true;
}

impl<T: Into<i64>> Has<T> {
    const INTO_NUMBER: bool = true;
}

#[test]
fn each_kind_of_enum_has_its_own_conversions() {
    fn both<T: ErrorEnum + Clone + Eq + Ord + core::hash::Hash + Send + Sync + Unpin + 'static>() {}
    type Pay = Has<PayError>;
    type Common = Has<CommonError>;
    assert_eq!([Pay::COPY, Pay::FROM_NUMBER, Pay::FROM_TEXT, Pay::INTO_NUMBER], [false, false, true, false]);
    assert_eq!([Common::COPY, Common::FROM_NUMBER, Common::FROM_TEXT, Common::INTO_NUMBER], [true, true, false, true]);
    both::<PayError>();
    both::<CommonError>();
    both::<OddError>();
}

#[test]
fn values_are_small() {
    assert_eq!(size_of::<PayError>(), 24);
    assert_eq!(size_of::<Option<PayError>>(), 24);
    assert_eq!(size_of::<CommonError>(), 16);
}

#[test]
fn a_code_becomes_its_variant_in_every_way() {
    let expected = PayError::ParamError;
    assert_eq!(PayError::from("PARAM_ERROR"), expected);
    assert_eq!(PayError::from(&*String::from("PARAM_ERROR")), expected);
    let into: PayError = "PARAM_ERROR".into();
    assert_eq!(into, expected);
    let parsed: Result<PayError, Infallible> = "PARAM_ERROR".parse();
    let Ok(parsed) = parsed;
    assert_eq!(parsed, expected);
    let Ok(unknown) = "no such code".parse::<PayError>();
    assert_eq!(unknown.code(), "no such code");
    assert_eq!(PayError::from_code("PARAM_ERROR"), Some(expected.clone()));
    assert_eq!(PayError::from_code(Code::Text("PARAM_ERROR")), Some(expected));
    assert_eq!((PayError::from_code(7), PayError::from_code(Code::Number(0))), (None, None));
    assert_eq!(CommonError::from_code("40001"), None, "a text of digits is still a text");
}

#[test]
#[allow(clippy::needless_borrow, reason = "the borrow is what is tested")]
fn the_code_is_the_exact_type_behind_any_reference() {
    let error = PayError::IsvLimit;
    let (one, two) = (&error, &&error);
    let boxed = Box::new(error.clone());
    let exact: [&str; 6] = [error.code(), one.code(), two.code(), (&error).code(), PayError::code(two), boxed.code()];
    assert_eq!(exact, ["isv.LIMIT"; 6]);
    let codes: Vec<&str> = PayError::ALL.iter().map(PayError::code).collect();
    assert_eq!(codes, ["42P01", "PARAM_ERROR", "SIGN_ERROR", "SUCCESS", "SYSTEM_ERROR", "isv.LIMIT"]);
    assert_eq!(PayError::ALL.last().map(PayError::code), Some("isv.LIMIT"));
    assert_eq!(PayError::check("isv.LIMIT").as_ref().unwrap_err().code(), "isv.LIMIT");

    assert_eq!(ErrorCode::code(&error), Code::Text("isv.LIMIT"));
    let generic: &dyn ErrorCode = &error;
    assert!(generic.code() == "isv.LIMIT" && generic.code() != 0);
    assert_eq!((generic.code().text(), generic.code().number()), (Some("isv.LIMIT"), None));
    let text: &str = error.as_ref();
    assert_eq!(text, "isv.LIMIT");
    assert_eq!(PayError::from("NEW").as_ref(), "NEW");
}

#[test]
fn a_row_says_all_that_its_table_does() {
    let error = PayError::IsvLimit;
    assert_eq!((error.name(), error.message(), error.message_zh()), ("IsvLimit", "too many calls", "调用过于频繁"));
    assert_eq!((error.solution_zh(), error.note_zh()), (None, Some("注：按分钟")));
    assert_eq!(PayError::ParamError.solution_zh(), Some("检查参数"));
    assert_eq!(error.table().map(|table| (table.title, table.file)), Some(("pay.csv", "tables/pay.csv")));
    assert_eq!((error.kind(), error.recovery()), (Kind::ResourceExhausted, Recovery::SlowDown));
    assert_eq!((error.retry_after(), error.is_retryable()), (Some(Duration::from_mins(1)), true));
    assert_eq!((PayError::SystemError.retry_after(), PayError::SystemError.is_retryable()), (None, true));
    assert!(error.is_known() && !PayError::SignError.is_retryable());

    let unknown = PayError::from("NEW_ERROR");
    assert_eq!(
        (unknown.code(), unknown.name(), unknown.message(), unknown.message_zh()),
        ("NEW_ERROR", "Unknown", "unknown error code", "未知错误码")
    );
    assert_eq!((unknown.solution_zh(), unknown.note_zh(), unknown.table()), (None, None, None));
    assert_eq!((unknown.kind(), unknown.recovery(), unknown.retry_after()), (Kind::Unknown, Recovery::Unknown, None));
    assert!(!unknown.is_known() && !unknown.is_success() && !unknown.is_retryable());
}

#[test]
fn success_is_of_kind_ok_only() {
    assert_eq!(PayError::check("SUCCESS"), Ok(()));
    let owned = String::from("SUCCESS");
    assert_eq!((PayError::check(&owned), PayError::check(&*owned)), (Ok(()), Ok(())));
    assert_eq!(PayError::check(owned), Ok(()));
    assert_eq!(PayError::check(PayError::Success), Ok(()));
    assert!(PayError::Success.is_success());
    for code in ["", "0", "00", "OK", "success", "SUCCESS ", "PARAM_ERROR"] {
        let error = PayError::check(code).unwrap_err();
        assert_eq!((error.code(), error.is_success()), (code, false));
        assert_eq!(CardError::check(code).unwrap_err().code(), code, "a table without kinds defines no success");
    }
    assert_eq!(<PayError as ErrorEnum>::check("NEW").unwrap_err(), PayError::from("NEW"));
}

#[test]
fn a_line_shows_code_and_texts() {
    assert_eq!(PayError::ParamError.to_string(), "PARAM_ERROR: bad parameter（参数错误）");
    assert_eq!(CardError::Declined.to_string(), "05: declined", "a text in one language is shown once");
    assert_eq!(PayError::from("NEW").to_string(), "NEW: unknown error code（未知错误码）");
    assert_eq!(
        format!("{:#}", PayError::ParamError),
        "PARAM_ERROR: bad parameter（参数错误）\nkind: invalid_argument\n\
         recovery: fix_request, fix the request（修改请求）\nsolution: 检查参数"
            .replace("fix the request（修改请求）", &advice(Recovery::FixRequest))
    );
    assert_eq!(format!("{:#}", CardError::Declined), "05: declined");
    assert_eq!(format!("{:?} {:?}", PayError::ParamError, CardError::from("99")), "ParamError Unknown(\"99\")");
    let error: &dyn core::error::Error = &PayError::NoSuchTable;
    assert_eq!((error.to_string(), error.source().is_none()), ("42P01: no such table（没有这张表）".to_owned(), true));
}

fn advice(recovery: Recovery) -> String {
    format!("{}（{}）", recovery.advice(), recovery.advice_zh())
}

#[test]
fn what_a_server_made_up_is_cut_and_stays_in_its_line() {
    let long = "长".repeat(100_000);
    let error = PayError::from(&*long);
    assert_eq!(error.code(), long, "programs get all of it");
    assert_eq!(error.clone().code(), long);
    for shown in [format!("{error}"), format!("{error:#}"), format!("{error:?}")] {
        assert!(shown.contains('…') && shown.chars().count() < 400, "{shown}");
    }
    let forbidden = "\u{0}\n\r\u{1B}\u{7F}\u{85}\u{2028}\u{2029}\u{202E}\u{2066}\u{61C}\u{200F}";
    let error = PayError::from(&*format!("a{forbidden}b"));
    for shown in [format!("{error}"), format!("{error:?}")] {
        assert!(!shown.contains(|c: char| forbidden.contains(c)), "{shown:?}");
    }
    assert!(error.to_string().contains(&format!("a{}b", " ".repeat(forbidden.chars().count()))), "{error}");
    assert!(format!("{error:?}").starts_with(r#"Unknown("a\u{0}\n\r\u{1b}"#), "{error:?}");
    assert_eq!(format!("{:?}", PayError::from(r#"x"), Known("y\"#)), r#"Unknown("x\"), Known(\"y\\")"#);
    // The code of a row is not shortened, but it is also shown on one line.
    assert_eq!(OddError::LineBreak.to_string(), "a b: text of LineBreak");
}

#[test]
fn values_are_compared_ordered_and_hashed_by_their_text() {
    assert!(PayError::ALL.is_sorted_by(|left, right| left < right && left.code() < right.code()));
    assert!(OddError::ALL.is_sorted_by(|left, right| left < right && left.code() < right.code()));
    let (before, after) = (PayError::from("PARAM"), PayError::from("PARAM_ERROR2"));
    assert!(before < PayError::ParamError && PayError::ParamError < after && before < after);
    assert_eq!(before.partial_cmp(&after), Some(before.cmp(&after)));
    assert_eq!(PayError::from("x"), PayError::from("x"));
    assert_ne!(PayError::from("x"), PayError::from("X"));
    assert_ne!(PayError::from("x"), PayError::ParamError);

    let codes = ["x", "PARAM_ERROR", "y", "x", "isv.LIMIT", "PARAM_ERROR"];
    let hashed: HashSet<PayError> = codes.into_iter().map(PayError::from).collect();
    let ordered: BTreeSet<PayError> = codes.into_iter().map(PayError::from).collect();
    assert_eq!((hashed.len(), ordered.len()), (4, 4));
    let counts = HashMap::from([(PayError::from("x"), 1), (PayError::IsvLimit, 2)]);
    assert_eq!((counts[&PayError::from("x")], counts.get(&PayError::from("isv.LIMIT"))), (1, Some(&2)));
}

#[test]
fn an_unknown_code_is_a_value_of_its_own() {
    let PayError::Unknown(unknown) = PayError::from("NEW") else { unreachable!() };
    let same: UnknownText<PayError> = unknown.clone();
    assert_eq!((unknown.code(), unknown.to_string(), format!("{unknown:?}")), ("NEW", "NEW".into(), "\"NEW\"".into()));
    assert!(unknown == same && unknown.cmp(&same).is_eq());
    assert_eq!(HashSet::from([unknown, same]).len(), 1);
    // A code with a row is never `Unknown`, and `Unknown` cannot be made by hand (see compile-fail).
    for error in PayError::ALL {
        assert_eq!(PayError::from(error.code()), *error);
        assert!(!matches!(PayError::from(error.code()), PayError::Unknown(_)));
    }
}

#[test]
fn nearly_a_code_is_no_code() {
    for code in [
        "",
        " ",
        "param_error",
        "PARAM_ERROR ",
        " PARAM_ERROR",
        "PARAM_ERRO",
        "PARAM_ERRORR",
        "PARAM\u{2d}ERROR",
        "ＰＡＲＡＭ_ERROR",
        "PARAM_ERROR\0",
        "\u{FEFF}PARAM_ERROR",
        "isv.limit",
        "42p01",
        "👩\u{200D}👧",
        "\u{202E}PARAM_ERROR",
    ] {
        let error = PayError::from(code);
        assert_eq!((error.is_known(), error.code()), (false, code));
        assert!(matches!(error, PayError::Unknown(unknown) if unknown.code() == code));
    }
}

#[test]
fn codes_are_kept_to_the_last_character() {
    for (code, error) in [
        ("PARAM", OddError::Upper),
        ("param", OddError::Lower),
        ("Param", OddError::Title),
        ("caf\u{E9}", OddError::Composed),
        ("cafe\u{301}", OddError::Decomposed),
        ("lead", OddError::Leading),
        ("trail", OddError::Trailing),
        ("wide", OddError::WideBlank),
        ("two  blanks", OddError::TwoBlanks),
        ("say \"hi\"", OddError::DoubleQuotes),
        ("it's", OddError::SingleQuote),
        ("a\nb", OddError::LineBreak),
        ("a\r\nb", OddError::CrLf),
        ("a\tb", OddError::Tab),
        ("back\\slash\\n", OddError::Backslash),
        ("tick`s ``two``", OddError::Ticks),
        ("*/ /* \"#", OddError::Comment),
        ("<b>&amp;[x](y)", OddError::Markup),
        ("👩\u{200D}👩\u{200D}👧", OddError::Emoji),
        ("系统.繁忙", OddError::Han),
        ("a,b;c", OddError::Separators),
        ("{} {0} %s $x", OddError::Format),
        ("Sames", OddError::Sames),
        ("x\u{2028}y", OddError::LineSeparator),
        ("\u{200B}", OddError::ZeroWidth),
        ("\u{E000}", OddError::PrivateUse),
        ("-", OddError::Dash),
        ("..", OddError::Dots),
        ("r#\"raw\"#", OddError::Raw),
        ("//", OddError::Slashes),
    ] {
        assert_eq!((OddError::from(code), error.code()), (error.clone(), code));
        assert!(error.message().ends_with(error.name()));
    }
    assert_eq!(OddError::ALL.len(), 30);
    for code in [" lead", "trail ", "\u{3000}wide", "two blanks", "pARAM", "café ", "a\rb", "system"] {
        assert!(!OddError::from(code).is_known(), "{code}");
    }
}

#[test]
fn one_function_takes_both_kinds() {
    fn pause(error: &dyn Classify, attempt: u32) -> Option<Duration> {
        error.is_retryable().then(|| error.retry_after().unwrap_or(Duration::from_secs(1 << attempt)))
    }
    fn generic<E: ErrorEnum + Classify>() -> usize {
        E::ALL.iter().filter(|error| error.is_retryable()).count()
    }
    let errors: Vec<Box<dyn Classify>> = vec![
        Box::new(CommonError::SystemBusy),
        Box::new(PayError::SystemError),
        Box::new(PayError::IsvLimit),
        Box::new(CommonError::InvalidCredential),
        Box::new(PayError::from("NEW")),
    ];
    let pauses: Vec<_> = errors.iter().map(|error| pause(&**error, 2).map(|pause| pause.as_secs())).collect();
    assert_eq!(pauses, [Some(4), Some(4), Some(60), None, None]);
    let codes: Vec<String> = errors.iter().map(|error| error.code().to_string()).collect();
    assert_eq!(codes, ["-1", "SYSTEM_ERROR", "isv.LIMIT", "40001", "NEW"]);
    assert_eq!(generic::<PayError>(), 2);
    assert!(generic::<CommonError>() > 0);
    let mut sorted: Vec<Code<'_>> = errors.iter().map(|error| error.code()).collect();
    sorted.sort_unstable();
    assert_eq!(sorted[..2], [Code::Number(-1), Code::Number(40001)], "numbers sort before texts");
}

#[test]
fn enums_convert_by_their_texts() {
    for error in OrderError::ALL {
        let wide = PayError::from(error.code());
        assert_eq!((wide.is_known(), wide.code()), (true, error.code()));
        assert_eq!(OrderError::try_from_code_of(wide), Ok(error.clone()));
    }
    assert_eq!(OrderError::try_from_code_of(PayError::SignError), Err(PayError::SignError));
    let unknown = OrderError::from("NEW");
    assert_eq!(PayError::try_from_code_of(unknown.clone()), Err(unknown));
    // A number is never equal to a text.
    assert_eq!(PayError::try_from_code_of(CommonError::SystemBusy), Err(CommonError::SystemBusy));
    assert_eq!(CommonError::try_from_code_of(PayError::ParamError), Err(PayError::ParamError));
    assert_eq!(CommonError::try_from_code_of(PayError::from("40001")), Err(PayError::from("40001")));
}

#[test]
fn a_selection_of_texts_has_its_codes_and_no_other() {
    let codes: Vec<&str> = OrderError::ALL.iter().map(OrderError::code).collect();
    assert_eq!(codes, ["PARAM_ERROR", "SYSTEM_ERROR", "isv.LIMIT"]);
    assert_eq!(OrderError::from("PARAM_ERROR"), OrderError::BadParam);
    assert_eq!(OrderError::BadParam.name(), "BadParam");
    assert!(!OrderError::from("SIGN_ERROR").is_known() && !OrderError::from("SUCCESS").is_success());
    match OrderError::from("isv.LIMIT") {
        OrderError::BadParam | OrderError::SystemError | OrderError::Unknown(_) => unreachable!(),
        OrderError::IsvLimit => {}
    }
    errcodes! {
        enum Renamed from "tables/pay.csv" { "42P01" as UndefinedTable, .. }
        enum Failure from "tables/pay.csv" except { "SUCCESS", slow_down, "42P01" }
        enum Odd from "fixtures/texts/odd.csv" { "a\nb", "say \"hi\"" as Said, r"back\slash\n", "lead", "it's" }
        enum Twice from "tables/pay.csv" { "isv.LIMIT", slow_down, "SUCCESS" as Fine, ok }
    }
    assert_eq!((Renamed::ALL.len(), Renamed::from("42P01")), (PayError::ALL.len(), Renamed::UndefinedTable));
    assert_eq!(
        Failure::ALL.iter().map(Failure::code).collect::<Vec<_>>(),
        ["PARAM_ERROR", "SIGN_ERROR", "SYSTEM_ERROR"]
    );
    assert_eq!(Odd::ALL, [Odd::LineBreak, Odd::Backslash, Odd::SingleQuote, Odd::Leading, Odd::Said]);
    assert_eq!(Twice::ALL, [Twice::Fine, Twice::IsvLimit]);
}

#[test]
fn sources_that_share_codes_are_one_enum() {
    errcodes! { enum Both from "tables/pay.csv", "tables/pay-more.csv"; }
    assert_eq!(Both::ALL.len(), PayError::ALL.len() + 1);
    let shared = Both::from("PARAM_ERROR");
    assert_eq!((shared.message(), shared.table().unwrap().file), ("bad parameter", "tables/pay.csv"));
    assert_eq!((Both::from("SYSTEM_ERROR").kind(), Both::NoAuth.kind()), (Kind::Unavailable, Kind::PermissionDenied));
    assert_eq!(Both::NoAuth.table().unwrap().file, "tables/pay-more.csv");

    // A name in the call resolves a clash of names, and one of codes.
    errcodes! {
        enum Named from "tables/pay.csv", "tables/pay-clash.csv" { "PARAM_ERROR" as BadParam, "param-error", "NO_AUTH", "isv.LIMIT" }
    }
    assert_eq!(Named::from("PARAM_ERROR"), Named::BadParam);
    assert_eq!((Named::from("param-error").name(), Named::from("NO_AUTH").name()), ("ParamError", "NoAuth"));
    assert!(!Named::IsvLimit.is_success() && Named::IsvLimit.table().unwrap().file == "tables/pay.csv");
}

#[test]
fn the_call_says_what_a_column_holds() {
    errcodes! {
        enum Mixed from "tables/mixed.csv" (code: str) { "1001", "SUCCESS", "007", "-1", "4xx" as AnyFour }
        enum Zeros from "tables/zeros.csv";
        enum Numbers from "tables/zeros-numbers.csv" (code: i64 = "code", name = "name") { 0, 5 as Refused, 51 }
        enum Texts from "tables/zeros-numbers.csv" { "00", .. }
    }
    assert_eq!(Mixed::ALL.iter().map(Mixed::code).collect::<Vec<_>>(), ["-1", "007", "1001", "4xx", "SUCCESS"]);
    assert_eq!(
        (Mixed::from("4xx"), Mixed::from("400").is_known()),
        (Mixed::AnyFour, false),
        "a text code is never a family"
    );
    assert_eq!(Zeros::from("05"), Zeros::Declined);
    assert!(!Zeros::from("5").is_known() && !Zeros::from("00").is_success());
    assert_eq!((Numbers::from(5), Numbers::Approved.code()), (Numbers::Refused, 0));
    assert_eq!((Numbers::check(0), Texts::check("00")), (Ok(()), Err(Texts::Approved)));
    assert_eq!(Texts::Approved.code(), "00");
}
