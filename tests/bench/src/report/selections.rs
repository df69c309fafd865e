//! Thirty enums of five codes each, as a client of many endpoints has them, beside one.

use core::fmt::Write as _;

use errcode_tests::cargo::Project;

use super::Targets;
use super::check::CHECK;
use crate::effort::Effort;
use crate::measure::again;
use crate::peers::Peer;
use crate::table::rows;

pub fn section(effort: Effort, targets: &mut Targets) -> String {
    eprintln!("measuring thirty selections");
    let projects = [Peer::Empty.project(&[]), ours(1), ours(30), derives(1), derives(30)];
    let usages = again(&projects, CHECK, "src/lib.rs", effort.rounds);
    let added = |index: usize| usages[index].cpu.saturating_sub(usages[0].cpu).as_secs_f64() * 1e3;
    let mut out = "## Thirty small selections in one crate\n\nOf five codes each, from `common` and `general`: added to a check.\n\n\
                   | crate | one, ms | thirty, ms | × one |\n|---|---|---|---|\n"
        .to_owned();
    for (peer, index) in [(Peer::Errcodes, 1), (Peer::Derives, 3)] {
        let (one, thirty) = (added(index), added(index + 1));
        let _ = writeln!(out, "| {} | {one:.0} | {thirty:.0} | {:.2} |", peer.name(), thirty / one);
    }
    targets.add("thirty selections of shipped tables: × one", 2.0, added(2) / added(1));
    out + "\n"
}

fn ours(count: usize) -> Project {
    let project = Project::scratch(&format!("selections-{count}"), "");
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
