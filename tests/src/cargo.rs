//! Runs cargo for the tests: on the crates under `tests/fixtures`, and on scratch crates.
//!
//! All of them share one target folder and the workspace's `Cargo.lock`, so that dependencies are built once, in the versions
//! that the workspace was tested with.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// The workspace's folder.
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ has a parent").to_path_buf()
}

/// Where scratch crates and the fixtures' artifacts go: below the workspace's own target folder.
pub fn scratch() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace().join("target"), PathBuf::from);
    target.join("errcode-tests")
}

/// A crate or workspace of its own.
#[derive(Clone, Debug)]
pub struct Project {
    /// Its folder.
    pub root: PathBuf,
    target: PathBuf,
}

impl Project {
    /// The fixture of this name.
    pub fn fixture(name: &str) -> Self {
        Self::at(workspace().join("tests/fixtures").join(name))
    }

    /// A new crate that depends on the runtime; `more` is appended to its `[dependencies]`.
    pub fn scratch(name: &str, more: &str) -> Self {
        let runtime = workspace().join("errcode-runtime");
        Self::scratch_alone(name, &format!("errcode-runtime = {{ path = \"{}\" }}\n{more}", runtime.display()))
    }

    /// A new crate with these `[dependencies]`.
    pub fn scratch_alone(name: &str, dependencies: &str) -> Self {
        let root = scratch().join("crates").join(name);
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(root.join("src")).expect("a folder for a scratch crate");
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[profile.release]\n\
             strip = true\n\n[dependencies]\n{dependencies}\n"
        );
        let project = Self::at(root);
        project.write("Cargo.toml", &manifest);
        project
    }

    fn at(root: PathBuf) -> Self {
        fs::create_dir_all(&root).expect("a folder for a project");
        fs::copy(workspace().join("Cargo.lock"), root.join("Cargo.lock")).expect("the workspace's lock file");
        Self { root, target: scratch().join("target") }
    }

    /// The same project, moved to the folder of another scratch crate.
    #[must_use]
    pub fn moved_to(self, name: &str) -> Self {
        let root = scratch().join("crates").join(name);
        let _ = fs::remove_dir_all(&root);
        fs::rename(&self.root, &root).expect("a project can be moved");
        Self { root, ..self }
    }

    /// The same project with its own target folder, for clean builds and for tests that count builds.
    #[must_use]
    pub fn with_own_target(mut self) -> Self {
        self.target = self.root.join("target");
        self
    }

    /// Writes a file below the project's folder.
    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder for a file");
        fs::write(path, content).expect("a file of a scratch crate");
    }

    /// A cargo command in the project's folder.
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.current_dir(&self.root).args(arguments).arg("--target-dir").arg(&self.target);
        // The outer cargo's settings must not reach the inner one.
        let outer = [
            "RUSTFLAGS",
            "CARGO_BUILD_RUSTFLAGS",
            // It would take precedence over the `RUSTFLAGS` that a test sets.
            "CARGO_ENCODED_RUSTFLAGS",
            "RUSTDOCFLAGS",
            "CARGO_MANIFEST_DIR",
            "RUSTC_WRAPPER",
            "RUSTC_WORKSPACE_WRAPPER",
            "CARGO_BUILD_TARGET",
        ];
        for variable in outer {
            command.env_remove(variable);
        }
        command.env("CARGO_TERM_COLOR", "never").env("RUST_BACKTRACE", "0");
        command
    }

    /// Runs cargo. If it fails, stops the test and shows cargo's output.
    pub fn succeed(&self, arguments: &[&str]) -> Output {
        succeed(self.cargo(arguments))
    }

    /// The compiler's messages about the crate, as `cargo --message-format=json` gives them. Stops the test if cargo itself fails
    /// before it reports the end of the build.
    pub fn messages(&self, arguments: &[&str]) -> Vec<Value> {
        let output = self.cargo(arguments).arg("--message-format=json").output().expect("cargo runs");
        let out = String::from_utf8_lossy(&output.stdout);
        let messages: Vec<Value> = out.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        let finished = messages.last().is_some_and(|message| message["reason"] == "build-finished");
        assert!(finished, "cargo {arguments:?}\n{}", String::from_utf8_lossy(&output.stderr));
        messages
    }
}

/// Runs a command. If it fails, stops the test and shows the command's output.
pub fn succeed(mut command: Command) -> Output {
    let output = command.output().expect("the command runs");
    let (out, error) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{command:?} failed\n{out}\n{error}");
    output
}
