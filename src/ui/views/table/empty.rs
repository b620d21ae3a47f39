//! What the table shows when it has no rows: that there are no records yet, or that none is found.

use eframe::egui::Ui;

use crate::app::Action;
use crate::model::{Kind, capital};
use crate::ui::ctx::Ctx;
use crate::ui::icons::{self, Icon};
use crate::ui::widgets::Empty;

/// Characters of the search that are told again.
const SEARCH_CHARS: usize = 48;

/// The icon of a kind of record.
pub(in crate::ui::views) fn icon(kind: Kind) -> Icon {
    match kind {
        Kind::Event => icons::EVENT,
        Kind::Source => icons::SOURCE,
        Kind::Claim => icons::CLAIM,
        Kind::Note => icons::NOTE,
        Kind::Annotation => icons::ANNOTATION,
        Kind::Capture => icons::CAPTURE,
        Kind::Assessment => icons::ASSESSED,
        Kind::Link => icons::LINK,
        Kind::Tag => icons::TAG,
        Kind::View => icons::TABLE,
        Kind::Deletion => icons::DELETE,
        Kind::Unread => icons::PROBLEM,
    }
}

/// The kind as the title of its table.
pub(super) fn title(kind: Kind) -> String {
    capital(kind.plural())
}

/// What records of the kind are, and how the first one comes to be.
fn advice(kind: Kind) -> ([&'static str; 2], Option<(Action, &'static str)>) {
    match kind {
        Kind::Event => (
            [
                "An event is something that happened: when, where, who.",
                "Ctrl+E adds the first.",
            ],
            Some((Action::NewEvent, "New event")),
        ),
        Kind::Source => (
            [
                "A source is something published or said, with its text.",
                "Ctrl+Shift+E adds the first.",
            ],
            Some((Action::NewSource, "New source")),
        ),
        Kind::Note => (
            [
                "A note is your own text, with links to any record.",
                "Ctrl+Shift+N begins the first.",
            ],
            Some((Action::NewNote, "New note")),
        ),
        Kind::Annotation => (
            [
                "Select words in a source and remark on them,",
                "or select any record and press Ctrl+M.",
            ],
            Some((Action::ShowSources, "Show sources")),
        ),
        Kind::Claim => (
            [
                "A claim is what a source says about an event.",
                "Claims that are in a project file are listed here.",
            ],
            Some((Action::ShowSources, "Show sources")),
        ),
        Kind::Capture => (
            [
                "A capture is a dated copy of a source’s text.",
                "Open a source to paste its text or to load it from a file.",
            ],
            Some((Action::ShowSources, "Show sources")),
        ),
        Kind::Link => (
            [
                "A link says how two records belong together.",
                "Select a record and link it to another in the inspector.",
            ],
            Some((Action::ShowEvents, "Show events")),
        ),
        Kind::Tag => (
            [
                "A tag is a label that any record can bear.",
                "Select records and press Ctrl+T.",
            ],
            Some((Action::ShowEvents, "Show events")),
        ),
        Kind::Assessment => (
            [
                "An assessment is what you hold to be true, and why.",
                "Assessments that are in a project file are listed here.",
            ],
            Some((Action::ShowEvents, "Show events")),
        ),
        Kind::View => (
            [
                "A saved view is a search kept under a name.",
                "Search for something, then keep it in the navigator.",
            ],
            None,
        ),
        Kind::Deletion => (["Nothing lies in the trash.", ""], None),
        Kind::Unread => (["Every record of the file could be read.", ""], None),
    }
}

/// There are no records of the kind yet.
pub(super) fn no_records(ui: &mut Ui, ctx: &Ctx<'_>, kind: Kind) {
    let (lines, action) = advice(kind);
    let lines: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    let writes = |action| {
        matches!(
            action,
            Action::NewEvent | Action::NewSource | Action::NewNote
        )
    };
    let action = action.filter(|&(action, _)| ctx.locked().is_none() || !writes(action));
    let shown = Empty {
        icon: icon(kind),
        title: &format!("No {} yet", kind.plural()),
        lines: &lines,
        button: action.map(|(_, label)| label),
    };
    if shown.show(ui)
        && let Some((action, _)) = action
    {
        ctx.act(action);
    }
}

/// The search finds nothing of this kind; `elsewhere` says how much of other kinds it finds.
pub(super) fn nothing_found(
    ui: &mut Ui,
    ctx: &Ctx<'_>,
    kind: Kind,
    search: &str,
    elsewhere: usize,
) {
    let search = match search.char_indices().nth(SEARCH_CHARS) {
        Some((at, _)) => format!("{}…", search.get(..at).unwrap_or(search)),
        None => search.to_owned(),
    };
    let line = format!("Nothing here matches “{search}”.");
    let others = match elsewhere {
        0 => "Nothing else in the project does, either.".to_owned(),
        1 => "1 record of another kind does.".to_owned(),
        n => format!("{n} records of other kinds do."),
    };
    let shown = Empty {
        icon: icons::SEARCH,
        title: &format!("No {} found", kind.plural()),
        lines: &[&line, &others],
        button: Some("Clear search"),
    };
    if shown.show(ui) {
        ctx.act(Action::ClearSearch);
    }
}

/// The rows of a large project are being listed for the first time.
pub(super) fn listing(ui: &mut Ui, kind: Kind) {
    let shown = Empty {
        icon: icon(kind),
        title: &format!("Listing {}", kind.plural()),
        lines: &["The project is large. This takes a moment."],
        button: None,
    };
    shown.show(ui);
}
