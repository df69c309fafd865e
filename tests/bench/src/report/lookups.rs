//! Lookups and accessors at run time, by divan in a crate that has all peers.

use core::fmt::Write as _;

use super::{Targets, with_comma};
use crate::divan;
use crate::effort::Effort;
use crate::peers::lookup_bench;
use crate::table::rows;

/// How many lookups one run of the bench does.
const LOOKUPS: f64 = 65_536.0;

pub fn section(effort: Effort, targets: &mut Targets) -> String {
    eprintln!("measuring lookups");
    let bench = lookup_bench(&rows(effort.table));
    let medians = divan::run(bench.cargo(&["bench", "--quiet", "--bench", "lookup"]), effort);
    let of = |group: &str, name: &str| {
        let known = medians.iter().find(|median| median.path == [group, name]);
        known.map_or(f64::NAN, |median| median.nanoseconds)
    };
    let mut out = format!(
        "## Lookups\n\nDivan's medians, {} rows. Hits are in random order, misses random numbers.\n\n\
         | | what | ns each | × `errcodes!` |\n|---|---|---|---|\n",
        with_comma(effort.table)
    );
    for median in &medians {
        let [group, name] = &*median.path else { continue };
        // An accessor is compared with the same accessor.
        let ours = match name.rsplit_once('_').filter(|_| group == "accessors") {
            Some((accessor, _)) => format!("{accessor}_errcodes"),
            None => "errcodes".to_owned(),
        };
        let (each, ratio) = (median.nanoseconds / LOOKUPS, median.nanoseconds / of(group, &ours));
        let _ = writeln!(out, "| {group} | {name} | {each:.2} | {ratio:.2} |");
    }
    for peer in ["match_by_hand", "num_enum", "phf"] {
        targets.add(&format!("random hit: × {peer}"), 0.2, of("hits", "errcodes") / of("hits", peer));
    }
    out + "\n"
}
