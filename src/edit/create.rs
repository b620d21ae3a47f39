//! New records.

use super::words::{self, ADD, cut, named, quoted, step};
use super::{Context, EditError, anchor, check, path, tag};
use crate::model::{
    Assessment, Capture, CaptureNature, Change, Choice as _, Claim, Event, Id, Link, Note, Project,
    Record, RecordId, Relation, Sha256, Source, SourceId, TagColour, TagSet, Transaction, View,
    When,
};

/// A copy of a source's text that is to become a capture.
pub(super) struct Copy<'a> {
    pub(super) text: &'a str,
    pub(super) taken: &'a When,
    pub(super) nature: CaptureNature,
    pub(super) origin: &'a str,
    pub(super) note: &'a str,
    /// Whether the passages of the newest older copy come along.
    pub(super) carry: bool,
}

/// The step that puts `record` in, under its own name.
fn add(project: &Project, record: Record) -> Transaction {
    let object = named(project, &record);
    add_as(&object, record)
}

/// The step that puts `record` in; `object` is what the sentence calls it.
fn add_as(object: &str, record: Record) -> Transaction {
    let id = record.id();
    let changes = vec![Change::Insert { record, slot: None }];
    Transaction {
        focus: vec![id],
        ..step(ADD, object, changes)
    }
}

pub(super) fn new_event(
    project: &Project,
    title: &str,
    ctx: &mut Context<'_>,
) -> Result<Transaction, EditError> {
    let mut event = Event::new(ctx.ids.fresh(project)?);
    event.title = title.trim().to_owned();
    Ok(add(project, event.into()))
}

pub(super) fn new_source(
    project: &Project,
    title: &str,
    ctx: &mut Context<'_>,
) -> Result<Transaction, EditError> {
    let mut source = Source::new(ctx.ids.fresh(project)?);
    source.title = title.trim().to_owned();
    Ok(add(project, source.into()))
}

pub(super) fn new_note(
    project: &Project,
    title: &str,
    text: &str,
    ctx: &mut Context<'_>,
) -> Result<Transaction, EditError> {
    let note = Note {
        id: ctx.ids.fresh(project)?,
        title: title.trim().to_owned(),
        text: text.to_owned(),
        tags: TagSet::default(),
        created: Some(ctx.now),
        modified: None,
    };
    Ok(add(project, note.into()))
}

pub(super) fn new_tag(
    project: &Project,
    typed: &str,
    colour: Option<TagColour>,
    ctx: &mut Context<'_>,
) -> Result<Transaction, EditError> {
    let path = path::normal_path(typed)?;
    if let Some(by) = tag::find(project, &path) {
        return Err(EditError::PathTaken { path, by });
    }
    let mut maker = tag::Maker::new(project);
    maker.make(path, colour, ctx.ids)?;
    Ok(maker
        .into_made()
        .map(|tag| add(project, tag))
        .next()
        .unwrap_or_default())
}

pub(super) fn new_link(
    project: &Project,
    from: RecordId,
    to: RecordId,
    relation: Relation,
    ctx: &mut Context<'_>,
) -> Result<Transaction, EditError> {
    let words = format!(
        "{} {} {}",
        quoted(project, &check::existing(project, from)?),
        relation.name(),
        quoted(project, &check::existing(project, to)?),
    );
    if from == to {
        return Err(EditError::NamesItself(from.kind()));
    }
    let exists = project.backlinks(from).any(|(by, _)| {
        let RecordId::Link(by) = by else { return false };
        let link = project.links().get(by);
        link.is_some_and(|l| (l.from, l.to, l.relation) == (from, to, relation))
    });
    if exists {
        return Err(EditError::LinkExists { link: words });
    }
    let link = Link {
        id: ctx.ids.fresh(project)?,
        from,
        to,
        relation,
        note: String::new(),
    };
    Ok(add_as(&format!("link {words}"), link.into()))
}

pub(super) fn new_view(
    project: &Project,
    view: &View,
    ctx: &mut Context<'_>,
) -> Result<Transaction, EditError> {
    let title = view.title.trim().to_owned();
    if title.is_empty() {
        return Err(EditError::NoViewName);
    }
    let id = ctx.ids.fresh(project)?;
    let view = View {
        id,
        title,
        ..view.clone()
    };
    Ok(add(project, view.into()))
}

pub(super) fn new_claim(
    project: &Project,
    draft: &Claim,
    ctx: &mut Context<'_>,
) -> Result<Transaction, EditError> {
    let claim = Claim {
        id: ctx.ids.fresh(project)?,
        created: draft.created.or(Some(ctx.now)),
        ..draft.clone()
    };
    if let Some(passage) = &claim.passage {
        check::passage(project, passage)?;
    }
    let record = Record::from(claim);
    check::references(project, None, &record)?;
    let object = format!(
        "{}{}",
        named(project, &record),
        on_event_of(project, draft.event)
    );
    Ok(add_as(&object, record))
}

pub(super) fn new_assessment(
    project: &Project,
    draft: &Assessment,
    ctx: &mut Context<'_>,
) -> Result<Transaction, EditError> {
    let held = Assessment {
        id: ctx.ids.fresh(project)?,
        decided: draft.decided.or(Some(ctx.now)),
        ..draft.clone()
    };
    check::only_assessment(project, &held)?;
    let record = Record::from(held);
    check::references(project, None, &record)?;
    let object = format!(
        "{}{}",
        named(project, &record),
        on_event_of(project, draft.event)
    );
    Ok(add_as(&object, record))
}

fn on_event_of(project: &Project, event: Id<Event>) -> String {
    let event = project.get(event.into());
    event.map_or_else(String::new, |event| on_event(project, &event))
}

/// The end of a sentence on a claim: which event it is about.
pub(super) fn on_event(project: &Project, event: &Record) -> String {
    format!(" of {}", quoted(project, event))
}

pub(super) fn add_capture(
    project: &Project,
    source: SourceId,
    copy: &Copy<'_>,
    ctx: &mut Context<'_>,
) -> Result<Transaction, EditError> {
    let owner = check::existing(project, source.into())?;
    if copy.text.trim().is_empty() {
        return Err(EditError::NoText);
    }
    let capture = Capture {
        id: ctx.ids.fresh(project)?,
        source,
        taken: copy.taken.clone(),
        nature: copy.nature,
        origin: copy.origin.to_owned(),
        note: copy.note.to_owned(),
        sha256: Sha256::of(copy.text.as_bytes()),
        text: copy.text.into(),
    };
    let day = if copy.taken.is_empty() {
        String::new()
    } else {
        format!(" of {}", cut(&copy.taken.short()))
    };
    let old = anchor::carried_from(project, source, copy.nature, copy.taken).filter(|_| copy.carry);
    let (passages, how) = match old {
        Some(old) => anchor::carried(project, &old, &capture),
        None => Default::default(),
    };
    let object = format!("capture{day} to {}{how}", words::named(project, &owner));
    let mut transaction = add_as(&object, capture.into());
    transaction.changes.extend(passages);
    Ok(transaction)
}
