//! What happened in a generated project, what sources say of it, and the texts in which they say it.

use std::ops::Range;

use super::chance::Chance;
use super::text::{capital, english, name, sentence};
use super::words::Language;
use crate::model::date::{Edtf, MONTHS};
use crate::model::{Number, Place, Quantity, Value, When};

/// What is true of an event.
#[derive(Debug, Clone)]
pub(super) struct Truth {
    /// Year, month from 0, day.
    pub(super) day: (usize, usize, usize),
    /// The number of the place's name.
    pub(super) place: usize,
    killed: usize,
    wounded: usize,
    means: usize,
}

impl Truth {
    pub(super) fn of(chance: &mut Chance) -> Self {
        Self {
            day: (
                chance.between(1990, 2025),
                chance.below(MONTHS.len()),
                chance.between(1, 27),
            ),
            place: chance.below(4_000),
            killed: chance.between(1, 30),
            wounded: chance.between(2, 90),
            means: chance.below(12),
        }
    }
}

/// That a source says something of a field of an event.
#[derive(Debug)]
pub(super) struct Fact {
    pub(super) field: &'static str,
    pub(super) value: Value,
    /// The words in which it says so.
    pub(super) words: String,
}

impl Fact {
    /// What a source in this language says; one time in seven it is not what is true.
    pub(super) fn of(chance: &mut Chance, truth: &Truth, language: &Language) -> Self {
        let off = usize::from(chance.in_hundred(14)) * chance.between(1, 3);
        let place = name(truth.place + off, language);
        let figure = |count: usize| {
            let count = i32::try_from(count).unwrap_or_default();
            Value::Number(Quantity {
                best: Some(Number::from(count)),
                ..Quantity::default()
            })
        };
        let clause = |template: &str, count: usize| {
            let clause = template.replace("{n}", &count.to_string());
            capital(&clause.replace("{p}", &place))
        };
        match chance.below(if language.code == english().code {
            10
        } else {
            8
        }) {
            0..=2 => Self {
                field: "killed",
                value: figure(truth.killed + off),
                words: clause(language.killed, truth.killed + off),
            },
            3 | 4 => Self {
                field: "wounded",
                value: figure(truth.wounded + off),
                words: clause(language.wounded, truth.wounded + off),
            },
            5 | 6 => Self {
                field: "place",
                words: clause(language.place, 0),
                value: Value::Place(Place {
                    name: place.into(),
                    ..Place::default()
                }),
            },
            7 => {
                let means = language.all_means[(truth.means + off) % language.all_means.len()];
                Self {
                    field: "means",
                    value: Value::Text(means.to_owned()),
                    words: capital(&language.means.replace("{m}", means)),
                }
            }
            _ => {
                let (year, month, day) = truth.day;
                let when = day_in_words((year, month, day + off.min(1)));
                Self {
                    field: "date",
                    words: format!("It happened on {}", when.words),
                    value: Value::When(when),
                }
            }
        }
    }
}

/// A day as it is written out.
pub(super) fn day_in_words((year, month, day): (usize, usize, usize)) -> When {
    When {
        words: format!("{day} {} {year}", MONTHS[month]),
        edtf: Edtf::new(format!("{year}-{:02}-{day:02}", month + 1)),
        ..When::default()
    }
}

/// When an event was, no more precise than its analyst knows.
pub(super) fn when_about(chance: &mut Chance, truth: &Truth) -> When {
    let (year, month, day) = truth.day;
    let (name, number) = (MONTHS[month], month + 1);
    let (words, edtf) = match chance.below(20) {
        0 => return When::default(),
        1 => (format!("{year}"), format!("{year}")),
        2 | 3 => (format!("{name} {year}"), format!("{year}-{number:02}")),
        4 => (
            format!("about {day} {name} {year}"),
            format!("{year}-{number:02}-{day:02}~"),
        ),
        5 => (
            format!("{day} or {} {name} {year}", day + 1),
            format!(
                "[{year}-{number:02}-{day:02},{year}-{number:02}-{:02}]",
                day + 1
            ),
        ),
        6 => (
            format!("from {day} to {} {name} {year}", day + 1),
            format!(
                "{year}-{number:02}-{day:02}/{year}-{number:02}-{:02}",
                day + 1
            ),
        ),
        _ => return day_in_words(truth.day),
    };
    When {
        words,
        edtf: Edtf::new(edtf),
        ..When::default()
    }
}

/// A text that says these facts among other sentences, with the bytes of each fact's words. A few texts are long.
pub(super) fn text_with(
    chance: &mut Chance,
    language: &Language,
    facts: &[Fact],
) -> (String, Vec<Range<usize>>) {
    let mut text = String::new();
    let mut places = Vec::with_capacity(facts.len());
    let n_more = match chance.below(200) {
        0 => chance.between(100, 500),
        1..=19 => chance.between(10, 60),
        _ => chance.between(0, 8),
    };
    let mut facts = facts.iter();
    let mut n_left = n_more;
    let mut number = 0;
    loop {
        let words = match facts.len() {
            0 if n_left == 0 => break,
            // The facts first, each after a sentence or two.
            left if left > 0 && (n_left == 0 || number % 3 == 2) => {
                facts.next().map(|fact| fact.words.as_str())
            }
            _ => None,
        };
        if number > 0 {
            text.truncate(text.trim_end().len());
            let new_paragraph = chance.in_hundred(18);
            text.push_str(if new_paragraph {
                "\n\n"
            } else {
                language.space
            });
        }
        let start = text.len();
        match words {
            Some(words) => {
                text.push_str(words);
                places.push(start..text.len());
            }
            None => {
                n_left = n_left.saturating_sub(1);
                let n_words = chance.between(5, 21);
                text.push_str(&sentence(chance, language, n_words));
            }
        }
        text.push_str(language.stop);
        number += 1;
    }
    text.truncate(text.trim_end().len());
    (text, places)
}
