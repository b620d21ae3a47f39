//! The text of a capture being edited: what was captured changes, and with it its hash; the passages follow.

use std::sync::Arc;

use eframe::egui::text::LayoutJob;
use eframe::egui::{
    EventFilter, Frame, Galley, Id, Key, Modifiers, ScrollArea, TextBuffer, TextEdit, Ui,
    UiBuilder, vec2,
};

use super::geometry::columns;
use super::typeset::Size;
use crate::edit::Edit;
use crate::model::{Capture, CaptureId, Sha256};
use crate::ui::copy::Copy;
use crate::ui::ctx::Ctx;
use crate::ui::theme::{Theme, Type, space};
use crate::ui::widgets::whose_undo::{self, Stands};
use crate::ui::widgets::{Button, label};

/// Longer texts are laid out too slowly to be typed in. In bytes.
const LONGEST: usize = 400_000;
/// Figures of the hash that are shown.
const HASH: usize = 12;

/// The editor of a capture's text.
#[derive(Debug, Default)]
pub(super) struct TextEditor {
    of: Option<CaptureId>,
    copy: Copy,
    /// Nothing but blanks was left: a capture has a text.
    empty: bool,
    begin: bool,
    had_focus: bool,
}

/// Why the text cannot be edited here.
pub(super) fn blocked(capture: &Capture) -> Option<&'static str> {
    if capture.text.len() > LONGEST {
        Some("The text is too long to be edited here. Bring it in anew as another capture.")
    } else if Sha256::of(capture.text.as_bytes()) != capture.sha256 {
        Some(
            "The text is not the one that was captured: its hash is another. Put that right first, under Problems.",
        )
    } else {
        None
    }
}

impl TextEditor {
    /// Begins to edit.
    pub(super) fn begin(&mut self, capture: &Capture) {
        *self = Self {
            of: Some(capture.id),
            begin: true,
            ..Self::default()
        };
        self.copy.follow(&capture.text);
    }

    /// Whether this capture is edited.
    pub(super) fn is_of(&self, capture: CaptureId) -> bool {
        self.of == Some(capture)
    }

    /// Shows it in the place of the text. True when it is left.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        ctx: &Ctx<'_>,
        capture: &Capture,
        size: Size,
    ) -> bool {
        self.copy.follow(&capture.text);
        let view = ui.available_rect_before_wrap();
        let columns = columns(view.width());
        let id = Id::unique(("text of capture", capture.id.bits()));
        // egui takes the focus away at Escape before anybody else hears of it.
        let escape = ui.input(|input| input.key_pressed(Key::Escape));
        let had_focus = std::mem::replace(&mut self.had_focus, ui.memory(|m| m.has_focus(id)));
        let mut done =
            escape && (had_focus || self.had_focus || ui.memory(|m| m.focused().is_none()));
        ScrollArea::vertical()
            .id_salt(("edited text", capture.id))
            .auto_shrink(false)
            .show(ui, |ui| {
                let mut inside = ui.available_rect_before_wrap();
                inside.min.x = view.left() + columns.text;
                inside.max.x = inside.min.x + columns.wide;
                ui.scope_builder(UiBuilder::new().max_rect(inside), |ui| {
                    ui.spacing_mut().item_spacing = vec2(space::M, 0.0);
                    ui.add_space(28.0);
                    done |= self.head(ui, capture);
                    ui.add_space(space::XL);
                    let least = view.bottom() - ui.cursor().top() - space::XL;
                    if self.text(ui, ctx, id, size, least) {
                        self.send(ctx, capture);
                    }
                });
                ui.add_space(space::HH);
            });
        ui.advance_cursor_after_rect(view);
        if std::mem::take(&mut self.begin) {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        if done {
            ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
            *self = Self::default();
        }
        done
    }

    fn head(&self, ui: &mut Ui, capture: &Capture) -> bool {
        let theme = Theme::of(ui);
        let hash: String = capture.sha256.to_string().chars().take(HASH).collect();
        let words = "This changes what was captured, and with it the hash. The passages follow their words.";
        label(ui, Type::SMALL, words, theme.text2);
        label(
            ui,
            Type::CODE.with_line(18.0),
            &format!("SHA-256 {hash}…"),
            theme.text3,
        );
        if self.empty {
            let words = "A capture has a text: it stays as it was until something is written.";
            label(ui, Type::SMALL, words, theme.problem);
        }
        ui.add_space(space::M);
        let done = Button::secondary("Back to the text")
            .small()
            .tooltip("Escape");
        done.show(ui).clicked()
    }

    fn text(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, id: Id, size: Size, least: f32) -> bool {
        let theme = Theme::of(ui);
        let usable = ctx.locked().is_none();
        let kind = size.kind();
        let mut layout =
            |ui: &Ui, buffer: &dyn TextBuffer, wrap: f32| layout(ui, kind, buffer.as_str(), wrap);
        let output = TextEdit::multiline(&mut self.copy.text)
            .id(id)
            .frame(Frame::NONE)
            .font(kind.font())
            .desired_width(f32::INFINITY)
            .min_size(vec2(ui.available_width(), least.max(0.0)))
            .interactive(usable)
            .text_color(theme.text)
            .event_filter(EventFilter {
                horizontal_arrows: true,
                vertical_arrows: true,
                ..EventFilter::default()
            })
            .layouter(&mut layout)
            .show(ui);
        let response = output
            .response
            .response
            .accessible_name("Text of the capture");
        whose_undo::mark(ui, &response, "", "", Stands::OfProject);
        response.changed()
    }

    fn send(&mut self, ctx: &Ctx<'_>, capture: &Capture) {
        clean(&mut self.copy.text);
        self.empty = self.copy.text.trim().is_empty();
        if !self.empty {
            ctx.edit(Edit::EditCaptureText {
                capture: capture.id,
                text: self.copy.text.clone(),
                typing: true,
            });
        }
    }
}

/// What is pasted may have other line ends, and characters that a text does not hold.
fn clean(text: &mut String) {
    let is_wrong = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    if text.contains(is_wrong) {
        let lines = text.replace("\r\n", "\n").replace('\r', "\n");
        *text = lines.chars().filter(|c| !is_wrong(*c)).collect();
    }
}

fn layout(ui: &Ui, kind: Type, text: &str, wrap: f32) -> Arc<Galley> {
    let mut job = LayoutJob::default();
    job.wrap.max_width = wrap;
    job.keep_trailing_whitespace = true;
    job.append(text, 0.0, kind.format(Theme::of(ui).text));
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}
