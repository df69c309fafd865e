//! Lookups, accessors and formatting do not allocate, except for the text of an unknown code.

use core::fmt::Write as _;

use allocation_counter::measure;
use errcode_runtime::errcodes;
use errcode_runtime::wechat::GeneralError;

errcodes!("tables/pay.csv");

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
    // The counter itself works.
    assert_eq!(measure(|| drop(core::hint::black_box(vec![0_u8; 16]))).count_total, 1);
}

#[test]
fn only_an_unknown_text_allocates_and_once() {
    let mut buffer = String::with_capacity(1 << 10);
    let used = measure(|| {
        for error in PayError::ALL {
            let found = PayError::from(error.code());
            assert!(found == *error && found.clone() == *error && found.code() == error.code() && found.is_known());
            buffer.clear();
            assert!(write!(buffer, "{found} {found:?} {found:#}").is_ok());
        }
        assert!(PayError::check("SUCCESS").is_ok() && "isv.LIMIT".parse() == Ok(PayError::IsvLimit));
    });
    assert_eq!(used.count_total, 0, "{used:?}");

    let unknown = measure(|| drop(core::hint::black_box(PayError::from("NEW"))));
    assert_eq!((unknown.count_total, unknown.bytes_total), (1, 3));
    let error = PayError::from("NEW");
    let shown = measure(|| {
        buffer.clear();
        assert!(write!(buffer, "{error} {error:?} {}", error.code()).is_ok());
        assert!(error == error && error < PayError::IsvLimit && !error.is_known());
    });
    assert_eq!(shown.count_total, 0, "{shown:?}");
}
