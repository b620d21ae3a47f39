//! The matrix of disagreements: what each source says, side by side, and where they do not agree.
//!
//! Of one event ([`event_matrix`]): a row a field, a column a source that speaks of it, and what the
//! analyst holds. Of the project ([`project_matrix`]): a row an event, a column a source. Plain data,
//! which the view paints and the exports write; nothing here depends on how wide anything is.

mod event;
mod kept;
mod project;
#[cfg(test)]
mod tests;
mod wanted;
mod words;

pub use event::{event_matrix, report_days};
pub use kept::{KeptMatrix, Move, Updated};
pub use project::{ProjectCell, ProjectMatrix, ProjectRow, project_matrix};
pub use wanted::Wanted;
pub use words::{Quoted, quoted};

use super::accounts::{Sign, Standing};
use crate::model::date::Day;
use crate::model::{AssessmentId, ClaimId, Credibility, EventId, Reliability, SourceId, Value};

/// How a cell stands to the others of its row, or to what is assessed. Later ones matter more where
/// a cell holds several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Mark {
    /// The source says nothing.
    #[default]
    Silent,
    /// It is the only one that speaks.
    Alone,
    /// Nothing can be said without guessing.
    NotComparable,
    /// It says the same.
    Same,
    /// Both can be right.
    Compatible,
    /// They cannot both be right.
    Conflict,
}

impl Mark {
    /// Those that a legend explains, quietest last.
    pub const ALL: [Self; 6] = [
        Self::Same,
        Self::Compatible,
        Self::Conflict,
        Self::NotComparable,
        Self::Alone,
        Self::Silent,
    ];

    /// The sign that says it without colour; nothing for a silent cell, which is a word.
    #[must_use]
    pub const fn glyph(self) -> &'static str {
        match self {
            Self::Silent => "",
            Self::Alone => "·",
            Self::NotComparable => "?",
            Self::Same => "=",
            Self::Compatible => "≈",
            Self::Conflict => "≠",
        }
    }

    /// The word on screen.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Silent => "silent",
            Self::Alone => "one source",
            Self::NotComparable => "not comparable",
            Self::Same => "same",
            Self::Compatible => "compatible",
            Self::Conflict => "in conflict",
        }
    }
}

impl From<Sign> for Mark {
    fn from(sign: Sign) -> Self {
        match sign {
            Sign::Alone => Self::Alone,
            Sign::Same => Self::Same,
            Sign::Compatible => Self::Compatible,
            Sign::Conflict => Self::Conflict,
            Sign::NotComparable => Self::NotComparable,
        }
    }
}

impl From<Standing> for Mark {
    fn from(standing: Standing) -> Self {
        match standing {
            Standing::Silent => Self::Silent,
            Standing::Alone => Self::Alone,
            Standing::Same => Self::Same,
            Standing::Compatible => Self::Compatible,
            Standing::Conflict => Self::Conflict,
            Standing::NotComparable => Self::NotComparable,
        }
    }
}

/// What is said of one event, field by field and source by source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventMatrix {
    /// The event.
    pub event: EventId,
    /// Its title, or words for an event without one.
    pub title: String,
    /// When it happened, for a heading.
    pub when: String,
    /// Who speaks and how many origins that comes to: "3 sources, 2 origins".
    pub support: String,
    /// The sources that speak of it, in the order of the file.
    pub columns: Vec<SourceColumn>,
    /// The fields that anybody speaks of.
    pub rows: Vec<FieldRow>,
    /// How many of them are assessed.
    pub assessed: usize,
    /// The day that it shows: only what was certainly reported by then.
    pub until: Option<Day>,
    /// Claims left out because they were not reported by that day.
    pub not_yet: usize,
    /// Claims left out because nobody knows when they were reported.
    pub undated: usize,
}

/// A source at the head of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceColumn {
    /// The source.
    pub source: SourceId,
    /// What lists call it.
    pub name: String,
    /// Its kind: "news article".
    pub kind: String,
    /// When it was published: "25 April 2024".
    pub date: String,
    /// What it draws on: "cites Dawn, BBC News".
    pub draws: String,
    /// How far it can be relied on.
    pub reliability: Reliability,
    /// In full, for a list of references.
    pub reference: String,
}

/// A field of the event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldRow {
    /// Its name as claims have it.
    pub field: String,
    /// Its name as a heading.
    pub label: String,
    /// How its claims stand to each other.
    pub standing: Mark,
    /// Whether it is in conflict and not assessed.
    pub unresolved: bool,
    /// A cell a column.
    pub cells: Vec<Cell>,
    /// What the analyst holds.
    pub assessed: Option<Assessed>,
}

/// What one source says of one field.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// The mark that matters most among its claims.
    pub mark: Mark,
    /// Its claims, in the order in which they were reported.
    pub said: Vec<Said>,
}

/// A claim in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The claim.
    pub claim: ClaimId,
    /// How it stands.
    pub mark: Mark,
    /// What it says, in a few words.
    pub words: String,
    /// What it says.
    pub value: Value,
    /// Whom the source gives as its authority; may be empty.
    pub who: String,
    /// Why it stands as it does, a sentence; may be empty.
    pub because: String,
    /// What it was compared with; may be empty.
    pub against: String,
    /// Whether it counts, or is only shown.
    pub counts: bool,
    /// Why it does not count: "slip", "deprecated", "earlier report"; empty where it does.
    pub aside: &'static str,
    /// How far the statement can be believed.
    pub credibility: Credibility,
}

/// What the analyst holds of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessed {
    /// The assessment.
    pub id: AssessmentId,
    /// In a few words.
    pub words: String,
    /// Why.
    pub reason: String,
    /// When it was decided: "21 Nov 2026"; empty if nobody knows.
    pub decided: String,
    /// The claim that it was taken from.
    pub claim: Option<ClaimId>,
}

/// Which rows are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Only {
    /// All.
    #[default]
    All,
    /// Those where sources are in conflict.
    Conflicts,
    /// Those that are in conflict and not assessed.
    Unresolved,
}

impl Only {
    /// Its name in menus.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::All => "All rows",
            Self::Conflicts => "Only conflicts",
            Self::Unresolved => "Only unresolved",
        }
    }
}

impl FieldRow {
    /// Whether the row is wanted.
    #[must_use]
    pub fn is_wanted(&self, only: Only) -> bool {
        match only {
            Only::All => true,
            Only::Conflicts => {
                self.standing == Mark::Conflict
                    || self.cells.iter().any(|cell| cell.mark == Mark::Conflict)
            }
            Only::Unresolved => self.unresolved,
        }
    }
}

impl EventMatrix {
    /// The matrix with the rows that are wanted, and all of its columns.
    #[must_use]
    pub fn only(mut self, only: Only) -> Self {
        self.rows.retain(|row| row.is_wanted(only));
        self
    }

    /// "3 of 8 fields".
    #[must_use]
    pub fn assessed_words(&self) -> String {
        words::of_fields(self.assessed, self.rows.len())
    }
}

impl Cell {
    /// The values of the claims that count, or of all if none does: "hideout; headquarters".
    #[must_use]
    pub fn words(&self) -> String {
        let counting = self.said.iter().any(|said| said.counts);
        let values = self.said.iter().filter(|said| said.counts || !counting);
        words::joined(values.map(|said| said.words.as_str()))
    }

    /// Who said it, and what is shown aside: "Commissioner of Makran", "slip: January 2014".
    #[must_use]
    pub fn second(&self) -> String {
        let counting = self.said.iter().any(|said| said.counts);
        let who = self.said.iter().filter(|said| said.counts || !counting);
        let who = words::joined(who.map(|said| said.who.as_str()));
        let aside: Vec<String> = self
            .said
            .iter()
            .filter(|said| !said.counts)
            .map(|said| match counting {
                true => format!("{}: {}", said.aside, said.words),
                false => said.aside.to_owned(),
            })
            .collect();
        let aside = words::joined(aside.iter().map(String::as_str));
        words::joined([who.as_str(), aside.as_str()].into_iter())
    }
}
