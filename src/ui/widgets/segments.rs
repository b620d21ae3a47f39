//! A few choices side by side, of which one holds. One stop of the keyboard: the arrows move, and a digit
//! takes the choice with that number.

use eframe::egui::{
    Align, EventFilter, Id, Key, Modifiers, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2,
};

use super::paint;
use super::tip::tip_or_reason;
use crate::ui::theme::{Theme, Type, height, radius, space};

/// One choice: the word for it, and what it means or nothing.
pub type Segment<'a> = (&'a str, &'a str);

/// A row of choices.
#[must_use = "call show"]
#[derive(Debug, Clone, Copy)]
pub struct Segments<'a> {
    id: Id,
    name: &'a str,
    chosen: usize,
    choices: &'a [Segment<'a>],
    blocked: Option<&'a str>,
}

impl<'a> Segments<'a> {
    /// A row of `choices`; `name` is what is chosen, for assistive programs.
    pub fn new(id: Id, name: &'a str, chosen: usize, choices: &'a [Segment<'a>]) -> Self {
        Self {
            id,
            name,
            chosen,
            choices,
            blocked: None,
        }
    }

    /// Why it cannot be used now; `None` leaves it usable.
    pub fn blocked(mut self, reason: Option<&'a str>) -> Self {
        self.blocked = reason;
        self
    }

    /// Adds the row; gives the place of the choice that was made.
    pub fn show(self, ui: &mut Ui) -> Option<usize> {
        let theme = Theme::of(ui);
        let words: Vec<_> = self
            .choices
            .iter()
            .enumerate()
            .map(|(place, (word, _))| {
                let (kind, ink) = if self.blocked.is_some() {
                    (Type::SMALL, theme.text3)
                } else if place == self.chosen {
                    (Type::SMALL_MEDIUM, theme.text)
                } else {
                    (Type::SMALL, theme.text2)
                };
                kind.line(ui, word, ink)
            })
            .collect();
        let widths: Vec<f32> = words
            .iter()
            .map(|word| (word.size().x.ceil() + 2.0 * space::M).max(height::BUTTON_SMALL))
            .collect();
        let whole = widths.iter().sum::<f32>();
        let (rect, _) = ui.allocate_exact_size(vec2(whole, height::BUTTON_SMALL), Sense::hover());
        let row = ui.interact(rect, self.id, Sense::focusable_noninteractive());
        let usable = self.blocked.is_none() && ui.is_enabled();
        let current = self.choices.get(self.chosen).map(|(word, _)| *word);
        row.widget_info(|| WidgetInfo {
            current_text_value: current.map(str::to_owned),
            ..WidgetInfo::labeled(Role::RadioGroup, usable, self.name)
        });
        let mut picked = if row.has_focus() && usable {
            self.keys(ui)
        } else {
            None
        };
        let mut left = rect.left();
        for (place, (word, wide)) in words.iter().zip(&widths).enumerate() {
            let cell =
                Rect::from_min_size(pos2(left, rect.top()), vec2(*wide, height::BUTTON_SMALL));
            left = cell.right();
            let (label, meaning) = self.choices.get(place).copied().unwrap_or_default();
            // Only the row is a stop of the keyboard.
            let click = if usable { Sense::CLICK } else { Sense::hover() };
            let response = ui.interact(cell, self.id.with(place), click);
            let on = place == self.chosen;
            response.widget_info(|| {
                let name = match meaning {
                    "" => format!("{}: {label}", self.name),
                    meaning => format!("{} {label}: {meaning}", self.name),
                };
                WidgetInfo::selected(Role::RadioButton, usable, on, name)
            });
            let fill = if on {
                theme.selectdim
            } else {
                paint::quiet_fill(ui, &response)
            };
            paint::boxed(ui.painter(), cell, radius::CONTROL, fill, None);
            paint::text_at(ui.painter(), cell.center().x, cell, Align::Center, word);
            if response.clicked() && usable {
                picked = Some(place);
                ui.memory_mut(|memory| memory.request_focus(self.id));
            }
            let tip = Some(meaning).filter(|meaning| !meaning.is_empty());
            tip_or_reason(response, tip, self.blocked);
        }
        if row.has_focus() {
            paint::focus_ring(ui.painter(), theme, rect, radius::CONTROL);
        }
        picked.filter(|&place| place != self.chosen)
    }

    /// The choice that the keys ask for, while the row has the focus.
    fn keys(&self, ui: &Ui) -> Option<usize> {
        let filter = EventFilter {
            horizontal_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(self.id, filter));
        let last = self.choices.len().checked_sub(1)?;
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if pressed(Key::ArrowLeft) {
            return Some(self.chosen.saturating_sub(1));
        }
        if pressed(Key::ArrowRight) {
            return Some((self.chosen + 1).min(last));
        }
        digit(ui, Modifiers::NONE, last + 1)
    }
}

/// The place that a digit names, among so many: 1 is the first. Takes the key.
pub fn digit(ui: &Ui, held: Modifiers, count: usize) -> Option<usize> {
    const DIGITS: [Key; 9] = [
        Key::Num1,
        Key::Num2,
        Key::Num3,
        Key::Num4,
        Key::Num5,
        Key::Num6,
        Key::Num7,
        Key::Num8,
        Key::Num9,
    ];
    DIGITS
        .iter()
        .take(count)
        .position(|&key| ui.input_mut(|input| input.consume_key(held, key)))
}
