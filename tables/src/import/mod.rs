//! Brings the tables up to date with Tencent's page, as it is copied from a browser or saved as HTML.
//!
//! [`html`] makes HTML the text that a browser copies, [`page`] reads that, [`update`] lays it over a table: official
//! texts are taken from the page, what people curated is kept. `errcode import` does it for all tables.

pub mod html;
pub mod page;
pub mod update;

/// The columns of `index.csv`, in their order.
pub const INDEX_COLUMNS: [&str; 9] =
    ["table", "enum", "title", "title_zh", "note_zh", "source", "date", "rows", "products"];

#[cfg(test)]
mod tests {
    #[test]
    fn the_index_has_these_columns() {
        assert!(include_str!("../../index.csv").starts_with(&super::INDEX_COLUMNS.join(",")));
    }
}
