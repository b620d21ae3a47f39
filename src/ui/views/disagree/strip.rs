//! The strip below the rows: the claim in the chosen cell, its words in the source, why it stands as it does,
//! and what can be done with it; or the form that assesses the field.

use eframe::egui::{Align, Id, Key, Layout, Rect, Stroke, Ui, UiBuilder, pos2, vec2};

use super::data::{Held, Shown};
use super::form::{self, Form, Part};
use super::lines::{MEASURE, WHY_LINES, anchor, cut, head, paragraph, quote_ui, show_job};
use super::{DisagreeView, cell};
use crate::app::{Command, Pane, Workspace};
use crate::edit::Edit;
use crate::evidence::matrix::{Mark, Quoted, Said, quoted};
use crate::model::{Choice as _, ClaimId, capital};
use crate::ui::claim_card::mark_ink;
use crate::ui::ctx::Ctx;
use crate::ui::icons;
use crate::ui::theme::{Theme, Type, height, space, stroke};
use crate::ui::widgets::{Button, Field, FieldEvent, Grade, Suggestion, completing, label, paint};

/// Above and below what stands in the strip.
const PAD: f32 = 14.0;
/// Lines of a text that fit into it; the whole is in the tooltip.
const MOST_LINES: usize = 5;

/// The three parts of the strip.
struct Parts {
    claim: Rect,
    quote: Rect,
    why: Rect,
}

impl Parts {
    fn of(ui: &Ui, rect: Rect) -> Self {
        let theme = Theme::of(ui);
        let wide = rect.width();
        let first = (wide * 0.258).clamp(190.0, 290.0).round();
        let last = (wide * 0.294).clamp(280.0, 313.0).round();
        let (left, right) = (rect.left() + first, rect.right() - last);
        let inset = vec2(0.0, PAD);
        let line = Stroke::new(stroke::LINE, theme.line);
        let along = rect.shrink2(inset).y_range();
        ui.painter().vline(left + 0.5, along, line);
        ui.painter().vline(right + 0.5, along, line);
        let part = |from: f32, to: f32| {
            Rect::from_min_max(pos2(from, rect.top() + PAD), pos2(to, rect.bottom()))
        };
        Self {
            claim: part(rect.left() + space::XL, left - space::L),
            quote: part(left + space::XXL, right - space::XXL),
            why: part(right + space::XXL, rect.right() - space::XL),
        }
    }
}

/// Shows `add` in a part of the strip.
fn part<R>(ui: &mut Ui, rect: Rect, name: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    let builder = UiBuilder::new().max_rect(rect).id_salt(name);
    let layout = Layout::top_down(Align::Min);
    ui.scope_builder(builder.layout(layout), |ui| {
        ui.spacing_mut().item_spacing = vec2(space::M, 0.0);
        ui.set_clip_rect(ui.clip_rect().intersect(rect.expand(space::S)));
        add(ui)
    })
    .inner
}

impl DisagreeView {
    pub(super) fn strip(
        &mut self,
        ui: &mut Ui,
        ctx: &Ctx<'_>,
        work: &Workspace,
        shown: &Shown,
        rect: Rect,
    ) {
        let theme = Theme::of(ui);
        let painter = ui.painter();
        painter.rect_filled(rect, eframe::egui::CornerRadius::ZERO, theme.raised);
        paint::hairline(painter, theme, rect.left(), rect.right(), rect.top());
        let parts = Parts::of(ui, rect);
        if self.form.is_some() {
            return self.assessing(ui, ctx, work, shown, &parts);
        }
        if let Some(said) = self.said(shown) {
            let said = said.clone();
            return self.claim(ui, ctx, work, shown, &said, &parts);
        }
        if self.is_on_held(shown) && shown.field(self.cursor.row).is_some() {
            return self.held(ui, ctx, shown, &parts);
        }
        self.other(ui, ctx, shown, &parts);
    }

    fn claim(
        &mut self,
        ui: &mut Ui,
        ctx: &Ctx<'_>,
        work: &Workspace,
        shown: &Shown,
        said: &Said,
        parts: &Parts,
    ) {
        let theme = Theme::of(ui);
        part(ui, parts.claim, "claim", |ui| {
            self.claim_head(ui, ctx, shown);
            ui.add_space(space::XS);
            cut(ui, Type::SUBTITLE, &said.words, theme.text);
            let column = shown.column(self.cursor.column);
            let source = column.map_or("", |column| &column.name);
            let by = if said.who.is_empty() {
                source.to_owned()
            } else {
                format!("{source}, attributed to “{}”", said.who)
            };
            cut(ui, Type::SMALL, &by, theme.text2);
            ui.add_space(space::M);
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = space::S;
                if let Some(column) = column {
                    let letter = format!("Reliability {}", column.reliability.name());
                    Grade::new(&letter, column.reliability.meaning()).show(ui);
                }
                let figure = format!("Credibility {}", said.credibility.name());
                Grade::new(&figure, said.credibility.meaning()).show(ui);
                anchor(ui, work, said.claim);
            });
        });
        let quote = self.quote_of(work, said.claim);
        part(ui, parts.quote, "quote", |ui| {
            quote_ui(ui, quote.as_ref(), said.mark);
        });
        part(ui, parts.why, "why", |ui| {
            let ink = mark_ink(theme, said.mark);
            let against = if said.against.is_empty() {
                capital(said.mark.words())
            } else {
                match said.mark {
                    Mark::Conflict | Mark::Compatible => {
                        format!("{} with {}", capital(said.mark.words()), said.against)
                    }
                    Mark::Same => format!("Same as {}", said.against),
                    mark => capital(mark.words()),
                }
            };
            let head = format!("{} {against}", said.mark.glyph());
            cut(ui, Type::BODY_STRONG, &head, ink);
            let why = match (said.because.as_str(), said.mark) {
                ("", mark) => format!("{}.", cell::meaning(mark)),
                (because, _) => because.to_owned(),
            };
            paragraph(ui, &why, WHY_LINES);
            let room = ui.max_rect();
            let foot = room.bottom() - PAD - height::BUTTON_SMALL;
            ui.add_space((foot - ui.cursor().top()).clamp(space::XS, space::M));
            ui.horizontal(|ui| self.claim_buttons(ui, ctx, shown, said));
        });
    }

    /// "Claim 1 of 3 on Killed", with the way to the others.
    fn claim_head(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, shown: &Shown) {
        let count = shown
            .cell(self.cursor.row, self.cursor.column)
            .map_or(0, |cell| cell.said.len());
        let on = shown.label(self.cursor.row).0;
        let words = if count > 1 {
            format!(
                "Claim {} of {count} on {on}",
                self.cursor.claim.min(count - 1) + 1
            )
        } else {
            format!("Claim on {on}")
        };
        let top = ui.cursor().top();
        let room = ui.max_rect();
        head(ui, icons::CLAIM, &words, if count > 1 { 56.0 } else { 0.0 });
        if count > 1 {
            let wide = 2.0 * height::BUTTON_SMALL + space::XXS;
            let corner = pos2(room.right() - wide, top + 8.0 - height::BUTTON_SMALL / 2.0);
            let box_ = Rect::from_min_size(corner, vec2(wide, height::BUTTON_SMALL));
            let layout = Layout::left_to_right(Align::Center);
            let builder = UiBuilder::new()
                .max_rect(box_)
                .layout(layout)
                .id_salt("others");
            let mut others = ui.new_child(builder);
            others.spacing_mut().item_spacing.x = space::XXS;
            let before = Button::icon_only(icons::CARET_LEFT, "Claim before").small();
            if before.show(&mut others).clicked() {
                self.next_claim(ctx, shown, count - 1);
            }
            let after = Button::icon_only(icons::CARET_RIGHT, "Next claim").small();
            if after.show(&mut others).clicked() {
                self.next_claim(ctx, shown, 1);
            }
        }
    }

    fn claim_buttons(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, shown: &Shown, said: &Said) {
        let open = Button::secondary("Open passage")
            .icon(icons::SOURCE_OPEN)
            .small();
        let quote = self.quote.as_ref().and_then(|(_, _, quote)| quote.as_ref());
        let reason = quote.is_none().then_some("The claim stands on no passage.");
        let open = open.tooltip("Read it in the source").blocked(reason);
        if open.show(ui).clicked() {
            ctx.send(Command::ReadClaim(said.claim));
        }
        let held = shown
            .field(self.cursor.row)
            .and_then(|f| f.assessed.as_ref());
        let is_held = held.is_some_and(|held| held.claim == Some(said.claim));
        let reason = ctx
            .locked()
            .or(is_held.then_some("The field is assessed by this claim already."));
        let take = Button::secondary("Take as assessed").small();
        let take = take.tooltip("Hold this to be so").blocked(reason);
        if take.show(ui).clicked() {
            self.take(ctx, shown);
        }
    }

    /// What is held of a field.
    fn held(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, shown: &Shown, parts: &Parts) {
        let theme = Theme::of(ui);
        let on = shown.label(self.cursor.row).0;
        let held = shown.held(self.cursor.row);
        part(ui, parts.claim, "held", |ui| match held {
            Held::Assessed(held) => {
                head(ui, icons::ASSESSED, &format!("Assessment of {on}"), 0.0);
                ui.add_space(space::XS);
                cut(ui, Type::SUBTITLE, &held.words, theme.text);
                if !held.decided.is_empty() {
                    let decided = format!("Decided on {}", held.decided);
                    cut(ui, Type::SMALL, &decided, theme.text2);
                }
            }
            _ => {
                head(ui, icons::NOT_ASSESSED, on, 0.0);
                ui.add_space(space::XS);
                cut(ui, Type::SUBTITLE, "Not assessed", theme.text);
            }
        });
        part(ui, parts.quote, "reason", |ui| {
            let words = match held {
                Held::Assessed(held) if held.reason.is_empty() => "No reason is given.",
                Held::Assessed(held) => &held.reason,
                _ => "Take the value of a claim, or say what you hold it to be and why.",
            };
            let wide = ui.available_width().min(MEASURE);
            let mut job = Type::BODY.job(words, theme.text, wide);
            job.wrap.max_rows = MOST_LINES;
            show_job(ui, job, words);
        });
        part(ui, parts.why, "assess", |ui| {
            let (verb, claim) = match held {
                Held::Assessed(held) => ("Change assessment", held.claim),
                _ => ("Assess", None),
            };
            ui.horizontal(|ui| {
                let name = format!("{verb} here");
                let assess = Button::secondary(verb)
                    .small()
                    .name(&name)
                    .blocked(ctx.locked());
                if assess.show(ui).clicked() {
                    self.open_form(shown);
                }
                let open = Button::secondary("Open passage")
                    .icon(icons::SOURCE_OPEN)
                    .small();
                if let Some(claim) = claim
                    && open.show(ui).clicked()
                {
                    ctx.send(Command::ReadClaim(claim));
                }
            });
        });
    }

    /// A silent cell, or an event by a source.
    fn other(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, shown: &Shown, parts: &Parts) {
        let theme = Theme::of(ui);
        let (row, column) = (self.cursor.row, self.cursor.column);
        let (name, when) = shown.label(row);
        let source = shown.column(column).map(|source| source.name.as_str());
        let cell = shown.words(row, column);
        let event = shown.event(row).map(|event| event.event);
        let icon = if event.is_some() {
            icons::EVENT
        } else {
            icons::CLAIM
        };
        part(ui, parts.claim, "row", |ui| {
            let above = match (when, event) {
                ("", Some(_)) => "Event",
                ("", None) => name,
                (when, _) => when,
            };
            head(ui, icon, above, 0.0);
            ui.add_space(space::XS);
            cut(
                ui,
                Type::SUBTITLE,
                if event.is_some() { name } else { "silent" },
                theme.text,
            );
        });
        part(ui, parts.quote, "said", |ui| {
            let said = match (source, cell.mark) {
                (None, _) => String::new(),
                (Some(source), Mark::Silent) => format!("{source} says nothing of it."),
                (Some(source), mark) => {
                    let second = match cell.second.as_str() {
                        "" => mark.words(),
                        second => second,
                    };
                    format!("{source}: {}, {second}.", cell.words)
                }
            };
            let mut job = Type::BODY.job(&said, theme.text, ui.available_width().min(MEASURE));
            job.wrap.max_rows = MOST_LINES;
            show_job(ui, job, &said);
        });
        part(ui, parts.why, "open", |ui| {
            let Some(event) = event else {
                return;
            };
            let open = Button::secondary("Show event")
                .icon(icons::DISAGREEMENTS)
                .small();
            if open
                .tooltip("Show its fields by sources")
                .show(ui)
                .clicked()
            {
                ctx.send(Command::Show(Pane::Disagreements(Some(event))));
            }
        });
    }

    /// The form.
    fn assessing(
        &mut self,
        ui: &mut Ui,
        ctx: &Ctx<'_>,
        work: &Workspace,
        shown: &Shown,
        parts: &Parts,
    ) {
        let Some(mut form) = self.form.take() else {
            return;
        };
        let row = (0..shown.rows.len())
            .filter_map(|row| shown.field(row))
            .find(|row| row.field == form.field);
        let (Some(row), Some(event)) = (row, self.event) else {
            return;
        };
        part(ui, parts.claim, "assessing", |ui| {
            head(
                ui,
                icons::ASSESSED,
                &format!("Assess {}", row.label.to_lowercase()),
                0.0,
            );
            ui.add_space(space::XS);
            let hint = "What you hold it to be, typed or taken from a claim, and why.";
            paragraph(ui, hint, WHY_LINES);
        });
        let names: Vec<String> = shown.columns().map(|c| c.name.clone()).collect();
        let done = part(ui, parts.quote, "fields", |ui| {
            fields(ui, &mut form, row, &names)
        });
        let empty = form.value.trim().is_empty();
        let reason = ctx
            .locked()
            .or(empty.then_some("Say what it is held to be first."));
        let (save, cancel) = part(ui, parts.why, "buttons", |ui| {
            let words = "The assessment before this one stays in its history.";
            if row.assessed.is_some() {
                paragraph(ui, words, WHY_LINES);
                ui.add_space(space::M);
            }
            ui.horizontal(|ui| {
                let save = Button::primary("Save assessment").blocked(reason);
                let save = save.show(ui).clicked();
                (save, Button::secondary("Cancel").show(ui).clicked())
            })
            .inner
        });
        if cancel || done == Some(false) {
            self.wants_focus = true;
            return;
        }
        if (save || done == Some(true)) && reason.is_none() {
            let (value, claim) = form::value_of(&work.project, row, &form.value);
            ctx.edit(Edit::Assess {
                event,
                field: form.field.clone(),
                value,
                reason: form.reason.clone(),
                claim,
            });
            self.wants_focus = true;
            return;
        }
        self.form = Some(form);
    }

    /// The words of the claim in its text, found once.
    fn quote_of(&mut self, work: &Workspace, claim: ClaimId) -> Option<Quoted> {
        let revision = work.project.revision();
        if let Some((of, id, quote)) = &self.quote
            && (*of, *id) == (revision, claim)
        {
            return quote.clone();
        }
        let record = work.project.claims().get(claim);
        let quote = record.and_then(|record| quoted(&work.project, record));
        self.quote = Some((revision, claim, quote.clone()));
        quote
    }
}

/// Value and reason. Gives whether they are to be kept, or left, once either is so.
fn fields(
    ui: &mut Ui,
    form: &mut Form,
    row: &crate::evidence::matrix::FieldRow,
    names: &[String],
) -> Option<bool> {
    let theme = Theme::of(ui);
    let wide = ui.available_width().min(MEASURE);
    let enter = ui.input(|input| input.key_pressed(Key::Enter));
    let offers = form::offers(row, names, &form.value);
    let suggestions: Vec<Suggestion<'_>> = offers
        .iter()
        .map(|(words, name)| Suggestion {
            detail: name,
            ..Suggestion::new(words)
        })
        .collect();
    label(ui, Type::SMALL, "Value", theme.text3);
    let id = Id::unique("assessed value");
    let field = Field::boxed(&mut form.value, "Assessed value")
        .id(id)
        .label_above(Type::SMALL.line)
        .width(wide);
    let shown = completing(ui, field, &suggestions, true);
    let mut left = shown.field.event == FieldEvent::Left;
    if let Some((words, _)) = shown.taken.and_then(|at| offers.get(at)) {
        form.value.clone_from(words);
        form.focus = Some(Part::Reason);
    } else if enter && shown.field.event == FieldEvent::Kept {
        form.focus = Some(Part::Reason);
    }
    ui.add_space(space::XXS);
    label(ui, Type::SMALL, "Reason", theme.text3);
    let reason_id = Id::unique("assessed reason");
    let field = Field::boxed(&mut form.reason, "Reason of the assessment")
        .hint("Why")
        .id(reason_id)
        .width(wide);
    let reason = field.show(ui);
    left |= reason.event == FieldEvent::Left;
    match form.focus.take() {
        Some(Part::Value) => shown.field.response.request_focus(),
        Some(Part::Reason) => reason.response.request_focus(),
        None => {}
    }
    if left {
        return Some(false);
    }
    (enter && reason.event == FieldEvent::Kept).then_some(true)
}
