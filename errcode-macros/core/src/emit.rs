//! The source text of an enum.
//!
//! This module emits the parts that depend on the rows: the variants, matches from variant to row, an array from row to variant, and two
//! literals. `__implement!` in the runtime (`implement.rs`) takes them as its input and generates the rest.

use std::borrow::Cow;

use errcode_tables::CodeType;
use proc_macro2::{Delimiter, Ident, Literal, Span, TokenStream, TokenTree};

use crate::Environment;
use crate::attribute::{self, cfg_of};
use crate::diagnostic::Diagnostic;
use crate::doc;
use crate::model::{Declaration, Enum, Name, Variant};
use crate::pack::{Literals, is_decimal, pack};

pub(crate) use text::Source;

mod members;
mod text;

/// Where an enum is appended.
pub(crate) struct Output<'o> {
    /// The path of the runtime crate.
    pub(crate) runtime: &'o TokenStream,
    /// Lexes the text, and knows the edition.
    pub(crate) environment: &'o Environment,
    /// The tokens so far.
    pub(crate) tokens: &'o mut TokenStream,
}

/// Appends the enum to `output`.
pub(crate) fn emit(model: &Enum<'_>, output: &mut Output<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let packed = match pack(model) {
        Ok(packed) => packed,
        Err(message) => return diagnostics.push(Diagnostic::new(model.declaration.name.span(), message)),
    };
    let rows = model.variants.iter().map(|variant| (variant.name.to_cow(), variant.range_key()));
    let emitter = Emitter::new(&model.declaration, output.runtime, model.code_type, rows.collect());
    let mut source = Source::new(output.environment, Span::call_site());
    let attributes = attribute::kept(&model.declaration.attributes, model.code_type, diagnostics);
    let of_unknown = doc::of_unknown(model.languages);
    emitter.item(&mut source, attributes, &doc::of_enum(model), of_unknown, |source| emitter.variants(model, source));
    emitter.implement(&mut source, model.classified, |source| table(model, &packed, source));
    if !(model.aliases.is_empty() && model.fields.is_empty()) {
        emitter.members(model, &mut source);
    }
    output.tokens.extend([source.finish()]);
}

/// At most this many arms in one match: rustc's time for a match grows with the square of its arms. Fewer arms would compile even
/// faster, but each accessor evaluates every match.
const ARMS: usize = 512;

/// Writes an enum.
pub(crate) struct Emitter<'m> {
    declaration: &'m Declaration,
    runtime: &'m TokenStream,
    code_type: CodeType,
    name: String,
    /// The name of each variant, with the key if it stands for several codes.
    rows: Vec<(Cow<'m, str>, Option<i64>)>,
    /// The place of the enum's name, resolved as the macro's: lints and editors then do not treat this as the user's own code.
    span: Span,
}

impl<'m> Emitter<'m> {
    /// For the enum of a call. `rows` has the name of each variant, with the key if it stands for several codes.
    pub(crate) fn new(
        declaration: &'m Declaration,
        runtime: &'m TokenStream,
        code_type: CodeType,
        rows: Vec<(Cow<'m, str>, Option<i64>)>,
    ) -> Self {
        let span = Span::call_site().located_at(declaration.name.span());
        Self { declaration, runtime, code_type, name: declaration.name.to_string(), rows, span }
    }

    /// `pub enum E { …, Unknown(…) }`
    pub(crate) fn item(
        &self,
        source: &mut Source<'_>,
        attributes: Vec<TokenStream>,
        doc: &str,
        of_unknown: &str,
        variants: impl FnOnce(&mut Source<'_>),
    ) {
        let Declaration { attributes: written, visibility, name } = self.declaration;
        source.tokens(attributes.into_iter().flatten()).text(self.allow());
        if written.iter().any(|attribute| attribute.is("doc")) {
            // A separate paragraph after the user's text. rustdoc would join a doc comment with the user's comment, and change the
            // indentation of its lines.
            source.text("#[doc=").string(&format!("\n{doc}")).text("]");
        } else {
            source.doc(doc);
        }
        source.text("#").group(Delimiter::Bracket, |source| {
            source.text("derive").group(Delimiter::Parenthesis, |source| {
                self.path(source, "__private::PartialEq");
            });
        });
        source.tokens(visibility.clone()).text("enum").tokens([name.clone().into()]);
        // At a place in the call, an editor shows every token with that span. So only declarations get the spans of words in the call.
        source.group_at(self.span, Delimiter::Brace, |source| {
            variants(source);
            source.doc(of_unknown).tokens([Ident::new("Unknown", self.span).into()]);
            source.group_at(Span::call_site(), Delimiter::Parenthesis, |source| {
                self.path(source, self.codes("UnknownCode", "UnknownText")).text(&format!("<{}>", self.name));
            });
        });
    }

    /// `/** … */ #[doc(alias = "40001")] InvalidCredential,` for each row.
    pub(crate) fn variants(&self, model: &Enum<'_>, source: &mut Source<'_>) {
        let aliases = doc::Aliases::of(model);
        let mut code = String::new();
        for (index, variant) in model.variants.iter().enumerate() {
            source.doc(&doc::of_variant(variant, model, aliases.of_variant(index)));
            code.clear();
            doc::push_code(&mut code, variant);
            // A number needs no check: rustdoc accepts it, and no variant has it as its name.
            if model.code_type == CodeType::Number || is_alias(&code) && variant.name != *code {
                source.doc_alias(&code);
            }
            let spelled = &*variant.row.spelled_name;
            // For most rows it equals the row's name, so this cheapest comparison comes first.
            if spelled != variant.row.name && spelled != code && is_alias(spelled) && variant.name != *spelled {
                source.doc_alias(spelled);
            }
            if let Some(number) = other_spelling(variant, &code).filter(|number| spelled != number) {
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
    }

    /// The call of the runtime's `__implement!`, which implements what every enum has.
    pub(crate) fn implement(&self, source: &mut Source<'_>, is_classified: bool, table: impl FnOnce(&mut Source<'_>)) {
        let implement = format!("__private::{}!", self.codes("implement", "implement_texts"));
        self.path(source, &implement).group(Delimiter::Brace, |source| {
            source.text(&format!("{}, {is_classified}, {}, ", self.name, self.codes("number", "text")));
            source.group(Delimiter::Bracket, |source| {
                source.tokens(cfg_of(&self.declaration.attributes).flatten()).text(self.allow());
            });
            table(source);
            source.text(" ranges [");
            for (name, key) in &self.rows {
                if let Some(key) = key {
                    source.text(&format!("{name} {key} "));
                }
            }
            source.text("] rows [");
            self.matched_rows(source);
            source.text("] variants [");
            self.values(source);
            source.text("] by_row [");
            self.values_by_row(source);
            source.text("]");
        });
    }

    /// `{ E::A => 0, E::B(..) => 1, …, _ => 0 } { …, E::Unknown(_) => 600, _ => 0 }`: one of these matches gives the row of a value, or the
    /// number of rows for `Unknown`.
    fn matched_rows(&self, source: &mut Source<'_>) {
        let count = self.rows.len();
        // An enum without rows needs a match, too.
        for first in (0..count.max(1)).step_by(ARMS) {
            let end = count.min(first + ARMS);
            source.text("{");
            for (row, (name, key)) in (first..end).zip(&self.rows[first..end]) {
                self.named(source, name).text(if key.is_some() { "(..)=>" } else { "=>" });
                source.number(row).text(",");
            }
            if end == count {
                self.named(source, "Unknown").text("(_)=>").number(count).text(",");
            }
            source.text(if count > ARMS { "_=>0}" } else { "}" });
        }
    }

    /// `E::A, E::B(__RangeCode::KEY)`
    fn values(&self, source: &mut Source<'_>) {
        for (name, key) in &self.rows {
            self.named(source, name).text(if key.is_some() { "(__RangeCode::KEY)," } else { "," });
        }
    }

    /// If codes are texts: `512 { 0 => E::A, …, _ => E::Z } 1024 { … }`, because such a value cannot be copied from the array.
    fn values_by_row(&self, source: &mut Source<'_>) {
        if self.code_type == CodeType::Number {
            return;
        }
        let mut row = 0;
        for rows in self.rows.chunks(ARMS) {
            let end = row + rows.len();
            source.number(end).text("{");
            for (name, _) in rows {
                row += 1;
                if row == end {
                    source.text("_");
                } else {
                    source.number(row - 1);
                }
                self.named(source.text("=>"), name).text(",");
            }
            source.text("}");
        }
    }

    /// Appends `E::A`.
    fn named<'s, 'e>(&self, source: &'s mut Source<'e>, variant: &str) -> &'s mut Source<'e> {
        source.text(&self.name).text("::").text(variant)
    }

    /// Appends a path of the runtime.
    fn path<'s, 'e>(&self, source: &'s mut Source<'e>, path: &str) -> &'s mut Source<'e> {
        source.tokens(self.runtime.clone()).text("::").text(path)
    }

    /// `deprecated` is for users of the enum; the generated code that names it must not warn.
    fn allow(&self) -> &'static str {
        let is_deprecated = self.declaration.attributes.iter().any(|attribute| attribute.is("deprecated"));
        if is_deprecated { "#[allow(deprecated)]" } else { "" }
    }

    /// One word for an enum whose codes are numbers, another for one whose codes are texts.
    fn codes(&self, number: &'static str, text: &'static str) -> &'static str {
        if self.code_type == CodeType::Number { number } else { text }
    }
}

/// The part of that call that describes the table.
fn table(model: &Enum<'_>, packed: &Literals, source: &mut Source<'_>) {
    source.text("texts ").string(&packed.texts).text(" length ").number(packed.numbers.len()).text(" numbers ");
    source.tokens([Literal::byte_string(&packed.numbers).into()]);
    // The debug form of a struct of numbers is also its literal in Rust; the runtime's macro puts the path before it.
    let counts = format!("{:?}", packed.counts);
    source.text("layout ").text(counts.trim_start_matches("Counts")).text(" sources [");
    for table in model.sources {
        source.text("(").string(table.title).text(" ").string(table.title_zh).text(" ").string(&table.file);
        source.text(")");
    }
    source.text("] track [");
    for track in model.sources.iter().flat_map(|table| &table.track) {
        source.string(track).text(" ");
    }
    source.text("]");
}

/// The decimal number of a code that the table spells differently: people search for both.
fn other_spelling(variant: &Variant<'_>, spelling: &str) -> Option<String> {
    if is_decimal(spelling) {
        return None;
    }
    let number = variant.codes.numbers()?.single()?.to_string();
    (number != spelling).then_some(number)
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

    /// The expansion of a call with the table `t.csv`, without spaces.
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
        assert!(tokens.contains("rows[{E::One=>0,E::Fifty(..)=>1,E::Unknown(_)=>2,}]"), "{tokens}");
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
        // Only an enum of texts has `AsRef` already.
        for (table, derives, kept) in [
            ("code,message\nTOO_FAST,too fast\n", "AsRefStr, Extra", "#[derive(Extra,)]"),
            (TABLE, "AsRef, AsRefStr", "#[derive(AsRef,AsRefStr,)]"),
        ] {
            let tokens = expanded(&format!("#[derive({derives})] enum E from \"t.csv\";"), table);
            assert!(tokens.contains(kept), "{derives}: {tokens}");
        }
    }

    #[test]
    fn rustdoc_finds_a_constant_by_the_spelling_of_its_name() {
        let table = "code,name,message\n51,One,a\n51,Other,b\n51,it's three,c\n51,number four,d\n";
        let tokens = expanded("enum E from \"t.csv\" (repeated = alias);", table);
        let constants: Vec<_> = tokens.match_indices("pubconst").map(|(at, _)| &tokens[..at]).collect();
        // rustdoc refuses a quote in an alias, and the name of the item itself.
        let aliases = ["", "", "#[doc(alias=\"numberfour\")]"];
        assert!(constants.len() == 3 && constants.iter().zip(aliases).all(|(before, alias)| before.ends_with(alias)));
        assert_eq!(tokens.matches("alias=").count(), 2, "{tokens}");
    }

    #[test]
    fn the_aliases_of_a_variant_are_its_code_and_the_spelling_of_its_name() {
        for (selection, table, expected) in [
            // rustdoc refuses a quote and a tab, and the name of the item itself.
            (";", "code,name,message\n4,number four,a\n5,Five,b\n6,it's six,c\n", &["4", "numberfour", "5", "6"][..]),
            (";", "code,message\n\"TOO\tFAST\",a\nit's,b\nTOO SLOW,c\nHalt,d\n", &["TOOSLOW"]),
            (";", "code,name,message\nTOO_FAST,TOO_FAST,a\n", &["TOO_FAST"]),
            ("{ Halt as Stop, \"Go\" as Go }", "code,message\nHalt,a\nGo,b\n", &["Halt"]),
        ] {
            let tokens = expanded(&format!("enum E from \"t.csv\" {selection}"), table);
            let aliases: Vec<_> = tokens.split("alias=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
            assert_eq!(aliases, expected, "{tokens}");
        }
    }

    #[test]
    fn a_field_has_a_column_in_each_source() {
        let table = "code,message_zh,级别,empty\n5,忙,3,\n";
        let fields = "(level: u8 = \"级别\", empty: str)";
        let tokens = expanded(&format!("enum E from \"t.csv\" {fields}, \"t.csv\" {fields};"), table);
        assert!(tokens.contains(r#"列\"级别\"，出自`t.csv`；列\"级别\"，出自`t.csv`。"#), "{tokens}");
        assert!(tokens.contains("pubfnlevel(&self)") && !tokens.contains("compile_error"), "{tokens}");
        // A column without a value takes no space.
        assert!(tokens.contains("columns:1}"), "{tokens}");
        let other = expanded("enum E from \"t.csv\" (empty: str), \"t.csv\" (empty: u8);", table);
        assert!(other.contains("`empty:str`oft.csvand`empty:u8`oft.csv"), "{other}");
    }

    #[test]
    fn what_no_row_has_takes_no_column() {
        for (row, has_column) in [
            ("1,One,a,,", false),
            ("1,One,a,retry,", true),
            ("1,One,a,,see there", true),
            ("1,number one,a,,", true),
            ("0x1,One,a,,", true),
            ("1-1,One,a,,", true),
        ] {
            let table = format!("code,name,message,solution,note\n{row}\n5,Five,b,,\n");
            let tokens = expanded("enum E from \"t.csv\";", &table);
            let columns = if has_column { "columns:1}" } else { "columns:0}" };
            assert!(tokens.contains(columns), "{row}: {tokens}");
        }
        for (other, columns) in [("0x5", "columns:0}"), ("0x05", "columns:1}")] {
            let tokens = expanded("enum E from \"t.csv\";", &format!("code,name,message\n0x1,One,a\n{other},Five,b\n"));
            assert!(tokens.contains(columns), "{other}: {tokens}");
        }
    }

    /// In 32 bits, the number is another one; people search for both, and messages show the table's.
    #[test]
    fn a_code_keeps_the_spelling_of_its_table() {
        for (spelling, alias) in [("4294967295", "-1"), ("0x1F", "31"), ("7-7", "7")] {
            let table = format!("code,name,message\n{spelling},One,a\n5,Five,b\n");
            let tokens = expanded("enum E from \"t.csv\" (code: i32);", &table);
            for part in [&format!("#[doc(alias=\"{spelling}\")]#[doc(alias=\"{alias}\")]One,"), "columns:1}"] {
                assert!(tokens.contains(part), "{part} {tokens}");
            }
        }
    }

    #[test]
    fn a_match_has_a_bounded_number_of_arms() {
        for (rows, matches) in [(1, 0), (ARMS, 0), (ARMS + 1, 2), (2 * ARMS + 1, 3)] {
            let rows = (0..rows).fold(String::from("code,name,message\n"), |file, n| file + &format!("{n},N{n},n\n"));
            let tokens = expanded("enum E from \"t.csv\";", &rows);
            assert_eq!(tokens.matches("_=>").count(), matches);
        }
    }
}
