//! The screen of a terminal, drawn as SVG.

use core::fmt::Write as _;

use vt100::{Color, Screen};

/// A cell, in pixels. The letters of most monospaced fonts are three fifths as wide as their size.
const WIDTH: f32 = 9.0;
const HEIGHT: f32 = 20.0;
const FONT_SIZE: f32 = 15.0;
/// Of characters that take two cells, which are as wide as their size.
const WIDE_FONT_SIZE: f32 = 17.0;
/// From the top of a cell to the foot of its letters.
const BASELINE: f32 = 15.0;
const MARGIN: f32 = 14.0;
/// Letters of the first that is there, Chinese ones as well: not every monospaced font has these.
const FONTS: &str = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'PingFang SC', 'Microsoft YaHei', \
                     'Noto Sans Mono CJK SC', 'Noto Sans CJK SC', monospace";

#[derive(Clone, Copy, PartialEq)]
struct Look {
    ink: (u8, u8, u8),
    paper: (u8, u8, u8),
    is_bold: bool,
    is_italic: bool,
    is_wide: bool,
}

/// The text of a cell, and its look.
struct Shown<'s> {
    text: &'s str,
    look: Look,
}

/// The screen with its cursor, without empty rows at its end. `made_by` goes into its `<desc>`.
pub(crate) fn svg(screen: &Screen, made_by: &str) -> String {
    let (rows, columns) = screen.size();
    let mut rows: Vec<Vec<Shown<'_>>> =
        (0..rows.get()).map(|row| (0..columns.get()).map(|column| shown(screen, row, column)).collect()).collect();
    let (paper, columns) = (rows[0][0].look.paper, rows[0].len());
    let is_empty = |cell: &Shown<'_>| cell.text.trim().is_empty() && cell.look.paper == paper;
    while rows.pop_if(|row| row.iter().all(is_empty)).is_some() {}

    let [width, height] = [across(columns) + MARGIN, down(rows.len()) + MARGIN];
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xml:lang=\"zh-CN\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"{FONTS}\" font-size=\"{FONT_SIZE}\">\n<desc>{made_by}</desc>\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"10\" fill=\"{}\"/>\n",
        hexadecimal(paper)
    );
    // Without gaps between rows, at whatever size.
    svg.push_str("<g shape-rendering=\"crispEdges\">\n");
    for (row, cells) in rows.iter().enumerate() {
        for (column, run) in runs(cells, |look| look.paper).filter(|(_, run)| run[0].look.paper != paper) {
            let (x, y, width) = (across(column), down(row), WIDTH * pixels(run.len()));
            let fill = hexadecimal(run[0].look.paper);
            // Writing to a `String` cannot fail.
            let _ = writeln!(svg, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{HEIGHT}\" fill=\"{fill}\"/>");
        }
    }
    svg.push_str("</g>\n");
    for (row, cells) in rows.iter().enumerate() {
        for (column, run) in runs(cells, |look| look) {
            push_text(&mut svg, run, column, row);
            push_lines(&mut svg, run, column, row);
        }
    }
    svg.push_str("</svg>\n");
    svg
}

/// The cells beside each other that look alike, each time with the column of the first.
fn runs<'c, 's, T: PartialEq>(
    cells: &'c [Shown<'s>],
    look: impl Fn(Look) -> T,
) -> impl Iterator<Item = (usize, &'c [Shown<'s>])> {
    let mut column = 0;
    cells.chunk_by(move |one, next| look(one.look) == look(next.look)).map(move |run| {
        column += run.len();
        (column - run.len(), run)
    })
}

fn shown(screen: &Screen, row: u16, column: u16) -> Shown<'_> {
    let cell = screen.cell(row, column).unwrap();
    if cell.is_wide_continuation() {
        return Shown { text: "", ..shown(screen, row, column - 1) };
    }
    let [ink, paper] = [cell.fgcolor(), cell.bgcolor()].map(|color| match color {
        Color::Rgb(red, green, blue) => (red, green, blue),
        other => {
            panic!("{other:?} in row {row}, column {column}: the editor's colours should not be left to the terminal")
        }
    });
    let is_under_cursor = screen.cursor_position() == (row, column);
    let (ink, paper) = if cell.inverse() == is_under_cursor { (ink, paper) } else { (paper, ink) };
    let look = Look { ink, paper, is_bold: cell.bold(), is_italic: cell.italic(), is_wide: cell.is_wide() };
    Shown { text: cell.contents(), look }
}

/// Appends the characters of cells that look alike, each at its place, whatever the font.
fn push_text(svg: &mut String, cells: &[Shown<'_>], column: usize, row: usize) {
    let (mut text, mut places) = (String::new(), String::new());
    for (at, cell) in cells.iter().enumerate() {
        if cell.text.trim().is_empty() || line(cell.text).is_some() {
            continue;
        }
        let indent = if cell.look.is_wide { (2.0 * WIDTH - WIDE_FONT_SIZE) / 2.0 } else { 0.0 };
        let _ = write!(places, "{} ", across(column + at) + indent);
        text.push_str(&cell.text.replace('&', "&amp;").replace('<', "&lt;"));
    }
    if text.is_empty() {
        return;
    }
    let look = cells[0].look;
    let size = if look.is_wide { format!(" font-size=\"{WIDE_FONT_SIZE}\"") } else { String::new() };
    let weight = if look.is_bold { " font-weight=\"bold\"" } else { "" };
    let style = if look.is_italic { " font-style=\"italic\"" } else { "" };
    let (places, y, fill) = (places.trim_end(), down(row) + BASELINE, hexadecimal(look.ink));
    let _ = writeln!(svg, "<text x=\"{places}\" y=\"{y}\" fill=\"{fill}\"{size}{weight}{style}>{text}</text>");
}

/// Appends the lines that frames consist of: as letters they would not touch.
fn push_lines(svg: &mut String, cells: &[Shown<'_>], column: usize, row: usize) {
    let mut path = String::new();
    for (at, line) in cells.iter().enumerate().filter_map(|(at, cell)| Some((at, line(cell.text)?))) {
        let _ = write!(path, "M{} {}{line}", across(column + at), down(row));
    }
    if !path.is_empty() {
        let _ = writeln!(svg, "<path d=\"{path}\" fill=\"none\" stroke=\"{}\"/>", hexadecimal(cells[0].look.ink));
    }
}

/// How a line is drawn from the upper left corner of its cell.
fn line(text: &str) -> Option<&'static str> {
    Some(match text {
        "─" => "m0 10.5h9",
        "│" => "m4.5 0v20",
        "╭" => "m4.5 20v-5q0 -4.5 4.5 -4.5",
        "╮" => "m0 10.5q4.5 0 4.5 4.5v5",
        "╰" => "m4.5 0v6q0 4.5 4.5 4.5",
        "╯" => "m0 10.5q4.5 0 4.5 -4.5v-6",
        _ => return None,
    })
}

fn across(column: usize) -> f32 {
    MARGIN + WIDTH * pixels(column)
}

fn down(row: usize) -> f32 {
    MARGIN + HEIGHT * pixels(row)
}

/// A number of cells, as a number to calculate with.
fn pixels(cells: usize) -> f32 {
    f32::from(u16::try_from(cells).unwrap())
}

fn hexadecimal((red, green, blue): (u8, u8, u8)) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}
