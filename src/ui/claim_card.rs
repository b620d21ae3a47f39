//! The card of a claim: how it stands to the others, what it says, who says so, its words. A part for popovers,
//! in the reader and wherever claims are listed; the caller draws the box around it.

use eframe::egui::{Align, Color32, CornerRadius, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::theme::{Theme, Type, height, space, stroke};
use super::widgets::{Button, Grade, paint, tooltip};
use crate::evidence::matrix::Mark;
use crate::evidence::{Entry, Sign};
use crate::model::{Choice as _, Claim, ClaimId, ClaimStatus, Project, Source, capital, uncapital};
use crate::query::value_text;

/// Rows of each part that a card shows; the whole is in a tooltip.
const VALUE_ROWS: usize = 3;
const WHO_ROWS: usize = 2;
const QUOTE_ROWS: usize = 5;
const BECAUSE_ROWS: usize = 6;
/// From the left edge to the value, past the sign.
const SIGN: f32 = 16.0;

/// How a claim looks: its sign, the word for it, its colours.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::ui) struct SignLook {
    /// "≠".
    pub(in crate::ui) sign: &'static str,
    /// "in conflict".
    pub(in crate::ui) word: &'static str,
    /// Of sign and word.
    pub(in crate::ui) ink: Color32,
    /// Of the line under the claim's words and the bar of its quote.
    pub(in crate::ui) line: Color32,
}

/// How a sign looks.
pub(in crate::ui) fn sign_look(theme: &Theme, sign: Sign) -> SignLook {
    let mark = Mark::from(sign);
    SignLook {
        sign: mark.glyph(),
        word: mark.words(),
        ink: mark_ink(theme, mark),
        line: match sign {
            Sign::Conflict => theme.contestedline,
            Sign::Compatible | Sign::Same | Sign::Alone | Sign::NotComparable => theme.text3,
        },
    }
}

/// The ink of a mark, wherever its sign stands.
pub(in crate::ui) fn mark_ink(theme: &Theme, mark: Mark) -> Color32 {
    match mark {
        Mark::Conflict => theme.contested,
        Mark::Compatible => theme.compatible,
        Mark::Same | Mark::Alone => theme.text2,
        Mark::NotComparable | Mark::Silent => theme.text3,
    }
}

/// What a card says.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::ui) struct ClaimCard {
    /// The claim.
    pub(in crate::ui) claim: ClaimId,
    sign: Sign,
    value: String,
    /// "B2", and what it means.
    grade: String,
    meaning: String,
    /// "Jamshed and Rafi, attributed to Commissioner of Makran".
    who: String,
    /// "Wounded, Iranian strike on Koh-e-Sabz".
    about: String,
    quote: String,
    /// Why it stands as it does, in sentences.
    because: String,
}

/// What was clicked on a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ui) enum CardDo {
    /// Read the words where they stand.
    OpenPassage,
    /// Change the claim.
    Edit,
    /// See what else lies on the same words.
    Next,
}

/// What a card offers besides "Edit claim".
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::ui) struct CardOffers<'a> {
    /// "Open passage", where the words are not in sight.
    pub(in crate::ui) open: bool,
    /// "2 of 3", where several claims or remarks lie on the same words.
    pub(in crate::ui) place: Option<&'a str>,
    /// Why the claim cannot be edited now.
    pub(in crate::ui) locked: Option<&'a str>,
}

impl ClaimCard {
    /// Collects what the card of `claim` says; `entry` is its place in the accounts of its event.
    pub(in crate::ui) fn of(project: &Project, claim: &Claim, entry: Option<&Entry>) -> Self {
        let source = project.sources().get(claim.source);
        let name = source.map_or_else(|| project.label(claim.source.into()), Source::short_name);
        let said_by = project.authority(&claim.attributed_to);
        let (letter, letter_means) = source.map_or(("", ""), |source| {
            (source.reliability.name(), source.reliability.meaning())
        });
        let figure = claim.credibility;
        let mut because = status(claim);
        if let Some(entry) = entry {
            because.push_str(&entry.because);
        }
        Self {
            claim: claim.id,
            sign: entry.map_or(Sign::Alone, |entry| entry.sign),
            value: value_text(project, &claim.value),
            grade: format!("{letter}{}", figure.name()),
            meaning: format!(
                "Source {letter}: {}. Statement {}: {}.",
                uncapital(letter_means),
                figure.name(),
                uncapital(figure.meaning())
            ),
            who: if said_by.is_empty() {
                name
            } else {
                format!("{name}, attributed to {said_by}")
            },
            about: format!(
                "{}, {}",
                capital(&claim.field),
                project.label(claim.event.into())
            ),
            quote: claim
                .passage
                .as_ref()
                .map_or_else(String::new, |passage| passage.exact().to_owned()),
            because,
        }
    }

    /// Draws it into the width there is. Gives what was clicked.
    pub(in crate::ui) fn show(&self, ui: &mut Ui, offers: CardOffers<'_>) -> Option<CardDo> {
        let theme = Theme::of(ui);
        ui.spacing_mut().item_spacing = vec2(space::M, space::XS);
        self.head(ui);
        lines(ui, &self.who, theme.text2, WHO_ROWS);
        lines(ui, &self.about, theme.text3, WHO_ROWS);
        if !self.quote.is_empty() {
            ui.add_space(space::XS);
            self.quoted(ui);
        }
        if !self.because.is_empty() {
            ui.add_space(space::XS);
            lines(ui, &self.because, theme.text2, BECAUSE_ROWS);
        }
        ui.add_space(space::S);
        ui.horizontal(|ui| buttons(ui, offers)).inner
    }

    fn head(&self, ui: &mut Ui) {
        let theme = Theme::of(ui);
        let look = sign_look(theme, self.sign);
        let grade = Grade::new(&self.grade, &self.meaning);
        let wide = ui.available_width() - SIGN - grade.width(ui) - space::M;
        let mut job = Type::BODY_MEDIUM.job(&self.value, theme.text, wide);
        job.wrap.max_rows = VALUE_ROWS;
        let value = ui.fonts_mut(|fonts| fonts.layout_job(job));
        let tip = if value.elided { &self.value } else { look.word };
        let tall = value.size().y.max(height::GRADE);
        let (rect, response) =
            ui.allocate_exact_size(vec2(ui.available_width(), tall), Sense::hover());
        response.widget_info(|| {
            let name = format!("Claim {}, {}", self.value, look.word);
            WidgetInfo::labeled(Role::Heading, true, name)
        });
        let line = Rect::from_min_size(rect.min, vec2(SIGN, Type::BODY.line));
        let sign = Type::BODY_STRONG.line(ui, look.sign, look.ink);
        paint::text_at(ui.painter(), line.left(), line, Align::Min, &sign);
        ui.painter()
            .galley(pos2(rect.left() + SIGN, rect.top()), value, theme.text);
        let place = Rect::from_min_size(
            pos2(rect.right() - grade.width(ui), rect.top()),
            vec2(grade.width(ui), height::GRADE),
        );
        // Beside the value, not below it.
        let builder = eframe::egui::UiBuilder::new().max_rect(place);
        grade.show(&mut ui.new_child(builder));
        tooltip(response, tip);
    }

    fn quoted(&self, ui: &mut Ui) {
        let theme = Theme::of(ui);
        let indent = stroke::FOCUS + space::M + 2.0;
        let mut job = Type::QUOTE.job(&self.quote, theme.text, ui.available_width() - indent);
        job.wrap.max_rows = QUOTE_ROWS;
        let words = ui.fonts_mut(|fonts| fonts.layout_job(job));
        let size = vec2(ui.available_width(), words.size().y);
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        let name = format!("“{}”", self.quote);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
        let bar = Rect::from_min_size(rect.min, vec2(stroke::FOCUS, rect.height()));
        let line = sign_look(theme, self.sign).line;
        ui.painter().rect_filled(bar, CornerRadius::ZERO, line);
        let cut = words.elided;
        ui.painter()
            .galley(rect.min + vec2(indent, 0.0), words, theme.text);
        if cut {
            tooltip(response, &self.quote);
        }
    }
}

/// Small words, cut after so many rows.
fn lines(ui: &mut Ui, words: &str, ink: Color32, rows: usize) {
    let mut job = Type::SMALL.job(words, ink, ui.available_width());
    job.wrap.max_rows = rows;
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    let cut = galley.elided;
    ui.painter().galley(rect.min, galley, ink);
    if cut {
        tooltip(response, words);
    }
}

fn buttons(ui: &mut Ui, offers: CardOffers<'_>) -> Option<CardDo> {
    let mut done = None;
    if offers.open && Button::secondary("Open passage").small().show(ui).clicked() {
        done = Some(CardDo::OpenPassage);
    }
    let edit = if offers.open {
        Button::quiet("Edit claim").ink()
    } else {
        Button::secondary("Edit claim").tooltip("Enter")
    };
    if edit.small().blocked(offers.locked).show(ui).clicked() {
        done = Some(CardDo::Edit);
    }
    if let Some(place) = offers.place {
        let next = Button::quiet("Next")
            .small()
            .tooltip("What else lies on these words (N)");
        if next.show(ui).clicked() {
            done = Some(CardDo::Next);
        }
        let theme = Theme::of(ui);
        let room = ui.available_rect_before_wrap();
        let words = Type::SMALL.cut(ui, place, theme.text3, room.width());
        let rect = paint::text_at(ui.painter(), room.right(), room, Align::Max, &words);
        let response = ui.interact(rect, ui.scope_id().with("place"), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, place));
    }
    done
}

/// That a claim does not count, and why.
fn status(claim: &Claim) -> String {
    let what = match claim.status {
        ClaimStatus::Normal => return String::new(),
        ClaimStatus::Preferred => "Preferred",
        ClaimStatus::Deprecated => "Deprecated",
        ClaimStatus::SlipInSource => "Slip in the source",
    };
    let why = claim.status_reason.trim();
    if why.is_empty() {
        format!("{what}. ")
    } else {
        format!("{what}: {}. ", why.trim_end_matches('.'))
    }
}
