//! How many records bear or name each tag, or one below it: counted once, then kept up to date by what changes.
//!
//! Tags are few and records are many, so nobody may walk over the records of a tag to say how many they are.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::model::{Change, Kind, Record, RecordId, Tables, TagId};

/// Records between two looks at whether the counts are still wanted.
const PATIENCE: usize = 1_024;
/// The most records of a step that are followed one by one; above that, counting anew is no dearer.
const MOST: usize = 10_000;

/// Counts of the records that refer to tags: as their tags, or as an actor or a place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TagCounts {
    paths: HashMap<TagId, String>,
    /// By path: of the tags at it and below it, each record counted once.
    below: HashMap<String, usize>,
    /// By tag, without those below.
    own: HashMap<TagId, usize>,
}

/// The tags that a record refers to, as often as it does.
type Refs = Vec<TagId>;

impl TagCounts {
    /// Counts all records; `None` as soon as `cancel` is set. Work for a job where there are many.
    #[must_use]
    pub fn of(tables: &Tables, cancel: &AtomicBool) -> Option<Self> {
        let mut counts = Self::default();
        for tag in tables.tags().iter() {
            counts.paths.insert(tag.id, tag.path.clone());
        }
        let kinds = Kind::ALL.iter().filter(|&&kind| kind != Kind::Tag);
        let ids = kinds.flat_map(|&kind| tables.ids(kind));
        for (n, id) in ids.enumerate() {
            if n.is_multiple_of(PATIENCE) && cancel.load(Ordering::Relaxed) {
                return None;
            }
            if let Some(record) = tables.get(id) {
                counts.add(&refs(&record), true);
            }
        }
        Some(counts)
    }

    /// How many records refer to a tag at this path or below it.
    #[must_use]
    pub fn below(&self, path: &str) -> usize {
        self.below.get(path).copied().unwrap_or_default()
    }

    /// How many records refer to this very tag.
    #[must_use]
    pub fn of_tag(&self, tag: TagId) -> usize {
        self.own.get(&tag).copied().unwrap_or_default()
    }

    /// Follows changes that were applied; `tables` are as they are after them. Gives whether the counts are
    /// right: if not, they have to be made anew, because tags with records moved or too much changed.
    #[must_use]
    pub fn note(&mut self, tables: &Tables, changes: &[Change]) -> bool {
        let reached = changes.iter().map(|change| match change {
            Change::Tag { records, .. } => records.len(),
            _ => 1,
        });
        if reached.sum::<usize>() > MOST {
            return false;
        }
        for change in changes {
            match change {
                Change::Insert {
                    record: Record::Tag(tag),
                    ..
                } => {
                    self.paths.insert(tag.id, tag.path.clone());
                }
                Change::Set {
                    after: Record::Tag(tag),
                    ..
                } if self.paths.get(&tag.id) != Some(&tag.path) => {
                    if self.of_tag(tag.id) > 0 {
                        return false;
                    }
                    self.paths.insert(tag.id, tag.path.clone());
                }
                _ => {}
            }
        }
        for (id, before) in before(tables, changes) {
            let after = tables.get(id).as_ref().map(refs).unwrap_or_default();
            if before != after {
                self.add(&before, false);
                self.add(&after, true);
            }
        }
        for change in changes {
            if let Change::Remove {
                record: Record::Tag(tag),
                ..
            } = change
                && !tables.contains(tag.id.into())
            {
                self.paths.remove(&tag.id);
            }
        }
        true
    }

    /// Counts a record that refers to these tags, or takes it out again.
    fn add(&mut self, refs: &Refs, comes: bool) {
        let mut levels: Vec<&str> = Vec::new();
        for (place, tag) in refs.iter().enumerate() {
            if refs.iter().take(place).any(|earlier| earlier == tag) {
                continue;
            }
            step(&mut self.own, tag, comes);
            let path = self.paths.get(tag).map(String::as_str).unwrap_or_default();
            let ends = path.match_indices('/').map(|(at, _)| at);
            for end in ends.chain([path.len()]) {
                let level = path.get(..end).unwrap_or_default();
                if !level.is_empty() && !levels.contains(&level) {
                    levels.push(level);
                }
            }
        }
        for path in levels {
            step(&mut self.below, path, comes);
        }
    }
}

/// One more, or one less; what nothing is counted of has no entry.
fn step<K, Q>(counts: &mut HashMap<K, usize>, key: &Q, comes: bool)
where
    K: Hash + Eq + Borrow<Q>,
    Q: Hash + Eq + ToOwned<Owned = K> + ?Sized,
{
    match counts.get_mut(key) {
        Some(count) if comes => *count += 1,
        Some(count) if *count > 1 => *count -= 1,
        Some(_) => {
            counts.remove(key);
        }
        None if comes => {
            counts.insert(key.to_owned(), 1);
        }
        None => {}
    }
}

fn refs(record: &Record) -> Refs {
    let mut refs = Refs::new();
    record.for_each_ref(&mut |to, _| {
        if let RecordId::Tag(tag) = to {
            refs.push(tag);
        }
    });
    refs.sort_unstable();
    refs
}

/// The tags that the records of a step referred to before it: found from what they are now by going back.
fn before(tables: &Tables, changes: &[Change]) -> HashMap<RecordId, Refs> {
    let now = |id: &RecordId| tables.get(*id).as_ref().map(refs).unwrap_or_default();
    let mut before: HashMap<RecordId, Refs> = HashMap::new();
    for change in changes.iter().rev() {
        match change {
            Change::Insert { record, .. } => {
                before.insert(record.id(), Refs::new());
            }
            Change::Remove { record, .. } | Change::Set { before: record, .. } => {
                before.insert(record.id(), refs(record));
            }
            Change::Tag { tag, on, records } => {
                for id in records.iter() {
                    let refs = before.entry(*id).or_insert_with(|| now(id));
                    match (refs.iter().position(|bearing| bearing == tag), on) {
                        (Some(at), true) => {
                            refs.remove(at);
                        }
                        (_, false) => {
                            refs.push(*tag);
                            refs.sort_unstable();
                        }
                        (None, true) => {}
                    }
                }
            }
            Change::Meta { .. } => {}
        }
    }
    before
}
