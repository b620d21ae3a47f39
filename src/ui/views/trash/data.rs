//! What the trash page lists: deletions, the newest first, and what those hold that are open.
//!
//! Nothing is made for a record before it is in sight, so that a deletion of a hundred thousand records
//! opens as fast as one of three.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::model::{Deletion, DeletionId, Kind, Project, Record, RecordId, Stamp, capital};

/// The lines of the page.
pub(super) struct Lines {
    pub(super) revision: u64,
    pub(super) open: BTreeSet<DeletionId>,
    pub(super) entries: Vec<Entry>,
    /// How many lines there are.
    pub(super) len: usize,
    /// The records that are in all deletions.
    pub(super) records: usize,
    /// What was in sight, by entry and place in it.
    held: HashMap<(usize, usize), Held>,
}

/// A deletion with its lines.
pub(super) struct Entry {
    pub(super) deletion: Arc<Deletion>,
    /// Its first line, which tells of it.
    pub(super) start: usize,
    /// The lines below that, one a record, where it is open.
    below: usize,
}

/// A line: which entry, and which record of it; `None`: the entry itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) entry: usize,
    pub(super) record: Option<usize>,
}

/// A record in the trash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Held {
    pub(super) kind: Kind,
    pub(super) label: String,
}

impl Lines {
    pub(super) fn of(project: &Project, open: &BTreeSet<DeletionId>) -> Self {
        let mut trash: Vec<_> = project.trash().iter().cloned().enumerate().collect();
        trash.sort_by_key(|(number, deletion)| std::cmp::Reverse((deletion.when, *number)));
        let (mut start, mut records) = (0, 0);
        let entries = trash.into_iter().map(|(_, deletion)| {
            let holds = deletion.records.len();
            let is_open = open.contains(&deletion.id);
            let entry = Entry {
                start,
                below: if is_open { holds } else { 0 },
                deletion,
            };
            start += 1 + entry.below;
            records += holds;
            entry
        });
        let entries = entries.collect();
        Self {
            revision: project.revision(),
            open: open.clone(),
            entries,
            len: start,
            records,
            held: HashMap::new(),
        }
    }

    /// What stands on a line.
    pub(super) fn line(&self, at: usize) -> Option<Line> {
        let entry = self.entries.partition_point(|entry| entry.start <= at);
        let entry = entry.checked_sub(1)?;
        let below = at - self.entries.get(entry)?.start;
        (at < self.len).then_some(Line {
            entry,
            record: below.checked_sub(1),
        })
    }

    /// Where a deletion stands among the others.
    pub(super) fn place(&self, id: DeletionId) -> Option<usize> {
        self.entries
            .iter()
            .position(|entry| entry.deletion.id == id)
    }

    /// A record of an entry, by its place in it.
    pub(super) fn held(&mut self, project: &Project, entry: usize, at: usize) -> Option<&Held> {
        let deletion = &self.entries.get(entry)?.deletion;
        let record = deletion.records.get(at)?;
        let held = self.held.entry((entry, at));
        Some(held.or_insert_with(|| Held {
            kind: record.id().kind(),
            label: label(project, deletion, &record),
        }))
    }
}

/// What a record in the trash is called: other records of its deletion are known by name, too.
fn label(project: &Project, deletion: &Deletion, record: &Record) -> String {
    let name = |id: RecordId| {
        if project.contains(id) {
            return project.label(id);
        }
        let mut records = deletion.records.iter();
        match records.find(|record| record.id() == id) {
            Some(Record::Link(_)) => "a link".to_owned(),
            Some(record) => project.record_label(&record),
            None => format!("a deleted {}", id.kind().singular()),
        }
    };
    match record {
        Record::Link(link) => {
            use crate::model::Choice as _;
            let relation = link.relation.name();
            format!("{} {relation} {}", name(link.from), name(link.to))
        }
        Record::Capture(capture) => {
            let source = name(capture.source.into());
            if capture.taken.is_empty() {
                format!("{source}, undated capture")
            } else {
                format!("{source}, capture of {}", capture.taken.short())
            }
        }
        Record::Claim(claim) => {
            let event = name(claim.event.into());
            format!("{}, {event}", project.record_label(record))
        }
        other => project.record_label(other),
    }
}

/// "Event Koh-e-Sabz strike with 24 claims".
pub(super) fn title(deletion: &Deletion) -> String {
    let words: Vec<&str> = deletion.what.split_whitespace().collect();
    if words.is_empty() {
        return capital(&records(deletion.records.len()));
    }
    capital(&words.join(" "))
}

/// What comes back on records that stayed: "Restoring also puts back what 3 records named."
pub(super) fn stayed(deletion: &Deletion) -> String {
    let tagged = deletion.tagged.iter().map(|tagged| tagged.records.len());
    let tagged: usize = tagged.sum();
    let named = deletion.named_by.len();
    let mut parts = Vec::new();
    if tagged > 0 {
        parts.push(format!("the tag on {}", records(tagged)));
    }
    if named > 0 {
        parts.push(format!("what {} named", records(named)));
    }
    match parts.as_slice() {
        [] => String::new(),
        parts => format!("Restoring puts back {}, too", parts.join(" and ")),
    }
}

/// "30 Apr 2024, 12:05", here.
pub(super) fn when(stamp: Stamp) -> String {
    let there = stamp.timestamp().to_zoned(jiff::tz::TimeZone::system());
    there.strftime("%-d %b %Y, %H:%M").to_string()
}

/// "27 records", "1 record".
pub(super) fn records(count: usize) -> String {
    match count {
        1 => "1 record".to_owned(),
        n => format!("{n} records"),
    }
}
