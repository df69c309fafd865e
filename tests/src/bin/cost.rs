//! What `errcodes!` costs, beside the alternatives: the compiler's time and memory, and the binary's size.
//!
//! ```text
//! cargo run --release -p errcode-tests --bin cost            the table of the README, a minute
//! cargo run --release -p errcode-tests --bin cost -- --all   everything, and BENCHMARKS.md anew, half an hour
//! ```
//!
//! Each peer makes the same enum of the same table (`peers.rs`). Times are CPU time of cargo and all it starts, as medians
//! over interleaved runs. The ratios mean something; the times depend on the machine.
#![allow(clippy::expect_used, reason = "a measurement that cannot go on should stop")]

use core::fmt::Write as _;
use core::time::Duration;
use std::fs;
use std::process::Command;

use errcode_tests::cargo::{Project, workspace};
use errcode_tests::measure::{Usage, again, clean};
use errcode_tests::peers::{Peer, lookup_bench, rows, text_bytes};

const ROUNDS: usize = 15;
/// Longer commands, fewer rounds.
const FEW: usize = 5;

fn main() {
    if std::env::args().any(|argument| argument == "--all") {
        let report = report();
        print!("{report}");
        fs::write(workspace().join("BENCHMARKS.md"), report).expect("the report can be written");
    } else {
        print!("{}", check_again(&Measured::new(1_808, &["check", "--quiet"], ROUNDS)));
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
}

fn check_again(measured: &Measured) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = writeln!(
        out,
        "| {} rows | CPU, ms | added, ms | × bare enum | × derives | wall, ms | peak, MB |",
        measured.rows
    );
    let _ = writeln!(out, "|---|---|---|---|---|---|---|");
    for peer in Peer::ALL {
        let usage = measured.of(peer);
        let _ = writeln!(
            out,
            "| {} | {} | {} | {:.2} | {:.2} | {} | {} |",
            peer.name(),
            usage.cpu.as_millis(),
            measured.added(peer).as_millis(),
            measured.ratio(peer, Peer::Bare),
            measured.ratio(peer, Peer::Derives),
            usage.wall.as_millis(),
            usage.peak / 1_000_000
        );
    }
    out
}

fn report() -> String {
    let mut out = String::from(
        "# Benchmarks\n\nWritten by `cargo run --release -p errcode-tests --bin cost -- --all`; the peers are in `tests/src/peers.rs`.\n",
    );
    let _ = writeln!(out, "\nMachine: {}. {}.\n", machine(), said(Command::new("rustc").arg("--version")));
    let checks = [100, 1_808, 20_000]
        .map(|count| Measured::new(count, &["check", "--quiet"], if count < 2_000 { ROUNDS } else { 3 }));
    let _ = writeln!(out, "## Check again after a change\n\n`cargo check`, with the library touched.\n");
    for measured in &checks {
        let _ = writeln!(out, "{}", check_again(measured));
    }
    let _ = writeln!(out, "![time of a check against rows](benchmarks.svg)\n");
    fs::write(workspace().join("benchmarks.svg"), chart(&checks)).expect("the chart can be written");
    for (title, arguments) in [
        ("Debug build", &["build", "--quiet", "--lib"][..]),
        ("Release build", &["build", "--quiet", "--lib", "--release"]),
    ] {
        let _ = writeln!(out, "## {title} again after a change\n\n`cargo {}`.\n", arguments.join(" "));
        for count in [100, 1_808, 20_000] {
            let _ =
                writeln!(out, "{}", check_again(&Measured::new(count, arguments, if count < 2_000 { FEW } else { 1 })));
        }
    }
    clean_builds(&mut out);
    selections(&mut out);
    binaries(&mut out);
    lookups(&mut out);
    out
}

fn clean_builds(out: &mut String) {
    eprintln!("measuring clean builds");
    let rows = rows(1_808);
    let projects = Peer::ALL.map(|peer| peer.project(&rows).with_own_target());
    let _ = writeln!(
        out,
        "## Clean build, dependencies included\n\n`cargo build` of 1,808 rows, with nothing built before.\n"
    );
    let _ = writeln!(out, "| crate | CPU, s | × derives | wall, s |\n|---|---|---|---|");
    let usages = clean(&projects, &["build", "--quiet", "--lib"], FEW);
    let derives = usages[3].cpu.as_secs_f64();
    for (peer, usage) in Peer::ALL.iter().zip(&usages) {
        let (cpu, wall) = (usage.cpu.as_secs_f64(), usage.wall.as_secs_f64());
        let _ = writeln!(out, "| {} | {cpu:.2} | {:.2} | {wall:.2} |", peer.name(), cpu / derives);
    }
    let _ = writeln!(out);
}

/// Thirty enums of five codes each, as a client of many endpoints has them, beside one.
fn selections(out: &mut String) {
    eprintln!("measuring thirty selections");
    let crate_of = |count: usize| {
        let project = Project::scratch(&format!("selections-{count}"), "");
        let mut code = String::from("errcode_runtime::errcodes! {\n");
        for index in 0..count {
            let _ = writeln!(
                code,
                "pub enum Endpoint{index}Error from \"common\", \"general\" {{ -1, 40029, 45011, 40001, 43101 }}"
            );
        }
        code.push_str("}\n");
        project.write("src/lib.rs", code);
        project
    };
    let projects = [0, 1, 30].map(|count| if count == 0 { Peer::Empty.project(&[]) } else { crate_of(count) });
    let usages = again(&projects, &["check", "--quiet"], "src/lib.rs", ROUNDS);
    let added = |index: usize| usages[index].cpu.saturating_sub(usages[0].cpu).as_secs_f64() * 1e3;
    let _ = writeln!(
        out,
        "## Thirty small selections in one crate\n\nOf five codes each, from `common` and `general`: added to a check.\n"
    );
    let _ = writeln!(out, "| selections | added, ms | × one |\n|---|---|---|");
    for (index, count) in [(1, 1), (2, 30)] {
        let _ = writeln!(out, "| {count} | {:.0} | {:.2} |", added(index), added(index) / added(1));
    }
    let _ = writeln!(out);
}

fn binaries(out: &mut String) {
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
    }
    let _ = writeln!(out);
}

/// Run-time cost, by divan in a crate that has all peers.
fn lookups(out: &mut String) {
    eprintln!("measuring lookups");
    let bench = lookup_bench(&rows(1_808));
    let output = bench.succeed(&["bench", "--quiet", "--bench", "lookup"]);
    let _ = writeln!(
        out,
        "## Lookups\n\nDivan, 1,808 rows; each figure is for 1,024 lookups. Hits are in random order, misses random numbers.\n\n```text\n{}```",
        String::from_utf8_lossy(&output.stdout)
    );
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
fn chart(checks: &[Measured]) -> String {
    const COLOURS: [&str; 5] = ["#888888", "#0a7d33", "#c0392b", "#8e44ad", "#2c6fbb"];
    let x = |rows: usize| 90.0 + 420.0 * (f64::from(u32::try_from(rows).unwrap_or(u32::MAX)).log10() - 2.0) / 2.4;
    let y = |milliseconds: f64| 330.0 - 62.0 * milliseconds.max(1.0).log10();
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 760 380\" font-family=\"sans-serif\" font-size=\"13\">\n\
         <rect width=\"760\" height=\"380\" fill=\"white\"/>\n<text x=\"90\" y=\"20\">CPU time that the table adds to a check, ms</text>\n",
    );
    for power in 0..=4 {
        let at = y(10_f64.powi(power));
        let _ = writeln!(
            svg,
            "<path d=\"M90 {at:.0}H510\" stroke=\"#ddd\"/><text x=\"82\" y=\"{:.0}\" text-anchor=\"end\">{}</text>",
            at + 4.0,
            10_i64.pow(power.unsigned_abs())
        );
    }
    for measured in checks {
        let at = x(measured.rows);
        let _ = writeln!(svg, "<text x=\"{at:.0}\" y=\"352\" text-anchor=\"middle\">{}</text>", measured.rows);
    }
    let _ = writeln!(svg, "<text x=\"300\" y=\"372\" text-anchor=\"middle\">rows</text>");
    for (index, (peer, colour)) in Peer::ALL[1..].iter().zip(COLOURS).enumerate() {
        let milliseconds = |measured: &Measured| measured.added(*peer).as_secs_f64() * 1e3;
        let points: Vec<String> =
            checks.iter().map(|measured| format!("{:.0},{:.0}", x(measured.rows), y(milliseconds(measured)))).collect();
        let _ = writeln!(
            svg,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>",
            points.join(" ")
        );
        let label = peer.name().replace('`', "");
        let _ = writeln!(
            svg,
            "<text x=\"525\" y=\"{}\" fill=\"{colour}\">{}</text>",
            60 + 22 * index,
            label.replace(" (English only)", "")
        );
    }
    svg.push_str("</svg>\n");
    svg
}
