//! The keys of the form: the order of its parts, what has the focus, what was pressed.

use eframe::egui::text::{CCursor, CCursorRange};
use eframe::egui::text_edit::TextEditState;
use eframe::egui::{Event, FocusDirection, Id, InputState, Key, Modifiers, Order, Ui};

use super::draft::{Draft, Part};
use crate::model::{Choice as _, Credibility};
use crate::ui::widgets::digit;

/// The parts in the order of the keyboard.
pub(super) const PARTS: [Part; 6] = [
    Part::Event,
    Part::Field,
    Part::Value,
    Part::Kind,
    Part::SaidBy,
    Part::Credibility,
];

pub(super) fn next(part: Part) -> Part {
    let place = PARTS.iter().position(|other| *other == part).unwrap_or(0);
    PARTS.get(place + 1).copied().unwrap_or(Part::Event)
}

pub(super) fn part_id(id: Id, part: Part) -> Id {
    id.with(part as usize)
}

pub(super) fn has_focus(ui: &Ui, id: Id, part: Part) -> bool {
    ui.memory(|memory| memory.has_focus(part_id(id, part)))
}

pub(super) fn part_text(draft: &Draft, part: Part) -> &str {
    match part {
        Part::Event => &draft.event.text,
        Part::Field => &draft.field,
        Part::Value => &draft.words,
        Part::SaidBy => &draft.said_by.text,
        Part::Kind | Part::Credibility => "",
    }
}

/// Gives a field the focus, with its text selected: typing replaces it.
pub(super) fn put_focus(ui: &Ui, id: Id, text: &str) {
    select_all(ui, id, text);
    ui.memory_mut(|memory| memory.request_focus(id));
}

pub(super) fn select_all(ui: &Ui, id: Id, text: &str) {
    let mut state = TextEditState::load(ui.ctx(), id).unwrap_or_default();
    let all = CCursorRange::two(CCursor::new(0), CCursor::new(text.chars().count()));
    state.cursor.set_char_range(Some(all));
    state.store(ui.ctx(), id);
}

pub(super) fn alone(input: &InputState, key: Key) -> bool {
    input.events.iter().any(|event| {
        matches!(event, Event::Key { key: pressed, pressed: true, modifiers, .. }
            if *pressed == key && modifiers.is_none())
    })
}

pub(super) fn back(input: &InputState) -> bool {
    input.events.iter().any(|event| {
        matches!(event, Event::Key { key: Key::Tab, pressed: true, modifiers, .. } if modifiers.shift_only())
    })
}

/// Tab on the last part goes to the first: the form keeps the keyboard until it is filed or given up.
pub(super) fn wrap(ui: &Ui, id: Id) {
    let last = has_focus(ui, id, Part::Credibility);
    if last && ui.input(|input| alone(input, Key::Tab)) {
        ui.memory_mut(|memory| {
            memory.move_focus(FocusDirection::None);
            memory.request_focus(part_id(id, Part::Event));
        });
    }
}

/// Whether the list under a field is open: Escape closes it first.
pub(super) fn is_listing(ui: &Ui, id: Id) -> bool {
    let layer = eframe::egui::LayerId::new(
        eframe::egui::PopupKind::Popup.order(),
        id.with("suggestions"),
    );
    ui.ctx().memory(|memory| memory.areas().is_visible(&layer))
}

/// Alt with 1 to 6 anywhere in the form says how far the statement can be believed.
pub(super) fn credibility_key(ui: &Ui) -> Option<Credibility> {
    let place = digit(ui, Modifiers::ALT, Credibility::ALL.len())?;
    Credibility::ALL.get(place).copied()
}

/// Takes the letter of the key that opened the form out of what is typed. Says whether it may still come.
pub(super) fn waits_for_letter(input: &mut InputState) -> bool {
    let is_key = |event: &Event| matches!(event, Event::Key { pressed: true, .. });
    if input.events.iter().any(is_key) {
        return false;
    }
    let before = input.events.len();
    let is_letter =
        |event: &Event| matches!(event, Event::Text(text) if text.eq_ignore_ascii_case("c"));
    input.events.retain(|event| !is_letter(event));
    input.events.len() == before
}

/// Whether a button of the mouse went down outside what floats in the layer, and outside its lists.
pub(in crate::ui::views::reader) fn clicked_elsewhere(ui: &Ui, own: eframe::egui::LayerId) -> bool {
    let pressed = ui.input(|input| input.pointer.any_pressed());
    let point = ui.input(|input| input.pointer.interact_pos());
    let Some(point) = point.filter(|_| pressed) else {
        return false;
    };
    let layer = ui.ctx().layer_id_at(point);
    layer.is_none_or(|layer| layer != own && layer.order <= Order::Middle)
}
