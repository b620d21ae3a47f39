//! How disagreements are told: what each side has, in words.

use std::fmt;

use super::groups::{Groups, Unit};
use super::sides::{Side, Sides};
use crate::edit::{diff, fields, words};
use crate::model::{Record, RecordId};

/// A disagreement, which takes one side whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// What it is about, the first of all; what goes with it follows.
    pub parts: Vec<Part>,
    /// Whether theirs can be taken. Otherwise their file has names that lead nowhere, which ours
    /// must not get.
    pub can_take_theirs: bool,
}

/// Something that the sides have differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Of what.
    pub subject: Subject,
    /// What that is called: "event Koh-e-Sabz strike".
    pub name: String,
    /// The field; empty: the record as a whole.
    pub field: String,
    /// What both began with; empty for a record as a whole and where there was nothing.
    pub base: String,
    /// What we have.
    pub ours: String,
    /// What they have.
    pub theirs: String,
}

/// Of what a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The project as a whole.
    Project,
    /// A record.
    Record(RecordId),
}

impl Part {
    /// What one side has.
    #[must_use]
    pub fn of(&self, side: Side) -> &str {
        match side {
            Side::Ours => &self.ours,
            Side::Theirs => &self.theirs,
        }
    }

    /// What it is about: "event Koh-e-Sabz strike: title".
    #[must_use]
    pub fn title(&self) -> String {
        if self.field.is_empty() {
            self.name.clone()
        } else {
            format!("{}: {}", self.name, self.field)
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let or_nothing = |words: &str| {
            if words.is_empty() {
                "nothing".to_owned()
            } else if self.field.is_empty() {
                words.to_owned()
            } else if words.starts_with('“') {
                words::cut(words)
            } else {
                format!("“{}”", words::cut(words))
            }
        };
        let (ours, theirs) = (or_nothing(&self.ours), or_nothing(&self.theirs));
        write!(f, "{}: ours {ours}, theirs {theirs}", self.title())?;
        if !self.base.is_empty() {
            write!(f, ", before {}", or_nothing(&self.base))?;
        }
        Ok(())
    }
}

/// All disagreements in words.
pub(super) fn told(sides: &Sides, groups: &Groups) -> Vec<Conflict> {
    let groups = groups.0.iter();
    groups
        .map(|group| Conflict {
            parts: group.units.iter().map(|unit| part(sides, *unit)).collect(),
            can_take_theirs: group.can_take_theirs,
        })
        .collect()
}

fn part(sides: &Sides, unit: Unit) -> Part {
    match unit {
        Unit::Presence(id) => presence(sides, id),
        Unit::Field(id, field) => {
            let words = |record: Option<Record>, side: &crate::model::Snapshot| {
                let words = record.map(|record| fields::field_words(&record, field, side));
                words.unwrap_or_default()
            };
            let versions = sides.versions(id);
            let names = fields::names(id.kind());
            Part {
                subject: Subject::Record(id),
                name: name(sides, id),
                field: names
                    .get(field)
                    .map(|name| (*name).to_owned())
                    .unwrap_or_default(),
                base: words(versions.base, &sides.base),
                ours: words(versions.ours, &sides.ours),
                theirs: words(versions.theirs, &sides.theirs),
            }
        }
        Unit::Tag(id, tag) => {
            let path = [&sides.ours, &sides.theirs, &sides.base]
                .into_iter()
                .find_map(|side| side.tags().get(tag))
                .map_or_else(|| tag.to_string(), |tag| tag.path.clone());
            let words = |record: Option<Record>| {
                let bears = record.and_then(|record| Some(record.tags()?.contains(tag)));
                match bears {
                    Some(true) => "on",
                    Some(false) | None => "off",
                }
                .to_owned()
            };
            let versions = sides.versions(id);
            Part {
                subject: Subject::Record(id),
                name: name(sides, id),
                field: format!("tag {path}"),
                base: words(versions.base),
                ours: words(versions.ours),
                theirs: words(versions.theirs),
            }
        }
        Unit::Meta(field) => {
            let words =
                |side: &crate::model::Snapshot| fields::meta::field_words(&side.meta, field);
            let names = fields::meta::names();
            Part {
                subject: Subject::Project,
                name: "the project".to_owned(),
                field: names
                    .get(field)
                    .map(|name| (*name).to_owned())
                    .unwrap_or_default(),
                base: words(&sides.base),
                ours: words(&sides.ours),
                theirs: words(&sides.theirs),
            }
        }
    }
}

fn presence(sides: &Sides, id: RecordId) -> Part {
    let versions = sides.versions(id);
    let words = |side: Side| match (&versions.base, versions.of(side)) {
        (Some(_), None) => "deleted".to_owned(),
        (None, None) => "not there".to_owned(),
        (None, Some(_)) => "added".to_owned(),
        (Some(base), Some(record)) => {
            let changes = diff::changes(base, record, &sides.base, sides.of(side));
            if changes.is_empty() {
                "kept".to_owned()
            } else {
                changes.join("; ")
            }
        }
    };
    Part {
        subject: Subject::Record(id),
        name: name(sides, id),
        field: String::new(),
        base: String::new(),
        ours: words(Side::Ours),
        theirs: words(Side::Theirs),
    }
}

fn name(sides: &Sides, id: RecordId) -> String {
    let all = [&sides.ours, &sides.theirs, &sides.base].into_iter();
    let mut named = all.filter_map(|side| Some(words::named(side, &side.get(id)?)));
    named.next().unwrap_or_else(|| id.to_string())
}
