//! The documentation of the enum itself.

use core::fmt::Write as _;

use errcode_tables::{Endpoint, check_field_name};

use super::one_line;
use crate::markdown::push_text;
use crate::model::{Enum, Languages};

/// The documentation of the enum itself: what it is made from.
pub(crate) fn of_enum(model: &Enum<'_>) -> String {
    let mut doc = String::new();
    for source in model.sources {
        if !doc.is_empty() {
            doc.push_str("\n\n");
        }
        // A user's own file has no title, only its name.
        if source.title != source.title_zh {
            push_text(&mut doc, source.title_zh, " (");
            push_text(&mut doc, source.title, "), ");
        }
        match source.endpoint() {
            Some(endpoint) => push_endpoint(&mut doc, endpoint),
            None => push_file(&mut doc, &source.file),
        }
        if let Some(overlay) = source.overlay_file() {
            doc.push_str(if model.languages == Languages::Chinese { "，叠加 " } else { " with " });
            push_file(&mut doc, overlay);
        }
        if !source.note_zh.is_empty() {
            doc.push_str("\n\n");
            push_text(&mut doc, source.note_zh, "");
        }
        push_ignored(&mut doc, &source.table().ignored, model.languages);
    }
    let codes = model.variants.len();
    let is_chinese = model.languages == Languages::Chinese;
    if model.sources.iter().any(|source| source.endpoint().is_some()) {
        doc.push_str(match model.languages {
            Languages::Both => {
                "\n\n服务器可能返回接口页面没有列出的错误码。/ A server may send codes that its page does not list."
            }
            Languages::Chinese => "\n\n服务器可能返回接口页面没有列出的错误码。",
            Languages::English => "\n\nA server may send codes that its page does not list.",
        });
    }
    if !model.classified {
        let lacking = model.variants.iter().filter(|variant| variant.class().is_none()).count();
        if lacking < codes {
            let _ = if is_chinese {
                write!(doc, "\n\n{codes} 个错误码中有 {lacking} 个没有 `kind` 和 `recovery`，因此枚举没有分类。")
            } else {
                write!(
                    doc,
                    "\n\n{lacking} of {codes} codes have no kind and recovery, so the enum is not classified: `kind` and \
                     `recovery` cannot be called."
                )
            };
        }
    }
    let _ = if is_chinese {
        write!(doc, "\n\n{codes} 个错误码，由 `errcodes!` 生成。")
    } else {
        write!(doc, "\n\n{codes} {}. Made by `errcodes!`.", if codes == 1 { "code" } else { "codes" })
    };
    doc
}

/// Appends name, page, method, path and date of an endpoint.
fn push_endpoint(doc: &mut String, endpoint: Endpoint) {
    let Endpoint { name, page, date, .. } = endpoint;
    let _ = if page.is_empty() {
        write!(doc, "`{name}`, `{endpoint}`, {date}")
    } else {
        write!(doc, "[`{name}`]({page}), `{endpoint}`, {date}")
    };
}

fn push_file(doc: &mut String, file: &str) {
    doc.push('`');
    doc.push_str(&file.replace('`', "'"));
    doc.push('`');
}

/// At most this many ignored columns are listed, then a count.
const IGNORED: usize = 20;

/// At most this many characters of a header are shown.
const HEADER: usize = 80;

/// The columns that are not read, and how to read one.
fn push_ignored(doc: &mut String, ignored: &[String], languages: Languages) {
    let Some(example) = ignored.first() else { return };
    let is_chinese = languages == Languages::Chinese;
    doc.push_str(if is_chinese { "\n\n未读取的列：" } else { "\n\nNot read: " });
    for (index, header) in ignored.iter().take(IGNORED).enumerate() {
        doc.push_str(if index == 0 { "\"" } else { ", \"" });
        push_text(doc, &one_line(&header.chars().take(HEADER).collect::<String>()), "\"");
    }
    if let Some(more @ 1..) = ignored.len().checked_sub(IGNORED) {
        let _ = if is_chinese { write!(doc, " 等，另有 {more} 列") } else { write!(doc, " and {more} more") };
    }
    doc.push_str(if is_chinese {
        "。在调用中写明即可得到访问方法："
    } else {
        ". Name one in the call to get an accessor: "
    });
    // The example is in a code span, which has no escapes.
    let cannot_be_shown = example.contains('`') || example.chars().nth(HEADER).is_some();
    let example = if cannot_be_shown { "…".to_owned() } else { one_line(example).replace('"', "\\\"") };
    let _ = write!(doc, "`({}: str = \"{example}\")`", accessor(&example));
}

/// A name for the accessor of a column: the header in lower case, as an identifier that is not taken.
fn accessor(header: &str) -> String {
    let mut name = String::new();
    for word in header.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if !name.is_empty() {
            name.push('_');
        }
        name.push_str(&word.to_ascii_lowercase());
    }
    match name.as_str() {
        "" => "vendor_column".to_owned(),
        // A keyword, a method that every enum has, or digits in front.
        _ if check_field_name(&name).is_err() => format!("vendor_{name}"),
        _ => name,
    }
}
