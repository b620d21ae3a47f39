//! Everything the analyst can do, as values, and the table of what they can do by name.
//!
//! Menus, palette, shortcuts, tooltips and the page of shortcuts all read [`ACTIONS`].

use std::path::PathBuf;

use super::restoring::Extent;
use super::samples::Sample;
use super::{App, Selection};
use crate::edit::Edit;
use crate::edit::merge::Side;
use crate::evidence::matrix::Wanted;
use crate::exchange::Export;
use crate::model::{
    ClaimId, EventId, Kind, NoteId, RecordId, SourceId, UnreadId, ViewId, ViewLayout, uncapital,
};
use crate::query::{Arrangement, Column, Rows};
use crate::store::backup::Backup;
use crate::store::journal::Found;
use crate::store::settings::{Autosave, ThemeChoice};

/// Something to do. Widgets send these; [`App::handle`] does them.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Something from the table.
    Do(Action),
    /// Change data.
    Edit(Box<Edit>),
    /// Delete those of many selected records that have a row: nobody deletes what they do not see. Which ones they
    /// are is found out in a job.
    DeleteShown(Selection, Rows),
    /// Change data and then show the first record it touches.
    EditAndShow(Box<Edit>),
    /// Read an unreadable record from mended text.
    Mend(UnreadId, String),
    /// Open a project file.
    OpenPath(PathBuf),
    /// Open what is whole of a project file that was cut off.
    OpenWhole(PathBuf),
    /// Open a copy of a sample.
    OpenSample(Sample),
    /// Open a backup or recovered work as an unsaved project.
    OpenBackup(PathBuf),
    /// Ask what to do with unsaved work that a crash left behind, by its journal.
    OfferRecovery(PathBuf),
    /// Take over unsaved work that a crash left behind.
    Recover(Box<Found>, Extent),
    /// Put unsaved work away that a crash left behind.
    DropRecovery(Box<Found>),
    /// Take that back.
    PutRecoveryBack,
    /// Open a kept version by itself, read-only.
    LookAtVersion(Backup),
    /// Compare the project with a kept version.
    CompareVersion(Backup),
    /// Make the project what a kept version holds, as one step.
    RestoreVersion(Backup),
    /// Leave the page of a project that was not opened.
    LeaveNotOpened,
    /// Take a project off the list of recent ones.
    ForgetRecent(PathBuf),
    /// Save to this file, after the dialog gave it.
    SaveTo(PathBuf),
    /// Save over what somebody else wrote meanwhile.
    Overwrite,
    /// Give up the changes and read the file again.
    Reload,
    /// Let a text be chosen for a capture of a source.
    ImportText(SourceId),
    /// Take a text in as a capture, from its file.
    ReadText(SourceId, PathBuf),
    /// Ask for a pasted text for a capture of a source.
    PasteText(SourceId),
    /// Export a matrix: lets the file be chosen, and writes it.
    Export(Export),
    /// Select these records; the first is the one the inspector shows.
    Select(Vec<RecordId>),
    /// Select these records, which are many: the list is shared.
    SelectMany(Selection),
    /// Show something in the centre.
    Show(Pane),
    /// Show a record where it can be read: its page, its passage, its table.
    Reveal(RecordId),
    /// Show the words of a claim while the inspector goes on showing its event, with the claim lit.
    ReadClaim(ClaimId),
    /// Change a claim at its words: the form opens beside them.
    EditClaim(ClaimId),
    /// Look for this.
    Search(String),
    /// Show a record in the inspector with the cursor in its title.
    Rename(RecordId),
    /// Show what a saved view shows, as it shows it.
    UseView(ViewId),
    /// Go back from the saved view in use to the table as it was arranged before.
    LeaveView,
    /// Store what the table shows now in the saved view in use.
    UpdateView,
    /// Store what the table of this kind, or the matrix of all events, shows now as a new view.
    SaveView(Kind, ViewLayout),
    /// Let the matrix of all events show this.
    Compare(Wanted),
    /// Give the table of this kind another order or other columns.
    Arrange(Kind, Arrangement),
    /// Give a column of the table of this kind a width, in points.
    SetWidth(Kind, Column, f32),
    /// What is half written in the window, each in words: in no project yet, and lost when the project is left.
    HalfWritten(Vec<String>),
    /// Answer the dialog that is open.
    Answer(Answer),
    /// Let a conflict with changes outside, by its number, take a side; `None`: all of them.
    ChooseSide(Option<usize>, Side),
    /// Ask for a path in the window, where the desktop's dialogs do not work.
    TypedPath(PathBuf),
    /// Light or dark.
    SetTheme(ThemeChoice),
    /// Choose how unsaved work is kept safe.
    SetAutosave(Autosave),
    /// After how many minutes the file is saved by itself.
    SetAutosaveMinutes(u32),
    /// How many megabytes the kept versions of a project may take.
    SetVersionsRoom(u32),
    /// Cancel the job with this name.
    CancelJob(String),
    /// Close a notice.
    CloseNotice(u64),
    /// Let a notice stay that the pointer rests on.
    KeepNotice(u64),
}

/// What can be shown in a tab of the centre.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Pane {
    /// The records of a kind.
    Table(Kind),
    /// A source with its text.
    Reader(SourceId),
    /// A note.
    Note(NoteId),
    /// The tag manager.
    Tags,
    /// What sources say of an event, side by side; `None`: of all events.
    Disagreements(Option<EventId>),
    /// Kept versions of the file.
    Versions,
    /// What needs a look.
    Problems,
    /// What was deleted.
    Trash,
    /// How to use the program.
    Guide,
    /// All shortcuts.
    Shortcuts,
}

/// An answer to a dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Save, then go on.
    Save,
    /// Go on without saving.
    DontSave,
    /// Write over the file.
    Overwrite,
    /// Save a copy elsewhere.
    SaveCopy,
    /// Read the file again.
    Reload,
    /// Take in what another program changed.
    TakeIn,
    /// Do nothing.
    Cancel,
}

/// What can be done by name, without more to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the table says what each does")]
pub enum Action {
    NewProject,
    OpenProject,
    Save,
    SaveAs,
    SaveCopy,
    ShowVersions,
    CloseProject,
    Quit,
    Undo,
    Redo,
    Find,
    ClearSearch,
    NewEvent,
    NewSource,
    NewNote,
    AddTag,
    Comment,
    Delete,
    ShowTrash,
    SelectAll,
    ShowEvents,
    ShowSources,
    ShowClaims,
    ShowNotes,
    ShowAnnotations,
    ShowProblems,
    ShowTags,
    ShowDisagreements,
    OpenSelected,
    NextView,
    CloseTab,
    SplitRight,
    ToggleNavigator,
    ToggleInspector,
    ZoomIn,
    ZoomOut,
    ZoomReset,
    ThemeSystem,
    ThemeLight,
    ThemeDark,
    Palette,
    Guide,
    Shortcuts,
}

/// A menu of the menu bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the menu of its name")]
pub enum Menu {
    File,
    Edit,
    View,
    Go,
    Help,
}

impl Menu {
    /// All of them, from left to right.
    pub const ALL: &'static [Self] = &[Self::File, Self::Edit, Self::View, Self::Go, Self::Help];

    /// The word on the menu bar.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::View => "View",
            Self::Go => "Go",
            Self::Help => "Help",
        }
    }
}

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub struct ActionRow {
    /// What it is.
    pub action: Action,
    /// Its name. An ellipsis says that a dialog follows.
    pub label: &'static str,
    /// What it does, for the tooltip and the palette.
    pub hint: &'static str,
    /// Its keys: "Ctrl+Shift+S"; several, the first shown; empty if it has none.
    pub shortcuts: &'static [&'static str],
    /// The menu that it stands in, and the group there; a line parts groups.
    pub place: Option<(Menu, u8)>,
}

const fn row(
    action: Action,
    label: &'static str,
    hint: &'static str,
    shortcuts: &'static [&'static str],
    place: Option<(Menu, u8)>,
) -> ActionRow {
    ActionRow {
        action,
        label,
        hint,
        shortcuts,
        place,
    }
}

/// All actions, in the order of the menus.
#[rustfmt::skip]
pub const ACTIONS: &[ActionRow] = &[
    row(Action::NewProject, "New project", "Begin an empty project", &["Ctrl+N"], Some((Menu::File, 0))),
    row(Action::OpenProject, "Open project…", "Open a project file", &["Ctrl+O"], Some((Menu::File, 0))),
    row(Action::Save, "Save", "Write the project to its file", &["Ctrl+S"], Some((Menu::File, 1))),
    row(Action::SaveAs, "Save as…", "Write the project to another file and go on there", &["Ctrl+Shift+S"], Some((Menu::File, 1))),
    row(Action::SaveCopy, "Save a copy…", "Write a copy and go on with this file", &[], Some((Menu::File, 1))),
    row(Action::ShowVersions, "Versions and autosave", "Look at, compare and restore what the file held before; choose how unsaved work is kept", &[], Some((Menu::File, 1))),
    row(Action::CloseProject, "Close project", "Go back to the welcome page", &["Ctrl+Shift+W"], Some((Menu::File, 2))),
    row(Action::Quit, "Quit", "Leave Annals", &["Ctrl+Q"], Some((Menu::File, 2))),
    row(Action::Undo, "Undo", "Take the last step back", &["Ctrl+Z"], Some((Menu::Edit, 0))),
    row(Action::Redo, "Redo", "Do the step again that was taken back", &["Ctrl+Shift+Z", "Ctrl+Y"], Some((Menu::Edit, 0))),
    row(Action::NewEvent, "New event", "Add an event and name it", &["Ctrl+E"], Some((Menu::Edit, 1))),
    row(Action::NewSource, "New source", "Add a source and describe it", &["Ctrl+Shift+E"], Some((Menu::Edit, 1))),
    row(Action::NewNote, "New note", "Begin a note", &["Ctrl+Shift+N"], Some((Menu::Edit, 1))),
    row(Action::AddTag, "Add a tag", "Tag the selected records", &["Ctrl+T"], Some((Menu::Edit, 2))),
    row(Action::Comment, "Add an annotation", "Remark on the selected record", &["Ctrl+M"], Some((Menu::Edit, 2))),
    row(Action::Delete, "Delete", "Delete the selected records; Undo brings them back", &["Ctrl+Backspace", "Delete"], Some((Menu::Edit, 3))),
    row(Action::ShowTrash, "Trash", "Restore what was deleted, or delete it for good", &[], Some((Menu::Edit, 3))),
    row(Action::SelectAll, "Select all", "Select all rows of the list", &["Ctrl+A"], Some((Menu::Edit, 3))),
    row(Action::Find, "Search", "Filter the list by words, tag:, type: and source:", &["Ctrl+K", "Ctrl+F"], Some((Menu::Edit, 4))),
    row(Action::ClearSearch, "Clear search", "Show all rows again", &[], Some((Menu::Edit, 4))),
    row(Action::ToggleNavigator, "Navigator", "Show or hide the list of kinds and tags", &["Ctrl+B"], Some((Menu::View, 0))),
    row(Action::ToggleInspector, "Inspector", "Show or hide the details of the selected record", &["Ctrl+I"], Some((Menu::View, 0))),
    row(Action::SplitRight, "Split right", "Show the tab beside the others", &["Ctrl+\\"], Some((Menu::View, 1))),
    row(Action::CloseTab, "Close tab", "Close the tab", &["Ctrl+W"], Some((Menu::View, 1))),
    row(Action::ZoomIn, "Zoom in", "Make everything larger", &["Ctrl+Plus", "Ctrl+="], Some((Menu::View, 2))),
    row(Action::ZoomOut, "Zoom out", "Make everything smaller", &["Ctrl+Minus"], Some((Menu::View, 2))),
    row(Action::ZoomReset, "Usual size", "Back to the usual size", &["Ctrl+0"], Some((Menu::View, 2))),
    row(Action::ThemeSystem, "Theme as the system", "Light or dark as the desktop is set", &[], Some((Menu::View, 3))),
    row(Action::ThemeLight, "Light theme", "Always light", &[], Some((Menu::View, 3))),
    row(Action::ThemeDark, "Dark theme", "Always dark", &[], Some((Menu::View, 3))),
    row(Action::ShowEvents, "Events", "List the events", &["Ctrl+1"], Some((Menu::Go, 0))),
    row(Action::ShowSources, "Sources", "List the sources", &["Ctrl+2"], Some((Menu::Go, 0))),
    row(Action::ShowClaims, "Claims", "List the claims", &["Ctrl+3"], Some((Menu::Go, 0))),
    row(Action::ShowNotes, "Notes", "List the notes", &["Ctrl+4"], Some((Menu::Go, 0))),
    row(Action::ShowAnnotations, "Annotations", "List the annotations", &["Ctrl+5"], Some((Menu::Go, 0))),
    row(Action::ShowProblems, "Problems", "List what needs a look", &["Ctrl+6"], Some((Menu::Go, 0))),
    row(Action::ShowTags, "Tags", "Rename, move, merge and describe tags", &["Ctrl+7"], Some((Menu::Go, 0))),
    row(Action::ShowDisagreements, "Disagreements", "Compare what sources say of the selected event, or of all", &["Ctrl+8"], Some((Menu::Go, 0))),
    row(Action::OpenSelected, "Open selected", "Read the selected source, note or passage", &["Ctrl+Enter"], Some((Menu::Go, 1))),
    row(Action::NextView, "Next part of the window", "Go from navigator to centre to inspector", &["F6"], Some((Menu::Go, 1))),
    row(Action::Palette, "Go to or do anything…", "Find a record or a command by name", &["Ctrl+P"], Some((Menu::Go, 2))),
    row(Action::Guide, "Guide", "How to use Annals", &["F1"], Some((Menu::Help, 0))),
    row(Action::Shortcuts, "Keyboard shortcuts", "All keys on one page", &["Ctrl+/"], Some((Menu::Help, 0))),
];

impl Action {
    /// Its row in the table.
    #[must_use]
    pub fn row(self) -> &'static ActionRow {
        // A test finds an action that is not in the table; the first row stands for it until then.
        ACTIONS
            .iter()
            .find(|row| row.action == self)
            .unwrap_or(&ACTIONS[0])
    }

    /// Why it cannot be done just now, as a sentence; `None` if it can.
    #[must_use]
    pub fn unavailable(self, app: &App) -> Option<String> {
        let because = |reason: &str| Some(reason.to_owned());
        let Some(work) = app.work() else {
            return match self {
                Self::NewProject
                | Self::OpenProject
                | Self::Quit
                | Self::ZoomIn
                | Self::ZoomOut
                | Self::ZoomReset
                | Self::ThemeSystem
                | Self::ThemeLight
                | Self::ThemeDark
                | Self::Guide
                | Self::Shortcuts
                | Self::Palette => None,
                _ => because("Open a project first."),
            };
        };
        if let Some(reason) = app.waits_for_opening()
            && self.writes()
        {
            return Some(reason);
        }
        if let Some(reason) = work.read_only.as_deref().or(work.busy())
            && self.writes()
        {
            return Some(reason.to_owned());
        }
        match self {
            Self::Save if !work.is_dirty() && work.path.is_some() => {
                because("Everything is saved.")
            }
            Self::Undo if work.history.undo_label().is_none() => because("Nothing to undo."),
            Self::Redo if work.history.redo_label().is_none() => because("Nothing to redo."),
            Self::AddTag if !work.selection.iter().any(|id| id.kind().bears_tags()) => {
                because("Select records to tag first.")
            }
            Self::Comment | Self::Delete | Self::OpenSelected if work.selection.is_empty() => {
                because("Select a record first.")
            }
            _ => None,
        }
    }

    /// Whether it changes the project or its file: not done to one that is open read-only.
    fn writes(self) -> bool {
        matches!(
            self,
            Self::Save
                | Self::Undo
                | Self::Redo
                | Self::NewEvent
                | Self::NewSource
                | Self::NewNote
                | Self::AddTag
                | Self::Comment
                | Self::Delete
        )
    }

    /// Its name as it stands now: Undo and Redo say what they would do.
    #[must_use]
    pub fn label(self, app: &App) -> String {
        let step = app.work().and_then(|work| match self {
            Self::Undo => work.history.undo_label(),
            Self::Redo => work.history.redo_label(),
            _ => None,
        });
        match step {
            Some(step) => format!("{}: {}", self.row().label, uncapital(step)),
            None => self.row().label.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn no_two_actions_have_the_same_keys() {
        let mut owners = HashMap::new();
        for row in ACTIONS {
            for keys in row.shortcuts {
                if let Some(other) = owners.insert(keys, row.action) {
                    panic!("{keys} is for {other:?} and {:?}", row.action);
                }
            }
        }
    }

    #[test]
    fn labels_and_hints_follow_the_wording_of_the_look() {
        for row in ACTIONS {
            assert!(
                !row.label.is_empty() && !row.hint.is_empty(),
                "{:?}",
                row.action
            );
            assert!(
                !row.label.ends_with('.') && !row.hint.ends_with('.'),
                "{:?}",
                row.action
            );
            let words = row.label.split_whitespace().skip(1);
            let capitals = words.filter(|w| w.starts_with(char::is_uppercase)).count();
            assert_eq!(capitals, 0, "sentence case: {}", row.label);
        }
    }

    #[test]
    fn each_action_stands_once_in_the_table() {
        for row in ACTIONS {
            let count = ACTIONS
                .iter()
                .filter(|other| other.action == row.action)
                .count();
            assert_eq!(count, 1, "{:?}", row.action);
        }
        assert_eq!(ACTIONS.len(), Action::Shortcuts as usize + 1);
    }
}
