//! Lists of rows inside a record: authors, actors, lineage. The last row is empty and adds one.

use eframe::egui::Ui;

use super::fields::{RowDo, row, with_buttons};
use super::panel::Panel;

/// What was done in a list.
pub(super) struct Listed<T> {
    pub(super) items: Vec<T>,
    /// Whether it was done by typing.
    pub(super) typing: bool,
}

/// What came of one row.
pub(super) struct Item<T> {
    /// What it is to be.
    pub(super) value: Option<T>,
    /// It was left empty and goes.
    pub(super) is_gone: bool,
}

impl Panel<'_> {
    /// Rows for `items` under one label. `noun` names one ("Author"), `edit` draws one row under the name
    /// it is given, and draws the row that adds for `None`.
    pub(super) fn list<T: Clone + PartialEq>(
        &mut self,
        ui: &mut Ui,
        (label, noun): (&str, &str),
        items: &[T],
        ordered: bool,
        mut edit: impl FnMut(&mut Self, &mut Ui, &str, Option<&T>) -> Item<T>,
    ) -> Option<Listed<T>> {
        let mut after = items.to_vec();
        let (mut typing, mut gone, mut swap) = (false, None, None);
        for place in 0..=items.len() {
            let name = format!("{noun} {}", place + 1);
            let label = if place == 0 { label } else { "" };
            let Some(item) = items.get(place) else {
                let made = row(ui, label, |ui| edit(self, ui, &name, None));
                typing |= made.value.is_some();
                after.extend(made.value);
                continue;
            };
            let buttons = buttons(ordered, place, items.len());
            let id = self.field_id(&name);
            let locked = self.locked;
            let (done, button) = row(ui, label, |ui| {
                with_buttons(ui, id, &name, buttons, locked, |ui| {
                    edit(self, ui, &name, Some(item))
                })
            });
            if let Some(value) = done.value {
                after[place] = value;
                typing = true;
            }
            match button {
                Some(RowDo::Remove) => gone = Some(place),
                Some(RowDo::Up) => swap = Some((place - 1, place)),
                Some(RowDo::Down) => swap = Some((place, place + 1)),
                _ if done.is_gone => (gone, typing) = (Some(place), true),
                _ => {}
            }
        }
        if let Some((a, b)) = swap {
            after.swap(a, b);
        }
        if let Some(place) = gone {
            after.remove(place);
        }
        (after != items).then_some(Listed {
            items: after,
            typing,
        })
    }
}

/// The buttons of a row: the first has nothing above it, the last nothing below.
fn buttons(ordered: bool, place: usize, len: usize) -> &'static [RowDo] {
    match (ordered && place > 0, ordered && place + 1 < len) {
        (true, true) => &[RowDo::Up, RowDo::Down, RowDo::Remove],
        (true, false) => &[RowDo::Up, RowDo::Remove],
        (false, true) => &[RowDo::Down, RowDo::Remove],
        (false, false) => &[RowDo::Remove],
    }
}
