//! The page of a large project that is being opened: its first events to look at, how much is done, and a way out. Everything
//! stands where it will stand when the project is there.

use eframe::egui::{
    self, Align, CornerRadius, Frame as Plane, Layout, Margin, Panel, Rect, Role, Sense, Stroke,
    Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use crate::app::Workspace;
use crate::app::opening::OpeningNow;
use crate::model::Kind;
use crate::ui::ctx::Ctx;
use crate::ui::icons;
use crate::ui::theme::{Theme, Type, height, space, stroke, width};
use crate::ui::views::table::FirstRows;
use crate::ui::widgets::{Button, Empty, label, paint, percent, progress};

/// The page's own state.
#[derive(Default)]
pub(in crate::ui) struct OpeningPage {
    rows: Option<FirstRows>,
}

impl OpeningPage {
    /// The rows that were shown last, for the table that takes their place.
    pub(in crate::ui) fn take_rows(&mut self) -> Option<FirstRows> {
        self.rows.take()
    }

    /// Draws the page in the room that is left; gives the room of the rows.
    pub(in crate::ui) fn ui(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, now: OpeningNow<'_>) -> Rect {
        self.follow(now);
        let theme = Theme::of(ui);
        let settings = &ctx.app.settings;
        let wide = ui.ctx().content_rect().width();
        let plane = |fill| Plane::new().fill(fill).inner_margin(Margin::ZERO);
        if settings.navigator && wide >= width::FOLD_NAVIGATOR {
            let panel = Panel::left("navigator of what is opened").exact_size(width::NAVIGATOR);
            let panel = panel.resizable(false).show_separator_line(false);
            panel
                .frame(plane(theme.bg))
                .show(ui, |ui| project_title(ui, now));
        }
        if settings.inspector && wide >= width::FOLD_INSPECTOR {
            let inspector = match wide >= width::WIDE_WINDOW {
                true => width::INSPECTOR_WIDE,
                false => width::INSPECTOR,
            };
            let panel = Panel::right("inspector of what is opened").exact_size(inspector);
            let panel = panel.resizable(false).show_separator_line(false);
            panel.frame(plane(theme.raised)).show(ui, |ui| {
                edge(ui);
                self.explain(ui, ctx, now);
            });
        }
        let centre = egui::CentralPanel::default().frame(plane(theme.surface));
        let shown = centre.show(ui, |ui| {
            let room = ui.max_rect();
            ui.spacing_mut().item_spacing = egui::Vec2::ZERO;
            tab(ui);
            self.bar(ui, ctx, now);
            match &mut self.rows {
                Some(rows) => rows.ui(ui, ctx.app),
                None => nothing_yet(ui, now),
            }
            let line = Stroke::new(stroke::LINE, theme.line);
            ui.painter().vline(room.left() + 0.5, room.y_range(), line);
            room
        });
        shown.inner
    }

    /// Takes in the first rows when they are there.
    fn follow(&mut self, now: OpeningNow<'_>) {
        let Some(first) = now.first else {
            self.rows = None;
            return;
        };
        if !self.rows.as_ref().is_some_and(|rows| rows.are_of(first)) {
            self.rows = Some(FirstRows::new(first, Kind::Event));
        }
    }

    /// What is done, and a way out, where the tool bar will be.
    fn bar(&self, ui: &mut Ui, ctx: &Ctx<'_>, now: OpeningNow<'_>) {
        let theme = Theme::of(ui);
        let room = ui.available_rect_before_wrap();
        let rect = Rect::from_min_max(room.min, pos2(room.right(), room.top() + height::TOOL_BAR));
        ui.allocate_rect(rect, Sense::hover());
        let bottom = rect.bottom() - 1.0;
        paint::hairline(ui.painter(), theme, rect.left(), rect.right(), bottom);
        let inner = rect.shrink2(vec2(space::XL, 0.0));
        let right = Layout::right_to_left(Align::Center);
        let reaching = inner.with_max_x(inner.right() + space::M);
        let mut line = ui.new_child(UiBuilder::new().max_rect(reaching).layout(right));
        line.spacing_mut().item_spacing.x = space::M;
        let cancel = Button::quiet("Cancel").key("Esc");
        let cancel = cancel.tooltip("Stop opening; what was open stays open");
        if cancel.show(&mut line).clicked() {
            ctx.send(now.cancel());
        }
        label(&mut line, Type::SMALL, &percent(now.share), theme.text2);
        progress(&mut line, now.job, now.share);
        let end = line.min_rect().left() - space::XL;
        self.says(ui, inner.with_max_x(end.max(inner.left())), now);
    }

    /// "Still opening: the first 1000 events".
    fn says(&self, ui: &mut Ui, room: Rect, now: OpeningNow<'_>) {
        let words = match &self.rows {
            Some(rows) => format!(
                "Opening {}. These are its first {}",
                now.file,
                Kind::Event.counted(rows.len())
            ),
            None => format!("Opening {}", now.file),
        };
        let response = ui.interact(room, ui.scope_id().with("what is opened"), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
        let galley = Type::BODY.cut(ui, &words, Theme::of(ui).text2, room.width());
        paint::text_at(ui.painter(), room.left(), room, Align::Min, &galley);
        if galley.elided {
            crate::ui::widgets::tooltip(response, &words);
        }
    }

    /// Why nothing can be changed, where the record that is selected will be.
    fn explain(&self, ui: &mut Ui, ctx: &Ctx<'_>, now: OpeningNow<'_>) {
        let kept = ctx.work().map(Workspace::title);
        let kept = kept.map(|title| format!("“{title}” stays as it is until then."));
        let first = match &self.rows {
            Some(_) => "Look at its first events meanwhile.",
            None => "This takes a moment.",
        };
        let mut lines = vec![
            first,
            "All of it can be searched and changed when it is there.",
        ];
        lines.extend(kept.as_deref());
        let title = format!("Opening {}", now.file);
        words(ui, &title, &lines);
    }
}

/// What the project calls itself, where its name will stand.
fn project_title(ui: &mut Ui, now: OpeningNow<'_>) {
    let title = now.first.map_or("", |first| first.meta().title.as_str());
    let room = ui.max_rect();
    let top = room.top() + space::S;
    let line = Rect::from_min_max(
        pos2(room.left() + 2.0 * space::M, top),
        pos2(room.right() - space::L, top + height::NAV_ROW + space::M),
    );
    let galley = Type::BODY_STRONG.cut(ui, title, Theme::of(ui).text, line.width());
    paint::text_at(ui.painter(), line.left(), line, Align::Min, &galley);
}

/// A title and lines at the inspector's margin.
fn words(ui: &mut Ui, title: &str, lines: &[&str]) {
    let theme = Theme::of(ui);
    let room = ui.max_rect().shrink(space::XL);
    let layout = Layout::top_down(Align::Min);
    ui.scope_builder(UiBuilder::new().max_rect(room).layout(layout), |ui| {
        ui.spacing_mut().item_spacing.y = space::M;
        ui.set_max_width(room.width());
        let galley = Type::TITLE.cut(ui, title, theme.text, room.width());
        let elided = galley.elided;
        let shown = ui.add(egui::Label::new(galley).selectable(false));
        if elided {
            crate::ui::widgets::tooltip(shown, title);
        }
        for line in lines {
            label(ui, Type::BODY, line, theme.text2);
        }
    });
}

/// The tab of the events, which the project opens with.
fn tab(ui: &mut Ui) {
    let theme = Theme::of(ui);
    let room = ui.available_rect_before_wrap();
    let strip = Rect::from_min_max(room.min, pos2(room.right(), room.top() + height::TAB));
    ui.allocate_rect(strip, Sense::hover());
    let painter = ui.painter();
    painter.rect_filled(strip, CornerRadius::ZERO, theme.raised);
    let line = Stroke::new(stroke::LINE, theme.line);
    painter.hline(strip.x_range(), strip.bottom() - 0.5, line);
    let title = Type::BODY_MEDIUM.line(ui, "Events", theme.text);
    let left = strip.left() + space::L;
    let wide = space::L + icons::NORMAL + space::M + title.size().x.ceil() + space::L;
    let tab = strip.with_max_x(strip.left() + wide);
    painter.rect_filled(tab, CornerRadius::ZERO, theme.surface);
    painter.vline(tab.right() - 0.5, tab.y_range(), line);
    let middle = pos2(left + icons::NORMAL / 2.0, tab.center().y);
    icons::EVENT.paint(ui, painter, middle, icons::NORMAL, theme.text);
    let words = left + icons::NORMAL + space::M;
    paint::text_at(painter, words, tab, Align::Min, &title);
}

fn nothing_yet(ui: &mut Ui, now: OpeningNow<'_>) {
    let empty = Empty {
        icon: icons::EVENT,
        title: &format!("Opening {}", now.file),
        lines: &["This takes a moment."],
        button: None,
    };
    empty.show(ui);
}

/// The hairline at the left of the inspector.
fn edge(ui: &Ui) {
    let room = ui.max_rect();
    let line = Stroke::new(stroke::LINE, Theme::of(ui).line);
    ui.painter().vline(room.left() + 0.5, room.y_range(), line);
}
