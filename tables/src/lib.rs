//! WeChat's error-code tables, and the reader of such tables.
//!
//! - [`read`], the CSV reader: from the bytes of a file to checked rows, and what is wrong with the others;
//! - [`shipped`], the tables that are part of this package.
//!
//! The API of this crate is promised to nobody: it exists because Cargo needs it, and may change in any release. Depend on
//! `errcode-runtime`.
#![forbid(unsafe_code)]

#[cfg(feature = "import")]
pub mod import;
pub mod read;
pub mod shipped;
