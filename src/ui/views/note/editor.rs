//! The text of a note being written: Markdown as it is, with links to records completed.

use std::sync::Arc;

use eframe::egui::text::{CCursor, CCursorRange, LayoutJob};
use eframe::egui::{EventFilter, Frame, Galley, Id, Rect, TextBuffer, TextEdit, Ui, vec2};

use super::data::{self, Candidate};
use crate::app::Workspace;
use crate::model::{Kind, Note, mentions};
use crate::ui::copy::Copy;
use crate::ui::icons::{self, Icon};
use crate::ui::kept::Kept;
use crate::ui::theme::{Theme, Type};
use crate::ui::widgets::whose_undo::{self, Stands};
use crate::ui::widgets::{Suggestion, suggesting};

/// What the empty text says.
const HINT: &str = "Write in Markdown. Type [[ to link to a record.";

/// The editor of one note.
#[derive(Default)]
pub(super) struct Editor {
    copy: Copy,
    candidates: Kept<u64, Arc<[Candidate]>>,
    best: Kept<(u64, String), Arc<[usize]>>,
}

impl Editor {
    /// The id of the text edit.
    pub(super) fn id(note: &Note) -> Id {
        Id::unique(("text of note", note.id.bits()))
    }

    /// What it holds.
    pub(super) fn text(&self) -> &str {
        &self.copy.text
    }

    /// Takes the project's text over where that changed elsewhere: by undo, mostly. The caret goes
    /// to where the text differs.
    pub(super) fn follow(&mut self, ui: &Ui, note: &Note) {
        if self.copy.is_behind(&note.text) {
            let caret = data::caret_after(&self.copy.text, &note.text);
            if let Some(mut state) = TextEdit::load_state(ui.ctx(), Self::id(note)) {
                // Undo is the project's; the text edit's own would bring back what is gone.
                state.clear_undoer();
                set_caret(ui, Self::id(note), state, caret);
            }
        }
        self.copy.follow(&note.text);
    }

    /// Shows it as wide as there is room; says whether the text was changed.
    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        work: &Workspace,
        note: &Note,
        locked: Option<&str>,
        least: f32,
    ) -> bool {
        let id = Self::id(note);
        let link = self.link(ui, id);
        let (candidates, best) = match &link {
            Some(link) => self.suggestions(work, note, link),
            None => (Arc::from([]), Arc::from([])),
        };
        let offered: Vec<&Candidate> = best.iter().map(|&at| &candidates[at]).collect();
        let suggestions: Vec<Suggestion<'_>> = offered
            .iter()
            .map(|candidate| Suggestion {
                detail: &candidate.detail,
                icon: Some(kind_icon(candidate.record.kind())),
                ..Suggestion::new(&candidate.label)
            })
            .collect();
        let (place, typed) = link.as_ref().map_or((0, String::new()), |link| {
            (link.start, self.copy.text[link.clone()].to_owned())
        });
        let text = &mut self.copy.text;
        let (changed, taken) = suggesting(ui, id, place, &typed, &suggestions, |ui, open| {
            edit(ui, id, text, locked.is_none(), open, least)
        });
        if let (Some(link), Some(candidate)) = (link, taken.and_then(|at| offered.get(at))) {
            // What was typed in this very frame is not lost: the caret tells how far it reaches.
            let end = self.caret(ui, id).unwrap_or(link.end).max(link.start);
            let text = &mut self.copy.text;
            let caret = data::put_link(text, link.start..end, candidate.record, &candidate.label);
            let caret = text.get(..caret).map_or(0, |before| before.chars().count());
            let state = TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
            set_caret(ui, id, state, caret);
            return true;
        }
        changed
    }

    /// The caret as a byte of the text, while the text is being written.
    fn caret(&self, ui: &Ui, id: Id) -> Option<usize> {
        if !ui.memory(|memory| memory.has_focus(id)) {
            return None;
        }
        let range = TextEdit::load_state(ui.ctx(), id)?.cursor.char_range()?;
        if range.primary.index != range.secondary.index {
            return None;
        }
        let at = self.copy.text.char_indices().nth(range.primary.index.0);
        Some(at.map_or(self.copy.text.len(), |(at, _)| at))
    }

    fn link(&self, ui: &Ui, id: Id) -> Option<std::ops::Range<usize>> {
        data::open_link(&self.copy.text, self.caret(ui, id)?)
    }

    fn suggestions(
        &mut self,
        work: &Workspace,
        note: &Note,
        link: &std::ops::Range<usize>,
    ) -> (Arc<[Candidate]>, Arc<[usize]>) {
        // The labels are kept while a link is being written, although each key stroke is a new
        // revision: nothing else changes meanwhile.
        let candidates = self.candidates.get("candidates", link.start as u64, || {
            data::candidates(&work.project, note.id).into()
        });
        let typed = self
            .copy
            .text
            .get(link.start + 2..link.end)
            .unwrap_or_default();
        let key = (link.start as u64, typed.to_owned());
        let best = self
            .best
            .get("best", key, || data::best(&candidates, typed).into());
        (candidates, best)
    }
}

fn set_caret(ui: &Ui, id: Id, mut state: eframe::egui::text_edit::TextEditState, caret: usize) {
    let caret = CCursor::new(caret);
    state.cursor.set_char_range(Some(CCursorRange::one(caret)));
    TextEdit::store_state(ui.ctx(), id, state);
}

/// Shows the text edit; says whether the text was changed, and where the caret is.
fn edit(
    ui: &mut Ui,
    id: Id,
    text: &mut String,
    usable: bool,
    hold: bool,
    least: f32,
) -> (bool, Rect) {
    let theme = Theme::of(ui);
    let mut layout =
        |ui: &Ui, buffer: &dyn TextBuffer, wrap: f32| layout(ui, theme, buffer.as_str(), wrap);
    let edit = TextEdit::multiline(text)
        .id(id)
        .frame(Frame::NONE)
        .font(Type::READING.font())
        .hint_text(Type::READING.rich(HINT, theme.text3))
        .desired_width(f32::INFINITY)
        .min_size(vec2(ui.available_width(), least))
        .interactive(usable)
        .event_filter(EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            tab: hold,
            escape: hold,
        })
        .layouter(&mut layout);
    let output = edit.show(ui);
    let caret = output.cursor_range.map(|range| range.primary);
    let caret = output.galley.pos_from_cursor(caret.unwrap_or_default());
    let caret = caret.translate(output.galley_pos.to_vec2());
    let response = output.response.response.accessible_name("Text of the note");
    whose_undo::mark(ui, &response, "", "", Stands::OfProject);
    (response.changed(), caret)
}

/// Lays the text out as it is typed; the ids of links step back behind their words.
fn layout(ui: &Ui, theme: &Theme, text: &str, wrap: f32) -> Arc<Galley> {
    let mut job = LayoutJob::default();
    job.wrap.max_width = wrap;
    job.keep_trailing_whitespace = true;
    let plain = Type::READING.format(theme.text);
    let dim = Type::READING.format(theme.text3);
    let mut from = 0;
    for mention in mentions(text) {
        let (start, end) = (mention.range.start, mention.range.end);
        let words = mention.words.map_or(0, str::len);
        let cut = (end - 2).saturating_sub(words);
        let parts = [
            (from..start, &plain),
            (start..cut, &dim),
            (cut..end - 2, &plain),
            (end - 2..end, &dim),
        ];
        for (part, format) in parts {
            if let Some(part) = text.get(part)
                && !part.is_empty()
            {
                job.append(part, 0.0, format.clone());
            }
        }
        from = end;
    }
    job.append(text.get(from..).unwrap_or_default(), 0.0, plain);
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

fn kind_icon(kind: Kind) -> Icon {
    match kind {
        Kind::Event => icons::EVENT,
        Kind::Source => icons::SOURCE,
        Kind::Claim => icons::CLAIM,
        Kind::Note => icons::NOTE,
        Kind::Annotation => icons::ANNOTATION,
        Kind::Capture => icons::CAPTURE,
        _ => icons::TAG,
    }
}
