//! Brings the tables up to date with Tencent's page, as it is copied from a browser.
//!
//! [`page`] reads the page, [`update`] lays it over a table: official texts are taken from the page, what people curated
//! is kept. The tool `import` does both for all tables.

pub mod page;
pub mod update;
