//! The words of the strip: lines that are cut with a tooltip, paragraphs, a quote with what stands around it.

use eframe::egui::text::{LayoutJob, TextFormat, TextWrapping};
use eframe::egui::{Align, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::app::Workspace;
use crate::evidence::matrix::{Mark, Quoted};
use crate::model::{AnchorState, ClaimId};
use crate::ui::icons;
use crate::ui::theme::{Theme, Type, space, stroke};
use crate::ui::widgets::{Grade, paint, tooltip};

/// The widest line of a quote.
pub(super) const MEASURE: f32 = 680.0;
/// Characters before the words of a claim at most, so that they are in sight; about as many as one line has.
const BEFORE: usize = 84;
/// The width of a character of a quote, about, in points.
const CHAR: f32 = 8.0;
/// Lines of the quote, and of the sentence that says why.
pub(super) const QUOTE_LINES: usize = 3;
pub(super) const WHY_LINES: usize = 3;

/// A small line with an icon.
pub(super) fn head(ui: &mut Ui, icon: icons::Icon, words: &str, reserved: f32) {
    let theme = Theme::of(ui);
    let size = vec2(ui.available_width(), Type::SMALL.line);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let middle = pos2(rect.left() + icons::SMALL / 2.0, rect.center().y);
    icon.paint(ui, ui.painter(), middle, icons::SMALL, theme.text2);
    let left = rect.left() + icons::SMALL + space::S;
    let room = rect.right() - reserved - left;
    let galley = Type::SMALL.cut(ui, words, theme.text2, room);
    paint::text_at(ui.painter(), left, rect, Align::Min, &galley);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    tooltip(response, if galley.elided { words } else { "" });
}

/// A line that is cut, with a tooltip then.
pub(super) fn cut(ui: &mut Ui, kind: Type, words: &str, ink: eframe::egui::Color32) {
    let size = vec2(ui.available_width(), kind.line);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let galley = kind.cut(ui, words, ink, rect.width());
    paint::text_at(ui.painter(), rect.left(), rect, Align::Min, &galley);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    tooltip(response, if galley.elided { words } else { "" });
}

/// Small lines that wrap, at most so many.
pub(super) fn paragraph(ui: &mut Ui, words: &str, lines: usize) {
    let theme = Theme::of(ui);
    let mut job = Type::SMALL.job(words, theme.text2, ui.available_width());
    job.wrap.max_rows = lines;
    show_job(ui, job, words);
}

pub(super) fn show_job(ui: &mut Ui, job: LayoutJob, words: &str) {
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    let elided = galley.elided;
    ui.painter().galley(rect.min, galley, Theme::of(ui).text);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    tooltip(response, if elided { words } else { "" });
}

/// The words of a claim, underlined in the ink of its sign, with what stands around them.
pub(super) fn quote_ui(ui: &mut Ui, quote: Option<&Quoted>, mark: Mark) {
    let theme = Theme::of(ui);
    let Some(quote) = quote else {
        return paragraph(ui, "The claim stands on no passage.", WHY_LINES);
    };
    let ink = match mark {
        Mark::Conflict => theme.contestedline,
        Mark::Compatible => theme.compatibleline,
        _ => theme.text3,
    };
    let plain = Type::QUOTE.format(theme.text);
    let under = TextFormat {
        underline: Stroke::new(stroke::FOCUS, ink),
        ..plain.clone()
    };
    let wide = ui.available_width().min(MEASURE);
    let before = last_words(&quote.before, (wide / CHAR) as usize);
    let mut job = LayoutJob {
        wrap: TextWrapping {
            max_width: wide,
            max_rows: QUOTE_LINES,
            ..TextWrapping::default()
        },
        ..LayoutJob::default()
    };
    for (words, format) in [
        (&before, &plain),
        (&quote.exact, &under),
        (&quote.after, &plain),
    ] {
        job.append(words, 0.0, format.clone());
    }
    let whole = format!("{}{}{}", quote.before, quote.exact, quote.after);
    show_job(ui, job, &whole);
    ui.add_space(space::S);
    cut(ui, Type::SMALL, &quote.place, theme.text2);
}

/// The end of the words, at most so many characters, from a word on, so that what follows is in sight.
fn last_words(words: &str, most: usize) -> String {
    let most = most.min(BEFORE);
    let start = words.char_indices().rev().nth(most).map(|(at, _)| at);
    let Some(tail) = start.and_then(|at| words.get(at..)) else {
        return words.to_owned();
    };
    let word = tail.find(' ').map_or(0, |at| at + 1);
    format!("…{}", tail.get(word..).unwrap_or_default())
}

/// What became of the passage, as a grade with an anchor.
pub(super) fn anchor(ui: &mut Ui, work: &Workspace, claim: ClaimId) {
    let claim = work.project.claims().get(claim);
    let Some(passage) = claim.and_then(|claim| claim.passage.as_ref()) else {
        return;
    };
    let (word, meaning) = match passage.state {
        AnchorState::Exact => ("exact", "The words stand where they stood"),
        AnchorState::Moved => ("moved", "The same words stand elsewhere"),
        AnchorState::Changed => ("changed", "The words changed and somebody has to look"),
        AnchorState::Ambiguous => ("ambiguous", "Several places fit"),
        AnchorState::Lost => ("lost", "The words are nowhere to be found"),
    };
    let grade = Grade::new(word, meaning);
    if grade.width(ui) <= ui.available_width() {
        grade.show(ui);
    }
}
