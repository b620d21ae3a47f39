//! The search box: hint and key at rest, count or mistake at the right while in use.

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::epaint::RectShape;
use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{
    Align, Color32, CornerRadius, Frame, Galley, Id, Margin, Pos2, Rect, Response, Role, Sense,
    Shape, Stroke, StrokeKind, TextBuffer, TextEdit, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use super::field::{FieldEvent, follow};
use super::keycap::KeyCap;
use super::paint;
use crate::ui::icons;
use crate::ui::theme::{Theme, Type, height, radius, space, stroke};

/// What stands at the right of the box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchSays<'a> {
    /// Nothing.
    Nothing,
    /// How much was found, as "4 here, 23 in the project".
    Found(&'a str),
    /// What is wrong, with the nearest right word.
    Mistake(&'a str),
}

/// The search box, 30 high.
#[must_use = "call show"]
pub struct SearchBox<'a> {
    text: &'a mut String,
    hint: &'a str,
    key: &'a str,
    says: SearchSays<'a>,
    tokens: &'a [Range<usize>],
    width: f32,
    id: Id,
    blocked: bool,
}

/// What happened to the search box.
#[derive(Debug, Clone)]
pub struct SearchResponse {
    /// Of the text edit.
    pub response: Response,
    /// What the user did with the text.
    pub event: FieldEvent,
    /// The cross was clicked; the text is empty now.
    pub cleared: bool,
}

impl<'a> SearchBox<'a> {
    /// A box with a fixed id, so that a key can give it the focus.
    pub fn new(text: &'a mut String, id: Id) -> Self {
        Self {
            text,
            hint: "",
            key: "",
            says: SearchSays::Nothing,
            tokens: &[],
            width: crate::ui::theme::width::SEARCH,
            id,
            blocked: false,
        }
    }

    /// What can be searched, shown while nothing is written; also its accessible name.
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    /// The key that leads here, shown at rest.
    pub fn key(mut self, key: &'a str) -> Self {
        self.key = key;
        self
    }

    /// What stands at the right.
    pub fn says(mut self, says: SearchSays<'a>) -> Self {
        self.says = says;
        self
    }

    /// The parts of the text, in bytes, that were understood as `field:value`.
    pub fn tokens(mut self, tokens: &'a [Range<usize>]) -> Self {
        self.tokens = tokens;
        self
    }

    /// Another width than 440.
    pub fn width(mut self, width: f32) -> Self {
        self.width = width;
        self
    }

    /// Nothing can be searched now; the hint says why.
    pub fn blocked(mut self, blocked: bool) -> Self {
        self.blocked = blocked;
        self
    }

    /// Adds the box.
    pub fn show(self, ui: &mut Ui) -> SearchResponse {
        let theme = Theme::of(ui);
        let (rect, _) = ui.allocate_exact_size(vec2(self.width, height::SEARCH), Sense::hover());
        let focused = ui.memory(|memory| memory.has_focus(self.id));
        self.paint_box(ui, theme, rect, focused);
        let glass = pos2(
            rect.left() + space::L + icons::NORMAL / 2.0 - 3.0,
            rect.center().y,
        );
        icons::SEARCH.paint(
            ui,
            ui.painter(),
            glass,
            icons::NORMAL,
            if self.blocked {
                theme.text3
            } else {
                theme.text2
            },
        );
        let (right, cleared) = self.right_side(ui, theme, rect, focused);
        let inside = Rect::from_min_max(
            pos2(rect.left() + 33.0, rect.top()),
            pos2(right, rect.bottom()),
        );
        let before = self.text.clone();
        let slots: Vec<_> = self
            .tokens
            .iter()
            .map(|_| ui.painter().add(Shape::Noop))
            .collect();
        let tokens = self.tokens;
        let mut layout =
            |ui: &Ui, buffer: &dyn TextBuffer, _: f32| layout(ui, theme, buffer.as_str(), tokens);
        let edit = TextEdit::singleline(self.text)
            .id(self.id)
            .frame(Frame::new().inner_margin(Margin::symmetric(0, 6)))
            .font(Type::BODY.font())
            .hint_text(Type::BODY.rich(self.hint, theme.text3))
            .desired_width(inside.width())
            .min_size(vec2(inside.width(), height::SEARCH))
            .interactive(!self.blocked)
            .layouter(&mut layout);
        let output = ui
            .scope_builder(UiBuilder::new().max_rect(inside), |ui| edit.show(ui))
            .inner;
        let clip = ui.painter().with_clip_rect(output.text_clip_rect);
        for (slot, token) in slots.into_iter().zip(self.tokens) {
            clip.set(
                slot,
                token_box(theme, &output.galley, output.galley_pos, token, self.text),
            );
        }
        let response = output.response.response.accessible_name(self.hint);
        if let SearchSays::Found(words) | SearchSays::Mistake(words) = self.says {
            ui.ctx()
                .accesskit_node_builder(response.id, |node| node.set_description(words));
        }
        if cleared {
            self.text.clear();
        }
        let stands = super::whose_undo::Stands::InsteadOf("");
        super::whose_undo::mark(ui, &response, &before, self.text, stands);
        let event = follow(ui, &response, self.text, before, false);
        SearchResponse {
            response,
            event,
            cleared,
        }
    }

    fn paint_box(&self, ui: &Ui, theme: &Theme, rect: Rect, focused: bool) {
        let (fill, stroke) = if self.blocked {
            (Color32::TRANSPARENT, Stroke::new(stroke::LINE, theme.line))
        } else if focused {
            (theme.surface, Stroke::new(stroke::FOCUS, theme.accent))
        } else {
            (theme.surface, Stroke::new(stroke::LINE, theme.edge))
        };
        ui.painter().add(RectShape::new(
            rect,
            CornerRadius::same(radius::SEARCH),
            fill,
            stroke,
            StrokeKind::Inside,
        ));
    }

    /// Paints what stands at the right; gives where the text has to end and whether the cross was clicked.
    fn right_side(&self, ui: &Ui, theme: &Theme, rect: Rect, focused: bool) -> (f32, bool) {
        let mut right = rect.right() - 9.0;
        if self.text.is_empty() {
            if !focused && !self.key.is_empty() && !self.blocked {
                right = KeyCap::new(self.key)
                    .paint(ui, right, rect.center().y)
                    .left();
            }
            return (right - space::M, false);
        }
        let mistake = matches!(self.says, SearchSays::Mistake(_));
        let mut cleared = false;
        if !mistake {
            let cross = Rect::from_center_size(
                pos2(right - icons::NORMAL / 2.0 + 1.0, rect.center().y),
                Vec2::splat(20.0),
            );
            let close = ui.interact(cross, self.id.with("clear"), Sense::CLICK);
            close.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Clear the search"));
            paint::boxed(
                ui.painter(),
                cross,
                radius::CONTROL,
                paint::quiet_fill(ui, &close),
                None,
            );
            icons::CLOSE.paint(
                ui,
                ui.painter(),
                cross.center(),
                icons::NORMAL - 2.0,
                theme.text2,
            );
            cleared = super::tip::tooltip(close, "Clear the search").clicked();
            right = cross.left() - space::S;
        }
        let (words, ink) = match self.says {
            SearchSays::Nothing => return (right - space::M, cleared),
            SearchSays::Found(words) => (words, theme.text2),
            SearchSays::Mistake(words) => (words, theme.problem),
        };
        let galley = Type::SMALL.cut(ui, words, ink, rect.width() / 2.0);
        let left = paint::text_at(ui.painter(), right, rect, Align::Max, &galley).left();
        (left - space::M, cleared)
    }
}

/// Inside the box of a token, left and right.
const TOKEN: f32 = 6.0;
/// From the letters of a token to what follows it.
const AFTER: f32 = TOKEN + 5.0;

fn token_format(colour: Color32) -> TextFormat {
    Type::SMALL.with_line(Type::BODY.line).format(colour)
}

/// Lays the text out, the field of a token in `text3`.
fn layout(ui: &Ui, theme: &Theme, text: &str, tokens: &[Range<usize>]) -> Arc<Galley> {
    let mut job = LayoutJob {
        break_on_newline: false,
        keep_trailing_whitespace: true,
        ..LayoutJob::default()
    };
    let (mut from, mut after) = (0, 0.0);
    for token in tokens {
        let (Some(before), Some(inside)) = (text.get(from..token.start), text.get(token.clone()))
        else {
            continue;
        };
        job.append(before, after, Type::BODY.format(theme.text));
        let (field, value) = inside.split_at(inside.find(':').map_or(0, |colon| colon + 1));
        job.append(
            field,
            if field.is_empty() { 0.0 } else { TOKEN },
            token_format(theme.text3),
        );
        job.append(
            value,
            if field.is_empty() { TOKEN } else { 0.0 },
            token_format(theme.text),
        );
        from = token.end;
        after = AFTER;
    }
    job.append(
        text.get(from..).unwrap_or(text),
        after,
        Type::BODY.format(theme.text),
    );
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// The box behind a token.
fn token_box(theme: &Theme, galley: &Galley, at: Pos2, token: &Range<usize>, text: &str) -> Shape {
    use eframe::egui::text::CCursor;
    let (Some(before), Some(upto)) = (text.get(..token.start), text.get(..token.end)) else {
        return Shape::Noop;
    };
    let edge = |part: &str| galley.pos_from_cursor(CCursor::new(part.chars().count()));
    let mut rect = edge(before).union(edge(upto)).translate(at.to_vec2());
    if upto.len() < text.len() {
        // The cursor after a token stands behind the room that follows it.
        rect.max.x -= AFTER;
    }
    let rect = Rect::from_center_size(
        rect.center(),
        vec2(rect.width() + 2.0 * TOKEN, height::CHIP),
    );
    Shape::rect_filled(rect, CornerRadius::same(radius::CONTROL), theme.hover)
}
