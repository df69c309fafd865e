//! The table that all peers are made from.

use core::fmt::Write as _;

use errcode_tables::Shipped;

/// A row of the table.
#[derive(Clone, Debug)]
pub struct Row {
    /// The code.
    pub code: i64,
    /// The variant's name.
    pub name: String,
    /// The English text.
    pub message: String,
    /// The Chinese text.
    pub message_zh: String,
}

/// The first rows of `general`, or where it has not so many, rows that look like them.
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

/// The UTF-8 of all names and texts: what no binary that shows them can do without.
pub fn text_bytes(rows: &[Row]) -> usize {
    rows.iter().map(|row| row.name.len() + row.message.len() + row.message_zh.len()).sum()
}

/// The rows as a CSV file, as a user of `errcodes!` has it.
pub fn csv(rows: &[Row]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["code", "name", "message", "message_zh"]).expect("memory takes it");
    for row in rows {
        writer
            .write_record([&row.code.to_string(), &row.name, &row.message, &row.message_zh])
            .expect("memory takes it");
    }
    writer.into_inner().expect("memory takes it")
}

/// The rows as lines of cells, which a build script can split without a CSV reader.
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
