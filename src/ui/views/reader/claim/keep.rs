//! What outlives one form: what the last claims named. Kept in the window's memory, so that it is there again when a
//! reader was closed and opened.

use std::collections::HashMap;

use eframe::egui::{Context, Id};

use super::draft::{Draft, Named};
use crate::model::{EventId, Project, SourceId};

/// What the last claims named.
#[derive(Debug, Clone, Default)]
pub(super) struct Remembered {
    event: Option<EventId>,
    /// An event that the last claim made: its id is the project's to give.
    made: Option<String>,
    said_by: HashMap<SourceId, Named>,
}

impl Remembered {
    /// The event of the last claim, if the project has it.
    pub(super) fn event(&self, project: &Project) -> Option<EventId> {
        if let Some(title) = &self.made {
            // Events that are made come last.
            let events = project.events().iter();
            let named = events.filter(|event| event.title == *title);
            return named.last().map(|event| event.id);
        }
        self.event.filter(|&event| project.events().contains(event))
    }

    /// Whom this source gave as its authority last.
    pub(super) fn said_by(&self, project: &Project, source: SourceId) -> Named {
        let Some(named) = self.said_by.get(&source) else {
            return Named::default();
        };
        let gone = named.record.is_some_and(|record| !project.contains(record));
        let made = crate::edit::normal_path(&named.text)
            .ok()
            .filter(|_| named.new);
        let made = made.and_then(|path| project.tags().iter().find(|tag| tag.path == path));
        match made {
            _ if gone => Named::default(),
            Some(tag) => Named::of(project, tag.id.into()),
            None => named.clone(),
        }
    }
}

/// What the last claims named.
pub(super) fn remembered(ctx: &Context) -> Remembered {
    with(ctx, |last| last.clone())
}

/// The form of the next claim has this event filled in.
pub(in crate::ui::views) fn next_claim_is_on(ctx: &Context, event: EventId) {
    with(ctx, |last| {
        last.event = Some(event);
        last.made = None;
    });
}

/// Remembers what a claim that was just filed names.
pub(super) fn remember(ctx: &Context, draft: &Draft, source: SourceId) {
    let event = match draft.event.record {
        Some(crate::model::RecordId::Event(event)) => Some(event),
        _ => None,
    };
    with(ctx, |last| {
        last.event = event;
        last.made = draft.new_event();
        last.said_by.insert(source, draft.said_by.clone());
    });
}

fn with<R>(ctx: &Context, act: impl FnOnce(&mut Remembered) -> R) -> R {
    ctx.data_mut(|data| act(data.get_temp_mut_or_default(Id::unique("what claims named"))))
}
