//! Disagreements: what sources say of an event, field by field, or of all events, and what the analyst holds.
//!
//! | file | does |
//! |---|---|
//! | `data.rs` | the matrix, kept until something changes |
//! | `found.rs`, `choose.rs` | what search and filter leave of it |
//! | `layout.rs` | where columns and rows stand |
//! | `bar.rs`, `chooser.rs` | the tool bar, and the choice of an event |
//! | `track.rs` | the days on which something was reported |
//! | `grid.rs`, `cell.rs` | heads and rows |
//! | `nothing.rs` | what is said where there are no rows |
//! | `keys.rs` | the keyboard |
//! | `strip.rs`, `lines.rs`, `form.rs` | the claim in the chosen cell, and assessing |

mod bar;
mod cell;
mod choose;
mod chooser;
mod data;
mod form;
mod found;
mod grid;
mod keys;
mod layout;
mod lines;
mod nothing;
mod strip;
mod track;

#[cfg(test)]
mod tests;

use eframe::egui::{Rect, Ui, UiBuilder, pos2};

use super::View;
use crate::app::{App, Command, Pane, Workspace};
use crate::edit::Edit;
use crate::evidence::matrix::{Quoted, Said, Wanted};
use crate::model::{ClaimId, EventId, RecordId, SourceId};
use crate::ui::ctx::Ctx;
use crate::ui::icons::{self, Icon};
use crate::ui::theme::height;
use crate::ui::widgets::virtual_list::ListState;
use data::{Matrix, Shown};

/// The matrix of an event, or of all.
pub struct DisagreeView {
    event: Option<EventId>,
    keeper: data::Keeper,
    finder: found::Finder,
    /// What of the event is shown. What of the project is shown, the app knows.
    of_event: Wanted,
    cursor: Cursor,
    list: ListState,
    /// The rows that a page moves by.
    page: usize,
    /// How far the sources are scrolled, and whether the chosen one is to be brought into sight.
    scroll: f32,
    reveal: bool,
    wants_focus: bool,
    chooser: chooser::Chooser,
    form: Option<form::Form>,
    /// Forms that were left half written for another cell.
    left: Vec<form::Form>,
    quote: Option<(u64, ClaimId, Option<Quoted>)>,
}

/// The cell that is chosen. The column after the last source is that of what is assessed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Cursor {
    row: usize,
    column: usize,
    /// Which of the claims in the cell.
    claim: usize,
}

/// What a cell is of: its field or its event, and its source.
struct Place {
    field: Option<String>,
    event: Option<EventId>,
    source: Option<SourceId>,
}

impl DisagreeView {
    /// The matrix of this event, or of all.
    #[must_use]
    pub fn new(event: Option<EventId>) -> Self {
        Self {
            event,
            keeper: data::Keeper::default(),
            finder: found::Finder::default(),
            of_event: Wanted::default(),
            cursor: Cursor::default(),
            list: ListState::default(),
            page: 1,
            scroll: 0.0,
            reveal: false,
            wants_focus: false,
            chooser: chooser::Chooser::default(),
            form: None,
            left: Vec::new(),
            quote: None,
        }
    }

    /// Which rows are shown, and what was reported by which day.
    fn wanted(&self, app: &App) -> Wanted {
        match self.event {
            Some(_) => self.of_event,
            None => app.compared(),
        }
    }

    /// Shows other rows, or what was reported by another day.
    fn want(&mut self, ctx: &Ctx<'_>, wanted: Wanted) {
        match self.event {
            Some(_) => self.of_event = wanted,
            None => ctx.send(Command::Compare(wanted)),
        }
    }

    /// What the chosen cell is of.
    fn chosen_place(&self) -> Place {
        let shown = self.keeper.shown();
        let Cursor { row, column, .. } = self.cursor;
        Place {
            field: shown.field(row).map(|field| field.field.clone()),
            event: shown.event(row).map(|event| event.event),
            source: shown.column(column).map(|source| source.source),
        }
    }

    /// Stays on the same cell where rows and columns come and go.
    fn follow(&mut self, chosen: &Place) {
        let after = self.keeper.shown();
        let Cursor { row, column, .. } = self.cursor;
        let is_it = |row: &usize| match (&chosen.field, chosen.event) {
            (Some(name), _) => after.field(*row).is_some_and(|field| field.field == *name),
            (None, Some(id)) => after.event(*row).is_some_and(|event| event.event == id),
            (None, None) => false,
        };
        if chosen.field.is_none() && chosen.event.is_none() {
            return;
        }
        if !is_it(&row) {
            let same_row = (0..after.rows.len()).find(is_it);
            self.cursor.row = same_row.unwrap_or(row);
        }
        let same_column = match chosen.source {
            Some(source) => after.columns().position(|s| s.source == source),
            None => Some(after.n_columns()),
        };
        self.cursor.column = same_column.unwrap_or(column);
    }

    /// The claim that is chosen.
    fn said<'a>(&self, shown: &'a Shown) -> Option<&'a Said> {
        let cell = shown.cell(self.cursor.row, self.cursor.column)?;
        cell.said
            .get(self.cursor.claim)
            .or_else(|| cell.said.first())
    }

    /// Whether what is assessed is chosen.
    fn is_on_held(&self, shown: &Shown) -> bool {
        self.cursor.column >= shown.n_columns()
    }

    /// Keeps the chosen cell within the matrix.
    fn clamp(&mut self, shown: &Shown) {
        self.cursor.row = self.cursor.row.min(shown.rows.len().saturating_sub(1));
        self.cursor.column = self.cursor.column.min(shown.n_columns());
    }

    /// Chooses a cell, and selects its claim or its event for the inspector.
    fn choose(&mut self, ctx: &Ctx<'_>, shown: &Shown, cursor: Cursor) {
        let is_other = cursor != self.cursor;
        self.cursor = cursor;
        self.reveal = true;
        if is_other {
            self.leave_form(shown);
        }
        let assessed = shown.field(cursor.row).and_then(|f| f.assessed.as_ref());
        let record: Option<RecordId> = match self.said(shown) {
            Some(said) => Some(said.claim.into()),
            None if self.is_on_held(shown) => assessed.map(|held| held.id.into()),
            None => shown.event(cursor.row).map(|row| row.event.into()),
        };
        if let Some(record) = record {
            ctx.send(Command::Select(vec![record]));
        }
    }

    /// Opens what the chosen cell stands for: the passage of its claim, the form of what is assessed, the
    /// matrix of its event.
    fn open_chosen(&mut self, ctx: &Ctx<'_>, shown: &Shown) {
        if let Some(row) = shown.event(self.cursor.row) {
            ctx.send(Command::Show(Pane::Disagreements(Some(row.event))));
        } else if let Some(said) = self.said(shown) {
            ctx.send(Command::ReadClaim(said.claim));
        } else if self.is_on_held(shown) && ctx.locked().is_none() {
            self.open_form(shown);
        }
    }

    /// Opens the form of the chosen row, as it was left if it was half written.
    fn open_form(&mut self, shown: &Shown) {
        let Some(mut form) = form::Form::open(shown, self.cursor.row, None) else {
            return;
        };
        if let Some(left) = self.take_left(&form.field) {
            form.value = left.value;
            form.reason = left.reason;
        }
        self.form = Some(form);
    }

    /// Closes the form. What was typed is there again when the form of its field is opened.
    fn leave_form(&mut self, shown: &Shown) {
        if let Some(form) = self.form.take()
            && form.is_changed(shown)
        {
            self.take_left(&form.field);
            self.left.push(form);
        }
    }

    fn take_left(&mut self, field: &str) -> Option<form::Form> {
        let place = self.left.iter().position(|left| left.field == field)?;
        Some(self.left.swap_remove(place))
    }

    /// Takes the value of the chosen claim as what the field is held to be.
    fn take(&mut self, ctx: &Ctx<'_>, shown: &Shown) {
        let (Some(event), Some(said)) = (self.event, self.said(shown)) else {
            return;
        };
        let Some(field) = shown.field(self.cursor.row) else {
            return;
        };
        ctx.edit(Edit::Assess {
            event,
            field: field.field.clone(),
            value: said.value.clone(),
            reason: String::new(),
            claim: Some(said.claim),
        });
        // The value is held; the reason can be typed at once.
        let mut form = form::Form::open(shown, self.cursor.row, Some(said));
        let left = self.take_left(&field.field);
        if let (Some(form), Some(left)) = (&mut form, left) {
            form.reason = left.reason;
        }
        self.form = form;
    }

    fn whole(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, work: &Workspace, focused: bool) {
        let shown = self.keeper.shown();
        self.clamp(&shown);
        let room = ui.max_rect();
        let mut top = room.top();
        let mut part = |tall: f32| {
            let rect = Rect::from_min_max(pos2(room.left(), top), pos2(room.right(), top + tall));
            top += tall;
            rect
        };
        let bar = part(height::TOOL_BAR);
        let track = (shown.days.len() > 1).then(|| part(layout::TRACK));
        self.bar(ui, ctx, work, &shown, bar);
        if let Some(track) = track {
            self.track(ui, ctx, &shown, track);
        }
        let below = Rect::from_min_max(pos2(room.left(), top), room.max);
        if shown.rows.is_empty() {
            let builder = UiBuilder::new().max_rect(below).id_salt("nothing");
            ui.scope_builder(builder, |ui| self.nothing(ui, ctx, work, &shown));
            return;
        }
        let (grid, strip) = below.split_top_bottom_at_y(below.bottom() - layout::STRIP);
        self.grid(ui, ctx, &shown, grid, focused);
        self.strip(ui, ctx, work, &shown, strip);
    }
}

impl View for DisagreeView {
    fn title(&self, _app: &App) -> String {
        match self.event {
            Some(_) => "Disagreements".to_owned(),
            None => "All disagreements".to_owned(),
        }
    }

    fn icon(&self) -> Icon {
        icons::DISAGREEMENTS
    }

    fn ui(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, focused: bool) {
        let Some(work) = ctx.work() else {
            return;
        };
        if self.event.is_none() {
            self.finder.update(ctx.app, work);
        }
        let chosen = self.chosen_place();
        let wanted = self.wanted(ctx.app);
        let is_other = self
            .keeper
            .update(ctx.app, work, self.event, wanted, &self.finder);
        if is_other {
            self.follow(&chosen);
        }
        if self.keeper.is_choosing() {
            ui.ctx().request_repaint();
        }
        let builder = UiBuilder::new()
            .id_salt(("disagreements", self.event))
            .max_rect(ui.available_rect_before_wrap());
        ui.scope_builder(builder, |ui| {
            ui.spacing_mut().item_spacing = eframe::egui::Vec2::ZERO;
            self.whole(ui, ctx, work, focused);
        });
    }

    fn scroll_to(&mut self, _app: &App, record: RecordId) {
        let shown = self.keeper.shown();
        let found = match (&*shown.matrix, record) {
            (Matrix::Event(_), RecordId::Claim(claim)) => {
                shown.rows.iter().enumerate().find_map(|(row, _)| {
                    let cells = &shown.field(row)?.cells;
                    let place = |cell: &crate::evidence::matrix::Cell| {
                        cell.said.iter().position(|said| said.claim == claim)
                    };
                    let mut cells = cells.iter().enumerate();
                    let (column, claim) =
                        cells.find_map(|(column, cell)| Some((column, place(cell)?)))?;
                    Some(Cursor { row, column, claim })
                })
            }
            (Matrix::Project(_), RecordId::Event(event)) => {
                let mut rows = 0..shown.rows.len();
                let row = rows.find(|&row| shown.event(row).is_some_and(|r| r.event == event));
                row.map(|row| Cursor { row, ..self.cursor })
            }
            _ => None,
        };
        if let Some(cursor) = found {
            self.cursor = cursor;
            self.reveal = true;
        }
    }

    fn counts(&self) -> Option<(usize, usize)> {
        let in_project = self.finder.in_project()?;
        Some((self.keeper.shown().rows.len(), in_project))
    }

    fn take_focus(&mut self) {
        self.wants_focus = true;
    }

    fn is_alive(&self, app: &App) -> bool {
        let Some(event) = self.event else {
            return true;
        };
        app.work()
            .is_some_and(|work| work.project.events().contains(event))
    }
}
