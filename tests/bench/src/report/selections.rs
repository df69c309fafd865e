//! Compares thirty enums of five codes each, as a client of many endpoints has them, with one such enum.

use core::fmt::Write as _;
use std::path::Path;

use errcode_tests::cargo::Project;

use super::Targets;
use super::check::CHECK;
use super::former::{self, FORMER};
use crate::effort::Effort;
use crate::measure::{Mode, again};
use crate::peers::Peer;
use crate::table::rows;

pub fn section(effort: Effort, former: Option<&Path>, targets: &mut Targets) -> String {
    eprintln!("measuring thirty selections");
    let ours = |count| selections(Project::scratch(&format!("selections-{count}"), ""), count);
    let mut crates = vec![
        (Peer::Errcodes.name().to_owned(), [ours(1), ours(30)]),
        (Peer::Derives.name().to_owned(), [derives(1), derives(30)]),
    ];
    if let Some(runtime) = former {
        let of = |count| selections(former::project(&format!("selections-former-{count}"), runtime, ""), count);
        crates.push((format!("`errcodes!` of {FORMER}"), [of(1), of(30)]));
    }
    let projects: Vec<Project> = core::iter::once(Peer::Empty.project(&[]))
        .chain(crates.iter().flat_map(|(_, projects)| projects.clone()))
        .collect();
    let mut out = format!(
        "## Thirty small selections in one crate\n\nOf five codes each, from `common` and `general`: CPU time added to a check, in ms. The code \
         of {FORMER} is what the targets compare with.\n\n| | crate | one | thirty | each further |\n|---|---|---|---|---|\n"
    );
    for (mode, word, at_most) in [(Mode::Edit, "edit", 0.6), (Mode::Ci, "CI", 0.7)] {
        let usages = again(&projects, CHECK, mode, effort.rounds);
        let added = |index: usize| usages[index].cpu.saturating_sub(usages[0].cpu).as_secs_f64() * 1e3;
        let each = |index: usize| (added(2 * index + 2) - added(2 * index + 1)) / 29.0;
        for (index, (name, _)) in crates.iter().enumerate() {
            let (one, thirty) = (added(2 * index + 1), added(2 * index + 2));
            let _ = writeln!(out, "| {word} | {name} | {one:.0} | {thirty:.0} | {:.2} |", each(index));
        }
        if former.is_some() {
            targets.add(&format!("each further selection, {word}: × that of {FORMER}"), at_most, each(0) / each(2));
        }
    }
    out + "\n"
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
    // Each crate needs its own name: crates with the same name share the compiler's incremental cache.
    let project = Project::scratch_alone(&format!("selections-derives-{count}"), Peer::Derives.dependencies());
    let five = Peer::Derives.source(&rows(5));
    let one = |index: usize| format!("pub mod endpoint{index} {{\n{five}}}\n");
    let code: String = (0..count).map(one).collect();
    project.write("src/lib.rs", code);
    project
}
