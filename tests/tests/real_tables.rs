//! Tables from other organizations, each used as a user would.
#![allow(clippy::unwrap_used, reason = "a test that cannot continue should stop")]

use errcode_runtime::{errcodes, prelude::*};

errcodes! {
    /// IANA's registry, read by its own headers.
    pub enum HttpStatus from "tables/http-status.csv" (code = "Value", message = "Description");
}
errcodes!("tables/smtp-replies.csv");
errcodes! {
    /// Error codes of `open` and `read`, selected from all of Linux's.
    pub enum FileError from "tables/linux-errno.tsv" { 1..=2, 4 as Interrupted, 11, 13, 24, 28 }
}

#[test]
fn http_status_codes_have_ranges_that_are_unassigned() {
    let meaning = |code: i64| match HttpStatus::from(code) {
        HttpStatus::Ok | HttpStatus::Created | HttpStatus::NoContent => "done",
        HttpStatus::NotFound | HttpStatus::Gone => "not there",
        HttpStatus::TooManyRequests | HttpStatus::ServiceUnavailable => "later",
        HttpStatus::Unassigned104To199(code) => {
            assert!((104..=199).contains(&code.code()));
            "informational, of the future"
        }
        HttpStatus::Unassigned427 => "unassigned",
        HttpStatus::Unused306 | HttpStatus::Unused418 => "reserved",
        HttpStatus::Unknown(_) => "no status code",
        _ => "other",
    };
    let expected = [
        (200, "done"),
        (404, "not there"),
        (429, "later"),
        (150, "informational, of the future"),
        (427, "unassigned"),
        (418, "reserved"),
        (510, "other"),
        (600, "no status code"),
        (99, "no status code"),
    ];
    for (code, wanted) in expected {
        assert_eq!(meaning(code), wanted, "{code}");
    }
    // Every number from 100 to 599 is in the registry, in a row of its own or in a range.
    assert!((100..600).all(|code| HttpStatus::from(code).is_known() && HttpStatus::from(code).code() == code));
    assert_eq!(HttpStatus::from(505), HttpStatus::HttpVersionNotSupported);
    assert_eq!(HttpStatus::from(203).name(), "NonAuthoritativeInformation");
    assert_eq!(HttpStatus::from(404).to_string(), "404: Not Found");
}

#[test]
fn smtp_replies_say_what_to_do() {
    let advice = |code: i64| match SmtpRepliesError::check(code).map_err(|error| error.recovery()) {
        Ok(()) => "sent",
        Err(Recovery::Retry | Recovery::SlowDown) => "queue it",
        Err(Recovery::Stop) => "bounce it",
        Err(_) => "mend it",
    };
    let all =
        [(250, "sent"), (421, "queue it"), (452, "queue it"), (550, "bounce it"), (501, "mend it"), (999, "mend it")];
    for (code, wanted) in all {
        assert_eq!(advice(code), wanted, "{code}");
    }
    assert_eq!(SmtpRepliesError::from(450).message_zh(), "邮箱暂不可用");
}

#[test]
fn errno_symbols_become_names() {
    let error = FileError::from(i64::from(std::fs::File::open("no such file").unwrap_err().raw_os_error().unwrap()));
    let action = match error {
        FileError::Enoent => "create it",
        FileError::Interrupted | FileError::Eagain => "again",
        FileError::Eperm | FileError::Eacces => "ask",
        FileError::Emfile | FileError::Enospc => "make room",
        FileError::Unknown(_) => "give up",
    };
    assert_eq!(action, "create it");
    assert_eq!(error.to_string(), "2: No such file or directory");
}
