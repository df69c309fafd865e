//! Invalid commands, and files that cannot be read.

use std::fs;
use std::path::Path;

use crate::{PAGE, Tables, errcode};

/// The status, standard output and standard error of `errcode` with these arguments.
fn run(arguments: &[&Path]) -> (i32, String, String) {
    let output = errcode().args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn wrong_usage_has_status_2() {
    for (arguments, said) in [
        (&[][..], " <COMMAND>"),
        (&["bogus"], "unrecognized subcommand 'bogus'"),
        (&["import"], "<PAGE>"),
        (&["import", "a", "b"], "unexpected argument 'b'"),
        (&["import", "--bogus"], "unexpected argument '--bogus'"),
    ] {
        let (status, printed, error) = run(&arguments.iter().map(Path::new).collect::<Vec<_>>());
        assert!(status == 2 && printed.is_empty() && error.contains(said), "{arguments:?}: {status} {error}");
    }
}

#[test]
fn help_has_status_0() {
    for (argument, said) in [("--help", "import"), ("--version", env!("CARGO_PKG_VERSION"))] {
        let (status, printed, error) = run(&[Path::new(argument)]);
        assert!(status == 0 && error.is_empty() && printed.contains(said), "{argument}: {status} {printed}");
    }
}

#[test]
fn a_page_that_cannot_be_read_is_named() {
    let tables = Tables::new("unreadable_page");
    let path = |name| tables.0.join(name);
    fs::create_dir(path("folder")).unwrap();
    fs::write(path("gbk.txt"), b"\xb4\xed\xce\xf3").unwrap();
    for (name, said) in [
        ("missing.txt", "there is no such file"),
        ("folder", "this is a folder; expected a file"),
        ("gbk.txt", "invalid utf-8 sequence of 1 bytes from index 0; save it as UTF-8"),
        ("fruit.csv", "no table with a header row; copy the page from a browser, or save it as HTML"),
    ] {
        let path = path(name);
        let (status, printed, error) = run(&[Path::new("import"), &path, Path::new("--tables"), &tables.0]);
        assert_eq!(error, format!("errcode: {}: {said}\n", path.display()));
        assert!(status == 1 && printed.is_empty(), "{name}: {status} {printed}");
    }
}

#[test]
fn a_table_that_cannot_be_read_is_named() {
    for (name, spoil, said) in [
        ("index.csv", remove as fn(&Path), "there is no such file"),
        ("index.csv", make_a_folder, "this is a folder; expected a file"),
        ("fruit.csv", make_a_folder, "this is a folder; expected a file"),
    ] {
        let tables = Tables::new("unreadable_table");
        let path = tables.0.join(name);
        spoil(&path);
        let (status, report) = tables.import(&PAGE.replace("no pear", "no pears"), &[]);
        assert!(status == 1 && report.ends_with(&format!("errcode: {}: {said}\n", path.display())), "{report}");
    }
}

fn remove(path: &Path) {
    fs::remove_file(path).unwrap();
}

fn make_a_folder(path: &Path) {
    remove(path);
    fs::create_dir(path).unwrap();
}

/// A link that leads nowhere is a mistake. It does not stand for a new table.
#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_kept() {
    let tables = Tables::new("dangling");
    let path = tables.0.join("fruit.csv");
    remove(&path);
    std::os::unix::fs::symlink("nowhere.csv", &path).unwrap();
    let (status, report) = tables.import(PAGE, &[]);
    assert!(status == 1 && report.ends_with("fruit.csv: there is no such file\n"), "{report}");
    assert!(path.is_symlink());
}

#[cfg(unix)]
#[test]
fn a_page_that_may_not_be_read_is_named() {
    use std::os::unix::fs::PermissionsExt as _;

    let tables = Tables::new("forbidden");
    let path = tables.0.join("secret.txt");
    fs::write(&path, PAGE).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&path).is_ok() {
        eprintln!("skipped: root may read every file");
        return;
    }
    let (status, _, error) = run(&[Path::new("import"), &path, Path::new("--tables"), &tables.0]);
    assert_eq!((status, error), (1, format!("errcode: {}: permission denied\n", path.display())));
}
