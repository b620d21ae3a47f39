//! What was left half written on words of a text: claims and remarks. Kept in the window's memory while it is
//! written, so that it is there again when a reader was closed and opened, and so that nobody leaves a project
//! without being told of it.

use std::ops::Range;

use eframe::egui::{Context, Id};

use super::claim::Draft;
use super::compose::Composer;
use crate::model::{Capture, CaptureId, Tables};

/// Drafts that are kept; the oldest goes.
const KEPT: usize = 64;
/// Characters of the words that a draft is named by.
const NAMED: usize = 40;

/// Something half written.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Left {
    Claim(Draft),
    Remark(Composer),
}

/// A draft in the window's memory.
#[derive(Debug, Clone)]
struct Kept {
    draft: Left,
    /// It was being written when it was in sight last.
    is_open: bool,
}

impl Left {
    fn capture(&self) -> CaptureId {
        match self {
            Self::Claim(draft) => draft.capture,
            Self::Remark(composer) => composer.capture,
        }
    }

    pub(super) fn range(&self) -> &Range<usize> {
        match self {
            Self::Claim(draft) => &draft.range,
            Self::Remark(composer) => &composer.range,
        }
    }

    fn range_mut(&mut self) -> &mut Range<usize> {
        match self {
            Self::Claim(draft) => &mut draft.range,
            Self::Remark(composer) => &mut composer.range,
        }
    }

    /// The words that it is about.
    fn exact(&self) -> &str {
        match self {
            Self::Claim(draft) => &draft.exact,
            Self::Remark(composer) => &composer.exact,
        }
    }

    /// Whether both are the same thing on the same words.
    fn is_on_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Claim(one), Self::Claim(other)) => one.is_on_same(other),
            (Self::Remark(one), Self::Remark(other)) => one.is_on_same(other),
            _ => false,
        }
    }

    fn stands_in(&self, text: &str) -> bool {
        text.get(self.range().clone()) == Some(self.exact())
    }

    /// "A claim on “two children died”".
    fn name(&self) -> String {
        let what = match self {
            Self::Claim(_) => "a claim",
            Self::Remark(composer) => composer.noun_with_article(),
        };
        let words = self.exact().split_whitespace().collect::<Vec<_>>();
        let words = words.join(" ");
        match words.char_indices().nth(NAMED) {
            Some((end, _)) => format!("{what} on “{}…”", words.get(..end).unwrap_or(&words)),
            None => format!("{what} on “{words}”"),
        }
    }
}

/// Keeps a draft as it is now.
pub(super) fn keep(ctx: &Context, draft: Left, is_open: bool) {
    with(ctx, |kept| {
        kept.retain(|other| !other.draft.is_on_same(&draft));
        if kept.len() >= KEPT {
            kept.remove(0);
        }
        kept.push(Kept { draft, is_open });
    });
}

/// Forgets a draft that was filed or given up.
pub(super) fn forget(ctx: &Context, draft: &Left) {
    with(ctx, |kept| {
        kept.retain(|other| !other.draft.is_on_same(draft));
    });
}

/// What was left of the same thing on the same words.
pub(super) fn same(ctx: &Context, draft: &Left) -> Option<Left> {
    with(ctx, |kept| {
        let found = kept.iter().find(|other| other.draft.is_on_same(draft));
        found.map(|kept| kept.draft.clone())
    })
}

/// What was left last on words around a byte.
pub(super) fn around(ctx: &Context, capture: &Capture, at: usize) -> Option<Left> {
    with(ctx, |kept| {
        let of_text = kept.iter().rev().filter(|kept| kept.is_in(capture));
        let mut around = of_text.filter(|kept| {
            let range = kept.draft.range();
            range.start <= at && at <= range.end
        });
        around.next().map(|kept| kept.draft.clone())
    })
}

/// What was being written on a text when it was in sight last.
pub(super) fn unfinished(ctx: &Context, capture: &Capture) -> Option<Left> {
    with(ctx, |kept| {
        let mut open = kept.iter().rev().filter(|kept| kept.is_open);
        let found = open.find(|kept| kept.is_in(capture));
        found.map(|kept| kept.draft.clone())
    })
}

/// The bytes that drafts were left on.
pub(super) fn left_on(ctx: &Context, capture: &Capture) -> Vec<Range<usize>> {
    with(ctx, |kept| {
        let kept = kept.iter().filter(|kept| kept.is_in(capture));
        kept.map(|kept| kept.draft.range().clone()).collect()
    })
}

/// Follows words that stand elsewhere in the text now: once for each text that is shown.
pub(super) fn follow(ctx: &Context, capture: &Capture) {
    with(ctx, |kept| {
        let here = kept.iter_mut().map(|kept| &mut kept.draft);
        let here = here.filter(|draft| draft.capture() == capture.id);
        for draft in here.filter(|draft| !draft.stands_in(&capture.text)) {
            let places = capture.text.match_indices(draft.exact());
            let was = draft.range().start;
            let nearest = places.map(|(at, _)| at).min_by_key(|at| at.abs_diff(was));
            if let Some(at) = nearest {
                *draft.range_mut() = at..at + draft.exact().len();
            }
        }
    });
}

/// What is half written on texts of these tables, each in words: "a claim on “two children died”".
pub(in crate::ui) fn half_written(ctx: &Context, tables: &Tables) -> Vec<String> {
    with(ctx, |kept| {
        let drafts = kept.iter().map(|kept| &kept.draft);
        let there = drafts.filter(|draft| tables.captures().contains(draft.capture()));
        there.map(Left::name).collect()
    })
}

/// Forgets what was written on texts that are not among these tables: their project was left.
pub(in crate::ui) fn forget_others(ctx: &Context, tables: Option<&Tables>) {
    with(ctx, |kept| {
        kept.retain(|kept| {
            tables.is_some_and(|tables| tables.captures().contains(kept.draft.capture()))
        });
    });
}

impl Kept {
    fn is_in(&self, capture: &Capture) -> bool {
        self.draft.capture() == capture.id && self.draft.stands_in(&capture.text)
    }
}

fn with<R>(ctx: &Context, act: impl FnOnce(&mut Vec<Kept>) -> R) -> R {
    ctx.data_mut(|data| act(data.get_temp_mut_or_default(Id::unique("half written"))))
}
