//! The documentation of an enum and its variants, as people see it when they hover.

use core::fmt::Write as _;

use errcode_tables::{Language, Row, Value};

use crate::markdown::push_text;
use crate::model::{Enum, Field, Languages, NamedAlias, Variant};
use crate::pack::is_decimal;
use crate::source::Loaded;

/// The documentation of a variant: code, table and texts, what to do next, solution, notes, fields and other names.
pub(crate) fn of_variant(variant: &Variant<'_>, model: &Enum<'_>, aliases: &[&NamedAlias<'_>]) -> String {
    let (row, languages) = (variant.row, model.languages);
    let mut doc = String::with_capacity(512);
    push_shown_code(&mut doc, variant);
    doc.push(' ');
    // In one paragraph with the first text: lists of search results show the first paragraph.
    push_texts(&mut doc, row, &model.sources[variant.source], languages);
    for &(source, other) in &variant.also {
        if (&other.message, &other.message_zh) != (&row.message, &row.message_zh) {
            doc.push_str("\n\n");
            push_texts(&mut doc, other, &model.sources[source], languages);
        }
    }
    if let Some(class) = variant.class() {
        // No escaping: the words are in code spans, which show an underscore as it is.
        let (kind, recovery) = (class.kind, class.recovery);
        let _ = write!(doc, "\n\n`{kind}` · `{recovery}`");
        let _ = match languages {
            Languages::Both => write!(doc, "：{} / {}", recovery.advice_zh(), recovery.advice()),
            Languages::Chinese => write!(doc, "：{}", recovery.advice_zh()),
            Languages::English => write!(doc, ": {}", recovery.advice()),
        };
        if let Some(seconds) = class.retry_after {
            let (before, behind) = (languages.or("（", " ("), languages.or("）", ")"));
            let _ = write!(doc, "{before}{seconds} s{behind}");
        }
    }
    let all = || variant.rows().map(|(_, row)| row);
    push_once(&mut doc, all().map(|row| &*row.solution_zh), "解决方法：");
    push_once(&mut doc, all().map(|row| &*row.solution), "Solution: ");
    push_once(&mut doc, all().map(|row| &*row.note_zh), "");
    push_once(&mut doc, all().map(|row| &*row.note), "");
    push_fields(&mut doc, variant, model);
    for alias in aliases {
        let also = if languages == Languages::Chinese { "又名" } else { "Also" };
        let _ = write!(doc, "\n\n{also} `{}`", alias.name);
        push_alias_texts(&mut doc, alias, languages);
    }
    doc
}

/// A line for each field that a variant has a value in.
fn push_fields(doc: &mut String, variant: &Variant<'_>, model: &Enum<'_>) {
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
fn push_alias_texts(doc: &mut String, alias: &NamedAlias<'_>, languages: Languages) {
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

/// The code in a code span. A text that a code span does not show as it is becomes text.
fn push_shown_code(doc: &mut String, variant: &Variant<'_>) {
    let is_shown = |text: &str| text.trim() == text && !text.contains(['`', '\n', '\r', '\t']);
    if variant.codes.text().is_none_or(is_shown) {
        doc.push('`');
        push_code(doc, variant);
        doc.push('`');
    } else {
        push_text(doc, &variant.row.spelling, "");
    }
}

/// The code as the table spells it; for a part of a range, that part.
pub(crate) fn push_code(doc: &mut String, variant: &Variant<'_>) {
    if variant.codes == variant.row.codes {
        doc.push_str(&variant.row.spelling);
    } else {
        let _ = write!(doc, "{}", variant.codes);
    }
}

/// The decimal number of a code that is spelled otherwise: people search for both.
pub(crate) fn other_spelling(variant: &Variant<'_>, spelling: &str) -> Option<String> {
    if is_decimal(spelling) {
        return None;
    }
    let number = variant.codes.numbers()?.single()?.to_string();
    (number != spelling).then_some(number)
}

/// The documentation of the enum itself: what it is made from.
pub(crate) fn of_enum(model: &Enum<'_>) -> String {
    let mut doc = String::new();
    for source in model.sources {
        if !doc.is_empty() {
            doc.push_str("\n\n");
        }
        // A file of the user's own has no title but its name.
        if source.title != source.title_zh {
            push_text(&mut doc, source.title_zh, " (");
            push_text(&mut doc, source.title, "), ");
        }
        doc.push('`');
        doc.push_str(&source.file.replace('`', "'"));
        doc.push('`');
        if !source.note_zh.is_empty() {
            doc.push_str("\n\n");
            push_text(&mut doc, source.note_zh, "");
        }
        push_ignored(&mut doc, &source.table().ignored, model.languages);
    }
    let codes = model.variants.len();
    let is_chinese = model.languages == Languages::Chinese;
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
        write!(doc, "\n\n{codes} codes. Made by `errcodes!`.")
    };
    doc
}

/// At most this many ignored columns are listed, then a count.
const IGNORED: usize = 20;

/// The columns that are not read, and how to read one.
fn push_ignored(doc: &mut String, ignored: &[String], languages: Languages) {
    let Some(example) = ignored.first() else { return };
    let is_chinese = languages == Languages::Chinese;
    doc.push_str(if is_chinese { "\n\n未读取的列：" } else { "\n\nNot read: " });
    for (index, header) in ignored.iter().take(IGNORED).enumerate() {
        doc.push_str(if index == 0 { "\"" } else { ", \"" });
        push_text(doc, &one_line(header), "\"");
    }
    if let Some(more @ 1..) = ignored.len().checked_sub(IGNORED) {
        let _ = if is_chinese { write!(doc, " 等，另有 {more} 列") } else { write!(doc, " and {more} more") };
    }
    doc.push_str(if is_chinese {
        "。在调用中写明即可得到访问方法："
    } else {
        ". Name one in the call to get an accessor: "
    });
    // In a code span, which has no escapes.
    let example = if example.contains('`') { "…".to_owned() } else { one_line(example).replace('"', "\\\"") };
    let _ = write!(doc, "`({}: str = \"{example}\")`", accessor(&example));
}

fn one_line(header: &str) -> String {
    header.replace(['\n', '\r', '\t'], " ")
}

/// A name for the accessor of a column: the header in lower case, as an identifier that is not likely to be taken.
fn accessor(header: &str) -> String {
    let mut name = String::new();
    for word in header.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if !name.is_empty() {
            name.push('_');
        }
        name.push_str(&word.to_ascii_lowercase());
    }
    // A word alone may be a keyword or a method that every enum has.
    if !name.contains('_') || name.starts_with(|c: char| c.is_ascii_digit()) {
        name = if name.is_empty() { "vendor_column".to_owned() } else { format!("vendor_{name}") };
    }
    name
}

/// The documentation of `Unknown`.
pub(crate) const fn of_unknown(languages: Languages) -> &'static str {
    match languages {
        Languages::Both => "未知错误码\n\nA code that no row has. It is kept: see `code`.",
        Languages::English => "A code that no row has. It is kept: see `code`.",
        Languages::Chinese => "未知错误码：表中没有这个错误码。收到的错误码会保留：见 `code`。",
    }
}

/// The title of a row's table, and its texts, a paragraph each.
fn push_texts(doc: &mut String, row: &Row<'_>, source: &Loaded<'_>, languages: Languages) {
    let mark =
        |language| if row.translated == Some(language) { languages.or("（译）", " (translated)") } else { "" };
    let texts = [(&row.message_zh, mark(Language::Chinese)), (&row.message, mark(Language::English))];
    let title = if languages == Languages::English { source.title } else { source.title_zh };
    push_text(doc, title, languages.or("：", ": "));
    let mut between = "";
    for (text, mark) in texts.into_iter().filter(|(text, _)| !text.is_empty()) {
        doc.push_str(between);
        push_text(doc, text, mark);
        between = "\n\n";
    }
}

/// Appends each text once; empty texts are skipped.
fn push_once<'t>(doc: &mut String, texts: impl Iterator<Item = &'t str>, label: &str) {
    let mut seen: Vec<&str> = Vec::new();
    for text in texts {
        if !text.is_empty() && !seen.contains(&text) {
            seen.push(text);
            doc.push_str("\n\n");
            doc.push_str(label);
            push_text(doc, text, "");
        }
    }
}

#[cfg(test)]
mod tests {
    use errcode_core::Recovery;
    use proc_macro2::{TokenStream, TokenTree};
    use syn::LitStr;

    use super::{of_unknown, push_once};
    use crate::model::Languages;
    use crate::{Environment, expand};

    /// What follows `doc =`, in order.
    fn docs(tokens: TokenStream) -> Vec<String> {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let is_doc = |at: usize| matches!(tokens.get(at), Some(TokenTree::Ident(name)) if name == "doc");
        let each = tokens.iter().enumerate().flat_map(|(at, token)| match token {
            TokenTree::Group(group) => docs(group.stream()),
            TokenTree::Literal(_) if at >= 2 && is_doc(at - 2) => {
                vec![syn::parse2::<LitStr>(token.clone().into()).unwrap().value()]
            }
            _ => Vec::new(),
        });
        each.filter(|doc| !doc.chars().all(|c| c.is_ascii_digit() || c == '-')).collect()
    }

    #[test]
    fn variants_of_two_tables_show_what_differs() {
        let a = "code,name,kind,recovery,retry_after,message,message_zh,translated,solution_zh,note_zh\n\
            7,Busy,unavailable,retry,60,busy,忙,zh,稍候,注：一\n8,Same,internal,stop,,same,一样,en,,\n\
            10x,Band,internal,stop,,band,,,,\n";
        let b = "code,name,message,message_zh,solution_zh,note_zh\n\
            7,Busy,busy again,忙,稍候,注：二\n8,Same,same,一样,查看,\n";
        let environment = Environment::in_memory([("a.csv", a.as_bytes()), ("b.csv", b.as_bytes())]);
        let call = "[::errcode_runtime] enum E from \"a.csv\", \"b.csv\" { 7, 8, 100..=104 }";
        let [retry, stop] =
            [Recovery::Retry, Recovery::Stop].map(|way| format!("{} / {}", way.advice_zh(), way.advice()));
        let wanted = [
            "`a.csv`\n\n`b.csv`\n\n3 codes. Made by `errcodes!`.".to_owned(),
            format!(
                "`7` a.csv：忙（译）\n\nbusy\n\nb.csv：忙\n\nbusy again\n\n\
                 `unavailable` · `retry`：{retry}（60 s）\n\n解决方法：稍候\n\n注：一\n\n注：二"
            ),
            format!("`8` a.csv：一样\n\nsame（译）\n\n`internal` · `stop`：{stop}\n\n解决方法：查看"),
            format!("`100..=104` a.csv：band\n\n`internal` · `stop`：{stop}"),
            of_unknown(Languages::Both).to_owned(),
        ];
        assert_eq!(docs(expand(call.parse().unwrap(), &environment)), wanted);
    }

    #[test]
    fn an_enum_says_what_it_is_made_from() {
        let docs = docs(expand(
            "[::errcode_runtime] enum E from \"cloudbase\", \"common\";".parse().unwrap(),
            &Environment::default(),
        ));
        let [cloudbase, common] = ["cloudbase", "common"].map(|table| errcode_tables::Shipped::find(table).unwrap());
        let title = format!(
            "{} ({}), `cloudbase.csv`\n\n{}\n\n{} ({}), `common.csv`",
            cloudbase.title_zh, cloudbase.title, cloudbase.note_zh, common.title_zh, common.title
        );
        assert!(docs[0].starts_with(&title), "{}\n{title}", docs[0]);
    }

    #[test]
    fn a_text_of_two_rows_stands_once() {
        let mut doc = String::new();
        push_once(&mut doc, ["a", "", "b", "a"].into_iter(), "solution: ");
        assert_eq!(doc, "\n\nsolution: a\n\nsolution: b");
    }
}
