//! A simple reader of replies, built on the parser of another crate. It shares no code with the runtime, with `serde_json` or with
//! `reference`, which also knows about broken JSON. The fuzz targets and the tests of replies compare `decode` with it.

mod json;
mod numbers;
mod outcome;
mod paths;
pub(crate) mod pieces;
mod texts;

pub(crate) use numbers::assert_agrees;
pub(crate) use paths::assert_agrees as assert_agrees_on_paths;
pub(crate) use texts::assert_agrees as assert_agrees_on_texts;
