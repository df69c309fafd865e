//! Prepared parts of the enums of large shipped tables: an enum of a whole table then needs no parsing of its CSV.
//!
//! `ERRCODE_PREPARE=1 cargo test -p errcode-codegen prepared` writes the files. Without the variable, that test fails if one of them
//! is out of date. The packed literals of these tables are in the runtime, in its folder `shipped`.

use std::borrow::Cow;

use errcode_tables::CodeType;
use proc_macro2::Span;

use crate::attribute;
use crate::diagnostic::Diagnostic;
use crate::doc;
use crate::emit::{Emitter, Output, Source};
use crate::model::{Declaration, Languages};

/// The parts of the enum of a whole shipped table, apart from the packed literals.
pub(crate) struct Prepared {
    /// The name of the table.
    pub(crate) table: &'static str,
    /// The documentation of the enum.
    pub(crate) doc: &'static str,
    /// The source text of its variants, without `Unknown`.
    pub(crate) variants: &'static str,
    /// The names of its variants, one per line.
    pub(crate) names: &'static str,
}

macro_rules! prepared {
    ($($table:literal)*) => {
        static PREPARED: &[Prepared] = &[$(Prepared {
            table: $table,
            doc: include_str!(concat!("prepared/", $table, ".doc")),
            variants: include_str!(concat!("prepared/", $table, ".variants")),
            names: include_str!(concat!("prepared/", $table, ".names")),
        }),*];
    };
}
prepared!("general" "wecom");

impl Prepared {
    /// Appends the enum to `output`.
    pub(crate) fn emit(&self, declaration: &Declaration, output: &mut Output<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let rows = self.names.lines().map(|name| (Cow::Borrowed(name), None));
        let emitter = Emitter::new(declaration, output.runtime, CodeType::Number, rows.collect());
        let mut source = Source::new(output.environment, Span::call_site());
        let attributes = attribute::kept(&declaration.attributes, CodeType::Number, diagnostics);
        let of_unknown = doc::of_unknown(Languages::Both);
        emitter.item(&mut source, attributes, self.doc, of_unknown, |source| {
            source.text(self.variants);
        });
        emitter.implement(&mut source, true, |source| {
            source.text("shipped ").text(self.table);
        });
        output.tokens.extend([source.finish()]);
    }
}

/// The prepared parts of this table's enum, if the table is large.
pub(crate) fn find(table: &str) -> Option<&'static Prepared> {
    PREPARED.iter().find(|prepared| prepared.table == table)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot continue should stop")]
mod tests {
    use std::fs;
    use std::path::Path;

    use errcode_tables::Shipped;
    use proc_macro2::{Span, TokenStream};

    use super::PREPARED;
    use crate::emit::{Emitter, Source};
    use crate::model::Enum;
    use crate::pack::pack;
    use crate::{Environment, doc, input, model, source};

    /// A table with fewer rows is parsed so fast that it is not prepared.
    const LARGE: usize = 200;

    #[test]
    fn every_large_table_is_prepared() {
        let large = Shipped::all().iter().filter(|shipped| shipped.rows >= LARGE).map(|shipped| shipped.table);
        assert_eq!(PREPARED.iter().map(|prepared| prepared.table).collect::<Vec<_>>(), large.collect::<Vec<_>>());
    }

    #[test]
    fn what_is_prepared_is_what_the_tables_give() {
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let runtime = fs::read_to_string(workspace.join("errcode-runtime/src/shipped.rs")).unwrap();
        let made: Vec<_> = PREPARED.iter().map(|prepared| (prepared.table, files(prepared.table))).collect();
        for (_, files) in &made {
            for (path, content) in files {
                let file = workspace.join(path);
                if std::env::var_os("ERRCODE_PREPARE").is_some() {
                    fs::create_dir_all(file.parent().unwrap()).unwrap();
                    fs::write(&file, content).unwrap();
                }
                let is_current = fs::read(&file).is_ok_and(|known| known == *content);
                assert!(
                    is_current,
                    "{path} is out of date: run ERRCODE_PREPARE=1 cargo test -p errcode-codegen prepared"
                );
            }
        }
        // Only now: all files are written first.
        for (table, files) in &made {
            let Shipped { title, title_zh, .. } = Shipped::find(table).unwrap();
            let length = files.iter().find(|(path, _)| path.ends_with(".numbers")).unwrap().1.len();
            let line = format!("{table} {length} {title:?} {title_zh:?}");
            assert!(runtime.contains(&line), "errcode-runtime/src/shipped.rs lacks: {line}");
        }
    }

    /// The files of a table, made from its CSV: each with its path relative to the workspace, and its content.
    fn files(table: &str) -> [(String, Vec<u8>); 6] {
        let call: TokenStream = format!("[::errcode_runtime] \"{table}\"").parse().unwrap();
        let mut diagnostics = Vec::new();
        let (mut item, _) = input::parse(call, &mut diagnostics).items.pop().unwrap();
        let named = item.sources.pop().unwrap();
        item.name = source::enum_name_of(&named, &mut diagnostics);
        let opened = [source::open(named, None, &Environment::default(), &mut diagnostics)];
        let sources = source::load(&opened);
        let model = model::resolve(item, &opened, &sources, &mut diagnostics).unwrap();
        assert!(
            diagnostics.is_empty()
                && model.classified
                && model.variants.iter().all(|variant| variant.range_key().is_none())
        );
        let literals = pack(&model).unwrap();
        let lines: Vec<String> = model.variants.iter().map(|variant| variant.name.to_string()).collect();
        let in_codegen = |ending: &str| format!("errcode-macros/core/src/prepared/{table}.{ending}");
        let in_runtime = |ending: &str| format!("errcode-runtime/src/shipped/{table}.{ending}");
        [
            (in_codegen("doc"), doc::of_enum(&model).into_bytes()),
            (in_codegen("variants"), variants_of(&model).into_bytes()),
            (in_codegen("names"), (lines.join("\n") + "\n").into_bytes()),
            (in_runtime("texts"), literals.texts.into_bytes()),
            (in_runtime("numbers"), literals.numbers),
            (in_runtime("counts"), format!("{:?}\n", literals.counts).into_bytes()),
        ]
    }

    /// The variants, as `emit` writes them.
    fn variants_of(model: &Enum<'_>) -> String {
        let (environment, runtime) = (Environment::default(), TokenStream::new());
        let emitter = Emitter::new(&model.declaration, &runtime, model.code_type, Vec::new());
        let mut source = Source::new(&environment, Span::call_site());
        emitter.variants(model, &mut source);
        source.into_text()
    }
}
