//! The rows of a table: records in order, and in which row each stands. A million of them follow an edit without
//! being listed anew: what was listed stays as it is, and beside it stands what has moved since.

use std::sync::Arc;

use crate::model::RecordId;

/// Records in order, each once. Cheap to copy.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    base: Arc<Base>,
    patch: Arc<Patch>,
}

/// Records as they were listed.
#[derive(Debug)]
struct Base {
    ids: Arc<[RecordId]>,
    /// Bits of an id and its row, sorted by id: a quarter of the memory of a hash map, which counts with a
    /// million rows. A table has fewer than 2^32 records: its slots are counted in 32 bits.
    places: Vec<(u64, u32)>,
}

/// What has moved since.
#[derive(Debug, Clone, Default)]
struct Patch {
    /// Rows of the list that are left out, in order.
    gone: Vec<u32>,
    /// Records that came instead, with the rows that they have now, in order of those.
    come: Vec<(u32, RecordId)>,
}

impl Default for Base {
    fn default() -> Self {
        Self {
            ids: Arc::from([]),
            places: Vec::new(),
        }
    }
}

impl From<Vec<RecordId>> for Rows {
    fn from(ids: Vec<RecordId>) -> Self {
        let places = ids.iter().zip(0_u32..).map(|(id, row)| (id.bits(), row));
        let mut places: Vec<(u64, u32)> = places.collect();
        places.sort_unstable();
        let base = Base {
            ids: ids.into(),
            places,
        };
        Self {
            base: Arc::new(base),
            patch: Arc::default(),
        }
    }
}

/// Equal if they are the same list; longer ones are not compared one by one.
impl PartialEq for Rows {
    fn eq(&self, other: &Self) -> bool {
        self.is(other)
    }
}

impl Rows {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.base.ids.len() - self.patch.gone.len() + self.patch.come.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The record in a row.
    #[must_use]
    pub fn record(&self, row: usize) -> Option<RecordId> {
        let Patch { gone, come } = self.patch.as_ref();
        let before = come.partition_point(|&(at, _)| (at as usize) < row);
        if let Some(&(at, id)) = come.get(before)
            && at as usize == row
        {
            return Some(id);
        }
        // So many of the list that stayed stand before it, and so many that went stood before those.
        let stayed = row - before;
        let went = partition(gone, |n, &at| at as usize - n <= stayed);
        self.base.ids.get(stayed + went).copied()
    }

    /// The row that a record has.
    #[must_use]
    pub fn row_of(&self, id: RecordId) -> Option<usize> {
        let Patch { gone, come } = self.patch.as_ref();
        if let Some(listed) = self.base.row_of(id)
            && let Err(went) = gone.binary_search(&listed)
        {
            let stayed = listed as usize - went;
            let before = partition(come, |n, &(at, _)| at as usize - n <= stayed);
            return Some(stayed + before);
        }
        let came = come.iter().find(|(_, new)| *new == id);
        came.map(|&(at, _)| at as usize)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = RecordId> + '_ {
        self.pieces(0..self.len()).flatten().copied()
    }

    /// Those in some rows, as the stretches that lie together.
    pub fn pieces(&self, rows: std::ops::Range<usize>) -> impl Iterator<Item = &[RecordId]> {
        let end = rows.end.min(self.len());
        let mut at = rows.start;
        std::iter::from_fn(move || {
            let piece = self.piece(at, end);
            at += piece.len();
            (!piece.is_empty()).then_some(piece)
        })
    }

    /// What lies together from a row on.
    fn piece(&self, row: usize, end: usize) -> &[RecordId] {
        let Patch { gone, come } = self.patch.as_ref();
        if row >= end {
            return &[];
        }
        let before = come.partition_point(|&(at, _)| (at as usize) < row);
        let next = come.get(before);
        if let Some((at, id)) = next
            && *at as usize == row
        {
            return std::slice::from_ref(id);
        }
        let stayed = row - before;
        let went = partition(gone, |n, &at| at as usize - n <= stayed);
        let from = stayed + went;
        let room = next.map_or(end, |&(at, _)| end.min(at as usize)) - row;
        let until = gone
            .get(went)
            .map_or(from + room, |&at| (from + room).min(at as usize));
        self.base.ids.get(from..until).unwrap_or_default()
    }

    /// All of them as one list, if they lie so.
    #[must_use]
    pub fn shared(&self) -> Option<&Arc<[RecordId]>> {
        (self.n_moved() == 0).then_some(&self.base.ids)
    }

    /// How many have moved, come or gone since they were listed. The more, the slower all else.
    #[must_use]
    pub fn n_moved(&self) -> usize {
        self.patch.gone.len().max(self.patch.come.len())
    }

    /// The same, as they would be listed anew. Takes as long as they are many.
    #[must_use]
    pub fn settled(&self) -> Self {
        Self::from(self.iter().collect::<Vec<_>>())
    }

    /// Whether both are the very same: copies of each other.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.base, &other.base) && Arc::ptr_eq(&self.patch, &other.patch)
    }

    /// Takes a record out, if it is there.
    pub(super) fn remove(&mut self, id: RecordId) -> bool {
        let Some(row) = self.row_of(id) else {
            return false;
        };
        let listed = self.base.row_of(id);
        let Patch { gone, come } = Arc::make_mut(&mut self.patch);
        let place = come.partition_point(|&(at, _)| (at as usize) < row);
        if come.get(place).is_some_and(|(_, came)| *came == id) {
            come.remove(place);
        } else if let Some(listed) = listed
            && let Err(place) = gone.binary_search(&listed)
        {
            gone.insert(place, listed);
        }
        for (at, _) in come.iter_mut().skip(place) {
            *at -= 1;
        }
        true
    }

    /// Puts a record that is not there before the first row that `follows` says it comes before. The rows must be
    /// in that order.
    pub(super) fn insert(&mut self, id: RecordId, mut follows: impl FnMut(RecordId) -> bool) {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            match self.record(middle) {
                Some(other) if !follows(other) => low = middle + 1,
                _ => high = middle,
            }
        }
        let listed = self.base.row_of(id);
        let Patch { gone, come } = Arc::make_mut(&mut self.patch);
        let place = come.partition_point(|&(at, _)| (at as usize) < low);
        let stayed = low - place;
        // Where it stood when it was listed, nothing has to be remembered of it.
        let is_last_that_came = come.get(place).is_none_or(|&(at, _)| at as usize != low);
        let comes_back = listed.filter(|_| is_last_that_came).and_then(|listed| {
            let went = gone.binary_search(&listed).ok()?;
            (listed as usize - went == stayed).then_some(went)
        });
        match comes_back {
            Some(went) => {
                gone.remove(went);
            }
            None => come.insert(place, (low as u32, id)),
        }
        let moved = place + usize::from(comes_back.is_none());
        for (at, _) in come.iter_mut().skip(moved) {
            *at += 1;
        }
    }
}

impl Base {
    fn row_of(&self, id: RecordId) -> Option<u32> {
        let at = self
            .places
            .binary_search_by_key(&id.bits(), |place| place.0);
        let row = self.places.get(at.ok()?)?.1;
        // Records of another kind may have the same bits.
        (self.ids.get(row as usize) == Some(&id)).then_some(row)
    }
}

/// As [`slice::partition_point`] of a test that is told the place, too.
fn partition<T>(list: &[T], holds: impl Fn(usize, &T) -> bool) -> usize {
    let (mut low, mut high) = (0, list.len());
    while low < high {
        let middle = low.midpoint(high);
        if holds(middle, &list[middle]) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}
