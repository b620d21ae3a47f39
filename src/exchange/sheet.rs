//! A matrix as rows and columns of words, before any format.

use super::{ExportError, MOST_CELLS};
use crate::evidence::matrix::{EventMatrix, Mark, Only, ProjectMatrix, SourceColumn};
use crate::model::Choice as _;
use crate::model::date::Day;

/// Rows and columns of words.
pub(super) struct Sheet {
    /// What it is about.
    pub(super) title: String,
    /// When, and who speaks.
    pub(super) under: Vec<String>,
    /// What the first column holds.
    pub(super) corner: &'static str,
    /// The sources.
    pub(super) heads: Vec<Head>,
    /// The rows.
    pub(super) rows: Vec<Line>,
    /// How many fields are assessed.
    pub(super) assessed: String,
    /// The day that it shows.
    pub(super) until: Option<Day>,
}

/// The head of a column.
pub(super) struct Head {
    pub(super) name: String,
    /// Kind and date, and what it draws on.
    pub(super) lines: Vec<String>,
    /// Its reliability.
    pub(super) grade: &'static str,
    /// In full.
    pub(super) reference: String,
}

/// A row.
pub(super) struct Line {
    pub(super) label: String,
    /// More about it; may be empty.
    pub(super) second: String,
    /// A cell a column.
    pub(super) cells: Vec<Square>,
    /// What is held, and why; `None`: nothing yet.
    pub(super) held: Option<(String, String)>,
}

/// A cell.
#[derive(Clone, Default)]
pub(super) struct Square {
    pub(super) mark: Mark,
    pub(super) words: String,
    pub(super) second: String,
}

/// What is said under a picture or table of where it comes from.
pub(super) struct Made {
    /// The title of the project.
    pub(super) project: String,
    pub(super) today: Day,
    /// Which rows were asked for.
    pub(super) only: Only,
    /// What was looked for; empty: everything.
    pub(super) search: String,
}

impl Made {
    /// Which rows are shown, and when it was made.
    pub(super) fn words(&self, sheet: &Sheet) -> String {
        let mut said = Vec::new();
        if !self.search.is_empty() {
            said.push(format!("Only events found by “{}”.", self.search));
        }
        match self.only {
            Only::All => {}
            Only::Conflicts => said.push("Only rows in conflict.".to_owned()),
            Only::Unresolved => {
                said.push("Only rows in conflict that are not assessed.".to_owned());
            }
        }
        if let Some(until) = sheet.until {
            said.push(format!("Only what was reported by {until}."));
        }
        let project = self.project.trim();
        said.push(if project.is_empty() {
            format!("Made with Annals on {}.", self.today)
        } else {
            format!("From “{project}”, made with Annals on {}.", self.today)
        });
        said.join(" ")
    }
}

/// The marks that occur, in the order of the legend.
pub(super) fn marks(sheet: &Sheet) -> Vec<Mark> {
    let occurs = |mark: &Mark| {
        let mut cells = sheet.rows.iter().flat_map(|row| &row.cells);
        cells.any(|cell| cell.mark == *mark)
    };
    Mark::ALL.into_iter().filter(occurs).collect()
}

fn heads(columns: &[SourceColumn]) -> Vec<Head> {
    let head = |column: &SourceColumn| {
        let about: Vec<&str> = [column.kind.as_str(), column.date.as_str()]
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect();
        Head {
            name: column.name.clone(),
            lines: vec![about.join(", "), column.draws.clone()],
            grade: column.reliability.name(),
            reference: column.reference.clone(),
        }
    };
    columns.iter().map(head).collect()
}

pub(super) fn of_event(matrix: &EventMatrix) -> Sheet {
    let rows = matrix.rows.iter().map(|row| Line {
        label: row.label.clone(),
        second: String::new(),
        cells: row
            .cells
            .iter()
            .map(|cell| Square {
                mark: cell.mark,
                words: cell.words(),
                second: cell.second(),
            })
            .collect(),
        held: row.assessed.as_ref().map(|held| {
            let why = [held.reason.as_str(), held.decided.as_str()];
            let why: Vec<&str> = why.into_iter().filter(|text| !text.is_empty()).collect();
            (held.words.clone(), why.join(" · "))
        }),
    });
    let under = [matrix.when.clone(), matrix.support.clone()];
    Sheet {
        title: matrix.title.clone(),
        under: under.into_iter().filter(|text| !text.is_empty()).collect(),
        corner: "Field",
        heads: heads(&matrix.columns),
        rows: rows.collect(),
        assessed: matrix.assessed_words(),
        until: matrix.until,
    }
}

pub(super) fn of_project(matrix: &ProjectMatrix) -> Result<Sheet, ExportError> {
    let (rows, columns) = (matrix.rows.len(), matrix.columns.len());
    if rows.saturating_mul(columns) > MOST_CELLS {
        return Err(ExportError::TooLarge { rows, columns });
    }
    let places = matrix.places();
    let lines = matrix.rows.iter().map(|row| {
        let mut cells = vec![Square::default(); columns];
        for cell in &row.cells {
            let (words, second) = cell.words();
            let place = places.get(&cell.source);
            if let Some(place) = place.and_then(|&place| cells.get_mut(place)) {
                *place = Square {
                    mark: cell.mark,
                    words,
                    second,
                };
            }
        }
        Line {
            label: row.title.clone(),
            second: row.when.clone(),
            cells,
            held: (row.assessed > 0).then(|| (row.assessed_words(), String::new())),
        }
    });
    Ok(Sheet {
        title: "Disagreements".to_owned(),
        under: vec![
            crate::model::Kind::Event.counted(rows),
            crate::model::Kind::Source.counted(columns),
        ],
        corner: "Event",
        heads: heads(&matrix.columns),
        rows: lines.collect(),
        assessed: String::new(),
        until: matrix.until,
    })
}
