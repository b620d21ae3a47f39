//! What was known when: only what was reported by the chosen day counts.

use eframe::egui::{Align, Rect, Ui, UiBuilder, pos2};

use super::accounts::ByField;
use super::fields::remark;
use super::panel::Panel;
use crate::model::date::Day;
use crate::ui::theme::{Theme, Type, height, space};
use crate::ui::widgets::{Steps, known_by, left_out, paint, stop_of};

/// What the control is called.
const NAME: &str = "What was known when";
/// Room for the chosen day.
const WORDS: f32 = 140.0;

impl Panel<'_> {
    /// The days on which something was reported, where there is anything to choose.
    pub(super) fn days(&mut self, ui: &mut Ui, said: &ByField) {
        let days = &said.days;
        if days.len() < 2 && (days.is_empty() || said.undated == 0) {
            return;
        }
        let all = days.len();
        let chosen = stop_of(days, self.state.known_by);
        let theme = Theme::of(ui);
        let words = words_of(self.state.known_by);
        let room = ui.available_rect_before_wrap();
        let row = Rect::from_min_max(room.min, pos2(room.right(), room.top() + height::FIELD_ROW));
        let galley = Type::SMALL_MEDIUM.cut(ui, &words, theme.text2, WORDS);
        paint::text_at(ui.painter(), row.left(), row, Align::Min, &galley);
        let line = Rect::from_min_max(pos2(row.left() + WORDS, row.top()), row.max);
        let id = self.field_id(NAME);
        let steps = Steps::new(id, NAME, &words, all + 1, chosen);
        let mut child = ui.new_child(UiBuilder::new().max_rect(line));
        let picked = steps.show(&mut child, |stop| known_by(days.get(stop).copied()));
        ui.advance_cursor_after_rect(row);
        if let Some(stop) = picked {
            self.state.known_by = days.get(stop).copied();
            ui.ctx().request_repaint();
        }
        if self.state.known_by.is_some() {
            let left_out = left_out(said.not_yet, said.undated);
            if !left_out.is_empty() {
                remark(ui, &left_out);
            }
        }
        ui.add_space(space::XS);
    }
}

fn words_of(day: Option<Day>) -> String {
    day.map_or_else(
        || "All reports".to_owned(),
        |day| format!("Known by {}", day.short()),
    )
}
