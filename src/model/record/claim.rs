//! Claims: "source S, in passage P, attributed to A, says field F of event E is V".

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::{Actor, Blank, Choice, Passage, Place, Rare, TagSet, is_default};
use crate::model::date::When;
use crate::model::{ClaimId, EventId, Name, Number, SourceId, Stamp, TagId};

/// Fields that most cases speak of, in the order in which they are shown. A field may have any
/// other name too.
pub const WELL_KNOWN_FIELDS: &[&str] = &[
    "date", "place", "means", "actor", "target", "killed", "wounded", "reason", "warning",
];

/// That a source says something about a field of an event. The core record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Its identity.
    pub id: ClaimId,
    /// Who published it.
    pub source: SourceId,
    /// The words that it stands on.
    #[serde(default, skip_serializing_if = "is_default")]
    pub passage: Option<Passage>,
    /// Whom the source gives as its authority.
    #[serde(default, skip_serializing_if = "is_default")]
    pub attributed_to: Rare<Attribution>,
    /// The event that it is about.
    pub event: EventId,
    /// The field of the event: one of [`WELL_KNOWN_FIELDS`] or any other name.
    pub field: Name,
    /// What the field is said to be.
    pub value: Value,
    /// How far this statement can be believed (Admiralty code, second character).
    #[serde(default, skip_serializing_if = "is_default")]
    pub credibility: Credibility,
    /// When it was reported, where that is not the day the source was published.
    #[serde(default, skip_serializing_if = "is_default")]
    pub reported: Rare<When>,
    /// How it is to be used.
    #[serde(default, skip_serializing_if = "is_default")]
    pub status: ClaimStatus,
    /// Why that status.
    #[serde(default, skip_serializing_if = "is_default")]
    pub status_reason: Rare<String>,
    /// Why the value may differ from the quoted words, where somebody looked and accepted it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub accepted_because: Rare<String>,
    /// Remarks.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: Rare<String>,
    /// Labels.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tags: TagSet,
    /// When it was filed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub created: Option<Stamp>,
}

impl Claim {
    /// A claim of which nothing else is known yet.
    #[must_use]
    pub fn new(
        id: ClaimId,
        source: SourceId,
        event: EventId,
        field: impl Into<Name>,
        value: Value,
    ) -> Self {
        Self {
            id,
            source,
            passage: None,
            attributed_to: Rare::default(),
            event,
            field: field.into(),
            value,
            credibility: Credibility::default(),
            reported: Rare::default(),
            status: ClaimStatus::default(),
            status_reason: Rare::default(),
            accepted_because: Rare::default(),
            note: Rare::default(),
            tags: TagSet::default(),
            created: None,
        }
    }
}

/// Whom a source gives as its authority for a claim. Empty: it says so itself.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Attribution {
    /// As the source names them: "Commissioner of Makran", "some reports".
    #[serde(default, skip_serializing_if = "is_default")]
    pub name: Name,
    /// The source in this project that is meant; its claim then counts as that source's.
    #[serde(default, skip_serializing_if = "is_default")]
    pub source: Option<SourceId>,
    /// The tag that stands for them.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tag: Option<TagId>,
}

impl Blank for Attribution {
    fn blank() -> &'static Self {
        static BLANK: LazyLock<Attribution> = LazyLock::new(Attribution::default);
        &BLANK
    }
}

/// The value that a claim gives or that an assessment holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    /// A date.
    When(When),
    /// A place.
    Place(Place),
    /// A figure or a range of figures.
    Number(Quantity),
    /// Somebody.
    Actor(Actor),
    /// Anything else, in words.
    Text(String),
}

/// A figure as it was given: a range with a best guess, and what was counted.
///
/// "At least seven" has `low` 7 and no more; "seven to nine" has `low` 7 and `high` 9; "nine" has
/// `best` 9 alone; "up to five" has `high` 5.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Quantity {
    /// Not less than this.
    #[serde(default, skip_serializing_if = "is_default")]
    pub low: Option<Number>,
    /// The figure itself, or the best guess in the range.
    #[serde(default, skip_serializing_if = "is_default")]
    pub best: Option<Number>,
    /// Not more than this.
    #[serde(default, skip_serializing_if = "is_default")]
    pub high: Option<Number>,
    /// What was counted: "children", "women and girls", "police officers"; empty: all of them.
    #[serde(default, skip_serializing_if = "is_default")]
    pub scope: Rare<String>,
    /// Unit, where it is not a count: "km", "days".
    #[serde(default, skip_serializing_if = "is_default")]
    pub unit: Rare<String>,
}

/// How far a statement can be believed: the second character of the Admiralty code.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
pub enum Credibility {
    /// 1
    Confirmed,
    /// 2
    ProbablyTrue,
    /// 3
    PossiblyTrue,
    /// 4
    Doubtful,
    /// 5
    Improbable,
    /// 6
    #[default]
    CannotBeJudged,
}

impl Choice for Credibility {
    const ALL: &'static [Self] = &[
        Self::Confirmed,
        Self::ProbablyTrue,
        Self::PossiblyTrue,
        Self::Doubtful,
        Self::Improbable,
        Self::CannotBeJudged,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Confirmed => "1",
            Self::ProbablyTrue => "2",
            Self::PossiblyTrue => "3",
            Self::Doubtful => "4",
            Self::Improbable => "5",
            Self::CannotBeJudged => "6",
        }
    }

    fn meaning(self) -> &'static str {
        match self {
            Self::Confirmed => "Confirmed by independent sources",
            Self::ProbablyTrue => "Probably true",
            Self::PossiblyTrue => "Possibly true",
            Self::Doubtful => "Doubtful",
            Self::Improbable => "Improbable",
            Self::CannotBeJudged => "Cannot be judged, which is not the same as bad",
        }
    }
}

/// How a claim is to be used. A wrong claim stays, marked, so that nobody files it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum ClaimStatus {
    /// As it stands.
    #[default]
    Normal,
    /// Before the others.
    Preferred,
    /// Not any more.
    Deprecated,
    /// The source has it by a slip: a wrong month, a wrong year.
    SlipInSource,
}

impl Choice for ClaimStatus {
    const ALL: &'static [Self] = &[
        Self::Normal,
        Self::Preferred,
        Self::Deprecated,
        Self::SlipInSource,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Preferred => "preferred",
            Self::Deprecated => "deprecated",
            Self::SlipInSource => "slip in the source",
        }
    }

    fn meaning(self) -> &'static str {
        match self {
            Self::Normal => "Counts as it stands",
            Self::Preferred => "To be used before the others on this field",
            Self::Deprecated => {
                "Known to be wrong or withdrawn; kept so that it is not filed again"
            }
            Self::SlipInSource => "The source has it by mistake: a wrong month, a wrong year",
        }
    }
}

impl Value {
    /// The value in a few words, for lists: "2 children", "16 Jan 2024", "7 to 9".
    #[must_use]
    pub fn short(&self) -> String {
        match self {
            Self::When(when) => when.short(),
            Self::Place(place) => place.name.clone().into(),
            Self::Number(quantity) => quantity.short(),
            Self::Actor(actor) if actor.role.is_empty() => actor.name.clone().into(),
            Self::Actor(actor) => format!("{}, {}", actor.name, actor.role),
            Self::Text(text) => text.clone(),
        }
    }
}

impl Quantity {
    /// The figure in words: "7 to 9", "at least 7", "up to 5 children", "2 (1 to 3)".
    #[must_use]
    pub fn short(&self) -> String {
        let figure = match (self.low, self.best, self.high) {
            (None, None, None) => "no figure".to_owned(),
            (None, Some(best), None) => best.to_string(),
            (Some(low), None, None) => format!("at least {low}"),
            (None, None, Some(high)) => format!("up to {high}"),
            (Some(low), None, Some(high)) => format!("{low} to {high}"),
            (Some(low), Some(best), Some(high)) => format!("{best} ({low} to {high})"),
            (Some(low), Some(best), None) => format!("{best} (at least {low})"),
            (None, Some(best), Some(high)) => format!("{best} (up to {high})"),
        };
        let words = [figure.as_str(), &self.unit, &self.scope];
        let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        words.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_short(low: i32, best: i32, high: i32, scope: &str, expected: &str) {
        let number = |n: i32| (n >= 0).then(|| Number::from(n));
        let quantity = Quantity {
            low: number(low),
            best: number(best),
            high: number(high),
            scope: scope.into(),
            unit: Rare::default(),
        };
        assert_eq!(quantity.short(), expected);
    }

    #[test]
    fn figures_read_as_they_were_given() {
        check_short(7, -1, -1, "", "at least 7");
        check_short(7, -1, 9, "", "7 to 9");
        check_short(-1, 9, -1, "", "9");
        check_short(-1, -1, 5, "people", "up to 5 people");
        check_short(1, 2, 3, "children", "2 (1 to 3) children");
        check_short(-1, -1, -1, "", "no figure");
    }
}
