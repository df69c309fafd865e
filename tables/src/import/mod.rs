//! Brings the tables up to date with Tencent's page, as it is copied from a browser or saved as HTML.
//!
//! [`html`] makes HTML the text that a browser copies, [`page`] reads that, [`update`] lays it over a table: official
//! texts are taken from the page, what people curated is kept. The tool `import` does it for all tables.

pub mod html;
pub mod page;
pub mod update;
