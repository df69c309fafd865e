//! Crates that make a macro's life hard, under `tests/fixtures/hygiene`: they compile, and no lint has anything to say.

use errcode_tests::cargo::Project;

#[test]
fn they_compile_without_a_lint() {
    let hygiene = Project::fixture("hygiene");
    hygiene.succeed(&["clippy", "--quiet", "--all-targets", "--all-features"]);
}

#[test]
fn their_docs_build_without_a_lint() {
    let hygiene = Project::fixture("hygiene");
    let mut command = hygiene.cargo(&["doc", "--quiet", "--no-deps", "--all-features"]);
    command.env("RUSTDOCFLAGS", "-D warnings -D rustdoc::all -A rustdoc::missing_crate_level_docs");
    errcode_tests::cargo::succeed(command);
}

#[test]
fn hostile_texts_stay_texts() {
    // With the doctests: none may arise from a table.
    let output = Project::fixture("hygiene").succeed(&["test", "--package", "hostile"]);
    let out = String::from_utf8_lossy(&output.stdout);
    assert!(out.contains("1 passed") && out.contains("running 0 tests"), "{out}");
}
