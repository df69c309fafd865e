//! Nothing allocates but a buffer that the caller has.

use core::fmt::Write as _;

use allocation_counter::measure;
use errcode_runtime::errcodes;
use errcode_runtime::wechat::GeneralError;

errcodes! {
    /// An enum whose codes are texts.
    pub enum SqlStateError from "tables/sqlstate.csv";
}

#[test]
fn lookups_and_accessors_do_not_allocate() {
    let mut buffer = String::with_capacity(1 << 20);
    let mut seen = 0;
    let used = measure(|| {
        for code in (39_000..50_000).chain([-1, i64::MIN, i64::MAX]) {
            let error = GeneralError::from(code);
            seen += error.name().len() + error.message().len() + error.message_zh().len();
            seen += error.solution_zh().map_or(0, str::len) + error.note_zh().map_or(0, str::len);
            seen +=
                usize::from(error.is_retryable()) + error.kind().as_str().len() + error.recovery().advice_zh().len();
            buffer.clear();
            let written = write!(buffer, "{error} {error:?} {error:#}");
            assert!(written.is_ok());
        }
        assert!("40001".parse::<GeneralError>().is_ok() && GeneralError::check(1).is_err());
        assert!(GeneralError::ALL.iter().max() > GeneralError::ALL.iter().min());
    });
    assert_eq!(used.count_total, 0, "{used:?}");
    assert!(seen > 100_000);
    // The counter counts.
    assert_eq!(measure(|| drop(core::hint::black_box(vec![0_u8; 16]))).count_total, 1);
}

#[test]
fn only_an_unknown_text_is_allocated() {
    let codes: Vec<String> = SqlStateError::ALL.iter().map(|value| value.code().to_owned()).collect();
    let mut buffer = String::with_capacity(1 << 10);
    let used = measure(|| {
        for code in &codes {
            let error = SqlStateError::from(&**code);
            buffer.clear();
            let written = write!(buffer, "{error} {error:?} {error:#} {} {}", error.name(), error.message_zh());
            assert!(written.is_ok() && error.is_known() && error.code() == code && error.clone() == error);
            assert!(code.parse() == Ok(error) && SqlStateError::check(code).is_err());
        }
    });
    assert_eq!(used.count_total, 0, "{used:?}");
    let unknown = measure(|| drop(SqlStateError::from("X0000")));
    assert_eq!((unknown.count_total, unknown.bytes_total), (1, 5), "{unknown:?}");
}
