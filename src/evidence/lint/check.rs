//! The checks of one record.

use std::collections::BTreeSet;
use std::sync::atomic::AtomicBool;

use super::part::Parts;
use super::passage::TextIndexes;
use super::tags::TagIndex;
use super::words::{self, Told, subject};
use super::{conflict, lineage, order, standing};
use crate::model::{
    Capture, Event, Id, Kind, Note, Passage, Problem, ProblemKind, Project, Record, RecordId,
    Sha256, SourceId, Tag, Target, Unread, Value, When, mentions,
};

/// The problems of one record. Reads the whole text of a capture to hash it, and all tags to compare one
/// with: who checks many records keeps a [`super::ProblemList`].
#[must_use]
pub fn problems_of(project: &Project, record: &Record) -> Vec<Problem> {
    let tags = TagIndex::build(project);
    Checker::new(project, &tags).check(record, Parts::ALL)
}

/// All problems, in the order of the file; `None` as soon as `cancel` is set.
#[must_use]
pub fn all_problems(project: &Project, cancel: &AtomicBool) -> Option<Vec<Problem>> {
    let list = super::ProblemList::build_unless(project, cancel)?;
    Some(list.in_file_order(project, &|_| None))
}

/// Checks records of one state of a project; keeps what several checks need.
pub(super) struct Checker<'a> {
    project: &'a Project,
    tags: &'a TagIndex,
    /// The sources that can be in a ring, where that was found out beforehand.
    suspects: Option<&'a BTreeSet<SourceId>>,
    texts: TextIndexes,
}

impl<'a> Checker<'a> {
    pub(super) fn new(project: &'a Project, tags: &'a TagIndex) -> Self {
        Self {
            project,
            tags,
            suspects: None,
            texts: TextIndexes::default(),
        }
    }

    /// For the check of all records.
    pub(super) fn of_all(
        project: &'a Project,
        tags: &'a TagIndex,
        suspects: &'a BTreeSet<SourceId>,
    ) -> Self {
        Self {
            suspects: Some(suspects),
            ..Self::new(project, tags)
        }
    }

    /// What these parts of the check find, in the order of kinds.
    pub(super) fn check(&mut self, record: &Record, parts: Parts) -> Vec<Problem> {
        let mut found = Found {
            record: record.id(),
            problems: Vec::new(),
        };
        if parts.has(Parts::FORM) {
            self.check_form(record, &mut found);
        }
        if parts.has(Parts::HASH)
            && let Record::Capture(capture) = record
        {
            self.check_hash(record, capture, &mut found);
        }
        if parts.has(Parts::STANDING) {
            self.check_standing(record, &mut found);
        }
        found.problems.sort_by_key(|problem| problem.kind);
        found.problems
    }

    fn check_form(&mut self, record: &Record, found: &mut Found) {
        self.check_refs(record, found);
        for_each_date(record, &mut |what, when| {
            self.check_date(record, what, when, found);
        });
        match record {
            Record::Claim(claim) => {
                if let Some(passage) = &claim.passage {
                    self.check_passage(record, passage, found);
                }
            }
            Record::Annotation(annotation) => {
                if let Target::Passage(passage) = &annotation.target {
                    self.check_passage(record, passage, found);
                }
            }
            Record::Note(note) => self.check_mentions(record, note, found),
            Record::Unread(unread) => check_unread(unread, found),
            Record::Tag(_)
            | Record::Source(_)
            | Record::Capture(_)
            | Record::Event(_)
            | Record::Assessment(_)
            | Record::Link(_)
            | Record::View(_)
            | Record::Deletion(_) => {}
        }
    }

    fn check_standing(&self, record: &Record, found: &mut Found) {
        let project = self.project;
        match record {
            Record::Tag(tag) => self.check_tag(record, tag, found),
            Record::Capture(capture) => found.tell(
                ProblemKind::UnreadCapture,
                standing::unread(project, record, capture),
            ),
            Record::Event(event) => self.check_event(record, event, found),
            Record::Source(source) => found.tell(
                ProblemKind::LineageRing,
                lineage::ring(project, record, source, self.suspects),
            ),
            Record::Link(link) => found.tell(
                ProblemKind::EffectBeforeCause,
                order::effect_before_cause(project, record, link),
            ),
            Record::Claim(claim) => found.tell(
                ProblemKind::QuoteWithoutValue,
                standing::quote(project, record, claim),
            ),
            Record::Assessment(_)
            | Record::Note(_)
            | Record::Annotation(_)
            | Record::View(_)
            | Record::Deletion(_)
            | Record::Unread(_) => {}
        }
    }

    fn check_event(&self, record: &Record, event: &Event, found: &mut Found) {
        let project = self.project;
        let claims = standing::claims(project, event.id);
        found.tell(
            ProblemKind::UncitedEvent,
            standing::uncited(project, record, &claims),
        );
        found.tell(
            ProblemKind::SingleOrigin,
            standing::single_origin(project, record, &claims),
        );
        found.tell(
            ProblemKind::SingleSource,
            standing::single_source(project, record, &claims),
        );
        if claims.len() > 1 {
            found.tell(
                ProblemKind::OpenConflict,
                conflict::open_conflicts(project, record, event),
            );
        }
    }

    fn check_refs(&self, record: &Record, found: &mut Found) {
        let mut missing = Vec::new();
        record.for_each_ref(&mut |to, role| {
            if !self.project.contains(to) && !missing.contains(&(to, role)) {
                missing.push((to, role));
            }
        });
        for (to, role) in missing {
            let (noun, role) = (to.kind().singular(), words::role(role));
            found.add(
                ProblemKind::DanglingReference,
                format!(
                    "{} names the {noun} {to} as {role}, and there is no such {noun}. \
                     The rest of the record is kept; choose another {noun} or take the name out.",
                    subject(self.project, record)
                ),
            );
        }
    }

    fn check_date(&self, record: &Record, what: &str, when: &When, found: &mut Found) {
        let Some(error) = when.edtf.error() else {
            return;
        };
        let written = if when.words.trim().is_empty() {
            when.edtf.as_str()
        } else {
            &when.words
        };
        found.add(
            ProblemKind::UnreadableDate,
            format!(
                "{} has a date ({what}) that cannot be read: “{written}”. {error} It is kept as written \
                 and has no place in time until it is given anew.",
                subject(self.project, record)
            ),
        );
    }

    fn check_tag(&self, record: &Record, tag: &Tag, found: &mut Found) {
        if self.tags.is_double(tag.id, &tag.path) {
            found.add(
                ProblemKind::DuplicateTag,
                format!(
                    "There is more than one tag “{}”. Records that bear one are not found by the other; \
                     merge them, or rename this one.",
                    tag.path
                ),
            );
        }
        if !self.tags.is_in_use(tag.id, &tag.path) {
            found.add(
                ProblemKind::UnusedTag,
                format!(
                    "{} is on no record and stands for no place and no actor, nor does a tag below it. Tags \
                     that nobody uses hide the ones to choose from.",
                    subject(self.project, record)
                ),
            );
        }
    }

    fn check_hash(&self, record: &Record, capture: &Capture, found: &mut Found) {
        if Sha256::of(capture.text.as_bytes()) != capture.sha256 {
            found.add(
                ProblemKind::HashMismatch,
                format!(
                    "{} does not hold the text that was captured: it no longer matches its SHA-256. \
                     Nobody can say now whether its words are the source's. Compare it with the source and \
                     make a new capture; this one stays as it is.",
                    subject(self.project, record)
                ),
            );
        }
    }

    fn check_passage(&mut self, record: &Record, passage: &Passage, found: &mut Found) {
        // A capture that is missing has been told among the references.
        let Some(capture) = self.project.captures().get(passage.capture) else {
            return;
        };
        let label = || self.project.label(capture.id.into());
        if let Some((kind, what)) = self.texts.problem(capture, passage, &label) {
            let subject = subject(self.project, record);
            found.add(kind, format!("{subject}: {what}"));
        }
    }

    fn check_mentions(&self, record: &Record, note: &Note, found: &mut Found) {
        let mut missing: Vec<u64> = Vec::new();
        for mention in mentions(&note.text) {
            let mut kinds = Kind::ALL.iter();
            let exists = kinds.any(|&kind| {
                self.project
                    .contains(RecordId::from_bits(kind, mention.bits))
            });
            if exists || missing.contains(&mention.bits) {
                continue;
            }
            missing.push(mention.bits);
            let id = Id::<()>::from_bits(mention.bits);
            let words = mention.words.map(|words| format!(" (“{words}”)"));
            found.add(
                ProblemKind::BrokenMention,
                format!(
                    "{} links to {id}{}, and there is no such record. The text stays as written; link to \
                     another record or take the brackets away.",
                    subject(self.project, record),
                    words.unwrap_or_default()
                ),
            );
        }
    }
}

fn check_unread(unread: &Unread, found: &mut Found) {
    if unread.mended.is_some() {
        return;
    }
    let error = unread.error.trim_end_matches('.');
    let table = unread.table.plural();
    found.add(
        ProblemKind::UnreadableRecord,
        format!(
            "A record among the {table} cannot be read: {error}. It is kept as it stands and saved \
             unchanged; it is not among the {table} until its text is mended."
        ),
    );
    for problem in &mut found.problems {
        problem.place = Some(unread.place);
    }
}

/// Calls `found` with every date of the record, and what date it is.
fn for_each_date(record: &Record, found: &mut dyn FnMut(&str, &When)) {
    let value = |what: &str, value: &Value, found: &mut dyn FnMut(&str, &When)| {
        if let Value::When(when) = value {
            found(what, when);
        }
    };
    match record {
        Record::Event(event) => found("when", &event.when),
        Record::Source(source) => {
            found("issued", &source.issued);
            found("accessed", &source.accessed);
        }
        Record::Capture(capture) => found("taken", &capture.taken),
        Record::Claim(claim) => {
            value("the value", &claim.value, found);
            found("reported", &claim.reported);
        }
        Record::Assessment(held) => {
            value("the value", &held.value, found);
            for earlier in &held.earlier {
                value("an earlier value", &earlier.value, found);
            }
        }
        Record::Tag(_)
        | Record::Note(_)
        | Record::Annotation(_)
        | Record::Link(_)
        | Record::View(_)
        | Record::Deletion(_)
        | Record::Unread(_) => {}
    }
}

/// The problems of one record as they are found.
struct Found {
    record: RecordId,
    problems: Vec<Problem>,
}

impl Found {
    fn add(&mut self, kind: ProblemKind, message: String) {
        self.tell(kind, Some(Told::new(message)));
    }

    fn tell(&mut self, kind: ProblemKind, told: impl IntoIterator<Item = Told>) {
        for Told { field, message } in told {
            self.problems.push(Problem {
                kind,
                record: Some(self.record),
                place: None,
                field,
                message,
            });
        }
    }
}
