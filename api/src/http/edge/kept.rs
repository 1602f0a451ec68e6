//! What is kept of many, bounded: beyond so many, whoever has not been seen for the longest is forgotten.

use std::{
    hash::Hash,
    num::NonZeroUsize,
    sync::{Mutex, MutexGuard, PoisonError},
};

use governor::{nanos::Nanos, state::StateStore};
use lru::LruCache;

/// How many are kept: about 5 MiB.
pub const MOST: NonZeroUsize = NonZeroUsize::MIN.saturating_add(65_535);

/// Values by key, no more than [`MOST`].
pub struct Kept<K: Hash + Eq, V>(Mutex<LruCache<K, V>>);

impl<K: Hash + Eq, V: Copy> Kept<K, V> {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self(Mutex::new(LruCache::new(MOST)))
    }

    /// Keeps a value.
    pub fn put(&self, key: K, value: V) {
        self.lock().put(key, value);
    }

    /// The value of a key, which is seen thereby.
    pub fn get(&self, key: &K) -> Option<V> {
        self.lock().get(key).copied()
    }

    /// Forgets a key.
    pub fn forget(&self, key: &K) {
        self.lock().pop(key);
    }

    /// How many are kept.
    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.lock().len()
    }

    fn lock(&self) -> MutexGuard<'_, LruCache<K, V>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How far limiters have counted.
impl<K: Hash + Eq + Clone> StateStore for Kept<K, Nanos> {
    type Key = K;

    fn measure_and_replace<T, F, E>(&self, key: &K, measure: F) -> Result<T, E>
    where
        F: Fn(Option<Nanos>) -> Result<(T, Nanos), E>,
    {
        let mut kept = self.lock();
        let (outcome, state) = measure(kept.get(key).copied())?;
        kept.put(key.clone(), state);
        Ok(outcome)
    }
}
