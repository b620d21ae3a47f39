//! The date field: words or EDTF, with what they are read as below; zone, calendar and a date by hand in
//! its details.

use eframe::egui::{Align, Id, Rect, Sense, Ui, pos2, vec2};

use super::fields::{RowDo, Spec, complaint, remark, row, with_buttons};
use super::panel::Panel;
use crate::model::When;
use crate::model::date::{Calendar, Edtf, Reading};
use crate::ui::icons;
use crate::ui::theme::{Theme, Type, height, space};
use crate::ui::widgets::{Choice as Item, FIELD_PADDING, Link, label, paint};

const CALENDARS: [Calendar; 4] = [
    Calendar::Gregorian,
    Calendar::Julian,
    Calendar::SolarHijri,
    Calendar::IslamicCivil,
];

/// What a date field shows: the words, or the EDTF where nobody wrote words.
pub(super) fn words_of(when: &When) -> String {
    if when.words.is_empty() {
        when.edtf.as_str().to_owned()
    } else {
        when.words.clone()
    }
}

/// The date that `words` give in the place of `before`. Zone and calendar stay unless the words say a
/// zone; words of another calendar than ours are not read, and keep the date that was set by hand.
pub(super) fn retyped(before: &When, words: &str) -> When {
    if words.trim().is_empty() {
        return When::default();
    }
    if before.calendar != Calendar::Gregorian {
        return When {
            words: words.to_owned(),
            ..before.clone()
        };
    }
    let mut when = When::read(words);
    if when.zone.is_empty() {
        when.zone.clone_from(&before.zone);
    }
    when
}

/// What the sentence of a reading says beyond the words themselves: "a day" for "16 January 2024".
pub(super) fn beyond_words(when: &When, reading: &Reading) -> Option<String> {
    let words = words_of(when);
    let rest = reading.sentence.strip_prefix(words.trim())?;
    let rest = rest.strip_prefix(", ")?;
    (!rest.is_empty() && rest.len() < 24).then(|| rest.to_owned())
}

impl Panel<'_> {
    /// A row with a date. Gives the date as it is to be, if it changed.
    pub(super) fn date(&mut self, ui: &mut Ui, spec: Spec<'_>, when: &When) -> Option<When> {
        let id = self.field_id(spec.key);
        let details = id.with("details");
        let mut after = None;
        row(ui, spec.label, |ui| {
            let (typed, button) = with_buttons(ui, id, spec.name, &[RowDo::Details], None, |ui| {
                self.date_words(ui, spec, id, when)
            });
            after = typed;
            if button.is_some() && !self.state.details.remove(&details) {
                self.state.details.insert(details);
            }
            if !self.state.details.contains(&details)
                && let Some(line) = detail_line(when)
            {
                remark(ui, &line);
            }
        });
        if self.state.details.contains(&details) {
            let base = after.clone().unwrap_or_else(|| when.clone());
            after = self.date_details(ui, spec, &base).or(after);
        }
        after
    }

    fn date_words(&mut self, ui: &mut Ui, spec: Spec<'_>, id: Id, when: &When) -> Option<When> {
        let reading = when.reading();
        let is_wrong = !when.is_empty() && !reading.understood;
        let shown = words_of(when);
        let mut text = shown.clone();
        let mut typed = self.date_field(ui, spec, id, &mut text, is_wrong);
        let focused = ui.memory(|memory| memory.has_focus(id));
        if !focused && !is_wrong {
            beside(ui, spec, &text, beyond_words(when, &reading));
        }
        if is_wrong {
            typed = unread(ui, when, &reading).or(typed);
        } else if focused && !when.is_empty() {
            read_as(ui, &reading);
        }
        let typed = typed?;
        (typed != shown).then(|| retyped(when, &typed))
    }

    fn date_field(
        &mut self,
        ui: &mut Ui,
        spec: Spec<'_>,
        id: Id,
        text: &mut String,
        is_wrong: bool,
    ) -> Option<String> {
        let before = text.clone();
        let field = crate::ui::widgets::Field::resting(text, spec.name)
            .id(id)
            .hint(spec.hint)
            .lines(2)
            .tall(height::FIELD_ROW)
            .problem(is_wrong)
            .of_project()
            .blocked(self.locked);
        super::fields::outset(ui, |ui| field.show(ui));
        (*text != before).then(|| text.clone())
    }

    fn date_details(&mut self, ui: &mut Ui, spec: Spec<'_>, when: &When) -> Option<When> {
        let mut after = None;
        let name = format!("Zone of {}", spec.name);
        let zone = Spec::new("Zone", "Add a time zone").named(&name);
        let read = self.read_row(ui, zone, &when.zone);
        if let Some(zone) = read {
            after = Some(When {
                zone: zone.into(),
                ..when.clone()
            });
        }
        let items = CALENDARS.map(|calendar| Item {
            label: calendar.name(),
            detail: "",
        });
        let chosen = CALENDARS.iter().position(|&c| c == when.calendar);
        if let Some(place) = self.pick_one(ui, "Calendar", chosen, &items, "")
            && let Some(&calendar) = CALENDARS.get(place)
        {
            let mut changed = When {
                calendar,
                ..when.clone()
            };
            if calendar == Calendar::Gregorian {
                changed = retyped(&changed, &words_of(when));
            }
            after = Some(changed);
        }
        let name = format!("EDTF of {}", spec.name);
        let by_hand = Spec::new("EDTF", "Add a date by hand")
            .named(&name)
            .kind(Type::CODE.with_line(18.0));
        if let Some(edtf) = self.edtf(ui, by_hand, &when.edtf) {
            after = Some(When {
                words: if when.words.is_empty() {
                    String::new()
                } else {
                    when.words.clone()
                },
                edtf,
                ..when.clone()
            });
        }
        after
    }

    fn read_row(&mut self, ui: &mut Ui, spec: Spec<'_>, value: &String) -> Option<String> {
        row(ui, spec.label, |ui| {
            self.read_here(ui, spec, value, String::clone, read_zone)
                .value
        })
    }

    fn edtf(&mut self, ui: &mut Ui, spec: Spec<'_>, value: &Edtf) -> Option<Edtf> {
        let show = |edtf: &Edtf| edtf.as_str().to_owned();
        let read = |text: &str| {
            let edtf = Edtf::new(text.trim());
            match edtf.error() {
                Some(error) if !edtf.is_empty() => Err(error),
                _ => Ok(edtf),
            }
        };
        row(ui, spec.label, |ui| {
            self.read_here(ui, spec, value, show, read).value
        })
    }
}

/// A zone that exists: an IANA name or an offset.
fn read_zone(text: &str) -> Result<String, String> {
    let zone = text.trim();
    let is_offset = zone.starts_with(['+', '-']) && zone.len() > 1 && {
        let figures = |c: char| c.is_ascii_digit() || c == ':';
        zone[1..].chars().all(figures)
    };
    if zone.is_empty() || is_offset || jiff::tz::TimeZone::get(zone).is_ok() {
        return Ok(zone.to_owned());
    }
    Err("No such time zone. Write a name as Asia/Karachi, or +05:00.".to_owned())
}

/// Zone and calendar in a line, where they are set.
pub(super) fn detail_line(when: &When) -> Option<String> {
    let mut parts = Vec::new();
    if !when.zone.is_empty() {
        parts.push(when.zone.to_string());
    }
    if when.calendar != Calendar::Gregorian {
        parts.push(format!("{} calendar", when.calendar.name()));
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// The words that a reading adds, small, right after the words of the field at rest.
fn beside(ui: &Ui, spec: Spec<'_>, text: &str, words: Option<String>) {
    let Some(words) = words else {
        return;
    };
    let theme = Theme::of(ui);
    let bottom = ui.min_rect().bottom();
    let line = Rect::from_min_max(
        pos2(ui.min_rect().left(), bottom - height::FIELD_ROW),
        pos2(ui.max_rect().right(), bottom),
    );
    let used = spec.kind.line(ui, text, theme.text).size().x;
    let words = Type::SMALL.line(ui, &words, theme.text3);
    if used + space::XS + words.size().x < line.width() - FIELD_PADDING {
        let left = line.left() + used + space::XS;
        paint::text_at(ui.painter(), left, line, Align::Min, &words);
    }
}

/// What the words are read as: a tick and the sentence, the EDTF, the first and the last day.
fn read_as(ui: &mut Ui, reading: &Reading) {
    let theme = Theme::of(ui);
    ui.add_space(space::XS);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let (rect, _) = ui.allocate_exact_size(vec2(icons::SMALL, 16.0), Sense::hover());
        icons::TICK.paint(ui, ui.painter(), rect.center(), icons::SMALL, theme.text2);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            label(ui, Type::SMALL, &reading.sentence, theme.text);
            label(ui, Type::CODE.with_line(18.0), &reading.edtf, theme.text2);
            label(ui, Type::SMALL, &reading.span, theme.text3);
        });
    });
    ui.add_space(space::XS);
}

/// That the words are kept and mean no date, why, and a guess to click.
fn unread(ui: &mut Ui, when: &When, reading: &Reading) -> Option<String> {
    ui.add_space(space::XS);
    let by_hand = when.calendar != Calendar::Gregorian && when.edtf.is_empty();
    let sentence = if by_hand {
        "Kept as written. Write the date by hand below, in EDTF.".to_owned()
    } else if reading.sentence.starts_with("Kept as written") {
        reading.sentence.clone()
    } else {
        format!("Kept as written, no date read. {}", reading.sentence)
    };
    complaint(ui, &sentence);
    let guess = reading.guess.as_ref()?;
    let clicked = ui
        .horizontal(|ui| {
            ui.add_space(icons::SMALL + space::S);
            Link::new(guess)
                .kind(Type::SMALL)
                .tooltip("Write the date like this")
                .show(ui)
                .clicked()
        })
        .inner;
    ui.add_space(space::XS);
    clicked.then(|| guess.clone())
}
