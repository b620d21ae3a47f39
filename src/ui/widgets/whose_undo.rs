//! Whose the undo keys are while a text has the focus: the text's own, or the project's.
//!
//! A text that is not yet part of the project (a comment that is being written, a path, a name before it is kept)
//! takes back its own typing: egui's text edit does that, and no step of the project is lost unseen. A text that *is*
//! the project's, changed with every letter, leaves the keys to the project's history, which then shows in the text.
//!
//! The rule: a text edit keeps the keys, unless [`mark`] says otherwise in each frame in which it has the focus.
//! [`Field`](super::Field) and [`SearchBox`](super::SearchBox) mark themselves: `of_project` for what changes by the
//! letter, `instead_of` for a draft of something that the project has, and all others as drafts of something new. A
//! draft that nobody typed into, or that was sent and is empty again, has nothing to take back: then the keys are the
//! project's, so that what was just added can be taken back at once.

use eframe::egui::text_edit::TextEditState;
use eframe::egui::{Context, Id, Response, Ui};

/// What a text stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands<'a> {
    /// It is the project's: every letter is a change of it.
    OfProject,
    /// It is a draft in the place of these words of the project; empty if it is new.
    InsteadOf(&'a str),
}

/// What is remembered of the text that has the focus.
#[derive(Debug, Clone)]
struct Focused {
    id: Id,
    of_project: bool,
    /// Typed into since it got the focus, or since what it held was taken into the project.
    typed: bool,
    was_empty: bool,
    /// What it stood in the place of.
    words: String,
}

/// Whether the text that has the focus takes its own typing back.
#[must_use]
pub fn is_own(ctx: &Context) -> bool {
    let focused = ctx.memory(eframe::egui::Memory::focused);
    let of_project = known(ctx).filter(|known| known.of_project);
    ctx.text_edit_focused() && focused != of_project.map(|known| known.id)
}

/// Says what a text stands for; `before` and `after` are what it held before and after it was shown.
pub fn mark(ui: &Ui, response: &Response, before: &str, after: &str, stands: Stands<'_>) {
    let id = response.id;
    let known = known(ui.ctx()).filter(|known| known.id == id);
    if !response.has_focus() {
        if known.is_some() {
            ui.data_mut(|data| data.remove::<Focused>(memory()));
        }
        return;
    }
    let words = match stands {
        Stands::OfProject => "",
        Stands::InsteadOf(words) => words,
    };
    let typed = known.as_ref().is_some_and(|known| known.typed);
    // It held something and was emptied by somebody else, or the project has now what it holds.
    let sent = known.as_ref().is_some_and(|known| {
        let was_sent = before.is_empty() && !known.was_empty;
        typed && (was_sent || (before == words && known.words != words))
    });
    let fresh = known.is_none() && stands == Stands::InsteadOf(before);
    if sent || fresh {
        forget_typing(ui, id);
    }
    let typed = (typed && !sent) || before != after;
    let focused = Focused {
        id,
        of_project: match stands {
            Stands::OfProject => true,
            Stands::InsteadOf(words) => after == words && !typed,
        },
        typed,
        was_empty: after.is_empty(),
        words: words.to_owned(),
    };
    ui.data_mut(|data| data.insert_temp(memory(), focused));
}

fn memory() -> Id {
    Id::unique("whose undo")
}

fn known(ctx: &Context) -> Option<Focused> {
    ctx.data(|data| data.get_temp(memory()))
}

fn forget_typing(ui: &Ui, id: Id) {
    if let Some(mut state) = TextEditState::load(ui.ctx(), id) {
        state.clear_undoer();
        state.store(ui.ctx(), id);
    }
}
