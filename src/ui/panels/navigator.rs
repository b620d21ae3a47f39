//! The navigator at the left: kinds with counts, the tag tree, saved views.

use std::collections::HashSet;
use std::ops::Range;

use eframe::egui::{
    Align, Layout, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use crate::app::{Action, Command, Pane, Workspace};
use crate::edit::Edit;
use crate::model::{Kind, View, ViewLayout};
use crate::query::field_term;
use crate::ui::ctx::Ctx;
use crate::ui::icons;
use crate::ui::tag_tree::{TagRow, shown, tag_rows};
use crate::ui::theme::{TAG_COUNT, Theme, Type, height, radius, space};
use crate::ui::widgets::{
    Button, Lead, MenuItem, Row, RowResponse, group_head, menu_at_pointer, menu_line, menu_under,
    paint, tooltip,
};

/// The navigator's own state.
#[derive(Default)]
pub(in crate::ui) struct Navigator {
    /// Tags that are folded, by path.
    folded: HashSet<String>,
    /// Whether the first row is to get the keyboard.
    wants_focus: bool,
    /// The tag tree, kept until a tag changes; how many records each has is looked up for the rows in sight.
    tree: Option<(u64, Vec<TagRow>)>,
    /// The rows of the tree that no folded row hides, kept until the tree changes.
    unfolded: Option<Vec<usize>>,
    /// The row of the tree that had the keyboard in the last frame: it is drawn wherever it is.
    focused: Option<usize>,
}

/// Rows of the tag tree that are made above and below those in sight, so that the keyboard gets there.
const NEAR: usize = 8;

impl Navigator {
    /// Another project is shown.
    pub(in crate::ui) fn reset(&mut self) {
        self.tree = None;
        self.unfolded = None;
    }

    /// Gives the keyboard to the row of what is shown.
    pub(in crate::ui) fn take_focus(&mut self) {
        self.wants_focus = true;
    }

    pub(in crate::ui) fn ui(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, shown: Option<&Pane>) {
        let Some(work) = ctx.work() else {
            return;
        };
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.add_space(space::XS);
        title(ui, ctx, work);
        // The bar stands in the margin, where it covers no count.
        let wide = ui.available_width();
        let mut place = ui.available_rect_before_wrap();
        place.max.x += space::M;
        ui.scope_builder(UiBuilder::new().max_rect(place), |ui| {
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                ui.set_max_width(wide);
                kinds(ui, ctx, work, shown, std::mem::take(&mut self.wants_focus));
                self.tags(ui, ctx, work);
                saved_views(ui, ctx, work, shown);
                ui.add_space(space::XL);
            });
        });
    }

    fn tags(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, work: &Workspace) {
        let of = work.tags_revision();
        if self.tree.as_ref().is_none_or(|(at, _)| *at != of) {
            self.tree = Some((of, tag_rows(&work.project, work.tag_counts())));
            self.unfolded = None;
        }
        let Some((_, rows)) = &self.tree else {
            return;
        };
        ui.add_space(space::L);
        head_with_button(ui, "Tags", icons::GEAR, "Manage tags (Ctrl+7)", || {
            ctx.act(Action::ShowTags);
        });
        if rows.is_empty() {
            hint(ui, "Select records and press Ctrl+T to tag them.");
        }
        let folded = &self.folded;
        let shown = self.unfolded.get_or_insert_with(|| shown(rows, folded));
        // Rows out of sight are not made: a tree may have any number of them.
        let size = vec2(ui.available_width(), shown.len() as f32 * height::NAV_ROW);
        let (tree, _) = ui.allocate_exact_size(size, Sense::hover());
        let near = near(tree, ui.clip_rect(), shown.len());
        let far = self.focused.filter(|place| !near.contains(place));
        let mut toggled = None;
        self.focused = None;
        for place in near.chain(far) {
            let Some(row) = shown.get(place).and_then(|&at| rows.get(at)) else {
                continue;
            };
            let top = pos2(tree.left(), tree.top() + place as f32 * height::NAV_ROW);
            let rect = Rect::from_min_size(top, vec2(tree.width(), height::NAV_ROW));
            let builder = UiBuilder::new().max_rect(rect).id_salt((&row.path, row.id));
            let mut inside = ui.new_child(builder);
            let is_open = row.has_children.then(|| !self.folded.contains(&row.path));
            let count = row.count_in(work.tag_counts());
            let response = tag(&mut inside, ctx, row, (count, is_open));
            if response.toggled {
                toggled = Some(row.path.clone());
            }
            if response.response.has_focus() {
                self.focused = Some(place);
                if response.response.gained_focus() {
                    response.response.scroll_to_me(None);
                }
            }
        }
        if let Some(path) = toggled {
            self.unfolded = None;
            if !self.folded.remove(&path) {
                self.folded.insert(path);
            }
        }
    }
}

/// The places of the rows in sight, with some above and below.
fn near(tree: Rect, sight: Rect, len: usize) -> Range<usize> {
    // No tree is so long that a place is cut off, nor is one negative.
    let place = |y: f32| ((y - tree.top()) / height::NAV_ROW).max(0.0) as usize;
    let start = place(sight.top()).saturating_sub(NEAR);
    let end = (place(sight.bottom()) + 1 + NEAR).min(len);
    start.min(end)..end
}

/// A row of the tag tree: a click searches for the tag.
fn tag(
    ui: &mut Ui,
    ctx: &Ctx<'_>,
    row: &TagRow,
    (count, is_open): (usize, Option<bool>),
) -> RowResponse {
    let sign = Theme::of(ui).tag(row.colour as usize % TAG_COUNT);
    let term = field_term("tag", &row.path);
    let current = ctx.app.search.text == term;
    let response = Row::new(row.name(), Lead::Sign(sign))
        .count(&count.to_string())
        .tree(row.depth, is_open)
        .current(current)
        .tooltip(&row.path)
        .show(ui);
    if response.response.clicked() {
        let text = if current { String::new() } else { term };
        ctx.send(Command::Search(text));
    }
    response
}

/// The project's name with a menu.
fn title(ui: &mut Ui, ctx: &Ctx<'_>, work: &Workspace) {
    let theme = Theme::of(ui);
    let wide = ui.available_width();
    let (rect, response) =
        ui.allocate_exact_size(vec2(wide, height::NAV_ROW + 8.0), Sense::click());
    let title = work.title();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Project {title}")));
    let fill = paint::quiet_fill(ui, &response);
    let box_rect = rect.shrink2(vec2(0.0, 4.0));
    ui.painter().rect_filled(
        box_rect,
        eframe::egui::CornerRadius::same(radius::CONTROL),
        fill,
    );
    let galley = Type::BODY_STRONG.cut(ui, &title, theme.text, wide - space::M - 28.0);
    let shown = paint::text_at(
        ui.painter(),
        rect.left() + space::M,
        rect,
        Align::Min,
        &galley,
    );
    let caret = eframe::egui::pos2(shown.right() + space::M + 4.0, rect.center().y);
    icons::CARET_DOWN.paint(ui, ui.painter(), caret, icons::CARET, theme.text2);
    if response.has_focus() {
        paint::focus_ring(ui.painter(), theme, box_rect, radius::CONTROL);
    }
    let response = if galley.elided {
        tooltip(response, &title)
    } else {
        response
    };
    menu_under(&response, |ui| {
        if MenuItem::new("Project details")
            .icon(icons::INFO)
            .show(ui)
            .clicked()
        {
            ctx.send(Command::Select(Vec::new()));
            if !ctx.app.settings.inspector {
                ctx.act(Action::ToggleInspector);
            }
        }
        menu_line(ui);
        for (action, icon) in [
            (Action::Save, icons::SAVE),
            (Action::SaveAs, icons::FILE_EXPORT),
            (Action::CloseProject, icons::CLOSE),
        ] {
            let row = action.row();
            let reason = action.unavailable(ctx.app);
            let item = MenuItem::new(row.label)
                .icon(icon)
                .key(row.shortcuts.first().copied())
                .blocked(reason.as_deref());
            if item.show(ui).clicked() {
                ctx.act(action);
            }
        }
    });
}

fn kinds(ui: &mut Ui, ctx: &Ctx<'_>, work: &Workspace, shown: Option<&Pane>, take_focus: bool) {
    let kinds = [
        (Kind::Event, "Events", icons::EVENT),
        (Kind::Source, "Sources", icons::SOURCE),
        (Kind::Claim, "Claims", icons::CLAIM),
        (Kind::Note, "Notes", icons::NOTE),
        (Kind::Annotation, "Annotations", icons::ANNOTATION),
    ];
    for (kind, name, icon) in kinds {
        let current = match shown {
            Some(Pane::Table(table)) => *table == kind,
            Some(Pane::Reader(_)) => kind == Kind::Source,
            Some(Pane::Note(_)) => kind == Kind::Note,
            _ => false,
        };
        let count = work.project.count(kind).to_string();
        let row = Row::new(name, Lead::Icon(icon))
            .count(&count)
            .current(current)
            .show(ui);
        if take_focus && (current || kind == Kind::Event) {
            row.response.request_focus();
        }
        if row.response.clicked() {
            ctx.send(Command::Show(Pane::Table(kind)));
        }
    }
    let count = if work.is_checked() {
        work.n_problems().to_string()
    } else {
        "checking…".to_owned()
    };
    let row = Row::new("Problems", Lead::Icon(icons::PROBLEM))
        .count(&count)
        .current(shown == Some(&Pane::Problems))
        .show(ui);
    if row.response.clicked() {
        ctx.send(Command::Show(Pane::Problems));
    }
    trash(ui, ctx, work, shown);
}

/// The trash, while there is something in it.
fn trash(ui: &mut Ui, ctx: &Ctx<'_>, work: &Workspace, shown: Option<&Pane>) {
    let count = work.project.trash().len();
    if count == 0 && shown != Some(&Pane::Trash) {
        return;
    }
    let row = Row::new("Trash", Lead::Icon(icons::DELETE))
        .count(&count.to_string())
        .current(shown == Some(&Pane::Trash))
        .show(ui);
    if row.response.clicked() {
        ctx.send(Command::Show(Pane::Trash));
    }
}

/// What the button beside the saved views does for a table.
const SAVE_TABLE: &str = "Save search, order and columns as a view";

fn saved_views(ui: &mut Ui, ctx: &Ctx<'_>, work: &Workspace, shown: Option<&Pane>) {
    ui.add_space(space::L);
    let (kind, layout, name) = match shown {
        Some(Pane::Disagreements(None)) => (
            Kind::Event,
            ViewLayout::Disagreements,
            "Save search and filter as a view",
        ),
        Some(Pane::Table(kind)) => (*kind, ViewLayout::Table, SAVE_TABLE),
        _ => (Kind::Event, ViewLayout::Table, SAVE_TABLE),
    };
    if ctx.locked().is_none() {
        head_with_button(ui, "Saved views", icons::PLUS, name, || {
            ctx.send(Command::SaveView(kind, layout));
        });
    } else {
        group_head(ui, "Saved views");
    }
    if work.project.views().is_empty() {
        hint(ui, "Search for something, then keep it here.");
    }
    let in_use = ctx.app.view_in_use().map(|view| view.id);
    for view in work.project.views().iter() {
        let name = work.project.label(view.id.into());
        let icon = match view.layout {
            ViewLayout::Table => icons::TABLE,
            ViewLayout::Timeline => icons::TIMELINE,
            ViewLayout::Disagreements => icons::DISAGREEMENTS,
        };
        let current = in_use == Some(view.id);
        let mut row = Row::new(&name, Lead::Icon(icon))
            .current(current)
            .tooltip(&view.query);
        if current && ctx.app.view_changes().is_some() {
            row = row.count("changed");
        }
        let row = row.show(ui);
        if row.response.clicked() {
            ctx.send(Command::UseView(view.id));
        }
        menu_at_pointer(&row.response, |ui| view_menu(ui, ctx, view, current));
    }
}

fn view_menu(ui: &mut Ui, ctx: &Ctx<'_>, view: &View, in_use: bool) {
    let locked = ctx.locked();
    let blocked = match ctx.app.view_changes() {
        _ if locked.is_some() => locked,
        _ if !in_use => Some("Choose the view first."),
        None => Some("What is shown is just what the view says."),
        Some(_) => None,
    };
    let update = MenuItem::new("Update view").icon(icons::SAVE);
    if update.blocked(blocked).show(ui).clicked() {
        ctx.send(Command::UpdateView);
    }
    let rename = MenuItem::new("Rename").icon(icons::EDIT).blocked(locked);
    if rename.show(ui).clicked() {
        ctx.send(Command::Rename(view.id.into()));
    }
    menu_line(ui);
    let delete = MenuItem::new("Delete").icon(icons::DELETE).blocked(locked);
    if delete.show(ui).clicked() {
        let records = [view.id.into()].into();
        ctx.edit(Edit::Delete { records });
    }
}

/// A group's head with one button at its right.
fn head_with_button(
    ui: &mut Ui,
    title: &str,
    icon: icons::Icon,
    name: &str,
    clicked: impl FnOnce(),
) {
    let head = group_head(ui, title);
    let layout = Layout::right_to_left(Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(head.rect).layout(layout), |ui| {
        if Button::icon_only(icon, name).small().show(ui).clicked() {
            clicked();
        }
    });
}

fn hint(ui: &mut Ui, text: &str) {
    let theme = Theme::of(ui);
    let wide = ui.available_width() - 2.0 * space::M;
    let galley = Type::SMALL.wrapped(ui, text, theme.text3, wide);
    let size = vec2(ui.available_width(), galley.size().y + space::M);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    ui.painter()
        .galley(rect.min + vec2(space::M, space::XS), galley, theme.text3);
}
