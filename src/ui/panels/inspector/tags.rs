//! The tags of a record as chips, and the field that adds one.

use eframe::egui::{Align, Key, Modifiers, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::complete::{Ask, Found};
use super::data::TagOn;
use super::panel::{Panel, Wish, tag_ink};
use crate::app::{Command, Selection};
use crate::edit::{Edit, normal_path};
use crate::query::field_term;
use crate::ui::icons;
use crate::ui::theme::{Theme, Type, height, radius, space};
use crate::ui::widgets::{Chip, Field, FieldEvent, Suggestion, completing, paint, tooltip};

impl Panel<'_> {
    /// Chips of the tags on `records` and the way to add one.
    pub(super) fn tags(&mut self, ui: &mut Ui, records: &Selection, tags: &[TagOn]) {
        if self.take_wish(Wish::Tags) && self.locked.is_none() {
            self.open_tag_field();
        }
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::S, space::XS);
            for tag in tags {
                self.tag_chip(ui, records, tag);
            }
            if self.state.tag_field.is_none() && self.plus_tag(ui) {
                self.open_tag_field();
            }
        });
        if self.state.tag_field.is_some() {
            ui.add_space(space::XS);
            self.tag_field(ui, records, tags, true);
        }
    }

    /// The words that open the field, as high as a chip.
    fn plus_tag(&self, ui: &mut Ui) -> bool {
        let theme = Theme::of(ui);
        let usable = self.locked.is_none() && ui.is_enabled();
        let ink = if usable { theme.text2 } else { theme.text3 };
        let words = Type::SMALL.line(ui, "Tag", ink);
        let wide = 2.0 * space::XS + icons::SMALL + space::XS + words.size().x.round();
        let sense = if usable {
            Sense::click()
        } else {
            Sense::hover()
        };
        let (rect, response) = ui.allocate_exact_size(vec2(wide, height::CHIP), sense);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, usable, "Add a tag"));
        let fill = paint::quiet_fill(ui, &response);
        paint::boxed(ui.painter(), rect, radius::MODAL, fill, None);
        let middle = pos2(
            rect.left() + space::XS + icons::SMALL / 2.0,
            rect.center().y,
        );
        icons::PLUS.paint(ui, ui.painter(), middle, icons::SMALL, ink);
        let left = rect.left() + 2.0 * space::XS + icons::SMALL;
        paint::text_at(ui.painter(), left, rect, Align::Min, &words);
        if response.has_focus() {
            paint::focus_ring(ui.painter(), theme, rect, radius::MODAL);
        }
        tooltip(response, self.locked.unwrap_or("Ctrl+T")).clicked()
    }

    /// Opens the field that adds a tag and puts the cursor there.
    pub(super) fn open_tag_field(&mut self) {
        self.state.tag_field = Some(String::new());
        self.state.tag_focus = true;
    }

    /// A chip that shows a cross at its end while it is hovered.
    fn tag_chip(&mut self, ui: &mut Ui, records: &Selection, tag: &TagOn) {
        let tip = format!("Search for {}", field_term("tag", &tag.path));
        let ink = tag_ink(ui, tag.colour);
        let shown = Chip::new(&tag.name, Some(ink)).tooltip(&tip).show(ui);
        let chip = shown.response;
        let mut remove = false;
        if self.locked.is_none() {
            let rect = chip.rect;
            let spot = Rect::from_min_max(pos2(rect.right() - height::CHIP, rect.top()), rect.max);
            let cross = ui.interact(spot, chip.id.with("cross"), Sense::CLICK);
            let name = format!("Remove {}", tag.name);
            cross.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
            if chip.hovered() || cross.hovered() || chip.has_focus() {
                let theme = Theme::of(ui);
                let fill = if chip.has_focus() && !chip.hovered() {
                    theme.hover
                } else {
                    theme.press
                };
                paint::boxed(ui.painter(), spot, radius::MODAL, fill, None);
                let middle = spot.center();
                icons::CLOSE.paint(ui, ui.painter(), middle, icons::CROSS, theme.text);
            }
            let pressed = |ui: &Ui, key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
            remove = tooltip(cross, &name).clicked()
                || chip.has_focus() && (pressed(ui, Key::Delete) || pressed(ui, Key::Backspace));
        }
        if remove {
            self.ctx.edit(Edit::RemoveTag {
                records: records.to_shared(),
                tag: tag.id,
            });
        } else if chip.clicked() {
            self.ctx.send(Command::Search(field_term("tag", &tag.path)));
        }
    }

    /// The field that adds a tag. It stays open for more until Escape; with `closes` it goes away then.
    pub(super) fn tag_field(
        &mut self,
        ui: &mut Ui,
        records: &Selection,
        on: &[TagOn],
        closes: bool,
    ) {
        let id = self.field_id("add a tag");
        let mut text = self.state.tag_field.clone().unwrap_or_default();
        let focused = ui.memory(|memory| memory.has_focus(id));
        // With nothing typed there is no list to close first: one Escape leaves the field.
        if focused && text.is_empty() && ui.input(|input| input.key_pressed(Key::Escape)) {
            ui.memory_mut(|memory| memory.surrender_focus(id));
            self.state.finder.forget(id);
            self.state.tag_field = (!closes).then(String::new);
            return;
        }
        let mut found = Vec::new();
        if focused {
            let wake = self.ctx.app.wake();
            let finder = &mut self.state.finder;
            found = finder
                .find(self.project, wake, id, Ask::Tags, &text)
                .to_vec();
            found.retain(|one| !on.iter().any(|tag| tag.path == one.text));
        }
        let made = created(&text, on, &found);
        let create = made.as_ref().map(|path| format!("Create tag {path}"));
        let mut suggestions: Vec<Suggestion<'_>> = found
            .iter()
            .map(|one| Suggestion {
                detail: &one.detail,
                sign: one.sign.map(|colour| tag_ink(ui, colour)),
                ..Suggestion::new(&one.text)
            })
            .collect();
        if let Some(create) = &create {
            suggestions.push(Suggestion {
                icon: Some(icons::PLUS),
                ..Suggestion::new(create)
            });
        }
        let free = text.trim().is_empty();
        let field = Field::boxed(&mut text, "Add a tag")
            .id(id)
            .hint("Add a tag")
            .blocked(self.locked);
        let shown = completing(ui, field, &suggestions, free);
        if std::mem::take(&mut self.state.tag_focus) {
            shown.field.response.request_focus();
        }
        let taken = shown.taken.map(|place| match found.get(place) {
            Some(one) => one.text.clone(),
            None => made.clone().unwrap_or_default(),
        });
        let entered = shown.field.event == FieldEvent::Kept
            && ui.input(|input| input.key_pressed(Key::Enter));
        let path = taken.or_else(|| entered.then(|| text.clone()));
        if let Some(path) = path.filter(|path| normal_path(path).is_ok()) {
            self.ctx.edit(Edit::AddTag {
                records: records.to_shared(),
                path,
            });
            self.state.tag_field = Some(String::new());
            shown.field.response.request_focus();
            return;
        }
        let has_left = shown.field.response.lost_focus();
        self.state.tag_field = if closes && has_left {
            None
        } else if has_left {
            Some(String::new())
        } else {
            Some(text)
        };
    }
}

/// The path of the tag that would be made of `text`; `None` if there is one already or it is no path.
fn created(text: &str, on: &[TagOn], found: &[Found]) -> Option<String> {
    let path = normal_path(text).ok()?;
    let exists = found.iter().any(|one| one.text == path) || on.iter().any(|tag| tag.path == path);
    (!exists).then_some(path)
}
