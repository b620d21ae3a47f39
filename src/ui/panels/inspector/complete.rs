//! What can be completed in the inspector's fields: tags, records, words in use. Looked for when the text of
//! the field changes; in large projects in a job.

use std::collections::HashMap;

use eframe::egui;
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::app::jobs::{Polled, Task, Wake};
use crate::model::{Kind, Project, RecordId, Tables, TagColour, Value, WELL_KNOWN_FIELDS};

/// Suggestions at once.
const MOST: usize = 40;
/// Up to so many records are looked through at once; for more a job is started.
const AT_ONCE: usize = 4_000;

/// What a field asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ui) enum Ask {
    /// Tags, by path.
    Tags,
    /// Tags and sources.
    Authorities,
    /// Records of these kinds.
    Records(&'static [Kind]),
    /// Kinds of event that are in use.
    EventKinds,
    /// Fields that claims and assessments name.
    Fields,
    /// Roles of actors.
    Roles,
    /// What figures count.
    Scopes,
    /// Where sources appeared, who published them, in which language.
    Containers,
    Publishers,
    Languages,
}

/// A suggestion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ui) struct Found {
    pub(in crate::ui) text: String,
    /// How often it is in use, or what sort of record it is.
    pub(in crate::ui) detail: String,
    pub(in crate::ui) sign: Option<TagColour>,
    pub(in crate::ui) record: Option<RecordId>,
}

/// Remembers what was found for the field that has the focus.
#[derive(Default)]
pub(in crate::ui) struct Finder {
    asked: Option<(egui::Id, String)>,
    found: Vec<Found>,
    task: Option<Task<Vec<Found>>>,
}

impl Finder {
    /// What fits `text`. Looks only when field or text are others than last time.
    pub(in crate::ui) fn find(
        &mut self,
        project: &Project,
        wake: &Wake,
        field: egui::Id,
        ask: Ask,
        text: &str,
    ) -> &[Found] {
        let is_same = |asked: &(egui::Id, String)| asked.0 == field && asked.1 == text;
        if !self.asked.as_ref().is_some_and(is_same) {
            if self.asked.as_ref().is_some_and(|asked| asked.0 != field) {
                self.found.clear();
            }
            self.asked = Some((field, text.to_owned()));
            if n_looked_through(project, ask) <= AT_ONCE {
                self.task = None;
                self.found = counted(project, find(project, ask, text));
            } else {
                let (snapshot, text) = (project.snapshot(), text.to_owned());
                self.task = Some(Task::spawn("Suggestions", wake, move |_| {
                    find(&snapshot, ask, &text)
                }));
            }
        }
        if let Some(task) = &self.task {
            match task.poll() {
                Polled::Done(found) => {
                    self.found = counted(project, found);
                    self.task = None;
                }
                Polled::Died => self.task = None,
                Polled::Running => {}
            }
        }
        &self.found
    }

    /// Forgets what was found, because the field was left.
    pub(in crate::ui) fn forget(&mut self, field: egui::Id) {
        if self.asked.as_ref().is_some_and(|asked| asked.0 == field) {
            *self = Self::default();
        }
    }
}

/// The same with the number of records that each tag is on.
fn counted(project: &Project, mut found: Vec<Found>) -> Vec<Found> {
    for one in &mut found {
        if let Some(tag @ RecordId::Tag(_)) = one.record {
            one.detail = project.n_backlinks(tag).to_string();
        }
    }
    found
}

fn n_looked_through(tables: &Tables, ask: Ask) -> usize {
    let count = |kinds: &[Kind]| kinds.iter().map(|&kind| tables.count(kind)).sum();
    match ask {
        Ask::Tags => count(&[Kind::Tag]),
        Ask::Authorities => count(&[Kind::Tag, Kind::Source]),
        Ask::Records(kinds) => count(kinds),
        Ask::EventKinds | Ask::Roles => count(&[Kind::Event]),
        Ask::Fields | Ask::Scopes => count(&[Kind::Claim, Kind::Assessment]),
        Ask::Containers | Ask::Publishers | Ask::Languages => count(&[Kind::Source]),
    }
}

/// The suggestions for `text`: the best first; for an empty text those in use most.
pub(in crate::ui) fn find(tables: &Tables, ask: Ask, text: &str) -> Vec<Found> {
    let candidates = match ask {
        Ask::Tags => tags(tables),
        Ask::Authorities => {
            let mut both = tags(tables);
            both.extend(records(tables, &[Kind::Source]));
            both
        }
        Ask::Records(kinds) => records(tables, kinds),
        _ => words(tables, ask),
    };
    best(candidates, text.trim())
}

fn best(candidates: Vec<Found>, text: &str) -> Vec<Found> {
    if text.is_empty() {
        let mut first = candidates;
        first.truncate(MOST);
        return first;
    }
    let mut matcher = Matcher::new(Config::DEFAULT.match_paths());
    let pattern = Pattern::parse(text, CaseMatching::Ignore, Normalization::Smart);
    let mut letters = Vec::new();
    let mut scored: Vec<(u32, usize, Found)> = candidates
        .into_iter()
        .filter_map(|found| {
            let score = pattern.score(Utf32Str::new(&found.text, &mut letters), &mut matcher)?;
            Some((score, found.text.len(), found))
        })
        .collect();
    scored.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    scored.truncate(MOST);
    scored.into_iter().map(|(_, _, found)| found).collect()
}

fn tags(tables: &Tables) -> Vec<Found> {
    let mut tags: Vec<Found> = tables
        .tags()
        .iter()
        .map(|tag| Found {
            text: tag.path.clone(),
            detail: String::new(),
            sign: Some(tag.colour),
            record: Some(tag.id.into()),
        })
        .collect();
    tags.sort_by(|a, b| a.text.cmp(&b.text));
    tags
}

fn records(tables: &Tables, kinds: &[Kind]) -> Vec<Found> {
    let several = kinds.len() > 1;
    let ids = kinds.iter().flat_map(|&kind| tables.ids(kind));
    ids.map(|id| Found {
        text: one_line(&tables.label(id)),
        detail: if several {
            id.kind().singular().to_owned()
        } else {
            String::new()
        },
        sign: match id {
            RecordId::Tag(tag) => tables.tags().get(tag).map(|tag| tag.colour),
            _ => None,
        },
        record: Some(id),
    })
    .collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words that are in use, with how often, the most used first.
fn words(tables: &Tables, ask: Ask) -> Vec<Found> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for word in used(tables, ask).filter(|word| !word.trim().is_empty()) {
        *counts.entry(word).or_default() += 1;
    }
    if ask == Ask::Fields {
        for &known in WELL_KNOWN_FIELDS {
            counts.entry(known).or_default();
        }
    }
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let found = |(word, count): (&str, usize)| Found {
        text: word.to_owned(),
        detail: if count == 0 {
            String::new()
        } else {
            count.to_string()
        },
        sign: None,
        record: None,
    };
    counts.into_iter().map(found).collect()
}

/// Every use of a word of the sort that is asked for.
fn used(tables: &Tables, ask: Ask) -> Box<dyn Iterator<Item = &str> + '_> {
    let events = tables.events().iter();
    let sources = tables.sources().iter();
    let claims = tables.claims().iter();
    let held = tables.assessments().iter();
    match ask {
        Ask::EventKinds => Box::new(events.map(|e| e.kind.as_str())),
        Ask::Roles => Box::new(events.flat_map(|e| &e.actors).map(|a| a.role.as_str())),
        Ask::Fields => {
            let claimed = claims.map(|c| c.field.as_str());
            Box::new(claimed.chain(held.map(|a| a.field.as_str())))
        }
        Ask::Scopes => {
            let values = claims.map(|c| &c.value).chain(held.map(|a| &a.value));
            Box::new(values.filter_map(|value| match value {
                Value::Number(quantity) => Some(quantity.scope.as_str()),
                _ => None,
            }))
        }
        Ask::Containers => Box::new(sources.map(|s| s.container.as_str())),
        Ask::Publishers => Box::new(sources.map(|s| s.publisher.as_str())),
        Ask::Languages => Box::new(sources.map(|s| s.language.as_str())),
        Ask::Tags | Ask::Authorities | Ask::Records(_) => Box::new(std::iter::empty()),
    }
}
