//! Expansion takes time that is linear in the size of a table. These tables are so large that anything else would not end.
#![allow(clippy::unwrap_used, reason = "a test that cannot continue should stop")]

use errcode_codegen::{Environment, expand};

/// A table with this number of lines.
fn numbered(lines: usize, line: impl Fn(usize) -> String) -> String {
    (1..lines).fold(String::from("code,name,message\n"), |table, number| table + &line(number))
}

/// 20 MB in one line or cell, and tens of thousands of problems.
#[test]
fn large_inputs_end() {
    const SIZE: usize = 20_000_000;
    let header = "code,name,message\n1,Sound,sound\n";
    let files = [
        ("one cell", format!("{header}2,Long,{}\n", "长".repeat(SIZE / 3))),
        ("one quoted cell over lines", format!("{header}2,Long,\"{}\"\n", "a\n".repeat(SIZE / 2))),
        ("cells", format!("{header}{}\n", "x,".repeat(SIZE / 2))),
        ("quotes", format!("{header}{}\n", "\"".repeat(SIZE))),
        ("quotes that never close", format!("{header}{}", "\"a\n".repeat(SIZE / 3))),
        ("one header", "x".repeat(SIZE)),
        ("lines without end", "\n".repeat(SIZE)),
        ("a header of many columns", "x,".repeat(SIZE / 20)),
        ("columns of texts", format!("{}{}", "msg,".repeat(SIZE / 100), "\n1".repeat(SIZE / 100))),
        ("columns for one thing", format!("{}code", "x,code,".repeat(SIZE / 200))),
        ("texts of one row", numbered(SIZE / 100, |n| format!("1,Same,text {n}\n"))),
        ("texts alike", numbered(SIZE / 100, |n| format!("{n},Name{n},text\n")).replace("code,name", "code,note")),
        ("doubled codes", format!("{header}{}", "2,Same,text\n2,Other,text\n".repeat(SIZE / 100))),
        ("doubled names", numbered(SIZE / 100, |n| format!("{n},Same,text\n"))),
        ("ranges that overlap", numbered(SIZE / 1000, |n| format!("{n}-{},Range{n},text\n", n + 5000))),
        ("no codes", format!("{header}{}", "x,Name,text\n".repeat(SIZE / 50))),
        ("a code", format!("code,name,message\n{},Long,long\n", "x".repeat(SIZE / 4))),
        ("a code of words", format!("code,name,message\n{},Long,long\n", "xy ".repeat(SIZE / 12))),
        ("texts as codes", numbered(SIZE / 100, |n| format!("x{n},Name{n},text\n"))),
        ("texts as codes and names", numbered(SIZE / 200, |n| format!("ab.{n},text\n")).replace("code,name", "code")),
        ("doubled texts", numbered(SIZE / 100, |n| format!("x,Name{n},text\n"))),
    ];
    for (what, file) in files {
        let environment = Environment::in_memory([("t.csv", file.as_bytes())]);
        let tokens =
            expand("[::errcode_runtime] pub enum E from \"t.csv\";".parse().unwrap(), &environment).to_string();
        assert!(!tokens.contains("this is a bug in errcode"), "{what}");
        let is_sound = [
            "one cell",
            "one quoted cell over lines",
            "texts of one row",
            "texts alike",
            "doubled names",
            "a code",
            "a code of words",
            "texts as codes",
            "texts as codes and names",
        ]
        .contains(&what);
        assert_eq!(tokens.contains("compile_error"), !is_sound, "{what}");
    }
}
