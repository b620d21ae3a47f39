//! What outlives one form: drafts that were left half written, and what the last claims named. Kept in the
//! window's memory, so that it is there again when a reader was closed and opened.

use std::collections::HashMap;

use eframe::egui::{Context, Id};

use super::draft::{Draft, Named};
use crate::model::{CaptureId, EventId, Project, SourceId};

/// Drafts that are kept; the oldest goes.
const DRAFTS: usize = 64;

/// What the last claims named.
#[derive(Debug, Clone, Default)]
pub(super) struct Remembered {
    event: Option<EventId>,
    /// An event that the last claim made: its id is the project's to give.
    made: Option<String>,
    said_by: HashMap<SourceId, Named>,
}

/// What is kept in the window's memory.
#[derive(Debug, Clone, Default)]
struct Kept {
    drafts: Vec<Draft>,
    last: Remembered,
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
    with(ctx, |kept| kept.last.clone())
}

/// The form of the next claim has this event filled in.
pub(in crate::ui::views) fn next_claim_is_on(ctx: &Context, event: EventId) {
    with(ctx, |kept| {
        kept.last.event = Some(event);
        kept.last.made = None;
    });
}

/// Remembers what a claim that was just filed names.
pub(super) fn remember(ctx: &Context, draft: &Draft, source: SourceId) {
    let event = match draft.event.record {
        Some(crate::model::RecordId::Event(event)) => Some(event),
        _ => None,
    };
    with(ctx, |kept| {
        kept.last.event = event;
        kept.last.made = draft.new_event();
        kept.last.said_by.insert(source, draft.said_by.clone());
    });
}

/// Keeps a draft that was left.
pub(super) fn keep(ctx: &Context, draft: Draft) {
    with(ctx, |kept| {
        kept.drafts.retain(|other| !other.is_on_same(&draft));
        if kept.drafts.len() >= DRAFTS {
            kept.drafts.remove(0);
        }
        kept.drafts.push(draft);
    });
}

/// Takes the draft out that was left on the words of `draft`.
pub(super) fn take(ctx: &Context, draft: &Draft) -> Option<Draft> {
    with(ctx, |kept| {
        let place = kept
            .drafts
            .iter()
            .position(|other| other.is_on_same(draft))?;
        Some(kept.drafts.remove(place))
    })
}

/// Takes the draft out that was left on words around a byte.
pub(super) fn take_at(ctx: &Context, capture: CaptureId, at: usize) -> Option<Draft> {
    with(ctx, |kept| {
        let on = |draft: &Draft| {
            draft.capture == capture && draft.range.start <= at && at <= draft.range.end
        };
        let place = kept.drafts.iter().rposition(on)?;
        Some(kept.drafts.remove(place))
    })
}

/// The bytes that drafts were left on.
pub(in crate::ui::views::reader) fn left_on(
    ctx: &Context,
    capture: CaptureId,
) -> Vec<std::ops::Range<usize>> {
    with(ctx, |kept| {
        let drafts = kept.drafts.iter();
        let drafts = drafts.filter(|draft| draft.capture == capture);
        drafts.map(|draft| draft.range.clone()).collect()
    })
}

fn with<R>(ctx: &Context, act: impl FnOnce(&mut Kept) -> R) -> R {
    ctx.data_mut(|data| act(data.get_temp_mut_or_default(Id::unique("claims being written"))))
}
