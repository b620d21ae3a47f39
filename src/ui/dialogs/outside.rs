//! The dialog for changes of another program that are in conflict with unsaved ones: both sides of each, to
//! choose from.

use eframe::egui::text::TextWrapping;
use eframe::egui::{Context, Id, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::buttons;
use crate::app::{Answer, Command, Pending, Workspace};
use crate::edit::merge::{Conflict, Part, Side};
use crate::ui::ctx::Ctx;
use crate::ui::icons;
use crate::ui::theme::{Theme, Type, blend, height, radius, space};
use crate::ui::widgets::{Button, label, modal, paint};

/// The width of the dialog.
const WIDTH: f32 = 720.0;
/// The height of the list of conflicts, and of all that stands around it in the window.
const TALL: f32 = 480.0;
const AROUND: f32 = 260.0;
/// Lines of a value that are shown.
const LINES: usize = 6;
/// Things that go with a conflict that are named one by one.
const NAMED: usize = 3;
/// Conflicts that are shown at once: all of them are made in each frame.
const AT_ONCE: usize = 50;

/// Which conflicts are shown.
#[derive(Default)]
pub(super) struct OutsideDialog {
    /// The first that is shown.
    from: usize,
    /// Whether its first choice got the keyboard.
    begun: bool,
}

/// Shows the dialog while choices are wanted.
pub(super) fn show(egui: &Context, ctx: &Ctx<'_>, state: &mut OutsideDialog) {
    let Some(pending) = ctx.app.pending_merge() else {
        *state = OutsideDialog::default();
        return;
    };
    let name = ctx.work().map(Workspace::file_name).unwrap_or_default();
    let title = format!("{name} was changed by another program");
    let id = Id::unique("annals changed outside");
    let ((), dismissed) = modal(egui, id, &title, WIDTH, |ui| {
        let theme = Theme::of(ui);
        ui.spacing_mut().item_spacing.y = 0.0;
        label(ui, Type::SUBTITLE, &title, theme.text);
        ui.add_space(space::S);
        label(ui, Type::BODY, &about(pending), theme.text2);
        ui.add_space(space::XL);
        let most = (ui.ctx().content_rect().height() - AROUND).clamp(120.0, TALL);
        parts(ui, pending, state);
        let list = ScrollArea::vertical().id_salt(("conflicts", state.from));
        list.max_height(most).show(ui, |ui| {
            let conflicts = pending.conflicts.iter().enumerate();
            for (number, conflict) in conflicts.skip(state.from).take(AT_ONCE) {
                if number > state.from {
                    ui.add_space(space::XXL);
                }
                let choice = pending.choices.get(number).copied().unwrap_or_default();
                let first = one(ui, ctx, number, conflict, choice);
                if number == state.from && !state.begun {
                    state.begun = true;
                    ui.memory_mut(|memory| memory.request_focus(first));
                }
            }
        });
        ui.add_space(space::XL);
        answers(ui, ctx, pending);
    });
    if dismissed {
        ctx.send(Command::Answer(Answer::Cancel));
    }
}

/// "2 events were changed there and come in. In 1 place both have something else: choose …"
fn about(pending: Pending<'_>) -> String {
    let there = pending.summary;
    let places = match pending.conflicts.len() {
        1 => "1 place".to_owned(),
        more => format!("{more} places"),
    };
    format!(
        "Changed there: {there}. What only one side changed is taken in. In {places} it goes against what is not saved here: \
         choose what stays. Everything together is one step to undo."
    )
}

/// Which conflicts are shown and the way to the others, where they are many.
fn parts(ui: &mut Ui, pending: Pending<'_>, state: &mut OutsideDialog) {
    let all = pending.conflicts.len();
    if all <= AT_ONCE {
        return;
    }
    let last = (state.from + AT_ONCE).min(all);
    let words = format!("Places {} to {last} of {all}", state.from + 1);
    ui.horizontal(|ui| {
        ui.set_min_height(height::BUTTON_SMALL);
        label(ui, Type::SMALL_MEDIUM, &words, Theme::of(ui).text2);
        let none = |is_end: bool| is_end.then_some("There are no more");
        let to = [
            (
                "Earlier places",
                state.from == 0,
                state.from.saturating_sub(AT_ONCE),
            ),
            ("Later places", last == all, last),
        ];
        for (name, is_end, from) in to {
            let button = Button::quiet(name).small().blocked(none(is_end));
            if button.show(ui).clicked() {
                *state = OutsideDialog { from, begun: false };
            }
        }
    });
    ui.add_space(space::S);
}

/// A conflict with both sides. Gives the id of the first of them.
fn one(ui: &mut Ui, ctx: &Ctx<'_>, number: usize, conflict: &Conflict, choice: Side) -> Id {
    let theme = Theme::of(ui);
    let id = Id::unique(("annals conflict", number));
    let Some(main) = conflict.parts.first() else {
        return id;
    };
    label(
        ui,
        Type::BODY_STRONG,
        &crate::model::capital(&main.title()),
        theme.text,
    );
    if !main.base.is_empty() {
        let before = format!("Before: {}", main.base);
        let wide = ui.available_width();
        let line = Type::SMALL.cut(ui, &one_line(&before), theme.text3, wide);
        let (rect, response) = ui.allocate_exact_size(vec2(wide, Type::SMALL.line), Sense::hover());
        ui.painter().galley(rect.min, line, theme.text3);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &before));
    }
    ui.add_space(space::S);
    sides(ui, ctx, number, conflict, main, choice);
    with_it(ui, conflict);
    id.with(Side::Ours)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn sides(
    ui: &mut Ui,
    ctx: &Ctx<'_>,
    number: usize,
    conflict: &Conflict,
    main: &Part,
    choice: Side,
) {
    let wide = ((ui.available_width() - space::M) / 2.0).floor();
    let inside = wide - 2.0 * space::L;
    let theme = Theme::of(ui);
    let galley = |ui: &Ui, side| {
        let words = main.of(side);
        let (words, ink) = if words.is_empty() {
            ("Nothing", theme.text3)
        } else {
            (words, theme.text)
        };
        let words = crate::model::capital(words);
        let mut job = Type::BODY.job(&words, ink, inside);
        job.wrap = TextWrapping {
            max_rows: LINES,
            ..job.wrap
        };
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    };
    let texts = [Side::Ours, Side::Theirs].map(|side| (side, galley(ui, side)));
    let tallest = texts
        .iter()
        .map(|(_, text)| text.size().y)
        .fold(0.0, f32::max);
    let tall = Type::SMALL.line + tallest + 2.0 * space::M + space::XS;
    let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), tall), Sense::hover());
    let id = Id::unique(("annals conflict", number));
    for (place, (side, text)) in texts.into_iter().enumerate() {
        let left = row.left() + place as f32 * (wide + space::M);
        let rect = Rect::from_min_size(pos2(left, row.top()), vec2(wide, tall));
        let usable = side == Side::Ours || conflict.can_take_theirs;
        let sense = if usable {
            Sense::click()
        } else {
            Sense::hover()
        };
        let response = ui.interact(rect, id.with(side), sense);
        let chosen = choice == side;
        let whose = match side {
            Side::Ours => "Not saved here",
            Side::Theirs => "In the file now",
        };
        response.widget_info(|| {
            let name = format!("{}, {}: {}", main.title(), whose, main.of(side));
            WidgetInfo::selected(Role::RadioButton, usable, chosen, name)
        });
        let fill = if chosen {
            theme.select
        } else {
            blend(theme.surface, theme.hover, paint::hover(ui, &response))
        };
        let border = if chosen { theme.accent } else { theme.edge };
        let border = if usable { border } else { theme.line };
        paint::boxed(ui.painter(), rect, radius::CONTROL, fill, Some(border));
        let corner = rect.min + vec2(space::L, space::M);
        let head = Type::SMALL_MEDIUM.line(ui, whose, theme.text2);
        ui.painter().galley(corner, head, theme.text2);
        if chosen {
            let tick = pos2(
                rect.right() - space::L - 7.0,
                corner.y + Type::SMALL.line / 2.0,
            );
            icons::TICK.paint(ui, ui.painter(), tick, 14.0, theme.accent);
        }
        let under = corner + vec2(0.0, Type::SMALL.line + space::XS);
        ui.painter().galley(under, text, theme.text);
        if response.has_focus() {
            paint::focus_ring(ui.painter(), theme, rect, radius::CONTROL);
            response.scroll_to_me(None);
        }
        if response.clicked() {
            ctx.send(Command::ChooseSide(Some(number), side));
        }
    }
}

/// What takes the same side.
fn with_it(ui: &mut Ui, conflict: &Conflict) {
    let theme = Theme::of(ui);
    let mut lines = Vec::new();
    if !conflict.can_take_theirs {
        lines.push(
            "The file cannot be followed here: it names something that it does not have."
                .to_owned(),
        );
    }
    let rest = conflict.parts.iter().skip(1);
    lines.extend(rest.clone().take(NAMED).map(|part| {
        let or_nothing = |words: &str| {
            if words.is_empty() {
                "nothing".to_owned()
            } else {
                one_line(words)
            }
        };
        let (here, there) = (or_nothing(&part.ours), or_nothing(&part.theirs));
        format!("With it: {}, here {here}, there {there}", part.title())
    }));
    let more = rest.count().saturating_sub(NAMED);
    if more > 0 {
        lines.push(format!("With it: {more} more"));
    }
    if !lines.is_empty() {
        ui.add_space(space::S);
    }
    for line in lines {
        label(ui, Type::SMALL, &line, theme.text2);
    }
}

fn answers(ui: &mut Ui, ctx: &Ctx<'_>, pending: Pending<'_>) {
    buttons(ui, |ui| {
        if Button::primary("Take the changes in").show(ui).clicked() {
            ctx.send(Command::Answer(Answer::TakeIn));
        }
        if Button::secondary("Decide later")
            .tooltip("Everything stays as it is; saving asks again")
            .show(ui)
            .clicked()
        {
            ctx.send(Command::Answer(Answer::Cancel));
        }
        if pending.conflicts.len() < 2 {
            return;
        }
        let wide = ui.available_width();
        ui.allocate_ui_with_layout(
            vec2(wide, height::BUTTON),
            eframe::egui::Layout::left_to_right(eframe::egui::Align::Center),
            |ui| {
                for (words, side) in [
                    ("All as here", Side::Ours),
                    ("All as in the file", Side::Theirs),
                ] {
                    if Button::quiet(words).show(ui).clicked() {
                        ctx.send(Command::ChooseSide(None, side));
                    }
                }
            },
        );
    });
}
