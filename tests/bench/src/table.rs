//! The table that all peers are made from.

use core::fmt::Write as _;

use errcode_tables::Shipped;

/// A row of the table.
#[derive(Clone, Debug)]
pub struct Row {
    pub code: i64,
    pub name: String,
    /// The English text.
    pub message: String,
    /// The Chinese text.
    pub message_zh: String,
    /// The documentation of the variant.
    pub doc: String,
}

/// The rows of `general`, documented as by `errcodes!("general")`: texts, kind, recovery, solution and note.
pub fn shipped() -> Vec<Row> {
    let general = Shipped::find("general").expect("it is shipped");
    let mut rows = rows(general.outcome().table.rows.len());
    for (row, known) in rows.iter_mut().zip(&general.outcome().table.rows) {
        row.doc = format!("`{}` {}：{}\n\n{}", row.code, general.title_zh, row.message_zh, row.message);
        if let Some(class) = known.class {
            let (kind, recovery) = (class.kind, class.recovery);
            let advice = (recovery.advice_zh(), recovery.advice());
            let _ = write!(row.doc, "\n\n`{kind}` · `{recovery}`：{} / {}", advice.0, advice.1);
        }
        for (label, text) in [("解决方法：", &known.solution_zh), ("", &known.note_zh)] {
            if !text.is_empty() {
                let _ = write!(row.doc, "\n\n{label}{text}");
            }
        }
    }
    rows
}

/// The first `count` rows of `general`. If it has fewer, similar rows follow.
pub fn rows(count: usize) -> Vec<Row> {
    let general = Shipped::find("general").expect("it is shipped").outcome();
    let mut rows: Vec<Row> = general
        .table
        .rows
        .iter()
        .map(|row| Row {
            code: row.codes.numbers().expect("a number").first(),
            name: row.name.to_string(),
            message: row.message.to_string(),
            message_zh: row.message_zh.to_string(),
            doc: format!("`{}`\n\n{}\n\n{}", row.spelling, row.message_zh, row.message),
        })
        .collect();
    let known = rows.len();
    for index in known..count {
        let like = rows[index % known].clone();
        rows.push(Row {
            code: 20_000_000 + 7 * i64::try_from(index).unwrap_or_default(),
            name: format!("{}N{index}", like.name),
            ..like
        });
    }
    rows.truncate(count);
    rows
}

/// The bytes of all names and texts in UTF-8: a binary that shows them needs at least as many.
pub fn text_bytes(rows: &[Row]) -> usize {
    rows.iter().map(|row| row.name.len() + row.message.len() + row.message_zh.len()).sum()
}

/// The rows as a CSV file for `errcodes!`.
pub fn csv(rows: &[Row]) -> Vec<u8> {
    csv_with(rows, |code| code.to_string())
}

/// The same with codes that are texts.
pub fn csv_of_texts(rows: &[Row]) -> Vec<u8> {
    csv_with(rows, |code| format!("E{code}"))
}

fn csv_with(rows: &[Row], spelled: impl Fn(i64) -> String) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["code", "name", "message", "message_zh"]).expect("memory takes it");
    for row in rows {
        let cells = [&spelled(row.code), &row.name, &row.message, &row.message_zh];
        writer.write_record(cells).expect("memory takes it");
    }
    writer.into_inner().expect("memory takes it")
}

/// The rows as lines of cells, which a build script can split without a CSV parser.
pub fn tsv(rows: &[Row]) -> String {
    lines(rows, |row| format!("{}\t{}\t{}\t{}", row.code, row.name, row.message, row.message_zh))
}

/// A line for each row.
pub fn lines(rows: &[Row], line: impl Fn(&Row) -> String) -> String {
    rows.iter().fold(String::new(), |mut lines, row| {
        // Writing to a String cannot fail.
        let _ = writeln!(lines, "{}", line(row));
        lines
    })
}
