//! Who names a record, by what they are to it; of very many only the first, and how many more there are.

use super::data::MOST_SORTED;
use crate::model::{
    AnnotationId, AssessmentId, CaptureId, ClaimId, Kind, LinkId, Project, RecordId, Role,
};

/// Of more records of one kind that name a record only the first are looked at: a tag may be on every record, and every
/// claim may be of one source.
const FIRST: usize = 500;

/// Who names a record, by what they are to it.
#[derive(Default)]
pub(super) struct By {
    pub(super) remarks: Vec<AnnotationId>,
    pub(super) links: Vec<LinkId>,
    pub(super) claims: Vec<ClaimId>,
    pub(super) assessments: Vec<AssessmentId>,
    pub(super) captures: Vec<CaptureId>,
    pub(super) others: Vec<(RecordId, &'static str)>,
    pub(super) left: Left,
}

/// How many there are besides that were not looked at.
#[derive(Default)]
pub(super) struct Left {
    pub(super) remarks: usize,
    pub(super) links: usize,
    pub(super) claims: usize,
    pub(super) assessments: usize,
    pub(super) captures: usize,
    pub(super) others: usize,
}

impl By {
    /// Sorts in all that name `id`.
    pub(super) fn sort_in(&mut self, project: &Project, id: RecordId) {
        for &kind in Kind::ALL {
            let count = project.n_named_by(id, kind);
            if count > MOST_SORTED {
                self.sort_in_kind(project.named_by(id, kind).take(FIRST));
                self.count_left(project, (id, kind), count);
            } else if count > 0 {
                self.sort_in_kind(project.named_by(id, kind));
            }
        }
        self.in_order(project);
    }

    fn sort_in_kind(&mut self, names: impl Iterator<Item = (RecordId, Role)>) {
        let mut last = None;
        for (by, role) in names {
            match (by, role) {
                (RecordId::Annotation(by), Role::Remark) => self.remarks.push(by),
                // A link of a record with itself names it twice.
                (RecordId::Link(_), _) if last == Some(by) => {}
                (RecordId::Link(by), _) => self.links.push(by),
                (RecordId::Claim(by), Role::OfEvent | Role::OfSource) => self.claims.push(by),
                (RecordId::Assessment(by), Role::OfEvent) => self.assessments.push(by),
                (RecordId::Capture(by), Role::OfSource) => self.captures.push(by),
                // A record that names it in several ways is one row.
                _ if last != Some(by) => self.others.push((by, how(role))),
                _ => {}
            }
            last = Some(by);
        }
    }

    /// Counts those of a kind that were not looked at, by what they are to it.
    fn count_left(&mut self, project: &Project, (id, kind): (RecordId, Kind), all: usize) {
        let count = |role| project.n_named_as(id, kind, role);
        let Self { left, others, .. } = self;
        let (list, roles, seen): (_, &[Role], _) = match kind {
            Kind::Annotation => (&mut left.remarks, &[Role::Remark], self.remarks.len()),
            Kind::Link => {
                let both = &[Role::LinkFrom, Role::LinkTo];
                (&mut left.links, both, self.links.len())
            }
            Kind::Claim => {
                let both = &[Role::OfSource, Role::OfEvent];
                (&mut left.claims, both, self.claims.len())
            }
            Kind::Assessment => {
                let seen = self.assessments.len();
                (&mut left.assessments, &[Role::OfEvent], seen)
            }
            Kind::Capture => (&mut left.captures, &[Role::OfSource], self.captures.len()),
            _ => (&mut 0, &[], 0),
        };
        let listed: usize = roles.iter().map(|&role| count(role)).sum();
        *list = listed.saturating_sub(seen);
        let seen = others.iter().filter(|(by, _)| by.kind() == kind).count();
        left.others += (all - listed).saturating_sub(seen);
    }

    fn in_order(&mut self, project: &Project) {
        fn sort<I: Copy + Into<RecordId>>(project: &Project, ids: &mut [I]) {
            if ids.len() <= MOST_SORTED {
                ids.sort_by_cached_key(|&id| project.slot(id.into()));
            }
        }
        if self.remarks.len() <= MOST_SORTED {
            let made = |&id: &AnnotationId| {
                let made = project.annotations().get(id).and_then(|a| a.created);
                (made, project.slot(id.into()))
            };
            self.remarks.sort_by_cached_key(made);
        }
        sort(project, &mut self.links);
        sort(project, &mut self.assessments);
        if self.captures.len() <= MOST_SORTED {
            self.captures.sort_by_cached_key(|&id| {
                let taken = project.captures().get(id).map(|c| c.taken.sort_key());
                (taken, project.slot(id.into()))
            });
        }
        if self.others.len() <= MOST_SORTED && self.left.others == 0 {
            self.others
                .sort_by_cached_key(|&(id, _)| (id.kind(), project.slot(id)));
        }
    }
}

/// What one record does with another, as words after which "it" may be thought.
fn how(role: Role) -> &'static str {
    match role {
        Role::Tagged => "tagged",
        Role::StandsFor => "names it",
        Role::OfSource => "of it",
        Role::DrawsOn => "draws on it",
        Role::InCapture => "passage in it",
        Role::OfEvent => "about it",
        Role::TakenFrom => "taken from it",
        Role::Remark => "remark",
        Role::LinkFrom | Role::LinkTo => "linked",
        Role::Mentions => "mentions it",
    }
}
