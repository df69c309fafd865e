//! Every code of every table, from number to value and back.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot continue should stop")]

use core::fmt::Debug;
use std::collections::HashSet;

use errcode_runtime::wechat::*;
use errcode_runtime::{Code, Kind, Recovery, prelude::*};
use errcode_tables::Shipped;

/// Miri is slow. It tries three tables, of which `cloudbase` has a family of codes.
fn is_left_out(table: &str) -> bool {
    cfg!(miri) && !matches!(table, "common" | "cloudbase" | "gateway")
}

#[test]
fn the_enums_are_those_of_the_index() {
    fn entry<E>(table: &'static str) -> (&'static str, &'static str) {
        let name = core::any::type_name::<E>();
        (name.rsplit("::").next().unwrap_or(name), table)
    }
    let index: Vec<(&str, &str)> = Shipped::all().iter().map(|shipped| (&*shipped.enum_name, shipped.table)).collect();
    assert_eq!(for_each_table!(entry).as_slice(), index, "the list in errcode-runtime/src/wechat.rs");
}

#[test]
fn every_row_comes_back() {
    fn check<E: ErrorEnum + Classify + Copy + From<i64> + Into<i64>>(table: &str) {
        let shipped = Shipped::find(table).unwrap();
        let rows = &shipped.outcome().table.rows;
        assert_eq!(E::ALL.len(), rows.len(), "{table}");
        for row in rows {
            // A family stands for several codes: try all of them, except those with a row of their own.
            let own = |code| rows.iter().any(|other| other.codes.numbers().unwrap().single() == Some(code));
            let numbers = row.codes.numbers().unwrap();
            let codes = (numbers.first()..=numbers.last()).filter(|&code| !row.codes.are_several() || !own(code));
            for code in codes {
                let value = E::from(code);
                assert_eq!(value.code(), code, "{table}");
                assert_eq!(Into::<i64>::into(value), code);
                assert_eq!(value.name(), row.name, "{table} {code}");
                assert_eq!(value.message(), row.message, "{table} {code}");
                assert_eq!(value.message_zh(), row.message_zh, "{table} {code}");
                assert_eq!(value.solution_zh().unwrap_or_default(), row.solution_zh, "{table} {code}");
                assert_eq!(value.note_zh().unwrap_or_default(), row.note_zh, "{table} {code}");
                let class = row.class.unwrap();
                assert_eq!((value.kind(), value.recovery()), (class.kind, class.recovery), "{table} {code}");
                assert_eq!(Classify::is_retryable(&value), class.recovery.is_retryable(), "{table} {code}");
                let seconds = value.retry_after().map(|time| time.as_secs());
                assert_eq!(seconds, class.retry_after.map(u64::from), "{table} {code}");
                let info = value.table().unwrap();
                assert_eq!((info.title, info.title_zh), (&*shipped.title, &*shipped.title_zh));
                assert_eq!(info.file, shipped.file);
                assert!(value.is_known());
                assert_eq!(value.is_success(), code == 0, "{table} {code}");
                assert_eq!(E::check(code).is_ok(), code == 0, "{table} {code}");
            }
        }
    }
    for_each_table!(check);
}

#[test]
fn display_and_debug_show_what_they_should() {
    fn check<E: ErrorEnum + Classify>(table: &str) {
        if is_left_out(table) {
            return;
        }
        for value in E::ALL {
            let line = value.to_string();
            assert!(line.starts_with(&format!("{}: ", value.code())), "{table}: {line}");
            assert!(line.contains(value.message()) && line.contains(value.message_zh()), "{table}: {line}");
            let more = format!("{value:#}");
            assert!(more.starts_with(&line) && more.contains(value.kind().as_str()), "{table}: {more}");
            assert!(more.contains(value.recovery().advice_zh()), "{table}: {more}");
            assert!(more.contains(value.solution_zh().unwrap_or_default()), "{table}: {more}");
            assert!(format!("{value:?}").starts_with(value.name()), "{table}: {value:?}");
        }
    }
    for_each_table!(check);
    let error = CommonError::InvalidCredential;
    assert_eq!(format!("{error:?}"), "InvalidCredential");
    assert_eq!(format!("{:?} {:?}", CommonError::from(123), CommonError::from(-5)), "Unknown(123) Unknown(-5)");
    assert_eq!(CommonError::from(123).to_string(), "123: unknown error code（未知错误码）");
    assert_eq!(
        format!("{:#}", CommonError::from(123)),
        "123: unknown error code（未知错误码）\nkind: unknown\n\
         recovery: unknown, no advice: the code is in no table（没有建议：这个错误码不在任何表中）"
    );
}

#[test]
fn codes_near_a_row_are_themselves() {
    fn check<E: ErrorEnum + Classify + From<i64>>(table: &str) {
        let known: HashSet<i64> = E::ALL.iter().filter_map(|error| error.code().number()).collect();
        let rows = &Shipped::find(table).unwrap().outcome().table.rows;
        let in_range =
            |code| rows.iter().any(|row| row.codes.are_several() && row.codes.numbers().unwrap().contains(code));
        let near = known.iter().flat_map(|code| code - 3..=code + 3);
        let powers = (0..63).flat_map(|bit| [1_i64 << bit, -(1 << bit), i64::MIN >> bit]);
        for code in near.chain(powers).chain([i64::MIN, i64::MIN + 1, i64::MAX - 1, i64::MAX]) {
            let value = E::from(code);
            assert_eq!(value.code(), code, "{table}");
            assert_eq!(value.is_known(), known.contains(&code) || in_range(code), "{table} {code}");
            if !value.is_known() {
                assert_eq!((value.kind(), value.recovery()), (Kind::Unknown, Recovery::Unknown));
                assert_eq!((value.name(), value.table(), value.retry_after()), ("Unknown", None, None));
                assert_eq!((value.message(), value.message_zh()), ("unknown error code", "未知错误码"));
                assert_eq!(E::check(code).is_ok(), code == 0, "0 is a success even without a row");
            }
        }
    }
    for_each_table!(check);
}

#[test]
fn values_are_ordered_by_code() {
    fn check<E: ErrorEnum + Debug + Copy + From<i64>>(table: &str) {
        if is_left_out(table) {
            return;
        }
        assert!(E::ALL.is_sorted(), "{table}");
        for pair in E::ALL.windows(2) {
            assert!(pair[0] < pair[1] && pair[0] != pair[1], "{table} {pair:?}");
            let code = pair[0].code().number().unwrap();
            assert_eq!(E::from(code), pair[0], "{table}");
            let between = code + 1;
            assert!(E::from(between) > pair[0] && E::from(between) <= pair[1], "{table} {between}");
        }
        let distinct: HashSet<E> = E::ALL.iter().copied().collect();
        assert_eq!(distinct.len(), E::ALL.len(), "{table}");
    }
    for_each_table!(check);
}

#[test]
fn families_carry_their_code() {
    let family: Vec<_> = CloudBaseError::ALL.iter().filter(|value| format!("{value:?}").contains('(')).collect();
    assert_eq!(family.len(), 1, "-40400x is the only family");
    // -404001 to -404009 have rows of their own, so only -404000 is left to the family.
    assert_eq!(family[0].code(), -404_000);
    assert_eq!(CloudBaseError::from(-404_000), *family[0]);
    assert_ne!(CloudBaseError::from(-404_001).name(), family[0].name());
}

#[test]
fn strings_are_decimal_codes() {
    assert_eq!("40001".parse(), Ok(CommonError::InvalidCredential));
    assert_eq!("-1".parse(), Ok(CommonError::SystemBusy));
    assert_eq!("7".parse::<CommonError>().unwrap().code(), 7);
    for bad in ["", "x", "40001.0", " 1", "99999999999999999999"] {
        assert!(bad.parse::<CommonError>().is_err(), "{bad}");
    }
}

#[test]
fn check_takes_every_integer_that_fits() {
    assert_eq!(CommonError::check(0_i32), Ok(()));
    assert_eq!(CommonError::check(40001_u32), Err(CommonError::InvalidCredential));
    assert_eq!(CommonError::check(-1_i8), Err(CommonError::SystemBusy));
    assert_eq!(CommonError::check(CommonError::SystemBusy), Err(CommonError::SystemBusy));
}

#[test]
fn code_is_const() {
    const BUSY: i64 = CommonError::SystemBusy.code();
    assert_eq!(BUSY, -1);
}

#[test]
fn known_mistakes_of_others_are_not_made() {
    assert_eq!(CommonError::from(45009).recovery(), Recovery::WaitForQuota);
    assert_eq!(CommonError::from(45009).retry_after(), None);
    let minute = CommonError::from(45011);
    assert_eq!((minute.recovery(), minute.retry_after().unwrap().as_secs()), (Recovery::SlowDown, 60));
    for code in [48001, 50002] {
        assert_eq!(CommonError::from(code).kind(), Kind::PermissionDenied, "{code}");
        assert!(!CommonError::from(code).is_retryable(), "{code}");
    }
    assert!(CommonError::from(40001).note_zh().unwrap().contains("AppSecret"));
}

#[test]
fn errors_are_objects() {
    let errors: Vec<Box<dyn Classify>> =
        vec![Box::new(CommonError::SystemBusy), Box::new(GatewayError::from(104_100)), Box::new(ShopError::from(1))];
    let codes: Vec<Code<'_>> = errors.iter().map(|error| error.code()).collect();
    assert_eq!(codes, [-1, 104_100, 1]);
    let error: Box<dyn core::error::Error + Send + Sync> = CommonError::SystemBusy.into();
    assert!(error.source().is_none());
}

#[test]
fn every_name_finds_its_value() {
    fn found<E: ErrorEnum + Debug>(table: &str) {
        if is_left_out(table) {
            return;
        }
        for value in E::ALL {
            assert_eq!(E::from_name(value.name()).as_ref(), Some(value), "{table}");
        }
        assert_eq!(E::from_name("Unknown"), None, "{table}");
    }
    for_each_table!(found);
}
