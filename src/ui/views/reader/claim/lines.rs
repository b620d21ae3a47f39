//! The lines of the form: labels, fields with their lists, what words are read as, the buttons.

use eframe::egui::{Align, Id, Rect, Sense, Ui, UiBuilder, Vec2, vec2};

use super::draft::{Draft, Part};
use super::keys::part_id;
use super::offer::{Offer, Row};
use super::value::Read;
use crate::model::{Choice as _, Credibility, Kind as RecordKind};
use crate::ui::icons;
use crate::ui::theme::{Theme, Type, height, space, width};
use crate::ui::widgets::{Button, Field, Link, Segments, Suggestion, completing, label, paint};

/// A row with a label and a field.
pub(super) fn row<R>(ui: &mut Ui, name: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    let theme = Theme::of(ui);
    let room = ui.available_rect_before_wrap();
    let line = Rect::from_min_size(room.min, vec2(width::LABEL, height::FIELD));
    let words = Type::SMALL.cut(ui, name, theme.text3, width::LABEL);
    paint::text_at(ui.painter(), line.left(), line, Align::Min, &words);
    indented(ui, add)
}

/// What stands under the fields, where they begin.
pub(super) fn indented<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    let room = ui.available_rect_before_wrap();
    let inside = Rect::from_min_max(room.min + Vec2::new(width::LABEL, 0.0), room.max);
    let builder = UiBuilder::new().max_rect(inside);
    ui.scope_builder(builder, add).inner
}

pub(super) fn remark(ui: &mut Ui, words: &str) {
    ui.add_space(space::XS - ui.spacing().item_spacing.y);
    let ink = Theme::of(ui).text3;
    indented(ui, |ui| label(ui, Type::SMALL, words, ink));
}

pub(super) fn complete(ui: &mut Ui, field: Field<'_>, rows: &[Row], free: bool) -> Option<Offer> {
    let theme = Theme::of(ui);
    let list: Vec<Suggestion<'_>> = rows
        .iter()
        .map(|row| Suggestion {
            detail: &row.detail,
            sign: row.sign.map(|colour| theme.tag(colour)),
            icon: match (&row.offer, row.kind) {
                (Offer::New(_), _) => Some(icons::PLUS),
                (_, Some(RecordKind::Source)) => Some(icons::SOURCE),
                (_, Some(RecordKind::Event)) => Some(icons::EVENT),
                _ => None,
            },
            ..Suggestion::new(&row.label)
        })
        .collect();
    let shown = completing(ui, field, &list, free);
    let taken = shown.taken.and_then(|place| rows.get(place))?;
    Some(taken.offer.clone())
}

/// What the words are read as; gives other words that were clicked instead.
pub(super) fn reading(ui: &mut Ui, read: &Read, empty: bool) -> Option<String> {
    let theme = Theme::of(ui);
    if empty {
        label(ui, Type::SMALL, "Nothing to read yet.", theme.text3);
        return None;
    }
    let mut guess = None;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::S, 0.0);
        let size = vec2(icons::SMALL, Type::SMALL.line);
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        let (icon, ink, words) = if read.understood {
            (icons::TICK, theme.text2, theme.text)
        } else {
            (icons::FAILURE, theme.problem, theme.problem)
        };
        icon.paint(ui, ui.painter(), rect.center(), icons::SMALL, ink);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            label(ui, Type::SMALL, &read.line, words);
            if !read.edtf.is_empty() {
                label(ui, Type::CODE.with_line(18.0), &read.edtf, theme.text2);
            }
            if let Some(other) = &read.guess {
                let link = Link::new(other).kind(Type::SMALL);
                if link.tooltip("Write it like this").show(ui).clicked() {
                    guess = Some(other.clone());
                }
            }
        });
    });
    guess
}

pub(super) fn credibility(ui: &mut Ui, id: Id, draft: &mut Draft) {
    let choices: Vec<(&str, &str)> = Credibility::ALL
        .iter()
        .map(|figure| (figure.name(), figure.meaning()))
        .collect();
    let chosen = Credibility::ALL
        .iter()
        .position(|one| *one == draft.credibility);
    let id = part_id(id, Part::Credibility);
    let figures = Segments::new(id, "Credibility", chosen.unwrap_or_default(), &choices);
    if let Some(place) = row(ui, "Credibility", |ui| figures.show(ui))
        && let Some(figure) = Credibility::ALL.get(place)
    {
        draft.credibility = *figure;
    }
    remark(ui, draft.credibility.meaning());
}

pub(super) fn foot(
    ui: &mut Ui,
    changes: bool,
    blocked: Option<&str>,
    add: &mut bool,
    drop: &mut bool,
) {
    ui.add_space(space::XS);
    ui.horizontal(|ui| {
        let label = if changes { "Save claim" } else { "Add claim" };
        let button = Button::primary(label)
            .small()
            .tooltip("Enter, in any of the fields");
        *add = button.blocked(blocked).show(ui).clicked();
        let discard = Button::quiet("Discard").small().tooltip("Escape");
        *drop = discard.show(ui).clicked();
        let theme = Theme::of(ui);
        let hint = "Enter files it, Tab goes on";
        let room = ui.available_rect_before_wrap();
        let words = Type::SMALL.cut(ui, hint, theme.text3, room.width());
        paint::text_at(ui.painter(), room.right(), room, Align::Max, &words);
    });
}
