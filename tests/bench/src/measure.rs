//! The time and memory of a command, as medians over interleaved runs.

use core::time::Duration;
use std::fs;
use std::process::{Command, Stdio};
use std::time::Instant;

use errcode_tests::cargo::{Project, succeed};
use wait4::Wait4 as _;

/// The time and memory of a command and all its child processes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Usage {
    /// CPU time, user and system.
    pub cpu: Duration,
    /// Elapsed time.
    pub wall: Duration,
    /// The most memory that one of the processes held, in bytes.
    pub peak: u64,
}

impl Usage {
    /// Runs a command, which has to succeed.
    pub fn of(mut command: Command) -> Self {
        let start = Instant::now();
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the command starts");
        let used = child.wait4().expect("the command ends");
        assert!(used.status.success(), "{command:?} failed");
        Self { cpu: used.rusage.utime + used.rusage.stime, wall: start.elapsed(), peak: used.rusage.maxrss }
    }

    /// The median of each figure separately.
    fn median(usages: &[Self]) -> Self {
        Self {
            cpu: median(usages.iter().map(|usage| usage.cpu)),
            wall: median(usages.iter().map(|usage| usage.wall)),
            peak: median(usages.iter().map(|usage| usage.peak)),
        }
    }
}

/// The middle value, or the default if there is none.
pub fn median<T: Ord + Copy + Default>(values: impl Iterator<Item = T>) -> T {
    let mut values: Vec<T> = values.collect();
    values.sort_unstable();
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// How a crate is recompiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// With the compiler's incremental cache, as after an edit.
    Edit,
    /// Without the cache, as on a build server.
    Ci,
}

/// The usage of cargo when it recompiles each project after a change of one line that is unrelated to the table.
///
/// The projects take turns, `rounds` times, so that changes of the machine's load affect all of them. Each project is built once
/// before, without measuring. If there is one round, this build is left out, and dependencies must have been built already.
pub fn again(projects: &[Project], arguments: &[&str], mode: Mode, rounds: usize) -> Vec<Usage> {
    let command = |project: &Project| {
        let mut command = project.cargo(arguments);
        command.env("CARGO_INCREMENTAL", if mode == Mode::Edit { "1" } else { "0" });
        command
    };
    for project in projects.iter().filter(|_| rounds > 1) {
        succeed(command(project));
    }
    let mut edits = 0;
    interleaved(projects, rounds, |project| {
        edits += 1;
        edit(project, edits);
        Usage::of(command(project))
    })
}

/// Changes the last line of the library, or adds it.
fn edit(project: &Project, edits: usize) {
    const LINE: &str = "pub fn unrelated() -> usize { ";
    let text = fs::read_to_string(project.root.join("src/lib.rs")).expect("the library");
    let kept = text.rfind(LINE).map_or(&*text, |line| &text[..line]);
    project.write("src/lib.rs", format!("{kept}{LINE}{edits} }}\n"));
}

/// The usage of cargo when it builds each project from scratch, dependencies included.
pub fn clean(projects: &[Project], arguments: &[&str], rounds: usize) -> Vec<Usage> {
    interleaved(projects, rounds, |project| {
        project.succeed(&["clean", "--quiet"]);
        Usage::of(project.cargo(arguments))
    })
}

fn interleaved(projects: &[Project], rounds: usize, mut run: impl FnMut(&Project) -> Usage) -> Vec<Usage> {
    let mut usages = vec![Vec::new(); projects.len()];
    for _ in 0..rounds {
        for (project, usages) in projects.iter().zip(&mut usages) {
            usages.push(run(project));
        }
    }
    usages.iter().map(|usages| Usage::median(usages)).collect()
}
