//! What a reply means, in plain words, on the parser of another crate. It shares no code with the runtime, none with `serde_json` and
//! none with `reference`, which also knows about broken JSON. The fuzz targets and the tests of replies compare `decode` with it.

mod json;
mod numbers;
mod outcome;
mod paths;
pub(crate) mod pieces;
mod texts;

pub(crate) use numbers::assert_agrees;
pub(crate) use paths::assert_agrees as assert_agrees_on_paths;
pub(crate) use texts::assert_agrees as assert_agrees_on_texts;
