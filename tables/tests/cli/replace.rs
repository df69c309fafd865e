//! Files that an import replaces: each is complete at any moment, and its permissions and links stay.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::Stdio;
use std::thread::sleep;
use std::time::Instant;

use crate::{PAGE, Tables};

const FILES: [&str; 3] = ["fruit.csv", "cloud.csv", "index.csv"];

/// The names of all files of the folder.
fn names(tables: &Tables) -> BTreeSet<String> {
    let entries = fs::read_dir(&tables.0).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

fn all_names() -> BTreeSet<String> {
    FILES.into_iter().chain(["PAGE.txt"]).map(String::from).collect()
}

#[test]
fn a_killed_import_leaves_whole_files() {
    let tables = Tables::new("killed");
    // Long texts, so that the writing takes time; few rows, so that nothing else does.
    let long = "没有，也不会有。".repeat(20_000);
    let page = PAGE.replace("没有李", &format!("李{long}")).replace("坏了", &format!("坏{long}"));
    let start = || {
        let mut import = tables.command(&page).arg("--date").arg("2026-03-04").stdout(Stdio::piped()).spawn().unwrap();
        // Reads up to the last line that is printed before anything is written.
        let mut lines = BufReader::new(import.stdout.take().unwrap()).lines();
        lines.find(|line| line.as_ref().unwrap().starts_with("cloud -1: ")).unwrap().unwrap();
        (import, lines)
    };
    let contents = || FILES.map(|name| tables.file(name));
    let old = contents();
    let (mut import, lines) = start();
    let started = Instant::now();
    assert!(lines.last().unwrap().unwrap().starts_with("3 files changed"));
    let took = started.elapsed();
    assert_eq!(import.wait().unwrap().code(), Some(3));
    let new = contents();
    assert!(old.iter().zip(&new).all(|(old, new)| old != new));

    let kills: u32 = 30;
    for kill in 0..kills {
        tables.reset();
        let (mut import, lines) = start();
        sleep(took * kill / kills);
        // The import may have ended already.
        let _ = import.kill();
        import.wait().unwrap();
        drop(lines);
        let found = contents();
        for (at, name) in FILES.iter().enumerate() {
            assert!(found[at] == old[at] || found[at] == new[at], "kill {kill} left a part of {name}");
        }
        assert!(found[2] == old[2] || found == new, "kill {kill} left an index before its tables");
        // The next import finishes what this one began.
        let (status, report) = tables.import(&page, &["--date", "2026-03-04"]);
        assert!(status == 0 || status == 3, "kill {kill}: {report}");
        assert!(contents() == new, "after kill {kill}");
        assert_eq!(names(&tables), all_names(), "after kill {kill}");
    }
}

#[test]
fn what_a_killed_import_left_is_removed() {
    let tables = Tables::new("leftovers");
    fs::write(tables.0.join(".errcode-a1B2c3.tmp"), "7,No").unwrap();
    fs::write(tables.0.join("notes.tmp"), "").unwrap();
    fs::write(tables.0.join(".errcode-notes"), "").unwrap();
    let before = names(&tables);
    tables.import(PAGE, &["--dry-run"]);
    assert!(names(&tables).is_superset(&before), "a dry run removes nothing");
    tables.import(PAGE, &[]);
    let kept = [".errcode-notes", "notes.tmp"].map(String::from);
    assert_eq!(names(&tables), all_names().into_iter().chain(kept).collect());
}

#[test]
fn nothing_is_replaced_unless_all_can_be() {
    let tables = Tables::new("read_only");
    let path = tables.0.join("cloud.csv");
    let permissions = fs::metadata(&path).unwrap().permissions();
    let mut read_only = permissions.clone();
    read_only.set_readonly(true);
    fs::set_permissions(&path, read_only).unwrap();
    let page = PAGE.replace("no plum", "no plums").replace("坏了", "坏");
    let (status, report) = tables.import(&page, &[]);
    let untouched = tables.is_untouched();
    fs::set_permissions(&path, permissions).unwrap();
    assert!(status == 1 && report.ends_with("cloud.csv: this file is read-only\n"), "{report}");
    assert!(untouched);
    assert_eq!(names(&tables), all_names());
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use crate::{HEADER, INDEX};

    let tables = Tables::new("permissions");
    let path = |name| tables.0.join(name);
    let mode = |name| fs::metadata(path(name)).unwrap().permissions().mode() & 0o777;
    for (name, mode) in [("fruit.csv", 0o640), ("index.csv", 0o666)] {
        fs::set_permissions(path(name), fs::Permissions::from_mode(mode)).unwrap();
    }
    fs::create_dir(path("elsewhere")).unwrap();
    fs::rename(path("cloud.csv"), path("elsewhere/real.csv")).unwrap();
    symlink("elsewhere/real.csv", path("cloud.csv")).unwrap();
    // A table that is new has the permissions of any new file.
    fs::write(path("index.csv"), format!("{INDEX}wind,WindError,Wind,风,,https://example.com,,0,\n")).unwrap();
    let page = PAGE.replace("no pear", "no pears").replace("坏了", "坏").replace("反馈", "风\n错误码\t含义\n3\t停了");
    let (status, report) = tables.import(&page, &[]);
    assert!(status == 3 && report.contains("4 files changed"), "{report}");
    assert_eq!([mode("fruit.csv"), mode("index.csv")], [0o640, 0o666]);
    assert_eq!(mode("wind.csv"), mode("PAGE.txt"));
    assert!(path("cloud.csv").is_symlink());
    assert_eq!(tables.file("elsewhere/real.csv"), format!("{HEADER}-1,Broken,internal,retry,,it is broken,坏,en,,\n"));
}
