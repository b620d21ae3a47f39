//! The bar above the text: which capture is shown, what lies on it, size of the text, filter.

use std::sync::Arc;

use eframe::egui::{
    Align, Color32, Galley, Layout, Rect, Response, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2,
    vec2,
};

use super::data::Filter;
use super::page::Page;
use super::typeset::Size;
use crate::app::Command;
use crate::model::{CaptureId, Motivation, SourceId};
use crate::ui::ctx::Ctx;
use crate::ui::icons;
use crate::ui::theme::{Theme, Type, height, radius, space};
use crate::ui::widgets::{Button, MenuItem, menu_head, menu_line, menu_under, paint, tooltip};

/// What was chosen in the bar.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    pub(super) capture: Option<CaptureId>,
    pub(super) filter: Option<Filter>,
    pub(super) size: Option<Size>,
    pub(super) mode: Option<Mode>,
}

/// Which side of a capture is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Mode {
    /// Its text, to read and to mark.
    #[default]
    Text,
    /// What became of its passages.
    Passages,
    /// Its text, to edit.
    Edit,
}

/// What the bar shows as chosen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Now {
    pub(super) filter: Filter,
    pub(super) size: Size,
    pub(super) mode: Mode,
}

/// From this width on the bar has a button for editing; the menu of captures always has.
const WITH_EDIT: f32 = 620.0;

/// Motivations that the margin can be narrowed to.
const MOTIVATIONS: [(Motivation, &str); 6] = [
    (Motivation::Highlighting, "Only highlights"),
    (Motivation::Commenting, "Only comments"),
    (Motivation::Questioning, "Only questions"),
    (Motivation::Assessing, "Only judgements"),
    (Motivation::Editing, "Only slips and edits"),
    (Motivation::Linking, "Only pointers"),
];

/// Draws the bar.
pub(super) fn show(ui: &mut Ui, ctx: &Ctx<'_>, source: SourceId, page: &Page, now: Now) -> Chosen {
    let theme = Theme::of(ui);
    let (rect, _) =
        ui.allocate_exact_size(vec2(ui.available_width(), height::TOOL_BAR), Sense::hover());
    paint::hairline(
        ui.painter(),
        theme,
        rect.left(),
        rect.right(),
        rect.bottom() - 1.0,
    );
    let mut chosen = Chosen::default();
    let right = Rect::from_min_max(rect.min, pos2(rect.right() - space::L, rect.bottom() - 1.0));
    let mut tools = ui.new_child(
        UiBuilder::new()
            .max_rect(right)
            .layout(Layout::right_to_left(Align::Center)),
    );
    tools.spacing_mut().item_spacing.x = space::M;
    if page.sheet.is_some() {
        if now.mode == Mode::Text {
            chosen.filter = filters(&mut tools, now.filter);
        }
        chosen.size = sizes(&mut tools, now.size);
        if rect.width() >= WITH_EDIT {
            chosen.mode = edit_button(&mut tools, ctx, page, now.mode);
        }
    }
    let free = tools.available_rect_before_wrap().right();
    let left = Rect::from_min_max(
        pos2(rect.left() + space::L, rect.top()),
        pos2(free, rect.bottom() - 1.0),
    );
    let end = captures(ui, ctx, source, page, left, &mut chosen, now.mode);
    words(ui, page, left, end, &mut chosen, now.mode);
    chosen
}

/// The nature of the capture after its menu, and the counts at the right, as far as there is room.
fn words(ui: &mut Ui, page: &Page, row: Rect, from: f32, chosen: &mut Chosen, mode: Mode) {
    let theme = Theme::of(ui);
    let mut end = row.right() - space::XS;
    if page.sheet.is_some() {
        let counts = Type::SMALL.line(ui, &page.marks.counts, theme.text2);
        if end - counts.size().x > from + space::XL {
            let rect = counted(ui, page, row, end, &counts, mode, chosen);
            end = rect.left() - space::XL;
        }
    }
    let Some(shown) = page.shown() else { return };
    let left = from + space::M;
    if end - left > 40.0 {
        let nature = Type::SMALL.cut(ui, shown.nature, theme.text2, end - left);
        let rect = paint::text_at(ui.painter(), left, row, Align::Min, &nature);
        let response = ui.interact(rect, ui.scope_id().with("nature"), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, shown.nature));
        let tip = format!("{}\n{}", shown.nature, shown.remarks);
        tooltip(response, tip.trim());
    }
}

/// How many passages there are and how they fare; a click lists them.
fn counted(
    ui: &mut Ui,
    page: &Page,
    row: Rect,
    end: f32,
    counts: &Arc<Galley>,
    mode: Mode,
    chosen: &mut Chosen,
) -> Rect {
    let theme = Theme::of(ui);
    let rect = Rect::from_center_size(
        pos2(end - counts.size().x / 2.0, row.center().y),
        vec2(
            counts.size().x.round() + 2.0 * space::M,
            height::BUTTON_SMALL,
        ),
    );
    let sense = if page.marks.passages > 0 {
        Sense::click()
    } else {
        Sense::hover()
    };
    let response = ui.interact(rect, ui.scope_id().with("counts"), sense);
    let role = if page.marks.passages > 0 {
        Role::Button
    } else {
        Role::Label
    };
    response.widget_info(|| WidgetInfo::labeled(role, true, &page.marks.counts));
    let fill = if mode == Mode::Passages {
        theme.selectdim
    } else if page.marks.passages > 0 {
        paint::quiet_fill(ui, &response)
    } else {
        Color32::TRANSPARENT
    };
    paint::boxed(ui.painter(), rect, radius::CONTROL, fill, None);
    let place = paint::text_at(ui.painter(), end, row, Align::Max, counts);
    if response.has_focus() {
        paint::focus_ring(ui.painter(), theme, rect, radius::CONTROL);
    }
    if response.clicked() {
        chosen.mode = Some(match mode {
            Mode::Passages => Mode::Text,
            Mode::Text | Mode::Edit => Mode::Passages,
        });
    }
    if page.marks.passages > 0 {
        tooltip(response, "What became of the passages");
    }
    place
}

/// Begins to edit the text, or ends it.
fn edit_button(ui: &mut Ui, ctx: &Ctx<'_>, page: &Page, mode: Mode) -> Option<Mode> {
    let blocked = ctx.locked().or(page.uneditable);
    let button = Button::quiet("Edit text")
        .small()
        .pressed(mode == Mode::Edit)
        .tooltip("Change the text of this capture; its passages follow")
        .blocked(blocked.filter(|_| mode != Mode::Edit));
    let clicked = button.show(ui).clicked();
    clicked.then_some(match mode {
        Mode::Edit => Mode::Text,
        Mode::Text | Mode::Passages => Mode::Edit,
    })
}

/// The menu of captures; gives its right edge.
fn captures(
    ui: &mut Ui,
    ctx: &Ctx<'_>,
    source: SourceId,
    page: &Page,
    row: Rect,
    chosen: &mut Chosen,
    mode: Mode,
) -> f32 {
    let shown = page.shown();
    let label = shown.map_or("No capture", |shown| shown.title.as_str());
    let most = (row.width() - 60.0).max(80.0);
    let button = menu_button(ui, row, label, most);
    let end = button.rect.right();
    let button = tooltip(button, "The copy of the text that is shown, and new ones");
    menu_under(&button, |ui| {
        if !page.captures.is_empty() {
            menu_head(ui, "Captures");
        }
        for capture in &page.captures {
            let name = format!("{}, {}", capture.title, capture.nature);
            let on = shown.is_some_and(|shown| shown.id == capture.id);
            let item = MenuItem::new(&name).ticked(on).tooltip(&capture.remarks);
            if item.show(ui).clicked() {
                chosen.capture = Some(capture.id);
            }
        }
        if !page.captures.is_empty() {
            menu_line(ui);
        }
        let paste = MenuItem::new("Paste text…").icon(icons::COPY);
        if paste.blocked(ctx.locked()).show(ui).clicked() {
            ctx.send(Command::PasteText(source));
        }
        if page.sheet.is_some() && mode != Mode::Edit {
            let edit = MenuItem::new("Edit text").icon(icons::EDIT);
            let blocked = ctx.locked().or(page.uneditable);
            if edit.blocked(blocked).show(ui).clicked() {
                chosen.mode = Some(Mode::Edit);
            }
        }
        let import = MenuItem::new("Import text…").icon(icons::FILE_IMPORT);
        if import.blocked(ctx.locked()).show(ui).clicked() {
            ctx.send(Command::ImportText(source));
        }
    });
    end
}

fn menu_button(ui: &mut Ui, row: Rect, label: &str, most: f32) -> Response {
    let theme = Theme::of(ui);
    let galley = Type::BODY_MEDIUM.cut(ui, label, theme.text, most);
    let wide = space::M
        + icons::SMALL
        + space::M
        + galley.size().x.round()
        + space::M
        + icons::CARET
        + space::M;
    let rect = Rect::from_center_size(
        pos2(row.left() + wide / 2.0, row.center().y),
        vec2(wide, height::BUTTON),
    );
    let response = ui.interact(rect, ui.scope_id().with("captures"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), label));
    let fill = paint::quiet_fill(ui, &response);
    paint::boxed(ui.painter(), rect, radius::CONTROL, fill, None);
    let mut left = rect.left() + space::M;
    let middle = pos2(left + icons::SMALL / 2.0, rect.center().y);
    icons::CAPTURE.paint(ui, ui.painter(), middle, icons::SMALL, theme.text2);
    left += icons::SMALL + space::M;
    let words = paint::text_at(ui.painter(), left, rect, Align::Min, &galley);
    let middle = pos2(
        words.right() + space::M + icons::CARET / 2.0,
        rect.center().y,
    );
    icons::CARET_DOWN.paint(ui, ui.painter(), middle, icons::CARET, theme.text2);
    if response.has_focus() {
        paint::focus_ring(ui.painter(), theme, rect, radius::CONTROL);
    }
    response
}

fn filters(ui: &mut Ui, filter: Filter) -> Option<Filter> {
    let button = Button::icon_only(icons::FILTER, "Filter the margin")
        .pressed(filter != Filter::All)
        .show(ui);
    menu_under(&button, |ui| {
        let mut chosen = None;
        let mut item = |ui: &mut Ui, label: &str, of: Filter| {
            if MenuItem::new(label).ticked(filter == of).show(ui).clicked() {
                chosen = Some(of);
            }
        };
        item(ui, "All remarks", Filter::All);
        item(ui, "Only open ones", Filter::Open);
        menu_line(ui);
        for (motivation, label) in MOTIVATIONS {
            item(ui, label, Filter::Only(motivation));
        }
        chosen
    })
    .flatten()
}

fn sizes(ui: &mut Ui, size: Size) -> Option<Size> {
    let button = Button::icon_only(icons::TEXT_SIZE, "Size of the text").show(ui);
    menu_under(&button, |ui| {
        let mut chosen = None;
        for (of, label) in Size::ALL {
            if MenuItem::new(label).ticked(size == of).show(ui).clicked() {
                chosen = Some(of);
            }
        }
        chosen
    })
    .flatten()
}

/// What is shown of a source that has no text yet.
pub(super) fn no_text(ui: &mut Ui, ctx: &Ctx<'_>, source: SourceId) {
    use crate::ui::widgets::Empty;
    let room = ui.available_rect_before_wrap();
    let top = room.top() + (room.height() / 3.0 - 70.0).max(0.0).round();
    let mut inside = room;
    inside.min.y = top;
    let layout = Layout::top_down(Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(inside).layout(layout), |ui| {
        Empty {
            icon: icons::SOURCE_OPEN,
            title: "No text yet",
            lines: &[
                "Paste the text of the source or import it from a file.",
                "Then select words in it to highlight and to comment on them.",
            ],
            button: None,
        }
        .column(ui);
        ui.add_space(space::L);
        let wide = 210.0_f32.min(ui.available_width());
        ui.allocate_ui_with_layout(
            vec2(wide, height::BUTTON),
            Layout::left_to_right(Align::Center),
            |ui| {
                ui.spacing_mut().item_spacing.x = space::M;
                let blocked = ctx.locked();
                if Button::primary("Paste text…")
                    .blocked(blocked)
                    .show(ui)
                    .clicked()
                {
                    ctx.send(Command::PasteText(source));
                }
                let import = Button::secondary("Import text…").blocked(blocked);
                if import.show(ui).clicked() {
                    ctx.send(Command::ImportText(source));
                }
            },
        );
    });
}
