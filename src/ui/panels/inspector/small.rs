//! The fields of notes, annotations, captures and links.

use std::sync::Arc;

use eframe::egui::Ui;

use super::data::Data;
use super::fields::{Spec, row, shown};
use super::panel::Panel;
use super::pick::Picked;
use super::rows::{Leads, parting};
use super::source::stamp_row;
use crate::edit::Edit;
use crate::model::{Annotation, Capture, Kind, Link, Note, RecordId, Resolution, Target};
use crate::ui::icons;
use crate::ui::theme::{Type, space};
use crate::ui::widgets::Button;

/// Kinds of record that links may lead to.
pub(super) const LINKABLE: &[Kind] = &[
    Kind::Event,
    Kind::Source,
    Kind::Claim,
    Kind::Note,
    Kind::Assessment,
    Kind::Annotation,
    Kind::Tag,
    Kind::Capture,
];

impl Panel<'_> {
    pub(super) fn note(&mut self, ui: &mut Ui, note: &Arc<Note>, data: &Data) {
        if self.way_in(ui, "Open note", "Read and write its text") {
            self.reveal(note.id.into());
        }
        shown(ui, "Length", &data.length);
        stamp_row(ui, "Begun", note.created);
        stamp_row(ui, "Changed", note.modified);
        if data.names.total > 0 {
            parting(ui);
            let count = data.names.total.to_string();
            self.section(ui, "Links to", &count, true, |panel, ui| {
                for named in &data.names.rows {
                    if panel.leads(ui, Leads::new(named.id, "", &named.title)) {
                        panel.select(named.id);
                    }
                }
            });
        }
    }

    /// A button that opens the record where it can be read; true when it was clicked.
    fn way_in(&self, ui: &mut Ui, words: &str, tip: &str) -> bool {
        let button = Button::secondary(words)
            .small()
            .key("Ctrl+Enter")
            .tooltip(tip);
        let clicked = button.show(ui).clicked();
        ui.add_space(space::M);
        clicked
    }

    pub(super) fn annotation(&mut self, ui: &mut Ui, remark: &Arc<Annotation>) {
        let id = remark.id;
        match &remark.target {
            Target::Passage(passage) => self.passage(ui, id.into(), passage),
            Target::Record(about) => self.lead_to(ui, "about", *about),
        }
        if let Some(why) = self.choice(ui, "Motivation", remark.motivation) {
            self.set(id, "motivation", false, |a: &mut Annotation| {
                a.motivation = why;
            });
        }
        let body = Spec::new("Remark", "Add a remark");
        if let Some(body) = self.paragraph(ui, body, &remark.body) {
            self.set(id, "remark", true, |a: &mut Annotation| a.body = body);
        }
        if let Some(by) = self.text(ui, Spec::new("By", "Add a name"), &remark.creator) {
            self.set(id, "creator", true, |a: &mut Annotation| {
                a.creator = by.into();
            });
        }
        self.resolution(ui, remark);
        stamp_row(ui, "Made", remark.created);
        stamp_row(ui, "Changed", remark.modified);
    }

    fn resolution(&mut self, ui: &mut Ui, remark: &Arc<Annotation>) {
        let (state, verb, to) = match remark.resolution {
            Resolution::Open => ("open", "Resolve", Resolution::Resolved),
            Resolution::Resolved => ("resolved", "Reopen", Resolution::Open),
        };
        row(ui, "State", |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = space::M;
                super::fields::cut_label(ui, Type::BODY, state, 100.0);
                let button = Button::secondary(verb).small().blocked(self.locked);
                if button.show(ui).clicked() {
                    self.ctx.edit(Edit::SetResolution {
                        annotations: vec![remark.id],
                        resolution: to,
                    });
                }
            });
        });
    }

    pub(super) fn capture(&mut self, ui: &mut Ui, capture: &Arc<Capture>, data: &Data) {
        let id = capture.id;
        if self.way_in(ui, "Open in the reader", "Read its text") {
            self.reveal(id.into());
        }
        let source = Spec::new("Source", "Choose a source");
        let picked = self.record(ui, source, &[Kind::Source], Some(capture.source.into()));
        if let Some(RecordId::Source(source)) = picked.and_then(Picked::record) {
            self.set(id, "source", false, |c: &mut Capture| c.source = source);
        }
        if let Some(when) = self.date(ui, Spec::new("Taken", "Add a date"), &capture.taken) {
            self.set(id, "date", true, |c: &mut Capture| c.taken = when);
        }
        if let Some(nature) = self.choice(ui, "Nature", capture.nature) {
            self.set(id, "nature", false, |c: &mut Capture| c.nature = nature);
        }
        if let Some(origin) = self.text(
            ui,
            Spec::new("Origin", "Say where it is from"),
            &capture.origin,
        ) {
            self.set(id, "origin", true, |c: &mut Capture| c.origin = origin);
        }
        let note = Spec::new("Note", "Add a note");
        if let Some(note) = self.paragraph(ui, note, &capture.note) {
            self.set(id, "note", true, |c: &mut Capture| c.note = note);
        }
        shown(ui, "Length", &data.length);
        self.hash(ui, &capture.sha256.to_string());
    }

    fn hash(&self, ui: &mut Ui, hash: &str) {
        row(ui, "SHA-256", |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = space::M;
                let kind = Type::CODE.with_line(18.0);
                super::fields::cut_label(ui, kind, hash, ui.available_width() - 80.0);
                let copy = Button::quiet("Copy").icon(icons::COPY).small();
                if copy.name("Copy SHA-256").show(ui).clicked() {
                    ui.ctx().copy_text(hash.to_owned());
                }
            });
        });
    }

    pub(super) fn link(&mut self, ui: &mut Ui, link: &Arc<Link>) {
        let id = link.id;
        let from = Spec::new("From", "Choose a record");
        let picked = self.record(ui, from, LINKABLE, Some(link.from));
        if let Some(from) = picked.and_then(Picked::record) {
            self.set(id, "beginning", false, |l: &mut Link| l.from = from);
        }
        if let Some(relation) = self.choice(ui, "Relation", link.relation) {
            self.set(id, "relation", false, |l: &mut Link| l.relation = relation);
        }
        let picked = self.record(
            ui,
            Spec::new("To", "Choose a record"),
            LINKABLE,
            Some(link.to),
        );
        if let Some(to) = picked.and_then(Picked::record) {
            self.set(id, "end", false, |l: &mut Link| l.to = to);
        }
        if let Some(note) = self.paragraph(ui, Spec::new("Note", "Say why"), &link.note) {
            self.set(id, "note", true, |l: &mut Link| l.note = note);
        }
    }
}
