//! Blocks laid out for a width: where every line, link and mark stands.

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Align, Color32, Galley, Rect, Stroke, Ui, Vec2, pos2, vec2};

use super::blocks::{Block, Kind, Marker, Span, Table};
use crate::ui::theme::{Face, Theme, Type, space, stroke};

/// One step in a list, and in a quotation.
const LIST: f32 = 24.0;
const QUOTE: f32 = 16.0;
/// Inside a block of code.
const CODE: Vec2 = vec2(12.0, 8.0);
/// Between the columns of a table, and above and below its words.
const COLUMN: f32 = 24.0;
const CELL: f32 = 5.0;
/// The narrowest column of a table that does not fit.
const NARROW: f32 = 64.0;

/// A block laid out. Places are from its top left corner.
#[derive(Debug, Clone)]
pub(super) struct Laid {
    pub(super) height: f32,
    pub(super) texts: Vec<Text>,
    pub(super) marks: Vec<Mark>,
}

/// Words at their place.
#[derive(Debug, Clone)]
pub(super) struct Text {
    pub(super) at: Vec2,
    pub(super) galley: Arc<Galley>,
    pub(super) links: Vec<Link>,
}

/// A link within words.
#[derive(Debug, Clone)]
pub(super) struct Link {
    /// Its boxes, one a row, from the corner of the words.
    pub(super) rows: Vec<Rect>,
    /// From the top of a row to the line under its words.
    pub(super) under: f32,
    pub(super) words: String,
    pub(super) to: Arc<str>,
}

/// What stands beside words.
#[derive(Debug, Clone)]
pub(super) enum Mark {
    /// The bar of a quotation.
    Bar(Rect),
    /// A line across.
    Line(Rect),
    /// The ground of code, and the code to copy.
    Code(Rect, String),
    /// A box, ticked or not.
    Box(Rect, bool),
}

/// The room above a block that follows another one.
pub(super) fn gap(before: &Block, block: &Block) -> f32 {
    match (&before.kind, &block.kind) {
        (_, Kind::Heading(..)) => space::XXL,
        (Kind::Heading(..), _) => space::S,
        _ if before.tight && block.tight => space::XXS,
        _ => 14.0,
    }
}

/// Lays a block out for a width.
pub(super) fn lay_out(ui: &Ui, theme: &Theme, block: &Block, width: f32) -> Laid {
    let quoted = block.quotes as f32 * QUOTE;
    let left = quoted + block.depth as f32 * LIST;
    let room = (width - left).max(NARROW);
    let ink = if block.quotes > 0 {
        theme.text2
    } else {
        theme.text
    };
    let mut laid = match &block.kind {
        Kind::Paragraph(spans) => words(ui, spans, Type::READING, ink, room),
        Kind::Heading(level, spans) => words(ui, spans, heading(*level), ink, room),
        Kind::Code(code) => code_block(ui, theme, code, room),
        Kind::Rule => Laid {
            height: space::XL,
            texts: Vec::new(),
            marks: vec![Mark::Line(Rect::from_min_size(
                pos2(0.0, space::M),
                vec2(room, stroke::LINE),
            ))],
        },
        Kind::Table(table) => lay_table(ui, theme, table, ink, room),
    };
    laid.shift(left);
    if let Some(marker) = block.marker {
        laid.marker(ui, theme, marker, left);
    }
    for level in 0..block.quotes {
        let at = pos2(level as f32 * QUOTE, 0.0);
        let bar = Rect::from_min_size(at, vec2(stroke::FOCUS, laid.height));
        laid.marks.push(Mark::Bar(bar));
    }
    laid
}

/// The type of a heading: the title of the note is larger than all of them.
fn heading(level: usize) -> Type {
    let (size, line) = match level {
        1 => (20.0, 26.0),
        2 => (17.0, 24.0),
        _ => (15.0, 22.0),
    };
    Type {
        face: Face::ReadSemibold,
        size,
        line,
    }
}

impl Laid {
    fn shift(&mut self, by: f32) {
        let by = vec2(by, 0.0);
        self.texts.iter_mut().for_each(|text| text.at += by);
        for mark in &mut self.marks {
            let (Mark::Bar(rect) | Mark::Line(rect) | Mark::Code(rect, _) | Mark::Box(rect, _)) =
                mark;
            *rect = rect.translate(by);
        }
    }

    /// Puts what begins an item before its first line.
    fn marker(&mut self, ui: &Ui, theme: &Theme, marker: Marker, left: f32) {
        let words = match marker {
            Marker::Point => "•".to_owned(),
            Marker::Number(number) => format!("{number}."),
            Marker::Box(on) => {
                let corner = pos2(left - LIST + 2.0, 6.0);
                let rect = Rect::from_min_size(corner, vec2(14.0, 14.0));
                self.marks.push(Mark::Box(rect, on));
                return;
            }
        };
        let galley = Type::READING.line(ui, &words, theme.text2);
        self.texts.push(Text {
            at: vec2(left - space::M - galley.size().x, 0.0),
            galley,
            links: Vec::new(),
        });
        self.height = self.height.max(Type::READING.line);
    }
}

/// The format of words of one look.
fn format(span: &Span, kind: Type, ink: Color32) -> TextFormat {
    let face = match (span.look.strong, span.look.emphasis) {
        (true, _) => Face::ReadSemibold,
        (false, true) => Face::ReadItalic,
        (false, false) => kind.face,
    };
    let kind = match kind.face {
        // Weight is the heading's own; only italics show in it.
        Face::ReadSemibold => kind,
        _ => Type { face, ..kind },
    };
    let mut format = kind.format(ink);
    if span.look.code {
        let code = Type {
            face: Face::Mono,
            size: kind.size - 2.5,
            line: kind.line,
        };
        format = code.format(ink);
    }
    format.italics = span.look.emphasis && kind.face == Face::ReadSemibold;
    if span.look.strike {
        format.strikethrough = Stroke::new(stroke::LINE, ink);
    }
    format.valign = Align::BOTTOM;
    format
}

fn words(ui: &Ui, spans: &[Span], kind: Type, ink: Color32, width: f32) -> Laid {
    let text = text(ui, spans, kind, ink, width);
    Laid {
        height: text.galley.size().y,
        texts: vec![text],
        marks: Vec::new(),
    }
}

fn text(ui: &Ui, spans: &[Span], kind: Type, ink: Color32, width: f32) -> Text {
    let mut job = LayoutJob::default();
    job.wrap.max_width = width;
    for span in spans {
        job.append(&span.text, 0.0, format(span, kind, ink));
    }
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    Text {
        at: Vec2::ZERO,
        links: links(spans, &galley, kind),
        galley,
    }
}

/// The links among the spans; neighbours that lead to one place are one link.
fn links(spans: &[Span], galley: &Galley, kind: Type) -> Vec<Link> {
    let mut found: Vec<(Range<usize>, String, Arc<str>)> = Vec::new();
    let mut at = 0;
    for span in spans {
        let end = at + span.text.chars().count();
        if let Some(to) = &span.link {
            match found.last_mut() {
                Some((range, words, last)) if range.end == at && last == to => {
                    range.end = end;
                    words.push_str(&span.text);
                }
                _ => found.push((at..end, span.text.clone(), Arc::clone(to))),
            }
        }
        at = end;
    }
    let link = |(chars, words, to)| Link {
        rows: boxes(galley, &chars),
        // Three below the base line, which stands so in the faces that are used here.
        under: (kind.line / 2.0 + kind.size * 0.375).round() + 3.0,
        words,
        to,
    };
    found.into_iter().map(link).collect()
}

/// The boxes of some characters, one a row.
fn boxes(galley: &Galley, chars: &Range<usize>) -> Vec<Rect> {
    let mut boxes = Vec::new();
    let mut first = 0;
    for row in &galley.rows {
        let end = first + row.glyphs.len();
        let (from, to) = (chars.start.max(first), chars.end.min(end));
        if from < to {
            let left = row.x_offset((from - first).into());
            let right = row.x_offset((to - first).into());
            let rect = Rect::from_x_y_ranges(
                row.pos.x + left..=row.pos.x + right,
                row.min_y()..=row.max_y(),
            );
            boxes.push(rect);
        }
        first = end + usize::from(row.ends_with_newline);
    }
    boxes
}

fn code_block(ui: &Ui, theme: &Theme, code: &str, width: f32) -> Laid {
    let galley = Type::CODE.wrapped(ui, code, theme.text, width - 2.0 * CODE.x);
    let height = galley.size().y + 2.0 * CODE.y;
    let ground = Rect::from_min_size(pos2(0.0, 0.0), vec2(width, height));
    Laid {
        height,
        texts: vec![Text {
            at: CODE,
            galley,
            links: Vec::new(),
        }],
        marks: vec![Mark::Code(ground, code.to_owned())],
    }
}

fn lay_table(ui: &Ui, theme: &Theme, table: &Table, ink: Color32, width: f32) -> Laid {
    let head = Type::SMALL_MEDIUM;
    let kind = Type::QUOTE;
    let columns = table.rows.iter().map(Vec::len).max().unwrap_or_default();
    let cell = |at: usize, cell: &[Span], width: f32| match at {
        0 => text(ui, cell, head, theme.text2, width),
        _ => text(ui, cell, kind, ink, width),
    };
    let mut natural = vec![0.0_f32; columns];
    for (at, row) in table.rows.iter().enumerate() {
        for (column, spans) in row.iter().enumerate() {
            let wide = cell(at, spans, f32::INFINITY).galley.size().x.ceil();
            natural[column] = natural[column].max(wide);
        }
    }
    let widths = shares(&natural, width - COLUMN * columns.saturating_sub(1) as f32);
    let mut laid = Laid {
        height: 0.0,
        texts: Vec::new(),
        marks: Vec::new(),
    };
    for (at, row) in table.rows.iter().enumerate() {
        let (mut left, mut tall) = (0.0, 0.0_f32);
        for (column, spans) in row.iter().enumerate() {
            let wide = widths.get(column).copied().unwrap_or(NARROW);
            let mut text = cell(at, spans, wide);
            let is_right = table.right.get(column).copied().unwrap_or_default();
            let flush = if is_right {
                wide - text.galley.size().x
            } else {
                0.0
            };
            text.at = vec2(left + flush, laid.height + CELL);
            tall = tall.max(text.galley.size().y);
            laid.texts.push(text);
            left += wide + COLUMN;
        }
        laid.height += tall + 2.0 * CELL;
        if at == 0 {
            let wide = widths.iter().sum::<f32>() + COLUMN * columns.saturating_sub(1) as f32;
            let line = Rect::from_min_size(pos2(0.0, laid.height), vec2(wide, stroke::LINE));
            laid.marks.push(Mark::Line(line));
            laid.height += stroke::LINE;
        }
    }
    laid
}

/// The widths of columns that want `natural` and have `room` together: narrow ones get what they want,
/// wide ones share the rest.
fn shares(natural: &[f32], room: f32) -> Vec<f32> {
    if natural.iter().sum::<f32>() <= room {
        return natural.to_vec();
    }
    let mut order: Vec<usize> = (0..natural.len()).collect();
    order.sort_by(|&a, &b| natural[a].total_cmp(&natural[b]));
    let mut widths = vec![0.0; natural.len()];
    let mut rest = room;
    for (taken, &column) in order.iter().enumerate() {
        let fair = rest / (natural.len() - taken) as f32;
        widths[column] = natural[column].min(fair).max(NARROW.min(natural[column]));
        rest = (rest - widths[column]).max(0.0);
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_share_the_room() {
        let check = |natural: &[f32], room: f32, expected: &[f32]| {
            assert_eq!(shares(natural, room), expected);
        };
        check(&[100.0, 50.0], 200.0, &[100.0, 50.0]);
        check(&[300.0, 50.0], 200.0, &[150.0, 50.0]);
        check(&[300.0, 500.0], 200.0, &[100.0, 100.0]);
        check(&[300.0, 20.0, 500.0], 60.0, &[64.0, 20.0, 64.0]);
        check(&[], 100.0, &[]);
    }
}
