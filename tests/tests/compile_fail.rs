//! Code that must not compile, and the compiler's messages about it: one test for each case.
//!
//! A case is a file under `tests/fixtures/compile-fail/examples`, or a table under `…/errors`, which the harness wraps in
//! a call. All cases are examples of one scratch package, which cargo checks once. The compiler's rendered messages about a case
//! are compared with the snapshot beside its file. One case: `cargo test -p errcode-tests --test compile_fail unknown_kind`.
//!
//! `INSTA_UPDATE=always cargo test -p errcode-tests --test compile_fail`, or `cargo insta review`, accepts a change.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot continue should stop")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use errcode_tests::cargo::{Project, workspace};
use errcode_tests::snapshots;
use libtest_mimic::{Arguments, Trial};

/// The folders whose files are cases.
const CASES: [&str; 2] = ["errors", "examples"];

/// The compiler's rendered messages about each case. Lazy, so that `--list` does not compile anything.
static RENDERED: LazyLock<BTreeMap<String, String>> = LazyLock::new(render);

fn main() {
    let trials = CASES.iter().flat_map(|folder| {
        let stems = |files: Vec<PathBuf>| files.iter().map(|file| stem(file)).collect::<BTreeSet<_>>();
        let cases = stems(files(folder, false));
        let snapshots = stems(files(folder, true));
        let trial = |case: &String| {
            let (name, case, has_file) = (format!("{folder}/{case}"), case.clone(), cases.contains(case));
            let run = move || {
                if !has_file {
                    return Err("a snapshot without a case: delete it".into());
                }
                compare(folder, &case);
                Ok(())
            };
            Trial::test(name, run)
        };
        cases.union(&snapshots).map(trial).collect::<Vec<_>>()
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit();
}

fn compare(folder: &str, case: &str) {
    let rendered = &RENDERED[case];
    assert!(rendered.starts_with("error"), "{case} compiles");
    let mut settings = snapshots();
    settings.set_snapshot_path(fixtures().join(folder));
    settings.bind(|| insta::assert_snapshot!(case, rendered));
}

fn render() -> BTreeMap<String, String> {
    let edition = "\n[[example]]\nname = \"edition2015\"\nedition = \"2015\"\n";
    let project = Project::scratch("compile-fail", edition);
    project.write("src/lib.rs", "");
    let mut rendered: BTreeMap<String, String> = BTreeMap::new();
    for folder in ["examples", "errors", "tables", "widths"] {
        for file in files(folder, false) {
            let (name, bytes) = (file.file_name().unwrap().to_str().unwrap(), fs::read(&file).unwrap());
            project.write(&format!("{folder}/{name}"), &bytes);
            let stem = stem(&file);
            if folder == "errors" {
                // Every table has a row `Sound`, unless nothing in the file can be read. Its variant must exist whatever is wrong with
                // the other rows.
                let uses = if bytes.windows(5).any(|window| window == b"Sound") { "let _ = E::Sound;" } else { "" };
                let call = format!(
                    "errcode_runtime::errcodes! {{ pub enum E from \"errors/{name}\"; }}\nfn main() {{ {uses} }}\n"
                );
                project.write(&format!("examples/{stem}.rs"), call);
            }
            if CASES.contains(&folder) {
                assert!(rendered.insert(stem.clone(), String::new()).is_none(), "two cases are called {stem}");
            }
        }
    }
    odd_files(&project);
    for message in project.messages(&["check", "--examples", "--keep-going"]) {
        let message_of = message["target"]["name"].as_str().unwrap_or_default();
        let spans = message["message"]["spans"].as_array();
        // Messages without a span only count the others.
        if let (Some(out), true) = (rendered.get_mut(message_of), spans.is_some_and(|spans| !spans.is_empty())) {
            out.push_str(message["message"]["rendered"].as_str().unwrap());
        }
    }
    rendered
}

/// Creates the odd files that the case `files` names as tables. A repository cannot hold them.
fn odd_files(project: &Project) {
    project.write("odd/folder.csv/file", "");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("nowhere.csv", project.root.join("odd/dangling.csv")).unwrap();
        let pipe = std::process::Command::new("mkfifo").arg(project.root.join("odd/pipe.csv")).status();
        assert!(pipe.unwrap().success());
    }
    // A sparse file.
    fs::File::create(project.root.join("odd/large.csv")).unwrap().set_len((64 << 20) + 1).unwrap();
}

fn fixtures() -> PathBuf {
    workspace().join("tests/fixtures/compile-fail")
}

/// The snapshots of a folder, or its other files.
fn files(folder: &str, are_snapshots: bool) -> Vec<PathBuf> {
    let entries = fs::read_dir(fixtures().join(folder)).unwrap();
    let files = entries.map(|entry| entry.unwrap().path());
    files
        .filter(|file| match file.extension().and_then(|extension| extension.to_str()) {
            Some("snap") => are_snapshots,
            // insta writes these files for snapshots that differ.
            Some("new") => false,
            _ => !are_snapshots,
        })
        .collect()
}

fn stem(file: &Path) -> String {
    file.file_stem().unwrap().to_str().unwrap().to_owned()
}
