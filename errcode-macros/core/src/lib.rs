//! The pipeline behind `errcodes!`, as a plain library on `proc_macro2`: the macro is a shell over [`expand`], and
//! tests, fuzzing and benchmarks call it directly.
//!
//! The stages, one module each: `input` parses the call (with `attribute`) → `source` reads the tables that the call names → `select`
//! picks rows → `model` builds the enum (with `clash`) → `pack` makes its literals (with `hash`), `doc` its documentation (with
//! `markdown`), and `emit` its source text, which becomes tokens. A call for a whole large shipped table goes from `source` to
//! `prepared`, where the results of the later stages are stored. Every mistake becomes a `diagnostic`; the rest still expands.
//!
//! The API of this crate is promised to nobody: it exists because Cargo needs it, and may change in any release. Depend on
//! `errcode-runtime`.
#![forbid(unsafe_code)]

mod attribute;
mod clash;
mod diagnostic;
mod doc;
mod emit;
mod environment;
mod hash;
mod input;
mod markdown;
mod model;
mod pack;
mod prepared;
mod select;
mod source;

use core::panic::AssertUnwindSafe;
use std::panic::catch_unwind;

use proc_macro2::{Span, TokenStream};

use diagnostic::{Diagnostic, REPORT};
pub use environment::{Environment, Lexer};
use input::{Item, Selection};
use model::Declaration;
use source::Opened;

/// Expands a call of `errcodes!`: `[path of the runtime] INPUT`.
///
/// Never panics: every mistake is a `compile_error!` in the result.
///
/// ```
/// use errcode_codegen::{Environment, expand};
///
/// let tokens = expand(r#"[::errcode_runtime] "common""#.parse()?, &Environment::default());
/// assert!(tokens.to_string().contains("pub enum CommonError"));
/// # Ok::<(), proc_macro2::LexError>(())
/// ```
pub fn expand(input: TokenStream, environment: &Environment) -> TokenStream {
    // An uncaught panic is shown as "proc macro panicked", without any advice.
    let place = input.clone().into_iter().nth(1).map_or_else(Span::call_site, |token| token.span());
    guarded(place, environment, || expand_items(input, environment))
}

fn expand_items(input: TokenStream, environment: &Environment) -> TokenStream {
    let mut diagnostics = Vec::new();
    let input = input::parse(input, &mut diagnostics);
    let mut tokens = TokenStream::new();
    for (mut item, mut diagnostics) in input.items {
        // Errors in an item that `cfg` removes are removed with it.
        let cfg: TokenStream = attribute::cfg_of(&item.attributes).collect();
        let long_name = item.name.clone();
        item.name = item.name.or_else(|| source::enum_name_of(item.sources.first()?, &mut diagnostics));
        let named = core::mem::take(&mut item.sources).into_iter();
        let open = |source| source::open(source, long_name.as_ref(), environment, &mut diagnostics);
        let mut opened: Vec<_> = named.map(open).collect();
        let mut output = emit::Output { runtime: &input.runtime, environment, tokens: &mut tokens };
        expand_item(item, &mut opened, &mut output, &mut diagnostics);
        for diagnostic in &diagnostics {
            tokens.extend(cfg.clone());
            diagnostic.to_tokens(environment, &mut tokens);
        }
    }
    for diagnostic in &diagnostics {
        diagnostic.to_tokens(environment, &mut tokens);
    }
    tokens
}

/// Appends the enum of an item.
fn expand_item(
    mut item: Item,
    opened: &mut [Option<Opened>],
    output: &mut emit::Output<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let prepared = match (&item.selection, &*opened) {
        (Selection::All, [Some(whole)]) => whole.prepared(),
        _ => None,
    };
    if let (Some(prepared), Some(name)) = (prepared, &item.name) {
        let declaration = Declaration { attributes: item.attributes, visibility: item.visibility, name: name.clone() };
        return prepared.emit(&declaration, output, diagnostics);
    }
    // Try the selected lines of shipped tables first. If anything has to be reported, read the whole tables: a message may show any row.
    let has_shipped = opened.iter().flatten().any(Opened::is_shipped);
    if let Some(codes) = item.selection.codes().filter(|_| has_shipped) {
        let mut mistakes = Vec::new();
        opened.iter_mut().flatten().for_each(|opened| opened.restrict(Some(&codes)));
        let sources = source::load(opened);
        let Item { attributes, visibility, name, selection, mistakes: of_selection, .. } = &item;
        let mut item = Item {
            attributes: attributes.clone(),
            visibility: visibility.clone(),
            name: name.clone(),
            sources: Vec::new(),
            selection: selection.clone(),
            mistakes: of_selection.clone(),
        };
        select::prepare(&mut item, &sources, &mut mistakes);
        if let Some(model) = model::resolve(item, opened, &sources, &mut mistakes).filter(|_| mistakes.is_empty()) {
            return emit::emit(&model, output, diagnostics);
        }
        drop(sources);
        opened.iter_mut().flatten().for_each(|opened| opened.restrict(None));
    }
    let sources = source::load(opened);
    select::prepare(&mut item, &sources, diagnostics);
    if let Some(model) = model::resolve(item, opened, &sources, diagnostics) {
        emit::emit(&model, output, diagnostics);
    }
}

/// The result of `run`; if it panics, an error at `place` that asks for a report.
fn guarded(place: Span, environment: &Environment, run: impl FnOnce() -> TokenStream) -> TokenStream {
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
        let message = format!("this is a bug in errcode: {}", text.unwrap_or("a panic without a message"));
        let mut output = TokenStream::new();
        let diagnostic = Diagnostic::new(place, message).help(REPORT);
        diagnostic.to_tokens(environment, &mut output);
        output
    })
}

#[cfg(test)]
mod tests {
    use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};

    use crate::diagnostic::MESSAGES;
    use crate::{Environment, expand};

    #[test]
    #[allow(clippy::panic, reason = "it is what is tested")]
    fn a_panic_becomes_an_error() {
        let tokens = super::guarded(Span::call_site(), &Environment::default(), || panic!("index {} out of bounds", 7))
            .to_string();
        assert!(
            tokens.contains("compile_error") && tokens.contains("bug in errcode: index 7 out of bounds"),
            "{tokens}"
        );
    }

    /// The messages for an enum of these tables.
    fn messages(files: [(&str, &str); 2]) -> Vec<String> {
        let environment = Environment::in_memory(files.map(|(name, file)| (name, file.as_bytes())));
        let call = format!("[::errcode_runtime] enum E from \"{}\", \"{}\";", files[0].0, files[1].0);
        let tokens = expand(call.parse().unwrap(), &environment).to_string();
        let messages = tokens.split("compile_error !").skip(1);
        messages.map(|rest| rest.split('"').nth(1).unwrap_or_default().to_owned()).collect()
    }

    #[test]
    fn so_many_messages_are_shown_then_their_count() {
        let numbered = |rows: usize, row: &dyn Fn(usize) -> String| {
            (0..rows).fold(String::from("code,name,message\n"), |file, n| file + &row(n) + "\n")
        };
        let file = numbered(100, &|n| format!("{n},Name{n},text"));
        let two_names = |rows| numbered(rows, &|n| format!("{n},Other{n},text"));
        let two_codes = |rows| numbered(rows, &|n| format!("{},Name{n},text", n + 1000));
        let problems = |rows| numbered(rows, &|n| format!("{n},Oth\"er{n},text"));
        let last = |other: &str| {
            let messages = messages([("a.csv", &file), ("b.csv", other)]);
            (messages.len(), messages.last().cloned().unwrap_or_default())
        };
        for clashes in [two_names(MESSAGES), two_codes(MESSAGES), problems(MESSAGES)] {
            let (count, last) = last(&clashes);
            assert!(count == MESSAGES && !last.contains("more"), "{count}, {last}");
        }
        let clash = |more| (MESSAGES + 1, format!("these sources clash in {more} more codes"));
        assert_eq!(last(&two_names(MESSAGES + 1)), (MESSAGES + 1, "these sources clash in 1 more code".into()));
        assert_eq!(last(&two_names(MESSAGES + 2)), clash(2));
        assert_eq!(last(&two_codes(MESSAGES + 30)), clash(30));
        // Clashes of different kinds share one count: here 15 of names, and 15 of ranges that overlap.
        let bands = |rows, name: &str, first| numbered(rows, &|n| format!("{0}{first}-{0}9,{name}{n},text", n + 1000));
        let (left, right) = (bands(MESSAGES + 10, "A", 0), bands(MESSAGES + 10, "B", 5));
        let messages_of = |left: &str, right: &str| messages([("a.csv", left), ("b.csv", right)]);
        let overlaps = messages_of(&left, &right);
        assert!(overlaps[0].starts_with("`B0` (10005-10009) overlaps `A0` (10000-10009)\\n"), "{overlaps:?}");
        assert_eq!((overlaps.len(), overlaps.last()), (MESSAGES + 1, Some(&clash(10).1)));
        let both =
            |bands: &str, name| (0..15).fold(bands.to_owned(), |file, n| file + &format!("{n},{name}{n},text\n"));
        let mixed = messages_of(&both(&bands(15, "A", 0), "C"), &both(&bands(15, "B", 5), "D"));
        assert_eq!((mixed.len(), mixed.last()), (MESSAGES + 1, Some(&clash(10).1)));
        assert_eq!(last(&problems(MESSAGES + 1)), (MESSAGES + 1, "b.csv has 1 more problem".into()));
        assert_eq!(last(&problems(MESSAGES + 2)), (MESSAGES + 1, "b.csv has 2 more problems".into()));
    }

    #[test]
    fn a_mistake_in_an_item_leaves_the_next_one_there() {
        for (items, wanted) in [
            ("enum A from \"common\" 5 #[doc = \"b\"] enum B from \"gateway\"", &["B"][..]),
            ("enum A from 5 pub enum B from \"gateway\"; enum C from \"common\";", &["pub B", "C"]),
            ("enum A from 5 enum B from \"gateway\"", &["B"]),
            ("enum A from 5 a b; \"gateway\"", &["pub GatewayError"]),
            ("enum A from 5 (;) { 1 } \"gateway\"", &["pub GatewayError"]),
            ("enum A from \"common\" except 0; \"gateway\"", &["pub GatewayError"]),
            ("pub pub enum B from \"gateway\"", &["pub B"]),
            ("7 8, enum B from \"gateway\", ;", &["B"]),
        ] {
            let call = format!("[::errcode_runtime] {items}").parse().unwrap();
            let tokens = expand(call, &Environment::default());
            assert_eq!(tokens.to_string().matches("compile_error").count(), 1, "{items}");
            assert!(!items.contains("doc") || tokens.to_string().contains("doc = \"b\""), "{items}");
            let words: Vec<String> = tokens.into_iter().map(|token| token.to_string()).collect();
            let enums = words.windows(3).filter(|words| words[1] == "enum").map(|words| {
                let visibility = if words[0] == "pub" { "pub " } else { "" };
                visibility.to_owned() + &words[2]
            });
            let enums: Vec<String> = enums.collect();
            assert_eq!(enums, wanted, "{items}");
        }
    }

    /// A macro passes its `$vis` in such a group, even if it is empty.
    #[test]
    fn a_visibility_may_come_in_a_group() {
        for visibility in ["", "pub", "pub(crate)"] {
            let group = Group::new(Delimiter::None, visibility.parse().unwrap());
            let mut call: TokenStream = "[::errcode_runtime]".parse().unwrap();
            call.extend([TokenTree::from(group)]);
            call.extend("enum E from \"gateway\"".parse::<TokenStream>());
            let shown = expand(call, &Environment::default()).to_string().replace(' ', "");
            assert!(!shown.contains("compile_error"), "{visibility}");
            assert!(shown.contains(&format!("]{visibility}enumE{{")), "{visibility}");
        }
    }

    proptest::proptest! {
        /// Any tokens in a call, its parentheses or its braces are parsed or rejected with an error; nothing panics.
        #[test]
        fn any_call_gives_items_or_errors(
            entries in proptest::collection::vec(0..PIECES.len(), 0..12),
            selectors in proptest::collection::vec(0..PIECES.len(), 0..12),
            items in proptest::collection::vec(0..PIECES.len(), 0..12),
        ) {
            let table = "code,name,kind,recovery,message\n1,One,ok,none,one\n4xx,Four,internal,retry,four\nx,X,ok,none,x\n";
            let environment = Environment::in_memory([("t.csv", table.as_bytes())]);
            let tokens = |pieces: &[usize]| pieces.iter().map(|&piece| PIECES[piece]).collect::<Vec<_>>().join(" ");
            let (entries, selectors, items) = (tokens(&entries), tokens(&selectors), tokens(&items));
            for call in [
                format!("enum E from \"t.csv\" ({entries}) {{ {selectors} }}"),
                format!("enum E from \"t.csv\" ({entries}) with \"t.tsv\" except {{ {selectors} }} {items}"),
                items,
            ] {
                let call = format!("[::rt] {call}").parse().unwrap();
                let shown = expand(call, &environment).to_string();
                proptest::prop_assert!(!shown.contains("bug in errcode"), "{shown}");
            }
        }
    }

    /// The pieces that the random calls are made of.
    #[rustfmt::skip]
    const PIECES: &[&str] = &[
        ",", ",", ",", "=", "=", ":", ":", ";", "..", "..=", "-", "#", "!", "[]", "[1, 2..=3]", "[\"a\"]", "(x)", "{ 1 }", "{ .. }",
        "enum", "pub", "from", "except", "with", "as", "E", "One", "r#type", "code", "name", "message", "kind", "skip", "sections",
        "repeated", "join", "alias", "strip", "success", "str", "bool", "u16", "i32", "source", "level", "retry", "\"t.csv\"",
        "\"common\"", "endpoint", "\"code2Session\"", "\"x.csv\"", "\"\"", "0", "1", "4xx", "0x8000_0000", "0xFFFFFFFFFFFFFFFFFF", "1.5", "'a'", "[doc = \"x\"]",
        "[cfg_attr(all(), derive(Clone), cfg_attr(x, cfg(y)))]", "[cfg_attr()]",
    ];

    #[test]
    fn a_derive_that_is_not_provided_is_kept() {
        let call = "[::errcode_runtime] #[derive(Debug, other::Extra)] enum E from \"gateway\"";
        let shown = expand(call.parse().unwrap(), &Environment::default()).to_string().replace(' ', "");
        assert!(shown.contains("#[derive(other::Extra,)]") && shown.matches("compile_error").count() == 1);
    }

    /// A selection by code reads only an excerpt of each shipped table, but reports the same mistakes as the whole tables would.
    #[test]
    fn an_excerpt_hides_no_mistake() {
        let files = [
            ("hex.csv", "code,name,message\n0xFFFFFFFF,Minus,minus\n"),
            ("range.csv", "code,name,message\n-40400x,Mine,mine\n"),
            ("same.csv", "code,name,message,message_zh\n40029,InvalidOauthCode,bad code,坏\n"),
        ];
        let environment = Environment::in_memory(files.map(|(name, file)| (name, file.as_bytes())));
        let message = |call: &str| {
            let tokens = expand(format!("[::rt] enum E from {call};").parse().unwrap(), &environment).to_string();
            tokens
                .split_once("compile_error ! {")
                .map(|(_, rest)| rest.split('"').nth(1).unwrap_or_default().to_owned())
        };
        let starts = |call: &str, wanted: &str| {
            let message = message(call).unwrap_or_default();
            assert!(message.starts_with(wanted), "{call}: {message}");
        };
        starts(
            "\"common\", \"hex.csv\" (code: i32) { 0xFFFFFFFF, 40001 }",
            "code -1 means `SystemBusy` in one source and `Minus`",
        );
        let range = "code -404000 means `CallSdkCloudFunctionFailed` in one source and `Mine`";
        starts("\"cloudbase\", \"range.csv\" { -404000, -401001 }", range);
        starts("\"common\", \"general\" { 40029, 12345678 }", "no source of this enum has the code 12345678");
        for sound in [
            "\"common\", \"general\" { 40029 }",
            "\"general\", \"gateway\" { 40029 as BadCode }",
            "\"general\", \"same.csv\" { 40029 }",
            // A range of one code selects the row of that code alone, not also the family that contains it.
            "\"cloudbase\" { -404001..=-404001 }",
        ] {
            assert_eq!(message(sound), None, "{sound}");
        }
    }
}
