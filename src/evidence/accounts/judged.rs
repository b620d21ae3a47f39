//! What the analyst said of two claims by a link between them. It stands before what the program
//! can tell: whether two descriptions agree often takes a reader, and this is where the reader says so.

use std::collections::BTreeMap;

use super::super::compare::{Comparison, Verdict, value_words};
use super::Told;
use crate::model::{ClaimId, Link, Project, RecordId, Relation, Role, Tables};

/// The links between claims of one field that say how the two stand to each other.
#[derive(Default)]
pub(super) struct Judged<'a> {
    /// By the two claims, the lower id first.
    links: BTreeMap<(ClaimId, ClaimId), &'a Link>,
}

impl<'a> Judged<'a> {
    /// The links among `told`. Of several between two claims the one of the lowest id counts.
    pub(super) fn of(project: &'a Project, told: &[Told<'_>]) -> Self {
        let mut judged = Self::default();
        for told in told {
            let from = RecordId::from(told.claim.id);
            for (id, role) in project.backlinks(from) {
                let RecordId::Link(id) = id else { continue };
                let Some(link) = project.links().get(id).filter(|_| role == Role::LinkFrom) else {
                    continue;
                };
                if let (Some(_), RecordId::Claim(to)) = (verdict(link.relation), link.to) {
                    let pair = pair(told.claim.id, to);
                    let kept = judged.links.entry(pair).or_insert(link);
                    if link.id < kept.id {
                        *kept = link;
                    }
                }
            }
        }
        judged
    }

    /// Whether a link says something about this claim: then it is not lumped with its equals.
    pub(super) fn speaks_of(&self, claim: ClaimId) -> bool {
        self.links
            .keys()
            .any(|&(one, other)| claim == one || claim == other)
    }

    /// What a link says of the two, if there is one.
    pub(super) fn compare(
        &self,
        tables: &Tables,
        one: ClaimId,
        other: ClaimId,
    ) -> Option<Comparison> {
        let link = self.links.get(&pair(one, other))?;
        let name = |id| match id {
            RecordId::Claim(id) => tables
                .claims()
                .get(id)
                .map(|claim| value_words(&claim.value)),
            _ => None,
        };
        let (from, to) = (name(link.from)?, name(link.to)?);
        let how = match link.relation {
            Relation::SameAs => "is the same as",
            Relation::Contradicts => "contradicts",
            _ => "supports",
        };
        let note = match link.note.trim() {
            "" => String::new(),
            note => format!(" {}.", note.trim_end_matches('.')),
        };
        Some(Comparison {
            verdict: verdict(link.relation)?,
            because: format!("By a link of the analyst, {from} {how} {to}.{note}"),
        })
    }
}

/// How two claims stand by the relation between them; nothing for relations that do not say it.
fn verdict(relation: Relation) -> Option<Verdict> {
    match relation {
        Relation::SameAs => Some(Verdict::Same),
        Relation::Supports => Some(Verdict::Compatible),
        Relation::Contradicts => Some(Verdict::Conflict),
        Relation::RelatedTo
        | Relation::Causes
        | Relation::RespondsTo
        | Relation::PartOf
        | Relation::Follows => None,
    }
}

fn pair(one: ClaimId, other: ClaimId) -> (ClaimId, ClaimId) {
    (one.min(other), one.max(other))
}
