//! A table's file is a source file: cargo rebuilds the crate when the file changes, and only then.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot continue should stop")]

use std::fs;
use std::path::Path;
use std::process::Command;

use errcode_tests::cargo::{Project, succeed};

const TABLE: &str = "code,name,message\n1,TooFast,slow down\n";
const LIB: &str = "errcode_runtime::errcodes!(\"errors/payment.csv\");\n";

/// What cargo did with the crate.
#[derive(Debug, PartialEq)]
enum Check {
    Fresh,
    Built,
    Failed(String),
}

fn check(project: &Project) -> Check {
    let messages = project.messages(&["check"]);
    let of_crate = || messages.iter().filter(|message| message["target"]["name"] == "shop");
    let error = of_crate().find(|message| message["message"]["level"] == "error");
    if let Some(error) = error {
        return Check::Failed(error["message"]["message"].as_str().unwrap().lines().next().unwrap().to_owned());
    }
    let artifact = of_crate().find(|message| message["reason"] == "compiler-artifact").unwrap();
    if artifact["fresh"] == true { Check::Fresh } else { Check::Built }
}

/// Creates, edits, breaks, renames and removes a table. Asserts that cargo notices each step, and builds a valid table once.
fn lives(project: &Project, member: &str) {
    let table = format!("{member}errors/payment.csv");
    let write = |content: &str| {
        project.write(&table, content);
    };
    write(TABLE);
    project.write(&format!("{member}src/lib.rs"), LIB);
    let built_once = |what: &str| {
        assert_eq!(check(project), Check::Built, "{what}");
        assert_eq!(check(project), Check::Fresh, "{what}, then unchanged");
    };
    built_once("new");
    write(&TABLE.replace("slow down", "slow down please"));
    built_once("edited");
    write("code,name,message\n1.0,TooFast,slow down\n");
    assert_eq!(check(project), Check::Failed("invalid code `1.0`".into()), "broken");
    write(TABLE);
    built_once("mended");
    fs::rename(project.root.join(&table), project.root.join(format!("{member}errors/pay.csv"))).unwrap();
    let missing = Check::Failed(format!("there is no file {member}errors/payment.csv"));
    assert_eq!(check(project), missing, "renamed");
    project.write(&format!("{member}src/lib.rs"), LIB.replace("payment", "pay"));
    built_once("renamed in the call, too");
    fs::remove_file(project.root.join(format!("{member}errors/pay.csv"))).unwrap();
    assert_eq!(check(project), Check::Failed(format!("there is no file {member}errors/pay.csv")), "deleted");
    fs::write(project.root.join(format!("{member}errors/pay.csv")), TABLE).unwrap();
    built_once("back again");
}

#[test]
fn in_a_package_alone() {
    let project = Project::scratch("shop", "").with_own_target();
    lives(&project, "");
}

/// The file after `with` is a source file, too.
#[test]
fn with_a_file_laid_over_it() {
    let project = Project::scratch("shop-with", "").with_own_target();
    let manifest = fs::read_to_string(project.root.join("Cargo.toml")).unwrap();
    project.write("Cargo.toml", manifest.replace("name = \"shop-with\"", "name = \"shop\""));
    let ours = "code,kind,recovery\n1,resource_exhausted,slow_down\n";
    project.write("errors/payment.csv", TABLE);
    project.write("src/lib.rs", LIB.replace("\")", "\" with \"errors/ours.csv\")"));
    assert_eq!(
        check(&project),
        Check::Failed("there is no file errors/ours.csv".into()),
        "the file of `with` does not exist yet"
    );
    for (what, path, content) in [
        ("new", "errors/ours.csv", ours.to_owned()),
        ("the file after `with` edited", "errors/ours.csv", ours.replace("slow_down", "retry")),
        ("the table edited", "errors/payment.csv", TABLE.replace("slow", "go slow")),
    ] {
        project.write(path, content);
        assert_eq!(check(&project), Check::Built, "{what}");
        assert_eq!(check(&project), Check::Fresh, "{what}, then unchanged");
    }
}

#[test]
fn in_a_member_of_a_workspace() {
    let project = Project::scratch("shop-workspace", "").with_own_target();
    let manifest = fs::read_to_string(project.root.join("Cargo.toml")).unwrap();
    let member = manifest.replace("[workspace]\n", "").replace("name = \"shop-workspace\"", "name = \"shop\"");
    project.write("members/shop/Cargo.toml", member);
    project.write("Cargo.toml", "[workspace]\nresolver = \"3\"\nmembers = [\"members/shop\"]\n");
    lives(&project, "members/shop/");
}

#[test]
fn two_folders_give_the_same_bytes() {
    let build = |folder: &str| -> Vec<u8> {
        let project = Project::scratch("same-bytes", "");
        project.write("errors/payment.csv", TABLE);
        project.write("src/lib.rs", format!("{LIB}errcode_runtime::errcodes!(\"common\");\n"));
        let project = project.moved_to(folder).with_own_target();
        let mut command = project.cargo(&["build", "--quiet"]);
        command.env("CARGO_INCREMENTAL", "0");
        command.env("RUSTFLAGS", format!("--remap-path-prefix={}=/shop", project.root.display()));
        succeed(command);
        let rlib = fs::read(project.root.join("target/debug/libsame_bytes.rlib")).unwrap();
        assert!(!contains(&rlib, &project.root), "the rlib names the folder it was built in");
        rlib
    };
    assert!(build("same-bytes-here") == build("same-bytes-in-another-folder"), "the rlibs differ");
}

fn contains(bytes: &[u8], path: &Path) -> bool {
    let path = path.to_str().unwrap().as_bytes();
    bytes.windows(path.len()).any(|window| window == path)
}

/// Build tools other than cargo may set `CARGO_MANIFEST_DIR` to a relative path, or not at all.
#[test]
fn without_an_absolute_manifest_dir() {
    let project = Project::scratch("bazel", "").with_own_target();
    project.write("errors/payment.csv", TABLE);
    project.write("src/lib.rs", LIB);
    // Takes cargo's compiler command from its log, and repeats it without cargo.
    let verbose = project.succeed(&["check", "--verbose"]);
    let log = String::from_utf8_lossy(&verbose.stderr).into_owned();
    let call = log.lines().rfind(|line| line.contains("--crate-name bazel")).unwrap().trim();
    let call = call.trim_start_matches("Running `").trim_end_matches('`');
    let compile = |manifest_dir: Option<&str>| {
        let mut command = Command::new("sh");
        command.current_dir(&project.root).args(["-c", call]);
        command.env_remove("CARGO_MANIFEST_DIR");
        if let Some(dir) = manifest_dir {
            command.env("CARGO_MANIFEST_DIR", dir);
        }
        command
    };
    let dirs = [None, Some("."), Some("")];
    for dir in dirs {
        succeed(compile(dir));
    }

    project.write("src/lib.rs", LIB.replace("payment.csv", "paiment.csv"));
    let compiler = "without `CARGO_MANIFEST_DIR`, a path is relative to the folder that the compiler runs in";
    let package = "a path is relative to the folder of Cargo.toml";
    for (dir, folder) in dirs.into_iter().zip([compiler, package, compiler]) {
        let output = compile(dir).output().unwrap();
        let shown = String::from_utf8_lossy(&output.stderr);
        let help = format!("help: {folder}; there is `payment.csv` in the same folder");
        assert!(!output.status.success() && shown.contains(&help), "{dir:?}: {shown}");
    }
}
