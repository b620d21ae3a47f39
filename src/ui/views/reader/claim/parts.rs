//! The fields of the form. Each gives the part whose suggestion was taken.

use eframe::egui::{Id, Ui};

use super::draft::{Draft, Named, Part};
use super::form::ClaimForm;
use super::keys::part_id;
use super::lines::{complete, indented, reading, remark, row};
use super::offer::{self, Offer};
use super::value::{KINDS, Kind, Read};
use crate::app::Workspace;
use crate::model::{Capture, Kind as RecordKind, RecordId};
use crate::ui::ctx::Ctx;
use crate::ui::panels::inspector::complete::{Ask, Found};
use crate::ui::theme::space;
use crate::ui::widgets::{Field, Segments};

impl ClaimForm {
    pub(super) fn event(
        &mut self,
        ui: &mut Ui,
        ctx: &Ctx<'_>,
        work: &Workspace,
        id: Id,
        draft: &mut Draft,
    ) -> Option<Part> {
        let text = draft.event.text.clone();
        let asked = draft.event.record.is_none() && !draft.event.new;
        let ask = Ask::Records(&[RecordKind::Event]);
        let id = part_id(id, Part::Event);
        let found = self.found(ui, ctx, work, id, ask, &text, asked);
        let rows = if asked {
            offer::events(&found, &text)
        } else {
            Vec::new()
        };
        let look = Look {
            label: "Event",
            name: "Event of the claim",
            hint: "The event, or a new one",
            // Nothing is meant before anything was typed: no claim goes to an event by a slip of the finger.
            free: text.trim().is_empty(),
        };
        if named(ui, id, look, &rows, &mut draft.event) {
            return Some(Part::Event);
        }
        if draft.event.new {
            remark(ui, "A new event, made with the claim.");
        }
        None
    }

    pub(super) fn field(
        &mut self,
        ui: &mut Ui,
        ctx: &Ctx<'_>,
        work: &Workspace,
        id: Id,
        draft: &mut Draft,
    ) -> Option<Part> {
        let id = part_id(id, Part::Field);
        let found = self.found(ui, ctx, work, id, Ask::Fields, "", true);
        let mut rows = offer::fields(&found, &draft.field);
        let is_there = rows
            .first()
            .is_some_and(|row| row.label == draft.field.trim());
        if is_there {
            rows.clear();
        }
        let free = !offer::is_meant(rows.first(), &draft.field, true);
        let field = Field::boxed(&mut draft.field, "Field of the claim")
            .hint("killed, date, place, or any other word");
        let taken = row(ui, "Field", |ui| complete(ui, field.id(id), &rows, free));
        if let Some(Offer::Words(text)) = taken {
            draft.field = text;
            return Some(Part::Field);
        }
        None
    }

    pub(super) fn value(
        &mut self,
        ui: &mut Ui,
        work: &Workspace,
        id: Id,
        draft: &mut Draft,
        capture: &Capture,
    ) -> Read {
        let before = self.reading(work, draft, capture);
        let is_wrong = !before.understood && !draft.words.trim().is_empty();
        row(ui, "Value", |ui| {
            Field::boxed(&mut draft.words, "Value of the claim")
                .hint("What the field is said to be")
                .id(part_id(id, Part::Value))
                .lines(3)
                .problem(is_wrong)
                .show(ui)
        });
        let read = self.reading(work, draft, capture);
        ui.spacing_mut().item_spacing.y = space::XS;
        indented(ui, |ui| {
            if let Some(guess) = reading(ui, &read, draft.words.trim().is_empty()) {
                draft.words = guess;
            }
            let chosen = Kind::of(&read.value) as usize;
            let kinds = Segments::new(part_id(id, Part::Kind), "Kind of value", chosen, &KINDS);
            if let Some(place) = kinds.show(ui) {
                draft.kind = Some(Kind::at(place));
            }
        });
        ui.spacing_mut().item_spacing.y = space::M;
        ui.add_space(space::XS);
        self.reading(work, draft, capture)
    }

    pub(super) fn reading(&mut self, work: &Workspace, draft: &Draft, capture: &Capture) -> Read {
        let key = (
            work.project.revision(),
            draft.field.clone(),
            draft.kind,
            draft.words.clone(),
        );
        let source = work.project.sources().get(capture.source);
        self.read
            .get("value", key, || draft.read(&work.project, source))
    }

    pub(super) fn said_by(
        &mut self,
        ui: &mut Ui,
        ctx: &Ctx<'_>,
        work: &Workspace,
        id: Id,
        draft: &mut Draft,
    ) -> Option<Part> {
        let text = draft.said_by.text.clone();
        let asked = draft.said_by.record.is_none() && !draft.said_by.new && !text.trim().is_empty();
        let id = part_id(id, Part::SaidBy);
        let found = self.found(ui, ctx, work, id, Ask::Authorities, &text, asked);
        let rows = if asked {
            offer::authorities(&found, &text)
        } else {
            Vec::new()
        };
        let look = Look {
            label: "Said by",
            name: "Attributed to",
            hint: "The source itself, or whom it names",
            free: !offer::is_meant(rows.first(), &text, false),
        };
        if named(ui, id, look, &rows, &mut draft.said_by) {
            return Some(Part::SaidBy);
        }
        match (draft.said_by.record, draft.said_by.new) {
            (Some(RecordId::Source(_)), _) => {
                remark(ui, "A source of this project: it counts as that one's.");
            }
            (Some(RecordId::Tag(tag)), _) => {
                if let Some(tag) = work.project.tags().get(tag)
                    && tag.path != draft.said_by.text
                {
                    remark(ui, &format!("Tag {}", tag.path));
                }
            }
            (_, true) => remark(ui, "A new tag, made with the claim."),
            _ => {}
        }
        None
    }

    /// What fits the text of a field that has the focus.
    #[expect(
        clippy::too_many_arguments,
        reason = "each says another part of the question"
    )]
    pub(super) fn found(
        &mut self,
        ui: &Ui,
        ctx: &Ctx<'_>,
        work: &Workspace,
        id: Id,
        ask: Ask,
        text: &str,
        asked: bool,
    ) -> Vec<Found> {
        let focused = ui.memory(|memory| memory.has_focus(id));
        if !asked || !focused {
            if !focused {
                self.finder.forget(id);
            }
            return Vec::new();
        }
        self.finder
            .find(&work.project, ctx.app.wake(), id, ask, text)
            .to_vec()
    }
}

/// How a field that names something looks, and whether what is typed is its own without a suggestion taken.
#[derive(Debug, Clone, Copy)]
struct Look {
    label: &'static str,
    name: &'static str,
    hint: &'static str,
    free: bool,
}

/// A field that names a record, with suggestions. True when one was taken; what is typed else is a name of its
/// own.
fn named(ui: &mut Ui, id: Id, look: Look, rows: &[offer::Row], value: &mut Named) -> bool {
    let mut text = value.text.clone();
    let field = Field::boxed(&mut text, look.name).hint(look.hint);
    let taken = row(ui, look.label, |ui| {
        complete(ui, field.id(id), rows, look.free)
    });
    if let Some(offer) = taken {
        value.take(&offer);
        return true;
    }
    if text != value.text {
        *value = Named {
            text,
            ..Named::default()
        };
    }
    false
}
