//! The notices that float above the foot of the centre.

use eframe::egui::{Context, Rect};

use crate::app::notice::Level;
use crate::app::{Action, Command};
use crate::ui::ctx::Ctx;
use crate::ui::widgets::{Notice, NoticeEvent, notices};

pub(in crate::ui) fn ui(egui: &Context, within: Rect, ctx: &Ctx<'_>) {
    let shown = ctx.app.notices.shown();
    let words: Vec<Vec<(&str, bool)>> = shown.iter().map(|notice| pieces(&notice.text)).collect();
    let undo_key = Action::Undo
        .row()
        .shortcuts
        .first()
        .copied()
        .unwrap_or_default()
        .replace('+', " ");
    let cards: Vec<Notice<'_>> = shown
        .iter()
        .zip(&words)
        .map(|(notice, words)| Notice {
            failure: notice.level == Level::Failed,
            words,
            action: notice.action.as_ref().map(|(label, _)| label.as_str()),
            key: notice.action.as_ref().and_then(|(_, command)| {
                (*command == Command::Do(Action::Undo)).then_some(undo_key.as_str())
            }),
        })
        .collect();
    for (place, event) in notices(egui, within, &cards) {
        let Some(notice) = shown.get(place) else {
            continue;
        };
        match event {
            NoticeEvent::None => {}
            NoticeEvent::Hovered => ctx.send(Command::KeepNotice(notice.id)),
            NoticeEvent::Closed => ctx.send(Command::CloseNotice(notice.id)),
            NoticeEvent::Action => {
                ctx.send(Command::CloseNotice(notice.id));
                if let Some((_, command)) = &notice.action {
                    ctx.send(command.clone());
                }
            }
        }
    }
}

/// The sentence in pieces: what stands in quotation marks is the thing that it is about.
fn pieces(text: &str) -> Vec<(&str, bool)> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('“') {
        let Some(close) = rest.get(open..).and_then(|after| after.find('”')) else {
            break;
        };
        let end = open + close + '”'.len_utf8();
        pieces.push((rest.get(..open).unwrap_or_default(), false));
        pieces.push((rest.get(open..end).unwrap_or_default(), true));
        rest = rest.get(end..).unwrap_or_default();
    }
    pieces.push((rest, false));
    pieces.retain(|(words, _)| !words.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn what_is_quoted_stands_out() {
        assert_eq!(
            pieces("Deleted “a” and “b”."),
            [
                ("Deleted ", false),
                ("“a”", true),
                (" and ", false),
                ("“b”", true),
                (".", false)
            ]
        );
        assert_eq!(pieces("Deleted “a"), [("Deleted “a", false)]);
        assert_eq!(pieces(""), []);
    }
}
