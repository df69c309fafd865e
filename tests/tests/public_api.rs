//! The public items of the runtime, with all features. A change of this list is a change for users: write it into
//! CHANGELOG.md, then accept it with `INSTA_UPDATE=always cargo test -p errcode-tests --test public_api`.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::process::Command;

use errcode_tests::cargo::{scratch, succeed, workspace};
use errcode_tests::snapshots;

#[test]
fn public_items_change_on_purpose() {
    let target = scratch().join("target");
    let mut rustdoc = Command::new(env!("CARGO"));
    rustdoc.current_dir(workspace()).args(["rustdoc", "--quiet", "-p", "errcode-runtime", "--lib"]);
    rustdoc.args(["--all-features", "--target-dir"]).arg(&target);
    rustdoc.env("RUSTC_BOOTSTRAP", "1").env("RUSTDOCFLAGS", "--cap-lints=allow");
    rustdoc.args(["--", "-Zunstable-options", "--output-format=json"]);
    succeed(rustdoc);
    let api = public_api::Builder::from_rustdoc_json(target.join("doc/errcode_runtime.json"))
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .omit_auto_derived_impls(true)
        .build()
        .unwrap();
    // Of the nine ready-made enums their names: they have what every enum has, and their variants are in tables/names.txt.
    let mut items = String::new();
    for item in api.items().map(ToString::to_string) {
        if !item.contains("::wechat::") || item.starts_with("pub enum ") {
            items.push_str(&item);
            items.push('\n');
        }
    }
    snapshots().bind(|| insta::assert_snapshot!("public_api", items));
}
