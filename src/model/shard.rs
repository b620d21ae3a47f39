//! A hash map in shared parts, so that a copy costs nothing and a change after it copies one part.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasher, Hash};
use std::sync::Arc;

const SHARDS: usize = 256;

use super::hash::IdHash;

/// A map from `K` to `V`.
#[derive(Debug, Clone)]
pub(crate) struct ShardMap<K, V> {
    shards: Arc<Vec<Shard<K, V>>>,
}

type Shard<K, V> = Arc<HashMap<K, V, IdHash>>;

impl<K, V> Default for ShardMap<K, V> {
    fn default() -> Self {
        // The shards are made on the first insertion: most tables of most projects are small.
        Self {
            shards: Arc::default(),
        }
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

    /// The map of these pairs, about `len`, made part by part: what lies near in memory is written together. Of several pairs with one key
    /// the last one holds.
    pub(crate) fn of(pairs: impl Iterator<Item = (K, V)>, len: usize) -> Self {
        if len == 0 {
            return Self::default();
        }
        let mut parts: Vec<Vec<(K, V)>> = Vec::new();
        parts.resize_with(SHARDS, Vec::new);
        // Hashes are spread evenly, so that most parts come to about the same.
        let about = len / SHARDS + len / (8 * SHARDS) + 1;
        for (key, value) in pairs {
            let part = &mut parts[Self::index(&key)];
            if part.is_empty() {
                part.reserve_exact(about);
            }
            part.push((key, value));
        }
        let shard = |part: Vec<(K, V)>| Arc::new(part.into_iter().collect());
        Self {
            shards: Arc::new(parts.into_iter().map(shard).collect()),
        }
    }

    fn shard(&mut self, key: &K) -> &mut HashMap<K, V, IdHash> {
        let shards = Arc::make_mut(&mut self.shards);
        if shards.is_empty() {
            shards.resize_with(SHARDS, Arc::default);
        }
        Arc::make_mut(&mut shards[Self::index(key)])
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

    /// The value of a key to change, a new one if there is none.
    pub(crate) fn at(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        self.shard(&key).entry(key).or_default()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&K, &V)> + '_ {
        self.shards.iter().flat_map(|shard| shard.iter())
    }

    pub(crate) fn remove(&mut self, key: &K) {
        if self.contains(key) {
            self.shard(key).remove(key);
        }
    }
}
