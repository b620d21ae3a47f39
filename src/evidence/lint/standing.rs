//! How a record stands among the others: what speaks of it, what uses it, what contradicts it.

use std::collections::BTreeSet;

use super::words::{Told, subject};
use crate::evidence::{missing_in_quote, support};
use crate::model::{
    Capture, CaptureId, Claim, ClaimStatus, EventId, Kind, Project, Record, RecordId, Role,
    SourceId,
};

/// The claims on an event.
pub(super) fn claims(project: &Project, event: EventId) -> Vec<&Claim> {
    let named = project.named_by(event.into(), Kind::Claim);
    let claims = named.filter_map(|(by, role)| match (by, role) {
        (RecordId::Claim(id), Role::OfEvent) => project.claims().get(id),
        _ => None,
    });
    claims.collect()
}

/// Says so if no claim speaks of the event, or none that counts.
pub(super) fn uncited(project: &Project, record: &Record, claims: &[&Claim]) -> Option<Told> {
    let subject = || subject(project, record);
    if claims.is_empty() {
        return Some(Told::new(format!(
            "{} rests on no claim. Nobody can see where it is known from until a source that tells of \
             it is quoted.",
            subject()
        )));
    }
    let support = claims.iter().any(|claim| counts(claim));
    (!support).then(|| {
        Told::new(format!(
            "{} rests on no claim that counts: all of them are deprecated or slips of their sources. \
             Nothing that is still held to be so says that it happened.",
            subject()
        ))
    })
}

fn counts(claim: &Claim) -> bool {
    matches!(claim.status, ClaimStatus::Normal | ClaimStatus::Preferred)
}

/// Says so if several sources tell of the event and all of them go back to one origin.
pub(super) fn single_origin(project: &Project, record: &Record, claims: &[&Claim]) -> Option<Told> {
    if published(claims).len() < 2 {
        return None;
    }
    let support = support(project, counting(claims));
    support.is_single_origin().then(|| {
        Told::new(format!(
            "{} is told by {}. They all have it from the same place, so they do not confirm each other.",
            subject(project, record),
            support.words()
        ))
    })
}

/// Says so if one source alone tells of the event, and does not give several others as its authority.
pub(super) fn single_source(project: &Project, record: &Record, claims: &[&Claim]) -> Option<Told> {
    if published(claims).len() != 1 {
        return None;
    }
    let said = counting(claims).map(|claim| claim.attributed_to.source.unwrap_or(claim.source));
    let said: BTreeSet<SourceId> = said.collect();
    let alone = said.len() == 1 || support(project, counting(claims)).is_single_origin();
    alone.then(|| {
        Told::new(format!(
            "{} is told by one source alone. There is no second account to check it against.",
            subject(project, record)
        ))
    })
}

fn counting<'a>(claims: &[&'a Claim]) -> impl Iterator<Item = &'a Claim> {
    claims.iter().copied().filter(|claim| counts(claim))
}

/// The sources of the claims that count.
fn published(claims: &[&Claim]) -> BTreeSet<SourceId> {
    counting(claims).map(|claim| claim.source).collect()
}

/// Says what of a claim's value is not in the words that it stands on. Claims that do not count any more are
/// left alone: a slip is a slip.
pub(super) fn quote(project: &Project, record: &Record, claim: &Claim) -> Option<Told> {
    if !counts(claim) {
        return None;
    }
    let missing = missing_in_quote(project, claim)?;
    Some(Told::new(format!(
        "{missing} Whoever follows the {} to its words does not find it there.",
        subject(project, record).replacen('C', "c", 1)
    )))
}

/// Says so if no passage is marked in any text of the capture's source, nobody remarked on one of them, and
/// this is the newest: an older copy is not read again.
pub(super) fn unread(project: &Project, record: &Record, capture: &Capture) -> Option<Told> {
    let newest = captures(project, capture.source).max_by_key(|&id| project.captures().slot(id));
    if newest.is_some_and(|newest| newest != capture.id)
        || captures(project, capture.source).any(|id| was_read(project, id))
        || was_read(project, capture.id)
    {
        return None;
    }
    Some(Told::new(format!(
        "{} has no passage marked in it, and no remark on it. Whether somebody read it and found nothing \
         in it, nobody can say.",
        subject(project, record)
    )))
}

/// The captures of a source, in order of id.
pub(super) fn captures(
    project: &Project,
    source: SourceId,
) -> impl Iterator<Item = CaptureId> + '_ {
    let named = project.named_by(source.into(), Kind::Capture);
    named.filter_map(|(by, role)| match (by, role) {
        (RecordId::Capture(id), Role::OfSource) => Some(id),
        _ => None,
    })
}

fn was_read(project: &Project, capture: CaptureId) -> bool {
    [Kind::Claim, Kind::Annotation].iter().any(|&kind| {
        let mut names = project.named_by(capture.into(), kind);
        names.any(|(_, role)| matches!(role, Role::InCapture | Role::Remark))
    })
}
