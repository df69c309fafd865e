//! The time and memory that a peer costs in an editor.

use core::fmt::Write as _;
use core::time::Duration;
use std::fs;
use std::path::Path;
use std::time::Instant;

use errcode_tests::cargo::Project;
use errcode_tests::lsp::Editor;

use super::check::CHECK;
use super::former::{self, FORMER};
use super::{Targets, with_comma};
use crate::effort::Effort;
use crate::measure::median;
use crate::peers::Peer;
use crate::table::{csv, rows, shipped as shipped_rows};

/// Not `csv-codegen`: it unwraps the path of the calling file, which rust-analyzer 1.95 does not give, and panics.
const PEERS: [Peer; 4] = [Peer::Empty, Peer::Bare, Peer::Errcodes, Peer::Derives];

const BEFORE: &str = "pub type Value = ";

/// How often the file is changed.
const EDITS: usize = 30;

/// The measurements of one run.
#[derive(Clone, Copy, Default)]
struct Run {
    /// From the start to the first hover.
    hover: Duration,
    /// From a change of the file to the diagnostics, the median.
    diagnostics: Duration,
    /// The most memory held.
    peak: u64,
}

impl Run {
    /// The median of each figure separately.
    fn median(runs: &[Self]) -> Self {
        Self {
            hover: median(runs.iter().map(|run| run.hover)),
            diagnostics: median(runs.iter().map(|run| run.diagnostics)),
            peak: median(runs.iter().map(|run| run.peak)),
        }
    }
}

pub fn section(effort: Effort, former: Option<&Path>, targets: &mut Targets) -> String {
    eprintln!("measuring rust-analyzer");
    let rows = rows(effort.table);
    let of_csv = PEERS.map(|peer| (peer.name().to_owned(), peer.project(&rows), peer.source(&rows), peer));
    let shipped = "errcode_runtime::errcodes!(\"general\");\npub use GeneralError as TableError;\n".to_owned();
    let of_shipped = [
        ("bare documented enum of `general`".to_owned(), Peer::Bare, Peer::Bare.source(&shipped_rows())),
        ("`errcodes!(\"general\")`".to_owned(), Peer::Errcodes, shipped),
    ];
    let of_shipped = of_shipped.map(|(name, peer, source)| (name, peer.of_shipped(), source, peer));
    let of_former = former.map(|runtime| {
        let project = former::project("peer-former", runtime, "");
        project.write("table.csv", csv(&rows));
        (format!("`errcodes!` of {FORMER}"), project, Peer::Errcodes.source(&rows), Peer::Errcodes)
    });
    let projects: Vec<_> = of_csv.into_iter().chain(of_shipped).chain(of_former).collect();
    for (_, project, source, peer) in &projects {
        // A type to hover over, at the same position in each crate.
        let hovered = if *peer == Peer::Empty { "String" } else { "TableError" };
        project.write("src/lib.rs", format!("{BEFORE}{hovered};\n{source}"));
        project.succeed(CHECK);
    }
    let mut runs = vec![Vec::new(); projects.len()];
    for _ in 0..effort.few {
        for ((_, project, ..), runs) in projects.iter().zip(&mut runs) {
            runs.push(run(project));
        }
    }
    let mut out = format!(
        "## In an editor\n\nrust-analyzer on a crate with {} rows: from its start to the first hover over the enum; from a change of the file, \
         of {EDITS}, to the diagnostics of rust-analyzer itself; and the most memory it held. It cannot expand `csv-codegen`, whose macro panics there.\n\n\
         | crate | first hover, ms | diagnostics after an edit, ms | peak, MB |\n|---|---|---|---|\n",
        with_comma(effort.table)
    );
    let medians: Vec<Run> = runs.iter().map(|runs| Run::median(runs)).collect();
    for ((name, ..), run) in projects.iter().zip(&medians) {
        let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
        let (hover, diagnostics) = (milliseconds(run.hover), milliseconds(run.diagnostics));
        let _ = writeln!(out, "| {name} | {hover:.0} | {diagnostics:.1} | {} |", run.peak / 1_000_000);
    }
    let of = |name: &str| projects.iter().zip(&medians).find(|((known, ..), _)| known == name).map(|(_, run)| *run);
    if let (Some(ours), Some(before)) = (of(Peer::Errcodes.name()), of(&format!("`errcodes!` of {FORMER}"))) {
        let hover = ours.hover.as_secs_f64() / before.hover.as_secs_f64();
        targets.add(&format!("rust-analyzer, first hover: × that of {FORMER}"), 1.0, hover);
        #[allow(clippy::cast_precision_loss, reason = "a ratio for people")]
        let peak = ours.peak as f64 / before.peak as f64;
        targets.add(&format!("rust-analyzer, memory: × that of {FORMER}"), 1.0, peak);
    }
    out + "\n"
}

fn run(project: &Project) -> Run {
    let start = Instant::now();
    let mut editor = Editor::open(project, "src/lib.rs");
    let answer = editor.hover(0, BEFORE.len());
    let hover = start.elapsed();
    assert!(!answer.is_empty(), "nothing to see at the enum");
    let text = fs::read_to_string(project.root.join("src/lib.rs")).expect("the library");
    let mut edit = |edits: usize| {
        // The last edit does not compile, so that there is a diagnostic to find.
        let value = if edits == EDITS { "\"\"".to_owned() } else { edits.to_string() };
        let start = Instant::now();
        editor.type_over(&format!("{text}pub fn unrelated() -> usize {{ {value} }}\n"));
        let found = editor.diagnostics().len();
        assert_eq!(found > 0, edits == EDITS, "{}: {found} diagnostics", project.root.display());
        start.elapsed()
    };
    let diagnostics = median((1..=EDITS).map(&mut edit).collect::<Vec<_>>().into_iter());
    Run { hover, diagnostics, peak: editor.peak_memory() }
}
