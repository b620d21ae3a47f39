//! A query against a project: its names looked up once, so that records can be tried fast.

use std::collections::{HashMap, HashSet};
use std::ops::Deref;
use std::sync::OnceLock;

use super::fold::{fold, fold_into};
use super::grade::Grades;
use super::near::nearest;
use super::parse::{Mistake, Query, Term, TermKind};
use super::scope::SourceScope;
use super::texts::for_each_searched;
use crate::model::{CaptureId, Kind, Record, RecordId, Role, SourceId, Tables, Tag, TagId};

/// A query whose names were looked up in a project. It holds for the revision it was made of; after a
/// change, resolve the query anew.
#[derive(Debug, Clone, Default)]
pub struct ResolvedQuery {
    query: Query,
    tests: Vec<Test>,
    mistakes: Vec<Mistake>,
    /// The captures of each source, once they are needed: a source's text is its captures'.
    captures: OnceLock<HashMap<SourceId, Vec<CaptureId>>>,
}

#[derive(Debug, Clone)]
struct Test {
    excluded: bool,
    what: What,
}

#[derive(Debug, Clone)]
enum What {
    Text(String),
    Kind(Kind),
    Tags(HashSet<TagId>),
    Source(SourceScope),
    Grades(Grades),
    /// A mistake: no record is what was meant.
    Nothing,
}

impl Deref for ResolvedQuery {
    type Target = Query;

    fn deref(&self) -> &Query {
        &self.query
    }
}

impl Query {
    /// Looks up the names in the query. Walks tags, sources and claims as far as the query asks for
    /// them: work for a job where the project is large.
    #[must_use]
    pub fn resolve(&self, tables: &Tables) -> ResolvedQuery {
        let mut resolved = ResolvedQuery {
            query: self.clone(),
            mistakes: self.mistakes().to_vec(),
            ..ResolvedQuery::default()
        };
        for term in self.terms() {
            // `tag:` with nothing after it yet asks for nothing.
            if term.needle.is_empty() && term.kind != TermKind::Unknown {
                continue;
            }
            let what = match self.look_up(term, tables) {
                Ok(what) => what,
                Err(mistake) => {
                    resolved.mistakes.extend(mistake);
                    What::Nothing
                }
            };
            resolved.tests.push(Test {
                excluded: term.excluded,
                what,
            });
        }
        // What is told fastest goes first; texts are read last.
        resolved.tests.sort_by_key(Test::cost);
        resolved.mistakes.sort_by_key(|mistake| mistake.span.start);
        resolved
    }

    /// What the term asks for, or the mistake in it where that is not known already.
    fn look_up(&self, term: &Term, tables: &Tables) -> Result<What, Option<Mistake>> {
        let needle = term.needle.as_str();
        match term.kind {
            TermKind::Word | TermKind::Phrase => Ok(What::Text(needle.to_owned())),
            TermKind::Unknown => Err(None),
            TermKind::Type => find_kind(needle)
                .map(What::Kind)
                .ok_or_else(|| Some(self.unknown_type(term))),
            TermKind::Tag => {
                let tags: HashSet<TagId> = tables
                    .tags()
                    .iter()
                    .filter(|tag| tag_matches(tag, needle))
                    .map(|tag| tag.id)
                    .collect();
                if tags.is_empty() {
                    let names = tables.tags().iter();
                    let names = names.flat_map(|tag| [tag.name().to_owned(), tag.path.clone()]);
                    Err(Some(self.unknown("tag", term, nearest(needle, names))))
                } else {
                    Ok(What::Tags(tags))
                }
            }
            TermKind::Source => SourceScope::find(needle, tables)
                .map(What::Source)
                .ok_or_else(|| {
                    let names = nearest(needle, SourceScope::words(tables));
                    Some(self.unknown("source", term, names))
                }),
            TermKind::Reliability => {
                Grades::reliability(needle)
                    .map(What::Grades)
                    .ok_or_else(|| {
                        Some(self.no_grade("reliability", term, "letters A to F, as B or A-C"))
                    })
            }
            TermKind::Credibility => {
                Grades::credibility(needle)
                    .map(What::Grades)
                    .ok_or_else(|| {
                        Some(self.no_grade("credibility", term, "figures 1 to 6, as 2 or 1-3"))
                    })
            }
        }
    }

    fn unknown(&self, noun: &str, term: &Term, instead: Option<String>) -> Mistake {
        let typed = self.text().get(term.value.clone()).unwrap_or_default();
        let typed = typed.trim_matches(['"', '“', '”']);
        Mistake {
            span: term.value.clone(),
            sentence: format!("No {noun} “{typed}”."),
            instead,
        }
    }

    /// What grades look like.
    fn no_grade(&self, noun: &str, term: &Term, look: &str) -> Mistake {
        let mut mistake = self.unknown(noun, term, None);
        mistake.sentence.push_str(&format!(" It has {look}."));
        mistake
    }

    fn unknown_type(&self, term: &Term) -> Mistake {
        let names = Kind::in_project().map(type_name);
        let mut mistake = self.unknown("type", term, nearest(&term.needle, names));
        if mistake.instead.is_none() {
            mistake
                .sentence
                .push_str(" Types are event, source, claim, note and annotation.");
        }
        mistake
    }
}

impl Test {
    fn cost(&self) -> u8 {
        match self.what {
            What::Nothing | What::Kind(_) => 0,
            What::Tags(_) | What::Grades(_) => 1,
            What::Source(_) => 2,
            What::Text(_) => 3,
        }
    }
}

impl ResolvedQuery {
    /// The query as it was typed.
    #[must_use]
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// Everything in the query that cannot be meant, in order. No record matches a term with a
    /// mistake; a search box that finds one keeps the last good result and shows this instead.
    #[must_use]
    pub fn mistakes(&self) -> &[Mistake] {
        &self.mistakes
    }

    /// Forgets what was found out about captures while records were tried: it holds no longer when the project
    /// changes, and takes memory.
    pub fn forget_captures(&mut self) {
        self.captures = OnceLock::new();
    }

    /// Whether the record, one of `tables`, is what is asked for.
    #[must_use]
    pub fn matches(&self, tables: &Tables, record: &Record) -> bool {
        self.matches_with(tables, record, &mut Scratch::default())
    }

    /// As [`ResolvedQuery::matches`], with memory that loops keep.
    pub(super) fn matches_with(
        &self,
        tables: &Tables,
        record: &Record,
        scratch: &mut Scratch,
    ) -> bool {
        self.matches_but_texts(tables, record)
            && (!self.reads_texts() || self.texts_match(tables, record, scratch))
    }

    /// Whether the record is what is asked for, words and phrases aside.
    pub(super) fn matches_but_texts(&self, tables: &Tables, record: &Record) -> bool {
        self.tests.iter().all(|test| {
            let met = match &test.what {
                What::Text(_) => return true,
                What::Nothing => return false,
                What::Kind(kind) => record.id().kind() == *kind,
                What::Tags(tags) => has_one_of(record, tags),
                What::Source(scope) => scope.has(tables, record),
                What::Grades(grades) => grades.has(tables, record),
            };
            met != test.excluded
        })
    }

    /// Whether it asks for words or phrases.
    pub(super) fn reads_texts(&self) -> bool {
        self.texts().next().is_some()
    }

    /// Whether it asks for words and phrases alone.
    pub(super) fn is_texts_alone(&self) -> bool {
        self.texts().count() == self.tests.len()
    }

    /// The words and phrases, and whether each must not be there.
    pub(super) fn texts(&self) -> impl Iterator<Item = (&str, bool)> {
        self.tests.iter().filter_map(|test| match &test.what {
            What::Text(needle) => Some((needle.as_str(), test.excluded)),
            _ => None,
        })
    }

    fn texts_match(&self, tables: &Tables, record: &Record, scratch: &mut Scratch) -> bool {
        let Scratch { folded, found } = scratch;
        found.clear();
        found.resize(self.texts().count(), false);
        let mut look = |text: &str| {
            // Nothing more can come of the other texts.
            if found.iter().all(|found| *found) {
                return;
            }
            fold_into(text, folded);
            for (found, (needle, _)) in found.iter_mut().zip(self.texts()) {
                *found =
                    *found || memchr::memmem::find(folded.as_bytes(), needle.as_bytes()).is_some();
            }
        };
        for_each_searched(record, &mut look);
        if let Record::Source(source) = record {
            let captures = self.captures.get_or_init(|| captures_by_source(tables));
            for capture in captures.get(&source.id).into_iter().flatten() {
                if let Some(capture) = tables.captures().get(*capture) {
                    look(&capture.text);
                }
            }
        }
        let mut results = found.iter().zip(self.texts());
        results.all(|(found, (_, excluded))| *found != excluded)
    }
}

fn captures_by_source(tables: &Tables) -> HashMap<SourceId, Vec<CaptureId>> {
    let mut captures: HashMap<SourceId, Vec<CaptureId>> = HashMap::new();
    for capture in tables.captures().iter() {
        let of_source = captures.entry(capture.source).or_default();
        of_source.push(capture.id);
    }
    captures
}

/// Memory that trying many records needs again and again.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    folded: String,
    found: Vec<bool>,
}

/// Whether the record is one of the tags, bears one, or names one as an actor, a place or an authority.
fn has_one_of(record: &Record, tags: &HashSet<TagId>) -> bool {
    let mut has = matches!(record, Record::Tag(tag) if tags.contains(&tag.id));
    record.for_each_ref(&mut |to, role| {
        if let (RecordId::Tag(tag), Role::Tagged | Role::StandsFor) = (to, role) {
            has = has || tags.contains(&tag);
        }
    });
    has
}

/// Whether the tag or one above it is called `needle`, by its last names or by its whole path.
fn tag_matches(tag: &Tag, needle: &str) -> bool {
    let path = fold(&tag.path);
    let ends = path
        .match_indices('/')
        .map(|(at, _)| at)
        .chain([path.len()]);
    ends.filter_map(|end| path.get(..end)).any(|above| {
        let rest = above.strip_suffix(needle);
        rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
    })
}

/// The name of the kind in a query.
fn type_name(kind: Kind) -> &'static str {
    match kind {
        Kind::View => "view",
        Kind::Unread => "unreadable",
        other => other.singular(),
    }
}

fn find_kind(needle: &str) -> Option<Kind> {
    let mut kinds = Kind::in_project();
    kinds.find(|&kind| {
        let names = [
            Some(type_name(kind)),
            Some(kind.singular()),
            Some(kind.plural()),
        ];
        let names = names.into_iter().chain([kind.table_name()]);
        names.flatten().any(|name| name == needle)
    })
}
