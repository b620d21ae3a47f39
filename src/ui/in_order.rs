//! Keys in the order in which they were pressed, also when a frame takes long.
//!
//! egui hands all keys since the last frame over at once, and whoever asks whether Enter was pressed does not
//! learn what was typed before it. So a key that acts on what is there (Enter, Tab, Escape, a shortcut) gets a
//! frame of its own: it never meets a list of suggestions for a text that lacks its last letter, and what is
//! typed after a shortcut goes to where the shortcut leads.

use std::mem;

use eframe::egui::{Event, Key};

use super::keys::is_function_key;

/// The events that wait for the next frame.
#[derive(Debug, Default)]
pub(super) struct InOrder {
    waiting: Vec<Event>,
}

impl InOrder {
    /// Leaves the events of this frame, with those that waited for it; says whether more wait for the next.
    pub(super) fn hold_back(&mut self, events: &mut Vec<Event>) -> bool {
        let mut all = mem::take(&mut self.waiting);
        all.append(events);
        self.waiting = all.split_off(of_one_frame(&all));
        *events = all;
        !self.waiting.is_empty()
    }
}

/// How many of the events can go into one frame.
fn of_one_frame(events: &[Event]) -> usize {
    let (mut typed, mut acted) = (false, false);
    for (place, event) in events.iter().enumerate() {
        let (types, acts) = (types(event), acts(event));
        if (acted && (types || acts)) || (typed && acts) {
            return place;
        }
        typed |= types;
        acted |= acts;
    }
    events.len()
}

/// Whether it changes what a text field holds, or where in it the cursor is.
fn types(event: &Event) -> bool {
    match event {
        Event::Text(_) | Event::Paste(_) | Event::Ime(_) => true,
        Event::Key { pressed, .. } => *pressed && !acts(event),
        _ => false,
    }
}

/// Whether it does something with what is there. Keys that move or delete in a text do not count, with
/// whatever modifiers: text fields take them in order, and they are held down.
fn acts(event: &Event) -> bool {
    let Event::Key {
        key,
        pressed: true,
        modifiers,
        ..
    } = event
    else {
        return false;
    };
    match key {
        Key::ArrowDown
        | Key::ArrowLeft
        | Key::ArrowRight
        | Key::ArrowUp
        | Key::Backspace
        | Key::Delete
        | Key::End
        | Key::Home
        | Key::PageDown
        | Key::PageUp => false,
        Key::Enter | Key::Escape | Key::Tab => true,
        _ => modifiers.command || modifiers.ctrl || modifiers.alt || is_function_key(*key),
    }
}

#[cfg(test)]
mod tests {
    use eframe::egui::Modifiers;

    use super::*;

    /// Keys as words: one letter is typed, "^S" is a shortcut, "-Enter" lets go of Enter.
    fn events(words: &str) -> Vec<Event> {
        words
            .split_whitespace()
            .map(|word| {
                let (name, pressed, modifiers) = match word.as_bytes() {
                    [b'^', ..] => (&word[1..], true, Modifiers::COMMAND),
                    [b'-', _, ..] => (&word[1..], false, Modifiers::NONE),
                    [_] => return Event::Text(word.to_owned()),
                    _ => (word, true, Modifiers::NONE),
                };
                Event::Key {
                    key: Key::from_name(name).unwrap(),
                    physical_key: None,
                    pressed,
                    repeat: false,
                    modifiers,
                }
            })
            .collect()
    }

    /// The frames that keys come in, parted by bars, and the frames that they are handed on in.
    #[track_caller]
    fn check(given: &str, expected: &str) {
        let mut order = InOrder::default();
        let mut frames = Vec::new();
        for words in given.split('|') {
            let mut frame = events(words);
            let mut more = order.hold_back(&mut frame);
            frames.push(frame);
            if given.ends_with(words) {
                while more {
                    let mut frame = Vec::new();
                    more = order.hold_back(&mut frame);
                    frames.push(frame);
                }
            }
        }
        let expected: Vec<_> = expected.split('|').map(events).collect();
        assert_eq!(frames, expected, "{given}");
    }

    #[test]
    fn enter_waits_for_the_letters_before_it() {
        check("a b Enter -Enter", "a b | Enter -Enter");
        check("a Tab b Enter", "a | Tab | b | Enter");
    }

    #[test]
    fn letters_wait_for_the_shortcut_before_them() {
        check("^T -T a b Enter", "^T -T | a b | Enter");
        check("F6 F6", "F6 | F6");
        check("^Z ^Z ^Z", "^Z | ^Z | ^Z");
    }

    #[test]
    fn what_waits_comes_before_what_is_new() {
        check("a Enter b | c", "a | Enter | b c");
    }

    #[test]
    fn keys_in_order_come_at_once() {
        check("a b c", "a b c");
        check("Enter -Enter", "Enter -Enter");
        check("Down Down Backspace ^Left a", "Down Down Backspace ^Left a");
        check("", "");
    }
}
