//! The official page, as text: section titles, header rows, rows with tabs between their cells.
//!
//! What the page does beside that:
//!
//! - It lists the titles of its sections in menus, too. A section is a title that a header row follows.
//! - Paragraphs between a title and its header row are about the whole table. So is what follows 特殊错误说明.
//! - Paragraphs under 额外说明 are footnotes; their marks are digits at the end of a row's text.
//! - A column of English texts may hold a Chinese one.

use std::collections::BTreeMap;
use std::string::{String, ToString as _};
use std::vec::Vec;

use crate::read::Codes;
use crate::read::column::{self, Column, Columns, is_han};
use crate::read::record::{Cell, Record};

/// Begins the footnotes below a table.
const FOOTNOTES: &str = "额外说明";
/// Begins a remark on the whole table.
const REMARK: &str = "特殊错误说明";

/// A table of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// Its title.
    pub title: String,
    /// What is said of the whole table.
    pub note: String,
    /// Its rows.
    pub rows: Vec<Row>,
    /// What could not be made sense of, for people to look at.
    pub remarks: Vec<String>,
}

/// A row of the page. What it lacks is empty.
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
    /// Its footnote.
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

/// The tables of a page.
pub fn parse(page: &str) -> Vec<Section> {
    let lines: Vec<&str> =
        page.trim_start_matches('\u{FEFF}').lines().map(|line| line.trim_end_matches('\r')).collect();
    let mut sections = Vec::new();
    // The header rows, and the title that each has above it.
    let mut headers = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if is_header(line) {
            headers.push(index);
        }
    }
    for (nth, &header) in headers.iter().enumerate() {
        let after_last = headers[..nth].last().map_or(0, |&last| last + 1);
        let (title, note) = title(&lines[after_last..header]);
        let rows_end =
            lines[header + 1..].iter().position(|line| !is_row(line)).map_or(lines.len(), |n| header + 1 + n);
        let below_end = headers.get(nth + 1).copied().unwrap_or(lines.len());
        sections.push(section(title, note, lines[header], &lines[header + 1..rows_end], &lines[rows_end..below_end]));
    }
    sections
}

fn is_header(line: &str) -> bool {
    let first = line.split('\t').next().unwrap_or_default();
    line.contains('\t') && column::is_code(first)
}

fn is_row(line: &str) -> bool {
    line.split_once('\t').is_some_and(|(code, _)| Codes::parse(code.trim()).is_ok())
}

/// The nearest line above a header that is a title, and the paragraphs between them. A paragraph ends with a full stop.
fn title(above: &[&str]) -> (String, String) {
    let paragraph = |line: &str| line.trim().ends_with(['。', '.', '：', '；']);
    let index = above.iter().rposition(|line| !line.trim().is_empty() && !paragraph(line) && !is_row(line));
    let title = index.map_or("", |index| above[index].trim());
    let between = &above[index.map_or(0, |index| index + 1)..];
    let note: Vec<&str> =
        between.iter().map(|line| line.trim()).filter(|line| !line.is_empty() && !is_row(line)).collect();
    (title.to_string(), note.join("\n"))
}

fn section(title: String, note: String, header: &str, rows: &[&str], below: &[&str]) -> Section {
    let mut section = Section { title, note, ..Section::default() };
    let records: Vec<Record<'_>> = rows.iter().map(|line| record(line)).collect();
    let header = record(header);
    let mut problems = Vec::new();
    let columns = column::identify(&header, &records, &[], &mut problems);
    section.remarks.extend(problems.into_iter().map(|problem| problem.message));
    for record in &records {
        section.rows.push(row(record, &columns));
    }
    let (footnotes, remark) = footnotes(below);
    if !remark.is_empty() {
        section.note =
            [section.note, remark].into_iter().filter(|note| !note.is_empty()).collect::<Vec<_>>().join("\n");
    }
    for (mark, footnote) in footnotes {
        let marked = section.rows.iter_mut().filter(|row| row.message_zh.ends_with(&mark)).collect::<Vec<_>>();
        let count = marked.len();
        if count != 1 {
            section.remarks.push(std::format!("footnote {mark} belongs to {count} rows, not to one: {footnote}"));
            continue;
        }
        for row in marked {
            row.message_zh.truncate(row.message_zh.len() - mark.len());
            row.note_zh.clone_from(&footnote);
        }
    }
    section
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
        note_zh: String::new(),
    };
    if row.message_zh.is_empty() && row.message.chars().any(is_han) {
        row.message_zh = core::mem::take(&mut row.message);
    }
    row
}

/// The footnotes below a table by their marks, and the remark on the whole table.
fn footnotes(below: &[&str]) -> (BTreeMap<String, String>, String) {
    let mut footnotes = BTreeMap::new();
    let mut remark = String::new();
    let mut paragraphs = below.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).peekable();
    while let Some(line) = paragraphs.next() {
        let mut take = || paragraphs.next_if(|line| line.ends_with(['。', '.']));
        if line.starts_with(FOOTNOTES) {
            while let Some(footnote) = take() {
                footnotes.insert((footnotes.len() + 1).to_string(), footnote.to_string());
            }
        } else if line.starts_with(REMARK) {
            while let Some(paragraph) = take() {
                if !remark.is_empty() {
                    remark.push('\n');
                }
                remark.push_str(paragraph);
            }
        }
    }
    (footnotes, remark)
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
        let titles: std::vec::Vec<_> = sections.iter().map(|section| section.title.as_str()).collect();
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
}
