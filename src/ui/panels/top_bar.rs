//! The bar at the top: menus, the search box, undo and redo, the panels.

use std::ops::Range;

use eframe::egui::{Align, Id, Layout, Rect, Ui, UiBuilder, pos2, vec2};

use crate::app::command::ACTIONS;
use crate::app::{Action, App, Command, Menu};
use crate::query::ResolvedQuery;
use crate::store::settings::ThemeChoice;
use crate::ui::ctx::Ctx;
use crate::ui::icons;
use crate::ui::theme::{height, space, width};
use crate::ui::widgets::{
    Button, FieldEvent, MenuItem, SearchBox, SearchSays, menu, menu_bar, menu_line,
};

/// The top bar's own state.
#[derive(Default)]
pub(in crate::ui) struct TopBar {
    /// The search as it stands in the box.
    text: String,
    /// The query as the project understands it, kept for its text and revision.
    resolved: Option<(String, u64, ResolvedQuery)>,
    focus: bool,
}

impl TopBar {
    fn search_id() -> Id {
        Id::unique("annals search")
    }

    /// Puts the cursor into the search box.
    pub(in crate::ui) fn focus_search(&mut self) {
        self.focus = true;
    }

    /// Whether the cursor is in the search box.
    pub(in crate::ui) fn is_searching(ctx: &eframe::egui::Context) -> bool {
        ctx.memory(|memory| memory.has_focus(Self::search_id()))
    }

    pub(in crate::ui) fn ui(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, counts: Option<(usize, usize)>) {
        let room = ui.max_rect();
        ui.spacing_mut().item_spacing.x = 0.0;
        let menus = Rect::from_min_max(
            pos2(room.left() + space::M, room.center().y - 14.0),
            pos2(room.center().x, room.center().y + 14.0),
        );
        ui.scope_builder(UiBuilder::new().max_rect(menus), |ui| {
            menu_bar(ui, |ui| {
                for &which in Menu::ALL {
                    menu(ui, which.name(), |ui| menu_rows(ui, ctx, which));
                }
            });
        });
        let right = 116.0;
        let left: f32 = 200.0;
        let wide = width::SEARCH
            .min(room.width() - 2.0 * left.max(right) - space::XL)
            .max(160.0);
        let centre = pos2(
            room.center().x.max(room.left() + left + wide / 2.0),
            room.center().y,
        );
        let place = Rect::from_center_size(centre, vec2(wide, height::SEARCH));
        ui.scope_builder(UiBuilder::new().max_rect(place), |ui| {
            self.search(ui, ctx, counts, wide);
        });
        let place = Rect::from_min_max(pos2(room.right() - right, room.top()), room.max);
        let layout = Layout::right_to_left(Align::Center);
        ui.scope_builder(UiBuilder::new().max_rect(place).layout(layout), |ui| {
            buttons(ui, ctx);
        });
    }

    fn search(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, counts: Option<(usize, usize)>, wide: f32) {
        let id = Self::search_id();
        let Some(work) = ctx.work() else {
            self.text.clear();
            let hint = "Open a project to search it";
            SearchBox::new(&mut self.text, id)
                .hint(hint)
                .blocked(true)
                .width(wide)
                .show(ui);
            return;
        };
        let focused = Self::is_searching(ui.ctx());
        if !focused {
            self.text.clone_from(&ctx.app.search.text);
        }
        let revision = work.project.revision();
        let fresh = |(text, at, _): &(String, u64, ResolvedQuery)| {
            *text == ctx.app.search.text && *at == revision
        };
        if !self.resolved.as_ref().is_some_and(fresh) {
            let resolved = ctx.app.search.query.resolve(&work.project);
            self.resolved = Some((ctx.app.search.text.clone(), revision, resolved));
        }
        let mistake = self
            .resolved
            .as_ref()
            .and_then(|(_, _, query)| query.mistakes().first());
        let mistake = mistake.map(ToString::to_string);
        let found = counts.map(|(here, all)| format!("{here} here, {all} in the project"));
        let says = match (&mistake, &found) {
            (Some(mistake), _) => SearchSays::Mistake(mistake),
            (None, Some(found)) if !self.text.is_empty() => SearchSays::Found(found),
            _ => SearchSays::Nothing,
        };
        let terms = ctx.app.search.query.terms();
        let same = self.text == ctx.app.search.text;
        let tokens: Vec<Range<usize>> = terms
            .iter()
            .filter(|term| same && term.kind.is_token())
            .map(|term| term.span.clone())
            .collect();
        let key = Action::Find
            .row()
            .shortcuts
            .first()
            .copied()
            .unwrap_or_default();
        let key = key.replace('+', " ");
        let shown = SearchBox::new(&mut self.text, id)
            .hint("Search everything")
            .key(&key)
            .says(says)
            .tokens(&tokens)
            .width(wide)
            .show(ui);
        if std::mem::take(&mut self.focus) {
            shown.response.request_focus();
        }
        match shown.event {
            FieldEvent::Left if !self.text.is_empty() => {
                self.text.clear();
                ctx.send(Command::Search(String::new()));
            }
            _ if self.text != ctx.app.search.text
                && (shown.cleared || shown.response.changed()) =>
            {
                ctx.send(Command::Search(self.text.clone()));
            }
            _ => {}
        }
    }
}

fn menu_rows(ui: &mut Ui, ctx: &Ctx<'_>, which: Menu) {
    let mut group = None;
    for row in ACTIONS {
        let Some((menu, place)) = row.place else {
            continue;
        };
        if menu != which {
            continue;
        }
        if group.is_some_and(|group| group != place) {
            menu_line(ui);
        }
        group = Some(place);
        let label = row.action.label(ctx.app);
        let reason = row.action.unavailable(ctx.app);
        let mut item = MenuItem::new(&label)
            .key(row.shortcuts.first().copied())
            .tooltip(row.hint)
            .blocked(reason.as_deref());
        item = match is_on(row.action, ctx.app) {
            Some(on) => item.ticked(on),
            None => item,
        };
        if item.show(ui).clicked() {
            ctx.act(row.action);
        }
    }
}

/// Whether something that can be on or off is on.
fn is_on(action: Action, app: &App) -> Option<bool> {
    let theme = |choice| Some(app.settings.theme == choice);
    match action {
        Action::ToggleNavigator => Some(app.settings.navigator),
        Action::ToggleInspector => Some(app.settings.inspector),
        Action::ThemeSystem => theme(ThemeChoice::System),
        Action::ThemeLight => theme(ThemeChoice::Light),
        Action::ThemeDark => theme(ThemeChoice::Dark),
        _ => None,
    }
}

fn buttons(ui: &mut Ui, ctx: &Ctx<'_>) {
    ui.add_space(space::L);
    let panel = |ui: &mut Ui, action: Action, icon, name: &str| {
        let reason = action.unavailable(ctx.app);
        let label = action.label(ctx.app);
        let keys = action.row().shortcuts.first().copied().unwrap_or_default();
        let tip = format!("{label} ({keys})");
        let shown = Button::icon_only(icon, name)
            .tooltip(&tip)
            .blocked(reason.as_deref())
            .show(ui);
        if shown.clicked() {
            ctx.act(action);
        }
    };
    panel(ui, Action::ToggleInspector, icons::PANEL, "Inspector");
    ui.add_space(space::M);
    panel(ui, Action::Redo, icons::REDO, "Redo");
    panel(ui, Action::Undo, icons::UNDO, "Undo");
}
