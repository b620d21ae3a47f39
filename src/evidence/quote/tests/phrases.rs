//! What is read from selected words, a line each: `field | words | value`.

use proptest::prelude::*;

use super::super::{read_value, read_value_from};
use super::{lines, load, tags};
use crate::model::*;

/// The value in words: figures as they are shown; a date as its EDTF and its words; a name with its tag.
fn told(project: &Project, value: Option<Value>) -> String {
    let tagged = |name: String, tag: Option<TagId>| {
        let path = tag
            .and_then(|tag| project.tags().get(tag))
            .map(|tag| tag.path.as_str());
        format!("{name} = {}", path.unwrap_or("no tag"))
    };
    match value {
        None => "nothing".into(),
        Some(Value::Number(quantity)) => quantity.short(),
        Some(Value::When(when)) => {
            let edtf = Some(when.edtf.as_str()).filter(|edtf| !edtf.is_empty());
            format!("{} ({})", edtf.unwrap_or("no day"), when.words)
        }
        Some(Value::Place(place)) => tagged(place.name.into(), place.tag),
        Some(Value::Actor(actor)) => tagged(actor.name.into(), actor.tag),
        Some(Value::Text(text)) => format!("text {text}"),
    }
}

/// Checks every line of a table and tells all that differ.
#[track_caller]
fn check(table: &str) {
    let project = load(tags());
    let lines: Vec<[&str; 3]> = lines(table);
    let wrong: Vec<String> = lines
        .iter()
        .filter_map(|[field, words, expected]| {
            let found = told(&project, read_value(field, words, &project));
            (found != *expected).then(|| format!("{field} | {words} | {expected}\n    but {found}"))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn figures_are_read_in_digits_and_in_words() {
    check(
        "
        killed | nine | 9
        killed | 9 | 9
        killed | nine dead | 9
        killed | nine people died | 9
        killed | Nine were killed | 9
        killed | twenty-nine | 29
        killed | twenty nine people | 29
        killed | one hundred and five | 105
        killed | a hundred people | 100
        killed | two thousand three hundred | 2300
        killed | 1,500 people | 1500
        killed | 1500 people | 1500
        killed | 10 000 people | 10000
        displaced | 1.5 million people | 1500000
        displaced | two million | 2000000
        displaced | 2 lakh | 200000
        displaced | 1,50,000 people | 150000
        killed | two dozen | 24
        killed | a dozen people | 12
        killed | half a dozen | 6
        killed | 3 dozen people | 36
        killed | three hundred thousand | 300000
        killed | nobody was killed | 0
        killed | no one died | 0
        killed | none of them | 0
        killed | ۹ نفر کشته شدند | 9
        killed | ٩ | 9
        killed | ۱٬۵۰۰ نفر | 1500
        killed | نه نفر | 9
        killed | دو کودک | 2 کودک
        killed | nine were killed on 16 January 2024 | 9
        killed | On 16 January nine people died | 9
        killed | on January 16 two children died | 2 children
        killed | In January 12 people were killed | 12
        killed | in 2024, nine people died | 9
        killed | 16 people were killed | 16
        killed | dozens of people | nothing
        killed | several people | nothing
        killed | the second attack | nothing
        killed | 16 January 2024 | nothing
        killed | the 18th | nothing
        killed | in 2024 | nothing
        killed | at 10:30 | nothing
        killed | Article 51 of the Charter | nothing
        killed | an F-16 | nothing
        killed | a boy aged six | nothing
        killed | one of the officers died | 1 officers
        ",
    );
}

#[test]
fn words_beside_a_figure_make_a_range_of_it_and_never_narrow_it() {
    check(
        "
        killed | at least seven | at least 7
        killed | at least seven people were killed | at least 7
        killed | no fewer than seven | at least 7
        killed | no less than 7 | at least 7
        killed | not less than seven people | at least 7
        killed | more than 100 | at least 100
        killed | over 100 people | at least 100
        killed | upwards of forty | at least 40
        killed | at least another nine | at least 9
        killed | at least a dozen | at least 12
        killed | seven or more | at least 7
        killed | 7+ | at least 7
        killed | seven people at least | at least 7
        killed | as many as five | up to 5
        killed | up to five dead | up to 5
        killed | at most five | up to 5
        killed | no more than five people | up to 5
        killed | fewer than ten | up to 10
        killed | less than 10 | up to 10
        killed | five or fewer | up to 5
        killed | seven to nine | 7 to 9
        killed | between seven and nine people died | 7 to 9
        killed | from 7 to 9 | 7 to 9
        killed | 7-9 | 7 to 9
        killed | 7–9 people | 7 to 9
        killed | seven or eight | 7 to 8
        killed | seven-to-nine people | 7 to 9
        displaced | two to three million | 2000000 to 3000000
        killed | rose from seven to nine | 9
        killed | the toll has risen from 7 to at least 9 | at least 9
        killed | three, perhaps four | 3 (3 to 4)
        killed | seven people, possibly nine, died | 7 (7 to 9)
        boats lost | So three boats, perhaps four | 3 (3 to 4) boats
        killed | almost eleven officers | 10 to 11 officers
        killed | nearly 100 | 90 to 100
        killed | almost 30 people | 20 to 30
        killed | just under 1,500 | 1400 to 1500
        killed | about ten | 10
        killed | some 200 people | 200
        killed | an estimated 40 people | 40
        killed | around 40 or so | 40
        ",
    );
}

#[test]
fn what_is_counted_is_read_where_the_words_say_it_plainly() {
    check(
        "
        killed | two children | 2 children
        killed | two children killed | 2 children
        killed | two of his children died | 2 children
        killed | nine Pakistani labourers | 9 Pakistani labourers
        killed | three police officers were killed | 3 police officers
        wounded | three girls wounded | 3 girls
        killed | at least two women and children | at least 2 women and children
        killed | four: a mother and her three daughters | 4
        killed | nine dead, three of them women | 9
        killed | nine people, including three women | 9
        killed | none of them citizens of Iran | 0 citizens of Iran
        killed | no militant among the dead | 0 militant
        killed | killed two children and wounded three girls | 2 children
        wounded | killed two children and wounded three girls | 3 girls
        killed | Two children were killed and three girls wounded | 2 children
        wounded | Two children were killed and three girls wounded | 3 girls
        killed | named five dead terrorists | 5 terrorists
        killed | two more soldiers | 2 soldiers
        killed | seven in the capital | 7
        killed | after 3 hours nine people had died | 9
        ",
    );
}

#[test]
fn measures_have_their_unit() {
    check(
        "
        duration | about ten days | 10 days
        duration | two weeks of bad relations | 2 weeks
        duration | a visit of three days | 3 days
        duration | a three-day visit | 3 day
        length | Raisi spoke for an hour | 1 hour
        length | half an hour | 0.5 hour
        length | one and a half hours | 1.5 hours
        distance | 80 km from the border | 80 km
        distance | 5km | 5 km
        distance | 10 to 15 kilometres | 10 to 15 kilometres
        share on Gaza | 90 percent of the address | 90 percent
        share | 90% | 90 percent
        share | 90 per cent | 90 percent
        losses | $5 million | 5000000 dollar
        time before the strike | one hour | 1 hour
        time before the strike | three hours later | 3 hours
        time before the strike | the strike came one hour after that meeting | 1 hour
        time since the operation | almost a week before | 0 to 1 week
        ",
    );
}

#[test]
fn dates_are_read_out_of_their_words() {
    check(
        "
        date | 16 January 2024 | 2024-01-16 (16 January 2024)
        date | On 16 January 2024 Iran struck | 2024-01-16 (16 January 2024)
        date | January 16th, 2024 | 2024-01-16 (January 16th, 2024)
        date | Jan. 16, 2024 | 2024-01-16 (Jan. 16, 2024)
        date | the 16th of January 2024 | 2024-01-16 (the 16th of January 2024)
        date | 2024-01-16 | 2024-01-16 (2024-01-16)
        date | 16/01/2024 | 2024-01-16 (16/01/2024)
        date | 05/01/2024 | [2024-01-05,2024-05-01] (05/01/2024)
        date | January 2024 | 2024-01 (January 2024)
        date | in 2024 | 2024 (in 2024)
        date | mid-January 2024 | [2024-01-11..2024-01-20] (mid-January 2024)
        date | between 16 and 18 January 2024 | [2024-01-16..2024-01-18] (between 16 and 18 January 2024)
        date | the strike of 16 to 18 January 2024 | 2024-01-16/2024-01-18 (16 to 18 January 2024)
        date | 26 or 27 January 2024 | [2024-01-26,2024-01-27] (26 or 27 January 2024)
        date | 16 January | no day (16 January)
        date | On 17 January Pakistan withdrew | no day (17 January)
        date | Saturday, 27 January 2024 | 2024-01-27 (Saturday, 27 January 2024)
        date | the thirty-second of January 2019 | 2019-01 (January 2019)
        date | before the first of March 2019 | [..2019-02-28] (before the first of March 2019)
        date | on the sixteenth of January 2024 | 2024-01-16 (on the sixteenth of January 2024)
        date | در ۱۶ ژانویهٔ ۲۰۲۴ | 2024-01-16 (۱۶ ژانویهٔ ۲۰۲۴)
        date | 16 جنوری 2024 | 2024-01-16 (16 جنوری 2024)
        date | 16 يناير 2024 | 2024-01-16 (16 يناير 2024)
        date | by 17 January 2024 at the latest | [..2024-01-17] (by 17 January 2024)
        date | since 16 January 2024 | 2024-01-16/.. (since 16 January 2024)
        date | early on Tuesday, 16 January 2024 | 2024-01-16 (Tuesday, 16 January 2024)
        date | 31 February 2024 | nothing
        date | nine people | nothing
        date | a strike | nothing
        date of return | 26 January 2024 | 2024-01-26 (26 January 2024)
        store built | 1962 | 1962 (1962)
        ",
    );
}

#[test]
fn places_and_actors_are_those_that_a_tag_names() {
    check(
        "
        place | Panjgur | Panjgur = place/pakistan/balochistan/panjgur
        place | in Panjgur | Panjgur = place/pakistan/balochistan/panjgur
        place | the village of Koh-e-Sabz | Koh-e-Sabz = place/pakistan/balochistan/panjgur/koh-e-sabz
        place | Koh e Sabz | Koh e Sabz = place/pakistan/balochistan/panjgur/koh-e-sabz
        place | Pakistan's province of Balochistan | Balochistan = place/pakistan/balochistan
        place | Sab Koh, in Panjgur | Sab Koh, in Panjgur = place/pakistan/balochistan/panjgur
        place | Téhéran | nothing
        place | Tehrān | Tehrān = place/iran/tehran
        place | در تهران | تهران = place/تهران
        place | the border | nothing
        place | the area that Pakistan had struck | nothing
        place | the outskirts of Panjgur | the outskirts of Panjgur = place/pakistan/balochistan/panjgur
        place | Quetta | nothing
        actor | Iran | Iran = actor/iran
        actor | the Iranian side | the Iranian side = actor/iran
        actor | سپاه‌پاسداران | nothing
        actor | سپاه پاسداران | سپاه پاسداران = actor/سپاه پاسداران
        target | two bases of Jaish al-Adl | two bases of Jaish al-Adl = actor/jaish-al-adl
        target | hideouts of the BLA | hideouts of the BLA = actor/bla
        actor | China's spokeswoman Mao Ning | China's spokeswoman Mao Ning = actor/mao-ning
        actor | Iranian men and Pakistan | Iranian men and Pakistan = actor/pakistan
        actor | unknown gunmen | nothing
        actor | the Balochistan Liberation Army | the Balochistan Liberation Army = actor/bla
        actor | Islamic Revolutionary Guard Corps | Islamic Revolutionary Guard Corps = actor/iran/irgc
        actor | Pakistan lodged a protest with the Iranian chargé on Wednesday morning | nothing
        actor | far away from there some men of Jaish al-Adl came over the border | Jaish al-Adl = actor/jaish-al-adl
        actor | actor | nothing
        who recalled an ambassador | Pakistan | Pakistan = actor/pakistan
        where it fell | Panjgur | Panjgur = place/pakistan/balochistan/panjgur
        side | the Jaish al-Adl | the Jaish al-Adl = actor/jaish-al-adl
        side | attacks by Jaish al-Adl | nothing
        means | two missiles | nothing
        reason | nine days of waiting | nothing
        boats | three boats | 3 boats
        colour | a large grey boat with two masts and a third one aft | nothing
        killed | - | nothing
        ",
    );
}

#[track_caller]
fn check_year(issued: &str, words: &str, expected: &str) {
    let project = load(tags());
    let source = Source {
        issued: When::read(issued),
        ..Source::new(Id::from_bits(1))
    };
    let found = told(&project, read_value_from(&source, "date", words, &project));
    assert_eq!(found, expected, "{words}, published {issued}");
}

#[test]
fn a_year_that_is_left_out_is_that_of_the_report_or_the_one_before() {
    check_year(
        "25 April 2024",
        "On 16 January Iran struck",
        "2024-01-16 (16 January)",
    );
    check_year("10 January 2024", "16 December", "2023-12-16 (16 December)");
    check_year("10 January 2024", "8 February", "2024-02-08 (8 February)");
    check_year(
        "January 2024",
        "mid-January",
        "[2024-01-11..2024-01-20] (mid-January)",
    );
    check_year(
        "May 2019",
        "before the first of March",
        "[..2019-02-28] (before the first of March)",
    );
    check_year("", "16 January", "no day (16 January)");
    check_year("1 March 2023", "29 February", "no day (29 February)");
    check_year(
        "25 April 2024",
        "16 January 2014",
        "2014-01-16 (16 January 2014)",
    );
}

proptest! {
    #![proptest_config(crate::model::chance::cases(64))]

    #[test]
    fn any_words_can_be_selected(field in "(killed|date|place|actor|other)", words in "\\PC{0,40}") {
        let project = load(tags());
        if let Some(Value::Text(text)) = read_value(&field, &words, &project) {
            prop_assert!(false, "text is for the form: {}", text);
        }
    }

    #[test]
    fn a_figure_is_read_as_it_is_written(number in 0u32..2_000_000) {
        let project = load(Vec::new());
        for words in [format!("{number} people were killed"), format!("killed {number}, they said")] {
            // A year by itself is not a count; beside "people" it is.
            if words.starts_with("killed") && (1500..2200).contains(&number) {
                continue;
            }
            let Some(Value::Number(read)) = read_value("killed", &words, &project) else {
                return Err(TestCaseError::fail(words));
            };
            prop_assert_eq!(read.short(), number.to_string());
        }
    }
}
