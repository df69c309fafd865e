//! The public items of each crate, with all features. A change to the runtime's list is a change for users: write it into
//! CHANGELOG.md. The other crates are published because Cargo needs them; their lists show that an item which no sibling uses is
//! private. Accept a change with `INSTA_UPDATE=always cargo test -p errcode-tests --test public_api`.
#![allow(clippy::unwrap_used, reason = "a test that cannot continue should stop")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use errcode_tests::cargo::{scratch, succeed, workspace};
use errcode_tests::snapshots;
use serde_json::Value;

/// The rustdoc JSON of a crate.
fn rustdoc(package: &str, options: &[&str]) -> PathBuf {
    let target = scratch().join("target");
    let mut rustdoc = Command::new(env!("CARGO"));
    rustdoc.current_dir(workspace()).args(["rustdoc", "--quiet", "-p", package, "--lib"]);
    rustdoc.args(["--all-features", "--target-dir"]).arg(&target);
    rustdoc.env("RUSTC_BOOTSTRAP", "1").env("RUSTDOCFLAGS", "--cap-lints=allow");
    rustdoc.args(["--", "-Zunstable-options", "--output-format=json"]).args(options);
    succeed(rustdoc);
    target.join(format!("doc/{}.json", package.replace('-', "_")))
}

fn items(json: &Path) -> Vec<String> {
    let api = public_api::Builder::from_rustdoc_json(json)
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .omit_auto_derived_impls(true)
        .build()
        .unwrap();
    api.items().map(ToString::to_string).collect()
}

fn compare(snapshot: &str, items: &[String]) {
    snapshots().bind(|| insta::assert_snapshot!(snapshot, items.join("\n")));
}

#[test]
fn of_the_runtime() {
    let mut items = items(&rustdoc("errcode-runtime", &[]));
    // List only the names of the ready-made enums: their items are those of every enum, and their variants are in tables/names.txt.
    items.retain(|item| !item.contains("::wechat::") || item.starts_with("pub enum "));
    compare("public_api_runtime", &items);
}

/// For a crate that exists because Cargo needs it. Hidden items are listed, too: hiding an item does not make it private.
fn of_internal(name: &str) {
    let json = rustdoc(&format!("errcode-{name}"), &["--document-hidden-items"]);
    compare(&format!("public_api_{name}"), &items(&json));

    let krate: Value = serde_json::from_slice(&fs::read(&json).unwrap()).unwrap();
    let page = krate["index"][krate["root"].to_string()]["docs"].as_str().unwrap();
    let words: Vec<&str> = page.split_whitespace().collect();
    assert!(words.join(" ").contains("promised to nobody"), "the front page of errcode-{name} says\n{page}");
}

#[test]
fn of_core() {
    of_internal("core");
}

#[test]
fn of_tables() {
    of_internal("tables");
}

#[test]
fn of_codegen() {
    of_internal("codegen");
}

#[test]
fn of_macros() {
    of_internal("macros");
}
