//! Checks and builds after a change of the crate, by the number of rows.

use core::fmt::Write as _;
use core::time::Duration;
use std::path::Path;

use super::Targets;
use crate::chart;
use crate::effort::{Effort, LARGE, TABLE};
use crate::measure::{Usage, again};
use crate::peers::Peer;
use crate::table::rows;

/// The command that most is measured with.
pub const CHECK: &[&str] = &["check", "--quiet"];

/// The peers' usages for one command and so many rows.
pub struct Measured {
    /// The number of rows.
    pub rows: usize,
    /// Of each peer, in the order of `Peer::ALL`.
    pub usages: Vec<Usage>,
}

impl Measured {
    /// Measures a cargo command for all peers.
    pub fn new(count: usize, arguments: &[&str], rounds: usize) -> Self {
        eprintln!("measuring cargo {arguments:?} with {count} rows");
        let rows = rows(count);
        let projects = Peer::ALL.map(|peer| peer.project(&rows));
        Self { rows: count, usages: again(&projects, arguments, "src/lib.rs", rounds) }
    }

    /// What a peer used.
    pub fn of(&self, peer: Peer) -> Usage {
        Peer::ALL.iter().position(|&known| known == peer).map_or_else(Usage::default, |index| self.usages[index])
    }

    /// What a peer adds to an empty crate.
    pub fn added(&self, peer: Peer) -> Duration {
        self.of(peer).cpu.saturating_sub(self.of(Peer::Empty).cpu)
    }

    /// What a peer adds, divided by what another adds.
    pub fn ratio(&self, peer: Peer, of: Peer) -> f64 {
        self.added(peer).as_secs_f64() / self.added(of).as_secs_f64()
    }

    /// The usages as a table.
    pub fn table(&self) -> String {
        let mut out = String::new();
        let _ = writeln!(
            out,
            "| {} rows | CPU, ms | added, ms | × bare enum | × derives | wall, ms | peak, MB |",
            self.rows
        );
        let _ = writeln!(out, "|---|---|---|---|---|---|---|");
        for peer in Peer::ALL {
            let usage = self.of(peer);
            let _ = writeln!(
                out,
                "| {} | {} | {} | {:.2} | {:.2} | {} | {} |",
                peer.name(),
                usage.cpu.as_millis(),
                self.added(peer).as_millis(),
                self.ratio(peer, Peer::Bare),
                self.ratio(peer, Peer::Derives),
                usage.wall.as_millis(),
                usage.peak / 1_000_000
            );
        }
        out
    }
}

/// Checks, with their chart.
pub fn checks(effort: Effort, targets: &mut Targets, file: &Path) -> String {
    let mut out = "## Check again after a change\n\n`cargo check`, with the library touched.\n\n".to_owned();
    let mut checks = Vec::new();
    for &rows in effort.sizes {
        let measured = Measured::new(rows, CHECK, if rows == LARGE { 3 } else { effort.rounds });
        let _ = writeln!(out, "{}", measured.table());
        let derives = measured.ratio(Peer::Errcodes, Peer::Derives);
        if rows == TABLE {
            targets.add("check: × the bare documented enum", 4.0, measured.ratio(Peer::Errcodes, Peer::Bare));
            targets.add("check: × thiserror + strum + num_enum", 0.25, derives);
        } else if rows == LARGE {
            targets.add("check of 20,000 rows: × thiserror + strum + num_enum", 0.2, derives);
        }
        checks.push(measured);
    }
    let _ = writeln!(out, "![CPU time that a table adds to a check, against its rows](benchmarks.svg)\n");
    chart::draw(&checks, file).expect("the chart can be written");
    out
}

/// Debug and release builds.
pub fn builds(effort: Effort, targets: &mut Targets) -> String {
    let mut out = String::new();
    for (title, arguments) in [
        ("Debug build", &["build", "--quiet", "--lib"][..]),
        ("Release build", &["build", "--quiet", "--lib", "--release"]),
    ] {
        let _ = writeln!(out, "## {title} again after a change\n\n`cargo {}`.\n", arguments.join(" "));
        for &rows in effort.sizes {
            let measured = Measured::new(rows, arguments, if rows == LARGE { 1 } else { effort.few });
            let _ = writeln!(out, "{}", measured.table());
            if rows == TABLE && title == "Release build" {
                let ratio = measured.ratio(Peer::Errcodes, Peer::Derives);
                targets.add("release build: × thiserror + strum + num_enum", 0.125, ratio);
            }
        }
    }
    out
}
