//! The page of keyboard shortcuts: those of the command table by menu, and those of the parts of the
//! window.

use eframe::egui::{Align, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::View;
use super::page::page;
use crate::app::command::ACTIONS;
use crate::app::{App, Menu};
use crate::ui::ctx::Ctx;
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{Theme, Type, height, space};
use crate::ui::widgets::{KeyCap, heading, label, paint, tooltip};

/// A column of keys, and between two of them.
const COLUMN: f32 = 400.0;
const GAP: f32 = 72.0;
/// Below this width there is one column.
const TWO: f32 = 2.0 * 320.0 + GAP;

/// The page of keyboard shortcuts.
#[derive(Default)]
pub struct ShortcutsView;

/// Some keys that belong together.
struct Group {
    title: &'static str,
    rows: Vec<Keys>,
}

/// What some keys do.
struct Keys {
    what: &'static str,
    more: &'static str,
    /// Any of them does it.
    keys: Vec<&'static str>,
}

const fn part(
    title: &'static str,
    rows: &'static [(&'static str, &'static [&'static str])],
) -> Part {
    Part { title, rows }
}

/// The keys of a part of the window.
struct Part {
    title: &'static str,
    rows: &'static [(&'static str, &'static [&'static str])],
}

const PARTS: &[Part] = &[
    part(
        "In a table",
        &[
            ("Select the row above or below", &["Up", "Down"]),
            ("Select the first or the last row", &["Home", "End"]),
            ("Move by a page", &["Page Up", "Page Down"]),
            ("Select a range", &["Shift+Up", "Shift+Down"]),
            ("Move without selecting", &["Ctrl+Up", "Ctrl+Down"]),
            ("Add the row to the selection, or take it out", &["Space"]),
            ("Open the record", &["Enter"]),
            ("Delete the selected rows", &["Delete"]),
            ("Select nothing", &["Escape"]),
            ("Sort by the column, on its head", &["Enter", "Space"]),
            (
                "Width of a column, on its head",
                &["Shift+Right", "Shift+Left"],
            ),
        ],
    ),
    part(
        "In the text of a source",
        &[
            ("Select by letters", &["Shift+Left", "Shift+Right"]),
            ("Select by words", &["Ctrl+Shift+Left", "Ctrl+Shift+Right"]),
            ("Select by lines", &["Shift+Up", "Shift+Down"]),
            ("Highlight what is selected", &["H"]),
            ("Comment on it", &["M"]),
            ("Ask a question about it", &["Q"]),
            ("Tag it", &["T"]),
            ("File what it claims, or go on with a claim", &["C"]),
            ("Select what lies at the caret; change a claim", &["Enter"]),
            ("Go to what else lies on the words of a claim", &["N"]),
            ("Copy it", &["Ctrl+C"]),
            ("Select nothing", &["Escape"]),
        ],
    ),
    part(
        "In the form of a claim",
        &[
            ("File it, from any field", &["Enter"]),
            ("Go to the next field, or back", &["Tab", "Shift+Tab"]),
            ("Choose from the list under the field", &["Up", "Down"]),
            ("Say how far it can be believed", &["Alt+1", "Alt+6"]),
            ("Give it up", &["Escape"]),
        ],
    ),
    part(
        "In the list of what became of passages",
        &[
            ("Go to the passage above or below", &["Up", "Down"]),
            ("Accept its new words or place", &["Enter"]),
            ("Choose a place for it", &["1", "9"]),
            ("Put it back into the older capture", &["P"]),
            ("Show its words in the text", &["Space"]),
            ("Back to the text", &["Escape"]),
        ],
    ),
    part(
        "In the tag manager",
        &[
            ("Open or close a branch", &["Right", "Left"]),
            ("Rename the tag", &["F2", "Enter"]),
            ("Delete the tag", &["Delete"]),
        ],
    ),
    part(
        "In the inspector",
        &[
            ("Go to the next field, or back", &["Tab", "Shift+Tab"]),
            ("Keep what was typed", &["Enter"]),
            ("Leave the field as it was", &["Escape"]),
            ("Choose from the list under the field", &["Up", "Down"]),
            ("Keep a remark of several lines", &["Ctrl+Enter"]),
            ("Take a tag off, on its chip", &["Delete"]),
        ],
    ),
];

/// All keys, by menu and by part.
fn groups() -> Vec<Group> {
    let menus = Menu::ALL.iter().map(|&menu| Group {
        title: menu.name(),
        rows: ACTIONS
            .iter()
            .filter(|row| row.place.is_some_and(|(place, _)| place == menu))
            .filter(|row| !row.shortcuts.is_empty())
            .map(|row| Keys {
                what: row.label.trim_end_matches('…'),
                more: row.hint,
                keys: row.shortcuts.to_vec(),
            })
            .collect(),
    });
    let parts = PARTS.iter().map(|part| Group {
        title: part.title,
        rows: part
            .rows
            .iter()
            .map(|&(what, keys)| Keys {
                what,
                more: "",
                keys: keys.to_vec(),
            })
            .collect(),
    });
    menus.chain(parts).collect()
}

impl Group {
    fn height(&self) -> f32 {
        height::NAV_ROW * (self.rows.len() as f32 + 1.0) + space::XXL
    }
}

/// Where the second column begins, so that both are about as high.
fn split(groups: &[Group]) -> usize {
    let whole: f32 = groups.iter().map(Group::height).sum();
    let first = |at: usize| groups.iter().take(at).map(Group::height).sum::<f32>();
    let highest = |at: usize| first(at).max(whole - first(at));
    (0..=groups.len())
        .min_by(|&a, &b| highest(a).total_cmp(&highest(b)))
        .unwrap_or_default()
}

impl View for ShortcutsView {
    fn title(&self, _app: &App) -> String {
        "Keyboard shortcuts".to_owned()
    }

    fn icon(&self) -> Icon {
        icons::KEYBOARD
    }

    fn ui(&mut self, ui: &mut Ui, _ctx: &Ctx<'_>, focused: bool) {
        page(ui, "shortcuts", focused, 2.0 * COLUMN + GAP, |ui| {
            let theme = Theme::of(ui);
            label(ui, Type::HEADING, "Keyboard shortcuts", theme.text);
            ui.add_space(space::XS);
            let line =
                "Everything can be done without a mouse. Ctrl P finds any command by its name.";
            label(ui, Type::BODY, line, theme.text2);
            ui.add_space(space::XXL);
            let groups = groups();
            let room = ui.available_rect_before_wrap();
            if room.width() < TWO {
                column(ui, room, &groups);
                return;
            }
            let (first, second) = groups.split_at(split(&groups));
            let wide = (room.width() - GAP) / 2.0;
            column(ui, room.with_max_x(room.left() + wide), first);
            column(ui, room.with_min_x(room.right() - wide), second);
        });
    }
}

fn column(ui: &mut Ui, room: Rect, groups: &[Group]) {
    ui.scope_builder(UiBuilder::new().max_rect(room), |ui| {
        ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
        for group in groups {
            heading(ui, group.title);
            ui.add_space(space::XS);
            for keys in &group.rows {
                row(ui, keys);
            }
            ui.add_space(space::XXL);
        }
    });
}

fn row(ui: &mut Ui, keys: &Keys) {
    let theme = Theme::of(ui);
    let size = vec2(ui.available_width(), height::NAV_ROW);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let name = format!("{}: {}", keys.what, keys.keys.join(" or "));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
    let mut right = rect.right();
    for (place, key) in keys.keys.iter().rev().enumerate() {
        if place > 0 {
            let or = Type::SMALL.line(ui, "or", theme.text3);
            right = paint::text_at(ui.painter(), right, rect, Align::Max, &or).left() - space::S;
        }
        let cap = key.replace('+', " ");
        right = KeyCap::new(&cap).paint(ui, right, rect.center().y).left() - space::S;
    }
    let what = Type::BODY.cut(ui, keys.what, theme.text2, right - rect.left() - space::M);
    let line = Rect::from_min_max(rect.min, pos2(right, rect.bottom()));
    paint::text_at(ui.painter(), rect.left(), line, Align::Min, &what);
    let tip = if what.elided { keys.what } else { keys.more };
    tooltip(response, tip);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_the_command_table_is_on_the_page() {
        let groups = groups();
        let shown: Vec<&str> = groups
            .iter()
            .flat_map(|group| &group.rows)
            .flat_map(|row| row.keys.iter().copied())
            .collect();
        for action in ACTIONS {
            for key in action.shortcuts {
                assert!(shown.contains(key), "{key} of {}", action.label);
            }
        }
    }

    #[test]
    fn both_columns_are_about_as_high() {
        let groups = groups();
        let (first, second) = groups.split_at(split(&groups));
        let high = |groups: &[Group]| groups.iter().map(Group::height).sum::<f32>();
        let uneven = (high(first) - high(second)).abs();
        let most = groups.iter().map(Group::height).fold(0.0, f32::max);
        assert!(uneven <= most, "{uneven} of at most {most}");
    }
}
