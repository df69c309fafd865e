//! The procedural macro behind `errcode_runtime::errcodes!`.
//!
//! The API of this crate is promised to nobody: it exists because Cargo needs it, and may change in any release. Depend on
//! `errcode-runtime`.
#![forbid(unsafe_code)]

use proc_macro::TokenStream;

/// Expands `[$crate] INPUT`. Not for use outside `errcode_runtime::errcodes!`, which says where the runtime is.
#[doc(hidden)]
#[proc_macro]
pub fn errcodes(input: TokenStream) -> TokenStream {
    errcode_codegen::expand(input.into(), &errcode_codegen::Environment::of_process()).into()
}
