//! The page of a text: scrolled, drawn block by block, worked on with mouse and keyboard.

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::emath::GuiRounding as _;
use eframe::egui::{
    Align, CursorIcon, Id, Rect, Response, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::card::Card;
use super::claim::ClaimForm;
use super::compose::Composer;
use super::data::Sheet;
use super::geometry::{Beside, Columns, columns};
use super::hand::Hand;
use super::heading::Heading;
use super::left;
use super::margin::{Margins, Remarks, Touched};
use super::page::Page;
use super::paint::{Scene, Words, byte_at, ends_of};
use super::scroll::Place;
use super::typeset::{At, Size, Typeset};
use super::{blocks, scrollbar};
use crate::model::{Capture, ClaimId, RecordId};
use crate::ui::ctx::Ctx;
use crate::ui::theme::{Theme, Type, space};
use crate::ui::widgets::covered;
use crate::ui::widgets::paint::text_at;

/// From a place that is brought into sight to the edges.
const CLEAR: f64 = 48.0;
/// Records of the selection that are looked for on the page: the inspector shows one, a table may have
/// selected thousands.
const SELECTED: usize = 64;
/// What is to be brought into sight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Goal {
    /// The start of the page.
    Top,
    /// The words of an annotation or a claim, a third down the page unless they are in sight.
    Record(RecordId),
    /// The caret, with as little movement as possible.
    Caret,
    /// A byte near the top, so that there is room below it.
    High(usize),
}

/// How the page stands and what is being done on it.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) set: Typeset,
    margins: Margins,
    pub(super) place: Place,
    pub(super) hand: Hand,
    pub(super) composer: Option<Composer>,
    pub(super) form: ClaimForm,
    pub(super) card: Card,
    /// A claim that is to be changed as soon as its words are in sight.
    pub(super) editing: Option<ClaimId>,
    /// What is to be brought into sight.
    pub(super) goal: Option<Goal>,
    /// What lies under the pointer, as it was painted last.
    raised: Vec<RecordId>,
    /// The sheet that the selection is in.
    of: Option<usize>,
    /// The text had the focus in the frame before.
    had_focus: bool,
    /// The list of what became of the passages was asked for.
    pub(super) wants_passages: bool,
    /// The text is to get the focus.
    pub(super) wants_focus: bool,
}

/// What holds for one frame.
pub(super) struct Frame<'a> {
    pub(super) page: &'a Page,
    pub(super) sheet: &'a Arc<Sheet>,
    pub(super) view: Rect,
    pub(super) columns: Columns,
    pub(super) at: At,
    pub(super) id: Id,
}

impl Reading {
    /// The head of a source that has no text.
    pub(super) fn head_only(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, page: &Page) {
        let view = ui.available_rect_before_wrap();
        let columns = columns(view.width());
        let heading = Heading::new(ui, &page.head, &page.marks.lost, columns.wide);
        heading.show(ui, ctx, view.left() + columns.text, view.top(), &[]);
        ui.advance_cursor_after_rect(Rect::from_min_size(
            view.min,
            vec2(view.width(), heading.tall()),
        ));
    }

    /// Draws the page and does what mouse and keyboard ask for.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        ctx: &Ctx<'_>,
        page: &Page,
        size: Size,
        focused: bool,
    ) {
        let Some(sheet) = &page.sheet else { return };
        let view = ui.available_rect_before_wrap();
        let columns = columns(view.width());
        let frame = Frame {
            page,
            sheet,
            view,
            columns,
            at: At {
                wide: columns.wide,
                size,
                view: f64::from(view.height() - covered(ui, view)),
            },
            id: ui.scope_id().with("text"),
        };
        if std::mem::take(&mut self.wants_focus) {
            ui.memory_mut(|memory| memory.request_focus(frame.id));
        }
        let of = Arc::as_ptr(sheet) as usize;
        if self.of != Some(of) {
            self.of = Some(of);
            self.hand = Hand::default();
            self.composer = None;
            self.form = ClaimForm::default();
            self.resume(ui, ctx, &sheet.capture);
        }
        if let Some(work) = ctx.work() {
            self.form.settle(ui, work, &sheet.capture);
        }
        let mut inside = ui.new_child(UiBuilder::new().max_rect(view).id_salt("page"));
        inside.set_clip_rect(view.intersect(ui.clip_rect()));
        self.page(&mut inside, ctx, &frame, focused);
        ui.advance_cursor_after_rect(view);
    }

    /// Goes on with what was being written on this text when it was in sight last, unless something else is asked for.
    fn resume(&mut self, ui: &Ui, ctx: &Ctx<'_>, capture: &Capture) {
        left::follow(ui.ctx(), capture);
        let is_asked = self.editing.is_some() || matches!(self.goal, Some(Goal::Record(_)));
        if is_asked || ctx.locked().is_some() {
            return;
        }
        if let Some(left) = left::unfinished(ui.ctx(), capture) {
            self.goal = Some(Goal::High(left.range().start));
            self.take_up(left, false);
        }
    }

    fn page(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, frame: &Frame<'_>, focused: bool) {
        let marks = &frame.page.marks;
        let heading = Heading::new(ui, &frame.page.head, &marks.lost, frame.columns.wide);
        self.place = self
            .set
            .begin(ui, frame.sheet, frame.at.wide, frame.at.size, self.place);
        self.set.heights.set(0, f64::from(heading.tall()));
        let has_focus = ui.memory(|memory| memory.has_focus(frame.id));
        let first = ctx.work().and_then(|work| work.selection.first().copied());
        self.card.follow(first);
        self.hand.card = self.card.claim().is_some();
        let (mut wanted, mut entered) = (None, false);
        if has_focus {
            let keyed = self
                .hand
                .keys(ui, frame.id, frame.sheet, &mut self.set, frame.at);
            if keyed.moved {
                self.goal = Some(Goal::Caret);
            }
            wanted = keyed.wanted;
            entered = keyed.entered;
            if keyed.closed || keyed.moved {
                self.card.close();
            }
            if let Some(claim) = self.card.claim().filter(|_| keyed.next) {
                self.next_on_words(ctx, frame, claim);
            }
        }
        self.scroll(ui, frame);
        let bar_id = ui.scope_id().with("bar");
        let y = self.place.y(&self.set.heights);
        if let Some(to) = scrollbar::show(ui, bar_id, frame.view, y, self.set.heights.total()) {
            let place = Place::at(to, &self.set.heights);
            self.place = self.set.moved(ui, frame.sheet, frame.at, place, 0.0);
        }

        let shown = self.lay_out(ui, ctx, frame);
        let top = |item: usize, this: &Self| {
            let above = this.set.heights.top(item) - this.place.y(&this.set.heights);
            (f64::from(frame.view.top()) + above) as f32
        };
        let selected: Vec<RecordId> = ctx
            .work()
            .map(|work| work.selection.iter().copied().take(SELECTED).collect())
            .unwrap_or_default();
        if self.place.item == 0 {
            let left = frame.view.left() + frame.columns.text;
            self.wants_passages |= heading.show(ui, ctx, left, top(0, self).round(), &selected);
        }

        // The text, in three parts: what can be clicked, the marks and letters, the remarks.
        let response = self.surface(ui, frame, &shown);
        if has_focus && !self.had_focus && !self.hand.pressed {
            self.enter(&shown, frame);
        }
        self.had_focus = has_focus;
        let words = self.words(ui, frame, &shown);
        let spans: Vec<_> = words
            .iter()
            .map(|words| marks.spans_in(&words.bytes))
            .collect();
        let words: Vec<Words<'_>> = words
            .into_iter()
            .zip(&spans)
            .map(|(words, spans)| Words { spans, ..words })
            .collect();

        let mut hand = self.hand.clone();
        let clicked = hand.mouse(ui, &response, &words, frame.sheet.text());
        let hovered = self.pointed(&response, &words, frame);
        let painter = ui.painter().clone();
        let theme = Theme::of(ui);
        let composing = self
            .composer
            .as_ref()
            .map(|composer| composer.range.clone())
            .or(self.form.range());
        let active = has_focus || composing.is_some() || focused;
        let mut left = left::left_on(ui.ctx(), &frame.sheet.capture);
        left.retain(|range| composing.as_ref() != Some(range));
        let scene = Scene {
            left: &left,
            theme,
            painter: &painter,
            selected: &selected,
            raised: &self.raised,
            selection: hand.selection,
            selection_fill: if active {
                theme.select
            } else {
                theme.selectdim
            },
            caret: has_focus.then_some(hand.stay),
        };
        for words in &words {
            scene.paint(words);
            number(ui, words, frame);
        }
        let about = composing.clone().unwrap_or(hand.selection.range());
        let ends = ends_of(&words, &about);
        let card = self
            .card
            .claim()
            .and_then(|claim| marks.span_of(claim.into()));
        let card = card.and_then(|span| ends_of(&words, &span.range));
        drop(words);
        self.hand = hand;
        if entered {
            self.enter_at(ui, ctx, frame, &selected);
        }
        if let Some(at) = clicked
            && !self.click(ctx, frame, at, &selected)
        {
            self.take_up_at(ui, ctx, frame, at, false);
        }

        let mut touched = Touched::default();
        let sections = self.sections(frame, &shown);
        for (section, work) in sections.filter_map(|section| Some((section, ctx.work()?))) {
            let first = frame.sheet.sections.get(section).map_or(0, |s| s.start);
            let with = Remarks {
                project: &work.project,
                sheet: frame.sheet,
                marks,
                columns: frame.columns,
                selected: selected.first().copied(),
                raised: &self.raised,
            };
            let y = top(first + 1, self).round_to_pixels(ui.pixels_per_point());
            let here = self
                .margins
                .show(ui, section, y, &with, &mut self.set, frame.page.edition);
            touched.hovered = touched.hovered.or(here.hovered);
            touched.clicked = touched.clicked.or(here.clicked);
        }
        if let Some(record) = touched.clicked {
            self.choose(ctx, record);
            self.goal = Some(Goal::Record(record));
            ui.ctx().request_repaint();
        }
        let raised: Vec<RecordId> = touched.hovered.map_or(hovered, |record| vec![record]);
        if raised != self.raised {
            self.raised = raised;
            ui.ctx().request_repaint();
        }
        if let Some(claim) = self.editing.take() {
            self.edit_claim(ui, ctx, frame, claim);
        }
        self.float(ui, ctx, frame, ends, wanted);
        self.show_card(ui, ctx, frame, card);
        self.pull(ui, frame);
    }

    /// Scrolls by the wheel and to what is to be in sight.
    fn scroll(&mut self, ui: &Ui, frame: &Frame<'_>) {
        let mut by = 0.0;
        if ui.is_enabled() && ui.rect_contains_pointer(frame.view) {
            by -= f64::from(ui.input_mut(|input| std::mem::take(&mut input.smooth_scroll_delta.y)));
        }
        self.place = self.set.moved(ui, frame.sheet, frame.at, self.place, by);
        match self.goal.take() {
            Some(Goal::Top) => self.place = Place::default(),
            Some(Goal::Caret) => {
                self.bring(ui, frame, self.hand.selection.head, self.hand.stay, false);
            }
            Some(Goal::High(at)) => self.bring_high(ui, frame, at),
            Some(Goal::Record(record)) => match frame.page.marks.span_of(record) {
                Some(span) => self.bring(ui, frame, span.range.start, false, true),
                // Its words are lost: they are listed at the top.
                None => self.place = Place::default(),
            },
            None => {}
        }
        self.place = self.set.moved(ui, frame.sheet, frame.at, self.place, 0.0);
    }

    /// Brings the row of a byte near the top.
    fn bring_high(&mut self, ui: &Ui, frame: &Frame<'_>, at: usize) {
        let block = blocks::block_at(&frame.sheet.blocks, at);
        let start = frame.sheet.blocks.get(block).map_or(0, |b| b.bytes.start);
        let laid = self
            .set
            .lay(ui, frame.sheet, block, frame.at.wide, frame.at.size);
        let Some(laid) = laid else { return };
        let spot = laid.lines.spot(at.saturating_sub(start), false);
        let (top, _) = laid.lines.extent(spot.line);
        let place = Place {
            item: block + 1,
            offset: 0.0,
        };
        let by = f64::from(top) - CLEAR / 2.0;
        self.place = self.set.moved(ui, frame.sheet, frame.at, place, by);
    }

    /// Brings the row of a byte into sight.
    fn bring(&mut self, ui: &Ui, frame: &Frame<'_>, at: usize, stay: bool, jump: bool) {
        let block = blocks::block_at(&frame.sheet.blocks, at);
        let start = frame.sheet.blocks.get(block).map_or(0, |b| b.bytes.start);
        let laid = self
            .set
            .lay(ui, frame.sheet, block, frame.at.wide, frame.at.size);
        let Some(laid) = laid else { return };
        let spot = laid.lines.spot(at - start, stay);
        let (top, bottom) = laid.lines.extent(spot.line);
        let (top, bottom) = (f64::from(top), f64::from(bottom));
        let view = frame.at.view;
        let clear = CLEAR.min(view / 4.0);
        let y = self.set.top(block) - self.place.y(&self.set.heights);
        let to = if y + top < clear {
            clear
        } else if y + bottom > view - clear {
            view - clear - (bottom - top)
        } else {
            return;
        };
        let to = if jump { view / 3.0 } else { to };
        let place = Place {
            item: block + 1,
            offset: 0.0,
        };
        self.place = self.set.moved(ui, frame.sheet, frame.at, place, top - to);
    }

    /// Lays out what is in sight, and with it what stands in the same sections; gives the blocks in sight.
    fn lay_out(&mut self, ui: &Ui, ctx: &Ctx<'_>, frame: &Frame<'_>) -> Range<usize> {
        let first = self.place.item.saturating_sub(1);
        let mut end = first;
        let mut y = if self.place.item == 0 {
            self.set.heights.of(0) - self.place.offset
        } else {
            -self.place.offset
        };
        // Behind a notice, there is text, too.
        while y < f64::from(frame.view.height()) && end < frame.sheet.blocks.len() {
            self.set
                .lay(ui, frame.sheet, end, frame.at.wide, frame.at.size);
            y += self.set.heights.of(end + 1);
            end += 1;
        }
        if frame.columns.beside != Beside::Nothing {
            for section in self.sections(frame, &(first..end)) {
                let blocks = frame.sheet.sections.get(section).cloned().unwrap_or(0..0);
                for block in blocks {
                    self.set
                        .lay(ui, frame.sheet, block, frame.at.wide, frame.at.size);
                }
            }
        }
        let query = &ctx.app.search.query;
        for block in first..end {
            let laid = self
                .set
                .lay(ui, frame.sheet, block, frame.at.wide, frame.at.size);
            let bytes = frame.sheet.blocks.get(block).map(|b| b.bytes.clone());
            let text = bytes.and_then(|bytes| frame.sheet.capture.text.get(bytes));
            if let Some((laid, text)) = laid.zip(text) {
                laid.hits(text, query);
            }
        }
        first..end
    }

    fn sections(&self, frame: &Frame<'_>, shown: &Range<usize>) -> Range<usize> {
        let sections = &frame.sheet.sections;
        let first = sections.partition_point(|section| section.end <= shown.start);
        let end = sections.partition_point(|section| section.start < shown.end);
        first..end.max(first)
    }

    /// What the pointer and the keyboard work on, and for assistive programs the paragraphs in sight.
    fn surface(&self, ui: &Ui, frame: &Frame<'_>, shown: &Range<usize>) -> Response {
        for words in self.words(ui, frame, shown) {
            let rect = Rect::from_min_size(
                words.corner,
                vec2(frame.columns.wide, words.laid.galley.size().y),
            );
            let id = frame.id.with(words.bytes.start);
            let response = ui.interact(rect, id, Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Paragraph, true, words.text));
        }
        let left = frame.view.left() + frame.columns.gutter;
        let right = frame.view.left() + frame.columns.text + frame.columns.wide + space::L;
        // The head is no text; its parts are drawn before and would lose their clicks.
        let top = self.words(ui, frame, shown);
        let top = top
            .first()
            .map_or(frame.view.top(), |words| words.corner.y - 8.0);
        let rect = Rect::from_min_max(
            pos2(left, top.max(frame.view.top())),
            pos2(right, frame.view.bottom()),
        );
        let response = ui.interact(rect, frame.id, Sense::click_and_drag());
        response.widget_info(|| {
            let name = format!("Text of {}", frame.page.head.title);
            WidgetInfo::labeled(Role::Document, ui.is_enabled(), name)
        });
        response.on_hover_cursor(CursorIcon::Text)
    }

    /// Coming to the text by keyboard, the caret is on what is in sight.
    fn enter(&mut self, shown: &Range<usize>, frame: &Frame<'_>) {
        let blocks = &frame.sheet.blocks;
        let block = blocks::block_at(blocks, self.hand.selection.head);
        if !shown.contains(&block) && self.hand.selection.is_empty() {
            let first = blocks.get(shown.start + usize::from(shown.len() > 1));
            let at = first.map_or(0, |block| block.bytes.start);
            self.hand.selection = super::text::Selection::caret(at);
        }
    }

    /// The blocks in sight with their places; spans are still to be filled in.
    fn words<'a>(&'a self, ui: &Ui, frame: &'a Frame<'_>, shown: &Range<usize>) -> Vec<Words<'a>> {
        let from = self.place.y(&self.set.heights);
        let left = frame.view.left() + frame.columns.text;
        shown
            .clone()
            .filter_map(|place| {
                let block = frame.sheet.blocks.get(place)?;
                let y = f64::from(frame.view.top()) + self.set.top(place) - from;
                Some(Words {
                    text: frame.sheet.capture.text.get(block.bytes.clone())?,
                    bytes: block.bytes.clone(),
                    laid: self.set.get(place)?,
                    corner: pos2(left, y as f32).round_to_pixels(ui.pixels_per_point()),
                    spans: &[],
                })
            })
            .collect()
    }

    /// The records under the pointer.
    fn pointed(
        &self,
        response: &Response,
        words: &[Words<'_>],
        frame: &Frame<'_>,
    ) -> Vec<RecordId> {
        let Some(point) = response.hover_pos().filter(|_| !self.hand.pressed) else {
            return Vec::new();
        };
        let Some((at, _)) = byte_at(words, point) else {
            return Vec::new();
        };
        let spans = frame.page.marks.spans_in(&(at.saturating_sub(1)..at + 1));
        let spans = spans.iter().rev().filter(|span| {
            let mut boxes = words.iter().flat_map(|words| words.boxes(&span.range));
            boxes.any(|rect| rect.contains(point))
        });
        // The one that lies uppermost is the one that a click selects.
        spans.map(|span| span.record).take(1).collect()
    }
}

/// The number of a paragraph, in the gutter.
fn number(ui: &Ui, words: &Words<'_>, frame: &Frame<'_>) {
    let block = blocks::block_at(&frame.sheet.blocks, words.bytes.start);
    let number = frame.sheet.blocks.get(block).and_then(|block| block.number);
    let Some(number) = number else { return };
    let theme = Theme::of(ui);
    let galley = Type::TINY.line(ui, &format!("¶ {number}"), theme.text3);
    let (top, bottom) = words.laid.lines.extent(0);
    let left = frame.view.left() + frame.columns.gutter;
    let row = Rect::from_min_max(
        pos2(left, words.corner.y + top),
        pos2(words.corner.x, words.corner.y + bottom),
    );
    // Numbers too long for the gutter reach to the left, never into the text.
    let left = left.min(words.corner.x - galley.size().x - space::XS);
    text_at(ui.painter(), left, row, Align::Min, &galley);
}
