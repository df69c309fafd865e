//! Checks, with each of Cargo's resolvers, which crates a user's crate links and compiles, and that it builds without the standard
//! library.
//!
//! With resolver 1, the default of editions 2015 and 2018, a build has one set of features for each crate. If the macro enables a
//! feature of a crate, it is also enabled for the user's target. Therefore the macro and the runtime share no crate for which they
//! could need different features.
//!
//! The checks for a target that is not installed count as ignored, which needs a harness of their own.
#![allow(clippy::unwrap_used, reason = "a test that cannot continue should stop")]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use errcode_tests::cargo::{Project, succeed, workspace};
use errcode_tests::harness;

/// Packages, with the setting that decides the resolver. The second is in no workspace, so its edition decides.
const PACKAGES: [(&str, &str); 4] = [
    ("resolver-1", "edition = \"2021\"\n[workspace]\nresolver = \"1\""),
    ("edition-2018", "edition = \"2018\""),
    ("resolver-2", "edition = \"2021\"\n[workspace]\nresolver = \"2\""),
    ("resolver-3", "edition = \"2024\"\n[workspace]\nresolver = \"3\""),
];

const OWN: &[&str] = &["errcode-core", "errcode-runtime"];
const OF_SERDE: &[&str] = &["serde_core"];
const OF_REPLY: &[&str] = &["itoa", "memchr", "serde_core", "serde_json", "zmij"];
const OF_MACRO: &[&str] = &[
    "csv-core",
    "errcode-codegen",
    "errcode-macros",
    "errcode-tables",
    "memchr",
    "proc-macro2",
    "quote",
    "strsim",
    "syn",
    "unicode-ident",
];

const LIB: &str = r#"#![no_std]

errcode_runtime::errcodes! {
    pub enum LoginError from "common", "general" { -1, 40029 as InvalidJsCode, 45011 }
}

pub fn is_retryable(code: i64) -> bool {
    LoginError::from(code).is_retryable()
}

#[cfg(feature = "reply")]
pub fn check(body: &[u8]) -> Result<(), errcode_runtime::reply::ReplyError<LoginError>> {
    errcode_runtime::reply::decode(body)
}

#[cfg(feature = "wechat")]
pub fn number_of_codes() -> usize {
    errcode_runtime::wechat::GeneralError::ALL.len()
}
"#;

fn main() {
    const BARE_METAL: &str = "thumbv7m-none-eabi";
    const WASM: &str = "wasm32-unknown-unknown";
    let mut trials = harness::trials(
        true,
        "",
        [
            ("the_runtime_links_nothing_else", the_runtime_links_nothing_else as fn()),
            ("the_macro_compiles_nothing_else", the_macro_compiles_nothing_else),
        ],
    );
    trials.extend(harness::trials(
        is_installed(BARE_METAL),
        "thumbv7m-none-eabi IS NOT INSTALLED: the bare-metal checks are skipped. rustup target add thumbv7m-none-eabi",
        [("bare_metal", || check_for(BARE_METAL))],
    ));
    trials.extend(harness::trials(
        is_installed(WASM),
        "wasm32-unknown-unknown IS NOT INSTALLED: the wasm checks are skipped. rustup target add wasm32-unknown-unknown",
        [("wasm", || check_for(WASM))],
    ));
    harness::run_all(trials)
}

fn is_installed(target: &str) -> bool {
    let output = Command::new("rustc").args(["--print", "target-libdir", "--target", target]).output();
    output.is_ok_and(|output| Path::new(String::from_utf8_lossy(&output.stdout).trim()).is_dir())
}

/// A user's crate. Its features enable those of the runtime.
fn user((name, edition): (&str, &str)) -> Project {
    let project = Project::scratch_alone(name, "");
    project.write(
        "Cargo.toml",
        format!(
            r#"[package]
name = "user"
version = "0.0.0"
{edition}
[features]
serde = ["errcode-runtime/serde"]
reply = ["errcode-runtime/reply"]
wechat = ["errcode-runtime/wechat"]
[dependencies]
errcode-runtime = {{ path = "{}" }}
"#,
            workspace().join("errcode-runtime").display()
        ),
    );
    project.write("src/lib.rs", LIB);
    project
}

/// Asserts which crates `cargo tree` lists along these edges, for each set of features: the user's crate, ours, `others`, and those
/// that the features need.
fn compare_trees(edges: &str, others: &[&str]) {
    for package in PACKAGES {
        let project = user(package);
        for (features, theirs) in
            [("", &[][..]), ("serde", OF_SERDE), ("reply", OF_REPLY), ("reply,serde,wechat", OF_REPLY)]
        {
            let mut tree = Command::new(env!("CARGO"));
            tree.current_dir(&project.root).args(["tree", "--prefix", "none", "--no-dedupe"]);
            tree.args(["--format", "{p}\t{f}", "--edges", edges, "--features", features]);
            let text = String::from_utf8(succeed(tree).stdout).unwrap();
            let name = |line: &str| line.split(' ').next().unwrap().to_owned();
            let listed: BTreeSet<String> = text.lines().map(name).collect();
            let expected: BTreeSet<String> =
                [&["user"], OWN, others, theirs].concat().into_iter().map(str::to_owned).collect();
            assert_eq!(listed, expected, "{} with features `{features}`", package.0);

            let has_std = |line: &&str| line.rsplit('\t').next().unwrap().split(',').any(|feature| feature == "std");
            let with_std: Vec<&str> = text.lines().filter(has_std).collect();
            assert!(with_std.is_empty(), "{} with features `{features}`: {with_std:?}", package.0);
        }
    }
}

fn the_runtime_links_nothing_else() {
    compare_trees("normal,no-proc-macro", &[]);
}

fn the_macro_compiles_nothing_else() {
    compare_trees("normal,build", OF_MACRO);
}

fn check_for(target: &str) {
    for package in PACKAGES {
        let project = user(package);
        for features in ["", "serde", "reply", "wechat"] {
            project.succeed(&["check", "--quiet", "--target", target, "--features", features]);
        }
    }
}
