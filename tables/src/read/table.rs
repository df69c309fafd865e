//! A table, and the checks between its rows.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::character::is_forbidden;
use super::claim::{Claim, claim};
use super::code::{CodeColumn, CodeType, Codes};
use super::column::{Column, Columns, Mapping};
use super::problem::{Problem, shortened};
use super::record::{self, Record};
use super::row::{self, Row};
use super::text::Text;
use super::{Entry, Field, Format, Header, header, name};

/// A table: the rows that are valid.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Table<'a> {
    /// The text of the file, in which spans are places.
    pub text: Text<'a>,
    /// The rows, in the order of the file. Rows with the same code and name are one, with their texts joined.
    pub rows: Vec<Row<'a>>,
    /// Whether the table is classified: it has the columns `kind` and `recovery`.
    pub classified: bool,
    /// Whether its codes are numbers or texts.
    pub code_type: CodeType,
    /// Whether its numbers are of 32 bits: a call may write a negative one as `0x80070005`.
    pub is_32_bit: bool,
    /// Whether all codes are spelled in hexadecimal.
    pub is_hexadecimal: bool,
    /// What its columns are taken for, with the headers.
    pub columns: Vec<(Column, String)>,
    /// The columns of the vendor's own that the call names. Each row has as many [`fields`](Row::fields).
    pub fields: Vec<FieldColumn>,
    /// The headers of the columns that nobody named or knows.
    pub ignored: Vec<String>,
    /// The codes that are no errors, if the call says so.
    pub success: Option<Vec<Codes>>,
}

/// A column of the vendor's own that the call names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldColumn {
    /// The accessor.
    pub field: Field,
    /// The header in the file; `column 3` where it has none.
    pub header: String,
}

/// Joins the differing texts of rows that are about the same code.
const JOIN: &str = " / ";

pub(super) fn check<'a>(bytes: &'a [u8], format: &Format, problems: &mut Vec<Problem>) -> Table<'a> {
    let (text, wrong) = Text::decode(bytes);
    problems.extend(wrong.map(Problem::from));
    let is_tsv = format.call.path.to_ascii_lowercase().ends_with(".tsv");
    let delimiter = if is_tsv { b'\t' } else { b',' };
    let mapping: Vec<Mapping> = format
        .entries
        .iter()
        .filter_map(|entry| match entry {
            Entry::Column(column, Header::Text(header)) => Some(Mapping { column: *column, header: header.clone() }),
            _ => None,
        })
        .collect();
    let code_type = format.entries.iter().find_map(|entry| match entry {
        Entry::CodeType(super::CodeWord::Str) => Some(CodeType::Text),
        Entry::CodeType(_) => Some(CodeType::Number),
        _ => None,
    });
    let records = record::split(&text, delimiter, problems);
    let empty = Table { text, ..Table::default() };
    let Some(header) = records.header else {
        if problems.is_empty() {
            let problem = Problem::new(0..0, "this file is empty");
            problems.push(problem.help("begin it with a row that names the columns: code,name,message"));
        }
        return empty;
    };
    if let Some(problem) = header::separator(&header, is_tsv) {
        problems.push(problem);
        return empty;
    }
    problems.extend(forbidden(&text, &header));
    let columns = header::columns(&header, &records.rows, &mapping, problems);
    if records.rows.is_empty() && problems.is_empty() {
        let problem = Problem::new(header[0].span.clone(), "this table has no rows");
        problems.push(problem.help("add a row below the header"));
    }
    if !columns.has(Column::Code) || !(columns.has(Column::Message) || columns.has(Column::MessageZh)) {
        // Without these columns every row would be a problem, too.
        return empty;
    }
    let codes = records.rows.iter().filter_map(|record| columns.cell(record, Column::Code)).map(|cell| &*cell.value);
    let codes = CodeColumn::of(codes, code_type);
    let rows = parse(&text, &records.rows, &header, &columns, codes, problems);
    let rows = join(rows, problems);
    let rows = disjoint(rows, problems);
    let rows = uniquely_named(rows, columns.has(Column::Name), problems);
    let classified = columns.has(Column::Kind) && columns.has(Column::Recovery);
    Table { rows, classified, code_type: codes.code_type, ..empty }
}

fn parse<'a>(
    text: &Text<'a>,
    records: &[Record<'a>],
    header: &Record<'_>,
    columns: &Columns,
    codes: CodeColumn,
    problems: &mut Vec<Problem>,
) -> Vec<Row<'a>> {
    let mut rows = Vec::with_capacity(records.len());
    for record in records {
        if let Some(problem) = ragged(record, header.len()).or_else(|| forbidden(text, record)) {
            problems.push(problem);
            continue;
        }
        rows.extend(row::parse(record, columns, codes, problems));
    }
    rows
}

fn ragged(record: &Record<'_>, expected: usize) -> Option<Problem> {
    if record.len() == expected {
        return None;
    }
    let span = match record.get(expected) {
        Some(extra) => extra.span.start..record[record.len() - 1].span.end,
        None => record[0].span.start..record[record.len() - 1].span.end,
    };
    let cells = if expected == 1 { "1 cell".into() } else { format!("{expected} cells") };
    let problem = Problem::new(span, format!("expected {cells}, as in the header, found {}", record.len()));
    Some(problem.help("put a cell that contains the separator in quotes, and leave cells without content empty"))
}

fn forbidden(text: &Text<'_>, record: &Record<'_>) -> Option<Problem> {
    let span = record[0].span.start..record[record.len() - 1].span.end;
    let (at, character) = text.slice(span.clone()).char_indices().find(|&(_, character)| is_forbidden(character))?;
    let at = span.start + at;
    let number = u32::from(character);
    let problem = |message| Problem::new(at..at + character.len_utf8(), message).help("delete it");
    Some(if character.is_control() {
        problem(format!("unexpected control character U+{number:04X}"))
    } else {
        problem(format!("unexpected character U+{number:04X}, which changes the direction of text"))
            .label("what is shown with it differs from what is stored")
    })
}

/// Joins rows with the same code and name. Of rows with the same code and different names, the first is kept.
fn join<'a>(rows: Vec<Row<'a>>, problems: &mut Vec<Problem>) -> Vec<Row<'a>> {
    let mut first: HashMap<Codes, usize> = HashMap::with_capacity(rows.len());
    let mut joined: Vec<Row<'a>> = Vec::with_capacity(rows.len());
    let mut texts = JoinedTexts::default();
    for mut row in rows {
        let Some(&index) = first.get(&row.codes) else {
            first.insert(row.codes.clone(), joined.len());
            joined.push(row);
            continue;
        };
        let known = &mut joined[index];
        if known.name != row.name || known.name_derived {
            problems.push(
                Problem::new(row.code_span.clone(), format!("code {} is defined twice", shortened(&row.spelling)))
                    .label("defined again here")
                    .and(known.code_span.clone(), "first defined here")
                    .help("delete one, or give both rows the same `name` to join their texts"),
            );
        } else if known.class != row.class {
            problems.push(
                Problem::new(
                    row.code_span.clone(),
                    format!("two rows of code {} differ in kind, recovery or retry_after", shortened(&row.spelling)),
                )
                .label("differs from the first row")
                .and(known.code_span.clone(), "the first row")
                .help("rows that share a code and a name become one variant: give them the same classification"),
            );
        } else {
            for ((column, known), (_, more)) in known.texts_mut().into_iter().zip(row.texts_mut()) {
                texts.add((index, column), known, core::mem::take(more));
            }
            // Joined texts are a translation only if both rows say so.
            known.translated = known.translated.filter(|_| known.translated == row.translated);
        }
    }
    joined
}

/// The texts that were joined, by row and column.
#[derive(Default)]
struct JoinedTexts<'a>(HashMap<(usize, Column), HashSet<Cow<'a, str>>>);

impl<'a> JoinedTexts<'a> {
    /// Appends a text to the known ones of this place, unless it is one of them.
    fn add(&mut self, place: (usize, Column), known: &mut Cow<'a, str>, more: Cow<'a, str>) {
        if known.is_empty() {
            *known = more;
        } else if !more.is_empty() {
            let texts = self.0.entry(place).or_insert_with(|| HashSet::from([known.clone()]));
            if texts.insert(more.clone()) {
                let known = known.to_mut();
                known.push_str(JOIN);
                known.push_str(&more);
            }
        }
    }
}

/// Refuses rows whose ranges overlap those of another, and rows whose codes all have rows of their own.
fn disjoint<'a>(mut rows: Vec<Row<'a>>, problems: &mut Vec<Problem>) -> Vec<Row<'a>> {
    let claims = claim(rows.iter().map(|row| &row.codes), &[]);
    for (row, claim) in rows.iter().zip(&claims) {
        match *claim {
            Claim::Own { .. } => {}
            Claim::Overlaps(index) => {
                let other = &rows[index];
                problems.push(
                    Problem::new(row.code_span.clone(), format!("`{}` overlaps `{}`", row.spelling, other.spelling))
                        .and(other.code_span.clone(), "the other range")
                        .help("let no code be in two ranges; a row for a single code may be in one, and wins over it"),
                );
            }
            Claim::Covered => problems.push(
                Problem::new(row.code_span.clone(), format!("every code in `{}` has a row of its own", row.spelling))
                    .help("delete this row"),
            ),
        }
    }
    let mut claims = claims.iter();
    rows.retain(|_| matches!(claims.next(), Some(Claim::Own { .. })));
    rows
}

/// Makes derived names differ by their codes, then refuses each name that still stands for two codes.
fn uniquely_named<'a>(mut rows: Vec<Row<'a>>, has_names: bool, problems: &mut Vec<Problem>) -> Vec<Row<'a>> {
    add_codes_to_derived_names(&mut rows);
    let help = if has_names {
        "give each code a name of its own: it becomes a variant of the enum"
    } else {
        "add a column `name` that gives each code a name of its own"
    };
    let mut first: HashMap<&str, &Row<'a>> = HashMap::with_capacity(rows.len());
    let mut is_duplicate = Vec::with_capacity(rows.len());
    for row in &rows {
        let known = *first.entry(&row.name).or_insert(row);
        is_duplicate.push(!core::ptr::eq(known, row));
        if !core::ptr::eq(known, row) {
            problems.push(
                Problem::new(row.name_span.clone(), format!("the name `{}` is defined twice", row.name))
                    .label(format!("defined again here, for code {}", shortened(&row.spelling)))
                    .and(
                        known.name_span.clone(),
                        format!("first defined here, for code {}", shortened(&known.spelling)),
                    )
                    .help(help),
            );
        }
    }
    let mut is_duplicate = is_duplicate.into_iter();
    rows.retain(|_| is_duplicate.next() == Some(false));
    rows
}

/// Appends its code to each derived name that another row has, too.
fn add_codes_to_derived_names(rows: &mut [Row<'_>]) {
    let mut named = by_name(rows);
    let mut with_code = vec![false; rows.len()];
    let mut derived = Vec::new();
    for sharing in named.values_mut().filter(|sharing| sharing.len() > 1) {
        derived.extend(sharing.drain(..).filter(|&index| rows[index].name_derived));
    }
    derived.sort_unstable();
    // A name with its code may equal a name that is derived from another text: then that one gets its code, too.
    while let Some(index) = derived.pop() {
        let row = &mut rows[index];
        row.name = name::with_code(&row.name, &row.codes, &row.spelling).into();
        row.name_derived = false;
        with_code[index] = true;
        if let Some(sharing) = named.get_mut(&row.name) {
            derived.extend(sharing.drain(..).filter(|&index| rows[index].name_derived));
        }
    }
    // Codes that are texts may still agree, as case and punctuation are not part of a name.
    for index in by_name(rows).into_values().filter(|sharing| sharing.len() > 1).flatten().filter(|&row| with_code[row])
    {
        let row = &mut rows[index];
        if let Some(code) = row.codes.text() {
            row.name = name::with_hash(&row.name, code).into();
        }
    }
}

/// The rows of each name.
fn by_name<'a>(rows: &[Row<'a>]) -> HashMap<Cow<'a, str>, Vec<usize>> {
    let mut named: HashMap<Cow<'a, str>, Vec<usize>> = HashMap::with_capacity(rows.len());
    for (index, row) in rows.iter().enumerate() {
        named.entry(row.name.clone()).or_default().push(index);
    }
    named
}

#[cfg(test)]
mod tests {

    use crate::read::problem::Place;
    use crate::read::{CodeType, Column, Format, Language, Mapping, read};

    /// The rows as `name=first..last`, the problems as `line:column message`.
    fn shown(file: impl AsRef<[u8]>) -> (Vec<String>, Vec<String>) {
        let outcome = read(file.as_ref(), &Format::default());
        let rows = outcome.table.rows.iter().map(|row| format!("{}={}", row.name, row.codes)).collect();
        let problems = outcome
            .problems
            .iter()
            .map(|problem| {
                let place = outcome.table.text.position(problem.start());
                format!("{}:{} {}", place.line, place.column, problem.message)
            })
            .collect();
        (rows, problems)
    }

    macro_rules! reads_to {
        ($name:ident, $file:expr, $rows:expr, $problems:expr) => {
            #[test]
            fn $name() {
                let (rows, problems) = shown($file);
                let (wanted, said): (&[&str], &[&str]) = (&$rows, &$problems);
                assert_eq!(rows, wanted);
                assert_eq!(problems, said);
            }
        };
    }

    reads_to!(small, "code,name,message\n1,A,a\n-2,B,b\n", ["A=1", "B=-2"], []);
    reads_to!(derived, "code,message\n1,too fast\n", ["TooFast=1"], []);
    reads_to!(
        derived_twice,
        "code,message\n1,bad id\n-2,bad id\n3,other\n10-12,bad id\n",
        ["BadId1=1", "BadIdMinus2=-2", "Other=3", "BadId10To12=10..=12"],
        []
    );
    reads_to!(
        derived_with_the_code_of_another,
        "code,message\n1,bad id\n2,bad id\n3,bad id 1\n",
        ["BadId1=1", "BadId2=2", "BadId13=3"],
        []
    );
    reads_to!(
        derived_clash_to_the_end,
        "code,message\n1,bad id\n2,bad id\n3,bad id 1\n13,bad id\n",
        ["BadId1=1", "BadId2=2", "BadId13=3"],
        ["5:1 the name `BadId13` is defined twice"]
    );
    reads_to!(
        derived_and_long,
        "code,message\n-40001,this text is just as long as a name may ever be\n-40002,this text is just as long as a name may ever be\n",
        ["ThisTextIsJustAsLongAsNameMayMinus40001=-40001", "ThisTextIsJustAsLongAsNameMayMinus40002=-40002"],
        []
    );
    reads_to!(vendor_words, "错误码,说明,name\n1,太快了,TooFast\n", ["TooFast=1"], []);
    reads_to!(
        family_beside_singles,
        "code,name,message\n-404001,A,a\n-40400x,F,f\n",
        ["A=-404001", "F=-404009..=-404000"],
        []
    );
    reads_to!(
        ragged,
        "code,name,message\n1,A\n2,B,b,c\n3,C,c\n",
        ["C=3"],
        ["2:1 expected 3 cells, as in the header, found 2", "3:7 expected 3 cells, as in the header, found 4"]
    );
    reads_to!(doubled_code, "code,name,message\n1,A,a\n1,B,b\n", ["A=1"], ["3:1 code 1 is defined twice"]);
    reads_to!(joined, "code,name,message\n1,A,a\n1,A,b\n1,A,a\n", ["A=1"], []);

    #[test]
    fn joined_texts_stand_once_each() {
        let file = "code,name,message,message_zh,translated,solution_zh,note_zh\n\
            1,A,a,甲,en,,n\n1,A,\"b, \"\"b\"\"\",乙,,s,m\n1,A,a,甲,,t,\n1,A,\"b, \"\"b\"\"\",,,,\n2,B,b,,en,,\n2,B,c,,en,,\n";
        let outcome = read(file.as_bytes(), &Format::default());
        let [one, two] = &outcome.table.rows[..] else { panic!("{outcome:?}") };
        assert_eq!((&*one.message, &*one.message_zh, one.translated), ("a / b, \"b\"", "甲 / 乙", None));
        assert_eq!((&*one.solution_zh, &*one.note_zh), ("s / t", "n / m"));
        assert_eq!((&*two.message, two.translated), ("b / c", Some(Language::English)));
    }
    reads_to!(
        doubled_name,
        "code,name,message\n1,A,a\n2,A,b\n3,B,b\n",
        ["A=1", "B=3"],
        ["3:3 the name `A` is defined twice"]
    );
    reads_to!(
        overlap,
        "code,name,message\n1-5,A,a\n5-9,B,b\n20-21,C,c\n20,D,d\n21,E,e\n",
        ["A=1..=5", "D=20", "E=21"],
        ["3:1 `5-9` overlaps `1-5`", "4:1 every code in `20-21` has a row of its own"]
    );
    reads_to!(
        overlaps_of_ranges_that_hold_others,
        "code,name,message\n1-100,A,a\n2-3,B,b\n50-60,C,c\n",
        ["A=1..=100"],
        ["3:1 `2-3` overlaps `1-100`", "4:1 `50-60` overlaps `1-100`"]
    );
    reads_to!(
        overlaps_of_ranges_that_follow_others,
        "code,name,message\n1-5,A,a\n7-9,B,b\n8-10,C,c\n3-5,D,d\n5-6,E,e\n",
        ["A=1..=5", "B=7..=9"],
        ["4:1 `8-10` overlaps `7-9`", "5:1 `3-5` overlaps `1-5`", "6:1 `5-6` overlaps `1-5`"]
    );
    reads_to!(
        overlaps_of_what_is_refused,
        "code,name,message\n50-60,C,c\n1-100,A,a\n20-30,B,b\n",
        ["C=50..=60", "B=20..=30"],
        ["3:1 `1-100` overlaps `50-60`"]
    );
    reads_to!(
        a_bad_quote_in_the_header,
        "code,\"name\"x,message\n1,A,a\n2,B,b\n",
        [],
        ["1:11 expected the end of the cell after its closing quote"]
    );
    reads_to!(a_header_in_quotes, "\"code,message\"\n\"1,a b\"\n", [], ["1:1 the whole line is one cell in quotes"]);
    reads_to!(
        cut_off_inside_a_cell,
        &b"code,name,message\n1,A,a\n2,B,\"x\n3,C\ny\xFF\n"[..],
        ["A=1"],
        ["5:2 this file is not UTF-8: byte 0xFF"]
    );
    reads_to!(no_code_column, "name,message\nA,a\n", [], ["1:1 expected a column of codes"]);
    reads_to!(no_text_column, "code,name\n1,A\n", [], ["1:1 expected a column of texts"]);
    reads_to!(
        a_separator_in_a_header,
        "id;x,message\n1,a b\n",
        [],
        ["1:1 unknown column `id;x`", "1:1 expected a column of codes"]
    );
    reads_to!(
        after_blank_lines,
        "\n\ncode;message\n",
        [],
        ["3:1 expected cells separated by commas, found semicolons"]
    );
    reads_to!(no_text, "code,name,message\n1,A,\n", [], ["2:1 this row has no text"]);
    reads_to!(no_row, "code,name,message\n", [], ["1:1 this table has no rows"]);
    reads_to!(empty_file, "\u{FEFF}\n", [], ["1:1 this file is empty"]);
    reads_to!(unknown_column, "code,mesage,message\n1,a,bad\n", ["Bad=1"], ["1:6 unknown column `mesage`"]);
    reads_to!(a_slip_in_the_text_column, "code,name,mesage\n1,A,a\n", [], ["1:11 unknown column `mesage`"]);
    reads_to!(a_slip_in_the_code_column, "cod,message\n1,a b\n", [], ["1:1 unknown column `cod`"]);
    reads_to!(a_slip_in_a_class_column, "code,message,knd,recovery\n1,a b,,\n", ["B=1"], ["1:14 unknown column `knd`"]);
    reads_to!(
        bidi_in_the_header,
        "code,mes\u{202E}sage,message\n1,a,bad\n",
        ["Bad=1"],
        [
            "1:6 unknown column `mes\u{FFFD}sage`",
            "1:9 unexpected character U+202E, which changes the direction of text"
        ]
    );
    reads_to!(
        kind_alone,
        "code,message,kind\n1,a b,internal\n",
        ["B=1"],
        ["1:1 expected a column `recovery` beside `kind`"]
    );
    reads_to!(
        bidi,
        "code,message\n1,a\u{202E}b\n2,b\n",
        ["B=2"],
        ["2:4 unexpected character U+202E, which changes the direction of text"]
    );
    reads_to!(semicolons, "code;message\n1;a\n", [], ["1:1 expected cells separated by commas, found semicolons"]);

    #[test]
    fn a_forbidden_character_alone_is_underlined() {
        for character in ["\u{202E}", "\u{7}", "\u{85}"] {
            let file = format!("code,message\n系1,a{character}b\n");
            let outcome = read(file.as_bytes(), &Format::default());
            let [problem] = &outcome.problems[..] else { panic!("{outcome:?}") };
            assert_eq!(outcome.table.text.slice(problem.start()..problem.start() + character.len()), character);
        }
    }

    #[test]
    fn another_separator_is_named_with_a_way_out() {
        let help = |file: &str, tab_separated| {
            let outcome = read(file.as_bytes(), &Format { tab_separated, ..Format::default() });
            outcome.problems.into_iter().next().and_then(|problem| problem.help)
        };
        assert_eq!(help("code\tmessage\n", false).as_deref(), Some("give the file the ending .tsv"));
        assert_eq!(help("code,message\n", true).as_deref(), Some("give the file the ending .csv"));
        assert_eq!(help("code|message\n", true).as_deref(), Some("save it with commas"));
        assert_eq!(help("code|message\n", false).as_deref(), Some("save it with commas"));
    }

    #[test]
    fn a_table_is_classified_by_both_columns() {
        for (columns, classified) in [("kind,recovery", true), ("kind,name", false), ("name,recovery", false)] {
            let file = format!("code,message,{columns}\n");
            assert_eq!(read(file.as_bytes(), &Format::default()).table.classified, classified, "{columns}");
        }
    }

    #[test]
    fn a_header_is_one_column() {
        let mapping = [Column::Code, Column::Name].map(|column| Mapping { column, header: "Value".into() });
        let format = Format { mapping: mapping.into(), ..Format::default() };
        let outcome = read(b"Value,message\n1,a b\n", &format);
        let [problem] = &outcome.problems[..] else { panic!("{outcome:?}") };
        assert_eq!(
            (&problem.place, &*problem.message),
            (&Place::Mapping(1), "the header `Value` is named for two columns")
        );
        assert_eq!(outcome.table.rows.len(), 1);
    }

    reads_to!(
        texts,
        "code,message\nPARAM_ERROR,bad parameter\nisv.LIMIT,slow down\n42P01,undefined table\n",
        ["ParamError=\"PARAM_ERROR\"", "IsvLimit=\"isv.LIMIT\"", "UndefinedTable=\"42P01\""],
        []
    );
    reads_to!(
        texts_are_kept_exactly,
        "code,name,message\na,A,a\nA,B,b\n a,C,c\ná,D,d\na\u{301},E,e\n",
        ["A=\"a\"", "B=\"A\"", "C=\" a\"", "D=\"á\"", "E=\"a\u{301}\""],
        []
    );
    reads_to!(
        texts_that_are_blank_or_twice,
        "code,name,message\nX,A,a\n ,B,b\nX,C,c\n",
        ["A=\"X\""],
        ["3:1 this row has no code", "4:1 code X is defined twice"]
    );
    reads_to!(
        texts_with_leading_zeros,
        "code,message\n00,approved\n10,partly approved\n",
        ["Approved=\"00\"", "PartlyApproved=\"10\""],
        []
    );
    reads_to!(
        texts_of_one_meaning,
        "code,message\n42P01,bad id\n42P02,bad id\n5.1.1,\n",
        ["BadIdCode42P01=\"42P01\"", "BadIdCode42P02=\"42P02\""],
        ["4:1 this row has no text"]
    );
    reads_to!(
        texts_in_chinese,
        "code,message\nP0A80,电池故障\nSYSTEM_ERROR,系统异常\n",
        ["CodeP0A80=\"P0A80\"", "SystemError=\"SYSTEM_ERROR\""],
        []
    );

    #[test]
    fn the_call_can_say_what_codes_are() {
        let read = |code_type| {
            let format = Format { code_type: Some(code_type), ..Format::default() };
            let outcome = read(b"code,message\n1001,one\nSUCCESS,fine\n007,seven\n", &format);
            let codes: Vec<String> = outcome.table.rows.iter().map(|row| row.codes.to_string()).collect();
            (codes, outcome.problems.len())
        };
        assert_eq!(read(CodeType::Text), (vec!["\"1001\"".into(), "\"SUCCESS\"".into(), "\"007\"".into()], 0));
        assert_eq!(read(CodeType::Number), (vec!["1001".into(), "7".into()], 1));
    }

    #[test]
    fn codes_that_differ_in_case_or_punctuation_have_names_of_their_own() {
        let file = "code,message\nfoo.bar,a\nfoo_bar,b\nfoo-bar,c\nCANCEL,d\ncancel,e\nCancel,f\na1B,same\nA1B,same\n";
        let (rows, problems) = shown(file);
        assert_eq!(problems, [""; 0]);
        let names: std::collections::BTreeSet<&str> = rows.iter().map(|row| row.split('=').next().unwrap()).collect();
        assert_eq!(names.len(), 8, "{rows:?}");
        assert!(names.iter().all(|name| name.chars().all(|c| c.is_ascii_alphanumeric())), "{rows:?}");
        // The name of a row does not depend on the rows behind it.
        assert!(shown(&(file.to_owned() + "FOO:BAR,g\n")).0.starts_with(&rows));
    }

    reads_to!(
        codes_of_tencent_cloud,
        "code,message\nInvalidParameterValue,a\nInvalidParameterValue.InvalidLaunchTemplateDescription,b\n\
         InvalidParameterValue.InvalidLaunchTemplateName,c\nUnsupportedOperation.InstanceStateEnterRescueMode,d\n\
         UnsupportedOperation.InstanceStateEnterServiceLiveMigrate,e\n",
        [
            "InvalidParameterValue=\"InvalidParameterValue\"",
            "InvalidParameterValueInvalidLaunchTemplateDescription=\"InvalidParameterValue.InvalidLaunchTempl…\"",
            "InvalidParameterValueInvalidLaunchTemplateName=\"InvalidParameterValue.InvalidLaunchTempl…\"",
            "UnsupportedOperationInstanceStateEnterRescueMode=\"UnsupportedOperation.InstanceStateEnterR…\"",
            "UnsupportedOperationInstanceStateEnterServiceLiveMigrate=\"UnsupportedOperation.InstanceStateEnterS…\""
        ],
        []
    );
}
