//! A text field with a list of suggestions under it.
//!
//! Up and Down move, Enter and Tab take, Escape closes the list first and leaves the field only then.

use eframe::egui::{
    Align, Color32, Id, Key, LayerId, Modifiers, Popup, PopupCloseBehavior, PopupKind, Rect,
    RectAlign, Response, Role, ScrollArea, Sense, SurrenderFocusOn, Ui, WidgetInfo, pos2, vec2,
};

use super::field::{Field, FieldResponse, Hold};
use super::paint;
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{TagInk, Theme, Type, height, radius, space};

/// One suggestion.
#[derive(Debug, Clone, Copy)]
pub struct Suggestion<'a> {
    /// The words that would be taken.
    pub label: &'a str,
    /// Small words at the right, as a count or a kind.
    pub detail: &'a str,
    /// A tag's sign before it.
    pub sign: Option<TagInk>,
    /// An icon before it.
    pub icon: Option<Icon>,
    /// A character before it, as the sign of a claim, in its colour.
    pub glyph: Option<(&'a str, Color32)>,
}

impl<'a> Suggestion<'a> {
    /// A suggestion of words only.
    #[must_use]
    pub fn new(label: &'a str) -> Self {
        Self {
            label,
            detail: "",
            sign: None,
            icon: None,
            glyph: None,
        }
    }
}

/// What happened to a field with suggestions.
#[derive(Debug, Clone)]
pub struct CompletionResponse {
    /// What happened to the field.
    pub field: FieldResponse,
    /// The place of the suggestion that was taken; the caller sets the text.
    pub taken: Option<usize>,
}

/// What is remembered between frames: which row is lit, for which text, and whether the list was closed.
#[derive(Debug, Clone, Default)]
struct Memory {
    lit: Option<usize>,
    text: String,
    closed: bool,
    /// A suggestion was taken: the text that the caller sets for it is not typed.
    taken: bool,
}

/// Shows `field` with `suggestions` for what it holds. With `free`, no row is lit at first, so that Enter
/// keeps what was typed; else the first row is.
pub fn completing(
    ui: &mut Ui,
    field: Field<'_>,
    suggestions: &[Suggestion<'_>],
    free: bool,
) -> CompletionResponse {
    let id = field.fixed_id().unwrap_or_else(|| ui.next_auto_id());
    let key = id.with("completion");
    let mut memory = ui
        .data(|data| data.get_temp::<Memory>(key))
        .unwrap_or_default();
    if memory.text != field.text() {
        // The words that were taken are no reason to offer them again.
        memory = Memory {
            text: field.text().to_owned(),
            closed: std::mem::take(&mut memory.taken),
            ..Memory::default()
        };
    }
    if memory.lit.is_none() && !free {
        memory.lit = Some(0);
    }
    memory.lit = memory.lit.filter(|lit| *lit < suggestions.len());
    let focused = ui.memory(|m| m.has_focus(id));
    if !focused {
        memory.closed = false;
    }
    let open = focused && !memory.closed && !suggestions.is_empty();
    let (mut taken, moved) = if open {
        keys(ui, &mut memory, suggestions.len())
    } else {
        (None, false)
    };
    let label_above = field.labelled_above();
    let field = keeping_focus(ui, id, open, |ui| {
        // Tab leads on while no row is lit.
        let hold = Hold {
            tab: open && memory.lit.is_some(),
            escape: open,
        };
        field.id(id).hold(hold).show(ui)
    });
    if open && !memory.closed && taken.is_none() {
        let wide = field.response.rect.width().max(200.0) - 2.0 * (space::XS + 1.0);
        let mut shown = Popup::from_response(&field.response);
        if label_above > 0.0 {
            let mut anchor = field.response.rect;
            anchor.min.y -= label_above;
            shown = shown
                .anchor(anchor)
                .align(RectAlign::TOP_START)
                .align_alternatives(&[RectAlign::BOTTOM_START]);
        }
        taken = list(
            shown,
            field.response.id,
            wide,
            suggestions,
            memory.lit,
            moved,
        );
    }
    if taken.is_some() {
        (memory.closed, memory.taken) = (true, true);
        field.response.request_focus();
    }
    ui.data_mut(|data| data.insert_temp(key, memory));
    CompletionResponse { field, taken }
}

/// Less room than this is none for small words.
const LEAST_DETAIL: f32 = 28.0;

/// The width of a list at the caret.
const AT_CARET: f32 = 380.0;

/// Shows `suggestions` for what is `typed` at one place of a longer text, below the caret; the first one is lit.
/// `place` tells places apart: a list that was closed with Escape stays closed at its place. `show` shows the
/// text edit with this `id`, is told whether the list is open (Tab and Escape belong to it then), and gives the
/// box of the caret. Gives what was taken, too; the caller puts it into the text.
pub fn suggesting<R>(
    ui: &mut Ui,
    id: Id,
    place: usize,
    typed: &str,
    suggestions: &[Suggestion<'_>],
    show: impl FnOnce(&mut Ui, bool) -> (R, Rect),
) -> (R, Option<usize>) {
    let key = id.with("suggestions at the caret");
    let known = ui.data(|data| data.get_temp::<(usize, Memory)>(key));
    let (at, mut memory) = known.unwrap_or_default();
    memory.closed &= at == place;
    if memory.text != typed {
        typed.clone_into(&mut memory.text);
        memory.lit = None;
    }
    memory.lit = Some(memory.lit.unwrap_or(0)).filter(|lit| *lit < suggestions.len());
    let focused = ui.memory(|m| m.has_focus(id));
    let open = focused && !memory.closed && !suggestions.is_empty();
    let (mut taken, moved) = if open {
        keys(ui, &mut memory, suggestions.len())
    } else {
        (None, false)
    };
    let (result, caret) = keeping_focus(ui, id, open, |ui| show(ui, open));
    if open && !memory.closed && taken.is_none() {
        let shown = Popup::new(id, ui.ctx().clone(), caret, ui.layer_id());
        taken = list(shown, id, AT_CARET, suggestions, memory.lit, moved);
    }
    if taken.is_some() {
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    ui.data_mut(|data| data.insert_temp(key, (place, memory)));
    (result, taken)
}

/// Shows the field without letting a press on its list take the focus away.
fn keeping_focus<R>(ui: &mut Ui, id: Id, open: bool, show: impl FnOnce(&mut Ui) -> R) -> R {
    let layer = LayerId::new(PopupKind::Popup.order(), id.with("suggestions"));
    let over = open
        && ui
            .ctx()
            .pointer_interact_pos()
            .and_then(|at| ui.ctx().layer_id_at(at))
            == Some(layer);
    let usual = ui
        .ctx()
        .options(|options| options.input_options.surrender_focus_on);
    if over {
        ui.ctx().options_mut(|options| {
            options.input_options.surrender_focus_on = SurrenderFocusOn::Never;
        });
    }
    let field = show(ui);
    ui.ctx()
        .options_mut(|options| options.input_options.surrender_focus_on = usual);
    field
}

/// Takes the keys that belong to the list before the field sees them; says what was taken and whether
/// the light moved.
fn keys(ui: &Ui, memory: &mut Memory, len: usize) -> (Option<usize>, bool) {
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let (down, up) = (pressed(Key::ArrowDown), pressed(Key::ArrowUp));
    if down {
        memory.lit = Some(memory.lit.map_or(0, |lit| (lit + 1) % len));
    }
    if up {
        memory.lit = Some(memory.lit.map_or(len - 1, |lit| (lit + len - 1) % len));
    }
    if pressed(Key::Escape) {
        memory.closed = true;
    }
    let take = memory.lit.is_some() && (pressed(Key::Enter) || pressed(Key::Tab));
    (memory.lit.filter(|_| take), down || up)
}

fn list(
    popup: Popup<'_>,
    of: Id,
    wide: f32,
    suggestions: &[Suggestion<'_>],
    lit: Option<usize>,
    moved: bool,
) -> Option<usize> {
    let mut taken = None;
    popup
        .id(of.with("suggestions"))
        .gap(space::XS)
        .open(true)
        .close_behavior(PopupCloseBehavior::IgnoreClicks)
        .show(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.set_width(wide);
            ScrollArea::vertical()
                .max_height(8.0 * height::NAV_ROW)
                .show(ui, |ui| {
                    for (place, suggestion) in suggestions.iter().enumerate() {
                        let id = of.with(("suggestion", place));
                        let row = row(ui, id, suggestion, lit == Some(place), wide);
                        if moved && lit == Some(place) {
                            row.scroll_to_me(None);
                        }
                        if row.clicked() {
                            taken = Some(place);
                        }
                    }
                });
        });
    taken
}

fn row(ui: &mut Ui, id: Id, suggestion: &Suggestion<'_>, lit: bool, wide: f32) -> Response {
    let theme = Theme::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(wide, height::NAV_ROW), Sense::hover());
    let response = ui.interact(rect, id, Sense::CLICK);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, lit, suggestion.label));
    let fill = if lit {
        theme.selectdim
    } else {
        paint::quiet_fill(ui, &response)
    };
    paint::boxed(ui.painter(), rect, radius::CONTROL, fill, None);
    let mut left = rect.left() + space::M;
    if let Some(sign) = suggestion.sign {
        paint::tag_sign(ui.painter(), pos2(left + 4.5, rect.center().y), sign);
        left += 9.0 + space::S;
    }
    if let Some(icon) = suggestion.icon {
        icon.paint(
            ui,
            ui.painter(),
            pos2(left + icons::SMALL / 2.0, rect.center().y),
            icons::SMALL,
            theme.text2,
        );
        left += icons::SMALL + space::S;
    }
    if let Some((glyph, ink)) = suggestion.glyph {
        let glyph = Type::BODY_STRONG.line(ui, glyph, ink);
        paint::text_at(ui.painter(), left, rect, Align::Min, &glyph);
        left += icons::SMALL + space::XXS;
    }
    let mut right = rect.right() - space::M;
    // Of values with a sign the value counts, and who says it may stand short.
    let most = if suggestion.glyph.is_some() {
        let label = Type::BODY.line(ui, suggestion.label, theme.text).size().x;
        (right - left - label - space::M).min(rect.width() / 2.0)
    } else {
        rect.width() / 2.0
    };
    if !suggestion.detail.is_empty() && most > LEAST_DETAIL {
        let detail = Type::SMALL.cut(ui, suggestion.detail, theme.text3, most);
        right = paint::text_at(ui.painter(), right, rect, Align::Max, &detail).left() - space::M;
    }
    let label = Type::BODY.cut(ui, suggestion.label, theme.text, right - left);
    paint::text_at(
        ui.painter(),
        left,
        Rect::from_min_max(rect.min, rect.max),
        Align::Min,
        &label,
    );
    response
}
