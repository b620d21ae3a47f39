//! Where the page stands: the first item in sight and how far it is scrolled out. Items that were not
//! laid out yet have guessed heights; moving by a little lays out what it passes, so what is being read
//! never jumps, and the scroll bar corrects itself.

use super::heights::Heights;

/// A place of the page.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Place {
    /// The first item in sight.
    pub(super) item: usize,
    /// How much of it is above the top edge, in points.
    pub(super) offset: f64,
}

/// Lays an item out and puts its height in.
pub(super) type Measure<'a> = dyn FnMut(&mut Heights, usize) + 'a;

impl Place {
    /// Moves by points, downwards if positive, and stops at the ends. `view` is the height in sight.
    pub(super) fn moved(
        self,
        by: f64,
        view: f64,
        heights: &mut Heights,
        measure: &mut Measure<'_>,
    ) -> Self {
        let mut place = Self {
            offset: self.offset + by,
            ..self
        };
        if by.abs() > 4.0 * view {
            // A jump: nobody reads what is passed.
            let y = heights.top(self.item) + place.offset;
            return Self::at(y, heights).settled(view, heights, measure);
        }
        while place.offset < 0.0 && place.item > 0 {
            place.item -= 1;
            measure(heights, place.item);
            place.offset += heights.of(place.item);
        }
        place.settled(view, heights, measure)
    }

    /// The place at a height.
    pub(super) fn at(y: f64, heights: &Heights) -> Self {
        let item = heights.at(y.max(0.0));
        Self {
            item,
            offset: y.max(0.0) - heights.top(item),
        }
    }

    /// Lays out what is in sight from here on, and leaves no empty room below the last item.
    pub(super) fn settled(
        self,
        view: f64,
        heights: &mut Heights,
        measure: &mut Measure<'_>,
    ) -> Self {
        let mut place = Self {
            item: self.item.min(heights.len().saturating_sub(1)),
            offset: self.offset.max(0.0),
        };
        loop {
            measure(heights, place.item);
            let tall = heights.of(place.item);
            if place.offset < tall || place.item + 1 >= heights.len() {
                break;
            }
            place.offset -= tall;
            place.item += 1;
        }
        let mut item = place.item;
        let mut below = -place.offset;
        while below < view && item < heights.len() {
            measure(heights, item);
            below += heights.of(item);
            item += 1;
        }
        if below < view {
            place.offset -= view - below;
            while place.offset < 0.0 && place.item > 0 {
                place.item -= 1;
                measure(heights, place.item);
                place.offset += heights.of(place.item);
            }
            place.offset = place.offset.max(0.0);
        }
        place
    }

    /// Height of this place in the page.
    pub(super) fn y(self, heights: &Heights) -> f64 {
        heights.top(self.item) + self.offset
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Items of these heights that were all guessed to be 10.
    fn page(real: &[f64]) -> (Heights, impl FnMut(&mut Heights, usize) + '_) {
        let heights = Heights::new(vec![10.0; real.len()]);
        let measure = |heights: &mut Heights, item: usize| heights.set(item, real[item]);
        (heights, measure)
    }

    /// What is at the top edge after each move.
    #[track_caller]
    fn check(real: &[f64], moves: &[f64], expected: &[(usize, f64)]) {
        let (mut heights, mut measure) = page(real);
        let mut place = Place::default();
        let mut found = Vec::new();
        for &by in moves {
            place = place.moved(by, 20.0, &mut heights, &mut measure);
            found.push((place.item, place.offset));
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn small_moves_pass_over_what_is_really_there() {
        let real = [30.0, 5.0, 50.0, 20.0, 20.0];
        check(&real, &[32.0, 10.0, -8.0], &[(1, 2.0), (2, 7.0), (1, 4.0)]);
    }

    #[test]
    fn the_page_stops_at_both_ends() {
        check(
            &[30.0, 5.0, 50.0],
            &[-10.0, 70.0, 70.0, -100.0],
            &[(0, 0.0), (2, 30.0), (2, 30.0), (0, 0.0)],
        );
        check(&[5.0, 5.0], &[50.0], &[(0, 0.0)]);
        check(&[30.0, 5.0, 50.0], &[1e6], &[(2, 30.0)]);
    }

    proptest! {
        #[test]
        fn going_down_and_up_again_leads_back(
            real in proptest::collection::vec(1u32..60, 3..40),
            moves in proptest::collection::vec(1u32..60, 1..20),
        ) {
            let real: Vec<f64> = real.into_iter().map(f64::from).collect();
            let (mut heights, mut measure) = page(&real);
            let mut place = Place::default();
            let mut path = vec![place];
            for by in &moves {
                place = place.moved(f64::from(*by), 20.0, &mut heights, &mut measure);
                path.push(place);
            }
            let total: f64 = real.iter().sum();
            for by in moves.iter().rev() {
                let before = path.pop().unwrap();
                prop_assert_eq!(place, before);
                // At the end a move may have been cut short.
                if place.y(&heights) + 20.0 >= total - 0.5 {
                    return Ok(());
                }
                place = place.moved(-f64::from(*by), 20.0, &mut heights, &mut measure);
            }
        }
    }
}
