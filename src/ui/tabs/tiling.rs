//! How tiles, tabs and what stands beside them are drawn.

use std::collections::HashMap;

use eframe::egui::{
    self, Align, Color32, CornerRadius, CursorIcon, Id, Rect, Response, Role, Sense, Stroke, Ui,
    Vec2, WidgetInfo, WidgetText, pos2, vec2,
};
use egui_tiles::{Behavior, SimplificationOptions, TabState, TileId, Tiles, UiResponse};

use super::fit::fit;
use crate::app::{Action, App, Command, Pane};
use crate::model::Kind;
use crate::ui::ctx::Ctx;
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{Theme, Type, height, radius, space, stroke, width};
use crate::ui::views::{self, View};
use crate::ui::widgets::{Button, MenuItem, menu_under, paint, tooltip};

/// A tab without its title.
const AROUND_TITLE: f32 = space::L + icons::NORMAL + space::M + space::L;
/// What the cross adds.
const CROSS: f32 = space::M + 20.0;
/// A button after the tabs, with the room before it.
const AFTER: f32 = space::S + height::BUTTON;

/// One frame of the tiles.
pub(super) struct Tiling<'a, 'b> {
    views: &'a mut HashMap<Pane, Box<dyn View>>,
    ctx: &'a Ctx<'b>,
    /// The view that has the focus.
    pub(super) focused: Option<Pane>,
    /// Tabs that are to be closed.
    pub(super) close: Vec<Pane>,
    /// The widths of the tabs of the tile that is being drawn; those that are not here find no room.
    shown: HashMap<TileId, f32>,
}

impl<'a, 'b> Tiling<'a, 'b> {
    pub(super) fn new(
        views: &'a mut HashMap<Pane, Box<dyn View>>,
        ctx: &'a Ctx<'b>,
        focused: Option<Pane>,
    ) -> Self {
        Self {
            views,
            ctx,
            focused,
            close: Vec::new(),
            shown: HashMap::new(),
        }
    }
}

impl Tiling<'_, '_> {
    /// Finds which tabs of a tile have room beside each other; the others go into a menu.
    fn fit(&mut self, ui: &Ui, tiles: &Tiles<Pane>, tabs: &egui_tiles::Tabs) {
        let mut widths = Vec::with_capacity(tabs.children.len());
        for &tile in &tabs.children {
            let Some(pane) = tiles.get_pane(&tile).cloned() else {
                widths.push(0.0);
                continue;
            };
            let (_, title) = self.title(&pane);
            let active = tabs.active == Some(tile);
            let title = tab_kind(active).cut(ui, &title, Color32::PLACEHOLDER, width::TAB_TITLE);
            let cross = if active { CROSS } else { 0.0 };
            widths.push(AROUND_TITLE + title.size().x.ceil() + cross);
        }
        let active = tabs.active;
        let active = active.and_then(|tile| tabs.children.iter().position(|&child| child == tile));
        // A little is left, so that egui_tiles never finds that something has to scroll.
        let room = ui.available_width() - AFTER - space::XS;
        let fits = fit(&widths, active, room, AFTER);
        self.shown = (tabs.children.iter().copied().zip(fits))
            .filter_map(|(tile, wide)| Some((tile, wide?)))
            .collect();
    }

    /// The menu of the tabs that find no room.
    fn others(&self, ui: &mut Ui, others: &[(Icon, String, Pane)]) {
        if others.is_empty() {
            return;
        }
        let name = match others.len() {
            1 => "1 more tab".to_owned(),
            n => format!("{n} more tabs"),
        };
        ui.add_space(space::S);
        let more = Button::icon_only(icons::CARET_DOWN, &name).show(ui);
        menu_under(&more, |ui| {
            for (icon, title, pane) in others {
                if MenuItem::new(title).icon(*icon).show(ui).clicked() {
                    self.ctx.send(Command::Show(pane.clone()));
                }
            }
        });
    }

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
        // The cross needs its room, also where it comes with the pointer.
        let has_cross = active || tab.hovered() || tab.contains_pointer();
        let most = title_width(rect.width(), has_cross);
        let galley = tab_kind(active).cut(ui, &title, ink, most);
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
        if !has_cross {
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
        let Some(&wide) = self.shown.get(&tile_id) else {
            // It is in the menu; here it has a place, for tabs that are dragged, but no room.
            let (_, rect) = ui.allocate_space(vec2(0.0, height::TAB));
            return ui.interact(rect, id, Sense::hover());
        };
        let most = title_width(wide, state.active);
        let galley = tab_kind(state.active).cut(ui, &title, Color32::PLACEHOLDER, most);
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
        tiles: &Tiles<Pane>,
        ui: &mut Ui,
        _: TileId,
        tabs: &egui_tiles::Tabs,
    ) {
        let hidden = tabs
            .children
            .iter()
            .filter(|tile| !self.shown.contains_key(tile));
        let hidden: Vec<Pane> = hidden
            .filter_map(|tile| tiles.get_pane(tile).cloned())
            .collect();
        let others: Vec<(Icon, String, Pane)> = hidden
            .into_iter()
            .map(|pane| {
                let (icon, title) = self.title(&pane);
                (icon, title, pane)
            })
            .collect();
        self.others(ui, &others);
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
        self.fit(ui, tiles, tabs);
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

fn tab_kind(active: bool) -> Type {
    if active {
        Type::BODY_MEDIUM
    } else {
        Type::BODY
    }
}

/// The room of the title in a tab.
fn title_width(tab: f32, active: bool) -> f32 {
    let cross = if active { CROSS } else { 0.0 };
    (tab - AROUND_TITLE - cross).min(width::TAB_TITLE)
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
    (
        "Disagreements",
        icons::DISAGREEMENTS,
        Pane::Disagreements(None),
    ),
    ("Problems", icons::PROBLEM, Pane::Problems),
    ("Tags", icons::TAG, Pane::Tags),
];
