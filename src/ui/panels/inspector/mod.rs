//! The inspector: everything about the selected record, to be changed in place; with several records
//! selected, what they share; with none, the project itself.
//!
//! | file | draws |
//! |---|---|
//! | `head.rs`, `tags.rs` | kind, title, tags, problems |
//! | `event.rs` … `other.rs` | the fields, a file or a function for each kind of record |
//! | `claims.rs`, `card.rs`, `assess.rs` | the claims of an event by field, and what each is held to be |
//! | `days.rs` | the days up to which reports count |
//! | `check.rs` | how a claim stands to the others and to its words |
//! | `lineage.rs` | what a source draws on and what draws on it |
//! | `thread.rs`, `links.rs`, `rows.rs` | annotations, links, what names the record |
//! | `together.rs` | several records |
//! | `fields.rs`, `date.rs`, `pick.rs`, `value.rs`, `lists.rs` | the controls that they are made of |
//! | `data.rs`, `accounts.rs`, `complete.rs` | nothing: they collect what the others show |
//!
//! A field shows what the record has and sends what is typed at once; keystrokes in one field are one
//! step. What cannot be kept yet, as half a figure, stays in the field until it is left.

mod accounts;
mod assess;
mod assessment;
mod by;
mod card;
mod check;
mod claim;
mod claims;
pub(in crate::ui) mod complete;
mod data;
mod date;
mod days;
mod event;
mod fields;
mod head;
mod lineage;
mod links;
mod lists;
mod other;
mod panel;
mod pick;
mod rows;
mod small;
mod source;
mod tags;
mod thread;
mod together;
mod value;

#[cfg(test)]
mod evidence_tests;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use eframe::egui::{Frame, Margin, ScrollArea, Ui};

use crate::app::{Request, Workspace};
use crate::model::{ProblemKind, Record, RecordId, Stamp, Tables};
use crate::ui::ctx::Ctx;
use crate::ui::theme::space;
use data::{Data, MOST_SORTED};
use panel::{Panel, State, Wish};
use rows::parting;

/// The inspector's own state.
#[derive(Default)]
pub struct Inspector {
    state: State,
}

impl Inspector {
    /// Draws it into the panel on the right. The panel gives its whole width and no padding: the scroll
    /// bar lies at its edge.
    pub fn ui(&mut self, ui: &mut Ui, ctx: &Ctx<'_>) {
        let Some(work) = ctx.work() else {
            return;
        };
        let shown = work.inspected();
        if self.state.shown != shown {
            self.state.shown = shown;
            self.state.leave();
        }
        let salt = ("inspector", shown);
        ScrollArea::vertical()
            .id_salt(salt)
            .auto_shrink(false)
            .show(ui, |ui| {
                let margin = Margin {
                    // Beside the hairline that parts the panel from the centre.
                    left: space::XL as i8 + 1,
                    right: space::XL as i8,
                    top: 10,
                    bottom: space::XXL as i8,
                };
                Frame::new().inner_margin(margin).show(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    ui.set_width(ui.available_width());
                    self.content(ui, ctx, work);
                });
            });
    }

    fn content(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, work: &Workspace) {
        let shown = work.inspected();
        let mut panel = Panel::new(ctx, work, &mut self.state, shown);
        match *work.selection {
            [_, _, ..] => panel.together(ui, &work.selection),
            _ => match shown.and_then(|id| work.project.get(id)) {
                Some(record) => panel.record_page(ui, &record),
                None => panel.project(ui),
            },
        }
        panel.finish();
    }

    /// Forgets what was half written on records that are not among these tables: their project was left.
    pub fn forget_others(&mut self, tables: Option<&Tables>) {
        let is_there = |id: RecordId| tables.is_some_and(|tables| tables.contains(id));
        self.state.remarks.retain(|&on, _| is_there(on));
        self.state.replies.retain(|&to, _| is_there(to.into()));
    }

    /// What is half written here and in no project, each in words.
    #[must_use]
    pub fn half_written(&self, tables: &Tables) -> Vec<String> {
        self.state.half_written(tables)
    }

    /// Takes a request for one of its fields: `FocusTags`, `FocusComment`, `FocusTitle`; others are not
    /// for it.
    pub fn request(&mut self, request: &Request) {
        let wish = match request {
            Request::FocusTags => Wish::Tags,
            Request::FocusComment => Wish::Comment,
            Request::FocusTitle => Wish::Title,
            Request::Reset => {
                // The same project may be shown again.
                self.state = State {
                    remarks: std::mem::take(&mut self.state.remarks),
                    replies: std::mem::take(&mut self.state.replies),
                    ..State::default()
                };
                return;
            }
            _ => return,
        };
        self.state.wish = Some(wish);
    }
}

impl Panel<'_> {
    /// Everything about one record.
    fn record_page(&mut self, ui: &mut Ui, record: &Record) {
        let data = self.data(record);
        let id = record.id();
        self.head(ui, record, &data);
        match record {
            Record::Event(r) => self.event(ui, r, &data),
            Record::Source(r) => self.source(ui, r, &data),
            Record::Claim(r) => self.claim(ui, r, &data),
            Record::Assessment(r) => self.assessment(ui, r),
            Record::Note(r) => self.note(ui, r, &data),
            Record::Annotation(r) => self.annotation(ui, r),
            Record::Capture(r) => self.capture(ui, r, &data),
            Record::Link(r) => self.link(ui, r),
            Record::View(r) => self.view(ui, r),
            Record::Tag(r) => self.tag(ui, r),
            // The trash shows what it holds.
            Record::Deletion(_) => {}
            Record::Unread(r) => self.unread(ui, r),
        }
        if !matches!(
            id,
            RecordId::Unread(_) | RecordId::View(_) | RecordId::Deletion(_)
        ) {
            self.around(ui, id, &data);
        }
        // A wish that this record has no field for is not granted later.
        self.state.wish = None;
    }

    /// What other records say about it.
    fn around(&mut self, ui: &mut Ui, id: RecordId, data: &Data) {
        parting(ui);
        // Where there is much to read already, these are closed until they are wanted.
        let usual = data.claims.total == 0;
        self.annotations(ui, id, data, usual);
        self.links(ui, id, data, usual && data.links.total > 0);
        // Whatever is in a long list is looked for elsewhere.
        let is_short = data.named_by.total <= data.named_by.rows.len();
        self.named_by(ui, id, data, usual && is_short);
    }

    /// What was collected for the record, anew when the project changed.
    fn data(&mut self, record: &Record) -> Arc<Data> {
        // The list of problems can come later than the project.
        let numbers = (self.project.revision(), self.work.problems.version());
        let key = (numbers, record.id(), self.state.known_by);
        if let Some((known, data)) = &self.state.cache
            && *known == key
        {
            return Arc::clone(data);
        }
        let mut data = Data::collect(self.project, record, Stamp::now(), self.work.tag_counts());
        let of_record = |p: &&crate::model::Problem| p.record == Some(record.id());
        let told = self.work.file_problems().filter(of_record);
        // A claim that is not in its words has a part of its own here, with the ways out.
        let marks = self.work.marks_of(record.id());
        let marks = marks.filter(|problem| problem.kind != ProblemKind::QuoteWithoutValue);
        let told = told.chain(marks);
        data.problems = told.map(|problem| problem.message.clone()).collect();
        if let Record::Event(event) = record
            && data.claims.total <= MOST_SORTED
        {
            let until = self.state.known_by;
            data.by_field = Some(accounts::collect(
                self.project,
                event.id,
                until,
                Stamp::now(),
            ));
        }
        let data = Arc::new(data);
        self.state.cache = Some((key, Arc::clone(&data)));
        data
    }
}
