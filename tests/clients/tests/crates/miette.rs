//! A report for people, with `miette`: the help is the advice of the code's recovery.

use core::error::Error;
use core::fmt::{self, Display};

use ::miette::{Diagnostic, JSONReportHandler, NarratableReportHandler, Severity};
use errcode_runtime::prelude::*;
use errcode_runtime::reply::{self, ReplyError};
use errcode_tests_clients::{Answer, Server};
use serde_json::Value;

use crate::SendError;
use crate::ureq::get;

/// An error of the server as a report of a command-line tool.
#[derive(Debug)]
struct Failed(ReplyError<SendError>);

impl Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Error for Failed {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source()
    }
}

impl Diagnostic for Failed {
    fn code<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
        let code = self.0.code()?;
        Some(Box::new(format!("wechat::{}", code.code())))
    }

    /// A warning if a retry may help, else an error.
    fn severity(&self) -> Option<Severity> {
        Some(if self.0.is_retryable() { Severity::Warning } else { Severity::Error })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
        let advice = self.0.recovery().advice();
        let solution = self.0.code().and_then(|code| code.solution_zh());
        Some(Box::new(solution.map_or(advice.to_owned(), |solution| format!("{advice}\n{solution}"))))
    }

    fn url<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
        self.0.link().map(|link| Box::new(link) as Box<dyn Display + 'a>)
    }
}

fn failed(answer: Answer) -> Failed {
    let server = Server::answering([answer]).unwrap();
    let (status, body) = get(&server.url()).unwrap();
    Failed(reply::decode_response::<(), SendError>(status, &body).unwrap_err())
}

#[test]
fn the_help_is_the_advice_of_the_recovery() {
    let body = r#"{"errcode":40001,"errmsg":"invalid credential, more details at https://a.example/q rid: 65-ab-c0"}"#;
    for (status, body, code, severity, recovery) in [
        (200, body, Some("wechat::40001"), "error", Recovery::RefreshToken),
        (429, r#"{"errcode":45011}"#, Some("wechat::45011"), "warning", Recovery::SlowDown),
        (200, r#"{"errcode":43101}"#, Some("wechat::43101"), "error", Recovery::AskUser),
        (503, "<html>503</html>", None, "warning", Recovery::Retry),
    ] {
        let failed = failed(Answer::json(status, body));
        let mut out = String::new();
        JSONReportHandler::new().render_report(&mut out, &failed).unwrap();
        let json: Value = serde_json::from_str(&out).unwrap();
        assert_eq!((json["code"].as_str(), json["severity"].as_str()), (code, Some(severity)), "{out}");
        assert!(json["help"].as_str().unwrap().starts_with(recovery.advice()), "{out}");
        assert_eq!(json["message"], failed.to_string());
    }
}

#[test]
fn a_report_shows_code_message_help_and_link() {
    let body = r#"{"errcode":40001,"errmsg":"invalid credential, more details at https://a.example/q rid: 65-ab-c0"}"#;
    let failed = failed(Answer::json(200, body));
    let mut out = String::new();
    NarratableReportHandler::new().render_report(&mut out, &failed).unwrap();
    for part in
        ["40001 InvalidCredential", "65-ab-c0", "wechat::40001", Recovery::RefreshToken.advice(), "https://a.example/q"]
    {
        assert!(out.contains(part), "{part} is missing: {out}");
    }
    // As an application returns it.
    let report = ::miette::Report::new(failed);
    let failed = report.downcast_ref::<Failed>().unwrap();
    assert_eq!(failed.0.code(), Some(SendError::InvalidCredential));
}
