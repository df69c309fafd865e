//! Parses one row, cell by cell.

use core::ops::Range;
use std::borrow::Cow;

use super::character::{invisible, is_han, is_hidden};
use super::class::{Class, class};
use super::code::{CodeColumn, CodeType, Codes, number_and_name};
use super::column::Column;
use super::columns::Columns;
use super::field::{self, Value};
use super::name;
use super::notation::is_hexadecimal;
use super::numbers::Numbers;
use super::problem::{Concern, Problem, Recurring, shortened};
use super::record::{Cell, Record, record_span};
use super::shape::is_section;
use super::words::Open;

errcode_core::spelled! {
    /// Which texts of a row are ours, not the vendor's.
    pub enum Translated, a "language" {
        /// The English one.
        English = "en",
        /// The Chinese one.
        Chinese = "zh",
        /// Both of them.
        Both = "both",
    }
}

impl Translated {
    /// Whether the text in this column is ours.
    ///
    /// ```
    /// use errcode_tables::{Column, Translated};
    /// assert!(Translated::Chinese.has(Column::MessageZh) && !Translated::Chinese.has(Column::Message));
    /// assert!(Translated::Both.has(Column::MessageZh) && !Translated::Both.has(Column::NoteZh));
    /// ```
    pub fn has(self, column: Column) -> bool {
        match column {
            Column::Message => self != Self::Chinese,
            Column::MessageZh => self != Self::English,
            _ => false,
        }
    }
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
    /// Its other names, from other rows with the same code.
    pub aliases: Vec<Alias<'a>>,
    /// Kind and recovery, if the table has these columns.
    pub class: Option<Class>,
    /// The English text.
    pub message: Cow<'a, str>,
    /// The Chinese text.
    pub message_zh: Cow<'a, str>,
    /// Which of the two texts is ours: a translation, or both in our own words.
    pub translated: Option<Translated>,
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
    /// The place of the whole row.
    pub(super) record_span: Range<usize>,
    /// The place of the name, or of the code if the name is derived.
    pub(super) name_span: Range<usize>,
    /// Whether the name comes from the file after `with`.
    pub(super) name_is_ours: bool,
    /// Whether the table has a text for it; otherwise its name or its code is used as the text.
    pub(super) has_text: bool,
    /// Whether the table has a name for it; otherwise the name is made from the code or the text.
    pub(super) name_given: bool,
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

impl<'a> Row<'a> {
    /// This row, as its problems describe it.
    pub(super) fn concern(&self) -> Concern {
        Concern { codes: Some(self.codes.clone()), name: Some(self.name.to_string()), class: self.class }
    }

    /// The content of the row without its aliases, for tests that compare rows of different files.
    #[cfg(test)]
    pub(crate) fn content(&self) -> (Codes, Option<Class>, Option<Translated>, [String; 7]) {
        let texts =
            [&self.name, &self.message, &self.message_zh, &self.solution, &self.solution_zh, &self.note, &self.note_zh];
        (self.codes.clone(), self.class, self.translated, texts.map(ToString::to_string))
    }

    /// Whether the code is spelled in hexadecimal. In a range or a list, every number has to be.
    pub(super) fn is_hexadecimal(&self) -> bool {
        let mut numbers = self
            .spelling
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|word| word.starts_with(|c: char| c.is_ascii_digit()))
            .peekable();
        numbers.peek().is_some() && numbers.all(is_hexadecimal)
    }

    /// Each text, with its column.
    pub(super) fn texts_mut(&mut self) -> [(Column, &mut Cow<'a, str>); 6] {
        // Names every field, so that a new one does not compile until it is either listed as a text or ignored here.
        #[rustfmt::skip]
        let Self {
            codes: _, spelling: _, name: _, spelled_name: _, aliases: _, class: _, translated: _, fields: _, code_span: _,
            record_span: _, name_span: _, name_given: _, name_is_ours: _, has_text: _, message, message_zh, solution, solution_zh, note, note_zh,
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

/// How the records of a file are read as rows.
pub(super) struct Reading<'t> {
    pub(super) columns: &'t Columns,
    /// The type and the width of the codes.
    pub(super) code_column: CodeColumn,
    /// The number of cells in the header. Without a header, that of the widest record.
    pub(super) width: usize,
    /// The prefix that is removed from names.
    pub(super) strip: Option<&'t str>,
    /// Whether a row with only a phrase in its first cell is a section: this is so if no code of the other rows has blanks.
    pub(super) sections_have_blanks: bool,
    /// Whether some row with only its first cell has a code there: `skip = sections` would skip that row, too.
    pub(super) has_bare_codes: bool,
}

impl Reading<'_> {
    /// Parses a record as a row. None if anything in it is wrong.
    pub(super) fn row<'a>(&self, record: &Record<'a>, problems: &mut Vec<Problem>) -> Option<Row<'a>> {
        let known = problems.len();
        let row = self.parse(record, problems);
        if problems.len() == known {
            return row.ok();
        }
        // Each problem names its row, because problems of rows that are not selected are not reported.
        let concern = match row {
            Ok(row) => row.concern(),
            Err(concern) => concern,
        };
        for problem in &mut problems[known..] {
            problem.concern = Some(Box::new(concern.clone()));
        }
        None
    }

    fn parse<'a>(&self, record: &Record<'a>, problems: &mut Vec<Problem>) -> Result<Row<'a>, Concern> {
        let (code, named) = self.code_cell(record);
        let codes = self.codes(&code, record).map_err(|problem| problems.push(problem)).ok();
        let [mut message, mut message_zh] = self.columns.texts(record, Open::Text);
        let name_cell = self.columns.cell(record, Column::Name).cloned().or(named);
        let has_text = !(message.is_empty() && message_zh.is_empty());
        if !has_text {
            // Without a text, use the name, or else the code.
            let text = name_cell.as_ref().map_or(&code.value, |cell| &cell.value).clone();
            let is_chinese = text.contains(is_han);
            *(if is_chinese { &mut message_zh } else { &mut message }) = text;
        }
        let name = codes.as_ref().map(|codes| self.name(name_cell.as_ref(), codes, &code, &message));
        let class = class(record, self.columns, problems);
        let translated = self.columns.cell(record, Column::Translated).and_then(|cell| language(cell, problems));
        let fields = self.columns.fields(record).map(|(column, cell)| {
            let cell = cell?;
            let value = Value::parse(&cell.value, column.field.field_type);
            if value.is_none() {
                problems.push(field::misfit(cell, &column.field));
            }
            value
        });
        let fields = fields.collect();
        let (Some(codes), Some(name)) = (codes, name) else {
            let name = name_cell.and_then(|cell| name::of_cell(&cell.value));
            return Err(Concern { codes: None, name, class });
        };
        let [solution, solution_zh] = self.columns.texts(record, Open::Solution);
        let [note, note_zh] = self.columns.texts(record, Open::Note);
        Ok(Row {
            codes,
            spelling: code.value,
            name: name.text,
            spelled_name: name.spelled,
            aliases: Vec::new(),
            class,
            message,
            message_zh,
            translated,
            solution,
            solution_zh,
            note,
            note_zh,
            fields,
            code_span: code.span,
            record_span: record_span(record),
            name_span: name.span,
            name_given: name.given,
            name_is_ours: false,
            has_text,
        })
    }

    /// The code cell; if it holds a number and a name, each in a cell of its own.
    pub(super) fn code_cell<'a>(&self, record: &Record<'a>) -> (Cell<'a>, Option<Cell<'a>>) {
        let code = self.columns.any_cell(record, Column::Code);
        let both = if self.code_column.has_names { number_and_name(&code.value) } else { None };
        match both {
            Some((number, name)) => {
                let [number, name] =
                    [number, name].map(|text| Cell { value: text.to_owned().into(), span: code.span.clone() });
                (number, Some(name))
            }
            None => (code, None),
        }
    }

    /// The codes of a cell.
    pub(super) fn codes(&self, cell: &Cell<'_>, record: &Record<'_>) -> Result<Codes, Problem> {
        let problem = |message: String| Problem::new(cell.span.clone(), message);
        let is_section = self.is_section(record);
        let no_code = || {
            let message = if cell.value.is_empty() {
                "this row has no code".to_owned()
            } else {
                format!("invalid code `{}`", shortened(&cell.value))
            };
            problem(message).recurring(Recurring::NoCode {
                cell: cell.value.to_string(),
                is_section: is_section && !self.has_bare_codes,
            })
        };
        let damaged = |help: String| {
            let message = format!("invalid code `{}`", shortened(&cell.value));
            problem(message).recurring(Recurring::Damaged { cell: cell.value.to_string(), help })
        };
        if self.code_column.code_type == CodeType::Text {
            let is_phrase = || {
                self.sections_have_blanks && (cell.value.contains(char::is_whitespace) || cell.value.contains(is_han))
            };
            return if cell.value.is_empty() || is_section && is_phrase() {
                Err(no_code().label("expected a text"))
            } else if let Some(character) = invisible(&cell.value).filter(|_| is_otherwise_ascii(&cell.value)) {
                Err(damaged(format!("it contains an invisible character, {character}: delete it")))
            } else {
                Ok(Codes::from(&*cell.value))
            };
        }
        Numbers::parse(&cell.value, self.code_column.width).map(Codes::Numbers).map_err(|error| match error.help {
            Some(help) => damaged(help),
            None => no_code().label("expected a number, a range such as `104-199` or a list such as `21/22`"),
        })
    }

    /// Whether a record has only its first cell, in a table with several columns.
    pub(super) fn is_section(&self, record: &Record<'_>) -> bool {
        self.width > 1 && is_section(record)
    }

    /// A name without the prefix that the call removes.
    fn stripped<'c>(&self, name: &'c str) -> &'c str {
        self.strip.and_then(|prefix| name::strip(name, prefix)).unwrap_or(name)
    }

    /// The name of a row: from its name cell, else from a code that reads as words, else from the English text, else from the code.
    fn name<'a>(&self, cell: Option<&Cell<'a>>, codes: &Codes, code: &Cell<'a>, message: &str) -> Name<'a> {
        if let Some(cell) = cell {
            if let Some(text) = name::of_cell(self.stripped(&cell.value)) {
                // Most names need no change: borrow those.
                let text = if text == cell.value { cell.value.clone() } else { Cow::Owned(text) };
                return Name { text, spelled: seen(&cell.value), span: cell.span.clone(), given: true };
            }
        }
        let of_code = || name::of_words(self.stripped(codes.text()?));
        // A text that equals the code gives no better name.
        let of_text = || if message == code.value { None } else { name::of_text(message) };
        let text = of_code().or_else(of_text).unwrap_or_else(|| name::code_only(codes, &code.value));
        Name { spelled: Cow::Owned(text.clone()), text: Cow::Owned(text), span: code.span.clone(), given: false }
    }
}

/// Whether a text has ASCII letters or digits, and outside ASCII only invisible characters. A full-width space counts as visible.
fn is_otherwise_ascii(text: &str) -> bool {
    let is_hidden = |c: char| c != '\u{3000}' && invisible(c.encode_utf8(&mut [0; 4])).is_some();
    text.contains(|c: char| c.is_ascii_alphanumeric()) && text.chars().all(|c| c.is_ascii() || is_hidden(c))
}

/// A name without invisible characters, so that `from_name` finds it by what a reader sees.
fn seen<'a>(name: &Cow<'a, str>) -> Cow<'a, str> {
    if name.is_ascii() || !name.contains(is_hidden) { name.clone() } else { name.replace(is_hidden, "").into() }
}

/// The name of a row, and the cell it comes from.
struct Name<'a> {
    text: Cow<'a, str>,
    spelled: Cow<'a, str>,
    span: Range<usize>,
    given: bool,
}

pub(super) fn language(cell: &Cell<'_>, problems: &mut Vec<Problem>) -> Option<Translated> {
    let language = cell.value.parse().ok();
    if language.is_none() {
        let problem = Problem::new(cell.span.clone(), format!("unknown language `{}`", shortened(&cell.value)))
            .recurring(Recurring::Like("unknown languages"));
        problems.push(problem.help("write which text is yours, `en`, `zh` or `both`, or leave the cell empty"));
    }
    language
}
