//! The codes that are not errors.

use errcode_tables::{CodeType, Codes, Numbers};

use crate::source::Loaded;

/// The codes that are not errors, if any source lists them. A source without a list adds the number 0 if codes are numbers.
pub(super) fn success(sources: &[Loaded<'_>], code_type: CodeType) -> Option<Vec<Codes>> {
    let lists = || sources.iter().map(|source| source.table().success.as_ref());
    lists().flatten().next()?;
    let by_default = match code_type {
        CodeType::Number => vec![Numbers::one(0).into()],
        CodeType::Text => Vec::new(),
    };
    let mut codes: Vec<Codes> = lists().flat_map(|list| list.unwrap_or(&by_default)).cloned().collect();
    codes.retain(|codes| codes.code_type() == code_type);
    codes.sort_unstable();
    codes.dedup();
    Some(codes)
}
