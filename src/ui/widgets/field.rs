//! Text fields: one line or several, boxed or without a box until used.

use std::sync::Arc;

use eframe::egui::{
    Color32, EventFilter, Frame, Galley, Id, Key, Margin, Response, Shape, TextBuffer, TextEdit,
    Ui, vec2,
};

use super::paint;
use super::tip::tip_or_reason;
use crate::ui::theme::{Theme, Type, blend, height, radius};

/// From the edge of a field to its letters.
pub(super) const PADDING: f32 = 9.0;

/// A text field, 28 high in one line.
#[must_use = "call show"]
pub struct Field<'a> {
    text: &'a mut String,
    name: &'a str,
    hint: &'a str,
    tip: Option<&'a str>,
    blocked: Option<&'a str>,
    kind: Type,
    boxed: bool,
    problem: bool,
    rows: usize,
    width: f32,
    tall: f32,
    id: Option<Id>,
    hold: bool,
}

/// What the user did with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldEvent {
    /// Nothing that matters to the data.
    None,
    /// Typed; the text differs from the one before.
    Changed,
    /// Pressed Enter, or went elsewhere: the text is to be kept.
    Kept,
    /// Pressed Escape: the text is again what it was.
    Left,
}

/// A field's response and what was done with it.
#[derive(Debug, Clone)]
pub struct FieldResponse {
    /// Of the text edit; its box is the whole field.
    pub response: Response,
    /// What the user did.
    pub event: FieldEvent,
}

impl<'a> Field<'a> {
    /// A field with a box; `name` is its accessible name.
    pub fn boxed(text: &'a mut String, name: &'a str) -> Self {
        Self {
            text,
            name,
            hint: "",
            tip: None,
            blocked: None,
            kind: Type::BODY,
            boxed: true,
            problem: false,
            rows: 1,
            width: f32::INFINITY,
            tall: height::FIELD,
            id: None,
            hold: false,
        }
    }

    /// A field that shows no box until it is hovered or edited, as in the inspector.
    pub fn resting(text: &'a mut String, name: &'a str) -> Self {
        Self {
            boxed: false,
            ..Self::boxed(text, name)
        }
    }

    /// What to write, while nothing is written: the verb ("Add a place").
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    /// More about it.
    pub fn tooltip(mut self, tip: &'a str) -> Self {
        self.tip = Some(tip);
        self
    }

    /// Why it cannot be edited now; `None` leaves it usable.
    pub fn blocked(mut self, reason: Option<&'a str>) -> Self {
        self.blocked = reason;
        self
    }

    /// Another kind of text, as [`Type::BODY_MEDIUM`] for values or [`Type::TITLE`] for titles.
    pub fn kind(mut self, kind: Type) -> Self {
        self.kind = kind;
        self
    }

    /// The text is not understood: the border says so.
    pub fn problem(mut self, problem: bool) -> Self {
        self.problem = problem;
        self
    }

    /// Several lines, at least so many; Enter makes a new one, Ctrl Enter keeps.
    pub fn rows(mut self, rows: usize) -> Self {
        self.rows = rows.max(1);
        self
    }

    /// No wider than this.
    pub fn width(mut self, width: f32) -> Self {
        self.width = width;
        self
    }

    /// A fixed id, to give it the focus from elsewhere.
    pub fn id(mut self, id: Id) -> Self {
        self.id = Some(id);
        self
    }

    /// Another height than 28, as 24 in the rows of the inspector.
    pub fn tall(mut self, tall: f32) -> Self {
        self.tall = tall;
        self
    }

    /// The fixed id, if it has one.
    pub(super) fn fixed_id(&self) -> Option<Id> {
        self.id
    }

    /// Tab and Escape do not leave the field, because a list below it takes them.
    pub(super) fn hold(mut self, hold: bool) -> Self {
        self.hold = hold;
        self
    }

    /// What it holds.
    pub(super) fn text(&self) -> &str {
        self.text
    }

    /// Adds the field.
    pub fn show(self, ui: &mut Ui) -> FieldResponse {
        let theme = Theme::of(ui);
        let usable = self.blocked.is_none() && ui.is_enabled();
        let ink = if usable { theme.text } else { theme.text3 };
        let (kind, several) = (self.kind, self.rows > 1);
        let id = self.id.unwrap_or_else(|| ui.next_auto_id());
        let look = Look {
            boxed: self.boxed,
            problem: self.problem,
            usable,
        };
        let before = self.text.clone();
        let slot = ui.painter().add(Shape::Noop);
        let pad = ((self.tall - kind.line) / 2.0).max(3.0);
        let wide = self.width.min(ui.available_width());
        let mut layout = |ui: &Ui, buffer: &dyn TextBuffer, wrap: f32| {
            layout(ui, kind, buffer.as_str(), ink, wrap, several)
        };
        let edit = if several {
            TextEdit::multiline(self.text)
        } else {
            TextEdit::singleline(self.text)
        };
        let edit = edit
            .id(id)
            .frame(Frame::new().inner_margin(Margin::symmetric(PADDING as i8, pad as i8)))
            .font(kind.font())
            .hint_text(kind.rich(self.hint, theme.text3))
            .desired_width(wide)
            .desired_rows(self.rows)
            .min_size(vec2(wide, self.tall.max(kind.line + 6.0)))
            .interactive(usable)
            .event_filter(EventFilter {
                horizontal_arrows: true,
                vertical_arrows: true,
                tab: self.hold,
                escape: self.hold,
            })
            .layouter(&mut layout);
        let response = ui.add(edit).accessible_name(self.name);
        paint_frame(ui, &response, slot, look);
        let event = follow(ui, &response, self.text, before, several);
        FieldResponse {
            response: tip_or_reason(response, self.tip, self.blocked),
            event,
        }
    }
}

fn layout(ui: &Ui, kind: Type, text: &str, ink: Color32, wrap: f32, several: bool) -> Arc<Galley> {
    let mut job = kind.job(text, ink, if several { wrap } else { f32::INFINITY });
    job.break_on_newline = several;
    job.keep_trailing_whitespace = true;
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

#[derive(Clone, Copy)]
struct Look {
    boxed: bool,
    problem: bool,
    usable: bool,
}

fn paint_frame(ui: &Ui, response: &Response, slot: eframe::egui::layers::ShapeIdx, look: Look) {
    use eframe::egui::epaint::RectShape;
    use eframe::egui::{CornerRadius, Stroke, StrokeKind};
    let theme = Theme::of(ui);
    let focused = response.has_focus();
    let clear = Color32::TRANSPARENT;
    let stroke = if look.problem {
        Stroke::new(2.0, theme.problemline)
    } else if focused {
        Stroke::new(2.0, theme.accent)
    } else if look.boxed {
        Stroke::new(1.0, if look.usable { theme.edge } else { theme.line })
    } else {
        Stroke::NONE
    };
    let fill = if !look.usable {
        clear
    } else if focused || look.boxed || look.problem {
        theme.surface
    } else {
        blend(clear, theme.hover, paint::hover(ui, response))
    };
    let corner = CornerRadius::same(radius::CONTROL);
    ui.painter().set(
        slot,
        RectShape::new(response.rect, corner, fill, stroke, StrokeKind::Inside),
    );
}

/// Remembers the text at the start of editing, gives it back on Escape, and says what happened.
pub(super) fn follow(
    ui: &Ui,
    response: &Response,
    text: &mut String,
    before: String,
    several: bool,
) -> FieldEvent {
    let memory = response.id.with("text before editing");
    if response.has_focus() {
        ui.data_mut(|data| {
            data.get_temp_mut_or(memory, before);
        });
    } else if let Some(start) = ui.data_mut(|data| data.remove_temp::<String>(memory)) {
        if ui.input(|input| input.key_pressed(Key::Escape)) {
            *text = start;
            return FieldEvent::Left;
        }
        return if start == *text {
            FieldEvent::None
        } else {
            FieldEvent::Kept
        };
    }
    let command_enter =
        |input: &eframe::egui::InputState| input.modifiers.command && input.key_pressed(Key::Enter);
    if several && response.has_focus() && ui.input(command_enter) {
        response.surrender_focus();
        return FieldEvent::None;
    }
    if response.changed() {
        FieldEvent::Changed
    } else {
        FieldEvent::None
    }
}
