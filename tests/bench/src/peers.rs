//! Six ways to make an enum of the same table: `errcodes!`, and what a user could write instead.

use std::path::{Path, PathBuf};

use errcode_tests::cargo::Project;

use crate::report::former;
use crate::table::{self, Row, lines};
use crate::texts::Texts;

/// The build script of `Peer::Phf`.
const BUILD_SCRIPT: &str = include_str!("../templates/build.rs");
/// The library of `Peer::CsvCodegen`.
const CSV_CODEGEN: &str = include_str!("../templates/csv_codegen.rs");
/// Benchmarks of the peers' lookups and accessors.
const LOOKUP_BENCH: &str = include_str!("../templates/lookup.rs");

/// Benchmarks of different lookups of a text.
const TEXT_BENCH: &str = include_str!("../templates/texts.rs");

/// A way to make an enum from a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Peer {
    /// Nothing at all.
    Empty,
    /// Only the variants with their docs: the least that a documented enum needs.
    Bare,
    /// `errcodes!`.
    Errcodes,
    /// `errcodes!` with a file whose codes are texts.
    Texts,
    /// thiserror, strum and `num_enum`; English only, as `Display` has one text.
    Derives,
    /// A template of `csv-codegen`. It reads the file during expansion, but the compiler does not know about the file: an edit of
    /// the CSV alone recompiles nothing.
    CsvCodegen,
    /// A build script with `phf_codegen` for the lookup and `match` for the rest.
    Phf,
    /// `match` functions, as written by hand.
    Match,
}

impl Peer {
    /// All, in the order of the tables that show them.
    pub const ALL: [Self; 8] =
        [Self::Empty, Self::Bare, Self::Errcodes, Self::Texts, Self::Derives, Self::CsvCodegen, Self::Phf, Self::Match];

    /// Its name in the report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty crate",
            Self::Bare => "bare documented enum",
            Self::Errcodes => "`errcodes!`",
            Self::Texts => "`errcodes!`, codes are texts",
            Self::Derives => "thiserror + strum + num_enum (English only)",
            Self::CsvCodegen => "csv-codegen template (does not track the file)",
            Self::Phf => "build script: phf_codegen + match",
            Self::Match => "match functions by hand",
        }
    }

    /// The word for it in the names of scratch crates.
    fn word(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Bare => "bare",
            Self::Errcodes => "errcodes",
            Self::Texts => "texts",
            Self::Derives => "derives",
            Self::CsvCodegen => "csv-codegen",
            Self::Phf => "phf",
            Self::Match => "match",
        }
    }

    /// Whether its enum can look up a code.
    fn looks_up(self) -> bool {
        !matches!(self, Self::Empty | Self::Bare)
    }

    /// Its dependencies other than the runtime.
    pub fn dependencies(self) -> &'static str {
        match self {
            Self::Derives => {
                "thiserror = \"2.0.21\"\nstrum = { version = \"0.28.0\", features = [\"derive\"] }\nnum_enum = \"0.7.6\""
            }
            Self::CsvCodegen => "csv-codegen = \"0.2.3\"",
            Self::Phf => "phf = \"0.14.0\"\n\n[build-dependencies]\nphf_codegen = \"0.14.0\"",
            _ => "",
        }
    }

    /// A scratch crate in which this peer makes an enum of these rows.
    pub fn project(self, rows: &[Row]) -> Project {
        let dependencies = self.dependencies();
        let name = format!("peer-{}-{}", self.word(), rows.len());
        // Only peers that use the runtime depend on it, because clean builds are measured, too.
        let project = match self {
            Self::Errcodes | Self::Texts => Project::scratch(&name, dependencies),
            _ => Project::scratch_alone(&name, dependencies),
        };
        project.write("src/lib.rs", self.source(rows));
        project.write("src/main.rs", self.program(&name.replace('-', "_")));
        match self {
            Self::Errcodes | Self::CsvCodegen => project.write("table.csv", table::csv(rows)),
            Self::Texts => project.write("table.csv", table::csv_of_texts(rows)),
            Self::Phf => write_build_script(&project, rows),
            _ => {}
        }
        project
    }

    /// A scratch crate in which this peer makes an enum of the whole shipped table `general`.
    pub fn of_shipped(self) -> Project {
        let name = format!("peer-{}-general", self.word());
        let (dependencies, rows) = (self.dependencies(), table::shipped());
        let (project, source) = match self {
            Self::Errcodes => {
                let source =
                    "errcode_runtime::errcodes!(\"general\");\npub use GeneralError as TableError;\n".to_owned();
                (Project::scratch(&name, dependencies), source)
            }
            _ => (Project::scratch_alone(&name, dependencies), self.source(&rows)),
        };
        project.write("src/lib.rs", source);
        project
    }

    /// The library: the enum as `TableError`.
    pub fn source(self, rows: &[Row]) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Bare => {
                format!("pub enum TableError {{\n{}}}\n", variants(rows, |_| String::new(), |_| String::new()))
            }
            Self::Errcodes | Self::Texts => {
                "errcode_runtime::errcodes! { pub enum TableError from \"table.csv\"; }\n".to_owned()
            }
            Self::Derives => {
                let text = |row: &Row| format!("#[error({:?})]", row.message.replace('{', "{{").replace('}', "}}"));
                let variants = variants(rows, text, |row| format!(" = {}", row.code));
                format!(
                    "#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error, strum::EnumIter, strum::IntoStaticStr, \
                     num_enum::TryFromPrimitive, num_enum::IntoPrimitive)]\n#[repr(i64)]\npub enum TableError {{\n{variants}}}\n"
                )
            }
            Self::CsvCodegen => CSV_CODEGEN.to_owned(),
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
            Self::Texts => {
                "let e = TableError::from(&*format!(\"E{code}\")); println!(\"{e} {e:?} {} {}\", e.message_zh(), e.name());"
            }
            Self::Derives => "if let Ok(e) = TableError::try_from(code) { println!(\"{} {e} {e:?}\", i64::from(e)); }",
            Self::CsvCodegen | Self::Phf | Self::Match => {
                "if let Some(e) = TableError::from_code(code) { println!(\"{} {} {} {e:?}\", e.code(), e.message(), e.message_zh()); }"
            }
        };
        let import = if self.looks_up() { format!("use {krate}::TableError;\n") } else { String::new() };
        format!(
            "{import}fn main() {{\n    let code: i64 = std::env::args().nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);\n    {show}\n}}\n"
        )
    }
}

/// A crate with the peers whose lookups differ, and a benchmark of them.
///
/// If a former runtime is given, `errcodes!` is that of the former code. `csv-codegen` is left out: it makes the same `match` as the
/// peer written by hand.
pub fn lookup_bench(rows: &[Row], former: Option<&Path>) -> Project {
    let dependencies = "phf = \"0.14.0\"\nthiserror = \"2.0.21\"\nstrum = { version = \"0.28.0\", features = [\"derive\"] }\n\
                        num_enum = \"0.7.6\"\n\n[dev-dependencies]\ndivan = \"0.1.21\"\nrustc-hash = \"2.1.1\"\n\n\
                        [build-dependencies]\nphf_codegen = \"0.14.0\"\n\n[[bench]]\nname = \"lookup\"\nharness = false\n\n\
                        [lib]\nname = \"lookup\"";
    let project = match former {
        Some(runtime) => former::project("lookup-former", runtime, dependencies),
        None => Project::scratch("lookup", dependencies),
    };
    let module = |name: &str, peer: Peer| format!("pub mod {name} {{\n{}}}\n", peer.source(rows));
    let modules = [
        module("errcodes", Peer::Errcodes),
        module("derives", Peer::Derives),
        module("phf_map", Peer::Phf),
        module("by_match", Peer::Match),
    ];
    project.write("src/lib.rs", modules.concat());
    project.write("table.csv", table::csv(rows));
    write_build_script(&project, rows);
    project.write("benches/lookup.rs", LOOKUP_BENCH);
    project
}

/// A crate with different lookups of a text, and a benchmark of them.
pub fn text_bench(tables: &[Texts]) -> Project {
    let dependencies = "phf = { version = \"0.14.0\", features = [\"macros\"] }\n\n[dev-dependencies]\ndivan = \"0.1.21\"\n\
                        foldhash = \"0.2.0\"\n\n[[bench]]\nname = \"texts\"\nharness = false";
    let project = Project::scratch("texts", dependencies);
    let module = |table: &Texts| {
        let list = |each: &dyn Fn(&str, &str) -> String| {
            table.codes.iter().map(|(name, code)| each(name, code)).collect::<Vec<_>>().join(", ")
        };
        let (names, pairs) =
            (list(&|name, _| name.to_owned()), list(&|name, code| format!("({code:?}, Code::{name})")));
        let map = list(&|name, code| format!("{code:?} => Code::{name}"));
        let arms = list(&|name, code| format!("{code:?} => Some(Code::{name})"));
        format!(
            "pub mod {} {{\nerrcode_runtime::errcodes! {{ pub enum TableError from \"{}.csv\"; }}\n\
             #[derive(Clone, Copy)]\npub enum Code {{ {names} }}\n\
             pub static ALL: &[(&str, Code)] = &[{pairs}];\n\
             pub static CODES: phf::Map<&'static str, Code> = phf::phf_map! {{ {map} }};\n\
             pub fn by_match(code: &str) -> Option<Code> {{ match code {{ {arms}, _ => None }} }}\n}}\n",
            table.module, table.module
        )
    };
    project.write("src/lib.rs", tables.iter().map(module).collect::<String>());
    for table in tables {
        project.write(&format!("{}.csv", table.module), table.csv());
    }
    project.write("benches/texts.rs", TEXT_BENCH);
    project
}

/// Builds the program of a project, and returns its path.
pub fn program(project: &Project, profile: &str) -> PathBuf {
    let output = project.succeed(&["build", "--quiet", "--profile", profile, "--message-format=json"]);
    let messages = String::from_utf8_lossy(&output.stdout);
    let mut messages = messages.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    messages.find_map(|message| message["executable"].as_str().map(PathBuf::from)).expect("a program")
}

fn write_build_script(project: &Project, rows: &[Row]) {
    project.write("build.rs", BUILD_SCRIPT);
    project.write("table.tsv", table::tsv(rows));
}

/// The documented variants, each between the outputs of `before` and `after`.
fn variants(rows: &[Row], before: impl Fn(&Row) -> String, after: impl Fn(&Row) -> String) -> String {
    lines(rows, |row| {
        let Row { code, name, doc, .. } = row;
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

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;
    use crate::effort::TABLE;

    /// The benchmark would also measure a peer that finds nothing.
    #[test]
    fn every_peer_finds_a_code() {
        let rows = table::rows(TABLE);
        let invalid_code = rows.iter().find(|row| row.code == 40_029).expect("a row of `general`");
        for peer in Peer::ALL.into_iter().filter(|peer| peer.looks_up()) {
            let program = program(&peer.project(&rows), "dev");
            let answer = |code: i64| {
                let output = Command::new(&program).arg(code.to_string()).output().expect("the program runs");
                String::from_utf8(output.stdout).expect("text")
            };
            for row in [&rows[0], invalid_code, &rows[TABLE - 1]] {
                let answer = answer(row.code);
                let texts = [&row.code.to_string(), &row.name, &row.message];
                assert!(texts.into_iter().all(|text| answer.contains(text)), "{peer:?} {row:?}: {answer}");
                assert!(peer == Peer::Derives || answer.contains(&row.message_zh), "{peer:?} {row:?}: {answer}");
            }
            let unknown = answer(99_999_999);
            assert!(!rows.iter().any(|row| unknown.contains(&row.name)), "{peer:?}: {unknown}");
        }
    }
}
