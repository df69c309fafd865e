//! Measures `errcodes!` and its alternatives: the compiler's time and memory, the binary's size, lookups, replies.
//!
//! ```text
//! cargo run --release --manifest-path tests/bench/Cargo.toml            the tables of the README, three minutes
//! cargo run --release --manifest-path tests/bench/Cargo.toml -- --all   everything, rewrites BENCHMARKS.md, half an hour
//! cargo run --release --manifest-path tests/bench/Cargo.toml -- --shipped   endpoints and the table `wecom` only
//! ```
//!
//! `--quick`, alone or with `--all`, measures 100 rows in three rounds: enough to see that every section still runs. With
//! `--all` it writes the report under `target/errcode-tests` and leaves BENCHMARKS.md alone.
//!
//! Each peer makes the same enum from the same table (`peers.rs`). Times are the CPU time of cargo and all its child processes,
//! as medians over interleaved runs. Compare the ratios: the times depend on the machine.

mod chart;
mod divan;
mod effort;
mod measure;
mod peers;
mod report;
mod table;
mod texts;

use std::fs;

use errcode_tests::cargo::{scratch, workspace};

use crate::effort::Effort;
use crate::measure::Mode;
use crate::report::check::{CHECK, Measured};
use crate::report::{Targets, shipped};

fn main() {
    let has = |flag: &str| std::env::args().any(|argument| argument == flag);
    let (folder, effort) = if has("--quick") { (scratch(), Effort::QUICK) } else { (workspace(), Effort::FULL) };
    if has("--all") {
        fs::create_dir_all(&folder).expect("a folder for the report");
        let report = report::whole(effort, &folder);
        fs::write(folder.join("BENCHMARKS.md"), report).expect("the report can be written");
    } else if has("--shipped") {
        let mut targets = Targets::default();
        print!("{}", shipped::section(effort, &mut targets));
        print!("{targets}");
    } else {
        for mode in [Mode::Edit, Mode::Ci] {
            print!("{mode:?}\n\n{}\n", Measured::new(effort.table, CHECK, mode, effort.rounds).table());
        }
    }
}
