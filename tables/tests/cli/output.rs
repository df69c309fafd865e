//! `errcode import` when standard output cannot be written.

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

use crate::{PAGE, Tables};

/// A page whose report is longer than any pipe's buffer.
fn long_page() -> String {
    let rows: String = "9\tno fruit of this sort\t没有\n".repeat(4_000);
    PAGE.replace("8\tno plum\t没有李\n", &format!("8\tno plum\t没有李\n{rows}"))
}

#[test]
fn a_reader_that_stops_changes_nothing_but_what_it_reads() {
    let tables = Tables::new("broken_pipe");
    let page = long_page();
    for (options, is_changed) in [(&["--dry-run"][..], false), (&[], true)] {
        let mut import =
            tables.command(&page).args(options).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // As `head -1` does.
        let mut line = String::new();
        BufReader::new(import.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert_eq!(line, "fruit: 4003 rows on the page, 4003 in the table\n");
        let output = import.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(3));
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
        assert_eq!(!tables.is_untouched(), is_changed, "{options:?}");
        assert_eq!(tables.file("index.csv").contains(",4003,\n"), is_changed, "{options:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_report_that_cannot_be_written_is_an_error() {
    let tables = Tables::new("full");
    let mut import = tables.command(&PAGE.replace("no pear", "no pears"));
    let output = import.stdout(std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap()).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.starts_with("errcode: the report cannot be printed: "), "{said}");
    assert_eq!(output.status.code(), Some(1));
    assert!(tables.is_untouched());
}

/// The shell closes the output with `>&-`.
#[cfg(unix)]
#[test]
fn output_that_is_closed_is_no_error() {
    let tables = Tables::new("closed");
    let page = PAGE.replace("no pear", "no pears");
    let import = tables.command(&page);
    for (closed, status) in [(">&-", 3), (">&- 2>&-", 0), ("2>&-", 0)] {
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", &format!("exec \"$@\" {closed}"), "sh"]).arg(import.get_program()).args(import.get_args());
        let output = shell.output().unwrap();
        assert_eq!(output.status.code(), Some(status), "{closed}");
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{closed}");
        assert!(tables.file("fruit.csv").contains("no pears"));
    }
}
