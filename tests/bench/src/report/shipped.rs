//! Enums of shipped data: thirty endpoints compared with thirty selections of the same rows, and two whole tables.

use core::fmt::Write as _;

use errcode_tables::{Endpoint, Shipped};
use errcode_tests::cargo::Project;

use super::Targets;
use super::check::CHECK;
use crate::effort::Effort;
use crate::measure::{Mode, again};
use crate::peers::Peer;

/// The number of endpoints.
const MANY: u32 = 30;

pub fn section(effort: Effort, targets: &mut Targets) -> String {
    eprintln!("measuring thirty endpoints");
    let (endpoints, codes) = endpoints();
    let from_endpoint = |endpoint: &Endpoint| format!("endpoint \"{}\"", endpoint.path);
    let selection = |endpoint: &Endpoint| {
        let codes: Vec<String> = endpoint.codes().map(|(code, _)| code.to_string()).collect();
        format!("\"common\", \"general\" {{ {} }}", codes.join(", "))
    };
    let project = |name: &str, sources: Vec<String>| {
        let items = sources.iter().enumerate().map(|(nth, source)| format!("pub enum E{nth} from {source};\n"));
        let project = Project::scratch(name, "");
        project.write("src/lib.rs", format!("errcode_runtime::errcodes! {{\n{}}}\n", items.collect::<String>()));
        project
    };
    let of = |name: &str, endpoints: &[Endpoint], source: &dyn Fn(&Endpoint) -> String| {
        project(name, endpoints.iter().map(source).collect())
    };
    let projects = [
        Peer::Empty.project(&[]),
        of("endpoint", &endpoints[..1], &from_endpoint),
        of("endpoints", &endpoints, &from_endpoint),
        of("endpoint-selection", &endpoints[..1], &selection),
        of("endpoint-selections", &endpoints, &selection),
        project("whole-wecom", vec!["\"wecom\"".to_owned()]),
        project("whole-general", vec!["\"general\"".to_owned()]),
    ];
    let mut out = format!(
        "## Endpoints and the table `wecom`\n\n{MANY} endpoints whose {codes} codes are rows of `common` and `general`, beside selections of the \
         same codes; and two whole tables. CPU time added to a check, in ms.\n\n| | crate | one | thirty | each further |\n|---|---|---|---|---|\n"
    );
    for (mode, word) in [(Mode::Edit, "edit"), (Mode::Ci, "CI")] {
        let usages = again(&projects, CHECK, mode, effort.rounds);
        let added = |index: usize| usages[index].cpu.saturating_sub(usages[0].cpu).as_secs_f64() * 1e3;
        for (name, one) in [("endpoints", 1), ("selections of the same codes", 3)] {
            let each = (added(one + 1) - added(one)) / f64::from(MANY - 1);
            let _ = writeln!(out, "| {word} | {name} | {:.0} | {:.0} | {each:.2} |", added(one), added(one + 1));
        }
        targets.add(&format!("thirty endpoints, {word}: × selections of the same codes"), 1.1, added(2) / added(4));
        for (table, index) in [("wecom", 5), ("general", 6)] {
            let rows = Shipped::find(table).expect("it is shipped").rows;
            let _ = writeln!(out, "| {word} | `errcodes!(\"{table}\")`, {rows} rows | {:.0} | | |", added(index));
        }
    }
    out + "\n"
}

/// Endpoints whose codes are rows of `common` and `general`, and how many codes they have.
fn endpoints() -> (Vec<Endpoint>, usize) {
    let [common, general] = ["common", "general"].map(|table| Shipped::find(table).expect("it is shipped"));
    let is_selection = |endpoint: &Endpoint| {
        let of_product = endpoint.tables()[0];
        let is_general = |(code, name): (i64, Option<_>)| {
            name.is_none() && !of_product.has(code) && (common.has(code) || general.has(code))
        };
        (2..=20).contains(&endpoint.codes().count()) && endpoint.codes().all(is_general)
    };
    let endpoints: Vec<Endpoint> = Endpoint::all().filter(is_selection).take(MANY as usize).collect();
    assert_eq!(endpoints.len(), MANY as usize, "so many endpoints are like a selection");
    let codes = endpoints.iter().map(|endpoint| endpoint.codes().count()).sum();
    (endpoints, codes)
}
