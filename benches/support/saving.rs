//! Edits, and the request to save them.

use std::path::Path;
use std::sync::Arc;

use annals::model::{Change, Event, Project, Record, Transaction};
use annals::store::{Document, FileHash, Folders, SaveRequest};

/// Edits before a save.
const EDITS: usize = 100;

/// Changes the titles of 100 events spread over the project.
#[expect(
    clippy::unwrap_used,
    reason = "a benchmark stops where it cannot go on"
)]
pub(crate) fn edit(project: &mut Project, number: usize) {
    let step = (project.events().len() / EDITS).max(1);
    let events = project.events().iter().skip(number).step_by(step);
    let events: Vec<Arc<Event>> = events.take(EDITS).cloned().collect();
    let change = |event: Arc<Event>| Change::Set {
        after: Event {
            title: format!("{} once more", event.title),
            ..Event::clone(&event)
        }
        .into(),
        before: Record::Event(event),
    };
    let transaction = Transaction {
        changes: events.into_iter().map(change).collect(),
        ..Transaction::default()
    };
    project.apply(&transaction).unwrap();
}

/// Asks for the project as it is now, in place of what the file holds.
pub(crate) fn request(
    document: &Arc<Document>,
    project: &Project,
    path: &Path,
    expected: FileHash,
    folder: &Path,
) -> SaveRequest {
    SaveRequest {
        document: Some(Arc::clone(document)),
        snapshot: project.snapshot(),
        path: path.to_owned(),
        expected: Some(expected),
        versions: None,
        folders: Folders::below(folder),
        position: 0,
        journal: None,
    }
}
