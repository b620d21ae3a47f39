//! Where the columns of a table stand: which fit, and how wide each is. Pure arithmetic, in points.

use std::collections::HashMap;

use crate::query::Column;
use crate::ui::theme::space;

/// The share of its least width that a column that never leaves gives up before all shrink, and before a
/// column that says much leaves.
const YIELDS: f32 = 0.3;
/// Columns up to this rank say much.
const MUCH: u8 = 3;
/// Between two columns.
pub(super) const GAP: f32 = space::XL;
/// The least width that a column can be dragged to.
pub(super) const NARROWEST: f32 = 40.0;
/// The most that fitting a column to its content gives it.
pub(super) const WIDEST: f32 = 560.0;

/// What a column wants.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Wish {
    /// Below this it leaves, if it may.
    least: f32,
    /// Enough for nearly everything in it.
    ideal: f32,
    /// Its share of what is left when all have enough.
    grow: f32,
    /// The higher, the earlier it leaves; 0 never does.
    rank: u8,
}

const fn wish(least: f32, ideal: f32, grow: f32, rank: u8) -> Wish {
    Wish {
        least,
        ideal,
        grow,
        rank,
    }
}

/// Chips fold before columns leave, so the column of tags has room for one chip and a count.
const fn wish_of(column: Column) -> Wish {
    use Column as C;
    match column {
        C::Title => wish(180.0, 340.0, 3.0, 0),
        C::Event => wish(150.0, 240.0, 2.0, 0),
        C::From | C::To => wish(150.0, 220.0, 2.0, 0),
        C::Source => wish(120.0, 180.0, 1.0, 2),
        C::Value | C::Target | C::Error => wish(120.0, 200.0, 2.0, 1),
        C::When => wish(114.0, 172.0, 0.0, 1),
        C::Issued => wish(92.0, 150.0, 0.0, 2),
        C::Taken | C::Reported => wish(92.0, 114.0, 0.0, 7),
        C::Created | C::Modified | C::Decided => wish(120.0, 128.0, 0.0, 6),
        C::Tags => wish(120.0, 216.0, 0.5, 3),
        C::Claims => wish(54.0, 60.0, 0.0, 4),
        C::Captures | C::Borne => wish(66.0, 66.0, 0.0, 4),
        C::Field => wish(72.0, 100.0, 0.0, 1),
        C::Relation | C::Motivation | C::Status | C::Shows | C::Table => wish(84.0, 110.0, 0.0, 4),
        C::Reliability | C::Credibility => wish(76.0, 80.0, 0.0, 5),
        C::AttributedTo => wish(110.0, 160.0, 0.5, 5),
        C::Place | C::Container | C::Remark | C::Description => wish(110.0, 160.0, 1.0, 8),
        C::Kind | C::Nature | C::Origin => wish(90.0, 120.0, 0.0, 9),
    }
}

/// A column at its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Slot {
    /// Which column.
    pub(super) column: Column,
    /// Where its text begins.
    pub(super) left: f32,
    /// Where its text ends at the latest.
    pub(super) right: f32,
}

/// The columns of a table at their places.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Layout {
    /// Those that fit, from left to right.
    pub(super) slots: Vec<Slot>,
    /// Those that do not fit.
    pub(super) dropped: Vec<Column>,
}

/// Places `columns` between `left` and `right`. `fixed` holds the widths that were set by hand.
pub(super) fn lay_out(
    columns: &[Column],
    fixed: &HashMap<Column, f32>,
    left: f32,
    right: f32,
) -> Layout {
    let wish_of = |column: Column| match fixed.get(&column) {
        Some(&width) => wish(width, width, 0.0, wish_of(column).rank),
        None => wish_of(column),
    };
    let room = (right - left).max(0.0);
    let mut kept: Vec<(Column, Wish)> = columns.iter().map(|&c| (c, wish_of(c))).collect();
    let mut dropped = Vec::new();
    while let Some(at) = next_to_leave(&kept, room) {
        dropped.push(kept.remove(at).0);
    }
    let mut slots = Vec::with_capacity(kept.len());
    let mut x = left;
    for ((column, _), width) in kept.iter().zip(widths(&kept, room)) {
        slots.push(Slot {
            column: *column,
            left: x,
            right: x + width,
        });
        x += width + GAP;
    }
    Layout { slots, dropped }
}

fn gaps(columns: usize) -> f32 {
    GAP * columns.saturating_sub(1) as f32
}

fn needed(columns: &[(Column, Wish)]) -> f32 {
    columns.iter().map(|(_, wish)| wish.least).sum::<f32>() + gaps(columns.len())
}

/// What the columns that never leave can give up.
fn yielding(columns: &[(Column, Wish)]) -> f32 {
    let stay = columns.iter().filter(|(_, wish)| wish.rank == 0);
    stay.map(|(_, wish)| wish.least * YIELDS).sum()
}

/// The column that leaves next because there is no room for all: the one with the highest rank, of
/// several the last. The first column never leaves.
fn next_to_leave(columns: &[(Column, Wish)], room: f32) -> Option<usize> {
    let may_leave = columns.iter().enumerate().skip(1);
    let may_leave = may_leave.filter(|(_, (_, wish))| wish.rank > 0);
    let (at, (_, next)) = may_leave.max_by_key(|(_, (_, wish))| wish.rank)?;
    let yielded = if next.rank <= MUCH {
        yielding(columns)
    } else {
        0.0
    };
    (needed(columns) - yielded > room).then_some(at)
}

/// Everybody gets the least. What is left goes to those that never leave until they have their ideal, then
/// to the others until they have theirs, then to those that grow. If even the least does not fit, those
/// that never leave give up a share of it, and after that all shrink alike.
fn widths(columns: &[(Column, Wish)], room: f32) -> Vec<f32> {
    let room = room - gaps(columns.len());
    let sum = |part: &dyn Fn(&Wish) -> f32| columns.iter().map(|(_, wish)| part(wish)).sum::<f32>();
    let least = sum(&|wish| wish.least);
    if room < least {
        let given = yielding(columns);
        let yields = if given > 0.0 {
            YIELDS * ((least - room) / given).min(1.0)
        } else {
            0.0
        };
        let share = (room / (least - given)).clamp(0.0, 1.0);
        let width = |wish: &Wish| {
            let kept = if wish.rank == 0 { 1.0 - yields } else { 1.0 };
            (wish.least * kept * share).floor()
        };
        return columns.iter().map(|(_, wish)| width(wish)).collect();
    }
    let more = |wish: &Wish| wish.ideal - wish.least;
    let more_if = |stays: bool| {
        sum(&|wish| {
            if (wish.rank == 0) == stays {
                more(wish)
            } else {
                0.0
            }
        })
    };
    let (first, first_left) = share(room - least, more_if(true));
    let (then, then_left) = share(first_left, more_if(false));
    let grow = sum(&|wish| wish.grow);
    let grown = if grow > 0.0 { then_left / grow } else { 0.0 };
    let width = |wish: &Wish| {
        let share = if wish.rank == 0 { first } else { then };
        (wish.least + more(wish) * share + wish.grow * grown).floor()
    };
    columns.iter().map(|(_, wish)| width(wish)).collect()
}

/// Which share of what is wanted there is, and what is left then.
fn share(there: f32, wanted: f32) -> (f32, f32) {
    if wanted <= there {
        (1.0, there - wanted)
    } else {
        (there / wanted, 0.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::Kind;
    use crate::query::columns;

    /// The columns as "When 114 | Title 260", those that left after a dash.
    fn check(kind: Kind, room: f32, expected: &str) {
        let layout = lay_out(columns(kind), &HashMap::new(), 42.0, 42.0 + room);
        let slots = layout.slots.iter();
        let slots = slots.map(|slot| format!("{} {}", slot.column.name(), slot.right - slot.left));
        let mut told = slots.collect::<Vec<_>>().join(" | ");
        for column in &layout.dropped {
            told += &format!(" - {}", column.name());
        }
        assert_eq!(told, expected);
        let end = layout.slots.last().map_or(0.0, |slot| slot.right);
        assert!(end <= 42.0 + room, "{end} reaches out of {room}");
    }

    #[test]
    fn kind_leaves_first_and_the_title_never() {
        check(
            Kind::Event,
            1301.0,
            "When 172 | Title 442 | Kind 120 | Place 194 | Tags 233 | Claims 60",
        );
        check(
            Kind::Event,
            729.0,
            "When 114 | Title 267 | Place 110 | Tags 120 | Claims 54 - Kind",
        );
        check(
            Kind::Event,
            422.0,
            "When 114 | Title 156 | Tags 120 - Kind - Place - Claims",
        );
        check(
            Kind::Event,
            480.0,
            "When 114 | Title 214 | Tags 120 - Kind - Place - Claims",
        );
        check(
            Kind::Event,
            200.0,
            "When 87 | Title 96 - Kind - Place - Claims - Tags",
        );
    }

    #[test]
    fn a_width_set_by_hand_stays() {
        let fixed = HashMap::from([(Column::Title, 300.0)]);
        let layout = lay_out(columns(Kind::Note), &fixed, 0.0, 900.0);
        let title = layout.slots[0];
        assert_eq!((title.left, title.right), (0.0, 300.0));
        let layout = lay_out(columns(Kind::Note), &fixed, 0.0, 330.0);
        assert_eq!(layout.dropped, [Column::Modified, Column::Tags]);
    }

    #[test]
    fn every_column_of_every_kind_stands_in_its_table_when_there_is_room() {
        for &kind in Kind::ALL {
            let layout = lay_out(columns(kind), &HashMap::new(), 0.0, 2000.0);
            assert_eq!(layout.dropped, [], "{kind:?}");
            assert_eq!(layout.slots.len(), columns(kind).len());
        }
    }

    proptest! {
        #[test]
        fn columns_stand_side_by_side_within_the_room(
            kind in proptest::sample::select(Kind::ALL),
            room in 60.0f32..3000.0,
            set in proptest::collection::hash_map(proptest::sample::select(Column::ALL), NARROWEST..WIDEST, 0..5),
        ) {
            let layout = lay_out(columns(kind), &set, 10.0, 10.0 + room);
            let mut end = 10.0 - GAP;
            for slot in &layout.slots {
                prop_assert!(slot.left == end + GAP && slot.right >= slot.left);
                end = slot.right;
            }
            prop_assert!(end <= 10.0 + room);
            let first = columns(kind)[0];
            prop_assert_eq!(layout.slots[0].column, first);
            prop_assert_eq!(layout.slots.len() + layout.dropped.len(), columns(kind).len());
        }
    }
}
