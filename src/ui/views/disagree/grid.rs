//! Heads and rows: fields or events at the left, sources in the middle, what is assessed always at the right.

use std::rc::Rc;

use eframe::egui::{
    Align, CornerRadius, Id, Painter, Rect, Response, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2,
    vec2,
};

use super::cell;
use super::data::{Held, Shown};
use super::layout::{self, Layout, row_height};
use super::{Cursor, DisagreeView};
use crate::evidence::matrix::{Mark, SourceColumn};
use crate::model::Choice as _;
use crate::ui::ctx::Ctx;
use crate::ui::icons;
use crate::ui::theme::{Theme, Type, height, radius, space, width};
use crate::ui::widgets::virtual_list::VirtualList;
use crate::ui::widgets::{Button, Grade, paint, tooltip};

/// From the left edge of the last column to the middle of its icon, and to its words.
const ICON: f32 = 20.0;
const HELD_WORDS: f32 = 37.0;
const HELD_PAD: f32 = 12.0;

/// What painting the rows needs.
#[derive(Clone)]
struct Place {
    shown: Rc<Shown>,
    layout: Layout,
    /// The left edge of the view.
    left: f32,
    /// The room of the sources.
    sources: Rect,
    body: Id,
    focused: bool,
}

impl Place {
    /// The box of a cell in a row, the last column included.
    fn cell(&self, row: Rect, column: usize, scroll: f32) -> Rect {
        let (from, to) = if column >= self.shown.n_columns() {
            (self.layout.held, self.layout.end)
        } else {
            let from = self.layout.at(column, scroll);
            (from, from + self.layout.source)
        };
        let top = pos2(self.left + from, row.top() + 1.0);
        Rect::from_min_max(top, pos2(self.left + to, row.bottom()))
    }

    /// Where cells of a column may be painted.
    fn clip(&self, ui: &Ui, column: usize) -> Rect {
        if column >= self.shown.n_columns() {
            ui.clip_rect()
        } else {
            ui.clip_rect().intersect(self.sources)
        }
    }
}

impl DisagreeView {
    pub(super) fn grid(
        &mut self,
        ui: &mut Ui,
        ctx: &Ctx<'_>,
        shown: &Rc<Shown>,
        rect: Rect,
        focused: bool,
    ) {
        let layout = Layout::new(rect.width(), shown.n_columns(), self.event.is_none());
        if std::mem::take(&mut self.reveal) {
            self.list.scroll_to_row(self.cursor.row as u64);
            if self.cursor.column < shown.n_columns() {
                self.scroll = layout.showing(self.cursor.column, self.scroll);
            }
        }
        self.scroll = self.scroll.clamp(0.0, layout.most);
        let (head, rows) = rect.split_top_bottom_at_y(rect.top() + layout::HEAD);
        let sources = Rect::from_min_max(
            pos2(rect.left() + layout.sources, rect.top()),
            pos2(rect.left() + layout.sources_end, rect.bottom()),
        );
        let place = Place {
            shown: Rc::clone(shown),
            layout,
            left: rect.left(),
            sources,
            body: ui.scope_id().with("cells"),
            focused,
        };
        self.sideways(ui, &place);
        plane(ui, &place, rect);
        self.heads(ui, &place, head);
        self.rows(ui, ctx, &place, rows);
        self.scroll_bar(ui, &place, rect);
    }

    /// Wheels and touch pads that move sideways.
    fn sideways(&mut self, ui: &Ui, place: &Place) {
        if place.layout.most > 0.0 && ui.rect_contains_pointer(place.sources) {
            let by = ui.input_mut(|input| std::mem::take(&mut input.smooth_scroll_delta.x));
            self.scroll = (self.scroll - by).clamp(0.0, place.layout.most);
        }
    }

    fn heads(&mut self, ui: &mut Ui, place: &Place, rect: Rect) {
        let theme = Theme::of(ui);
        for column in place.layout.in_sight(self.scroll) {
            let Some(source) = place.shown.column(column) else {
                continue;
            };
            let box_ = place.cell(rect, column, self.scroll);
            let builder = UiBuilder::new().max_rect(box_).id_salt(("head", column));
            let mut inside = ui.new_child(builder);
            inside.set_clip_rect(place.clip(ui, column));
            source_head(&mut inside, source, box_, self.event.is_none());
        }
        let held = place.cell(rect, place.shown.n_columns(), 0.0);
        let left = held.left() + HELD_PAD;
        let line = |top: f32, kind: Type| {
            Rect::from_min_max(pos2(left, top), pos2(held.right(), top + kind.line))
        };
        let title = line(rect.top() + cell::TOP, Type::BODY);
        let name = Type::BODY_STRONG.line(ui, "Assessed", theme.text);
        paint::text_at(ui.painter(), left, title, Align::Min, &name);
        let words = place.shown.held_words();
        let second = if words.is_empty() {
            "fields"
        } else {
            "by you, with reasons"
        };
        let second = Type::SMALL.line(ui, second, theme.text2);
        let first = line(title.bottom(), Type::SMALL);
        paint::text_at(ui.painter(), left, first, Align::Min, &second);
        let third = Type::SMALL.line(ui, &words, theme.text2);
        let below = line(first.bottom(), Type::SMALL);
        paint::text_at(ui.painter(), left, below, Align::Min, &third);
        let id = place.body.with("assessed head");
        let response = ui.interact(held, id, Sense::hover());
        let name = format!("Assessed, {words}");
        response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, &name));
        let (from, to) = (place.left + layout::EDGE, place.left + place.layout.end);
        paint::hairline(ui.painter(), theme, from, to, rect.bottom() - 1.0);
    }

    fn rows(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, place: &Place, rect: Rect) {
        let shown = Rc::clone(&place.shown);
        let body = ui.interact(rect, place.body, Sense::focusable_noninteractive());
        let name = match self.event {
            Some(_) => "Fields by sources",
            None => "Events by sources",
        };
        body.widget_info(|| WidgetInfo::labeled(Role::Table, true, name));
        let current = cell_id(place.body, self.cursor.row, self.cursor.column);
        ui.ctx().accesskit_node_builder(body.id, |node| {
            node.set_row_count(shown.rows.len());
            node.set_column_count(shown.n_columns() + 1);
            node.set_active_descendant(current.accesskit_id());
        });
        self.focus(ui, ctx, place, &body, rect);
        let row = row_height(rect.width(), rect.height(), shown.rows.len());
        let builder = UiBuilder::new()
            .max_rect(rect)
            .accessibility_parent(place.body);
        let mut inside = ui.new_child(builder);
        let mut list = self.list;
        let response = VirtualList::new("Rows", shown.rows.len() as u64, row)
            .role(Role::RowGroup)
            .show(&mut inside, &mut list, |ui, row, rect| {
                let row = usize::try_from(row).unwrap_or(usize::MAX);
                self.row(ui, ctx, place, row, rect);
            });
        self.list = list;
        self.page = usize::try_from(response.page).unwrap_or(1).max(1);
    }

    /// A press on the rows gives them the keyboard; with the focus nowhere, keys that move go to them, too.
    fn focus(&mut self, ui: &Ui, ctx: &Ctx<'_>, place: &Place, body: &Response, rect: Rect) {
        let pressed = ui.input(|input| input.pointer.any_pressed() || input.pointer.any_click());
        let on_button = ui.memory(|memory| {
            let focus = memory.focused();
            focus.is_some_and(|focus| focus != body.id)
        });
        if std::mem::take(&mut self.wants_focus)
            || pressed && ui.rect_contains_pointer(rect) && !on_button
        {
            body.request_focus();
        }
        let free = place.focused && ui.memory(|memory| memory.focused().is_none());
        if body.has_focus() || free {
            self.keys(ui, ctx, &place.shown, body.id);
        }
    }

    fn row(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, place: &Place, row: usize, rect: Rect) {
        let theme = Theme::of(ui);
        let shown = Rc::clone(&place.shown);
        row_label(ui, place, row, rect);
        for column in place.layout.in_sight(self.scroll) {
            let box_ = place.cell(rect, column, self.scroll);
            self.source_cell(ui, ctx, place, (row, column), box_);
        }
        let held = place.cell(rect, shown.n_columns(), 0.0);
        self.held_cell(ui, ctx, place, row, held);
        let (from, to) = (place.left + layout::EDGE, place.left + place.layout.end);
        paint::hairline(ui.painter(), theme, from, to, rect.bottom());
        if row == self.cursor.row {
            let box_ = place.cell(rect, self.cursor.column, self.scroll);
            let painter = ui
                .painter()
                .with_clip_rect(place.clip(ui, self.cursor.column));
            chosen(
                &painter,
                theme,
                box_.with_max_x(box_.right() - 1.0),
                place.focused,
            );
        }
    }

    fn source_cell(
        &mut self,
        ui: &mut Ui,
        ctx: &Ctx<'_>,
        place: &Place,
        (row, column): (usize, usize),
        rect: Rect,
    ) {
        let shown = &place.shown;
        let clip = place.clip(ui, column);
        let words = shown.words(row, column);
        let id = cell_id(place.body, row, column);
        let response = ui.interact(rect.intersect(clip), id, Sense::CLICK);
        let source = shown.column(column).map_or("", |source| &source.name);
        let name = name_of(shown.label(row).0, source, &words);
        let selected = (self.cursor.row, self.cursor.column) == (row, column);
        tell(ui, &response, &name, (row, column), selected);
        let painter = ui.painter().with_clip_rect(clip);
        let cut = cell::show(ui, &painter, rect, &words, paint::hover(ui, &response));
        let tip = if cut || words.mark == Mark::NotComparable {
            let said = [words.words.as_str(), &words.second, words.mark.words()];
            let said: Vec<&str> = said.into_iter().filter(|text| !text.is_empty()).collect();
            said.join("\n")
        } else {
            String::new()
        };
        self.pressed(ctx, shown, &tooltip(response, &tip), (row, column));
    }

    /// A click chooses a cell, a double click opens it.
    fn pressed(
        &mut self,
        ctx: &Ctx<'_>,
        shown: &Shown,
        response: &Response,
        (row, column): (usize, usize),
    ) {
        if response.clicked() {
            let claim = 0;
            self.choose(ctx, shown, Cursor { row, column, claim });
        }
        if response.double_clicked() {
            self.open_chosen(ctx, shown);
        }
    }

    fn held_cell(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, place: &Place, row: usize, rect: Rect) {
        let shown = &place.shown;
        let column = shown.n_columns();
        let id = cell_id(place.body, row, column);
        let response = ui.interact(rect, id, Sense::CLICK);
        let label = shown.label(row).0;
        let name = match shown.held(row) {
            Held::Assessed(held) => format!("{label}, assessed: {}", held.words),
            Held::Open => format!("{label}, not assessed"),
            Held::Count(done, all) => format!("{label}, assessed: {done} of {all} fields"),
        };
        let selected = (self.cursor.row, self.cursor.column) == (row, column);
        tell(ui, &response, &name, (row, column), selected);
        let theme = Theme::of(ui);
        let hovered = theme.hover.gamma_multiply(paint::hover(ui, &response));
        let inside = rect.with_min_x(rect.left() + 1.0);
        ui.painter()
            .rect_filled(inside, CornerRadius::ZERO, hovered);
        let tip = held_words(ui, rect, shown.held(row));
        self.pressed(ctx, shown, &tooltip(response, &tip), (row, column));
        if matches!(shown.held(row), Held::Open) {
            let name = format!("Assess {}", label.to_lowercase());
            let button = Button::secondary("Assess").small().name(&name);
            let button = button.blocked(ctx.locked());
            let size = vec2(button.width(ui), height::BUTTON_SMALL);
            let corner = pos2(
                rect.right() - HELD_PAD - size.x,
                rect.center().y - size.y / 2.0,
            );
            let room = Rect::from_min_size(corner.round(), size);
            let builder = UiBuilder::new().max_rect(room).id_salt(("assess", row));
            if ui
                .new_child(builder)
                .add_enabled_ui(true, |ui| button.show(ui))
                .inner
                .clicked()
            {
                self.choose(
                    ctx,
                    shown,
                    Cursor {
                        row,
                        column,
                        claim: 0,
                    },
                );
                self.open_form(shown);
            }
        }
    }

    /// Where the sources stand, at the foot of the rows, where they scroll.
    fn scroll_bar(&mut self, ui: &Ui, place: &Place, rect: Rect) {
        if place.layout.most <= 0.0 {
            return;
        }
        let theme = Theme::of(ui);
        let room = place.sources.width();
        let long = (room * room / (room + place.layout.most)).max(24.0);
        let travel = (room - long).max(1.0);
        let at = place.sources.left() + self.scroll / place.layout.most * travel;
        let thick = width::SCROLL_BAR;
        let corner = pos2(at, rect.bottom() - thick - space::XXS);
        let handle = Rect::from_min_size(corner, vec2(long, thick));
        let around = handle.expand2(vec2(0.0, space::XS));
        let response = ui.interact(around, place.body.with("sideways"), Sense::DRAG);
        if response.dragged() {
            let by = response.drag_delta().x / travel * place.layout.most;
            self.scroll = (self.scroll + by).clamp(0.0, place.layout.most);
        }
        let fill = if response.hovered() || response.dragged() {
            theme.edge
        } else {
            theme.press
        };
        ui.painter()
            .rect_filled(handle, CornerRadius::same(3), fill);
    }
}

/// The plane of what is assessed, from the heads to the foot of the rows.
fn plane(ui: &Ui, place: &Place, rect: Rect) {
    let theme = Theme::of(ui);
    let (from, to) = (
        place.left + place.layout.held,
        place.left + place.layout.end,
    );
    let held = Rect::from_min_max(pos2(from, rect.top()), pos2(to, rect.bottom()));
    ui.painter()
        .rect_filled(held, CornerRadius::ZERO, theme.raised);
    let line = held.with_max_x(held.left() + 1.0);
    ui.painter()
        .rect_filled(line, CornerRadius::ZERO, theme.line);
}

/// Name and grade, kind and date, what it draws on.
fn source_head(ui: &mut Ui, source: &SourceColumn, rect: Rect, narrow: bool) {
    let theme = Theme::of(ui);
    let left = rect.left() + cell::WORDS;
    let right = rect.right() - space::M;
    let id = ui.scope_id().with("source");
    let response = ui.interact(rect.intersect(ui.clip_rect()), id, Sense::hover());
    let about = [source.kind.as_str(), &source.date];
    let about: Vec<&str> = about.into_iter().filter(|text| !text.is_empty()).collect();
    let about = about.join(", ");
    let letter = source.reliability.name();
    let name = format!(
        "{}, reliability {letter}, {about}, {}",
        source.name, source.draws
    );
    response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, &name));
    let tip = format!("{}\n{about}\n{}", source.name, source.draws);
    tooltip(response, &tip);
    let grade = Grade::new(letter, source.reliability.meaning());
    let wide = grade.width(ui);
    let corner = pos2(right - wide, rect.top() + cell::TOP - 1.0);
    let room = Rect::from_min_size(corner, vec2(wide, height::GRADE));
    let builder = UiBuilder::new().max_rect(room).id_salt("grade");
    grade.show(&mut ui.new_child(builder));
    let line =
        |top: f32, kind: Type| Rect::from_min_max(pos2(left, top), pos2(right, top + kind.line));
    let first = line(rect.top() + cell::TOP - 1.0, Type::BODY);
    let room = right - wide - space::M - left;
    let name = Type::BODY_STRONG.cut(ui, &source.name, theme.text, room);
    paint::text_at(ui.painter(), left, first, Align::Min, &name);
    let texts = if narrow {
        [source.date.as_str(), &source.kind]
    } else {
        [about.as_str(), &source.draws]
    };
    let mut top = first.bottom();
    // Where nothing is known, no line is left free for it.
    for text in texts.into_iter().filter(|text| !text.is_empty()) {
        let words = Type::SMALL.cut(ui, text, theme.text2, right - left);
        let line = line(top, Type::SMALL);
        paint::text_at(ui.painter(), left, line, Align::Min, &words);
        top = line.bottom();
    }
}

fn row_label(ui: &Ui, place: &Place, row: usize, rect: Rect) {
    let theme = Theme::of(ui);
    let (label, second) = place.shown.label(row);
    let left = place.left + layout::EDGE;
    let room = place.layout.sources - layout::EDGE - space::M;
    let from = pos2(left, rect.top() + 1.0 + cell::TOP);
    // A field has nothing below its name, so that may take two lines.
    let high = if second.is_empty() {
        f32::INFINITY
    } else {
        rect.height()
    };
    let texts = [
        (Type::BODY_STRONG, label, theme.text),
        (Type::SMALL, second, theme.text2),
    ];
    let cut = cell::lines(ui, ui.painter(), from, room, high, texts);
    let box_ = Rect::from_min_max(pos2(left, rect.top()), pos2(left + room, rect.bottom()));
    let id = place.body.with(("label", row));
    let response = ui.interact(box_, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::RowHeader, true, label));
    tooltip(response, if cut { label } else { "" });
}

/// What is held, or that nothing is; gives the tooltip where words were cut.
fn held_words(ui: &Ui, rect: Rect, held: Held<'_>) -> String {
    let theme = Theme::of(ui);
    let painter = ui.painter();
    let left = rect.left() + HELD_WORDS;
    let room = rect.right() - HELD_PAD - left;
    let line = |top: f32, kind: Type| {
        Rect::from_min_max(pos2(left, top), pos2(rect.right(), top + kind.line))
    };
    let first = line(rect.top() + cell::TOP, Type::BODY);
    let icon = |y: f32| pos2(rect.left() + ICON, y);
    match held {
        Held::Assessed(held) => {
            let at = icon(first.center().y);
            icons::ASSESSED.paint(ui, painter, at, icons::NORMAL, theme.text2);
            let texts = [
                (Type::BODY_STRONG, held.words.as_str(), theme.text),
                (Type::SMALL, &held.reason, theme.text2),
            ];
            let from = pos2(left, first.top());
            if cell::lines(ui, painter, from, room, rect.height(), texts) {
                return format!("{}\n{}", held.words, held.reason);
            }
        }
        Held::Open => {
            let at = icon(rect.center().y);
            icons::NOT_ASSESSED.paint(ui, painter, at, icons::NORMAL, theme.text3);
            let words = Type::BODY.line(ui, "Not assessed", theme.text2);
            paint::text_at(painter, left, rect, Align::Min, &words);
        }
        Held::Count(done, all) => {
            let (icon_of, ink) = if done > 0 {
                (icons::ASSESSED, theme.text2)
            } else {
                (icons::NOT_ASSESSED, theme.text3)
            };
            let at = icon(first.center().y);
            icon_of.paint(ui, painter, at, icons::NORMAL, ink);
            let words = format!("{done} of {all}");
            let words = Type::BODY.line(ui, &words, theme.text2);
            paint::text_at(painter, left, first, Align::Min, &words);
        }
    }
    String::new()
}

/// The ring of the chosen cell.
fn chosen(painter: &Painter, theme: &Theme, rect: Rect, focused: bool) {
    if focused {
        paint::focus_inside(painter, theme, rect, radius::CONTROL);
    } else {
        paint::boxed(
            painter,
            rect,
            radius::CONTROL,
            eframe::egui::Color32::TRANSPARENT,
            Some(theme.edge),
        );
    }
}

fn cell_id(body: Id, row: usize, column: usize) -> Id {
    body.with((row, column))
}

/// "Killed, TRT World: in conflict, 3 girls, Pakistan".
fn name_of(label: &str, source: &str, cell: &super::data::CellWords) -> String {
    let said = [cell.mark.words(), &cell.words, &cell.second];
    let said: Vec<&str> = said.into_iter().filter(|text| !text.is_empty()).collect();
    format!("{label}, {source}: {}", said.join(", "))
}

fn tell(ui: &Ui, response: &Response, name: &str, (row, column): (usize, usize), selected: bool) {
    response.widget_info(|| WidgetInfo::labeled(Role::Cell, ui.is_enabled(), name));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_selected(selected);
        node.set_row_index(row);
        node.set_column_index(column);
    });
}
