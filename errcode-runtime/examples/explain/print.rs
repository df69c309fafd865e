//! Prints rows and texts on a terminal.

use std::io::Write;

use anstyle::{AnsiColor, Style};
use errcode_runtime::{Recovery, prelude::*};
use unicode_width::UnicodeWidthStr;

/// Prints everything about a row.
pub(crate) fn card(row: &dyn Classify, out: &mut dyn Write) -> std::io::Result<()> {
    let recovery = row.recovery();
    let mut lines = vec![("code", bold(&row.code().to_string())), ("name", bold(row.name()))];
    if let Some(table) = row.table() {
        lines.push(("table", format!("{} {} ({})", table.file.trim_end_matches(".csv"), table.title_zh, table.title)));
    }
    lines.push(("中文", row.message_zh().to_owned()));
    lines.push(("English", row.message().to_owned()));
    lines.push(("kind", format!("{} (HTTP {})", row.kind(), row.kind().http_status())));
    lines.push(("recovery", format!("{}: {}（{}）", coloured(recovery), recovery.advice(), recovery.advice_zh())));
    if let Some(time) = row.retry_after() {
        lines.push(("retry after", format!("{} s", time.as_secs())));
    }
    lines.extend(row.solution_zh().map(|text| ("解决方法", text.to_owned())));
    lines.extend(row.solution().map(|text| ("solution", text.to_owned())));
    lines.extend(row.note_zh().map(|text| ("备注", text.to_owned())));
    lines.extend(row.note().map(|text| ("note", text.to_owned())));
    let width = lines.iter().map(|(label, _)| label.width()).max().unwrap_or_default();
    for (label, text) in lines {
        let blanks = " ".repeat(width - label.width());
        // A text of several lines stays in its column.
        let text = text.replace('\n', &format!("\n{}", " ".repeat(width + 2)));
        writeln!(out, "{}{blanks}  {text}", dimmed(label))?;
    }
    writeln!(out)
}

/// A row in one line: code, name, table, texts.
pub(crate) fn line(row: &dyn Classify) -> [String; 4] {
    let table = row.table().map_or("", |table| table.title_zh);
    [row.code().to_string(), row.name().to_owned(), table.to_owned(), texts(row.message_zh(), row.message())]
}

/// Both texts in one line.
pub(crate) fn texts(chinese: &str, english: &str) -> String {
    let texts = if chinese == english { chinese.to_owned() } else { format!("{chinese} / {english}") };
    texts.replace('\n', " ")
}

/// Prints lines with aligned columns, also where Chinese characters are two cells wide.
pub(crate) fn columns<const N: usize>(lines: &[[String; N]], out: &mut dyn Write) -> std::io::Result<()> {
    let width = |column: usize| lines.iter().map(|line| line[column].width()).max().unwrap_or_default();
    let widths: Vec<usize> = (0..N).map(width).collect();
    for line in lines {
        for (column, cell) in line.iter().enumerate() {
            let shown = if column == 0 { bold(cell) } else { cell.clone() };
            write!(out, "{shown}")?;
            if column + 1 < N {
                write!(out, "{}", " ".repeat(widths[column] - cell.width() + 2))?;
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

fn styled(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

pub(crate) fn bold(text: &str) -> String {
    styled(Style::new().bold(), text)
}

pub(crate) fn dimmed(text: &str) -> String {
    styled(Style::new().dimmed(), text)
}

fn coloured(recovery: Recovery) -> String {
    let colour = match recovery {
        Recovery::None => AnsiColor::Green,
        Recovery::Retry | Recovery::SlowDown | Recovery::RefreshToken => AnsiColor::Yellow,
        _ => AnsiColor::Red,
    };
    styled(colour.on_default(), recovery.as_str())
}

/// The beginning of a text from a server or the command line, in one line. A space replaces each character that moves the cursor or
/// reorders the line.
pub(crate) fn shown(text: &str) -> String {
    const CHARACTERS: usize = 500;
    let mut rest = text.chars();
    let start = rest.by_ref().take(CHARACTERS).map(|c| if errcode_core::is_unprintable(c) { ' ' } else { c });
    let start: String = start.collect();
    if rest.next().is_some() { start + "…" } else { start }
}
