//! How a claim stands to the others on its field and to the words it was taken from, with the ways out: the
//! value is mended, the difference accepted with a reason, or the claim marked as a slip of its source.

use std::sync::Arc;

use eframe::egui::{Align, Frame, Key, Margin, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::accounts::{OriginRow, Stands};
use super::assess::fold;
use super::claims::WORDS_LEFT;
use super::data::Data;
use super::fields::row;
use super::panel::Panel;
use super::rows::row_box;
use crate::evidence::Sign;
use crate::model::{Choice as _, Claim, ClaimStatus, RecordId, Value};
use crate::ui::claim_card::sign_look;
use crate::ui::icons;
use crate::ui::theme::{Theme, Type, height, space};
use crate::ui::widgets::{Button, Field, label, paint, tooltip};

/// Lines of a reason while it is written.
const WRITTEN_ROWS: usize = 6;

/// What is about to be said of the claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct VerdictForm {
    verdict: Verdict,
    reason: String,
    /// The field has still to get the focus.
    fresh: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// The value may differ from the words.
    Accept,
    /// The source has it wrong.
    Slip,
}

impl Verdict {
    /// The label of the reason, its name, its hint, and the button.
    fn words(self) -> [&'static str; 4] {
        match self {
            Self::Accept => [
                "Accept",
                "Why the value may differ from the words",
                "Say why it may differ",
                "Accept value",
            ],
            Self::Slip => [
                "Slip",
                "Why it is a slip in the source",
                "Say how that shows",
                "Mark as slip",
            ],
        }
    }
}

impl Panel<'_> {
    /// How the claim stands to the others and to its words.
    pub(super) fn claim_check(&mut self, ui: &mut Ui, claim: &Arc<Claim>, data: &Data) {
        // A field takes no focus in the frame of a click elsewhere.
        if let Some(field) = self.state.focus_next.take() {
            ui.memory_mut(|memory| memory.request_focus(field));
        }
        ui.add_space(space::XS);
        if let Some(stands) = &data.stands {
            self.stands(ui, stands);
        }
        if let Some(missing) = &data.missing {
            not_there(ui, missing);
        }
        let stands = data.stands.as_ref();
        let is_conflict = stands.is_some_and(|stands| stands.sign == Sign::Conflict);
        let is_missing = data.missing.is_some();
        let may_slip = claim.status != ClaimStatus::SlipInSource && (is_conflict || is_missing);
        if self.state.verdict.is_some() && self.locked.is_none() {
            self.verdict_form(ui, claim);
        } else if may_slip || is_missing {
            self.ways_out(ui, claim, is_missing, may_slip);
        }
        ui.add_space(space::XS);
    }

    /// Sign and sentence against what it was compared with; a click leads there.
    fn stands(&self, ui: &mut Ui, stands: &Stands) {
        let theme = Theme::of(ui);
        let wide = ui.available_width() - WORDS_LEFT;
        let because = Type::SMALL.wrapped(ui, &stands.because, theme.text2, wide);
        let leads = stands.against.is_some();
        let below = if leads { because.size().y } else { 0.0 };
        let name = format!("{}. {}", stands.words, stands.because);
        let tall = height::FIELD_ROW + below;
        let (rect, response) = if leads {
            row_box(ui, tall, &name)
        } else {
            let size = vec2(ui.available_width(), tall);
            let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
            (rect, response)
        };
        let look = sign_look(theme, stands.sign);
        let line = Rect::from_min_size(rect.min, vec2(rect.width(), height::FIELD_ROW));
        let sign = Type::BODY_STRONG.line(ui, look.sign, look.ink);
        let middle = rect.left() + icons::SMALL / 2.0;
        paint::text_at(ui.painter(), middle, line, Align::Center, &sign);
        let left = rect.left() + WORDS_LEFT;
        let words = Type::BODY_MEDIUM.cut(ui, &stands.words, look.ink, rect.right() - left);
        paint::text_at(ui.painter(), left, line, Align::Min, &words);
        let elided = words.elided;
        if leads {
            let corner = pos2(left, line.bottom() - 3.0);
            ui.painter().galley(corner, because, theme.text2);
        }
        let response = tooltip(response, if elided { &stands.words } else { "" });
        if let Some(against) = stands.against.filter(|_| response.clicked()) {
            self.select(against);
        }
    }

    fn ways_out(&mut self, ui: &mut Ui, claim: &Claim, is_missing: bool, may_slip: bool) {
        ui.add_space(space::S);
        let locked = self.locked;
        indented(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(space::M, space::XS);
                if is_missing {
                    let fix = Button::secondary("Fix value").small().blocked(locked);
                    let tip = "Change the value below, so that it is what the words say";
                    if fix.tooltip(tip).show(ui).clicked() {
                        self.state.focus_next = Some(self.field_id(value_field(&claim.value)));
                        ui.ctx().request_repaint();
                    }
                    let accept = Button::quiet("Accept with a reason").small().ink();
                    let tip = "The value is right although the words are others";
                    if accept.tooltip(tip).blocked(locked).show(ui).clicked() {
                        self.begin(Verdict::Accept, &claim.accepted_because);
                    }
                }
                if may_slip {
                    let slip = Button::quiet("Mark as slip in the source").small().ink();
                    let tip = ClaimStatus::SlipInSource.meaning();
                    if slip.tooltip(tip).blocked(locked).show(ui).clicked() {
                        self.begin(Verdict::Slip, &claim.status_reason);
                    }
                }
            });
        });
    }

    fn begin(&mut self, verdict: Verdict, reason: &str) {
        self.state.verdict = Some(VerdictForm {
            verdict,
            reason: reason.to_owned(),
            fresh: true,
        });
    }

    fn verdict_form(&mut self, ui: &mut Ui, claim: &Arc<Claim>) {
        let Some(mut form) = self.state.verdict.take() else {
            return;
        };
        let [title, name, hint, save] = form.verdict.words();
        ui.add_space(space::S);
        let id = self.field_id(name);
        let shown = row(ui, title, |ui| {
            Field::boxed(&mut form.reason, name)
                .id(id)
                .hint(hint)
                .lines(WRITTEN_ROWS)
                .tall(height::FIELD_ROW)
                .show(ui)
        });
        if std::mem::take(&mut form.fresh) {
            shown.response.request_focus();
        }
        let lost = shown.response.lost_focus();
        let pressed = |key| lost && ui.input(|input| input.key_pressed(key));
        let (mut keep, mut leave) = (pressed(Key::Enter), pressed(Key::Escape));
        let empty = form.reason.trim().is_empty();
        ui.add_space(space::S);
        row(ui, "", |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = space::M;
                let why_not = empty.then_some("Give the reason first.");
                let save = Button::primary(save).small().blocked(why_not);
                keep |= save.show(ui).clicked();
                leave |= Button::quiet("Cancel").small().show(ui).clicked();
            });
        });
        if keep && !empty {
            self.say(claim, form.verdict, form.reason.trim().to_owned());
        } else if !leave {
            self.state.verdict = Some(form);
        }
    }

    fn say(&mut self, claim: &Claim, verdict: Verdict, reason: String) {
        match verdict {
            Verdict::Accept => {
                let what = "reason to accept the value";
                self.set(claim.id, what, false, |c: &mut Claim| {
                    c.accepted_because = reason.into();
                });
            }
            Verdict::Slip => self.set(claim.id, "status", false, |c: &mut Claim| {
                c.status = ClaimStatus::SlipInSource;
                c.status_reason = reason.into();
            }),
        }
    }

    /// The letter of the claim's source, beside the figure of its statement and never mixed with it.
    pub(super) fn reliability_of(&self, ui: &mut Ui, claim: &Claim) {
        let Some(source) = self.project.sources().get(claim.source) else {
            return;
        };
        let letter = source.reliability;
        row(ui, "Reliability", |ui| {
            let words = format!("{} {}", letter.name(), letter.meaning());
            let name = format!("Reliability of the source: {words}");
            let (rect, response) = row_box(ui, height::FIELD_ROW, &name);
            let theme = Theme::of(ui);
            let name = Type::BODY.line(ui, letter.name(), theme.text);
            let end = paint::text_at(ui.painter(), rect.left(), rect, Align::Min, &name).right();
            let left = end + space::XXL + space::XXS;
            let meaning = Type::SMALL.cut(ui, letter.meaning(), theme.text2, rect.right() - left);
            paint::text_at(ui.painter(), left, rect, Align::Min, &meaning);
            let tip = match source.reliability_reason.trim() {
                "" => "Of the source: a click shows it".to_owned(),
                why => why.to_owned(),
            };
            if tooltip(response, &tip).clicked() {
                self.select(RecordId::Source(source.id));
            }
        });
    }

    /// The list of origins behind a count, folded in.
    pub(super) fn origins_fold(&mut self, ui: &mut Ui, words: &str, origins: &[OriginRow]) {
        if words.is_empty() {
            return;
        }
        let key = self.field_id("origins");
        let is_open = self.state.details.contains(&key);
        let name = format!("Claims of it: {words}");
        if fold(ui, words, &name, is_open).clicked() && !self.state.details.remove(&key) {
            self.state.details.insert(key);
        }
        if is_open {
            self.origins(ui, origins);
        }
    }
}

/// That the words do not say what the claim says.
fn not_there(ui: &mut Ui, sentence: &str) {
    let theme = Theme::of(ui);
    ui.add_space(space::XS);
    let corner = ui.available_rect_before_wrap().min;
    indented(ui, |ui| label(ui, Type::SMALL, sentence, theme.text2));
    let middle = corner + vec2(icons::SMALL / 2.0, Type::SMALL.line / 2.0);
    icons::PROBLEM.paint(ui, ui.painter(), middle, icons::SMALL, theme.problem);
}

/// The field in which a value of this type is mended.
fn value_field(value: &Value) -> &'static str {
    match value {
        Value::Number(number) => match (number.best, number.low, number.high) {
            (None, Some(_), _) => "At least",
            (None, None, Some(_)) => "At most",
            _ => "Best",
        },
        _ => "Value",
    }
}

/// What `add` makes, under the words of a row with a sign.
fn indented<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    let margin = Margin {
        left: WORDS_LEFT as i8,
        ..Margin::ZERO
    };
    Frame::new().inner_margin(margin).show(ui, add).inner
}
