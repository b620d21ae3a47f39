//! Shortcuts: from the words of the command table to egui's keys.

use eframe::egui::{Context, Key, KeyboardShortcut, Modifiers};

use crate::app::Action;
use crate::app::command::ACTIONS;
use crate::ui::widgets::whose_undo;

/// Actions whose keys belong to a text field while one has the focus.
const TEXT_FIRST: &[Action] = &[Action::SelectAll, Action::Delete, Action::OpenSelected];

/// The shortcut that words like "Ctrl+Shift+S" mean; `None` if they mean none. Ctrl stands for the
/// command key on a Mac.
#[must_use]
pub(super) fn parse(words: &str) -> Option<KeyboardShortcut> {
    let mut modifiers = Modifiers::NONE;
    let mut rest = words;
    while let Some((word, after)) = rest.split_once('+') {
        match word {
            "Ctrl" => modifiers |= Modifiers::COMMAND,
            "Shift" => modifiers |= Modifiers::SHIFT,
            "Alt" => modifiers |= Modifiers::ALT,
            _ => return None,
        }
        rest = after;
    }
    let key = match rest {
        "=" => Key::Equals,
        "\\" => Key::Backslash,
        "/" => Key::Slash,
        name => Key::from_name(name)?,
    };
    Some(KeyboardShortcut::new(modifiers, key))
}

/// The actions whose keys were pressed, taken from the input so that no widget sees them.
///
/// Undo and redo are left to a text that is not part of the project yet: see [`whose_undo`].
pub(super) fn pressed(ctx: &Context) -> Vec<Action> {
    let editing = ctx.text_edit_focused();
    let own_undo = whose_undo::is_own(ctx);
    let mut keys: Vec<(KeyboardShortcut, Action)> = ACTIONS
        .iter()
        .filter(|row| !(editing && TEXT_FIRST.contains(&row.action)))
        .filter(|row| !(own_undo && matches!(row.action, Action::Undo | Action::Redo)))
        .flat_map(|row| row.shortcuts.iter().map(|keys| (keys, row.action)))
        .filter_map(|(keys, action)| Some((parse(keys)?, action)))
        // Plain keys are for whatever has the focus: the table takes Delete itself.
        .filter(|(keys, _)| keys.modifiers.any() || is_function_key(keys.logical_key))
        .collect();
    // egui lets Ctrl+Z match Ctrl+Shift+Z, so the ones with more modifiers are asked first.
    keys.sort_by_key(|(keys, _)| !keys.modifiers.shift);
    ctx.input_mut(|input| {
        let taken = keys
            .into_iter()
            .filter(|(keys, _)| input.consume_shortcut(keys));
        taken.map(|(_, action)| action).collect()
    })
}

pub(super) fn is_function_key(key: Key) -> bool {
    let name = key.name();
    name.starts_with('F') && name.len() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_keys_of_the_table_are_understood() {
        for row in ACTIONS {
            for keys in row.shortcuts {
                assert!(parse(keys).is_some(), "{keys} of {:?}", row.action);
            }
        }
    }

    #[test]
    fn words_become_keys() {
        let keys = parse("Ctrl+Shift+S").unwrap();
        assert_eq!(keys.logical_key, Key::S);
        assert!(keys.modifiers.shift && keys.modifiers.command && !keys.modifiers.alt);
        assert_eq!(parse("Ctrl+Plus").unwrap().logical_key, Key::Plus);
        assert_eq!(parse("Ctl+S"), None);
        assert_eq!(parse("Ctrl+Nothing"), None);
    }
}
