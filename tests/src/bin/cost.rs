//! What `errcodes!` costs, beside the alternatives: the compiler's time and memory, and the binary's size.
//!
//! ```text
//! cargo run --release -p errcode-tests --bin cost            the table of the README, a minute
//! cargo run --release -p errcode-tests --bin cost -- --all   everything, and BENCHMARKS.md anew, a quarter of an hour
//! ```
//!
//! Each peer makes the same enum of the same table (`peers.rs`). Times are CPU time of cargo and all it starts, as medians
//! over interleaved runs. The ratios mean something; the times depend on the machine.
#![allow(clippy::expect_used, reason = "a measurement that cannot go on should stop")]

use core::error::Error;
use core::fmt::Write as _;
use core::time::Duration;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use errcode_tests::cargo::{Project, workspace};
use errcode_tests::lsp::Editor;
use errcode_tests::measure::{Usage, again, clean, median};
use errcode_tests::peers::{Peer, lookup_bench, rows, text_bytes};
use plotters::prelude::*;

const ROUNDS: usize = 15;
/// Longer commands, fewer rounds.
const FEW: usize = 5;
/// The table that most is measured with: the largest of WeChat's.
const TABLE: usize = 1_808;
/// A table as large as any vendor's.
const LARGE: usize = 20_000;

fn main() {
    if std::env::args().any(|argument| argument == "--all") {
        let report = report();
        print!("{report}");
        fs::write(workspace().join("BENCHMARKS.md"), report).expect("the report can be written");
    } else {
        print!("{}", Measured::new(TABLE, &["check", "--quiet"], ROUNDS).table());
    }
}

/// What the design asks for, and what came out.
#[derive(Default)]
struct Targets(String);

impl Targets {
    fn add(&mut self, what: &str, at_most: f64, measured: f64) {
        let met = if measured <= at_most { "yes" } else { "no" };
        // Writing to a String cannot fail.
        let _ = writeln!(self.0, "| {what} | {at_most} | {measured:.3} | {met} |");
    }
}

/// The peers' usages for one command and so many rows.
struct Measured {
    rows: usize,
    usages: Vec<Usage>,
}

impl Measured {
    fn new(count: usize, arguments: &[&str], rounds: usize) -> Self {
        eprintln!("measuring cargo {arguments:?} with {count} rows");
        let rows = rows(count);
        let projects = Peer::ALL.map(|peer| peer.project(&rows));
        Self { rows: count, usages: again(&projects, arguments, "src/lib.rs", rounds) }
    }

    fn of(&self, peer: Peer) -> Usage {
        Peer::ALL.iter().position(|&known| known == peer).map_or_else(Usage::default, |index| self.usages[index])
    }

    /// What a peer adds to an empty crate.
    fn added(&self, peer: Peer) -> Duration {
        self.of(peer).cpu.saturating_sub(self.of(Peer::Empty).cpu)
    }

    fn ratio(&self, peer: Peer, of: Peer) -> f64 {
        self.added(peer).as_secs_f64() / self.added(of).as_secs_f64()
    }

    fn table(&self) -> String {
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

fn report() -> String {
    let mut targets = Targets::default();
    let mut out = String::new();
    let check = &["check", "--quiet"][..];
    let checks = [(100, ROUNDS), (TABLE, ROUNDS), (LARGE, 3)].map(|(rows, rounds)| Measured::new(rows, check, rounds));
    targets.add("check: × the bare documented enum", 4.0, checks[1].ratio(Peer::Errcodes, Peer::Bare));
    targets.add("check: × thiserror + strum + num_enum", 0.25, checks[1].ratio(Peer::Errcodes, Peer::Derives));
    targets.add(
        "check of 20,000 rows: × thiserror + strum + num_enum",
        0.2,
        checks[2].ratio(Peer::Errcodes, Peer::Derives),
    );
    let _ = writeln!(out, "## Check again after a change\n\n`cargo check`, with the library touched.\n");
    for measured in &checks {
        let _ = writeln!(out, "{}", measured.table());
    }
    let _ = writeln!(out, "![CPU time that a table adds to a check, against its rows](benchmarks.svg)\n");
    chart(&checks, &workspace().join("benchmarks.svg")).expect("the chart can be written");
    for (title, arguments) in [
        ("Debug build", &["build", "--quiet", "--lib"][..]),
        ("Release build", &["build", "--quiet", "--lib", "--release"]),
    ] {
        let _ = writeln!(out, "## {title} again after a change\n\n`cargo {}`.\n", arguments.join(" "));
        for (rows, rounds) in [(100, FEW), (TABLE, FEW), (LARGE, 1)] {
            let measured = Measured::new(rows, arguments, rounds);
            let _ = writeln!(out, "{}", measured.table());
            if rows == TABLE && title == "Release build" {
                targets.add(
                    "release build: × thiserror + strum + num_enum",
                    0.125,
                    measured.ratio(Peer::Errcodes, Peer::Derives),
                );
            }
        }
    }
    clean_builds(&mut out, &mut targets);
    selections(&mut out, &mut targets);
    binaries(&mut out, &mut targets);
    lookups(&mut out, &mut targets);
    editors(&mut out);
    format!(
        "# Benchmarks\n\nWritten by `cargo run --release -p errcode-tests --bin cost -- --all`; the peers are in `tests/src/peers.rs`, \
         the targets' reasons in `tests/SPEED.md`.\nTimes are CPU time of cargo and all it starts, as medians over interleaved runs; \
         ratios are of what each adds to an empty crate.\n\nMachine: {}. {}, {}.\n\n\
         ## Targets\n\n| `errcodes!`, 1,808 rows | at most | measured | met |\n|---|---|---|---|\n{}\n{out}",
        machine(),
        said(Command::new("rustc").arg("--version")),
        said(Command::new("rust-analyzer").arg("--version")),
        targets.0
    )
}

fn clean_builds(out: &mut String, targets: &mut Targets) {
    eprintln!("measuring clean builds");
    let rows = rows(TABLE);
    let projects = Peer::ALL.map(|peer| peer.project(&rows).with_own_target());
    let _ = writeln!(
        out,
        "## Clean build, dependencies included\n\n`cargo build` of 1,808 rows, with nothing built before.\n"
    );
    let _ = writeln!(out, "| crate | CPU, s | × derives | wall, s | peak, MB |\n|---|---|---|---|---|");
    let measured = Measured { rows: TABLE, usages: clean(&projects, &["build", "--quiet", "--lib"], FEW) };
    let of = |peer: Peer| measured.of(peer).cpu.as_secs_f64();
    for peer in Peer::ALL {
        let usage = measured.of(peer);
        let (cpu, wall, peak) = (of(peer), usage.wall.as_secs_f64(), usage.peak / 1_000_000);
        let _ = writeln!(out, "| {} | {cpu:.2} | {:.2} | {wall:.2} | {peak} |", peer.name(), cpu / of(Peer::Derives));
    }
    let _ = writeln!(out);
    targets.add(
        "clean build, dependencies included: × thiserror + strum + num_enum",
        0.5,
        of(Peer::Errcodes) / of(Peer::Derives),
    );
}

/// Thirty enums of five codes each, as a client of many endpoints has them, beside one.
fn selections(out: &mut String, targets: &mut Targets) {
    eprintln!("measuring thirty selections");
    let ours = |count: usize| {
        let project = Project::scratch(&format!("selections-{count}"), "");
        let one = |index: usize| {
            format!("pub enum Endpoint{index}Error from \"common\", \"general\" {{ -1, 40029, 45011, 40001, 43101 }}\n")
        };
        let code = (0..count).fold(String::new(), |code, index| code + &one(index));
        project.write("src/lib.rs", format!("errcode_runtime::errcodes! {{\n{code}}}\n"));
        project
    };
    let five = rows(5);
    let derives = |count: usize| {
        // Of a name of its own: crates of one name share the compiler's incremental cache.
        let project = Project::scratch_alone(&format!("selections-derives-{count}"), Peer::Derives.dependencies());
        let one = |index: usize| format!("pub mod endpoint{index} {{\n{}}}\n", Peer::Derives.source(&five));
        project.write("src/lib.rs", (0..count).fold(String::new(), |code, index| code + &one(index)));
        project
    };
    let projects = [Peer::Empty.project(&[]), ours(1), ours(30), derives(1), derives(30)];
    let usages = again(&projects, &["check", "--quiet"], "src/lib.rs", ROUNDS);
    let added = |index: usize| usages[index].cpu.saturating_sub(usages[0].cpu).as_secs_f64() * 1e3;
    let _ = writeln!(
        out,
        "## Thirty small selections in one crate\n\nOf five codes each, from `common` and `general`: added to a check.\n"
    );
    let _ = writeln!(out, "| crate | one, ms | thirty, ms | × one |\n|---|---|---|---|");
    for (peer, index) in [(Peer::Errcodes, 1), (Peer::Derives, 3)] {
        let (one, thirty) = (added(index), added(index + 1));
        let _ = writeln!(out, "| {} | {one:.0} | {thirty:.0} | {:.2} |", peer.name(), thirty / one);
    }
    let _ = writeln!(out);
    targets.add("thirty selections of shipped tables: × one", 2.0, added(2) / added(1));
}

fn binaries(out: &mut String, targets: &mut Targets) {
    eprintln!("measuring binaries");
    let rows = rows(1_808);
    let texts = text_bytes(&rows);
    let size = |peer: Peer| {
        let project = peer.project(&rows);
        let output = project.succeed(&["build", "--quiet", "--release", "--message-format=json"]);
        let out = String::from_utf8_lossy(&output.stdout).into_owned();
        let executable = out
            .lines()
            .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
            .find_map(|message| message["executable"].as_str().map(str::to_owned));
        fs::metadata(executable.expect("a program")).expect("a program").len()
    };
    let empty = size(Peer::Empty);
    let _ = writeln!(
        out,
        "## Bytes in a program\n\nOf a stripped release build that looks a code up and prints it, over one that does not; 1,808 rows, whose names and texts are {texts} bytes of UTF-8.\n"
    );
    let _ = writeln!(out, "| crate | added bytes | × the texts |\n|---|---|---|");
    for peer in Peer::ALL {
        let added = size(peer).saturating_sub(empty);
        #[allow(clippy::cast_precision_loss, reason = "a ratio for people")]
        let ratio = added as f64 / texts as f64;
        let _ = writeln!(out, "| {} | {added} | {ratio:.2} |", peer.name());
        if peer == Peer::Errcodes {
            targets.add("bytes in a stripped release binary: × the names and texts", 1.5, ratio);
        }
    }
    let _ = writeln!(out);
}

/// Run-time cost, by divan in a crate that has all peers.
fn lookups(out: &mut String, targets: &mut Targets) {
    eprintln!("measuring lookups");
    let bench = lookup_bench(&rows(TABLE));
    let output = bench.succeed(&["bench", "--quiet", "--bench", "lookup"]);
    let medians = medians(&String::from_utf8_lossy(&output.stdout));
    let _ = writeln!(
        out,
        "## Lookups\n\nDivan's medians, 1,808 rows. Hits are in random order, misses random numbers.\n\n\
         | | what | ns each | × `errcodes!` |\n|---|---|---|---|"
    );
    let of = |group: &str, name: &str| {
        medians.iter().find(|median| median.0 == group && median.1 == name).map_or(f64::NAN, |median| median.2)
    };
    for (group, name, time) in &medians {
        // An accessor is compared with the same accessor.
        let ours = match name.rsplit_once('_').filter(|_| group == "accessors") {
            Some((accessor, _)) => format!("{accessor}_errcodes"),
            None => "errcodes".to_owned(),
        };
        let _ = writeln!(out, "| {group} | {name} | {time:.2} | {:.2} |", time / of(group, &ours));
    }
    let _ = writeln!(out);
    for peer in ["match_by_hand", "num_enum", "phf"] {
        targets.add(&format!("random hit: × {peer}"), 0.2, of("hits", "errcodes") / of("hits", peer));
    }
}

/// Group, name and median in nanoseconds of each line of divan's tree.
fn medians(tree: &str) -> Vec<(String, String, f64)> {
    let (mut medians, mut group) = (Vec::new(), String::new());
    for line in tree.lines() {
        let is_group = line.starts_with(['├', '╰']);
        let cells: Vec<&str> = line.split('│').filter(|cell| !cell.trim().is_empty()).collect();
        let Some(first) = cells.first().map(|cell| cell.trim_start_matches([' ', '├', '╰', '─'])) else {
            continue;
        };
        let name = first.split_whitespace().next().unwrap_or_default().to_owned();
        if is_group {
            group = name;
        } else if let Some(time) = cells.get(2).and_then(|cell| nanoseconds(cell)) {
            medians.push((group.clone(), name, time / LOOKUPS));
        }
    }
    medians
}

/// How many lookups one run of the bench does.
const LOOKUPS: f64 = 65_536.0;

/// `85.64 µs` in nanoseconds.
fn nanoseconds(cell: &str) -> Option<f64> {
    let (number, unit) = cell.trim().split_once(' ')?;
    let scale = match unit.trim() {
        "ns" => 1.0,
        "µs" => 1e3,
        "ms" => 1e6,
        "s" => 1e9,
        _ => return None,
    };
    Some(number.parse::<f64>().ok()? * scale)
}

/// What a peer costs in an editor.
fn editors(out: &mut String) {
    eprintln!("measuring rust-analyzer");
    let rows = rows(TABLE);
    let peers = [Peer::Empty, Peer::Bare, Peer::Errcodes, Peer::Derives];
    let projects = peers.map(|peer| peer.project(&rows));
    for (peer, project) in peers.iter().zip(&projects) {
        // Somewhere to hover, at the same place in each.
        let hovered = if *peer == Peer::Empty { "String" } else { "TableError" };
        project.write("src/lib.rs", format!("pub type Value = {hovered};\n{}", peer.source(&rows)));
        project.succeed(&["check", "--quiet"]);
    }
    let mut measured = vec![(Vec::new(), Vec::new()); projects.len()];
    for _ in 0..FEW {
        for (project, (times, peaks)) in projects.iter().zip(&mut measured) {
            let start = Instant::now();
            let mut editor = Editor::open(project, "src/lib.rs");
            let hover = editor.hover(0, "pub type Value = ".len());
            times.push(start.elapsed());
            peaks.push(editor.peak_memory());
            assert!(!hover.is_empty(), "nothing to see at the enum");
        }
    }
    let _ = writeln!(
        out,
        "## In an editor\n\nrust-analyzer on a crate with 1,808 rows: from its start to the first hover over the enum, and the most memory it held.\n\n\
         | crate | first hover, ms | peak, MB |\n|---|---|---|"
    );
    for (peer, (times, peaks)) in peers.iter().zip(measured) {
        let (time, peak) = (median(times.into_iter()), median(peaks.into_iter()));
        let _ = writeln!(out, "| {} | {} | {} |", peer.name(), time.as_millis(), peak / 1_000_000);
    }
    let _ = writeln!(out);
}

fn machine() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or_default();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{}, {cores} cores", model.trim_start_matches(['\t', ' ', ':']))
}

fn said(command: &mut Command) -> String {
    let output = command.output().expect("the command runs");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// Added CPU time against rows, both logarithmic, a line a peer.
fn chart(checks: &[Measured], file: &Path) -> Result<(), Box<dyn Error>> {
    const COLOURS: [RGBColor; 5] = [RGBColor(130, 130, 130), RGBColor(10, 125, 51), RED, MAGENTA, BLUE];
    let root = SVGBackend::new(file, (800, 440)).into_drawing_area();
    root.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(&root)
        .caption("CPU time that a table adds to a check", ("sans-serif", 18))
        .margin(16)
        .x_label_area_size(40)
        .y_label_area_size(60)
        .build_cartesian_2d((90.0..25_000.0).log_scale(), (1.0..20_000.0).log_scale())?;
    chart.configure_mesh().x_desc("rows").y_desc("ms").light_line_style(TRANSPARENT).draw()?;
    for (peer, colour) in Peer::ALL[1..].iter().zip(COLOURS) {
        let point = |measured: &Measured| {
            (f64::from(u32::try_from(measured.rows).unwrap_or(u32::MAX)), measured.added(*peer).as_secs_f64() * 1e3)
        };
        chart
            .draw_series(LineSeries::new(checks.iter().map(point), colour.stroke_width(2)))?
            .label(peer.name().replace('`', ""))
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 20, y)], colour.stroke_width(2)));
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .background_style(WHITE)
        .border_style(RGBColor(200, 200, 200))
        .draw()?;
    root.present()?;
    Ok(())
}
