//! Writes BENCHMARKS.md: first the targets and whether they are met, then a section for each question.

pub mod check;
pub mod former;

mod binaries;
mod clean;
mod editors;
mod lookups;
mod replies;
mod selections;
pub mod shipped;

use core::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use errcode_tests::cargo::succeed;

use crate::effort::Effort;

/// The report's table of targets: limits, measured values, and whether each is met.
#[derive(Default)]
pub struct Targets(String);

impl core::fmt::Display for Targets {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.0)
    }
}

impl Targets {
    fn add(&mut self, what: &str, at_most: f64, measured: f64) {
        let met = if measured <= at_most { "yes" } else { "no" };
        // Writing to a String cannot fail.
        let _ = writeln!(self.0, "| {what} | {at_most:.3} | {measured:.3} | {met} |");
    }
}

/// The whole report. Its chart goes into the folder.
pub fn whole(effort: Effort, folder: &Path) -> String {
    let mut targets = Targets::default();
    let former = former::runtime();
    // The terminal shows each section at once, because the whole report takes long.
    let shown = |section: String| {
        eprintln!("{section}");
        section
    };
    let sections = [
        shown(check::checks(effort, &mut targets, &folder.join("benchmarks.svg"))),
        shown(check::builds(effort, &mut targets)),
        shown(clean::section(effort, &mut targets)),
        shown(selections::section(effort, former.as_deref(), &mut targets)),
        shown(shipped::section(effort, &mut targets)),
        shown(binaries::section(effort, &mut targets)),
        shown(lookups::section(effort, former.as_deref(), &mut targets)),
        shown(lookups::texts(effort, &mut targets)),
        shown(replies::section(effort)),
        shown(editors::section(effort, former.as_deref(), &mut targets)),
    ];
    format!(
        "# Benchmarks\n\nWritten by `cargo run --release --manifest-path tests/bench/Cargo.toml -- --all`; the peers are in \
         `tests/bench/src/peers.rs`, the targets' reasons in `tests/SPEED.md`.\nTimes are CPU time of cargo and all it starts, as medians \
         over interleaved runs; ratios are of what each adds to an empty crate.\n\nMachine: {}. {}, {}.\n\n\
         ## Targets\n\n| `errcodes!`, {} rows | at most | measured | met |\n|---|---|---|---|\n{}\n{}",
        machine(),
        version("rustc"),
        version("rust-analyzer"),
        with_comma(effort.table),
        targets,
        sections.concat()
    )
}

fn machine() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or_default();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{}, {cores} cores", model.trim_start_matches(['\t', ' ', ':']))
}

fn version(tool: &str) -> String {
    let mut command = Command::new(tool);
    command.arg("--version");
    String::from_utf8_lossy(&succeed(command).stdout).trim().to_owned()
}

/// `1,808`.
fn with_comma(rows: usize) -> String {
    if rows < 1_000 { rows.to_string() } else { format!("{},{:03}", rows / 1_000, rows % 1_000) }
}
