//! The text of a note as it reads: laid out block by block, only what is in sight is painted.

use std::sync::Arc;

use eframe::egui::epaint::text::FontsView;
use eframe::egui::text_selection::LabelSelectionState;
use eframe::egui::{
    Align, CornerRadius, CursorIcon, Id, Rect, Role, Sense, Stroke, Ui, UiBuilder, WidgetInfo,
    pos2, vec2,
};

use super::blocks::{Block, blocks};
use super::laid::{Laid, Link, Mark, Text, gap, lay_out};
use super::markdown;
use crate::model::Project;
use crate::ui::icons;
use crate::ui::theme::{Theme, radius, space, stroke};
use crate::ui::widgets::{Button, paint, tooltip};

/// The preview of one note, kept until its text, the project or the room changes.
#[derive(Default)]
pub(super) struct Preview {
    of: Option<(u64, String)>,
    blocks: Vec<Block>,
    look: Option<LookOf>,
    /// What is laid out, one a block.
    laid: Vec<Slot>,
    height: f32,
    /// The frame in which it was shown last, and how full the atlas of letters was then.
    pass: u64,
    filled: f32,
}

/// A block's place below the top, and the block laid out.
struct Slot {
    top: f32,
    laid: Arc<Laid>,
    /// Whether its letters are still in the atlas.
    fresh: bool,
}

/// What the layout depends on besides the text.
#[derive(Debug, Clone, Copy, PartialEq)]
struct LookOf {
    width: f32,
    dark: bool,
    pixels: f32,
}

impl Preview {
    /// Shows the text; gives the destination of the link that was clicked.
    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        project: &Project,
        text: &str,
        id: Id,
    ) -> Option<String> {
        self.watch_atlas(ui);
        self.collect(ui, project, text);
        let size = vec2(ui.available_width(), self.height);
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        let sight = ui.clip_rect();
        let above = |slot: &Slot| rect.top() + slot.top + slot.laid.height < sight.top();
        let first = self.laid.partition_point(above);
        let theme = Theme::of(ui);
        let mut clicked = None;
        for (at, slot) in self.laid.iter_mut().enumerate().skip(first) {
            if rect.top() + slot.top > sight.bottom() {
                break;
            }
            if let Some(block) = self.blocks.get(at)
                && !std::mem::replace(&mut slot.fresh, true)
            {
                slot.laid = Arc::new(lay_out(ui, theme, block, size.x));
            }
            let corner = pos2(rect.left(), (rect.top() + slot.top).round());
            let link = show(ui, corner, &slot.laid, id.with(at));
            clicked = link.or(clicked);
        }
        clicked
    }

    /// Letters lie in an atlas that egui begins anew when it is full, or for another theme. What was laid
    /// out before points to letters that are not there any more; its measures stay right.
    fn watch_atlas(&mut self, ui: &Ui) {
        let pass = ui.ctx().cumulative_pass_nr();
        let ratio = |fonts: &FontsView<'_>| fonts.font_atlas_fill_ratio();
        let filled = ui.ctx().fonts(ratio);
        if pass > self.pass + 1 || filled < self.filled {
            self.laid.iter_mut().for_each(|slot| slot.fresh = false);
        }
        (self.pass, self.filled) = (pass, filled);
    }

    /// Reads and lays out what changed.
    fn collect(&mut self, ui: &Ui, project: &Project, text: &str) {
        let theme = Theme::of(ui);
        let look = LookOf {
            width: ui.available_width(),
            dark: theme.dark,
            pixels: ui.pixels_per_point(),
        };
        let is_same_look = self.look == Some(look);
        let known = self.of.as_ref().map(|(at, text)| (*at, text.as_str()));
        let is_same_text = known == Some((project.revision(), text));
        if is_same_look && is_same_text {
            return;
        }
        let (mut head, mut tail) = (0, 0);
        if !is_same_text {
            let read = blocks(&markdown::with_links(project, text));
            let old = std::mem::replace(&mut self.blocks, read);
            // A key stroke changes a block or two: all others keep their layout.
            let same = |(a, b): &(&Block, &Block)| a == b;
            head = old.iter().zip(&self.blocks).take_while(same).count();
            let rest = old.len().min(self.blocks.len()) - head;
            let ends = old.iter().rev().zip(self.blocks.iter().rev());
            tail = ends.take(rest).take_while(same).count();
            self.of = Some((project.revision(), text.to_owned()));
        } else if is_same_look {
            head = self.blocks.len();
        }
        let old = std::mem::take(&mut self.laid);
        let keeps = |at: usize| -> Option<&Slot> {
            let is_tail = at + tail >= self.blocks.len();
            let place = match (is_same_look, at < head, is_tail) {
                (true, true, _) => at,
                (true, false, true) => at + old.len() - self.blocks.len(),
                _ => return None,
            };
            old.get(place)
        };
        let mut top = 0.0;
        let mut laid = Vec::with_capacity(self.blocks.len());
        for (at, block) in self.blocks.iter().enumerate() {
            if let Some(before) = at.checked_sub(1).and_then(|at| self.blocks.get(at)) {
                top += gap(before, block);
            }
            let (one, fresh) = match keeps(at) {
                Some(slot) => (Arc::clone(&slot.laid), slot.fresh),
                None => (Arc::new(lay_out(ui, theme, block, look.width)), true),
            };
            let height = one.height;
            laid.push(Slot {
                top,
                laid: one,
                fresh,
            });
            top += height;
        }
        self.laid = laid;
        self.height = top;
        self.look = Some(look);
    }
}

/// Shows a block; gives the destination of the link that was clicked.
fn show(ui: &mut Ui, corner: eframe::egui::Pos2, laid: &Laid, id: Id) -> Option<String> {
    for (at, mark) in laid.marks.iter().enumerate() {
        show_mark(ui, corner.to_vec2(), mark, id.with(("mark", at)));
    }
    let mut clicked = None;
    for (at, text) in laid.texts.iter().enumerate() {
        clicked = show_text(ui, corner + text.at, text, id.with(("text", at))).or(clicked);
    }
    clicked
}

fn show_text(ui: &Ui, at: eframe::egui::Pos2, text: &Text, id: Id) -> Option<String> {
    let theme = Theme::of(ui);
    let rect = Rect::from_min_size(at, text.galley.size());
    let response = ui.interact(rect, id, Sense::CLICK | Sense::DRAG);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text.galley.text()));
    let galley = Arc::clone(&text.galley);
    LabelSelectionState::label_text_selection(ui, &response, at, galley, theme.text, Stroke::NONE);
    let mut clicked = None;
    for (place, link) in text.links.iter().enumerate() {
        if show_link(ui, at, link, id.with(("link", place))) {
            clicked = Some(link.to.to_string());
        }
    }
    clicked
}

/// A link: its words are painted already. One control, however many rows it takes.
fn show_link(ui: &Ui, at: eframe::egui::Pos2, link: &Link, id: Id) -> bool {
    let theme = Theme::of(ui);
    let mut clicked = false;
    let mut lit = false;
    let rows = link.rows.iter().map(|row| row.translate(at.to_vec2()));
    for (place, row) in rows.clone().enumerate() {
        let sense = if place == 0 {
            Sense::click()
        } else {
            Sense::CLICK
        };
        let part = if place == 0 { id } else { id.with(place) };
        let response = ui
            .interact(row, part, sense)
            .on_hover_cursor(CursorIcon::PointingHand);
        if place == 0 {
            response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &link.words));
        }
        clicked |= response.clicked();
        lit |= response.hovered();
        if place == 0 && response.has_focus() {
            paint::focus_ring(ui.painter(), theme, row, radius::HIGHLIGHT);
        }
        if !link.to.starts_with(markdown::SCHEME) {
            tooltip(response, &link.to);
        }
    }
    let ink = if lit { theme.text } else { theme.edge };
    for row in rows {
        let y = row.top() + link.under;
        let line = Rect::from_min_max(pos2(row.left(), y), pos2(row.right(), y + stroke::LINE));
        ui.painter().rect_filled(line, CornerRadius::ZERO, ink);
    }
    clicked
}

fn show_mark(ui: &mut Ui, by: eframe::egui::Vec2, mark: &Mark, id: Id) {
    let theme = Theme::of(ui);
    let square = CornerRadius::ZERO;
    match mark {
        Mark::Bar(rect) => {
            ui.painter()
                .rect_filled(rect.translate(by), square, theme.edge);
        }
        Mark::Line(rect) => {
            ui.painter()
                .rect_filled(rect.translate(by), square, theme.line);
        }
        Mark::Box(rect, on) => {
            let rect = rect.translate(by);
            paint::boxed(
                ui.painter(),
                rect,
                radius::GRADE,
                theme.surface,
                Some(theme.edge),
            );
            if *on {
                icons::TICK.paint(ui, ui.painter(), rect.center(), icons::CARET, theme.text);
            }
            let name = if *on { "Done" } else { "Not done" };
            let response = ui.interact(rect, id, Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, name));
        }
        Mark::Code(rect, code) => {
            let rect = rect.translate(by);
            paint::boxed(
                ui.painter(),
                rect,
                radius::SEARCH,
                theme.raised,
                Some(theme.line),
            );
            // The button shows where it does not stand on the words.
            if !ui.rect_contains_pointer(rect) {
                return;
            }
            let corner = pos2(rect.right() - 28.0, rect.top() + space::XS);
            let place = Rect::from_min_size(corner, vec2(24.0, 24.0));
            let layout = eframe::egui::Layout::left_to_right(Align::Center);
            let builder = UiBuilder::new().max_rect(place).layout(layout).id_salt(id);
            let copy = ui.scope_builder(builder, |ui| {
                Button::icon_only(icons::COPY, "Copy this code")
                    .small()
                    .show(ui)
            });
            if copy.inner.clicked() {
                ui.ctx().copy_text(code.clone());
            }
        }
    }
}
