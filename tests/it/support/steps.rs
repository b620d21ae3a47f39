//! Small steps through the program without its window, and what it says of them.

use annals::app::{App, Command};
use annals::edit::Edit;

/// Adds an event.
pub(crate) fn add_event(app: &mut App, title: &str) {
    let title = title.to_owned();
    app.handle(Command::Edit(Box::new(Edit::NewEvent { title })));
}

/// The titles of all events.
pub(crate) fn titles(app: &App) -> Vec<String> {
    let events = app.work().unwrap().project.events().iter();
    events.map(|event| event.title.clone()).collect()
}

/// What is told, a line each.
pub(crate) fn notices(app: &App) -> String {
    let texts = app.notices.shown().iter();
    let texts: Vec<&str> = texts.map(|notice| notice.text.as_str()).collect();
    texts.join("\n")
}
