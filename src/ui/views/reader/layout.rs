//! Pure layout: remarks in the margin, and the order in which marks lie on each other.

use std::ops::Range;

/// Between two remarks.
pub(super) const GAP: f32 = 8.0;

/// A remark that wants a place in the margin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Wish {
    /// Where its first line is to be.
    pub(super) level: f32,
    /// How high it is in full.
    pub(super) full: f32,
    /// How high it is with its title alone.
    pub(super) short: f32,
    /// Selected: it is never shortened and never left out.
    pub(super) selected: bool,
}

/// The place of a remark.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Placed {
    /// Which wish it is.
    pub(super) wish: usize,
    /// Its top.
    pub(super) top: f32,
    /// Its height.
    pub(super) tall: f32,
    /// Whether it is shown in full.
    pub(super) full: bool,
}

/// The remarks of a section of the text.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Margin {
    /// Those that are shown, from top to bottom.
    pub(super) shown: Vec<Placed>,
    /// How many found no room before the end, and where that is said.
    pub(super) more: Option<(usize, f32)>,
}

/// How far a remark may be pushed down before its neighbours make room: about three rows.
const PUSHED: f32 = 80.0;

/// Places remarks, given in order of their levels, above `end`. Where they crowd, those that are not
/// selected shrink to their titles, the nearest above first; what does not fit even so is counted.
pub(super) fn place(wishes: &[Wish], end: f32) -> Margin {
    /// More than these are all shortened at once.
    const MANY: usize = 200;
    let short: Vec<bool> = wishes.iter().map(is_full_when_short).collect();
    if wishes.len() > MANY {
        return fit(wishes, &short, end);
    }
    let mut full = vec![true; wishes.len()];
    let least = stack(wishes, &short);
    loop {
        let tops = stack(wishes, &full);
        let can_shrink = |above: &usize| full[*above] && !short[*above];
        // What is pushed by remarks that cannot shrink is not helped by the others.
        let pushed = (0..wishes.len()).filter(|&place| tops[place] - least[place] > PUSHED);
        let mut above = pushed.filter_map(|place| (0..place).rev().find(can_shrink));
        let shrinks = above.next().or_else(|| {
            let start = wishes.first().map_or(0.0, |wish| wish.level);
            let rows = (0..wishes.len()).map(|place| height(wishes, &full, place) + GAP);
            let crowded = rows.sum::<f32>() - GAP > end - start;
            (0..wishes.len()).rev().find(can_shrink).filter(|_| crowded)
        });
        match shrinks {
            Some(place) => full[place] = false,
            None => return fit(wishes, &full, end),
        }
    }
}

/// Whether a remark is as high in short as in full.
fn is_full_when_short(wish: &Wish) -> bool {
    wish.selected || wish.full <= wish.short
}

fn height(wishes: &[Wish], full: &[bool], place: usize) -> f32 {
    if full[place] {
        wishes[place].full
    } else {
        wishes[place].short
    }
}

/// Tops, each at its level or below the one before.
fn stack(wishes: &[Wish], full: &[bool]) -> Vec<f32> {
    let mut free = f32::NEG_INFINITY;
    let mut tops = Vec::with_capacity(wishes.len());
    for (place, wish) in wishes.iter().enumerate() {
        let top = wish.level.max(free);
        tops.push(top);
        free = top + height(wishes, full, place) + GAP;
    }
    tops
}

/// Moves what reaches below `end` up, and leaves out what finds no room.
fn fit(wishes: &[Wish], full: &[bool], end: f32) -> Margin {
    let mut kept: Vec<usize> = (0..wishes.len()).collect();
    let start = wishes.first().map_or(0.0, |wish| wish.level);
    let needed = |kept: &[usize], more: bool| {
        let rows = kept.iter().map(|&place| height(wishes, full, place) + GAP);
        rows.sum::<f32>() - GAP + if more { SHORT + GAP } else { 0.0 }
    };
    let mut left_out = 0;
    while needed(&kept, left_out > 0) > end - start {
        let Some(last) = kept.iter().rposition(|&place| !wishes[place].selected) else {
            break;
        };
        kept.remove(last);
        left_out += 1;
    }
    let mut free = f32::NEG_INFINITY;
    let mut shown: Vec<Placed> = Vec::with_capacity(kept.len());
    for &wish in &kept {
        let top = wishes[wish].level.max(free);
        let tall = height(wishes, full, wish);
        shown.push(Placed {
            wish,
            top,
            tall,
            full: full[wish],
        });
        free = top + tall + GAP;
    }
    let mut lowest = if left_out > 0 { end - SHORT - GAP } else { end };
    for placed in shown.iter_mut().rev() {
        placed.top = placed.top.min(lowest - placed.tall);
        lowest = placed.top - GAP;
    }
    let more = (left_out > 0).then(|| {
        let below = shown
            .last()
            .map_or(start, |last| last.top + last.tall + GAP);
        (left_out, below)
    });
    Margin { shown, more }
}

/// The height of the line that counts what was left out.
pub(super) const SHORT: f32 = 16.0;

/// How deep each mark lies: 0 for the longest, one more for each longer one that it shares words with,
/// so that the longer shows around the shorter. Ranges are given in order of their starts.
pub(super) fn depths(ranges: &[Range<usize>]) -> Vec<u8> {
    /// Marks that are looked at as neighbours, so that a text full of them costs no square of them.
    const NEIGHBOURS: usize = 32;
    const DEEPEST: u8 = 3;
    let mut pairs: Vec<Vec<u32>> = vec![Vec::new(); ranges.len()];
    let mut active: Vec<usize> = Vec::new();
    for (place, range) in ranges.iter().enumerate() {
        active.retain(|&other| ranges[other].end > range.start);
        for &other in active.iter().rev().take(NEIGHBOURS) {
            pairs[place].push(other as u32);
            pairs[other].push(place as u32);
        }
        active.push(place);
        if active.len() > 4 * NEIGHBOURS {
            active.remove(0);
        }
    }
    let mut order: Vec<usize> = (0..ranges.len()).collect();
    order.sort_by_key(|&place| (std::cmp::Reverse(ranges[place].len()), place));
    let mut depths: Vec<Option<u8>> = vec![None; ranges.len()];
    for place in order {
        let longer = pairs[place]
            .iter()
            .filter_map(|&other| depths[other as usize]);
        let depth = longer.max().map_or(0, |deepest| deepest + 1);
        depths[place] = Some(depth.min(DEEPEST));
    }
    depths.into_iter().map(Option::unwrap_or_default).collect()
}

/// How low the line of each claim is: 0, or one more for each claim before it that shares its words.
/// Ranges are given in order of their starts.
pub(super) fn levels(ranges: &[Range<usize>]) -> Vec<u8> {
    const LOWEST: u8 = 2;
    let mut busy: Vec<(usize, u8)> = Vec::new();
    let mut levels = Vec::with_capacity(ranges.len());
    for range in ranges {
        busy.retain(|&(end, _)| end > range.start);
        let free = (0..=LOWEST).find(|level| busy.iter().all(|(_, taken)| taken != level));
        let level = free.unwrap_or(LOWEST);
        if busy.len() <= usize::from(LOWEST) {
            busy.push((range.end, level));
        }
        levels.push(level);
    }
    levels
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Wishes as "level full" with `*` for the selected; titles are 16 high.
    fn wishes(text: &str) -> Vec<Wish> {
        text.split(',')
            .map(|wish| {
                let wish = wish.trim();
                let selected = wish.ends_with('*');
                let mut parts = wish.trim_end_matches('*').split(' ');
                let mut number = || parts.next().unwrap().parse().unwrap();
                Wish {
                    level: number(),
                    full: number(),
                    short: 16.0,
                    selected,
                }
            })
            .collect()
    }

    #[track_caller]
    fn check(text: &str, end: f32, expected: &str) {
        let wishes = wishes(text);
        let margin = place(&wishes, end);
        let mut found: Vec<String> = margin
            .shown
            .iter()
            .map(|p| format!("{}-{}", p.top, p.top + p.tall))
            .collect();
        if let Some((count, at)) = margin.more {
            found.push(format!("{count} more at {at}"));
        }
        assert_eq!(found.join(", "), expected);
    }

    #[test]
    fn remarks_stand_level_with_their_words() {
        check("0 48, 100 48", 500.0, "0-48, 100-148");
        check("0 48, 40 48", 500.0, "0-48, 56-104");
    }

    #[test]
    fn crowded_remarks_shrink_to_their_titles() {
        check("0 68, 10 68, 20 48", 500.0, "0-68, 76-92, 100-148");
        check(
            "0 68, 10 68, 20 48, 30 48",
            500.0,
            "0-68, 76-92, 100-116, 124-172",
        );
        check("0 99, 10 48*, 20 48", 500.0, "0-16, 24-72, 80-128");
        check("0 99, 10 48, 300 48", 500.0, "0-16, 24-72, 300-348");
    }

    #[test]
    fn remarks_near_the_end_of_their_section_move_up() {
        check("0 48, 100 48", 130.0, "0-48, 82-130");
        check("0 48, 100 48*", 130.0, "0-48, 82-130");
        check("0 16, 90 16, 95 16", 110.0, "0-16, 70-86, 94-110");
    }

    #[test]
    fn what_finds_no_room_is_counted() {
        check(
            "0 48, 5 48, 9 48, 9 48*",
            100.0,
            "0-16, 24-72, 2 more at 80",
        );
        check("0 48", 500.0, "0-48");
    }

    fn range(text: &str) -> Vec<Range<usize>> {
        text.split(' ')
            .map(|part| {
                let (start, end) = part.split_once('-').unwrap();
                start.parse().unwrap()..end.parse().unwrap()
            })
            .collect()
    }

    #[test]
    fn the_longest_mark_lies_lowest() {
        assert_eq!(depths(&range("0-10 2-5 4-20 30-40")), [1, 2, 0, 0]);
        assert_eq!(depths(&range("0-10 0-10")), [0, 1]);
        assert_eq!(depths(&range("0-9 1-8 2-7 3-6 4-5")), [0, 1, 2, 3, 3]);
    }

    #[test]
    fn claims_on_the_same_words_have_lines_of_their_own() {
        assert_eq!(levels(&range("0-5 0-5 3-8 6-9")), [0, 1, 2, 0]);
        assert_eq!(levels(&range("0-5 5-9")), [0, 0]);
    }

    proptest! {
        #[test]
        fn remarks_never_lie_on_each_other(
            levels in proptest::collection::vec((0u16..400, 16u16..120, any::<bool>()), 1..20),
            room in 1u16..600,
        ) {
            let mut wishes: Vec<Wish> = levels.iter().map(|&(level, full, selected)| Wish {
                level: f32::from(level),
                full: f32::from(full),
                short: 16.0,
                selected: selected && full % 7 == 0,
            }).collect();
            wishes.sort_by(|a, b| a.level.total_cmp(&b.level));
            let end = wishes[0].level + f32::from(room);
            let margin = place(&wishes, end);
            for pair in margin.shown.windows(2) {
                prop_assert!(pair[0].top + pair[0].tall + GAP <= pair[1].top + 0.01);
            }
            let left_out = margin.more.map_or(0, |(count, _)| count);
            prop_assert_eq!(margin.shown.len() + left_out, wishes.len());
            let selected = wishes.iter().filter(|wish| wish.selected).count();
            prop_assert!(margin.shown.iter().filter(|p| wishes[p.wish].selected).count() == selected);
        }

        #[test]
        fn a_mark_lies_above_all_longer_ones_that_it_touches(
            ranges in proptest::collection::vec((0usize..40, 1usize..20), 1..12)
        ) {
            let mut ranges: Vec<Range<usize>> = ranges.iter().map(|&(a, l)| a..a + l).collect();
            ranges.sort_by_key(|r| r.start);
            let depths = depths(&ranges);
            for (a, x) in ranges.iter().enumerate() {
                for (b, y) in ranges.iter().enumerate() {
                    let touch = x.start < y.end && y.start < x.end;
                    if touch && x.len() > y.len() && depths[a] < 3 {
                        prop_assert!(depths[b] > depths[a]);
                    }
                }
            }
        }
    }
}
