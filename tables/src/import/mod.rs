//! Brings the tables up to date with Tencent's page, which is text copied from a browser, or saved HTML.
//!
//! [`html`] converts HTML into the text that a browser copies, [`page`] parses that text, [`update`] lays the rows over a table:
//! official texts are taken from the page, curated cells are kept. `errcode import` does this for all tables.

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
