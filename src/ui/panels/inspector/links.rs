//! Links from and to a record, and the records that name it.

use eframe::egui::{Rect, Ui, pos2, vec2};

use super::data::{Data, LinkRow};
use super::fields::{RowDo, Spec, ghost};
use super::panel::Panel;
use super::pick::Picked;
use super::rows::Leads;
use super::small::LINKABLE;
use crate::app::{Command, Pane};
use crate::edit::Edit;
use crate::model::{Choice as _, Kind, Record, RecordId, Relation, Source};
use crate::query::field_term;
use crate::ui::icons;
use crate::ui::theme::space;
use crate::ui::widgets::{Choice as Item, Dropdown};

/// The side of a small button at the end of a row.
const SIDE: f32 = 20.0;

impl Panel<'_> {
    /// The section with typed links, read from this record's end.
    pub(super) fn links(&mut self, ui: &mut Ui, of: RecordId, data: &Data, usual: bool) {
        let count = match data.links.total {
            0 => String::new(),
            n => n.to_string(),
        };
        self.section(ui, "Links", &count, usual, |panel, ui| {
            for link in &data.links.rows {
                panel.link_row(ui, link);
            }
            panel.rest_in_table(ui, data.links.n_more(), Kind::Link);
            panel.new_link(ui, of);
        });
    }

    fn link_row(&mut self, ui: &mut Ui, link: &LinkRow) {
        let row = Leads {
            second: &link.note,
            keep: 2.0 * SIDE + space::XS,
            ..Leads::new(link.other, link.relation, &link.title)
        };
        let top = ui.cursor().top();
        let clicked = self.leads(ui, row);
        let bottom = ui.cursor().top();
        let right = ui.max_rect().right();
        let rect = Rect::from_min_max(pos2(ui.max_rect().left(), top), pos2(right, bottom));
        let lit = ui.rect_contains_pointer(rect);
        let id = self.field_id(&format!("link {}", link.link));
        let middle = (top + bottom) / 2.0;
        let spot = |place: f32| {
            Rect::from_min_size(
                pos2(right - SIDE * (2.0 - place), middle - SIDE / 2.0),
                vec2(SIDE, SIDE),
            )
        };
        let name = format!("{} {}", link.relation, link.title);
        let edit = format!("Edit link {name}");
        if ghost(
            ui,
            spot(0.0),
            id.with("edit"),
            (icons::EDIT, &edit),
            lit,
            None,
        ) {
            self.select(link.link.into());
            return;
        }
        let remove = format!("Remove link {name}");
        let icon = (icons::CLOSE, remove.as_str());
        if ghost(
            ui,
            spot(1.0),
            id.with(RowDo::Remove.verb()),
            icon,
            lit,
            self.locked,
        ) {
            self.ctx.edit(Edit::Delete {
                records: [link.link.into()].into(),
            });
        } else if clicked {
            self.select(link.other);
        }
    }

    /// A relation and the name of a record: together a new link.
    fn new_link(&mut self, ui: &mut Ui, from: RecordId) {
        let items = Relation::ALL.iter().map(|relation| Item {
            label: relation.name(),
            detail: "",
        });
        let items: Vec<Item<'_>> = items.collect();
        let chosen = Relation::ALL.iter().position(|&r| r == self.state.relation);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::L;
            let dropdown = Dropdown::new("Relation of the new link", chosen, &items).value();
            let picked = dropdown.blocked(self.locked).show(ui);
            if let Some(&relation) = picked.and_then(|place| Relation::ALL.get(place)) {
                self.state.relation = relation;
            }
            ui.vertical(|ui| {
                let spec = Spec::new("", "Add a link to…").named("Add a link to");
                let picked = self.record_here(ui, spec, LINKABLE, None);
                if let Some(to) = picked.and_then(Picked::record) {
                    self.ctx.edit(Edit::NewLink {
                        from,
                        to,
                        relation: self.state.relation,
                    });
                }
            });
        });
    }

    /// Searches for what belongs to a record, where the search has a word for it.
    fn search_for(&self, of: RecordId) {
        let source = |id| self.project.sources().get(id).map(Source::short_name);
        let term = match self.project.get(of) {
            Some(Record::Tag(tag)) => Some(field_term("tag", &tag.path)),
            Some(Record::Source(s)) => Some(field_term("source", &s.short_name())),
            Some(Record::Capture(c)) => source(c.source).map(|name| field_term("source", &name)),
            _ => None,
        };
        term.into_iter()
            .for_each(|term| self.ctx.send(Command::Search(term)));
    }

    /// The section with the records that name this one in another way.
    pub(super) fn named_by(&mut self, ui: &mut Ui, of: RecordId, data: &Data, usual: bool) {
        if data.named_by.total == 0 {
            return;
        }
        let count = data.named_by.total.to_string();
        self.section(ui, "Mentioned by", &count, usual, |panel, ui| {
            for row in &data.named_by.rows {
                if panel.leads(ui, Leads::new(row.id, row.how, &row.title)) {
                    panel.select(row.id);
                }
            }
            let count = data.named_by.n_more();
            if count > 0 && panel.and_more(ui, count, "Show them in the table") {
                panel.search_for(of);
                // They come by kind, so the rest begins with the kind of the last one shown.
                let kind = data.named_by.rows.last().map(|row| row.id.kind());
                if let Some(kind) = kind {
                    panel.ctx.send(Command::Show(Pane::Table(kind)));
                }
            }
        });
    }
}
