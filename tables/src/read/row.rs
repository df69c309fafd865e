//! Parses one row, cell by cell.

use core::ops::Range;
use std::borrow::Cow;

use super::character::is_han;
use super::code::{CodeColumn, CodeType, Codes, Numbers};
use super::column::{Column, Columns};
use super::name;
use super::nearest::nearest;
use super::problem::{HELPED, Problem, shortened};
use super::record::{Cell, Record};
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
    /// use errcode_tables::{Column, Language};
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
#[non_exhaustive]
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
#[non_exhaustive]
pub struct Row<'a> {
    /// Its codes.
    pub codes: Codes,
    /// The code cell as it is written: `-40400x` where [`codes`](Self::codes) is a range.
    pub spelling: Cow<'a, str>,
    /// The name of the variant.
    pub name: Cow<'a, str>,
    /// The name as the table spells it: `NOT_FOUND` where [`name`](Self::name) is `NotFound`.
    pub spelled_name: Cow<'a, str>,
    /// Other names of it, from rows of the same code.
    pub aliases: Vec<Alias<'a>>,
    /// Kind and recovery, if the table has these columns.
    pub class: Option<Class>,
    /// The English text.
    pub message: Cow<'a, str>,
    /// The Chinese text.
    pub message_zh: Cow<'a, str>,
    /// Which of the two is a translation of ours.
    pub translated: Option<Language>,
    /// What to do about it, in English.
    pub solution: Cow<'a, str>,
    /// What to do about it, in Chinese.
    pub solution_zh: Cow<'a, str>,
    /// A footnote, in English.
    pub note: Cow<'a, str>,
    /// A footnote, in Chinese.
    pub note_zh: Cow<'a, str>,
    /// The values of [`Table::fields`](super::Table::fields), in their order; none where a cell is empty.
    pub fields: Vec<Option<Value<'a>>>,
    /// The place of the code.
    pub code_span: Range<usize>,
    /// The place of the name, or of the code if the name is derived.
    pub(super) name_span: Range<usize>,
    /// Whether the name is made of the code or the text, because the table has no column of names.
    pub(super) name_derived: bool,
}

/// Another name of a row: an associated constant.
#[derive(Clone, Debug)]
pub struct Alias<'a> {
    /// The name of the constant.
    pub name: Cow<'a, str>,
    /// The name as the table spells it.
    pub spelled_name: Cow<'a, str>,
    /// The English text.
    pub message: Cow<'a, str>,
    /// The Chinese text.
    pub message_zh: Cow<'a, str>,
}

/// The value of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// A text, never empty.
    Str(Cow<'a, str>),
    /// Yes or no.
    Bool(bool),
    /// A number of a type without a sign.
    Unsigned(u64),
    /// A number of a type with a sign.
    Signed(i64),
    /// A decimal number.
    Float(f64),
}

impl<'a> Row<'a> {
    /// Each text, by its column.
    pub(super) fn texts_mut(&mut self) -> [(Column, &mut Cow<'a, str>); 6] {
        // Names every field: a new one does not compile until it is either listed as a text or ignored here.
        #[rustfmt::skip]
        let Self {
            codes: _, spelling: _, name: _, spelled_name: _, aliases: _, class: _, translated: _, fields: _, code_span: _,
            name_span: _, name_derived: _, message, message_zh, solution, solution_zh, note, note_zh,
        } = self;
        [
            (Column::Message, message),
            (Column::MessageZh, message_zh),
            (Column::Solution, solution),
            (Column::SolutionZh, solution_zh),
            (Column::Note, note),
            (Column::NoteZh, note_zh),
        ]
    }
}

/// Parses a record: its row, or none if anything in it is wrong.
pub(super) fn parse<'a>(
    record: &Record<'a>,
    columns: &Columns,
    column: CodeColumn,
    problems: &mut Vec<Problem>,
) -> Option<Row<'a>> {
    let known = problems.len();
    let text = |column| match columns.cell(record, column) {
        Some(cell) if !cell.value.trim().is_empty() => cell.value.clone(),
        _ => Cow::default(),
    };
    let (message, message_zh) = (text(Column::Message), text(Column::MessageZh));
    let code = columns.cell(record, Column::Code).cloned().unwrap_or_default();
    let codes = codes(&code, column).map_err(|problem| problems.push(problem)).ok();
    if message.is_empty() && message_zh.is_empty() {
        let problem = Problem::new(code.span.clone(), "this row has no text");
        problems.push(problem.help("fill in `message` or `message_zh`, or delete the row"));
    }
    let name = match columns.cell(record, Column::Name) {
        Some(cell) => given_name(cell).map_err(Some),
        None => derived_name(&code, column.code_type, &message, !message_zh.is_empty()),
    };
    let name = name.map_err(|problem| problems.extend(problem)).ok();
    let class = class(record, columns, problems);
    let translated = columns.cell(record, Column::Translated).and_then(|cell| language(cell, problems));
    let (codes, name) = (codes?, name?);
    (problems.len() == known).then(|| Row {
        codes,
        spelling: code.value,
        spelled_name: name.text.clone(),
        name: name.text,
        aliases: Vec::new(),
        fields: Vec::new(),
        class,
        message,
        message_zh,
        translated,
        solution: text(Column::Solution),
        note: text(Column::Note),
        solution_zh: text(Column::SolutionZh),
        note_zh: text(Column::NoteZh),
        code_span: code.span,
        name_span: name.span,
        name_derived: name.derived,
    })
}

fn codes(cell: &Cell<'_>, column: CodeColumn) -> Result<Codes, Problem> {
    let problem = |message: String| Problem::new(cell.span.clone(), message);
    if column.code_type == CodeType::Text {
        return if cell.value.trim().is_empty() {
            Err(problem("this row has no code".to_owned()).label("expected a text"))
        } else {
            Ok(Codes::from(&*cell.value))
        };
    }
    Numbers::parse(&cell.value).map(Codes::Numbers).map_err(|error| {
        let is_blank = cell.value.trim().is_empty();
        let message = if is_blank {
            "this row has no code".to_owned()
        } else {
            format!("invalid code `{}`", shortened(&cell.value))
        };
        let problem =
            problem(message).label("expected a 64-bit integer, a family such as `40400x` or a range such as `104-199`");
        let of_texts = "if the codes of this table are texts, say so in the call: (code: str)";
        match error.help {
            Some(help) if column.has_words => problem.help(format!("{help}; {of_texts}")),
            Some(help) => problem.help(help),
            None if is_blank => problem,
            None => problem.help(of_texts),
        }
    })
}

/// The name of a row, and the cell it comes from.
struct Name<'a> {
    text: Cow<'a, str>,
    span: Range<usize>,
    derived: bool,
}

fn given_name<'a>(cell: &Cell<'a>) -> Result<Name<'a>, Problem> {
    let name = name::check(&cell.value).map_err(|error| bad_name(cell, &error))?;
    // Most names need no change: borrow those.
    let text = if name == cell.value { cell.value.clone() } else { Cow::Owned(name) };
    Ok(Name { text, span: cell.span.clone(), derived: false })
}

/// A name made of a code that reads as words, or else of the English text.
///
/// The error is `None` for a row without texts, which is already reported.
fn derived_name<'a>(
    code: &Cell<'_>,
    code_type: CodeType,
    message: &str,
    has_chinese: bool,
) -> Result<Name<'a>, Option<Problem>> {
    let span = code.span.clone();
    let of_code = || if code_type == CodeType::Text { name::of_words(&code.value) } else { None };
    // Such as `CodeP0A80`: better than no name.
    let of_any_code = || if code_type == CodeType::Text { name::of_code(&code.value) } else { None };
    if let Some(name) = of_code().or_else(|| name::derive(message)).or_else(of_any_code) {
        return Ok(Name { text: Cow::Owned(name), span, derived: true });
    }
    if message.is_empty() && !has_chinese {
        return Err(None);
    }
    let why = if message.is_empty() {
        "this row has no English text"
    } else {
        "its English text has no word of ASCII letters"
    };
    let problem = Problem::new(span, "expected a name, or a text that a name can be made of").label(why);
    Err(Some(problem.help("add a column `name` with the name of the variant in English, such as `TooFast`")))
}

/// The recoveries that a row may have: all but `Unknown`, which is for codes without a row.
pub fn recoveries() -> impl Iterator<Item = Recovery> + Clone {
    Recovery::ALL.iter().copied().filter(|&recovery| recovery != Recovery::Unknown)
}

/// Kind and recovery, if the table has both columns.
fn class(record: &Record<'_>, columns: &Columns, problems: &mut Vec<Problem>) -> Option<Class> {
    let kind_cell = columns.cell(record, Column::Kind)?;
    let recovery_cell = columns.cell(record, Column::Recovery)?;
    let kind = kind_cell.value.parse::<Kind>();
    if kind.is_err() {
        unknown_word(kind_cell, "kind", Kind::ALL.iter().map(|kind| kind.as_str()), problems);
    }
    let recovery = recovery_cell.value.parse::<Recovery>();
    match recovery {
        Ok(Recovery::Unknown) => problems.push(
            Problem::new(recovery_cell.span.clone(), "a row cannot have the recovery `unknown`")
                .label("it is for codes that no table has")
                .help("use `fix_request` if no other recovery fits"),
        ),
        Ok(_) => {}
        Err(_) => unknown_word(recovery_cell, "recovery", recoveries().map(Recovery::as_str), problems),
    }
    let retry_after = columns.cell(record, Column::RetryAfter).filter(|cell| !cell.value.is_empty()).and_then(|cell| {
        let seconds = cell.value.parse().ok();
        if seconds.is_none() {
            problems.push(
                Problem::new(cell.span.clone(), format!("invalid number of seconds `{}`", shortened(&cell.value)))
                    .help("write whole seconds, such as 60, or leave the cell empty"),
            );
        }
        seconds
    });
    Some(Class { kind: kind.ok()?, recovery: recovery.ok()?, retry_after })
}

fn unknown_word<'w>(
    cell: &Cell<'_>,
    what: &str,
    words: impl Iterator<Item = &'w str> + Clone,
    problems: &mut Vec<Problem>,
) {
    let mut problem = Problem::new(cell.span.clone(), format!("unknown {what} `{}`", shortened(&cell.value)));
    if problems.len() < HELPED {
        problem = match nearest(cell.value.trim(), words.clone()) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => problem.help(format!("expected one of: {}", words.collect::<Vec<_>>().join(", "))),
        };
    }
    problems.push(problem);
}

fn language(cell: &Cell<'_>, problems: &mut Vec<Problem>) -> Option<Language> {
    let language = cell.value.parse().ok();
    if language.is_none() && !cell.value.is_empty() {
        let problem = Problem::new(cell.span.clone(), format!("unknown language `{}`", shortened(&cell.value)));
        problems.push(problem.help("write which text is a translation, `en` or `zh`, or leave the cell empty"));
    }
    language
}

fn bad_name(cell: &Cell<'_>, error: &name::NotAName) -> Problem {
    let message = if cell.value.is_empty() {
        "this row has no name".to_owned()
    } else {
        format!("invalid name `{}`", shortened(&cell.value))
    };
    let problem = Problem::new(cell.span.clone(), message).label(error.label);
    match &error.instead {
        Some(instead) => problem.help(format!("write `{instead}`")),
        None if cell.value.chars().any(is_han) => problem.help("write the name in English, such as `TooFast`"),
        None => problem,
    }
}

#[cfg(test)]
mod tests {

    use super::{Class, Kind, Recovery};
    use crate::read::problem::Place;
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
            ("1,A,unavaliable,stop,,a,", &["unknown kind `unavaliable`; did you mean `unavailable`?"][..]),
            ("1,A,internal,refresh_tokn,,a,", &["unknown recovery `refresh_tokn`; did you mean `refresh_token`?"]),
            (
                "1,A,internal,unknown,,a,",
                &["a row cannot have the recovery `unknown`; use `fix_request` if no other recovery fits"],
            ),
            (
                "1,A,internal,stop,1.5,a,",
                &["invalid number of seconds `1.5`; write whole seconds, such as 60, or leave the cell empty"],
            ),
            (
                "1,A,internal,stop,,a,fr",
                &["unknown language `fr`; write which text is a translation, `en` or `zh`, or leave the cell empty"],
            ),
            (",A,internal,stop,,a,", &["this row has no code"]),
            (
                "1.0,A,internal,stop,,a,",
                &["invalid code `1.0`; write it as an integer; spreadsheets turn codes into decimals"],
            ),
            ("1,,internal,stop,,a b,", &["this row has no name"]),
            (
                "1,A,internal,stop,,\" \",",
                &["this row has no text; fill in `message` or `message_zh`, or delete the row"],
            ),
            (
                "1,,internal,stop,,,",
                &["this row has no text; fill in `message` or `message_zh`, or delete the row", "this row has no name"],
            ),
            ("1,坏,internal,stop,,a,", &["invalid name `坏`; write the name in English, such as `TooFast`"]),
            ("1,_,internal,stop,,a,", &["invalid name `_`"]),
            ("1,a\u{200B}b,internal,stop,,a,", &["invalid name `a\u{200B}b`; write `Ab`"]),
            ("1,e\u{301}tat,internal,stop,,a,", &["invalid name `e\u{301}tat`; write `Etat`"]),
        ] {
            let said: Vec<String> = said.iter().copied().map(String::from).collect();
            assert_eq!(class(row), Err(said), "{row}");
        }
    }

    #[test]
    fn many_unknown_words_stay_cheap() {
        let rows = "1,A,unavaliable,refresh_tokn,,a,\n".repeat(3 * super::HELPED);
        let problems = read(format!("{HEADER}\n{rows}").as_bytes(), &Format::default()).problems;
        let helped = problems.iter().filter(|problem| problem.help.is_some()).count();
        assert_eq!((problems.len(), helped), (6 * super::HELPED, super::HELPED));
        assert!(problems[..super::HELPED].iter().all(|problem| problem.help.is_some()));
    }

    #[test]
    fn a_row_that_gives_no_name_says_why() {
        let labels = |file: &str| -> Vec<String> {
            let problems = read(file.as_bytes(), &Format::default()).problems.into_iter();
            let labels = problems.filter_map(|problem| match problem.place {
                Place::File(labels) => Some(labels[0].text.clone()),
                Place::Mapping(_) => None,
            });
            labels.collect()
        };
        assert_eq!(labels("code,message,message_zh\n1,,坏\n"), ["this row has no English text"]);
        assert_eq!(labels("code,message,message_zh\n1,404,坏\n"), ["its English text has no word of ASCII letters"]);
        assert_eq!(labels("code,message,message_zh\n1,,\n"), [""], "only that it has no text");
    }
}
