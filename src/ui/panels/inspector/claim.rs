//! The fields of a claim.

use std::sync::Arc;

use eframe::egui::{Ui, vec2};

use super::complete::Ask;
use super::data::Data;
use super::fields::{Spec, row};
use super::panel::{Panel, tag_ink};
use super::pick::Picked;
use super::rows::parting;
use super::source::stamp_row;
use crate::model::{Attribution, Claim, Kind, RecordId};
use crate::ui::theme::{height, space};
use crate::ui::widgets::{Chip, Field};

impl Panel<'_> {
    pub(super) fn claim(&mut self, ui: &mut Ui, claim: &Arc<Claim>, data: &Data) {
        let id = claim.id;
        if let Some(passage) = &claim.passage {
            self.passage(ui, id.into(), passage);
        }
        self.claim_check(ui, claim, data);
        let source = Spec::new("Source", "Choose a source");
        let picked = self.record(ui, source, &[Kind::Source], Some(claim.source.into()));
        if let Some(RecordId::Source(source)) = picked.and_then(Picked::record) {
            self.set(id, "source", false, |c: &mut Claim| c.source = source);
        }
        let event = Spec::new("Event", "Choose an event");
        let picked = self.record(ui, event, &[Kind::Event], Some(claim.event.into()));
        if let Some(RecordId::Event(event)) = picked.and_then(Picked::record) {
            self.set(id, "event", false, |c: &mut Claim| c.event = event);
        }
        let field = Spec::new("Field", "Add a field");
        if let Some(field) = self.words(ui, field, Ask::Fields, &claim.field) {
            self.set(id, "field", true, |c: &mut Claim| c.field = field.into());
        }
        if let Some((value, typing)) = self.value(ui, &claim.value) {
            self.set(id, "value", typing, |c: &mut Claim| c.value = value);
        }
        if let Some(said_by) = self.attribution(ui, &claim.attributed_to) {
            self.set(id, "attribution", true, |c: &mut Claim| {
                c.attributed_to = said_by.into();
            });
        }
        if let Some(when) = self.date(ui, Spec::new("Reported", "Add a date"), &claim.reported) {
            self.set(id, "date of report", true, |c: &mut Claim| {
                c.reported = when.into();
            });
        }
        parting(ui);
        ui.add_space(space::M);
        self.claim_standing(ui, claim);
        let note = Spec::new("Note", "Add a note");
        if let Some(note) = self.paragraph(ui, note, &claim.note) {
            self.set(id, "note", true, |c: &mut Claim| c.note = note.into());
        }
        stamp_row(ui, "Filed", claim.created);
    }

    /// How far the claim is believed and how it is used.
    fn claim_standing(&mut self, ui: &mut Ui, claim: &Arc<Claim>) {
        let id = claim.id;
        self.reliability_of(ui, claim);
        if let Some(figure) = self.choice(ui, "Credibility", claim.credibility) {
            self.set(id, "credibility", false, |c: &mut Claim| {
                c.credibility = figure;
            });
        }
        if let Some(status) = self.choice(ui, "Status", claim.status) {
            self.set(id, "status", false, |c: &mut Claim| c.status = status);
        }
        let why = Spec::new("Reason", "Say why this status").named("Reason of the status");
        if let Some(why) = self.paragraph(ui, why, &claim.status_reason) {
            self.set(id, "reason of the status", true, |c: &mut Claim| {
                c.status_reason = why.into();
            });
        }
        let accepted =
            Spec::new("Accepted", "Say why it may differ from the words").named("Accepted because");
        if let Some(why) = self.paragraph(ui, accepted, &claim.accepted_because) {
            self.set(id, "reason to accept the value", true, |c: &mut Claim| {
                c.accepted_because = why.into();
            });
        }
    }

    /// Whom the source gives as its authority: a name, and the source or the tag that is meant.
    fn attribution(&mut self, ui: &mut Ui, said_by: &Attribution) -> Option<Attribution> {
        let mut after = said_by.clone();
        let spec = Spec::new("Said by", "Add an authority").named("Attributed to");
        row(ui, spec.label, |ui| {
            self.authority(ui, spec, &mut after);
            if said_by.source.is_some() || said_by.tag.is_some() {
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing = vec2(space::S, space::XS);
                    self.authority_chips(ui, said_by, &mut after);
                });
                ui.add_space(space::XS);
            }
        });
        (after != *said_by).then_some(after)
    }

    fn authority(&mut self, ui: &mut Ui, spec: Spec<'_>, said_by: &mut Attribution) {
        let id = self.field_id(spec.key);
        let value = said_by.name.to_string();
        let draft = self.state.draft.as_ref().filter(|draft| draft.id == id);
        let start = draft.map_or_else(|| value.clone(), |draft| draft.start.clone());
        let mut text = value.clone();
        let field = Field::resting(&mut text, spec.name)
            .hint(spec.hint)
            .lines(3)
            .tall(height::FIELD_ROW)
            .of_project()
            .blocked(self.locked);
        let asked = (value != start).then_some(value.as_str());
        let done = super::fields::outset(ui, |ui| {
            self.complete(ui, field, id, Ask::Authorities, asked, true)
        });
        self.keep_draft(id, done.focused, &text, &value);
        match done.taken.and_then(|taken| taken.record) {
            Some(RecordId::Tag(tag)) => (said_by.tag, said_by.name) = (Some(tag), start.into()),
            Some(RecordId::Source(source)) => {
                (said_by.source, said_by.name) = (Some(source), start.into());
            }
            _ => said_by.name = text.into(),
        }
    }

    fn authority_chips(&mut self, ui: &mut Ui, said_by: &Attribution, after: &mut Attribution) {
        if let Some(source) = said_by.source {
            let name = self
                .project
                .sources()
                .get(source)
                .map(crate::model::Source::short_name);
            let name = name.unwrap_or_else(|| self.project.label(source.into()));
            match self.lead_chip(ui, Chip::new(&name, None)) {
                Some(true) => after.source = None,
                Some(false) => self.select(source.into()),
                None => {}
            }
        }
        if let Some(tag) = said_by.tag.and_then(|id| self.project.tags().get(id)) {
            let chip = Chip::new(tag.name(), Some(tag_ink(ui, tag.colour)));
            match self.lead_chip(ui, chip) {
                Some(true) => after.tag = None,
                Some(false) => self.select(tag.id.into()),
                None => {}
            }
        }
    }

    /// A chip that leads somewhere and can be taken away: `Some(true)` when it is to go, `Some(false)` when
    /// it was clicked.
    pub(super) fn lead_chip(&self, ui: &mut Ui, chip: Chip<'_>) -> Option<bool> {
        let chip = if self.locked.is_none() {
            chip.removable()
        } else {
            chip
        };
        let shown = chip.show(ui);
        if shown.removed {
            Some(true)
        } else {
            shown.response.clicked().then_some(false)
        }
    }
}
