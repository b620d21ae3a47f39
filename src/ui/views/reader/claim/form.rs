//! The form beside the selected words. Enter anywhere files the claim, Escape gives it up, Tab goes on; a
//! click elsewhere leaves it, and what was written is there again when C is pressed on the same words.

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::{Area, FocusDirection, Id, Key, Order, Rect, Ui, vec2};

use super::super::left::{self, Left};
use super::draft::{Draft, Part};
use super::keep;
use super::keys::{
    PARTS, alone, back, clicked_elsewhere, credibility_key, has_focus, is_listing, next, part_id,
    part_text, put_focus, select_all, waits_for_letter, wrap,
};
use super::lines::{credibility, foot};
use super::value::{Kind, Read};
use crate::app::Workspace;
use crate::edit::Edit;
use crate::model::{Capture, Claim, RecordId};
use crate::ui::ctx::Ctx;
use crate::ui::kept::Kept;
use crate::ui::panels::inspector::complete::Finder;
use crate::ui::theme::{Theme, space};

/// The width of the form.
const WIDE: f32 = 396.0;
/// About how high it is, until it was drawn once.
const TALL: f32 = 320.0;

/// What came of a frame with the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ui::views::reader) enum Done {
    /// It goes on.
    Not,
    /// The claim was filed, or given up: back to the text.
    Back,
    /// Something else was clicked; what was written is kept.
    Left,
}

/// Where the form stands: beside these first and last rows of the words, in this view.
#[derive(Debug, Clone, Copy)]
pub(in crate::ui::views::reader) struct Place {
    pub(in crate::ui::views::reader) ends: Option<(Rect, Rect)>,
    pub(in crate::ui::views::reader) view: Rect,
}

/// What a reading was made of: the project's revision, field, kind, words.
type ReadKey = (u64, String, Option<Kind>, String);

/// A claim being written.
#[derive(Default)]
pub(in crate::ui::views::reader) struct ClaimForm {
    draft: Option<Draft>,
    /// The draft as the form began: what nobody wrote need not be kept.
    start: Option<Draft>,
    pub(super) finder: Finder,
    pub(super) read: Kept<ReadKey, Read>,
    /// The part that gets the focus in this frame.
    focus: Option<Part>,
    /// The part that had the focus in the frame before: egui takes it away at Escape.
    inside: Option<Part>,
    tall: Option<f32>,
    /// A key opened it whose letter may still come: some systems give it a moment later.
    fresh: bool,
    /// It was looked whether there is room for it.
    placed: bool,
    /// The project's revision when the claim was sent, until it shows that it was taken.
    sent: Option<u64>,
}

impl std::fmt::Debug for ClaimForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ClaimForm")
            .field("draft", &self.draft)
            .finish_non_exhaustive()
    }
}

impl ClaimForm {
    /// Whether it is open.
    pub(in crate::ui::views::reader) fn is_open(&self) -> bool {
        self.draft.is_some() && self.sent.is_none()
    }

    /// The words that it is about, while it is open.
    pub(in crate::ui::views::reader) fn range(&self) -> Option<Range<usize>> {
        let draft = self.draft.as_ref().filter(|_| self.is_open());
        draft.map(|draft| draft.range.clone())
    }

    /// Begins a claim on words, or goes on with the one that was left there.
    pub(in crate::ui::views::reader) fn open(
        &mut self,
        ui: &Ui,
        work: &Workspace,
        capture: &Capture,
        range: Range<usize>,
    ) {
        let last = keep::remembered(ui.ctx());
        let at_hand = at_hand(work);
        let start = Draft::new(&work.project, capture, range, &last, at_hand);
        self.begin_or_go_on(ui, start);
    }

    /// Begins to change a claim on its words.
    pub(in crate::ui::views::reader) fn edit(
        &mut self,
        ui: &Ui,
        work: &Workspace,
        claim: &Arc<Claim>,
        capture: &Capture,
        range: Range<usize>,
    ) {
        let start = Draft::of(&work.project, claim, capture, range);
        self.begin_or_go_on(ui, start);
    }

    fn begin_or_go_on(&mut self, ui: &Ui, start: Draft) {
        let left = match left::same(ui.ctx(), &Left::Claim(start.clone())) {
            Some(Left::Claim(draft)) => Some(draft),
            _ => None,
        };
        self.begin(start, left);
    }

    /// Goes on with a draft that was left; `by_key` says whether a key asked for it.
    pub(in crate::ui::views::reader) fn go_on(&mut self, draft: Draft, by_key: bool) {
        self.begin(draft, None);
        self.fresh = by_key;
        // It was worth keeping before, and is again.
        self.start = None;
    }

    fn begin(&mut self, start: Draft, left: Option<Draft>) {
        let draft = left.unwrap_or_else(|| start.clone());
        let focus = match draft.missing() {
            Some(Part::Event) => Part::Event,
            _ if draft.changes().is_some() => Part::Value,
            _ => Part::Field,
        };
        *self = Self {
            start: Some(start),
            draft: Some(draft),
            focus: Some(focus),
            fresh: true,
            ..Self::default()
        };
    }

    /// Leaves the form; what was written is kept.
    pub(in crate::ui::views::reader) fn leave(&mut self, ui: &Ui) {
        if self.is_open() {
            self.keep(ui, false);
        }
        *self = Self::default();
    }

    /// Keeps what is written, as it is now; what nobody wrote need not be kept.
    fn keep(&self, ui: &Ui, is_open: bool) {
        let Some(draft) = self.draft.clone() else {
            return;
        };
        let is_written = self.start.as_ref() != Some(&draft);
        let draft = Left::Claim(draft);
        if is_written {
            left::keep(ui.ctx(), draft, is_open);
        } else {
            left::forget(ui.ctx(), &draft);
        }
    }

    /// Closes the form: the claim was filed or given up, and is not kept.
    fn close(&mut self, ui: &Ui) {
        if let Some(draft) = self.draft.take() {
            left::forget(ui.ctx(), &Left::Claim(draft));
        }
        *self = Self::default();
    }

    /// After a claim was sent: whether the project took it. If not, the form is there again.
    pub(in crate::ui::views::reader) fn settle(
        &mut self,
        ui: &Ui,
        work: &Workspace,
        capture: &Capture,
    ) {
        let Some(sent) = self.sent.take() else { return };
        let Some(draft) = &self.draft else { return };
        if work.project.revision() == sent {
            self.focus = Some(Part::Value);
            return;
        }
        keep::remember(ui.ctx(), draft, capture.source);
        self.close(ui);
    }

    /// The words, if there is no room beside them and none was made yet: they are to go up.
    pub(in crate::ui::views::reader) fn wants_room(&mut self, place: Place) -> Option<usize> {
        let (tall, ends) = (self.tall?, place.ends?);
        if std::mem::replace(&mut self.placed, true) {
            return None;
        }
        let cramped = super::super::bar::is_cramped(ends, place.view, tall);
        self.range().filter(|_| cramped).map(|range| range.start)
    }

    /// Draws it and does what was asked.
    pub(in crate::ui::views::reader) fn show(
        &mut self,
        ui: &Ui,
        ctx: &Ctx<'_>,
        id: Id,
        capture: &Capture,
        place: Place,
    ) -> Done {
        let (Some(work), true) = (ctx.work(), self.is_open()) else {
            return Done::Not;
        };
        self.fresh = self.fresh && ui.input_mut(waits_for_letter);
        let theme = Theme::of(ui);
        let size = vec2(WIDE, self.tall.unwrap_or(TALL));
        let corner = super::super::bar::corner(place.ends, place.view, size);
        let area = Area::new(id)
            .order(Order::Middle)
            .fixed_pos(corner)
            .constrain_to(place.view);
        let shown = area.show(ui.ctx(), |ui| {
            let frame = super::super::bar::frame(theme, space::L as i8).show(ui, |ui| {
                ui.set_width(WIDE.min(place.view.width() - space::XL) - 2.0 * space::L - 2.0);
                ui.spacing_mut().item_spacing = vec2(space::M, space::M);
                self.inside(ui, ctx, work, id, capture)
            });
            self.tall = Some(frame.response.rect.height());
            frame.inner
        });
        if shown.inner == Done::Not {
            self.keep(ui, true);
        }
        if shown.inner == Done::Not && clicked_elsewhere(ui, shown.response.layer_id) {
            self.leave(ui);
            return Done::Left;
        }
        shown.inner
    }

    fn inside(
        &mut self,
        ui: &mut Ui,
        ctx: &Ctx<'_>,
        work: &Workspace,
        id: Id,
        capture: &Capture,
    ) -> Done {
        let Some(mut draft) = self.draft.clone() else {
            return Done::Back;
        };
        let at = PARTS.iter().copied().find(|part| has_focus(ui, id, *part));
        let before = std::mem::replace(&mut self.inside, at);
        if let Some(part) = at.filter(|part| before.is_some_and(|before| before != *part))
            && !ui.input(|input| input.pointer.any_down() || input.pointer.any_released())
        {
            // Come to by keyboard: typing replaces what stands there.
            select_all(ui, part_id(id, part), part_text(&draft, part));
        }
        let enter = at.is_some() && ui.input(|input| alone(input, Key::Enter));
        let escape =
            (at.is_some() || before.is_some()) && ui.input(|input| alone(input, Key::Escape));
        let listed = at.is_some_and(|part| is_listing(ui, part_id(id, part)));
        if at == Some(Part::Event) && ui.input(back) {
            // Round to the last control of the form.
            ui.memory_mut(|memory| {
                memory.move_focus(FocusDirection::None);
                memory.request_focus(part_id(id, Part::Credibility));
            });
        }
        if let Some(figure) = credibility_key(ui).filter(|_| at.is_some()) {
            draft.credibility = figure;
        }
        let locked = ctx.locked();
        let mut taken = self.event(ui, ctx, work, id, &mut draft);
        taken = self.field(ui, ctx, work, id, &mut draft).or(taken);
        let read = self.value(ui, work, id, &mut draft, capture);
        taken = self.said_by(ui, ctx, work, id, &mut draft).or(taken);
        credibility(ui, id, &mut draft);
        let missing = match draft.missing() {
            Some(Part::Event) => Some("Say which event it is about."),
            Some(Part::Field) => Some("Say which field of the event it is about."),
            Some(_) => Some("Say what the field is said to be."),
            None => None,
        };
        let (mut add, mut drop) = (false, false);
        foot(
            ui,
            draft.changes().is_some(),
            locked.or(missing),
            &mut add,
            &mut drop,
        );
        wrap(ui, id);
        if let Some(part) = taken.filter(|_| !enter) {
            // Tab took what was lit, and goes on.
            self.focus = Some(next(part));
        }
        if enter && !add {
            match draft.missing() {
                Some(part) => self.focus = Some(part),
                None => add = locked.is_none(),
            }
        }
        if let Some(part) = self.focus.take() {
            put_focus(ui, part_id(id, part), part_text(&draft, part));
            ui.ctx().request_repaint();
        }
        let filing = draft.filing(capture, read.value);
        self.draft = Some(draft);
        if let Some(filing) = filing.filter(|_| add) {
            self.sent = Some(work.project.revision());
            ctx.edit(Edit::FileClaim(Box::new(filing)));
            ui.ctx().request_repaint();
            return Done::Back;
        }
        if drop || (escape && !listed) {
            self.close(ui);
            return Done::Back;
        }
        Done::Not
    }
}

/// The event that is at hand where no claim was filed yet: the selected one, or that of the selected claim.
fn at_hand(work: &Workspace) -> Option<crate::model::EventId> {
    match work.selection.first()? {
        RecordId::Event(event) => Some(*event),
        RecordId::Claim(claim) => work.project.claims().get(*claim).map(|claim| claim.event),
        _ => None,
    }
}
