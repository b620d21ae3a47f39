//! What keys do while the rows have the focus.

use eframe::egui::{Event, EventFilter, Id, Key, Modifiers, Ui};

use super::data::Shown;
use super::{Cursor, DisagreeView};
use crate::ui::ctx::Ctx;

const KEYS: [Key; 10] = [
    Key::ArrowUp,
    Key::ArrowDown,
    Key::ArrowLeft,
    Key::ArrowRight,
    Key::Home,
    Key::End,
    Key::PageUp,
    Key::PageDown,
    Key::Enter,
    Key::Space,
];

impl DisagreeView {
    /// Takes the keys that belong to the rows out of the input, and does what they say.
    pub(super) fn keys(&mut self, ui: &Ui, ctx: &Ctx<'_>, shown: &Shown, body: Id) {
        let filter = EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(body, filter));
        let mut taken = Vec::new();
        ui.input_mut(|input| {
            input.events.retain(|event| match event {
                Event::Key {
                    key,
                    pressed: true,
                    modifiers,
                    ..
                } if KEYS.contains(key) && is_plain(*key, *modifiers) => {
                    taken.push((*key, *modifiers));
                    false
                }
                _ => true,
            });
        });
        for (key, modifiers) in taken {
            match key {
                Key::Enter => self.open_chosen(ctx, shown),
                Key::Space => self.next_claim(ctx, shown, 1),
                key => {
                    let to = self.step(shown, key, modifiers.command);
                    if to != self.cursor {
                        self.choose(ctx, shown, to);
                    }
                }
            }
        }
    }

    /// The cell that a key leads to. Home and End go along the row, with Ctrl to the corners.
    fn step(&self, shown: &Shown, key: Key, far: bool) -> Cursor {
        let (last, end) = (shown.rows.len().saturating_sub(1), shown.n_columns());
        let Cursor { row, column, .. } = self.cursor;
        let (row, column) = match key {
            Key::ArrowUp => (row.saturating_sub(1), column),
            Key::ArrowDown => ((row + 1).min(last), column),
            Key::ArrowLeft => (row, column.saturating_sub(1)),
            Key::ArrowRight => (row, (column + 1).min(end)),
            Key::PageUp => (row.saturating_sub(self.page), column),
            Key::PageDown => ((row + self.page).min(last), column),
            Key::Home => (if far { 0 } else { row }, 0),
            Key::End => (if far { last } else { row }, end),
            _ => (row, column),
        };
        if (row, column) == (self.cursor.row, self.cursor.column) {
            return self.cursor;
        }
        Cursor {
            row,
            column,
            claim: 0,
        }
    }

    /// Goes to another claim of the same cell.
    pub(super) fn next_claim(&mut self, ctx: &Ctx<'_>, shown: &Shown, by: usize) {
        let cell = shown.cell(self.cursor.row, self.cursor.column);
        let count = cell.map_or(0, |cell| cell.said.len());
        if count > 1 {
            let claim = (self.cursor.claim + by) % count;
            self.choose(
                ctx,
                shown,
                Cursor {
                    claim,
                    ..self.cursor
                },
            );
        }
    }
}

fn is_plain(key: Key, modifiers: Modifiers) -> bool {
    let may_command = matches!(key, Key::Home | Key::End);
    !modifiers.alt && !modifiers.shift && (may_command || !modifiers.command)
}
