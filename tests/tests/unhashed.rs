//! Tables whose codes collide under every multiplier of the hash: they compile, and each code is found.
#![allow(clippy::unwrap_used, reason = "a test that cannot continue should stop")]

use core::fmt::Write as _;

use errcode_tests::cargo::Project;

/// Codes that differ only in bits that the hash cannot move into the slot number.
fn codes() -> Vec<i64> {
    (0..2000).map(|n| n << 52 ^ n << 20).collect()
}

fn table() -> String {
    let mut table = String::from("code,name,message\n");
    for code in codes() {
        writeln!(table, "{code},N{},text of {code}", code.to_string().replace('-', "Minus")).unwrap();
    }
    table
}

#[test]
fn colliding_codes_compile_and_are_found() {
    let project = Project::scratch("unhashed", "");
    project.write("collide.csv", table());
    project.write(
        "src/main.rs",
        r#"errcode_runtime::errcodes!("collide.csv");

fn main() {
    let mut codes: Vec<i64> = (0..2000).map(|n: i64| n << 52 ^ n << 20).collect();
    codes.sort_unstable();
    assert!(CollideError::ALL.iter().map(CollideError::code).eq(codes.iter().copied()));
    for &code in &codes {
        let error = CollideError::from(code);
        assert!(error.is_known() && error.code() == code && error.message() == format!("text of {code}"));
        for near in [code - 1, code + 1] {
            assert!(!CollideError::from(near).is_known() && CollideError::from(near).code() == near);
        }
    }
    assert!(![i64::MIN, i64::MAX].into_iter().any(|code| CollideError::from(code).is_known()));
}
"#,
    );
    project.succeed(&["run", "--quiet"]);
}
