//! Bytes that a table adds to a program.

use core::fmt::Write as _;
use std::fs;

use super::{Targets, with_comma};
use crate::effort::Effort;
use crate::peers::{Peer, program};
use crate::table::{rows, text_bytes};

pub fn section(effort: Effort, targets: &mut Targets) -> String {
    eprintln!("measuring binaries");
    let rows = rows(effort.table);
    let texts = text_bytes(&rows);
    let size = |peer: Peer| fs::metadata(program(&peer.project(&rows), "release")).expect("a program").len();
    let empty = size(Peer::Empty);
    let mut out = format!(
        "## Bytes in a program\n\nOf a stripped release build that looks a code up and prints it, over one that does not; {} rows, \
         whose names and texts are {texts} bytes of UTF-8.\n\n| crate | added bytes | × the texts |\n|---|---|---|\n",
        with_comma(effort.table)
    );
    for peer in Peer::ALL {
        let added = size(peer).saturating_sub(empty);
        #[allow(clippy::cast_precision_loss, reason = "a ratio for people")]
        let ratio = added as f64 / texts as f64;
        let _ = writeln!(out, "| {} | {added} | {ratio:.2} |", peer.name());
        if peer == Peer::Errcodes {
            targets.add("bytes in a stripped release binary: × the names and texts", 1.4, ratio);
        }
    }
    out + "\n"
}
