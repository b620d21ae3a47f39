//! Kinds of problem switched off and on again, for the project.

use eframe::egui::{Align, Layout, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2};

use super::data;
use crate::edit::Edit;
use crate::model::{Meta, ProblemKind};
use crate::ui::ctx::Ctx;
use crate::ui::icons;
use crate::ui::theme::{Theme, Type, height, space};
use crate::ui::widgets::{Button, MenuItem, menu_line, menu_under, paint};

/// The head of a kind, with a button that hides it.
pub(super) fn head(ui: &mut Ui, ctx: &Ctx<'_>, rect: Rect, kind: ProblemKind, count: usize) {
    let theme = Theme::of(ui);
    let line = Rect::from_min_max(pos2(rect.left(), rect.bottom() - height::NAV_ROW), rect.max);
    let title = Type::BODY_STRONG.line(ui, kind.name(), theme.text);
    let left = rect.left() + space::M;
    let end = paint::text_at(ui.painter(), left, line, Align::Min, &title).right();
    let count = Type::SMALL.line(ui, &count.to_string(), theme.text3);
    paint::text_at(ui.painter(), end + space::M, line, Align::Min, &count);
    let id = ui.scope_id().with(("problem head", kind));
    let response = ui.interact(line, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, kind.name()));
    if !kind.can_be_muted() {
        return;
    }
    let layout = Layout::right_to_left(Align::Center);
    let builder = UiBuilder::new().max_rect(line).layout(layout).id_salt(kind);
    ui.scope_builder(builder, |ui| {
        let name = format!("Hide this kind: {}", kind.name());
        let hide = Button::quiet("Hide").icon(icons::EYE_OFF).small();
        let hide = hide.name(&name);
        let tip = "Hide problems of this kind in this project";
        if hide.tooltip(tip).blocked(ctx.locked()).show(ui).clicked() {
            mute(ctx, &[kind], true);
        }
    });
}

/// Says what is hidden, with a menu to tell it again; nothing if nothing is.
pub(super) fn hidden(ui: &mut Ui, ctx: &Ctx<'_>, muted: &[(ProblemKind, usize)]) {
    if muted.is_empty() {
        return;
    }
    let words = data::muted_words(muted);
    let button = Button::quiet(&words).icon(icons::EYE_OFF).small();
    let button = button.tooltip("Choose what is to be told again").show(ui);
    menu_under(&button, |ui| {
        for (kind, count) in muted {
            let label = format!("Show {} ({count})", kind.name());
            let item = MenuItem::new(&label).icon(icons::EYE).blocked(ctx.locked());
            if item.show(ui).clicked() {
                mute(ctx, &[*kind], false);
            }
        }
        if muted.len() > 1 {
            menu_line(ui);
            let all = MenuItem::new("Show all kinds").icon(icons::EYE);
            if all.blocked(ctx.locked()).show(ui).clicked() {
                let kinds: Vec<ProblemKind> = muted.iter().map(|(kind, _)| *kind).collect();
                mute(ctx, &kinds, false);
            }
        }
    });
}

fn mute(ctx: &Ctx<'_>, kinds: &[ProblemKind], mute: bool) {
    let Some(work) = ctx.work() else {
        return;
    };
    let mut after = Meta::clone(work.project.meta());
    for &kind in kinds {
        after.mute(kind, mute);
    }
    ctx.edit(Edit::SetMeta {
        after,
        what: "hidden kinds of problem",
        typing: false,
    });
}
