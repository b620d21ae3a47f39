//! Where records lie: slots by id, in shared parts, so that a copy costs nothing and a change after it copies one part.
//!
//! Only the slots are kept. The ids are those of the records that lie there, which whoever asks knows: the tables of a project
//! would otherwise hold every id twice.

use std::hash::BuildHasher;
use std::sync::Arc;

use hashbrown::HashTable;

use super::hash::IdHash;
use super::shard::{SHARDS, shard_of};

/// Slots of records by the bits of their ids. Each function is given what tells the bits of the record in a slot.
#[derive(Debug, Clone, Default)]
pub(super) struct Slots {
    shards: Arc<Vec<Arc<HashTable<u32>>>>,
}

fn hash(bits: u64) -> u64 {
    IdHash::default().hash_one(bits)
}

impl Slots {
    /// The slots of records by their bits, each with bits of its own, about `len`. Made part by part: what lies near in memory
    /// is written together.
    pub(super) fn of(placed: impl Iterator<Item = (u64, u32)>, len: usize) -> Self {
        if len == 0 {
            return Self::default();
        }
        let mut parts: Vec<Vec<(u64, u32)>> = Vec::new();
        parts.resize_with(SHARDS, Vec::new);
        // Hashes are spread evenly, so that most parts come to about the same.
        let about = len / SHARDS + len / (8 * SHARDS) + 1;
        for (bits, slot) in placed {
            let hash = hash(bits);
            let part = &mut parts[shard_of(hash)];
            if part.is_empty() {
                part.reserve_exact(about);
            }
            part.push((hash, slot));
        }
        let shard = |part: Vec<(u64, u32)>| {
            let mut shard = HashTable::with_capacity(part.len());
            for (hash, slot) in part {
                // There is room for all, so that no hash is asked for again.
                shard.insert_unique(hash, slot, |_| hash);
            }
            Arc::new(shard)
        };
        Self {
            shards: Arc::new(parts.into_iter().map(shard).collect()),
        }
    }

    /// The slot of the record with these bits.
    pub(super) fn get(&self, bits: u64, bits_at: impl Fn(u32) -> Option<u64>) -> Option<u32> {
        let hash = hash(bits);
        let shard = self.shards.get(shard_of(hash))?;
        let found = shard.find(hash, |&slot| bits_at(slot) == Some(bits));
        found.copied()
    }

    /// Puts in the slot of a record that lies there and is not found yet.
    pub(super) fn insert(&mut self, bits: u64, slot: u32, bits_at: impl Fn(u32) -> Option<u64>) {
        let shards = Arc::make_mut(&mut self.shards);
        if shards.is_empty() {
            shards.resize_with(SHARDS, Arc::default);
        }
        let hash_at = |slot: &u32| bits_at(*slot).map_or(0, hash);
        let hash = hash(bits);
        Arc::make_mut(&mut shards[shard_of(hash)]).insert_unique(hash, slot, hash_at);
    }

    /// Takes out the slot of a record that still lies there.
    pub(super) fn remove(&mut self, bits: u64, bits_at: impl Fn(u32) -> Option<u64>) {
        if self.get(bits, &bits_at).is_none() {
            return;
        }
        let hash = hash(bits);
        let shard = &mut Arc::make_mut(&mut self.shards)[shard_of(hash)];
        let found = Arc::make_mut(shard).find_entry(hash, |&slot| bits_at(slot) == Some(bits));
        if let Ok(entry) = found {
            entry.remove();
        }
    }
}
