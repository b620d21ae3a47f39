//! Parts that events, claims and assessments have in common: places, actors, figures, values of any type.

use eframe::egui::Ui;

use super::complete::Ask;
use super::fields::{RowDo, Spec, remark, row, with_buttons};
use super::panel::{Panel, tag_ink};
use super::pick::Picked;
use crate::model::{Actor, Kind, Number, Place, Quantity, TagId, Value, When, uncapital};
use crate::ui::theme::{Type, space};
use crate::ui::widgets::{Chip, Choice as Item};

/// The types of values, as named in the list.
const TYPES: [&str; 5] = ["Date", "Place", "Figure", "Actor", "Words"];

/// The place of a value's type in [`TYPES`].
pub(super) fn type_of(value: &Value) -> usize {
    match value {
        Value::When(_) => 0,
        Value::Place(_) => 1,
        Value::Number(_) => 2,
        Value::Actor(_) => 3,
        Value::Text(_) => 4,
    }
}

/// The value as one of another type, its words kept as far as they can be.
pub(super) fn converted(value: &Value, to: usize) -> Value {
    if type_of(value) == to {
        return value.clone();
    }
    let words = match value {
        Value::When(when) => super::date::words_of(when),
        other => other.short(),
    };
    let words = if words == Quantity::default().short() {
        String::new()
    } else {
        words
    };
    let tag = match value {
        Value::Place(place) => place.tag,
        Value::Actor(actor) => actor.tag,
        _ => None,
    };
    match to {
        0 => Value::When(When::read(&words)),
        1 => Value::Place(Place {
            name: words.into(),
            tag,
            ..Place::default()
        }),
        2 => Value::Number(quantity_of(&words)),
        3 => Value::Actor(Actor {
            name: words.into(),
            tag,
            ..Actor::default()
        }),
        _ => Value::Text(words),
    }
}

/// "2 children" as 2 of the scope "children"; words without a figure become the scope.
fn quantity_of(words: &str) -> Quantity {
    let (figure, scope) = words.split_once(' ').unwrap_or((words, ""));
    match super::fields::read_number(figure) {
        Ok(Some(best)) => Quantity {
            best: Some(best),
            scope: scope.into(),
            ..Quantity::default()
        },
        _ => Quantity {
            scope: words.into(),
            ..Quantity::default()
        },
    }
}

/// Why a figure cannot be that coordinate.
fn out_of(most: f64, what: &'static str) -> impl Fn(f64) -> Option<String> {
    move |degrees| {
        (degrees.abs() > most)
            .then(|| format!("A {what} lies between \u{2212}{most} and {most} degrees."))
    }
}

fn no_radius(metres: f64) -> Option<String> {
    (metres < 0.0).then(|| "A radius is 0 metres or more.".to_owned())
}

/// Point and radius in a line, where they are set.
pub(super) fn point_line(place: &Place) -> Option<String> {
    let point = match (place.latitude, place.longitude) {
        (Some(latitude), Some(longitude)) => format!("{latitude}, {longitude}"),
        (Some(latitude), None) => format!("{latitude}, no longitude"),
        (None, Some(longitude)) => format!("no latitude, {longitude}"),
        (None, None) => String::new(),
    };
    let around = place
        .radius_m
        .map(|radius| format!("within {}", distance(radius)));
    let parts = [Some(point).filter(|p| !p.is_empty()), around];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// "500 m", "10 km".
fn distance(metres: Number) -> String {
    let km = Number::new(metres.get() / 1000.0).filter(|_| metres.get() >= 1000.0);
    match km {
        Some(km) => format!("{km} km"),
        None => format!("{metres} m"),
    }
}

impl Panel<'_> {
    /// A row with a place; point, radius and tag in its details.
    pub(super) fn place(&mut self, ui: &mut Ui, label: &str, place: &Place) -> Option<Place> {
        let spec = Spec::new(label, "Add a place");
        let id = self.field_id(spec.key);
        let details = id.with("details");
        let mut after = place.clone();
        row(ui, label, |ui| {
            let (name, button) = with_buttons(ui, id, label, &[RowDo::Details], None, |ui| {
                self.text_here(ui, spec, &place.name)
            });
            if let Some(name) = name {
                after.name = name.into();
            }
            if button.is_some() && !self.state.details.remove(&details) {
                self.state.details.insert(details);
            }
            if !self.state.details.contains(&details) {
                if let Some(line) = point_line(place) {
                    remark(ui, &line);
                }
                if let Some(tag) = place.tag {
                    if self.stands_for(ui, tag) {
                        after.tag = None;
                    }
                    ui.add_space(space::XS);
                }
            }
        });
        if self.state.details.contains(&details) {
            self.place_details(ui, label, place, &mut after);
        }
        (after != *place).then_some(after)
    }

    fn place_details(&mut self, ui: &mut Ui, of: &str, place: &Place, after: &mut Place) {
        let names =
            ["Latitude", "Longitude", "Radius in metres", "Tag"].map(|n| format!("{n} of {of}"));
        let spec = |label, hint, place: usize| Spec::new(label, hint).named(&names[place]);
        let latitude = spec("Latitude", "Add degrees north", 0);
        if let Some(figure) = self.number(ui, latitude, place.latitude, out_of(90.0, "latitude")) {
            after.latitude = figure;
        }
        let longitude = spec("Longitude", "Add degrees east", 1);
        if let Some(figure) =
            self.number(ui, longitude, place.longitude, out_of(180.0, "longitude"))
        {
            after.longitude = figure;
        }
        let radius = spec("Radius, m", "Add metres around it", 2);
        if let Some(figure) = self.number(ui, radius, place.radius_m, no_radius) {
            after.radius_m = figure;
        }
        let tag = place.tag.map(Into::into);
        match self.record(
            ui,
            spec("Tag", "Add a tag for the place", 3),
            &[Kind::Tag],
            tag,
        ) {
            Some(Picked::Record(crate::model::RecordId::Tag(tag))) => after.tag = Some(tag),
            Some(Picked::Nothing) => after.tag = None,
            Some(Picked::Record(_)) | None => {}
        }
    }

    /// The chip of a tag that stands for somebody or something; true when it is to go.
    fn stands_for(&mut self, ui: &mut Ui, tag: TagId) -> bool {
        let Some(tag) = self.project.tags().get(tag) else {
            return false;
        };
        let chip = Chip::new(tag.name(), Some(tag_ink(ui, tag.colour))).tooltip(&tag.path);
        let chip = if self.locked.is_none() {
            chip.removable()
        } else {
            chip
        };
        let shown = chip.show(ui);
        if shown.response.clicked() && !shown.removed {
            self.select(tag.id.into());
        }
        shown.removed
    }

    /// An actor: a name, the tag that stands for it, and a role. `name` is what the fields are called.
    pub(super) fn actor_here(&mut self, ui: &mut Ui, name: &str, actor: &Actor) -> Option<Actor> {
        let mut after = actor.clone();
        let spec = Spec::new("", "Add a name or a tag").named(name);
        self.name_or_tag(ui, spec, &mut after);
        if *actor != Actor::default() {
            let role = format!("Role of {}", uncapital(name));
            let spec = Spec::new("", "Add a role").named(&role).kind(Type::SMALL);
            ui.add_space(-space::XXS);
            if let Some(role) = self.words_here(ui, spec, Ask::Roles, &actor.role) {
                after.role = role.into();
            }
        }
        if let Some(tag) = actor.tag {
            if self.stands_for(ui, tag) {
                after.tag = None;
            }
            ui.add_space(space::XS);
        }
        (after != *actor).then_some(after)
    }

    /// A field for a name; a tag that is taken from its suggestions stands for the name, and the field
    /// gets back what it held before.
    fn name_or_tag(&mut self, ui: &mut Ui, spec: Spec<'_>, actor: &mut Actor) {
        let id = self.field_id(spec.key);
        let value = actor.name.to_string();
        let draft = self.state.draft.as_ref().filter(|draft| draft.id == id);
        let start = draft.map_or_else(|| value.clone(), |draft| draft.start.clone());
        let mut text = value.clone();
        let field = crate::ui::widgets::Field::resting(&mut text, spec.name)
            .hint(spec.hint)
            .lines(3)
            .tall(crate::ui::theme::height::FIELD_ROW)
            .of_project()
            .blocked(self.locked);
        let asked = (value != start).then_some(value.as_str());
        let done = super::fields::outset(ui, |ui| {
            self.complete(ui, field, id, Ask::Tags, asked, true)
        });
        self.keep_draft(id, done.focused, &text, &value);
        match done.taken.and_then(|taken| taken.record) {
            Some(crate::model::RecordId::Tag(tag)) => {
                actor.tag = Some(tag);
                actor.name = start.into();
            }
            _ => actor.name = text.into(),
        }
    }

    /// Rows for a figure: low, best, high, what was counted, unit.
    fn quantity(&mut self, ui: &mut Ui, quantity: &Quantity) -> Option<Quantity> {
        let mut after = quantity.clone();
        let any = |_: f64| None;
        let figure = |ui: &mut Ui, label, hint, value: &mut Option<Number>, panel: &mut Self| {
            if let Some(changed) = panel.number(ui, Spec::new(label, hint), *value, any) {
                *value = changed;
            }
        };
        figure(ui, "At least", "Add a lower bound", &mut after.low, self);
        figure(ui, "Best", "Add the figure", &mut after.best, self);
        figure(ui, "At most", "Add an upper bound", &mut after.high, self);
        let scope = Spec::new("Counted", "Add what was counted");
        if let Some(scope) = self.words(ui, scope, Ask::Scopes, &quantity.scope) {
            after.scope = scope.into();
        }
        if let Some(unit) = self.text(ui, Spec::new("Unit", "Add a unit"), &quantity.unit) {
            after.unit = unit.into();
        }
        (after != *quantity).then_some(after)
    }

    /// Rows for a value of any type, its type first. Gives the value and whether it was typed.
    pub(super) fn value(&mut self, ui: &mut Ui, value: &Value) -> Option<(Value, bool)> {
        let items = TYPES.map(|label| Item { label, detail: "" });
        let chosen = Some(type_of(value));
        if let Some(to) = self.pick_one(ui, "Type", chosen, &items, "") {
            return Some((converted(value, to), false)).filter(|(to, _)| to != value);
        }
        let after = match value {
            Value::When(when) => {
                let spec = Spec::new("Value", "Add a date");
                self.date(ui, spec, when).map(Value::When)
            }
            Value::Place(place) => self.place(ui, "Value", place).map(Value::Place),
            Value::Number(quantity) => self.quantity(ui, quantity).map(Value::Number),
            Value::Actor(actor) => {
                row(ui, "Value", |ui| self.actor_here(ui, "Value", actor)).map(Value::Actor)
            }
            Value::Text(text) => {
                let spec = Spec::new("Value", "Add what is said");
                self.paragraph(ui, spec, text).map(Value::Text)
            }
        };
        after.map(|after| (after, true))
    }
}
