//! Crates that are difficult for a macro, under `tests/fixtures/hygiene`: they compile, and no lint fires.

use errcode_tests::cargo::{Project, workspace};

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
    // This also runs doc tests: a table's texts must not become any.
    let output = Project::fixture("hygiene").succeed(&["test", "--package", "hostile"]);
    let out = String::from_utf8_lossy(&output.stdout);
    assert!(out.contains("2 passed") && out.contains("running 0 tests"), "{out}");
}

/// Only text codes need an allocator, for unknown codes. Without one, there is exactly one error, which says so.
#[test]
fn texts_without_an_allocator_are_one_clear_error() {
    let runtime = workspace().join("errcode-runtime");
    let dependency = format!("errcode-runtime = {{ path = \"{}\", default-features = false }}", runtime.display());
    let project = Project::scratch_alone("no-alloc", &dependency);
    project.write("codes.csv", "code,kind,recovery,message\nPARAM_ERROR,invalid_argument,fix_request,bad parameter\n");
    let numbers = "#![no_std]\nerrcode_runtime::errcodes!(\"common\");\n\
        pub fn check(code: i64) -> Result<(), CommonError> { CommonError::check(code) }\n";
    project.write("src/lib.rs", numbers);
    project.succeed(&["check", "--quiet"]);

    let texts = "errcode_runtime::errcodes!(\"codes.csv\");\n\
        pub enum Call { Pay(CodesError), Other }\n\
        pub fn is_bad(error: &CodesError) -> bool { matches!(error, CodesError::ParamError) }\n\
        pub fn unknown(error: &CodesError) -> Option<&str> {\n\
            if let CodesError::Unknown(code) = error { Some(code.code()) } else { None }\n\
        }\n\
        pub fn parse(code: &str) -> Result<CodesError, CodesError> {\n\
            CodesError::check(code)?;\n\
            code.parse().map_err(|_| CodesError::from(code))\n\
        }\n\
        pub fn kind(error: &CodesError) -> errcode_runtime::Kind {\n\
            let _: &dyn errcode_runtime::Classify = error;\n\
            error.kind()\n\
        }\n";
    project.write("src/lib.rs", format!("{numbers}{texts}"));
    let messages = project.messages(&["check"]);
    let of_compiler = messages.iter().filter(|message| message["reason"] == "compiler-message");
    let rendered =
        of_compiler.filter(|message| message["message"]["spans"].as_array().is_some_and(|spans| !spans.is_empty()));
    let rendered: Vec<&str> = rendered.filter_map(|message| message["message"]["rendered"].as_str()).collect();
    let [error] = &rendered[..] else { panic!("{}", rendered.join("\n")) };
    let said =
        "error: the codes of this enum are texts: turn on the feature `alloc` of errcode-runtime\n --> src/lib.rs:4:";
    assert!(error.starts_with(said), "{error}");
}
