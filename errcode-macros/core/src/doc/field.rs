//! The documentation of fields.

use core::fmt::Write as _;

use errcode_tables::Value;

use super::one_line;
use crate::markdown::push_text;
use crate::model::{Enum, Field, Languages, Variant};

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
        "; `None` where its cell is empty, and for a code without a variant."
    });
    doc
}
