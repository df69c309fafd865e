//! `errcode check`: what it says of a table, and its status.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{errcode, folder};

/// A package with files.
pub(crate) struct Package(PathBuf);

impl Package {
    pub(crate) fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let folder = folder(name);
        fs::write(folder.join("Cargo.toml"), "").unwrap();
        for (path, content) in files {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        Self(folder)
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// `errcode check`, run in the package's folder.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut check = errcode();
        check.current_dir(&self.0).arg("check").args(arguments);
        check
    }

    /// The status, standard output and standard error.
    pub(crate) fn check(&self, arguments: &[&str]) -> (i32, String, String) {
        let output = self.command(arguments).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }
}

/// The rows of a table with `count` codes.
fn rooms(count: usize) -> String {
    let rows: Vec<String> = (0..count).map(|code| format!("{code},no room {code}\n")).collect();
    rows.concat()
}

const PUMPS: &str = "Code;Text;Level;Owner\n0x1F;\"Valve \"\"A\"\" stuck\";2;me\n0x20-0x2F;Pump dry;3;\n";

#[test]
fn a_table_is_described() {
    let package = Package::new("check_described", &[("errors/pumps.csv", PUMPS)]);
    let wanted = "\
errors/pumps.csv
  cells: separated by semicolons
  columns: code = \"Code\", message = \"Text\", level: u8 = \"Level\"
  ignored columns: \"Owner\"
  codes: 2 numbers of 32 bits in hexadecimal; ranges or lists: 1
  kind and recovery: in no row
  names: 2
    ValveAStuck  0x1F
    PumpDry      0x20-0x2F
  no problems
  call: errcodes!(\"errors/pumps.csv\" (code: i32, level: u8));
";
    let call = ["--call", "(code: i32, level: u8)", "errors/pumps.csv"];
    assert_eq!(package.check(&call), (0, wanted.to_owned(), String::new()));
}

#[test]
fn a_column_of_texts_is_shown_with_their_language() {
    for (table, columns) in [
        ("code,text\n1,坏了\n2,好\n", "code = \"code\", message_zh = \"text\""),
        ("code,text\n1,坏了\n2,fine x\n", "code = \"code\", message = \"text\""),
        ("code,text\n1,\n2,\n", "code = \"code\", message = \"text\""),
        ("code,message,message_zh\n1,,坏了\n", "code = \"code\", message = \"message\", message_zh = \"message_zh\""),
        (
            "code,message,solution,note\n1,x y,重试,\n2,y z,,请注意\n",
            "code = \"code\", message = \"message\", solution_zh = \"solution\", note_zh = \"note\"",
        ),
    ] {
        let package = Package::new("check_languages", &[("a.csv", table)]);
        let printed = package.check(&["a.csv"]).1;
        assert!(printed.contains(&format!("\n  columns: {columns}\n")), "{printed}");
    }
}

#[test]
fn a_column_without_a_header_is_shown_by_its_position() {
    for (header, ignored) in [("", "3"), ("column 3", "\"column 3\"")] {
        let table = format!("code,text,{header}\n1,x y,z\n");
        let package = Package::new("check_positions", &[("a.csv", &table)]);
        let printed = package.check(&["a.csv"]).1;
        assert!(printed.contains(&format!("\n  ignored columns: {ignored}\n")), "{printed}");
    }
}

#[test]
fn problems_are_shown_as_the_compiler_shows_them() {
    let package =
        Package::new("check_problems", &[("a.csv", "code,message\n1,x y\nother,y z\n"), ("o.csv", "code,name\n7,X\n")]);
    let of_table = "\
error: invalid code `other`
  --> a.csv:3:1
   |
 3 | other,y z
   | ^^^^^ expected a number, a range such as `104-199` or a list such as `21/22`
   = help: to skip this row: errcodes!(\"a.csv\" (skip = [\"other\"])); if the codes are texts: errcodes!(\"a.csv\" (code: str))
  1 problem
";
    let (status, printed, _) = package.check(&["a.csv"]);
    assert!(status == 1 && printed.ends_with(of_table) && !printed.contains("call:"), "{printed}");
    // With the entry that the help shows, no problem is left.
    let (status, printed, _) = package.check(&["--call", "skip = [\"other\"]", "a.csv"]);
    assert!(status == 0 && printed.ends_with("  call: errcodes!(\"a.csv\" (skip = [\"other\"]));\n"), "{printed}");
    let (_, printed, _) = package.check(&["--call", "(strip = \"E_\", skip = [\"other\"])", "a.csv"]);
    assert!(
        printed.contains("\nerror: (strip = \"E_\"): no name of this file begins with `E_`\n  1 problem\n"),
        "{printed}"
    );
    let overlaid = package.check(&["--call", "skip = [\"other\"]", "--with", "o.csv", "a.csv"]).1;
    let of_overlay = "error: the vendor's file has no code 7\n  --> o.csv:2:1\n   |\n 2 | 7,X\n   | ^\n   = help: the nearest is 1\n";
    assert!(overlaid.contains(of_overlay), "{overlaid}");
    // Problems of the table are shown in the table, whatever is laid over it.
    let overlaid = package.check(&["--with", "o.csv", "a.csv"]).1;
    let (of_table, _) = of_table.split_once("   = help").unwrap();
    assert!(overlaid.contains(of_table), "{overlaid}");
}

#[test]
fn the_file_behind_with_is_in_the_call() {
    let files = [("e/shop.csv", "code,message\n1,x y\n"), ("e/ours.csv", "code,kind,recovery\n1,internal,stop\n")];
    let package = Package::new("check_with", &files);
    let (status, printed, _) = package.check(&["e/shop.csv", "--with", "e/ours.csv"]);
    assert!(status == 0 && printed.contains("  kind and recovery: in every row\n"), "{printed}");
    assert!(printed.ends_with("  call: errcodes!(\"e/shop.csv\" with \"e/ours.csv\");\n"), "{printed}");
    for same in ["e/shop.csv", "./e/../e/shop.csv"] {
        let (status, printed, error) = package.check(&["e/shop.csv", "--with", same]);
        let said = format!("errcode: {same}: this is the table itself; expected another file to lay over it\n");
        assert_eq!((status, &*printed, error), (1, "", said));
    }
    // No call can name a file of another package by its absolute path.
    let other = Package::new("check_with_other", &[("ours.csv", files[1].1)]);
    let absolute = other.path("ours.csv");
    for (path, spelled) in
        [(absolute.to_str().unwrap(), "ours.csv"), ("../check_with_other/ours.csv", "../check_with_other/ours.csv")]
    {
        let printed = package.check(&["e/shop.csv", "--with", path]).1;
        let call = format!("  call: errcodes!(\"e/shop.csv\" with \"{spelled}\");\n");
        assert!(printed.ends_with(&call), "{path}: {printed}");
    }
    // A file of the same name there is another file.
    let shop = Package::new("check_with_same", &[("ours.csv", files[0].1)]);
    let (status, printed, error) = shop.check(&["ours.csv", "--with", absolute.to_str().unwrap()]);
    assert!(status == 0 && printed.contains("  kind and recovery: in every row\n"), "{printed}{error}");
}

#[test]
fn the_rows_with_a_kind_are_counted() {
    let files = [("a.csv", "code,message\n1,x y\n2,y z\n"), ("o.csv", "code,kind,recovery\n1,internal,stop\n")];
    let package = Package::new("check_kinds", &files);
    let (status, printed, _) = package.check(&["a.csv", "--with", "o.csv"]);
    assert!(status == 0 && printed.contains("  kind and recovery: in 1 of 2 rows\n"), "{printed}");
}

#[test]
fn the_call_has_the_path_below_the_package() {
    let table = "code,message\n1,x y\n";
    let package = Package::new("check_path", &[("src/pay.csv", table), ("errors.csv", table), ("pay.txt", table)]);
    let short = "errcodes!(\"src/pay.csv\");";
    let long = "errcodes! { pub enum MyError from \"errors.csv\"; }";
    let absolute = package.path("src/pay.csv");
    for (path, call) in [
        ("src/pay.csv", short),
        ("./src/../src/pay.csv", short),
        (absolute.to_str().unwrap(), short),
        ("errors.csv", long),
    ] {
        let (status, printed, _) = package.check(&[path]);
        assert!(status == 0 && printed.ends_with(&format!("  call: {call}\n")), "{path}: {printed}");
    }
    let mut inside = package.command(&["pay.csv"]);
    let printed = inside.current_dir(package.path("src")).output().unwrap().stdout;
    assert!(String::from_utf8(printed).unwrap().ends_with(&format!("  call: {short}\n")));
    let (status, printed, _) = package.check(&["pay.txt"]);
    let said = "error: pay.txt: errcodes! reads files whose names end in .csv or .tsv\n   = help: rename the file\n";
    assert!(status == 1 && printed.contains(said), "{printed}");
}

#[test]
fn the_first_names_are_listed_or_all() {
    let rows = rooms(13);
    let alias = "code,name\n1,A_B\n1,C_D\n";
    let table = format!("code,message\n{rows}");
    let package = Package::new("check_names", &[("a.csv", &table), ("b.csv", alias)]);
    let few = package.check(&["a.csv"]).1;
    assert!(few.contains("  names: 13\n") && few.contains("\n    … and 3 more: --names lists all\n"), "{few}");
    let all = package.check(&["--names", "a.csv"]).1;
    assert!(all.lines().filter(|line| line.starts_with("    ")).count() == 13 && !all.contains('…'), "{all}");
    let aliases = package.check(&["--call", "repeated = alias", "b.csv"]).1;
    assert!(aliases.contains("  codes: 1 number\n") && aliases.contains("\n    AB  1\n    CD  1\n"), "{aliases}");
}

#[test]
fn several_files_are_counted() {
    let files = [("a.csv", "code,message\n1,x y\n"), ("b.csv", "code,message\nx,y z\n1,z\n"), ("c.csv", "1,x\n")];
    let package = Package::new("check_several", &files);
    let (status, printed, error) = package.check(&["a.csv", "b.csv", "nowhere.csv", "c.csv"]);
    assert!(status == 1 && printed.starts_with("a.csv\n  cells") && printed.contains("\n\nb.csv\n"), "{printed}");
    assert!(printed.ends_with("\n\n4 files, 3 with problems: 3 problems\n"), "{printed}");
    assert_eq!(error, "errcode: nowhere.csv: there is no such file\n");
}

#[test]
fn characters_that_move_the_cursor_are_not_printed() {
    let package = Package::new("check_characters", &[("a.csv", "code,message,\"x\u{1B}[31m\ny\"\na,x y,\n")]);
    let printed = package.check(&["a.csv"]).1;
    assert!(printed.contains("  ignored columns: \"x\\u{1b}[31m\\ny\"\n") && !printed.contains('\u{1B}'), "{printed}");
}

#[test]
fn wrong_usage_has_status_2() {
    let package = Package::new("check_usage", &[("a.csv", "code,message\n1,x y\n"), ("b.csv", "")]);
    for (arguments, said) in [
        (&[][..], "<FILE>..."),
        (&["--call", "(cod = 1)", "a.csv"], "unknown column `cod`"),
        (&["--with", "a.csv", "a.csv", "b.csv"], "error: --with is for one file, and 2 are given\n"),
        (&["--annotate", "a.csv", "b.csv"], "error: --annotate is for one file, and 2 are given\n"),
        (&["--annotate", "--names", "a.csv"], "cannot be used with"),
    ] {
        let (status, printed, error) = package.check(arguments);
        assert!(status == 2 && printed.is_empty() && error.contains(said), "{arguments:?}: {status} {error}");
    }
}

#[test]
fn what_is_no_file_is_named() {
    let package = Package::new("check_no_file", &[("folder/a.csv", "")]);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("nowhere", package.path("link.csv")).unwrap();
        assert!(Command::new("mkfifo").arg(package.path("pipe.csv")).status().unwrap().success());
    }
    let large = fs::File::create(package.path("large.csv")).unwrap();
    large.set_len((64 << 20) + 1).unwrap();
    for (path, said) in [
        ("missing.csv", "there is no such file"),
        ("folder", "this is a folder; expected a file"),
        #[cfg(unix)]
        ("link.csv", "this is a symbolic link to a file that does not exist"),
        #[cfg(unix)]
        ("pipe.csv", "this is a pipe; expected a file"),
        #[cfg(unix)]
        ("/dev/null", "this is a device; expected a file"),
        ("large.csv", "this file is larger than 64 MiB; no table is that large"),
    ] {
        for option in [&["--names"][..], &["--annotate"]] {
            let (status, printed, error) = package.check(&[option, &[path]].concat());
            assert_eq!((status, &*printed, error), (1, "", format!("errcode: {path}: {said}\n")));
        }
    }
    assert!(Path::new(&package.path("large.csv")).exists());
}

/// The shell closes the output with `>&-`, or its reader stops.
#[cfg(unix)]
#[test]
fn output_that_is_closed_is_no_error() {
    let rows = rooms(20_000);
    let (good, bad) = (format!("code,message\n{rows}"), format!("code,message\nx,y\n{rows}"));
    let package = Package::new("check_closed", &[("good.csv", &good), ("bad.csv", &bad)]);
    for (file, status) in [("good.csv", 0), ("bad.csv", 1)] {
        for option in ["--names", "--annotate"] {
            for to in [">&-", ">&- 2>&-", "| head -1; exit ${PIPESTATUS[0]}"] {
                let check = package.command(&[option, file]);
                let mut shell = Command::new("bash");
                shell.current_dir(package.path("."));
                shell.args(["-c", &format!("\"$@\" {to}"), "bash"]).arg(check.get_program()).args(check.get_args());
                let output = shell.output().unwrap();
                let error = String::from_utf8(output.stderr).unwrap();
                assert_eq!(output.status.code(), Some(status), "{option} {file} {to}: {error}");
                assert!(!error.contains("panicked") && !error.contains("errcode: "), "{error}");
            }
        }
    }
}
