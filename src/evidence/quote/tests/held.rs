//! Whether a passage holds what its claim says, a line each: `claim value | quote | held or missing`.
//!
//! Values are written `7`, `7..9`, `7..`, `..5`, with a unit or a scope behind (`10 unit days`, `2 scope
//! children`), `on 2024-01-16`, `at Panjgur` and `by Iran`, these two with their tag where they have one
//! (`by Iran = actor/iran`).

use super::super::missing_in_quote;
use super::{lines, load, tag, tags};
use crate::model::date::Edtf;
use crate::model::*;

fn value(text: &str) -> Value {
    let named = |text: &str| {
        let (name, path) = text.split_once(" = ").unwrap_or((text, ""));
        (name.to_owned(), tag(path))
    };
    if let Some(date) = text.strip_prefix("on ") {
        let (edtf, words) = date.split_once(" as ").unwrap_or((date, ""));
        return Value::When(When {
            edtf: Edtf::new(edtf),
            words: words.to_owned(),
            ..When::default()
        });
    }
    if let Some(place) = text.strip_prefix("at ") {
        let (name, tag) = named(place);
        return Value::Place(Place {
            name: name.into(),
            tag,
            ..Place::default()
        });
    }
    if let Some(actor) = text.strip_prefix("by ") {
        let (name, tag) = named(actor);
        return Value::Actor(Actor {
            name: name.into(),
            tag,
            ..Actor::default()
        });
    }
    Value::Number(quantity(text))
}

fn quantity(text: &str) -> Quantity {
    let (text, unit) = text.split_once(" unit ").unwrap_or((text, ""));
    let (text, scope) = text.split_once(" scope ").unwrap_or((text, ""));
    let number = |text: &str| text.parse().ok().and_then(Number::new);
    let (low, best, high) = match text.split_once("..") {
        Some((low, high)) => (number(low), None, number(high)),
        None => (None, number(text), None),
    };
    Quantity {
        low,
        best,
        high,
        scope: scope.into(),
        unit: unit.into(),
    }
}

fn claim(value: Value, capture: &Capture) -> Claim {
    Claim {
        passage: Passage::of(capture, 0..capture.text.len()),
        ..Claim::new(
            Id::from_bits(3),
            Id::from_bits(1),
            Id::from_bits(4),
            "any",
            value,
        )
    }
}

fn capture(text: &str) -> Capture {
    Capture {
        id: Id::from_bits(2),
        source: Id::from_bits(1),
        taken: When::default(),
        nature: CaptureNature::default(),
        origin: String::new(),
        note: String::new(),
        sha256: Sha256::of(text.as_bytes()),
        text: text.into(),
    }
}

/// The sentence for a claim of `value` on all of `quote`, in a source of that day.
fn missing(issued: &str, value_text: &str, quote: &str) -> Option<String> {
    let capture = capture(quote);
    let source = Source {
        issued: When::read(issued),
        ..Source::new(Id::from_bits(1))
    };
    let mut records = tags();
    records.extend([source.into(), capture.clone().into()]);
    missing_in_quote(&load(records), &claim(value(value_text), &capture))
}

/// Checks every line of a table, for a source published on the day `issued`, and tells all that differ.
#[track_caller]
fn check(issued: &str, table: &str) {
    let lines: Vec<[&str; 3]> = lines(table);
    let wrong: Vec<String> = lines
        .iter()
        .filter_map(|[value, quote, expected]| {
            let found = missing(issued, value, quote);
            let held = if found.is_none() { "held" } else { "missing" };
            (held != *expected)
                .then(|| format!("{value} | {quote} | {expected}\n    but {found:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_figure_is_held_by_digits_words_and_the_ranges_of_its_hedges() {
    check(
        "25 April 2024",
        "
        9 | nine people were killed | held
        9 | 9 dead | held
        9 | ninety dead | missing
        9 | 19 dead | missing
        9 | nineteen dead | missing
        29 | twenty-nine people | held
        105 | one hundred and five | held
        24 | two dozen people | held
        12 | a dozen died | held
        2 | half a dozen | missing
        1500 | 1,500 people | held
        1500 | fifteen hundred | held
        1500 | ۱٬۵۰۰ نفر | held
        9 | ۹ نفر | held
        9 | نو افراد ہلاک ہوئے | held
        9 | هفت نفر | missing
        7.. | at least seven people were killed | held
        7..9 | Between seven and nine people died | held
        7..9 | between seven and eight people | missing
        7..9 | 7-9 people | held
        ..5 | up to five dead | held
        10..11 scope police officers | almost eleven officers | held
        8 | more than seven | held
        9 | fewer than ten | held
        5 | more than seven | missing
        2000000..3000000 | two to three million | held
        9 | rose from seven to nine | held
        7 | rose from seven to nine | held
        4 | three boats, perhaps four | held
        3 | three boats, perhaps four | held
        3..4 | three, perhaps four | held
        2 scope children | two of his children died | held
        2 scope children | the children died | missing
        0 scope militants | no militant among the dead | held
        0 | none of them citizens of Iran | held
        0 | nobody was hurt | held
        0 | without casualties | held
        1 | a soldier was killed | held
        1 | one of the officers | held
        1 | a young mother died | held
        1 | a missile strike | missing
        2 | both brothers died | held
        2 | a couple of guards | held
        4 | three daughters, with their mother, were hurt | missing
        12 | dozens of people | held
        400 | hundreds of drones | missing
        ",
    );
}

#[test]
fn a_date_a_time_an_age_or_a_name_with_a_number_is_no_figure() {
    check(
        "25 April 2024",
        "
        16 | 16 January 2024 | missing
        24 | 16 January 2024 | missing
        2024 | 16 January 2024 | missing
        1 | 16/01/2024 | missing
        16 | on January 16 people gathered | missing
        16 | January 16th | missing
        16 | 16, 17 and 18 January | missing
        17 | 16, 17 and 18 January | missing
        16 | between 16 and 18 January | missing
        16 | 2024-01-16 | missing
        16 | ۱۶ ژانویه | missing
        16 | 16 جنوری 2024 | missing
        26 | ۲۶ دی ۱۴۰۲ | missing
        2024 | the attacks of 2024 | missing
        2024 | in 2024 people fled | missing
        2000 | 2000 people fled | held
        2000 | about 2,000 | held
        18 | the 18th | missing
        18 | by the eighteenth of January | missing
        12 | In January 12 people were killed | held
        10 | at 10:30 | missing
        30 | at 10:30 | missing
        10 | at 10 a.m. | missing
        6 | a boy aged six | missing
        6 | a six-year-old girl | missing
        51 | Article 51 of the Charter | missing
        16 | an F-16 jet | missing
        136 | Shahed-136 drones | missing
        80 | in the 1980s | missing
        2 | the second attack | missing
        10 | ten days later | missing
        10 | ten kilometres away | missing
        9 | nine died on 16 January 2024 | held
        9 | On 9 January nine died | held
        9 | On 9 January eight died | missing
        16 | 16 people died on 16 January | held
        ",
    );
}

#[test]
fn a_measure_is_held_in_its_own_unit() {
    check(
        "25 April 2024",
        "
        10 unit days | about ten days | held
        10 unit day | a ten-day break | held
        10 unit days | ten weeks | missing
        10 unit km | ten kilometres | held
        5 unit km | 5km | held
        2 unit weeks | two weeks of bad relations | held
        1 unit hour | Raisi spoke for an hour | held
        1 unit hour | one hour after that meeting | held
        2 unit days | within a couple of days | held
        90 unit percent | 90 per cent of it | held
        90 unit % | 90 percent of it | held
        3 unit states | violated three states | held
        3 unit states | within three days | missing
        5000000 unit dollars | $5 million | held
        ",
    );
}

#[test]
fn a_date_is_held_in_its_usual_forms() {
    check(
        "25 April 2024",
        "
        on 2024-01-16 | 16 January 2024 | held
        on 2024-01-16 | On Tuesday 16 January | held
        on 2024-01-16 | January 16th, 2024 | held
        on 2024-01-16 | Jan. 16 | held
        on 2024-01-16 | the 16th of January | held
        on 2024-01-16 | the sixteenth of January | held
        on 2024-01-16 | 16/01/2024 | held
        on 2024-01-16 | 16.1.2024 | held
        on 2024-01-16 | 16/01/24 | held
        on 2024-01-16 | 2024-01-16 | held
        on 2024-01-05 | 05/01/2024 | held
        on 2024-05-01 | 05/01/2024 | held
        on 2024-01-16T20:30:00+03:30 | late on 16 January | held
        on 2024-01-16 | ۱۶ ژانویه ۲۰۲۴ | held
        on 2024-01-16 | 16 جنوری 2024 | held
        on 2024-01-16 | 16 يناير | held
        on 2024-01-16 | on the 16th | held
        on 2024-01-17 | 16, 17 and 18 January | held
        on 2024-01-16 | 16 people were killed | missing
        on 2024-01-16 | 17 January 2024 | missing
        on 2024-01-16 | 16 July | missing
        on 2024-01-16 | 16 January 2014 | missing
        on 2014-01-16 | 16 January | missing
        on 2024-01-16 | January 2024 | missing
        on 2024-01-16 | in 2024 | missing
        on 2024-01-16 | in July, on the 16th | missing
        on 2024-01-16 | in 2014, on 16 January | missing
        on 2014-01-16 | in 2014, on 16 January | held
        on 2024-01 | 16 January 2024 | held
        on 2024-01 | January 2024 | held
        on 2024-01 | in January | held
        on 2024-01 | in July | missing
        on 2014-01 | January 2024 | missing
        on 2024 | in 2024 | held
        on 2024 | 16 January 2024 | held
        on 2024 | in January | missing
        on 2024 | 2024 people | missing
        on 2024-01-16/2024-01-18 | 16 to 18 January 2024 | held
        on 2024-01-16/2024-01-18 | from the 16th until the 18th | held
        on 2024-01-16/2024-01-18 | 16 to 17 January | missing
        on 2024-01-16/.. | since 16 January | held
        on [2024-01-26,2024-01-27] | on 26 or 27 January | held
        on [2024-01-26,2024-01-27] | on 26 January | missing
        on [2024-01-11..2024-01-20] | mid-January 2024 | held
        on [2024-01-11..2024-01-20] | in mid-January | held
        on [2024-01-11..2024-01-20] | late in January | missing
        on [..2024-01-17] | by 17 January | held
        on [..2024-02-29] | before the first of March 2024 | held
        on [..2024-02-29] | before the second of March 2024 | missing
        on 2024-01-02 | on the second of January 2024 | held
        on 2024-01-02 | a thirty-second January 2024 clip | missing
        on 2024-01-02 | the thirty-second of January 2024 | missing
        on 2024-01-02 | the thirty second January pause of 2024 | missing
        on 2024-01-02 | a forty-second January 2024 clip | missing
        on 2024-01-31 | on the thirty-first of January 2024 | held
        on 2024-01-22 | on the twenty-second of January | held
        on 2024-21 | in spring 2024 | held
        on 2024-21 | in autumn 2024 | missing
        on 202X | in the 2020s | held
        on 2024-01-16~ | about 16 January | held
        on 2024-01-16 as two days later | two days later | missing
        on 2024-01-16 as 16 January 2024 | 16 January 2024 | held
        ",
    );
}

#[test]
fn a_weekday_or_yesterday_is_a_date_from_the_day_of_the_report() {
    check(
        "17 January 2024",
        "
        on 2024-01-16 | On Tuesday Iran struck | held
        on 2024-01-16 | yesterday | held
        on 2024-01-17 | this morning | held
        on 2024-01-09 | yesterday | missing
        on 2024-01-16 | On Wednesday | missing
        on 2024-02-13 | On Tuesday | missing
        ",
    );
    check("", "on 2024-01-16 | yesterday | missing");
}

#[test]
fn a_name_is_held_by_any_word_of_it_or_of_its_tag() {
    check(
        "25 April 2024",
        "
        by Iran | Iran hit Pakistan's province | held
        by Iran | the Iranian chargé | held
        by Iran | Pakistan's province | missing
        by Hossein Amir-Abdollahian | Amir-Abdollahian said | held
        by Hossein Amirabdollahian | Amir-Abdollahian said | held
        by BLA | hideouts of the BLA | held
        by BLA | hideouts of the BLF | missing
        by BLA | the blast | missing
        by the Guards = actor/iran | said in Iran | held
        by terrorists | a terrorist died | held
        by the area that Pakistan struck | the area that India struck | missing
        by unknown gunmen | unknown assailants | missing
        at Panjgur | in Panjgur | held
        at Panjgur | in Turbat | missing
        at Koh-e-Sabz | the village of Koh e Sabz | held
        at Téhéran | Teheran | held
        at Tehrān | in tehran | held
        at تهران | در تهران‌ | held
        at کوه‌سبز | در کوه سبز | held
        at كوه سبز | در کوه سبز | held
        at پنجگور | ضلع پنجگور میں | held
        at پنجگور | در تهران | missing
        at Panjgur | ضلع پنجگور میں | held
        at Davos | At Davos | held
        ",
    );
}

#[track_caller]
fn check_sentence(value: &str, quote: &str, expected: &str) {
    assert_eq!(
        missing("25 April 2024", value, quote).as_deref(),
        Some(expected)
    );
}

#[test]
fn the_sentence_names_what_is_missing_and_the_words() {
    check_sentence(
        "9",
        "seven dead",
        "The figure 9 is not in the passage “seven dead”.",
    );
    check_sentence(
        "7..9",
        "seven dead",
        "The figure 9 is not in the passage “seven dead”.",
    );
    check_sentence(
        "10 unit km",
        "far off",
        "The figure 10 km is not in the passage “far off”.",
    );
    check_sentence(
        "on 2024-01-16",
        "17 January",
        "The date 16 Jan 2024 is not in the passage “17 January”.",
    );
    check_sentence(
        "on 2014-01-16",
        "16 January",
        "The year 2014 of the date 16 Jan 2014 is not in the passage “16 January”.",
    );
    check_sentence(
        "by Iran",
        "the strike",
        "The name “Iran” is not in the passage “the strike”.",
    );
}

#[test]
fn what_was_accepted_and_what_has_no_passage_is_not_told() {
    let capture = capture("seven dead");
    let nine = claim(value("9"), &capture);
    let project = load(Vec::new());
    assert!(missing_in_quote(&project, &nine).is_some());
    let accepted = Claim {
        accepted_because: "The total of two lines.".into(),
        ..nine.clone()
    };
    assert_eq!(missing_in_quote(&project, &accepted), None);
    let bare = Claim {
        passage: None,
        ..nine.clone()
    };
    assert_eq!(missing_in_quote(&project, &bare), None);
    let words = Claim {
        value: Value::Text("nine".into()),
        ..nine
    };
    assert_eq!(missing_in_quote(&project, &words), None);
}

#[test]
fn without_a_day_of_the_report_the_text_says_which_years_are_meant() {
    let text = "In 2014 it began. On 16 January they struck.";
    let whole = capture(text);
    let from = text.find("16").unwrap();
    let passage = Passage::of(&whole, from..from + "16 January".len());
    let project = load(vec![
        Source::new(Id::from_bits(1)).into(),
        whole.clone().into(),
    ]);
    for (edtf, held) in [("2014-01-16", true), ("2024-01-16", false)] {
        let value = Value::When(When {
            edtf: Edtf::new(edtf),
            ..When::default()
        });
        let claim = Claim {
            passage: passage.clone(),
            ..claim(value, &whole)
        };
        assert_eq!(missing_in_quote(&project, &claim).is_none(), held, "{edtf}");
    }
}
