//! The pipeline behind `errcodes!`, as a plain library on `proc_macro2`: the macro is a shell over [`expand`], and
//! tests, fuzzing and benchmarks call it directly.
//!
//! The stages, a file each: [`input`] (what the call says) → [`source`] (the tables it names) → [`select`] (the rows it
//! wants) → [`model`] (the enum) → [`pack`] (its literals), [`doc`] (its documentation) and [`emit`] (its tokens). What is
//! wrong on the way becomes a [`Diagnostic`] and takes nothing else with it.
#![forbid(unsafe_code)]

pub mod diagnostic;
pub mod doc;
pub mod emit;
pub mod environment;
pub mod input;
pub mod model;
pub mod pack;
pub mod select;
pub mod source;

use proc_macro2::TokenStream;

pub use diagnostic::Diagnostic;
pub use environment::Environment;

/// The code for a call of `errcodes!`: `[path of the runtime] INPUT`.
///
/// Never panics: whatever is wrong is a `compile_error!` in the result.
///
/// ```
/// use errcode_codegen::{Environment, expand};
///
/// let tokens = expand(r#"[::errcode_runtime] "common""#.parse()?, &Environment::of_process());
/// assert!(tokens.to_string().contains("pub enum CommonError"));
/// # Ok::<(), proc_macro2::LexError>(())
/// ```
pub fn expand(input: TokenStream, environment: &Environment) -> TokenStream {
    let mut diagnostics = Vec::new();
    let input = input::parse(input, &mut diagnostics);
    let mut output = TokenStream::new();
    for mut item in input.items {
        let named = core::mem::take(&mut item.sources).into_iter();
        let opened: Vec<_> = named.map(|source| source::open(source, environment, &mut diagnostics)).collect();
        let sources = source::load(&opened, &mut diagnostics);
        if let Some(model) = model::resolve(item, &opened, &sources, &mut diagnostics) {
            emit::emit(&model, &input.runtime, &mut output, &mut diagnostics);
        }
    }
    for diagnostic in &diagnostics {
        diagnostic.to_tokens(&mut output);
    }
    output
}
