//! The names of months, weekdays and ordinals in a text: English ones as the model knows them, and months in the
//! other scripts that are read here.

use std::sync::LazyLock;

use super::numerals::is_tens;
use super::text::Text;
use crate::model::date::{self, MONTHS};
use crate::query::fold;

/// The ordinal in words at `at`, up to 31, and its length: `sixteenth`, `twenty-first`. The second part of a
/// higher one is none: a thirty-second clip of January is not of the second.
pub(super) fn spelled_ordinal(text: &Text, at: usize) -> Option<(u8, usize)> {
    let named = |at: usize| date::ordinal(&text.get(at)?.text);
    if let Some(day) = named(at) {
        return (!is_rest_of_ordinal(text, at)).then_some((day, 1));
    }
    let tens = match text.get(at)?.text.as_str() {
        "twenty" => 20,
        "thirty" => 30,
        "thirtieth" => return Some((30, 1)),
        _ => return None,
    };
    let tied = usize::from(text.starts(at + 1, &["-"]));
    let unit = named(at + 1 + tied).filter(|unit| *unit < 10)?;
    (tens + unit <= 31).then_some((tens + unit, 2 + tied))
}

/// Whether the token at `at` is the second part of an ordinal: `second` of `thirty-second` or `thirty second`.
/// No date begins there.
pub(super) fn is_rest_of_ordinal(text: &Text, at: usize) -> bool {
    let unit = text.get(at).and_then(|token| date::ordinal(&token.text));
    if unit.is_none_or(|unit| unit > 9) {
        return false;
    }
    let tied = usize::from(text.before(at, 1).is_some_and(|token| token.is("-")));
    let before = text.before(at, 1 + tied);
    before.is_some_and(|token| is_tens(&token.text))
}

/// The words with ordinals as numbers and months in English, for the reader of dates in English words:
/// "before the first of March" is "before the 1 of March".
pub(super) fn in_plain_english(words: &str) -> String {
    let text = Text::new(words);
    let mut plain = String::new();
    let mut at = 0;
    while let Some(token) = text.get(at) {
        if token.spaced && at > 0 {
            plain.push(' ');
        }
        let ordinal = spelled_ordinal(&text, at);
        match (ordinal, month(&token.text)) {
            (Some((day, _)), _) => plain.push_str(&day.to_string()),
            (None, Some(Month::Gregorian(month))) => {
                let name = MONTHS.get(usize::from(month) - 1);
                plain.push_str(name.copied().unwrap_or_default());
            }
            (None, _) => plain.push_str(&token.text),
        }
        at += ordinal.map_or(1, |(_, len)| len);
    }
    plain
}

/// The weekday that a folded word names in full.
pub(super) fn weekday(word: &str) -> Option<&'static str> {
    date::weekday(word).filter(|name| name.eq_ignore_ascii_case(word))
}

/// A month of some calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Month {
    /// 1 to 12.
    Gregorian(u8),
    /// Of the Solar Hijri calendar: no figure, and not turned into another date.
    Other,
}

impl Month {
    /// 1 to 12, of a Gregorian month.
    pub(super) fn number(self) -> Option<u8> {
        match self {
            Self::Gregorian(month) => Some(month),
            Self::Other => None,
        }
    }
}

/// The month that the token at `at` names. "May" and "March", and names in other scripts that are words
/// too, count when they are capitals or beside a number.
pub(super) fn month_at(text: &Text, at: usize, beside_number: bool) -> Option<Month> {
    let token = text.get(at).filter(|token| token.is_word())?;
    let month = month(&token.text)?;
    let is_word_too = token.is_any(&["may", "march", "mar", "sun", "dec", "jan", "sep", "oct"])
        || !token.text.is_ascii();
    (!is_word_too || beside_number || token.capital).then_some(month)
}

fn month(word: &str) -> Option<Month> {
    if let Some(month) = date::month(word) {
        return Some(Month::Gregorian(month));
    }
    let known = OTHER_MONTHS.iter().find(|(name, _)| name == word);
    known.map(|(_, month)| *month)
}

/// Urdu, Persian and Arabic names, folded; then the Solar Hijri months of Iran.
static OTHER_MONTHS: LazyLock<Vec<(String, Month)>> = LazyLock::new(|| {
    const GREGORIAN: [&str; 12] = [
        "جنوری ژانویه يناير",
        "فروری فوریه فبراير",
        "مارچ مارس",
        "اپریل آوریل أبريل",
        "مئی مه مايو",
        "جون ژوئن يونيو",
        "جولائی ژوئیه يوليو",
        "اگست اوت أغسطس",
        "ستمبر سپتامبر سبتمبر",
        "اکتوبر اکتبر أكتوبر",
        "نومبر نوامبر نوفمبر",
        "دسمبر دسامبر ديسمبر",
    ];
    const SOLAR: &str = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند";
    let gregorian = GREGORIAN.iter().zip(1..).flat_map(|(names, month)| {
        names
            .split(' ')
            .map(move |name| (fold(name), Month::Gregorian(month)))
    });
    let solar = SOLAR.split(' ').map(|name| (fold(name), Month::Other));
    gregorian.chain(solar).collect()
});
