//! `errcode check --annotate`: a file to lay over a table, which changes nothing until somebody fills it in.

use std::fs;

use errcode_tables::{Call, CodeWord, Entry, Format, Repeated, read};

use crate::check::Package;

/// The rows of a table with this file laid over it. Fails if there is a problem.
fn rows(vendors: &str, overlay: Option<&str>, entries: &[Entry]) -> Vec<String> {
    let call = Call { path: "v.csv".into(), overlay: Some("o.csv".into()), ..Call::default() };
    let format = Format { entries: entries.to_vec(), call };
    let outcome = read(vendors.as_bytes(), overlay.map(str::as_bytes), &format);
    assert_eq!(outcome.problems, [], "{overlay:?}");
    let row = |row: &errcode_tables::Row<'_>| {
        let names: Vec<&str> = row.aliases.iter().map(|alias| &*alias.name).collect();
        format!(
            "{} {} {} {names:?} {:?} {}/{} {} {}",
            row.codes, row.name, row.spelled_name, row.class, row.message, row.message_zh, row.solution, row.note
        )
    };
    outcome.table.rows.iter().map(row).collect()
}

#[test]
fn the_skeleton_has_codes_names_and_texts() {
    let vendors = "Code;Text\n0x1F;\"pump \"\"b\"\", dry\"\n4xx;坏了\n";
    let package = Package::new("annotate", &[("v.csv", vendors)]);
    let wanted = "code,name,message,message_zh,kind,recovery\n\
        0x1F,PumpBDry,\"pump \"\"b\"\", dry\",,,\n\
        4xx,Code400To499,,坏了,,\n";
    assert_eq!(package.check(&["--annotate", "v.csv"]), (0, wanted.to_owned(), String::new()));
}

/// How many rows have no name, and how many no text.
fn empty(skeleton: &str) -> [usize; 2] {
    let mut reader = csv::Reader::from_reader(skeleton.as_bytes());
    let texts = reader.headers().unwrap().len() - 4;
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let has_no_text = |row: &&csv::StringRecord| row.iter().skip(2).take(texts).all(str::is_empty);
    [rows.iter().filter(|row| row[1].is_empty()).count(), rows.iter().filter(has_no_text).count()]
}

#[test]
fn the_skeleton_changes_nothing() {
    let plain = &[][..];
    let package = Package::new("annotate_same", &[]);
    for (vendors, entries, blanks) in [
        ("code,message\n1,pump dry\n2,\"pump, \"\"b\"\"\nc\"\n-4,坏了\n", plain, [0, 0]),
        ("code,message\n1,x y\n2,pump dry\n", plain, [1, 0]),
        ("错误码,说明,排查方法\n1,坏了,重试\n", plain, [0, 0]),
        ("code,name,message\nisv.LIMIT,LIMIT_HIT,limit\n00,fine,\n\"a,b\",,pump dry\n", plain, [0, 0]),
        ("code;message\n104-199;one\n3**;two\n21/22;pump,dry;\n", plain, [0, 0]),
        ("code\n7\n8\n", plain, [0, 0]),
        // Names that get their codes appended: given ones, derived ones, and one that would then equal another name.
        ("code,name\n1,NOT_FOUND\n2,NOT_FOUND\n3,UNKNOWN\n", plain, [0, 0]),
        ("code,message\n1,too fast\n2,too fast\n12,too fast 1\n", plain, [0, 0]),
        // A text in the column of the other language. Names that would be spelled differently.
        ("code,message_en,message_zh\n1,坏了 x,\n2,fine,好\n", plain, [0, 0]),
        ("code,name,kind,recovery,message\n1,A,internal,stop,x y\n", plain, [0, 0]),
        ("code,name\n1,SQLITE_BUSY\n2,OTHER\n", &[Entry::Strip("SQLITE_".into())], [1, 0]),
        ("code,name\n1,A_B\n1,C_D\n2,E\n", &[Entry::Repeated(Repeated::Alias)], [0, 0]),
        ("code,message\n1,a b\n1,c d\n2,E\n", &[Entry::Repeated(Repeated::Join)], [0, 0]),
        ("code,message\n0x80070005,denied\n1,fine x\n", &[Entry::CodeWord(CodeWord::I32)], [0, 0]),
        (
            "Kitchen,\ncode,message\nClass 1,\n1,fine x\nother,y\n",
            &[Entry::SkipSections, Entry::Skip("other".into())],
            [0, 0],
        ),
        ("code,message\n404 Not Found,x y\n500 Server Error,z\n", plain, [0, 0]),
    ] {
        fs::write(package.path("v.csv"), vendors).unwrap();
        let call: Vec<String> = entries.iter().map(ToString::to_string).collect();
        let (status, skeleton, error) = package.check(&["--annotate", "--call", &call.join(", "), "v.csv"]);
        assert_eq!((status, &*error), (0, ""), "{vendors}");
        let before = rows(vendors, None, entries);
        assert_eq!(rows(vendors, Some(&skeleton), entries), before, "{vendors}{skeleton}");
        assert!(skeleton.starts_with("code,name,") && skeleton.contains(",kind,recovery\n"), "{skeleton}");
        assert_eq!(empty(&skeleton), blanks, "{vendors}{skeleton}");
        // Once it is filled in, the table is classified.
        if !vendors.contains("kind") {
            let filled = skeleton.replace(",,\n", ",internal,stop\n");
            let classified = rows(vendors, Some(&filled), entries);
            assert!(classified.iter().all(|row| row.contains("kind: Internal")), "{filled}{classified:?}");
        }
        // With this file, there is nothing to add.
        fs::write(package.path("o.csv"), &skeleton).unwrap();
        let again = package.check(&["--annotate", "--call", &call.join(", "), "--with", "o.csv", "v.csv"]);
        assert_eq!(again, (0, skeleton, String::new()), "{vendors}");
    }
}

#[test]
fn a_file_that_exists_gets_the_codes_that_it_lacks() {
    let vendors = "code,message\n1,one x\n2,two x\n0x1F,\"three, x\"\n9,坏了\n";
    let package = Package::new("annotate_more", &[("v.csv", vendors)]);
    for (ours, more) in [
        ("code,kind,recovery\n2,internal,stop\n", "1,,\n0x1F,,\n9,,\n"),
        ("code,kind,recovery\n0x2,internal,stop", "\n1,,\n0x1F,,\n9,,\n"),
        ("\u{FEFF}Code;Name;Text\r\n31;Three; t \r\n", "1;OneX;one x\r\n2;TwoX;two x\r\n9;Code9;坏了\r\n"),
        ("sep=;\ncode;recovery;kind\n1;stop;internal\n", "2;;\n0x1F;;\n9;;\n"),
        ("name\tcode\tmessage_zh\nA\t9\t\n", "OneX\t1\t\nTwoX\t2\t\nThreeX\t0x1F\t\n"),
        ("code,name\n1,A\n2,B\n9,C\n31,D\n", ""),
    ] {
        fs::write(package.path("o.csv"), ours).unwrap();
        let (status, printed, error) = package.check(&["--annotate", "--with", "o.csv", "v.csv"]);
        assert_eq!((status, printed, &*error), (0, format!("{ours}{more}"), ""), "{ours}");
        assert_eq!(rows(vendors, Some(&format!("{ours}{more}")), &[]), rows(vendors, Some(ours), &[]), "{ours}");
    }
}

#[test]
fn a_code_that_is_spelled_with_its_name_is_there() {
    let vendors = "code,message\n404 Not Found,x y\n500 Server Error,z\n";
    let ours = "code,kind,recovery\n404 Not Found,not_found,stop\n";
    let package = Package::new("annotate_with_name", &[("v.csv", vendors), ("o.csv", ours)]);
    let printed = package.check(&["--annotate", "--with", "o.csv", "v.csv"]);
    assert_eq!(printed, (0, format!("{ours}500,,\n"), String::new()));
}

/// In a single column of texts, the characters of each text decide its language.
#[test]
fn a_text_that_would_change_its_language_is_left_out() {
    let (vendors, ours) = ("code,message_en,message_zh\n1,坏了 x,\n2,fine,好\n", "Code,Text\n");
    let package = Package::new("annotate_language", &[("v.csv", vendors), ("o.csv", ours)]);
    let printed = package.check(&["--annotate", "--with", "o.csv", "v.csv"]).1;
    assert_eq!(printed, format!("{ours}1,\n2,fine\n"));
    assert_eq!(rows(vendors, Some(&printed), &[]), rows(vendors, None, &[]));
}

#[test]
fn problems_go_to_standard_error() {
    let vendors = "code,message\n1,one x\nother,two x\n";
    let package = Package::new(
        "annotate_problems",
        &[("v.csv", vendors), ("empty.csv", ""), ("t.csv", "code,message\n1,pump dry\n")],
    );
    // The rows without a problem are there.
    let (status, printed, error) = package.check(&["--annotate", "v.csv"]);
    assert!(status == 1 && printed == "code,name,message,kind,recovery\n1,OneX,one x,,\n", "{printed}");
    assert!(error.starts_with("error: invalid code `other`\n  --> v.csv:3:1\n"), "{error}");
    let (status, printed, error) = package.check(&["--annotate", "empty.csv"]);
    assert!(status == 1 && printed.is_empty() && error.starts_with("error: this file is empty\n"), "{error}");
    // A code that the vendor removed does not hide the new ones.
    fs::write(package.path("o.csv"), "code,name\n7,Gone\n").unwrap();
    let (status, printed, error) = package.check(&["--annotate", "--with", "o.csv", "t.csv"]);
    assert!(status == 1 && printed == "code,name\n7,Gone\n1,PumpDry\n", "{printed}");
    assert!(error.starts_with("error: the vendor's file has no code 7\n"), "{error}");
    fs::write(package.path("o.csv"), "").unwrap();
    let (status, printed, error) = package.check(&["--annotate", "--with", "o.csv", "t.csv"]);
    assert!(status == 1 && printed.is_empty() && error.contains("--> o.csv:1:1"), "{printed}{error}");
}
