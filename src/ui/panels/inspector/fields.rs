//! The controls of the inspector: a row with a label and text, a figure, a choice or something to follow.
//! Each takes the value as it is and gives the value as it is to be, if it changed.

use eframe::egui::{self, Align, Layout, Rect, Response, Role, Sense, Ui, UiBuilder, WidgetInfo};
use eframe::egui::{pos2, vec2};

use super::panel::{Draft, Panel};
use crate::model::{Choice, Number, capital};
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{Theme, Type, height, radius, space, width};
use crate::ui::widgets::{
    Choice as Item, Dropdown, FIELD_PADDING, Field, FieldEvent, VALUE_LEFT, label, paint, tooltip,
};

/// The greatest height of a text of several lines; longer ones scroll.
const MOST_TALL: f32 = 220.0;
/// Lines of a value at rest.
const LINES: usize = 3;

/// What stands beside and inside a field.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spec<'s> {
    /// Left of it; empty in the further rows of a list.
    pub(super) label: &'s str,
    /// What assistive programs call it.
    pub(super) name: &'s str,
    /// The verb that shows while it is empty.
    pub(super) hint: &'s str,
    /// Tells it apart from the other fields of the record.
    pub(super) key: &'s str,
    pub(super) kind: Type,
}

impl<'s> Spec<'s> {
    pub(super) fn new(label: &'s str, hint: &'s str) -> Self {
        Self {
            label,
            name: label,
            hint,
            key: label,
            kind: Type::BODY,
        }
    }

    /// Under another accessible name, which also tells it apart.
    pub(super) fn named(self, name: &'s str) -> Self {
        Self {
            name,
            key: name,
            ..self
        }
    }

    pub(super) fn kind(self, kind: Type) -> Self {
        Self { kind, ..self }
    }
}

/// A row: the label, and what `add` makes to the right of it, from top to bottom. The first row of it is
/// 24 high.
pub(super) fn row<R>(ui: &mut Ui, label: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    let room = ui.available_rect_before_wrap();
    let first = Rect::from_min_size(room.min, vec2(room.width(), height::FIELD_ROW));
    if !label.is_empty() {
        let galley = Type::SMALL.cut(ui, label, Theme::of(ui).text3, width::LABEL);
        paint::text_at(ui.painter(), first.left(), first, Align::Min, &galley);
    }
    let inside = Rect::from_min_max(pos2(room.left() + VALUE_LEFT, room.top()), room.max);
    column(ui, inside, add)
}

/// What `add` makes in a column of its own at `inside`; takes the whole width and at least a row.
fn column<R>(ui: &mut Ui, inside: Rect, add: impl FnOnce(&mut Ui) -> R) -> R {
    let room = ui.available_rect_before_wrap();
    let builder = UiBuilder::new()
        .max_rect(inside)
        .layout(Layout::top_down(Align::Min));
    let mut child = ui.new_child(builder);
    let result = add(&mut child);
    let bottom = child
        .min_rect()
        .bottom()
        .max(room.top() + height::FIELD_ROW);
    let used = Rect::from_min_max(room.min, pos2(room.right(), bottom));
    ui.allocate_rect(used, Sense::hover());
    result
}

/// Moves what `add` makes to the left, so that the letters of a field stand on the edge of the column.
pub(super) fn outset<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    let room = ui.available_rect_before_wrap();
    let inside = Rect::from_min_max(pos2(room.left() - FIELD_PADDING, room.top()), room.max);
    column(ui, inside, add)
}

/// Text that cannot be changed here.
pub(super) fn shown(ui: &mut Ui, name: &str, text: &str) {
    row(ui, name, |ui| {
        ui.add_space(3.0);
        label(ui, Type::BODY, text, Theme::of(ui).text);
    });
}

/// Small words below a value.
pub(super) fn remark(ui: &mut Ui, text: &str) {
    label(ui, Type::SMALL, text, Theme::of(ui).text3);
}

/// What is wrong with what is being typed.
pub(super) fn complaint(ui: &mut Ui, text: &str) {
    let theme = Theme::of(ui);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let (rect, _) = ui.allocate_exact_size(vec2(icons::SMALL, 16.0), Sense::hover());
        icons::FAILURE.paint(ui, ui.painter(), rect.center(), icons::SMALL, theme.problem);
        label(ui, Type::SMALL, text, theme.problem);
    });
}

/// An icon alone in a box of its own, painted only while its row is hovered or it has the focus. It is
/// there for the keyboard all the same.
pub(super) fn ghost(
    ui: &mut Ui,
    rect: Rect,
    id: egui::Id,
    (icon, name): (Icon, &str),
    lit: bool,
    locked: Option<&str>,
) -> bool {
    let usable = locked.is_none() && ui.is_enabled();
    let sense = if usable {
        Sense::click()
    } else {
        Sense::hover()
    };
    let response = ui.interact(rect, id, sense);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, usable, name));
    if lit || response.has_focus() || response.hovered() {
        let theme = Theme::of(ui);
        let fill = paint::quiet_fill(ui, &response);
        paint::boxed(ui.painter(), rect, radius::CONTROL, fill, None);
        let ink = if usable { theme.text2 } else { theme.text3 };
        icon.paint(ui, ui.painter(), rect.center(), icons::SMALL, ink);
        if response.has_focus() {
            paint::focus_inside(ui.painter(), theme, rect, radius::CONTROL);
        }
    }
    tooltip(response, locked.unwrap_or(name)).clicked()
}

/// What can be done with a row of a list besides editing it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowDo {
    Up,
    Down,
    Remove,
    Follow,
    Details,
}

impl RowDo {
    fn icon(self) -> Icon {
        match self {
            Self::Up => icons::CARET_UP,
            Self::Down | Self::Details => icons::CARET_DOWN,
            Self::Remove => icons::CLOSE,
            Self::Follow => icons::ARROW_RIGHT,
        }
    }

    pub(super) fn verb(self) -> &'static str {
        match self {
            Self::Up => "Move up",
            Self::Down => "Move down",
            Self::Remove => "Remove",
            Self::Follow => "Show",
            Self::Details => "More about",
        }
    }

    /// Whether it changes the record.
    fn writes(self) -> bool {
        matches!(self, Self::Up | Self::Down | Self::Remove)
    }
}

/// Adds `first` with small buttons at its right, which show while the row is hovered; `what` is what they
/// are for, by name.
pub(super) fn with_buttons<R>(
    ui: &mut Ui,
    id: egui::Id,
    what: &str,
    buttons: &[RowDo],
    locked: Option<&str>,
    first: impl FnOnce(&mut Ui) -> R,
) -> (R, Option<RowDo>) {
    const SIDE: f32 = 20.0;
    let room = ui.available_rect_before_wrap();
    let left = room.right() - SIDE * buttons.len() as f32;
    let inside = Rect::from_min_max(room.min, pos2(left, room.bottom()));
    let top = room.top();
    let result = column(ui, inside, first);
    let bottom = ui.min_rect().bottom();
    let whole = Rect::from_min_max(room.min, pos2(room.right(), bottom.max(top + 24.0)));
    let lit = ui.rect_contains_pointer(whole);
    let mut done = None;
    for (place, &button) in buttons.iter().enumerate() {
        let corner = pos2(left + SIDE * place as f32, top + 2.0);
        let rect = Rect::from_min_size(corner, vec2(SIDE, SIDE));
        let name = format!("{} {what}", button.verb());
        let locked = locked.filter(|_| button.writes());
        let id = id.with(button.verb());
        if ghost(ui, rect, id, (button.icon(), &name), lit, locked) {
            done = Some(button);
        }
    }
    (result, done)
}

impl Panel<'_> {
    /// A field with text in the column where it is put. Gives the text when it changed.
    pub(super) fn text_here(&mut self, ui: &mut Ui, spec: Spec<'_>, value: &str) -> Option<String> {
        let mut text = value.to_owned();
        let field = Field::resting(&mut text, spec.name)
            .id(self.field_id(spec.key))
            .hint(spec.hint)
            .kind(spec.kind)
            .lines(LINES)
            .tall(height::FIELD_ROW)
            .of_project()
            .blocked(self.locked);
        outset(ui, |ui| field.show(ui));
        (text != value).then_some(text)
    }

    /// A row with a label and text of one line.
    pub(super) fn text(&mut self, ui: &mut Ui, spec: Spec<'_>, value: &str) -> Option<String> {
        row(ui, spec.label, |ui| self.text_here(ui, spec, value))
    }

    /// A label and below it a text of several lines over the whole width.
    pub(super) fn paragraph(&mut self, ui: &mut Ui, spec: Spec<'_>, value: &str) -> Option<String> {
        if value.is_empty() && !ui.memory(|m| m.has_focus(self.field_id(spec.key))) {
            // An empty one is a row like the others until it is used.
            return row(ui, spec.label, |ui| self.several_lines(ui, spec, value));
        }
        row(ui, spec.label, |_| ());
        self.several_lines(ui, spec, value)
    }

    /// A text of several lines in the column where it is put.
    pub(super) fn several_lines(
        &mut self,
        ui: &mut Ui,
        spec: Spec<'_>,
        value: &str,
    ) -> Option<String> {
        let mut text = value.to_owned();
        let field = Field::resting(&mut text, spec.name)
            .id(self.field_id(spec.key))
            .hint(spec.hint)
            .kind(spec.kind)
            .grows()
            .most(MOST_TALL)
            .tall(height::FIELD_ROW)
            .of_project()
            .blocked(self.locked);
        outset(ui, |ui| field.show(ui));
        (text != value).then_some(text)
    }

    /// A field whose text is read: what cannot be read stays in the field and is not kept, and why is
    /// said below it.
    pub(super) fn read_here<T: PartialEq>(
        &mut self,
        ui: &mut Ui,
        spec: Spec<'_>,
        value: &T,
        show: impl Fn(&T) -> String,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Read<T> {
        let id = self.field_id(spec.key);
        let stands = |draft: &&Draft| {
            draft.id == id && !read(&draft.text).is_ok_and(|typed| typed != *value)
        };
        let draft = self.state.draft.as_ref().filter(stands);
        let mut text = draft.map_or_else(|| show(value), |draft| draft.text.clone());
        let before = text.clone();
        let kept = show(value);
        let wrong = read(&text).err();
        let field = Field::resting(&mut text, spec.name)
            .id(id)
            .hint(spec.hint)
            .kind(spec.kind)
            .lines(LINES)
            .tall(height::FIELD_ROW)
            .problem(wrong.is_some())
            .blocked(self.locked);
        // What cannot be read is not in the project: it is taken back by itself.
        let field = match wrong {
            Some(_) => field.instead_of(&kept),
            None => field.of_project(),
        };
        let (response, event) = outset(ui, |ui| {
            let shown = field.show(ui);
            (shown.response, shown.event)
        });
        let focused = response.has_focus();
        self.keep_draft(id, focused, &text, &before);
        if let Some(wrong) = wrong.filter(|_| focused) {
            complaint(ui, &wrong);
        }
        let typed = read(&text).ok().filter(|typed| typed != value);
        let is_over = matches!(event, FieldEvent::Kept | FieldEvent::Left);
        Read {
            value: typed.filter(|_| is_over || event == FieldEvent::Changed),

            text,
            response,
        }
    }

    /// Keeps what is in the focused field, or lets go of it.
    pub(super) fn keep_draft(&mut self, id: egui::Id, focused: bool, text: &str, start: &str) {
        let draft = &mut self.state.draft;
        if focused {
            match draft {
                Some(draft) if draft.id == id => text.clone_into(&mut draft.text),
                _ => {
                    *draft = Some(Draft {
                        id,
                        text: text.to_owned(),
                        start: start.to_owned(),
                    });
                }
            }
        } else if draft.as_ref().is_some_and(|draft| draft.id == id) {
            *draft = None;
        }
    }

    /// A row with a figure; `wrong` says why a figure is none that is meant.
    pub(super) fn number(
        &mut self,
        ui: &mut Ui,
        spec: Spec<'_>,
        value: Option<Number>,
        wrong: impl Fn(f64) -> Option<String>,
    ) -> Option<Option<Number>> {
        let show = |value: &Option<Number>| value.map_or_else(String::new, |n| n.to_string());
        let read = |text: &str| match read_number(text)? {
            Some(number) => match wrong(number.get()) {
                Some(wrong) => Err(wrong),
                None => Ok(Some(number)),
            },
            None => Ok(None),
        };
        row(ui, spec.label, |ui| {
            self.read_here(ui, spec, &value, show, read).value
        })
    }

    /// A row with one of a list of choices, and what the one that is chosen means.
    pub(super) fn choice<C: Choice>(&mut self, ui: &mut Ui, name: &str, value: C) -> Option<C> {
        row(ui, name, |ui| self.choice_here(ui, name, value))
    }

    pub(super) fn choice_here<C: Choice>(
        &mut self,
        ui: &mut Ui,
        name: &str,
        value: C,
    ) -> Option<C> {
        let names: Vec<String> = C::ALL.iter().map(|c| capital(c.name())).collect();
        let items = C::ALL.iter().zip(&names).map(|(choice, name)| Item {
            label: name,
            detail: choice.meaning(),
        });
        let items: Vec<Item<'_>> = items.collect();
        let chosen = C::ALL.iter().position(|&choice| choice == value);
        let most = ui.available_width();
        let picked = ui
            .horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = space::M;
                let picked = Dropdown::new(name, chosen, &items)
                    .value()
                    .blocked(self.locked)
                    .show(ui);
                let left = most - (ui.min_rect().width() + space::M);
                // A word that says all needs no second one beside it.
                if value.name().chars().count() <= 2 && left > 40.0 {
                    cut_label(ui, Type::SMALL, value.meaning(), left);
                }
                picked
            })
            .inner;
        picked.and_then(|place| C::ALL.get(place).copied())
    }

    /// A row with choices that are no [`Choice`]: the place of the one that was picked.
    pub(super) fn pick_one(
        &mut self,
        ui: &mut Ui,
        name: &str,
        chosen: Option<usize>,
        items: &[Item<'_>],
        unset: &str,
    ) -> Option<usize> {
        row(ui, name, |ui| {
            Dropdown::new(name, chosen, items)
                .value()
                .unset(unset)
                .blocked(self.locked)
                .show(ui)
        })
    }
}

/// What came of a field whose text is read.
pub(super) struct Read<T> {
    /// The new value, if there is one.
    pub(super) value: Option<T>,

    /// What stands in it.
    pub(super) text: String,
    pub(super) response: Response,
}

/// A line that is cut with "…" and then has the whole as a tooltip.
pub(super) fn cut_label(ui: &mut Ui, kind: Type, text: &str, most: f32) -> Response {
    let galley = kind.cut(ui, text, Theme::of(ui).text2, most);
    let size = vec2(galley.size().x.min(most), height::FIELD_ROW);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    paint::text_at(ui.painter(), rect.left(), rect, Align::Min, &galley);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    if galley.elided {
        tooltip(response, text)
    } else {
        response
    }
}

/// A figure as people write it: "1,200", "−3.5"; empty: none.
pub(super) fn read_number(text: &str) -> Result<Option<Number>, String> {
    let figure: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != ',')
        .map(|c| if c == '\u{2212}' { '-' } else { c })
        .collect();
    if figure.is_empty() {
        return Ok(None);
    }
    let not_read = || {
        format!(
            "“{}” is not a figure. Write digits, as 12 or 3.5.",
            text.trim()
        )
    };
    let is_plain = figure
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'));
    let number = figure.parse::<f64>().ok().filter(|_| is_plain);
    let number = number.and_then(Number::new).ok_or_else(not_read)?;
    Ok(Some(number))
}
