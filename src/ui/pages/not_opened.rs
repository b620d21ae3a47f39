//! The page of a project that was not opened: what is wrong, where, what was kept, what to do.

use eframe::egui::{
    Align, CornerRadius, FontId, Layout, Rect, ScrollArea, Sense, Stroke, Ui, UiBuilder, pos2, vec2,
};

use crate::app::{Action, Command, NotOpened};
use crate::store::{Excerpt, OpenErrorKind};
use crate::ui::ctx::Ctx;
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{Theme, Type, radius, space, stroke};
use crate::ui::widgets::{Button, heading, label, paint};

const COLUMN: f32 = 760.0;

pub(in crate::ui) fn ui(ui: &mut Ui, ctx: &Ctx<'_>, page: &NotOpened) {
    let theme = Theme::of(ui);
    let room = ui.max_rect();
    ui.painter()
        .rect_filled(room, CornerRadius::ZERO, theme.surface);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let wide = COLUMN.min(room.width() - 2.0 * space::XXL);
        let left = ((room.width() - wide) / 2.0).floor();
        let origin = ui.min_rect().min + vec2(left, space::HH + space::M);
        let place = Rect::from_min_size(origin, vec2(wide, f32::INFINITY));
        let bottom = ui
            .scope_builder(UiBuilder::new().max_rect(place), |ui| {
                ui.set_width(wide);
                ui.spacing_mut().item_spacing.y = 0.0;
                column(ui, ctx, page);
                ui.min_rect().bottom()
            })
            .inner;
        // Air below, and no more: the column has moved the cursor already.
        let below = pos2(origin.x, bottom + space::HH);
        ui.expand_to_include_rect(Rect::from_two_pos(origin, below));
    });
}

fn column(ui: &mut Ui, ctx: &Ctx<'_>, page: &NotOpened) {
    let theme = Theme::of(ui);
    let error = &page.error;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        let (rect, _) = ui.allocate_exact_size(vec2(18.0, 18.0), Sense::hover());
        icons::FAILURE.paint(ui, ui.painter(), rect.center(), 18.0, theme.problem);
        label(ui, Type::BODY_STRONG, "Not opened", theme.problem);
    });
    ui.add_space(space::M);
    label(ui, Type::HEADING, &error.headline(), theme.text);
    ui.add_space(space::M);
    ui.scope(|ui| {
        ui.set_max_width(640.0);
        let kind = Type {
            size: 15.0,
            line: 22.0,
            ..Type::BODY
        };
        label(ui, kind, &error.explanation(), theme.text2);
    });
    ui.add_space(space::XXL);
    if let Some(excerpt) = &error.excerpt {
        lines(ui, excerpt);
        ui.add_space(space::XXL);
    }
    kept(ui, ctx, page);
    ui.add_space(space::XXL);
    buttons(ui, ctx, page);
    if let Some(path) = &error.path {
        ui.add_space(space::L);
        label(ui, Type::SMALL, &path.display().to_string(), theme.text3);
    }
}

/// The lines of the file, the bad one marked.
fn lines(ui: &mut Ui, excerpt: &Excerpt) {
    let theme = Theme::of(ui);
    let kind = Type::CODE;
    let high = excerpt.lines.len() as f32 * kind.line + 2.0 * space::M;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), high), Sense::hover());
    let spoken = excerpt
        .lines
        .get(excerpt.marked)
        .cloned()
        .unwrap_or_default();
    response.widget_info(|| {
        let text = format!("Line {}: {spoken}", excerpt.first_line + excerpt.marked);
        eframe::egui::WidgetInfo::labeled(eframe::egui::Role::Label, true, text)
    });
    let painter = ui.painter().with_clip_rect(rect.shrink(1.0));
    paint::boxed(
        ui.painter(),
        rect,
        radius::SEARCH,
        theme.raised,
        Some(theme.line),
    );
    let font = FontId::new(kind.size, kind.face.family());
    let advance = ui.fonts_mut(|fonts| fonts.glyph_width(&font, '0'));
    for (index, line) in excerpt.lines.iter().enumerate() {
        let top = rect.top() + space::M + index as f32 * kind.line;
        let row = Rect::from_min_size(
            pos2(rect.left() + 1.0, top),
            vec2(rect.width() - 2.0, kind.line),
        );
        let marked = index == excerpt.marked;
        if marked {
            painter.rect_filled(row, CornerRadius::ZERO, theme.problembg);
        }
        let ink = if marked { theme.problem } else { theme.text3 };
        let number = (excerpt.first_line + index).to_string();
        let number = kind.line(ui, &number, ink);
        paint::text_at(&painter, rect.left() + 40.0, row, Align::Max, &number);
        let left = rect.left() + 56.0;
        // A tab would be of no certain width, and the column is counted in characters.
        let text = kind.line(ui, &line.replace('\t', " "), theme.text);
        paint::text_at(&painter, left, row, Align::Min, &text);
        if let (true, Some(column)) = (marked, excerpt.column) {
            let x = left + (column.saturating_sub(1)) as f32 * advance;
            painter.vline(
                x,
                row.y_range(),
                Stroke::new(stroke::FOCUS, theme.problemline),
            );
        }
    }
}

fn kept(ui: &mut Ui, ctx: &Ctx<'_>, page: &NotOpened) {
    let theme = Theme::of(ui);
    heading(ui, "What was kept");
    ui.add_space(space::M);
    let left = ui.min_rect().left();
    let top = ui.cursor().top();
    paint::hairline(ui.painter(), theme, left, left + ui.available_width(), top);
    ui.add_space(space::L);
    if let Some(work) = ctx.work() {
        let title = format!("{}, which is open", work.title());
        fact(
            ui,
            icons::FILE_TEXT,
            &title,
            "As it was, with everything that is not saved yet.",
        );
    }
    match page.error.kind {
        OpenErrorKind::File(_) => {
            fact(
                ui,
                icons::FILE,
                "Nothing was changed",
                "Annals has not written anything.",
            );
        }
        _ => fact(
            ui,
            icons::LOCK,
            "The file itself",
            "Unchanged. Annals has not written to it.",
        ),
    }
    match page.backups.as_slice() {
        [] => {}
        [newest, rest @ ..] => {
            let title = format!("The backup of {}", newest.made);
            let text = match rest.len() {
                0 => "The file as it was before Annals first wrote to it.".to_owned(),
                1 => "And one older backup.".to_owned(),
                more => format!("And {more} older backups."),
            };
            fact(ui, icons::CAPTURE, &title, &text);
        }
    }
}

fn fact(ui: &mut Ui, icon: Icon, title: &str, text: &str) {
    let theme = Theme::of(ui);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        let (rect, _) = ui.allocate_exact_size(vec2(18.0, 18.0), Sense::hover());
        icon.paint(ui, ui.painter(), rect.center(), icons::NORMAL, theme.text2);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            label(ui, Type::BODY_MEDIUM, title, theme.text);
            label(ui, Type::BODY, text, theme.text2);
        });
    });
    ui.add_space(10.0);
}

fn buttons(ui: &mut Ui, ctx: &Ctx<'_>, page: &NotOpened) {
    let wide = ui.available_width();
    ui.allocate_ui_with_layout(
        vec2(wide, 28.0),
        Layout::left_to_right(Align::Center),
        |ui| {
            ui.spacing_mut().item_spacing.x = space::M;
            let backup = page.backups.first();
            if let Some(backup) = backup {
                let open = Button::primary("Open the backup");
                if open
                    .tooltip("Opens as an unsaved copy; the file stays as it is")
                    .show(ui)
                    .clicked()
                {
                    ctx.send(Command::OpenBackup(backup.path.clone()));
                }
            }
            let whole = page.error.path.as_ref();
            let whole = whole.filter(|_| page.error.is_cut_off());
            if let Some(path) = whole {
                let open = match backup {
                    Some(_) => Button::secondary("Open what is whole"),
                    None => Button::primary("Open what is whole"),
                };
                let tip = "Opens what stands before the place where the file stops, read-only; the file stays as it is";
                if open.tooltip(tip).show(ui).clicked() {
                    ctx.send(Command::OpenWhole(path.clone()));
                }
            }
            // Where there is something to open here, the menu is near enough for the rest: the row is full.
            if whole.is_none() {
                let other = match backup {
                    Some(_) => Button::secondary("Open another project"),
                    None => Button::primary("Open another project"),
                };
                if other.show(ui).clicked() {
                    ctx.act(Action::OpenProject);
                }
            }
            if let Some(path) = &page.error.path
                && Button::secondary("Try again")
                    .tooltip("Read the file once more")
                    .show(ui)
                    .clicked()
            {
                ctx.send(Command::OpenPath(path.clone()));
            }
            let back = match ctx.work() {
                Some(work) => format!("Back to {}", work.file_name()),
                None => "Back to the start".to_owned(),
            };
            if Button::secondary(&back).show(ui).clicked() {
                ctx.send(Command::LeaveNotOpened);
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if Button::quiet("Copy details")
                    .icon(icons::COPY)
                    .show(ui)
                    .clicked()
                {
                    ui.ctx().copy_text(details(page));
                }
            });
        },
    );
}

fn details(page: &NotOpened) -> String {
    let mut text = page.error.to_string();
    if let Some(path) = &page.error.path {
        text = format!("{}\n{text}", path.display());
    }
    if let Some(excerpt) = &page.error.excerpt {
        for (index, line) in excerpt.lines.iter().enumerate() {
            let mark = if index == excerpt.marked { ">" } else { " " };
            text.push_str(&format!(
                "\n{mark} {:>6} {line}",
                excerpt.first_line + index
            ));
        }
    }
    text
}
