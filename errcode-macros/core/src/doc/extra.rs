//! The documentation of what only some enums have: other names of their variants, and fields.

use core::fmt::Write as _;

use errcode_tables::Value;

use super::{one_line, push_shown_code};
use crate::markdown::push_text;
use crate::model::{Enum, Field, Languages, NamedAlias, Variant};

/// A line for each field that a variant has a value in.
pub(super) fn push_fields(doc: &mut String, variant: &Variant<'_>, model: &Enum<'_>) {
    let mut before = "\n\n";
    for field in &model.fields {
        let Some(value) = variant.value(field) else { continue };
        doc.push_str(before);
        push_text(doc, &one_line(field.header()), ": ");
        match value {
            Value::Str(text) => push_text(doc, text, ""),
            Value::Bool(value) => push_shown(doc, value),
            Value::Unsigned(number) => push_shown(doc, number),
            Value::Signed(number) => push_shown(doc, number),
            Value::Float(number) => push_shown(doc, number),
        }
        before = "\\\n";
    }
}

fn push_shown(doc: &mut String, value: &dyn core::fmt::Display) {
    let _ = write!(doc, "{value}");
}

/// What another name of a variant says.
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
    /// Those of this enum.
    pub(crate) fn of(model: &'m Enum<'_>) -> Self {
        let mut aliases: Vec<_> = model.aliases.iter().collect();
        aliases.sort_by_key(|alias| alias.variant);
        Self(aliases)
    }

    /// Those of a variant.
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

/// The documentation of an accessor.
pub(crate) fn of_field(field: &Field<'_>, model: &Enum<'_>) -> String {
    let mut doc = String::new();
    for (index, (source, _, header)) in field.columns.iter().enumerate() {
        let column = match (model.languages, index) {
            (Languages::Chinese, 0) => "列 \"",
            (Languages::Chinese, _) => "；列 \"",
            (_, 0) => "The column \"",
            _ => ", and the column \"",
        };
        doc.push_str(column);
        push_text(&mut doc, &one_line(header), "\"");
        doc.push_str(if model.languages == Languages::Chinese { "，出自 `" } else { " of `" });
        doc.push_str(&model.sources[*source].file.replace('`', "'"));
        doc.push('`');
    }
    doc.push_str(if model.languages == Languages::Chinese {
        "。单元格为空或没有对应的行时为 `None`。"
    } else {
        "; `None` where its cell is empty, and for a code that no row has."
    });
    doc
}
