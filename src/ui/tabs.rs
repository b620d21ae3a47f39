//! The centre: views in tabs, tabs in tiles.

mod fit;
mod tiling;

use std::collections::HashMap;

use eframe::egui::{CornerRadius, Id, Ui};
use egui_tiles::{Tile, TileId, Tree};

use super::ctx::Ctx;
use super::icons;
use super::theme::Theme;
use super::views::{self, View, table::FirstRows};
use super::widgets::Empty;
use crate::app::{Action, Pane, Selection};
use crate::model::RecordId;
use tiling::Tiling;

/// The views that are open, and how they are arranged.
pub struct Tabs {
    tree: Tree<Pane>,
    views: HashMap<Pane, Box<dyn View>>,
    /// The view that has the focus.
    focused: Option<Pane>,
    /// The tab to reveal something in, once it is drawn.
    scroll_to: Option<RecordId>,
    /// What is changed there then.
    edit: Option<RecordId>,
}

impl Default for Tabs {
    fn default() -> Self {
        Self {
            tree: Tree::empty(Id::unique("annals tabs")),
            views: HashMap::new(),
            focused: None,
            scroll_to: None,
            edit: None,
        }
    }
}

impl Tabs {
    /// Closes all tabs.
    pub fn reset(&mut self) {
        *self = Self::default();
    }

    /// The view that has the focus.
    #[must_use]
    pub fn focused(&self) -> Option<&Pane> {
        self.focused.as_ref()
    }

    /// The rows of the view that has the focus.
    #[must_use]
    pub fn rows(&self) -> Selection {
        let view = self.focused.as_ref().and_then(|pane| self.views.get(pane));
        view.map_or_else(Selection::default, |view| view.rows())
    }

    /// Whether a view waits for a job before it shows what was asked for.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.views.values().any(|view| view.is_busy())
    }

    /// Selects all of the text in the view that has the focus; false if it shows none.
    pub fn select_all(&mut self) -> bool {
        let view = self.focused.as_ref();
        let view = view.and_then(|pane| self.views.get_mut(pane));
        view.is_some_and(|view| view.select_all())
    }

    /// What the view with the focus found for the search: rows here and in the project.
    #[must_use]
    pub fn counts(&self) -> Option<(usize, usize)> {
        let view = self.focused.as_ref().and_then(|pane| self.views.get(pane));
        view.and_then(|view| view.counts())
    }

    /// Shows `pane`: the tab that has it, or a new one beside the one with the focus.
    pub fn show(&mut self, pane: Pane) {
        self.turn(&pane);
        if self.tree.tiles.find_pane(&pane).is_none() {
            let tile = self.tree.tiles.insert_pane(pane.clone());
            match self.home() {
                Some(home) => self.put_into(home, tile),
                None => {
                    let root = self.tree.tiles.insert_tab_tile(vec![tile]);
                    self.tree.root = Some(root);
                }
            }
        }
        self.tree
            .make_active(|_, tile| matches!(tile, Tile::Pane(other) if *other == pane));
        self.focused = Some(pane);
    }

    /// One tab is for the disagreements of an event: another event is shown in its place.
    fn turn(&mut self, pane: &Pane) {
        if !matches!(pane, Pane::Disagreements(Some(_)))
            || self.tree.tiles.find_pane(pane).is_some()
        {
            return;
        }
        let shows_one =
            |tile: &&mut Tile<Pane>| matches!(tile, Tile::Pane(Pane::Disagreements(Some(_))));
        if let Some(Tile::Pane(shown)) = self.tree.tiles.tiles_mut().find(shows_one) {
            let before = std::mem::replace(shown, pane.clone());
            self.views.remove(&before);
        }
    }

    /// Gives the keyboard to the view that has the focus.
    pub fn take_focus(&mut self) {
        if let Some(pane) = self.focused.clone() {
            let view = self.views.entry(pane.clone());
            view.or_insert_with(|| views::open(&pane)).take_focus();
        }
    }

    /// Lets whatever view has the focus show these rows until it has its own.
    pub(super) fn show_first(&mut self, rows: FirstRows) {
        let view = self.focused.clone();
        if let Some(pane) = view {
            let view = self.views.entry(pane.clone());
            view.or_insert_with(|| views::open(&pane)).show_first(rows);
        }
    }

    /// Scrolls whatever view has the focus to a record.
    pub fn scroll_to(&mut self, record: RecordId) {
        self.scroll_to = Some(record);
    }

    /// Begins to change a record in whatever view has the focus.
    pub fn edit(&mut self, record: RecordId) {
        self.edit = Some(record);
    }

    /// The tabs that a new one joins: those of the view with the focus, else the first.
    fn home(&self) -> Option<TileId> {
        let tiles = &self.tree.tiles;
        let focused = self.focused.as_ref().and_then(|pane| tiles.find_pane(pane));
        let any = || {
            tiles
                .iter()
                .find(|(_, tile)| matches!(tile, Tile::Pane(_)))
                .map(|(id, _)| *id)
        };
        let tile = focused.or_else(any)?;
        tiles.parent_of(tile).or(self.tree.root)
    }

    fn put_into(&mut self, home: TileId, tile: TileId) {
        match self.tree.tiles.get_mut(home) {
            Some(Tile::Container(egui_tiles::Container::Tabs(tabs))) => tabs.add_child(tile),
            _ => self
                .tree
                .move_tile_to_container(tile, home, usize::MAX, true),
        }
    }

    /// Closes the tab with the focus.
    pub fn close_focused(&mut self) {
        if let Some(pane) = self.focused.take() {
            self.close(&pane);
        }
    }

    fn close(&mut self, pane: &Pane) {
        let Some(tile) = self.tree.tiles.find_pane(pane) else {
            return;
        };
        let home = self.tree.tiles.parent_of(tile);
        self.tree.remove_recursively(tile);
        self.views.remove(pane);
        // The tab beside it takes the focus, one of the same tile if there is one.
        let near = home
            .and_then(|home| self.tree.tiles.get_container(home))
            .and_then(|container| {
                container
                    .children()
                    .find_map(|child| self.tree.tiles.get_pane(child).cloned())
            });
        let any = || {
            self.tree.tiles.tiles().find_map(|tile| match tile {
                Tile::Pane(pane) => Some(pane.clone()),
                Tile::Container(_) => None,
            })
        };
        if self.focused.is_none() || self.focused.as_ref() == Some(pane) {
            self.focused = near.or_else(any);
        }
    }

    /// Moves the tab with the focus into a tile of its own, at the right.
    pub fn split_right(&mut self) {
        let tiles = &mut self.tree.tiles;
        let Some(tile) = self.focused.as_ref().and_then(|pane| tiles.find_pane(pane)) else {
            return;
        };
        let Some(home) = tiles.parent_of(tile) else {
            return;
        };
        let n_tabs = tiles
            .get_container(home)
            .map_or(0, |home| home.children().count());
        if n_tabs < 2 {
            return;
        }
        if let Some(Tile::Container(container)) = tiles.get_mut(home) {
            container.remove_child(tile);
        }
        let own = tiles.insert_tab_tile(vec![tile]);
        match tiles.parent_of(home) {
            Some(row) => {
                let place = tiles
                    .get_container(row)
                    .and_then(|row| row.children().position(|&child| child == home));
                self.tree.move_tile_to_container(
                    own,
                    row,
                    place.map_or(usize::MAX, |at| at + 1),
                    true,
                );
            }
            None => {
                let row = tiles.insert_horizontal_tile(vec![home, own]);
                self.tree.root = Some(row);
            }
        }
    }

    /// Draws the tiles.
    pub fn ui(&mut self, ui: &mut Ui, ctx: &Ctx<'_>) {
        let app = ctx.app;
        let dead: Vec<Pane> = self
            .views
            .iter()
            .filter(|(_, view)| !view.is_alive(app))
            .map(|(pane, _)| pane.clone())
            .collect();
        dead.iter().for_each(|pane| self.close(pane));
        if self.tree.tiles.is_empty() || self.tree.root.is_none() {
            let theme = Theme::of(ui);
            ui.painter()
                .rect_filled(ui.max_rect(), CornerRadius::ZERO, theme.surface);
            let empty = Empty {
                icon: icons::TABLE,
                title: "Nothing open",
                lines: &["Choose a list at the left, or press Ctrl+1 for the events."],
                button: Some("Show events"),
            };
            if empty.show(ui) {
                ctx.act(Action::ShowEvents);
            }
            return;
        }
        if let (Some(record), Some(pane)) = (self.scroll_to.take(), self.focused.clone()) {
            let view = self
                .views
                .entry(pane.clone())
                .or_insert_with(|| views::open(&pane));
            view.scroll_to(app, record);
            if let Some(record) = self.edit.take() {
                view.edit(record);
            }
        }
        let mut behaviour = Tiling::new(&mut self.views, ctx, self.focused.clone());
        self.tree.ui(&mut behaviour, ui);
        let Tiling { focused, close, .. } = behaviour;
        self.focused = focused;
        close.iter().for_each(|pane| self.close(pane));
    }
}
