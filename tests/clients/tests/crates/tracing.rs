//! Logs: an error's parts are fields, so that an operator can search and count by them.

use std::io;
use std::sync::{Arc, Mutex};

use ::tracing::subscriber::with_default;
use errcode_runtime::prelude::*;
use errcode_runtime::reply::{self, ReplyError};
use errcode_tests_clients::{Answer, Server};
use serde_json::{Value, json};

use crate::SendError;
use crate::ureq::get;

/// One line for each error. `{error}` is one line, whatever the server sent.
fn log<E: ErrorEnum + Classify>(call: &str, error: &ReplyError<E>) {
    let code = error.code();
    ::tracing::warn!(
        call,
        // Fields without a value are left out of the line.
        errcode = code.as_ref().map(|code| code.code().to_string()),
        name = code.as_ref().map(ErrorCode::name),
        status = error.status(),
        recovery = error.recovery().as_str(),
        retryable = error.is_retryable(),
        rid = error.rid(),
        "{error}"
    );
}

/// The lines that a subscriber writes during `log`.
fn lines(log: impl FnOnce()) -> Vec<Value> {
    let buffer = Arc::new(Mutex::new(Vec::new()));
    let written = Arc::clone(&buffer);
    let subscriber = tracing_subscriber::fmt().json().with_writer(move || Writer(Arc::clone(&written))).finish();
    with_default(subscriber, log);
    let buffer = buffer.lock().unwrap();
    String::from_utf8_lossy(&buffer).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

struct Writer(Arc<Mutex<Vec<u8>>>);

impl io::Write for Writer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn an_errors_parts_are_fields() {
    let cases = [
        (
            200,
            r#"{"errcode":45011,"errmsg":"api minute-quota reach limit rid: 65-ab-c1"}"#,
            json!({
                "call": "send", "errcode": "45011", "name": "MinuteQuotaExceeded", "status": 200, "recovery": "slow_down",
                "retryable": true, "rid": "65-ab-c1",
            }),
        ),
        (503, "<html>503</html>", json!({ "call": "send", "status": 503, "recovery": "retry", "retryable": true })),
        // Characters that could break a line or a terminal are not in the log.
        (
            200,
            "{\"errcode\":7,\"errmsg\":\"a\\nFAKE line\\u001b[31m rid: 1-2-3\"}",
            json!({
                "call": "send", "errcode": "7", "name": "Unknown", "status": 200, "recovery": "unknown", "retryable": false,
                "rid": "1-2-3",
            }),
        ),
    ];
    for (status, body, expected) in cases {
        let server = Server::answering([Answer::json(status, body)]).unwrap();
        let (status, body) = get(&server.url()).unwrap();
        let error = reply::decode_response::<(), SendError>(status, &body).unwrap_err();
        let lines = lines(|| log("send", &error));
        let [line] = &*lines else { panic!("{lines:?}") };
        assert_eq!(line["level"], "WARN");
        let mut fields = line["fields"].as_object().unwrap().clone();
        let message = fields.remove("message").unwrap();
        assert_eq!(message, error.to_string());
        assert!(!message.as_str().unwrap().contains(char::is_control));
        assert_eq!(Value::Object(fields), expected);
    }
}
