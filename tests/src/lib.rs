//! Code that the tests share: it runs cargo and rust-analyzer on separate crates.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::missing_panics_doc,
    reason = "a test that cannot continue should stop"
)]

pub mod cargo;
pub mod harness;
pub mod lsp;

/// How snapshots are stored: under their own name, without the code that made them.
pub fn snapshots() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

/// Runs the READMEs' examples as doc tests.
#[cfg(doctest)]
mod readme {
    #[doc = include_str!("../../README.md")]
    mod english {}
    #[doc = include_str!("../../README.zh-CN.md")]
    mod chinese {}
}
