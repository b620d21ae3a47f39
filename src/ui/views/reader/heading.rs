//! The head of the page: what sort of source it is, its title, who wrote it, and passages whose words
//! are not where they should be.

use std::sync::Arc;

use eframe::egui::text::LayoutJob;
use eframe::egui::{Align, Galley, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::data::Lost;
use super::head::Head;
use crate::app::Command;
use crate::model::RecordId;
use crate::ui::ctx::Ctx;
use crate::ui::icons;
use crate::ui::theme::{Theme, Type, radius, space};
use crate::ui::widgets::{self, Grade, Link, paint};

/// Above the first line.
const TOP: f32 = 28.0;
/// The line with the grade.
const META: f32 = 18.0;
/// Below the last line.
const BOTTOM: f32 = 30.0;
/// A passage that is lost: what it is, its words.
const LOST: f32 = 44.0;
/// Lost passages that are listed here; the others are in the list of all.
const LISTED: usize = 5;

/// The head, laid out at a width.
pub(super) struct Heading<'a> {
    head: &'a Head,
    lost: &'a [Lost],
    title: Arc<Galley>,
    facts: Arc<Galley>,
    wide: f32,
}

impl<'a> Heading<'a> {
    /// Lays it out.
    pub(super) fn new(ui: &Ui, head: &'a Head, lost: &'a [Lost], wide: f32) -> Self {
        let theme = Theme::of(ui);
        let mut job = Type::HEADING_READ.job(&head.title, theme.text, wide);
        job.wrap.max_rows = 8;
        let title = ui.fonts_mut(|fonts| fonts.layout_job(job));
        let mut job = LayoutJob::default();
        job.wrap.max_width = wide;
        job.wrap.max_rows = 6;
        if !head.authors.is_empty() {
            job.append(&head.authors, 0.0, Type::SMALL.format(theme.text2));
        }
        for fact in &head.facts {
            let dot = if job.is_empty() { "" } else { " · " };
            job.append(
                &format!("{dot}{fact}"),
                0.0,
                Type::SMALL.format(theme.text3),
            );
        }
        let facts = ui.fonts_mut(|fonts| fonts.layout_job(job));
        Self {
            head,
            lost,
            title,
            facts,
            wide,
        }
    }

    /// Its height.
    pub(super) fn tall(&self) -> f32 {
        let facts = if self.facts.is_empty() {
            0.0
        } else {
            space::S + self.facts.size().y
        };
        let mut lost = 0.0;
        if !self.lost.is_empty() {
            lost = space::XXL + self.lost.len().min(LISTED) as f32 * LOST;
            lost += LOST / 2.0;
        }
        TOP + META + space::S + self.title.size().y + facts + lost + BOTTOM
    }

    /// Draws it from a corner. True when the list of what became of the passages is asked for.
    pub(super) fn show(
        &self,
        ui: &mut Ui,
        ctx: &Ctx<'_>,
        left: f32,
        top: f32,
        selected: &[RecordId],
    ) -> bool {
        let mut y = top + TOP;
        self.meta(ui, left, y);
        y += META + space::S;
        let theme = Theme::of(ui);
        let rect = Rect::from_min_size(pos2(left, y), self.title.size());
        ui.painter()
            .galley(rect.min, Arc::clone(&self.title), theme.text);
        let response = ui.interact(rect, ui.scope_id().with("title"), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &self.head.title));
        if self.title.elided {
            widgets::tooltip(response, &self.head.title);
        }
        y = rect.bottom();
        if !self.facts.is_empty() {
            y += space::S;
            let rect = Rect::from_min_size(pos2(left, y), self.facts.size());
            ui.painter()
                .galley(rect.min, Arc::clone(&self.facts), theme.text2);
            let response = ui.interact(rect, ui.scope_id().with("facts"), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, self.facts.text()));
            if self.facts.elided {
                widgets::tooltip(response, self.facts.text());
            }
            y = rect.bottom();
        }
        self.lost(ui, ctx, left, y + space::XXL, selected)
    }

    fn meta(&self, ui: &mut Ui, left: f32, top: f32) {
        let theme = Theme::of(ui);
        let row = Rect::from_min_size(pos2(left, top), vec2(self.wide, META));
        let grade = Grade::new(&self.head.grade, &self.head.meaning);
        let room = self.wide - grade.width(ui) - 24.0;
        let (mut words, mut gap) = (self.head.meta.join("   ·   "), 10.0);
        let mut galley = Type::SMALL.cut(ui, &words, theme.text3, room);
        if galley.elided {
            (words, gap) = (self.head.meta.join(" · "), 4.0);
            galley = Type::SMALL.cut(ui, &words, theme.text3, room + 12.0);
        }
        let rect = paint::text_at(ui.painter(), left, row, Align::Min, &galley);
        let response = ui.interact(rect, ui.scope_id().with("meta"), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
        if galley.elided {
            widgets::tooltip(response, &words);
        }
        let dot = Type::SMALL.line(ui, "·", theme.text3);
        let dot = paint::text_at(ui.painter(), rect.right() + gap, row, Align::Min, &dot);
        let place = Rect::from_min_size(
            pos2((dot.right() + gap).round(), top),
            vec2(grade.width(ui), META),
        );
        ui.scope_builder(UiBuilder::new().max_rect(place), |ui| grade.show(ui));
    }

    fn lost(&self, ui: &mut Ui, ctx: &Ctx<'_>, left: f32, top: f32, selected: &[RecordId]) -> bool {
        let mut y = top;
        for lost in self.lost.iter().take(LISTED) {
            let rect = Rect::from_min_size(pos2(left, y), vec2(self.wide, LOST - space::XS));
            if show_lost(ui, rect, lost, selected.contains(&lost.record)) {
                ctx.send(Command::Select(vec![lost.record]));
            }
            y += LOST;
        }
        if self.lost.is_empty() {
            return false;
        }
        let words = match self.lost.len().saturating_sub(LISTED) {
            0 => "What became of all passages".to_owned(),
            more => format!("{more} more, and what became of all passages"),
        };
        let place = Rect::from_min_size(pos2(left, y), vec2(self.wide, LOST / 2.0));
        let builder = UiBuilder::new().max_rect(place);
        let clicked = ui.scope_builder(builder, |ui| {
            let link = Link::new(&words).kind(Type::SMALL);
            link.tooltip("Choose a place, or put them back")
                .show(ui)
                .clicked()
        });
        clicked.inner
    }
}

/// A passage whose words are not at their place: a warning, what it belongs to, the words.
fn show_lost(ui: &mut Ui, rect: Rect, lost: &Lost, selected: bool) -> bool {
    let theme = Theme::of(ui);
    let id = ui.scope_id().with(("lost", lost.record));
    let response = ui.interact(rect, id, Sense::click());
    let name = format!("Passage {}: {}, “{}”", lost.what, lost.label, lost.quote);
    response.widget_info(|| WidgetInfo::selected(Role::Button, ui.is_enabled(), selected, &name));
    let fill = if selected {
        theme.select
    } else {
        paint::quiet_fill(ui, &response)
    };
    let ground = rect.expand2(vec2(space::M, 0.0));
    paint::boxed(ui.painter(), ground, radius::CONTROL, fill, None);
    let row = Rect::from_min_size(rect.min + vec2(0.0, 1.0), vec2(rect.width(), 18.0));
    let middle = pos2(rect.left() + icons::SMALL / 2.0, row.center().y);
    icons::PROBLEM.paint(ui, ui.painter(), middle, icons::SMALL, theme.problem);
    let words = rect.left() + icons::SMALL + space::S;
    let what = Type::TINY.line(ui, lost.what, theme.problem);
    let what = paint::text_at(ui.painter(), rect.right(), row, Align::Max, &what);
    let label = Type::SMALL_STRONG.cut(ui, &lost.label, theme.text, what.left() - space::M - words);
    paint::text_at(ui.painter(), words, row, Align::Min, &label);
    let row = Rect::from_min_max(pos2(rect.left(), row.bottom()), rect.max);
    let quote = format!("“{}”", lost.quote);
    let quote = Type::QUOTE.cut(ui, &quote, theme.text2, rect.right() - words);
    paint::text_at(ui.painter(), words, row, Align::Min, &quote);
    if response.has_focus() {
        paint::focus_ring(ui.painter(), theme, ground, radius::CONTROL);
    }
    let clicked = response.clicked();
    let tip = format!(
        "“{}” does not stand where it stood. It is painted on no other words. Select the words that are meant and file the remark again, or look at it under Problems.",
        lost.quote
    );
    widgets::tooltip(response, &tip);
    clicked
}
