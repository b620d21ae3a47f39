//! What is said where there are no rows: why, and what to do about it.

use eframe::egui::Ui;

use super::DisagreeView;
use super::data::Shown;
use crate::app::{Action, Workspace};
use crate::evidence::matrix::{Only, Wanted};
use crate::model::Kind;
use crate::ui::ctx::Ctx;
use crate::ui::icons::{self, Icon};
use crate::ui::views::in_bar::cut;
use crate::ui::widgets::Empty;

impl DisagreeView {
    pub(super) fn nothing(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, work: &Workspace, shown: &Shown) {
        let wanted = self.wanted(ctx.app);
        if self.keeper.is_busy() {
            let line = "Claims of all events are held against each other.";
            empty(ui, icons::DISAGREEMENTS, "Comparing events", &[line], None);
        } else if shown.all_rows() > 0 && shown.found == 0 {
            let search = cut(self.finder.text());
            let line = format!("No event that sources speak of matches “{search}”.");
            if empty(
                ui,
                icons::SEARCH,
                "No events found",
                &[&line],
                Some("Clear search"),
            ) {
                ctx.act(Action::ClearSearch);
            }
        } else if shown.all_rows() > 0 {
            let title = match wanted.only {
                Only::Unresolved => "Nothing in conflict is left open",
                Only::All | Only::Conflicts => "Nothing is in conflict",
            };
            let line = if shown.found < shown.all_rows() {
                let found = Kind::Event.counted(shown.found);
                format!("The filter leaves no row of the {found} that the search finds.")
            } else {
                "The filter leaves no row.".to_owned()
            };
            if empty(ui, icons::FILTER, title, &[&line], Some("Show all rows")) {
                let only = Only::All;
                self.want(ctx, Wanted { only, ..wanted });
            }
        } else if wanted.until.is_some() {
            let title = "Nothing was reported by then";
            let line = "Choose a later day above, or all.";
            if empty(
                ui,
                icons::DISAGREEMENTS,
                title,
                &[line],
                Some("Show all days"),
            ) {
                self.want(
                    ctx,
                    Wanted {
                        until: None,
                        ..wanted
                    },
                );
            }
        } else {
            let of = if self.event.is_some() {
                "this event"
            } else {
                "an event"
            };
            let line = format!("Select words in a source and say what they claim about {of}.");
            let lines: &[&str] = &[&line, "What sources say then stands side by side here."];
            let has_sources = work.project.count(Kind::Source) > 0;
            let button = has_sources.then_some("Show sources");
            if empty(ui, icons::CLAIM, "No claims yet", lines, button) {
                ctx.act(Action::ShowSources);
            }
        }
    }
}

fn empty(ui: &mut Ui, icon: Icon, title: &str, lines: &[&str], button: Option<&str>) -> bool {
    let empty = Empty {
        icon,
        title,
        lines,
        button,
    };
    empty.show(ui)
}
