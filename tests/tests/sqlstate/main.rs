//! PostgreSQL's SQLSTATE codes as an enum over texts, compared with the constants of tokio-postgres.
#![allow(clippy::unwrap_used, reason = "a test that cannot continue should stop")]

mod constants;

use std::collections::HashSet;
use std::fs;
use std::process::Command;

use constants::CONSTANTS;
use errcode_runtime::errcodes;
use serde_json::Value;
use tokio_postgres::error::SqlState;

errcodes! {
    /// PostgreSQL's error codes.
    pub enum SqlStateError from "tables/sqlstate.csv";
}

#[test]
fn every_constant_has_its_variant() {
    for (name, state) in CONSTANTS {
        let error = SqlStateError::from(state.code());
        assert!(error.is_known(), "no variant for {name}, {}", state.code());
        assert_eq!(error.code(), state.code(), "{name}");
        assert_eq!(SqlState::from_code(error.code()), *state, "{name}");
    }
}

/// tokio-postgres gives some codes two constants, and shortens some names.
#[test]
fn a_variant_is_named_as_its_constant() {
    let camel = |name: &str| {
        let capital = |word: &str| word[..1].to_owned() + &word[1..].to_ascii_lowercase();
        name.split('_').map(capital).collect::<String>()
    };
    let names = |state: &SqlState| {
        let of_code = CONSTANTS.iter().filter(|(_, other)| other == state);
        of_code.map(|(name, _)| camel(name)).collect::<Vec<_>>()
    };
    let is_named = |state: &SqlState| {
        let error = SqlStateError::from(state.code());
        names(state).iter().any(|name| SqlStateError::from_name(name).as_ref() == Some(&error))
    };
    let differ = CONSTANTS.iter().filter(|(_, state)| !is_named(state));
    assert_eq!(differ.map(|(name, _)| *name).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn every_variant_has_its_constant() {
    let codes: HashSet<&str> = CONSTANTS.iter().map(|(_, state)| state.code()).collect();
    let missing: Vec<&str> =
        SqlStateError::ALL.iter().map(SqlStateError::code).filter(|code| !codes.contains(code)).collect();
    assert_eq!(missing, [""; 0]);
    assert_eq!(SqlStateError::ALL.len(), codes.len());
}

/// `constants.rs`, which a script wrote, lacks no constant of the tokio-postgres that is compiled here.
#[test]
fn the_list_of_constants_is_complete() {
    // Packages of other platforms may not have been downloaded.
    let arguments = ["metadata", "--offline", "--format-version=1", "--filter-platform=host-tuple"];
    let cargo = Command::new(env!("CARGO")).args(arguments).output().unwrap();
    let metadata: Value = serde_json::from_slice(&cargo.stdout).unwrap();
    let mut packages = metadata["packages"].as_array().unwrap().iter();
    let manifest =
        packages.find(|package| package["name"] == "tokio-postgres").unwrap()["manifest_path"].as_str().unwrap();
    let source = fs::read_to_string(manifest.replace("Cargo.toml", "src/error/sqlstate.rs")).unwrap();
    let declared = source.lines().filter_map(|line| line.trim().strip_prefix("pub const ")?.split_once(':'));
    let declared: Vec<&str> = declared.map(|(name, _)| name).collect();
    assert_eq!(CONSTANTS.iter().map(|(name, _)| *name).collect::<Vec<_>>(), declared);
    assert!(declared.len() > 250);
}

#[test]
fn other_codes_are_kept() {
    // Case, length and blanks count; `HV` is the class of foreign data wrappers.
    for code in ["42p01", "42P0", "42P011", " 42P01", "", "HV", "0", "ZZ999"] {
        let error = SqlStateError::from(code);
        assert!(matches!(&error, SqlStateError::Unknown(text) if text.code() == code), "{code:?}");
        assert_eq!((error.code(), SqlState::from_code(code).code()), (code, code));
    }
}

#[test]
fn a_match_reads_as_with_numbers() {
    let advice = |state: &SqlState| match SqlStateError::from(state.code()) {
        SqlStateError::UniqueViolation | SqlStateError::ForeignKeyViolation => "tell the user",
        SqlStateError::TRSerializationFailure | SqlStateError::TRDeadlockDetected => "run the transaction again",
        SqlStateError::Unknown(_) => "log it",
        _ => "give up",
    };
    assert_eq!(advice(&SqlState::UNIQUE_VIOLATION), "tell the user");
    assert_eq!(advice(&SqlState::T_R_DEADLOCK_DETECTED), "run the transaction again");
    assert_eq!(advice(&SqlState::from_code("X0000")), "log it");
    assert_eq!(SqlStateError::UndefinedTable.to_string(), "42P01: undefined table");
}
