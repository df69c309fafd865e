//! What `errcodes!("general")` costs a user's compiler, beside the alternatives.
//!
//! ```text
//! cargo run --release -p errcode-tests --bin cost
//! ```
//!
//! CPU time (user and system, of cargo and all it starts) of checking a crate again after a change, as medians over
//! interleaved runs, less the same for an empty crate. The ratios mean something; the times depend on the machine.
#![allow(clippy::expect_used, reason = "a measurement that cannot go on should stop")]

use core::fmt::Write as _;
use core::time::Duration;

use errcode_tables::read::Row;
use errcode_tables::shipped;
use errcode_tests::cargo::Project;
use errcode_tests::measure::check_times;

const ROUNDS: usize = 15;

fn main() {
    let rows = &shipped::find("general").expect("it is shipped").outcome().table.rows;
    let variants = [
        ("empty crate", crate_of("cost-empty", "", String::new())),
        ("the enum with its docs, and nothing else", crate_of("cost-bare", "", bare(rows))),
        ("errcodes!(\"general\")", crate_of("cost-errcodes", "", "errcode_runtime::errcodes!(\"general\");\n".into())),
        ("thiserror + strum + num_enum (English only)", crate_of("cost-derives", DERIVES, derives(rows))),
    ];
    let projects: Vec<Project> = variants.iter().map(|(_, project)| project.clone()).collect();
    let times = check_times(&projects, "src/lib.rs", ROUNDS);
    let added = |index: usize| times[index].saturating_sub(times[0]);
    println!("{} rows, medians of {ROUNDS} runs\n", rows.len());
    println!("| crate | check, CPU ms | added | × bare enum | × derives |");
    println!("|---|---|---|---|---|");
    for (index, (name, _)) in variants.iter().enumerate() {
        let (bare, derives) = (ratio(added(index), added(1)), ratio(added(index), added(3)));
        println!("| {name} | {} | {} | {bare:.2} | {derives:.2} |", times[index].as_millis(), added(index).as_millis());
    }
    println!("\ntargets: errcodes! at most 4.00 × the bare enum, and at most 0.25 × the derives\n");
    scale();
}

/// A user's own table of so many rows.
fn scale() {
    let sizes = [200, 2_000, 20_000];
    let projects: Vec<Project> = sizes
        .iter()
        .map(|&rows| {
            let call = "errcode_runtime::errcodes!(\"errors/vendor.csv\");\n".to_owned();
            let project = crate_of(&format!("cost-{rows}-rows"), "", call);
            let mut table = String::from("code,name,kind,recovery,message,message_zh\n");
            for row in 0..rows {
                // Writing to a String cannot fail.
                let _ = writeln!(table, "{},RowNumber{row},internal,retry,the reason number {row},第 {row} 个原因", row * 7 + 100);
            }
            project.write("errors/vendor.csv", table);
            project
        })
        .chain([crate_of("cost-empty", "", String::new())])
        .collect();
    let times = check_times(&projects, "src/lib.rs", 5);
    println!("| rows of a table | added to a check, CPU ms | per row, µs |");
    println!("|---|---|---|");
    for (&rows, &time) in sizes.iter().zip(&times) {
        let added = time.saturating_sub(times[sizes.len()]);
        println!("| {rows} | {} | {:.1} |", added.as_millis(), added.as_secs_f64() * 1e6 / f64::from(rows));
    }
}

fn ratio(time: Duration, of: Duration) -> f64 {
    time.as_secs_f64() / of.as_secs_f64()
}

fn crate_of(name: &str, dependencies: &str, code: String) -> Project {
    let project = Project::scratch(name, dependencies);
    project.write("src/lib.rs", code);
    project
}

/// The documented variants, each between what `before` and `after` give for it.
fn variants(rows: &[Row<'_>], before: impl Fn(&Row<'_>) -> String, after: impl Fn(&Row<'_>) -> String) -> String {
    let mut code = String::new();
    for row in rows {
        let doc = format!("`{}` 通用错误码\n\n{}\n\n{}", row.spelling, row.message_zh, row.message);
        let (spelling, name) = (&row.spelling, &row.name);
        // Writing to a String cannot fail.
        let _ = writeln!(code, "#[doc = {doc:?}] #[doc(alias = \"{spelling}\")] {} {name}{},", before(row), after(row));
    }
    code
}

fn bare(rows: &[Row<'_>]) -> String {
    let variants = variants(rows, |_| String::new(), |_| String::new());
    format!("pub enum GeneralError {{\n{variants}}}\n")
}

/// As a user of these crates would write it: number, both ways; text; name; list of all.
const DERIVES: &str =
    "thiserror = \"2.0.21\"\nstrum = { version = \"0.28.0\", features = [\"derive\"] }\nnum_enum = \"0.7.6\"";

fn derives(rows: &[Row<'_>]) -> String {
    let text = |row: &Row<'_>| format!("#[error({:?})]", row.message.replace('{', "{{").replace('}', "}}"));
    let variants = variants(rows, text, |row| format!(" = {}", row.codes.first));
    format!(
        "#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error, strum::EnumIter, strum::IntoStaticStr, \
         num_enum::TryFromPrimitive, num_enum::IntoPrimitive)]\n#[repr(i64)]\npub enum GeneralError {{\n{variants}}}\n"
    )
}
