//! A hash map in shared parts, so that a copy costs nothing and a change after it copies one part.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hash};
use std::sync::Arc;

use super::hash::IdHash;

/// Parts of a map. They are made on the first insertion: most tables of most projects are small.
pub(super) const SHARDS: usize = 256;

/// The part for a hash. Its low bits choose the place inside a part and the highest ones tell neighbours there apart, so the part
/// is chosen by those in the middle.
pub(super) fn shard_of(hash: u64) -> usize {
    (hash >> 32) as usize % SHARDS
}

/// A map from `K` to `V`.
#[derive(Debug, Clone)]
pub(crate) struct ShardMap<K, V> {
    shards: Arc<Vec<Shard<K, V>>>,
}

type Shard<K, V> = Arc<HashMap<K, V, IdHash>>;

impl<K, V> Default for ShardMap<K, V> {
    fn default() -> Self {
        Self {
            shards: Arc::default(),
        }
    }
}

impl<K: Hash + Eq + Clone, V: Clone> ShardMap<K, V> {
    fn index(key: &K) -> usize {
        shard_of(IdHash::default().hash_one(key))
    }

    pub(crate) fn get(&self, key: &K) -> Option<&V> {
        self.shards.get(Self::index(key))?.get(key)
    }

    pub(crate) fn contains(&self, key: &K) -> bool {
        self.get(key).is_some()
    }

    fn shard(&mut self, key: &K) -> &mut HashMap<K, V, IdHash> {
        let shards = Arc::make_mut(&mut self.shards);
        if shards.is_empty() {
            shards.resize_with(SHARDS, Arc::default);
        }
        Arc::make_mut(&mut shards[Self::index(key)])
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
