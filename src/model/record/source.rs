//! Sources: things that were published or said.
//!
//! Fields follow CSL (<https://docs.citationstyles.org/en/stable/specification.html>), reliability
//! the Admiralty code as used by NATO.

use serde::{Deserialize, Serialize};

use super::{Choice, TagSet, is_default, shrunk};
use crate::model::date::When;
use crate::model::{SourceId, Stamp};

/// An article, a paper, a statement, an interview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its identity.
    pub id: SourceId,
    /// What sort of thing it is.
    #[serde(default, skip_serializing_if = "is_default")]
    pub kind: SourceKind,
    /// Its title as published; empty if it has none.
    #[serde(default, skip_serializing_if = "is_default")]
    pub title: String,
    /// How the analyst calls it for short; empty: made from authors and year.
    #[serde(default, skip_serializing_if = "is_default")]
    pub short_title: String,
    /// Who wrote or said it, in the order of the source.
    #[serde(
        default,
        skip_serializing_if = "is_default",
        deserialize_with = "shrunk"
    )]
    pub authors: Vec<PersonName>,
    /// The journal, newspaper, site or book that it stands in.
    #[serde(default, skip_serializing_if = "is_default")]
    pub container: String,
    /// Who published it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub publisher: String,
    /// When it was published.
    #[serde(default, skip_serializing_if = "is_default")]
    pub issued: When,
    /// When it was looked at.
    #[serde(default, skip_serializing_if = "is_default")]
    pub accessed: When,
    /// Where it is on the web. Never opened without a click that shows it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub url: String,
    /// Its digital object identifier, without the resolver's address.
    #[serde(default, skip_serializing_if = "is_default")]
    pub doi: String,
    /// Volume of the container.
    #[serde(default, skip_serializing_if = "is_default")]
    pub volume: String,
    /// Issue of the container.
    #[serde(default, skip_serializing_if = "is_default")]
    pub issue: String,
    /// Pages in the container, as written.
    #[serde(default, skip_serializing_if = "is_default")]
    pub pages: String,
    /// Language as a BCP 47 tag: `en`, `ur`, `fa`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub language: String,
    /// What it is and why it matters, in the analyst's words.
    #[serde(default, skip_serializing_if = "is_default")]
    pub summary: String,
    /// How far the source can be relied on (Admiralty code, first character).
    #[serde(default, skip_serializing_if = "is_default")]
    pub reliability: Reliability,
    /// Why that letter.
    #[serde(default, skip_serializing_if = "is_default")]
    pub reliability_reason: String,
    /// Letters that were given before, oldest first.
    #[serde(default, skip_serializing_if = "is_default")]
    pub earlier_reliability: Vec<EarlierReliability>,
    /// The sources that this one draws on.
    #[serde(
        default,
        skip_serializing_if = "is_default",
        deserialize_with = "shrunk"
    )]
    pub lineage: Vec<Lineage>,
    /// Labels.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tags: TagSet,
}

impl Source {
    /// A source of which nothing is known yet.
    #[must_use]
    pub fn new(id: SourceId) -> Self {
        Self {
            id,
            kind: SourceKind::default(),
            title: String::new(),
            short_title: String::new(),
            authors: Vec::new(),
            container: String::new(),
            publisher: String::new(),
            issued: When::default(),
            accessed: When::default(),
            url: String::new(),
            doi: String::new(),
            volume: String::new(),
            issue: String::new(),
            pages: String::new(),
            language: String::new(),
            summary: String::new(),
            reliability: Reliability::default(),
            reliability_reason: String::new(),
            earlier_reliability: Vec::new(),
            lineage: Vec::new(),
            tags: TagSet::default(),
        }
    }

    /// What lists and chips call it: the short title, else the authors, else the container, else
    /// the title.
    #[must_use]
    pub fn short_name(&self) -> String {
        if !self.short_title.is_empty() {
            return self.short_title.clone();
        }
        match self.authors.as_slice() {
            [] if !self.title.is_empty() => self.title.clone(),
            [] if !self.container.is_empty() => self.container.clone(),
            [] => "Untitled source".to_owned(),
            [one] => one.family_or_all(),
            [one, two] => format!("{} and {}", one.family_or_all(), two.family_or_all()),
            [one, ..] => format!("{} and others", one.family_or_all()),
        }
    }
}

/// The name of a person or of a body.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PersonName {
    /// Family name.
    #[serde(default, skip_serializing_if = "is_default")]
    pub family: String,
    /// Given names.
    #[serde(default, skip_serializing_if = "is_default")]
    pub given: String,
    /// The whole name, where it has no such parts: an agency, a ministry, a single name.
    #[serde(default, skip_serializing_if = "is_default")]
    pub literal: String,
}

impl PersonName {
    /// Reads a name as people type it: "Family, Given", "Given Family", or one word or body kept
    /// whole.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let text = text.trim();
        if let Some((family, given)) = text.split_once(',') {
            return Self {
                family: family.trim().to_owned(),
                given: given.trim().to_owned(),
                literal: String::new(),
            };
        }
        Self {
            literal: text.to_owned(),
            ..Self::default()
        }
    }

    /// The name in reading order.
    #[must_use]
    pub fn display(&self) -> String {
        let parts = [&self.given, &self.family, &self.literal];
        let parts: Vec<&str> = parts
            .iter()
            .map(|p| p.as_str())
            .filter(|p| !p.is_empty())
            .collect();
        parts.join(" ")
    }

    /// The name as it is edited: "Family, Given", or the whole.
    #[must_use]
    pub fn editable(&self) -> String {
        if self.family.is_empty() && self.given.is_empty() {
            self.literal.clone()
        } else {
            format!("{}, {}", self.family, self.given)
        }
    }

    fn family_or_all(&self) -> String {
        if self.family.is_empty() {
            self.display()
        } else {
            self.family.clone()
        }
    }
}

/// Kinds of source: the item types of CSL that analysts meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are CSL's own and say what they are")]
pub enum SourceKind {
    ArticleJournal,
    ArticleNewspaper,
    ArticleMagazine,
    #[default]
    Webpage,
    Post,
    Report,
    Book,
    Chapter,
    Broadcast,
    Interview,
    Speech,
    Statement,
    Hearing,
    Legislation,
    Treaty,
    Map,
    Graphic,
    Dataset,
    PersonalCommunication,
    Document,
}

impl Choice for SourceKind {
    const ALL: &'static [Self] = &[
        Self::ArticleJournal,
        Self::ArticleNewspaper,
        Self::ArticleMagazine,
        Self::Webpage,
        Self::Post,
        Self::Report,
        Self::Book,
        Self::Chapter,
        Self::Broadcast,
        Self::Interview,
        Self::Speech,
        Self::Statement,
        Self::Hearing,
        Self::Legislation,
        Self::Treaty,
        Self::Map,
        Self::Graphic,
        Self::Dataset,
        Self::PersonalCommunication,
        Self::Document,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::ArticleJournal => "Journal article",
            Self::ArticleNewspaper => "News article",
            Self::ArticleMagazine => "Magazine article",
            Self::Webpage => "Web article",
            Self::Post => "Post",
            Self::Report => "Report",
            Self::Book => "Book",
            Self::Chapter => "Chapter",
            Self::Broadcast => "Broadcast",
            Self::Interview => "Interview",
            Self::Speech => "Speech",
            Self::Statement => "Statement",
            Self::Hearing => "Hearing",
            Self::Legislation => "Legislation",
            Self::Treaty => "Treaty",
            Self::Map => "Map",
            Self::Graphic => "Graphic",
            Self::Dataset => "Data set",
            Self::PersonalCommunication => "Personal communication",
            Self::Document => "Document",
        }
    }
}

/// How far a source can be relied on: the first character of the Admiralty code.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
#[expect(missing_docs, reason = "`meaning` says what each letter means")]
pub enum Reliability {
    A,
    B,
    C,
    D,
    E,
    #[default]
    F,
}

impl Choice for Reliability {
    const ALL: &'static [Self] = &[Self::A, Self::B, Self::C, Self::D, Self::E, Self::F];

    fn name(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
            Self::E => "E",
            Self::F => "F",
        }
    }

    fn meaning(self) -> &'static str {
        match self {
            Self::A => "Completely reliable",
            Self::B => "Usually reliable",
            Self::C => "Fairly reliable",
            Self::D => "Not usually reliable",
            Self::E => "Unreliable",
            Self::F => "Cannot be judged, which is not the same as bad",
        }
    }
}

/// A reliability that was given before the present one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierReliability {
    /// The letter that was given.
    pub reliability: Reliability,
    /// The reason that was given for it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub reason: String,
    /// When it was replaced.
    #[serde(default, skip_serializing_if = "is_default")]
    pub until: Option<Stamp>,
}

/// That a source draws on another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lineage {
    /// The source that is drawn on.
    pub source: SourceId,
    /// In what way.
    #[serde(default, skip_serializing_if = "is_default")]
    pub kind: LineageKind,
    /// Where that shows, in the analyst's words.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: String,
}

/// In what way a source draws on another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum LineageKind {
    /// Names it.
    #[default]
    Cites,
    /// Repeats its words as its words.
    Quotes,
    /// Carries it as a whole or in large part.
    Republishes,
    /// Both carry the same agency story.
    SameWire,
}

impl Choice for LineageKind {
    const ALL: &'static [Self] = &[Self::Cites, Self::Quotes, Self::Republishes, Self::SameWire];

    fn name(self) -> &'static str {
        match self {
            Self::Cites => "cites",
            Self::Quotes => "quotes",
            Self::Republishes => "republishes",
            Self::SameWire => "same wire as",
        }
    }

    fn meaning(self) -> &'static str {
        match self {
            Self::Cites => "Names it as its authority",
            Self::Quotes => "Repeats its words as its words",
            Self::Republishes => "Carries it as a whole or in large part",
            Self::SameWire => "Both carry the same agency story",
        }
    }
}
