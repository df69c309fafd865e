//! The source text of an enum.
//!
//! What depends on the rows is emitted here: the variants, matches from variant to row, an array from row to variant, two literals. The
//! rest is `__implement!` in the runtime (`implement.rs`), which gets these as its input.

use errcode_tables::CodeType;
use proc_macro2::{Delimiter, Ident, Literal, Span, TokenStream, TokenTree};

use crate::Environment;
use crate::attribute::{cfg_of, last_name};
use crate::diagnostic::Diagnostic;
use crate::doc;
use crate::model::{Enum, Name, Variant};
use crate::pack::{Literals, pack};

use text::Source;

mod members;
mod text;

/// Traits that we implement; deriving them would conflict.
const PROVIDED: [&str; 12] =
    ["Clone", "Copy", "Debug", "Display", "Eq", "Error", "FromStr", "Hash", "Ord", "PartialEq", "PartialOrd", "From"];

/// Appends the enum to `output`.
pub(crate) fn emit(
    model: &Enum<'_>,
    runtime: &TokenStream,
    environment: &Environment,
    output: &mut TokenStream,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let packed = match pack(model) {
        Ok(packed) => packed,
        Err(message) => return diagnostics.push(Diagnostic::new(model.name.span(), message)),
    };
    // The span of the call, resolved as the macro's: lints and editors then do not treat this as the user's own code.
    let span = Span::call_site().located_at(model.name.span());
    let attributes = attributes(model, diagnostics);
    // An editor shows at a place in the call what all tokens with its span mean: only declarations have that of the call's words.
    let mut source = Source::new(environment, Span::call_site());
    let emitter = Emitter { model, runtime, name: model.name.to_string(), span };
    emitter.item(&mut source, attributes);
    emitter.implement(&mut source, &packed);
    if !(model.aliases.is_empty() && model.fields.is_empty()) {
        emitter.members(&mut source);
    }
    output.extend([source.finish()]);
}

/// At most this many arms in one match: rustc's time for a match grows with the square of its arms, and with the variants of the enum.
const ARMS: usize = 128;

struct Emitter<'m> {
    model: &'m Enum<'m>,
    runtime: &'m TokenStream,
    name: String,
    span: Span,
}

impl Emitter<'_> {
    /// `pub enum E { … }`
    fn item(&self, source: &mut Source<'_>, attributes: Vec<TokenStream>) {
        let Self { model, .. } = self;
        source.tokens(attributes.into_iter().flatten()).text(self.allow());
        // A paragraph of its own, behind the user's.
        if model.attributes.iter().any(|attribute| attribute.is("doc")) {
            source.text("#[doc=\"\"]");
        }
        source.doc(&doc::of_enum(model)).text("#").group(Delimiter::Bracket, |source| {
            source.text("derive").group(Delimiter::Parenthesis, |source| {
                self.path(source, "__private::PartialEq");
            });
        });
        source.tokens(model.visibility.clone()).text("enum").tokens([model.name.clone().into()]);
        source.group_at(self.span, Delimiter::Brace, |source| self.variants(source));
    }

    /// `/** … */ #[doc(alias = "40001")] InvalidCredential,` for each row, and last `Unknown`.
    fn variants(&self, source: &mut Source<'_>) {
        let model = self.model;
        let aliases = doc::Aliases::of(model);
        let mut code = String::new();
        for (index, variant) in model.variants.iter().enumerate() {
            source.doc(&doc::of_variant(variant, model, aliases.of_variant(index)));
            code.clear();
            doc::push_code(&mut code, variant);
            // Numbers need no check.
            if model.code_type == CodeType::Number || is_alias(&code) && variant.name != *code {
                source.doc_alias(&code);
            }
            let spelled = &*variant.row.spelled_name;
            // For most rows, equal to the name of the row: the cheapest comparison is the first.
            if spelled != variant.row.name && spelled != code && is_alias(spelled) && variant.name != *spelled {
                source.doc_alias(spelled);
            }
            if let Some(number) = doc::other_spelling(variant, &code).filter(|number| spelled != number) {
                source.doc_alias(&number);
            }
            match &variant.name {
                Name::OfRow(name) => source.text(name),
                Name::InCall(name) => source.tokens([TokenTree::from(name.clone())]),
            };
            if let Some(key) = variant.range_key() {
                source.group_at(Span::call_site(), Delimiter::Parenthesis, |source| {
                    self.path(source, &format!("RangeCode<{}, {key}>", self.name));
                });
            }
            source.text(",");
        }
        source.doc(doc::of_unknown(model.languages)).tokens([Ident::new("Unknown", self.span).into()]);
        source.group_at(Span::call_site(), Delimiter::Parenthesis, |source| {
            self.path(source, self.codes("UnknownCode", "UnknownText")).text(&format!("<{}>", self.name));
        });
    }

    /// The call of the runtime's `__implement!`: what every enum has.
    fn implement(&self, source: &mut Source<'_>, packed: &Literals) {
        let model = self.model;
        let implement = format!("__private::{}!", self.codes("implement", "implement_texts"));
        self.path(source, &implement).group(Delimiter::Brace, |source| {
            source.text(&format!("{}, {}, {}, ", self.name, model.classified, self.codes("number", "text")));
            source.group(Delimiter::Bracket, |source| {
                source.tokens(cfg_of(&model.attributes).flatten()).text(self.allow());
            });
            source.text("texts ").string(&packed.texts).text(&format!(" length {} numbers ", packed.numbers.len()));
            source.tokens([Literal::byte_string(&packed.numbers).into()]).text("sources [");
            for table in model.sources {
                source.text("(").string(table.title).text(" ").string(table.title_zh).text(" ").string(&table.file);
                source.text(")");
            }
            source.text("] track [");
            for track in model.sources.iter().flat_map(|table| &table.track) {
                source.string(track).text(" ");
            }
            source.text("] ranges [");
            for variant in &model.variants {
                if let Some(key) = variant.range_key() {
                    source.text(&format!("{} {key} ", variant.name));
                }
            }
            source.text("] rows [");
            self.rows(source);
            source.text(&format!("] variants {} [", model.variants.len()));
            self.values(source);
            source.text("]");
        });
    }

    /// `{ E::A => 0, E::B(..) => 1, _ => 2 } { … }`: a value that this match does not have, and `Unknown`, give the number of rows.
    fn rows(&self, source: &mut Source<'_>) {
        let count = self.model.variants.len();
        let mut row = 0;
        for variants in self.model.variants.chunks(ARMS) {
            source.text("{");
            for variant in variants {
                self.named(source, variant).text(if variant.is_range() { "(..)=>" } else { "=>" });
                source.number(row).text(",");
                row += 1;
            }
            source.text("_=>").number(count).text("}");
        }
    }

    /// `E::A, E::B(__RangeCode::KEY)`; where codes are texts, `128 { 0 => E::A, …, _ => E::Z } 256 { … }`.
    fn values(&self, source: &mut Source<'_>) {
        if self.model.code_type == CodeType::Number {
            for variant in &self.model.variants {
                self.named(source, variant).text(if variant.is_range() { "(__RangeCode::KEY)," } else { "," });
            }
            return;
        }
        let mut row = 0;
        for variants in self.model.variants.chunks(ARMS) {
            let end = row + variants.len();
            source.number(end).text("{");
            for variant in variants {
                row += 1;
                if row == end {
                    source.text("_");
                } else {
                    source.number(row - 1);
                }
                self.named(source.text("=>"), variant).text(",");
            }
            source.text("}");
        }
    }

    /// Appends `E::A`.
    fn named<'s, 'e>(&self, source: &'s mut Source<'e>, variant: &Variant<'_>) -> &'s mut Source<'e> {
        source.text(&self.name).text("::");
        match &variant.name {
            Name::OfRow(name) => source.text(name),
            Name::InCall(name) => source.text(&name.to_string()),
        }
    }

    /// Appends a path of the runtime.
    fn path<'s, 'e>(&self, source: &'s mut Source<'e>, path: &str) -> &'s mut Source<'e> {
        source.tokens(self.runtime.clone()).text("::").text(path)
    }

    /// `deprecated` is for users of the enum; the generated code that names it must not warn.
    fn allow(&self) -> &'static str {
        let is_deprecated = self.model.attributes.iter().any(|attribute| attribute.is("deprecated"));
        if is_deprecated { "#[allow(deprecated)]" } else { "" }
    }

    /// One word for an enum whose codes are numbers, another for one whose codes are texts.
    fn codes(&self, number: &'static str, text: &'static str) -> &'static str {
        if self.model.code_type == CodeType::Number { number } else { text }
    }
}

/// The enum's own attributes, without derives that we provide.
fn attributes(model: &Enum<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<TokenStream> {
    let mut kept = Vec::new();
    for attribute in &model.attributes {
        if !attribute.is("derive") {
            kept.push(attribute.tokens());
            continue;
        }
        let derives = attribute.arguments();
        let wanted = derives.iter().map(Vec::as_slice).filter(|path| {
            let is_text = model.code_type == CodeType::Text;
            let is_provided = |name: &&Ident| {
                PROVIDED.iter().any(|provided| *name == provided)
                    || is_text && (*name == "AsRef" || *name == "AsRefStr")
            };
            let provided = last_name(path).filter(is_provided);
            if let Some(name) = provided {
                let message = if is_text && name == "Copy" {
                    "an enum whose codes are texts cannot be `Copy`: it keeps unknown texts".to_owned()
                } else {
                    format!("`errcodes!` gives every enum `{name}`")
                };
                diagnostics.push(Diagnostic::new(name.span(), message).help("remove it from the derive"));
            }
            provided.is_none()
        });
        kept.push(attribute.with_arguments(wanted));
    }
    kept
}

/// Whether rustdoc accepts a text as an alias.
fn is_alias(text: &str) -> bool {
    let is_refused = |c: char| matches!(c, '"' | '\'') || c.is_whitespace() && c != ' ';
    !text.is_empty() && text.trim() == text && !text.contains(is_refused)
}

#[cfg(test)]
mod tests {
    use super::ARMS;
    use crate::{Environment, expand};

    /// The expansion of a call with the table `t.csv`, without blanks.
    fn expanded(call: &str, table: &str) -> String {
        let environment = Environment::in_memory([("t.csv", table.as_bytes())]);
        expand(format!("[::rt] {call}").parse().unwrap(), &environment).to_string().replace(' ', "")
    }

    const TABLE: &str = "code,name,message\n1,One,one\n5x,Fifty,fifty\n";

    #[test]
    fn an_enum_has_a_variant_for_each_row_and_unknown() {
        let tokens = expanded("pub enum E from \"t.csv\";", TABLE);
        assert!(tokens.contains("pubenumE{"), "{tokens}");
        assert!(tokens.contains(r#"#[doc(alias="1")]One,"#), "{tokens}");
        assert!(tokens.contains(r#"#[doc(alias="5x")]Fifty(::rt::RangeCode<E,50>),"#), "{tokens}");
        assert!(tokens.contains("Unknown(::rt::UnknownCode<E>)}"), "{tokens}");
        assert!(tokens.contains("rows[{E::One=>0,E::Fifty(..)=>1,_=>2}]"), "{tokens}");
    }

    #[test]
    fn attributes_go_where_they_belong() {
        let cfg = expanded("#[cfg(unix)] #[deprecated] enum E from \"t.csv\";", TABLE);
        assert_eq!((cfg.matches("#[cfg(unix)]").count(), cfg.matches("#[allow(deprecated)]").count()), (2, 2), "{cfg}");
        let partly = expanded("#[cfg_attr(test, cfg(unix), must_use)] enum E from \"t.csv\";", TABLE);
        assert!(partly.contains("[#[cfg_attr(test,cfg(unix),)]]"), "{partly}");
        let derives = expanded("#[derive(Copy, other::Extra)] enum E from \"t.csv\";", TABLE);
        assert!(derives.contains("#[derive(other::Extra,)]"), "{derives}");
        assert!(derives.contains("`errcodes!`giveseveryenum`Copy`"), "{derives}");
        let texts = expanded("#[derive(Copy, AsRef)] enum E from \"t.csv\";", "code,message\nTOO_FAST,too fast\n");
        assert!(texts.contains("cannotbe`Copy`:itkeepsunknowntexts"), "{texts}");
        assert!(texts.contains("giveseveryenum`AsRef`"), "{texts}");
    }

    #[test]
    fn a_match_has_a_bounded_number_of_arms() {
        for (rows, matches) in [(ARMS, 1), (ARMS + 1, 2)] {
            let rows = (0..rows).fold(String::from("code,name,message\n"), |file, n| file + &format!("{n},N{n},n\n"));
            let tokens = expanded("enum E from \"t.csv\";", &rows);
            assert_eq!(tokens.matches("_=>").count(), matches);
        }
    }
}
