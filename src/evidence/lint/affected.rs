//! What a change makes worth another look: for each record that it touches and for those around it, the
//! parts of their checks that can come out otherwise now.
//!
//! Nothing here looks at a whole project. A record that many others name, a source with ten thousand claims,
//! is followed to them only where what they take from it has changed.

use std::collections::{BTreeMap, BTreeSet};

use super::ProblemList;
use super::lineage;
use super::part::Parts;
use super::standing::captures;
use super::tags::TagIndex;
use crate::evidence::cycles;
use crate::model::{
    CaptureId, Change, Event, EventId, Kind, ProblemKind, Project, Record, RecordId, Role, Source,
    SourceId, TagId, Target,
};

/// The records to check again, with the parts to do.
pub(super) type Affected = BTreeMap<RecordId, Parts>;

/// The records that `changes` have an effect on, with `project` as it is after them: what they say, how they
/// stand to others, or what is said of them can be another now. `None` if those are more than `most`.
#[must_use]
pub fn reach(project: &Project, changes: &[Change], most: usize) -> Option<Vec<RecordId>> {
    let (list, mut tags) = (ProblemList::default(), TagIndex::default());
    let affected = affected_within(project, changes, &list, &mut tags, most)?;
    Some(affected.into_keys().collect())
}

/// What is to be checked again after `changes`, with `project` as it is after them. Brings `tags` up to date.
/// `None` if that is more than `most` records, and `tags` are of no use then.
pub(super) fn affected_within(
    project: &Project,
    changes: &[Change],
    list: &ProblemList,
    tags: &mut TagIndex,
    most: usize,
) -> Option<Affected> {
    let touched: usize = changes.iter().map(n_records).sum();
    if touched > most {
        return None;
    }
    let mut finder = Finder {
        project,
        list,
        affected: Affected::new(),
        tags: BTreeSet::new(),
        read: BTreeSet::new(),
    };
    for change in changes {
        finder.change(change);
        if finder.affected.len() > most {
            return None;
        }
    }
    let Finder {
        mut affected,
        tags: touched,
        ..
    } = finder;
    for id in touched {
        for tag in tags.look_at(project, id) {
            add(&mut affected, tag.into(), Parts::STANDING);
        }
    }
    (affected.len() <= most).then_some(affected)
}

/// How many records a change is made to.
fn n_records(change: &Change) -> usize {
    match change {
        Change::Tag { records, .. } => records.len(),
        Change::Insert { .. } | Change::Remove { .. } | Change::Set { .. } => 1,
        Change::Meta { .. } => 0,
    }
}

struct Finder<'a> {
    project: &'a Project,
    /// As it was before the changes: where there was no problem, another name is none either.
    list: &'a ProblemList,
    affected: Affected,
    /// Tags that may be in use now or not any more, or be called otherwise.
    tags: BTreeSet<TagId>,
    /// Sources whose captures were looked at.
    read: BTreeSet<SourceId>,
}

fn add(affected: &mut Affected, id: RecordId, parts: Parts) {
    let known = affected.entry(id).or_insert(parts);
    *known = known.and(parts);
}

impl Finder<'_> {
    fn add(&mut self, id: impl Into<RecordId>, parts: Parts) {
        add(&mut self.affected, id.into(), parts);
    }

    fn change(&mut self, change: &Change) {
        match change {
            Change::Insert { record, .. } | Change::Remove { record, .. } => {
                self.add(record.id(), Parts::ALL);
                self.came_or_went(record);
            }
            Change::Set { before, after } => self.set(before, after),
            Change::Tag { tag, records, .. } => {
                self.tags.insert(*tag);
                for &id in records.iter() {
                    // A file may come with tags that do not exist.
                    self.add(id, Parts::FORM);
                }
            }
            Change::Meta { .. } => {}
        }
    }

    /// Whoever names the record has its name lead somewhere now, or nowhere.
    fn came_or_went(&mut self, record: &Record) {
        let id = record.id();
        let project = self.project;
        for (by, _) in project.backlinks(id) {
            self.add(by, Parts::FORM.and(Parts::STANDING));
            self.event_of(by);
        }
        self.renamed(id);
        self.names(record);
        match record {
            Record::Tag(tag) => {
                self.tags.insert(tag.id);
            }
            Record::Capture(capture) => self.read(capture.source),
            Record::Source(source) => self.lineage(source, source),
            _ => {}
        }
    }

    /// What a source draws on is other than it was, or the source came or went: who is an origin, and who is
    /// in a ring.
    fn lineage(&mut self, before: &Source, after: &Source) {
        let project = self.project;
        let wires = lineage::wires(before).chain(lineage::wires(after));
        for source in lineage::dependents(project, after.id, wires) {
            self.events_of(source);
        }
        self.rings(after.id);
        if cycles(project, after.id).is_some() {
            let below = lineage::below(project, after.id);
            for source in lineage::above(project, after.id).intersection(&below) {
                self.add(*source, Parts::STANDING);
            }
        }
    }

    /// The rings that are told of, near a source.
    fn rings(&mut self, source: SourceId) {
        if self.list.count(ProblemKind::LineageRing) == 0 {
            return;
        }
        for source in lineage::below(self.project, source) {
            if self.has(source.into(), ProblemKind::LineageRing) {
                self.add(source, Parts::STANDING);
            }
        }
    }

    /// A tag is called otherwise, and stands elsewhere among the others: what claims name by it compares
    /// otherwise, and reads otherwise in their passages.
    fn stands_for(&mut self, tag: TagId) {
        for (by, role) in self.project.named_by(tag.into(), Kind::Claim) {
            if role == Role::StandsFor {
                self.add(by, Parts::STANDING);
                self.event_of(by);
            }
        }
    }

    /// A source was published another day than was thought, and so was what it reported.
    fn issued(&mut self, source: SourceId) {
        for (by, _) in self.project.named_by(source.into(), Kind::Claim) {
            let RecordId::Claim(id) = by else { continue };
            let claim = self.project.claims().get(id);
            if claim.is_some_and(|claim| claim.reported.bounds().is_none()) {
                // "Yesterday" in its passage is another day, too.
                self.add(by, Parts::STANDING);
                self.event_of(by);
            }
        }
    }

    /// The events that the source speaks of, or is given as authority on.
    fn events_of(&mut self, source: SourceId) {
        for (by, _) in self.project.named_by(source.into(), Kind::Claim) {
            self.event_of(by);
        }
    }

    /// The event of a claim or of an assessment.
    fn event_of(&mut self, id: RecordId) {
        let event = match id {
            RecordId::Claim(id) => self.project.claims().get(id).map(|claim| claim.event),
            RecordId::Assessment(id) => self.project.assessments().get(id).map(|held| held.event),
            _ => None,
        };
        if let Some(event) = event {
            self.event(event);
        }
    }

    fn set(&mut self, before: &Record, after: &Record) {
        let id = after.id();
        self.add(id, self.own_parts(before, after));
        self.names(before);
        self.names(after);
        let project = self.project;
        if project.record_label(before) != project.record_label(after) {
            self.renamed(id);
        }
        match (before, after) {
            (Record::Tag(before), Record::Tag(after)) if before.path != after.path => {
                self.tags.insert(after.id);
                self.stands_for(after.id);
            }
            (Record::Source(before), Record::Source(after)) => {
                if before.short_name() != after.short_name() {
                    self.renamed_captures(after.id);
                    self.rings(after.id);
                }
                if lineage::depends_otherwise(before, after) {
                    self.lineage(before, after);
                }
                if before.issued.bounds() != after.issued.bounds() {
                    self.issued(after.id);
                }
            }
            (Record::Capture(before), Record::Capture(after)) => {
                if before.source != after.source {
                    self.read(before.source);
                    self.read(after.source);
                    // Both may be called the same now, and were not before.
                    self.renamed(after.id.into());
                }
                if before.text != after.text {
                    self.passages(after.id);
                }
            }
            (Record::Event(before), Record::Event(after)) => self.event_set(before, after),
            _ => {}
        }
    }

    /// The parts of a record that changed itself. A long text is not hashed again while something else is
    /// typed.
    fn own_parts(&self, before: &Record, after: &Record) -> Parts {
        let parts = Parts::FORM.and(Parts::STANDING);
        match (before, after) {
            (Record::Capture(before), Record::Capture(after)) => {
                let same = before.text == after.text && before.sha256 == after.sha256;
                let told = self.has(after.id.into(), ProblemKind::HashMismatch);
                if same && !told { parts } else { Parts::ALL }
            }
            _ => parts,
        }
    }

    fn has(&self, id: RecordId, kind: ProblemKind) -> bool {
        self.list.of(id).iter().any(|problem| problem.kind == kind)
    }

    fn event_set(&mut self, before: &Event, after: &Event) {
        if before.when != after.when {
            self.links(after.id.into(), false);
        }
    }

    /// What the record names, and what stands otherwise by being named or not.
    fn names(&mut self, record: &Record) {
        record.for_each_ref(&mut |to, role| {
            if let (RecordId::Tag(tag), Role::Tagged | Role::StandsFor) = (to, role) {
                self.tags.insert(tag);
            }
        });
        match record {
            Record::Claim(claim) => {
                self.event(claim.event);
                if let Some(passage) = &claim.passage {
                    self.read_in(passage.capture);
                }
            }
            Record::Link(link) => {
                // Between two claims it says how they stand to each other.
                self.event_of(link.from);
                self.event_of(link.to);
            }
            Record::Assessment(held) => {
                self.event(held.event);
                self.links(held.event.into(), false);
            }
            Record::Annotation(annotation) => match &annotation.target {
                Target::Passage(passage) => self.read_in(passage.capture),
                Target::Record(RecordId::Capture(capture)) => self.read_in(*capture),
                Target::Record(_) => {}
            },
            _ => {}
        }
    }

    fn event(&mut self, event: EventId) {
        self.add(event, Parts::STANDING);
    }

    /// A passage in the capture came, went or moved.
    fn read_in(&mut self, capture: CaptureId) {
        // One that is gone is told of by the change that took it away.
        if let Some(capture) = self.project.captures().get(capture) {
            self.read(capture.source);
        }
    }

    fn read(&mut self, source: SourceId) {
        if self.read.insert(source) {
            for capture in captures(self.project, source) {
                add(&mut self.affected, capture.into(), Parts::STANDING);
            }
        }
    }

    /// The record is called otherwise; sentences about links to it name it.
    fn renamed(&mut self, id: RecordId) {
        self.links(id, true);
        match id {
            RecordId::Source(source) => self.renamed_captures(source),
            RecordId::Capture(capture) => self.renamed_passages(capture),
            _ => {}
        }
    }

    fn renamed_captures(&mut self, source: SourceId) {
        for capture in captures(self.project, source) {
            self.retell(capture.into());
            self.links(capture.into(), true);
            self.renamed_passages(capture);
        }
    }

    /// Only what is said of a passage names its capture.
    fn renamed_passages(&mut self, capture: CaptureId) {
        for kind in [Kind::Claim, Kind::Annotation] {
            for (by, _) in self.project.named_by(capture.into(), kind) {
                let told = [ProblemKind::PassageMismatch, ProblemKind::PassageState];
                if told.iter().any(|kind| self.has(by, *kind)) {
                    self.add(by, Parts::FORM);
                }
            }
        }
    }

    /// All passages in a capture, whose text is another one: where they stand, and what years stand around
    /// them.
    fn passages(&mut self, capture: CaptureId) {
        for kind in [Kind::Claim, Kind::Annotation] {
            for (by, _) in self.project.named_by(capture.into(), kind) {
                self.add(by, Parts::FORM.and(Parts::STANDING));
            }
        }
    }

    /// The links at a record; `told` only those with problems.
    fn links(&mut self, id: RecordId, told: bool) {
        for (link, _) in self.project.named_by(id, Kind::Link) {
            if !told {
                self.add(link, Parts::STANDING);
            }
            self.retell(link);
        }
    }

    /// The sentences about the record's problems have to be put anew, if it has some.
    fn retell(&mut self, id: RecordId) {
        let kinds = self
            .list
            .of(id)
            .iter()
            .map(|problem| Parts::of(problem.kind));
        if let Some(parts) = kinds.reduce(Parts::and) {
            self.add(id, parts);
        }
    }
}
