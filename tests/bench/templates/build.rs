//! Writes what the hand-written peer has, with a perfect hash map for the lookup.

use std::fmt::Write;

fn main() {
    println!("cargo::rerun-if-changed=table.tsv");
    let table = std::fs::read_to_string("table.tsv").unwrap();
    let rows: Vec<Vec<&str>> = table.lines().map(|line| line.split('\t').collect()).collect();
    let mut map = phf_codegen::Map::new();
    let (mut variants, mut code, mut message, mut message_zh) = (String::new(), String::new(), String::new(), String::new());
    for row in &rows {
        map.entry(row[0].parse::<i64>().unwrap(), format!("TableError::{}", row[1]));
        let doc = format!("`{}`\n\n{}\n\n{}", row[0], row[3], row[2]);
        writeln!(variants, "#[doc = {doc:?}] #[doc(alias = \"{}\")] {},", row[0], row[1]).unwrap();
        writeln!(code, "Self::{} => {},", row[1], row[0]).unwrap();
        writeln!(message, "Self::{} => {:?},", row[1], row[2]).unwrap();
        writeln!(message_zh, "Self::{} => {:?},", row[1], row[3]).unwrap();
    }
    let map = map.build();
    let out = format!(
        "#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]\npub enum TableError {{ {variants} }}\n\
         static CODES: phf::Map<i64, TableError> = {map};\n\
         impl TableError {{\n\
         pub fn from_code(code: i64) -> Option<Self> {{ CODES.get(&code).copied() }}\n\
         pub fn code(self) -> i64 {{ match self {{ {code} }} }}\n\
         pub fn message(self) -> &'static str {{ match self {{ {message} }} }}\n\
         pub fn message_zh(self) -> &'static str {{ match self {{ {message_zh} }} }}\n}}\n\
         impl core::fmt::Display for TableError {{ fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {{ \
         write!(f, \"{{}}: {{}}（{{}}）\", self.code(), self.message(), self.message_zh()) }} }}\n"
    );
    std::fs::write(std::path::Path::new(&std::env::var("OUT_DIR").unwrap()).join("table.rs"), out).unwrap();
}
