//! Dates as text: words in, EDTF, sentence and short form out.

use proptest::prelude::*;
use serde::Deserialize;
use serde::de::value::{Error, MapDeserializer, StrDeserializer};

use super::*;

/// One line for each line of words: `words | EDTF | sentence | short`, with a zone and a guess where there is one.
fn read_all(words: &str) -> String {
    let line = |line: &str| {
        let words = line.split(" | ").next().unwrap_or_default();
        if words.starts_with('#') || words.is_empty() {
            return format!("{words}\n");
        }
        let when = When::read(words);
        let reading = when.reading();
        assert_eq!(reading.understood, when.edtf.is_valid(), "{words}");
        let zone = if when.zone.is_empty() {
            String::new()
        } else {
            format!(" | zone {}", when.zone)
        };
        let guess = reading
            .guess
            .map_or_else(String::new, |guess| format!(" | guess {guess}"));
        format!(
            "{words} | {} | {} | {}{zone}{guess}\n",
            when.edtf,
            reading.sentence,
            when.short()
        )
    };
    words.lines().map(line).collect()
}

fn check_words(expected: &str) {
    let found = read_all(expected);
    for (found, expected) in found.lines().zip(expected.lines()) {
        assert_eq!(found, expected);
    }
    assert_eq!(found, expected);
}

#[test]
fn words_become_edtf_and_say_what_they_mean() {
    check_words(include_str!("tests/words.txt"));
}

fn check_bounds(edtf: &str, expected: &str) {
    let text = |bound: Bound| match bound {
        Bound::Day(day) => day.iso(),
        Bound::Open => "open".to_owned(),
        Bound::Unknown => "unknown".to_owned(),
    };
    let date = Edtf::new(edtf);
    let bounds = date
        .bounds()
        .unwrap_or_else(|| panic!("{edtf}: {:?}", date.error()));
    let found = format!(
        "{} to {}, {:?}",
        text(bounds.earliest),
        text(bounds.latest),
        date.precision().unwrap()
    );
    assert_eq!(found, expected, "{edtf}");
}

#[test]
fn every_kind_of_edtf_has_its_bounds() {
    for line in include_str!("tests/bounds.txt").lines() {
        let (edtf, expected) = line.split_once(" | ").unwrap();
        check_bounds(edtf, expected);
    }
}

#[test]
fn doubts_do_not_move_the_bounds() {
    for mark in ["?", "~", "%"] {
        let marked = Edtf::new(format!("2024-01-16{mark}"));
        assert_eq!(marked.bounds(), Edtf::new("2024-01-16").bounds());
        assert_eq!(marked.is_approximate(), mark != "?");
        assert_eq!(marked.is_uncertain(), mark != "~");
    }
}

#[test]
fn text_that_is_not_edtf_is_kept_and_says_where_it_fails() {
    let check = |text: &str, error: &str| {
        let date = Edtf::new(text);
        assert_eq!(
            (date.as_str(), date.is_valid(), date.bounds()),
            (text, false, None)
        );
        assert_eq!(date.error().unwrap_or_default(), error);
    };
    check("", "");
    check(
        "2024-13",
        "Not a date in EDTF: month must be 01-12 or a sub-year code 21-41, at character 6.",
    );
    check(
        "2024-02-30",
        "Not a date in EDTF: day is out of range for the month, at character 9.",
    );
    check(
        "2024-01-16 ",
        "Not a date in EDTF: whitespace is not allowed, at character 11.",
    );
    check(
        "2024-٠١",
        "Not a date in EDTF: EDTF permits ASCII characters only, at character 6.",
    );
    check(
        "2024-01-16T20:30+03:30",
        "Not a date in EDTF: time must be hh:mm:ss, at character 12.",
    );
    check(
        "16 January",
        "Not a date in EDTF: whitespace is not allowed, at character 3.",
    );
}

#[test]
fn a_reading_gives_the_first_and_last_day() {
    let check =
        |words: &str, span: &str| assert_eq!(When::read(words).reading().span, span, "{words}");
    check(
        "mid-January 2024",
        "earliest 11 January 2024, latest 20 January 2024",
    );
    check("16 January 2024", "earliest and latest 16 January 2024");
    check(
        "by 17 January 2024",
        "no earliest day, latest 17 January 2024",
    );
    check(
        "since 17 January 2024",
        "earliest 17 January 2024, no latest day",
    );
    check("2024-01-16/", "earliest 16 January 2024, latest not known");
    check(
        "500 BC",
        "earliest 1 January 500 BC, latest 31 December 500 BC",
    );
    check("16 January", "");
}

#[test]
fn a_date_set_by_hand_is_read_from_its_edtf_and_not_from_the_words() {
    let check = |words: &str, edtf: &str, calendar, sentence: &str| {
        let when = When {
            words: words.into(),
            edtf: edtf.into(),
            calendar,
            ..When::default()
        };
        assert_eq!(when.reading().sentence, sentence);
    };
    check(
        "the day after the strike",
        "2024-01-17",
        Calendar::Gregorian,
        "17 January 2024, a day",
    );
    check(
        "winter 2024",
        "2024-01",
        Calendar::Gregorian,
        "Any day of January 2024",
    );
    check(
        "26 Dey 1402",
        "2024-01-16",
        Calendar::SolarHijri,
        "16 January 2024, a day. The words use the Solar Hijri calendar.",
    );
    check(
        "16 January 2024",
        "",
        Calendar::Gregorian,
        "Kept as written, no date read.",
    );
    check(
        "x",
        "2024-02-30",
        Calendar::Gregorian,
        "Not a date in EDTF: day is out of range for the month, at character 9.",
    );
    check("", "", Calendar::Gregorian, "No date given.");
}

#[test]
fn dates_sort_by_earliest_then_latest_then_clock() {
    let mut dates: Vec<When> = [
        "unknown",
        "2024",
        "16 January 2024, 20:30",
        "about 16 January 2024",
        "16 January 2024",
        "January 2024",
        "by 17 January 2024",
        "16 January 2024, 9:15 am",
        "2023-12-31",
        "since 16 January 2024",
        "500 BC",
        "2024-01-16/",
        "/2024-01-18",
        "",
    ]
    .into_iter()
    .map(When::read)
    .collect();
    dates.sort_by(When::cmp_time);
    let words: Vec<&str> = dates.iter().map(|when| when.words.as_str()).collect();
    let expected = [
        "by 17 January 2024",
        "500 BC",
        "2023-12-31",
        "January 2024",
        "2024",
        "16 January 2024",
        "about 16 January 2024",
        "16 January 2024, 9:15 am",
        "16 January 2024, 20:30",
        "since 16 January 2024",
        "2024-01-16/",
        "/2024-01-18",
        "",
        "unknown",
    ];
    assert_eq!(words, expected);
}

#[test]
fn a_clock_time_keeps_its_offset() {
    let clock = |edtf: &str| {
        Edtf::new(edtf)
            .clock()
            .map(|clock| (clock.seconds, clock.offset))
    };
    assert_eq!(
        clock("2024-01-16T20:30:00+03:30"),
        Some((73_800, Some(210)))
    );
    assert_eq!(clock("2024-01-16T00:00:01Z"), Some((1, Some(0))));
    assert_eq!(clock("2024-01-16T20:30:00"), Some((73_800, None)));
    assert_eq!(clock("2024-01-16"), None);
}

#[test]
fn hostile_words_are_kept_as_they_are() {
    let long = "16 January 2024 or ".repeat(600);
    let digits = "9".repeat(10_000);
    let open = "(".repeat(199);
    let dashes = "1-".repeat(99);
    let ors = "1 or ".repeat(39);
    for words in [
        long.as_str(),
        &digits,
        &open,
        &dashes,
        &ors,
        "99999999999999999999 BC",
        "Y9999999999999999999",
        "\u{202e}4202 yraunaJ 61",
        "١٦ يناير ٢٠٢٤",
        "16\u{0} January 2024",
        "January 99999999999999999999",
        "1/1/1/1/1/1",
        "\u{1f4c5} 2024",
        "T",
        "/",
        "[",
        "[]",
        "{..}",
    ] {
        let when = When::read(words);
        assert_eq!(
            (when.words.as_str(), when.edtf.as_str()),
            (words, ""),
            "{words}"
        );
        assert!(!when.reading().understood);
    }
    assert_eq!(When::read("Y3E18").bounds(), Some(Bounds::UNKNOWN));
    assert_eq!(
        When::read("\u{200f}16 January 2024\u{200e}").edtf.as_str(),
        "2024-01-16"
    );
}

#[test]
fn fields_of_edtf_that_chance_found_are_told_without_harm() {
    for text in ["/4390", "/0000", "/", "../..", "[..]"] {
        holds_for_any_edtf(text);
    }
}

#[test]
fn a_date_is_data_with_its_defaults_left_out() {
    let fields = [("words", "16 January 2024"), ("edtf", "2024-01-16")];
    let entries = fields.map(|(name, value)| (name, StrDeserializer::<Error>::new(value)));
    let when = When::deserialize(MapDeserializer::new(entries.into_iter())).unwrap();
    assert_eq!(when, When::read("16 January 2024"));
    let nothing: [(&str, StrDeserializer<'_, Error>); 0] = [];
    let when = When::deserialize(MapDeserializer::new(nothing.into_iter())).unwrap();
    assert!(when.is_empty());
    let invalid = Edtf::deserialize(StrDeserializer::<Error>::new("2024-02-30")).unwrap();
    assert_eq!(invalid.as_str(), "2024-02-30");
}

/// Words of the kind that the grammar knows, in any order.
fn plausible() -> impl Strategy<Value = String> {
    let words = [
        "16", "1", "31", "2024", "1985", "January", "feb", "mid", "-", "–", "/", ".", ",", "or",
        "and", "to", "between", "from", "before", "about", "possibly", "?", "early", "late",
        "winter", "Q1", "quarter", "first", "1980s", "19th", "century", "BC", "20:30", "+03:30",
        "UTC", "pm", "night", "Friday", "until", "(", ")", "[", "]", "..", "X", "~", "'",
        "onwards",
    ];
    let word = (proptest::sample::select(words.to_vec()), any::<bool>());
    proptest::collection::vec(word, 0..9).prop_map(|words| {
        words
            .into_iter()
            .map(|(word, space)| format!("{word}{}", if space { " " } else { "" }))
            .collect()
    })
}

fn holds_for_any_words(words: &str) {
    let when = When::read(words);
    assert_eq!(when.words, words);
    assert_eq!(when, When::read(words));
    let reading = when.reading();
    assert!(!reading.sentence.is_empty());
    assert_eq!(reading.understood, !when.edtf.is_empty());
    assert!(
        when.edtf.is_empty() || when.edtf.is_valid(),
        "{words}: {}",
        when.edtf
    );
    assert!(when.short().len() < words.len() + 300);
    if let Some(guess) = reading.guess {
        assert!(!reading.understood && guess != words);
    }
    if let Some(Bounds {
        earliest: Bound::Day(first),
        latest: Bound::Day(last),
    }) = when.bounds()
    {
        assert!(first <= last, "{words}: {first} after {last}");
    }
}

/// A date as a file may have it: the date in it need not be one, nor be that of the words.
fn holds_for_any_edtf(text: &str) {
    let edtf = Edtf::new(text);
    let is_wrong = !edtf.is_valid() && !edtf.is_empty();
    assert_eq!(is_wrong, edtf.error().is_some(), "{text}");
    let when = When {
        words: "some day".to_owned(),
        edtf,
        ..When::default()
    };
    assert!(!when.reading().sentence.is_empty());
    assert!(!when.long().is_empty() && when.short().len() < text.len() + 300);
    assert_eq!(when.cmp_time(&when), std::cmp::Ordering::Equal);
    let bounds = when.bounds();
    assert!(bounds.is_none() || when.edtf.is_valid(), "{text}");
    // Where a start is not known, the end says nothing about it.
    if let Some((first, last)) =
        bounds.and_then(|bounds| bounds.earliest.day().zip(bounds.latest.day()))
    {
        assert!(first <= last, "{text}");
    }
    let _told = (
        when.edtf.precision(),
        when.edtf.clock(),
        when.edtf.is_choice(),
    );
    let _spans = when.edtf.spans();
}

proptest! {
    #[test]
    fn any_field_of_edtf_is_told_without_harm(
        text in ".{0,60}",
        signs in "[-0-9XYSE./~?%,\\[\\]{}T:+Z]{0,30}",
        parts in "(Y|-|[0-9]{1,4}|-[0-9]{2}|X|XX|~|\\?|%|/|\\.\\.|,|\\[|\\]|\\{|\\}|T[0-9]{2}:[0-9]{2}|Z|E[0-9]|S[0-9]){0,10}",
    ) {
        for text in [text, signs, parts] {
            holds_for_any_edtf(&text);
            holds_for_any_words(&text);
        }
    }

    #[test]
    fn any_text_is_read_without_harm(words in ".{0,300}") {
        holds_for_any_words(&words);
    }

    #[test]
    fn any_text_of_date_words_is_read_without_harm(words in plausible()) {
        holds_for_any_words(&words);
    }

    #[test]
    fn any_text_of_edtf_signs_is_read_without_harm(words in "[-0-9XYSE./~?%,\\[\\]{}T:+]{0,24}") {
        holds_for_any_words(&words);
    }

    #[test]
    fn a_day_in_words_is_that_day(number in -354_285i64..2_932_896) {
        let day = Day::from_days(number);
        let when = When::read(&day.to_string());
        prop_assert_eq!(when.bounds(), Some(Bounds::day(day)));
        prop_assert_eq!(when.short(), day.short());
        prop_assert_eq!(When::read(&day.iso()).short(), when.short());
    }
}
