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
mod lines;
mod margin;
mod notes;
mod page;
mod paint;
mod scroll;
mod scrollbar;
mod sheet;
mod stand;
mod tally;
mod text;
mod tools;
mod typeset;

use eframe::egui::Ui;

use super::View;
use crate::app::App;
use crate::model::{CaptureId, RecordId, Source, SourceId};
use crate::ui::ctx::Ctx;
use crate::ui::icons::{self, Icon};
use data::{Filter, capture_with};
use page::Page;
use sheet::{Goal, Reading};
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
        }
    }

    /// Collects what is shown. A capture that was just added is shown.
    fn refresh(&mut self, ctx: &Ctx<'_>) -> bool {
        let Some(work) = ctx.work() else {
            return false;
        };
        let before: Vec<CaptureId> = self.page.captures.iter().map(|c| c.id).collect();
        let first = self.page.edition == 0;
        self.page
            .refresh(&work.project, self.id, self.chosen, self.filter);
        let mut captures = self.page.captures.iter();
        let added = captures.find(|capture| !before.contains(&capture.id));
        if let Some(added) = added.filter(|_| !first && !before.is_empty()) {
            self.chosen = Some(added.id);
            self.page
                .refresh(&work.project, self.id, self.chosen, self.filter);
        }
        work.project.sources().contains(self.id)
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
        let chosen = tools::show(ui, ctx, self.id, &self.page, self.filter, self.size);
        if let Some(capture) = chosen.capture {
            self.chosen = Some(capture);
        }
        self.filter = chosen.filter.unwrap_or(self.filter);
        self.size = chosen.size.unwrap_or(self.size);
        if self.page.sheet.is_some() {
            self.reading.show(ui, ctx, &self.page, self.size, focused);
        } else {
            self.reading.head_only(ui, ctx, &self.page);
            tools::no_text(ui, ctx, self.id);
        }
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
        // What is asked for must not be hidden by a filter.
        self.filter = Filter::All;
        self.reading.goal = match record {
            RecordId::Capture(_) => Some(Goal::Top),
            _ => Some(Goal::Record(record)),
        };
    }

    fn edit(&mut self, record: RecordId) {
        if let RecordId::Claim(claim) = record {
            self.reading.editing = Some(claim);
        }
    }

    fn select_all(&mut self) -> bool {
        let Some(sheet) = &self.page.sheet else {
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
