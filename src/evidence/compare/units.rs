//! Units of figures: lengths, times, masses and areas are converted; anything else has to be
//! the same word.

use crate::query::fold;

/// A unit that is understood: what it measures, and how many of that measure's first unit it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Unit {
    measure: Measure,
    pub(super) factor: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Measure {
    Metres,
    Seconds,
    Kilograms,
    SquareMetres,
}

/// Names in the singular, the measure and the factor. The international mile, foot and pound
/// (1959) and the metric tonne. A month and a year have no fixed length and are not here.
const UNITS: &[(&[&str], Measure, f64)] = &[
    (&["mm", "millimetre", "millimeter"], Measure::Metres, 0.001),
    (&["cm", "centimetre", "centimeter"], Measure::Metres, 0.01),
    (&["m", "metre", "meter"], Measure::Metres, 1.0),
    (
        &["km", "kilometre", "kilometer", "kms"],
        Measure::Metres,
        1000.0,
    ),
    (&["mi", "mile"], Measure::Metres, 1609.344),
    (&["nmi", "nautical mile"], Measure::Metres, 1852.0),
    (&["ft", "foot", "feet"], Measure::Metres, 0.3048),
    (&["yd", "yard"], Measure::Metres, 0.9144),
    (&["sec", "second"], Measure::Seconds, 1.0),
    (&["min", "minute"], Measure::Seconds, 60.0),
    (&["h", "hr", "hour"], Measure::Seconds, 3600.0),
    (&["d", "day"], Measure::Seconds, 86_400.0),
    (&["week"], Measure::Seconds, 604_800.0),
    (&["g", "gram", "gramme"], Measure::Kilograms, 0.001),
    (&["kg", "kilogram", "kilo"], Measure::Kilograms, 1.0),
    (&["t", "tonne", "metric ton"], Measure::Kilograms, 1000.0),
    (&["lb", "pound"], Measure::Kilograms, 0.453_592_37),
    (
        &["m2", "square metre", "square meter", "sq m"],
        Measure::SquareMetres,
        1.0,
    ),
    (&["ha", "hectare"], Measure::SquareMetres, 10_000.0),
    (
        &["km2", "square kilometre", "square kilometer", "sq km"],
        Measure::SquareMetres,
        1e6,
    ),
    (&["acre"], Measure::SquareMetres, 4_046.856_422_4),
    (
        &["square mile", "sq mi"],
        Measure::SquareMetres,
        2_589_988.110_336,
    ),
];

/// How two units stand to each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Units {
    /// The same, or none.
    Same,
    /// Of one measure: the second figure times this is in the first one's unit.
    Convert(f64),
    /// Nothing can be said.
    Different,
}

/// How two units stand to each other.
pub(super) fn units(a: &str, b: &str) -> Units {
    let (first, second) = (name(a), name(b));
    if first == second {
        return Units::Same;
    }
    match (unit(&first), unit(&second)) {
        (Some(one), Some(other)) if one == other => Units::Same,
        (Some(one), Some(other)) if one.measure == other.measure => {
            Units::Convert(other.factor / one.factor)
        }
        _ => Units::Different,
    }
}

/// Whether a figure in it cannot be less than nothing: counts, and what is understood.
pub(super) fn starts_at_nothing(text: &str) -> bool {
    let name = name(text);
    name.is_empty() || unit(&name).is_some()
}

fn unit(name: &str) -> Option<Unit> {
    let (_, measure, factor) = UNITS.iter().find(|(names, ..)| names.contains(&name))?;
    Some(Unit {
        measure: *measure,
        factor: *factor,
    })
}

/// The unit folded and in the singular; per cent by one name.
fn name(text: &str) -> String {
    let folded = fold(text);
    let folded = folded.trim().trim_end_matches('.');
    if ["%", "percent", "per cent", "pct"].contains(&folded) {
        return "percent".to_owned();
    }
    let singular = folded.strip_suffix('s').unwrap_or(folded);
    let known = |name: &str| UNITS.iter().any(|(names, ..)| names.contains(&name));
    if known(folded) || (!known(singular) && singular.len() < 3) {
        folded.to_owned()
    } else {
        singular.to_owned()
    }
}
