//! What `errcode check` says of tables whose columns are hard to tell apart.
//!
//! The tables of `odd-tables.txt` were made at random: headers in many words and none, cells of every sort, titles, missing and empty
//! cells, wrong quotes. Of many thousands, these were kept because each shows faults of the reader that no other test shows. After a change
//! of the reader or of a message, `ERRCODE_BLESS=1 cargo test -p errcode-tables --features cli --test cli odd_tables` writes what is said
//! now: read the diff.

use std::fs;
use std::path::Path;

use crate::check::Package;

#[test]
fn each_is_read_as_before() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/odd-tables.txt");
    let file = fs::read_to_string(&path).unwrap();
    let mut said = Vec::new();
    for block in file.split("==== table").skip(1) {
        let (entries, rest) = block.split_once('\n').unwrap();
        let (table, _) = rest.split_once("==== check\n").unwrap();
        let package = Package::new("check_odd_tables", &[("odd.csv", table)]);
        let call: &[&str] = if entries.is_empty() { &[] } else { &["--call", entries.trim()] };
        let (_, printed, error) = package.check(&[call, &["odd.csv"]].concat());
        assert!(error.is_empty(), "{error}");
        said.push(format!("==== table{entries}\n{table}==== check\n{printed}"));
    }
    let said = said.join("\n");
    if std::env::var_os("ERRCODE_BLESS").is_some() {
        fs::write(&path, &said).unwrap();
    }
    assert_eq!(file, said);
}
