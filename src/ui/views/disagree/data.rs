//! What the view shows, as plain data, kept until project, day or filter change: one event at once, all
//! events in a job where the project is large.

use std::rc::Rc;
use std::sync::atomic::AtomicBool;

use crate::app::jobs::{Polled, Task};
use crate::app::{App, Workspace};
use crate::evidence::matrix::{
    Assessed, Cell, EventMatrix, FieldRow, Mark, Only, ProjectCell, ProjectMatrix, SourceColumn,
    event_matrix, project_matrix, report_days,
};
use crate::model::date::Day;
use crate::model::{EventId, Tables};

/// Up to so many claims the matrix of all events is made within a frame.
const AT_ONCE: usize = 400;

/// What is shown: a matrix and which of its rows.
#[derive(Debug, Clone, Default)]
pub(super) struct Shown {
    pub(super) matrix: Matrix,
    /// The rows that the filter leaves.
    pub(super) rows: Vec<usize>,
    /// The days on which anything was reported.
    pub(super) days: Vec<Day>,
}

/// A matrix, of one event or of all.
#[derive(Debug, Clone, Default)]
pub(super) enum Matrix {
    /// Not made yet.
    #[default]
    None,
    Event(EventMatrix),
    Project(ProjectMatrix),
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
    fn new(matrix: Matrix, days: Vec<Day>, only: Only) -> Self {
        let mut shown = Self {
            matrix,
            rows: Vec::new(),
            days,
        };
        shown.filter(only);
        shown
    }

    fn filter(&mut self, only: Only) {
        self.rows = match &self.matrix {
            Matrix::None => Vec::new(),
            Matrix::Event(matrix) => wanted(matrix.rows.iter().map(|row| row.is_wanted(only))),
            Matrix::Project(matrix) => wanted(matrix.rows.iter().map(|row| row.is_wanted(only))),
        };
    }

    /// How many rows there are before the filter.
    pub(super) fn all_rows(&self) -> usize {
        match &self.matrix {
            Matrix::None => 0,
            Matrix::Event(matrix) => matrix.rows.len(),
            Matrix::Project(matrix) => matrix.rows.len(),
        }
    }

    pub(super) fn columns(&self) -> &[SourceColumn] {
        match &self.matrix {
            Matrix::None => &[],
            Matrix::Event(matrix) => &matrix.columns,
            Matrix::Project(matrix) => &matrix.columns,
        }
    }

    /// The field in a row.
    pub(super) fn field(&self, row: usize) -> Option<&FieldRow> {
        match &self.matrix {
            Matrix::Event(matrix) => matrix.rows.get(*self.rows.get(row)?),
            _ => None,
        }
    }

    /// The event in a row.
    pub(super) fn event(&self, row: usize) -> Option<&crate::evidence::matrix::ProjectRow> {
        match &self.matrix {
            Matrix::Project(matrix) => matrix.rows.get(*self.rows.get(row)?),
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
        let cell = self.event(row).and_then(|event| event.cell(column));
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
        match &self.matrix {
            Matrix::Event(matrix) => matrix.assessed_words(),
            Matrix::Project(_) | Matrix::None => String::new(),
        }
    }

    /// "3 sources, 2 origins", or how many events and sources.
    pub(super) fn counts(&self) -> String {
        match &self.matrix {
            Matrix::None => String::new(),
            Matrix::Event(matrix) => matrix.support.clone(),
            Matrix::Project(matrix) => format!(
                "{}, {}",
                crate::model::Kind::Event.counted(matrix.rows.len()),
                crate::model::Kind::Source.counted(matrix.columns.len())
            ),
        }
    }

    /// Claims that the day leaves out: "2 not reported yet, 1 without a date".
    pub(super) fn left_out(&self) -> String {
        let Matrix::Event(matrix) = &self.matrix else {
            return String::new();
        };
        let mut said = Vec::new();
        if matrix.not_yet > 0 {
            said.push(format!("{} not reported yet", matrix.not_yet));
        }
        if matrix.undated > 0 {
            said.push(format!("{} without a date", matrix.undated));
        }
        said.join(", ")
    }
}

fn wanted(rows: impl Iterator<Item = bool>) -> Vec<usize> {
    let places = rows.enumerate().filter(|(_, wanted)| *wanted);
    places.map(|(place, _)| place).collect()
}

/// What the matrix depends on.
type Key = (u64, Option<EventId>, Option<Day>);

/// Makes and keeps what is shown.
#[derive(Default)]
pub(super) struct Keeper {
    key: Option<Key>,
    only: Only,
    shown: Rc<Shown>,
    task: Option<Task<Option<ProjectMatrix>>>,
}

impl Keeper {
    pub(super) fn shown(&self) -> Rc<Shown> {
        Rc::clone(&self.shown)
    }

    /// Whether a new matrix is being made; the old one is shown meanwhile.
    pub(super) fn is_busy(&self) -> bool {
        self.task.is_some()
    }

    /// Brings what is shown up to date.
    pub(super) fn update(
        &mut self,
        app: &App,
        work: &Workspace,
        event: Option<EventId>,
        until: Option<Day>,
        only: Only,
    ) {
        self.take_done(only);
        let key = (work.project.revision(), event, until);
        if self.key != Some(key) {
            self.key = Some(key);
            if let Some(task) = self.task.take() {
                task.cancel();
            }
            self.make(app, work, event, until, only);
        } else if self.only != only {
            let mut shown = (*self.shown).clone();
            shown.filter(only);
            self.shown = Rc::new(shown);
        }
        self.only = only;
    }

    fn make(
        &mut self,
        app: &App,
        work: &Workspace,
        event: Option<EventId>,
        until: Option<Day>,
        only: Only,
    ) {
        if let Some(event) = event {
            let matrix = event_matrix(&work.project, event, until);
            let days = report_days(&work.project, event);
            let matrix = matrix.map_or(Matrix::None, Matrix::Event);
            self.shown = Rc::new(Shown::new(matrix, days, only));
        } else if is_small(&work.project) {
            let never = AtomicBool::new(false);
            if let Some(matrix) = project_matrix(&work.project, until, &never) {
                self.put(matrix, only);
            }
        } else {
            let snapshot = work.project.snapshot();
            let task = Task::spawn("Comparing events", app.wake(), move |progress| {
                project_matrix(&snapshot.to_project(), until, progress.cancel_flag())
            });
            self.task = Some(task);
        }
    }

    fn put(&mut self, matrix: ProjectMatrix, only: Only) {
        let days = matrix.days.clone();
        self.shown = Rc::new(Shown::new(Matrix::Project(matrix), days, only));
    }

    fn take_done(&mut self, only: Only) {
        let done = match self.task.as_ref().map(Task::poll) {
            None | Some(Polled::Running) => return,
            Some(Polled::Done(matrix)) => matrix,
            Some(Polled::Died) => {
                // The old matrix stays; the next change compares again.
                log::error!("comparing the events ended by a defect");
                None
            }
        };
        self.task = None;
        if let Some(matrix) = done {
            self.put(matrix, only);
        }
    }
}

fn is_small(tables: &Tables) -> bool {
    tables.claims().len() <= AT_ONCE
}
