//! The matrix of the project, kept while it is edited: a change costs what it reaches, not what the project
//! holds.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::event::{claims_of, column, days};
use super::project::{ProjectMatrix, ProjectRow, row};
use crate::evidence::accounts::accounts;
use crate::model::date::Day;
use crate::model::{EventId, Kind, Project, RecordId, Role, SourceId};

/// A matrix that can be brought up to date.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KeptMatrix {
    matrix: ProjectMatrix,
    /// Where each row stands among the others: its date, then its place in the file.
    keys: Vec<Key>,
    /// The events that claims speak of.
    events: HashMap<EventId, Known>,
    /// The sources at the heads of the columns, by place in the file.
    heads: Vec<Speaker>,
    /// How many rows each of them has a cell in.
    speakers: BTreeMap<Speaker, usize>,
    /// How many events something was reported of by each day.
    days: BTreeMap<Day, usize>,
}

type Key = ((i64, i64), Option<u32>, EventId);
type Speaker = (Option<u32>, SourceId);

/// What is known of an event that claims speak of.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Known {
    key: Key,
    days: Vec<Day>,
    /// Who has a cell in its row; nobody if it has none.
    speakers: Vec<Speaker>,
}

/// What became of the rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Updated {
    /// Rows that say something else now, in order; those that came are not among them.
    pub rows: Vec<usize>,
    /// Rows that came, went or stand elsewhere now, so that the numbers of rows mean others; one after the other.
    pub moves: Vec<Move>,
}

/// A row that stands elsewhere now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// Where it stood; `None` if it came.
    pub from: Option<usize>,
    /// Where it stands once it was taken out there; `None` if it went.
    pub to: Option<usize>,
}

impl Deref for KeptMatrix {
    type Target = ProjectMatrix;

    fn deref(&self) -> &ProjectMatrix {
        &self.matrix
    }
}

impl KeptMatrix {
    /// Compares everything; `None` if it was cancelled. With `until`, only what was certainly reported by that
    /// day. For a job where the project is large.
    #[must_use]
    pub fn build(project: &Project, until: Option<Day>, cancel: &AtomicBool) -> Option<Self> {
        let claims = project.claims().iter();
        let events: BTreeSet<EventId> = claims.map(|claim| claim.event).collect();
        let mut kept = Self::default();
        kept.matrix.until = until;
        let mut rows: Vec<(Key, Arc<ProjectRow>)> = Vec::new();
        for event in events {
            if cancel.load(Ordering::Relaxed) {
                return None;
            }
            let Some((known, row)) = look(project, event, until) else {
                continue;
            };
            kept.count(&known, true);
            rows.extend(row.map(|row| (known.key, Arc::new(row))));
            kept.events.insert(event, known);
        }
        rows.sort_by_key(|(key, _)| *key);
        (kept.keys, kept.matrix.rows) = rows.into_iter().unzip();
        kept.matrix.days = kept.days.keys().copied().collect();
        kept.heads = kept.speakers.keys().copied().collect();
        let sources = kept.heads.iter();
        kept.matrix.columns = sources
            .map(|&(_, source)| column(project, source))
            .collect();
        Some(kept)
    }

    /// The matrix as it is.
    #[must_use]
    pub fn into_matrix(self) -> ProjectMatrix {
        self.matrix
    }

    /// Compares again what was touched: the records that changes reach, as [`reach`](crate::evidence::reach)
    /// gives them, with `project` as it is after them.
    pub fn update(
        &mut self,
        project: &Project,
        touched: impl IntoIterator<Item = RecordId>,
    ) -> Updated {
        let mut updated = Updated::default();
        let mut sources = BTreeSet::new();
        let (mut events, mut replaced) = (BTreeSet::new(), Vec::new());
        for id in touched {
            match id {
                RecordId::Event(event) => {
                    events.insert(event);
                }
                RecordId::Source(source) => heads(project, source, &mut sources),
                _ => {}
            }
        }
        for event in events {
            if let Some(key) = self.look_again(project, event, &mut updated) {
                replaced.push(key);
            }
        }
        let rows = replaced.iter().filter_map(|key| self.row_of(key));
        updated.rows = rows.collect();
        updated.rows.sort_unstable();
        for source in sources {
            let slot = project.sources().slot(source);
            if let Ok(at) = self.heads.binary_search(&(slot, source)) {
                self.matrix.columns[at] = column(project, source);
            }
        }
        updated
    }

    /// Compares an event again. Gives the key of its row if that stays where it is and says something else.
    fn look_again(
        &mut self,
        project: &Project,
        event: EventId,
        updated: &mut Updated,
    ) -> Option<Key> {
        let found = look(project, event, self.matrix.until);
        let before = self.events.remove(&event);
        if let Some((known, _)) = &found {
            self.come(project, known);
        }
        if let Some(known) = &before {
            self.go(known);
        }
        let place = before.as_ref().and_then(|known| self.row_of(&known.key));
        let (known, row) = match found {
            Some((known, row)) => (Some(known), row),
            None => (None, None),
        };
        let mut stays = None;
        match (place, row) {
            (Some(at), Some(row))
                if self.keys.get(at) == known.as_ref().map(|known| &known.key) =>
            {
                if *self.matrix.rows[at] != row {
                    self.matrix.rows[at] = Arc::new(row);
                    stays = self.keys.get(at).copied();
                }
            }
            (from, row) => {
                if let Some(at) = from {
                    self.keys.remove(at);
                    self.matrix.rows.remove(at);
                }
                let mut to = None;
                if let (Some(row), Some(known)) = (row, &known) {
                    let at = self.keys.partition_point(|key| *key < known.key);
                    self.keys.insert(at, known.key);
                    self.matrix.rows.insert(at, Arc::new(row));
                    to = Some(at);
                }
                if from.is_some() || to.is_some() {
                    updated.moves.push(Move { from, to });
                }
            }
        }
        self.events.extend(known.map(|known| (event, known)));
        stays
    }

    fn row_of(&self, key: &Key) -> Option<usize> {
        self.keys.binary_search(key).ok()
    }

    fn count(&mut self, known: &Known, comes: bool) {
        for &day in &known.days {
            let count = self.days.entry(day).or_default();
            *count = if comes { *count + 1 } else { *count - 1 };
            if *count == 0 {
                self.days.remove(&day);
            }
        }
        for &speaker in &known.speakers {
            let count = self.speakers.entry(speaker).or_default();
            *count = if comes { *count + 1 } else { *count - 1 };
            if *count == 0 {
                self.speakers.remove(&speaker);
            }
        }
    }

    fn come(&mut self, project: &Project, known: &Known) {
        let days = self.days.len();
        let new = known.speakers.iter();
        let new = new.filter(|speaker| !self.speakers.contains_key(*speaker));
        let new: Vec<Speaker> = new.copied().collect();
        self.count(known, true);
        for speaker in new {
            let at = self.heads.partition_point(|head| *head < speaker);
            self.heads.insert(at, speaker);
            self.matrix.columns.insert(at, column(project, speaker.1));
        }
        self.list_days(days);
    }

    fn go(&mut self, known: &Known) {
        let days = self.days.len();
        let places = known.speakers.iter();
        let last = places.filter(|speaker| self.speakers.get(*speaker) == Some(&1));
        let last: Vec<Speaker> = last.copied().collect();
        self.count(known, false);
        for speaker in last {
            if let Ok(at) = self.heads.binary_search(&speaker) {
                self.heads.remove(at);
                self.matrix.columns.remove(at);
            }
        }
        self.list_days(days);
    }

    fn list_days(&mut self, before: usize) {
        if self.days.len() != before {
            self.matrix.days = self.days.keys().copied().collect();
        }
    }
}

/// The source, and those whose heads say that they draw on it.
fn heads(project: &Project, source: SourceId, found: &mut BTreeSet<SourceId>) {
    found.insert(source);
    for (by, role) in project.named_by(source.into(), Kind::Source) {
        if let (RecordId::Source(by), Role::DrawsOn) = (by, role) {
            found.insert(by);
        }
    }
}

/// What is said of an event, and its row if anything is by that day; `None` if it is gone or nobody speaks of
/// it.
fn look(project: &Project, id: EventId, until: Option<Day>) -> Option<(Known, Option<ProjectRow>)> {
    let event = project.events().get(id)?;
    let mut claims = claims_of(project, id).peekable();
    claims.peek()?;
    let fields = accounts(project, id, until).fields;
    let spoken_of = fields.iter().any(|field| !field.entries.is_empty());
    let row = spoken_of.then(|| row(project, event, &fields));
    let cells = row.iter().flat_map(|row| &row.cells);
    let speaker = |source| (project.sources().slot(source), source);
    let known = Known {
        key: (event.when.sort_key(), project.events().slot(id), id),
        days: days(project, claims),
        speakers: cells.map(|cell| speaker(cell.source)).collect(),
    };
    Some((known, row))
}
