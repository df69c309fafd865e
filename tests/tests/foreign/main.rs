//! Tables as vendors and teams publish them. Each is read unchanged; each wrong one gives a message that says how to go on.
//!
//! We wrote the texts of the files in `fixtures/foreign`; the shape of each is that of a real file of errcode's users. Most are
//! read by the short form, the others with arguments in the call. An entry lists everything that its enum must have.
#![allow(clippy::unwrap_used, reason = "a test that cannot continue should stop")]

#[macro_use]
mod table;
mod codes;
mod files;
mod names;
mod rows;
mod vendors;
mod wrong;

use std::collections::BTreeSet;
use std::path::Path;

use table::Entry;

/// The short form reads at least this many of the files.
const SHORT: usize = 62;

fn entries() -> Vec<Entry> {
    [vendors::entries(), files::entries(), codes::entries(), rows::entries(), names::entries()].concat()
}

#[test]
fn each_table_gives_what_a_careful_reader_reads() {
    let wrong: Vec<String> = entries().iter().flat_map(|entry| (entry.check)(entry.file)).collect();
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn each_file_has_an_entry() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/foreign");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap());
    let files = files.filter(|file| file.file_type().unwrap().is_file());
    let files: BTreeSet<String> =
        files.map(|file| format!("fixtures/foreign/{}", file.file_name().to_str().unwrap())).collect();
    let entries = entries();
    let named: BTreeSet<String> = entries.iter().map(|entry| entry.file.to_owned()).collect();
    assert_eq!(named, files);
    assert_eq!(entries.len(), files.len(), "a file has two entries");
    let short = entries.iter().filter(|entry| entry.is_short).count();
    println!("short form: {short}, with a call: {}", files.len() - short);
    assert!(
        short >= SHORT,
        "only {short} of {} files are read by the short form; expected {SHORT} or more",
        files.len()
    );
}
