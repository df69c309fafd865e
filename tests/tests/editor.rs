//! What an editor shows, asked of rust-analyzer over LSP.
//!
//! Where rust-analyzer is not installed the tests count as ignored: that is why they bring a harness of their own.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::time::Instant;

use errcode_tests::cargo::Project;
use errcode_tests::lsp::Editor;
use libtest_mimic::{Arguments, Trial};

const MAIN: &str = r#"errcode_runtime::errcodes!("general");

fn main() {
    match GeneralError::from(40029) {
        GeneralError::InvalidOauthCode => {}
        other => println!("{other}"),
    }
}
"#;

/// Line and column of a text in a file, from 0.
fn find(file: &str, text: &str) -> (usize, usize) {
    let offset = file.find(text).unwrap();
    let before = &file[..offset];
    let line = before.matches('\n').count();
    (line, offset - before.rfind('\n').map_or(0, |newline| newline + 1))
}

fn main() {
    let installed = Editor::is_installed();
    if !installed {
        eprintln!(
            "\nrust-analyzer IS NOT INSTALLED: nothing of the editor is tested. rustup component add rust-analyzer\n"
        );
    }
    let tests = [Trial::test("hovering_over_a_variant_shows_its_texts", || {
        hovering_over_a_variant_shows_its_texts();
        Ok(())
    })];
    let tests = tests.into_iter().map(|test| test.with_ignored_flag(!installed)).collect();
    libtest_mimic::run(&Arguments::from_args(), tests).exit();
}

fn hovering_over_a_variant_shows_its_texts() {
    let project = Project::scratch("editor", "");
    project.write("src/main.rs", MAIN);
    project.succeed(&["check", "--quiet"]);
    let start = Instant::now();
    let mut editor = Editor::open(&project, "src/main.rs");
    let (line, column) = find(MAIN, "InvalidOauthCode");
    let hover = editor.hover(line, column + 3);
    println!("first hover after {:?}", start.elapsed());
    for text in ["`40029`", "通用错误码", "无效的 oauth_code", "invalid code", "reauthorize"] {
        assert!(hover.contains(text), "{text} is not in the hover:\n{hover}");
    }
    // And it leads to the call in the user's file.
    let definition = editor.at("textDocument/definition", line, column + 3);
    let target = &definition[0];
    assert_eq!(target["range"]["start"]["line"], 0, "{definition}");
    assert!(target["uri"].as_str().unwrap().ends_with("/src/main.rs"), "{definition}");
}
