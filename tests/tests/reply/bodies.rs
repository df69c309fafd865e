//! The replies of `fixtures/reply/bodies.txt`, each read by three types; the head of that file says how it is written.

use errcode_runtime::reply::{self, Format, ReplyError};
use errcode_runtime::wechat::CommonError;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::Session;

/// A body in the file, and the expected result.
#[derive(Debug, Default)]
struct Case<'f> {
    line: usize,
    status: Option<u16>,
    body: Vec<u8>,
    outcome: &'f str,
    openid: Option<&'f str>,
    parts: [Option<String>; 5],
}

const PARTS: [&str; 5] = ["message", "rid", "hint", "ip", "link"];

/// `\xNN` as a byte.
fn bytes(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut parts = text.split("\\x");
    bytes.extend(parts.next().unwrap_or_default().bytes());
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend(part[2..].bytes());
    }
    bytes
}

fn cases(file: &str) -> Vec<Case<'_>> {
    let mut cases: Vec<Case<'_>> = Vec::new();
    for (index, line) in file.lines().enumerate() {
        if let Some(body) = line.strip_prefix("> ") {
            let status = body.get(..3).and_then(|status| status.parse().ok());
            let body = if status.is_some() { body[3..].strip_prefix(' ').unwrap() } else { body };
            cases.push(Case { line: index + 1, status, body: bytes(body), ..Case::default() });
            continue;
        }
        let Some(case) = cases.last_mut().filter(|_| !line.is_empty() && !line.starts_with("== ")) else { continue };
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        if let Some(part) = PARTS.iter().position(|part| *part == word) {
            let text = String::from_utf8(bytes(rest)).unwrap();
            assert!(case.parts[part].replace(text).is_none(), "{word} twice, line {}", index + 1);
        } else if word == "openid" {
            case.openid = Some(rest);
        } else {
            assert_eq!(case.outcome, "", "two outcomes, line {}", index + 1);
            case.outcome = line;
        }
    }
    cases
}

fn read<T: DeserializeOwned>(case: &Case<'_>) -> Result<T, ReplyError<CommonError>> {
    match case.status {
        Some(status) => reply::decode_response(status, &case.body),
        None => reply::decode(&case.body),
    }
}

fn format(format: Format) -> &'static str {
    match format {
        Format::Html => "html",
        Format::Xml => "xml",
        Format::Image => "image",
        Format::Gzip => "gzip",
        Format::Text => "text",
        _ => "binary",
    }
}

/// The outcome as the file spells it.
fn outcome(error: &ReplyError<CommonError>) -> String {
    match error {
        ReplyError::Api(error) => format!("api {}", error.code().code()),
        ReplyError::Foreign(error) => format!("foreign {} {}", error.key(), error.code()),
        ReplyError::Code(error) => format!("code {}", error.key()),
        ReplyError::Status(error) => format!("status {}", error.status()),
        ReplyError::Json(error) if error.is_eof() => "json eof".to_owned(),
        ReplyError::Json(error) if error.is_syntax() => "json syntax".to_owned(),
        ReplyError::Json(_) => "json data".to_owned(),
        ReplyError::NotJson(body) => format!("not-json {}", format(body.format())),
        ReplyError::NotObject(_) => "not-object".to_owned(),
        ReplyError::Empty => "empty".to_owned(),
        other => panic!("{other}"),
    }
}

#[test]
fn every_body_is_read_as_the_file_says() {
    let cases = cases(include_str!("../../fixtures/reply/bodies.txt"));
    assert!(cases.len() >= 150, "{}", cases.len());
    let mut wrong = Vec::new();
    for case in &cases {
        let mut check = |what: &str, found: &dyn core::fmt::Debug, is_right: bool| {
            if !is_right {
                let body = String::from_utf8_lossy(&case.body);
                wrong.push(format!("line {}: {what} is {found:?}: {body}", case.line));
            }
        };
        let (unit, value, session) = (read::<()>(case), read::<Value>(case), read::<Session>(case));
        if case.outcome == "ok" {
            check("()", &unit, unit.is_ok());
            check("Value", &value, value.is_ok());
            match (&session, case.openid) {
                (Ok(session), openid) => check("openid", session, Some(&*session.openid) == openid),
                (Err(error), openid) => check("struct", error, openid.is_none() && outcome(error) == "json data"),
            }
            continue;
        }
        for (what, error) in [("()", unit.err()), ("Value", value.err()), ("struct", session.map(drop).err())] {
            let Some(error) = error else {
                check(what, &"a success", false);
                continue;
            };
            check(what, &error, outcome(&error) == case.outcome);
            let found = [
                Some(error.message()).filter(|message| !message.is_empty()),
                error.rid(),
                error.hint(),
                error.request_ip(),
                error.link(),
            ];
            for ((name, found), expected) in PARTS.iter().zip(found).zip(&case.parts) {
                check(name, &found, found == expected.as_deref());
            }
            assert_eq!(error.status(), case.status.filter(|_| !matches!(error, ReplyError::NotJson(_))), "{case:?}");
            // The line has every part that an operator asks for.
            let line = error.to_string();
            for part in case.parts[1..].iter().flatten() {
                check("the line", &line, line.contains(&**part));
            }
            check("one log line", &line, !line.contains(char::is_control));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
