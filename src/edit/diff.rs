//! What changed between two versions of a project, in the analyst's words.

use std::fmt;

use super::fields;
use super::words::{counted_by_kind, cut, named};
use crate::model::{Kind, Record, RecordId, Snapshot, Tables, TagSet, capital};

/// Characters up to which a value is told, not only that it changed.
const SHORT_CHARS: usize = 60;

/// What changed between two versions of a project.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Diff {
    /// What changed in the description of the project.
    pub project: Vec<String>,
    /// The records that differ, kinds in the order of the file.
    pub records: Vec<Difference>,
    /// The kinds whose records stand in another order.
    pub order: Vec<Kind>,
}

/// A record that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The record.
    pub id: RecordId,
    /// What it is called: "Event “Koh-e-Sabz strike”".
    pub name: String,
    /// What became of it.
    pub what: What,
}

/// What became of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// It came.
    Added,
    /// It went.
    Removed,
    /// It changed, in these ways.
    Changed(Vec<String>),
}

/// What changed from `before` to `after`. Compares all records; takes time with the size of the
/// project.
#[must_use]
pub fn diff(before: &Snapshot, after: &Snapshot) -> Diff {
    let mut found = Diff::default();
    for (number, field) in fields::meta::names().into_iter().enumerate() {
        if !fields::meta::same_field(&before.meta, &after.meta, number) {
            let words = |side: &Snapshot| fields::meta::field_words(&side.meta, number);
            found
                .project
                .push(changed(field, &words(before), &words(after)));
        }
    }
    for &kind in Kind::ALL {
        of_kind(before, after, kind, &mut found);
    }
    found
}

fn of_kind(before: &Snapshot, after: &Snapshot, kind: Kind, found: &mut Diff) {
    let mut add = |id, name, what| found.records.push(Difference { id, name, what });
    for id in before.ids(kind) {
        let Some(old) = before.get(id) else {
            continue;
        };
        match after.get(id) {
            None => add(id, name(before, &old), What::Removed),
            Some(new) if !old.same(&new) => {
                let changes = changes(&old, &new, before, after);
                if !changes.is_empty() {
                    add(
                        id,
                        best_name(before, &old, after, &new),
                        What::Changed(changes),
                    );
                }
            }
            Some(_) => {}
        }
    }
    for id in after.ids(kind).filter(|id| !before.contains(*id)) {
        if let Some(new) = after.get(id) {
            add(id, name(after, &new), What::Added);
        }
    }
    let kept = before.ids(kind).filter(|id| after.contains(*id));
    let still = after.ids(kind).filter(|id| before.contains(*id));
    if !kept.eq(still) {
        found.order.push(kind);
    }
}

/// What changed in a record, field by field; the times that the program keeps are left out.
pub(super) fn changes(
    before: &Record,
    after: &Record,
    tables_before: &Tables,
    tables_after: &Tables,
) -> Vec<String> {
    let mut found = Vec::new();
    for (number, field) in fields::names(before.id().kind()).into_iter().enumerate() {
        if !fields::same_field(before, after, number) {
            let old = fields::field_words(before, number, tables_before);
            let new = fields::field_words(after, number, tables_after);
            found.push(changed(field, &old, &new));
        }
    }
    let none = TagSet::default();
    let (old, new) = (
        before.tags().unwrap_or(&none),
        after.tags().unwrap_or(&none),
    );
    let path = |tables: &Tables, tag: crate::model::TagId| tables.label(tag.into());
    for tag in new.iter().filter(|tag| !old.contains(*tag)) {
        found.push(format!("tag {} added", path(tables_after, tag)));
    }
    for tag in old.iter().filter(|tag| !new.contains(*tag)) {
        found.push(format!("tag {} removed", path(tables_before, tag)));
    }
    found
}

fn changed(field: &str, old: &str, new: &str) -> String {
    let is_short = |words: &str| words.chars().nth(SHORT_CHARS).is_none() && !words.contains('\n');
    if old == new || !is_short(old) || !is_short(new) {
        return match (old.is_empty(), new.is_empty()) {
            (true, false) => format!("{field} added"),
            (false, true) => format!("{field} removed"),
            _ => format!("{field} changed"),
        };
    }
    match (old.is_empty(), new.is_empty()) {
        (true, _) => format!("{field} “{new}” added"),
        (_, true) => format!("{field} “{old}” removed"),
        _ => format!("{field} changed from “{old}” to “{new}”"),
    }
}

/// "Event “Koh-e-Sabz strike”", "Untitled note", "Comment “Check this”".
fn name(tables: &Tables, record: &Record) -> String {
    let named = named(tables, record);
    let kind = record.id().kind().singular();
    let is_titled = matches!(
        record,
        Record::Tag(_) | Record::Source(_) | Record::Event(_) | Record::Note(_) | Record::View(_)
    );
    match named.strip_prefix(kind) {
        Some(title) if is_titled => {
            format!("{} “{}”", capital(kind), cut(title.trim()))
        }
        _ => capital(&named),
    }
}

/// The record under the name that it had, or under its new one if it had none.
fn best_name(before: &Tables, old: &Record, after: &Tables, new: &Record) -> String {
    let was = name(before, old);
    if was.starts_with("Untitled ") || was.starts_with("Empty ") {
        name(after, new)
    } else {
        was
    }
}

impl Diff {
    /// Whether both versions say the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.project.is_empty() && self.records.is_empty() && self.order.is_empty()
    }

    /// How much differs: "2 events and 1 claim", "the description of the project".
    #[must_use]
    pub fn summary(&self) -> String {
        let records = counted_by_kind(self.records.iter().map(|difference| &difference.id));
        let project = "the description of the project";
        match (records.is_empty(), self.project.is_empty()) {
            (false, true) => records,
            (true, false) => project.to_owned(),
            (false, false) => format!("{records}, and {project}"),
            (true, true) if self.order.is_empty() => "nothing".to_owned(),
            (true, true) => "the order of records".to_owned(),
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.what {
            What::Added => write!(f, "{}: added", self.name),
            What::Removed => write!(f, "{}: removed", self.name),
            What::Changed(changes) => write!(f, "{}: {}", self.name, changes.join("; ")),
        }
    }
}

/// A line for each thing that differs.
impl fmt::Display for Diff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.project.is_empty() {
            writeln!(f, "Project: {}", self.project.join("; "))?;
        }
        for difference in &self.records {
            writeln!(f, "{difference}")?;
        }
        for kind in &self.order {
            writeln!(f, "{}: in another order", capital(kind.plural()))?;
        }
        Ok(())
    }
}
