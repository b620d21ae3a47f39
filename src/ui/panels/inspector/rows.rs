//! Rows that lead to other records, sections that open and close, and quoted passages.

use eframe::egui::{Align, Rect, Response, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::data::{ClaimRow, anchor_words};
use super::panel::{Panel, tag_ink};
use super::pick::kind_icon;
use crate::model::{Passage, RecordId};
use crate::ui::icons;
use crate::ui::theme::{Theme, Type, height, radius, space, stroke};
use crate::ui::widgets::{Button, Grade, divider, label, paint, section, tooltip};

/// The fill of a row reaches this far past its text.
pub(super) const REACH: f32 = 8.0;

/// What a row that leads to a record says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Leads<'t> {
    pub(super) id: RecordId,
    /// How it stands to the record, before its name.
    pub(super) how: &'t str,
    pub(super) title: &'t str,
    /// A second line.
    pub(super) second: &'t str,
    /// Room left free at the right.
    pub(super) keep: f32,
}

impl<'t> Leads<'t> {
    pub(super) fn new(id: RecordId, how: &'t str, title: &'t str) -> Self {
        Self {
            id,
            how,
            title,
            second: "",
            keep: 0.0,
        }
    }

    /// What assistive programs call it.
    fn name(&self) -> String {
        let parts = [self.how, self.title, self.second];
        let parts: Vec<&str> = parts.into_iter().filter(|p| !p.is_empty()).collect();
        parts.join(" ")
    }
}

/// The box of a row with its fill; reaches past the text on both sides.
pub(super) fn row_box(ui: &mut Ui, tall: f32, name: &str) -> (Rect, Response) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), tall), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Link, ui.is_enabled(), name));
    let around = rect.expand2(vec2(REACH, 0.0));
    paint::boxed(
        ui.painter(),
        around,
        radius::CONTROL,
        paint::quiet_fill(ui, &response),
        None,
    );
    if response.has_focus() {
        paint::focus_inside(ui.painter(), Theme::of(ui), around, radius::CONTROL);
    }
    (rect, response)
}

impl Panel<'_> {
    /// A row that leads to a record: icon, how, title. True when it was clicked.
    pub(super) fn leads(&self, ui: &mut Ui, leads: Leads<'_>) -> bool {
        let tall = if leads.second.is_empty() {
            height::NAV_ROW
        } else {
            height::CLAIM_ROW
        };
        let (rect, response) = row_box(ui, tall, &leads.name());
        let theme = Theme::of(ui);
        let line = if leads.second.is_empty() {
            rect
        } else {
            Rect::from_min_size(rect.min, vec2(rect.width(), 20.0))
        };
        let middle = pos2(rect.left() + icons::NORMAL / 2.0, line.center().y);
        match leads.id {
            RecordId::Tag(tag) => {
                if let Some(tag) = self.project.tags().get(tag) {
                    paint::tag_sign(ui.painter(), middle, tag_ink(ui, tag.colour));
                }
            }
            other => {
                kind_icon(other.kind()).paint(ui, ui.painter(), middle, icons::NORMAL, theme.text2);
            }
        }
        let mut left = rect.left() + icons::NORMAL + space::M;
        let right = rect.right() - leads.keep;
        if !leads.how.is_empty() {
            let how = Type::SMALL.cut(ui, leads.how, theme.text3, (right - left) / 2.0);
            left = paint::text_at(ui.painter(), left, line, Align::Min, &how).right() + space::S;
        }
        let title = Type::BODY.cut(ui, leads.title, theme.text, right - left);
        paint::text_at(ui.painter(), left, line, Align::Min, &title);
        let mut elided = title.elided;
        if !leads.second.is_empty() {
            let below = Rect::from_min_max(pos2(rect.left(), rect.top() + 18.0), rect.max);
            let left = rect.left() + icons::NORMAL + space::M;
            let second = Type::SMALL.cut(ui, leads.second, theme.text2, right - left);
            paint::text_at(ui.painter(), left, below, Align::Min, &second);
            elided |= second.elided;
        }
        let whole = if elided { leads.title } else { "" };
        tooltip(response, whole).clicked()
    }

    /// A claim: value, source and authority, grade. True when it was clicked.
    pub(super) fn claim_row(&self, ui: &mut Ui, claim: &ClaimRow) -> bool {
        let name = format!("{}: {}, {}", claim.head, claim.value, claim.second);
        let (rect, response) = row_box(ui, height::CLAIM_ROW, &name);
        let theme = Theme::of(ui);
        let grade = Grade::new(&claim.grade, &claim.meaning);
        let wide = grade.width(ui);
        let corner = pos2(rect.right() - wide, rect.center().y - height::GRADE / 2.0);
        let left = rect.left() + icons::NORMAL + space::M - 2.0;
        let right = corner.x - space::M;
        let middle = pos2(rect.left() + icons::SMALL / 2.0, rect.center().y);
        icons::CLAIM.paint(ui, ui.painter(), middle, icons::SMALL, theme.text2);
        let first = Rect::from_min_size(rect.min, vec2(rect.width(), 21.0));
        let value = Type::BODY_MEDIUM.cut(ui, &claim.value, theme.text, right - left);
        paint::text_at(ui.painter(), left, first, Align::Min, &value);
        let below = Rect::from_min_max(pos2(rect.left(), rect.top() + 18.0), rect.max);
        let second = Type::SMALL.cut(ui, &claim.second, theme.text2, right - left);
        paint::text_at(ui.painter(), left, below, Align::Min, &second);
        let spot = Rect::from_min_size(corner, vec2(wide, height::GRADE));
        let mut child = ui.new_child(UiBuilder::new().max_rect(spot));
        grade.show(&mut child);
        let whole = if value.elided || second.elided {
            name.as_str()
        } else {
            ""
        };
        tooltip(response, whole).clicked()
    }

    /// That a list goes on; true when it was clicked.
    pub(super) fn and_more(&self, ui: &mut Ui, count: usize, tip: &str) -> bool {
        let text = format!("and {count} more");
        Button::quiet(&text).small().tooltip(tip).show(ui).clicked()
    }

    /// A section: its head, and what is in it while it is open. `usual` is how it is before anybody
    /// opened or closed it.
    pub(super) fn section(
        &mut self,
        ui: &mut Ui,
        title: &'static str,
        count: &str,
        usual: bool,
        add: impl FnOnce(&mut Self, &mut Ui),
    ) {
        let mut open = self.state.sections.get(title).copied().unwrap_or(usual);
        if section(ui, title, count, &mut open).clicked() {
            self.state.sections.insert(title, open);
        }
        if open {
            add(self, ui);
            ui.add_space(space::M);
        }
    }

    /// Words quoted from a capture, with what became of them, and the way there.
    pub(super) fn passage(&self, ui: &mut Ui, of: RecordId, passage: &Passage) {
        let theme = Theme::of(ui);
        ui.add_space(space::XS);
        quote(ui, passage.exact(), theme.edge);
        ui.add_space(space::XS);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::M;
            if Button::secondary("Open passage")
                .small()
                .tooltip("Show these words in their source")
                .show(ui)
                .clicked()
            {
                self.reveal(of);
            }
            let words = anchor_words(passage);
            if !words.is_empty() {
                let (rect, _) = ui.allocate_exact_size(vec2(icons::SMALL, 16.0), Sense::hover());
                icons::PROBLEM.paint(ui, ui.painter(), rect.center(), icons::SMALL, theme.text2);
                label(ui, Type::SMALL, words, theme.text2);
            }
        });
        if !passage.was.is_empty() {
            ui.add_space(space::XS);
            label(
                ui,
                Type::SMALL,
                &format!("It was: {}", passage.was),
                theme.text3,
            );
        }
        ui.add_space(space::XS);
    }
}

/// Words in the type of quotations beside a bar.
pub(super) fn quote(ui: &mut Ui, words: &str, bar: eframe::egui::Color32) {
    /// A quotation longer than so many characters stands cut; the passage shows the rest.
    const MOST: usize = 600;
    let cut: String;
    let words = match words.char_indices().nth(MOST) {
        Some((at, _)) => {
            cut = format!("{}…", words.get(..at).unwrap_or(words));
            &cut
        }
        None => words,
    };
    beside_bar(ui, bar, |ui| {
        label(ui, Type::QUOTE, words, Theme::of(ui).text);
    });
}

/// What `add` makes beside a bar of 2 points over its whole height.
pub(super) fn beside_bar<R>(
    ui: &mut Ui,
    bar: eframe::egui::Color32,
    add: impl FnOnce(&mut Ui) -> R,
) -> R {
    let frame = eframe::egui::Frame::new().inner_margin(eframe::egui::Margin {
        left: (space::M + stroke::FOCUS) as i8,
        ..eframe::egui::Margin::ZERO
    });
    let shown = frame.show(ui, add);
    let rect = shown.response.rect;
    let line = Rect::from_min_max(rect.min, pos2(rect.left() + stroke::FOCUS, rect.bottom()));
    ui.painter()
        .rect_filled(line, eframe::egui::CornerRadius::ZERO, bar);
    shown.inner
}

/// A hairline between groups, with room around it.
pub(super) fn parting(ui: &mut Ui) {
    ui.add_space(space::M);
    divider(ui);
}
