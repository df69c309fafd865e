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
