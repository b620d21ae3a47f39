//! The events that the search finds: the matrix of all events shows only those.

use crate::app::{App, Workspace};
use crate::model::{EventId, Kind};
use crate::query::Sort;
use crate::ui::views::table::listing::Lister;

/// Looks for events while the search box holds anything.
pub(super) struct Finder {
    lister: Lister,
    /// How often another list was found.
    edition: u64,
    is_on: bool,
}

impl Default for Finder {
    fn default() -> Self {
        Self {
            lister: Lister::new(Kind::Event),
            edition: 0,
            is_on: false,
        }
    }
}

impl Finder {
    /// Looks anew if project or search changed. Until a large project is searched, what was found before
    /// stays.
    pub(super) fn update(&mut self, app: &App, work: &Workspace) {
        self.is_on = !app.search.query.is_empty();
        if self.is_on && self.lister.update(app, work, Sort::default()).is_some() {
            self.edition += 1;
        }
    }

    /// Changes with what is found; `None` while nothing is looked for.
    pub(super) fn edition(&self) -> Option<u64> {
        Some(self.edition).filter(|&edition| self.is_on && edition > 0)
    }

    /// Whether the event is to be shown.
    pub(super) fn has(&self, event: EventId) -> bool {
        self.edition().is_none() || self.lister.listed().row_of(event.into()).is_some()
    }

    /// What is looked for: the last search without a mistake; empty while nothing is.
    pub(super) fn text(&self) -> &str {
        match self.edition() {
            Some(_) => self.lister.listed().query.text(),
            None => "",
        }
    }

    /// How many records of the project are found.
    pub(super) fn in_project(&self) -> Option<usize> {
        self.edition().map(|_| self.lister.listed().in_project)
    }
}
