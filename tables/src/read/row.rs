//! A row: what its cells say, each taken for itself.

use core::ops::Range;
use std::borrow::Cow;

use super::column::{Column, Columns, is_han};
use super::nearest::nearest;
use super::record::{Cell, Record};
use super::{Codes, Problem, name};
use errcode_core::{Kind, Recovery};

errcode_core::spelled! {
    /// A language of the texts.
    pub enum Language, a "language" {
        /// English.
        English = "en",
        /// Chinese.
        Chinese = "zh",
    }
}

impl Language {
    /// The column of the texts in this language.
    ///
    /// ```
    /// use errcode_tables::read::{Column, Language};
    /// assert_eq!(Language::Chinese.column(), Column::MessageZh);
    /// ```
    pub const fn column(self) -> Column {
        match self {
            Self::English => Column::Message,
            Self::Chinese => Column::MessageZh,
        }
    }
}

/// The classification of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Class {
    /// What went wrong.
    pub kind: Kind,
    /// What to do next.
    pub recovery: Recovery,
    /// Seconds to wait before the call is sent again.
    pub retry_after: Option<u32>,
}

/// A row of a table. A text that the table does not have is empty.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    /// The codes it is about.
    pub codes: Codes,
    /// The code cell as it is written: `-40400x` where [`codes`](Self::codes) is a range.
    pub spelling: Cow<'a, str>,
    /// The variant.
    pub name: Cow<'a, str>,
    /// Kind and recovery, where the table has these columns.
    pub class: Option<Class>,
    /// The English text.
    pub message: Cow<'a, str>,
    /// The Chinese text.
    pub message_zh: Cow<'a, str>,
    /// Which of the two is a translation of ours.
    pub translated: Option<Language>,
    /// What to do about it, in Chinese.
    pub solution_zh: Cow<'a, str>,
    /// A footnote, in Chinese.
    pub note_zh: Cow<'a, str>,
    /// Where the code stands.
    pub code_span: Range<usize>,
    /// Where the name stands; the code's place where the name was derived.
    pub name_span: Range<usize>,
    /// The name is made of the text's words: the table gives none.
    pub(super) name_derived: bool,
}

/// The row of a record, or what is wrong with it.
pub(super) fn parse<'a>(record: &Record<'a>, columns: &Columns) -> Result<Row<'a>, Vec<Problem>> {
    let mut problems = Vec::new();
    let cell = |column| columns.cell(record, column).filter(|cell| !cell.value.trim().is_empty());
    let text = |column| cell(column).map(|cell| cell.value.clone()).unwrap_or_default();
    let message = text(Column::Message);
    let message_zh = text(Column::MessageZh);
    let code = columns.cell(record, Column::Code).cloned().unwrap_or_default();

    let codes = Codes::parse(&code.value).unwrap_or_else(|error| {
        let mut problem = match code.value.trim() {
            "" => Problem::new(code.span.clone(), "this row has no code"),
            _ => Problem::new(code.span.clone(), format!("`{}` is not a code", shortened(&code.value))),
        };
        problem = problem.label("an integer of 64 bits, a family `40400x` or a range `104-199` is due");
        problem.help = error.help.map(String::from);
        problems.push(problem);
        Codes::one(0)
    });
    if message.is_empty() && message_zh.is_empty() {
        let problem = Problem::new(code.span.clone(), "this row has no text");
        problems.push(problem.help("fill in `message` or `message_zh`, or delete the row"));
    }
    let (name, name_span, name_derived) = match columns.cell(record, Column::Name) {
        Some(cell) => {
            let name = name::check(&cell.value).unwrap_or_else(|error| {
                problems.push(bad_name(cell, &error));
                String::new()
            });
            // Most names need no change: borrow those.
            let name = if name == cell.value { cell.value.clone() } else { Cow::Owned(name) };
            (name, cell.span.clone(), false)
        }
        None => {
            let name = name::derive(&message).unwrap_or_else(|| {
                if !message.is_empty() || !message_zh.is_empty() {
                    problems.push(
                        Problem::new(code.span.clone(), "no name can be made for this row")
                            .label(if message.is_empty() {
                                "it has no English text"
                            } else {
                                "its English text has no word"
                            })
                            .help("add a column `name` with the variant's name in English, such as `TooFast`"),
                    );
                }
                String::new()
            });
            (Cow::Owned(name), code.span.clone(), true)
        }
    };
    let class = match (columns.cell(record, Column::Kind), columns.cell(record, Column::Recovery)) {
        (Some(kind), Some(recovery)) => {
            let retry_after = columns.cell(record, Column::RetryAfter);
            class(kind, recovery, retry_after, &mut problems)
        }
        _ => None,
    };
    let translated = columns.cell(record, Column::Translated).and_then(|cell| language(cell, &mut problems));
    if problems.is_empty() {
        Ok(Row {
            codes,
            spelling: code.value,
            name,
            class,
            message,
            message_zh,
            translated,
            solution_zh: text(Column::SolutionZh),
            note_zh: text(Column::NoteZh),
            code_span: code.span,
            name_span,
            name_derived,
        })
    } else {
        Err(problems)
    }
}

/// The recoveries that a row may have: all but that of codes without a row.
pub fn recoveries() -> impl Iterator<Item = Recovery> + Clone {
    Recovery::ALL.iter().copied().filter(|&recovery| recovery != Recovery::Unknown)
}

fn class(kind: &Cell<'_>, recovery: &Cell<'_>, retry: Option<&Cell<'_>>, problems: &mut Vec<Problem>) -> Option<Class> {
    let parsed_kind = kind.value.parse::<Kind>();
    if parsed_kind.is_err() {
        problems.push(no_such_word(kind, "kind", Kind::ALL.iter().map(|kind| kind.as_str())));
    }
    let parsed_recovery = match recovery.value.parse::<Recovery>() {
        Ok(Recovery::Unknown) => {
            problems.push(
                Problem::new(recovery.span.clone(), "`unknown` is the recovery of codes that no table has")
                    .help("`fix_request` is what fits where nothing else does"),
            );
            Err(())
        }
        Ok(recovery) => Ok(recovery),
        Err(_) => {
            problems.push(no_such_word(recovery, "recovery", recoveries().map(Recovery::as_str)));
            Err(())
        }
    };
    let retry_after = retry.filter(|cell| !cell.value.is_empty()).and_then(|cell| {
        let seconds = cell.value.parse().ok();
        if seconds.is_none() {
            problems.push(
                Problem::new(cell.span.clone(), format!("`{}` is no number of seconds", shortened(&cell.value)))
                    .help("write whole seconds, such as 60, or leave the cell empty"),
            );
        }
        seconds
    });
    Some(Class { kind: parsed_kind.ok()?, recovery: parsed_recovery.ok()?, retry_after })
}

fn no_such_word<'w>(cell: &Cell<'_>, what: &str, words: impl Iterator<Item = &'w str> + Clone) -> Problem {
    let problem = Problem::new(cell.span.clone(), format!("`{}` is no {what}", shortened(&cell.value)));
    match nearest(cell.value.trim(), words.clone()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help(format!("the {what} of a row is one of: {}", words.collect::<Vec<_>>().join(", "))),
    }
}

fn language(cell: &Cell<'_>, problems: &mut Vec<Problem>) -> Option<Language> {
    let language = cell.value.parse().ok();
    if language.is_none() && !cell.value.is_empty() {
        let problem = Problem::new(cell.span.clone(), format!("`{}` is no language", shortened(&cell.value)));
        problems.push(problem.help("`translated` is `en` or `zh`, whichever text is a translation, or empty"));
    }
    language
}

fn bad_name(cell: &Cell<'_>, error: &name::NotAName) -> Problem {
    let message = if cell.value.is_empty() {
        "this row has no name".to_string()
    } else {
        format!("`{}` cannot name a variant", shortened(&cell.value))
    };
    let problem = Problem::new(cell.span.clone(), message).label(error.label);
    match &error.instead {
        Some(instead) => problem.help(format!("`{instead}` could")),
        None if cell.value.chars().any(is_han) => problem.help("name it in English, such as `TooFast`"),
        None => problem,
    }
}

/// A cell as a message quotes it.
pub fn shortened(cell: &str) -> String {
    const SHOWN: usize = 40;
    match cell.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &cell[..end]),
        None => cell.into(),
    }
    .replace(|c: char| c.is_control() || super::text::is_forbidden(c), "\u{FFFD}")
}

#[cfg(test)]
mod tests {

    use super::{Class, Kind, Recovery};
    use crate::read::{Format, read};

    const HEADER: &str = "code,name,kind,recovery,retry_after,message,translated";

    /// The class of a row, or the problems as `message; help`.
    fn class(row: &str) -> Result<Option<Class>, Vec<String>> {
        let file = format!("{HEADER}\n{row}\n");
        let outcome = read(file.as_bytes(), &Format::default());
        let shown = |problem: &super::Problem| match &problem.help {
            Some(help) => format!("{}; {help}", problem.message),
            None => problem.message.clone(),
        };
        match outcome.table.rows.first() {
            Some(row) if outcome.problems.is_empty() => Ok(row.class),
            _ => Err(outcome.problems.iter().map(shown).collect()),
        }
    }

    #[test]
    fn classes_are_read() {
        let quota =
            |retry_after| Class { kind: Kind::ResourceExhausted, recovery: Recovery::WaitForQuota, retry_after };
        assert_eq!(class("1,A,resource_exhausted,wait_for_quota,60,a,"), Ok(Some(quota(Some(60)))));
        assert_eq!(class("1,A,resource_exhausted,wait_for_quota,,a,"), Ok(Some(quota(None))));
    }

    #[test]
    fn each_cell_that_is_wrong_is_said() {
        for (row, said) in [
            ("1,A,unavaliable,stop,,a,", &["`unavaliable` is no kind; did you mean `unavailable`?"][..]),
            ("1,A,internal,refresh_tokn,,a,", &["`refresh_tokn` is no recovery; did you mean `refresh_token`?"]),
            (
                "1,A,internal,unknown,,a,",
                &["`unknown` is the recovery of codes that no table has; \
                   `fix_request` is what fits where nothing else does"],
            ),
            (
                "1,A,internal,stop,1.5,a,",
                &["`1.5` is no number of seconds; write whole seconds, such as 60, or leave the cell empty"],
            ),
            (
                "1,A,internal,stop,,a,fr",
                &["`fr` is no language; `translated` is `en` or `zh`, whichever text is a translation, or empty"],
            ),
            (",A,internal,stop,,a,", &["this row has no code"]),
            ("x,A,internal,stop,,a,", &["`x` is not a code"]),
            ("1,,internal,stop,,a b,", &["this row has no name"]),
            (
                "1,A,internal,stop,,\" \",",
                &["this row has no text; fill in `message` or `message_zh`, or delete the row"],
            ),
            (
                "1,,internal,stop,,,",
                &["this row has no text; fill in `message` or `message_zh`, or delete the row", "this row has no name"],
            ),
            ("1,坏,internal,stop,,a,", &["`坏` cannot name a variant; name it in English, such as `TooFast`"]),
            ("1,_,internal,stop,,a,", &["`_` cannot name a variant"]),
        ] {
            let said: Vec<String> = said.iter().copied().map(String::from).collect();
            assert_eq!(class(row), Err(said), "{row}");
        }
    }

    #[test]
    fn a_row_that_gives_no_name_says_why() {
        let labels = |file: &str| -> Vec<String> {
            read(file.as_bytes(), &Format::default()).problems.into_iter().map(|problem| problem.label).collect()
        };
        assert_eq!(labels("code,message,message_zh\n1,,坏\n"), ["it has no English text"]);
        assert_eq!(labels("code,message,message_zh\n1,404,坏\n"), ["its English text has no word"]);
        assert_eq!(labels("code,message,message_zh\n1,,\n"), [""], "that it has no text is said");
    }
}
