//! A simple reader of valid JSON, built on the parser of another crate. It also reads items, HTTP statuses, paths and codes that are
//! texts. It shares no code with the runtime, with `serde_json` or with `reference`, which also knows broken JSON. The fuzz target
//! `differential` and `tests/tests/reply/differential.rs` compare `decode` with it.

mod json;
mod numbers;
mod outcome;
mod paths;
pub(crate) mod pieces;
mod texts;

pub(crate) use numbers::assert_agrees;
pub(crate) use paths::assert_agrees as assert_agrees_on_paths;
pub(crate) use texts::assert_agrees as assert_agrees_on_texts;
