//! The codes that endpoints can return.

use std::io::Write;

use errcode_runtime::prelude::*;
use errcode_tables::{Endpoint, Format, NoEndpoint, Numbers, Row, read};

use crate::Shelf;
use crate::print::{bold, columns, dimmed, shown, texts};

/// The endpoints with this name or path.
pub(crate) fn called(query: &str) -> Result<Vec<Endpoint>, NoEndpoint> {
    match Endpoint::find(query) {
        Ok(endpoint) => Ok(vec![endpoint]),
        Err(NoEndpoint::Several(several)) => Ok(several),
        Err(error) => Err(error),
    }
}

/// Reports a path that no endpoint has.
pub(crate) fn missing(path: &str, error: &NoEndpoint, out: &mut dyn Write) -> std::io::Result<()> {
    if let NoEndpoint::OtherMethod(method) = error {
        return writeln!(out, "the method of this endpoint is（这个接口的请求方法是） {method}: {}", shown(path));
    }
    writeln!(out, "no endpoint has this path（没有这个路径的接口）: {}", shown(path))?;
    near(path, out)
}

/// Prints the endpoint whose name or path is nearest to a word.
pub(crate) fn near(word: &str, out: &mut dyn Write) -> std::io::Result<()> {
    match Endpoint::nearest(word) {
        Some(near) => writeln!(out, "the nearest endpoint is（相近的接口有）: {near}"),
        None => Ok(()),
    }
}

/// Prints the codes that an endpoint can return, in the order of its page.
pub(crate) fn explain(endpoint: Endpoint, out: &mut dyn Write) -> std::io::Result<()> {
    writeln!(out, "{}  {} ({})", bold(endpoint.name), endpoint.title_zh, endpoint.title)?;
    writeln!(out, "{endpoint}  {}", endpoint.product)?;
    writeln!(out, "{}", [endpoint.page, endpoint.date].join("  ").trim_start())?;
    let text = endpoint.text();
    let rows = read(text.as_bytes(), None, &Format::default()).table.rows;
    if rows.is_empty() {
        writeln!(out, "its page lists no code（页面没有列出错误码）")?;
    }
    let line = |row: &Row<'_>| {
        let recovery = row.class.map_or("", |class| class.recovery.as_str());
        [row.spelling.to_string(), row.name.to_string(), recovery.to_owned(), texts(&row.message_zh, &row.message)]
    };
    columns(&rows.iter().map(line).collect::<Vec<_>>(), out)?;
    writeln!(out)
}

/// A meaning of a code, and the endpoints where it has it.
struct Meaning {
    name: String,
    texts: String,
    product: &'static str,
    endpoints: Vec<&'static str>,
}

/// Prints the endpoints whose pages list a code: first those where it does not mean the same as in the rows shown, then the others.
pub(crate) fn answering(
    code: i64,
    shown: &[Box<dyn Classify>],
    shelves: &[Shelf],
    out: &mut dyn Write,
) -> std::io::Result<()> {
    let (mut same, mut meanings): (Vec<&str>, Vec<Meaning>) = Default::default();
    for endpoint in Endpoint::all().filter(|endpoint| endpoint.codes().any(|(other, _)| other == code)) {
        let tables = endpoint.tables();
        // With `--table`, only endpoints that use that table.
        if !tables.iter().any(|shipped| shelves.iter().any(|shelf| shelf.table == shipped.table)) {
            continue;
        }
        let text = endpoint.text();
        let rows = read(text.as_bytes(), None, &Format::default()).table.rows;
        let is_it = |row: &&Row<'_>| row.codes.numbers().and_then(Numbers::single) == Some(code);
        let Some(row) = rows.iter().find(is_it) else { continue };
        let product: &str = tables.first().map_or("", |shipped| &shipped.title_zh);
        let is_same = |meaning: &&mut Meaning| meaning.name == row.name && meaning.product == product;
        if shown.iter().any(|known| known.name() == row.name) {
            same.push(endpoint.name);
        } else if let Some(meaning) = meanings.iter_mut().find(is_same) {
            meaning.endpoints.push(endpoint.name);
        } else {
            let (name, texts) = (row.name.to_string(), texts(&row.message_zh, &row.message));
            meanings.push(Meaning { name, texts, product, endpoints: vec![endpoint.name] });
        }
    }
    if same.is_empty() && meanings.is_empty() {
        return Ok(());
    }
    for Meaning { name, texts, product, endpoints } in meanings {
        writeln!(out, "{}  {} {texts}", dimmed("另一含义 another meaning"), bold(&name))?;
        writeln!(out, "    {product}: {}", listed(&endpoints))?;
    }
    if !same.is_empty() {
        writeln!(out, "{}  {}", dimmed("接口 endpoints"), listed(&same))?;
    }
    writeln!(out)
}

/// At most this many endpoints are listed, then a count.
const LISTED: usize = 8;

fn listed(endpoints: &[&str]) -> String {
    let names = endpoints[..endpoints.len().min(LISTED)].join(", ");
    match endpoints.len().checked_sub(LISTED) {
        Some(more @ 1..) => format!("{names}, … {more} more"),
        _ => names,
    }
}
