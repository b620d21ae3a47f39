//! The tree of tags: rows, keys, drag and drop.

use eframe::egui::{
    Align, EventFilter, Id, Key, Modifiers, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2,
    vec2,
};

use super::data::{self, Row};
use super::{Chosen, TagsView};
use crate::app::Workspace;
use crate::edit::Edit;
use crate::model::TagId;
use crate::ui::ctx::Ctx;
use crate::ui::icons;
use crate::ui::theme::{TAG_COUNT, Theme, Type, blend, height, radius, space, width};
use crate::ui::widgets::virtual_list::{VirtualList, row_focus};
use crate::ui::widgets::{label, paint, tooltip};

/// The columns at the right: tags below, records.
const BELOW: f32 = 64.0;
const RECORDS: f32 = 84.0;
/// The name's room before the description begins, and the least that a description needs.
const NAME: f32 = 200.0;
const DESCRIPTION: f32 = 80.0;

/// The tag that is being dragged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Dragged(TagId);

/// What the analyst did to a row.
#[derive(Default)]
struct Done {
    chosen: Option<Chosen>,
    toggled: Option<String>,
    /// A tag dropped below this path; empty: at the top.
    dropped: Option<(TagId, String)>,
}

impl TagsView {
    pub(super) fn list(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, focused: bool) {
        let Some(work) = ctx.work() else {
            return;
        };
        let Some(tree) = self.tree.take() else {
            return;
        };
        let room = ui.max_rect();
        let id = Id::unique("tag manager tree");
        let has_focus = self.keys(ui, ctx, &tree.rows, &tree.listed, id, room);
        let dragged = eframe::egui::DragAndDrop::payload::<Dragged>(ui.ctx()).map(|tag| tag.0);
        let dragged = dragged.and_then(|id| work.project.tags().get(id)).cloned();
        let mut rows = room.shrink2(vec2(space::M, space::XS));
        if dragged.is_some() {
            rows.max.y -= height::NAV_ROW + space::XS;
        }
        if std::mem::take(&mut self.reveal) {
            self.list.scroll_to_row(self.chosen_at as u64);
        }
        let mut done = Done::default();
        ui.scope_builder(UiBuilder::new().max_rect(rows), |ui| {
            if tree.listed.is_empty() {
                ui.add_space(space::XL);
                let words = format!("No tag holds “{}”.", self.filter.trim());
                label(ui, Type::BODY, &words, Theme::of(ui).text2);
                return;
            }
            let list = VirtualList::new("Tags", tree.listed.len() as u64, height::NAV_ROW);
            let mut position = self.list;
            list.show(ui, &mut position, |ui, at, rect| {
                let place = usize::try_from(at).ok().and_then(|at| tree.listed.get(at));
                let Some((at, row)) = place.map(|&at| (at, &tree.rows[at])) else {
                    return;
                };
                let look = Look {
                    current: self.chosen_row == Some(at),
                    lit: has_focus,
                    in_use: focused,
                    open: row.tag.has_children.then(|| {
                        !self.filter.trim().is_empty() || !self.folded.contains(&row.tag.path)
                    }),
                    drop: dragged
                        .as_ref()
                        .is_some_and(|tag| data::takes(&row.tag.path, &tag.path)),
                    locked: ctx.locked().is_some(),
                };
                show_row(ui, id, rect, row, look, &mut done);
            });
            self.list = position;
        });
        if let Some(tag) = &dragged {
            let foot = Rect::from_min_max(
                pos2(rows.left(), rows.bottom() + space::XS),
                room.max
                    .min(rows.right_bottom() + vec2(0.0, height::NAV_ROW + space::XS)),
            );
            top_level(ui, foot, &tag.path, &mut done);
            near_pointer(ui, work, tag.id);
        }
        self.tree = Some(tree);
        self.act(ui, ctx, done, id);
    }

    fn act(&mut self, ui: &Ui, ctx: &Ctx<'_>, done: Done, id: Id) {
        if let Some(path) = done.toggled
            && !self.folded.remove(&path)
        {
            self.folded.insert(path);
        }
        if let Some(chosen) = done.chosen {
            self.choose(ctx, chosen);
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        if let (Some((tag, parent)), Some(work)) = (done.dropped, ctx.work())
            && let Some(tag) = work.project.tags().get(tag)
        {
            ctx.edit(Edit::RenameTag {
                tag: tag.id,
                path: data::below(&parent, tag.name()),
            });
        }
    }

    /// What keys do while the tree has the focus; says whether it has.
    fn keys(
        &mut self,
        ui: &Ui,
        ctx: &Ctx<'_>,
        rows: &[Row],
        listed: &[usize],
        id: Id,
        room: Rect,
    ) -> bool {
        let tree = ui.interact(room, id, Sense::FOCUSABLE);
        if std::mem::take(&mut self.focus) {
            tree.request_focus();
        }
        tree.widget_info(|| WidgetInfo::labeled(Role::Tree, true, "Tag tree"));
        if !tree.has_focus() {
            return false;
        }
        let filter = EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let last = listed.len().saturating_sub(1);
        let chosen = self.chosen_row;
        let at = chosen.and_then(|row| listed.binary_search(&row).ok());
        let mut goal = None;
        let steps: [(Key, &dyn Fn(usize) -> usize); 6] = [
            (Key::ArrowDown, &|at| (at + 1).min(last)),
            (Key::ArrowUp, &|at| at.saturating_sub(1)),
            (Key::Home, &|_| 0),
            (Key::End, &|_| last),
            (Key::PageDown, &|at| (at + 10).min(last)),
            (Key::PageUp, &|at| at.saturating_sub(10)),
        ];
        for (key, step) in steps {
            if pressed(key) {
                goal = Some(at.map_or(0, step));
            }
        }
        if let Some(row) = at.and_then(|at| listed.get(at)).map(|&at| &rows[at]) {
            let is_open = row.tag.has_children && !self.folded.contains(&row.tag.path);
            if pressed(Key::ArrowLeft) {
                if is_open {
                    self.folded.insert(row.tag.path.clone());
                } else {
                    let above = data::parent(&row.tag.path);
                    goal = listed
                        .iter()
                        .position(|&at| rows[at].tag.path == above)
                        .or(goal);
                }
            }
            if pressed(Key::ArrowRight) && row.tag.has_children {
                if is_open {
                    goal = at.map(|at| (at + 1).min(last));
                } else {
                    self.folded.remove(&row.tag.path);
                }
            }
            if pressed(Key::F2) || pressed(Key::Enter) {
                self.details.edit_name();
            }
            if pressed(Key::Delete)
                && ctx.locked().is_none()
                && let Some(tag) = row.tag.id
            {
                ctx.edit(Edit::DeleteTag { tag });
            }
        }
        if let Some((at, row)) = goal.and_then(|at| Some((at, &rows[*listed.get(at)?]))) {
            self.choose(ctx, Chosen::of(row));
            // The tree is lent out while keys are read, so its places are known here only.
            (self.chosen_at, self.chosen_row) = (at, listed.get(at).copied());
            self.reveal = true;
        }
        true
    }
}

/// How a row looks now.
#[derive(Clone, Copy)]
struct Look {
    current: bool,
    lit: bool,
    in_use: bool,
    open: Option<bool>,
    drop: bool,
    locked: bool,
}

fn show_row(ui: &mut Ui, list: Id, rect: Rect, row: &Row, look: Look, done: &mut Done) {
    let theme = Theme::of(ui);
    let id = list.with((&row.tag.path, row.tag.id.map(crate::model::Id::bits)));
    let sense = if row.tag.id.is_some() && !look.locked {
        Sense::CLICK | Sense::DRAG
    } else {
        Sense::CLICK
    };
    let response = ui.interact(rect, id, sense);
    response
        .widget_info(|| WidgetInfo::selected(Role::TreeItem, true, look.current, row.tag.name()));
    let records = records(row.tag.count);
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_value(records.as_str());
        if let Some(open) = look.open {
            node.set_expanded(open);
        }
    });
    let fill = match (look.current, look.in_use) {
        (true, true) => theme.select,
        (true, false) => theme.selectdim,
        (false, _) => blend(
            eframe::egui::Color32::TRANSPARENT,
            theme.hover,
            paint::hover(ui, &response),
        ),
    };
    paint::boxed(ui.painter(), rect, radius::CONTROL, fill, None);
    let left = caret(ui, rect, row, look, &response, done);
    words(ui, rect, left, row, &records);
    if look.current && look.lit {
        row_focus(ui, rect);
    }
    if response.clicked() || response.drag_started() {
        done.chosen = Some(Chosen::of(row));
    }
    if let Some(tag) = row.tag.id
        && !look.locked
    {
        response.dnd_set_drag_payload(Dragged(tag));
    }
    if look.drop {
        if response.contains_pointer() {
            paint::focus_inside(ui.painter(), theme, rect, radius::CONTROL);
        }
        if let Some(tag) = response.dnd_release_payload::<Dragged>() {
            done.dropped = Some((tag.0, row.tag.path.clone()));
        }
    }
    let tip = if row.description.is_empty() {
        row.tag.path.clone()
    } else {
        format!("{}\n{}", row.tag.path, row.description)
    };
    tooltip(response, &tip);
}

/// Shows the caret of a row with tags below; gives where the sign begins.
fn caret(
    ui: &Ui,
    rect: Rect,
    row: &Row,
    look: Look,
    response: &eframe::egui::Response,
    done: &mut Done,
) -> f32 {
    let theme = Theme::of(ui);
    let left = rect.left() + space::M + row.tag.depth as f32 * width::INDENT;
    if let Some(open) = look.open {
        let middle = pos2(left + icons::CARET / 2.0, rect.center().y);
        let place = Rect::from_center_size(middle, vec2(20.0, rect.height()));
        let button = ui.interact(place, response.id.with("caret"), Sense::CLICK);
        let name = format!(
            "{} {}",
            if open { "Fold" } else { "Unfold" },
            row.tag.name()
        );
        button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        let icon = if open {
            icons::CARET_DOWN
        } else {
            icons::CARET_RIGHT
        };
        let ink = blend(theme.text2, theme.text, paint::hover(ui, &button));
        icon.paint(ui, ui.painter(), middle, icons::CARET, ink);
        if button.clicked() {
            done.toggled = Some(row.tag.path.clone());
        }
    }
    left + icons::CARET + space::S
}

fn words(ui: &Ui, rect: Rect, mut left: f32, row: &Row, records: &str) {
    let theme = Theme::of(ui);
    if row.tag.id.is_some() {
        let sign = theme.tag(row.tag.colour as usize % TAG_COUNT);
        paint::tag_sign(ui.painter(), pos2(left + 4.5, rect.center().y), sign);
    }
    left += 9.0 + space::S;
    let painter = ui.painter();
    // The scroll bar floats at the edge.
    let mut right = rect.right() - space::L;
    let galley = Type::SMALL.line(ui, records, theme.text3);
    paint::text_at(painter, right, rect, Align::Max, &galley);
    right -= RECORDS;
    if row.tag.below > 0 {
        let below = format!("{} below", row.tag.below);
        let galley = Type::SMALL.line(ui, &below, theme.text3);
        paint::text_at(painter, right, rect, Align::Max, &galley);
    }
    right -= BELOW;
    let column = rect.left() + NAME;
    let ink = if row.tag.id.is_some() {
        theme.text
    } else {
        theme.text2
    };
    let described = !row.description.is_empty() && right - column >= DESCRIPTION;
    let room = if described {
        column.max(left + 60.0) - left - space::M
    } else {
        right - left
    };
    let name = Type::BODY.cut(ui, row.tag.name(), ink, room);
    paint::text_at(painter, left, rect, Align::Min, &name);
    if described {
        let from = column.max(left + 60.0);
        let galley = Type::SMALL.cut(ui, &row.description, theme.text3, right - from - space::M);
        paint::text_at(painter, from, rect, Align::Min, &galley);
    }
}

/// "27 records", "1 record", "no records".
pub(super) fn records(count: usize) -> String {
    match count {
        0 => "no records".to_owned(),
        1 => "1 record".to_owned(),
        n => format!("{n} records"),
    }
}

/// The place to drop a tag on that is to stand at the top.
fn top_level(ui: &Ui, rect: Rect, path: &str, done: &mut Done) {
    let theme = Theme::of(ui);
    let response = ui.interact(rect, Id::unique("tag manager top level"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, "Top level"));
    let galley = Type::SMALL.line(ui, "Drop here for the top level", theme.text3);
    paint::text_at(
        ui.painter(),
        rect.left() + space::M,
        rect,
        Align::Min,
        &galley,
    );
    if !data::takes("", path) {
        return;
    }
    if response.contains_pointer() {
        paint::focus_inside(ui.painter(), theme, rect, radius::CONTROL);
    }
    if let Some(tag) = response.dnd_release_payload::<Dragged>() {
        done.dropped = Some((tag.0, String::new()));
    }
}

/// Says beside the pointer how far a drop would reach.
fn near_pointer(ui: &Ui, work: &Workspace, tag: TagId) {
    let Some(at) = ui.ctx().pointer_interact_pos() else {
        return;
    };
    let theme = Theme::of(ui);
    let key = (work.project.revision(), tag);
    let memory = Id::unique("tag manager drag words");
    let known = ui.data(|data| data.get_temp::<((u64, TagId), String)>(memory));
    let words = match known {
        Some((for_key, words)) if for_key == key => words,
        _ => {
            let edit = Edit::RenameTag {
                tag,
                path: String::new(),
            };
            let words = data::reach_words(&work.project, &edit);
            ui.data_mut(|data| data.insert_temp(memory, (key, words.clone())));
            words
        }
    };
    let painter = ui.ctx().layer_painter(eframe::egui::LayerId::new(
        eframe::egui::Order::Tooltip,
        memory,
    ));
    let galley = Type::SMALL.line(ui, &words, theme.text);
    let rect = Rect::from_min_size(
        at + vec2(14.0, 14.0),
        galley.size() + vec2(2.0 * space::M, 2.0 * space::XS),
    );
    paint::boxed(
        &painter,
        rect,
        radius::CONTROL,
        theme.surface,
        Some(theme.line),
    );
    paint::text_at(&painter, rect.left() + space::M, rect, Align::Min, &galley);
}
