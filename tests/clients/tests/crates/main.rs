//! Replies with the crates that clients are built from. Each module is named after its crate and shows the code of a program: where the
//! status, the headers and the body come from, and how the error is handled. All of them call servers on loopback.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot continue should stop")]

mod anyhow;
mod backon;
mod cases;
mod miette;
mod reqwest;
mod thiserror;
mod tracing;
mod ureq;

use errcode_runtime::errcodes;
use serde::Deserialize;

errcodes! {
    /// Error codes of `auth.code2Session`.
    pub(crate) enum LoginError from "common", "general" { -1, 40029 as InvalidJsCode, 40163, 45011, 45009 }

    /// Error codes of a call with an access token.
    pub(crate) enum SendError from "common", "general" { -1, 40001, 40003, 42001, 43101, 45009, 45011 }
}

#[derive(Debug, Deserialize, PartialEq)]
pub(crate) struct Session {
    pub(crate) openid: String,
}
