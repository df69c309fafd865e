//! What a peer costs in an editor.

use core::fmt::Write as _;
use core::time::Duration;
use std::time::Instant;

use errcode_tests::cargo::Project;
use errcode_tests::lsp::Editor;

use super::check::CHECK;
use super::with_comma;
use crate::effort::Effort;
use crate::measure::median;
use crate::peers::Peer;
use crate::table::rows;

/// Not `csv-codegen`: it unwraps the path of the calling file, which rust-analyzer 1.95 does not give, and panics.
const PEERS: [Peer; 4] = [Peer::Empty, Peer::Bare, Peer::Errcodes, Peer::Derives];

const BEFORE: &str = "pub type Value = ";

pub fn section(effort: Effort) -> String {
    eprintln!("measuring rust-analyzer");
    let rows = rows(effort.table);
    let projects = PEERS.map(|peer| {
        let project = peer.project(&rows);
        // Somewhere to hover, at the same place in each.
        let hovered = if peer == Peer::Empty { "String" } else { "TableError" };
        project.write("src/lib.rs", format!("{BEFORE}{hovered};\n{}", peer.source(&rows)));
        project.succeed(CHECK);
        project
    });
    let mut measured = PEERS.map(|_| (Vec::new(), Vec::new()));
    for _ in 0..effort.few {
        for (project, (times, peaks)) in projects.iter().zip(&mut measured) {
            let (time, peak) = first_hover(project);
            times.push(time);
            peaks.push(peak);
        }
    }
    let mut out = format!(
        "## In an editor\n\nrust-analyzer on a crate with {} rows: from its start to the first hover over the enum, and the most memory \
         it held. It cannot expand `csv-codegen`, whose macro panics there.\n\n| crate | first hover, ms | peak, MB |\n|---|---|---|\n",
        with_comma(effort.table)
    );
    for (peer, (times, peaks)) in PEERS.iter().zip(measured) {
        let (time, peak) = (median(times.into_iter()), median(peaks.into_iter()));
        let _ = writeln!(out, "| {} | {} | {} |", peer.name(), time.as_millis(), peak / 1_000_000);
    }
    out + "\n"
}

/// Starts rust-analyzer; the time to its first answer, and its memory.
fn first_hover(project: &Project) -> (Duration, u64) {
    let start = Instant::now();
    let mut editor = Editor::open(project, "src/lib.rs");
    let hover = editor.hover(0, BEFORE.len());
    let time = start.elapsed();
    assert!(!hover.is_empty(), "nothing to see at the enum");
    (time, editor.peak_memory())
}
