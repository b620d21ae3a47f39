//! The reader: a source's text with what was marked on it, and the remarks beside it.
//!
//! | file | does |
//! |---|---|
//! | `page.rs`, `data.rs`, `notes.rs`, `tally.rs`, `head.rs` | collect: plain structs from the model |
//! | `blocks.rs`, `chars.rs` | cut a text into blocks; characters and bytes |
//! | `heights.rs`, `scroll.rs`, `typeset.rs`, `lines.rs` | lay out what is in sight; where letters stand |
//! | `geometry.rs`, `layout.rs` | columns, remarks in the margin, marks on marks |
//! | `text.rs`, `hand.rs` | select words with mouse and keyboard |
//! | `sheet.rs`, `paint.rs`, `margin.rs`, `heading.rs`, `tools.rs`, `scrollbar.rs` | draw |
//! | `act.rs`, `bar.rs`, `compose.rs` | select marks; highlight, comment, tag, question |
//! | `left.rs` | claims and remarks that were left half written |
//! | `recapture/`, `text_editor.rs` | what became of the passages; the text edited |
//! | `claim/`, `card.rs`, `stand.rs` | file claims; the card of one; how they stand to others |
//!
//! All work of a frame is on the blocks in sight. Collecting is done when the project has changed, and
//! goes over what is said of the one capture that is shown.

mod act;
mod bar;
mod blocks;
mod card;
mod chars;
mod claim;
mod compose;
mod data;
mod geometry;
mod hand;
mod head;
mod heading;
mod heights;
mod ink;
mod layout;
mod left;
mod lines;
mod margin;
mod notes;
mod page;
mod paint;
mod recapture;
mod scroll;
mod scrollbar;
mod sheet;
mod stand;
mod tally;
mod text;
mod text_editor;
mod tools;
mod typeset;

use std::collections::HashSet;
use std::sync::Arc;

use eframe::egui::Ui;

use super::View;
use crate::app::{App, Command};
use crate::model::{CaptureId, RecordId, Source, SourceId};
use crate::ui::ctx::Ctx;
use crate::ui::icons::{self, Icon};
pub(in crate::ui::views) use claim::next_claim_is_on;
use data::{Filter, capture_with};
pub(in crate::ui) use left::{forget_others, half_written};
use page::Page;
use recapture::{Asked, Passages};
use sheet::{Goal, Reading};
use text_editor::TextEditor;
use tools::Mode;
use typeset::Size;

/// A view of one source's text.
pub struct ReaderView {
    id: SourceId,
    /// The capture that was chosen; `None`: the newest.
    chosen: Option<CaptureId>,
    filter: Filter,
    size: Size,
    page: Page,
    reading: Reading,
    mode: Mode,
    passages: Passages,
    editor: TextEditor,
    /// Captures of which it was told what became of the passages.
    told: HashSet<CaptureId>,
    /// A capture that was just added.
    added: Option<CaptureId>,
    /// The capture that is shown.
    of: Option<CaptureId>,
}

impl ReaderView {
    /// A view of the source.
    #[must_use]
    pub fn new(id: SourceId) -> Self {
        Self {
            id,
            chosen: None,
            filter: Filter::default(),
            size: Size::default(),
            page: Page::default(),
            reading: Reading::default(),
            mode: Mode::default(),
            passages: Passages::default(),
            editor: TextEditor::default(),
            told: HashSet::new(),
            added: None,
            of: None,
        }
    }

    /// Collects what is shown. A capture that was just added is shown.
    fn refresh(&mut self, ctx: &Ctx<'_>) -> bool {
        let Some(work) = ctx.work() else {
            return false;
        };
        let before: Vec<CaptureId> = self.page.captures.iter().map(|c| c.id).collect();
        let first = self.page.edition == 0;
        self.page.refresh(work, self.id, self.chosen, self.filter);
        let mut captures = self.page.captures.iter();
        let added = captures.find(|capture| !before.contains(&capture.id));
        if let Some(added) = added.filter(|_| !first && !before.is_empty()) {
            self.chosen = Some(added.id);
            self.added = Some(added.id);
            self.page.refresh(work, self.id, self.chosen, self.filter);
        }
        self.tell();
        work.project.sources().contains(self.id)
    }

    /// Tells once what became of the passages that came along into a new capture.
    fn tell(&mut self) {
        let shown = self.page.sheet.as_ref().map(|sheet| sheet.capture.id);
        if shown != self.of {
            self.of = shown;
            self.mode = Mode::Text;
        }
        if let Some(added) = self.added.filter(|added| Some(*added) == shown) {
            self.added = None;
            if self.told.insert(added) && self.page.marks.passages > 0 {
                self.passages.begin();
                self.mode = Mode::Passages;
            }
        }
    }

    /// Shows another side of the capture.
    fn turn(&mut self, mode: Mode) {
        let Some(sheet) = &self.page.sheet else {
            return;
        };
        self.mode = mode;
        match mode {
            Mode::Text => self.reading.wants_focus = true,
            Mode::Passages => self.passages.begin(),
            Mode::Edit => self.editor.begin(&sheet.capture),
        }
    }

    /// The text, what became of its passages, or its editor.
    fn body(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, focused: bool) {
        let Some(sheet) = &self.page.sheet else {
            self.reading.head_only(ui, ctx, &self.page);
            tools::no_text(ui, ctx, self.id);
            return;
        };
        let capture = Arc::clone(&sheet.capture);
        match self.mode {
            Mode::Text => {
                self.reading.show(ui, ctx, &self.page, self.size, focused);
                if std::mem::take(&mut self.reading.wants_passages) {
                    self.turn(Mode::Passages);
                }
            }
            Mode::Passages => match self.passages.show(ui, ctx, &capture) {
                Some(Asked::Text) => self.turn(Mode::Text),
                Some(Asked::Show(record)) => {
                    ctx.send(Command::Select(vec![record]));
                    self.turn(Mode::Text);
                    self.filter = Filter::All;
                    self.reading.goal = Some(Goal::Record(record));
                }
                None => {}
            },
            Mode::Edit if self.editor.is_of(capture.id) => {
                if self.editor.show(ui, ctx, &capture, self.size) {
                    self.turn(Mode::Text);
                }
            }
            Mode::Edit => self.turn(Mode::Text),
        }
    }
}

impl View for ReaderView {
    fn title(&self, app: &App) -> String {
        let source = app
            .work()
            .and_then(|work| work.project.sources().get(self.id));
        source.map_or_else(|| "Missing source".to_owned(), Source::short_name)
    }

    fn icon(&self) -> Icon {
        icons::SOURCE_OPEN
    }

    fn ui(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, focused: bool) {
        ui.spacing_mut().item_spacing.y = 0.0;
        if !self.refresh(ctx) {
            crate::ui::widgets::Empty {
                icon: icons::SOURCE,
                title: "The source is gone",
                lines: &["It was deleted. Undo brings it back."],
                button: None,
            }
            .show(ui);
            return;
        }
        let now = tools::Now {
            filter: self.filter,
            size: self.size,
            mode: self.mode,
        };
        let chosen = tools::show(ui, ctx, self.id, &self.page, now);
        if let Some(capture) = chosen.capture {
            self.chosen = Some(capture);
        }
        self.filter = chosen.filter.unwrap_or(self.filter);
        self.size = chosen.size.unwrap_or(self.size);
        if let Some(mode) = chosen.mode {
            self.turn(mode);
        }
        self.body(ui, ctx, focused);
    }

    fn take_focus(&mut self) {
        self.reading.wants_focus = true;
    }

    fn scroll_to(&mut self, app: &App, record: RecordId) {
        let Some(work) = app.work() else { return };
        let Some(capture) = capture_with(&work.project, record) else {
            return;
        };
        let of = work.project.captures().get(capture);
        if of.is_none_or(|capture| capture.source != self.id) {
            return;
        }
        self.chosen = Some(capture);
        self.mode = Mode::Text;
        // What is asked for must not be hidden by a filter.
        self.filter = Filter::All;
        self.reading.goal = match record {
            RecordId::Capture(_) => Some(Goal::Top),
            _ => Some(Goal::Record(record)),
        };
    }

    fn edit(&mut self, record: RecordId) {
        match record {
            RecordId::Claim(claim) => {
                self.mode = Mode::Text;
                self.reading.editing = Some(claim);
            }
            RecordId::Capture(capture) => self.added = Some(capture),
            _ => {}
        }
    }

    fn select_all(&mut self) -> bool {
        let Some(sheet) = self.page.sheet.as_ref().filter(|_| self.mode == Mode::Text) else {
            return false;
        };
        self.reading.hand.select_all(sheet);
        true
    }

    fn is_alive(&self, app: &App) -> bool {
        app.work()
            .is_some_and(|work| work.project.sources().contains(self.id))
    }
}
