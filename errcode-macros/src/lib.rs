//! The procedural macro behind `errcode_runtime::errcodes!`. Use that one.
#![forbid(unsafe_code)]

use proc_macro::TokenStream;

/// Expands `[$crate] INPUT`. Not for use outside `errcode_runtime::errcodes!`, which says where the runtime is.
#[doc(hidden)]
#[proc_macro]
pub fn errcodes(input: TokenStream) -> TokenStream {
    errcode_codegen::expand(input.into(), &errcode_codegen::Environment::of_process()).into()
}
