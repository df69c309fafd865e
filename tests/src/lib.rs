//! What the tests share: driving cargo and rust-analyzer on crates of their own.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::missing_panics_doc,
    reason = "a test that cannot go on should stop"
)]

pub mod cargo;
pub mod lsp;
pub mod measure;
pub mod peers;

/// The examples of the READMEs compile and hold.
#[cfg(doctest)]
mod readme {
    #[doc = include_str!("../../README.md")]
    mod english {}
    #[doc = include_str!("../../README.zh-CN.md")]
    mod chinese {}
}
