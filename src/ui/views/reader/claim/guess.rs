//! Which field selected words speak of, where they say so themselves.

use crate::evidence::read_value;
use crate::model::{Tables, Value};
use crate::query::fold;

/// Words longer than this are prose: a guess on them would be no better than none. In characters.
const LONGEST: usize = 240;
/// A date or a name among more words than these is hardly what they are about.
const FEW: usize = 6;

/// Stems of words that name a field, the field that is asked for first.
const STEMS: &[(&str, &[&str])] = &[
    (
        "killed",
        &[
            "killed",
            "dead",
            "died",
            "death",
            "fatalit",
            "slain",
            "martyr",
            "lost their li",
            "casualt",
        ],
    ),
    ("wounded", &["wounded", "injur", "hurt"]),
];

/// Words that name what was used.
const MEANS: &[&str] = &[
    "missile",
    "drone",
    "mortar",
    "rocket",
    "gunfire",
    "grenade",
    "airstrike",
    "air strike",
    "shell",
    "bomb",
];

/// The field that `words` speak of; nothing where they may speak of any.
pub(super) fn field_of(words: &str, tables: &Tables) -> Option<&'static str> {
    if words.chars().nth(LONGEST).is_some() {
        return None;
    }
    let folded = fold(words);
    let has = |stems: &[&str]| stems.iter().any(|stem| has_stem(&folded, stem));
    for (field, stems) in STEMS {
        let is_figure = || matches!(read_value(field, words, tables), Some(Value::Number(_)));
        if has(stems) && is_figure() {
            return Some(field);
        }
    }
    let few = words.split_whitespace().nth(FEW).is_none();
    let is = |field: &str| few && read_value(field, words, tables).is_some();
    if is("date") {
        return Some("date");
    }
    if has(MEANS) {
        return Some("means");
    }
    ["place", "actor"].into_iter().find(|field| is(field))
}

/// Whether a word of the text begins with the stem.
fn has_stem(folded: &str, stem: &str) -> bool {
    let mut found = folded.match_indices(stem);
    found.any(|(at, _)| {
        let before = folded.get(..at).and_then(|text| text.chars().next_back());
        !before.is_some_and(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, expected: &str) {
        let tables = Tables::default();
        assert_eq!(
            field_of(words, &tables).unwrap_or("nothing"),
            expected,
            "{words}"
        );
    }

    #[test]
    fn words_that_name_their_field_are_known() {
        check("two children of the household died", "killed");
        check("at least seven people were killed", "killed");
        check("nine officers lost their lives", "killed");
        check("three girls were injured", "wounded");
        check("4 hurt", "wounded");
        check("nobody was hurt", "wounded");
        check("16 January 2024", "date");
        check("on 18 January", "date");
        check("missiles and drones", "means");
        check("mortar shells", "means");
    }

    #[test]
    fn words_that_may_mean_anything_are_not_guessed() {
        check("the news hurt the talks", "nothing");
        check("the deadline of the household", "nothing");
        check("the village", "nothing");
        check(
            "the ministry said on 17 January that it did not know",
            "nothing",
        );
        check(&"seven people were killed, ".repeat(20), "nothing");
    }
}
