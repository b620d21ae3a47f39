//! Words beside a figure that make a range of it. They widen and never narrow: "more than seven" is at
//! least seven, as the words of one report for "seven or more" in another.

use super::text::Text;

/// What the words make of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hedge {
    /// Not less.
    AtLeast,
    /// More: read as not less, as a report's "more than 100" is often its 100.
    MoreThan,
    /// Not more.
    AtMost,
    /// Fewer: read as not more.
    FewerThan,
    /// A little fewer.
    Almost,
    /// Near it; the figure stays the best guess.
    About,
}

const BEFORE: &[(&[&str], Hedge)] = &[
    (&["no", "fewer", "than"], Hedge::AtLeast),
    (&["no", "less", "than"], Hedge::AtLeast),
    (&["not", "fewer", "than"], Hedge::AtLeast),
    (&["not", "less", "than"], Hedge::AtLeast),
    (&["a", "minimum", "of"], Hedge::AtLeast),
    (&["minimum", "of"], Hedge::AtLeast),
    (&["at", "least"], Hedge::AtLeast),
    (&["at", "the", "least"], Hedge::AtLeast),
    (&["upwards", "of"], Hedge::AtLeast),
    (&["upward", "of"], Hedge::AtLeast),
    (&["no", "more", "than"], Hedge::AtMost),
    (&["not", "more", "than"], Hedge::AtMost),
    (&["a", "maximum", "of"], Hedge::AtMost),
    (&["maximum", "of"], Hedge::AtMost),
    (&["as", "many", "as"], Hedge::AtMost),
    (&["as", "much", "as"], Hedge::AtMost),
    (&["at", "most"], Hedge::AtMost),
    (&["at", "the", "most"], Hedge::AtMost),
    (&["up", "to"], Hedge::AtMost),
    (&["not", "exceeding"], Hedge::AtMost),
    (&["just", "under"], Hedge::Almost),
    (&["just", "below"], Hedge::Almost),
    (&["just", "short", "of"], Hedge::Almost),
    (&["close", "to"], Hedge::Almost),
    (&["almost"], Hedge::Almost),
    (&["nearly"], Hedge::Almost),
    (&["more", "than"], Hedge::MoreThan),
    (&["in", "excess", "of"], Hedge::MoreThan),
    (&["exceeding"], Hedge::MoreThan),
    (&["over"], Hedge::MoreThan),
    (&["above"], Hedge::MoreThan),
    (&["fewer", "than"], Hedge::FewerThan),
    (&["less", "than"], Hedge::FewerThan),
    (&["under"], Hedge::FewerThan),
    (&["below"], Hedge::FewerThan),
    (&["in", "the", "region", "of"], Hedge::About),
    (&["on", "the", "order", "of"], Hedge::About),
    (&["more", "or", "less"], Hedge::About),
    (&["an", "estimated"], Hedge::About),
    (&["estimated"], Hedge::About),
    (&["approximately"], Hedge::About),
    (&["around"], Hedge::About),
    (&["about"], Hedge::About),
    (&["roughly"], Hedge::About),
    (&["circa"], Hedge::About),
    (&["some"], Hedge::About),
];

const AFTER: &[(&[&str], Hedge)] = &[
    (&["or", "more"], Hedge::AtLeast),
    (&["and", "counting"], Hedge::AtLeast),
    (&["and", "more"], Hedge::AtLeast),
    (&["plus"], Hedge::AtLeast),
    (&["+"], Hedge::AtLeast),
    (&["at", "least"], Hedge::AtLeast),
    (&["at", "a", "minimum"], Hedge::AtLeast),
    (&["or", "fewer"], Hedge::AtMost),
    (&["or", "less"], Hedge::AtMost),
    (&["at", "most"], Hedge::AtMost),
    (&["at", "a", "maximum"], Hedge::AtMost),
    (&["or", "so"], Hedge::About),
];

/// The hedge that ends just before token `at`, and where it begins.
fn just_before(text: &Text, at: usize) -> Option<(Hedge, usize)> {
    let (words, hedge) = BEFORE.iter().find(|(words, _)| text.ends(at, words))?;
    Some((*hedge, at - words.len()))
}

/// The hedge before the figure at `at`, and where it begins, small words between passed over: "at least
/// another nine", "up to some 20". Of several the first that makes a range.
pub(super) fn before(text: &Text, at: usize) -> Option<(Hedge, usize)> {
    const SMALL: &[&[&str]] = &[
        &["a", "total", "of"],
        &["the"],
        &["another"],
        &["additional"],
        &["a", "further"],
    ];
    let mut start = at;
    let mut found = None;
    for _ in 0..4 {
        if let Some((hedge, from)) = just_before(text, start) {
            found = match found {
                Some((Hedge::About, _)) | None => Some((hedge, from)),
                Some((kept, _)) => Some((kept, from)),
            };
            start = from;
        } else if let Some(words) = SMALL.iter().find(|words| text.ends(start, words)) {
            start -= words.len();
        } else {
            break;
        }
    }
    found
}

/// The hedge after a figure that ends before token `at`, and where it ends: just after it, or after the
/// noun, "nine people at least".
pub(super) fn after(text: &Text, at: usize) -> Option<(Hedge, usize)> {
    let here = |at: usize| {
        let (words, hedge) = AFTER.iter().find(|(words, _)| text.starts(at, words))?;
        Some((*hedge, at + words.len()))
    };
    if let Some((hedge, end)) = here(at) {
        let belongs_on =
            matches!(text.get(at), Some(token) if token.is("at")) && a_figure_at(text, end);
        return (!belongs_on).then_some((hedge, end));
    }
    let mut place = at;
    for _ in 0..3 {
        text.get(place).filter(|token| token.is_word())?;
        place += 1;
        if text.starts(place, &["at"])
            && let Some((hedge, end)) = here(place)
        {
            return (!a_figure_at(text, end)).then_some((hedge, at));
        }
    }
    None
}

fn a_figure_at(text: &Text, at: usize) -> bool {
    super::numerals::numeral(text, at).is_some()
}
