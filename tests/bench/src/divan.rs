//! Runs divan's benchmarks and reads the tree that they print.

use std::process::Command;

use errcode_tests::cargo::succeed;

use crate::effort::Effort;

/// The median of one benchmark.
#[derive(Clone, Debug, PartialEq)]
pub struct Median {
    /// Its path in the tree: modules, function, argument.
    pub path: Vec<String>,
    /// The median of one run.
    pub nanoseconds: f64,
}

/// The medians that a `cargo bench` command prints.
pub fn run(mut bench: Command, effort: Effort) -> Vec<Median> {
    bench.env("DIVAN_SAMPLE_COUNT", effort.samples);
    medians(&String::from_utf8_lossy(&succeed(bench).stdout))
}

/// The median of each line of divan's tree that has one.
fn medians(tree: &str) -> Vec<Median> {
    let (mut medians, mut path) = (Vec::new(), Vec::new());
    for line in tree.lines() {
        // Lines without a branch hold the title or allocation counts.
        let Some((indent, branch)) = line.split_once(['├', '╰']) else { continue };
        // Each level is indented by three characters.
        path.truncate(indent.chars().count() / 3);
        let mut cells = branch.trim_start_matches('─').split('│');
        // The first cell holds the name and the fastest run; slowest and median follow.
        path.extend(cells.next().and_then(|first| first.split_whitespace().next()).map(str::to_owned));
        if let Some(nanoseconds) = cells.nth(1).and_then(nanoseconds) {
            medians.push(Median { path: path.clone(), nanoseconds });
        }
    }
    medians
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_is_read_with_its_groups_and_arguments() {
        let tree = "
lookup                fastest       │ slowest       │ median        │ mean          │ samples │ iters
├─ accessors                        │               │               │               │         │
│  ╰─ code            34.4 µs       │ 60.3 µs       │ 35.5 µs       │ 36.8 µs       │ 100     │ 100
│                     alloc:        │               │               │               │         │
│                       0           │ 1             │ 2             │ 0             │         │
├─ alone              1 ns          │ 3 ns          │ 2 ns          │ 2 ns          │ 100     │ 100
╰─ large                            │               │               │               │         │
   ╰─ decode                        │               │               │               │         │
      ├─ 10           1 ms          │ 3 ms          │ 2 ms          │ 2 ms          │ 100     │ 100
      ╰─ 20           1 s           │ 3 s           │ 2 s           │ 2 s           │ 100     │ 100
";
        let expected = [
            (&["accessors", "code"][..], 35.5e3),
            (&["alone"], 2.0),
            (&["large", "decode", "10"], 2e6),
            (&["large", "decode", "20"], 2e9),
        ]
        .map(|(path, nanoseconds)| Median { path: path.iter().map(ToString::to_string).collect(), nanoseconds });
        assert_eq!(medians(tree), expected);
    }
}
