//! The documentation of an enum and its variants, as people see it when they hover.

use core::fmt::Write as _;

use errcode_tables::{Column, Row, Translated};

use crate::markdown::push_text;
use crate::model::{Enum, Languages, NamedAlias, Variant};
use crate::source::Loaded;

mod alias;
mod field;
mod of_enum;

use alias::push_alias_texts;
pub(crate) use alias::{Aliases, of_alias};
pub(crate) use field::of_field;
use field::push_fields;
pub(crate) use of_enum::of_enum;

/// The documentation of a variant: code, table and texts, what to do next, solution, notes, fields and other names.
pub(crate) fn of_variant(variant: &Variant<'_>, model: &Enum<'_>, aliases: &[&NamedAlias<'_>]) -> String {
    let (row, languages) = (variant.row, model.languages);
    let mut doc = String::with_capacity(512);
    push_shown_code(&mut doc, variant);
    doc.push(' ');
    // Code and first text are in one paragraph, because search results show only the first paragraph.
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
    let labels = ("解决方法：", "Solution: ");
    if variant.also.is_empty() {
        push_labelled(&mut doc, labels.0, &row.solution_zh);
        push_labelled(&mut doc, labels.1, &row.solution);
        push_labelled(&mut doc, "", &row.note_zh);
        push_labelled(&mut doc, "", &row.note);
    } else {
        let all = || variant.rows().map(|(_, row)| row);
        push_once(&mut doc, all().map(|row| &*row.solution_zh), labels.0);
        push_once(&mut doc, all().map(|row| &*row.solution), labels.1);
        push_once(&mut doc, all().map(|row| &*row.note_zh), "");
        push_once(&mut doc, all().map(|row| &*row.note), "");
    }
    push_fields(&mut doc, variant, model);
    for alias in aliases {
        let also = if languages == Languages::Chinese { "又名" } else { "Also" };
        let _ = write!(doc, "\n\n{also} `{}`", alias.name);
        push_alias_texts(&mut doc, alias, languages);
    }
    doc
}

/// Appends the code in a code span. A code that a code span would show differently is appended as plain text.
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
    if variant.is_whole() {
        doc.push_str(&variant.row.spelling);
    } else {
        let _ = write!(doc, "{}", variant.codes);
    }
}

/// A header in one line.
fn one_line(header: &str) -> String {
    header.replace(['\n', '\r', '\t'], " ")
}

/// The documentation of `Unknown`.
pub(crate) const fn of_unknown(languages: Languages) -> &'static str {
    match languages {
        Languages::Both => "未知错误码\n\nA code that has no variant. The received code is kept: see `code`.",
        Languages::English => "A code that has no variant. The received code is kept: see `code`.",
        Languages::Chinese => "未知错误码：没有对应的变体。收到的错误码会保留：见 `code`。",
    }
}

/// The title of a row's table, and its texts, a paragraph each.
fn push_texts(doc: &mut String, row: &Row<'_>, source: &Loaded<'_>, languages: Languages) {
    let title = if languages == Languages::English { source.title } else { source.title_zh };
    push_text(doc, title, languages.or("：", ": "));
    let texts = [(Column::MessageZh, &row.message_zh), (Column::Message, &row.message)];
    let mut is_first = true;
    for (column, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
        let mark = match row.translated {
            // One mark for all texts of the row.
            Some(Translated::Both) if is_first => languages.or("（非官方原文）", " (not the vendor's words)"),
            Some(one @ (Translated::English | Translated::Chinese)) if one.has(column) => {
                languages.or("（译）", " (translated)")
            }
            _ => "",
        };
        if !is_first {
            doc.push_str("\n\n");
        }
        push_text(doc, text, mark);
        is_first = false;
    }
}

/// Appends each text once; empty texts are skipped.
fn push_once<'t>(doc: &mut String, texts: impl Iterator<Item = &'t str>, label: &str) {
    let mut seen: Vec<&str> = Vec::new();
    for text in texts {
        if !seen.contains(&text) {
            seen.push(text);
            push_labelled(doc, label, text);
        }
    }
}

/// Appends a paragraph, if the text is not empty.
fn push_labelled(doc: &mut String, label: &str, text: &str) {
    if !text.is_empty() {
        doc.push_str("\n\n");
        doc.push_str(label);
        push_text(doc, text, "");
    }
}

#[cfg(test)]
mod tests {
    use errcode_core::Recovery;
    use errcode_tables::Endpoint;
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

    /// The docs of an expansion, in order.
    fn docs_of(call: &str, environment: &Environment) -> Vec<String> {
        docs(expand(format!("[::errcode_runtime] {call}").parse().unwrap(), environment))
    }

    #[test]
    fn variants_of_two_tables_show_what_differs() {
        let a = "code,name,kind,recovery,retry_after,message,message_zh,translated,solution_zh,note_zh\n\
            7,Busy,unavailable,retry,60,busy,忙,zh,稍候,注：一\n8,Same,internal,stop,,same,一样,en,,\n\
            10x,Band,internal,stop,,band,,,,\n";
        let b = "code,name,message,message_zh,solution_zh,note_zh\n\
            7,Busy,busy again,忙,稍候,注：二\n8,Same,same,一样,查看,\n";
        let environment = Environment::in_memory([("a.csv", a.as_bytes()), ("b.csv", b.as_bytes())]);
        let call = "enum E from \"a.csv\", \"b.csv\" { 7, 8, 100..=104 }";
        let [retry, stop] =
            [Recovery::Retry, Recovery::Stop].map(|way| format!("{} / {}", way.advice_zh(), way.advice()));
        let wanted = [
            "`a.csv`\n\n`b.csv`\n\n3 codes. Generated by `errcodes!`.".to_owned(),
            format!(
                "`7` a.csv：忙（译）\n\nbusy\n\nb.csv：忙\n\nbusy again\n\n\
                 `unavailable` · `retry`：{retry}（60 s）\n\n解决方法：稍候\n\n注：一\n\n注：二"
            ),
            format!("`8` a.csv：一样\n\nsame（译）\n\n`internal` · `stop`：{stop}\n\n解决方法：查看"),
            format!("`100..=104` a.csv：band\n\n`internal` · `stop`：{stop}"),
            of_unknown(Languages::Both).to_owned(),
        ];
        assert_eq!(docs_of(call, &environment), wanted);
    }

    #[test]
    fn an_enum_of_a_page_names_the_page() {
        let endpoint = Endpoint::all().find(|endpoint| !endpoint.page.is_empty()).unwrap();
        let Endpoint { name, page, date, .. } = endpoint;
        let call = format!("enum E from endpoint \"{}\";", endpoint.path);
        let doc = docs_of(&call, &Environment::default()).remove(0);
        assert!(doc.contains(&format!("[`{name}`]({page}), `{endpoint}`, {date}")), "{doc}");
    }

    #[test]
    fn an_enum_says_which_columns_and_classes_are_missing() {
        let file = "code,message,Log level,级别\nTOO SLOW,a,1,x\nx`y,b,2,y\n";
        let files = [
            ("t.csv", file.as_bytes()),
            ("a.csv", b"code,name,kind,recovery,message\n1,One,internal,stop,a\n"),
            ("b.csv", b"code,name,message\n2,Two,b\n3,Three,c\n"),
        ];
        let of = |sources: &str| docs_of(&format!("enum E from {sources};"), &Environment::in_memory(files));
        let [of_enum, too_slow, other, ..] = &of("\"t.csv\"")[..] else { panic!() };
        assert!(
            of_enum.starts_with("`t.csv`\n\nNot read: \"Log level\", \"级别\". Name one in the call")
                && !of_enum.contains(" have no kind"),
            "{of_enum}"
        );
        assert_eq!([too_slow, other], ["`TOO SLOW` t.csv: a", "x\\`y t.csv: b"]);
        let of_both = &of("\"a.csv\", \"b.csv\"")[0];
        assert!(of_both.contains("\n\n2 of 3 codes have no kind and recovery"), "{of_both}");
    }

    #[test]
    fn a_field_says_which_column_it_is() {
        let call = "enum E from \"t.csv\" (level: u8 = \"级别\"), \"t.csv\" (level: u8 = \"级别\");";
        for (column, wanted) in [
            (
                "message",
                "The column \"级别\" of `t.csv`, and the column \"级别\" of `t.csv`; `None` where its cell is empty, and for a code \
                 without a variant.",
            ),
            (
                "message_zh",
                "列 \"级别\"，出自 `t.csv`；列 \"级别\"，出自 `t.csv`。单元格为空或没有对应的行时为 `None`。",
            ),
        ] {
            let file = format!("code,{column},级别\n5,a,3\n");
            let docs = docs_of(call, &Environment::in_memory([("t.csv", file.as_bytes())]));
            assert!(docs.iter().any(|doc| doc == wanted), "{docs:?}");
        }
    }

    /// Each variant shows its own other names, and an enum the file that is laid over its table, in the language of the texts.
    #[test]
    fn other_names_and_files_are_shown() {
        let of_constant = [
            "It is a constant: `use …::*` does not import it, and a pattern with it does not match a reference: write `match *error`.",
            "这是常量：`use …::*` 不会引入它；匹配引用时请写 `match *error`。",
        ];
        let english = [
            "`t.csv` with `o.csv`\n\n3 codes. Generated by `errcodes!`.".to_owned(),
            "`7` t.csv: a\n\nAlso `Late`: b".to_owned(),
            "`8` t.csv: c".to_owned(),
            "`9` t.csv: d\n\nAlso `Left`: e\n\nAlso `Lost`: f".to_owned(),
            of_unknown(Languages::English).to_owned(),
            format!("`7` Another name of [`Busy`](Self::Busy): b\n\n{}", of_constant[0]),
            format!("`9` Another name of [`Gone`](Self::Gone): e\n\n{}", of_constant[0]),
            format!("`9` Another name of [`Gone`](Self::Gone): f\n\n{}", of_constant[0]),
        ];
        let chinese = [
            "`t.csv`，叠加 `o.csv`\n\n3 个错误码，由 `errcodes!` 生成。".to_owned(),
            "`7` t.csv：a\n\n又名 `Late`：b".to_owned(),
            "`8` t.csv：c".to_owned(),
            "`9` t.csv：d\n\n又名 `Left`：e\n\n又名 `Lost`：f".to_owned(),
            of_unknown(Languages::Chinese).to_owned(),
            format!("`7` 即 [`Busy`](Self::Busy)：b\n\n{}", of_constant[1]),
            format!("`9` 即 [`Gone`](Self::Gone)：e\n\n{}", of_constant[1]),
            format!("`9` 即 [`Gone`](Self::Gone)：f\n\n{}", of_constant[1]),
        ];
        for (column, wanted) in [("message", &english[..]), ("message_zh", &chinese)] {
            let table = format!("code,name,{column}\n7,Busy,a\n7,Late,b\n8,Same,c\n9,Gone,d\n9,Left,e\n9,Lost,f\n");
            let files = [("t.csv", table.as_bytes()), ("o.csv", b"code,name\n8,Equal\n")];
            let call = "enum E from \"t.csv\" (repeated = alias) with \"o.csv\";";
            assert_eq!(docs_of(call, &Environment::in_memory(files)), wanted);
        }
    }

    #[test]
    fn an_enum_says_what_it_is_made_from() {
        let docs = docs_of("enum E from \"cloudbase\", \"common\";", &Environment::default());
        let [cloudbase, common] = ["cloudbase", "common"].map(|table| errcode_tables::Shipped::find(table).unwrap());
        let title = format!(
            "{} ({}), `cloudbase.csv`\n\n{}\n\n{} ({}), `common.csv`",
            cloudbase.title_zh, cloudbase.title, cloudbase.note_zh, common.title_zh, common.title
        );
        assert!(docs[0].starts_with(&title), "{}\n{title}", docs[0]);
    }

    #[test]
    fn the_call_for_a_column_that_is_not_read_can_be_pasted() {
        for (header, entry) in [
            ("Log level", "log_level: str = \"Log level\""),
            ("C:\\x", "c_x: str = \"C:\\\\x\""),
            ("\"the \"\"x\"\"\"", "the_x: str = \"the \\\"x\\\"\""),
            ("", "vendor_column: str = 3"),
            ("column 3", "column_3: str = \"column 3\""),
            ("source", "vendor_source: str = \"source\""),
            ("级别", "vendor_column: str = \"级别\""),
            ("a`b", "vendor_column: str = \"…\""),
        ] {
            let file = format!("code,message,{header}\n1,x,y\n");
            let environment = Environment::in_memory([("a.csv", file.as_bytes())]);
            let call = "enum E from \"a.csv\";";
            let doc = docs_of(call, &environment).remove(0);
            assert!(doc.contains(&format!(": `({entry})`")), "{doc}");
        }
    }

    #[test]
    fn a_text_of_two_rows_stands_once() {
        let mut doc = String::new();
        push_once(&mut doc, ["a", "", "b", "a"].into_iter(), "solution: ");
        assert_eq!(doc, "\n\nsolution: a\n\nsolution: b");
    }
}
