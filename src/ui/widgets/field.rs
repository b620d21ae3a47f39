//! Text fields: one line or several, boxed or without a box until used.

use std::sync::Arc;

use eframe::egui::{
    Color32, EventFilter, Frame, Galley, Id, Key, Margin, Rect, Response, ScrollArea, Shape,
    TextBuffer, TextEdit, Ui, vec2,
};

use super::paint;
use super::tip::tip_or_reason;
use super::whose_undo::{self, Stands};
use crate::ui::theme::{Theme, Type, blend, height, radius};

/// From the edge of a field to its letters.
pub const PADDING: f32 = 9.0;

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
    several: bool,
    lines: usize,
    most: f32,
    width: f32,
    tall: f32,
    id: Option<Id>,
    hold: Hold,
    stands: Stands<'a>,
    label_above: f32,
}

/// The keys that a field keeps from moving the focus, because a list below it takes them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Hold {
    /// Tab.
    pub(super) tab: bool,
    /// Escape.
    pub(super) escape: bool,
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
            several: false,
            lines: 1,
            most: f32::INFINITY,
            width: f32::INFINITY,
            tall: height::FIELD,
            id: None,
            hold: Hold::default(),
            label_above: 0.0,
            stands: Stands::InsteadOf(""),
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
        self.several = self.rows > 1;
        self
    }

    /// Several lines, as high as what is written; Enter makes a new one, Ctrl Enter keeps.
    pub fn grows(mut self) -> Self {
        self.several = true;
        self
    }

    /// One line of text that wraps where it is too long: at rest it is cut after so many lines, with the
    /// whole as a tooltip; while edited all of it shows. Enter keeps.
    pub fn lines(mut self, lines: usize) -> Self {
        self.lines = lines.max(1);
        self
    }

    /// No higher than this: the text scrolls inside.
    pub fn most(mut self, most: f32) -> Self {
        self.most = most;
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

    /// Every letter is a change of the project, whose undo it follows.
    pub fn of_project(mut self) -> Self {
        self.stands = Stands::OfProject;
        self
    }

    /// It is a draft in the place of what the project has. Without this it is a draft of something new.
    pub fn instead_of(mut self, words: &'a str) -> Self {
        self.stands = Stands::InsteadOf(words);
        self
    }

    /// Its label stands above it, in a line so high, and what comes next right below: a list of suggestions opens
    /// above the label.
    pub fn label_above(mut self, tall: f32) -> Self {
        self.label_above = tall;
        self
    }

    /// How high the label above it is; nothing if it stands elsewhere.
    pub(super) fn labelled_above(&self) -> f32 {
        self.label_above
    }

    /// The fixed id, if it has one.
    pub(super) fn fixed_id(&self) -> Option<Id> {
        self.id
    }

    /// Keys that do not leave the field.
    pub(super) fn hold(mut self, hold: Hold) -> Self {
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
        let (kind, several, wraps) = (self.kind, self.several, self.lines > 1);
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
        let rests = !ui.memory(|memory| memory.has_focus(id));
        let rows = if wraps && rests {
            self.lines
        } else {
            usize::MAX
        };
        // At rest a line that is too long ends in an ellipsis.
        let line = wide - 2.0 * PADDING;
        let line = Some(line).filter(|_| rests && !several && !wraps);
        let mut cut = false;
        let mut layout = |ui: &Ui, buffer: &dyn TextBuffer, wrap: f32| {
            let galley = match line {
                Some(line) => kind.cut(ui, buffer.as_str(), ink, line),
                None => layout(ui, kind, buffer.as_str(), ink, wrap, several || wraps, rows),
            };
            cut = galley.elided;
            galley
        };
        let edit = if several {
            TextEdit::multiline(self.text)
        } else if wraps {
            TextEdit::multiline(self.text).return_key(None)
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
                tab: self.hold.tab,
                escape: self.hold.escape,
            })
            .layouter(&mut layout);
        let mut response = if self.most.is_finite() {
            scrolled(ui, id, edit, self.most)
        } else {
            ui.add(edit)
        };
        response = response.accessible_name(self.name);
        if wraps {
            one_line(ui, &response, self.text);
        }
        whose_undo::mark(ui, &response, &before, self.text, self.stands);
        paint_frame(ui, &response, slot, look);
        let event = follow(ui, &response, self.text, before, several);
        let whole = if cut {
            Some(self.text.as_str())
        } else {
            self.tip
        };
        FieldResponse {
            response: tip_or_reason(response, whole, self.blocked),
            event,
        }
    }
}

/// The text edit in a box that is no higher than `most`; the response has the box as its place.
fn scrolled(ui: &mut Ui, id: Id, edit: TextEdit<'_>, most: f32) -> Response {
    let shown = ScrollArea::vertical()
        .id_salt(id.with("scroll"))
        .max_height(most)
        .show(ui, |ui| ui.add(edit));
    let mut response = shown.inner;
    let size = shown.inner_rect.size().min(shown.content_size);
    response.rect = Rect::from_min_size(shown.inner_rect.min, size);
    response
}

/// What a field of one line does that egui's field of several does not: Enter ends it, and line ends that
/// are pasted become spaces.
fn one_line(ui: &Ui, response: &Response, text: &mut String) {
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(eframe::egui::accesskit::Role::TextInput);
    });
    if response.changed() && text.contains(['\n', '\r']) {
        *text = text.split(['\n', '\r']).collect::<Vec<_>>().join(" ");
    }
    if response.has_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
        response.surrender_focus();
    }
}

fn layout(
    ui: &Ui,
    kind: Type,
    text: &str,
    ink: Color32,
    wrap: f32,
    several: bool,
    rows: usize,
) -> Arc<Galley> {
    let mut job = kind.job(text, ink, if several { wrap } else { f32::INFINITY });
    job.wrap.max_rows = rows;
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
