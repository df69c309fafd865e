//! The packed literals of large shipped tables, which all crates share. `errcode-codegen` makes them, see its `prepared.rs`.

use errcode_core::packed::{Counts, Layout};

use crate::table::{Table, TableInfo};

macro_rules! shipped {
    ($($table:ident $length:literal $title:literal $title_zh:literal)*) => {$(
        #[doc = concat!("Those of `", stringify!($table), "`.")]
        #[allow(clippy::unreadable_literal, reason = "counts that are written by a program")]
        pub mod $table {
            use super::{Counts, Layout, Table, TableInfo};

            /// The numbers.
            pub static NUMBERS: [u8; $length] =
                *include_bytes!(concat!("shipped/", stringify!($table), ".numbers"));
            /// The table of these numbers.
            pub static TABLE: Table = Table::new(
                include_str!(concat!("shipped/", stringify!($table), ".texts")),
                &NUMBERS,
                Layout::new(include!(concat!("shipped/", stringify!($table), ".counts"))),
                &[TableInfo::new($title, $title_zh, concat!(stringify!($table), ".csv"))],
            );
        }
    )*};
}
// The length is a literal: to compute it, rust-analyzer would keep every byte as an expression.
shipped! {
    general 26851 "General error codes" "通用错误码"
    wecom 39235 "WeCom" "企业微信"
}
