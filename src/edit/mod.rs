//! Editing: what the analyst wants, turned into the changes that do it.
//!
//! A widget says what is wanted as an [`Edit`]; [`plan`] looks at the project and gives a
//! [`Transaction`], which only [`Project::apply`](crate::model::Project::apply) carries out. Planning
//! changes nothing, reads no clock and no file, and does not fail half way: it gives the whole
//! step with the sentence that menus show for it, an empty one if there is nothing to do, or an
//! [`EditError`], which is a sentence for the analyst.
//!
//! [`History`] keeps the applied transactions for undo and redo.
//!
//! | file | plans |
//! |---|---|
//! | `create.rs` | records that did not exist |
//! | `set.rs` | a field with another value, and the bookkeeping that goes with it |
//! | `tag.rs` | tags on records |
//! | `assess.rs` | what the analyst holds a field of an event to be |
//! | `anchor.rs` | texts of captures with the passages in them |
//! | `passage.rs` | the passage of one record accepted, chosen, put back |
//! | `claim.rs` | a claim with the event and the tag that it needs |
//! | `annotate.rs` | annotations, replies, resolved and open again |
//! | `delete.rs` | records out, with what cannot stand without them |
//! | `trash/` | what was deleted back again, or gone for good |
//! | `tag_tree.rs` | tags renamed, moved, merged, deleted |
//! | `tag_query.rs` | the queries of saved views, where tags get other paths |
//! | `mend.rs` | a record that could not be read |
//! | `merge/` | what somebody else made of the same project |
//!
//! `diff.rs` tells in words what changed between two versions of a project. `replay.rs` does the
//! steps of a journal again, and `revert.rs` makes a project what a version of it held.

mod anchor;
mod annotate;
mod assess;
mod check;
mod claim;
mod create;
mod delete;
pub mod diff;
mod error;
mod extent;
mod fields;
mod history;
mod ids;
mod mend;
pub mod merge;
mod pace;
mod passage;
mod path;
mod reach;
mod removal;
mod replay;
mod revert;
mod set;
mod size;
mod tag;
mod tag_query;
mod tag_tree;
mod trash;
mod without;
mod words;

#[cfg(test)]
pub(crate) mod tests;

pub use anchor::{carried_from, takes_over};
pub use claim::Filing;
pub use error::EditError;
pub use extent::is_large;
pub use history::{GROUP_MILLIS, History, Pushed};
pub use ids::IdSource;
pub use passage::WayBack;
pub use path::normal_path;
pub use reach::{Reach, reach};
pub use replay::{Replayed, replay};
pub use revert::{RevertError, revert};
pub use size::Weighed;

use std::ops::Range;
use std::sync::Arc;

use crate::model::{
    AnnotationId, Assessment, CaptureId, CaptureNature, Claim, ClaimId, DeletionId, EventId, Meta,
    Motivation, Project, Record, RecordId, Relation, Resolution, SourceId, Stamp, TagColour, TagId,
    Target, Transaction, UnreadId, Value, View, When,
};
use pace::Pace;

/// What the analyst wants done.
///
/// Ids of records that are not there any more are left out where an edit names many, and refused
/// where nothing remains. Tags are given by their paths as typed; they are made where they do not
/// exist.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// A new event.
    NewEvent {
        /// Its title; may be empty.
        title: String,
    },
    /// A new source.
    NewSource {
        /// Its title; may be empty.
        title: String,
    },
    /// A new note.
    NewNote {
        /// Its title; may be empty.
        title: String,
        /// Its Markdown.
        text: String,
    },
    /// A new tag.
    NewTag {
        /// Its path as typed.
        path: String,
        /// Its colour; `None`: one that is not in use yet, else the least used.
        colour: Option<TagColour>,
    },
    /// A new link between two records.
    NewLink {
        /// The record that the relation is said of.
        from: RecordId,
        /// The record that it is said to.
        to: RecordId,
        /// The relation.
        relation: Relation,
    },
    /// A query kept under a name. The id in it is not used: it gets a fresh one.
    NewView(Box<View>),
    /// A new claim. The id in it is not used: it gets a fresh one, and the time if it has none.
    NewClaim(Box<Claim>),
    /// A claim from a passage, or one that was filed before and changes, together with the event
    /// and the tag that are made for it.
    FileClaim(Box<Filing>),
    /// A new assessment. The id in it is not used: it gets a fresh one, and the time if it has
    /// none.
    NewAssessment(Box<Assessment>),
    /// What the analyst holds a field of an event to be. Where the field is assessed already, the
    /// decision before stays in the history of that assessment.
    Assess {
        /// The event.
        event: EventId,
        /// The field, named as in claims; case does not matter.
        field: String,
        /// What it is held to be.
        value: Value,
        /// Why; may be empty.
        reason: String,
        /// The claim that the value was taken from.
        claim: Option<ClaimId>,
    },
    /// Another copy of a source's text. Older ones stay as they are.
    AddCapture {
        /// The source.
        source: SourceId,
        /// The text, clean: LF line ends, no control characters but LF and tab.
        text: String,
        /// When the copy was made.
        taken: When,
        /// What sort of copy it is.
        nature: CaptureNature,
        /// Where it came from: a file's name, an address, "pasted".
        origin: String,
        /// Remarks on the copy.
        note: String,
        /// Whether the passages of the capture that [`carried_from`] names come along, looked for
        /// in the new text. The usual choice.
        carry: bool,
    },
    /// The text of a capture becomes another one; the passages in it follow. The whole text is put
    /// in place.
    EditCaptureText {
        /// The capture.
        capture: CaptureId,
        /// Its text, clean as in [`Edit::AddCapture`].
        text: String,
        /// As in [`Edit::Set`].
        typing: bool,
    },
    /// What became of a record's passage is right: changed words, or a new place, are exact.
    AcceptPassage {
        /// The record: a claim or an annotation.
        record: RecordId,
    },
    /// All passages of a capture that moved are exact at their new places. Changed, ambiguous and lost ones
    /// are looked at one by one.
    AcceptMoved {
        /// The capture.
        capture: CaptureId,
    },
    /// A record's passage stands here, whatever became of it: mostly a candidate for one that is
    /// ambiguous or lost.
    ChoosePassage {
        /// The record.
        record: RecordId,
        /// Code points of its passage's capture. They become exact.
        range: Range<u32>,
    },
    /// A record's passage stands in the capture it came from again, at its old place.
    PutPassageBack {
        /// The record.
        record: RecordId,
    },
    /// A record becomes `after`; which one is told by its id. `after` is to be made from the
    /// record as it is now, for the whole of it is put in place.
    Set {
        /// The record as it is to be. Bookkeeping (times of change, earlier values) is added.
        after: Record,
        /// The field, as the label names it: "Edit *title* of event ...".
        what: &'static str,
        /// Whether the value is being typed, so that what follows at once is the same step.
        typing: bool,
    },
    /// The description of the project becomes `after`.
    SetMeta {
        /// As it is to be.
        after: Meta,
        /// The field, as the label names it.
        what: &'static str,
        /// As in [`Edit::Set`].
        typing: bool,
    },
    /// A tag on records. Those that bear it or cannot bear tags are left out.
    AddTag {
        /// The records.
        records: Arc<[RecordId]>,
        /// The tag's path as typed; the tag is made if there is none.
        path: String,
    },
    /// A tag off records. Those that do not bear it are left out.
    RemoveTag {
        /// The records.
        records: Arc<[RecordId]>,
        /// The tag.
        tag: TagId,
    },
    /// A remark on a record or on a passage.
    Annotate {
        /// What it is about.
        target: Target,
        /// Why it is made.
        motivation: Motivation,
        /// A few words over it; may be empty.
        title: String,
        /// The remark; may be empty.
        body: String,
        /// Paths of its tags as typed.
        tags: Vec<String>,
    },
    /// An answer to an annotation.
    Reply {
        /// The annotation.
        to: AnnotationId,
        /// The answer.
        body: String,
    },
    /// Annotations resolved or opened again.
    SetResolution {
        /// The annotations. Those that are so already are left out.
        annotations: Vec<AnnotationId>,
        /// What they become.
        resolution: Resolution,
    },
    /// Records out of the project and into the trash, with everything that cannot stand without
    /// them.
    Delete {
        /// The records, of any kinds.
        records: Arc<[RecordId]>,
    },
    /// What was deleted comes back out of the trash, with what it cannot stand without.
    RestoreDeleted {
        /// The deletions.
        deletions: Vec<DeletionId>,
    },
    /// Deletions out of the trash, for good.
    EmptyTrash {
        /// Which ones; `None`: all of them.
        deletions: Option<Vec<DeletionId>>,
    },
    /// A record that could not be read, put right.
    Mend {
        /// Which one.
        unread: UnreadId,
        /// What its text, put right, reads as.
        record: Record,
    },
    /// A tag gets another path, and the tags below it move along.
    RenameTag {
        /// The tag.
        tag: TagId,
        /// Its new path as typed.
        path: String,
    },
    /// Tags become one: records bear `into` instead, tags below move below it.
    MergeTags {
        /// The tags that go.
        from: Vec<TagId>,
        /// The tag that stays.
        into: TagId,
    },
    /// A tag and the tags below it go into the trash, off every record.
    DeleteTag {
        /// The tag.
        tag: TagId,
    },
}

/// What planning needs besides the project.
#[derive(Debug)]
pub struct Context<'a> {
    /// Gives ids to new records.
    pub ids: &'a mut IdSource,
    /// The time to put on what is made and changed.
    pub now: Stamp,
}

/// The changes that `edit` means in `project`. An empty transaction: there is nothing to do.
///
/// # Errors
/// If the edit cannot be done; the sentence says why and what to do instead.
pub fn plan(
    project: &Project,
    edit: &Edit,
    ctx: &mut Context<'_>,
) -> Result<Transaction, EditError> {
    planned(project, edit, ctx, &Pace::steady())
}

/// As [`plan`], for edits that take long: `goes_on` is asked every few hundred records. `None`: it said no.
///
/// # Errors
/// As [`plan`].
pub fn plan_while(
    project: &Project,
    edit: &Edit,
    ctx: &mut Context<'_>,
    goes_on: &dyn Fn() -> bool,
) -> Result<Option<Transaction>, EditError> {
    let pace = Pace::asking(goes_on);
    let planned = planned(project, edit, ctx, &pace);
    if pace.has_stopped() {
        return Ok(None);
    }
    planned.map(Some)
}

fn planned(
    project: &Project,
    edit: &Edit,
    ctx: &mut Context<'_>,
    pace: &Pace<'_>,
) -> Result<Transaction, EditError> {
    match edit {
        Edit::NewEvent { title } => create::new_event(project, title, ctx),
        Edit::NewSource { title } => create::new_source(project, title, ctx),
        Edit::NewNote { title, text } => create::new_note(project, title, text, ctx),
        Edit::NewTag { path, colour } => create::new_tag(project, path, *colour, ctx),
        Edit::NewLink { from, to, relation } => {
            create::new_link(project, *from, *to, *relation, ctx)
        }
        Edit::NewView(view) => create::new_view(project, view, ctx),
        Edit::NewClaim(claim) => create::new_claim(project, claim, ctx),
        Edit::FileClaim(filing) => claim::file(project, filing, ctx),
        Edit::NewAssessment(held) => create::new_assessment(project, held, ctx),
        Edit::Assess {
            event,
            field,
            value,
            reason,
            claim,
        } => {
            let decision = assess::Decision {
                event: *event,
                field,
                value,
                reason,
                claim: *claim,
            };
            assess::assess(project, &decision, ctx)
        }
        Edit::AddCapture {
            source,
            text,
            taken,
            nature,
            origin,
            note,
            carry,
        } => {
            let copy = create::Copy {
                text,
                taken,
                nature: *nature,
                origin,
                note,
                carry: *carry,
            };
            create::add_capture(project, *source, &copy, ctx)
        }
        Edit::EditCaptureText {
            capture,
            text,
            typing,
        } => anchor::edit_text(project, *capture, text, *typing),
        Edit::AcceptPassage { record } => passage::accept(project, *record),
        Edit::AcceptMoved { capture } => passage::accept_moved(project, *capture, pace),
        Edit::ChoosePassage { record, range } => passage::choose(project, *record, range.clone()),
        Edit::PutPassageBack { record } => passage::put_back(project, *record),
        Edit::Set {
            after,
            what,
            typing,
        } => set::set(project, after, what, *typing, ctx.now),
        Edit::SetMeta {
            after,
            what,
            typing,
        } => Ok(set::set_meta(project, after, what, *typing)),
        Edit::AddTag { records, path } => tag::add_tag(project, records, path, ctx, pace),
        Edit::RemoveTag { records, tag } => tag::remove_tag(project, records, *tag, pace),
        Edit::Annotate {
            target,
            motivation,
            title,
            body,
            tags,
        } => {
            let remark = annotate::Remark {
                motivation: *motivation,
                title,
                body,
                tags,
            };
            annotate::annotate(project, target, &remark, ctx)
        }
        Edit::Reply { to, body } => annotate::reply(project, *to, body, ctx),
        Edit::SetResolution {
            annotations,
            resolution,
        } => annotate::set_resolution(project, annotations, *resolution, ctx.now, pace),
        Edit::Delete { records } => delete::delete(project, records, ctx, pace),
        Edit::RestoreDeleted { deletions } => trash::restore(project, deletions, pace),
        Edit::EmptyTrash { deletions } => trash::empty(project, deletions.as_deref()),
        Edit::Mend { unread, record } => mend::mend(project, *unread, record),
        Edit::RenameTag { tag, path } => tag_tree::rename_tag(project, *tag, path, pace),
        Edit::MergeTags { from, into } => tag_tree::merge_tags(project, from, *into, pace),
        Edit::DeleteTag { tag } => tag_tree::delete_tag(project, *tag, ctx, pace),
    }
}
