//! What the tool bars of table and matrix share: the saved view in use, how many rows there are.

use eframe::egui::Ui;

use crate::app::{Command, Pane};
use crate::model::Kind;
use crate::ui::ctx::Ctx;
use crate::ui::icons;
use crate::ui::theme::{Theme, Type, space};
use crate::ui::widgets::{Button, FilterChip, tooltip};

/// Characters of a name or value that a chip shows.
const VALUE_CHARS: usize = 24;

/// The saved view that is in use in `pane`, and what can be done where something else is shown than it says;
/// whether there is one. `what` is shown: "table".
pub(super) fn view_chip(ui: &mut Ui, ctx: &Ctx<'_>, pane: &Pane, what: &str, narrow: bool) -> bool {
    let Some(view) = ctx.app.view_in(pane) else {
        return false;
    };
    let name = match view.title.trim() {
        "" => "Untitled",
        name => name,
    };
    let shown = FilterChip {
        field: "View",
        relation: "",
        value: &cut(name),
    }
    .show_with(ui, "Leave the view");
    let changes = ctx.app.view_changes();
    if shown.removed {
        ctx.send(Command::LeaveView);
    } else if shown.response.clicked() {
        ctx.send(Command::UseView(view.id));
    }
    let tip = match changes {
        Some(what) => format!("{name}: its {what} differs. Click to show it as it was saved"),
        None => format!("{name}: shown as it was saved"),
    };
    tooltip(shown.response, &tip);
    if let Some(changed) = changes {
        let tip = format!("Store the {changed} of this {what} in the view");
        let update = Button::in_bar(icons::SAVE, "Update view", narrow).tooltip(&tip);
        if update.blocked(ctx.locked()).show(ui).clicked() {
            ctx.send(Command::UpdateView);
        }
    }
    true
}

/// About the width of [`view_chip`]; nothing where no view is in use.
pub(super) fn chip_width(ui: &Ui, ctx: &Ctx<'_>, pane: &Pane, narrow: bool) -> f32 {
    let Some(view) = ctx.app.view_in(pane) else {
        return 0.0;
    };
    let words = format!("View {}", cut(view.title.trim()));
    let words = Type::SMALL_MEDIUM.line(ui, &words, Theme::of(ui).text);
    let chip = words.size().x + 4.0 * space::M + icons::CARET + space::S;
    match ctx.app.view_changes() {
        Some(_) => chip + Button::in_bar(icons::SAVE, "Update view", narrow).width(ui),
        None => chip,
    }
}

/// The value, cut to what a tool bar has room for.
pub(super) fn cut(words: &str) -> String {
    match words.char_indices().nth(VALUE_CHARS) {
        Some((at, _)) => format!("{}…", words.get(..at).unwrap_or(words)),
        None => words.to_owned(),
    }
}

/// How many rows there are: "18 of 19 events", "19 events".
pub(super) fn count_words(kind: Kind, here: usize, all: usize) -> String {
    if here == all {
        kind.counted(all)
    } else {
        format!("{here} of {}", kind.counted(all))
    }
}
