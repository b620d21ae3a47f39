//! What holds for any two values.

use proptest::prelude::*;

use super::*;

/// EDTF texts of every form, and some that are none.
const DATES: &[&str] = &[
    "2024-01-16",
    "2024-01-17",
    "2024-01",
    "2024",
    "2024-01-16T20:30:00",
    "2024-01-16T20:30:00+03:30",
    "2024-01-16T23:59:60Z",
    "2024-01-16/2024-01-18",
    "2024-01-16?",
    "2024-01-16~",
    "2024-01-XX",
    "2024-XX-16",
    "XXXX-01-16",
    "XXXX-XX-XX",
    "202X",
    "2024-01-16/..",
    "../2024-01-18",
    "2024-01-16/",
    "/2024-01-18",
    "2024-21",
    "2024-24",
    "Y17000",
    "Y-17000",
    "-0100",
    "2024-01-1X/2024-01-XX",
    "[2024-01-16,2024-01-18]",
    "[..2024-01-17]",
    "[2024-01-16..]",
    "{2024-01-16,2024-01-18}",
    "{..1984}",
    "2024-33",
    "1950S2",
    "Y3E4",
    "Y3E18",
    "Y-9E18",
    "Y9223372036854775807",
    "2024-02-30",
    "",
];

const ZONES: &[&str] = &[
    "",
    "UTC",
    "+03:30",
    "Asia/Karachi",
    "Asia/Tehran",
    "America/Sao_Paulo",
    "Pacific/Apia",
    "-12:00",
    "nowhere",
    "+",
    "é",
];

fn any_date() -> impl Strategy<Value = Value> {
    let known = proptest::sample::select(DATES).prop_map(str::to_owned);
    let text = prop_oneof![
        4 => known,
        1 => "[-0-9XYSE./~?%,\\[\\]{}T:+]{0,24}",
    ];
    (text, proptest::sample::select(ZONES)).prop_map(|(text, zone)| {
        Value::When(When {
            edtf: Edtf::new(text),
            zone: zone.into(),
            ..When::default()
        })
    })
}

fn any_number() -> impl Strategy<Value = Option<Number>> {
    prop_oneof![
        2 => Just(None),
        6 => (-2i32..12).prop_map(|number| Some(Number::from(number))),
        1 => any::<f64>().prop_map(Number::new),
    ]
}

fn any_figure() -> impl Strategy<Value = Value> {
    let scopes = ["", "children", "women and children", "people", "and", ","];
    let units = ["", "km", "miles", "days", "%", "s"];
    let ends = (any_number(), any_number(), any_number());
    let words = (
        proptest::sample::select(scopes.to_vec()),
        proptest::sample::select(units.to_vec()),
    );
    (ends, words).prop_map(|((low, best, high), (scope, unit))| {
        Value::Number(Quantity {
            low,
            best,
            high,
            scope: scope.into(),
            unit: unit.into(),
        })
    })
}

fn any_tag() -> impl Strategy<Value = Option<TagId>> {
    let paths = TAGS.iter().copied().chain(["missing"]).collect::<Vec<_>>();
    proptest::option::of(proptest::sample::select(paths).prop_map(|path| tag(path).unwrap()))
}

fn any_place() -> impl Strategy<Value = Value> {
    let degrees = || {
        prop_oneof![
            Just(None),
            (-95i32..200).prop_map(|degrees| Some(Number::from(degrees))),
            any::<f64>().prop_map(Number::new),
        ]
    };
    ("[aB]{0,2}", any_tag(), degrees(), degrees(), any_number()).prop_map(
        |(name, tag, latitude, longitude, radius_m)| {
            Value::Place(Place {
                name: name.into(),
                latitude,
                longitude,
                radius_m,
                tag,
            })
        },
    )
}

fn any_actor() -> impl Strategy<Value = Value> {
    ("[aB]{0,2}", any_tag(), "[ab]?").prop_map(|(name, tag, role)| {
        Value::Actor(Actor {
            name: name.into(),
            tag,
            role: role.into(),
        })
    })
}

fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        4 => any_date(),
        4 => any_figure(),
        2 => any_place(),
        2 => any_actor(),
        1 => ".{0,3}".prop_map(Value::Text),
    ]
}

/// Whether a value says anything that can be compared.
fn says_something(value: &Value) -> bool {
    match value {
        Value::When(when) => when.edtf.is_valid(),
        Value::Number(figure) => {
            figure.low.is_some() || figure.best.is_some() || figure.high.is_some()
        }
        Value::Text(text) => !crate::query::fold(text)
            .trim()
            .trim_end_matches('.')
            .is_empty(),
        Value::Actor(actor) => !actor.name.is_empty() || actor.tag.is_some(),
        Value::Place(place) => {
            !place.name.is_empty() || place.tag.is_some() || {
                let within = |number: Option<Number>, most: f64| {
                    number.is_some_and(|number| number.get().abs() <= most)
                };
                within(place.latitude, 90.0) && within(place.longitude, 360.0)
            }
        }
    }
}

fn verdict(project: &Project, a: &Value, b: &Value) -> Verdict {
    compare(project, "field", a, b).verdict
}

proptest! {
    #![proptest_config(crate::model::chance::cases(96))]

    #[test]
    fn the_verdict_does_not_hang_on_who_comes_first(a in any_value(), b in any_value()) {
        let project = tags();
        let found = compare(&project, "field", &a, &b);
        prop_assert_eq!(found.verdict, verdict(&project, &b, &a), "{:?} {:?}", a, b);
        prop_assert!(found.because.ends_with('.'), "{}", found.because);
    }

    #[test]
    fn values_of_one_kind_are_compared_both_ways_alike(dates in (any_date(), any_date()), figures in (any_figure(), any_figure()), places in (any_place(), any_place()), actors in (any_actor(), any_actor())) {
        let project = tags();
        for (a, b) in [dates, figures, places, actors] {
            prop_assert_eq!(verdict(&project, &a, &b), verdict(&project, &b, &a), "{:?} {:?}", a, b);
        }
    }

    #[test]
    fn a_value_is_the_same_as_itself_unless_it_says_nothing(value in any_value()) {
        let expected = if says_something(&value) { Verdict::Same } else { Verdict::NotComparable };
        prop_assert_eq!(verdict(&tags(), &value, &value), expected, "{:?}", value);
    }

    #[test]
    fn a_wider_range_of_figures_excludes_no_more(low in 0i32..9, length in 0i32..5, best in proptest::option::of(0i32..5), more in 0i32..5, on in any::<bool>(), open in any::<bool>(), other in any_figure(), scope in "(children)?") {
        let figure = |low: Option<i32>, high: Option<i32>| Value::Number(Quantity {
            low: low.map(Number::from),
            best: best.map(|best| Number::from(best.min(length) + low_of(low, high, length))),
            high: high.map(Number::from),
            scope: scope.clone().into(),
            unit: Rare::default(),
        });
        let narrow = figure(Some(low), Some(low + length));
        let wide = match (on, open) {
            (true, false) => wider(&narrow, low, low + length + more),
            (false, false) => wider(&narrow, low - more, low + length),
            (true, true) => without(&narrow, true),
            (false, true) => without(&narrow, false),
        };
        let project = tags();
        let before = verdict(&project, &narrow, &other);
        if matches!(before, Verdict::Same | Verdict::Compatible) {
            let after = verdict(&project, &wide, &other);
            prop_assert!(after != Verdict::Conflict, "{:?} {:?} {:?}", narrow, wide, other);
        }
    }

    #[test]
    fn a_wider_interval_excludes_no_more(from in 0i64..40, length in 0i64..10, before in 0i64..10, after in 0i64..10, ends in 0u8..4, other in any_date()) {
        let day = |number: i64| crate::model::date::Day::from_days(19_723 + number).iso();
        let interval = |from: String, to: String| value(&format!("{from}/{to}"));
        let narrow = interval(day(from), day(from + length));
        let wide = match ends {
            0 => interval(day(from - before), day(from + length + after)),
            1 => interval("..".to_owned(), day(from + length)),
            2 => interval(day(from), "..".to_owned()),
            _ => interval(day(from - before), String::new()),
        };
        let project = tags();
        if matches!(verdict(&project, &narrow, &other), Verdict::Same | Verdict::Compatible) {
            prop_assert!(verdict(&project, &wide, &other) != Verdict::Conflict, "{:?} {:?} {:?}", narrow, wide, other);
        }
    }

    #[test]
    fn a_wider_radius_excludes_no_more(a in any_place(), b in any_place(), radius in 0i32..1_000_000, more in 0i32..1_000_000) {
        let with = |radius: i32| match a.clone() {
            Value::Place(place) => Value::Place(Place { radius_m: Some(radius.into()), ..place }),
            other => other,
        };
        let project = tags();
        if matches!(verdict(&project, &with(radius), &b), Verdict::Same | Verdict::Compatible) {
            prop_assert!(verdict(&project, &with(radius + more), &b) != Verdict::Conflict);
        }
    }
}

fn low_of(low: Option<i32>, high: Option<i32>, length: i32) -> i32 {
    low.or(high.map(|high| high - length)).unwrap_or_default()
}

/// The figure with other limits and the same guess.
fn wider(value: &Value, low: i32, high: i32) -> Value {
    let Value::Number(quantity) = value else {
        return value.clone();
    };
    Value::Number(Quantity {
        low: Some(low.into()),
        high: Some(high.into()),
        ..quantity.clone()
    })
}

/// The figure without its upper or its lower limit.
fn without(value: &Value, upper: bool) -> Value {
    let Value::Number(quantity) = value else {
        return value.clone();
    };
    let (low, high) = if upper {
        (quantity.low, None)
    } else {
        (None, quantity.high)
    };
    Value::Number(Quantity {
        low,
        high,
        ..quantity.clone()
    })
}
