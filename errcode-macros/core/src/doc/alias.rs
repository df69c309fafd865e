//! The documentation of other names of variants.

use core::fmt::Write as _;

use super::push_shown_code;
use crate::markdown::push_text;
use crate::model::{Enum, Languages, NamedAlias};

/// Appends the texts of another name of a variant.
pub(super) fn push_alias_texts(doc: &mut String, alias: &NamedAlias<'_>, languages: Languages) {
    let mut between = languages.or("：", ": ");
    for text in [&alias.alias.message_zh, &alias.alias.message].into_iter().filter(|text| !text.is_empty()) {
        doc.push_str(between);
        push_text(doc, text, "");
        between = " / ";
    }
}

/// The other names of an enum, by variant.
pub(crate) struct Aliases<'m>(Vec<&'m NamedAlias<'m>>);

impl<'m> Aliases<'m> {
    pub(crate) fn of(model: &'m Enum<'_>) -> Self {
        let mut aliases: Vec<_> = model.aliases.iter().collect();
        aliases.sort_by_key(|alias| alias.variant);
        Self(aliases)
    }

    /// The other names of a variant.
    pub(crate) fn of_variant(&self, variant: usize) -> &[&'m NamedAlias<'m>] {
        if self.0.is_empty() {
            return &[];
        }
        let from = self.0.partition_point(|alias| alias.variant < variant);
        let to = self.0.partition_point(|alias| alias.variant <= variant);
        &self.0[from..to]
    }
}

/// The documentation of a constant.
pub(crate) fn of_alias(alias: &NamedAlias<'_>, model: &Enum<'_>) -> String {
    let variant = &model.variants[alias.variant];
    let mut doc = String::new();
    push_shown_code(&mut doc, variant);
    let name = &variant.name;
    let is_chinese = model.languages == Languages::Chinese;
    let _ = write!(doc, " {} [`{name}`](Self::{name})", if is_chinese { "即" } else { "Another name of" });
    push_alias_texts(&mut doc, alias, model.languages);
    doc.push_str(if is_chinese {
        "\n\n这是常量：`use …::*` 不会引入它；匹配引用时请写 `match *error`。"
    } else {
        "\n\nIt is a constant: `use …::*` does not import it, and a pattern with it does not match a reference: write `match *error`."
    });
    doc
}
