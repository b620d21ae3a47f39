//! The checks of one record.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};

use super::passage::TextIndexes;
use super::words::{self, subject};
use crate::model::{
    Capture, Id, Kind, Note, Passage, Problem, ProblemKind, Record, RecordId, Sha256, Tables, Tag,
    TagId, Target, Unread, Value, When, mentions,
};

/// The problems of one record. Reads the whole text of a capture to hash it, and all tags to compare one
/// with: who checks many records keeps a [`super::ProblemList`].
#[must_use]
pub fn problems_of(tables: &Tables, record: &Record) -> Vec<Problem> {
    Checker::new(tables).check(record, Hash::Unknown)
}

/// All problems, in the order of the file; `None` as soon as `cancel` is set.
#[must_use]
pub fn all_problems(tables: &Tables, cancel: &AtomicBool) -> Option<Vec<Problem>> {
    let mut checker = Checker::new(tables);
    let mut problems = Vec::new();
    for id in Kind::ALL.iter().flat_map(|&kind| tables.ids(kind)) {
        if cancel.load(Ordering::Relaxed) {
            return None;
        }
        if let Some(record) = tables.get(id) {
            problems.extend(checker.check(&record, Hash::Unknown));
        }
    }
    Some(problems)
}

/// What is known of a capture's hash before the check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hash {
    /// Nothing: it has to be computed.
    Unknown,
    /// The text was compared with it and has not changed since.
    Compared {
        /// Whether they matched.
        matched: bool,
    },
}

/// Checks records of one state of a project; keeps what several checks need.
pub(super) struct Checker<'a> {
    tables: &'a Tables,
    /// The first tag of each path; made when a tag is checked.
    first_of_path: Option<HashMap<&'a str, TagId>>,
    texts: TextIndexes,
}

impl<'a> Checker<'a> {
    pub(super) fn new(tables: &'a Tables) -> Self {
        Self {
            tables,
            first_of_path: None,
            texts: TextIndexes::default(),
        }
    }

    pub(super) fn check(&mut self, record: &Record, hash: Hash) -> Vec<Problem> {
        let mut found = Found {
            record: record.id(),
            problems: Vec::new(),
        };
        self.check_refs(record, &mut found);
        for_each_date(record, &mut |what, when| {
            self.check_date(record, what, when, &mut found);
        });
        match record {
            Record::Tag(tag) => self.check_tag(tag, &mut found),
            Record::Capture(capture) => self.check_hash(record, capture, hash, &mut found),
            Record::Claim(claim) => {
                if let Some(passage) = &claim.passage {
                    self.check_passage(record, passage, &mut found);
                }
            }
            Record::Annotation(annotation) => {
                if let Target::Passage(passage) = &annotation.target {
                    self.check_passage(record, passage, &mut found);
                }
            }
            Record::Note(note) => self.check_mentions(record, note, &mut found),
            Record::Unread(unread) => check_unread(unread, &mut found),
            Record::Source(_)
            | Record::Event(_)
            | Record::Assessment(_)
            | Record::Link(_)
            | Record::View(_) => {}
        }
        found.problems
    }

    fn check_refs(&self, record: &Record, found: &mut Found) {
        let mut missing = Vec::new();
        record.for_each_ref(&mut |to, role| {
            if !self.tables.contains(to) && !missing.contains(&(to, role)) {
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
                    subject(self.tables, record)
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
                subject(self.tables, record)
            ),
        );
    }

    fn check_tag(&mut self, tag: &Tag, found: &mut Found) {
        let tables = self.tables;
        let first_of_path = self.first_of_path.get_or_insert_with(|| {
            let mut first = HashMap::new();
            for tag in tables.tags().iter() {
                first.entry(tag.path.as_str()).or_insert(tag.id);
            }
            first
        });
        let first = first_of_path.get(tag.path.as_str());
        if first.is_some_and(|&first| first != tag.id) {
            found.add(
                ProblemKind::DuplicateTag,
                format!(
                    "There is more than one tag “{}”. Records that bear one are not found by the other; \
                     merge them, or rename this one.",
                    tag.path
                ),
            );
        }
    }

    fn check_hash(&self, record: &Record, capture: &Capture, hash: Hash, found: &mut Found) {
        let matched = match hash {
            Hash::Unknown => Sha256::of(capture.text.as_bytes()) == capture.sha256,
            Hash::Compared { matched } => matched,
        };
        if !matched {
            found.add(
                ProblemKind::HashMismatch,
                format!(
                    "{} does not hold the text that was captured: it no longer matches its SHA-256. \
                     Nobody can say now whether its words are the source's. Compare it with the source and \
                     make a new capture; this one stays as it is.",
                    subject(self.tables, record)
                ),
            );
        }
    }

    fn check_passage(&mut self, record: &Record, passage: &Passage, found: &mut Found) {
        // A capture that is missing has been told among the references.
        let Some(capture) = self.tables.captures().get(passage.capture) else {
            return;
        };
        let label = self.tables.label(capture.id.into());
        let subject = subject(self.tables, record);
        if let Some((kind, what)) = self.texts.problem(capture, passage, &label) {
            found.add(kind, format!("{subject}: {what}"));
        }
    }

    fn check_mentions(&self, record: &Record, note: &Note, found: &mut Found) {
        let mut missing: Vec<u64> = Vec::new();
        for mention in mentions(&note.text) {
            let mut kinds = Kind::ALL.iter();
            let exists = kinds.any(|&kind| {
                self.tables
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
                    subject(self.tables, record),
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
        self.problems.push(Problem {
            kind,
            record: Some(self.record),
            place: None,
            message,
        });
    }
}
