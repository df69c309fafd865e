//! Converts a page in HTML into the text that a browser would copy: headings and paragraphs as lines, the rows of tables
//! as cells with tabs between them.
//!
//! In text copied from a browser, a line break in a cell looks like the end of a row. Here a cell stays on one line.

use scraper::node::Element;
use scraper::{Html, Node};

/// Elements whose content is not shown.
const HIDDEN: [&str; 5] = ["head", "script", "style", "template", "noscript"];

/// Elements that stand on lines of their own.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "optgroup",
    "option",
    "p",
    "pre",
    "search",
    "section",
    "select",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "tr",
    "ul",
];

/// Whether a page is HTML. Copied text begins with a word.
pub fn is_html(page: &str) -> bool {
    page.trim_start_matches('\u{FEFF}').trim_start().starts_with('<')
}

/// The text of an HTML page.
pub fn text(page: &str) -> String {
    let page = Html::parse_document(page.trim_start_matches('\u{FEFF}'));
    let mut copy = Copied::default();
    let mut node = page.tree.root();
    // No recursion: a deeply nested page would overflow the stack.
    loop {
        let is_shown = copy.enter(node.value());
        if let Some(child) = node.first_child().filter(|_| is_shown) {
            node = child;
            continue;
        }
        if is_shown {
            copy.leave(node.value());
        }
        while node.next_sibling().is_none() {
            match node.parent() {
                Some(parent) => node = parent,
                None => {
                    copy.end_line();
                    return copy.text;
                }
            }
            copy.leave(node.value());
        }
        if let Some(sibling) = node.next_sibling() {
            node = sibling;
        }
    }
}

fn is_hidden(element: &Element) -> bool {
    HIDDEN.contains(&element.name()) || element.attr("hidden").is_some() || element.attr("aria-hidden") == Some("true")
}

/// The text so far.
#[derive(Default)]
struct Copied {
    text: String,
    /// The line or cell that is being read, its white space collapsed.
    line: String,
    /// How many cells are open, one inside the other.
    open: usize,
    /// The cells of a row.
    row: Vec<String>,
    /// For each column of the table, how many more rows a cell above spans, and the text of that cell.
    spans: Vec<(usize, String)>,
}

impl Copied {
    /// Returns whether the node is shown.
    fn enter(&mut self, node: &Node) -> bool {
        match node {
            Node::Element(element) if is_hidden(element) => return false,
            Node::Element(element) => self.element(element, true),
            Node::Text(text) => self.text(text),
            _ => {}
        }
        true
    }

    fn leave(&mut self, node: &Node) {
        if let Node::Element(element) = node {
            self.element(element, false);
        }
    }

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            if !matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{C}' | '\u{A0}') {
                self.line.push(c);
            } else if !self.line.ends_with(' ') && !self.line.is_empty() {
                self.line.push(' ');
            }
        }
    }

    fn element(&mut self, element: &Element, opens: bool) {
        match element.name() {
            "td" | "th" if opens => {
                self.end_line();
                self.open += 1;
            }
            "td" | "th" => {
                self.open = self.open.saturating_sub(1);
                if self.open == 0 {
                    self.end_cell(element);
                }
            }
            name if BLOCKS.contains(&name) => {
                self.end_line();
                if self.open == 0 && name == "tr" && !opens {
                    self.end_row();
                }
                if self.open == 0 && name == "table" {
                    self.spans.clear();
                }
            }
            _ => {}
        }
    }

    /// Ends a line. Inside a cell, the lines are joined with a blank.
    fn end_line(&mut self) {
        if self.open > 0 {
            self.text(" ");
        } else if !self.line.trim().is_empty() {
            let line = core::mem::take(&mut self.line);
            self.text.push_str(line.trim());
            self.text.push('\n');
        }
    }

    fn end_cell(&mut self, element: &Element) {
        // HTML limits both spans.
        let span = |name, most| element.attr(name).and_then(|span| span.parse().ok()).unwrap_or(1).clamp(1, most);
        self.fill_spans();
        let text = core::mem::take(&mut self.line).trim().to_string();
        for nth in 0..span("colspan", 1000) {
            let text = if nth == 0 { text.clone() } else { String::new() };
            let column = self.row.len();
            if self.spans.len() <= column {
                self.spans.resize(column + 1, (0, String::new()));
            }
            self.spans[column] = (span("rowspan", 65_534) - 1, text.clone());
            self.row.push(text);
        }
    }

    fn end_row(&mut self) {
        self.fill_spans();
        self.text.push_str(&self.row.join("\t"));
        self.text.push('\n');
        self.row.clear();
    }

    /// Appends the cells of rows above that span into this row, at the column that comes next.
    fn fill_spans(&mut self) {
        while let Some((rows @ 1.., text)) = self.spans.get_mut(self.row.len()) {
            *rows -= 1;
            self.row.push(text.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{is_html, text};

    macro_rules! reads {
        ($name:ident, $html:expr, $text:expr) => {
            #[test]
            fn $name() {
                assert_eq!(text($html), $text);
            }
        };
    }

    reads!(
        tables,
        "<h2>水果</h2><p>错误码：<table><thead><tr><th>错误码</th><th>含义</th></tr></thead>\n\
         <tbody>\n<tr>\n<td>1</td>\n<td>坏了</td>\n</tr><tr><td>2</td><td></td></tr></tbody></table>反馈",
        "水果\n错误码：\n错误码\t含义\n1\t坏了\n2\t\n反馈\n"
    );
    reads!(tags_left_open, "<table><tr><td>1<td>坏了<tr><td>2<td>断了</table>", "1\t坏了\n2\t断了\n");
    reads!(entities, "<p>a&lt;b &amp;&amp; c&nbsp;&#38472;&quot; &amp;lt;</p>", "a<b && c 陈\" &lt;\n");
    reads!(
        nested_tags,
        "<table><tr><td><code>-1</code><td>in<b>valid</b> <a href=x>open<i>id</i></a></table>",
        "-1\tinvalid openid\n"
    );
    reads!(
        breaks_in_cells,
        "<table><tr><td>1<td>no<br>pear<p>none</p><ul><li>a</li><li>b</li></ul><td>没有\n\t梨<br/></table>",
        "1\tno pear none a b\t没有 梨\n"
    );
    reads!(breaks_elsewhere, "<p>水果<br>蔬菜</p><div>a<div>b</div>c</div>", "水果\n蔬菜\na\nb\nc\n");
    reads!(table_in_a_cell, "<table><tr><td>1<td>a<table><tr><td>b<td>c</table>d</table>", "1\ta b c d\n");
    reads!(
        cells_that_span,
        "<table><tr><td rowspan=2>1<td>a<tr><td>b<tr><td colspan=2>c<td>d</table><table><tr><td rowspan=9>x<tr></table>y",
        "1\ta\n1\tb\nc\t\td\nx\nx\ny\n"
    );
    reads!(
        spans_end_with_their_table,
        "<table><tr><td rowspan=2>1<td>a<table><tr><td>b</table><tr><td>c<tr><td rowspan=9>2</table><table><tr><td>3</table>",
        "1\ta b\n1\tc\n2\n3\n"
    );
    reads!(
        not_for_readers,
        "<head><title>t</title><style>p{}</style></head><script>'<p>'</script><template>x</template><noscript>n</noscript>\
         <!-- c --><h3><a aria-hidden=\"true\">#</a> 水果</h3><p hidden>h</p>",
        "水果\n"
    );
    reads!(caption_and_loose_text, "<p>a</p><table><caption>b</caption>c<tr><td>1<td>d</table>", "a\nc\nb\n1\td\n");

    #[test]
    fn deep_html_is_read() {
        let deep = "<div><span>".repeat(2_000);
        assert_eq!(text(&format!("{deep}a")), "a\n");
    }

    #[test]
    fn html_begins_with_a_tag() {
        assert!(is_html("\u{FEFF}\n <!DOCTYPE html>") && is_html("<!-- saved --><html>") && is_html("<table>"));
        assert!(!is_html("错误码\n<b>") && !is_html(""));
    }
}
