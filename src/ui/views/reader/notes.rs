//! The remarks of the margin, made from annotations.

use std::collections::HashSet;

use super::data::Note;
use super::ink::{Ink, noun_of, tint_of};
use crate::model::{
    AnchorState, Annotation, AnnotationId, ClaimId, Motivation, Project, RecordId, Resolution,
    Role, Stamp, Tag, Target,
};

/// What stands in the margin beside some words.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Noted {
    /// The words' first byte.
    pub(super) at: usize,
    says: Says,
}

#[derive(Debug, Clone, PartialEq)]
enum Says {
    Remark(AnnotationId),
    Line(Box<Note>),
}

impl Noted {
    /// A remark; its words are made when it is shown.
    pub(super) fn remark(at: usize, annotation: AnnotationId) -> Self {
        let says = Says::Remark(annotation);
        Self { at, says }
    }

    /// A line on a claim.
    pub(super) fn line(note: Note) -> Self {
        let (at, says) = (note.at, Says::Line(Box::new(note)));
        Self { at, says }
    }

    /// As it is shown, with `newest` as the year of the newest remark; `None` for a remark that is gone.
    pub(super) fn note(&self, project: &Project, newest: Option<i16>) -> Option<Note> {
        match &self.says {
            Says::Remark(id) => {
                let annotation = project.annotations().get(*id)?;
                Some(note(project, annotation, self.at, newest))
            }
            Says::Line(note) => Some(note.as_ref().clone()),
        }
    }
}

/// The tags of an annotation in order of their paths.
fn tags_of<'p>(project: &'p Project, annotation: &Annotation) -> Vec<&'p Tag> {
    let tags = annotation.tags.iter();
    let mut tags: Vec<&Tag> = tags.filter_map(|id| project.tags().get(id)).collect();
    tags.sort_by(|a, b| a.path.cmp(&b.path));
    tags
}

fn is_pure(annotation: &Annotation) -> bool {
    annotation.motivation == Motivation::Highlighting
        && annotation.title.is_empty()
        && annotation.body.is_empty()
}

pub(super) fn ink_of(project: &Project, annotation: &Annotation) -> Ink {
    let first = tags_of(project, annotation).first().map(|tag| tag.colour);
    match first.filter(|_| is_pure(annotation)) {
        Some(colour) => Ink::Tag(colour),
        None => Ink::Tint(tint_of(annotation.motivation)),
    }
}

fn note(project: &Project, annotation: &Annotation, at: usize, newest: Option<i16>) -> Note {
    let names = tags_of(project, annotation);
    let names: Vec<&str> = names.iter().map(|tag| tag.name()).collect();
    let title = if !annotation.title.is_empty() {
        annotation.title.clone()
    } else if is_pure(annotation) && !names.is_empty() {
        names.join(", ")
    } else {
        noun_of(annotation.motivation).to_owned()
    };
    let aside = match replies(project, annotation.id) {
        0 => annotation
            .created
            .map(|made| day_of(made, newest))
            .unwrap_or_default(),
        1 => "1 reply".to_owned(),
        count => format!("{count} replies"),
    };
    let state = match &annotation.target {
        Target::Passage(passage) => match passage.state {
            AnchorState::Exact | AnchorState::Lost => "",
            AnchorState::Moved => "moved",
            AnchorState::Changed => "text changed",
            AnchorState::Ambiguous => "ambiguous",
        },
        Target::Record(_) => "",
    };
    Note {
        record: annotation.id.into(),
        at,
        title,
        body: annotation.body.clone(),
        aside,
        state,
        ink: ink_of(project, annotation),
        motivation: annotation.motivation,
        resolved: annotation.resolution == Resolution::Resolved,
        contest: false,
    }
}

/// A line on a claim: that it is in conflict, else that its words changed.
pub(super) fn of_claim(claim: ClaimId, at: usize, line: String, contest: bool) -> Note {
    Note {
        record: claim.into(),
        at,
        title: line,
        body: String::new(),
        aside: String::new(),
        state: if contest { "" } else { "text changed" },
        ink: Ink::Tint(tint_of(Motivation::Linking)),
        motivation: Motivation::Linking,
        resolved: false,
        contest,
    }
}

/// How many answers an annotation has, answers to answers too.
fn replies(project: &Project, id: AnnotationId) -> usize {
    let mut seen = HashSet::from([id]);
    let mut next = vec![id];
    while let Some(id) = next.pop() {
        for (by, role) in project.backlinks(id.into()) {
            if let RecordId::Annotation(by) = by
                && role == Role::Remark
                && seen.insert(by)
            {
                next.push(by);
            }
        }
    }
    seen.len() - 1
}

pub(super) fn year_of(stamp: Stamp) -> i16 {
    stamp
        .timestamp()
        .to_zoned(jiff::tz::TimeZone::system())
        .year()
}

/// "21 Nov", with the year where it is not that of the newest remark.
fn day_of(stamp: Stamp, newest: Option<i16>) -> String {
    let moment = stamp.timestamp().to_zoned(jiff::tz::TimeZone::system());
    let form = if Some(moment.year()) == newest {
        "%-d %b"
    } else {
        "%-d %b %Y"
    };
    moment.strftime(form).to_string()
}
