//! What clicks and keys on the words do: select what lies on them, mark them, write about them.

use std::ops::Range;

use eframe::egui::{Rect, Ui, pos2, vec2};

use super::bar;
use super::claim::{Done, Place};
use super::compose::{Composer, Written, annotate};
use super::data::Span;
use super::geometry::Beside;
use super::hand::Wanted;
use super::left::{self, Left};
use super::sheet::{Frame, Reading};
use crate::model::{Motivation, RecordId};
use crate::ui::ctx::Ctx;
use crate::ui::theme::space;

/// Points that a drag at the edge scrolls in a frame for each point beyond it, and at most.
const PULL: f32 = 0.25;
const PULL_MOST: f32 = 24.0;

impl Reading {
    /// Selects what lies on the clicked words: the uppermost first, at each further click the next. Says whether there
    /// was anything.
    pub(super) fn click(
        &mut self,
        ctx: &Ctx<'_>,
        frame: &Frame<'_>,
        at: usize,
        selected: &[RecordId],
    ) -> bool {
        let marks = &frame.page.marks;
        let spans = marks.spans_in(&(at.saturating_sub(1)..at + 1));
        let on = |span: &&&Span| span.range.start <= at && at <= span.range.end;
        let mut found: Vec<RecordId> = spans.iter().rev().filter(on).map(|s| s.record).collect();
        // Annotations lie above the lines of claims.
        found.sort_by_key(|record| matches!(record, RecordId::Claim(_)));
        let current = found
            .iter()
            .position(|record| selected.first() == Some(record));
        let next = current.map_or(0, |place| (place + 1) % found.len().max(1));
        let found = found.get(next);
        if let Some(&record) = found {
            self.choose(ctx, record);
        }
        found.is_some()
    }

    /// Enter in the text: changes the selected claim if it lies at the caret, else selects what lies there.
    pub(super) fn enter_at(
        &mut self,
        ui: &Ui,
        ctx: &Ctx<'_>,
        frame: &Frame<'_>,
        selected: &[RecordId],
    ) {
        let range = self.hand.selection.range();
        if let Some(RecordId::Claim(claim)) = selected.first().copied()
            && let Some(span) = frame.page.marks.span_of(claim.into())
            && span.range.start <= range.end
            && range.start <= span.range.end
        {
            self.edit_claim(ui, ctx, frame, claim);
            return;
        }
        self.click(ctx, frame, range.start, selected);
    }

    /// What floats at the selection: the small bar, or what is being written.
    pub(super) fn float(
        &mut self,
        ui: &Ui,
        ctx: &Ctx<'_>,
        frame: &Frame<'_>,
        ends: Option<(Rect, Rect)>,
        mut wanted: Option<Wanted>,
    ) {
        let range = frame.sheet.text().words(self.hand.selection.range());
        if !self.is_writing()
            && !self.hand.pressed
            && range.is_some()
            && let Some(ends) = ends
        {
            let clicked = bar::show(
                ui,
                ui.scope_id().with("actions"),
                ends,
                frame.view,
                ctx.locked(),
            );
            wanted = clicked.or(wanted);
        }
        match (wanted, range) {
            (Some(wanted), Some(range)) => self.want(ui, ctx, frame, wanted, range),
            (Some(Wanted::Claim | Wanted::Comment | Wanted::Question), None) => {
                self.take_up_at(ui, ctx, frame, self.hand.selection.head, true);
            }
            _ => {}
        }
        self.claim(ui, ctx, frame, ends);
        let Some(composer) = &mut self.composer else {
            return;
        };
        let place = composer_place(frame, ends);
        let id = ui.scope_id().with("composer");
        let capture = &frame.sheet.capture;
        let written = composer.show(ui, ctx, id, place, frame.view, capture);
        if written == Written::Done {
            self.composer = None;
            ui.memory_mut(|memory| memory.request_focus(frame.id));
        }
    }

    /// Goes on with what was left on words around a byte, if there is any.
    pub(super) fn take_up_at(
        &mut self,
        ui: &Ui,
        ctx: &Ctx<'_>,
        frame: &Frame<'_>,
        at: usize,
        by_key: bool,
    ) {
        if ctx.locked().is_some() || self.is_writing() {
            return;
        }
        if let Some(left) = left::around(ui.ctx(), &frame.sheet.capture, at) {
            self.take_up(left, by_key);
        }
    }

    /// Goes on with something that was left.
    pub(super) fn take_up(&mut self, left: Left, by_key: bool) {
        match left {
            Left::Claim(draft) => self.form.go_on(draft, by_key),
            Left::Remark(composer) => self.composer = Some(composer),
        }
    }

    /// Whether a claim or a remark is being written.
    pub(super) fn is_writing(&self) -> bool {
        self.form.is_open() || self.composer.is_some()
    }

    /// The form of a claim.
    fn claim(&mut self, ui: &Ui, ctx: &Ctx<'_>, frame: &Frame<'_>, ends: Option<(Rect, Rect)>) {
        if !self.form.is_open() {
            return;
        }
        let place = Place {
            ends,
            view: frame.view,
        };
        let id = ui.scope_id().with("claim");
        let done = self.form.show(ui, ctx, id, &frame.sheet.capture, place);
        if let Some(at) = self.form.wants_room(place) {
            self.goal = Some(super::sheet::Goal::High(at));
            ui.ctx().request_repaint();
        }
        if done == Done::Back {
            // The words stay selected, so that the next claim follows at once.
            ui.memory_mut(|memory| memory.request_focus(frame.id));
        }
    }

    fn want(
        &mut self,
        ui: &Ui,
        ctx: &Ctx<'_>,
        frame: &Frame<'_>,
        wanted: Wanted,
        range: Range<usize>,
    ) {
        let capture = &frame.sheet.capture;
        match wanted {
            Wanted::Copy => {
                let words = capture.text.get(self.hand.selection.range());
                ui.ctx().copy_text(words.unwrap_or_default().to_owned());
            }
            _ if ctx.locked().is_some() => {}
            Wanted::Highlight => {
                let edit = annotate(
                    capture,
                    &range,
                    Motivation::Highlighting,
                    "",
                    "",
                    Vec::new(),
                );
                if let Some(edit) = edit {
                    ctx.edit(edit);
                }
                ui.memory_mut(|memory| memory.request_focus(frame.id));
            }
            Wanted::Claim => {
                if let Some(work) = ctx.work() {
                    self.form.leave(ui);
                    self.form.open(ui, work, capture, range);
                }
            }
            Wanted::Comment | Wanted::Tag | Wanted::Question => {
                if self.composer.as_ref().is_none_or(Composer::is_empty) {
                    let new = Composer::new(wanted, capture, range);
                    let left = left::same(ui.ctx(), &Left::Remark(new.clone()));
                    self.take_up(left.unwrap_or(Left::Remark(new)), true);
                }
            }
        }
    }

    /// Scrolls while words are being dragged over the edge.
    pub(super) fn pull(&mut self, ui: &Ui, frame: &Frame<'_>) {
        if !self.hand.pressed {
            return;
        }
        let Some(point) = ui.input(|input| input.pointer.latest_pos()) else {
            return;
        };
        let above = (point.y - frame.view.top() - space::M).min(0.0);
        let below = (point.y - frame.view.bottom() + space::M).max(0.0);
        let by = ((above + below) * PULL).clamp(-PULL_MOST, PULL_MOST);
        if by != 0.0 {
            self.place = self
                .set
                .moved(ui, frame.sheet, frame.at, self.place, f64::from(by));
            ui.ctx().request_repaint();
        }
    }
}

/// Where writing happens: in the margin, level with the words, or below them where there is none.
fn composer_place(frame: &Frame<'_>, ends: Option<(Rect, Rect)>) -> Rect {
    let view = frame.view;
    let (first, last) = ends.unwrap_or((view, view));
    if frame.columns.beside == Beside::Notes {
        let left = view.left() + frame.columns.margin - space::M;
        let top = first
            .top()
            .clamp(view.top() + space::M, view.bottom() - 60.0);
        return Rect::from_min_size(
            pos2(left, top),
            vec2(frame.columns.margin_wide + space::L, 0.0),
        );
    }
    let wide = 280.0_f32.min(view.width() - 2.0 * space::M);
    let left = last.left().min(view.right() - wide - space::M);
    let top = (last.bottom() + space::M).clamp(view.top(), view.bottom() - 60.0);
    Rect::from_min_size(pos2(left, top), vec2(wide, 0.0))
}
