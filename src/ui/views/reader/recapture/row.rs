//! A passage of the list: what it belongs to, what became of its words, what can be done.

use eframe::egui::text::LayoutJob;
use eframe::egui::{
    Align, EventFilter, Id, Key, Layout, Modifiers, Rect, Role, Sense, Stroke, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};

use super::data::{Place, Row};
use crate::edit::Edit;
use crate::model::AnchorState;
use crate::model::anchor::{Piece, PieceKind};
use crate::ui::icons;
use crate::ui::theme::{Theme, Type, height, radius, space, stroke};
use crate::ui::widgets::{Button, digit, divider, paint};

/// Rows of words that are shown.
const WORDS: usize = 6;

/// What was done with a row.
#[derive(Debug, Default)]
pub(super) struct Done {
    pub(super) focused: bool,
    /// To the row above or below.
    pub(super) step: Option<isize>,
    /// Its words are to be read in the text.
    pub(super) show: bool,
    pub(super) edit: Option<Edit>,
}

/// Words that were added, heavier than those that stayed.
fn added() -> Type {
    Type {
        size: Type::QUOTE.size,
        line: Type::QUOTE.line,
        ..Type::READING_STRONG
    }
}

/// Draws the row.
pub(super) fn show(ui: &mut Ui, id: Id, row: &Row, locked: Option<&str>) -> Done {
    let theme = Theme::of(ui);
    let mut done = Done::default();
    divider(ui);
    let before = ui.cursor().top();
    let focused = ui.memory(|memory| memory.has_focus(id));
    if focused {
        done.focused = true;
        keys(ui, id, row, locked, &mut done);
    }
    ui.add_space(space::M);
    head(ui, row, locked, &mut done);
    ui.add_space(space::XS);
    words(ui, row);
    for (number, place) in row.places.iter().enumerate() {
        if candidate(ui, id.with(number), number, place, locked) {
            done.edit = Some(choose(row, place));
        }
    }
    if row.places.is_empty() && !row.is_acceptable() {
        let hint = "No words in this text come near. Select the words that are meant and file it again, or put it back.";
        ui.add_space(space::XXS);
        ui.horizontal_top(|ui| {
            ui.add_space(icons::SMALL + space::S);
            ui.vertical(|ui| crate::ui::widgets::label(ui, Type::SMALL, hint, theme.text3));
        });
    }
    ui.add_space(space::L);
    let rect = Rect::from_min_max(
        pos2(ui.min_rect().left() - space::M, before + 2.0),
        pos2(ui.max_rect().right() + space::M, ui.cursor().top() - 2.0),
    );
    let response = ui.interact(rect, id, Sense::focusable_noninteractive());
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, ui.is_enabled(), row.name()));
    if response.has_focus() {
        paint::focus_inside(ui.painter(), theme, rect, radius::CONTROL);
        if response.gained_focus() {
            response.scroll_to_me(None);
        }
    }
    done
}

fn accept(row: &Row) -> Edit {
    Edit::AcceptPassage { record: row.record }
}

fn choose(row: &Row, place: &Place) -> Edit {
    Edit::ChoosePassage {
        record: row.record,
        range: place.range.clone(),
    }
}

fn put_back(row: &Row) -> Edit {
    Edit::PutPassageBack { record: row.record }
}

fn keys(ui: &Ui, id: Id, row: &Row, locked: Option<&str>, done: &mut Done) {
    let filter = EventFilter {
        vertical_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::ArrowDown) {
        done.step = Some(1);
    }
    if pressed(Key::ArrowUp) {
        done.step = Some(-1);
    }
    done.show |= pressed(Key::Space);
    if locked.is_some() {
        return;
    }
    if pressed(Key::Enter) && row.is_acceptable() {
        done.edit = Some(accept(row));
    }
    if pressed(Key::P) && row.back {
        done.edit = Some(put_back(row));
    }
    let chosen = digit(ui, Modifiers::NONE, row.places.len());
    if let Some(place) = chosen.and_then(|place| row.places.get(place)) {
        done.edit = Some(choose(row, place));
    }
}

/// The state, what it belongs to, and the buttons.
fn head(ui: &mut Ui, row: &Row, locked: Option<&str>, done: &mut Done) {
    let theme = Theme::of(ui);
    let wide = ui.available_width();
    let (rect, _) = ui.allocate_exact_size(vec2(wide, height::BUTTON_SMALL), Sense::hover());
    let layout = Layout::right_to_left(Align::Center);
    let builder = UiBuilder::new().max_rect(rect).layout(layout);
    let left = ui
        .scope_builder(builder, |ui| {
            ui.spacing_mut().item_spacing.x = space::M;
            if !row.now.is_empty() {
                let show = Button::quiet("Show").small().tooltip("Read it in the text");
                done.show |= show.show(ui).clicked();
            }
            let back = Button::secondary("Put back").small().blocked(locked);
            let back = back.tooltip("It stands in the older capture again, where it stood");
            if row.back && back.show(ui).clicked() {
                done.edit = Some(put_back(row));
            }
            let yes = Button::secondary("Accept").small().blocked(locked);
            let tip = match row.state {
                AnchorState::Changed => "The new words are what is meant",
                _ => "It is at its place",
            };
            if row.is_acceptable() && yes.tooltip(tip).show(ui).clicked() {
                done.edit = Some(accept(row));
            }
            ui.min_rect().left()
        })
        .inner;
    let (icon, ink) = match row.state {
        AnchorState::Lost | AnchorState::Exact => (icons::PROBLEM, theme.problem),
        _ => (icons::PROBLEM, theme.text2),
    };
    let middle = pos2(rect.left() + icons::SMALL / 2.0, rect.center().y);
    icon.paint(ui, ui.painter(), middle, icons::SMALL, ink);
    let word = Type::SMALL_STRONG.line(ui, row.word(), theme.text);
    let at = rect.left() + icons::SMALL + space::S;
    let at = paint::text_at(ui.painter(), at, rect, Align::Min, &word).right() + space::M;
    let label = Type::SMALL.cut(ui, &row.label, theme.text2, left - space::M - at);
    let place = paint::text_at(ui.painter(), at, rect, Align::Min, &label);
    let response = ui.interact(
        place,
        ui.scope_id().with((row.record, "label")),
        Sense::hover(),
    );
    if label.elided {
        crate::ui::widgets::tooltip(response, &row.label);
    }
}

/// The words: as they changed, or as they stood.
fn words(ui: &mut Ui, row: &Row) {
    let theme = Theme::of(ui);
    let indent = icons::SMALL + space::S;
    let mut job = LayoutJob::default();
    job.wrap.max_width = ui.available_width() - indent;
    job.wrap.max_rows = WORDS;
    if row.diff.is_empty() {
        let ink = if row.now.is_empty() {
            theme.text2
        } else {
            theme.text
        };
        job.append(&format!("“{}”", row.was), 0.0, Type::QUOTE.format(ink));
    }
    changed(theme, &row.diff, &mut job);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let size = vec2(ui.available_width(), galley.size().y);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let cut = galley.elided;
    ui.painter()
        .galley(rect.min + vec2(indent, 0.0), galley, theme.text);
    if cut {
        crate::ui::widgets::tooltip(response, &row.was);
    }
}

/// How words became others: what went is struck out behind a minus, what came is heavy behind a plus.
fn changed(theme: &Theme, diff: &[Piece], job: &mut LayoutJob) {
    let plain = Type::QUOTE.format(theme.text);
    let mut before: Option<&Piece> = None;
    for piece in diff {
        let apart = before.is_some_and(|before| {
            let changes = before.kind != PieceKind::Kept && piece.kind != PieceKind::Kept;
            changes
                || before.text.ends_with(char::is_whitespace)
                || piece.text.starts_with(char::is_whitespace)
        });
        if apart {
            job.append(" ", 0.0, plain.clone());
        }
        let words = piece.text.trim();
        match piece.kind {
            PieceKind::Kept => job.append(words, 0.0, plain.clone()),
            PieceKind::Removed => {
                let mut format = Type::QUOTE.format(theme.text2);
                job.append("−\u{2009}", 0.0, format.clone());
                format.strikethrough = Stroke::new(stroke::LINE, theme.text2);
                job.append(words, 0.0, format);
            }
            PieceKind::Added => {
                let format = added().format(theme.text);
                job.append(&format!("+\u{2009}{words}"), 0.0, format);
            }
        }
        before = Some(piece);
    }
}

/// A place that may be meant: its number, and its words among those around them.
fn candidate(ui: &mut Ui, id: Id, number: usize, place: &Place, locked: Option<&str>) -> bool {
    let theme = Theme::of(ui);
    let indent = icons::SMALL + space::S;
    let mut job = LayoutJob::default();
    let left = format!("{}", number + 1);
    let wide = ui.available_width() - indent - space::XXL - space::M;
    job.wrap.max_width = wide;
    job.wrap.max_rows = 3;
    let around = Type::QUOTE.format(theme.text3);
    job.append(&format!("…{}", place.before), 0.0, around.clone());
    job.append(&place.words, 0.0, added().format(theme.text));
    job.append(&format!("{}…", place.after), 0.0, around);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let size = vec2(ui.available_width(), galley.size().y + space::M);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let row = rect.with_min_x(rect.left() + indent);
    let sense = if locked.is_none() {
        Sense::click()
    } else {
        Sense::hover()
    };
    let response = ui.interact(row, id, sense);
    let name = format!("Choose place {left}: {}", place.words);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, locked.is_none(), &name));
    let fill = paint::quiet_fill(ui, &response);
    paint::boxed(ui.painter(), row, radius::CONTROL, fill, None);
    let number = Type::SMALL_MEDIUM.line(ui, &left, theme.text2);
    let line = Rect::from_min_size(row.min, vec2(space::XXL, Type::QUOTE.line + space::M));
    paint::text_at(ui.painter(), line.center().x, line, Align::Center, &number);
    let corner = pos2(row.left() + space::XXL, row.top() + space::XS);
    ui.painter().galley(corner, galley, theme.text);
    if response.has_focus() {
        paint::focus_ring(ui.painter(), theme, row, radius::CONTROL);
    }
    response.clicked()
}
