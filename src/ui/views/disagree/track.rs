//! The days on which something was reported: only what was known by the chosen one counts.

use eframe::egui::{Align, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::DisagreeView;
use super::data::Shown;
use crate::evidence::matrix::Wanted;
use crate::model::date::Day;
use crate::ui::ctx::Ctx;
use crate::ui::theme::{Theme, Type, height, space};
use crate::ui::widgets::{Steps, known_by, paint, stop_of};

/// The words before the line.
const NAME: &str = "As reported by";
/// Room for the chosen day.
const DAY: f32 = 84.0;
/// The line is at least this long beside the words of what is left out, and there is none that is shorter
/// than this.
const BESIDE: f32 = 200.0;
const LEAST: f32 = 60.0;

impl DisagreeView {
    pub(super) fn track(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, shown: &Shown, rect: Rect) {
        let theme = Theme::of(ui);
        let painter = ui.painter();
        let foot = rect.bottom() - 1.0;
        paint::hairline(painter, theme, rect.left(), rect.right(), foot);
        let wanted = self.wanted(ctx.app);
        let inner = rect.shrink2(vec2(space::XL, 0.0));
        let name = Type::SMALL.line(ui, NAME, theme.text3);
        let end = paint::text_at(painter, inner.left(), inner, Align::Min, &name).right();
        let value = wanted
            .until
            .map_or_else(|| "any day".to_owned(), Day::short);
        let words = Type::SMALL_MEDIUM.line(ui, &value, theme.text);
        paint::text_at(painter, end + space::S, inner, Align::Min, &words);
        let left = end + space::S + DAY + space::M;
        let left_out = shown.left_out();
        let note = Type::SMALL.line(ui, &left_out, theme.text2);
        let mut right = inner.right();
        let noted = right - note.size().x - space::XL;
        if !left_out.is_empty() && noted - left > BESIDE {
            right = noted;
            let at = paint::text_at(painter, inner.right(), inner, Align::Max, &note);
            let id = ui.scope_id().with("left out");
            let response = ui.interact(at, id, Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &left_out));
        }
        if right - left < LEAST {
            return;
        }
        let top = (inner.center().y - height::FIELD_ROW / 2.0).round();
        let line = Rect::from_min_max(pos2(left, top), pos2(right, top + height::FIELD_ROW));
        let chosen = stop_of(&shown.days, wanted.until);
        let id = ui.scope_id().with("days");
        let steps = Steps::new(id, NAME, &value, shown.days.len() + 1, chosen).on(theme.surface);
        let mut child = ui.new_child(UiBuilder::new().max_rect(line));
        let day = |stop: usize| shown.days.get(stop).copied();
        if let Some(stop) = steps.show(&mut child, |stop| known_by(day(stop))) {
            let until = day(stop);
            self.want(ctx, Wanted { until, ..wanted });
        }
    }
}
