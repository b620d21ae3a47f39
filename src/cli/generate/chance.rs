//! Chance that comes out the same on every machine: SplitMix64.

/// A generator of numbers: SplitMix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014,
/// <https://doi.org/10.1145/2660193.2660195>). Good enough for made-up data, and fixed for ever by its ten lines.
#[derive(Debug, Clone)]
pub(super) struct Chance(u64);

/// What the state grows by: 2^64 divided by the golden ratio.
const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

impl Chance {
    /// The numbers that belong to something: the `number`th of its `kind` under `seed`. So that each record can be made
    /// without those before it.
    pub(super) fn of(seed: u64, kind: u64, number: usize) -> Self {
        let mut chance = Self(seed ^ kind.wrapping_mul(0xD6E8_FEB8_6659_FD93));
        let mixed = chance.next() ^ (number as u64).wrapping_mul(STEP);
        Self(mixed)
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, and without, `end`; 0 if there is none.
    pub(super) fn below(&mut self, end: usize) -> usize {
        // The high half of the product: as even as 64 bits make it.
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }

    /// A number from `first` to `last`, both included.
    pub(super) fn between(&mut self, first: usize, last: usize) -> usize {
        first + self.below(last.saturating_sub(first) + 1)
    }

    /// True in `percent` of a hundred cases.
    pub(super) fn in_hundred(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// A number below `end`; low ones are much more frequent than high ones, as words are in texts.
    pub(super) fn low(&mut self, end: usize) -> usize {
        let (a, b) = (self.below(end), self.below(1 << 10));
        (a * b) >> 10
    }

    /// One of the list; the first ones are much more frequent than the last.
    pub(super) fn frequent<T: Copy>(&mut self, list: &[T], otherwise: T) -> T {
        let at = self.low(list.len());
        list.get(at).copied().unwrap_or(otherwise)
    }

    /// One of the list, each as often as the others.
    pub(super) fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list.get(self.below(list.len()))
            .copied()
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_of_the_reference() {
        // The first outputs of the reference implementation for the seed 1234567.
        let mut chance = Chance(1_234_567);
        let found = [chance.next(), chance.next(), chance.next()];
        assert_eq!(
            found,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423
            ]
        );
    }

    #[test]
    fn numbers_stay_within_their_bounds() {
        let mut chance = Chance::of(1, 2, 3);
        for _ in 0..1000 {
            assert!(chance.below(7) < 7);
            assert!((3..=5).contains(&chance.between(3, 5)));
        }
        assert_eq!((chance.below(0), chance.between(4, 4)), (0, 4));
    }
}
