//! Replies at run time: `decode` compared with `serde_json` alone (by divan in `benches/reply.rs`), and how time and memory grow with
//! the body (by `benches/slope.rs` and `benches/memory.rs`).

use core::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use errcode_tests::cargo::succeed;

use crate::divan::{self, Median};
use crate::effort::Effort;

/// The benchmark that the others of its module are compared with.
const ALONE: &str = "serde_json_alone";

pub fn section(effort: Effort) -> String {
    eprintln!("measuring replies");
    let replies = rows(&divan::run(bench("reply"), effort));
    let memory = succeed(bench("memory")).stdout;
    let growth = growth(&divan::run(bench("slope"), effort), &peaks(&String::from_utf8_lossy(&memory)));
    format!(
        "## Replies\n\nDivan's medians of `cargo bench --manifest-path tests/bench/Cargo.toml --bench reply`: the same bytes, read by \
         `decode` and by `serde_json` alone.\n\n\
         | reply | `serde_json` alone, µs | `decode`, µs | × alone |\n|---|---|---|---|\n{replies}\n\
         Time and memory are linear in the body. Each body is made up to any size; most are made to slow a client down or to fill its \
         memory. Time is that of `--bench slope`, for each byte of a body of so many bytes. Memory is that of `--bench memory`: the most \
         that is allocated beside the body and the value, as a multiple of the body.\n\n\
         | body | 64 KiB, ns | 1 MiB, ns | 16 MiB, ns | memory at 64 KiB | at 64 MiB |\n|---|---|---|---|---|---|\n{growth}\n"
    )
}

fn bench(name: &str) -> Command {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let mut bench = Command::new(env!("CARGO"));
    bench.args(["bench", "--quiet", "--bench", name, "--manifest-path"]).arg(manifest);
    bench
}

/// The sizes of a body whose times are shown.
const SIZES: [u32; 3] = [64 << 10, 1 << 20, 16 << 20];

/// The most that was allocated for a body.
#[derive(Debug, PartialEq)]
struct Peak<'t> {
    body: &'t str,
    length: f64,
    bytes: f64,
}

/// Parses the output of `benches/memory.rs`.
fn peaks(lines: &str) -> Vec<Peak<'_>> {
    let peak = |line| {
        let mut cells = str::split(line, '\t');
        let (body, length, bytes) = (cells.next()?, cells.next()?.parse().ok()?, cells.next()?.parse().ok()?);
        Some(Peak { body, length, bytes })
    };
    lines.lines().filter_map(peak).collect()
}

/// A row for each body: its time per byte, then its memory for the smallest and the largest.
fn growth(medians: &[Median], peaks: &[Peak<'_>]) -> String {
    let mut rows = String::new();
    for sizes in medians.chunk_by(|median, next| median.path.first() == next.path.first()) {
        let Some(body) = sizes.first().and_then(|median| median.path.first()) else { continue };
        let times = SIZES.map(|size| {
            let median = sizes.iter().find(|median| median.path.get(1) == Some(&size.to_string()));
            median.map_or("–".to_owned(), |median| format!("{:.2}", median.nanoseconds / f64::from(size)))
        });
        let mut of_body = peaks.iter().filter(|peak| peak.body == body);
        let share =
            |peak: Option<&Peak<'_>>| peak.map_or("–".to_owned(), |peak| format!("{:.2}", peak.bytes / peak.length));
        let (first, last) = (share(of_body.clone().next()), share(of_body.next_back()));
        let _ = writeln!(rows, "| {} | {} | {first} | {last} |", body.replace('_', " "), times.join(" | "));
    }
    rows
}

/// A row for each benchmark of `decode`.
fn rows(medians: &[Median]) -> String {
    let mut rows = String::new();
    for Median { path, nanoseconds } in medians {
        // The path has the module, which names the reply, the function, which names the reader, and sometimes an argument.
        let [_, reader, ..] = &**path else { continue };
        if reader == ALONE {
            continue;
        }
        let mut alone = path.clone();
        ALONE.clone_into(&mut alone[1]);
        let alone = medians.iter().find(|median| median.path == alone);
        let (time, ratio) = alone.map_or(("–".to_owned(), "–".to_owned()), |alone| {
            (microseconds(alone.nanoseconds), format!("{:.2}", nanoseconds / alone.nanoseconds))
        });
        let names: Vec<&str> = path.iter().map(|name| &**name).filter(|&name| name != "decode").collect();
        let (names, decode) = (names.join(", ").replace('_', " "), microseconds(*nanoseconds));
        let _ = writeln!(rows, "| {names} | {time} | {decode} | {ratio} |");
    }
    rows
}

fn microseconds(nanoseconds: f64) -> String {
    format!("{:.2}", nanoseconds / 1e3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growth_has_a_row_for_each_body() {
        let median = |body: &str, size: &str, nanoseconds: f64| Median {
            path: [body, size].map(str::to_owned).into(),
            nanoseconds,
        };
        let medians = [
            median("many_users", "1024", 9.0),
            median("many_users", "65536", 65_536.0),
            median("many_users", "16777216", 33_554_432.0),
            median("nesting", "1048576", 1_048_576.0),
        ];
        let peaks = peaks("many_users\t65546\t131092\nmany_users\t9\t0\nmany_users\t1000\t1500\nwarning: x\n");
        assert_eq!(peaks.len(), 3);
        let expected = "| many users | 1.00 | – | 2.00 | 2.00 | 1.50 |\n| nesting | – | 1.00 | – | – | – |\n";
        assert_eq!(growth(&medians, &peaks), expected);
    }

    #[test]
    fn each_reader_is_compared_with_serde_json_alone() {
        let median = |path: &[&str], nanoseconds: f64| Median {
            path: path.iter().map(ToString::to_string).collect(),
            nanoseconds,
        };
        let medians = [
            median(&["an_error", "decode"], 1_500.0),
            median(&["an_error", "decode_as_unit"], 500.0),
            median(&["an_error", ALONE], 1_000.0),
            median(&["users", "decode", "100"], 3_000.0),
            median(&["users", ALONE, "100"], 2_000.0),
            median(&["depth", "decode"], 10.0),
        ];
        let expected = "| an error | 1.00 | 1.50 | 1.50 |\n\
                        | an error, decode as unit | 1.00 | 0.50 | 0.50 |\n\
                        | users, 100 | 2.00 | 3.00 | 1.50 |\n\
                        | depth | – | 0.01 | – |\n";
        assert_eq!(rows(&medians), expected);
    }
}
