//! Hashing of ids.
//!
//! Ids are random numbers, so one multiplication spreads them well enough, many times faster than the standard hasher. But a
//! file from outside may hold any ids: so that nobody can write one whose ids all fall into one place, they are mixed with a
//! key that is another one in every run.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::LazyLock;

/// A map by the bits of ids.
pub(crate) type IdMap<V> = HashMap<u64, V, IdHash>;

static KEY: LazyLock<u64> = LazyLock::new(|| RandomState::new().hash_one(0));

/// Makes the hashers of this run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct IdHash {
    key: u64,
}

impl Default for IdHash {
    fn default() -> Self {
        Self { key: *KEY }
    }
}

impl BuildHasher for IdHash {
    type Hasher = IdHasher;

    fn build_hasher(&self) -> IdHasher {
        IdHasher(self.key)
    }
}

/// Multiplies into 128 bits and folds the halves, so that no bit of the id is lost, and once more, so that it reaches every
/// bit of the result.
#[derive(Debug)]
pub(crate) struct IdHasher(u64);

impl Hasher for IdHasher {
    fn finish(&self) -> u64 {
        fold(self.0, 0x1319_8A2E_0370_7345)
    }

    fn write(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..part.len()].copy_from_slice(part);
            self.write_u64(u64::from_le_bytes(word));
        }
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = fold(self.0 ^ word, 0x243F_6A88_85A3_08D3);
    }
}

/// Both halves of the product with an odd number without a pattern: digits of pi.
fn fold(word: u64, odd: u64) -> u64 {
    let product = u128::from(word) * u128::from(odd);
    product as u64 ^ (product >> 64) as u64
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn ids_that_look_alike_are_spread() {
        let hash = IdHash::default();
        for step in [1, 1 << 12, 1 << 40, 1 << 52] {
            let ends = |shift: u32| {
                let ids = (0..256_u64).map(|number| hash.hash_one(number * step) >> shift & 0xFF);
                ids.collect::<HashSet<_>>().len()
            };
            // Of 256 balls thrown into 256 boxes by chance, about 162 boxes get one.
            for shift in [0, 32, 56] {
                assert!(ends(shift) > 120, "{} of step {step}", ends(shift));
            }
        }
    }
}
