//! The picture of a matrix: laid out with our own measures, in the light theme, with fonts named and
//! fallbacks after them. The signs are text, so it reads without colour and by a screen reader.

use super::lines::{Ruler, Weight};
use super::sheet::{Head, Line, Made, Sheet, Square, marks};
use crate::evidence::matrix::Mark;

/// The inks, by the names that the window's light theme has for them; a test holds them to it.
pub const INKS: [(&str, &str); 9] = [
    ("surface", SURFACE),
    ("raised", RAISED),
    ("line", LINE),
    ("text", TEXT),
    ("text2", TEXT2),
    ("text3", TEXT3),
    ("contested", CONTESTED),
    ("contestedbg", CONTESTED_FILL),
    ("compatible", COMPATIBLE),
];

const SURFACE: &str = "#ffffff";
const RAISED: &str = "#fafaf8";
const LINE: &str = "#e4e4df";
const TEXT: &str = "#1b1c1e";
const TEXT2: &str = "#4e5156";
const TEXT3: &str = "#5f6267";
const CONTESTED: &str = "#963a00";
const CONTESTED_FILL: &str = "#fdeadb";
const COMPATIBLE: &str = "#00646a";

const FONTS: &str = "'IBM Plex Sans', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif";

/// Around everything.
const MARGIN: f32 = 32.0;
/// Widths of the first column, of a source and of what is assessed, in the matrix of an event.
const FIRST: f32 = 120.0;
const SOURCE: f32 = 212.0;
const HELD: f32 = 248.0;
/// The same in the matrix of the project.
const FIRST_WIDE: f32 = 232.0;
const SOURCE_NARROW: f32 = 136.0;
const HELD_NARROW: f32 = 136.0;
/// The least width of a picture, for its title and its references.
const LEAST: f32 = 720.0;
/// Inside of a cell, and from its left edge to its words.
const PAD: f32 = 10.0;
const WORDS: f32 = 26.0;
/// Sizes of type and the heights of their lines.
const BODY: (f32, f32) = (13.0, 18.0);
const SMALL: (f32, f32) = (12.0, 16.0);
const TITLE: (f32, f32) = (20.0, 28.0);
/// From the top of a line to its base line, as a share of the line's height.
const BASE: f32 = 0.74;
/// The least height of a row.
const ROW: f32 = 52.0;

/// A picture in SVG.
pub(super) struct Picture {
    pub(super) text: String,
    /// In points.
    pub(super) width: f32,
    pub(super) height: f32,
    /// Rows and columns of the matrix.
    pub(super) rows: usize,
    pub(super) columns: usize,
}

/// Where columns stand.
struct Columns {
    first: f32,
    source: f32,
    held: f32,
    count: usize,
}

impl Columns {
    fn of(sheet: &Sheet) -> Self {
        let (first, source, held) = if sheet.corner == "Field" {
            (FIRST, SOURCE, HELD)
        } else {
            (FIRST_WIDE, SOURCE_NARROW, HELD_NARROW)
        };
        Self {
            first,
            source,
            held,
            count: sheet.heads.len(),
        }
    }

    fn at(&self, place: usize) -> f32 {
        MARGIN + self.first + place as f32 * self.source
    }

    fn held_at(&self) -> f32 {
        self.at(self.count)
    }

    fn end(&self) -> f32 {
        self.held_at() + self.held
    }
}

/// Words with the way they are set.
#[derive(Clone, Copy)]
struct Style {
    size: (f32, f32),
    weight: Weight,
    ink: &'static str,
}

const fn style(size: (f32, f32), weight: Weight, ink: &'static str) -> Style {
    Style { size, weight, ink }
}

const HEADING: Style = style(TITLE, Weight::Semibold, TEXT);
const STRONG: Style = style(BODY, Weight::Semibold, TEXT);
const VALUE: Style = style(BODY, Weight::Medium, TEXT);
const SECOND: Style = style(SMALL, Weight::Regular, TEXT2);
const QUIET: Style = style(SMALL, Weight::Regular, TEXT3);

/// Writes the picture downwards.
struct Pen {
    out: String,
    ruler: Ruler,
    y: f32,
}

impl Pen {
    /// One line of words with its top at `y`.
    fn words(&mut self, x: f32, y: f32, words: &str, style: Style) {
        let base = y + style.size.1 * BASE;
        self.out += &format!(
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\" font-weight=\"{}\" fill=\"{}\">{}</text>\n",
            number(x),
            number(base),
            number(style.size.0),
            style.weight.css(),
            style.ink,
            escaped(words)
        );
    }

    fn wrapped(&self, words: &str, style: Style, width: f32) -> Vec<String> {
        self.ruler.wrapped(words, style.size.0, style.weight, width)
    }

    /// Words that wrap at `width`; gives where they end.
    fn paragraph(&mut self, (x, y): (f32, f32), words: &str, style: Style, width: f32) -> f32 {
        let lines = self.wrapped(words, style, width);
        let mut top = y;
        for line in lines {
            self.words(x, top, &line, style);
            top += style.size.1;
        }
        top
    }

    fn tall(&self, words: &str, style: Style, width: f32) -> f32 {
        self.wrapped(words, style, width).len() as f32 * style.size.1
    }

    fn rect(&mut self, (x, y): (f32, f32), (wide, tall): (f32, f32), fill: &str) {
        self.out += &format!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{fill}\"/>\n",
            number(x),
            number(y),
            number(wide),
            number(tall)
        );
    }

    fn rule(&mut self, from: f32, to: f32, y: f32) {
        self.rect((from, y), (to - from, 1.0), LINE);
    }
}

/// Lays the matrix out.
pub(super) fn picture(sheet: &Sheet, made: &Made) -> Picture {
    let columns = Columns::of(sheet);
    let width = (columns.end() + MARGIN).max(LEAST);
    let mut pen = Pen {
        out: String::new(),
        ruler: Ruler::new(),
        y: MARGIN,
    };
    let room = width - 2.0 * MARGIN;
    pen.y = pen.paragraph((MARGIN, pen.y), &sheet.title, HEADING, room);
    if !sheet.under.is_empty() {
        let under = sheet.under.join(" · ");
        pen.y = pen.paragraph(
            (MARGIN, pen.y + 2.0),
            &under,
            style(BODY, Weight::Regular, TEXT2),
            room,
        );
    }
    pen.y += 8.0;
    legend(&mut pen, sheet);
    let top = pen.y;
    // The plane of what is assessed goes under the rows, so its height is known only after them.
    let below = std::mem::take(&mut pen.out);
    heads(&mut pen, sheet, &columns);
    for line in &sheet.rows {
        row(&mut pen, &columns, line);
    }
    let rows = std::mem::replace(&mut pen.out, below);
    // The plane begins a little above the heads.
    let top = top - PAD;
    let tall = pen.y - top;
    pen.rect((columns.held_at(), top), (columns.held, tall), RAISED);
    pen.rect((columns.held_at(), top), (1.0, tall), LINE);
    pen.out += &rows;
    pen.y += 20.0;
    references(&mut pen, sheet, room);
    pen.y += 8.0;
    pen.y = pen.paragraph((MARGIN, pen.y), &made.words(sheet), QUIET, room);
    let height = (pen.y + MARGIN).ceil();
    Picture {
        text: wrapped_in_svg(&pen.out, sheet, (width, height)),
        width,
        height,
        rows: sheet.rows.len(),
        columns: sheet.heads.len(),
    }
}

fn wrapped_in_svg(body: &str, sheet: &Sheet, (width, height): (f32, f32)) -> String {
    let (width, height) = (number(width), number(height));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" font-family=\"{FONTS}\">\n\
         <title>{}</title>\n\
         <desc>What {} say, row by row, with a sign in each cell.</desc>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"{SURFACE}\"/>\n{body}</svg>\n",
        escaped(&sheet.title),
        crate::model::Kind::Source.counted(sheet.heads.len()),
    )
}

/// The signs that occur, each with its word.
fn legend(pen: &mut Pen, sheet: &Sheet) {
    let mut x = MARGIN;
    for mark in marks(sheet) {
        let words = match mark {
            Mark::Silent => mark.words().to_owned(),
            mark => format!("{} {}", mark.glyph(), mark.words()),
        };
        let (weight, ink) = inked(mark);
        let style = style(SMALL, weight, ink);
        pen.words(x, pen.y, &words, style);
        x += pen.ruler.width(&words, SMALL.0, weight) + 16.0;
    }
    pen.y += SMALL.1 + 16.0;
}

fn heads(pen: &mut Pen, sheet: &Sheet, columns: &Columns) {
    let top = pen.y;
    pen.words(MARGIN, top, sheet.corner, QUIET);
    let mut end = top;
    for (place, head) in sheet.heads.iter().enumerate() {
        end = end.max(head_at(
            pen,
            head,
            place,
            (columns.at(place), top),
            columns.source,
        ));
    }
    let (x, wide) = (columns.held_at() + 12.0, columns.held - 24.0);
    pen.words(x, top, "Assessed", STRONG);
    let held = pen.paragraph((x, top + BODY.1), &sheet.assessed, SECOND, wide);
    pen.y = end.max(held) + 10.0;
    pen.rule(MARGIN, columns.end(), pen.y);
}

fn head_at(pen: &mut Pen, head: &Head, place: usize, (x, y): (f32, f32), wide: f32) -> f32 {
    let (x, wide) = (x + WORDS, wide - WORDS - PAD);
    let name = format!("{} [{}]", head.name, place + 1);
    let mut end = pen.paragraph((x, y), &name, STRONG, wide);
    let reliability = format!("reliability {}", head.grade);
    let lines = head
        .lines
        .iter()
        .map(String::as_str)
        .chain([reliability.as_str()]);
    for line in lines.filter(|line| !line.is_empty()) {
        end = pen.paragraph((x, end), line, SECOND, wide);
    }
    end
}

fn row(pen: &mut Pen, columns: &Columns, line: &Line) {
    let top = pen.y + 1.0;
    let words = columns.source - WORDS - PAD;
    let (held_x, held_wide) = (columns.held_at() + 12.0, columns.held - 24.0);
    let label = columns.first - PAD;
    let mut tall = pen.tall(&line.label, STRONG, label) + pen.tall(&line.second, SECOND, label);
    for cell in &line.cells {
        tall =
            tall.max(pen.tall(&cell.words, VALUE, words) + pen.tall(&cell.second, SECOND, words));
    }
    if let Some((held, why)) = &line.held {
        tall = tall.max(pen.tall(held, STRONG, held_wide) + pen.tall(why, SECOND, held_wide));
    }
    let tall = (tall + 2.0 * PAD).max(ROW);
    let y = top + PAD;
    let end = pen.paragraph((MARGIN, y), &line.label, STRONG, label);
    pen.paragraph((MARGIN, end), &line.second, SECOND, label);
    for (place, square) in line.cells.iter().enumerate() {
        cell(
            pen,
            square,
            (columns.at(place), top),
            (columns.source, tall),
        );
    }
    match &line.held {
        Some((held, why)) => {
            let end = pen.paragraph((held_x, y), held, STRONG, held_wide);
            pen.paragraph((held_x, end), why, SECOND, held_wide);
        }
        None => pen.words(held_x, y, "Not assessed", QUIET),
    }
    pen.y = top + tall;
    pen.rule(MARGIN, columns.end(), pen.y);
}

fn cell(pen: &mut Pen, square: &Square, (x, y): (f32, f32), (wide, tall): (f32, f32)) {
    let (weight, ink) = inked(square.mark);
    if square.mark == Mark::Conflict {
        // A hair of white between two cells in conflict.
        pen.rect((x, y), (wide - 1.0, tall), CONTESTED_FILL);
    }
    let (y, room) = (y + PAD, wide - WORDS - PAD);
    if square.mark == Mark::Silent {
        return pen.words(x + WORDS, y, square.mark.words(), QUIET);
    }
    pen.words(x + PAD, y, square.mark.glyph(), style(BODY, weight, ink));
    let end = pen.paragraph((x + WORDS, y), &square.words, VALUE, room);
    pen.paragraph((x + WORDS, end), &square.second, SECOND, room);
}

fn references(pen: &mut Pen, sheet: &Sheet, room: f32) {
    pen.words(MARGIN, pen.y, "Sources", STRONG);
    pen.y += BODY.1 + 2.0;
    for (place, head) in sheet.heads.iter().enumerate() {
        let number = format!("[{}]", place + 1);
        pen.words(MARGIN, pen.y, &number, SECOND);
        let x = MARGIN + 32.0;
        pen.y = pen.paragraph((x, pen.y), &head.reference, SECOND, room - 32.0);
    }
}

/// Weight and ink of a sign.
fn inked(mark: Mark) -> (Weight, &'static str) {
    match mark {
        Mark::Conflict => (Weight::Semibold, CONTESTED),
        Mark::Compatible => (Weight::Semibold, COMPATIBLE),
        Mark::Same | Mark::Alone => (Weight::Medium, TEXT2),
        Mark::NotComparable => (Weight::Medium, TEXT3),
        Mark::Silent => (Weight::Regular, TEXT3),
    }
}

/// At most two decimals, and none that say nothing.
fn number(value: f32) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The words as XML has them; what XML cannot hold is left out.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' | '\r' => out.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}
