//! The guide: a page for each topic.
//!
//! | page | what it is about |
//! |---|---|
//! | [`shipped`] | which shipped table to take, the codes of one endpoint of WeChat, WeCom |
//! | [`matching`] | a match that the compiler checks, on three levels; which codes an enum has |
//! | [`handling`] | what a program does by itself: a new token, a pause, a retry |
//! | [`own_tables`] | a vendor's file or a file of your own; codes that are texts |
//! | [`replies`] | from the bytes of a reply to a value or a typed error |
//! | [`generic`] | functions and trait objects for any enum |
//! | [`internals`] | what the macro generates |
//! | [`questions`] | questions and answers |
//!
//! The grammar of a call, with an example of each part, is in the documentation of [`errcodes!`](crate::errcodes).
//! 中文指南：[`guide_zh`](crate::guide_zh)。

pub mod generic;
pub mod handling;
pub mod internals;
pub mod matching;
pub mod own_tables;
pub mod questions;
pub mod replies;
pub mod shipped;
