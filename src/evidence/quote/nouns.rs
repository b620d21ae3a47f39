//! Words that tell what a figure counts or measures. Lists are folded words, parted by spaces.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Units: the name that all forms have in common, and its forms.
const UNITS: &[&str] = &[
    "second seconds sec secs ثانیه",
    "minute minutes min mins دقیقه منٹ",
    "hour hours hr hrs ساعت گهنٹے گهنٹه",
    "day days روز دن",
    "week weeks هفته هفتے",
    "fortnight fortnights",
    "month months ماه مهینے",
    "year years yr yrs سال ساله",
    "decade decades",
    "metre metres meter meters m متر میٹر",
    "kilometre kilometres kilometer kilometers km kms کیلومتر کلومیٹر",
    "mile miles mi",
    "foot feet ft",
    "centimetre centimetres centimeter centimeters cm",
    "millimetre millimetres millimeter millimeters mm",
    "hectare hectares ha",
    "acre acres",
    "kilogram kilograms kg kgs kilo kilos",
    "gram grams g",
    "tonne tonnes ton tons",
    "litre litres liter liters",
    "barrel barrels",
    "megawatt megawatts mw",
    "percent % pc درصد فیصد",
    "degree degrees °",
    "dollar dollars usd $",
    "euro euros eur €",
    "pound pounds gbp £",
    "rupee rupees pkr inr",
    "rial rials irr",
    "toman tomans",
    "crown crowns",
];

/// Nouns for people who are counted as all that there are: they leave the scope empty.
const ANYBODY: &str = "people person persons individual individuals human humans life lives soul souls body \
    bodies victim victims casualty casualties death deaths fatality fatalities dead others other wounded \
    injured نفر افراد اشخاص شخص لوگ";

/// Nouns for one of some people.
const ONE_PERSON: &str = "child girl boy baby infant toddler minor teenager woman man mother father daughter son \
    sister brother civilian citizen national foreigner resident villager soldier officer policeman policewoman \
    guard guardsman serviceman conscript commander militant terrorist fighter rebel insurgent gunman attacker \
    assailant bomber suspect worker labourer laborer employee journalist doctor nurse medic student pupil \
    teacher driver passenger pilgrim worshipper mourner protester migrant refugee prisoner hostage detainee \
    diplomat official sailor fisherman farmer trader shepherd tourist firefighter pilot member patient \
    زن کودک بچه مرد دختر پسر سرباز اهلکار";

/// The same for several, where it is not the one with an s.
const SEVERAL: &str = "children babies women men policemen policewomen guardsmen servicemen gunmen fishermen police \
    personnel troop troops staff families households زنان کودکان مردان بچے خواتین";

/// Things that figures count.
const THINGS: &str = "family household house houses home homes building buildings vehicle vehicles boat boats ship \
    ships missile missiles drone drones rocket rockets shell shells";

/// Words for what happened to people, which follow a figure as its noun does.
const FATES: &str = "killed dead died dies die deaths fatalities slain martyred perished wounded injured hurt \
    injuries casualties missing arrested detained captured displaced کشته زخمی شهید هلاک";

/// Whether a list has the word.
pub(super) fn listed(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|listed| listed == word)
}

/// The unit that a folded word names, under the name that its forms have in common.
pub(super) fn unit(word: &str) -> Option<&'static str> {
    /// The unit of each form.
    static FORMS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
        let units = UNITS.iter().rev().flat_map(|forms| {
            let unit = forms.split(' ').next().unwrap_or_default();
            forms.split(' ').map(move |form| (form, unit))
        });
        units.collect()
    });
    FORMS.get(word).copied()
}

/// The unit that the words of a claim name: one of them, or "per cent".
pub(super) fn unit_of(words: &str) -> Option<&'static str> {
    let folded = crate::query::fold(words);
    match folded.trim() {
        "per cent" => Some("percent"),
        word => unit(word),
    }
}

/// Whether a folded word counts anybody, whoever they are.
pub(super) fn is_anybody(word: &str) -> bool {
    listed(ANYBODY, word)
}

/// Whether a folded word is a noun for some of the people, or for things.
pub(super) fn is_counted(word: &str) -> bool {
    let plural = word
        .strip_suffix('s')
        .is_some_and(|one| listed(ONE_PERSON, one));
    plural
        || [ONE_PERSON, SEVERAL, THINGS]
            .iter()
            .any(|list| listed(list, word))
}

/// Whether a figure before this word is a count or a measure rather than a day or a year.
pub(super) fn follows_a_count(word: &str) -> bool {
    is_anybody(word) || is_counted(word) || listed(FATES, word) || unit(word).is_some()
}

/// A noun for one human being, after which "a" and "an" count one.
pub(super) fn is_one_person(word: &str) -> bool {
    listed("person victim casualty death fatality", word) || listed(ONE_PERSON, word)
}
