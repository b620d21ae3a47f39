//! The fields of an assessment.

use std::sync::Arc;

use eframe::egui::Ui;

use super::complete::Ask;
use super::data::long_time;
use super::fields::{Spec, remark, row};
use super::panel::Panel;
use super::pick::Picked;
use super::source::stamp_row;
use crate::model::{Assessment, Kind, RecordId};
use crate::query::value_text;
use crate::ui::theme::{Theme, Type, space};
use crate::ui::widgets::label;

impl Panel<'_> {
    pub(super) fn assessment(&mut self, ui: &mut Ui, held: &Arc<Assessment>) {
        let id = held.id;
        let event = Spec::new("Event", "Choose an event");
        let picked = self.record(ui, event, &[Kind::Event], Some(held.event.into()));
        if let Some(RecordId::Event(event)) = picked.and_then(Picked::record) {
            self.set(id, "event", false, |a: &mut Assessment| a.event = event);
        }
        let field = Spec::new("Field", "Add a field");
        if let Some(field) = self.words(ui, field, Ask::Fields, &held.field) {
            self.set(id, "field", true, |a: &mut Assessment| {
                a.field = field.into();
            });
        }
        if let Some((value, typing)) = self.value(ui, &held.value) {
            self.set(id, "value", typing, |a: &mut Assessment| a.value = value);
        }
        let reason = Spec::new("Reason", "Say why");
        if let Some(reason) = self.paragraph(ui, reason, &held.reason) {
            self.set(id, "reason", true, |a: &mut Assessment| a.reason = reason);
        }
        let claim = Spec::new("Taken from", "Choose a claim");
        match self.record(ui, claim, &[Kind::Claim], held.claim.map(Into::into)) {
            Some(Picked::Record(RecordId::Claim(claim))) => {
                self.set(id, "claim", false, |a: &mut Assessment| {
                    a.claim = Some(claim);
                });
            }
            Some(Picked::Nothing) => {
                self.set(id, "claim", false, |a: &mut Assessment| a.claim = None);
            }
            Some(Picked::Record(_)) | None => {}
        }
        stamp_row(ui, "Decided", held.decided);
        for earlier in &held.earlier {
            row(ui, "Held before", |ui| {
                ui.add_space(3.0);
                let value = value_text(self.project, &earlier.value);
                label(ui, Type::BODY, &value, Theme::of(ui).text);
                if !earlier.reason.is_empty() {
                    remark(ui, &earlier.reason);
                }
                if let Some(decided) = earlier.decided {
                    remark(ui, &format!("decided {}", long_time(decided)));
                }
                ui.add_space(space::XS);
            });
        }
    }
}
