//! The tool `errcode`, on made-up tables: what it writes, what it prints, and its status.
#![allow(clippy::unwrap_used, reason = "a test that cannot continue should stop")]

mod annotate;
mod check;
mod import;
mod odd_tables;
mod output;
mod replace;
mod usage;

use std::fs;
use std::path::PathBuf;
use std::process::Command;

pub(crate) const INDEX: &str = "table,enum,title,title_zh,note_zh,source,date,rows,products\n\
    fruit,FruitError,Fruit,水果,,https://example.com,2025-01-02,3,\n\
    cloud,CloudError,Cloud,云,稍等。,https://example.com,2025-01-02,1,\n";
pub(crate) const HEADER: &str =
    "code,name,kind,recovery,retry_after,message,message_zh,translated,solution_zh,note_zh\n";
pub(crate) const FRUIT: &str = "0,Success,ok,none,,ok,成功,,,\n\
    7,NoPear,not_found,stop,,no pear,没有梨,zh,,注：也可能是苹果\n\
    8,NoPlum,not_found,stop,,no plum,没有李,,,\n";
pub(crate) const CLOUD: &str = "-1,Broken,internal,retry,,it is broken,坏了,en,,\n";
pub(crate) const PAGE: &str = "水果\n错误码\t英文描述\t中文描述\n0\tok\t成功\n7\tno pear\t\n8\tno plum\t没有李\n\
    云\n稍等。\n\n错误码\t含义\n-1\t坏了\n反馈\n";

pub(crate) fn errcode() -> Command {
    Command::new(env!("CARGO_BIN_EXE_errcode"))
}

/// A folder of its own for a test.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// A folder of tables.
pub(crate) struct Tables(pub(crate) PathBuf);

impl Tables {
    pub(crate) fn new(name: &str) -> Self {
        let tables = Self(folder(name));
        tables.reset();
        tables
    }

    /// Writes the files in their initial state.
    pub(crate) fn reset(&self) {
        for (file, content) in [
            ("index.csv", INDEX.to_owned()),
            ("fruit.csv", [HEADER, FRUIT].concat()),
            ("cloud.csv", [HEADER, CLOUD].concat()),
        ] {
            fs::write(self.0.join(file), content).unwrap();
        }
    }

    /// The status and the report of an import of this page.
    pub(crate) fn import(&self, page: &str, options: &[&str]) -> (i32, String) {
        let output = self.command(page).args(options).output().unwrap();
        let said = [output.stdout, output.stderr].concat();
        (output.status.code().unwrap(), String::from_utf8(said).unwrap())
    }

    /// The command that imports this page.
    pub(crate) fn command(&self, page: &str) -> Command {
        let path = self.0.join("PAGE.txt");
        fs::write(&path, page).unwrap();
        let mut import = errcode();
        import.arg("import").arg(path).arg("--tables").arg(&self.0);
        import
    }

    pub(crate) fn file(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap()
    }

    pub(crate) fn is_untouched(&self) -> bool {
        self.file("index.csv") == INDEX
            && self.file("fruit.csv") == [HEADER, FRUIT].concat()
            && self.file("cloud.csv") == [HEADER, CLOUD].concat()
    }
}
