//! A former commit of this repository, with which some targets compare.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use errcode_tests::cargo::{Project, scratch, workspace};

pub const FORMER: &str = "7a6e28f";

/// The folder of its runtime. `None` in a clone without history.
pub fn runtime() -> Option<PathBuf> {
    let folder = scratch().join("former");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder for the former code");
    let archive = folder.join("former.tar");
    let mut git = Command::new("git");
    git.current_dir(workspace()).args(["archive", "--output"]).arg(&archive).arg(FORMER);
    let mut tar = Command::new("tar");
    tar.current_dir(&folder).arg("xf").arg(&archive);
    let is_there = [git, tar].iter_mut().all(|command| command.status().is_ok_and(|status| status.success()));
    if !is_there {
        eprintln!("this clone has no commit {FORMER}: what is compared with it is left out");
    }
    is_there.then(|| folder.join("errcode-runtime"))
}

/// A scratch crate that depends on the former runtime; `more` is appended to its `[dependencies]`.
pub fn project(name: &str, runtime: &Path, more: &str) -> Project {
    Project::scratch_alone(name, &format!("errcode-runtime = {{ path = \"{}\" }}\n{more}", runtime.display()))
}
