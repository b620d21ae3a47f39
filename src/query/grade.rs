//! Grades in queries: `reliability:b` or `reliability:a-c`, `credibility:2` or `credibility:1-3`.

use crate::model::{Choice, Claim, Credibility, Record, Reliability, SourceId, Tables};

/// The grades that are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Grades {
    /// Of sources, and of the source of a claim or a capture.
    Reliability(Vec<Reliability>),
    /// Of claims.
    Credibility(Vec<Credibility>),
}

impl Grades {
    /// Letters, as in `b`, `a-c` or `ab`; `None` where one of them is no grade.
    pub(super) fn reliability(needle: &str) -> Option<Self> {
        read(needle).map(Self::Reliability)
    }

    /// Figures, as in `2`, `1-3` or `12`.
    pub(super) fn credibility(needle: &str) -> Option<Self> {
        read(needle).map(Self::Credibility)
    }

    /// Whether the record has one of them.
    pub(super) fn has(&self, tables: &Tables, record: &Record) -> bool {
        match self {
            Self::Reliability(letters) => {
                reliability(tables, record).is_some_and(|letter| letters.contains(&letter))
            }
            Self::Credibility(figures) => {
                matches!(record, Record::Claim(claim) if figures.contains(&claim.credibility))
            }
        }
    }
}

fn reliability(tables: &Tables, record: &Record) -> Option<Reliability> {
    let of = |source: SourceId| tables.sources().get(source).map(|s| s.reliability);
    match record {
        Record::Source(source) => Some(source.reliability),
        Record::Claim(claim) => claim_reliability(tables, claim),
        Record::Capture(capture) => of(capture.source),
        _ => None,
    }
}

/// The reliability of the source that published the claim.
pub(super) fn claim_reliability(tables: &Tables, claim: &Claim) -> Option<Reliability> {
    let source = tables.sources().get(claim.source);
    source.map(|source| source.reliability)
}

/// Grades of one character each, one after the other or from one to another.
fn read<C: Choice + PartialEq>(needle: &str) -> Option<Vec<C>> {
    let mut grades: Vec<C> = Vec::new();
    // Where a stretch began: everything up to the next grade belongs to it.
    let mut from = None;
    let mut is_stretch = false;
    for c in needle.chars() {
        if matches!(c, ',' | ' ') {
            continue;
        }
        if matches!(c, '-' | '–') {
            is_stretch = from.is_some() && !is_stretch;
            if !is_stretch {
                return None;
            }
            continue;
        }
        let is_named = |choice: &C| choice.name().chars().eq(c.to_uppercase());
        let place = C::ALL.iter().position(is_named)?;
        let first = if is_stretch { from? } else { place };
        let (first, last) = (place.min(first), place.max(first));
        grades.extend(C::ALL.get(first..=last)?.iter().copied());
        (from, is_stretch) = (Some(place), false);
    }
    // "a-" is still being typed: what stands there already counts.
    (!grades.is_empty()).then_some(grades)
}
