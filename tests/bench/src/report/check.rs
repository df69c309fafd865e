//! Checks and builds after a change of the crate, for tables of several sizes.

use core::fmt::Write as _;
use core::time::Duration;
use std::path::Path;

use super::Targets;
use crate::chart;
use crate::effort::{Effort, LARGE, TABLE};
use crate::measure::{Mode, Usage, again};
use crate::peers::Peer;
use crate::table::rows;

/// The command of most measurements.
pub const CHECK: &[&str] = &["check", "--quiet"];

/// The peers' usages for one command and one number of rows.
pub struct Measured {
    /// The number of rows.
    pub rows: usize,
    /// The measured peers.
    pub peers: Vec<Peer>,
    /// The usage of each peer, in the order of `peers`.
    pub usages: Vec<Usage>,
}

impl Measured {
    /// Measures a cargo command for all peers.
    pub fn new(count: usize, arguments: &[&str], mode: Mode, rounds: usize) -> Self {
        eprintln!("measuring cargo {arguments:?} ({mode:?}) with {count} rows");
        let rows = rows(count);
        let projects = Peer::ALL.map(|peer| peer.project(&rows));
        Self { rows: count, peers: Peer::ALL.to_vec(), usages: again(&projects, arguments, mode, rounds) }
    }

    /// The usage of a peer.
    pub fn of(&self, peer: Peer) -> Usage {
        self.peers.iter().position(|&known| known == peer).map_or_else(Usage::default, |index| self.usages[index])
    }

    /// The CPU time that a peer adds to an empty crate.
    pub fn added(&self, peer: Peer) -> Duration {
        self.of(peer).cpu.saturating_sub(self.of(Peer::Empty).cpu)
    }

    /// The CPU time that a peer adds, divided by that of another.
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
        for &peer in &self.peers {
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

/// The section about checks. Also draws their chart.
pub fn checks(effort: Effort, targets: &mut Targets, file: &Path) -> String {
    let mut out = "## Check again after a change\n\n`cargo check`, after one line of the library that has nothing to do with the table was \
                   changed: **edit** with what the compiler kept of the last time, **CI** with `CARGO_INCREMENTAL=0`.\n\n"
        .to_owned();
    for (mode, word, own, shipped) in [(Mode::Edit, "edit", 1.8, 1.5), (Mode::Ci, "CI", 3.4, 2.9)] {
        let mut checks: Vec<Measured> = Vec::new();
        let title = if mode == Mode::Edit { "Edit" } else { "CI" };
        let _ = writeln!(out, "### {title}: a file of the user's\n");
        for &rows in effort.sizes {
            let measured = Measured::new(rows, CHECK, mode, if rows == LARGE { 3 } else { effort.rounds });
            let _ = writeln!(out, "{}", measured.table());
            let bare = measured.ratio(Peer::Errcodes, Peer::Bare);
            if rows == effort.table {
                targets.add(&format!("check of a CSV file, {word}: × the bare documented enum"), own, bare);
                let texts = measured.ratio(Peer::Texts, Peer::Errcodes);
                targets.add(&format!("check of codes that are texts, {word}: × numbers"), 1.15, texts);
                if mode == Mode::Ci {
                    let by_hand = measured.ratio(Peer::Errcodes, Peer::Match);
                    targets.add("check of a CSV file, CI: × match functions by hand", 1.0, by_hand);
                }
            }
            if let Some(small) = checks.iter().find(|small| small.rows == effort.table && rows == LARGE) {
                let what = format!("check of 20,000 rows, {word}: ratio to the bare enum × that of {}", small.rows);
                targets.add(&what, 1.3, bare / small.ratio(Peer::Errcodes, Peer::Bare));
            }
            checks.push(measured);
        }
        out += &whole_shipped_table(effort, mode, title, |measured| {
            let bare = measured.ratio(Peer::Errcodes, Peer::Bare);
            targets.add(&format!("check of the shipped `general`, {word}: × the bare documented enum"), shipped, bare);
            if mode == Mode::Ci {
                let by_hand = measured.ratio(Peer::Errcodes, Peer::Match);
                targets.add("check of the shipped `general`, CI: × match functions by hand", 1.0, by_hand);
            }
        });
        if mode == Mode::Edit {
            let _ = writeln!(out, "![CPU time that a table adds to a check, against its rows](benchmarks.svg)\n");
            chart::draw(&checks, file).expect("the chart can be written");
        }
    }
    out
}

/// The shipped table `general`, with its whole documentation.
fn whole_shipped_table(effort: Effort, mode: Mode, title: &str, measured: impl FnOnce(&Measured)) -> String {
    eprintln!("measuring the shipped table ({mode:?})");
    // The other peers need a file, which `of_shipped` does not write.
    let peers = [Peer::Empty, Peer::Bare, Peer::Errcodes, Peer::Derives, Peer::Match];
    let usages = again(&peers.map(Peer::of_shipped), CHECK, mode, effort.rounds);
    let table = Measured { rows: TABLE, peers: peers.to_vec(), usages };
    measured(&table);
    format!("### {title}: the shipped table `general`\n\n{}\n", table.table())
}

/// Debug and release builds.
pub fn builds(effort: Effort, targets: &mut Targets) -> String {
    let mut out = String::new();
    // Release builds are not incremental.
    for (title, arguments, mode) in [
        ("Debug build", &["build", "--quiet", "--lib"][..], Mode::Edit),
        ("Release build", &["build", "--quiet", "--lib", "--release"], Mode::Ci),
    ] {
        let _ = writeln!(out, "## {title} again after a change\n\n`cargo {}`.\n", arguments.join(" "));
        // The peers take minutes to build 20,000 rows.
        for &rows in effort.sizes.iter().filter(|&&rows| rows < LARGE) {
            let measured = Measured::new(rows, arguments, mode, effort.few);
            let _ = writeln!(out, "{}", measured.table());
            if rows == TABLE && title == "Release build" {
                let ratio = measured.ratio(Peer::Errcodes, Peer::Derives);
                targets.add("release build: × thiserror + strum + num_enum", 1.0 / 12.0, ratio);
            }
        }
    }
    out
}
