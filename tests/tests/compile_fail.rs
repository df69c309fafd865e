//! What must not compile, and what the compiler says then.
//!
//! Each case is an example of a scratch package: a file under `tests/fixtures/compile-fail/examples`, or a table under
//! `…/errors`, which the harness wraps in a call. What the compiler renders is compared with `tests/tests/snapshots`;
//! `cargo insta review`, or `INSTA_UPDATE=always cargo test -p errcode-tests --test compile_fail`, accepts a change.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on should stop")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use errcode_tests::cargo::{Project, workspace};
use errcode_tests::snapshots;

#[test]
fn the_compiler_says_what_is_wrong() {
    let fixtures = workspace().join("tests/fixtures/compile-fail");
    let edition = "\n[[example]]\nname = \"edition2015\"\nedition = \"2015\"\n";
    let project = Project::scratch("compile-fail", edition);
    let mut rendered: BTreeMap<String, String> = BTreeMap::new();
    for (folder, name, bytes) in files(&fixtures) {
        project.write(&format!("{folder}/{name}"), &bytes);
        let (stem, extension) = name.rsplit_once('.').unwrap();
        if folder == "errors" {
            // Every table has a row `Sound`, unless nothing of the file can be read: whatever is wrong beside it, it has
            // to be there.
            let uses = if bytes.windows(5).any(|window| window == b"Sound") { "let _ = E::Sound;" } else { "" };
            let call = format!(
                "errcode_runtime::errcodes! {{ pub enum E from \"errors/{stem}.{extension}\"; }}\nfn main() {{ {uses} }}\n"
            );
            project.write(&format!("examples/{stem}.rs"), call);
        }
        if folder == "errors" || folder == "examples" {
            assert!(rendered.insert(stem.to_owned(), String::new()).is_none(), "two cases are called {stem}");
        }
    }
    project.write("src/lib.rs", "");
    for message in project.messages(&["check", "--examples", "--keep-going"]) {
        let message_of = message["target"]["name"].as_str().unwrap_or_default();
        let spans = message["message"]["spans"].as_array();
        // Messages without a place only count the others.
        if let (Some(out), true) = (rendered.get_mut(message_of), spans.is_some_and(|spans| !spans.is_empty())) {
            out.push_str(message["message"]["rendered"].as_str().unwrap());
        }
    }
    snapshots().bind(|| {
        for (case, rendered) in &rendered {
            assert!(rendered.starts_with("error"), "{case} compiles");
            insta::assert_snapshot!(case.as_str(), rendered);
        }
    });
}

/// Every file of the fixture: its folder, its name, its bytes.
fn files(fixtures: &Path) -> Vec<(String, String, Vec<u8>)> {
    let mut files = Vec::new();
    for folder in ["examples", "errors", "tables"] {
        for entry in fs::read_dir(fixtures.join(folder)).unwrap().flatten() {
            let name = entry.file_name().into_string().unwrap();
            files.push((folder.to_owned(), name, fs::read(entry.path()).unwrap()));
        }
    }
    files
}
