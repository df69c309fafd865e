//! Builds a user's crate against the packages that are published, without the rest of the workspace.
#![allow(clippy::unwrap_used, reason = "a test that cannot continue should stop")]

use std::fs;
use std::process::Command;

use errcode_tests::cargo::{Project, scratch, succeed, workspace};

const VERSION: &str = env!("CARGO_PKG_VERSION");

#[test]
fn a_crate_builds_against_the_packages_alone() {
    let target = scratch().join("packages");
    let _ = fs::remove_dir_all(target.join("package"));
    let mut package = Command::new(env!("CARGO"));
    // `--no-verify`: the packages are compiled below, and `.ci/run` also lets cargo verify each.
    package.current_dir(workspace()).args(["package", "--workspace", "--no-verify"]);
    package.args(["--exclude", "errcode-tests", "--exclude", "errcode-tests-clients"]);
    package.args(["--allow-dirty", "--quiet", "--target-dir"]).arg(&target);
    succeed(package);

    let unpacked = target.join("unpacked");
    let _ = fs::remove_dir_all(&unpacked);
    fs::create_dir_all(&unpacked).unwrap();
    let mut patches = Vec::new();
    for name in ["errcode-core", "errcode-tables", "errcode-codegen", "errcode-macros", "errcode-runtime"] {
        let mut tar = Command::new("tar");
        // `m` sets new times. All files in packages have the same date in 2006, so cargo would not notice that their contents changed.
        tar.arg("-xzmf").arg(target.join(format!("package/{name}-{VERSION}.crate"))).arg("-C").arg(&unpacked);
        succeed(tar);
        let folder = unpacked.join(format!("{name}-{VERSION}"));
        for file in ["LICENSE-MIT", "LICENSE-APACHE", "README.md"] {
            assert!(folder.join(file).metadata().is_ok_and(|file| file.len() > 200), "{name} has no {file}");
        }
        patches.push(format!("{name} = {{ path = \"{}\" }}\n", folder.display()));
    }
    assert!(
        unpacked.join(format!("errcode-tables-{VERSION}/NOTICE")).exists(),
        "NOTICE is missing: the texts are Tencent's"
    );

    let dependencies = format!(
        "errcode-runtime = {{ version = \"{VERSION}\", features = [\"reply\", \"serde\", \"wechat\"] }}\n\n[patch.crates-io]\n{}",
        patches.concat()
    );
    let user = Project::scratch_alone("user-of-packages", &dependencies);
    user.write("payment.csv", "code,message\n7,card declined\n");
    user.write(
        "src/main.rs",
        r##"use errcode_runtime::{errcodes, prelude::*, reply, wechat};

errcodes!("common");
errcodes!("payment.csv");

fn main() {
    let failed = reply::decode::<(), CommonError>(br#"{"errcode":40001,"errmsg":"invalid credential"}"#);
    println!("{}", failed.unwrap_err());
    println!("{:?} {}", PaymentError::from(7), wechat::GeneralError::ALL.len());
}
"##,
    );
    let output = user.succeed(&["run", "--quiet"]);
    let out = String::from_utf8_lossy(&output.stdout);
    assert!(out.contains("40001") && out.ends_with("CardDeclined 1808\n"), "{out}");
}
