//! The tool bar: the event with the way to another one, who speaks, the legend, filter, export.

use eframe::egui::{Align, Layout, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, vec2};

use super::DisagreeView;
use super::data::Shown;
use crate::app::{Action, Command, Pane, Workspace};
use crate::evidence::matrix::{Mark, Only, Wanted};
use crate::exchange::{Export, Format};
use crate::ui::claim_card::mark_ink;
use crate::ui::ctx::Ctx;
use crate::ui::icons;
use crate::ui::theme::{Theme, Type, space};
use crate::ui::views::in_bar::{chip_width, view_chip};
use crate::ui::widgets::{Button, MenuItem, menu_line, menu_under, paint, tooltip};

/// Below this width the legend goes, and below that the words of the buttons.
const NO_LEGEND: f32 = 960.0;
const SHORT_LEGEND: f32 = 1200.0;
const NARROW: f32 = 700.0;
/// Below this width the buttons beside the title have no words.
const SHORT: f32 = 900.0;
/// The least room of an event's title beside other words, and that of "All events".
const TITLE: f32 = 160.0;
const ALL_EVENTS: f32 = 96.0;
/// The marks of the legend in the bar; "one source" is said where it stands.
const LEGEND: [Mark; 5] = [
    Mark::Same,
    Mark::Compatible,
    Mark::Conflict,
    Mark::NotComparable,
    Mark::Silent,
];
const FILTERS: [Only; 3] = [Only::All, Only::Conflicts, Only::Unresolved];

impl DisagreeView {
    pub(super) fn bar(
        &mut self,
        ui: &mut Ui,
        ctx: &Ctx<'_>,
        work: &Workspace,
        shown: &Shown,
        rect: Rect,
    ) {
        let theme = Theme::of(ui);
        let foot = rect.bottom() - 1.0;
        paint::hairline(ui.painter(), theme, rect.left(), rect.right(), foot);
        let inner = rect.shrink2(vec2(space::XL, 0.0));
        // A quiet button's words stand on the edge, its hover fill reaches past it.
        let reaching = inner.with_max_x(inner.right() + space::M);
        let layout = Layout::right_to_left(Align::Center);
        let builder = UiBuilder::new().max_rect(reaching).layout(layout);
        let narrow = rect.width() < SHORT;
        let right = ui.scope_builder(builder, |ui| {
            self.right(ui, ctx, shown, rect.width());
            ui.min_rect().left()
        });
        let end = (right.inner - space::L).max(inner.left());
        let layout = Layout::left_to_right(Align::Center);
        let left = inner.with_max_x(end);
        let builder = UiBuilder::new().max_rect(left).layout(layout);
        ui.scope_builder(builder, |ui| {
            ui.set_clip_rect(ui.clip_rect().intersect(left.expand2(vec2(space::M, 0.0))));
            self.left(ui, ctx, work, shown, narrow);
        });
    }

    fn left(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, work: &Workspace, shown: &Shown, narrow: bool) {
        let counts = shown.counts();
        let theme = Theme::of(ui);
        let galley = Type::SMALL.line(ui, &counts, theme.text2);
        let of_all = self.event.is_none();
        let pane = Pane::Disagreements(None);
        let narrow = narrow && of_all && ctx.app.view_in(&pane).is_some();
        let clear = Button::in_bar(icons::CLOSE, "Clear search", narrow);
        let clear = clear.tooltip("Show all events again, whatever the search box says");
        let clear = Some(clear).filter(|_| of_all && self.finder.edition().is_some());
        let view = if of_all {
            chip_width(ui, ctx, &pane, narrow)
        } else {
            0.0
        };
        let wide = clear
            .as_ref()
            .map_or(0.0, |clear| clear.width(ui) + space::S)
            + view;
        let room = ui.available_width() - wide;
        // Where there is no room for all, the count goes: the search box has it, too.
        let counted = galley.size().x + space::L;
        let least = if of_all { ALL_EVENTS } else { TITLE };
        let has_room = !counts.is_empty() && room - counted > least;
        let title_room = if has_room { room - counted } else { room };
        self.chooser
            .show(ui, ctx, work, self.event, title_room - space::M);
        if has_room {
            ui.add_space(space::S);
            let size = vec2(galley.size().x.ceil(), Type::SMALL.line);
            let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
            paint::text_at(ui.painter(), rect.left(), rect, Align::Min, &galley);
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &counts));
        }
        if let Some(clear) = clear {
            ui.add_space(space::S);
            if clear.show(ui).clicked() {
                ctx.act(Action::ClearSearch);
            }
        }
        if view > 0.0 {
            ui.add_space(space::S);
            view_chip(ui, ctx, &pane, "matrix", narrow);
        }
    }

    /// From right to left.
    fn right(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, shown: &Shown, width: f32) {
        let narrow = width < NARROW;
        if self.event.is_some() {
            let compare = Button::in_bar(icons::COMPARE, "Compare events", narrow);
            let compare = compare.tooltip("Show all events by sources");
            if compare.show(ui).clicked() {
                ctx.send(Command::Show(Pane::Disagreements(None)));
            }
        }
        self.export(ui, ctx, shown, narrow);
        self.filter(ui, ctx, narrow);
        if width >= NO_LEGEND {
            ui.add_space(space::L);
            let short = |mark: &Mark| *mark == Mark::NotComparable && width < SHORT_LEGEND;
            for mark in LEGEND.into_iter().filter(|mark| !short(mark)).rev() {
                legend(ui, mark);
                ui.add_space(space::L);
            }
        }
    }

    fn export(&self, ui: &mut Ui, ctx: &Ctx<'_>, shown: &Shown, narrow: bool) {
        let reason = if ctx.app.is_blocked() {
            Some("Close the file dialog first.")
        } else if shown.rows.is_empty() {
            Some("There is nothing to export.")
        } else {
            None
        };
        let button = Button::in_bar(icons::EXPORT, "Export", narrow);
        let button = button.tooltip("Write what is shown to a file");
        let button = button.blocked(reason).show(ui);
        if reason.is_some() {
            return;
        }
        let wanted = self.wanted(ctx.app);
        menu_under(&button, |ui| {
            for format in Format::ALL {
                let words = format!("{}…", format.name());
                if MenuItem::new(&words).flush().show(ui).clicked() {
                    ctx.send(Command::Export(Export {
                        event: self.event,
                        only: wanted.only,
                        until: wanted.until,
                        search: self.finder.text().to_owned(),
                        format,
                    }));
                }
            }
        });
    }

    fn filter(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, narrow: bool) {
        let wanted = self.wanted(ctx.app);
        let name = match wanted.only {
            Only::All => "Filter",
            only => only.name(),
        };
        let on = wanted.only != Only::All;
        let shown = Button::in_bar(icons::FILTER, name, narrow && !on);
        let shown = shown.pressed(on).tooltip("Which rows are shown").show(ui);
        menu_under(&shown, |ui| {
            for only in FILTERS {
                if only == Only::Conflicts {
                    menu_line(ui);
                }
                let item = MenuItem::new(only.name()).ticked(wanted.only == only);
                let item = item.tooltip(match only {
                    Only::All => "",
                    Only::Conflicts => "Where sources cannot all be right",
                    Only::Unresolved => "In conflict, and not assessed yet",
                });
                if item.show(ui).clicked() {
                    self.want(ctx, Wanted { only, ..wanted });
                }
            }
        });
    }
}

fn legend(ui: &mut Ui, mark: Mark) {
    let theme = Theme::of(ui);
    let mut job = Type::SMALL_STRONG.job(mark.glyph(), mark_ink(theme, mark), f32::INFINITY);
    let words = match mark {
        Mark::Silent => mark.words().to_owned(),
        _ => format!(" {}", mark.words()),
    };
    job.append(&words, 0.0, Type::SMALL.format(mark_ink(theme, mark)));
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let size = vec2(galley.size().x.ceil(), Type::SMALL.line);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    paint::text_at(ui.painter(), rect.left(), rect, Align::Min, &galley);
    let name = format!("{}: {}", mark.words(), super::cell::meaning(mark));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
    tooltip(response, super::cell::meaning(mark));
}
