//! Says what an error code means.
//!
//! ```text
//! cargo run --example explain -- 40001                  a code, or several
//! cargo run --example explain -- --table wecom 60020    of one table
//! cargo run --example explain -- InvalidCredential      a name
//! cargo run --example explain -- generateScheme         an endpoint, or its path: the codes that it can return
//! cargo run --example explain -- token 过期              words of the texts, in either language
//! cargo run --example explain -- '{"errcode":40001,…}'  a whole reply
//! ```
//!
//! Exits with 1 if a code is unknown, nothing is found, or a reply cannot be read.

mod endpoints;
mod print;

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use clap::Parser;
use errcode_runtime::prelude::*;
use errcode_runtime::reply::{self, ApiError, Envelope, ReplyError};
use errcode_runtime::wechat::{CommonError, for_each_table};
use errcode_tables::{Endpoint, NoEndpoint, Shipped};
use unicode_width::UnicodeWidthStr;

use print::{bold, card, columns, dimmed, line, shown};

/// Say what error codes of WeChat and WeCom mean
#[derive(Parser)]
struct Arguments {
    /// Codes, names, endpoints, words to search for in either language, or whole replies in JSON
    #[arg(required = true, allow_negative_numbers = true, value_name = "CODE|NAME|ENDPOINT|WORD|JSON")]
    queries: Vec<String>,
    /// Look in one table only, such as wecom
    #[arg(long)]
    table: Option<String>,
}

/// A table, with its values as trait objects: every enum becomes the same type.
struct Shelf {
    table: &'static str,
    rows: Vec<Box<dyn Classify>>,
    find: fn(i64) -> Box<dyn Classify>,
    api: &'static str,
    is_of_product: bool,
}

fn shelf<E: ErrorEnum + Classify + From<i64>>(table: &'static str) -> Shelf {
    let shipped = Shipped::find(table);
    Shelf {
        table,
        api: shipped.map_or("", Shipped::api),
        is_of_product: shipped.is_some_and(Shipped::is_of_product),
        rows: E::ALL.iter().map(|row| Box::new(row.clone()) as Box<dyn Classify>).collect(),
        find: |code| Box::new(E::from(code)),
    }
}

fn main() -> ExitCode {
    let Arguments { queries, table } = Arguments::parse();
    let mut shelves = Vec::from(for_each_table!(shelf));
    if let Some(table) = &table {
        let names: Vec<&str> = shelves.iter().map(|shelf| shelf.table).collect();
        if !names.contains(&table.as_str()) {
            eprintln!("there is no table `{}`; the tables are {}", shown(table), names.join(", "));
            return ExitCode::FAILURE;
        }
        shelves.retain(|shelf| shelf.table == table);
    }
    // anstream removes the colours if the output is not a terminal.
    let mut out = anstream::stdout().lock();
    match explain(&queries, &shelves, &mut out) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        // A reader that stops early (`| head`) is not an error.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("the output cannot be written（无法输出）: {error}");
            ExitCode::FAILURE
        }
    }
}

/// An argument of the command, parsed.
enum Query<'q> {
    Reply(&'q str),
    Code(i64),
    Endpoints(Vec<Endpoint>),
    /// A path that no endpoint has.
    NoEndpoint(&'q str, NoEndpoint),
    Word(&'q str),
}

impl<'q> Query<'q> {
    fn of(query: &'q str, shelves: &[Shelf]) -> Self {
        if query.trim_start().starts_with('{') {
            return Self::Reply(query);
        }
        if let Ok(code) = query.parse() {
            return Self::Code(code);
        }
        // With `--table` there are no endpoints: an endpoint has codes of several tables.
        let endpoint = if shelves.len() > 1 { endpoints::called(query) } else { Err(NoEndpoint::Unknown) };
        match endpoint {
            Ok(endpoints) => Self::Endpoints(endpoints),
            Err(error) if query.contains("://") || query.split(' ').any(|part| part.starts_with('/')) => {
                Self::NoEndpoint(query, error)
            }
            Err(_) => Self::Word(query),
        }
    }
}

/// Explains all queries, and returns whether everything was found.
fn explain(queries: &[String], shelves: &[Shelf], out: &mut dyn Write) -> std::io::Result<bool> {
    let parsed: Vec<Query<'_>> = queries.iter().map(|query| Query::of(query, shelves)).collect();
    let is_name = |query: &str| rows(shelves).any(|row| row.name().eq_ignore_ascii_case(query));
    // If one query is a word to search for, names and endpoints are search words, too.
    let is_search = parsed.iter().any(|query| matches!(query, Query::Word(word) if !is_name(word)));
    let mut all_found = true;
    let mut words = Vec::new();
    for (query, parsed) in queries.iter().zip(parsed) {
        match parsed {
            Query::Reply(body) => all_found &= explain_reply(body, shelves, out)?,
            Query::Code(code) => all_found &= explain_code(code, shelves, out)?,
            Query::Endpoints(_) | Query::Word(_) if is_search => {
                words.extend(query.split_whitespace().map(str::to_lowercase));
            }
            Query::NoEndpoint(path, error) => {
                all_found = false;
                if shelves.len() > 1 {
                    endpoints::missing(path, &error, out)?;
                } else {
                    writeln!(out, "an endpoint has codes of several tables: omit --table（接口不能与 --table 同用）")?;
                }
            }
            Query::Endpoints(endpoints) => {
                for endpoint in endpoints {
                    endpoints::explain(endpoint, out)?;
                }
            }
            Query::Word(name) => {
                for row in rows(shelves).filter(|row| row.name().eq_ignore_ascii_case(name)) {
                    card(row, out)?;
                }
            }
        }
    }
    if !words.is_empty() {
        all_found &= search(&words, shelves, out)?;
    }
    Ok(all_found)
}

fn rows(shelves: &[Shelf]) -> impl Iterator<Item = &dyn Classify> {
    shelves.iter().flat_map(|shelf| shelf.rows.iter().map(|row| &**row))
}

fn explain_code(code: i64, shelves: &[Shelf], out: &mut dyn Write) -> std::io::Result<bool> {
    let known = |shelf: &Shelf| Some((shelf.find)(code)).filter(|row| row.is_known());
    let is_official = |shelf: &&Shelf| !shelf.is_of_product && shelf.api == Endpoint::API;
    let has_official = shelves.iter().filter(is_official).any(|shelf| known(shelf).is_some());
    // If an official table has the code, its meanings for products are listed below these rows.
    let shown: Vec<_> =
        shelves.iter().filter(|shelf| !(has_official && shelf.is_of_product)).filter_map(known).collect();
    for row in &shown {
        card(&**row, out)?;
    }
    if shown.is_empty() {
        writeln!(out, "{}: no table has this code（没有这个错误码）", bold(&code.to_string()))?;
        let mut near: Vec<&dyn Classify> = rows(shelves).collect();
        near.sort_by_key(|row| row.code().number().map(|own| (own.abs_diff(code), own)));
        near.dedup_by_key(|row| row.code());
        let lines = near.iter().take(3).map(|row| line(*row)).collect::<Vec<_>>();
        writeln!(out, "the nearest codes are（相近的错误码）")?;
        columns(&lines, out)?;
    } else {
        endpoints::answering(code, &shown, shelves, out)?;
    }
    Ok(!shown.is_empty())
}

/// Explains a reply of any server: its code in every table, then the texts of the server.
fn explain_reply(body: &str, shelves: &[Shelf], out: &mut dyn Write) -> std::io::Result<bool> {
    // The reply does not say which table its code is from, so the enum only carries the number here.
    let read = |envelope| reply::decode_with::<(), CommonError>(envelope, body.as_bytes());
    let reply = match read(Envelope::WECHAT) {
        // In other replies the keys of 小微 are data, so they count only if they hold an error.
        Ok(()) => read(Envelope::CODE_DESC).or_else(|error| if error.api().is_some() { Err(error) } else { Ok(()) }),
        refused => refused,
    };
    match reply {
        Ok(()) => {
            writeln!(out, "a success: no code, or 0（成功）")?;
            Ok(true)
        }
        Err(ReplyError::Api(error)) => {
            let found = explain_code(error.code().code(), shelves, out)?;
            server_card(&error, out)?;
            Ok(found)
        }
        Err(error) => {
            writeln!(out, "{error}")?;
            if let Some(cause) = core::error::Error::source(&error) {
                writeln!(out, "{}", shown(&cause.to_string()))?;
            }
            Ok(false)
        }
    }
}

/// Prints what the server sent besides the code.
fn server_card(error: &ApiError<CommonError>, out: &mut dyn Write) -> std::io::Result<()> {
    let message = Some(error.message()).filter(|message| !message.is_empty());
    let lines = [
        ("server", message),
        ("rid", error.rid()),
        ("hint", error.hint()),
        ("IP", error.request_ip()),
        ("link", error.link()),
    ];
    for (label, text) in lines {
        if let Some(text) = text {
            writeln!(out, "{}{}  {}", dimmed(label), " ".repeat(8_usize.saturating_sub(label.width())), shown(text))?;
        }
    }
    Ok(())
}

fn search(words: &[String], shelves: &[Shelf], out: &mut dyn Write) -> std::io::Result<bool> {
    let matches = |row: &dyn Classify| {
        let text = [
            &row.code().to_string(),
            row.name(),
            row.message(),
            row.message_zh(),
            row.solution().unwrap_or_default(),
            row.solution_zh().unwrap_or_default(),
            row.note().unwrap_or_default(),
            row.note_zh().unwrap_or_default(),
        ]
        .join("\n")
        .to_lowercase();
        words.iter().all(|word| text.contains(word.as_str()))
    };
    let found: Vec<_> = rows(shelves).filter(|row| matches(*row)).map(line).collect();
    if found.is_empty() {
        writeln!(out, "no row contains all of（没有同时包含这些词的错误码）: {}", shown(&words.join(" ")))?;
        if let ([word], 2..) = (words, shelves.len()) {
            endpoints::near(word, out)?;
        }
    }
    columns(&found, out)?;
    Ok(!found.is_empty())
}
