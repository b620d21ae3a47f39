//! The tool bar: conditions of the search at the left; counts, columns and a new record at the right.

use std::sync::Arc;

use eframe::egui::{
    Align, Galley, Layout as UiLayout, Popup, PopupCloseBehavior, Rect, Role, Sense, Ui, UiBuilder,
    WidgetInfo, pos2,
};

use super::data::{Filter, filters, selected_words};
use crate::app::{Action, Command, Pane};
use crate::model::Kind;
use crate::query::{Arrangement, Column, Query, columns};
use crate::ui::ctx::Ctx;
use crate::ui::icons;
use crate::ui::theme::{Theme, Type, height, space};
use crate::ui::views::in_bar::{count_words, view_chip};
use crate::ui::widgets::{Button, FilterChip, Tick, paint, tooltip};

/// Below this width the buttons have no words.
const NARROW: f32 = 600.0;

/// What the tool bar shows and changes.
pub(super) struct Bar<'a> {
    pub(super) kind: Kind,
    /// The search as understood.
    pub(super) query: &'a Query,
    /// Rows shown, and records of the kind.
    pub(super) here: usize,
    pub(super) all: usize,
    /// Records selected, and those of them that are not shown.
    pub(super) selected: usize,
    pub(super) hidden: usize,
    /// Whether the rows are being listed anew.
    pub(super) is_busy: bool,
    /// The order and the columns.
    pub(super) arrangement: &'a Arrangement,
    /// The columns that there is no room for.
    pub(super) dropped: &'a [Column],
}

impl Bar<'_> {
    /// Draws it, 40 high with its hairline.
    pub(super) fn show(self, ui: &mut Ui, ctx: &Ctx<'_>) {
        let theme = Theme::of(ui);
        let room = ui.available_rect_before_wrap();
        let rect = Rect::from_min_max(room.min, pos2(room.right(), room.top() + height::TOOL_BAR));
        ui.allocate_rect(rect, Sense::hover());
        paint::hairline(
            ui.painter(),
            theme,
            rect.left(),
            rect.right(),
            rect.bottom() - 1.0,
        );
        let inner = rect.shrink2(eframe::egui::vec2(space::XL, 0.0));
        // A quiet button's words stand on the edge, its hover fill reaches past it.
        let reaching = inner.with_max_x(inner.right() + space::M);
        let start = self.right(ui, ctx, reaching, rect.width() < NARROW);
        let end = (start - space::L).max(inner.left());
        let mut left = in_line(ui, inner.with_max_x(end));
        left.spacing_mut().item_spacing.x = space::M;
        let (pane, narrow) = (Pane::Table(self.kind), rect.width() < NARROW);
        let has_view = view_chip(&mut left, ctx, &pane, "table", narrow);
        chips(&mut left, ctx, &filters(self.query), has_view);
    }

    /// Counts, columns and a new record, ending at the right edge; gives where they begin.
    fn right(&self, ui: &mut Ui, ctx: &Ctx<'_>, room: Rect, narrow: bool) -> f32 {
        let new = new_action(self.kind).map(|action| (action, action.row()));
        let tip = new.map(|(_, row)| {
            let key = row.shortcuts.first().copied().unwrap_or_default();
            format!("{} ({key})", row.hint)
        });
        let new = new.map(|(action, row)| {
            let button = Button::in_bar(icons::PLUS, row.label, narrow);
            let tip = tip.as_deref().unwrap_or_default();
            (action, button.tooltip(tip).blocked(ctx.locked()))
        });
        let columns = Button::in_bar(icons::COLUMNS, "Columns", narrow);
        let (galley, words) = self.counts(ui);
        let mut wide = galley.size().x.ceil() + space::S + columns.width(ui);
        if let Some((_, button)) = &new {
            wide += button.width(ui);
        }
        let start = (room.right() - wide).max(room.left());
        let mut line = in_line(ui, room.with_min_x(start));
        self.show_counts(&mut line, &galley, &words);
        line.add_space(space::S);
        self.columns(&mut line, ctx, columns);
        if let Some((action, button)) = new
            && button.show(&mut line).clicked()
        {
            ctx.act(action);
        }
        start
    }

    /// The menu of columns: it stays open while boxes are ticked.
    fn columns(&self, ui: &mut Ui, ctx: &Ctx<'_>, button: Button<'_>) {
        let button = button.show(ui);
        Popup::menu(&button)
            .gap(space::XS)
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
            .show(|ui| {
                ui.spacing_mut().item_spacing.y = space::XXS;
                ui.set_min_width(160.0);
                for &column in columns(self.kind) {
                    self.column(ui, ctx, column);
                }
                self.usual(ui, ctx);
            });
    }

    fn column(&self, ui: &mut Ui, ctx: &Ctx<'_>, column: Column) {
        let on = self.arrangement.columns.contains(&column);
        let name = if on && self.dropped.contains(&column) {
            format!("{}, no room now", column.name())
        } else {
            column.name().to_owned()
        };
        let always = on && column == telling(self.kind);
        let reason = always.then_some("This column says which record it is.");
        if Tick::new(on, &name).blocked(reason).show(ui).clicked() {
            let arrangement = self.arrangement.clone().toggled(self.kind, column);
            ctx.send(Command::Arrange(self.kind, arrangement));
        }
    }

    /// The way back to the columns as they were at first.
    fn usual(&self, ui: &mut Ui, ctx: &Ctx<'_>) {
        let usual = Arrangement::usual(self.kind);
        if self.arrangement.columns != usual.columns {
            ui.add_space(space::XS);
            let button = Button::quiet("Usual columns").small();
            if button.show(ui).clicked() {
                let sort = self.arrangement.sort;
                ctx.send(Command::Arrange(self.kind, Arrangement { sort, ..usual }));
            }
        }
    }

    /// "18 of 19 events, 3 selected", laid out and as text.
    fn counts(&self, ui: &Ui) -> (Arc<Galley>, String) {
        let theme = Theme::of(ui);
        let mut words = count_words(self.kind, self.here, self.all);
        if self.is_busy {
            words += ", searching";
        }
        let selected = selected_words(self.selected, self.hidden);
        if !selected.is_empty() {
            words += ", ";
        }
        let mut job = Type::SMALL.job(&words, theme.text2, f32::INFINITY);
        job.append(&selected, 0.0, Type::SMALL_STRONG.format(theme.text));
        words += &selected;
        (ui.fonts_mut(|fonts| fonts.layout_job(job)), words)
    }

    fn show_counts(&self, ui: &mut Ui, galley: &Arc<Galley>, words: &str) {
        let size = eframe::egui::vec2(galley.size().x.ceil(), Type::SMALL.line);
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        paint::text_at(ui.painter(), rect.left(), rect, Align::Min, galley);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
        if self.hidden > 0 {
            let tip = "Hidden: selected, but not found by the search. Delete leaves them alone.";
            tooltip(response, tip);
        }
    }
}

/// The column that says which record it is: it stays.
fn telling(kind: Kind) -> Column {
    let all = columns(kind);
    let first = all.first().copied().unwrap_or(Column::Title);
    if all.contains(&Column::Title) {
        Column::Title
    } else {
        first
    }
}

/// A line of controls in the middle of `room`.
fn in_line(ui: &mut Ui, room: Rect) -> Ui {
    let layout = UiLayout::left_to_right(Align::Center);
    let mut line = ui.new_child(UiBuilder::new().max_rect(room).layout(layout));
    line.spacing_mut().item_spacing.x = 0.0;
    line
}

/// The conditions as chips; those without room are counted, with their words in the tooltip.
fn chips(ui: &mut Ui, ctx: &Ctx<'_>, filters: &[Filter], has_view: bool) {
    for (place, filter) in filters.iter().enumerate() {
        let rest = filters.len() - place;
        let chip = FilterChip {
            field: filter.field,
            relation: filter.relation,
            value: &filter.value,
        };
        let more = if rest > 1 { space::XXL } else { 0.0 };
        if chip_width(ui, filter) + more > ui.available_width() && (place > 0 || has_view) {
            count(ui, filters.get(place..).unwrap_or_default());
            return;
        }
        let shown = chip.show(ui);
        if shown.removed {
            ctx.send(Command::Search(filter.without.clone()));
        } else if shown.response.clicked() {
            ctx.act(Action::Find);
        }
    }
}

fn count(ui: &mut Ui, rest: &[Filter]) {
    let words = rest.iter().map(Filter::words).collect::<Vec<_>>();
    let colour = Theme::of(ui).text2;
    let label = ui.label(Type::SMALL.rich(format!("+{}", rest.len()), colour));
    tooltip(label, &words.join("\n"));
}

/// As wide as [`FilterChip`] makes it, near enough to know whether it fits.
fn chip_width(ui: &Ui, filter: &Filter) -> f32 {
    let words = Type::SMALL_MEDIUM.line(ui, &filter.words(), Theme::of(ui).text);
    words.size().x + 4.0 * space::M + icons::CARET
}

/// What makes a new record of the kind.
fn new_action(kind: Kind) -> Option<Action> {
    match kind {
        Kind::Event => Some(Action::NewEvent),
        Kind::Source => Some(Action::NewSource),
        Kind::Note => Some(Action::NewNote),
        _ => None,
    }
}
