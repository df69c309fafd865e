//! Replies at run time: `decode` beside `serde_json` alone, by divan in `benches/reply.rs`.

use core::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use crate::divan::{self, Median};
use crate::effort::Effort;

/// The benchmark that the others of its module are compared with.
const ALONE: &str = "serde_json_alone";

pub fn section(effort: Effort) -> String {
    eprintln!("measuring replies");
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let mut bench = Command::new(env!("CARGO"));
    bench.args(["bench", "--quiet", "--bench", "reply", "--manifest-path"]).arg(manifest);
    let rows = rows(&divan::run(bench, effort));
    format!(
        "## Replies\n\nDivan's medians of `cargo bench --manifest-path tests/bench/Cargo.toml --bench reply`: the same bytes, read by \
         `decode` and by `serde_json` alone.\n\n\
         | reply | `serde_json` alone, µs | `decode`, µs | × alone |\n|---|---|---|---|\n{rows}\n"
    )
}

/// A row for each benchmark of `decode`.
fn rows(medians: &[Median]) -> String {
    let mut rows = String::new();
    for Median { path, nanoseconds } in medians {
        // The module names the reply, the function who reads it; an argument may follow.
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
