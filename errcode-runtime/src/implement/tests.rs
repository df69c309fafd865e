extern crate std;
use core::cmp::Ordering;
use core::fmt;
use core::time::Duration;
use std::format;

use super::{compare, display};
use crate::code::Code;
use crate::lookup::{CodesOf, Generated};
use crate::prelude::*;
use crate::table::Table;

crate::errcodes! {
    enum PaymentError from "examples/payment.csv";
    enum ExitError from "examples/sysexits.tsv" (code = "Value", name = "Constant", message = "When");
    enum ShopError from "shop" { -1, 0, 45011 }
    enum CallError from "common" { 48001 }
}

/// Calls the blanket implementations, as generic code does, not the methods of the enum.
fn texts(error: &dyn ErrorCode) -> (Option<i64>, &'static str, &'static str, &'static str) {
    (error.code().number(), error.name(), error.message(), error.message_zh())
}

#[test]
fn the_traits_read_the_table() {
    assert_eq!(texts(&PaymentError::OrderNotFound), (Some(1001), "OrderNotFound", "order not found", "订单不存在"));
    assert_eq!(texts(&PaymentError::from(2050)), (Some(2050), "BankRefused", "the bank refused", "银行拒绝付款"));
    assert_eq!(texts(&PaymentError::from(7)), (Some(7), "Unknown", "unknown error code", "未知错误码"));
    let quota = ShopError::MinuteQuotaExceeded;
    assert_eq!(ErrorCode::solution_zh(&quota), Some("命中每分钟的频率限制"));
    assert_eq!(ErrorCode::solution_zh(&PaymentError::OrderNotFound), None);
    assert!(ErrorCode::note_zh(&CallError::ApiUnauthorized).unwrap().starts_with("注："));
    assert_eq!(ErrorCode::note_zh(&quota), None);
    assert_eq!(ErrorCode::table(&quota).unwrap().title_zh, "微信小店");
    assert!(ErrorCode::table(&ShopError::from(7)).is_none());
}

#[test]
fn rows_and_ranges_are_known() {
    assert!(ErrorCode::is_known(&PaymentError::OrderNotFound) && ErrorCode::is_known(&PaymentError::from(2050)));
    assert!(!ErrorCode::is_known(&PaymentError::from(7)));
}

/// A value with the row of `ShopError::Success` but the code 200, as in an API whose success is 200.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Fine;

impl fmt::Display for Fine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        display(self, true, f)
    }
}

impl core::error::Error for Fine {}

impl Generated for Fine {
    const TABLE: &'static Table = ShopError::TABLE;
    type Numbers = <ShopError as Generated>::Numbers;
    const NUMBERS: &'static Self::Numbers = ShopError::NUMBERS;
    const VARIANTS: &'static [Self] = &[];
    type Codes = Other;

    fn row(&self) -> usize {
        ShopError::Success.row()
    }

    fn code_of(&self) -> Code<'_> {
        Code::Number(200)
    }
}

/// `Generated` needs a type for the codes. No test uses it.
struct Other;

impl CodesOf<Fine> for Other {
    const IS_TEXT: bool = false;

    fn of_code(_: Code<'_>) -> Option<Fine> {
        Some(Fine)
    }
}

#[test]
fn success_is_0_or_of_kind_ok() {
    assert!(PaymentError::from(0).is_success(), "without a row, too");
    assert!(ShopError::Success.is_success() && !ShopError::SystemBusy.is_success());
    assert!(!PaymentError::OrderNotFound.is_success() && !PaymentError::from(7).is_success());
    assert_eq!((ExitError::check(0), ExitError::check(64)), (Ok(()), Err(ExitError::ExUsage)), "without kinds");
    assert_eq!(Fine::check(Fine), Ok(()));
}

#[test]
fn classified_enums_say_what_to_do() {
    let error: &dyn Classify = &PaymentError::TooManyOrders;
    assert_eq!((error.kind(), error.recovery()), (Kind::ResourceExhausted, Recovery::SlowDown));
    assert_eq!((error.retry_after(), error.is_retryable()), (Some(Duration::from_secs(30)), true));
    let error: &dyn Classify = &PaymentError::OrderNotFound;
    assert_eq!((error.recovery(), error.retry_after(), error.is_retryable()), (Recovery::FixRequest, None, false));
}

#[test]
fn all_has_a_value_for_each_row() {
    let codes: std::vec::Vec<i64> = PaymentError::ALL.iter().map(PaymentError::code).collect();
    assert_eq!(codes, [1001, 1002, 1003, 2000, 2051]);
    assert_eq!(<PaymentError as ErrorEnum>::ALL, PaymentError::ALL);
}

#[test]
fn values_are_ordered_by_code() {
    let (row, carried) = (PaymentError::BalanceShort, PaymentError::from(2099));
    assert_eq!(compare(&row, &carried), Ordering::Less);
    assert_eq!(carried.cmp(&row), Ordering::Greater);
    assert_eq!(row.partial_cmp(&row), Some(Ordering::Equal));
}

#[test]
fn a_line_has_the_code_and_both_texts() {
    assert_eq!(format!("{}", PaymentError::OrderNotFound), "1001: order not found（订单不存在）");
    assert_eq!(format!("{}", PaymentError::from(2050)), "2050: the bank refused（银行拒绝付款）");
    assert_eq!(format!("{}", ExitError::ExUsage), "64: the command line is wrong", "one language stands once");
}

#[test]
fn more_lines_say_what_to_do() {
    assert_eq!(
        format!("{:#}", ShopError::MinuteQuotaExceeded),
        "45011: api minute-quota reach limit must slower retry next minute\
         （接口调用达到每分钟的频率限制，请放慢速度，下一分钟再试）\n\
         kind: resource_exhausted\n\
         recovery: slow_down, wait for a short time, then send more slowly（稍等片刻，并降低调用频率）\n\
         solution: 命中每分钟的频率限制"
    );
    assert_eq!(format!("{:#}", ExitError::ExUsage), "64: the command line is wrong", "without kinds, none are shown");
}

#[test]
fn debug_is_the_name_and_a_carried_code() {
    let values = [PaymentError::OrderNotFound, PaymentError::from(2050), PaymentError::from(7)];
    assert_eq!(format!("{values:?}"), "[OrderNotFound, BankRefused(2050), Unknown(7)]");
}

#[test]
fn numbers_and_texts_convert() {
    assert_eq!(i64::from(PaymentError::from(2050)), 2050);
    assert_eq!("1001".parse(), Ok(PaymentError::OrderNotFound));
    assert!("1001.0".parse::<PaymentError>().is_err());
}
