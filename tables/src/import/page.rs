//! The official page, as text: section titles, header rows, rows with tabs between their cells.
//!
//! Peculiarities of the page:
//!
//! - It lists the titles of its sections in menus, too. A section is a title that a header row follows.
//! - Blank lines mean nothing. Any other line between the first and the last table is parsed or reported.
//! - Paragraphs between a title and its header row are about the whole table. So are the paragraphs after 特殊错误说明.
//! - Paragraphs under 额外说明 are footnotes; their marks are digits at the end of a row's text.
//! - A column of English texts may hold a Chinese one.

use core::ops::Range;

use crate::read::{Cell, Column, Columns, Numbers, Record, Width, imported, is_code, is_han};

/// Begins the footnotes below a table.
const FOOTNOTES: &str = "额外说明";
/// Begins a remark on the whole table.
const REMARK: &str = "特殊错误说明";

/// A table of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// Its title.
    pub title: String,
    /// The note on the whole table.
    pub note: String,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Messages about everything that could not be parsed. If there are any, the rows may be wrong.
    pub remarks: Vec<String>,
}

/// A row of the page. A text that it lacks is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The code as it is written.
    pub code: String,
    /// The English text.
    pub message: String,
    /// The Chinese text.
    pub message_zh: String,
    /// What to do about it.
    pub solution_zh: String,
    /// Its note, and its footnote.
    pub note_zh: String,
}

impl Row {
    /// The official text of a column.
    pub fn text(&self, column: Column) -> &str {
        match column {
            Column::Message => &self.message,
            Column::MessageZh => &self.message_zh,
            Column::SolutionZh => &self.solution_zh,
            _ => "",
        }
    }
}

/// The tables of a page. Rows that belong to no table become remarks of a first section without a title.
pub fn parse(page: &str) -> Vec<Section> {
    let lines: Vec<&str> = page.trim_start_matches('\u{FEFF}').lines().filter(|line| !line.trim().is_empty()).collect();
    let headers: Vec<usize> = (0..lines.len()).filter(|&at| is_header(&lines, at)).collect();
    let next = |nth: usize| headers.get(nth + 1).copied();
    // Where the rows below each header end.
    let ends: Vec<usize> = headers
        .iter()
        .enumerate()
        .map(|(nth, &header)| {
            let below = &lines[header + 1..next(nth).unwrap_or(lines.len())];
            header + 1 + below.iter().rposition(|line| is_row(line)).map_or(0, |last| last + 1)
        })
        .collect();
    // Where the title above each header is.
    let titles: Vec<Option<usize>> = headers
        .iter()
        .enumerate()
        .map(|(nth, &header)| title(&lines, nth.checked_sub(1).map_or(0, |before| ends[before])..header))
        .collect();

    let mut sections = Vec::new();
    let above = &lines[..headers.first().copied().unwrap_or(lines.len())];
    let strays = above.iter().filter(|line| line.contains('\t'));
    let strays: Vec<String> = strays.map(|line| format!("above the first table: {line:?}")).collect();
    if !strays.is_empty() {
        sections.push(Section { remarks: strays, ..Section::default() });
    }
    for (nth, &header) in headers.iter().enumerate() {
        let mut section = section(lines[header], &lines[header + 1..ends[nth]]);
        if let Some(title) = titles[nth] {
            section.title = lines[title].trim().to_string();
            section.note = lines[title + 1..header].iter().map(|line| line.trim()).collect::<Vec<_>>().join("\n");
        }
        let below = match next(nth) {
            Some(header) => &lines[ends[nth]..titles[nth + 1].unwrap_or(header)],
            None => &lines[ends[nth]..],
        };
        let left_over = section.read_below(below);
        // The foot of the page is below the last table.
        let is_foot =
            |line: &str| next(nth).is_none() && !line.contains('\t') && Numbers::parse(line, Width::Bits64).is_err();
        let told = left_over.into_iter().filter(|line| !is_foot(line));
        section.remarks.extend(told.map(|line| format!("below the table: {line:?}")));
        sections.push(section);
    }
    sections
}

/// Whether the line at `at` is a header row: it begins with a word for codes, or stands between a title and a row.
fn is_header(lines: &[&str], at: usize) -> bool {
    let Some((first, _)) = lines[at].split_once('\t') else { return false };
    let follows_title = || at.checked_sub(1).is_none_or(|above| !lines[above].contains('\t'));
    let row_follows = || lines.get(at + 1).is_some_and(|below| is_row(below));
    is_code(first) || (!first.contains(char::is_numeric) && follows_title() && row_follows())
}

fn is_row(line: &str) -> bool {
    line.split_once('\t').is_some_and(|(code, _)| Numbers::parse(code.trim(), Width::Bits64).is_ok())
}

/// The nearest line above a header that is a title. The lines between the two are paragraphs, which end with punctuation.
fn title(lines: &[&str], above: Range<usize>) -> Option<usize> {
    above.rev().find(|&at| !lines[at].trim().ends_with(['。', '.', '：', '；']))
}

fn section(header: &str, lines: &[&str]) -> Section {
    let mut section = Section::default();
    let mut records: Vec<Record<'_>> = Vec::new();
    let header = record(header);
    for line in lines {
        if is_row(line) {
            records.push(record(line));
        } else {
            let last = records.last().map_or("the header", |record| record[0].value.trim());
            section.remarks.push(format!("after {last}: neither a row nor a title: {line:?}"));
        }
    }
    let mut problems = Vec::new();
    let columns = imported(&header, &records, &mut problems);
    section.remarks.extend(problems.into_iter().map(|problem| problem.message));
    for column in [Column::Name, Column::Kind, Column::Recovery, Column::RetryAfter, Column::Translated] {
        if columns.has(column) {
            section.remarks.push(format!("the page has a column `{column}`, which is one of our own"));
        }
    }
    for record in &records {
        section.rows.push(row(record, &columns));
        if let Some(cell) = record[header.len().min(record.len())..].iter().rfind(|cell| !cell.value.trim().is_empty())
        {
            let (code, cells, headers) = (record[0].value.trim(), record.len(), header.len());
            section
                .remarks
                .push(format!("{code}: {cells} cells under {headers} headers, and the last says {:?}", cell.value));
        }
    }
    section
}

impl Section {
    /// Takes the footnotes and the remark on the whole table from the lines below it; returns the other lines.
    fn read_below<'a>(&mut self, below: &[&'a str]) -> Vec<&'a str> {
        let (footnotes, remark, left_over) = footnotes(below);
        self.note = join([core::mem::take(&mut self.note), remark], "\n");
        for (index, footnote) in footnotes.into_iter().enumerate() {
            let mark = (index + 1).to_string();
            let mut marked: Vec<_> = self.rows.iter_mut().filter(|row| row.message_zh.ends_with(&mark)).collect();
            match &mut marked[..] {
                [row] => {
                    row.message_zh.truncate(row.message_zh.len() - mark.len());
                    row.note_zh = join([core::mem::take(&mut row.note_zh), footnote], " ");
                }
                rows => {
                    let count = rows.len();
                    self.remarks.push(format!("footnote {mark} belongs to {count} rows, not to one: {footnote}"));
                }
            }
        }
        left_over
    }
}

/// Joins the texts that are not empty.
fn join(texts: [String; 2], between: &str) -> String {
    texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(between)
}

fn record(line: &str) -> Record<'_> {
    line.split('\t').map(|cell| Cell { value: cell.into(), span: 0..0 }).collect()
}

fn row(record: &Record<'_>, columns: &Columns) -> Row {
    let text = |column| columns.cell(record, column).map(|cell| cell.value.to_string()).unwrap_or_default();
    let mut row = Row {
        code: text(Column::Code).trim().to_string(),
        message: text(Column::Message),
        message_zh: text(Column::MessageZh),
        solution_zh: text(Column::SolutionZh),
        note_zh: text(Column::NoteZh),
    };
    if row.message_zh.is_empty() && row.message.chars().any(is_han) {
        row.message_zh = core::mem::take(&mut row.message);
    }
    row
}

/// The footnotes below a table in the order of their marks, the remark on the whole table, and the other lines.
fn footnotes<'a>(below: &[&'a str]) -> (Vec<String>, String, Vec<&'a str>) {
    let (mut footnotes, mut remark, mut left_over) = (Vec::new(), Vec::new(), Vec::new());
    let mut lines = below.iter().map(|line| line.trim()).peekable();
    while let Some(line) = lines.next() {
        let paragraphs = core::iter::from_fn(|| lines.next_if(|line| line.ends_with(['。', '.'])));
        if line.starts_with(FOOTNOTES) {
            footnotes.extend(paragraphs.map(String::from));
        } else if line.starts_with(REMARK) {
            remark.extend(paragraphs);
        } else {
            left_over.push(line);
        }
    }
    (footnotes, remark.join("\n"), left_over)
}

#[cfg(test)]
mod tests {
    use super::parse;

    const PAGE: &str = "菜单\n水果\n蔬菜\n\
        水果\n错误码\t英文描述\t中文描述\n0\tok\t成功\n7\tno \"pear\"\t\n8\t\t没有梨\n\
        蔬菜\n下面是蔬菜的错误码。\n\n错误码\t错误信息\t解决方法\n0\tok\t好\n1\tgone\t换一个\n2\t已注销\t\n\
        云\n错误码\t含义\n-1\t坏了\n-40x\t调用失败1\n-401\t调用失败\n\
        额外说明\n\n常见原因：断网。\n特殊错误说明：\n\n稍等十分钟再重试。\n水果\n蔬菜\n反馈";

    #[test]
    fn sections_are_titles_with_a_header() {
        let sections = parse(PAGE);
        let titles: Vec<_> = sections.iter().map(|section| section.title.as_str()).collect();
        assert_eq!(titles, ["水果", "蔬菜", "云"]);
        assert!(sections.iter().all(|section| section.remarks.is_empty()), "{sections:?}");
        assert_eq!(sections[1].note, "下面是蔬菜的错误码。");
        assert_eq!(sections[2].note, "稍等十分钟再重试。");
    }

    #[test]
    fn texts_are_verbatim_and_in_their_language() {
        let sections = parse(PAGE);
        let fruit = &sections[0].rows;
        assert_eq!((fruit[1].message.as_str(), fruit[1].message_zh.as_str()), ("no \"pear\"", ""));
        assert_eq!((fruit[2].message.as_str(), fruit[2].message_zh.as_str()), ("", "没有梨"));
        let vegetables = &sections[1].rows;
        assert_eq!(vegetables[1].solution_zh, "换一个");
        assert_eq!((vegetables[2].message.as_str(), vegetables[2].message_zh.as_str()), ("", "已注销"));
    }

    #[test]
    fn footnotes_go_to_their_rows() {
        let cloud = &parse(PAGE)[2].rows;
        assert_eq!((cloud[1].message_zh.as_str(), cloud[1].note_zh.as_str()), ("调用失败", "常见原因：断网。"));
        assert_eq!((cloud[2].message_zh.as_str(), cloud[2].note_zh.as_str()), ("调用失败", ""));
    }

    fn codes(section: &super::Section) -> Vec<&str> {
        section.rows.iter().map(|row| row.code.as_str()).collect()
    }

    #[test]
    fn no_line_within_a_table_is_lost() {
        let page = "水果\n错误码\t英文描述\t中文描述\n\n0\tok\t成功\n\n \t\n7\tno\n pear\t没有梨\n8\n\
            ９\tno plum\t没有李\n10\tno fig\t没有无花果\n\n云\n错误码\t含义\n1\t坏了\n反馈\n";
        let sections = parse(page);
        assert_eq!(sections.len(), 2);
        assert_eq!(codes(&sections[0]), ["0", "7", "10"]);
        assert_eq!(
            sections[0].remarks,
            [
                "after 7: neither a row nor a title: \" pear\\t没有梨\"",
                "after 7: neither a row nor a title: \"8\"",
                "after 7: neither a row nor a title: \"９\\tno plum\\t没有李\"",
            ]
        );
        assert_eq!((codes(&sections[1]), sections[1].remarks.len()), (["1"].into(), 0));
    }

    #[test]
    fn a_cell_without_a_header_is_told() {
        let sections = parse("云\n错误码\t含义\n1\t坏了\t换一个\n2\t好了\t\n");
        assert_eq!(sections[0].remarks, ["1: 3 cells under 2 headers, and the last says \"换一个\""]);
    }

    #[test]
    fn an_unknown_header_begins_a_section_of_its_own() {
        for (header, told) in [
            ("序列\t含义", "unknown column `序列`"),
            ("错误码\t怎么了", "unknown column `怎么了`"),
            ("错误码\t含义\t英文描述\t示例", "unknown column `示例`"),
        ] {
            let page =
                format!("水果\n错误码\t含义\n1\t坏了\n云\n{header}\n2\t断了\n3\t慢了\n风\n错误码\t含义\n4\t停了");
            let sections = parse(&page);
            let titles: Vec<_> = sections.iter().map(|section| section.title.as_str()).collect();
            assert_eq!(titles, ["水果", "云", "风"], "{header}");
            assert_eq!(codes(&sections[0]), ["1"], "{header}");
            assert_eq!(sections[1].rows.len(), 2, "{header}");
            assert!(sections[1].remarks.iter().any(|remark| remark == told), "{:?}", sections[1].remarks);
        }
    }

    #[test]
    fn a_line_below_a_table_is_its_footnote_or_told() {
        let page = "水果\n错误码\t含义\n1\t坏了\n以上是水果。\n云\n错误码\t含义\n2\t断了1\n3\t慢了1\n\
            额外说明\n断网。\n更多\n风\n错误码\t含义\n4\t停了\n反馈\n5\n";
        let sections = parse(page);
        assert_eq!(sections[0].remarks, ["below the table: \"以上是水果。\""]);
        assert_eq!(
            sections[1].remarks,
            ["footnote 1 belongs to 2 rows, not to one: 断网。", "below the table: \"更多\""]
        );
        assert_eq!(sections[2].remarks, ["below the table: \"5\""], "the foot of the page is no remark");
    }

    #[test]
    fn a_note_is_taken_and_a_column_of_ours_is_not() {
        let sections = parse(
            "水果\n错误码\t含义\t备注\n1\t坏了1\t重试\n额外说明\n断网。\n云\n错误码\t名称\t含义\n2\tGone\t断了\n",
        );
        assert_eq!((sections[0].rows[0].note_zh.as_str(), sections[0].remarks.len()), ("重试 断网。", 0));
        assert_eq!(sections[1].remarks, ["the page has a column `name`, which is one of our own"]);
    }

    #[test]
    fn rows_above_the_first_header_are_told() {
        let sections = parse("1\t坏了\n水果\n错误码\t含义\n2\t断了\n");
        assert_eq!((sections[0].title.as_str(), codes(&sections[1])), ("", ["2"].into()));
        assert_eq!(sections[0].remarks, ["above the first table: \"1\\t坏了\""]);
        assert!(parse("反馈\n").is_empty() && parse("").is_empty());
    }

    #[test]
    fn a_table_without_a_title_is_a_section() {
        let sections = parse("水果\n错误码\t含义\n1\t坏了\n错误码\t含义\n2\t断了\n");
        assert_eq!(sections.len(), 2);
        assert_eq!((sections[1].title.as_str(), codes(&sections[1])), ("", ["2"].into()));
    }
}
