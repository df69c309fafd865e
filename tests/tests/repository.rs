//! Facts that are stated in more than one file must agree: a README in two languages, a list that is also documentation,
//! a version that Cargo needs in several places.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot continue should stop")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use errcode_core::Recovery;
use errcode_tables::{Column, Endpoint, Shipped, Translated};
use errcode_tests::cargo::workspace;

fn read(path: &str) -> String {
    fs::read_to_string(workspace().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The text after the first `before` in a file, up to the next `after`.
fn between<'t>(text: &'t str, before: &str, after: &str) -> &'t str {
    text.split_once(before).and_then(|(_, rest)| rest.split_once(after)).map_or("", |(found, _)| found)
}

const DOCUMENTS: [&str; 7] = [
    "README.md",
    "README.zh-CN.md",
    "CONTRIBUTING.md",
    "tables/README.md",
    "tables/UPDATING.md",
    "tests/SPEED.md",
    "tests/MUTANTS.md",
];

const READMES: [&str; 2] = ["README.md", "README.zh-CN.md"];

#[test]
fn the_readmes_say_the_oldest_rust() {
    let version = between(&read("Cargo.toml"), "rust-version = \"", "\"").to_owned();
    assert!(!version.is_empty());
    for readme in READMES {
        assert!(read(readme).contains(&format!("Rust {version} ")), "{readme} should say Rust {version}");
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

/// The figures of the READMEs are those that the benchmark wrote last.
#[test]
fn figures_are_the_benchmarks() {
    let benchmarks = read("BENCHMARKS.md");
    // The ratios to the bare enum and to the derives, for a check after an edit and for one in CI.
    let ratios = |table: &str, row: &str| {
        let [edit, ci] = ["Edit", "CI"].map(|mode| {
            let section = format!("{}\n", between(&benchmarks, &format!("### {mode}: {table}"), "\n#"));
            let measured = format!("{}\n", between(&section, "| 1808 rows |", "\n\n"));
            let cells: Vec<String> =
                between(&measured, row, "\n").split('|').map(|cell| cell.trim().to_owned()).collect();
            [cells[2].clone(), cells[3].clone()]
        });
        format!("| {} | {} | {} | {} |", edit[0], ci[0], edit[1], ci[1])
    };
    let own = "a file of the user's";
    let ratios = [
        ratios("the shipped table", "| `errcodes!` |"),
        ratios(own, "| `errcodes!` |"),
        ratios(own, "| `errcodes!`, codes are texts |"),
        ratios(own, "| thiserror + strum + num_enum (English only) |"),
        ratios(own, "| build script: phf_codegen + match |"),
        ratios(own, "| csv-codegen template (does not track the file) |"),
        ratios(own, "| match functions by hand |"),
    ];
    for readme in READMES {
        let text = read(readme);
        let shown = text.lines().skip_while(|line| !line.starts_with("| crate |")).skip(2);
        let shown: Vec<&str> = shown.take_while(|line| line.starts_with('|')).collect();
        assert_eq!(shown.len(), ratios.len(), "{readme}");
        for (line, ratios) in shown.iter().zip(&ratios) {
            assert!(line.ends_with(ratios.as_str()), "{readme}: {line} should end with {ratios}");
        }
    }
}

/// The READMEs state the real sizes of the tables.
#[test]
fn numbers_of_rows_are_those_of_the_tables() {
    let with_comma = |rows: usize| format!("{},{:03}", rows / 1000, rows % 1000);
    let [common, general, wecom] = ["common", "general", "wecom"].map(|table| Shipped::find(table).unwrap());
    // The tables of the official page.
    let official = || Shipped::all().iter().filter(|shipped| shipped.source == common.source);
    let [total, general, wecom] =
        [official().map(|shipped| shipped.rows).sum(), general.rows, wecom.rows].map(with_comma);
    let endpoints = Endpoint::all().count();
    for readme in READMES {
        let text = read(readme);
        let is_number = |word: &&str| word.len() == 5 && word.as_bytes()[1] == b',';
        let numbers: BTreeSet<&str> = text.split(|c: char| !c.is_ascii_digit() && c != ',').filter(is_number).collect();
        assert_eq!(numbers, BTreeSet::from([&*total, &*general, &*wecom]), "{readme}");
        assert!(
            text.contains(&format!("{endpoints} ")),
            "{readme} should say how many endpoints there are: {endpoints}"
        );
    }
    // "two thirds of it in English only, a fifth in Chinese only": the other text is our translation.
    let rows = || official().flat_map(|shipped| &shipped.outcome().table.rows);
    for (translated, percent) in [(Translated::Chinese, 62..=71), (Translated::English, 17..=23)] {
        let share = rows().filter(|row| row.translated == Some(translated)).count() * 100 / rows().count();
        assert!(percent.contains(&share), "{share} % have our {translated:?} text");
    }
}

#[test]
fn both_readmes_have_the_same_commands_and_parts() {
    let [english, chinese] = READMES.map(read);
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
    // The comparison with the alternatives.
    let marks = |text: &str| text.chars().filter(|c| "✓✗–".contains(*c)).collect::<String>();
    assert_eq!(marks(&english), marks(&chinese));
}

/// The error message in the READMEs is the compiler's for one of the tests' tables.
#[test]
fn the_error_of_the_readmes_is_the_compilers() {
    let snapshot = read("tests/fixtures/compile-fail/errors/payment.snap");
    let message = between(&snapshot, "---\nerror: ", "\n --> ");
    assert!(message.contains("errors/payment.csv:17:1"));
    for readme in READMES {
        assert_eq!(between(&read(readme), "```text\nerror: ", "\n```"), message, "{readme}");
    }
}

/// The READMEs' example of a vendor's table is that of the crate's documentation, where it is compiled.
#[test]
fn the_vendors_table_of_the_readmes_is_compiled() {
    let guide = read("errcode-runtime/src/docs/own_tables.rs").replace("//! ", "");
    let parts = |text: &str| {
        let call = between(text, "pub enum BrokerError from", ";\n").to_owned();
        (call, between(text, "let error = BrokerError::from(", "```").to_owned())
    };
    let compiled = parts(&guide);
    assert!(!compiled.0.is_empty() && !compiled.1.is_empty());
    let file = read("errcode-runtime/examples/broker.csv");
    for readme in READMES {
        assert!(read(readme).contains(&format!("```text\n{file}```\n")), "{readme} should show broker.csv as it is");
        assert_eq!(parts(&read(readme).replace("\"errors/", "\"examples/")), compiled, "{readme}");
    }
}

fn is_source(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|ending| ending == "rs")
}

/// The files in a folder and its subfolders, as paths from the workspace. Fixtures, which imitate vendors' files, are left out.
fn files_in(folder: &str, found: &mut Vec<String>) {
    for entry in fs::read_dir(workspace().join(folder)).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
        if !entry.file_type().unwrap().is_dir() {
            found.push(path);
        } else if !name.starts_with('.') && !["fixtures", "target"].contains(&&*name) {
            files_in(&path, found);
        }
    }
}

/// Phrases that readers stumbled over stay out of the sources and the documents: `phrases.tsv` has a plainer one for each.
#[test]
fn no_file_has_a_phrase_that_was_replaced() {
    let phrases = read("tests/fixtures/phrases.tsv");
    let phrases: Vec<(&str, &str)> = phrases.lines().map(|line| line.split_once('\t').unwrap()).collect();
    let mut paths = Vec::new();
    files_in("", &mut paths);
    paths.retain(|path| is_source(path) || Path::new(path).extension().is_some_and(|ending| ending == "md"));
    assert!(
        paths.len() > 200 && DOCUMENTS.iter().all(|document| paths.iter().any(|path| path == document)),
        "{paths:?}"
    );
    let mut found = Vec::new();
    for path in &paths {
        let text = read(path).to_lowercase();
        for (at, line) in text.lines().enumerate() {
            for (phrase, plainer) in &phrases {
                if words(line, phrase) {
                    found.push(format!("{path}:{}: `{phrase}`: write `{plainer}`", at + 1));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Whether a line has this phrase, not as a part of longer words.
fn words(line: &str, phrase: &str) -> bool {
    line.match_indices(phrase).any(|(at, _)| {
        let ends = |c: Option<char>| !c.is_some_and(|c| c.is_ascii_alphanumeric());
        ends(line[..at].chars().next_back()) && ends(line[at + phrase.len()..].chars().next())
    })
}

/// Every source file of the libraries is in a row of CONTRIBUTING's map, or its folder is.
#[test]
fn the_map_of_the_files_is_whole() {
    let contributing = read("CONTRIBUTING.md");
    let map = between(&contributing, "| step | file |", "\n\n");
    let codes = map.split('`').skip(1).step_by(2);
    let (folders, files): (Vec<&str>, Vec<&str>) =
        codes.filter(|code| is_source(code) || code.ends_with('/')).partition(|code| code.ends_with('/'));
    // `folder/a.rs`, or `folder/{a,b}.rs`.
    let listed: BTreeSet<String> = files
        .iter()
        .filter_map(|file| file.strip_suffix(".rs")?.rsplit_once('/'))
        .flat_map(|(folder, stems)| {
            stems.trim_matches(['{', '}']).split(',').map(move |stem| format!("{folder}/{stem}.rs"))
        })
        .collect();
    let mut found = Vec::new();
    for folder in ["tables/src", "errcode-macros/core/src", "errcode-runtime/core/src", "errcode-runtime/src"] {
        files_in(folder, &mut found);
    }
    found
        .retain(|path| is_source(path) && !["/lib.rs", "/mod.rs", "/tests.rs"].iter().any(|name| path.ends_with(name)));
    assert!(found.len() > 100, "{found:?}");
    let is_listed = |file: &&String| listed.contains(*file) || folders.iter().any(|folder| file.starts_with(folder));
    let unlisted: Vec<&String> = found.iter().filter(|file| !is_listed(file)).collect();
    assert!(unlisted.is_empty(), "CONTRIBUTING.md should list {unlisted:?}");
    let gone: Vec<&String> = listed.iter().filter(|file| !workspace().join(file).is_file()).collect();
    assert!(gone.is_empty(), "CONTRIBUTING.md lists files that do not exist: {gone:?}");
}

#[test]
fn lists_of_tables_columns_and_recoveries_are_whole() {
    let (call, readme) = (read("errcode-runtime/src/macros.rs"), read("tables/README.md"));
    // Line breaks in comments and padding in tables do not matter.
    let call = call.lines().map(|line| line.trim_start_matches("///")).collect::<String>();
    for shipped in Shipped::all() {
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
    // The last one, `Unknown`, is in no row of a table.
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

/// An entry whose function was renamed or moved would hide no fault, and the fault itself would be reported as new.
#[test]
fn faults_that_no_test_finds_are_in_functions_that_exist() {
    let document = read("tests/MUTANTS.md");
    let mut entries = 0;
    for (file, fault) in document.lines().filter_map(|line| line.split_once(".rs: ")) {
        // `replace + with * in excerpt`, or `replace Opened::is_shipped -> bool with false`.
        let (_, function) = fault.rsplit_once(" in ").or_else(|| fault.split_once("replace ")).unwrap();
        let path = function.split(" -> ").next().and_then(|path| path.split(" with ").next()).unwrap();
        let name = path.rsplit("::").next().unwrap();
        assert!(read(&format!("{file}.rs")).contains(&format!("fn {name}")), "{file}.rs has no `{name}`");
        entries += 1;
    }
    assert!(entries > 10, "{entries} entries");
}
