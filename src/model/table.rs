//! Tables: records by id, in the order of the file, cheap to copy.
//!
//! Records lie in slots, in chunks of [`CHUNK`] that copies share. A slot is never used by another
//! record: taking a record away leaves a hole, and putting it back (undo) fills the same hole. So
//! the order of a table does not depend on what was undone and redone in between.

use std::sync::Arc;

use super::ids::Id;
use super::kinds::RecordType;
use super::slots::Slots;

/// Slots in a chunk: the most that a change after a copy has to copy.
const CHUNK: usize = 512;

/// Slots up to which holes are made for a record that says where it is to lie.
const MOST_SLOTS: usize = 1 << 26;

type Chunk<T> = Vec<Option<Arc<T>>>;

/// All records of one kind.
#[derive(Debug, Clone)]
pub struct Table<T> {
    /// Shared as a whole, too: a copy must not touch the counts of all chunks, which lie far apart.
    chunks: Arc<Vec<Arc<Chunk<T>>>>,
    slots: Slots,
    len: usize,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self {
            chunks: Arc::default(),
            slots: Slots::default(),
            len: 0,
        }
    }
}

impl<T: RecordType> Table<T> {
    /// How many records there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The record with this id.
    #[must_use]
    pub fn get(&self, id: Id<T>) -> Option<&T> {
        self.shared(id).map(AsRef::as_ref)
    }

    /// The record with this id, to keep.
    #[must_use]
    pub fn shared(&self, id: Id<T>) -> Option<&Arc<T>> {
        self.at(self.slot(id)?)
    }

    /// Whether there is a record with this id.
    #[must_use]
    pub fn contains(&self, id: Id<T>) -> bool {
        self.slot(id).is_some()
    }

    /// The slot of the record; later records of the file have higher ones.
    #[must_use]
    pub fn slot(&self, id: Id<T>) -> Option<u32> {
        self.slots.get(id.bits(), bits_at(&self.chunks))
    }

    /// All records in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<T>> + '_ {
        self.chunks.iter().flat_map(|chunk| chunk.iter().flatten())
    }

    /// The record in a slot; `None` for a hole.
    #[must_use]
    pub fn at(&self, slot: u32) -> Option<&Arc<T>> {
        record_at(&self.chunks, slot)
    }

    /// How many slots there are, holes included.
    #[must_use]
    pub fn end(&self) -> usize {
        self.chunks
            .last()
            .map_or(0, |last| (self.chunks.len() - 1) * CHUNK + last.len())
    }

    fn hole(&mut self, slot: usize) -> Option<&mut Option<Arc<T>>> {
        let chunk = Arc::make_mut(&mut self.chunks).get_mut(slot / CHUNK)?;
        Arc::make_mut(chunk).get_mut(slot % CHUNK)
    }

    /// Calls `found` with the id of every record that is another one than in `before`, is new or is gone, in order of slots.
    /// What both share is passed over without a look, so that a copy with few changes is compared fast.
    pub(super) fn differing(&self, before: &Self, found: &mut dyn FnMut(Id<T>)) {
        let empty = Chunk::new();
        for number in 0..self.chunks.len().max(before.chunks.len()) {
            let chunks = (self.chunks.get(number), before.chunks.get(number));
            if let (Some(now), Some(then)) = chunks
                && Arc::ptr_eq(now, then)
            {
                continue;
            }
            let now = chunks.0.map_or(&empty, AsRef::as_ref);
            let then = chunks.1.map_or(&empty, AsRef::as_ref);
            for slot in 0..now.len().max(then.len()) {
                let [now, then] = [now, then].map(|chunk| chunk.get(slot).and_then(Option::as_ref));
                let same = match (now, then) {
                    (Some(now), Some(then)) => Arc::ptr_eq(now, then) || now == then,
                    _ => false,
                };
                if !same {
                    // A slot is never used by another record, unless the tables are not copies of each other.
                    then.into_iter().for_each(|record| found(record.id()));
                    now.into_iter().for_each(|record| found(record.id()));
                }
            }
        }
    }

    /// Puts a record in: at the end, or into the hole at `slot`, or past the end with holes before
    /// it. Gives the slot it is in, or `None` (and changes nothing) if the id is taken or the slot
    /// is not free or farther off than any project is large.
    pub(super) fn insert(&mut self, record: Arc<T>, slot: Option<u32>) -> Option<u32> {
        let bits = record.id().bits();
        if self.contains(record.id()) {
            return None;
        }
        let slot = self.place(record, slot)?;
        self.slots.insert(bits, slot, bits_at(&self.chunks));
        Some(slot)
    }

    /// As [`Table::insert`] of a record with an id of its own, which is found by it after [`Table::find_all`] only: while a
    /// file is read.
    pub(super) fn place(&mut self, record: Arc<T>, slot: Option<u32>) -> Option<u32> {
        let end = self.end();
        let slot = slot.map_or(end, |slot| slot as usize);
        let number = u32::try_from(slot).ok()?;
        if slot > end && slot > MOST_SLOTS {
            return None;
        }
        self.pad(slot);
        if slot >= end {
            let chunks = Arc::make_mut(&mut self.chunks);
            if slot.is_multiple_of(CHUNK) {
                chunks.push(Arc::new(Vec::with_capacity(CHUNK)));
            }
            Arc::make_mut(chunks.last_mut()?).push(Some(record));
        } else {
            let hole = self.hole(slot)?;
            if hole.is_some() {
                return None;
            }
            *hole = Some(record);
        }
        self.len += 1;
        Some(number)
    }

    /// Makes all records that were placed be found by their ids: their bits and slots.
    pub(super) fn find_all(&mut self, placed: impl Iterator<Item = (u64, u32)>) {
        self.slots = Slots::of(placed, self.len);
    }

    /// Makes holes at the end until there are `slots` slots. Chunks of nothing but holes are one.
    fn pad(&mut self, slots: usize) {
        if slots <= self.end() {
            return;
        }
        let chunks = Arc::make_mut(&mut self.chunks);
        let full = chunks.len() * CHUNK;
        if let Some(last) = chunks.last_mut().filter(|last| last.len() < CHUNK) {
            let wanted = CHUNK - full.saturating_sub(slots).min(CHUNK);
            if wanted > last.len() {
                Arc::make_mut(last).resize(wanted, None);
            }
        }
        let holes = Arc::new(vec![None; CHUNK]);
        let mut end = self.end();
        while end + CHUNK <= slots {
            Arc::make_mut(&mut self.chunks).push(Arc::clone(&holes));
            end += CHUNK;
        }
        if end < slots {
            Arc::make_mut(&mut self.chunks).push(Arc::new(vec![None; slots - end]));
        }
    }

    /// Takes a record out and gives it with the slot it was in.
    pub(super) fn remove(&mut self, id: Id<T>) -> Option<(Arc<T>, u32)> {
        let slot = self.slot(id)?;
        self.slots.remove(id.bits(), bits_at(&self.chunks));
        let record = self.hole(slot as usize)?.take()?;
        self.len -= 1;
        Some((record, slot))
    }

    /// Puts a record in the place of the one with its id and gives that one.
    pub(super) fn replace(&mut self, record: Arc<T>) -> Option<Arc<T>> {
        let slot = self.slot(record.id())?;
        self.hole(slot as usize)?.replace(record)
    }
}

fn record_at<T>(chunks: &[Arc<Chunk<T>>], slot: u32) -> Option<&Arc<T>> {
    let slot = slot as usize;
    chunks.get(slot / CHUNK)?.get(slot % CHUNK)?.as_ref()
}

/// Tells the bits of the id of the record in a slot.
fn bits_at<T: RecordType>(chunks: &[Arc<Chunk<T>>]) -> impl Fn(u32) -> Option<u64> {
    |slot| Some(record_at(chunks, slot)?.id().bits())
}

/// Tables are equal if they hold equal records in the same order; holes do not count.
impl<T: RecordType> PartialEq for Table<T> {
    fn eq(&self, other: &Self) -> bool {
        self.len == other.len && self.iter().eq(other.iter())
    }
}
