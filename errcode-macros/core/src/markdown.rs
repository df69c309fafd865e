//! Turns a text into Markdown that renders as exactly this text.

/// Appends a text as Markdown that renders as exactly this text, then `after`: nothing becomes markup, and line breaks are kept.
///
/// Only characters that need an escape get one, because some editors show the Markdown source.
pub(crate) fn push_text(doc: &mut String, text: &str, after: &str) {
    if is_plain(text) {
        doc.push_str(text);
        doc.push_str(after);
        return;
    }
    let mut lines = text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
    if let Some(line) = lines.next() {
        push_line(doc, line);
    }
    for line in lines {
        doc.push_str("\\\n");
        push_line(doc, line);
    }
    doc.push_str(after);
}

/// Whether a byte may need to be escaped or replaced.
static IS_SPECIAL: [bool; 256] = {
    let mut is_special = [false; 256];
    let special = b"\\`*_[]<>~&#|:-\t\n\r";
    let mut at = 0;
    while at < special.len() {
        is_special[special[at] as usize] = true;
        at += 1;
    }
    is_special
};

/// Whether a text needs no change; most texts need none. It is a loop over bytes because macros are not optimised in debug builds.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    // At the start, a digit or `+` may begin a list, and `=` may underline a heading.
    let begins_plain = bytes.first().is_none_or(|first| !(first.is_ascii_digit() || matches!(first, b'+' | b'=')));
    if !begins_plain || text.trim().len() < text.len() {
        return false;
    }
    let mut at = 0;
    while at < bytes.len() {
        if IS_SPECIAL[bytes[at] as usize] {
            return false;
        }
        at += 1;
    }
    true
}

fn push_line(doc: &mut String, line: &str) {
    // Markers of lists and headings count only at the start of a line.
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let begins_list = digits > 0 && line[digits..].starts_with(['.', ')']);
    let rest = if begins_list {
        doc.push_str(&line[..digits]);
        doc.push('\\');
        &line[digits..]
    } else {
        if line.starts_with(['-', '+', '=']) {
            doc.push('\\');
        }
        line
    };
    let bytes = rest.as_bytes();
    let (mut from, mut at) = (0, 0);
    // Loop over bytes and copy whole runs: macros are not optimised in debug builds. Each special character is one byte.
    while at < bytes.len() {
        let byte = bytes[at];
        at += 1;
        if !IS_SPECIAL[usize::from(byte)] {
            continue;
        }
        let before = &rest[..at - 1];
        doc.push_str(&before[from..]);
        from = at;
        let is_plain = match byte {
            // rustdoc warns about bare URLs.
            b':' => bytes.get(at) != Some(&b'/'),
            // Inside a word it does not start emphasis.
            b'_' => is_word(before.chars().next_back()) && is_word(rest[at..].chars().next()),
            b'&' => !bytes.get(at).is_some_and(|&next| next == b'#' || next.is_ascii_alphabetic()),
            // rustdoc would turn two into one dash.
            b'-' => !before.ends_with('-'),
            b'#' | b'>' => !doc.is_empty() && !doc.ends_with('\n'),
            _ => false,
        };
        match byte {
            b'\t' => doc.push(' '),
            _ if is_plain => doc.push(char::from(byte)),
            _ => {
                doc.push('\\');
                doc.push(char::from(byte));
            }
        }
    }
    doc.push_str(&rest[from..]);
}

/// Whether there is a character, and Markdown treats it neither as white space nor as punctuation.
fn is_word(character: Option<char>) -> bool {
    character.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    use super::push_text;

    #[test]
    fn texts_are_no_markup() {
        for (text, markdown) in [
            ("plain, with (round) {curly} \"quoted\" text!", "plain, with (round) {curly} \"quoted\" text!"),
            ("access_token, _x_, a__b, 无效的_id", "access_token, \\_x\\_, a\\_\\_b, 无效的_id"),
            ("see https://mmbizurl.cn/s", "see https\\://mmbizurl.cn/s"),
            (
                "\\uxxxx <b> [a](b) `c` *d* ~e~ &amp; #f |g|",
                "\\\\uxxxx \\<b> \\[a\\](b) \\`c\\` \\*d\\* \\~e\\~ \\&amp; #f \\|g\\|",
            ),
            ("#f & g > h", "\\#f & g > h"),
            ("a-b --c", "a-b -\\-c"),
            ("1)maybe", "1\\)maybe"),
            ("24 hours", "24 hours"),
            (".net", ".net"),
            (".net: a", ".net: a"),
            (" a ", "a"),
            ("1. a\n\n    - b\n+ c\n=== d", "1\\. a\\\n\\- b\\\n\\+ c\\\n\\=== d"),
            ("a\tb: c", "a b: c"),
            ("a\r# b\r\n- c", "a\\\n\\# b\\\n\\- c"),
            ("系统繁忙：请稍候", "系统繁忙：请稍候"),
        ] {
            let mut doc = String::new();
            push_text(&mut doc, text, "");
            assert_eq!(doc, markdown);
        }
    }

    /// Texts, and lines that look like markup.
    fn markup() -> impl Strategy<Value = String> {
        let begin = prop::sample::select(
            &[
                "- ", "+ ", "* ", "1. ", "2) ", "# ", "## ", "> ", "===", "---", "***", "___", "    ", "\t", "~~~",
                "```", "|a|b|", "|-|-|", ":-|-:", "[a]: ", "[^1]: ", "<b>", "<!-- ", "&amp;", "\\", "- [ ] ", "",
            ][..],
        );
        let rest = prop_oneof![Just(String::new()), "[-_*~#>&|:/.)(1a \\[\\]<`=+!\\\\错^;$]{0,12}"];
        let line = (begin, rest).prop_map(|(begin, rest)| begin.to_owned() + &rest);
        let text = prop_oneof![3 => "[^\u{0}-\u{8}\u{b}\u{c}\u{e}-\u{1f}\u{7f}-\u{9f}]{0,40}", 1 => "[\u{4E00}-\u{9FFF}，。：]{1,20}"];
        prop_oneof![text, prop::collection::vec(line, 1..6).prop_map(|lines| lines.join("\n"))]
    }

    /// Extensions of Markdown that rustdoc does not know, and the one that makes quotes curly.
    const OTHER_THAN_RUSTDOC: Options = Options::ENABLE_SMART_PUNCTUATION
        .union(Options::ENABLE_YAML_STYLE_METADATA_BLOCKS)
        .union(Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS)
        .union(Options::ENABLE_MATH)
        .union(Options::ENABLE_DEFINITION_LIST)
        .union(Options::ENABLE_SUPERSCRIPT)
        .union(Options::ENABLE_SUBSCRIPT)
        .union(Options::ENABLE_HEADING_ATTRIBUTES);

    proptest! {
        #[test]
        fn documentation_shows_the_text_and_nothing_else(text in markup()) {
            let mut markdown = String::new();
            push_text(&mut markdown, &text, "");
            let mut shown = String::new();
            for event in Parser::new_ext(&markdown, Options::all() - OTHER_THAN_RUSTDOC) {
                match event {
                    Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
                    Event::Text(text) => shown.push_str(&text),
                    Event::HardBreak => shown.push('\n'),
                    other => prop_assert!(false, "{other:?} in {markdown:?}"),
                }
            }
            let lines: Vec<String> = text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty()).map(|line| line.replace('\t', " ")).collect();
            prop_assert_eq!(shown, lines.join("\n"), "{}", markdown);
        }
    }
}
