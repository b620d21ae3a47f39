//! The card of the claim that was clicked, beside its words.

use eframe::egui::{Area, Order, Rect, Ui};

use super::bar::{corner, frame};
use super::claim::clicked_elsewhere;
use super::data::Span;
use super::sheet::{Frame, Reading};
use crate::app::Command;
use crate::model::{ClaimId, RecordId};
use crate::ui::claim_card::{CardDo, CardOffers, ClaimCard};
use crate::ui::ctx::Ctx;
use crate::ui::theme::{Theme, space};

/// The width of the card, and about its height until it was drawn once.
const WIDE: f32 = 316.0;
const TALL: f32 = 180.0;

/// The card that is shown.
#[derive(Debug, Default)]
pub(super) struct Card {
    /// The claim, from the click on until something else is selected.
    claim: Option<ClaimId>,
    /// It was clicked in this frame, and is not selected yet.
    fresh: bool,
    /// What it says, and the edition of the page that it was collected from.
    said: Option<(u64, ClaimCard)>,
    tall: Option<f32>,
}

impl Card {
    /// Shows the card of a claim from the next frame on.
    pub(super) fn open(&mut self, claim: ClaimId) {
        *self = Self {
            claim: Some(claim),
            fresh: true,
            ..Self::default()
        };
    }

    /// Shows no card.
    pub(super) fn close(&mut self) {
        *self = Self::default();
    }

    /// The claim whose card is shown.
    pub(super) fn claim(&self) -> Option<ClaimId> {
        self.claim
    }

    /// Closes it when something else was selected meanwhile.
    pub(super) fn follow(&mut self, selected: Option<RecordId>) {
        let Some(claim) = self.claim else { return };
        if selected == Some(claim.into()) {
            self.fresh = false;
        } else if !std::mem::take(&mut self.fresh) {
            self.close();
        }
    }
}

impl Reading {
    /// Shows the card of the claim, if one is open, at its words.
    pub(super) fn show_card(
        &mut self,
        ui: &Ui,
        ctx: &Ctx<'_>,
        with: &Frame<'_>,
        ends: Option<(Rect, Rect)>,
    ) {
        let (Some(claim), Some(ends), Some(work)) = (self.card.claim(), ends, ctx.work()) else {
            return;
        };
        if self.card.fresh || self.is_writing() {
            return;
        }
        let edition = with.page.edition;
        if self.card.said.as_ref().is_none_or(|(of, _)| *of != edition) {
            let Some(record) = work.project.claims().get(claim) else {
                return self.card.close();
            };
            let entry = with.page.marks.standing.get(&claim);
            self.card.said = Some((edition, ClaimCard::of(&work.project, record, entry)));
        }
        let Some((_, said)) = &self.card.said else {
            return;
        };
        let others = on_same_words(with, claim);
        let place = others.iter().position(|&other| other == claim.into());
        let place = place.filter(|_| others.len() > 1);
        let place = place.map(|place| format!("{} of {} here", place + 1, others.len()));
        let offers = CardOffers {
            open: false,
            place: place.as_deref(),
            locked: ctx.locked(),
        };
        let theme = Theme::of(ui);
        let size = eframe::egui::vec2(WIDE, self.card.tall.unwrap_or(TALL));
        let shown = Area::new(ui.scope_id().with("claim card"))
            .order(Order::Middle)
            .fixed_pos(corner(Some(ends), with.view, size))
            .constrain_to(with.view)
            .show(ui.ctx(), |ui| {
                frame(theme, space::L as i8).show(ui, |ui| {
                    ui.set_width(WIDE.min(with.view.width() - space::XL) - 2.0 * space::L - 2.0);
                    said.show(ui, offers)
                })
            });
        let layer = shown.response.layer_id;
        let frame = shown.inner;
        self.card.tall = Some(frame.response.rect.height());
        match frame.inner {
            Some(CardDo::Edit) => self.edit_claim(ui, ctx, with, claim),
            Some(CardDo::Next) => self.next_on_words(ctx, with, claim),
            Some(CardDo::OpenPassage) => ctx.send(Command::Reveal(claim.into())),
            None if clicked_elsewhere(ui, layer) => self.card.close(),
            None => {}
        }
    }

    /// Selects what else lies on the words of the claim, in turn.
    pub(super) fn next_on_words(&mut self, ctx: &Ctx<'_>, with: &Frame<'_>, claim: ClaimId) {
        let others = on_same_words(with, claim);
        let place = others.iter().position(|&other| other == claim.into());
        let next = place.map_or(0, |place| (place + 1) % others.len());
        if let Some(&record) = others.get(next) {
            self.choose(ctx, record);
        }
    }

    /// Selects a record, with its card if it is a claim.
    pub(super) fn choose(&mut self, ctx: &Ctx<'_>, record: RecordId) {
        match record {
            RecordId::Claim(claim) => self.card.open(claim),
            _ => self.card.close(),
        }
        ctx.send(Command::Select(vec![record]));
    }

    /// Changes a claim on its words.
    pub(super) fn edit_claim(&mut self, ui: &Ui, ctx: &Ctx<'_>, with: &Frame<'_>, claim: ClaimId) {
        let (Some(work), None) = (ctx.work(), ctx.locked()) else {
            return;
        };
        let record = work.project.claims().shared(claim);
        let span = with.page.marks.span_of(claim.into());
        if let Some((record, span)) = record.zip(span) {
            self.card.close();
            self.form.leave(ui);
            let capture = &with.sheet.capture;
            self.form
                .edit(ui, work, record, capture, span.range.clone());
        }
    }
}

/// What shares words with the claim, annotations first, as clicks go through them.
fn on_same_words(with: &Frame<'_>, claim: ClaimId) -> Vec<RecordId> {
    let marks = &with.page.marks;
    let Some(span) = marks.span_of(claim.into()) else {
        return Vec::new();
    };
    let covers = |other: &&&Span| {
        other.range.start <= span.range.start && span.range.end <= other.range.end
            || span.range.start <= other.range.start && other.range.end <= span.range.end
    };
    let spans = marks.spans_in(&span.range);
    let mut found: Vec<RecordId> = spans
        .iter()
        .rev()
        .filter(covers)
        .map(|s| s.record)
        .collect();
    found.sort_by_key(|record| matches!(record, RecordId::Claim(_)));
    found
}
