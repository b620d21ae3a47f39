//! What a field of an event is held to be: the decision with its reason and those before it, and the form
//! in its place by which it is made.

use eframe::egui::{Align, Key, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::accounts::{Decided, FieldRows, Held, meant};
use super::claims::WORDS_LEFT;
use super::fields::{remark, row};
use super::panel::Panel;
use super::rows::row_box;
use crate::edit::Edit;
use crate::model::{ClaimId, EventId, Value};
use crate::ui::claim_card::sign_look;
use crate::ui::icons;
use crate::ui::theme::{Theme, Type, height, radius, space};
use crate::ui::widgets::{
    Button, Field, FieldResponse, Link, Suggestion, completing, label, paint, tooltip,
};

/// The row that says that nothing is assessed.
const NOT_ASSESSED: f32 = 30.0;
/// Lines of a reason that show; the whole is in the tooltip.
const REASON_ROWS: usize = 3;
/// Lines of a reason while it is written.
const WRITTEN_ROWS: usize = 6;

/// A decision that is being made.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct AssessForm {
    event: EventId,
    field: String,
    value: String,
    reason: String,
    /// What both fields held when the form was opened.
    start: (String, String),
    /// The claim whose value was chosen.
    chosen: Option<ClaimId>,
    /// What is to get the focus.
    focus: Option<Part>,
    /// What the value was read as, and in which state of the project.
    read: Option<Read>,
}

/// A value that was read, kept as long as nothing changes that it depends on.
#[derive(Debug, Clone, PartialEq)]
struct Read {
    of: (u64, String, Option<ClaimId>),
    value: Value,
    claim: Option<ClaimId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Value,
    Reason,
}

/// What was done with the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Done {
    Keep,
    Leave,
}

impl AssessForm {
    fn of(event: EventId, field: &FieldRows) -> Self {
        let held = field.held.as_ref().map(|held| &held.now);
        let value = held.map_or_else(String::new, |held| held.value.clone());
        let reason = held.map_or_else(String::new, |held| held.reason.clone());
        Self {
            event,
            field: field.field.clone(),
            start: (value.clone(), reason.clone()),
            value,
            reason,
            chosen: None,
            focus: Some(Part::Value),
            read: None,
        }
    }
}

impl Panel<'_> {
    /// What the field is held to be, or the form in its place.
    pub(super) fn assessed(&mut self, ui: &mut Ui, event: EventId, field: &FieldRows) {
        let is_open = self
            .state
            .assess
            .as_ref()
            .is_some_and(|form| form.event == event && form.field == field.field);
        if is_open && self.locked.is_none() {
            self.assess_form(ui, field);
            return;
        }
        let response = match &field.held {
            Some(held) => self.held(ui, field, held),
            None => self.not_assessed(ui, field),
        };
        if self.state.assessed.as_ref() == Some(&field.field) {
            self.state.assessed = None;
            response.request_focus();
        }
        if response.clicked() && self.locked.is_none() {
            self.state.assess = Some(AssessForm::of(event, field));
        }
        if let Some(held) = &field.held {
            self.earlier(ui, field, held);
        }
    }

    /// "Not assessed" and the way to do it.
    fn not_assessed(&self, ui: &mut Ui, field: &FieldRows) -> Response {
        let theme = Theme::of(ui);
        let size = vec2(ui.available_width(), NOT_ASSESSED);
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        seal(ui, rect, icons::NOT_ASSESSED);
        let words = Type::BODY.line(ui, "Not assessed", theme.text2);
        let left = rect.left() + WORDS_LEFT;
        paint::text_at(ui.painter(), left, rect, Align::Min, &words);
        let name = format!("Assess {}", field.head);
        let wide = Type::BODY_MEDIUM.line(ui, "Assess", theme.text).size().x;
        let spot = Rect::from_min_max(
            pos2(rect.right() - wide.round(), rect.center().y - 9.0),
            pos2(rect.right(), rect.center().y + 10.0),
        );
        let builder = eframe::egui::UiBuilder::new().max_rect(spot);
        let mut child = ui.new_child(builder);
        let tip = "Say what you hold it to be, and why";
        Link::new("Assess")
            .name(&name)
            .tooltip(tip)
            .blocked(self.locked)
            .show(&mut child)
    }

    /// The decision, its day and its reason; a click makes it anew.
    fn held(&self, ui: &mut Ui, field: &FieldRows, held: &Held) -> Response {
        let theme = Theme::of(ui);
        let now = &held.now;
        let wide = ui.available_width() - WORDS_LEFT;
        let mut job = Type::SMALL.job(&now.reason, theme.text2, wide);
        job.wrap.max_rows = REASON_ROWS;
        let reason = ui.fonts_mut(|fonts| fonts.layout_job(job));
        let below = if now.reason.is_empty() {
            0.0
        } else {
            reason.size().y
        };
        let tall = (below + 26.0).max(NOT_ASSESSED);
        let name = format!("{} assessed: {}. {}", field.head, now.value, now.reason);
        let (rect, response) = row_box(ui, tall, &name);
        let top = (tall - below - 18.0) / 2.0;
        let line = Rect::from_min_size(
            rect.min + vec2(0.0, top),
            vec2(rect.width(), Type::BODY.line),
        );
        seal(ui, line, icons::ASSESSED);
        let when = Type::SMALL.line(ui, &now.when, theme.text3);
        let right = paint::text_at(ui.painter(), line.right(), line, Align::Max, &when).left();
        let left = rect.left() + WORDS_LEFT;
        let value = Type::BODY_STRONG.cut(ui, &now.value, theme.text, right - left - space::M);
        paint::text_at(ui.painter(), left, line, Align::Min, &value);
        let (cut, elided) = (value.elided, reason.elided);
        if below > 0.0 {
            ui.painter()
                .galley(pos2(left, line.bottom() - 1.0), reason, theme.text2);
        }
        let whole = if cut || elided {
            format!("{}\n{}", now.value, now.reason)
        } else {
            self.locked.unwrap_or("Assess anew").to_owned()
        };
        tooltip(response, &whole)
    }

    /// What was held before, folded in.
    fn earlier(&mut self, ui: &mut Ui, field: &FieldRows, held: &Held) {
        if held.earlier.is_empty() {
            return;
        }
        let id = self.field_id(&format!("earlier {}", field.field));
        let is_open = self.state.details.contains(&id);
        let words = format!("{} earlier", held.earlier.len());
        let name = format!("{}: {words}", field.head);
        if fold(ui, &words, &name, is_open).clicked() && !self.state.details.remove(&id) {
            self.state.details.insert(id);
        }
        if is_open {
            for before in &held.earlier {
                decided(ui, before);
            }
            ui.add_space(space::XS);
        }
    }

    fn assess_form(&mut self, ui: &mut Ui, field: &FieldRows) {
        let Some(mut form) = self.state.assess.take() else {
            return;
        };
        ui.add_space(space::S);
        let mut done = self.form_value(ui, field, &mut form);
        ui.add_space(space::S);
        done = self.form_reason(ui, field, &mut form).or(done);
        ui.add_space(space::M);
        done = self.form_buttons(ui, field, &form).or(done);
        ui.add_space(space::M);
        match done {
            Some(Done::Keep) if !form.value.trim().is_empty() => {
                let (value, claim) = meant(self.project, field, &form.value, form.chosen);
                self.ctx.edit(Edit::Assess {
                    event: form.event,
                    field: form.field.clone(),
                    value,
                    reason: form.reason.trim().to_owned(),
                    claim,
                });
                self.state.assessed = Some(form.field);
            }
            Some(Done::Leave) => self.state.assessed = Some(form.field),
            Some(Done::Keep) | None => self.state.assess = Some(form),
        }
    }

    fn form_value(
        &mut self,
        ui: &mut Ui,
        field: &FieldRows,
        form: &mut AssessForm,
    ) -> Option<Done> {
        let theme = Theme::of(ui);
        let offers = field.offers();
        let typed = form.value.trim().to_lowercase();
        let fits =
            |value: &str| form.value == form.start.0 || value.to_lowercase().contains(&typed);
        let offers: Vec<_> = offers.iter().filter(|o| fits(&o.value)).collect();
        let suggestions: Vec<Suggestion<'_>> = offers
            .iter()
            .map(|offer| {
                let look = sign_look(theme, offer.sign);
                Suggestion {
                    detail: &offer.who,
                    glyph: Some((look.sign, look.ink)),
                    ..Suggestion::new(&offer.value)
                }
            })
            .collect();
        let name = format!("{} is held to be", field.head);
        let id = self.field_id(&name);
        let start = form.start.0.clone();
        let mut text = form.value.clone();
        let shown = row(ui, "Held to be", |ui| {
            let boxed = Field::boxed(&mut text, &name)
                .id(id)
                .hint("Choose a claim's value or type one")
                .tall(height::FIELD_ROW)
                .instead_of(&start);
            completing(ui, boxed, &suggestions, true)
        });
        if text != form.value {
            form.chosen = None;
            form.value = text;
        }
        if let Some(offer) = shown.taken.and_then(|place| offers.get(place)) {
            form.chosen = Some(offer.claim);
            form.value.clone_from(&offer.value);
            form.focus = Some(Part::Reason);
        }
        self.give_focus(&shown.field, form, Part::Value);
        if shown.field.response.has_focus() || !form.value.trim().is_empty() {
            self.read_line(ui, field, form);
        }
        let done = ended(ui, &shown.field.response);
        if done == Some(Done::Keep) && form.reason.trim().is_empty() {
            form.focus = Some(Part::Reason);
            return None;
        }
        done
    }

    /// What the typed value is read as, where that says more than the words.
    fn read_line(&self, ui: &mut Ui, field: &FieldRows, form: &mut AssessForm) {
        if form.value.trim().is_empty() {
            return;
        }
        let of = (self.project.revision(), form.value.clone(), form.chosen);
        let known = form.read.take().filter(|read| read.of == of);
        let read = known.unwrap_or_else(|| {
            let (value, claim) = meant(self.project, field, &form.value, form.chosen);
            Read { of, value, claim }
        });
        row(ui, "", |ui| match &read.value {
            Value::When(when) => {
                let reading = when.reading();
                if reading.understood {
                    remark(ui, &format!("{}, {}", reading.sentence, reading.edtf));
                } else {
                    super::fields::complaint(ui, "Kept as written, no date read.");
                }
            }
            _ if read.claim.is_some() => remark(ui, "As a claim says"),
            Value::Number(number) => remark(ui, &format!("Read as {}", number.short())),
            Value::Text(_) => remark(ui, "Kept as words"),
            Value::Place(_) | Value::Actor(_) => {
                let words = crate::query::value_text(self.project, &read.value);
                remark(ui, &format!("Read as {words}"));
            }
        });
        form.read = Some(read);
    }

    fn form_reason(
        &mut self,
        ui: &mut Ui,
        field: &FieldRows,
        form: &mut AssessForm,
    ) -> Option<Done> {
        let name = format!("Reason for {}", field.head);
        let id = self.field_id(&name);
        let start = form.start.1.clone();
        let shown = row(ui, "Reason", |ui| {
            Field::boxed(&mut form.reason, &name)
                .id(id)
                .hint("Say why")
                .lines(WRITTEN_ROWS)
                .tall(height::FIELD_ROW)
                .instead_of(&start)
                .show(ui)
        });
        self.give_focus(&shown, form, Part::Reason);
        ended(ui, &shown.response)
    }

    fn give_focus(&self, field: &FieldResponse, form: &mut AssessForm, part: Part) {
        if form.focus == Some(part) {
            form.focus = None;
            field.response.request_focus();
            field.response.scroll_to_me(None);
        }
    }

    fn form_buttons(&self, ui: &mut Ui, field: &FieldRows, form: &AssessForm) -> Option<Done> {
        let empty = form.value.trim().is_empty();
        let why_not = empty.then_some("Say first what it is held to be.");
        let mut done = None;
        row(ui, "", |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = space::M;
                let save = Button::primary("Save assessment").small().blocked(why_not);
                if save.show(ui).clicked() {
                    done = Some(Done::Keep);
                }
                if Button::quiet("Cancel").small().show(ui).clicked() {
                    done = Some(Done::Leave);
                }
                if let Some(held) = &field.held {
                    let open = Button::quiet("Open").small();
                    let name = format!("Open the assessment of {}", field.head);
                    let open = open.name(&name).tooltip("Show the assessment by itself");
                    if open.show(ui).clicked() {
                        self.select(held.id.into());
                    }
                }
            });
        });
        done
    }
}

/// Whether the field was ended with Enter or Escape.
fn ended(ui: &Ui, response: &Response) -> Option<Done> {
    if !response.lost_focus() {
        return None;
    }
    let pressed = |key| ui.input(|input| input.key_pressed(key));
    if pressed(Key::Escape) {
        Some(Done::Leave)
    } else {
        pressed(Key::Enter).then_some(Done::Keep)
    }
}

fn seal(ui: &Ui, line: Rect, icon: icons::Icon) {
    let middle = pos2(line.left() + icons::SMALL / 2.0, line.center().y);
    let ink = Theme::of(ui).text2;
    icon.paint(ui, ui.painter(), middle, icons::NORMAL, ink);
}

/// A line that folds something out below: caret and words. `name` is its accessible name.
pub(super) fn fold(ui: &mut Ui, words: &str, name: &str, is_open: bool) -> Response {
    let theme = Theme::of(ui);
    let galley = Type::SMALL.line(ui, words, theme.text3);
    let left = WORDS_LEFT - space::XS;
    let size = vec2(ui.available_width(), 20.0);
    let (whole, _) = ui.allocate_exact_size(size, Sense::hover());
    let wide = 2.0 * space::XS + icons::CARET + space::XS + galley.size().x;
    let spot = Rect::from_min_size(whole.min + vec2(left, 0.0), vec2(wide, 20.0));
    let id = ui.scope_id().with(("fold", name));
    let response = ui.interact(spot, id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    ui.ctx()
        .accesskit_node_builder(id, |node| node.set_expanded(is_open));
    let fill = paint::quiet_fill(ui, &response);
    paint::boxed(ui.painter(), spot, radius::CONTROL, fill, None);
    if response.has_focus() {
        paint::focus_inside(ui.painter(), theme, spot, radius::CONTROL);
    }
    let icon = if is_open {
        icons::CARET_DOWN
    } else {
        icons::CARET_RIGHT
    };
    let middle = pos2(
        spot.left() + space::XS + icons::CARET / 2.0,
        spot.center().y,
    );
    icon.paint(ui, ui.painter(), middle, icons::CARET, theme.text3);
    let at = spot.left() + 2.0 * space::XS + icons::CARET;
    paint::text_at(ui.painter(), at, spot, Align::Min, &galley);
    response
}

/// A decision that was replaced: value and day, reason below.
pub(super) fn decided(ui: &mut Ui, before: &Decided) {
    let theme = Theme::of(ui);
    let left = ui.available_rect_before_wrap().left() + WORDS_LEFT;
    let size = vec2(ui.available_width(), 20.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let name = format!("Before: {}. {}", before.value, before.reason);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
    let when = Type::SMALL.line(ui, &before.when, theme.text3);
    let right = paint::text_at(ui.painter(), rect.right(), rect, Align::Max, &when).left();
    let value = Type::SMALL_MEDIUM.cut(ui, &before.value, theme.text2, right - left - space::M);
    paint::text_at(ui.painter(), left, rect, Align::Min, &value);
    tooltip(response, if value.elided { &before.value } else { "" });
    if !before.reason.is_empty() {
        let inside = Rect::from_min_max(pos2(left, rect.bottom()), ui.max_rect().max);
        let mut child = ui.new_child(eframe::egui::UiBuilder::new().max_rect(inside));
        label(&mut child, Type::SMALL, &before.reason, theme.text3);
        let used = child.min_rect();
        ui.allocate_rect(
            Rect::from_min_max(pos2(rect.left(), used.top()), used.max),
            Sense::hover(),
        );
    }
}
