//! `errcode`: the tool for people who maintain tables.
//!
//! ```text
//! cargo run -p errcode-tables --features cli --bin errcode -- check errors/payment.csv
//! cargo run -p errcode-tables --features cli --bin errcode -- import PAGE.txt
//! ```

mod check;
mod file;
mod import;
mod output;
mod replace;

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Tables of error codes, as errcodes! reads them.
#[derive(Parser)]
#[command(name = "errcode", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Check(check::Arguments),
    Import(import::Arguments),
}

type Error = Box<dyn core::error::Error>;

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Check(arguments) => check::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
    };
    outcome.unwrap_or_else(|error| {
        // If standard error is closed, too, only the exit status reports the failure.
        let _ = writeln!(io::stderr(), "errcode: {error}");
        ExitCode::FAILURE
    })
}
