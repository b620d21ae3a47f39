//! The list of the trash: rows, keys, the menu of a row.

use eframe::egui::{
    Align, Color32, EventFilter, Id, Key, Layout, Modifiers, Rect, Response, Role, Sense, Ui,
    UiBuilder, WidgetInfo, pos2, vec2,
};

use super::data::{Held, Line, records, stayed, title, when};
use super::{TrashView, delete_for_good, list_id, restore};
use crate::app::Workspace;
use crate::model::{Deletion, DeletionId, capital};
use crate::ui::ctx::Ctx;
use crate::ui::icons;
use crate::ui::theme::{Theme, Type, blend, height, radius, space};
use crate::ui::views::table::kind_icon;
use crate::ui::widgets::virtual_list::{VirtualList, row_focus};
use crate::ui::widgets::{Button, MenuItem, Tick, menu_at_pointer, paint, tooltip};

/// The height of a row.
const ROW: f32 = height::CLAIM_ROW;
/// From the left edge of a row to the middle of its tick box, to its caret, to its words.
const TICK: f32 = space::M + 8.0;
const CARET: f32 = TICK + 8.0 + space::M + icons::CARET / 2.0;
const WORDS: f32 = CARET + icons::CARET / 2.0 + space::M;
/// The columns at the right: the time, how many records.
const WHEN: f32 = 128.0;
const COUNT: f32 = 92.0;
/// The least room that the words are to have before a column gives way.
const LEAST: f32 = 300.0;

/// What was done to a line.
#[derive(Default)]
struct Done {
    chosen: Option<(DeletionId, usize)>,
    toggled: Option<DeletionId>,
    ticked: Option<DeletionId>,
    restored: Option<DeletionId>,
    deleted: Option<DeletionId>,
}

/// How a row looks now.
#[derive(Clone, Copy)]
struct Look<'a> {
    current: bool,
    ticked: bool,
    open: bool,
    /// The list has the keyboard.
    lit: bool,
    in_use: bool,
    locked: Option<&'a str>,
}

impl TrashView {
    pub(super) fn list(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, work: &Workspace, focused: bool) {
        let Some(mut lines) = self.lines.take() else {
            return;
        };
        let room = ui.max_rect();
        let id = list_id();
        let mut done = Done::default();
        let lit = self.keys(ui, ctx, &lines, id, room, focused, &mut done);
        let at = lines.entries.get(self.place).map_or(0, |one| one.start) + self.below;
        if std::mem::take(&mut self.reveal) {
            self.list.scroll_to_row(at as u64);
        }
        let mut position = self.list;
        let inside = room.shrink2(vec2(space::M, space::XS));
        ui.scope_builder(UiBuilder::new().max_rect(inside), |ui| {
            let list = VirtualList::new("Deletions", lines.len as u64, ROW);
            list.show(ui, &mut position, |ui, row, rect| {
                let row = usize::try_from(row).unwrap_or(usize::MAX);
                let Some(Line { entry, record }) = lines.line(row) else {
                    return;
                };
                let Some(deletion) = lines.entries.get(entry).map(|one| one.deletion.clone())
                else {
                    return;
                };
                let look = Look {
                    current: row == at,
                    ticked: self.ticked.contains(&deletion.id),
                    open: self.open.contains(&deletion.id),
                    lit,
                    in_use: focused,
                    locked: ctx.locked(),
                };
                match record {
                    None => deletion_row(ui, id, rect, &deletion, look, &mut done),
                    Some(at) => {
                        if let Some(held) = lines.held(&work.project, entry, at) {
                            let row = (deletion.id, at);
                            held_row(ui, id, rect, held, row, look, &mut done);
                        }
                    }
                }
            });
        });
        self.list = position;
        self.lines = Some(lines);
        self.act(ui, ctx, &done, id);
    }

    fn act(&mut self, ui: &Ui, ctx: &Ctx<'_>, done: &Done, id: Id) {
        if let Some((deletion, below)) = done.chosen {
            self.current = Some(deletion);
            self.below = below;
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        if let Some(deletion) = done.toggled {
            self.toggle(deletion);
        }
        if let Some(deletion) = done.ticked
            && !self.ticked.remove(&deletion)
        {
            self.ticked.insert(deletion);
        }
        if let Some(deletion) = done.restored {
            restore(ctx, vec![deletion]);
        }
        if let Some(deletion) = done.deleted {
            delete_for_good(ctx, vec![deletion]);
        }
    }

    fn toggle(&mut self, deletion: DeletionId) {
        if self.open.remove(&deletion) {
            // The keyboard does not stay on what is folded away.
            if self.current == Some(deletion) {
                self.below = 0;
            }
        } else {
            self.open.insert(deletion);
        }
    }

    /// What keys do while the list has the keyboard; says whether it has.
    #[expect(
        clippy::too_many_arguments,
        reason = "the lines are lent out meanwhile"
    )]
    fn keys(
        &mut self,
        ui: &Ui,
        ctx: &Ctx<'_>,
        lines: &super::data::Lines,
        id: Id,
        room: Rect,
        focused: bool,
        done: &mut Done,
    ) -> bool {
        let list = ui.interact(room, id, Sense::FOCUSABLE);
        let is_free = focused && ui.memory(|memory| memory.focused().is_none());
        if std::mem::take(&mut self.focus) || is_free {
            list.request_focus();
        }
        list.widget_info(|| WidgetInfo::labeled(Role::List, true, "Trash"));
        if !list.has_focus() {
            return false;
        }
        let filter = EventFilter {
            vertical_arrows: true,
            horizontal_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let at = lines.entries.get(self.place).map_or(0, |one| one.start) + self.below;
        let last = lines.len.saturating_sub(1);
        let steps: [(Key, &dyn Fn(usize) -> usize); 6] = [
            (Key::ArrowDown, &|at| (at + 1).min(last)),
            (Key::ArrowUp, &|at| at.saturating_sub(1)),
            (Key::Home, &|_| 0),
            (Key::End, &|_| last),
            (Key::PageDown, &|at| (at + 10).min(last)),
            (Key::PageUp, &|at| at.saturating_sub(10)),
        ];
        for (key, step) in steps {
            if pressed(key)
                && let Some(line) = lines.line(step(at))
                && let Some(entry) = lines.entries.get(line.entry)
            {
                self.current = Some(entry.deletion.id);
                (self.place, self.below) = (line.entry, line.record.map_or(0, |at| at + 1));
                self.reveal = true;
            }
        }
        let Some(current) = self.current else {
            return true;
        };
        let is_open = self.open.contains(&current);
        if pressed(Key::ArrowRight) && !is_open || pressed(Key::ArrowLeft) && is_open {
            done.toggled = Some(current);
            self.reveal = true;
        }
        if pressed(Key::Space) {
            done.ticked = Some(current);
        }
        if pressed(Key::Enter) {
            restore(ctx, self.meant());
        }
        if pressed(Key::Delete) {
            delete_for_good(ctx, self.meant());
        }
        true
    }
}

/// The box behind a row, and what was done to it.
fn row_box(ui: &Ui, id: Id, rect: Rect, look: Look<'_>) -> Response {
    let theme = Theme::of(ui);
    let response = ui.interact(rect, id, Sense::CLICK);
    let fill = match (look.current, look.in_use) {
        (true, true) => theme.select,
        (true, false) => theme.selectdim,
        (false, _) => blend(
            Color32::TRANSPARENT,
            theme.hover,
            paint::hover(ui, &response),
        ),
    };
    paint::boxed(ui.painter(), rect, radius::CONTROL, fill, None);
    if look.current && look.lit {
        row_focus(ui, rect);
    }
    response
}

fn deletion_row(
    ui: &mut Ui,
    list: Id,
    rect: Rect,
    deletion: &Deletion,
    look: Look<'_>,
    done: &mut Done,
) {
    let theme = Theme::of(ui);
    let id = list.with(deletion.id.bits());
    let response = row_box(ui, id, rect, look);
    let title = title(deletion);
    let holds = records(deletion.records.len());
    let when = when(deletion.when);
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, look.current, &title));
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_value(format!("{holds}, deleted {when}"));
        node.set_expanded(look.open);
    });
    let middle = rect.center().y;
    let tick = Tick::alone(look.ticked, "Tick this deletion");
    let tick = tick.put(ui, pos2(rect.left() + TICK, middle), id.with("tick"));
    if tick.clicked() {
        done.ticked = Some(deletion.id);
    }
    caret(ui, rect, deletion.id, &title, look, done);
    let mut right = buttons(ui, rect, deletion.id, &title, look, done);
    let left = rect.left() + WORDS;
    let mut columns = vec![(&when, WHEN), (&holds, COUNT)];
    while right - left - columns.iter().map(|(_, wide)| wide).sum::<f32>() < LEAST {
        if columns.pop().is_none() {
            break;
        }
    }
    for (words, wide) in columns {
        let galley = Type::SMALL.line(ui, words, theme.text3);
        paint::text_at(ui.painter(), right, rect, Align::Max, &galley);
        right -= wide;
    }
    let words = Type::BODY.cut(ui, &title, theme.text, right - left - space::M);
    paint::text_at(ui.painter(), left, rect, Align::Min, &words);
    if response.clicked() {
        done.chosen = Some((deletion.id, 0));
    }
    if response.double_clicked() {
        done.toggled = Some(deletion.id);
    }
    menu_at_pointer(&response, |ui| menu(ui, deletion.id, look, done));
    let mut tip = format!("{title}\n{holds}, deleted {when}");
    let stayed = stayed(deletion);
    if !stayed.is_empty() {
        tip.push('\n');
        tip.push_str(&stayed);
    }
    tooltip(response, &tip);
}

fn caret(ui: &Ui, rect: Rect, deletion: DeletionId, title: &str, look: Look<'_>, done: &mut Done) {
    let theme = Theme::of(ui);
    let middle = pos2(rect.left() + CARET, rect.center().y);
    let place = Rect::from_center_size(middle, vec2(20.0, rect.height()));
    let id = list_id().with((deletion.bits(), "caret"));
    let button = ui.interact(place, id, Sense::CLICK);
    let (icon, verb) = if look.open {
        (icons::CARET_DOWN, "Fold")
    } else {
        (icons::CARET_RIGHT, "Unfold")
    };
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{verb} {title}")));
    let ink = blend(theme.text2, theme.text, paint::hover(ui, &button));
    icon.paint(ui, ui.painter(), middle, icons::CARET, ink);
    if button.clicked() {
        done.toggled = Some(deletion);
    }
}

/// The buttons at the right; gives where they begin.
fn buttons(
    ui: &mut Ui,
    rect: Rect,
    deletion: DeletionId,
    title: &str,
    look: Look<'_>,
    done: &mut Done,
) -> f32 {
    // The scroll bar floats at the edge.
    let place = rect.with_max_x(rect.right() - space::M);
    let builder = UiBuilder::new()
        .max_rect(place)
        .layout(Layout::right_to_left(Align::Center))
        .id_salt(deletion.bits());
    let shown = ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        let name = format!("Delete for good: {title}");
        let delete = Button::quiet("Delete for good").small().name(&name);
        if delete.blocked(look.locked).show(ui).clicked() {
            done.deleted = Some(deletion);
        }
        let name = format!("Restore: {title}");
        let restore = Button::secondary("Restore").small().name(&name);
        if restore.blocked(look.locked).show(ui).clicked() {
            done.restored = Some(deletion);
        }
        ui.min_rect().left()
    });
    shown.inner - space::XL
}

fn menu(ui: &mut Ui, deletion: DeletionId, look: Look<'_>, done: &mut Done) {
    let restore = MenuItem::new("Restore")
        .icon(icons::UNDO)
        .key(Some("Enter"));
    if restore.blocked(look.locked).show(ui).clicked() {
        done.restored = Some(deletion);
    }
    let delete = MenuItem::new("Delete for good").icon(icons::DELETE);
    let delete = delete.key(Some("Delete")).blocked(look.locked);
    if delete.show(ui).clicked() {
        done.deleted = Some(deletion);
    }
}

/// A record that a deletion holds.
fn held_row(
    ui: &Ui,
    list: Id,
    rect: Rect,
    held: &Held,
    (deletion, at): (DeletionId, usize),
    look: Look<'_>,
    done: &mut Done,
) {
    let theme = Theme::of(ui);
    let response = row_box(ui, list.with((deletion.bits(), at)), rect, look);
    let kind = capital(held.kind.singular());
    let name = format!("{kind} {}", held.label);
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, look.current, &name));
    let left = rect.left() + WORDS;
    let middle = pos2(left + icons::NORMAL / 2.0, rect.center().y);
    kind_icon(held.kind).paint(ui, ui.painter(), middle, icons::NORMAL, theme.text2);
    let left = left + icons::NORMAL + space::M;
    let mut right = rect.right() - space::M;
    let galley = Type::SMALL.line(ui, &kind, theme.text3);
    right = paint::text_at(ui.painter(), right, rect, Align::Max, &galley).left() - space::M;
    let words = Type::BODY.cut(ui, &held.label, theme.text2, right - left);
    paint::text_at(ui.painter(), left, rect, Align::Min, &words);
    if response.clicked() {
        done.chosen = Some((deletion, at + 1));
    }
    if words.elided {
        tooltip(response, &held.label);
    }
}
