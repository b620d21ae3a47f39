//! A line with stops of which one is chosen. What lies before the chosen stop is drawn strong. Above all: the
//! days up to which reports count.

use eframe::egui::{
    Color32, CornerRadius, EventFilter, Id, Key, Modifiers, Rect, Response, Role, Sense, Stroke,
    Ui, WidgetInfo, accesskit, pos2, vec2,
};

use super::paint;
use super::tip::tooltip;
use crate::model::date::Day;
use crate::ui::theme::{Theme, height, radius, space, stroke};

/// Half the height of a stop, and the radius of the chosen one.
const MARK: f32 = 4.0;
const CHOSEN: f32 = 5.0;
/// Room at both ends.
const END: f32 = 8.0;
/// Stops that stand closer than this are not drawn: the line alone can be told apart then.
const CLOSE: f32 = 4.0;

/// A line with stops.
#[must_use = "call show"]
#[derive(Debug, Clone, Copy)]
pub struct Steps<'a> {
    id: Id,
    name: &'a str,
    value: &'a str,
    count: usize,
    chosen: usize,
    /// What it lies on.
    plane: Option<Color32>,
}

impl<'a> Steps<'a> {
    /// A line with `count` stops; `name` is what is chosen and `value` the chosen one in words, for
    /// assistive programs.
    pub fn new(id: Id, name: &'a str, value: &'a str, count: usize, chosen: usize) -> Self {
        Self {
            id,
            name,
            value,
            count: count.max(1),
            chosen: chosen.min(count.saturating_sub(1)),
            plane: None,
        }
    }

    /// What it lies on, where that is not the plane of the inspector.
    pub fn on(mut self, plane: Color32) -> Self {
        self.plane = Some(plane);
        self
    }

    /// Adds the line over the whole width; gives the stop that was chosen. `tip` says what a stop is.
    pub fn show(self, ui: &mut Ui, tip: impl Fn(usize) -> String) -> Option<usize> {
        let size = vec2(ui.available_width(), height::FIELD_ROW);
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        let response = ui.interact(rect, self.id, Sense::click_and_drag());
        response.widget_info(|| WidgetInfo::slider(ui.is_enabled(), self.chosen as f64, self.name));
        let last = self.count - 1;
        ui.ctx().accesskit_node_builder(self.id, |node| {
            node.set_role(Role::Slider);
            node.set_value(self.value);
            node.set_min_numeric_value(0.0);
            node.set_max_numeric_value(last as f64);
            node.add_action(accesskit::Action::Increment);
            node.add_action(accesskit::Action::Decrement);
        });
        let x = |stop: usize| {
            let part = stop as f32 / last.max(1) as f32;
            rect.left() + END + part * (rect.width() - 2.0 * END)
        };
        let near = |at: f32| {
            let part = (at - x(0)) / (x(last) - x(0)).max(1.0);
            ((part.clamp(0.0, 1.0) * last as f32).round() as usize).min(last)
        };
        let mut picked = None;
        let pointed = response.interact_pointer_pos().or(response.hover_pos());
        let pointed = pointed.map(|at| near(at.x));
        if response.clicked() || response.dragged() {
            response.request_focus();
            picked = pointed;
        }
        if response.has_focus() {
            picked = self.keys(ui, last).or(picked);
        }
        self.paint(ui, rect, &response, pointed, x);
        if let Some(stop) = pointed {
            tooltip(response, &tip(stop));
        }
        picked.filter(|&stop| stop != self.chosen)
    }

    fn keys(&self, ui: &Ui, last: usize) -> Option<usize> {
        let filter = EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(self.id, filter));
        let (less, more) = (self.chosen.saturating_sub(1), (self.chosen + 1).min(last));
        let keys = [
            (Key::ArrowLeft, less),
            (Key::ArrowDown, less),
            (Key::ArrowRight, more),
            (Key::ArrowUp, more),
            (Key::Home, 0),
            (Key::End, last),
        ];
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let by_key = keys.into_iter().find(|(key, _)| pressed(*key));
        let asked = |action| ui.input(|input| input.has_accesskit_action_request(self.id, action));
        let by_program = if asked(accesskit::Action::Increment) {
            Some(more)
        } else {
            asked(accesskit::Action::Decrement).then_some(less)
        };
        by_key.map(|(_, to)| to).or(by_program)
    }

    fn paint(
        &self,
        ui: &Ui,
        rect: Rect,
        response: &Response,
        pointed: Option<usize>,
        x: impl Fn(usize) -> f32,
    ) {
        let theme = Theme::of(ui);
        let painter = ui.painter();
        let middle = rect.center().y.round();
        let bar = |from: f32, to: f32, colour| {
            let half = stroke::FOCUS / 2.0;
            let bar = Rect::from_min_max(pos2(from, middle - half), pos2(to, middle + half));
            painter.rect_filled(bar, CornerRadius::ZERO, colour);
        };
        let (first, chosen, last) = (x(0), x(self.chosen), x(self.count - 1));
        bar(chosen, last, theme.press);
        bar(first, chosen, theme.text2);
        let apart = (last - first) / (self.count - 1).max(1) as f32;
        let drawn = if apart < CLOSE { 0 } else { self.count };
        for stop in (0..drawn).filter(|&stop| stop != self.chosen) {
            let lit = response.hovered() && pointed == Some(stop);
            let half = MARK + if lit { space::XXS } else { 0.0 };
            let colour = if stop < self.chosen {
                theme.text2
            } else {
                theme.edge
            };
            let mark = vec2(stroke::FOCUS, 2.0 * half);
            let mark = Rect::from_center_size(pos2(x(stop).round(), middle), mark);
            painter.rect_filled(mark, CornerRadius::ZERO, colour);
        }
        let edge = Stroke::new(stroke::FOCUS, self.plane.unwrap_or(theme.raised));
        painter.circle(pos2(chosen, middle), CHOSEN, theme.text, edge);
        if response.has_focus() {
            paint::focus_inside(painter, theme, rect, radius::CONTROL);
        }
    }
}

/// The stop of the days, all of them and last "all", that stands for what was reported until a day.
#[must_use]
pub fn stop_of(days: &[Day], until: Option<Day>) -> usize {
    until.map_or(days.len(), |until| {
        days.partition_point(|day| *day <= until).saturating_sub(1)
    })
}

/// What choosing a day does, or all of them.
#[must_use]
pub fn known_by(day: Option<Day>) -> String {
    match day {
        Some(day) => format!("What was reported by {day}"),
        None => "Everything, whenever it was reported".to_owned(),
    }
}

/// Claims that a day leaves out: "2 not reported yet, 1 without a date".
#[must_use]
pub fn left_out(not_yet: usize, undated: usize) -> String {
    let not_yet = (not_yet > 0).then(|| format!("{not_yet} not reported yet"));
    let undated = (undated > 0).then(|| format!("{undated} without a date"));
    let parts: Vec<String> = not_yet.into_iter().chain(undated).collect();
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stop_of_a_day_is_the_last_one_by_then() {
        let days = [10, 20, 30].map(Day::from_days);
        let stop = |until: i64| stop_of(&days, Some(Day::from_days(until)));
        assert_eq!([5, 10, 19, 20, 99].map(stop), [0, 0, 0, 1, 2]);
        assert_eq!(stop_of(&days, None), 3);
        assert_eq!(stop_of(&[], Some(Day::from_days(1))), 0);
    }

    #[test]
    fn what_a_day_leaves_out_is_told() {
        assert_eq!(left_out(2, 1), "2 not reported yet, 1 without a date");
        assert_eq!(left_out(0, 1), "1 without a date");
        assert_eq!(left_out(0, 0), "");
    }
}
