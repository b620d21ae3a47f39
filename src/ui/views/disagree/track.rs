//! The days on which something was reported: only what was known by the chosen one counts.

use eframe::egui::{
    Align, CornerRadius, EventFilter, Key, Modifiers, Rect, Role, Sense, Stroke, Ui, WidgetInfo,
    pos2, vec2,
};

use super::DisagreeView;
use super::data::Shown;
use super::layout::stops;
use crate::model::date::Day;
use crate::ui::theme::{Theme, Type, space, stroke};
use crate::ui::widgets::{paint, tooltip};

/// The words before the track.
const NAME: &str = "As reported by";
/// Room for the chosen day.
const DAY: f32 = 84.0;
/// The least distance between two days, half the height of a mark, and the radius of the chosen one.
const GAP: f32 = 14.0;
const MARK: f32 = 4.0;
const CHOSEN: f32 = 5.0;

impl DisagreeView {
    pub(super) fn track(&mut self, ui: &mut Ui, shown: &Shown, rect: Rect) {
        let theme = Theme::of(ui);
        let painter = ui.painter();
        let foot = rect.bottom() - 1.0;
        paint::hairline(painter, theme, rect.left(), rect.right(), foot);
        let inner = rect.shrink2(vec2(space::XL, 0.0));
        let name = Type::SMALL.line(ui, NAME, theme.text3);
        let end = paint::text_at(painter, inner.left(), inner, Align::Min, &name).right();
        let value = self.until.map_or_else(|| "any day".to_owned(), Day::short);
        let words = Type::SMALL_MEDIUM.line(ui, &value, theme.text);
        paint::text_at(painter, end + space::S, inner, Align::Min, &words);
        let left = end + space::S + DAY + space::L;
        let note = Type::SMALL.line(ui, &shown.left_out(), theme.text3);
        let noted = if note.size().x > 0.0 {
            note.size().x + space::XL
        } else {
            0.0
        };
        let all = Type::SMALL.line(ui, "all", theme.text3);
        let mut right = inner.right() - all.size().x - space::L;
        let has_note = noted > 0.0 && right - noted - left > 200.0;
        if has_note {
            let at = inner.right() - note.size().x;
            paint::text_at(painter, at, inner, Align::Min, &note);
            right -= noted;
        }
        paint::text_at(painter, right + space::L - 2.0, inner, Align::Min, &all);
        let line = Rect::from_min_max(pos2(left, inner.top()), pos2(right, inner.bottom()));
        if line.width() > 60.0 {
            self.marks(ui, shown, line, &value);
        }
    }

    fn marks(&mut self, ui: &Ui, shown: &Shown, line: Rect, value: &str) {
        let theme = Theme::of(ui);
        let days: Vec<i64> = shown.days.iter().map(|day| day.days()).collect();
        let stops = stops(&days, line.left(), line.right(), GAP);
        let last = stops.len() - 1;
        let place = self.place(shown);
        let id = ui.scope_id().with("days");
        let around = line.expand2(vec2(space::M, -space::XS));
        let response = ui.interact(around, id, Sense::click_and_drag());
        response.widget_info(|| WidgetInfo::slider(ui.is_enabled(), place as f64, NAME));
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_role(Role::Slider);
            node.set_value(value);
            node.set_min_numeric_value(0.0);
            node.set_max_numeric_value(last as f64);
        });
        let pointed = response.interact_pointer_pos().or(response.hover_pos());
        let near = pointed.map(|at| nearest(&stops, at.x));
        if (response.clicked() || response.dragged())
            && let Some(near) = near
        {
            response.request_focus();
            self.put(shown, near);
        }
        if response.has_focus() {
            paint::focus_inside(ui.painter(), theme, around, 4);
            self.track_keys(ui, &response, shown);
        }
        let place = self.place(shown);
        let (painter, middle) = (ui.painter(), line.center().y);
        let chosen = stops.get(place).copied().unwrap_or(line.right());
        let from_to = |from: f32, to: f32, colour| {
            painter.hline(from..=to, middle, Stroke::new(stroke::FOCUS, colour));
        };
        from_to(line.left(), chosen, theme.text2);
        from_to(chosen, line.right(), theme.press);
        for (stop, x) in stops.iter().enumerate() {
            let known = stop <= place;
            let colour = if known { theme.text2 } else { theme.edge };
            if stop == place {
                let centre = pos2(*x, middle);
                painter.circle(centre, CHOSEN, theme.text, Stroke::new(2.0, theme.surface));
            } else {
                let hovered = near == Some(stop) && response.hovered();
                let half = vec2(1.0, if hovered { MARK + 2.0 } else { MARK });
                let mark = Rect::from_center_size(pos2(*x, middle), half * 2.0);
                painter.rect_filled(mark, CornerRadius::ZERO, colour);
            }
        }
        let tip = near.map(|near| match shown.days.get(near) {
            Some(day) => format!("What was reported by {day}"),
            None => "Everything, whenever it was reported".to_owned(),
        });
        tooltip(response, &tip.unwrap_or_default());
    }

    /// The place of the chosen day on the track; the last one is that of all.
    fn place(&self, shown: &Shown) -> usize {
        let until = self.until.map(|until| {
            let by_then = shown.days.iter().take_while(|day| **day <= until);
            by_then.count().saturating_sub(1)
        });
        until.unwrap_or(shown.days.len())
    }

    fn put(&mut self, shown: &Shown, place: usize) {
        self.until = shown.days.get(place).copied();
    }

    fn track_keys(&mut self, ui: &Ui, response: &eframe::egui::Response, shown: &Shown) {
        let filter = EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        let last = shown.days.len();
        let place = self.place(shown);
        let steps = [
            (Key::ArrowLeft, place.saturating_sub(1)),
            (Key::ArrowDown, place.saturating_sub(1)),
            (Key::ArrowRight, (place + 1).min(last)),
            (Key::ArrowUp, (place + 1).min(last)),
            (Key::Home, 0),
            (Key::End, last),
        ];
        for (key, to) in steps {
            if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
                self.put(shown, to);
            }
        }
    }
}

fn nearest(stops: &[f32], x: f32) -> usize {
    let distance = |stop: &f32| (stop - x).abs();
    let near = stops.iter().enumerate();
    let near = near.min_by(|(_, a), (_, b)| distance(a).total_cmp(&distance(b)));
    near.map_or(0, |(place, _)| place)
}
