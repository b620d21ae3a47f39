//! What the view shows, as plain data, kept until project, day or filter change: one event at once, all
//! events in a job where the project is large.

use std::rc::Rc;
use std::sync::atomic::AtomicBool;

use super::choose::{self, By, Choosing};
use super::found::Finder;
use crate::app::jobs::{Polled, Task};
use crate::app::{App, Workspace};
use crate::evidence::matrix::{
    Assessed, Cell, EventMatrix, FieldRow, KeptMatrix, Mark, Only, ProjectCell, SourceColumn,
    Wanted, event_matrix, report_days,
};
use crate::model::date::Day;
use crate::model::{EventId, Kind, RecordId, Tables};
use crate::ui::views::in_bar::count_words;
use crate::ui::widgets::left_out;

/// Up to so many claims the matrix of all events is made within a frame.
const AT_ONCE: usize = 400;
/// So many events are looked at in a frame to choose the rows that are shown: a millisecond's work.
const SLICE: usize = 4_000;
/// Up to so many records that changes reached are compared again within a frame.
const AGAIN_AT_ONCE: usize = 400;

/// What is shown: a matrix and which of its rows and columns.
#[derive(Debug, Clone, Default)]
pub(super) struct Shown {
    pub(super) matrix: Rc<Matrix>,
    /// The rows that filter and search leave.
    pub(super) rows: Vec<usize>,
    /// Of the project: the columns of the sources that say anything in these rows; `None`: all.
    columns: Option<Vec<usize>>,
    /// How many rows the search leaves before the filter.
    pub(super) found: usize,
    /// The days on which anything was reported.
    pub(super) days: Rc<[Day]>,
}

/// A matrix, of one event or of all.
#[derive(Debug, Clone, Default)]
pub(super) enum Matrix {
    /// Not made yet.
    #[default]
    None,
    Event(EventMatrix),
    Project(KeptMatrix),
}

/// What a cell says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CellWords {
    pub(super) mark: Mark,
    pub(super) words: String,
    pub(super) second: String,
}

/// What stands in the last column.
#[derive(Debug, Clone, Copy)]
pub(super) enum Held<'a> {
    /// What is held, and why.
    Assessed(&'a Assessed),
    /// Nothing yet.
    Open,
    /// So many fields of so many, of an event.
    Count(usize, usize),
}

impl Shown {
    fn new(matrix: Matrix, days: Vec<Day>) -> Self {
        Self {
            matrix: Rc::new(matrix),
            days: days.into(),
            ..Self::default()
        }
    }

    /// The same matrix with these rows and columns of it.
    fn with(&self, rows: Vec<usize>, columns: Option<Vec<usize>>, found: usize) -> Self {
        Self {
            matrix: Rc::clone(&self.matrix),
            days: Rc::clone(&self.days),
            rows,
            columns,
            found,
        }
    }

    /// How many rows there are before search and filter.
    pub(super) fn all_rows(&self) -> usize {
        match &*self.matrix {
            Matrix::None => 0,
            Matrix::Event(matrix) => matrix.rows.len(),
            Matrix::Project(matrix) => matrix.rows.len(),
        }
    }

    fn all_columns(&self) -> &[SourceColumn] {
        match &*self.matrix {
            Matrix::None => &[],
            Matrix::Event(matrix) => &matrix.columns,
            Matrix::Project(matrix) => &matrix.columns,
        }
    }

    /// How many sources are shown.
    pub(super) fn n_columns(&self) -> usize {
        let all = || self.all_columns().len();
        self.columns.as_ref().map_or_else(all, Vec::len)
    }

    /// The column of the matrix that is shown at this place.
    fn column_at(&self, place: usize) -> Option<usize> {
        match &self.columns {
            Some(columns) => columns.get(place).copied(),
            None => Some(place),
        }
    }

    /// The source at this place.
    pub(super) fn column(&self, place: usize) -> Option<&SourceColumn> {
        self.all_columns().get(self.column_at(place)?)
    }

    /// The sources that are shown.
    pub(super) fn columns(&self) -> impl Iterator<Item = &SourceColumn> {
        (0..self.n_columns()).filter_map(|place| self.column(place))
    }

    /// The field in a row.
    pub(super) fn field(&self, row: usize) -> Option<&FieldRow> {
        match &*self.matrix {
            Matrix::Event(matrix) => matrix.rows.get(*self.rows.get(row)?),
            _ => None,
        }
    }

    /// The event in a row.
    pub(super) fn event(&self, row: usize) -> Option<&crate::evidence::matrix::ProjectRow> {
        match &*self.matrix {
            Matrix::Project(matrix) => matrix.rows.get(*self.rows.get(row)?).map(AsRef::as_ref),
            _ => None,
        }
    }

    /// The head of a row, and more about it.
    pub(super) fn label(&self, row: usize) -> (&str, &str) {
        match (self.field(row), self.event(row)) {
            (Some(field), _) => (&field.label, ""),
            (None, Some(event)) => (&event.title, &event.when),
            (None, None) => ("", ""),
        }
    }

    /// The claims in a cell.
    pub(super) fn cell(&self, row: usize, column: usize) -> Option<&Cell> {
        self.field(row)?.cells.get(column)
    }

    /// What a cell says.
    pub(super) fn words(&self, row: usize, column: usize) -> CellWords {
        if let Some(cell) = self.cell(row, column) {
            return CellWords {
                mark: cell.mark,
                words: cell.words(),
                second: cell.second(),
            };
        }
        let event = self.event(row).zip(self.column(column));
        let cell = event.and_then(|(event, column)| event.cell(column.source));
        let (words, second) = cell.map(ProjectCell::words).unwrap_or_default();
        CellWords {
            mark: cell.map_or(Mark::Silent, |cell| cell.mark),
            words,
            second,
        }
    }

    /// What stands in the last column of a row.
    pub(super) fn held(&self, row: usize) -> Held<'_> {
        if let Some(event) = self.event(row) {
            return Held::Count(event.assessed, event.fields);
        }
        let held = self.field(row).and_then(|field| field.assessed.as_ref());
        held.map_or(Held::Open, Held::Assessed)
    }

    /// What the head of the last column says below its name.
    pub(super) fn held_words(&self) -> String {
        match &*self.matrix {
            Matrix::Event(matrix) => matrix.assessed_words(),
            Matrix::Project(_) | Matrix::None => String::new(),
        }
    }

    /// "3 sources, 2 origins", or how many events of how many: "12 of 41 events".
    pub(super) fn counts(&self) -> String {
        match &*self.matrix {
            Matrix::None => String::new(),
            Matrix::Event(matrix) => matrix.support.clone(),
            Matrix::Project(matrix) => count_words(Kind::Event, self.rows.len(), matrix.rows.len()),
        }
    }

    /// Claims that the day leaves out: "2 not reported yet, 1 without a date".
    pub(super) fn left_out(&self) -> String {
        match &*self.matrix {
            Matrix::Event(matrix) => left_out(matrix.not_yet, matrix.undated),
            Matrix::Project(_) | Matrix::None => String::new(),
        }
    }
}

/// What the matrix depends on.
type Key = (u64, Option<EventId>, Option<Day>);

/// Makes and keeps what is shown.
#[derive(Default)]
pub(super) struct Keeper {
    /// What the matrix that is shown, or being made, is of.
    key: Option<Key>,
    /// What the rows were chosen by; `None` as soon as other rows can be meant.
    chosen: Option<By>,
    /// Rows that are being chosen; those from before are shown meanwhile.
    choosing: Option<Choosing>,
    shown: Rc<Shown>,
    task: Option<Task<Option<KeptMatrix>>>,
}

impl Keeper {
    pub(super) fn shown(&self) -> Rc<Shown> {
        Rc::clone(&self.shown)
    }

    /// Whether a new matrix is being made; the old one is shown meanwhile.
    pub(super) fn is_busy(&self) -> bool {
        self.task.is_some() || self.is_choosing()
    }

    /// Whether the next frame goes on choosing rows.
    pub(super) fn is_choosing(&self) -> bool {
        self.choosing.is_some()
    }

    /// Brings what is shown up to date. Gives whether rows or columns can stand elsewhere now.
    pub(super) fn update(
        &mut self,
        app: &App,
        work: &Workspace,
        event: Option<EventId>,
        wanted: Wanted,
        finder: &Finder,
    ) -> bool {
        let mut other = self.take_done();
        let key = (work.project.revision(), event, wanted.until);
        // While a matrix is being made, its state is followed from when it is there.
        let waits = self.task.is_some() && self.is_of(event, wanted.until);
        if self.key != Some(key) && !waits {
            other = true;
            if !self.is_of(event, wanted.until) || !self.follow(work) {
                if let Some(task) = self.task.take() {
                    task.cancel();
                }
                self.make(app, work, event, wanted.until);
            }
            self.key = Some(key);
        }
        self.choose((wanted.only, finder.edition()), finder) || other
    }

    /// Chooses rows anew where others can be meant: of all events a slice of them. Gives whether there are others now.
    fn choose(&mut self, by: By, finder: &Finder) -> bool {
        if self.chosen == Some(by) {
            self.choosing = None;
            return false;
        }
        let shown = match &*self.shown.matrix {
            Matrix::None => self.shown.with(Vec::new(), None, 0),
            Matrix::Event(matrix) => {
                let rows = matrix.rows.iter().enumerate();
                let rows = rows.filter(|(_, row)| row.is_wanted(by.0));
                let rows = rows.map(|(place, _)| place).collect();
                self.shown.with(rows, None, matrix.rows.len())
            }
            Matrix::Project(matrix) => {
                let known = self.choosing.take().filter(|choosing| choosing.by == by);
                let mut choosing = known.unwrap_or_else(|| Choosing::new(by));
                if !choosing.go_on(matrix, &|event| finder.has(event), SLICE) {
                    self.choosing = Some(choosing);
                    return false;
                }
                let columns = choosing.columns(matrix);
                self.shown.with(choosing.rows, columns, choosing.found)
            }
        };
        self.shown = Rc::new(shown);
        self.chosen = Some(by);
        true
    }

    /// Whether what is shown or being made is of this event and day, of whatever state of the project.
    fn is_of(&self, event: Option<EventId>, until: Option<Day>) -> bool {
        self.key
            .is_some_and(|(_, of, by)| (of, by) == (event, until))
    }

    /// Compares again what changes reached since the matrix was made; false if that is too much for a frame.
    fn follow(&mut self, work: &Workspace) -> bool {
        let from = self.key.map_or(0, |(revision, ..)| revision);
        let Some(touched) = work.touched.since(from) else {
            return false;
        };
        let touched: Vec<RecordId> = touched.take(AGAIN_AT_ONCE + 1).collect();
        let shown = Rc::make_mut(&mut self.shown);
        let is_same = match &*shown.matrix {
            Matrix::None => false,
            Matrix::Event(matrix) => !touched.iter().any(|id| concerns(matrix.event, *id)),
            Matrix::Project(_) => true,
        };
        if !is_same || touched.len() > AGAIN_AT_ONCE {
            return false;
        }
        if let Matrix::Project(matrix) = Rc::make_mut(&mut shown.matrix) {
            let updated = matrix.update(&work.project, touched);
            if *shown.days != *matrix.days {
                shown.days = matrix.days.as_slice().into();
            }
            for &moved in &updated.moves {
                choose::follow(&mut shown.rows, moved);
            }
            let is_same = updated.moves.is_empty() && updated.rows.is_empty();
            let all = self.chosen == Some((Only::All, None));
            if !is_same && (!all || !updated.moves.is_empty()) {
                self.chosen = None;
                self.choosing = None;
            }
        }
        true
    }

    fn make(&mut self, app: &App, work: &Workspace, event: Option<EventId>, until: Option<Day>) {
        if let Some(event) = event {
            let matrix = event_matrix(&work.project, event, until);
            let days = report_days(&work.project, event);
            let matrix = matrix.map_or(Matrix::None, Matrix::Event);
            self.put(matrix, days);
        } else if is_small(&work.project) {
            let never = AtomicBool::new(false);
            if let Some(matrix) = KeptMatrix::build(&work.project, until, &never) {
                self.put_all(matrix);
            }
        } else {
            let snapshot = work.project.snapshot();
            let task = Task::spawn("Comparing events", app.wake(), move |progress| {
                KeptMatrix::build(&snapshot.to_project(), until, progress.cancel_flag())
            });
            self.task = Some(task);
        }
    }

    fn put_all(&mut self, matrix: KeptMatrix) {
        let days = matrix.days.clone();
        self.put(Matrix::Project(matrix), days);
    }

    /// Takes another matrix; its rows are chosen next.
    fn put(&mut self, matrix: Matrix, days: Vec<Day>) {
        self.shown = Rc::new(Shown::new(matrix, days));
        self.chosen = None;
        self.choosing = None;
    }

    /// Takes the matrix that was made, if it is there now.
    fn take_done(&mut self) -> bool {
        let done = match self.task.as_ref().map(Task::poll) {
            None | Some(Polled::Running) => return false,
            Some(Polled::Done(matrix)) => matrix,
            Some(Polled::Died) => {
                // The old matrix stays; the next change compares again.
                log::error!("comparing the events ended by a defect");
                None
            }
        };
        self.task = None;
        let is_there = done.is_some();
        if let Some(matrix) = done {
            self.put_all(matrix);
        }
        is_there
    }
}

/// Whether the matrix of an event can say something else when this record was touched: what is said of the
/// event itself reaches it, and names stand in it.
fn concerns(event: EventId, touched: RecordId) -> bool {
    match touched {
        RecordId::Event(id) => id == event,
        RecordId::Source(_) | RecordId::Tag(_) => true,
        _ => false,
    }
}

fn is_small(tables: &Tables) -> bool {
    tables.claims().len() <= AT_ONCE
}
