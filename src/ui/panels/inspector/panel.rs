//! What the parts of the inspector share while they draw one frame: the project to read, the state of
//! fields, and the changes of this frame, which go out together at its end.

use std::any::Any;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use eframe::egui::{self, Ui};

use super::assess::AssessForm;
use super::card::Card;
use super::check::VerdictForm;
use super::complete::Finder;
use super::data::Data;
use crate::app::{Action, Command, Workspace};
use crate::edit::Edit;
use crate::model::date::Day;
use crate::model::{
    AnnotationId, ClaimId, Id, Motivation, Project, Record, RecordId, RecordType, Relation,
    SourceId, Stamp, TagColour,
};
use crate::ui::ctx::Ctx;
use crate::ui::theme::{TagInk, Theme};

/// What the data of a record is collected for: the numbers of the project and of its problems, the record,
/// and the day by which claims must have been reported.
pub(super) type Shown = ((u64, u64), RecordId, Option<Day>);

/// What is remembered from one frame to the next.
#[derive(Default)]
pub(super) struct State {
    /// Text in the focused field that is not what the record has.
    pub(super) draft: Option<Draft>,
    pub(super) finder: Finder,
    /// Sections that were opened or closed by hand.
    pub(super) sections: HashMap<&'static str, bool>,
    /// Details that are open, by the id of their field.
    pub(super) details: HashSet<egui::Id>,
    /// Remarks that are being written.
    pub(super) remarks: HashMap<RecordId, NewRemark>,
    /// Replies that are being written.
    pub(super) replies: HashMap<AnnotationId, String>,
    /// The reply whose field is to get the focus.
    pub(super) reply_focus: Option<AnnotationId>,
    /// Resolved remarks that are shown whole.
    pub(super) unfolded: HashSet<AnnotationId>,
    /// The relation of the next link.
    pub(super) relation: Relation,
    /// The text of the tag field, while it is open.
    pub(super) tag_field: Option<String>,
    /// The tag field is to get the focus.
    pub(super) tag_focus: bool,
    pub(super) wish: Option<Wish>,
    /// The address that is about to be opened.
    pub(super) address: Option<String>,
    pub(super) cache: Option<(Shown, Arc<Data>)>,
    /// The day by which claims must have been reported to count.
    pub(super) known_by: Option<Day>,
    /// The claim that was clicked, and its card.
    pub(super) picked: Option<ClaimId>,
    pub(super) card: Option<Card>,
    /// The claim whose words are read and whose row was brought into sight.
    pub(super) read: Option<ClaimId>,
    /// The field that gets the focus in the next frame.
    pub(super) focus_next: Option<egui::Id>,
    /// What is being said about the claim that is shown, and why.
    pub(super) verdict: Option<VerdictForm>,
    /// The reason of a source's reliability as it was when somebody began to type, and when that was.
    pub(super) reason_start: Option<(SourceId, String, Stamp)>,
    /// The field that is being assessed.
    pub(super) assess: Option<AssessForm>,
    /// The field whose assessment is to get the focus.
    pub(super) assessed: Option<String>,
    pub(super) together: super::together::Cache,
    /// The record of the last frame.
    pub(super) shown: Option<RecordId>,
}

/// Text that is being typed into a field.
pub(super) struct Draft {
    pub(super) id: egui::Id,
    pub(super) text: String,
    /// What the field held when it got the focus.
    pub(super) start: String,
}

/// A remark that is being written.
#[derive(Default, Clone)]
pub(super) struct NewRemark {
    pub(super) motivation: Motivation,
    pub(super) text: String,
}

/// A field that is to get the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    Title,
    Tags,
    Comment,
}

struct Pending {
    any: Arc<dyn Any + Send + Sync>,
    record: Record,
    what: &'static str,
    typing: bool,
}

/// One frame of the inspector.
pub(super) struct Panel<'a> {
    pub(super) ctx: &'a Ctx<'a>,
    pub(super) work: &'a Workspace,
    pub(super) project: &'a Project,
    /// Why nothing can be changed just now.
    pub(super) locked: Option<&'a str>,
    pub(super) state: &'a mut State,
    /// The record that is shown, which the ids of fields are made from.
    pub(super) subject: Option<RecordId>,
    pending: Vec<Pending>,
}

impl<'a> Panel<'a> {
    pub(super) fn new(
        ctx: &'a Ctx<'a>,
        work: &'a Workspace,
        state: &'a mut State,
        subject: Option<RecordId>,
    ) -> Self {
        Self {
            ctx,
            work,
            project: &work.project,
            locked: ctx.locked(),
            state,
            subject,
            pending: Vec::new(),
        }
    }

    /// The id of a field of the record that is shown.
    pub(super) fn field_id(&self, key: &str) -> egui::Id {
        egui::Id::unique(("inspector", self.subject, key))
    }

    /// Whether one of the fields of this name has the focus: the field itself or its role.
    pub(super) fn has_focus(&self, ui: &Ui, key: &str) -> bool {
        let focused = ui.memory(egui::Memory::focused);
        focused == Some(self.field_id(key))
    }

    /// Changes a record. Several changes of one frame to one record become one.
    pub(super) fn set<T: RecordType>(
        &mut self,
        id: Id<T>,
        what: &'static str,
        typing: bool,
        change: impl FnOnce(&mut T),
    ) {
        let of = T::record_id(id);
        let place = self.pending.iter().position(|p| p.record.id() == of);
        let before = place.map(|place| self.pending.swap_remove(place));
        let any = before.map(|p| p.any);
        let latest = any
            .and_then(|any| any.downcast::<T>().ok())
            .or_else(|| T::table(self.project).shared(id).cloned());
        let Some(latest) = latest else {
            return;
        };
        let mut after = T::clone(&latest);
        change(&mut after);
        let after = Arc::new(after);
        self.pending.push(Pending {
            any: after.clone(),
            record: T::into_record(after),
            what,
            typing,
        });
    }

    /// Sends the changes of this frame.
    pub(super) fn finish(self) {
        for pending in self.pending {
            self.ctx.edit(Edit::Set {
                after: pending.record,
                what: pending.what,
                typing: pending.typing,
            });
        }
    }

    /// Makes another record the selected one.
    pub(super) fn select(&self, id: RecordId) {
        self.ctx.send(Command::Select(vec![id]));
    }

    pub(super) fn reveal(&self, id: RecordId) {
        self.ctx.send(Command::Reveal(id));
    }

    pub(super) fn act(&self, action: Action) {
        self.ctx.act(action);
    }

    /// Whether this field is to get the focus now; the wish is granted once.
    pub(super) fn take_wish(&mut self, wish: Wish) -> bool {
        let granted = self.state.wish == Some(wish);
        if granted {
            self.state.wish = None;
        }
        granted
    }
}

/// Colour and sign of a tag.
pub(super) fn tag_ink(ui: &Ui, colour: TagColour) -> TagInk {
    Theme::of(ui).tag(colour as usize)
}
