//! Views: what a tab in the centre shows. A new view is a folder and a line in [`open`].
//!
//! A view draws from `&App` and its own state in three steps: collect (pure data), lay out (pure),
//! paint. What it wants done it sends as commands.

pub mod disagree;
pub mod guide;
mod in_bar;
pub mod note;
mod page;
pub mod problems;
pub mod reader;
pub mod shortcuts;
pub mod table;
pub mod tags;
pub mod trash;
pub mod versions;

use eframe::egui::Ui;

use super::ctx::Ctx;
use super::icons::Icon;
use crate::app::Selection;
use crate::app::{App, Pane};
use crate::model::RecordId;

/// A view in a tab.
pub trait View {
    /// What the tab says.
    fn title(&self, app: &App) -> String;

    /// The tab's icon.
    fn icon(&self) -> Icon;

    /// Draws it. `focused` says whether it is in the tile that has the focus.
    fn ui(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, focused: bool);

    /// Scrolls to a record, if it shows that; asked after undo, search and links.
    fn scroll_to(&mut self, _app: &App, _record: RecordId) {}

    /// Begins to change a record where it can be read; asked after it was scrolled to.
    fn edit(&mut self, _record: RecordId) {}

    /// Shows these rows until it has its own; asked when the project that they are from was opened.
    fn show_first(&mut self, _rows: table::FirstRows) {}

    /// The records of its list, if it has one: what "Select all" selects.
    fn rows(&self) -> Selection {
        Selection::default()
    }

    /// Whether it waits for a job before it shows what was asked for.
    fn is_busy(&self) -> bool {
        false
    }

    /// What the search finds: rows of the list, and records in the whole project. For the search box.
    fn counts(&self) -> Option<(usize, usize)> {
        None
    }

    /// Puts the keyboard into what matters most in it.
    fn take_focus(&mut self) {}

    /// Selects all of its text, if it shows one; else its rows are selected as records.
    fn select_all(&mut self) -> bool {
        false
    }

    /// Whether what it shows still exists; a tab whose record was deleted closes.
    fn is_alive(&self, _app: &App) -> bool {
        true
    }
}

/// The view that shows `pane`.
#[must_use]
pub fn open(pane: &Pane) -> Box<dyn View> {
    match pane {
        Pane::Table(kind) => Box::new(table::TableView::new(*kind)),
        Pane::Reader(source) => Box::new(reader::ReaderView::new(*source)),
        Pane::Note(note) => Box::new(note::NoteView::new(*note)),
        Pane::Disagreements(event) => Box::new(disagree::DisagreeView::new(*event)),
        Pane::Tags => Box::new(tags::TagsView::default()),
        Pane::Versions => Box::new(versions::VersionsView::default()),
        Pane::Problems => Box::new(problems::ProblemsView::default()),
        Pane::Trash => Box::new(trash::TrashView::default()),
        Pane::Guide => Box::new(guide::GuideView),
        Pane::Shortcuts => Box::new(shortcuts::ShortcutsView),
    }
}
