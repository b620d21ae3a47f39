//! The tag manager: the tree of tags, and the one that is chosen with everything that can be done
//! to it.

mod data;
mod details;
mod list;
mod outlook;

#[cfg(test)]
mod tests;

use std::collections::HashSet;

use eframe::egui::{Align, Id, Layout, Rect, Ui, UiBuilder, pos2, vec2};

use super::View;
use crate::app::{App, Command, Workspace};
use crate::edit::{Edit, normal_path};
use crate::model::{Project, RecordId, TagId};
use crate::ui::ctx::Ctx;
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{Theme, Type, height, space};
use crate::ui::widgets::virtual_list::ListState;
use crate::ui::widgets::{Button, Empty, Field, FieldEvent, label, paint};
use data::Row;
use details::Details;

/// The room that the details take at the right.
const DETAILS: f32 = 320.0;
/// The width of the field that filters the tree, where there is room.
const FILTER: f32 = 220.0;
/// Below this width of the view the details stand below the tree.
const SIDE_BY_SIDE: f32 = 640.0;

/// The tag manager.
#[derive(Default)]
pub struct TagsView {
    filter: String,
    folded: HashSet<String>,
    chosen: Option<Chosen>,
    /// Where the chosen row stands among those listed, or stood last: for the one that takes its
    /// place when it goes.
    chosen_at: usize,
    /// Its place among all rows.
    chosen_row: Option<usize>,
    tree: Option<Tree>,
    list: ListState,
    details: Details,
    /// A tag that was just asked for, to be chosen when it is there.
    awaited: Option<String>,
    /// Bring the chosen row into sight.
    reveal: bool,
    /// Give the keyboard to the tree.
    focus: bool,
}

/// What is chosen in the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Chosen {
    /// A tag.
    Tag(TagId),
    /// A level that is no tag of its own.
    Level(String),
}

impl Chosen {
    fn of(row: &Row) -> Self {
        match row.tag.id {
            Some(id) => Self::Tag(id),
            None => Self::Level(row.tag.path.clone()),
        }
    }

    fn is(&self, row: &Row) -> bool {
        match (self, row.tag.id) {
            (Self::Tag(id), Some(of)) => *id == of,
            (Self::Level(path), None) => *path == row.tag.path,
            _ => false,
        }
    }
}

/// The rows, kept for the project's revision and the version of its counts, the filter and what is folded.
struct Tree {
    of: (u64, u64),
    rows: Vec<Row>,
    filter: String,
    folded: HashSet<String>,
    listed: Vec<usize>,
}

impl View for TagsView {
    fn title(&self, _app: &App) -> String {
        "Tags".to_owned()
    }

    fn icon(&self) -> Icon {
        icons::TAG
    }

    fn ui(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, focused: bool) {
        let Some(work) = ctx.work() else {
            return;
        };
        self.collect(work);
        let room = ui.max_rect();
        let bar = Rect::from_min_size(room.min, vec2(room.width(), height::TOOL_BAR));
        self.tool_bar(ui, ctx, bar);
        let below = Rect::from_min_max(pos2(room.left(), bar.bottom()), room.max);
        if work.project.tags().is_empty() && !self.details.is_adding() {
            let empty = Empty {
                icon: icons::TAG,
                title: "No tags yet",
                lines: &[
                    "Tags group sources, events, claims, notes and annotations.",
                    "Select records and press Ctrl+T to tag them, or begin with one here.",
                ],
                button: ctx.locked().is_none().then_some("New tag"),
            };
            let clicked = ui.scope_builder(UiBuilder::new().max_rect(below), |ui| empty.show(ui));
            if clicked.inner {
                self.details.add("");
            }
            return;
        }
        let (tree, side) = split(ui, below);
        ui.scope_builder(UiBuilder::new().max_rect(tree), |ui| {
            self.list(ui, ctx, focused);
        });
        ui.scope_builder(UiBuilder::new().max_rect(side), |ui| {
            self.details(ui, ctx);
        });
    }

    fn take_focus(&mut self) {
        self.focus = true;
    }

    fn scroll_to(&mut self, app: &App, record: RecordId) {
        let (RecordId::Tag(id), Some(work)) = (record, app.work()) else {
            return;
        };
        if let Some(tag) = work.project.tags().get(id) {
            self.choose_path(&tag.path.clone(), Chosen::Tag(id));
        }
    }
}

/// The rooms of the tree and of the details: side by side, or one below the other.
fn split(ui: &Ui, room: Rect) -> (Rect, Rect) {
    let theme = Theme::of(ui);
    if room.width() >= SIDE_BY_SIDE {
        let at = (room.right() - DETAILS).round();
        let line = eframe::egui::Stroke::new(1.0, theme.line);
        ui.painter().vline(at + 0.5, room.y_range(), line);
        room.split_left_right_at_x(at)
    } else {
        let at = (room.top() + room.height() * 0.45).round();
        paint::hairline(ui.painter(), theme, room.left(), room.right(), at);
        room.split_top_bottom_at_y(at)
    }
}

impl TagsView {
    /// Makes the rows anew where something that they depend on changed.
    fn collect(&mut self, work: &Workspace) {
        let of = (work.project.revision(), work.tag_counts_version());
        let is_new = self.tree.as_ref().is_none_or(|t| t.of != of);
        let rows = match self.tree.take() {
            Some(tree) if !is_new && tree.filter == self.filter && tree.folded == self.folded => {
                self.tree = Some(tree);
                return;
            }
            Some(tree) if !is_new => tree.rows,
            _ => data::rows(&work.project, work.tag_counts()),
        };
        let listed = data::listed(&rows, &self.filter, &self.folded);
        self.tree = Some(Tree {
            of,
            listed,
            rows,
            filter: self.filter.clone(),
            folded: self.folded.clone(),
        });
        if is_new {
            self.follow_choice(&work.project);
        }
        self.find_choice();
    }

    /// Finds where the chosen row stands.
    fn find_choice(&mut self) {
        let (Some(tree), Some(chosen)) = (&self.tree, &self.chosen) else {
            self.chosen_row = None;
            return;
        };
        self.chosen_row = tree.rows.iter().position(|row| chosen.is(row));
        let listed = self
            .chosen_row
            .and_then(|row| tree.listed.binary_search(&row).ok());
        self.chosen_at = listed.unwrap_or(self.chosen_at);
    }

    /// After a change: chooses the tag that was awaited, or another one for one that is gone.
    fn follow_choice(&mut self, project: &Project) {
        if let Some(path) = self.awaited.take()
            && let Some(tag) = project.tags().iter().find(|tag| tag.path == path)
        {
            let id = tag.id;
            self.choose_path(&path, Chosen::Tag(id));
            return;
        }
        let Some(tree) = &self.tree else {
            return;
        };
        let is_there = |chosen: &Chosen| tree.rows.iter().any(|row| chosen.is(row));
        if self.chosen.as_ref().is_some_and(|chosen| !is_there(chosen)) {
            let near = self.chosen_at.min(tree.listed.len().saturating_sub(1));
            let near = tree.listed.get(near);
            self.chosen = near.map(|&at| Chosen::of(&tree.rows[at]));
        }
    }

    /// Chooses a tag and opens everything above it.
    fn choose_path(&mut self, path: &str, chosen: Chosen) {
        let levels = path.match_indices('/').map(|(at, _)| path[..at].to_owned());
        levels.for_each(|level| {
            self.folded.remove(&level);
        });
        if let Some(tree) = &self.tree
            && !self.filter.is_empty()
            && !tree.listed.iter().any(|&at| chosen.is(&tree.rows[at]))
        {
            self.filter.clear();
        }
        self.chosen = Some(chosen);
        self.reveal = true;
        self.find_choice();
    }

    /// Chooses a row as the analyst does: the inspector follows.
    fn choose(&mut self, ctx: &Ctx<'_>, chosen: Chosen) {
        if let Chosen::Tag(id) = chosen {
            ctx.send(Command::Select(vec![id.into()]));
        }
        self.chosen = Some(chosen);
        self.find_choice();
    }

    fn tool_bar(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, bar: Rect) {
        let theme = Theme::of(ui);
        paint::hairline(
            ui.painter(),
            theme,
            bar.left(),
            bar.right(),
            bar.bottom() - 1.0,
        );
        let inside = bar.shrink2(vec2(space::XL, 0.0));
        let builder = UiBuilder::new()
            .max_rect(inside)
            .layout(Layout::left_to_right(Align::Center));
        let ends = self.new_button(ui, ctx, inside);
        ui.scope_builder(builder, |ui| {
            let field = Field::boxed(&mut self.filter, "Find a tag")
                .hint("Find a tag")
                .id(Id::unique("tag manager filter"))
                .width(FILTER.min(ends - inside.left()));
            let found = field.show(ui);
            if found.event == FieldEvent::Changed {
                self.list = ListState::default();
            }
            let n = ctx.work().map_or(0, |work| work.project.tags().len());
            let words = match &self.tree {
                Some(tree) if !self.filter.trim().is_empty() => {
                    let found = tree
                        .listed
                        .iter()
                        .filter(|&&at| tree.rows[at].tag.id.is_some());
                    format!("{} of {n}", found.count())
                }
                _ => crate::model::Kind::Tag.counted(n),
            };
            // In a narrow view the count is what can be done without.
            let count = Type::SMALL.line(ui, &words, theme.text3);
            if ui.available_rect_before_wrap().left() + count.size().x <= ends {
                label(ui, Type::SMALL, &words, theme.text3);
            }
        });
    }

    /// The button at the right of the tool bar; gives where the room left of it ends.
    fn new_button(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, inside: Rect) -> f32 {
        let builder = UiBuilder::new()
            .max_rect(inside)
            .layout(Layout::right_to_left(Align::Center));
        ui.scope_builder(builder, |ui| {
            let new = Button::secondary("New tag")
                .small()
                .icon(icons::PLUS)
                .blocked(ctx.locked());
            let new = new.show(ui);
            if new.clicked() {
                self.details.add("");
            }
            new.rect.left() - space::M
        })
        .inner
    }

    fn details(&mut self, ui: &mut Ui, ctx: &Ctx<'_>) {
        let Some(tree) = &self.tree else {
            return;
        };
        let row = self.chosen_row.and_then(|at| tree.rows.get(at));
        let wish = self.details.ui(ui, ctx, &tree.rows, row);
        if let Some(path) = wish.make {
            self.await_tag(ctx, &path);
        }
    }

    /// Makes a tag and chooses it when it is there.
    fn await_tag(&mut self, ctx: &Ctx<'_>, typed: &str) {
        self.awaited = normal_path(typed).ok();
        ctx.edit(Edit::NewTag {
            path: typed.to_owned(),
            colour: None,
        });
    }
}
