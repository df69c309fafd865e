//! The same table as an enum, made in five ways: what a user could write instead of `errcodes!`.

use core::fmt::Write as _;

use errcode_tables::shipped;

use crate::cargo::Project;

/// A row of the table that all peers are made from.
#[derive(Clone, Debug)]
pub struct Row {
    code: i64,
    name: String,
    message: String,
    message_zh: String,
}

/// A way to make an enum of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Peer {
    /// Nothing at all.
    Empty,
    /// The variants with their docs: less is no documented enum.
    Bare,
    /// `errcodes!`.
    Errcodes,
    /// thiserror, strum and `num_enum`; English only, as `Display` has one text.
    Derives,
    /// A build script with `phf_codegen` for the lookup and `match` for the rest.
    Phf,
    /// `match` functions, as written by hand.
    Match,
}

impl Peer {
    /// All, in the order of the tables that show them.
    pub const ALL: [Self; 6] = [Self::Empty, Self::Bare, Self::Errcodes, Self::Derives, Self::Phf, Self::Match];

    /// What it is called in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty crate",
            Self::Bare => "bare documented enum",
            Self::Errcodes => "`errcodes!`",
            Self::Derives => "thiserror + strum + num_enum (English only)",
            Self::Phf => "build script: phf_codegen + match",
            Self::Match => "match functions by hand",
        }
    }

    /// What it depends on, beside the runtime.
    pub fn dependencies(self) -> &'static str {
        match self {
            Self::Derives => {
                "thiserror = \"2.0.21\"\nstrum = { version = \"0.28.0\", features = [\"derive\"] }\nnum_enum = \"0.7.6\""
            }
            Self::Phf => "phf = \"0.14.0\"\n\n[build-dependencies]\nphf_codegen = \"0.14.0\"",
            _ => "",
        }
    }

    /// A scratch crate that has these rows in this way.
    pub fn project(self, rows: &[Row]) -> Project {
        let dependencies = self.dependencies();
        let name =
            format!("peer-{}-{}", self.name().split(|c: char| !c.is_alphanumeric()).collect::<String>(), rows.len());
        // Only who uses the runtime depends on it: a clean build is measured, too.
        let project = match self {
            Self::Errcodes => Project::scratch(&name, dependencies),
            _ => Project::scratch_alone(&name, dependencies),
        };
        project.write("src/lib.rs", self.source(rows));
        project.write("src/main.rs", self.program(&name.replace('-', "_")));
        if self == Self::Errcodes {
            project.write("table.csv", table(rows));
        }
        if self == Self::Phf {
            Self::write_build_script(&project, rows);
        }
        project
    }

    fn write_build_script(project: &Project, rows: &[Row]) {
        let line = |row: &Row| format!("{}\t{}\t{}\t{}", row.code, row.name, row.message, row.message_zh);
        project.write("build.rs", BUILD_SCRIPT);
        project.write("table.tsv", lines(rows, line));
    }

    /// The library: the enum as `TableError`.
    pub fn source(self, rows: &[Row]) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Bare => {
                format!("pub enum TableError {{\n{}}}\n", variants(rows, |_| String::new(), |_| String::new()))
            }
            Self::Errcodes => "errcode_runtime::errcodes! { pub enum TableError from \"table.csv\"; }\n".to_owned(),
            Self::Derives => {
                let text = |row: &Row| format!("#[error({:?})]", row.message.replace('{', "{{").replace('}', "}}"));
                let variants = variants(rows, text, |row| format!(" = {}", row.code));
                format!(
                    "#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error, strum::EnumIter, strum::IntoStaticStr, \
                     num_enum::TryFromPrimitive, num_enum::IntoPrimitive)]\n#[repr(i64)]\npub enum TableError {{\n{variants}}}\n"
                )
            }
            Self::Phf => "include!(concat!(env!(\"OUT_DIR\"), \"/table.rs\"));\n".to_owned(),
            Self::Match => {
                let from = lines(rows, |row| format!("{} => Self::{},", row.code, row.name));
                let code = lines(rows, |row| format!("Self::{} => {},", row.name, row.code));
                format!(
                    "{}{}",
                    accessors(rows),
                    lookup(&format!("Some(match code {{ {from} _ => return None }})"), &code)
                )
            }
        }
    }

    /// A program that looks a code up and shows what it finds.
    fn program(self, krate: &str) -> String {
        let show = match self {
            Self::Empty | Self::Bare => "println!(\"{code}\");",
            Self::Errcodes => {
                "let e = TableError::from(code); println!(\"{e} {e:?} {} {}\", e.message_zh(), e.name());"
            }
            Self::Derives => "if let Ok(e) = TableError::try_from(code) { println!(\"{} {e} {e:?}\", i64::from(e)); }",
            Self::Phf | Self::Match => {
                "if let Some(e) = TableError::from_code(code) { println!(\"{} {} {} {e:?}\", e.code(), e.message(), e.message_zh()); }"
            }
        };
        let import = if matches!(self, Self::Empty | Self::Bare) {
            String::new()
        } else {
            format!("use {krate}::TableError;\n")
        };
        format!(
            "{import}fn main() {{\n    let code: i64 = std::env::args().nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);\n    {show}\n}}\n"
        )
    }
}

/// A crate with every peer that looks codes up, and a benchmark of them.
pub fn lookup_bench(rows: &[Row]) -> Project {
    let dependencies = "phf = \"0.14.0\"\nthiserror = \"2.0.21\"\nstrum = { version = \"0.28.0\", features = [\"derive\"] }\n\
                        num_enum = \"0.7.6\"\n\n[dev-dependencies]\ndivan = \"0.1.21\"\nrustc-hash = \"2.1.1\"\n\n\
                        [build-dependencies]\nphf_codegen = \"0.14.0\"\n\n[[bench]]\nname = \"lookup\"\nharness = false";
    let project = Project::scratch("lookup", dependencies);
    let module = |name: &str, peer: Peer| format!("pub mod {name} {{\n{}}}\n", peer.source(rows));
    let modules = [
        module("errcodes", Peer::Errcodes),
        module("derives", Peer::Derives),
        module("phf_map", Peer::Phf),
        module("by_match", Peer::Match),
    ];
    project.write("src/lib.rs", modules.concat());
    project.write("table.csv", table(rows));
    Peer::write_build_script(&project, rows);
    project.write("benches/lookup.rs", LOOKUP_BENCH);
    project
}

/// The first rows of `general`, or where it has not so many, rows that look like them.
pub fn rows(count: usize) -> Vec<Row> {
    let general = shipped::find("general").expect("it is shipped").outcome();
    let mut rows: Vec<Row> = general
        .table
        .rows
        .iter()
        .map(|row| Row {
            code: row.codes.first(),
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

fn table(rows: &[Row]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["code", "name", "message", "message_zh"]).expect("memory takes it");
    for row in rows {
        writer
            .write_record([&row.code.to_string(), &row.name, &row.message, &row.message_zh])
            .expect("memory takes it");
    }
    writer.into_inner().expect("memory takes it")
}

fn lines(rows: &[Row], line: impl Fn(&Row) -> String) -> String {
    rows.iter().fold(String::new(), |mut lines, row| {
        // Writing to a String cannot fail.
        let _ = writeln!(lines, "{}", line(row));
        lines
    })
}

/// The documented variants, each between what `before` and `after` give for it.
fn variants(rows: &[Row], before: impl Fn(&Row) -> String, after: impl Fn(&Row) -> String) -> String {
    lines(rows, |row| {
        let doc = format!("`{}`\n\n{}\n\n{}", row.code, row.message_zh, row.message);
        let (code, name) = (row.code, &row.name);
        format!("#[doc = {doc:?}] #[doc(alias = \"{code}\")] {} {name}{},", before(row), after(row))
    })
}

fn accessors(rows: &[Row]) -> String {
    let variants = variants(rows, |_| String::new(), |_| String::new());
    let message = lines(rows, |row| format!("Self::{} => {:?},", row.name, row.message));
    let message_zh = lines(rows, |row| format!("Self::{} => {:?},", row.name, row.message_zh));
    format!(
        "#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]\npub enum TableError {{\n{variants}}}\nimpl TableError {{\n\
         pub fn message(self) -> &'static str {{ match self {{ {message} }} }}\n\
         pub fn message_zh(self) -> &'static str {{ match self {{ {message_zh} }} }}\n}}\n\
         impl core::fmt::Display for TableError {{ fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {{ \
         write!(f, \"{{}}: {{}}（{{}}）\", self.code(), self.message(), self.message_zh()) }} }}\n"
    )
}

fn lookup(from: &str, code: &str) -> String {
    format!(
        "impl TableError {{\npub fn from_code(code: i64) -> Option<Self> {{ {from} }}\n\
         pub fn code(self) -> i64 {{ match self {{ {code} }} }}\n}}\n"
    )
}

/// Writes what `Peer::Match` has, with a perfect hash map for the lookup.
const BUILD_SCRIPT: &str = r##"
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
"##;

/// Benchmarks of what every peer can do. `COUNT` lookups each, so that a figure is well above the clock's own.
const LOOKUP_BENCH: &str = r#"
use std::collections::HashMap;
use std::fmt::Write;
use std::hint::black_box;

use divan::{AllocProfiler, Bencher};
use lookup::{by_match, derives, errcodes, phf_map};

#[global_allocator]
static ALLOC: AllocProfiler = AllocProfiler::system();

const COUNT: usize = 1 << 16;

fn main() {
    divan::main();
}

/// Numbers that look random and are the same every time.
fn random(seed: u64) -> impl Iterator<Item = u64> {
    let mut state = seed;
    std::iter::repeat_with(move || {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        state >> 33
    })
}

fn all() -> Vec<i64> {
    errcodes::TableError::ALL.iter().map(|value| value.code()).collect()
}

fn hits() -> Vec<i64> {
    let all = all();
    random(1).take(COUNT).map(|n| all[n as usize % all.len()]).collect()
}

fn misses() -> Vec<i64> {
    random(2).map(|n| (n % 10_000_000) as i64).filter(|&code| !errcodes::TableError::from(code).is_known()).take(COUNT).collect()
}

fn sequential() -> Vec<i64> {
    (40_000..).take(COUNT).collect()
}

macro_rules! lookups {
    ($($codes:ident)*) => {$(
        mod $codes {
            use super::*;

            fn run<T>(bencher: Bencher, lookup: impl Fn(i64) -> T + Sync) {
                let codes = super::$codes();
                bencher.bench(|| for &code in black_box(&codes) { black_box(lookup(code)); });
            }

            #[divan::bench]
            fn errcodes(bencher: Bencher) {
                run(bencher, errcodes::TableError::from);
            }

            #[divan::bench]
            fn match_by_hand(bencher: Bencher) {
                run(bencher, by_match::TableError::from_code);
            }

            #[divan::bench]
            fn num_enum(bencher: Bencher) {
                run(bencher, |code| derives::TableError::try_from(code).ok());
            }

            #[divan::bench]
            fn phf(bencher: Bencher) {
                run(bencher, phf_map::TableError::from_code);
            }

            #[divan::bench]
            fn hash_map_std(bencher: Bencher) {
                let map: HashMap<i64, errcodes::TableError> = all().into_iter().map(|code| (code, code.into())).collect();
                run(bencher, |code| map.get(&code).copied());
            }

            #[divan::bench]
            fn hash_map_rustc_hash(bencher: Bencher) {
                let map: rustc_hash::FxHashMap<i64, errcodes::TableError> =
                    all().into_iter().map(|code| (code, code.into())).collect();
                run(bencher, |code| map.get(&code).copied());
            }

            #[divan::bench]
            fn binary_search(bencher: Bencher) {
                let all = all();
                run(bencher, |code| all.binary_search(&code).ok().map(|row| errcodes::TableError::ALL[row]));
            }
        }
    )*};
}
lookups! { hits misses sequential }

/// From a value to what the table says of it.
mod accessors {
    use super::*;

    fn run<V: Copy + Sync, T>(bencher: Bencher, values: Vec<V>, get: impl Fn(V) -> T + Sync) {
        bencher.bench(|| for &value in black_box(&values) { black_box(get(value)); });
    }

    fn ours() -> Vec<errcodes::TableError> {
        hits().into_iter().map(errcodes::TableError::from).collect()
    }

    fn theirs() -> Vec<by_match::TableError> {
        hits().into_iter().filter_map(by_match::TableError::from_code).collect()
    }

    #[divan::bench]
    fn code_errcodes(bencher: Bencher) {
        run(bencher, ours(), |value| value.code());
    }

    #[divan::bench]
    fn code_match(bencher: Bencher) {
        run(bencher, theirs(), |value| value.code());
    }

    #[divan::bench]
    fn name_errcodes(bencher: Bencher) {
        run(bencher, ours(), |value| value.name());
    }

    #[divan::bench]
    fn message_zh_errcodes(bencher: Bencher) {
        run(bencher, ours(), |value| value.message_zh());
    }

    #[divan::bench]
    fn message_zh_match(bencher: Bencher) {
        run(bencher, theirs(), |value| value.message_zh());
    }

    #[divan::bench]
    fn display_errcodes(bencher: Bencher) {
        let (values, mut buffer) = (ours(), String::with_capacity(1 << 20));
        bencher.bench_local(|| { buffer.clear(); for value in black_box(&values) { write!(buffer, "{value}").unwrap(); } });
    }

    #[divan::bench]
    fn display_match(bencher: Bencher) {
        let (values, mut buffer) = (theirs(), String::with_capacity(1 << 20));
        bencher.bench_local(|| { buffer.clear(); for value in black_box(&values) { write!(buffer, "{value}").unwrap(); } });
    }
}
"#;
