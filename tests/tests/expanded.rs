//! The output of `cargo expand` for the table `common`: it is as readable as code written by hand, and it compiles.
//!
//! The compiler's own expansions are removed, because they change with the compiler; derives are restored.
//! `INSTA_UPDATE=always cargo test -p errcode-tests --test expanded` accepts a change.
#![allow(clippy::unwrap_used, reason = "a test that cannot continue should stop")]

use errcode_tests::cargo::{Project, succeed};
use errcode_tests::snapshots;
use syn::{Attribute, File, Item, parse_quote};

#[test]
fn the_expansion_reads_well_and_compiles() {
    let project = Project::scratch("expanded", "");
    project.write("src/lib.rs", "//! A user's crate.\nerrcode_runtime::errcodes!(\"common\");\n");
    let mut expand = project.cargo(&["rustc", "--quiet", "--lib", "--profile", "check"]);
    // `cargo expand` runs the same command.
    expand.env("RUSTC_BOOTSTRAP", "1").args(["--", "-Zunpretty=expanded"]);
    let expanded = String::from_utf8(succeed(expand).stdout).unwrap();
    let readable = prettyplease::unparse(&without_the_compilers_own(syn::parse_file(&expanded).unwrap()));

    snapshots().bind(|| insta::assert_snapshot!("expanded", readable));

    let again = Project::scratch("expanded-again", "");
    again.write("src/lib.rs", format!("#![deny(warnings, missing_docs)]\n{readable}"));
    again.succeed(&["check", "--quiet"]);
}

/// The file without the prelude and the derived impls, and with the derives that made them.
fn without_the_compilers_own(mut file: File) -> File {
    let is = |attribute: &Attribute, name: &str| attribute.path().is_ident(name);
    file.attrs.retain(|attribute| is(attribute, "doc"));
    file.items.retain(|item| match item {
        Item::ExternCrate(_) => false,
        Item::Use(item) => !item.attrs.iter().any(|attribute| is(attribute, "prelude_import")),
        Item::Impl(item) => !item.attrs.iter().any(|attribute| is(attribute, "automatically_derived")),
        _ => true,
    });
    for item in &mut file.items {
        if let Item::Enum(item) = item {
            item.attrs.push(parse_quote!(#[derive(PartialEq)]));
        }
    }
    file
}
