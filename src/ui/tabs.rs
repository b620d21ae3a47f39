//! The centre: views in tabs, tabs in tiles.

use std::collections::HashMap;

use eframe::egui::{
    self, Align, Color32, CornerRadius, CursorIcon, Id, Rect, Response, Role, Sense, Stroke, Ui,
    Vec2, WidgetInfo, WidgetText, pos2, vec2,
};
use egui_tiles::{
    Behavior, SimplificationOptions, TabState, Tile, TileId, Tiles, Tree, UiResponse,
};

use super::ctx::Ctx;
use super::icons::{self, Icon};
use super::theme::{Theme, Type, height, radius, space, stroke, width};
use super::views::{self, View};
use super::widgets::{Button, Empty, MenuItem, menu_under, paint, tooltip};
use crate::app::{Action, App, Command, Pane};
use crate::model::{Kind, RecordId};

/// The views that are open, and how they are arranged.
pub struct Tabs {
    tree: Tree<Pane>,
    views: HashMap<Pane, Box<dyn View>>,
    /// The view that has the focus.
    focused: Option<Pane>,
    /// The tab to reveal something in, once it is drawn.
    scroll_to: Option<RecordId>,
}

impl Default for Tabs {
    fn default() -> Self {
        Self {
            tree: Tree::empty(Id::unique("annals tabs")),
            views: HashMap::new(),
            focused: None,
            scroll_to: None,
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
    pub fn rows(&self) -> &[RecordId] {
        let view = self.focused.as_ref().and_then(|pane| self.views.get(pane));
        view.map_or(&[], |view| view.rows())
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

    /// Gives the keyboard to the view that has the focus.
    pub fn take_focus(&mut self) {
        if let Some(pane) = self.focused.clone() {
            let view = self.views.entry(pane.clone());
            view.or_insert_with(|| views::open(&pane)).take_focus();
        }
    }

    /// Scrolls whatever view has the focus to a record.
    pub fn scroll_to(&mut self, record: RecordId) {
        self.scroll_to = Some(record);
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
        }
        let mut behaviour = Tiling {
            views: &mut self.views,
            ctx,
            focused: self.focused.clone(),
            close: Vec::new(),
        };
        self.tree.ui(&mut behaviour, ui);
        let Tiling { focused, close, .. } = behaviour;
        self.focused = focused;
        close.iter().for_each(|pane| self.close(pane));
    }
}

struct Tiling<'a, 'b> {
    views: &'a mut HashMap<Pane, Box<dyn View>>,
    ctx: &'a Ctx<'b>,
    focused: Option<Pane>,
    close: Vec<Pane>,
}

impl Tiling<'_, '_> {
    fn view(&mut self, pane: &Pane) -> &mut dyn View {
        self.views
            .entry(pane.clone())
            .or_insert_with(|| views::open(pane))
            .as_mut()
    }

    fn title(&mut self, pane: &Pane) -> (Icon, String) {
        let app: &App = self.ctx.app;
        let view = self.view(pane);
        (view.icon(), view.title(app))
    }

    /// Paints a tab and gives whether its cross was clicked.
    fn paint_tab(&mut self, ui: &mut Ui, tab: &Response, pane: &Pane, active: bool) -> bool {
        let theme = Theme::of(ui);
        let (icon, title) = self.title(pane);
        let rect = tab.rect;
        let fill = if active {
            theme.surface
        } else {
            paint::quiet_fill(ui, tab)
        };
        let painter = ui.painter().clone();
        painter.rect_filled(rect, CornerRadius::ZERO, fill);
        painter.vline(
            rect.right() - 0.5,
            rect.y_range(),
            Stroke::new(stroke::LINE, theme.line),
        );
        if active && self.focused.as_ref() == Some(pane) {
            let edge = Rect::from_min_size(rect.min, vec2(rect.width() - 1.0, stroke::FOCUS));
            painter.rect_filled(edge, CornerRadius::ZERO, theme.accent);
        }
        if !active {
            painter.hline(
                rect.x_range(),
                rect.bottom() - 0.5,
                Stroke::new(stroke::LINE, theme.line),
            );
        }
        let ink = if active { theme.text } else { theme.text2 };
        let left = rect.left() + space::L;
        let centre = pos2(left + icons::NORMAL / 2.0, rect.center().y);
        icon.paint(ui, &painter, centre, icons::NORMAL, ink);
        let kind = if active {
            Type::BODY_MEDIUM
        } else {
            Type::BODY
        };
        let galley = kind.cut(ui, &title, ink, width::TAB_TITLE);
        paint::text_at(
            &painter,
            left + icons::NORMAL + space::M,
            rect,
            Align::Min,
            &galley,
        );
        if tab.has_focus() {
            paint::focus_inside(&painter, theme, rect.shrink(2.0), radius::CONTROL);
        }
        if !(active || tab.hovered() || tab.contains_pointer()) {
            return false;
        }
        let at = pos2(rect.right() - space::L - 6.0, rect.center().y);
        let cross = Rect::from_center_size(at, Vec2::splat(20.0));
        let id = Id::unique(("close tab", pane));
        let cross = ui.interact(cross, id, Sense::click());
        cross.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Close {title}")));
        let fill = paint::quiet_fill(ui, &cross);
        painter.rect_filled(cross.rect, CornerRadius::same(radius::CONTROL), fill);
        icons::CLOSE.paint(ui, &painter, at, icons::CARET, theme.text2);
        tooltip(cross, "Close the tab (Ctrl+W)").clicked()
    }
}

impl Behavior<Pane> for Tiling<'_, '_> {
    fn pane_ui(&mut self, ui: &mut Ui, _tile: TileId, pane: &mut Pane) -> UiResponse {
        let theme = Theme::of(ui);
        let room = ui.max_rect();
        ui.painter()
            .rect_filled(room, CornerRadius::ZERO, theme.surface);
        let pressed = ui.input(|input| {
            input.pointer.any_pressed()
                && input
                    .pointer
                    .interact_pos()
                    .is_some_and(|at| room.contains(at))
        });
        // Only a press on the view itself counts, not one on a menu or a notice above it.
        let on_top = ui
            .input(|input| input.pointer.interact_pos())
            .is_none_or(|at| {
                ui.ctx()
                    .layer_id_at(at)
                    .is_none_or(|layer| layer == ui.layer_id())
            });
        if pressed && on_top {
            self.focused = Some(pane.clone());
        }
        let focused = self.focused.as_ref() == Some(pane);
        let ctx = self.ctx;
        self.view(pane).ui(ui, ctx, focused);
        UiResponse::None
    }

    fn tab_title_for_pane(&mut self, pane: &Pane) -> WidgetText {
        self.title(pane).1.into()
    }

    fn tab_ui(
        &mut self,
        tiles: &mut Tiles<Pane>,
        ui: &mut Ui,
        id: Id,
        tile_id: TileId,
        state: &TabState,
    ) -> Response {
        let Some(pane) = tiles.get_pane(&tile_id).cloned() else {
            let rect = ui.available_rect_before_wrap();
            return ui.interact(rect, id, Sense::hover());
        };
        let (_, title) = self.title(&pane);
        let theme = Theme::of(ui);
        let kind = if state.active {
            Type::BODY_MEDIUM
        } else {
            Type::BODY
        };
        let galley = kind.cut(ui, &title, theme.text, width::TAB_TITLE);
        let cross = if state.active { space::M + 20.0 } else { 0.0 };
        let wide = space::L + icons::NORMAL + space::M + galley.size().x.ceil() + cross + space::L;
        let (_, rect) = ui.allocate_space(vec2(wide, height::TAB));
        let tab = ui.interact(rect, id, Sense::click_and_drag());
        tab.widget_info(|| WidgetInfo::selected(Role::Tab, true, state.active, &title));
        if ui.is_rect_visible(rect) && !state.is_being_dragged {
            let close = self.paint_tab(ui, &tab, &pane, state.active);
            if close || tab.clicked_by(egui::PointerButton::Middle) {
                self.close.push(pane.clone());
            }
        }
        let tab = if galley.elided {
            tooltip(tab, &title)
        } else {
            tab
        };
        self.on_tab_button(
            tiles,
            tile_id,
            tab.on_hover_cursor(CursorIcon::PointingHand),
        )
    }

    fn on_tab_button(
        &mut self,
        tiles: &mut Tiles<Pane>,
        tile_id: TileId,
        tab: Response,
    ) -> Response {
        if tab.clicked() || tab.drag_started() {
            self.focused = tiles.get_pane(&tile_id).cloned();
        }
        tab
    }

    fn tab_bar_trailing_ui(
        &mut self,
        _: &Tiles<Pane>,
        ui: &mut Ui,
        _: TileId,
        _: &egui_tiles::Tabs,
    ) {
        ui.add_space(space::S);
        let plus = Button::icon_only(icons::PLUS, "Open a view").show(ui);
        menu_under(&plus, |ui| {
            for (label, icon, pane) in OPENABLE {
                if MenuItem::new(label).icon(*icon).show(ui).clicked() {
                    self.ctx.send(Command::Show(pane.clone()));
                }
            }
        });
    }

    fn top_bar_right_ui(
        &mut self,
        tiles: &Tiles<Pane>,
        ui: &mut Ui,
        _tile: TileId,
        tabs: &egui_tiles::Tabs,
        _scroll: &mut f32,
    ) {
        ui.add_space(space::M);
        let single = tabs.children.len() < 2;
        let reason = single.then_some("There is no other tab to stand beside.");
        let split = Button::icon_only(icons::SPLIT, "Show this tab beside the others")
            .blocked(reason)
            .show(ui);
        if split.clicked() {
            self.focused = tabs.active.and_then(|tile| tiles.get_pane(&tile).cloned());
            self.ctx.act(Action::SplitRight);
        }
    }

    fn tab_bar_height(&self, _: &egui::Style) -> f32 {
        height::TAB
    }

    fn gap_width(&self, _: &egui::Style) -> f32 {
        1.0
    }

    fn min_size(&self) -> f32 {
        320.0
    }

    fn simplification_options(&self) -> SimplificationOptions {
        SimplificationOptions {
            all_panes_must_have_tabs: true,
            ..SimplificationOptions::default()
        }
    }

    fn tab_bar_color(&self, visuals: &egui::Visuals) -> Color32 {
        Theme::named(visuals.dark_mode).raised
    }

    fn tab_bar_hline_stroke(&self, visuals: &egui::Visuals) -> Stroke {
        Stroke::new(stroke::LINE, Theme::named(visuals.dark_mode).line)
    }

    fn resize_stroke(&self, style: &egui::Style, state: egui_tiles::ResizeState) -> Stroke {
        let theme = Theme::named(style.visuals.dark_mode);
        match state {
            egui_tiles::ResizeState::Idle => Stroke::new(stroke::LINE, theme.line),
            egui_tiles::ResizeState::Hovering => Stroke::new(stroke::LINE, theme.edge),
            egui_tiles::ResizeState::Dragging => Stroke::new(stroke::FOCUS, theme.accent),
        }
    }
}

/// What the plus sign beside the tabs offers.
const OPENABLE: &[(&str, Icon, Pane)] = &[
    ("Events", icons::EVENT, Pane::Table(Kind::Event)),
    ("Sources", icons::SOURCE, Pane::Table(Kind::Source)),
    ("Claims", icons::CLAIM, Pane::Table(Kind::Claim)),
    ("Notes", icons::NOTE, Pane::Table(Kind::Note)),
    (
        "Annotations",
        icons::ANNOTATION,
        Pane::Table(Kind::Annotation),
    ),
    ("Problems", icons::PROBLEM, Pane::Problems),
    ("Tags", icons::TAG, Pane::Tags),
];
