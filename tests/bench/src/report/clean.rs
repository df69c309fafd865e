//! Builds of everything, dependencies included.

use core::fmt::Write as _;

use super::check::Measured;
use super::{Targets, with_comma};
use crate::effort::Effort;
use crate::measure::clean;
use crate::peers::Peer;
use crate::table::rows;

pub fn section(effort: Effort, targets: &mut Targets) -> String {
    eprintln!("measuring clean builds");
    let rows = rows(effort.table);
    let projects = Peer::ALL.map(|peer| peer.project(&rows).with_own_target());
    let usages = clean(&projects, &["build", "--quiet", "--lib"], effort.few);
    let measured = Measured { rows: effort.table, peers: Peer::ALL.to_vec(), usages };
    let mut out = format!(
        "## Clean build, dependencies included\n\n`cargo build` of {} rows, with nothing built before.\n\n\
         | crate | CPU, s | × derives | wall, s | peak, MB |\n|---|---|---|---|---|\n",
        with_comma(effort.table)
    );
    let of = |peer: Peer| measured.of(peer).cpu.as_secs_f64();
    for peer in Peer::ALL {
        let usage = measured.of(peer);
        let (cpu, wall, peak) = (of(peer), usage.wall.as_secs_f64(), usage.peak / 1_000_000);
        let _ = writeln!(out, "| {} | {cpu:.2} | {:.2} | {wall:.2} | {peak} |", peer.name(), cpu / of(Peer::Derives));
    }
    let ratio = of(Peer::Errcodes) / of(Peer::Derives);
    targets.add("clean build, dependencies included: × thiserror + strum + num_enum", 0.42, ratio);
    out + "\n"
}
