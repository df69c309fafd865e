//! Thirty enums of five codes each, as a client of many endpoints has them, beside one.

use core::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use errcode_tests::cargo::{Project, scratch, workspace};

use super::Targets;
use super::check::CHECK;
use crate::effort::Effort;
use crate::measure::{Mode, again};
use crate::peers::Peer;
use crate::table::rows;

/// The code that the targets are stated against.
const FORMER: &str = "7a6e28f";

pub fn section(effort: Effort, targets: &mut Targets) -> String {
    eprintln!("measuring thirty selections");
    let runtime = former().join("errcode-runtime");
    let former = |count| {
        let dependency = format!("errcode-runtime = {{ path = \"{}\" }}", runtime.display());
        selections(Project::scratch_alone(&format!("selections-former-{count}"), &dependency), count)
    };
    let ours = |count| selections(Project::scratch(&format!("selections-{count}"), ""), count);
    let projects = [Peer::Empty.project(&[]), ours(1), ours(30), former(1), former(30), derives(1), derives(30)];
    let mut out = format!(
        "## Thirty small selections in one crate\n\nOf five codes each, from `common` and `general`: CPU time added to a check, in ms. The code \
         of {FORMER} is what the targets compare with.\n\n| | crate | one | thirty | each further |\n|---|---|---|---|---|\n"
    );
    for (mode, word, at_most) in [(Mode::Edit, "edit", 0.6), (Mode::Ci, "CI", 0.7)] {
        let usages = again(&projects, CHECK, mode, effort.rounds);
        let added = |index: usize| usages[index].cpu.saturating_sub(usages[0].cpu).as_secs_f64() * 1e3;
        let each = |index: usize| (added(index + 1) - added(index)) / 29.0;
        for (name, index) in [(Peer::Errcodes.name(), 1), ("`errcodes!` of 7a6e28f", 3), (Peer::Derives.name(), 5)] {
            let (one, thirty) = (added(index), added(index + 1));
            let _ = writeln!(out, "| {word} | {name} | {one:.0} | {thirty:.0} | {:.2} |", each(index));
        }
        targets.add(&format!("each further selection, {word}: × that of {FORMER}"), at_most, each(1) / each(3));
    }
    out + "\n"
}

/// The workspace as it was in that commit.
fn former() -> PathBuf {
    let folder = scratch().join("former");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder for the former code");
    let archive = folder.join("former.tar");
    let mut git = Command::new("git");
    // A clone without history does not have it.
    succeed_in(git.current_dir(workspace()).args(["archive", "--output"]).arg(&archive).arg(FORMER));
    succeed_in(Command::new("tar").current_dir(&folder).arg("xf").arg(&archive));
    folder
}

fn succeed_in(command: &mut Command) {
    let output = command.output().expect("the command runs");
    assert!(output.status.success(), "{command:?} failed: {}", String::from_utf8_lossy(&output.stderr));
}

fn selections(project: Project, count: usize) -> Project {
    let one = |index: usize| {
        format!("pub enum Endpoint{index}Error from \"common\", \"general\" {{ -1, 40029, 45011, 40001, 43101 }}\n")
    };
    let code: String = (0..count).map(one).collect();
    project.write("src/lib.rs", format!("errcode_runtime::errcodes! {{\n{code}}}\n"));
    project
}

fn derives(count: usize) -> Project {
    // Of a name of its own: crates of one name share the compiler's incremental cache.
    let project = Project::scratch_alone(&format!("selections-derives-{count}"), Peer::Derives.dependencies());
    let five = Peer::Derives.source(&rows(5));
    let one = |index: usize| format!("pub mod endpoint{index} {{\n{five}}}\n");
    let code: String = (0..count).map(one).collect();
    project.write("src/lib.rs", code);
    project
}
