//! Keeps a list in order while the project is edited: what a step touches is taken out of the rows and put in where it
//! stands now. That takes as long as the step is large, not as the list is long.
//!
//! What is in a row, and where that is, can hang on other records than the row's own. Where those are few they are
//! followed, too; where they cannot be told, or are many, the list has to be made anew.

use std::cell::Cell;
use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap, HashSet};

use super::column::Column;
use super::list::NAVIGATOR_KINDS;
use super::parse::{Query, TermKind};
use super::resolve::ResolvedQuery;
use super::rows::Rows;
use super::sort::{Key, Keys, Sort};
use crate::model::{Change, Kind, Project, Record, RecordId, Tables};

/// The most records that a step may touch, or that may name those: more are not followed.
const MOST: usize = 1_000;
/// The most that are tried against a query, and the most that go to another row: both take a while.
const MOST_TRIED: usize = 100;

/// A list to be followed: what [`list`](super::list()) gave, or an earlier call of [`follow`].
#[derive(Debug, Clone, Copy)]
pub struct Followed<'a> {
    /// The kind of its records.
    pub kind: Kind,
    /// What found them.
    pub query: &'a ResolvedQuery,
    /// What is looked for: the same, unless there is a mistake in it.
    pub asked: &'a Query,
    /// Their order.
    pub sort: Sort,
    /// The records.
    pub rows: &'a Rows,
    /// How many records of the kinds of the navigator match.
    pub in_project: usize,
}

/// What [`follow`] gives.
#[derive(Debug, Clone)]
pub struct Following {
    /// The records, in order.
    pub rows: Rows,
    /// How many records of the kinds of the navigator match.
    pub in_project: usize,
    /// Whether they are the same records as before, wherever they stand.
    pub same_records: bool,
}

/// The list after `changes`, in order, that have been applied since it was made: as making it anew would give it.
/// `None`: it has to be made anew.
#[must_use]
pub fn follow(project: &Project, list: Followed<'_>, changes: &[&Change]) -> Option<Following> {
    let before = before(project, changes)?;
    let kinds: HashSet<Kind> = before.keys().map(|id| id.kind()).collect();
    if !can_follow(list.asked, &kinds) || !can_follow(list.query, &kinds) {
        return None;
    }
    if !list.query.is_empty() && before.len() > MOST_TRIED {
        return None;
    }
    let around = around(project, list, &before)?;
    // What goes and comes back may lie in another slot than it did, and comes after others of its key then.
    let placed = changes.iter().filter_map(|change| match change {
        Change::Insert { record, .. } => Some(record.id()),
        _ => None,
    });
    let placed: HashSet<RecordId> = placed.collect();
    let order = Order::new(project, list.sort);
    let mut moves: Vec<Move> = Vec::new();
    let (mut in_project, mut same_records) = (list.in_project, true);
    for (&id, before) in &before {
        let is_here = id.kind() == list.kind;
        let counts = NAVIGATOR_KINDS.contains(&id.kind());
        if !is_here && !counts {
            continue;
        }
        let now = project.get(id);
        let [was, is] = [before, &now].map(|record| {
            let record = record.as_ref();
            record.filter(|record| list.query.matches(project, record))
        });
        if counts {
            in_project += usize::from(is.is_some());
            in_project = in_project.checked_sub(usize::from(was.is_some()))?;
        }
        if is_here {
            same_records &= was.is_some() == is.is_some();
            let stays =
                was.map(|record| order.key_of(record)) == is.map(|record| order.key_of(record));
            let stays = stays && !around.is_shaken && !around.found.contains(&id);
            if !stays || placed.contains(&id) {
                moves.push((id, is.is_some()));
            }
        }
    }
    // Whether these are in the list does not hang on others.
    let others = around.found.iter().filter(|id| !before.contains_key(id));
    let others = others.filter(|&&id| list.rows.row_of(id).is_some());
    moves.extend(others.map(|&id| (id, true)));
    let rows = order.moved(list.rows, &moves)?;
    Some(Following {
        rows,
        in_project,
        same_records,
    })
}

/// A record that goes to another row, and whether it still has one.
type Move = (RecordId, bool);

/// The records that were touched, as they were before: found from what they are now by going back. `None` if they are
/// too many.
fn before(tables: &Tables, changes: &[&Change]) -> Option<HashMap<RecordId, Option<Record>>> {
    let mut before: HashMap<RecordId, Option<Record>> = HashMap::new();
    for change in changes.iter().rev() {
        match change {
            Change::Insert { record, .. } => {
                before.insert(record.id(), None);
            }
            Change::Remove { record, .. } | Change::Set { before: record, .. } => {
                before.insert(record.id(), Some(record.clone()));
            }
            Change::Tag { records, .. } if records.len() > MOST => return None,
            Change::Tag { tag, on, records } => {
                for &id in records.iter() {
                    let record = before.entry(id).or_insert_with(|| tables.get(id));
                    *record = record.take().map(|record| {
                        let mut tags = record.tags().cloned().unwrap_or_default();
                        if *on {
                            tags.remove(*tag);
                        } else {
                            tags.insert(*tag);
                        }
                        record.with_tags(tags)
                    });
                }
            }
            Change::Meta { .. } => {}
        }
        if before.len() > MOST {
            return None;
        }
    }
    Some(before)
}

/// Whether what the query means, and which of the other records match it, is the same after records of these kinds
/// were touched.
fn can_follow(query: &Query, touched: &HashSet<Kind>) -> bool {
    let none = |kinds: &[Kind]| !kinds.iter().any(|kind| touched.contains(kind));
    query.terms().iter().all(|term| match term.kind {
        TermKind::Type | TermKind::Unknown => true,
        TermKind::Tag => none(&[Kind::Tag]),
        // What belongs to a source takes a walk to tell.
        TermKind::Source => false,
        // A claim has the grade of its source.
        TermKind::Reliability | TermKind::Credibility => none(&[Kind::Source]),
        // A source has the words of its captures.
        TermKind::Word | TermKind::Phrase => none(&[Kind::Source, Kind::Capture]),
    })
}

/// Rows that stand elsewhere because of what other records say, or of who names them.
#[derive(Default)]
struct Around {
    /// Records of the list, and perhaps others of its kind.
    found: BTreeSet<RecordId>,
    /// Whether what cells take from other records is not what it was: where a record that was touched itself stood is
    /// not known then.
    is_shaken: bool,
}

/// The rows that stand elsewhere because of other records. `None` if that are too many.
fn around(
    project: &Project,
    list: Followed<'_>,
    before: &HashMap<RecordId, Option<Record>>,
) -> Option<Around> {
    let mut found = BTreeSet::new();
    let Some(column) = list
        .sort
        .column
        .filter(|column| !is_own(list.kind, *column))
    else {
        return Some(Around::default());
    };
    if column.is_figure() {
        for (id, before) in before {
            for record in before.iter().chain(&project.get(*id)) {
                record.for_each_ref(&mut |to, _| {
                    found.extend(Some(to).filter(|to| to.kind() == list.kind));
                });
            }
        }
        return (found.len() <= MOST).then_some(Around {
            found,
            is_shaken: false,
        });
    }
    let mut changed: Vec<RecordId> = Vec::new();
    for (&id, before) in before {
        let taken = |record: &Record| Taken::of(project, record);
        if before.as_ref().map(taken) != project.get(id).as_ref().map(taken) {
            changed.push(id);
        }
    }
    let is_shaken = !changed.is_empty();
    let mut met: HashSet<RecordId> = changed.iter().copied().collect();
    while let Some(id) = changed.pop() {
        if project.n_backlinks(id) > MOST {
            return None;
        }
        for (by, _) in project.backlinks(id) {
            if by.kind() == list.kind {
                found.insert(by);
            }
            // These are called by those that they name.
            if matches!(by.kind(), Kind::Capture | Kind::Link) && met.insert(by) {
                changed.push(by);
            }
            if found.len() + met.len() > MOST {
                return None;
            }
        }
    }
    Some(Around { found, is_shaken })
}

/// Whether the cells of a column show only what their own records say.
fn is_own(kind: Kind, column: Column) -> bool {
    use Column as C;
    match kind {
        Kind::Event => matches!(column, C::When | C::Title | C::Kind),
        Kind::Source => matches!(
            column,
            C::Title | C::Kind | C::Issued | C::Container | C::Reliability
        ),
        Kind::Note => matches!(column, C::Title | C::Modified),
        Kind::Annotation => matches!(
            column,
            C::Title | C::Motivation | C::Status | C::Created | C::Modified
        ),
        Kind::Claim => matches!(column, C::Field | C::Credibility | C::Reported),
        Kind::Tag => matches!(column, C::Title | C::Description),
        _ => false,
    }
}

/// What cells of other records take from a record.
#[derive(PartialEq)]
struct Taken {
    label: String,
    of_source: Option<(String, crate::model::Reliability)>,
}

impl Taken {
    fn of(tables: &Tables, record: &Record) -> Self {
        Self {
            label: tables.record_label(record),
            of_source: match record {
                Record::Source(source) => Some((source.short_name(), source.reliability)),
                _ => None,
            },
        }
    }
}

/// Where rows go.
struct Order<'a> {
    project: &'a Project,
    sort: Sort,
    keys: Option<Keys<'a>>,
    /// Whether a row was met that takes too long to compare.
    is_too_much: Cell<bool>,
}

impl<'a> Order<'a> {
    fn new(project: &'a Project, sort: Sort) -> Self {
        Self {
            project,
            sort,
            keys: sort.column.map(|column| Keys::of_few(project, column)),
            is_too_much: Cell::new(false),
        }
    }

    /// The rows, after these went where they belong now; `None` if that takes too long.
    fn moved(&self, rows: &Rows, moves: &[Move]) -> Option<Rows> {
        let mut rows = rows.clone();
        if moves.len() > MOST_TRIED {
            return None;
        }
        for (id, _) in moves {
            rows.remove(*id);
        }
        for (id, _) in moves.iter().filter(|(_, stays)| *stays) {
            self.insert(&mut rows, *id);
        }
        (!self.is_too_much.get()).then_some(rows)
    }

    fn insert(&self, rows: &mut Rows, id: RecordId) {
        let (key, slot) = (self.key(id), self.project.slot(id));
        rows.insert(id, |other| {
            let order = key.compare(&self.key(other), self.sort.descending);
            let order = order.then_with(|| {
                let order = slot.cmp(&self.project.slot(other));
                // Without a column it is the order of the file that is turned round.
                let is_turned = self.sort.descending && self.sort.column.is_none();
                if is_turned { order.reverse() } else { order }
            });
            order == Ordering::Less
        });
    }

    fn key(&self, id: RecordId) -> Key {
        let record = self.project.get(id);
        record.map_or(Key::Nothing, |record| self.key_of(&record))
    }

    fn key_of(&self, record: &Record) -> Key {
        let counts = self.sort.column.is_some_and(Column::is_figure);
        if counts && self.project.n_backlinks(record.id()) > MOST {
            self.is_too_much.set(true);
            return Key::Nothing;
        }
        self.keys
            .as_ref()
            .map_or(Key::Nothing, |keys| keys.key(record))
    }
}
