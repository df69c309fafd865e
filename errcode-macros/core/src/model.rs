//! The enum that a call asks for: its variants in order, merged from all sources.

use core::fmt;
use std::borrow::Cow;
use std::collections::HashMap;

use errcode_tables::{Claim, Class, CodeRange, CodeType, Codes, Key, Numbers, Row, Value, Width, claim};
use proc_macro2::{Ident, Span, TokenStream};
use syn::ext::IdentExt as _;

use crate::attribute::Attribute;
use crate::clash::Clashes;
use crate::diagnostic::Diagnostic;
use crate::input::{Item, more_selectors};
use crate::select::{self, Picked};
use crate::source::{Loaded, Opened};

pub(crate) use alias::NamedAlias;
pub(crate) use field::Field;
pub(crate) use languages::Languages;

mod alias;
mod field;
mod languages;
mod success;

/// What a call declares about an enum, apart from its rows.
pub(crate) struct Declaration {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: TokenStream,
    pub(crate) name: Ident,
}

/// An enum to generate.
pub(crate) struct Enum<'s> {
    pub(crate) declaration: Declaration,
    /// The tables that it is made from.
    pub(crate) sources: &'s [Loaded<'s>],
    /// Its variants, ascending by [`Variant::key`].
    pub(crate) variants: Vec<Variant<'s>>,
    /// Whether the enum is classified: every source, or every variant, has kinds and recoveries.
    pub(crate) classified: bool,
    /// Whether its codes are numbers or texts.
    pub(crate) code_type: CodeType,
    /// The vendor's own columns that the call names.
    pub(crate) fields: Vec<Field<'s>>,
    /// Other names of its variants, which become constants.
    pub(crate) aliases: Vec<NamedAlias<'s>>,
    /// The codes that are not errors, if a source lists them.
    pub(crate) success: Option<Vec<Codes>>,
    /// The languages of its texts.
    pub(crate) languages: Languages,
    /// Whether all its sources spell their codes in hexadecimal.
    pub(crate) is_hexadecimal: bool,
    /// Whether its codes have 32 bits.
    pub(crate) is_32_bit: bool,
}

/// The name of a variant.
#[derive(Clone)]
pub(crate) enum Name<'s> {
    /// The name in its row.
    OfRow(&'s str),
    /// The new name in the call, or the row's name with the span of its selector: editors jump to that place.
    InCall(Ident),
}

impl<'s> Name<'s> {
    /// As source text.
    pub(crate) fn to_cow(&self) -> Cow<'s, str> {
        match self {
            Self::OfRow(name) => Cow::Borrowed(name),
            Self::InCall(name) => Cow::Owned(name.to_string()),
        }
    }

    /// Without the `r#` of a raw identifier.
    pub(crate) fn unraw(&self) -> Cow<'_, str> {
        match self {
            Self::OfRow(name) => Cow::Borrowed(name),
            Self::InCall(name) => Cow::Owned(name.unraw().to_string()),
        }
    }
}

impl PartialEq<str> for Name<'_> {
    fn eq(&self, other: &str) -> bool {
        match self {
            Self::OfRow(name) => *name == other,
            Self::InCall(name) => name == other,
        }
    }
}

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OfRow(name) => f.write_str(name),
            Self::InCall(name) => name.fmt(f),
        }
    }
}

pub(crate) struct Variant<'s> {
    pub(crate) name: Name<'s>,
    /// Whether the call gives it its name.
    pub(crate) is_renamed: bool,
    /// The codes that it stands for.
    pub(crate) codes: Codes,
    /// The lookup key: its only code, or the smallest code of its ranges that has no row of its own.
    pub(crate) key: Key,
    /// The ranges of a variant for several codes, minus the codes whose own rows were not selected. A lookup prefers rows for single
    /// codes to ranges.
    pub(crate) ranges: Vec<CodeRange>,
    /// Its texts and classification.
    pub(crate) row: &'s Row<'s>,
    /// The index of that row's source.
    pub(crate) source: usize,
    /// Rows of other sources with the same name and codes, each with the index of its source.
    pub(crate) also: Vec<(usize, &'s Row<'s>)>,
}

impl<'s> Variant<'s> {
    /// Its rows, each with its source. The first is the one whose texts it has.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (usize, &'s Row<'s>)> + Clone + '_ {
        core::iter::once((self.source, self.row)).chain(self.also.iter().copied())
    }

    /// Its value in a field, from the first of its rows that has one.
    pub(crate) fn value(&self, field: &Field<'_>) -> Option<&'s Value<'s>> {
        self.rows().find_map(|(source, row)| {
            let (_, column, _) = field.columns.iter().find(|(of, ..)| *of == source)?;
            row.fields.get(*column)?.as_ref()
        })
    }

    /// Its name as the table spells it, or the new name from the call.
    pub(crate) fn shown_name(&self) -> Cow<'s, str> {
        if self.is_renamed { Cow::Owned(self.name.unraw().into_owned()) } else { Cow::Borrowed(&self.row.spelled_name) }
    }

    /// Whether it stands for all codes of its row, so that the table's spelling fits.
    pub(crate) fn is_whole(&self) -> bool {
        self.codes == self.row.codes
    }

    /// Kind and recovery: those of its row, or else of the same row in another source.
    pub(crate) fn class(&self) -> Option<Class> {
        self.row.class.or_else(|| self.also.iter().find_map(|(_, row)| row.class))
    }

    /// The key, if the variant stands for several codes, and carries the one that was received.
    pub(crate) fn range_key(&self) -> Option<i64> {
        match self.key {
            Key::Number(key) if self.codes.are_several() => Some(key),
            _ => None,
        }
    }
}

/// Builds the enum of an item; bad parts are reported and skipped.
pub(crate) fn resolve<'s>(
    mut item: Item,
    opened: &[Option<Opened>],
    sources: &'s [Loaded<'s>],
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Enum<'s>> {
    let name = item.name.take()?;
    let code_type = select::code_type(sources);
    let is_32_bit = code_type == CodeType::Number && select::are_32_bit(sources);
    let wide = || sources.iter().filter(|_| is_32_bit).find_map(|source| too_wide(source, sources));
    if let Some(wrong) = mixed(sources, code_type).or_else(|| two_apis(sources)).or_else(wide) {
        diagnostics.push(wrong);
        item.mistakes.finish(diagnostics, more_selectors);
        return None;
    }
    let all_found = opened.iter().all(|opened| opened.as_ref().is_some_and(|opened| opened.is_whole));
    let mut picked = select::pick(&mut item, sources, all_found, diagnostics);
    // A variant takes its texts from the first row of its code: put the rows of endpoint pages first.
    if sources.iter().any(|source| source.endpoint().is_some()) {
        picked.sort_by_key(|picked| sources[picked.source].endpoint().is_none());
    }
    let mut clashes = Clashes::new(sources, &item.selection);
    let merged = merge(picked, sources, &mut clashes);
    let mut variants = own_codes(merged, sources, &mut clashes);
    clashes.finish(diagnostics);
    variants.sort_unstable_by(|left, right| left.key.cmp(&right.key));
    // Some pages of endpoints list no code.
    let has_no_codes = sources.iter().all(|source| source.endpoint().is_some() && source.table().rows.is_empty());
    if variants.is_empty() && !has_no_codes && all_found && diagnostics.is_empty() {
        diagnostics.push(Diagnostic::new(name.span(), format!("`{name}` has no row left: an enum needs at least one")));
    }
    let tables = || sources.iter().map(Loaded::table);
    let has_classes = !variants.is_empty() && variants.iter().all(|variant| variant.class().is_some());
    Some(Enum {
        declaration: Declaration { attributes: item.attributes, visibility: item.visibility, name },
        sources,
        classified: has_classes || tables().all(|table| table.classified),
        code_type,
        fields: field::fields(opened, sources, diagnostics),
        aliases: alias::aliases(&variants, sources),
        success: success::success(sources, code_type),
        languages: Languages::of(sources),
        is_hexadecimal: code_type == CodeType::Number && tables().all(|table| table.is_hexadecimal),
        is_32_bit,
        variants,
    })
}

/// Rows with the same name and the same codes.
pub(crate) struct Merged<'s> {
    pub(crate) name: Name<'s>,
    /// The first of the rows.
    pub(crate) picked: Picked<'s>,
    /// The rows of other sources.
    also: Vec<(usize, &'s Row<'s>)>,
}

/// Merges rows that have the same name and the same codes. If rows agree in only one of the two, they clash: the first one is kept.
fn merge<'s>(picked: Vec<Picked<'s>>, sources: &[Loaded<'_>], clashes: &mut Clashes<'_>) -> Vec<Merged<'s>> {
    // In one table, codes and names are unique. Only a selector that renames a row, or picks a part of its codes, can make rows clash.
    if sources.len() == 1 && picked.iter().all(|picked| picked.span.is_none()) {
        let alone = |picked: Picked<'s>| Merged { name: Name::OfRow(&picked.row.name), picked, also: Vec::new() };
        return picked.into_iter().map(alone).collect();
    }
    let mut of_codes: HashMap<Codes, usize> = HashMap::with_capacity(picked.len());
    let mut of_name: HashMap<Cow<'s, str>, usize> = HashMap::with_capacity(picked.len());
    let mut merged: Vec<Merged<'s>> = Vec::with_capacity(picked.len());
    for picked in picked {
        let spelled = match &picked.rename {
            Some(name) => Cow::Owned(name.unraw().to_string()),
            None => Cow::Borrowed(&*picked.row.name),
        };
        if let Some(&index) = of_codes.get(&picked.codes) {
            let known = &mut merged[index];
            if known.name.unraw() == spelled {
                known.also.push((picked.source, picked.row));
            } else {
                clashes.two_names(known, &picked);
            }
            continue;
        }
        if let Some(&index) = of_name.get(&spelled) {
            clashes.two_codes(&merged[index], &picked);
            continue;
        }
        let name = match (&picked.rename, picked.span) {
            (Some(name), _) => Name::InCall(name.clone()),
            (None, Some(place)) => Name::InCall(Ident::new(&picked.row.name, Span::call_site().located_at(place))),
            (None, None) => Name::OfRow(&picked.row.name),
        };
        of_codes.insert(picked.codes.clone(), merged.len());
        of_name.insert(spelled, merged.len());
        merged.push(Merged { name, picked, also: Vec::new() });
    }
    merged
}

/// Makes the variants. Skips a range if each of its codes has a row of its own, or if it overlaps an earlier range.
fn own_codes<'s>(merged: Vec<Merged<'s>>, sources: &[Loaded<'_>], clashes: &mut Clashes<'_>) -> Vec<Variant<'s>> {
    let mut singles: Vec<i64> = Vec::new();
    if merged.iter().any(|merged| merged.picked.codes.are_several()) {
        // Include the rows that were not selected: their codes are then unknown, not codes of a range.
        let rows = sources.iter().flat_map(|source| &source.table().rows);
        singles.extend(rows.filter_map(|row| row.codes.numbers()?.single()));
    }
    let claims = claim(merged.iter().map(|merged| &merged.picked.codes), &singles);
    for (row, claim) in merged.iter().zip(&claims) {
        match claim {
            Claim::Overlaps(other) => clashes.overlap(&merged[*other], row),
            Claim::Covered if row.picked.is_exact => clashes.covered(row),
            // Drop fully covered ranges unless the call names them.
            Claim::Covered | Claim::Own { .. } => {}
        }
    }
    let variants = merged.into_iter().zip(claims).filter_map(|(Merged { name, picked, also }, claim)| match claim {
        Claim::Own { key, ranges } => {
            let Picked { source, row, codes, rename, .. } = picked;
            Some(Variant { name, is_renamed: rename.is_some(), codes, key, ranges, row, source, also })
        }
        Claim::Covered | Claim::Overlaps(_) => None,
    });
    variants.collect()
}

/// The error for tables of two APIs, in which the same number means different things.
fn two_apis(sources: &[Loaded<'_>]) -> Option<Diagnostic> {
    let mut known = sources.iter().filter_map(|source| Some((source, source.api()?)));
    let (first, api) = known.next()?;
    let (other, other_api) = known.find(|(_, other)| *other != api)?;
    let (first, second) = (first.shown, other.shown);
    let message = format!(
        "{first} has the codes of {api}, {second} those of {other_api}: the same number means different things in the two APIs"
    );
    Some(Diagnostic::new(other.span, message).help("make a separate enum for each"))
}

/// The error for tables whose codes have different types. An empty table has none.
fn mixed(sources: &[Loaded<'_>], code_type: CodeType) -> Option<Diagnostic> {
    let mut with_rows = sources.iter().filter(|source| !source.table().rows.is_empty());
    let first = with_rows.clone().find(|source| source.table().code_type == code_type)?;
    let other = with_rows.find(|source| source.table().code_type != code_type)?;
    let are = |source: &Loaded<'_>| match source.table().code_type {
        CodeType::Number => "numbers",
        CodeType::Text => "texts",
    };
    let message =
        format!("the codes of {} are {}, those of {} are {}", first.shown, are(first), other.shown, are(other));
    let help = "make a separate enum for each, or write the type after your own file: (code: str) or (code: i64)";
    Some(Diagnostic::new(other.span, message).help(help))
}

/// The error for a table with a code that does not fit in 32 bits, if another table has 32-bit codes.
fn too_wide(source: &Loaded<'_>, sources: &[Loaded<'_>]) -> Option<Diagnostic> {
    if source.table().is_32_bit {
        return None;
    }
    let fits = |code: i64| i32::try_from(code).is_ok();
    let is_wide =
        |row: &&Row<'_>| row.codes.numbers().is_some_and(|codes| !(fits(codes.first()) && fits(codes.last())));
    let mut wide = source.table().rows.iter().filter(is_wide).peekable();
    let spelling = &wide.peek()?.spelling;
    let narrow = sources.iter().find(|source| source.table().is_32_bit)?.shown;
    let message = format!("the codes of {narrow} have 32 bits, and {} has the code {spelling}", source.shown);
    let can_be_narrow = |range: CodeRange| {
        let (first, last) = (Width::Bits32.wrapped(range.first), Width::Bits32.wrapped(range.last));
        fits(first) && fits(last) && first <= last
    };
    let help =
        if source.is_own() && wide.filter_map(|row| row.codes.numbers()).flat_map(Numbers::ranges).all(can_be_narrow) {
            "write (code: i32) after each of the files, or after none"
        } else {
            "leave out (code: i32), or make a separate enum for each"
        };
    Some(Diagnostic::new(source.span, message).help(help))
}

#[cfg(test)]
mod tests {
    use crate::{Environment, expand};

    /// Sources of different widths: names of variants, or the message.
    #[test]
    fn sources_of_which_one_has_32_bits() {
        let files = [
            ("narrow.csv", "code,name,message\n0x80070005,Denied,a\n"),
            ("small.csv", "code,name,message\n0x1F,Small,b\n-5,Minus,c\n"),
            ("hex.csv", "code,name,message\n0x1,One,b\n0x80070005,Denied,a\n"),
            ("huge.csv", "code,name,message\n0x80070006,Other,b\n4294967296,Huge,c\n"),
            ("both.csv", "code,name,message\n2147483640-2147483650,Range,c\n"),
            ("across.csv", "code,name,message\n0xFFFFFFFF-0x100000000,Range,c\n"),
            ("range.csv", "code,name,message\n0x7FFFFFF0-0x7FFFFFFF,Most,b\n2147483648-2147483650,Range,c\n"),
        ];
        let environment = Environment::in_memory(files.map(|(name, file)| (name, file.as_bytes())));
        let both = "help: write (code: i32) after each of the files, or after none";
        let none = "help: leave out (code: i32), or make a separate enum for each";
        let has = |file: &str, code: &str, help: &str| {
            Err(format!("the codes of narrow.csv have 32 bits, and {file} has the code {code}; {help}"))
        };
        for (call, wanted) in [
            ("\"narrow.csv\" (code: i32), \"small.csv\"", Ok(["Small", "Denied"])),
            ("\"small.csv\", \"narrow.csv\" (code: i32) { 31, 0x80070005 }", Ok(["Small", "Denied"])),
            ("\"narrow.csv\" (code: i32), \"hex.csv\" (code: i32) { 1, 0x80070005 }", Ok(["One", "Denied"])),
            ("\"narrow.csv\", \"hex.csv\" { 1, 0x80070005 }", Ok(["One", "Denied"])),
            ("\"narrow.csv\" (code: i32), \"hex.csv\" { 1, 0x80070005 }", has("hex.csv", "0x80070005", both)),
            ("\"hex.csv\", \"narrow.csv\" (code: i32) except { 1 }", has("hex.csv", "0x80070005", both)),
            ("\"narrow.csv\" (code: i32), \"huge.csv\"", has("huge.csv", "0x80070006", none)),
            ("\"narrow.csv\" (code: i32), \"range.csv\"", has("range.csv", "2147483648-2147483650", both)),
            ("\"narrow.csv\" (code: i32), \"across.csv\"", has("across.csv", "0xFFFFFFFF-0x100000000", none)),
            ("\"narrow.csv\" (code: i32), \"both.csv\"", has("both.csv", "2147483640-2147483650", none)),
            ("\"small.csv\", \"common\", \"narrow.csv\" (code: i32) { 31, 0x80070005 }", Ok(["Small", "Denied"])),
        ] {
            let tokens = expand(format!("[::rt] enum E from {call};").parse().unwrap(), &environment).to_string();
            let message = tokens.split_once("compile_error ! {").map(|(_, rest)| {
                let literal = rest.split('"').nth(1).unwrap_or_default();
                literal.replace("\\n   = ", "; ")
            });
            assert_eq!(message, wanted.as_ref().err().cloned(), "{call}");
            for name in wanted.into_iter().flatten() {
                assert!(tokens.contains(&format!("{name} ,")), "{call}: {tokens}");
            }
        }
    }
}
