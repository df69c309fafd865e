//! Lookups and accessors at run time, measured by divan in one crate with several peers.

use core::fmt::Write as _;
use std::path::Path;

use super::former::FORMER;
use super::{Targets, with_comma};
use crate::divan::{self, Median};
use crate::effort::Effort;
use crate::peers::{lookup_bench, text_bench};
use crate::table::rows;
use crate::texts::Texts;

/// How many lookups one run of the bench does.
const LOOKUPS: f64 = 65_536.0;

pub fn section(effort: Effort, former: Option<&Path>, targets: &mut Targets) -> String {
    eprintln!("measuring lookups");
    let rows = rows(effort.table);
    let measured =
        |former| divan::run(lookup_bench(&rows, former).cargo(&["bench", "--quiet", "--bench", "lookup"]), effort);
    let medians = measured(None);
    let in_run = |medians: &[Median], group: &str, name: &str| {
        let known = medians.iter().find(|median| median.path == [group, name]);
        known.map_or(f64::NAN, |median| median.nanoseconds)
    };
    let of = |group: &str, name: &str| in_run(&medians, group, name);
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
        targets.add(&format!("random hit: × {peer}"), 1.0 / 7.0, of("hits", "errcodes") / of("hits", peer));
    }
    if former.is_some() {
        let before = in_run(&measured(former), "accessors", "message_zh_errcodes");
        targets.add(&format!("`message_zh`: × that of {FORMER}"), 1.0, of("accessors", "message_zh_errcodes") / before);
    }
    out + "\n"
}

/// Lookups of codes that are texts.
pub fn texts(effort: Effort, targets: &mut Targets) -> String {
    eprintln!("measuring lookups of texts");
    let tables = Texts::all();
    let bench = text_bench(&tables);
    let medians = divan::run(bench.cargo(&["bench", "--quiet", "--bench", "texts"]), effort);
    let of = |path: [&str; 3]| {
        let known = medians.iter().find(|median| median.path == path);
        known.map_or(f64::NAN, |median| median.nanoseconds)
    };
    let mut out = "## Lookups of texts\n\nDivan's medians. Hits are in random order; a miss differs from a code in one character. \
                   For a miss `errcodes!` allocates: `Unknown` keeps the text. The others return `None`.\n\n\
                   | codes | | what | ns each | × `errcodes!` |\n|---|---|---|---|---|\n"
        .to_owned();
    for table in &tables {
        for group in ["hits", "misses"] {
            let ours = of([table.module, group, "errcodes"]);
            for name in ["errcodes", "hash_map_foldhash", "phf", "match_by_str"] {
                let median = of([table.module, group, name]);
                let (title, rows) = (table.title, with_comma(table.codes.len()));
                let _ = writeln!(
                    out,
                    "| {rows} {title} | {group} | {name} | {:.2} | {:.2} |",
                    median / LOOKUPS,
                    median / ours
                );
            }
        }
        for (peer, at_most) in [("phf", 0.5), ("hash_map_foldhash", 1.15)] {
            let ratio = of([table.module, "hits", "errcodes"]) / of([table.module, "hits", peer]);
            targets.add(&format!("random hit of {} texts: × {peer}", with_comma(table.codes.len())), at_most, ratio);
        }
    }
    out + "\n"
}
