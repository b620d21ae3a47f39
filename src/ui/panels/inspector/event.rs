//! The fields of an event.

use std::sync::Arc;

use eframe::egui::Ui;

use super::complete::Ask;
use super::data::Data;
use super::fields::Spec;
use super::lists::Item;
use super::panel::Panel;
use super::rows::parting;
use crate::app::{Command, Pane};
use crate::model::{Actor, Event, Kind};
use crate::ui::theme::space;
use crate::ui::widgets::heading;

impl Panel<'_> {
    pub(super) fn event(&mut self, ui: &mut Ui, event: &Arc<Event>, data: &Data) {
        let id = event.id;
        if let Some(when) = self.date(ui, Spec::new("When", "Add a date"), &event.when) {
            self.set(id, "date", true, |e: &mut Event| e.when = when);
        }
        if let Some(place) = self.place(ui, "Where", &event.place) {
            self.set(id, "place", true, |e: &mut Event| e.place = place);
        }
        let kind = Spec::new("Kind", "Add a kind");
        if let Some(kind) = self.words(ui, kind, Ask::EventKinds, &event.kind) {
            self.set(id, "kind", true, |e: &mut Event| e.kind = kind.into());
        }
        let actors = self.list(ui, ("Actors", "Actor"), &event.actors, true, actor_row);
        if let Some(actors) = actors {
            let typing = actors.typing;
            self.set(id, "actors", typing, |e: &mut Event| {
                e.actors = actors.items;
            });
        }
        let summary = Spec::new("Summary", "Add a summary");
        if let Some(summary) = self.paragraph(ui, summary, &event.summary) {
            self.set(id, "summary", true, |e: &mut Event| e.summary = summary);
        }
        if data.claims.total + data.assessments.total > 0 {
            parting(ui);
            let count = claims_count(data);
            self.section(
                ui,
                "Claims by field",
                &count,
                true,
                |panel, ui| match &data.by_field {
                    Some(fields) => panel.by_field(ui, id, fields),
                    None => panel.claims_only(ui, data),
                },
            );
        }
    }

    /// Claims under the names of their fields, where there are too many to compare.
    fn claims_only(&mut self, ui: &mut Ui, data: &Data) {
        let mut field = "";
        for claim in &data.claims.rows {
            if claim.head != field {
                if !field.is_empty() {
                    ui.add_space(space::M);
                }
                field = &claim.head;
                heading(ui, field);
                ui.add_space(space::XS);
            }
            if self.claim_row(ui, claim) {
                self.select(claim.id.into());
            }
        }
        self.rest_in_table(ui, data.claims.n_more(), Kind::Claim);
    }

    /// That there are more rows, and the table that has them all.
    pub(super) fn rest_in_table(&self, ui: &mut Ui, count: usize, kind: Kind) {
        let tip = format!("Show all {}", kind.plural());
        if count > 0 && self.and_more(ui, count, &tip) {
            self.ctx.send(Command::Show(Pane::Table(kind)));
        }
    }
}

/// "24 from 3 sources".
fn claims_count(data: &Data) -> String {
    match data.n_sources {
        0 => data.claims.total.to_string(),
        n => format!("{} from {}", data.claims.total, Kind::Source.counted(n)),
    }
}

fn actor_row(panel: &mut Panel<'_>, ui: &mut Ui, name: &str, actor: Option<&Actor>) -> Item<Actor> {
    let Some(actor) = actor else {
        let empty = Actor::default();
        return Item {
            value: panel.actor_here(ui, name, &empty),
            is_gone: false,
        };
    };
    let value = panel.actor_here(ui, name, actor);
    let is_empty = *actor == Actor::default();
    let is_used = panel.has_focus(ui, name);
    Item {
        value,
        is_gone: is_empty && !is_used,
    }
}
