//! The heights of items one below the other, some measured and some guessed: where each stands, and
//! which one is at a height. Changing one height and asking for a sum both take the logarithm of their
//! number (a Fenwick tree), in `f64` so that a point stays a point in the longest text.

/// Heights in points.
#[derive(Debug, Clone, Default)]
pub(super) struct Heights {
    own: Vec<f64>,
    tree: Vec<f64>,
}

impl Heights {
    /// Items with these heights, all guessed.
    pub(super) fn new(own: Vec<f64>) -> Self {
        let mut tree = own.clone();
        for place in 1..=tree.len() {
            let next = place + (place & place.wrapping_neg());
            if next <= tree.len() {
                tree[next - 1] += tree[place - 1];
            }
        }
        Self { own, tree }
    }

    /// How many items there are.
    pub(super) fn len(&self) -> usize {
        self.own.len()
    }

    /// The height of an item; nothing for one that is not there.
    pub(super) fn of(&self, item: usize) -> f64 {
        self.own.get(item).copied().unwrap_or_default()
    }

    /// Puts the measured height of an item in.
    pub(super) fn set(&mut self, item: usize, height: f64) {
        let Some(own) = self.own.get_mut(item) else {
            return;
        };
        let by = height - *own;
        *own = height;
        if by == 0.0 {
            return;
        }
        let mut place = item + 1;
        while place <= self.tree.len() {
            self.tree[place - 1] += by;
            place += place & place.wrapping_neg();
        }
    }

    /// Where an item begins; for the number of items, the height of all.
    pub(super) fn top(&self, item: usize) -> f64 {
        let mut sum = 0.0;
        let mut place = item.min(self.len());
        while place > 0 {
            sum += self.tree[place - 1];
            place &= place - 1;
        }
        sum
    }

    /// The height of all items.
    pub(super) fn total(&self) -> f64 {
        self.top(self.len())
    }

    /// The item at a height, the last one below all of them.
    pub(super) fn at(&self, y: f64) -> usize {
        let mut place = 0;
        let mut rest = y;
        let mut step = self.len().next_power_of_two();
        while step > 0 {
            let next = place + step;
            if next <= self.len() && self.tree[next - 1] <= rest {
                place = next;
                rest -= self.tree[next - 1];
            }
            step /= 2;
        }
        place.min(self.len().saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sums_are_those_of_a_walk(
            own in proptest::collection::vec(1u32..50, 1..60),
            changes in proptest::collection::vec((0usize..60, 1u32..50), 0..20),
            y in 0u32..2000,
        ) {
            let mut plain: Vec<f64> = own.into_iter().map(f64::from).collect();
            let mut heights = Heights::new(plain.clone());
            for (item, height) in changes {
                heights.set(item, f64::from(height));
                if let Some(own) = plain.get_mut(item) {
                    *own = f64::from(height);
                }
            }
            let mut top = 0.0;
            for (item, height) in plain.iter().enumerate() {
                prop_assert_eq!(heights.top(item), top);
                top += height;
            }
            prop_assert_eq!(heights.total(), top);
            let y = f64::from(y);
            let at = heights.at(y);
            prop_assert!(heights.top(at) <= y);
            prop_assert!(at + 1 == plain.len() || y < heights.top(at + 1));
        }
    }
}
