//! What a figure can be: its lower and its upper end, and the best guess.

use super::units::starts_at_nothing;
use crate::model::{Number, Quantity};

/// Share by which figures may differ that were computed.
const NOISE: f64 = 1e-9;

/// What a quantity can be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Range {
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
    pub(super) best: Option<f64>,
}

impl Range {
    /// `None` when there is no figure at all.
    pub(super) fn of(quantity: &Quantity) -> Option<Self> {
        let get = |number: Option<Number>| number.map(Number::get);
        let (low, best, high) = (get(quantity.low), get(quantity.best), get(quantity.high));
        let (low, high) = match (low, best, high) {
            (None, None, None) => return None,
            (None, Some(best), None) => (Some(best), Some(best)),
            (Some(low), _, Some(high)) => (Some(low.min(high)), Some(low.max(high))),
            (None, _, Some(high)) if high >= 0.0 && starts_at_nothing(&quantity.unit) => {
                (Some(0.0), Some(high))
            }
            (low, _, high) => (low, high),
        };
        let widen = |end: Option<f64>, pick: fn(f64, f64) -> f64| {
            end.map(|end| best.map_or(end, |best| pick(end, best)))
        };
        Some(Self {
            low: widen(low, f64::min),
            high: widen(high, f64::max),
            best,
        })
    }

    /// The one figure that it is, if it is one.
    pub(super) fn point(&self) -> Option<f64> {
        self.low.filter(|low| self.high == Some(*low))
    }

    pub(super) fn is_same(&self, other: &Self) -> bool {
        let guess = self.best == other.best || self.point().is_some();
        guess && self.low == other.low && self.high == other.high
    }

    pub(super) fn times(&self, factor: f64) -> Self {
        let times = |end: Option<f64>| end.map(|end| end * factor);
        Self {
            low: times(self.low),
            high: times(self.high),
            best: times(self.best),
        }
    }

    /// What rounds to it.
    pub(super) fn rounded(&self, quantity: &Quantity) -> Self {
        let half = [quantity.low, quantity.best, quantity.high]
            .into_iter()
            .flatten()
            .map(half_of_last_digit)
            .fold(f64::INFINITY, f64::min);
        let zero = self.low == Some(0.0) && quantity.low.is_none() && quantity.best.is_none();
        Self {
            low: self.low.map(|low| if zero { low } else { low - half }),
            high: self.high.map(|high| high + half),
            best: self.best,
        }
    }

    pub(super) fn is_nearly(&self, other: &Self) -> bool {
        let near = |a: Option<f64>, b: Option<f64>| match (a, b) {
            (Some(a), Some(b)) => (a - b).abs() <= NOISE * a.abs().max(b.abs()),
            (a, b) => a == b,
        };
        near(self.low, other.low)
            && near(self.high, other.high)
            && (near(self.best, other.best) || self.point().is_some())
    }

    /// Whether they have a figure in common; ranges that were rounded must share more than an end.
    pub(super) fn meets(&self, other: &Self, rounded: bool) -> bool {
        let below = |high: Option<f64>, low: Option<f64>| {
            high.zip(low)
                .is_some_and(|(high, low)| high < low || (rounded && high <= low))
        };
        !below(self.high, other.low) && !below(other.high, self.low)
    }

    /// `0 to 5`, `7 or more`, `9`.
    pub(super) fn words(&self) -> String {
        match (self.low, self.high) {
            (Some(low), Some(high)) if low == high => figure(low),
            (Some(low), Some(high)) => format!("{} to {}", figure(low), figure(high)),
            (Some(low), None) => format!("{} or more", figure(low)),
            (None, Some(high)) => format!("{} or less", figure(high)),
            (None, None) => "any figure".to_owned(),
        }
    }

    /// What both can be.
    pub(super) fn shared(&self, other: &Self) -> Self {
        let pick = |a: Option<f64>, b: Option<f64>, choose: fn(f64, f64) -> f64| match (a, b) {
            (Some(a), Some(b)) => Some(choose(a, b)),
            (a, b) => a.or(b),
        };
        Self {
            low: pick(self.low, other.low, f64::max),
            high: pick(self.high, other.high, f64::min),
            best: None,
        }
    }
}

/// Half of what the last digit of a figure is worth, as it is written.
fn half_of_last_digit(number: Number) -> f64 {
    let text = number.to_string();
    let decimals = text.split_once('.').map_or(0, |(_, digits)| digits.len());
    0.5 * 10f64.powi(-i32::try_from(decimals).unwrap_or(0))
}

/// A figure with no more digits than anyone reads.
pub(super) fn figure(value: f64) -> String {
    let digits = if value.abs() < 100.0 { 100.0 } else { 1.0 };
    let short = (value * digits).round() / digits;
    let shown = if value.fract() == 0.0 || short == 0.0 {
        value
    } else {
        short
    };
    Number::new(shown).map_or_else(|| value.to_string(), |number| number.to_string())
}
