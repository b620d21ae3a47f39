//! The table: the records of one kind, filtered by the search, sorted, selected, edited together.
//!
//! | file | does |
//! |---|---|
//! | `listing.rs` | which records, in which order: at once, or in a job where the project is large |
//! | `data.rs` | what rows and tool bar say, as plain data |
//! | `layout.rs` | which columns fit and where they stand |
//! | `select.rs`, `members.rs` | what clicks and keys do to the selection, and who is in it |
//! | `bar.rs`, `head.rs`, `rows.rs`, `cell.rs`, `empty.rs` | paint |
//! | `keys.rs` | the keyboard |
//! | `first.rs` | the first rows of a file that is still being read |

mod bar;
mod cell;
mod data;
mod empty;
mod first;
mod head;
mod keys;
mod layout;
pub(in crate::ui::views) mod listing;
mod members;
mod rows;
mod select;

#[cfg(test)]
mod tests;

pub(super) use empty::icon as kind_icon;
pub use first::FirstRows;

use std::collections::HashMap;
use std::ops::Range;

use eframe::egui::{Align, Layout as UiLayout, Ui, UiBuilder};

use super::View;
use crate::app::{App, Command, Selection, Workspace};
use crate::model::{Kind, RecordId};
use crate::query::{Arrangement, Column};
use crate::ui::ctx::Ctx;
use crate::ui::icons::Icon;
use crate::ui::theme::{Theme, Type, space};
use crate::ui::widgets::virtual_list::{ListState, Position};

/// From the left edge of the table to the middle of the tick boxes, and to the first column.
const TICK_MIDDLE: f32 = 24.0;
const FIRST_COLUMN: f32 = 42.0;

/// The most rows that are copied into a selection within a frame.
const COPIED_AT_ONCE: usize = 20_000;

/// The table of the records of a kind.
pub struct TableView {
    kind: Kind,
    lister: listing::Lister,
    cache: data::RowCache,
    chosen: select::Chosen,
    /// The order and the columns, as the state has them in this frame.
    arrangement: Arrangement,
    /// Widths that were set by hand, likewise.
    widths: HashMap<Column, f32>,
    list: ListState,
    /// The rows in sight, and those that a page moves by.
    visible: Range<u64>,
    page: u64,
    /// A record to bring into sight as soon as it has a row.
    wish: Option<RecordId>,
    /// Whether the rows are to take the focus.
    wants_focus: bool,
    /// Whether the keyboard was used last, so that the row it is on is shown.
    ring: bool,
    /// The row whose menu is open.
    menu: Option<RecordId>,
    /// Whether all rows are to be selected as soon as they are in one list.
    selects_all: bool,
    /// What was shown while the project was being opened, until its rows are listed.
    first: Option<FirstRows>,
}

impl TableView {
    /// The table of this kind.
    #[must_use]
    pub fn new(kind: Kind) -> Self {
        Self {
            kind,
            lister: listing::Lister::new(kind),
            cache: data::RowCache::default(),
            chosen: select::Chosen::default(),
            arrangement: Arrangement::usual(kind),
            widths: HashMap::new(),
            list: ListState::default(),
            visible: 0..0,
            page: 1,
            wish: None,
            wants_focus: false,
            ring: false,
            menu: None,
            selects_all: false,
            first: None,
        }
    }

    /// Brings rows, selection and wishes up to date with the state.
    fn follow(&mut self, app: &App, work: &Workspace) {
        self.arrangement = app.arrangement(self.kind);
        self.widths = app.column_widths(self.kind);
        let relisted = self.lister.update(app, work, self.arrangement.sort);
        let listed = self.lister.listed();
        self.cache.refresh(work, &listed.query);
        let (kind, relisted) = (self.kind, relisted.as_ref());
        self.chosen
            .sync(&work.selection, listed, (kind, app.wake()), relisted);
        if !self.lister.is_busy()
            && let Some((id, offset)) = self.first.take().and_then(|first| first.place())
            && let Some(row) = listed.row_of(id)
        {
            self.list.position = Position { row, offset };
        }
        let Some(id) = self.wish else {
            return;
        };
        match listed.row_of(id) {
            Some(row) if self.visible.contains(&row) => self.list.scroll_to_row(row),
            Some(row) => self.list.centre_row(row),
            // It may come with the rows that are being listed.
            None if self.lister.is_busy() => return,
            None => {}
        }
        self.wish = None;
    }

    /// Selects all rows once they are in one list: while they follow edits they are not, and putting them together takes
    /// a job.
    fn select_all_if_due(&mut self, ctx: &Ctx<'_>) {
        if !self.selects_all {
            return;
        }
        match self.lister.listed().selection() {
            Some(all) => {
                self.selects_all = false;
                ctx.send(Command::SelectMany(all));
            }
            None => self.lister.settle(),
        }
    }

    fn table(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, work: &Workspace, focused: bool) {
        let layout = self.lay_out(ui);
        let cache = &self.cache;
        let head = head::Head {
            layout: &layout,
            sort: self.arrangement.sort,
            fit: &|ui, column| fit(ui, cache, column),
        };
        let asked = head.show(ui);
        // An edge that is held still is no change.
        let asked_width = asked
            .width
            .filter(|(column, width)| self.widths.get(column) != Some(width));
        if let Some((column, width)) = asked_width {
            ctx.send(Command::SetWidth(self.kind, column, width));
        }
        if let Some(sort) = asked.sort {
            let columns = self.arrangement.columns.clone();
            let arrangement = Arrangement { sort, columns };
            ctx.send(Command::Arrange(self.kind, arrangement));
        }
        self.rows_ui(ui, ctx, work, &layout, focused);
    }

    /// Where the columns stand in the room that is left.
    fn lay_out(&self, ui: &Ui) -> layout::Layout {
        let room = ui.available_rect_before_wrap();
        let (left, right) = (room.left() + FIRST_COLUMN, room.right() - space::XL);
        layout::lay_out(&self.arrangement.columns, &self.widths, left, right)
    }

    fn bar(&self, ui: &mut Ui, ctx: &Ctx<'_>, work: &Workspace) {
        let layout = self.lay_out(ui);
        let (selected, hidden) = self.chosen.counts();
        bar::Bar {
            kind: self.kind,
            query: &ctx.app.search.query,
            here: self.lister.listed().rows.len(),
            all: work.project.count(self.kind),
            selected,
            hidden,
            is_busy: self.lister.is_busy(),
            arrangement: &self.arrangement,
            dropped: &layout.dropped,
        }
        .show(ui, ctx);
    }
}

/// The width that shows the name of a column and all of its cells in sight.
fn fit(ui: &Ui, cache: &data::RowCache, column: Column) -> f32 {
    let head = Type::SMALL_MEDIUM.line(ui, column.name(), Theme::of(ui).text);
    let head = head.size().x + space::XL;
    let cells = cache.iter().flat_map(|row| &row.cells);
    let cells = cells.filter(|cell| cell.column == column);
    cells.map(|cell| cell::width(ui, cell)).fold(head, f32::max)
}

impl View for TableView {
    fn title(&self, _app: &App) -> String {
        empty::title(self.kind)
    }

    fn icon(&self) -> Icon {
        empty::icon(self.kind)
    }

    fn ui(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, focused: bool) {
        let Some(work) = ctx.work() else {
            return;
        };
        self.follow(ctx.app, work);
        if let Some(picked) = self.chosen.take_picked() {
            ctx.send(Command::SelectMany(picked));
        }
        self.select_all_if_due(ctx);
        let layout = UiLayout::top_down(Align::Min);
        let builder = UiBuilder::new()
            .id_salt(("table", self.kind))
            .max_rect(ui.available_rect_before_wrap())
            .layout(layout);
        ui.scope_builder(builder, |ui| {
            ui.spacing_mut().item_spacing = eframe::egui::Vec2::ZERO;
            let all = work.project.count(self.kind);
            if all == 0 {
                empty::no_records(ui, ctx, self.kind);
                return;
            }
            self.bar(ui, ctx, work);
            let listed = self.lister.listed();
            if !listed.rows.is_empty() {
                self.table(ui, ctx, work, focused);
            } else if let Some(first) = &mut self.first {
                first.ui(ui, ctx.app);
            } else if self.lister.is_busy() {
                empty::listing(ui, self.kind);
            } else {
                let search = listed.query.text();
                empty::nothing_found(ui, ctx, self.kind, search, listed.in_project);
            }
        });
    }

    fn scroll_to(&mut self, _app: &App, record: RecordId) {
        if record.kind() == self.kind {
            self.wish = Some(record);
        }
    }

    fn show_first(&mut self, rows: FirstRows) {
        self.first = Some(rows);
    }

    fn rows(&self) -> Selection {
        let listed = self.lister.listed();
        let copied = || listed.rows.iter().collect();
        listed.selection().unwrap_or_else(copied)
    }

    fn select_all(&mut self) -> bool {
        let listed = self.lister.listed();
        self.selects_all = listed.selection().is_none() && listed.rows.len() > COPIED_AT_ONCE;
        self.selects_all
    }

    fn is_busy(&self) -> bool {
        self.lister.is_busy() || self.chosen.is_busy() || self.selects_all
    }

    fn counts(&self) -> Option<(usize, usize)> {
        let listed = self.lister.listed();
        Some((listed.rows.len(), listed.in_project))
    }

    fn take_focus(&mut self) {
        self.wants_focus = true;
    }
}
