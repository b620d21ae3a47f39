//! What can be done about a problem.

use std::ops::Range;

use super::lineage;
use crate::evidence::{cycles, recapture_report, support};
use crate::model::{
    AnchorState, ClaimId, EventId, LinkId, Problem, ProblemKind, Project, RecordId, SourceId,
    TagId, UnreadId,
};

/// A way to put a problem right, or to a place where it can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remedy {
    /// Mend the text of a record that could not be read.
    Mend(UnreadId),
    /// Look at the record.
    Show(RecordId),
    /// Look at the words of a claim or an annotation in their text.
    OpenPassage(RecordId),
    /// Take the words that a passage has now as they are.
    AcceptPassage(RecordId),
    /// Choose one of the places that may be meant.
    ChoosePassage {
        /// The claim or annotation.
        record: RecordId,
        /// The code points of the place.
        range: Range<u32>,
        /// The words there.
        words: String,
    },
    /// Put a passage back into the older copy that it came from.
    PutPassageBack(RecordId),
    /// Make one of two tags with the same path.
    MergeTags {
        /// The one that goes.
        from: TagId,
        /// The one that stays.
        into: TagId,
    },
    /// Decide what a field of an event is held to be.
    Assess {
        /// The event.
        event: EventId,
        /// The field.
        field: String,
    },
    /// Look at what the sources say of an event, side by side.
    Compare(EventId),
    /// File a claim on an event.
    FileClaim(EventId),
    /// Correct the claim at its words.
    EditClaim(ClaimId),
    /// Say why the value of a claim holds though its passage does not have it.
    AcceptValue(ClaimId),
    /// Say that the source has the value of a claim by a slip, and why.
    MarkSlip(ClaimId),
    /// Have a link lead the other way.
    TurnLink(LinkId),
    /// Look at what a source draws on.
    OpenLineage(SourceId),
    /// Take a step out of the lineage of a source.
    TakeOutOfLineage {
        /// The source.
        source: SourceId,
        /// What it is said to draw on.
        draws_on: SourceId,
    },
    /// Delete a tag that nothing bears.
    DeleteTag(TagId),
    /// Leave problems of this kind untold in this project.
    Mute(ProblemKind),
}

/// What can be done about a problem, the likeliest first.
#[must_use]
pub fn remedies(project: &Project, problem: &Problem) -> Vec<Remedy> {
    let mut remedies = problem
        .record
        .map_or_else(Vec::new, |id| of_record(project, problem, id));
    if problem.kind.can_be_muted() {
        remedies.push(Remedy::Mute(problem.kind));
    }
    remedies
}

fn of_record(project: &Project, problem: &Problem, id: RecordId) -> Vec<Remedy> {
    match (problem.kind, id) {
        (ProblemKind::UnreadableRecord, RecordId::Unread(id)) => vec![Remedy::Mend(id)],
        (ProblemKind::PassageState, _) => passage(project, id),
        (ProblemKind::PassageMismatch, _) => vec![Remedy::OpenPassage(id)],
        (ProblemKind::DuplicateTag, RecordId::Tag(tag)) => {
            let first =
                first_of_path(project, tag).map(|into| Remedy::MergeTags { from: tag, into });
            first.into_iter().chain([Remedy::Show(id)]).collect()
        }
        (ProblemKind::QuoteWithoutValue, RecordId::Claim(claim)) => vec![
            Remedy::AcceptValue(claim),
            Remedy::MarkSlip(claim),
            Remedy::EditClaim(claim),
            Remedy::OpenPassage(id),
        ],
        (ProblemKind::EffectBeforeCause, RecordId::Link(link)) => {
            let ends = project.links().get(link).map(|link| [link.from, link.to]);
            let ends = ends.into_iter().flatten().map(Remedy::Show);
            [Remedy::TurnLink(link)].into_iter().chain(ends).collect()
        }
        (ProblemKind::LineageRing, RecordId::Source(source)) => ring(project, source),
        (ProblemKind::OpenConflict, RecordId::Event(event)) => {
            let field = problem.field.clone();
            vec![Remedy::Assess { event, field }, Remedy::Compare(event)]
        }
        (ProblemKind::UncitedEvent, RecordId::Event(event)) => {
            vec![Remedy::FileClaim(event), Remedy::Show(id)]
        }
        (ProblemKind::SingleOrigin | ProblemKind::SingleSource, RecordId::Event(event)) => {
            let claims = super::standing::claims(project, event);
            let support = support(project, claims);
            let roots = support.origins.into_iter().flat_map(|origin| origin.roots);
            let roots = roots.take(SHOWN).map(Remedy::OpenLineage);
            [Remedy::Show(id)].into_iter().chain(roots).collect()
        }
        (ProblemKind::UnusedTag, RecordId::Tag(tag)) => {
            vec![Remedy::DeleteTag(tag), Remedy::Show(id)]
        }
        _ => vec![Remedy::Show(id)],
    }
}

/// What can become of a passage whose words changed, stand in several places, or in none.
fn passage(project: &Project, id: RecordId) -> Vec<Remedy> {
    let record = project.get(id);
    let capture = record.as_ref().and_then(|record| record.passage());
    let rows = capture.map(|passage| recapture_report(project, passage.capture));
    let row = rows.into_iter().flatten().find(|row| row.record == id);
    let Some(row) = row else {
        return vec![Remedy::OpenPassage(id)];
    };
    let accept = (row.state == AnchorState::Changed).then_some(Remedy::AcceptPassage(id));
    let candidates = row.candidates.into_iter().take(SHOWN);
    let choose = candidates.map(|candidate| Remedy::ChoosePassage {
        record: id,
        range: candidate.range,
        words: candidate.words,
    });
    let back = row.came_from.map(|_| Remedy::PutPassageBack(id));
    let ways = accept.into_iter().chain(choose).chain(back);
    ways.chain([Remedy::OpenPassage(id)]).collect()
}

/// How many sources to look at, or places to choose from, are offered.
const SHOWN: usize = 3;

/// The tag with the path of this one that stands first in the file.
fn first_of_path(project: &Project, tag: TagId) -> Option<TagId> {
    let path = &project.tags().get(tag)?.path;
    let first = project.tags().iter().find(|other| other.path == *path)?.id;
    (first != tag).then_some(first)
}

/// Each step of the ring that a source is in.
fn ring(project: &Project, source: SourceId) -> Vec<Remedy> {
    let ring = if lineage::draws_on_itself(project, source) {
        vec![source]
    } else {
        cycles(project, source).unwrap_or_default()
    };
    let next = ring.iter().cycle().skip(1);
    let steps = ring.iter().zip(next);
    let steps = steps.map(|(&source, &draws_on)| Remedy::TakeOutOfLineage { source, draws_on });
    steps.chain([Remedy::OpenLineage(source)]).collect()
}
