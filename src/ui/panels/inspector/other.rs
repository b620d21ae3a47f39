//! The fields of tags, saved views and unreadable records, and of the project itself.

use std::sync::Arc;

use eframe::egui::{Role, Sense, Ui, WidgetInfo, vec2};

use super::data::long_time;
use super::fields::{Spec, row, shown};
use super::panel::{Panel, tag_ink};
use super::rows::parting;
use crate::app::{Action, Command, Pane};
use crate::edit::{Edit, normal_path};
use crate::evidence::matrix::{Only, Wanted};
use crate::model::{
    Choice as _, Kind, Meta, ProblemKind, Tag, TagColour, Unread, View, ViewLayout, capital,
};
use crate::query::{Column, columns, field_term};
use crate::ui::icons;
use crate::ui::theme::{Theme, Type, radius, space};
use crate::ui::widgets::{
    Button, Chip, Choice as Item, Field, FieldEvent, Tick, heading, label, paint, tooltip,
};

/// The side of a swatch.
const SWATCH: f32 = 20.0;

impl Panel<'_> {
    pub(super) fn tag(&mut self, ui: &mut Ui, tag: &Arc<Tag>) {
        let id = tag.id;
        self.tag_path(ui, tag);
        row(ui, "Colour", |ui| {
            if let Some(colour) = self.swatches(ui, tag.colour) {
                self.set(id, "colour", false, |t: &mut Tag| t.colour = colour);
            }
        });
        let about = Spec::new("Description", "Say when to use it");
        if let Some(about) = self.paragraph(ui, about, &tag.description) {
            self.set(id, "description", true, |t: &mut Tag| t.description = about);
        }
        let counts = self.work.tag_counts();
        let tags = self.project.tags().iter();
        let is_twin = tags.filter(|other| other.path == tag.path).count() > 1;
        let counted = if is_twin {
            counts.of_tag(id)
        } else {
            counts.below(&tag.path)
        };
        let records = match counted {
            1 => "1 record".to_owned(),
            n => format!("{n} records"),
        };
        shown(ui, "On", &records);
        ui.add_space(space::XS);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::M;
            let search = Button::secondary("Show records")
                .small()
                .tooltip("Search for this tag");
            if search.show(ui).clicked() {
                self.ctx.send(Command::Search(field_term("tag", &tag.path)));
            }
            let manage = Button::quiet("Open tag manager")
                .small()
                .tooltip("Rename, move, merge and delete tags");
            if manage.show(ui).clicked() {
                self.ctx.send(Command::Show(Pane::Tags));
            }
        });
        ui.add_space(space::M);
    }

    /// The path; other tags move with it, so it is changed when the field is left and not by each letter.
    fn tag_path(&mut self, ui: &mut Ui, tag: &Arc<Tag>) {
        let spec = Spec::new("Path", "Name the tag");
        let id = self.field_id(spec.key);
        let draft = self.state.draft.as_ref().filter(|draft| draft.id == id);
        let mut text = draft.map_or_else(|| tag.path.clone(), |draft| draft.text.clone());
        let wrong = normal_path(&text).err();
        let field = Field::resting(&mut text, spec.name)
            .id(id)
            .hint(spec.hint)
            .lines(3)
            .tall(crate::ui::theme::height::FIELD_ROW)
            .problem(wrong.is_some())
            .instead_of(&tag.path)
            .blocked(self.locked);
        let shown = row(ui, spec.label, |ui| {
            let shown = super::fields::outset(ui, |ui| field.show(ui));
            if let Some(wrong) = &wrong {
                super::fields::complaint(ui, &format!("{wrong}."));
            }
            shown
        });
        self.keep_draft(id, shown.response.has_focus(), &text, &tag.path);
        if shown.event == FieldEvent::Kept
            && let Ok(path) = normal_path(&text)
            && path != tag.path
        {
            self.ctx.edit(Edit::RenameTag { tag: tag.id, path });
        }
    }

    /// Ten signs to choose from.
    fn swatches(&mut self, ui: &mut Ui, chosen: TagColour) -> Option<TagColour> {
        let mut picked = None;
        let locked = self.locked;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
            // The first sign stands on the edge of the column.
            ui.add_space((9.0 - SWATCH) / 2.0);
            for &colour in TagColour::ALL {
                let sense = if locked.is_none() {
                    Sense::click()
                } else {
                    Sense::hover()
                };
                let (rect, response) = ui.allocate_exact_size(vec2(SWATCH, 24.0), sense);
                let on = colour == chosen;
                response.widget_info(|| {
                    WidgetInfo::selected(Role::RadioButton, locked.is_none(), on, colour.name())
                });
                let theme = Theme::of(ui);
                let fill = if on {
                    theme.selectdim
                } else {
                    paint::quiet_fill(ui, &response)
                };
                let spot = rect.shrink2(vec2(0.0, 2.0));
                paint::boxed(ui.painter(), spot, radius::CONTROL, fill, None);
                paint::tag_sign(ui.painter(), rect.center(), tag_ink(ui, colour));
                if response.has_focus() {
                    paint::focus_inside(ui.painter(), theme, spot, radius::CONTROL);
                }
                if tooltip(response, locked.unwrap_or(colour.name())).clicked() {
                    picked = Some(colour);
                }
            }
        });
        picked
    }

    pub(super) fn view(&mut self, ui: &mut Ui, view: &Arc<View>) {
        let id = view.id;
        let all: Vec<Kind> = Kind::in_project().collect();
        let kinds: Vec<String> = all.iter().map(|k| capital(k.plural())).collect();
        let items: Vec<Item<'_>> = kinds
            .iter()
            .map(|label| Item { label, detail: "" })
            .collect();
        let chosen = all.iter().position(|&kind| kind == view.shows);
        if let Some(&kind) = self
            .pick_one(ui, "Shows", chosen, &items, "")
            .and_then(|place| all.get(place))
        {
            self.set(id, "kind of records", false, |v: &mut View| v.shows = kind);
        }
        if let Some(layout) = self.choice(ui, "Layout", view.layout) {
            self.set(id, "layout", false, |v: &mut View| v.layout = layout);
        }
        let query = Spec::new("Query", "Add a query");
        if let Some(query) = self.text(ui, query, &view.query) {
            self.set(id, "query", true, |v: &mut View| v.query = query);
        }
        if view.layout == ViewLayout::Disagreements {
            self.view_wanted(ui, view);
        } else {
            self.view_sort(ui, view);
            row(ui, "Columns", |ui| self.view_columns(ui, view));
        }
    }

    /// Which rows of the matrix are shown, and what was reported by which day.
    fn view_wanted(&mut self, ui: &mut Ui, view: &Arc<View>) {
        let wanted = Wanted::of_view(view);
        let all = [Only::All, Only::Conflicts, Only::Unresolved];
        let items = all.map(|only| Item {
            label: only.name(),
            detail: "",
        });
        let chosen = all.iter().position(|&only| only == wanted.only);
        let picked = self.pick_one(ui, "Rows", chosen, &items, "");
        let mut after = wanted;
        if let Some(&only) = picked.and_then(|place| all.get(place)) {
            after.only = only;
        }
        if let Some(day) = wanted.until {
            row(ui, "Reported", |ui| {
                let name = format!("by {}", day.short());
                if self.lead_chip(ui, Chip::new(&name, None)) == Some(true) {
                    after.until = None;
                }
            });
        }
        if after != wanted {
            self.set(view.id, "filter", false, |v: &mut View| after.put_in(v));
        }
    }

    fn view_sort(&mut self, ui: &mut Ui, view: &Arc<View>) {
        let all = columns(view.shows);
        let mut items = vec![Item {
            label: "Order of the file",
            detail: "",
        }];
        items.extend(all.iter().map(|c| Item {
            label: c.name(),
            detail: "",
        }));
        let place = all.iter().position(|c| c.key() == view.sort);
        let chosen = if view.sort.is_empty() {
            Some(0)
        } else {
            place.map(|p| p + 1)
        };
        if let Some(place) = self.pick_one(ui, "Sort by", chosen, &items, &view.sort) {
            let column = place.checked_sub(1).and_then(|place| all.get(place));
            let sort = column.map_or_else(String::new, |c| c.key().to_owned());
            self.set(view.id, "order", false, |v: &mut View| v.sort = sort);
        }
        row(ui, "", |ui| {
            let tick = Tick::new(view.descending, "Last first").blocked(self.locked);
            if tick.show(ui).clicked() {
                self.set(view.id, "order", false, |v: &mut View| {
                    v.descending = !v.descending;
                });
            }
        });
    }

    /// The columns as chips, and a list of those that can be added.
    fn view_columns(&mut self, ui: &mut Ui, view: &Arc<View>) {
        let mut after = view.columns.clone();
        if view.columns.is_empty() {
            ui.add_space(3.0);
            label(ui, Type::BODY, "the usual ones", Theme::of(ui).text3);
        }
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::S, space::XS);
            for key in &view.columns {
                let name = Column::from_key(key).map_or(key.as_str(), |c| c.name());
                if self.lead_chip(ui, Chip::new(name, None)) == Some(true) {
                    after.retain(|other| other != key);
                }
            }
        });
        let missing = columns(view.shows)
            .iter()
            .filter(|c| !view.columns.iter().any(|key| key == c.key()));
        let missing: Vec<Column> = missing.copied().collect();
        let items: Vec<Item<'_>> = missing
            .iter()
            .map(|c| Item {
                label: c.name(),
                detail: "",
            })
            .collect();
        if !items.is_empty() {
            let add = crate::ui::widgets::Dropdown::new("Add a column", None, &items)
                .value()
                .unset("Add a column")
                .blocked(self.locked);
            if let Some(column) = add.show(ui).and_then(|place| missing.get(place)) {
                after.push(column.key().to_owned());
            }
        }
        if after != view.columns {
            self.set(view.id, "columns", false, |v: &mut View| v.columns = after);
        }
    }

    pub(super) fn unread(&mut self, ui: &mut Ui, unread: &Arc<Unread>) {
        /// Longer texts stand cut; the page of problems has all of them.
        const MOST: usize = 2_000;
        let theme = Theme::of(ui);
        super::fields::complaint(ui, &unread.error);
        shown(ui, "Where", &unread.place.to_string());
        shown(ui, "Table", &capital(unread.table.plural()));
        ui.add_space(space::XS);
        let text: String = unread.text.chars().take(MOST).collect();
        let frame = eframe::egui::Frame::new()
            .fill(theme.surface)
            .inner_margin(space::M)
            .corner_radius(radius::SEARCH);
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            label(ui, Type::CODE.with_line(18.0), &text, theme.text);
        });
        ui.add_space(space::M);
        let mend = Button::secondary("Mend")
            .small()
            .icon(icons::MEND)
            .tooltip("Put its text right under Problems");
        if mend.show(ui).clicked() {
            self.reveal(unread.id.into());
        }
        ui.add_space(space::M);
    }

    /// The project itself, while nothing is selected.
    pub(super) fn project(&mut self, ui: &mut Ui) {
        let meta = Arc::clone(self.project.meta());
        self.kind_row(ui, icons::FILE_TEXT, "Project", None);
        if let Some(title) = self.title_field(ui, &meta.title, "Name the project") {
            self.set_meta("title", true, |m| m.title = title);
        }
        ui.add_space(space::S);
        let summary = Spec::new("Summary", "Say what it is about");
        if let Some(summary) = self.paragraph(ui, summary, &meta.summary) {
            self.set_meta("summary", true, |m| m.summary = summary);
        }
        if let Some(created) = meta.created {
            shown(ui, "Begun", &long_time(created));
        }
        let path = self
            .work
            .path
            .as_ref()
            .map(|path| path.display().to_string());
        let file = path.unwrap_or_else(|| "not saved to a file yet".to_owned());
        shown(ui, "File", &file);
        self.muted(ui, &meta);
        parting(ui);
        ui.add_space(space::M);
        heading(ui, "Holds");
        ui.add_space(space::XS);
        for kind in Kind::in_project() {
            let count = self.project.count(kind);
            if count > 0 {
                shown(ui, &capital(kind.plural()), &count.to_string());
            }
        }
        parting(ui);
        ui.add_space(space::M);
        let hint = "Select an event, a source or anything else to see it here and to change it.";
        label(ui, Type::BODY, hint, Theme::of(ui).text2);
        ui.add_space(space::M);
        let guide = Button::secondary("Guide").small().key("F1");
        if guide.show(ui).clicked() {
            self.act(Action::Guide);
        }
    }

    /// Kinds of problem that are not told.
    fn muted(&mut self, ui: &mut Ui, meta: &Meta) {
        if meta.muted_problems.is_empty() {
            return;
        }
        row(ui, "Hides", |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(space::S, space::XS);
                for kind in &meta.muted_problems {
                    let name =
                        ProblemKind::from_key(kind).map_or(kind.as_str(), |kind| kind.name());
                    if self.lead_chip(ui, Chip::new(name, None)) == Some(true) {
                        self.set_meta("hidden kinds of problem", false, |m| {
                            m.muted_problems.retain(|other| other != kind);
                        });
                    }
                }
            });
        });
    }

    fn set_meta(&mut self, what: &'static str, typing: bool, change: impl FnOnce(&mut Meta)) {
        let mut after = Meta::clone(self.project.meta());
        change(&mut after);
        self.ctx.edit(Edit::SetMeta {
            after,
            what,
            typing,
        });
    }
}
