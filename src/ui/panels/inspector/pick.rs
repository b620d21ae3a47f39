//! Fields with completion: words in use, and other records.

use eframe::egui::text::{CCursor, CCursorRange};
use eframe::egui::text_edit::TextEditState;
use eframe::egui::{Id, Ui};

use super::complete::{Ask, Found};
use super::fields::{RowDo, Spec, outset, row, with_buttons};
use super::panel::{Panel, tag_ink};
use crate::model::{Kind, RecordId};
use crate::ui::icons::{self, Icon};
use crate::ui::theme::height;
use crate::ui::widgets::{Field, FieldEvent, Suggestion, completing};

/// What came of a field with completion.
pub(super) struct Completed {
    /// The suggestion that was taken.
    pub(super) taken: Option<Found>,
    pub(super) event: FieldEvent,
    pub(super) focused: bool,
}

/// The icon of a kind of record.
pub(super) fn kind_icon(kind: Kind) -> Icon {
    match kind {
        Kind::Tag => icons::TAG,
        Kind::Source => icons::SOURCE,
        Kind::Capture => icons::CAPTURE,
        Kind::Event => icons::EVENT,
        Kind::Claim => icons::CLAIM,
        Kind::Assessment => icons::ASSESSED,
        Kind::Note => icons::NOTE,
        Kind::Annotation => icons::ANNOTATION,
        Kind::Link => icons::LINK,
        Kind::View => icons::TABLE,
        Kind::Deletion => icons::DELETE,
        Kind::Unread => icons::PROBLEM,
    }
}

impl Panel<'_> {
    /// A field with completion. With `free` what is typed is kept as it is; else one of the suggestions
    /// is meant, and the first is lit. `ask_for` is what to look for, `None` to suggest nothing.
    pub(super) fn complete(
        &mut self,
        ui: &mut Ui,
        field: Field<'_>,
        id: Id,
        ask: Ask,
        ask_for: Option<&str>,
        free: bool,
    ) -> Completed {
        let focused = ui.memory(|memory| memory.has_focus(id));
        let mut found = Vec::new();
        if let Some(text) = ask_for.filter(|_| focused) {
            let wake = self.ctx.app.wake();
            let finder = &mut self.state.finder;
            found = finder.find(self.project, wake, id, ask, text).to_vec();
            // What stands there already needs no suggestion.
            if free && found.first().is_some_and(|one| one.text == text.trim()) {
                found.clear();
            }
        } else if !focused {
            self.state.finder.forget(id);
        }
        let suggestions: Vec<Suggestion<'_>> = found
            .iter()
            .map(|one| Suggestion {
                detail: &one.detail,
                sign: one.sign.map(|colour| tag_ink(ui, colour)),
                icon: match one.record {
                    Some(id) if one.sign.is_none() => Some(kind_icon(id.kind())),
                    _ => None,
                },
                ..Suggestion::new(&one.text)
            })
            .collect();
        let shown = completing(ui, field.id(id), &suggestions, free);
        Completed {
            taken: shown.taken.and_then(|place| found.get(place).cloned()),
            event: shown.field.event,
            focused: shown.field.response.has_focus(),
        }
    }

    /// A field for words, with those in use as suggestions.
    pub(super) fn words_here(
        &mut self,
        ui: &mut Ui,
        spec: Spec<'_>,
        ask: Ask,
        value: &str,
    ) -> Option<String> {
        let id = self.field_id(spec.key);
        let mut text = value.to_owned();
        let field = Field::resting(&mut text, spec.name)
            .hint(spec.hint)
            .kind(spec.kind)
            .lines(3)
            .tall(height::FIELD_ROW)
            .of_project()
            .blocked(self.locked);
        let asked = value.to_owned();
        let done = outset(ui, |ui| {
            self.complete(ui, field, id, ask, Some(&asked), true)
        });
        if let Some(taken) = done.taken {
            text = taken.text;
        }
        (text != value).then_some(text)
    }

    /// A row with a label and words.
    pub(super) fn words(
        &mut self,
        ui: &mut Ui,
        spec: Spec<'_>,
        ask: Ask,
        value: &str,
    ) -> Option<String> {
        row(ui, spec.label, |ui| self.words_here(ui, spec, ask, value))
    }

    /// A row with another record, found by its name. Gives the one that was chosen.
    pub(super) fn record(
        &mut self,
        ui: &mut Ui,
        spec: Spec<'_>,
        kinds: &'static [Kind],
        value: Option<RecordId>,
    ) -> Option<Picked> {
        row(ui, spec.label, |ui| {
            self.record_here(ui, spec, kinds, value)
        })
    }

    pub(super) fn record_here(
        &mut self,
        ui: &mut Ui,
        spec: Spec<'_>,
        kinds: &'static [Kind],
        value: Option<RecordId>,
    ) -> Option<Picked> {
        let Some(current) = value else {
            return self.picker(ui, spec, kinds, "");
        };
        let id = self.field_id(spec.key);
        let label = self.project.label(current);
        let what = spec.name;
        let (picked, button) = with_buttons(ui, id, what, &[RowDo::Follow], None, |ui| {
            self.picker(ui, spec, kinds, &label)
        });
        if button.is_some() {
            self.select(current);
        }
        picked
    }

    /// A field that shows `current` and takes the name of a record.
    fn picker(
        &mut self,
        ui: &mut Ui,
        spec: Spec<'_>,
        kinds: &'static [Kind],
        current: &str,
    ) -> Option<Picked> {
        let id = self.field_id(spec.key);
        let draft = self.state.draft.as_ref().filter(|draft| draft.id == id);
        let mut text = draft.map_or_else(|| current.to_owned(), |draft| draft.text.clone());
        let was_focused = draft.is_some();
        let asked = text.clone();
        // The name that stands there is no question: what fits it would be that record alone.
        let ask_for = (asked != current || current.is_empty()).then_some(asked.as_str());
        let field = Field::resting(&mut text, spec.name)
            .hint(spec.hint)
            .kind(spec.kind)
            .lines(3)
            .tall(height::FIELD_ROW)
            .instead_of(current)
            .blocked(self.locked);
        let free = asked.trim().is_empty();
        let done = outset(ui, |ui| {
            self.complete(ui, field, id, Ask::Records(kinds), ask_for, free)
        });
        if let Some(record) = done.taken.as_ref().and_then(|taken| taken.record) {
            self.state.draft = None;
            ui.memory_mut(|memory| memory.surrender_focus(id));
            return Some(Picked::Record(record));
        }
        self.keep_draft(id, done.focused, &text, current);
        if done.focused && !was_focused {
            select_all(ui, id, &text);
        }
        let is_emptied = text.trim().is_empty() && !current.is_empty();
        (done.event == FieldEvent::Kept && is_emptied).then_some(Picked::Nothing)
    }
}

/// What was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Picked {
    Record(RecordId),
    /// The field was emptied.
    Nothing,
}

impl Picked {
    /// The record, if it is one.
    pub(super) fn record(self) -> Option<RecordId> {
        match self {
            Self::Record(id) => Some(id),
            Self::Nothing => None,
        }
    }
}

/// Selects all of a field's text, so that typing replaces it.
fn select_all(ui: &Ui, id: Id, text: &str) {
    let mut state = TextEditState::load(ui.ctx(), id).unwrap_or_default();
    let all = CCursorRange::two(CCursor::new(0), CCursor::new(text.chars().count()));
    state.cursor.set_char_range(Some(all));
    state.store(ui.ctx(), id);
}
