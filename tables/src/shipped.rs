//! The tables that are part of this package.

use std::borrow::Cow;
use std::sync::OnceLock;

use crate::endpoint::Endpoint;
use crate::read::{Entry, Format, Outcome, Repeated, Text, read, split};

/// A table that is part of this package.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Shipped {
    /// Its name in `errcodes!("…")`.
    pub table: &'static str,
    /// The enum that the short form makes.
    pub enum_name: Cow<'static, str>,
    /// The title in English.
    pub title: Cow<'static, str>,
    /// The title in Chinese. An official table has the title that is on the page.
    pub title_zh: Cow<'static, str>,
    /// The page's note on the whole table.
    pub note_zh: Cow<'static, str>,
    /// Where the texts or facts are from.
    pub source: Cow<'static, str>,
    /// The date of that page, as far as it is known: YYYY-MM-DD, or the year.
    pub date: Cow<'static, str>,
    /// How many rows its file has. Rows with the same code and name are one row of the [`Outcome`]'s table.
    pub rows: usize,
    /// The products whose endpoints look their codes up in it. Empty for `common` and `general`, which all products use, and for tables
    /// that no product uses.
    pub products: Vec<String>,
    /// The path of the file, relative to the folder of the tables.
    pub file: &'static str,
    text: &'static str,
    /// The index of the table in `TEXTS`.
    index: usize,
}

macro_rules! texts {
    ($($table:literal)* products: $($product:literal)*) => {
        /// Each table's name, file and text. The order is that of `index.csv`, as a test checks.
        const TEXTS: &[(&str, &str, &str)] = &[
            $(($table, concat!($table, ".csv"), include_str!(concat!("../", $table, ".csv"))),)*
            $((
                $product,
                concat!("products/", $product, ".csv"),
                include_str!(concat!("../products/", $product, ".csv")),
            ),)*
        ];
    };
}
texts! {
    "common" "general" "shop" "channels" "xiaowei" "business" "cloudbase" "cloudrun" "gateway" "wecom"
    products:
    "access_token" "platform" "official_account" "mini_program_user" "mini_program_link" "message" "live_broadcast" "mini_drama" "novel"
    "virtual_payment" "b2b" "trade" "express" "cloudbase_server" "recognition" "city_and_search" "device"
}

/// The folder of the tables of products.
const PRODUCTS: &str = "products/";

/// The content of `index.csv`.
const INDEX: &str = include_str!("../index.csv");

impl Shipped {
    /// Every shipped table, in the order of `index.csv`.
    ///
    /// ```
    /// use errcode_tables::Shipped;
    /// let source = &Shipped::find("common").unwrap().source;
    /// let official = Shipped::all().iter().filter(|shipped| shipped.source == *source);
    /// assert!(official.map(|shipped| shipped.rows).sum::<usize>() >= 2_030); // as many as the page of 2025 had
    /// ```
    pub fn all() -> &'static [Self] {
        static ALL: OnceLock<Vec<Shipped>> = OnceLock::new();
        ALL.get_or_init(|| {
            let text = Text::from(INDEX);
            split(&text, b',', &mut Vec::new())
                .rows
                .into_iter()
                .filter_map(|record| {
                    let mut cells = record.into_iter().map(|cell| cell.value);
                    let mut cell = || cells.next().unwrap_or_default();
                    let name = cell();
                    let index = TEXTS.iter().position(|(table, ..)| *table == name)?;
                    let (table, file, text) = TEXTS[index];
                    Some(Self {
                        table,
                        enum_name: cell(),
                        title: cell(),
                        title_zh: cell(),
                        note_zh: cell(),
                        source: cell(),
                        date: cell(),
                        rows: cell().parse().unwrap_or_default(),
                        products: cell().split_whitespace().map(str::to_owned).collect(),
                        file,
                        text,
                        index,
                    })
                })
                .collect()
        })
    }

    /// The table of this name.
    pub fn find(name: &str) -> Option<&'static Self> {
        Self::all().iter().find(|shipped| shipped.table == name)
    }

    /// The names of all tables, for a message that lists them.
    pub fn names() -> String {
        Self::all().iter().map(|shipped| shipped.table).collect::<Vec<_>>().join(", ")
    }

    /// The content of its file.
    pub fn text(&self) -> &'static str {
        self.text
    }

    /// Whether it is the table of a product. Such a table has the codes that the official tables lack, or that mean something else for the
    /// product's endpoints.
    pub fn is_of_product(&self) -> bool {
        self.file.starts_with(PRODUCTS)
    }

    /// The API whose codes it has. Equal numbers of two APIs are unrelated codes.
    ///
    /// ```
    /// use errcode_tables::Shipped;
    /// let api = |table| Shipped::find(table).unwrap().api();
    /// assert_eq!((api("wecom"), api("common"), api("novel")), ("WeCom", "WeChat", "WeChat"));
    /// ```
    pub fn api(&self) -> &'static str {
        if self.table == "wecom" { "WeCom" } else { Endpoint::API }
    }

    /// How its file is read. A code of a product may have a second row, for some endpoints: that row becomes an associated constant.
    pub fn format(&self) -> Format {
        let entries = if self.is_of_product() { vec![Entry::Repeated(Repeated::Alias)] } else { Vec::new() };
        Format { entries, ..Format::default() }
    }

    /// A file with the header, the rows of these codes, and all rows for several codes. It is much faster to read than the whole table.
    pub fn excerpt(&self, codes: &[i64]) -> String {
        let mut excerpt = self.header().to_owned();
        excerpt.extend(codes.iter().flat_map(|&code| self.lines_of(code)));
        excerpt.extend(self.lines().1.iter().copied());
        excerpt
    }

    /// Whether it has a row for this single code.
    pub fn has(&self, code: i64) -> bool {
        self.lines_of(code).next().is_some()
    }

    /// The first line of its file.
    pub(crate) fn header(&self) -> &'static str {
        self.text.split_inclusive('\n').next().unwrap_or_default()
    }

    /// The lines of the rows for this single code.
    pub(crate) fn lines_of(&self, code: i64) -> impl Iterator<Item = &'static str> + use<> {
        let (single, _) = self.lines();
        let first = single.partition_point(|(other, _)| *other < code);
        single[first..].iter().take_while(move |(other, _)| *other == code).map(|(_, line)| *line)
    }

    /// The lines for a single code, sorted by code, and the other lines.
    fn lines(&self) -> &'static Lines {
        static LINES: [OnceLock<Lines>; TEXTS.len()] = [const { OnceLock::new() }; TEXTS.len()];
        LINES[self.index].get_or_init(|| {
            let (mut single, mut several): Lines = Default::default();
            for line in self.text.split_inclusive('\n').skip(1) {
                match line.split_once(',').and_then(|(code, _)| code.parse().ok()) {
                    Some(code) => single.push((code, line)),
                    None => several.push(line),
                }
            }
            // The sort is stable: lines of one code keep their order.
            single.sort_by_key(|(code, _)| *code);
            (single, several)
        })
    }

    /// The table, read once per process.
    pub fn outcome(&self) -> &'static Outcome<'static> {
        static READ: [OnceLock<Outcome<'static>>; TEXTS.len()] = [const { OnceLock::new() }; TEXTS.len()];
        READ[self.index].get_or_init(|| read(self.text.as_bytes(), None, &self.format()))
    }
}

/// Lines for a single code, sorted by code, and other lines.
type Lines = (Vec<(i64, &'static str)>, Vec<&'static str>);

#[cfg(test)]
mod tests {

    use super::{INDEX, Shipped, TEXTS};
    use crate::read::{Numbers, Row, Text, read, split};

    #[test]
    fn the_index_and_the_files_agree() {
        assert_eq!(INDEX.lines().count(), TEXTS.len() + 1);
        let listed: Vec<_> = Shipped::all().iter().map(|shipped| shipped.table).collect();
        let included: Vec<_> = TEXTS.iter().map(|(table, ..)| *table).collect();
        assert_eq!(listed, included);
        assert_eq!(Shipped::names(), included.join(", "));
    }

    #[test]
    fn rows_are_counted_right() {
        let readme = include_str!("../README.md");
        for shipped in Shipped::all() {
            let text = Text::from(shipped.text);
            let rows = split(&text, b',', &mut Vec::new()).rows.len();
            assert_eq!(shipped.rows, rows, "{} in index.csv", shipped.table);
            let spelled = match rows {
                1000.. => format!("{},{:03}", rows / 1000, rows % 1000),
                _ => rows.to_string(),
            };
            let line = format!("| [`{}`]({}) | {} | {spelled} |", shipped.table, shipped.file, shipped.title_zh);
            assert!(readme.contains(&line), "README.md lacks {line}");
        }
    }

    #[test]
    fn an_excerpt_has_the_rows_of_its_codes() {
        for shipped in Shipped::all() {
            // No cell has a line break.
            assert_eq!(shipped.text.lines().count(), shipped.rows + 1, "{}", shipped.table);
            let rows = &shipped.outcome().table.rows;
            for row in rows {
                // An excerpt has the same languages as its table.
                assert!(!row.message.is_empty() && !row.message_zh.is_empty(), "{}", row.spelling);
                let Some(code) = row.codes.numbers().and_then(Numbers::single) else { continue };
                assert!(shipped.has(code), "{code}");
                let excerpt = shipped.excerpt(&[code]);
                let read = read(excerpt.as_bytes(), None, &shipped.format());
                assert!(read.problems.is_empty() && read.table.classified, "{code}");
                let several = rows.iter().filter(|row| row.codes.are_several());
                let wanted: Vec<_> = [row].into_iter().chain(several).map(Row::content).collect();
                assert_eq!(read.table.rows.iter().map(Row::content).collect::<Vec<_>>(), wanted);
            }
            let several = rows.iter().filter(|row| row.codes.are_several()).count();
            assert_eq!(shipped.excerpt(&[i64::MIN]).lines().count(), 1 + several);
            assert!(!shipped.has(i64::MIN));
        }
    }

    #[test]
    fn every_table_is_sound() {
        for shipped in Shipped::all() {
            let outcome = shipped.outcome();
            assert!(outcome.problems.is_empty(), "{}: {:?}", shipped.table, outcome.problems);
            assert!(outcome.table.classified, "{}", shipped.table);
        }
        assert!(Shipped::find("common").is_some() && Shipped::find("commons").is_none());
    }
}
