//! Exports: what is known, in formats that other programs and other people read.
//!
//! | file | is |
//! |---|---|
//! | `sheet.rs` | a matrix of disagreements as rows and columns of words, whatever the format |
//! | `svg.rs`, `lines.rs`, `faces.rs` | a picture of it with our own text layout |
//! | `png.rs` | that picture in pixels |
//! | `csv.rs` | a line a claim, for spreadsheets |
//! | `markdown.rs` | a table for a text |

mod csv;
pub mod faces;
mod lines;
mod markdown;
mod png;
mod sheet;
mod svg;
#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::evidence::matrix::{EventMatrix, Only, ProjectMatrix, event_matrix, project_matrix};
use crate::model::date::Day;
use crate::model::{EventId, Project, Record};
use crate::query::{Query, ResolvedQuery};

pub use svg::INKS;

/// Cells beyond which a matrix is no picture and no table that anybody reads.
const MOST_CELLS: usize = 60_000;

/// A format that a matrix is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A picture of lines, for print.
    Svg,
    /// A picture of pixels.
    Png,
    /// For spreadsheets.
    Csv,
    /// A table for a text.
    Markdown,
}

impl Format {
    /// All, in the order of the menu.
    pub const ALL: [Self; 4] = [Self::Svg, Self::Png, Self::Csv, Self::Markdown];

    /// What the menu calls it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Svg => "Picture, SVG",
            Self::Png => "Picture, PNG",
            Self::Csv => "Spreadsheet, CSV",
            Self::Markdown => "Table, Markdown",
        }
    }

    /// The ending of its files.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Csv => "csv",
            Self::Markdown => "md",
        }
    }

    /// The format with this ending or this name of the command line.
    #[must_use]
    pub fn from_extension(text: &str) -> Option<Self> {
        let is_it = |format: &Self| format.extension().eq_ignore_ascii_case(text);
        Self::ALL.into_iter().find(is_it)
    }
}

/// What is to be exported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// The event; `None`: the project.
    pub event: Option<EventId>,
    /// Which rows.
    pub only: Only,
    /// Only what was certainly reported by this day.
    pub until: Option<Day>,
    /// Of the project: only the events that this search finds; empty: all.
    pub search: String,
    /// In which format.
    pub format: Format,
}

/// Why a matrix was not exported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExportError {
    /// The event is not in the project any more.
    Gone,
    /// The search cannot be meant; why.
    Search(String),
    /// There is nothing to show.
    Empty,
    /// Too many rows and columns for the format.
    TooLarge {
        /// How many rows.
        rows: usize,
        /// How many columns.
        columns: usize,
    },
    /// It was cancelled.
    Cancelled,
    /// The picture could not be drawn; why.
    Picture(String),
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gone => write!(
                f,
                "Not exported: the event is not in the project any more. Nothing was written."
            ),
            Self::Search(why) => write!(f, "Not exported: {why} Nothing was written."),
            Self::Empty => write!(
                f,
                "Not exported: there is nothing to show with these filters. Nothing was written."
            ),
            Self::TooLarge { rows, columns } => write!(
                f,
                "Not exported: {rows} rows by {columns} sources is too large for this format. Filter the \
                 rows, or export CSV. Nothing was written."
            ),
            Self::Cancelled => write!(f, "The export was cancelled. Nothing was written."),
            Self::Picture(why) => {
                write!(
                    f,
                    "Not exported: the picture could not be drawn ({why}). Nothing was written."
                )
            }
        }
    }
}

impl std::error::Error for ExportError {}

/// A matrix, of one event or of the project.
enum Matrix {
    Event(EventMatrix),
    Project(ProjectMatrix),
}

impl Export {
    /// The export as the bytes of a file. `today` stands under pictures and tables.
    ///
    /// # Errors
    /// If there is nothing to show, if it is too large for the format, or if it was cancelled.
    pub fn render(
        &self,
        project: &Project,
        today: Day,
        cancel: &AtomicBool,
    ) -> Result<Vec<u8>, ExportError> {
        let matrix = self.matrix(project, cancel)?;
        if self.format == Format::Csv {
            return Ok(match &matrix {
                Matrix::Event(matrix) => csv::event(project, matrix),
                Matrix::Project(matrix) => csv::project(matrix),
            }
            .into_bytes());
        }
        let sheet = match &matrix {
            Matrix::Event(matrix) => sheet::of_event(matrix),
            Matrix::Project(matrix) => sheet::of_project(matrix)?,
        };
        let made = sheet::Made {
            project: project.meta().title.clone(),
            today,
            only: self.only,
            search: match self.event {
                Some(_) => String::new(),
                None => self.search.trim().to_owned(),
            },
        };
        Ok(match self.format {
            Format::Markdown => markdown::table(&sheet, &made).into_bytes(),
            Format::Svg => svg::picture(&sheet, &made).text.into_bytes(),
            Format::Png => png::pixels(&svg::picture(&sheet, &made))?,
            Format::Csv => Vec::new(),
        })
    }

    fn matrix(&self, project: &Project, cancel: &AtomicBool) -> Result<Matrix, ExportError> {
        match self.event {
            Some(event) => {
                let matrix = event_matrix(project, event, self.until).ok_or(ExportError::Gone)?;
                let matrix = matrix.only(self.only);
                if matrix.rows.is_empty() {
                    return Err(ExportError::Empty);
                }
                Ok(Matrix::Event(matrix))
            }
            None => {
                let matrix = project_matrix(project, self.until, cancel);
                let matrix = matrix.ok_or(ExportError::Cancelled)?;
                let query = Query::parse(&self.search).resolve(project);
                if let Some(mistake) = query.mistakes().first() {
                    return Err(ExportError::Search(mistake.to_string()));
                }
                let matrix = matrix.keeping(|row| {
                    row.is_wanted(self.only) && is_found(project, &query, row.event)
                });
                if matrix.rows.is_empty() {
                    return Err(ExportError::Empty);
                }
                Ok(Matrix::Project(matrix))
            }
        }
    }

    /// A name for the file, without folder: "Iranian strike on Koh-e-Sabz, disagreements.svg".
    #[must_use]
    pub fn file_name(&self, project: &Project) -> String {
        let of = match self.event {
            Some(event) => project.label(event.into()),
            None => project.meta().title.clone(),
        };
        let fits = |c: &char| !c.is_control() && !r#"/\:*?"<>|"#.contains(*c);
        let of: String = of.chars().filter(fits).take(60).collect();
        let of = of.trim().trim_matches('.');
        let name = if of.is_empty() {
            "Disagreements".to_owned()
        } else {
            format!("{of}, disagreements")
        };
        format!("{name}.{}", self.format.extension())
    }
}

/// Whether the search finds the event.
fn is_found(project: &Project, query: &ResolvedQuery, event: EventId) -> bool {
    let record = project.events().shared(event).map(Arc::clone);
    query.is_empty() || record.is_some_and(|event| query.matches(project, &Record::Event(event)))
}
