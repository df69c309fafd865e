//! Types and layouts that errcode's macro and runtime share.
//!
//! - [`Kind`] and [`Recovery`], the two classifications of a row;
//! - [`packed`], the layout of the literal that the macro writes and the runtime reads, and its [`hash`](mod@hash);
//! - [`Hexadecimal`], how a code is shown if its table is in hexadecimal;
//! - [`is_unprintable`], which characters no message may show.
//!
//! The API of this crate is promised to nobody: it exists because Cargo needs it, and may change in any release. Depend on
//! `errcode-runtime`, which re-exports [`Kind`] and [`Recovery`].
#![no_std]
#![forbid(unsafe_code)]

pub mod hash;
mod hexadecimal;
mod kind;
pub mod packed;
mod recovery;
#[cfg(feature = "serde")]
mod serde;
mod spelled;
mod text;

pub use hexadecimal::Hexadecimal;
pub use kind::Kind;
pub use recovery::Recovery;
pub use spelled::Unspelled;
pub use text::{is_bidi_control, is_unprintable};
