//! Annotations: remarks on records and passages, answers, resolved and open again.

use super::pace::Pace;
use super::words::{ADD, Verb, counted, cut, named, remark_noun, step};
use super::{Context, EditError, check, tag};
use crate::model::{
    Annotation, AnnotationId, Change, Motivation, Project, Record, RecordId, Resolution, Stamp,
    Target, Transaction,
};

/// A remark that is to become an annotation.
pub(super) struct Remark<'a> {
    pub(super) motivation: Motivation,
    pub(super) title: &'a str,
    pub(super) body: &'a str,
    /// Paths as typed.
    pub(super) tags: &'a [String],
}

pub(super) fn annotate(
    project: &Project,
    target: &Target,
    remark: &Remark<'_>,
    ctx: &mut Context<'_>,
) -> Result<Transaction, EditError> {
    check::target(project, target)?;
    let about = match target {
        Target::Record(id) => named(project, &check::existing(project, *id)?),
        Target::Passage(passage) => format!("“{}”", cut(passage.exact())),
    };
    let mut maker = tag::Maker::new(project);
    let tags = remark.tags.iter();
    let tags = tags.map(|typed| maker.find_or_make(typed, ctx.ids));
    let tags = tags.collect::<Result<_, _>>()?;
    let annotation = Annotation {
        motivation: remark.motivation,
        title: remark.title.trim().to_owned(),
        body: remark.body.to_owned(),
        tags,
        created: Some(ctx.now),
        ..Annotation::new(ctx.ids.fresh(project)?, target.clone())
    };
    let object = format!("{} on {about}", remark_noun(remark.motivation));
    Ok(adding(ADD, &object, maker.into_changes(), annotation))
}

pub(super) fn reply(
    project: &Project,
    to: AnnotationId,
    body: &str,
    ctx: &mut Context<'_>,
) -> Result<Transaction, EditError> {
    let thread = check::existing(project, to.into())?;
    let annotation = Annotation {
        motivation: Motivation::Replying,
        body: body.to_owned(),
        created: Some(ctx.now),
        ..Annotation::new(ctx.ids.fresh(project)?, Target::Record(to.into()))
    };
    let object = format!("reply to {}", named(project, &thread));
    Ok(adding(ADD, &object, Vec::new(), annotation))
}

fn adding(
    verb: Verb,
    object: &str,
    mut changes: Vec<Change>,
    annotation: Annotation,
) -> Transaction {
    let focus = vec![annotation.id.into()];
    changes.push(Change::Insert {
        record: annotation.into(),
        slot: None,
    });
    Transaction {
        focus,
        ..step(verb, object, changes)
    }
}

pub(super) fn set_resolution(
    project: &Project,
    annotations: &[AnnotationId],
    resolution: Resolution,
    now: Stamp,
    pace: &Pace<'_>,
) -> Result<Transaction, EditError> {
    let mut ids = annotations.to_vec();
    ids.sort_unstable();
    ids.dedup();
    let table = project.annotations();
    let present: Vec<_> = pace.over(&ids).filter_map(|&id| table.shared(id)).collect();
    if present.is_empty() && !ids.is_empty() {
        return Err(EditError::Gone(crate::model::Kind::Annotation));
    }
    let mut focus: Vec<RecordId> = Vec::new();
    let mut changes = Vec::new();
    for before in pace.over(&present).filter(|a| a.resolution != resolution) {
        let mut after = Annotation::clone(before);
        after.resolution = resolution;
        after.modified = Some(now);
        focus.push(after.id.into());
        changes.push(Change::Set {
            before: Record::Annotation((*before).clone()),
            after: after.into(),
        });
    }
    let object = match changes.as_slice() {
        [] => return Ok(Transaction::default()),
        [Change::Set { after, .. }] => named(project, after),
        _ => counted(&focus),
    };
    let verb = match resolution {
        Resolution::Resolved => ("Resolve", "Resolved"),
        Resolution::Open => ("Reopen", "Reopened"),
    };
    Ok(Transaction {
        focus,
        ..step(verb, &object, changes)
    })
}
