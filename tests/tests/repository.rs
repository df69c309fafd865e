//! Facts that stand in more than one file of the repository agree.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on should stop")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use errcode_core::Recovery;
use errcode_tables::shipped;
use errcode_tables::{Column, Language};
use errcode_tests::cargo::workspace;

fn read(path: &str) -> String {
    fs::read_to_string(workspace().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// What stands between `before` and `after` in a file, the first time.
fn between<'t>(text: &'t str, before: &str, after: &str) -> &'t str {
    text.split_once(before).and_then(|(_, rest)| rest.split_once(after)).map_or("", |(found, _)| found)
}

const DOCUMENTS: [&str; 6] =
    ["README.md", "README.zh-CN.md", "CONTRIBUTING.md", "tables/README.md", "tests/SPEED.md", "tests/MUTANTS.md"];

#[test]
fn the_oldest_rust_is_said_once_and_repeated_right() {
    let version = between(&read("Cargo.toml"), "rust-version = \"", "\"").to_owned();
    assert!(!version.is_empty());
    for manifest in ["tables", "errcode-macros", "errcode-macros/core", "errcode-runtime", "errcode-runtime/core"] {
        assert!(read(&format!("{manifest}/Cargo.toml")).contains("rust-version.workspace = true"), "{manifest}");
    }
    for document in ["README.md", "README.zh-CN.md", "CONTRIBUTING.md"] {
        assert!(read(document).contains(&format!("Rust {version} ")), "{document} should say Rust {version}");
    }
    for guide in ["errcode-runtime/src/lib.rs", "errcode-runtime/src/guide_zh.rs"] {
        assert!(read(guide).contains(&version), "{guide}");
    }
}

#[test]
fn siblings_are_pinned_to_the_one_version() {
    let manifest = read("Cargo.toml");
    let version = between(&manifest, "version = \"", "\"");
    let siblings: Vec<&str> = manifest.lines().filter(|line| line.starts_with("errcode-")).collect();
    assert_eq!(siblings.len(), 5);
    for sibling in siblings {
        assert!(sibling.contains(&format!("version = \"={version}\"")), "{sibling}");
    }
}

/// The figures of the documents are those that the benchmark wrote last.
#[test]
fn figures_are_the_benchmarks() {
    let benchmarks = read("BENCHMARKS.md");
    let table = format!("{}\n", between(&benchmarks, "| 1808 rows |", "\n\n"));
    let ratios = |row: &str| {
        let cells: Vec<&str> = between(&table, row, "\n").split('|').map(str::trim).collect();
        (cells[2].to_owned(), cells[3].to_owned())
    };
    for (row, english) in [
        ("| `errcodes!` |", "| `errcodes!` |"),
        ("| thiserror + strum + num_enum (English only) |", "| thiserror + strum + num_enum, English only |"),
        ("| build script: phf_codegen + match |", "| build script with phf_codegen and match |"),
        ("| match functions by hand |", "| match functions by hand |"),
    ] {
        let (bare, derives) = ratios(row);
        let line = format!("{english} {bare} | {derives} |");
        assert!(read("README.md").contains(&line), "README.md should say {line}");
        assert!(read("README.zh-CN.md").contains(&format!("| {bare} | {derives} |")), "README.zh-CN.md: {line}");
    }
    let [errcodes, derives, phf, by_hand] = [
        "| `errcodes!` |",
        "| thiserror + strum + num_enum (English only) |",
        "| build script: phf_codegen + match |",
        "| match functions by hand |",
    ]
    .map(|row| ratios(row).0);
    for (guide, times, sentence) in
        [("errcode-runtime/src/lib.rs", "×", "take "), ("errcode-runtime/src/guide_zh.rs", "倍", "是 ")]
    {
        let cells = format!("| {errcodes} {times} | ✗ {derives} {times} | ✓ {phf} {times} | ✓ ");
        assert!(read(guide).contains(&cells), "{guide} should say {cells}");
        assert!(
            read(guide).contains(&format!("{sentence}{by_hand} {times}")),
            "{guide} should say {by_hand} of {sentence}"
        );
    }
}

/// The comparison stands in four documents, in the order of one and the words of each.
#[test]
fn comparisons_agree() {
    let marks = |document: &str| {
        let text = read(document);
        let rows = text
            .lines()
            .map(|line| line.trim_start_matches("//! "))
            .skip_while(|line| !line.starts_with("| | `errcodes!` |"));
        let rows = rows.skip(2).take_while(|line| line.starts_with("| "));
        // The figures are compared with the benchmark's.
        rows.filter(|row| !row.contains('¹'))
            .map(|row| {
                row.split(" | ").skip(1).map(|cell| cell.chars().find(|c| "✓✗–".contains(*c))).collect::<Vec<_>>()
            })
            .collect::<Vec<_>>()
    };
    let expected = marks("README.md");
    assert!(expected.len() > 8 && expected.iter().all(|row| row.len() == 4), "{expected:?}");
    for document in ["README.zh-CN.md", "errcode-runtime/src/lib.rs", "errcode-runtime/src/guide_zh.rs"] {
        assert_eq!(marks(document), expected, "{document}");
    }
}

/// What the documents say about the size of the tables is counted.
#[test]
fn numbers_of_rows_are_those_of_the_tables() {
    let with_comma = |rows: usize| format!("{},{:03}", rows / 1000, rows % 1000);
    let total = with_comma(shipped::all().iter().map(|shipped| shipped.rows).sum());
    let general = with_comma(shipped::find("general").unwrap().rows);
    for document in ["README.md", "README.zh-CN.md", "errcode-runtime/src/lib.rs", "errcode-runtime/src/guide_zh.rs"] {
        let text = read(document);
        for number in [&total, &general] {
            assert!(text.contains(number.as_str()), "{document} should say {number}");
        }
        // A number of another revision would stand beside these.
        let numbers =
            text.split(|c: char| !c.is_ascii_digit() && c != ',').filter(|word| word.len() == 5 && &word[1..2] == ",");
        for number in numbers {
            assert!([&total, &general].contains(&&number.to_owned()), "{document}: {number}");
        }
    }
    // "two thirds of it in English only, a fifth in Chinese only": the other text is our translation.
    let rows = || shipped::all().iter().flat_map(|shipped| &shipped.outcome().table.rows);
    for (translated, percent) in [(Language::Chinese, 62..=71), (Language::English, 17..=23)] {
        let share = rows().filter(|row| row.translated == Some(translated)).count() * 100 / rows().count();
        assert!(percent.contains(&share), "{share} % have our {translated:?} text");
    }
    let explain = read("errcode-runtime/examples/explain.rs");
    for shipped in shipped::all() {
        let shelf = format!("{:?}: {},", shipped.table, shipped.enum_name);
        assert!(explain.contains(&shelf), "explain should have {shelf}");
    }
}

/// Methods of an enum say what those of the traits say.
#[test]
fn methods_are_documented_as_their_traits() {
    let (traits, methods) = (read("errcode-runtime/src/code.rs"), read("errcode-runtime/src/implement.rs"));
    // The first paragraph above each function, without its links.
    let docs = |text: &str| {
        let mut docs: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut doc = String::new();
        for line in text.lines().map(str::trim) {
            let Some(more) = line.strip_prefix("///") else {
                if let Some(name) = line.split("fn ").nth(1).and_then(|rest| rest.split(['(', '<']).next()) {
                    docs.entry(name.to_owned()).or_default().insert(doc.clone());
                }
                if !line.starts_with("#[") {
                    doc.clear();
                }
                continue;
            };
            doc += more;
        }
        docs
    };
    let first_paragraph = |doc: &str| {
        let doc = doc.split("```").next().unwrap_or_default();
        doc.split(" # Errors").next().unwrap_or_default().replace(['[', ']'], "").trim().to_owned()
    };
    let (traits, methods) = (docs(&traits), docs(&methods));
    let mut compared = 0;
    for (name, doc) in &traits {
        let doc = first_paragraph(doc.first().unwrap());
        let Some(known) = methods.get(name) else { continue };
        assert!(known.iter().any(|known| first_paragraph(known) == doc), "{name}: {doc:?} is not among {known:?}");
        compared += 1;
    }
    assert_eq!(compared, 14);
}

#[test]
fn both_readmes_have_the_same_commands_and_parts() {
    let (english, chinese) = (read("README.md"), read("README.zh-CN.md"));
    let blocks = |text: &str, language: &str| {
        let fence = format!("```{language}\n");
        let blocks = text.split(fence.as_str()).skip(1).map(|block| block.split("```").next().unwrap_or_default());
        // Comments are in the reader's language.
        blocks.flat_map(str::lines).map(|line| line.split('#').next().unwrap_or_default().trim().to_owned()).collect()
    };
    let sh: Vec<String> = blocks(&english, "sh");
    assert!(!sh.is_empty());
    assert_eq!(sh, blocks(&chinese, "sh"));
    let headings = |text: &str| text.lines().filter(|line| line.starts_with("## ") || line.starts_with("### ")).count();
    assert_eq!(headings(&english), headings(&chinese));
    let rows = |text: &str| text.lines().filter(|line| line.starts_with("| ")).count();
    assert_eq!(rows(&english), rows(&chinese));
}

#[test]
fn lists_of_tables_columns_and_recoveries_are_whole() {
    let (call, readme) = (read("errcode-runtime/src/macros.rs"), read("tables/README.md"));
    // Comments and tables break lines and pad cells as they like.
    let call = call.lines().map(|line| line.trim_start_matches("///")).collect::<String>();
    for shipped in shipped::all() {
        let listed = format!("`{}` ({})", shipped.table, shipped.title_zh);
        assert!(call.contains(&listed), "macros.rs should list {listed}");
    }
    let listed = Column::ALL.iter().map(|column| format!("`{column}`"));
    let (last, others) = listed
        .clone()
        .collect::<Vec<_>>()
        .split_last()
        .map(|(last, others)| (last.clone(), others.join(", ")))
        .unwrap();
    assert!(call.contains(&format!("{others} and {last}")), "macros.rs should list {others} and {last}");
    let columns = between(&readme, "## Columns", "\n## ");
    for column in listed {
        assert!(columns.contains(&format!("\n| {column} | ")), "tables/README.md should list {column}");
    }
    // No row of a table has the last one.
    let (unknown, recoveries) = Recovery::ALL.split_last().unwrap();
    assert_eq!(*unknown, Recovery::Unknown);
    let mut rows = between(&readme, "### Recovery", "\n### ")
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    assert!(
        recoveries.iter().all(|recovery| Some(recovery.as_str()) == rows.next()),
        "the order is that of `Recovery`"
    );
    assert_eq!(rows.next(), None);
}

#[test]
fn links_lead_somewhere() {
    let mut links = 0;
    for document in DOCUMENTS {
        let folder = workspace().join(document);
        let folder = folder.parent().unwrap_or(Path::new(""));
        for link in read(document).split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link) {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            if file.contains("://") {
                continue;
            }
            links += 1;
            let target = if file.is_empty() { workspace().join(document) } else { folder.join(file) };
            assert!(target.exists(), "{document}: {link}");
            if !anchor.is_empty() {
                let text = fs::read_to_string(&target).unwrap();
                let anchors = text.lines().filter_map(|line| line.strip_prefix('#')).map(|heading| {
                    let heading = heading.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
                    heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect::<String>()
                });
                assert!(anchors.into_iter().any(|known| known == anchor), "{document}: {link}");
            }
        }
    }
    assert!(links > 20, "{links} links");
}
