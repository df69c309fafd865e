//! Finds the columns of a file by their headers.

use super::character::is_han;
use super::nearest::nearest;
use super::problem::{HELPED, Problem, shortened};
use super::record::{Cell, Record};

errcode_core::spelled! {
    /// A column of a table.
    pub enum Column, a "column" {
        /// The code: an i64, a family or a range.
        Code = "code",
        /// The variant's name.
        Name = "name",
        /// The [`Kind`](errcode_core::Kind).
        Kind = "kind",
        /// The [`Recovery`](errcode_core::Recovery).
        Recovery = "recovery",
        /// Seconds to wait before the call is sent again.
        RetryAfter = "retry_after",
        /// The English text.
        Message = "message",
        /// The Chinese text.
        MessageZh = "message_zh",
        /// Which of the two texts is a translation of ours: `en` or `zh`.
        Translated = "translated",
        /// What to do about it, in English.
        Solution = "solution",
        /// What to do about it, in Chinese.
        SolutionZh = "solution_zh",
        /// A footnote, in English.
        Note = "note",
        /// A footnote, in Chinese.
        NoteZh = "note_zh",
    }
}

/// A header that the caller assigns to a column: `(code = "Value")`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mapping {
    /// The column.
    pub column: Column,
    /// Its header in the file.
    pub header: String,
}

/// What a header means.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Is(Column),
    /// A column of texts. Its cells decide the language.
    Text,
}

impl Meaning {
    /// Whether a column with this meaning can be `column`.
    fn is(self, column: Column) -> bool {
        self == Self::Is(column) || self == Self::Text && matches!(column, Column::Message | Column::MessageZh)
    }

    fn is_text(self) -> bool {
        self.is(Column::Message) || self.is(Column::MessageZh)
    }
}

/// The words that vendors use, folded by [`fold`], beside the columns' own names.
///
/// `README.md` of this package lists them for users; a test compares the two.
const WORDS: &[(&[&str], Meaning)] = &[
    (
        &[
            "errcode",
            "errorcode",
            "errno",
            "errornumber",
            "returncode",
            "retcode",
            "statuscode",
            "resultcode",
            "错误码",
            "返回码",
            "状态码",
            "错误代码",
            "返回代码",
            "代码",
            "错误编码",
            "错误号",
        ],
        Meaning::Is(Column::Code),
    ),
    (&["errorname", "symbol", "constant", "identifier", "枚举", "枚举名", "名称", "错误名"], Meaning::Is(Column::Name)),
    (&["retryafterseconds"], Meaning::Is(Column::RetryAfter)),
    (&["messageen", "english", "英文", "英文描述", "英文说明", "英文信息"], Meaning::Is(Column::Message)),
    (&["chinese", "中文", "中文描述", "中文说明", "中文信息"], Meaning::Is(Column::MessageZh)),
    (
        &[
            "message",
            "errmsg",
            "errormessage",
            "errormsg",
            "msg",
            "desc",
            "description",
            "errordescription",
            "text",
            "meaning",
            "错误信息",
            "错误描述",
            "错误说明",
            "错误消息",
            "错误提示",
            "返回信息",
            "描述",
            "说明",
            "含义",
            "信息",
            "提示",
        ],
        Meaning::Text,
    ),
    (
        &["solution", "解决方法", "解决方案", "解决办法", "处理方法", "处理方式", "处理建议", "排查方法", "排查建议"],
        Meaning::Is(Column::SolutionZh),
    ),
    (&["note", "remark", "备注", "注释", "附注"], Meaning::Is(Column::NoteZh)),
];

/// List at most this many headers in a message.
const LISTED: usize = 20;
/// Detect the language of at most this many columns.
const TEXTS: usize = 8;

/// The positions of a file's columns.
pub(crate) struct Columns {
    /// For each column of [`Column::ALL`], the index of its cell in a record.
    cells: [Option<usize>; Column::ALL.len()],
    /// For each unknown header that resembles a known word, the meaning of that word.
    misspelled: Vec<Meaning>,
}

impl Columns {
    /// Whether the file has `column`.
    pub(crate) fn has(&self, column: Column) -> bool {
        self.cells[column as usize].is_some()
    }

    /// Whether an unknown header is probably a misspelled `column`.
    pub(super) fn may_be_misspelled(&self, column: Column) -> bool {
        self.misspelled.iter().any(|meaning| meaning.is(column))
    }

    /// The cell of `column`, if the file has the column.
    pub(crate) fn cell<'r, 'a>(&self, record: &'r Record<'a>, column: Column) -> Option<&'r Cell<'a>> {
        record.get(self.cells[column as usize]?)
    }
}

/// A header in lower case, without blanks, `_` and `-`.
fn fold(header: &str) -> String {
    header.trim().chars().filter(|c| !matches!(c, ' ' | '_' | '-')).flat_map(char::to_lowercase).collect()
}

fn meaning(header: &str) -> Option<Meaning> {
    let folded = fold(header);
    let own = Column::ALL.iter().find(|column| column.as_str().chars().filter(|&c| c != '_').eq(folded.chars()));
    let word = WORDS.iter().find(|(words, _)| words.contains(&folded.as_str()));
    match (own, word) {
        // `message` is a vendor's word, too, and may head a column of Chinese.
        (_, Some(&(_, meaning))) => Some(meaning),
        (Some(&column), None) => Some(Meaning::Is(column)),
        (None, None) => None,
    }
}

/// Whether a header stands over codes.
#[cfg(feature = "cli")]
pub(crate) fn is_code(header: &str) -> bool {
    meaning(header) == Some(Meaning::Is(Column::Code))
}

/// Assigns a column to each header. Mistakes are pushed to `problems`.
pub(super) fn identify(
    header: &Record<'_>,
    rows: &[Record<'_>],
    mapping: &[Mapping],
    problems: &mut Vec<Problem>,
) -> Columns {
    let meanings = meanings(header, mapping, problems);
    let is_named = |column| meanings.contains(&Some(Meaning::Is(column)));
    let chinese_is_named = is_named(Column::MessageZh);
    let mut columns = Columns { cells: [None; Column::ALL.len()], misspelled: Vec::new() };
    let mut texts = 0;
    for (index, cell) in header.iter().enumerate() {
        let column = match meanings[index] {
            Some(Meaning::Is(column)) => column,
            Some(Meaning::Text) => {
                texts += 1;
                // At most two columns of texts are used. Any further one is a duplicate, whatever its language.
                let column =
                    if texts > TEXTS { Column::Message } else { language(index, rows, cell, chinese_is_named) };
                // Where the call names columns, a second column for a text is ignored like any other.
                if !mapping.is_empty() && is_named(column) {
                    continue;
                }
                column
            }
            None => {
                if mapping.is_empty() {
                    let is_helped = problems.len() < HELPED;
                    let near = if is_helped { nearest_word(&cell.value) } else { None };
                    let meant = near.and_then(meaning);
                    columns.misspelled.extend(meant);
                    // A column of codes or texts can only be ignored if there is another one.
                    let is_needed = |meant: Meaning| meant.is(Column::Code) || meant.is_text();
                    let is_there = |meant: Meaning| {
                        meanings.iter().flatten().any(|other| meant == *other || meant.is_text() && other.is_text())
                    };
                    let can_be_ignored = meant.is_none_or(|meant| !is_needed(meant) || is_there(meant));
                    problems.push(unknown(cell, near, is_helped && can_be_ignored));
                }
                continue;
            }
        };
        match columns.cells[column as usize] {
            Some(first) => problems.push(duplicate(column, cell, &header[first])),
            None => columns.cells[column as usize] = Some(index),
        }
    }
    columns
}

/// What each header means. The mapping of the call takes precedence over the known words.
fn meanings(header: &Record<'_>, mapping: &[Mapping], problems: &mut Vec<Problem>) -> Vec<Option<Meaning>> {
    let mut meanings: Vec<Option<Meaning>> = header.iter().map(|cell| meaning(&cell.value)).collect();
    let mut is_mapped = vec![false; header.len()];
    for (entry, Mapping { column, header: wanted }) in mapping.iter().enumerate() {
        match header.iter().position(|cell| cell.value.trim() == wanted.trim()) {
            Some(index) if is_mapped[index] => {
                let problem = Problem::of_mapping(entry, format!("the header `{wanted}` is named for two columns"));
                problems.push(problem.help("name a header of its own for each column"));
            }
            Some(index) => {
                meanings[index] = Some(Meaning::Is(*column));
                is_mapped[index] = true;
            }
            None => problems.push(no_such_header(header, entry, wanted)),
        }
    }
    for (index, meaning) in meanings.iter_mut().enumerate() {
        if let Some(Meaning::Is(column)) = *meaning {
            if !is_mapped[index] && mapping.iter().any(|entry| entry.column == column) {
                *meaning = None;
            }
        }
    }
    meanings
}

/// The language of a text column whose header does not name one: that of most of its cells.
fn language(index: usize, rows: &[Record<'_>], header: &Cell<'_>, chinese_is_named: bool) -> Column {
    // Beside a column that is Chinese by name, `message` is the English one.
    if chinese_is_named && fold(&header.value) == Column::Message.as_str() {
        return Column::Message;
    }
    let (mut chinese, mut other) = (0, 0);
    for cell in rows.iter().filter_map(|row| row.get(index)).filter(|cell| !cell.value.trim().is_empty()) {
        if cell.value.chars().any(is_han) {
            chinese += 1;
        } else {
            other += 1;
        }
    }
    if chinese > other { Column::MessageZh } else { Column::Message }
}

fn no_such_header(header: &Record<'_>, entry: usize, wanted: &str) -> Problem {
    let names = || header.iter().map(|cell| cell.value.trim());
    let problem = Problem::of_mapping(entry, format!("no column of this file has the header `{wanted}`"));
    match nearest(wanted, names()) {
        Some(near) => problem.help(format!("did you mean `{}`?", shortened(near))),
        None => {
            let listed: Vec<String> = names().take(LISTED).map(shortened).collect();
            let more = if header.len() > LISTED { ", …" } else { "" };
            problem.help(format!("the headers are: `{}`{more}", listed.join("`, `")))
        }
    }
}

/// The known word that is nearest to an unknown header.
fn nearest_word(header: &str) -> Option<&'static str> {
    let words = WORDS.iter().flat_map(|(words, _)| words.iter().copied());
    nearest(header.trim(), Column::ALL.iter().map(|column| column.as_str()).chain(words))
}

fn unknown(cell: &Cell<'_>, near: Option<&str>, can_be_ignored: bool) -> Problem {
    let problem = Problem::new(cell.span.clone(), format!("unknown column `{}`", shortened(cell.value.trim())));
    let ignore = "to ignore it, name the columns that you need in the call: (code = \"…\", message = \"…\")";
    match near {
        Some(near) if can_be_ignored => problem.help(format!("did you mean `{near}`? Or, {ignore}")),
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None if can_be_ignored => problem.help(ignore),
        None => problem,
    }
}

fn duplicate(column: Column, cell: &Cell<'_>, first: &Cell<'_>) -> Problem {
    Problem::new(cell.span.clone(), format!("two columns are `{column}`"))
        .label("the second one")
        .and(first.span.clone(), "the first one")
        .help(format!("remove one, or name the right one in the call: ({column} = \"…\")"))
}

#[cfg(test)]
mod tests {

    use super::{Column, Mapping, Meaning, WORDS};
    use crate::read::{Entry, Format, Header, read};

    #[test]
    fn the_readme_lists_every_word() {
        let readme = include_str!("../../README.md");
        for (words, meaning) in WORDS {
            let column = match meaning {
                Meaning::Is(column) => format!("| `{column}` | "),
                Meaning::Text => String::from("| either text | "),
            };
            let row = format!("{column}{} |", words.join(", "));
            assert!(readme.contains(&row), "{row}");
        }
    }

    fn format(mapping: Vec<Mapping>) -> Format {
        let entries = mapping.into_iter().map(|Mapping { column, header }| Entry::Column(column, Header::Text(header)));
        Format { entries: entries.collect(), ..Format::default() }
    }

    /// The problems of a file, each as its message, and whether it has a help.
    fn problems(file: &str, mapping: &[(Column, &str)]) -> Vec<(String, bool)> {
        let mapping = mapping.iter().map(|&(column, header)| Mapping { column, header: header.into() }).collect();
        let outcome = read(file.as_bytes(), None, &format(mapping));
        outcome.problems.into_iter().map(|problem| (problem.message, problem.help.is_some())).collect()
    }

    #[test]
    fn columns_that_need_others_say_so() {
        for (columns, message) in [
            ("kind", "expected a column `recovery` beside `kind`"),
            ("recovery", "expected a column `kind` beside `recovery`"),
            ("retry_after", "expected the columns `kind` and `recovery` beside `retry_after`"),
        ] {
            let file = format!("code,message,{columns}\n1,a b,\n");
            assert_eq!(problems(&file, &[]), [(message.into(), true)]);
        }
        assert_eq!(problems("code,message,kind,recovery,retry_after\n1,a b,internal,stop,\n", &[]), []);
    }

    #[test]
    fn a_header_that_is_not_there_is_said_once() {
        let said = problems("code,message\n1,a b\n", &[(Column::Code, "Code No.")]);
        assert_eq!(said, [("no column of this file has the header `Code No.`".into(), true)]);
        let said = problems("code,message\n1,a b\n", &[(Column::Message, "Text")]);
        assert_eq!(said, [("no column of this file has the header `Text`".into(), true)]);
    }

    #[test]
    fn so_many_headers_are_listed() {
        for (columns, more) in [(super::LISTED, false), (super::LISTED + 1, true)] {
            let header = (0..columns).map(|n| format!("h{n}")).collect::<Vec<_>>().join(",");
            let mapping = vec![Mapping { column: Column::Code, header: "none of them".into() }];
            let outcome = read(header.as_bytes(), None, &format(mapping));
            let help = outcome.problems[0].help.clone().unwrap();
            assert_eq!((help.matches("`h").count(), help.ends_with(", …")), (super::LISTED, more), "{help}");
        }
    }

    #[test]
    fn a_header_of_many_columns_stays_cheap() {
        // At most `HELPED` headers are compared with every known word.
        let said = problems(&format!("code,message{}\n", ",massage".repeat(3 * super::HELPED)), &[]);
        assert_eq!(said.len(), 3 * super::HELPED);
        assert_eq!(said.iter().filter(|(_, has_help)| *has_help).count(), super::HELPED);
        // The language of at most `TEXTS` columns is detected; further ones count as English, of which there is none yet.
        let (header, cells) = (",说明".repeat(super::TEXTS + 2), ",坏".repeat(super::TEXTS + 2));
        let said = problems(&format!("code,name{header}\n1,A{cells}\n"), &[]);
        let second = |language| said.iter().filter(|(text, _)| text.ends_with(&format!("are `{language}`"))).count();
        assert_eq!((second("message_zh"), second("message"), said.len()), (super::TEXTS - 1, 1, super::TEXTS));
    }

    /// The first row of a table with this header and these cells: name, English, Chinese, solution.
    fn row(header: &str, cells: &str, mapping: &[(Column, &str)]) -> Option<[String; 4]> {
        let mapping = mapping.iter().map(|&(column, header)| Mapping { column, header: header.into() }).collect();
        let file = format!("{header}\n{cells}\n");
        let outcome = read(file.as_bytes(), None, &format(mapping));
        let row = outcome.table.rows.into_iter().next().filter(|_| outcome.problems.is_empty())?;
        Some([row.name, row.message, row.message_zh, row.solution_zh].map(std::borrow::Cow::into_owned))
    }

    #[test]
    fn headers_are_understood_in_the_vendors_words() {
        let busy = |solution: &str| Some(["SystemBusy", "system busy", "系统繁忙", solution].map(String::from));
        for (header, cells) in [
            ("code,message,message_zh,solution_zh", "1,system busy,系统繁忙,稍候"),
            ("错误码,英文描述,中文描述,解决方法", "1,system busy,系统繁忙,稍候"),
            ("errcode,errmsg,说明,解决方案", "1,system busy,系统繁忙,稍候"),
            ("Error Code,Error_Message,含义,处理方法", "1,system busy,系统繁忙,稍候"),
            ("返回码,说明,描述,solution", "1,系统繁忙,system busy,稍候"),
            (" errCode ,DESC,message_zh,solution", "1,system busy,系统繁忙,稍候"),
        ] {
            assert_eq!(row(header, cells, &[]), busy("稍候"), "{header}");
        }
        // A column of texts is of the language of most of its cells.
        let busy = |texts: [&str; 2]| Some(["Busy", texts[0], texts[1], ""].map(String::from));
        assert_eq!(row("code,name,message", "1,Busy,系统繁忙", &[]), busy(["", "系统繁忙"]));
        assert_eq!(row("code,name,message", "1,Busy,系统繁忙\n2,B,\n3,C,c", &[]), None, "a row without a text");
        assert_eq!(row("code,name,message", "1,Busy,系统繁忙\n2,B,b", &[]), busy(["系统繁忙", ""]), "as many of both");
        assert_eq!(row("code,name,message", "1,Busy,系统繁忙\n2,B,b\n3,C,坏", &[]), busy(["", "系统繁忙"]));
        assert_eq!(row("code,name,message", "1,Busy,系统繁忙\n2,B,b\n3,C,c\n4,D,坏", &[]), busy(["系统繁忙", ""]));
        // If another column is Chinese by name, `message` is English.
        assert_eq!(row("code,name,message,message_zh", "1,Busy,系统繁忙,忙", &[]), busy(["系统繁忙", "忙"]));
        assert_eq!(row("Code,Name,Message,Message ZH", "1,Busy,系统繁忙,忙", &[]), busy(["系统繁忙", "忙"]));
        assert_eq!(row("code,name,message", "1,Busy,系统繁忙\n2,B,\" \"", &[]), None, "a row of blanks");
    }

    #[test]
    fn a_mapping_names_what_no_word_does_and_leaves_the_rest_out() {
        let mapping = [(Column::Code, "Value"), (Column::Message, "Description")];
        let wanted = Some(["SystemBusy", "system busy", "", ""].map(String::from));
        assert_eq!(row("Value,Description,Reference", "1,system busy,RFC 1", &mapping), wanted);
        assert_eq!(row("Value,Description,Reference", "1,system busy,RFC 1", &[]), None, "unknown without a mapping");
        // The mapping decides for the headers that it names, and for no other.
        let other = [(Column::Message, "text")];
        assert_eq!(row("code,text,message", "1,system busy,other", &other), wanted);
        let mapping = [(Column::Code, "id"), (Column::Message, "text")];
        assert_eq!(row("code,id,text,message", "x,1,system busy,other", &mapping), wanted);
        // Columns of texts that the mapping does not name are still read.
        let busy = Some(["Busy", "system busy", "系统繁忙", ""].map(String::from));
        let name = [(Column::Name, "Const")];
        assert_eq!(row("code,Const,message,message_zh", "1,Busy,system busy,系统繁忙", &name), busy);
        assert_eq!(row("Code,Const,Message,Message_ZH", "1,Busy,system busy,系统繁忙", &name), busy);
        let code = [(Column::Code, "Value"), (Column::Name, "Const")];
        assert_eq!(row("Value,Const,英文描述,说明", "1,Busy,system busy,系统繁忙", &code), busy);
        let solution = [(Column::SolutionZh, "Fix"), (Column::Name, "Const")];
        let fixed = Some(["Busy", "system busy", "系统繁忙", "稍候"].map(String::from));
        assert_eq!(row("code,Const,message,message_zh,Fix", "1,Busy,system busy,系统繁忙,稍候", &solution), fixed);
        // If a mapped header is missing, no other header replaces it.
        assert_eq!(row("code,message", "1,system busy", &[(Column::Code, "Code No.")]), None);
    }
}
