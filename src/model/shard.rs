//! A hash map in shared parts, so that a copy is cheap and a change after it copies one part.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasher, Hash};
use std::sync::Arc;

const SHARDS: usize = 256;

use super::hash::IdHash;

/// A map from `K` to `V`.
#[derive(Debug, Clone)]
pub(crate) struct ShardMap<K, V> {
    shards: Vec<Arc<HashMap<K, V, IdHash>>>,
}

impl<K, V> Default for ShardMap<K, V> {
    fn default() -> Self {
        // The shards are made on the first insertion: most tables of most projects are small.
        Self { shards: Vec::new() }
    }
}

impl<K: Hash + Eq + Clone, V: Clone> ShardMap<K, V> {
    fn index(key: &K) -> usize {
        // The low bits choose the place inside a shard and the high ones tell its neighbours apart, so the shard is chosen
        // by those in the middle.
        (IdHash::default().hash_one(key) >> 32) as usize % SHARDS
    }

    pub(crate) fn get(&self, key: &K) -> Option<&V> {
        self.shards.get(Self::index(key))?.get(key)
    }

    pub(crate) fn contains(&self, key: &K) -> bool {
        self.get(key).is_some()
    }

    fn shard(&mut self, key: &K) -> &mut HashMap<K, V, IdHash> {
        if self.shards.is_empty() {
            self.shards = (0..SHARDS).map(|_| Arc::default()).collect();
        }
        Arc::make_mut(&mut self.shards[Self::index(key)])
    }

    /// Puts a value in, if there is none of that key; says whether it did.
    pub(crate) fn insert(&mut self, key: K, value: V) -> bool {
        match self.shard(&key).entry(key) {
            Entry::Occupied(_) => false,
            Entry::Vacant(place) => {
                place.insert(value);
                true
            }
        }
    }

    pub(crate) fn remove(&mut self, key: &K) {
        if self.contains(key) {
            self.shard(key).remove(key);
        }
    }
}
