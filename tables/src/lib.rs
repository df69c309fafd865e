//! What is known about error-code tables, in one place.
//!
//! Every other crate of errcode asks this one:
//!
//! - [`Kind`] and [`Recovery`], the two classifications of a row;
//! - [`packed`], the layout of the literal that the macro writes and the runtime reads;
//! - with the feature `read`, the CSV reader (`read`) and the tables that are shipped (`shipped`).
//!
//! Without `read` the crate is `no_std` and depends on nothing: that is the form in which a user's program links it.
//!
//! ```
//! use errcode_tables::{Kind, Recovery};
//!
//! // The cells of a row, as the words that tables are written in.
//! let (kind, recovery): (Kind, Recovery) = ("unavailable".parse()?, "retry".parse()?);
//! assert_eq!((kind.http_status(), recovery.is_retryable()), (503, true));
//! # Ok::<(), errcode_tables::Unspelled>(())
//! ```
#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![forbid(unsafe_code)]

#[cfg(feature = "read")]
extern crate std;

#[cfg(feature = "import")]
pub mod import;
mod kind;
pub mod packed;
#[cfg(feature = "read")]
pub mod read;
mod recovery;
#[cfg(feature = "read")]
pub mod shipped;
mod spelled;

pub use kind::Kind;
pub use recovery::Recovery;
pub use spelled::Unspelled;
