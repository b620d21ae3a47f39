//! Places: by the tags that stand for them and by how far their points lie apart.
//!
//! - One tag is one place, and a tag above another one contains it, whatever the points say;
//!   unless both give a radius of their own and the circles do not meet.
//! - Else two points: within the sum of their radii compatible, beyond it in conflict. A point
//!   without a radius is as exact as its last decimal: 26.97 is told to some 560 m.
//! - Else two tags of one tree, neither above the other, are two places.
//! - Else equal names are the same, and nothing else is comparable.

use super::tags::{self, Standing};
use super::{Comparison, lead, quoted};
use crate::model::{Number, Place, Tables};
use crate::query::fold;

/// Mean radius of the Earth in metres (IUGG).
const EARTH_M: f64 = 6_371_008.8;
/// Metres in a degree of latitude.
const DEGREE_M: f64 = EARTH_M * std::f64::consts::PI / 180.0;

/// A point that a place gives.
#[derive(Debug, Clone, Copy)]
struct Point {
    latitude: f64,
    longitude: f64,
    /// As given; metres.
    radius: Option<f64>,
    /// What the digits leave open where no radius is given; metres.
    slack: f64,
}

/// Where two points lie to each other.
#[derive(Debug, Clone, Copy)]
struct Distance {
    metres: f64,
    reach: f64,
    /// Both say how far around their point they reach.
    both_radii: bool,
    same_point: bool,
}

/// Compares two places.
pub(super) fn compare(tables: &Tables, a: &Place, b: &Place) -> Comparison {
    let (first, second) = (words(tables, a), words(tables, b));
    let distance = Point::of(a)
        .zip(Point::of(b))
        .map(|(one, other)| one.distance(&other));
    let standing = match (a.tag, b.tag) {
        (Some(a), Some(b)) => Some(tags::standing(tables, a, b)),
        _ => None,
    };
    let by_tag = match standing {
        Some(Standing::Same) => Some(one_tag(&first, &second)),
        Some(Standing::Above) => Some(contained(&second, &first)),
        Some(Standing::Below) => Some(contained(&first, &second)),
        _ => None,
    };
    match (by_tag, distance) {
        (Some(_), Some(far)) if far.both_radii && far.metres > far.reach => {
            by_points(&first, &second, &far).and("Their tags say otherwise.")
        }
        (Some(found), _) => found,
        (None, Some(distance)) => by_points(&first, &second, &distance),
        (None, None) => by_name(tables, a, b, standing),
    }
}

fn one_tag(first: &str, second: &str) -> Comparison {
    if first == second {
        return Comparison::same(format!("Both give {first}."));
    }
    Comparison::same(format!(
        "{} and {second} have the same tag, which stands for one place.",
        lead(first)
    ))
}

fn contained(part: &str, whole: &str) -> Comparison {
    Comparison::compatible(format!("{} lies in {whole}, by their tags.", lead(part)))
}

fn by_points(first: &str, second: &str, distance: &Distance) -> Comparison {
    let opening = lead(first);
    let apart = metres_words(distance.metres);
    let reach = metres_words(distance.reach);
    if distance.same_point {
        return Comparison::same(format!("{opening} and {second} are the same point."));
    }
    let limits = if distance.both_radii {
        "their radii"
    } else {
        "what their radii and the digits of their coordinates leave open"
    };
    if distance.metres <= distance.reach {
        Comparison::compatible(format!(
            "{opening} and {second} lie {apart} apart, within {limits} ({reach} together)."
        ))
    } else {
        Comparison::conflict(format!(
            "{opening} and {second} lie {apart} apart, beyond {limits} ({reach} together)."
        ))
    }
}

fn by_name(tables: &Tables, a: &Place, b: &Place, standing: Option<Standing>) -> Comparison {
    let (first, second) = (words(tables, a), words(tables, b));
    let opening = lead(&first);
    if standing == Some(Standing::Siblings) {
        return Comparison::conflict(format!(
            "{opening} and {second} are two places by their tags, and neither lies in the other."
        ));
    }
    let (one, other) = (key(tables, a), key(tables, b));
    if one.is_empty() || other.is_empty() {
        return Comparison::not_comparable(format!(
            "{opening} and {second} have neither names nor points in common to go by."
        ));
    }
    if one == other {
        return Comparison::same(format!("Both give {first}."));
    }
    Comparison::not_comparable(format!(
        "Whether {first} and {second} are one place nobody can tell from the names; a tag or a point for both would say so."
    ))
}

/// The name by which a place without tag and point is told: its own, else its tag's.
fn key(tables: &Tables, place: &Place) -> String {
    let name = fold(place.name.trim());
    if name.is_empty() {
        fold(&tags::name(tables, place.tag))
    } else {
        name
    }
}

fn words(tables: &Tables, place: &Place) -> String {
    let name = match place.name.trim() {
        "" => tags::name(tables, place.tag),
        name => name.to_owned(),
    };
    if !name.is_empty() {
        return quoted(&name);
    }
    match (place.latitude, place.longitude) {
        (Some(latitude), Some(longitude)) => format!("the point {latitude}, {longitude}"),
        _ => "a place without a name".to_owned(),
    }
}

impl Point {
    /// `None` when there is no point on Earth.
    fn of(place: &Place) -> Option<Self> {
        let (latitude, longitude) = (place.latitude?, place.longitude?);
        let on_earth = latitude.get().abs() <= 90.0 && longitude.get().abs() <= 360.0;
        let radius = place
            .radius_m
            .map(Number::get)
            .filter(|radius| *radius >= 0.0);
        on_earth.then(|| Self {
            latitude: latitude.get(),
            longitude: longitude.get(),
            radius,
            slack: DEGREE_M * half_of_last_decimal(latitude, longitude),
        })
    }

    fn reach(&self) -> f64 {
        self.radius.unwrap_or(self.slack)
    }

    /// By the great circle (haversine formula).
    fn distance(&self, other: &Self) -> Distance {
        let (from, to) = (self.latitude.to_radians(), other.latitude.to_radians());
        let north = (to - from) / 2.0;
        let east = (other.longitude - self.longitude).to_radians() / 2.0;
        let chord = north.sin().powi(2) + from.cos() * to.cos() * east.sin().powi(2);
        let metres = 2.0 * EARTH_M * chord.clamp(0.0, 1.0).sqrt().asin();
        Distance {
            metres,
            reach: self.reach() + other.reach(),
            both_radii: self.radius.is_some() && other.radius.is_some(),
            same_point: metres < 0.5 && self.radius == other.radius,
        }
    }
}

/// Half of what the last decimal of the finer coordinate is worth, in degrees.
fn half_of_last_decimal(latitude: Number, longitude: Number) -> f64 {
    let decimals = |number: Number| {
        let text = number.to_string();
        text.split_once('.').map_or(0, |(_, digits)| digits.len())
    };
    let finest = decimals(latitude).max(decimals(longitude)).min(9);
    0.5 * 10f64.powi(-i32::try_from(finest).unwrap_or(9))
}

/// `450 m`, `4.2 km`, `120 km`.
fn metres_words(metres: f64) -> String {
    if metres < 999.5 {
        format!("{metres:.0} m")
    } else if metres < 9_950.0 {
        format!("{:.1} km", metres / 1000.0)
    } else {
        format!("{:.0} km", metres / 1000.0)
    }
}
