//! The icons: Phosphor Regular, by what they stand for here.
//!
//! Codepoints are those of the style sheet of `@phosphor-icons/web` 2.1.2; a test beside the fonts checks
//! that the face has each of them.

use std::sync::Arc;

use eframe::egui::emath::GuiRounding as _;
use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Color32, FontId, Galley, Painter, Pos2, Rect, Ui, vec2};

use super::theme::Face;

/// One icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Icon(char);

/// The size beside body text.
pub const NORMAL: f32 = 16.0;
/// The size in small lines.
pub const SMALL: f32 = 14.0;
/// The size of carets.
pub const CARET: f32 = 12.0;
/// The size of the cross on a chip.
pub const CROSS: f32 = 10.0;
/// The size in empty views.
pub const LARGE: f32 = 24.0;

impl Icon {
    /// The character in the `icon` face.
    #[must_use]
    pub const fn glyph(self) -> char {
        self.0
    }

    /// A text format for icons inside a layout job.
    #[must_use]
    pub fn format(size: f32, colour: Color32) -> TextFormat {
        TextFormat {
            font_id: FontId::new(size, Face::Icon.family()),
            line_height: Some(size),
            color: colour,
            ..TextFormat::default()
        }
    }

    /// The laid out icon, a square of `size`.
    #[must_use]
    pub fn galley(self, ui: &Ui, size: f32, colour: Color32) -> Arc<Galley> {
        let job = LayoutJob::single_section(self.0.to_string(), Self::format(size, colour));
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    }

    /// Paints the icon with its middle at `centre`, on whole pixels.
    pub fn paint(self, ui: &Ui, painter: &Painter, centre: Pos2, size: f32, colour: Color32) {
        let galley = self.galley(ui, size, colour);
        let corner = Rect::from_center_size(centre, vec2(size, size)).min;
        painter.galley(
            corner.round_to_pixels(painter.pixels_per_point()),
            galley,
            colour,
        );
    }
}

macro_rules! icons {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $file:literal;)*) => {
        $($(#[$doc])* pub const $name: Icon = Icon($code);)*

        /// Every icon with its name in Phosphor.
        pub const ALL: &[(&str, Icon)] = &[$(($file, $name)),*];
    };
}

icons! {
    /// An event.
    EVENT = '\u{e10a}', "calendar-blank";
    /// A new event.
    EVENT_NEW = '\u{e714}', "calendar-plus";
    /// A source.
    SOURCE = '\u{e758}', "books";
    /// A source that is open.
    SOURCE_OPEN = '\u{e0e6}', "book-open";
    /// A claim.
    CLAIM = '\u{e660}', "quotes";
    /// A note.
    NOTE = '\u{e348}', "note";
    /// A new note.
    NOTE_NEW = '\u{e34c}', "note-pencil";
    /// An annotation.
    ANNOTATION = '\u{e17a}', "chat-text";
    /// A problem.
    PROBLEM = '\u{e4e0}', "warning";
    /// Something failed.
    FAILURE = '\u{e4e2}', "warning-circle";
    /// A capture; history.
    CAPTURE = '\u{e1a0}', "clock-counter-clockwise";
    /// Assessed.
    ASSESSED = '\u{e606}', "seal-check";
    /// Not assessed.
    NOT_ASSESSED = '\u{e604}', "seal";
    /// The disagreements view.
    DISAGREEMENTS = '\u{e750}', "scales";
    /// The timeline.
    TIMELINE = '\u{e152}', "chart-bar-horizontal";
    /// A table.
    TABLE = '\u{e476}', "table";
    /// Where a passage is anchored.
    ANCHOR = '\u{e318}', "map-pin-line";
    /// Filters.
    FILTER = '\u{e268}', "funnel-simple";
    /// Columns.
    COLUMNS = '\u{e546}', "columns";
    /// Split a tile.
    SPLIT = '\u{e870}', "square-split-horizontal";
    /// Merge records.
    MERGE = '\u{e280}', "git-merge";
    /// Delete.
    DELETE = '\u{e4a6}', "trash";
    /// Search.
    SEARCH = '\u{e30c}', "magnifying-glass";
    /// Open a project.
    OPEN = '\u{e256}', "folder-open";
    /// A new project.
    NEW = '\u{e236}', "file-plus";
    /// A sample.
    SAMPLE = '\u{e79e}', "flask";
    /// Undo.
    UNDO = '\u{e08a}', "arrow-u-up-left";
    /// Redo.
    REDO = '\u{e08c}', "arrow-u-up-right";
    /// Open, or opens downwards.
    CARET_DOWN = '\u{e136}', "caret-down";
    /// Closed, or leads on.
    CARET_RIGHT = '\u{e13a}', "caret-right";
    /// Upwards.
    CARET_UP = '\u{e13c}', "caret-up";
    /// Leads back.
    CARET_LEFT = '\u{e138}', "caret-left";
    /// Close or remove.
    CLOSE = '\u{e4f6}', "x";
    /// Add; zoom in.
    PLUS = '\u{e3d4}', "plus";
    /// Take away; zoom out.
    MINUS = '\u{e32a}', "minus";
    /// Saved, done, fine.
    TICK = '\u{e182}', "check";
    /// A notice that something was done.
    DONE = '\u{e184}', "check-circle";
    /// More actions.
    MORE = '\u{e1fe}', "dots-three";
    /// Show or hide a panel.
    PANEL = '\u{eab6}', "sidebar";
    /// Size of the text.
    TEXT_SIZE = '\u{e6ee}', "text-aa";
    /// A menu.
    LIST = '\u{e2f0}', "list";
    /// A list; the journal.
    LIST_BULLETS = '\u{e2f2}', "list-bullets";
    /// Keyboard shortcuts.
    KEYBOARD = '\u{e2d8}', "keyboard";
    /// A file.
    FILE = '\u{e230}', "file";
    /// A project file.
    FILE_TEXT = '\u{e23a}', "file-text";
    /// A file comes in.
    FILE_IMPORT = '\u{e232}', "file-arrow-down";
    /// A file goes out.
    FILE_EXPORT = '\u{e61e}', "file-arrow-up";
    /// Save.
    SAVE = '\u{e248}', "floppy-disk";
    /// Edit.
    EDIT = '\u{e3b4}', "pencil-simple";
    /// A link.
    LINK = '\u{e2e2}', "link";
    /// A link that leads nowhere.
    LINK_BROKEN = '\u{e2e4}', "link-break";
    /// Locked.
    LOCK = '\u{e2fa}', "lock";
    /// Copy.
    COPY = '\u{e1ca}', "copy";
    /// Leads to the right.
    ARROW_RIGHT = '\u{e06c}', "arrow-right";
    /// Leads to the left.
    ARROW_LEFT = '\u{e058}', "arrow-left";
    /// Sorted upwards.
    SORT_UP = '\u{e08e}', "arrow-up";
    /// Sorted downwards.
    SORT_DOWN = '\u{e03e}', "arrow-down";
    /// A person.
    USER = '\u{e4c2}', "user";
    /// Several people.
    USERS = '\u{e4d6}', "users";
    /// A time.
    CLOCK = '\u{e19a}', "clock";
    /// On the web.
    GLOBE = '\u{e288}', "globe";
    /// A tag, where it has no sign of its own.
    TAG = '\u{e478}', "tag";
    /// Shown.
    EYE = '\u{e220}', "eye";
    /// Hidden.
    EYE_OFF = '\u{e224}', "eye-slash";
    /// The dark theme.
    MOON = '\u{e330}', "moon";
    /// The light theme.
    SUN = '\u{e472}', "sun";
    /// Settings.
    GEAR = '\u{e270}', "gear";
    /// Information.
    INFO = '\u{e2ce}', "info";
    /// Help.
    HELP = '\u{e3e8}', "question";
    /// Opens outside of the program.
    OUTSIDE = '\u{e5de}', "arrow-square-out";
    /// A folder.
    FOLDER = '\u{e24a}', "folder";
    /// Import.
    IMPORT = '\u{e20c}', "download-simple";
    /// Export.
    EXPORT = '\u{eaf0}', "export";
    /// Compare.
    COMPARE = '\u{e2d2}', "intersect";
    /// A graph.
    GRAPH = '\u{eb58}', "graph";
    /// A tree; lineage.
    TREE = '\u{e67c}', "tree-structure";
    /// Again.
    REFRESH = '\u{e094}', "arrows-clockwise";
    /// Exchange two things.
    SWAP = '\u{e0a0}', "arrows-left-right";
    /// Adjust.
    SETTINGS = '\u{e434}', "sliders-horizontal";
    /// A place.
    PLACE = '\u{e316}', "map-pin";
    /// Kept open.
    PIN = '\u{e3e2}', "push-pin";
    /// A language.
    LANGUAGE = '\u{e4a2}', "translate";
    /// Reply.
    REPLY = '\u{e024}', "arrow-bend-up-left";
    /// A thread.
    THREAD = '\u{e17c}', "chats";
    /// Not possible.
    NOT_ALLOWED = '\u{e3de}', "prohibit";
    /// Claimed, not assessed.
    CLAIMED = '\u{e602}', "circle-dashed";
    /// Mend.
    MEND = '\u{e5d4}', "wrench";
    /// Kept on top.
    STAR = '\u{e46a}', "star";
    /// Flagged.
    FLAG = '\u{e244}', "flag";
    /// Reference data.
    CARD = '\u{e2c8}', "identification-card";
    /// Zoom in.
    ZOOM_IN = '\u{e310}', "magnifying-glass-plus";
    /// Zoom out.
    ZOOM_OUT = '\u{e30e}', "magnifying-glass-minus";
}
