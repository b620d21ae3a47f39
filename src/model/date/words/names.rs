//! The names of months, weekdays, seasons and ordinals, and the guess for a misspelt month.

use super::super::day::MONTHS;

/// The month that a lower-case word names, 1 to 12: the full name, its first three letters, or `sept`.
#[must_use]
pub fn month(word: &str) -> Option<u8> {
    if word == "sept" {
        return Some(9);
    }
    let named = |name: &&str| {
        let name = name.to_lowercase();
        name == word || name.get(..3).is_some_and(|short| short == word)
    };
    MONTHS
        .iter()
        .zip(1u8..)
        .find_map(|(name, number)| named(name).then_some(number))
}

/// The weekday that a lower-case word names, in full.
#[must_use]
pub fn weekday(word: &str) -> Option<&'static str> {
    Some(match word {
        "monday" | "mon" => "Monday",
        "tuesday" | "tue" | "tues" => "Tuesday",
        "wednesday" | "wed" => "Wednesday",
        "thursday" | "thu" | "thur" | "thurs" => "Thursday",
        "friday" | "fri" => "Friday",
        "saturday" | "sat" => "Saturday",
        "sunday" | "sun" => "Sunday",
        _ => return None,
    })
}

/// The code of a season in ISO 8601-2.
pub(super) fn season(word: &str) -> Option<u8> {
    Some(match word {
        "spring" => 21,
        "summer" => 22,
        "autumn" | "fall" => 23,
        "winter" => 24,
        _ => return None,
    })
}

/// The number that a lower-case word of order names: `first` to `twentieth`.
#[must_use]
pub fn ordinal(word: &str) -> Option<u8> {
    const NAMES: [&str; 20] = [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
    ];
    NAMES
        .iter()
        .zip(1u8..)
        .find_map(|(name, number)| (*name == word).then_some(number))
}

/// The month whose name a lower-case word nearly is: one slip in a short name, two in a long one, and no other
/// month as near.
pub(super) fn near_month(word: &str) -> Option<&'static str> {
    let length = word.chars().count();
    if !(4..=12).contains(&length) || month(word).is_some() {
        return None;
    }
    let allowed = if length < 6 { 1 } else { 2 };
    let mut near: Vec<(usize, &'static str)> = MONTHS
        .iter()
        .map(|name| (slips(word, &name.to_lowercase()), *name))
        .collect();
    near.sort_unstable();
    match near.as_slice() {
        [(first, name), (second, _), ..] if *first <= allowed && first < second => Some(name),
        _ => None,
    }
}

/// How many letters were left out, put in, changed or swapped with a neighbour.
fn slips(first: &str, second: &str) -> usize {
    let (first, second): (Vec<char>, Vec<char>) =
        (first.chars().collect(), second.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=second.len()).collect();
    for (row, &letter) in first.iter().enumerate() {
        let mut next = vec![row + 1];
        for (column, &other) in second.iter().enumerate() {
            let changed = last[column] + usize::from(letter != other);
            let mut least = changed.min(last[column + 1] + 1).min(next[column] + 1);
            let swapped =
                row > 0 && column > 0 && letter == second[column - 1] && first[row - 1] == other;
            if swapped {
                least = least.min(before[column - 1] + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut last, next);
    }
    last.last().copied().unwrap_or_default()
}
