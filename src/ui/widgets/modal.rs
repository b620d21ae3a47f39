//! Modals: only for what Undo cannot take back, or where a choice is needed.

use eframe::egui::{
    Align, Context, CornerRadius, Frame, Id, Key, Layout, Margin, Modal, Modifiers, Role, Stroke,
    Ui, UiBuilder,
};

use super::button::Button;
use super::section::label;
use crate::ui::theme::{Theme, Type, radius, shadow_high, space, stroke, width};

/// A question.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The question itself, as "Merge 2 sources into one?".
    pub title: &'a str,
    /// What follows from the answer, in two lines.
    pub body: &'a str,
    /// The answer that changes nothing; Escape gives it.
    pub quiet: &'a str,
    /// An answer between the two, if there is one.
    pub other: Option<&'a str>,
    /// The answer named by its verb; Enter gives it.
    pub primary: &'a str,
}

/// An answer to a [`Question`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Leave all as it is.
    Quiet,
    /// The one in between.
    Other,
    /// Do it.
    Primary,
}

impl Question<'_> {
    /// Shows the question over everything until it is answered.
    pub fn ask(self, ctx: &Context, id: Id) -> Option<Answer> {
        let (answer, dismissed) = modal(ctx, id, self.title, width::MODAL, |ui| self.show(ui));
        answer.or_else(|| dismissed.then_some(Answer::Quiet))
    }

    /// The content of the card.
    pub fn show(self, ui: &mut Ui) -> Option<Answer> {
        let theme = Theme::of(ui);
        ui.spacing_mut().item_spacing.y = 0.0;
        label(ui, Type::SUBTITLE, self.title, theme.text);
        ui.add_space(space::S);
        label(ui, Type::BODY, self.body, theme.text2);
        ui.add_space(space::XL - 3.0);
        let mut answer = None;
        ui.allocate_ui_with_layout(
            eframe::egui::vec2(ui.available_width(), 28.0),
            Layout::right_to_left(Align::Center),
            |ui| {
                ui.spacing_mut().item_spacing.x = space::M;
                if Button::primary(self.primary).show(ui).clicked() || enter(ui) {
                    answer = Some(Answer::Primary);
                }
                if self
                    .other
                    .is_some_and(|other| Button::secondary(other).show(ui).clicked())
                {
                    answer = Some(Answer::Other);
                }
                if Button::secondary(self.quiet).show(ui).clicked() {
                    answer = Some(Answer::Quiet);
                }
            },
        );
        answer
    }
}

/// Enter, while no control of the modal has the focus.
fn enter(ui: &Ui) -> bool {
    ui.memory(|memory| memory.focused().is_none())
        && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter))
}

/// The frame of modals and of the palette.
pub fn modal_frame(theme: &Theme, padding: f32) -> Frame {
    Frame::new()
        .fill(theme.surface)
        .stroke(Stroke::new(stroke::LINE, theme.line))
        .corner_radius(CornerRadius::same(radius::MODAL))
        .shadow(shadow_high(theme))
        .inner_margin(Margin::same(padding as i8))
}

/// Shows anything in a modal of a width; gives the result and whether the user left by Escape or by a
/// click outside. `name` is what assistive programs call the dialog.
pub fn modal<R>(
    ctx: &Context,
    id: Id,
    name: &str,
    width: f32,
    add: impl FnOnce(&mut Ui) -> R,
) -> (R, bool) {
    let theme = Theme::of_ctx(ctx);
    let shown = Modal::new(id)
        .backdrop_color(theme.scrim)
        .frame(modal_frame(theme, space::XL))
        .show(ctx, |ui| {
            let inside = width - 2.0 * (space::XL + stroke::LINE);
            ui.set_width(inside);
            ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
                node.set_role(Role::Dialog);
                node.set_label(name);
                node.set_modal();
            });
            ui.scope_builder(UiBuilder::new(), add).inner
        });
    let dismissed = shown.should_close();
    (shown.inner, dismissed)
}
