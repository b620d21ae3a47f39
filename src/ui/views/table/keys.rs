//! What keys do while the rows have the focus.

use eframe::egui::{Event, EventFilter, Id, Key, Modifiers, Ui};

use super::TableView;
use super::select::Step;
use crate::app::{Action, Command, Selection};
use crate::edit::Edit;
use crate::ui::ctx::Ctx;

/// The keys that the rows take; the rest goes on to others.
const KEYS: &[Key] = &[
    Key::ArrowUp,
    Key::ArrowDown,
    Key::PageUp,
    Key::PageDown,
    Key::Home,
    Key::End,
    Key::Space,
    Key::Enter,
    Key::Escape,
    Key::Delete,
];

fn step_of(key: Key) -> Option<Step> {
    Some(match key {
        Key::ArrowUp => Step::Up,
        Key::ArrowDown => Step::Down,
        Key::PageUp => Step::PageUp,
        Key::PageDown => Step::PageDown,
        Key::Home => Step::First,
        Key::End => Step::Last,
        _ => return None,
    })
}

/// Takes the keys that were pressed and belong to the rows out of the input.
fn take(ui: &Ui, wanted: impl Fn(Key, Modifiers) -> bool) -> Vec<(Key, Modifiers)> {
    let mut taken = Vec::new();
    ui.input_mut(|input| {
        input.events.retain(|event| match event {
            Event::Key {
                key,
                pressed: true,
                modifiers,
                ..
            } if wanted(*key, *modifiers) => {
                taken.push((*key, *modifiers));
                false
            }
            _ => true,
        });
    });
    taken
}

impl TableView {
    /// Does what the keys say. `body` is what has the focus.
    pub(super) fn keys(&mut self, ui: &Ui, ctx: &Ctx<'_>, body: Id) {
        let nothing_selected = self.chosen.counts().0 == 0;
        ui.memory_mut(|memory| {
            memory.set_focus_lock_filter(
                body,
                EventFilter {
                    vertical_arrows: true,
                    // With nothing to clear, Escape leaves the table.
                    escape: !nothing_selected,
                    ..EventFilter::default()
                },
            );
        });
        let taken = take(ui, |key, modifiers| {
            let plain = !modifiers.command && !modifiers.alt;
            match key {
                Key::Escape => plain && !nothing_selected,
                Key::Enter | Key::Delete => plain && !modifiers.shift,
                key => KEYS.contains(&key) && !modifiers.alt,
            }
        });
        for (key, modifiers) in taken {
            self.ring = true;
            self.key(ctx, key, modifiers);
        }
    }

    /// With the focus nowhere, the keys that move go to the table in the focused tile.
    pub(super) fn wake(&mut self, ui: &Ui, ctx: &Ctx<'_>, body: Id) {
        let taken = take(ui, |key, modifiers| {
            step_of(key).is_some() && !modifiers.alt && !modifiers.command
        });
        if taken.is_empty() {
            return;
        }
        ui.memory_mut(|memory| memory.request_focus(body));
        self.ring = true;
        for (key, modifiers) in taken {
            self.key(ctx, key, modifiers);
        }
    }

    fn key(&mut self, ctx: &Ctx<'_>, key: Key, modifiers: Modifiers) {
        match (key, step_of(key)) {
            (_, Some(step)) => self.step(ctx, step, modifiers),
            (Key::Space, _) => {
                if let Some(id) = self.chosen.cursor() {
                    self.pick(ctx, id, [true, modifiers.shift]);
                }
            }
            (Key::Enter, _) => {
                if let Some(id) = self.chosen.cursor() {
                    ctx.send(Command::Reveal(id));
                }
            }
            (Key::Escape, _) => {
                let none = self.chosen.send(Selection::default());
                ctx.send(Command::SelectMany(none));
            }
            (Key::Delete, _) => self.delete(ctx),
            _ => {}
        }
    }

    fn step(&mut self, ctx: &Ctx<'_>, step: Step, modifiers: Modifiers) {
        let listed = self.lister.listed();
        let from = self.chosen.row();
        let Some(row) = step.from(from, listed.len(), self.page) else {
            return;
        };
        self.list.scroll_to_row(row);
        if modifiers.command {
            self.chosen.put(listed.record(row), listed);
        } else if let Some(id) = listed.record(row) {
            self.pick(ctx, id, [false, modifiers.shift]);
        }
    }

    /// Deletes the selected records that have a row: nobody deletes what they do not see.
    pub(super) fn delete(&self, ctx: &Ctx<'_>) {
        let listed = self.lister.listed();
        let records = self.chosen.shown(listed);
        if records.as_ref().is_some_and(|records| records.is_empty()) {
            return;
        }
        if ctx.locked().is_some() {
            // The action knows why it cannot be done, and tells.
            return ctx.act(Action::Delete);
        }
        match records {
            Some(records) => {
                let records = records.to_shared();
                ctx.edit(Edit::Delete { records });
            }
            None => {
                let selected = self.chosen.selection();
                ctx.send(Command::DeleteShown(selected, listed.rows.clone()));
            }
        }
    }
}
